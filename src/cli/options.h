/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The options that commands share: one table a subject, each option in one
 * place. A command names the groups it takes and adds what is its own.
 */
#pragma once

#include <glib.h>

#include "cli/conf.h"
#include "cli/settings.h"
#include "compare/results.h"

enum cli_group {
    OPTIONS_INPUT = 1,  /* -d --log-format --jobs --allow-refused --strict */
    OPTIONS_STUDY = 2,  /* --reference --confidence --margin --adjust
                           --metric --include --test ... */
    OPTIONS_PRINT = 4,  /* --json --format --color --ascii */
    OPTIONS_OUTPUT = 8, /* -o --force --dry-run */
    OPTIONS_CONF = 16,  /* --config --no-config; OPTIONS_STUDY brings them */
    OPTIONS_HERE = 32,  /* no option: without SOURCE and -d, the study whose
                           cotejo.conf stands in this folder or above */
};

enum cli_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct cli_options {
    char **arguments; /* what is no option: NULL-terminated, never NULL */
    GPtrArray *words; /* the command line with "-j2" parted, and the array of */
    char **parsed;    /* it that was parsed */

    char *store;      /* -d; NULL */
    char *log_format; /* NULL: recognise */
    unsigned jobs;    /* 0: as many as processors */
    gboolean allow_refused, strict;

    char *reference;   /* NULL: the first system named */
    double confidence; /* 0.95 */
    double margin;     /* 0.03 for 3 %; NaN: none given */
    gboolean margin_linear;
    struct study_margin margin_absolute;        /* "5ms", instead of margin */
    char *adjust;                               /* "holm", "bh", "none" */
    char **metrics;                             /* NULL: the headlines */
    char **include;                             /* reason slugs; NULL: none */
    char *title;                                /* NULL */
    int test, interval, pairing, pairs, better; /* enum study_test, ... */
    int zeros;                                  /* 0 dropped, 1 Pratt's */
    gboolean simultaneous;
    unsigned long seed;
    char *column;           /* NULL: all */
    gboolean distributions; /* of requests: of describe */
    bool is_brief;          /* a terminal is told the least: of compare */
    GArray *capacities;     /* struct study_capacity */
    GArray *controls;       /* struct study_control */
    Conf *conf;             /* the study's file; NULL */

    gboolean json, ascii;
    char *format; /* NULL: the command's own choice */
    enum cli_color color;

    char *output; /* NULL: standard output, where there may be one */
    gboolean force, dry_run;

    gboolean quiet, verbose;
};

struct cli_usage {
    const char *name;        /* "inspect" */
    const char *arguments;   /* "PATH..." */
    const char *summary;     /* what it does, a few lines */
    const char *examples;    /* indented by two, ends with a line feed */
    unsigned groups;         /* of enum cli_group */
    bool wants_share;        /* a margin in percent alone */
    const GOptionEntry *own; /* ends with an empty entry; NULL */
};

/* Reads the command line. -1: go on, with *options filled; else the exit
 * status, after help or an error was printed. The options live as long as
 * the program; a command line is read once. */
int cli_parse(const struct cli_usage *usage, int argc, char **argv,
              struct cli_options *options);
/* -1, or the status when there is no log format of that name. */
int cli_check_format(const struct cli_usage *usage, const char *name);
/* "command: message", and where help is: an error in usage. */
int cli_misused(const struct cli_usage *usage, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

/* The settings of a study with their origins, once the command line is read. */
extern struct setting *const cli_settings;
extern const size_t n_cli_settings;

/* Where "NAME=PATH" is split: at the '=', or NULL in a path alone. A name
 * holds no '/': "./odd=name/run.log" is a path alone. */
const char *cli_source_split(const char *argument);
/* The path of a SOURCE. */
const char *cli_source_path(const char *argument);

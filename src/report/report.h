/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything written besides figures. A writer computes no statistic and
 * rounds no number: it takes the value or its string from the results.
 */
#pragma once

#include "base/error.h"
#include "chart/chart.h"
#include "compare/results.h"

/* results.json and --json (schema cotejo.results/1). `command` is the options
 * part of the command line, no absolute path; NULL if none. */
void report_json(const Results *results, const char *command, GString *out);
/* SHA-256 of the results in JSON, from "schema" to "warnings": without the
 * program and its command, and without what a bundle adds. */
void report_digest(const Results *results, char digest[65]);

/* A table of strings with its columns and groups, rendered by every format. */
enum table_align { ALIGN_LEFT, ALIGN_RIGHT };
struct table_column {
    const char *key;  /* CSV and JSON name */
    const char *head; /* for people */
    enum table_align align;
};
/* What a LaTeX table is written for: a paper's float, an author's own float
 * (from \begin{tabular} on), or to be compiled alone. */
enum table_tex { TEX_FLOAT, TEX_FRAGMENT, TEX_STANDALONE };
typedef struct table Table;
struct table {
    const char *kind, *caption, *label, *note;
    const char *digest; /* borrowed; NULL: computed when it is rendered */
    enum table_tex tex;
    size_t n_left_out; /* rows without a verdict, which the note counts */
    GArray *columns;   /* struct table_column */
    GPtrArray *rows;   /* struct table_row * */
    GStringChunk *strings;
};
struct table_row {
    const char *group;   /* set on the first row of a group; NULL */
    const char **cells;  /* one a column, UTF-8, cleaned */
    bool is_significant; /* the difference stands */
};
void table_free(Table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

struct table_options {
    const char *tool;      /* only of this tool; NULL: all */
    bool all;              /* operations: rows without a verdict too, however
                              many rows there are */
    const char *elsewhere; /* what holds the rows that are left out, for the
                              note; NULL */
};

struct table_kind {
    const char *name, *summary; /* "compare", "summary", "operations", ... */
    /* options NULL: all tools, nothing else asked for. */
    Table *(*build)(const Results *results, const struct table_options *options,
                    GError **error);
};
extern const struct table_kind *const table_kinds[];
extern const size_t n_table_kinds;
const struct table_kind *table_kind_find(const char *name);

/* tex csv md html json txt xlsx; the last is no text. */
struct table_format {
    const char *name; /* also the suffix */
    /* false: COTEJO_ERROR_WRITE, no room for a temporary file. */
    bool (*render)(const Table *table, const Results *results, GString *out,
                   GError **error);
};
extern const struct table_format table_formats[];
extern const size_t n_table_formats;
const struct table_format *table_format_find(const char *name);
/* Plain text in columns. width: of the terminal, 0 without limit; what does
 * not fit loses columns, never parts of one. is_ascii: no character beyond
 * ASCII of our own. */
void table_to_text(const Table *table, size_t width, bool is_ascii,
                   GString *out);

/* results.xlsx, as bytes of a whole file. figures: (name, PNG bytes, alt). */
struct workbook_picture {
    const char *name, *alt;
    const GByteArray *png;
    double width_mm, height_mm;
};
GByteArray *report_workbook(const Results *results,
                            const struct workbook_picture pictures[],
                            size_t n_pictures, const char *digest,
                            GError **error);

/* raw.csv, summary.csv, comparisons.csv: base units, one header row. */
void report_csv_raw(const Results *results, GString *out);
void report_csv_summary(const Results *results, GString *out);
void report_csv_comparisons(const Results *results, GString *out);

/* numbers.tex: \cotejo{key} for running text. */
void report_numbers(const Results *results, const char *digest, GString *out);

/* The paper bundle: everything of the folder, written at once. */
enum bundle_part {
    BUNDLE_FIGURES = 1,
    BUNDLE_TABLES = 2,
    BUNDLE_PAPER = 4, /* paper.tex with what it reads: preamble, numbers */
    BUNDLE_XLSX = 8,
    BUNDLE_DATA = 16, /* results.json and the CSV files */
    BUNDLE_ALL = 31,
};
/* By name ("figures", "tables", "paper", "xlsx", "data"); 0: none. */
unsigned bundle_part_find(const char *name);
struct bundle_options {
    const char *folder;    /* -o */
    const char *command;   /* as in report_json */
    const char *title;     /* NULL: "Xen against KVM" */
    const char *profile;   /* of the figures; NULL: sbc */
    const char *templates; /* --templates; NULL */
    bool force;
    bool dry_run; /* only list, through on_file */
    unsigned jobs;
    unsigned parts; /* bit set of enum bundle_part; 0: all. README.md and the
                       manifest are always there */
    /* Told of each file as it is made: path below the folder. May be NULL. */
    void (*on_file)(const char *path, uint64_t bytes, void *data);
    void *data;
};
bool report_bundle(const Results *results, const struct bundle_options *options,
                   GError **error);

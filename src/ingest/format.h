/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A log format: one file format_NAME.c defining format_NAME, and one line in
 * the list of format.c, which runs from the most particular to the most
 * general.
 */
#pragma once

#include "base/text.h"
#include "ingest/run.h"

struct log_format {
    const char *name;    /* as --format takes it and `inspect` prints it */
    const char *tool;    /* whose metrics it carries */
    const char *summary; /* one line for `cotejo formats` */
    const char *begins;  /* how one usually begins, for who named something
                          * else; NULL if another of the tool says so */
    /* Cheap, allocates nothing, claims only what it is sure of. */
    bool (*detect)(struct slice head);
    /* NULL, or what may be this format though nothing makes sure of it: asked
     * of a file that the user named itself, where no format is sure. */
    bool (*detect_named)(struct slice head);
    /* NULL, or the only run of a log that stands in memory, whole and clean,
     * and is exactly as the tool prints it: the one that parse would make of
     * it, but quickly. NULL of any other log, which parse then reads. */
    Run *(*exact)(struct slice log);
    /* NULL, or why a text that no format claims is not one of this, though
     * some of it is: "LINE:COLUMN: words", for g_free; NULL if nothing is. */
    char *(*why_not)(struct slice head);
    /* Reads the log to its end and appends its runs, the refused ones too: a
     * log that cannot be trusted is a run with reasons, never a silent
     * nothing. Only reading itself can fail, and text_error keeps that. */
    void (*parse)(Text *log, GPtrArray *runs);
    /* Wide blanks in its lines are blanks, see text_blanks. */
    bool reads_blanks;
    /* NULL, or brings the parts of one folder together (module logs to their
     * summary, a -g file to its run). See ingest.h. */
    void (*join)(GPtrArray *sources);
};

extern const struct log_format *const log_formats[];
extern const size_t n_log_formats;

/* NULL if no format claims it. */
const struct log_format *log_format_detect(struct slice head);
const struct log_format *log_format_detect_named(struct slice head);
const struct log_format *log_format_find(const char *name);

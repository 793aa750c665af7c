/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the SOURCEs of a command line to runs. A SOURCE is NAME=PATH (split at
 * the first '='), or a PATH alone: its runs form one system named after it, a
 * store of cotejo excepted, which brings its own names, and a folder with a
 * cotejo.conf, which names its systems.
 */
#pragma once

#include "cli/options.h"
#include "store/store.h"

struct cli_source {
    char *system; /* NULL: a store */
    char *path;
    /* The system of a cotejo.conf whose patterns are looked for below path,
     * NULL: all of it. */
    const struct conf_system *wanted;
};

/* struct cli_source in the order given; NULL with COTEJO_ERROR_USAGE. A path
 * alone that holds the study's cotejo.conf is all of its systems, and so is
 * no argument at all. */
GPtrArray *cli_sources(const struct cli_options *options, GError **error);

/* What became of the logs, for a summary. */
struct cli_tally {
    size_t n_added, n_known, n_copies, n_foreign; /* sources */
    size_t n_unread;   /* could not be read, and have no run */
    size_t n_repeated; /* of the added ones: the bytes of another */
    size_t n_runs[3];  /* of the added ones, by enum run_status; no parts */
    size_t n_usable;   /* runs met, good or gated, the known ones too */
};

/* Reads every source into the store. Opens its transaction when there is
 * something to write, so that others wait less; the caller commits. Refusals
 * are told as they are met if tell; a source that is not there counts as one,
 * and is always told. Fails with COTEJO_ERROR_INTERRUPTED, or when the store
 * does. */
bool cli_ingest(const struct cli_options *options, GPtrArray *sources,
                Store *store, bool tell, struct cli_tally *tally,
                GError **error);

/* Everything a study needs: from the sources through a store in memory, or
 * from -d. Refusals are told. NULL with an error for status_of. */
bool cli_load(const struct cli_options *options, Stored **stored,
              GError **error);

/* One line for a refused source or run, and a count for each gated one. */
void cli_tell_source(const LogSource *source);
/* A line for what stands beside logs and is none, if some of it is of one. */
void cli_tell_foreign(const LogSource *source);
/* What was named was meant to be a log; what stood beside logs was not. */
void cli_refuse_foreign(LogSource *source);

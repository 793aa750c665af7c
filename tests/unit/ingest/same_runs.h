/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Properties that hold for logs of any tool: a cut log never gives a wrong
 * value, and what recording adds to a log changes none.
 */
#pragma once

#include "ingest/ingest.h"

/* Reads a log in memory. Free with log_source_free. */
LogSource *read_string(const GString *log);
/* tests/data/odd/FILE. Free with g_string_free. */
GString *odd_log(const char *file);
/* The only run there is. */
const Run *only_run(const LogSource *source);

/* Every value that may be reported of a run is in `of`, and the same. */
void expect_values_of(const char *name, const Run *run, const Run *of);
/* The runs of both logs have the same status, values and parameters. */
void expect_same_runs(const char *name, const GString *a, const GString *b);
/* Cuts the log at every byte: no good run has a value that the run in the
 * whole log does not have. */
void expect_cuts_to_be_harmless(const char *name, const GString *log);

/* Ways to record a log, each a new string. */
GString *with_crlf(const GString *log);
GString *with_prefix(const GString *log, const char *prefix);
/* Replaces the first occurrence; a program error if there is none. */
void replace(GString *log, const char *old, const char *new_text);

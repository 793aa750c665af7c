/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a log must be read as, in words:
 *
 *     "good requests_per_second=56.35 complete=120 @c=3 p50=- +time-limited"
 *
 * a status (with its reason, "refused:truncated"), values exactly as printed
 * ("-": no such value may be reported), parameters behind "@", and notes that
 * must be there behind "+".
 */
#pragma once

#include "ingest/ingest.h"

#define EXPECTED_RUNS 6

struct expected_log {
    const char *file;                    /* below the data folder */
    const char *runs[EXPECTED_RUNS + 1]; /* ends with NULL */
};

/* Reads tests/data/FOLDER/FILE. */
GBytes *data_bytes(const char *folder, const char *file);
/* Reads bytes as a log named name. Free with log_source_free. */
LogSource *read_bytes(const char *name, const void *bytes, size_t len);
/* Fails, naming the log, if a run is not as the words say. */
void expect_run(const char *name, const Run *run, const char *words);
void expect_log(const char *folder, const struct expected_log *expected);

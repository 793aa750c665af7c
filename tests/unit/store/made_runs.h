/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources and runs made by hand. */
#pragma once

#include "../ingest/same_run.h"
#include "store/store.h"

/* A source without runs. seed makes its SHA-256: equal seeds, equal bytes. */
LogSource *made_source(const char *path, unsigned seed);
/* A run with one value, requests_per_second = digits / 100. */
Run *made_run(size_t line, int64_t digits);
/* A source with one made_run. */
LogSource *made_log(const char *path, unsigned seed, int64_t digits);
/* A shell's three timing lines, without a time or a place. */
LogSource *made_timing(const char *path, unsigned seed);
/* A run in which every field holds something, the odd things too. */
Run *made_full_run(void);

/* Opens or dies. */
Store *opened(const char *path);
enum store_added added_to(Store *store, const char *system,
                          const LogSource *source);
Stored *loaded(Store *store);
/* The same systems, sources and runs, in one order. */
void assert_same_stored(const Stored *a, const Stored *b);
/* A name in a new folder, for files of one test; free with g_free. */
char *scratch_path(const char *name);

#define SOURCE_AT(stored, i)                                                   \
    (&g_array_index((stored)->sources, struct stored_source, i))
#define RUN_AT(stored, i) (&g_array_index((stored)->runs, struct stored_run, i))

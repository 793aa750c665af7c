/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources and runs made by hand, and what makes two of them equal. */
#pragma once

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

/* g_assert_cmpmem counts in int. */
static inline void assert_same_bytes(const void *a, size_t n_a, const void *b,
                                     size_t n_b)
{
    g_assert_cmpuint(n_a, ==, n_b);
    g_assert_true(!n_a || !memcmp(a, b, n_a));
}

/* Every field, deeply. */
void assert_same_run(const Run *run, const Run *expected);

/* Opens or dies. */
Store *opened(const char *path);
enum store_added added_to(Store *store, const char *system,
                          const LogSource *source);
Stored *loaded(Store *store);
/* A name in a new folder, for files of one test; free with g_free. */
char *scratch_path(const char *name);

#define SOURCE_AT(stored, i)                                                   \
    (&g_array_index((stored)->sources, struct stored_source, i))
#define RUN_AT(stored, i) (&g_array_index((stored)->runs, struct stored_run, i))

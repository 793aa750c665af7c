/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes two runs equal, for the tests and the fuzzer. */
#pragma once

#include <string.h>

#include "ingest/run.h"

/* g_assert_cmpmem counts in int. */
static inline void assert_same_bytes(const void *a, size_t n_a, const void *b,
                                     size_t n_b)
{
    g_assert_cmpuint(n_a, ==, n_b);
    g_assert_true(!n_a || !memcmp(a, b, n_a));
}

/* Every field, deeply. */
void assert_same_run(const Run *run, const Run *expected);

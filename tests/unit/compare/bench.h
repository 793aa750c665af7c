/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs of ab put into a store, and the results of them. */
#pragma once

#include "compare/results.h"

struct bench {
    Store *store;
    size_t n_sources;
};

void bench_open(struct bench *bench);
/* A run of that rate, in requests per second; its four requests lie a
 * millisecond to either side of mean_ms, two and two (0: none kept). */
void bench_add(struct bench *bench, const char *system, const char *rate,
               int64_t mean_ms);
/* Closes the store. */
Results *bench_results(struct bench *bench);

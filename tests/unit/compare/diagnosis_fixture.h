/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs made in memory, read back through a store as every study is. */
#pragma once

#include "compare/control.h"
#include "compare/diagnosis.h"

struct bench {
    Store *store;
    size_t n_sources;
};

void bench_open(struct bench *bench);
/* Takes the run over. */
void bench_add(struct bench *bench, const char *system, Run *run);
/* Closes the store. */
Results *bench_results(struct bench *bench, const struct study_options *options,
                       GError **error);

/* Text as a decimal; a number with so many decimals as one. */
struct decimal decimal_of(const char *text);
void put_value(Run *run, const char *item, const char *metric, double value,
               int decimals);

/* n normal scores with mean 0 and sd about 1, in an order without trend or
 * memory; n at most 20. */
double score(size_t i, size_t n);

/* How many diagnoses of that slug there are, and the first; NULL: none. */
const struct result_diagnosis *find_diagnosis(const Results *results,
                                              const char *slug, size_t *n);
double find_evidence(const struct result_diagnosis *diagnosis,
                     const char *name);

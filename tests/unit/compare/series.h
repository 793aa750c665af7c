/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Series of plain numbers put into a store, and the results of them. */
#pragma once

#include "compare/results.h"

/* A system: one column, or two of n values each. */
struct series {
    const char *name;
    const double *x;
    size_t n;
    const double *y; /* NULL: one column */
};
#define SERIES(array)                                                          \
    {                                                                          \
#array, array, G_N_ELEMENTS(array), NULL                               \
    }

/* NULL and an error as results_new(). */
Results *results_of(const struct series *series, size_t n,
                    const struct study_options *options, GError **error);
const struct result_comparison *comparison_at(const Results *results, guint i);

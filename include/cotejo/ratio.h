/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two samples: by how much, and are they the same? The ratio of means
 * r = mean(b) / mean(a); percent differences are 100 (r - 1).
 */
#ifndef COTEJO_RATIO_H
#define COTEJO_RATIO_H

#include "cotejo/tests.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Fieller's interval (Fieller 1954) at Welch's df: contains 1 exactly when
 * Welch's p >= 1 - level, and its reciprocal is the interval of a / b. */
struct cotejo_ratio {
    enum cotejo_status status; /* COTEJO_BASE_ZERO, COTEJO_UNBOUNDED, ... */
    double ratio;
    struct cotejo_interval interval; /* NaN ends when unbounded */
};
struct cotejo_ratio cotejo_fieller(const struct cotejo_moments *a, const struct cotejo_moments *b,
                                   double level);

/* Two one-sided tests (Schuirmann 1987) on the ratio, with bounds
 * (1/(1+margin), 1+margin), or (1-margin, 1+margin) when linear. Equivalent
 * iff p < alpha iff the 1 - 2 alpha Fieller interval lies inside. */
struct cotejo_equivalence {
    enum cotejo_status status;
    double bound_low, bound_high;
    struct cotejo_p p;       /* the larger of the two */
    double smallest_margin;  /* at which equivalence would hold at alpha;
                                NaN when the interval is unbounded */
    struct cotejo_interval interval; /* Fieller at 1 - 2 alpha */
};
/* margin NaN: none given; bounds and p are NaN then. */
struct cotejo_equivalence cotejo_tost_ratio(const struct cotejo_moments *a,
                                            const struct cotejo_moments *b, double margin,
                                            bool linear, double alpha);

/* Geometric mean of the ratios of k metrics, from complete runs: Welch on
 * the per-run means of logarithms (Fleming and Wallace 1986). log_a[r] is
 * the mean over the metrics of ln x of run r. */
struct cotejo_ratio cotejo_geometric_mean_ratio(const double log_a[], size_t n_a,
                                                const double log_b[], size_t n_b, double level);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bootstrap intervals, percentile and BCa (Efron 1987; Davison and Hinkley
 * 1997). Secondary: at 8 runs a nominal 95 % BCa interval covers 90 %.
 *
 * 1. Generator: MT19937 as gsl_rng_mt19937, indices by gsl_rng_uniform_int;
 *    for each replicate all indices of a, then all of b; from the seed again
 *    for every table. As every statistic would start from the seed, all cells
 *    of the same sizes have the same draws, and share one table of counts:
 *    the numbers are those of separate draws, and the sums of all replicates
 *    are a product of table and values (2,000 cells of 8 against 8 runs in
 *    0.06 s of CPU time; drawing alone would take 2.7 s). Intervals of
 *    several cells are therefore not independent; each is valid for itself.
 * 2. z0 = qnorm((#{t* < t} + half of #{t* = t}) / B), equal meaning within
 *    1e-12 (|t| + se).
 * 3. Acceleration from the jackknife of each sample, a = sum u^3 / n^3 /
 *    (6 (sum u^2 / n^2)^1.5), u = (n - 1)(mean of theta(-i) - theta(-i)).
 * 4. End points: order (B + 1) alpha' of the sorted replicates, interpolated
 *    on the scale of normal quantiles; beyond the ends the extreme replicate.
 */
#ifndef COTEJO_BOOTSTRAP_H
#define COTEJO_BOOTSTRAP_H

#include "cotejo/tests.h"

#ifdef __cplusplus
extern "C" {
#endif

enum cotejo_bootstrap_of {
    COTEJO_MEAN,       /* of a; b is not used */
    COTEJO_DIFFERENCE, /* mean(b) - mean(a) */
    COTEJO_RATIO,      /* mean(b) / mean(a) */
};

/* The drawn indices. n_b = 0 for COTEJO_MEAN. */
struct cotejo_draws;
struct cotejo_draws *cotejo_draws_new(size_t n_a, size_t n_b, size_t replicates,
                                      unsigned long seed);
void cotejo_draws_free(struct cotejo_draws *draws);

struct cotejo_bootstrap {
    enum cotejo_status status;
    double estimate;
    double se; /* sd of the replicates */
    size_t replicates, less, equal;
    double z0, acceleration;
    struct cotejo_interval percentile, bca;
    bool at_end; /* an end of bca is the extreme replicate */
};

/* draws must have been made for these sizes. n < 2 in a sample that is used:
 * COTEJO_TOO_FEW. All replicates equal: the point, and a status of no
 * variation. A ratio whose base, or a replicate of it, is zero:
 * COTEJO_BASE_ZERO. */
struct cotejo_bootstrap cotejo_bootstrap(const struct cotejo_draws *draws,
                                         enum cotejo_bootstrap_of what,
                                         const struct cotejo_sample *a,
                                         const struct cotejo_sample *b,
                                         double level);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two samples: sizes of the difference other than the ratio of means. */
#ifndef COTEJO_EFFECT_H
#define COTEJO_EFFECT_H

#include "cotejo/tests.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Hodges and Lehmann's shift (1963): median of all differences b[j] - a[i],
 * with the interval that inverts the Mann-Whitney test: the k-th smallest to
 * the k-th largest difference, k from the null distribution without ties
 * (both n <= 50) or its normal approximation. With ties the coverage is a
 * lower bound, and an end may be exactly 0 though p is below 1 - level.
 * When even k = 1 misses the level: smallest and largest, with their
 * coverage. An empty side: COTEJO_TOO_FEW. */
struct cotejo_shift {
    enum cotejo_status status;
    double shift;
    struct cotejo_interval interval;
    size_t k;
    bool reaches_level;
    double coverage;
};
struct cotejo_shift cotejo_hodges_lehmann(const struct cotejo_sample *a,
                                          const struct cotejo_sample *b,
                                          double level);

/* The median of the Walsh averages (d_i + d_j) / 2 of the differences of pairs,
 * with the interval that inverts Wilcoxon's signed rank test; otherwise as
 * above. COTEJO_UNDEFINED unless n_a = n_b. */
struct cotejo_shift cotejo_walsh(const struct cotejo_sample *a,
                                 const struct cotejo_sample *b, double level);

/* Cohen's d = (mean_b - mean_a) / pooled sd and Hedges' g = J d (1981), J
 * exactly, with the interval at the noncentralities that put the observed t
 * at the two tails (Steiger and Fouladi 1997). No variation, or fewer than 2
 * degrees of freedom: undefined, says the status; |t| beyond 1000: only the
 * interval is NaN. */
struct cotejo_hedges {
    enum cotejo_status status;
    double d, j, g;
    struct cotejo_interval interval; /* of g */
};
struct cotejo_hedges cotejo_hedges_g(const struct cotejo_moments *a,
                                     const struct cotejo_moments *b,
                                     double level);

/* Vargha and Delaney's A = P(b > a) + P(b = a) / 2 (2000) and Cliff's delta
 * = 2 A - 1 (1996), with the interval of Feng and Cliff (2004); delta = -1 or
 * 1 has its own limit. n < 2 on a side: NaN ends, COTEJO_TOO_FEW. */
struct cotejo_dominance {
    enum cotejo_status status;
    double a, delta;
    struct cotejo_interval a_interval, delta_interval;
};
struct cotejo_dominance cotejo_vargha_delaney(const struct cotejo_sample *a,
                                              const struct cotejo_sample *b,
                                              double level);

#ifdef __cplusplus
}
#endif
#endif

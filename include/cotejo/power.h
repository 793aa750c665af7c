/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Planning: two-sample t test, n runs on each side with a common sd.
 *
 * effect is the difference in units of the sd: target difference over CV when
 * both are fractions (or both percent) of the base mean. Both rejection
 * regions count. Power after a test that was not significant is no
 * information and is not for printing.
 */
#ifndef COTEJO_POWER_H
#define COTEJO_POWER_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* More runs than this are out of reach. */
#define COTEJO_RUNS_MAX 1000000

/* P(|T'| > t) with 2n - 2 degrees of freedom and noncentrality
 * effect sqrt(n/2). NaN for n < 2. 7 digits. */
double cotejo_power(size_t n, double effect, double alpha);
/* Smallest n >= 2 with at least this power; 0: out of reach (or no effect). */
size_t cotejo_required_runs(double effect, double alpha, double power);
/* The effect that n runs detect with this power. NaN for n < 2. */
double cotejo_detectable_effect(size_t n, double alpha, double power);

/* The same three for n pairs: effect in units of the sd of the differences,
 * n - 1 degrees of freedom, noncentrality effect sqrt(n). */
double cotejo_power_paired(size_t n, double effect, double alpha);
size_t cotejo_required_pairs(double effect, double alpha, double power);
double cotejo_detectable_effect_paired(size_t n, double alpha, double power);

/* Probability that two systems of the same mean are found equivalent: that
 * the 1 - 2 alpha interval of their ratio lies inside (1/(1+margin),
 * 1+margin). cv: of the runs, a fraction. 3 digits. */
double cotejo_equivalence_power(size_t n, double cv, double margin,
                                double alpha);
/* Smallest n >= 2 with at least this probability; 0: out of reach. */
size_t cotejo_required_runs_equivalence(double cv, double margin, double alpha,
                                        double power);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Distribution functions by their tails, with logarithms.
 *
 * GSL's cdfs stop at 1e-308 and gsl_cdf_tdist_Q loses half its digits in the
 * tail for df > 30, so that the incomplete beta function is evaluated here,
 * by its continued fraction, in logarithms.
 */
#ifndef COTEJO_DISTRIBUTION_H
#define COTEJO_DISTRIBUTION_H

#include <stddef.h>

#include "cotejo/probability.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From a natural logarithm, or from a probability itself. */
struct cotejo_p cotejo_p_from_log(double log_p);
struct cotejo_p cotejo_p_from(double p);
/* Both NaN. */
struct cotejo_p cotejo_p_undefined(void);
/* 2 p, at most 1. */
struct cotejo_p cotejo_p_doubled(struct cotejo_p p);

/* P(Z > z), standard normal. */
struct cotejo_p cotejo_normal_tail(double z);
/* z with P(Z > z) = q, 0 < q < 1. */
double cotejo_normal_quantile(double q);

/* P(T > t) and P(|T| > |t|), Student's t with df > 0, which need not be
 * whole. Undefined for other df and for NaN. */
struct cotejo_p cotejo_t_tail(double t, double df);
struct cotejo_p cotejo_t_two_sided(double t, double df);
/* t with P(T > t) = q, 0 < q < 1; 12 digits. */
double cotejo_t_quantile(double q, double df);

/* P(F > f) with df1 and df2 degrees of freedom. f <= 0: 1. */
struct cotejo_p cotejo_f_tail(double f, double df1, double df2);
/* P(X > x), chi-squared with df degrees of freedom. x <= 0: 1. */
struct cotejo_p cotejo_chisq_tail(double x, double df);

/* P(X >= count) of m trials with probability p, 0 < p < 1: are so many false
 * alarms in m comparisons of a system with itself more than chance? */
struct cotejo_p cotejo_binomial_tail(size_t count, size_t m, double p);

#ifdef __cplusplus
}
#endif
#endif

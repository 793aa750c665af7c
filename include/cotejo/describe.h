/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One sample: quantiles and the interval of the mean. */
#ifndef COTEJO_DESCRIBE_H
#define COTEJO_DESCRIBE_H

#include "cotejo/tests.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Sample quantile of type 1 to 9 of Hyndman and Fan (The American
 * Statistician 50(4), 1996); 7 is the default everywhere else. sorted: n
 * ascending values. NaN if n = 0 or p outside 0..1. */
double cotejo_quantile(const double sorted[], size_t n, double p, int type);
/* Ascending copy into sorted (n doubles). */
void cotejo_sort(const double x[], size_t n, double sorted[]);
/* Student's interval of the mean (Student 1908). n < 2: NaN ends. */
struct cotejo_interval cotejo_mean_interval(const struct cotejo_moments *moments, double level);

#ifdef __cplusplus
}
#endif
#endif

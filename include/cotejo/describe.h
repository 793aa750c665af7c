/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One sample: quantiles, robust spread, the intervals of mean and median. */
#ifndef COTEJO_DESCRIBE_H
#define COTEJO_DESCRIBE_H

#include "cotejo/tests.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Sample quantile of type 1 to 9 of Hyndman and Fan (The American
 * Statistician 50(4), 1996); 7 is the default everywhere else. sorted: n
 * ascending values. NaN if n = 0, p outside 0..1 or another type. */
double cotejo_quantile(const double sorted[], size_t n, double p, int type);
/* Ascending copy into sorted (n doubles). */
void cotejo_sort(const double x[], size_t n, double sorted[]);
/* Type 7 at 1/2. */
double cotejo_median(const double sorted[], size_t n);

/* Student's interval of the mean (Student 1908). n < 2: NaN ends. No
 * variation: the point. */
struct cotejo_interval
cotejo_mean_interval(const struct cotejo_moments *moments, double level);

/* n / sum(1 / x): of rates with fixed work in each run, total work over total
 * time. NaN unless all values are positive, and for n = 0. */
double cotejo_harmonic_mean(const struct cotejo_sample *sample);
/* For a rate: do arithmetic and harmonic mean differ by more than a tenth of
 * the half-width of the interval of the mean? Worth saying then. */
bool cotejo_rate_means_differ(const struct cotejo_sample *sample, double level);

/* Median absolute deviation from the median, raw; times 1/qnorm(3/4) it
 * estimates the sd of a normal distribution. IQR: quartiles of type 7. */
#define COTEJO_MAD_SCALE 1.4826022185056018
double cotejo_mad(const double sorted[], size_t n);
double cotejo_iqr(const double sorted[], size_t n);

/* Distribution-free interval of the median from order statistics (Thompson,
 * Ann. Math. Stat. 7, 1936): sorted[order-1] to sorted[n-order], order the
 * largest with P(Bin(n, 1/2) <= order - 1) <= (1 - level) / 2. If not even
 * the first reaches the level: minimum and maximum, reaches_level false. */
struct cotejo_median_interval {
    struct cotejo_interval interval;
    size_t order; /* from 1; 0 for n = 0 */
    bool reaches_level;
    double coverage; /* the true one */
};
struct cotejo_median_interval cotejo_median_interval(const double sorted[],
                                                     size_t n, double level);

#ifdef __cplusplus
}
#endif
#endif

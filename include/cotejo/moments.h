/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mean, variance and the moments behind them.
 *
 * 1. With whole numbers (sample.k): sums of k and of (k - k0)^2 in 128 bits,
 *    exact for n up to 2^20, converted once at the end.
 * 2. With doubles only: corrected two-pass on data shifted by the first
 *    value, compensated sums (Neumaier 1974; Chan, Golub and LeVeque 1983).
 *
 * The mean is kept as shift + offset, so that the difference of two means
 * loses nothing (cotejo_mean_difference).
 */
#ifndef COTEJO_MOMENTS_H
#define COTEJO_MOMENTS_H

#include "cotejo/sample.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Undefined members are NaN: all but n for n = 0, the spread for n = 1. */
struct cotejo_moments {
    size_t n;
    double mean;     /* correctly rounded to 2 ulp */
    double variance; /* divisor n - 1 */
    double sd, se;   /* se = sd / sqrt(n) */
    double cv;       /* sd / |mean|; NaN when the mean is 0 */
    double sum, min, max;
    double shift, offset; /* mean = shift + offset, shift = x[0] */
};

void cotejo_moments(const struct cotejo_sample *sample, struct cotejo_moments *moments);
/* From a published summary: n, mean and sd (NaN if not given). */
void cotejo_moments_from_summary(size_t n, double mean, double sd, struct cotejo_moments *moments);
/* mean(b) - mean(a). */
double cotejo_mean_difference(const struct cotejo_moments *a, const struct cotejo_moments *b);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mean, variance and the moments behind them.
 *
 * 1. With whole numbers (sample.k): sums of k - k0 and of their squares in
 *    128 bits, exact for n up to 2^20 and |k| up to 2^53, converted once at
 *    the end. (Beyond those limits: rule 2.)
 * 2. With doubles only: corrected two-pass on data shifted by the first
 *    value, compensated sums (Neumaier 1974; Chan, Golub and LeVeque 1983),
 *    scaled by a power of two, so that no square overflows or underflows.
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
    double variance; /* divisor n - 1; 0 or infinite where the square of sd
                        leaves the double range: sd decides */
    double sd, se;   /* se = sd / sqrt(n) */
    double cv;       /* sd / |mean|; NaN when the mean is 0 */
    double sum, min, max;
    double shift, offset; /* mean = shift + offset, shift = x[0] */
};

void cotejo_moments(const struct cotejo_sample *sample,
                    struct cotejo_moments *moments);
/* From a published summary: n, mean and sd (NaN if not given). Sum, minimum
 * and maximum are NaN. */
void cotejo_moments_from_summary(size_t n, double mean, double sd,
                                 struct cotejo_moments *moments);
/* mean(b) - mean(a). */
double cotejo_mean_difference(const struct cotejo_moments *a,
                              const struct cotejo_moments *b);

/* Skewness and excess kurtosis, g1 = m3 / m2^1.5 and g2 = m4 / m2^2 - 3 with
 * m_r the central moments with divisor n, and their less biased forms
 * G1 = g1 sqrt(n(n-1)) / (n-2), G2 = (n-1)((n+1) g2 + 6) / ((n-2)(n-3))
 * (Joanes and Gill, The Statistician 47(1), 1998). NaN without variation, for
 * n < 3 (skewness) and for n < 4 (kurtosis). */
struct cotejo_shape {
    double g1, G1, g2, G2;
};
struct cotejo_shape cotejo_shape(const struct cotejo_sample *sample);

/* Mean and central moments of a stream too long to hold, around its first
 * value: Welford's update (1962), merging by Pebay's formulas (SAND2008-6212)
 * in any order. Start with all zero. */
struct cotejo_stream {
    size_t n;
    double shift;      /* the first value */
    double mean;       /* of x - shift */
    double m2, m3, m4; /* sums of powers of x - shift - mean */
    double min, max;
};
void cotejo_stream_add(struct cotejo_stream *stream, double x);
/* into += from; from stays as it is. */
void cotejo_stream_merge(struct cotejo_stream *into,
                         const struct cotejo_stream *from);
void cotejo_stream_moments(const struct cotejo_stream *stream,
                           struct cotejo_moments *moments);
/* As cotejo_shape(). */
struct cotejo_shape cotejo_stream_shape(const struct cotejo_stream *stream);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deviations of a sample from its mean, with all their digits: what variance,
 * skewness, autocorrelation and the sums of squares of groups are made of.
 */
#pragma once

#include <stdbool.h>

#include "cotejo/sample.h"
#include "stats/wide.h"

/* Sum of doubles with the rounding errors carried along (Neumaier 1974). */
struct sum {
    double total, lost;
};
void sum_add(struct sum *sum, double x);
double sum_value(const struct sum *sum);

/* x * 10^exponent, to 1 ulp for |exponent| <= 22. */
double scale_by_ten(double x, int exponent);

/* True when the sums of k and k^2 are exact in 128 bits (moments.h, rule 1). */
bool sample_is_whole(const struct cotejo_sample *sample);

/* For whole numbers, with d = k - k[0] - centre and the whole number centre
 * nearest to the mean of k - k[0]:
 *   rest = sum of d, |rest| <= n / 2; the mean of d is rest / n
 *   squares = sum of d^2 */
struct whole_sums {
    int64_t centre;
    int64_t rest;
    uwide squares;
};
struct whole_sums sample_whole_sums(const struct cotejo_sample *sample);

/* x[i] - mean for all i, in units of *scale (a power of two near the largest
 * deviation from the first value; 1 if all are equal). */
void sample_deviations(const struct cotejo_sample *sample, double deviation[],
                       double *scale);

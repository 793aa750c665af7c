/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sample: the values of the repetitions of one measurement, in the order
 * they were run. All values are finite; the caller sees to that.
 *
 * Numbers that were read as decimals come with their whole numbers, so that
 * ties, sums and permutations are exact (see moments.h).
 */
#ifndef COTEJO_SAMPLE_H
#define COTEJO_SAMPLE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cotejo_sample {
    size_t n;
    const double *x;  /* n values, nearest doubles */
    const int64_t *k; /* x[i] = k[i] * 10^exponent exactly; NULL if the values
                         have no common decimal grid */
    int exponent;
};

#ifdef __cplusplus
}
#endif
#endif

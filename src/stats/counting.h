/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Exact null distributions by counting: how many of the C(n, k) ways to
 * choose k of n weights have a sum so far from the mean of all ways? With
 * values as weights this is the permutation test of means, with midranks the
 * Mann-Whitney test.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cotejo/probability.h"
#include "stats/wide.h"

/* C(n, k): exactly, false if it does not fit in 127 bits; as a double
 * (infinite beyond the range); and its natural logarithm. */
bool choose_exact(size_t n, size_t k, uwide *ways);
double choose(size_t n, size_t k);
double log_choose(size_t n, size_t k);

/* count / total. */
struct cotejo_p p_from_counts(uwide count, uwide total);

struct subset_counts {
    uwide total;
    uwide extreme; /* |sum - mean| at least as large as the observed one */
    uwide at_most, at_least; /* the observed sum; 0 when not asked for */
};

/* weight: n whole numbers, |weight| <= 2^53; observed: the sum of the k
 * chosen ones; tolerance: in units of weight, by which a sum may be nearer to
 * the mean than the observed one and still count as extreme (0 when the
 * weights are exact); with_sides: at_most and at_least, too. False when no
 * exact method is within reach:
 *
 * 1. dynamic programming over (count, sum) up to 2e9 steps and 2^24 cells, or
 *    in two halves of up to 32 weights (half_tables.h),
 * 2. two halves, all 2^(n/2) sums of each, sorted by size, up to n = 44
 *    (Horowitz and Sahni, J. ACM 21(2), 1974),
 * 3. enumeration up to 5e6 choices,
 *
 * whichever is the least work, unless that is more than most_steps (INFINITY:
 * no matter). */
bool subsets_count(const int64_t weight[], size_t n, size_t k, int64_t observed,
                   int64_t tolerance, bool with_sides, double most_steps,
                   struct subset_counts *counts);

/* Of the 2^n ways to sign the n weights, |weight| <= 2^53: how many have a sum
 * at least as far from 0 as the one with all signs kept? By a table of sums,
 * up to n = 126, 2e9 steps and 2^24 cells, or by two halves up to n = 44;
 * false when neither is within reach. */
bool signs_count(const int64_t weight[], size_t n, int64_t tolerance,
                 uwide *extreme, uwide *total);

/* Null distribution of Mann and Whitney's U without ties: ways[u] for u from
 * 0 to m n, m and n at most 50 (their Gaussian binomial coefficient). */
void rank_sum_ways(size_t m, size_t n, uwide ways[]);

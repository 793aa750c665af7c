/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two samples: do they differ? a is the base (the reference), b the subject;
 * differences are b - a. p values are two-sided, computed from the tail they
 * describe, and carried with their logarithm (exact where p underflows).
 *
 * Definitions, edges and sources: each function's comment.
 */
#ifndef COTEJO_TESTS_H
#define COTEJO_TESTS_H

#include <stdbool.h>

#include "cotejo/moments.h"
#include "cotejo/probability.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Why there is no number. */
enum cotejo_status {
    COTEJO_OK,
    COTEJO_TOO_FEW, /* n < 2 on a side */
    COTEJO_NO_VARIATION_EQUAL,
    COTEJO_NO_VARIATION_UNEQUAL,
    COTEJO_BASE_ZERO, /* ratio undefined: base mean zero */
    COTEJO_UNBOUNDED, /* ratio interval unbounded: base not
                         distinguishable from zero */
    COTEJO_UNDEFINED, /* needs what is not there (positive means, a sd, pairs
                         of equal number) */
};

/* A t test of a difference. Unless status is COTEJO_OK, t, df, p and interval
 * are NaN; the difference is there when both means are. */
struct cotejo_t_test {
    enum cotejo_status status;
    double difference, se, t, df;
    struct cotejo_p p;
    struct cotejo_interval interval;
};

/* Welch's t test (Welch 1947), Satterthwaite's degrees of freedom, with the
 * interval of mean(b) - mean(a) at the same df. Works on summaries. One side
 * without variation: df = n - 1 of the other. */
struct cotejo_t_test cotejo_welch(const struct cotejo_moments *a,
                                  const struct cotejo_moments *b, double level);

/* Student's t test (Student 1908), pooled sd; df = n_a + n_b - 2. Works on
 * summaries; one value on one side will do for the pooled sd of the other. */
struct cotejo_t_test cotejo_student(const struct cotejo_moments *a,
                                    const struct cotejo_moments *b,
                                    double level);
/* sqrt(((n_a - 1) s_a^2 + (n_b - 1) s_b^2) / (n_a + n_b - 2)); NaN for
 * n_a + n_b < 3. */
double cotejo_pooled_sd(const struct cotejo_moments *a,
                        const struct cotejo_moments *b);

/* Welch-Satterthwaite degrees of freedom of the sum of two independent
 * squared standard errors, given as se_a, se_b with n_a - 1 and n_b - 1
 * degrees. Scale free: nothing overflows. */
double cotejo_satterthwaite(double se_a, double df_a, double se_b, double df_b);

/* Student's t test of the differences b[i] - a[i] of pairs, formed on the
 * decimals where both samples have them. COTEJO_UNDEFINED unless n_a = n_b. */
struct cotejo_t_test cotejo_paired_t(const struct cotejo_sample *a,
                                     const struct cotejo_sample *b,
                                     double level);

/* Mann-Whitney (1947), exact with ties and midranks when both n <= 50
 * (Streitberg and Roehmel 1986), else normal with tie and continuity
 * correction. The exact two-sided p counts the rank sums at least as far from
 * their mean as the observed one. All values equal: COTEJO_NO_VARIATION_EQUAL
 * and no p; an empty side: COTEJO_TOO_FEW. */
struct cotejo_rank_test {
    enum cotejo_status status;
    double u; /* #{b > a} + half of #{b = a} */
    struct cotejo_p p;
    bool exact;
    double smallest_p; /* attainable with these sizes: 2 / C(n_a+n_b, n_a) */
    /* One-sided: b tends to be larger, b tends to be smaller. */
    struct cotejo_p p_greater, p_less;
};
struct cotejo_rank_test cotejo_mann_whitney(const struct cotejo_sample *a,
                                            const struct cotejo_sample *b);
/* 2 / C(n_a + n_b, n_a), at most 1: the smallest two-sided p that ranks or
 * permutations of these sizes can give. */
double cotejo_smallest_p(size_t n_a, size_t n_b);
/* log10 of it, which goes on where it underflows. */
double cotejo_smallest_log10_p(size_t n_a, size_t n_b);
/* The normal form at any size; continuity: half a unit toward the mean. */
struct cotejo_rank_test
cotejo_mann_whitney_normal(const struct cotejo_sample *a,
                           const struct cotejo_sample *b, bool continuity);

/* Wilcoxon's signed rank test of the pairs b[i] - a[i] (Wilcoxon 1945), ties
 * and zeros those of the decimal differences. Zeros are dropped, or ranked
 * and then dropped with pratt (Pratt 1959). Exact up to 50 pairs that are not
 * zero, by dynamic programming, else normal with tie and continuity
 * corrections. COTEJO_UNDEFINED unless n_a = n_b; all differences zero:
 * COTEJO_NO_VARIATION_EQUAL. */
struct cotejo_signed_rank {
    enum cotejo_status status;
    size_t zeros;
    double w_plus;   /* sum of the ranks of the positive differences */
    double w_middle; /* half of the ranks in use: W+ of equal systems */
    struct cotejo_p p, p_normal;
    bool exact; /* p is the exact one */
};
struct cotejo_signed_rank cotejo_signed_rank(const struct cotejo_sample *a,
                                             const struct cotejo_sample *b,
                                             bool pratt);

/* Brown and Forsythe's test of equal variances (JASA 69, 1974): one-way F on
 * |x - median of its group|. k >= 2 groups. */
struct cotejo_f_test {
    enum cotejo_status status;
    double f, df1, df2;
    struct cotejo_p p;
};
struct cotejo_f_test
cotejo_brown_forsythe(const struct cotejo_sample *const group[], size_t k);

#ifdef __cplusplus
}
#endif
#endif

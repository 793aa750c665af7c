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

#ifdef __cplusplus
extern "C" {
#endif

/* Why there is no number. */
enum cotejo_status {
    COTEJO_OK,
    COTEJO_TOO_FEW,           /* n < 2 on a side */
    COTEJO_NO_VARIATION_EQUAL,
    COTEJO_NO_VARIATION_UNEQUAL,
    COTEJO_BASE_ZERO,         /* ratio undefined: base mean zero */
    COTEJO_UNBOUNDED,         /* ratio interval unbounded: base not
                                 distinguishable from zero */
    COTEJO_UNDEFINED,         /* needs what is not there (positive means) */
};

struct cotejo_p {
    double p;
    double log10_p;
};

struct cotejo_interval {
    double low, high;
    double level;
};

/* Welch's t test (Welch 1947), Satterthwaite's degrees of freedom, with the
 * interval of mean(b) - mean(a) at the same df. Works on summaries. */
struct cotejo_t_test {
    enum cotejo_status status;
    double difference, se, t, df;
    struct cotejo_p p;
    struct cotejo_interval interval;
};
struct cotejo_t_test cotejo_welch(const struct cotejo_moments *a, const struct cotejo_moments *b,
                                  double level);

/* Mann-Whitney (1947), exact with ties and midranks when both n <= 50
 * (Streitberg and Roehmel 1986), else normal with tie and continuity
 * correction. */
struct cotejo_rank_test {
    enum cotejo_status status;
    double u; /* #{b > a} + half of #{b = a} */
    struct cotejo_p p;
    bool exact;
    double smallest_p; /* attainable with these sizes: 2 / C(n_a+n_b, n_a) */
};
struct cotejo_rank_test cotejo_mann_whitney(const struct cotejo_sample *a,
                                            const struct cotejo_sample *b);

#ifdef __cplusplus
}
#endif
#endif

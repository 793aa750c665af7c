/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Permutation tests (Pitman 1937): is the observed difference of means large
 * among those of all ways to deal the same values to the two samples?
 *
 * On whole numbers n sum(b*) - n_b T is whole, so that there is no question
 * of tolerance. Values without a common decimal grid are compared with a
 * tolerance of 16 eps sum|x|, and the result says so.
 *
 * Random numbers: MT19937 as in GSL, started from the seed by every call;
 * seed 0 is GSL's 4357.
 */
#ifndef COTEJO_PERMUTATION_H
#define COTEJO_PERMUTATION_H

#include "cotejo/tests.h"

#ifdef __cplusplus
extern "C" {
#endif

#define COTEJO_SEED 20091
#define COTEJO_RESAMPLES 9999

struct cotejo_permutation {
    enum cotejo_status status;
    struct cotejo_p p; /* two-sided, the identity included */
    bool exact;        /* all arrangements were counted */
    bool on_grid;      /* compared without tolerance */
    /* Exact: arrangements at least as far from the mean, and all of them
     * (whole numbers, digits beyond 2^53 rounded). Sampled: hits and
     * shuffles; p = (hits + 1) / (shuffles + 1). */
    double extreme, arrangements;
    double se; /* of p by sampling, sqrt(p (1 - p) / (shuffles + 1)); 0 when
                  exact */
};

/* Arrangements of samples of these sizes, drawn as they are needed and used by
 * all comparisons of such samples: each p is as good as with arrangements of
 * its own, though those of several comparisons are not independent. Up to 400
 * values by Fisher and Yates's shuffle of the pooled values, from the last one
 * down, a fresh copy each time (Phipson and Smyth 2010); beyond, all sets of
 * b's size are as likely, from fewer draws. Not for two threads at a time. */
struct cotejo_shuffles;
struct cotejo_shuffles *cotejo_shuffles_new(size_t n_a, size_t n_b,
                                            unsigned long seed);
void cotejo_shuffles_free(struct cotejo_shuffles *shuffles);

/* The best there is: exact where an exact method is within reach, else
 * COTEJO_RESAMPLES shuffles, ten times as many once if alpha lies within two
 * standard errors of p (and the values are at most 10,000). All values equal:
 * COTEJO_NO_VARIATION_EQUAL. */
struct cotejo_permutation cotejo_permutation_mean(const struct cotejo_sample *a,
                                                  const struct cotejo_sample *b,
                                                  double alpha,
                                                  unsigned long seed);
/* The same in one of many comparisons: exact where that takes most_steps at
 * most, of 5 ns or so: 3 * 2^20 for 20 against 20, 3 * 2^14 for 14 against 14,
 * less for values of few digits. COTEJO_UNDEFINED if the shuffles are not
 * for these sizes. */
struct cotejo_permutation cotejo_permutation_mean_with(
    const struct cotejo_sample *a, const struct cotejo_sample *b, double alpha,
    struct cotejo_shuffles *shuffles, double most_steps);
/* Exact, or COTEJO_UNDEFINED when out of reach: more than 44 values together
 * unless few arrangements (5e6) or few sums (2e9 steps). */
struct cotejo_permutation
cotejo_permutation_mean_exact(const struct cotejo_sample *a,
                              const struct cotejo_sample *b);
/* By shuffles alone. */
struct cotejo_permutation
cotejo_permutation_mean_sampled(const struct cotejo_sample *a,
                                const struct cotejo_sample *b, size_t resamples,
                                unsigned long seed);

/* Pairs: signs of the differences b[i] - a[i] flipped. Exact up to 44 pairs,
 * and up to 126 of few digits; else COTEJO_RESAMPLES draws of signs, ten times
 * as many once if alpha lies within two standard errors of p.
 * COTEJO_UNDEFINED for n_a != n_b. */
struct cotejo_permutation
cotejo_permutation_paired(const struct cotejo_sample *a,
                          const struct cotejo_sample *b, double alpha,
                          unsigned long seed);

/* The inversion of a permutation test: the shifts of b against a, and the
 * quotients, that it does not reject at alpha = 1 - level. Contains 0, and 1,
 * exactly when the p of the test is not below alpha. */
struct cotejo_inversion {
    /* That of the test; COTEJO_UNDEFINED where no shift is rejected, as the
     * samples are too small; for quotients also unless all values are
     * positive. */
    enum cotejo_status shift_status, quotient_status;
    struct cotejo_interval shift, quotient; /* NaN unless COTEJO_OK */
    bool exact;          /* from all arrangements, else from a sample of them */
    size_t arrangements; /* that the ends come from */
};
/* test: that of the same samples, by cotejo_permutation_mean() or, of pairs,
 * cotejo_permutation_paired(). */
struct cotejo_inversion cotejo_permutation_interval(
    const struct cotejo_sample *a, const struct cotejo_sample *b, bool paired,
    const struct cotejo_permutation *test, double level, unsigned long seed);

#ifdef __cplusplus
}
#endif
#endif

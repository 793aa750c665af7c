/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two samples: by how much, and are they the same? The ratio of means
 * r = mean(b) / mean(a); percent differences are 100 (r - 1).
 */
#ifndef COTEJO_RATIO_H
#define COTEJO_RATIO_H

#include "cotejo/tests.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Fieller's interval (Fieller 1954) at Welch's df: contains 1 exactly when
 * Welch's p >= 1 - level, and its reciprocal is the interval of a / b.
 * Bounded iff g < 1, g = (t se_a / mean_a)^2. */
struct cotejo_ratio {
    enum cotejo_status status; /* COTEJO_BASE_ZERO, COTEJO_UNBOUNDED, ... */
    double ratio;
    struct cotejo_interval interval; /* NaN ends when unbounded */
    double g; /* Fieller's: how far the base is from being told from zero */
    double df;
};
struct cotejo_ratio cotejo_fieller(const struct cotejo_moments *a,
                                   const struct cotejo_moments *b,
                                   double level);

/* Interval of the ratio on the scale of its logarithm (delta method), for
 * values that span orders of magnitude; needs two positive means (else
 * COTEJO_UNDEFINED). g is NaN. */
struct cotejo_ratio cotejo_log_ratio(const struct cotejo_moments *a,
                                     const struct cotejo_moments *b,
                                     double level);

/* Fieller's interval with the pooled sd of Student's test and its df: contains
 * 1 exactly when Student's p >= 1 - level. Works on summaries. */
struct cotejo_ratio cotejo_fieller_pooled(const struct cotejo_moments *a,
                                          const struct cotejo_moments *b,
                                          double level);

/* Fieller's interval of the ratio of the means of pairs, with their covariance
 * and n - 1 degrees of freedom: contains 1 exactly when the paired t test's
 * p >= 1 - level. COTEJO_UNDEFINED unless n_a = n_b; "no variation": all
 * differences b[i] - a[i] are equal. */
struct cotejo_ratio cotejo_fieller_paired(const struct cotejo_sample *a,
                                          const struct cotejo_sample *b,
                                          double level);

/* Two one-sided tests (Schuirmann 1987; Tamhane and Logan 2004) on the ratio,
 * with bounds (1/(1+margin), 1+margin), or (1-margin, 1+margin) when linear.
 * Equivalent iff p < alpha iff the 1 - 2 alpha Fieller interval lies inside.
 * Needs mean(a) > 0 (else COTEJO_BASE_ZERO or COTEJO_UNDEFINED). */
struct cotejo_equivalence {
    enum cotejo_status status;
    double bound_low, bound_high;
    struct cotejo_p p;      /* the larger of the two */
    double smallest_margin; /* at which equivalence would hold at alpha, as a
                               fraction; NaN when the interval is unbounded
                               or reaches zero */
    struct cotejo_interval interval; /* Fieller at 1 - 2 alpha */
    double t_low, t_high;            /* against the lower and the upper bound */
};
/* margin NaN: none given; bounds and p are NaN then. */
struct cotejo_equivalence cotejo_tost_ratio(const struct cotejo_moments *a,
                                            const struct cotejo_moments *b,
                                            double margin, bool linear,
                                            double alpha);
/* The same for the difference of means and an absolute margin in its unit.
 * Bounds are -margin and margin, the interval is Welch's. */
struct cotejo_equivalence cotejo_tost_difference(const struct cotejo_moments *a,
                                                 const struct cotejo_moments *b,
                                                 double margin, double alpha);

/* The same for pairs: t tests of b[i] - bound a[i]. Equivalent iff the
 * 1 - 2 alpha cotejo_fieller_paired() lies inside. */
struct cotejo_equivalence cotejo_tost_paired(const struct cotejo_sample *a,
                                             const struct cotejo_sample *b,
                                             double margin, bool linear,
                                             double alpha);

/* Geometric mean of the ratios of k metrics, from complete runs: Welch on
 * the per-run means of logarithms (Fleming and Wallace 1986). log_a[r] is
 * the mean over the metrics of ln x of run r. */
struct cotejo_ratio cotejo_geometric_mean_ratio(const double log_a[],
                                                size_t n_a,
                                                const double log_b[],
                                                size_t n_b, double level);
/* The test behind it: difference, p and interval of the logarithm. */
struct cotejo_t_test cotejo_geometric_mean_test(const double log_a[],
                                                size_t n_a,
                                                const double log_b[],
                                                size_t n_b, double level);

/* Geometric mean of k ratios mean(b[i]) / mean(a[i]). All means must be
 * positive (else COTEJO_UNDEFINED).
 * fixed: these metrics, assumed independent; Satterthwaite's df over all 2k
 *   squared standard errors of the logarithms. A metric with one run has no
 *   standard error: the interval is NaN, COTEJO_TOO_FEW.
 * across: other metrics of the kind; t interval of the logarithms, k - 1 df. */
struct cotejo_ratio cotejo_geometric_mean_fixed(const struct cotejo_moments a[],
                                                const struct cotejo_moments b[],
                                                size_t k, double level);
struct cotejo_ratio
cotejo_geometric_mean_across(const struct cotejo_moments a[],
                             const struct cotejo_moments b[], size_t k,
                             double level);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Do several tests say the same? Welch's decides; Mann-Whitney's and the
 * permutation test are computed beside it. When they are not all on the same
 * side of alpha the verdict stands, but is fragile, and the first of these
 * visible causes that applies is named. The permutation test is exact where
 * that is quick, else sampled (cotejo_permutation_mean_with). The smallest p
 * is never selected. A test that cannot reach alpha with so few values has no
 * say, unless its p, of tails that are not alike, is below alpha all the same.
 */
#ifndef COTEJO_AGREEMENT_H
#define COTEJO_AGREEMENT_H

#include "cotejo/permutation.h"

#ifdef __cplusplus
extern "C" {
#endif

enum cotejo_dissent {
    COTEJO_AGREED,
    COTEJO_DISSENT_OUTLIERS,  /* values beyond Tukey's 1.5 IQR fences */
    COTEJO_DISSENT_SPREAD,    /* sds more than 2 : 1 with unequal n */
    COTEJO_DISSENT_SKEWNESS,  /* |G1| > 1 on a side */
    COTEJO_DISSENT_DIRECTION, /* mean difference and Hodges-Lehmann shift have
                                 opposite signs */
    COTEJO_DISSENT_BORDERLINE,
};

struct cotejo_agreement {
    enum cotejo_status status; /* Welch's: not COTEJO_OK, nothing to compare */
    struct cotejo_t_test welch;
    struct cotejo_rank_test mann_whitney;
    struct cotejo_permutation permutation;
    enum cotejo_dissent dissent;
    /* For information: Welch's p without the values beyond the fences; NaN
     * unless outliers are the cause, or when too few values remain. */
    struct cotejo_p p_without_outliers;
};

/* The same for pairs: Student's paired t decides, Wilcoxon's signed rank and
 * the sign-flip test stand beside it. Causes are looked for in the
 * differences; unequal spread is none of them. pratt: differences of zero are
 * ranked by the signed rank test, else dropped. */
struct cotejo_agreement_paired {
    enum cotejo_status status;
    struct cotejo_t_test paired_t;
    struct cotejo_signed_rank signed_rank;
    struct cotejo_permutation sign_flips;
    enum cotejo_dissent dissent;
    struct cotejo_p p_without_outliers;
};
struct cotejo_agreement_paired
cotejo_agreement_paired(const struct cotejo_sample *a,
                        const struct cotejo_sample *b, double alpha,
                        unsigned long seed, bool pratt);

/* seed: of the permutation test where it has to sample. */
struct cotejo_agreement cotejo_agreement(const struct cotejo_sample *a,
                                         const struct cotejo_sample *b,
                                         double alpha, unsigned long seed);
/* In one of many comparisons: with shuffles for samples of these sizes, and
 * the permutation test exact where that takes most_steps at most. */
struct cotejo_agreement cotejo_agreement_with(const struct cotejo_sample *a,
                                              const struct cotejo_sample *b,
                                              double alpha,
                                              struct cotejo_shuffles *shuffles,
                                              double most_steps);
/* The visible cause of tests that disagree, of the samples alone, for whichever
 * test decides. without_outliers: Welch's p (of pairs that of the paired t
 * test) without the values beyond the fences; NaN unless they are the cause,
 * or when too few values remain. */
enum cotejo_dissent cotejo_dissent_cause(const struct cotejo_sample *a,
                                         const struct cotejo_sample *b,
                                         struct cotejo_p *without_outliers);
enum cotejo_dissent
cotejo_dissent_cause_paired(const struct cotejo_sample *a,
                            const struct cotejo_sample *b, bool pratt,
                            struct cotejo_p *without_outliers);
/* "outliers", "unequal spread", "skewness", "mean and median differ in
 * direction", "borderline"; "" for COTEJO_AGREED. */
const char *cotejo_dissent_name(enum cotejo_dissent dissent);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three and more systems: overall tests, then pairs with family-wise p. Of
 * two groups F is t^2 and the p values are those of the t tests.
 *
 * Groups with n < 2 are for the caller to leave out and name:
 * COTEJO_TOO_FEW.
 */
#ifndef COTEJO_GROUPS_H
#define COTEJO_GROUPS_H

#include "cotejo/tests.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Classical one-way analysis of variance, its sums of squares exact on a
 * common decimal grid. No variation inside the groups: F is NaN and the
 * status says so. */
struct cotejo_anova {
    enum cotejo_status status;
    double ss_between, ss_within;
    double df_between, df_within;
    double f;
    struct cotejo_p p;
};
struct cotejo_anova cotejo_anova(const struct cotejo_sample *const group[],
                                 size_t k);

/* Welch's analysis of variance (Biometrika 38, 1951). A group without
 * variation has an infinite weight: COTEJO_UNDEFINED. */
struct cotejo_f_test cotejo_welch_anova(const struct cotejo_moments group[],
                                        size_t k);

/* Kruskal and Wallis (JASA 47, 1952), corrected for ties. */
struct cotejo_kruskal {
    enum cotejo_status status;
    double h, df;
    struct cotejo_p p;
};
struct cotejo_kruskal
cotejo_kruskal_wallis(const struct cotejo_sample *const group[], size_t k);

/* One pair, first < second; difference = mean(second) - mean(first). */
struct cotejo_pair {
    enum cotejo_status status;
    size_t first, second;
    double difference;
    double q, df;      /* studentized range: |difference| / (se / sqrt 2) */
    struct cotejo_p p; /* family-wise */
    struct cotejo_interval interval; /* simultaneous */
};
/* Pairs of k groups in the order (0,1), (0,2), ..., (k-2,k-1). */
#define COTEJO_PAIRS(k) ((k) * ((k)-1) / 2)

/* Games and Howell (1976): Welch's se and df. */
void cotejo_games_howell(const struct cotejo_moments group[], size_t k,
                         double level, struct cotejo_pair pair[]);
/* Tukey's test with Kramer's se (1953, 1956): pooled. */
void cotejo_tukey_kramer(const struct cotejo_moments group[], size_t k,
                         double level, struct cotejo_pair pair[]);

/* Dunn's test on mean ranks (Technometrics 6, 1964), corrected for ties, with
 * Holm's adjustment over all pairs. */
struct cotejo_dunn {
    enum cotejo_status status;
    size_t first, second;
    double z;
    struct cotejo_p p, p_holm;
};
void cotejo_dunn(const struct cotejo_sample *const group[], size_t k,
                 struct cotejo_dunn pair[]);

#ifdef __cplusplus
}
#endif
#endif

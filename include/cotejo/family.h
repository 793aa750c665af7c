/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many comparisons at once: adjusted p values. NaN entries are untestable
 * comparisons: they do not count and stay NaN. p and adjusted have m entries
 * in the same order; in place is allowed. Equal p values get equal results.
 */
#ifndef COTEJO_FAMILY_H
#define COTEJO_FAMILY_H

#include "cotejo/tests.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Holm (Scand. J. Stat. 6, 1979), step down: running maximum of
 * (m - i + 1) p(i). */
void cotejo_holm(const struct cotejo_p p[], size_t m,
                 struct cotejo_p adjusted[]);
/* Benjamini and Hochberg (JRSS B 57, 1995), step up: q values, running
 * minimum of m p(i) / i. */
void cotejo_benjamini_hochberg(const struct cotejo_p p[], size_t m,
                               struct cotejo_p adjusted[]);
/* Benjamini and Yekutieli (Ann. Stat. 29, 2001): under any dependence. */
void cotejo_benjamini_yekutieli(const struct cotejo_p p[], size_t m,
                                struct cotejo_p adjusted[]);
/* Hochberg (Biometrika 75, 1988), step up with Holm's factors. */
void cotejo_hochberg(const struct cotejo_p p[], size_t m,
                     struct cotejo_p adjusted[]);
/* m p. */
void cotejo_bonferroni(const struct cotejo_p p[], size_t m,
                       struct cotejo_p adjusted[]);

#ifdef __cplusplus
}
#endif
#endif

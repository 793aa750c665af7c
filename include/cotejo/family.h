/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many comparisons at once: adjusted p values. NaN entries are untestable
 * comparisons: they do not count and stay NaN. */
#ifndef COTEJO_FAMILY_H
#define COTEJO_FAMILY_H

#include "cotejo/tests.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Holm (1979), step down. p and adjusted have m entries in the same order;
 * in place is allowed. */
void cotejo_holm(const struct cotejo_p p[], size_t m, struct cotejo_p adjusted[]);
/* Benjamini and Hochberg (1995), step up: q values. */
void cotejo_benjamini_hochberg(const struct cotejo_p p[], size_t m, struct cotejo_p adjusted[]);

#ifdef __cplusplus
}
#endif
#endif

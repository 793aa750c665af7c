/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The verdict rule, in its order:
 *
 * 1. n < 2 on a side: untestable; no variation on either side: said, no p.
 * 2. A margin was given and the equivalence p < alpha: equivalent; with the
 *    difference p < alpha also "difference detectable".
 * 3. The difference p (adjusted, in a family) < alpha: different.
 * 4. Otherwise inconclusive.
 */
#ifndef COTEJO_VERDICT_H
#define COTEJO_VERDICT_H

#include "cotejo/ratio.h"

#ifdef __cplusplus
extern "C" {
#endif

enum cotejo_verdict {
    COTEJO_UNTESTABLE,
    COTEJO_CONSTANT_EQUAL,
    COTEJO_CONSTANT_UNEQUAL,
    COTEJO_EQUIVALENT,
    COTEJO_EQUIVALENT_DETECTABLE,
    COTEJO_DIFFERENT,
    COTEJO_INCONCLUSIVE,
};

/* p_difference: Welch's, adjusted when the comparison belongs to a family. */
enum cotejo_verdict cotejo_verdict(const struct cotejo_t_test *test,
                                   double p_difference,
                                   const struct cotejo_equivalence *equivalence,
                                   double alpha);
/* "different", "equivalent (difference detectable)", "untestable (n<2)", ... */
const char *cotejo_verdict_name(enum cotejo_verdict verdict);

#ifdef __cplusplus
}
#endif
#endif

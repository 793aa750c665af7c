/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verdict rule of cotejo/verdict.h. */
#include "cotejo/verdict.h"

#include <math.h>

enum cotejo_verdict cotejo_verdict(const struct cotejo_t_test *test,
                                   double p_difference,
                                   const struct cotejo_equivalence *equivalence,
                                   double alpha)
{
    if (test->status == COTEJO_NO_VARIATION_EQUAL)
        return COTEJO_CONSTANT_EQUAL;
    if (test->status == COTEJO_NO_VARIATION_UNEQUAL)
        return COTEJO_CONSTANT_UNEQUAL;
    if (test->status != COTEJO_OK || isnan(p_difference))
        return COTEJO_UNTESTABLE;
    bool differs = p_difference < alpha;
    if (equivalence && equivalence->p.p < alpha)
        return differs ? COTEJO_EQUIVALENT_DETECTABLE : COTEJO_EQUIVALENT;
    return differs ? COTEJO_DIFFERENT : COTEJO_INCONCLUSIVE;
}

const char *cotejo_verdict_name(enum cotejo_verdict verdict)
{
    static const char *const names[] = {
        [COTEJO_UNTESTABLE] = "untestable (n<2)",
        [COTEJO_CONSTANT_EQUAL] = "no variation: equal",
        [COTEJO_CONSTANT_UNEQUAL] = "no variation: unequal",
        [COTEJO_EQUIVALENT] = "equivalent",
        [COTEJO_EQUIVALENT_DETECTABLE] = "equivalent (difference detectable)",
        [COTEJO_DIFFERENT] = "different",
        [COTEJO_INCONCLUSIVE] = "inconclusive",
    };
    return names[verdict];
}

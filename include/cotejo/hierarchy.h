/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Repetitions inside repetitions: requests in runs in boots (Kalibera and
 * Jones, ISMM 2013, with the corrected variance formula). Level 1 is the
 * innermost; the unit that is replicated is the outermost one.
 */
#ifndef COTEJO_HIERARCHY_H
#define COTEJO_HIERARCHY_H

#include "cotejo/tests.h"

#ifdef __cplusplus
extern "C" {
#endif

#define COTEJO_LEVELS_MAX 8

struct cotejo_hierarchy {
    enum cotejo_status status;
    size_t levels;
    double grand_mean;
    double s2[COTEJO_LEVELS_MAX]; /* [i]: mean square of the means of level
                                     i + 1 about their parents' means */
    double t2[COTEJO_LEVELS_MAX]; /* variance components, as estimated: may
                                     be negative, and count as 0 then */
    double se, df; /* of the grand mean: sqrt(s2[top] / n_top), n_top - 1 */
    struct cotejo_interval interval;
    double naive_se; /* if all values were independent */
    /* Two levels only, else NaN. */
    double icc, design_effect, effective_n;
};

/* x: all values, the innermost level running fastest. repetitions: how many
 * units each level has in the one above, the outermost first, levels of them,
 * each at least 2 (else COTEJO_TOO_FEW; more than COTEJO_LEVELS_MAX or none:
 * COTEJO_UNDEFINED). Unbalanced data have no such table: use the unweighted
 * means of the runs as a sample. */
struct cotejo_hierarchy cotejo_hierarchy(const double x[],
                                         const size_t repetitions[],
                                         size_t levels, double level);

/* Best number of repetitions of level i + 1 (i from 0) in the one above:
 * sqrt(cost[i+1] / cost[i] * T2_i+1 / T2_i+2), cost, innermost first, being
 * that of one more unit of the level without those inside. NaN where the
 * component above is not positive; 0 where its own is not. */
double cotejo_hierarchy_optimal(const struct cotejo_hierarchy *hierarchy,
                                const double cost[], size_t i);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variance components of balanced nested repetitions. */
#include "cotejo/hierarchy.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cotejo/distribution.h"
#include "stats/deviations.h"
#include "stats/memory.h"

/* Replaces the count values by the means of groups of "size" of them and
 * returns the mean square about these means. */
static double collapse(double x[], size_t count, size_t size)
{
    struct sum squares = {0};
    struct cotejo_moments m;
    size_t groups = count / size;
    for (size_t g = 0; g < groups; g++) {
        struct cotejo_sample sample = {.n = size, .x = x + g * size};
        cotejo_moments(&sample, &m);
        sum_add(&squares, m.variance);
        x[g] = m.mean; /* g <= g * size: not needed any more */
    }
    return sum_value(&squares) / (double)groups;
}

static struct cotejo_hierarchy undefined(enum cotejo_status status,
                                         double level)
{
    struct cotejo_hierarchy h = {
        .status = status,
        .grand_mean = NAN,
        .se = NAN,
        .df = NAN,
        .interval = {NAN, NAN, level},
        .naive_se = NAN,
        .icc = NAN,
        .design_effect = NAN,
        .effective_n = NAN,
    };
    for (size_t i = 0; i < COTEJO_LEVELS_MAX; i++)
        h.s2[i] = h.t2[i] = NAN;
    return h;
}

static void set_two_levels(struct cotejo_hierarchy *h, double inner, double all)
{
    double between = fmax(0.0, h->t2[1]);
    if (between + h->t2[0] > 0.0)
        h->icc = between / (between + h->t2[0]);
    h->design_effect = 1.0 + (inner - 1.0) * h->icc;
    h->effective_n = all / h->design_effect;
}

struct cotejo_hierarchy cotejo_hierarchy(const double x[],
                                         const size_t repetitions[],
                                         size_t levels, double level)
{
    size_t n = 1;
    if (levels == 0 || levels > COTEJO_LEVELS_MAX)
        return undefined(COTEJO_UNDEFINED, level);
    for (size_t i = 0; i < levels; i++) {
        if (repetitions[i] < 2)
            return undefined(COTEJO_TOO_FEW, level);
        n *= repetitions[i];
    }

    struct cotejo_hierarchy h = undefined(COTEJO_OK, level);
    struct cotejo_moments all;
    cotejo_moments(&(struct cotejo_sample){.n = n, .x = x}, &all);
    h.levels = levels;
    h.naive_se = all.se;
    double *mean = stats_new(n, sizeof *mean);
    memcpy(mean, x, n * sizeof *mean);
    size_t count = n;
    for (size_t i = 0; i < levels; i++) {
        size_t size = repetitions[levels - 1 - i];
        h.s2[i] = collapse(mean, count, size);
        h.t2[i] = h.s2[i];
        if (i > 0)
            h.t2[i] -= h.s2[i - 1] / (double)repetitions[levels - i];
        count /= size;
    }
    h.grand_mean = mean[0];
    free(mean);

    h.se = sqrt(h.s2[levels - 1] / (double)repetitions[0]);
    h.df = (double)repetitions[0] - 1.0;
    double half = cotejo_t_quantile(0.5 * (1.0 - level), h.df) * h.se;
    h.interval.low = h.grand_mean - half;
    h.interval.high = h.grand_mean + half;
    if (levels == 2)
        set_two_levels(&h, (double)repetitions[1], (double)n);
    return h;
}

double cotejo_hierarchy_optimal(const struct cotejo_hierarchy *hierarchy,
                                const double cost[], size_t i)
{
    if (hierarchy->status != COTEJO_OK || i + 1 >= hierarchy->levels ||
        !(hierarchy->t2[i + 1] > 0.0))
        return NAN;
    double own = fmax(0.0, hierarchy->t2[i]);
    return sqrt(cost[i + 1] / cost[i] * own / hierarchy->t2[i + 1]);
}

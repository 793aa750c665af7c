/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All pairs of several groups by the studentized range: Games and Howell,
 * Tukey and Kramer. */
#include "cotejo/groups.h"

#include <math.h>

#include "cotejo/distribution.h"
#include "stats/noncentral.h"

/* Fills in what follows from the difference, its se and df. */
static struct cotejo_pair pair_test(const struct cotejo_moments group[],
                                    size_t first, size_t second, double se,
                                    double df, size_t k, double level)
{
    const struct cotejo_moments *a = &group[first], *b = &group[second];
    struct cotejo_pair pair = {
        .status = COTEJO_OK,
        .first = first,
        .second = second,
        .difference = cotejo_mean_difference(a, b),
        .q = NAN,
        .df = df,
        .p = cotejo_p_undefined(),
        .interval = {NAN, NAN, level},
    };
    if (a->n < 2 || b->n < 2)
        pair.status = COTEJO_TOO_FEW;
    else if (se == 0.0)
        pair.status = pair.difference == 0.0 ? COTEJO_NO_VARIATION_EQUAL
                                             : COTEJO_NO_VARIATION_UNEQUAL;
    else if (isnan(se))
        pair.status = COTEJO_UNDEFINED;
    if (pair.status != COTEJO_OK) {
        pair.df = NAN;
        return pair;
    }
    double unit = se / sqrt(2.0);
    pair.q = fabs(pair.difference) / unit;
    pair.p = studentized_range_tail(pair.q, k, df);
    double half = studentized_range_quantile(1.0 - level, k, df) * unit;
    pair.interval.low = pair.difference - half;
    pair.interval.high = pair.difference + half;
    return pair;
}

void cotejo_games_howell(const struct cotejo_moments group[], size_t k,
                         double level, struct cotejo_pair pair[])
{
    for (size_t i = 0; i < k; i++) {
        for (size_t j = i + 1; j < k; j++) {
            const struct cotejo_moments *a = &group[i], *b = &group[j];
            double df = cotejo_satterthwaite(a->se, (double)a->n - 1.0, b->se,
                                             (double)b->n - 1.0);
            *pair++ = pair_test(group, i, j, hypot(a->se, b->se), df, k, level);
        }
    }
}

/* Pooled sd of all groups and its degrees of freedom. */
static double pooled_sd(const struct cotejo_moments group[], size_t k,
                        double *df)
{
    double sd = 0.0;
    *df = 0.0;
    for (size_t g = 0; g < k; g++)
        *df += (double)group[g].n - 1.0;
    for (size_t g = 0; g < k; g++)
        if (group[g].n > 1)
            sd =
                hypot(sd, group[g].sd * sqrt(((double)group[g].n - 1.0) / *df));
    return sd;
}

void cotejo_tukey_kramer(const struct cotejo_moments group[], size_t k,
                         double level, struct cotejo_pair pair[])
{
    double df, sd = pooled_sd(group, k, &df);
    for (size_t i = 0; i < k; i++) {
        for (size_t j = i + 1; j < k; j++) {
            double share = 1.0 / (double)group[i].n + 1.0 / (double)group[j].n;
            *pair++ = pair_test(group, i, j, sd * sqrt(share), df, k, level);
        }
    }
}

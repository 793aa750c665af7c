/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Analysis of variance: classical, Welch's, and Brown and Forsythe's test.
 *
 * On whole numbers, S being sums of values less the first one, the deviation
 * of a group's mean from the grand mean is the fraction
 * (S_g N - S n_g) / (n_g N) with a whole numerator: nothing cancels.
 */
#include "cotejo/groups.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "cotejo/describe.h"
#include "cotejo/distribution.h"
#include "stats/deviations.h"
#include "stats/memory.h"
#include "stats/ranks.h"

static size_t count_all(const struct cotejo_sample *const group[], size_t k)
{
    size_t n = 0;
    for (size_t g = 0; g < k; g++)
        n += group[g]->n;
    return n;
}

static struct cotejo_anova no_anova(enum cotejo_status status)
{
    return (struct cotejo_anova){
        status, NAN, NAN, NAN, NAN, NAN, cotejo_p_undefined()};
}

/* Sum of k - first. */
static wide sum_above(const int64_t k[], size_t n, int64_t first)
{
    wide sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += k[i] - first;
    return sum;
}

/* Sum of n_g (mean_g - mean)^2 from whole numbers, those of group 0 first. */
static double whole_between(const struct cotejo_sample *const group[], size_t k,
                            const int64_t pooled[], size_t n)
{
    int64_t first = pooled[0];
    wide total = sum_above(pooled, n, first);
    struct sum between = {0};
    for (size_t g = 0; g < k; g++) {
        double n_g = (double)group[g]->n;
        wide sum = sum_above(pooled, group[g]->n, first);
        double away = (double)(sum * (wide)n - total * (wide)group[g]->n) /
                      (n_g * (double)n);
        sum_add(&between, n_g * away * away);
        pooled += group[g]->n;
    }
    return sum_value(&between);
}

static double whole_within(const struct cotejo_sample *const group[], size_t k,
                           const int64_t pooled[])
{
    struct sum within = {0};
    for (size_t g = 0; g < k; g++) {
        struct cotejo_sample one = {.n = group[g]->n, .k = pooled};
        struct whole_sums s = sample_whole_sums(&one);
        double rest = (double)s.rest;
        sum_add(&within, (double)s.squares - rest * rest / (double)one.n);
        pooled += one.n;
    }
    return sum_value(&within);
}

/* Sums of squares, in units of unit^2: squares themselves may leave the range
 * of doubles. */
struct squares {
    double between, within;
    double unit;
};

/* From doubles, shifted by the first one, in units of a power of two near the
 * largest deviation. */
static struct squares double_squares(const struct cotejo_sample *const group[],
                                     size_t k)
{
    struct sum total = {0}, between = {0}, within = {0};
    double first = group[0]->x[0], n = (double)count_all(group, k);
    double *mean = stats_new(2 * k, sizeof *mean), *sd = mean + k, size = 0.0;
    for (size_t g = 0; g < k; g++) {
        struct cotejo_moments m;
        cotejo_moments(group[g], &m);
        mean[g] = (m.shift - first) + m.offset;
        sd[g] = m.sd;
        size = fmax(size, fmax(fabs(mean[g]), m.sd));
    }
    double unit = size > 0.0 ? ldexp(1.0, ilogb(size)) : 1.0;
    for (size_t g = 0; g < k; g++) {
        double n_g = (double)group[g]->n, part = sd[g] / unit;
        mean[g] /= unit;
        sum_add(&total, n_g * mean[g]);
        sum_add(&within, (n_g - 1.0) * part * part);
    }
    for (size_t g = 0; g < k; g++) {
        double away = mean[g] - sum_value(&total) / n;
        sum_add(&between, (double)group[g]->n * away * away);
    }
    free(mean);
    return (struct squares){sum_value(&between), sum_value(&within), unit};
}

static struct squares squares_of(const struct cotejo_sample *const group[],
                                 size_t k)
{
    size_t n = count_all(group, k);
    int exponent;
    int64_t *pooled = stats_new(n, sizeof *pooled);
    struct squares squares;
    if (pool_on_grid(group, k, pooled, &exponent) && n <= (size_t)1 << 20) {
        squares.between = whole_between(group, k, pooled, n);
        squares.within = whole_within(group, k, pooled);
        squares.unit = scale_by_ten(1.0, exponent);
    } else {
        squares = double_squares(group, k);
    }
    free(pooled);
    return squares;
}

struct cotejo_anova cotejo_anova(const struct cotejo_sample *const group[],
                                 size_t k)
{
    size_t n = count_all(group, k);
    if (k < 2)
        return no_anova(COTEJO_TOO_FEW);
    for (size_t g = 0; g < k; g++)
        if (group[g]->n < 2)
            return no_anova(COTEJO_TOO_FEW);

    struct cotejo_anova a = no_anova(COTEJO_OK);
    a.df_between = (double)k - 1.0;
    a.df_within = (double)(n - k);
    struct squares squares = squares_of(group, k);
    a.ss_between = squares.between * squares.unit * squares.unit;
    a.ss_within = squares.within * squares.unit * squares.unit;
    if (squares.within <= 0.0) {
        a.status = squares.between > 0.0 ? COTEJO_NO_VARIATION_UNEQUAL
                                         : COTEJO_NO_VARIATION_EQUAL;
        return a;
    }
    a.f = squares.between / a.df_between / (squares.within / a.df_within);
    a.p = cotejo_f_tail(a.f, a.df_between, a.df_within);
    return a;
}

static struct cotejo_f_test no_f_test(enum cotejo_status status)
{
    return (struct cotejo_f_test){status, NAN, NAN, NAN, cotejo_p_undefined()};
}

/* Weights 1 / se^2 relative to the largest, which keeps them in range. */
static void relative_weights(const struct cotejo_moments group[], size_t k,
                             double weight[])
{
    double least = INFINITY;
    for (size_t g = 0; g < k; g++)
        least = fmin(least, group[g].se);
    for (size_t g = 0; g < k; g++)
        weight[g] = least / group[g].se * (least / group[g].se);
}

/* Sum of (mean - weighted mean)^2 / se^2; all is the sum of the weights. */
static double weighted_spread(const struct cotejo_moments group[], size_t k,
                              const double weight[], double all)
{
    struct sum mean = {0}, spread = {0};
    for (size_t g = 0; g < k; g++)
        sum_add(&mean,
                weight[g] / all * cotejo_mean_difference(&group[0], &group[g]));
    for (size_t g = 0; g < k; g++) {
        double away =
            (cotejo_mean_difference(&group[0], &group[g]) - sum_value(&mean)) /
            group[g].se;
        sum_add(&spread, away * away);
    }
    return sum_value(&spread);
}

struct cotejo_f_test cotejo_welch_anova(const struct cotejo_moments group[],
                                        size_t k)
{
    if (k < 2)
        return no_f_test(COTEJO_TOO_FEW);
    for (size_t g = 0; g < k; g++) {
        if (group[g].n < 2)
            return no_f_test(COTEJO_TOO_FEW);
        if (!(group[g].se > 0.0))
            return no_f_test(COTEJO_UNDEFINED);
    }
    double *weight = stats_new(k, sizeof *weight), all = 0.0, lambda = 0.0;
    relative_weights(group, k, weight);
    for (size_t g = 0; g < k; g++)
        all += weight[g];
    for (size_t g = 0; g < k; g++) {
        double rest = 1.0 - weight[g] / all;
        lambda += rest * rest / ((double)group[g].n - 1.0);
    }
    double spread = weighted_spread(group, k, weight, all), groups = (double)k;
    free(weight);

    struct cotejo_f_test test = {.status = COTEJO_OK, .df1 = groups - 1.0};
    double square = groups * groups - 1.0;
    test.f = spread / test.df1 / (1.0 + 2.0 * (groups - 2.0) / square * lambda);
    test.df2 = square / (3.0 * lambda);
    test.p = cotejo_f_tail(test.f, test.df1, test.df2);
    return test;
}

/* |x - median| of a group, in the group's own shifted unit. */
static void distances_from_median(const struct cotejo_sample *sample,
                                  double distance[])
{
    size_t n = sample->n;
    double first = sample->x[0];
    for (size_t i = 0; i < n; i++)
        distance[i] = sample->k
                          ? scale_by_ten((double)(sample->k[i] - sample->k[0]),
                                         sample->exponent)
                          : sample->x[i] - first;
    double *sorted = stats_new(n, sizeof *sorted);
    cotejo_sort(distance, n, sorted);
    double median = cotejo_median(sorted, n);
    for (size_t i = 0; i < n; i++)
        distance[i] = fabs(distance[i] - median);
    free(sorted);
}

struct cotejo_f_test
cotejo_brown_forsythe(const struct cotejo_sample *const group[], size_t k)
{
    double *all = stats_new(count_all(group, k), sizeof *all), *next = all;
    struct cotejo_sample *sample = stats_new(k, sizeof *sample);
    const struct cotejo_sample **list = stats_new(k, sizeof *list);
    for (size_t g = 0; g < k; g++) {
        if (group[g]->n > 0)
            distances_from_median(group[g], next);
        sample[g] = (struct cotejo_sample){.n = group[g]->n, .x = next};
        list[g] = &sample[g];
        next += group[g]->n;
    }
    struct cotejo_anova a = cotejo_anova(list, k);
    free(list);
    free(sample);
    free(all);
    return (struct cotejo_f_test){a.status, a.f, a.df_between, a.df_within,
                                  a.p};
}

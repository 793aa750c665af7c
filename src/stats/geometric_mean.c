/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many metrics in one number: the geometric mean of their ratios (Fleming and
 * Wallace, CACM 29, 1986), with three kinds of interval. */
#include "cotejo/ratio.h"

#include <math.h>
#include <stdlib.h>

#include "cotejo/describe.h"
#include "cotejo/distribution.h"
#include "stats/deviations.h"
#include "stats/memory.h"

struct cotejo_t_test cotejo_geometric_mean_test(const double log_a[],
                                                size_t n_a,
                                                const double log_b[],
                                                size_t n_b, double level)
{
    struct cotejo_sample a = {.n = n_a, .x = log_a};
    struct cotejo_sample b = {.n = n_b, .x = log_b};
    struct cotejo_moments of_a, of_b;
    cotejo_moments(&a, &of_a);
    cotejo_moments(&b, &of_b);
    return cotejo_welch(&of_a, &of_b, level);
}

struct cotejo_ratio cotejo_geometric_mean_ratio(const double log_a[],
                                                size_t n_a,
                                                const double log_b[],
                                                size_t n_b, double level)
{
    struct cotejo_t_test test =
        cotejo_geometric_mean_test(log_a, n_a, log_b, n_b, level);
    return (struct cotejo_ratio){
        test.status,
        exp(test.difference),
        {exp(test.interval.low), exp(test.interval.high), level},
        NAN,
        test.df};
}

static struct cotejo_ratio without_interval(enum cotejo_status status,
                                            double log_ratio, double level)
{
    return (struct cotejo_ratio){
        status, exp(log_ratio), {NAN, NAN, level}, NAN, NAN};
}

static struct cotejo_ratio with_interval(double log_ratio, double se, double df,
                                         double level)
{
    double half = cotejo_t_quantile(0.5 * (1.0 - level), df) * se;
    return (struct cotejo_ratio){
        COTEJO_OK,
        exp(log_ratio),
        {exp(log_ratio - half), exp(log_ratio + half), level},
        NAN,
        df};
}

/* ln of each ratio; false if one is not positive. */
static bool log_ratios(const struct cotejo_moments a[],
                       const struct cotejo_moments b[], size_t k,
                       double log_ratio[])
{
    for (size_t i = 0; i < k; i++) {
        if (!(a[i].mean > 0.0 && b[i].mean > 0.0))
            return false;
        log_ratio[i] = log(b[i].mean / a[i].mean);
    }
    return k > 0;
}

/* Sum of the squared standard errors of ln mean, and of their squares over
 * their degrees of freedom. */
static void add_errors(const struct cotejo_moments *m, struct sum *variance,
                       struct sum *squares)
{
    double u = m->se / m->mean * (m->se / m->mean);
    sum_add(variance, u);
    sum_add(squares, u * u / ((double)m->n - 1.0));
}

static double mean_of(const double x[], size_t n)
{
    struct sum sum = {0};
    for (size_t i = 0; i < n; i++)
        sum_add(&sum, x[i]);
    return sum_value(&sum) / (double)n;
}

struct cotejo_ratio cotejo_geometric_mean_fixed(const struct cotejo_moments a[],
                                                const struct cotejo_moments b[],
                                                size_t k, double level)
{
    double *logs = stats_new(k, sizeof *logs);
    bool positive = log_ratios(a, b, k, logs);
    double mean = positive ? mean_of(logs, k) : NAN;
    free(logs);
    if (!positive)
        return without_interval(COTEJO_UNDEFINED, NAN, level);

    struct sum variance = {0}, squares = {0};
    for (size_t i = 0; i < k; i++) {
        if (a[i].n < 2 || b[i].n < 2)
            return without_interval(COTEJO_TOO_FEW, mean, level);
        add_errors(&a[i], &variance, &squares);
        add_errors(&b[i], &variance, &squares);
    }
    double v = sum_value(&variance);
    if (v == 0.0)
        return without_interval(mean == 0.0 ? COTEJO_NO_VARIATION_EQUAL
                                            : COTEJO_NO_VARIATION_UNEQUAL,
                                mean, level);
    return with_interval(mean, sqrt(v) / (double)k, v * v / sum_value(&squares),
                         level);
}

struct cotejo_ratio
cotejo_geometric_mean_across(const struct cotejo_moments a[],
                             const struct cotejo_moments b[], size_t k,
                             double level)
{
    double *logs = stats_new(k, sizeof *logs);
    struct cotejo_moments m = {0};
    bool positive = log_ratios(a, b, k, logs);
    if (positive)
        cotejo_moments(&(struct cotejo_sample){.n = k, .x = logs}, &m);
    free(logs);
    if (!positive)
        return without_interval(COTEJO_UNDEFINED, NAN, level);
    if (k < 2)
        return without_interval(COTEJO_TOO_FEW, m.mean, level);
    return with_interval(m.mean, m.se, (double)k - 1.0, level);
}

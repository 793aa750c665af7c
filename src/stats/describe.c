/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles, robust spread and intervals of one sample. */
#include "cotejo/describe.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cotejo/distribution.h"
#include "stats/counting.h"
#include "stats/deviations.h"
#include "stats/memory.h"

static int ascending(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

void cotejo_sort(const double x[], size_t n, double sorted[])
{
    if (sorted != x && n > 0)
        memcpy(sorted, x, n * sizeof *x);
    if (n > 1)
        qsort(sorted, n, sizeof *sorted, ascending);
}

/* The order statistic of place 1 to n; beyond the ends, the ends. */
static double at_place(const double sorted[], size_t n, double place)
{
    if (place < 1.0)
        return sorted[0];
    return place > (double)n ? sorted[n - 1] : sorted[(size_t)place - 1];
}

/* How much of the way from place j to j + 1 the step types 1 to 3 go, g of
 * the way being what n p asks for. */
static double step_weight(int type, double j, double g)
{
    if (g > 0.0)
        return 1.0;
    if (type == 2)
        return 0.5;
    return type == 3 && fmod(j, 2.0) != 0.0 ? 1.0 : 0.0;
}

double cotejo_quantile(const double sorted[], size_t n, double p, int type)
{
    /* place = start + p (n + span), Hyndman and Fan's m = start + p (span) */
    static const struct {
        double start, span;
    } rule[] = {{0.0, 0.0},  {0.0, 0.0},         {-0.5, 0.0},
                {0.0, 0.0},  {0.5, 0.0},         {0.0, 1.0},
                {1.0, -1.0}, {1.0 / 3, 1.0 / 3}, {0.375, 0.25}};
    if (n == 0 || !(p >= 0.0 && p <= 1.0) || type < 1 || type > 9)
        return NAN;
    double place = rule[type - 1].start + p * ((double)n + rule[type - 1].span);
    /* n p that should be whole may be a hair away from it: R's tolerance. */
    double fuzz = type == 7 ? 0.0 : 4.0 * DBL_EPSILON * fmax(1.0, place);
    double j = floor(place + fuzz);
    double g = place - j;
    if (fabs(g) < fuzz)
        g = 0.0;
    if (type <= 3)
        g = step_weight(type, j, g);
    double low = at_place(sorted, n, j), high = at_place(sorted, n, j + 1.0);
    if (g == 0.0 || low == high)
        return low;
    return g == 1.0 ? high : low + (high - low) * g;
}

double cotejo_median(const double sorted[], size_t n)
{
    return cotejo_quantile(sorted, n, 0.5, 7);
}

double cotejo_mad(const double sorted[], size_t n)
{
    double centre = cotejo_median(sorted, n);
    double *away = stats_new(n, sizeof *away);
    for (size_t i = 0; i < n; i++)
        away[i] = fabs(sorted[i] - centre);
    cotejo_sort(away, n, away);
    double mad = cotejo_median(away, n);
    free(away);
    return mad;
}

double cotejo_iqr(const double sorted[], size_t n)
{
    return cotejo_quantile(sorted, n, 0.75, 7) -
           cotejo_quantile(sorted, n, 0.25, 7);
}

struct cotejo_interval
cotejo_mean_interval(const struct cotejo_moments *moments, double level)
{
    if (moments->n < 2)
        return (struct cotejo_interval){NAN, NAN, level};
    double df = (double)moments->n - 1.0;
    double half = cotejo_t_quantile(0.5 * (1.0 - level), df) * moments->se;
    return (struct cotejo_interval){moments->mean - half, moments->mean + half,
                                    level};
}

double cotejo_harmonic_mean(const struct cotejo_sample *sample)
{
    struct sum sum = {0};
    for (size_t i = 0; i < sample->n; i++) {
        if (!(sample->x[i] > 0.0))
            return NAN;
        sum_add(&sum, sample->x[0] / sample->x[i]); /* no over- or underflow */
    }
    if (sample->n == 0)
        return NAN;
    return (double)sample->n / sum_value(&sum) * sample->x[0];
}

bool cotejo_rate_means_differ(const struct cotejo_sample *sample, double level)
{
    struct cotejo_moments m;
    cotejo_moments(sample, &m);
    struct cotejo_interval interval = cotejo_mean_interval(&m, level);
    double half = 0.5 * (interval.high - interval.low);
    return m.mean - cotejo_harmonic_mean(sample) > 0.1 * half;
}

/* P(Bin(n, 1/2) = i). */
static double binomial_half(size_t n, size_t i)
{
    if (n <= 1000) /* 2^-n does not underflow yet */
        return choose(n, i) * exp2(-(double)n);
    return exp(log_choose(n, i) - (double)n * log(2.0));
}

/* P(Bin(n, 1/2) <= l - 1) for l = *order, the largest that is at most half;
 * 0 and *order = 0 if there is none. */
static double binomial_tail(size_t n, double half, size_t *order)
{
    double tail = 0.0;
    for (*order = 0; *order < n; ++*order) {
        double next = tail + binomial_half(n, *order);
        /* A level that is met exactly may round to either side. */
        if (next > half * (1.0 + 8.0 * DBL_EPSILON))
            break;
        tail = next;
    }
    return tail;
}

struct cotejo_median_interval cotejo_median_interval(const double sorted[],
                                                     size_t n, double level)
{
    struct cotejo_median_interval m = {.interval = {NAN, NAN, level},
                                       .coverage = NAN};
    if (n == 0)
        return m;
    double tail = binomial_tail(n, 0.5 * (1.0 - level), &m.order);
    m.reaches_level = m.order >= 1;
    if (!m.reaches_level) {
        m.order = 1;
        tail = exp2(-(double)n);
    }
    m.coverage = 1.0 - 2.0 * tail;
    m.interval.low = sorted[m.order - 1];
    m.interval.high = sorted[n - m.order];
    return m;
}

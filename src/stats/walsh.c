/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The median of all Walsh averages (d_i + d_j) / 2, i <= j, of the
 * differences of pairs, with the interval that inverts Wilcoxon's signed rank
 * test: the k-th smallest to the k-th largest average, k from the null
 * distribution without ties, by dynamic programming up to 50 pairs, else from
 * its normal approximation.
 */
#include "cotejo/effect.h"

#include <math.h>
#include <stdlib.h>

#include "cotejo/describe.h"
#include "cotejo/distribution.h"
#include "stats/deviations.h"
#include "stats/differences.h"
#include "stats/memory.h"

#define EXACT_N_MAX 50

/* Largest k with P(W <= k - 1) <= half, and that probability. */
static size_t exact_k(size_t n, double half, double *tail)
{
    size_t top = n * (n + 1) / 2, k = 0;
    double *ways = stats_new0(top + 1, sizeof *ways); /* below 2^50: exact */
    double all = ldexp(1.0, (int)n), below = 0.0;
    ways[0] = 1.0;
    for (size_t rank = 1; rank <= n; rank++)
        for (size_t sum = top; sum >= rank; sum--)
            ways[sum] += ways[sum - rank];
    while (k < top && below + ways[k] <= half * (1.0 + 1e-15) * all)
        below += ways[k++];
    *tail = (k ? below : ways[0]) / all;
    free(ways);
    return k;
}

static size_t normal_k(size_t n, double half, double *tail)
{
    double m = (double)n, middle = m * (m + 1.0) / 4.0;
    double sd = sqrt(m * (m + 1.0) * (2.0 * m + 1.0) / 24.0);
    double k =
        fmax(floor(middle - cotejo_normal_quantile(half) * sd + 0.5), 0.0);
    *tail = cotejo_normal_tail((middle + 0.5 - fmax(k, 1.0)) / sd).p;
    return (size_t)k;
}

/* The averages, sorted; doubled whole numbers where the pairs have a grid. */
static double *walsh_averages(const struct differences *d, size_t count)
{
    double *average = stats_new(count, sizeof *average);
    size_t n = d->sample.n, at = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i; j < n; j++)
            average[at++] =
                d->k ? (double)(d->k[i] + d->k[j]) : d->x[i] + d->x[j];
    cotejo_sort(average, count, average);
    return average;
}

struct cotejo_shift cotejo_walsh(const struct cotejo_sample *a,
                                 const struct cotejo_sample *b, double level)
{
    struct cotejo_shift s = {.status = COTEJO_UNDEFINED,
                             .shift = NAN,
                             .interval = {NAN, NAN, level},
                             .coverage = NAN};
    if (a->n != b->n)
        return s;
    s.status = a->n ? COTEJO_OK : COTEJO_TOO_FEW;
    if (a->n == 0)
        return s;

    double half = 0.5 * (1.0 - level), tail;
    size_t count = a->n * (a->n + 1) / 2;
    s.k = a->n <= EXACT_N_MAX ? exact_k(a->n, half, &tail)
                              : normal_k(a->n, half, &tail);
    s.reaches_level = s.k >= 1;
    s.k = s.k ? s.k : 1;
    s.coverage = 1.0 - 2.0 * tail;

    struct differences d;
    differences_init(&d, a, b);
    int exponent = d.k ? d.sample.exponent : 0;
    double *average = walsh_averages(&d, count);
    double middle = 0.5 * (average[(count - 1) / 2] + average[count / 2]);
    s.shift = 0.5 * scale_by_ten(middle, exponent);
    s.interval.low = 0.5 * scale_by_ten(average[s.k - 1], exponent);
    s.interval.high = 0.5 * scale_by_ten(average[count - s.k], exponent);
    free(average);
    differences_free(&d);
    return s;
}

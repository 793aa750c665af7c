/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Hodges-Lehmann shift.
 *
 * The k-th smallest of the m n differences is found without forming them:
 * how many lie at or below a value takes one walk through the sorted samples,
 * and the value is found by halving the range of doubles between the least
 * and the greatest difference, 64 times at most.
 */
#include "cotejo/effect.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cotejo/describe.h"
#include "cotejo/distribution.h"
#include "stats/counting.h"
#include "stats/deviations.h"
#include "stats/memory.h"
#include "stats/ranks.h"

#define EXACT_N_MAX 50

/* Two sorted samples, as whole numbers of 10^exponent where there is a grid,
 * so that equal differences are equal. */
struct sorted_pair {
    double *a, *b;
    size_t n_a, n_b;
    int exponent;
};

static void sorted_pair_init(struct sorted_pair *p,
                             const struct cotejo_sample *a,
                             const struct cotejo_sample *b)
{
    const struct cotejo_sample *both[] = {a, b};
    size_t n = a->n + b->n;
    int64_t *k = stats_new(n, sizeof *k);
    *p = (struct sorted_pair){.n_a = a->n, .n_b = b->n};
    p->a = stats_new(n, sizeof *p->a);
    p->b = p->a + a->n;
    bool on_grid = pool_on_grid(both, 2, k, &p->exponent);
    if (!on_grid)
        p->exponent = 0;
    for (size_t i = 0; i < n; i++) {
        double x = i < a->n ? a->x[i] : b->x[i - a->n];
        p->a[i] = on_grid ? (double)k[i] : x;
    }
    free(k);
    cotejo_sort(p->a, p->n_a, p->a);
    cotejo_sort(p->b, p->n_b, p->b);
}

static size_t count_at_most(const struct sorted_pair *p, double value)
{
    /* The larger b[j], the later the first a[i] that is close enough. */
    size_t count = 0, first = 0;
    for (size_t j = 0; j < p->n_b; j++) {
        while (first < p->n_a && p->b[j] - p->a[first] > value)
            first++;
        count += p->n_a - first;
    }
    return count;
}

/* Doubles as numbers in the same order, and back. */
static int64_t order_of(double x)
{
    int64_t bits;
    x += 0.0;
    memcpy(&bits, &x, sizeof bits);
    return bits < 0 ? INT64_MIN - bits : bits;
}

static double double_at(int64_t order)
{
    int64_t bits = order < 0 ? INT64_MIN - order : order;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* The k-th smallest difference, k from 1. */
static double difference_at(const struct sorted_pair *p, size_t k)
{
    int64_t low = order_of(p->b[0] - p->a[p->n_a - 1]);
    int64_t high = order_of(p->b[p->n_b - 1] - p->a[0]);
    while (low < high) {
        /* Halves without overflow, rounded down for either sign. */
        int64_t middle = (low >> 1) + (high >> 1) + (low & high & 1);
        if (count_at_most(p, double_at(middle)) >= k)
            high = middle;
        else
            low = middle + 1;
    }
    return scale_by_ten(double_at(low), p->exponent);
}

/* Largest k with P(U <= k - 1) <= half, and that probability. */
static size_t exact_k(size_t n_a, size_t n_b, double half, double *tail)
{
    size_t top = n_a * n_b, k = 0;
    uwide *ways = stats_new(top + 1, sizeof *ways), total, below = 0;
    rank_sum_ways(n_a, n_b, ways);
    choose_exact(n_a + n_b, n_b, &total);
    /* A level that is met exactly may round to either side. */
    double limit = half * (1.0 + 8.0 * DBL_EPSILON) * (double)total;
    while (k < top && (double)(below + ways[k]) <= limit)
        below += ways[k++];
    *tail = (double)(k ? below : ways[0]) / (double)total;
    free(ways);
    return k;
}

static size_t normal_k(size_t n_a, size_t n_b, double half, double *tail)
{
    double m = (double)n_a, n = (double)n_b, middle = 0.5 * m * n;
    double sd = sqrt(m * n * (m + n + 1.0) / 12.0);
    double k = floor(middle - cotejo_normal_quantile(half) * sd + 0.5);
    k = fmax(k, 0.0);
    *tail = cotejo_normal_tail((middle + 0.5 - fmax(k, 1.0)) / sd).p;
    return (size_t)k;
}

struct cotejo_shift cotejo_hodges_lehmann(const struct cotejo_sample *a,
                                          const struct cotejo_sample *b,
                                          double level)
{
    struct cotejo_shift s = {.status = COTEJO_TOO_FEW,
                             .shift = NAN,
                             .interval = {NAN, NAN, level},
                             .coverage = NAN};
    if (a->n == 0 || b->n == 0)
        return s;
    bool small = a->n <= EXACT_N_MAX && b->n <= EXACT_N_MAX;
    double half = 0.5 * (1.0 - level), tail;
    s.status = COTEJO_OK;
    s.k = small ? exact_k(a->n, b->n, half, &tail)
                : normal_k(a->n, b->n, half, &tail);
    s.reaches_level = s.k >= 1;
    s.k = s.k ? s.k : 1;
    s.coverage = 1.0 - 2.0 * tail;

    struct sorted_pair p;
    sorted_pair_init(&p, a, b);
    size_t all = a->n * b->n;
    s.shift = 0.5 * difference_at(&p, (all + 1) / 2) +
              0.5 * difference_at(&p, all / 2 + 1);
    s.interval.low = difference_at(&p, s.k);
    s.interval.high = difference_at(&p, all + 1 - s.k);
    free(p.a);
    return s;
}

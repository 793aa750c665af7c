/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permutation tests of means: exact by counting.h, or by shuffling. */
#include "cotejo/permutation.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_rng.h>

#include "cotejo/distribution.h"
#include "stats/counting.h"
#include "stats/memory.h"
#include "stats/ranks.h"

/* Exact counting that takes no longer than shuffling: 8 v 8, 12 v 12, and
 * larger samples of few digits. */
#define QUICK_STEPS 1e6
/* Shuffles that settle the side of alpha when p lies further from it than
 * this many standard errors (one wrong in two million, if normal). */
#define QUICK_RESAMPLES 1999
#define QUICK_ERRORS 5.0

/* The pooled values as whole numbers, a first. */
struct pool {
    int64_t *k;
    size_t n, n_b;
    int64_t sum, sum_b;
    int64_t tolerance; /* 0 on a decimal grid */
    bool all_equal;
};

/* Doubles as multiples of 2^-50 of the largest deviation from the first one:
 * what a shift takes from all sums alike does not matter here. */
static void quantise(const struct cotejo_sample *const sample[2],
                     struct pool *pool)
{
    double first = sample[0]->x[0], span = 0.0, size = 0.0;
    for (size_t s = 0; s < 2; s++) {
        for (size_t i = 0; i < sample[s]->n; i++) {
            span = fmax(span, fabs(sample[s]->x[i] - first));
            size += fabs(sample[s]->x[i]);
        }
    }
    int exponent = 0;
    frexp(span, &exponent);
    int64_t *k = pool->k;
    for (size_t s = 0; s < 2; s++)
        for (size_t i = 0; i < sample[s]->n; i++)
            *k++ = llrint(ldexp(sample[s]->x[i] - first, 50 - exponent));
    double tolerance = ldexp(16.0 * DBL_EPSILON * size, 50 - exponent);
    pool->tolerance = (int64_t)ceil(fmin(tolerance, 0x1p55));
}

static void pool_init(struct pool *pool, const struct cotejo_sample *a,
                      const struct cotejo_sample *b)
{
    const struct cotejo_sample *both[2] = {a, b};
    int exponent;
    *pool = (struct pool){.n = a->n + b->n, .n_b = b->n, .all_equal = true};
    pool->k = stats_new(pool->n, sizeof *pool->k);
    if (!pool_on_grid(both, 2, pool->k, &exponent))
        quantise(both, pool);
    for (size_t i = 0; i < pool->n; i++) {
        pool->sum += pool->k[i];
        pool->sum_b += i < a->n ? 0 : pool->k[i];
        pool->all_equal = pool->all_equal && pool->k[i] == pool->k[0];
    }
}

static struct cotejo_permutation no_test(enum cotejo_status status)
{
    return (struct cotejo_permutation){.status = status,
                                       .p = cotejo_p_undefined(),
                                       .extreme = NAN,
                                       .arrangements = NAN,
                                       .se = NAN};
}

static struct cotejo_permutation counted(uwide extreme, uwide total,
                                         bool on_grid)
{
    return (struct cotejo_permutation){COTEJO_OK,
                                       p_from_counts(extreme, total),
                                       true,
                                       on_grid,
                                       (double)extreme,
                                       (double)total,
                                       0.0};
}

static struct cotejo_permutation exact(const struct pool *pool,
                                       double most_steps)
{
    struct subset_counts counts;
    if (!subsets_count(pool->k, pool->n, pool->n_b, pool->sum_b,
                       pool->tolerance, false, most_steps, &counts))
        return no_test(COTEJO_UNDEFINED);
    return counted(counts.extreme, counts.total, pool->tolerance == 0);
}

/* As gsl_ran_shuffle, which works on bytes of any size. */
static void shuffle(gsl_rng *rng, int64_t k[], size_t n)
{
    for (size_t i = n - 1; i > 0; i--) {
        size_t j = gsl_rng_uniform_int(rng, i + 1);
        int64_t swap = k[i];
        k[i] = k[j];
        k[j] = swap;
    }
}

static int64_t sum_of(const int64_t k[], size_t n)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += k[i];
    return sum;
}

/* |n sum_b - n_b sum|: the difference of means, whole. */
static wide distance(const struct pool *pool, int64_t sum_b)
{
    wide d = (wide)pool->n * sum_b - (wide)pool->n_b * pool->sum;
    return d < 0 ? -d : d;
}

static struct cotejo_permutation estimated(size_t hits, size_t resamples,
                                           bool on_grid)
{
    double all = (double)resamples + 1.0, p = ((double)hits + 1.0) / all;
    return (struct cotejo_permutation){COTEJO_OK,
                                       cotejo_p_from(p),
                                       false,
                                       on_grid,
                                       (double)hits,
                                       (double)resamples,
                                       sqrt(p * (1.0 - p) / all)};
}

static struct cotejo_permutation sampled(const struct pool *pool,
                                         size_t shuffles, unsigned long seed)
{
    wide bound = distance(pool, pool->sum_b) - (wide)pool->n * pool->tolerance;
    size_t first_b = pool->n - pool->n_b, hits = 0;
    int64_t *copy = stats_new(pool->n, sizeof *copy);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, seed);
    for (size_t i = 0; i < shuffles; i++) {
        memcpy(copy, pool->k, pool->n * sizeof *copy);
        shuffle(rng, copy, pool->n);
        hits += distance(pool, sum_of(copy + first_b, pool->n_b)) >= bound;
    }
    gsl_rng_free(rng);
    free(copy);

    return estimated(hits, shuffles, pool->tolerance == 0);
}

static enum cotejo_status obstacle(const struct cotejo_sample *a,
                                   const struct cotejo_sample *b)
{
    return a->n < 1 || b->n < 1 ? COTEJO_TOO_FEW : COTEJO_OK;
}

static bool is_near(const struct cotejo_permutation *result, double alpha,
                    double errors)
{
    return !result->exact && fabs(result->p.p - alpha) <= errors * result->se;
}

/* quick: few steps, and few shuffles where they settle the side of alpha. */
static struct cotejo_permutation best(const struct cotejo_sample *a,
                                      const struct cotejo_sample *b,
                                      double alpha, unsigned long seed,
                                      bool quick)
{
    if (obstacle(a, b))
        return no_test(obstacle(a, b));
    struct pool pool;
    pool_init(&pool, a, b);
    struct cotejo_permutation result = no_test(COTEJO_NO_VARIATION_EQUAL);
    if (!pool.all_equal) {
        result = exact(&pool, quick ? QUICK_STEPS : (double)INFINITY);
        if (result.status == COTEJO_UNDEFINED)
            result = sampled(&pool, quick ? QUICK_RESAMPLES : COTEJO_RESAMPLES,
                             seed);
        if (quick && is_near(&result, alpha, QUICK_ERRORS))
            result = sampled(&pool, COTEJO_RESAMPLES, seed);
        if (is_near(&result, alpha, 2.0))
            result = sampled(&pool, 10 * COTEJO_RESAMPLES, seed);
    }
    free(pool.k);
    return result;
}

struct cotejo_permutation cotejo_permutation_mean(const struct cotejo_sample *a,
                                                  const struct cotejo_sample *b,
                                                  double alpha,
                                                  unsigned long seed)
{
    return best(a, b, alpha, seed, false);
}

struct cotejo_permutation
cotejo_permutation_mean_quick(const struct cotejo_sample *a,
                              const struct cotejo_sample *b, double alpha,
                              unsigned long seed)
{
    return best(a, b, alpha, seed, true);
}

struct cotejo_permutation
cotejo_permutation_mean_exact(const struct cotejo_sample *a,
                              const struct cotejo_sample *b)
{
    if (obstacle(a, b))
        return no_test(obstacle(a, b));
    struct pool pool;
    pool_init(&pool, a, b);
    struct cotejo_permutation result = exact(&pool, (double)INFINITY);
    free(pool.k);
    return result;
}

struct cotejo_permutation
cotejo_permutation_mean_sampled(const struct cotejo_sample *a,
                                const struct cotejo_sample *b, size_t shuffles,
                                unsigned long seed)
{
    if (obstacle(a, b))
        return no_test(obstacle(a, b));
    struct pool pool;
    pool_init(&pool, a, b);
    struct cotejo_permutation result = sampled(&pool, shuffles, seed);
    free(pool.k);
    return result;
}

/* The first n of the pool are the differences; 32 signs of a drawn number. */
static struct cotejo_permutation sampled_signs(const struct pool *pool,
                                               size_t n, size_t resamples,
                                               unsigned long seed)
{
    wide bound = sum_of(pool->k, n);
    bound = (bound < 0 ? -bound : bound) - pool->tolerance;
    size_t hits = 0;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, seed);
    for (size_t r = 0; r < resamples; r++) {
        wide sum = 0;
        unsigned long bits = 0;
        for (size_t i = 0; i < n; i++, bits >>= 1) {
            if (i % 32 == 0)
                bits = gsl_rng_get(rng);
            sum += bits & 1 ? -pool->k[i] : pool->k[i];
        }
        hits += (sum < 0 ? -sum : sum) >= bound;
    }
    gsl_rng_free(rng);
    return estimated(hits, resamples, pool->tolerance == 0);
}

static struct cotejo_permutation flip(const struct pool *pool, size_t n,
                                      double alpha, unsigned long seed)
{
    uwide extreme, total;
    if (signs_count(pool->k, n, pool->tolerance, &extreme, &total))
        return counted(extreme, total, pool->tolerance == 0);
    struct cotejo_permutation result =
        sampled_signs(pool, n, COTEJO_RESAMPLES, seed);
    if (is_near(&result, alpha, 2.0))
        result = sampled_signs(pool, n, 10 * COTEJO_RESAMPLES, seed);
    return result;
}

struct cotejo_permutation
cotejo_permutation_paired(const struct cotejo_sample *a,
                          const struct cotejo_sample *b, double alpha,
                          unsigned long seed)
{
    if (obstacle(a, b))
        return no_test(obstacle(a, b));
    if (a->n != b->n)
        return no_test(COTEJO_UNDEFINED);
    struct pool pool;
    pool_init(&pool, a, b);
    for (size_t i = 0; i < a->n; i++)
        pool.k[i] = pool.k[a->n + i] - pool.k[i];
    struct cotejo_permutation result = flip(&pool, a->n, alpha, seed);
    free(pool.k);
    return result;
}

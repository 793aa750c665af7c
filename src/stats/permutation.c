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
#include "stats/lanes.h"
#include "stats/memory.h"
#include "stats/ranks.h"
#include "stats/shuffles.h"

/* Values whose sum, each at most 2^54, stays below 2^63. */
#define CHUNK 256
/* Values that 99,990 arrangements take less than a second or so for. */
#define AGAIN_N_MAX 10000

/* The pooled values as whole numbers, a first, less the first of all: sums
 * lose by that what they all have. */
struct pool {
    int64_t *k; /* zeros behind, up to a multiple of 32 */
    size_t n, n_b;
    wide sum, sum_b;
    int64_t tolerance; /* 0 on a decimal grid */
    bool all_equal;
};

/* Doubles as multiples of 2^-50 of the largest deviation from the first one;
 * the tolerance with what rounding to them may move a sum. */
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
    pool->tolerance = (int64_t)ceil(fmin(tolerance, 0x1p55)) + (int64_t)pool->n;
}

static void pool_init(struct pool *pool, const struct cotejo_sample *a,
                      const struct cotejo_sample *b)
{
    const struct cotejo_sample *both[2] = {a, b};
    int exponent;
    *pool = (struct pool){.n = a->n + b->n, .n_b = b->n, .all_equal = true};
    pool->k = stats_new0(pool->n + 32, sizeof *pool->k);
    if (!pool_on_grid(both, 2, pool->k, &exponent))
        quantise(both, pool);
    int64_t first = pool->k[0];
    for (size_t i = 0; i < pool->n; i++) {
        pool->k[i] -= first;
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
    if (!subsets_count(pool->k, pool->n, pool->n_b, (int64_t)pool->sum_b,
                       pool->tolerance, false, most_steps, &counts))
        return no_test(COTEJO_UNDEFINED);
    return counted(counts.extreme, counts.total, pool->tolerance == 0);
}

/* Rounds toward minus infinity; divisor > 0. */
static wide floor_quotient(wide dividend, wide divisor)
{
    wide quotient = dividend / divisor;
    return quotient * divisor > dividend ? quotient - 1 : quotient;
}

/* Sums at or below low, or at or above high, are as far out as the observed
 * one. */
struct limits {
    wide low, high;
};

/* By n sum_b - n_b sum, the difference of means, whole. */
static struct limits limits_of(const struct pool *pool)
{
    wide n = (wide)pool->n, centre = (wide)pool->n_b * pool->sum;
    wide distance = n * pool->sum_b - centre;
    distance = (distance < 0 ? -distance : distance) - n * pool->tolerance;
    if (distance < 0)
        distance = 0;
    return (struct limits){floor_quotient(centre - distance, n),
                           -floor_quotient(-centre - distance, n)};
}

/* How many of the sums of chosen values are beyond the limits; n_rows is at
 * most SHUFFLES_BLOCK. */
static size_t count_beyond(const struct pool *pool, const uint8_t rows[],
                           size_t row, size_t n_rows, struct limits limits)
{
    const struct lanes *lanes = lanes_best();
    wide sum[SHUFFLES_BLOCK] = {0};
    int64_t part[SHUFFLES_BLOCK];
    size_t beyond = 0;
    for (size_t from = 0; from < pool->n; from += CHUNK) {
        size_t left = pool->n - from < CHUNK ? pool->n - from : CHUNK;
        lanes->choose(rows + from / 8, row, n_rows, pool->k + from,
                      (left + 7) / 8, part);
        for (size_t r = 0; r < n_rows; r++)
            sum[r] += part[r];
    }
    for (size_t r = 0; r < n_rows; r++)
        beyond += sum[r] <= limits.low || sum[r] >= limits.high;
    return beyond;
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
                                         struct cotejo_shuffles *shuffles,
                                         size_t resamples)
{
    struct limits limits = limits_of(pool);
    size_t hits = 0;
    for (size_t from = 0; from < resamples; from += SHUFFLES_BLOCK) {
        size_t left = resamples - from;
        size_t rows = left < SHUFFLES_BLOCK ? left : SHUFFLES_BLOCK;
        hits += count_beyond(pool, shuffles_rows(shuffles, from, rows),
                             shuffles_row(shuffles), rows, limits);
    }
    return estimated(hits, resamples, pool->tolerance == 0);
}

static enum cotejo_status obstacle(const struct cotejo_sample *a,
                                   const struct cotejo_sample *b)
{
    return a->n < 1 || b->n < 1 ? COTEJO_TOO_FEW : COTEJO_OK;
}

/* Is p next to alpha, and are n values few enough to sample it again? */
static bool samples_again(const struct cotejo_permutation *result, size_t n,
                          double alpha)
{
    return fabs(result->p.p - alpha) <= 2.0 * result->se && n <= AGAIN_N_MAX;
}

/* Counted, or else sampled; next to alpha ten times as often. */
static struct cotejo_permutation best(const struct pool *pool, double alpha,
                                      struct cotejo_shuffles *shuffles,
                                      double most_steps)
{
    if (pool->all_equal)
        return no_test(COTEJO_NO_VARIATION_EQUAL);
    struct cotejo_permutation result = exact(pool, most_steps);
    if (result.status == COTEJO_OK)
        return result;
    result = sampled(pool, shuffles, COTEJO_RESAMPLES);
    return samples_again(&result, pool->n, alpha)
               ? sampled(pool, shuffles, 10 * COTEJO_RESAMPLES)
               : result;
}

struct cotejo_permutation cotejo_permutation_mean_with(
    const struct cotejo_sample *a, const struct cotejo_sample *b, double alpha,
    struct cotejo_shuffles *shuffles, double most_steps)
{
    if (obstacle(a, b))
        return no_test(obstacle(a, b));
    if (!shuffles_fit(shuffles, a->n, b->n))
        return no_test(COTEJO_UNDEFINED);
    struct pool pool;
    pool_init(&pool, a, b);
    struct cotejo_permutation result = best(&pool, alpha, shuffles, most_steps);
    free(pool.k);
    return result;
}

struct cotejo_permutation cotejo_permutation_mean(const struct cotejo_sample *a,
                                                  const struct cotejo_sample *b,
                                                  double alpha,
                                                  unsigned long seed)
{
    struct cotejo_shuffles *shuffles = cotejo_shuffles_new(a->n, b->n, seed);
    struct cotejo_permutation result =
        cotejo_permutation_mean_with(a, b, alpha, shuffles, (double)INFINITY);
    cotejo_shuffles_free(shuffles);
    return result;
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
                                const struct cotejo_sample *b, size_t resamples,
                                unsigned long seed)
{
    if (obstacle(a, b))
        return no_test(obstacle(a, b));
    struct pool pool;
    pool_init(&pool, a, b);
    struct cotejo_shuffles *shuffles = cotejo_shuffles_new(a->n, b->n, seed);
    struct cotejo_permutation result = sampled(&pool, shuffles, resamples);
    cotejo_shuffles_free(shuffles);
    free(pool.k);
    return result;
}

/* ---- pairs ---- */

/* Rows of signs, 32 of a drawn number: those set are turned. */
static void draw_signs(gsl_rng *rng, size_t n, size_t rows, uint8_t bits[])
{
    for (size_t i = 0; i < rows * ((n + 31) / 32); i++) {
        unsigned long drawn = gsl_rng_get(rng);
        for (size_t byte = 0; byte < 4; byte++)
            *bits++ = (uint8_t)(drawn >> 8 * byte);
    }
}

/* A pool of differences, as if all were chosen from: the sum with some signs
 * turned is that of all less twice that of these. */
static struct cotejo_permutation
sampled_signs(const struct pool *pool, size_t resamples, unsigned long seed)
{
    size_t row = (pool->n + 31) / 32 * 4, hits = 0;
    wide kept = pool->sum < 0 ? -pool->sum : pool->sum;
    wide distance = kept < pool->tolerance ? 0 : kept - pool->tolerance;
    struct limits limits = {floor_quotient(pool->sum - distance, 2),
                            -floor_quotient(-pool->sum - distance, 2)};
    uint8_t *bits = stats_new(SHUFFLES_BLOCK, row);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, seed);
    for (size_t from = 0; from < resamples; from += SHUFFLES_BLOCK) {
        size_t left = resamples - from;
        size_t rows = left < SHUFFLES_BLOCK ? left : SHUFFLES_BLOCK;
        draw_signs(rng, pool->n, rows, bits);
        hits += count_beyond(pool, bits, row, rows, limits);
    }
    gsl_rng_free(rng);
    free(bits);
    return estimated(hits, resamples, pool->tolerance == 0);
}

static struct cotejo_permutation flip(const struct pool *pool, double alpha,
                                      unsigned long seed)
{
    uwide extreme, total;
    if (signs_count(pool->k, pool->n, pool->tolerance, &extreme, &total))
        return counted(extreme, total, pool->tolerance == 0);
    struct cotejo_permutation result =
        sampled_signs(pool, COTEJO_RESAMPLES, seed);
    if (samples_again(&result, pool->n, alpha))
        result = sampled_signs(pool, 10 * COTEJO_RESAMPLES, seed);
    return result;
}

/* The values of a and b become the differences of their pairs. */
static void pair_up(struct pool *pool)
{
    size_t n = pool->n / 2;
    pool->n = n;
    pool->sum = 0;
    for (size_t i = 0; i < n; i++) {
        pool->k[i] = pool->k[n + i] - pool->k[i];
        pool->sum += pool->k[i];
    }
    memset(pool->k + n, 0, 32 * sizeof *pool->k);
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
    pair_up(&pool);
    struct cotejo_permutation result = flip(&pool, alpha, seed);
    free(pool.k);
    return result;
}

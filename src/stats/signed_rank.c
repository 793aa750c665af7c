/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wilcoxon's signed rank test.
 *
 * 1. Exact: every sign pattern is as likely as any other, so the distribution
 *    of W+ is the product of (1 + z^r) over the ranks r, counted by dynamic
 *    programming over the doubled (whole) midranks.
 * 2. p counts the sums at least as far from their mean as the observed one.
 * 3. Normal: variance sum(r^2) / 4 over the ranks in use, which holds for
 *    ties and for Pratt's ranks alike, and half a unit toward the mean.
 */
#include "cotejo/tests.h"

#include <math.h>
#include <stdlib.h>

#include "cotejo/distribution.h"
#include "stats/counting.h"
#include "stats/differences.h"
#include "stats/memory.h"
#include "stats/ranks.h"

#define EXACT_N_MAX 50

/* The doubled ranks in use, negative for negative differences. */
struct signed_ranks {
    int64_t *rank2;
    size_t n, zeros;
    int64_t plus2, all2;
};

static int sign_of(double x)
{
    return (x > 0.0) - (x < 0.0);
}

/* Keys of |d|: equal where the differences are equal in size. */
static void size_keys(const struct differences *d, int64_t key[])
{
    size_t n = d->sample.n;
    double *size = stats_new(n, sizeof *size);
    struct cotejo_sample sizes = {.n = n, .x = size};
    const struct cotejo_sample *one[] = {&sizes};
    for (size_t i = 0; i < n; i++)
        size[i] = fabs(d->k ? (double)d->k[i] : d->x[i]);
    pool_keys(one, 1, key);
    free(size);
}

static void signed_ranks_init(struct signed_ranks *r,
                              const struct differences *d, bool pratt)
{
    size_t n = d->sample.n, kept = 0;
    int64_t *key = stats_new(n, sizeof *key);
    int *sign = stats_new(n, sizeof *sign);
    *r = (struct signed_ranks){.rank2 = stats_new(n, sizeof *r->rank2)};
    size_keys(d, key);
    for (size_t i = 0; i < n; i++) {
        int s = sign_of(d->x[i]);
        r->zeros += s == 0;
        if (s == 0 && !pratt)
            continue;
        key[kept] = key[i];
        sign[kept++] = s;
    }
    midranks_doubled(key, kept, r->rank2);
    for (size_t i = 0; i < kept; i++) {
        int64_t rank2 = r->rank2[i];
        if (sign[i] == 0)
            continue;
        r->all2 += rank2;
        r->plus2 += sign[i] > 0 ? rank2 : 0;
        r->rank2[r->n++] = rank2;
    }
    free(key);
    free(sign);
}

static struct cotejo_p exact(const struct signed_ranks *r)
{
    size_t top = (size_t)r->all2;
    uint64_t *ways = stats_new0(top + 1, sizeof *ways); /* 2^50 at most */
    ways[0] = 1;
    for (size_t i = 0; i < r->n; i++) {
        size_t rank2 = (size_t)r->rank2[i];
        for (size_t sum = top; sum >= rank2; sum--)
            ways[sum] += ways[sum - rank2];
    }
    int64_t far = llabs(2 * r->plus2 - r->all2);
    uint64_t extreme = 0;
    for (size_t sum = 0; sum <= top; sum++)
        if (llabs(2 * (int64_t)sum - r->all2) >= far)
            extreme += ways[sum];
    free(ways);
    return p_from_counts(extreme, (uwide)1 << r->n);
}

static struct cotejo_p normal(const struct signed_ranks *r)
{
    double squares = 0.0; /* of the doubled ranks: whole, exact */
    for (size_t i = 0; i < r->n; i++)
        squares += (double)r->rank2[i] * (double)r->rank2[i];
    double away = fabs((double)r->plus2 - 0.5 * (double)r->all2) / 2.0;
    double distance = away == 0.0 ? 0.0 : away - 0.5;
    return cotejo_p_doubled(
        cotejo_normal_tail(distance / sqrt(squares / 16.0)));
}

struct cotejo_signed_rank cotejo_signed_rank(const struct cotejo_sample *a,
                                             const struct cotejo_sample *b,
                                             bool pratt)
{
    struct cotejo_signed_rank test = {.status = COTEJO_UNDEFINED,
                                      .w_plus = NAN,
                                      .w_middle = NAN,
                                      .p = cotejo_p_undefined(),
                                      .p_normal = cotejo_p_undefined()};
    if (a->n != b->n)
        return test;
    struct differences d;
    struct signed_ranks r;
    differences_init(&d, a, b);
    signed_ranks_init(&r, &d, pratt);
    test.zeros = r.zeros;
    test.status = a->n == 0  ? COTEJO_TOO_FEW
                  : r.n == 0 ? COTEJO_NO_VARIATION_EQUAL
                             : COTEJO_OK;
    if (test.status == COTEJO_OK) {
        test.w_plus = 0.5 * (double)r.plus2;
        test.w_middle = 0.25 * (double)r.all2;
        test.p_normal = normal(&r);
        test.exact = r.n <= EXACT_N_MAX;
        test.p = test.exact ? exact(&r) : test.p_normal;
    }
    free(r.rank2);
    differences_free(&d);
    return test;
}

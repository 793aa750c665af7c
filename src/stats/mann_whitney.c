/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Mann-Whitney test.
 *
 * 1. U = #{b > a} + half of #{b = a}, from the doubled midrank sum of b, a
 *    whole number.
 * 2. Exact without ties: the Gaussian binomial coefficients. With ties: the
 *    rank sums of all choices of n_b of the N midranks (counting.h).
 * 3. Normal: variance n_a n_b / 12 ((N + 1) - sum(t^3 - t) / (N (N - 1))).
 */
#include "cotejo/tests.h"

#include <math.h>
#include <stdlib.h>

#include "cotejo/distribution.h"
#include "stats/counting.h"
#include "stats/memory.h"
#include "stats/ranks.h"

#define EXACT_N_MAX 50

/* The two samples as midranks. */
struct ranking {
    size_t n_a, n_b;
    int64_t *rank2; /* a, then b */
    int64_t sum2_b; /* doubled rank sum of b */
    double ties;    /* sum of t^3 - t */
    bool all_equal;
};

static void ranking_init(struct ranking *r, const struct cotejo_sample *a,
                         const struct cotejo_sample *b)
{
    size_t n = a->n + b->n;
    const struct cotejo_sample *both[] = {a, b};
    int64_t *key = stats_new(n, sizeof *key);
    *r = (struct ranking){.n_a = a->n, .n_b = b->n};
    r->rank2 = stats_new(n, sizeof *r->rank2);
    pool_keys(both, 2, key);
    r->ties = midranks_doubled(key, n, r->rank2);
    free(key);
    r->all_equal = true;
    for (size_t i = 0; i < n; i++) {
        r->all_equal = r->all_equal && r->rank2[i] == r->rank2[0];
        r->sum2_b += i < a->n ? 0 : r->rank2[i];
    }
}

/* 2 U, a whole number. */
static int64_t u_doubled(const struct ranking *r)
{
    int64_t n_b = (int64_t)r->n_b;
    return r->sum2_b - n_b * (n_b + 1);
}

double cotejo_smallest_p(size_t n_a, size_t n_b)
{
    return fmin(1.0, 2.0 / choose(n_a + n_b, n_b));
}

double cotejo_smallest_log10_p(size_t n_a, size_t n_b)
{
    double log_p = log(2.0) - log_choose(n_a + n_b, n_b);
    return fmin(0.0, log_p / log(10.0));
}

static struct cotejo_rank_test test_init(const struct ranking *r)
{
    struct cotejo_rank_test test = {
        .status = COTEJO_OK,
        .u = 0.5 * (double)u_doubled(r),
        .p = cotejo_p_undefined(),
        .p_greater = cotejo_p_undefined(),
        .p_less = cotejo_p_undefined(),
        .smallest_p = cotejo_smallest_p(r->n_a, r->n_b),
    };
    if (r->n_a == 0 || r->n_b == 0) {
        test.status = COTEJO_TOO_FEW;
        test.u = test.smallest_p = NAN;
    } else if (r->all_equal) {
        test.status = COTEJO_NO_VARIATION_EQUAL;
    }
    return test;
}

static void exact_without_ties(const struct ranking *r,
                               struct cotejo_rank_test *test)
{
    size_t top = r->n_a * r->n_b, u = (size_t)u_doubled(r) / 2;
    uwide *ways = stats_new(top + 1, sizeof *ways);
    rank_sum_ways(r->n_a, r->n_b, ways);
    uwide total = 0, at_most = 0;
    for (size_t i = 0; i <= top; i++) {
        total += ways[i];
        at_most += i <= u ? ways[i] : 0;
    }
    uwide at_least = total - at_most + ways[u];
    uwide smaller = at_most < at_least ? at_most : at_least;
    test->p_less = p_from_counts(at_most, total);
    test->p_greater = p_from_counts(at_least, total);
    /* Symmetric: the far tail is as large. At the very centre they meet. */
    test->p = p_from_counts(2 * u == top ? total : 2 * smaller, total);
    free(ways);
}

static bool exact_with_ties(const struct ranking *r,
                            struct cotejo_rank_test *test)
{
    struct subset_counts counts;
    if (!subsets_count(r->rank2, r->n_a + r->n_b, r->n_b, r->sum2_b, 0, true,
                       (double)INFINITY, &counts))
        return false;
    test->p = p_from_counts(counts.extreme, counts.total);
    test->p_less = p_from_counts(counts.at_most, counts.total);
    test->p_greater = p_from_counts(counts.at_least, counts.total);
    return true;
}

static void normal(const struct ranking *r, bool continuity,
                   struct cotejo_rank_test *test)
{
    double n_a = (double)r->n_a, n_b = (double)r->n_b, n = n_a + n_b;
    double variance =
        n_a * n_b / 12.0 * ((n + 1.0) - r->ties / (n * (n - 1.0)));
    double away = test->u - 0.5 * n_a * n_b;
    double half = continuity ? 0.5 : 0.0, sd = sqrt(variance);
    double distance = away == 0.0 ? 0.0 : fabs(away) - half;
    test->p = cotejo_p_doubled(cotejo_normal_tail(distance / sd));
    test->p_greater = cotejo_normal_tail((away - half) / sd);
    test->p_less = cotejo_normal_tail(-(away + half) / sd);
}

struct cotejo_rank_test
cotejo_mann_whitney_normal(const struct cotejo_sample *a,
                           const struct cotejo_sample *b, bool continuity)
{
    struct ranking r;
    ranking_init(&r, a, b);
    struct cotejo_rank_test test = test_init(&r);
    if (test.status == COTEJO_OK)
        normal(&r, continuity, &test);
    free(r.rank2);
    return test;
}

struct cotejo_rank_test cotejo_mann_whitney(const struct cotejo_sample *a,
                                            const struct cotejo_sample *b)
{
    struct ranking r;
    ranking_init(&r, a, b);
    struct cotejo_rank_test test = test_init(&r);
    if (test.status == COTEJO_OK) {
        bool small = a->n <= EXACT_N_MAX && b->n <= EXACT_N_MAX;
        if (small && r.ties == 0.0) {
            exact_without_ties(&r, &test);
            test.exact = true;
        } else if (small) {
            test.exact = exact_with_ties(&r, &test);
        }
        if (!test.exact)
            normal(&r, true, &test);
    }
    free(r.rank2);
    return test;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permutation tests that sample: the arrangements, and what is made of them. */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <string.h>

#include "cotejo/agreement.h"
#include "stats/shuffles.h"

#include "near.h"

static size_t count_bits(const guint8 row[], size_t n)
{
    size_t set = 0;

    for (size_t i = 0; i < n; i++)
        set += row[i / 8] >> i % 8 & 1;
    return set;
}

/* What GSL's own shuffle deals to b, and the hits counted in doubles. */
static void test_as_gsl(void)
{
    enum { A = 23, B = 30, N = A + B, SHUFFLES = 700 };
    struct cotejo_shuffles *shuffles = cotejo_shuffles_new(A, B, 77);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double x[N], all = 0, observed = 0;
    int64_t k[N];
    guint64 state = 5;
    size_t hits = 0;

    for (size_t i = 0; i < N; i++) {
        k[i] = (int64_t)(1e4 * noise(&state)) + (i < A ? 0 : 500);
        x[i] = (double)k[i];
        all += x[i];
        observed += i < A ? 0 : x[i];
    }
    gsl_rng_set(rng, 77);
    for (size_t r = 0; r < SHUFFLES; r++) {
        const guint8 *row = shuffles_rows(shuffles, r, 1);
        int place[N];
        double sum = 0;

        for (int i = 0; i < N; i++)
            place[i] = i;
        gsl_ran_shuffle(rng, place, N, sizeof *place);
        for (size_t i = A; i < N; i++) {
            g_assert_true(row[place[i] / 8] >> place[i] % 8 & 1);
            sum += x[place[i]];
        }
        g_assert_cmpuint(count_bits(row, N), ==, B);
        hits += fabs(N * sum - B * all) >= fabs(N * observed - B * all);
    }
    gsl_rng_free(rng);
    cotejo_shuffles_free(shuffles);

    struct cotejo_sample a = {A, x, k, 0}, b = {B, x + A, k + A, 0};
    struct cotejo_permutation p =
        cotejo_permutation_mean_sampled(&a, &b, SHUFFLES, 77);
    g_assert_cmpfloat(p.extreme, ==, (double)hits);
    g_assert_cmpuint(hits, >, 10);
}

/* The same in blocks of any size, and asked for again. */
static void test_blocks(void)
{
    static const size_t sizes[][2] = {{9, 12}, {300, 250}, {3000, 2500}};

    for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
        size_t n_a = sizes[s][0], n_b = sizes[s][1];
        struct cotejo_shuffles *one = cotejo_shuffles_new(n_a, n_b, 3);
        struct cotejo_shuffles *two = cotejo_shuffles_new(n_a, n_b, 3);
        size_t row = shuffles_row(one);
        g_autofree guint8 *first =
            g_memdup2(shuffles_rows(one, 0, 200), 200 * row);

        for (size_t r = 0; r < 200; r += 40)
            g_assert_true(
                !memcmp(shuffles_rows(two, r, 40), first + r * row, 40 * row));
        g_assert_true(!memcmp(shuffles_rows(two, 0, 200), first, 200 * row));
        cotejo_shuffles_free(one);
        cotejo_shuffles_free(two);
    }
}

/* Of many values: sets of the right size, in which each value is as often as
 * any other, and each two together as well. Bounds: five standard errors. */
static void test_many(void)
{
    static const size_t sizes[][2] = {
        {2500, 2500}, {4000, 1000}, {4990, 10}, {10, 4990}, {1700, 3303}};
    enum { ROWS = 2048 };

    for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
        size_t n_b = sizes[s][1], n = sizes[s][0] + n_b, lowest = 0;
        struct cotejo_shuffles *shuffles =
            cotejo_shuffles_new(sizes[s][0], n_b, 20091);
        double share = (double)n_b / (double)n, half = 0, pairs = 0;
        g_autofree guint *times = g_new0(guint, n);

        for (size_t r = 0; r < ROWS; r += SHUFFLES_BLOCK) {
            const guint8 *rows = shuffles_rows(shuffles, r, SHUFFLES_BLOCK);

            for (size_t i = 0; i < SHUFFLES_BLOCK; i++) {
                const guint8 *row = rows + i * shuffles_row(shuffles);

                g_assert_cmpuint(count_bits(row, n), ==, n_b);
                for (size_t v = 0; v < n; v++)
                    times[v] += row[v / 8] >> v % 8 & 1;
                half += (double)count_bits(row, n / 2);
                for (size_t v = 0; v + 1 < n; v += 2)
                    pairs += (row[v / 8] >> v % 8 & 3) == 3;
            }
        }
        double sd = sqrt(ROWS * share * (1 - share));
        for (size_t v = 0; v < n; v++)
            lowest += fabs(times[v] - ROWS * share) > 3 * sd + 1;
        /* 0.27 % of normal values; half as many again are rare. */
        g_assert_cmpuint(lowest, <, n / 100);
        /* Hypergeometric: how many are in the first half. */
        double m = (double)(n / 2), rest = (double)(n - n / 2);
        double spread = sqrt(m * share * (1 - share) * rest / (double)(n - 1));
        g_assert_cmpfloat(fabs(half / ROWS - m * share), <,
                          5 * spread / sqrt(ROWS));
        double both = share * ((double)n_b - 1) / ((double)n - 1);
        g_assert_cmpfloat(fabs(pairs / ROWS - m * both), <,
                          5 * sqrt(m * both / ROWS) + 1e-9);
        cotejo_shuffles_free(shuffles);
    }
}

/* Whole numbers of 53 bits, of whose sums a 64-bit one cannot hold: p of a
 * thousand values is near the normal one; and of doubles. */
static void test_far(void)
{
    enum { N = 6000 };
    g_autofree double *x = g_new(double, 2 * N);
    g_autofree int64_t *k = g_new(int64_t, 2 * N);
    guint64 state = 8;

    for (size_t i = 0; i < 2 * N; i++) {
        k[i] = (int64_t)(0x1p52 * (noise(&state) - 0.5)) * 2 +
               (i < N ? 0 : (int64_t)0x1p43);
        x[i] = (double)k[i];
    }
    for (size_t grid = 0; grid < 2; grid++) {
        struct cotejo_sample a = {N, x, grid ? k : NULL, 0};
        struct cotejo_sample b = {N, x + N, grid ? k + N : NULL, 0};
        struct cotejo_permutation p = cotejo_permutation_mean(&a, &b, 0.5, 1);
        struct cotejo_moments of_a, of_b;

        cotejo_moments(&a, &of_a);
        cotejo_moments(&b, &of_b);
        double welch = cotejo_welch(&of_a, &of_b, 0.95).p.p;
        g_assert_true(p.on_grid == (grid == 1));
        g_assert_cmpfloat(fabs(p.p.p - welch), <, 5 * p.se);
        g_assert_cmpfloat(welch, >, 1e-3);
        g_assert_cmpfloat(welch, <, 0.9);

        struct cotejo_permutation q = cotejo_permutation_paired(&a, &b, 0.5, 1);
        double paired = cotejo_paired_t(&a, &b, 0.95).p.p;
        g_assert_cmpfloat(fabs(q.p.p - paired), <, 5 * q.se);
    }
}

/* In one of many comparisons: exact with steps enough, else 9,999 shuffles,
 * whoever asked before; the least p of them is 1 in 10,000. */
static void test_with(void)
{
    struct cotejo_shuffles *shuffles = cotejo_shuffles_new(20, 20, 1);
    double x[40];
    int64_t k[40];
    guint64 state = 3;

    for (size_t i = 0; i < 40; i++) {
        k[i] =
            (int64_t)(1e9 * noise(&state)) + (i < 20 ? 0 : (int64_t)500000000);
        x[i] = (double)k[i];
    }
    struct cotejo_sample a = {20, x, k, 0}, b = {20, x + 20, k + 20, 0};
    struct cotejo_permutation exact =
        cotejo_permutation_mean_with(&a, &b, 0.05, shuffles, 5e6);
    struct cotejo_permutation p =
        cotejo_permutation_mean_with(&a, &b, 0.05, shuffles, 5e4);
    struct cotejo_permutation near =
        cotejo_permutation_mean_with(&a, &b, p.p.p, shuffles, 5e4);
    struct cotejo_permutation again =
        cotejo_permutation_mean_with(&a, &b, 0.05, shuffles, 5e4);
    struct cotejo_permutation alone =
        cotejo_permutation_mean_sampled(&a, &b, COTEJO_RESAMPLES, 1);

    g_assert_true(exact.exact);
    g_assert_cmpfloat(exact.arrangements, ==, 137846528820.0);
    g_assert_cmpfloat(p.arrangements, ==, 9999.0);
    g_assert_cmpfloat(fabs(p.p.p - exact.p.p), <, 5 * p.se);
    g_assert_cmpfloat(near.arrangements, ==, 99990.0);
    g_assert_cmpfloat(fabs(near.p.p - exact.p.p), <, 5 * near.se);
    g_assert_cmpfloat(again.extreme, ==, p.extreme);
    g_assert_cmpfloat(alone.extreme, ==, p.extreme);
    a.n = 19;
    g_assert_cmpint(
        cotejo_permutation_mean_with(&a, &b, 0.05, shuffles, 5e4).status, ==,
        COTEJO_UNDEFINED);
    cotejo_shuffles_free(shuffles);
    cotejo_shuffles_free(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/shuffles/as-gsl", test_as_gsl);
    g_test_add_func("/stats/shuffles/blocks", test_blocks);
    g_test_add_func("/stats/shuffles/many", test_many);
    g_test_add_func("/stats/shuffles/far", test_far);
    g_test_add_func("/stats/shuffles/with", test_with);
    return g_test_run();
}

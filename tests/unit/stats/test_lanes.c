/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every width of register gives the bits of the plain loops, and these what a
 * loop written down here gives. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "stats/lanes.h"

#define N 1021 /* a prime: no multiple of any width */
#define ROW ((N + LANES - 1) / LANES * LANES)
#define VALUES 7

/* Numbers of all signs and of very different sizes. */
static void fill(double x[], size_t n, guint32 seed)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);

    for (size_t i = 0; i < n; i++)
        x[i] = ldexp(g_rand_double_range(rand, -1, 1),
                     g_rand_int_range(rand, -40, 40));
}

static void fill_counts(float count[], size_t n)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(3);

    for (size_t i = 0; i < n; i++)
        count[i] = (float)g_rand_int_range(rand, 0, 9);
}

static void assert_same(const void *a, const void *b, size_t bytes)
{
    g_assert_cmpint(memcmp(a, b, bytes), ==, 0);
}

/* The variants of this processor beside the plain one. */
static void test_known(void)
{
    size_t there = 0;

    g_assert_true(lanes_known[0].is_there());
    for (size_t i = 0; i < n_lanes_known; i++)
        there += lanes_known[i].is_there() ? 1 : 0;
    g_test_message("%zu of %zu kinds of register, best: %s", there,
                   n_lanes_known, lanes_best()->name);
    g_assert_true(lanes_best()->is_there());
}

/* count[i][r] x[i], summed up in the order of i. */
static void test_weigh(void)
{
    g_autofree float *count = g_new(float, VALUES *ROW);
    double to[2][ROW], x[VALUES], whole[VALUES] = {0, 1, -3, 1999, -70, 8, 5};

    fill_counts(count, VALUES * ROW);
    fill(x, VALUES, 1);
    for (size_t i = 0; i < n_lanes_known; i++) {
        if (!lanes_known[i].is_there())
            continue;
        lanes_known[i].weigh(count, ROW, whole, VALUES, true, to[0]);
        lanes_known[i].weigh(count, ROW, whole, VALUES, false, to[1]);
        assert_same(to[0], to[1], sizeof to[0]); /* whole numbers */
        lanes_known[i].weigh(count, ROW, x, VALUES, false, to[1]);
        for (size_t r = 0; r < ROW; r++) {
            double sum = 0, sum_whole = 0;

            for (size_t j = 0; j < VALUES; j++) {
                sum += (double)count[j * ROW + r] * x[j];
                sum_whole += (double)count[j * ROW + r] * whole[j];
            }
            g_assert_cmpfloat(to[0][r], ==, sum_whole);
            g_assert_cmpfloat(to[1][r], ==, sum);
        }
    }
}

static void test_divide(void)
{
    double a[ROW], b[ROW], to[ROW];

    fill(a, ROW, 4);
    fill(b, ROW, 5);
    for (size_t i = 0; i < n_lanes_known; i++) {
        if (!lanes_known[i].is_there())
            continue;
        memcpy(to, b, sizeof b);
        lanes_known[i].divide(a, 0.1, to, 0.7, 1.25, ROW);
        for (size_t r = 0; r < ROW; r++) {
            double quotient = (b[r] + 0.7) / (a[r] + 0.1);

            g_assert_cmpfloat(to[r], ==, quotient * 1.25);
        }
    }
}

/* Against exact sums of whole numbers; on others, of any length, all alike. */
static void test_sum(void)
{
    double whole[N], x[N];

    for (size_t i = 0; i < N; i++)
        whole[i] = (double)(i * i);
    fill(x, N, 6);
    for (size_t i = 0; i < n_lanes_known; i++) {
        struct lane_sums sums;

        if (!lanes_known[i].is_there())
            continue;
        sums = lanes_known[i].sum(whole, N, 1.0);
        /* sum of i^2 - 1, and of (i^2 - 1)^2 = i^4 - 2 i^2 + 1 */
        g_assert_cmpfloat(sums.sum, ==, 1020.0 * 1021 * 2041 / 6 - 1021);
        g_assert_cmpfloat(sums.squares, ==,
                          1020.0 * 1021 * 2041 / 30 * (3 * 1020.0 * 1021 - 1) -
                              2 * (1020.0 * 1021 * 2041 / 6) + 1021);
        for (size_t n = 0; n <= 40; n++) {
            struct lane_sums plain = lanes_known[0].sum(x, n, 0.3);

            sums = lanes_known[i].sum(x, n, 0.3);
            assert_same(&sums, &plain, sizeof plain);
        }
    }
}

static void test_place(void)
{
    double x[N];

    for (size_t i = 0; i < N; i++)
        x[i] = (double)((i * 7) % 10); /* 0 7 4 1 8 5 2 9 6 3 0 ... */
    for (size_t i = 0; i < n_lanes_known; i++) {
        if (!lanes_known[i].is_there())
            continue;
        for (size_t n = 0; n <= 50; n += 10) {
            struct lane_places p = lanes_known[i].place(x, n, 2, 8);

            g_assert_cmpuint(p.below, ==, n / 10 * 2);
            g_assert_cmpuint(p.above, ==, n / 10);
            g_assert_cmpuint(p.as_first, ==, n / 10);
        }
    }
}

/* |i - 2 (i mod 5)| of at least 3, both signs. */
static void test_far(void)
{
    double u[N], v[N];

    for (size_t i = 0; i < N; i++) {
        u[i] = (double)i - 500;
        v[i] = (double)(i % 5);
    }
    for (size_t i = 0; i < n_lanes_known; i++) {
        if (!lanes_known[i].is_there())
            continue;
        for (size_t n = 480; n < 520; n++) {
            size_t expected = 0;

            for (size_t j = 0; j < n; j++)
                expected += ABS((int)j - 500 - 2 * (int)(j % 5)) >= 3;
            g_assert_cmpuint(lanes_known[i].far(u, v, n, 2, 3), ==, expected);
        }
    }
}

/* Into another array and in place; bounds are included. */
static void test_take(void)
{
    double x[N], to[N + LANES];

    for (size_t i = 0; i < N; i++)
        x[i] = (double)((i * 7) % 10);
    for (size_t i = 0; i < n_lanes_known; i++) {
        const struct lanes *lanes = &lanes_known[i];

        if (!lanes->is_there())
            continue;
        for (size_t n = 0; n <= 50; n += 10) {
            const double low[] = {0, 1, 2}, high[] = {8, 9};

            g_assert_cmpuint(lanes->take_low(x, n, 2, to), ==, n / 10 * 3);
            for (size_t j = 0; j < n / 10 * 3; j++)
                g_assert_cmpfloat(to[j], ==, low[j % 3]);
            g_assert_cmpuint(lanes->take_high(x, n, 8, to), ==, n / 10 * 2);
            for (size_t j = 0; j < n / 10 * 2; j++)
                g_assert_cmpfloat(to[j], ==, high[j % 2]);
            memcpy(to, x, sizeof x);
            g_assert_cmpuint(lanes->take_high(to, n, 8, to), ==, n / 10 * 2);
            for (size_t j = 0; j < n / 10 * 2; j++)
                g_assert_cmpfloat(to[j], ==, high[j % 2]);
        }
    }
}

/* Rows of 5 bytes, of which up to 4 are asked for. */
static void test_choose(void)
{
    guint8 bits[7 * 5];
    int64_t k[32], sum[7];

    for (size_t i = 0; i < G_N_ELEMENTS(bits); i++)
        bits[i] = (guint8)(i * i * 37 + 11);
    for (size_t i = 0; i < 32; i++)
        k[i] = ((int64_t)i - 9) * (((int64_t)1 << 54) / 32);
    for (size_t i = 0; i < n_lanes_known; i++) {
        if (!lanes_known[i].is_there())
            continue;
        for (size_t eights = 0; eights <= 4; eights++) {
            lanes_known[i].choose(bits, 5, 7, k, eights, sum);
            for (size_t r = 0; r < 7; r++) {
                int64_t expected = 0;

                for (size_t j = 0; j < 8 * eights; j++)
                    if (bits[r * 5 + j / 8] >> j % 8 & 1)
                        expected += k[j];
                g_assert_cmpint(sum[r], ==, expected);
            }
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/lanes/known", test_known);
    g_test_add_func("/stats/lanes/weigh", test_weigh);
    g_test_add_func("/stats/lanes/divide", test_divide);
    g_test_add_func("/stats/lanes/sum", test_sum);
    g_test_add_func("/stats/lanes/place", test_place);
    g_test_add_func("/stats/lanes/far", test_far);
    g_test_add_func("/stats/lanes/take", test_take);
    g_test_add_func("/stats/lanes/choose", test_choose);
    return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every counting method against trying all choices one by one. */
#include "stats/counting.h"
#include "stats/half_tables.h"

#include "near.h"

static bool is_far(gint64 sum, gint64 observed, gint64 all, size_t n, size_t k,
                   gint64 tolerance)
{
    gint64 centre = (gint64)k * all, far = (gint64)n * observed - centre;
    gint64 here = (gint64)n * sum - centre;
    return ABS(here) >= ABS(far) - (gint64)n * tolerance;
}

/* All bit patterns of n with k ones. */
static struct subset_counts by_patterns(const int64_t weight[], size_t n,
                                        size_t k, gint64 observed,
                                        gint64 tolerance)
{
    struct subset_counts c = {0};
    gint64 all = 0;
    for (size_t i = 0; i < n; i++)
        all += weight[i];
    for (guint32 pattern = 0; pattern < (guint32)1 << n; pattern++) {
        gint64 sum = 0;
        size_t ones = 0;
        for (size_t i = 0; i < n; i++) {
            if (pattern >> i & 1) {
                sum += weight[i];
                ones++;
            }
        }
        if (ones != k)
            continue;
        c.total++;
        c.extreme += is_far(sum, observed, all, n, k, tolerance);
        c.at_most += sum <= observed + tolerance;
        c.at_least += sum >= observed - tolerance;
    }
    return c;
}

static void assert_same(const struct subset_counts *a,
                        const struct subset_counts *b)
{
    g_assert_true(a->total == b->total);
    g_assert_true(a->extreme == b->extreme);
    g_assert_true(a->at_most == b->at_most);
    g_assert_true(a->at_least == b->at_least);
}

/* Weights up to this size: small ones go through the table, large ones
 * through the halves. */
static void check_sizes(double span, gint64 shift, gint64 tolerance)
{
    guint64 state = 7;
    int64_t weight[14];
    for (size_t n = 2; n <= 14; n += 3) {
        for (size_t i = 0; i < n; i++)
            weight[i] = (int64_t)(span * noise(&state)) - shift;
        for (size_t k = 1; k < n; k++) {
            gint64 observed = 0;
            for (size_t i = n - k; i < n; i++)
                observed += weight[i];
            struct subset_counts expected =
                by_patterns(weight, n, k, observed, tolerance);
            struct subset_counts got;
            g_assert_true(subsets_count(weight, n, k, observed, tolerance, true,
                                        (double)INFINITY, &got));
            assert_same(&got, &expected);
            g_assert_true(subsets_count(weight, n, k, observed, tolerance,
                                        false, (double)INFINITY, &got));
            g_assert_true(got.extreme == expected.extreme);
        }
    }
}

static void test_small_weights(void)
{
    check_sizes(5.0, 0, 0);
    check_sizes(5.0, 3, 0);
    check_sizes(1.0, 2, 0); /* all equal */
}

static void test_large_weights(void)
{
    check_sizes(1e12, 0, 0);
    check_sizes(1e12, 500000000000, 0);
}

static void test_tolerance(void)
{
    check_sizes(1e3, 200, 25);
    check_sizes(1e12, 0, 1000000000);
    check_sizes(6.0, 2, 2);
}

static int ascending(const void *left, const void *right)
{
    const int64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* The two tables alone, at every limit there is. */
static void test_half_tables(void)
{
    guint64 state = 31;
    int64_t weight[13];
    wide limit[30];
    uwide count[30];
    for (size_t n = 2; n <= 13; n++) {
        for (size_t i = 0; i < n; i++)
            weight[i] = i ? (int64_t)(7.0 * noise(&state)) : 0;
        qsort(weight, n, sizeof *weight, ascending);
        for (size_t i = 0; i < 30; i++)
            limit[i] = 2 * (wide)i - 8;
        for (size_t k = 0; k <= n / 2; k++) {
            half_tables_count(weight, n, k, limit, count, 30);
            for (size_t i = 0; i < 30; i++) {
                struct subset_counts expected =
                    by_patterns(weight, n, k, (gint64)limit[i], 0);
                g_assert_true(count[i] == expected.at_most);
            }
        }
    }
    weight[12] = G_MAXINT32;
    g_assert_cmpfloat(half_tables_steps(weight, 13, 6), ==, (double)INFINITY);
}

/* 20 of 40 that span 3,000, by two tables and by two halves; without the
 * sides only what is asked for. */
static void test_wide_tables(void)
{
    guint64 state = 32;
    int64_t weight[40], spread[40];
    gint64 observed = 0;
    for (size_t i = 0; i < 40; i++) {
        weight[i] = (int64_t)(3000.0 * noise(&state));
        spread[i] = weight[i] * 1000000007;
        observed += i % 5 < 3 && i < 34 ? weight[i] : 0;
    }
    g_assert_cmpfloat(half_tables_steps(weight, 40, 20), <, 1e8);
    struct subset_counts rows, halves;
    g_assert_true(
        subsets_count(weight, 40, 20, observed, 0, true, INFINITY, &rows));
    spread[0] += 1;
    g_assert_true(subsets_count(spread, 40, 20, observed * 1000000007, 40, true,
                                INFINITY, &halves));
    assert_same(&rows, &halves);
    g_assert_true(
        subsets_count(weight, 40, 20, observed, 0, false, INFINITY, &rows));
    g_assert_true(rows.extreme == halves.extreme && rows.at_most == 0);
}

/* More than 44 values, sums that no table can hold, few choices. */
static void test_enumeration(void)
{
    guint64 state = 11;
    int64_t weight[46];
    gint64 all = 0;
    for (size_t i = 0; i < 46; i++)
        all += weight[i] = (int64_t)(1e13 * noise(&state));
    gint64 observed = weight[43] + weight[44] + weight[45];
    struct subset_counts expected = {0}, got;
    for (size_t i = 0; i < 46; i++) {
        for (size_t j = i + 1; j < 46; j++) {
            for (size_t l = j + 1; l < 46; l++) {
                gint64 sum = weight[i] + weight[j] + weight[l];
                expected.total++;
                expected.extreme += is_far(sum, observed, all, 46, 3, 0);
                expected.at_most += sum <= observed;
                expected.at_least += sum >= observed;
            }
        }
    }
    g_assert_true(subsets_count(weight, 46, 3, observed, 0, true,
                                (double)INFINITY, &got));
    assert_same(&got, &expected);
}

/* 20 of 40 by the table and by the halves: the same weights, once as they
 * are and once spread so far that no table holds them, with the order of all
 * sums kept. */
static void test_methods_agree(void)
{
    int64_t weight[40], spread[40];
    gint64 observed = 0, spread_observed = 0;
    for (size_t i = 0; i < 40; i++) {
        weight[i] = (int64_t)(i * i % 17);
        spread[i] = weight[i] * 1000000007;
        observed += i < 20 ? weight[i] : 0;
        spread_observed += i < 20 ? spread[i] : 0;
    }
    spread[0] += 1; /* no common divisor; too little to change an order */
    spread_observed += 1;
    struct subset_counts table, halves;
    g_assert_true(subsets_count(weight, 40, 20, observed, 0, true,
                                (double)INFINITY, &table));
    g_assert_true(subsets_count(spread, 40, 20, spread_observed, 40, true,
                                (double)INFINITY, &halves));
    assert_same(&halves, &table);
    g_assert_true(table.total == G_GUINT64_CONSTANT(137846528820));
}

static void test_out_of_reach(void)
{
    guint64 state = 3;
    int64_t weight[80];
    for (size_t i = 0; i < 80; i++)
        weight[i] = (int64_t)(1e9 * noise(&state));
    struct subset_counts counts;
    g_assert_false(
        subsets_count(weight, 80, 40, 0, 0, true, (double)INFINITY, &counts));
}

static void test_signs(void)
{
    guint64 state = 5;
    int64_t weight[11];
    for (size_t n = 1; n <= 11; n++) {
        gint64 all = 0;
        for (size_t i = 0; i < n; i++)
            all += weight[i] = (int64_t)(21.0 * noise(&state)) - 8;
        guint64 expected = 0;
        for (guint32 pattern = 0; pattern < (guint32)1 << n; pattern++) {
            gint64 sum = 0;
            for (size_t i = 0; i < n; i++)
                sum += pattern >> i & 1 ? weight[i] : -weight[i];
            expected += ABS(sum) >= ABS(all);
        }
        uwide extreme, total;
        g_assert_true(signs_count(weight, n, 0, &extreme, &total));
        g_assert_true(extreme == expected);
        g_assert_true(total == (uwide)1 << n);
    }
}

/* 40 pairs of +7 and 20 of -7 (and one that does not differ): the tails of
 * Bin(60, 1/2). Many pairs of wide numbers are out of reach. */
static void test_many_signs(void)
{
    int64_t weight[127] = {0};
    uwide extreme, total, tail = 0;
    for (size_t i = 0; i < 60; i++)
        weight[i] = i % 3 ? 7 : -7;
    for (size_t k = 0; k <= 20; k++) {
        uwide ways;
        g_assert_true(choose_exact(60, k, &ways));
        tail += ways;
    }
    g_assert_true(signs_count(weight, 61, 0, &extreme, &total));
    g_assert_true(total == (uwide)1 << 61);
    g_assert_true(extreme == 2 * 2 * tail);
    g_assert_false(signs_count(weight, 127, 0, &extreme, &total));
    weight[0] = (int64_t)1 << 50;
    g_assert_false(signs_count(weight, 45, 0, &extreme, &total));
    g_assert_true(signs_count(weight, 44, 0, &extreme, &total));
    /* The large one alone decides, unless all 43 others are against it. */
    g_assert_true(extreme < total && total == (uwide)1 << 44);
}

static void test_rank_sums(void)
{
    static const unsigned two_and_two[] = {1, 1, 2, 1, 1};
    uwide ways[2501], sum = 0, all;
    rank_sum_ways(2, 2, ways);
    for (size_t u = 0; u <= 4; u++)
        g_assert_true(ways[u] == two_and_two[u]);
    rank_sum_ways(50, 50, ways);
    for (size_t u = 0; u <= 2500; u++) {
        g_assert_true(ways[u] == ways[2500 - u]);
        sum += ways[u];
    }
    g_assert_true(choose_exact(100, 50, &all));
    g_assert_true(sum == all);
    /* 1 way for U = 0 and 1, then the partitions of u */
    static const unsigned partitions[] = {1, 1, 2, 3, 5, 7, 11, 15, 22, 30};
    for (size_t u = 0; u < G_N_ELEMENTS(partitions); u++)
        g_assert_true(ways[u] == partitions[u]);
}

static void test_choose(void)
{
    uwide ways;
    g_assert_true(choose_exact(40, 20, &ways));
    g_assert_true(ways == G_GUINT64_CONSTANT(137846528820));
    g_assert_true(choose_exact(5, 0, &ways) && ways == 1);
    g_assert_false(choose_exact(400, 200, &ways));
    g_assert_cmpfloat(choose(52, 5), ==, 2598960.0);
    g_assert_cmpfloat(choose(3, 4), ==, 0.0);
    assert_near(log_choose(1001, 500), log(choose(1001, 500)), 1e-12);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/counting/small-weights", test_small_weights);
    g_test_add_func("/stats/counting/large-weights", test_large_weights);
    g_test_add_func("/stats/counting/tolerance", test_tolerance);
    g_test_add_func("/stats/counting/half-tables", test_half_tables);
    g_test_add_func("/stats/counting/wide-tables", test_wide_tables);
    g_test_add_func("/stats/counting/enumeration", test_enumeration);
    g_test_add_func("/stats/counting/methods-agree", test_methods_agree);
    g_test_add_func("/stats/counting/out-of-reach", test_out_of_reach);
    g_test_add_func("/stats/counting/signs", test_signs);
    g_test_add_func("/stats/counting/many-signs", test_many_signs);
    g_test_add_func("/stats/counting/rank-sums", test_rank_sums);
    g_test_add_func("/stats/counting/choose", test_choose);
    return g_test_run();
}

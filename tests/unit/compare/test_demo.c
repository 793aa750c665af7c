/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The demo's logs all the way through: files, store, results. Expected means,
 * standard deviations and p values were computed from the logs with R 4.2
 * (t.test, Welch), independently of this program, to the digits given.
 */
#include <math.h>

#include "demo_fixture.h"

static const struct result_comparison *
find(const Results *results, const char *metric, const char *item)
{
    for (guint i = 0; i < results->comparisons->len; i++) {
        const struct result_comparison *comparison =
            &g_array_index(results->comparisons, struct result_comparison, i);
        const struct result_cell *cell = &g_array_index(
            results->cells, struct result_cell, comparison->cell);

        if (!strcmp(cell->metric->name, metric) && !g_strcmp0(cell->item, item))
            return comparison;
    }
    g_error("no comparison of %s", metric);
}

/* Values in the unit that is shown, p relative. */
struct expectation {
    const char *metric, *item;
    size_t n;
    double mean_a, sd_a, mean_b, sd_b, digit; /* last digit given */
    double p, p_digit;
};

static void check(const Results *results, const struct expectation *expected,
                  size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct expectation *e = &expected[i];
        const struct result_comparison *comparison =
            find(results, e->metric, e->item);
        const struct result_cell *cell = &g_array_index(
            results->cells, struct result_cell, comparison->cell);
        const struct cotejo_moments *a =
            &results_sample(results, comparison->cell, 0)->moments;
        const struct cotejo_moments *b =
            &results_sample(results, comparison->cell, 1)->moments;
        double f = cell->display_factor, half = 0.5001 * e->digit;

        g_assert_cmpuint(a->n, ==, e->n);
        g_assert_cmpuint(b->n, ==, e->n);
        g_assert_cmpfloat_with_epsilon(f * a->mean, e->mean_a, half);
        g_assert_cmpfloat_with_epsilon(f * a->sd, e->sd_a, half);
        g_assert_cmpfloat_with_epsilon(f * b->mean, e->mean_b, half);
        g_assert_cmpfloat_with_epsilon(f * b->sd, e->sd_b, half);
        g_assert_cmpfloat_with_epsilon(comparison->welch.p.p, e->p,
                                       0.5001 * e->p_digit);
    }
}

static void assert_nothing_different(const Results *results)
{
    for (guint i = 0; i < results->families->len; i++) {
        const struct result_family *family =
            &g_array_index(results->families, struct result_family, i);

        g_assert_cmpuint(family->counts[BETTER], ==, 0);
        g_assert_cmpuint(family->counts[WORSE], ==, 0);
    }
}

static void test_emulated(void)
{
    static const struct expectation expected[] = {
        {"requests_per_second", NULL, 20, 8905.0590, 1161.6671, 4633.0165,
         657.6113, 1e-4, 5.906e-15, 1e-18},
        {"connection_time_avg", NULL, 20, 4.2950, 0.2856, 5.3100, 0.3959, 1e-4,
         6.197e-11, 1e-14},
        {"reply_time_response", NULL, 20, 0.4000, 0.0649, 0.8500, 0.1433, 1e-4,
         7.569e-13, 1e-16},
        {"real_time", NULL, 20, 3.0326, 0.3277, 4.9300, 0.4442, 1e-4, 3.983e-17,
         1e-20},
    };
    g_autoptr(Results) results = compare_folders("native", "emulated");

    check(results, expected, G_N_ELEMENTS(expected));
    g_assert_cmpuint(
        g_array_index(results->families, struct result_family, 0).counts[WORSE],
        ==, 4);
}

static void test_native_again(void)
{
    static const struct expectation expected[] = {
        {"requests_per_second", NULL, 20, 8905.0590, 1161.6671, 8999.8025,
         1156.1706, 1e-4, 0.7974, 1e-4},
        {"connection_time_avg", NULL, 20, 4.2950, 0.2856, 4.3550, 0.3268, 1e-4,
         0.5402, 1e-4},
        {"reply_time_response", NULL, 20, 0.4000, 0.0649, 0.3950, 0.0759, 1e-4,
         0.8241, 1e-4},
        {"real_time", NULL, 20, 3.0326, 0.3277, 2.9769, 0.3058, 1e-4, 0.5817,
         1e-4},
    };
    g_autoptr(Results) results = compare_folders("native", "native-again");

    check(results, expected, G_N_ELEMENTS(expected));
    assert_nothing_different(results);
}

static void test_durable_off(void)
{
    static const struct expectation expected[] = {
        {"total_wall", NULL, 8, 69.625, 2.7223, 56.250, 4.4320, 1e-4, 1.18e-05,
         1e-7},
    };
    g_autoptr(Results) results = compare_folders("innodb", "durable-off");
    const struct result_comparison *total = find(results, "total_wall", NULL);
    const struct result_comparison *alter =
        find(results, "module_wall", "alter-table");

    check(results, expected, G_N_ELEMENTS(expected));
    g_assert_cmpfloat_with_epsilon(total->welch.difference, -13.375, 1e-12);
    g_assert_cmpfloat_with_epsilon(total->welch.interval.low, -17.40, 0.005);
    g_assert_cmpfloat_with_epsilon(total->welch.interval.high, -9.35, 0.005);
    g_assert_cmpfloat_with_epsilon(total->welch.t, -7.273, 5e-4);
    g_assert_cmpfloat_with_epsilon(total->welch.df, 11.624, 5e-4);
    g_assert_cmpint(alter->verdict, ==, COTEJO_CONSTANT_UNEQUAL);
    g_assert_cmpfloat(alter->welch.difference, ==, -2);
}

static void test_innodb_again(void)
{
    static const struct expectation expected[] = {
        {"total_wall", NULL, 8, 69.625, 2.7223, 68.125, 3.9074, 1e-4, 0.390,
         1e-3},
    };
    g_autoptr(Results) results = compare_folders("innodb", "innodb-again");
    const struct result_comparison *alter =
        find(results, "module_wall", "alter-table");

    check(results, expected, G_N_ELEMENTS(expected));
    assert_nothing_different(results);
    g_assert_cmpint(alter->code, ==, UNTESTABLE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/demo/native-emulated", test_emulated);
    g_test_add_func("/demo/native-again", test_native_again);
    g_test_add_func("/demo/innodb-durable-off", test_durable_off);
    g_test_add_func("/demo/innodb-again", test_innodb_again);
    return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue: whole, without contradiction, and the headlines that the
 * format pages name. */
#include "ingest/metric.h"

#include <string.h>

#include <glib.h>

static const char *const headlines[] = {
    "ab.requests_per_second",      "httperf.connection_time_avg",
    "httperf.reply_time_response", "wget.real_time",
    "sql-bench.total_wall",        "sql-bench.module_wall",
    "sql-bench.op_wall",           "numbers.value",
};

static void test_headlines(void)
{
    size_t n = 0;

    for (size_t i = 0; i < n_metrics; i++)
        n += metrics[i].use == METRIC_HEADLINE;
    g_assert_cmpuint(n, ==, G_N_ELEMENTS(headlines));
    for (size_t i = 0; i < n; i++) {
        const struct metric *metric = metric_find(headlines[i]);

        g_assert_nonnull(metric);
        g_assert_cmpint(metric->use, ==, METRIC_HEADLINE);
    }
}

static void test_rows(void)
{
    for (size_t i = 0; i < n_metrics; i++) {
        const struct metric *metric = &metrics[i];
        g_autofree char *full =
            g_strconcat(metric->tool, ".", metric->name, NULL);

        g_test_message("%s", full);
        /* found, and found as itself: no name twice in a tool */
        g_assert_true(metric_find(full) == metric);
        g_assert_true(metric_of(metric->tool, metric->name) == metric);
        g_assert_cmpuint(metric_index(metric), ==, i);
        g_assert_cmpuint(
            strspn(metric->name, "abcdefghijklmnopqrstuvwxyz0123456789_"), ==,
            strlen(metric->name));
        g_assert_cmpuint(strlen(metric->label), >, 3);
        g_assert_cmpint(metric->base_factor, >, 0);
        /* what counts or settles nothing has no direction */
        if (metric->class == METRIC_PLAIN)
            g_assert_cmpint(metric_direction(metric), ==, 0);
        /* a headline has one, unless only the user can know it */
        if (metric->use == METRIC_HEADLINE && strcmp(metric->tool, "numbers"))
            g_assert_cmpint(metric_direction(metric), !=, 0);
        if (metric->class == METRIC_RATE)
            g_assert_nonnull(strstr(metric->base_unit, "/s"));
        if (metric->class == METRIC_TIME || metric->class == METRIC_CPU)
            g_assert_cmpstr(metric->base_unit, ==, "s");
        if (metric->class == METRIC_COUNT)
            g_assert_cmpint(metric->use, ==, METRIC_GATE);
    }
}

static void test_find(void)
{
    g_assert_true(metric_find("requests_per_second") ==
                  metric_of("ab", "requests_per_second"));
    /* two tools have it */
    g_assert_null(metric_find("connect_time"));
    g_assert_nonnull(metric_find("httperf.connect_time"));
    g_assert_nonnull(metric_find("sql-bench.op_wall"));
    g_assert_null(metric_find("op_wal"));
    g_assert_null(metric_find("sql.op_wall"));
    g_assert_null(metric_find("ab."));
    g_assert_null(metric_find(""));
    g_assert_null(metric_of("siege", "requests_per_second"));
}

static void test_pattern(void)
{
    const struct metric *metric = metric_of("ab", "requests_per_second");

    g_assert_true(metric_matches(metric, "requests_per_second"));
    g_assert_true(metric_matches(metric, "ab.req*"));
    g_assert_true(metric_matches(metric, "*_per_?econd"));
    g_assert_true(metric_matches(metric, "*"));
    g_assert_false(metric_matches(metric, "requests"));
    g_assert_false(metric_matches(metric, "httperf.*"));
    g_assert_false(metric_matches(metric, ""));
    /* on this one GLib ends the program */
    g_assert_false(metric_matches(metric, "(*a\xf7"
                                          "a\xf7\xff\xff\xfc"));
}

/* All rows of the percentile file, by their numbers. */
static void test_csv(void)
{
    for (int p = 0; p <= 100; p++) {
        g_autofree char *name = g_strdup_printf("csv_p%d", p);
        const struct metric *metric = metric_of("ab", name);

        g_assert_nonnull(metric);
        g_assert_cmpint(g_ascii_strtoll(metric->label, NULL, 10), ==, p);
    }
    g_assert_null(metric_of("ab", "csv_p00"));
    g_assert_null(metric_of("ab", "csv_p101"));
}

static void test_direction(void)
{
    g_assert_cmpint(metric_direction(metric_find("requests_per_second")), ==,
                    1);
    g_assert_cmpint(metric_direction(metric_find("real_time")), ==, -1);
    g_assert_cmpint(metric_direction(metric_find("test_duration")), ==, -1);
    g_assert_cmpint(metric_direction(metric_find("httperf.replies")), ==, 0);
    g_assert_cmpint(metric_direction(metric_find("non_2xx")), ==, -1);
}

static void test_base(void)
{
    static const struct {
        const char *name;
        struct decimal printed;
        double base;
    } cases[] = {
        {"ab.p50", {12, 0}, 0.012},
        {"ab.transfer_rate", {112732, -1}, 11543756.8}, /* * 1024 */
        {"wget.throughput", {15, -1}, 1572864.0},       /* * 1024^2 */
        {"httperf.net_io_bits", {424, -1}, 42.4e6},
        {"wget.real_time", {3361, -3}, 3.361},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct metric *metric = metric_find(cases[i].name);
        struct decimal base = metric_to_base(metric, cases[i].printed);
        double back = decimal_to_double(base) * metric_display_factor(metric);

        g_assert_true(decimal_to_double(base) == cases[i].base);
        g_assert_cmpfloat_with_epsilon(
            back, decimal_to_double(cases[i].printed), 1e-12 * back);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/metric/headlines", test_headlines);
    g_test_add_func("/metric/rows", test_rows);
    g_test_add_func("/metric/find", test_find);
    g_test_add_func("/metric/pattern", test_pattern);
    g_test_add_func("/metric/csv", test_csv);
    g_test_add_func("/metric/direction", test_direction);
    g_test_add_func("/metric/base", test_base);
    return g_test_run();
}

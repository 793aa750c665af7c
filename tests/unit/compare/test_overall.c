/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The geometric mean over modules, with complete runs and without. */
#include <math.h>

#include "compare/results.h"

/* Seconds of modules A and B in the runs of a system; 0: not there. */
struct module_times {
    const char *system;
    int a[4], b[4];
};

static Run *run_of(int a, int b, size_t line)
{
    Run *run = run_new("sql-bench", "sqlbench-run", line);

    if (a)
        run_item_value(run, "A", "module_wall", (struct decimal){a, 0}, line);
    if (b)
        run_item_value(run, "B", "module_wall", (struct decimal){b, 0}, line);
    return run;
}

static void run_release(void *run)
{
    run_free(run);
}

static void add_system(Store *store, const struct module_times *times)
{
    g_autoptr(LogSource) source = g_new0(LogSource, 1);
    enum store_added added;

    source->path = g_strdup_printf("%s.log", times->system);
    source->folder = g_strdup(".");
    source->format = "sqlbench-run";
    g_snprintf(source->sha256, sizeof source->sha256, "%064x",
               g_str_hash(times->system));
    source->bytes = 1;
    source->runs = g_ptr_array_new_with_free_func(run_release);
    for (size_t i = 0; i < G_N_ELEMENTS(times->a); i++)
        g_ptr_array_add(source->runs, run_of(times->a[i], times->b[i], i + 1));
    g_assert_true(store_add(store, times->system, source, &added, NULL));
}

static Results *results_of(const struct module_times *times)
{
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    Store *store = store_open(":memory:", STORE_CREATE, NULL);
    Results *results;

    g_assert_true(store_begin(store, NULL));
    for (size_t i = 0; i < 2; i++)
        add_system(store, &times[i]);
    g_assert_true(store_commit(store, NULL));
    results = results_new(store_load(store, NULL), &options, NULL);
    store_close(store);
    g_assert_nonnull(results);
    g_assert_cmpuint(results->overall->len, ==, 1);
    return results;
}

#define near(got, expected) g_assert_cmpfloat_with_epsilon(got, expected, 1e-9)

/* x <- colMeans(log(rbind(c(10, 11, 12, 13), c(40, 42, 41, 43)))),
 * y <- colMeans(log(rbind(c(20, 21, 23, 22), c(41, 40, 44, 42))));
 * exp(t.test(y, x)$conf.int) */
static void test_complete(void)
{
    static const struct module_times times[] = {
        {"x", {10, 11, 12, 13}, {40, 42, 41, 43}},
        {"y", {20, 21, 23, 22}, {41, 40, 44, 42}},
    };
    g_autoptr(Results) results = results_of(times);
    const struct result_overall *it =
        &g_array_index(results->overall, struct result_overall, 0);

    g_assert_cmpstr(it->method, ==, "per-run");
    g_assert_cmpuint(it->n_metrics, ==, 2);
    near(it->ratio.interval.low, 1.23460712264);
    near(it->ratio.interval.high, 1.52822713963);
}

/* One run of x has no B: the means of A are 11.5 and 21.5, of B 41 and 41.75.
 * u <- c(var(c(10, 11, 12, 13)) / 4 / 11.5^2, var(c(20, 21, 23, 22)) / 4 /
 *     21.5^2, var(c(40, 42, 41)) / 3 / 41^2, var(c(41, 40, 44, 42)) / 4 /
 *     41.75^2)
 * df <- sum(u)^2 / sum(u^2 / c(3, 3, 2, 3))
 * exp(mean(log(c(21.5 / 11.5, 41.75 / 41))) + c(-1, 1) * qt(0.975, df) *
 *     sqrt(sum(u)) / 2) */
static void test_incomplete(void)
{
    static const struct module_times times[] = {
        {"x", {10, 11, 12, 13}, {40, 42, 41, 0}},
        {"y", {20, 21, 23, 22}, {41, 40, 44, 42}},
    };
    g_autoptr(Results) results = results_of(times);
    const struct result_overall *it =
        &g_array_index(results->overall, struct result_overall, 0);

    g_assert_cmpstr(it->method, ==, "fixed");
    near(it->ratio.ratio, sqrt(21.5 / 11.5 * 41.75 / 41));
    near(it->ratio.interval.low, 1.26894015759);
    near(it->ratio.interval.high, 1.50027924464);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/compare/overall/complete", test_complete);
    g_test_add_func("/compare/overall/incomplete", test_incomplete);
    return g_test_run();
}

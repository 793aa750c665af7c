/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From runs in a store to comparisons. The two samples of "connection time"
 * are small enough to be checked by hand or with R's t.test.
 */
#include <math.h>

#include "compare/results.h"

struct bench {
    Store *store;
    size_t n_sources;
};

static void bench_open(struct bench *bench)
{
    bench->store = store_open(":memory:", STORE_CREATE, NULL);
    bench->n_sources = 0;
    g_assert_nonnull(bench->store);
    g_assert_true(store_begin(bench->store, NULL));
}

static void bench_add(struct bench *bench, const char *system, Run *run)
{
    g_autoptr(LogSource) source = g_new0(LogSource, 1);
    enum store_added added;

    source->path = g_strdup_printf("%s/run-%zu.log", system, bench->n_sources);
    source->folder = g_strdup(system);
    source->format = run->format;
    g_snprintf(source->sha256, sizeof source->sha256, "%064zx",
               ++bench->n_sources);
    source->bytes = 1;
    source->runs = g_ptr_array_new_with_free_func(
        (GDestroyNotify)(void (*)(void))run_free);
    g_ptr_array_add(source->runs, run);
    g_assert_true(store_add(bench->store, system, source, &added, NULL));
    g_assert_cmpint(added, ==, STORE_ADDED);
}

static struct decimal decimal(const char *text)
{
    struct decimal d;

    g_assert_true(slice_to_decimal(slice_from(text), &d));
    return d;
}

/* An ab run of one value. */
static Run *ab_run(const char *concurrency, const char *rate)
{
    Run *run = run_new("ab", "ab", 1);

    run_parameter(run, "c", slice_from(concurrency));
    run_value(run, "requests_per_second", decimal(rate), 1);
    return run;
}

static void add_ab(struct bench *bench, const char *system,
                   const char *concurrency, const char *const rates[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        bench_add(bench, system, ab_run(concurrency, rates[i]));
}

static Results *bench_results(struct bench *bench,
                              const struct study_options *options,
                              GError **error)
{
    Stored *stored;

    g_assert_true(store_commit(bench->store, NULL));
    stored = store_load(bench->store, NULL);
    g_assert_nonnull(stored);
    return results_new(stored, options, error);
}

static const struct study_options defaults = STUDY_OPTIONS_DEFAULT;

static const struct result_comparison *only_comparison(const Results *results)
{
    g_assert_cmpuint(results->comparisons->len, ==, 1);
    return &g_array_index(results->comparisons, struct result_comparison, 0);
}

static const char *const slow[] = {"10.0", "11.0", "12.0", "13.0"};
static const char *const fast[] = {"20.0", "21.0", "22.0", "23.0"};

/* R: t.test(c(20,21,22,23), c(10,11,12,13)): t = 10.954, df = 6,
 * p = 3.436e-05, interval 7.766 to 12.234. */
static void test_different(void)
{
    struct bench bench;
    g_autoptr(Results) results = NULL;
    const struct result_comparison *comparison;

    bench_open(&bench);
    add_ab(&bench, "old", "2", slow, 4);
    add_ab(&bench, "new", "2", fast, 4);
    results = bench_results(&bench, &defaults, NULL);
    g_assert_nonnull(results);
    comparison = only_comparison(results);
    g_assert_cmpfloat_with_epsilon(comparison->welch.t, 10.954451150103322,
                                   1e-12);
    g_assert_cmpfloat_with_epsilon(comparison->welch.df, 6, 1e-12);
    g_assert_cmpfloat_with_epsilon(comparison->welch.p.p, 3.436e-05, 5e-9);
    g_assert_cmpint(comparison->code, ==, BETTER);
    g_assert_cmpstr(comparison->text.verdict, ==, "new better");
    g_assert_cmpstr(comparison->text.percent, ==, "+87.0\u00a0%");
    store_close(bench.store);
}

/* Another reference turns the sign round, and the systems' order. */
static void test_reference(void)
{
    struct bench bench;
    struct study_options options = defaults;
    g_autoptr(Results) results = NULL;

    options.reference = "new";
    bench_open(&bench);
    add_ab(&bench, "old", "2", slow, 4);
    add_ab(&bench, "new", "2", fast, 4);
    results = bench_results(&bench, &options, NULL);
    g_assert_nonnull(results);
    g_assert_cmpstr(
        g_array_index(results->systems, struct result_system, 0).name, ==,
        "new");
    g_assert_cmpint(only_comparison(results)->code, ==, WORSE);
    g_assert_cmpstr(only_comparison(results)->text.percent, ==,
                    "\u221246.5\u00a0%");
    store_close(bench.store);
}

static void test_workloads_stay_apart(void)
{
    struct bench bench;
    g_autoptr(Results) results = NULL;

    bench_open(&bench);
    add_ab(&bench, "old", "2", slow, 4);
    add_ab(&bench, "old", "8", fast, 4);
    add_ab(&bench, "new", "8", fast, 4);
    results = bench_results(&bench, &defaults, NULL);
    g_assert_nonnull(results);
    g_assert_cmpuint(results->workloads->len, ==, 2);
    g_assert_cmpuint(results->cells->len, ==, 2);
    g_assert_cmpint(only_comparison(results)->code, ==, INCONCLUSIVE);
    g_assert_cmpuint(results->warnings->len, ==, 1);
    g_assert_cmpstr(
        g_array_index(results->workloads, struct result_workload, 0).condition,
        ==, "c = 2");
    store_close(bench.store);
}

static void test_no_variation_and_few_runs(void)
{
    static const char *const same[] = {"5", "5", "5"};
    struct bench bench;
    g_autoptr(Results) results = NULL;

    bench_open(&bench);
    add_ab(&bench, "old", "2", same, 3);
    add_ab(&bench, "new", "2", same, 3);
    add_ab(&bench, "old", "8", slow, 1);
    add_ab(&bench, "new", "8", slow, 4);
    results = bench_results(&bench, &defaults, NULL);
    g_assert_nonnull(results);
    for (guint i = 0; i < 2; i++) {
        static const char *const verdicts[] = {"no variation: equal",
                                               "too few runs"};
        const struct result_comparison *comparison =
            &g_array_index(results->comparisons, struct result_comparison, i);

        g_assert_cmpint(comparison->code, ==, UNTESTABLE);
        g_assert_true(isnan(comparison->p_adjusted.p));
        g_assert_cmpstr(comparison->text.p, ==, "\u2013");
        g_assert_cmpstr(comparison->text.verdict, ==, verdicts[i]);
    }
    g_assert_cmpuint(
        g_array_index(results->families, struct result_family, 0).size, ==, 0);
    store_close(bench.store);
}

/* A gated run enters only when its reason is asked for. */
static void test_include(void)
{
    static const char *const include[] = {"failed-requests", NULL};

    for (guint asked = 0; asked < 2; asked++) {
        struct bench bench;
        struct study_options options = defaults;
        Run *gated = ab_run("2", "99.0");
        g_autoptr(Results) results = NULL;

        options.include = asked ? include : NULL;
        bench_open(&bench);
        run_reason(gated, "failed-requests", 3, 1, "2 of 10 failed");
        add_ab(&bench, "old", "2", slow, 4);
        bench_add(&bench, "old", gated);
        results = bench_results(&bench, &options, NULL);
        g_assert_nonnull(results);
        g_assert_cmpuint(results_sample(results, 0, 0)->data.n, ==, 4 + asked);
        store_close(bench.store);
    }
}

static void test_refusals(void)
{
    static const char *const metric[] = {"requests_per_secnd", NULL};
    static const char *const reason[] = {"truncated", NULL};
    static const struct {
        struct study_options options;
        int code;
        const char *words;
    } cases[] = {
        {{.confidence = 0.95, .margin = NAN, .reference = "od"},
         COTEJO_ERROR_USAGE,
         "no system 'od', did you mean 'old'?"},
        {{.confidence = 0.95, .margin = NAN, .metrics = metric},
         COTEJO_ERROR_USAGE,
         "unknown metric 'requests_per_secnd', did you mean "
         "'requests_per_second'?"},
        {{.confidence = 0.95, .margin = NAN, .include = reason},
         COTEJO_ERROR_USAGE,
         "runs refused as 'truncated' cannot be included"},
        {{.confidence = 95, .margin = NAN},
         COTEJO_ERROR_USAGE,
         "a confidence lies between 0.5 and 1"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct bench bench;
        g_autoptr(GError) error = NULL;
        Results *results;

        bench_open(&bench);
        add_ab(&bench, "old", "2", slow, 4);
        results = bench_results(&bench, &cases[i].options, &error);
        g_assert_null(results);
        g_assert_error(error, COTEJO_ERROR, cases[i].code);
        g_assert_cmpstr(error->message, ==, cases[i].words);
        store_close(bench.store);
    }
}

/* ---- sql-bench: clocks that tick in seconds ---- */

static Run *sqlbench_run(const char *module_wall, const char *op_wall,
                         const char *tests)
{
    Run *run = run_new("sql-bench", "sqlbench-run", 1);

    run_item_value(run, "insert", "module_wall", decimal(module_wall), 1);
    run_item_value(run, "insert_key", "op_wall", decimal(op_wall), 2);
    run_item_value(run, "insert_key", "op_tests", decimal(tests), 2);
    return run;
}

static const struct result_comparison *
comparison_of_level(const Results *results, enum metric_level level)
{
    for (guint i = 0; i < results->comparisons->len; i++) {
        const struct result_comparison *comparison =
            &g_array_index(results->comparisons, struct result_comparison, i);

        if (g_array_index(results->cells, struct result_cell, comparison->cell)
                .metric->level == level)
            return comparison;
    }
    g_assert_not_reached();
}

static void test_clock(void)
{
    struct bench bench;
    g_autoptr(Results) results = NULL;
    const struct result_comparison *module, *operation;

    bench_open(&bench);
    for (int i = 0; i < 8; i++) {
        bench_add(&bench, "old", sqlbench_run("4", i % 2 ? "1" : "0", "100"));
        bench_add(&bench, "new", sqlbench_run("5", "0", "100"));
    }
    results = bench_results(&bench, &defaults, NULL);
    g_assert_nonnull(results);
    module = comparison_of_level(results, METRIC_MODULE);
    operation = comparison_of_level(results, METRIC_OPERATION);
    g_assert_cmpint(module->verdict, ==, COTEJO_CONSTANT_UNEQUAL);
    g_assert_cmpstr(module->text.verdict, ==, "no variation: unequal");
    g_assert_nonnull(strstr(module->text.why, "last printed digit (1 s)"));
    g_assert_cmpstr(operation->withheld, ==, "below-clock");
    g_assert_cmpint(operation->code, ==, UNTESTABLE);
    g_assert_true(operation->marks & MARK_QUANTISED);
    store_close(bench.store);
}

static void test_unequal_work(void)
{
    struct bench bench;
    g_autoptr(Results) results = NULL;
    const struct result_comparison *operation;

    bench_open(&bench);
    for (int i = 0; i < 4; i++) {
        bench_add(&bench, "old", sqlbench_run("40", slow[i], "100"));
        bench_add(&bench, "new", sqlbench_run("40", fast[i], "200"));
    }
    results = bench_results(&bench, &defaults, NULL);
    g_assert_nonnull(results);
    operation = comparison_of_level(results, METRIC_OPERATION);
    g_assert_cmpstr(operation->withheld, ==, "unequal-work");
    g_assert_true(operation->marks & MARK_UNEQUAL);
    store_close(bench.store);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/results/different", test_different);
    g_test_add_func("/results/reference", test_reference);
    g_test_add_func("/results/workloads", test_workloads_stay_apart);
    g_test_add_func("/results/no-variation", test_no_variation_and_few_runs);
    g_test_add_func("/results/include", test_include);
    g_test_add_func("/results/refusals", test_refusals);
    g_test_add_func("/results/clock", test_clock);
    g_test_add_func("/results/unequal-work", test_unequal_work);
    return g_test_run();
}

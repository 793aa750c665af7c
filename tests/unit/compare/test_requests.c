/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Quantiles of requests over runs, and components of variance.
 *
 * R 4.2:
 *     r <- list(rep(c(1, 2, 5, 9), c(50, 40, 9, 1)),
 *               rep(c(1, 2, 6, 12), c(40, 50, 9, 1)),
 *               rep(c(1, 2, 7, 10), c(45, 45, 9, 1)))
 *     q <- sapply(r, quantile, p, type = 7); mean(q); t.test(q)$conf.int
 *     mean(sapply(r, var)); var(sapply(r, mean)) - mean(sapply(r, var)) / 100
 * in milliseconds.
 */
#include <math.h>

#include "compare/results.h"

struct table {
    int64_t value[4];
    uint64_t count[4];
};

static const struct table tables[] = {
    {{1, 2, 5, 9}, {50, 40, 9, 1}},
    {{1, 2, 6, 12}, {40, 50, 9, 1}},
    {{1, 2, 7, 10}, {45, 45, 9, 1}},
};

/* The table's values, all moved by so many milliseconds. */
static Run *run_of(const struct table *table, int64_t shift, size_t line)
{
    Run *run = run_new("ab", "ab", line);
    GArray *counts = g_array_new(FALSE, FALSE, sizeof(struct run_count));

    run_value(run, "requests_per_second", (struct decimal){100, 0}, line);
    for (size_t i = 0; i < 4; i++) {
        const struct run_count count = {table->value[i] + shift,
                                        table->count[i]};

        if (count.count)
            g_array_append_val(counts, count);
    }
    run_distribution(run, "total_time", 0, counts);
    return run;
}

static void run_release(void *run)
{
    run_free(run);
}

static Results *results_of(const struct table *from, size_t n, int64_t step,
                           bool distributions)
{
    Store *store = store_open(":memory:", STORE_CREATE, NULL);
    g_autoptr(LogSource) source = g_new0(LogSource, 1);
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    enum store_added added;
    Results *results;

    g_assert_true(store_begin(store, NULL));
    source->path = g_strdup("log");
    source->folder = g_strdup(".");
    source->format = "ab";
    g_snprintf(source->sha256, sizeof source->sha256, "%064x", 1u);
    source->bytes = 1;
    source->runs = g_ptr_array_new_with_free_func(run_release);
    for (size_t i = 0; i < n; i++)
        g_ptr_array_add(source->runs,
                        run_of(&from[i], (int64_t)i * step, i + 1));
    g_assert_true(store_add(store, "one", source, &added, NULL));
    g_assert_true(store_commit(store, NULL));
    options.distributions = distributions;
    results = results_new(store_load(store, NULL), &options, NULL);
    store_close(store);
    g_assert_nonnull(results);
    return results;
}

#define near(got, expected)                                                    \
    g_assert_cmpfloat_with_epsilon(got, expected, 1e-9 * fabs(expected))

static void test_quantiles(void)
{
    static const struct {
        double p, mean, low, high;
    } expected[] = {
        {0.5, 1.83333333333, 1.11622454504, 2.55044212162},
        {0.9, 2.4, 2.15158622882, 2.64841377118},
        {0.95, 6, 3.51586228825, 8.48413771175},
        {0.99, 6.04333333333, 3.57135625915, 8.51531040751},
        {0.999, NAN, NAN, NAN}, /* of 100 requests there is none */
        {1, 10.3333333333, 6.53875029974, 14.1279163669},
    };
    g_autoptr(Results) results = results_of(tables, 3, 0, true);
    const struct result_requests *it;

    g_assert_cmpuint(results->requests->len, ==, 1);
    it = &g_array_index(results->requests, struct result_requests, 0);
    g_assert_cmpuint(it->n_runs, ==, 3);
    g_assert_cmpuint(it->most, ==, 100);
    g_assert_cmpfloat(it->resolution, ==, 0.001);
    for (size_t i = 0; i < RESULT_QUANTILES; i++) {
        const struct result_quantile *q = &it->quantiles[i];

        g_assert_cmpfloat(q->p, ==, expected[i].p);
        if (isnan(expected[i].mean)) {
            g_assert_cmpuint(q->moments.n, ==, 0);
            continue;
        }
        near(q->moments.mean, expected[i].mean / 1000);
        near(q->interval.low, expected[i].low / 1000);
        near(q->interval.high, expected[i].high / 1000);
    }
    g_assert_cmpstr(it->quantiles[0].mean, ==, "1.8");
    g_assert_cmpstr(it->quantiles[0].text_interval, ==, "[1.1, 2.6]");
}

/* T2 = -0.00901548821549: printed as 0, and said. */
static void test_negative(void)
{
    g_autoptr(Results) results = results_of(tables, 3, 0, true);
    const struct result_requests *it =
        &g_array_index(results->requests, struct result_requests, 0);

    near(it->sd_within, 1.63550669668 / 1000);
    g_assert_cmpfloat(it->sd_between, ==, 0);
    g_assert_true(it->is_negative);
    g_assert_cmpfloat(it->effective_n, ==, 300);
}

/* The second run 1 ms, the third 2 ms slower. */
static void test_components(void)
{
    g_autoptr(Results) results = results_of(tables, 3, 1, true);
    const struct result_requests *it =
        &g_array_index(results->requests, struct result_requests, 0);

    near(it->sd_between, 1.10949741405 / 1000);
    near(it->icc, 0.315162963009);
    near(it->design_effect, 32.2011333379);
    near(it->effective_n, 9.31644227711);
}

/* Different numbers of requests: quantiles, but no components. */
static void test_unbalanced(void)
{
    static const struct table two[] = {
        {{1, 2, 5, 9}, {50, 40, 9, 1}},
        {{1, 2, 6, 0}, {40, 50, 9, 0}},
    };
    g_autoptr(Results) results = results_of(two, 2, 0, true);
    const struct result_requests *it =
        &g_array_index(results->requests, struct result_requests, 0);

    g_assert_cmpuint(it->fewest, ==, 99);
    g_assert_true(isnan(it->icc));
    g_assert_cmpuint(it->quantiles[0].moments.n, ==, 2);
    /* 99 requests have no 99 % quantile: 0.99 of one lies beyond. */
    g_assert_cmpuint(it->quantiles[3].moments.n, ==, 0);
}

/* One run has quantiles, and nothing that needs several. */
static void test_single(void)
{
    g_autoptr(Results) results = results_of(tables, 1, 0, true);
    const struct result_requests *it;

    g_assert_cmpuint(results->requests->len, ==, 1);
    it = &g_array_index(results->requests, struct result_requests, 0);
    g_assert_cmpuint(it->n_runs, ==, 1);
    g_assert_false(isnan(it->quantiles[0].moments.mean));
    g_assert_true(isnan(it->quantiles[0].interval.low));
    g_assert_true(isnan(it->icc) && isnan(it->sd_between));
}

static void test_none(void)
{
    g_autoptr(Results) not_asked = results_of(tables, 3, 0, false);

    g_assert_cmpuint(not_asked->requests->len, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/compare/requests/quantiles", test_quantiles);
    g_test_add_func("/compare/requests/negative", test_negative);
    g_test_add_func("/compare/requests/components", test_components);
    g_test_add_func("/compare/requests/unbalanced", test_unbalanced);
    g_test_add_func("/compare/requests/single", test_single);
    g_test_add_func("/compare/requests/none", test_none);
    return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planning: expected numbers are those of R's power.t.test(strict = TRUE). */
#include <math.h>

#include "bench.h"
#include "compare/plan.h"

static struct plan_options options_of(double target)
{
    return (struct plan_options){.targets = {target},
                                 .n_targets = 1,
                                 .n = 20,
                                 .margin = NAN,
                                 .alpha = 0.05,
                                 .setup_s = NAN};
}

static const struct plan_row *row_of(const Plan *plan, guint i)
{
    return &g_array_index(plan->rows, struct plan_row, i);
}

/* power.t.test(delta = d, sd = 3, power = p)$n, rounded up. */
static void test_needed(void)
{
    static const struct {
        double target;
        size_t runs[PLAN_POWERS];
    } cases[] = {
        {0.01, {143, 191}}, /* 142.25, 190.10 */
        {0.02, {37, 49}},   /* 36.31, 48.26 */
        {0.05, {7, 9}},     /* 6.76, 8.65 */
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct plan_options options = options_of(cases[i].target);
        g_autoptr(Plan) plan = plan_stated(0.03, &options);
        const struct plan_row *row = row_of(plan, 0);

        for (size_t p = 0; p < PLAN_POWERS; p++)
            g_assert_cmpuint(row->needs[0].runs[p], ==, cases[i].runs[p]);
    }
}

/* power.t.test(n = 20, sd = 3, power = p, tol = 1e-12)$delta. */
static void test_detectable(void)
{
    struct plan_options options = options_of(0.02);
    g_autoptr(Plan) plan = plan_stated(0.03, &options);
    const struct plan_row *row = row_of(plan, 0);

    g_assert_cmpfloat_with_epsilon(row->detectable[0], 0.0272738709805, 1e-11);
    g_assert_cmpfloat_with_epsilon(row->detectable[1], 0.0315597884483, 1e-11);
}

/* Without a number of runs and with no logs there is nothing to detect with,
 * and a difference far below the spread is out of reach. */
static void test_edges(void)
{
    struct plan_options options = options_of(1e-6);
    g_autoptr(Plan) plan = NULL;

    options.n = 0;
    plan = plan_stated(0.5, &options);
    g_assert_true(isnan(row_of(plan, 0)->detectable[0]));
    g_assert_cmpuint(row_of(plan, 0)->needs[0].runs[0], ==, 0);
}

/* Similarity takes more runs the narrower the margin, and the runs found do
 * have the power that was asked for, one run fewer does not. */
static void test_similar(void)
{
    struct plan_options options = options_of(0.02);
    g_autoptr(Plan) wide = NULL;
    g_autoptr(Plan) narrow = NULL;

    options.margin = 0.05;
    wide = plan_stated(0.03, &options);
    options.margin = 0.02;
    narrow = plan_stated(0.03, &options);
    g_assert_cmpuint(row_of(wide, 0)->similar[0], <,
                     row_of(narrow, 0)->similar[0]);
    g_assert_cmpuint(row_of(wide, 0)->similar[0], <=,
                     row_of(wide, 0)->similar[1]);
}

/* ---- from runs ---- */

/* A: mean 102, sd 2; B: mean 210, sd 10: the larger spread is B's, 10/210. */
static void test_larger_spread(void)
{
    struct bench bench;
    struct plan_options options = options_of(0.05);
    g_autoptr(GError) error = NULL;
    g_autoptr(Results) results = NULL;
    g_autoptr(Plan) plan = NULL;

    bench_open(&bench);
    bench_add(&bench, "A", "100", 0);
    bench_add(&bench, "A", "102", 0);
    bench_add(&bench, "A", "104", 0);
    bench_add(&bench, "B", "200", 0);
    bench_add(&bench, "B", "210", 0);
    bench_add(&bench, "B", "220", 0);
    results = bench_results(&bench);
    options.n = 0;
    plan = plan_from_results(results, &options, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(plan->rows->len, ==, 1);
    g_assert_cmpstr(row_of(plan, 0)->system, ==, "B");
    g_assert_cmpfloat_with_epsilon(row_of(plan, 0)->cv, 10.0 / 210.0, 1e-12);
    g_assert_cmpuint(row_of(plan, 0)->n, ==, 3);
    g_assert_false(row_of(plan, 0)->inner.is_known);
}

/*
 * Run means of 10, 12 and 14 ms, in each run four requests 1 ms to either
 * side. Within: 4 / 3. Means: 4, so between the runs 4 - (4/3) / 4 = 11/3.
 * A tenth of the requests: sqrt((11/3 + 10/3) / 4) - 1. A start of 10 s
 * against 12 ms a request: sqrt(10 / 0.012 * (4/3) / (11/3)) requests.
 */
static void test_requests_in_runs(void)
{
    struct bench bench;
    struct plan_options options = options_of(0.05);
    g_autoptr(Results) results = NULL;
    g_autoptr(Plan) plan = NULL;
    const struct plan_inner *inner;

    bench_open(&bench);
    bench_add(&bench, "A", "100", 10);
    bench_add(&bench, "A", "102", 12);
    bench_add(&bench, "A", "104", 14);
    results = bench_results(&bench);
    options.setup_s = 10.0;
    plan = plan_from_results(results, &options, NULL);
    g_assert_nonnull(plan);
    inner = &row_of(plan, 0)->inner;
    g_assert_true(inner->is_known);
    g_assert_cmpuint(inner->runs, ==, 3);
    g_assert_cmpuint(inner->requests, ==, 4);
    g_assert_cmpfloat_with_epsilon(inner->sd_within, 1e-3 * sqrt(4.0 / 3.0),
                                   1e-12);
    g_assert_cmpfloat_with_epsilon(inner->sd_between, 1e-3 * sqrt(11.0 / 3.0),
                                   1e-12);
    g_assert_cmpfloat_with_epsilon(inner->icc, 11.0 / 15.0, 1e-9);
    g_assert_cmpfloat_with_epsilon(inner->widening, sqrt(7.0 / 4.0) - 1.0,
                                   1e-9);
    g_assert_cmpfloat_with_epsilon(
        inner->optimal, sqrt(10.0 / 0.012 * (4.0 / 3.0) / (11.0 / 3.0)), 1e-6);
}

/* Runs that kept different numbers of requests have no balanced table. */
static void test_unequal_requests(void)
{
    struct bench bench;
    struct plan_options options = options_of(0.05);
    g_autoptr(Results) results = NULL;
    g_autoptr(Plan) plan = NULL;

    bench_open(&bench);
    bench_add(&bench, "A", "100", 10);
    bench_add(&bench, "A", "102", 0);
    results = bench_results(&bench);
    plan = plan_from_results(results, &options, NULL);
    g_assert_nonnull(plan);
    g_assert_false(row_of(plan, 0)->inner.is_known); /* one run kept some */
}

static void test_nothing_varies(void)
{
    struct bench bench;
    struct plan_options options = options_of(0.05);
    g_autoptr(GError) error = NULL;
    g_autoptr(Results) results = NULL;

    bench_open(&bench);
    bench_add(&bench, "A", "100", 0);
    bench_add(&bench, "A", "100", 0);
    bench_add(&bench, "B", "100", 0);
    results = bench_results(&bench);
    g_assert_null(plan_from_results(results, &options, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_NOTHING);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/plan/needed", test_needed);
    g_test_add_func("/plan/detectable", test_detectable);
    g_test_add_func("/plan/edges", test_edges);
    g_test_add_func("/plan/similar", test_similar);
    g_test_add_func("/plan/larger-spread", test_larger_spread);
    g_test_add_func("/plan/requests-in-runs", test_requests_in_runs);
    g_test_add_func("/plan/unequal-requests", test_unequal_requests);
    g_test_add_func("/plan/nothing-varies", test_nothing_varies);
    return g_test_run();
}

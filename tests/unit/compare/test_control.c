/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A/A controls: what the bench invents, what it could see, whether it is fit
 * for the question. Each load of ab is a metric of its own. */
#include <math.h>

#include "diagnosis_fixture.h"

#define N 20

/* One load: two systems of the same spread (percent), b so much higher. */
struct load {
    double spread, shift;
    size_t n;
};

static void add_load(struct bench *bench, size_t number,
                     const struct load *load)
{
    static const char *const systems[] = {"a", "b"};
    g_autofree char *c = g_strdup_printf("%zu", number + 1);

    for (size_t i = 0; i < load->n; i++) {
        for (size_t s = 0; s < 2; s++) {
            Run *run = run_new("ab", "ab", 1);

            run_parameter(run, "c", slice_from(c));
            put_value(run, NULL, "requests_per_second",
                      100 + load->spread * score(i, load->n) +
                          (s ? load->shift : 0),
                      3);
            bench_add(bench, systems[s], run);
        }
    }
}

/* margin in requests per second, if it is more than 1 */
static Results *study(const struct load loads[], size_t n, double margin)
{
    static const struct study_control pair[] = {{"a", "b"}};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(GError) error = NULL;
    struct bench bench;
    Results *results;

    options.controls = pair;
    options.n_controls = 1;
    if (margin > 1)
        options.margin_absolute =
            (struct study_margin){"so many req/s", margin, "1/s"};
    else
        options.margin = margin;
    bench_open(&bench);
    for (size_t i = 0; i < n; i++)
        add_load(&bench, i, &loads[i]);
    results = bench_results(&bench, &options, &error);
    g_assert_no_error(error);
    return results;
}

static const struct result_control *control_of(const Results *results)
{
    g_assert_cmpuint(results->controls->len, ==, 1);
    return &g_array_index(results->controls, struct result_control, 0);
}

/* Values 10 to 13 on both: R, power.t.test(n = 4, sd = sd(10:13), power = .8,
 * strict = TRUE)$delta / 11.5 = 0.267264388. */
static void test_detectable(void)
{
    static const char *const systems[] = {"a", "b"};
    static const struct study_control pair[] = {{"b", "a"}};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = NULL;
    const struct result_control *control;
    struct bench bench;

    options.controls = pair;
    options.n_controls = 1;
    bench_open(&bench);
    for (int i = 0; i < 8; i++) {
        Run *run = run_new("ab", "ab", 1);

        put_value(run, NULL, "requests_per_second", 10 + i / 2, 2);
        bench_add(&bench, systems[i % 2], run);
    }
    results = bench_results(&bench, &options, NULL);
    control = control_of(results);
    g_assert_cmpuint(control->a, ==, 1);
    g_assert_cmpuint(control->b, ==, 0);
    g_assert_cmpuint(control->n_cells, ==, 1);
    g_assert_cmpfloat_with_epsilon(control->cells[0].detectable, 0.267264388,
                                   1e-6);
    g_assert_cmpfloat_with_epsilon(control->cells[0].ratio.ratio, 1, 1e-12);
    g_assert_cmpint(control->fitness, ==, CONTROL_FIT);
}

/* A spread of 2 % and twenty runs see 1.8 %; one of 10 % does not. */
static void test_fitness(void)
{
    static const struct load loads[] = {{2, 0, N}, {10, 0, N}};
    static const struct load shifted[] = {{2, 5, N}, {10, 0, N}};
    static const struct load single[] = {{2, 0, 1}};
    static const struct {
        const struct load *loads;
        size_t n;
        double margin;
        enum control_fitness fitness;
        size_t n_fit;
        const char *words;
    } cases[] = {
        {loads, 2, NAN, CONTROL_FIT, 2, "fit for large differences"},
        {loads, 2, 0.2, CONTROL_FIT, 2, "in every metric"},
        {loads, 2, 0.05, CONTROL_PARTLY, 1, "in 1 of 2 metrics"},
        {loads, 2, 0.01, CONTROL_UNFIT, 0, "in no metric"},
        /* Means are 100: the same margins in the unit. */
        {loads, 2, 20, CONTROL_FIT, 2,
         "of the margin, so many req/s, in every metric of its unit"},
        {loads, 2, 5, CONTROL_PARTLY, 1, "in 1 of 2 metrics"},
        {loads, 2, 1.01, CONTROL_UNFIT, 0, "the margin, so many req/s"},
        {shifted, 2, NAN, CONTROL_UNFIT, 1, "in 1 of 2 metrics where there"},
        {single, 1, NAN, CONTROL_UNKNOWN, 0, "is not known"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Results) results =
            study(cases[i].loads, cases[i].n, cases[i].margin);
        const struct result_control *control = control_of(results);

        g_test_message("%zu: %s %s", i, control->noise, control->verdict);
        g_assert_cmpint(control->fitness, ==, cases[i].fitness);
        g_assert_cmpuint(control->n_fit, ==, cases[i].n_fit);
        g_assert_nonnull(strstr(control->verdict, cases[i].words));
        /* with a margin and without, fit or not */
        for (size_t k = 0; k < control->n_cells; k++)
            g_assert_nonnull(
                strstr(control->verdict, control->cells[k].detectable_text));
    }
}

/* Five of twenty tests reject, none after Holm: R, pbinom(4, 20, .05,
 * lower.tail = FALSE) = 0.00257394. */
static void test_alarms(void)
{
    struct load loads[20];
    g_autoptr(Results) results = NULL;
    const struct result_control *control;
    size_t n;

    for (size_t i = 0; i < G_N_ELEMENTS(loads); i++)
        loads[i] = (struct load){2, i < 5 ? 1.5 : 0, N};
    results = study(loads, G_N_ELEMENTS(loads), NAN);
    control = control_of(results);
    g_assert_cmpuint(control->n_cells, ==, 20);
    g_assert_cmpuint(control->n_alarms, ==, 5);
    g_assert_cmpuint(control->n_differ, ==, 0);
    g_assert_cmpfloat_with_epsilon(control->expected, 1, 1e-12);
    g_assert_cmpfloat_with_epsilon(control->p_alarms.p, 0.00257394, 1e-8);
    g_assert_cmpint(control->fitness, ==, CONTROL_UNFIT);
    g_assert_nonnull(strstr(control->verdict, "5 false alarms in 20 tests"));
    g_assert_null(find_diagnosis(results, "control-differs", &n));
}

static void test_refused(void)
{
    static const struct {
        struct study_control pair;
        const char *words;
    } cases[] = {
        {{"a", "c"}, "control: there is no system 'c'"},
        {{"a", "a"}, "control: 'a' is one system"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        static const struct load load = {2, 0, N};
        struct study_options options = STUDY_OPTIONS_DEFAULT;
        g_autoptr(GError) error = NULL;
        struct bench bench;

        options.controls = &cases[i].pair;
        options.n_controls = 1;
        bench_open(&bench);
        add_load(&bench, 0, &load);
        g_assert_null(bench_results(&bench, &options, &error));
        g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_USAGE);
        g_assert_true(g_str_has_prefix(error->message, cases[i].words));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/control/detectable", test_detectable);
    g_test_add_func("/control/fitness", test_fitness);
    g_test_add_func("/control/alarms", test_alarms);
    g_test_add_func("/control/refused", test_refused);
    return g_test_run();
}

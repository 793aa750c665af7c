/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which test decides, which interval stands beside it, what is said of
 * agreement and of what would settle a question.
 *
 * a and b are ministat's iguana and chameleon. Expected values are R 4.2's;
 * exact p of tied data by listing all choices, e.g.
 *     W <- apply(combn(12, 5), 2, function(i) sum(rank(c(a, b))[i]))
 *     mean(abs(W - 32.5) >= abs(sum(rank(c(a, b))[8:12]) - 32.5))
 */
#include <math.h>
#include <string.h>

#include "compare/diagnosis.h"
#include "compare/words.h"
#include "series.h"

#define near(got, expected)                                                    \
    g_assert_cmpfloat_with_epsilon(got, expected,                              \
                                   1e-9 * (1 + fabs((double)(expected))))

static const double a[] = {50, 200, 150, 400, 750, 400, 150};
static const double b[] = {50, 400, 700, 500, 300};
static const struct series ab[] = {SERIES(a), SERIES(b)};

/* p, difference and ratio of each test on the same data. */
static const struct {
    enum study_test test;
    double p, low, high;
    const char *method;
} decided[] = {
    /* t.test(b, a) */
    {TEST_DEFAULT, 0.537843715923, -229.119544032, 409.119544032, "welch"},
    /* t.test(b, a, var.equal = TRUE) */
    {TEST_STUDENT, 0.534894907248, -222.030370468, 402.030370468, "student"},
    /* d <- sort(outer(b, a, "-")); d[6], d[30]; 6 is qwilcox(0.025, 7, 5) */
    {TEST_MANN_WHITNEY, 0.546717171717, -250, 350, "hodges-lehmann"},
    /* The shifts that 792 arrangements do not reject, by halving:
     * p <- function(d) { x <- c(a, b - d); D <- apply(combn(12, 5), 2,
     *     function(i) mean(x[i]) - mean(x[-i]));
     *     mean(abs(D) >= abs(mean(b - d) - mean(a)) - 1e-9) } */
    {TEST_PERMUTATION, 0.550505050505, -225, 397.058823529, "permutation"},
};

static void test_each_decides(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(decided); i++) {
        struct study_options options = STUDY_OPTIONS_DEFAULT;
        g_autoptr(Results) results = NULL;
        const struct result_comparison *it;

        options.test = decided[i].test;
        results = results_of(ab, 2, &options, NULL);
        it = comparison_at(results, 0);
        near(it->test.p.p, decided[i].p);
        near(it->p_adjusted.p, decided[i].p);
        near(it->difference.interval.low, decided[i].low);
        near(it->difference.interval.high, decided[i].high);
        g_assert_cmpstr(it->difference.method, ==, decided[i].method);
        g_assert_cmpint(it->code, ==, INCONCLUSIVE);
        /* The others stand beside it, whichever decides. */
        near(it->beside[0].p.p, 0.537843715923);
        near(it->beside[1].p.p, 0.546717171717);
        near(it->beside[2].p.p, 0.550505050505);
        g_assert_cmpstr(it->text.tests, ==,
                        decided[i].test == TEST_STUDENT
                            ? "all four tests agree"
                            : "all three tests agree");
    }
}

/* q <- sort(outer(b, a, "/")): exp(median(log(q))), q[6], q[30] */
static void test_quotients(void)
{
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = NULL;
    const struct result_comparison *it;

    options.test = TEST_MANN_WHITNEY;
    results = results_of(ab, 2, &options, NULL);
    it = comparison_at(results, 0);
    near(it->ratio.ratio, 1.5);
    near(it->ratio.interval.low, 1.0 / 3);
    near(it->ratio.interval.high, 14.0 / 3);
    g_assert_cmpstr(it->text.percent, ==, "+50.0\u00a0%");
}

/* sd <- sqrt((6 * var(a) + 4 * var(b)) / 10)
 * power.t.test(delta = 90, sd = sd, power = 0.8)$n: 111.82; 0.9: 149.37
 * power.t.test(n = 5, sd = sd, power = 0.8, strict = TRUE)$delta / 300 */
static void test_needed(void)
{
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = results_of(ab, 2, &options, NULL);
    const struct result_needed *needed = &comparison_at(results, 0)->needed;

    near(needed->difference, 0.3);
    g_assert_cmpuint(needed->runs_80, ==, 112);
    g_assert_cmpuint(needed->runs_90, ==, 150);
    g_assert_cmpfloat_with_epsilon(needed->detectable, 1.61391823643, 1e-6);
    g_assert_cmpstr(comparison_at(results, 0)->text.needed, ==,
                    "if it is 30\u00a0% as observed: 112 runs of each to show "
                    "it, 150 for 90\u00a0% power; these runs can show "
                    "161\u00a0% or more");
}

static const double calm[] = {10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 10.7, 10.8};
static const double wild[] = {11.1, 11.2, 11.3, 11.4, 11.5, 11.6, 11.7, 30.8};

/* t.test(wild, calm)$p.value: 0.2069; without 30.8: 2.298e-06; all of wild
 * above calm: 2 / choose(16, 8) = 0.000155. */
static void test_fragile(void)
{
    const struct series series[] = {SERIES(calm), SERIES(wild)};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = results_of(series, 2, &options, NULL);
    const struct result_comparison *it = comparison_at(results, 0);

    g_assert_cmpint(it->code, ==, INCONCLUSIVE);
    g_assert_cmpint(it->dissent, ==, COTEJO_DISSENT_OUTLIERS);
    near(it->p_without_outliers.p, 2.29819116002e-06);
    near(it->beside[1].p.p, 2.0 / 12870);
    g_assert_true(it->marks & MARK_FRAGILE);
    g_assert_cmpstr(it->text.tests, ==,
                    "fragile: Mann-Whitney (p = 1.6e-04) and permutation (p = "
                    "1.6e-04) disagree with Welch (p = 0.21); cause: runs that "
                    "lie far out (without them p = 2.3e-06)");
}

static const double still[] = {1, 1, 1, 1};
static const double moving[] = {2, 3, 4};

/* Of 35 choices only the one seen lies so far out, above: p is 1 / 35 by
 * ranks and by means, though tails that are alike give no less than 2 / 35.
 * t.test(moving, still)$p.value: 0.0741799 */
static void test_reached(void)
{
    const struct series series[] = {SERIES(still), SERIES(moving)};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = results_of(series, 2, &options, NULL);
    const struct result_comparison *it = comparison_at(results, 0);

    near(it->beside[0].p.p, 0.0741799002274);
    for (size_t i = 1; i < RESULT_TESTS; i++) {
        near(it->beside[i].p.p, 1.0 / 35);
        near(it->beside[i].least_p, 1.0 / 35);
    }
    g_assert_true(it->marks & MARK_FRAGILE);
    g_assert_cmpstr(it->text.tests, ==,
                    "fragile: Mann-Whitney (p = 0.029) and permutation (p = "
                    "0.029) disagree with Welch (p = 0.074); cause: spreads "
                    "more than 2 : 1 with unequal n");
    for (guint i = 0; i < results->diagnoses->len; i++) {
        const struct result_diagnosis *diagnosis =
            &g_array_index(results->diagnoses, struct result_diagnosis, i);

        g_assert_null(strstr(diagnosis->message, "cannot reach"));
    }
}

static const double lone[] = {9};

/* Mann and Whitney's p of {9} against a is 2 / 8, Student's that of
 * t.test(9, a, var.equal = TRUE) with R: numbers, but one run has no spread. */
static void test_one_run(void)
{
    static const enum study_test tests[] = {
        TEST_DEFAULT, TEST_STUDENT, TEST_MANN_WHITNEY, TEST_PERMUTATION};
    const struct series series[] = {SERIES(a), SERIES(lone)};

    for (size_t i = 0; i < G_N_ELEMENTS(tests) * 2; i++) {
        const struct series pair[] = {series[i % 2], series[1 - i % 2]};
        struct study_options options = STUDY_OPTIONS_DEFAULT;
        g_autoptr(Results) results = NULL;
        const struct result_comparison *it;

        options.test = tests[i / 2];
        results = results_of(pair, 2, &options, NULL);
        it = comparison_at(results, 0);
        g_assert_cmpint(it->code, ==, UNTESTABLE);
        g_assert_cmpstr(it->text.verdict, ==, "too few runs");
        g_assert_cmpstr(it->text.p, ==, "\u2013");
        g_assert_true(isnan(it->test.p.p) && isnan(it->p_adjusted.p));
        g_assert_true(isnan(it->welch.p.p) && isnan(it->mann_whitney.p.p));
        g_assert_true(isnan(it->difference.interval.low));
        g_assert_true(isnan(it->ratio.interval.low));
        for (size_t k = 0; k < RESULT_TESTS; k++)
            g_assert_true(isnan(it->beside[k].p.p));
        g_assert_cmpuint(
            g_array_index(results->families, struct result_family, 0).size, ==,
            0);
    }
}

static const double zeros[] = {0, 0, 0, 0};
static const double around[] = {-1, 1, -1, 1};
static const double near_zero[] = {0, 0, 1, 0};
static const double beyond[] = {3, 4, 5, 6};

/* near_zero: mean and se are both 0.25, so that g = t^2 = qt(0.975, df)^2,
 * which is never below 1.96^2. */
static void test_no_ratio(void)
{
    static const char base_zero[] = "ratio undefined (base mean zero)";
    static const char unbounded[] =
        "ratio interval unbounded (base not distinguishable from zero)";
    const struct {
        struct series base, subject;
        const char *why;
    } cases[] = {
        {SERIES(zeros), SERIES(beyond), base_zero},
        {SERIES(around), SERIES(beyond), base_zero},
        {SERIES(near_zero), SERIES(beyond), unbounded},
        {SERIES(calm), SERIES(wild), NULL},
        {SERIES(zeros), SERIES(lone), NULL}, /* the verdict says it */
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct series pair[] = {cases[i].base, cases[i].subject};
        struct study_options options = STUDY_OPTIONS_DEFAULT;
        g_autoptr(Results) results = results_of(pair, 2, &options, NULL);

        g_assert_cmpstr(comparison_at(results, 0)->text.why, ==, cases[i].why);
    }
}

/* All of b above all of a: p is 2 / choose(2 n, n), of 20 against 20 1.45e-11.
 * Where it is not counted, none of the shuffles finds it, so that the estimate
 * is 1 / (shuffles + 1), shown as a bound, and its standard error
 * sqrt(p (1 - p) / (shuffles + 1)). */
static void test_sampled(void)
{
    static const struct {
        enum study_test test;
        size_t n, resamples;
        const char *short_p; /* of the test that decides; NULL: not sampled */
    } cases[] = {
        {TEST_DEFAULT, 20, 0, NULL},
        {TEST_PERMUTATION, 30, 9999, "\u2264 1.0e-04 (sampled)"},
        {TEST_PERMUTATION, 8, 0, "1.6e-04"}, /* 2 / choose(16, 8) */
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        double low[30], high[30];
        const struct series series[] = {{"low", low, cases[i].n, NULL},
                                        {"high", high, cases[i].n, NULL}};
        struct study_options options = STUDY_OPTIONS_DEFAULT;
        g_autoptr(Results) results = NULL;
        const struct result_test *it;
        double p = 1.0 / (double)(cases[i].resamples + 1);
        g_autofree char *words = NULL;

        for (size_t k = 0; k < cases[i].n; k++) {
            low[k] = sqrt((double)k + 2);
            high[k] = 10 + sqrt((double)k + 3);
        }
        options.test = cases[i].test;
        results = results_of(series, 2, &options, NULL);
        it = &comparison_at(results, 0)->beside[2];
        g_assert_cmpuint(it->resamples, ==, cases[i].resamples);
        g_assert_true(it->is_exact == !cases[i].resamples);
        g_assert_true(isnan(it->p_se) == !cases[i].resamples);
        if (cases[i].resamples) {
            near(it->p.p, p);
            near(it->p_se, sqrt(p * (1 - p) * p));
        }
        if (cases[i].short_p)
            g_assert_cmpstr(comparison_at(results, 0)->text.p_short, ==,
                            cases[i].short_p);
        words = words_p_of_test(it, ", sampled");
        if (cases[i].n == 20)
            g_assert_cmpstr(words, ==, "1.5e-11");
    }
}

/* Lower or higher, and better only when that is known. */
static void test_direction(void)
{
    static const struct {
        enum study_better better;
        enum verdict_code code;
        const char *verdict;
    } cases[] = {
        {BETTER_UNKNOWN, DIFFERENT, "wild higher"},
        {BETTER_HIGHER, BETTER, "wild better"},
        {BETTER_LOWER, WORSE, "calm better"},
    };
    const struct series series[] = {SERIES(calm), SERIES(wild)};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct study_options options = STUDY_OPTIONS_DEFAULT;
        g_autoptr(Results) results = NULL;

        options.test = TEST_MANN_WHITNEY;
        options.better = cases[i].better;
        results = results_of(series, 2, &options, NULL);
        g_assert_cmpint(comparison_at(results, 0)->code, ==, cases[i].code);
        g_assert_cmpstr(comparison_at(results, 0)->text.verdict, ==,
                        cases[i].verdict);
    }
}

static void test_paired(void)
{
    const struct series series[] = {SERIES(calm), SERIES(wild)};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = NULL;
    g_autoptr(GError) error = NULL;
    const struct result_comparison *it;

    options.pairing = PAIRING_REPETITION;
    results = results_of(series, 2, &options, NULL);
    it = comparison_at(results, 0);
    g_assert_cmpuint(it->n_pairs, ==, 8);
    g_assert_cmpint(it->test.which, ==, TEST_PAIRED_T);
    /* Seven differences of 1, one of 20: mean 27 / 8, sd sqrt(361 / 8);
     * 2 * pt(-27 / 8 / sqrt(361 / 64), 7) */
    near(it->welch.t, 27.0 / 8 / sqrt(361.0 / 64));
    /* All signs the same: 2 / 2^8. */
    near(it->beside[1].p.p, 2.0 / 256);
    near(it->beside[2].p.p, 2.0 / 256);
    /* A test for pairs without pairs, and the other way round. */
    options.test = TEST_WELCH;
    g_assert_null(results_of(series, 2, &options, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_USAGE);
    g_clear_error(&error);
    options.test = TEST_WILCOXON;
    options.pairing = PAIRING_NONE;
    g_assert_null(results_of(series, 2, &options, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_USAGE);
}

static const double before[] = {10, 20, 30, 40, 50, 60, 70, 80};
static const double after[] = {10, 20, 29, 42, 53, 64, 75};

/* Differences 0, 0, -1, 2, 3, 4, 5. Dropped zeros: W+ = 2 + 3 + 4 + 5 = 14 of
 * 15; of 2^5 sums four lie as far out (0, 1, 14, 15): 4 / 32. Pratt's ranks:
 * zeros take 1 and 2, so that W+ = 4 + 5 + 6 + 7 = 22 of 25; as far out as
 * that are 0, 3, 22, 25: 4 / 32 again.
 * The eighth of before has no partner: its mean is that of the seven. */
static void test_pairs_used(void)
{
    const struct series series[] = {SERIES(before), SERIES(after)};

    for (size_t i = 0; i < 2; i++) {
        struct study_options options = STUDY_OPTIONS_DEFAULT;
        g_autoptr(Results) results = NULL;
        const struct result_comparison *it;

        options.pairing = PAIRING_REPETITION;
        options.test = TEST_WILCOXON;
        options.pratt = i == 1;
        results = results_of(series, 2, &options, NULL);
        it = comparison_at(results, 0);
        g_assert_cmpuint(it->n_pairs, ==, 7);
        g_assert_cmpuint(it->n_alike, ==, 2);
        near(it->test.statistic, i ? 22 : 14);
        near(it->test.p.p, 4.0 / 32);
        near(results_side(results, it, 0)->moments.mean, 40);
        near(results_side(results, it, 1)->moments.mean, 293.0 / 7);
        near(results_sample(results, 0, 0)->moments.mean, 45);
        g_assert_cmpstr(results_side(results, it, 0)->text.n, ==, "7");
        g_assert_nonnull(it->text.alike);
    }
}

static const double plain[] = {10, 20, 30, 40, 50, 60};
static const double moved[] = {10, 19, 31, 42, 53, 64};

/* Differences 0, -1, 1, 2, 3, 4. Dropped: ranks 1.5, 1.5, 3, 4, 5, W+ = 13.5
 * of 15: as far out are 0, 1.5 (twice), 13.5 (twice), 15: 6 / 32. */
static void test_no_overall(void)
{
    const struct series series[] = {SERIES(plain), SERIES(moved),
                                    SERIES(after)};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = NULL;

    options.pairing = PAIRING_REPETITION;
    options.test = TEST_WILCOXON;
    results = results_of(series, 3, &options, NULL);
    near(comparison_at(results, 0)->test.p.p, 6.0 / 32);
    /* Variance and Kruskal-Wallis are none for pairs. */
    g_assert_cmpuint(results->groups->len, ==, 0);
}

/* t.test(b, a, mu = -400, alternative = "greater"),
 * t.test(b, a, mu = 400, alternative = "less")$p.value, and
 * t.test(b, a, conf.level = 0.9)$conf.int; of pairs
 * t.test(c(0, 0, -1, 2, 3, 4, 5), mu = 5, alternative = "less") */
static void test_absolute_margin(void)
{
    const struct series pairs[] = {SERIES(before), SERIES(after)};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) two = NULL, paired = NULL;
    const struct result_comparison *it;

    options.margin_absolute = (struct study_margin){"400", 400, NULL};
    two = results_of(ab, 2, &options, NULL);
    it = comparison_at(two, 0);
    g_assert_true(it->is_absolute);
    g_assert_cmpfloat_with_epsilon(it->equivalence.p.p, 0.027762357, 1e-8);
    g_assert_cmpfloat_with_epsilon(it->equivalence.interval.low, -168.2556,
                                   1e-4);
    g_assert_cmpfloat_with_epsilon(it->equivalence.smallest_margin, 348.2556,
                                   1e-4);
    g_assert_cmpint(it->code, ==, EQUIVALENT);
    g_assert_cmpstr(it->text.verdict, ==, "equivalent within \u00b1400");
    options.pairing = PAIRING_REPETITION;
    options.margin_absolute = (struct study_margin){"5", 5, NULL};
    paired = results_of(pairs, 2, &options, NULL);
    it = comparison_at(paired, 0);
    near(it->equivalence.p.p, 0.00524789879762);
    g_assert_cmpfloat_with_epsilon(it->equivalence.smallest_margin, 3.522726,
                                   1e-6);
}

/* A margin in seconds is none for metrics without unit. */
static void test_other_unit(void)
{
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = NULL;

    options.margin_absolute = (struct study_margin){"400 s", 400, "s"};
    results = results_of(ab, 2, &options, NULL);
    g_assert_false(comparison_at(results, 0)->is_absolute);
    g_assert_cmpint(comparison_at(results, 0)->code, ==, INCONCLUSIVE);
}

/* a, sorted: 50 150 150 200 400 400 750. The first and last cover all but
 * 2 / 2^7; distances from 200, sorted: 0 50 50 150 200 200 550. In the order
 * of the runs: below, -, below, above, above, above, below: 3 stretches of 3
 * and 3; of 20 arrangements 2 have two, 4 have three: 2 * 6 / 20. */
static void test_robust(void)
{
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = results_of(ab, 2, &options, NULL);
    const struct result_sample *it = results_sample(results, 0, 0);

    near(it->median_interval.coverage, 1 - 2.0 / 128);
    near(it->median_interval.interval.low, 50);
    near(it->median_interval.interval.high, 750);
    near(it->mad, 150);
    g_assert_cmpuint(it->runs_test.runs, ==, 3);
    near(it->runs_test.p.p, 0.6);
    g_assert_cmpstr(it->text.robust, ==,
                    "median 200 [50, 750] at 98.4\u00a0%, MAD 150.0 (as an sd "
                    "222.4); 3 stretches above or below the median (runs "
                    "test: p = 0.6)");
}

/* An interval of the bootstrap depends on the seed, and on nothing else. */
static void test_seed(void)
{
    double low[3];

    for (size_t i = 0; i < 3; i++) {
        struct study_options options = STUDY_OPTIONS_DEFAULT;
        g_autoptr(Results) results = NULL;

        options.interval = INTERVAL_BOOTSTRAP;
        options.seed = i == 2 ? 7 : 20091;
        results = results_of(ab, 2, &options, NULL);
        low[i] = comparison_at(results, 0)->ratio.interval.low;
        g_assert_cmpstr(comparison_at(results, 0)->ratio_method, ==,
                        "bootstrap-bca");
    }
    g_assert_cmpfloat(low[0], ==, low[1]);
    g_assert_cmpfloat(low[0], !=, low[2]);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/compare/decide/each", test_each_decides);
    g_test_add_func("/compare/decide/quotients", test_quotients);
    g_test_add_func("/compare/decide/needed", test_needed);
    g_test_add_func("/compare/decide/fragile", test_fragile);
    g_test_add_func("/compare/decide/direction", test_direction);
    g_test_add_func("/compare/decide/one-run", test_one_run);
    g_test_add_func("/compare/decide/reached", test_reached);
    g_test_add_func("/compare/decide/no-ratio", test_no_ratio);
    g_test_add_func("/compare/decide/sampled", test_sampled);
    g_test_add_func("/compare/decide/paired", test_paired);
    g_test_add_func("/compare/decide/pairs-used", test_pairs_used);
    g_test_add_func("/compare/decide/no-overall", test_no_overall);
    g_test_add_func("/compare/decide/absolute-margin", test_absolute_margin);
    g_test_add_func("/compare/decide/other-unit", test_other_unit);
    g_test_add_func("/compare/decide/robust", test_robust);
    g_test_add_func("/compare/decide/seed", test_seed);
    return g_test_run();
}

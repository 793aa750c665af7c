/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three and more systems: which comparisons are adjusted together, and at
 * which level their intervals hold together. Expected values are R 4.2's. */
#include <math.h>

#include "series.h"

#define near(got, expected)                                                    \
    g_assert_cmpfloat_with_epsilon(got, expected,                              \
                                   1e-9 * (1 + fabs((double)(expected))))

static const double g1[] = {10.0, 11.0, 12.0, 13.0};
static const double g2[] = {10.5, 11.5, 12.5, 13.5};
static const double g3[] = {20, 21, 22.5, 23};

/* oneway.test(v ~ g), kruskal.test(v ~ g); Games and Howell's at
 * Welch's se and df by integrate(), as ptukey() has but four digits here:
 *   range <- function(w) 3 * integrate(function(z) dnorm(z) *
 *       (pnorm(z)^2 - (pnorm(z) - pnorm(z - w))^2), -Inf, Inf)
 *   integrate(function(s) 2 * df * s * dchisq(df * s^2, df) * range(q * s),
 *       0, 8) */
static void test_three(void)
{
    const struct series series[] = {SERIES(g1), SERIES(g2), SERIES(g3)};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = NULL;
    const struct result_group *group;

    options.pairs = PAIRS_ALL;
    results = results_of(series, 3, &options, NULL);
    g_assert_cmpuint(results->comparisons->len, ==, 3);
    g_assert_cmpuint(results->groups->len, ==, 1);
    group = &g_array_index(results->groups, struct result_group, 0);
    near(group->welch.f, 64.44496894);
    near(group->welch.p.p, 8.85096197e-05);
    near(group->kruskal.h, 7.538461538);
    near(group->kruskal.p.p, 0.0230698025);
    g_assert_cmpfloat_with_epsilon(comparison_at(results, 0)->test.p.p,
                                   0.851398231496, 1e-7);
    g_assert_cmpfloat_with_epsilon(comparison_at(results, 1)->test.p.p,
                                   9.80984903724e-05, 1e-11);
    g_assert_cmpfloat_with_epsilon(comparison_at(results, 2)->test.p.p,
                                   0.000130836825437, 1e-11);
    g_assert_cmpstr(comparison_at(results, 2)->text.verdict, ==, "g3 higher");
    g_assert_cmpstr(group->letters[0], ==, "b");
    g_assert_cmpstr(group->letters[1], ==, "b");
    g_assert_cmpstr(group->letters[2], ==, "a");
}

/* Of a metric of which less is better, the least has the a; what does not vary
 * is told apart without a test. */
static void test_letters(void)
{
    static const double c1[] = {5, 5, 5}, c2[] = {6, 6, 6}, c3[] = {5, 5, 5};
    const struct series varied[] = {SERIES(g1), SERIES(g2), SERIES(g3)};
    const struct series constant[] = {SERIES(c1), SERIES(c2), SERIES(c3)};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) less = NULL, still = NULL;
    const struct result_group *group;

    options.pairs = PAIRS_ALL;
    options.better = BETTER_LOWER;
    less = results_of(varied, 3, &options, NULL);
    group = &g_array_index(less->groups, struct result_group, 0);
    g_assert_cmpstr(group->letters[0], ==, "a");
    g_assert_cmpstr(group->letters[1], ==, "a");
    g_assert_cmpstr(group->letters[2], ==, "b");
    still = results_of(constant, 3, &options, NULL);
    group = &g_array_index(still->groups, struct result_group, 0);
    g_assert_cmpstr(group->letters[0], ==, "a");
    g_assert_cmpstr(group->letters[1], ==, "b");
    g_assert_cmpstr(group->letters[2], ==, "a");
}

/* The first varies too much to be told from anybody. multcompView's example:
 * multcompLetters(c("a-b" = FALSE, "a-c" = FALSE, "b-c" = TRUE)) is
 * a "ab", b "a", c "b": letters in their order from the best mean down. And
 * of five, {wide, two, three} and {wide, four, five}, where order of input
 * must not matter. */
static void test_letters_order(void)
{
    static const double wide[] = {2, 10, 18, 14}, two[] = {9, 9.1, 9.2, 9.1},
                        three[] = {8.9, 9.0, 9.1, 9.0},
                        four[] = {5, 5.1, 5.2, 5.1},
                        five[] = {4.9, 5.0, 5.1, 5.0};
    const struct series of_three[] = {SERIES(wide), SERIES(two), SERIES(four)};
    const struct series of_five[] = {SERIES(five), SERIES(two), SERIES(wide),
                                     SERIES(four), SERIES(three)};
    static const char *const expected[] = {"b", "a", "ab", "b", "a"};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = NULL, more = NULL;
    const struct result_group *group;

    options.pairs = PAIRS_ALL;
    results = results_of(of_three, 3, &options, NULL);
    group = &g_array_index(results->groups, struct result_group, 0);
    g_assert_cmpstr(group->letters[0], ==, "ab");
    g_assert_cmpstr(group->letters[1], ==, "a");
    g_assert_cmpstr(group->letters[2], ==, "b");
    more = results_of(of_five, 5, &options, NULL);
    group = &g_array_index(more->groups, struct result_group, 0);
    for (size_t i = 0; i < 5; i++)
        g_assert_cmpstr(group->letters[i], ==, expected[i]);
}

/* Two cells of one table, p = 0.6036 in both: to be shown at 0.05 / 2.
 * power.t.test(delta = 0.5, sd = sqrt(5 / 3), sig.level = 0.025, power = 0.8)
 * Of all pairs: at Games and Howell's level, df = 6,
 * sig.level = 2 * pt(-qtukey(0.95, 3, 6) / sqrt(2), 6) */
static void test_needed(void)
{
    const struct series cells[] = {{"one", g1, 4, g1}, {"two", g2, 4, g2}};
    const struct series all[] = {SERIES(g1), SERIES(g2), SERIES(g3)};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = results_of(cells, 2, &options, NULL);
    g_autoptr(Results) pairs = NULL;

    for (guint i = 0; i < 2; i++)
        g_assert_cmpuint(comparison_at(results, i)->needed.runs_80, ==, 128);
    options.pairs = PAIRS_ALL;
    pairs = results_of(all, 3, &options, NULL);
    g_assert_cmpuint(comparison_at(pairs, 0)->needed.runs_80, ==, 133);
}

/* Each with the reference: Holm over both tables, not table by table.
 * t.test(g2, g1)$p.value, t.test(g3, g1)$p.value: 0.6036, 3.98e-05 */
static void test_reference(void)
{
    const struct series series[] = {SERIES(g1), SERIES(g2), SERIES(g3)};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = results_of(series, 3, &options, NULL);

    g_assert_cmpuint(results->comparisons->len, ==, 2);
    g_assert_cmpuint(results->families->len, ==, 2);
    for (guint i = 0; i < 2; i++) {
        const struct result_family *family =
            &g_array_index(results->families, struct result_family, i);

        g_assert_cmpuint(family->size, ==, 2);
        g_assert_cmpuint(family->n_tested, ==, 1);
    }
    near(comparison_at(results, 0)->test.p.p, 0.60364505651);
    near(comparison_at(results, 0)->p_adjusted.p, 0.60364505651);
    near(comparison_at(results, 1)->test.p.p, 3.97992731008e-05);
    near(comparison_at(results, 1)->p_adjusted.p, 2 * 3.97992731008e-05);
}

/* t.test(g3, g1, conf.level = 1 - 0.05 / 2)$conf.int */
static void test_simultaneous(void)
{
    const struct series series[] = {SERIES(g1), SERIES(g2), SERIES(g3)};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = NULL;
    const struct result_comparison *it;

    options.simultaneous = true;
    results = results_of(series, 3, &options, NULL);
    it = comparison_at(results, 1);
    near(it->ratio.interval.level, 0.975);
    near(it->difference.interval.low, 7.31974811969);
    near(it->difference.interval.high, 12.93025188031);
}

/* All pairs, together: the studentized range instead of t.
 * w <- t.test(g3, g1); se <- sqrt(var(g1) / 4 + var(g3) / 4)
 * qtukey(0.95, 3, w$parameter) * se / sqrt(2): 2.899095
 * (Fieller's with that quantile contains 0 % where the interval of the
 * difference contains 0.) */
static void test_pairs_together(void)
{
    const struct series series[] = {SERIES(g1), SERIES(g2), SERIES(g3)};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = NULL;
    const struct result_comparison *it;

    options.simultaneous = true;
    options.pairs = PAIRS_ALL;
    results = results_of(series, 3, &options, NULL);
    it = comparison_at(results, 1);
    g_assert_cmpstr(it->test.slug, ==, "games-howell");
    g_assert_cmpstr(it->difference.method, ==, "games-howell");
    g_assert_cmpstr(it->ratio_method, ==, "fieller-range");
    g_assert_cmpfloat_with_epsilon(it->difference.interval.high,
                                   10.125 + 2.899095464, 1e-5);
    g_assert_cmpfloat_with_epsilon(it->difference.interval.low,
                                   10.125 - 2.899095464, 1e-5);
}

/* TukeyHSD(aov(v ~ g)), of which ptukey() has but four digits in the tail;
 * with s the residual standard error and t either
 * qtukey(0.95, 3, 9) / sqrt(2) or qt(0.975, 9): r <- mean(g3) / mean(g1),
 * ca <- s^2 / 4 / mean(g1)^2, Fieller's ends
 * (r + c(-1, 1) * t * sqrt(ca + r^2 * ca - t^2 * ca^2)) / (1 - t^2 * ca) */
static void test_tukey(void)
{
    static const double ends[2][2] = {{1.631906378, 2.193465422},
                                      {1.580666662, 2.279349369}};
    const struct series series[] = {SERIES(g1), SERIES(g2), SERIES(g3)};

    for (size_t i = 0; i < 2; i++) {
        struct study_options options = STUDY_OPTIONS_DEFAULT;
        g_autoptr(Results) results = NULL;
        const struct result_comparison *it;

        options.test = TEST_STUDENT;
        options.pairs = PAIRS_ALL;
        options.simultaneous = i == 1;
        results = results_of(series, 3, &options, NULL);
        it = comparison_at(results, 0);
        g_assert_cmpstr(it->test.slug, ==, "tukey-kramer");
        g_assert_cmpfloat_with_epsilon(it->test.p.p, 0.856136293284, 1e-7);
        it = comparison_at(results, 1);
        g_assert_cmpfloat_with_epsilon(it->test.p.p, 4.8567e-06, 5e-9);
        g_assert_cmpfloat_with_epsilon(it->ratio.interval.low, ends[i][0],
                                       1e-6);
        g_assert_cmpfloat_with_epsilon(it->ratio.interval.high, ends[i][1],
                                       1e-6);
        if (i)
            g_assert_cmpfloat_with_epsilon(it->difference.interval.low,
                                           7.51850495473, 1e-5);
    }
}

static const double low[] = {1.0, 1.1, 1.2, 1.3},
                    middle[] = {5.0, 5.1, 5.2, 5.3},
                    high[] = {9.0, 9.1, 9.2, 9.3};

/* Two cells, three pairs of systems in each: p times the cells that still
 * have a pair that is not told apart. In x the systems are those of
 * test_three, in y all apart (p of Games and Howell below 1e-8), or two are
 * the same. */
static void test_cells(void)
{
    for (size_t is_done = 0; is_done < 2; is_done++) {
        const struct series series[] = {
            {"one", g1, 4, low},
            {"two", g2, 4, is_done ? middle : low},
            {"three", g3, 4, high},
        };
        struct study_options options = STUDY_OPTIONS_DEFAULT;
        g_autoptr(Results) results = NULL;

        options.pairs = PAIRS_ALL;
        results = results_of(series, 3, &options, NULL);
        g_assert_cmpuint(results->comparisons->len, ==, 6);
        for (guint i = 0; i < 6; i++) {
            const struct result_comparison *it = comparison_at(results, i);
            const char *item =
                g_array_index(results->cells, struct result_cell, it->cell)
                    .item;
            /* y is done first: x counts alone then. Of y, both still do. */
            double factor = is_done && !strcmp(item, "x") ? 1 : 2;

            near(it->p_adjusted.p, fmin(1, factor * it->test.p.p));
            g_assert_cmpuint(g_array_index(results->families,
                                           struct result_family, it->family)
                                 .size,
                             ==, 6);
        }
    }
}

/* Marks of all pairs: an outlier in `two` concerns the pairs that `two` is a
 * side of; that the tests disagree, the pair in which they do. Welch's p of two
 * against one 0.0832, of wilcox.test() 0.00466; of three against one both are
 * below 0.001. */
static void test_marks(void)
{
    static const double one[] = {97.11,  99.12,  100.78, 96.54,
                                 100.59, 100.09, 100.26, 103.35},
                        two[] = {100.34, 107.80, 101.77, 102.73,
                                 101.85, 104.76, 104.46, 130.00},
                        three[] = {106.42, 104.13, 117.34, 110.20,
                                   108.10, 111.50, 103.30, 105.76};
    static const struct {
        unsigned care, fragile;
    } expected[] = {{MARK_CARE, MARK_FRAGILE}, {0, 0}, {MARK_CARE, 0}};
    const struct series series[] = {SERIES(one), SERIES(two), SERIES(three)};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = NULL;

    options.pairs = PAIRS_ALL;
    results = results_of(series, 3, &options, NULL);
    g_assert_cmpuint(results->comparisons->len, ==, 3);
    for (guint i = 0; i < 3; i++) {
        unsigned marks = comparison_at(results, i)->marks;

        g_assert_cmpuint(marks & MARK_CARE, ==, expected[i].care);
        g_assert_cmpuint(marks & MARK_FRAGILE, ==, expected[i].fragile);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/compare/systems/three", test_three);
    g_test_add_func("/compare/systems/letters", test_letters);
    g_test_add_func("/compare/systems/letters-order", test_letters_order);
    g_test_add_func("/compare/systems/needed", test_needed);
    g_test_add_func("/compare/systems/reference", test_reference);
    g_test_add_func("/compare/systems/simultaneous", test_simultaneous);
    g_test_add_func("/compare/systems/pairs-together", test_pairs_together);
    g_test_add_func("/compare/systems/tukey", test_tukey);
    g_test_add_func("/compare/systems/cells", test_cells);
    g_test_add_func("/compare/systems/marks", test_marks);
    return g_test_run();
}

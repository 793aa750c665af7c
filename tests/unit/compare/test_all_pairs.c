/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All pairs of systems by each test, and whether the tests agree with the one
 * that decides. Expected values are R 4.2's: those of pairs of systems are
 * p.adjust(p, "holm") (or "BH") over the three p that are named. */
#include <math.h>
#include <string.h>

#include "series.h"

#define near(got, expected)                                                    \
    g_assert_cmpfloat_with_epsilon(got, expected,                              \
                                   1e-9 * (1 + fabs((double)(expected))))

static const double one[] = {97.11,  99.12,  100.78, 96.54,
                             100.59, 100.09, 100.26, 103.35},
                    two[] = {100.34, 107.80, 101.77, 102.73,
                             101.85, 104.76, 104.46, 130.00},
                    three[] = {106.42, 104.13, 117.34, 110.20,
                               108.10, 111.50, 103.30, 105.76};
static const struct series systems[] = {SERIES(one), SERIES(two),
                                        SERIES(three)};

static Results *all_pairs(struct study_options options)
{
    Results *results;

    options.pairs = PAIRS_ALL;
    results = results_of(systems, 3, &options, NULL);
    g_assert_nonnull(results);
    g_assert_cmpuint(results->comparisons->len, ==, 3);
    return results;
}

/* Of two against one, three against one, three against two. */
static const struct {
    enum study_test test;
    enum study_pairing pairing;
    enum adjustment adjust;
    const char *slug;
    double p[3], adjusted[3];
    const char *letters[3];
} expected[] = {
    /* mean(abs(D) >= abs(d)) of combn(16, 8), as in test_decide.c */
    {TEST_PERMUTATION,
     PAIRING_NONE,
     ADJUST_HOLM,
     "permutation",
     {0.008702408702409, 0.000932400932401, 0.725563325563326},
     {0.008702408702409, 0.000932400932401, 0.725563325563326},
     {"b", "a", "a"}},
    /* t.test(paired = TRUE), raw 0.0496, 0.00198, 0.711 */
    {TEST_PAIRED_T,
     PAIRING_REPETITION,
     ADJUST_HOLM,
     "paired-t",
     {0.09917268512404, 0.00592887247037, 0.71126423445670},
     {0.09917268512404, 0.00592887247037, 0.71126423445670},
     {"b", "ab", "a"}},
    /* wilcox.test(paired = TRUE), raw 2^-7 twice, and 0.3828 */
    {TEST_WILCOXON,
     PAIRING_REPETITION,
     ADJUST_HOLM,
     "wilcoxon",
     {0.0234375, 0.0234375, 0.3828125},
     {0.0234375, 0.0234375, 0.3828125},
     {"b", "a", "a"}},
    /* abs(signs %*% d) of all 2^8 signs, raw 2^-7 twice, and 0.703 */
    {TEST_PERMUTATION,
     PAIRING_REPETITION,
     ADJUST_HOLM,
     "permutation",
     {0.0234375, 0.0234375, 0.703125},
     {0.0234375, 0.0234375, 0.703125},
     {"b", "a", "a"}},
    /* The rate of false discoveries counts the pairs itself: t.test(), then
     * p.adjust(p, "BH"). */
    {TEST_DEFAULT,
     PAIRING_NONE,
     ADJUST_BH,
     "welch",
     {0.083182646994723, 0.000738668601654, 0.676351455735807},
     {0.12477397049208, 0.00221600580496, 0.67635145573581},
     {"b", "ab", "a"}},
    /* wilcox.test(), then the same; no Dunn. */
    {TEST_MANN_WHITNEY,
     PAIRING_NONE,
     ADJUST_BH,
     "mann-whitney",
     {0.0046620046620, 0.0003108003108, 0.1048951048951},
     {0.0069930069930, 0.0009324009324, 0.1048951048951},
     {"b", "a", "a"}},
};

static void test_by_each(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        struct study_options options = STUDY_OPTIONS_DEFAULT;
        g_autoptr(Results) results = NULL;
        const struct result_group *group;

        options.test = expected[i].test;
        options.pairing = expected[i].pairing;
        options.adjust = expected[i].adjust;
        results = all_pairs(options);
        g_assert_cmpuint(results->groups->len, ==, 1);
        group = &g_array_index(results->groups, struct result_group, 0);
        for (guint k = 0; k < 3; k++) {
            const struct result_comparison *it = comparison_at(results, k);

            g_assert_cmpstr(it->test.slug, ==, expected[i].slug);
            near(it->test.p.p, expected[i].p[k]);
            near(it->p_adjusted.p, expected[i].adjusted[k]);
            g_assert_cmpstr(group->letters[k], ==, expected[i].letters[k]);
        }
        /* Analysis of variance takes runs for independent. */
        g_assert_true((group->words == NULL) ==
                      (expected[i].pairing != PAIRING_NONE));
    }
}

/* t.test(three, one, paired = TRUE, conf.level = 1 - 0.05 / 3)$conf.int */
static void test_together(void)
{
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = NULL;
    const struct result_comparison *it;

    options.pairing = PAIRING_REPETITION;
    options.simultaneous = true;
    results = all_pairs(options);
    it = comparison_at(results, 1);
    near(it->difference.interval.low, 2.99611742282);
    near(it->difference.interval.high, 14.23138257718);
    near(it->difference.interval.level, 1 - 0.05 / 3);
}

/* Whatever quantile an interval of all pairs is made with, it is one of 95 %,
 * for itself or with the other pairs of the cell. */
static void test_levels(void)
{
    static const enum study_test tests[] = {TEST_DEFAULT, TEST_STUDENT};

    for (size_t i = 0; i < 2 * G_N_ELEMENTS(tests); i++) {
        struct study_options options = STUDY_OPTIONS_DEFAULT;
        g_autoptr(Results) results = NULL;

        options.test = tests[i / 2];
        options.simultaneous = i % 2;
        results = all_pairs(options);
        for (guint k = 0; k < 3; k++) {
            const struct result_comparison *it = comparison_at(results, k);

            near(it->difference.interval.level, 0.95);
            near(it->ratio.interval.level, 0.95);
        }
    }
}

/* All vote over the pairs. Of two against one: wilcox.test() 0.00466 and the
 * permutations' 0.00435, each times 2 by Holm; Games and Howell's 0.179,
 * ptukey(1.990 * sqrt(2), 3, 7.697, lower.tail = FALSE); t.test(two[1:7],
 * one)$p.value 0.0107 without the run beyond the fence. */
static void test_footing(void)
{
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = all_pairs(options);
    const struct result_comparison *it = comparison_at(results, 0);

    near(it->beside[1].p.p, 0.0046620046620);
    near(it->beside[1].p_of_pairs.p, 0.009324009324009);
    near(it->beside[2].p_of_pairs.p, 0.008702408702409);
    g_assert_cmpstr(it->text.tests, ==,
                    "fragile: Mann-Whitney (p = 0.0093) and permutation (p = "
                    "0.0087) disagree with Games-Howell (p = 0.18), all over "
                    "the pairs of systems; cause: runs that lie far out "
                    "(without them Welch's p = 0.011)");
    g_assert_cmpstr(comparison_at(results, 1)->text.tests, ==,
                    "all three tests agree");
}

/* Student's decides: t.test(y, x, var.equal = TRUE) 0.0254, t.test() 0.303,
 * ranks 0.130 and permutations 0.0462 of combn(15, 3). */
static void test_student(void)
{
    static const double x[] = {10,  10.2, 9.9, 10.1, 10.4, 10.3,
                               9.8, 10.5, 9.7, 10.6, 10.7, 9.6},
                        y[] = {10.5, 12.4, 10.3};
    const struct series series[] = {SERIES(x), SERIES(y)};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = NULL;
    const struct result_comparison *it;

    options.test = TEST_STUDENT;
    results = results_of(series, 2, &options, NULL);
    it = comparison_at(results, 0);
    near(it->test.p.p, 0.0254318259785);
    g_assert_cmpint(it->code, ==, DIFFERENT);
    g_assert_true(it->marks & MARK_FRAGILE);
    g_assert_cmpstr(it->text.tests, ==,
                    "fragile: Welch (p = 0.3) and Mann-Whitney (p = 0.13) "
                    "disagree with Student (p = 0.025); cause: spreads more "
                    "than 2 : 1 with unequal n");
}

/* Neither side varies: there is no test, of ranks and permutations neither. */
static void test_still(void)
{
    static const double x[] = {5, 5, 5, 5, 5}, y[] = {6, 6, 6, 6, 6};
    static const enum study_test tests[] = {
        TEST_DEFAULT, TEST_STUDENT, TEST_MANN_WHITNEY, TEST_PERMUTATION};
    const struct series series[] = {SERIES(x), SERIES(y)};

    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
        struct study_options options = STUDY_OPTIONS_DEFAULT;
        g_autoptr(Results) results = NULL;
        const struct result_comparison *it;

        options.test = tests[i];
        results = results_of(series, 2, &options, NULL);
        it = comparison_at(results, 0);
        g_assert_cmpint(it->code, ==, UNTESTABLE);
        g_assert_cmpstr(it->text.verdict, ==, "no variation: unequal");
        g_assert_cmpfloat(it->p_adjusted.p, !=, it->p_adjusted.p);
        for (size_t k = 0; k < RESULT_TESTS; k++)
            g_assert_cmpfloat(it->beside[k].p.p, !=, it->beside[k].p.p);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/compare/all-pairs/by-each", test_by_each);
    g_test_add_func("/compare/all-pairs/together", test_together);
    g_test_add_func("/compare/all-pairs/levels", test_levels);
    g_test_add_func("/compare/all-pairs/footing", test_footing);
    g_test_add_func("/compare/all-pairs/student", test_student);
    g_test_add_func("/compare/all-pairs/still", test_still);
    return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a comparison beside its numbers. */
#include <string.h>

#include "series.h"

static Results *compare(const char *name_a, const double *a, size_t n_a,
                        const char *name_b, const double *b, size_t n_b,
                        struct study_options options)
{
    const struct series series[] = {{name_a, a, n_a, NULL},
                                    {name_b, b, n_b, NULL}};
    Results *results = results_of(series, 2, &options, NULL);

    g_assert_nonnull(results);
    return results;
}

/* t.test(b, a, conf.level = 0.9)$conf.int: 0.823 to 1.177, of 10.05. */
static void test_more_than_margin(void)
{
    static const double a[] = {10, 10.1, 9.9, 10.2},
                        b[] = {11, 11.1, 10.9, 11.2};
    static const struct {
        double margin, absolute;
        const char *why;
    } cases[] = {
        {NAN, NAN, NULL},
        {0.05, NAN, "by more than the margin"},
        {0.09, NAN, NULL}, /* detected, but beyond or within is not known */
        {0.20, NAN, "small but measurable"},
        {NAN, 0.8, "by more than the margin"},
        {NAN, 0.9, NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct study_options options = STUDY_OPTIONS_DEFAULT;
        g_autoptr(Results) results = NULL;

        options.margin = cases[i].margin;
        if (!isnan(cases[i].absolute))
            options.margin_absolute =
                (struct study_margin){"so much", cases[i].absolute, NULL};
        results = compare("a", a, 4, "b", b, 4, options);
        g_assert_cmpstr(comparison_at(results, 0)->text.why, ==, cases[i].why);
    }
}

/* Of whole numbers: by ranks p is 0.0217 (all arrangements of combn(20, 10)),
 * and the interval, d[24] and d[77] of the sorted differences, 0 to 1. */
static void test_touches(void)
{
    static const double a[] = {1, 1, 1, 1, 1, 2, 2, 2, 2, 2},
                        b[] = {2, 2, 2, 2, 2, 2, 2, 2, 2, 3};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = NULL, same = NULL;
    const struct result_comparison *it;

    options.test = TEST_MANN_WHITNEY;
    results = compare("a", a, 10, "b", b, 10, options);
    it = comparison_at(results, 0);
    g_assert_cmpfloat_with_epsilon(it->test.p.p, 0.02167183, 1e-8);
    g_assert_cmpfloat(it->shift.interval.low, ==, 0);
    g_assert_cmpstr(it->text.touches, ==,
                    "the interval of the Hodges-Lehmann shift touches zero, "
                    "as many differences are zero; the test decides");
    same = compare("a", a, 10, "b", a, 10, options);
    g_assert_null(comparison_at(same, 0)->text.touches);
}

static void test_article(void)
{
    static const double a[] = {1, 2, 3}, b[] = {4, 5, 6};
    static const struct {
        const char *name, *words;
    } cases[] = {
        {"Xen", "a Xen run"},
        {"x", "an x run"},
        {"B", "a B run"},
        {"XFS", "an XFS run"},
        {"KVM", "a KVM run"},
        {"one", "a one run"},
        {"iguana", "an iguana run"},
        {"unikernel", "a unikernel run"},
        {"8 cores", "an 8 cores run"},
        {"HTTP", "an HTTP run"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct study_options options = STUDY_OPTIONS_DEFAULT;
        g_autoptr(Results) results =
            compare("other", a, 3, cases[i].name, b, 3, options);

        g_assert_true(g_str_has_prefix(comparison_at(results, 0)->text.effect,
                                       cases[i].words));
    }
}

/* Plain numbers have no clock, and these no unit. */
static void test_last_digit(void)
{
    static const double a[] = {5, 5, 5}, b[] = {6, 6, 6};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Results) results = compare("a", a, 3, "b", b, 3, options);

    g_assert_cmpstr(comparison_at(results, 0)->text.why, ==,
                    "the difference is within the last printed digit (1)");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/compare/said/more-than-margin", test_more_than_margin);
    g_test_add_func("/compare/said/touches", test_touches);
    g_test_add_func("/compare/said/article", test_article);
    g_test_add_func("/compare/said/last-digit", test_last_digit);
    return g_test_run();
}

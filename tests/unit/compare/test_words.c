/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as strings, and names as slugs. */
#include <math.h>

#include "base/nearest.h"
#include "compare/slug.h"
#include "compare/words.h"

static void test_number(void)
{
    static const struct {
        double value;
        int decimals;
        const char *plain, *with_sign;
    } cases[] = {
        {0, 0, "0", "0"},
        {0, 1, "0.0", "0.0"},
        {-0.04, 1, "0.0", "0.0"},
        {-0.06, 1, "\u22120.1", "\u22120.1"},
        {25.74, 1, "25.7", "+25.7"},
        {999, 0, "999", "+999"},
        {1000, 0, "1,000", "+1,000"},
        {1234.5, 1, "1,234.5", "+1,234.5"},
        {1234567.891, 2, "1,234,567.89", "+1,234,567.89"},
        {-98765, 0, "\u221298,765", "\u221298,765"},
        {NAN, 2, "\u2013", "\u2013"},
        {INFINITY, 2, "\u2013", "\u2013"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *plain =
            words_number(cases[i].value, cases[i].decimals);
        g_autofree char *with_sign =
            words_signed(cases[i].value, cases[i].decimals);

        g_assert_cmpstr(plain, ==, cases[i].plain);
        g_assert_cmpstr(with_sign, ==, cases[i].with_sign);
    }
}

static void test_p(void)
{
    static const struct {
        double p;
        const char *table, *brief;
    } cases[] = {
        {0.0253, "0.025", "0.025"},      {0.115, "0.115", "0.12"},
        {0.00099, "< 0.001", "9.9e-04"}, {8.8e-12, "< 0.001", "8.8e-12"},
        {1e-20, "< 0.001", "< 1e-15"},   {0.9995, "> 0.999", "> 0.99"},
        {1, "> 0.999", "> 0.99"},        {NAN, "\u2013", "\u2013"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct cotejo_p p = {cases[i].p, log10(cases[i].p)};
        g_autofree char *table = words_p(p.p);
        g_autofree char *brief = words_p_short(p);

        g_assert_cmpstr(table, ==, cases[i].table);
        g_assert_cmpstr(brief, ==, cases[i].brief);
    }
}

/* Two significant digits of the half-width, one more than the log at most. */
/* Exact, sampled, and sampled without a single shuffle as far out. */
static void test_p_of_test(void)
{
    static const struct {
        double p;
        size_t resamples;
        const char *words;
    } cases[] = {
        {0.00123, 0, "0.0012"},
        {0.0488, 9999, "0.049 \u00b10.002, sampled"},
        {0.0002, 9999, "0.0002 \u00b10.0001, sampled"},
        {1.0 / 10000, 9999, "\u2264 1.0e-04, sampled"},
        {1.0 / 99991, 99990, "\u2264 1.0e-05, sampled"},
        {1.0, 9999, "> 0.99, sampled"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        double p = cases[i].p, all = (double)cases[i].resamples + 1;
        struct result_test test = {
            .p = {p, log10(p)},
            .resamples = cases[i].resamples,
            .p_se = sqrt(p * (1 - p) / all),
        };
        g_autofree char *words = words_p_of_test(&test, ", sampled");

        g_assert_cmpstr(words, ==, cases[i].words);
    }
}

static void test_decimals(void)
{
    static const struct {
        double half_width;
        int log_decimals, decimals;
    } cases[] = {
        {663, 2, 0},  {66, 2, 0},    {9.9, 2, 1},      {1.0, 2, 1},
        {0.99, 2, 2}, {0.012, 2, 3}, {0.0012, 2, 3},   {0.0012, 5, 4},
        {NAN, 2, 2},  {0, 1, 1},     {INFINITY, 1, 1}, {0.5, 0, 1},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpint(
            words_decimals(cases[i].half_width, cases[i].log_decimals), ==,
            cases[i].decimals);
}

static void test_clean(void)
{
    static const struct {
        const char *raw, *clean;
    } cases[] = {
        {"insert", "insert"},
        {"a\tb\nc", "a b c"},
        {"\033[31mred", "\ufffd[31mred"},
        {"x\u202ey", "x\ufffdy"},
        {"caf\xc3\xa9", "caf\u00e9"},
        {"bad\xff!", "bad\ufffd!"},
        {"del\x7f", "del\ufffd"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *clean = words_clean(cases[i].raw);

        g_assert_cmpstr(clean, ==, cases[i].clean);
    }
}

static void test_slug(void)
{
    g_autoptr(GHashTable) taken =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *first = slug_make("Create_MANY tables", taken);
    g_autofree char *again = slug_make("create-many-tables", taken);
    g_autofree char *plus = slug_make("connect+select", NULL);
    g_autofree char *dots = slug_make("../..", NULL);
    g_autofree char *name = g_strnfill(200, 'a');
    g_autofree char *cut = slug_make(name, NULL);

    g_assert_cmpstr(first, ==, "create-many-tables");
    g_assert_cmpstr(again, !=, first);
    g_assert_true(g_str_has_prefix(again, "create-many-tables-"));
    g_assert_cmpstr(plus, ==, "connect-plus-select");
    g_assert_cmpstr(dots, ==, "x");
    g_assert_cmpuint(strlen(cut), ==, 60);
}

static void test_nearest(void)
{
    static const char *const names[] = {"compare", "describe", "report"};
    g_autofree char *near = nearest_names("compere", names, 3);
    g_autofree char *begun = nearest_names("des", names, 3);
    g_autofree char *far = nearest_names("xyzzy", names, 3);

    g_assert_cmpstr(near, ==, ", did you mean 'compare'?");
    g_assert_cmpstr(begun, ==, ", did you mean 'describe'?");
    g_assert_cmpstr(far, ==, "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/words/number", test_number);
    g_test_add_func("/words/p", test_p);
    g_test_add_func("/words/p-of-test", test_p_of_test);
    g_test_add_func("/words/decimals", test_decimals);
    g_test_add_func("/words/clean", test_clean);
    g_test_add_func("/slug", test_slug);
    g_test_add_func("/nearest", test_nearest);
    return g_test_run();
}

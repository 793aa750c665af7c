/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "chart/chart.h"
#include "chart/font.h"
#include "chart/label.h"
#include "chart/style.h"

static void test_negate(void)
{
    static const char *const pairs[][2] = {
        {"−25.6 %", "+25.6 %"}, {"+3.1 %", "−3.1 %"}, {"27.2", "−27.2"},
        {"0.0 %", "0.0 %"},     {"–", "–"},           {"−0.01", "+0.01"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autofree char *text = label_negate(pairs[i][0]);
        g_assert_cmpstr(text, ==, pairs[i][1]);
    }
}

static void test_shorten(void)
{
    static const char *const names[] = {
        "insert",
        "count_distinct_group_on_key_parts_of_the_first_table_and_more_words",
        "count_distinct_group_on_XXX_parts_of_the_first_table_and_more_words",
        "insert",
    };
    g_auto(GStrv) shorter = label_shorten(names, 4, 40, 1000, 7);

    g_assert_cmpstr(shorter[0], ==, "insert");
    g_assert_cmpstr(shorter[3], ==, "insert");
    for (int i = 1; i < 3; i++) {
        g_assert_cmpint(g_utf8_strlen(shorter[i], -1), <=, 40);
        g_assert_nonnull(strstr(shorter[i], "…"));
        g_assert_true(g_str_has_prefix(shorter[i], "count_distinct"));
    }
    g_assert_cmpstr(shorter[1], !=, shorter[2]);
}

static void test_shorten_width(void)
{
    static const char *const names[] = {
        "仮想機械仮想機械仮想機械仮想機械仮想機械",
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "iiiiiiiiiiiiiiiiiiii"};
    g_auto(GStrv) shorter = label_shorten(names, 3, 40, 20, 7);

    for (int i = 0; i < 3; i++) {
        g_assert_true(g_utf8_validate(shorter[i], -1, NULL));
        g_assert_cmpfloat(font_measure(shorter[i], 7, false).width, <=, 20);
    }
    g_assert_cmpstr(shorter[2], ==, names[2]);
}

static void test_wrap(void)
{
    char *first = NULL, *second = NULL;

    g_assert_true(label_wrap("Requests per second, higher is better", 45, 8,
                             &first, &second));
    g_assert_cmpstr(first, ==, "Requests per second,");
    g_assert_cmpstr(second, ==, "higher is better");
    g_free(first);
    g_free(second);
    g_assert_true(label_wrap("short", 45, 8, &first, &second));
    g_assert_cmpstr(first, ==, "short");
    g_assert_null(second);
    g_free(first);
    g_assert_false(label_wrap("nobreakwhatsoeverinthisverylongword", 20, 8,
                              &first, &second));
}

static void test_field(void)
{
    static const char *const pairs[][2] = {
        {"plain", "plain"},
        {"a,b", "\"a,b\""},
        {"say \"so\"", "\"say \"\"so\"\"\""},
        {"=1+1", "'=1+1"},
        {"-x,y", "\"'-x,y\""},
        {"", ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        label_put_field(out, pairs[i][0]);
        g_assert_cmpstr(out->str, ==, pairs[i][1]);
    }
}

static void test_number(void)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0.1, "0.1"},
                 {1852.25, "1852.25"},
                 {-0.0, "0"},
                 {NAN, ""},
                 {INFINITY, ""},
                 {1.0 / 3, "0.3333333333333333"},
                 {1e9 + 0.5, "1000000000.5"}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        label_put_number(out, cases[i].value);
        g_assert_cmpstr(out->str, ==, cases[i].text);
    }
}

static void test_profiles(void)
{
    struct chart_profile profile;

    g_assert_true(chart_profile_find("ieee1", &profile));
    g_assert_cmpfloat(profile.width_mm, ==, 88.5);
    g_assert_true(chart_profile_find("120x70mm", &profile));
    g_assert_cmpfloat(profile.width_mm, ==, 120);
    g_assert_cmpfloat(profile.fixed_height_mm, ==, 70);
    g_assert_cmpfloat(profile.note_pt, >=, 7);
    g_assert_true(chart_profile_find("120.5x70", &profile));
    g_assert_false(chart_profile_find("20x70mm", &profile));
    g_assert_false(chart_profile_find("120x9000mm", &profile));
    g_assert_false(chart_profile_find("120x", &profile));
    g_assert_false(chart_profile_find("x", &profile));
    g_assert_false(chart_profile_find("", &profile));
}

/* FIGURES 13.6: neighbours differ by 15 L* or by their hatch; markers and
 * verdict shapes differ. */
static void test_styles(void)
{
    for (int gray = 0; gray < 2; gray++)
        for (size_t i = 1; i < STYLES; i++) {
            struct system_style a = system_style(i - 1, gray);
            struct system_style b = system_style(i, gray);
            double apart =
                fabs(colour_lightness(a.fill) - colour_lightness(b.fill));
            g_assert_true(apart >= 15 || a.hatch != b.hatch);
            g_assert_cmpint(a.marker, !=, b.marker);
        }
    /* The lightness that the table of the specification states. */
    g_assert_cmpfloat_with_epsilon(colour_lightness(0x0072B2), 46, 0.6);
    g_assert_cmpfloat_with_epsilon(colour_lightness(0xE69F00), 71, 0.6);
    g_assert_cmpfloat_with_epsilon(colour_lightness(0xF0E442), 89, 0.6);
}

/* Widths against the advance widths of the font's own table (Liberation Sans,
 * 2048 units an em: digits 1139, "H" 1479), without hinting or rounding. */
static void test_measure(void)
{
    if (strcmp(font_family(), "Liberation Sans"))
        g_test_fail_printf("Liberation Sans is not installed");
    double em = 8 * MM_PER_PT;
    g_assert_cmpfloat_with_epsilon(font_measure("0123456789", 8, false).width,
                                   em * 11390 / 2048, 0.003);
    g_assert_cmpfloat_with_epsilon(font_measure("H", 8, false).width,
                                   em * 1479 / 2048, 0.003);
    g_assert_cmpfloat_with_epsilon(font_measure("H", 8, false).ascent,
                                   em * 1409 / 2048, 0.01);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/label/negate", test_negate);
    g_test_add_func("/label/shorten", test_shorten);
    g_test_add_func("/label/shorten-width", test_shorten_width);
    g_test_add_func("/label/wrap", test_wrap);
    g_test_add_func("/label/field", test_field);
    g_test_add_func("/label/number", test_number);
    g_test_add_func("/chart/profiles", test_profiles);
    g_test_add_func("/chart/styles", test_styles);
    g_test_add_func("/font/measure", test_measure);
    return g_test_run();
}

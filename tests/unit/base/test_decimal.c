/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decimals: what is read, what is refused, and the rounding to a double
 * against libc's own reading of the same text, which is right to the last
 * bit (glibc, musl). */
#include "base/decimal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

static const struct {
    const char *text;
    bool good;
    int64_t digits;
    int exponent;
} readings[] = {
    {"0", true, 0, 0},
    {"7", true, 7, 0},
    {"12.50", true, 1250, -2},
    {"-3", true, -3, 0},
    {"+3.5", true, 35, -1},
    {"-0.0", true, 0, -1},
    {"007", true, 7, 0},
    {"0000000000000000000000.5", true, 5, -1},
    {"999999999999999999", true, INT64_C(999999999999999999), 0},
    {"-99999999999.9999999", true, INT64_C(-999999999999999999), -7},
    {"1000000000000000000", false, 0, 0}, /* 19 digits */
    {"0.000000000000000000000000000001", true, 1, -30},
    {"0.0000000000000000000000000000001", false, 0, 0},
    {"1e3", true, 1, 3},
    {"1E+3", true, 1, 3},
    {"6e-04", true, 6, -4},
    {"1.23457e+06", true, 123457, 1},
    {"1e30", true, 1, 30},
    {"1e31", false, 0, 0},
    {"1e308", false, 0, 0},
    {"1e99999999999999999999", false, 0, 0},
    {"", false, 0, 0},
    {"-", false, 0, 0},
    {"+-1", false, 0, 0},
    {".", false, 0, 0},
    {".5", false, 0, 0},
    {"5.", false, 0, 0},
    {"1.2.3", false, 0, 0},
    {"1,234.5", false, 0, 0},
    {"1,5", false, 0, 0},
    {" 1", false, 0, 0},
    {"1 ", false, 0, 0},
    {"1e", false, 0, 0},
    {"1e+", false, 0, 0},
    {"e5", false, 0, 0},
    {"0x10", false, 0, 0},
    {"nan", false, 0, 0},
    {"inf", false, 0, 0},
    {"1s", false, 0, 0},
    {"\xd9\xa3", false, 0, 0}, /* ARABIC-INDIC DIGIT THREE */
};

static void test_read(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(readings); i++) {
        struct decimal d = {99, 9};
        bool good = slice_to_decimal(slice_from(readings[i].text), &d);

        g_test_message("'%s'", readings[i].text);
        g_assert_cmpint(good, ==, readings[i].good);
        if (good) {
            g_assert_cmpint(d.digits, ==, readings[i].digits);
            g_assert_cmpint(d.exponent, ==, readings[i].exponent);
        } else {
            g_assert_cmpint(d.digits, ==, 99); /* untouched */
        }
    }
}

static void test_comma(void)
{
    struct decimal d;

    g_assert_true(slice_to_decimal_comma(SLICE("3,361"), &d));
    g_assert_cmpint(d.digits, ==, 3361);
    g_assert_cmpint(d.exponent, ==, -3);
    g_assert_true(slice_to_decimal_comma(SLICE("3.361"), &d));
    g_assert_false(slice_to_decimal_comma(SLICE("1.234,5"), &d));
    g_assert_false(slice_to_decimal_comma(SLICE("1,2,3"), &d));
}

/* libc's reading, for comparison. */
static double libc_value(struct decimal d)
{
    g_autofree char *text =
        g_strdup_printf("%" G_GINT64_FORMAT "e%d", d.digits, d.exponent);

    return g_ascii_strtod(text, NULL);
}

static void assert_nearest(struct decimal d)
{
    double ours = decimal_to_double(d), theirs = libc_value(d);

    if (ours != theirs)
        g_error("%" G_GINT64_FORMAT "e%d: %a, should be %a", d.digits,
                d.exponent, ours, theirs);
}

static void test_nearest_random(void)
{
    for (int i = 0; i < 200000; i++) {
        int64_t digits = (int64_t)((uint64_t)g_test_rand_int() << 32 |
                                   (uint32_t)g_test_rand_int());
        int64_t cap = INT64_C(1);

        /* every number of digits alike */
        for (int n = g_test_rand_int_range(1, 19); n; n--)
            cap *= 10;
        assert_nearest((struct decimal){
            digits % cap, (int16_t)g_test_rand_int_range(-30, 31)});
    }
}

/* Halfway between two doubles, and one digit beside it. */
static void test_nearest_ties(void)
{
    static const struct decimal ties[] = {
        {INT64_C(9007199254740993), 0}, /* 2^53 + 1: to even, down */
        {INT64_C(9007199254740995), 0}, /* 2^53 + 3: to even, up */
        {INT64_C(90071992547409930), -1},
        {INT64_C(90071992547409931), -1},
        {INT64_C(90071992547409929), -1},
        {INT64_C(900719925474099300), -2},
        {INT64_C(900719925474099301), -2},
        {INT64_C(18014398509481986), 0},
        {INT64_C(18014398509481990), 0},
        {INT64_C(999999999999999999), 30},
        {INT64_C(999999999999999999), -30},
        {INT64_MAX, 0},
        {INT64_MIN, 0},
        {INT64_MAX, 40},
        {INT64_MIN, -40},
        {1, 40},
        {1, -40},
        {0, -40},
        {5, -1},
        {1, 23}, /* the first power of ten that is no double */
    };

    for (size_t i = 0; i < G_N_ELEMENTS(ties); i++)
        assert_nearest(ties[i]);
    g_assert_true(decimal_to_double(ties[0]) == 9007199254740992.0);
    g_assert_true(decimal_to_double(ties[1]) == 9007199254740996.0);
}

static void test_arithmetic(void)
{
    struct decimal d;
    char text[DECIMAL_TEXT];

    g_assert_true(
        decimal_add((struct decimal){125, -2}, (struct decimal){3, 0}, &d));
    g_assert_cmpstr(decimal_print(d, text), ==, "4.25");
    g_assert_true(
        decimal_subtract((struct decimal){1, 0}, (struct decimal){1, -18}, &d));
    g_assert_cmpstr(decimal_print(d, text), ==, "0.999999999999999999");
    g_assert_false(
        decimal_add((struct decimal){1, 30}, (struct decimal){1, 0}, &d));
    g_assert_false(decimal_add((struct decimal){INT64_MAX, 0},
                               (struct decimal){1, 0}, &d));
    g_assert_true(
        decimal_add((struct decimal){0, 30}, (struct decimal){1, -30}, &d));
    g_assert_cmpint(d.digits, ==, 1);
    g_assert_true(decimal_rescale((struct decimal){1200, -2}, 0, &d));
    g_assert_cmpint(d.digits, ==, 12);
    g_assert_false(decimal_rescale((struct decimal){1250, -2}, -1, &d) &&
                   d.digits != 125);
    g_assert_false(decimal_rescale((struct decimal){1250, -2}, 0, &d));
    d = decimal_shift((struct decimal){35, -1}, -3);
    g_assert_cmpstr(decimal_print(d, text), ==, "0.0035");
}

static void test_compare(void)
{
    static const struct {
        struct decimal a, b;
        int order;
    } cases[] = {
        {{1, 0}, {10, -1}, 0},
        {{0, 5}, {0, -5}, 0},
        {{-1, 0}, {1, -30}, -1},
        {{-1, 0}, {-1, 1}, 1},
        {{1, 30}, {INT64_MAX, 0}, 1},
        {{INT64_MAX, -40}, {1, -20}, -1},
        {{INT64_C(999999999999999999), -18}, {1, 0}, -1},
        {{INT64_MIN, 0}, {INT64_MAX, 0}, -1},
        {{9, 18}, {INT64_MAX, 0}, -1},
        {{10, 18}, {INT64_MAX, 0}, 1},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_cmpint(decimal_compare(cases[i].a, cases[i].b), ==,
                        cases[i].order);
        g_assert_cmpint(decimal_compare(cases[i].b, cases[i].a), ==,
                        -cases[i].order);
    }
}

static void test_print(void)
{
    static const struct {
        struct decimal d;
        const char *text;
    } cases[] = {
        {{1250, -2}, "12.50"}, {{-3, 0}, "-3"},    {{13, 2}, "1300"},
        {{0, 0}, "0"},         {{0, -2}, "0.00"},  {{0, 3}, "0"},
        {{5, -3}, "0.005"},    {{-5, -1}, "-0.5"},
    };
    char text[DECIMAL_TEXT];

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpstr(decimal_print(cases[i].d, text), ==, cases[i].text);
    /* the longest there are */
    decimal_print((struct decimal){INT64_MIN, 40}, text);
    g_assert_cmpuint(strlen(text), <, DECIMAL_TEXT);
    decimal_print((struct decimal){INT64_MIN, -40}, text);
    g_assert_cmpuint(strlen(text), <, DECIMAL_TEXT);
}

/* What is printed reads back as the same decimal. */
static void test_round_trip(void)
{
    for (int i = 0; i < 20000; i++) {
        struct decimal d = {g_test_rand_int(),
                            (int16_t)g_test_rand_int_range(-30, 1)};
        struct decimal back;
        char text[DECIMAL_TEXT];

        g_assert_true(
            slice_to_decimal(slice_from(decimal_print(d, text)), &back));
        g_assert_cmpint(back.digits, ==, d.digits);
        g_assert_cmpint(back.exponent, ==, d.exponent);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/decimal/read", test_read);
    g_test_add_func("/decimal/comma", test_comma);
    g_test_add_func("/decimal/nearest/random", test_nearest_random);
    g_test_add_func("/decimal/nearest/ties", test_nearest_ties);
    g_test_add_func("/decimal/arithmetic", test_arithmetic);
    g_test_add_func("/decimal/compare", test_compare);
    g_test_add_func("/decimal/print", test_print);
    g_test_add_func("/decimal/round-trip", test_round_trip);
    return g_test_run();
}

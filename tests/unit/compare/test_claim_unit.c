/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Units as papers print them. Expected values are the definitions: 60 s a
 * minute, 8 bits a byte, 1024 bytes a KiB.
 */
#include "claim_fixture.h"
#include "compare/claim_unit.h"

#include <math.h>

static void test_convert(void)
{
    static const struct {
        struct decimal value;
        const char *from, *to, *text; /* NULL: no exact value */
        double half;
    } cases[] = {
        {{12, -1}, "GB/s", "MB/s", "1200", 0},
        {{1, 0}, "h", "min", "60", 30},
        {{15, -1}, "h", "s", "5400", 180},
        {{90, 0}, "min", "h", NULL, 0},
        {{2, 0}, "days", "h", "48", 12},
        {{5, 0}, "minutos", "segundos", "300", 30},
        {{250, 0}, "milissegundos", "s", "0.250", 0},
        {{7, 0}, "\u00b5s", "ns", "7000", 0},
        {{3, 0}, "microssegundos", "ms", "0.003", 0},
        {{1, 0}, "MiB/s", "KiB/s", "1024", 512},
        {{1, 0}, "GiB", "MB", "1073.741824", 536.870912},
        {{1024, 0}, "KiB", "MiB", "1.0000000000", 0.00048828125},
        {{100, 0}, "Mbit/s", "MB/s", "12.500", 0.0625},
        {{11, 0}, "MB/s", "Mbit/s", "88", 4},
        {{1, 0}, "GB", "TiB", NULL, 0},
        {{1200, 0}, "req/min", "req/s", NULL, 0},
        {{20, 0}, "req/s", "req/min", "1200", 30},
        {{20, 0}, "requests per second", "requests/hour", "72000", 1800},
        {{44, 0}, "/s", "req/s", "44", 0},
        {{44, 0}, "krps", "requests/sec", "44000", 0},
        {{12, -1}, "million requests/s", "k req/s", "1200", 0},
        {{3, 0}, "mil requisi\u00e7\u00f5es por segundo", "req/s", "3000", 0},
        {{24, 0}, "frames/s", "frames/min", "1440", 30},
        {{24, 0}, "frames/s", "pages/s", NULL, 0},
        {{24, 0}, "tps", "req/s", NULL, 0},
        {{24, 0}, "s", "MB", NULL, 0},
        {{24, 0}, "MB", "MB/s", NULL, 0},
        {{5, 0}, "%", "\u2030", "50", 0},
        {{36, 0}, "kHz", "MHz", "0.036", 0},
        {{2, 0}, "Wh", "kJ", "7.200", 1.8},
        {{1, 0}, "parsecs", "parsecs", "1", 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct decimal value = cases[i].value;
        double half = 0.0;

        g_test_message("%s to %s", cases[i].from, cases[i].to);
        g_assert_cmpint(unit_convert(&value, &half, slice_from(cases[i].from),
                                     slice_from(cases[i].to)),
                        ==, cases[i].text != NULL);
        if (!cases[i].text)
            continue;
        g_assert_cmpfloat_with_epsilon(
            decimal_to_double(value), g_ascii_strtod(cases[i].text, NULL),
            1e-15 * decimal_to_double(value) + 1e-300);
        g_assert_cmpfloat_with_epsilon(half, cases[i].half,
                                       1e-12 * half + 1e-300);
    }
}

static void test_meaning(void)
{
    static const struct {
        const char *unit;
        int better;
        double mbit; /* 0: no rate of data */
    } cases[] = {{"s", -1, 0},
                 {"min", -1, 0},
                 {"requests/min", 1, 0},
                 {"MB", 0, 0},
                 {"Mbit/s", 1, 1},
                 {"Gbps", 1, 1000},
                 {"MB/s", 1, 8},
                 {"MiB/s", 1, 8.388608},
                 {"KB/s", 1, 0.008192},
                 {"kB/s", 1, 0.008},
                 {"KiB/s", 1, 0.008192},
                 {"MB/min", 1, 8.0 / 60.0},
                 {"", 0, 0},
                 {"%", 0, 0},
                 {"MHz", 0, 0},
                 {"widgets/s", 1, 0}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct slice unit = slice_from(cases[i].unit);
        double mbit = unit_in_mbit(unit);

        g_test_message("%s", cases[i].unit);
        g_assert_cmpint(unit_better(unit), ==, cases[i].better);
        if (cases[i].mbit > 0.0)
            g_assert_cmpfloat_with_epsilon(mbit, cases[i].mbit, 1e-12);
        else
            g_assert_true(isnan(mbit));
    }
}

/* 1 h is 33 % more than 45 min: 60 of 45. Printed to the hour it may be 30 to
 * 90 min, of which nothing follows; R: 30/45.5 - 1 = -34 %, 90/44.5 - 1 =
 * 102 %. */
static void test_claims(void)
{
    static const struct {
        const char *values, *label, *unit;
        double percent, low, high; /* of the first */
    } cases[] = {
        {"A 45 min vs B 1 h", "A 45 min against B 1 h (60 min)", "min",
         100.0 / 3.0, 100.0 * (30 / 45.5 - 1), 100.0 * (90 / 44.5 - 1)},
        {"A 1 h vs B 45 min", "A 1 h (60 min) against B 45 min", "min", -25.0,
         100.0 * (44.5 / 90 - 1), 100.0 * (45.5 / 30 - 1)},
        {"1.00 GiB/s vs 980 MB/s",
         "1.00 GiB/s (1073.74182400 MB/s) against "
         "980 MB/s",
         "MB/s", 100.0 * (980 / 1073.741824 - 1),
         100.0 * (979.5 / (1.005 * 1073.741824) - 1),
         100.0 * (980.5 / (0.995 * 1073.741824) - 1)},
        {"94 Mbit/s vs 11.5 MB/s", "94 Mbit/s against 11.5 MB/s (92.0 Mbit/s)",
         "Mbit/s", 100.0 * (92.0 / 94 - 1), 100.0 * (91.6 / 94.5 - 1),
         100.0 * (92.4 / 93.5 - 1)},
        {"3000 req/min vs 60 req/s",
         "3000 req/min against 60 req/s (3600 "
         "req/min)",
         "req/min", 20.0, 100.0 * (3570 / 3000.5 - 1),
         100.0 * (3630 / 2999.5 - 1)},
        {"3000 req/s vs 3000 requests/s", "3000 req/s against 3000 req/s",
         "req/s", 0.0, 100.0 * (2999.5 / 3000.5 - 1),
         100.0 * (3000.5 / 2999.5 - 1)},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct judged j = judge_claim(cases[i].values, KEYS("n", "5"));
        g_autoptr(GString) label = g_string_new(j.it->label);

        g_string_replace(label, "\u00a0", " ", 0);
        g_assert_cmpstr(label->str, ==, cases[i].label);
        g_assert_cmpstr(j.it->claim->unit, ==, cases[i].unit);
        g_assert_cmpfloat_with_epsilon(j.it->percent[0], cases[i].percent,
                                       1e-9);
        g_assert_cmpfloat_with_epsilon(j.it->percent_range[0].low, cases[i].low,
                                       1e-9);
        g_assert_cmpfloat_with_epsilon(j.it->percent_range[0].high,
                                       cases[i].high, 1e-9);
        judged_done(&j);
    }
}

/* Spreads in another unit, and a spread that changes the unit of the means.
 * R: means 60 and 72 min, sd 5 and 6 min, n = 8: t = 4.3457. */
static void test_spreads(void)
{
    struct judged j =
        judge_claim("A 1.0 h vs B 1.2 h", KEYS("n", "8", "sd", "5 min, 360 s"));

    g_assert_cmpstr(j.it->claim->unit, ==, "s");
    g_assert_cmpfloat_with_epsilon(j.it->mean[1], 4320.0, 1e-9);
    g_assert_cmpfloat_with_epsilon(j.it->sd[0], 300.0, 1e-9);
    g_assert_cmpfloat_with_epsilon(fabs(j.it->test.t), 4.3457, 1e-4);
    judged_done(&j);
    j = judge_claim("A 900 MB/s vs B 1.2 GiB/s",
                    KEYS("n", "8", "sd", "20 MB/s, 0.1 GiB/s"));
    g_assert_cmpfloat_with_epsilon(j.it->sd[1], 107.3741824, 1e-9);
    judged_done(&j);
}

/* Printed to the hour, 1 h may be the longer or the shorter one. */
static void test_rounded_away(void)
{
    struct judged j = judge_claim("A 1 h vs B 45 min", KEYS("n", "5"));
    struct judged plain = judge_claim("A 60 min vs B 45 min", KEYS("n", "5"));

    assert_says(&j, "difference", "may as well be equal");
    assert_says(&plain, "difference", "Significant at 5 % unless");
    judged_done(&j);
    judged_done(&plain);
}

/* 2.4 min of 8 runs in whole seconds: 141 to 147 s, totals 1128 to 1176; 2.40
 * of one run: 143.7 to 144.3, which holds 144. 0.001 min is 0.06 s: of 8 runs,
 * totals of 0.24 to 0.72, no whole one. */
static void test_whole_units(void)
{
    struct judged may =
        judge_claim("A 2.4 min vs B 2.40 min", KEYS("n", "8", "unit", "1 s"));
    struct judged may_not =
        judge_claim("A 0.001 min vs B 2.40 min", KEYS("n", "8", "unit", "1 s"));

    assert_answer(&may, "whole-units", CLAIM_NOTE);
    assert_answer(&may_not, "whole-units", CLAIM_FAILS);
    judged_done(&may);
    judged_done(&may_not);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/claim-unit/convert", test_convert);
    g_test_add_func("/claim-unit/meaning", test_meaning);
    g_test_add_func("/claim-unit/claims", test_claims);
    g_test_add_func("/claim-unit/spreads", test_spreads);
    g_test_add_func("/claim-unit/rounded-away", test_rounded_away);
    g_test_add_func("/claim-unit/whole-units", test_whole_units);
    return g_test_run();
}

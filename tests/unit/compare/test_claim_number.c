/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How published numbers are read: marks, thousands, units, spreads in
 * brackets. What a text means follows from the rules of claim_number.h and
 * claim_values.c, by hand.
 */
#include <math.h>
#include <string.h>

#include "claim_fixture.h"

static void test_numbers(void)
{
    static const struct {
        const char *text;
        int64_t digits;
        int exponent;
        const char *unit; /* NULL: refused */
        enum number_marks marks;
    } cases[] = {
        {"695.25 s", 69525, -2, "s", MARKS_UNKNOWN},
        {"695,25 s", 69525, -2, "s", MARKS_UNKNOWN},
        {" 12 ", 12, 0, "", MARKS_UNKNOWN},
        {"12\u00a0ms", 12, 0, "ms", MARKS_UNKNOWN},
        {"1.234,5 KB/s", 12345, -1, "KB/s", MARKS_UNKNOWN},
        {"1,234.5", 12345, -1, "", MARKS_UNKNOWN},
        {"1,234,567", 1234567, 0, "", MARKS_UNKNOWN},
        {"1.234.567,8", 12345678, -1, "", MARKS_UNKNOWN},
        {"0,234", 234, -3, "", MARKS_UNKNOWN},
        {"2 min 3 s", 123, 0, "s", MARKS_UNKNOWN},
        {"2min3.50s", 12350, -2, "s", MARKS_UNKNOWN},
        {"1 h 2 min 3 s", 3723, 0, "s", MARKS_UNKNOWN},
        {"2:03", 123, 0, "s", MARKS_UNKNOWN},
        {"1:02:03.5", 37235, -1, "s", MARKS_UNKNOWN},
        {"2 min", 2, 0, "min", MARKS_UNKNOWN},
        {"42.4 10^6 bps", 424, -1, "10^6 bps", MARKS_UNKNOWN},
        {"1,234", 0, 0, NULL, MARKS_UNKNOWN},
        {"", 0, 0, NULL, MARKS_UNKNOWN},
        {"abc", 0, 0, NULL, MARKS_UNKNOWN},
        {"3 s 2 min", 0, 0, NULL, MARKS_UNKNOWN},
        {"2.5 min 3 s", 0, 0, NULL, MARKS_UNKNOWN},
        {"1:2:3:4", 0, 0, NULL, MARKS_UNKNOWN},
        {"1:", 0, 0, NULL, MARKS_UNKNOWN},
        {"1.2.3", 0, 0, NULL, MARKS_UNKNOWN},
        {"999999999999999999999", 0, 0, NULL, MARKS_UNKNOWN},
        {"1,234", 1234, 0, "", MARKS_POINT},
        {"1,234", 1234, -3, "", MARKS_COMMA},
        {"1.234", 1234, -3, "", MARKS_UNKNOWN},
        {"1.234", 1234, -3, "", MARKS_POINT},
        {"1.234", 0, 0, NULL, MARKS_COMMA},
        {"2,5", 25, -1, "", MARKS_POINT}, /* it cannot be thousands */
        {"12 300 ms", 12300, 0, "ms", MARKS_UNKNOWN},
        {"12\u00a0300\u00a0ms", 12300, 0, "ms", MARKS_UNKNOWN},
        {"12\u202f300 ms", 12300, 0, "ms", MARKS_UNKNOWN},
        {"1 234 567,8 s", 12345678, -1, "s", MARKS_UNKNOWN},
        {"1'234'567.8", 12345678, -1, "", MARKS_UNKNOWN},
        {"12 300.5", 123005, -1, "", MARKS_UNKNOWN},
        {"1 234,567", 1234567, -3, "", MARKS_UNKNOWN},
        {"12 3000 ms", 0, 0, NULL, MARKS_UNKNOWN},
        {"1234 300 ms", 0, 0, NULL, MARKS_UNKNOWN},
        {"0 300 ms", 0, 0, NULL, MARKS_UNKNOWN},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct quantity quantity;
        g_autoptr(GError) error = NULL;
        bool is_read = quantity_read(slice_from(cases[i].text), cases[i].marks,
                                     &quantity, &error);

        g_test_message("'%s'", cases[i].text);
        g_assert_cmpint(is_read, ==, cases[i].unit != NULL);
        g_assert_cmpint(is_read, ==, error == NULL);
        if (!is_read)
            continue;
        g_assert_cmpint(quantity.value.digits, ==, cases[i].digits);
        g_assert_cmpint(quantity.value.exponent, ==, cases[i].exponent);
        g_assert_true(slice_equal(quantity.unit, slice_from(cases[i].unit)));
    }
}

static void test_pairs(void)
{
    static const struct {
        const char *text;
        double first, second; /* NaN: refused */
        enum number_marks marks;
    } cases[] = {
        {"1.3,1.1", 1.3, 1.1, MARKS_UNKNOWN},
        {"1.3 vs 1.1", 1.3, 1.1, MARKS_UNKNOWN},
        {"1,3; 1,1", 1.3, 1.1, MARKS_UNKNOWN},
        {"1.3/1.1", 1.3, 1.1, MARKS_UNKNOWN},
        {"1,3 versus 1,1", 1.3, 1.1, MARKS_UNKNOWN},
        {"1.6, 2.25 ms", 1.6, 2.25, MARKS_UNKNOWN},
        {"1.3", 1.3, 1.3, MARKS_UNKNOWN},
        /* As --help shows it; among decimal commas it is not plain. */
        {"7,7", 7, 7, MARKS_UNKNOWN},
        {"11,14", 11, 14, MARKS_POINT},
        {"1,3", NAN, NAN, MARKS_COMMA},
        {"1,3; 1,1", 1.3, 1.1, MARKS_COMMA},
        {"1,3, 1,1", 1.3, 1.1, MARKS_COMMA},
        {"1,234, 1,567", 1234, 1567, MARKS_POINT},
        {"1,3,1,1", NAN, NAN, MARKS_UNKNOWN},
        {"100 200", NAN, NAN, MARKS_UNKNOWN},
        {"1 300 vs 1 200", 1300, 1200, MARKS_UNKNOWN},
        {"1.3,", NAN, NAN, MARKS_UNKNOWN},
        {"x,y", NAN, NAN, MARKS_UNKNOWN},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct quantity pair[2];
        g_autoptr(GError) error = NULL;
        bool is_read = quantity_read_pair(slice_from(cases[i].text),
                                          cases[i].marks, pair, &error);

        g_test_message("'%s'", cases[i].text);
        g_assert_cmpint(is_read, ==, !isnan(cases[i].first));
        if (!is_read)
            continue;
        assert_near(decimal_to_double(pair[0].value), cases[i].first, 1e-15);
        assert_near(decimal_to_double(pair[1].value), cases[i].second, 1e-15);
    }
}

static void test_values(void)
{
    g_autoptr(ClaimSet) set =
        claim_set_of("Xen: 1.5 s ± 0.25 vs KVM = 1750 ms", NULL);
    const struct claim *claim = set->claims->pdata[0];

    g_assert_cmpstr(claim->side[0].name, ==, "Xen");
    g_assert_cmpstr(claim->side[1].name, ==, "KVM");
    g_assert_cmpstr(claim->unit, ==, "s");
    g_assert_true(claim->side[0].sd.is_given);
    g_assert_false(claim->side[1].sd.is_given);
    /* 1750 ms is read to the millisecond, in seconds too. */
    g_assert_cmpint(claim->side[1].mean.value.digits, ==, 1750);
    g_assert_cmpint(claim->side[1].mean.value.exponent, ==, -3);
}

static void test_refused_values(void)
{
    static const struct {
        const char *values, *words;
    } cases[] = {
        {"695.25 s", "is not of the form"},
        {"vs", "is not of the form"},
        {"fast vs slow", "there is no number"},
        {"1 s vs 2 KB", "not units of one kind"},
        {"1e30 vs 2e30", "too many digits"},
        {"1 vs 1,234", "could be 1.234 or 1234"},
        {"1.234,5 KB/s vs 1,234.5 KB/s", "different decimal marks"},
        {"2,5 s vs 1.234 s", "could be 1.234 or 1234"},
        {"Linux 5 123 s vs Linux 6 126 s", "which is the number?"},
        {"12 tps vs 13 req/s", "not units of one kind"},
        {"1 GiB vs 1 GB/s", "not units of one kind"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Claim) claim = claim_new();
        g_autoptr(GError) error = NULL;

        g_test_message("'%s'", cases[i].values);
        g_assert_false(claim_read_values(claim, cases[i].values, &error));
        g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_USAGE);
        if (!strstr(error->message, cases[i].words))
            g_error("'%s' is not in '%s'", cases[i].words, error->message);
    }
}

/* ---- what the line of values holds ---- */

/* The digits of a number times ten to its exponent are the double. */
static double value_of(struct claim_number number)
{
    return number.is_given ? decimal_to_double(number.value) : (double)NAN;
}

static void test_values_line(void)
{
    static const struct {
        const char *values;
        const char *name[2];
        double mean[2], sd[2];
        const char *unit;
        size_t n;
        enum claim_spread_kind kind;
    } cases[] = {
        {"1.2 GB/s vs 980 MB/s",
         {NULL, NULL},
         {1.2, 0.98},
         {NAN, NAN},
         "GB/s",
         0,
         SPREAD_SD},
        {"A 12.5k req/s vs B 9800 req/s",
         {"A", "B"},
         {12.5, 9.8},
         {NAN, NAN},
         "k req/s",
         0,
         SPREAD_SD},
        {"A 1.2k vs B 980",
         {"A", "B"},
         {1.2, 0.98},
         {NAN, NAN},
         "k",
         0,
         SPREAD_SD},
        {"1,234 req/s vs 1,456.7 req/s",
         {NULL, NULL},
         {1234, 1456.7},
         {NAN, NAN},
         "req/s",
         0,
         SPREAD_SD},
        {"1,234 s vs 2,5 s",
         {NULL, NULL},
         {1.234, 2.5},
         {NAN, NAN},
         "s",
         0,
         SPREAD_SD},
        {"Xen 12 300 ms vs KVM 11 900 ms",
         {"Xen", "KVM"},
         {12300, 11900},
         {NAN, NAN},
         "ms",
         0,
         SPREAD_SD},
        {"Apache 2 12.3 s vs Apache 1.3 13.1 s",
         {"Apache 2", "Apache 1.3"},
         {12.3, 13.1},
         {NAN, NAN},
         "s",
         0,
         SPREAD_SD},
        {"Linux 5: 123 s vs Linux 6: 126 s",
         {"Linux 5", "Linux 6"},
         {123, 126},
         {NAN, NAN},
         "s",
         0,
         SPREAD_SD},
        {"Java 1.6.0_20 12 s vs Java 7 11 s",
         {"Java 1.6.0_20", "Java 7"},
         {12, 11},
         {NAN, NAN},
         "s",
         0,
         SPREAD_SD},
        {"A 100 (2.3) ms vs B 120 (3.1) ms",
         {"A", "B"},
         {100, 120},
         {2.3, 3.1},
         "ms",
         0,
         SPREAD_SD},
        {"A 100 ms (se 2.3) vs B 120 ms (SE = 3.1)",
         {"A", "B"},
         {100, 120},
         {2.3, 3.1},
         "ms",
         0,
         SPREAD_SE},
        {"A 100 [98, 102] ms vs B 120 [117, 123] ms",
         {"A", "B"},
         {100, 120},
         {2, 3},
         "ms",
         0,
         SPREAD_INTERVAL},
        {"A 100 ms (95% CI 98 to 103) vs B 120 ms (95% CI 117-123)",
         {"A", "B"},
         {100, 120},
         {2.5, 3},
         "ms",
         0,
         SPREAD_INTERVAL},
        {"A 7.31 s [7.24, 7.38] vs B 7.45 s [7.37, 7.53]",
         {"A", "B"},
         {7.31, 7.45},
         {0.07, 0.08},
         "s",
         0,
         SPREAD_INTERVAL},
        {"A 100 ms ± 3 % vs B 120 ms ± 2 %",
         {"A", "B"},
         {100, 120},
         {3, 2.4},
         "ms",
         0,
         SPREAD_SD},
        {"A 100 ± 2 ms (n = 8) vs B 120 ± 3 ms (n=8)",
         {"A", "B"},
         {100, 120},
         {2, 3},
         "ms",
         8,
         SPREAD_SD},
        {"45.2 % ± 1.1 % vs 51.3 % ± 0.9 %",
         {NULL, NULL},
         {45.2, 51.3},
         {1.1, 0.9},
         "%",
         0,
         SPREAD_SD},
        {"20±3% vs 24±3%", {NULL, NULL}, {20, 24}, {3, 3}, "%", 0, SPREAD_SD},
        {"10.0±10% vs 9.0±20% s",
         {NULL, NULL},
         {10, 9},
         {1, 1.8},
         "s",
         0,
         SPREAD_SD},
        {"12.3(4) s vs 13.12(15) s",
         {NULL, NULL},
         {12.3, 13.12},
         {0.4, 0.15},
         "s",
         0,
         SPREAD_SD},
        {"Linux 2.6.32: 45.2 s vs Linux 5.4: 41.1 s",
         {"Linux 2.6.32", "Linux 5.4"},
         {45.2, 41.1},
         {NAN, NAN},
         "s",
         0,
         SPREAD_SD},
        {"MySQL 5.0.75 10.2 s vs MySQL 5.1.30 11.2 s",
         {"MySQL 5.0.75", "MySQL 5.1.30"},
         {10.2, 11.2},
         {NAN, NAN},
         "s",
         0,
         SPREAD_SD},
        {"Ubuntu 9.04: 45,2 s vs Ubuntu 8.10: 41,1 s",
         {"Ubuntu 9.04", "Ubuntu 8.10"},
         {45.2, 41.1},
         {NAN, NAN},
         "s",
         0,
         SPREAD_SD},
        {"1 h 2 min vs 59 min",
         {NULL, NULL},
         {62, 59},
         {NAN, NAN},
         "min",
         0,
         SPREAD_SD},
        {"3.2 GFLOPS vs 3100 MFLOPS",
         {NULL, NULL},
         {3.2, 3.1},
         {NAN, NAN},
         "GFLOPS",
         0,
         SPREAD_SD},
        {"10.2 s (Xen) vs 11.4 s (KVM)",
         {"Xen", "KVM"},
         {10.2, 11.4},
         {NAN, NAN},
         "s",
         0,
         SPREAD_SD},
        {"10.2 (SD=0.3, n=5) vs 11.2 (SD=0.4, n=5)",
         {NULL, NULL},
         {10.2, 11.2},
         {0.3, 0.4},
         NULL,
         5,
         SPREAD_SD},
        {"Xen is 695.25 s vs KVM is 936.19 s",
         {"Xen", "KVM"},
         {695.25, 936.19},
         {NAN, NAN},
         "s",
         0,
         SPREAD_SD},
        {"-5 vs 5", {NULL, NULL}, {-5, 5}, {NAN, NAN}, NULL, 0, SPREAD_SD},
        {"2:03 vs 2:06",
         {NULL, NULL},
         {123, 126},
         {NAN, NAN},
         "s",
         0,
         SPREAD_SD},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(ClaimSet) set = claim_set_of(cases[i].values, NULL);
        const struct claim *claim = set->claims->pdata[0];

        g_test_message("%s", cases[i].values);
        g_assert_cmpstr(claim->unit, ==, cases[i].unit);
        g_assert_cmpint(claim->spread_kind, ==, cases[i].kind);
        for (size_t k = 0; k < 2; k++) {
            const struct claim_side *side = &claim->side[k];

            g_assert_cmpstr(side->name, ==, cases[i].name[k]);
            assert_near(value_of(side->mean), cases[i].mean[k], 1e-15);
            g_assert_cmpint(side->sd.is_given, ==, !isnan(cases[i].sd[k]));
            if (side->sd.is_given)
                assert_near(value_of(side->sd), cases[i].sd[k], 1e-15);
            g_assert_cmpuint(side->n, ==, cases[i].n);
        }
    }
}

/* A percentage beside a number without unit. */
static void test_half_percent(void)
{
    g_autoptr(ClaimSet) set = claim_set_of("A 10 s vs B 12 s", NULL);
    g_autoptr(GError) error = NULL;

    g_assert_false(
        claim_key_find("sd")->set(set->claims->pdata[0], "10%,1.2", &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_USAGE);
    g_clear_error(&error);
    g_assert_true(
        claim_key_find("sd")->set(set->claims->pdata[0], "10%, 5%", &error));
}

/* What could be read otherwise is told. */
static void test_readings(void)
{
    struct judged blanks =
        judge_claim("Xen 12 300 ms vs KVM 11 900 ms", KEYS("n", "5"));
    struct judged units = judge_claim("1.2 GB/s vs 980 MB/s", KEYS("n", "5"));
    struct judged interval =
        judge_claim("100 [98, 102] ms vs 120 [117, 123] ms", KEYS("n", "5"));
    struct judged plain = judge_claim("1.2 s vs 1.3 s", KEYS("n", "5"));

    assert_says(&blanks, "reading", "'12 300' is read as one number");
    assert_says(&units, "reading", "with 1000, not 1024");
    assert_says(&interval, "reading", "95 % confidence interval");
    assert_silent(&plain, "reading");
    judged_done(&blanks);
    judged_done(&units);
    judged_done(&interval);
    judged_done(&plain);
}

/* R, n = 8: half-widths of 2 and 3 are sds of 2 sqrt(8) / qt(.975, 7) = 2.3923
 * and 3.5884: t = 13.117, p = 1.5e-8; as 99 % intervals sds of 1.6165
 * and 2.4247. */
static void test_intervals(void)
{
    struct judged ci =
        judge_claim("100.0 ms vs 120.0 ms",
                    KEYS("n", "8", "ci", "98.0 to 102.0, 117.0 to 123.0"));
    struct judged wide =
        judge_claim("100.0 ms vs 120.0 ms",
                    KEYS("n", "8", "ci", "[98.0, 102.0], [117.0, 123.0]",
                         "ci-level", "99%"));
    struct judged askew = judge_claim(
        "100.0 ms vs 120.0 ms", KEYS("n", "8", "ci", "99.0..104.0; 117..123"));
    struct judged outside = judge_claim(
        "100.0 ms vs 120.0 ms", KEYS("n", "8", "ci", "101.0-104.0, 117-123"));

    assert_near(ci.it->sd[0], 2.392284629, 1e-6);
    assert_near(ci.it->sd[1], 3.588426943, 1e-6);
    assert_near(ci.it->test.t, 13.11657536, 1e-6);
    assert_near(wide.it->sd[0], 1.616482712, 1e-6);
    assert_silent(&ci, "interval");
    assert_answer(&askew, "interval", CLAIM_NOTE);
    assert_answer(&outside, "interval", CLAIM_FAILS);
    judged_done(&ci);
    judged_done(&wide);
    judged_done(&askew);
    judged_done(&outside);
}

/* Standard errors of 0.3 and 0.5 from 9 runs are deviations of 0.9 and 1.5. */
static void test_standard_errors(void)
{
    struct judged j =
        judge_claim("10.0 s vs 12.0 s", KEYS("n", "9", "se", "0.3,0.5"));

    assert_near(j.it->sd[0], 0.9, 1e-12);
    assert_near(j.it->sd[1], 1.5, 1e-12);
    assert_silent(&j, "plus-minus");
    judged_done(&j);
}

/* R, n = 15: 2 qnorm((0.75 15 - 0.125) / 15.25) = 1.2227; (13 - 11) and
 * (15.5 - 12.5) over it are 1.6358 and 2.4537, means 12.03 and 13.83: t(24.4)
 * = 2.364, p = 0.0264. */
static void test_quartiles(void)
{
    struct judged j =
        judge_claim("A 12.1 s vs B 13.5 s",
                    KEYS("n", "15", "quartiles", "11.0 to 13.0, 12.5 to 15.5"));
    struct judged outside =
        judge_claim("A 12.1 s vs B 13.5 s",
                    KEYS("n", "15", "quartiles", "12.5 to 13.0; 12.5 to 15.5"));

    assert_answer(&j, "difference", CLAIM_OPEN);
    assert_says(&j, "difference", "about 1.64 and 2.45 s");
    assert_says(&j, "difference", "p = 0.026");
    assert_answer(&outside, "quartiles", CLAIM_FAILS);
    judged_done(&j);
    judged_done(&outside);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/claim/numbers", test_numbers);
    g_test_add_func("/claim/pairs", test_pairs);
    g_test_add_func("/claim/values", test_values);
    g_test_add_func("/claim/refused-values", test_refused_values);
    g_test_add_func("/claim/values-line", test_values_line);
    g_test_add_func("/claim/readings", test_readings);
    g_test_add_func("/claim/intervals", test_intervals);
    g_test_add_func("/claim/standard-errors", test_standard_errors);
    g_test_add_func("/claim/quartiles", test_quartiles);
    g_test_add_func("/claim-number/half-percent", test_half_percent);
    return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Published claims: judging, refusing. Expected numbers are from R
 * (qt, pt on the formulas of the summary), from whole-number search (means of
 * whole units, least counts), or follow from the words of the rule; none is
 * our own output.
 */
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "bench.h"
#include "claim_fixture.h"
#include "compare/claim_words.h"

/* ---- keys ---- */

static void test_refused_keys(void)
{
    static const struct {
        const char *key, *value;
    } cases[] = {
        {"n", "0"},
        {"n", "8.5"},
        {"n", "8,"},
        {"sd", "-1,1"},
        {"sd", "1 KB,2 KB"},
        {"percent", "25 s"},
        {"similar", "5"},
        {"similar", "5%,x"},
        {"quartiles", "1 to 2"},
        {"quartiles", "2 to 1, 1 to 2"},
        {"p", "1.5"},
        {"p", "x"},
        {"df", "0.5"},
        {"t", "2 s"},
        {"se", "-1"},
        {"ci", "1 to 2"},
        {"ci", "2 to 1, 1 to 2"},
        {"ci-level", "95"},
        {"unit", "0 s"},
        {"unit", "1 KB"},
        {"rounding", "up"},
        {"better", "faster"},
        {"link", "100"},
        {"link", "0 Mbit/s"},
        {"work", "5 apples"},
        {"rate", "-1"},
        {"within", "100"},
        {"within", "many calls"},
        {"time", "1 KB"},
        {"metric", "ab.nonsense"},
        {"measures", "it"},
        {"times", "0"},
        {"times", "2 s"},
        {"spread", "mad"},
        {"machines", "two"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Claim) claim = claim_new();
        g_autoptr(GError) error = NULL;

        g_test_message("%s = %s", cases[i].key, cases[i].value);
        g_assert_true(claim_read_values(claim, "1 s vs 2 s", NULL));
        g_assert_false(
            claim_key_find(cases[i].key)->set(claim, cases[i].value, &error));
        g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_USAGE);
    }
}

/* ---- percentages ---- */

static void test_percentage(void)
{
    static const struct {
        const char *values, *percent, *of;
        enum claim_answer answer;
        const char *words;
    } cases[] = {
        {"Xen 695.25 s vs KVM 936.19 s", "25.6", NULL, CLAIM_FAILS,
         "25.7 % of KVM or 34.7 % of Xen"},
        {"Xen 695.25 s vs KVM 936.19 s", "25.7", NULL, CLAIM_FOLLOWS,
         "share of KVM"},
        {"Xen 695.25 s vs KVM 936.19 s", "34.7 %", NULL, CLAIM_FOLLOWS,
         "share of Xen"},
        {"Xen 695.25 s vs KVM 936.19 s", "34.7", "KVM", CLAIM_FAILS,
         "25.7 % of KVM"},
        {"Xen 695.25 s vs KVM 936.19 s", "26", NULL, CLAIM_FOLLOWS, "KVM"},
        {"Xen 695.25 s vs KVM 936.19 s", "25", NULL, CLAIM_FAILS,
         "cut off instead of rounded"},
        /* 2 (126 - 123) / (126 + 123) */
        {"123.000 s vs 126.000 s", "2.410", NULL, CLAIM_FAILS, "mean of both"},
        /* One digit leaves much open: 0.3 may be 0.25, 0.4 may be 0.45. */
        {"0.3 vs 0.4", "75", NULL, CLAIM_FOLLOWS, "0.3"},
        {"10 s vs 10 s", "0", NULL, CLAIM_FOLLOWS, "either side"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct judged j =
            judge_claim(cases[i].values,
                        KEYS("n", "8", "percent", cases[i].percent,
                             cases[i].of ? "percent-of" : NULL, cases[i].of));

        g_test_message("%s, %s %%", cases[i].values, cases[i].percent);
        assert_answer(&j, "percentage", cases[i].answer);
        assert_says(&j, "percentage", cases[i].words);
        judged_done(&j);
    }
}

static void test_both_bases(void)
{
    struct judged j =
        judge_claim("Xen 695.25 s vs KVM 936.19 s", KEYS("n", "8"));

    assert_near(j.it->percent[0], 34.65516001438331, 1e-12);
    assert_near(j.it->percent[1], -25.73622875698309, 1e-12);
    assert_says(&j, "size", "34.66 % more than Xen");
    assert_says(&j, "size", "25.74 % less than KVM");
    judged_done(&j);
}

/* The mean that would make 25.6 % right: 936.19 (1 - 0.256) = 696.525. */
static void test_mean_for_percent(void)
{
    struct judged j = judge_claim("Xen 695.25 s vs KVM 936.19 s",
                                  KEYS("n", "8", "percent", "25.6"));

    assert_says(&j, "percentage", "a mean of 696.53 s in place of 695.25 s");
    judged_done(&j);
}

/* 936.19 / 695.25 = 1.34656. */
static void test_ratio(void)
{
    static const struct {
        const char *values, *times;
        enum claim_answer answer;
    } cases[] = {
        {"Xen 695.25 s vs KVM 936.19 s", "1.35", CLAIM_FOLLOWS},
        {"Xen 695.25 s vs KVM 936.19 s", "1.3x", CLAIM_FOLLOWS},
        {"KVM 936.19 s vs Xen 695.25 s", "1.35 times", CLAIM_FOLLOWS},
        {"Xen 695.25 s vs KVM 936.19 s", "0.74", CLAIM_FOLLOWS},
        {"Xen 695.25 s vs KVM 936.19 s", "1.256", CLAIM_FAILS},
        {"Xen 695.25 s vs KVM 936.19 s", "1.4", CLAIM_FAILS},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct judged j = judge_claim(cases[i].values,
                                      KEYS("n", "8", "times", cases[i].times));

        g_test_message("%s", cases[i].times);
        assert_answer(&j, "ratio", cases[i].answer);
        judged_done(&j);
    }
}

/* ---- differences ---- */

static void test_critical_spread(void)
{
    static const struct {
        const char *values, *n;
        double cv, sd; /* R: qt on the formulas */
    } cases[] = {
        {"695.25 s vs 936.19 s", "8", 0.2703414, 224.675},
        {"123 s vs 126 s", "20", 0.03763718, 4.686258},
        {"44.783 vs 44.655", "20", 0.004471181, 0.199947},
        {"41.2 ms vs 44.9 ms", "5", 0.05880053, 2.536948},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct judged j = judge_claim(cases[i].values, KEYS("n", cases[i].n));

        g_test_message("%s", cases[i].values);
        assert_near(j.it->critical.cv, cases[i].cv, 1e-6);
        assert_near(j.it->critical.sd, cases[i].sd, 1e-6);
        assert_answer(&j, "difference", CLAIM_OPEN);
        g_assert_nonnull(finding_about(j.it, "difference")->decide);
        judged_done(&j);
    }
}

static void test_without_runs(void)
{
    struct judged none = judge_claim("1 s vs 2 s", NULL);
    struct judged one = judge_claim("1 s vs 2 s", KEYS("n", "1"));
    struct judged half = judge_claim("1 s vs 2 s", KEYS("n", "1,8"));

    assert_answer(&none, "difference", CLAIM_OPEN);
    assert_says(&none, "difference", "How many runs were made is not said");
    assert_answer(&one, "difference", CLAIM_OPEN);
    assert_says(&one, "difference", "A single run");
    assert_says(&half, "difference", "A single run");
    judged_done(&none);
    judged_done(&one);
    judged_done(&half);
}

static void test_with_spread(void)
{
    /* R: t = -1.306748, df = 18.62837, p = 0.2072013. */
    struct judged no =
        judge_claim("412.0 vs 405.3", KEYS("n", "10,12", "sd", "9.1,14.7"));
    struct judged yes = judge_claim("Xen 10.00 s vs KVM 12.00 s",
                                    KEYS("n", "8", "sd", "0.50,0.50"));

    assert_near(no.it->test.t, -1.306748, 1e-6);
    assert_near(no.it->test.p.p, 0.2072013, 1e-6);
    assert_answer(&no, "difference", CLAIM_FAILS);
    assert_says(&no, "difference", "No difference is shown");
    /* R: power.t.test(delta = 6.7, sd = sqrt((9 9.1^2 + 11 14.7^2) / 20),
     * power = 0.8): n = 55.57 */
    assert_says(&no, "difference", "take 56 runs");
    assert_answer(&yes, "difference", CLAIM_FOLLOWS);
    judged_done(&no);
    judged_done(&yes);
}

/* 0.3 and 0.4 with spreads of 0.1: printed to one digit, the p value can be
 * nearly anything. */
static void test_depends_on_rounding(void)
{
    struct judged j =
        judge_claim("0.3 vs 0.4", KEYS("n", "20", "sd", "0.1,0.1"));

    assert_answer(&j, "difference", CLAIM_OPEN);
    assert_says(&j, "difference", "depends on rounding");
    judged_done(&j);
}

/* R: n = 20: t 1.706984, p 0.0962; 100: 3.816931; 200: 5.397956. */
static void test_spread_inside_runs(void)
{
    struct judged j = judge_claim("Xen 1.9 ms vs KVM 2.55 ms",
                                  KEYS("n", "20", "sd", "1.3,1.1", "within",
                                       "100 connections, 200 replies"));

    assert_answer(&j, "difference", CLAIM_OPEN);
    assert_says(&j, "difference", "Untestable from this summary");
    assert_says(&j, "difference", "= 1.71, p = 0.096");
    assert_says(&j, "difference", "= 3.82, p < 0.001");
    assert_says(&j, "difference", "= 5.40, p < 0.001");
    judged_done(&j);
}

/* R, two-sample t test from the summary at n = 8 with +- as standard
 * deviation, as standard error, as half a 95 % interval: p = 0.04805, 0.4555,
 * 0.09145. */
static void test_what_is_printed(void)
{
    static const char values[] = "A 10.000 ± 0.500 s vs B 10.600 ± 0.600 s";
    struct judged unsaid = judge_claim(values, KEYS("n", "8"));
    struct judged sd = judge_claim(values, KEYS("n", "8", "spread", "sd"));
    struct judged se = judge_claim(values, KEYS("n", "8", "spread", "se"));
    struct judged ci = judge_claim(values, KEYS("n", "8", "spread", "ci"));

    assert_near(sd.it->test.p.p, 0.04804967, 1e-6);
    assert_near(se.it->test.p.p, 0.4555278, 1e-6);
    assert_near(ci.it->test.p.p, 0.09145095, 1e-6);
    assert_answer(&sd, "difference", CLAIM_FOLLOWS);
    assert_answer(&se, "difference", CLAIM_FAILS);
    assert_answer(&ci, "difference", CLAIM_FAILS);
    assert_answer(&unsaid, "difference", CLAIM_OPEN);
    assert_says(&unsaid, "difference", "depends on what the printed spread is");
    assert_says(&unsaid, "difference", "p = 0.456");
    assert_says(&unsaid, "difference", "p = 0.091");
    g_assert_null(finding_about(sd.it, "plus-minus"));
    judged_done(&unsaid);
    judged_done(&sd);
    judged_done(&se);
    judged_done(&ci);
}

static void test_direction(void)
{
    struct judged right =
        judge_claim("Xen 1 s vs KVM 2 s",
                    KEYS("n", "8", "better", "lower", "favours", "Xen"));
    struct judged wrong =
        judge_claim("Xen 1 s vs KVM 2 s",
                    KEYS("n", "8", "better", "higher", "favours", "Xen"));

    assert_answer(&right, "direction", CLAIM_NOTE);
    assert_answer(&wrong, "direction", CLAIM_FAILS);
    judged_done(&right);
    judged_done(&wrong);
}

/* ---- similarity ---- */

static void test_similar(void)
{
    /* R: 5.76251, 1.27494, and none within 2 %. */
    static const double sd[] = {5.76251, 1.27494, 0.0};
    struct judged j = judge_claim("Xen 123 s vs KVM 126 s",
                                  KEYS("n", "20", "similar", "5 %, 3 %, 2 %"));
    struct judged other = judge_claim(
        "KVM 126 s vs Xen 123 s", KEYS("n", "20", "similar", "5 %, 3 %, 2 %"));

    for (guint i = 0; i < 3; i++) {
        const struct claim_margin *margin =
            &g_array_index(j.it->margins, struct claim_margin, i);
        const struct claim_margin *turned =
            &g_array_index(other.it->margins, struct claim_margin, i);

        assert_near(margin->sd, sd[i], 1e-5);
        assert_near(turned->sd, sd[i], 1e-5); /* whichever is the base */
    }
    assert_asked(&j, "similar within 5 %?", CLAIM_OPEN,
                 "is below 5.76 s (4.63 % of the mean)");
    assert_asked(&j, "similar within 3 %?", CLAIM_OPEN, "is below 1.27 s");
    /* 123.5 and 125.5 s are 1.6 % apart. */
    assert_asked(&j, "similar within 2 %?", CLAIM_OPEN,
                 "Never, as the means were printed");
    assert_asked(&j, "and different?", CLAIM_NOTE, "is below 4.69 s");
    judged_done(&j);
    judged_done(&other);
}

/* A comma may be a mark or stand between margins. */
static void test_margin_list(void)
{
    g_autoptr(ClaimSet) set =
        claim_set_of("1 s vs 2 s", KEYS("similar", "2,5 %,3%, 1.5 %"));
    const struct claim *claim = set->claims->pdata[0];
    static const double expected[] = {0.025, 0.03, 0.015};

    g_assert_cmpuint(claim->margins->len, ==, 3);
    for (guint i = 0; i < 3; i++)
        assert_near(g_array_index(claim->margins, double, i), expected[i],
                    1e-15);
}

static void test_never_similar(void)
{
    struct judged j =
        judge_claim("100 s vs 200 s", KEYS("n", "20", "similar", "5 %"));

    assert_answer(&j, "similarity", CLAIM_FAILS);
    g_assert_null(finding_about(j.it, "similarity")->decide);
    judged_done(&j);
}

/* Spreads of 1 s at n = 20: the 90 % interval of the ratio 126/123 is about
 * 1.0244 +- 0.0044 (R: Fieller at 38 df), inside 5 % and 3 %, not 2.5 %. */
static void test_similar_with_spread(void)
{
    struct judged yes =
        judge_claim("123.0 s vs 126.0 s",
                    KEYS("n", "20", "sd", "1.0,1.0", "similar", "5 %, 3 %"));
    struct judged no =
        judge_claim("123.0 s vs 126.0 s",
                    KEYS("n", "20", "sd", "1.0,1.0", "similar", "2.5%"));

    assert_answer(&yes, "similarity", CLAIM_FOLLOWS);
    assert_says(&yes, "margin", "measurable all the same");
    assert_answer(&no, "similarity", CLAIM_FAILS);
    judged_done(&yes);
    judged_done(&no);
}

/* A of 10 s may be 10.5 s, and so may B of 11 s, with 0.45 and 0.55 s: TOST
 * of equal means, 10.5 +- t(13.5; 0.95) sqrt(0.45^2 + 0.55^2) / sqrt(8) =
 * 10.5 +- 0.44 s, holds within 5 %; 9.5 against 11.5 s does not within 20 %. */
static void test_similar_by_rounding(void)
{
    struct judged j = judge_claim(
        "A 10 s vs B 11 s", KEYS("n", "8", "sd", "0.5,0.6", "similar", "10%"));
    struct judged three =
        judge_claim("A 10 s vs B 11 s",
                    KEYS("n", "8", "sd", "0.5,0.6", "similar", "50%, 10%, 2%"));
    struct judged exact =
        judge_claim("A 10.00 s vs B 11.00 s",
                    KEYS("n", "8", "sd", "0.50,0.60", "similar", "10%"));

    assert_answer(&j, "similarity", CLAIM_OPEN);
    assert_asked(&j, "similar within 10 %?", CLAIM_OPEN,
                 "It depends on rounding");
    assert_asked(&three, "similar within 50 %?", CLAIM_FOLLOWS, "rule out");
    assert_asked(&three, "similar within 10 %?", CLAIM_OPEN,
                 "It depends on rounding");
    assert_asked(&three, "similar within 2 %?", CLAIM_FAILS, "Not shown");
    assert_answer(&exact, "similarity", CLAIM_FAILS);
    judged_done(&j);
    judged_done(&three);
    judged_done(&exact);
}

/* 1 s may be 0.5 s, below the 0.85 s that 0.9 s may be; 1.0 s is 0.95 s at
 * least, and so is 0.9 s at most: they can be equal, never turned. */
static void test_direction_by_rounding(void)
{
    struct judged open = judge_claim(
        "A 0.9 s vs B 1 s", KEYS("n", "8", "better", "lower", "favours", "A"));
    struct judged turned = judge_claim(
        "A 0.9 s vs B 1 s", KEYS("n", "8", "better", "lower", "favours", "B"));
    struct judged sure =
        judge_claim("A 0.9 s vs B 1.0 s",
                    KEYS("n", "8", "better", "lower", "favours", "A"));

    assert_answer(&open, "direction", CLAIM_OPEN);
    assert_says(&open, "direction", "depends on rounding");
    assert_answer(&turned, "direction", CLAIM_OPEN);
    assert_answer(&sure, "direction", CLAIM_NOTE);
    judged_done(&open);
    judged_done(&turned);
    judged_done(&sure);
}

/* ---- what is measured instead ---- */

static void test_network(void)
{
    /* 11477.341 * 8192 / 10^6 = 94.0224; 100 * 1448 / 1538 = 94.1482. */
    struct judged full =
        judge_claim("Xen 11477.341 KB/s vs KVM 11445.385 KB/s",
                    KEYS("n", "20", "similar", "2%", "link", "100 Mbit/s"));
    struct judged named = judge_claim(
        "Xen 11477.341 Kbps vs KVM 11445.385 Kbps",
        KEYS("n", "20", "link", "100 Mbit/s", "metric", "ab.transfer_rate"));
    struct judged free_link =
        judge_claim("Xen 123 s vs KVM 126 s",
                    KEYS("n", "20", "link", "100 Mbit/s", "work", "533 MB"));
    struct judged beyond = judge_claim("11477 MB/s vs 11445 MB/s",
                                       KEYS("n", "20", "link", "100 Mbit/s"));

    assert_answer(&full, "link", CLAIM_OPEN);
    assert_says(&full, "link", "94.02 and 93.76 Mbit/s of the 94.15 Mbit/s");
    g_assert_null(finding_about(full.it, "similarity"));
    g_assert_cmpstr(full.it->withheld, ==, "saturated");
    assert_answer(&named, "link", CLAIM_OPEN);
    assert_says(&named, "unit", "94.02 Mbit/s");
    assert_answer(&free_link, "link", CLAIM_NOTE);
    assert_says(&free_link, "link", "34.67 and 33.84 Mbit/s");
    assert_answer(&free_link, "difference", CLAIM_OPEN);
    assert_answer(&beyond, "link", CLAIM_FAILS);
    judged_done(&full);
    judged_done(&named);
    judged_done(&free_link);
    judged_done(&beyond);
}

/* 9000 KiB/s are 73.73 Mbit/s, 78.3 % of the ceiling: one system fills the
 * link, whichever stands first. */
static void test_one_fills_link(void)
{
    struct judged first = judge_claim("Xen 11477 KB/s vs KVM 9000 KB/s",
                                      KEYS("n", "20", "link", "100 Mbit/s"));
    struct judged second = judge_claim("KVM 9000 KB/s vs Xen 11477 KB/s",
                                       KEYS("n", "20", "link", "100 Mbit/s"));

    assert_answer(&first, "link", CLAIM_OPEN);
    assert_says(&first, "link", "which Xen fills (KVM does not)");
    assert_says(&first, "link", "Whatever Xen could do");
    assert_answer(&second, "link", CLAIM_OPEN);
    assert_says(&second, "link", "which Xen fills (KVM does not)");
    judged_done(&first);
    judged_done(&second);
}

/* The last of 100 connections at 10 a second starts at 9.9 s. */
static void test_schedule(void)
{
    struct judged it =
        judge_claim("Xen 9.902 s vs KVM 9.902 s",
                    KEYS("n", "20", "connections", "100", "rate", "10/s"));
    struct judged slow =
        judge_claim("Xen 9.902 s vs KVM 19.902 s",
                    KEYS("n", "20", "connections", "100", "rate", "10/s"));

    assert_answer(&it, "schedule", CLAIM_OPEN);
    assert_says(&it, "schedule", "What is left is 2 and 2 ms");
    g_assert_null(finding_about(it.it, "difference"));
    assert_answer(&slow, "schedule", CLAIM_NOTE);
    assert_answer(&slow, "difference", CLAIM_OPEN);
    judged_done(&it);
    judged_done(&slow);
}

static void test_client(void)
{
    struct judged j =
        judge_claim("1.1 s vs 1.2 s", KEYS("n", "8", "measures", "client-cpu"));

    assert_answer(&j, "measures", CLAIM_FAILS);
    assert_says(&j, "measures", "Perl process");
    g_assert_null(finding_about(j.it, "difference"));
    judged_done(&j);
}

/* ---- impossible numbers ---- */

/* 936.19 * 8 = 7489.52; the smallest n for both is 16, found by trying all
 * whole totals. */
static void test_whole_units(void)
{
    struct judged j = judge_claim("Xen 695.25 s vs KVM 936.19 s",
                                  KEYS("n", "8", "unit", "1s"));
    struct judged machines =
        judge_claim("Xen 695.25 s vs KVM 936.19 s",
                    KEYS("n", "8", "unit", "1s", "machines", "2"));
    struct judged possible = judge_claim("Xen 695.25 s vs KVM 936.19 s",
                                         KEYS("n", "16", "unit", "1s"));

    assert_answer(&j, "whole-units", CLAIM_FAILS);
    assert_says(&j, "whole-units", "936.19 s cannot be the mean of 8");
    assert_says(&j, "whole-units", "allows both means is 16.");
    assert_says(&machines, "whole-units", "8 runs on each of 2 machines");
    assert_answer(&possible, "whole-units", CLAIM_NOTE);
    judged_done(&j);
    judged_done(&machines);
    judged_done(&possible);
}

static void test_median(void)
{
    struct judged binned = judge_claim(
        "1.9 ms vs 2.55 ms", KEYS("n", "20", "median", "1.5,2.5", "min",
                                  "1.6,2.25", "median-bin", "1ms"));
    struct judged plain =
        judge_claim("1.9 ms vs 2.55 ms",
                    KEYS("n", "20", "median", "1.5,2.5", "min", "1.6,2.25"));
    struct judged impossible = judge_claim(
        "1.9 ms vs 2.55 ms", KEYS("n", "20", "median", "1.5,2.5", "min",
                                  "2.1,2.25", "median-bin", "1ms"));
    struct judged above =
        judge_claim("1.9 ms vs 2.55 ms",
                    KEYS("n", "20", "median", "3.0,2.0", "max", "2.5,3"));

    assert_answer(&binned, "median", CLAIM_NOTE);
    assert_says(&binned, "median", "[1.6, 2)");
    assert_answer(&plain, "median", CLAIM_FAILS);
    assert_says(&plain, "median", "is below the minimum");
    g_assert_cmpint(plain.it->findings->len, ==, 4); /* and the explanation */
    assert_answer(&impossible, "median", CLAIM_FAILS);
    assert_says(&above, "median", "is above the maximum");
    judged_done(&binned);
    judged_done(&plain);
    judged_done(&impossible);
    judged_done(&above);
}

static void test_mean_outside(void)
{
    struct judged j =
        judge_claim("1.9 ms vs 2.55 ms", KEYS("n", "20", "min", "2.0,2.0"));
    struct judged rounded =
        judge_claim("2 ms vs 3 ms", KEYS("n", "20", "min", "2.4,2.4"));
    struct judged range = judge_claim(
        "2 ms vs 3 ms", KEYS("n", "20", "min", "3 vs 1", "max", "1 vs 9"));

    assert_answer(&j, "mean", CLAIM_FAILS);
    g_assert_null(finding_about(rounded.it, "mean")); /* 2 may be 2.49 */
    assert_answer(&range, "range", CLAIM_FAILS);
    judged_done(&j);
    judged_done(&rounded);
    judged_done(&range);
}

/* A value at 14.5 with a mean of 1.9 and a spread of 1.3 takes 88 values (92
 * on the other side): found by building the least spread for each n. */
static void test_spread_and_extremes(void)
{
    struct judged inside =
        judge_claim("Xen 1.9 ms vs KVM 2.55 ms",
                    KEYS("n", "20", "sd", "1.3,1.1", "max", "14.5,13.5", "min",
                         "1.6,2.25", "within", "100 connections"));
    struct judged between =
        judge_claim("Xen 1.9 ms vs KVM 2.55 ms",
                    KEYS("n", "20", "sd", "1.3,1.1", "max", "14.5,13.5"));
    struct judged wide =
        judge_claim("5.0 s vs 5.0 s", KEYS("n", "20", "sd", "6.0,1.0", "min",
                                           "0.0", "max", "10.0"));

    assert_answer(&inside, "spread", CLAIM_NOTE);
    assert_says(&inside, "spread", "at least 88 values");
    assert_answer(&between, "spread", CLAIM_FAILS);
    assert_says(&between, "spread", "at least 88 values, not 20");
    /* The most that 0..10 allows around 5: 5 sqrt(20/19) = 5.13; with
     * rounding 5.18, still less than 5.95. */
    assert_answer(&wide, "spread", CLAIM_FAILS);
    judged_done(&inside);
    judged_done(&between);
    judged_done(&wide);
}

static void test_rate_and_time(void)
{
    struct judged right = judge_claim("44.783 /s vs 44.655 /s",
                                      KEYS("n", "20", "time", "22.33,22.39ms"));
    struct judged both = judge_claim(
        "44.783 /s vs 44.655 /s",
        KEYS("n", "20", "time", "44.66,44.79ms", "concurrency", "2"));
    struct judged wrong = judge_claim("44.783 /s vs 44.655 /s",
                                      KEYS("n", "20", "time", "22.39,22.33ms"));
    struct judged duration =
        judge_claim("10.1 /s vs 10.1 /s", KEYS("n", "20", "operations", "100",
                                               "duration", "9.902,9.902s"));

    assert_answer(&right, "rate", CLAIM_NOTE);
    assert_answer(&both, "rate", CLAIM_NOTE);
    assert_answer(&wrong, "rate", CLAIM_FAILS);
    assert_says(&wrong, "rate", "contradict");
    assert_answer(&duration, "rate", CLAIM_NOTE);
    judged_done(&right);
    judged_done(&both);
    judged_done(&wrong);
    judged_done(&duration);
}

/* ---- the spread of runs at hand ---- */

/* CVs of 2/102 and 10/210: both below what a difference of 10 % at n = 10
 * may have (about 0.1 / (2.1 sqrt(2.21 / 10)) = 0.10). */
static void test_observed(void)
{
    struct bench bench;
    g_autoptr(Results) results = NULL;
    g_autoptr(ClaimSet) set =
        claim_set_of("100.0 /s vs 110.0 /s",
                     KEYS("n", "10", "metric", "ab.requests_per_second"));
    g_autoptr(JudgedSet) judged = NULL;
    const struct judged_claim *it;

    bench_open(&bench);
    bench_add(&bench, "A", "100", 0);
    bench_add(&bench, "A", "102", 0);
    bench_add(&bench, "A", "104", 0);
    bench_add(&bench, "B", "200", 0);
    bench_add(&bench, "B", "210", 0);
    bench_add(&bench, "B", "220", 0);
    bench_add(&bench, "C", "300", 0); /* one run: no spread */
    results = bench_results(&bench);
    judged = claim_judge(set, results, 0.05);
    it = judged->claims->pdata[0];
    assert_near(it->spread.low, 2.0 / 102.0, 1e-12);
    assert_near(it->spread.high, 10.0 / 210.0, 1e-12);
    g_assert_cmpuint(it->spread.n_systems, ==, 2);
    g_assert_nonnull(strstr(finding_about(it, "difference")->text,
                            "answer would be "
                            "yes."));
}

/* ---- files ---- */

static char *write_temporary(const char *text)
{
    g_autoptr(GError) error = NULL;
    char *path = NULL;
    int handle = g_file_open_tmp("claims-XXXXXX.conf", &path, &error);

    g_assert_no_error(error);
    g_close(handle, NULL);
    g_file_set_contents(path, text, -1, &error);
    g_assert_no_error(error);
    return path;
}

static void test_refused_files(void)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"[a]\nvalues = 1 vs 2\npercnt = 3\n", ":3: there is no key 'percnt', "
                                               "did you mean 'percent'?"},
        {"[a]\nvalues = 1 vs 2\n\n[a]\n", ":4: 'a' is already in line 1"},
        {"[a]\nn = 8\nn = 9\n", ":3: 'n' is already in line 2"},
        {"[a]\nvalues = 1 vs 2\nnonsense\n", ":3: this is neither"},
        {"n = 8\n", ":1: a key before the first"},
        {"[paper]\ntite = x\n[a]\nvalues=1 vs 2\n",
         ":2: there is no key 'tite', did you mean 'title'?"},
        {"[a]\nvalues = 1 vs x\n", ":2: values: "},
        {"# nothing\n[a]\nn = 8\n", ":2: [a]: the two values are missing"},
        {"[a]\nvalues = 1 vs 2\nrepeats = b\n", ":3: repeats: there is no"},
        {"[a]\nvalues = 1 vs 2\nrepeats = a\n", ":3: repeats: there is no"},
        {"[a]\nrests-on = b\n[b]\nvalues = 1 vs 2\n", ":2: rests-on: there"},
        {"[paper]\ntitle = x\n", "there is no claim"},
        {"[a]\nvalues = \xff vs 2\n", ":2: this line is not UTF-8"},
        {"", "there is no claim"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = write_temporary(cases[i].text);
        g_autoptr(GError) error = NULL;

        g_assert_null(claim_set_read(path, &error));
        g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_USAGE);
        g_assert_true(g_str_has_prefix(error->message, path));
        if (!strstr(error->message, cases[i].words))
            g_error("'%s' is not in '%s'", cases[i].words, error->message);
        g_unlink(path);
    }
}

static void test_missing_file(void)
{
    g_autoptr(GError) error = NULL;

    g_assert_null(claim_set_read("/nowhere/claims.conf", &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_READ);
}

static const struct judged_claim *named(const JudgedSet *judged,
                                        const char *name)
{
    for (guint i = 0; i < judged->claims->len; i++) {
        const struct judged_claim *it = judged->claims->pdata[i];

        if (!strcmp(it->claim->name, name))
            return it;
    }
    g_error("no claim '%s'", name);
    return NULL;
}

/* The paper of 2009: each sentence with the answer that its own numbers
 * give. */
static void test_paper(void)
{
    static const struct {
        const char *name, *about;
        enum claim_answer answer;
    } expected[] = {
        {"wget-time", "similarity", CLAIM_OPEN},
        {"ab-transfer", "link", CLAIM_OPEN},
        {"ab-rate", "repeat", CLAIM_NOTE},
        {"ab-rate", "rate", CLAIM_NOTE},
        {"ab-time", "repeat", CLAIM_NOTE},
        {"httperf-connection-time", "difference", CLAIM_OPEN},
        {"httperf-connection-time", "median", CLAIM_NOTE},
        {"httperf-duration", "schedule", CLAIM_OPEN},
        {"sqlbench-total", "percentage", CLAIM_FAILS},
        {"sqlbench-total", "direction", CLAIM_NOTE},
        {"sqlbench-total", "difference", CLAIM_OPEN},
        {"sqlbench-total", "whole-units", CLAIM_FAILS},
        {"sqlbench-cpu", "measures", CLAIM_FAILS},
        {"conclusion", "conclusion", CLAIM_OPEN},
    };
    g_autofree char *path = g_build_filename(
        g_getenv("COTEJO_DATA"), "xen-kvm-2009", "claims.conf", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(ClaimSet) set = claim_set_read(path, &error);
    g_autoptr(JudgedSet) judged = NULL;

    g_assert_no_error(error);
    judged = claim_judge(set, NULL, 0.05);
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        const struct claim_finding *found =
            finding_about(named(judged, expected[i].name), expected[i].about);

        g_test_message("%s: %s", expected[i].name, expected[i].about);
        g_assert_nonnull(found);
        g_assert_cmpint(found->answer, ==, expected[i].answer);
    }
    /* What cannot be decided says what would. */
    for (guint i = 0; i < judged->claims->len; i++) {
        const struct judged_claim *it = judged->claims->pdata[i];

        for (guint f = 0; f < it->findings->len; f++) {
            const struct claim_finding *found =
                &g_array_index(it->findings, struct claim_finding, f);

            g_assert_cmpint(found->answer == CLAIM_OPEN, ==,
                            found->decide != NULL);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/claim/refused-keys", test_refused_keys);
    g_test_add_func("/claim/percentage", test_percentage);
    g_test_add_func("/claim/both-bases", test_both_bases);
    g_test_add_func("/claim/mean-for-percent", test_mean_for_percent);
    g_test_add_func("/claim/critical-spread", test_critical_spread);
    g_test_add_func("/claim/without-runs", test_without_runs);
    g_test_add_func("/claim/with-spread", test_with_spread);
    g_test_add_func("/claim/depends-on-rounding", test_depends_on_rounding);
    g_test_add_func("/claim/spread-inside-runs", test_spread_inside_runs);
    g_test_add_func("/claim/what-is-printed", test_what_is_printed);
    g_test_add_func("/claim/ratio", test_ratio);
    g_test_add_func("/claim/direction", test_direction);
    g_test_add_func("/claim/similar", test_similar);
    g_test_add_func("/claim/margin-list", test_margin_list);
    g_test_add_func("/claim/never-similar", test_never_similar);
    g_test_add_func("/claim/similar-with-spread", test_similar_with_spread);
    g_test_add_func("/claim/similar-by-rounding", test_similar_by_rounding);
    g_test_add_func("/claim/direction-by-rounding", test_direction_by_rounding);
    g_test_add_func("/claim/network", test_network);
    g_test_add_func("/claim/one-fills-link", test_one_fills_link);
    g_test_add_func("/claim/schedule", test_schedule);
    g_test_add_func("/claim/client", test_client);
    g_test_add_func("/claim/whole-units", test_whole_units);
    g_test_add_func("/claim/median", test_median);
    g_test_add_func("/claim/mean-outside", test_mean_outside);
    g_test_add_func("/claim/spread-and-extremes", test_spread_and_extremes);
    g_test_add_func("/claim/rate-and-time", test_rate_and_time);
    g_test_add_func("/claim/observed", test_observed);
    g_test_add_func("/claim/refused-files", test_refused_files);
    g_test_add_func("/claim/missing-file", test_missing_file);
    g_test_add_func("/claim/paper", test_paper);
    return g_test_run();
}

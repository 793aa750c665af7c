/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What claims ask besides: sides that are ahead, spreads of zero, schedules,
 * links nobody named. Expected numbers are from R or from the words of the
 * rule; none is our own output.
 */
#include <math.h>

#include "claim_fixture.h"
#include "demo_fixture.h"

#define CLAIM_SILENT ((enum claim_answer)99) /* nothing about it */

/* Who is ahead is asked beside "similar", too. */
static void test_favours_beside_similar(void)
{
    struct judged right = judge_claim(
        "A 10.0 s vs B 12.0 s",
        KEYS("n", "8", "similar", "5%", "better", "lower", "favours", "A"));
    struct judged wrong = judge_claim(
        "A 10.0 s vs B 12.0 s",
        KEYS("n", "8", "similar", "5%", "better", "lower", "favours", "B"));

    assert_answer(&right, "direction", CLAIM_NOTE);
    assert_answer(&wrong, "direction", CLAIM_FAILS);
    assert_answer(&right, "similarity", CLAIM_FAILS);
    judged_done(&right);
    judged_done(&wrong);
}

/* R: TOST at Welch's 37.9 df on the ratio, margins 5, 3, 2 %: p = 0.000985,
 * 0.2030, 0.6621; the smallest margin that holds is 3.676 %. */
static void test_each_margin(void)
{
    struct judged j = judge_claim(
        "Xen 123.45 s vs KVM 126.33 s",
        KEYS("n", "20", "sd", "3.12,2.98", "similar", "5%, 3%, 2%"));
    struct judged unstated = judge_claim(
        "Xen 123.45 s vs KVM 126.33 s",
        KEYS("n", "20", "sd", "3.12,2.98", "asserts", "similarity"));

    assert_asked(&j, "similar within 5 %?", CLAIM_FOLLOWS, "p < 0.001");
    assert_asked(&j, "similar within 3 %?", CLAIM_FAILS, "p = 0.203");
    assert_asked(&j, "similar within 2 %?", CLAIM_FAILS, "p = 0.662");
    assert_asked(&j, "how similar?", CLAIM_NOTE, "that holds is 3.68 %");
    g_assert_cmpint(j.it->answer, ==, CLAIM_FOLLOWS);
    assert_asked(&unstated, "similar?", CLAIM_OPEN,
                 "yes within 5 %, not within 3 %, not within 2 %; the smallest "
                 "margin that holds is 3.68 %");
    judged_done(&j);
    judged_done(&unstated);
}

/* R, 10 runs: (1.05 100 - 102) / (qt(.95, df) sqrt(1/10 + 1.05^2/10)) = 3.773
 * of a mean of 101, with Satterthwaite's 18 df: 3.74 %. */
static void test_similar_without_runs(void)
{
    struct judged j =
        judge_claim("A 100.0 s vs B 102.0 s", KEYS("similar", "5%, 1%"));

    assert_asked(&j, "similar within 5 %?", CLAIM_OPEN, "3.74 % with 10 runs");
    assert_asked(&j, "similar within 1 %?", CLAIM_FAILS, "further apart");
    judged_done(&j);
}

/* R: 9.5 +- and 11.5 s apart by 1 s with the 0.5 s that "0" may hide, 8 runs
 * each: t(14) = 4, p = 0.00132. */
static void test_no_spread_printed(void)
{
    struct judged apart =
        judge_claim("10 s vs 12 s", KEYS("n", "8", "sd", "0"));
    struct judged equal =
        judge_claim("10 s vs 10 s", KEYS("n", "8", "sd", "0"));
    struct judged similar = judge_claim(
        "10 s vs 11 s", KEYS("n", "3", "sd", "0", "similar", "12%"));

    assert_answer(&apart, "difference", CLAIM_FOLLOWS);
    assert_says(&apart, "difference", "rounding hides still gives p = 0.001");
    assert_answer(&equal, "difference", CLAIM_OPEN);
    assert_says(&equal, "difference", "depends on rounding");
    assert_says(&equal, "difference", "neither side varies");
    assert_answer(&similar, "similarity", CLAIM_OPEN);
    assert_says(&similar, "similarity", "the means are 10.0 % apart");
    judged_done(&apart);
    judged_done(&equal);
    judged_done(&similar);
}

/* R: 3 / (qt(.975, 8) sqrt(2/5)) = 2.057; Welch's t(6.55) = 11.50, interval
 * 2.375 to 3.625. */
static void test_zero_mean(void)
{
    struct judged plain = judge_claim("A 0 s vs B 3 s", KEYS("n", "5"));
    struct judged spread =
        judge_claim("A 0.0 s vs B 3.0 s", KEYS("n", "5", "sd", "0.3,0.5",
                                               "percent", "100", "times", "3"));
    struct judged none =
        judge_claim("A 0 s vs B 0 s", KEYS("n", "5", "percent", "5"));
    struct judged similar =
        judge_claim("A 0 s vs B 3 s", KEYS("n", "5", "similar", "5%"));

    assert_says(&plain, "size", "B (3 s) is 3 s more than A (0 s)");
    assert_says(&plain, "difference", "more than 2.06 s");
    assert_answer(&spread, "percentage", CLAIM_FOLLOWS);
    assert_answer(&spread, "ratio", CLAIM_FAILS);
    assert_says(&spread, "difference", "+2.37 to +3.63 s from A");
    assert_answer(&none, "percentage", CLAIM_FAILS);
    assert_answer(&similar, "similarity", CLAIM_OPEN);
    judged_done(&plain);
    judged_done(&spread);
    judged_done(&none);
    judged_done(&similar);
}

/* The last of 100 connections at 10 a second starts at 9.9 s: 10.10 a second,
 * 20.20 with two calls each. */
static void test_schedule(void)
{
    static const struct {
        const char *values;
        enum claim_answer answer;
        const char *words;
    } cases[] = {
        {"Xen 10.1 /s vs KVM 10.1 /s", CLAIM_OPEN, "which makes 10.1 /s."},
        {"Xen 20.2 req/s vs KVM 20.1 req/s", CLAIM_OPEN,
         "20.2 req/s with 2 calls a connection"},
        {"Xen 9902 ms vs KVM 9905 ms", CLAIM_OPEN,
         "What is left is 2 and 5 ms"},
        {"Xen 9.5 s vs KVM 9.9 s", CLAIM_FAILS, "Impossible as printed, Xen"},
        {"Xen 9.902 s vs KVM 14.3 s", CLAIM_NOTE, "KVM does not"},
        {"Xen 3 KB vs KVM 4 KB", CLAIM_NOTE, "says nothing of these numbers"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct judged j =
            judge_claim(cases[i].values,
                        KEYS("n", "20", "connections", "100", "rate", "10"));

        g_test_message("%s", cases[i].values);
        assert_answer(&j, "schedule", cases[i].answer);
        assert_says(&j, "schedule", cases[i].words);
        if (cases[i].answer == CLAIM_OPEN)
            assert_silent(&j, "difference");
        judged_done(&j);
    }
    {
        struct judged apart =
            judge_claim("Xen 10.1 req/s vs KVM 20.2 req/s",
                        KEYS("n", "20", "connections", "100", "rate", "10"));

        assert_silent(&apart, "schedule");
        judged_done(&apart);
    }
}

/* 11477.341 * 8192 / 10^6 = 94.02 Mbit/s of 100 * 1448 / 1538 = 94.15; 533 MB
 * in 45.3 s are 94.13. */
static void test_near_link(void)
{
    static const struct {
        const char *values, *work, *words; /* NULL: silent */
    } cases[] = {
        {"11477.341 KB/s vs 11445.385 KB/s", NULL, "94.02 and 93.76 Mbit/s"},
        {"11477.341 Kbps vs 11445.385 Kbps", NULL, "KB of 1024 bytes"},
        {"9.41 Mbit/s vs 9.40 Mbit/s", NULL, "a link of 10 Mbit/s"},
        {"941 Mbit/s vs 938 Mbit/s", NULL, "a link of 1000 Mbit/s"},
        {"9.41 Gbit/s vs 9.38 Gbit/s", NULL, "a link of 10000 Mbit/s"},
        {"1.17 GB/s vs 1.16 GB/s", NULL, "a link of 10000 Mbit/s"},
        {"45.3 s vs 46.2 s", "533 MB", "94.13 and 92.29 Mbit/s"},
        /* 11760 * 8 / 1000; with 1024 bytes 96.34, more than it carries */
        {"11760 KB/s vs 11740 KB/s", NULL,
         "if 'KB' stands for 1000 bytes, 94.08 and 93.92"},
        {"11477 KB/s vs 9000 KB/s", NULL, NULL},
        {"500 Mbit/s vs 510 Mbit/s", NULL, NULL},
        {"123 s vs 126 s", "533 MB", NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct judged j = judge_claim(
            cases[i].values,
            KEYS("n", "20", cases[i].work ? "work" : NULL, cases[i].work));

        g_test_message("%s", cases[i].values);
        if (cases[i].words) {
            assert_answer(&j, "near-link", CLAIM_NOTE);
            assert_says(&j, "near-link", cases[i].words);
        } else {
            assert_silent(&j, "near-link");
        }
        assert_answer(&j, "difference", CLAIM_OPEN);
        judged_done(&j);
    }
}

/* The demo's logs of ab, httperf and wget: several metrics are times, one is a
 * number of requests a second. */
static void test_runs_at_hand(void)
{
    static const struct {
        const char *values, *key, *value;
        const char *words; /* why they are not used; NULL: they are */
    } cases[] = {
        {"50 /s vs 60 /s", NULL, NULL, NULL},
        {"50 req/s vs 60 req/s", NULL, NULL, NULL},
        {"50 ms vs 60 ms", NULL, NULL, "several of their metrics"},
        {"50 ms vs 60 ms", "says", "wget is slow", NULL},
        {"50 ms vs 60 ms", "says", "not about it", "several of their metrics"},
        {"50 ms vs 60 ms", "metric", "wget.real_time", NULL},
        {"50 ms vs 60 ms", "metric", "sql-bench.total_wall", "none has sql-be"},
        {"50 GB vs 60 GB", NULL, NULL, "is measured in 'GB'"},
        {"50 GB vs 60 GB", "sd", "1,2", NULL}, /* not needed */
    };
    g_autoptr(Results) results = compare_folders("native", "emulated");

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(ClaimSet) set = claim_set_of(
            cases[i].values, KEYS("n", "8", cases[i].key, cases[i].value));
        g_autoptr(JudgedSet) judged = claim_judge(set, results, 0.05);
        const struct judged j = {.it = judged->claims->pdata[0]};

        g_test_message("%s %s", cases[i].values, cases[i].value);
        if (cases[i].words)
            assert_says(&j, "at-hand", cases[i].words);
        else
            assert_silent(&j, "at-hand");
    }
}

/* R: 2 pt(-2.4, 14) = 0.0309; qt(.985, 14) = 2.414898, 20 / (that sqrt(2/8))
 * = 16.56 ms. Spreads of 2 and means 2 apart, 8 runs: t = 2, p = 0.0653, with
 * rounding 0.0492 to 0.0850. */
static void test_stated_p(void)
{
    static const struct {
        const char *p, *t, *df, *sd;
        const char *about;
        enum claim_answer answer;
        const char *words;
    } cases[] = {
        {"0.03", NULL, NULL, NULL, "difference", CLAIM_FOLLOWS,
         "vary by about 1.66 ms"},
        {"p < 0.05", NULL, NULL, NULL, "difference", CLAIM_FOLLOWS, "p < 0.05"},
        {"0.05", NULL, NULL, NULL, "difference", CLAIM_OPEN, "leaves open"},
        {"< 0.1", NULL, NULL, NULL, "difference", CLAIM_OPEN, "leaves open"},
        {"0.4", NULL, NULL, NULL, "difference", CLAIM_FAILS, "no proof"},
        {NULL, "2.4", "14", NULL, "difference", CLAIM_FOLLOWS, "p = 0.031"},
        {"0.031", "2.4", "14", NULL, "stated", CLAIM_FOLLOWS, "go together"},
        {"0.4", "2.4", "14", NULL, "stated", CLAIM_FAILS, "gives p = 0.031"},
        {"0.4", "2.4", "14", NULL, "difference", CLAIM_OPEN, "contradict"},
        {"0.015", "2.4", NULL, NULL, "stated", CLAIM_FAILS, "one-sided"},
        {"0.065", NULL, NULL, "2.0,2.0", "stated", CLAIM_FOLLOWS, "agrees"},
        {"0.085", NULL, NULL, "2.0,2.0", "stated", CLAIM_FOLLOWS, "agrees"},
        {"0.09", NULL, NULL, "2.0,2.0", "stated", CLAIM_OPEN, "p = 0.065"},
        {"0.032", NULL, NULL, "2.0,2.0", "stated", CLAIM_OPEN, "one-sided"},
        {NULL, "2.0", NULL, "2.0,2.0", "stated-t", CLAIM_FOLLOWS, "agrees"},
        {NULL, "4.0", NULL, "2.0,2.0", "stated-t", CLAIM_OPEN, "t = 2.00"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *keys[] = {"n",  "8",  NULL, NULL, NULL, NULL,
                              NULL, NULL, NULL, NULL, NULL};
        const char *const given[][2] = {{"p", cases[i].p},
                                        {"t", cases[i].t},
                                        {"df", cases[i].df},
                                        {"sd", cases[i].sd}};
        size_t n = 2;
        struct judged j;

        for (size_t k = 0; k < G_N_ELEMENTS(given); k++) {
            if (!given[k][1])
                continue;
            keys[n++] = given[k][0];
            keys[n++] = given[k][1];
        }
        j = judge_claim("A 100.0 ms vs B 102.0 ms", keys);
        g_test_message("p %s t %s sd %s", cases[i].p, cases[i].t, cases[i].sd);
        assert_answer(&j, cases[i].about, cases[i].answer);
        assert_says(&j, cases[i].about, cases[i].words);
        judged_done(&j);
    }
}

/* A link of 1000 Mbit/s carries 949.3 Mbit/s of payload at most, 941.5 with
 * time stamps; 117,000 KB/s are 936 Mbit/s with 1000 bytes, 958 with 1024.
 * 11,477 KB/s of 1024 bytes are 94.02 Mbit/s. 97 % of 94.15 are 91.3. */
static void test_link_units(void)
{
    static const struct {
        const char *values, *link;
        enum claim_answer answer;
        const char *words;
    } cases[] = {
        {"A 117000 KB/s vs B 116900 KB/s", "1 Gbit/s", CLAIM_OPEN,
         "which both fill"},
        {"A 117000 KiB/s vs B 116900 KiB/s", "1 Gbit/s", CLAIM_FAILS,
         "More than the link can carry"},
        {"A 11477 Kbps vs B 11445 Kbps", "100 Mbit/s", CLAIM_OPEN,
         "it is 94.02 and 93.76 Mbit/s"},
        {"A 91 Mbit/s vs B 80 Mbit/s", "100 Mbit/s", CLAIM_OPEN,
         "rounding decides"},
        {"A 91.0 Mbit/s vs B 80.0 Mbit/s", "100 Mbit/s", CLAIM_NOTE,
         "Not the limit"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct judged j = judge_claim(cases[i].values,
                                      KEYS("n", "20", "link", cases[i].link));

        g_test_message("%s", cases[i].values);
        assert_answer(&j, "link", cases[i].answer);
        assert_says(&j, "link", cases[i].words);
        judged_done(&j);
    }
}

/* A conclusion from a claim that asserts nothing is open. */
static void test_rests_on_nothing(void)
{
    static const char text[] = "[table]\nvalues = A 10 s vs B 12 s\n"
                               "asserts = nothing\n"
                               "[all]\nsays = A is better\n"
                               "rests-on = table\n";
    g_autoptr(GError) error = NULL;
    g_autoptr(ClaimSet) set =
        claim_set_from("x.conf", text, sizeof text - 1, &error);
    g_autoptr(JudgedSet) judged = NULL;
    struct judged j;

    g_assert_no_error(error);
    judged = claim_judge(set, NULL, 0.05);
    j = (struct judged){.it = judged->claims->pdata[1]};
    assert_answer(&j, "conclusion", CLAIM_OPEN);
    assert_says(&j, "conclusion", "nothing is claimed there");
}

/* What few values can be: the mean of two is half of their sum, as their
 * median is; of three a third. 5 and 5 runs leave 8 degrees of freedom. */
static void test_contradictions(void)
{
    static const struct {
        const char *values, *n, *key, *value, *key_b, *value_b, *about;
        enum claim_answer answer;
    } cases[] = {
        {"10.0 s vs 12.0 s", "2", "min", "9.0,11.0", "max", "12.0,13.0", "few",
         CLAIM_FAILS},
        {"10.0 s vs 12.0 s", "2", "min", "9.0,11.0", "max", "11.0,13.0", "few",
         CLAIM_SILENT},
        {"10.0 s vs 12.0 s", "2", "median", "9.0,12.0", NULL, NULL, "few",
         CLAIM_FAILS},
        {"10.0 s vs 12.0 s", "5", "median", "9.0,12.0", NULL, NULL, "few",
         CLAIM_SILENT},
        {"10.0 s vs 12.0 s", "5", "t", "2.1", "df", "80", "stated-df",
         CLAIM_FAILS},
        {"10.0 s vs 12.0 s", "5", "t", "2.1", "df", "80", "difference",
         CLAIM_OPEN},
        {"10.0 s vs 12.0 s", "5", "t", "2.1", "df", "8", "stated-df",
         CLAIM_SILENT},
        {"10.0 s vs 10.0 s", "5", NULL, NULL, NULL, NULL, "difference",
         CLAIM_OPEN},
        {"A 10.0 s ± 0.3 vs B 12.0 s", "5", NULL, NULL, NULL, NULL,
         "one-spread", CLAIM_NOTE},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct judged j = judge_claim(
            cases[i].values, KEYS("n", cases[i].n, cases[i].key, cases[i].value,
                                  cases[i].key_b, cases[i].value_b));

        g_test_message("%s %s", cases[i].values, cases[i].about);
        if (cases[i].answer == CLAIM_SILENT)
            assert_silent(&j, cases[i].about);
        else
            assert_answer(&j, cases[i].about, cases[i].answer);
        judged_done(&j);
    }
}

/* Whole seconds: 1 and 2 s are 0.5 to 1.5 and 1.5 to 2.5 s, 0 to 400 %. */
static void test_coarse_percentage(void)
{
    struct judged j =
        judge_claim("1 s vs 2 s", KEYS("n", "5", "percent", "300"));

    assert_answer(&j, "percentage", CLAIM_FOLLOWS);
    assert_says(&j, "percentage", "as far as the printed digits tell");
    judged_done(&j);
}

/* Between 9 and 12 s no 5 values have a standard deviation of 30 s: one thing
 * to tell, and no test of it. */
static void test_impossible_spread(void)
{
    struct judged j =
        judge_claim("10 s vs 12 s", KEYS("n", "5", "sd", "30,1", "min", "9,11",
                                         "max", "12,13"));

    assert_answer(&j, "spread", CLAIM_FAILS);
    assert_answer(&j, "difference", CLAIM_OPEN);
    g_assert_cmpuint(j.judged->counts[CLAIM_FAILS], ==, 1);
    judged_done(&j);
}

/* Three values: (9 + 10 + 14) / 3 = 11. */
static void test_three_values(void)
{
    struct judged no =
        judge_claim("10.0 s vs 11.0 s", KEYS("n", "3", "min", "9.0", "median",
                                             "10.0", "max", "14.0"));

    assert_answer(&no, "few", CLAIM_FAILS);
    assert_says(&no, "few", "(11.0 s)");
    judged_done(&no);
}

/* All sets of 4 whole numbers that add up to 10 are written down: none of their
 * spreads is called impossible. Of a spread of 0.90 the squares would add up
 * to 25 + 3 0.9^2 = 27.43 (27.40 to 27.46 with rounding), no whole number. */
static void test_whole_spreads(void)
{
    bool has_spread[1000] = {false};
    size_t n_impossible = 0;

    for (int a = -20; a <= 20; a++)
        for (int b = a; b <= 20; b++)
            for (int c = b; c <= 20; c++) {
                int d = 10 - a - b - c;
                int squares = a * a + b * b + c * c + d * d;
                double sd = sqrt((squares - 25.0) / 3.0);
                long rounded = lround(100.0 * sd);

                if (d >= c && rounded < 1000)
                    has_spread[rounded] = true;
            }
    for (int64_t sd = 0; sd < 600; sd++) {
        bool may_be = cotejo_grimmer((struct cotejo_printed){250, 2},
                                     (struct cotejo_printed){sd, 2},
                                     (struct cotejo_printed){1, 0}, 4);

        g_assert_true(may_be || !has_spread[sd]);
        n_impossible += !may_be;
    }
    g_assert_cmpuint(n_impossible, >, 300);
    {
        struct judged no =
            judge_claim("2.50 s vs 3.50 s",
                        KEYS("n", "4", "sd", "0.90,0.58", "unit", "1 s"));
        struct judged yes =
            judge_claim("2.50 s vs 3.50 s",
                        KEYS("n", "4", "sd", "0.58,0.58", "unit", "1 s"));

        assert_answer(&no, "whole-spread", CLAIM_FAILS);
        assert_silent(&yes, "whole-spread");
        judged_done(&no);
        judged_done(&yes);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/claim/favours-beside-similar",
                    test_favours_beside_similar);
    g_test_add_func("/claim/each-margin", test_each_margin);
    g_test_add_func("/claim/similar-without-runs", test_similar_without_runs);
    g_test_add_func("/claim/no-spread-printed", test_no_spread_printed);
    g_test_add_func("/claim/zero-mean", test_zero_mean);
    g_test_add_func("/claim/schedule-of-client", test_schedule);
    g_test_add_func("/claim/near-link", test_near_link);
    g_test_add_func("/claim/runs-at-hand", test_runs_at_hand);
    g_test_add_func("/claim/stated-p", test_stated_p);
    g_test_add_func("/claim/link-units", test_link_units);
    g_test_add_func("/claim/rests-on-nothing", test_rests_on_nothing);
    g_test_add_func("/claim/contradictions", test_contradictions);
    g_test_add_func("/claim/coarse-percentage", test_coarse_percentage);
    g_test_add_func("/claim/impossible-spread", test_impossible_spread);
    g_test_add_func("/claim/three-values", test_three_values);
    g_test_add_func("/claim/whole-spreads", test_whole_spreads);
    return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What claims ask besides: sides that are ahead, spreads of zero, schedules,
 * links nobody named. Expected numbers are from R or from the words of the
 * rule; none is our own output.
 */
#include "claim_fixture.h"

/* Who is ahead is asked beside "similar", too. */
static void test_favours_beside_similar(void)
{
    struct judged right = judge_claim(
        "A 10.0 s vs B 12.0 s",
        KEYS("n", "8", "similar", "5%", "better", "lower", "favours", "A"));
    struct judged wrong = judge_claim(
        "A 10.0 s vs B 12.0 s",
        KEYS("n", "8", "similar", "5%", "better", "lower", "favours", "B"));

    assert_answer(&right, "direction", CLAIM_FOLLOWS);
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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/claim/favours-beside-similar",
                    test_favours_beside_similar);
    g_test_add_func("/claim/each-margin", test_each_margin);
    g_test_add_func("/claim/no-spread-printed", test_no_spread_printed);
    g_test_add_func("/claim/zero-mean", test_zero_mean);
    return g_test_run();
}

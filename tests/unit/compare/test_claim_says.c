/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is taken from the sentence that is judged, and what is left alone.
 * Expected numbers are from R or from the words of the rule.
 */
#include "claim_fixture.h"

/* What a sentence says follows from its words; 936.19 / 695.25 = 1.347, which
 * is 34.7 % of Xen and 25.7 % of KVM. */
static void test_sentences(void)
{
    static const struct {
        const char *values, *says, *about;
        enum claim_answer answer;
    } cases[] = {
        {"Xen 695.25 s vs KVM 936.19 s", "Xen is 25.7 % faster than KVM",
         "percentage", CLAIM_FOLLOWS},
        {"Xen 695.25 s vs KVM 936.19 s", "Xen is 25.7 % faster than KVM",
         "direction", CLAIM_NOTE},
        {"Xen 695.25 s vs KVM 936.19 s", "KVM is 34.7% slower", "percentage",
         CLAIM_FOLLOWS},
        {"Xen 695.25 s vs KVM 936.19 s", "KVM is 34.7% slower", "direction",
         CLAIM_NOTE},
        {"Xen 695.25 s vs KVM 936.19 s", "Xen is 34.7% slower", "direction",
         CLAIM_FAILS},
        /* the base of "more than Xen" is Xen */
        {"Xen 695.25 s vs KVM 936.19 s", "KVM took 25.7 % more time than Xen",
         "percentage", CLAIM_FAILS},
        {"Xen 695.25 s vs KVM 936.19 s", "KVM took 34.7 percent more than Xen",
         "percentage", CLAIM_FOLLOWS},
        {"Xen 695.25 s vs KVM 936.19 s", "KVM took 34.7 percent more than Xen",
         "direction", CLAIM_NOTE},
        {"Xen 695.25 s vs KVM 936.19 s", "KVM is 1.35x slower", "ratio",
         CLAIM_FOLLOWS},
        {"Xen 695.25 s vs KVM 936.19 s", "Xen is 1.5 times faster", "ratio",
         CLAIM_FAILS},
        {"A 2.1 s vs B 1.0 s", "B is twice as fast as A", "ratio",
         CLAIM_FOLLOWS},
        {"A 2.1 s vs B 1.0 s", "B is twice as fast as A", "direction",
         CLAIM_NOTE},
        {"A 2.6 s vs B 1.0 s", "B is twice as fast as A", "ratio", CLAIM_FAILS},
        {"A 11 s vs B 1 s", "an order of magnitude", "ratio", CLAIM_FOLLOWS},
        {"A 500 /s vs B 990 /s", "A serves half the requests of B", "ratio",
         CLAIM_FOLLOWS},
        {"A 44 req/s vs B 66 req/s",
         "B handles 50 % more requests than A, and up to 80 % more at times",
         "percentage", CLAIM_FOLLOWS},
        {"A 44 req/s vs B 66 req/s", "A outperforms B", "direction",
         CLAIM_FAILS},
        {"A 123 s vs B 126 s", "quite similar", "similarity", CLAIM_OPEN},
        {"A 123 s vs B 126 s", "no significant difference", "similarity",
         CLAIM_OPEN},
        {"A 123 s vs B 126 s", "they differ by less than 1 %", "similarity",
         CLAIM_FAILS},
        {"A 123 s vs B 126 s", "within 1 % of each other", "similarity",
         CLAIM_FAILS},
        {"A 263 s vs B 263 s", "B performs the same as A", "similarity",
         CLAIM_OPEN},
        {"A 45.2 % vs B 51.7 %", "B uses 6.5 % more CPU", "percentage",
         CLAIM_FAILS},
        {"A 45.2 % vs B 51.7 %", "B uses 6.5 percentage points more",
         "percentage", CLAIM_FOLLOWS},
        {"A 45.2 % vs B 51.7 %", "B uses 7 pp more", "percentage",
         CLAIM_FOLLOWS},
        {"A 45.2 % vs B 51.7 %", "B uses 7.0 points more", "percentage",
         CLAIM_FAILS},
        {"A 123 s vs B 126 s", "B is not similar to A (p < 0.01)", "difference",
         CLAIM_FOLLOWS},
        {"A 123 s vs B 126 s", "they differ", "difference", CLAIM_OPEN},
        {"A 123 s vs B 126 s", "t(38) = 2.31, p = 0.026", "stated",
         CLAIM_FOLLOWS},
        {"A 123 s vs B 126 s", "t(38) = 2.31, p = 0.26", "stated", CLAIM_FAILS},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct judged j = judge_claim(cases[i].values,
                                      KEYS("n", "20", "says", cases[i].says));

        g_test_message("%s", cases[i].says);
        assert_answer(&j, cases[i].about, cases[i].answer);
        assert_says(&j, "reading", "Taken from the sentence");
        judged_done(&j);
    }
}

#define CLAIM_SILENT ((enum claim_answer)99) /* nothing about it */

/* 44 and 66 are 33.3 % of 66 and 50 % of 44 apart, 100 and 120 by 16.7 and
 * 20 %: hand calculation. What the words claim is in the words. */
static void test_sentences_by_base(void)
{
    static const struct {
        const char *values, *says, *about;
        enum claim_answer answer;
    } cases[] = {
        /* the other side is the base */
        {"A 100 W vs B 120 W", "A uses 20 % less power", "percentage",
         CLAIM_FAILS},
        {"A 100 W vs B 120 W", "A uses 16.7 % less power", "percentage",
         CLAIM_FOLLOWS},
        {"Xen 44 s vs KVM 66 s", "Xen takes 50 % less time", "percentage",
         CLAIM_FAILS},
        {"Xen 44 s vs KVM 66 s", "KVM needs 33 % more time", "percentage",
         CLAIM_FAILS},
        {"Xen 44 s vs KVM 66 s", "KVM needs 50 % more time", "percentage",
         CLAIM_FOLLOWS},
        {"Xen 44 /s vs KVM 66 /s", "KVM improves throughput by 33 % over Xen",
         "percentage", CLAIM_FAILS},
        {"Xen 44 /s vs KVM 66 /s", "KVM improves throughput by 50 % over Xen",
         "percentage", CLAIM_FOLLOWS},
        {"Xen 44 /s vs KVM 66 /s", "Xen is 50 % slower than KVM", "percentage",
         CLAIM_FAILS},
        {"Xen 44 /s vs KVM 66 /s", "Xen is slower than KVM by 33 %",
         "percentage", CLAIM_FOLLOWS},
        {"Xen 44 /s vs KVM 66 /s", "KVM is 33 % faster than Xen", "percentage",
         CLAIM_FAILS},
        {"Xen 44 /s vs KVM 66 /s", "Xen improves throughput by 50 %",
         "direction", CLAIM_FAILS},
        /* ratios have a direction, and a share is a ratio */
        {"Xen 44 /s vs KVM 66 /s", "Xen has 1.5 times the throughput of KVM",
         "ratio", CLAIM_FAILS},
        {"Xen 44 /s vs KVM 66 /s", "KVM has 1.5 times the throughput of Xen",
         "ratio", CLAIM_FOLLOWS},
        {"A 83 s vs B 100 s", "A needs only 83 % of the time of B", "ratio",
         CLAIM_FOLLOWS},
        {"A 83 s vs B 100 s", "B needs only 83 % of the time of A", "ratio",
         CLAIM_FAILS},
        {"A 83 s vs B 100 s", "A needs only 83 % of the time of B",
         "percentage", CLAIM_SILENT},
        {"Xen 44 /s vs KVM 66 /s", "KVM achieves 150 % of Xen", "ratio",
         CLAIM_FOLLOWS},
        /* bounds */
        {"A 150 /s vs B 100 /s", "A is more than 10 % faster", "percentage",
         CLAIM_FOLLOWS},
        {"A 150 /s vs B 100 /s", "A is at least 40 % faster than B",
         "percentage", CLAIM_FOLLOWS},
        {"A 150 /s vs B 100 /s", "A is at least 60 % faster than B",
         "percentage", CLAIM_FAILS},
        {"A 150 /s vs B 100 /s", "A is less than 40 % faster than B",
         "percentage", CLAIM_FAILS},
        /* and it is the other way round: 40 % is no more than 5 % slower */
        {"A 140 /s vs B 100 /s", "A is at most 5 % slower than B", "percentage",
         CLAIM_FOLLOWS},
        {"A 60 /s vs B 100 /s", "A is at most 5 % slower than B", "percentage",
         CLAIM_FAILS},
        {"A 130 /s vs B 100 /s", "A is up to 30 % faster", "percentage",
         CLAIM_FOLLOWS},
        {"A 120 /s vs B 100 /s", "A is up to 30 % faster", "percentage",
         CLAIM_OPEN},
        {"A 140 /s vs B 100 /s", "A is up to 30 % faster", "percentage",
         CLAIM_FAILS},
        {"A 151 /s vs B 100 /s", "A is about 50 % faster than B", "percentage",
         CLAIM_FOLLOWS},
        {"A 155 /s vs B 100 /s", "A is about 50 % faster than B", "percentage",
         CLAIM_OPEN},
        {"A 190 /s vs B 100 /s", "A is about 50 % faster than B", "percentage",
         CLAIM_FAILS},
        /* percentages of something else */
        {"A 10 s vs B 44 s", "With 20 % of the requests failing, A is better",
         "percentage", CLAIM_SILENT},
        {"A 10 s vs B 44 s", "At 80 % load A is better", "percentage",
         CLAIM_SILENT},
        {"A 10 s vs B 44 s", "A is faster with 95 % confidence", "percentage",
         CLAIM_SILENT},
        {"A 10 s vs B 44 s", "20 % of what A does fails", "sentence",
         CLAIM_OPEN},
        /* not understood, not judged */
        {"A 10 s vs B 12 s", "A is not 20 % faster", "sentence", CLAIM_OPEN},
        {"A 10 s vs B 12 s", "A isn't 20 % faster", "percentage", CLAIM_SILENT},
        {"A 10 s vs B 12 s", "A is not 20 % faster", "difference", CLAIM_NOTE},
        {"A 10 s vs B 12 s", "A is 20 % faster than VMware", "sentence",
         CLAIM_OPEN},
        {"A 10 s vs B 12 s", "A is faster than VMware", "sentence", CLAIM_OPEN},
        {"A 10 s vs B 12 s", "A has 20 % more throughput than B", "sentence",
         CLAIM_OPEN},
        {"A 10 s vs B 12 s", "A is faster but takes more memory", "sentence",
         CLAIM_OPEN},
        {"Xen 44 /s vs KVM 66 /s", "KVM is faster by a factor of 2", "ratio",
         CLAIM_FAILS},
        {"Xen 44 /s vs KVM 75 /s", "KVM is 2 times faster", "ratio",
         CLAIM_OPEN},
        {"Xen 44 /s vs KVM 87 /s", "KVM is 2 times faster", "ratio",
         CLAIM_FOLLOWS},
        {"Xen 44 /s vs KVM 66 /s", "KVM could be 50 % faster than Xen",
         "sentence", CLAIM_OPEN},
        {"Xen 44 /s vs KVM 66 /s", "We doubt that KVM is faster", "sentence",
         CLAIM_OPEN},
        {"Xen 44 /s vs KVM 66 /s", "Xen is at least as fast as KVM", "sentence",
         CLAIM_OPEN},
        {"Xen 44 /s vs KVM 66 /s", "Xen does not perform the same as KVM",
         "sentence", CLAIM_SILENT},
        {"Xen 44 /s vs KVM 66 /s", "KVM achieves half again the rate of Xen",
         "ratio", CLAIM_SILENT},
        {"Xen 44 /s vs KVM 66 /s", "similar, but KVM is faster", "sentence",
         CLAIM_OPEN},
        {"Xen 44 /s vs KVM 66 /s", "KVM is not as fast as Xen", "direction",
         CLAIM_FAILS},
        {"A 10 s vs B 12 s", "A difference of 20 %", "percentage",
         CLAIM_FOLLOWS},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct judged j =
            judge_claim(cases[i].values, KEYS("n", "5", "says", cases[i].says));

        g_test_message("%s", cases[i].says);
        if (cases[i].answer == CLAIM_SILENT)
            assert_silent(&j, cases[i].about);
        else
            assert_answer(&j, cases[i].about, cases[i].answer);
        judged_done(&j);
    }
}

/* R, 5 runs each: 10 and 12 s with sd 0.14: t = 22.6; with sd 5: t = 0.63,
 * p = 0.54. */
static void test_no_difference(void)
{
    static const struct {
        const char *sd, *says;
        enum claim_answer answer;
    } cases[] = {
        {"0.14", "There is no significant difference", CLAIM_FAILS},
        {"0.14", "A is not significantly faster", CLAIM_FAILS},
        {"0.14", "There is no difference", CLAIM_FAILS},
        {"5.00", "There is no significant difference", CLAIM_FOLLOWS},
        {"5.00", "A is not significantly faster than B", CLAIM_FOLLOWS},
        {"5.00", "There is no difference", CLAIM_OPEN},
        {NULL, "There is no significant difference (p = 0.6)", CLAIM_FOLLOWS},
        {NULL, "There is no significant difference (p = 0.01)", CLAIM_FAILS},
        {NULL, "There is no difference (p = 0.6)", CLAIM_OPEN},
        {NULL, "There is no significant difference", CLAIM_OPEN},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct judged j =
            cases[i].sd ? judge_claim("A 10.00 s vs B 12.00 s",
                                      KEYS("n", "5", "sd", cases[i].sd, "says",
                                           cases[i].says))
                        : judge_claim("A 10.00 s vs B 12.00 s",
                                      KEYS("n", "5", "says", cases[i].says));

        g_test_message("%s %s", cases[i].sd, cases[i].says);
        assert_answer(&j, "similarity", cases[i].answer);
        judged_done(&j);
    }
}

/* Ahead only where a difference is shown. */
static void test_ahead_unless_chance(void)
{
    struct judged shown = judge_claim(
        "A 10.0 s vs B 12.0 s",
        KEYS("n", "5", "sd", "0.3", "better", "lower", "favours", "A"));
    struct judged open =
        judge_claim("A 10.0 s vs B 12.0 s",
                    KEYS("n", "5", "better", "lower", "favours", "A"));
    struct judged chance = judge_claim(
        "A 10.0 s vs B 12.0 s",
        KEYS("n", "5", "sd", "5.0", "better", "lower", "favours", "A"));

    assert_answer(&shown, "direction", CLAIM_FOLLOWS);
    assert_answer(&open, "direction", CLAIM_NOTE);
    assert_answer(&chance, "direction", CLAIM_NOTE);
    assert_says(&chance, "direction", "By the printed means only");
    g_assert_cmpuint(open.judged->counts[CLAIM_FOLLOWS], ==, 0);
    judged_done(&shown);
    judged_done(&open);
    judged_done(&chance);
}

/* Nothing is made out of what is not said, and a key wins. */
static void test_sentences_left_alone(void)
{
    struct judged nothing =
        judge_claim("A 10 s vs B 44 s", KEYS("n", "20", "says", "A fine one"));
    struct judged several = judge_claim(
        "A 10 s vs B 44 s", KEYS("n", "20", "says", "10 % here, 20 % there"));
    struct judged key =
        judge_claim("A 10.0 s vs B 12.0 s",
                    KEYS("n", "20", "says", "30 % less", "percent", "20"));
    struct judged table =
        judge_claim("A 10 s vs B 11 s",
                    KEYS("n", "20", "says", "similar", "asserts", "nothing"));
    struct judged unsaid = judge_claim("A 10 MB vs B 11 MB",
                                       KEYS("n", "20", "says", "A is better"));
    struct judged runs = judge_claim("A 10 s vs B 11 s",
                                     KEYS("says", "A is faster over 8 runs"));

    assert_says(&nothing, "sentence", "nothing in it was understood");
    assert_says(&several, "sentence", "none is taken");
    assert_silent(&several, "percentage");
    assert_answer(&key, "percentage", CLAIM_FOLLOWS);
    assert_silent(&table, "similarity");
    assert_silent(&unsaid, "direction");
    assert_says(&unsaid, "sentence", "higher or lower is better is not said");
    g_assert_cmpuint(runs.it->claim->side[1].n, ==, 8);
    judged_done(&nothing);
    judged_done(&several);
    judged_done(&key);
    judged_done(&table);
    judged_done(&unsaid);
    judged_done(&runs);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/claim/sentences", test_sentences);
    g_test_add_func("/claim/sentences-by-base", test_sentences_by_base);
    g_test_add_func("/claim/no-difference", test_no_difference);
    g_test_add_func("/claim/ahead-unless-chance", test_ahead_unless_chance);
    g_test_add_func("/claim/sentences-left-alone", test_sentences_left_alone);
    return g_test_run();
}

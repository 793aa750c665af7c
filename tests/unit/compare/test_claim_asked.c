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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/claim/favours-beside-similar",
                    test_favours_beside_similar);
    return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Medians with quartiles instead of means with a spread. They allow no test of
 * means, but an idea of it: for runs that scatter like a normal distribution
 * (Wan, Wang, Liu and Tong 2014, BMC Medical Research Methodology 14:135)
 *
 *   mean ~ (q1 + median + q3) / 3
 *   sd   ~ (q3 - q1) / (2 z((0.75 n - 0.125) / (n + 0.25)))
 *
 * It stays an idea: the answer is that it cannot be decided.
 */
#include <math.h>

#include "compare/claim_judge.h"
#include "cotejo/distribution.h"

/* A median outside its quartiles by more than rounding. */
static bool is_impossible(const struct claim_side *side,
                          struct claim_number median)
{
    double half = judging_half(median) + judging_half(side->q1);

    return judging_value(median) < judging_value(side->q1) - half ||
           judging_value(median) > judging_value(side->q3) + half;
}

static void estimate(const struct claim_side *side,
                     struct cotejo_moments *moments)
{
    double n = (double)side->n, mean = judging_value(side->mean);
    double q1 = judging_value(side->q1), q3 = judging_value(side->q3);
    double z = -cotejo_normal_quantile(1.0 - (0.75 * n - 0.125) / (n + 0.25));

    if (!side->median.is_given) /* what was printed is the median */
        mean = (q1 + mean + q3) / 3.0;
    cotejo_moments_from_summary(side->n, mean, (q3 - q1) / (2.0 * fabs(z)),
                                moments);
}

static bool tell_impossible(const struct judging *j)
{
    bool is_any = false;

    for (size_t i = 0; i < 2; i++) {
        const struct claim_side *side = &j->claim->side[i];

        if (!is_impossible(side,
                           side->median.is_given ? side->median : side->mean))
            continue;
        is_any = true;
        judging_add(j, "quartiles", "possible?", CLAIM_FAILS,
                    claim_say(j->set,
                              "Impossible as printed, %s: the median is "
                              "outside its quartiles.",
                              claim_side_name(j->set, j->claim, i)),
                    NULL);
    }
    return is_any;
}

bool judging_has_quartiles(const struct judging *j)
{
    return j->claim->side[0].q1.is_given && judging_is_testable(j);
}

const char *judging_by_quartiles(const struct judging *j)
{
    struct cotejo_moments a, b;
    struct cotejo_t_test test;

    if (tell_impossible(j))
        return "Not from these numbers.";
    estimate(&j->claim->side[0], &a);
    estimate(&j->claim->side[1], &b);
    test = cotejo_welch(&a, &b, 1.0 - j->alpha);
    if (test.status != COTEJO_OK)
        return "The quartiles leave no spread to reckon with.";
    return claim_say(
        j->set,
        "Medians and quartiles allow no test of means. If the runs scatter "
        "like a normal distribution, they go with standard deviations of about "
        "%s and %s%s, and Welch's test gives about %s (%s): %s.",
        claim_three(j->set, a.sd), claim_three(j->set, b.sd),
        claim_unit(j->set, j->claim), judging_p(j, test.p.p), judging_runs(j),
        test.p.p < j->alpha ? "a difference is likely"
                            : "no difference is shown");
}

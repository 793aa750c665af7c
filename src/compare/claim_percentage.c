/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Does the stated percentage, or ratio, follow from the printed means? To
 * which base, and if to none, what would make it right?
 */
#include <math.h>

#include "compare/claim_judge.h"

static const char *stated(const struct judging *j)
{
    char text[DECIMAL_TEXT];

    return claim_say(j->set, "%s" CLAIM_PERCENT,
                     decimal_print(j->claim->percent.value, text));
}

/* The true percentage of that base to as many decimals as were stated. */
static const char *as_stated(const struct judging *j, size_t base)
{
    return claim_say(j->set, "%s" CLAIM_PERCENT " of %s",
                     claim_fixed(j->set, fabs(j->it->percent[base]),
                                 -j->claim->percent.value.exponent),
                     claim_side_name(j->set, j->claim, base));
}

/* "25.7 % of KVM": of the bases that may be meant. */
static const char *right_ones(const struct judging *j, const bool is_meant[2])
{
    if (is_meant[0] && is_meant[1])
        return claim_say(j->set, "%s or %s", as_stated(j, 1), as_stated(j, 0));
    return as_stated(j, is_meant[1] ? 1 : 0);
}

static size_t nearest_base(const struct judging *j, const bool is_meant[2])
{
    double size = fabs(judging_value(j->claim->percent));
    double far[2];

    for (size_t i = 0; i < 2; i++)
        far[i] = is_meant[i] ? fabs(fabs(j->it->percent[i]) - size)
                             : (double)INFINITY;
    return far[1] <= far[0] ? 1 : 0;
}

/* What would have to be printed for the percentage to be right. */
static const char *would_be_right(const struct judging *j, size_t base)
{
    const struct claim *claim = j->claim;
    double mean =
        cotejo_mean_for_percent(j->it->mean[base], j->it->mean[1 - base],
                                judging_value(claim->percent));

    return claim_say(
        j->set, "%s of %s would take a mean of %s%s in place of %s.", stated(j),
        claim_side_name(j->set, claim, base),
        claim_fixed(j->set, mean, -claim->side[1 - base].mean.value.exponent),
        claim_unit(j->set, claim),
        claim_printed(j->set, claim, claim->side[1 - base].mean.value));
}

/* Is the stated number the difference of the two shares itself? */
static bool is_in_points(const struct judging *j)
{
    const struct claim *claim = j->claim;
    double apart = fabs(j->it->mean[1] - j->it->mean[0]);
    double slack = judging_half(claim->side[0].mean) +
                   judging_half(claim->side[1].mean) +
                   judging_half(claim->percent);

    return !g_strcmp0(claim->unit, "%") &&
           fabs(apart - fabs(judging_value(claim->percent))) <=
               slack * (1.0 + RATIO_SLACK);
}

/* Another way to reckon that gives the stated number; "" if there is none. */
static const char *other_reckoning(const struct judging *j)
{
    size_t other =
        g_strcmp0(j->claim->side[0].name, j->claim->percent_of) ? 0 : 1;
    double middle =
        fabs(cotejo_percent_of_mean(j->it->mean[0], j->it->mean[1]));
    struct cotejo_interval range = {middle, middle, NAN};

    if (is_in_points(j))
        return " It is the difference in percentage points, which is not one "
               "in percent.";
    if (j->claim->percent_of &&
        cotejo_percent_consistent(j->it->percent_range[other],
                                  judging_printed(j->claim->percent)))
        return claim_say(j->set, " It is the share of %s instead.",
                         claim_side_name(j->set, j->claim, other));
    if (cotejo_percent_consistent(range, judging_printed(j->claim->percent)))
        return " It is the difference as a share of the mean of both, a base "
               "that is neither system.";
    for (size_t i = 0; i < 2; i++) {
        double unit = 2.0 * judging_half(j->claim->percent);
        double size = fabs(j->it->percent[i]);
        double printed = fabs(judging_value(j->claim->percent));

        if (size >= printed && size < printed + unit)
            return claim_say(j->set,
                             " It is that of %s with the last digits cut off "
                             "instead of rounded.",
                             claim_side_name(j->set, j->claim, i));
    }
    return "";
}

/* "1.35 times more" taken at its word: 2.35 times as much. */
static const char *times_more(const struct judging *j, size_t base)
{
    double stated_ratio = 1.0 + judging_value(j->claim->times);
    double half = judging_half(j->claim->times);
    double low = 1.0 + j->it->percent_range[base].low / 100.0;
    double high = 1.0 + j->it->percent_range[base].high / 100.0;

    if (stated_ratio - half > high || stated_ratio + half < low)
        return "";
    return " That much on top of it, 'so many times more', would be right.";
}

/* Of the larger mean to the smaller, or the other way where below 1. */
static void judge_ratio(const struct judging *j)
{
    const struct claim *claim = j->claim;
    size_t base = (j->it->mean[0] > j->it->mean[1]) ==
                          (judging_value(claim->times) >= 1.0)
                      ? 1
                      : 0;
    double low = 1.0 + j->it->percent_range[base].low / 100.0;
    double high = 1.0 + j->it->percent_range[base].high / 100.0;
    double stated_ratio = judging_value(claim->times);
    double half = judging_half(claim->times);
    bool is_right = stated_ratio - half <= high * (1.0 + RATIO_SLACK) &&
                    stated_ratio + half >= low * (1.0 - RATIO_SLACK);
    char text[DECIMAL_TEXT];

    decimal_print(claim->times.value, text);
    if (!judging_has_ratio(j)) {
        judging_add(
            j, "ratio", claim_say(j->set, "%s times?", text), CLAIM_FAILS,
            "There is no such ratio: it takes two means above zero.", NULL);
        return;
    }
    judging_add(
        j, "ratio", claim_say(j->set, "%s times?", text),
        is_right ? CLAIM_FOLLOWS : CLAIM_FAILS,
        is_right
            ? claim_say(j->set, "Yes, %s to %s.",
                        claim_side_name(j->set, claim, 1 - base),
                        claim_side_name(j->set, claim, base))
            : claim_say(j->set, "The printed means give %s times: %s to %s.%s",
                        claim_fixed(j->set, 1.0 + j->it->percent[base] / 100.0,
                                    MAX(1, -claim->times.value.exponent)),
                        claim_side_words(j->set, claim, 1 - base),
                        claim_side_words(j->set, claim, base),
                        times_more(j, base)),
        NULL);
}

static void judge_points(const struct judging *j)
{
    char text[DECIMAL_TEXT];
    int decimals = -MIN(j->claim->side[0].mean.value.exponent,
                        j->claim->side[1].mean.value.exponent);
    bool is_right = is_in_points(j);

    judging_add(
        j, "percentage",
        claim_say(j->set, "%s points?",
                  decimal_print(j->claim->percent.value, text)),
        is_right ? CLAIM_FOLLOWS : CLAIM_FAILS,
        is_right ? "Yes, as the difference of the two percentages."
                 : claim_say(j->set, "The two are %s percentage points apart.",
                             claim_fixed(j->set,
                                         fabs(j->it->mean[1] - j->it->mean[0]),
                                         MAX(0, decimals))),
        NULL);
}

void judge_percentage(const struct judging *j)
{
    const struct claim *claim = j->claim;
    bool is_meant[2], is_right[2];
    const char *head;

    if (claim->times.is_given)
        judge_ratio(j);
    if (!claim->percent.is_given)
        return;
    if (claim->is_points) {
        judge_points(j);
        return;
    }
    head = claim_say(j->set, "%s?", stated(j));
    for (size_t i = 0; i < 2; i++) {
        is_meant[i] = judging_has_percent(j, i) &&
                      (!claim->percent_of ||
                       !g_strcmp0(claim->side[i].name, claim->percent_of));
        is_right[i] = is_meant[i] && cotejo_percent_consistent(
                                         j->it->percent_range[i],
                                         judging_printed(claim->percent));
    }
    if (!is_meant[0] && !is_meant[1]) {
        judging_add(j, "percentage", head, CLAIM_FAILS,
                    "There is no such percentage: its base must be above zero, "
                    "and the other mean not below.",
                    NULL);
        return;
    }
    if (is_right[0] || is_right[1]) {
        const char *base =
            is_right[0] && is_right[1]
                ? "either side"
                : claim_side_name(j->set, claim, is_right[1] ? 1 : 0);

        judging_add(j, "percentage", head, CLAIM_FOLLOWS,
                    claim_say(j->set, "Yes, as a share of %s%s.", base,
                              is_right[0] && is_right[1]
                                  ? ", as far as the printed digits tell"
                                  : ""),
                    NULL);
        return;
    }
    judging_add(j, "percentage", head, CLAIM_FAILS,
                claim_say(j->set,
                          "The printed means do not give %s%s; they give %s. "
                          "%s%s",
                          stated(j),
                          is_meant[0] && is_meant[1] ? " of either side" : "",
                          right_ones(j, is_meant),
                          would_be_right(j, nearest_base(j, is_meant)),
                          other_reckoning(j)),
                NULL);
}

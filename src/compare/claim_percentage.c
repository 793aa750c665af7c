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

/* Does a size that lies in the range go with a stated one? */
static enum claim_answer within_bound(enum claim_bound bound, double low,
                                      double high, double size, double half)
{
    double slack = RATIO_SLACK * (fabs(high) + size);
    double fifth = size / 5.0;

    switch (bound) {
    case BOUND_LEAST:
        return low >= size - slack   ? CLAIM_FOLLOWS
               : high < size - slack ? CLAIM_FAILS
                                     : CLAIM_OPEN;
    case BOUND_MOST:
        return high <= size + slack ? CLAIM_FOLLOWS
               : low > size + slack ? CLAIM_FAILS
                                    : CLAIM_OPEN;
    case BOUND_UP_TO: /* of several, of which these may be others */
        return low > size + half + slack    ? CLAIM_FAILS
               : high < size - half - slack ? CLAIM_OPEN
                                            : CLAIM_FOLLOWS;
    case BOUND_ABOUT:
        if (size - fifth <= high && size + fifth >= low &&
            !(size - size / 20.0 <= high && size + size / 20.0 >= low) &&
            !(size - half <= high && size + half >= low))
            return CLAIM_OPEN;
        half = fmax(half, size / 20.0);
        break;
    case BOUND_NONE:
        break;
    }
    return size - half <= high + slack && size + half >= low - slack
               ? CLAIM_FOLLOWS
               : CLAIM_FAILS;
}

/* What would decide it, for OPEN. */
static const char *bound_decides(const struct judging *j,
                                 enum claim_answer answer)
{
    if (answer != CLAIM_OPEN)
        return NULL;
    if (j->claim->bound == BOUND_UP_TO)
        return "the two numbers of the case in which it was that much";
    return j->claim->bound == BOUND_ABOUT
               ? "the number itself in place of 'about'"
               : "means with one more digit";
}

/* Unless it is said of which side: of the larger mean to the smaller, or the
 * other way where below 1. */
static size_t base_of_ratio(const struct judging *j)
{
    bool is_up = judging_value(j->claim->times) >= 1.0;

    if (j->claim->times_side >= 0)
        return (size_t)(1 - j->claim->times_side);
    return (j->it->mean[0] > j->it->mean[1]) == is_up ? 1 : 0;
}

static const char *ratio_text(const struct judging *j, size_t base,
                              enum claim_answer answer)
{
    const struct claim *claim = j->claim;

    if (answer == CLAIM_FOLLOWS)
        return claim_say(j->set, "Yes, %s to %s.",
                         claim_side_name(j->set, claim, 1 - base),
                         claim_side_name(j->set, claim, base));
    return claim_say(j->set, "The printed means give %s times: %s to %s.%s",
                     claim_fixed(j->set, 1.0 + j->it->percent[base] / 100.0,
                                 MAX(1, -claim->times.value.exponent)),
                     claim_side_words(j->set, claim, 1 - base),
                     claim_side_words(j->set, claim, base),
                     times_more(j, base));
}

static void judge_ratio(const struct judging *j)
{
    const struct claim *claim = j->claim;
    size_t base = base_of_ratio(j);
    enum claim_answer answer;
    const char *head;
    char text[DECIMAL_TEXT];

    decimal_print(claim->times.value, text);
    head =
        claim_say(j->set, "%s%s times?", claim_bound_words(claim->bound), text);
    if (!judging_has_ratio(j)) {
        judging_add(j, "ratio", head, CLAIM_FAILS,
                    "There is no such ratio: it takes two means above zero.",
                    NULL);
        return;
    }
    answer =
        within_bound(claim->bound, 1.0 + j->it->percent_range[base].low / 100.0,
                     1.0 + j->it->percent_range[base].high / 100.0,
                     judging_value(claim->times), judging_half(claim->times));
    judging_add(j, "ratio", head, answer, ratio_text(j, base, answer),
                bound_decides(j, answer));
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

/* The sizes of that percentage which rounding leaves open. */
static struct cotejo_interval size_range(const struct judging *j, size_t base)
{
    const struct cotejo_interval *range = &j->it->percent_range[base];
    double low = fmin(fabs(range->low), fabs(range->high));

    if (range->low <= 0.0 && range->high >= 0.0)
        low = 0.0;
    return (struct cotejo_interval){
        low, fmax(fabs(range->low), fabs(range->high)), NAN};
}

/* "At most 5 % more", and it is less. */
static bool is_other_way(const struct judging *j)
{
    int higher = j->claim->most_higher;

    return j->claim->bound == BOUND_MOST && higher >= 0 &&
           j->it->mean[1 - higher] > j->it->mean[higher] &&
           !judging_order_is_rounding(j);
}

static enum claim_answer answer_of(const struct judging *j, size_t base)
{
    struct cotejo_interval range = size_range(j, base);

    if (is_other_way(j))
        return CLAIM_FOLLOWS;
    return within_bound(j->claim->bound, range.low, range.high,
                        fabs(judging_value(j->claim->percent)),
                        judging_half(j->claim->percent));
}

/* The means are so coarse that other percentages go with them as well. */
static bool is_coarse(const struct judging *j, size_t base)
{
    struct cotejo_interval range = size_range(j, base);

    return range.high - range.low > 10.0 * judging_half(j->claim->percent);
}

static const char *yes_of(const struct judging *j, const bool is_right[2])
{
    size_t base = is_right[1] ? 1 : 0;
    bool is_both = is_right[0] && is_right[1];

    if (is_other_way(j))
        return claim_say(j->set,
                         "Yes: it is the other way round, %s has the "
                         "higher mean.",
                         claim_side_name(j->set, j->claim,
                                         (size_t)(1 - j->claim->most_higher)));
    return claim_say(
        j->set, "Yes, as a share of %s%s.%s",
        is_both ? "either side" : claim_side_name(j->set, j->claim, base),
        is_both || is_coarse(j, base) ? ", as far as the printed digits tell"
                                      : "",
        is_coarse(j, base)
            ? claim_say(j->set, " They leave %s to %s" CLAIM_PERCENT " open.",
                        claim_three(j->set, size_range(j, base).low),
                        claim_three(j->set, size_range(j, base).high))
            : "");
}

static void add_percentage(const struct judging *j, const bool is_meant[2])
{
    const char *head = claim_say(j->set, "%s%s?",
                                 claim_bound_words(j->claim->bound), stated(j));
    bool is_right[2] = {false, false}, is_open = false;

    for (size_t i = 0; i < 2; i++) {
        enum claim_answer answer = is_meant[i] ? answer_of(j, i) : CLAIM_FAILS;

        is_right[i] = answer == CLAIM_FOLLOWS;
        is_open = is_open || answer == CLAIM_OPEN;
    }
    if (is_right[0] || is_right[1])
        judging_add(j, "percentage", head, CLAIM_FOLLOWS, yes_of(j, is_right),
                    NULL);
    else if (is_open)
        judging_add(j, "percentage", head, CLAIM_OPEN,
                    claim_say(j->set, "The printed means give %s.",
                              right_ones(j, is_meant)),
                    bound_decides(j, CLAIM_OPEN));
    else
        judging_add(
            j, "percentage", head, CLAIM_FAILS,
            claim_say(j->set,
                      "The printed means do not give %s%s%s; they give %s. "
                      "%s%s",
                      claim_bound_words(j->claim->bound), stated(j),
                      is_meant[0] && is_meant[1] ? " of either side" : "",
                      right_ones(j, is_meant),
                      would_be_right(j, nearest_base(j, is_meant)),
                      other_reckoning(j)),
            NULL);
}

void judge_percentage(const struct judging *j)
{
    const struct claim *claim = j->claim;
    bool is_meant[2];

    if (claim->times.is_given)
        judge_ratio(j);
    if (!claim->percent.is_given)
        return;
    if (claim->is_points) {
        judge_points(j);
        return;
    }
    for (size_t i = 0; i < 2; i++)
        is_meant[i] = judging_has_percent(j, i) &&
                      (!claim->percent_of ||
                       !g_strcmp0(claim->side[i].name, claim->percent_of));
    if (is_meant[0] || is_meant[1])
        add_percentage(j, is_meant);
    else
        judging_add(j, "percentage", claim_say(j->set, "%s?", stated(j)),
                    CLAIM_FAILS,
                    "There is no such percentage: its base must be above zero, "
                    "and the other mean not below.",
                    NULL);
}

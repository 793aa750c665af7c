/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Do the two means differ beyond chance, and which is ahead?
 *
 * 1. Without a spread there is no test, but there is the spread at which the
 *    answer would change: the critical one.
 * 2. A spread inside a run says nothing about how runs differ; the test is
 *    shown for each count it could be taken for, and none is the verdict.
 * 3. Where rounding alone decides, that is the answer; so it is for which
 *    system is ahead.
 * 4. What measures something else than the systems gets no verdict on them.
 */
#include <math.h>

#include "compare/claim_judge.h"
#include "cotejo/power.h"

/* A table's numbers that nothing was said of get their
 * answer as a note. */
static void add_difference(const struct judging *j, const char *head,
                           enum claim_answer answer, const char *text,
                           const char *decide)
{
    bool is_claimed = j->claim->asserts != ASSERTS_NOTHING;

    judging_add(j, "difference", head, is_claimed ? answer : CLAIM_NOTE, text,
                is_claimed ? decide : NULL);
}

/* ---- rule 1: the critical spread ---- */

/* "3.76 % (coefficient of ...)", or where a mean is zero "4.69 s". */
static const char *critical_words(const struct judging *j,
                                  const struct cotejo_critical *critical)
{
    return judging_has_ratio(j)
               ? claim_share(j->set, critical->cv)
               : claim_say(j->set, "%s%s", claim_three(j->set, critical->sd),
                           claim_unit(j->set, j->claim));
}

static const char *measure_words(const struct judging *j)
{
    return judging_has_ratio(j) ? "coefficient of variation: standard "
                                  "deviation over mean"
                                : "one standard deviation for both systems";
}

/* Which number of runs makes which spread critical, when n was not said. */
static const char *for_some_runs(const struct judging *j)
{
    static const size_t runs[] = {3, 5, 10, 20};
    g_autoptr(GString) words = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(runs); i++) {
        struct cotejo_critical critical = cotejo_critical_spread(
            runs[i], j->it->mean[0], runs[i], j->it->mean[1], j->alpha);

        g_string_append_printf(words, "%s%s with %zu runs", i ? ", " : "",
                               critical_words(j, &critical), runs[i]);
    }
    return claim_say(j->set, "%s", words->str);
}

void judging_without_runs(const struct judging *j, const char *head)
{
    const struct claim_side *side = j->claim->side;

    if (side[0].n && side[1].n) {
        add_difference(
            j, head, CLAIM_OPEN,
            "A single run shows a difference between two runs, not between two "
            "systems: how much runs of the same system differ is not known.",
            "several runs of each system");
        return;
    }
    add_difference(
        j, head, CLAIM_OPEN,
        claim_say(
            j->set,
            "How many runs were made is not said. The difference would be "
            "significant at %s if runs of the same system vary (%s) by less "
            "than %s each.",
            judging_level(j), measure_words(j), for_some_runs(j)),
        "the number of runs and their standard deviation");
}

static const char *also_sd(const struct judging *j)
{
    if (!judging_has_ratio(j))
        return "";
    return claim_say(j->set,
                     "; as one standard deviation for both systems: unless it "
                     "exceeds %s%s",
                     claim_three(j->set, j->it->critical.sd),
                     claim_unit(j->set, j->claim));
}

static void by_critical_spread(const struct judging *j, const char *head)
{
    const struct cotejo_critical *critical = &j->it->critical;
    bool is_rounding = judging_order_is_rounding(j);

    if (j->it->mean[0] == j->it->mean[1]) {
        add_difference(
            j, head, CLAIM_OPEN,
            "As they were printed the means do not differ at all. Rounding may "
            "hide a difference: that of the printed digits' last place.",
            "means with one more digit, and the standard deviation of the "
            "runs");
        return;
    }

    add_difference(
        j, head, CLAIM_OPEN,
        claim_say(j->set,
                  "%s at %s unless runs of the same system vary by more than "
                  "%s (%s), %s%s.%s",
                  is_rounding ? "With the digits that were printed the means "
                                "may as well be equal. As printed: significant"
                              : "Significant",
                  judging_level(j), critical_words(j, critical),
                  measure_words(j), judging_runs(j), also_sd(j),
                  judging_seen(j, critical->cv)),
        is_rounding ? claim_say(j->set, "means with one more digit; %s",
                                judging_spread_wanted(j))
                    : judging_spread_wanted(j));
}

/* ---- rule 2: a spread inside a run ---- */

static void append_test(const struct judging *j, GString *text, size_t n_a,
                        size_t n_b, const char *meaning)
{
    struct cotejo_moments a, b;
    struct cotejo_t_test test;

    judging_moments(j, 0, n_a, &a);
    judging_moments(j, 1, n_b, &b);
    test = cotejo_welch(&a, &b, 1.0 - j->alpha);
    if (test.status == COTEJO_OK)
        g_string_append_printf(text, " %s: t(%s) = %s, %s.", meaning,
                               claim_fixed(j->set, test.df, 1),
                               claim_fixed(j->set, fabs(test.t), 2),
                               judging_p(j, test.p.p));
}

static void by_inner_spread(const struct judging *j, const char *head)
{
    const struct claim_side *side = j->claim->side;
    const GArray *within = j->claim->within;
    g_autoptr(GString) text = g_string_new(NULL);

    g_string_append_printf(text,
                           "Untestable from this summary: the standard "
                           "deviation is that of the %s of a run and says "
                           "nothing about how runs of the same system differ.",
                           g_array_index(within, struct claim_count, 0).what);
    if (judging_is_testable(j))
        append_test(j, text, side[0].n, side[1].n,
                    claim_say(j->set,
                              "If it were the spread between the runs (%s), a "
                              "lower bound of the evidence",
                              judging_runs(j)));
    for (guint i = 0; i < within->len; i++) {
        const struct claim_count *count =
            &g_array_index(within, struct claim_count, i);

        append_test(j, text, count->n, count->n,
                    claim_say(j->set,
                              "With n = %zu %s, valid only if there is no "
                              "variation from run to run at all",
                              count->n, count->what));
    }
    add_difference(
        j, head, CLAIM_OPEN, claim_say(j->set, "%s", text->str),
        "the mean of each run, or the standard deviation of the run means");
}

/* Spreads printed as zero: as much as rounding hides decides. */
static const char *yes_words(const struct judging *j)
{
    if (j->it->test.status == COTEJO_OK)
        return claim_say(
            j->set, "Yes, more than chance explains, at %s: %s. %s.",
            judging_level(j), judging_interval(j), judging_test(j));
    return claim_say(
        j->set,
        "Yes: as they were printed neither side varies at all, and the most "
        "that rounding hides still gives %s (%s), below %s.",
        judging_p(j, j->it->p_range.high), judging_runs(j), judging_level(j));
}

#define POWER 0.8

/* What would show a difference of the printed size; "" where nothing would. */
static const char *needed_words(const struct judging *j)
{
    struct cotejo_moments moments[2];
    double effect;
    size_t runs;

    judging_moments_at_corner(j, j->claim->spread_kind, 0, 0.0, moments);
    effect = fabs(moments[1].mean - moments[0].mean) /
             cotejo_pooled_sd(&moments[0], &moments[1]);
    runs = effect > 0.0 && isfinite(effect)
               ? cotejo_required_runs(effect, j->alpha, POWER)
               : 0;
    if (!runs)
        return "";
    return claim_say(j->set,
                     " A difference of the printed size would take %zu runs of "
                     "each system to be shown in 80 of 100 such experiments.",
                     runs);
}

static const char *no_words(const struct judging *j)
{
    double smallest = j->it->smallest_margin;

    return claim_say(
        j->set,
        "No difference is shown at %s: %s. %s. That is no proof of "
        "similarity%s.%s",
        judging_level(j), judging_interval(j), judging_test(j),
        isnan(smallest)
            ? ""
            : claim_say(j->set,
                        ", which these numbers support within %s at best",
                        claim_share(j->set, smallest)),
        needed_words(j));
}

/* "as a standard deviation p = 0.01, as ..." */
static const char *p_by_kind(const struct judging *j)
{
    return claim_say(j->set,
                     "as the standard deviation of the runs it gives %s, as "
                     "the standard error of the mean %s, as half of a "
                     "95" CLAIM_PERCENT " confidence interval %s",
                     judging_p(j, judging_p_at(j, SPREAD_SD, 0, 0.0)),
                     judging_p(j, judging_p_at(j, SPREAD_SE, 0, 0.0)),
                     judging_p(j, judging_p_at(j, SPREAD_INTERVAL, 0, 0.0)));
}

/* Would another meaning of an unexplained spread change the answer? */
static bool depends_on_kind(const struct judging *j)
{
    size_t n_significant = 0;

    if (!judging_is_spread_unsaid(j))
        return false;
    for (int kind = SPREAD_SD; kind <= SPREAD_INTERVAL; kind++)
        n_significant +=
            judging_p_at(j, (enum claim_spread_kind)kind, 0, 0.0) < j->alpha;
    return n_significant == 1 || n_significant == 2;
}

static void by_test(const struct judging *j, const char *head)
{
    const struct cotejo_p_range *range = &j->it->p_range;

    if (depends_on_kind(j))
        add_difference(j, head, CLAIM_OPEN,
                       claim_say(j->set,
                                 "It depends on what the printed spread is, "
                                 "which is not said: %s. Taken for the "
                                 "standard deviation: %s.",
                                 p_by_kind(j), judging_as_printed(j)),
                       judging_spread_unsaid);
    else if (range->depends)
        add_difference(
            j, head, CLAIM_OPEN,
            claim_say(j->set,
                      "It depends on rounding: with the digits that were "
                      "printed, %s is as possible as %s. As printed: %s.",
                      judging_p(j, range->low), judging_p(j, range->high),
                      judging_as_printed(j)),
            "means and standard deviations with one more digit");
    else if (range->high < j->alpha)
        add_difference(j, head, CLAIM_FOLLOWS, yes_words(j), NULL);
    else
        add_difference(j, head, CLAIM_FAILS, no_words(j), NULL);
}

/* A spread that nobody explained: what would it mean? */
void judge_plus_minus(const struct judging *j)
{
    if (judging_is_spread_unsaid(j) && !depends_on_kind(j))
        judging_add(j, "plus-minus", "which spread?", CLAIM_NOTE,
                    claim_say(j->set,
                              "What it is, is not said; that changes "
                              "nothing: %s.",
                              p_by_kind(j)),
                    NULL);
}

/* ---- who is better ---- */

static enum claim_answer direction_answer(const struct judging *j,
                                          const char *is, const char *said)
{
    if (judging_order_is_rounding(j))
        return CLAIM_OPEN;
    return !g_strcmp0(is, said) ? CLAIM_FOLLOWS : CLAIM_FAILS;
}

/* "Xen ahead?", "KVM higher?" */
static void add_direction(const struct judging *j, const char *head,
                          enum claim_answer answer, const char *words)
{
    bool is_open = answer == CLAIM_OPEN;

    judging_add(j, "direction", head, answer,
                is_open ? claim_say(j->set,
                                    "It depends on rounding: with the digits "
                                    "that were printed, either may be. As "
                                    "printed: %s",
                                    words)
                        : words,
                is_open ? "means with one more digit" : NULL);
}

static void judge_favours(const struct judging *j)
{
    const struct claim *claim = j->claim;
    double sign = (j->it->mean[1] - j->it->mean[0]) * claim->better;
    size_t best = sign > 0.0 ? 1 : 0;
    const char *higher = claim->better > 0 ? "higher" : "lower";

    add_direction(
        j, claim_say(j->set, "%s ahead?", claim->favours),
        direction_answer(j, claim->side[best].name, claim->favours),
        sign == 0.0
            ? "The two means are equal as printed."
            : claim_say(j->set, "%s has the %s mean, and %s is better.",
                        claim_side_name(j->set, claim, best), higher, higher));
}

static void judge_higher(const struct judging *j)
{
    const struct claim *claim = j->claim;
    size_t highest = j->it->mean[1] > j->it->mean[0] ? 1 : 0;
    const char *said = claim_side_name(j->set, claim, (size_t)claim->higher);
    const char *is = claim_side_name(j->set, claim, highest);

    add_direction(j, claim_say(j->set, "%s higher?", said),
                  direction_answer(j, is, said),
                  j->it->mean[0] == j->it->mean[1]
                      ? "The two means are equal as printed."
                      : claim_say(j->set, "%s has the higher mean.", is));
}

void judge_direction(const struct judging *j)
{
    if (j->claim->repeats || j->it->withheld)
        return;
    if (j->claim->favours)
        judge_favours(j);
    else if (j->claim->higher >= 0)
        judge_higher(j);
}

/* A p that was printed instead of a spread. */
static void by_stated(const struct judging *j, const char *head)
{
    const char *text, *decide;
    enum claim_answer answer = judging_by_stated(j, &text, &decide);

    add_difference(j, head, answer, text, decide);
}

void judge_difference(const struct judging *j)
{
    static const char head[] = "beyond chance?";

    if (judging_repeats(j) || j->it->withheld)
        return;
    if (j->claim->within->len && judging_has_spread(j))
        by_inner_spread(j, head);
    else if (!judging_has_spread(j) && judging_has_stated(j))
        by_stated(j, head);
    else if (!judging_has_spread(j) && judging_has_quartiles(j))
        add_difference(j, head, CLAIM_OPEN, judging_by_quartiles(j),
                       "the value of every run, or means and standard "
                       "deviations");
    else if (!judging_is_testable(j))
        judging_without_runs(j, head);
    else if (judging_has_spread(j)) {
        judging_fill_test(j);
        by_test(j, head);
    } else
        by_critical_spread(j, head);
}

/* ---- printed intervals ---- */

/* An interval of Student's t has the mean in its middle; one by resampling or
 * on another scale need not. */
static void judge_interval(const struct judging *j, size_t i)
{
    const struct claim_side *side = &j->claim->side[i];
    double mean = judging_value(side->mean), half = judging_half(side->mean);
    double low = judging_value(side->low), high = judging_value(side->high);
    double end_half = judging_half(side->low);
    const char *name = claim_side_name(j->set, j->claim, i);

    if (!side->low.is_given)
        return;
    if (mean + half < low - end_half || mean - half > high + end_half)
        judging_add(j, "interval", "possible?", CLAIM_FAILS,
                    claim_say(j->set,
                              "Impossible as printed, %s: the mean is outside "
                              "its own confidence interval.",
                              name),
                    NULL);
    else if (fabs(mean - (low + high) / 2.0) > half + end_half)
        judging_add(j, "interval", "which interval?", CLAIM_NOTE,
                    claim_say(j->set,
                              "%s: the mean is not in the middle of its "
                              "interval, so that it is not the usual one "
                              "(Student's t); the spread taken from it is only "
                              "about right.",
                              name),
                    NULL);
}

void judge_intervals(const struct judging *j)
{
    judge_interval(j, 0);
    judge_interval(j, 1);
}

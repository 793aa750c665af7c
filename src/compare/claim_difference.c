/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The questions that a claim asks of its two means: is the percentage right,
 * do they differ beyond chance, are they similar?
 *
 * 1. Without a spread there is no test, but there is the spread at which the
 *    answer would change: the critical one.
 * 2. A spread inside a run says nothing about how runs differ; the test is
 *    shown for each count it could be taken for, and none is the verdict.
 * 3. "Similar" is a claim of its own: two one-sided tests within a margin.
 *    Where rounding alone decides, that is the answer, as it is for 2 and for
 *    which system is ahead.
 * 4. What measures something else than the systems gets no verdict on them.
 */
#include <math.h>
#include <string.h>

#include "compare/claim_judge.h"

#define CV_WORDS "coefficient of variation: standard deviation over mean"

#define RATIO_SLACK 1e-12 /* touching is overlapping */

/* ---- the stated percentage ---- */

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

/* Another way to reckon that gives the stated number; "" if there is none. */
static const char *other_reckoning(const struct judging *j)
{
    double middle =
        fabs(cotejo_percent_of_mean(j->it->mean[0], j->it->mean[1]));
    struct cotejo_interval range = {middle, middle, NAN};

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
    judging_add(
        j, "ratio", claim_say(j->set, "%s times?", text),
        is_right ? CLAIM_FOLLOWS : CLAIM_FAILS,
        is_right
            ? claim_say(j->set, "Yes, %s to %s.",
                        claim_side_name(j->set, claim, 1 - base),
                        claim_side_name(j->set, claim, base))
            : claim_say(j->set, "The printed means give %s times: %s to %s.",
                        claim_fixed(j->set, 1.0 + j->it->percent[base] / 100.0,
                                    MAX(1, -claim->times.value.exponent)),
                        claim_side_words(j->set, claim, 1 - base),
                        claim_side_words(j->set, claim, base)),
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
    head = claim_say(j->set, "%s?", stated(j));
    for (size_t i = 0; i < 2; i++) {
        is_meant[i] = !claim->percent_of ||
                      !g_strcmp0(claim->side[i].name, claim->percent_of);
        is_right[i] = is_meant[i] && cotejo_percent_consistent(
                                         j->it->percent_range[i],
                                         judging_printed(claim->percent));
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

/* ---- shared words ---- */

static const char *level_words(const struct judging *j)
{
    return claim_say(j->set, "%g" CLAIM_PERCENT, 100.0 * j->alpha);
}

/* "8 runs each", "8 and 10 runs" */
static const char *runs_words(const struct judging *j)
{
    const struct claim_side *side = j->claim->side;

    if (side[0].n == side[1].n)
        return claim_say(j->set, "%zu run%s each", side[0].n,
                         side[0].n == 1 ? "" : "s");
    return claim_say(j->set, "%zu and %zu runs", side[0].n, side[1].n);
}

static bool is_testable(const struct judging *j)
{
    return j->claim->side[0].n >= 2 && j->claim->side[1].n >= 2;
}

static bool has_spread(const struct judging *j)
{
    return j->claim->side[0].sd.is_given && j->claim->side[1].sd.is_given;
}

static void moments_of(const struct judging *j, size_t side, size_t n,
                       struct cotejo_moments *moments)
{
    cotejo_moments_from_summary(n, j->it->mean[side], j->it->sd[side], moments);
}

/* "p = 0.032", "p < 0.001" */
static const char *p_words(const struct judging *j, double p)
{
    g_autofree char *text = words_p(p);

    return claim_say(
        j->set, strpbrk(text, "<>") ? "p\u00a0%s" : "p\u00a0=\u00a0%s", text);
}

/* The base of percentages in words: the larger mean where neither is better,
 * else the second. */
static const char *interval_words(const struct judging *j)
{
    const struct cotejo_ratio *ratio = &j->it->ratio;
    double low = 100.0 * (ratio->interval.low - 1.0);
    double high = 100.0 * (ratio->interval.high - 1.0);
    g_autofree char *from = NULL;
    g_autofree char *to = NULL;

    if (ratio->status != COTEJO_OK)
        return claim_say(j->set,
                         "no interval of the percentage: %s cannot be "
                         "told from zero",
                         claim_side_name(j->set, j->claim, 0));
    from = words_signed(low, high - low < 0.1 ? 2 : 1);
    to = words_signed(high, high - low < 0.1 ? 2 : 1);
    return claim_say(j->set,
                     "%s lies %s to %s" CLAIM_PERCENT
                     " from %s (%g" CLAIM_PERCENT " confidence)",
                     claim_side_name(j->set, j->claim, 1), from, to,
                     claim_side_name(j->set, j->claim, 0),
                     100.0 * (1.0 - j->alpha));
}

/* A table's numbers that nothing was said of get their answer as a note. */
static void add_difference(const struct judging *j, const char *head,
                           enum claim_answer answer, const char *text,
                           const char *decide)
{
    bool is_claimed = j->claim->asserts != ASSERTS_NOTHING;

    judging_add(j, "difference", head, is_claimed ? answer : CLAIM_NOTE, text,
                is_claimed ? decide : NULL);
}

/* ---- rule 1: the critical spread ---- */

/* What runs of this kind are seen to do, beside a threshold. */
static const char *seen_words(const struct judging *j, double threshold)
{
    const struct claim_spread *seen = &j->it->spread;
    const char *range;

    if (isnan(seen->high))
        return "";
    range = seen->n_systems > 1
                ? claim_say(j->set, "%s to %s" CLAIM_PERCENT,
                            claim_fixed(j->set, 100.0 * seen->low, 1),
                            claim_fixed(j->set, 100.0 * seen->high, 1))
                : claim_say(j->set, "%s" CLAIM_PERCENT,
                            claim_fixed(j->set, 100.0 * seen->high, 1));
    return claim_say(j->set,
                     " In the runs at hand %s varies by %s (%s): with such a "
                     "spread the answer would be %s.",
                     seen->words, range, seen->system,
                     seen->high < threshold  ? "yes"
                     : seen->low > threshold ? "no"
                                             : "yes for some systems and no "
                                               "for others");
}

static const char *spread_wanted(const struct judging *j)
{
    return claim_say(j->set,
                     "the standard deviation of the runs of each system, or "
                     "the value of every run (%s)",
                     runs_words(j));
}

/* Which number of runs makes which spread critical, when n was not said. */
static const char *for_some_runs(const struct judging *j)
{
    static const size_t runs[] = {3, 5, 10, 20};
    GString *words = g_string_new(NULL);
    const char *kept;

    for (size_t i = 0; i < G_N_ELEMENTS(runs); i++) {
        struct cotejo_critical critical = cotejo_critical_spread(
            runs[i], j->it->mean[0], runs[i], j->it->mean[1], j->alpha);

        g_string_append_printf(words, "%s%s with %zu runs", i ? ", " : "",
                               claim_share(j->set, critical.cv), runs[i]);
    }
    kept = claim_say(j->set, "%s", words->str);
    g_string_free(words, TRUE);
    return kept;
}

static void without_runs(const struct judging *j, const char *head)
{
    const struct claim_side *side = j->claim->side;

    if (side[0].n && side[1].n) {
        add_difference(j, head, CLAIM_OPEN,
                       "A single run shows a difference between two runs, not "
                       "between two systems: how much runs of the same system "
                       "differ is not known.",
                       "several runs of each system");
        return;
    }
    add_difference(
        j, head, CLAIM_OPEN,
        claim_say(
            j->set,
            "How many runs were made is not said. The difference would "
            "be significant at %s if runs of the same system vary (" CV_WORDS
            ") by less than %s each.",
            level_words(j), for_some_runs(j)),
        "the number of runs and their standard deviation");
}

static void by_critical_spread(const struct judging *j, const char *head)
{
    const struct cotejo_critical *critical = &j->it->critical;

    if (j->it->mean[0] == j->it->mean[1]) {
        add_difference(j, head, CLAIM_FAILS,
                       "As they were printed the means do not differ at all.",
                       NULL);
        return;
    }

    add_difference(
        j, head, CLAIM_OPEN,
        claim_say(
            j->set,
            "Significant at %s unless runs of the same system vary by more "
            "than %s (" CV_WORDS "), %s; as one standard deviation for both "
            "systems: unless it exceeds %s%s.%s",
            level_words(j), claim_share(j->set, critical->cv), runs_words(j),
            claim_three(j->set, critical->sd), claim_unit(j->set, j->claim),
            seen_words(j, critical->cv)),
        spread_wanted(j));
}

/* ---- rule 2: a spread inside a run ---- */

static void append_test(const struct judging *j, GString *text, size_t n_a,
                        size_t n_b, const char *meaning)
{
    struct cotejo_moments a, b;
    struct cotejo_t_test test;

    moments_of(j, 0, n_a, &a);
    moments_of(j, 1, n_b, &b);
    test = cotejo_welch(&a, &b, 1.0 - j->alpha);
    if (test.status == COTEJO_OK)
        g_string_append_printf(text, " %s: t(%s) = %s, %s.", meaning,
                               claim_fixed(j->set, test.df, 1),
                               claim_fixed(j->set, fabs(test.t), 2),
                               p_words(j, test.p.p));
}

static void by_inner_spread(const struct judging *j, const char *head)
{
    const struct claim_side *side = j->claim->side;
    const GArray *within = j->claim->within;
    g_autoptr(GString) text = g_string_new(NULL);

    g_string_append_printf(
        text,
        "Untestable from this summary: the standard deviation is that of the "
        "%s of a run and says nothing about how runs of the same system "
        "differ.",
        g_array_index(within, struct claim_count, 0).what);
    if (is_testable(j))
        append_test(j, text, side[0].n, side[1].n,
                    claim_say(j->set,
                              "If it were the spread between the runs (%s), a "
                              "lower bound of the evidence",
                              runs_words(j)));
    for (guint i = 0; i < within->len; i++) {
        const struct claim_count *count =
            &g_array_index(within, struct claim_count, i);

        append_test(j, text, count->n, count->n,
                    claim_say(j->set,
                              "With n = %zu %s, valid only if there is no "
                              "variation from run to run at all",
                              count->n, count->what));
    }
    add_difference(j, head, CLAIM_OPEN, claim_say(j->set, "%s", text->str),
                   "the mean of each run, or the standard deviation of the run "
                   "means");
}

/* ---- a spread between runs ---- */

/* A side with mean and spread moved by so many half last places; kind: what
 * the spread is. */
static void moments_at(const struct judging *j, enum claim_spread_kind kind,
                       size_t i, double mean_halves, double sd_halves,
                       struct cotejo_moments *moments)
{
    const struct claim_side *side = &j->claim->side[i];
    double mean =
        judging_value(side->mean) + mean_halves * judging_half(side->mean);
    double sd = (judging_value(side->sd) + sd_halves * judging_half(side->sd)) *
                judging_spread_factor(kind, side->n);

    cotejo_moments_from_summary(side->n, mean, fmax(0.0, sd), moments);
}

/* Both sides with every printed number at one of the ends of its rounding, a
 * bit each. */
static void moments_at_corner(const struct judging *j,
                              enum claim_spread_kind kind, unsigned corner,
                              double reach, struct cotejo_moments moments[2])
{
    for (unsigned i = 0; i < 2; i++)
        moments_at(j, kind, i, corner >> (2 * i) & 1 ? reach : -reach,
                   corner >> (2 * i + 1) & 1 ? reach : -reach, &moments[i]);
}

static double p_at(const struct judging *j, enum claim_spread_kind kind,
                   unsigned corner, double reach)
{
    struct cotejo_moments moments[2];
    struct cotejo_t_test test;

    moments_at_corner(j, kind, corner, reach, moments);
    test = cotejo_welch(&moments[0], &moments[1], 1.0 - j->alpha);
    if (test.status == COTEJO_NO_VARIATION_UNEQUAL)
        return 0.0; /* the limit as the spread vanishes */
    return test.status == COTEJO_NO_VARIATION_EQUAL ? 1.0 : test.p.p;
}

/* As cotejo_welch_box, for spreads that are not standard deviations. */
static struct cotejo_p_range converted_box(const struct judging *j)
{
    struct cotejo_p_range range = {NAN, NAN, false};
    double apart = fabs(j->it->mean[1] - j->it->mean[0]);

    for (unsigned corner = 0; corner < 16; corner++) {
        double p = p_at(j, j->claim->spread_kind, corner, 1.0);

        range.low = fmin(range.low, p); /* fmin passes NaN over */
        range.high = fmax(range.high, p);
    }
    if (apart <= judging_half(j->claim->side[0].mean) +
                     judging_half(j->claim->side[1].mean))
        range.high = 1.0;
    range.depends = range.low < j->alpha && range.high >= j->alpha;
    return range;
}

static struct cotejo_p_range printed_box(const struct judging *j)
{
    const struct claim_side *side = j->claim->side;

    return cotejo_welch_box(side[0].n, judging_printed(side[0].mean),
                            judging_printed(side[0].sd), side[1].n,
                            judging_printed(side[1].mean),
                            judging_printed(side[1].sd), j->alpha);
}

static void fill_test(const struct judging *j)
{
    const struct claim_side *side = j->claim->side;
    struct judged_claim *it = j->it;
    struct cotejo_moments a, b;
    struct cotejo_equivalence equivalence;

    moments_of(j, 0, side[0].n, &a);
    moments_of(j, 1, side[1].n, &b);
    it->test = cotejo_welch(&a, &b, 1.0 - j->alpha);
    it->ratio = cotejo_fieller(&a, &b, 1.0 - j->alpha);
    it->p_range =
        j->claim->spread_kind == SPREAD_SD ? printed_box(j) : converted_box(j);
    equivalence = cotejo_tost_ratio(&a, &b, (double)NAN, false, j->alpha);
    it->smallest_margin = equivalence.smallest_margin;
}

static const char *test_words(const struct judging *j)
{
    const struct cotejo_t_test *test = &j->it->test;

    if (test->status != COTEJO_OK)
        return "both spreads are printed as zero, so that there is no test";
    return claim_say(j->set, "Welch's t(%s) = %s, %s, %s",
                     claim_fixed(j->set, test->df, 1),
                     claim_fixed(j->set, fabs(test->t), 2),
                     p_words(j, test->p.p), runs_words(j));
}

static void by_test(const struct judging *j, const char *head)
{
    const struct judged_claim *it = j->it;
    bool is_significant =
        it->test.status == COTEJO_NO_VARIATION_UNEQUAL ||
        (it->test.status == COTEJO_OK && it->test.p.p < j->alpha);

    if (it->p_range.depends) {
        add_difference(j, head, CLAIM_OPEN,
                       claim_say(j->set,
                                 "It depends on rounding: with the digits that "
                                 "were printed, %s is as possible as %s. As "
                                 "printed: %s; %s.",
                                 p_words(j, it->p_range.low),
                                 p_words(j, it->p_range.high), test_words(j),
                                 interval_words(j)),
                       "means and standard deviations with one more digit");
        return;
    }
    add_difference(
        j, head, is_significant ? CLAIM_FOLLOWS : CLAIM_FAILS,
        is_significant
            ? claim_say(j->set,
                        "Yes, more than chance explains, at %s: %s. %s.",
                        level_words(j), interval_words(j), test_words(j))
            : claim_say(
                  j->set,
                  "No difference is shown at %s: %s. %s. That is no "
                  "proof of similarity%s.",
                  level_words(j), interval_words(j), test_words(j),
                  isnan(it->smallest_margin)
                      ? ""
                      : claim_say(j->set,
                                  ", which these numbers support within "
                                  "%s at best",
                                  claim_share(j->set, it->smallest_margin))),
        NULL);
}

/* A "+-" that nobody explained: what would it mean? */
void judge_plus_minus(const struct judging *j)
{
    const struct claim *claim = j->claim;

    if (!claim->has_plus_minus || claim->is_spread_said || !has_spread(j) ||
        !is_testable(j) || claim->within->len)
        return;
    judging_add(
        j, "plus-minus", "what is \u00b1?", CLAIM_NOTE,
        claim_say(j->set,
                  "That is not said. Here it is taken for the standard "
                  "deviation of the runs (%s); for the standard error of the "
                  "mean it would be %s, for half of a 95" CLAIM_PERCENT
                  " confidence interval %s.",
                  p_words(j, p_at(j, SPREAD_SD, 0, 0.0)),
                  p_words(j, p_at(j, SPREAD_SE, 0, 0.0)),
                  p_words(j, p_at(j, SPREAD_INTERVAL, 0, 0.0))),
        NULL);
}

/* ---- who is better ---- */

/* Can the means be in the other order, or equal as printed? */
static bool is_order_rounding(const struct judging *j)
{
    double half = judging_half(j->claim->side[0].mean) +
                  judging_half(j->claim->side[1].mean);

    return fabs(j->it->mean[1] - j->it->mean[0]) < half * (1.0 - RATIO_SLACK);
}

static enum claim_answer direction_answer(const struct judging *j, size_t best)
{
    if (is_order_rounding(j))
        return CLAIM_OPEN;
    return !g_strcmp0(j->claim->side[best].name, j->claim->favours)
               ? CLAIM_FOLLOWS
               : CLAIM_FAILS;
}

static void judge_direction(const struct judging *j)
{
    const struct claim *claim = j->claim;
    double sign = (j->it->mean[1] - j->it->mean[0]) * claim->better;
    size_t best = sign > 0.0 ? 1 : 0;
    const char *higher = claim->better > 0 ? "higher" : "lower";
    enum claim_answer answer;
    const char *words;

    if (!claim->favours)
        return;
    answer = direction_answer(j, best);
    words =
        sign == 0.0
            ? "The two means are equal as printed."
            : claim_say(j->set, "%s has the %s mean, and %s is better.",
                        claim_side_name(j->set, claim, best), higher, higher);
    judging_add(j, "direction", claim_say(j->set, "%s ahead?", claim->favours),
                answer,
                answer == CLAIM_OPEN
                    ? claim_say(j->set,
                                "It depends on rounding: with the digits that "
                                "were printed, either may be ahead. As "
                                "printed: %s",
                                words)
                    : words,
                answer == CLAIM_OPEN ? "means with one more digit" : NULL);
}

static bool repeats_another(const struct judging *j)
{
    if (!j->claim->repeats)
        return false;
    judging_add(j, "repeat", "anything new?", CLAIM_NOTE,
                claim_say(j->set,
                          "No: it is the same measurement as '%s' in another "
                          "unit. Whatever holds there holds here, and it is "
                          "no second proof.",
                          j->claim->repeats),
                NULL);
    return true;
}

void judge_difference(const struct judging *j)
{
    static const char head[] = "beyond chance?";

    if (repeats_another(j) || j->it->withheld)
        return;
    judge_direction(j);
    if (j->claim->within->len && has_spread(j))
        by_inner_spread(j, head);
    else if (!is_testable(j))
        without_runs(j, head);
    else if (has_spread(j)) {
        fill_test(j);
        by_test(j, head);
    } else
        by_critical_spread(j, head);
}

/* ---- rule 3: similarity ---- */

/* "within 5 % if below 5.76 s, within 2 % never" */
static const char *margin_list(const struct judging *j)
{
    const GArray *margins = j->it->margins;
    g_autoptr(GString) words = g_string_new(NULL);

    for (guint i = 0; i < margins->len; i++) {
        const struct claim_margin *it =
            &g_array_index(margins, struct claim_margin, i);

        g_string_append_printf(words, "%swithin %g" CLAIM_PERCENT,
                               i ? ", " : "", 100.0 * it->margin);
        if (it->sd > 0.0)
            g_string_append_printf(words, " if it is below %s%s",
                                   claim_three(j->set, it->sd),
                                   claim_unit(j->set, j->claim));
        else
            g_string_append(words, " never (the means are further apart)");
    }
    return claim_say(j->set, "%s", words->str);
}

static bool can_be_similar(const struct judging *j)
{
    for (guint i = 0; i < j->it->margins->len; i++)
        if (g_array_index(j->it->margins, struct claim_margin, i).sd > 0.0)
            return true;
    return false;
}

static double widest_cv(const struct judging *j)
{
    double widest = 0.0;

    for (guint i = 0; i < j->it->margins->len; i++)
        widest = fmax(widest,
                      g_array_index(j->it->margins, struct claim_margin, i).cv);
    return widest;
}

/* Where nobody said "similar", a margin that was asked about gets its answer
 * as a note: it is no claim that could fail. */
static void add_similarity(const struct judging *j, const char *head,
                           enum claim_answer answer, const char *text,
                           const char *decide)
{
    bool is_claimed = j->claim->asserts == ASSERTS_SIMILARITY;

    judging_add(j, "similarity", head, is_claimed ? answer : CLAIM_NOTE, text,
                is_claimed ? decide : NULL);
}

static void similar_by_critical_spread(const struct judging *j,
                                       const char *head)
{
    bool is_open = can_be_similar(j);

    add_similarity(
        j, head, is_open ? CLAIM_OPEN : CLAIM_FAILS,
        claim_say(j->set,
                  "That takes runs that vary little. With one standard "
                  "deviation of the runs for both systems (%s): similar %s. A "
                  "difference, at the same time, is detected if it is below "
                  "%s%s.%s",
                  runs_words(j), margin_list(j),
                  claim_three(j->set, j->it->critical.sd),
                  claim_unit(j->set, j->claim),
                  is_open ? seen_words(j, widest_cv(j)) : ""),
        is_open ? claim_say(j->set,
                            "%s; and how far apart two systems may be and "
                            "still be called similar",
                            spread_wanted(j))
                : NULL);
}

/* The smallest margin that holds; infinite where none does. */
static double margin_of(const struct judging *j,
                        const struct cotejo_moments moments[2])
{
    struct cotejo_equivalence e = cotejo_tost_ratio(
        &moments[0], &moments[1], (double)NAN, false, j->alpha);
    double ratio = moments[1].mean / moments[0].mean;

    /* the limit as the spread vanishes */
    if (e.status == COTEJO_NO_VARIATION_UNEQUAL ||
        e.status == COTEJO_NO_VARIATION_EQUAL)
        return fmax(ratio, 1.0 / ratio) - 1.0;
    return isnan(e.smallest_margin) ? (double)INFINITY : e.smallest_margin;
}

/* How many half last places from its printed value a mean may lie at most to
 * be the target; a target that is out of reach is not asked for. */
static double halves_to(const struct judging *j, size_t i, double target)
{
    struct claim_number mean = j->claim->side[i].mean;

    return (target - judging_value(mean)) / judging_half(mean);
}

/* The smallest margins that the printed digits leave possible: those at the
 * corners of the rounding, and, where the means may be equal and a corner is
 * not the nearest that they come, those of equal means. */
static struct cotejo_interval margin_box(const struct judging *j)
{
    enum claim_spread_kind kind = j->claim->spread_kind;
    struct cotejo_interval box = {(double)INFINITY, 0.0, NAN};
    struct cotejo_moments moments[2];

    for (unsigned corner = 0; corner < 16; corner++) {
        double margin;

        moments_at_corner(j, kind, corner, 1.0, moments);
        margin = margin_of(j, moments);
        box.low = fmin(box.low, margin);
        box.high = fmax(box.high, margin);
    }
    if (is_order_rounding(j)) {
        double equal =
            fmin(j->it->mean[0] + judging_half(j->claim->side[0].mean),
                 j->it->mean[1] + judging_half(j->claim->side[1].mean));

        for (size_t i = 0; i < 2; i++)
            moments_at(j, kind, i, halves_to(j, i, equal), -1.0, &moments[i]);
        box.low = fmin(box.low, margin_of(j, moments));
    }
    return box;
}

static const char *margin_share(const struct judging *j, double margin)
{
    return isfinite(margin) ? claim_share(j->set, margin) : "none at all";
}

static const char *smallest_words(const struct judging *j,
                                  struct cotejo_interval box, bool depends)
{
    double smallest = j->it->smallest_margin;
    const char *words =
        isnan(smallest)
            ? "within no margin"
            : claim_say(j->set, "the smallest margin that holds is %s",
                        claim_share(j->set, smallest));

    if (!depends)
        return words;
    return claim_say(
        j->set, "as printed, %s, but the digits leave %s to %s open", words,
        margin_share(j, box.low), margin_share(j, box.high));
}

static const char *also_different_words(const struct judging *j)
{
    if (j->it->p_range.depends)
        return "Whether there is a difference depends on rounding";
    return j->it->test.p.p < j->alpha
               ? "A difference is measurable all the same"
               : "No difference is shown either";
}

/* "yes within 5 %, depends on rounding within 3 %, not within 2 %" */
static const char *within_words(const struct judging *j,
                                struct cotejo_interval box,
                                enum claim_answer *answer)
{
    const GArray *margins = j->claim->margins;
    g_autoptr(GString) text = g_string_new(NULL);

    *answer = CLAIM_FAILS;
    for (guint i = 0; i < margins->len; i++) {
        double margin = g_array_index(margins, double, i);
        bool never = !(box.low < margin), always = box.high < margin;

        if (always)
            *answer = CLAIM_FOLLOWS;
        else if (!never && *answer == CLAIM_FAILS)
            *answer = CLAIM_OPEN;
        g_string_append_printf(text, "%s%s within %g" CLAIM_PERCENT,
                               i ? ", " : "",
                               always  ? "yes"
                               : never ? "not"
                                       : "it depends on rounding",
                               100.0 * margin);
    }
    return claim_say(j->set, "%s", text->str);
}

static void similar_by_test(const struct judging *j, const char *head)
{
    struct cotejo_interval box = margin_box(j);
    enum claim_answer answer;
    const char *within = within_words(j, box, &answer);
    bool depends = strstr(within, "depends") != NULL;

    fill_test(j);
    add_similarity(
        j, head, answer,
        claim_say(j->set, "Two one-sided tests at %s: %s; %s. %s: %s; %s.",
                  level_words(j), within, smallest_words(j, box, depends),
                  also_different_words(j), interval_words(j), test_words(j)),
        answer == CLAIM_OPEN
            ? "means and standard deviations with one more digit"
            : NULL);
}

void judge_similarity(const struct judging *j)
{
    static const char head[] = "similar?";
    bool is_claimed = j->claim->asserts == ASSERTS_SIMILARITY;

    if (j->it->withheld ||
        (is_claimed ? repeats_another(j) : j->claim->repeats != NULL))
        return;
    if (!is_testable(j)) {
        if (is_claimed)
            without_runs(j, head);
        return;
    }
    if (has_spread(j) && !j->claim->within->len)
        similar_by_test(j, head);
    else
        similar_by_critical_spread(j, head);
}

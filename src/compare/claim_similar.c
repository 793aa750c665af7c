/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Are the two similar? That is a claim of its own: two one-sided tests within
 * a margin. Where rounding alone decides, that is the answer.
 */
#include <math.h>
#include <string.h>

#include "compare/claim_judge.h"

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
                  judging_runs(j), margin_list(j),
                  claim_three(j->set, j->it->critical.sd),
                  claim_unit(j->set, j->claim),
                  is_open ? judging_seen(j, widest_cv(j)) : ""),
        is_open ? claim_say(j->set,
                            "%s; and how far apart two systems may be and "
                            "still be called similar",
                            judging_spread_wanted(j))
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

        judging_moments_at_corner(j, kind, corner, 1.0, moments);
        margin = margin_of(j, moments);
        box.low = fmin(box.low, margin);
        box.high = fmax(box.high, margin);
    }
    if (judging_order_is_rounding(j)) {
        double equal =
            fmin(j->it->mean[0] + judging_half(j->claim->side[0].mean),
                 j->it->mean[1] + judging_half(j->claim->side[1].mean));

        for (size_t i = 0; i < 2; i++)
            judging_moments_at(j, kind, i, halves_to(j, i, equal), -1.0,
                               &moments[i]);
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

    judging_fill_test(j);
    add_similarity(
        j, head, answer,
        claim_say(j->set, "Two one-sided tests at %s: %s; %s. %s: %s; %s.",
                  judging_level(j), within, smallest_words(j, box, depends),
                  also_different_words(j), judging_interval(j),
                  judging_test(j)),
        answer == CLAIM_OPEN
            ? "means and standard deviations with one more digit"
            : NULL);
}

void judge_similarity(const struct judging *j)
{
    static const char head[] = "similar?";
    bool is_claimed = j->claim->asserts == ASSERTS_SIMILARITY;

    if (j->it->withheld ||
        (is_claimed ? judging_repeats(j) : j->claim->repeats != NULL))
        return;
    if (!judging_is_testable(j)) {
        if (is_claimed)
            judging_without_runs(j, head);
        return;
    }
    if (judging_has_spread(j) && !j->claim->within->len)
        similar_by_test(j, head);
    else
        similar_by_critical_spread(j, head);
}

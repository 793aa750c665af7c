/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Are the two similar? That is a claim of its own: two one-sided tests within
 * a margin.
 *
 * 1. Each margin that was stated has its own answer. Where rounding alone
 *    decides, that is the answer.
 * 2. Where none was stated, "similar" has no meaning that could be judged:
 *    the smallest margin that holds is told, or what a few usual ones ask of
 *    the spread.
 * 3. Where nobody said "similar", a margin that was asked about gets its
 *    answer as a note: it is no claim that could fail.
 */
#include <math.h>

#include "compare/claim_judge.h"

static void add_similarity(const struct judging *j, const char *head,
                           enum claim_answer answer, const char *text,
                           const char *decide)
{
    bool is_claimed = j->claim->asserts == ASSERTS_SIMILARITY;

    judging_add(j, "similarity", head, is_claimed ? answer : CLAIM_NOTE, text,
                is_claimed && answer == CLAIM_OPEN ? decide : NULL);
}

static const struct claim_margin *margin_at(const struct judging *j, guint i)
{
    return &g_array_index(j->it->margins, struct claim_margin, i);
}

/* "similar within 5 %?" */
static const char *margin_head(const struct judging *j, guint i)
{
    return claim_say(j->set, "similar within %g" CLAIM_PERCENT "?",
                     100.0 * margin_at(j, i)->margin);
}

static bool has_stated_margins(const struct judging *j)
{
    return j->claim->margins->len > 0;
}

/* ---- without a spread ---- */

/* The largest ratio of the means, above 1, that rounding leaves open when
 * they are as near as they may be. */
static double nearest_ratio(const struct judging *j)
{
    size_t low = j->it->mean[0] < j->it->mean[1] ? 0 : 1;
    double a = j->it->mean[low] + judging_half(j->claim->side[low].mean);
    double b =
        j->it->mean[1 - low] - judging_half(j->claim->side[1 - low].mean);

    return fmax(1.0, b / a);
}

static bool may_be_within(const struct judging *j, guint i)
{
    return nearest_ratio(j) < 1.0 + margin_at(j, i)->margin;
}

/* "5.76 s (4.63 %)" */
static const char *limit_words(const struct judging *j,
                               const struct claim_margin *margin)
{
    return claim_say(
        j->set, "%s%s (%s of the mean)", claim_three(j->set, margin->sd),
        claim_unit(j->set, j->claim), claim_share(j->set, margin->cv));
}

static void within_by_critical_spread(const struct judging *j, guint i)
{
    const struct claim_margin *margin = margin_at(j, i);

    if (!may_be_within(j, i))
        add_similarity(j, margin_head(j, i), CLAIM_FAILS,
                       "Never: the means are further apart than that, however "
                       "little the runs vary.",
                       NULL);
    else if (!(margin->sd > 0.0))
        add_similarity(j, margin_head(j, i), CLAIM_OPEN,
                       "Never, as the means were printed: they are further "
                       "apart than that, however little the runs vary. Only "
                       "rounding could have moved them apart.",
                       "means with one more digit, and the standard deviation "
                       "of the runs");
    else
        add_similarity(
            j, margin_head(j, i), CLAIM_OPEN,
            claim_say(j->set,
                      "Yes, if the standard deviation of the runs, taken to be "
                      "the same for both systems, is below %s; %s.%s",
                      limit_words(j, margin), judging_runs(j),
                      judging_seen(j, margin->cv)),
            i ? "the same" : judging_spread_wanted(j));
}

/* "within 5 % if it is below 5.76 s (4.63 % of the mean), within 2 % never" */
static const char *list_by_critical_spread(const struct judging *j)
{
    g_autoptr(GString) words = g_string_new(NULL);

    for (guint i = 0; i < j->it->margins->len; i++) {
        const struct claim_margin *margin = margin_at(j, i);

        g_string_append_printf(
            words, "%swithin %g" CLAIM_PERCENT " %s", i ? ", " : "",
            100.0 * margin->margin,
            margin->sd > 0.0
                ? claim_say(j->set, "if it is below %s", limit_words(j, margin))
                : "never, as the means were printed");
    }
    return claim_say(j->set, "%s", words->str);
}

static void unstated_by_critical_spread(const struct judging *j)
{
    add_similarity(
        j, "similar?", CLAIM_OPEN,
        claim_say(j->set,
                  "Similar within what? That is not said. The standard "
                  "deviation of the runs, taken to be the same for both "
                  "systems, would decide (%s): %s.",
                  judging_runs(j), list_by_critical_spread(j)),
        claim_say(j->set,
                  "how far apart two systems may be and still be called "
                  "similar; and %s",
                  judging_spread_wanted(j)));
}

static void similar_by_critical_spread(const struct judging *j)
{
    if (has_stated_margins(j))
        for (guint i = 0; i < j->it->margins->len; i++)
            within_by_critical_spread(j, i);
    else
        unstated_by_critical_spread(j);
    if (j->claim->asserts == ASSERTS_SIMILARITY &&
        j->it->mean[0] != j->it->mean[1])
        judging_add(j, "detected", "and different?", CLAIM_NOTE,
                    claim_say(j->set,
                              "A difference, at the same time, is significant "
                              "at %s if that standard deviation is below %s%s.",
                              judging_level(j),
                              claim_three(j->set, j->it->critical.sd),
                              claim_unit(j->set, j->claim)),
                    NULL);
}

/* ---- without the number of runs ---- */

/* "1.2 % with 3 runs, 2.1 % with 5 runs, ..." */
static const char *limits_for_some_runs(const struct judging *j, double margin)
{
    static const size_t runs[] = {3, 5, 10, 20};
    g_autoptr(GString) words = g_string_new(NULL);
    double middle = (j->it->mean[0] + j->it->mean[1]) / 2.0;

    for (size_t i = 0; i < G_N_ELEMENTS(runs); i++) {
        double sd = cotejo_equivalence_spread(runs[i], j->it->mean[0], runs[i],
                                              j->it->mean[1], margin, j->alpha);

        g_string_append_printf(words, "%s%s with %zu runs", i ? ", " : "",
                               claim_share(j->set, sd / middle), runs[i]);
    }
    return claim_say(j->set, "%s", words->str);
}

static void similar_without_runs(const struct judging *j)
{
    for (guint i = 0; i < j->it->margins->len; i++) {
        if (!may_be_within(j, i))
            add_similarity(
                j, margin_head(j, i), CLAIM_FAILS,
                "Never: the means are further apart than that, however "
                "little the runs vary.",
                NULL);
        else
            add_similarity(
                j, margin_head(j, i), CLAIM_OPEN,
                claim_say(j->set,
                          "The means are, but how many runs were made is not "
                          "said. They would be shown to be at %s if the runs "
                          "of each system vary (standard deviation over mean) "
                          "by less than %s each.",
                          judging_level(j),
                          limits_for_some_runs(j, margin_at(j, i)->margin)),
                i ? "the same"
                  : "the number of runs and their standard deviation");
    }
}

/* ---- with one ---- */

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
static struct cotejo_interval margin_box(const struct judging *j,
                                         enum claim_spread_kind kind)
{
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

/* That of every kind which an unexplained spread may be. */
static struct cotejo_interval widest_box(const struct judging *j)
{
    struct cotejo_interval box = margin_box(j, j->claim->spread_kind);

    for (int kind = SPREAD_SD;
         judging_is_spread_unsaid(j) && kind <= SPREAD_INTERVAL; kind++) {
        struct cotejo_interval one =
            margin_box(j, (enum claim_spread_kind)kind);

        box.low = fmin(box.low, one.low);
        box.high = fmax(box.high, one.high);
    }
    return box;
}

static const char *what_depends(const struct judging *j)
{
    return judging_is_spread_unsaid(j)
               ? "what the printed spread is, or on rounding,"
               : "rounding";
}

static const char *what_decides(const struct judging *j)
{
    return judging_is_spread_unsaid(j)
               ? judging_spread_unsaid
               : "means and standard deviations with one more digit";
}

/* "the smallest margin that holds is 3.68 %" */
static const char *smallest_words(const struct judging *j,
                                  struct cotejo_interval box)
{
    struct cotejo_moments moments[2];
    double smallest;
    const char *words;

    judging_moments_at_corner(j, j->claim->spread_kind, 0, 0.0, moments);
    smallest = margin_of(j, moments);
    words = isfinite(smallest)
                ? claim_say(j->set, "the smallest margin that holds is %s",
                            claim_share(j->set, smallest))
                : "no margin holds at all";

    if (box.high == box.low ||
        (isfinite(box.high) && box.high - box.low <= 0.1 * box.high))
        return words;
    return claim_say(
        j->set, "as printed %s; what was printed leaves %s to %s open", words,
        claim_share(j->set, box.low),
        isfinite(box.high) ? claim_share(j->set, box.high) : "none at all");
}

/* What the test of a difference says beside it. */
static const char *also_different_words(const struct judging *j)
{
    if (j->it->test.status != COTEJO_OK)
        return "Neither side varies as it was printed, so that there is no "
               "test of a difference.";
    return claim_say(j->set, "%s: %s.",
                     j->it->p_range.depends
                         ? "Whether there is a difference depends on rounding"
                     : j->it->test.p.p < j->alpha
                         ? "A difference is measurable all the same"
                         : "No difference is shown either",
                     judging_as_printed(j));
}

/* "(two one-sided tests, p = 0.002)" */
static const char *equivalence_words(const struct judging *j, double margin)
{
    struct cotejo_moments moments[2];
    struct cotejo_equivalence e;

    judging_moments_at_corner(j, j->claim->spread_kind, 0, 0.0, moments);
    e = cotejo_tost_ratio(&moments[0], &moments[1], margin, false, j->alpha);
    if (e.status != COTEJO_OK)
        return claim_say(j->set,
                         "(neither side varies as it was printed, and the "
                         "means are %s apart)",
                         claim_share(j->set, margin_of(j, moments)));
    return claim_say(j->set, "(two one-sided tests, %s)", judging_p(j, e.p.p));
}

static void within_by_test(const struct judging *j, guint i,
                           struct cotejo_interval box)
{
    double margin = margin_at(j, i)->margin;
    const char *head = margin_head(j, i), *level = judging_level(j);
    const char *test = equivalence_words(j, margin);

    if (box.high < margin)
        add_similarity(j, head, CLAIM_FOLLOWS,
                       claim_say(j->set,
                                 "Yes: at %s the numbers rule out that they "
                                 "are further apart %s.",
                                 level, test),
                       NULL);
    else if (!(box.low < margin))
        add_similarity(j, head, CLAIM_FAILS,
                       claim_say(j->set,
                                 "Not shown: at %s the numbers do not rule out "
                                 "that they are further apart %s.",
                                 level, test),
                       NULL);
    else
        add_similarity(j, head, CLAIM_OPEN,
                       claim_say(j->set,
                                 "It depends on %s whether the numbers rule "
                                 "out, at %s, that they are further apart %s.",
                                 what_depends(j), level, test),
                       i ? "the same" : what_decides(j));
}

/* "It would be called so within 5 %, not within 3 % or 2 %" */
static const char *list_by_test(const struct judging *j,
                                struct cotejo_interval box)
{
    g_autoptr(GString) words = g_string_new(NULL);

    for (guint i = 0; i < j->it->margins->len; i++) {
        double margin = margin_at(j, i)->margin;

        g_string_append_printf(words, "%s%s within %g" CLAIM_PERCENT,
                               i ? ", " : "",
                               box.high < margin     ? "yes"
                               : !(box.low < margin) ? "not"
                                                     : "undecided",
                               100.0 * margin);
    }
    return claim_say(j->set, "%s", words->str);
}

static void similar_by_test(const struct judging *j)
{
    struct cotejo_interval box;

    judging_fill_test(j);
    box = widest_box(j);
    if (!has_stated_margins(j)) {
        add_similarity(
            j, "similar?", CLAIM_OPEN,
            claim_say(j->set,
                      "Similar within what? That is not said. At %s the "
                      "numbers rule out that they are further apart: %s; %s "
                      "(two one-sided tests). %s",
                      judging_level(j), list_by_test(j, box),
                      smallest_words(j, box), also_different_words(j)),
            "how far apart two systems may be and still be called similar");
        return;
    }
    for (guint i = 0; i < j->it->margins->len; i++)
        within_by_test(j, i, box);
    if (j->claim->asserts == ASSERTS_SIMILARITY)
        judging_add(j, "margin", "how similar?", CLAIM_NOTE,
                    claim_say(j->set, "By these tests %s. %s",
                              smallest_words(j, box), also_different_words(j)),
                    NULL);
}

/* ---- "no significant difference" ---- */

/* By a test, or the p that was printed; false: neither is at hand. */
static bool denied_answer(const struct judging *j, enum claim_answer *answer,
                          const char **text, const char **decide)
{
    *decide = NULL;
    if (judging_is_testable(j) && judging_has_spread(j) &&
        !j->claim->within->len) {
        const struct cotejo_p_range *range = &j->it->p_range;

        judging_fill_test(j);
        if (isnan(range->high))
            return false;
        *answer = range->high < j->alpha   ? CLAIM_FOLLOWS
                  : range->low >= j->alpha ? CLAIM_FAILS
                                           : CLAIM_OPEN;
        *decide = what_decides(j);
        *text = judging_as_printed(j);
        *text = claim_say(j->set, "%s.", *text);
        if (judging_is_spread_unsaid(j))
            return false;
        return true;
    }
    if (judging_has_spread(j) || !judging_has_stated(j))
        return false;
    *answer = judging_by_stated(j, text, decide);
    return true;
}

/* A difference that is shown refutes it. None that is shown makes "no
 * significant" true, and "no difference" no more than possible. */
static bool judge_denial(const struct judging *j)
{
    enum claim_answer shown;
    const char *text, *decide, *head = "no difference?";

    if (!j->claim->denies || has_stated_margins(j) ||
        !denied_answer(j, &shown, &text, &decide))
        return false;
    if (j->claim->denies == DENIES_SIGNIFICANCE)
        head = "no significant difference?";
    if (shown == CLAIM_FOLLOWS)
        add_similarity(
            j, head, CLAIM_FAILS,
            claim_say(j->set, "There is one at %s: %s", judging_level(j), text),
            NULL);
    else if (shown == CLAIM_OPEN)
        add_similarity(j, head, CLAIM_OPEN, text, decide);
    else if (j->claim->denies == DENIES_SIGNIFICANCE)
        add_similarity(j, head, CLAIM_FOLLOWS,
                       claim_say(j->set,
                                 "None at %s, which is no proof that they are "
                                 "similar: %s",
                                 judging_level(j), text),
                       NULL);
    else
        add_similarity(j, head, CLAIM_OPEN,
                       claim_say(j->set,
                                 "None is shown at %s; that there is none is "
                                 "more than that: %s",
                                 judging_level(j), text),
                       "how far apart two systems may be and still be called "
                       "similar");
    return true;
}

/* ---- the question ---- */

void judge_similarity(const struct judging *j)
{
    bool is_claimed = j->claim->asserts == ASSERTS_SIMILARITY;

    if (j->it->withheld ||
        (is_claimed ? judging_repeats(j) : j->claim->repeats != NULL))
        return;
    if (judge_denial(j))
        return;
    if (!j->claim->side[0].n && !j->claim->side[1].n && is_claimed &&
        judging_has_ratio(j)) {
        similar_without_runs(j);
        return;
    }
    if (!judging_is_testable(j)) {
        if (is_claimed)
            judging_without_runs(j, "similar?");
        return;
    }
    if (!judging_has_ratio(j))
        add_similarity(j, "similar?", CLAIM_OPEN,
                       "A margin in percent says nothing of a mean that is "
                       "zero or below: it is a share of the means.",
                       "a margin in the unit of the means, and the value of "
                       "every run");
    else if (judging_has_spread(j) && !j->claim->within->len)
        similar_by_test(j);
    else
        similar_by_critical_spread(j);
}

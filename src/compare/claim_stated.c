/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A p value or a t that was printed: does it go with the other numbers?
 *
 * 1. t, its degrees of freedom and p are one statement: p is the two-sided
 *    tail of t, within the rounding of all three (Nuijten et al. 2016). Half
 *    of it would be a one-sided test, and is named as that.
 * 2. Beside means and spreads they are held against Welch's and Student's
 *    test. Another test of the same runs (of pairs, of ranks) may give another
 *    p: what does not agree contradicts nothing, but which test it was has to
 *    be said.
 * 3. Without spreads the printed p answers the question, and tells how much
 *    the runs must have varied.
 */
#include <math.h>

#include "compare/claim_judge.h"
#include "cotejo/distribution.h"

struct range {
    double low, high;
};

static struct range printed_range(struct claim_number number)
{
    double value = fabs(judging_value(number)), half = judging_half(number);

    return (struct range){fmax(0.0, value - half), value + half};
}

static void widen(struct range *range, double value)
{
    range->low = fmin(range->low, value); /* passes NaN over */
    range->high = fmax(range->high, value);
}

/* ---- the printed p ---- */

/* What the printed p may be: "< 0.05" is anything below it. */
static struct range p_range(const struct claim *claim)
{
    struct range range = printed_range(claim->p);

    if (claim->p_relation == '<')
        range = (struct range){0.0, judging_value(claim->p)};
    else if (claim->p_relation == '>')
        range = (struct range){judging_value(claim->p), 1.0};
    range.high = fmin(range.high, 1.0);
    return range;
}

/* "p < 0.05", as printed. */
static const char *stated_p(const struct judging *j)
{
    char text[DECIMAL_TEXT];

    return claim_say(j->set, "p\u00a0%c\u00a0%s", j->claim->p_relation,
                     decimal_print(j->claim->p.value, text));
}

static bool overlap(struct range a, struct range b)
{
    return a.low <= b.high * (1.0 + RATIO_SLACK) &&
           b.low <= a.high * (1.0 + RATIO_SLACK);
}

static bool is_half(struct range p, struct range of)
{
    return overlap(p, (struct range){of.low / 2.0, of.high / 2.0});
}

static const char one_sided[] =
    " Half of that agrees: it may be of a one-sided test, which is to be said.";

/* ---- rule 1: t and p ---- */

/* The degrees of freedom that were printed, else those of Student's test. */
static double df_of(const struct judging *j)
{
    const struct claim_side *side = j->claim->side;

    if (j->claim->df.is_given)
        return judging_value(j->claim->df);
    return judging_is_testable(j) ? (double)(side[0].n + side[1].n - 2)
                                  : (double)NAN;
}

/* p of every t and df that the digits leave open. */
static struct range p_of_t(const struct judging *j)
{
    struct range t = printed_range(j->claim->t);
    double df = df_of(j), half = judging_half(j->claim->df);

    return (struct range){cotejo_t_two_sided(t.high, df + half).p,
                          cotejo_t_two_sided(t.low, fmax(1.0, df - half)).p};
}

/* Two samples of so many runs have at most n - 2 degrees of freedom. */
static bool is_df_impossible(const struct judging *j)
{
    const struct claim_side *side = j->claim->side;

    return j->claim->df.is_given && side[0].n && side[1].n &&
           judging_value(j->claim->df) - judging_half(j->claim->df) >
               (double)(side[0].n + side[1].n) - 2.0;
}

static void judge_df(const struct judging *j)
{
    const struct claim_side *side = j->claim->side;
    char text[DECIMAL_TEXT];

    if (!is_df_impossible(j))
        return;
    decimal_print(j->claim->df.value, text);
    judging_add(j, "stated-df", claim_say(j->set, "df = %s?", text),
                CLAIM_FAILS,
                claim_say(j->set,
                          "A t test of two samples (%s) has %zu degrees of "
                          "freedom at most, not %s: single requests may have "
                          "been taken for runs, or n is another one.",
                          judging_runs(j), side[0].n + side[1].n - 2, text),
                NULL);
}

static bool are_at_odds(const struct judging *j)
{
    return j->claim->t.is_given && j->claim->p.is_given && isfinite(df_of(j)) &&
           !overlap(p_range(j->claim), p_of_t(j));
}

static void judge_t_and_p(const struct judging *j)
{
    struct range p, of_t;
    char text[DECIMAL_TEXT];
    const char *t;

    if (!j->claim->t.is_given || !j->claim->p.is_given || isnan(df_of(j)))
        return;
    p = p_range(j->claim);
    of_t = p_of_t(j);
    t = claim_say(j->set, "t(%g) = %s", df_of(j),
                  decimal_print(j->claim->t.value, text));
    if (!are_at_odds(j)) {
        judging_add(j, "stated", "t and p?", CLAIM_FOLLOWS,
                    claim_say(j->set, "%s and %s go together.", t, stated_p(j)),
                    NULL);
        return;
    }
    judging_add(
        j, "stated", "t and p?", CLAIM_FAILS,
        claim_say(j->set, "%s gives %s (two-sided), not %s.%s", t,
                  judging_p(j, cotejo_t_two_sided(
                                   fabs(judging_value(j->claim->t)), df_of(j))
                                   .p),
                  stated_p(j), is_half(p, of_t) ? one_sided : ""),
        NULL);
}

/* ---- rule 2: beside means and spreads ---- */

struct tests {
    struct range p, t; /* what rounding leaves open */
    double p_printed, t_printed;
};

static void add_test(struct tests *tests, struct cotejo_t_test test)
{
    if (test.status != COTEJO_OK)
        return;
    widen(&tests->p, test.p.p);
    widen(&tests->t, fabs(test.t));
}

static struct tests run_tests(const struct judging *j, bool is_student)
{
    struct tests tests = {{NAN, NAN}, {NAN, NAN}, NAN, NAN};
    struct cotejo_t_test (*const test)(const struct cotejo_moments *,
                                       const struct cotejo_moments *, double) =
        is_student ? cotejo_student : cotejo_welch;
    struct cotejo_moments moments[2];

    for (unsigned corner = 0; corner < 16; corner++) {
        judging_moments_at_corner(j, j->claim->spread_kind, corner, 1.0,
                                  moments);
        add_test(&tests, test(&moments[0], &moments[1], 1.0 - j->alpha));
    }
    judging_moments_at_corner(j, j->claim->spread_kind, 0, 0.0, moments);
    tests.p_printed = test(&moments[0], &moments[1], 1.0 - j->alpha).p.p;
    tests.t_printed = fabs(test(&moments[0], &moments[1], 1.0 - j->alpha).t);
    if (judging_order_is_rounding(j)) {
        widen(&tests.p, 1.0);
        widen(&tests.t, 0.0);
    }
    return tests;
}

static const char which_test[] =
    "which test it was (of pairs? of ranks? one-sided? adjusted for several?)";

static void judge_p_beside(const struct judging *j, const struct tests *welch,
                           const struct tests *student)
{
    struct range p = p_range(j->claim);
    const char *head = claim_say(j->set, "%s?", stated_p(j));

    if (overlap(p, welch->p) || overlap(p, student->p)) {
        judging_add(
            j, "stated", head, CLAIM_FOLLOWS,
            claim_say(j->set,
                      "It agrees with the printed means and spreads "
                      "(%s test: %s).",
                      overlap(p, welch->p) ? "Welch's" : "Student's",
                      judging_p(j, overlap(p, welch->p) ? welch->p_printed
                                                        : student->p_printed)),
            NULL);
        return;
    }
    judging_add(
        j, "stated", head, CLAIM_OPEN,
        claim_say(
            j->set,
            "The printed means and spreads give %s by Welch's test and "
            "%s by Student's.%s",
            judging_p(j, welch->p_printed), judging_p(j, student->p_printed),
            is_half(p, welch->p) || is_half(p, student->p) ? one_sided : ""),
        which_test);
}

static void judge_t_beside(const struct judging *j, const struct tests *welch,
                           const struct tests *student)
{
    struct range t = printed_range(j->claim->t);
    char text[DECIMAL_TEXT];
    const char *head =
        claim_say(j->set, "t = %s?", decimal_print(j->claim->t.value, text));
    bool is_right = overlap(t, welch->t) || overlap(t, student->t);

    judging_add(
        j, "stated-t", head, is_right ? CLAIM_FOLLOWS : CLAIM_OPEN,
        is_right
            ? "It agrees with the printed means and spreads."
            : claim_say(j->set,
                        "The printed means and spreads give t = %s by Welch's "
                        "test and %s by Student's.",
                        claim_fixed(j->set, welch->t_printed, 2),
                        claim_fixed(j->set, student->t_printed, 2)),
        is_right ? NULL : which_test);
}

static void judge_beside_spread(const struct judging *j)
{
    struct tests welch = run_tests(j, false), student = run_tests(j, true);

    if (isnan(welch.p_printed))
        return;
    if (j->claim->p.is_given)
        judge_p_beside(j, &welch, &student);
    if (j->claim->t.is_given)
        judge_t_beside(j, &welch, &student);
}

void judge_stated(const struct judging *j)
{
    if (j->it->withheld || j->claim->repeats)
        return;
    judge_df(j);
    judge_t_and_p(j);
    if (judging_is_testable(j) && judging_has_spread(j) &&
        !j->claim->within->len && !judging_is_spread_unsaid(j))
        judge_beside_spread(j);
}

/* ---- rule 3: instead of spreads ---- */

bool judging_has_stated(const struct judging *j)
{
    return j->claim->p.is_given || (j->claim->t.is_given && isfinite(df_of(j)));
}

/* What p is by what was printed. */
static struct range answer_range(const struct judging *j)
{
    return j->claim->p.is_given ? p_range(j->claim) : p_of_t(j);
}

/* t that was printed, or that belongs to the p; NaN: none does ("< 0.05"). */
static double t_of(const struct judging *j)
{
    double p = judging_value(j->claim->p);

    if (j->claim->t.is_given)
        return fabs(judging_value(j->claim->t));
    return j->claim->p_relation == '=' && p > 0.0 && p < 1.0
               ? cotejo_t_quantile(p / 2.0, df_of(j))
               : (double)NAN;
}

/* " If it is of a two-sample t test, ..." */
static const char *implied_words(const struct judging *j)
{
    const struct claim_side *side = j->claim->side;
    double t = t_of(j);
    double sd, middle = (j->it->mean[0] + j->it->mean[1]) / 2.0;

    if (!judging_is_testable(j) || !(t > 0.0) ||
        j->it->mean[0] == j->it->mean[1])
        return "";
    sd = fabs(j->it->mean[1] - j->it->mean[0]) /
         (t * sqrt(1.0 / (double)side[0].n + 1.0 / (double)side[1].n));
    return claim_say(
        j->set,
        " If it is of a test of the two samples (%s), their runs "
        "vary by about %s%s%s.%s",
        judging_runs(j), claim_three(j->set, sd), claim_unit(j->set, j->claim),
        judging_has_ratio(j) ? claim_say(j->set, ", %s of the mean",
                                         claim_share(j->set, sd / middle))
                             : "",
        judging_seen(j, j->it->critical.cv));
}

enum claim_answer judging_by_stated(const struct judging *j, const char **text,
                                    const char **decide)
{
    struct range p = answer_range(j);
    char digits[DECIMAL_TEXT];
    const char *stated =
        j->claim->p.is_given
            ? stated_p(j)
            : claim_say(j->set, "t(%g) = %s, %s", df_of(j),
                        decimal_print(j->claim->t.value, digits),
                        judging_p(j, cotejo_t_two_sided(t_of(j), df_of(j)).p));

    *decide = NULL;
    if (is_df_impossible(j)) {
        *text = "The printed degrees of freedom and the number of runs "
                "contradict each other.";
        *decide = "the degrees of freedom and the number of runs of one test";
        return CLAIM_OPEN;
    }
    if (are_at_odds(j)) {
        *text = "The printed t and p contradict each other.";
        *decide = "the t and the p of the same test";
        return CLAIM_OPEN;
    }
    if (p.high <= j->alpha) {
        *text = claim_say(j->set,
                          "By what was printed, yes, at %s: %s. There is no "
                          "spread to check it by.%s",
                          judging_level(j), stated, implied_words(j));
        return CLAIM_FOLLOWS;
    }
    if (p.low >= j->alpha) {
        *text = claim_say(j->set,
                          "By what was printed, no difference is shown at %s: "
                          "%s. That is no proof of similarity.%s",
                          judging_level(j), stated, implied_words(j));
        return CLAIM_FAILS;
    }
    *text =
        claim_say(j->set, "%s leaves open whether it is significant at %s.%s",
                  stated, judging_level(j), implied_words(j));
    *decide = "p with more digits, or the standard deviation of the runs";
    return CLAIM_OPEN;
}

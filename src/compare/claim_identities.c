/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What holds for any n values, whatever they are, with the rounding of what
 * was printed.
 *
 * 1. Two values as far apart as minimum a and maximum b take a spread:
 *    (n-1) s^2 >= (a-m)^2 + (b-m)^2 + (a+b-2m)^2 / (n-2), the others being
 *    equal; for n = 2, s = (b-a) / sqrt(2).
 * 2. The median d lies within s sqrt((n-1)/n) of the mean (Hotelling and
 *    Solomons 1932).
 * 3. Half of the values are at the median or above, and none below the
 *    minimum: with h = floor((n-1)/2), m >= (h a + (n-h) d) / n, and so from
 *    above.
 * 4. A quarter of the values lies at each quartile or beyond it: q3 - q1 <=
 *    s sqrt(2 (n-1) / floor(n/4)).
 * 5. The standard error is s / sqrt(n), and half of an interval t times that.
 * 6. One value has no spread.
 */
#include <math.h>

#include "compare/claim_judge.h"

#define SLACK 1e-9

static bool has_sd(const struct judging *j, size_t i)
{
    return j->claim->side[i].sd.is_given && !judging_is_spread_unsaid(j);
}

/* The standard deviation that belongs to the printed spread. */
static struct judging_box sd_box(const struct judging *j, size_t i)
{
    struct judging_box box = judging_box(j->claim->side[i].sd);
    double factor = judging_spread_factor(j->claim, j->claim->spread_kind,
                                          judging_spread_n(j, i));

    return (struct judging_box){fmax(0.0, box.low * factor), box.high * factor};
}

/* "the standard deviation 1.3 s", "the standard error 0.4 s (a standard
 * deviation of 1.27 s)" */
static const char *sd_words(const struct judging *j, size_t i)
{
    static const char *const kinds[] = {
        [SPREAD_SD] = "standard deviation",
        [SPREAD_SE] = "standard error",
        [SPREAD_INTERVAL] = "half interval",
    };
    const char *words = judging_number_words(j, kinds[j->claim->spread_kind],
                                             j->claim->side[i].sd);
    struct judging_box box = sd_box(j, i);

    return j->claim->spread_kind == SPREAD_SD
               ? words
               : claim_say(j->set, "%s (a standard deviation of %s%s)", words,
                           claim_three(j->set, (box.low + box.high) / 2.0),
                           claim_unit(j->set, j->claim));
}

/* Inside a run or between runs? */
static const char *values_words(const struct judging *j, size_t i)
{
    return claim_say(j->set, "%zu values", judging_spread_n(j, i));
}

/* ---- rule 1 ---- */

static double least_spread(double n, struct judging_box mean,
                           struct judging_box min, struct judging_box max)
{
    double a = min.high, b = fmax(max.low, min.high);
    double m = fmin(fmax((a + b) / 2.0, mean.low), mean.high);
    double squares = (a - m) * (a - m) + (b - m) * (b - m);

    if (n > 2.0)
        squares += (a + b - 2.0 * m) * (a + b - 2.0 * m) / (n - 2.0);
    return sqrt(squares / (n - 1.0));
}

static void check_least_spread(const struct judging *j, size_t i)
{
    const struct claim_side *side = &j->claim->side[i];
    size_t n = judging_spread_n(j, i);
    double least;

    if (n < 2 || !has_sd(j, i) || !side->min.is_given || !side->max.is_given)
        return;
    least = least_spread((double)n, judging_box(side->mean),
                         judging_box(side->min), judging_box(side->max));
    if (least > sd_box(j, i).high * (1.0 + SLACK))
        judging_impossible(
            j, i, "spread", sd_words(j, i),
            claim_say(j->set,
                      "is less than %s from %s to %s with that mean can have "
                      "(%s%s or more)",
                      values_words(j, i),
                      claim_printed(j->set, j->claim, side->min.value),
                      claim_printed(j->set, j->claim, side->max.value),
                      claim_three(j->set, least),
                      claim_unit(j->set, j->claim)));
}

/* ---- rules 2 and 3 ---- */

static bool has_plain_median(const struct judging *j, size_t i)
{
    return j->claim->side[i].median.is_given && isnan(j->claim->median_bin) &&
           judging_spread_n(j, i) >= 2;
}

static void check_far_median(const struct judging *j, size_t i)
{
    const struct claim_side *side = &j->claim->side[i];
    double n = (double)judging_spread_n(j, i), most, far;

    if (!has_plain_median(j, i) || !has_sd(j, i))
        return;
    most = sd_box(j, i).high * sqrt((n - 1.0) / n);
    far = fabs(judging_value(side->mean) - judging_value(side->median)) -
          judging_half(side->mean) - judging_half(side->median);
    if (far > most * (1.0 + SLACK))
        judging_impossible(
            j, i, "median", judging_number_words(j, "median", side->median),
            claim_say(j->set,
                      "is farther from %s than %s allows: %s%s at most for %s",
                      judging_number_words(j, "mean", side->mean),
                      sd_words(j, i), claim_three(j->set, most),
                      claim_unit(j->set, j->claim), values_words(j, i)));
}

static void check_mean_beside_median(const struct judging *j, size_t i)
{
    const struct claim_side *side = &j->claim->side[i];
    struct judging_box mean = judging_box(side->mean);
    struct judging_box median = judging_box(side->median);
    double n = (double)judging_spread_n(j, i), h = floor((n - 1.0) / 2.0);
    double least = (h * judging_box(side->min).low + (n - h) * median.low) / n;
    double most = (h * judging_box(side->max).high + (n - h) * median.high) / n;
    bool is_low = mean.high < least - SLACK * fabs(least);

    if (!has_plain_median(j, i) || n < 4.0)
        return;
    if (is_low || mean.low > most + SLACK * fabs(most))
        judging_impossible(
            j, i, "mean", judging_number_words(j, "mean", side->mean),
            claim_say(
                j->set, "does not go with %s and %s: of %s it is %s%s at %s",
                judging_number_words(j, "median", side->median),
                is_low ? judging_number_words(j, "minimum", side->min)
                       : judging_number_words(j, "maximum", side->max),
                values_words(j, i), claim_three(j->set, is_low ? least : most),
                claim_unit(j->set, j->claim), is_low ? "least" : "most"));
}

/* ---- rule 4 ---- */

static void check_quartiles(const struct judging *j, size_t i)
{
    const struct claim_side *side = &j->claim->side[i];
    size_t n = judging_spread_n(j, i), quarter = n / 4;
    double most, apart;

    if (!quarter || !has_sd(j, i) || !side->q1.is_given)
        return;
    most = sd_box(j, i).high * sqrt(2.0 * ((double)n - 1.0) / (double)quarter);
    apart = judging_box(side->q3).low - judging_box(side->q1).high;
    if (apart > most * (1.0 + SLACK))
        judging_impossible(
            j, i, "quartiles", sd_words(j, i),
            claim_say(j->set,
                      "is too small for quartiles that far apart: of %s they "
                      "are %s%s at most",
                      values_words(j, i), claim_three(j->set, most),
                      claim_unit(j->set, j->claim)));
}

/* ---- rule 5 ---- */

static const char *const kind_words[] = {
    [SPREAD_SD] = "standard deviation",
    [SPREAD_SE] = "standard error",
    [SPREAD_INTERVAL] = "confidence interval",
};

static bool is_together(const struct judging *j, size_t i, size_t n)
{
    const struct claim *claim = j->claim;
    double one = judging_spread_factor(claim, claim->spread_kind, n);
    double other = judging_spread_factor(claim, claim->also_kind, n);
    struct judging_box a = judging_box(claim->side[i].sd);
    struct judging_box b = judging_box(claim->side[i].also);

    return a.low * one <= b.high * other * (1.0 + SLACK) &&
           b.low * other <= a.high * one * (1.0 + SLACK);
}

/* Another number of runs for which they would go together; 0: none. */
static size_t n_together(const struct judging *j, size_t i)
{
    for (size_t n = 2; n <= 1000; n++)
        if (is_together(j, i, n))
            return n;
    return 0;
}

static void check_two_spreads(const struct judging *j, size_t i)
{
    const struct claim_side *side = &j->claim->side[i];
    size_t n = side->n, other;

    if (!side->sd.is_given || !side->also.is_given || n < 2 ||
        j->claim->within->len || is_together(j, i, n))
        return;
    other = n_together(j, i);
    judging_add(
        j, "two-spreads", "one spread?", CLAIM_FAILS,
        claim_say(j->set,
                  "%s: a %s of %s and a %s of %s do not go together for %zu "
                  "runs.%s",
                  claim_side_name(j->set, j->claim, i),
                  kind_words[j->claim->spread_kind],
                  claim_printed(j->set, j->claim, side->sd.value),
                  kind_words[j->claim->also_kind],
                  claim_printed(j->set, j->claim, side->also.value), n,
                  other ? claim_say(j->set, " They would for %zu.", other)
                        : ""),
        NULL);
}

/* ---- rule 6 ---- */

static void check_one_value(const struct judging *j, size_t i)
{
    const struct claim_side *side = &j->claim->side[i];

    if (side->n != 1 || !has_sd(j, i) || j->claim->within->len ||
        judging_value(side->sd) <= 0.0)
        return;
    judging_add(j, "spread", "spread of what?", CLAIM_FAILS,
                claim_say(j->set,
                          "%s: a single run has no standard deviation. %s may "
                          "be the spread inside the run, of its requests or "
                          "connections (--within), which says nothing of how "
                          "runs differ.",
                          claim_side_name(j->set, j->claim, i),
                          claim_printed(j->set, j->claim, side->sd.value)),
                NULL);
}

void judge_identities(const struct judging *j, size_t i)
{
    static void (*const checks[])(const struct judging *, size_t) = {
        check_one_value,  check_two_spreads, check_least_spread,
        check_far_median, check_quartiles,   check_mean_beside_median,
    };
    size_t before = j->set->counts[CLAIM_FAILS];

    /* One contradiction is told once. */
    for (size_t k = 0; k < G_N_ELEMENTS(checks); k++)
        if (j->set->counts[CLAIM_FAILS] == before)
            checks[k](j, i);
}

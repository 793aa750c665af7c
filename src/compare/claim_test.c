/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the questions of a claim share: the test from printed means and
 * spreads, with the box that their rounding leaves open, and its words.
 */
#include <math.h>
#include <string.h>

#include "compare/claim_judge.h"

/* ---- shared words ---- */

const char *judging_level(const struct judging *j)
{
    return claim_say(j->set, "%g" CLAIM_PERCENT, 100.0 * j->alpha);
}

/* "8 runs each", "8 and 10 runs" */
const char *judging_runs(const struct judging *j)
{
    const struct claim_side *side = j->claim->side;

    if (side[0].n == side[1].n)
        return claim_say(j->set, "%zu run%s each", side[0].n,
                         side[0].n == 1 ? "" : "s");
    return claim_say(j->set, "%zu and %zu runs", side[0].n, side[1].n);
}

bool judging_has_percent(const struct judging *j, size_t base)
{
    return j->it->mean[base] > 0.0 && j->it->mean[1 - base] >= 0.0;
}

bool judging_has_ratio(const struct judging *j)
{
    return j->it->mean[0] > 0.0 && j->it->mean[1] > 0.0;
}

bool judging_is_testable(const struct judging *j)
{
    return j->claim->side[0].n >= 2 && j->claim->side[1].n >= 2;
}

bool judging_has_spread(const struct judging *j)
{
    return j->claim->side[0].sd.is_given && j->claim->side[1].sd.is_given;
}

bool judging_is_spread_unsaid(const struct judging *j)
{
    return j->claim->has_plus_minus && !j->claim->is_spread_said &&
           judging_has_spread(j) && judging_is_testable(j) &&
           !j->claim->within->len;
}

const char judging_spread_unsaid[] =
    "what the printed spread is: a standard deviation, a standard error or "
    "half of a confidence interval";

void judging_moments(const struct judging *j, size_t side, size_t n,
                     struct cotejo_moments *moments)
{
    cotejo_moments_from_summary(n, j->it->mean[side], j->it->sd[side], moments);
}

/* "p = 0.032", "p < 0.001" */
const char *judging_p(const struct judging *j, double p)
{
    g_autofree char *text = words_p(p);

    return claim_say(
        j->set, strpbrk(text, "<>") ? "p\u00a0%s" : "p\u00a0=\u00a0%s", text);
}

/* "KVM lies +2.1 to +3.9 s from Xen (95 % confidence)" */
static const char *lies_words(const struct judging *j,
                              struct cotejo_interval interval, int decimals,
                              const char *unit)
{
    g_autofree char *from = words_signed(interval.low, decimals);
    g_autofree char *to = words_signed(interval.high, decimals);

    return claim_say(
        j->set, "%s lies %s to %s%s from %s (%g" CLAIM_PERCENT " confidence)",
        claim_side_name(j->set, j->claim, 1), from, to, unit,
        claim_side_name(j->set, j->claim, 0), 100.0 * (1.0 - j->alpha));
}

/* In the unit of the means, where there is no percentage. */
static const char *difference_words(const struct judging *j)
{
    struct cotejo_interval interval = j->it->test.interval;
    int decimals = -MIN(j->claim->side[0].mean.value.exponent,
                        j->claim->side[1].mean.value.exponent);

    return lies_words(
        j, interval,
        words_decimals((interval.high - interval.low) / 2.0, decimals),
        claim_unit(j->set, j->claim));
}

static const char *percent_words(const struct judging *j)
{
    struct cotejo_interval ratio = j->it->ratio.interval;
    struct cotejo_interval percent = {100.0 * (ratio.low - 1.0),
                                      100.0 * (ratio.high - 1.0), NAN};

    return lies_words(j, percent, percent.high - percent.low < 0.1 ? 2 : 1,
                      WORDS_PERCENT);
}

const char *judging_interval(const struct judging *j)
{
    enum cotejo_status status = j->it->ratio.status;

    if (!judging_has_ratio(j))
        return difference_words(j);
    if (status != COTEJO_OK)
        return claim_say(
            j->set,
            "no interval of the percentage: %s cannot be told from zero",
            claim_side_name(j->set, j->claim, 0));
    return percent_words(j);
}

/* What runs of this kind are seen to do, beside a threshold. */
const char *judging_seen(const struct judging *j, double threshold)
{
    const struct claim_spread *seen = &j->it->spread;
    const char *range;

    if (isnan(seen->high) || !judging_has_ratio(j))
        return "";
    range = seen->n_systems > 1
                ? claim_say(j->set, "%s to %s" CLAIM_PERCENT,
                            claim_fixed(j->set, 100.0 * seen->low, 1),
                            claim_fixed(j->set, 100.0 * seen->high, 1))
                : claim_say(j->set, "%s" CLAIM_PERCENT,
                            claim_fixed(j->set, 100.0 * seen->high, 1));
    return claim_say(j->set,
                     " In the runs at hand the variation of %s is %s (%s): "
                     "with such a spread the answer would be %s.",
                     seen->words, range, seen->system,
                     seen->high < threshold ? "yes"
                     : seen->low > threshold
                         ? "no"
                         : "yes for some systems and no for others");
}

const char *judging_spread_wanted(const struct judging *j)
{
    return claim_say(j->set,
                     "the standard deviation of the runs of each system, or "
                     "the value of every run (%s)",
                     judging_runs(j));
}

/* Which number of runs makes which spread critical, when n was not said. */
/* ---- a spread between runs ---- */

/* A side with mean and spread moved by so many half last places; kind: what
 * the spread is. */
void judging_moments_at(const struct judging *j, enum claim_spread_kind kind,
                        size_t i, double mean_halves, double sd_halves,
                        struct cotejo_moments *moments)
{
    const struct claim_side *side = &j->claim->side[i];
    double mean =
        judging_value(side->mean) + mean_halves * judging_half(side->mean);
    double sd = (judging_value(side->sd) + sd_halves * judging_half(side->sd)) *
                judging_spread_factor(j->claim, kind, side->n);

    cotejo_moments_from_summary(side->n, mean, fmax(0.0, sd), moments);
}

/* Both sides with every printed number at one of the ends of its rounding, a
 * bit each. */
void judging_moments_at_corner(const struct judging *j,
                               enum claim_spread_kind kind, unsigned corner,
                               double reach, struct cotejo_moments moments[2])
{
    for (unsigned i = 0; i < 2; i++)
        judging_moments_at(j, kind, i, corner >> (2 * i) & 1 ? reach : -reach,
                           corner >> (2 * i + 1) & 1 ? reach : -reach,
                           &moments[i]);
}

double judging_p_at(const struct judging *j, enum claim_spread_kind kind,
                    unsigned corner, double reach)
{
    struct cotejo_moments moments[2];
    struct cotejo_t_test test;

    judging_moments_at_corner(j, kind, corner, reach, moments);
    test = cotejo_welch(&moments[0], &moments[1], 1.0 - j->alpha);
    if (test.status == COTEJO_NO_VARIATION_UNEQUAL)
        return 0.0; /* the limit as the spread vanishes */
    return test.status == COTEJO_NO_VARIATION_EQUAL ? 1.0 : test.p.p;
}

/* As cotejo_welch_box, for spreads of every kind. */
static struct cotejo_p_range rounding_box(const struct judging *j)
{
    struct cotejo_p_range range = {NAN, NAN, false};
    double apart = fabs(j->it->mean[1] - j->it->mean[0]);

    for (unsigned corner = 0; corner < 16; corner++) {
        double p = judging_p_at(j, j->claim->spread_kind, corner, 1.0);

        range.low = fmin(range.low, p); /* fmin passes NaN over */
        range.high = fmax(range.high, p);
    }
    if (apart <= judging_half(j->claim->side[0].mean) +
                     judging_half(j->claim->side[1].mean))
        range.high = 1.0;
    range.depends = range.low < j->alpha && range.high >= j->alpha;
    return range;
}

void judging_fill_test(const struct judging *j)
{
    const struct claim_side *side = j->claim->side;
    struct judged_claim *it = j->it;
    struct cotejo_moments a, b;
    struct cotejo_equivalence equivalence;

    judging_moments(j, 0, side[0].n, &a);
    judging_moments(j, 1, side[1].n, &b);
    it->test = cotejo_welch(&a, &b, 1.0 - j->alpha);
    it->ratio = cotejo_fieller(&a, &b, 1.0 - j->alpha);
    it->p_range = rounding_box(j);
    equivalence = cotejo_tost_ratio(&a, &b, (double)NAN, false, j->alpha);
    it->smallest_margin = equivalence.smallest_margin;
}

const char *judging_test(const struct judging *j)
{
    const struct cotejo_t_test *test = &j->it->test;

    return claim_say(j->set, "Welch's t(%s) = %s, %s, %s",
                     claim_fixed(j->set, test->df, 1),
                     claim_fixed(j->set, fabs(test->t), 2),
                     judging_p(j, test->p.p), judging_runs(j));
}

const char *judging_as_printed(const struct judging *j)
{
    if (j->it->test.status != COTEJO_OK)
        return "neither side varies, so that there is no test and no interval";
    return claim_say(j->set, "%s; %s", judging_interval(j), judging_test(j));
}

/* Can the means be in the other order, or equal as printed? */
bool judging_order_is_rounding(const struct judging *j)
{
    double half = judging_half(j->claim->side[0].mean) +
                  judging_half(j->claim->side[1].mean);

    return fabs(j->it->mean[1] - j->it->mean[0]) < half * (1.0 - RATIO_SLACK);
}

bool judging_repeats(const struct judging *j)
{
    if (!j->claim->repeats)
        return false;
    judging_add(
        j, "repeat", "anything new?", CLAIM_NOTE,
        claim_say(j->set,
                  "No: it is the same measurement as '%s' in another unit. "
                  "Whatever holds there holds here, and it is no second proof.",
                  j->claim->repeats),
        NULL);
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What printed numbers cannot be.
 *
 * 1. A mean of n whole numbers of a unit has only certain values (Brown and
 *    Heathers 2017), and so has their spread (Anaya 2016).
 * 2. Mean and median lie between minimum and maximum; a spread fits between
 *    them (Bhatia and Davis 2000), and an extreme value far from the mean
 *    takes many others near it: |x - mean| <= sd (n - 1) / sqrt(n)
 *    (Samuelson 1968). All with the rounding of what was printed.
 * 3. A median in bins is known to a bin (httperf prints the bin's middle).
 * 4. A rate and a time of the same work are one number.
 */
#include <math.h>
#include <string.h>

#include "compare/claim_judge.h"

#define SLACK 1e-9
#define N_MOST 1000000

/* ---- rule 1 ---- */

static struct cotejo_printed grain_of(const struct judging *j)
{
    return judging_printed(j->claim->grain);
}

/* The two means next to the impossible one: "7489 s over 8 is 936.125". */
static const char *neighbours(const struct judging *j, size_t side, size_t n)
{
    const struct claim *claim = j->claim;
    double grain = judging_value(claim->grain);
    double k = floor(j->it->mean[side] * (double)n / grain);
    int decimals = 1 - claim->side[side].mean.value.exponent;

    return claim_say(
        j->set, "a total of %s%s gives %s, one of %s%s gives %s",
        claim_fixed(j->set, k * grain, -claim->grain.value.exponent),
        claim_unit(j->set, claim),
        claim_fixed(j->set, k * grain / (double)n, decimals),
        claim_fixed(j->set, (k + 1.0) * grain, -claim->grain.value.exponent),
        claim_unit(j->set, claim),
        claim_fixed(j->set, (k + 1.0) * grain / (double)n, decimals));
}

/* Is there a total of whole multiples that makes this mean? */
static bool is_mean_possible(const struct judging *j, size_t side)
{
    struct claim_number mean = j->claim->side[side].mean;
    double n = (double)j->claim->side[side].n;
    double total = judging_value(mean) * n / judging_value(j->claim->grain);

    if (!(mean.half > 0.0))
        return cotejo_grim(judging_printed(mean), grain_of(j),
                           j->claim->side[side].n);
    return fabs(total - round(total)) <=
           mean.half * n / judging_value(j->claim->grain) * (1.0 + SLACK);
}

/* What number of runs would allow both means, and where it may come from. */
static const char *other_n(const struct judging *j)
{
    const struct claim_side *side = j->claim->side;
    const struct cotejo_printed means[] = {judging_printed(side[0].mean),
                                           judging_printed(side[1].mean)};
    size_t n = cotejo_grim_smallest_n(means, 2, grain_of(j), N_MOST);
    size_t machines = j->claim->machines;

    if (side[0].mean.half > 0.0 || side[1].mean.half > 0.0)
        return "";
    if (!n)
        return " No number of runs allows both means.";
    if (machines > 1 && side[0].n == side[1].n && side[0].n * machines == n)
        return claim_say(
            j->set,
            " The smallest number of runs that allows both means is %zu, which "
            "is what %zu runs on each of %zu machines per system would give.",
            n, side[0].n, machines);
    return claim_say(
        j->set, " The smallest number of runs that allows both means is %zu.",
        n);
}

/* The spread of whole multiples has only certain values, too. */
static bool judge_whole_spreads(const struct judging *j)
{
    const struct claim *claim = j->claim;
    bool is_possible = true;

    for (size_t i = 0; i < 2; i++) {
        const struct claim_side *side = &claim->side[i];

        if (!side->sd.is_given || claim->spread_kind != SPREAD_SD ||
            side->sd.half > 0.0 || side->mean.half > 0.0 ||
            claim->within->len || side->n < 2 ||
            cotejo_grimmer(judging_printed(side->mean),
                           judging_printed(side->sd), grain_of(j), side->n))
            continue;
        is_possible = false;
        judging_add(
            j, "whole-spread", "possible spread?", CLAIM_FAILS,
            claim_say(j->set,
                      "%s cannot be the standard deviation of %zu values that "
                      "are whole multiples of %s and have the mean %s.",
                      claim_printed(j->set, claim, side->sd.value), side->n,
                      claim_printed(j->set, claim, claim->grain.value),
                      claim_printed(j->set, claim, side->mean.value)),
            NULL);
    }
    return is_possible;
}

/* Are the single values that were printed, the extremes, all whole? */
static bool look_whole(const struct claim *claim)
{
    for (size_t i = 0; i < 2; i++) {
        const struct claim_side *side = &claim->side[i];
        const struct claim_number extremes[] = {side->min, side->max};

        for (size_t k = 0; k < G_N_ELEMENTS(extremes); k++)
            if (!extremes[k].is_given || extremes[k].value.exponent < 0 ||
                extremes[k].half > 0.0)
                return false;
        if (side->mean.value.exponent >= 0 || side->mean.half > 0.0 || !side->n)
            return false;
    }
    return true;
}

/* Nobody said that single values are whole, but it looks like that. */
static void suggest_whole_units(const struct judging *j)
{
    static const struct cotejo_printed one = {1, 0};
    const struct claim *claim = j->claim;

    if (!look_whole(claim) || claim->within->len)
        return;
    for (size_t i = 0; i < 2; i++) {
        struct claim_number mean = claim->side[i].mean;

        if (cotejo_grim(judging_printed(mean), one, claim->side[i].n))
            continue;
        judging_add(
            j, "whole-units", "whole values?", CLAIM_NOTE,
            claim_say(j->set,
                      "Minimum and maximum are whole. If all single values "
                      "are, %s cannot be the mean of %zu of them; --unit '1%s' "
                      "says so, and then it does not follow.",
                      claim_printed(j->set, claim, mean.value),
                      claim->side[i].n, claim_unit(j->set, claim)),
            NULL);
        return;
    }
}

void judge_whole_units(const struct judging *j)
{
    const struct claim *claim = j->claim;
    const char *grain;
    bool is_possible = true;

    if (!claim->grain.is_given) {
        suggest_whole_units(j);
        return;
    }
    grain = claim_printed(j->set, claim, claim->grain.value);
    for (size_t i = 0; i < 2; i++) {
        size_t n = claim->side[i].n;

        if (!n || is_mean_possible(j, i))
            continue;
        is_possible = false;
        judging_add(
            j, "whole-units",
            claim_say(j->set, "%s from %zu?",
                      claim_printed(j->set, claim, claim->side[i].mean.value),
                      n),
            CLAIM_FAILS,
            claim_say(j->set,
                      "%s cannot be the mean of %zu values that are whole "
                      "multiples of %s: %s.%s",
                      claim_printed(j->set, claim, claim->side[i].mean.value),
                      n, grain, neighbours(j, i, n), other_n(j)),
            NULL);
    }
    is_possible = judge_whole_spreads(j) && is_possible;
    if (is_possible && claim->side[0].n && claim->side[1].n)
        judging_add(
            j, "whole-units", "possible means?", CLAIM_NOTE,
            claim_say(
                j->set,
                "Both means can be those of so many whole multiples of %s.",
                grain),
            NULL);
}

/* ---- rules 2 and 3 ---- */

struct judging_box judging_box(struct claim_number number)
{
    double value = judging_value(number), half = judging_half(number);

    return (struct judging_box){value - half, value + half};
}

void judging_impossible(const struct judging *j, size_t side, const char *about,
                        const char *what, const char *than)
{
    judging_add(j, about, "possible?", CLAIM_FAILS,
                claim_say(j->set, "Impossible as printed, %s: %s %s.",
                          claim_side_name(j->set, j->claim, side), what, than),
                NULL);
}

const char *judging_number_words(const struct judging *j, const char *what,
                                 struct claim_number number)
{
    return claim_say(j->set, "the %s %s", what,
                     claim_printed(j->set, j->claim, number.value));
}

/* Boxes that only touch do not overlap: 1.5 is below 1.55, 1.6 is not. */
static bool is_below(struct judging_box lower, struct judging_box upper)
{
    return lower.high - upper.low <= SLACK * (upper.high - upper.low);
}

static void check_inside(const struct judging *j, size_t i, const char *what,
                         struct claim_number number)
{
    const struct claim_side *side = &j->claim->side[i];
    const char *words;

    if (!number.is_given)
        return;
    words = judging_number_words(j, what, number);
    if (is_below(judging_box(number), judging_box(side->min)))
        judging_impossible(
            j, i, what, words,
            claim_say(j->set, "is below %s",
                      judging_number_words(j, "minimum", side->min)));
    if (is_below(judging_box(side->max), judging_box(number)))
        judging_impossible(
            j, i, what, words,
            claim_say(j->set, "is above %s",
                      judging_number_words(j, "maximum", side->max)));
}

/* Rule 3. Without a bin, a median of the form x.5 below the minimum may be
 * httperf's. */
static void check_median(const struct judging *j, size_t i)
{
    const struct claim *claim = j->claim;
    const struct claim_side *side = &claim->side[i];
    double median = judging_value(side->median), min = judging_value(side->min);
    struct cotejo_interval bin;

    if (isnan(median))
        return;
    if (isnan(claim->median_bin)) {
        size_t before = j->it->findings->len;

        check_inside(j, i, "median", side->median);
        if (j->it->findings->len > before && median - floor(median) == 0.5)
            judging_add(j, "median", "explained?", CLAIM_NOTE,
                        "httperf prints the middle of a bin 1 ms wide as the "
                        "median, which can lie below the minimum; with that "
                        "bin stated (median-bin) it would be no contradiction.",
                        NULL);
        return;
    }
    bin = cotejo_binned_median(median, claim->median_bin, min);
    if (bin.low >= bin.high) /* with a minimum that was rounded up */
        bin = cotejo_binned_median(median, claim->median_bin,
                                   judging_box(side->min).low);
    if (bin.low >= bin.high) {
        judging_impossible(
            j, i, "median", judging_number_words(j, "median", side->median),
            claim_say(j->set, "is below %s by more than its bin allows",
                      judging_number_words(j, "minimum", side->min)));
        return;
    }
    judging_add(j, "median", "which median?", CLAIM_NOTE,
                claim_say(j->set,
                          "%s: the printed median %s is the middle of a bin "
                          "%g%s wide%s. The median lies in [%g, %g)%s.",
                          claim_side_name(j->set, claim, i),
                          claim_printed(j->set, claim, side->median.value),
                          claim->median_bin, claim_unit(j->set, claim),
                          median < min ? ", so that it stands below the "
                                         "minimum without contradicting it"
                                       : "",
                          bin.low, bin.high, claim_unit(j->set, claim)),
                NULL);
}

size_t judging_spread_n(const struct judging *j, size_t side)
{
    const GArray *within = j->claim->within;

    return within->len ? g_array_index(within, struct claim_count, 0).n
                       : j->claim->side[side].n;
}

/* Rule 2, Samuelson: how many values it takes for one to lie so far out; 0
 * when no number is enough. */
static size_t least_n_for(const struct claim_side *side,
                          struct claim_number extreme)
{
    double far = fabs(judging_value(extreme) - judging_value(side->mean)) -
                 judging_half(extreme) - judging_half(side->mean);
    double sd = judging_box(side->sd).high;

    for (size_t n = 2; n <= N_MOST; n++) {
        double size = (double)n;

        if (far <= sd * (size - 1.0) / sqrt(size))
            return n;
    }
    return 0;
}

static void check_extreme(const struct judging *j, size_t i, const char *what,
                          struct claim_number extreme)
{
    const struct claim *claim = j->claim;
    const struct claim_side *side = &claim->side[i];
    size_t least, n = judging_spread_n(j, i);

    if (!extreme.is_given || !side->sd.is_given ||
        claim->spread_kind != SPREAD_SD)
        return;
    least = least_n_for(side, extreme);
    if (least && n && n < least)
        judging_add(
            j, "spread", "possible?", CLAIM_FAILS,
            claim_say(j->set,
                      "Impossible as printed, %s: a standard deviation of %s "
                      "with %s takes at least %zu values, not %zu. It may be "
                      "the spread inside the runs (their requests or "
                      "connections) instead of that between runs.",
                      claim_side_name(j->set, claim, i),
                      claim_printed(j->set, claim, side->sd.value),
                      judging_number_words(j, what, extreme), least, n),
            NULL);
    else if (least && claim->within->len && side->n && side->n < least)
        judging_add(
            j, "spread", "spread of what?", CLAIM_NOTE,
            claim_say(j->set,
                      "%s: with %s, a standard deviation of %s takes at least "
                      "%zu values; it cannot be that of %zu runs.",
                      claim_side_name(j->set, claim, i),
                      judging_number_words(j, what, extreme),
                      claim_printed(j->set, claim, side->sd.value), least,
                      side->n),
            NULL);
}

/* With every rounding that helps: the mean in the middle, if it may be. */
static bool is_spread_possible(const struct claim_side *side, size_t n)
{
    struct judging_box mean = judging_box(side->mean);
    double min = judging_box(side->min).low, max = judging_box(side->max).high;
    double middle = fmin(fmax((min + max) / 2.0, mean.low), mean.high);

    return cotejo_spread_possible(
        n, middle, fmax(0.0, judging_box(side->sd).low), min, max);
}

static void check_spread(const struct judging *j, size_t i)
{
    const struct claim_side *side = &j->claim->side[i];
    size_t n = judging_spread_n(j, i);

    if (!side->sd.is_given || !side->min.is_given ||
        j->claim->spread_kind != SPREAD_SD)
        return;
    if (!side->max.is_given) {
        double most = cotejo_least_maximum(n, judging_value(side->mean),
                                           judging_value(side->sd),
                                           judging_value(side->min));

        if (n > 1 && isfinite(most))
            judging_add(
                j, "spread", "how far up?", CLAIM_NOTE,
                claim_say(j->set,
                          "%s: as they were printed, minimum and spread take a "
                          "largest of the %zu values of %s%s or more.",
                          claim_side_name(j->set, j->claim, i), n,
                          claim_three(j->set, most),
                          claim_unit(j->set, j->claim)),
                NULL);
        return;
    }
    if (n > 1 && !is_spread_possible(side, n))
        judging_impossible(
            j, i, "spread",
            judging_number_words(j, "standard deviation", side->sd),
            "is more than values between the minimum and the maximum can have");
}

/* ---- two and three values ---- */

/* Two values are their minimum and maximum, three these and their median. */
static void check_few(const struct judging *j, size_t i)
{
    const struct claim_side *side = &j->claim->side[i];
    size_t n = side->n;
    struct judging_box mean = judging_box(side->mean),
                       median = judging_box(side->median);
    struct judging_box min = judging_box(side->min),
                       max = judging_box(side->max);
    struct judging_box of = {(min.low + max.low) / 2.0,
                             (min.high + max.high) / 2.0};
    const char *what = "half of minimum and maximum";

    if (j->claim->within->len || isfinite(j->claim->median_bin))
        return;
    if (n == 2 && isnan(of.low)) {
        of = median;
        what = "the median, which of two values is the mean as well";
    } else if (n == 3) {
        of = (struct judging_box){(min.low + median.low + max.low) / 3.0,
                                  (min.high + median.high + max.high) / 3.0};
        what = "a third of minimum, median and maximum together";
    } else if (n != 2) {
        return;
    }
    if (is_below(mean, of) || is_below(of, mean))
        judging_impossible(
            j, i, "few", judging_number_words(j, "mean", side->mean),
            claim_say(j->set, "of %zu values is not %s (%s%s)", n, what,
                      claim_three(j->set, (of.low + of.high) / 2.0),
                      claim_unit(j->set, j->claim)));
}

void judge_extremes(const struct judging *j)
{
    for (size_t i = 0; i < 2; i++) {
        const struct claim_side *side = &j->claim->side[i];
        size_t before, from = j->set->counts[CLAIM_FAILS];

        if (side->min.is_given && side->max.is_given &&
            judging_value(side->min) > judging_value(side->max)) {
            judging_impossible(
                j, i, "range", judging_number_words(j, "minimum", side->min),
                claim_say(j->set, "is above %s",
                          judging_number_words(j, "maximum", side->max)));
            continue;
        }
        check_inside(j, i, "mean", side->mean);
        check_median(j, i);
        check_few(j, i);
        before = j->set->counts[CLAIM_FAILS];
        check_spread(j, i);
        /* One contradiction is told once. */
        if (j->set->counts[CLAIM_FAILS] == before)
            check_extreme(j, i, "maximum", side->max);
        if (j->set->counts[CLAIM_FAILS] == before)
            check_extreme(j, i, "minimum", side->min);
        if (j->set->counts[CLAIM_FAILS] == from)
            judge_identities(j, i);
    }
}

/* ---- rule 4 ---- */

/* A time in seconds as people read it. */
static const char *time_words(const struct judging *j, struct decimal seconds)
{
    bool is_short = decimal_compare(seconds, (struct decimal){1, 0}) < 0;
    char text[DECIMAL_TEXT];

    return claim_say(
        j->set, "%s\u00a0%s",
        decimal_print(is_short ? decimal_shift(seconds, 3) : seconds, text),
        is_short ? "ms" : "s");
}

/* Can rate * time be that many? */
static bool may_be(struct judging_box rate, struct judging_box time,
                   double product)
{
    return rate.low * time.low <= product * (1.0 + SLACK) &&
           rate.high * time.high >= product * (1.0 - SLACK);
}

static void check_rate(const struct judging *j, size_t i,
                       struct claim_number time, double product,
                       double other_product, const char *of)
{
    const struct claim *claim = j->claim;
    struct judging_box rate = judging_box(claim->side[i].mean),
                       seconds = judging_box(time);
    bool is_right;

    if (!time.is_given)
        return;
    is_right =
        may_be(rate, seconds, product) || may_be(rate, seconds, other_product);
    judging_add(
        j, "rate", "rate and time?", is_right ? CLAIM_NOTE : CLAIM_FAILS,
        is_right
            ? claim_say(
                  j->set,
                  "%s: %s and %s %s are one number printed twice, and agree.",
                  claim_side_name(j->set, claim, i),
                  claim_printed(j->set, claim, claim->side[i].mean.value),
                  time_words(j, time.value), of)
            : claim_say(j->set,
                        "%s: %s and %s %s contradict each other; a rate of %s "
                        "goes with %s s.",
                        claim_side_name(j->set, claim, i),
                        claim_printed(j->set, claim, claim->side[i].mean.value),
                        time_words(j, time.value), of,
                        claim_printed(j->set, claim, claim->side[i].mean.value),
                        claim_three(j->set, product / j->it->mean[i])),
        NULL);
}

void judge_rate(const struct judging *j)
{
    const struct claim *claim = j->claim;
    double at_a_time = claim->concurrency ? (double)claim->concurrency : 1.0;

    for (size_t i = 0; i < 2; i++) {
        double operations = (double)claim->operations;

        check_rate(j, i, claim->side[i].time, 1.0, at_a_time,
                   "for each operation");
        check_rate(j, i, claim->side[i].duration, operations, operations,
                   claim_say(j->set, "for %zu operations", claim->operations));
    }
}

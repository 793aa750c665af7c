/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What printed numbers cannot be, and what else they may be.
 *
 * 1. What the number measures instead of the systems: the network's ceiling,
 *    the load generator's schedule, the client. No verdict on the systems.
 * 2. A mean of n whole numbers of a unit has only certain values (Brown and
 *    Heathers 2017).
 * 3. Mean and median lie between minimum and maximum; a spread fits between
 *    them (Bhatia and Davis 2000), and an extreme value far from the mean
 *    takes many others near it: |x - mean| <= sd (n - 1) / sqrt(n)
 *    (Samuelson 1968). All with the rounding of what was printed.
 * 4. A median in bins is known to a bin (httperf prints the bin's middle).
 * 5. A rate and a time of the same work are one number.
 */
#include <math.h>
#include <string.h>

#include "compare/claim_judge.h"
#include "compare/claim_unit.h"

#define SLACK 1e-9
#define N_MOST 1000000

/* ---- rule 1 ---- */

static bool is_of(const struct claim *claim, const char *tool)
{
    return claim->metric && g_str_has_prefix(claim->metric, tool) &&
           claim->metric[strlen(tool)] == '.';
}

/* ab and httperf mean 1024 bytes; papers write "Kbps" for it. */
static bool is_misnamed(const struct claim *claim)
{
    return claim->unit && !g_ascii_strcasecmp(claim->unit, "kbps") &&
           (is_of(claim, "ab") || is_of(claim, "httperf"));
}

static double mbit_of(const struct judging *j, size_t side)
{
    const struct claim *claim = j->claim;

    if (isfinite(claim->work_mb))
        return 8.0 * claim->work_mb / j->it->mean[side];
    if (is_misnamed(claim))
        return cotejo_mbit_per_s(j->it->mean[side]);
    return claim->unit
               ? unit_in_mbit(slice_from(claim->unit)) * j->it->mean[side]
               : (double)NAN;
}

static void tell_misnamed_unit(const struct judging *j)
{
    double kib = j->it->mean[0];

    judging_add(
        j, "unit", "which unit?", CLAIM_NOTE,
        claim_say(
            j->set,
            "Printed as '%s', but the tool prints KB of 1024 bytes a second: "
            "%s means %s Mbit/s, not the %s Mbit/s that kilobits would be.",
            j->claim->unit,
            claim_printed(j->set, j->claim, j->claim->side[0].mean.value),
            claim_fixed(j->set, cotejo_mbit_per_s(kib), 2),
            claim_fixed(j->set, 1e-3 * kib, 2)),
        NULL);
}

static const char *ceiling_words(const struct judging *j, const double mbit[2],
                                 double ceiling)
{
    return claim_say(j->set,
                     "%s and %s Mbit/s of the %s Mbit/s that a link of %g "
                     "Mbit/s carries as payload (%s and %s" CLAIM_PERCENT ")",
                     claim_fixed(j->set, mbit[0], 2),
                     claim_fixed(j->set, mbit[1], 2),
                     claim_fixed(j->set, ceiling, 2), j->claim->link_mbit,
                     claim_fixed(j->set, 100.0 * mbit[0] / ceiling, 1),
                     claim_fixed(j->set, 100.0 * mbit[1] / ceiling, 1));
}

static const char *filled_words(const struct judging *j, bool a, bool b)
{
    if (a && b)
        return "which both fill";
    return claim_say(j->set, "which %s fills (%s does not)",
                     claim_side_name(j->set, j->claim, a ? 0 : 1),
                     claim_side_name(j->set, j->claim, a ? 1 : 0));
}

static void judge_link(const struct judging *j)
{
    const double mbit[] = {mbit_of(j, 0), mbit_of(j, 1)};
    double ceiling = cotejo_payload_ceiling(j->claim->link_mbit, true);
    bool a = cotejo_network_limited(mbit[0], ceiling);
    bool b = cotejo_network_limited(mbit[1], ceiling);
    const char *words;

    if (is_misnamed(j->claim))
        tell_misnamed_unit(j);
    if (isnan(ceiling) || isnan(mbit[0]))
        return;
    words = ceiling_words(j, mbit, ceiling);
    if (mbit[0] > SLACK + cotejo_payload_ceiling(j->claim->link_mbit, false) ||
        mbit[1] > SLACK + cotejo_payload_ceiling(j->claim->link_mbit, false)) {
        judging_add(j, "link", "possible?", CLAIM_FAILS,
                    claim_say(j->set,
                              "More than the link can carry: %s. The unit, the "
                              "link or the number is another one.",
                              words),
                    NULL);
        return;
    }
    if (!a && !b) {
        judging_add(j, "link", "the network?", CLAIM_NOTE,
                    claim_say(j->set, "Not the limit here: %s.", words), NULL);
        return;
    }
    j->it->withheld = "saturated";
    judging_add(
        j, "link", "about the systems?", CLAIM_OPEN,
        claim_say(j->set,
                  "No verdict on the systems: the number shows the network, "
                  "%s: %s. Whatever %s could do beyond that cannot be seen.",
                  filled_words(j, a, b), words,
                  a && b ? "the systems"
                         : claim_side_name(j->set, j->claim, a ? 0 : 1)),
        "a faster link, or documents so small that the server is busy before "
        "the link is full");
}

static void judge_schedule(const struct judging *j)
{
    const struct claim *claim = j->claim;
    double last = cotejo_schedule_s(claim->connections, claim->rate);

    if (!claim->connections || g_strcmp0(claim->unit, "s") != 0 ||
        !cotejo_schedule_limited(j->it->mean[0], last) ||
        !cotejo_schedule_limited(j->it->mean[1], last))
        return;
    j->it->withheld = "rate-limited";
    judging_add(
        j, "schedule", "about the systems?", CLAIM_OPEN,
        claim_say(j->set,
                  "No verdict on the systems: it is the schedule of the load "
                  "generator. The last of %zu connections, started %g a "
                  "second, begins %s s after the first on any server that "
                  "keeps up; the connection, request and reply rates follow "
                  "from it as well. What is left is %s and %s ms.",
                  claim->connections, claim->rate, claim_three(j->set, last),
                  claim_fixed(j->set, 1e3 * (j->it->mean[0] - last), 0),
                  claim_fixed(j->set, 1e3 * (j->it->mean[1] - last), 0)),
        "a rate at which replies begin to lag, or the connection times "
        "themselves");
}

void judge_withheld(const struct judging *j)
{
    const struct claim *claim = j->claim;

    if (claim->measures) {
        j->it->withheld = claim->measures;
        judging_add(j, "measures", "about the systems?", CLAIM_FAILS,
                    claim_say(j->set,
                              "No: %s. It says nothing about the efficiency of "
                              "either system. What would tell: %s.",
                              claim_measures_words(claim->measures),
                              claim_measures_decide(claim->measures)),
                    NULL);
    }
    if (!claim->has_values)
        return;
    judge_link(j);
    judge_schedule(j);
}

/* ---- rule 2 ---- */

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

/* What number of runs would allow both means, and where it may come from. */
static const char *other_n(const struct judging *j)
{
    const struct claim_side *side = j->claim->side;
    const struct cotejo_printed means[] = {judging_printed(side[0].mean),
                                           judging_printed(side[1].mean)};
    size_t n = cotejo_grim_smallest_n(means, 2, grain_of(j), N_MOST);
    size_t machines = j->claim->machines;

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

void judge_whole_units(const struct judging *j)
{
    const struct claim *claim = j->claim;
    const char *grain;
    bool is_possible = true;

    if (!claim->grain.is_given)
        return;
    grain = claim_printed(j->set, claim, claim->grain.value);
    for (size_t i = 0; i < 2; i++) {
        size_t n = claim->side[i].n;

        if (!n ||
            cotejo_grim(judging_printed(claim->side[i].mean), grain_of(j), n))
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
    if (is_possible && claim->side[0].n && claim->side[1].n)
        judging_add(
            j, "whole-units", "possible means?", CLAIM_NOTE,
            claim_say(
                j->set,
                "Both means can be those of so many whole multiples of %s.",
                grain),
            NULL);
}

/* ---- rules 3 and 4 ---- */

struct box {
    double low, high; /* what rounding leaves open; NaN: not printed */
};

static struct box box_of(struct claim_number number)
{
    double value = judging_value(number), half = judging_half(number);

    return (struct box){value - half, value + half};
}

static void impossible(const struct judging *j, size_t side, const char *about,
                       const char *what, const char *than)
{
    judging_add(j, about, "possible?", CLAIM_FAILS,
                claim_say(j->set, "Impossible as printed, %s: %s %s.",
                          claim_side_name(j->set, j->claim, side), what, than),
                NULL);
}

static const char *number_words(const struct judging *j, const char *what,
                                struct claim_number number)
{
    return claim_say(j->set, "the %s %s", what,
                     claim_printed(j->set, j->claim, number.value));
}

/* Boxes that only touch do not overlap: 1.5 is below 1.55, 1.6 is not. */
static bool is_below(struct box lower, struct box upper)
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
    words = number_words(j, what, number);
    if (is_below(box_of(number), box_of(side->min)))
        impossible(j, i, what, words,
                   claim_say(j->set, "is below %s",
                             number_words(j, "minimum", side->min)));
    if (is_below(box_of(side->max), box_of(number)))
        impossible(j, i, what, words,
                   claim_say(j->set, "is above %s",
                             number_words(j, "maximum", side->max)));
}

/* Rule 4. Without a bin, a median of the form x.5 below the minimum may be
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
                                   box_of(side->min).low);
    if (bin.low >= bin.high) {
        impossible(j, i, "median", number_words(j, "median", side->median),
                   claim_say(j->set, "is below %s by more than its bin allows",
                             number_words(j, "minimum", side->min)));
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

/* How many values the printed spread is of: those inside a run, or runs. */
static size_t spread_n(const struct judging *j, size_t side)
{
    const GArray *within = j->claim->within;

    return within->len ? g_array_index(within, struct claim_count, 0).n
                       : j->claim->side[side].n;
}

/* Rule 3, Samuelson: how many values it takes for one to lie so far out; 0
 * when no number is enough. */
static size_t least_n_for(const struct claim_side *side,
                          struct claim_number extreme)
{
    double far = fabs(judging_value(extreme) - judging_value(side->mean)) -
                 judging_half(extreme) - judging_half(side->mean);
    double sd = box_of(side->sd).high;

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
    size_t least, n = spread_n(j, i);

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
                      number_words(j, what, extreme), least, n),
            NULL);
    else if (least && claim->within->len && side->n && side->n < least)
        judging_add(
            j, "spread", "spread of what?", CLAIM_NOTE,
            claim_say(j->set,
                      "%s: with %s, a standard deviation of %s takes at least "
                      "%zu values; it cannot be that of %zu runs.",
                      claim_side_name(j->set, claim, i),
                      number_words(j, what, extreme),
                      claim_printed(j->set, claim, side->sd.value), least,
                      side->n),
            NULL);
}

/* With every rounding that helps: the mean in the middle, if it may be. */
static bool is_spread_possible(const struct claim_side *side, size_t n)
{
    struct box mean = box_of(side->mean);
    double min = box_of(side->min).low, max = box_of(side->max).high;
    double middle = fmin(fmax((min + max) / 2.0, mean.low), mean.high);

    return cotejo_spread_possible(n, middle, fmax(0.0, box_of(side->sd).low),
                                  min, max);
}

static void check_spread(const struct judging *j, size_t i)
{
    const struct claim_side *side = &j->claim->side[i];
    size_t n = spread_n(j, i);

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
        impossible(
            j, i, "spread", number_words(j, "standard deviation", side->sd),
            "is more than values between the minimum and the maximum can have");
}

void judge_extremes(const struct judging *j)
{
    for (size_t i = 0; i < 2; i++) {
        const struct claim_side *side = &j->claim->side[i];

        if (side->min.is_given && side->max.is_given &&
            judging_value(side->min) > judging_value(side->max)) {
            impossible(j, i, "range", number_words(j, "minimum", side->min),
                       claim_say(j->set, "is above %s",
                                 number_words(j, "maximum", side->max)));
            continue;
        }
        check_inside(j, i, "mean", side->mean);
        check_median(j, i);
        check_spread(j, i);
        check_extreme(j, i, "maximum", side->max);
        check_extreme(j, i, "minimum", side->min);
    }
}

/* ---- rule 5 ---- */

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
static bool may_be(struct box rate, struct box time, double product)
{
    return rate.low * time.low <= product * (1.0 + SLACK) &&
           rate.high * time.high >= product * (1.0 - SLACK);
}

static void check_rate(const struct judging *j, size_t i,
                       struct claim_number time, double product,
                       double other_product, const char *of)
{
    const struct claim *claim = j->claim;
    struct box rate = box_of(claim->side[i].mean), seconds = box_of(time);
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

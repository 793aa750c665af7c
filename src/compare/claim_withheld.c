/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a number measures instead of the systems; no verdict on them then.
 *
 * 1. The network: goodput of 97 % or more of a link's payload. Where no link
 *    was named, a link of a usual speed is pointed out as a possibility.
 * 2. The load generator's schedule: n connections started at a constant rate
 *    take (n - 1) / rate on any server that keeps up, and the rates follow
 *    from that. One side on schedule and one behind it is a result; a run that
 *    is shorter than its schedule is impossible.
 * 3. The client.
 */
#include <math.h>
#include <string.h>

#include "compare/claim_judge.h"
#include "compare/claim_unit.h"

#define SLACK 1e-9
#define CALLS_MOST 10

/* A mean in seconds; NaN: it is no time. */
static double seconds_of(const struct judging *j, size_t side)
{
    struct decimal value = j->claim->side[side].mean.value;

    if (!j->claim->unit ||
        !unit_convert(&value, NULL, slice_from(j->claim->unit), SLICE("s")))
        return (double)NAN;
    return decimal_to_double(value);
}

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
        return 8.0 * claim->work_mb / seconds_of(j, side);
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

/* Do both fill a link of one usual speed? NaN: they do not. */
static double usual_link(const double mbit[2])
{
    double line = cotejo_usual_link(mbit[0]);

    return line == cotejo_usual_link(mbit[1]) ? line : (double)NAN;
}

/* "Kbps" that may be what ab calls KB of 1024 bytes. */
static bool may_be_kib(const struct claim *claim)
{
    return claim->unit && !g_ascii_strcasecmp(claim->unit, "kbps") &&
           !claim->metric && isnan(claim->work_mb);
}

/* "KB/s" of which nobody said whether it is 1000 or 1024 bytes. */
static bool is_kb_unsaid(const struct claim *claim)
{
    struct slice unit = slice_from(claim->unit ? claim->unit : "");

    return unit_is_kb(unit) && !claim->metric && isnan(claim->work_mb);
}

/* As 1024 bytes they are more than the most that the link carries, as 1000
 * not: then they are that. */
static void settle_kb(const struct judging *j, double most, double mbit[2])
{
    double larger = fmax(mbit[0], mbit[1]);

    if (!is_kb_unsaid(j->claim) || larger <= most * (1.0 + SLACK) ||
        larger / 1.024 > most * (1.0 + SLACK))
        return;
    for (size_t i = 0; i < 2; i++)
        mbit[i] /= 1.024;
    judging_add(j, "unit", "which unit?", CLAIM_NOTE,
                claim_say(j->set,
                          "'%s' is taken for 1000 bytes a second: with 1024 it "
                          "would be more than the link can carry.",
                          j->claim->unit),
                NULL);
}

/* What the unit may stand for besides what it says. */
static const struct {
    bool (*may_be)(const struct claim *claim);
    double mbit; /* one of it */
    const char *words;
} other_units[] = {
    {may_be_kib, 8192e-6,
     "if 'Kbps' stands for KB of 1024 bytes a second, as ab and httperf print "
     "them, "},
    {is_kb_unsaid, 8e-3, "if 'KB' stands for 1000 bytes, "},
};

/* Nobody named a link. */
static void judge_near_link(const struct judging *j, const double mbit[2])
{
    double rate[] = {mbit[0], mbit[1]}, line = usual_link(rate);
    const char *if_words = "";

    for (size_t i = 0; isnan(line) && i < G_N_ELEMENTS(other_units); i++) {
        if (!other_units[i].may_be(j->claim))
            continue;
        for (size_t k = 0; k < 2; k++)
            rate[k] = j->it->mean[k] * other_units[i].mbit;
        line = usual_link(rate);
        if_words = other_units[i].words;
    }
    if (isnan(line))
        return;
    judging_add(
        j, "near-link", "a full network?", CLAIM_NOTE,
        claim_say(
            j->set,
            "Perhaps: %s%s and %s Mbit/s are as much as a link of %g Mbit/s "
            "can carry as payload (%s). If there was one between client and "
            "server, the numbers show that link, not the systems: link = %g "
            "Mbit/s withholds the verdict.",
            if_words, claim_fixed(j->set, rate[0], 2),
            claim_fixed(j->set, rate[1], 2), line,
            claim_fixed(j->set, cotejo_payload_ceiling(line, true), 2), line),
        NULL);
}

/* A link was named, but what the numbers are does not tell how much was
 * moved. */
static void tell_no_payload(const struct judging *j)
{
    judging_add(j, "link", "the network?", CLAIM_NOTE,
                claim_say(j->set,
                          "Whether a link of %g Mbit/s was full cannot be told "
                          "from these numbers: they are no rate of data, and "
                          "what a run moves is not said (work = 533 MB).",
                          j->claim->link_mbit),
                NULL);
}

/* Can rounding hide that a side fills the link? */
static bool may_fill(const struct judging *j, const double mbit[2],
                     double ceiling)
{
    for (size_t i = 0; i < 2; i++) {
        double share = judging_half(j->claim->side[i].mean) / j->it->mean[i];

        if (cotejo_network_limited(mbit[i] * (1.0 + share), ceiling))
            return true;
    }
    return false;
}

/* Neither fills it, as printed and as the unit reads. */
static void judge_below_link(const struct judging *j, const double mbit[2],
                             double ceiling, const char *words)
{
    const double as_kib[] = {cotejo_mbit_per_s(j->it->mean[0]),
                             cotejo_mbit_per_s(j->it->mean[1])};

    if (may_be_kib(j->claim) && (cotejo_network_limited(as_kib[0], ceiling) ||
                                 cotejo_network_limited(as_kib[1], ceiling)))
        judging_add(
            j, "link", "the network?", CLAIM_OPEN,
            claim_say(j->set,
                      "Not the limit if 'Kbps' are kilobits: %s. But ab and "
                      "httperf print KB of 1024 bytes a second, which papers "
                      "call Kbps: then it is %s and %s Mbit/s, and the link "
                      "was full.",
                      words, claim_fixed(j->set, as_kib[0], 2),
                      claim_fixed(j->set, as_kib[1], 2)),
            "the tool (metric = ab.transfer_rate), or the unit as the tool "
            "printed it");
    else if (may_fill(j, mbit, ceiling))
        judging_add(j, "link", "the network?", CLAIM_OPEN,
                    claim_say(j->set,
                              "At the edge of what fills a link (97 %% of its "
                              "payload), and rounding decides: %s.",
                              words),
                    "means with one more digit");
    else
        judging_add(j, "link", "the network?", CLAIM_NOTE,
                    claim_say(j->set, "Not the limit here: %s.", words), NULL);
}

static void judge_link(const struct judging *j)
{
    double mbit[] = {mbit_of(j, 0), mbit_of(j, 1)};
    double ceiling = cotejo_payload_ceiling(j->claim->link_mbit, true);
    const char *words;
    bool a, b;

    if (is_misnamed(j->claim))
        tell_misnamed_unit(j);
    if (isnan(ceiling)) {
        judge_near_link(j, mbit);
        return;
    }
    if (isnan(mbit[0])) {
        tell_no_payload(j);
        return;
    }
    settle_kb(j, cotejo_payload_ceiling(j->claim->link_mbit, false), mbit);
    a = cotejo_network_limited(mbit[0], ceiling);
    b = cotejo_network_limited(mbit[1], ceiling);
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
        judge_below_link(j, mbit, ceiling, words);
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

/* ---- rule 2 ---- */

struct schedule {
    double last;     /* when the last connection starts, s */
    bool is_on[2];   /* on schedule */
    bool is_time;    /* the means are durations, else rates */
    unsigned calls;  /* of rates: so many a connection */
    double means[2]; /* of times in s, of rates as printed */
};

/* How many calls a connection make this rate of the schedule's; 0: none. */
static unsigned calls_of(double rate, double connection_rate)
{
    double calls = round(rate / connection_rate);

    return calls >= 1.0 && calls <= CALLS_MOST &&
                   cotejo_schedule_limited(rate, calls * connection_rate)
               ? (unsigned)calls
               : 0;
}

/* False: the means are neither durations nor rates. */
static bool fill_schedule(const struct judging *j, struct schedule *s)
{
    const struct claim *claim = j->claim;
    struct slice unit = slice_from(claim->unit ? claim->unit : "");

    *s = (struct schedule){
        .last = cotejo_schedule_s(claim->connections, claim->rate),
        .is_time = unit_kind_of(unit) == UNIT_TIME,
    };
    if (!s->is_time && (!unit_is_rate(unit) || isfinite(unit_in_mbit(unit))))
        return false;
    for (size_t i = 0; i < 2; i++) {
        double rate = (double)claim->connections / s->last;

        s->means[i] = s->is_time ? seconds_of(j, i) : j->it->mean[i];
        if (s->is_time)
            s->is_on[i] = cotejo_schedule_limited(s->means[i], s->last);
        else
            s->is_on[i] = calls_of(s->means[i], rate) > 0;
    }
    if (!s->is_time) {
        double rate = (double)claim->connections / s->last;

        s->calls = calls_of(s->means[0], rate);
        if (s->calls != calls_of(s->means[1], rate))
            s->is_on[0] = s->is_on[1] = false;
    }
    return true;
}

/* "100 connections, started 10 a second" */
static const char *schedule_words(const struct judging *j)
{
    return claim_say(j->set, "%zu connections, started %g a second",
                     j->claim->connections, j->claim->rate);
}

static const char schedule_decides[] =
    "a rate at which replies begin to lag, or the connection times themselves";

static void judge_scheduled_times(const struct judging *j,
                                  const struct schedule *s)
{
    j->it->withheld = "rate-limited";
    judging_add(
        j, "schedule", "about the systems?", CLAIM_OPEN,
        claim_say(j->set,
                  "No verdict on the systems: it is the schedule of the load "
                  "generator. The last of %s, begins %s s after the first on "
                  "any server that keeps up; the connection, request and reply "
                  "rates follow from it as well. What is left is %s and %s ms.",
                  schedule_words(j), claim_three(j->set, s->last),
                  claim_fixed(j->set, 1e3 * (s->means[0] - s->last), 0),
                  claim_fixed(j->set, 1e3 * (s->means[1] - s->last), 0)),
        schedule_decides);
}

static void judge_scheduled_rates(const struct judging *j,
                                  const struct schedule *s)
{
    double rate = s->calls * (double)j->claim->connections / s->last;

    j->it->withheld = "rate-limited";
    judging_add(
        j, "schedule", "about the systems?", CLAIM_OPEN,
        claim_say(
            j->set,
            "No verdict on the systems: it follows from the schedule of "
            "the load generator. %s, take %s s on any server that keeps "
            "up, which makes %s%s%s.",
            schedule_words(j), claim_three(j->set, s->last),
            claim_three(j->set, rate), claim_unit(j->set, j->claim),
            s->calls > 1
                ? claim_say(j->set, " with %u calls a connection", s->calls)
                : ""),
        schedule_decides);
}

/* Shorter than it can be, however the number was rounded. */
static bool is_too_short(const struct judging *j, const struct schedule *s,
                         size_t i)
{
    double share = judging_half(j->claim->side[i].mean) / j->it->mean[i];

    return s->is_time && !s->is_on[i] && s->means[i] * (1.0 + share) < s->last;
}

static bool is_impossible(const struct judging *j, const struct schedule *s)
{
    bool is_any = false;

    for (size_t i = 0; i < 2; i++) {
        if (!is_too_short(j, s, i))
            continue;
        is_any = true;
        judging_add(j, "schedule", "possible?", CLAIM_FAILS,
                    claim_say(j->set,
                              "Impossible as printed, %s: the last of %s, "
                              "begins %s s after the first. The rate, the "
                              "number of connections or the duration is "
                              "another one.",
                              claim_side_words(j->set, j->claim, i),
                              schedule_words(j), claim_three(j->set, s->last)),
                    NULL);
    }
    return is_any;
}

static void tell_schedule(const struct judging *j, const struct schedule *s)
{
    if (!s->is_on[0] && !s->is_on[1])
        return;
    judging_add(
        j, "schedule", "the schedule?", CLAIM_NOTE,
        claim_say(j->set,
                  "%s keeps up with the load generator (%s); what it "
                  "could do beyond that does not show. %s does not.",
                  claim_side_name(j->set, j->claim, s->is_on[0] ? 0 : 1),
                  schedule_words(j),
                  claim_side_name(j->set, j->claim, s->is_on[0] ? 1 : 0)),
        NULL);
}

static void judge_schedule(const struct judging *j)
{
    struct schedule s;

    if (!j->claim->connections)
        return;
    if (!fill_schedule(j, &s))
        judging_add(j, "schedule", "the schedule?", CLAIM_NOTE,
                    "The client's schedule says nothing of these numbers: they "
                    "are neither durations nor connections, requests or "
                    "replies a second.",
                    NULL);
    else if (is_impossible(j, &s))
        return;
    else if (!s.is_on[0] || !s.is_on[1])
        tell_schedule(j, &s);
    else if (s.is_time)
        judge_scheduled_times(j, &s);
    else
        judge_scheduled_rates(j, &s);
}

/* ---- rule 3, and all of them ---- */

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

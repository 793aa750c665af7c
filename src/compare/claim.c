/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judging a set of claims: the numbers first, then the findings. */
#include "compare/claim.h"

#include <math.h>
#include <string.h>

#include "compare/claim_judge.h"
#include "cotejo/distribution.h"

/* Two significant digits of what rounding leaves open, at most these. */
#define PERCENT_DECIMALS 2

/* ---- owners ---- */

void claim_set_free(ClaimSet *set)
{
    char *texts[] = {set->title, set->authors, set->where, set->remark};

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_ptr_array_unref(set->claims);
    g_free(set);
}

static void judged_claim_free(void *data)
{
    struct judged_claim *it = data;

    g_array_unref(it->margins);
    g_array_unref(it->findings);
    g_free(it);
}

void judged_set_free(JudgedSet *judged)
{
    g_ptr_array_unref(judged->claims);
    g_string_chunk_free(judged->strings);
    g_free(judged);
}

char **claim_set_metrics(const ClaimSet *set)
{
    GPtrArray *names = g_ptr_array_new();
    bool has_other = false;

    for (guint i = 0; i < set->claims->len; i++) {
        const struct claim *claim = set->claims->pdata[i];

        if (claim->metric)
            g_ptr_array_add(names, g_strdup(claim->metric));
        has_other = has_other || (claim->has_values && !claim->metric);
    }
    /* The headlines are the metrics that are taken where none is asked for. */
    for (size_t i = 0; names->len && has_other && i < n_metrics; i++)
        if (metrics[i].use == METRIC_HEADLINE)
            g_ptr_array_add(names, g_strdup_printf("%s.%s", metrics[i].tool,
                                                   metrics[i].name));
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

/* ---- what the parts share ---- */

void judging_add(const struct judging *j, const char *about, const char *head,
                 enum claim_answer answer, const char *text, const char *decide)
{
    struct claim_finding finding = {about, head, answer, text, decide};

    g_array_append_val(j->it->findings, finding);
    j->set->counts[answer]++;
}

struct cotejo_printed judging_printed(struct claim_number number)
{
    return (struct cotejo_printed){number.value.digits, -number.value.exponent};
}

double judging_value(struct claim_number number)
{
    return number.is_given ? decimal_to_double(number.value) : (double)NAN;
}

double judging_half(struct claim_number number)
{
    if (!number.is_given)
        return 0.0;
    return number.half > 0.0
               ? number.half
               : cotejo_printed_half_unit(judging_printed(number));
}

double judging_spread_factor(const struct claim *claim,
                             enum claim_spread_kind kind, size_t n)
{
    double runs = (double)n;

    if (kind == SPREAD_SD)
        return 1.0;
    if (n < 2)
        return (double)NAN;
    if (kind == SPREAD_SE)
        return sqrt(runs);
    return sqrt(runs) /
           cotejo_t_quantile((1.0 - claim->level) / 2.0, runs - 1.0);
}

/* ---- numbers ---- */

/* What is tried where "similar" came without a margin. */
static const double usual_margins[] = {0.05, 0.03, 0.02};

static void add_margin(const struct judging *j, double margin)
{
    struct judged_claim *it = j->it;
    const struct claim_side *side = j->claim->side;
    double sd = cotejo_equivalence_spread(side[0].n, it->mean[0], side[1].n,
                                          it->mean[1], margin, j->alpha);
    struct claim_margin row = {margin, sd,
                               sd / ((it->mean[0] + it->mean[1]) / 2.0)};

    g_array_append_val(it->margins, row);
}

static void fill_margins(const struct judging *j)
{
    const GArray *stated = j->claim->margins;

    for (guint i = 0; i < stated->len; i++)
        add_margin(j, g_array_index(stated, double, i));
    if (stated->len || j->claim->asserts != ASSERTS_SIMILARITY)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(usual_margins); i++)
        add_margin(j, usual_margins[i]);
}

/* "standard deviations 3.12 and 2.98 s"; "" */
static const char *spread_words(const struct judging *j)
{
    static const char *const kinds[] = {
        [SPREAD_SD] = "standard deviations",
        [SPREAD_SE] = "standard errors",
        [SPREAD_INTERVAL] = "intervals of \u00b1",
    };
    const struct claim *claim = j->claim;
    const struct claim_number *sd[] = {&claim->side[0].sd, &claim->side[1].sd};
    char text[2][DECIMAL_TEXT];

    if (!sd[0]->is_given || !sd[1]->is_given)
        return "";
    return claim_say(
        j->set, "%s %s and %s%s",
        judging_is_spread_unsaid(j) ? "spreads" : kinds[claim->spread_kind],
        decimal_print(sd[0]->value, text[0]),
        decimal_print(sd[1]->value, text[1]), claim_unit(j->set, claim));
}

static const char *given_words(const struct judging *j)
{
    const struct claim_side *side = j->claim->side;
    const char *spread = spread_words(j);
    const char *runs = side[0].n && side[1].n ? judging_runs(j) : "";

    return claim_say(j->set, "%s%s%s", runs, *runs && *spread ? "; " : "",
                     spread);
}

/* "1 h (3600 s)" */
static const char *mean_words(const struct judging *j, size_t side)
{
    struct claim_number mean = j->claim->side[side].mean;
    const char *printed = claim_as_printed(j->set, j->claim, mean);

    return mean.printed_unit
               ? claim_say(j->set, "%s (%s)", printed,
                           claim_printed(j->set, j->claim, mean.value))
               : printed;
}

/* What a number may be as printed. */
static struct cotejo_interval span_of(const struct judging *j,
                                      struct claim_number number)
{
    double value = judging_value(number), half = judging_half(number);

    return j->claim->is_truncated
               ? (struct cotejo_interval){value, value + 2.0 * half, NAN}
               : (struct cotejo_interval){value - half, value + half, NAN};
}

/* Of what was printed in another unit the last digit is not the last one. */
static struct cotejo_interval percent_range(const struct judging *j,
                                            struct claim_number base,
                                            struct claim_number other)
{
    struct cotejo_interval from = span_of(j, base), to = span_of(j, other);

    if (!(base.half > 0.0) && !(other.half > 0.0))
        return cotejo_percent_range(judging_printed(base),
                                    judging_printed(other),
                                    j->claim->is_truncated);
    return (struct cotejo_interval){
        cotejo_percent(from.high, to.low),
        from.low > 0.0 ? cotejo_percent(from.low, to.high) : INFINITY, NAN};
}

static void fill_numbers(const struct judging *j)
{
    struct judged_claim *it = j->it;
    const struct claim_side *side = j->claim->side;

    for (size_t i = 0; i < 2; i++) {
        it->mean[i] = judging_value(side[i].mean);
        it->sd[i] =
            judging_value(side[i].sd) *
            judging_spread_factor(j->claim, j->claim->spread_kind, side[i].n);
    }
    for (size_t i = 0; i < 2; i++) {
        it->percent[i] = it->percent_range[i].low = it->percent_range[i].high =
            (double)NAN;
        if (!judging_has_percent(j, i))
            continue;
        it->percent[i] = cotejo_percent(it->mean[i], it->mean[1 - i]);
        it->percent_range[i] = percent_range(j, side[i].mean, side[1 - i].mean);
    }
    it->critical = cotejo_critical_spread(side[0].n, it->mean[0], side[1].n,
                                          it->mean[1], j->alpha);
    if (!judging_has_ratio(j))
        it->critical.cv = it->critical.cv_df = (double)NAN;
    fill_margins(j);
    it->given = given_words(j);
    it->label =
        claim_say(j->set, "%s%s%s against %s%s%s",
                  side[0].name ? side[0].name : "", side[0].name ? " " : "",
                  mean_words(j, 0), side[1].name ? side[1].name : "",
                  side[1].name ? " " : "", mean_words(j, 1));
}

/* ---- how large it is ---- */

/* So many decimals that rounding does not spoil the last one, the same for
 * both bases. */
static int percent_decimals(const struct judging *j)
{
    double half = 0.0;

    for (size_t i = 0; i < 2; i++) {
        const struct cotejo_interval *range = &j->it->percent_range[i];

        half = fmax(half, (range->high - range->low) / 2.0); /* not NaN */
    }
    if (!(half > 0.0) || !isfinite(half))
        return 0;
    return CLAMP(-(int)floor(log10(half)), 0, PERCENT_DECIMALS);
}

/* "34.66 % more", of that base. */
static const char *more_or_less(const struct judging *j, size_t base)
{
    const struct judged_claim *it = j->it;
    int decimals = percent_decimals(j);

    return claim_say(j->set, "%s" CLAIM_PERCENT " %s",
                     claim_fixed(j->set, fabs(it->percent[base]), decimals),
                     it->percent[base] < 0.0 ? "less" : "more");
}

static const char *rounding_words(const struct judging *j)
{
    const struct cotejo_interval *range = j->it->percent_range;
    double half = (range[0].high - range[0].low) / 2.0;
    int decimals = half > 0.0 && isfinite(half)
                       ? CLAMP(-(int)floor(log10(half)), 0, PERCENT_DECIMALS)
                       : 0;

    if (!judging_has_percent(j, 0) || !isfinite(range[0].high) ||
        range[0].high - range[0].low < 0.1)
        return "";
    return claim_say(
        j->set,
        " Rounding of the printed means leaves %s to %s" CLAIM_PERCENT
        " of %s open.",
        claim_fixed(j->set, range[0].low, decimals),
        claim_fixed(j->set, range[0].high, decimals),
        claim_side_name(j->set, j->claim, 0));
}

/* A mean is zero or below. */
static const char *without_percent(const struct judging *j)
{
    const struct claim_side *side = j->claim->side;
    size_t base = judging_has_percent(j, 1) ? 1 : 0;
    double difference = j->it->mean[1] - j->it->mean[0];
    int decimals =
        -MIN(side[0].mean.value.exponent, side[1].mean.value.exponent);

    return claim_say(
        j->set, "%s is %s%s %s than %s. %s",
        claim_side_words(j->set, j->claim, 1),
        claim_fixed(j->set, fabs(difference), MAX(0, decimals)),
        claim_unit(j->set, j->claim), difference < 0.0 ? "less" : "more",
        claim_side_words(j->set, j->claim, 0),
        judging_has_percent(j, base)
            ? claim_say(j->set,
                        "There is a percentage of %s only: nothing is a share "
                        "of zero.",
                        claim_side_name(j->set, j->claim, base))
            : "There is no percentage: it takes means above zero.");
}

static void judge_size(const struct judging *j)
{
    const struct judged_claim *it = j->it;

    if (it->mean[0] == it->mean[1]) {
        judging_add(j, "size", "how large?", CLAIM_NOTE,
                    claim_say(j->set,
                              "The two means are equal as they were printed.%s",
                              rounding_words(j)),
                    NULL);
        return;
    }
    if (!judging_has_ratio(j)) {
        judging_add(j, "size", "how large?", CLAIM_NOTE, without_percent(j),
                    NULL);
        return;
    }
    judging_add(
        j, "size", "how large?", CLAIM_NOTE,
        claim_say(j->set, "%s is %s than %s; %s is %s than %s.%s",
                  claim_side_words(j->set, j->claim, 1), more_or_less(j, 0),
                  claim_side_words(j->set, j->claim, 0),
                  claim_side_name(j->set, j->claim, 0), more_or_less(j, 1),
                  claim_side_name(j->set, j->claim, 1), rounding_words(j)),
        NULL);
}

/* ---- conclusions ---- */

/* The finding that answers what a claim asserts. */
static const struct claim_finding *main_finding(const struct judged_claim *it)
{
    static const char *const about[] = {"difference", "similarity",
                                        "link",       "schedule",
                                        "measures",   "conclusion"};

    for (guint i = 0; i < it->findings->len; i++) {
        const struct claim_finding *finding =
            &g_array_index(it->findings, struct claim_finding, i);

        for (size_t k = 0; k < G_N_ELEMENTS(about); k++)
            if (!strcmp(finding->about, about[k]) &&
                finding->answer != CLAIM_NOTE)
                return finding;
    }
    return NULL;
}

static const struct judged_claim *judged_before(const struct judging *j,
                                                const char *name)
{
    for (guint i = 0; i < j->set->claims->len; i++) {
        const struct judged_claim *it = j->set->claims->pdata[i];

        if (!g_strcmp0(it->claim->name, name))
            return it;
    }
    return NULL;
}

static const char *title_of(const struct claim *claim)
{
    return claim->title ? claim->title : claim->name;
}

/* A conclusion is as good as what it rests on: it follows if all of that
 * does, and does not if nothing of it does. */
static void judge_conclusion(const struct judging *j)
{
    const GPtrArray *on = j->claim->rests_on;
    g_autoptr(GString) text = g_string_new("It rests on: ");
    g_autoptr(GString) decide = g_string_new(NULL);
    size_t counts[4] = {0};
    enum claim_answer answer = CLAIM_OPEN;

    for (guint i = 0; i < on->len; i++) {
        const struct judged_claim *it = judged_before(j, on->pdata[i]);
        const struct claim_finding *finding = main_finding(it);
        enum claim_answer found = finding ? finding->answer : CLAIM_NOTE;

        counts[found]++;
        g_string_append_printf(
            text, "%s%s (%s)", i ? "; " : "", title_of(it->claim),
            finding ? claim_answer_words(found) : "nothing is claimed there");
        if (found == CLAIM_OPEN || found == CLAIM_NOTE)
            g_string_append_printf(
                decide, "%s%s", decide->len ? "; " : "",
                finding ? finding->decide
                        : claim_say(j->set, "what '%s' is said to show",
                                    title_of(it->claim)));
    }
    g_string_append_c(text, '.');
    if (counts[CLAIM_FOLLOWS] == on->len)
        answer = CLAIM_FOLLOWS;
    else if (counts[CLAIM_FAILS] == on->len)
        answer = CLAIM_FAILS;
    judging_add(j, "conclusion", "does it follow?", answer,
                claim_say(j->set, "%s", text->str),
                answer != CLAIM_OPEN ? NULL
                : decide->len        ? claim_say(j->set, "%s", decide->str)
                                     : "leaving out what does not follow");
}

/* ---- the whole ---- */

/* How the numbers were read, where they could be read otherwise. */
static void tell_readings(const struct judging *j)
{
    const GPtrArray *readings = j->claim->readings;
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < readings->len; i++)
        g_string_append_printf(text, "%s%s", i ? ". " : "",
                               (const char *)readings->pdata[i]);
    if (text->len)
        judging_add(j, "reading", "read rightly?", CLAIM_NOTE,
                    claim_say(j->set, "%s.", text->str), NULL);
}

/* A test takes the spread of both sides. */
static void tell_one_spread(const struct judging *j)
{
    const struct claim_side *side = j->claim->side;

    if (side[0].sd.is_given == side[1].sd.is_given)
        return;
    judging_add(
        j, "one-spread", "whose spread?", CLAIM_NOTE,
        claim_say(
            j->set,
            "Only that of %s was printed (%s). A test takes that "
            "of both, so that it is not used.",
            claim_side_name(j->set, j->claim, side[0].sd.is_given ? 0 : 1),
            claim_printed(j->set, j->claim,
                          side[side[0].sd.is_given ? 0 : 1].sd.value)),
        NULL);
}

/* A sentence that is not surely understood is not judged. */
static void tell_unclear(const struct judging *j)
{
    const char *why = j->claim->unclear;

    if (why)
        judging_add(j, "sentence", "what does it say?", CLAIM_OPEN,
                    claim_say(j->set,
                              "The sentence is not judged: %s. What the "
                              "numbers show stands below.",
                              why),
                    "the same in other words, such as 'A is 20 % faster than "
                    "B', or as options (--percent with --percent-of, --times, "
                    "--favours, --similar)");
}

/* A test of a spread that cannot be shows nothing. */
static void weaken_difference(const struct judging *j)
{
    struct claim_finding *difference = NULL;
    bool is_impossible = false;

    for (guint i = 0; i < j->it->findings->len; i++) {
        struct claim_finding *finding =
            &g_array_index(j->it->findings, struct claim_finding, i);

        if (!strcmp(finding->about, "difference"))
            difference = finding;
        is_impossible =
            is_impossible || (finding->answer == CLAIM_FAILS &&
                              (!strcmp(finding->about, "spread") ||
                               !strcmp(finding->about, "whole-spread")));
    }
    if (!is_impossible || !difference || difference->answer == CLAIM_NOTE ||
        difference->answer == CLAIM_OPEN)
        return;
    j->set->counts[difference->answer]--;
    j->set->counts[CLAIM_OPEN]++;
    difference->answer = CLAIM_OPEN;
    difference->text = claim_say(
        j->set, "The printed spread cannot be (see below). Taken as it is: %s",
        difference->text);
    difference->decide = "the right standard deviation of the runs";
}

/* Who is ahead follows only where a difference is shown; else it is what the
 * printed means say, and no more. */
static void weaken_direction(const struct judging *j)
{
    const struct judged_claim *it = j->it;
    struct claim_finding *direction = NULL;
    bool is_shown = j->claim->asserts == ASSERTS_SIMILARITY &&
                    isfinite(it->p_range.high) && it->p_range.high < j->alpha;

    for (guint i = 0; i < it->findings->len; i++) {
        struct claim_finding *finding =
            &g_array_index(it->findings, struct claim_finding, i);

        if (!strcmp(finding->about, "direction"))
            direction = finding;
        if (!strcmp(finding->about, "difference"))
            is_shown = is_shown || finding->answer == CLAIM_FOLLOWS;
    }
    if (!direction || direction->answer != CLAIM_FOLLOWS || is_shown)
        return;
    direction->answer = CLAIM_NOTE;
    direction->text = claim_say(
        j->set, "By the printed means only, no difference being shown: %s",
        direction->text);
    j->set->counts[CLAIM_FOLLOWS]--;
    j->set->counts[CLAIM_NOTE]++;
}

/* Runs at hand that could not be set beside a claim without a spread. */
static void tell_unused(const struct judging *j)
{
    if (j->it->spread.why_none && !j->it->withheld && !j->claim->repeats &&
        !judging_has_spread(j))
        judging_add(j, "at-hand", "the runs at hand?", CLAIM_NOTE,
                    j->it->spread.why_none, NULL);
}

static void judge_values(const struct judging *j)
{
    tell_readings(j);
    tell_unclear(j);
    judge_size(j);
    judge_percentage(j);
    judge_withheld(j);
    judge_direction(j);
    if (j->claim->asserts != ASSERTS_SIMILARITY)
        judge_difference(j);
    if (j->claim->asserts == ASSERTS_SIMILARITY || j->claim->margins->len)
        judge_similarity(j);
    tell_one_spread(j);
    judge_stated(j);
    tell_unused(j);
    judge_plus_minus(j);
    judge_intervals(j);
    judge_whole_units(j);
    judge_extremes(j);
    weaken_difference(j);
    weaken_direction(j);
    judge_rate(j);
}

/* The answer of the whole is that of its worst finding; of several margins,
 * the first counts. */
static enum claim_answer worst(const GArray *findings)
{
    static const enum claim_answer order[] = {CLAIM_FAILS, CLAIM_OPEN,
                                              CLAIM_FOLLOWS};
    bool is_there[4] = {false};
    bool has_margin = false;

    for (guint i = 0; i < findings->len; i++) {
        const struct claim_finding *finding =
            &g_array_index(findings, struct claim_finding, i);
        bool is_margin = !strcmp(finding->about, "similarity");

        if (!is_margin || !has_margin)
            is_there[finding->answer] = true;
        has_margin = has_margin || is_margin;
    }
    for (size_t k = 0; k < G_N_ELEMENTS(order); k++)
        if (is_there[order[k]])
            return order[k];
    return CLAIM_NOTE;
}

static struct judged_claim *judge(JudgedSet *judged, const struct claim *claim,
                                  const Results *results)
{
    struct judged_claim *it = g_new0(struct judged_claim, 1);
    const struct judging j = {judged, it, claim, judged->alpha};

    it->claim = claim;
    it->margins = g_array_new(FALSE, FALSE, sizeof(struct claim_margin));
    it->findings = g_array_new(FALSE, FALSE, sizeof(struct claim_finding));
    it->p_range.low = it->p_range.high = (double)NAN;
    it->smallest_margin = it->spread.low = it->spread.high = (double)NAN;
    it->test.status = COTEJO_UNDEFINED;
    if (claim->has_values) {
        fill_numbers(&j);
        if (results)
            it->spread = claim_observe(judged, claim, results);
        judge_values(&j);
    } else {
        judge_withheld(&j);
    }
    if (claim->rests_on->len)
        judge_conclusion(&j);
    it->answer = worst(it->findings);
    return it;
}

JudgedSet *claim_judge(const ClaimSet *set, const Results *results,
                       double alpha)
{
    JudgedSet *judged = g_new0(JudgedSet, 1);

    judged->set = set;
    judged->alpha = alpha;
    judged->claims = g_ptr_array_new_with_free_func(judged_claim_free);
    judged->strings = g_string_chunk_new(4096);
    for (guint i = 0; i < set->claims->len; i++)
        g_ptr_array_add(judged->claims,
                        judge(judged, set->claims->pdata[i], results));
    return judged;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of diagnoses, and their run over the results.
 *
 * 1. Diagnoses that withhold a verdict are found from the samples alone,
 *    before p values are adjusted; the first of the table counts. All are
 *    looked at again when the comparisons are there.
 * 2. What is diagnosed are the cells that were asked for and have a
 *    direction, and those that are compared: not the companions of charts.
 *    Tests that err by chance are only made of measurements in their own
 *    right.
 * 3. Groups are told the most severe first. A group whose number of findings
 *    is no more than chance would give on clean series (binomial, 5 %), and
 *    whose smallest p is none after Bonferroni's correction, is a note; of
 *    those without a p, when at least one was to be expected.
 *
 * How often each fires by chance is measured (tests/unit/compare,
 * data/DIAGNOSES.md); the bounds stand in the table.
 */
#include "compare/diagnosis.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "compare/decide.h"
#include "compare/diagnosis_test.h"
#include "compare/study.h"
#include "compare/words.h"
#include "cotejo/distribution.h"

#define CHANCE_ALPHA 0.05

const struct diagnosis_kind diagnosis_kinds[] = {
    {.slug = "control-differs",
     .severity = DIAGNOSIS_SERIOUS,
     .scope = SCOPE_CONTROL,
     .title = "one system measured twice comes out different",
     .advice = "find what differs between the two (order, caches, placement) "
               "before believing any difference of this size",
     .mark = MARK_CARE},
    {.slug = "saturated",
     .severity = DIAGNOSIS_SERIOUS,
     .scope = SCOPE_PAIR,
     .test = diagnose_saturated,
     .title = "the link's speed, not the systems'",
     .advice = "measure over a faster link or with smaller replies, or compare "
               "CPU time on the servers at this load",
     .withheld = "the link is saturated",
     .mark = MARK_CARE},
    {.slug = "over-capacity",
     .severity = DIAGNOSIS_SERIOUS,
     .scope = SCOPE_PAIR,
     .test = diagnose_over_capacity,
     .title = "more than the declared link can carry",
     .advice = "declare the link that was used, with its line rate "
               "(--capacity network=1Gbit/s), or none: nothing was judged by "
               "this one",
     .mark = MARK_CARE},
    {.slug = "rate-limited",
     .severity = DIAGNOSIS_SERIOUS,
     .scope = SCOPE_PAIR,
     .test = diagnose_rate_limited,
     .title = "the load generator's schedule, not the systems'",
     .advice = "compare connection and reply times instead, or raise --rate "
               "until a system falls behind",
     .withheld = "decided by the load generator's own rate",
     .mark = MARK_CARE},
    {.slug = "unequal-work",
     .severity = DIAGNOSIS_SERIOUS,
     .scope = SCOPE_PAIR,
     .test = diagnose_unequal_work,
     .title = "the systems did not do the same work",
     .advice = "repeat with the same parameters, data and limits on both",
     .withheld = "the systems did different work",
     .mark = MARK_UNEQUAL},
    {.slug = "unequal-work",
     .severity = DIAGNOSIS_SERIOUS,
     .scope = SCOPE_TOOL,
     .test = diagnose_unequal_parameters},
    {.slug = "confounded-order",
     .severity = DIAGNOSIS_SERIOUS,
     .scope = SCOPE_WORK,
     .test = diagnose_confounded_order,
     .title = "all runs of one system before all of the other",
     .advice = "interleave the systems: A B, B A, A B, ...",
     .mark = MARK_CARE},
    {.slug = "single-run",
     .severity = DIAGNOSIS_SERIOUS,
     .scope = SCOPE_PAIR,
     .test = diagnose_single_run,
     .title = "the spread inside a run is not the spread between runs",
     .advice = "repeat the whole measurement; five runs allow a modest test",
     .mark = MARK_CARE},
    {.slug = "client-side",
     .severity = DIAGNOSIS_WARNING,
     .scope = SCOPE_PAIR,
     .test = diagnose_client_side,
     .title = "the number measures the client",
     .advice = "take the elapsed time, or CPU time read on the server",
     .withheld = "CPU time of the benchmark client, not of the server",
     .mark = MARK_CARE},
    {.slug = "client-bound",
     .severity = DIAGNOSIS_WARNING,
     .scope = SCOPE_PAIR,
     .test = diagnose_client_bound,
     .title = "the client is the bottleneck",
     .advice = "use more or faster clients, until the server is what is waited "
               "for",
     .mark = MARK_CARE},
    {.slug = "near-link",
     .severity = DIAGNOSIS_WARNING,
     .scope = SCOPE_PAIR,
     .test = diagnose_near_link,
     .title = "both systems move what a usual link can carry at most",
     .advice = "if there was such a link, say so: --capacity "
               "network=100Mbit/s (its line rate)",
     .mark = MARK_CARE},
    {.slug = "failed-requests",
     .severity = DIAGNOSIS_WARNING,
     .scope = SCOPE_SYSTEM,
     .test = diagnose_failed_requests,
     .title = "runs with errors",
     .advice = "see `cotejo inspect`; what failed took no part in the means, "
               "so a system that drops work can look fast"},
    {.slug = "few-runs",
     .severity = DIAGNOSIS_WARNING,
     .scope = SCOPE_PAIR,
     .test = diagnose_few_runs,
     .title = "too few runs for the question",
     .advice = "add runs, or ask for a wider margin",
     .mark = MARK_CARE},
    {.slug = "drift",
     .severity = DIAGNOSIS_WARNING,
     .scope = SCOPE_CELL,
     .test = diagnose_common_drift,
     .title = "the machine changed while it was measured",
     .advice = "repeat on a quiet machine; where the systems were interleaved, "
               "pairs of runs take a common drift out: --paired repetition",
     .mark = MARK_CARE,
     .by_chance = 0.05},
    {.slug = "drift",
     .severity = DIAGNOSIS_WARNING,
     .scope = SCOPE_SAMPLE,
     .test = diagnose_drift,
     .mark = MARK_CARE,
     .by_chance = 0.04},
    {.slug = "warm-up",
     .severity = DIAGNOSIS_WARNING,
     .scope = SCOPE_SAMPLE,
     .test = diagnose_warm_up,
     .title = "the first runs are unlike the rest",
     .advice = "run once before measuring; leave the first runs out only by a "
               "rule made beforehand, for all systems",
     .mark = MARK_CARE,
     .by_chance = 0.02},
    {.slug = "outlier-run",
     .severity = DIAGNOSIS_WARNING,
     .scope = SCOPE_SAMPLE,
     .test = diagnose_outlier_run,
     .title = "single runs far from the others",
     .advice = "look for the cause in the log and the machine's; a run is left "
               "out for a cause, never for its value",
     .mark = MARK_CARE,
     .by_chance = 0.05},
    {.slug = "autocorrelated",
     .severity = DIAGNOSIS_WARNING,
     .scope = SCOPE_SAMPLE,
     .test = diagnose_autocorrelated,
     .title = "runs that depend on the run before",
     .advice = "leave time between runs, restart the server for each, or "
               "shuffle the systems",
     .mark = MARK_CARE,
     .by_chance = 0.04},
    {.slug = "tests-disagree",
     .severity = DIAGNOSIS_WARNING,
     .scope = SCOPE_PAIR,
     .test = diagnose_tests_disagree,
     .title = "the verdict depends on the test",
     .advice = "look at the runs themselves (chart box); add runs",
     .mark = MARK_FRAGILE},
    {.slug = "quantised",
     .severity = DIAGNOSIS_NOTE,
     .scope = SCOPE_PAIR,
     .test = diagnose_quantised,
     .title = "the tool's steps are coarse beside the numbers",
     .advice = "make the work larger, or take a metric with more digits (of "
               "httperf the mean, not the median)",
     .mark = MARK_QUANTISED},
    {.slug = "below-clock",
     .severity = DIAGNOSIS_NOTE,
     .scope = SCOPE_PAIR,
     .test = diagnose_below_clock,
     .title = "shorter than a tick of the tool's clock",
     .advice = "give the operation more to do (sql-bench: loop counts, without "
               "--small-test)",
     .withheld = "below the clock's resolution"},
    {.slug = "difference-below-clock",
     .severity = DIAGNOSIS_NOTE,
     .scope = SCOPE_PAIR,
     .test = diagnose_difference_below_clock,
     .title = "a difference of less than half a tick",
     .advice = "give the operation more to do (sql-bench: loop counts, without "
               "--small-test)",
     .withheld = "the difference is below the clock's resolution",
     .in_family = true},
    {.slug = "repeat",
     .severity = DIAGNOSIS_NOTE,
     .scope = SCOPE_PAIR,
     .test = diagnose_repeat,
     .title = "the same measurement as another metric",
     .advice = "read it beside the headline of its tool; ask for it alone to "
               "have it tested",
     .withheld = "the same measurement as a headline: not tested twice"},
    {.slug = "unequal-variance",
     .severity = DIAGNOSIS_NOTE,
     .scope = SCOPE_PAIR,
     .test = diagnose_unequal_variance,
     .title = "one system varies much more than the other",
     .advice = "the tests allow for it; the larger spread may be the finding",
     .by_chance = 0.01},
    {.slug = "not-normal",
     .severity = DIAGNOSIS_NOTE,
     .scope = SCOPE_SAMPLE,
     .test = diagnose_not_normal,
     .title = "runs that are not spread like a bell",
     .advice = "read the median and the rank test beside the mean",
     .by_chance = 0.012},
};
const size_t n_diagnosis_kinds = G_N_ELEMENTS(diagnosis_kinds);

const struct diagnosis_kind *diagnosis_find(const char *slug)
{
    for (size_t i = 0; i < n_diagnosis_kinds; i++) {
        if (!strcmp(diagnosis_kinds[i].slug, slug))
            return &diagnosis_kinds[i];
    }
    return NULL;
}

const char *diagnosis_severity_name(enum diagnosis_severity severity)
{
    static const char *const names[] = {
        [DIAGNOSIS_NOTE] = "note",
        [DIAGNOSIS_WARNING] = "warning",
        [DIAGNOSIS_SERIOUS] = "serious",
    };
    return names[severity];
}

/* ---- for the tests ---- */

void diagnosis_evidence(struct result_diagnosis *diagnosis, const char *name,
                        double value)
{
    g_assert(diagnosis->n_evidence < EVIDENCE_MAX);
    diagnosis->evidence[diagnosis->n_evidence++] =
        (struct diagnosis_evidence){name, value};
}

void diagnosis_say(const struct diagnosis_place *place,
                   struct result_diagnosis *diagnosis, const char *format, ...)
{
    g_autofree char *message = NULL;
    g_autofree char *clean = NULL;
    va_list arguments;

    va_start(arguments, format);
    message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    clean = words_clean(message);
    diagnosis->message = study_string(place->results, clean);
}

void diagnosis_show(struct result_diagnosis *diagnosis, size_t run,
                    uint32_t line)
{
    diagnosis->run = run;
    diagnosis->line = line;
}

static const char *keep(const struct diagnosis_place *place, char *text)
{
    const char *kept = study_string(place->results, text);

    g_free(text);
    return kept;
}

const char *diagnosis_system(const struct diagnosis_place *place, size_t system)
{
    return g_array_index(place->results->systems, struct result_system, system)
        .name;
}

/* None for 5 % and from 10 % on. */
static int percent_decimals(double fraction)
{
    double percent = fabs(100 * fraction);

    return percent < 9.95 && fabs(percent - round(percent)) > 1e-9;
}

const char *diagnosis_percent(const struct diagnosis_place *place,
                              double fraction)
{
    g_autofree char *number =
        words_number(100 * fraction, percent_decimals(fraction));

    return study_printf(place->results, "%s%s", number, WORDS_PERCENT);
}

const char *diagnosis_signed_percent(const struct diagnosis_place *place,
                                     double fraction)
{
    g_autofree char *number =
        words_signed(100 * fraction, percent_decimals(fraction));

    return study_printf(place->results, "%s%s", number, WORDS_PERCENT);
}

const char *diagnosis_value(const struct diagnosis_place *place, double value)
{
    const struct result_cell *cell = place->at;
    g_autofree char *number =
        words_number(value * cell->display_factor, cell->log_decimals);

    return study_printf(place->results, "%s%s%s", number,
                        *cell->unit ? " " : "", cell->unit);
}

const char *diagnosis_number(const struct diagnosis_place *place, double value,
                             int decimals)
{
    return keep(place, words_number(value, decimals));
}

const char *diagnosis_p(const struct diagnosis_place *place, double p)
{
    g_autofree char *words = words_p(p);

    return study_printf(place->results, "p %s%s",
                        g_ascii_isdigit(*words) ? "= " : "", words);
}

/* ---- places ---- */

static const struct result_cell *cell_at(const Results *results, size_t cell)
{
    return &g_array_index(results->cells, struct result_cell, cell);
}

static struct diagnosis_place place_of_pair(Results *results, size_t cell,
                                            size_t reference, size_t subject)
{
    return (struct diagnosis_place){
        .results = results,
        .cell = cell,
        .workload = cell_at(results, cell)->workload,
        .reference = reference,
        .system = subject,
        .tool = cell_at(results, cell)->metric->tool,
        .at = cell_at(results, cell),
        .a = results_sample(results, cell, reference),
        .b = results_sample(results, cell, subject),
    };
}

const struct diagnosis_kind *diagnosis_withholds(Results *results, size_t cell,
                                                 size_t reference,
                                                 size_t subject)
{
    struct diagnosis_place place =
        place_of_pair(results, cell, reference, subject);

    for (size_t i = 0; i < n_diagnosis_kinds; i++) {
        const struct diagnosis_kind *kind = &diagnosis_kinds[i];
        struct result_diagnosis unused = {.kind = kind};

        if (kind->withheld && kind->test(&place, &unused) == DIAGNOSIS_FIRES)
            return kind;
    }
    return NULL;
}

/* Rule 2. */
static bool is_diagnosed(const Results *results, size_t cell)
{
    for (size_t i = 1; i < results->systems->len; i++) {
        if (results_comparison(results, cell, i))
            return true;
    }
    return study_is_compared(results, cell);
}

/* ---- the run over the results ---- */

struct survey {
    Results *results;
    size_t *tested; /* by kind */
    struct known_trend *trends;
};

/* Pairs of systems: each subject with the reference, or all. */
static size_t last_reference(const Results *results)
{
    return results->options.pairs == PAIRS_ALL ? results->systems->len - 1 : 0;
}

static struct diagnosis_place place_in(struct survey *survey, size_t cell,
                                       size_t reference, size_t subject)
{
    struct diagnosis_place place =
        place_of_pair(survey->results, cell, reference, subject);

    place.comparison = results_pair(survey->results, cell, reference, subject);
    place.trends = survey->trends;
    return place;
}

static bool is_of_two(enum diagnosis_scope scope)
{
    return scope == SCOPE_PAIR || scope == SCOPE_WORK || scope == SCOPE_TOOL;
}

static void look(struct survey *survey, size_t kind,
                 const struct diagnosis_place *place, size_t system)
{
    enum diagnosis_scope scope = diagnosis_kinds[kind].scope;
    struct result_diagnosis diagnosis = {
        .kind = &diagnosis_kinds[kind],
        .cell = place->cell,
        .workload = place->workload,
        .system = system,
        .subject = scope == SCOPE_PAIR ? place->system : SIZE_MAX,
        .reference = is_of_two(scope) ? place->reference : SIZE_MAX,
        .p = NAN,
        .run = SIZE_MAX,
    };
    enum diagnosis_outcome outcome =
        diagnosis_kinds[kind].test(place, &diagnosis);

    survey->tested[kind] += outcome != DIAGNOSIS_NO_TEST;
    if (outcome == DIAGNOSIS_FIRES)
        g_array_append_val(survey->results->diagnoses, diagnosis);
}

static void look_at_pairs(struct survey *survey, size_t kind, size_t cell)
{
    for (size_t a = 0; a <= last_reference(survey->results); a++) {
        for (size_t b = a + 1; b < survey->results->systems->len; b++) {
            struct diagnosis_place place = place_in(survey, cell, a, b);

            if (place.a->data.n && place.b->data.n)
                look(survey, kind, &place, SIZE_MAX);
        }
    }
}

static void look_at_samples(struct survey *survey, size_t kind, size_t cell)
{
    for (size_t i = 0; i < survey->results->systems->len; i++) {
        struct diagnosis_place place = place_in(survey, cell, 0, i);

        place.a = NULL;
        place.comparison = NULL;
        if (place.b->data.n)
            look(survey, kind, &place, i);
    }
}

/* Values that are no measurement of their own (below the clock, or another
 * metric once more) have no drift, outliers or shape of their own. */
static bool is_own_measurement(const Results *results, size_t cell)
{
    for (size_t i = 1; i < results->systems->len; i++) {
        const struct result_comparison *comparison =
            results_comparison(results, cell, i);

        if (comparison && comparison->withheld &&
            (!strcmp(comparison->withheld, "below-clock") ||
             !strcmp(comparison->withheld, "repeat")))
            return false;
    }
    return true;
}

static void look_at_cells(struct survey *survey, size_t kind)
{
    enum diagnosis_scope scope = diagnosis_kinds[kind].scope;

    for (size_t cell = 0; cell < survey->results->cells->len; cell++) {
        if (!is_diagnosed(survey->results, cell) ||
            (diagnosis_kinds[kind].by_chance > 0 &&
             !is_own_measurement(survey->results, cell)))
            continue;
        if (scope == SCOPE_PAIR) {
            look_at_pairs(survey, kind, cell);
        } else if (scope == SCOPE_SAMPLE) {
            look_at_samples(survey, kind, cell);
        } else {
            struct diagnosis_place place = place_in(survey, cell, 0, 0);

            look(survey, kind, &place, SIZE_MAX);
        }
    }
}

static const struct result_workload *workload_at(const Results *results,
                                                 size_t i)
{
    return &g_array_index(results->workloads, struct result_workload, i);
}

/* Workloads are sorted by tool. */
static bool begins_tool(const Results *results, size_t workload)
{
    return !workload || strcmp(workload_at(results, workload)->tool,
                               workload_at(results, workload - 1)->tool) != 0;
}

static void look_at_workload(struct survey *survey, size_t kind,
                             struct diagnosis_place *place)
{
    Results *results = survey->results;
    bool is_pair = is_of_two(diagnosis_kinds[kind].scope);
    size_t last = is_pair ? last_reference(results) : 0;

    for (size_t a = 0; a <= last; a++) {
        place->reference = a;
        for (size_t b = is_pair ? a + 1 : 0; b < results->systems->len; b++) {
            place->system = b;
            look(survey, kind, place, b);
        }
    }
}

static void look_at_work(struct survey *survey, size_t kind)
{
    Results *results = survey->results;

    for (size_t i = 0; i < results->workloads->len; i++) {
        struct diagnosis_place place = {
            .results = results,
            .cell = SIZE_MAX,
            .workload = i,
            .tool = workload_at(results, i)->tool,
        };

        if (diagnosis_kinds[kind].scope == SCOPE_WORK ||
            begins_tool(results, i))
            look_at_workload(survey, kind, &place);
    }
}

static void add_found(Results *results, const struct result_diagnosis *found)
{
    g_array_append_vals(results->diagnoses, found, 1);
}

static void survey_kind(struct survey *survey, size_t kind)
{
    switch (diagnosis_kinds[kind].scope) {
    case SCOPE_PAIR:
    case SCOPE_SAMPLE:
    case SCOPE_CELL:
        look_at_cells(survey, kind);
        break;
    case SCOPE_WORK:
    case SCOPE_TOOL:
    case SCOPE_SYSTEM:
        look_at_work(survey, kind);
        break;
    case SCOPE_CONTROL:
        study_diagnose_controls(survey->results, add_found);
        break;
    }
}

/* ---- groups ---- */

static bool same_slug(const struct diagnosis_kind *a,
                      const struct diagnosis_kind *b)
{
    return !strcmp(a->slug, b->slug);
}

/* Rule 3; from and n are set. */
static void judge_group(const struct survey *survey,
                        struct diagnosis_group *group)
{
    double smallest = NAN, by_chance = 0;

    for (size_t i = 0; i < n_diagnosis_kinds; i++) {
        const struct diagnosis_kind *kind = &diagnosis_kinds[i];

        if (!same_slug(kind, group->kind))
            continue;
        group->tested += survey->tested[i];
        group->expected += kind->by_chance * (double)survey->tested[i];
        by_chance = fmax(by_chance, kind->by_chance);
    }
    for (size_t i = 0; i < group->n; i++)
        smallest = fmin(smallest,
                        g_array_index(survey->results->diagnoses,
                                      struct result_diagnosis, group->from + i)
                            .p);
    group->is_chance =
        by_chance > 0 &&
        (isnan(smallest) ? group->expected >= 1
                         : smallest * (double)group->tested >= CHANCE_ALPHA) &&
        cotejo_binomial_tail(group->n, group->tested, by_chance).p >=
            CHANCE_ALPHA;
    if (group->is_chance)
        group->severity = DIAGNOSIS_NOTE;
}

/* The places of equal severity keep the order of the table. */
static int compare_groups(const void *a, const void *b)
{
    const struct diagnosis_group *left = a, *right = b;

    if (left->severity != right->severity)
        return left->severity > right->severity ? -1 : 1;
    if (left->is_chance != right->is_chance)
        return left->is_chance - right->is_chance;
    return (left->from > right->from) - (left->from < right->from);
}

static void add_groups(const struct survey *survey)
{
    const Results *results = survey->results;
    GArray *found = results->diagnoses;

    for (guint i = 0; i < found->len; i++) {
        const struct diagnosis_kind *kind =
            g_array_index(found, struct result_diagnosis, i).kind;
        struct diagnosis_group group = {
            .kind = diagnosis_find(kind->slug),
            .severity = kind->severity,
            .from = i,
            .n = 1,
        };

        while (
            i + 1 < found->len &&
            same_slug(g_array_index(found, struct result_diagnosis, i + 1).kind,
                      kind)) {
            group.n++;
            i++;
        }
        judge_group(survey, &group);
        g_array_append_val(results->diagnosis_groups, group);
    }
    g_array_sort(results->diagnosis_groups, compare_groups);
}

/* Brings the diagnoses into the order of their groups. */
static void sort_diagnoses(const Results *results)
{
    GArray *sorted = g_array_new(FALSE, FALSE, sizeof(struct result_diagnosis));

    for (guint i = 0; i < results->diagnosis_groups->len; i++) {
        struct diagnosis_group *group = &g_array_index(
            results->diagnosis_groups, struct diagnosis_group, i);
        size_t from = sorted->len;

        g_array_append_vals(sorted,
                            &g_array_index(results->diagnoses,
                                           struct result_diagnosis,
                                           group->from),
                            (guint)group->n);
        group->from = from;
    }
    g_array_set_size(results->diagnoses, 0);
    g_array_append_vals(results->diagnoses, sorted->data, sorted->len);
    g_array_unref(sorted);
}

/* A finding about two systems concerns their comparison alone, one about a
 * system all comparisons that it is a side of. */
static bool concerns(const struct result_diagnosis *diagnosis,
                     const Results *results,
                     const struct result_comparison *comparison)
{
    size_t a = comparison->reference % results->systems->len;
    size_t b = comparison->subject % results->systems->len;
    size_t subject =
        diagnosis->cell == SIZE_MAX ? diagnosis->system : diagnosis->subject;

    if (diagnosis->cell == SIZE_MAX
            ? diagnosis->workload !=
                  cell_at(results, comparison->cell)->workload
            : diagnosis->cell != comparison->cell)
        return false;
    if (is_of_two(diagnosis->kind->scope))
        return diagnosis->reference == a && subject == b;
    return diagnosis->system == SIZE_MAX || diagnosis->system == a ||
           diagnosis->system == b;
}

static void mark_comparisons(Results *results,
                             const struct diagnosis_group *group)
{
    for (size_t i = 0; i < group->n; i++) {
        const struct result_diagnosis *diagnosis = &g_array_index(
            results->diagnoses, struct result_diagnosis, group->from + i);

        for (guint c = 0;
             diagnosis->kind->mark && c < results->comparisons->len; c++) {
            struct result_comparison *comparison = &g_array_index(
                results->comparisons, struct result_comparison, c);

            if (concerns(diagnosis, results, comparison))
                comparison->marks |= diagnosis->kind->mark;
        }
    }
}

void study_add_diagnoses(Results *results)
{
    g_autofree size_t *tested = g_new0(size_t, n_diagnosis_kinds);
    g_autofree struct known_trend *trends = g_new0(
        struct known_trend, results->cells->len * results->systems->len + 1);
    struct survey survey = {results, tested, trends};

    for (size_t i = 0; i < n_diagnosis_kinds; i++)
        survey_kind(&survey, i);
    add_groups(&survey);
    sort_diagnoses(results);
    for (guint i = 0; i < results->diagnosis_groups->len; i++) {
        const struct diagnosis_group *group = &g_array_index(
            results->diagnosis_groups, struct diagnosis_group, i);

        if (!group->is_chance)
            mark_comparisons(results, group);
    }
}

/* ---- words ---- */

static void append_part(GString *words, const char *separator, const char *part)
{
    g_string_append_printf(words, "%s%s", words->len ? separator : "", part);
}

char *diagnosis_place_words(const Results *results,
                            const struct result_diagnosis *diagnosis,
                            const char *separator)
{
    GString *words = g_string_new(NULL);
    enum diagnosis_scope scope = diagnosis->kind->scope;
    size_t system = diagnosis->system;

    if (diagnosis->workload != SIZE_MAX) {
        const struct result_workload *workload =
            workload_at(results, diagnosis->workload);

        append_part(words, separator, workload->tool);
        if (*workload->condition && scope != SCOPE_TOOL &&
            scope != SCOPE_SYSTEM)
            append_part(words, separator, workload->condition);
    }
    if (diagnosis->cell != SIZE_MAX) {
        append_part(words, separator, cell_at(results, diagnosis->cell)->name);
        system = results->systems->len > 2 ? diagnosis->subject : SIZE_MAX;
    }
    if (system != SIZE_MAX)
        append_part(
            words, separator,
            g_array_index(results->systems, struct result_system, system).name);
    /* Of all pairs the subject alone does not tell which. */
    if (system != SIZE_MAX && is_of_two(scope) && last_reference(results))
        g_string_append_printf(words, " against %s",
                               g_array_index(results->systems,
                                             struct result_system,
                                             diagnosis->reference)
                                   .name);
    return g_string_free(words, FALSE);
}

char *diagnosis_chance_words(const struct diagnosis_group *group)
{
    int decimals = group->expected < 0.0995 ? 2 : group->expected < 9.95;
    g_autofree char *expected = words_number(group->expected, decimals);

    if (!(group->expected > 0))
        return NULL;
    return g_strdup_printf("%zu of %zu tests say so; by chance %s would%s",
                           group->n, group->tested, expected,
                           group->is_chance ? ", so it may be nothing" : "");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Was it the same work, all of it, often enough, and in an order that lets a
 * difference be told from the passing of time?
 *
 * 1. Unequal work: the number of tests of an operation, or the bytes and
 *    files of the runs, are not the same in all runs of both systems. Runs
 *    that do not tell are taken at their word.
 * 2. Unequal parameters: a tool was run on both systems, never with the same
 *    parameters: there is nothing to compare.
 * 3. Failed requests: runs with failures, those that were left out too: what
 *    remains is what survived.
 * 4. Few runs: the rank test cannot reach the significance level at all; or a
 *    margin is given, the comparison is open, and to decide within it at the
 *    spread that was seen needs more runs (needed.c).
 * 5. Confounded order: by the times in the logs every run of one system ended
 *    up before every run of the other.
 */
#include <math.h>
#include <string.h>

#include "compare/diagnosis_test.h"

static const struct result_run *result_run_at(const Results *results, size_t i)
{
    return &g_array_index(results->runs, struct result_run, i);
}

static const Run *run_of(const struct diagnosis_place *place, size_t i)
{
    return result_run_at(place->results, i)->run;
}

/* ---- rule 1 ---- */

/* What a run prints about the work it did. */
static const struct {
    const char *tool, *metric;
    enum metric_level level;
    const char *words;
    /* A parameter with a value that says that it may differ. */
    const char *parameter, *free_value;
} amounts[] = {
    {"sql-bench", "op_tests", METRIC_OPERATION, "tests", NULL, NULL},
    {"ab", "document_length", METRIC_RUN, "bytes a document", "document_length",
     "variable"},
    {"httperf", "reply_size_content", METRIC_RUN, "bytes a reply", NULL, NULL},
    {"wget", "bytes", METRIC_RUN, "bytes", NULL, NULL},
    {"wget", "files", METRIC_RUN, "files", NULL, NULL},
};

/* The first run of both samples whose amount differs from the first amount
 * there is; NULL: none does. */
static const struct run_value *
find_other_amount(const struct diagnosis_place *place, const char *metric,
                  const struct run_value **first, size_t *run)
{
    const struct result_sample *samples[] = {place->a, place->b};

    *first = NULL;
    for (size_t s = 0; s < G_N_ELEMENTS(samples); s++) {
        for (size_t i = 0; i < samples[s]->data.n; i++) {
            const struct run_value *value = run_find(
                run_of(place, samples[s]->runs[i]), metric, place->at->item);

            *run = samples[s]->runs[i];
            if (value && *first &&
                decimal_compare(value->value, (*first)->value) != 0)
                return value;
            if (value && !*first)
                *first = value;
        }
    }
    return NULL;
}

static bool may_differ(const struct diagnosis_place *place, size_t amount)
{
    const char *value =
        amounts[amount].parameter
            ? run_find_parameter(run_of(place, place->a->runs[0]),
                                 amounts[amount].parameter)
            : NULL;

    return value && !strcmp(value, amounts[amount].free_value);
}

enum diagnosis_outcome
diagnose_unequal_work(const struct diagnosis_place *place,
                      struct result_diagnosis *diagnosis)
{
    const struct metric *metric = place->at->metric;
    const struct run_value *first = NULL, *other = NULL;
    bool tells = false;
    size_t run = 0, i = 0;

    for (; i < G_N_ELEMENTS(amounts) && !other; i++) {
        if (strcmp(amounts[i].tool, metric->tool) != 0 ||
            amounts[i].level != metric->level || may_differ(place, i))
            continue;
        other = find_other_amount(place, amounts[i].metric, &first, &run);
        tells |= first != NULL;
    }
    if (!other || !first)
        return tells ? DIAGNOSIS_SILENT : DIAGNOSIS_NO_TEST;
    diagnosis_show(diagnosis, run, other->line);
    diagnosis_evidence(diagnosis, "amount", decimal_to_double(first->value));
    diagnosis_evidence(diagnosis, "other_amount",
                       decimal_to_double(other->value));
    diagnosis_say(place, diagnosis, "%.15g %s in one run, %.15g in another",
                  decimal_to_double(first->value), amounts[i - 1].words,
                  decimal_to_double(other->value));
    return DIAGNOSIS_FIRES;
}

/* ---- rule 2 ---- */

/* A used run of that tool on a system; NULL: none. */
static const struct result_run *find_used(const Results *results,
                                          const char *tool, size_t system,
                                          size_t workload)
{
    for (guint i = 0; i < results->runs->len; i++) {
        const struct result_run *run = result_run_at(results, i);

        if (run->is_used && run->system == system &&
            (workload == SIZE_MAX || run->workload == workload) &&
            !strcmp(run->run->tool, tool))
            return run;
    }
    return NULL;
}

static bool has_common_work(const struct diagnosis_place *place)
{
    const Results *results = place->results;

    for (guint i = 0; i < results->workloads->len; i++) {
        const struct result_workload *workload =
            &g_array_index(results->workloads, struct result_workload, i);

        if (!strcmp(workload->tool, place->tool) &&
            find_used(results, place->tool, place->reference, i) &&
            find_used(results, place->tool, place->system, i))
            return true;
    }
    return false;
}

/* "c = 2 on KVM, 4 on Xen; path = / on KVM, /x on Xen" */
static char *parameter_words(const struct diagnosis_place *place, const Run *a,
                             const Run *b, size_t *n)
{
    GString *words = g_string_new(NULL);
    const char *name_a = diagnosis_system(place, place->reference);
    const char *name_b = diagnosis_system(place, place->system);

    for (guint i = 0; i < a->parameters->len; i++) {
        const struct run_field *field =
            &g_array_index(a->parameters, struct run_field, i);
        const char *other = run_find_parameter(b, field->name);

        if (other && !strcmp(other, field->value))
            continue;
        g_string_append_printf(words, "%s%s = %s on %s, %s on %s",
                               words->len ? "; " : "", field->name,
                               field->value, name_a,
                               other ? other : "not given", name_b);
        ++*n;
    }
    for (guint i = 0; i < b->parameters->len; i++) {
        const struct run_field *field =
            &g_array_index(b->parameters, struct run_field, i);

        if (run_find_parameter(a, field->name))
            continue;
        g_string_append_printf(words, "%s%s = %s only on %s",
                               words->len ? "; " : "", field->name,
                               field->value, name_b);
        ++*n;
    }
    return g_string_free(words, FALSE);
}

enum diagnosis_outcome
diagnose_unequal_parameters(const struct diagnosis_place *place,
                            struct result_diagnosis *diagnosis)
{
    const struct result_run *a =
        find_used(place->results, place->tool, place->reference, SIZE_MAX);
    const struct result_run *b =
        find_used(place->results, place->tool, place->system, SIZE_MAX);
    g_autofree char *words = NULL;
    size_t n = 0;

    if (!a || !b)
        return DIAGNOSIS_NO_TEST;
    if (has_common_work(place))
        return DIAGNOSIS_SILENT;
    words = parameter_words(place, a->run, b->run, &n);
    diagnosis_evidence(diagnosis, "parameters_that_differ", (double)n);
    diagnosis_say(place, diagnosis,
                  "%s was never run with the same "
                  "parameters on both: %s",
                  place->tool, words);
    return DIAGNOSIS_FIRES;
}

/* ---- rule 3 ---- */

static const char *const failures[] = {
    "failed-requests", "non-2xx",          "write-errors",
    "errors",          "client-limit",     "session-failures",
    "download-errors", "partial-download", "retried",
    "not-all-files",   "exit-status",      "incomplete-run",
};

static const char *const failure_notes[] = {
    "failed-module",
    "skipped-module",
    "unfinished-module",
};

static bool is_among(const char *slug, const char *const list[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!strcmp(list[i], slug))
            return true;
    }
    return false;
}

/* The words of a run's first failure, and its line; NULL: none. */
static const char *find_failure(const Run *run, uint32_t *line)
{
    for (guint i = 0; i < run->reasons->len; i++) {
        const struct run_reason *reason =
            &g_array_index(run->reasons, struct run_reason, i);

        *line = reason->line;
        if (is_among(reason->reason->slug, failures, G_N_ELEMENTS(failures)))
            return reason->message;
    }
    for (guint i = 0; i < run->notes->len; i++) {
        const struct run_note *note =
            &g_array_index(run->notes, struct run_note, i);

        *line = note->line;
        if (is_among(note->slug, failure_notes, G_N_ELEMENTS(failure_notes)))
            return note->message;
    }
    return NULL;
}

enum diagnosis_outcome
diagnose_failed_requests(const struct diagnosis_place *place,
                         struct result_diagnosis *diagnosis)
{
    GArray *runs = place->results->runs;
    size_t n = 0, n_failed = 0, n_used = 0;
    const char *first = NULL;

    for (guint i = 0; i < runs->len; i++) {
        const struct result_run *run = result_run_at(place->results, i);
        const char *words;
        uint32_t line;

        if (run->system != place->system || run->run->is_part ||
            run->run->status == RUN_REFUSED ||
            strcmp(run->run->tool, place->tool) != 0)
            continue;
        n++;
        words = find_failure(run->run, &line);
        if (!words)
            continue;
        n_failed++;
        n_used += run->is_used;
        if (!first) {
            first = words;
            diagnosis_show(diagnosis, i, line);
        }
    }
    if (!n)
        return DIAGNOSIS_NO_TEST;
    if (!n_failed)
        return DIAGNOSIS_SILENT;
    diagnosis_evidence(diagnosis, "runs", (double)n);
    diagnosis_evidence(diagnosis, "runs_with_failures", (double)n_failed);
    diagnosis_evidence(diagnosis, "of_them_used", (double)n_used);
    diagnosis_say(place, diagnosis,
                  "%zu of %zu runs had failures (the first: %s); %s", n_failed,
                  n, first,
                  !n_used              ? "they were left out"
                  : n_used == n_failed ? "they are in the numbers"
                                       : "some are in the numbers");
    return DIAGNOSIS_FIRES;
}

/* ---- rule 4 ---- */

enum diagnosis_outcome diagnose_single_run(const struct diagnosis_place *place,
                                           struct result_diagnosis *diagnosis)
{
    size_t a = place->a->data.n, b = place->b->data.n;

    if (a > 1 && b > 1)
        return DIAGNOSIS_SILENT;
    diagnosis_evidence(diagnosis, "n_reference", (double)a);
    diagnosis_evidence(diagnosis, "n_subject", (double)b);
    if (a == 1 && b == 1)
        diagnosis_say(place, diagnosis,
                      "one run of each system: nothing tells how much runs "
                      "vary");
    else
        diagnosis_say(
            place, diagnosis,
            "one run of %s: nothing tells how much its runs vary",
            diagnosis_system(place, a == 1 ? place->reference : place->system));
    return DIAGNOSIS_FIRES;
}

static double pooled_cv(const struct result_sample *a,
                        const struct result_sample *b)
{
    return cotejo_pooled_sd(&a->moments, &b->moments) / fabs(a->moments.mean);
}

static enum diagnosis_outcome
few_for_margin(const struct diagnosis_place *place,
               struct result_diagnosis *diagnosis)
{
    const struct result_comparison *comparison = place->comparison;
    size_t n = MIN(place->a->data.n, place->b->data.n), needed;
    const char *margin, *cv;

    if (!comparison || comparison->code != INCONCLUSIVE ||
        !comparison->needed.is_margin)
        return DIAGNOSIS_NO_TEST;
    needed = comparison->needed.runs_80;
    if (needed && n >= needed)
        return DIAGNOSIS_SILENT;
    margin = diagnosis_percent(place, comparison->needed.difference);
    cv = diagnosis_percent(place, pooled_cv(place->a, place->b));
    diagnosis_evidence(diagnosis, "n", (double)n);
    diagnosis_evidence(diagnosis, "n_needed",
                       needed ? (double)needed : (double)NAN);
    diagnosis_evidence(diagnosis, "margin", comparison->needed.difference);
    if (needed)
        diagnosis_say(place, diagnosis,
                      "runs that vary by %s (CV) need n = %zu a system to "
                      "decide within %s four times in five; there are %zu",
                      cv, needed, margin, n);
    else
        diagnosis_say(place, diagnosis,
                      "runs that vary by %s (CV) cannot decide within %s with "
                      "any number of runs in reach",
                      cv, margin);
    return DIAGNOSIS_FIRES;
}

/* A test of ranks or permutations that is below alpha could get there. */
static bool has_reached(const struct result_comparison *comparison,
                        double alpha)
{
    for (size_t i = 1; comparison && i < RESULT_TESTS; i++)
        if (comparison->beside[i].status == COTEJO_OK &&
            comparison->beside[i].p.p < alpha)
            return true;
    return false;
}

enum diagnosis_outcome diagnose_few_runs(const struct diagnosis_place *place,
                                         struct result_diagnosis *diagnosis)
{
    double alpha = 1 - place->results->options.confidence;
    size_t a = place->a->data.n, b = place->b->data.n;
    double smallest;

    if (a < 2 || b < 2 || (place->comparison && place->comparison->withheld))
        return DIAGNOSIS_NO_TEST;
    smallest = cotejo_smallest_p(a, b);
    if (smallest < alpha || has_reached(place->comparison, alpha))
        return few_for_margin(place, diagnosis);
    diagnosis_evidence(diagnosis, "n_reference", (double)a);
    diagnosis_evidence(diagnosis, "n_subject", (double)b);
    diagnosis_evidence(diagnosis, "smallest_p", smallest);
    diagnosis_say(place, diagnosis,
                  "%zu against %zu runs: a test of ranks cannot reach %s, its "
                  "smallest possible %s",
                  a, b, diagnosis_percent(place, alpha),
                  diagnosis_p(place, smallest));
    return DIAGNOSIS_FIRES;
}

/* ---- rule 5 ---- */

struct span {
    size_t n, last_run;
    int64_t first_s, last_s;
    bool is_known;
};

/* When the used runs of a workload on a system began. */
static struct span span_of(const struct diagnosis_place *place, size_t system)
{
    GArray *runs = place->results->runs;
    struct span span = {.is_known = true};

    for (guint i = 0; i < runs->len; i++) {
        const struct result_run *run = result_run_at(place->results, i);
        int64_t started = run->run->started_s;

        if (!run->is_used || run->system != system ||
            run->workload != place->workload)
            continue;
        if (started == RUN_TIME_UNKNOWN)
            span.is_known = false;
        if (!span.n || started < span.first_s)
            span.first_s = started;
        if (!span.n || started >= span.last_s) {
            span.last_s = started;
            span.last_run = i;
        }
        span.n++;
    }
    span.is_known = span.is_known && span.n > 0;
    return span;
}

enum diagnosis_outcome
diagnose_confounded_order(const struct diagnosis_place *place,
                          struct result_diagnosis *diagnosis)
{
    struct span a = span_of(place, place->reference),
                b = span_of(place, place->system);
    bool a_first = a.last_s < b.first_s;

    if (!a.is_known || !b.is_known || a.n < 2 || b.n < 2)
        return DIAGNOSIS_NO_TEST;
    if (!a_first && !(b.last_s < a.first_s))
        return DIAGNOSIS_SILENT;
    diagnosis_show(diagnosis, a_first ? a.last_run : b.last_run, 0);
    diagnosis_evidence(diagnosis, "n_reference", (double)a.n);
    diagnosis_evidence(diagnosis, "n_subject", (double)b.n);
    diagnosis_evidence(diagnosis, "gap_s",
                       a_first ? (double)(b.first_s - a.last_s)
                               : (double)(a.first_s - b.last_s));
    diagnosis_say(
        place, diagnosis,
        "all %zu runs of %s began before the first of %s: what "
        "changed on the machine meanwhile looks like a difference "
        "between them",
        a_first ? a.n : b.n,
        diagnosis_system(place, a_first ? place->reference : place->system),
        diagnosis_system(place, a_first ? place->system : place->reference));
    return DIAGNOSIS_FIRES;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare/results.h"

#include <stdarg.h>

#include "compare/control.h"
#include "compare/decide.h"
#include "compare/diagnosis.h"
#include "compare/study.h"

/* 1980-01-01T00:00:00Z, where no log tells a time. */
#define DATE_UNKNOWN_S INT64_C(315532800)

const char *study_string(Results *results, const char *string)
{
    return string ? g_string_chunk_insert_const(results->strings, string)
                  : NULL;
}

const char *study_printf(Results *results, const char *format, ...)
{
    g_autofree char *string = NULL;
    va_list arguments;

    va_start(arguments, format);
    string = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return study_string(results, string);
}

void study_warn(Results *results, const char *severity, const char *code,
                size_t cell, const char *system, const char *format, ...)
{
    g_autofree char *message = NULL;
    va_list arguments;

    va_start(arguments, format);
    message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_array_append_vals(results->warnings,
                        &(struct result_warning){
                            .code = code,
                            .severity = severity,
                            .message = study_string(results, message),
                            .system = system,
                            .cell = cell,
                        },
                        1);
}

/* The date that is written into documents: never the clock. */
static int64_t document_date(const Stored *stored)
{
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
    int64_t newest = DATE_UNKNOWN_S;
    uint64_t seconds;

    if (epoch && slice_to_count(slice_from(epoch), &seconds) &&
        seconds <= INT32_MAX * UINT64_C(100))
        return (int64_t)seconds;
    for (guint i = 0; i < stored->runs->len; i++) {
        const Run *run = g_array_index(stored->runs, struct stored_run, i).run;

        if (run->started_s != RUN_TIME_UNKNOWN && run->started_s > newest)
            newest = run->started_s;
    }
    return newest;
}

static char **copy_list(const char *const *list)
{
    GPtrArray *copy;

    if (!list)
        return NULL;
    copy = g_ptr_array_new();
    for (; *list; list++)
        g_ptr_array_add(copy, g_strdup(*list));
    g_ptr_array_add(copy, NULL);
    return (char **)g_ptr_array_free(copy, FALSE);
}

/* What the study declares of its links and systems. */
static void copy_declared(Results *results, const struct study_options *options)
{
    struct study_capacity *capacities =
        g_new(struct study_capacity, options->n_capacities + 1);
    struct study_control *controls =
        g_new(struct study_control, options->n_controls + 1);

    for (size_t i = 0; i < options->n_capacities; i++)
        capacities[i] = (struct study_capacity){
            study_string(results, options->capacities[i].name),
            options->capacities[i].bit_per_s};
    for (size_t i = 0; i < options->n_controls; i++)
        controls[i] = (struct study_control){
            study_string(results, options->controls[i].a),
            study_string(results, options->controls[i].b)};
    results->options.capacities = capacities;
    results->options.controls = controls;
    g_ptr_array_add(results->blocks, capacities);
    g_ptr_array_add(results->blocks, controls);
}

static void copy_options(Results *results, const struct study_options *options)
{
    char **metrics_copy = copy_list(options->metrics);
    char **include_copy = copy_list(options->include);

    results->options = *options;
    results->options.reference = study_string(results, options->reference);
    results->options.metrics = (const char *const *)metrics_copy;
    results->options.include = (const char *const *)include_copy;
    copy_declared(results, options);
    results->options.column = study_string(results, options->column);
    results->options.margin_absolute.text =
        study_string(results, options->margin_absolute.text);
    results->options.margin_absolute.base_unit =
        study_string(results, options->margin_absolute.base_unit);
    if (metrics_copy)
        g_ptr_array_add(results->lists, metrics_copy);
    if (include_copy)
        g_ptr_array_add(results->lists, include_copy);
}

static void free_list(void *list)
{
    g_strfreev(list);
}

static Results *results_empty(Stored *stored)
{
    Results *results = g_new0(Results, 1);

    results->stored = stored;
    results->strings = g_string_chunk_new(4096);
    results->blocks = g_ptr_array_new_with_free_func(g_free);
    results->lists = g_ptr_array_new_with_free_func(free_list);
    results->systems = g_array_new(FALSE, TRUE, sizeof(struct result_system));
    results->inputs = g_array_new(FALSE, TRUE, sizeof(struct result_input));
    results->runs = g_array_new(FALSE, TRUE, sizeof(struct result_run));
    results->workloads =
        g_array_new(FALSE, TRUE, sizeof(struct result_workload));
    results->cells = g_array_new(FALSE, TRUE, sizeof(struct result_cell));
    results->samples = g_array_new(FALSE, TRUE, sizeof(struct result_sample));
    results->comparisons =
        g_array_new(FALSE, TRUE, sizeof(struct result_comparison));
    results->families = g_array_new(FALSE, TRUE, sizeof(struct result_family));
    results->overall = g_array_new(FALSE, TRUE, sizeof(struct result_overall));
    results->groups = g_array_new(FALSE, TRUE, sizeof(struct result_group));
    results->requests =
        g_array_new(FALSE, TRUE, sizeof(struct result_requests));
    results->warnings = g_array_new(FALSE, TRUE, sizeof(struct result_warning));
    results->controls = g_array_new(FALSE, TRUE, sizeof(struct result_control));
    results->diagnoses =
        g_array_new(FALSE, TRUE, sizeof(struct result_diagnosis));
    results->diagnosis_groups =
        g_array_new(FALSE, TRUE, sizeof(struct diagnosis_group));
    return results;
}

void results_free(Results *results)
{
    GArray *arrays[] = {
        results->systems,     results->inputs,    results->runs,
        results->workloads,   results->cells,     results->samples,
        results->comparisons, results->families,  results->overall,
        results->groups,      results->requests,  results->warnings,
        results->controls,    results->diagnoses, results->diagnosis_groups,
    };

    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++)
        g_array_unref(arrays[i]);
    g_ptr_array_unref(results->blocks);
    g_ptr_array_unref(results->lists);
    g_string_chunk_free(results->strings);
    stored_free(results->stored);
    g_free(results);
}

Results *results_new(Stored *stored, const struct study_options *options,
                     GError **error)
{
    g_autoptr(Results) results = results_empty(stored);

    copy_options(results, options);
    if (!stored->systems->len) {
        cotejo_fail(error, COTEJO_ERROR_NOTHING, "no log was found");
        return NULL;
    }
    if (!study_options_check(results, error))
        return NULL;
    results->document_date_s = document_date(stored);
    study_add_systems(results);
    study_add_inputs(results);
    study_add_runs(results);
    study_add_cells(results);
    if (results->options.distributions)
        study_add_requests(results);
    if (!results->cells->len && !results->requests->len) {
        study_fail_nothing(results, error);
        return NULL;
    }
    study_add_comparisons(results);
    study_add_controls(results);
    study_add_diagnoses(results);
    return g_steal_pointer(&results);
}

const struct result_sample *results_sample(const Results *results, size_t cell,
                                           size_t system)
{
    return &g_array_index(results->samples, struct result_sample,
                          cell * results->systems->len + system);
}

const struct result_sample *
results_side(const Results *results, const struct result_comparison *comparison,
             size_t which)
{
    if (comparison->sides[which])
        return comparison->sides[which];
    return &g_array_index(results->samples, struct result_sample,
                          which ? comparison->subject : comparison->reference);
}

const struct result_comparison *results_comparison(const Results *results,
                                                   size_t cell, size_t subject)
{
    size_t at = results->comparison_at[cell * results->systems->len + subject];

    if (at == SIZE_MAX)
        return NULL;
    return &g_array_index(results->comparisons, struct result_comparison, at);
}

/* Of a family, whose comparisons are in the order of their cells. */
static const struct result_comparison *
find_in_family(const Results *results, const struct result_family *family,
               size_t cell)
{
    size_t from = family->from, to = family->to;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const struct result_comparison *it = &g_array_index(
            results->comparisons, struct result_comparison, middle);

        if (it->cell == cell)
            return it;
        if (it->cell < cell)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

const struct result_comparison *results_pair(const Results *results,
                                             size_t cell, size_t reference,
                                             size_t subject)
{
    if (reference == results->reference)
        return results_comparison(results, cell, subject);
    for (guint i = 0; i < results->families->len; i++) {
        const struct result_family *family =
            &g_array_index(results->families, struct result_family, i);
        const struct result_comparison *it =
            family->reference == reference && family->subject == subject
                ? find_in_family(results, family, cell)
                : NULL;

        if (it)
            return it;
    }
    return NULL;
}

int results_direction(const Results *results, const struct metric *metric)
{
    static const int directions[] = {
        [BETTER_UNKNOWN] = 0,
        [BETTER_HIGHER] = 1,
        [BETTER_LOWER] = -1,
    };
    int direction = metric_direction(metric);

    return direction || metric->use != METRIC_HEADLINE
               ? direction
               : directions[results->options.better];
}

enum study_test study_deciding_test(const struct study_options *options)
{
    if (options->test != TEST_DEFAULT)
        return options->test;
    return options->pairing == PAIRING_NONE ? TEST_WELCH : TEST_PAIRED_T;
}

const char *results_test_name(const Results *results)
{
    return study_tests[study_deciding_test(&results->options)].name;
}

const char *results_test_words(const Results *results)
{
    /* Of all pairs of systems the p of a pair holds for all of them. */
    static const char *const of_pairs[] = {
        [TEST_WELCH] = "the Games-Howell test",
        [TEST_STUDENT] = "the Tukey-Kramer test",
        [TEST_MANN_WHITNEY] = "Dunn's test",
        [TEST_WILCOXON] = NULL,
    };
    enum study_test test = study_deciding_test(&results->options);

    return study_is_family_wise(results) && of_pairs[test]
               ? of_pairs[test]
               : study_tests[test].words;
}

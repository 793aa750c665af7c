/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * results.json, schema cotejo.results/1. Fields are only added; a renamed or
 * removed one changes the number.
 *
 * 1. Values are in base units (seconds, bytes, per second) and fractions;
 *    undefined is null. Strings as people read them stand under "text".
 * 2. Names are exact; invalid UTF-8, which JSON cannot hold, is U+FFFD.
 * 3. A sample or comparison is told by metric and condition, as in the CSV
 *    files, and by "cell", which is unique and a key of \cotejo{...}.
 * 4. The digest covers "schema" to "warnings": not the program and the
 *    command, nor what a bundle adds (figures, tables, files), so that one
 *    table and the whole bundle made of the same results carry the same.
 */
#include "report/json.h"

#include <string.h>

#include "compare/slug.h"
#include "compare/words.h"
#include "report/json_writer.h"
#include "report/report_diagnosis.h"
#include "report/view.h"

#define SCHEMA "cotejo.results/1"

static void write_list(struct json_writer *json, const char *key,
                       const char *const *list)
{
    json_open(json, key, '[');
    for (; list && *list; list++)
        json_text(json, NULL, *list);
    json_close(json, ']');
}

/* {"en": text}; other languages are further keys. */
static void write_words(struct json_writer *json, const char *key,
                        const char *text)
{
    json_open(json, key, '{');
    json_text(json, "en", text);
    json_close(json, '}');
}

static void write_options(struct json_writer *json, const Results *results)
{
    const struct study_options *options = &results->options;

    json_open(json, "options", '{');
    json_text(json, "reference",
              view_system(results, results->reference)->name);
    json_number(json, "confidence", options->confidence);
    json_number(json, "margin", options->margin);
    json_text(json, "margin_absolute", options->margin_absolute.text);
    json_flag(json, "margin_linear", options->margin_linear);
    json_text(json, "adjustment", view_adjustment(options->adjust));
    json_text(json, "test", view_test(results));
    json_text(json, "interval", view_interval(options->interval));
    json_flag(json, "simultaneous", options->simultaneous);
    json_count(json, "seed", options->seed);
    json_text(json, "paired", view_pairing(options->pairing));
    json_text(json, "zeros", options->pratt ? "pratt" : "drop");
    json_text(json, "better", view_better_option(options->better));
    json_text(json, "column", options->column);
    json_text(json, "pairs", options->pairs == PAIRS_ALL ? "all" : "reference");
    write_list(json, "metrics", options->metrics);
    write_list(json, "include", options->include);
    json_close(json, '}');
}

/* The first run of each input, and how many lines its format passed over. */
struct input_facts {
    const Run *first;
    size_t runs, skipped_lines;
};

static struct input_facts *input_facts(const Results *results)
{
    struct input_facts *facts =
        g_new0(struct input_facts, results->inputs->len + 1);

    for (guint i = 0; i < results->runs->len; i++) {
        const struct result_run *run = RESULT(results->runs, result_run, i);
        struct input_facts *fact = &facts[run->input];

        if (!fact->first)
            fact->first = run->run;
        fact->runs++;
        for (guint k = 0; k < run->run->notes->len; k++)
            if (!strcmp(RESULT(run->run->notes, run_note, k)->slug,
                        "unknown-line"))
                fact->skipped_lines++;
    }
    return facts;
}

static void write_inputs(struct json_writer *json, const Results *results)
{
    g_autofree struct input_facts *facts = input_facts(results);
    g_autofree const char **paths = view_paths(results);

    json_open(json, "inputs", '[');
    for (guint i = 0; i < results->inputs->len; i++) {
        const struct result_input *input =
            RESULT(results->inputs, result_input, i);
        const Run *run = facts[i].first;
        g_autofree char *started = run && run->started_s != RUN_TIME_UNKNOWN
                                       ? view_date(run->started_s)
                                       : NULL;

        json_open(json, NULL, '{');
        json_count(json, "id", i);
        json_text(json, "path", paths[i]);
        json_count(json, "bytes", input->bytes);
        json_text(json, "sha256", input->sha256);
        json_text(json, "format", input->is_foreign ? NULL : input->format);
        json_text(json, "tool_version", run ? run->tool_version : NULL);
        json_text(json, "started", started);
        json_text(json, "system", input->system);
        json_count(json, "skipped_lines", facts[i].skipped_lines);
        json_count(json, "runs", facts[i].runs);
        json_text(json, "refusal", input->refusal);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_systems(struct json_writer *json, const Results *results)
{
    json_open(json, "systems", '[');
    for (guint i = 0; i < results->systems->len; i++) {
        const struct result_system *system = view_system(results, i);
        g_autofree char *id = slug_make(system->name, NULL);

        json_open(json, NULL, '{');
        json_text(json, "id", id);
        json_text(json, "name", system->name);
        json_text(json, "role", system->is_reference ? "reference" : "subject");
        json_count(json, "order", i);
        json_count(json, "runs_good", system->n_runs[RUN_GOOD]);
        json_count(json, "runs_gated", system->n_runs[RUN_GATED]);
        json_count(json, "runs_refused", system->n_runs[RUN_REFUSED]);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_metric(struct json_writer *json, const Results *results,
                         const struct result_cell *cell)
{
    g_autofree char *id = view_metric_id(cell);

    json_open(json, NULL, '{');
    json_text(json, "id", id);
    json_text(json, "tool", cell->metric->tool);
    write_words(json, "name", cell->name);
    json_text(json, "unit", cell->metric->base_unit);
    json_text(json, "class", view_class(cell->metric));
    json_text(json, "better", view_better(results, cell->metric));
    json_count(json, "decimals", (uint64_t)MAX(cell->log_decimals, 0));
    json_text(json, "metric", cell->metric->name);
    json_text(json, "item", cell->item);
    json_text(json, "shown_unit", cell->unit);
    json_number(json, "shown_factor", cell->display_factor);
    json_close(json, '}');
}

/* Each metric once, though several workloads may have it. */
static void write_metrics(struct json_writer *json, const Results *results)
{
    g_autoptr(GHashTable) known =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    json_open(json, "metrics", '[');
    for (guint i = 0; i < results->cells->len; i++) {
        const struct result_cell *cell = view_cell(results, i);

        if (g_hash_table_add(known, view_metric_id(cell)))
            write_metric(json, results, cell);
    }
    json_close(json, ']');
}

/* What both samples and comparisons begin with. */
static void write_place(struct json_writer *json, const Results *results,
                        const struct result_cell *cell)
{
    g_autofree char *id = view_metric_id(cell);
    const struct result_workload *workload = view_workload(results, cell);

    json_text(json, "metric", id);
    json_text(json, "condition", workload->condition);
    json_text(json, "cell", cell->slug);
    json_text(json, "workload", workload->key);
}

static void write_values(struct json_writer *json, const Results *results,
                         const GArray *values)
{
    json_open(json, "values", '[');
    for (guint i = 0; i < values->len; i++)
        json_number(json, NULL, RESULT(values, view_value, i)->value);
    json_close(json, ']');
    json_open(json, "use", '[');
    for (guint i = 0; i < values->len; i++)
        json_count(json, NULL, RESULT(values, view_value, i)->is_used);
    json_close(json, ']');
    json_open(json, "flags", '[');
    for (guint i = 0; i < values->len; i++) {
        const struct view_value *value = RESULT(values, view_value, i);

        json_text(
            json, NULL,
            view_flags(value, RESULT(results->runs, result_run, value->run)));
    }
    json_close(json, ']');
    json_open(json, "source", '[');
    for (guint i = 0; i < values->len; i++) {
        const struct view_value *value = RESULT(values, view_value, i);

        json_open(json, NULL, '{');
        json_count(json, "input",
                   RESULT(results->runs, result_run, value->run)->input);
        json_count(json, "line", value->from->line);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_interval(struct json_writer *json, const char *key,
                           const char *method,
                           const struct cotejo_interval *interval)
{
    json_open(json, key, '{');
    json_number(json, "level", round(interval->level * 1e12) / 1e12);
    json_text(json, "method", method);
    json_number(json, "low", interval->low);
    json_number(json, "high", interval->high);
    json_close(json, '}');
}

static void write_sample_text(struct json_writer *json,
                              const struct sample_text *text)
{
    json_open(json, "text", '{');
    json_open(json, "en", '{');
    json_text(json, "n", text->n);
    json_text(json, "mean", text->mean);
    json_text(json, "interval", text->interval);
    json_text(json, "sd", text->sd);
    json_text(json, "median", text->median);
    json_text(json, "q1", text->q1);
    json_text(json, "q3", text->q3);
    json_text(json, "min", text->min);
    json_text(json, "max", text->max);
    json_text(json, "cv", text->cv);
    json_close(json, '}');
    json_close(json, '}');
}

static void write_robust(struct json_writer *json,
                         const struct result_sample *sample)
{
    const struct cotejo_median_interval *median = &sample->median_interval;
    const struct cotejo_runs *runs = &sample->runs_test;
    bool has_runs = runs->status == COTEJO_OK;

    json_open(json, "median_ci", '{');
    json_number(json, "coverage", median->coverage);
    json_number(json, "low", median->interval.low);
    json_number(json, "high", median->interval.high);
    json_flag(json, "reaches_level", median->reaches_level);
    json_close(json, '}');
    json_number(json, "mad", sample->mad);
    json_open(json, "runs_test", '{');
    json_number(json, "runs", has_runs ? (double)runs->runs : (double)NAN);
    json_number(json, "above", has_runs ? (double)runs->above : (double)NAN);
    json_number(json, "below", has_runs ? (double)runs->below : (double)NAN);
    json_number(json, "p", has_runs ? runs->p.p : (double)NAN);
    json_close(json, '}');
}

static void write_sample(struct json_writer *json, const Results *results,
                         size_t cell, size_t system)
{
    const struct result_sample *sample = results_sample(results, cell, system);
    const struct cotejo_moments *moments = &sample->moments;
    g_autoptr(GArray) values = view_values(results, cell, system);

    json_open(json, NULL, '{');
    write_place(json, results, view_cell(results, cell));
    json_text(json, "system", view_system(results, system)->name);
    json_count(json, "n", sample->data.n);
    write_values(json, results, values);
    json_number(json, "mean", moments->mean);
    json_number(json, "sd", moments->sd);
    json_number(json, "se", moments->se);
    json_number(json, "median", sample->median);
    json_number(json, "q1", sample->q1);
    json_number(json, "q3", sample->q3);
    json_number(json, "min", moments->min);
    json_number(json, "max", moments->max);
    json_number(json, "cv", moments->cv);
    write_interval(json, "ci", "student-t", &sample->interval);
    write_robust(json, sample);
    write_sample_text(json, &sample->text);
    json_close(json, '}');
}

static void write_samples(struct json_writer *json, const Results *results)
{
    json_open(json, "samples", '[');
    for (size_t cell = 0; cell < results->cells->len; cell++)
        for (size_t system = 0; system < results->systems->len; system++)
            if (results_sample(results, cell, system)->data.n ||
                results_sample(results, cell, system)->n_left_out)
                write_sample(json, results, cell, system);
    json_close(json, ']');
}

static void write_difference(struct json_writer *json,
                             const struct result_comparison *comparison)
{
    const struct cotejo_ratio *ratio = &comparison->ratio;

    json_open(json, "diff", '{');
    json_number(json, "estimate", comparison->difference.estimate);
    json_number(json, "low", comparison->difference.interval.low);
    json_number(json, "high", comparison->difference.interval.high);
    json_number(json, "level",
                round(comparison->difference.interval.level * 1e12) / 1e12);
    json_text(json, "method", comparison->difference.method);
    json_close(json, '}');
    json_open(json, "rel_diff", '{');
    json_number(json, "estimate", ratio->ratio - 1.0);
    json_number(json, "low", ratio->interval.low - 1.0);
    json_number(json, "high", ratio->interval.high - 1.0);
    json_number(json, "level", round(ratio->interval.level * 1e12) / 1e12);
    json_text(json, "method", comparison->ratio_method);
    json_text(json, "undefined", words_of_ratio_status(ratio->status));
    json_close(json, '}');
}

static bool is_t(const struct result_test *test)
{
    return test->which == TEST_WELCH || test->which == TEST_STUDENT ||
           test->which == TEST_PAIRED_T;
}

/* How exact p is: counted, or estimated from shuffles. */
static void write_sampling(struct json_writer *json,
                           const struct result_test *test)
{
    json_flag(json, "exact", test->is_exact);
    json_number(json, "resamples",
                test->resamples ? (double)test->resamples : (double)NAN);
    json_number(json, "standard_error", test->p_se);
}

/* The tests beside each other, and whether they are on one side of alpha. */
static void write_beside(struct json_writer *json, const Results *results,
                         const struct result_comparison *comparison)
{
    json_open(json, "tests", '[');
    for (size_t i = 0; i < RESULT_TESTS; i++) {
        const struct result_test *test = &comparison->beside[i];

        json_open(json, NULL, '{');
        json_text(json, "name", test->slug);
        json_number(json, "statistic", test->statistic);
        json_number(json, "p", test->p.p);
        json_number(json, "log10_p", test->p.log10_p);
        if (results->options.pairs == PAIRS_ALL)
            json_number(json, "p_of_pairs", test->p_of_pairs.p);
        write_sampling(json, test);
        json_number(json, "least_p", test->least_p);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_open(json, "agreement", '{');
    json_flag(json, "fragile", comparison->dissent != COTEJO_AGREED);
    json_text(json, "cause",
              comparison->dissent == COTEJO_AGREED
                  ? NULL
                  : cotejo_dissent_name(comparison->dissent));
    json_number(json, "p_without_outliers", comparison->p_without_outliers.p);
    json_close(json, '}');
}

static void write_tests(struct json_writer *json, const Results *results,
                        const struct result_comparison *comparison)
{
    const struct result_test *test = &comparison->test;
    const struct result_family *family =
        RESULT(results->families, result_family, comparison->family);

    json_open(json, "test", '{');
    json_text(json, "name", test->slug);
    json_number(json, "statistic", test->statistic);
    json_number(json, "df", is_t(test) ? comparison->welch.df : (double)NAN);
    json_number(json, "p", test->p.p);
    json_number(json, "log10_p", test->p.log10_p);
    write_sampling(json, test);
    json_number(json, "p_adjusted", comparison->p_adjusted.p);
    json_text(json, "adjustment", view_adjustment(results->options.adjust));
    json_text(json, "family", family->name);
    json_count(json, "family_size", family->size);
    json_close(json, '}');
    json_open(json, "mann_whitney", '{');
    json_number(json, "u", comparison->mann_whitney.u);
    json_number(json, "p", comparison->mann_whitney.p.p);
    json_flag(json, "exact", comparison->mann_whitney.exact);
    json_close(json, '}');
}

static void write_needed(struct json_writer *json,
                         const struct result_comparison *comparison)
{
    const struct result_needed *needed = &comparison->needed;

    if (comparison->code != INCONCLUSIVE)
        return;
    json_open(json, "needed", '{');
    json_number(json, "difference", needed->difference);
    json_text(json, "difference_is", needed->is_margin ? "margin" : "observed");
    json_count(json, "runs_80", needed->runs_80);
    json_count(json, "runs_90", needed->runs_90);
    json_number(json, "detectable", needed->detectable);
    json_number(json, "equivalence_power", needed->equal);
    json_close(json, '}');
}

static void write_estimate(struct json_writer *json, const char *key,
                           double estimate,
                           const struct cotejo_interval *interval)
{
    json_open(json, key, '{');
    json_number(json, "estimate", estimate);
    json_number(json, "low", interval->low);
    json_number(json, "high", interval->high);
    json_close(json, '}');
}

static void write_effect(struct json_writer *json,
                         const struct result_comparison *comparison)
{
    const struct cotejo_dominance *dominance = &comparison->dominance;

    json_open(json, "effect", '{');
    json_number(json, "cliffs_delta", dominance->delta);
    write_estimate(json, "vargha_delaney_a", dominance->a,
                   &dominance->a_interval);
    write_estimate(json, "hedges_g", comparison->hedges.g,
                   &comparison->hedges.interval);
    write_estimate(json,
                   comparison->n_pairs ? "walsh_median" : "hodges_lehmann",
                   comparison->shift.shift, &comparison->shift.interval);
    json_number(json, "shift_coverage", comparison->shift.coverage);
    json_close(json, '}');
}

static void write_equivalence(struct json_writer *json, const Results *results,
                              const struct result_comparison *comparison)
{
    const struct cotejo_equivalence *equivalence = &comparison->equivalence;
    /* Of the ratio low and high are told from 1; of a difference they are in
     * base units, as the margin is. */
    double from = comparison->is_absolute ? 0.0 : 1.0;

    json_open(json, "equivalence", '{');
    json_text(json, "of", comparison->is_absolute ? "difference" : "ratio");
    json_number(json, "margin",
                comparison->is_absolute ? equivalence->bound_high
                                        : results->options.margin);
    json_number(json, "level",
                round(equivalence->interval.level * 1e12) / 1e12);
    json_number(json, "low", equivalence->interval.low - from);
    json_number(json, "high", equivalence->interval.high - from);
    json_number(json, "p", equivalence->p.p);
    json_number(json, "smallest_margin", equivalence->smallest_margin);
    json_close(json, '}');
}

static void write_comparison_text(struct json_writer *json,
                                  const struct comparison_text *text)
{
    json_open(json, "text", '{');
    json_open(json, "en", '{');
    json_text(json, "difference", text->difference);
    json_text(json, "difference_full", text->difference_full);
    json_text(json, "percent", text->percent);
    json_text(json, "percent_interval", text->percent_interval);
    json_text(json, "ratio", text->ratio);
    json_text(json, "t", text->t);
    json_text(json, "df", text->df);
    json_text(json, "p", text->p);
    json_text(json, "p_adjusted", text->p_adjusted);
    json_text(json, "smallest_margin", text->smallest_margin);
    json_text(json, "verdict", text->verdict);
    json_text(json, "why", text->why);
    json_text(json, "tests", text->tests);
    json_text(json, "effect", text->effect);
    json_text(json, "hedges", text->hedges);
    json_text(json, "shift", text->shift);
    json_text(json, "needed", text->needed);
    json_text(json, "touches_zero", text->touches);
    json_text(json, "alike", text->alike);
    json_text(json, "bases", text->bases);
    json_close(json, '}');
    json_close(json, '}');
}

static void write_comparison(struct json_writer *json, const Results *results,
                             const struct result_comparison *comparison)
{
    const struct result_sample *reference =
        results_side(results, comparison, 0);
    const struct result_sample *subject = results_side(results, comparison, 1);

    json_open(json, NULL, '{');
    write_place(json, results, view_cell(results, comparison->cell));
    json_text(json, "reference", view_system(results, reference->system)->name);
    json_text(json, "subject", view_system(results, subject->system)->name);
    json_count(json, "n_reference", reference->data.n);
    json_count(json, "n_subject", subject->data.n);
    if (comparison->n_pairs) {
        json_count(json, "n_pairs", comparison->n_pairs);
        json_count(json, "n_alike", comparison->n_alike);
    }
    write_difference(json, comparison);
    write_tests(json, results, comparison);
    write_equivalence(json, results, comparison);
    write_beside(json, results, comparison);
    write_effect(json, comparison);
    write_needed(json, comparison);
    json_text(json, "verdict", view_verdict(comparison->code));
    json_text(json, "statistics", cotejo_verdict_name(comparison->verdict));
    json_text(json, "withheld", comparison->withheld);
    json_open(json, "marks", '[');
    for (size_t i = 0; i < n_view_marks; i++)
        if (comparison->marks & view_marks[i].bit)
            json_text(json, NULL, view_marks[i].slug);
    json_close(json, ']');
    write_comparison_text(json, &comparison->text);
    json_close(json, '}');
}

static void write_request_quantiles(struct json_writer *json,
                                    const struct result_requests *requests)
{
    json_open(json, "quantiles", '[');
    for (size_t i = 0; i < RESULT_QUANTILES; i++) {
        const struct result_quantile *quantile = &requests->quantiles[i];

        if (!quantile->moments.n)
            continue;
        json_open(json, NULL, '{');
        json_number(json, "p", quantile->p);
        json_number(json, "mean", quantile->moments.mean);
        json_number(json, "sd", quantile->moments.sd);
        json_number(json, "low", quantile->interval.low);
        json_number(json, "high", quantile->interval.high);
        json_number(json, "min", quantile->moments.min);
        json_number(json, "max", quantile->moments.max);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_requests(struct json_writer *json, const Results *results)
{
    if (!results->options.distributions)
        return;
    json_open(json, "requests", '[');
    for (guint i = 0; i < results->requests->len; i++) {
        const struct result_requests *requests =
            RESULT(results->requests, result_requests, i);

        json_open(json, NULL, '{');
        json_text(json, "workload", requests->key);
        json_text(json, "system", view_system(results, requests->system)->name);
        json_text(json, "metric", requests->metric->name);
        json_text(json, "unit", requests->metric->base_unit);
        json_count(json, "runs", requests->n_runs);
        json_count(json, "fewest", requests->fewest);
        json_count(json, "most", requests->most);
        json_number(json, "resolution", requests->resolution);
        write_request_quantiles(json, requests);
        json_number(json, "sd_between", requests->sd_between);
        json_number(json, "sd_within", requests->sd_within);
        json_number(json, "icc", requests->icc);
        json_number(json, "design_effect", requests->design_effect);
        json_number(json, "effective_n", requests->effective_n);
        write_words(json, "text", requests->words);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_group(struct json_writer *json, const Results *results,
                        const struct result_group *group)
{
    json_open(json, NULL, '{');
    write_place(json, results, view_cell(results, group->cell));
    json_open(json, "systems", '[');
    for (size_t i = 0; i < group->n_systems; i++)
        json_text(json, NULL, view_system(results, group->systems[i])->name);
    json_close(json, ']');
    json_open(json, "welch_anova", '{');
    json_number(json, "f", group->welch.f);
    json_number(json, "df1", group->welch.df1);
    json_number(json, "df2", group->welch.df2);
    json_number(json, "p", group->welch.p.p);
    json_close(json, '}');
    json_open(json, "anova", '{');
    json_number(json, "f", group->classical.f);
    json_number(json, "df1", group->classical.df_between);
    json_number(json, "df2", group->classical.df_within);
    json_number(json, "p", group->classical.p.p);
    json_close(json, '}');
    json_open(json, "kruskal_wallis", '{');
    json_number(json, "h", group->kruskal.h);
    json_number(json, "df", group->kruskal.df);
    json_number(json, "p", group->kruskal.p.p);
    json_close(json, '}');
    json_open(json, "letters", '[');
    for (size_t i = 0; group->letters && i < group->n_systems; i++)
        json_text(json, NULL, group->letters[i]);
    json_close(json, ']');
    write_words(json, "text", group->words);
    json_close(json, '}');
}

static void write_groups(struct json_writer *json, const Results *results)
{
    json_open(json, "groups", '[');
    for (guint i = 0; i < results->groups->len; i++)
        write_group(json, results, RESULT(results->groups, result_group, i));
    json_close(json, ']');
}

static void write_overall(struct json_writer *json, const Results *results)
{
    json_open(json, "overall", '[');
    for (guint i = 0; i < results->overall->len; i++) {
        const struct result_overall *overall =
            RESULT(results->overall, result_overall, i);

        json_open(json, NULL, '{');
        json_text(json, "workload",
                  RESULT(results->workloads, result_workload, overall->workload)
                      ->key);
        json_text(json, "subject",
                  view_system(results, overall->subject)->name);
        json_count(json, "metrics", overall->n_metrics);
        json_text(json, "method", overall->method);
        json_number(json, "ratio", overall->ratio.ratio);
        json_number(json, "low", overall->ratio.interval.low);
        json_number(json, "high", overall->ratio.interval.high);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_warnings(struct json_writer *json, const Results *results)
{
    json_open(json, "warnings", '[');
    for (guint i = 0; i < results->warnings->len; i++) {
        const struct result_warning *warning =
            RESULT(results->warnings, result_warning, i);
        const struct result_cell *cell =
            warning->cell == SIZE_MAX ? NULL
                                      : view_cell(results, warning->cell);
        g_autofree char *metric = cell ? view_metric_id(cell) : NULL;

        json_open(json, NULL, '{');
        json_text(json, "code", warning->code);
        json_text(json, "severity", warning->severity);
        json_text(json, "metric", metric);
        json_text(json, "condition",
                  cell ? view_workload(results, cell)->condition : NULL);
        json_text(json, "system", warning->system);
        write_words(json, "message", warning->message);
        json_text(json, "cell", cell ? cell->slug : NULL);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* A run that enters nothing, with all it is reproached with. */
static void write_left_out(struct json_writer *json,
                           const struct result_run *run)
{
    json_open(json, NULL, '{');
    json_count(json, "input", run->input);
    json_count(json, "line", run->run->line);
    json_text(json, "tool", run->run->tool);
    json_text(json, "status", view_status(run->run->status));
    json_open(json, "reasons", '[');
    for (guint k = 0; k < run->run->reasons->len; k++) {
        const struct run_reason *reason =
            RESULT(run->run->reasons, run_reason, k);

        json_open(json, NULL, '{');
        json_text(json, "reason", reason->reason->slug);
        json_count(json, "line", reason->line);
        json_text(json, "message", reason->message);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
}

static void write_runs_left_out(struct json_writer *json,
                                const Results *results)
{
    json_open(json, "runs_left_out", '[');
    for (guint i = 0; i < results->runs->len; i++) {
        const struct result_run *run = RESULT(results->runs, result_run, i);

        if (!run->is_used && !run->run->is_part && run->run->status != RUN_GOOD)
            write_left_out(json, run);
    }
    json_close(json, ']');
}

/* All that the digest covers. */
static void write_results(struct json_writer *json, const Results *results)
{
    g_autofree char *date = view_date(results->document_date_s);

    json_text(json, "schema", SCHEMA);
    json_text(json, "document_date", date);
    json_text(json, "language", "en");
    write_options(json, results);
    write_inputs(json, results);
    write_systems(json, results);
    write_metrics(json, results);
    write_samples(json, results);
    json_open(json, "comparisons", '[');
    for (guint i = 0; i < results->comparisons->len; i++)
        write_comparison(json, results, view_comparison(results, i));
    json_close(json, ']');
    write_groups(json, results);
    write_requests(json, results);
    write_overall(json, results);
    write_runs_left_out(json, results);
    report_diagnoses_json(json, results);
    write_warnings(json, results);
}

static void write_ink(struct json_writer *json, const struct json_ink *ink)
{
    json_open(json, "font", '{');
    json_text(json, "family", ink->font_family);
    json_text(json, "sha256", ink->font_sha256);
    json_close(json, '}');
    json_open(json, "libraries", '{');
    for (const char *const *at = ink->libraries; *at; at += 2)
        json_text(json, at[0], at[1]);
    json_close(json, '}');
}

static void write_program(struct json_writer *json, const char *command,
                          const struct json_ink *ink, const char *digest)
{
    json_open(json, "program", '{');
    json_text(json, "name", "cotejo");
    json_text(json, "version", COTEJO_VERSION);
    json_text(json, "command", command);
    json_text(json, "results_sha256", digest);
    if (ink)
        write_ink(json, ink);
    json_close(json, '}');
}

static void write_bundle(struct json_writer *json,
                         const struct json_bundle *bundle)
{
    json_open(json, "figures", '[');
    for (size_t i = 0; i < bundle->n_figures; i++) {
        const struct json_figure *figure = &bundle->figures[i];

        json_open(json, NULL, '{');
        json_text(json, "name", figure->name);
        json_text(json, "chart", figure->chart);
        write_list(json, "files", figure->files);
        write_words(json, "alt", figure->alt);
        write_words(json, "caption", figure->caption);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_open(json, "tables", '[');
    for (size_t i = 0; i < bundle->n_tables; i++) {
        json_open(json, NULL, '{');
        json_text(json, "name", bundle->tables[i].name);
        json_text(json, "file", bundle->tables[i].file);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_open(json, "files", '[');
    for (size_t i = 0; i < bundle->n_files; i++) {
        json_open(json, NULL, '{');
        json_text(json, "path", bundle->files[i].path);
        json_text(json, "sha256", bundle->files[i].sha256);
        json_close(json, '}');
    }
    json_close(json, ']');
}

void report_json_bundle(const Results *results,
                        const struct json_bundle *bundle, GString *out)
{
    struct json_writer json = {.out = out, .flat_from = 2};
    char own_digest[65];
    const char *digest = bundle->digest;

    if (!digest) {
        report_digest(results, own_digest);
        digest = own_digest;
    }
    json_open(&json, NULL, '{');
    write_program(&json, bundle->command, bundle->ink, digest);
    write_results(&json, results);
    write_bundle(&json, bundle);
    json_close(&json, '}');
    g_string_append_c(out, '\n');
}

void report_json(const Results *results, const char *command, GString *out)
{
    report_json_bundle(results, &(struct json_bundle){.command = command}, out);
}

void report_digest(const Results *results, char digest[65])
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *sum = NULL;
    struct json_writer json = {.out = text, .flat_from = 2};

    json_open(&json, NULL, '{');
    write_results(&json, results);
    json_close(&json, '}');
    sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text->str,
                                        (gssize)text->len);
    g_strlcpy(digest, sum, 65);
}

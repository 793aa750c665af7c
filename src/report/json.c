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
#include "report/json_parts.h"
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
    json_place(json, results, view_cell(results, cell));
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
    json_interval(json, "ci", "student-t", &sample->interval);
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
        json_words(json, "text", requests->words);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_group(struct json_writer *json, const Results *results,
                        const struct result_group *group)
{
    json_open(json, NULL, '{');
    json_place(json, results, view_cell(results, group->cell));
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
    json_words(json, "text", group->words);
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
        json_words(json, "message", warning->message);
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
    json_inputs(json, results);
    json_systems(json, results);
    json_metrics(json, results);
    write_samples(json, results);
    json_open(json, "comparisons", '[');
    for (guint i = 0; i < results->comparisons->len; i++)
        json_comparison(json, results, view_comparison(results, i));
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
        json_words(json, "alt", figure->alt);
        json_words(json, "caption", figure->caption);
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

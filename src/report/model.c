/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/model.h"

#include <math.h>
#include <string.h>

#include "compare/method.h"
#include "report/model_findings.h"
#include "report/model_put.h"
#include "report/report_diagnosis.h"
#include "report/view.h"

static json_t *systems(const Results *results)
{
    json_t *list = json_array();

    for (guint i = 0; i < results->systems->len; i++) {
        const struct result_system *system = view_system(results, i);
        json_t *item = json_object();

        put_text(item, "name", system->name);
        put_flag(item, "is_reference", system->is_reference);
        put_count(item, "runs_good", system->n_runs[RUN_GOOD]);
        put_count(item, "runs_gated", system->n_runs[RUN_GATED]);
        put_count(item, "runs_refused", system->n_runs[RUN_REFUSED]);
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *cell_of(const Results *results,
                       const struct result_sample *sample)
{
    const struct sample_text *text = &sample->text;
    json_t *item = json_object();

    put_text(item, "system", view_system(results, sample->system)->name);
    put_text(item, "n", text->n);
    put_text(item, "mean", text->mean);
    put_text(item, "ci", text->interval);
    put_text(item, "sd", text->sd);
    put_text(item, "median", text->median);
    put_text(item, "cv", text->cv);
    return item;
}

static json_t *comparison_of(const Results *results,
                             const struct result_comparison *comparison)
{
    const struct comparison_text *text = &comparison->text;
    json_t *item = json_object();
    const struct result_family *family =
        RESULT(results->families, result_family, comparison->family);

    put_text(
        item, "subject",
        view_system(results, view_sample(results, comparison->subject)->system)
            ->name);
    put_text(item, "reference", view_system(results, results->reference)->name);
    put_text(item, "diff", text->difference);
    put_text(item, "pct", text->percent);
    put_text(item, "pct_ci", text->percent_interval);
    put_text(item, "ratio", text->ratio);
    put_text(item, "statistic", text->t);
    put_text(item, "df", text->df);
    put_text(item, "p", text->p);
    put_text(item, "p_adjusted", text->p_adjusted);
    put_text(item, "smallest_margin", text->smallest_margin);
    put_text(item, "verdict", view_verdict(comparison->code));
    put_text(item, "verdict_word", text->verdict);
    put_text(item, "why", text->why);
    put_text(item, "glyph", text->glyph);
    put_count(item, "family_size", family->size);
    put_flag(item, "is_better", comparison->code == BETTER);
    put_flag(item, "is_worse", comparison->code == WORSE);
    put_flag(item, "is_equivalent", comparison->code == EQUIVALENT);
    put_flag(item, "is_inconclusive", comparison->code == INCONCLUSIVE);
    put_flag(item, "is_untestable", comparison->code == UNTESTABLE);
    put_flag(item, "is_significant",
             comparison->code == BETTER || comparison->code == WORSE);
    return item;
}

static json_t *row_of(const Results *results,
                      const struct result_comparison *comparison)
{
    const struct result_cell *cell = view_cell(results, comparison->cell);
    json_t *item = json_object(), *cells = json_array();

    put_text(item, "tool", cell->metric->tool);
    put_text(item, "name", cell->name);
    put_text(item, "condition", view_workload(results, cell)->condition);
    put_text(item, "unit", cell->unit);
    json_array_append_new(
        cells, cell_of(results, results_side(results, comparison, 0)));
    json_array_append_new(
        cells, cell_of(results, results_side(results, comparison, 1)));
    put_list(item, "cells", cells);
    json_object_set_new(item, "comparison", comparison_of(results, comparison));
    return item;
}

/* A group a family: its rows and its verdicts. */
static json_t *groups(const Results *results)
{
    json_t *list = json_array();

    for (guint i = 0; i < results->families->len; i++) {
        const struct result_family *family =
            RESULT(results->families, result_family, i);
        json_t *item = json_object(), *rows = json_array();

        put_text(item, "name", family->name);
        put_text(item, "subject", view_system(results, family->subject)->name);
        put_count(item, "n", family->n_tested);
        for (guint k = 0; k < results->comparisons->len; k++)
            if (view_comparison(results, k)->family == i)
                json_array_append_new(
                    rows, row_of(results, view_comparison(results, k)));
        put_list(item, "rows", rows);
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *counts(const Results *results)
{
    json_t *item = json_object();
    size_t total = 0;

    for (int code = BETTER; code <= UNTESTABLE; code++) {
        const char *word = view_verdict((enum verdict_code)code);
        g_autofree char *has = g_strdup_printf("has_%s", word);
        g_autofree char *one = g_strdup_printf("one_%s", word);
        size_t n = 0;

        for (guint i = 0; i < results->families->len; i++)
            n += RESULT(results->families, result_family, i)->counts[code];
        put_count(item, word, n);
        put_flag(item, has, n > 0);
        put_flag(item, one, n == 1);
        total += n;
    }
    put_count(item, "total", total);
    put_flag(item, "has_total", total > 0);
    return item;
}

static json_t *overall(const Results *results)
{
    json_t *list = json_array();

    for (guint i = 0; i < results->overall->len; i++) {
        const struct result_overall *at =
            RESULT(results->overall, result_overall, i);
        const struct result_workload *workload =
            RESULT(results->workloads, result_workload, at->workload);
        json_t *item = json_object();

        put_text(item, "tool", workload->tool);
        put_text(item, "condition", workload->condition);
        put_text(item, "subject", view_system(results, at->subject)->name);
        put_count(item, "n_metrics", at->n_metrics);
        put_text(item, "ratio", at->text_ratio);
        put_text(item, "interval", at->text_interval);
        json_array_append_new(list, item);
    }
    return list;
}

/* All of them, in their order. */
static json_t *warnings(const Results *results)
{
    json_t *list = json_array();

    for (guint i = 0; i < results->warnings->len; i++) {
        const struct result_warning *warning =
            RESULT(results->warnings, result_warning, i);
        json_t *item = json_object();

        put_text(item, "text", warning->message);
        put_text(item, "code", warning->code);
        put_text(item, "severity", warning->severity);
        put_text(item, "system", warning->system);
        put_text(item, "metric",
                 warning->cell == SIZE_MAX
                     ? NULL
                     : view_cell(results, warning->cell)->name);
        json_array_append_new(list, item);
    }
    return list;
}

/* A further page of the chart before it. Charts of one metric each (box) are
 * figures of their own. */
static bool is_continued(const struct model_parts *parts, size_t i)
{
    const char *kind = parts->figures[i].kind;

    return i && !strcmp(kind, parts->figures[i - 1].kind) &&
           !strcmp(kind, "operations");
}

static json_t *figures(const struct model_parts *parts)
{
    json_t *list = json_array();

    for (size_t i = 0; i < parts->n_figures; i++) {
        const struct model_figure *figure = &parts->figures[i];
        g_autofree char *is_kind = g_strdup_printf("is_%s", figure->kind);
        json_t *item = json_object();

        put_text(item, "name", figure->name);
        put_text(item, "kind", figure->kind);
        put_flag(item, is_kind, true);
        put_flag(item, "is_continued", is_continued(parts, i));
        put_text(item, "caption", figure->caption);
        put_text(item, "alt", figure->alt);
        put_text(item, "data_file", figure->data_file);
        json_object_set_new(item, "width_mm", json_real(figure->width_mm));
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *tables(const struct model_parts *parts)
{
    json_t *list = json_array();

    for (size_t i = 0; i < parts->n_tables; i++) {
        g_autofree char *key = g_strdup_printf("is_%s", parts->tables[i].name);
        json_t *item = json_object();

        put_text(item, "name", parts->tables[i].name);
        put_text(item, "file", parts->tables[i].file);
        put_flag(item, key, true);
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *skipped(const struct model_parts *parts)
{
    json_t *list = json_array();

    for (size_t i = 0; i < parts->n_skipped; i++) {
        json_t *item = json_object();

        put_text(item, "text", parts->skipped[i]);
        json_array_append_new(list, item);
    }
    return list;
}

/* Tools in the order of the workloads, each once. */
static json_t *tools(const Results *results)
{
    json_t *list = json_array();
    const char *last = NULL;

    for (guint i = 0; i < results->workloads->len; i++) {
        const char *tool = RESULT(results->workloads, result_workload, i)->tool;
        json_t *item;

        if (last && !strcmp(last, tool))
            continue;
        item = json_object();
        put_text(item, "name", tool);
        json_array_append_new(list, item);
        last = tool;
    }
    return list;
}

static void set_method(json_t *model, const Results *results)
{
    const struct study_options *options = &results->options;
    const char *adjustment = view_adjustment_name(options->adjust);
    g_autofree char *level =
        g_strdup_printf("%g\u00a0%%", 100.0 * options->confidence);
    g_autofree char *alpha =
        g_strdup_printf("%g\u00a0%%", 100.0 * (1.0 - options->confidence));
    g_autofree char *margin =
        g_strdup_printf("%g\u00a0%%", 100.0 * options->margin);

    put_words(model, "test", results_test_words(results));
    put_words(model, "interval", method_interval(results));
    put_flag(model, "is_paired", options->pairing != PAIRING_NONE);
    put_flag(model, "pairs_by_time", options->pairing == PAIRING_TIME);
    put_flag(model, "all_pairs", options->pairs == PAIRS_ALL);
    put_flag(model, "simultaneous", options->simultaneous);
    put_text(model, "level", level);
    put_text(model, "alpha", alpha);
    put_flag(model, "has_margin",
             isfinite(options->margin) || options->margin_absolute.text);
    put_text(model, "margin",
             options->margin_absolute.text ? options->margin_absolute.text
                                           : margin);
    put_flag(model, "margin_is_linear", options->margin_linear);
    put_flag(model, "has_adjustment", *adjustment != '\0');
    put_text(model, "adjustment", adjustment);
}

/* "Xen against KVM", "A, B and C" */
static char *default_title(const Results *results)
{
    GString *title = g_string_new(NULL);
    guint n = results->systems->len;

    if (n == 1)
        g_string_append(title, view_system(results, 0)->name);
    for (guint i = 1; i < n; i++)
        g_string_append_printf(title, "%s%s",
                               i == 1      ? ""
                               : i + 1 < n ? ", "
                                           : " and ",
                               view_system(results, i)->name);
    if (n > 1)
        g_string_append_printf(title, " against %s",
                               view_system(results, results->reference)->name);
    return g_string_free(title, FALSE);
}

/* Kinds that are spoken of together: "of_box" with its figures, if any. */
static void put_figures_by_kind(json_t *model, const struct model_parts *parts)
{
    static const char *const kinds[] = {
        "forest", "bars", "box",         "runs", "operations",
        "cpu",    "ecdf", "percentiles", "hist", "qq",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_autofree char *key = g_strdup_printf("of_%s", kinds[i]);
        json_t *item = json_object();

        if (model_put_figures(item, parts, kinds[i], NULL))
            json_object_set(model, key, item);
        json_decref(item);
    }
}

json_t *report_model(const Results *results, const struct model_parts *parts)
{
    json_t *model = json_object();
    size_t more_workloads;
    g_autofree char *date = view_date(results->document_date_s);
    g_autofree char *digest_short = g_strndup(parts->digest, 16);
    g_autofree char *title =
        parts->title ? g_strdup(parts->title) : default_title(results);

    put_text(model, "lang", "en");
    put_flag(model, "is_en", true);
    put_flag(model, "is_pt", false);
    put_text(model, "version", COTEJO_VERSION);
    put_text(model, "digest", parts->digest);
    put_text(model, "digest_short", digest_short);
    date[10] = '\0'; /* the day is enough for people */
    put_text(model, "date", date);
    put_text(model, "title", title);
    put_text(model, "command", parts->command);
    put_text(model, "reference",
             view_system(results, results->reference)->name);
    put_flag(model, "two_systems", results->systems->len == 2);
    put_flag(model, "one_system", results->systems->len == 1);
    set_method(model, results);
    put_flag(model, "with_figures", parts->parts & BUNDLE_FIGURES);
    put_flag(model, "with_tables", parts->parts & BUNDLE_TABLES);
    put_flag(model, "with_paper", parts->parts & BUNDLE_PAPER);
    put_flag(model, "with_xlsx", parts->parts & BUNDLE_XLSX);
    put_flag(model, "with_data", parts->parts & BUNDLE_DATA);
    put_list(model, "tools", tools(results));
    put_list(model, "systems", systems(results));
    put_list(model, "groups", groups(results));
    put_list(model, "overall", overall(results));
    put_list(model, "subjects", model_subjects(results, parts));
    put_list(model, "workloads", model_workloads(results, &more_workloads));
    put_flag(model, "has_more_workloads", more_workloads > 0);
    put_count(model, "more_workloads", more_workloads);
    put_figures_by_kind(model, parts);
    put_list(model, "warnings", warnings(results));
    put_list(model, "diagnoses", report_diagnoses_model(results));
    put_flag(model, "has_clear_diagnoses", report_has_clear_diagnoses(results));
    put_list(model, "controls", report_controls_model(results));
    put_list(model, "figures", figures(parts));
    put_list(model, "tables", tables(parts));
    put_list(model, "skipped", skipped(parts));
    json_object_set_new(model, "counts", counts(results));
    return model;
}

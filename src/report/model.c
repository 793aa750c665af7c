/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/model.h"

#include <math.h>
#include <string.h>

#include "report/escape.h"
#include "report/report_diagnosis.h"
#include "report/view.h"

static void set_text(json_t *object, const char *key, const char *text)
{
    g_autofree char *clean = clean_text(text ? text : "");

    json_object_set_new(object, key, json_string(clean));
}

static void set_flag(json_t *object, const char *key, bool flag)
{
    json_object_set_new(object, key, json_boolean(flag));
}

static void set_count(json_t *object, const char *key, size_t count)
{
    json_object_set_new(object, key, json_integer((json_int_t)count));
}

/* Puts the list into the object, its items numbered. */
static void set_list(json_t *object, const char *key, json_t *list)
{
    size_t n = json_array_size(list);
    g_autofree char *has = g_strdup_printf("has_%s", key);
    g_autofree char *count = g_strdup_printf("n_%s", key);

    for (size_t i = 0; i < n; i++) {
        json_t *item = json_array_get(list, i);

        set_flag(item, "first", i == 0);
        set_flag(item, "last", i + 1 == n);
        set_flag(item, "odd", i % 2 == 0);
        set_count(item, "index", i + 1);
    }
    set_flag(object, has, n > 0);
    set_count(object, count, n);
    json_object_set_new(object, key, list);
}

static json_t *systems(const Results *results)
{
    json_t *list = json_array();

    for (guint i = 0; i < results->systems->len; i++) {
        const struct result_system *system = view_system(results, i);
        json_t *item = json_object();

        set_text(item, "name", system->name);
        set_flag(item, "is_reference", system->is_reference);
        set_count(item, "runs_good", system->n_runs[RUN_GOOD]);
        set_count(item, "runs_gated", system->n_runs[RUN_GATED]);
        set_count(item, "runs_refused", system->n_runs[RUN_REFUSED]);
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *cell_of(const Results *results,
                       const struct result_sample *sample)
{
    const struct sample_text *text = &sample->text;
    json_t *item = json_object();

    set_text(item, "system", view_system(results, sample->system)->name);
    set_text(item, "n", text->n);
    set_text(item, "mean", text->mean);
    set_text(item, "ci", text->interval);
    set_text(item, "sd", text->sd);
    set_text(item, "median", text->median);
    set_text(item, "cv", text->cv);
    return item;
}

static json_t *comparison_of(const Results *results,
                             const struct result_comparison *comparison)
{
    const struct comparison_text *text = &comparison->text;
    json_t *item = json_object();
    const struct result_family *family =
        RESULT(results->families, result_family, comparison->family);

    set_text(
        item, "subject",
        view_system(results, view_sample(results, comparison->subject)->system)
            ->name);
    set_text(item, "reference", view_system(results, results->reference)->name);
    set_text(item, "diff", text->difference);
    set_text(item, "pct", text->percent);
    set_text(item, "pct_ci", text->percent_interval);
    set_text(item, "ratio", text->ratio);
    set_text(item, "statistic", text->t);
    set_text(item, "df", text->df);
    set_text(item, "p", text->p);
    set_text(item, "p_adjusted", text->p_adjusted);
    set_text(item, "smallest_margin", text->smallest_margin);
    set_text(item, "verdict", view_verdict(comparison->code));
    set_text(item, "verdict_word", text->verdict);
    set_text(item, "why", text->why);
    set_text(item, "glyph", text->glyph);
    set_count(item, "family_size", family->size);
    set_flag(item, "is_better", comparison->code == BETTER);
    set_flag(item, "is_worse", comparison->code == WORSE);
    set_flag(item, "is_equivalent", comparison->code == EQUIVALENT);
    set_flag(item, "is_inconclusive", comparison->code == INCONCLUSIVE);
    set_flag(item, "is_untestable", comparison->code == UNTESTABLE);
    set_flag(item, "is_significant",
             comparison->code == BETTER || comparison->code == WORSE);
    return item;
}

static json_t *row_of(const Results *results,
                      const struct result_comparison *comparison)
{
    const struct result_cell *cell = view_cell(results, comparison->cell);
    json_t *item = json_object(), *cells = json_array();

    set_text(item, "tool", cell->metric->tool);
    set_text(item, "name", cell->name);
    set_text(item, "condition", view_workload(results, cell)->condition);
    set_text(item, "unit", cell->unit);
    json_array_append_new(
        cells, cell_of(results, view_sample(results, comparison->reference)));
    json_array_append_new(
        cells, cell_of(results, view_sample(results, comparison->subject)));
    set_list(item, "cells", cells);
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

        set_text(item, "name", family->name);
        set_text(item, "subject", view_system(results, family->subject)->name);
        set_count(item, "n", family->size);
        for (guint k = 0; k < results->comparisons->len; k++)
            if (view_comparison(results, k)->family == i)
                json_array_append_new(
                    rows, row_of(results, view_comparison(results, k)));
        set_list(item, "rows", rows);
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
        set_count(item, word, n);
        set_flag(item, has, n > 0);
        set_flag(item, one, n == 1);
        total += n;
    }
    set_count(item, "total", total);
    set_flag(item, "has_total", total > 0);
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

        set_text(item, "tool", workload->tool);
        set_text(item, "condition", workload->condition);
        set_text(item, "subject", view_system(results, at->subject)->name);
        set_count(item, "n_metrics", at->n_metrics);
        set_text(item, "ratio", at->text_ratio);
        set_text(item, "interval", at->text_interval);
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

        set_text(item, "text", warning->message);
        set_text(item, "code", warning->code);
        set_text(item, "severity", warning->severity);
        set_text(item, "system", warning->system);
        set_text(item, "metric",
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

        set_text(item, "name", figure->name);
        set_text(item, "kind", figure->kind);
        set_flag(item, is_kind, true);
        set_flag(item, "is_continued", is_continued(parts, i));
        set_text(item, "caption", figure->caption);
        set_text(item, "alt", figure->alt);
        set_text(item, "data_file", figure->data_file);
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

        set_text(item, "name", parts->tables[i].name);
        set_text(item, "file", parts->tables[i].file);
        set_flag(item, key, true);
        json_array_append_new(list, item);
    }
    return list;
}

static json_t *skipped(const struct model_parts *parts)
{
    json_t *list = json_array();

    for (size_t i = 0; i < parts->n_skipped; i++) {
        json_t *item = json_object();

        set_text(item, "text", parts->skipped[i]);
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
        set_text(item, "name", tool);
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

    set_text(model, "level", level);
    set_text(model, "alpha", alpha);
    set_flag(model, "has_margin", isfinite(options->margin));
    set_text(model, "margin", margin);
    set_flag(model, "margin_is_linear", options->margin_linear);
    set_flag(model, "has_adjustment", *adjustment != '\0');
    set_text(model, "adjustment", adjustment);
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

json_t *report_model(const Results *results, const struct model_parts *parts)
{
    json_t *model = json_object();
    g_autofree char *date = view_date(results->document_date_s);
    g_autofree char *digest_short = g_strndup(parts->digest, 16);
    g_autofree char *title =
        parts->title ? g_strdup(parts->title) : default_title(results);

    set_text(model, "lang", "en");
    set_flag(model, "is_en", true);
    set_flag(model, "is_pt", false);
    set_text(model, "version", COTEJO_VERSION);
    set_text(model, "digest", parts->digest);
    set_text(model, "digest_short", digest_short);
    date[10] = '\0'; /* the day is enough for people */
    set_text(model, "date", date);
    set_text(model, "title", title);
    set_text(model, "command", parts->command);
    set_text(model, "reference",
             view_system(results, results->reference)->name);
    set_flag(model, "two_systems", results->systems->len == 2);
    set_flag(model, "one_system", results->systems->len == 1);
    set_method(model, results);
    set_list(model, "tools", tools(results));
    set_list(model, "systems", systems(results));
    set_list(model, "groups", groups(results));
    set_list(model, "overall", overall(results));
    set_list(model, "warnings", warnings(results));
    set_list(model, "diagnoses", report_diagnoses_model(results));
    set_list(model, "controls", report_controls_model(results));
    set_list(model, "figures", figures(parts));
    set_list(model, "tables", tables(parts));
    set_list(model, "skipped", skipped(parts));
    json_object_set_new(model, "counts", counts(results));
    return model;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/model_findings.h"

#include <math.h>
#include <string.h>

#include "report/escape.h"
#include "report/model_put.h"
#include "report/view.h"
#include "report/why.h"

#define WORKLOADS_MAX 12
#define VALUE_MAX 60 /* characters of a parameter */

/* ---- figures ---- */

static json_t *figures_of(const struct model_parts *parts, const char *kind,
                          const struct result_family *family)
{
    json_t *list = json_array();

    for (size_t i = 0; i < parts->n_figures; i++) {
        const struct model_figure *figure = &parts->figures[i];
        json_t *item;

        if (strcmp(figure->kind, kind) ||
            (family && (figure->reference != family->reference ||
                        figure->subject != family->subject)))
            continue;
        item = json_object();
        put_text(item, "name", figure->name);
        json_array_append_new(list, item);
    }
    return list;
}

bool model_put_figures(json_t *item, const struct model_parts *parts,
                       const char *kind, const struct result_family *family)
{
    json_t *list = figures_of(parts, kind, family);
    size_t n = json_array_size(list);

    put_flag(item, "one_figure", n == 1);
    put_list(item, "figures", list);
    return n > 0;
}

/* ---- one comparison ---- */

static json_t *difference(const Results *results,
                          const struct result_comparison *comparison)
{
    const struct comparison_text *text = &comparison->text;
    const struct result_cell *cell = view_cell(results, comparison->cell);
    const char *condition = view_workload(results, cell)->condition;
    json_t *item = json_object();

    put_text(item, "tool", cell->metric->tool);
    put_text(item, "name", cell->name);
    put_text(item, "condition", condition);
    put_flag(item, "has_condition", *condition);
    put_flag(item, "less_is_better",
             results_direction(results, cell->metric) < 0);
    put_text(item, "pct", text->percent);
    put_flag(item, "has_interval",
             isfinite(comparison->ratio.interval.low) &&
                 isfinite(comparison->ratio.interval.high));
    put_text(item, "pct_low", text->percent_low);
    put_text(item, "pct_high", text->percent_high);
    put_text(item, "p", text->p_adjusted);
    put_flag(item, "p_is_bound",
             *text->p_adjusted == '<' || *text->p_adjusted == '>');
    return item;
}

/* ---- the findings of a family ---- */

/* What the rows of a family say together. */
struct summary {
    const struct result_comparison *best, *worst;
    const struct result_comparison *least, *most; /* margins */
};

static double size_of(const struct result_comparison *comparison)
{
    return fabs(comparison->ratio.ratio - 1.0);
}

static bool is_larger(const struct result_comparison *comparison,
                      const struct result_comparison *than)
{
    return isfinite(size_of(comparison)) &&
           (!than || size_of(comparison) > size_of(than));
}

static void summarize_margin(struct summary *summary,
                             const struct result_comparison *comparison)
{
    double margin = comparison->equivalence.smallest_margin;

    if (comparison->code != INCONCLUSIVE || !isfinite(margin))
        return;
    if (!summary->least || margin < summary->least->equivalence.smallest_margin)
        summary->least = comparison;
    if (!summary->most || margin > summary->most->equivalence.smallest_margin)
        summary->most = comparison;
}

static struct summary summarize(const Results *results, guint family)
{
    struct summary summary = {NULL, NULL, NULL, NULL};

    for (guint i = 0; i < results->comparisons->len; i++) {
        const struct result_comparison *comparison =
            view_comparison(results, i);

        if (comparison->family != family)
            continue;
        summarize_margin(&summary, comparison);
        if (comparison->code == BETTER && is_larger(comparison, summary.best))
            summary.best = comparison;
        if (comparison->code == WORSE && is_larger(comparison, summary.worst))
            summary.worst = comparison;
    }
    return summary;
}

static void put_verdicts(json_t *item, const size_t counts[N_VERDICTS])
{
    size_t total = 0;

    for (int code = 0; code < N_VERDICTS; code++) {
        const char *word = view_verdict((enum verdict_code)code);
        g_autofree char *has = g_strdup_printf("has_%s", word);
        g_autofree char *one = g_strdup_printf("one_%s", word);

        put_count(item, word, counts[code]);
        put_flag(item, has, counts[code] > 0);
        put_flag(item, one, counts[code] == 1);
        total += counts[code];
    }
    put_count(item, "total", total);
    put_flag(item, "has_total", total > 0);
    put_flag(item, "one_total", total == 1);
    put_flag(item, "has_difference", counts[BETTER] + counts[WORSE] > 0);
}

static void put_difference(json_t *item, const char *key,
                           const Results *results,
                           const struct result_comparison *comparison)
{
    g_autofree char *has = g_strdup_printf("has_%s", key);

    put_flag(item, has, comparison != NULL);
    if (comparison)
        json_object_set_new(item, key, difference(results, comparison));
}

static void put_margins(json_t *item, const struct summary *summary)
{
    put_flag(item, "has_margins", summary->least != NULL);
    if (!summary->least)
        return;
    put_text(item, "margin_low", summary->least->text.smallest_margin);
    put_text(item, "margin_high", summary->most->text.smallest_margin);
    put_flag(item, "one_margin",
             !strcmp(summary->least->text.smallest_margin,
                     summary->most->text.smallest_margin));
}

static bool is_of_operations(const Results *results, guint family)
{
    for (guint i = 0; i < results->comparisons->len; i++) {
        const struct result_comparison *comparison =
            view_comparison(results, i);

        if (comparison->family == family)
            return view_cell(results, comparison->cell)->metric->level ==
                   METRIC_OPERATION;
    }
    return false;
}

/* Why some allow no verdict, each reason with its count. */
static void put_reasons(json_t *object, const Results *results, guint family)
{
    g_autoptr(GArray) met = why_list_new();
    json_t *list = json_array();

    for (guint i = 0; i < results->comparisons->len; i++)
        if (view_comparison(results, i)->family == family)
            why_list_add(met, view_comparison(results, i));
    for (guint i = 0; i < met->len; i++) {
        const struct why *why = &g_array_index(met, struct why, i);
        json_t *item = json_object();

        put_words(item, "text", why->words);
        put_count(item, "n", why->n);
        json_array_append_new(list, item);
    }
    put_flag(object, "one_reason", met->len == 1);
    put_list(object, "reasons", list);
}

static bool has_table(const struct model_parts *parts, const char *name)
{
    for (size_t i = 0; i < parts->n_tables; i++)
        if (!strcmp(parts->tables[i].name, name))
            return true;
    return false;
}

static json_t *finding(const Results *results, const struct model_parts *parts,
                       guint at)
{
    const struct result_family *family =
        RESULT(results->families, result_family, at);
    struct summary summary = summarize(results, at);
    bool operations = is_of_operations(results, at);
    const char *table = operations ? "operations" : "compare";
    json_t *item = json_object();

    put_flag(item, "is_operations", operations);
    put_text(item, "family", family->name);
    put_count(item, "tested", family->n_tested);
    put_verdicts(item, family->counts);
    put_difference(item, "best", results, summary.best);
    put_difference(item, "worst", results, summary.worst);
    put_margins(item, &summary);
    put_reasons(item, results, at);
    put_text(item, "table", table);
    put_flag(item, "has_table", has_table(parts, table));
    model_put_figures(item, parts, operations ? "operations" : "forest",
                      family);
    return item;
}

/* ---- subjects ---- */

static json_t *overall_of(const Results *results, size_t subject)
{
    json_t *list = json_array();

    for (guint i = 0; i < results->overall->len; i++) {
        const struct result_overall *at =
            RESULT(results->overall, result_overall, i);
        const struct result_workload *workload =
            RESULT(results->workloads, result_workload, at->workload);
        json_t *item;

        if (at->subject != subject)
            continue;
        item = json_object();
        put_text(item, "tool", workload->tool);
        put_text(item, "condition", workload->condition);
        put_flag(item, "has_condition", *workload->condition);
        put_count(item, "n_metrics", at->n_metrics);
        put_text(item, "ratio", at->text_ratio);
        put_text(item, "interval", at->text_interval);
        json_array_append_new(list, item);
    }
    return list;
}

static bool same_pair(const struct result_family *a,
                      const struct result_family *b)
{
    return a->reference == b->reference && a->subject == b->subject;
}

static json_t *subject_of(const Results *results,
                          const struct model_parts *parts,
                          const struct result_family *like)
{
    json_t *item = json_object(), *findings = json_array();
    size_t counts[N_VERDICTS] = {0};

    for (guint i = 0; i < results->families->len; i++) {
        const struct result_family *family =
            RESULT(results->families, result_family, i);

        if (!same_pair(family, like))
            continue;
        for (int code = 0; code < N_VERDICTS; code++)
            counts[code] += family->counts[code];
        json_array_append_new(findings, finding(results, parts, i));
    }
    put_text(item, "subject", view_system(results, like->subject)->name);
    put_text(item, "against", view_system(results, like->reference)->name);
    put_verdicts(item, counts);
    put_list(item, "findings", findings);
    put_list(item, "overall",
             like->reference == results->reference
                 ? overall_of(results, like->subject)
                 : json_array());
    return item;
}

json_t *model_subjects(const Results *results, const struct model_parts *parts)
{
    json_t *list = json_array();

    for (guint i = 0; i < results->families->len; i++) {
        const struct result_family *family =
            RESULT(results->families, result_family, i);
        bool is_known = false;

        for (guint k = 0; k < i; k++)
            is_known = is_known || same_pair(family, RESULT(results->families,
                                                            result_family, k));
        if (!is_known)
            json_array_append_new(list, subject_of(results, parts, family));
    }
    return list;
}

/* ---- workloads ---- */

/* Lists in parameters ("modules=a,b,c") get blanks to break lines at. */
static char *value_words(const char *value)
{
    g_autoptr(GString) words = g_string_new(value);

    g_string_replace(words, ",", ", ", 0);
    g_string_replace(words, ",  ", ", ", 0);
    return words->len > VALUE_MAX && !strchr(words->str, ' ')
               ? clean_shortened(words->str, VALUE_MAX)
               : g_strdup(words->str);
}

static json_t *parameters_of(const Run *run)
{
    json_t *list = json_array();

    for (guint i = 0; i < run->parameters->len; i++) {
        const struct run_field *field =
            &g_array_index(run->parameters, struct run_field, i);
        g_autofree char *value = value_words(field->value);
        json_t *item = json_object();

        put_text(item, "name", field->name);
        put_text(item, "value", value);
        json_array_append_new(list, item);
    }
    return list;
}

/* Versions of the tool in the runs that were used: "2.3", "2.3, 2.4". */
static char *versions_of(const Results *results, size_t workload)
{
    g_autoptr(GPtrArray) versions = g_ptr_array_new();

    for (guint i = 0; i < results->runs->len; i++) {
        const struct result_run *run = RESULT(results->runs, result_run, i);
        const char *version = run->run->tool_version;

        if (run->workload == workload && run->is_used && version &&
            !g_ptr_array_find_with_equal_func(versions, version, g_str_equal,
                                              NULL))
            g_ptr_array_add(versions, (void *)(uintptr_t)version);
    }
    g_ptr_array_add(versions, NULL);
    return g_strjoinv(", ", (char **)versions->pdata);
}

/* "20", or "8 to 20" where the systems have different numbers of runs; false
 * if no run was used. */
static bool put_runs(json_t *item, const Results *results, size_t workload)
{
    g_autofree size_t *n = g_new0(size_t, results->systems->len);
    size_t least = SIZE_MAX, most = 0;
    g_autofree char *words = NULL;

    for (guint i = 0; i < results->runs->len; i++) {
        const struct result_run *run = RESULT(results->runs, result_run, i);

        n[run->system] += run->workload == workload && run->is_used;
    }
    for (guint i = 0; i < results->systems->len; i++) {
        least = MIN(least, n[i]);
        most = MAX(most, n[i]);
    }
    words = least == most ? g_strdup_printf("%zu", most)
                          : g_strdup_printf("%zu to %zu", least, most);
    put_text(item, "runs", words);
    put_flag(item, "one_run", least == 1 && most == 1);
    return most > 0;
}

json_t *model_workloads(const Results *results, size_t *more)
{
    json_t *list = json_array();

    *more = 0;
    for (guint i = 0; i < results->workloads->len; i++) {
        const struct result_workload *workload =
            RESULT(results->workloads, result_workload, i);
        g_autofree char *versions = versions_of(results, i);
        json_t *item = json_object();

        put_text(item, "tool", workload->tool);
        put_text(item, "version", versions);
        put_flag(item, "has_version", *versions);
        put_list(item, "parameters", parameters_of(workload->run));
        if (!put_runs(item, results, i)) {
            json_decref(item);
        } else if (json_array_size(list) == WORKLOADS_MAX) {
            json_decref(item);
            ++*more;
        } else {
            json_array_append_new(list, item);
        }
    }
    return list;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of differences: per comparison both means, the percentage with
 * its interval, the adjusted p and the verdict. "compare" holds the values
 * of whole runs and modules, "operations" those of single operations.
 */
#include "report/table.h"
#include "report/table_kinds.h"

#include <math.h>
#include <string.h>

#include "report/view.h"

enum column {
    METRIC,
    REFERENCE,
    SUBJECT,
    PERCENT,
    INTERVAL,
    P,
    VERDICT,
};

static bool is_operation(const Results *results,
                         const struct result_comparison *comparison)
{
    return view_cell(results, comparison->cell)->metric->level ==
           METRIC_OPERATION;
}

static bool is_wanted(const Results *results,
                      const struct result_comparison *comparison,
                      const char *tool, bool operations)
{
    if (is_operation(results, comparison) != operations)
        return false;
    return !tool ||
           !strcmp(view_cell(results, comparison->cell)->metric->tool, tool);
}

static size_t count_wanted(const Results *results, const char *tool,
                           bool operations)
{
    size_t n = 0;

    for (guint i = 0; i < results->comparisons->len; i++)
        n += is_wanted(results, view_comparison(results, i), tool, operations);
    return n;
}

/* "n = 20" or "n = 20 and 19", the reference's first. */
static char *sizes(const struct result_sample *reference,
                   const struct result_sample *subject)
{
    if (reference->data.n == subject->data.n)
        return g_strdup_printf("%zu runs each", reference->data.n);
    return g_strdup_printf("%zu and %zu runs", reference->data.n,
                           subject->data.n);
}

/* What stands over the rows of one workload and one subject. */
static char *group_head(const Results *results,
                        const struct result_comparison *comparison)
{
    const struct result_workload *workload =
        view_workload(results, view_cell(results, comparison->cell));
    const struct result_sample *subject =
        view_sample(results, comparison->subject);
    g_autofree char *n =
        sizes(view_sample(results, comparison->reference), subject);
    g_autoptr(GString) head = g_string_new(NULL);

    if (results->systems->len > 2)
        g_string_append_printf(
            head, "%s: ", view_system(results, subject->system)->name);
    g_string_append(head, workload->tool);
    if (*workload->condition)
        g_string_append_printf(head, ", %s", workload->condition);
    g_string_append_printf(head, " (%s)", n);
    return g_strdup(head->str);
}

/* The metric with its unit and marks: "requests per second (1/s) q". */
static char *metric_name(const struct result_cell *cell, unsigned marks)
{
    GString *name = g_string_new(cell->name);

    if (cell->unit && *cell->unit)
        g_string_append_printf(name, " (%s)", cell->unit);
    for (size_t i = 0; i < n_view_marks; i++)
        if (marks & view_marks[i].bit)
            g_string_append_printf(name, " %s", view_marks[i].sign);
    return g_string_free(name, FALSE);
}

static void set_head(Table *table, const Results *results)
{
    g_autofree char *interval = g_strdup_printf(
        "%g\u00a0%% CI (%%)", 100.0 * results->options.confidence);
    const char *adjustment = view_adjustment_name(results->options.adjust);
    g_autofree char *p =
        *adjustment ? g_strdup_printf("p (%s)", adjustment) : g_strdup("p");
    const char *subject =
        results->systems->len == 2 ? view_system(results, 1)->name : "system";

    table_add_column(table, "metric", "Metric", ALIGN_LEFT);
    table_add_column(table, "reference_mean",
                     view_system(results, results->reference)->name,
                     ALIGN_RIGHT);
    table_add_column(table, "subject_mean", subject, ALIGN_RIGHT);
    table_add_column(table, "rel_diff", "Difference", ALIGN_RIGHT);
    table_add_column(table, "rel_diff_interval", interval, ALIGN_RIGHT);
    table_add_column(table, "p_adjusted", p, ALIGN_RIGHT);
    table_add_column(table, "verdict", "Verdict", ALIGN_LEFT);
}

static void add_row(Table *table, const Results *results,
                    const struct result_comparison *comparison,
                    const char *group)
{
    const struct comparison_text *text = &comparison->text;
    const struct result_sample *reference =
        view_sample(results, comparison->reference);
    const struct result_sample *subject =
        view_sample(results, comparison->subject);
    g_autofree char *name =
        metric_name(view_cell(results, comparison->cell), comparison->marks);
    struct table_row *row = table_add_row(table, group);

    table_set(table, row, METRIC, name);
    table_set(table, row, REFERENCE, reference->text.mean);
    table_set(table, row, SUBJECT, subject->text.mean);
    table_set(table, row, PERCENT, text->percent);
    table_set(table, row, INTERVAL, text->percent_interval);
    table_set(table, row, P, text->p_adjusted);
    table_set(table, row, VERDICT, text->verdict);
    row->is_significant =
        comparison->code == BETTER || comparison->code == WORSE;
}

/* Each mark that is used is explained under its table. */
static void add_mark_notes(Table *table, unsigned used)
{
    for (size_t i = 0; i < n_view_marks; i++)
        if (used & view_marks[i].bit)
            table_add_note(table, "%s: %s.", view_marks[i].sign,
                           view_marks[i].words);
}

static void add_notes(Table *table, const Results *results, unsigned marks)
{
    const char *reference = view_system(results, results->reference)->name;

    table_add_note(table,
                   "Difference in percent of the mean of %s, with Fieller's "
                   "interval at Welch's degrees of freedom (not adjusted).",
                   reference);
    for (guint i = 0; i < results->families->len; i++) {
        const struct result_family *family =
            RESULT(results->families, result_family, i);

        if (results->options.adjust != ADJUST_NONE && family->size)
            table_add_note(
                table,
                "p of Welch's test, %s-adjusted over %zu comparisons "
                "(%s%s%s).",
                view_adjustment_name(results->options.adjust), family->size,
                family->name, results->systems->len > 2 ? ", " : "",
                results->systems->len > 2
                    ? view_system(results, family->subject)->name
                    : "");
    }
    if (isfinite(results->options.margin))
        table_add_note(table, "Margin of equivalence: %g\u00a0%%.",
                       100.0 * results->options.margin);
    add_mark_notes(table, marks);
}

static void set_caption(Table *table, const Results *results, size_t n,
                        bool operations)
{
    const char *what = operations ? "operations" : "metrics";

    if (results->systems->len == 2)
        table_set_caption(table, "%s against %s, the reference: %zu %s.",
                          view_system(results, 1)->name,
                          view_system(results, results->reference)->name, n,
                          what);
    else
        table_set_caption(table,
                          "Differences from %s, the reference: %zu "
                          "comparisons of %s.",
                          view_system(results, results->reference)->name, n,
                          what);
}

static Table *build(const Results *results, const char *tool, bool operations,
                    GError **error)
{
    size_t n = count_wanted(results, tool, operations);
    const char *kind = operations ? "operations" : "compare";
    g_autoptr(Table) table = NULL;
    g_autofree char *last = NULL;
    unsigned marks = 0;

    if (!n) {
        cotejo_fail(error, COTEJO_ERROR_NOTHING, "nothing to compare%s%s",
                    operations ? " by operation" : "",
                    results->systems->len < 2 ? ": only one system" : "");
        return NULL;
    }
    table = table_new(kind, kind);
    set_head(table, results);
    set_caption(table, results, n, operations);
    for (guint i = 0; i < results->comparisons->len; i++) {
        const struct result_comparison *comparison =
            view_comparison(results, i);

        if (!is_wanted(results, comparison, tool, operations))
            continue;
        g_autofree char *head = group_head(results, comparison);
        add_row(table, results, comparison,
                g_strcmp0(head, last) ? head : NULL);
        g_free(last);
        last = g_steal_pointer(&head);
        marks |= comparison->marks;
    }
    add_notes(table, results, marks);
    return g_steal_pointer(&table);
}

/* Data that hold operations only (--metric) make "compare" of those. */
static Table *build_compare(const Results *results, const char *tool,
                            GError **error)
{
    bool operations = !count_wanted(results, tool, false) &&
                      count_wanted(results, tool, true);

    return build(results, tool, operations, error);
}

static Table *build_operations(const Results *results, const char *tool,
                               GError **error)
{
    return build(results, tool, true, error);
}

const struct table_kind table_compare = {
    .name = "compare",
    .summary = "differences and verdicts of whole runs",
    .build = build_compare,
};

const struct table_kind table_operations = {
    .name = "operations",
    .summary = "differences and verdicts of single operations",
    .build = build_operations,
};

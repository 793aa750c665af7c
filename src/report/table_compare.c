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

#include "compare/decide.h"
#include "compare/method.h"
#include "report/view.h"
#include "report/why.h"

enum column {
    METRIC,
    REFERENCE,
    SUBJECT,
    PERCENT,
    INTERVAL,
    P,
    VERDICT,
};

/* About what a page holds. */
#define PAGE_ROWS 45

static const struct table_options no_options = {.tool = NULL};

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

static bool same_group(const Results *results,
                       const struct result_comparison *a,
                       const struct result_comparison *b)
{
    return a->family == b->family && view_cell(results, a->cell)->workload ==
                                         view_cell(results, b->cell)->workload;
}

/* "20 runs", or "7 to 8 runs" when they differ within the group. */
static char *group_sizes(const Results *results,
                         const struct result_comparison *comparison)
{
    size_t least = SIZE_MAX, most = 0;

    for (guint i = 0; i < results->comparisons->len; i++) {
        const struct result_comparison *other = view_comparison(results, i);
        size_t r, s;

        if (!same_group(results, comparison, other))
            continue;
        r = view_sample(results, other->reference)->data.n;
        s = view_sample(results, other->subject)->data.n;
        least = MIN(least, MIN(r, s));
        most = MAX(most, MAX(r, s));
    }
    if (least == most)
        return g_strdup_printf("n = %zu", most);
    return g_strdup_printf("n = %zu to %zu", least, most);
}

/* What stands over the rows of one workload and one subject. */
static char *group_head(const Results *results,
                        const struct result_comparison *comparison)
{
    const struct result_workload *workload =
        view_workload(results, view_cell(results, comparison->cell));
    const struct result_sample *subject = results_side(results, comparison, 1);
    const struct result_sample *reference =
        results_side(results, comparison, 0);
    g_autofree char *n = group_sizes(results, comparison);
    g_autoptr(GString) head = g_string_new(NULL);

    if (results->systems->len > 2)
        g_string_append_printf(head, "%s against %s: ",
                               view_system(results, subject->system)->name,
                               view_system(results, reference->system)->name);
    g_string_append(head, workload->tool);
    if (*workload->condition)
        g_string_append_printf(head, ", %s", workload->condition);
    g_string_append_printf(head, " (%s)", n);
    return g_strdup(head->str);
}

/* The unit that all rows share, for the heads; NULL if they do not. */
static const char *common_unit(const Results *results, const char *tool,
                               bool operations)
{
    const char *unit = NULL;

    for (guint i = 0; i < results->comparisons->len; i++) {
        const struct result_comparison *comparison =
            view_comparison(results, i);
        const struct result_cell *cell = view_cell(results, comparison->cell);

        if (!is_wanted(results, comparison, tool, operations))
            continue;
        if (unit && strcmp(unit, cell->unit))
            return NULL;
        unit = cell->unit;
    }
    return unit && *unit ? unit : NULL;
}

/* The metric with its unit and marks: "requests per second (1/s) q". */
static char *metric_name(const struct result_cell *cell, unsigned marks,
                         bool with_unit)
{
    GString *name = g_string_new(cell->name);

    if (with_unit && cell->unit && *cell->unit)
        g_string_append_printf(name, " (%s)", cell->unit);
    for (size_t i = 0; i < n_view_marks; i++)
        if (marks & view_marks[i].bit)
            g_string_append_printf(name, " %s", view_marks[i].sign);
    return g_string_free(name, FALSE);
}

/* "Xen", or "Xen (s)" with a unit that all rows share. */
static void add_mean_column(Table *table, const char *key, const char *system,
                            const char *unit)
{
    g_autofree char *head =
        unit ? g_strdup_printf("%s (%s)", system, unit) : g_strdup(system);

    table_add_column(table, key, head, ALIGN_RIGHT);
}

static void set_head(Table *table, const Results *results, const char *unit)
{
    g_autofree char *interval = g_strdup_printf(
        "%g\u00a0%% CI (%%)", 100.0 * results->options.confidence);
    const char *adjustment = view_adjustment_name(results->options.adjust);
    bool two = results->systems->len == 2;
    g_autofree char *p =
        *adjustment ? g_strdup_printf("p (%s)", adjustment) : g_strdup("p");

    table_add_column(table, "metric", "Metric", ALIGN_LEFT);
    add_mean_column(table, "reference_mean",
                    two ? view_system(results, 0)->name : "Reference", unit);
    add_mean_column(table, "subject_mean",
                    two ? view_system(results, 1)->name : "Subject", unit);
    table_add_column(table, "rel_diff", "Difference", ALIGN_RIGHT);
    table_add_column(table, "rel_diff_interval", interval, ALIGN_RIGHT);
    table_add_column(table, "p_adjusted", p, ALIGN_RIGHT);
    table_add_column(table, "verdict", "Verdict", ALIGN_LEFT);
}

static void add_row(Table *table, const Results *results,
                    const struct result_comparison *comparison,
                    const char *group, bool with_unit)
{
    const struct comparison_text *text = &comparison->text;
    const struct result_sample *reference =
        results_side(results, comparison, 0);
    const struct result_sample *subject = results_side(results, comparison, 1);
    g_autofree char *name = metric_name(view_cell(results, comparison->cell),
                                        comparison->marks, with_unit);
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

/* Is a family of this one's set among those before it? */
static bool is_noted(const Results *results, const bool used[], guint at)
{
    for (guint i = 0; i < at; i++)
        if (used[i] &&
            RESULT(results->families, result_family, i)->set_from ==
                RESULT(results->families, result_family, at)->set_from)
            return true;
    return false;
}

/* What was adjusted together, of the families whose rows the table holds. */
static void add_family_notes(Table *table, const Results *results,
                             const bool used[])
{
    for (guint i = 0; i < results->families->len; i++) {
        const struct result_family *family =
            RESULT(results->families, result_family, i);

        if (!used[i] || family->size < 2 || is_noted(results, used, i) ||
            results->options.adjust == ADJUST_NONE)
            continue;
        if (study_is_family_wise(results)) {
            table_add_note(table,
                           "p of %s, family-wise over all pairs of systems, "
                           "%s-adjusted over the rows (%s).",
                           results_test_words(results),
                           view_adjustment_name(results->options.adjust),
                           family->name);
            continue;
        }
        table_add_note(
            table, "p of %s, %s-adjusted over %zu comparisons (%s%s).",
            results_test_words(results),
            view_adjustment_name(results->options.adjust), family->size,
            family->name,
            results->systems->len > 2 ? ", of all systems together" : "");
    }
}

/* ---- rows that are left out ---- */

/* "143: below the clock's resolution; 47: ..." */
static char *reason_words(const Results *results, const char *tool)
{
    g_autoptr(GArray) list = why_list_new();

    for (guint i = 0; i < results->comparisons->len; i++)
        if (is_wanted(results, view_comparison(results, i), tool, true))
            why_list_add(list, view_comparison(results, i));
    return why_list_words(list);
}

static void add_left_out_note(Table *table, const Results *results,
                              const struct table_options *options)
{
    g_autofree char *why = reason_words(results, options->tool);

    if (!table->n_left_out)
        return;
    table_add_note(table, "%zu more without a verdict are not shown (%s)%s%s.",
                   table->n_left_out, why, options->elsewhere ? ": " : "",
                   options->elsewhere ? options->elsewhere : "");
}

/* Why verdicts are withheld, each reason once. */
static void add_withheld_notes(Table *table, GHashTable *reasons_seen,
                               const struct result_comparison *comparison)
{
    if (comparison->withheld && comparison->text.why &&
        g_hash_table_add(reasons_seen, g_strdup(comparison->text.why)))
        table_add_note(table, "No verdict: %s.", comparison->text.why);
}

static void add_notes(Table *table, const Results *results, unsigned marks,
                      const bool used_families[])
{
    const char *interval = method_interval(results);

    if (interval)
        table_add_note(table,
                       "Difference in percent of the mean of %s, with "
                       "%s (%s).",
                       results->options.pairs == PAIRS_ALL
                           ? "the system named second"
                           : view_system(results, results->reference)->name,
                       interval,
                       results->options.simultaneous
                           ? "all of a family together"
                           : "not adjusted");
    add_family_notes(table, results, used_families);
    if (results->options.margin_absolute.text)
        table_add_note(table, "Margin of equivalence: %s.",
                       results->options.margin_absolute.text);
    if (isfinite(results->options.margin))
        table_add_note(table, "Margin of equivalence: %g\u00a0%%.",
                       100.0 * results->options.margin);
    add_mark_notes(table, marks);
}

static void set_caption(Table *table, const Results *results, size_t n,
                        bool operations)
{
    const char *reference = view_system(results, results->reference)->name;
    const char *what = operations ? "operation" : "comparison";
    const char *plural = n == 1 ? "" : "s";
    g_autofree char *count =
        table->n_left_out
            ? g_strdup_printf("%zu of %zu", n - table->n_left_out, n)
            : g_strdup_printf("%zu", n);

    if (results->systems->len == 2)
        table_set_caption(table, "%s against %s, the reference: %s %s%s.",
                          view_system(results, 1)->name, reference, count, what,
                          plural);
    else if (results->options.pairs == PAIRS_ALL)
        table_set_caption(table, "All pairs of systems: %s comparison%s%s.",
                          count, plural, operations ? " of operations" : "");
    else
        table_set_caption(table,
                          "Differences from %s, the reference: %s "
                          "comparison%s%s.",
                          reference, count, plural,
                          operations ? " of operations" : "");
}

/* A table longer than a page says what stands, and counts the rest. */
static size_t count_left_out(const Results *results,
                             const struct table_options *options,
                             bool operations)
{
    size_t n = 0;

    if (!operations || options->all ||
        count_wanted(results, options->tool, true) <= PAGE_ROWS)
        return 0;
    for (guint i = 0; i < results->comparisons->len; i++)
        n += is_wanted(results, view_comparison(results, i), options->tool,
                       true) &&
             view_comparison(results, i)->code == UNTESTABLE;
    return n;
}

static Table *nothing(const Results *results,
                      const struct table_options *options, bool operations,
                      size_t n, GError **error)
{
    g_autofree char *why = reason_words(results, options->tool);

    if (n)
        cotejo_fail(error, COTEJO_ERROR_NOTHING,
                    "none of %zu operations has a verdict (%s)", n, why);
    else
        cotejo_fail(error, COTEJO_ERROR_NOTHING, "nothing to compare%s%s",
                    operations ? " by operation" : "",
                    results->systems->len < 2 ? ": only one system" : "");
    return NULL;
}

static Table *build(const Results *results, const struct table_options *options,
                    bool operations, GError **error)
{
    const char *tool = options->tool;
    size_t n = count_wanted(results, tool, operations);
    size_t n_left_out = count_left_out(results, options, operations);
    const char *kind = operations ? "operations" : "compare";
    const struct result_comparison *last = NULL;
    g_autoptr(Table) table = NULL;
    const char *unit = common_unit(results, tool, operations);
    g_autofree bool *used = g_new0(bool, results->families->len + 1);
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    unsigned marks = 0;

    if (n == n_left_out)
        return nothing(results, options, operations, n, error);
    table = table_new(kind, kind);
    table->n_left_out = n_left_out;
    set_head(table, results, unit);
    set_caption(table, results, n, operations);
    for (guint i = 0; i < results->comparisons->len; i++) {
        const struct result_comparison *comparison =
            view_comparison(results, i);

        if (!is_wanted(results, comparison, tool, operations) ||
            (n_left_out && comparison->code == UNTESTABLE))
            continue;
        bool begins = !last || !same_group(results, last, comparison);
        g_autofree char *head = begins ? group_head(results, comparison) : NULL;

        add_row(table, results, comparison, head, !unit);
        last = comparison;
        marks |= comparison->marks;
        used[comparison->family] = true;
        add_withheld_notes(table, seen, comparison);
    }
    add_left_out_note(table, results, options);
    add_notes(table, results, marks, used);
    return g_steal_pointer(&table);
}

/* Data that hold operations only (--metric) make "compare" of those. */
static Table *build_compare(const Results *results,
                            const struct table_options *options, GError **error)
{
    const struct table_options *of = options ? options : &no_options;
    bool operations = !count_wanted(results, of->tool, false) &&
                      count_wanted(results, of->tool, true);

    return build(results, of, operations, error);
}

static Table *build_operations(const Results *results,
                               const struct table_options *options,
                               GError **error)
{
    return build(results, options ? options : &no_options, true, error);
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

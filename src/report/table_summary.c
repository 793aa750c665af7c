/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table "summary": each metric on each system, its centre and spread. */
#include "report/table.h"
#include "report/table_kinds.h"

#include <string.h>

#include "report/view.h"

static const struct {
    const char *key, *head;
    enum table_align align;
    size_t offset; /* of the string in struct sample_text */
} columns[] = {
    {"n", "n", ALIGN_RIGHT, offsetof(struct sample_text, n)},
    {"mean", "Mean", ALIGN_RIGHT, offsetof(struct sample_text, mean)},
    {"interval", "CI", ALIGN_RIGHT, offsetof(struct sample_text, interval)},
    {"sd", "SD", ALIGN_RIGHT, offsetof(struct sample_text, sd)},
    {"cv", "CV", ALIGN_RIGHT, offsetof(struct sample_text, cv)},
    {"median", "Median", ALIGN_RIGHT, offsetof(struct sample_text, median)},
    {"min", "Min", ALIGN_RIGHT, offsetof(struct sample_text, min)},
    {"max", "Max", ALIGN_RIGHT, offsetof(struct sample_text, max)},
};
#define FIRST 2 /* after metric and system */

static const char *text_at(const struct sample_text *text, size_t offset)
{
    return *(const char *const *)(const void *)((const char *)text + offset);
}

static void set_head(Table *table, const Results *results)
{
    g_autofree char *interval =
        g_strdup_printf("%g\u00a0%% CI", 100.0 * results->options.confidence);

    table_add_column(table, "metric", "Metric", ALIGN_LEFT);
    table_add_column(table, "system", "System", ALIGN_LEFT);
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        table_add_column(table, columns[i].key,
                         strcmp(columns[i].head, "CI") ? columns[i].head
                                                       : interval,
                         columns[i].align);
}

static char *metric_name(const struct result_cell *cell)
{
    if (cell->unit && *cell->unit)
        return g_strdup_printf("%s (%s)", cell->name, cell->unit);
    return g_strdup(cell->name);
}

static void add_row(Table *table, const Results *results,
                    const struct result_sample *sample, const char *group)
{
    g_autofree char *name = metric_name(view_cell(results, sample->cell));
    struct table_row *row = table_add_row(table, group);

    table_set(table, row, 0, name);
    table_set(table, row, 1, view_system(results, sample->system)->name);
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        table_set(table, row, FIRST + i,
                  text_at(&sample->text, columns[i].offset));
}

static char *group_head(const struct result_workload *workload)
{
    if (!*workload->condition)
        return g_strdup(workload->tool);
    return g_strdup_printf("%s, %s", workload->tool, workload->condition);
}

static bool is_wanted(const Results *results,
                      const struct result_sample *sample, const char *tool,
                      bool operations)
{
    const struct result_cell *cell = view_cell(results, sample->cell);

    return sample->data.n && cell->is_selected &&
           (cell->metric->level == METRIC_OPERATION) == operations &&
           (!tool || !strcmp(cell->metric->tool, tool));
}

/* Operations, which have their own table, only when there is nothing else. */
static bool wants_operations(const Results *results, const char *tool)
{
    for (guint i = 0; i < results->samples->len; i++)
        if (is_wanted(results, view_sample(results, i), tool, false))
            return false;
    return true;
}

static Table *build(const Results *results, const struct table_options *options,
                    GError **error)
{
    const char *tool = options ? options->tool : NULL;
    g_autoptr(Table) table = table_new("summary", "summary");
    const struct result_workload *last = NULL;
    bool operations = wants_operations(results, tool);
    size_t left_out = 0;

    set_head(table, results);
    for (guint i = 0; i < results->samples->len; i++) {
        const struct result_sample *sample = view_sample(results, i);
        const struct result_workload *workload =
            view_workload(results, view_cell(results, sample->cell));
        g_autofree char *head = group_head(workload);

        if (!is_wanted(results, sample, tool, operations))
            continue;
        add_row(table, results, sample, workload == last ? NULL : head);
        last = workload;
        left_out += sample->n_left_out;
    }
    if (!table->rows->len) {
        cotejo_fail(error, COTEJO_ERROR_NOTHING, "no values%s%s",
                    tool ? " of " : "", tool ? tool : "");
        return NULL;
    }
    table_set_caption(table, "Each metric on each system.");
    table_add_note(table,
                   "n: runs. Mean with Student's interval; SD: standard "
                   "deviation between runs; CV: SD in percent of the mean.");
    if (left_out)
        table_add_note(table, "Values left out (gated or estimated): %zu.",
                       left_out);
    return g_steal_pointer(&table);
}

const struct table_kind table_summary = {
    .name = "summary",
    .summary = "mean, interval and spread of each metric and system",
    .build = build,
};

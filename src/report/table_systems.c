/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "systems": what was compared, with the runs of each by status.
 * "excluded": every run and log that entered nothing, and why.
 */
#include "report/table.h"
#include "report/table_kinds.h"

#include <string.h>

#include "report/view.h"

static void set_count(Table *table, struct table_row *row, size_t column,
                      size_t count)
{
    g_autofree char *text = g_strdup_printf("%zu", count);

    table_set(table, row, column, text);
}

static size_t count_logs(const Results *results, const char *system)
{
    size_t n = 0;

    for (guint i = 0; i < results->inputs->len; i++) {
        const struct result_input *input =
            RESULT(results->inputs, result_input, i);

        n += !input->is_foreign && !g_strcmp0(input->system, system);
    }
    return n;
}

static Table *build_systems(const Results *results,
                            const struct table_options *options, GError **error)
{
    Table *table = table_new("systems", "systems");

    (void)options, (void)error;
    table_add_column(table, "system", "System", ALIGN_LEFT);
    table_add_column(table, "role", "Role", ALIGN_LEFT);
    table_add_column(table, "logs", "Logs", ALIGN_RIGHT);
    table_add_column(table, "runs_good", "Good runs", ALIGN_RIGHT);
    table_add_column(table, "runs_gated", "Gated", ALIGN_RIGHT);
    table_add_column(table, "runs_refused", "Refused", ALIGN_RIGHT);
    for (guint i = 0; i < results->systems->len; i++) {
        const struct result_system *system = view_system(results, i);
        struct table_row *row = table_add_row(table, NULL);

        table_set(table, row, 0, system->name);
        table_set(table, row, 1,
                  system->is_reference ? "reference" : "subject");
        set_count(table, row, 2, count_logs(results, system->name));
        for (size_t k = 0; k < G_N_ELEMENTS(system->n_runs); k++)
            set_count(table, row, 3 + k, system->n_runs[k]);
    }
    table_set_caption(table, "The systems and what was read of them.");
    table_add_note(table, "Gated: readable, but not a fair measurement; "
                          "refused: not to be trusted. Neither enters a "
                          "number.");
    return table;
}

/* One row; what stays as in the row before is not said again. */
static void add_excluded(Table *table, const char *system, const char *path,
                         size_t line, const char *status, const char *why)
{
    struct table_row *row = table_add_row(table, NULL);
    g_autofree char *place =
        line ? g_strdup_printf("%s:%zu", path, line) : g_strdup(path);

    table_set(table, row, 0, system);
    table_set(table, row, 1, place);
    table_set(table, row, 2, status);
    table_set(table, row, 3, why);
}

static void add_runs(Table *table, const Results *results,
                     const char *const *paths, const char *tool)
{
    for (guint i = 0; i < results->runs->len; i++) {
        const struct result_run *run = RESULT(results->runs, result_run, i);
        const GArray *found = run->run->reasons;

        if (run->is_used || run->run->is_part || run->run->status == RUN_GOOD ||
            (tool && strcmp(run->run->tool, tool)))
            continue;
        for (guint k = 0; k < found->len; k++) {
            const struct run_reason *reason = RESULT(found, run_reason, k);
            g_autofree char *why = g_strdup_printf(
                "%s: %s", reason->reason->slug, reason->message);

            add_excluded(table, view_system(results, run->system)->name,
                         paths[run->input],
                         reason->line ? reason->line : run->run->line,
                         view_status(run->run->status), why);
        }
    }
}

static void add_inputs(Table *table, const Results *results,
                       const char *const *paths)
{
    for (guint i = 0; i < results->inputs->len; i++) {
        const struct result_input *input =
            RESULT(results->inputs, result_input, i);

        if (input->refusal)
            add_excluded(table, input->system, paths[i], 0, "unread",
                         input->refusal);
    }
}

static Table *build_excluded(const Results *results,
                             const struct table_options *options,
                             GError **error)
{
    const char *tool = options ? options->tool : NULL;
    g_autoptr(Table) table = table_new("excluded", "excluded");
    g_autofree const char **paths = view_paths(results);

    table_add_column(table, "system", "System", ALIGN_LEFT);
    table_add_column(table, "log", "Log", ALIGN_LEFT);
    table_add_column(table, "status", "Status", ALIGN_LEFT);
    table_add_column(table, "reason", "Reason", ALIGN_LEFT);
    add_runs(table, results, paths, tool);
    if (!tool)
        add_inputs(table, results, paths);
    if (!table->rows->len) {
        cotejo_fail(error, COTEJO_ERROR_NOTHING, "no run was left out");
        return NULL;
    }
    table_set_caption(table, "Runs and logs that enter no number.");
    return g_steal_pointer(&table);
}

const struct table_kind table_systems = {
    .name = "systems",
    .summary = "the systems and how many runs of each are good",
    .build = build_systems,
};

const struct table_kind table_excluded = {
    .name = "excluded",
    .summary = "every run that enters no number, and why",
    .build = build_excluded,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Module logs of sql-bench without a summary: those of one run become a run.
 */
#include "ingest/sqlbench_parts.h"

static void copy_reasons(Run *run, const struct member *part)
{
    for (guint i = 0; i < part->run->reasons->len; i++) {
        const struct run_reason *reason =
            &g_array_index(part->run->reasons, struct run_reason, i);

        run_reason(run, reason->reason->slug, reason->line, reason->column,
                   "%s: %s", sqlbench_file_name(part->source->path),
                   reason->message);
    }
}

static void copy_modules(Run *run, const struct member *part)
{
    for (guint i = 0; i < part->run->values->len; i++) {
        const struct run_value *from = value_at(part->run, i);
        struct run_value *to;

        if (from->metric->level != METRIC_MODULE)
            continue;
        to = run_item_value(run, from->item, from->metric->name, from->value,
                            from->line);
        to->marks = from->marks;
        to->part = run_string(run, slice_from(part->source->path));
    }
}

/* The sum over the modules found, if each of them has a good one. */
static void add_total(Run *run, const GPtrArray *parts)
{
    struct decimal sum = {0, 0};

    for (guint i = 0; i < parts->len; i++) {
        const struct member *part = parts->pdata[i];
        const struct run_value *wall =
            run_find(part->run, "module_wall", part->module);

        if (!wall || wall->marks || !decimal_add(sum, wall->value, &sum))
            return;
    }
    run_value(run, "total_wall", sum, run->line);
}

static void copy_context(Run *run, const Run *part)
{
    static const char *const names[] = {"server_version", "date"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *value = run_find_context(part, names[i]);

        if (value)
            run_context(run, names[i], slice_from(value));
    }
}

static void name_modules(Run *run, const GPtrArray *parts)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (guint i = 0; i < parts->len; i++)
        g_ptr_array_add(
            names, (gpointer)(uintptr_t)((const struct member *)parts->pdata[i])
                       ->module);
    g_ptr_array_sort(names, sqlbench_compare_keys);
    g_ptr_array_add(names, NULL);

    g_autofree char *joined = g_strjoinv(",", (char **)names->pdata);

    run_parameter(run, "modules", slice_from(joined));
}

/* Rule 7. The run stands in the file of the first log. */
static void assemble(GPtrArray *parts)
{
    const struct member *first = parts->pdata[0];
    Run *run = run_new("sql-bench", "sqlbench-module", first->run->line);
    g_autoptr(GHashTable) sums = sqlbench_sums_new();

    g_ptr_array_add(first->source->runs, run);
    run->started_s = first->run->started_s;
    copy_context(run, first->run);
    name_modules(run, parts);
    run_note(run, "assembled", first->run->line,
             "made from the logs of %u modules, without a RUN file",
             parts->len);
    add_total(run, parts);
    for (guint i = 0; i < parts->len; i++) {
        copy_modules(run, parts->pdata[i]);
        copy_reasons(run, parts->pdata[i]);
        sqlbench_add_counted(sums, parts->pdata[i], SIZE_MAX);
    }
    sqlbench_add_all_counted(run, sums);
    for (guint i = 0; i < parts->len; i++)
        sqlbench_add_uncounted(run, sums, parts->pdata[i], SIZE_MAX);
    run_value(run, "modules", (struct decimal){(int64_t)parts->len, 0}, 0);
}

static int compare_id(gconstpointer a, gconstpointer b)
{
    const struct member *x = *(struct member *const *)a;
    const struct member *y = *(struct member *const *)b;
    g_autofree char *x_id = sqlbench_file_id(x->source, x->module);
    g_autofree char *y_id = sqlbench_file_id(y->source, y->module);
    int order = g_strcmp0(x_id, y_id);

    return order ? order : sqlbench_compare_started(a, b);
}

void sqlbench_assemble(GPtrArray *parts)
{
    g_autoptr(GPtrArray) rest = g_ptr_array_new();
    g_autoptr(GPtrArray) group = g_ptr_array_new();

    for (guint i = 0; i < parts->len; i++)
        if (!((struct member *)parts->pdata[i])->summary)
            g_ptr_array_add(rest, parts->pdata[i]);
    g_ptr_array_sort(rest, compare_id);
    for (guint i = 0; i < rest->len; i++) {
        struct member *part = rest->pdata[i];
        g_autofree char *id = sqlbench_file_id(part->source, part->module);
        g_autofree char *group_id = NULL;

        if (group->len) {
            const struct member *first = group->pdata[0];

            group_id = sqlbench_file_id(first->source, first->module);
            if (sqlbench_has_part(group, part->module) ||
                g_strcmp0(id, group_id)) {
                assemble(group);
                g_ptr_array_set_size(group, 0);
            }
        }
        g_ptr_array_add(group, part);
    }
    if (group->len)
        assemble(group);
}

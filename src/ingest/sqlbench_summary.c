/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A summary of sql-bench and its module logs: held against each other, and
 * brought together. The rules stand in sqlbench_join.c.
 */
#include "ingest/sqlbench_parts.h"

/* ------------------------------------------------- checks */

static bool same_value(const struct run_value *a, const struct run_value *b)
{
    if (!a || !b)
        return a == b;
    return !decimal_compare(a->value, b->value) &&
           (a->marks & VALUE_ESTIMATED) == (b->marks & VALUE_ESTIMATED);
}

/* I5; where neither has a total, the log says why. */
static void check_module(Run *run, const struct member *part)
{
    static const char *const names[] = {"module_wall", "module_client_usr",
                                        "module_client_sys"};
    const struct run_value *wall = run_find(run, "module_wall", part->module);
    bool cpu = run_find(run, "module_client_usr", part->module) != NULL;

    for (size_t i = 0; i < (wall && cpu ? G_N_ELEMENTS(names) : 1); i++) {
        if (same_value(run_find(run, names[i], part->module),
                       run_find(part->run, names[i], part->module)))
            continue;
        run_reason(run, "mismatched-parts", wall ? wall->line : run->line, 0,
                   "the total of '%s' is not the last line of its log %s",
                   part->module, sqlbench_file_name(part->source->path));
        return;
    }
    for (guint i = 0; i < part->run->notes->len && !wall; i++) {
        const struct run_note *note =
            &g_array_index(part->run->notes, struct run_note, i);

        if (!strcmp(note->slug, "unfinished-module"))
            run_note(run, "failed-module", run->line, "%s:%u: %s",
                     sqlbench_file_name(part->source->path), note->line,
                     note->message);
    }
}

/* The table prints hundredths, the logs what they have. */
static bool agrees(const struct op_sum *row, const struct op_sum *sum,
                   size_t metric, bool is_whole)
{
    struct decimal gap, slack = {metric == OP_WALL ? 5 : 0, -3};

    if (!row->has[metric] || !sum->has[metric])
        return true;
    if (!decimal_subtract(sum->value[metric], row->value[metric], &gap))
        return false;
    if (decimal_compare(gap, slack) > 0)
        return false;
    gap.digits = -gap.digits;
    return !is_whole || decimal_compare(gap, slack) <= 0;
}

/* I4. is_whole: the logs of all modules with a total are there, so that the
 * sums must be equal; otherwise they may not be larger. */
static void check_rows(Run *run, GHashTable *rows, GHashTable *sums,
                       bool is_whole)
{
    g_autoptr(GPtrArray) names = sqlbench_sorted_keys(sums);

    for (guint i = 0; i < names->len; i++) {
        const struct op_sum *sum = g_hash_table_lookup(sums, names->pdata[i]);
        const struct op_sum *row = g_hash_table_lookup(rows, names->pdata[i]);
        size_t bad = 0;

        /* A line that was refused is missing from the sum. */
        while (row && bad < N_OP &&
               agrees(row, sum, bad, is_whole && !(sum->marks & VALUE_REFUSED)))
            bad++;
        if (row && bad == N_OP)
            continue;
        run_reason(run, "mismatched-parts", row ? row->line : run->line, 0,
                   row ? "the row '%s' is not the sum of its lines in %s"
                       : "the table lacks '%s' of %s",
                   (char *)names->pdata[i], sqlbench_file_name(sum->path));
    }
    for (guint i = 0; is_whole && i < run->values->len; i++) {
        const struct run_value *value = value_at(run, i);

        if (sqlbench_op_metric(value) == OP_WALL &&
            !g_hash_table_contains(sums, value->item) &&
            !strchr(value->item, '#'))
            run_reason(run, "mismatched-parts", value->line, 0,
                       "no module log has the operation '%s'", value->item);
    }
}

static void tell_gap(Run *run, const struct member *part, double gap)
{
    const struct run_value *wall =
        run_find(part->run, "module_wall", part->module);
    double took = wall ? decimal_to_double(wall->value) : 0;

    if (!wall)
        return;
    if (wall->marks & VALUE_ESTIMATED)
        run_note(run, "estimated", wall->line,
                 "by the starts of the logs '%s' really took %.0f s",
                 part->module, gap);
    else if (took > gap + 1 || took < gap - 22)
        run_note(run, "assembled", wall->line,
                 "'%s' and the module after it did not run one after the "
                 "other: its log may be of another run",
                 part->module);
}

/* I10 and I11. */
static void check_starts(Run *run, const GPtrArray *parts)
{
    const struct member *first = parts->pdata[0];
    int64_t start = run->started_s;

    if (start == RUN_TIME_UNKNOWN || first->run->started_s == RUN_TIME_UNKNOWN)
        return;
    if (first->run->started_s < start)
        run_note(run, "assembled", run->line,
                 "the log of '%s' is older than the run: taken over from an "
                 "earlier one",
                 first->module);
    else if (first->run->started_s > start + 2)
        run_note(run, "assembled", run->line,
                 "no module began with the run: the logs may be of another");
    for (guint i = 0; i + 1 < parts->len; i++) {
        const struct member *part = parts->pdata[i];
        const struct member *next = parts->pdata[i + 1];

        tell_gap(run, part,
                 (double)(next->run->started_s - part->run->started_s));
    }
}

/* True when every module with a total has its log here. */
static bool check_coverage(Run *run, const GPtrArray *parts)
{
    g_auto(GStrv) names = sqlbench_module_list(run);
    bool is_whole = true;

    for (char **name = names; *name; name++) {
        if (sqlbench_has_part(parts, *name))
            continue;
        if (run_find(run, "module_wall", *name))
            is_whole = false;
        else if (**name)
            run_note(run, "left-out-module", run->line,
                     "'%s' has no log: it was left out rather than failed",
                     *name);
    }
    return is_whole;
}

/* ------------------------------------------------- one summary */

void sqlbench_join_summary(struct member *summary, GPtrArray *parts)
{
    Run *run = summary->run;
    size_t width = sqlbench_name_width(run);
    g_autoptr(GHashTable) rows = sqlbench_table_rows(run);
    g_autoptr(GHashTable) sums = sqlbench_sums_new();
    bool has_table = run_find(run, "table_wall", NULL) != NULL;
    bool is_whole = check_coverage(run, parts);

    g_ptr_array_sort(parts, sqlbench_compare_started);
    for (guint i = 0; i < parts->len; i++) {
        const struct member *part = parts->pdata[i];

        check_module(run, part);
        if (!has_table || run_find(part->run, "module_wall", part->module))
            sqlbench_add_counted(sums, part, width);
        run_context(part->run, "summary",
                    slice_from(sqlbench_file_name(summary->source->path)));
    }
    if (has_table)
        check_rows(run, rows, sums, is_whole);
    else
        sqlbench_add_all_counted(run, sums);
    for (guint i = 0; i < parts->len; i++)
        sqlbench_add_uncounted(run, has_table ? rows : sums, parts->pdata[i],
                               width);
    g_auto(GStrv) modules = sqlbench_module_list(run);

    if (parts->len == g_strv_length(modules))
        check_starts(run, parts);
}

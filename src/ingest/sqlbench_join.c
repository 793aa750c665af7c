/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Brings the module logs of a folder to their summaries.
 *
 *  1. A module log belongs to the summary in the same file, or to the one
 *     whose name ends alike ("RUN-ID" and "MODULE-ID"), which lists the
 *     module; of several to the last that began before it.
 *  2. Checked against each other: I4, a row is the sum of the lines of that
 *     name in all logs; I5, a module's total is its log's last line. A broken
 *     one refuses the summary, because nobody can say which file is right.
 *  3. Looked at: I10, I11, the modules ran one after another, the first when
 *     the summary began. If not, parts were run again or taken over from an
 *     older run, which is worth a note.
 *  4. Operations that only a log knows are added with the log as their
 *     `part`. A name that the table has too keeps its module in front.
 *  5. A summary without a sound table gets its operations from the logs.
 *  6. I9, no module of two runs has the same wall, usr and sys, where it used
 *    a second of CPU: a note, because parts of runs were copied.
 *  7. Logs without a summary become a run together; logs of one name begin
 *     another.
 */
#include "ingest/ingest.h"
#include "ingest/sqlbench_lines.h"

/* A run and the file it stands in. */
struct member {
    LogSource *source;  /* borrowed */
    Run *run;           /* borrowed */
    const char *module; /* of a module log; borrowed from the run */
    struct member *summary;
};

static const char *const op_metrics[] = {
    "op_wall", "op_client_usr", "op_client_sys", "op_client_cpu", "op_tests"};
enum { OP_WALL, OP_TESTS = 4, N_OP };

/* The values of one operation, summed over lines and logs. */
struct op_sum {
    const char *item; /* borrowed from the first run */
    struct decimal value[N_OP];
    bool has[N_OP];
    uint8_t marks;
    uint32_t line;
    const char *path; /* of the first log; borrowed */
};

/* ------------------------------------------------- operations */

static const struct run_value *value_at(const Run *run, guint i)
{
    return &g_array_index(run->values, struct run_value, i);
}

static size_t op_metric(const struct run_value *value)
{
    size_t i = 0;

    while (i < N_OP && strcmp(value->metric->name, op_metrics[i]) != 0)
        i++;
    return i;
}

/* What stands behind "MODULE/"; NULL if the summary counts the operation. */
static const char *uncounted_name(const char *item, const char *module)
{
    size_t len = strlen(module);

    return !strncmp(item, module, len) && item[len] == '/' ? item + len + 1
                                                           : NULL;
}

/* Adds a value to the sum under this name, which is copied as the key. */
static void add_to(GHashTable *sums, const char *name,
                   const struct run_value *value, const char *path)
{
    size_t metric = op_metric(value);
    struct op_sum *sum = g_hash_table_lookup(sums, name);

    if (metric == N_OP)
        return;
    if (!sum) {
        sum = g_new0(struct op_sum, 1);
        sum->item = value->item;
        sum->line = value->line;
        sum->path = path;
        g_hash_table_insert(sums, g_strdup(name), sum);
    }
    sum->has[metric] |=
        decimal_add(sum->value[metric], value->value, &sum->value[metric]);
    sum->marks |= value->marks;
}

static GHashTable *sums_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

/* Suites up to 2.5 cut names to 20 characters. */
static size_t name_width(const Run *run)
{
    static const char *const old[] = {"2.0", "2.0b", "2.4", "2.5"};

    for (size_t i = 0; i < G_N_ELEMENTS(old); i++)
        if (!g_strcmp0(run->tool_version, old[i]))
            return SQLBENCH_OLD_NAME_MAX;
    return SQLBENCH_NAME_MAX;
}

/* The rows of a summary's table. */
static GHashTable *table_rows(const Run *run)
{
    GHashTable *rows = sums_new();

    for (guint i = 0; i < run->values->len; i++)
        if (value_at(run, i)->item)
            add_to(rows, value_at(run, i)->item, value_at(run, i), NULL);
    return rows;
}

/* The counted lines of a module log, by their cut names. */
static void add_counted(GHashTable *sums, const struct member *part,
                        size_t width)
{
    for (guint i = 0; i < part->run->values->len; i++) {
        const struct run_value *value = value_at(part->run, i);
        g_autofree char *cut = NULL;

        if (op_metric(value) == N_OP ||
            uncounted_name(value->item, part->module))
            continue;
        cut = g_strndup(value->item, strnlen(value->item, width));
        add_to(sums, cut, value, part->source->path);
    }
}

/* How messages call a file: its folder is the summary's own, and a report
 * must not change with the place where the logs lie. */
static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static void put_per_test(Run *run, const char *item, const struct op_sum *sum)
{
    struct run_value *value =
        sum->has[OP_WALL] && sum->has[OP_TESTS]
            ? sqlbench_add_per_test(run, item, sum->value[OP_WALL],
                                    sum->value[OP_TESTS], sum->line)
            : NULL;

    if (!value)
        return;
    value->marks = sum->marks;
    value->part = run_string(run, slice_from(sum->path));
}

static void put_op(Run *run, const char *item, const struct op_sum *sum)
{
    for (size_t i = 0; i < N_OP; i++) {
        struct run_value *value;

        if (!sum->has[i])
            continue;
        value =
            run_item_value(run, item, op_metrics[i], sum->value[i], sum->line);
        value->marks =
            i == OP_WALL ? sum->marks : (uint8_t)(sum->marks & ~VALUE_REFUSED);
        value->part = run_string(run, slice_from(sum->path));
    }
    put_per_test(run, item, sum);
}

static int compare_keys(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The keys in order, so that nothing depends on the hash. */
static GPtrArray *sorted_keys(GHashTable *table)
{
    GPtrArray *keys = g_ptr_array_new();
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        g_ptr_array_add(keys, key);
    g_ptr_array_sort(keys, compare_keys);
    return keys;
}

/* Rule 4. `known` gets the names that are added. */
static void add_uncounted(Run *run, GHashTable *known,
                          const struct member *part, size_t width)
{
    g_autoptr(GHashTable) sums = sums_new();
    g_autoptr(GPtrArray) keys = NULL;

    for (guint i = 0; i < part->run->values->len; i++) {
        const struct run_value *value = value_at(part->run, i);

        if (op_metric(value) < N_OP &&
            uncounted_name(value->item, part->module))
            add_to(sums, value->item, value, part->source->path);
    }
    keys = sorted_keys(sums);
    for (guint i = 0; i < keys->len; i++) {
        struct op_sum *sum = g_hash_table_lookup(sums, keys->pdata[i]);
        const char *name = uncounted_name(sum->item, part->module);
        g_autofree char *cut = g_strndup(name, strnlen(name, width));
        bool collides = g_hash_table_contains(known, cut) ||
                        g_hash_table_contains(known, name);

        put_op(run, collides ? sum->item : name, sum);
        if (!collides)
            g_hash_table_insert(known, g_strdup(name),
                                g_new0(struct op_sum, 1));
    }
}

/* Rule 5. */
static void add_all_counted(Run *run, GHashTable *sums)
{
    g_autoptr(GPtrArray) keys = sorted_keys(sums);

    for (guint i = 0; i < keys->len; i++)
        put_op(run, keys->pdata[i], g_hash_table_lookup(sums, keys->pdata[i]));
}

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
                   part->module, file_name(part->source->path));
        return;
    }
    for (guint i = 0; i < part->run->notes->len && !wall; i++) {
        const struct run_note *note =
            &g_array_index(part->run->notes, struct run_note, i);

        if (!strcmp(note->slug, "unfinished-module"))
            run_note(run, "failed-module", run->line, "%s:%u: %s",
                     file_name(part->source->path), note->line, note->message);
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
    g_autoptr(GPtrArray) names = sorted_keys(sums);

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
                   (char *)names->pdata[i], file_name(sum->path));
    }
    for (guint i = 0; is_whole && i < run->values->len; i++) {
        const struct run_value *value = value_at(run, i);

        if (op_metric(value) == OP_WALL &&
            !g_hash_table_contains(sums, value->item) &&
            !strchr(value->item, '#'))
            run_reason(run, "mismatched-parts", value->line, 0,
                       "no module log has the operation '%s'", value->item);
    }
}

static double module_wall(const struct member *part)
{
    const struct run_value *wall =
        part->module ? run_find(part->run, "module_wall", part->module) : NULL;

    return wall ? decimal_to_double(wall->value) : 0;
}

/* Of two that began in the same second the one that took none was first. */
static int compare_started(gconstpointer a, gconstpointer b)
{
    const struct member *x = *(struct member *const *)a;
    const struct member *y = *(struct member *const *)b;

    if (x->run->started_s != y->run->started_s)
        return x->run->started_s < y->run->started_s ? -1 : 1;
    if (module_wall(x) < module_wall(y) || module_wall(x) > module_wall(y))
        return module_wall(x) < module_wall(y) ? -1 : 1;
    return strcmp(x->source->path, y->source->path);
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

/* The module names of a run, from its workload. */
static char **module_list(const Run *run)
{
    const char *names = run_find_parameter(run, "modules");

    return g_strsplit(names ? names : "", ",", -1);
}

static bool has_part(const GPtrArray *parts, const char *module)
{
    for (guint i = 0; i < parts->len; i++)
        if (!strcmp(((const struct member *)parts->pdata[i])->module, module))
            return true;
    return false;
}

/* True when every module with a total has its log here. */
static bool check_coverage(Run *run, const GPtrArray *parts)
{
    g_auto(GStrv) names = module_list(run);
    bool is_whole = true;

    for (char **name = names; *name; name++) {
        if (has_part(parts, *name))
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

static void join_summary(struct member *summary, GPtrArray *parts)
{
    Run *run = summary->run;
    size_t width = name_width(run);
    g_autoptr(GHashTable) rows = table_rows(run);
    g_autoptr(GHashTable) sums = sums_new();
    bool has_table = run_find(run, "table_wall", NULL) != NULL;
    bool is_whole = check_coverage(run, parts);

    g_ptr_array_sort(parts, compare_started);
    for (guint i = 0; i < parts->len; i++) {
        const struct member *part = parts->pdata[i];

        check_module(run, part);
        if (!has_table || run_find(part->run, "module_wall", part->module))
            add_counted(sums, part, width);
        run_context(part->run, "summary",
                    slice_from(file_name(summary->source->path)));
    }
    if (has_table)
        check_rows(run, rows, sums, is_whole);
    else
        add_all_counted(run, sums);
    for (guint i = 0; i < parts->len; i++)
        add_uncounted(run, has_table ? rows : sums, parts->pdata[i], width);
    g_auto(GStrv) modules = module_list(run);

    if (parts->len == g_strv_length(modules))
        check_starts(run, parts);
}

/* ------------------------------------------------- which belongs to which */

static bool lists_module(const Run *run, const char *module)
{
    g_auto(GStrv) names = module_list(run);

    return g_strv_contains((const char *const *)names, module);
}

/* The text behind "PREFIX-" in a file's name; NULL if it begins otherwise. */
static char *file_id(const LogSource *source, const char *prefix)
{
    g_autofree char *base = g_path_get_basename(source->path);
    size_t len = strlen(prefix);

    if (strncmp(base, prefix, len) != 0 || base[len] != '-')
        return NULL;
    return g_strdup(base + len + 1);
}

/* Rule 1. */
static bool may_belong(const struct member *summary, const struct member *part)
{
    g_autofree char *run_id = file_id(summary->source, "RUN");
    g_autofree char *part_id = file_id(part->source, part->module);

    if (!lists_module(summary->run, part->module))
        return false;
    return summary->source == part->source || !run_id || !part_id ||
           !strcmp(run_id, part_id);
}

/* Of two candidates the later one that began before the log did. */
static bool is_better(const struct member *part, const struct member *now,
                      const struct member *then)
{
    bool now_before = now->run->started_s <= part->run->started_s;
    bool then_before = then->run->started_s <= part->run->started_s;

    if (now_before != then_before)
        return now_before;
    return now_before == (now->run->started_s > then->run->started_s);
}

static void find_summary(GPtrArray *summaries, struct member *part)
{
    for (guint i = 0; i < summaries->len; i++) {
        struct member *summary = summaries->pdata[i];

        if (may_belong(summary, part) &&
            (!part->summary || is_better(part, summary, part->summary)))
            part->summary = summary;
    }
}

/* Of several logs of one module only the one that began first behind the
 * summary is its own. */
static GPtrArray *take_parts(GPtrArray *parts, const struct member *summary)
{
    GPtrArray *taken = g_ptr_array_new();

    for (guint i = 0; i < parts->len; i++) {
        struct member *part = parts->pdata[i];

        if (part->summary != summary)
            continue;
        if (has_part(taken, part->module))
            part->summary = NULL;
        else
            g_ptr_array_add(taken, part);
    }
    return taken;
}

/* ------------------------------------------------- copied modules (rule 6) */

/* "create 49 12.68 0.78"; NULL if it says too little. */
static char *module_times(const Run *run, const char *module)
{
    static const char *const names[] = {"module_wall", "module_client_usr",
                                        "module_client_sys"};
    GString *times = g_string_new(module);
    double client = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const struct run_value *value = run_find(run, names[i], module);
        char text[DECIMAL_TEXT];

        if (!value) {
            g_string_free(times, TRUE);
            return NULL;
        }
        client += i ? decimal_to_double(value->value) : 0;
        g_string_append_printf(times, " %s", decimal_print(value->value, text));
    }
    if (client < 1) {
        g_string_free(times, TRUE);
        return NULL;
    }
    return g_string_free(times, FALSE);
}

static void note_copied(GHashTable *seen, const struct member *summary)
{
    g_auto(GStrv) names = module_list(summary->run);

    for (char **name = names; *name; name++) {
        char *times = module_times(summary->run, *name);
        const struct member *other =
            times ? g_hash_table_lookup(seen, times) : NULL;

        if (other)
            run_note(summary->run, "copied-module", summary->run->line,
                     "'%s' has the same times to the last digit in %s:%u",
                     *name, file_name(other->source->path), other->run->line);
        if (times && !other)
            g_hash_table_insert(seen, times, (gpointer)(uintptr_t)summary);
        else
            g_free(times);
    }
}

static void check_copies(const GPtrArray *summaries)
{
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < summaries->len; i++)
        note_copied(seen, summaries->pdata[i]);
}

/* ------------------------------------------------- logs without a summary */

static void copy_reasons(Run *run, const struct member *part)
{
    for (guint i = 0; i < part->run->reasons->len; i++) {
        const struct run_reason *reason =
            &g_array_index(part->run->reasons, struct run_reason, i);

        run_reason(run, reason->reason->slug, reason->line, reason->column,
                   "%s: %s", file_name(part->source->path), reason->message);
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
    g_ptr_array_sort(names, compare_keys);
    g_ptr_array_add(names, NULL);

    g_autofree char *joined = g_strjoinv(",", (char **)names->pdata);

    run_parameter(run, "modules", slice_from(joined));
}

/* Rule 7. The run stands in the file of the first log. */
static void assemble(GPtrArray *parts)
{
    const struct member *first = parts->pdata[0];
    Run *run = run_new("sql-bench", "sqlbench-module", first->run->line);
    g_autoptr(GHashTable) sums = sums_new();

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
        add_counted(sums, parts->pdata[i], SIZE_MAX);
    }
    add_all_counted(run, sums);
    for (guint i = 0; i < parts->len; i++)
        add_uncounted(run, sums, parts->pdata[i], SIZE_MAX);
    run_value(run, "modules", (struct decimal){(int64_t)parts->len, 0}, 0);
}

static int compare_id(gconstpointer a, gconstpointer b)
{
    const struct member *x = *(struct member *const *)a;
    const struct member *y = *(struct member *const *)b;
    g_autofree char *x_id = file_id(x->source, x->module);
    g_autofree char *y_id = file_id(y->source, y->module);
    int order = g_strcmp0(x_id, y_id);

    return order ? order : compare_started(a, b);
}

static void assemble_rest(GPtrArray *parts)
{
    g_autoptr(GPtrArray) rest = g_ptr_array_new();
    g_autoptr(GPtrArray) group = g_ptr_array_new();

    for (guint i = 0; i < parts->len; i++)
        if (!((struct member *)parts->pdata[i])->summary)
            g_ptr_array_add(rest, parts->pdata[i]);
    g_ptr_array_sort(rest, compare_id);
    for (guint i = 0; i < rest->len; i++) {
        struct member *part = rest->pdata[i];
        g_autofree char *id = file_id(part->source, part->module);
        g_autofree char *group_id = NULL;

        if (group->len) {
            const struct member *first = group->pdata[0];

            group_id = file_id(first->source, first->module);
            if (has_part(group, part->module) || g_strcmp0(id, group_id)) {
                assemble(group);
                g_ptr_array_set_size(group, 0);
            }
        }
        g_ptr_array_add(group, part);
    }
    if (group->len)
        assemble(group);
}

/* ------------------------------------------------- the folder */

static void collect(LogSource *source, GPtrArray *summaries, GPtrArray *parts)
{
    for (guint i = 0; i < source->runs->len; i++) {
        Run *run = source->runs->pdata[i];
        bool is_module = !strcmp(run->format, "sqlbench-module");
        struct member *member;

        if (strcmp(run->tool, "sql-bench") != 0 || is_module != run->is_part ||
            (is_module && !run_find_context(run, "module")))
            continue;
        member = g_new0(struct member, 1);
        member->source = source;
        member->run = run;
        member->module = is_module ? run_find_context(run, "module") : NULL;
        g_ptr_array_add(is_module ? parts : summaries, member);
    }
}

void sqlbench_join(GPtrArray *sources)
{
    g_autoptr(GPtrArray) summaries = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < sources->len; i++)
        collect(sources->pdata[i], summaries, parts);
    g_ptr_array_sort(parts, compare_started);
    for (guint i = 0; i < parts->len; i++)
        find_summary(summaries, parts->pdata[i]);
    for (guint i = 0; i < summaries->len; i++) {
        g_autoptr(GPtrArray) taken = take_parts(parts, summaries->pdata[i]);

        if (taken->len)
            join_summary(summaries->pdata[i], taken);
    }
    check_copies(summaries);
    assemble_rest(parts);
}

/* A folder with a summary is joined once, by the summary's format. */
void sqlbench_join_modules(GPtrArray *sources)
{
    for (guint i = 0; i < sources->len; i++)
        if (!g_strcmp0(((const LogSource *)sources->pdata[i])->format,
                       "sqlbench-run"))
            return;
    sqlbench_join(sources);
}

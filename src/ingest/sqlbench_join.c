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
#include "ingest/sqlbench_parts.h"

/* ------------------------------------------------- members */

/* How messages call a file: its folder is the summary's own, and a report
 * must not change with the place where the logs lie. */
const char *sqlbench_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static double module_wall(const struct member *part)
{
    const struct run_value *wall =
        part->module ? run_find(part->run, "module_wall", part->module) : NULL;

    return wall ? decimal_to_double(wall->value) : 0;
}

/* Of two that began in the same second the one that took none was first. */
int sqlbench_compare_started(gconstpointer a, gconstpointer b)
{
    const struct member *x = *(struct member *const *)a;
    const struct member *y = *(struct member *const *)b;

    if (x->run->started_s != y->run->started_s)
        return x->run->started_s < y->run->started_s ? -1 : 1;
    if (module_wall(x) < module_wall(y) || module_wall(x) > module_wall(y))
        return module_wall(x) < module_wall(y) ? -1 : 1;
    return strcmp(x->source->path, y->source->path);
}

/* The module names of a run, from its workload. */
char **sqlbench_module_list(const Run *run)
{
    const char *names = run_find_parameter(run, "modules");

    return g_strsplit(names ? names : "", ",", -1);
}

bool sqlbench_has_part(const GPtrArray *parts, const char *module)
{
    for (guint i = 0; i < parts->len; i++)
        if (!strcmp(((const struct member *)parts->pdata[i])->module, module))
            return true;
    return false;
}

/* ------------------------------------------------- which belongs to which */

static bool lists_module(const Run *run, const char *module)
{
    g_auto(GStrv) names = sqlbench_module_list(run);

    return g_strv_contains((const char *const *)names, module);
}

/* The text behind "PREFIX-" in a file's name; NULL if it begins otherwise. */
char *sqlbench_file_id(const LogSource *source, const char *prefix)
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
    g_autofree char *run_id = sqlbench_file_id(summary->source, "RUN");
    g_autofree char *part_id = sqlbench_file_id(part->source, part->module);

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
        if (sqlbench_has_part(taken, part->module))
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
    g_auto(GStrv) names = sqlbench_module_list(summary->run);

    for (char **name = names; *name; name++) {
        char *times = module_times(summary->run, *name);
        const struct member *other =
            times ? g_hash_table_lookup(seen, times) : NULL;

        if (other)
            run_note(summary->run, "copied-module", summary->run->line,
                     "'%s' has the same times to the last digit in %s:%u",
                     *name, sqlbench_file_name(other->source->path),
                     other->run->line);
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
    g_ptr_array_sort(parts, sqlbench_compare_started);
    for (guint i = 0; i < parts->len; i++)
        find_summary(summaries, parts->pdata[i]);
    for (guint i = 0; i < summaries->len; i++) {
        g_autoptr(GPtrArray) taken = take_parts(parts, summaries->pdata[i]);

        if (taken->len)
            sqlbench_join_summary(summaries->pdata[i], taken);
    }
    check_copies(summaries);
    sqlbench_assemble(parts);
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

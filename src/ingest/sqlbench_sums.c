/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Operations summed by name over the lines and logs of a run of sql-bench.
 */
#include "ingest/sqlbench_parts.h"

static const char *const op_metrics[] = {
    "op_wall", "op_client_usr", "op_client_sys", "op_client_cpu", "op_tests"};

size_t sqlbench_op_metric(const struct run_value *value)
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
    size_t metric = sqlbench_op_metric(value);
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

GHashTable *sqlbench_sums_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

/* Suites up to 2.5 cut names to 20 characters. */
size_t sqlbench_name_width(const Run *run)
{
    static const char *const old[] = {"2.0", "2.0b", "2.4", "2.5"};

    for (size_t i = 0; i < G_N_ELEMENTS(old); i++)
        if (!g_strcmp0(run->tool_version, old[i]))
            return SQLBENCH_OLD_NAME_MAX;
    return SQLBENCH_NAME_MAX;
}

/* The rows of a summary's table. */
GHashTable *sqlbench_table_rows(const Run *run)
{
    GHashTable *rows = sqlbench_sums_new();

    for (guint i = 0; i < run->values->len; i++)
        if (value_at(run, i)->item)
            add_to(rows, value_at(run, i)->item, value_at(run, i), NULL);
    return rows;
}

/* The counted lines of a module log, by their cut names. */
void sqlbench_add_counted(GHashTable *sums, const struct member *part,
                          size_t width)
{
    for (guint i = 0; i < part->run->values->len; i++) {
        const struct run_value *value = value_at(part->run, i);
        g_autofree char *cut = NULL;

        if (sqlbench_op_metric(value) == N_OP ||
            uncounted_name(value->item, part->module))
            continue;
        cut = g_strndup(value->item, strnlen(value->item, width));
        add_to(sums, cut, value, part->source->path);
    }
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

int sqlbench_compare_keys(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The keys in order, so that nothing depends on the hash. */
GPtrArray *sqlbench_sorted_keys(GHashTable *table)
{
    GPtrArray *keys = g_ptr_array_new();
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        g_ptr_array_add(keys, key);
    g_ptr_array_sort(keys, sqlbench_compare_keys);
    return keys;
}

/* Rule 4. `known` gets the names that are added. */
void sqlbench_add_uncounted(Run *run, GHashTable *known,
                            const struct member *part, size_t width)
{
    g_autoptr(GHashTable) sums = sqlbench_sums_new();
    g_autoptr(GPtrArray) keys = NULL;

    for (guint i = 0; i < part->run->values->len; i++) {
        const struct run_value *value = value_at(part->run, i);

        if (sqlbench_op_metric(value) < N_OP &&
            uncounted_name(value->item, part->module))
            add_to(sums, value->item, value, part->source->path);
    }
    keys = sqlbench_sorted_keys(sums);
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
void sqlbench_add_all_counted(Run *run, GHashTable *sums)
{
    g_autoptr(GPtrArray) keys = sqlbench_sorted_keys(sums);

    for (guint i = 0; i < keys->len; i++)
        put_op(run, keys->pdata[i], g_hash_table_lookup(sums, keys->pdata[i]));
}

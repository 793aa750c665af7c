/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What many runs have in common, stored once: texts, and the layouts of their
 * numbers. The last few of each kind are remembered, because the runs of a
 * folder mostly resemble each other: a layout is recognised by comparing, and
 * its text is never made again.
 */
#include "store/common.h"

#include "base/xxh3.h"
#include "store/pack.h"

enum { N_RECENT = 8 };

struct text {
    GString *json; /* NULL: a free place */
    int64_t id;
};

struct layout {
    GArray *columns; /* struct run_value with lines from the run's own; NULL */
    GStringChunk *strings;
    int64_t id;
};

struct common {
    struct text texts[N_COMMON_KINDS][N_RECENT];
    size_t next_text[N_COMMON_KINDS];
    struct layout layouts[N_RECENT];
    size_t next_layout;
    GString *scratch;
};

Common *common_new(void)
{
    Common *common = g_new0(Common, 1);

    common->scratch = g_string_new(NULL);
    return common;
}

static void clear_layout(struct layout *layout)
{
    if (!layout->columns)
        return;
    g_array_unref(layout->columns);
    g_string_chunk_free(layout->strings);
    *layout = (struct layout){0};
}

void common_forget(Common *common)
{
    for (size_t kind = 0; kind < N_COMMON_KINDS; kind++)
        for (size_t i = 0; i < N_RECENT; i++)
            if (common->texts[kind][i].json) {
                g_string_free(common->texts[kind][i].json, true);
                common->texts[kind][i].json = NULL;
            }
    for (size_t i = 0; i < N_RECENT; i++)
        clear_layout(&common->layouts[i]);
}

void common_free(Common *common)
{
    if (!common)
        return;
    common_forget(common);
    g_string_free(common->scratch, true);
    g_free(common);
}

/* ---- texts ------------------------------------------------------------- */

/* The id of the text in the table; 0 if it is not there. */
static bool find_text(Store *store, struct slice json, int64_t key, int64_t *id,
                      GError **error)
{
    sqlite3_stmt *find = store_statement(store, FIND_COMMON, error);
    enum store_step step = STEP_DONE;

    *id = 0;
    if (!find)
        return false;
    sqlite3_bind_int64(find, 1, key);
    while (!*id && (step = store_step(store, find, error)) == STEP_ROW) {
        struct slice found = {column_text(find, 1),
                              (size_t)sqlite3_column_bytes(find, 1)};

        if (slice_equal(found, json))
            *id = sqlite3_column_int64(find, 0);
    }
    sqlite3_reset(find);
    return *id || step == STEP_DONE;
}

static bool add_text(Store *store, struct slice json, int64_t *id,
                     GError **error)
{
    int64_t key = (int64_t)xxh3_short(json.at, json.len);
    sqlite3_stmt *add;

    if (!find_text(store, json, key, id, error))
        return false;
    if (*id)
        return true;
    if (!(add = store_statement(store, ADD_COMMON, error)))
        return false;
    sqlite3_bind_int64(add, 1, key);
    sqlite3_bind_text64(add, 2, json.at, json.len, SQLITE_STATIC, SQLITE_UTF8);
    if (!store_run(store, add, error))
        return false;
    *id = sqlite3_last_insert_rowid(store->db);
    return true;
}

/* The id of a text that was met a moment ago; 0 if it was not. */
static int64_t recall(const Common *common, enum common_kind kind,
                      struct slice json)
{
    const struct text *recent = common->texts[kind];

    for (size_t i = 0; i < N_RECENT && recent[i].json; i++)
        if (slice_equal(
                (struct slice){recent[i].json->str, recent[i].json->len}, json))
            return recent[i].id;
    return 0;
}

static void remember(Common *common, enum common_kind kind, struct slice json,
                     int64_t id)
{
    struct text *place =
        &common->texts[kind][common->next_text[kind]++ % N_RECENT];

    if (!place->json)
        place->json = g_string_new(NULL);
    g_string_truncate(place->json, 0);
    g_string_append_len(place->json, json.at, (gssize)json.len);
    place->id = id;
}

bool common_text(Store *store, enum common_kind kind, struct slice json,
                 int64_t *id, GError **error)
{
    *id = recall(store->common, kind, json);
    if (*id)
        return true;
    if (!add_text(store, json, id, error))
        return false;
    remember(store->common, kind, json, *id);
    return true;
}

/* ---- workloads --------------------------------------------------------- */

static bool add_workload(Store *store, const Run *run, const char *parameters,
                         int64_t *id, GError **error)
{
    g_autofree char *name = run_workload(run);
    sqlite3_stmt *find = store_statement(store, FIND_WORKLOAD, error);
    sqlite3_stmt *add =
        find ? store_statement(store, ADD_WORKLOAD, error) : NULL;

    if (!add)
        return false;
    bind_text(find, 1, run->tool);
    bind_text(find, 2, parameters);
    if (!store_id(store, find, id, error) || *id)
        return *id != 0;
    bind_text(add, 1, run->tool);
    bind_text(add, 2, parameters);
    bind_text(add, 3, name);
    if (!store_run(store, add, error))
        return false;
    *id = sqlite3_last_insert_rowid(store->db);
    return true;
}

bool common_workload(Store *store, const Run *run, const char *parameters,
                     int64_t *id, GError **error)
{
    /* "ab[[\"n\",\"100\"]]": no tool's name has a bracket. */
    GString *key = store->common->scratch;

    g_string_assign(key, run->tool);
    g_string_append(key, parameters);
    *id = recall(store->common, COMMON_WORKLOAD,
                 (struct slice){key->str, key->len});
    if (*id)
        return true;
    if (!add_workload(store, run, parameters, id, error))
        return false;
    remember(store->common, COMMON_WORKLOAD, (struct slice){key->str, key->len},
             *id);
    return true;
}

/* ---- layouts ----------------------------------------------------------- */

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && !strcmp(a, b));
}

static bool is_layout(const struct layout *layout, const Run *run)
{
    const struct run_value *columns, *values;

    if (!layout->columns || layout->columns->len != run->values->len)
        return false;
    columns = (const struct run_value *)(const void *)layout->columns->data;
    values = (const struct run_value *)(const void *)run->values->data;
    for (size_t i = 0; i < run->values->len; i++)
        if (columns[i].metric != values[i].metric ||
            columns[i].value.exponent != values[i].value.exponent ||
            columns[i].line != values[i].line - run->line ||
            columns[i].marks != values[i].marks ||
            !same_text(columns[i].item, values[i].item) ||
            !same_text(columns[i].part, values[i].part))
            return false;
    return true;
}

static const char *keep(GStringChunk *strings, const char *text)
{
    return text ? g_string_chunk_insert_const(strings, text) : NULL;
}

static void remember_layout(struct layout *layout, const Run *run, int64_t id)
{
    clear_layout(layout);
    layout->id = id;
    layout->strings = g_string_chunk_new(256);
    layout->columns = g_array_sized_new(false, false, sizeof(struct run_value),
                                        run->values->len);
    for (size_t i = 0; i < run->values->len; i++) {
        struct run_value column =
            g_array_index(run->values, struct run_value, i);

        column.line -= run->line;
        column.item = keep(layout->strings, column.item);
        column.part = keep(layout->strings, column.part);
        g_array_append_val(layout->columns, column);
    }
}

static void pack_column(GString *out, const struct run_value *value,
                        const Run *run)
{
    pack_open(out);
    pack_string(out, value->metric->name);
    pack_string(out, value->item);
    pack_integer(out, value->value.exponent);
    pack_integer(out, (int64_t)value->line - run->line);
    if (value->marks || value->part)
        pack_integer(out, value->marks);
    if (value->part)
        pack_string(out, value->part);
    pack_close(out);
}

bool common_layout(Store *store, const Run *run, int64_t *id, GError **error)
{
    Common *common = store->common;
    GString *json = common->scratch;

    for (size_t i = 0; i < N_RECENT; i++)
        if (is_layout(&common->layouts[i], run)) {
            *id = common->layouts[i].id;
            return true;
        }
    g_string_truncate(json, 0);
    pack_begin(json);
    for (size_t i = 0; i < run->values->len; i++)
        pack_column(json, &g_array_index(run->values, struct run_value, i),
                    run);
    pack_close(json);
    if (!add_text(store, (struct slice){json->str, json->len}, id, error))
        return false;
    remember_layout(&common->layouts[common->next_layout++ % N_RECENT], run,
                    *id);
    return true;
}

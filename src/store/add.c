/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Adding a source: who it is, and what of it is new.
 */
#include "store/sql.h"

#include "store/pack.h"

/* A source that this transaction has met, and how. */
struct claim {
    char *path;
    bool is_new;
};

void store_claim_free(void *data)
{
    struct claim *value = data;

    g_free(value->path);
    g_free(value);
}

static void claim(Store *store, int64_t source, const char *path, bool is_new)
{
    int64_t *key = g_new(int64_t, 1);
    struct claim *value = g_new(struct claim, 1);

    *key = source;
    value->path = g_strdup(path);
    value->is_new = is_new;
    g_hash_table_replace(store->claims, key, value);
}

/* A number kept for the transaction: 0 if there is none. */
static int64_t recall(GHashTable *table, const char *key)
{
    const int64_t *id = g_hash_table_lookup(table, key);

    return id ? *id : 0;
}

static void remember(GHashTable *table, const char *key, int64_t id)
{
    int64_t *value = g_new(int64_t, 1);

    *value = id;
    g_hash_table_insert(table, g_strdup(key), value);
}

/* The id in the first column of a bound query; 0 if there is no row. */
static bool find_id(Store *store, sqlite3_stmt *query, int64_t *id,
                    GError **error)
{
    enum store_step step = store_step(store, query, error);

    *id = step == STEP_ROW ? sqlite3_column_int64(query, 0) : 0;
    sqlite3_reset(query);
    return step != STEP_ERROR;
}

static bool system_id(Store *store, const char *name, int64_t *id,
                      GError **error)
{
    sqlite3_stmt *find, *add;

    *id = recall(store->systems, name);
    if (*id)
        return true;
    if (!(find = store_statement(store, FIND_SYSTEM, error)) ||
        !(add = store_statement(store, ADD_SYSTEM, error)))
        return false;
    bind_text(find, 1, name);
    if (!find_id(store, find, id, error))
        return false;
    if (!*id) {
        bind_text(add, 1, name);
        if (!store_run(store, add, error))
            return false;
        *id = sqlite3_last_insert_rowid(store->db);
    }
    remember(store->systems, name, *id);
    return true;
}

static void pack_fields(GString *out, const GArray *fields)
{
    pack_begin(out);
    for (size_t i = 0; i < fields->len; i++) {
        const struct run_field *field =
            &g_array_index(fields, struct run_field, i);

        pack_open(out);
        pack_string(out, field->name);
        pack_string(out, field->value);
        pack_close(out);
    }
    pack_close(out);
}

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
    if (!find_id(store, find, id, error) || *id)
        return *id != 0;
    bind_text(add, 1, run->tool);
    bind_text(add, 2, parameters);
    bind_text(add, 3, name);
    if (!store_run(store, add, error))
        return false;
    *id = sqlite3_last_insert_rowid(store->db);
    return true;
}

static bool workload_id(Store *store, const Run *run, int64_t *id,
                        GError **error)
{
    GString *key = store->text;
    size_t tool = strlen(run->tool);

    /* "ab[[\"n\",\"100\"]]": no tool's name has a bracket. */
    g_string_assign(key, run->tool);
    pack_fields(key, run->parameters);
    *id = recall(store->workloads, key->str);
    if (*id)
        return true;
    if (!add_workload(store, run, key->str + tool, id, error))
        return false;
    remember(store->workloads, key->str, *id);
    return true;
}

static void pack_value(GString *out, const struct run_value *value)
{
    pack_open(out);
    pack_string(out, value->metric->name);
    pack_string(out, value->item);
    pack_integer(out, value->value.digits);
    pack_integer(out, value->value.exponent);
    pack_integer(out, value->line);
    if (value->marks || value->part)
        pack_integer(out, value->marks);
    if (value->part)
        pack_string(out, value->part);
    pack_close(out);
}

static void pack_values(GString *out, const GArray *values)
{
    pack_begin(out);
    for (size_t i = 0; i < values->len; i++)
        pack_value(out, &g_array_index(values, struct run_value, i));
    pack_close(out);
}

static void pack_reasons(GString *out, const GArray *reasons_given)
{
    pack_begin(out);
    for (size_t i = 0; i < reasons_given->len; i++) {
        const struct run_reason *reason =
            &g_array_index(reasons_given, struct run_reason, i);

        pack_open(out);
        pack_string(out, reason->reason->slug);
        pack_integer(out, reason->line);
        pack_integer(out, reason->column);
        pack_string(out, reason->message);
        pack_close(out);
    }
    pack_close(out);
}

static void pack_notes(GString *out, const GArray *notes)
{
    pack_begin(out);
    for (size_t i = 0; i < notes->len; i++) {
        const struct run_note *note = &g_array_index(notes, struct run_note, i);

        pack_open(out);
        pack_string(out, note->slug);
        pack_integer(out, note->line);
        pack_string(out, note->message);
        pack_close(out);
    }
    pack_close(out);
}

static void pack_counts(GString *out, const GArray *counts)
{
    pack_begin(out);
    for (size_t i = 0; i < counts->len; i++) {
        const struct run_count *count =
            &g_array_index(counts, struct run_count, i);

        pack_open(out);
        pack_integer(out, count->value);
        pack_integer(out, (int64_t)count->count);
        pack_close(out);
    }
    pack_close(out);
}

static bool add_distribution(Store *store, int64_t run,
                             const struct run_distribution *distribution,
                             GError **error)
{
    sqlite3_stmt *add = store_statement(store, ADD_DISTRIBUTION, error);

    if (!add)
        return false;
    g_string_truncate(store->text, 0);
    pack_counts(store->text, distribution->counts);
    sqlite3_bind_int64(add, 1, run);
    bind_text(add, 2, distribution->metric->name);
    sqlite3_bind_int(add, 3, distribution->exponent);
    sqlite3_bind_int64(add, 4, (int64_t)distribution->total);
    bind_packed(add, 5, store->text);
    return store_run(store, add, error);
}

/* The four packed columns stand one behind the other in the scratch text. */
static void bind_packed_run(GString *text, sqlite3_stmt *add, const Run *run)
{
    size_t starts[5] = {0};

    g_string_truncate(text, 0);
    pack_values(text, run->values);
    starts[1] = text->len;
    pack_fields(text, run->context);
    starts[2] = text->len;
    pack_reasons(text, run->reasons);
    starts[3] = text->len;
    pack_notes(text, run->notes);
    starts[4] = text->len;
    for (int i = 0; i < 4; i++)
        sqlite3_bind_text64(add, 9 + i, text->str + starts[i],
                            starts[i + 1] - starts[i], SQLITE_STATIC,
                            SQLITE_UTF8);
}

static bool add_run(Store *store, int64_t source, const Run *run,
                    GError **error)
{
    int64_t workload, id;
    sqlite3_stmt *add;

    if (!workload_id(store, run, &workload, error) ||
        !(add = store_statement(store, ADD_RUN, error)))
        return false;
    sqlite3_bind_int64(add, 1, source);
    sqlite3_bind_int64(add, 2, workload);
    bind_text(add, 3, run->format);
    sqlite3_bind_int64(add, 4, run->line);
    sqlite3_bind_int(add, 5, (int)run->status);
    sqlite3_bind_int(add, 6, run->is_part);
    if (run->started_s == RUN_TIME_UNKNOWN)
        sqlite3_bind_null(add, 7);
    else
        sqlite3_bind_int64(add, 7, run->started_s);
    bind_text(add, 8, run->tool_version);
    bind_packed_run(store->text, add, run);
    if (!store_run(store, add, error))
        return false;
    id = sqlite3_last_insert_rowid(store->db);
    for (size_t i = 0; i < run->distributions->len; i++)
        if (!add_distribution(
                store, id,
                &g_array_index(run->distributions, struct run_distribution, i),
                error))
            return false;
    return true;
}

bool store_add_note(Store *store, int64_t source, const char *slug,
                    const char *message, GError **error)
{
    sqlite3_stmt *add = store_statement(store, ADD_NOTE, error);

    if (!add)
        return false;
    sqlite3_bind_int64(add, 1, source);
    bind_text(add, 2, slug);
    bind_text(add, 3, message);
    return store_run(store, add, error);
}

/* Only what a shell's timing block says. */
static bool is_timing(const struct run_value *value)
{
    static const char *const names[] = {"real_time", "user_time", "sys_time",
                                        "exit_status"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (!value->item && !strcmp(value->metric->name, names[i]))
            return true;
    return false;
}

static bool run_says_little(const Run *run)
{
    if (run->started_s != RUN_TIME_UNKNOWN || run->distributions->len)
        return false;
    for (size_t i = 0; i < run->values->len; i++)
        if (!is_timing(&g_array_index(run->values, struct run_value, i)))
            return false;
    return true;
}

/* Too little to tell a copy from a repetition. */
static bool says_little(const LogSource *source)
{
    if (source->is_foreign)
        return false;
    for (size_t i = 0; i < source->runs->len; i++)
        if (!run_says_little(g_ptr_array_index(source->runs, i)))
            return false;
    return true;
}

/* "./a//b" and "a/b" are one path here. */
static char *plain_path(const char *path)
{
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    g_autoptr(GString) plain = g_string_new("/");

    for (size_t i = 0; parts[i]; i++)
        if (*parts[i] && strcmp(parts[i], ".") != 0)
            g_string_append_printf(plain, "%s%s", plain->len > 1 ? "/" : "",
                                   parts[i]);
    return g_string_free(g_steal_pointer(&plain), false);
}

/* One is the end of the other, part by part ("/b" of "/a/b"). */
static bool same_name(const char *a, const char *b)
{
    g_autofree char *plain_a = plain_path(a);
    g_autofree char *plain_b = plain_path(b);

    return g_str_has_suffix(plain_a, plain_b) ||
           g_str_has_suffix(plain_b, plain_a);
}

/* What the store holds of these bytes in this system. */
struct match {
    int64_t source;      /* the one that this is; 0: it is new */
    int64_t like;        /* another of the same bytes; 0: there is none */
    int next_repetition; /* the number a new one gets */
    char *like_path;     /* owned; NULL */
};

/* How sure a stored path makes us that a log that says little is that one. */
enum likeness { NOT_THE_SAME, SAME_END, SAME_PATH };

static enum likeness likeness(Store *store, const LogSource *source,
                              int64_t stored, const char *path)
{
    if (!strcmp(path, source->path))
        return SAME_PATH;
    if (!*source->sha256 || g_hash_table_contains(store->claims, &stored) ||
        !same_name(path, source->path))
        return NOT_THE_SAME;
    return SAME_END;
}

static bool is_known_by_name(const LogSource *source)
{
    return !*source->sha256 || says_little(source);
}

static bool find_match(Store *store, int64_t system, const LogSource *source,
                       struct match *match, GError **error)
{
    sqlite3_stmt *find = store_statement(store, FIND_SOURCES, error);
    bool by_name = is_known_by_name(source);
    enum likeness best = NOT_THE_SAME;
    enum store_step step;

    if (!find)
        return false;
    sqlite3_bind_int64(find, 1, system);
    bind_text(find, 2, source->sha256);
    while ((step = store_step(store, find, error)) == STEP_ROW) {
        int64_t stored = sqlite3_column_int64(find, 0);
        const char *path = column_text(find, 2);
        enum likeness now =
            by_name ? likeness(store, source, stored, path) : SAME_PATH;

        if (now > best) {
            best = now;
            match->source = stored;
        }
        if (!match->like) {
            match->like = stored;
            match->like_path = g_strdup(path);
        }
        match->next_repetition = sqlite3_column_int(find, 1) + 1;
    }
    return step == STEP_DONE;
}

static bool meet_again(Store *store, const LogSource *source, int64_t id,
                       enum store_added *added, GError **error)
{
    const struct claim *earlier = g_hash_table_lookup(store->claims, &id);
    g_autofree char *message = NULL;

    *added = STORE_KNOWN;
    if (!earlier) {
        claim(store, id, source->path, false);
        return true;
    }
    if (!strcmp(earlier->path, source->path))
        return true;
    *added = STORE_COPY;
    if (!earlier->is_new || source->is_foreign)
        return true;
    message =
        g_strdup_printf("%s holds the same bytes: stored once", source->path);
    return store_add_note(store, id, "copy", message, error);
}

/* *id is 0 if this repetition of these bytes is there already. */
static bool insert_source(Store *store, int64_t system, const LogSource *source,
                          int repetition, int64_t *id, GError **error)
{
    sqlite3_stmt *add = store_statement(store, ADD_SOURCE, error);

    if (!add)
        return false;
    sqlite3_bind_int64(add, 1, system);
    bind_text(add, 2, source->sha256);
    sqlite3_bind_int(add, 3, repetition);
    bind_text(add, 4, source->path);
    sqlite3_bind_int64(add, 5, (int64_t)source->bytes);
    bind_text(add, 6, source->format);
    sqlite3_bind_int(add, 7, source->is_foreign);
    bind_text(add, 8, source->error ? source->error->message : NULL);
    if (source->error)
        sqlite3_bind_int(add, 9, source->error->code);
    else
        sqlite3_bind_null(add, 9);
    if (!store_run(store, add, error))
        return false;
    *id = sqlite3_changes(store->db) ? sqlite3_last_insert_rowid(store->db) : 0;
    return true;
}

/* Whether any file is stored that could not be read, in any system. */
static bool look_for_unread(Store *store, GError **error)
{
    int64_t n_unread;

    if (store->unread != UNREAD_UNKNOWN)
        return true;
    if (!store_number(store,
                      "SELECT EXISTS (SELECT 1 FROM source"
                      " WHERE system IN (SELECT id FROM system)"
                      " AND sha256 = '')",
                      &n_unread, error))
        return false;
    store->unread = n_unread ? UNREAD_THERE : UNREAD_NONE;
    return true;
}

/* A file that could not be read before and now was. */
static bool drop_unread(Store *store, int64_t system, const LogSource *source,
                        GError **error)
{
    sqlite3_stmt *drop;

    if (!look_for_unread(store, error))
        return false;
    if (!*source->sha256) {
        store->unread = UNREAD_THERE;
        return true;
    }
    if (store->unread == UNREAD_NONE)
        return true;
    if (!(drop = store_statement(store, DROP_UNREAD, error)))
        return false;
    sqlite3_bind_int64(drop, 1, system);
    bind_text(drop, 2, source->path);
    return store_run(store, drop, error);
}

static bool fill_source(Store *store, int64_t system, int64_t id,
                        const LogSource *source, GError **error)
{
    if (!drop_unread(store, system, source, error))
        return false;
    claim(store, id, source->path, true);
    for (size_t i = 0; i < source->runs->len; i++)
        if (!add_run(store, id, g_ptr_array_index(source->runs, i), error))
            return false;
    return true;
}

static bool add_repetition(Store *store, int64_t system,
                           const LogSource *source, const struct match *match,
                           enum store_added *added, GError **error)
{
    g_autofree char *message = NULL;
    int64_t id;

    if (!insert_source(store, system, source, match->next_repetition, &id,
                       error) ||
        !fill_source(store, system, id, source, error))
        return false;
    if (!match->like || !*source->sha256)
        return true;
    *added = STORE_REPEATED;
    message = g_strdup_printf("the same bytes as %s, which are too few to tell "
                              "a copy from a repetition: both are kept",
                              match->like_path);
    return store_add_note(store, id, "repetition", message, error);
}

/* The bytes are there, or are known by name as well. */
static bool add_matched(Store *store, int64_t system, const LogSource *source,
                        enum store_added *added, GError **error)
{
    struct match match = {0};
    bool is_done = find_match(store, system, source, &match, error);

    if (is_done)
        is_done =
            match.source
                ? meet_again(store, source, match.source, added, error)
                : add_repetition(store, system, source, &match, added, error);
    g_free(match.like_path);
    return is_done;
}

bool store_add(Store *store, const char *system, const LogSource *source,
               enum store_added *added, GError **error)
{
    int64_t id, new_source = 0;

    g_assert(store->is_open_transaction);
    *added = STORE_ADDED;
    if (!system_id(store, system, &id, error))
        return false;
    /* The usual case first: one statement finds out and inserts. */
    if (!is_known_by_name(source) &&
        !insert_source(store, id, source, 0, &new_source, error))
        return false;
    return new_source ? fill_source(store, id, new_source, source, error)
                      : add_matched(store, id, source, added, error);
}

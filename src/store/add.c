/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Adding a source: who it is, and what of it is new.
 */
#include "store/sql.h"

/* The parameters of ADD_SOURCE. */
enum {
    BIND_SYSTEM = 1,
    BIND_KEY,
    BIND_SHA256,
    BIND_REPETITION,
    BIND_PATH,
    BIND_BYTES,
    BIND_FORMAT,
    BIND_IS_FOREIGN,
    BIND_REFUSAL,
    BIND_REFUSAL_CODE,
    BIND_XXH3,
    BIND_USABLE
};

/* More contents than these are asked for one by one. */
#define KEYS_MAX 1000000

/* ---- what this transaction has met ------------------------------------- */

/* A source that was there before it, under the path it was met. New ones are
 * told by their ids, and their path stands in the store. */
static bool is_met(const Store *store, int64_t source)
{
    return store->first_new && source >= store->first_new;
}

static bool is_claimed(const Store *store, int64_t source)
{
    return is_met(store, source) ||
           keys_has(&store->met_alike, (uint64_t)source) ||
           g_hash_table_contains(store->met, &source);
}

/* alike: under the path it is stored with, which needs not be kept again. */
static void claim(Store *store, int64_t source, const char *path, bool alike)
{
    int64_t *key;

    if (alike) {
        keys_add(&store->met_alike, (uint64_t)source);
        return;
    }
    key = g_new(int64_t, 1);
    *key = source;
    g_hash_table_replace(store->met, key, g_strdup(path));
}

/* ---- whose it is ------------------------------------------------------- */

static bool find_system(Store *store, const char *name, int64_t *id,
                        GError **error)
{
    sqlite3_stmt *find = store_statement(store, FIND_SYSTEM, error);
    sqlite3_stmt *add = find ? store_statement(store, ADD_SYSTEM, error) : NULL;

    if (!add)
        return false;
    bind_text(find, 1, name);
    if (!store_id(store, find, id, error) || *id)
        return *id != 0;
    bind_text(add, 1, name);
    if (!store_run(store, add, error))
        return false;
    *id = sqlite3_last_insert_rowid(store->db);
    return true;
}

/* Logs come system by system. */
static bool system_id(Store *store, const char *name, int64_t *id,
                      GError **error)
{
    if (!store->system || strcmp(store->system, name) != 0) {
        if (!find_system(store, name, &store->system_id, error))
            return false;
        g_free(store->system);
        store->system = g_strdup(name);
    }
    *id = store->system_id;
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

/* ---- what the store holds of it ---------------------------------------- */

int64_t store_key(const char *sha256)
{
    uint64_t key = 0;

    for (int i = 0; i < 16 && sha256[i]; i++)
        key = key << 4 | (uint64_t)g_ascii_xdigit_value(sha256[i]);
    return (int64_t)key;
}

/* In a set of keys, one for each pair of content and system. */
static uint64_t key_in(int64_t system, int64_t key)
{
    return (uint64_t)key ^ (uint64_t)system * UINT64_C(0x9e3779b97f4a7c15);
}

/* Asked once in a transaction, so that each log is not. */
static bool load_keys(Store *store, GError **error)
{
    sqlite3_stmt *rows;
    enum store_step step;
    int64_t n;

    if (store->keys_state != KEYS_UNKNOWN)
        return true;
    if (!store_number(store, "SELECT count(*) FROM source", &n, error) ||
        !(rows = store_statement(store, LOAD_KEYS, error)))
        return false;
    store->keys_state = n <= KEYS_MAX ? KEYS_LOADED : KEYS_TOO_MANY;
    store->began_empty = n == 0;
    if (n > KEYS_MAX)
        return true;
    while ((step = store_step(store, rows, error)) == STEP_ROW)
        keys_add(&store->keys, key_in(sqlite3_column_int64(rows, 0),
                                      sqlite3_column_int64(rows, 1)));
    return step == STEP_DONE;
}

static bool may_be_there(const Store *store, int64_t system, int64_t key)
{
    return store->keys_state != KEYS_LOADED ||
           keys_has(&store->keys, key_in(system, key));
}

static bool remember_key(Store *store, int64_t system, int64_t key, int64_t id,
                         GError **error)
{
    if (store->keys_state != KEYS_LOADED)
        return true;
    if (store->keys.n >= KEYS_MAX) {
        keys_clear(&store->keys);
        store->keys_state = KEYS_TOO_MANY;
        return store_make_indexes(store, error);
    }
    if (store->began_empty)
        keys_put(&store->keys, key_in(system, key), (uint32_t)id);
    else
        keys_add(&store->keys, key_in(system, key));
    return store_defer_indexes(store, error);
}

/* What the store holds of these bytes in this system. */
struct match {
    int64_t source;         /* the one that this is; 0: it is new */
    int64_t like;           /* another of the same bytes; 0: there is none */
    int next_repetition;    /* the number a new one gets */
    char *path, *like_path; /* of both; owned; NULL */
};

/* How sure a stored path makes us that a log that says little is that one. */
enum likeness { NOT_THE_SAME, SAME_END, SAME_PATH };

static enum likeness likeness(const Store *store, const LogSource *source,
                              int64_t stored, const char *path)
{
    if (!strcmp(path, source->path))
        return SAME_PATH;
    if (!*source->sha256 || is_claimed(store, stored) ||
        !same_name(path, source->path))
        return NOT_THE_SAME;
    return SAME_END;
}

static bool is_known_by_name(const LogSource *source)
{
    return !*source->sha256 || says_little(source);
}

static bool settle_indexes(Store *store, GError **error)
{
    return !store_is_deferring(store) || store_make_indexes(store, error);
}

/* Without the indexes: the log of this transaction that has the same key. Two
 * contents that share it by accident are told apart by their digests. */
static bool find_own(Store *store, int64_t system, const LogSource *source,
                     struct match *match, GError **error)
{
    uint64_t key = key_in(system, store_key(source->sha256));
    int64_t id = keys_get(&store->keys, key);
    sqlite3_stmt *find = store_statement(store, FIND_OWN, error);
    enum store_step step;

    if (!find)
        return false;
    sqlite3_bind_int64(find, 1, id);
    sqlite3_bind_int64(find, 2, system);
    bind_text(find, 3, source->sha256);
    step = store_step(store, find, error);
    if (step == STEP_ROW) {
        match->source = id;
        match->path = g_strdup(column_text(find, 0));
    }
    sqlite3_reset(find);
    return step != STEP_ERROR;
}

static bool find_by_index(Store *store, int64_t system, const LogSource *source,
                          struct match *match, GError **error)
{
    sqlite3_stmt *find = store_statement(store, FIND_SOURCES, error);
    bool by_name = is_known_by_name(source);
    enum likeness best = NOT_THE_SAME;
    enum store_step step;

    if (!find)
        return false;
    sqlite3_bind_int64(find, 1, system);
    sqlite3_bind_int64(find, 2, store_key(source->sha256));
    bind_text(find, 3, source->sha256);
    while ((step = store_step(store, find, error)) == STEP_ROW) {
        int64_t stored = sqlite3_column_int64(find, 0);
        const char *path = column_text(find, 2);
        enum likeness now =
            by_name ? likeness(store, source, stored, path) : SAME_PATH;

        if (now > best) {
            best = now;
            match->source = stored;
            g_free(match->path);
            match->path = g_strdup(path);
        }
        if (!match->like) {
            match->like = stored;
            match->like_path = g_strdup(path);
        }
        match->next_repetition = sqlite3_column_int(find, 1) + 1;
    }
    return step == STEP_DONE;
}

/* A log that says little has any number of others like it, which only the
 * index finds. */
static bool find_match(Store *store, int64_t system, const LogSource *source,
                       struct match *match, GError **error)
{
    if (store_is_deferring(store) && !is_known_by_name(source)) {
        if (!find_own(store, system, source, match, error))
            return false;
        if (match->source)
            return true;
    }
    return settle_indexes(store, error) &&
           find_by_index(store, system, source, match, error);
}

/* ---- what was met before ----------------------------------------------- */

/* The path that it was met under in this transaction; "" if it was not. Free
 * with g_free; NULL with the error. */
static char *earlier_path(Store *store, int64_t id, GError **error)
{
    const char *path = g_hash_table_lookup(store->met, &id);
    sqlite3_stmt *find;
    enum store_step step;
    char *stored;

    if (path || !is_claimed(store, id))
        return g_strdup(path ? path : "");
    if (!(find = store_statement(store, FIND_PATH, error)))
        return NULL;
    sqlite3_bind_int64(find, 1, id);
    step = store_step(store, find, error);
    stored = step == STEP_ROW ? g_strdup(column_text(find, 0)) : NULL;
    sqlite3_reset(find);
    if (!stored && step != STEP_ERROR)
        store_damaged(store, error, "a source has vanished");
    return stored;
}

/* alike: under the path it is stored with. */
static bool meet_again(Store *store, const LogSource *source, int64_t id,
                       bool alike, enum store_added *added, GError **error)
{
    g_autofree char *earlier = earlier_path(store, id, error);
    g_autofree char *message = NULL;

    *added = STORE_KNOWN;
    if (!earlier)
        return false;
    if (!*earlier) {
        claim(store, id, source->path, alike);
        return true;
    }
    if (!strcmp(earlier, source->path))
        return true;
    *added = STORE_COPY;
    if (!is_met(store, id) || source->is_foreign)
        return true;
    message = g_strdup_printf("%s holds the same bytes as %s: stored once",
                              source->path, earlier);
    return store_add_note(store, id, "copy", message, error);
}

/* ---- adding it --------------------------------------------------------- */

static int64_t usable_runs(const LogSource *source)
{
    int64_t n = 0;

    for (size_t i = 0; i < source->runs->len; i++) {
        const Run *run = g_ptr_array_index(source->runs, i);

        n += !run->is_part && run->status != RUN_REFUSED;
    }
    return n;
}

/* Nothing would be told when it is met again: it need not be read as a log
 * for that. */
static bool is_quiet(const LogSource *source)
{
    if (!source->has_xxh3 || source->error || is_known_by_name(source))
        return false;
    for (size_t i = 0; i < source->runs->len; i++)
        if (((const Run *)g_ptr_array_index(source->runs, i))->status !=
            RUN_GOOD)
            return false;
    return true;
}

static void bind_source(sqlite3_stmt *add, const LogSource *source)
{
    bind_text(add, BIND_SHA256, source->sha256);
    bind_text(add, BIND_PATH, source->path);
    sqlite3_bind_int64(add, BIND_BYTES, (int64_t)source->bytes);
    bind_text(add, BIND_FORMAT, source->format);
    sqlite3_bind_int(add, BIND_IS_FOREIGN, source->is_foreign);
    bind_text(add, BIND_REFUSAL, source->error ? source->error->message : NULL);
    if (source->error)
        sqlite3_bind_int(add, BIND_REFUSAL_CODE, source->error->code);
    else
        sqlite3_bind_null(add, BIND_REFUSAL_CODE);
    if (is_quiet(source))
        sqlite3_bind_blob(add, BIND_XXH3, source->xxh3.bytes,
                          sizeof source->xxh3.bytes, SQLITE_STATIC);
    else
        sqlite3_bind_null(add, BIND_XXH3);
    sqlite3_bind_int64(add, BIND_USABLE, usable_runs(source));
}

static bool insert_source(Store *store, int64_t system, const LogSource *source,
                          int repetition, int64_t *id, GError **error)
{
    sqlite3_stmt *add = store_statement(store, ADD_SOURCE, error);
    int64_t key = store_key(source->sha256);

    if (!add)
        return false;
    sqlite3_bind_int64(add, BIND_SYSTEM, system);
    sqlite3_bind_int64(add, BIND_KEY, key);
    sqlite3_bind_int(add, BIND_REPETITION, repetition);
    bind_source(add, source);
    if (!store_run(store, add, error))
        return false;
    *id = sqlite3_last_insert_rowid(store->db);
    if (!store->first_new)
        store->first_new = *id;
    return remember_key(store, system, key, *id, error);
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
                      " AND key = 0 AND sha256 = '')",
                      &n_unread, error))
        return false;
    store->unread = n_unread ? UNREAD_THERE : UNREAD_NONE;
    return true;
}

/* A file that could not be read before and now was. */
static bool drop_unread(Store *store, int64_t system, const LogSource *source,
                        GError **error)
{
    if (!look_for_unread(store, error))
        return false;
    if (!*source->sha256) {
        store->unread = UNREAD_THERE;
        return true;
    }
    if (store->unread == UNREAD_NONE)
        return true;
    if (!settle_indexes(store, error))
        return false;
    for (int which = DROP_UNREAD_DISTRIBUTIONS; which <= DROP_UNREAD; which++) {
        sqlite3_stmt *drop =
            store_statement(store, (enum statement)which, error);

        if (!drop)
            return false;
        sqlite3_bind_int64(drop, 1, system);
        bind_text(drop, 2, source->path);
        if (!store_run(store, drop, error))
            return false;
    }
    return true;
}

static bool fill_source(Store *store, int64_t system, int64_t id,
                        const LogSource *source, GError **error)
{
    if (!drop_unread(store, system, source, error))
        return false;
    for (size_t i = 0; i < source->runs->len; i++)
        if (!store_add_run(store, id, g_ptr_array_index(source->runs, i),
                           error))
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
        is_done = match.source ? meet_again(store, source, match.source,
                                            match.path, added, error)
                               : add_repetition(store, system, source, &match,
                                                added, error);
    g_free(match.like_path);
    g_free(match.path);
    return is_done;
}

bool store_add(Store *store, const char *system, const LogSource *source,
               enum store_added *added, GError **error)
{
    int64_t id, new_source;

    g_assert(store->is_open_transaction);
    *added = STORE_ADDED;
    if (source->known.id)
        return meet_again(store, source, source->known.id,
                          source->known.path ==
                              xxh3_short(source->path, strlen(source->path)),
                          added, error);
    if (!system_id(store, system, &id, error) || !load_keys(store, error))
        return false;
    /* The usual case first. */
    if (may_be_there(store, id, store_key(source->sha256)))
        return add_matched(store, id, source, added, error);
    return insert_source(store, id, source, 0, &new_source, error) &&
           fill_source(store, id, new_source, source, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The indexes of a store that is filled for the first time.
 *
 * Keys are digests: of very many logs each goes to another page of the index,
 * and keeping it in order row by row takes longer than the rows themselves.
 * When a transaction that began with no log at all has added many, the two
 * large indexes are dropped, and made again at once: at its end, or earlier
 * if something asks what only they can answer. All of it is one transaction,
 * so that nobody ever sees a store without them.
 */
#include "store/sql.h"

/* Fewer are added as quickly with the indexes in place. */
enum { MANY = 4096 };

static const char *const names[N_LARGE_INDEXES] = {"source_by_key",
                                                   "run_by_source"};

/* Takes the text by which it is made again; a store of somebody else's may be
 * without it. */
static bool drop(Store *store, size_t i, GError **error)
{
    sqlite3_stmt *find = store_statement(store, FIND_INDEX, error);
    enum store_step step;
    g_autofree char *sql = NULL;
    g_autofree char *change = g_strdup_printf("DROP INDEX %s", names[i]);

    if (!find)
        return false;
    bind_text(find, 1, names[i]);
    step = store_step(store, find, error);
    if (step == STEP_ROW)
        sql = g_strdup(column_text(find, 0));
    sqlite3_reset(find);
    if (step != STEP_ROW)
        return step == STEP_DONE;
    if (!store_exec(store, change, error))
        return false;
    store->dropped[i] = g_steal_pointer(&sql);
    return true;
}

bool store_defer_indexes(Store *store, GError **error)
{
    if (!store->began_empty || store->keys_state != KEYS_LOADED ||
        store->keys.n != MANY)
        return true;
    for (size_t i = 0; i < N_LARGE_INDEXES; i++)
        if (!drop(store, i, error))
            return false;
    return true;
}

bool store_is_deferring(const Store *store)
{
    for (size_t i = 0; i < N_LARGE_INDEXES; i++)
        if (store->dropped[i])
            return true;
    return false;
}

bool store_make_indexes(Store *store, GError **error)
{
    store->began_empty = false; /* they are not dropped a second time */
    for (size_t i = 0; i < N_LARGE_INDEXES; i++) {
        if (store->dropped[i] && !store_exec(store, store->dropped[i], error))
            return false;
        g_clear_pointer(&store->dropped[i], g_free);
    }
    return true;
}

void store_forget_indexes(Store *store)
{
    store->began_empty = false;
    for (size_t i = 0; i < N_LARGE_INDEXES; i++)
        g_clear_pointer(&store->dropped[i], g_free);
}

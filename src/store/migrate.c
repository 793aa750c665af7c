/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From an earlier schema to ours: a table of steps, each from one version to
 * the next, all in one transaction. Before it a copy is made beside a
 * store that is a file ("lab.db.v1"), written under another name and then
 * renamed, so that it is whole or not there; after it the room is given back
 * that the old tables took.
 */
#include "store/sql.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static bool copy_store(const Store *store, int version, GError **error)
{
    g_autofree char *copy = g_strdup_printf("%s.v%d", store->path, version);
    g_autofree char *partial = g_strconcat(copy, ".part", NULL);
    sqlite3_stmt *statement = NULL;
    bool is_done;

    unlink(partial);
    if (sqlite3_prepare_v2(store->db, "VACUUM INTO ?1", -1, &statement, NULL))
        return store_fail(store, error);
    bind_text(statement, 1, partial);
    is_done = store_run(store, statement, error);
    sqlite3_finalize(statement);
    if (is_done && rename(partial, copy))
        is_done = cotejo_fail(error, COTEJO_ERROR_STORE, "%s: %s", copy,
                              g_strerror(errno));
    if (!is_done)
        unlink(partial);
    return is_done;
}

static const struct migration *step_from(const struct migration migrations[],
                                         size_t n, int version)
{
    for (size_t i = 0; i < n; i++)
        if (migrations[i].from == version)
            return &migrations[i];
    return NULL;
}

static bool check_steps(const Store *store, const struct migration migrations[],
                        size_t n, int version, int target, GError **error)
{
    for (int at = version; at < target; at++)
        if (!step_from(migrations, n, at))
            return cotejo_fail(error, COTEJO_ERROR_STORE,
                               "%s: a store of version %d, from which no way "
                               "leads to version %d",
                               store->path, version, target);
    return true;
}

static bool apply(const Store *store, const struct migration migrations[],
                  size_t n, int version, int target, GError **error)
{
    for (; version < target; version++) {
        g_autofree char *mark =
            g_strdup_printf("PRAGMA user_version = %d", version + 1);

        if (!step_from(migrations, n, version)->step(store, error) ||
            !store_exec(store, mark, error))
            return false;
    }
    return true;
}

static bool is_file(const Store *store)
{
    const char *name = sqlite3_db_filename(store->db, "main");

    return name && *name;
}

bool store_migrate(const Store *store, const struct migration migrations[],
                   size_t n, int target, GError **error)
{
    int64_t version, now;

    if (!store_number(store, "PRAGMA user_version", &version, error))
        return false;
    if (version == target)
        return true;
    if (!check_steps(store, migrations, n, (int)version, target, error) ||
        (is_file(store) && !copy_store(store, (int)version, error)) ||
        !store_exec(store, "BEGIN IMMEDIATE", error))
        return false;
    /* Another process may have done it while this one waited. */
    if (store_number(store, "PRAGMA user_version", &now, error) &&
        apply(store, migrations, n, (int)now, target, error) &&
        store_exec(store, "COMMIT", error)) {
        /* Somebody may use it, or the disk be full: it works as well. */
        if (is_file(store))
            sqlite3_exec(store->db, "VACUUM", NULL, NULL, NULL);
        return true;
    }
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which logs of a system need not be read again, by the XXH3 of their bytes:
 * a list in order of the hashes, made before the walk and then only read, by
 * several threads. It is left out where it would be too long; then logs are
 * known by their SHA-256 alone, after they were read.
 */
#include "store/sql.h"

#include "store/known.h"

/* 48 bytes each. */
#define KNOWN_MAX 200000

struct entry {
    struct xxh3 hash;
    struct known_log log;
};

struct store_known {
    struct ingest_known logs; /* first: ingest hands its address back */
    GArray *entries;          /* struct entry, by hash */
    GArray *sizes;            /* uint64_t, ascending */
};

static int compare_entries(const void *a, const void *b)
{
    return memcmp(&((const struct entry *)a)->hash,
                  &((const struct entry *)b)->hash, sizeof(struct xxh3));
}

static int compare_sizes(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static bool has_size(const struct ingest_known *logs, uint64_t bytes)
{
    const StoreKnown *known = (const StoreKnown *)(const void *)logs;

    return g_array_binary_search(known->sizes, &bytes, compare_sizes, NULL);
}

static bool find(const struct ingest_known *logs, struct xxh3 hash,
                 struct known_log *log)
{
    const StoreKnown *known = (const StoreKnown *)(const void *)logs;
    struct entry wanted = {.hash = hash};
    guint place;

    if (!g_array_binary_search(known->entries, &wanted, compare_entries,
                               &place))
        return false;
    *log = g_array_index(known->entries, struct entry, place).log;
    return true;
}

static void take_row(StoreKnown *known, sqlite3_stmt *row)
{
    const char *path = column_text(row, 5);
    struct entry entry = {
        .log = {.id = sqlite3_column_int64(row, 1),
                .usable = (uint32_t)sqlite3_column_int64(row, 2),
                .is_foreign = sqlite3_column_int(row, 3) != 0,
                .path = xxh3_short(path, strlen(path))}};
    uint64_t bytes = (uint64_t)sqlite3_column_int64(row, 4);

    if (sqlite3_column_bytes(row, 0) != (int)sizeof entry.hash.bytes)
        return;
    memcpy(entry.hash.bytes, sqlite3_column_blob(row, 0),
           sizeof entry.hash.bytes);
    g_array_append_val(known->entries, entry);
    g_array_append_val(known->sizes, bytes);
}

static bool load(Store *store, const char *system, StoreKnown *known,
                 GError **error)
{
    sqlite3_stmt *rows = store_statement(store, LOAD_KNOWN, error);
    enum store_step step = STEP_DONE;

    if (!rows)
        return false;
    bind_text(rows, 1, system);
    while (known->entries->len < KNOWN_MAX &&
           (step = store_step(store, rows, error)) == STEP_ROW)
        take_row(known, rows);
    sqlite3_reset(rows);
    if (known->entries->len == KNOWN_MAX) {
        g_array_set_size(known->entries, 0);
        g_array_set_size(known->sizes, 0);
    }
    g_array_sort(known->entries, compare_entries);
    g_array_sort(known->sizes, compare_sizes);
    return step != STEP_ERROR;
}

StoreKnown *store_known_new(Store *store, const char *system, GError **error)
{
    g_autoptr(StoreKnown) known = g_new0(StoreKnown, 1);

    known->logs = (struct ingest_known){has_size, find};
    known->entries = g_array_new(false, false, sizeof(struct entry));
    known->sizes = g_array_new(false, false, sizeof(uint64_t));
    return load(store, system, known, error) ? g_steal_pointer(&known) : NULL;
}

void store_known_free(StoreKnown *known)
{
    if (!known)
        return;
    g_array_unref(known->entries);
    g_array_unref(known->sizes);
    g_free(known);
}

const struct ingest_known *store_known_logs(const StoreKnown *known)
{
    return known->entries->len ? &known->logs : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A store that is filled for the first time puts its large indexes off to the
 * end. Whatever is added, it becomes the store that one with its indexes in
 * place becomes; and they are there whenever somebody else could look.
 */
#include "store/sql.h"

#include "made_runs.h"

enum { N_LOGS = 5000 };

static int64_t number(Store *store, const char *sql)
{
    int64_t answer;

    g_assert_true(store_number(store, sql, &answer, NULL));
    return answer;
}

static int64_t n_indexes(Store *store)
{
    return number(store, "SELECT count(*) FROM sqlite_schema"
                         " WHERE name IN ('source_by_key', 'run_by_source')");
}

/* Digests as real ones are: of others the keys, their first digits, would be
 * the same. */
static void spread_digest(LogSource *log, unsigned seed)
{
    g_autofree char *text = g_strdup_printf("%u", seed);
    g_autofree char *digest =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);

    g_strlcpy(log->sha256, digest, sizeof log->sha256);
}

static enum store_added add_log(Store *store, const char *system,
                                const char *path, unsigned seed)
{
    g_autoptr(LogSource) log = made_log(path, seed, seed);

    spread_digest(log, seed);
    return added_to(store, system, log);
}

static enum store_added add_timing(Store *store, const char *path)
{
    g_autoptr(LogSource) timing = made_timing(path, 1000000);

    return added_to(store, "KVM", timing);
}

static enum store_added add_unread(Store *store, const char *path)
{
    g_autoptr(LogSource) unread = made_source(path, 0);

    *unread->sha256 = '\0';
    cotejo_fail(&unread->error, COTEJO_ERROR_READ, "cannot read '%s'", path);
    return added_to(store, "KVM", unread);
}

/* The first log, by itself where the indexes are to stay in place. */
static void add_first(Store *store, bool is_apart)
{
    store_begin(store, NULL);
    g_assert_cmpint(add_log(store, "KVM", "0.log", 1), ==, STORE_ADDED);
    if (!is_apart)
        return;
    store_commit(store, NULL);
    store_begin(store, NULL);
}

static void add_many(Store *store)
{
    for (unsigned i = 1; i < N_LOGS; i++) {
        g_autofree char *path = g_strdup_printf("%u.log", i);

        g_assert_cmpint(add_log(store, "KVM", path, i + 1), ==, STORE_ADDED);
    }
}

/* Copies of early logs, of late ones, and no copies. */
static void add_copies(Store *store)
{
    g_assert_cmpint(add_log(store, "KVM", "copy-3.log", 4), ==, STORE_COPY);
    g_assert_cmpint(add_log(store, "KVM", "copy-3.log", 4), ==, STORE_COPY);
    g_assert_cmpint(add_log(store, "KVM", "3.log", 4), ==, STORE_KNOWN);
    g_assert_cmpint(add_log(store, "KVM", "copy-4999.log", N_LOGS), ==,
                    STORE_COPY);
    g_assert_cmpint(add_log(store, "Xen", "3.log", 4), ==, STORE_ADDED);
    g_assert_cmpint(add_log(store, "Xen", "copy-3.log", 4), ==, STORE_COPY);
}

/* What only the indexes can answer. */
static void add_repetitions(Store *store)
{
    g_assert_cmpint(add_timing(store, "a.log"), ==, STORE_ADDED);
    g_assert_cmpint(add_timing(store, "b.log"), ==, STORE_REPEATED);
    g_assert_cmpint(add_timing(store, "b.log"), ==, STORE_KNOWN);
    g_assert_cmpint(add_log(store, "KVM", "copy-5.log", 6), ==, STORE_COPY);
}

static void add_unreads(Store *store)
{
    g_assert_cmpint(add_unread(store, "u.log"), ==, STORE_ADDED);
    g_assert_cmpint(add_unread(store, "v.log"), ==, STORE_ADDED);
    g_assert_cmpint(add_log(store, "KVM", "u.log", 2000000), ==, STORE_ADDED);
}

static void fill(Store *store, bool is_apart, void (*add_last)(Store *))
{
    add_first(store, is_apart);
    add_many(store);
    g_assert_cmpint(store_is_deferring(store), ==, !is_apart);
    g_assert_cmpint(n_indexes(store), ==, is_apart ? 2 : 0);
    add_copies(store);
    g_assert_cmpint(store_is_deferring(store), ==, !is_apart);
    add_last(store);
    store_commit(store, NULL);
    g_assert_false(store_is_deferring(store));
    g_assert_cmpint(n_indexes(store), ==, 2);
}

static void compare(void (*add_last)(Store *))
{
    g_autofree char *path = scratch_path("once.db");
    g_autofree char *other_path = scratch_path("always.db");
    g_autoptr(Store) store = opened(path);
    g_autoptr(Store) other = opened(other_path);
    g_autoptr(Stored) stored = NULL, other_stored = NULL;

    fill(store, false, add_last);
    fill(other, true, add_last);
    stored = loaded(store);
    other_stored = loaded(other);
    assert_same_stored(stored, other_stored);
    for (guint i = 0; i < stored->sources->len; i++)
        g_assert_cmpuint(SOURCE_AT(stored, i)->notes->len, ==,
                         SOURCE_AT(other_stored, i)->notes->len);
    g_assert_cmpint(number(store, "SELECT integrity_check = 'ok'"
                                  " FROM pragma_integrity_check"),
                    ==, 1);
}

static void test_repetitions(void)
{
    compare(add_repetitions);
}

static void test_unread(void)
{
    compare(add_unreads);
}

/* In the store of before they are where they were. */
static void test_rollback(void)
{
    g_autofree char *path = scratch_path("lab.db");
    g_autoptr(Store) store = opened(path);

    add_first(store, false);
    add_many(store);
    g_assert_true(store_is_deferring(store));
    store_rollback(store);
    g_assert_false(store_is_deferring(store));
    g_assert_cmpint(n_indexes(store), ==, 2);
    g_assert_cmpint(number(store, "SELECT count(*) FROM source"), ==, 0);

    add_first(store, false);
    add_many(store);
    store_commit(store, NULL);
    g_assert_cmpint(n_indexes(store), ==, 2);
    g_assert_cmpint(number(store, "SELECT count(*) FROM source"), ==, N_LOGS);
}

/* Killed in the middle: the next one finds an empty store, and whole. */
static void test_end_of_process(void)
{
    g_autofree char *path = scratch_path("lab.db");
    g_autoptr(Store) store = opened(path);

    add_first(store, false);
    add_many(store);
    store_close(g_steal_pointer(&store));
    store = opened(path);
    g_assert_cmpint(n_indexes(store), ==, 2);
    g_assert_cmpint(number(store, "SELECT count(*) FROM source"), ==, 0);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/store/indexes/repetitions", test_repetitions);
    g_test_add_func("/store/indexes/unread", test_unread);
    g_test_add_func("/store/indexes/rollback", test_rollback);
    g_test_add_func("/store/indexes/end-of-process", test_end_of_process);
    return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way from version to version, tried with steps of its own. */
#include "made_runs.h"

#include <sys/stat.h>
#include <unistd.h>

#include "store/sql.h"

#include <sqlite3.h>

static bool add_place(const Store *store, GError **error)
{
    return store_exec(store, "ALTER TABLE source ADD COLUMN place TEXT", error);
}

static bool fill_place(const Store *store, GError **error)
{
    return store_exec(store, "UPDATE source SET place = 'lab'", error);
}

static bool fail(const Store *store, GError **error)
{
    return store_exec(store, "UPDATE nothing SET a = 1", error);
}

/* From our version on. */
static const struct migration steps[] = {
    {STORE_VERSION, add_place},
    {STORE_VERSION + 1, fill_place},
    {STORE_VERSION + 2, fail},
};

static Store *store_with_a_run(const char *path)
{
    Store *store = opened(path);
    g_autoptr(LogSource) log = made_log("a.log", 1, 5);

    store_begin(store, NULL);
    added_to(store, "KVM", log);
    store_commit(store, NULL);
    return store;
}

static int64_t number(const Store *store, const char *sql)
{
    int64_t answer = -1;

    g_assert_true(store_number(store, sql, &answer, NULL));
    return answer;
}

static void test_two_steps(void)
{
    g_autofree char *path = scratch_path("lab.db");
    g_autofree char *copy_path = g_strdup_printf("%s.v%d", path, STORE_VERSION);
    g_autofree char *partial = g_strconcat(copy_path, ".part", NULL);
    g_autoptr(Store) store = store_with_a_run(path);
    g_autoptr(Store) copy = NULL;
    g_autoptr(Stored) stored = NULL;
    g_autoptr(GError) error = NULL;

    store_migrate(store, steps, 2, STORE_VERSION + 2, &error);
    g_assert_no_error(error);
    g_assert_cmpint(number(store, "PRAGMA user_version"), ==,
                    STORE_VERSION + 2);
    g_assert_cmpint(
        number(store, "SELECT count(*) FROM source WHERE place = 'lab'"), ==,
        1);
    /* The copy is the store as it was. */
    copy = store_open(copy_path, STORE_READ, &error);
    g_assert_no_error(error);
    stored = loaded(copy);
    g_assert_cmpuint(stored->runs->len, ==, 1);
    g_assert_false(g_file_test(partial, G_FILE_TEST_EXISTS));
    /* And there is nothing to do a second time. */
    g_assert_true(store_migrate(store, steps, 2, STORE_VERSION + 2, NULL));
}

/* A step that fails takes those before it back. */
static void test_failing_step(void)
{
    g_autofree char *path = scratch_path("lab.db");
    g_autoptr(Store) store = store_with_a_run(path);
    g_autoptr(GError) error = NULL;

    g_assert_false(store_migrate(store, steps, 3, STORE_VERSION + 3, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_STORE);
    g_assert_cmpint(number(store, "PRAGMA user_version"), ==, STORE_VERSION);
    g_assert_cmpint(number(store, "SELECT count(*) FROM pragma_table_info"
                                  "('source') WHERE name = 'place'"),
                    ==, 0);
}

static void test_no_way(void)
{
    g_autofree char *path = scratch_path("lab.db");
    g_autofree char *copy_path = g_strdup_printf("%s.v%d", path, STORE_VERSION);
    g_autoptr(Store) store = store_with_a_run(path);
    g_autoptr(GError) error = NULL;

    g_assert_false(
        store_migrate(store, &steps[1], 1, STORE_VERSION + 2, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_STORE);
    g_assert_nonnull(strstr(error->message, "version 2"));
    g_assert_nonnull(strstr(error->message, "version 4"));
    g_assert_false(g_file_test(copy_path, G_FILE_TEST_EXISTS));
}

/* ---- from version 1 ---------------------------------------------------- */

/* A store of version 1, made of its dump. */
static char *old_store(void)
{
    g_autofree char *dump = g_build_filename(g_getenv("COTEJO_TESTS"), "unit",
                                             "store", "version-1.sql", NULL);
    char *path = scratch_path("old.db");
    g_autofree char *sql = NULL;
    sqlite3 *db = NULL;

    g_assert_true(g_file_get_contents(dump, &sql, NULL, NULL));
    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL))
        g_error("%s: %s", dump, sqlite3_errmsg(db));
    sqlite3_close(db);
    return path;
}

static void assert_old_runs(Store *store)
{
    g_autoptr(Stored) stored = loaded(store);
    g_autoptr(LogSource) log = made_log("lab/a.log", 1, 782848);
    g_autoptr(LogSource) timing = made_timing("t1.log", 9);
    g_autoptr(Run) full = made_full_run();
    const Run *plain = g_ptr_array_index(log->runs, 0);

    g_assert_cmpuint(stored->systems->len, ==, 2);
    g_assert_cmpuint(stored->sources->len, ==, 6);
    g_assert_cmpuint(stored->runs->len, ==, 6);
    assert_same_run(RUN_AT(stored, 0)->run, plain);
    assert_same_run(RUN_AT(stored, 1)->run, full);
    assert_same_run(RUN_AT(stored, 2)->run, g_ptr_array_index(timing->runs, 0));
    assert_same_run(RUN_AT(stored, 3)->run, g_ptr_array_index(timing->runs, 0));
    assert_same_run(RUN_AT(stored, 4)->run, plain);
    assert_same_run(RUN_AT(stored, 5)->run, full);
    g_assert_cmpstr(SOURCE_AT(stored, 0)->path, ==, "lab/a.log");
    g_assert_cmpstr(SOURCE_AT(stored, 0)->sha256, ==, log->sha256);
}

static void assert_old_note(Store *store)
{
    g_autoptr(Stored) stored = loaded(store);

    g_assert_cmpuint(SOURCE_AT(stored, 0)->notes->len, ==, 1);
    g_assert_cmpstr(g_ptr_array_index(SOURCE_AT(stored, 0)->notes, 0), ==,
                    "b.log holds the same bytes: stored once");
}

static struct {
    int n, version;
    bool is_written;
} told;

static void tell(const char *path, int version, bool is_written)
{
    g_assert_nonnull(strstr(path, "old.db"));
    told.n++;
    told.version = version;
    told.is_written = is_written;
}

/* Opened, whole, and told of as such. */
static Store *open_old(const char *path, enum store_mode mode)
{
    g_autoptr(GError) error = NULL;
    Store *store;

    told.n = 0;
    store_set_old(tell);
    store = store_open(path, mode, &error);
    store_set_old(NULL);
    g_assert_no_error(error);
    g_assert_cmpint(told.n, ==, 1);
    g_assert_cmpint(told.version, ==, 1);
    g_assert_cmpint(told.is_written, ==, mode == STORE_CREATE);
    g_assert_cmpint(number(store, "PRAGMA user_version"), ==, STORE_VERSION);
    assert_old_runs(store);
    assert_old_note(store);
    g_assert_cmpint(
        number(store, "SELECT count(*) FROM pragma_foreign_key_check"), ==, 0);
    return store;
}

/* Whoever adds to it finds ours in its place, and the old one beside it, as
 * small as it can be. */
static void test_version_1(void)
{
    g_autofree char *path = old_store();
    g_autofree char *copy = g_strconcat(path, ".v1", NULL);
    g_autoptr(Store) store = open_old(path, STORE_CREATE);

    g_assert_true(store_is(copy));
    g_assert_cmpint(number(store, "PRAGMA freelist_count"), ==, 0);
    g_clear_pointer(&store, store_close);
    store = store_open(path, STORE_READ, NULL);
    assert_old_runs(store);
}

/* Whoever reads it leaves no trace, also where nothing can be written. */
static void test_version_1_read(void)
{
    for (int mode = 0600; mode >= 0400; mode -= 0200) {
        g_autofree char *path = old_store();
        g_autofree char *copy = g_strconcat(path, ".v1", NULL);
        g_autofree char *before = NULL, *after = NULL;
        size_t n, m;
        Store *store;

        g_assert_cmpint(chmod(path, (mode_t)mode), ==, 0);
        g_assert_true(g_file_get_contents(path, &before, &n, NULL));
        store = open_old(path, STORE_READ);
        store_close(store);
        g_assert_true(g_file_get_contents(path, &after, &m, NULL));
        g_assert_cmpuint(n, ==, m);
        g_assert_cmpint(memcmp(before, after, n), ==, 0);
        g_assert_false(g_file_test(copy, G_FILE_TEST_EXISTS));
    }
}

/* All of it into ours. */
static void test_version_1_merge(void)
{
    g_autofree char *path = old_store();
    g_autofree char *all = scratch_path("all.db");
    g_autoptr(Store) store = opened(all);
    size_t n[N_STORE_ADDED] = {0};

    g_assert_true(store_begin(store, NULL));
    g_assert_true(store_merge(store, path, n, NULL));
    g_assert_true(store_commit(store, NULL));
    assert_old_runs(store);
}

/* What it held is still known by its content, and nothing is added twice. */
static void test_version_1_is_known(void)
{
    g_autofree char *path = old_store();
    g_autoptr(Store) store = opened(path);
    g_autoptr(LogSource) log = made_log("elsewhere/a.log", 1, 782848);
    g_autoptr(LogSource) timing = made_timing("t1.log", 9);
    g_autoptr(LogSource) fresh = made_log("new.log", 33, 5);

    g_assert_true(store_begin(store, NULL));
    g_assert_cmpint(added_to(store, "KVM", log), ==, STORE_KNOWN);
    g_assert_cmpint(added_to(store, "KVM", timing), ==, STORE_KNOWN);
    g_assert_cmpint(added_to(store, "KVM", fresh), ==, STORE_ADDED);
    g_assert_true(store_commit(store, NULL));
    g_assert_cmpint(number(store, "SELECT count(*) FROM source"), ==, 7);
    g_assert_cmpint(number(store, "SELECT usable FROM source WHERE id = 1"), ==,
                    1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/store/migrate/two-steps", test_two_steps);
    g_test_add_func("/store/migrate/failing-step", test_failing_step);
    g_test_add_func("/store/migrate/no-way", test_no_way);
    g_test_add_func("/store/migrate/version-1", test_version_1);
    g_test_add_func("/store/migrate/version-1-is-known",
                    test_version_1_is_known);
    g_test_add_func("/store/migrate/version-1-read", test_version_1_read);
    g_test_add_func("/store/migrate/version-1-merge", test_version_1_merge);
    return g_test_run();
}

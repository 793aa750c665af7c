/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are no store, stores that lie, stores in use. */
#include "made_runs.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sqlite3.h>

static void exec_raw(const char *path, const char *sql)
{
    sqlite3 *db = NULL;

    g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL))
        g_error("%s: %s", sql, sqlite3_errmsg(db));
    sqlite3_close(db);
}

static void make_store(const char *path)
{
    g_autoptr(Store) store = opened(path);
    g_autoptr(LogSource) log = made_log("a.log", 1, 5);

    g_ptr_array_add(log->runs, made_full_run());
    store_begin(store, NULL);
    added_to(store, "KVM", log);
    store_commit(store, NULL);
}

/* Refused both ways, every byte as before, and nothing left beside it. */
static void assert_left_alone(const char *path, const char *message)
{
    g_autofree char *before = NULL, *after = NULL;
    gsize n_before, n_after;

    g_file_get_contents(path, &before, &n_before, NULL);
    for (int mode = STORE_CREATE; mode <= STORE_READ; mode++) {
        g_autoptr(GError) error = NULL;

        g_assert_null(store_open(path, (enum store_mode)mode, &error));
        g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_STORE);
        g_assert_true(g_str_has_prefix(error->message, path));
        g_test_message("%s", error->message);
        g_assert_nonnull(strstr(error->message, message));
    }
    g_file_get_contents(path, &after, &n_after, NULL);
    assert_same_bytes(before, n_before, after, n_after);
}

static void test_no_store(void)
{
    g_autofree char *text = scratch_path("lab.db");
    g_autofree char *other = scratch_path("lab.db");
    g_autofree char *magic = scratch_path("lab.db");
    g_autofree char *folder = scratch_path(".");

    g_file_set_contents(text, "This is a text, my dear.\n", -1, NULL);
    assert_left_alone(text, "not a store of cotejo");
    exec_raw(other, "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
    assert_left_alone(other, "not a store of cotejo");
    g_file_set_contents(magic, "SQLite format 3", 16, NULL);
    assert_left_alone(magic, "not a store of cotejo");
    assert_left_alone(folder, "not a file");
}

static void test_empty_and_missing(void)
{
    g_autofree char *path = scratch_path("lab.db");
    g_autoptr(GError) missing = NULL, empty = NULL;
    g_autoptr(Store) store = NULL;

    g_assert_null(store_open(path, STORE_READ, &missing));
    g_assert_error(missing, COTEJO_ERROR, COTEJO_ERROR_STORE);
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    g_file_set_contents(path, "", 0, NULL);
    g_assert_false(store_is(path));
    g_assert_null(store_open(path, STORE_READ, &empty));
    g_assert_error(empty, COTEJO_ERROR, COTEJO_ERROR_STORE);
    store = opened(path);
    g_assert_true(store_is(path));
}

/* A store cut in the middle, and one with a page overwritten. */
static void test_damaged(void)
{
    g_autofree char *path = scratch_path("lab.db");
    g_autofree char *bytes = NULL;
    gsize n;

    make_store(path);
    g_file_get_contents(path, &bytes, &n, NULL);
    g_assert_cmpuint(n, >, 3 * 4096);
    g_file_set_contents(path, bytes, (gssize)(n / 2), NULL);
    assert_left_alone(path, "damaged");
    memset(bytes + 4096, 0xa5, 4096);
    g_file_set_contents(path, bytes, (gssize)n, NULL);
    assert_left_alone(path, "damaged");
}

static void test_later_version(void)
{
    g_autofree char *path = scratch_path("lab.db");

    make_store(path);
    exec_raw(path, "PRAGMA user_version = 7");
    assert_left_alone(path, "version 7; this cotejo knows versions up to 2");
}

/* A text that runs share, in the column that refers to it. */
#define SHARED(column, text)                                                   \
    "UPDATE common SET json = '" text "' WHERE id IN (SELECT " column          \
    " FROM run)"
#define LAYOUT(text) SHARED("layout", text)

static void assert_not_merged(const char *path)
{
    g_autoptr(Store) all = store_open(":memory:", STORE_CREATE, NULL);
    g_autoptr(GError) error = NULL;
    size_t n[N_STORE_ADDED] = {0};

    g_assert_true(store_begin(all, NULL));
    g_assert_false(store_merge(all, path, n, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_STORE);
    g_assert_nonnull(strstr(error->message, "damaged"));
}

/* What the columns must not hold; each is told, none is believed. */
static void test_lies(void)
{
    static const char *const lies[] = {
        LAYOUT("[[\"nothing\",null,0,1]]"),
        LAYOUT("[[\"time_taken\",null,31,1]]"),
        LAYOUT("[[\"time_taken\",null,0,-2]]"),
        LAYOUT("[[\"time_taken\",null,0,4294967295]]"),
        LAYOUT("[[\"time_taken\",null,0,1,0,\"p\",1]]"),
        LAYOUT("[[\"time_taken\",null,0,1],[\"time_taken\",null,0,1]]"),
        LAYOUT("{\"a\":1}"),
        LAYOUT(""),
        "UPDATE run SET digits = '[1e3]' WHERE id = 1",
        "UPDATE run SET digits = '[1,2]' WHERE id = 1",
        "UPDATE run SET digits = '[]' WHERE id = 1",
        "UPDATE run SET digits = '' WHERE id = 1",
        "UPDATE run SET layout = 99",
        "UPDATE run SET notes = 99",
        SHARED("context", "[[\"a\"]]"),
        SHARED("context", "[[\"a\",null]]"),
        SHARED("reasons", "[[\"no such reason\",1,1,\"\"]]"),
        SHARED("notes", "[[1,1,\"\"]]"),
        "UPDATE run SET source = 99 WHERE id = 1",
        "UPDATE run SET workload = 99 WHERE id = 1",
        "UPDATE source SET system = 99",
        "DELETE FROM source",
        "DELETE FROM system",
        "DELETE FROM workload",
        "UPDATE distribution SET run = 99",
        "UPDATE run SET format = 'nothing'",
        "UPDATE run SET line = -1",
        "UPDATE workload SET tool = 'nothing'",
        "UPDATE workload SET parameters = '[[' WHERE id = 1",
        "UPDATE distribution SET total = 1",
        "UPDATE distribution SET exponent = 99",
        "UPDATE distribution SET metric = 'nothing'",
        "UPDATE distribution SET counts = '[[2,1],[1,1]]', total = 2",
        "UPDATE distribution SET counts = '[[1,0]]', total = 0",
        "UPDATE distribution SET counts = '[[1,-1],[2,2]]', total = 1",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(lies); i++) {
        g_autofree char *path = scratch_path("lab.db");
        g_autoptr(GError) error = NULL;
        g_autoptr(Store) store = NULL;

        make_store(path);
        exec_raw(path, lies[i]);
        store = store_open(path, STORE_READ, NULL);
        g_assert_nonnull(store);
        g_test_message("%s", lies[i]);
        g_assert_null(store_load(store, &error));
        g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_STORE);
        g_assert_nonnull(strstr(error->message, "damaged"));
        assert_not_merged(path);
    }
}

/* What somebody put into the schema does not run. */
static void test_trigger(void)
{
    g_autofree char *path = scratch_path("lab.db");
    g_autoptr(LogSource) log = made_log("b.log", 2, 6);
    g_autoptr(Store) store = NULL;
    g_autoptr(Stored) stored = NULL;

    make_store(path);
    exec_raw(path, "CREATE TRIGGER evil AFTER INSERT ON source BEGIN"
                   " INSERT INTO system (name) VALUES ('evil'); END");
    store = opened(path);
    store_begin(store, NULL);
    added_to(store, "KVM", log);
    store_commit(store, NULL);
    stored = loaded(store);
    g_assert_cmpuint(stored->systems->len, ==, 1);
    g_assert_cmpuint(stored->runs->len, ==, 3);
}

static void test_table_is_a_view(void)
{
    g_autofree char *path = scratch_path("lab.db");
    g_autoptr(Store) store = NULL;
    g_autoptr(GError) error = NULL;

    make_store(path);
    exec_raw(path, "ALTER TABLE source_note RENAME TO old_note;"
                   "CREATE VIEW source_note AS SELECT 1 AS source,"
                   " 'a' AS slug, 'b' AS message");
    store = store_open(path, STORE_READ, NULL);
    g_assert_nonnull(store);
    g_assert_null(store_load(store, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_STORE);
}

static void test_read_only(void)
{
    g_autofree char *path = scratch_path("lab.db");
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = NULL;
    g_autoptr(Stored) stored = NULL;

    make_store(path);
    store = store_open(path, STORE_READ, NULL);
    g_assert_false(store_begin(store, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_STORE);
    stored = loaded(store);
    g_assert_cmpuint(stored->runs->len, ==, 2);
}

/* Nothing stays beside a store that was closed. */
static void test_no_litter(void)
{
    g_autofree char *path = scratch_path("lab.db");
    g_autofree char *log = g_strconcat(path, "-wal", NULL);
    g_autofree char *shared = g_strconcat(path, "-shm", NULL);
    g_autoptr(Store) store = NULL;

    make_store(path);
    g_assert_false(g_file_test(log, G_FILE_TEST_EXISTS));
    store = store_open(path, STORE_READ, NULL);
    g_assert_nonnull(store);
    store_close(g_steal_pointer(&store));
    g_assert_false(g_file_test(log, G_FILE_TEST_EXISTS));
    g_assert_false(g_file_test(shared, G_FILE_TEST_EXISTS));
}

static int n_told;

static void count_telling(const char *path)
{
    (void)path;
    n_told++;
}

/* Another process, because locks are the process's. It tells through the
 * pipe when it holds the store. */
static pid_t hold_store(const char *path, unsigned hold_ms)
{
    int ends[2];
    char byte = 0;
    pid_t child;

    g_assert_cmpint(pipe(ends), ==, 0);
    child = fork();
    g_assert_cmpint(child, >=, 0);
    if (!child) {
        Store *store = opened(path);

        if (!store_begin(store, NULL) || write(ends[1], &byte, 1) != 1)
            _exit(1);
        g_usleep(hold_ms * 1000ul);
        _exit(!store_commit(store, NULL));
    }
    close(ends[1]);
    g_assert_cmpint(read(ends[0], &byte, 1), ==, 1);
    close(ends[0]);
    return child;
}

static void test_in_use(void)
{
    g_autofree char *path = scratch_path("lab.db");
    g_autoptr(LogSource) log = made_log("b.log", 2, 6);
    g_autoptr(Store) store = NULL;
    g_autoptr(GError) error = NULL;
    volatile int stop = 0;
    int64_t start;
    pid_t child;

    make_store(path);
    store_set_waiting(count_telling, &stop);
    child = hold_store(path, 1300);
    store = opened(path);
    g_assert_true(store_begin(store, NULL));
    g_assert_cmpint(n_told, ==, 1);
    added_to(store, "KVM", log);
    g_assert_true(store_commit(store, NULL));
    g_assert_cmpint(waitpid(child, NULL, 0), ==, child);

    child = hold_store(path, 60000);
    stop = 1;
    start = g_get_monotonic_time();
    g_assert_false(store_begin(store, &error));
    g_assert_cmpint(g_get_monotonic_time() - start, <, G_USEC_PER_SEC);
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_STORE);
    g_assert_nonnull(strstr(error->message, "in use"));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    store_set_waiting(NULL, NULL);

    /* What the dead process held is free again, and nothing of it is left. */
    g_assert_true(store_begin(store, NULL));
    g_assert_true(store_commit(store, NULL));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/store/faults/no-store", test_no_store);
    g_test_add_func("/store/faults/empty-and-missing", test_empty_and_missing);
    g_test_add_func("/store/faults/damaged", test_damaged);
    g_test_add_func("/store/faults/later-version", test_later_version);
    g_test_add_func("/store/faults/lies", test_lies);
    g_test_add_func("/store/faults/trigger", test_trigger);
    g_test_add_func("/store/faults/table-is-a-view", test_table_is_a_view);
    g_test_add_func("/store/faults/read-only", test_read_only);
    g_test_add_func("/store/faults/no-litter", test_no_litter);
    g_test_add_func("/store/faults/in-use", test_in_use);
    return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way from version to version, tried with steps of its own. */
#include "made_runs.h"

#include "store/sql.h"

static const struct migration steps[] = {
    {1, "ALTER TABLE source ADD COLUMN place TEXT"},
    {2, "UPDATE source SET place = 'lab'"},
    {3, "UPDATE nothing SET a = 1"},
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
    g_autofree char *copy_path = g_strconcat(path, ".v1", NULL);
    g_autofree char *partial = g_strconcat(copy_path, ".part", NULL);
    g_autoptr(Store) store = store_with_a_run(path);
    g_autoptr(Store) copy = NULL;
    g_autoptr(Stored) stored = NULL;
    g_autoptr(GError) error = NULL;

    store_migrate(store, steps, 2, 3, &error);
    g_assert_no_error(error);
    g_assert_cmpint(number(store, "PRAGMA user_version"), ==, 3);
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
    g_assert_true(store_migrate(store, steps, 2, 3, NULL));
}

/* A step that fails takes those before it back. */
static void test_failing_step(void)
{
    g_autofree char *path = scratch_path("lab.db");
    g_autoptr(Store) store = store_with_a_run(path);
    g_autoptr(GError) error = NULL;

    g_assert_false(store_migrate(store, steps, 3, 4, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_STORE);
    g_assert_cmpint(number(store, "PRAGMA user_version"), ==, 1);
    g_assert_cmpint(number(store, "SELECT count(*) FROM pragma_table_info"
                                  "('source') WHERE name = 'place'"),
                    ==, 0);
}

static void test_no_way(void)
{
    g_autofree char *path = scratch_path("lab.db");
    g_autofree char *copy_path = g_strconcat(path, ".v1", NULL);
    g_autoptr(Store) store = store_with_a_run(path);
    g_autoptr(GError) error = NULL;

    g_assert_false(store_migrate(store, &steps[1], 1, 3, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_STORE);
    g_assert_nonnull(strstr(error->message, "version 1"));
    g_assert_nonnull(strstr(error->message, "version 3"));
    g_assert_false(g_file_test(copy_path, G_FILE_TEST_EXISTS));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/store/migrate/two-steps", test_two_steps);
    g_test_add_func("/store/migrate/failing-step", test_failing_step);
    g_test_add_func("/store/migrate/no-way", test_no_way);
    return g_test_run();
}

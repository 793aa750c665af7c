/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store's little JSON: what is written is read again, byte by byte, and
 * SQLite's own reader sees the same. */
#include "store/pack.h"

#include <sqlite3.h>

#include "made_runs.h"

static const char *const texts[] = {
    "",
    "plain",
    "with \"quotes\" and \\ backslashes \\\\",
    "\n\t\r\b\f\x01\x1f",
    "\x7f is no control byte here",
    "não, Ωmega, 漢字",
    "bad \xff\xfe bytes \xc3",
    "[1,2]",
    "null",
    "ends with [",
    "]",
    "'); DROP TABLE run;--",
};

static const int64_t numbers[] = {
    0, 1, -1, 9, 10, -10, INT64_MAX, INT64_MIN, 999999999999999999};

static void test_strings(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GString) decode = g_string_new(NULL);
    struct pack pack = {.decode = decode};

    pack_begin(out);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        pack_open(out);
        pack_string(out, texts[i]);
        pack_string(out, NULL);
        pack_close(out);
    }
    pack_close(out);

    pack.at = out->str;
    g_assert_true(pack_enter(&pack));
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        struct slice text;

        g_assert_true(pack_more(&pack));
        g_assert_true(pack_enter(&pack));
        text = pack_take_string(&pack);
        assert_same_bytes(text.at, text.len, texts[i], strlen(texts[i]));
        g_assert_null(pack_take_string(&pack).at);
        g_assert_false(pack_more(&pack));
    }
    g_assert_false(pack_more(&pack));
    g_assert_true(pack_done(&pack));
}

static void test_numbers(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    struct pack pack = {0};

    pack_begin(out);
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        pack_integer(out, numbers[i]);
    pack_close(out);
    g_assert_cmpstr(out->str, ==,
                    "[0,1,-1,9,10,-10,9223372036854775807,"
                    "-9223372036854775808,999999999999999999]");

    pack.at = out->str;
    g_assert_true(pack_enter(&pack));
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        g_assert_true(pack_more(&pack));
        g_assert_cmpint(pack_take_integer(&pack), ==, numbers[i]);
    }
    g_assert_false(pack_more(&pack));
    g_assert_true(pack_done(&pack));
}

/* What is not ours is bad, and reading it ends. */
static void test_bad(void)
{
    static const char *const bad[] = {
        "",
        "[",
        "[1",
        "[\"a",
        "[\"a\\n\"]",
        "[\"a\\u00g0\"]",
        "[\"a\\u",
        "[\"\\",
        "{}",
        "[1]x",
        "[1.5]",
        "[9223372036854775808]",
        "[-9223372036854775809]",
        "[-]",
        "[tru]",
        "[99999999999999999999999]",
        "[\"a\\u01",
    };
    g_autoptr(GString) decode = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        struct pack pack = {.at = bad[i], .decode = decode};

        pack_enter(&pack);
        while (pack_more(&pack)) {
            if (*pack.at == '"')
                pack_take_string(&pack);
            else
                pack_take_integer(&pack);
        }
        g_test_message("%s", bad[i]);
        g_assert_false(pack_done(&pack));
    }
}

/* An independent reader: SQLite's JSON functions. */
static void test_as_sqlite_reads(void)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *query = NULL;

    g_assert_cmpint(sqlite3_open(":memory:", &db), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_prepare_v2(db, "SELECT ?1 ->> 0", -1, &query, NULL),
                    ==, SQLITE_OK);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GString) out = g_string_new(NULL);

        pack_begin(out);
        pack_string(out, texts[i]);
        pack_close(out);
        sqlite3_bind_text(query, 1, out->str, -1, SQLITE_STATIC);
        g_assert_cmpint(sqlite3_step(query), ==, SQLITE_ROW);
        assert_same_bytes(sqlite3_column_text(query, 0),
                          (size_t)sqlite3_column_bytes(query, 0), texts[i],
                          strlen(texts[i]));
        sqlite3_reset(query);
    }
    sqlite3_finalize(query);
    sqlite3_close(db);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/store/pack/strings", test_strings);
    g_test_add_func("/store/pack/numbers", test_numbers);
    g_test_add_func("/store/pack/bad", test_bad);
    g_test_add_func("/store/pack/as-sqlite-reads", test_as_sqlite_reads);
    return g_test_run();
}

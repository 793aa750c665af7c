/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A RUN file of sql-bench as it comes through mails, web pages and `cat`:
 * without its header, glued to another, with blanks of all kinds. What the
 * untouched file holds is what test_odd_sqlbench.c says of "whole".
 */
#include "odd.h"

#include <string.h>

#define WHOLE "sqlbench-odd/whole/RUN-mysql-Linux_6.18.44_fc_v657_x86_64"

/* Of "whole": written down by reading it. */
#define TOTALS                                                                 \
    "total_wall=66|modules=7|modules_failed=0|module_wall:insert=22|"          \
    "op_tests:insert=29768|table_wall=66.00|table_client_cpu=12.74|"           \
    "table_tests=438461"

static GString *whole(void)
{
    size_t len;
    g_autofree char *bytes = odd_bytes(WHOLE, &len);

    return g_string_new_len(bytes, (gssize)len);
}

/* Without what stands before its modules. */
static GString *headless(void)
{
    GString *log = whole();
    const char *module = strstr(log->str, "alter-table: ");

    g_assert_nonnull(module);
    g_string_erase(log, 0, module - log->str);
    return log;
}

static GPtrArray *read_log(const GString *log)
{
    return odd_read_bytes("RUN-a", log->str, log->len);
}

static void test_headless(void)
{
    g_autoptr(GString) log = headless();
    g_autoptr(GPtrArray) sources = read_log(log);
    const Run *run = odd_run(sources, 0);

    g_assert_cmpuint(odd_count(sources), ==, 1);
    g_assert_cmpint(run->status, ==, RUN_GATED);
    g_assert_true(odd_has_reason(run, "no-header"));
    g_assert_cmpuint(run->line, ==, 1);
    g_assert_cmpint(run->started_s, ==, RUN_TIME_UNKNOWN);
    odd_expect(run, TOTALS);
}

/* Of the modules too: then the status line tells that some are missing. */
static void test_beheaded(void)
{
    g_autoptr(GString) log = headless();
    g_autoptr(GPtrArray) sources = NULL;

    g_string_erase(log, 0, strstr(log->str, "big-tables: ") - log->str);
    sources = read_log(log);
    g_assert_cmpint(odd_run(sources, 0)->status, ==, RUN_REFUSED);
    g_assert_true(odd_has_reason(odd_run(sources, 0), "contradiction"));
}

static void test_table_alone(void)
{
    g_autoptr(GString) log = headless();
    g_autoptr(GPtrArray) sources = NULL;

    g_string_erase(log, 0, strstr(log->str, "Totals per op") - log->str);
    sources = read_log(log);
    g_assert_cmpint(odd_run(sources, 0)->status, ==, RUN_REFUSED);
    g_assert_true(odd_has_reason(odd_run(sources, 0), "no-modules"));
}

/* What is no summary, though a line of it looks like one. */
static void test_not_headless(void)
{
    static const char *const logs[] = {
        "connect: Failed to open a socket\n",
        "insert: 22 wallclock secs\n",
        "Total time: 22 wallclock secs ( 1.66 usr  2.08 sys +  0.00 cusr  "
        "0.00 csys =  3.74 CPU)\n",
        "other: Total time: 22 wallclock secs ( 1.66 usr  2.08 sys +  0.00 "
        "cusr  0.00 csys =  3.74 CPU)\n",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(logs); i++) {
        g_autoptr(GPtrArray) sources =
            odd_read_bytes("a", logs[i], strlen(logs[i]));

        g_assert_cmpuint(sources->len, ==, 1);
        g_assert_cmpstr(((LogSource *)sources->pdata[0])->format, !=,
                        "sqlbench-run");
    }
}

static void assert_two(const GString *log, enum run_status first)
{
    g_autoptr(GPtrArray) sources = read_log(log);

    g_assert_cmpuint(odd_count(sources), ==, 2);
    g_assert_cmpint(odd_run(sources, 0)->status, ==, first);
    g_assert_cmpint(odd_run(sources, 1)->status, ==, RUN_GOOD);
    odd_expect(odd_run(sources, 1), TOTALS);
}

/* `cat a b` where a lacks its last line end. */
static void test_glued(void)
{
    g_autoptr(GString) log = whole();
    g_autoptr(GString) second = whole();
    size_t last;

    g_assert_cmpint(log->str[log->len - 1], ==, '\n');
    g_string_truncate(log, log->len - 1);
    last = log->len;
    g_string_append(log, second->str);
    assert_two(log, RUN_GOOD);
    /* without the blank behind the last number, too */
    g_assert_cmpint(log->str[last - 1], ==, ' ');
    g_string_erase(log, (gssize)last - 1, 1);
    assert_two(log, RUN_GOOD);
}

/* The name of the module that was running when the run was killed. */
static void test_killed_and_glued(void)
{
    g_autoptr(GString) log = whole();
    g_autoptr(GString) second = whole();
    const char *module = strstr(log->str, "insert: ");

    g_string_truncate(log, (gsize)(module - log->str) + strlen("insert: "));
    g_string_append(log, second->str);
    assert_two(log, RUN_GATED);
}

/* A comment may say anything. */
static void test_comment(void)
{
    g_autoptr(GString) log = whole();
    g_autoptr(GPtrArray) sources = NULL;

    g_assert_cmpuint(g_string_replace(log, "default settings",
                                      "as of Benchmark DBD suite: 2.15", 1),
                     ==, 1);
    sources = read_log(log);
    g_assert_cmpuint(odd_count(sources), ==, 1);
    g_assert_cmpint(odd_run(sources, 0)->status, ==, RUN_GOOD);
}

static void test_blanks(void)
{
    static const char *const blanks[] = {
        "\xc2\xa0",     /* U+00A0 */
        "\xa0",         /* the same of ISO 8859-1 */
        "\xe2\x80\x83", /* U+2003 */
        "\xe2\x80\xaf", /* U+202F */
        "\xe3\x80\x80", /* U+3000 */
        " \xe2\x80\x8b" /* with one that has no width */
    };

    for (size_t i = 0; i < G_N_ELEMENTS(blanks); i++) {
        g_autoptr(GString) log = whole();
        g_autoptr(GPtrArray) sources = NULL;

        g_string_replace(log, " ", blanks[i], 0);
        sources = read_log(log);
        g_assert_cmpuint(odd_count(sources), ==, 1);
        g_assert_cmpint(odd_run(sources, 0)->status, ==, RUN_GOOD);
        g_assert_true(odd_has_note(odd_run(sources, 0), "no-break-spaces"));
        odd_expect(odd_run(sources, 0), TOTALS);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sqlbench-pasted/headless", test_headless);
    g_test_add_func("/sqlbench-pasted/beheaded", test_beheaded);
    g_test_add_func("/sqlbench-pasted/table-alone", test_table_alone);
    g_test_add_func("/sqlbench-pasted/not-headless", test_not_headless);
    g_test_add_func("/sqlbench-pasted/glued", test_glued);
    g_test_add_func("/sqlbench-pasted/killed-and-glued", test_killed_and_glued);
    g_test_add_func("/sqlbench-pasted/comment", test_comment);
    g_test_add_func("/sqlbench-pasted/blanks", test_blanks);
    return g_test_run();
}

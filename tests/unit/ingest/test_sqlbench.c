/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sql-bench's lines, its summaries with one thing changed at a time, and
 * module logs joined to them. */
#include "ingest/sqlbench_lines.h"
#include "odd.h"

#include <string.h>

#include <glib/gstdio.h>

/* ---- time strings ---------------------------------------------------------
 */

static const struct {
    const char *text;
    const char *wall, *usr, *sys, *cpu; /* wall NULL: no time string */
} times[] = {
    {"75 secs ( 5.52 usr 18.40 sys = 23.92 cpu)", "75", "5.52", "18.40",
     "23.92"},
    {"64 wallclock secs (12.66 usr  5.60 sys +  0.00 cusr  0.00 csys =  0.00 "
     "CPU secs)",
     "64", "12.66", "5.60", "0.00"},
    {"33 wallclock secs ( 8.41 usr  2.89 sys +  0.00 cusr  0.00 csys = 11.30 "
     "CPU)",
     "33", "8.41", "2.89", "11.30"},
    {"71 wallclock secs (16.88 usr +  8.22 sys = 25.11 CPU)", "71", "16.88",
     "8.22", "25.11"},
    {" 3 wallclock secs ( 0.50 cusr +  0.25 csys =  0.75 CPU)", "3", "0", "0",
     "0.75"},
    {" 3 wallclock secs ( 0.50 usr +  0.25 sys =  0.75 CPU) @ 33.33/s (n=100)",
     "3", "0.50", "0.25", "0.75"},
    {"0.300424 wallclock secs ( 0.00 usr  0.00 sys = 0.00 CPU)", "0.300424",
     "0.00", "0.00", "0.00"},
    {"-1 wallclock secs ( 0.00 usr  0.00 sys = 0.00 CPU)", "-1", "0.00", "0.00",
     "0.00"},
    {"523 wallclock secs (523.67 usr 18.40 sys = 542.07 CPU)", "523", "523.67",
     "18.40", "542.07"},
    {"11695 secs ( 249.00 463.00 713.00)", NULL, NULL, NULL, NULL},
    {"11 wallclock secs ( 0.08 usr  0.02 sys", NULL, NULL, NULL, NULL},
    {"11,5 wallclock secs ( 0.08 usr  0.02 sys = 0.10 CPU)", NULL, NULL, NULL,
     NULL},
    {"11 wallclock secs ( -0.08 usr  0.02 sys = 0.10 CPU)", NULL, NULL, NULL,
     NULL},
    {"11 wallclock secs ( 0.08 usr  0.08 usr  0.02 sys = 0.10 CPU)", NULL, NULL,
     NULL, NULL},
    {"wallclock secs ( 0.08 usr  0.02 sys = 0.10 CPU)", NULL, NULL, NULL, NULL},
    {"11 minutes ( 0.08 usr  0.02 sys = 0.10 CPU)", NULL, NULL, NULL, NULL},
    /* not as Perl prints them */
    {"11 wallclock secs ( 0.080 usr  0.02 sys = 0.10 CPU)", NULL, NULL, NULL,
     NULL},
    {"11 wallclock secs ( .08 usr  0.02 sys = 0.10 CPU)", NULL, NULL, NULL,
     NULL},
    {"11 wallclock secs (+0.08 usr  0.02 sys = 0.10 CPU)", NULL, NULL, NULL,
     NULL},
    {"11 wallclock secs (8e-2 usr  0.02 sys = 0.10 CPU)", NULL, NULL, NULL,
     NULL},
    {"+11 wallclock secs ( 0.08 usr  0.02 sys = 0.10 CPU)", NULL, NULL, NULL,
     NULL},
    {"011 wallclock secs ( 0.08 usr  0.02 sys = 0.10 CPU)", NULL, NULL, NULL,
     NULL},
    {"11.50 wallclock secs ( 0.08 usr  0.02 sys = 0.10 CPU)", NULL, NULL, NULL,
     NULL},
    {"1e1 wallclock secs ( 0.08 usr  0.02 sys = 0.10 CPU)", NULL, NULL, NULL,
     NULL},
    {"1.23457e+06 wallclock secs ( 0.08 usr  0.02 sys = 0.10 CPU)", "1234570",
     "0.08", "0.02", "0.10"},
    {"11", NULL, NULL, NULL, NULL},
    {"", NULL, NULL, NULL, NULL},
};

static void assert_decimal(struct decimal value, const char *expected)
{
    char text[DECIMAL_TEXT];

    g_assert_cmpstr(decimal_print(value, text), ==, expected);
}

static void test_times(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(times); i++) {
        struct sqlbench_time time;
        bool is_one = sqlbench_time_read(slice_from(times[i].text), &time);

        g_test_message("'%s'", times[i].text);
        g_assert_cmpint(is_one, ==, times[i].wall != NULL);
        if (!is_one)
            continue;
        assert_decimal(time.wall, times[i].wall);
        assert_decimal(time.usr, times[i].usr);
        assert_decimal(time.sys, times[i].sys);
        assert_decimal(time.cpu, times[i].cpu);
    }
}

/* ---- operation lines ------------------------------------------------------
 */

#define T                                                                      \
    "wallclock secs ( 0.08 usr  0.02 sys +  0.00 cusr  0.00 csys = 0.10 CPU)"

/* Counted: what the suite's own summary takes, by its regular expression. */
static const struct {
    const char *line;
    const char *name; /* NULL: no operation */
    const char *tests, *wall;
    bool is_counted, is_estimated;
} operations[] = {
    {"Time for insert (1000): 12 " T, "insert", "1000", "12", true, false},
    {"Time to connect (3000):  1 " T, "connect", "3000", "1", true, false},
    {"time for te (5):  1 " T, "te", "5", "1", true, false},
    {"Estimated time for x_y (601):  2 " T, "x_y", "601", "2", true, true},
    {"Time to select_many_fields(4000):  1 " T, "select_many_fields", "4000",
     "1", true, false},
    {"Time for insert_commit  (8000):  1 " T, "insert_commit", "8000", "1",
     true, false},
    {"Time for select_big (10:180000):  0 " T, "select_big", "10", "0", true,
     false},
    {"Time for a_b (1:2:3):   5 " T, "a_b", "1", "5", true, false},
    {"Time for create+drop (600):  1 " T, "create+drop", "600", "1", true,
     false},
    {"Time for x (5) and more:  1 " T, "x", "5", "1", true, false},
    {"Time for hires (592): 1.01035 " T, "hires", "592", "1.01035", true,
     false},
    {"Time for insert (1000) 0 " T, "insert", "1000", "0", false, false},
    {"Time for insert (1000)12 " T, "insert", "1000", "12", false, false},
    {"Time for insert (1000)0.0597498 " T, "insert", "1000", "0.0597498", false,
     false},
    {"Time for select_in (500:5000)  0 " T, "select_in", "500", "0", false,
     false},
    {"Time for drop table(2):  0 " T, "drop table", "2", "0", false, false},
    {"Time for create+drop (1.2):  0 " T, "create+drop", "1.2", "0", false,
     false},
    {"Time for x (5): -1 " T, "x", "5", "-1", false, false},
    {"Time for x (5): 7.15256e-06 " T, "x", "5", "0.00000715256", false, false},
    {"Time for x (5): 1 wallclock secs ( 0.50 cusr +  0.25 csys = 0.75 CPU)",
     "x", "5", "1", false, false},
    {"Total time: 12 " T, NULL, NULL, NULL, false, false},
    {"Time for insert (1000): 12", NULL, NULL, NULL, false, false},
    {"Time for insert: 12 " T, NULL, NULL, NULL, false, false},
    {"Time for (12): 12 " T, NULL, NULL, NULL, false, false},
    {" Time flies (1): 12 " T, NULL, NULL, NULL, false, false},
    {"Files=4, Tests=11,  2 " T, NULL, NULL, NULL, false, false},
};

static void test_operations(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(operations); i++) {
        struct sqlbench_operation said;
        bool is_one =
            sqlbench_operation_read(slice_from(operations[i].line), &said);

        g_test_message("'%s'", operations[i].line);
        g_assert_cmpint(is_one, ==, operations[i].name != NULL);
        if (!is_one)
            continue;
        g_assert_true(slice_equal(said.name, slice_from(operations[i].name)));
        assert_decimal(said.tests, operations[i].tests);
        assert_decimal(said.time.wall, operations[i].wall);
        g_assert_cmpint(said.is_counted, ==, operations[i].is_counted);
        g_assert_cmpint(said.is_estimated, ==, operations[i].is_estimated);
    }
}

static void test_dates(void)
{
    static const struct {
        const char *text;
        int64_t seconds; /* date -u -d TEXT +%s */
    } dates[] = {
        {"2026-11-23  2:28:52", 1795400932},
        {"2026-11-23 02:28:52", 1795400932},
        {"2000-02-29 23:59:59", 951868799},
        {"2026-11-23", RUN_TIME_UNKNOWN},
        {"2026-13-23 02:28:52", RUN_TIME_UNKNOWN},
        {"yesterday", RUN_TIME_UNKNOWN},
        {"", RUN_TIME_UNKNOWN},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(dates); i++)
        g_assert_cmpint(sqlbench_date(slice_from(dates[i].text)), ==,
                        dates[i].seconds);
}

/* ---- summaries with one thing changed -------------------------------------
 */

#define CREATE                                                                 \
    "create: Total time: 11 wallclock secs ( 0.08 usr  0.02 sys +  0.00 "      \
    "cusr  0.00 csys =  0.10 CPU)\n"
#define INSERT                                                                 \
    "insert: Total time: 20 wallclock secs ( 4.00 usr  1.00 sys +  0.00 "      \
    "cusr  0.00 csys =  5.00 CPU)\n"
#define STATUS "All 2 test executed successfully\n"
#define ROW_CREATE "create+drop     10.00    0.08    0.02    0.10     100 \n"
#define ROW_INSERT "insert          18.00    3.50    0.90    4.40    1000 \n"
#define ROW_TOTALS "TOTALS          28.00    3.58    0.92    4.50    1100 \n"

static const char summary[] =
    "Benchmark DBD suite: 2.15\n"
    "Date of test:        2026-11-23  2:28:52\n"
    "Running tests on:    Linux 6.1 x86_64\n"
    "Arguments:           --socket=/x --fast --create-options=A\n"
    "Comments:            none\n"
    "Limits from:         \n"
    "Server version:      MySQL 5.0.77/\n"
    "Optimization:        None\n"
    "Hardware:            one\n"
    "\n" CREATE INSERT "\n" STATUS "\n"
    "Totals per operation:\n"
    "Operation             seconds     usr     sys     cpu   tests\n" ROW_CREATE
        ROW_INSERT ROW_TOTALS;

#define SAME_NAME "many_key_update_of_field_with_secon"

static const struct {
    const char *what, *from, *to;
    enum run_status status;
    const char *reason, *note, *values;
} changes[] = {
    {"nothing", "", "", RUN_GOOD, NULL, NULL,
     "total_wall=31|table_wall=28.00|module_wait:insert=15.00"},
    {"a decimal comma in a total", "11 wallclock", "11,5 wallclock",
     RUN_REFUSED, "bad-number", NULL, "!total_wall"},
    {"a decimal comma in a row", "10.00 ", "10,00 ", RUN_REFUSED, "bad-number",
     NULL, ""},
    {"negative tests", " 100 ", "-100 ", RUN_REFUSED, "bad-number", NULL, ""},
    {"I1: another second", "10.00 ", "11.00 ", RUN_REFUSED, "contradiction",
     NULL, ""},
    {"I1: a row left out", ROW_CREATE, "<snip>\n", RUN_REFUSED, "contradiction",
     NULL, ""},
    {"a row in another form", "10.00 ", "10.0 ", RUN_REFUSED, "bad-number",
     NULL, ""},
    {"an exponent in a row", "10.00 ", "1e1 ", RUN_REFUSED, "bad-number", NULL,
     ""},
    {"half a test", " 100 ", " 100.5 ", RUN_REFUSED, "bad-number", NULL, ""},
    {"I3: CPU of children", "0.00 cusr", "5.00 cusr", RUN_REFUSED,
     "contradiction", NULL, ""},
    {"I3: two hundredths", "5.00 CPU", "5.02 CPU", RUN_REFUSED, "contradiction",
     NULL, ""},
    /* 18 + 10 s in the table, 20 + 11 in the modules: 90 + 11 is no match */
    {"I6: another total", "20 wallclock", "90 wallclock", RUN_GOOD, NULL,
     "totals-apart", "total_wall=101"},
    {"a header line less", "Arguments:           ", "Remarks: ", RUN_GOOD, NULL,
     "missing-line", "total_wall=31"},
    {"two header lines in one", "\nArguments:", " Arguments:", RUN_REFUSED,
     "unknown-line", NULL, ""},
    {"no such suite", "2.15", "2.51", RUN_GOOD, NULL, "unknown-suite",
     "total_wall=31"},
    {"no such date", "Date of test:        2026-11", "Date of test: 2026-31",
     RUN_GOOD, NULL, "bad-date", "total_wall=31"},
    {"no such module", "create: Total", "creare: Total", RUN_GOOD, NULL,
     "unknown-module", "total_wall=31"},
    {"no-break spaces", "Operation  %create+drop ",
     "Operation \xc2\xa0%create+drop\xc2\xa0", RUN_GOOD, NULL,
     "no-break-spaces", "op_wall:create+drop=10.00"},
    {"I2: cpu of a row", "0.90    4.40", "0.70    4.40", RUN_REFUSED,
     "contradiction", NULL, ""},
    {"I3: CPU of a total", "5.00 CPU", "5.10 CPU", RUN_REFUSED, "contradiction",
     NULL, ""},
    {"I7: more CPU than time", "20 wallclock", " 3 wallclock", RUN_REFUSED,
     "contradiction", NULL, ""},
    {"I8: another count", "All 2", "All 3", RUN_REFUSED, "contradiction", NULL,
     "!total_wall"},
    {"I8: a failure that is not counted", CREATE, "create: Failed (out/c)\n",
     RUN_REFUSED, "contradiction", NULL, "!total_wall"},
    {"I8: a failure that is", CREATE "%" STATUS,
     "create: Failed\n%Of 2 tests, 1 tests didn't work\n", RUN_GOOD, NULL,
     "failed-module", "!total_wall|modules_failed=1|module_wall:insert=20"},
    {"I8: a marker without its legend", " 1000 ", " 1000 +", RUN_REFUSED,
     "contradiction", NULL, ""},
    {"I8: a legend without its marker", STATUS,
     STATUS "Tests with estimated time have a + at end of line\n", RUN_REFUSED,
     "contradiction", NULL, ""},
    {"a wrong result", STATUS "% 1000 % 1100 ",
     STATUS "Tests with didn't return the correct result have a ? at end of "
            "line\n% 1000 ?% 1100 ?",
     RUN_GOOD, NULL, "wrong-result",
     "total_wall=31|ops_wrong=1|op_wall:insert=18.00?"},
    {"an estimate of no module", STATUS "% 1000 % 1100 ",
     STATUS "Tests with estimated time have a + at end of line\n% 1000 +% "
            "1100 +",
     RUN_REFUSED, "contradiction", NULL, ""},
    {"an estimate", "insert: Total%" STATUS "% 1000 % 1100 ",
     "insert: Estimated total%" STATUS
     "Tests with estimated time have a + at end of line\n% 1000 +% 1100 +",
     RUN_GOOD, NULL, "estimated",
     "!total_wall|module_wall:insert=20+|op_wall:insert=18.00+|"
     "table_wall=28.00+"},
    {"an estimated total without marker", "insert: Total",
     "insert: Estimated total", RUN_GOOD, NULL, "estimated", "!total_wall"},
    {"I9: a copied module", CREATE,
     "create: Total time: 20 wallclock secs ( 4.00 usr  1.00 sys +  0.00 "
     "cusr  0.00 csys =  5.00 CPU)\n",
     RUN_GOOD, NULL, "copied-module", ""},
    {"I12: rows out of order", ROW_CREATE ROW_INSERT, ROW_INSERT ROW_CREATE,
     RUN_REFUSED, "contradiction", NULL, ""},
    {"I12: a row twice", ROW_CREATE,
     "insert          10.00    0.08    0.02    0.10     100 \n", RUN_REFUSED,
     "contradiction", NULL, ""},
    {"I12: two names that are cut", "create+drop %insert  ",
     SAME_NAME " %" SAME_NAME " ", RUN_GOOD, NULL, "ambiguous-name",
     "total_wall=31"},
    {"a module that was skipped", CREATE,
     "create: Test skipped because the database doesn't support "
     "transactions\n",
     RUN_GOOD, NULL, "skipped-module",
     "!total_wall|modules_skipped=1|!module_wall:create"},
    {"a clock that was set back", "11 wallclock", "-1 wallclock", RUN_GOOD,
     NULL, "clock-step",
     "!total_wall|!module_wait:create|module_client_usr:create=0.08"},
    {"the words of a private suite",
     "create: Total time: ", "create: Done: 100 tests total time: ", RUN_GOOD,
     NULL, NULL, "total_wall=31"},
    {"a header twice", "Hardware:            one\n",
     "Hardware: one\nHardware: two\n", RUN_REFUSED, "several-values", NULL, ""},
    {"an unknown header", "\n\ncreate", "\nBZR Revision: 12\n\ncreate",
     RUN_GOOD, NULL, "unknown-line", "total_wall=31"},
    {"a comment like the file itself", "none\n",
     "none\nServer version: no\n" CREATE, RUN_GOOD, NULL, NULL,
     "total_wall=31|modules=2"},
    {"no Optimization and Hardware",
     "Optimization:        None\n"
     "Hardware:            one\n",
     "", RUN_GOOD, NULL, NULL, "total_wall=31"},
    {"no status line", STATUS, "", RUN_GATED, "incomplete-run", NULL,
     "!total_wall|table_wall=28.00"},
    {"no table",
     "\nTotals per operation:\n"
     "Operation             seconds     usr     sys     cpu   "
     "tests\n" ROW_CREATE ROW_INSERT ROW_TOTALS,
     "", RUN_GATED, "partial-table", NULL, "total_wall=31|!table_wall"},
    {"no TOTALS", ROW_TOTALS, "", RUN_GATED, "partial-table", NULL,
     "total_wall=31|!op_wall:insert"},
    {"no modules", CREATE INSERT, "", RUN_REFUSED, "no-modules", NULL,
     "!total_wall"},
    {"a total on its own line", "insert: Total", "insert:\nTotal", RUN_REFUSED,
     "truncated", NULL, "!total_wall"},
};

/* Replaces each part of "from" (parted by "%") by the same part of "to". */
static char *change(const char *text, const char *from, const char *to)
{
    g_auto(GStrv) olds = g_strsplit(from, "%", -1);
    g_auto(GStrv) news = g_strsplit(to, "%", -1);
    char *changed = g_strdup(text);

    for (size_t i = 0; olds[i]; i++) {
        char *found = strstr(changed, olds[i]), *next;

        if (!*olds[i])
            continue;
        g_assert_nonnull(found);
        *found = '\0';
        next = g_strconcat(changed, *news ? news[i] : "",
                           found + strlen(olds[i]), NULL);
        g_free(changed);
        changed = next;
    }
    return changed;
}

static void test_changes(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_autofree char *text = change(summary, changes[i].from, changes[i].to);
        g_autoptr(GPtrArray) sources =
            odd_read_bytes("RUN-x", text, strlen(text));
        const Run *run = odd_run(sources, 0);

        g_test_message("%s", changes[i].what);
        g_assert_cmpuint(odd_count(sources), ==, 1);
        g_assert_cmpint(run->status, ==, changes[i].status);
        if (changes[i].reason)
            g_assert_true(odd_has_reason(run, changes[i].reason));
        if (changes[i].note)
            g_assert_true(odd_has_note(run, changes[i].note));
        odd_expect(run, changes[i].values);
    }
}

/* Windows 9x: usr is the wall clock and sys is nothing. */
static void test_no_cpu(void)
{
    static const char text[] =
        "Benchmark DBD suite: 2.7\n\n"
        "create: Total time: 1855 wallclock secs (1854.89 usr  0.00 sys +  "
        "0.00 cusr  0.00 csys =  0.00 CPU)\n"
        "insert: Total time: 20 wallclock secs (20.05 usr  0.00 sys +  0.00 "
        "cusr  0.00 csys =  0.00 CPU)\n"
        "\n" STATUS "\nTotals per operation:\n"
        "Operation             seconds     usr     sys     cpu   tests\n"
        "create+drop        1800 1800.10    0.00    0.00     100\n"
        "insert               18   18.01    0.00    0.00    1000\n"
        "TOTALS             1818 1818.11    0.00    0.00    1100\n";
    g_autoptr(GPtrArray) sources =
        odd_read_bytes("RUN-x", text, sizeof text - 1);
    const Run *run = odd_run(sources, 0);

    g_assert_cmpint(run->status, ==, RUN_GOOD);
    g_assert_true(odd_has_note(run, "no-cpu"));
    odd_expect(run, "total_wall=1875|table_wall=1818|"
                    "!module_client_usr:create|!op_client_cpu:insert|"
                    "!table_client_cpu");
}

/* Two names that are cut to the same keep their rows apart. */
static void test_cut_names(void)
{
    static const char text[] =
        "Benchmark DBD suite: 2.15\n\n"
        "insert: Total time: 20 wallclock secs ( 4.00 usr  1.00 sys +  0.00 "
        "cusr  0.00 csys =  5.00 CPU)\n"
        "\nAll 1 test executed successfully\n\nTotals per operation:\n"
        "Operation             seconds     usr     sys     cpu   "
        "tests\n" SAME_NAME
        "    1.00    0.10    0.00    0.10      10 \n" SAME_NAME
        "    2.00    0.20    0.00    0.20      20 \n"
        "TOTALS     3.00    0.30    0.00    0.30      30 \n";
    g_autoptr(GPtrArray) sources =
        odd_read_bytes("RUN-x", text, sizeof text - 1);
    const Run *run = odd_run(sources, 0);

    g_assert_cmpint(run->status, ==, RUN_GOOD);
    g_assert_true(odd_has_note(run, "ambiguous-name"));
    odd_expect(run, "op_tests:" SAME_NAME "=10|op_tests:" SAME_NAME "#2=20");
}

static void test_workload(void)
{
    g_autoptr(GPtrArray) sources =
        odd_read_bytes("RUN-x", summary, sizeof summary - 1);
    const Run *run = odd_run(sources, 0);
    g_autofree char *work = run_workload(run);

    g_assert_cmpstr(work, ==,
                    "sql-bench arguments='--create-options=A --fast' "
                    "modules=create,insert suite=2.15");
    g_assert_cmpstr(run_find_context(run, "server_version"), ==,
                    "MySQL 5.0.77/");
    g_assert_cmpstr(run_find_context(run, "machine"), ==, "Linux 6.1 x86_64");
}

static void test_not_ours(void)
{
    static const char compared[] =
        "This is the result file of the different benchmark tests.\n\n"
        "Operation | 1| 2|\n";
    static const char prove[] =
        "All tests successful.\nFiles=4, Tests=11,  2 " T "\nResult: PASS\n";
    g_autoptr(GPtrArray) a = odd_read_bytes("a", compared, sizeof compared - 1);
    g_autoptr(GPtrArray) b = odd_read_bytes("b", prove, sizeof prove - 1);

    g_assert_cmpint(odd_run(a, 0)->status, ==, RUN_REFUSED);
    g_assert_true(odd_has_reason(odd_run(a, 0), "result-file"));
    g_assert_cmpuint(odd_count(b), ==, 0);
    g_assert_true(((const LogSource *)b->pdata[0])->is_foreign);
}

/* ---- joining ---------------------------------------------------------------
 */

#define ID "-mysql-Linux_6.18.44_fc_v657_x86_64"

static const char *const module_files[] = {
    "alter-table", "ATIS",   "big-tables", "connect",
    "create",      "insert", "select"};

struct room {
    char *folder;
};

static void set_up(struct room *room, gconstpointer unused)
{
    (void)unused;
    room->folder = g_dir_make_tmp("cotejo-XXXXXX", NULL);
    g_assert_nonnull(room->folder);
}

static void tear_down(struct room *room, gconstpointer unused)
{
    g_autoptr(GDir) dir = g_dir_open(room->folder, 0, NULL);
    const char *name;

    (void)unused;
    while ((name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(room->folder, name, NULL);

        g_remove(path);
    }
    g_rmdir(room->folder);
    g_free(room->folder);
}

static void put(struct room *room, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(room->folder, name, NULL);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static char *whole_file(const char *module)
{
    g_autofree char *name =
        g_strconcat("sqlbench-odd/whole/", module, ID, NULL);
    size_t len;

    return odd_bytes(name, &len);
}

/* All logs of the whole run, and its summary unless that is changed. */
static void put_whole(struct room *room, bool with_summary)
{
    g_autofree char *run = whole_file("RUN");

    if (with_summary)
        put(room, "RUN" ID, run);
    for (size_t i = 0; i < G_N_ELEMENTS(module_files); i++) {
        g_autofree char *text = whole_file(module_files[i]);
        g_autofree char *name = g_strconcat(module_files[i], ID, NULL);

        put(room, name, text);
    }
}

static void put_changed(struct room *room, const char *module, const char *from,
                        const char *to)
{
    g_autofree char *text = whole_file(module);
    g_autofree char *changed = change(text, from, to);
    g_autofree char *name = g_strconcat(module, ID, NULL);

    put(room, name, changed);
}

static void expect_mismatch(struct room *room, const char *reason)
{
    g_autoptr(GPtrArray) sources = odd_read_path(room->folder);

    g_assert_cmpuint(odd_count(sources), ==, 1);
    g_assert_cmpint(odd_run(sources, 0)->status, ==, RUN_REFUSED);
    g_assert_true(odd_has_reason(odd_run(sources, 0), reason));
}

static void test_other_total(struct room *room, gconstpointer unused)
{
    (void)unused;
    put_whole(room, true);
    put_changed(room, "select", "Total time:  8", "Total time:  9");
    expect_mismatch(room, "mismatched-parts");
}

static void test_other_line(struct room *room, gconstpointer unused)
{
    (void)unused;
    put_whole(room, true);
    put_changed(room, "select", "select_cache (2000):  1",
                "select_cache (2000):  2");
    expect_mismatch(room, "mismatched-parts");
}

static void test_line_too_many(struct room *room, gconstpointer unused)
{
    (void)unused;
    put_whole(room, true);
    put_changed(room, "select", "Time for select_cache (2000)",
                "Time for select_rats (2000)");
    expect_mismatch(room, "mismatched-parts");
}

/* A line that cannot be read leaves its operation out, not the file. */
static void test_refused_line(struct room *room, gconstpointer unused)
{
    (void)unused;
    put_changed(room, "select", "select_cache (2000):  1 wallclock",
                "select_cache (2000):  1,5 wallclock");

    g_autoptr(GPtrArray) sources = odd_read_path(room->folder);
    const Run *part =
        g_ptr_array_index(((LogSource *)sources->pdata[0])->runs, 0);

    g_assert_cmpint(part->status, ==, RUN_GOOD);
    g_assert_true(odd_has_note(part, "refused-line"));
    odd_expect(part, "!op_wall:select_cache|op_wall:select_cache2=0");
}

/* A time on a line of its own belongs to nobody knows what. */
static void test_wrapped_line(struct room *room, gconstpointer unused)
{
    (void)unused;
    put_whole(room, true);
    put_changed(room, "select", "select_cache (2000):  1 wallclock",
                "select_cache (2000):\n  1 wallclock");
    expect_mismatch(room, "mismatched-parts");
}

/* The sums over the logs are the rows of the table, which is not there. */
static void test_without_summary(struct room *room, gconstpointer unused)
{
    (void)unused;
    put_whole(room, false);

    g_autoptr(GPtrArray) sources = odd_read_path(room->folder);
    g_autoptr(GPtrArray) whole = odd_read("sqlbench-odd/whole");
    const Run *run = odd_run(sources, 0);
    const Run *with = odd_run(whole, 0);
    size_t n = 0;

    g_assert_cmpuint(odd_count(sources), ==, 1);
    g_assert_cmpint(run->status, ==, RUN_GOOD);
    g_assert_true(odd_has_note(run, "assembled"));
    odd_expect(run, "total_wall=66|modules=7|!table_wall|"
                    "op_tests:alter-table/insert=1000|op_wall:select_in=1");
    for (guint i = 0; i < with->values->len; i++) {
        const struct run_value *row =
            &g_array_index(with->values, struct run_value, i);
        const struct run_value *sum;

        if (!row->item || strlen(row->item) >= SQLBENCH_NAME_MAX)
            continue;
        sum = run_find(run, row->metric->name, row->item);
        g_assert_nonnull(sum);
        g_assert_cmpint(decimal_compare(sum->value, row->value), ==, 0);
        n++;
    }
    g_assert_cmpuint(n, >, 400);
    odd_expect(run, "op_tests:many_key_update_of_field_with_secondary=10");
}

static void test_missing_module(struct room *room, gconstpointer unused)
{
    (void)unused;
    put_changed(room, "create", "", "");
    put_changed(room, "insert", "", "");

    g_autoptr(GPtrArray) sources = odd_read_path(room->folder);

    odd_expect(odd_run(sources, 0), "total_wall=29|modules=2");
    g_assert_cmpstr(run_find_parameter(odd_run(sources, 0), "modules"), ==,
                    "create,insert");
}

/* The same folder with a second run of another name. */
static void test_two_runs(struct room *room, gconstpointer unused)
{
    g_autofree char *run = whole_file("RUN");
    g_autofree char *create = whole_file("create");
    g_autofree char *other_run =
        change(run, "create: Total time:  7", "create: Total time:  9");
    g_autofree char *other = change(create, "Total time:  7", "Total time:  9");

    (void)unused;
    put(room, "RUN-a", run);
    put(room, "create-a", create);
    put(room, "RUN-b", other_run);
    put(room, "create-b", other);

    g_autoptr(GPtrArray) sources = odd_read_path(room->folder);

    g_assert_cmpuint(odd_count(sources), ==, 2);
    g_assert_cmpint(odd_run(sources, 0)->status, ==, RUN_GOOD);
    g_assert_cmpint(odd_run(sources, 1)->status, ==, RUN_GOOD);
    odd_expect(odd_run(sources, 0), "total_wall=66");
    odd_expect(odd_run(sources, 1), "total_wall=68");
    /* I9: all modules but create are those of the first */
    g_assert_false(odd_has_note(odd_run(sources, 0), "copied-module"));
    g_assert_true(odd_has_note(odd_run(sources, 1), "copied-module"));
}

/* `cat RUN-* create-* insert-* ... > all` */
static void test_one_file(struct room *room, gconstpointer unused)
{
    GString *all = g_string_new(NULL);
    g_autofree char *run = whole_file("RUN");

    (void)unused;
    g_string_append(all, run);
    for (size_t i = 0; i < G_N_ELEMENTS(module_files); i++) {
        g_autofree char *text = whole_file(module_files[i]);

        g_string_append(all, text);
    }
    put(room, "all", all->str);
    g_string_free(all, TRUE);

    g_autoptr(GPtrArray) sources = odd_read_path(room->folder);

    g_assert_cmpuint(odd_count(sources), ==, 1);
    g_assert_cmpint(odd_run(sources, 0)->status, ==, RUN_GOOD);
    odd_expect(odd_run(sources, 0),
               "total_wall=66|op_tests:alter-table/insert=1000");
}

/* A log from an hour before does not belong to the run. */
static void test_old_log(struct room *room, gconstpointer unused)
{
    (void)unused;
    put_whole(room, true);
    put_changed(room, "alter-table", "2026-11-23  3:44:17",
                "2026-11-23  2:44:17");

    g_autoptr(GPtrArray) sources = odd_read_path(room->folder);

    g_assert_true(odd_has_note(odd_run(sources, 0), "assembled"));
}

static void test_aborted(struct room *room, gconstpointer unused)
{
    (void)unused;
    put(room, "alter-table" ID,
        "Testing server 'MySQL 4.0.2 alpha' at 2026-11-23  3:44:17\n\n"
        "Test aborted\n"
        "Total time:  0 wallclock secs ( 0.00 usr  0.00 sys +  0.00 cusr  "
        "0.00 csys =  0.00 CPU)\n");

    g_autoptr(GPtrArray) sources = odd_read_path(room->folder);

    g_assert_cmpint(odd_run(sources, 0)->status, ==, RUN_REFUSED);
    g_assert_true(odd_has_reason(odd_run(sources, 0), "test-aborted"));
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*test)(struct room *, gconstpointer);
    } joins[] = {
        {"/sqlbench/join/other-total", test_other_total},
        {"/sqlbench/join/other-line", test_other_line},
        {"/sqlbench/join/line-too-many", test_line_too_many},
        {"/sqlbench/join/refused-line", test_refused_line},
        {"/sqlbench/join/wrapped-line", test_wrapped_line},
        {"/sqlbench/join/without-summary", test_without_summary},
        {"/sqlbench/join/missing-module", test_missing_module},
        {"/sqlbench/join/two-runs", test_two_runs},
        {"/sqlbench/join/one-file", test_one_file},
        {"/sqlbench/join/old-log", test_old_log},
        {"/sqlbench/join/aborted", test_aborted},
    };

    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sqlbench/times", test_times);
    g_test_add_func("/sqlbench/operations", test_operations);
    g_test_add_func("/sqlbench/dates", test_dates);
    g_test_add_func("/sqlbench/changes", test_changes);
    g_test_add_func("/sqlbench/no-cpu", test_no_cpu);
    g_test_add_func("/sqlbench/cut-names", test_cut_names);
    g_test_add_func("/sqlbench/workload", test_workload);
    g_test_add_func("/sqlbench/not-ours", test_not_ours);
    for (size_t i = 0; i < G_N_ELEMENTS(joins); i++)
        g_test_add(joins[i].name, struct room, NULL, set_up, joins[i].test,
                   tear_down);
    return g_test_run();
}

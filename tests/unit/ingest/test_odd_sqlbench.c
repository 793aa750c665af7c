/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Odd sql-bench folders: what each must come to. The expectations were
 * written down by reading the logs, not by running the program.
 */
#include "odd.h"

#include <string.h>

#define WHOLE "sqlbench-odd/whole/RUN-mysql-Linux_6.18.44_fc_v657_x86_64"

static const struct {
    const char *path; /* below tests/data/sqlbench-odd */
    size_t n_runs, run;
    enum run_status status;
    const char *reason; /* NULL: none */
    const char *note;   /* NULL: not looked for */
    const char *values;
} cases[] = {
    /* 4 + 6 + 4 + 15 + 7 + 22 + 8 = 66. alter-table's log knows an insert
     * that no table counts; insert's logs select_in (0 + 0 + 1 s, 3 x 500),
     * select_join_in (1 + 0 + 0 s) and drop table (2 + 1 + 1). */
    {"whole", 1, 0, RUN_GOOD, NULL, NULL,
     "total_wall=66|modules=7|modules_failed=0|modules_skipped=0|"
     "modules_estimated=0|module_wall:connect=15|"
     "module_client_usr:connect=1.29|module_client_sys:connect=4.54|"
     "module_client_cpu:connect=5.83|module_wait:connect=9.17|"
     /* 5.83 / 15, 0.11 / 4 (half up), 5 / 29768, 3 / 392, 1 / 1500 */
     "cpu_share:connect=38.9|cpu_share:alter-table=2.8|"
     "op_time_per_test:insert=0.00016797|"
     "op_time_per_test:alter_table_add_in_middle=0.007653|"
     "op_time_per_test:select_in=0.0006667|"
     "op_wall:insert=5.00|op_tests:insert=29768|op_client_usr:insert=0.15|"
     "op_client_sys:insert=0.23|op_client_cpu:insert=0.38|"
     "op_wall:alter-table/insert=0|op_tests:alter-table/insert=1000|"
     "op_client_cpu:alter-table/insert=0.02|op_wall:select_in=1|"
     "op_tests:select_in=1500|op_wall:select_join_in=1|"
     "op_tests:drop table=4|table_wall=66.00|table_client_usr=4.66|"
     "table_client_sys=8.08|table_client_cpu=12.74|table_tests=438461|"
     "op_wall:many_key_update_of_field_with_prima=0.00"},
    {"failed-module", 1, 0, RUN_GOOD, NULL, "failed-module",
     "!total_wall|modules_failed=1|modules=7|!module_wall:alter-table|"
     "module_wall:ATIS=3|module_wall:big-tables=6|module_wall:connect=3|"
     "module_wall:create=6|module_wall:insert=11|module_wall:select=7|"
     "op_tests:insert=17768|!op_wall:create_index|!op_wall:drop_index|"
     "!op_wall:alter_table_add|table_wall=33.00"},
    {"killed", 1, 0, RUN_GATED, "incomplete-run", "unfinished-module",
     "!total_wall|!table_wall|module_wall:alter-table=5|module_wall:ATIS=2|"
     "module_wall:big-tables=7|module_wall:connect=2|module_wall:create=5|"
     "!module_wall:insert|!module_wall:select"},
    {"estimated", 1, 0, RUN_GOOD, NULL, "estimated",
     "!total_wall|modules_estimated=3|ops_estimated=3|"
     "module_wall:alter-table=26.0417+|module_wall:insert=21.1358+|"
     "module_wall:select=8.85714+|module_wall:create=5|"
     "op_wall:alter_table_add_in_middle=2.00+|"
     "op_tests:alter_table_add_in_middle=601+|op_wall:min_max_on_key=3.14+|"
     "op_tests:min_max_on_key=29000+|op_wall:select_range=2.86+|"
     "op_tests:select_range=410+|table_wall=48.99+"},
    {"skip-test", 1, 0, RUN_GOOD, NULL, "left-out-module",
     "!total_wall|modules_failed=2|module_wall:alter-table=5|"
     "module_wall:ATIS=2|module_wall:big-tables=6|module_wall:connect=3|"
     "module_wall:create=5|!module_wall:insert|op_tests:insert=9768"},
    {"warning", 1, 0, RUN_GOOD, NULL, "wrong-result",
     "total_wall=39|ops_wrong=4|op_wall:select_distinct=0.00?|"
     "op_wall:select_group=1.00?|op_wall:select_join=0.00?|"
     "op_wall:select_simple_join=0.00?|op_wall:update_big=0.00|"
     "op_tests:insert=17767"},
    {"hires", 1, 0, RUN_GOOD, NULL, NULL,
     "total_wall=39.16415|module_wall:alter-table=4.44292|"
     "module_wall:ATIS=2.35055|module_wall:big-tables=6.6839|"
     "module_wall:connect=2.62095|module_wall:create=5.00912|"
     "module_wall:insert=10.9351|module_wall:select=7.12161|"
     "table_wall=38.57|op_wall:alter_table_add_in_middle=3.32|"
     "op_wall:alter-table/insert=0.0597498"},
    {"hires-option", 1, 0, RUN_GOOD, NULL, NULL,
     "total_wall=43|table_wall=42.00"},
    /* The log says "create+drop (1.2)", which the summary does not count. */
    {"unequal-work", 1, 0, RUN_GOOD, NULL, NULL,
     "total_wall=4|op_tests:alter_table_add=52|op_tests:create+drop=1.2"},
    {"no-log", 1, 0, RUN_GOOD, NULL, NULL,
     "total_wall=42|table_wall=42.00|table_client_usr=3.73|"
     "table_client_sys=4.48|table_client_cpu=8.21|table_tests=218829"},
    {"one-system-op/named", 1, 0, RUN_GOOD, NULL, NULL,
     "total_wall=7|op_tests:insert_commit=8000|op_wall:insert_commit=1.00|"
     "op_tests:insert_rollback=8|op_wall:delete_rollback=0.00"},
    {"one-system-op/unnamed", 1, 0, RUN_GOOD, NULL, NULL,
     "total_wall=2|!op_wall:insert_commit|!op_wall:insert_rollback|"
     "op_tests:insert_autocommit=8000"},
    {"concatenated", 2, 0, RUN_GOOD, NULL, NULL,
     "total_wall=66|table_wall=66.00"},
    {"concatenated", 2, 1, RUN_GOOD, NULL, NULL,
     "total_wall=49|table_wall=49.00"},
    {"crlf", 1, 0, RUN_GOOD, NULL, NULL,
     "total_wall=71|table_wall=71.00|module_wall:insert=25"},
    {"cut-table", 1, 0, RUN_GATED, "partial-table", NULL,
     "total_wall=69|!table_wall|!op_wall:insert|!op_wall:order_by_big_key"},
    {"edited", 1, 0, RUN_REFUSED, "contradiction", NULL, ""},
    {"old-layout", 1, 0, RUN_GOOD, NULL, "dead-cpu",
     "total_wall=66|table_wall=64|table_client_usr=4.87|"
     "table_client_sys=7.67|table_client_cpu=12.54|table_tests=436321|"
     "op_wall:alter_table_add_in_m=2|op_client_cpu:alter_table_add_in_m=0.06|"
     "module_client_cpu:connect=5.48"},
    {"pasted", 1, 0, RUN_GOOD, NULL, NULL,
     "total_wall=54|table_wall=53.00|table_tests=438461"},
    {"prefixed", 1, 0, RUN_GOOD, NULL, NULL,
     "total_wall=57|table_wall=56.00|table_tests=438461"},
};

static void test_cases(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *name =
            g_strconcat("sqlbench-odd/", cases[i].path, NULL);
        g_autoptr(GPtrArray) sources = odd_read(name);
        const Run *run = odd_run(sources, cases[i].run);

        g_test_message("%s", name);
        g_assert_cmpuint(odd_count(sources), ==, cases[i].n_runs);
        g_assert_cmpint(run->status, ==, cases[i].status);
        if (cases[i].reason)
            g_assert_true(odd_has_reason(run, cases[i].reason));
        else
            g_assert_cmpuint(run->reasons->len, ==, 0);
        if (cases[i].note)
            g_assert_true(odd_has_note(run, cases[i].note));
        odd_expect(run, cases[i].values);
    }
}

/* ---- what joining brings ----------------------------------------------- */

static const Run *find_part(const GPtrArray *sources, const char *module)
{
    for (guint i = 0; i < sources->len; i++) {
        const LogSource *source = sources->pdata[i];

        for (guint k = 0; k < source->runs->len; k++) {
            const Run *run = source->runs->pdata[k];

            if (run->is_part &&
                !g_strcmp0(run_find_context(run, "module"), module))
                return run;
        }
    }
    return NULL;
}

static size_t count_operations(const Run *run)
{
    size_t n = 0;

    for (guint i = 0; i < run->values->len; i++)
        n += !strcmp(
            g_array_index(run->values, struct run_value, i).metric->name,
            "op_wall");
    return n;
}

/* 23 lines of the killed insert are whole, and no two have one name. */
static void test_killed_module(void)
{
    g_autoptr(GPtrArray) sources = odd_read("sqlbench-odd/killed");
    const Run *part = find_part(sources, "insert");

    g_assert_nonnull(part);
    g_assert_cmpuint(count_operations(part), ==, 23);
    odd_expect(part, "!module_wall:insert|op_tests:insert=6000|"
                     "op_tests:select_key2_return_prim=20|op_rows:select_big="
                     "60000");
    g_assert_cmpint(part->status, ==, RUN_GATED);
    g_assert_null(find_part(sources, "select"));
}

static void test_failure_is_told(void)
{
    g_autoptr(GPtrArray) sources = odd_read("sqlbench-odd/failed-module");
    const Run *run = odd_run(sources, 0);
    bool is_told = false;

    for (guint i = 0; i < run->notes->len; i++)
        is_told |= strstr(g_array_index(run->notes, struct run_note, i).message,
                          "ALTER command denied to user") != NULL;
    g_assert_true(is_told);
    g_assert_false(odd_has_note(run, "assembled"));
    odd_expect(run, "op_tests:alter-table/insert=1000");
}

/* By the starts of the logs the extrapolated module took 3 s. */
static void test_real_duration(void)
{
    g_autoptr(GPtrArray) sources = odd_read("sqlbench-odd/estimated");
    const Run *run = odd_run(sources, 0);
    bool is_told = false;

    for (guint i = 0; i < run->notes->len; i++)
        is_told |= strstr(g_array_index(run->notes, struct run_note, i).message,
                          "'alter-table' really took 3 s") != NULL;
    g_assert_true(is_told);
}

/* A value from a module log says which file it stands in. */
static void test_parts(void)
{
    g_autoptr(GPtrArray) sources = odd_read("sqlbench-odd/whole");
    const Run *run = odd_run(sources, 0);
    const struct run_value *value = run_find(run, "op_wall", "select_in");

    g_assert_nonnull(value->part);
    g_assert_nonnull(strstr(value->part, "/insert-mysql-"));
    g_assert_cmpuint(value->line, ==, 70);
    g_assert_null(run_find(run, "op_wall", "insert")->part);
    g_assert_true(find_part(sources, "alter-table")->is_part);
    g_assert_cmpint(run->started_s, ==, 1795405457); /* date -u -d */
    g_assert_cmpstr(run_find_parameter(run, "modules"), ==,
                    "ATIS,alter-table,big-tables,connect,create,insert,select");
}

static void test_workloads(void)
{
    static const struct {
        const char *path, *arguments;
    } expected[] = {
        {"hires-option", "--small-tables"},
        {"estimated", "--small-tables --time-limit=1"},
        {"unequal-work", "--small-test"},
        {"one-system-op/named", "--create-options=ENGINE=InnoDB "
                                "--small-tables"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_autofree char *name =
            g_strconcat("sqlbench-odd/", expected[i].path, NULL);
        g_autoptr(GPtrArray) sources = odd_read(name);

        g_assert_cmpstr(run_find_parameter(odd_run(sources, 0), "arguments"),
                        ==, expected[i].arguments);
    }
}

/* ---- properties --------------------------------------------------------- */

/* A summary that is cut anywhere never shows a wrong total, and its rows only
 * when all of them are there. */
static void test_cut_at_every_byte(void)
{
    size_t len;
    g_autofree char *bytes = odd_bytes(WHOLE, &len);

    for (size_t cut = 0; cut < len; cut++) {
        g_autoptr(GPtrArray) sources = odd_read_bytes("cut", bytes, cut);
        const Run *run = odd_run(sources, 0);

        if (!run || run->status == RUN_REFUSED)
            continue;
        if (run_find(run, "total_wall", NULL))
            odd_expect(run, "total_wall=66");
        if (run_find(run, "table_wall", NULL))
            odd_expect(run, "table_wall=66.00|table_tests=438461|op_wall:"
                            "update_with_key_record_unchanged=1.00");
        if (run->status == RUN_GOOD)
            g_assert_cmpuint(cut, >=, len - 2); /* only the end is missing */
    }
}

/* Any digit of the table that is changed breaks a sum. */
static void test_flipped_digits(void)
{
    size_t len;
    g_autofree char *bytes = odd_bytes(WHOLE, &len);
    const char *head = strstr(bytes, "Operation  ");
    bool in_name = true;

    g_assert_nonnull(head);
    for (size_t i = (size_t)(strchr(head, '\n') - bytes) + 1; i < len; i++) {
        char was = bytes[i];

        if (was == '\n' || was == ' ') {
            in_name = was == '\n';
            continue;
        }
        if (in_name || was < '0' || was > '9')
            continue;
        bytes[i] = was == '9' ? '0' : (char)(was + 1);

        g_autoptr(GPtrArray) sources = odd_read_bytes("flip", bytes, len);

        g_assert_cmpint(odd_run(sources, 0)->status, ==, RUN_REFUSED);
        bytes[i] = was;
    }
}

static void test_line_ends(void)
{
    size_t len;
    g_autofree char *bytes = odd_bytes(WHOLE, &len);
    g_auto(GStrv) lines = g_strsplit(bytes, "\n", -1);
    g_autofree char *crlf = g_strjoinv("\r\n", lines);
    g_autofree char *marked = g_strconcat("\xef\xbb\xbf", bytes, NULL);
    g_autoptr(GPtrArray) plain = odd_read_bytes("plain", bytes, len);
    g_autoptr(GPtrArray) a = odd_read_bytes("crlf", crlf, strlen(crlf));
    g_autoptr(GPtrArray) b = odd_read_bytes("bom", marked, strlen(marked));
    g_autoptr(GPtrArray) c = odd_read_bytes("open", bytes, len - 1);
    const GPtrArray *others[] = {a, b, c};
    g_autofree char *expected = odd_values(odd_run(plain, 0));

    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        g_autofree char *values = odd_values(odd_run(others[i], 0));

        g_assert_cmpstr(values, ==, expected);
        g_assert_cmpint(odd_run(others[i], 0)->status, ==, RUN_GOOD);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/odd/sqlbench/cases", test_cases);
    g_test_add_func("/odd/sqlbench/killed-module", test_killed_module);
    g_test_add_func("/odd/sqlbench/failure-is-told", test_failure_is_told);
    g_test_add_func("/odd/sqlbench/real-duration", test_real_duration);
    g_test_add_func("/odd/sqlbench/parts", test_parts);
    g_test_add_func("/odd/sqlbench/workloads", test_workloads);
    g_test_add_func("/odd/sqlbench/cut-at-every-byte", test_cut_at_every_byte);
    g_test_add_func("/odd/sqlbench/flipped-digits", test_flipped_digits);
    g_test_add_func("/odd/sqlbench/line-ends", test_line_ends);
    return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs, and the list of reasons. */
#include "ingest/run.h"

#include <string.h>

static void test_status(void)
{
    g_autoptr(Run) run = run_new("ab", "ab", 3);

    g_assert_cmpint(run->status, ==, RUN_GOOD);
    run_reason(run, "truncated", 7, 25, "'%d' is cut", 580);
    run_reason(run, "non-2xx", 0, 0, "40 of 400");
    g_assert_cmpint(run->status, ==, RUN_REFUSED); /* never better again */
    g_assert_cmpuint(run->reasons->len, ==, 2);
    {
        const struct run_reason *reason =
            &g_array_index(run->reasons, struct run_reason, 0);

        g_assert_cmpstr(reason->reason->slug, ==, "truncated");
        g_assert_cmpstr(reason->message, ==, "'580' is cut");
        g_assert_cmpuint(reason->line, ==, 7);
        g_assert_cmpuint(reason->column, ==, 25);
    }
}

static void test_fields(void)
{
    g_autoptr(Run) run = run_new("ab", "ab", 1);
    g_autofree char *workload = NULL;
    static const char *const sorted[] = {"c", "keepalive", "n", "path"};

    run_parameter(run, "path", SLICE("/"));
    run_parameter(run, "c", SLICE("2"));
    run_parameter(run, "n", SLICE("10000"));
    run_parameter(run, "keepalive", SLICE("yes"));
    run_context(run, "host", SLICE("127.0.0.1"));
    run_context(run, "software", SLICE(""));
    for (guint i = 0; i < G_N_ELEMENTS(sorted); i++)
        g_assert_cmpstr(
            g_array_index(run->parameters, struct run_field, i).name, ==,
            sorted[i]);
    g_assert_cmpstr(run_find_parameter(run, "n"), ==, "10000");
    g_assert_null(run_find_parameter(run, "host"));
    g_assert_cmpstr(run_find_context(run, "software"), ==, "");
    run_parameter(run, "n", SLICE("500")); /* the later word holds */
    g_assert_cmpuint(run->parameters->len, ==, 4);
    workload = run_workload(run);
    g_assert_cmpstr(workload, ==, "ab c=2 keepalive=yes n=500 path=/");
}

/* Two different workloads never read the same. */
static void test_workload_is_unique(void)
{
    g_autoptr(Run) a = run_new("ab", "ab", 1);
    g_autoptr(Run) b = run_new("ab", "ab", 1);
    g_autoptr(Run) c = run_new("ab", "ab", 1);
    g_autofree char *of_a = NULL, *of_b = NULL, *of_c = NULL;

    run_parameter(a, "a", SLICE("1 b=2"));
    run_parameter(b, "a", SLICE("1"));
    run_parameter(b, "b", SLICE("2"));
    run_parameter(c, "a", SLICE("1' b='2"));
    of_a = run_workload(a);
    of_b = run_workload(b);
    of_c = run_workload(c);
    g_assert_cmpstr(of_a, !=, of_b);
    g_assert_cmpstr(of_a, !=, of_c);
    g_assert_cmpstr(of_b, !=, of_c);
}

static void test_values(void)
{
    g_autoptr(Run) run = run_new("sql-bench", "sql-bench-run", 1);
    const struct run_value *value;
    char item[] = "insert";

    run_value(run, "total_wall", (struct decimal){75, 0}, 20);
    run_item_value(run, item, "op_wall", (struct decimal){100, -2}, 30);
    run_item_value(run, "select", "op_wall", (struct decimal){300, -2}, 31);
    item[0] = 'x'; /* the run has its own copy */
    value = run_find(run, "op_wall", "insert");
    g_assert_nonnull(value);
    g_assert_cmpint(value->value.digits, ==, 100);
    g_assert_cmpuint(value->line, ==, 30);
    g_assert_true(value->metric == metric_of("sql-bench", "op_wall"));
    g_assert_null(run_find(run, "op_wall", NULL));
    g_assert_null(run_find(run, "total_wall", "insert"));
    g_assert_nonnull(run_find(run, "total_wall", NULL));
}

static void test_strings(void)
{
    g_autoptr(Run) run = run_new("ab", "ab", 1);
    g_autofree char *text = g_strnfill(5000, 'x');
    struct slice inside = slice_part(SLICE("a name here"), 2, 6);
    const char *first = run_string(run, inside);
    const char *others[500];

    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        others[i] = run_string(run, (struct slice){text, i * 7 % 997});
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        g_assert_cmpuint(strspn(others[i], "x"), ==, i * 7 % 997);
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        g_assert_cmpuint(strlen(others[i]), ==, i * 7 % 997);
    g_assert_cmpstr(first, ==, "name");
    g_assert_cmpstr(run_string(run, slice_from(text)), ==, text);
    g_assert_cmpstr(run_string(run, (struct slice){NULL, 0}), ==, "");
}

static void test_distribution(void)
{
    g_autoptr(Run) run = run_new("ab", "ab-requests", 1);
    GArray *counts = g_array_new(FALSE, FALSE, sizeof(struct run_count));
    static const struct run_count values[] = {{-1, 2}, {0, 5}, {7, 3}};

    g_array_append_vals(counts, values, G_N_ELEMENTS(values));
    run_distribution(run, "total_time", 0, counts);
    g_assert_cmpuint(
        g_array_index(run->distributions, struct run_distribution, 0).total, ==,
        10);
    run_value(run, "p50", (struct decimal){12, 0}, 1);
    run_distrust(run);
    g_assert_cmpuint(run->distributions->len, ==, 0);
    g_assert_true(run_find(run, "p50", NULL)->marks & VALUE_REFUSED);
}

static void test_unknown_names(void)
{
    if (g_test_subprocess()) {
        g_autoptr(Run) run = run_new("ab", "ab", 1);

        run_value(run, "requests", (struct decimal){1, 0}, 1);
        return;
    }
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_failed();
    g_test_trap_assert_stderr("*ab has no metric called 'requests'*");
}

static bool is_slug(const char *slug)
{
    return *slug && strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") ==
                        strlen(slug);
}

static void test_reasons(void)
{
    for (size_t i = 0; i < n_reasons; i++) {
        g_assert_true(is_slug(reasons[i].slug));
        g_assert_cmpint(reasons[i].status, !=, RUN_GOOD);
        g_assert_cmpuint(strlen(reasons[i].summary), >, 10);
        g_assert_false(g_str_has_suffix(reasons[i].summary, "."));
        /* the first of its name: no slug stands twice */
        g_assert_true(reason_find(reasons[i].slug) == &reasons[i]);
    }
    g_assert_null(reason_find("no-such-reason"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/run/status", test_status);
    g_test_add_func("/run/fields", test_fields);
    g_test_add_func("/run/workload-is-unique", test_workload_is_unique);
    g_test_add_func("/run/values", test_values);
    g_test_add_func("/run/strings", test_strings);
    g_test_add_func("/run/distribution", test_distribution);
    g_test_add_func("/run/unknown-names", test_unknown_names);
    g_test_add_func("/run/reasons", test_reasons);
    return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain numbers: what is one, what is not, and what is refused. */
#include "ingest/format.h"

static const struct log_format *format(void)
{
    const struct log_format *numbers = log_format_find("numbers");

    g_assert_nonnull(numbers);
    return numbers;
}

static void test_detect(void)
{
    static const struct {
        const char *text;
        bool is_numbers;
    } cases[] = {
        {"1\n2\n", true},
        {"1\n2", true},
        {"1.50\r\n-2e-3\r\n", true},
        {"# seconds\n\n1.5 # cold\n1.4\n", true},
        {"1 2\n3 4\n", true},
        {"1\t2\n3\t4\n", true},
        {"time\n1\n2\n", true},
        {"a,b\n1,2\n3,4\n", true},
        {"a;b\n1;2\n3;4\n", true},
        {"\"a\",\"b\"\n1,2\n3,4\n", true},
        {"", false},
        {"# only words\n", false},
        {"42\n", false}, /* a process id */
        {"time\n42\n", false},
        {"1,5\n1,6\n", false}, /* decimal commas, perhaps */
        {"1\nx\n", false},
        {"1 2\n3\n", false},
        {"a b\n1 2 3\n4 5 6\n", false},
        {"12ms\n13ms\n", false},
        {"nan\ninf\n", false},
        {"nan\n1\n2\n", false}, /* a missing value is no name */
        {"<1\n2\n3\n", false},
        {"one\ntwo\n", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        if (format()->detect(slice_from(cases[i].text)) != cases[i].is_numbers)
            g_error("'%s'", cases[i].text);
    }
}

/* Other formats come first: none of their logs is taken. */
static void test_last(void)
{
    g_assert_true(log_formats[n_log_formats - 1] == format());
    g_assert_cmpstr(
        log_format_detect(SLICE("Percentage served,Time in ms\n0,1\n1,2\n"))
            ->name,
        ==, "ab-percentiles");
}

static GPtrArray *parse(const char *text)
{
    g_autoptr(Text) log = text_new_memory("log", text, strlen(text));
    GPtrArray *runs = g_ptr_array_new_with_free_func(
        (GDestroyNotify)(void (*)(void))run_free);

    format()->parse(log, runs);
    return runs;
}

static const struct run_value *value_at(const GPtrArray *runs, guint i,
                                        const char *item)
{
    const struct run_value *value;

    g_assert_cmpuint(runs->len, >, i);
    value = run_find(runs->pdata[i], "value", item);
    g_assert_nonnull(value);
    return value;
}

static void test_one_column(void)
{
    g_autoptr(GPtrArray) runs = parse("# cold\n\xEF\xBB\xBF"
                                      "12.80\n\n13.1 # warm\n");
    g_autoptr(GPtrArray) plain = parse("# cold\n12.80\n\n13.1 # warm\n");

    /* A mark in the middle of a file is no part of a number. */
    g_assert_cmpint(((Run *)runs->pdata[0])->status, ==, RUN_REFUSED);
    g_assert_cmpuint(plain->len, ==, 2);
    g_assert_cmpint(value_at(plain, 0, NULL)->value.digits, ==, 1280);
    g_assert_cmpint(value_at(plain, 0, NULL)->value.exponent, ==, -2);
    g_assert_cmpuint(value_at(plain, 1, NULL)->line, ==, 4);
}

static void test_columns(void)
{
    g_autoptr(GPtrArray) runs = parse("real,user\n1.5,2\n1.6,3\n");

    g_assert_cmpuint(runs->len, ==, 2);
    g_assert_cmpint(value_at(runs, 1, "user")->value.digits, ==, 3);
    g_assert_cmpint(value_at(runs, 1, "real")->value.digits, ==, 16);
    g_assert_cmpstr(run_find_context(runs->pdata[0], "columns"), ==,
                    "real;user");
}

/* On request: columns of words are passed over, with a note. */
static void test_words(void)
{
    g_autoptr(GPtrArray) runs = parse("run-a 1.5\nrun-b 1.6\n");
    const Run *first = runs->pdata[0];

    g_assert_cmpuint(runs->len, ==, 2);
    g_assert_cmpint(value_at(runs, 1, "2")->value.digits, ==, 16);
    g_assert_null(run_find(first, "value", "1"));
    g_assert_cmpuint(first->notes->len, ==, 1);
}

static void test_refused(void)
{
    static const struct {
        const char *text, *slug;
        uint32_t line, column;
    } cases[] = {
        {"1\n2\nx\n3\n", "bad-number", 3, 1},
        {"a b\n1 2\n3  4,5\n", "bad-number", 3, 4},
        {"1 2\n3\n", "unknown-line", 2, 1},
        {"1e999999\n2\n", "bad-number", 1, 1},
        {"", "no-values", 0, 0},
        {"name\n", "no-values", 0, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GPtrArray) runs = parse(cases[i].text);
        const Run *run = runs->pdata[0];
        const struct run_reason *reason =
            &g_array_index(run->reasons, struct run_reason, 0);

        g_assert_cmpuint(runs->len, ==, 1);
        g_assert_cmpint(run->status, ==, RUN_REFUSED);
        g_assert_cmpstr(reason->reason->slug, ==, cases[i].slug);
        g_assert_cmpuint(reason->line, ==, cases[i].line);
        g_assert_cmpuint(reason->column, ==, cases[i].column);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/numbers/detect", test_detect);
    g_test_add_func("/ingest/numbers/last", test_last);
    g_test_add_func("/ingest/numbers/one-column", test_one_column);
    g_test_add_func("/ingest/numbers/columns", test_columns);
    g_test_add_func("/ingest/numbers/words", test_words);
    g_test_add_func("/ingest/numbers/refused", test_refused);
    return g_test_run();
}

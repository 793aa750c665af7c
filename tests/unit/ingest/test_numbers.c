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
        {"1.5,2\n1.6,3\n", true},
        {"1,5;2\n1,6;3\n", true},
        {"1;2\n3;4\n", true},
        {"1\nx\n", false},
        /* Damaged ones: to be refused, not to be passed over. */
        {"1\n2\nx\n", true},
        {"1\n2\n3\n4\n5\n6\nx\ny\n", true},
        {"nan\n1\n2\n", true}, /* a missing value is no name */
        {"<1\n2\n3\n", true},
        {"1 2\n3\n", true},
        {"a b\n1 2 3\n4 5 6\n", true},
        {"1\n2\nx\ny\n", false},
        {".5\n5.\n", true},
        {"+5\n1e3\n", true},
        {"12ms\n13ms\n", false},
        {"nan\ninf\n", false},
        {"one\ntwo\n", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        if (format()->detect(slice_from(cases[i].text)) != cases[i].is_numbers)
            g_error("'%s'", cases[i].text);
    }
}

/* What a file may be that the user named. */
static void test_detect_named(void)
{
    static const struct {
        const char *text;
        bool is_numbers;
    } cases[] = {
        {"42\n", true},
        {"time\n42\n", true},
        {"1,5\n1,6\n", true}, /* to be told that this is no number */
        {"12ms\n13ms\n", true},
        {"nan\ninf\n", true},
        {"name,secs\nfoo,1.5\nbar,1.6\n", true},
        {"run-a 1.5\nrun-b 1.6\n", true},
        {"one\ntwo\n", false},
        {"Dear reader\nthis is prose of 3\nand 4 lines\n", false},
        {"", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        if (format()->detect_named(slice_from(cases[i].text)) !=
            cases[i].is_numbers)
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
    g_autoptr(GPtrArray) units = parse("1.5 ms\r\n1.6 ms\r\n");
    const Run *first = runs->pdata[0];

    g_assert_cmpuint(runs->len, ==, 2);
    g_assert_cmpint(value_at(runs, 1, "2")->value.digits, ==, 16);
    g_assert_null(run_find(first, "value", "1"));
    g_assert_cmpuint(first->notes->len, ==, 1);
    g_assert_cmpuint(units->len, ==, 2);
    g_assert_cmpint(value_at(units, 1, "1")->value.digits, ==, 16);
}

/* Tabs alone separate where names are so separated, and quoted text may hold
 * the separator. */
static void test_table_of_words(void)
{
    static const char *const texts[] = {
        "name\tsecs\nrun a\t1.50\nrun b\t1.60\n",
        "\"name\",\"secs\"\n\"a, warm\",1.50\n\"b\",\"1.60\"\n",
        "name;secs\na;1.50\nb;1.60\n",
        "name secs\n2024-01-01 1.50\n2024-01-02 1.60\n",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GPtrArray) runs = parse(texts[i]);

        g_assert_cmpuint(runs->len, ==, 2);
        g_assert_cmpint(value_at(runs, 0, "secs")->value.digits, ==, 150);
        g_assert_cmpint(value_at(runs, 0, "secs")->value.exponent, ==, -2);
        g_assert_cmpint(value_at(runs, 1, "secs")->value.digits, ==, 160);
        g_assert_null(run_find(runs->pdata[0], "value", "name"));
    }
}

/* What ministat (strtod) and R's scan() take: ".5" and "5.", a sign, an
 * exponent, more digits than a decimal holds. */
static void test_forms(void)
{
    static const struct {
        const char *text;
        int64_t digits;
        int exponent;
        bool is_rounded;
    } cases[] = {
        {".5", 5, -1, false},
        {"-.50", -50, -2, false},
        {"5.", 5, 0, false},
        {"+5", 5, 0, false},
        {"5.e1", 5, 1, false},
        {"1e3", 1, 3, false},
        {"1E-03", 1, -3, false},
        {"0.12345678901234567890", INT64_C(123456789012345679), -18, true},
        {"12345678901234567890", INT64_C(123456789012345679), 2, true},
        /* Ties to even. */
        {"1234567890123456785", INT64_C(123456789012345678), 1, true},
        {"1234567890123456775", INT64_C(123456789012345678), 1, true},
        {"12345678901234567850001", INT64_C(123456789012345679), 5, true},
        {"9999999999999999999", INT64_C(100000000000000000), 2, true},
        {"0.00000000000000000000", 0, -20, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf("%s\n7\n", cases[i].text);
        g_autoptr(GPtrArray) runs = parse(text);
        const Run *run = runs->pdata[0];

        g_test_message("%s", cases[i].text);
        g_assert_cmpint(value_at(runs, 0, NULL)->value.digits, ==,
                        cases[i].digits);
        g_assert_cmpint(value_at(runs, 0, NULL)->value.exponent, ==,
                        cases[i].exponent);
        g_assert_cmpuint(run->notes->len, ==, cases[i].is_rounded ? 1 : 0);
    }
}

/* More digits than a double keeps, and yet no harm: doubles as printf prints
 * them, equal or not, and values that differ in earlier digits. */
static void test_many_digits(void)
{
    static const char *const texts[] = {
        "0.10000000000000001\n0.10000000000000001\n",
        "0.10000000000000000555\n0.10000000000000000555\n",
        "1.000000000000000000000\n1.000000000000000000000\n",
        "0.33333333333333333333\n0.33666666666666666666\n",
        "1732500000123456789\n1732500001123456789\n",
        "0.33333333333333333333\n",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GPtrArray) runs = parse(texts[i]);

        g_test_message("%s", texts[i]);
        g_assert_cmpint(((Run *)runs->pdata[0])->status, ==, RUN_GOOD);
    }
}

/* Without names a separator is one where it can be nothing else; and there a
 * comma is a decimal mark. The value of the second column, in the last line. */
static void test_separators(void)
{
    static const struct {
        const char *text;
        int64_t digits;
        int exponent;
    } cases[] = {
        {"1.5;2.25\n1.5;2.5\n", 25, -1},
        {"1.5,2.25\n1.5,2.5\n", 25, -1},
        {"1,100.5\n2,95.5\n", 955, -1},
        {"1,2,3\n4,5,6\n", 5, 0},
        {"2024-01-01,10\n2024-01-02,11\n", 11, 0},
        {"2024-01,10\n2024-02,11\n", 11, 0},
        {"2024-01-01 10:00,10.1\n2024-01-01 11:00,10.4\n", 104, -1},
        {"2024-01-01 10:00\t10.1\n2024-01-01 11:00\t10.4\n", 104, -1},
        {"a,1\nb,2\n", 2, 0},
        {"1,5;2,25\n1,5;2,5\n", 25, -1},
        {"1;1.234,5\n", 0, 0}, /* refused */
        {"tempo;n\n1;2,25\n1;-2,5\n", -25, -1},
        {"t\tn\n1\t2,25\n1\t2,5e1\n", 25, 0},
        {"a,b\n\"1\",\"2,25\"\n\"1\",\"2,5\"\n", 25, -1},
        {"1;1,234\n1;12,5\n", 125, -1}, /* the second tells of the first */
        {"1;0,234\n1;0,235\n", 235, -3},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GPtrArray) runs = parse(cases[i].text);
        const Run *last = runs->pdata[runs->len - 1];
        const struct run_value *value = run_find(last, "value", "2");

        if (!value)
            value = run_find(last, "value", "n");
        if (!value)
            value = run_find(last, "value", "b");
        g_test_message("%s", cases[i].text);
        g_assert_cmpint(last->status, ==,
                        cases[i].digits ? RUN_GOOD : RUN_REFUSED);
        if (!cases[i].digits)
            continue;
        g_assert_nonnull(value);
        g_assert_cmpint(value->value.digits, ==, cases[i].digits);
        g_assert_cmpint(value->value.exponent, ==, cases[i].exponent);
    }
}

/* What it is that is refused, where it is a number of another kind. */
static void test_faults(void)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"1e150\n2\n", "out of the range"},
        {"1e308\n2\n", "out of the range"},
        {"1e999999\n2\n", "out of the range"},
        {"-1e-99999999999999999999\n2\n", "out of the range"},
        {"1e\n2\n3\n4\n", "is not a number"},
        {"1e9x\n2\n3\n4\n", "is not a number"},
        {"1,5\n2,5\n", "it may be two"},
        {"1,234.5\n1,235.5\n", "it may be two"},
        {"1,234,567\n", "it may be two"},
        {"1,5e3\n", "it may be two"},
        {"1,234;5\n1,235;6\n", "a thousand or a fraction"},
        {"1,5;2\n1.5;2\n", "others a point"},
        {"1\nnan\n", "is not a number"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GPtrArray) runs = parse(cases[i].text);
        const Run *run = runs->pdata[0];
        const struct run_reason *reason =
            &g_array_index(run->reasons, struct run_reason, 0);

        g_test_message("%s", reason->message);
        g_assert_nonnull(strstr(reason->message, cases[i].words));
    }
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
        {"1e308\n2\n", "bad-number", 1, 1},
        {"1\nnan\n", "bad-number", 2, 1},
        {"1\n 0x10\n", "bad-number", 2, 2},
        {".\n2\n", "bad-number", 1, 1},
        {"name,secs\na,12ms\nb,13\n", "bad-number", 2, 3},
        {"name,secs\na,1\nb,\n", "bad-number", 3, 3},
        {"secs,mem\nNA,1\n2,1\n", "bad-number", 2, 1},
        {"1732500000123456789\n1732500000123456790\n", "bad-number", 1, 1},
        {"1732500000123456789\n", "bad-number", 1, 1},
        {"7 1.00000000000000001\n8 1.00000000000000002\n", "bad-number", 1, 3},
        {"1\n1.0000000000000001\n", "bad-number", 2, 1},
        {"1.5\r2.5\r3.5\r", "unknown-line", 1, 9},
        {"1\n# a\r2.5\n3\n", "unknown-line", 2, 5},
        {"1.5 ms\n1.6 ms\n2 s\n", "unknown-line", 3, 3},
        {"time unit\n1.5 ms\n2 s\n", "unknown-line", 3, 3},
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
    g_test_add_func("/ingest/numbers/detect-named", test_detect_named);
    g_test_add_func("/ingest/numbers/table-of-words", test_table_of_words);
    g_test_add_func("/ingest/numbers/forms", test_forms);
    g_test_add_func("/ingest/numbers/last", test_last);
    g_test_add_func("/ingest/numbers/one-column", test_one_column);
    g_test_add_func("/ingest/numbers/columns", test_columns);
    g_test_add_func("/ingest/numbers/words", test_words);
    g_test_add_func("/ingest/numbers/many-digits", test_many_digits);
    g_test_add_func("/ingest/numbers/separators", test_separators);
    g_test_add_func("/ingest/numbers/faults", test_faults);
    g_test_add_func("/ingest/numbers/refused", test_refused);
    return g_test_run();
}

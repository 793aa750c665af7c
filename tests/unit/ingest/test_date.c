/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of date(1), and the runs that they date. The forms are those that
 * date of coreutils 9.1 prints in the locales named; the seconds are
 * `date -u -d "2026-11-23 02:10:00" +%s`.
 */
#include "ingest/date_line.h"
#include "odd.h"

#include <string.h>

#define MOMENT 1795399800
#define NO INT64_MIN

static const struct {
    const char *line;
    int64_t seconds; /* NO: no date */
} lines[] = {
    {"Mon Nov 23 02:10:00 UTC 2026", MOMENT}, /* C */
    {"Mon Nov 23 02:10:00 2026", MOMENT},     /* ctime */
    {"Mon Nov 23 02:10:00 BRST 2026", MOMENT},
    {"Mon Nov 23 02:10:00 -03 2026", MOMENT},
    {"Mon Nov 23 02:10:00 AM UTC 2026", MOMENT}, /* en_US */
    {"Mon Nov 23 02:10:00 PM UTC 2026", MOMENT + 43200},
    {"Mon Nov 23 12:10:00 AM UTC 2026", MOMENT - 7200},
    {"Mon 23 Nov 02:10:00 GMT 2026", MOMENT},    /* en_GB */
    {"Mon, 23 Nov 2026 02:10:00 +0000", MOMENT}, /* -R */
    {"2026-11-23T02:10:00+00:00", MOMENT},       /* -Is */
    {"2026-11-23T02:10:00-03:00", MOMENT},
    {"2026-11-23T02:10:00Z", MOMENT},
    {"2026-11-23T02:10:00,247823596+00:00", MOMENT}, /* -Ins */
    {"2026-11-23T02:10+00:00", MOMENT},              /* -Iminutes */
    {"2026-11-23 02:10:00+00:00", MOMENT},           /* --rfc-3339 */
    {"2026-11-23 02:10:00.271847745+00:00", MOMENT},
    {"2026-11-23 02:10:00", MOMENT},
    {"2026-11-23_02:10:00", MOMENT},
    {"seg 23 nov 2026 02:10:00 UTC", MOMENT}, /* pt_BR */
    {"seg 23 nov 2026 02:10:00 -03", MOMENT},
    {"Seg Nov 23 02:10:00 BRST 2026", MOMENT}, /* pt_BR before 2018 */
    {"segunda-feira, 23 de novembro de 2026 02:10:00", MOMENT},
    {"s\xc3\xa1"
     "b 28 nov 2026 02:10:00 UTC",
     MOMENT + 5 * 86400},
    {"s\xe1"
     "b 28 nov 2026 02:10:00 UTC",
     MOMENT + 5 * 86400},
    {"lun 23 nov 2026 02:10:00 UTC", MOMENT}, /* es */
    {"Mo 23. Nov 02:10:00 UTC 2026", MOMENT}, /* de */
    /* Headings and labels. */
    {"# Mon Nov 23 02:10:00 UTC 2026", MOMENT},
    {"=== run 3 - Mon Nov 23 02:10:00 UTC 2026 ===", MOMENT},
    {"begin: 2026-11-23T02:10:00+00:00", MOMENT},
    {"Script started on 2026-11-23 02:10:00+00:00 [TERM=\"xterm\"]", MOMENT},
    {"Script started on Mon 23 Nov 2026 02:10:00 AM UTC", MOMENT},
    /* No dates, or nobody knows which. */
    {"Tue Nov 23 02:10:00 UTC 2026", NO}, /* it was a Monday */
    {"Mon Nov 23 2026", NO},
    {"Mon Nov 23 02:10 2026", NO},
    {"23/11/2026 02:10:00", NO},
    {"=== run 3 - 23/11/2026 02:33:45 ===", NO},
    {"2026-11-23", NO},
    {"2026-13-23 02:10:00", NO},
    {"2026-11-23 25:10:00", NO},
    {"2026-11-23 02:10:00 URL:http://a/f [9/9] -> \"f\" [1]", NO},
    {"--2026-11-23 02:10:00--  http://a/f", NO},
    {"Mon Nov 23 02:10:00 UTC 2026 and more", NO},
    {"run 3 of Nov 23 02:10:00 2026", NO},
    {"Date: Mon, 23 Nov 2026 25:10:00 GMT", NO},
    {"real\t0m3.361s", NO},
    {"", NO},
};

static void test_lines(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        int64_t seconds = NO;
        bool is_one = date_line_read(slice_from(lines[i].line), &seconds);

        g_test_message("'%s'", lines[i].line);
        g_assert_cmpint(is_one, ==, lines[i].seconds != NO);
        if (is_one)
            g_assert_cmpint(seconds, ==, lines[i].seconds);
    }
}

#define TIME(seconds) "real\t0m" seconds "s\nuser\t0m0.344s\nsys\t0m1.072s\n"
#define DATE(minute) "Mon Nov 23 02:" minute ":00 UTC 2026\n"

/* Runs of a shell's time, which has none of its own. */
static const struct {
    const char *name, *log;
    int64_t started_s[3]; /* NO: no run; RUN_TIME_UNKNOWN is the same */
    uint32_t lines[3];    /* of the dates */
} logs[] = {
    {"above", DATE("10") "\n" TIME("3.361"), {MOMENT, NO, NO}, {1, 0, 0}},
    {"behind", TIME("3.361") DATE("10"), {MOMENT, NO, NO}, {4, 0, 0}},
    {"around", DATE("10") TIME("3.361") DATE("11"), {MOMENT, NO, NO}, {1}},
    {"above each",
     DATE("10") TIME("3.361") DATE("11") TIME("3.461") DATE("12") TIME("3.5"),
     {MOMENT, MOMENT + 60, MOMENT + 120},
     {1, 5, 9}},
    {"behind each",
     TIME("3.361") DATE("10") TIME("3.461") DATE("11") TIME("3.561") DATE("12"),
     {MOMENT, MOMENT + 60, MOMENT + 120},
     {4, 8, 12}},
    {"around each",
     DATE("10") TIME("3.361") DATE("11") DATE("12") TIME("3.461") DATE("13"),
     {MOMENT, MOMENT + 120, NO},
     {1, 6, 0}},
    {"above the first alone",
     DATE("10") TIME("3.361") "run 2\n" TIME("3.461"),
     {MOMENT, NO, NO},
     {1, 0, 0}},
    {"none", TIME("3.361"), {NO, NO, NO}, {0, 0, 0}},
};

static void check_run(const Run *run, int64_t started_s, uint32_t line)
{
    uint32_t noted = 0;

    for (guint i = 0; i < run->notes->len; i++) {
        const struct run_note *note =
            &g_array_index(run->notes, struct run_note, i);

        if (!strcmp(note->slug, "dated"))
            noted = note->line;
    }
    g_assert_cmpint(run->started_s, ==, started_s);
    g_assert_cmpuint(noted, ==, line);
}

static void test_runs(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(logs); i++) {
        g_autoptr(GPtrArray) sources =
            odd_read_bytes("log", logs[i].log, strlen(logs[i].log));

        g_test_message("%s", logs[i].name);
        for (size_t k = 0; k < 3 && odd_run(sources, k); k++)
            check_run(odd_run(sources, k), logs[i].started_s[k],
                      logs[i].lines[k]);
        for (size_t k = 0; k < 3; k++)
            g_assert_true(logs[i].started_s[k] == NO || odd_run(sources, k));
    }
}

/* Every tool's report is dated so; those that say when they began are not. */
static void test_tools(void)
{
    static const struct {
        const char *file;
        bool has_own;
    } files[] = {
        {"odd/ab-2.4.1.log", false},
        {"odd/httperf-one-conn.log", false},
        {"odd/time-mksh.log", false},
        {"odd/wget-pt_BR-dot.log", true},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        size_t len;
        g_autofree char *bytes = odd_bytes(files[i].file, &len);
        g_autofree char *above = g_strconcat(DATE("10"), bytes, NULL);
        g_autofree char *behind = g_strconcat(bytes, DATE("10"), NULL);
        g_autoptr(GPtrArray) plain = odd_read_bytes("log", bytes, len);
        const char *const both[] = {above, behind};

        for (size_t k = 0; k < G_N_ELEMENTS(both); k++) {
            g_autoptr(GPtrArray) dated =
                odd_read_bytes("log", both[k], strlen(both[k]));
            const Run *run = odd_run(dated, 0);

            g_test_message("%s", files[i].file);
            g_assert_cmpuint(odd_count(dated), ==, odd_count(plain));
            g_assert_cmpint(run->status, ==, odd_run(plain, 0)->status);
            g_assert_cmpint(odd_has_note(run, "dated"), ==, !files[i].has_own);
            if (!files[i].has_own)
                g_assert_cmpint(run->started_s, ==, MOMENT);
            else
                g_assert_cmpint(run->started_s, ==,
                                odd_run(plain, 0)->started_s);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/date/lines", test_lines);
    g_test_add_func("/date/runs", test_runs);
    g_test_add_func("/date/tools", test_tools);
    return g_test_run();
}

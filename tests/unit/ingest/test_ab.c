/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What must hold for any report of ab: an edited number or a cut never gives
 * a wrong value, and recording artefacts never change one. The reports that
 * are not from tests/data/odd were computed by hand, as the comments show.
 */
#include "expected_runs.h"
#include "same_runs.h"

#include <math.h>

/* ---- edited numbers ---------------------------------------------------- */

/* Undamaged reports whose time is long enough to know 2 % of it. */
static const char *const editable[] = {
    "ab-done-form.log", "ab-c50-testd.log",      "ab-post.log",
    "ab-2.0.59.log",    "ab-with-bash-time.log", "ab-trunk.log",
    "ab-2.4.1.log",
};

static const char *const measured[] = {
    "\nTime taken for tests:",   "\nComplete requests:",
    "\nRequests per second:",    "\nTime per request:",
    "(mean)\nTime per request:", "\nTransfer rate:"};

struct span {
    size_t at, len;
};

/* The number behind the label. */
static struct span number_behind(const GString *log, const char *label)
{
    const char *found = strstr(log->str, label);
    struct span span;

    g_assert_nonnull(found);
    found += strlen(label);
    found += strspn(found, " ");
    span.at = (size_t)(found - log->str);
    span.len = strspn(found, "0123456789.");
    return span;
}

static double value_at(const GString *log, struct span span)
{
    struct decimal value;

    g_assert_true(
        slice_to_decimal((struct slice){log->str + span.at, span.len}, &value));
    return decimal_to_double(value);
}

static void expect_refused(const GString *log, const char *what)
{
    g_autoptr(LogSource) source = read_string(log);

    if (only_run(source)->status != RUN_REFUSED)
        g_error("the log is accepted with %s", what);
}

/* Each digit in turn becomes each other digit. */
static void edit_digits(const char *file, GString *log, struct span span)
{
    double before = value_at(log, span);

    for (size_t i = span.at; i < span.at + span.len; i++) {
        char old = log->str[i];

        for (char digit = '0'; digit <= '9' && old != '.'; digit++) {
            g_autofree char *what = NULL;

            log->str[i] = digit;
            what = g_strdup_printf("%s: %.*s", file, (int)span.len,
                                   log->str + span.at);
            if (fabs(value_at(log, span) / before - 1) >= 0.02)
                expect_refused(log, what);
        }
        log->str[i] = old;
    }
}

static void edit_share(const char *file, GString *log, struct span span,
                       double factor)
{
    g_autofree char *old = g_strndup(log->str + span.at, span.len);
    const char *mark = strchr(old, '.');
    int decimals = mark ? (int)strlen(mark + 1) : 0;
    g_autofree char *edited =
        g_strdup_printf("%.*f", decimals, value_at(log, span) * factor);
    g_autofree char *what = g_strdup_printf("%s: %s", file, edited);

    g_string_erase(log, (gssize)span.at, (gssize)span.len);
    g_string_insert(log, (gssize)span.at, edited);
    expect_refused(log, what);
    g_string_erase(log, (gssize)span.at, (gssize)strlen(edited));
    g_string_insert(log, (gssize)span.at, old);
}

static void test_edited(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(editable); i++) {
        GString *log = odd_log(editable[i]);
        g_autoptr(LogSource) source = read_string(log);

        g_assert_cmpint(only_run(source)->status, ==, RUN_GOOD);
        for (size_t k = 0; k < G_N_ELEMENTS(measured); k++) {
            struct span span = number_behind(log, measured[k]);

            edit_digits(editable[i], log, span);
            edit_share(editable[i], log, span, 1.1);
            edit_share(editable[i], log, span, 0.9);
        }
        g_string_free(log, TRUE);
    }
}

/* ---- counts ------------------------------------------------------------ */

static const char *const counts[] = {
    "\nConcurrency Level:",
    "\nComplete requests:",
    "\nFailed requests:",
    "(Connect:",
    "Receive:",
    "\nNon-2xx responses:",
};

/* What is counted is a whole number, and never less than nothing. */
static void test_counts(void)
{
    static const char *const wrong[] = {"-1", "1.5", "1e3", "99999999999"};

    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        for (size_t k = 0; k < G_N_ELEMENTS(wrong); k++) {
            GString *log = odd_log("ab-mixed-500.log");
            struct span span = number_behind(log, counts[i]);
            g_autoptr(LogSource) source = NULL;
            const Run *run;

            g_string_erase(log, (gssize)span.at, (gssize)span.len);
            g_string_insert(log, (gssize)span.at, wrong[k]);
            source = read_string(log);
            run = only_run(source);
            g_test_message("%s %s", counts[i], wrong[k]);
            g_assert_cmpint(run->status, ==, RUN_REFUSED);
            g_assert_cmpstr(
                g_array_index(run->reasons, struct run_reason, 0).reason->slug,
                ==, "bad-number");
            g_string_free(log, TRUE);
        }
}

/* ---- cuts -------------------------------------------------------------- */

static const char *const cuttable[] = {"ab-done-form.log",
                                       "ab-no-sd.log",
                                       "ab-no-percentiles.log",
                                       "ab-html.log",
                                       "ab-1.3a.log",
                                       "ab-verbose-injected.log",
                                       "ab-concat-with-failure.log"};

static void test_cut(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cuttable); i++) {
        GString *log = odd_log(cuttable[i]);

        expect_cuts_to_be_harmless(cuttable[i], log);
        g_string_free(log, TRUE);
    }
}

/* ---- recording artefacts ----------------------------------------------- */

static const char *const recordable[] = {
    "ab-done-form.log", "ab-c50-testd.log", "ab-post.log",  "ab-1.3d.log",
    "ab-2.0.59.log",    "ab-no-sd.log",     "ab-trunk.log", "ab-concat-5.log"};

static GString *with_blank_lines(const GString *log)
{
    GString *to = g_string_new_len(log->str, (gssize)log->len);

    g_string_replace(to, "\n", "\n\n", 0);
    return to;
}

/* A web page squeezes blanks, so that all but the first words move. */
static GString *with_squeezed_blanks(const GString *log)
{
    GString *to = g_string_new(NULL);

    for (size_t i = 0; i < log->len; i++)
        if (log->str[i] != ' ' ||
            (to->len && !strchr(" \n", to->str[to->len - 1])))
            g_string_append_c(to, log->str[i]);
    return to;
}

/* All nine rows on one line, as some pages show them. */
static GString *with_joined_percentiles(const GString *log)
{
    GString *to = g_string_new(NULL);

    for (size_t i = 0; i < log->len; i++) {
        const char *at = log->str + i;
        bool is_joint =
            *at == '\n' && at[1] == ' ' &&
            (strspn(at + 1, " 0123456789") ==
             (size_t)(strchr(at + 1, '%') ? strchr(at + 1, '%') - at - 1
                                          : 0)) &&
            strchr(at + 1, '%') < strchr(at + 1, '\n');

        g_string_append_c(to, is_joint && at[-1] != ')' ? ' ' : *at);
    }
    return to;
}

/* The 75 blanks and the value's unit stay, the value goes to the next line. */
static GString *with_wrapped_values(const GString *log)
{
    GString *to = g_string_new_len(log->str, (gssize)log->len);

    g_string_replace(to, "Concurrency Level:      ", "Concurrency Level:\n", 0);
    g_string_replace(to, "Requests per second:    ", "Requests per second:\n",
                     0);
    g_string_replace(to, "Transfer rate:          ", "Transfer rate:\n  ", 0);
    return to;
}

/* Mail wraps lines of more than 72 characters between words; some programs
 * every line behind its label. */
static GString *with_wrapped_words(const GString *log)
{
    GString *to = g_string_new_len(log->str, (gssize)log->len);

    g_string_replace(to, "concurrent requests)", "concurrent\nrequests)", 0);
    g_string_replace(to, "Server Hostname: ", "Server Hostname:\n", 0);
    g_string_replace(to, "Document Path:   ", "Document Path:\n", 0);
    g_string_replace(to, "Server Software:        ", "Server Software:\n", 0);
    g_string_replace(to, " seconds", "\nseconds", 0);
    g_string_replace(to, "[#/sec] (mean)", "\n[#/sec]\n(mean)", 0);
    return to;
}

/* Lines of words joined, as when a page loses its line breaks. */
static GString *with_joined_words(const GString *log)
{
    GString *to = g_string_new_len(log->str, (gssize)log->len);

    g_string_replace(to, "\nServer Hostname:", " Server Hostname:", 0);
    g_string_replace(to, "\nServer Port:", " Server Port:", 0);
    g_string_replace(to, "\nDocument Length:", " Document Length:", 0);
    g_string_replace(to, "\nComplete requests:", " Complete requests:", 0);
    return to;
}

static GString *with_glue(const GString *log)
{
    GString *to = g_string_new_len(log->str, (gssize)log->len);

    g_string_replace(to, "Server Software:", "^CServer Software:", 0);
    g_string_replace(to,
                     "Concurrency Level:", "[..snip..]Concurrency Level:", 0);
    return to;
}

/* Web pages keep two blanks apart by making one of them a no-break space. */
static GString *with_no_break_spaces(const GString *log)
{
    GString *to = g_string_new_len(log->str, (gssize)log->len);

    g_string_replace(to, "  ", " \xc2\xa0", 0);
    return to;
}

static GString *with_no_break_spaces_only(const GString *log)
{
    GString *to = g_string_new_len(log->str, (gssize)log->len);

    g_string_replace(to, " ", "\xc2\xa0", 0);
    return to;
}

static GString *without_last_line_feed(const GString *log)
{
    return g_string_new_len(log->str, (gssize)log->len - 1);
}

static GString *with_joined_title(const GString *log)
{
    GString *to = g_string_new_len(log->str, (gssize)log->len);

    g_string_replace(to, "Times (ms)\n", "Times (ms)", 0);
    return to;
}

static GString *with_indentation(const GString *log)
{
    return with_prefix(log, "    ");
}

static GString *with_tab(const GString *log)
{
    return with_prefix(log, "\t");
}

static GString *with_quotes(const GString *log)
{
    return with_prefix(log, "> ");
}

static GString *with_container(const GString *log)
{
    return with_prefix(log, "bench_1  | ");
}

static const struct {
    const char *name;
    GString *(*record)(const GString *log);
} artefacts[] = {
    {"CRLF", with_crlf},
    {"indentation", with_indentation},
    {"tab", with_tab},
    {"quotes", with_quotes},
    {"container", with_container},
    {"blank lines", with_blank_lines},
    {"joined percentiles", with_joined_percentiles},
    {"joined title", with_joined_title},
    {"wrapped values", with_wrapped_values},
    {"wrapped words", with_wrapped_words},
    {"joined words", with_joined_words},
    {"no-break spaces", with_no_break_spaces},
    {"no-break spaces only", with_no_break_spaces_only},
    {"glue", with_glue},
    {"no last line feed", without_last_line_feed},
};

static void test_recorded(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(recordable); i++)
        for (size_t k = 0; k < G_N_ELEMENTS(artefacts); k++) {
            GString *log = odd_log(recordable[i]);
            GString *recorded = artefacts[k].record(log);
            g_autofree char *name =
                g_strdup_printf("%s, %s", recordable[i], artefacts[k].name);

            expect_same_runs(name, log, recorded);
            g_string_free(log, TRUE);
            g_string_free(recorded, TRUE);
        }
}

/* Refused by name, not taken for somebody else's file. */
static void test_bare_cr(void)
{
    GString *log = odd_log("ab-done-form.log");
    g_autoptr(LogSource) source = NULL;

    g_string_replace(log, "\n", "\r", 0);
    source = read_string(log);
    g_assert_cmpstr(source->format, ==, "ab");
    g_assert_false(source->is_foreign);
    g_assert_error(source->error, COTEJO_ERROR, COTEJO_ERROR_REFUSED);
    g_assert_nonnull(strstr(source->error->message, "CR alone"));
    g_string_free(log, TRUE);
}

/* A tag, and a value, go on in the next line. */
static void test_wrapped_html(void)
{
    GString *log = odd_log("ab-html.log");
    GString *wrapped = g_string_new_len(log->str, (gssize)log->len);

    g_string_replace(wrapped, "<th colspan", "<th\ncolspan", 0);
    g_string_replace(wrapped, "</th><td colspan", "</th>\n<td colspan", 0);
    g_string_replace(wrapped, " seconds", "\nseconds", 0);
    expect_same_runs("wrapped HTML", log, wrapped);
    g_string_free(log, TRUE);
    g_string_free(wrapped, TRUE);
}

/* Without sd the columns tell average and maximum apart, nothing else. */
static void test_squeezed(void)
{
    GString *log = odd_log("ab-c50-testd.log");
    GString *squeezed = with_squeezed_blanks(log);

    expect_same_runs("squeezed", log, squeezed);
    g_string_free(log, TRUE);
    g_string_free(squeezed, TRUE);
}

/* Standard error recorded apart and put behind. */
static void test_late_progress(void)
{
    GString *log = odd_log("ab-c50-testd.log");
    GString *late = g_string_new_len(log->str, (gssize)log->len);

    for (unsigned i = 1; i <= 10; i++) {
        g_autofree char *line = g_strdup_printf("Completed %u00 requests\n", i);

        replace(late, line, "");
        g_string_append(late, line);
    }
    replace(late, "Finished 1000 requests\n", "");
    g_string_append(late, "Finished 1000 requests\n");
    expect_same_runs("late progress", log, late);
    g_string_free(log, TRUE);
    g_string_free(late, TRUE);
}

/* ---- reports made by hand ---------------------------------------------- */

/* 1000 requests, 2 at a time, in 0.5 s, each of 1000 bytes with a header of
 * 200: 2000 a second, 1 ms each, 0.5 ms across all, 1200000 / 512 KiB/s. */
static const char usual[] =
    "This is ApacheBench, Version 2.3 <$Revision: 1430300 $>\n\n"
    "Benchmarking localhost (be patient)\n"
    "Completed 100 requests\nCompleted 1000 requests\n"
    "Finished 1000 requests\n\n\n"
    "Server Software:        test\n"
    "Server Hostname:        localhost\n"
    "Server Port:            80\n\n"
    "Document Path:          /\n"
    "Document Length:        1000 bytes\n\n"
    "Concurrency Level:      2\n"
    "Time taken for tests:   0.500 seconds\n"
    "Complete requests:      1000\n"
    "Failed requests:        0\n"
    "Total transferred:      1200000 bytes\n"
    "HTML transferred:       1000000 bytes\n"
    "Requests per second:    2000.00 [#/sec] (mean)\n"
    "Time per request:       1.000 [ms] (mean)\n"
    "Time per request:       0.500 [ms] (mean, across all concurrent "
    "requests)\n"
    "Transfer rate:          2343.75 [Kbytes/sec] received\n\n"
    "Connection Times (ms)\n"
    "              min  mean[+/-sd] median   max\n"
    "Connect:        0    0   0.1      0       1\n"
    "Processing:     0    1   0.5      1       4\n"
    "Waiting:        0    1   0.4      1       3\n"
    "Total:          0    1   0.5      1       4\n\n"
    "Percentage of the requests served within a certain time (ms)\n"
    "  50%      1\n  66%      1\n  75%      1\n  80%      1\n  90%      2\n"
    "  95%      2\n  98%      3\n  99%      3\n"
    " 100%      4 (longest request)\n";

#define CHANGES 10

static const struct {
    const char *words;
    const char *changes[2 * CHANGES]; /* old, new, ... */
} reports[] = {
    {"good requests_per_second=2000.00 time_taken=0.500 longest=4 @n=1000",
     {NULL}},

    /* A line is whole or it does not count. */
    {"refused:bad-number", {"2000.00 [#/sec] (mean)", "2000.00"}},
    {"refused:bad-number", {"2000.00 [#/sec]", "2,000.00 [#/sec]"}},
    {"refused:bad-number", {"0.500 seconds", "0.500"}},
    {"refused:bad-number", {"1000000 bytes", "1000000 bits"}},
    {"refused:several-values",
     {"Failed requests:", "Complete requests:      999\nFailed requests:"}},
    {"good",
     {"Failed requests:", "Complete requests:      1000\nFailed requests:"}},
    {"refused:truncated", {"Failed requests:        0\n", ""}},
    {"refused:truncated", {"Requests per second:", "Requests each second:"}},
    {"refused:truncated",
     {"Waiting:        0    1   0.4      1       3\n", ""}},
    {"refused:cut-table", {"  98%      3\n", ""}},
    {"refused:bad-number", {"Waiting:        0    1   0.4", "Waiting: 0 0.4"}},

    /* nor a number in a form that ab does not print */
    {"refused:bad-number", {"2000.00 [#", "2.000e3 [#"}},
    {"refused:bad-number", {"2000.00 [#", "+2000.00 [#"}},
    {"refused:bad-number", {"2000.00 [#", "2000.0 [#"}},
    {"refused:bad-number", {"2000.00 [#", "02000.00 [#"}},
    {"refused:bad-number", {"0.500 seconds", "0.50 seconds"}},
    {"refused:bad-number", {"0.500 seconds", ".500 seconds"}},
    {"refused:bad-number", {"1.000 [ms]", "1.00 [ms]"}},
    {"refused:bad-number",
     {"Failed requests:        0", "Failed requests: 00"}},
    {"refused:bad-number",
     {"Failed requests:        0", "Failed requests: -0"}},
    {"refused:bad-number", {"0    1   0.4", "0    1   0.40"}},
    {"refused:bad-number", {"0    1   0.4", "0    1     0"}},
    {"refused:bad-number", {" 98%      3", " 98%      3.0"}},
    /* lines that stand twice */
    {"refused:several-values",
     {"Document Path:", "Document Path:          /other\nDocument Path:"}},
    {"refused:several-values",
     {"Total:          0", "Total:          0    2   0.5      1       4\n"
                           "Total:          0"}},
    {"refused:several-values",
     {"Document Length:",
      "Document Length:        Variable\nDocument Length:"}},
    /* lines that are missing, but make no number wrong */
    {"good +missing-line @path=-", {"Document Path:          /\n", ""}},
    {"good +missing-line @document_length=-",
     {"Document Length:        1000 bytes\n", ""}},
    {"good +missing-line", {"Server Hostname:        localhost\n", ""}},
    {"good +missing-line", {"Server Port:            80\n", ""}},
    {"good p50=1 longest=4",
     {"Percentage of the requests served within a certain time (ms)\n", ""}},
    {"good +unknown-line p50=1",
     {"Percentage of the requests", "Percent of the requests"}},

    /* Failures. */
    {"good +length-failures @document_length=variable failed_length=3",
     {"Failed requests:        0",
      "Failed requests:        3\n   (Connect: 0, Receive: 0, Length: 3, "
      "Exceptions: 0)"}},
    {"gated:failed-requests failed_receive=2",
     {"Failed requests:        0",
      "Failed requests:        5\n   (Connect: 0, Receive: 2, Length: 3, "
      "Exceptions: 0)"}},
    {"gated:failed-requests",
     {"Failed requests:        0", "Failed requests:        2"}},
    {"refused:contradiction",
     {"Failed requests:        0",
      "Failed requests:        2\n   (Connect: 0, Receive: 0, Length: 3, "
      "Exceptions: 0)"}},
    {"gated:write-errors",
     {"Total transferred:", "Write errors:           1\nTotal transferred:"}},
    {"good write_errors=0",
     {"Total transferred:", "Write errors:           0\nTotal transferred:"}},
    {"gated:non-2xx non_2xx=1",
     {"Total transferred:", "Non-2xx responses:      1\nTotal transferred:"}},
    {"refused:all-non-2xx",
     {"Total transferred:",
      "Non-2xx responses:      1000\nTotal transferred:"}},
    {"refused:contradiction",
     {"Total transferred:",
      "Non-2xx responses:      1003\nTotal transferred:"}},
    {"refused:contradiction",
     {"Total transferred:",
      "Keep-Alive requests:    1001\nTotal transferred:"}},
    {"good keepalive_requests=1000 @keepalive=yes",
     {"Total transferred:",
      "Keep-Alive requests:    1000\nTotal transferred:"}},

    /* Bytes: between 1000 and 1002 documents. */
    {"refused:contradiction", {"1000000 bytes", "999999 bytes"}},
    {"refused:contradiction", {"1000000 bytes", "1002001 bytes"}},
    {"good", {"1000000 bytes", "1002000 bytes"}},
    {"refused:contradiction",
     {"1000000 bytes", "1200001 bytes", "Failed requests:        0",
      "Failed requests:        1\n   (Connect: 0, Receive: 0, Length: 1, "
      "Exceptions: 0)"}},

    /* Times per request and the rest hold one time. */
    {"refused:contradiction", {"1.000 [ms]", "1.003 [ms]"}},
    {"refused:contradiction", {"0.500 [ms] (mean, ac", "0.502 [ms] (mean, ac"}},

    /* The table and the percentiles. */
    {"refused:contradiction",
     {"0    1   0.5      1       4\nWaiting",
      "0    5   0.5      1       4\nWaiting"}},
    {"refused:contradiction",
     {"Waiting:        0    1   0.4      1       3",
      "Waiting:        0    1   0.4      1       5"}},
    /* 4 ms of range, 1000 values: at most 2.5 ms of deviation, rounded */
    {"refused:contradiction",
     {"Total:          0    1   0.5", "Total:          0    1   2.7"}},
    {"refused:contradiction",
     {"Total:          0    1   0.5      1       4",
      "Total:          0    1   0.5      1       5"}},
    /* waiting is part of processing, processing of the total */
    {"refused:contradiction",
     {"Waiting:        0    1   0.4      1",
      "Waiting:        0    1   0.4      2"}},
    {"refused:contradiction",
     {"Processing:     0    1   0.5      1       4",
      "Processing:     0    1   0.5      1       5"}},
    {"refused:contradiction",
     {"Processing:     0    1   0.5", "Processing:     1    1   0.5"}},
    /* the slowest takes 3 and at most 0 to connect: not 4, with half a
     * millisecond for each of the three it could be */
    {"refused:contradiction",
     {"Connect:        0    0   0.1      0       1",
      "Connect:        0    0   0.0      0       0",
      "Processing:     0    1   0.5      1       4",
      "Processing:     0    1   0.5      1       2"}},
    /* deviations 0.1 and 0.5 add up to 0.6 at most, 0.8 with rounding */
    {"refused:contradiction",
     {"Total:          0    1   0.5", "Total:          0    1   0.9"}},
    /* half of 2000 values from 3 on: the mean is from 1.5 on, less 1 */
    {"refused:contradiction",
     {"Waiting:        0    1   0.4      1       3",
      "Waiting:        0    0   0.4      3       3",
      "Processing:     0    1   0.5      1       4",
      "Processing:     0    1   0.5      3       4"}},
    /* nine of ten from 5 on: a mean of 1 is too small */
    {"refused:contradiction",
     {"50%      1", "50%      5", "66%      1", "66%      5", "75%      1",
      "75%      5", "80%      1", "80%      5", "90%      2", "90%      5",
      "95%      2", "95%      5", "98%      3", "98%      5", "99%      3",
      "99%      5", "100%      4", "100%      5"}},
    /* ab tells when mean and median are apart, and only then */
    {"good +missing-line",
     {"Waiting:        0    1   0.4      1       3",
      "Waiting:        0    1   0.4      0       3"}},
    {"good +median-apart",
     {"Waiting:        0    1   0.4      1       3",
      "Waiting:        0    1   0.4      0       3", "\nPercentage",
      "ERROR: The median and mean for the waiting time are more than twice "
      "the standard\n       deviation apart. These results are NOT "
      "reliable.\n\nPercentage"}},
    {"refused:contradiction",
     {"\nPercentage",
      "WARNING: The median and mean for the waiting time are not within a "
      "normal deviation\n        These results are probably not that "
      "reliable.\n\nPercentage"}},
    {"refused:contradiction", {" 90%      2", " 90%      0"}},
    {"refused:contradiction", {"100%      4", "100%      5"}},
    {"refused:contradiction", {"50%      1", "50%      0"}},
    /* an odd number of requests lets the median be above the 50 % row */
    {"good p50=0",
     {"50%      1", "50%      0", "1000\nFailed", "1001\nFailed",
      "Finished 1000", "Finished 1001", "HTML transferred:       1000000",
      "HTML transferred:       1001000", "2000.00 [#", "2002.00 [#",
      "1.000 [ms]", "0.999 [ms]"}},

    {"good +refused-value keepalive_requests=- @keepalive=yes",
     {"Total transferred:",
      "Keep-Alive requests:    -900\nTotal transferred:"}},
    /* 2.2.3 and older print the port signed */
    {"good +repaired-port",
     {"2.3 <$Revision: 1430300 $>",
      "2.0.40-dev <$Revision: 1.146 $> apache-2.0", "0.500 seconds",
      "0.500000 seconds", "Port:            80", "Port:            -25536"}},
    {"good +refused-value", {"Port:            80", "Port:            -25536"}},

    /* Whether it went to its end. */
    {"gated:interrupted requests_per_second=2000.00",
     {"Finished 1000 requests\n", ""}},
    {"gated:interrupted",
     {"Finished 1000 requests", "Finished 1000 requests (interrupted)"}},
    {"refused:contradiction",
     {"Finished 1000 requests", "Finished 999 requests"}},
    {"good +completeness-unknown",
     {"Completed 100 requests\nCompleted 1000 requests\nFinished 1000 "
      "requests\n",
      ""}},
    {"gated:interrupted",
     {"(be patient)\nCompleted 100 requests\nCompleted 1000 requests\n"
      "Finished 1000 requests\n",
      "(be patient)...\n"}},
    {"good",
     {"(be patient)\nCompleted 100 requests\nCompleted 1000 requests\n"
      "Finished 1000 requests\n",
      "(be patient).....done\n"}},
    /* asked for 50,000: its progress goes in steps of a tenth */
    {"good @n=- @time_limit=0",
     {"Completed 100 requests\nCompleted 1000 requests",
      "Completed 5000 requests"}},
    {"refused:aborted",
     {"Server Software:",
      "Total of 1000 requests completed\n\nServer Software:"}},

    /* Nothing was measured. */
    {"refused:no-report",
     {"Complete requests:      1000", "Complete requests:      0",
      "Finished 1000", "Finished 0", "HTML transferred:       1000000",
      "HTML transferred:       0"}},
    {"refused:nothing-transferred",
     {"1000 bytes", "0 bytes", "1000000 bytes", "0 bytes", "1200000 bytes",
      "0 bytes", "2343.75", "0.00"}},

    /* A 32-bit client of 2.2.0: 5,000,000,000 bytes wrapped once, to
     * 705,032,704; the rate of requests is right all the same. */
    {"good requests_per_second=2000.00 html_transferred=- "
     "total_transferred=- transfer_rate=- +refused-value",
     {"2.3 <$Revision: 1430300 $>",
      "2.0.40-dev <$Revision: 1.146 $> apache-2.0", "0.500 seconds",
      "0.500000 seconds", "1000 bytes", "5000000 bytes", "1200000 bytes",
      "705232704 bytes", "1000000 bytes", "705032704 bytes", "2343.75",
      "1377406.00"}},
    /* a later client has no such excuse */
    {"refused:contradiction",
     {"1000 bytes", "5000000 bytes", "1200000 bytes", "705232704 bytes",
      "1000000 bytes", "705032704 bytes", "2343.75", "1377407.62"}},
    /* 2.2.0: 1.000042 s printed as "1.042"; whole KiB: 1171 / 1.000042. */
    {"good time_taken=1.000042 transfer_rate=1170.95 +repaired-time",
     {"2.3 <$Revision: 1430300 $>",
      "2.0.40-dev <$Revision: 1.146 $> apache-2.0", "0.500 seconds",
      "1.042 seconds", "2000.00 [#", "999.96 [#", "1.000 [ms]", "2.000 [ms]",
      "0.500 [ms]", "1.000 [ms]", "2343.75", "1170.95"}},
    /* the same without its banner: the rate tells which time is meant */
    {"good time_taken=1.000042 transfer_rate=1170.95 +repaired-time",
     {"This is ApacheBench, Version 2.3 <$Revision: 1430300 $>\n", "",
      "0.500 seconds", "1.042 seconds", "2000.00 [#", "999.96 [#", "1.000 [ms]",
      "2.000 [ms]", "0.500 [ms]", "1.000 [ms]", "2343.75", "1170.95"}},
    /* 2.0.16: 1130 ms printed as "0.1130"; kilobytes of 1000. */
    {"good time_taken=1.130 transfer_rate_kb=1061.95 transfer_rate=-",
     {"2.3 <$Revision: 1430300 $>", "2.0.16 <$Revision: 1.60 $> apache-2.0",
      "0.500 seconds", "0.1130 seconds", "2000.00 [#", "884.96 [#",
      "1.000 [ms]", "2.260 [ms]", "0.500 [ms]", "1.130 [ms]", "2343.75",
      "1061.95", "all concurrent", "all concurent", "Connection", "Connnection",
      "longest", "last"}},
    /* 2.0.28 to 2.0.36 print seconds and call them milliseconds; n 1000 in
     * 500 s, so that three decimals hold enough of them. */
    {"good time_per_request_mean=1000 time_per_request_all=500",
     {"2.3 <$Revision: 1430300 $>", "2.0.28 <$Revision: 1.67 $> apache-2.0",
      "0.500 seconds", "500.000000 seconds", "2000.00 [#", "2.00 [#", "2343.75",
      "2.34"}},
};

static void test_reports(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(reports); i++) {
        GString *log = g_string_new(usual);
        g_autofree char *name = NULL;
        g_autoptr(LogSource) source = NULL;

        for (size_t k = 0; reports[i].changes[k]; k += 2)
            replace(log, reports[i].changes[k], reports[i].changes[k + 1]);
        name = g_strdup_printf("report %zu (%s, %s)", i, reports[i].words,
                               reports[i].changes[0] ? reports[i].changes[1]
                                                     : "unchanged");
        source = read_string(log);
        expect_run(name, only_run(source), reports[i].words);
        g_string_free(log, TRUE);
    }
}

/* ---- messages ---------------------------------------------------------- */

/* The place and the words of the first reason. */
static const struct {
    const char *file;
    const char *message;
    uint32_t line, column;
} messages[] = {
    {"ab-cut-in-number.log", "'580' is cut off in the middle of a number", 33,
     25},
    {"ab-refused.log", "apr_socket_recv: Connection refused (111)", 5, 39},
    {"ab-edited-rps.log",
     "requests per second 6386.25 contradicts time taken 0.172 (line 27), "
     "which makes it 5797.101 to 5830.904",
     33, 25},
    {"ab-invalid-url.log", "ab: invalid URL", 1, 1},
};

static void test_messages(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(messages); i++) {
        GString *log = odd_log(messages[i].file);
        g_autoptr(LogSource) source = read_string(log);
        const struct run_reason *reason =
            &g_array_index(only_run(source)->reasons, struct run_reason, 0);

        g_assert_cmpstr(reason->message, ==, messages[i].message);
        g_assert_cmpuint(reason->line, ==, messages[i].line);
        g_assert_cmpuint(reason->column, ==, messages[i].column);
        g_string_free(log, TRUE);
    }
}

/* What ends a run before its report, and the words it ends with. */
static const struct {
    const char *words, *log;
} failures[] = {
    {"refused:connection-refused",
     "Benchmarking localhost (be patient)\n\n"
     "Test aborted after 10 failures\n\n"
     "apr_socket_connect(): Connection refused (111)\n"},
    {"refused:aborted", "Benchmarking localhost (be patient)\n"
                        "socket: Too many open files (24)\n"},
    {"refused:aborted", "Benchmarking localhost (be patient)...SSL handshake "
                        "failed (1).\n"},
    {"refused:no-run", "ab: Could not open POST data file (x)\n"},
    {"refused:no-run", "sh: 1: ab: not found\n"},
    {"refused:no-report", "Benchmarking localhost (be patient)\n"},
};

static void test_failures(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(failures); i++) {
        g_autoptr(LogSource) source =
            read_bytes("failure", failures[i].log, strlen(failures[i].log));

        g_assert_cmpstr(source->format, ==, "ab");
        expect_run(failures[i].log, only_run(source), failures[i].words);
    }
}

/* The reply of a server is part of a log made with -v. Whatever false report
 * it holds, none of its numbers is reported. */
static void test_injected(void)
{
    static const char *const skips[] = {"", "Benchmarking",
                                        "Server Software:", "Completed 100"};

    for (size_t i = 0; i < G_N_ELEMENTS(skips); i++) {
        GString *log = odd_log("ab-verbose-injected.log");
        g_autofree char *body =
            g_strconcat("<pre>\n", strstr(usual, skips[i]), NULL);
        g_autoptr(LogSource) source = NULL;

        replace(log, "<pre>\n", body);
        source = read_string(log);
        for (guint k = 0; k + 1 < source->runs->len; k++)
            expect_run("injected", g_ptr_array_index(source->runs, k),
                       "refused");
        expect_run("injected",
                   g_ptr_array_index(source->runs, source->runs->len - 1),
                   "good requests_per_second=410.17 complete=2");
        g_string_free(log, TRUE);
    }
}

/* Fragments that pages quote are no run. */
static void test_fragment(void)
{
    static const char fragment[] =
        "The result was:\n\nComplete requests:      100\n"
        "Requests per second:    59.42 [#/sec] (mean)\n";
    g_autoptr(LogSource) source =
        read_bytes("fragment", fragment, sizeof fragment - 1);

    g_assert_cmpstr(source->format, !=, "ab");
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ab/edited", test_edited);
    g_test_add_func("/ab/counts", test_counts);
    g_test_add_func("/ab/cut", test_cut);
    g_test_add_func("/ab/recorded", test_recorded);
    g_test_add_func("/ab/recorded/bare-cr", test_bare_cr);
    g_test_add_func("/ab/recorded/wrapped-html", test_wrapped_html);
    g_test_add_func("/ab/recorded/squeezed", test_squeezed);
    g_test_add_func("/ab/recorded/late-progress", test_late_progress);
    g_test_add_func("/ab/reports", test_reports);
    g_test_add_func("/ab/messages", test_messages);
    g_test_add_func("/ab/failures", test_failures);
    g_test_add_func("/ab/injected", test_injected);
    g_test_add_func("/ab/fragment", test_fragment);
    return g_test_run();
}

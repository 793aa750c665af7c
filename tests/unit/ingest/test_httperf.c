/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What must hold for any report of httperf. The report below was computed by
 * hand: 100 connections of 2 calls at 10 a second in 9.906 s, each reply of
 * 200 + 1000 bytes after a request of 62.
 */
#include "expected_runs.h"
#include "same_runs.h"

/* Net I/O: (200 * 62 + 200 * 1200) / (1024 * 9.906) = 24.88; * 0.008192. */
static const char usual[] =
    "httperf: warning: open file limit > FD_SETSIZE; limiting max. # of open "
    "files to FD_SETSIZE\n"
    "httperf --timeout=2 --client=0/1 --server=localhost --port=80 --uri=/ "
    "--rate=10 --send-buffer=4096 --recv-buffer=16384 --num-conns=100 "
    "--num-calls=2\n"
    "Maximum connect burst length: 1\n"
    "\n"
    "Total: connections 100 requests 200 replies 200 test-duration 9.906 s\n"
    "\n"
    "Connection rate: 10.1 conn/s (99.1 ms/conn, <=1 concurrent connections)\n"
    "Connection time [ms]: min 4.3 avg 5.6 max 14.0 median 5.5 stddev 1.3\n"
    "Connection time [ms]: connect 0.0\n"
    "Connection length [replies/conn]: 2.000\n"
    "\n"
    "Request rate: 20.2 req/s (49.5 ms/req)\n"
    "Request size [B]: 62.0\n"
    "\n"
    "Reply rate [replies/s]: min 20.0 avg 20.0 max 20.0 stddev 0.0 (1 "
    "samples)\n"
    "Reply time [ms]: response 0.9 transfer 1.9\n"
    "Reply size [B]: header 200.0 content 1000.0 footer 0.0 (total 1200.0)\n"
    "Reply status: 1xx=0 2xx=200 3xx=0 4xx=0 5xx=0\n"
    "\n"
    "CPU time [s]: user 1.76 system 8.02 (user 17.8% system 81.0% total "
    "98.8%)\n"
    "Net I/O: 24.9 KB/s (0.2*10^6 bps)\n"
    "\n"
    "Errors: total 0 client-timo 0 socket-timo 0 connrefused 0 connreset 0\n"
    "Errors: fd-unavail 0 addrunavail 0 ftab-full 0 other 0\n";

#define CHANGES 8

static const struct {
    const char *words;
    const char *changes[2 * CHANGES]; /* old, new, ... */
} reports[] = {
    {"good connection_time_avg=5.6 reply_time_response=0.9 net_io=24.9 "
     "@rate=10 @num-conns=100 @server=- @port=- @client=-",
     {NULL}},
    {"good @client=1/2", {"--client=0/1", "--client=1/2"}},

    /* A line fits wholly or not at all, and none is missing. */
    {"refused:bad-number", {"avg 5.6", "avg 5,6"}},
    {"refused:bad-number", {"avg 5.6", "mean 5.6"}},
    {"refused:bad-number", {"[B]: 62.0", "[B]: 62.0 bytes"}},
    {"refused:bad-number", {"9.906 s", "9.906"}},
    {"refused:truncated", {"Request size [B]: 62.0\n", ""}},
    {"refused:truncated",
     {"Errors: fd-unavail 0 addrunavail 0 ftab-full 0 other 0\n", ""}},
    {"refused:several-values",
     {"Request size [B]: 62.0\n",
      "Request size [B]: 62.0\nRequest size [B]: 63.0\n"}},
    {"good +unknown-line",
     {"Request size [B]: 62.0\n", "a word between\nRequest size [B]: 62.0\n"}},

    /* Identities. */
    {"refused:contradiction", {"10.1 conn/s", "11.1 conn/s"}},
    {"refused:contradiction", {"99.1 ms/conn", "98.1 ms/conn"}},
    {"refused:contradiction", {"20.2 req/s", "22.2 req/s"}},
    {"refused:contradiction", {"49.5 ms/req", "45.0 ms/req"}},
    {"refused:contradiction", {"9.906 s", "9.096 s"}},
    {"refused:contradiction", {"2xx=200", "2xx=199"}},
    {"refused:contradiction",
     {"replies 200", "replies 202", "2xx=200", "2xx=202"}},
    {"refused:contradiction", {"[replies/conn]: 2.000", "[replies/conn]: 1.9"}},
    {"refused:contradiction", {"total 1200.0", "total 1201.0"}},
    {"refused:contradiction", {"24.9 KB/s", "22.4 KB/s"}},
    {"refused:contradiction", {"0.2*10^6", "0.4*10^6"}},
    {"refused:contradiction", {"avg 5.6", "avg 14.1"}},
    {"refused:contradiction", {"avg 5.6", "avg 4.2"}},
    {"refused:contradiction", {"median 5.5", "median 5.6"}},
    {"refused:contradiction", {"median 5.5", "median 3.5"}},
    {"refused:contradiction", {"stddev 1.3", "stddev 5.3"}},
    /* two calls of 0.9 + 1.9 ms take 5.6 */
    {"refused:contradiction", {"response 0.9", "response 1.9"}},
    {"refused:contradiction", {"user 1.76", "user 2.76"}},
    {"refused:contradiction", {"total 98.8%", "total 89.8%"}},
    {"refused:contradiction", {"Errors: total 0", "Errors: total 1"}},
    {"refused:contradiction", {"(1 samples)", "(4 samples)"}},
    {"refused:contradiction", {"--num-conns=100", "--num-conns=99"}},
    /* 50 and 200 connections make 4 and 1 of 200 replies; the former are more
     * than the calls, the latter more than there were */
    {"refused:contradiction",
     {"[replies/conn]: 2.000", "[replies/conn]: 4.000"}},
    {"refused:contradiction",
     {"[replies/conn]: 2.000", "[replies/conn]: 1.000"}},
    /* 2.020 = 200 / 99: all 100 were answered twice; 2.020 > 2, too */
    {"refused:contradiction",
     {"[replies/conn]: 2.000", "[replies/conn]: 2.020"}},
    {"refused:contradiction", {"[B]: 62.0", "[B]: 62.5"}},
    {"refused:contradiction",
     {"content 1000.0", "content 1000.5", "total 1200.0", "total 1200.5"}},
    /* one sample: all four say the same */
    {"refused:contradiction", {"max 20.0 stddev", "max 21.0 stddev"}},
    {"refused:contradiction", {"min 20.0 avg", "min 19.0 avg"}},
    {"refused:contradiction", {"stddev 0.0 (1", "stddev 0.3 (1"}},
    {"refused:contradiction", {"max 20.0 stddev", "max 2.0 stddev"}},
    /* in 5 s of 9.906, 41 a second would be 205 replies of 200 */
    {"refused:contradiction",
     {"min 20.0 avg 20.0 max 20.0", "min 41.0 avg 41.0 max 41.0"}},
    {"good", {"min 20.0 avg 20.0 max 20.0", "min 39.9 avg 39.9 max 39.9"}},
    /* two samples of 19 and 21 are 20 on average, 1.41 from it */
    {"good",
     {"min 20.0 avg 20.0 max 20.0 stddev 0.0 (1",
      "min 19.0 avg 20.0 max 21.0 stddev 1.4 (2"}},
    {"refused:contradiction",
     {"min 20.0 avg 20.0 max 20.0 stddev 0.0 (1",
      "min 19.0 avg 20.0 max 29.0 stddev 1.4 (2"}},
    {"refused:contradiction",
     {"min 20.0 avg 20.0 max 20.0 stddev 0.0 (1",
      "min 19.0 avg 20.0 max 21.0 stddev 0.4 (2"}},
    {"refused:contradiction",
     {"min 20.0 avg 20.0 max 20.0 stddev 0.0 (1",
      "min 20.0 avg 20.0 max 20.0 stddev 0.0 (0"}},
    /* one of 100 connections at 140 ms makes a deviation above 9.6 */
    {"refused:contradiction", {"max 14.0 median", "max 140.0 median"}},

    /* What it measured. Half of the connections time out before a reply. */
    {"gated:errors errors_total=2 errors_client_timo=2",
     {"Errors: total 0 client-timo 0", "Errors: total 2 client-timo 2"}},
    {"gated:client-limit errors_fd_unavail=5",
     {"Errors: total 0", "Errors: total 5", "fd-unavail 0", "fd-unavail 5",
      "--num-conns=100", "--num-conns=105"}},
    {"gated:non-2xx reply_status_4xx=1",
     {"2xx=200 3xx=0 4xx=0", "2xx=199 3xx=0 4xx=1"}},
    {"refused:all-non-2xx", {"2xx=200 3xx=0 4xx=0", "2xx=0 3xx=0 4xx=200"}},
    {"gated:interrupted", {"--num-conns=100", "--num-conns=200"}},
    {"good @runtime=10", {"--num-conns=100", "--num-conns=200 --runtime=10"}},
    {"gated:interrupted", {"--num-calls=2", "--num-calls=3"}},

    /* What means nothing is missing. */
    {"good reply_rate_avg=20.0 reply_rate_samples=1 reply_rate_stddev=-",
     {NULL}},
    {"good connection_time_stddev=-", {"stddev 1.3", "stddev nan"}},
    {"good connection_time_stddev=0.0",
     {"min 4.3 avg 5.6 max 14.0 median 5.5 stddev 1.3",
      "min 5.6 avg 5.6 max 5.6 median 5.5 stddev -nan"}},

    /* Recordings. */
    {"good connection_time_avg=5.6",
     {"Maximum connect burst length: 1\n",
      "^CMaximum connect burst length: 1\nMaximum connect burst length: 1\n"}},
    {"good connection_time_avg=5.6 +parse-warnings",
     {"Maximum connect",
      "httperf.parse_status_line: invalid status line\nMaximum connect"}},
    {"good connection_time_avg=5.6 @num-conns=100",
     {"httperf: warning:",
      "$ httperf --server localhost --num-conns 5\nhttperf: warning:"}},
    /* typed without a prompt, then echoed: one run */
    {"good connection_time_avg=5.6 @num-conns=100 @hog=-",
     {"httperf: warning:",
      "httperf --hog --server=localhost --num-conns=100\nhttperf: warning:"}},
    {"good connection_time_avg=5.6 @rate=-",
     {"httperf --timeout=2 --client=0/1 --server=localhost --port=80 --uri=/ "
      "--rate=10 --send-buffer=4096 --recv-buffer=16384 --num-conns=100 "
      "--num-calls=2\n",
      ""}},
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

static const char *const cuttable[] = {"httperf-crlf.log", "httperf-wsess.log",
                                       "httperf-verbose2-histogram.log",
                                       "httperf-concat-with-failure.log"};

static void test_cut(void)
{
    GString *log = g_string_new(usual);

    expect_cuts_to_be_harmless("usual", log);
    g_string_free(log, TRUE);
    for (size_t i = 0; i < G_N_ELEMENTS(cuttable); i++) {
        log = odd_log(cuttable[i]);
        expect_cuts_to_be_harmless(cuttable[i], log);
        g_string_free(log, TRUE);
    }
}

static const char *const recordable[] = {
    "httperf-wsess.log", "httperf-verbose.log", "httperf-concat-4.log",
    "httperf-one-conn.log", "httperf-no-rate.log"};

static const char *const prefixes[] = {"    ", "\t", "> ", "httperf_1  | "};

static void test_recorded(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(recordable); i++) {
        GString *log = odd_log(recordable[i]);
        GString *recorded = with_crlf(log);

        expect_same_runs(recordable[i], log, recorded);
        g_string_free(recorded, TRUE);
        for (size_t k = 0; k < G_N_ELEMENTS(prefixes); k++) {
            recorded = with_prefix(log, prefixes[k]);
            expect_same_runs(recordable[i], log, recorded);
            g_string_free(recorded, TRUE);
        }
        g_string_truncate(log, log->len - 1);
        recorded = odd_log(recordable[i]);
        expect_same_runs(recordable[i], log, recorded);
        g_string_free(recorded, TRUE);
        g_string_free(log, TRUE);
    }
}

/* "1.5 37", "2.5 21", "5.5 1", "6.5 1": 60 connections in tenths of a ms. */
static void test_lifetimes(void)
{
    static const struct run_count expected[] = {
        {15, 37}, {25, 21}, {55, 1}, {65, 1}};
    GString *log = odd_log("httperf-verbose2-histogram.log");
    g_autoptr(LogSource) source = read_string(log);
    const Run *run = only_run(source);
    const struct run_distribution *lifetimes;

    g_string_free(log, TRUE);
    g_assert_cmpuint(run->distributions->len, ==, 1);
    lifetimes = &g_array_index(run->distributions, struct run_distribution, 0);
    g_assert_cmpstr(lifetimes->metric->name, ==, "connection_lifetime");
    g_assert_cmpint(lifetimes->exponent, ==, -1);
    g_assert_cmpuint(lifetimes->total, ==, 60);
    g_assert_cmpuint(lifetimes->counts->len, ==, G_N_ELEMENTS(expected));
    for (guint i = 0; i < lifetimes->counts->len; i++) {
        const struct run_count *count =
            &g_array_index(lifetimes->counts, struct run_count, i);

        g_assert_cmpint(count->value, ==, expected[i].value);
        g_assert_cmpuint(count->count, ==, expected[i].count);
    }
}

/* A long histogram wraps when it is pasted. */
static void test_wrapped_histogram(void)
{
    GString *log = odd_log("httperf-wsess-failures.log");
    GString *wrapped = odd_log("httperf-wsess-failures.log");

    replace(wrapped, "histogram: 2 2 2 2 1 21", "histogram: 2 2 2\n2 1 21");
    expect_same_runs("wrapped histogram", log, wrapped);
    g_string_free(log, TRUE);
    g_string_free(wrapped, TRUE);
}

/* A killed run leaves its warning: it keeps its place before the next. */
static void test_killed_before(void)
{
    static const char warning[] =
        "httperf: warning: open file limit > FD_SETSIZE; limiting max. # of "
        "open files to FD_SETSIZE\n";
    GString *log = g_string_new(usual);
    g_autoptr(LogSource) source = NULL;

    g_string_prepend(log, warning);
    g_string_append(log, warning);
    source = read_string(log);
    g_assert_cmpuint(source->runs->len, ==, 3);
    expect_run("first", g_ptr_array_index(source->runs, 0),
               "refused:no-report");
    expect_run("second", g_ptr_array_index(source->runs, 1),
               "good connection_time_avg=5.6");
    expect_run("third", g_ptr_array_index(source->runs, 2),
               "refused:no-report");
    g_string_free(log, TRUE);
}

/* Without the echo a run begins at the burst length, else at "Total:". */
static void test_beginning_cut_off(void)
{
    static const char *const first[] = {"Maximum connect", "Total: "};

    for (size_t i = 0; i < G_N_ELEMENTS(first); i++) {
        GString *log = g_string_new(strstr(usual, first[i]));
        g_autoptr(LogSource) source = read_string(log);

        expect_run(first[i], only_run(source), "good connection_time_avg=5.6");
        g_string_free(log, TRUE);
    }
}

static void test_not_started(void)
{
    static const char *const words[] = {
        "bash: httperf: command not found\n",
        "sh: 1: httperf: not found\n",
        "zsh: command not found: httperf\n",
        "Usage: httperf [-hdvV] [--add-header S] [--burst-length N]\n",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        GString *log = g_string_new(words[i]);
        g_autoptr(LogSource) source = read_string(log);

        expect_run(words[i], only_run(source), "refused:no-run");
        g_string_free(log, TRUE);
    }
}

/* `cat a b`, a without its last line end. */
static void test_glued(void)
{
    const char *const starts[] = {usual, strchr(usual, '\n') + 1};

    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++) {
        GString *glued = g_string_new(usual);
        GString *two = g_string_new(usual);

        g_string_truncate(glued, glued->len - 1);
        g_string_append(glued, starts[i]);
        g_string_append(two, starts[i]);
        expect_same_runs(starts[i], two, glued);
        g_string_free(glued, TRUE);
        g_string_free(two, TRUE);
    }
}

/* The whole word is quoted, of which "9" alone would fit. */
static void test_quoted(void)
{
    GString *log = g_string_new(usual);
    g_autoptr(LogSource) source = NULL;
    const struct run_reason *reason;

    replace(log, "9.906 s", "9,906 s");
    source = read_string(log);
    reason = &g_array_index(only_run(source)->reasons, struct run_reason, 0);
    g_assert_cmpstr(reason->message, ==,
                    "'9,906' does not belong in the line 'Total: connections'");
    g_string_free(log, TRUE);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/httperf/reports", test_reports);
    g_test_add_func("/httperf/cut", test_cut);
    g_test_add_func("/httperf/recorded", test_recorded);
    g_test_add_func("/httperf/lifetimes", test_lifetimes);
    g_test_add_func("/httperf/wrapped-histogram", test_wrapped_histogram);
    g_test_add_func("/httperf/killed-before", test_killed_before);
    g_test_add_func("/httperf/beginning-cut-off", test_beginning_cut_off);
    g_test_add_func("/httperf/not-started", test_not_started);
    g_test_add_func("/httperf/glued", test_glued);
    g_test_add_func("/httperf/quoted", test_quoted);
    return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The odd logs of ab and httperf in tests/data/odd, each with what a careful
 * reader concludes from it. The conclusions were written down when the logs
 * were made, by whoever made them, and copied here by hand; none of them
 * comes from this program.
 */
#include "expected_runs.h"

static const struct expected_log fine_ab[] = {
    {"ab-done-form.log",
     {"good requests_per_second=56.35 complete=120 concurrency=3 @n=120 @c=3"}},
    /* one request has no spread of any kind */
    {"ab-n1.log", {"good requests_per_second=1076.43 complete=1 p50=-"}},
    /* the ERROR text comes from rounding to milliseconds */
    {"ab-n3.log", {"good requests_per_second=1460.56 complete=3"}},
    {"ab-no-percentiles.log",
     {"good requests_per_second=2370.62 p50=- longest=-"}},
    {"ab-no-sd.log",
     {"good requests_per_second=1824.09 total_sd=- total_median=- total_min=1 "
      "total_mean=2 total_max=3"}},
    /* average and maximum are printed without a blank between them */
    {"ab-no-sd-wide.log",
     {"good requests_per_second=0.29 complete=6 total_min=1 total_mean=3470 "
      "total_max=10414 longest=10414"}},
    {"ab-head.log",
     {"good requests_per_second=10989.01 document_length=0 "
      "html_transferred=0 @method=HEAD @keepalive=yes"}},
    {"ab-post.log",
     {"good requests_per_second=1646.03 body_sent=648900 "
      "transfer_rate_sent=3476.91 transfer_rate_total=4828.78"}},
    {"ab-put.log", {"good requests_per_second=1263.56"}},
    /* a fixed time: the number of requests is no part of the work */
    {"ab-timelimit.log",
     {"good requests_per_second=11970.79 complete=23942 time_taken=2.000 @n=- "
      "@time_limit=2 +time-limited"}},
    {"ab-variable-l.log",
     {"good requests_per_second=978.66 document_length=- "
      "@document_length=variable"}},
    {"ab-c50-testd.log",
     {"good requests_per_second=1154.50 complete=1000 concurrency=50"}},
    {"ab-https.log", {"good requests_per_second=1559.31 @tls=yes"}},
    /* the time block behind it belongs to the wrapper */
    {"ab-with-bash-time.log", {"good requests_per_second=4362.92"}},
    {"ab-with-e-g.log", {"good requests_per_second=4153.34 complete=1000"}},
    {"ab-percentiles.csv", {"good csv_p0=0.166 csv_p99=3.616 csv_p100=4.415"}},
    {"ab-requests.tsv", {"good"}},
    {"ab-with-e-n20.log", {"good requests_per_second=5837.71 complete=20"}},
    /* rows 98 and 99 fall: a known defect for up to 50 requests */
    {"ab-percentiles-n20.csv",
     {"good csv_p97=0.434 csv_p98=- csv_p99=- +dropped-rows"}},
    /* standard error stands before the banner */
    {"ab-html.log",
     {"good requests_per_second=6758.81 complete=400 time_taken=0.059 "
      "processing_max=- total_max=4"}},
    {"ab-html-failed.log", {"gated:non-2xx complete=400 non_2xx=40 failed=40"}},
    {"ab-verbose2.log", {"refused:all-non-2xx"}},
    /* "..done" between the banner and the table, no dump */
    {"ab-html-small.log",
     {"good requests_per_second=263.95 complete=40 @n=40"}},
    /* lines of progress are glued to dumps: no time limit */
    {"ab-verbose4-progress.log", {"good complete=200 @n=200 +verbose"}},
    /* 41 connections closed without an answer: 159 pages came */
    {"ab-empty-replies.log",
     {"gated:failed-requests failed_length=41 html_transferred=238500"}},
    /* the server ends TLS without saying so, each time */
    {"ab-tls-eof.log", {"gated:failed-requests failed=60 @tls=yes"}},
};

static const struct expected_log recorded_ab[] = {
    {"ab-crlf.log", {"good requests_per_second=4628.84"}},
    {"ab-utf16.log", {"good requests_per_second=4157.33"}},
    {"ab-indented.log", {"good requests_per_second=7734.61"}},
    {"ab-compose-prefix.log", {"good requests_per_second=7586.79"}},
    {"ab-mail-quoted.log", {"good requests_per_second=5241.09"}},
    {"ab-script.log",
     {"good requests_per_second=6341.40", "good requests_per_second=6802.63"}},
    {"ab-concat-5.log",
     {"good requests_per_second=5478.55", "good requests_per_second=5274.15",
      "good requests_per_second=6598.70", "good requests_per_second=5694.02",
      "good requests_per_second=6273.60"}},
    /* the failure keeps its place */
    {"ab-concat-with-failure.log",
     {"good requests_per_second=6055.43", "refused:connection-refused",
      "good requests_per_second=6086.43"}},
    /* three runs that must not be pooled */
    {"ab-concat-mixed-settings.log",
     {"good requests_per_second=3781.33 @c=2 @document_length=262144 @path=/",
      "good requests_per_second=6060.86 @c=8 @document_length=262144 @path=/",
      "good requests_per_second=5133.68 @c=2 @document_length=41445 "
      "@path=/files/f00001.bin"}},
};

static const struct expected_log other_ab[] = {
    /* rates in kilobytes of 1000 bytes; processing is derived */
    {"ab-1.3a.log",
     {"good requests_per_second=2702.70 complete=1000 "
      "transfer_rate_kb=112732.43 transfer_rate=- total_min=0 total_mean=0 "
      "total_max=4 processing_max=-"}},
    {"ab-1.3d.log",
     {"good requests_per_second=8196.72 html_transferred=41486445"}},
    /* 2.6 GB in a 32-bit client: three lines wrapped, the rate is right */
    {"ab-1.3d-32bit-overflow.log",
     {"good requests_per_second=4766.44 total_transferred=- "
      "html_transferred=- transfer_rate=- transfer_rate_kb=-"}},
    {"ab-2.0.59.log", {"good requests_per_second=5548.42 time_taken=0.901157"}},
    /* two of six print microseconds without their zeros */
    {"ab-2.2.3-six-runs.log",
     {"good requests_per_second=4778.77 time_taken=2.092590 +repaired-time",
      "good requests_per_second=4420.80 time_taken=2.262035",
      "good requests_per_second=4607.27 time_taken=2.170484",
      "good requests_per_second=5006.78 time_taken=1.997291",
      "good requests_per_second=5163.21 time_taken=1.936780",
      "good requests_per_second=4979.90 time_taken=2.008074 +repaired-time"}},
    {"ab-2.2.3-with-e-g.log",
     {"good requests_per_second=2155.88 complete=1000 time_taken=0.463848"}},
    /* whole milliseconds; it has no row 100 */
    {"ab-2.2.3-percentiles.csv",
     {"good csv_p0=0 csv_p98=4 csv_p99=5 csv_p100=-"}},
    {"ab-2.2.3-requests.tsv", {"good"}},
    {"ab-2.2.3-html.log",
     {"good requests_per_second=1562.50 complete=400 time_taken=0.256"}},
    {"ab-2.2.3-no-sd.log",
     {"good requests_per_second=936.74 time_taken=1.067527 waiting_max=- "
      "processing_max=- total_max=12"}},
    {"ab-2.2.17-post.log",
     {"good requests_per_second=1295.51 write_errors=0 @method=POST"}},
    {"ab-2.2.34-put.log", {"good requests_per_second=2361.57 @method=PUT"}},
    {"ab-2.4.1.log", {"good requests_per_second=1565.40 write_errors=0"}},
    {"ab-trunk.log",
     {"good requests_per_second=4733.12 complete=5000 @c=4 @n=5000"}},
};

static const struct expected_log wrong_ab[] = {
    /* only its length changes: usable, with a word of warning */
    {"ab-length-failures.log",
     {"good requests_per_second=1593.58 +length-failures"}},
    {"ab-mixed-500.log", {"gated:non-2xx non_2xx=50 complete=500"}},
    {"ab-non2xx-all.log", {"refused:all-non-2xx"}},
    {"ab-reset-r.log", {"gated:failed-requests failed_receive=8"}},
    {"ab-reset-fatal.log", {"refused:aborted"}},
    {"ab-refused.log", {"refused:connection-refused"}},
    /* a whole report of 10,632 requests per second, and not one byte */
    {"ab-https-refused.log", {"refused:nothing-transferred"}},
    {"ab-timeout-s1.log", {"refused:timeout"}},
    {"ab-unknown-host.log", {"refused:unknown-host"}},
    {"ab-invalid-url.log", {"refused:no-run"}},
    {"ab-c-gt-n.log", {"refused:no-run"}},
    {"ab-command-not-found.log", {"refused:no-run"}},
};

static const struct expected_log damaged_ab[] = {
    /* Nothing in these two tells the interruption. Their fellows in a folder
     * do: test_ab_parts.c. */
    {"ab-sigint.log",
     {"good requests_per_second=4664.85 complete=18614 "
      "+completeness-unknown"}},
    {"ab-sigint-stdout-only.log",
     {"good requests_per_second=5864.36 complete=17527 "
      "+completeness-unknown"}},
    {"ab-sigint-small.log",
     {"gated:interrupted requests_per_second=27.67 complete=55"}},
    {"ab-sigkill.log", {"refused:no-report"}},
    {"ab-sigterm-stdout-only.log", {"refused:no-report"}},
    {"ab-cut-in-number.log", {"refused:truncated"}},
    {"ab-cut-before-rate.log", {"refused:truncated"}},
    {"ab-cut-in-table.log", {"refused:truncated"}},
    {"ab-cut-in-percentiles.log", {"refused:cut-table"}},
    {"ab-edited-rps.log", {"refused:contradiction"}},
    {"ab-edited-consistent.log", {"refused:contradiction"}},
    /* the page itself holds a false report of 99999999.99 */
    {"ab-verbose-injected.log", {"good requests_per_second=410.17 complete=2"}},
};

static const struct expected_log fine_httperf[] = {
    {"httperf-0.9.1-periodic.log", {"good connection_time_avg=2.9"}},
    {"httperf-verbose.log", {"good connection_time_avg=2.4"}},
    {"httperf-verbose2-histogram.log",
     {"good connection_time_avg=2.0 connection_time_median=1.5"}},
    /* without a sample the reply rate is missing, not zero */
    {"httperf-short-0-samples.log",
     {"good connection_time_avg=1.6 reply_rate_samples=0 reply_rate_min=- "
      "reply_rate_avg=- reply_rate_max=- reply_rate_stddev=-"}},
    {"httperf-one-conn.log",
     {"good connection_time_avg=1.0 connection_time_min=1.0 "
      "connection_time_median=0.5 connection_time_stddev=-"}},
    {"httperf-no-rate.log", {"good connection_time_avg=0.9 @rate=-"}},
    {"httperf-print-headers.log", {"good connection_time_avg=1.9"}},
    {"httperf-print-reply-body.log", {"good connection_time_avg=45.1"}},
    /* bodies hold false report lines behind "RBn:" */
    {"httperf-print-reply-injected.log",
     {"good connection_time_avg=4.8 connections=3"}},
    {"httperf-wsess.log",
     {"good connection_time_avg=405.9 sessions_ok=30 sessions_total=30"}},
    {"httperf-crlf.log", {"good connection_time_avg=3.9"}},
    {"httperf-script.log", {"good connection_time_avg=3.1"}},
    {"httperf-concat-4.log",
     {"good connection_time_avg=3.1", "good connection_time_avg=4.5",
      "good connection_time_avg=3.8", "good connection_time_avg=2.8"}},
    {"httperf-concat-with-failure.log",
     {"good connection_time_avg=4.2", "refused:connection-refused",
      "good connection_time_avg=2.4"}},
    /* no error is counted; only the size of the replies shows it */
    {"httperf-short-body.log",
     {"good connection_time_avg=1.2 reply_size_content=2500.0"}},
};

static const struct expected_log wrong_httperf[] = {
    {"httperf-wsess-failures.log",
     {"gated:session-failures sessions_ok=21 sessions_total=30 "
      "errors_client_timo=9 session_rate_avg=2.17"}},
    {"httperf-404.log", {"refused:all-non-2xx"}},
    {"httperf-closed-port.log", {"refused:connection-refused"}},
    {"httperf-client-timeouts.log",
     {"gated:errors errors_total=25 connection_time_avg=5.6"}},
    {"httperf-all-timeouts.log", {"refused:no-replies"}},
    {"httperf-connreset.log", {"gated:errors errors_total=14"}},
    {"httperf-hog-saturated.log",
     {"gated:client-limit errors_total=3780 connections=2926 "
      "errors_fd_unavail=3074"}},
    {"httperf-fd-unavail.log", {"refused:no-replies"}},
    {"httperf-unknown-host.log", {"refused:unknown-host"}},
    {"httperf-bad-option.log", {"refused:no-run"}},
    {"httperf-sigint.log", {"gated:interrupted connections=50 @num-conns=100"}},
    {"httperf-sigkill.log", {"refused:no-report"}},
    {"httperf-cut-before-errors.log", {"refused:truncated"}},
    {"httperf-cut-in-number.log", {"refused:truncated"}},
    {"httperf-edited-avg.log", {"refused:contradiction"}},
    {"httperf-edited-replies.log", {"refused:contradiction"}},
};

struct list {
    const struct expected_log *logs;
    size_t n;
};

static void test_list(gconstpointer data)
{
    const struct list *list = data;

    for (size_t i = 0; i < list->n; i++)
        expect_log("odd", &list->logs[i]);
}

/* Zero bytes are no log of any format. */
static void test_empty(void)
{
    g_autoptr(LogSource) source = read_bytes("empty.log", "", 0);

    g_assert_null(source->format);
    g_assert_cmpuint(source->runs->len, ==, 0);
    g_assert_error(source->error, COTEJO_ERROR, COTEJO_ERROR_REFUSED);
}

/* Counted in the files with awk: rows, distinct values, the slowest. */
static const struct {
    const char *file;
    int64_t started_s; /* date -ud '2026-11-23 02:32:05' +%s */
    struct {
        const char *metric;
        uint64_t rows, distinct, least_count;
        int64_t highest;
    } times[4];
} requests[] = {
    {"ab-requests.tsv",
     1795401125,
     {{"connect_time", 1000, 4, 0, 0},
      {"processing_time", 1000, 5, 0, 0},
      {"total_time", 1000, 5, 261, 4},
      {"waiting_time", 1000, 3, 0, 0}}},
    {"ab-2.2.3-requests.tsv",
     1795401827,
     {{"connect_time", 1000, 5, 0, 0},
      {"processing_time", 1000, 9, 0, 0},
      {"total_time", 1000, 9, 888, 8},
      {"waiting_time", 1000, 7, 0, 0}}},
};

static const struct run_distribution *distribution(const Run *run,
                                                   const char *name)
{
    for (guint i = 0; i < run->distributions->len; i++) {
        const struct run_distribution *found =
            &g_array_index(run->distributions, struct run_distribution, i);

        if (!strcmp(found->metric->name, name))
            return found;
    }
    g_error("there is no distribution of %s", name);
}

static const struct run_count *entry(const struct run_distribution *of, guint i)
{
    return &g_array_index(of->counts, struct run_count, i);
}

static void test_requests(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(requests); i++) {
        g_autoptr(GBytes) bytes = data_bytes("odd", requests[i].file);
        g_autoptr(LogSource) source =
            read_bytes(requests[i].file, g_bytes_get_data(bytes, NULL),
                       g_bytes_get_size(bytes));
        const Run *run = g_ptr_array_index(source->runs, 0);

        g_assert_true(run->is_part);
        g_assert_cmpint(run->started_s, ==, requests[i].started_s);
        for (size_t k = 0; k < 4; k++) {
            const struct run_distribution *times =
                distribution(run, requests[i].times[k].metric);

            g_assert_cmpuint(times->total, ==, requests[i].times[k].rows);
            g_assert_cmpuint(times->counts->len, ==,
                             requests[i].times[k].distinct);
            if (!requests[i].times[k].least_count)
                continue;
            g_assert_cmpuint(entry(times, 0)->count, ==,
                             requests[i].times[k].least_count);
            g_assert_cmpint(entry(times, times->counts->len - 1)->value, ==,
                            requests[i].times[k].highest);
        }
    }
}

/* Every odd log of these tools has its line above. */
static void test_complete(void)
{
    g_autofree char *folder =
        g_build_filename(g_getenv("COTEJO_TESTS"), "data", "odd", NULL);
    g_autoptr(GDir) names = g_dir_open(folder, 0, NULL);
    const struct list lists[] = {
        {fine_ab, G_N_ELEMENTS(fine_ab)},
        {recorded_ab, G_N_ELEMENTS(recorded_ab)},
        {other_ab, G_N_ELEMENTS(other_ab)},
        {wrong_ab, G_N_ELEMENTS(wrong_ab)},
        {damaged_ab, G_N_ELEMENTS(damaged_ab)},
        {fine_httperf, G_N_ELEMENTS(fine_httperf)},
        {wrong_httperf, G_N_ELEMENTS(wrong_httperf)},
    };
    const char *name;

    while ((name = g_dir_read_name(names))) {
        bool is_listed = !g_str_has_prefix(name, "ab-") &&
                         !g_str_has_prefix(name, "httperf-");

        for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
            for (size_t k = 0; k < lists[i].n; k++)
                is_listed |= !strcmp(lists[i].logs[k].file, name);
        if (!is_listed)
            g_error("%s is not tested", name);
    }
}

#define ADD(path, logs)                                                        \
    do {                                                                       \
        static const struct list list = {(logs), G_N_ELEMENTS(logs)};          \
        g_test_add_data_func((path), &list, test_list);                        \
    } while (0)

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    ADD("/odd/ab/fine", fine_ab);
    ADD("/odd/ab/recorded", recorded_ab);
    ADD("/odd/ab/other-versions", other_ab);
    ADD("/odd/ab/wrong", wrong_ab);
    ADD("/odd/ab/damaged", damaged_ab);
    ADD("/odd/httperf/fine", fine_httperf);
    ADD("/odd/httperf/wrong", wrong_httperf);
    g_test_add_func("/odd/ab/requests", test_requests);
    g_test_add_func("/odd/empty", test_empty);
    g_test_add_func("/odd/complete", test_complete);
    return g_test_run();
}

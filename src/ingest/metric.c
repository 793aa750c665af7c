/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The catalogue of metrics: every number that a log of each tool prints, by
 * the names of the format pages.
 *
 * 1. Headlines are what the format pages let carry a comparison without
 *    reserve. Everything that says the same in other words is a repeat.
 * 2. Numbers that must be equal or zero for runs to be comparable are gates.
 * 3. KiB/s is what ab and httperf mean by "Kbytes/sec" and "KB/s".
 */
#include "ingest/metric.h"

#include <string.h>

#include <glib.h>

/* Printed unit, base unit, and how the one becomes the other. */
#define S "s", "s", 0, 1
#define MS "ms", "s", -3, 1
#define PER_S "1/s", "1/s", 0, 1
#define BYTES "B", "B", 0, 1
#define BYTES_PER_S "B/s", "B/s", 0, 1
#define KIB_PER_S "KiB/s", "B/s", 0, 1024
#define KB_PER_S "kB/s", "B/s", 3, 1
#define MIB_PER_S "MiB/s", "B/s", 0, 1048576
#define MBIT_PER_S "Mbit/s", "bit/s", 6, 1
#define PERCENT "%", "%", 0, 1
#define COUNT "", "", 0, 1

/* The 101 rows of ab's -e file: ten of them, by their first digit. */
#define CSV_ROW(p, reserve)                                                    \
    {                                                                          \
        "ab", "csv_p" p, p " % of the requests within (-e)", MS, METRIC_TIME,  \
            METRIC_RUN, METRIC_DETAIL, reserve                                 \
    }
#define CSV_TEN(ten)                                                           \
    CSV_ROW(ten "0", NULL), CSV_ROW(ten "1", NULL), CSV_ROW(ten "2", NULL),    \
        CSV_ROW(ten "3", NULL), CSV_ROW(ten "4", NULL),                        \
        CSV_ROW(ten "5", NULL), CSV_ROW(ten "6", NULL),                        \
        CSV_ROW(ten "7", NULL), CSV_ROW(ten "8", NULL), CSV_ROW(ten "9", NULL)

const struct metric metrics[] = {
    /* ApacheBench */
    {"ab", "requests_per_second", "requests per second", PER_S, METRIC_RATE,
     METRIC_RUN, METRIC_HEADLINE, NULL},
    {"ab", "time_per_request_mean", "time per request", MS, METRIC_TIME,
     METRIC_RUN, METRIC_REPEAT,
     "1000 c / requests per second: the same information as requests per "
     "second"},
    {"ab", "time_per_request_all",
     "time per request, across all concurrent requests", MS, METRIC_TIME,
     METRIC_RUN, METRIC_REPEAT,
     "1000 / requests per second: the same information as requests per second"},
    {"ab", "transfer_rate", "transfer rate", KIB_PER_S, METRIC_RATE, METRIC_RUN,
     METRIC_REPEAT,
     "the same information as requests per second when the page is fixed"},
    {"ab", "transfer_rate_kb", "transfer rate", KB_PER_S, METRIC_RATE,
     METRIC_RUN, METRIC_REPEAT,
     "of ab 1.3 and old HTML, in kilobytes of 1000 bytes"},
    {"ab", "transfer_rate_sent", "transfer rate, sent", KIB_PER_S, METRIC_RATE,
     METRIC_RUN, METRIC_REPEAT,
     "the same information as requests per second when the body is fixed"},
    {"ab", "transfer_rate_total", "transfer rate, both ways", KIB_PER_S,
     METRIC_RATE, METRIC_RUN, METRIC_REPEAT,
     "the same information as requests per second when page and body are "
     "fixed"},
    {"ab", "time_taken", "time taken for tests", S, METRIC_TIME, METRIC_RUN,
     METRIC_REPEAT,
     "the same information as requests per second when the number of requests "
     "is fixed"},
    {"ab", "total_min", "total time, minimum", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DESCRIBE, "one request: an extreme value, very noisy"},
    {"ab", "total_mean", "total time, mean", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DETAIL,
     "whole milliseconds: only when they are some 20 ms or more"},
    {"ab", "total_sd", "total time, standard deviation", MS, METRIC_PLAIN,
     METRIC_RUN, METRIC_DESCRIBE,
     "between the requests of one run, not between runs"},
    {"ab", "total_median", "total time, median", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DETAIL,
     "whole milliseconds: only when they are some 20 ms or more"},
    {"ab", "total_max", "total time, maximum", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DESCRIBE, "one request: an extreme value, very noisy"},
    {"ab", "processing_min", "processing time, minimum", MS, METRIC_TIME,
     METRIC_RUN, METRIC_DESCRIBE,
     "one request; a difference of extremes in ab 1.3 and before 2.4.7 without "
     "sd"},
    {"ab", "processing_mean", "processing time, mean", MS, METRIC_TIME,
     METRIC_RUN, METRIC_DETAIL,
     "whole milliseconds: only when they are some 20 ms or more"},
    {"ab", "processing_sd", "processing time, standard deviation", MS,
     METRIC_PLAIN, METRIC_RUN, METRIC_DESCRIBE,
     "between the requests of one run, not between runs"},
    {"ab", "processing_median", "processing time, median", MS, METRIC_TIME,
     METRIC_RUN, METRIC_DETAIL,
     "whole milliseconds: only when they are some 20 ms or more"},
    {"ab", "processing_max", "processing time, maximum", MS, METRIC_TIME,
     METRIC_RUN, METRIC_DESCRIBE,
     "one request; a difference of extremes in ab 1.3 and before 2.4.7 without "
     "sd"},
    {"ab", "waiting_min", "waiting time, minimum", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DESCRIBE, "one request: an extreme value, very noisy"},
    {"ab", "waiting_mean", "waiting time, mean", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DETAIL,
     "whole milliseconds: only when they are some 20 ms or more"},
    {"ab", "waiting_sd", "waiting time, standard deviation", MS, METRIC_PLAIN,
     METRIC_RUN, METRIC_DESCRIBE,
     "between the requests of one run, not between runs"},
    {"ab", "waiting_median", "waiting time, median", MS, METRIC_TIME,
     METRIC_RUN, METRIC_DETAIL,
     "whole milliseconds: only when they are some 20 ms or more"},
    {"ab", "waiting_max", "waiting time, maximum", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DESCRIBE, "one request: an extreme value, very noisy"},
    {"ab", "connect_min", "connect time, minimum", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DESCRIBE, "one request: an extreme value, very noisy"},
    {"ab", "connect_mean", "connect time, mean", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DETAIL, "whole milliseconds; means nothing with keep-alive"},
    {"ab", "connect_sd", "connect time, standard deviation", MS, METRIC_PLAIN,
     METRIC_RUN, METRIC_DESCRIBE,
     "between the requests of one run, not between runs"},
    {"ab", "connect_median", "connect time, median", MS, METRIC_TIME,
     METRIC_RUN, METRIC_DETAIL,
     "whole milliseconds; means nothing with keep-alive"},
    {"ab", "connect_max", "connect time, maximum", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DESCRIBE, "one request: an extreme value, very noisy"},
    {"ab", "p50", "50 % of the requests within", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DETAIL,
     "whole milliseconds: only when they are some 20 ms or more"},
    {"ab", "p66", "66 % of the requests within", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DETAIL,
     "whole milliseconds: only when they are some 20 ms or more"},
    {"ab", "p75", "75 % of the requests within", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DETAIL,
     "whole milliseconds: only when they are some 20 ms or more"},
    {"ab", "p80", "80 % of the requests within", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DETAIL,
     "whole milliseconds: only when they are some 20 ms or more"},
    {"ab", "p90", "90 % of the requests within", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DETAIL,
     "whole milliseconds: only when they are some 20 ms or more"},
    {"ab", "p95", "95 % of the requests within", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DETAIL,
     "whole milliseconds: only when they are some 20 ms or more"},
    {"ab", "p98", "98 % of the requests within", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DETAIL,
     "whole milliseconds: only when they are some 20 ms or more"},
    {"ab", "p99", "99 % of the requests within", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DETAIL,
     "whole milliseconds: only when they are some 20 ms or more"},
    {"ab", "longest", "longest request", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DESCRIBE, "one request: an extreme value, very noisy"},
    /* the file that -e writes */
    CSV_TEN(""),
    CSV_TEN("1"),
    CSV_TEN("2"),
    CSV_TEN("3"),
    CSV_TEN("4"),
    CSV_TEN("5"),
    CSV_TEN("6"),
    CSV_TEN("7"),
    CSV_TEN("8"),
    CSV_TEN("9"),
    CSV_ROW("100", "an extreme value: noisy"),
    {"ab", "failed", "failed requests", COUNT, METRIC_COUNT, METRIC_RUN,
     METRIC_GATE, "failure events, not requests"},
    {"ab", "failed_connect", "failed requests: connect", COUNT, METRIC_COUNT,
     METRIC_RUN, METRIC_GATE, "failure events, not requests"},
    {"ab", "failed_receive", "failed requests: receive", COUNT, METRIC_COUNT,
     METRIC_RUN, METRIC_GATE, "failure events, not requests"},
    {"ab", "failed_length", "failed requests: length", COUNT, METRIC_COUNT,
     METRIC_RUN, METRIC_GATE, "failure events, not requests"},
    {"ab", "failed_exceptions", "failed requests: exceptions", COUNT,
     METRIC_COUNT, METRIC_RUN, METRIC_GATE, "failure events, not requests"},
    {"ab", "broken_pipe", "broken pipe errors", COUNT, METRIC_COUNT, METRIC_RUN,
     METRIC_GATE, NULL},
    {"ab", "non_2xx", "replies other than 2xx", COUNT, METRIC_COUNT, METRIC_RUN,
     METRIC_GATE, NULL},
    {"ab", "write_errors", "write errors", COUNT, METRIC_COUNT, METRIC_RUN,
     METRIC_GATE, NULL},
    {"ab", "keepalive_requests", "requests on a kept connection", COUNT,
     METRIC_PLAIN, METRIC_RUN, METRIC_GATE,
     "a check of the configuration: should be equal"},
    {"ab", "keepalive_aborts", "kept connections broken", COUNT, METRIC_COUNT,
     METRIC_RUN, METRIC_GATE, NULL},
    {"ab", "complete", "complete requests", COUNT, METRIC_PLAIN, METRIC_RUN,
     METRIC_GATE, "must be equal: otherwise the work differs"},
    {"ab", "concurrency", "concurrency level", COUNT, METRIC_PLAIN, METRIC_RUN,
     METRIC_DESCRIBE, "a setting"},
    {"ab", "concurrency_achieved", "concurrency achieved", COUNT, METRIC_PLAIN,
     METRIC_RUN, METRIC_DESCRIBE, NULL},
    {"ab", "workers", "workers", COUNT, METRIC_PLAIN, METRIC_RUN,
     METRIC_DESCRIBE, "a setting"},
    {"ab", "rampup_delay", "ramp-up delay", MS, METRIC_PLAIN, METRIC_RUN,
     METRIC_DESCRIBE, "a setting"},
    {"ab", "document_length", "document length", BYTES, METRIC_PLAIN,
     METRIC_RUN, METRIC_GATE, "of the first reply; must be equal"},
    {"ab", "total_transferred", "bytes received", BYTES, METRIC_PLAIN,
     METRIC_RUN, METRIC_DESCRIBE,
     "may hold bytes of requests in flight at the end"},
    {"ab", "html_transferred", "bytes of documents received", BYTES,
     METRIC_PLAIN, METRIC_RUN, METRIC_DESCRIBE, NULL},
    {"ab", "body_sent", "bytes sent", BYTES, METRIC_PLAIN, METRIC_RUN,
     METRIC_DESCRIBE, "with the request headers"},
    {"ab", "total_time", "total time of a request", MS, METRIC_TIME,
     METRIC_REQUEST, METRIC_DESCRIBE,
     "requests of one run: no repetitions of it"},
    {"ab", "connect_time", "connect time of a request", MS, METRIC_TIME,
     METRIC_REQUEST, METRIC_DESCRIBE,
     "requests of one run: no repetitions of it"},
    {"ab", "processing_time", "processing time of a request", MS, METRIC_TIME,
     METRIC_REQUEST, METRIC_DESCRIBE,
     "requests of one run: no repetitions of it"},
    {"ab", "waiting_time", "waiting time of a request", MS, METRIC_TIME,
     METRIC_REQUEST, METRIC_DESCRIBE,
     "requests of one run: no repetitions of it"},
    /* httperf */
    {"httperf", "connection_time_avg", "connection time, mean", MS, METRIC_TIME,
     METRIC_RUN, METRIC_HEADLINE,
     "over connections that got a reply, with all their calls and think times"},
    {"httperf", "reply_time_response", "reply time, response", MS, METRIC_TIME,
     METRIC_RUN, METRIC_HEADLINE, "from sending the request to the first byte"},
    {"httperf", "reply_time_transfer", "reply time, transfer", MS, METRIC_TIME,
     METRIC_RUN, METRIC_DETAIL, "printed to 0.1 ms: only when well above it"},
    {"httperf", "connection_time_median", "connection time, median", MS,
     METRIC_TIME, METRIC_RUN, METRIC_DETAIL,
     "from bins of 1 ms: ties everywhere below some 20 ms"},
    {"httperf", "connection_time_min", "connection time, minimum", MS,
     METRIC_TIME, METRIC_RUN, METRIC_DESCRIBE,
     "one connection: an extreme value"},
    {"httperf", "connection_time_max", "connection time, maximum", MS,
     METRIC_TIME, METRIC_RUN, METRIC_DESCRIBE,
     "one connection: an extreme value, noisy"},
    {"httperf", "connection_time_stddev", "connection time, standard deviation",
     MS, METRIC_PLAIN, METRIC_RUN, METRIC_DESCRIBE,
     "between the connections of one run, not between runs"},
    {"httperf", "connect_time", "connect time", MS, METRIC_TIME, METRIC_RUN,
     METRIC_DETAIL, "only over a network: 0.0 on loopback"},
    {"httperf", "connection_length", "replies per connection", COUNT,
     METRIC_PLAIN, METRIC_RUN, METRIC_DESCRIBE, NULL},
    {"httperf", "connection_rate", "connection rate", PER_S, METRIC_RATE,
     METRIC_RUN, METRIC_DETAIL, "decided by --rate while the server keeps up"},
    {"httperf", "connection_interval", "time per connection", MS, METRIC_TIME,
     METRIC_RUN, METRIC_DETAIL, "decided by --rate while the server keeps up"},
    {"httperf", "request_rate", "request rate", PER_S, METRIC_RATE, METRIC_RUN,
     METRIC_DETAIL, "decided by --rate while the server keeps up"},
    {"httperf", "request_interval", "time per request", MS, METRIC_TIME,
     METRIC_RUN, METRIC_DETAIL, "decided by --rate while the server keeps up"},
    {"httperf", "reply_rate_min", "reply rate, minimum", PER_S, METRIC_RATE,
     METRIC_RUN, METRIC_DESCRIBE, "of samples of 5 s"},
    {"httperf", "reply_rate_avg", "reply rate, mean", PER_S, METRIC_RATE,
     METRIC_RUN, METRIC_DETAIL, "decided by --rate while the server keeps up"},
    {"httperf", "reply_rate_max", "reply rate, maximum", PER_S, METRIC_RATE,
     METRIC_RUN, METRIC_DESCRIBE, "of samples of 5 s"},
    {"httperf", "reply_rate_stddev", "reply rate, standard deviation", PER_S,
     METRIC_PLAIN, METRIC_RUN, METRIC_DESCRIBE, "of samples of 5 s"},
    {"httperf", "reply_rate_samples", "samples of the reply rate", COUNT,
     METRIC_PLAIN, METRIC_RUN, METRIC_DESCRIBE, NULL},
    {"httperf", "net_io", "network throughput", KIB_PER_S, METRIC_RATE,
     METRIC_RUN, METRIC_DETAIL, "decided by --rate while the server keeps up"},
    {"httperf", "net_io_bits", "network throughput in bits", MBIT_PER_S,
     METRIC_RATE, METRIC_RUN, METRIC_DETAIL,
     "the same as net_io, coarser; decided by --rate while the server keeps "
     "up"},
    {"httperf", "test_duration", "duration of the test", S, METRIC_TIME,
     METRIC_RUN, METRIC_DETAIL, "decided by --rate while the server keeps up"},
    {"httperf", "connections", "connections", COUNT, METRIC_PLAIN, METRIC_RUN,
     METRIC_GATE, "must be equal"},
    {"httperf", "concurrent_max", "largest number of connections at once",
     COUNT, METRIC_PLAIN, METRIC_RUN, METRIC_DESCRIBE, NULL},
    {"httperf", "burst_length", "largest burst of connects", COUNT,
     METRIC_PLAIN, METRIC_RUN, METRIC_DESCRIBE, NULL},
    {"httperf", "requests", "requests", COUNT, METRIC_PLAIN, METRIC_RUN,
     METRIC_GATE, "must be equal"},
    {"httperf", "replies", "replies", COUNT, METRIC_PLAIN, METRIC_RUN,
     METRIC_GATE, "must be equal"},
    {"httperf", "request_size", "request size", BYTES, METRIC_PLAIN, METRIC_RUN,
     METRIC_DESCRIBE, "a whole mean"},
    {"httperf", "reply_size_header", "reply size, header", BYTES, METRIC_PLAIN,
     METRIC_RUN, METRIC_DESCRIBE, "a whole mean"},
    {"httperf", "reply_size_content", "reply size, content", BYTES,
     METRIC_PLAIN, METRIC_RUN, METRIC_GATE, "a whole mean; must be equal"},
    {"httperf", "reply_size_footer", "reply size, footer", BYTES, METRIC_PLAIN,
     METRIC_RUN, METRIC_DESCRIBE, "a whole mean"},
    {"httperf", "reply_size_total", "reply size, total", BYTES, METRIC_PLAIN,
     METRIC_RUN, METRIC_DESCRIBE, "a whole mean"},
    {"httperf", "reply_status_1xx", "replies 1xx", COUNT, METRIC_PLAIN,
     METRIC_RUN, METRIC_GATE, NULL},
    {"httperf", "reply_status_2xx", "replies 2xx", COUNT, METRIC_PLAIN,
     METRIC_RUN, METRIC_GATE, NULL},
    {"httperf", "reply_status_3xx", "replies 3xx", COUNT, METRIC_PLAIN,
     METRIC_RUN, METRIC_GATE, NULL},
    {"httperf", "reply_status_4xx", "replies 4xx", COUNT, METRIC_COUNT,
     METRIC_RUN, METRIC_GATE, NULL},
    {"httperf", "reply_status_5xx", "replies 5xx", COUNT, METRIC_COUNT,
     METRIC_RUN, METRIC_GATE, NULL},
    {"httperf", "cpu_user", "client CPU, user", S, METRIC_CPU, METRIC_RUN,
     METRIC_DESCRIBE, "of the client: says nothing about the server"},
    {"httperf", "cpu_system", "client CPU, system", S, METRIC_CPU, METRIC_RUN,
     METRIC_DESCRIBE, "of the client: says nothing about the server"},
    {"httperf", "cpu_user_percent", "client CPU share, user", PERCENT,
     METRIC_SHARE, METRIC_RUN, METRIC_DESCRIBE,
     "of the client: says nothing about the server"},
    {"httperf", "cpu_system_percent", "client CPU share, system", PERCENT,
     METRIC_SHARE, METRIC_RUN, METRIC_DESCRIBE,
     "of the client: says nothing about the server"},
    {"httperf", "cpu_total_percent", "client CPU share, total", PERCENT,
     METRIC_SHARE, METRIC_RUN, METRIC_DESCRIBE,
     "of the client: says nothing about the server"},
    {"httperf", "errors_total", "errors", COUNT, METRIC_COUNT, METRIC_RUN,
     METRIC_GATE, NULL},
    {"httperf", "errors_client_timo", "client time-outs", COUNT, METRIC_COUNT,
     METRIC_RUN, METRIC_GATE, NULL},
    {"httperf", "errors_socket_timo", "socket time-outs", COUNT, METRIC_COUNT,
     METRIC_RUN, METRIC_GATE, NULL},
    {"httperf", "errors_connrefused", "connections refused", COUNT,
     METRIC_COUNT, METRIC_RUN, METRIC_GATE, NULL},
    {"httperf", "errors_connreset", "connections reset", COUNT, METRIC_COUNT,
     METRIC_RUN, METRIC_GATE, NULL},
    {"httperf", "errors_fd_unavail", "out of descriptors", COUNT, METRIC_COUNT,
     METRIC_RUN, METRIC_GATE, "a limit of the client"},
    {"httperf", "errors_addrunavail", "out of addresses", COUNT, METRIC_COUNT,
     METRIC_RUN, METRIC_GATE, "a limit of the client"},
    {"httperf", "errors_ftab_full", "file table full", COUNT, METRIC_COUNT,
     METRIC_RUN, METRIC_GATE, "a limit of the client"},
    {"httperf", "errors_other", "other errors", COUNT, METRIC_COUNT, METRIC_RUN,
     METRIC_GATE, "a limit of the client"},
    {"httperf", "session_rate_min", "session rate, minimum", PER_S, METRIC_RATE,
     METRIC_RUN, METRIC_DESCRIBE, "of samples of 5 s"},
    {"httperf", "session_rate_avg", "session rate, mean", PER_S, METRIC_RATE,
     METRIC_RUN, METRIC_DETAIL, NULL},
    {"httperf", "session_rate_max", "session rate, maximum", PER_S, METRIC_RATE,
     METRIC_RUN, METRIC_DESCRIBE, "of samples of 5 s"},
    {"httperf", "session_rate_stddev", "session rate, standard deviation",
     PER_S, METRIC_PLAIN, METRIC_RUN, METRIC_DESCRIBE, "of samples of 5 s"},
    {"httperf", "session_lifetime", "session lifetime", S, METRIC_TIME,
     METRIC_RUN, METRIC_DETAIL, "printed to 0.1 s; with the think times"},
    {"httperf", "session_failtime", "lifetime of failed sessions", S,
     METRIC_TIME, METRIC_RUN, METRIC_DESCRIBE, NULL},
    {"httperf", "session_connections", "connections per session", COUNT,
     METRIC_PLAIN, METRIC_RUN, METRIC_DESCRIBE, NULL},
    {"httperf", "sessions_ok", "sessions completed", COUNT, METRIC_PLAIN,
     METRIC_RUN, METRIC_GATE, NULL},
    {"httperf", "sessions_total", "sessions", COUNT, METRIC_PLAIN, METRIC_RUN,
     METRIC_GATE, NULL},
    {"httperf", "connection_lifetime", "lifetime of a connection", MS,
     METRIC_TIME, METRIC_REQUEST, METRIC_DESCRIBE,
     "bins of 1 ms (-v -v), connections of one run"},
    /* wget and the shell's time */
    {"wget", "real_time", "real time", S, METRIC_TIME, METRIC_RUN,
     METRIC_HEADLINE, NULL},
    {"wget", "wall_clock", "wall clock time", S, METRIC_TIME, METRIC_RUN,
     METRIC_REPEAT, "two digits: real time is better"},
    {"wget", "throughput", "throughput", MIB_PER_S, METRIC_RATE, METRIC_RUN,
     METRIC_REPEAT, "bytes / real time: the same information"},
    {"wget", "download_time", "download time", S, METRIC_TIME, METRIC_RUN,
     METRIC_DESCRIBE, "reading bodies only; no measure for many small files"},
    {"wget", "download_rate", "download rate", BYTES_PER_S, METRIC_RATE,
     METRIC_RUN, METRIC_DESCRIBE,
     "bytes / download time; no measure for many small files"},
    {"wget", "user_time", "user time", S, METRIC_CPU, METRIC_RUN,
     METRIC_DESCRIBE, "of the client: says nothing about the server"},
    {"wget", "sys_time", "system time", S, METRIC_CPU, METRIC_RUN,
     METRIC_DESCRIBE, "of the client: says nothing about the server"},
    {"wget", "files", "files", COUNT, METRIC_PLAIN, METRIC_RUN, METRIC_GATE,
     "must be equal"},
    {"wget", "bytes", "bytes", BYTES, METRIC_PLAIN, METRIC_RUN, METRIC_GATE,
     "must be equal"},
    {"wget", "errors", "errors", COUNT, METRIC_COUNT, METRIC_RUN, METRIC_GATE,
     NULL},
    {"wget", "retries", "retries", COUNT, METRIC_COUNT, METRIC_RUN, METRIC_GATE,
     NULL},
    {"wget", "exit_status", "exit status", COUNT, METRIC_PLAIN, METRIC_RUN,
     METRIC_GATE, NULL},
    /* sql-bench */
    {"sql-bench", "total_wall", "total time", S, METRIC_TIME, METRIC_RUN,
     METRIC_HEADLINE, "the sum of the modules; only when all of them ran"},
    {"sql-bench", "module_wall", "time of a module", S, METRIC_TIME,
     METRIC_MODULE, METRIC_HEADLINE, "whole seconds: quantised below 10 s"},
    {"sql-bench", "module_client_usr", "client CPU of a module, user", S,
     METRIC_CPU, METRIC_MODULE, METRIC_DETAIL,
     "CPU of the Perl client; nothing of the server"},
    {"sql-bench", "module_client_sys", "client CPU of a module, system", S,
     METRIC_CPU, METRIC_MODULE, METRIC_DETAIL,
     "CPU of the Perl client; nothing of the server"},
    {"sql-bench", "module_client_cpu",
     "client CPU of a module, user and system", S, METRIC_CPU, METRIC_MODULE,
     METRIC_DETAIL, "CPU of the Perl client; nothing of the server"},
    {"sql-bench", "module_wait", "time of a module outside the client", S,
     METRIC_TIME, METRIC_MODULE, METRIC_DETAIL,
     "wall - usr - sys; from 10 s on"},
    {"sql-bench", "cpu_share", "client share of the time of a module", PERCENT,
     METRIC_SHARE, METRIC_MODULE, METRIC_DESCRIBE,
     "CPU of the Perl client; nothing of the server"},
    {"sql-bench", "op_wall", "time of an operation", S, METRIC_TIME,
     METRIC_OPERATION, METRIC_HEADLINE, "whole seconds: quantised below 10 s"},
    {"sql-bench", "op_client_usr", "client CPU of an operation, user", S,
     METRIC_CPU, METRIC_OPERATION, METRIC_DETAIL,
     "CPU of the Perl client; nothing of the server"},
    {"sql-bench", "op_client_sys", "client CPU of an operation, system", S,
     METRIC_CPU, METRIC_OPERATION, METRIC_DETAIL,
     "CPU of the Perl client; nothing of the server"},
    {"sql-bench", "op_client_cpu",
     "client CPU of an operation, user and system", S, METRIC_CPU,
     METRIC_OPERATION, METRIC_DETAIL,
     "CPU of the Perl client; nothing of the server"},
    {"sql-bench", "op_tests", "tests of an operation", COUNT, METRIC_PLAIN,
     METRIC_OPERATION, METRIC_GATE, "as announced; must be equal"},
    {"sql-bench", "op_rows", "rows fetched by an operation", COUNT,
     METRIC_PLAIN, METRIC_OPERATION, METRIC_DESCRIBE, NULL},
    {"sql-bench", "op_time_per_test", "time per test of an operation", S,
     METRIC_TIME, METRIC_OPERATION, METRIC_REPEAT,
     "op_wall / op_tests: the same information; its inverse is the rate"},
    {"sql-bench", "table_wall", "total of the table", S, METRIC_TIME,
     METRIC_RUN, METRIC_DESCRIBE,
     "counts nested operations twice: for checking published numbers"},
    {"sql-bench", "table_client_usr", "client CPU of the table, user", S,
     METRIC_CPU, METRIC_RUN, METRIC_DESCRIBE,
     "CPU of the Perl client; nothing of the server"},
    {"sql-bench", "table_client_sys", "client CPU of the table, system", S,
     METRIC_CPU, METRIC_RUN, METRIC_DESCRIBE,
     "CPU of the Perl client; nothing of the server"},
    {"sql-bench", "table_client_cpu", "client CPU of the table", S, METRIC_CPU,
     METRIC_RUN, METRIC_DETAIL,
     "CPU of the Perl client; nothing of the server"},
    {"sql-bench", "table_tests", "tests of the table", COUNT, METRIC_PLAIN,
     METRIC_RUN, METRIC_GATE, "as announced; must be equal"},
    {"sql-bench", "modules_failed", "modules failed", COUNT, METRIC_COUNT,
     METRIC_RUN, METRIC_GATE, NULL},
    {"sql-bench", "modules_skipped", "modules skipped", COUNT, METRIC_COUNT,
     METRIC_RUN, METRIC_GATE, NULL},
    {"sql-bench", "modules_estimated", "modules with estimates", COUNT,
     METRIC_COUNT, METRIC_RUN, METRIC_GATE, NULL},
    {"sql-bench", "ops_estimated", "operations estimated", COUNT, METRIC_COUNT,
     METRIC_RUN, METRIC_GATE, NULL},
    {"sql-bench", "ops_wrong", "operations with a wrong result", COUNT,
     METRIC_COUNT, METRIC_RUN, METRIC_GATE, NULL},
    {"sql-bench", "modules", "modules", COUNT, METRIC_PLAIN, METRIC_RUN,
     METRIC_GATE, "must be equal"},

    /* Plain numbers: what they count only the user knows. */
    {"numbers", "value", "value", COUNT, METRIC_PLAIN, METRIC_RUN,
     METRIC_HEADLINE,
     "which way is better is not known: --better higher or lower"},
};
const size_t n_metrics = sizeof metrics / sizeof metrics[0];

/* Every value of every run looks its metric up: one table of names a tool,
 * made at the first look and then only read. */
struct tool_names {
    const char *tool;
    GHashTable *by_name; /* char * to struct metric *, both static */
};
enum { TOOLS_MAX = 8 };
static struct tool_names tool_names[TOOLS_MAX];

static GHashTable *names_of(const char *tool, bool add)
{
    for (size_t i = 0; i < TOOLS_MAX; i++) {
        if (!tool_names[i].tool && add) {
            tool_names[i].tool = tool;
            tool_names[i].by_name = g_hash_table_new(g_str_hash, g_str_equal);
        }
        if (!tool_names[i].tool)
            return NULL;
        if (!strcmp(tool_names[i].tool, tool))
            return tool_names[i].by_name;
    }
    return NULL;
}

static gpointer make_names(gpointer unused)
{
    for (size_t i = 0; i < n_metrics; i++) {
        const struct metric *metric = &metrics[i];
        GHashTable *names = names_of(metric->tool, true);

        g_assert(names);
        g_hash_table_insert(names, (gpointer)(uintptr_t)metric->name,
                            (gpointer)(uintptr_t)metric);
    }
    return unused;
}

const struct metric *metric_of(const char *tool, const char *name)
{
    static GOnce once = G_ONCE_INIT;
    GHashTable *names;

    g_once(&once, make_names, tool_names);
    names = names_of(tool, false);
    return names ? g_hash_table_lookup(names, name) : NULL;
}

const struct metric *metric_find(const char *name)
{
    const char *dot = strchr(name, '.');
    const struct metric *found = NULL;

    if (dot) {
        g_autofree char *tool = g_strndup(name, (size_t)(dot - name));

        return metric_of(tool, dot + 1);
    }
    for (size_t i = 0; i < n_metrics; i++) {
        if (strcmp(metrics[i].name, name))
            continue;
        if (found)
            return NULL;
        found = &metrics[i];
    }
    return found;
}

bool metric_matches(const struct metric *metric, const char *pattern)
{
    g_autofree char *full =
        g_strdup_printf("%s.%s", metric->tool, metric->name);

    /* GLib ends the program on some that are no UTF-8. */
    return g_utf8_validate(pattern, -1, NULL) &&
           (g_pattern_match_simple(pattern, metric->name) ||
            g_pattern_match_simple(pattern, full));
}

size_t metric_index(const struct metric *metric)
{
    return (size_t)(metric - metrics);
}

int metric_direction(const struct metric *metric)
{
    static const int directions[] = {
        [METRIC_RATE] = 1,  [METRIC_TIME] = -1,  [METRIC_CPU] = -1,
        [METRIC_SIZE] = -1, [METRIC_COUNT] = -1, [METRIC_SHARE] = 0,
        [METRIC_PLAIN] = 0,
    };

    return directions[metric->class];
}

struct decimal metric_to_base(const struct metric *metric,
                              struct decimal printed)
{
    struct decimal base = decimal_shift(printed, metric->base_shift);

    /* A value whose digits leave no room for the factor gives up digits that
     * no tool prints: 2^63 / 1024 is more than 15 digits. */
    while (__builtin_mul_overflow(printed.digits, metric->base_factor,
                                  &base.digits)) {
        printed.digits /= 10;
        base.exponent++;
    }
    return base;
}

double metric_display_factor(const struct metric *metric)
{
    struct decimal unit = {metric->base_factor, (int16_t)metric->base_shift};

    return 1.0 / decimal_to_double(unit);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a run of httperf is worth, and the run it becomes.
 *
 * 1. No report, a missing line (the last ones carry the errors: without
 *    them no run can be called clean) or a contradiction: refused.
 * 2. No reply at all: refused, for the zeros are missing values. Only 4xx
 *    and 5xx: refused, an error page was measured.
 * 3. Errors gate a run: times are those of the connections that survived.
 *    Descriptors and ports that lacked are a limit of the client.
 * 4. Fewer connections than asked for, or fewer replies than connections
 *    and errors explain: the run was stopped, unless by --runtime.
 * 5. Numbers that mean nothing are missing, not zero: the reply rate without
 *    a sample, a standard deviation of one value, the rate of sessions under
 *    five seconds, the lifetime of sessions there were none of.
 */
#include "ingest/httperf_report.h"

static const struct {
    enum httperf_field field;
    const char *metric;
} values[] = {
    {HTTPERF_TIME_AVG, "connection_time_avg"},
    {HTTPERF_TIME_MIN, "connection_time_min"},
    {HTTPERF_TIME_MAX, "connection_time_max"},
    {HTTPERF_TIME_MEDIAN, "connection_time_median"},
    {HTTPERF_TIME_STDDEV, "connection_time_stddev"},
    {HTTPERF_CONNECT, "connect_time"},
    {HTTPERF_LENGTH, "connection_length"},
    {HTTPERF_RESPONSE, "reply_time_response"},
    {HTTPERF_TRANSFER, "reply_time_transfer"},
    {HTTPERF_CONNECTIONS, "connections"},
    {HTTPERF_REQUESTS, "requests"},
    {HTTPERF_REPLIES, "replies"},
    {HTTPERF_DURATION, "test_duration"},
    {HTTPERF_BURST, "burst_length"},
    {HTTPERF_CONNECTION_RATE, "connection_rate"},
    {HTTPERF_CONNECTION_INTERVAL, "connection_interval"},
    {HTTPERF_CONCURRENT, "concurrent_max"},
    {HTTPERF_REQUEST_RATE, "request_rate"},
    {HTTPERF_REQUEST_INTERVAL, "request_interval"},
    {HTTPERF_REQUEST_SIZE, "request_size"},
    {HTTPERF_REPLY_MIN, "reply_rate_min"},
    {HTTPERF_REPLY_AVG, "reply_rate_avg"},
    {HTTPERF_REPLY_MAX, "reply_rate_max"},
    {HTTPERF_REPLY_STDDEV, "reply_rate_stddev"},
    {HTTPERF_SAMPLES, "reply_rate_samples"},
    {HTTPERF_HEADER, "reply_size_header"},
    {HTTPERF_CONTENT, "reply_size_content"},
    {HTTPERF_FOOTER, "reply_size_footer"},
    {HTTPERF_SIZE, "reply_size_total"},
    {HTTPERF_1XX, "reply_status_1xx"},
    {HTTPERF_2XX, "reply_status_2xx"},
    {HTTPERF_3XX, "reply_status_3xx"},
    {HTTPERF_4XX, "reply_status_4xx"},
    {HTTPERF_5XX, "reply_status_5xx"},
    {HTTPERF_USER, "cpu_user"},
    {HTTPERF_SYSTEM, "cpu_system"},
    {HTTPERF_USER_SHARE, "cpu_user_percent"},
    {HTTPERF_SYSTEM_SHARE, "cpu_system_percent"},
    {HTTPERF_CPU_SHARE, "cpu_total_percent"},
    {HTTPERF_NET_IO, "net_io"},
    {HTTPERF_NET_IO_BITS, "net_io_bits"},
    {HTTPERF_ERRORS, "errors_total"},
    {HTTPERF_CLIENT_TIMO, "errors_client_timo"},
    {HTTPERF_SOCKET_TIMO, "errors_socket_timo"},
    {HTTPERF_CONNREFUSED, "errors_connrefused"},
    {HTTPERF_CONNRESET, "errors_connreset"},
    {HTTPERF_FD_UNAVAIL, "errors_fd_unavail"},
    {HTTPERF_ADDRUNAVAIL, "errors_addrunavail"},
    {HTTPERF_FTAB_FULL, "errors_ftab_full"},
    {HTTPERF_OTHER, "errors_other"},
    {HTTPERF_SESSION_MIN, "session_rate_min"},
    {HTTPERF_SESSION_AVG, "session_rate_avg"},
    {HTTPERF_SESSION_MAX, "session_rate_max"},
    {HTTPERF_SESSION_STDDEV, "session_rate_stddev"},
    {HTTPERF_SESSIONS_OK, "sessions_ok"},
    {HTTPERF_SESSIONS, "sessions_total"},
    {HTTPERF_SESSION_CONNECTIONS, "session_connections"},
    {HTTPERF_LIFETIME, "session_lifetime"},
    {HTTPERF_FAILTIME, "session_failtime"},
};

/* Rule 5. */
static bool means_something(const struct httperf_log *log,
                            enum httperf_field field)
{
    double samples = httperf_double(log, HTTPERF_SAMPLES);
    double sessions = httperf_double(log, HTTPERF_SESSIONS);
    double completed = httperf_double(log, HTTPERF_SESSIONS_OK);

    switch (field) {
    case HTTPERF_TIME_STDDEV:
        return httperf_replied(log) > 1;
    case HTTPERF_REPLY_MIN:
    case HTTPERF_REPLY_AVG:
    case HTTPERF_REPLY_MAX:
        return samples > 0;
    case HTTPERF_REPLY_STDDEV:
        return samples > 1;
    case HTTPERF_SESSION_MIN:
    case HTTPERF_SESSION_MAX:
        return samples > 0;
    case HTTPERF_SESSION_STDDEV:
        return samples > 1;
    case HTTPERF_LIFETIME:
        return completed > 0;
    case HTTPERF_FAILTIME:
        return completed < sessions;
    default:
        return true;
    }
}

/* "nan" for a standard deviation: 0 if there is no range, else missing. */
static void settle_nan(struct httperf_log *log, enum httperf_field low,
                       enum httperf_field high, enum httperf_field sd)
{
    struct httperf_number *number = &log->report.fields[sd];

    if (!number->is_missing || !httperf_has(log, low) ||
        !httperf_has(log, high) ||
        decimal_compare(log->report.fields[low].value,
                        log->report.fields[high].value))
        return;
    number->is_missing = false;
    number->value = (struct decimal){0, log->report.fields[low].value.exponent};
}

static void add_values(struct httperf_log *log)
{
    settle_nan(log, HTTPERF_TIME_MIN, HTTPERF_TIME_MAX, HTTPERF_TIME_STDDEV);
    settle_nan(log, HTTPERF_REPLY_MIN, HTTPERF_REPLY_MAX, HTTPERF_REPLY_STDDEV);
    settle_nan(log, HTTPERF_SESSION_MIN, HTTPERF_SESSION_MAX,
               HTTPERF_SESSION_STDDEV);
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        enum httperf_field field = values[i].field;

        if (httperf_has(log, field) && means_something(log, field))
            run_value(log->run, values[i].metric,
                      log->report.fields[field].value,
                      log->report.fields[field].line);
    }
    if (log->report.lifetimes && log->report.lifetimes->len)
        run_distribution(log->run, "connection_lifetime", -1,
                         g_steal_pointer(&log->report.lifetimes));
}

/* Rule 2. */
static void judge_replies(struct httperf_log *log)
{
    double replies = httperf_double(log, HTTPERF_REPLIES);
    double refused = httperf_double(log, HTTPERF_CONNREFUSED);
    double errors = httperf_double(log, HTTPERF_ERRORS);
    double wrong =
        httperf_double(log, HTTPERF_4XX) + httperf_double(log, HTTPERF_5XX);
    uint32_t line = log->report.line;

    if (replies <= 0 && refused > 0 && refused >= errors)
        run_reason(log->run, "connection-refused", line, 0,
                   "%.0f of %.0f connections were refused: the zeros are "
                   "missing values",
                   refused, httperf_double(log, HTTPERF_CONNECTIONS));
    else if (replies <= 0)
        run_reason(log->run, "no-replies", line, 0,
                   "no reply in %.0f connections: the zeros are missing "
                   "values",
                   httperf_double(log, HTTPERF_CONNECTIONS));
    else if (wrong >= replies)
        run_reason(log->run, "all-non-2xx",
                   log->report.fields[HTTPERF_4XX].line, 0,
                   "all %.0f replies are 4xx or 5xx", replies);
    else if (wrong > 0)
        run_reason(log->run, "non-2xx", log->report.fields[HTTPERF_4XX].line, 0,
                   "%.0f of %.0f replies are 4xx or 5xx", wrong, replies);
}

/* Rule 3. */
static void judge_errors(struct httperf_log *log)
{
    uint32_t line = log->report.fields[HTTPERF_ERRORS].line;
    double errors = httperf_double(log, HTTPERF_ERRORS);
    double limits = httperf_double(log, HTTPERF_FD_UNAVAIL) +
                    httperf_double(log, HTTPERF_ADDRUNAVAIL) +
                    httperf_double(log, HTTPERF_FTAB_FULL) +
                    httperf_double(log, HTTPERF_OTHER);
    double sessions = httperf_double(log, HTTPERF_SESSIONS);
    double completed = httperf_double(log, HTTPERF_SESSIONS_OK);

    if (limits > 0)
        run_reason(log->run, "client-limit",
                   log->report.fields[HTTPERF_FD_UNAVAIL].line, 0,
                   "%.0f connections lacked a descriptor or a port at the "
                   "client",
                   limits);
    if (errors > limits)
        run_reason(log->run, "errors", line, 0,
                   "%.0f of %.0f connections failed: the times are of those "
                   "that did not",
                   errors - limits, httperf_double(log, HTTPERF_CONNECTIONS));
    if (completed < sessions)
        run_reason(log->run, "session-failures",
                   log->report.fields[HTTPERF_SESSIONS_OK].line, 0,
                   "%.0f of %.0f sessions were completed", completed, sessions);
}

/* Rule 4. */
static void judge_end(struct httperf_log *log)
{
    double tried = httperf_double(log, HTTPERF_CONNECTIONS) +
                   httperf_double(log, HTTPERF_FD_UNAVAIL) +
                   httperf_double(log, HTTPERF_FTAB_FULL);
    double replies = httperf_double(log, HTTPERF_REPLIES);
    double errors = httperf_double(log, HTTPERF_ERRORS);
    double due =
        httperf_double(log, HTTPERF_CONNECTIONS) * (double)log->num_calls;
    uint32_t line = log->report.line;

    if (log->has_runtime)
        return;
    if (log->has_sessions) {
        double sessions = httperf_double(log, HTTPERF_SESSIONS);

        if (sessions < (double)log->sessions)
            run_reason(log->run, "interrupted", line, 0,
                       "%.0f of %" G_GUINT64_FORMAT " sessions", sessions,
                       log->sessions);
        return;
    }
    if (tried < (double)log->num_conns)
        run_reason(log->run, "interrupted", line, 0,
                   "%.0f connections of %" G_GUINT64_FORMAT " asked for", tried,
                   log->num_conns);
    /* A failed connection may take all its calls with it. */
    else if (replies + errors * (double)log->num_calls < due)
        run_reason(log->run, "interrupted", line, 0,
                   "%.0f replies of %.0f, and no errors that explain it",
                   replies, due);
}

static void judge_failure(struct httperf_log *log)
{
    if (log->fatal)
        run_reason(log->run, log->slug, log->fatal_line, 0, "%s", log->fatal);
    else
        run_reason(log->run, "no-report", log->last_line, 0,
                   "the run left no report: killed, or the log was cut");
}

static void check_whole(struct httperf_log *log)
{
    const struct httperf_report *report = &log->report;
    const char *missing = httperf_missing_line(log);

    if (report->problem_slug)
        run_reason(log->run, report->problem_slug, report->problem_line,
                   report->problem_column, "%s", report->problem);
    else if (missing)
        run_reason(log->run, "truncated", log->last_line, 0,
                   "the report ends without its line '%s...'", missing);
}

void httperf_fill_run(struct httperf_log *log)
{
    if (log->n_unknown > 3)
        run_note(log->run, "unknown-line", 0,
                 "%u lines in all are not httperf's", log->n_unknown);
    if (log->n_noise)
        run_note(log->run, "parse-warnings", log->run->line,
                 "httperf could not read %u lines of replies", log->n_noise);
    if (!log->report.line && !log->report.problem_slug) {
        judge_failure(log);
        return;
    }
    check_whole(log);
    if (log->run->status != RUN_REFUSED)
        httperf_check(log);
    if (log->run->status == RUN_REFUSED)
        return;
    judge_replies(log);
    if (log->run->status == RUN_REFUSED)
        return;
    judge_errors(log);
    judge_end(log);
    add_values(log);
}

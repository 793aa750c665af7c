/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the numbers of one httperf report owe each other.
 *
 * C connections, Q requests, P replies, D duration, L connections with a
 * reply.
 *
 *  1. connection rate = C / D, request rate = Q / D, and their inverses
 *  2. the replies by status add up to P;  P <= Q;  P <= C * calls
 *  3. connection length = P / L for a whole L <= C
 *  4. total size = header + content + footer
 *  5. net I/O = (Q * request size + P * (header + content)) / (1024 D), the
 *     sizes being truncated means;  in bits it is 0.008192 times that
 *  6. min <= avg <= max;  min <= median <= max within its bin of 1 ms, whose
 *     middle it is;  the standard deviation fits the range
 *  7. avg >= connect + calls * (response + transfer) in a clean run
 *  8. CPU shares = CPU / D;  their total = user + system
 *  9. errors = the sum of the eight kinds
 * 10. one sample of the reply rate each 5 s
 * 11. sessions: completed <= all = the histogram's, whose calls are P
 * 12. C + descriptors that lacked <= the connections asked for
 *
 * Rates are not checked below 0.05 s: three decimals of it say too little.
 */
#include "ingest/httperf_report.h"
#include "ingest/interval.h"

#include <math.h>

bool httperf_has(const struct httperf_log *log, enum httperf_field field)
{
    const struct httperf_number *number = &log->report.fields[field];

    return number->is_seen && !number->is_missing;
}

double httperf_double(const struct httperf_log *log, enum httperf_field field)
{
    return httperf_has(log, field)
               ? decimal_to_double(log->report.fields[field].value)
               : 0;
}

double httperf_replied(const struct httperf_log *log)
{
    double length = httperf_double(log, HTTPERF_LENGTH);

    return length > 0 ? round(httperf_double(log, HTTPERF_REPLIES) / length)
                      : 0;
}

static void contradict(const struct httperf_log *log, enum httperf_field field,
                       const char *format, ...) G_GNUC_PRINTF(3, 4);

static void contradict(const struct httperf_log *log, enum httperf_field field,
                       const char *format, ...)
{
    const struct httperf_number *at = &log->report.fields[field];
    g_autofree char *message = NULL;
    va_list arguments;

    va_start(arguments, format);
    message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    run_reason(log->run, "contradiction", at->line, at->column, "%s", message);
}

static struct interval printed(const struct httperf_log *log,
                               enum httperf_field field)
{
    return interval_printed(log->report.fields[field].value);
}

static struct interval exact(const struct httperf_log *log,
                             enum httperf_field field)
{
    return interval_exact(httperf_double(log, field));
}

static struct interval times(struct interval a, double factor)
{
    return interval_times(a, interval_exact(factor));
}

static void expect(const struct httperf_log *log, enum httperf_field field,
                   struct interval derived, const char *name, const char *what)
{
    char text[DECIMAL_TEXT];

    if (interval_meet(printed(log, field), interval_widen(derived, 1e-9, 0)))
        return;
    contradict(log, field, "%s %s contradicts %s, which gives %.6g to %.6g",
               name, decimal_print(log->report.fields[field].value, text), what,
               derived.low, derived.high);
}

/* Rule 1. */
static void check_rates(const struct httperf_log *log)
{
    struct interval duration = printed(log, HTTPERF_DURATION);
    struct interval ms = times(duration, 1000);

    expect(log, HTTPERF_CONNECTION_RATE,
           interval_over(exact(log, HTTPERF_CONNECTIONS), duration),
           "connection rate", "connections / duration");
    expect(log, HTTPERF_REQUEST_RATE,
           interval_over(exact(log, HTTPERF_REQUESTS), duration),
           "request rate", "requests / duration");
    if (httperf_double(log, HTTPERF_CONNECTIONS) > 0)
        expect(log, HTTPERF_CONNECTION_INTERVAL,
               interval_over(ms, exact(log, HTTPERF_CONNECTIONS)),
               "time per connection", "duration / connections");
    if (httperf_double(log, HTTPERF_REQUESTS) > 0)
        expect(log, HTTPERF_REQUEST_INTERVAL,
               interval_over(ms, exact(log, HTTPERF_REQUESTS)),
               "time per request", "duration / requests");
}

static double sum(const struct httperf_log *log, enum httperf_field first,
                  enum httperf_field last)
{
    double total = 0;

    for (unsigned field = first; field <= last; field++)
        total += httperf_double(log, field);
    return total;
}

/* Rules 2, 3, 9, 10 and 12. */
static void check_counts(const struct httperf_log *log)
{
    double connections = httperf_double(log, HTTPERF_CONNECTIONS);
    double replies = httperf_double(log, HTTPERF_REPLIES);
    double by_status = sum(log, HTTPERF_1XX, HTTPERF_5XX);
    double errors = sum(log, HTTPERF_CLIENT_TIMO, HTTPERF_OTHER);
    double samples = floor(httperf_double(log, HTTPERF_DURATION) / 5);
    double tried = connections + httperf_double(log, HTTPERF_FD_UNAVAIL) +
                   httperf_double(log, HTTPERF_FTAB_FULL);

    if (by_status != replies)
        contradict(log, HTTPERF_REPLIES,
                   "%.0f replies, but %.0f of them by status", replies,
                   by_status);
    if (replies > httperf_double(log, HTTPERF_REQUESTS))
        contradict(log, HTTPERF_REPLIES, "more replies than requests");
    if (log->num_calls && !log->has_sessions &&
        replies > connections * (double)log->num_calls)
        contradict(log, HTTPERF_REPLIES,
                   "more replies than %.0f connections with %" G_GUINT64_FORMAT
                   " calls",
                   connections, log->num_calls);
    if (httperf_double(log, HTTPERF_ERRORS) != errors)
        contradict(log, HTTPERF_ERRORS, "%.0f errors, but %.0f of them by kind",
                   httperf_double(log, HTTPERF_ERRORS), errors);
    if (fabs(httperf_double(log, HTTPERF_SAMPLES) - samples) > 1)
        contradict(log, HTTPERF_SAMPLES,
                   "%.0f samples of 5 s do not make %.3f s",
                   httperf_double(log, HTTPERF_SAMPLES),
                   httperf_double(log, HTTPERF_DURATION));
    if (log->num_conns && !log->has_sessions && tried > (double)log->num_conns)
        contradict(log, HTTPERF_CONNECTIONS,
                   "more connections than the %" G_GUINT64_FORMAT " asked for",
                   log->num_conns);
}

static void check_length(const struct httperf_log *log)
{
    struct interval replies = exact(log, HTTPERF_REPLIES);
    struct interval replied;

    if (replies.high <= 0)
        return;
    replied = interval_widen(
        interval_over(replies, printed(log, HTTPERF_LENGTH)), 1e-9, 0);
    if (floor(replied.high) < replied.low ||
        ceil(replied.low) > httperf_double(log, HTTPERF_CONNECTIONS))
        contradict(log, HTTPERF_LENGTH,
                   "no number of connections has this many replies each");
}

/* Rules 4 and 5. */
static void check_sizes(const struct httperf_log *log)
{
    double requests = httperf_double(log, HTTPERF_REQUESTS);
    double replies = httperf_double(log, HTTPERF_REPLIES);
    double content = httperf_double(log, HTTPERF_HEADER) +
                     httperf_double(log, HTTPERF_CONTENT);
    double bytes = requests * httperf_double(log, HTTPERF_REQUEST_SIZE) +
                   replies * content;
    bool is_clean = httperf_double(log, HTTPERF_ERRORS) <= 0;
    struct interval kib = {bytes / 1024,
                           (bytes + requests + 2 * replies) / 1024};

    if (content + httperf_double(log, HTTPERF_FOOTER) !=
        httperf_double(log, HTTPERF_SIZE))
        contradict(log, HTTPERF_SIZE,
                   "the total size is not that of header, content and footer");
    expect(log, HTTPERF_NET_IO_BITS,
           times(printed(log, HTTPERF_NET_IO), 0.008192), "net I/O in bits",
           "net I/O in KB/s");
    if (httperf_double(log, HTTPERF_DURATION) < 0.05)
        return;
    /* Parts of replies that failed are in the bytes, not in the sizes. */
    if (!is_clean)
        kib.high = INFINITY;
    expect(log, HTTPERF_NET_IO,
           interval_over(kib, printed(log, HTTPERF_DURATION)), "net I/O",
           "the sizes, counts and duration");
}

static bool in_order(const struct httperf_log *log, enum httperf_field a,
                     enum httperf_field b)
{
    return !httperf_has(log, a) || !httperf_has(log, b) ||
           decimal_compare(log->report.fields[a].value,
                           log->report.fields[b].value) <= 0;
}

/* Rule 6. */
static void check_times(const struct httperf_log *log)
{
    double low = httperf_double(log, HTTPERF_TIME_MIN);
    double high = httperf_double(log, HTTPERF_TIME_MAX);
    double median = httperf_double(log, HTTPERF_TIME_MEDIAN);
    double sd = httperf_double(log, HTTPERF_TIME_STDDEV);
    double n = httperf_replied(log);

    if (!in_order(log, HTTPERF_TIME_MIN, HTTPERF_TIME_AVG) ||
        !in_order(log, HTTPERF_TIME_AVG, HTTPERF_TIME_MAX))
        contradict(log, HTTPERF_TIME_AVG,
                   "the average connection time is not between minimum and "
                   "maximum");
    if (n > 0 && high < 100000 &&
        (median + 0.55 < low || median - 0.55 > high ||
         fabs(fmod(median, 1) - 0.5) > 0.01))
        contradict(log, HTTPERF_TIME_MEDIAN,
                   "the median connection time is no middle of a millisecond "
                   "between minimum and maximum");
    if (n > 1 && sd > (high - low + 0.1) / 2 * sqrt(n / (n - 1)) + 0.1)
        contradict(log, HTTPERF_TIME_STDDEV,
                   "the standard deviation does not fit the range");
    if (httperf_double(log, HTTPERF_SAMPLES) > 0 &&
        (!in_order(log, HTTPERF_REPLY_MIN, HTTPERF_REPLY_AVG) ||
         !in_order(log, HTTPERF_REPLY_AVG, HTTPERF_REPLY_MAX)))
        contradict(log, HTTPERF_REPLY_AVG,
                   "the average reply rate is not between minimum and "
                   "maximum");
}

/* Rule 7. */
static void check_parts(const struct httperf_log *log)
{
    double calls = (double)log->num_calls;
    double parts = httperf_double(log, HTTPERF_CONNECT) +
                   calls * (httperf_double(log, HTTPERF_RESPONSE) +
                            httperf_double(log, HTTPERF_TRANSFER));
    double replies = httperf_double(log, HTTPERF_REPLIES);

    if (!log->num_calls || log->has_sessions || log->is_pipelined ||
        httperf_double(log, HTTPERF_ERRORS) > 0 ||
        replies != httperf_double(log, HTTPERF_CONNECTIONS) * calls)
        return;
    if (httperf_double(log, HTTPERF_TIME_AVG) < parts - 0.1 * (2 * calls + 2))
        contradict(log, HTTPERF_TIME_AVG,
                   "the average connection time is less than its calls take");
}

/* Rule 8. */
static void check_cpu(const struct httperf_log *log)
{
    struct interval duration = printed(log, HTTPERF_DURATION);
    struct interval total;

    expect(log, HTTPERF_USER_SHARE,
           interval_over(times(printed(log, HTTPERF_USER), 100), duration),
           "user CPU share", "user CPU / duration");
    expect(log, HTTPERF_SYSTEM_SHARE,
           interval_over(times(printed(log, HTTPERF_SYSTEM), 100), duration),
           "system CPU share", "system CPU / duration");
    total = interval_add(printed(log, HTTPERF_USER_SHARE),
                         printed(log, HTTPERF_SYSTEM_SHARE));
    expect(log, HTTPERF_CPU_SHARE, total, "total CPU share",
           "the user and system shares");
}

/* Rule 11. */
static void check_sessions(const struct httperf_log *log)
{
    const struct httperf_report *report = &log->report;
    double all = httperf_double(log, HTTPERF_SESSIONS);

    if (!httperf_has(log, HTTPERF_SESSIONS))
        return;
    if (httperf_double(log, HTTPERF_SESSIONS_OK) > all)
        contradict(log, HTTPERF_SESSIONS_OK,
                   "more sessions were completed than there were");
    if (!report->has_histogram)
        return;
    if ((double)report->histogram_sessions != all)
        contradict(log, HTTPERF_SESSIONS,
                   "%.0f sessions, but the histogram holds %" G_GUINT64_FORMAT,
                   all, report->histogram_sessions);
    else if ((double)report->histogram_calls !=
             httperf_double(log, HTTPERF_REPLIES))
        contradict(
            log, HTTPERF_REPLIES,
            "%.0f replies, but the sessions made %" G_GUINT64_FORMAT " calls",
            httperf_double(log, HTTPERF_REPLIES), report->histogram_calls);
}

void httperf_check(const struct httperf_log *log)
{
    check_counts(log);
    check_length(log);
    check_sizes(log);
    check_times(log);
    check_parts(log);
    check_sessions(log);
    if (httperf_double(log, HTTPERF_DURATION) < 0.05)
        return;
    check_rates(log);
    check_cpu(log);
}

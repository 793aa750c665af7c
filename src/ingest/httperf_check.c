/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the numbers of one httperf report owe each other.
 *
 * C connections, Q requests, P replies, D duration, L connections with a
 * reply.
 *
 *  1. connection rate = C / D, request rate = Q / D, and their inverses
 *  2. the replies by status add up to P;  P <= Q;  P <= C * calls
 *  3. connection length = P / L for a whole L <= C;  it is not above the
 *     calls, and is the calls in a clean run
 *  4. total size = header + content + footer;  sizes are whole bytes
 *  5. net I/O = (Q * request size + P * (header + content)) / (1024 D), the
 *     sizes being truncated means;  in bits it is 0.008192 times that
 *  6. min <= median <= max within its bin of 1 ms, whose middle it is;  the
 *     average and standard deviation of connection times and of reply rates
 *     are those of some n values from min to max, two of which are these
 *  7. avg >= connect + calls * (response + transfer) in a clean run
 *  8. CPU shares = CPU / D;  their total = user + system
 *  9. errors = the sum of the eight kinds
 * 10. one sample of the reply rate each 5 s, in which no more replies came
 *     than P;  without a sample the rates are 0
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

/* Errors aside, all calls of all connections were answered. */
static bool is_clean(const struct httperf_log *log)
{
    return log->num_calls && !log->has_sessions &&
           httperf_double(log, HTTPERF_ERRORS) <= 0 &&
           httperf_double(log, HTTPERF_REPLIES) ==
               httperf_double(log, HTTPERF_CONNECTIONS) *
                   (double)log->num_calls;
}

/* Rule 3. */
static void check_length(const struct httperf_log *log)
{
    struct interval replies = exact(log, HTTPERF_REPLIES);
    double length = httperf_double(log, HTTPERF_LENGTH);
    double calls = (double)log->num_calls;
    struct interval replied;

    if (replies.high <= 0)
        return;
    replied = interval_widen(
        interval_over(replies, printed(log, HTTPERF_LENGTH)), 1e-9, 0);
    if (floor(replied.high) < replied.low ||
        ceil(replied.low) > httperf_double(log, HTTPERF_CONNECTIONS))
        contradict(log, HTTPERF_LENGTH,
                   "no number of connections has this many replies each");
    else if (log->num_calls && !log->has_sessions && length > calls)
        contradict(log, HTTPERF_LENGTH,
                   "%.3f replies a connection, of %.0f calls", length, calls);
    else if (is_clean(log) && length < calls)
        contradict(log, HTTPERF_LENGTH,
                   "%.3f replies a connection, but all of %.0f calls were "
                   "answered",
                   length, calls);
}

/* Rule 4. */
static void check_whole_bytes(const struct httperf_log *log)
{
    static const enum httperf_field sizes[] = {HTTPERF_REQUEST_SIZE,
                                               HTTPERF_HEADER, HTTPERF_CONTENT,
                                               HTTPERF_FOOTER, HTTPERF_SIZE};

    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        double size = httperf_double(log, sizes[i]);

        if (size != floor(size))
            contradict(log, sizes[i],
                       "%.1f is no size that httperf prints: whole bytes",
                       size);
    }
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
    struct interval kib = {bytes / 1024,
                           (bytes + requests + 2 * replies) / 1024};

    check_whole_bytes(log);
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
    if (httperf_double(log, HTTPERF_ERRORS) > 0)
        kib.high = INFINITY;
    expect(log, HTTPERF_NET_IO,
           interval_over(kib, printed(log, HTTPERF_DURATION)), "net I/O",
           "the sizes, counts and duration");
}

/* Where a line of minimum, average, maximum and deviation has them. */
struct spread {
    const char *what;
    enum httperf_field min, avg, max, sd;
};

/* Each printed number is half a tenth off at most; n is a little more so,
 * where it is derived. */
#define SPREAD_ROOM 0.1
#define COUNT_ROOM 1.01

static void check_average(const struct httperf_log *log,
                          const struct spread *spread, double n)
{
    double low = httperf_double(log, spread->min);
    double high = httperf_double(log, spread->max);
    double avg = httperf_double(log, spread->avg);
    double reach = (high - low) / (n * COUNT_ROOM) - SPREAD_ROOM;

    if (!httperf_has(log, spread->avg) || high < low)
        return;
    if (avg < low || avg > high)
        contradict(log, spread->avg,
                   "the average %s is not between minimum and maximum",
                   spread->what);
    else if (avg < low + reach || avg > high - reach)
        contradict(log, spread->avg,
                   "%.0f values from %.1f to %.1f do not have the average "
                   "%.1f",
                   n, low, high, avg);
}

static void check_deviation(const struct httperf_log *log,
                            const struct spread *spread, double n)
{
    double range =
        httperf_double(log, spread->max) - httperf_double(log, spread->min);
    double sd = httperf_double(log, spread->sd), least = 0, most = 0;

    if (!httperf_has(log, spread->sd))
        return;
    if (n > 1) {
        least = (range - SPREAD_ROOM) / sqrt(2 * (n * COUNT_ROOM - 1));
        most = (range + SPREAD_ROOM) / 2 * sqrt(n / (n - 1)) + SPREAD_ROOM;
    }
    if (sd > most || sd < least - SPREAD_ROOM)
        contradict(log, spread->sd,
                   "the standard deviation %.1f does not fit %.0f values over "
                   "a range of %.1f",
                   sd, n, range);
}

static void check_spread(const struct httperf_log *log,
                         const struct spread *spread, double n)
{
    if (n < 1)
        return;
    if (httperf_double(log, spread->max) < httperf_double(log, spread->min))
        contradict(log, spread->max,
                   "the maximum of the %s is below its minimum", spread->what);
    check_average(log, spread, n);
    check_deviation(log, spread, n);
}

/* Rule 6. */
static void check_times(const struct httperf_log *log)
{
    static const struct spread times_spread = {
        "connection time", HTTPERF_TIME_MIN, HTTPERF_TIME_AVG, HTTPERF_TIME_MAX,
        HTTPERF_TIME_STDDEV};
    double low = httperf_double(log, HTTPERF_TIME_MIN);
    double high = httperf_double(log, HTTPERF_TIME_MAX);
    double median = httperf_double(log, HTTPERF_TIME_MEDIAN);
    double n = httperf_replied(log);

    if (n > 0 && high < 100000 &&
        (median + 0.55 < low || median - 0.55 > high ||
         fabs(fmod(median, 1) - 0.5) > 0.01))
        contradict(log, HTTPERF_TIME_MEDIAN,
                   "the median connection time is no middle of a millisecond "
                   "between minimum and maximum");
    check_spread(log, &times_spread, n);
}

/* Of several clients (--client=I/N) each takes its first sample early. */
static bool may_sample_early(const struct httperf_log *log)
{
    return !log->has_echo || run_find_parameter(log->run, "client");
}

/* Rules 6 and 10. */
static void check_samples(const struct httperf_log *log)
{
    static const struct spread rates = {"reply rate", HTTPERF_REPLY_MIN,
                                        HTTPERF_REPLY_AVG, HTTPERF_REPLY_MAX,
                                        HTTPERF_REPLY_STDDEV};
    double n = httperf_double(log, HTTPERF_SAMPLES);
    double replies = httperf_double(log, HTTPERF_REPLIES);
    double counted =
        5 * n * (httperf_double(log, HTTPERF_REPLY_AVG) - SPREAD_ROOM / 2);

    check_spread(log, &rates, n);
    for (unsigned i = HTTPERF_REPLY_MIN; n < 1 && i <= HTTPERF_REPLY_STDDEV;
         i++)
        if (httperf_double(log, i) > 0)
            contradict(log, i, "a reply rate without a sample of it");
    if (counted > replies * COUNT_ROOM && !may_sample_early(log))
        contradict(log, HTTPERF_REPLY_AVG,
                   "%.0f samples of 5 s at this rate are more than %.0f "
                   "replies",
                   n, replies);
}

/* Rule 7. */
static void check_parts(const struct httperf_log *log)
{
    double calls = (double)log->num_calls;
    double parts = httperf_double(log, HTTPERF_CONNECT) +
                   calls * (httperf_double(log, HTTPERF_RESPONSE) +
                            httperf_double(log, HTTPERF_TRANSFER));

    if (!is_clean(log) || log->is_pipelined)
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
    check_samples(log);
    check_parts(log);
    check_sessions(log);
    if (httperf_double(log, HTTPERF_DURATION) < 0.05)
        return;
    check_rates(log);
    check_cpu(log);
}

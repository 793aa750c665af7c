/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the numbers of one ab report owe each other.
 *
 * n complete requests, c concurrency, T time taken, R requests per second,
 * P and Q the two times per request, X transfer rate, B total transferred.
 *
 *  1. R = n / T;  Q = 1000 T / n;  P = c Q;  P = 1000 c / R
 *  2. X = B / (1024 T);  X / R = B / (1024 n), which is without T and the
 *     sharpest. 1000 in place of 1024 for 1.3 and for HTML before 2.2.9.
 *  3. sent = body / (1024 T);  total = received + sent
 *  4. HTML transferred <= B;  L n <= HTML <= L (n + c) when nothing failed
 *  5. the failures by kind <= all failures;  non-2xx <= n + c;
 *     keep-alive <= n
 *  6. in each row min <= mean <= max, min <= median <= max, and the standard
 *     deviation fits the range
 *  7. total = connect + processing for the means and, one way, the extremes;
 *     waiting <= processing
 *  8. mean total <= P;  max total <= 1000 T
 *  9. percentiles do not fall;  100 % is the maximum of the total;  50 % is
 *     its median
 * 10. "Finished N requests" names the complete ones
 *
 * Printed numbers are taken as the intervals that round to them; versions
 * before 2.2.9 compute in single precision and in whole milliseconds, which
 * gets a little room. An undamaged log keeps all of them.
 */
#include "ingest/ab_report.h"
#include "ingest/interval.h"

#include <inttypes.h>
#include <math.h>

struct check {
    const struct ab_log *log;
    const struct ab_report *report;
    bool is_new;  /* 2.2.9 or later: microseconds inside, rounded half up */
    double share; /* relative room for the arithmetic of the program */
};

static void contradict(const struct check *c, const struct ab_number *at,
                       const char *format, ...) G_GNUC_PRINTF(3, 4);

static void contradict(const struct check *c, const struct ab_number *at,
                       const char *format, ...)
{
    g_autofree char *message = NULL;
    va_list arguments;

    va_start(arguments, format);
    message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    run_reason(c->log->run, "contradiction", at->line, at->column, "%s",
               message);
}

static const struct ab_number *field(const struct check *c, enum ab_field f)
{
    return &c->report->fields[f];
}

static bool usable(const struct check *c, enum ab_field f)
{
    return field(c, f)->is_seen && !field(c, f)->is_refused;
}

static struct interval printed(const struct check *c, enum ab_field f)
{
    return interval_printed(field(c, f)->value);
}

static struct interval exact(const struct check *c, enum ab_field f)
{
    return interval_exact(decimal_to_double(field(c, f)->value));
}

static struct interval times(struct interval a, double factor)
{
    return interval_times(a, interval_exact(factor));
}

/* what: how the two sides are called. */
static void expect(const struct check *c, enum ab_field f,
                   struct interval derived, const char *name, const char *what)
{
    char text[DECIMAL_TEXT];

    derived = interval_widen(derived, c->share, 0);
    if (interval_meet(printed(c, f), derived))
        return;
    contradict(c, field(c, f), "%s %s contradicts %s, which gives %.6g to %.6g",
               name, decimal_print(field(c, f)->value, text), what, derived.low,
               derived.high);
}

static void check_rate(const struct check *c)
{
    struct interval n = exact(c, AB_COMPLETE);
    struct interval level = exact(c, AB_CONCURRENCY);
    struct interval taken = printed(c, AB_TIME);

    if (usable(c, AB_RATE) && usable(c, AB_TIME))
        expect(c, AB_RATE, interval_over(n, taken), "requests per second",
               "complete requests / time taken");
    if (usable(c, AB_PER_REQUEST_ALL) && usable(c, AB_TIME))
        expect(c, AB_PER_REQUEST_ALL, interval_over(times(taken, 1000), n),
               "time per request (all)", "time taken / complete requests");
    if (!usable(c, AB_PER_REQUEST))
        return;
    if (usable(c, AB_PER_REQUEST_ALL))
        expect(c, AB_PER_REQUEST,
               interval_times(level, printed(c, AB_PER_REQUEST_ALL)),
               "time per request", "concurrency * time per request (all)");
    if (usable(c, AB_RATE))
        expect(c, AB_PER_REQUEST,
               interval_over(times(level, 1000), printed(c, AB_RATE)),
               "time per request", "concurrency / requests per second");
}

/* How many bytes the program takes for a kilobyte; 0: it is not known. */
static double kilobyte(const struct ab_log *log)
{
    if (log->age == AB_AGE_UNKNOWN)
        return 0;
    if (log->age == AB_AGE_1 || log->age == AB_AGE_2_BETA ||
        (log->age == AB_AGE_2_0 && log->is_html))
        return 1000;
    return 1024;
}

/* bytes / (kilobyte * seconds), where 2.0.28 to 2.2.8 drop up to a KiB. */
static struct interval rate_of(const struct check *c, enum ab_field bytes,
                               struct interval seconds, double unit)
{
    struct interval kilobytes = times(exact(c, bytes), 1 / unit);

    if (!c->is_new && c->log->age != AB_AGE_1)
        kilobytes.low = fmax(kilobytes.low - 1, 0);
    return interval_over(kilobytes, seconds);
}

static bool check_transfer_with(const struct check *c, double unit,
                                bool is_last)
{
    struct interval exact_time =
        interval_over(exact(c, AB_COMPLETE), printed(c, AB_RATE));
    struct interval by_time = rate_of(c, AB_TOTAL, printed(c, AB_TIME), unit);
    struct interval by_rate = rate_of(c, AB_TOTAL, exact_time, unit);
    struct interval rate = printed(c, AB_RECEIVED);

    if ((!usable(c, AB_TIME) ||
         interval_meet(rate, interval_widen(by_time, c->share, 0))) &&
        interval_meet(rate, interval_widen(by_rate, c->share, 0)))
        return true;
    if (!is_last)
        return false;
    if (usable(c, AB_TIME))
        expect(c, AB_RECEIVED, by_time, "transfer rate",
               "total transferred / time taken");
    expect(c, AB_RECEIVED, by_rate, "transfer rate",
           "total transferred * requests per second / complete requests");
    return false;
}

static void check_transfer(const struct check *c)
{
    double unit = kilobyte(c->log);

    if (!usable(c, AB_RECEIVED) || !usable(c, AB_TOTAL) || !usable(c, AB_RATE))
        return;
    if (unit > 0)
        check_transfer_with(c, unit, true);
    else if (!check_transfer_with(c, 1000, false))
        check_transfer_with(c, 1024, true);
}

static enum ab_field body_field(const struct check *c)
{
    return usable(c, AB_POSTED) ? AB_POSTED
           : usable(c, AB_PUT)  ? AB_PUT
                                : AB_BODY;
}

static void check_sent(const struct check *c)
{
    enum ab_field body = body_field(c);
    struct interval sum;

    if (!usable(c, AB_SENT) || !usable(c, AB_TIME) || !usable(c, body))
        return;
    expect(c, AB_SENT, rate_of(c, body, printed(c, AB_TIME), 1024),
           "rate of sending", "bytes sent / time taken");
    if (!usable(c, AB_SENT_AND_RECEIVED) || !usable(c, AB_RECEIVED))
        return;
    sum = interval_add(printed(c, AB_SENT), printed(c, AB_RECEIVED));
    /* 2.0.28 to 2.2.8 drop a KiB from each of the three. */
    if (!c->is_new)
        sum = interval_widen(sum, 0, 2 / fmax(printed(c, AB_TIME).low, 0.001));
    expect(c, AB_SENT_AND_RECEIVED, sum, "total rate",
           "the rates of sending and receiving");
}

/* The exact ones compare as decimals: a <= b. */
static bool at_most(const struct check *c, enum ab_field a, enum ab_field b)
{
    return !usable(c, a) || !usable(c, b) ||
           decimal_compare(field(c, a)->value, field(c, b)->value) <= 0;
}

static void check_bytes(const struct check *c)
{
    double n = ab_double(c->log, AB_COMPLETE);
    double level = ab_double(c->log, AB_CONCURRENCY);
    double length = ab_double(c->log, AB_LENGTH);
    double html = ab_double(c->log, AB_HTML);

    if (!at_most(c, AB_HTML, AB_TOTAL))
        contradict(c, field(c, AB_HTML),
                   "more HTML was transferred than bytes in total");
    if (!usable(c, AB_HTML) || !usable(c, AB_LENGTH) ||
        ab_double(c->log, AB_FAILED) > 0)
        return;
    if (html < length * n || html > length * (n + level))
        contradict(c, field(c, AB_HTML),
                   "HTML transferred %.0f is not that of %.0f documents of "
                   "%.0f bytes",
                   html, n, length);
}

static void check_counts(const struct check *c)
{
    static const enum ab_field kinds[] = {AB_FAILED_CONNECT, AB_FAILED_RECEIVE,
                                          AB_FAILED_LENGTH,
                                          AB_FAILED_EXCEPTIONS};
    double n = ab_double(c->log, AB_COMPLETE);
    double sum = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        sum += ab_double(c->log, kinds[i]);
    if (sum > ab_double(c->log, AB_FAILED))
        contradict(c, field(c, AB_FAILED),
                   "the failures by kind are more than all failed requests");
    if (ab_double(c->log, AB_NON_2XX) > n + ab_double(c->log, AB_CONCURRENCY))
        contradict(c, field(c, AB_NON_2XX),
                   "more replies are not 2xx than there were replies");
    if (c->log->age != AB_AGE_1 && !at_most(c, AB_KEEPALIVE, AB_COMPLETE))
        contradict(c, field(c, AB_KEEPALIVE),
                   "more requests were kept alive than there were requests");
    if (c->log->progress.finished_line && !ab_has(c->log, AB_WORKERS) &&
        (double)c->log->progress.finished != n)
        contradict(c, field(c, AB_COMPLETE),
                   "%.0f requests are complete, but line %u says that %" PRIu64
                   " finished",
                   n, c->log->progress.finished_line,
                   c->log->progress.finished);
}

/* The table of connection times. */

static const char *const row_names[AB_N_ROWS] = {"connect", "processing",
                                                 "waiting", "total"};

static bool row_usable(const struct check *c, enum ab_row which)
{
    return c->report->rows[which].is_seen && !c->report->rows[which].is_refused;
}

static double cell(const struct check *c, enum ab_row which,
                   enum ab_cell column)
{
    return decimal_to_double(c->report->rows[which].cells[column]);
}

static void contradict_row(const struct check *c, enum ab_row which,
                           const char *what)
{
    run_reason(c->log->run, "contradiction", c->report->rows[which].line, 0,
               "%s time: %s", row_names[which], what);
}

/* n values in a range cannot spread more than half at each end, nor less
 * than all but two in the middle. Times are known to a millisecond or half,
 * and old versions put in a mean cut to whole milliseconds. */
static void check_sd(const struct check *c, enum ab_row which)
{
    double n = ab_double(c->log, AB_COMPLETE);
    double range = cell(c, which, AB_MAX) - cell(c, which, AB_MIN);
    double sd = cell(c, which, AB_SD);
    double room = c->is_new ? 0.06 : 1.06;

    if (n < 2)
        return;
    if (sd > (range + 1) * sqrt(n / (4 * (n - 1))) + room ||
        sd + 0.06 < (range - 1) / sqrt(2 * (n - 1)))
        contradict_row(c, which,
                       "the standard deviation does not fit the range");
}

static void check_row(const struct check *c, enum ab_row which)
{
    double low = cell(c, which, AB_MIN), high = cell(c, which, AB_MAX);
    double mean = cell(c, which, AB_MEAN), median = cell(c, which, AB_MEDIAN);

    if (!row_usable(c, which))
        return;
    if (low > mean || mean > high)
        contradict_row(c, which, "the mean is not between minimum and maximum");
    if (!c->report->has_sd)
        return;
    if (low > median || median > high)
        contradict_row(c, which,
                       "the median is not between minimum and maximum");
    check_sd(c, which);
}

/* Without sd, and without a waiting row, processing is derived, not true. */
static void check_between_rows(const struct check *c)
{
    double room = c->is_new ? 1 : 2;
    double sum;

    if (!c->report->has_sd || !row_usable(c, AB_CONNECT) ||
        !row_usable(c, AB_PROCESSING) || !row_usable(c, AB_ALL))
        return;
    sum = cell(c, AB_CONNECT, AB_MEAN) + cell(c, AB_PROCESSING, AB_MEAN);
    if (fabs(cell(c, AB_ALL, AB_MEAN) - sum) > room)
        contradict_row(c, AB_ALL,
                       "the mean is not that of connect and processing");
    sum = cell(c, AB_CONNECT, AB_MIN) + cell(c, AB_PROCESSING, AB_MIN);
    if (cell(c, AB_ALL, AB_MIN) < sum - room)
        contradict_row(c, AB_ALL,
                       "the minimum is below that of connect and processing");
    sum = cell(c, AB_CONNECT, AB_MAX) + cell(c, AB_PROCESSING, AB_MAX);
    if (cell(c, AB_ALL, AB_MAX) > sum + room)
        contradict_row(c, AB_ALL,
                       "the maximum is above that of connect and processing");
    if (!row_usable(c, AB_WAITING) || !c->is_new)
        return;
    if (cell(c, AB_WAITING, AB_MAX) > cell(c, AB_PROCESSING, AB_MAX) ||
        cell(c, AB_WAITING, AB_MEAN) > cell(c, AB_PROCESSING, AB_MEAN))
        contradict_row(c, AB_WAITING, "it is longer than the processing");
}

static void check_total(const struct check *c)
{
    double room = c->is_new ? 0.5 : 1.5;

    if (!row_usable(c, AB_ALL))
        return;
    if (usable(c, AB_PER_REQUEST) &&
        cell(c, AB_ALL, AB_MEAN) > printed(c, AB_PER_REQUEST).high + room)
        contradict_row(c, AB_ALL, "the mean is above the time per request");
    if (usable(c, AB_TIME) &&
        cell(c, AB_ALL, AB_MAX) > 1000 * printed(c, AB_TIME).high + room)
        contradict_row(c, AB_ALL, "the maximum is above the time taken");
}

static void check_percentiles(const struct check *c)
{
    const struct ab_number *rows = c->report->percentiles;
    const struct ab_number *first = &rows[0];
    const struct ab_number *last = &rows[AB_N_PERCENTILES - 1];
    const struct ab_table_row *total = &c->report->rows[AB_ALL];
    bool is_even = fmod(ab_double(c->log, AB_COMPLETE), 2) == 0;
    int order;

    for (size_t i = 1; i < AB_N_PERCENTILES; i++)
        if (rows[i].is_seen && rows[i - 1].is_seen &&
            decimal_compare(rows[i].value, rows[i - 1].value) < 0)
            contradict(c, &rows[i], "the %u %% row is below the %u %% row",
                       ab_percentiles[i], ab_percentiles[i - 1]);
    if (!row_usable(c, AB_ALL))
        return;
    if (last->is_seen && decimal_compare(last->value, total->cells[AB_MAX]))
        contradict(c, last, "the 100 %% row is not the maximum of the total");
    if (!first->is_seen || !c->report->has_sd)
        return;
    order = decimal_compare(first->value, total->cells[AB_MEDIAN]);
    if (order > 0 || (is_even && order < 0))
        contradict(c, first, "the 50 %% row is not the median of the total");
}

void ab_check(const struct ab_log *log)
{
    struct check c = {.log = log,
                      .report = &log->report,
                      .is_new = log->age == AB_AGE_2_3,
                      .share = log->age == AB_AGE_2_3 ? 1e-9 : 1e-5};

    check_counts(&c);
    check_bytes(&c);
    if (ab_double(log, AB_COMPLETE) > 0) {
        check_rate(&c);
        check_transfer(&c);
        check_sent(&c);
    }
    for (unsigned which = 0; which < AB_N_ROWS; which++)
        check_row(&c, which);
    check_between_rows(&c);
    check_total(&c);
    check_percentiles(&c);
}

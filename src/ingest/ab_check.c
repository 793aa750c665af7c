/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the numbers of one ab report owe each other.
 *
 * n complete requests, c concurrency, T time taken, R requests per second,
 * P and Q the two times per request, X transfer rate, B total transferred.
 *
 *  1. T, n / R, n Q / 1000 and n P / (1000 c) are one time, each rounded in
 *     its own way: any two of them agree.
 *  2. X = B / (1024 T);  X / R = B / (1024 n), which is without T and the
 *     sharpest. 1000 in place of 1024 for 1.3 and for HTML before 2.2.9.
 *  3. sent = body / (1024 T);  total = received + sent
 *  4. HTML transferred <= B;  L n <= HTML <= L (n + c) when nothing failed
 *  5. the failures by kind <= all failures;  non-2xx <= n + c;
 *     keep-alive <= n
 *  6. in each row min <= mean <= max, min <= median <= max, the mean is
 *     between those that the least and the largest values with this median
 *     would have, and the standard deviation fits the range
 *  7. total = connect + processing for each request, so for the means, one
 *     way for the extremes and as a triangle for the deviations; each of
 *     them is at most the total, and waiting at most the processing
 *  8. mean total <= P;  max total <= 1000 T
 *  9. percentiles do not fall;  100 % is the maximum of the total;  50 % is
 *     its median
 * 10. "Finished N requests" names the complete ones
 * 11. ab warns of a row if, and only if, its mean and median are more than
 *     a standard deviation apart (2.2.9 and later compare what they print)
 *
 * Printed numbers are taken as the intervals that round to them; versions
 * before 2.2.9 compute in single precision and in whole milliseconds, which
 * gets a little room. An undamaged log keeps all of them.
 */
#include "ingest/ab_check.h"

#include <inttypes.h>
#include <math.h>

/* As messages call them. */
static const char *const names[AB_N_FIELDS] = {
    [AB_CONCURRENCY] = "concurrency",
    [AB_TIME] = "time taken",
    [AB_COMPLETE] = "complete requests",
    [AB_FAILED] = "failed requests",
    [AB_NON_2XX] = "non-2xx responses",
    [AB_KEEPALIVE] = "keep-alive requests",
    [AB_LENGTH] = "document length",
    [AB_TOTAL] = "total transferred",
    [AB_HTML] = "HTML transferred",
    [AB_POSTED] = "total POSTed",
    [AB_PUT] = "total PUT",
    [AB_BODY] = "total body sent",
    [AB_RATE] = "requests per second",
    [AB_PER_REQUEST] = "time per request",
    [AB_PER_REQUEST_ALL] = "time per request (all)",
    [AB_RECEIVED] = "transfer rate",
    [AB_SENT] = "rate of sending",
    [AB_SENT_AND_RECEIVED] = "total rate",
};

void ab_contradict(const struct check *c, uint32_t line, uint32_t column,
                   const char *format, ...)
{
    g_autofree char *message = NULL;
    va_list arguments;

    va_start(arguments, format);
    message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    run_reason(c->log->run, "contradiction", line, column, "%s", message);
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
    return c->rounded[f];
}

static struct interval exact(const struct check *c, enum ab_field f)
{
    return interval_exact(c->fields[f]);
}

static struct interval times(struct interval a, double factor)
{
    return interval_times(a, interval_exact(factor));
}

/* f is not what `derived` makes of the field `by`; false then. */
static bool expect(const struct check *c, enum ab_field f, enum ab_field by,
                   struct interval derived)
{
    char is[DECIMAL_TEXT], other[DECIMAL_TEXT];

    derived = interval_widen(derived, c->share, 0);
    if (interval_meet(printed(c, f), derived))
        return true;
    ab_contradict(
        c, field(c, f)->line, field(c, f)->column,
        "%s %s contradicts %s %s (line %u), which makes it %.7g to %.7g",
        names[f], decimal_print(field(c, f)->value, is), names[by],
        decimal_print(field(c, by)->value, other), field(c, by)->line,
        derived.low, derived.high);
    return false;
}

/* The time in s by a number that holds it, and that number by the time. */
static struct interval time_of(const struct check *c, enum ab_field f)
{
    struct interval x = printed(c, f), n = exact(c, AB_COMPLETE);

    switch (f) {
    case AB_RATE:
        return interval_over(n, x);
    case AB_PER_REQUEST_ALL:
        return times(interval_times(n, x), 0.001);
    case AB_PER_REQUEST:
        return interval_over(times(interval_times(n, x), 0.001),
                             exact(c, AB_CONCURRENCY));
    default:
        return x;
    }
}

static struct interval by_time(const struct check *c, enum ab_field f,
                               struct interval time)
{
    struct interval n = exact(c, AB_COMPLETE);

    switch (f) {
    case AB_RATE:
        return interval_over(n, time);
    case AB_PER_REQUEST_ALL:
        return interval_over(times(time, 1000), n);
    case AB_PER_REQUEST:
        return interval_over(
            times(interval_times(time, exact(c, AB_CONCURRENCY)), 1000), n);
    default:
        return time;
    }
}

/* Rule 1. */
static void check_rate(const struct check *c)
{
    static const enum ab_field numbers[] = {AB_TIME, AB_RATE,
                                            AB_PER_REQUEST_ALL, AB_PER_REQUEST};

    for (size_t i = 1; i < G_N_ELEMENTS(numbers); i++)
        for (size_t k = 0; k < i; k++)
            if (usable(c, numbers[i]) && usable(c, numbers[k]) &&
                !expect(c, numbers[i], numbers[k],
                        by_time(c, numbers[i], time_of(c, numbers[k]))))
                break;
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

/* Rule 2, by the time taken and, sharper, by each number that holds it in
 * more digits. */
static bool check_transfer_with(const struct check *c, double unit,
                                bool is_last)
{
    static const enum ab_field times_by[] = {
        AB_RATE, AB_TIME, AB_PER_REQUEST_ALL, AB_PER_REQUEST};
    struct interval rate = printed(c, AB_RECEIVED);

    for (size_t i = 0; i < G_N_ELEMENTS(times_by); i++) {
        struct interval derived;

        if (!usable(c, times_by[i]))
            continue;
        derived = rate_of(c, AB_TOTAL, time_of(c, times_by[i]), unit);
        if (interval_meet(rate, interval_widen(derived, c->share, 0)))
            continue;
        if (is_last)
            expect(c, AB_RECEIVED, AB_TOTAL, derived);
        return false;
    }
    return true;
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
    expect(c, AB_SENT, body, rate_of(c, body, time_of(c, AB_TIME), 1024));
    if (usable(c, AB_RATE))
        expect(c, AB_SENT, body, rate_of(c, body, time_of(c, AB_RATE), 1024));
    if (!usable(c, AB_SENT_AND_RECEIVED) || !usable(c, AB_RECEIVED))
        return;
    sum = interval_add(printed(c, AB_SENT), printed(c, AB_RECEIVED));
    /* 2.0.28 to 2.2.8 drop a KiB from each of the three. */
    if (!c->is_new)
        sum = interval_widen(sum, 0, 2 / fmax(printed(c, AB_TIME).low, 0.001));
    expect(c, AB_SENT_AND_RECEIVED, AB_SENT, sum);
}

/* The exact ones compare as decimals: a <= b. */
static bool at_most(const struct check *c, enum ab_field a, enum ab_field b)
{
    return !usable(c, a) || !usable(c, b) ||
           decimal_compare(field(c, a)->value, field(c, b)->value) <= 0;
}

/* A count is larger than what it is part of. */
static void contradict_most(const struct check *c, enum ab_field f,
                            enum ab_field by, double most)
{
    ab_contradict(c, field(c, f)->line, field(c, f)->column,
                  "%s %.0f contradicts %s %.0f (line %u): at most %.0f are "
                  "possible",
                  names[f], c->fields[f], names[by], c->fields[by],
                  field(c, by)->line, most);
}

/* Rule 4. */
static void check_bytes(const struct check *c)
{
    double n = c->fields[AB_COMPLETE];
    double level = c->fields[AB_CONCURRENCY];
    double length = c->fields[AB_LENGTH];
    double html = c->fields[AB_HTML];

    if (!at_most(c, AB_HTML, AB_TOTAL))
        contradict_most(c, AB_HTML, AB_TOTAL, c->fields[AB_TOTAL]);
    if (!usable(c, AB_HTML) || !usable(c, AB_LENGTH) ||
        c->fields[AB_FAILED] > 0)
        return;
    if (html < length * n || html > length * (n + level))
        ab_contradict(c, field(c, AB_HTML)->line, field(c, AB_HTML)->column,
                      "HTML transferred %.0f is not that of %.0f documents of "
                      "%.0f bytes (line %u): %.0f to %.0f",
                      html, n, length, field(c, AB_LENGTH)->line, length * n,
                      length * (n + level));
}

/* Rule 5. */
static void check_counts(const struct check *c)
{
    static const enum ab_field kinds[] = {AB_FAILED_CONNECT, AB_FAILED_RECEIVE,
                                          AB_FAILED_LENGTH,
                                          AB_FAILED_EXCEPTIONS};
    double n = c->fields[AB_COMPLETE];
    double level = c->fields[AB_CONCURRENCY];
    double sum = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        sum += c->fields[kinds[i]];
    if (sum > c->fields[AB_FAILED])
        ab_contradict(c, field(c, AB_FAILED)->line, field(c, AB_FAILED)->column,
                      "failed requests %.0f contradicts the failures by kind, "
                      "which are %.0f",
                      c->fields[AB_FAILED], sum);
    if (c->fields[AB_NON_2XX] > n + level)
        contradict_most(c, AB_NON_2XX, AB_COMPLETE, n + level);
    if (c->log->age != AB_AGE_1 && !at_most(c, AB_KEEPALIVE, AB_COMPLETE))
        contradict_most(c, AB_KEEPALIVE, AB_COMPLETE, n);
    if (c->log->progress.finished_line && !ab_has(c->log, AB_WORKERS) &&
        (double)c->log->progress.finished != n)
        ab_contradict(
            c, field(c, AB_COMPLETE)->line, field(c, AB_COMPLETE)->column,
            "complete requests %.0f contradicts line %u, which says "
            "that %" PRIu64 " finished",
            n, c->log->progress.finished_line, c->log->progress.finished);
}

/* Each number becomes a double once, and not in every rule. */
static void prepare(struct check *c)
{
    const struct ab_report *report = c->report;

    for (size_t i = 0; i < AB_N_FIELDS; i++) {
        const struct ab_number *number = &report->fields[i];

        if (!number->is_seen)
            continue;
        c->fields[i] = decimal_to_double(number->value);
        if (number->value.exponent)
            c->rounded[i] = interval_printed(number->value);
        else
            c->rounded[i] = interval_about(c->fields[i], 0.5);
    }
    for (size_t i = 0; i < AB_N_ROWS; i++)
        for (size_t k = 0; k < AB_N_CELLS; k++)
            c->cells[i][k] = decimal_to_double(report->rows[i].cells[k]);
    for (size_t i = 0; i < AB_N_PERCENTILES; i++)
        c->percentiles[i] = decimal_to_double(report->percentiles[i].value);
}

void ab_check(const struct ab_log *log)
{
    struct check c = {.log = log,
                      .report = &log->report,
                      .is_new = log->age == AB_AGE_2_3,
                      .share = log->age == AB_AGE_2_3 ? 1e-9 : 1e-5};

    prepare(&c);
    check_counts(&c);
    check_bytes(&c);
    if (c.fields[AB_COMPLETE] > 0) {
        check_rate(&c);
        check_transfer(&c);
        check_sent(&c);
    }
    ab_check_table(&c);
}

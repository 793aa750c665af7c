/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers that some versions of ab are known to print wrong: repaired where
 * the true value can be told, marked where it cannot.
 *
 * 1. Time taken: 2.0.28 to 2.2.8 print microseconds without their leading
 *    zeros ("2.92590" is 2.092590 s), 2.0.16 and the HTML of all of them
 *    milliseconds as if they were microseconds ("0.1130" is 1.130 s).
 * 2. Before 2.2.9 byte counts of 32-bit clients wrap at 2 GiB: such lines
 *    are kept but marked, the rate of requests is right all the same.
 * 3. Three-column tables without a waiting row derive their processing row
 *    from the other two: it is no measurement and marked.
 * 4. Up to 2.2.3 a port above 32767 comes out negative.
 */
#include "ingest/ab_report.h"
#include "ingest/interval.h"

/* Time taken (rule 1). */

/* seconds + the fraction's digits as millionths. */
static struct decimal as_microseconds(struct decimal printed)
{
    int64_t one = 1, seconds, rest;

    for (int i = printed.exponent; i < 0; i++)
        one *= 10;
    seconds = printed.digits / one;
    rest = printed.digits % one;
    return (struct decimal){seconds * 1000000 + rest, -6};
}

/* The same digits as thousandths. */
static struct decimal as_milliseconds(struct decimal printed)
{
    struct decimal time = as_microseconds(printed);

    time.exponent = -3;
    return time;
}

static bool fits_rate(const struct ab_log *log, struct decimal time)
{
    const struct ab_number *rate = &log->report.fields[AB_RATE];
    struct interval n = interval_exact(ab_double(log, AB_COMPLETE));

    return rate->is_seen &&
           interval_meet(
               interval_printed(rate->value),
               interval_widen(interval_over(n, interval_printed(time)), 1e-5,
                              0));
}

static struct decimal true_time(const struct ab_log *log,
                                struct decimal printed)
{
    struct decimal micro = as_microseconds(printed);
    struct decimal milli = as_milliseconds(printed);

    if (log->age == AB_AGE_2_BETA || (log->age == AB_AGE_2_0 && log->is_html))
        return milli;
    if (log->age == AB_AGE_2_0)
        return micro;
    if (log->age != AB_AGE_UNKNOWN || fits_rate(log, printed))
        return printed;
    return fits_rate(log, micro)   ? micro
           : fits_rate(log, milli) ? milli
                                   : printed;
}

static void repair_time(struct ab_log *log)
{
    struct ab_number *time = &log->report.fields[AB_TIME];
    char before[DECIMAL_TEXT], after[DECIMAL_TEXT];
    struct decimal repaired;

    /* As printed by any version: a few seconds, three to six decimals. */
    if (!time->is_seen || time->value.exponent > -3 ||
        time->value.exponent < -6 || time->value.digits < 0 ||
        time->value.digits > INT64_C(100000000000000))
        return;
    repaired = true_time(log, time->value);
    if (decimal_compare(repaired, time->value))
        run_note(log->run, "repaired-time", time->line,
                 "printed as %s, which this version means as %s s",
                 decimal_print(time->value, before),
                 decimal_print(repaired, after));
    time->value = repaired;
}

/* 2.0.28 to 2.0.36 print seconds and call them milliseconds. */
static void repair_per_request(struct ab_log *log)
{
    struct ab_number *mean = &log->report.fields[AB_PER_REQUEST];
    struct ab_number *all = &log->report.fields[AB_PER_REQUEST_ALL];
    const struct ab_number *rate = &log->report.fields[AB_RATE];
    struct interval level = interval_exact(ab_double(log, AB_CONCURRENCY));

    if (log->age != AB_AGE_2_0 || !mean->is_seen || !all->is_seen ||
        !rate->is_seen ||
        !interval_meet(interval_printed(mean->value),
                       interval_over(level, interval_printed(rate->value))))
        return;
    /* Only when the milliseconds they should be do not fit. */
    if (interval_meet(
            interval_printed(mean->value),
            interval_widen(
                interval_over(interval_times(level, interval_exact(1000)),
                              interval_printed(rate->value)),
                1e-5, 0)))
        return;
    mean->value = decimal_shift(mean->value, 3);
    all->value = decimal_shift(all->value, 3);
    run_note(log->run, "repaired-unit", mean->line,
             "times per request are printed in seconds by this version");
}

/* Wrapped byte counts (rule 2). */

static const enum ab_field byte_fields[] = {
    AB_TOTAL,    AB_HTML, AB_POSTED,           AB_PUT,
    AB_RECEIVED, AB_SENT, AB_SENT_AND_RECEIVED};

static void refuse_field(struct ab_log *log, enum ab_field field,
                         const char *why)
{
    struct ab_number *number = &log->report.fields[field];
    char text[DECIMAL_TEXT];

    if (!number->is_seen || number->is_refused)
        return;
    number->is_refused = true;
    run_note(log->run, "refused-value", number->line, "%s %s",
             decimal_print(number->value, text), why);
}

/* Counts that are no bytes do not wrap: somebody edited the line. */
static void mark_negative(struct ab_log *log)
{
    static const enum ab_field counts[] = {AB_FAILED_CONNECT,
                                           AB_FAILED_RECEIVE,
                                           AB_FAILED_LENGTH,
                                           AB_BROKEN_PIPE,
                                           AB_FAILED_EXCEPTIONS,
                                           AB_WRITE_ERRORS,
                                           AB_NON_2XX,
                                           AB_KEEPALIVE,
                                           AB_KEEPALIVE_ABORTS,
                                           AB_ACHIEVED,
                                           AB_RAMPUP};

    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        if (ab_double(log, counts[i]) < 0)
            refuse_field(log, counts[i], "is negative");
}

static void mark_wrapped(struct ab_log *log)
{
    double n = ab_double(log, AB_COMPLETE);
    double expected = ab_double(log, AB_LENGTH) * n;
    double html = ab_double(log, AB_HTML), total = ab_double(log, AB_TOTAL);
    bool is_wrapped;

    for (size_t i = 0; i < G_N_ELEMENTS(byte_fields); i++)
        if (ab_double(log, byte_fields[i]) < 0)
            refuse_field(log, byte_fields[i],
                         "is negative: a byte count wrapped at 32 bits");
    is_wrapped = log->age != AB_AGE_2_3 && expected > 2147483648.0 &&
                 ab_double(log, AB_FAILED) <= 0 && html < expected;
    if (is_wrapped)
        refuse_field(log, AB_HTML, "wrapped at 32 bits");
    if (!is_wrapped && (log->age == AB_AGE_2_3 || total >= html))
        return;
    refuse_field(log, AB_TOTAL, "wrapped at 32 bits");
    refuse_field(log, AB_RECEIVED, "comes from a count that wrapped");
    refuse_field(log, AB_SENT_AND_RECEIVED, "comes from a count that wrapped");
}

/* Rows that are no measurement (rule 3), negative or beyond reading. */
static void mark_rows(struct ab_log *log)
{
    struct ab_report *report = &log->report;

    for (size_t which = 0; which < AB_N_ROWS; which++) {
        struct ab_table_row *row = &report->rows[which];

        if (row->is_refused)
            run_note(log->run, "refused-value", row->line,
                     "average and maximum stand together and cannot be told "
                     "apart");
        for (size_t i = 0; i < AB_N_CELLS; i++)
            if (row->is_seen && !row->is_refused && row->cells[i].digits < 0) {
                row->is_refused = true;
                run_note(log->run, "refused-value", row->line,
                         "a time is negative");
            }
    }
    if (report->has_sd || report->rows[AB_WAITING].is_seen ||
        !report->rows[AB_PROCESSING].is_seen)
        return;
    report->rows[AB_PROCESSING].is_refused = true;
    run_note(log->run, "derived-row", report->rows[AB_PROCESSING].line,
             "without a waiting row, the processing row is the difference of "
             "the other two and no measurement");
}

/* Rule 4. Later versions print no such number. */
static void repair_port(struct ab_log *log)
{
    struct ab_number *port = &log->report.fields[AB_PORT];
    char text[DECIMAL_TEXT];

    if (!port->is_seen || port->value.digits >= 0)
        return;
    if (log->age == AB_AGE_2_3 || port->value.digits < -32768) {
        refuse_field(log, AB_PORT, "is no port");
        return;
    }
    run_note(log->run, "repaired-port", port->line,
             "%s is a port above 32767 that this version prints negative",
             decimal_print(port->value, text));
    port->value.digits += 65536;
}

void ab_repair(struct ab_log *log)
{
    repair_port(log);
    repair_time(log);
    repair_per_request(log);
    mark_negative(log);
    mark_wrapped(log);
    mark_rows(log);
}

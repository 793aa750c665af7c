/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tables of an ab report owe each other and the lines above them:
 * rules 6 to 9 and 11 of ab_check.c.
 *
 * A printed time stands for all that round to it, so that each sum or
 * difference of cells has half a millisecond of room for each of them.
 * Rules that need the values of each request (7, but for the page's own,
 * and the sharper half of 6) are kept for 2.2.9 and later: before, every
 * request was cut to whole milliseconds first.
 */
#include "ingest/ab_check.h"

#include <math.h>

static const char *const row_names[AB_N_ROWS] = {"connect", "processing",
                                                 "waiting", "total"};
static const char *const cell_names[AB_N_CELLS] = {
    "minimum", "mean", "deviation", "median", "maximum"};

static bool row_usable(const struct check *c, enum ab_row which)
{
    return c->report->rows[which].is_seen && !c->report->rows[which].is_refused;
}

static double cell(const struct check *c, enum ab_row which,
                   enum ab_cell column)
{
    return c->cells[which][column];
}

/* The cell is not in the range that `why` leaves to it. */
static void contradict_cell(const struct check *c, enum ab_row which,
                            enum ab_cell column, struct interval range,
                            const char *why)
{
    const struct ab_table_row *row = &c->report->rows[which];
    char text[DECIMAL_TEXT];

    ab_contradict(c, row->line, row->columns[column],
                  "%s %s %s contradicts %s, which leaves %.4g to %.4g",
                  row_names[which], cell_names[column],
                  decimal_print(row->cells[column], text), why, range.low,
                  range.high);
}

static void expect_cell(const struct check *c, enum ab_row which,
                        enum ab_cell column, double low, double high,
                        const char *why)
{
    double value = cell(c, which, column);

    if (value < low - 1e-9 || value > high + 1e-9)
        contradict_cell(c, which, column, (struct interval){fmax(low, 0), high},
                        why);
}

/* ---- one row (rule 6) -------------------------------------------------- */

/* n values in a range cannot spread more than half at each end, nor less
 * than all but two in the middle. Old versions put in a mean cut to whole
 * milliseconds. */
static void check_sd(const struct check *c, enum ab_row which)
{
    double n = c->fields[AB_COMPLETE];
    double range = cell(c, which, AB_MAX) - cell(c, which, AB_MIN);
    double room = c->is_new ? 0.06 : 1.06;

    if (n < 2)
        return;
    expect_cell(c, which, AB_SD, (range - 1) / sqrt(2 * (n - 1)) - 0.06,
                (range + 1) * sqrt(n / (4 * (n - 1))) + room,
                "minimum and maximum");
}

/* At least half the values are up to the median and half from it on; one is
 * the minimum, one the maximum. */
static void check_mean(const struct check *c, enum ab_row which)
{
    double low = cell(c, which, AB_MIN), high = cell(c, which, AB_MAX);
    double median = cell(c, which, AB_MEDIAN);
    double n = c->fields[AB_COMPLETE];
    double share = n > 1 ? MAX((high - low - 1) / n, 0) : 0;

    expect_cell(c, which, AB_MEAN, (low + median) / 2 - 1,
                (median + high) / 2 + 1, "minimum, median and maximum");
    expect_cell(c, which, AB_MEAN, low + share - 1, high - share + 1,
                "minimum and maximum");
}

static void check_row(const struct check *c, enum ab_row which)
{
    double low = cell(c, which, AB_MIN), high = cell(c, which, AB_MAX);

    if (!row_usable(c, which))
        return;
    expect_cell(c, which, AB_MEAN, low, high, "minimum and maximum");
    if (!c->report->has_sd)
        return;
    expect_cell(c, which, AB_MEDIAN, low, high, "minimum and maximum");
    check_sd(c, which);
    if (c->is_new)
        check_mean(c, which);
}

/* Rule 11. The lines may have been cut out by whoever published the log,
 * and are no measurement; that they stand where they should not is proof. */
static void check_told(const struct check *c, enum ab_row which)
{
    static const char *const told_names[] = {"nothing", "a warning",
                                             "an error"};
    enum ab_told told = c->report->told[which];
    double gap = fabs(cell(c, which, AB_MEAN) - cell(c, which, AB_MEDIAN));
    double sd = cell(c, which, AB_SD);
    double low = MAX(sd - 0.05, 0) - 1e-9, high = sd + 0.05 + 1e-9;
    enum ab_told least = gap > 2 * high ? AB_TOLD_ERROR
                         : gap > high   ? AB_TOLD_WARNING
                                        : AB_TOLD_NOTHING;
    enum ab_told most = gap > 2 * low ? AB_TOLD_ERROR
                        : gap > low   ? AB_TOLD_WARNING
                                      : AB_TOLD_NOTHING;

    if (!row_usable(c, which) || !c->report->has_sd)
        return;
    if (told)
        run_note(c->log->run, "median-apart", c->report->told_line[which],
                 "ab calls the %s time unreliable: mean and median are more "
                 "than %s apart%s",
                 row_names[which],
                 told == AB_TOLD_ERROR ? "two deviations" : "a deviation",
                 sd < 0.5 ? ", which whole milliseconds make of it" : "");
    if (!c->is_new)
        return;
    if (told > most)
        ab_contradict(c, c->report->told_line[which], 0,
                      "ab prints %s about the %s time, but %s is due: mean "
                      "and median are %.0f ms apart and the deviation %.1f "
                      "(line %u)",
                      told_names[told], row_names[which], told_names[most], gap,
                      sd, c->report->rows[which].line);
    else if (told < least)
        run_note(c->log->run, "missing-line", c->report->rows[which].line,
                 "%s about the %s time is due where ab prints %s: mean and "
                 "median are %.0f ms apart and the deviation is %.1f",
                 told_names[least], row_names[which], told_names[told], gap,
                 sd);
}

/* ---- between rows (rule 7) --------------------------------------------- */

/* total = connect + processing, within what rounding and the ages allow. */
static void check_sums(const struct check *c)
{
    const char *why = "connect and processing";
    double room = c->is_new ? 1 : 2;
    double sum[AB_N_CELLS];

    for (enum ab_cell i = 0; i < AB_N_CELLS; i++)
        sum[i] = cell(c, AB_CONNECT, i) + cell(c, AB_PROCESSING, i);
    expect_cell(c, AB_ALL, AB_MEAN, sum[AB_MEAN] - room, sum[AB_MEAN] + room,
                why);
    expect_cell(c, AB_ALL, AB_MIN, sum[AB_MIN] - room, HUGE_VAL, why);
    expect_cell(c, AB_ALL, AB_MAX, 0, sum[AB_MAX] + room, why);
}

/* The request with the least of one is no longer than with the most of the
 * other, and so on; deviations of a sum form a triangle. */
static void check_crossed(const struct check *c)
{
    static const enum ab_row parts[][2] = {{AB_CONNECT, AB_PROCESSING},
                                           {AB_PROCESSING, AB_CONNECT}};
    const char *why = "connect and processing";
    double a = cell(c, AB_CONNECT, AB_SD), b = cell(c, AB_PROCESSING, AB_SD);

    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        enum ab_row one = parts[i][0], other = parts[i][1];

        expect_cell(c, AB_ALL, AB_MIN, 0,
                    cell(c, one, AB_MIN) + cell(c, other, AB_MAX) + 1, why);
        expect_cell(c, AB_ALL, AB_MAX,
                    cell(c, one, AB_MAX) + cell(c, other, AB_MIN) - 1, HUGE_VAL,
                    why);
    }
    expect_cell(c, AB_ALL, AB_SD, fabs(a - b) - 0.16, a + b + 0.16, why);
}

/* No request connects or works longer than it takes, nor waits longer than
 * it works; the same then holds for what is least, most or in the middle. */
static void check_parts(const struct check *c)
{
    static const struct {
        enum ab_row part, of;
    } pairs[] = {{AB_CONNECT, AB_ALL},
                 {AB_PROCESSING, AB_ALL},
                 {AB_WAITING, AB_PROCESSING}};
    static const enum ab_cell columns[] = {AB_MAX, AB_MEAN, AB_MEDIAN, AB_MIN};
    /* Requests that fail may never have waited. */
    bool has_failed = c->fields[AB_FAILED] > 0;

    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
        for (size_t k = 0; k < G_N_ELEMENTS(columns); k++) {
            bool is_page_rule = columns[k] == AB_MAX || columns[k] == AB_MEAN;

            if (row_usable(c, pairs[i].part) && row_usable(c, pairs[i].of) &&
                (!has_failed || is_page_rule))
                expect_cell(c, pairs[i].part, columns[k], 0,
                            cell(c, pairs[i].of, columns[k]),
                            row_names[pairs[i].of]);
        }
}

/* Without sd, and without a waiting row, processing is derived, not true. */
static void check_between_rows(const struct check *c)
{
    if (!c->report->has_sd || !row_usable(c, AB_CONNECT) ||
        !row_usable(c, AB_PROCESSING) || !row_usable(c, AB_ALL))
        return;
    check_sums(c);
    if (!c->is_new)
        return;
    check_parts(c);
    check_crossed(c);
}

/* ---- against the lines above (rule 8) ---------------------------------- */

static void check_total(const struct check *c)
{
    const struct ab_number *each = &c->report->fields[AB_PER_REQUEST];
    const struct ab_number *taken = &c->report->fields[AB_TIME];
    double room = c->is_new ? 0.5 : 1.5;

    if (!row_usable(c, AB_ALL))
        return;
    if (each->is_seen && !each->is_refused)
        expect_cell(c, AB_ALL, AB_MEAN, 0,
                    c->rounded[AB_PER_REQUEST].high + room, "time per request");
    if (taken->is_seen && !taken->is_refused)
        expect_cell(c, AB_ALL, AB_MAX, 0,
                    1000 * c->rounded[AB_TIME].high + room, "time taken");
}

/* ---- percentiles (rule 9) ---------------------------------------------- */

static void check_rising(const struct check *c)
{
    const struct ab_number *rows = c->report->percentiles;

    for (size_t i = 1; i < AB_N_PERCENTILES; i++)
        if (rows[i].is_seen && rows[i - 1].is_seen &&
            decimal_compare(rows[i].value, rows[i - 1].value) < 0)
            ab_contradict(c, rows[i].line, rows[i].column,
                          "the %u %% row %.0f is below the %u %% row %.0f",
                          ab_percentiles[i], c->percentiles[i],
                          ab_percentiles[i - 1], c->percentiles[i - 1]);
}

/* Row p is the element n p / 100 of the sorted totals: those before it are at
 * most its value, it and those behind it at least. */
static void check_mean_total(const struct check *c)
{
    double n = c->fields[AB_COMPLETE];
    double low = 0, high = 0, rank = 0, value = cell(c, AB_ALL, AB_MIN);

    if (n < 2 || ab_has(c->log, AB_WORKERS))
        return;
    for (size_t i = 0; i < AB_N_PERCENTILES; i++) {
        double next =
            i + 1 < AB_N_PERCENTILES ? floor(n * ab_percentiles[i] / 100) : n;

        if (!c->report->percentiles[i].is_seen)
            return;
        low += (next - rank) * value;
        value = c->percentiles[i];
        high += (next - rank) * value;
        rank = next;
    }
    expect_cell(c, AB_ALL, AB_MEAN, low / n - 1, high / n + 1, "percentiles");
}

static void check_percentiles(const struct check *c)
{
    const struct ab_number *first = &c->report->percentiles[0];
    const struct ab_number *last =
        &c->report->percentiles[AB_N_PERCENTILES - 1];
    const struct ab_table_row *total = &c->report->rows[AB_ALL];
    bool is_even = (uint64_t)c->fields[AB_COMPLETE] % 2 == 0;
    int order;

    check_rising(c);
    if (!row_usable(c, AB_ALL))
        return;
    if (last->is_seen && decimal_compare(last->value, total->cells[AB_MAX]))
        ab_contradict(c, last->line, last->column,
                      "the 100 %% row %.0f is not the maximum of the total, "
                      "%.0f (line %u)",
                      c->percentiles[AB_N_PERCENTILES - 1],
                      cell(c, AB_ALL, AB_MAX), total->line);
    if (first->is_seen &&
        decimal_compare(first->value, total->cells[AB_MIN]) < 0)
        ab_contradict(c, first->line, first->column,
                      "the 50 %% row %.0f is below the minimum of the total, "
                      "%.0f (line %u)",
                      c->percentiles[0], cell(c, AB_ALL, AB_MIN), total->line);
    if (!first->is_seen || !c->report->has_sd)
        return;
    order = decimal_compare(first->value, total->cells[AB_MEDIAN]);
    if (order > 0 || (is_even && order < 0))
        ab_contradict(c, first->line, first->column,
                      "the 50 %% row %.0f is not the median of the total, "
                      "%.0f (line %u)",
                      c->percentiles[0], cell(c, AB_ALL, AB_MEDIAN),
                      total->line);
    if (c->is_new)
        check_mean_total(c);
}

void ab_check_table(const struct check *c)
{
    for (unsigned which = 0; which < AB_N_ROWS; which++) {
        check_row(c, which);
        check_told(c, which);
    }
    check_between_rows(c);
    check_total(c);
    check_percentiles(c);
}

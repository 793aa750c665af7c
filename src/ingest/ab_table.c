/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two tables of ab's report, and what ab says about the first.
 *
 *     Connection Times (ms)
 *                   min  mean[+/-sd] median   max
 *     Connect:        0    0   0.2      0       1
 *     Processing:    50   52   1.4     51      57
 *     Waiting:       50   51   1.3     51      57
 *     Total:         50   52   1.4     51      57
 *     WARNING: The median and mean for the waiting time are not within a ...
 *
 *     Percentage of the requests served within a certain time (ms)
 *       50%      0
 *      100%     10 (longest request)
 *
 * 1. Without sd (option -S, HTML) average and maximum have no blank between
 *    them from five digits on: they are read by the width of the columns.
 * 2. Percentile rows are read as pairs, also when all stand on one line, and
 *    behind the first table also without their title.
 * 3. All cells are whole milliseconds but the standard deviation, which has
 *    one decimal.
 */
#include "ingest/ab_reading.h"

const unsigned ab_percentiles[AB_N_PERCENTILES] = {50, 66, 75, 80, 90,
                                                   95, 98, 99, 100};

static const struct ab_form whole = {0, 0, false}, tenths = {1, 1, false};

static const struct slice rows[AB_N_ROWS] = {
    {"Connect:", 8}, {"Processing:", 11}, {"Waiting:", 8}, {"Total:", 6}};

const struct slice ab_told_names[AB_N_ROWS] = {{"initial connection time", 23},
                                               {"processing time", 15},
                                               {"waiting time", 12},
                                               {"total time", 10}};

/* ---- connection times -------------------------------------------------- */

/* The title; 1.3, 2.0.16 and old HTML spell it with three n. */
static bool skip_title(struct slice *line)
{
    return slice_skip(line, SLICE("Connection Times (ms)")) ||
           slice_skip(line, SLICE("Connnection Times (ms)"));
}

/* "min mean[+/-sd] median max" or "min avg max", perhaps behind the title. */
bool ab_read_table_head(struct reading *r, struct slice line)
{
    bool is_title = skip_title(&line);

    if (is_title)
        r->report->has_table = true;
    if (!r->report->has_table || r->report->rows[AB_CONNECT].is_seen)
        return false;
    if (ab_same_words(line, SLICE("min mean[+/-sd] median max")))
        return r->report->has_sd = true;
    return is_title || ab_same_words(line, SLICE("min avg max"));
}

/* Rule 1: from the row's name on, a cell of five characters begins after 12,
 * the next after a blank, and the last has no blank before it. */
static bool split_wide(struct slice row, struct decimal cells[AB_N_CELLS])
{
    return ab_printed(slice_trim(slice_part(row, 12, 17)), whole,
                      &cells[AB_MIN]) &&
           ab_printed(slice_trim(slice_part(row, 18, 23)), whole,
                      &cells[AB_MEAN]) &&
           ab_printed(slice_trim(slice_part(row, 23, row.len)), whole,
                      &cells[AB_MAX]);
}

static bool in_order(const struct decimal cells[AB_N_CELLS])
{
    return decimal_compare(cells[AB_MIN], cells[AB_MEAN]) <= 0 &&
           decimal_compare(cells[AB_MEAN], cells[AB_MAX]) <= 0;
}

/* How many cells the row has. *bad is the first that is no such number, or
 * the one too many. */
static size_t read_cells(const struct reading *r, struct slice rest,
                         struct ab_table_row *row, struct slice *bad)
{
    bool has_sd = r->report->has_sd;
    struct slice word;
    size_t n = 0;

    *bad = (struct slice){0};
    while (slice_word(&rest, &word)) {
        bool is_sd = has_sd && n == AB_SD;

        if (n == AB_N_CELLS ||
            !ab_printed(word, is_sd ? tenths : whole, &row->cells[n])) {
            *bad = word;
            return n;
        }
        row->columns[n] = ab_reading_column(r, word);
        n++;
    }
    return n;
}

/* A row without sd and median; false if it cannot be told apart. */
static bool read_three(struct slice row, size_t n, struct ab_table_row *now)
{
    struct decimal *cells = now->cells;

    if (n == 3) {
        now->columns[AB_MAX] = now->columns[2];
        cells[AB_MAX] = cells[2];
        cells[AB_MEAN] = cells[1];
        cells[AB_SD] = cells[AB_MEDIAN] = (struct decimal){0};
        return true;
    }
    if (n != 2)
        return false;
    return split_wide(row, cells) && in_order(cells);
}

static bool fail_row(struct reading *r, struct slice label, struct slice row,
                     size_t n, struct slice bad)
{
    if (bad.len)
        return ab_reading_fail(r, bad, "bad-number",
                               "'%.*s' in the row '%.*s' is no cell of ab's: "
                               "it prints whole milliseconds%s",
                               SLICE_ARG(bad), SLICE_ARG(label),
                               r->report->has_sd ? ", and a deviation with "
                                                   "one decimal"
                                                 : "");
    return ab_reading_fail(r, row, "bad-number",
                           "the row '%.*s' has %zu numbers, where ab prints %u",
                           SLICE_ARG(label), n,
                           r->report->has_sd ? AB_N_CELLS : 3);
}

static void keep_row(struct reading *r, enum ab_row which, struct slice row,
                     const struct ab_table_row *now)
{
    struct ab_table_row *before = &r->report->rows[which];

    for (size_t i = 0; before->is_seen && i < AB_N_CELLS; i++)
        if (decimal_compare(before->cells[i], now->cells[i])) {
            ab_reading_fail(
                r, row, "several-values",
                "'%.*s' stands twice with different values (first in line %u)",
                SLICE_ARG(rows[which]), before->line);
            return;
        }
    *before = *now;
}

bool ab_read_row(struct reading *r, struct slice line)
{
    struct slice trimmed = slice_trim(line), row, bad;
    struct ab_table_row now = {.line = r->line, .is_seen = true};
    bool has_sd = r->report->has_sd;
    size_t which = 0, n;

    if (!r->report->has_table)
        return false;
    while (which < AB_N_ROWS && !slice_starts(trimmed, rows[which]))
        which++;
    if (which == AB_N_ROWS)
        return false;
    row = slice_part(trimmed, rows[which].len, trimmed.len);
    /* The last cell has nothing behind it that would prove it whole. */
    if (r->is_cut)
        return ab_reading_fail(r, row, "truncated",
                               "the log is cut in the row '%.*s'",
                               SLICE_ARG(rows[which]));
    n = read_cells(r, row, &now, &bad);
    if (bad.len)
        return fail_row(r, rows[which], row, n, bad);
    now.is_refused = !(has_sd ? n == AB_N_CELLS : read_three(trimmed, n, &now));
    if (now.is_refused && (has_sd || n != 2))
        return fail_row(r, rows[which], row, n, bad);
    keep_row(r, (enum ab_row)which, row, &now);
    return true;
}

/* ---- what ab says about them ------------------------------------------- */

static const struct {
    struct slice start;
    enum ab_told told;
} warnings[] = {
    {{"WARNING: The median and mean for the ", 37}, AB_TOLD_WARNING},
    {{"WARING: The median and mean for the ", 36}, AB_TOLD_WARNING}, /* 2.0 */
    {{"ERROR: The median and mean for the ", 35}, AB_TOLD_ERROR},
};

bool ab_read_warning(struct reading *r, struct slice line)
{
    struct slice rest = line;
    size_t i = 0;

    while (i < G_N_ELEMENTS(warnings) && !slice_skip(&rest, warnings[i].start))
        i++;
    for (size_t k = 0; i < G_N_ELEMENTS(warnings) && k < AB_N_ROWS; k++)
        if (slice_starts(rest, ab_told_names[k])) {
            r->report->told[k] = warnings[i].told;
            r->report->told_line[k] = r->line;
            return true;
        }
    return false;
}

/* ---- percentiles ------------------------------------------------------- */

static size_t percentile_index(struct slice word)
{
    uint64_t percent;
    size_t i = 0;

    if (!slice_ends(word, SLICE("%")) ||
        !slice_to_count(slice_part(word, 0, word.len - 1), &percent))
        return AB_N_PERCENTILES;
    while (i < AB_N_PERCENTILES && ab_percentiles[i] != percent)
        i++;
    return i;
}

/* Behind the 100 % row; it proves that the number is whole. */
static bool skip_longest(struct slice *rest)
{
    struct slice s = slice_trim_left(*rest);

    if (!slice_skip(&s, SLICE("(longest request)")) &&
        !slice_skip(&s, SLICE("(last request)")))
        return false;
    *rest = s;
    return true;
}

/* Without its title the table begins with its first row, whole. */
static bool has_begun(struct reading *r, struct slice line)
{
    struct slice word;
    struct decimal value;

    if (r->report->has_percentiles)
        return true;
    if (!r->report->rows[AB_ALL].is_seen || !slice_word(&line, &word) ||
        !slice_equal(word, SLICE("50%")) || !slice_word(&line, &word) ||
        !ab_printed(word, whole, &value))
        return false;
    return r->report->has_percentiles = true;
}

/* Rule 2. */
bool ab_read_percentiles(struct reading *r, struct slice line)
{
    struct slice rest = line, word;
    bool any = false;

    if (!has_begun(r, line))
        return false;
    while (slice_word(&rest, &word)) {
        size_t i = percentile_index(word);
        struct slice label = word;
        struct decimal value;

        if (i == AB_N_PERCENTILES)
            return any ? ab_reading_fail_number(r, word, label, whole) : false;
        any = true;
        if (!slice_word(&rest, &word) || !ab_printed(word, whole, &value)) {
            if (r->is_cut)
                return true;
            return ab_reading_fail_number(r, word, label, whole);
        }
        if (ab_percentiles[i] == 100) {
            if (!skip_longest(&rest))
                return r->is_cut
                           ? true
                           : ab_reading_fail(r, word, "bad-number",
                                             "'(longest request)' does not "
                                             "follow the 100%% row");
            r->report->is_closed = true;
        }
        /* In mid-line at the end of the log, the number may be cut. */
        if (r->is_cut && !rest.len && !r->report->is_closed)
            return true;
        ab_reading_keep(r, &r->report->percentiles[i], word, value, label);
    }
    return any;
}

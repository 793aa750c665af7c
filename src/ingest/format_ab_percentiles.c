/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file that ab -e writes: the time within which each percent of the
 * requests was served.
 *
 *     Percentage served,Time in ms
 *     0,0.166
 *     1,0.310
 *     ...
 *     100,4.415
 *
 * 1. Rows 0 to 99, from 2.4.16 on also 100. "%f" in 1.3, "%e" of whole
 *    milliseconds in 2.0 and to 2.2.8, three decimals since.
 * 2. For up to 50 requests ab reads past the end of its array for the last
 *    rows, which then fall where they must rise: those are dropped, with a
 *    note. With more requests (known when the file joins its run) a fall is
 *    a contradiction.
 * 3. It is a part of a run, and joins that of the log with the same stem in
 *    its folder when row 0 and row 100, rounded, are the extremes of its
 *    total time.
 */
#include "ingest/ab_parts.h"
#include "ingest/format.h"

#define HEADER "Percentage served,Time in ms"

struct reader {
    Text *text;
    GPtrArray *runs;
    Run *run;
    uint64_t next;          /* the percentage that comes */
    struct decimal highest; /* of the rows kept */
    unsigned n_dropped;
    uint32_t dropped_line;
};

/* Six decimals, "%f" and "%e", are whole milliseconds all the same. */
static bool read_time(struct slice word, struct decimal *time)
{
    bool has_exponent = slice_find_char(word, 'e') < word.len;
    struct decimal whole;

    if (!slice_to_decimal(word, time) || time->digits < 0)
        return false;
    if ((has_exponent || time->exponent == -6) &&
        decimal_rescale(*time, 0, &whole))
        *time = whole;
    return true;
}

static void keep_row(struct reader *r, struct decimal time)
{
    char name[16];

    if (r->run->values->len && decimal_compare(time, r->highest) < 0) {
        if (!r->n_dropped++)
            r->dropped_line = (uint32_t)text_line_number(r->text);
        return;
    }
    g_snprintf(name, sizeof name, "csv_p%u", (unsigned)r->next);
    run_value(r->run, name, time, text_line_number(r->text));
    r->highest = time;
}

static void read_row(struct reader *r, struct slice line)
{
    size_t comma = slice_find_char(line, ',');
    struct slice word = slice_part(line, comma + 1, line.len);
    size_t number = text_line_number(r->text);
    struct decimal time;
    uint64_t percent;

    if (!slice_to_count(slice_part(line, 0, comma), &percent) ||
        comma == line.len)
        run_reason(r->run, "unknown-line", number, 0,
                   "'%.*s' is no row of ab -e", (int)MIN(line.len, 60),
                   line.at);
    else if (percent != r->next || percent > 100)
        run_reason(r->run, "contradiction", number, 0,
                   "row %" G_GUINT64_FORMAT
                   " stands where row %" G_GUINT64_FORMAT " should",
                   percent, r->next);
    else if (text_cut(r->text))
        run_reason(r->run, "truncated", number, text_column(r->text, word.at),
                   "'%.*s' is cut off in the middle of a number",
                   SLICE_ARG(word));
    else if (!read_time(word, &time))
        run_reason(r->run, "bad-number", number, text_column(r->text, word.at),
                   "'%.*s' is not a number of milliseconds", SLICE_ARG(word));
    else
        keep_row(r, time);
    r->next++;
}

static void end_run(struct reader *r)
{
    if (!r->run)
        return;
    if (r->next < 100 && r->run->status == RUN_GOOD)
        run_reason(r->run, "truncated", text_line_number(r->text), 0,
                   "the rows end before 99 %%");
    if (r->n_dropped)
        run_note(r->run, "dropped-rows", r->dropped_line,
                 "%u rows are below the row before them, as ab writes for up "
                 "to 50 requests, and were dropped",
                 r->n_dropped);
    if (r->run->status == RUN_REFUSED)
        g_array_set_size(r->run->values, 0);
    g_ptr_array_add(r->runs, r->run);
    r->run = NULL;
}

static void begin_run(struct reader *r)
{
    end_run(r);
    r->run =
        run_new("ab", format_ab_percentiles.name, text_line_number(r->text));
    r->run->is_part = true;
    r->next = 0;
    r->n_dropped = 0;
}

static void parse(Text *text, GPtrArray *runs)
{
    struct reader r = {.text = text, .runs = runs};
    struct slice line;

    while (text_line(text, &line)) {
        line = slice_trim(line);
        if (slice_equal(line, SLICE(HEADER)))
            begin_run(&r);
        else if (r.run && r.run->status == RUN_GOOD && line.len)
            read_row(&r, line);
    }
    end_run(&r);
}

static bool detect(struct slice head)
{
    return slice_starts(slice_trim_left(head), SLICE(HEADER));
}

const struct log_format format_ab_percentiles = {
    .name = "ab-percentiles",
    .tool = "ab",
    .summary = "percentiles that ab -e writes",
    .detect = detect,
    .parse = parse,
    .join = ab_join_percentiles,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ab and httperf do not say when they ran, nor does a shell's time; but many
 * scripts put a line of date(1) above each run, or behind it. Only the lines
 * next to a run are looked at, so that a log of one report costs nothing:
 *
 *  1. up to NEAR lines above the first line of a run, not beyond the run
 *     before;
 *  2. when none of them above the first run is a date, dates are taken to
 *     stand behind the runs: between two runs, and in the last NEAR lines of
 *     the log.
 *
 * A date within a report (of a page that ab prints with -v) is in neither.
 */
#include "ingest/log_date.h"

#include "ingest/date_line.h"
#include "ingest/stamp.h"

enum { NEAR = 5 };

struct dated {
    uint32_t line; /* 0: none */
    int64_t s;
};

static bool wants_date(const Run *run)
{
    return run->started_s == RUN_TIME_UNKNOWN && !run->is_part;
}

static bool any_wants_date(const LogSource *source)
{
    for (guint i = 0; i < source->runs->len; i++)
        if (wants_date(source->runs->pdata[i]))
            return true;
    return false;
}

/* The last date among the NEAR lines before line `end`, from line `from` on,
 * of a text of which line `number` comes next. */
static struct dated last_date(struct slice *rest, uint32_t *number,
                              uint32_t from, uint32_t end)
{
    struct dated found = {0};
    struct slice line;

    while (*number < end && slice_line(rest, &line)) {
        int64_t s;

        if (*number >= from && *number + NEAR >= end &&
            date_line_read(line, &s))
            found = (struct dated){*number, s};
        ++*number;
    }
    return found;
}

/* The dates above each run. */
static void find_above(const LogSource *source, struct slice head,
                       struct dated above[])
{
    uint32_t number = 1, from = 1;

    for (guint i = 0; i < source->runs->len; i++) {
        const Run *run = source->runs->pdata[i];

        above[i] = last_date(&head, &number, from, run->line);
        from = run->line + 1;
    }
}

/* Cuts the last line off, without its end. */
static struct slice take_last(struct slice *head)
{
    size_t len = head->len, from;

    len -= len && head->at[len - 1] == '\n';
    for (from = len; from && head->at[from - 1] != '\n'; from--)
        ;
    struct slice line = slice_part(*head, from, len);
    *head = slice_part(*head, 0, from);
    return line;
}

static uint32_t count_lines(struct slice head)
{
    struct slice line;
    uint32_t n = 0;

    while (slice_line(&head, &line))
        n++;
    return n;
}

/* The date nearest to the end of the log, behind its last run's first line. */
static struct dated find_last(const LogSource *source, struct slice head)
{
    const Run *last = source->runs->pdata[source->runs->len - 1];
    struct dated found = {0};

    for (int n = 0; n < NEAR && head.len; n++) {
        struct slice line = take_last(&head);

        if (!date_line_read(line, &found.s))
            continue;
        found.line = count_lines(head) + 1;
        return found.line > last->line ? found : (struct dated){0};
    }
    return found;
}

static void date_run(Run *run, struct dated date, const char *where)
{
    g_autofree char *text = stamp_print(date.s);

    if (!date.line || !wants_date(run))
        return;
    run->started_s = date.s;
    run_note(run, "dated", date.line, "%s, says the date %s the run", text,
             where);
}

void log_date_runs(LogSource *source, struct slice head, bool is_all)
{
    guint n = source->runs->len;
    struct dated few[8] = {{0}}, *above = few;

    if (!any_wants_date(source))
        return;
    if (n + 1 > G_N_ELEMENTS(few))
        above = g_new0(struct dated, n + 1);
    find_above(source, head, above);
    if (above[0].line) {
        for (guint i = 0; i < n; i++)
            date_run(source->runs->pdata[i], above[i], "above");
    } else {
        if (is_all)
            above[n] = find_last(source, head);
        for (guint i = 0; i < n; i++)
            date_run(source->runs->pdata[i], above[i + 1], "behind");
    }
    if (above != few)
        g_free(above);
}

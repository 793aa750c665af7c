/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GNU wget 1.5 to 1.24, and the time blocks around it. The shortest whole
 * log, `time wget -nv -i list | tail -n 4`:
 *
 *   2026-11-23 02:10:33 URL:http://a/f [9208/9208] -> "files/f" [1]
 *   FINISHED --2026-11-23 02:10:33--
 *   Total wall clock time: 3.7s
 *   Downloaded: 10240 files, 533M in 0.5s (1.06 GB/s)
 *
 *   real    0m3.664s
 *   user    0m0.238s
 *   sys     0m1.169s
 *
 * Rules:
 *  1. A run is wget's lines, its summary and one time block behind it. It
 *     ends with the time block, or where another run's lines begin.
 *  2. real_time is the block's; wall_clock and download_time are wget's own
 *     and never stand in for it (download_time leaves out all waiting).
 *  3. The work is the number of files and the size as the summary prints
 *     them, so that a whole log and its last four lines are the same work; of
 *     a single URL, which has no summary, its bytes.
 *  4. Several files without a summary were cut or interrupted, however
 *     ordinary the time block looks.
 *  5. Files are counted and summed, never kept: a log may have millions.
 *  6. A log may be the tail of another, so fewer files than the summary
 *     counts are a note, more are a contradiction.
 */
#include <string.h>

#include "ingest/format.h"
#include "ingest/wget_around.h"
#include "ingest/wget_detect.h"
#include "ingest/wget_run.h"
#include "ingest/wget_times.h"

/* `time` of a loop or a function covers all of its downloads. */
static void tell_shared_time(struct wget_reader *r, Run *run)
{
    const struct wget_tally *t = &r->tally;

    if (!(t->timing.has & TIMING_REAL)) {
        r->n_untimed = t->damage ? 0 : r->n_untimed + (t->sum_at.line != 0);
        return;
    }
    if (r->n_untimed)
        run_reason(run, "several-runs-timed", t->timing.real_at.line,
                   t->timing.real_at.column,
                   "one time block follows %zu downloads", r->n_untimed + 1);
    r->n_untimed = 0;
}

static void finish_one(struct wget_reader *r)
{
    struct wget_tally *t = &r->tally;

    if (t->line) {
        Run *run = wget_run(t);

        g_ptr_array_add(r->runs, run);
        tell_shared_time(r, run);
    }
    wget_tally_clear(t);
}

/* A second time of a list of times is a run of its own. */
static void finish_run(struct wget_reader *r)
{
    struct timing again = r->tally.again;

    finish_one(r);
    if (!again.has)
        return;
    r->tally.line = again.at.line;
    r->tally.begins = again.at;
    r->tally.timing = again;
    finish_one(r);
}

/* Why nothing came, in wget's words. */
static void keep_failure(struct wget_reader *r, enum wget_kind kind,
                         struct slice line)
{
    struct wget_tally *t = &r->tally;

    if (t->failure_at.line ||
        (kind != WGET_FAILED && kind != WGET_ERROR && kind != WGET_NO_REPLY))
        return;
    t->failure_at = wget_here(r);
    wget_keep_words(t->failure, sizeof t->failure, slice_trim(line));
}

/* Kinds that only stand before a summary, so that behind one they begin
 * another run. */
static bool begins_run(enum wget_kind kind)
{
    static const bool begins[] = {
        [WGET_START] = true,      [WGET_SAVED] = true,
        [WGET_LINE] = true,       [WGET_SPIDER] = true,
        [WGET_LOOKED_UP] = true,  [WGET_SPIDER_MODE] = true,
        [WGET_ERROR] = true,      [WGET_URL] = true,
        [WGET_FAILED] = true,     [WGET_FINISHED] = true,
        [WGET_NO_REPLY] = true,   [WGET_NOTHING] = true,
        [WGET_BACKGROUND] = true, [WGET_NO_RUN] = true,
        [WGET_PROSE] = false,
    };

    return kind < G_N_ELEMENTS(begins) && begins[kind];
}

/* Lines within an attempt are many and cannot be a time block's. */
static bool may_be_timing(const struct wget_tally *t, struct slice line)
{
    return !(t->attempt == WGET_ATTEMPT_OPEN && line.len && line.at[0] == ' ');
}

/* In the middle of a -nv log, where one plain line follows another. */
static bool is_plain_so_far(const struct wget_tally *t)
{
    return t->files && !t->finished.line && !t->timing.has &&
           t->attempt == WGET_ATTEMPT_NONE;
}

/* The stamp of a line that is not earlier than those before it. */
static bool has_next_stamp(const struct wget_tally *t, struct slice line,
                           struct wget_stamp *stamp)
{
    *stamp = (struct wget_stamp){.has_date = true};
    return wget_plain_stamp(line, &stamp->s) && t->stamp.has_date &&
           stamp->s >= t->stamp.s;
}

static bool see_plain_line(struct wget_reader *r)
{
    struct wget_tally *t = &r->tally;
    struct wget_stamp stamp;

    if (!is_plain_so_far(t) || !has_next_stamp(t, r->line, &stamp) ||
        !wget_plain_line(r->line, NULL, &t->files, &t->bytes))
        return false;
    stamp.at = t->last = wget_here(r);
    wget_see_stamp(t, stamp);
    return true;
}

/* Lines from the start of the block, as long as they are plain -nv lines with
 * stamps that do not go back: how many, and the last of them. */
static size_t count_plain(struct wget_tally *t, struct slice block,
                          struct slice *last)
{
    struct wget_stamp ignored;
    const char *before = NULL, *end;
    size_t lines = 0;

    while ((end = memchr(block.at, '\n', block.len))) {
        struct slice line = slice_part(block, 0, (size_t)(end - block.at));

        if ((!before && !has_next_stamp(t, line, &ignored)) ||
            !wget_plain_line(line, before, &t->files, &t->bytes))
            break;
        before = line.at;
        *last = line;
        block = slice_part(block, line.len + 1, block.len);
        lines++;
        if (!block.len)
            break;
    }
    return lines;
}

/* Whole lines in the buffer, as long as they are plain. */
static void see_block(struct wget_reader *r)
{
    struct wget_tally *t = &r->tally;
    struct slice block, last;
    struct wget_stamp stamp;
    size_t lines;

    if (!is_plain_so_far(t) || !text_is_plain(r->log) ||
        !text_block(r->log, &block))
        return;
    lines = count_plain(t, block, &last);
    if (!lines) {
        text_taken(r->log, 0, 0);
        return;
    }
    has_next_stamp(t, last, &stamp);
    text_taken(r->log, (size_t)(last.at + last.len + 1 - block.at), lines);
    stamp.at = t->last = (struct text_place){text_line_number(r->log), 1};
    wget_see_stamp(t, stamp);
}

static void see_line(struct wget_reader *r, struct slice line)
{
    struct wget_tally *t = &r->tally;
    struct wget_line said;

    r->line = line;
    if (see_plain_line(r))
        return;
    if (may_be_timing(t, line) && wget_see_times(r, finish_run))
        return;
    if (!slice_trim(line).len || wget_see_summary(r) || wget_see_quota(r))
        return;
    said = wget_line_read(line);
    if (said.kind == WGET_OTHER) {
        if (may_be_timing(t, line) && wget_see_damaged_time(r, finish_run))
            return;
        if (wget_has_times(t))
            finish_run(r);
        wget_see_unknown(r);
        return;
    }
    if (wget_has_times(t) || (t->finished.line && begins_run(said.kind)))
        finish_run(r);
    if (said.kind == WGET_PROSE)
        return;
    if (said.kind == WGET_NO_RUN)
        wget_see_no_run(r);
    wget_see(r, &said);
    keep_failure(r, said.kind, line);
}

/* A log without a run says so itself, as a run that is refused. */
static void tell_no_run(struct wget_reader *r)
{
    const struct wget_tally *t = &r->tally;
    Run *run = run_new("wget", "wget", 1);

    g_ptr_array_add(r->runs, run);
    if (wget_is_unknown_timing(slice_from(t->unknown)))
        run_reason(run, "unknown-timing", t->unknown_at.line,
                   t->unknown_at.column, "the time in '%s' is in no known form",
                   t->unknown);
    else
        run_reason(run, "no-values", 0, 0, "no line is wget's");
}

static void parse(Text *log, GPtrArray *runs)
{
    struct wget_reader r = {.log = log, .runs = runs};
    guint before = runs->len;
    struct slice line;

    while (text_line(log, &line)) {
        see_line(&r, line);
        see_block(&r);
    }
    if (!r.tally.line && runs->len == before)
        tell_no_run(&r);
    else if (!r.tally.line)
        wget_note_unknown(runs->pdata[runs->len - 1], &r.tally);
    finish_run(&r);
}

const struct log_format format_wget = {
    .name = "wget",
    .tool = "wget",
    .summary = "GNU wget's log or summary, with the time block around it",
    .begins = "'--DATE TIME--  URL'",
    .detect = wget_detect,
    .why_not = wget_why_not,
    .parse = parse,
    .join = NULL,
};

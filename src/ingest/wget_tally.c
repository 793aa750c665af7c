/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/wget_tally.h"

#include <string.h>

void wget_tally_clear(struct wget_tally *t)
{
    g_free(t->command);
    g_free(t->url);
    *t = (struct wget_tally){0};
}

struct text_place wget_here(const struct wget_reader *r)
{
    return text_place(r->log, slice_trim_left(r->line).at);
}

void wget_begin(struct wget_reader *r)
{
    if (r->tally.line)
        return;
    r->tally.line = text_line_number(r->log);
    r->tally.begins = wget_here(r);
}

/* The first place is the one that is told. */
static void keep_place(struct text_place *place, struct text_place at)
{
    if (!place->line)
        *place = at;
}

void wget_tally_close(struct wget_tally *t)
{
    if (t->attempt == WGET_ATTEMPT_UNCHANGED) {
        t->nothing++;
        t->state = t->attempt_at;
        t->attempt = WGET_ATTEMPT_NONE;
    }
    if (t->attempt == WGET_ATTEMPT_FAILED ||
        t->attempt == WGET_ATTEMPT_BROKEN) {
        t->errors++;
        t->given_up += t->attempt == WGET_ATTEMPT_BROKEN;
        keep_place(&t->error, t->attempt_at);
        t->attempt = WGET_ATTEMPT_NONE;
    }
}

/* Without a date a stamp that seems to be from half a day before is from
 * behind midnight. */
static int64_t behind_midnight(int64_t before, int64_t stamp)
{
    enum { DAY = 86400 };

    stamp += before / DAY * DAY;
    return stamp + DAY / 2 < before ? stamp + DAY : stamp;
}

void wget_see_stamp(struct wget_tally *t, struct wget_stamp stamp)
{
    if (!t->first.at.line)
        t->first = stamp;
    else if (!stamp.has_date && !t->stamp.has_date)
        stamp.s = behind_midnight(t->stamp.s, stamp.s);
    if (t->stamp.at.line && stamp.has_date == t->stamp.has_date &&
        stamp.s < t->stamp.s && !t->stepped.at.line) {
        t->step_from = t->stamp;
        t->stepped = stamp;
    }
    t->stamp = stamp;
}

/* The kinds of lines in which a stamp stands. */
static bool is_stamped(enum wget_kind kind)
{
    static const bool stamped[] = {
        [WGET_START] = true,    [WGET_SAVED] = true,  [WGET_BROKEN] = true,
        [WGET_LINE] = true,     [WGET_SPIDER] = true, [WGET_ERROR] = true,
        [WGET_FINISHED] = true,
    };

    return kind < G_N_ELEMENTS(stamped) && stamped[kind];
}

static void see_stamp(struct wget_reader *r, const struct wget_line *said)
{
    struct wget_tally *t = &r->tally;

    if (!is_stamped(said->kind))
        return;
    if (!t->first.at.line)
        t->first_is_begin = said->kind == WGET_START;
    wget_see_stamp(
        t, (struct wget_stamp){wget_here(r), said->has_date, said->stamp_s});
}

static void see_start(struct wget_reader *r, const struct wget_line *said)
{
    struct wget_tally *t = &r->tally;

    if (said->tries > 1) {
        t->retries++;
        keep_place(&t->retry, wget_here(r));
    } else {
        if (t->attempt ==
            WGET_ATTEMPT_OPEN) { /* neither saved nor redirected */
            t->errors++;
            keep_place(&t->error, t->attempt_at);
        }
        wget_tally_close(t);
    }
    if (!t->attempts++)
        t->url = slice_dup(said->url);
    t->attempt = WGET_ATTEMPT_OPEN;
    t->attempt_at = wget_here(r);
    t->tries = said->tries;
}

/* In a -nv log a server that hung up is told of before the try that brought
 * the file. */
static void forgive_hang_ups(struct wget_tally *t, uint64_t retries)
{
    t->errors -= MIN(t->hang_ups, retries);
    if (!t->errors)
        t->error = (struct text_place){0};
}

static void see_file(struct wget_reader *r, const struct wget_line *said)
{
    struct wget_tally *t = &r->tally;

    if (said->kind == WGET_LINE)
        wget_tally_close(t);
    t->files++;
    if (__builtin_add_overflow(t->bytes, said->got, &t->bytes))
        t->bytes = UINT64_MAX;
    if (said->got != said->expected && !t->short_files++)
        t->short_file = wget_here(r);
    if (said->kind == WGET_LINE && said->tries > 1) {
        t->retries += said->tries - 1;
        keep_place(&t->retry, wget_here(r));
        forgive_hang_ups(t, said->tries - 1);
    }
    t->hang_ups = 0;
    t->attempt = WGET_ATTEMPT_NONE;
    t->last = wget_here(r);
}

static void see_error(struct wget_reader *r)
{
    struct wget_tally *t = &r->tally;

    t->errors++;
    keep_place(&t->error, wget_here(r));
    t->attempt = WGET_ATTEMPT_NONE;
}

/* A verbose log says later whether another address answered; a -nv log has
 * nothing but this line. */
void wget_see_failure(struct wget_reader *r)
{
    struct wget_tally *t = &r->tally;

    if (t->attempt == WGET_ATTEMPT_NONE)
        see_error(r);
    else
        t->attempt = WGET_ATTEMPT_FAILED;
}

/* The server hung up before its header: another try may follow, of which a
 * verbose log tells. */
static void see_no_reply(struct wget_reader *r)
{
    struct wget_tally *t = &r->tally;

    if (t->attempt == WGET_ATTEMPT_NONE) {
        see_error(r);
        t->hang_ups++;
    } else {
        t->attempt = WGET_ATTEMPT_BROKEN;
    }
}

/* -nv prints the URL before its error. */
static void see_url(struct wget_reader *r)
{
    struct wget_tally *t = &r->tally;

    wget_tally_close(t);
    t->attempt = WGET_ATTEMPT_FAILED;
    t->attempt_at = wget_here(r);
}

static void see_spider(struct wget_reader *r)
{
    struct wget_tally *t = &r->tally;

    keep_place(&t->spider, wget_here(r));
    t->is_spider = true;
}

static void see_status(struct wget_reader *r, const struct wget_line *said)
{
    struct wget_tally *t = &r->tally;

    if (t->attempt == WGET_ATTEMPT_NONE)
        return;
    t->attempt = WGET_ATTEMPT_OPEN;
    if (!t->errors) /* another address answered */
        t->failure_at = (struct text_place){0};
    if (said->code == 304) {
        t->attempt = WGET_ATTEMPT_UNCHANGED;
        t->attempt_at = wget_here(r);
    } else if (said->code >= 300 && said->code < 400) {
        t->attempt = WGET_ATTEMPT_MOVED;
    }
    if (said->code == 206 && t->tries <= 1) {
        t->is_partial = true;
        t->partial = wget_here(r);
    }
}

static void see_remaining(struct wget_reader *r, const struct wget_line *said)
{
    struct wget_tally *t = &r->tally;

    if (!t->is_partial || t->attempt != WGET_ATTEMPT_OPEN)
        return;
    t->remaining += said->got;
    t->whole += said->expected;
}

static void see_nothing(struct wget_reader *r)
{
    r->tally.nothing++;
    r->tally.state = wget_here(r);
    r->tally.attempt = WGET_ATTEMPT_NONE;
}

static void see_finished(struct wget_reader *r)
{
    struct wget_tally *t = &r->tally;

    if (t->attempt == WGET_ATTEMPT_OPEN) {
        t->errors++;
        keep_place(&t->error, t->attempt_at);
        t->attempt = WGET_ATTEMPT_NONE;
    }
    wget_tally_close(t);
    t->finished = wget_here(r);
    t->end = t->stamp;
}

static void see_state(struct wget_reader *r, bool *state)
{
    *state = true;
    r->tally.state = wget_here(r);
}

void wget_see(struct wget_reader *r, const struct wget_line *said)
{
    struct wget_tally *t = &r->tally;

    wget_begin(r);
    see_stamp(r, said);
    switch (said->kind) {
    case WGET_START:
        see_start(r, said);
        break;
    case WGET_SAVED:
    case WGET_LINE:
        see_file(r, said);
        break;
    case WGET_BROKEN:
        t->attempt = WGET_ATTEMPT_BROKEN;
        break;
    case WGET_GAVE_UP:
        t->attempt = WGET_ATTEMPT_BROKEN;
        break;
    case WGET_NO_REPLY:
        see_no_reply(r);
        break;
    case WGET_SPIDER:
    case WGET_LOOKED_UP:
        see_spider(r);
        t->attempt = WGET_ATTEMPT_NONE;
        break;
    case WGET_DEAD_LINK:
        see_spider(r);
        see_error(r);
        break;
    case WGET_SPIDER_MODE:
        see_spider(r);
        break;
    case WGET_QUOTA:
        t->quota = wget_here(r);
        break;
    case WGET_ERROR:
        see_error(r);
        break;
    case WGET_FAILED:
        wget_see_failure(r);
        break;
    case WGET_STATUS:
        see_status(r, said);
        break;
    case WGET_REMAINING:
        see_remaining(r, said);
        break;
    case WGET_FINISHED:
        see_finished(r);
        break;
    case WGET_NOTHING:
        see_nothing(r);
        break;
    case WGET_BACKGROUND:
        see_state(r, &t->is_background);
        break;
    case WGET_ELSEWHERE:
        see_state(r, &t->is_elsewhere);
        break;
    case WGET_INTERRUPT:
        see_state(r, &t->is_interrupted);
        break;
    case WGET_URL:
        see_url(r);
        break;
    case WGET_NO_RUN:
    case WGET_BLANK:
    case WGET_PROSE:
    case WGET_OTHER:
        break;
    }
}

/* At the end of a log that was cut: "105" may have been "105K". */
static bool is_cut_in_number(const struct wget_reader *r, struct slice line)
{
    return text_cut(r->log) && line.len &&
           g_ascii_isalnum(line.at[line.len - 1]);
}

static void keep_text(char text[24], struct slice printed)
{
    memcpy(text, printed.at, MIN(printed.len, 23));
}

bool wget_see_summary(struct wget_reader *r)
{
    struct wget_tally *t = &r->tally;
    struct wget_downloaded sum;
    struct slice time;

    if (!t->finished.line || t->sum_at.line)
        return false;
    if (!t->wall_at.line && wget_total_time(r->line, &time)) {
        wget_duration(time, &t->wall);
        t->wall_at = text_place(r->log, time.at);
        return true;
    }
    if (!wget_downloaded_read(r->line, &sum) ||
        (sum.is_old && t->end.has_date) || is_cut_in_number(r, r->line))
        return false;
    if (!sum.is_old && (!wget_size_read(sum.size, &t->size) ||
                        sum.size.len >= sizeof t->size_text ||
                        !wget_duration(sum.time, &t->download)))
        return false;
    t->is_old = sum.is_old;
    t->n_files = sum.files;
    t->has_sum_bytes = sum.has_bytes;
    t->sum_bytes = sum.bytes;
    t->has_rate = !sum.is_old && wget_rate_read(sum.rate, &t->rate);
    t->count_at = text_place(r->log, sum.count.at);
    if (sum.size.len) {
        t->size_at = text_place(r->log, sum.size.at);
        keep_text(t->size_text, sum.size);
    }
    if (!sum.is_old) {
        t->time_at = text_place(r->log, sum.time.at);
        t->rate_at = text_place(r->log, sum.rate.at);
        keep_text(t->time_text, sum.time);
        keep_text(t->rate_text, sum.rate);
        for (char *mark = t->size_text; (mark = strchr(mark, ',')); mark++)
            *mark = '.'; /* the work does not depend on the language */
    }
    t->sum_at = wget_here(r);
    return true;
}

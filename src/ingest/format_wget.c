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
#include "ingest/format.h"
#include "ingest/timing.h"
#include "ingest/wget_text.h"

/* What one attempt to fetch a file has come to. */
enum attempt {
    ATTEMPT_NONE,   /* no attempt is open */
    ATTEMPT_OPEN,   /* begun; nothing known yet */
    ATTEMPT_BROKEN, /* ended early: a retry follows, or it has failed */
    ATTEMPT_MOVED,  /* redirected: the next attempt goes on */
    ATTEMPT_FAILED, /* no connection, no such host */
};

/* A run as far as it has been read. */
struct tally {
    size_t line;           /* where it begins; 0 before */
    uint64_t files, bytes; /* saved, and their sum */
    uint64_t short_files;  /* of those, not as long as announced */
    uint64_t errors, retries, attempts, spidered, nothing, given_up;
    uint64_t remaining, whole; /* of a continued download, bytes */
    bool is_partial;           /* 206 at the first try */
    bool is_background, is_elsewhere, is_interrupted;
    enum attempt attempt;
    uint64_t tries; /* of the open attempt */
    size_t error_line, retry_line, attempt_line, state_line, partial_line;

    bool has_start, has_end;
    int64_t start_s, end_s; /* stamps: the first, and the summary's */
    bool start_is_begin;    /* of an attempt, not of a file's end */

    /* The summary. */
    size_t finished_line, wall_line, sum_line, quota_line;
    struct decimal wall, download;
    bool is_old;
    uint64_t n_files;
    bool has_sum_bytes;
    uint64_t sum_bytes;
    struct wget_size size;
    struct wget_rate rate;
    bool has_rate;
    char size_text[24];

    size_t n_unknown, unknown_line;
    char unknown[96];
    struct timing timing;
    char *command; /* owned */
    char *url;     /* of the first attempt; owned */
};

struct reader {
    Text *log;
    GPtrArray *runs;
    size_t n_untimed; /* summaries since the last time block */
    struct tally tally;
};

/* ------------------------------------------------- from tally to run */

static void add_count(Run *run, const char *name, uint64_t n, size_t line)
{
    if (n <= INT64_MAX)
        run_value(run, name, (struct decimal){(int64_t)n, 0}, line);
}

/* Half of the last printed digit's place, in the value's unit. */
static double half_step(struct decimal d)
{
    return decimal_to_double((struct decimal){5, (int16_t)(d.exponent - 1)});
}

static void tell_contradiction(Run *run, size_t line, const char *what)
{
    run_reason(run, "contradiction", line, 0, "%s", what);
}

/* The sum of the files' bytes against the summary's size, when all files are
 * in the log and each was fetched in one go. */
static void check_size(Run *run, const struct tally *t)
{
    double low, high, bytes = (double)t->bytes;

    if (t->files != t->n_files || t->retries || t->is_partial)
        return;
    if (t->is_old) {
        if (t->has_sum_bytes && t->sum_bytes != t->bytes)
            tell_contradiction(run, t->sum_line,
                               "the bytes of the files do not add up to the "
                               "summary's");
        return;
    }
    low = (decimal_to_double(t->size.printed) - half_step(t->size.printed)) *
          (double)t->size.unit;
    high = (decimal_to_double(t->size.printed) + half_step(t->size.printed)) *
           (double)t->size.unit;
    if (bytes < low || bytes > high)
        tell_contradiction(
            run, t->sum_line,
            "the bytes of the files do not add up to the summary's size");
}

/* RATE = SIZE / TIME, as far as the digits go. Meaningless at "0s". */
static void check_rate(Run *run, const struct tally *t)
{
    double size, size_step, seconds, time_step, rate, rate_step;

    if (!t->has_rate || !t->download.digits)
        return;
    size = decimal_to_double(t->size.printed) * (double)t->size.unit;
    size_step = half_step(t->size.printed) * (double)t->size.unit;
    seconds = decimal_to_double(t->download);
    time_step = half_step(t->download);
    rate = decimal_to_double(t->rate.printed) * (double)t->rate.unit;
    rate_step = half_step(t->rate.printed) * (double)t->rate.unit;
    if (t->rate.bits) {
        rate /= 8;
        rate_step /= 8;
    }
    if ((rate - rate_step) * (seconds - time_step) > (size + size_step) ||
        (rate + rate_step) * (seconds + time_step) < (size - size_step))
        tell_contradiction(run, t->sum_line,
                           "the rate is not the size divided by the time");
}

/* download_time <= wall_clock <= real_time, as far as the digits go. */
static void check_times(Run *run, const struct tally *t)
{
    double wall = decimal_to_double(t->wall);
    double wall_low = wall - half_step(t->wall);

    if (!t->wall_line)
        return;
    if (!t->is_old && decimal_to_double(t->download) - half_step(t->download) >
                          wall + half_step(t->wall))
        tell_contradiction(
            run, t->sum_line,
            "reading the files took longer than the wall clock says");
    if ((t->timing.has & TIMING_REAL) &&
        wall_low > decimal_to_double(t->timing.real) +
                       half_step(t->timing.real) + 0.005)
        tell_contradiction(
            run, t->timing.real_line,
            "the command took less time than wget's own wall clock");
    if (t->has_start && t->start_is_begin && t->has_end) {
        double between = (double)(t->end_s - t->start_s);

        if (between < wall_low - 1.5 ||
            between > wall + half_step(t->wall) + 1.5)
            run_note(run, "clock-step", (uint32_t)t->finished_line,
                     "%.0f s lie between the first and the last stamp, the "
                     "wall clock says otherwise",
                     between);
    }
}

static void check_summary(Run *run, const struct tally *t)
{
    if (t->files > t->n_files)
        run_reason(run, "contradiction", t->sum_line, 0,
                   "%" G_GUINT64_FORMAT " files were saved, the summary "
                   "counts %" G_GUINT64_FORMAT,
                   t->files, t->n_files);
    else if (t->files < t->n_files)
        run_note(run, "partial-log", t->sum_line,
                 "the log holds the lines of %" G_GUINT64_FORMAT
                 " of %" G_GUINT64_FORMAT " files",
                 t->files, t->n_files);
    check_size(run, t);
    check_rate(run, t);
    check_times(run, t);
}

/* Several causes may hold; each is told. */
static void tell_gates(Run *run, const struct tally *t)
{
    if (t->errors)
        run_reason(run, "download-errors", t->error_line, 0,
                   "%" G_GUINT64_FORMAT " of the downloads failed", t->errors);
    if (t->retries)
        run_reason(run, "retried", t->retry_line, 0,
                   "%" G_GUINT64_FORMAT " further attempts were made",
                   t->retries);
    if (t->is_partial)
        run_reason(run, "partial-download", t->partial_line, 0,
                   "only %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                   " bytes were fetched",
                   t->remaining, t->whole);
    if (t->nothing && t->files)
        run_reason(run, "not-all-files", t->state_line, 0,
                   "%" G_GUINT64_FORMAT " files were there already",
                   t->nothing);
    if (t->quota_line)
        run_reason(run, "not-all-files", t->quota_line, 0,
                   "the download quota was reached");
    if (t->short_files)
        run_reason(run, "partial-download", 0, 0,
                   "%" G_GUINT64_FORMAT " files are shorter than announced",
                   t->short_files);
    if ((t->timing.has & TIMING_EXIT) && t->timing.exit_status)
        run_reason(run, "exit-status", t->timing.line, 0,
                   "the command ended with exit status %" G_GUINT64_FORMAT,
                   t->timing.exit_status);
    if (t->timing.has & TIMING_SIGNAL)
        run_reason(run, "interrupted", t->timing.line, 0,
                   "the command was ended by signal %" G_GUINT64_FORMAT,
                   t->timing.signal);
    if (t->is_interrupted && !t->sum_line)
        run_reason(run, "interrupted", t->state_line, 0, "'^C' was typed");
}

/* Why there is no summary, if there ought to be one. */
static void tell_missing_summary(Run *run, const struct tally *t)
{
    if (t->is_background)
        run_reason(run, "background", t->state_line, 0,
                   "wget went to the background: the time is its start's");
    else if (t->is_elsewhere)
        run_reason(run, "no-summary", t->state_line, 0,
                   "the rest of the log was written to another file");
    else if (t->finished_line)
        run_reason(run, "truncated", t->finished_line, 0,
                   "the summary is not whole");
    else if (!t->files && t->spidered)
        run_reason(run, "spider", t->line, 0,
                   "the %" G_GUINT64_FORMAT " URLs were only looked up",
                   t->spidered);
    else if (!t->files && t->nothing)
        run_reason(run, "nothing-downloaded", t->state_line, 0,
                   "the files were there already: nothing was downloaded");
    else if (!t->files && t->given_up)
        run_reason(run, "gave-up", t->error_line, 0,
                   "the download was given up");
    else if (!t->files && t->attempt == ATTEMPT_OPEN)
        run_reason(run, "truncated", t->attempt_line, 0,
                   "the download did not come to its end");
    else if (!t->files && t->errors)
        run_reason(run, "nothing-transferred", t->error_line, 0,
                   "nothing was downloaded");
    else if (t->files != 1 || t->errors || t->attempt != ATTEMPT_NONE)
        run_reason(run, "no-summary", 0, 0,
                   "%" G_GUINT64_FORMAT
                   " files were saved, but there is no 'FINISHED' line",
                   t->files);
}

static bool has_text(const struct tally *t)
{
    return t->files || t->attempts || t->errors || t->spidered || t->nothing ||
           t->is_background || t->is_elsewhere || t->finished_line ||
           t->is_interrupted;
}

static bool has_exact_bytes(const struct tally *t)
{
    if (t->sum_line && t->is_old)
        return t->has_sum_bytes;
    return t->files && !t->retries && (!t->sum_line || t->files == t->n_files);
}

static uint64_t exact_bytes(const struct tally *t)
{
    if (t->sum_line && t->is_old)
        return t->sum_bytes;
    return t->is_partial && t->remaining ? t->remaining : t->bytes;
}

static void tell_work(Run *run, const struct tally *t)
{
    uint64_t files = t->sum_line ? t->n_files : t->files;
    size_t line = t->sum_line ? t->sum_line : t->line;
    char text[24];

    if (!has_text(t))
        return;
    add_count(run, "files", files, line);
    g_snprintf(text, sizeof text, "%" G_GUINT64_FORMAT, files);
    run_parameter(run, "files", slice_from(text));
    if (has_exact_bytes(t)) {
        add_count(run, "bytes", exact_bytes(t), line);
        g_snprintf(text, sizeof text, "%" G_GUINT64_FORMAT, exact_bytes(t));
    }
    if (t->sum_line && !t->is_old)
        run_parameter(run, "size", slice_from(t->size_text));
    else if (has_exact_bytes(t))
        run_parameter(run, "size", slice_from(text));
    add_count(run, "errors", t->errors, t->error_line);
    add_count(run, "retries", t->retries, t->retry_line);
}

static int count_digits(struct decimal d)
{
    int n = 1;

    while (d.digits >= 10) {
        d.digits /= 10;
        n++;
    }
    return n;
}

/* The printed rate in bytes; an eighth is 125 thousandths. */
static bool bytes_per_s(const struct wget_rate *rate, struct decimal *value)
{
    *value = rate->printed;
    if (__builtin_mul_overflow(value->digits, (int64_t)rate->unit,
                               &value->digits))
        return false;
    if (!rate->bits)
        return true;
    value->exponent = (int16_t)(value->exponent - 3);
    return !__builtin_mul_overflow(value->digits, 125, &value->digits);
}

/* MiB/s with as many digits as the worse known of the two has. The rounding
 * is decimal, so that the last digit is the resolution. */
static void tell_throughput(Run *run, const struct tally *t)
{
    struct decimal size = t->size.printed;
    double mib, rate;
    int digits, exponent = 0;

    if (!(t->timing.has & TIMING_REAL) || t->timing.real.digits <= 0)
        return;
    digits = count_digits(t->timing.real);
    if (has_exact_bytes(t)) {
        mib = (double)exact_bytes(t) / 1048576;
    } else if (t->sum_line && !t->is_old) {
        mib = decimal_to_double(size) * (double)t->size.unit / 1048576;
        digits = MIN(digits, count_digits(size));
    } else {
        return;
    }
    rate = mib / decimal_to_double(t->timing.real);
    while (rate > 0 && rate < 1e9 &&
           count_digits((struct decimal){(int64_t)(rate + 0.5), 0}) < digits) {
        rate *= 10;
        exponent--;
    }
    run_value(run, "throughput",
              (struct decimal){(int64_t)(rate + 0.5), (int16_t)exponent},
              t->timing.real_line);
}

static void tell_times(Run *run, const struct tally *t)
{
    struct decimal rate;

    if (t->timing.has & TIMING_REAL)
        run_value(run, "real_time", t->timing.real, t->timing.real_line);
    if (t->timing.has & TIMING_USER)
        run_value(run, "user_time", t->timing.user, t->timing.user_line);
    if (t->timing.has & TIMING_SYS)
        run_value(run, "sys_time", t->timing.sys, t->timing.sys_line);
    if (t->wall_line && t->sum_line)
        run_value(run, "wall_clock", t->wall, t->wall_line);
    if (t->sum_line && !t->is_old)
        run_value(run, "download_time", t->download, t->sum_line);
    if (t->has_rate && t->download.digits && bytes_per_s(&t->rate, &rate))
        run_value(run, "download_rate", rate, t->sum_line);
    tell_throughput(run, t);
    if (t->timing.has & TIMING_EXIT)
        add_count(run, "exit_status", t->timing.exit_status, t->timing.line);
}

/* Without a wrapper only wget's own clock is left, which may have a single
 * digit. */
static void tell_missing_time(Run *run, const struct tally *t)
{
    if (t->timing.has & TIMING_REAL) {
        if (!(t->timing.has & TIMING_USER) || !(t->timing.has & TIMING_SYS))
            run_note(run, "partial-timing", t->timing.line,
                     "the time block lacks its CPU times");
        return;
    }
    if (t->timing.has)
        run_reason(run, "truncated", t->timing.line, 0,
                   "the time block lacks the elapsed time");
    else if (!t->wall_line)
        run_reason(run, "no-values", t->line, 0,
                   "the log holds no time of the whole download");
    else if (t->wall.digits < 10)
        run_reason(run, "coarse-time", t->wall_line, 0,
                   "the only time of the whole download has one digit");
    else
        run_note(run, "no-wrapper-time", t->wall_line,
                 "no shell timed the command: only wget's own clock, of two "
                 "digits, is left");
}

/* When the run began: its first stamp, or the summary's less the wall clock. */
static int64_t started_s(const struct tally *t)
{
    if (t->has_start && t->start_is_begin)
        return t->start_s;
    if (t->has_end && t->wall_line)
        return t->end_s - (int64_t)(decimal_to_double(t->wall) + 0.5);
    if (t->has_start && t->files > 1)
        return t->start_s;
    return t->has_end ? t->end_s : RUN_TIME_UNKNOWN;
}

static void tell_context(Run *run, const struct tally *t)
{
    if (t->timing.wrapper)
        run_context(run, "timed_by", slice_from(t->timing.wrapper));
    if (t->command)
        run_context(run, "command", slice_from(t->command));
    if (t->url && t->attempts <= 2 && !t->sum_line)
        run_context(run, "url", slice_from(t->url));
    if (t->n_unknown)
        run_note(run, "unknown-line", t->unknown_line,
                 "%zu lines are not wget's, the first is '%s'", t->n_unknown,
                 t->unknown);
    if (!has_text(t))
        run_note(run, "timing-only", t->timing.line,
                 "nothing but the time is known: not what was downloaded, nor "
                 "how often");
}

static void tally_clear(struct tally *t)
{
    g_free(t->command);
    g_free(t->url);
    *t = (struct tally){0};
}

/* An attempt that nothing followed has failed. */
static void close_attempt(struct tally *t)
{
    if (t->attempt == ATTEMPT_FAILED || t->attempt == ATTEMPT_BROKEN) {
        t->errors++;
        t->given_up += t->attempt == ATTEMPT_BROKEN;
        if (!t->error_line)
            t->error_line = t->attempt_line;
        t->attempt = ATTEMPT_NONE;
    }
}

/* `time` of a loop or a function covers all of its downloads. */
static void tell_shared_time(struct reader *r, Run *run)
{
    const struct tally *t = &r->tally;

    if (!(t->timing.has & TIMING_REAL)) {
        r->n_untimed += t->sum_line != 0;
        return;
    }
    if (r->n_untimed)
        run_reason(run, "several-runs-timed", t->timing.real_line, 0,
                   "one time block follows %zu downloads", r->n_untimed + 1);
    r->n_untimed = 0;
}

static void finish_run(struct reader *r)
{
    struct tally *t = &r->tally;

    if (!t->line) {
        tally_clear(t);
        return;
    }
    close_attempt(t);

    Run *run = run_new("wget", "wget", t->line);

    g_ptr_array_add(r->runs, run);
    run->started_s = started_s(t);
    tell_context(run, t);
    tell_times(run, t);
    tell_work(run, t);
    if (has_text(t) && !t->sum_line)
        tell_missing_summary(run, t);
    if (t->sum_line)
        check_summary(run, t);
    tell_gates(run, t);
    tell_missing_time(run, t);
    tell_shared_time(r, run);
    tally_clear(t);
}

/* ------------------------------------------------- from lines to tally */

static size_t line_number(const struct reader *r)
{
    return text_line_number(r->log);
}

static void begin(struct reader *r)
{
    if (!r->tally.line)
        r->tally.line = line_number(r);
}

static void see_stamp(struct tally *t, const struct wget_line *said)
{
    if (t->has_start || !said->has_date)
        return;
    t->has_start = true;
    t->start_s = said->stamp_s;
    t->start_is_begin = said->kind == WGET_START;
}

static void see_start(struct reader *r, const struct wget_line *said)
{
    struct tally *t = &r->tally;

    if (said->tries > 1) {
        t->retries++;
        if (!t->retry_line)
            t->retry_line = line_number(r);
    } else {
        if (t->attempt == ATTEMPT_OPEN) { /* neither saved nor redirected */
            t->errors++;
            if (!t->error_line)
                t->error_line = t->attempt_line;
        }
        close_attempt(t);
    }
    if (!t->attempts++)
        t->url = slice_dup(said->url);
    t->attempt = ATTEMPT_OPEN;
    t->attempt_line = line_number(r);
    t->tries = said->tries;
}

static void see_file(struct reader *r, const struct wget_line *said)
{
    struct tally *t = &r->tally;

    t->files++;
    if (__builtin_add_overflow(t->bytes, said->got, &t->bytes))
        t->bytes = UINT64_MAX;
    t->short_files += said->got != said->expected;
    if (said->kind == WGET_LINE && said->tries > 1) {
        t->retries += said->tries - 1;
        if (!t->retry_line)
            t->retry_line = line_number(r);
    }
    t->attempt = ATTEMPT_NONE;
}

static void see_error(struct reader *r)
{
    struct tally *t = &r->tally;

    t->errors++;
    if (!t->error_line)
        t->error_line = line_number(r);
    t->attempt = ATTEMPT_NONE;
}

/* A verbose log says later whether another address answered; a -nv log has
 * nothing but this line. */
static void see_failure(struct reader *r)
{
    struct tally *t = &r->tally;

    if (t->attempt == ATTEMPT_NONE)
        see_error(r);
    else
        t->attempt = ATTEMPT_FAILED;
}

static void see_status(struct reader *r, const struct wget_line *said)
{
    struct tally *t = &r->tally;

    if (t->attempt == ATTEMPT_NONE)
        return;
    t->attempt = ATTEMPT_OPEN;
    if (said->code >= 300 && said->code < 400)
        t->attempt = ATTEMPT_MOVED;
    if (said->code == 206 && t->tries <= 1) {
        t->is_partial = true;
        t->partial_line = line_number(r);
    }
}

static void see_remaining(struct reader *r, const struct wget_line *said)
{
    struct tally *t = &r->tally;

    if (!t->is_partial)
        return;
    t->remaining += said->got;
    t->whole += said->expected;
}

static void see_nothing(struct reader *r)
{
    r->tally.nothing++;
    r->tally.state_line = line_number(r);
    r->tally.attempt = ATTEMPT_NONE;
}

static void see_finished(struct reader *r, const struct wget_line *said)
{
    struct tally *t = &r->tally;

    if (t->attempt == ATTEMPT_OPEN) {
        t->errors++;
        if (!t->error_line)
            t->error_line = t->attempt_line;
        t->attempt = ATTEMPT_NONE;
    }
    close_attempt(t);
    t->finished_line = line_number(r);
    t->has_end = said->has_date;
    t->end_s = said->stamp_s;
}

static void see_state(struct reader *r, bool *state)
{
    *state = true;
    r->tally.state_line = line_number(r);
}

static void see_known(struct reader *r, const struct wget_line *said)
{
    struct tally *t = &r->tally;

    begin(r);
    switch (said->kind) {
    case WGET_START:
        see_stamp(t, said);
        see_start(r, said);
        break;
    case WGET_SAVED:
    case WGET_LINE:
        see_stamp(t, said);
        see_file(r, said);
        break;
    case WGET_BROKEN:
        t->attempt = ATTEMPT_BROKEN;
        break;
    case WGET_GAVE_UP:
        t->attempt = ATTEMPT_BROKEN;
        break;
    case WGET_SPIDER:
        t->spidered++;
        break;
    case WGET_ERROR:
        see_stamp(t, said);
        see_error(r);
        break;
    case WGET_FAILED:
        see_failure(r);
        break;
    case WGET_STATUS:
        see_status(r, said);
        break;
    case WGET_REMAINING:
        see_remaining(r, said);
        break;
    case WGET_FINISHED:
        see_finished(r, said);
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
    case WGET_BLANK:
    case WGET_OTHER:
        break;
    }
}

/* The one or two lines behind FINISHED, whatever their language. */
static bool see_summary(struct reader *r, struct slice line)
{
    struct tally *t = &r->tally;
    struct wget_downloaded sum;
    struct slice time;

    if (!t->finished_line || t->sum_line)
        return false;
    if (!t->wall_line && wget_total_time(line, &time)) {
        timing_duration(time, &t->wall);
        t->wall_line = line_number(r);
        return true;
    }
    if (!wget_downloaded_read(line, &sum))
        return false;
    if (!sum.is_old && (!wget_size_read(sum.size, &t->size) ||
                        sum.size.len >= sizeof t->size_text ||
                        !timing_duration(sum.time, &t->download)))
        return false;
    t->is_old = sum.is_old;
    t->n_files = sum.files;
    t->has_sum_bytes = sum.has_bytes;
    t->sum_bytes = sum.bytes;
    t->has_rate = !sum.is_old && wget_rate_read(sum.rate, &t->rate);
    for (size_t i = 0; i < sum.size.len; i++)
        t->size_text[i] = sum.size.at[i] == ',' ? '.' : sum.size.at[i];
    t->sum_line = line_number(r);
    return true;
}

/* "Download quota of 500K EXCEEDED!", in any language: the one line behind
 * the summary that ends so. */
static bool see_quota(struct reader *r, struct slice line)
{
    struct tally *t = &r->tally;

    if (!t->sum_line || line_number(r) != t->sum_line + 1 ||
        !slice_ends(slice_trim_right(line), SLICE("!")))
        return false;
    t->quota_line = line_number(r);
    return true;
}

/* Headings and frames that people and script(1) put around runs. */
static bool is_frame(struct slice line)
{
    static const char *const starts[] = {
        "#",           "==",         "--- ",
        "***",         "exit",       "Script started",
        "Script done", "Converted ", "Converting "};

    line = slice_trim(line);
    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
        if (slice_starts(line, slice_from(starts[i])))
            return true;
    return false;
}

/* "user@host:~$ time wget -nv ...": a shell's prompt and the command. */
static bool see_command(struct reader *r, struct slice line)
{
    size_t wget = slice_find(line, SLICE("wget "));

    if (wget == line.len || line.len > 4096 ||
        slice_starts(line, SLICE("wget: ")))
        return false;
    if (!r->tally.command)
        r->tally.command = slice_dup(slice_part(line, wget, line.len));
    return true;
}

static void see_unknown(struct reader *r, struct slice line)
{
    struct tally *t = &r->tally;

    if (t->attempt != ATTEMPT_NONE || is_frame(line) || see_command(r, line) ||
        slice_starts(line, SLICE("wget: ")))
        return;
    if (!t->n_unknown++) {
        g_autofree char *shown = g_utf8_make_valid(
            line.at, (gssize)MIN(line.len, sizeof t->unknown - 16));

        t->unknown_line = line_number(r);
        g_strlcpy(t->unknown, shown, sizeof t->unknown);
    }
}

/* Kinds that only stand before a summary, so that behind one they begin
 * another run. */
static bool begins_run(enum wget_kind kind)
{
    static const bool begins[] = {
        [WGET_START] = true,      [WGET_SAVED] = true,
        [WGET_LINE] = true,       [WGET_SPIDER] = true,
        [WGET_ERROR] = true,      [WGET_URL] = true,
        [WGET_FAILED] = true,     [WGET_FINISHED] = true,
        [WGET_NOTHING] = true,    [WGET_BACKGROUND] = true,
        [WGET_INTERRUPT] = false,
    };

    return kind < G_N_ELEMENTS(begins) && begins[kind];
}

static void see_timing(struct reader *r, const struct timing_line *said)
{
    struct tally *t = &r->tally;

    if (timing_is_next(&t->timing, said))
        finish_run(r);
    begin(r);
    timing_add(&t->timing, said, line_number(r));
    if ((said->says & TIMING_COMMAND) && !t->command)
        t->command = slice_dup(said->command);
}

/* Lines within an attempt are many and cannot be a time block's. */
static bool may_be_timing(const struct tally *t, struct slice line)
{
    return !(t->attempt == ATTEMPT_OPEN && line.len && line.at[0] == ' ');
}

/* In the middle of a -nv log, where one plain line follows another. */
static bool is_plain_so_far(const struct tally *t)
{
    return t->files && !t->finished_line && !t->timing.has &&
           t->attempt == ATTEMPT_NONE;
}

static void see_line(struct reader *r, struct slice line)
{
    struct tally *t = &r->tally;
    struct timing_line timed;
    struct wget_line said;

    if (is_plain_so_far(t) && wget_plain_line(line, NULL, &t->files, &t->bytes))
        return;
    if (may_be_timing(t, line) && timing_read(line, &timed)) {
        see_timing(r, &timed);
        return;
    }
    if (!slice_trim(line).len || see_summary(r, line) || see_quota(r, line))
        return;
    said = wget_line_read(line);
    if (said.kind == WGET_OTHER) {
        if (t->timing.has)
            finish_run(r);
        see_unknown(r, line);
        return;
    }
    if (t->timing.has || (t->finished_line && begins_run(said.kind)))
        finish_run(r);
    see_known(r, &said);
}

/* Whole lines in the buffer, as long as they are plain -nv lines. */
static void see_block(struct reader *r)
{
    struct tally *t = &r->tally;
    struct slice block, rest;
    const char *before = NULL;
    size_t lines = 0;

    if (!is_plain_so_far(t) || !text_is_plain(r->log) ||
        !text_block(r->log, &block))
        return;
    rest = block;
    while (rest.len) {
        const char *end = memchr(rest.at, '\n', rest.len);
        struct slice line;

        if (!end)
            break;
        line = slice_part(rest, 0, (size_t)(end - rest.at));
        if (!wget_plain_line(line, before, &t->files, &t->bytes))
            break;
        before = line.at;
        rest = slice_part(rest, line.len + 1, rest.len);
        lines++;
    }
    text_taken(r->log, (size_t)(rest.at - block.at), lines);
}

/* A user's own TIMEFORMAT: the words of a time block, and a number, in one
 * line of no form that we know. */
static bool is_unknown_timing(struct slice text)
{
    static const char *const words[][3] = {
        {"real", "elapsed", "total"},
        {"user", "usu", "usr"},
        {"sys", "sist", "kernel"},
    };
    g_autofree char *copy = slice_dup(text);
    g_autofree char *lower = g_ascii_strdown(copy, -1);

    if (strchr(g_strstrip(lower), '\n'))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (!strstr(lower, words[i][0]) && !strstr(lower, words[i][1]) &&
            !strstr(lower, words[i][2]))
            return false;
    return strpbrk(lower, "0123456789") != NULL;
}

/* A log without a run says so itself, as a run that is refused. */
static void tell_no_run(struct reader *r)
{
    const struct tally *t = &r->tally;
    Run *run = run_new("wget", "wget", 1);

    g_ptr_array_add(r->runs, run);
    if (is_unknown_timing(slice_from(t->unknown)))
        run_reason(run, "unknown-timing", t->unknown_line, 0,
                   "the time in '%s' is in no known form", t->unknown);
    else
        run_reason(run, "no-values", 0, 0, "no line is wget's");
}

static void parse(Text *log, GPtrArray *runs)
{
    struct reader r = {.log = log, .runs = runs};
    guint before = runs->len;
    struct slice line;

    while (text_line(log, &line)) {
        see_line(&r, line);
        see_block(&r);
    }
    if (!r.tally.line && runs->len == before)
        tell_no_run(&r);
    finish_run(&r);
}

/* ------------------------------------------------- detection */

/* Nothing but time blocks and headings. */
static bool is_all_timing(struct slice head)
{
    struct timing_line said;
    struct slice line;
    bool has_real = false;

    while (slice_line(&head, &line)) {
        if (!slice_trim(line).len || is_frame(line))
            continue;
        if (!timing_read(line, &said))
            return false;
        has_real |= (said.says & TIMING_REAL) != 0;
    }
    return has_real;
}

static bool detect(struct slice head)
{
    static const bool sure[] = {
        [WGET_START] = true,    [WGET_LINE] = true,    [WGET_SPIDER] = true,
        [WGET_FINISHED] = true, [WGET_NOTHING] = true, [WGET_BACKGROUND] = true,
        [WGET_SAVED] = true,    [WGET_ERROR] = true,   [WGET_ELSEWHERE] = true,
    };
    struct slice rest = head, line;

    while (slice_line(&rest, &line)) {
        enum wget_kind kind = wget_line_read(line).kind;

        if (kind < G_N_ELEMENTS(sure) && sure[kind])
            return true;
    }
    return is_all_timing(head) ||
           (head.len < sizeof((struct tally *)0)->unknown &&
            is_unknown_timing(head));
}

const struct log_format format_wget = {
    .name = "wget",
    .tool = "wget",
    .summary = "GNU wget's log or summary, with the time block around it",
    .detect = detect,
    .parse = parse,
    .join = NULL,
};

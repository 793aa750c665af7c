/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From what was counted to a run: first what wget prints is checked against
 * itself, as far as its few digits go, then each cause for which the run is
 * no fair measurement is told.
 */
#include "ingest/wget_run.h"

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

/* column: 0 for the line as a whole. */
static void tell_contradiction(Run *run, size_t line, size_t column,
                               const char *what)
{
    run_reason(run, "contradiction", line, column, "%s", what);
}

/* The sum of the files' bytes against the summary's size, when all files are
 * in the log and each was fetched in one go. */
static void check_size(Run *run, const struct wget_tally *t)
{
    double low, high, bytes = (double)t->bytes;

    if (t->files != t->n_files || t->retries || t->is_partial)
        return;
    if (t->is_old) {
        if (t->has_sum_bytes && t->sum_bytes != t->bytes)
            tell_contradiction(run, t->sum_line, 0,
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
            run, t->sum_line, t->size_column,
            "the bytes of the files do not add up to the summary's size");
}

/* RATE = SIZE / TIME, as far as the digits go. Meaningless at "0s". */
static void check_rate(Run *run, const struct wget_tally *t)
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
        tell_contradiction(run, t->sum_line, t->rate_column,
                           "the rate is not the size divided by the time");
}

/* download_time <= wall_clock <= real_time, as far as the digits go. */
static void check_times(Run *run, const struct wget_tally *t)
{
    double wall = decimal_to_double(t->wall);
    double wall_low = wall - half_step(t->wall);

    if (!t->wall_line)
        return;
    if (!t->is_old && decimal_to_double(t->download) - half_step(t->download) >
                          wall + half_step(t->wall))
        tell_contradiction(
            run, t->sum_line, t->time_column,
            "reading the files took longer than the wall clock says");
    if ((t->timing.has & TIMING_REAL) &&
        wall_low > decimal_to_double(t->timing.real) +
                       half_step(t->timing.real) + 0.005)
        tell_contradiction(
            run, t->timing.real_line, 0,
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

static void check_summary(Run *run, const struct wget_tally *t)
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
static void tell_gates(Run *run, const struct wget_tally *t)
{
    if (t->errors)
        run_reason(run, "download-errors", t->error_line, 0,
                   "%" G_GUINT64_FORMAT " of the downloads failed", t->errors);
    if (t->retries)
        run_reason(run, "retried", t->retry_line, 0,
                   "%" G_GUINT64_FORMAT " further %s made", t->retries,
                   t->retries == 1 ? "attempt was" : "attempts were");
    if (t->is_partial)
        run_reason(run, "partial-download", t->partial_line, 0,
                   "only %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                   " bytes were fetched",
                   t->remaining, t->whole);
    if (t->nothing && t->files)
        run_reason(run, "not-all-files", t->state_line, 0,
                   "%" G_GUINT64_FORMAT " %s there already", t->nothing,
                   t->nothing == 1 ? "file was" : "files were");
    if (t->quota_line)
        run_reason(run, "not-all-files", t->quota_line, 0,
                   "the download quota was reached");
    if (t->short_files)
        run_reason(run, "partial-download", 0, 0,
                   "%" G_GUINT64_FORMAT " %s shorter than announced",
                   t->short_files,
                   t->short_files == 1 ? "file is" : "files are");
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

static void tell_nothing(Run *run, const struct wget_tally *t)
{
    if (t->failure_line)
        run_reason(run, "nothing-transferred", t->failure_line, 0,
                   "nothing was downloaded: '%s'", t->failure);
    else
        run_reason(run, "nothing-transferred", t->error_line, 0,
                   "nothing was downloaded");
}

/* Why there is no summary, if there ought to be one. */
static void tell_missing_summary(Run *run, const struct wget_tally *t)
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
    else if (!t->files && t->nothing)
        run_reason(run, "nothing-downloaded", t->state_line, 0,
                   "the files were there already: nothing was downloaded");
    else if (!t->files && t->given_up)
        run_reason(run, "gave-up", t->error_line, 0,
                   "the download was given up");
    else if (!t->files && t->attempt == WGET_ATTEMPT_OPEN)
        run_reason(run, "truncated", t->attempt_line, 0,
                   "the download did not come to its end");
    else if (!t->files && t->errors)
        tell_nothing(run, t);
    else if (t->files > 1 && !t->bytes)
        run_reason(run, "nothing-transferred", t->line, 0,
                   "all %" G_GUINT64_FORMAT " files are empty", t->files);
    else if (t->files != 1 || t->errors || t->attempt != WGET_ATTEMPT_NONE)
        run_reason(run, "no-summary", 0, 0,
                   "%" G_GUINT64_FORMAT
                   " files were saved, but there is no 'FINISHED' line",
                   t->files);
}

static bool has_text(const struct wget_tally *t)
{
    return t->files || t->attempts || t->errors || t->is_spider || t->nothing ||
           t->is_background || t->is_elsewhere || t->finished_line ||
           t->is_interrupted;
}

static bool has_exact_bytes(const struct wget_tally *t)
{
    if (t->sum_line && t->is_old)
        return t->has_sum_bytes;
    return t->files && !t->retries && (!t->sum_line || t->files == t->n_files);
}

static uint64_t exact_bytes(const struct wget_tally *t)
{
    if (t->sum_line && t->is_old)
        return t->sum_bytes;
    return t->is_partial && t->remaining ? t->remaining : t->bytes;
}

static void tell_work(Run *run, const struct wget_tally *t)
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
static void tell_throughput(Run *run, const struct wget_tally *t)
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
    if (rate >= 1e18) /* no download, and no decimal either */
        return;
    run_value(run, "throughput",
              (struct decimal){(int64_t)(rate + 0.5), (int16_t)exponent},
              t->timing.real_line);
}

static void tell_times(Run *run, const struct wget_tally *t)
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
static void tell_missing_time(Run *run, const struct wget_tally *t)
{
    if (t->damage) {
        run_reason(run, "unknown-timing", t->damage_line, t->damage_column,
                   "'%s' is no time that a shell prints", t->damaged);
        return;
    }
    if (t->timing.has & TIMING_REAL) {
        if (!t->timing.real.digits)
            run_reason(run, "coarse-time", t->timing.real_line, 0,
                       "the command took less time than the clock can show");
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

/* A thousand years: what took longer began at no time that is known. */
#define WALL_MOST_S 3.2e10

/* When the run began: its first stamp, or the summary's less the wall clock. */
static int64_t started_s(const struct wget_tally *t)
{
    double wall = decimal_to_double(t->wall);

    if (t->has_start && t->start_is_begin)
        return t->start_s;
    if (t->has_end && t->wall_line)
        return wall < WALL_MOST_S ? t->end_s - (int64_t)(wall + 0.5)
                                  : RUN_TIME_UNKNOWN;
    if (t->has_start && t->files > 1)
        return t->start_s;
    return t->has_end ? t->end_s : RUN_TIME_UNKNOWN;
}

static void tell_context(Run *run, const struct wget_tally *t)
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

void wget_tally_clear(struct wget_tally *t)
{
    g_free(t->command);
    g_free(t->url);
    *t = (struct wget_tally){0};
}

void wget_tally_close(struct wget_tally *t)
{
    if (t->attempt == WGET_ATTEMPT_UNCHANGED) {
        t->nothing++;
        t->state_line = t->attempt_line;
        t->attempt = WGET_ATTEMPT_NONE;
    }
    if (t->attempt == WGET_ATTEMPT_FAILED ||
        t->attempt == WGET_ATTEMPT_BROKEN) {
        t->errors++;
        t->given_up += t->attempt == WGET_ATTEMPT_BROKEN;
        if (!t->error_line)
            t->error_line = t->attempt_line;
        t->attempt = WGET_ATTEMPT_NONE;
    }
}

Run *wget_run(struct wget_tally *t)
{
    Run *run = run_new("wget", "wget", t->line);

    wget_tally_close(t);
    run->started_s = started_s(t);
    tell_context(run, t);
    tell_times(run, t);
    tell_work(run, t);
    if (t->is_spider)
        run_reason(run, "spider", t->spider_line, 0,
                   "the files were only looked up, not downloaded");
    else if (has_text(t) && !t->sum_line)
        tell_missing_summary(run, t);
    if (t->sum_line)
        check_summary(run, t);
    tell_gates(run, t);
    tell_missing_time(run, t);
    return run;
}

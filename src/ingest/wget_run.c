/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From what was counted to a run: its values, then each cause for which it is
 * no fair measurement.
 */
#include "ingest/wget_run.h"

#include "ingest/wget_check.h"

#define tell(run, slug, place, ...)                                            \
    run_reason(run, slug, (place).line, (place).column, __VA_ARGS__)

static void add_count(Run *run, const char *name, uint64_t n, size_t line)
{
    if (n <= INT64_MAX)
        run_value(run, name, (struct decimal){(int64_t)n, 0}, line);
}

/* Several causes may hold; each is told. */
static void tell_gates(Run *run, const struct wget_tally *t)
{
    if (t->errors)
        tell(run, "download-errors", t->error,
             "%" G_GUINT64_FORMAT " of the downloads failed", t->errors);
    if (t->retries)
        tell(run, "retried", t->retry, "%" G_GUINT64_FORMAT " further %s made",
             t->retries, t->retries == 1 ? "attempt was" : "attempts were");
    if (t->is_partial)
        tell(run, "partial-download", t->partial,
             "only %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
             " bytes were fetched",
             t->remaining, t->whole);
    if (t->nothing && t->files)
        tell(run, "not-all-files", t->state,
             "%" G_GUINT64_FORMAT " %s there already", t->nothing,
             t->nothing == 1 ? "file was" : "files were");
    if (t->quota.line)
        tell(run, "not-all-files", t->quota, "the download quota was reached");
    if (t->short_files)
        tell(run, "partial-download", t->short_file,
             "%" G_GUINT64_FORMAT " %s shorter than announced", t->short_files,
             t->short_files == 1 ? "file is" : "files are");
    if ((t->timing.has & TIMING_EXIT) && t->timing.exit_status)
        tell(run, "exit-status", t->timing.exit_at,
             "the command ended with exit status %" G_GUINT64_FORMAT,
             t->timing.exit_status);
    if (t->timing.has & TIMING_SIGNAL)
        tell(run, "interrupted", t->timing.exit_at,
             "the command was ended by signal %" G_GUINT64_FORMAT,
             t->timing.signal);
    if (t->is_interrupted && !t->sum_at.line)
        tell(run, "interrupted", t->state, "'^C' was typed");
}

static void tell_nothing(Run *run, const struct wget_tally *t)
{
    if (t->failure_at.line)
        tell(run, "nothing-transferred", t->failure_at,
             "nothing was downloaded: '%s'", t->failure);
    else
        tell(run, "nothing-transferred", t->error, "nothing was downloaded");
}

/* Why there is no summary, if there ought to be one. */
static void tell_missing_summary(Run *run, const struct wget_tally *t)
{
    if (t->is_background)
        tell(run, "background", t->state,
             "wget went to the background: the time is its start's");
    else if (t->is_elsewhere)
        tell(run, "no-summary", t->state,
             "the rest of the log was written to another file");
    else if (t->finished.line)
        tell(run, "truncated", t->finished, "the summary is not whole");
    else if (!t->files && t->nothing)
        tell(run, "nothing-downloaded", t->state,
             "the files were there already: nothing was downloaded");
    else if (!t->files && t->given_up)
        tell(run, "gave-up", t->error, "the download was given up");
    else if (!t->files && t->attempt == WGET_ATTEMPT_OPEN)
        tell(run, "truncated", t->attempt_at,
             "the download did not come to its end");
    else if (!t->files && t->errors)
        tell_nothing(run, t);
    else if (t->files > 1 && !t->bytes)
        tell(run, "nothing-transferred", t->begins,
             "all %" G_GUINT64_FORMAT " files are empty", t->files);
    else if (t->files != 1 || t->errors || t->attempt != WGET_ATTEMPT_NONE)
        tell(run, "no-summary", t->last,
             "%" G_GUINT64_FORMAT
             " files were saved, but there is no 'FINISHED' line",
             t->files);
}

static bool has_exact_bytes(const struct wget_tally *t)
{
    if (t->sum_at.line && t->is_old)
        return t->has_sum_bytes;
    return t->files && !t->retries &&
           (!t->sum_at.line || t->files == t->n_files);
}

static uint64_t exact_bytes(const struct wget_tally *t)
{
    if (t->sum_at.line && t->is_old)
        return t->sum_bytes;
    return t->is_partial && t->remaining ? t->remaining : t->bytes;
}

static void tell_work(Run *run, const struct wget_tally *t)
{
    uint64_t files = t->sum_at.line ? t->n_files : t->files;
    size_t line = t->sum_at.line ? t->sum_at.line : t->line;
    char text[24];

    if (!wget_has_text(t))
        return;
    add_count(run, "files", files, line);
    g_snprintf(text, sizeof text, "%" G_GUINT64_FORMAT, files);
    run_parameter(run, "files", slice_from(text));
    if (has_exact_bytes(t)) {
        add_count(run, "bytes", exact_bytes(t), line);
        g_snprintf(text, sizeof text, "%" G_GUINT64_FORMAT, exact_bytes(t));
    }
    if (t->sum_at.line && !t->is_old)
        run_parameter(run, "size", slice_from(t->size_text));
    else if (has_exact_bytes(t))
        run_parameter(run, "size", slice_from(text));
    add_count(run, "errors", t->errors, t->error.line);
    add_count(run, "retries", t->retries, t->retry.line);
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
    } else if (t->sum_at.line && !t->is_old) {
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
              t->timing.real_at.line);
}

static void tell_times(Run *run, const struct wget_tally *t)
{
    struct decimal rate;

    if (t->timing.has & TIMING_REAL)
        run_value(run, "real_time", t->timing.real, t->timing.real_at.line);
    if (t->timing.has & TIMING_USER)
        run_value(run, "user_time", t->timing.user, t->timing.user_at.line);
    if (t->timing.has & TIMING_SYS)
        run_value(run, "sys_time", t->timing.sys, t->timing.sys_line);
    if (t->wall_at.line && t->sum_at.line)
        run_value(run, "wall_clock", t->wall, t->wall_at.line);
    if (t->sum_at.line && !t->is_old)
        run_value(run, "download_time", t->download, t->sum_at.line);
    if (t->has_rate && t->download.digits && bytes_per_s(&t->rate, &rate))
        run_value(run, "download_rate", rate, t->sum_at.line);
    tell_throughput(run, t);
    if (t->timing.has & TIMING_EXIT)
        add_count(run, "exit_status", t->timing.exit_status, t->timing.at.line);
}

/* Without a wrapper only wget's own clock is left, which may have a single
 * digit. */
static void tell_missing_time(Run *run, const struct wget_tally *t)
{
    if (t->twice.line)
        tell(run, "several-values", t->twice,
             "'%s' stands twice in one time block", t->twice_what);
    if (t->is_under_block && t->timing.has == TIMING_REAL)
        tell(run, "several-values", t->timing.at,
             "'real' stands once more under its time block");
    if (t->damage) {
        tell(run, "unknown-timing", t->damage_at,
             "'%s' is no time that a shell prints", t->damaged);
        return;
    }
    if (t->timing.has & TIMING_REAL) {
        if (!t->timing.real.digits)
            tell(run, "coarse-time", t->timing.real_at,
                 "the command took less time than the clock can show");
        if (!(t->timing.has & TIMING_USER) || !(t->timing.has & TIMING_SYS))
            run_note(run, "partial-timing", t->timing.at.line,
                     "the time block lacks its CPU times");
        return;
    }
    if (t->timing.has)
        tell(run, "truncated", t->timing.at,
             "the time block lacks the elapsed time");
    else if (!t->wall_at.line)
        tell(run, "no-values", t->begins,
             "the log holds no time of the whole download");
    else if (t->wall.digits < 10)
        tell(run, "coarse-time", t->wall_at,
             "the only time of the whole download has one digit");
    else
        run_note(run, "no-wrapper-time", t->wall_at.line,
                 "no shell timed the command: only wget's own clock, of two "
                 "digits, is left");
}

/* A thousand years: what took longer began at no time that is known. */
#define WALL_MOST_S 3.2e10

/* When the run began: its first stamp, or the summary's less the wall clock. */
static int64_t started_s(const struct wget_tally *t)
{
    double wall = decimal_to_double(t->wall);

    if (t->first.has_date && t->first_is_begin)
        return t->first.s;
    if (t->end.has_date && t->wall_at.line)
        return wall < WALL_MOST_S ? t->end.s - (int64_t)(wall + 0.5)
                                  : RUN_TIME_UNKNOWN;
    if (t->first.has_date && t->files > 1)
        return t->first.s;
    return t->end.has_date ? t->end.s : RUN_TIME_UNKNOWN;
}

void wget_note_unknown(Run *run, const struct wget_tally *t)
{
    if (t->n_unknown == 1)
        run_note(run, "unknown-line", t->unknown_at.line,
                 "passed over, in no known form: '%s'", t->unknown);
    else if (t->n_unknown)
        run_note(run, "unknown-line", t->unknown_at.line,
                 "%zu lines passed over, in no known form, the first is '%s'",
                 t->n_unknown, t->unknown);
}

static void tell_context(Run *run, const struct wget_tally *t)
{
    if (t->timing.wrapper)
        run_context(run, "timed_by", slice_from(t->timing.wrapper));
    if (t->command)
        run_context(run, "command", slice_from(t->command));
    if (t->url && t->attempts <= 2 && !t->sum_at.line)
        run_context(run, "url", slice_from(t->url));
    wget_note_unknown(run, t);
    if (!wget_has_text(t) && !t->no_run.line)
        run_note(run, "timing-only", t->timing.at.line,
                 "nothing but the time is known: not what was downloaded, nor "
                 "how often");
}

Run *wget_run(struct wget_tally *t)
{
    Run *run = run_new("wget", "wget", t->line);

    wget_tally_close(t);
    run->started_s = started_s(t);
    tell_context(run, t);
    tell_times(run, t);
    tell_work(run, t);
    if (t->no_run.line && !wget_has_text(t))
        tell(run, "no-run", t->no_run, "wget did not begin: '%s'",
             t->complaint);
    if (t->is_spider)
        tell(run, "spider", t->spider,
             "the files were only looked up, not downloaded");
    else if (wget_has_text(t) && !t->sum_at.line)
        tell_missing_summary(run, t);
    wget_check(run, t);
    tell_gates(run, t);
    tell_missing_time(run, t);
    return run;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/wget_run.h"

/* Half of the last printed digit's place, in the value's unit. */
double wget_half_step(struct decimal d)
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
            tell_contradiction(run, t->sum_at.line, t->sum_at.column,
                               "the bytes of the files do not add up to the "
                               "summary's");
        return;
    }
    low =
        (decimal_to_double(t->size.printed) - wget_half_step(t->size.printed)) *
        (double)t->size.unit;
    high =
        (decimal_to_double(t->size.printed) + wget_half_step(t->size.printed)) *
        (double)t->size.unit;
    if (bytes < low || bytes > high)
        tell_contradiction(
            run, t->size_at.line, t->size_at.column,
            "the bytes of the files do not add up to the summary's size");
}

/* RATE = SIZE / TIME, as far as the digits go. Meaningless at "0s". */
static void check_rate(Run *run, const struct wget_tally *t)
{
    double size, size_step, seconds, time_step, rate, rate_step;

    if (!t->has_rate || !t->download.digits)
        return;
    size = decimal_to_double(t->size.printed) * (double)t->size.unit;
    size_step = wget_half_step(t->size.printed) * (double)t->size.unit;
    seconds = decimal_to_double(t->download);
    time_step = wget_half_step(t->download);
    rate = decimal_to_double(t->rate.printed) * (double)t->rate.unit;
    rate_step = wget_half_step(t->rate.printed) * (double)t->rate.unit;
    if (t->rate.bits) {
        rate /= 8;
        rate_step /= 8;
    }
    if ((rate - rate_step) * (seconds - time_step) > (size + size_step) ||
        (rate + rate_step) * (seconds + time_step) < (size - size_step))
        tell_contradiction(run, t->rate_at.line, t->rate_at.column,
                           "the rate is not the size divided by the time");
}

/* download_time <= wall_clock <= real_time, as far as the digits go. */
static void check_times(Run *run, const struct wget_tally *t)
{
    double wall = decimal_to_double(t->wall);
    double wall_low = wall - wget_half_step(t->wall);

    if (!t->wall_at.line)
        return;
    if (!t->is_old &&
        decimal_to_double(t->download) - wget_half_step(t->download) >
            wall + wget_half_step(t->wall))
        tell_contradiction(
            run, t->time_at.line, t->time_at.column,
            "reading the files took longer than the wall clock says");
    if ((t->timing.has & TIMING_REAL) &&
        wall_low > decimal_to_double(t->timing.real) +
                       wget_half_step(t->timing.real) + 0.005)
        tell_contradiction(
            run, t->timing.real_at.line, t->timing.real_at.column,
            "the command took less time than wget's own wall clock");
    if (t->has_start && t->start_is_begin && t->has_end) {
        double between = (double)(t->end_s - t->start_s);

        if (between < wall_low - 1.5 ||
            between > wall + wget_half_step(t->wall) + 1.5)
            run_note(run, "clock-step", (uint32_t)t->finished.line,
                     "%.0f s lie between the first and the last stamp, the "
                     "wall clock says otherwise",
                     between);
    }
}

void wget_check(Run *run, const struct wget_tally *t)
{
    if (t->files > t->n_files)
        run_reason(run, "contradiction", t->sum_at.line, t->sum_at.column,
                   "%" G_GUINT64_FORMAT " files were saved, the summary "
                   "counts %" G_GUINT64_FORMAT,
                   t->files, t->n_files);
    else if (t->files < t->n_files)
        run_note(run, "partial-log", t->sum_at.line,
                 "the log holds the lines of %" G_GUINT64_FORMAT
                 " of %" G_GUINT64_FORMAT " files",
                 t->files, t->n_files);
    check_size(run, t);
    check_rate(run, t);
    check_times(run, t);
}

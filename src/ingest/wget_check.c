/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a wget log says of itself, held against itself as far as its digits
 * go:
 *
 *  1. The summary counts the files. More lines than it counts contradict it;
 *     fewer are the tail of a log, unless the bytes of these few are its size
 *     already, so that nothing is left for the others.
 *  2. The files' bytes are the summary's size, unless one was tried again or
 *     continued; those of a tail are not more.
 *  3. RATE = SIZE / TIME, but for a TIME of "0s".
 *  4. download_time <= wall_clock <= real_time; up to 1.12, which prints no
 *     wall clock, download_time <= real_time.
 *  5. The percentage that a time program prints is (user + sys) / real.
 *
 * and the time around it with the time within (both gate only, as other work
 * may have been timed on purpose):
 *
 *  6. wget is one thread, so user + sys <= real. A tenth is allowed, for the
 *     tail of a pipeline and for clocks that count in ticks. Where nothing
 *     says that a wget was timed, or several at once may have been, 64
 *     processors are.
 *  7. Most of the time is wget's: its clock, or else its stamps, cover half
 *     of real_time, or all but a second of it.
 *
 * Stamps are held against these clocks in wget_check_stamps.c.
 */
#include "ingest/wget_check.h"

#define tell(run, slug, place, ...)                                            \
    run_reason(run, slug, (place).line, (place).column, __VA_ARGS__)

double wget_half_step(struct decimal d)
{
    return decimal_to_double((struct decimal){5, (int16_t)(d.exponent - 1)});
}

static double lowest(struct decimal d)
{
    return decimal_to_double(d) - wget_half_step(d);
}

static double highest(struct decimal d)
{
    return decimal_to_double(d) + wget_half_step(d);
}

/* ---- files and bytes (rules 1 and 2) ------------------------------------ */

/* What the summary's size stands for, in bytes; false if it has none. */
static bool size_range(const struct wget_tally *t, double *low, double *high)
{
    if (t->is_old) {
        *low = *high = (double)t->sum_bytes;
        return t->has_sum_bytes;
    }
    *low = lowest(t->size.printed) * (double)t->size.unit;
    *high = highest(t->size.printed) * (double)t->size.unit;
    return true;
}

/* Whether the log begins where the run does: what was cut off seldom leaves
 * the first line of a file's entry first. */
static bool has_head(const struct wget_tally *t)
{
    return t->first_is_begin && t->first.at.line == t->begins.line;
}

/* The log lacks files that the summary counts, but none of its bytes. A few
 * lacking ones may be small; as many as those that are there may not. */
static bool is_all_there(const struct wget_tally *t)
{
    double low, high, lacking = (double)(t->n_files - t->files);

    if (!t->files || !t->bytes || !size_range(t, &low, &high) ||
        (double)t->bytes < low || (double)t->bytes > high)
        return false;
    return t->is_old || has_head(t) ||
           (lacking < (double)t->files &&
            (double)t->bytes / (double)t->files * lacking > 4 * (high - low));
}

static void check_count(Run *run, const struct wget_tally *t)
{
    bool is_exact = !t->retries && !t->is_partial;

    if (t->files > t->n_files)
        tell(run, "contradiction", t->count_at,
             "%" G_GUINT64_FORMAT " files were saved, the summary counts "
             "%" G_GUINT64_FORMAT,
             t->files, t->n_files);
    else if (t->files < t->n_files && is_exact && is_all_there(t))
        tell(run, "contradiction", t->count_at,
             "the summary counts %" G_GUINT64_FORMAT
             " files, but the %" G_GUINT64_FORMAT
             " in the log are all of its size, %s",
             t->n_files, t->files, t->size_text);
    else if (t->files < t->n_files)
        run_note(run, "partial-log", t->sum_at.line,
                 "the log holds the lines of %" G_GUINT64_FORMAT
                 " of %" G_GUINT64_FORMAT " files",
                 t->files, t->n_files);
}

static void check_size(Run *run, const struct wget_tally *t)
{
    bool is_whole = t->files == t->n_files;
    double low, high, bytes = (double)t->bytes;

    if (t->files > t->n_files || t->retries || t->is_partial ||
        !size_range(t, &low, &high) || (!is_whole && bytes <= high) ||
        (bytes >= low && bytes <= high))
        return;
    tell(run, "contradiction", t->size_at,
         "the summary's size is %s, but the files in the log add up to "
         "%" G_GUINT64_FORMAT " bytes",
         t->size_text, t->bytes);
}

/* ---- the summary's times (rules 3 and 4) -------------------------------- */

static void check_rate(Run *run, const struct wget_tally *t)
{
    double low, high, unit = (double)t->rate.unit / (t->rate.bits ? 8 : 1);

    if (!t->has_rate || !t->download.digits || !size_range(t, &low, &high))
        return;
    if (lowest(t->rate.printed) * unit * lowest(t->download) > high ||
        highest(t->rate.printed) * unit * highest(t->download) < low)
        tell(run, "contradiction", t->rate_at,
             "the rate is not the size divided by the time: %s in %s are not "
             "%s",
             t->size_text, t->time_text, t->rate_text);
}

static void check_times(Run *run, const struct wget_tally *t)
{
    char real[DECIMAL_TEXT], wall[DECIMAL_TEXT];
    bool has_real = t->timing.has & TIMING_REAL;
    double real_most = highest(t->timing.real) + 0.005;

    decimal_print(t->timing.real, real);
    decimal_print(t->wall, wall);
    if (!t->is_old && t->wall_at.line && lowest(t->download) > highest(t->wall))
        tell(run, "contradiction", t->time_at,
             "reading the files took %s, longer than the %s s of the wall "
             "clock",
             t->time_text, wall);
    if (!has_real)
        return;
    if (t->wall_at.line && lowest(t->wall) > real_most)
        tell(run, "contradiction", t->timing.real_at,
             "the command took %s s, less than the %s s of wget's own wall "
             "clock",
             real, wall);
    else if (!t->wall_at.line && !t->is_old && lowest(t->download) > real_most)
        tell(run, "contradiction", t->timing.real_at,
             "the command took %s s, less than the %s of reading the files",
             real, t->time_text);
}

/* ---- the time around it (rules 5 to 7) ---------------------------------- */

#define ALL_TIMES (TIMING_REAL | TIMING_USER | TIMING_SYS)

/* A whole last digit: time programs cut digits off or round them. Some have
 * more digits than they reckon with (tcsh: hundredths). */
static double step(struct decimal d)
{
    return MAX(2 * wget_half_step(d), 0.01);
}

static double cpu(const struct timing *b)
{
    return decimal_to_double(b->user) + decimal_to_double(b->sys);
}

static void check_percent(Run *run, const struct timing *b)
{
    double percent = decimal_to_double(b->percent) / 100;
    double real = decimal_to_double(b->real);
    double slack = step(b->user) + step(b->sys);
    char printed[DECIMAL_TEXT], text[DECIMAL_TEXT];

    if (!(b->has & TIMING_PERCENT) || (b->has & ALL_TIMES) != ALL_TIMES ||
        ((percent + 0.01) * (real + step(b->real)) >= cpu(b) - slack &&
         (percent - 0.01) * (real - step(b->real)) <= cpu(b) + slack))
        return;
    tell(run, "contradiction", b->percent_at,
         "%s%% of the processor is not what user and sys are of %s s: %.2f s",
         decimal_print(b->percent, printed), decimal_print(b->real, text),
         cpu(b));
}

bool wget_has_text(const struct wget_tally *t)
{
    return t->files || t->attempts || t->errors || t->is_spider || t->nothing ||
           t->is_background || t->is_elsewhere || t->finished.line ||
           t->is_interrupted;
}

/* Whether what was timed was one wget, for all that is known. */
static bool is_one_wget(const struct wget_tally *t)
{
    static const char *const several[] = {"|", "&", "xargs", "parallel"};

    for (size_t i = 0; t->command && i < G_N_ELEMENTS(several); i++)
        if (strstr(t->command, several[i]))
            return false;
    return wget_has_text(t) || (t->command && strstr(t->command, "wget "));
}

static void check_processors(Run *run, const struct wget_tally *t)
{
    enum { MOST_PROCESSORS = 64 };
    const struct timing *b = &t->timing;
    double most = is_one_wget(t) ? 1.1 : MOST_PROCESSORS;
    double real = decimal_to_double(b->real) + step(b->real);
    char text[DECIMAL_TEXT];

    if ((b->has & ALL_TIMES) != ALL_TIMES ||
        cpu(b) - step(b->user) - step(b->sys) <= most * real)
        return;
    if (is_one_wget(t))
        tell(run, "other-work-timed", b->user_at,
             "user and sys are %.2f s within %s s: more than wget, which runs "
             "on one processor, can have used",
             cpu(b), decimal_print(b->real, text));
    else
        tell(run, "other-work-timed", b->user_at,
             "user and sys are %.2f s within %s s: the work of more than %d "
             "processors",
             cpu(b), decimal_print(b->real, text), MOST_PROCESSORS);
}

/* How long wget ran at most, as it says itself. */
static bool own_time(const struct wget_tally *t, double *most)
{
    if (t->wall_at.line) {
        *most = highest(t->wall);
        return true;
    }
    if (!t->first_is_begin || t->first.has_date != t->stamp.has_date ||
        t->stamp.at.line == t->first.at.line || t->stepped.at.line ||
        t->attempt != WGET_ATTEMPT_NONE)
        return false;
    *most = (double)(t->stamp.s - t->first.s) + 1;
    return true;
}

static void check_cover(Run *run, const struct wget_tally *t)
{
    double own, real = decimal_to_double(t->timing.real);
    char text[DECIMAL_TEXT];

    if (run->status == RUN_REFUSED || !(t->timing.has & TIMING_REAL) ||
        !own_time(t, &own) || real <= 2 * own + 1)
        return;
    tell(run, "other-work-timed", t->timing.real_at,
         "the command took %s s, of which wget ran for %.*f s at most",
         decimal_print(t->timing.real, text), own < 10 ? 2 : 0, own);
}

void wget_check(Run *run, const struct wget_tally *t)
{
    if (t->sum_at.line) {
        check_count(run, t);
        check_size(run, t);
        check_rate(run, t);
        check_times(run, t);
    }
    wget_check_stamps(run, t);
    check_percent(run, &t->timing);
    check_processors(run, t);
    check_cover(run, t);
}

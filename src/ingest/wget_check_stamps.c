/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The stamps of a wget log never go back, and no two of them are further
 * apart than the clocks say that the run took. But clocks are set:
 *
 *  1. by a second or two, as a time server does: noted;
 *  2. by an hour (in one place by half of one) where summer time begins or
 *     ends, which it does on a quarter of an hour and nowhere else. Taken for
 *     that when such a moment lies within the run and the stamps are as far
 *     apart as the clocks say once the hour is put right: noted;
 *  3. otherwise the log was edited or put together from several, or the clock
 *     was set while it was timed, which is no measurement either.
 *
 * Stamps up to 1.10 have no date, and go past midnight.
 */
#include "ingest/stamp.h"
#include "ingest/wget_check.h"

#define tell(run, slug, place, ...)                                            \
    run_reason(run, slug, (place).line, (place).column, __VA_ARGS__)

#define SET_MOST_S 2      /* what a time server may take back or add */
#define STAMP_SLACK_S 1.5 /* two stamps and a clock, each rounded */
#define QUARTER_S (15 * 60)

static const int64_t summer_steps_s[] = {3600, 1800};

/* How long the run took at most; false if nobody says. */
static bool longest(const struct wget_tally *t, double *seconds)
{
    struct decimal clock = t->wall_at.line ? t->wall : t->timing.real;

    *seconds = decimal_to_double(clock) + wget_half_step(clock);
    return t->wall_at.line || (t->timing.has & TIMING_REAL);
}

/* Whether a quarter of an hour begins from one second to another. */
static bool has_quarter(int64_t from, int64_t to)
{
    return from >= 0 && from / QUARTER_S != to / QUARTER_S;
}

static char *stamp_text(const struct wget_stamp *stamp)
{
    g_autofree char *text = stamp_print(stamp->s);

    return g_strdup(stamp->has_date ? text : text + STAMP_DATE_LEN + 1);
}

/* ---- back --------------------------------------------------------------- */

static bool is_end_of_summer(const struct wget_tally *t)
{
    double most;
    bool has_most = longest(t, &most);

    for (size_t i = 0; i < G_N_ELEMENTS(summer_steps_s); i++) {
        int64_t to = t->stepped.s + summer_steps_s[i];
        int64_t span = t->stamp.s - t->first.s + summer_steps_s[i];

        if (to >= t->step_from.s && has_quarter(t->step_from.s - 1, to) &&
            (!has_most || (double)span <= most + STAMP_SLACK_S))
            return true;
    }
    return false;
}

static void tell_step_back(Run *run, const struct wget_tally *t)
{
    g_autofree char *from = stamp_text(&t->step_from);
    g_autofree char *to = stamp_text(&t->stepped);

    if (t->step_from.s - t->stepped.s <= SET_MOST_S || is_end_of_summer(t))
        run_note(run, "clock-step", t->stepped.at.line,
                 "the clock was put back, from %s to %s", from, to);
    else
        tell(run, "contradiction", t->stepped.at,
             "the stamp %s stands below %s, which is later (line %zu)", to,
             from, t->step_from.at.line);
}

/* ---- forth -------------------------------------------------------------- */

static bool is_begin_of_summer(const struct wget_tally *t, double most)
{
    int64_t span = t->stamp.s - t->first.s;

    for (size_t i = 0; i < G_N_ELEMENTS(summer_steps_s); i++) {
        int64_t true_span = span - summer_steps_s[i];

        if (true_span >= -1 && (double)true_span <= most + STAMP_SLACK_S &&
            has_quarter(t->first.s - 1, t->first.s + true_span + 1))
            return true;
    }
    return false;
}

static void tell_span(Run *run, const struct wget_tally *t, double most)
{
    g_autofree char *from = stamp_text(&t->first);
    g_autofree char *to = stamp_text(&t->stamp);
    int64_t span = t->stamp.s - t->first.s;

    if ((double)span <= most + STAMP_SLACK_S + SET_MOST_S ||
        is_begin_of_summer(t, most))
        run_note(run, "clock-step", t->stamp.at.line,
                 "the clock was put forward between %s and %s", from, to);
    else
        tell(run, "contradiction", t->stamp.at,
             "%s is %" G_GINT64_FORMAT
             " s after the first stamp, %s, but %s says %.*f s at most",
             to, span, from, t->wall_at.line ? "wget's clock" : "the shell",
             most < 10 ? 2 : 0, most);
}

/* Stamps of a whole log cover the wall clock, unless wget waited for a list
 * of addresses first. */
static void note_short_span(Run *run, const struct wget_tally *t)
{
    double span = (double)(t->stamp.s - t->first.s);

    if (t->wall_at.line && t->first_is_begin && t->files == t->n_files &&
        span < decimal_to_double(t->wall) - wget_half_step(t->wall) -
                   STAMP_SLACK_S)
        run_note(run, "clock-step", t->stamp.at.line,
                 "%.0f s lie between the first and the last stamp, the wall "
                 "clock says more",
                 span);
}

void wget_check_stamps(Run *run, const struct wget_tally *t)
{
    double most;

    if (!t->first.at.line || t->first.has_date != t->stamp.has_date)
        return;
    if (t->stepped.at.line)
        tell_step_back(run, t);
    else if (longest(t, &most) &&
             (double)(t->stamp.s - t->first.s) > most + STAMP_SLACK_S)
        tell_span(run, t, most);
    else
        note_short_span(run, t);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ticks, after FIGURES sections 6.1, 6.2 and 6.4: a reduced form of Talbot,
 * Lin and Hanrahan's extension of Wilkinson's method ("An Extension of
 * Wilkinson's Algorithm for Positioning Tick Labels on Axes", InfoVis 2010).
 *
 * 1. Zero, where compulsory, joins the range; an empty range is widened.
 * 2. For every step q 10^e the end ticks are kept if they lie within half a
 *    step of the datum, else the axis ends 2 % beyond the datum.
 * 3. Fewer than two ticks, or ticks too close, are rejected.
 * 4. The lowest score wins, the larger step in a tie.
 */
#include "chart/axis.h"

#include <glib.h>
#include <math.h>

#include "chart/font.h"
#include "compare/words.h"

static const struct {
    double q, penalty;
} steps[] = {{1, 0}, {2, 0.05}, {2.5, 0.25}, {5, 0}};

struct candidate {
    double step, low, high;
    double first, last; /* ticks are k * step, first <= k <= last */
    int decimals;
    double gap_mm, score;
};

/* Powers of ten are exact up to 22; beyond, pow is close enough for ticks. */
static double power_of_ten(int e)
{
    return e < 0 ? 1 / pow(10, -e) : pow(10, e);
}

static double tick_at(double k, double q, int e)
{
    return e < 0 ? k * q / power_of_ten(-e) : k * q * power_of_ten(e);
}

/* Of the unit in which labels count: 3 for 1000. */
static int unit_exponent(const struct axis_wish *wish)
{
    return wish->unit > 0 ? (int)lround(log10(wish->unit)) : 0;
}

static int step_decimals(double q, int e)
{
    bool is_quarter = q > 2 && q < 3;

    return MAX(0, -e) + (is_quarter && e < 1 ? 1 : 0);
}

/* Rule 1. */
static void data_range(const struct axis_wish *wish, double *low, double *high)
{
    *low = wish->low;
    *high = wish->high;
    if (!isfinite(*low) || !isfinite(*high) || *low > *high) {
        *low = 0;
        *high = 1;
    }
    if (wish->from_zero) {
        *low = fmin(*low, 0);
        *high = fmax(*high, 0);
    }
    /* Below this the ticks would not be distinct numbers. */
    if (*high - *low > 1e-12 * fmax(fabs(*low), fabs(*high)))
        return;
    if (fabs(*low) <= 0) {
        *high = 1;
    } else {
        double widened = 0.05 * fabs(*low);
        *low -= widened;
        *high += widened;
    }
}

/* Rule 2 for one end. k counts outward ticks; sign is -1 for the low end. */
static void settle_end(double datum, double zero, double margin, bool keep,
                       double *k, double step, int sign, double *end)
{
    double outside = sign * (*k * step - datum);

    if (keep || outside <= step / 2 * (1 + 1e-9) ||
        (zero > 0 && fabs(*k) <= 0)) {
        *end = *k * step;
        if (sign * (*end - datum) < 0)
            *end = datum;
        return;
    }
    *k -= sign;
    *end = datum + sign * margin;
}

static void settle(const struct axis_wish *wish, double low, double high,
                   bool close, double q, int e, struct candidate *c)
{
    double step = tick_at(1, q, e), range = high - low;
    /* Rounding must not make a tick of its own: 0.3 / 0.1 is 2.999... */
    double slack = 1e-9;

    c->step = step;
    c->first = floor(low / step + slack);
    c->last = ceil(high / step - slack);
    settle_end(low, wish->from_zero, 0.02 * range, close || wish->close_low,
               &c->first, step, -1, &c->low);
    settle_end(high, wish->from_zero, 0.02 * range, close || wish->close_high,
               &c->last, step, 1, &c->high);
    c->decimals = step_decimals(q, e - unit_exponent(wish));
    c->gap_mm = wish->length_mm * step / (c->high - c->low);
}

static double widest_label(const struct axis_wish *wish,
                           const struct candidate *c)
{
    struct axis ends = {.decimals = c->decimals,
                        .is_signed = wish->is_signed,
                        .unit = wish->unit};
    double width = 0;

    const double ends_of[] = {c->first, c->last};
    for (size_t i = 0; i < G_N_ELEMENTS(ends_of); i++) {
        g_autofree char *label = axis_label(&ends, ends_of[i] * c->step);
        width = fmax(width, font_measure(label, wish->label_pt, false).width);
    }
    return width;
}

/* Rules 3 and 4; false when rejected. */
static bool rate(const struct axis_wish *wish, double range, double penalty,
                 bool is_last_resort, struct candidate *c)
{
    double n = c->last - c->first + 1;
    double ideal = wish->ideal_mm, least = wish->least_mm;

    if (n < 2 || n > AXIS_TICKS)
        return false;
    if (wish->is_horizontal) {
        double width = widest_label(wish, c);
        ideal += width;
        least += width;
    }
    if (c->gap_mm < least && !is_last_resort)
        return false;
    c->score = fabs(log(c->gap_mm / ideal)) + penalty +
               0.6 * ((c->high - c->low) / range - 1) + (n < 3 ? 0.5 : 0);
    return true;
}

static bool choose(const struct axis_wish *wish, bool is_last_resort,
                   double low, double high, struct candidate *best)
{
    double range = high - low;
    int top = (int)ceil(log10(range)) + 1;
    bool found = false;

    /* From the largest step down, so that the larger one wins a tie. */
    for (int e = top; e >= top - 4; e--) {
        for (size_t i = G_N_ELEMENTS(steps); i-- > 0;) {
            struct candidate c;
            if (wish->is_integer &&
                (e < 0 || (e == 0 && steps[i].q > 2 && steps[i].q < 3)))
                continue;
            settle(wish, low, high, is_last_resort, steps[i].q, e, &c);
            if (!rate(wish, range, steps[i].penalty, is_last_resort, &c))
                continue;
            if (!found || c.score < best->score - 1e-12)
                *best = c;
            found = true;
        }
    }
    return found;
}

void axis_linear(const struct axis_wish *wish, struct axis *axis)
{
    double low, high;
    struct candidate best = {0};

    data_range(wish, &low, &high);
    if (!choose(wish, false, low, high, &best) &&
        !choose(wish, true, low, high, &best)) {
        /* Too small for two ticks: the ends of the data stand alone. */
        best = (struct candidate){.step = high - low,
                                  .low = low,
                                  .high = high,
                                  .first = 1,
                                  .last = 0};
    }
    *axis = (struct axis){.low = best.low,
                          .high = best.high,
                          .decimals = best.decimals,
                          .unit = wish->unit,
                          .is_signed = wish->is_signed};
    axis->n_ticks = (size_t)(best.last - best.first + 1);
    for (size_t i = 0; i < axis->n_ticks; i++)
        axis->ticks[i] = (best.first + (double)i) * best.step;
}

static const double one_two_five[] = {1, 2, 5};

static void add_tick(struct axis *axis, double value)
{
    double slack = 1 + 1e-9;

    if (value >= axis->low / slack && value <= axis->high * slack &&
        axis->n_ticks < AXIS_TICKS)
        axis->ticks[axis->n_ticks++] = value;
}

static void add_minor(struct axis *axis)
{
    int first = (int)floor(log10(axis->low)),
        last = (int)ceil(log10(axis->high));

    if (last - first > AXIS_MINOR / 8)
        return;
    for (int e = first; e <= last; e++)
        for (int i = 2; i <= 9; i++) {
            double value = tick_at(i, 1, e);
            if (value >= axis->low && value <= axis->high)
                axis->minor[axis->n_minor++] = value;
        }
}

/* Labels at powers of ten, every stride-th of them. */
static void add_decades(struct axis *axis, int stride)
{
    int first = (int)floor(log10(axis->low)),
        last = (int)ceil(log10(axis->high));

    for (int e = first; e <= last; e++)
        if (e % stride == 0)
            add_tick(axis, tick_at(1, 1, e));
}

static void add_one_two_five(struct axis *axis)
{
    int first = (int)floor(log10(axis->low)),
        last = (int)ceil(log10(axis->high));

    axis->n_ticks = 0;
    for (int e = first; e <= last; e++)
        for (size_t i = 0; i < G_N_ELEMENTS(one_two_five); i++)
            add_tick(axis, tick_at(one_two_five[i], 1, e));
}

/* Less than 0.7 decades: linear ticks on the log scale. */
static void add_linear(const struct axis_wish *wish, struct axis *axis)
{
    struct axis linear;
    struct axis_wish inside = *wish;

    inside.low = axis->low;
    inside.high = axis->high;
    inside.from_zero = inside.close_low = inside.close_high = false;
    axis_linear(&inside, &linear);
    for (size_t i = 0; i < linear.n_ticks; i++)
        add_tick(axis, linear.ticks[i]);
    axis->decimals = linear.decimals;
}

void axis_log(const struct axis_wish *wish, struct axis *axis)
{
    double low = wish->low, high = wish->high;

    if (!(low > 0) || !isfinite(high) || high < low) {
        low = 1;
        high = 10;
    }
    if (high / low < 1.2) {
        low /= 1.1;
        high *= 1.1;
    }
    double decades = log10(high / low), margin = pow(10, 0.03 * decades);
    *axis = (struct axis){.is_log = true,
                          .low = low / margin,
                          .high = high * margin,
                          .decimals = -1,
                          .unit = wish->unit};
    if (decades < 0.7) {
        add_linear(wish, axis);
        return;
    }
    if (decades >= 1.5) {
        double gap = wish->length_mm / (1.06 * decades);
        double least = wish->least_mm + (wish->is_horizontal ? 5 : 0);
        add_decades(axis, MAX(1, (int)ceil(least / gap)));
    }
    if (axis->n_ticks < 2)
        add_one_two_five(axis);
    add_minor(axis);
}

void axis_place(struct axis *axis, double page_low, double page_high)
{
    axis->page_low = page_low;
    axis->page_high = page_high;
}

double axis_to_page(const struct axis *axis, double value)
{
    double share = axis->is_log
                       ? log(value / axis->low) / log(axis->high / axis->low)
                       : (value - axis->low) / (axis->high - axis->low);

    return axis->page_low + share * (axis->page_high - axis->page_low);
}

/* "10" and its power in raised digits. */
static char *power_label(int e)
{
    static const char *const raised[] = {"\u2070", "\u00b9", "\u00b2", "\u00b3",
                                         "\u2074", "\u2075", "\u2076", "\u2077",
                                         "\u2078", "\u2079"};
    g_autofree char *digits = g_strdup_printf("%d", ABS(e));
    GString *label = g_string_new(e < 0 ? "10\u207b" : "10");

    for (const char *c = digits; *c; c++)
        g_string_append(label, raised[*c - '0']);
    return g_string_free(label, FALSE);
}

char *axis_label(const struct axis *axis, double tick)
{
    if (axis->unit > 0)
        tick /= axis->unit;
    if (axis->is_log && axis->decimals < 0) {
        int e = (int)floor(log10(tick) + 1e-9);
        bool is_power = fabs(tick / power_of_ten(e) - 1) < 1e-9;
        if (is_power && (e > 4 || e < -3))
            return power_label(e);
        return words_number(tick, MAX(0, -e));
    }
    return axis->is_signed ? words_signed(tick, axis->decimals)
                           : words_number(tick, axis->decimals);
}

double axis_label_width(const struct axis *axis, double size_pt)
{
    double width = 0;

    for (size_t i = 0; i < axis->n_ticks; i++) {
        g_autofree char *label = axis_label(axis, axis->ticks[i]);
        width = fmax(width, font_measure(label, size_pt, false).width);
    }
    return width;
}

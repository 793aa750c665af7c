/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Grouped bars with intervals: means of one metric, a group a workload, a
 * bar a system (FIGURES section 9.1).
 *
 * 1. Bars start at zero on a linear axis that ends at a tick beyond the
 *    highest whisker.
 * 2. Whiskers are intervals of the mean; brackets give percent and p of each
 *    subject against the reference, and stand above whatever is below them.
 * 3. The height is fixed, so the plot is laid out again, lower, until the
 *    brackets fit above it.
 * 4. More than six groups, names that do not fit below theirs, or brackets
 *    that leave no room: rows (bars_rows.c).
 */
#include <math.h>
#include <string.h>

#include "chart/bars.h"
#include "chart/kinds.h"
#include "chart/label.h"
#include "compare/slug.h"

enum { ATTEMPTS = 12, SETTLE = 4 };

#define BAR_SHARE 0.74 /* of a group; the rest is the gap */
#define BAR_GAP 0.02
#define BAR_GAP_MOST_MM 0.5
#define BAR_MOST_MM 9.0
#define NAME_GAP 1.6 /* between the names of two groups */
#define HEAD_GAP 0.8 /* below the legend */

/* One layout with the plot's top at a given place. */
struct attempt {
    const struct bars *bars;
    struct page page;
    struct axis axis;
    double top, bottom, left, right, pitch, width;
    double highest; /* ink above the plot */
    double limit;   /* where it may begin */
    struct legend_entry keys[STYLES];
    const char *note;
};

static bool has_brackets(const struct bars *bars)
{
    return bars_count_brackets(bars) <= BRACKETS_MAX;
}

static void set_legend(struct attempt *a)
{
    a->note = bars_legend(&a->page, a->bars, (a->page.right - a->left) / 2,
                          has_brackets(a->bars), a->keys);
}

static double bar_left(const struct attempt *a, size_t group, size_t system)
{
    size_t n = a->bars->n_systems;
    double gap = fmin(BAR_GAP * a->pitch, BAR_GAP_MOST_MM);
    double whole = (double)n * a->width + (double)(n - 1) * gap;
    double centre = a->left + ((double)group + 0.5) * a->pitch;

    return centre - whole / 2 + (double)system * (a->width + gap);
}

static void draw_bar(struct attempt *a, size_t group, size_t system)
{
    const struct result_sample *sample =
        results_sample(a->bars->results, a->bars->cells[group], system);
    struct system_style style = system_style(system, a->bars->options->is_gray);
    double x = bar_left(a, group, system);
    double mean = pick_mean(a->bars->results, sample);
    double low = pick_low(a->bars->results, sample);
    double high = pick_high(a->bars->results, sample);
    double zero = axis_to_page(&a->axis, 0);

    if (!isfinite(mean)) {
        struct type type = type_note(&a->page, ANCHOR_MIDDLE);
        frame_text(a->page.frame, "value", x + a->width / 2, zero - 1.2,
                   a->page.words->missing, type);
        return;
    }
    double y = axis_to_page(&a->axis, mean);
    frame_rect(a->page.frame, Z_AREA, "bar", x, fmin(y, zero), a->width,
               fabs(zero - y), style_area(style))
        ->datum = mean;
    if (!(high > low)) /* no interval, or all runs equal */
        return;
    struct paint paint = PAINT_LINE(COLOUR_INK, LINE_WHISKER);
    paint.halo_mm = UNDERSTROKE_MM;
    draw_interval(
        a->page.frame, false,
        (struct point_mm){x + a->width / 2, axis_to_page(&a->axis, low)},
        (struct point_mm){x + a->width / 2, axis_to_page(&a->axis, high)}, low,
        high, fmin(CAP_MM, 0.7 * a->width), paint);
}

static void draw_brackets(struct attempt *a)
{
    const struct bars *bars = a->bars;
    struct bracket brackets[BRACKETS_MAX];
    size_t n = 0;

    if (!has_brackets(bars))
        return;
    for (size_t g = 0; g < bars->n_groups; g++)
        for (guint i = 0; i < bars->pairs->len; i++) {
            struct pick_pair pair =
                g_array_index(bars->pairs, struct pick_pair, i);
            const struct result_comparison *it = bars_comparison(bars, g, i);
            if (!it)
                continue;
            /* Where two share a bar they would stand on one foot. */
            double inset = bars->n_systems > 2 ? 0.6 : 0;
            brackets[n].left =
                bar_left(a, g, pair.reference) + a->width / 2 + inset;
            brackets[n].right =
                bar_left(a, g, pair.subject) + a->width / 2 - inset;
            bracket_label(&a->page, it, false, &brackets[n++]);
        }
    a->highest = brackets_draw(&a->page, brackets, n, a->left, a->right);
}

static const char *group_label(const struct bars *bars, size_t group)
{
    return bars->scale >= 0 ? bars_scale_label(bars, group)
                            : bars_group_label(bars, group);
}

/* Whether each group's name fits below it in two lines. */
static bool names_fit(const struct attempt *a)
{
    double size_pt = a->page.options->profile.label_pt;

    for (size_t g = 0; g < a->bars->n_groups; g++) {
        g_autofree char *first = NULL;
        g_autofree char *second = NULL;
        if (!label_wrap(group_label(a->bars, g), a->pitch - NAME_GAP, size_pt,
                        &first, &second))
            return false;
    }
    return true;
}

/* Names of the groups in one or two lines; returns where they end. */
static double draw_groups(struct attempt *a, double y)
{
    struct type type = type_label(&a->page, ANCHOR_MIDDLE);
    struct type small = type_note(&a->page, ANCHOR_MIDDLE);
    double room = a->pitch - NAME_GAP, step = line_height(type.size_pt);
    size_t most = 0;

    for (size_t g = 0; g < a->bars->n_groups; g++) {
        double x = a->left + ((double)g + 0.5) * a->pitch;
        const char *words = group_label(a->bars, g);
        const char *n = bars_group_n(&a->page, a->bars, g);
        char *lines[4] = {NULL};
        size_t used = 0;
        if (!label_wrap(words, room, type.size_pt, &lines[0], &lines[1])) {
            g_auto(GStrv) fitted =
                label_shorten(&words, 1, 40, room, type.size_pt);
            lines[0] = g_strdup(fitted[0]);
        }
        if (n)
            lines[lines[1] ? 2 : 1] = g_strdup(n);
        for (; used < 3 && lines[used]; used++) {
            bool is_n = n && !lines[used + 1];
            frame_text(a->page.frame, is_n ? "group-n" : "group", x,
                       y + cap_height(type.size_pt) + (double)used * step,
                       lines[used], is_n ? small : type);
            g_free(lines[used]);
        }
        frame_join(a->page.frame, used);
        most = MAX(most, used);
    }
    return y + cap_height(type.size_pt) + (double)(most - 1) * step + 0.6;
}

/* How many lines the labels of the groups will take. */
static double groups_height(struct attempt *a)
{
    struct page copy = a->page;
    double height;

    a->page.frame = frame_new("", 1, 1);
    height = draw_groups(a, 0);
    frame_free(a->page.frame);
    a->page = copy;
    return height;
}

static void set_axis(struct attempt *a)
{
    struct axis_wish wish = {
        .low = a->bars->low,
        .high = a->bars->high,
        .length_mm = fmax(1, a->bottom - a->top),
        .ideal_mm = 10,
        .least_mm = 7,
        .from_zero = true,
        .close_low = a->bars->low < 0,
        .close_high = true,
        .unit = bars_unit(a->bars).size,
    };

    axis_linear(&wish, &a->axis);
    axis_place(&a->axis, a->bottom, a->top);
}

static void set_widths(struct attempt *a, const char *title)
{
    size_t n = a->bars->n_systems;
    double tick_pt = a->page.options->profile.tick_pt;

    a->left = a->page.left +
              page_title_left_width(&a->page, title, a->bottom - a->top,
                                    a->bottom - a->limit) +
              axis_label_width(&a->axis, tick_pt) + TICK_GAP + TICK_MM;
    a->right = a->page.right;
    a->pitch = (a->right - a->left) / (double)a->bars->n_groups;
    a->width =
        fmin(BAR_MOST_MM,
             a->pitch * (BAR_SHARE - BAR_GAP * (double)(n - 1)) / (double)n);
}

static void draw_marks(struct attempt *a)
{
    for (size_t g = 0; g < a->bars->n_groups; g++)
        for (size_t s = 0; s < a->bars->n_systems; s++)
            draw_bar(a, g, s);
    a->highest = INFINITY;
    draw_brackets(a);
}

static void draw_rest(struct attempt *a, const char *title)
{
    Frame *frame = a->page.frame;
    double y;

    page_axis_left(&a->page, &a->axis, a->left, a->right);
    frame_line(frame, Z_AXIS, "axis", a->left, axis_to_page(&a->axis, 0),
               a->right, axis_to_page(&a->axis, 0),
               PAINT_LINE(COLOUR_INK, LINE_AXIS));
    page_title_left(&a->page, title, a->top, a->bottom, a->limit);
    y = draw_groups(a, a->bottom + TICK_GAP + 0.2);
    if (a->bars->scale >= 0)
        page_title_bottom(&a->page, bars_scale_title(a->bars), a->left,
                          a->right, y);
    frame_plot_area(frame, a->left, a->top, a->right - a->left,
                    a->bottom - a->top);
}

/* Lays the whole figure out with the plot `down` below where it could
 * begin; a->highest - a->limit tells whether that was enough. */
static void lay_out(struct attempt *a, double down)
{
    const struct bars *bars = a->bars;
    g_autofree char *name =
        g_strdup_printf("bars-%s-%s", bars->metric->tool, bars->metric->name);
    g_autofree char *slug = slug_make(name, NULL);
    double height = page_default_height(&bars->options->profile);
    double legend = 0, names = 0;

    a->page = page_open(bars->results, bars->options, slug, height);
    const char *title =
        pick_axis_title(&a->page, pick_cell(bars->results, bars->cells[0]),
                        bars_unit(a->bars).name, true);
    a->limit = a->page.y;
    a->top = a->page.y + down;
    a->bottom = height - MARGIN_BOTTOM - 8;
    set_axis(a);
    /* Names depend on the widths, these on the ticks, these on the height:
     * the tallest that comes up is kept, so that this ends. */
    for (int i = 0; i < SETTLE; i++) {
        set_widths(a, title);
        set_legend(a);
        legend = fmax(legend, legend_height(&a->page, a->keys, bars->n_systems,
                                            a->note, a->left));
        names = fmax(names, groups_height(a));
        a->limit = a->page.y + HEAD_GAP + legend;
        a->top = a->limit + down + 0.5;
        a->bottom =
            height - MARGIN_BOTTOM - TICK_GAP - names -
            (bars->scale >= 0 ? scaled(&a->page, ROW_AXIS_TITLE) + 0.2 : 0.2);
        set_axis(a);
    }
    set_widths(a, title);
    legend_draw(&a->page, a->keys, bars->n_systems > 1 ? bars->n_systems : 0,
                a->note, a->left);
    draw_marks(a);
    draw_rest(a, title);
}

static bool fits(const struct attempt *a)
{
    return a->bottom - a->top >= PLOT_LEAST_HEIGHT &&
           a->right - a->left >= PLOT_LEAST_WIDTH && a->highest >= a->limit &&
           names_fit(a);
}

static bool layout_bars(const Results *results,
                        const struct chart_options *options, GPtrArray *frames,
                        GError **error)
{
    g_autoptr(GArray) pairs = pick_pairs(results);
    struct bars bars = {.results = results, .options = options, .pairs = pairs};
    struct attempt a = {.bars = &bars};
    double down = 0;

    if (!bars_collect(&bars, error))
        return false;
    if (bars.n_groups > BARS_COLUMNS)
        return bars_lay_rows(&bars, frames, error);
    for (int i = 0; i < ATTEMPTS; i++) {
        frame_free(a.page.frame);
        lay_out(&a, down);
        if (a.highest >= a.limit)
            break;
        down += a.limit - a.highest + 0.02;
    }
    if (!fits(&a)) {
        frame_free(a.page.frame);
        return bars_lay_rows(&bars, frames, error);
    }
    bars_tell(&a.page, &bars, 0, bars.n_groups);
    g_ptr_array_add(frames, a.page.frame);
    return true;
}

const struct chart_kind chart_bars = {
    .name = "bars",
    .summary = "means of one metric as grouped bars with intervals",
    .needs = "a metric of whole runs, up to 12 workloads, up to 8 systems",
    .default_profile = "ieee1",
    .layout = layout_bars,
};

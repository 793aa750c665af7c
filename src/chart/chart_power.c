/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Power over the number of runs: how often would an experiment find the
 * difference?
 *
 * 1. One spread: a curve for each difference that is to be shown. Several
 *    metrics: a curve a metric for the first difference, those with the
 *    largest spreads.
 * 2. Lines at 80 and 90 percent; a marker where a curve first reaches 80.
 * 3. The axis of runs is logarithmic when it is long.
 */
#include <math.h>

#include "chart/claims.h"
#include "chart/font.h"
#include "chart/label.h"
#include "chart/page.h"
#include "compare/words.h"
#include "cotejo/power.h"

#define CURVES_MOST 6
#define POINTS 240
#define LOG_FROM 60.0
#define RUNS_SHOWN_MOST 100000.0
#define MARK_MM 2.0

struct curve {
    double cv, target;
    size_t needed; /* runs for 80 %; 0: out of reach */
    const char *name;
};

struct power {
    const Plan *plan;
    const struct chart_options *options;
    struct curve curves[CURVES_MOST];
    size_t n_curves, n_left_out;
    double most_runs;
};

static const char *share_words(Frame *frame, double fraction)
{
    int decimals = CLAMP(-(int)floor(log10(fraction)), 0, 4);
    g_autofree char *number = words_number(100.0 * fraction, decimals);

    return frame_printf(frame, "%s\u00a0%%", number);
}

/* ---- rule 1 ---- */

static void add_curve(struct power *power, const struct plan_row *row, size_t t,
                      const char *name)
{
    if (power->n_curves == CURVES_MOST) {
        power->n_left_out++;
        return;
    }
    power->curves[power->n_curves++] = (struct curve){
        row->cv, row->needs[t].target, row->needs[t].runs[0], name};
}

static int by_spread(const void *a, const void *b)
{
    const struct plan_row *left = *(const struct plan_row *const *)a;
    const struct plan_row *right = *(const struct plan_row *const *)b;

    return (left->cv < right->cv) - (left->cv > right->cv);
}

static void collect(struct power *power, Frame *frame)
{
    const GArray *rows = power->plan->rows;
    g_autoptr(GPtrArray) kept = g_ptr_array_new();

    for (guint i = 0; i < rows->len; i++) {
        struct plan_row *row = &g_array_index(rows, struct plan_row, i);

        if (!row->why)
            g_ptr_array_add(kept, row);
    }
    g_ptr_array_sort(kept, by_spread);
    for (guint i = 0; i < kept->len; i++) {
        const struct plan_row *row = kept->pdata[i];

        for (size_t t = 0;
             t < (kept->len > 1 ? 1 : power->plan->options.n_targets); t++)
            add_curve(power, row, t,
                      kept->len > 1
                          ? frame_printf(frame, "%s, CV %s", row->name,
                                         share_words(frame, row->cv))
                          : frame_printf(frame, "to show %g\u00a0%%",
                                         100.0 * row->needs[t].target));
    }
}

/* As far as the slowest curve needs for 90 %, and a little more. */
static void find_range(struct power *power)
{
    double most = 4.0;

    for (size_t i = 0; i < power->n_curves; i++) {
        const struct curve *curve = &power->curves[i];
        size_t runs = cotejo_required_runs(curve->target / curve->cv,
                                           power->plan->options.alpha, 0.9);

        most = fmax(most, runs ? (double)runs : RUNS_SHOWN_MOST);
    }
    power->most_runs = fmin(ceil(1.25 * most), RUNS_SHOWN_MOST);
}

/* ---- drawing ---- */

struct sheet {
    struct power *power;
    struct page page;
    struct axis runs, share;
    double left, right, top, bottom;
};

static void set_axes(struct sheet *sheet)
{
    double size_pt = sheet->page.options->profile.tick_pt;
    struct axis_wish runs = {
        .low = 2,
        .high = sheet->power->most_runs,
        .length_mm = sheet->right - sheet->left,
        .ideal_mm = 6,
        .least_mm = 2.5,
        .is_integer = true,
        .is_horizontal = true,
        .label_pt = size_pt,
    };
    struct axis_wish share = {
        .low = 0,
        .high = 100,
        .length_mm = sheet->bottom - sheet->top,
        .ideal_mm = 10,
        .least_mm = 7,
        .from_zero = true,
        .close_high = true,
        .label_pt = size_pt,
    };

    if (sheet->power->most_runs / 2.0 > LOG_FROM)
        axis_log(&runs, &sheet->runs);
    else
        axis_linear(&runs, &sheet->runs);
    axis_linear(&share, &sheet->share);
    axis_place(&sheet->runs, sheet->left, sheet->right);
    axis_place(&sheet->share, sheet->bottom, sheet->top);
}

/* n runs, of which there are only whole ones. */
static struct point_mm point_at(const struct sheet *sheet,
                                const struct curve *curve, size_t n)
{
    double power = cotejo_power(n, curve->target / curve->cv,
                                sheet->power->plan->options.alpha);

    return (struct point_mm){axis_to_page(&sheet->runs, (double)n),
                             axis_to_page(&sheet->share, 100.0 * power)};
}

static void draw_curve(struct sheet *sheet, size_t place)
{
    const struct curve *curve = &sheet->power->curves[place];
    struct system_style style =
        system_style(place, sheet->page.options->is_gray);
    struct paint paint =
        PAINT_LINE(sheet->page.options->is_gray ? COLOUR_INK : style.fill, 1.5);
    struct point_mm points[POINTS];
    size_t n_points = 0, before = 0;
    double most = sheet->power->most_runs;

    paint.dash_mm = style.dash_mm[0] > 0 ? style.dash_mm : NULL;
    for (size_t i = 0; i < POINTS; i++) {
        double at = (double)i / (POINTS - 1);
        double runs = sheet->runs.is_log ? 2.0 * pow(most / 2.0, at)
                                         : 2.0 + at * (most - 2.0);
        size_t n = (size_t)lround(runs);

        if (n == before)
            continue;
        points[n_points++] = point_at(sheet, curve, n);
        before = n;
    }
    frame_polyline(sheet->page.frame, Z_MARK, "power", points, n_points, paint);
    if (!curve->needed || (double)curve->needed > most)
        return;
    struct point_mm mark = point_at(sheet, curve, curve->needed);
    draw_marker(sheet->page.frame, "needed", style.marker, mark.x, mark.y,
                MARK_MM, style_marker(style.fill))
        ->datum = (double)curve->needed;
}

/* Rule 2. */
static void draw_levels(struct sheet *sheet)
{
    for (size_t p = 0; p < PLAN_POWERS; p++) {
        double y = axis_to_page(&sheet->share, 100.0 * plan_powers[p]);
        struct paint paint = PAINT_LINE(COLOUR_EDGE, LINE_ZERO);

        paint.dash_mm = (const double[]){0.6, 0.4, 0};
        frame_line(sheet->page.frame, Z_AREA, "level", sheet->left, y,
                   sheet->right, y, paint)
            ->datum = plan_powers[p];
    }
}

static size_t legend_keys(const struct power *power,
                          struct legend_entry keys[CURVES_MOST])
{
    for (size_t i = 0; i < power->n_curves; i++) {
        struct system_style style = system_style(i, power->options->is_gray);

        keys[i] = (struct legend_entry){
            .kind = LEGEND_MARKER,
            .marker = style.marker,
            .paint = style_marker(style.fill),
            .text = power->curves[i].name,
        };
    }
    return power->n_curves;
}

static const char *note_words(const struct power *power, Frame *frame)
{
    const struct curve *first = &power->curves[0];
    const char *what = power->plan->rows->len > 1
                           ? frame_printf(frame, "difference of %s",
                                          share_words(frame, first->target))
                           : frame_printf(frame, "CV of the runs %s",
                                          share_words(frame, first->cv));

    if (!power->n_left_out)
        return frame_printf(frame, "%s; marker: 80\u00a0%%", what);
    return frame_printf(frame,
                        "%s; marker: 80\u00a0%%; %zu metrics that vary less "
                        "not drawn",
                        what, power->n_left_out);
}

static void write_csv(const struct sheet *sheet)
{
    GString *csv = sheet->page.frame->csv;

    g_string_append(csv, "curve,cv,difference,runs_80,runs_90\n");
    for (size_t i = 0; i < sheet->power->n_curves; i++) {
        const struct curve *curve = &sheet->power->curves[i];
        size_t needed = cotejo_required_runs(
            curve->target / curve->cv, sheet->power->plan->options.alpha, 0.9);

        label_put_field(csv, curve->name);
        g_string_append_c(csv, ',');
        label_put_number(csv, curve->cv);
        g_string_append_c(csv, ',');
        label_put_number(csv, curve->target);
        g_string_append_printf(csv, ",%zu,%zu\n", curve->needed, needed);
    }
}

static void tell(const struct sheet *sheet)
{
    Frame *frame = sheet->page.frame;
    const struct curve *first = &sheet->power->curves[0];
    const char *example =
        first->needed
            ? frame_printf(frame,
                           "%s: %zu runs of each system for 80\u00a0%%. ",
                           first->name, first->needed)
            : "";

    frame->title = "Power over the number of runs";
    frame->caption = frame_printf(
        frame,
        "How often an experiment with so many runs of each system finds a true "
        "difference (two-sample t test at %g\u00a0%%). Markers: where "
        "80\u00a0%% is reached; dashed lines: 80 and 90\u00a0%%.",
        100.0 * sheet->power->plan->options.alpha);
    frame->alt =
        frame_printf(frame,
                     "Power of a two-sample t test over the runs of each "
                     "system, %zu curves. %sData: %s.csv.",
                     sheet->power->n_curves, example, frame->name);
}

static void draw(struct sheet *sheet, const struct legend_entry keys[],
                 size_t n_keys)
{
    static const char title[] = "Experiments that find it (%)";
    struct page *page = &sheet->page;
    double foot = TICK_MM + TICK_GAP +
                  cap_height(page->options->profile.tick_pt) + GAP_TITLE +
                  scaled(page, ROW_AXIS_TITLE) + MARGIN_BOTTOM;
    double labels =
        font_measure("100", page->options->profile.tick_pt, false).width;

    legend_draw(page, keys, n_keys, note_words(sheet->power, page->frame),
                page->left);
    sheet->top = page->y + 1.6;
    sheet->bottom = page->frame->height_mm - foot;
    sheet->left = page->left +
                  page_title_left_width(page, title, sheet->bottom - sheet->top,
                                        sheet->bottom - MARGIN_TOP) +
                  labels + TICK_MM + TICK_GAP;
    sheet->right = page->right;
    set_axes(sheet);
    frame_plot_area(page->frame, sheet->left, sheet->top,
                    sheet->right - sheet->left, sheet->bottom - sheet->top);
    page_title_left(page, title, sheet->top, sheet->bottom, MARGIN_TOP);
    page_axis_left(page, &sheet->share, sheet->left, sheet->right);
    draw_levels(sheet);
    for (size_t i = 0; i < n_keys; i++)
        draw_curve(sheet, i);
    double y = page_axis_bottom(page, &sheet->runs, sheet->top, sheet->bottom);
    page_title_bottom(page,
                      sheet->runs.is_log ? "Runs of each system, log scale"
                                         : "Runs of each system",
                      sheet->left, sheet->right, y);
}

bool chart_power_layout(const Plan *plan, const struct chart_options *options,
                        GPtrArray *frames, GError **error)
{
    struct power power = {.plan = plan, .options = options};
    double height = page_default_height(&options->profile);
    struct page holder = page_open(NULL, options, "power", 10);
    struct legend_entry keys[CURVES_MOST];
    struct sheet sheet = {.power = &power};
    size_t n;
    double head;

    collect(&power, holder.frame);
    find_range(&power);
    n = legend_keys(&power, keys);
    head = legend_height(&holder, keys, n, note_words(&power, holder.frame),
                         holder.left);
    if (height - head < 16.0 + PLOT_LEAST_HEIGHT) {
        frame_free(holder.frame);
        return page_refuse(options, "power", options->profile.width_mm,
                           head + 16.0 + PLOT_LEAST_HEIGHT, error);
    }
    sheet.page = page_open(NULL, options, "power", height);
    draw(&sheet, keys, n);
    write_csv(&sheet);
    tell(&sheet);
    g_ptr_array_add(frames, sheet.page.frame);
    frame_free(holder.frame);
    return true;
}

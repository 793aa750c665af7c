/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs in their order, before a mean is trusted: drift, warm-up, odd runs
 * (FIGURES section 9.6). A figure for each workload of the metric, a panel a
 * system, one above the other.
 *
 * 1. From left to right in the order of time where all logs tell one, else of
 *    the files; the axis says which.
 * 2. Panels are equally high, each with the range of its own values: what
 *    matters is how runs move, not where the systems stand.
 * 3. Behind the runs the mean and its interval. A ring stands around a run
 *    whose modified z is beyond 3.5, with its number where there is room.
 *    Nothing is left out of the statistics by it.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart/font.h"
#include "chart/kinds.h"
#include "chart/label.h"
#include "chart/story.h"
#include "compare/slug.h"
#include "cotejo/normality.h"

#define POINT_MM 1.3
#define RING_MM 1.25 /* radius */
#define LINE_RUNS 0.9
#define LINE_MEAN 1.1
#define PAD_MM 1.4 /* between the plot's edge and the outermost value */
#define PANEL_GAP 1.2
#define PANEL_LEAST_HEIGHT 12.0 /* of several on a page of fixed height */
#define HEAD_GAP 0.8

#define LINE_CLEAR 0.4 /* from the line between runs to a label */

enum { RUN_STEP = 5, LINE_STEPS = 64 };

struct run_point {
    double value; /* shown unit */
    int64_t started_s;
    size_t repetition;
    bool is_odd;
};

struct run_panel {
    const struct result_sample *sample;
    struct run_point *points; /* in their order */
    size_t n;
    double low, high; /* of points and interval */
    struct axis axis;
    double top, bottom;
};

struct runs {
    const Results *results;
    const struct chart_options *options;
    size_t cell, n_systems;
    struct run_panel panels[STYLES];
    bool is_by_time; /* rule 1 */
    size_t most;     /* runs of a system */
    struct pick_n n;
    size_t n_odd, n_labelled;
    struct pick_unit unit;
    struct page page;
    struct axis axis; /* of the runs */
    double left, right;
};

/* ---- data ---- */

static int compare_points(const void *a, const void *b)
{
    const struct run_point *x = a, *y = b;

    if (x->started_s != y->started_s)
        return x->started_s < y->started_s ? -1 : 1;
    return (x->repetition > y->repetition) - (x->repetition < y->repetition);
}

static void widen(struct run_panel *panel, double value)
{
    if (!isfinite(value))
        return;
    panel->low = fmin(panel->low, value);
    panel->high = fmax(panel->high, value);
}

static void collect_system(struct runs *runs, size_t system)
{
    struct run_panel *panel = &runs->panels[system];
    double factor = pick_cell(runs->results, runs->cell)->display_factor;

    panel->sample = results_sample(runs->results, runs->cell, system);
    panel->n = panel->sample->data.n;
    panel->points = g_new0(struct run_point, panel->n + 1);
    panel->low = INFINITY;
    panel->high = -INFINITY;
    g_autofree enum cotejo_outlier *odd =
        g_new0(enum cotejo_outlier, panel->n + 1);
    runs->n_odd += cotejo_outliers_mad(&panel->sample->data, odd);
    for (size_t i = 0; i < panel->n; i++) {
        const struct result_run *run = &g_array_index(
            runs->results->runs, struct result_run, panel->sample->runs[i]);
        panel->points[i] = (struct run_point){
            .value = panel->sample->data.x[i] * factor,
            .started_s = run->run->started_s,
            .repetition = run->repetition,
            .is_odd = odd[i] != COTEJO_INSIDE,
        };
        widen(panel, panel->points[i].value);
        runs->is_by_time &= run->run->started_s != RUN_TIME_UNKNOWN;
    }
    widen(panel, pick_low(runs->results, panel->sample));
    widen(panel, pick_high(runs->results, panel->sample));
    runs->most = MAX(runs->most, panel->n);
    pick_add_n(&runs->n, panel->n);
}

static void collect(struct runs *runs)
{
    double low = INFINITY, high = -INFINITY;

    runs->is_by_time = true;
    runs->n_systems = pick_systems(runs->results);
    for (size_t s = 0; s < runs->n_systems; s++) {
        collect_system(runs, s);
        low = fmin(low, runs->panels[s].low);
        high = fmax(high, runs->panels[s].high);
    }
    for (size_t s = 0; runs->is_by_time && s < runs->n_systems; s++)
        qsort(runs->panels[s].points, runs->panels[s].n,
              sizeof(struct run_point), compare_points);
    runs->unit = pick_unit(pick_cell(runs->results, runs->cell), low, high);
}

/* ---- places ---- */

/* 1, then multiples of 5, 10, 20, 50, ...: a dozen at most. */
static void set_run_axis(struct runs *runs)
{
    static const size_t factors[] = {1, 2, 4, 10};
    struct axis *axis = &runs->axis;
    size_t step = runs->most < 2 * RUN_STEP ? 1 : RUN_STEP;

    for (size_t i = 0, tens = 1; runs->most / step > 12; i++) {
        step = RUN_STEP * factors[i % G_N_ELEMENTS(factors)] * tens;
        if (i % G_N_ELEMENTS(factors) == G_N_ELEMENTS(factors) - 1)
            tens *= 10;
    }
    *axis = (struct axis){.low = 1, .high = (double)MAX(runs->most, 2)};
    axis->ticks[axis->n_ticks++] = 1;
    for (size_t run = step > 1 ? step : 2; run <= runs->most; run += step)
        axis->ticks[axis->n_ticks++] = (double)run;
    axis_place(axis, runs->left + PAD_MM, runs->right - PAD_MM);
}

static void set_panel_axis(struct runs *runs, struct run_panel *panel)
{
    struct axis_wish wish = {
        .low = panel->low,
        .high = panel->high,
        .length_mm = fmax(1, panel->bottom - panel->top - 2 * PAD_MM),
        .ideal_mm = 7,
        .least_mm = 5,
        .unit = runs->unit.size,
    };

    axis_linear(&wish, &panel->axis);
    axis_place(&panel->axis, panel->bottom - PAD_MM, panel->top + PAD_MM);
}

static const char *note_words(struct runs *runs)
{
    struct page *page = &runs->page;
    const char *odd = frame_printf(page->frame, "%zu", runs->n_odd);
    const char *labelled = frame_printf(page->frame, "%zu", runs->n_labelled);
    const char *parts[] = {
        pick_note_words(page, page->words->note_runs, runs->n),
        runs->n_odd ? page->words->ring : NULL,
        runs->n_labelled < runs->n_odd
            ? chart_words_fill(page->frame, page->words->labelled, labelled,
                               odd, NULL)
            : NULL,
    };

    return pick_join(page, parts, G_N_ELEMENTS(parts));
}

static const char *title_words(struct runs *runs)
{
    return pick_axis_title(&runs->page, pick_cell(runs->results, runs->cell),
                           runs->unit.name, true);
}

static double foot_height(const struct runs *runs)
{
    const struct chart_profile *profile = &runs->options->profile;

    return TICK_MM + TICK_GAP + cap_height(profile->tick_pt) + GAP_TITLE +
           scaled(&runs->page, ROW_AXIS_TITLE) + MARGIN_BOTTOM;
}

/* The panels between the note and the foot of a page that high. */
static void place_panels(struct runs *runs, double height, double note)
{
    double head = scaled(&runs->page, ROW_HEADER), n = (double)runs->n_systems;
    double first = runs->page.y + note + HEAD_GAP;
    double whole = height - foot_height(runs) - first;
    double each = (whole - (n - 1) * PANEL_GAP) / n, widest = 0;
    double tick_pt = runs->options->profile.tick_pt;

    for (size_t s = 0; s < runs->n_systems; s++) {
        struct run_panel *panel = &runs->panels[s];
        panel->top = first + (double)s * (each + PANEL_GAP) + head;
        panel->bottom = panel->top - head + each;
        set_panel_axis(runs, panel);
        widest = fmax(widest, axis_label_width(&panel->axis, tick_pt));
    }
    double axis =
        runs->panels[runs->n_systems - 1].bottom - runs->panels[0].top;
    runs->left =
        runs->page.left + widest + TICK_GAP + TICK_MM +
        page_title_left_width(&runs->page, title_words(runs), axis, axis);
    runs->right = runs->page.right;
    set_run_axis(runs);
}

/* High enough for the least panels, the profile's default if that is more. */
static double page_height(const struct runs *runs, double note)
{
    double n = (double)runs->n_systems;
    double least = runs->page.y + note + HEAD_GAP + foot_height(runs) +
                   n * (PLOT_LEAST_HEIGHT + scaled(&runs->page, ROW_HEADER)) +
                   (n - 1) * PANEL_GAP;

    if (runs->options->profile.fixed_height_mm > 0)
        return runs->options->profile.fixed_height_mm;
    return fmax(least, page_default_height(&runs->options->profile));
}

/* ---- drawing ---- */

static double run_to_page(const struct runs *runs, size_t i)
{
    return axis_to_page(&runs->axis, (double)(i + 1));
}

static void draw_mean(struct runs *runs, const struct run_panel *panel)
{
    Frame *frame = runs->page.frame;
    double mean = pick_mean(runs->results, panel->sample);
    double low = pick_low(runs->results, panel->sample);
    double high = pick_high(runs->results, panel->sample);
    struct paint paint = PAINT_LINE(COLOUR_GREY, LINE_MEAN);

    if (!isfinite(mean))
        return;
    if (isfinite(low) && isfinite(high)) {
        double top = axis_to_page(&panel->axis, high);
        frame_rect(
            frame, Z_BAND, "band", runs->left, top, runs->right - runs->left,
            axis_to_page(&panel->axis, low) - top, PAINT_FILL(COLOUR_BAND));
    }
    double y = axis_to_page(&panel->axis, mean);
    frame_line(frame, Z_AREA, "mean-line", runs->left, y, runs->right, y, paint)
        ->datum = mean;
}

static void draw_points(struct runs *runs, const struct run_panel *panel,
                        size_t system)
{
    struct system_style style = system_style(system, runs->options->is_gray);
    g_autofree struct point_mm *at = g_new(struct point_mm, panel->n + 1);

    for (size_t i = 0; i < panel->n; i++)
        at[i] = (struct point_mm){
            run_to_page(runs, i),
            axis_to_page(&panel->axis, panel->points[i].value)};
    if (panel->n > 1)
        frame_polyline(runs->page.frame, Z_WHISKER, "data", at, panel->n,
                       PAINT_LINE(COLOUR_INK, LINE_RUNS));
    for (size_t i = 0; i < panel->n; i++) {
        draw_marker(runs->page.frame, "point", style.marker, at[i].x, at[i].y,
                    POINT_MM, style_marker(style.fill))
            ->datum = panel->points[i].value;
        if (panel->points[i].is_odd)
            frame_circle(runs->page.frame, Z_MARK, "ring", at[i].x, at[i].y,
                         RING_MM, PAINT_LINE(COLOUR_INK, LINE_WHISKER));
    }
}

/* Whether the line from a to b comes into the box. */
static bool line_meets(struct point_mm a, struct point_mm b, struct box_mm box)
{
    for (int i = 0; i <= LINE_STEPS; i++) {
        double share = (double)i / LINE_STEPS;
        double x = a.x + share * (b.x - a.x), y = a.y + share * (b.y - a.y);
        if (x > box.left - LINE_CLEAR && x < box.right + LINE_CLEAR &&
            y > box.top - LINE_CLEAR && y < box.bottom + LINE_CLEAR)
            return true;
    }
    return false;
}

/* Whether a label there is clear of points, rings, labels and of the line
 * between the runs. */
static bool is_free(const Frame *frame, struct box_mm box)
{
    static const char *const marks[] = {"point", "ring", "value"};

    for (guint i = 0; i < frame->items->len; i++) {
        const struct frame_item *item =
            &g_array_index(frame->items, struct frame_item, i);
        for (size_t r = 0; r < G_N_ELEMENTS(marks); r++)
            if (!strcmp(item->role, marks[r]) &&
                box_meets(box, item_box(item), 0.7))
                return false;
        for (size_t k = 1; !strcmp(item->role, "data") && k < item->n_points;
             k++)
            if (line_meets(item->points[k - 1], item->points[k], box))
                return false;
    }
    return true;
}

/* "run 8" beside its ring, on the first side that is free. */
static void label_odd(struct runs *runs, const struct run_panel *panel,
                      size_t i)
{
    struct type type = type_note(&runs->page, ANCHOR_START);
    Frame *frame = runs->page.frame;
    const char *words = chart_words_fill(
        frame, runs->page.words->run,
        frame_printf(frame, "%zu", panel->points[i].repetition), NULL, NULL);
    double width = font_measure(words, type.size_pt, false).width;
    double half = cap_height(type.size_pt) / 2, gap = RING_MM + 1.1;
    double x = run_to_page(runs, i);
    double y = axis_to_page(&panel->axis, panel->points[i].value);
    const struct point_mm places[] = {
        {x + gap, y},
        {x - gap - width, y},
        {x - width / 2, y - gap - half},
        {x - width / 2, y + gap + half},
    };

    type.halo_mm = TEXT_HALO_MM;
    for (size_t k = 0; k < G_N_ELEMENTS(places); k++) {
        double middle = places[k].y;
        struct box_mm box = {places[k].x, middle - half - 0.1,
                             places[k].x + width, middle + half + 0.2};
        if (box.left < runs->left + 0.5 || box.right > runs->right ||
            box.top < panel->top || box.bottom > panel->bottom - 0.3 ||
            !is_free(frame, box))
            continue;
        frame_text(frame, "value", box.left, centred(middle, type.size_pt),
                   words, type);
        runs->n_labelled++;
        return;
    }
}

static void draw_head(struct runs *runs, const struct run_panel *panel,
                      const char *name)
{
    struct type type = type_label(&runs->page, ANCHOR_START);
    double head = scaled(&runs->page, ROW_HEADER);

    type.is_bold = true;
    frame_text(runs->page.frame, "panel", runs->left,
               centred(panel->top - head / 2 - 0.2, type.size_pt), name, type);
}

static void draw_panel(struct runs *runs, size_t system, const char *name)
{
    struct run_panel *panel = &runs->panels[system];

    draw_head(runs, panel, name);
    draw_mean(runs, panel);
    page_axis_left(&runs->page, &panel->axis, runs->left, runs->right);
    frame_plot_area(runs->page.frame, runs->left, panel->top,
                    runs->right - runs->left, panel->bottom - panel->top);
    draw_points(runs, panel, system);
    for (size_t i = 0; i < panel->n; i++)
        if (panel->points[i].is_odd)
            label_odd(runs, panel, i);
    frame_line(runs->page.frame, Z_AXIS, "axis", runs->left, panel->bottom,
               runs->right, panel->bottom, PAINT_LINE(COLOUR_INK, LINE_AXIS));
    for (size_t i = 0; system + 1 < runs->n_systems && i < runs->axis.n_ticks;
         i++) {
        double x = axis_to_page(&runs->axis, runs->axis.ticks[i]);
        frame_line(runs->page.frame, Z_GRID, "grid", x, panel->top, x,
                   panel->bottom, PAINT_LINE(COLOUR_GRID, LINE_GRID));
    }
}

static void draw_foot(struct runs *runs)
{
    const struct run_panel *last = &runs->panels[runs->n_systems - 1];
    struct page *page = &runs->page;
    const char *title = runs->is_by_time ? page->words->runs_by_time
                                         : page->words->runs_by_file;
    double y = page_axis_bottom(page, &runs->axis, last->top, last->bottom);

    page_title_bottom(page, title, runs->left, runs->right, y);
    page_title_left(page, title_words(runs), runs->panels[0].top, last->bottom,
                    runs->panels[0].top);
}

static void write_csv(struct runs *runs)
{
    const struct result_cell *cell = pick_cell(runs->results, runs->cell);
    GString *csv = runs->page.frame->csv;

    g_string_append(csv, "system,place,run,value,odd,mean,low,high,unit\n");
    for (size_t s = 0; s < runs->n_systems; s++)
        for (size_t i = 0; i < runs->panels[s].n; i++) {
            const struct run_panel *panel = &runs->panels[s];
            const double numbers[] = {pick_mean(runs->results, panel->sample),
                                      pick_low(runs->results, panel->sample),
                                      pick_high(runs->results, panel->sample)};
            label_put_field(csv, pick_system(runs->results, s)->name);
            g_string_append_printf(csv, ",%zu,%zu,", i + 1,
                                   panel->points[i].repetition);
            label_put_number(csv, panel->points[i].value);
            g_string_append(csv, panel->points[i].is_odd ? ",yes" : ",no");
            for (size_t k = 0; k < G_N_ELEMENTS(numbers); k++) {
                g_string_append_c(csv, ',');
                label_put_number(csv, numbers[k]);
            }
            g_string_append_c(csv, ',');
            label_put_field(csv, cell->unit);
            g_string_append_c(csv, '\n');
        }
}

static void tell(struct runs *runs)
{
    struct page *page = &runs->page;
    const struct result_cell *cell = pick_cell(runs->results, runs->cell);
    const char *systems = story_systems(page);
    const char *metric = pick_metric_words(page, cell);
    const char *odd = frame_printf(page->frame, "%zu", runs->n_odd);
    g_autofree char *capital = label_capital(metric);
    g_autofree char *label = label_capital(cell->metric->label);
    const char *caption[] = {
        chart_words_fill(page->frame, page->words->runs_caption, capital,
                         systems, pick_interval_words(page)),
        runs->n_odd ? page->words->runs_ring : NULL,
        frame_printf(page->frame, "%s.", pick_n_words(page, runs->n)),
    };
    const char *alt[] = {
        chart_words_fill(page->frame, page->words->runs_alt, metric, systems,
                         odd),
    };

    story_tell(page,
               chart_words_fill(page->frame, page->words->runs_title, label,
                                systems, NULL),
               caption, G_N_ELEMENTS(caption), alt, G_N_ELEMENTS(alt));
}

/* ---- figures ---- */

static bool draw(struct runs *runs, GPtrArray *frames, GError **error)
{
    const struct result_cell *cell = pick_cell(runs->results, runs->cell);
    const struct chart_profile *profile = &runs->options->profile;
    g_autofree char *name = g_strdup_printf("runs-%s", cell->slug);
    g_autofree char *slug = slug_make(name, NULL);

    runs->page = page_open(runs->results, runs->options, slug, 0);
    /* What it will say at its longest. */
    double note =
        legend_height(&runs->page, NULL, 0, note_words(runs), runs->page.left);
    double height = page_height(runs, note);
    place_panels(runs, height, note);
    const struct run_panel *first = &runs->panels[0];
    double high = first->bottom - first->top, wide = runs->right - runs->left;
    bool is_high =
        profile->max_height_mm > 0 && height > profile->max_height_mm;
    if (is_high || high < PANEL_LEAST_HEIGHT - 0.01 ||
        wide < PLOT_LEAST_WIDTH) {
        frame_free(runs->page.frame);
        return page_refuse(runs->options, "runs",
                           profile->width_mm + fmax(0, PLOT_LEAST_WIDTH - wide),
                           height + (double)runs->n_systems *
                                        fmax(0, PANEL_LEAST_HEIGHT - high),
                           error);
    }
    runs->page.frame->height_mm = height;
    g_autofree const char **names =
        pick_system_names(&runs->page, 0.85 * wide, profile->label_pt);
    for (size_t s = 0; s < runs->n_systems; s++)
        draw_panel(runs, s, names[s]);
    draw_foot(runs);
    legend_draw(&runs->page, NULL, 0, note_words(runs), runs->left);
    write_csv(runs);
    tell(runs);
    g_ptr_array_add(frames, runs->page.frame);
    return true;
}

static bool layout_cell(const Results *results,
                        const struct chart_options *options, size_t cell,
                        GPtrArray *frames, GError **error)
{
    struct runs runs = {.results = results, .options = options, .cell = cell};

    collect(&runs);
    bool is_done = draw(&runs, frames, error);
    for (size_t s = 0; s < STYLES; s++)
        g_free(runs.panels[s].points);
    return is_done;
}

/* A series of one run shows nothing. */
static bool has_series(const Results *results, size_t cell)
{
    bool has = true;

    for (size_t s = 0; s < pick_systems(results); s++)
        has = has && results_sample(results, cell, s)->data.n > 1;
    return has;
}

static bool layout_runs(const Results *results,
                        const struct chart_options *options, GPtrArray *frames,
                        GError **error)
{
    static const enum metric_level levels[] = {METRIC_RUN, METRIC_MODULE,
                                               METRIC_OPERATION};
    size_t first = SIZE_MAX;

    for (size_t i = 0; i < G_N_ELEMENTS(levels) && first == SIZE_MAX; i++)
        first = pick_first(results, options, levels[i], METRIC_PLAIN);
    if (pick_systems(results) > STYLES)
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "chart 'runs' shows at most %d systems, there are "
                           "%zu",
                           STYLES, pick_systems(results));
    guint before = frames->len;
    for (guint i = 0; first != SIZE_MAX && i < results->cells->len; i++) {
        const struct result_cell *cell = pick_cell(results, i);
        if (cell->metric == pick_cell(results, first)->metric &&
            has_series(results, i) &&
            !layout_cell(results, options, i, frames, error))
            return false;
    }
    if (frames->len == before)
        return cotejo_fail(error, COTEJO_ERROR_NOTHING,
                           "chart 'runs' needs a metric with two runs or more "
                           "of each system");
    return true;
}

const struct chart_kind chart_runs = {
    .name = "runs",
    .summary = "the runs of one metric in their order: drift, odd runs",
    .needs = "one metric, two runs or more of each system, up to 8 systems",
    .default_profile = "ieee1",
    .layout = layout_runs,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Box and points: the runs of one measurement, a category a system (FIGURES
 * section 9.2).
 *
 * 1. Three lanes in a category: box, points, mean with its interval.
 * 2. The box has the quartiles of the results (definition 7), whiskers to the
 *    last run within 1.5 times their distance; none below 5 runs.
 * 3. Points form a swarm without chance: ascending, each at the smallest
 *    offset where it is clear of those placed; a full lane is filled in bins.
 *    Above 50 runs only those beyond the whiskers are drawn.
 * 4. At most five outliers are labelled with their run.
 */
#include <math.h>
#include <math.h>
#include <string.h>

#include "chart/box.h"
#include "chart/font.h"
#include "chart/kinds.h"
#include "chart/label.h"
#include "chart/story.h"
#include "compare/slug.h"

enum { LABELS_MOST = 5, ATTEMPTS = 12, SETTLE = 4 };

/* Lanes, as shares of the category: from and to. */
#define LANE_BOX_FROM 0.12
#define LANE_BOX_TO 0.42
#define LANE_POINTS 0.635 /* centre */
#define LANE_POINTS_HALF 0.17
#define LANE_MEAN 0.90
#define CATEGORY_MOST_MM 36.0

#define DIAMOND_MM 1.4
#define HEAD_GAP 0.8
#define PAD_MM 1.4 /* between the plot's edge and the outermost value */

/* The metric asked for, or the first: of runs, modules, operations. */
static size_t first_cell(const Results *results,
                         const struct chart_options *options)
{
    static const enum metric_level levels[] = {METRIC_RUN, METRIC_MODULE,
                                               METRIC_OPERATION};
    size_t cell = SIZE_MAX;

    for (size_t i = 0; i < G_N_ELEMENTS(levels) && cell == SIZE_MAX; i++)
        cell = pick_first(results, options, levels[i], METRIC_PLAIN);
    return cell;
}

/* One layout with the plot's top `down` below where it could begin. */
struct attempt {
    struct boxes *boxes;
    struct page page;
    struct axis axis;
    double top, bottom, left, right;
    double pitch; /* of categories */
    double width; /* of what is drawn in one */
    double highest, limit;
};

static double category_left(const struct attempt *a, size_t system)
{
    return a->left + ((double)system + 0.5) * a->pitch - a->width / 2;
}

static void draw_box(struct attempt *a, const struct box_system *it,
                     size_t system)
{
    Frame *frame = a->page.frame;
    double factor =
        pick_cell(a->boxes->results, a->boxes->cell)->display_factor;
    double left = category_left(a, system) + LANE_BOX_FROM * a->width;
    double right = category_left(a, system) + LANE_BOX_TO * a->width;
    double centre = (left + right) / 2, cap = 0.2 * (right - left);
    double q1 = axis_to_page(&a->axis, it->sample->q1 * factor);
    double q3 = axis_to_page(&a->axis, it->sample->q3 * factor);
    double median = axis_to_page(&a->axis, it->sample->median * factor);
    const double ends[2][2] = {{it->whisker_low, q1}, {it->whisker_high, q3}};
    struct paint paint = PAINT_LINE(COLOUR_INK, LINE_WHISKER);

    for (int end = 0; end < 2; end++) {
        double y = axis_to_page(&a->axis, ends[end][0]);
        frame_line(frame, Z_AREA, "whisker", centre, y, centre, ends[end][1],
                   paint)
            ->datum = ends[end][0];
        frame_line(frame, Z_AREA, "cap", centre - cap, y, centre + cap, y,
                   paint);
    }
    frame_rect(frame, Z_AREA, "box", left, q3, right - left, q1 - q3,
               style_area(system_style(system, a->boxes->options->is_gray)));
    frame_line(frame, Z_WHISKER, "under", left, median, right, median,
               PAINT_LINE(COLOUR_WHITE, 2.8));
    frame_line(frame, Z_WHISKER, "median", left, median, right, median,
               PAINT_LINE(COLOUR_INK, LINE_MEDIAN))
        ->datum = it->sample->median * factor;
}

static void draw_points(struct attempt *a, struct box_system *it, size_t system)
{
    struct system_style style =
        system_style(system, a->boxes->options->is_gray);
    double centre = category_left(a, system) + LANE_POINTS * a->width;
    double half = LANE_POINTS_HALF * a->width - BOX_POINT_MM / 2;

    for (size_t i = 0; i < it->n; i++)
        it->points[i].y = axis_to_page(&a->axis, it->points[i].value);
    box_swarm(it, half);
    for (size_t i = 0; i < it->n; i++) {
        it->points[i].x += centre;
        if (box_is_drawn(it, i))
            draw_marker(a->page.frame, "point", style.marker, it->points[i].x,
                        it->points[i].y, BOX_POINT_MM, style_marker(style.fill))
                ->datum = it->points[i].value;
    }
}

static void draw_mean(struct attempt *a, const struct box_system *it,
                      size_t system)
{
    double x = category_left(a, system) + LANE_MEAN * a->width;
    double mean = pick_mean(a->boxes->results, it->sample);
    double low = pick_low(a->boxes->results, it->sample);
    double high = pick_high(a->boxes->results, it->sample);

    if (!isfinite(mean))
        return;
    if (isfinite(low) && isfinite(high))
        draw_interval(a->page.frame, false,
                      (struct point_mm){x, axis_to_page(&a->axis, low)},
                      (struct point_mm){x, axis_to_page(&a->axis, high)}, low,
                      high, CAP_MM, PAINT_LINE(COLOUR_INK, LINE_WHISKER));
    struct paint paint = style_marker(COLOUR_WHITE);
    paint.line_pt = LINE_WHISKER;
    draw_marker(a->page.frame, "mean", MARKER_DIAMOND, x,
                axis_to_page(&a->axis, mean), DIAMOND_MM, paint)
        ->datum = mean;
}

/* Marks and labels that a new label must not touch. */
static bool is_free(const Frame *frame, struct box_mm box)
{
    static const char *const roles[] = {"point", "value", "whisker", "cap",
                                        "box",   "mean",  "median"};

    for (guint i = 0; i < frame->items->len; i++) {
        const struct frame_item *item =
            &g_array_index(frame->items, struct frame_item, i);
        for (size_t r = 0; r < G_N_ELEMENTS(roles); r++)
            if (!strcmp(item->role, roles[r]) &&
                box_meets(box, item_box(item), 0.45))
                return false;
    }
    return true;
}

/* "run 8" right of its point, else left of it; false if neither is free. */
static bool label_point(struct attempt *a, const struct box_point *point)
{
    struct type type = type_note(&a->page, ANCHOR_START);
    const char *number = frame_printf(a->page.frame, "%zu", point->repetition);
    const char *words =
        chart_words_fill(a->page.frame, a->page.words->run, number, NULL, NULL);
    double width = font_measure(words, type.size_pt, false).width;
    double half = cap_height(type.size_pt) / 2, gap = BOX_POINT_MM / 2 + 1.0;
    double y = centred(point->y, type.size_pt);

    type.halo_mm = TEXT_HALO_MM;
    for (int side = 0; side < 2; side++) {
        double x = side ? point->x - gap - width : point->x + gap;
        struct box_mm box = {x, y - 2 * half - 0.1, x + width, y + 0.2};
        if (box.left < a->left + 0.5 || box.right > a->right ||
            !is_free(a->page.frame, box))
            continue;
        frame_text(a->page.frame, "value", x, y, words, type);
        return true;
    }
    return false;
}

static void label_outliers(struct attempt *a)
{
    struct boxes *boxes = a->boxes;

    boxes->n_outliers = boxes->n_labelled = 0;
    for (size_t s = 0; s < boxes->n_systems; s++)
        for (size_t i = 0; i < boxes->systems[s].n; i++) {
            const struct box_point *point = &boxes->systems[s].points[i];
            if (!point->is_outlier)
                continue;
            boxes->n_outliers++;
            if (boxes->n_labelled < LABELS_MOST && label_point(a, point))
                boxes->n_labelled++;
        }
}

static void draw_brackets(struct attempt *a)
{
    const struct boxes *boxes = a->boxes;
    g_autoptr(GArray) pairs = pick_pairs(boxes->results);
    struct bracket brackets[BRACKETS_MAX];
    size_t n = 0;

    if (pairs->len > BRACKETS_MAX)
        return;
    for (guint i = 0; i < pairs->len; i++) {
        struct pick_pair pair = g_array_index(pairs, struct pick_pair, i);
        const struct result_comparison *it =
            pick_comparison(boxes->results, boxes->cell, pair);
        if (!it)
            continue;
        brackets[n].left =
            category_left(a, pair.reference) + a->width / 2 + 0.6;
        brackets[n].right = category_left(a, pair.subject) + a->width / 2 - 0.6;
        bracket_label(&a->page, it, true, &brackets[n++]);
    }
    a->highest = brackets_draw(&a->page, brackets, n, a->left, a->right);
}

static const char *note_words(struct attempt *a)
{
    struct boxes *boxes = a->boxes;
    struct page *page = &a->page;
    g_autoptr(GArray) pairs = pick_pairs(boxes->results);
    bool is_tested = pairs->len && pairs->len <= BRACKETS_MAX;
    const char *parts[] = {
        pick_note_words(page, page->words->note_box, boxes->n),
        is_tested ? page->words->adjusted[boxes->results->options.adjust]
                  : NULL,
        pairs->len > BRACKETS_MAX ? page->words->brackets_in_table : NULL,
        boxes->n_labelled < boxes->n_outliers
            ? chart_words_fill(
                  page->frame, page->words->labelled,
                  frame_printf(page->frame, "%zu", boxes->n_labelled),
                  frame_printf(page->frame, "%zu", boxes->n_outliers), NULL)
            : NULL,
    };

    return pick_join(page, parts, G_N_ELEMENTS(parts));
}

/* Names of the systems in up to two lines, n below where it differs. */
static double draw_categories(struct attempt *a, double y)
{
    struct type type = type_label(&a->page, ANCHOR_MIDDLE);
    struct type small = type_note(&a->page, ANCHOR_MIDDLE);
    bool shows_n = a->boxes->n.least != a->boxes->n.most;
    double room = a->pitch - 1.6, step = line_height(type.size_pt);
    g_autofree const char **names =
        pick_system_names(&a->page, 1.7 * room, type.size_pt);
    g_autofree const char **short_names =
        pick_system_names(&a->page, room, type.size_pt);
    size_t most = 1;

    for (size_t s = 0; s < a->boxes->n_systems; s++) {
        g_autofree char *first = NULL;
        g_autofree char *second = NULL;
        double x = category_left(a, s) + a->width / 2;
        double baseline = y + cap_height(type.size_pt);
        size_t lines = 1;
        if (!label_wrap(names[s], room, type.size_pt, &first, &second))
            first = g_strdup(short_names[s]);
        frame_text(a->page.frame, "group", x, baseline, first, type);
        if (second)
            frame_text(a->page.frame, "group", x,
                       baseline + (double)lines++ * step, second, type);
        if (shows_n) {
            struct pick_n n = {a->boxes->systems[s].n, a->boxes->systems[s].n};
            frame_text(a->page.frame, "group-n", x,
                       baseline + (double)lines++ * step,
                       pick_n_words(&a->page, n), small);
        }
        frame_join(a->page.frame, lines);
        most = MAX(most, lines);
    }
    return y + cap_height(type.size_pt) + (double)(most - 1) * step + 0.8;
}

static double categories_height(struct attempt *a)
{
    Frame *frame = a->page.frame;
    double height;

    a->page.frame = frame_new("", 1, 1);
    height = draw_categories(a, 0);
    frame_free(a->page.frame);
    a->page.frame = frame;
    return height;
}

static struct pick_unit axis_unit(const struct attempt *a)
{
    const struct boxes *boxes = a->boxes;

    return pick_unit(pick_cell(boxes->results, boxes->cell), boxes->low,
                     boxes->high);
}

static void set_axis(struct attempt *a)
{
    struct axis_wish wish = {
        .low = a->boxes->low,
        .high = a->boxes->high,
        .length_mm = fmax(1, a->bottom - a->top - 2 * PAD_MM),
        .ideal_mm = 7,
        .least_mm = 5,
        .unit = axis_unit(a).size,
    };

    axis_linear(&wish, &a->axis);
    axis_place(&a->axis, a->bottom - PAD_MM, a->top + PAD_MM);
}

static void set_widths(struct attempt *a, const char *title)
{
    a->left = a->page.left +
              page_title_left_width(&a->page, title, a->bottom - a->top,
                                    a->bottom - a->limit) +
              axis_label_width(&a->axis, a->page.options->profile.tick_pt) +
              TICK_GAP + TICK_MM;
    a->right = a->page.right;
    a->pitch = (a->right - a->left) / (double)a->boxes->n_systems;
    a->width = fmin(a->pitch, CATEGORY_MOST_MM);
}

static void draw_rest(struct attempt *a, const char *title)
{
    page_axis_left(&a->page, &a->axis, a->left, a->right);
    frame_line(a->page.frame, Z_AXIS, "axis", a->left, a->bottom, a->right,
               a->bottom, PAINT_LINE(COLOUR_INK, LINE_AXIS));
    page_title_left(&a->page, title, a->top, a->bottom, a->limit);
    draw_categories(a, a->bottom + TICK_GAP + 0.2);
    frame_plot_area(a->page.frame, a->left, a->top, a->right - a->left,
                    a->bottom - a->top);
}

static void lay_out(struct attempt *a, double down)
{
    struct boxes *boxes = a->boxes;
    const struct result_cell *cell = pick_cell(boxes->results, boxes->cell);
    g_autofree char *name = g_strdup_printf("box-%s", cell->slug);
    g_autofree char *slug = slug_make(name, NULL);
    double height = page_default_height(&boxes->options->profile), names = 0;

    a->page = page_open(boxes->results, boxes->options, slug, height);
    const char *title =
        pick_axis_title(&a->page, cell, axis_unit(a).name, true);
    const char *note = note_words(a);
    a->limit = a->page.y + HEAD_GAP + legend_height(&a->page, NULL, 0, note, 0);
    a->top = a->limit + down;
    a->bottom = height - MARGIN_BOTTOM - 5;
    /* Names depend on the widths, these on the ticks, these on the height:
     * the tallest that comes up is kept, so that this ends. */
    for (int i = 0; i < SETTLE; i++) {
        set_axis(a);
        set_widths(a, title);
        names = fmax(names, categories_height(a));
        a->bottom = height - MARGIN_BOTTOM - TICK_GAP - 0.2 - names;
    }
    set_axis(a);
    set_widths(a, title);
    for (size_t s = 0; s < boxes->n_systems; s++) {
        struct box_system *it = &boxes->systems[s];
        if (it->has_box)
            draw_box(a, it, s);
        draw_points(a, it, s);
        draw_mean(a, it, s);
    }
    label_outliers(a);
    legend_draw(&a->page, NULL, 0, note_words(a), a->left);
    a->highest = INFINITY;
    draw_brackets(a);
    draw_rest(a, title);
}

static void write_csv(struct attempt *a)
{
    const struct boxes *boxes = a->boxes;
    const struct result_cell *cell = pick_cell(boxes->results, boxes->cell);
    GString *csv = a->page.frame->csv;

    g_string_append(csv, "system,n,run,value,outlier,mean,low,high,q1,median,"
                         "q3,unit\n");
    for (size_t s = 0; s < boxes->n_systems; s++) {
        const struct box_system *it = &boxes->systems[s];
        const double numbers[] = {
            pick_mean(boxes->results, it->sample),
            pick_low(boxes->results, it->sample),
            pick_high(boxes->results, it->sample),
            it->sample->q1 * cell->display_factor,
            it->sample->median * cell->display_factor,
            it->sample->q3 * cell->display_factor,
        };
        for (size_t i = 0; i < it->n; i++) {
            label_put_field(csv, pick_system(boxes->results, s)->name);
            g_string_append_printf(csv, ",%zu,%zu,", it->n,
                                   it->points[i].repetition);
            label_put_number(csv, it->points[i].value);
            g_string_append(csv, it->points[i].is_outlier ? ",yes" : ",no");
            for (size_t k = 0; k < G_N_ELEMENTS(numbers); k++) {
                g_string_append_c(csv, ',');
                label_put_number(csv, numbers[k]);
            }
            g_string_append_c(csv, ',');
            label_put_field(csv, cell->unit);
            g_string_append_c(csv, '\n');
        }
    }
}

static void tell(struct attempt *a)
{
    const struct boxes *boxes = a->boxes;
    struct page *page = &a->page;
    const struct result_cell *cell = pick_cell(boxes->results, boxes->cell);
    const char *systems = story_systems(page), *tested = NULL;
    const char *metric = pick_metric_words(page, cell);
    g_autoptr(GArray) pairs = pick_pairs(boxes->results);
    g_autofree size_t *shown = g_new(size_t, pairs->len + 1);
    size_t n = 0;

    for (guint i = 0; i < pairs->len; i++) {
        const struct result_comparison *it =
            pick_comparison(boxes->results, boxes->cell,
                            g_array_index(pairs, struct pick_pair, i));
        if (!it)
            continue;
        shown[n++] = (size_t)(it - (const struct result_comparison *)(void *)
                                       boxes->results->comparisons->data);
        tested = story_tested(page, it->family);
    }
    g_autofree char *capital = label_capital(metric);
    g_autofree char *capital_label = label_capital(cell->metric->label);
    const char *caption[] = {
        chart_words_fill(page->frame, page->words->box_caption, capital,
                         systems, pick_interval_words(page)),
        tested,
        frame_printf(page->frame, "%s.", pick_n_words(page, boxes->n)),
    };
    const char *alt[] = {
        chart_words_fill(page->frame, page->words->box_alt, metric, systems,
                         NULL),
        story_findings(page, shown, n),
    };
    story_tell(page,
               chart_words_fill(page->frame, page->words->box_title,
                                capital_label, systems, NULL),
               caption, G_N_ELEMENTS(caption), alt, G_N_ELEMENTS(alt));
}

static bool fits(const struct attempt *a)
{
    return a->bottom - a->top >= PLOT_LEAST_HEIGHT &&
           a->right - a->left >= PLOT_LEAST_WIDTH && a->highest >= a->limit;
}

static bool draw(struct boxes *boxes, GPtrArray *frames, GError **error)
{
    struct attempt a = {.boxes = boxes};
    double down = 0;

    for (int i = 0; i < ATTEMPTS; i++) {
        frame_free(a.page.frame);
        lay_out(&a, down);
        if (a.highest >= a.limit)
            break;
        down += a.limit - a.highest + 0.02;
    }
    if (!fits(&a)) {
        double width = boxes->options->profile.width_mm +
                       fmax(0, PLOT_LEAST_WIDTH - (a.right - a.left));
        double height = a.page.frame->height_mm +
                        fmax(0, PLOT_LEAST_HEIGHT - (a.bottom - a.top));
        frame_free(a.page.frame);
        return page_refuse(boxes->options, "box", width, height, error);
    }
    write_csv(&a);
    tell(&a);
    g_ptr_array_add(frames, a.page.frame);
    return true;
}

static bool layout_cell(const Results *results,
                        const struct chart_options *options, size_t cell,
                        GPtrArray *frames, GError **error)
{
    struct boxes boxes = {.results = results, .options = options, .cell = cell};
    bool is_done = box_collect(&boxes, error) && draw(&boxes, frames, error);

    for (size_t s = 0; s < STYLES; s++)
        g_free(boxes.systems[s].points);
    return is_done;
}

static bool has_repetitions(const Results *results, size_t cell)
{
    for (size_t s = 0; s < pick_systems(results); s++)
        if (results_sample(results, cell, s)->data.n > 1)
            return true;
    return false;
}

/* One figure for each workload or item of the metric; those that ran once
 * only where there is nothing else. */
static bool layout_box(const Results *results,
                       const struct chart_options *options, GPtrArray *frames,
                       GError **error)
{
    size_t first = first_cell(results, options);

    if (first == SIZE_MAX)
        return cotejo_fail(error, COTEJO_ERROR_NOTHING,
                           "chart 'box' needs a metric that was measured");
    g_autoptr(GArray) cells =
        pick_cells_of(results, options, pick_cell(results, first)->metric);
    for (guint i = 0; i < cells->len; i++) {
        size_t cell = g_array_index(cells, size_t, i);

        if (has_repetitions(results, cell) &&
            !layout_cell(results, options, cell, frames, error))
            return false;
    }
    return frames->len || layout_cell(results, options, first, frames, error);
}

const struct chart_kind chart_box = {
    .name = "box",
    .summary = "every run of one metric beside its box, mean and interval",
    .needs = "one metric, up to 8 systems",
    .default_profile = "ieee1",
    .layout = layout_box,
};

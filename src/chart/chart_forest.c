/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forest plot: who wins where, by how much, how surely (FIGURES section
 * 9.3). One figure for each subject system, a row a comparison, grouped by
 * tool, in pages when there are more rows than the profile is high.
 *
 * 1. The axis is the advantage of the subject in percent: positive is better,
 *    whatever the metric's direction. The numbers on the right are those of
 *    the tables, with their sign turned where the axis turns it.
 * 2. The verdict is shape, fill and word.
 * 3. An interval far wider than the others ends in an arrowhead; its numbers
 *    stay. What has no percentage (a base of zero) has its row and a dash.
 * 4. On narrow pages names take two lines; if that is not enough, the column
 *    of the intervals, which are drawn anyway, is left to the table.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart/font.h"
#include "chart/kinds.h"
#include "chart/label.h"
#include "chart/rows.h"
#include "chart/story.h"
#include "compare/words.h"

#define ROW_MM 5.0
#define INDENT_MM 2.5
#define MARK_MM 1.75
#define COLUMN_GAP 3.0
#define PLOT_GAP 3.0    /* between the names, the plot and the numbers */
#define NAME_SHARE 0.40 /* of the page, at most */
#define PLOT_WISH_SHARE 0.36
#define WIDE_FACTOR 4.0 /* rule 3 */

struct forest_row {
    const char *head;   /* of a group: its tool; else NULL */
    struct pick_n n;    /* of a group */
    size_t comparison;  /* index into results->comparisons */
    const char *name;   /* first line */
    const char *second; /* NULL */
    const char *percent, *interval, *p;
    double estimate, low, high; /* advantage, percent; NaN if undefined */
    bool is_clipped_low, is_clipped_high;
};

struct forest {
    const Results *results;
    const struct chart_options *options;
    size_t subject;
    GArray *rows;  /* struct forest_row */
    size_t n_rows; /* comparisons */
    size_t n_clipped;
    double scale;       /* of the rows */
    double low, high;   /* of what is drawn */
    bool has_intervals; /* rule 4 */
    double name_width, percent_width, interval_width, p_width;
};

static const struct result_comparison *
comparison_of(const struct forest *forest, size_t index)
{
    return &g_array_index(forest->results->comparisons,
                          struct result_comparison, index);
}

static struct forest_row *row_at(const struct forest *forest, size_t i)
{
    return &g_array_index(forest->rows, struct forest_row, i);
}

static bool is_turned(const struct forest *forest,
                      const struct result_cell *cell)
{
    return !forest->options->raw_sign && metric_direction(cell->metric) < 0;
}

/* ---- rows ---- */

static bool is_row(const struct forest *forest,
                   const struct result_comparison *it)
{
    const struct result_cell *cell = pick_cell(forest->results, it->cell);

    return pick_subject(forest->results, it) == forest->subject &&
           (cell->metric->level == METRIC_RUN ||
            cell->metric->level == METRIC_MODULE) &&
           pick_is_wanted(forest->options, cell);
}

static void set_values(const struct forest *forest, struct page *page,
                       struct forest_row *row,
                       const struct result_comparison *it)
{
    bool turned = is_turned(forest, pick_cell(forest->results, it->cell));
    double sign = turned ? -1 : 1;
    double low = sign * 100 * (it->ratio.interval.low - 1);
    double high = sign * 100 * (it->ratio.interval.high - 1);

    row->estimate = sign * 100 * (it->ratio.ratio - 1);
    row->low = turned ? high : low;
    row->high = turned ? low : high;
    row->p = it->text.p_adjusted;
    row->percent = it->text.percent;
    row->interval = it->text.percent_interval;
    if (!turned)
        return;
    g_autofree char *percent = label_negate(it->text.percent);
    g_autofree char *from = label_negate(it->text.percent_high);
    g_autofree char *to = label_negate(it->text.percent_low);
    row->percent = frame_string(page->frame, percent);
    if (isfinite(low) && isfinite(high))
        row->interval = frame_printf(page->frame, "[%s, %s]", from, to);
}

static const char *row_name(struct page *page, const struct result_cell *cell)
{
    g_autofree char *clean = words_clean(pick_cell_name(page, cell));

    return frame_string(page->frame, clean);
}

static void add_rows(struct forest *forest, struct page *page)
{
    const char *tool = NULL;

    for (guint i = 0; i < forest->results->comparisons->len; i++) {
        const struct result_comparison *it = comparison_of(forest, i);
        if (!is_row(forest, it))
            continue;
        const struct result_cell *cell = pick_cell(forest->results, it->cell);
        if (!tool || strcmp(tool, cell->metric->tool)) {
            struct forest_row head = {.head = cell->metric->tool};
            tool = cell->metric->tool;
            g_array_append_val(forest->rows, head);
        }
        struct forest_row row = {.comparison = i, .name = row_name(page, cell)};
        set_values(forest, page, &row, it);
        g_array_append_val(forest->rows, row);
        forest->n_rows++;
    }
}

/* n of both sides of every row below its head. */
static void count_n(struct forest *forest)
{
    struct forest_row *head = NULL;

    for (guint i = 0; i < forest->rows->len; i++) {
        struct forest_row *row = row_at(forest, i);
        if (row->head) {
            head = row;
            continue;
        }
        const struct result_comparison *it =
            comparison_of(forest, row->comparison);
        const size_t samples[] = {it->reference, it->subject};
        for (size_t s = 0; s < 2 && head; s++)
            pick_add_n(&head->n, g_array_index(forest->results->samples,
                                               struct result_sample, samples[s])
                                     .data.n);
    }
}

static double row_size(const struct forest_row *row)
{
    bool is_percent = row->percent && isfinite(row->estimate);

    return is_percent ? fabs(row->estimate) : -1;
}

static int compare_effect(const void *a, const void *b)
{
    const struct forest_row *x = a, *y = b;

    if (isnan(x->estimate) || isnan(y->estimate))
        return isnan(x->estimate) - isnan(y->estimate);
    return (x->estimate > y->estimate) - (x->estimate < y->estimate);
}

static int compare_name(const void *a, const void *b)
{
    const struct forest_row *x = a, *y = b;

    return strcmp(x->name, y->name);
}

static int compare_value(const void *a, const void *b)
{
    double x = row_size(a), y = row_size(b);

    return (x < y) - (x > y);
}

/* Within each group; "log" and none keep the order of the results. */
static void sort_rows(struct forest *forest)
{
    static const struct {
        const char *name;
        int (*compare)(const void *, const void *);
    } sorts[] = {{"effect", compare_effect},
                 {"name", compare_name},
                 {"value", compare_value}};
    int (*compare)(const void *, const void *) = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(sorts); i++)
        if (forest->options->sort &&
            !strcmp(forest->options->sort, sorts[i].name))
            compare = sorts[i].compare;
    for (guint i = 0; compare && i < forest->rows->len;) {
        guint from = ++i; /* behind a head */
        while (i < forest->rows->len && !row_at(forest, i)->head)
            i++;
        if (i > from)
            qsort(row_at(forest, from), i - from, sizeof(struct forest_row),
                  compare);
    }
}

/* --top: only the rows with the largest differences. */
static void keep_top(struct forest *forest)
{
    size_t top = forest->options->top;
    g_autoptr(GArray) sizes = g_array_new(FALSE, FALSE, sizeof(double));
    size_t kept = 0;

    if (!top || forest->n_rows <= top)
        return;
    for (guint i = 0; i < forest->rows->len; i++)
        if (!row_at(forest, i)->head) {
            size_t larger = 0;
            for (guint j = 0; j < forest->rows->len; j++) {
                double other = row_size(row_at(forest, j));
                double mine = row_size(row_at(forest, i));
                larger += !row_at(forest, j)->head &&
                          (other > mine || (!(other < mine) && j < i));
            }
            double rank = (double)larger;
            g_array_append_val(sizes, rank);
        }
    for (guint i = 0, r = 0; i < forest->rows->len;) {
        if (row_at(forest, i)->head) {
            i++;
        } else if (g_array_index(sizes, double, r++) < (double)top) {
            kept++;
            i++;
        } else {
            g_array_remove_index(forest->rows, i);
        }
    }
    for (guint i = forest->rows->len; i-- > 0;)
        if (row_at(forest, i)->head &&
            (i + 1 == forest->rows->len || row_at(forest, i + 1)->head))
            g_array_remove_index(forest->rows, i);
    forest->n_rows = kept;
}

/* ---- what is drawn of the intervals ---- */

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Width beyond which an interval is cut: four times the upper quartile of
 * the widths, when there are enough of them to tell what is usual. */
static double widest_whole(const struct forest *forest)
{
    g_autofree double *widths = g_new(double, forest->rows->len + 1);
    size_t n = 0;

    for (guint i = 0; i < forest->rows->len; i++) {
        const struct forest_row *row = row_at(forest, i);
        if (!row->head && isfinite(row->low) && isfinite(row->high))
            widths[n++] = row->high - row->low;
    }
    if (n < 5)
        return INFINITY;
    qsort(widths, n, sizeof *widths, compare_doubles);
    return fmax(WIDE_FACTOR * widths[3 * (n - 1) / 4], 1);
}

static void widen(struct forest *forest, double value)
{
    if (!isfinite(value))
        return;
    forest->low = fmin(forest->low, value);
    forest->high = fmax(forest->high, value);
}

static void find_range(struct forest *forest)
{
    double limit = widest_whole(forest);
    double margin = forest->results->options.margin;

    forest->low = forest->high = 0;
    if (isfinite(margin)) {
        widen(forest, -100 * margin);
        widen(forest, 100 * margin);
    }
    for (guint i = 0; i < forest->rows->len; i++) {
        const struct forest_row *row = row_at(forest, i);
        if (row->head)
            continue;
        widen(forest, row->estimate);
        if (row->high - row->low <= limit) {
            widen(forest, row->low);
            widen(forest, row->high);
        }
    }
    for (guint i = 0; i < forest->rows->len; i++) {
        struct forest_row *row = row_at(forest, i);
        if (row->head || !(row->high - row->low > limit))
            continue;
        row->is_clipped_low = row->low < forest->low;
        row->is_clipped_high = row->high > forest->high;
        forest->n_clipped += row->is_clipped_low || row->is_clipped_high;
    }
}

/* ---- columns ---- */

static double text_width(const struct page *page, const char *text)
{
    return font_measure(text, page->options->profile.tick_pt, false).width;
}

static const char *percent_head(const struct forest *forest,
                                const struct page *page)
{
    return forest->options->raw_sign ? page->words->head_percent
                                     : page->words->head_advantage;
}

static void measure_columns(struct forest *forest, struct page *page)
{
    forest->name_width = text_width(page, page->words->head_metric);
    forest->percent_width = text_width(page, percent_head(forest, page));
    forest->interval_width = text_width(page, pick_interval_words(page));
    forest->p_width =
        text_width(page, page->words->head_p[forest->results->options.adjust]);
    for (guint i = 0; i < forest->rows->len; i++) {
        const struct forest_row *row = row_at(forest, i);
        if (row->head)
            continue;
        forest->name_width =
            fmax(forest->name_width, text_width(page, row->name));
        forest->percent_width =
            fmax(forest->percent_width, text_width(page, row->percent));
        forest->interval_width =
            fmax(forest->interval_width, text_width(page, row->interval));
        forest->p_width = fmax(forest->p_width, text_width(page, row->p));
    }
}

static double numbers_width(const struct forest *forest)
{
    return forest->percent_width + COLUMN_GAP + forest->p_width +
           (forest->has_intervals ? forest->interval_width + COLUMN_GAP / 2
                                  : 0);
}

static void set_name(struct forest *forest, struct page *page,
                     struct forest_row *row, const char *first,
                     const char *second)
{
    row->name = frame_string(page->frame, first);
    row->second = second ? frame_string(page->frame, second) : NULL;
    forest->name_width = fmax(forest->name_width, text_width(page, row->name));
    if (second)
        forest->name_width =
            fmax(forest->name_width, text_width(page, row->second));
}

/* Two lines if the name fits in them; false if not. */
static bool break_name(struct forest *forest, struct page *page,
                       struct forest_row *row, const char *name, double width)
{
    g_autofree char *first = NULL;
    g_autofree char *second = NULL;

    if (!label_wrap(name, width, page->options->profile.tick_pt, &first,
                    &second))
        return false;
    set_name(forest, page, row, first, second);
    return true;
}

/* Names whole where two lines hold them; the others are shortened, together,
 * so that no two become the same. */
static void fit_names(struct forest *forest, struct page *page, double width)
{
    double size_pt = page->options->profile.tick_pt;
    g_autofree const char **names = g_new0(const char *, forest->rows->len + 1);
    g_autofree struct forest_row **rows =
        g_new0(struct forest_row *, forest->rows->len + 1);
    size_t n = 0;

    forest->name_width = 0;
    for (guint i = 0; i < forest->rows->len; i++) {
        struct forest_row *row = row_at(forest, i);
        if (row->head || break_name(forest, page, row, row->name, width))
            continue;
        names[n] = row->name;
        rows[n++] = row;
    }
    /* Two lines hold somewhat less than twice the width. */
    g_auto(GStrv) longer = label_shorten(names, n, 60, 1.6 * width, size_pt);
    g_auto(GStrv) shorter = label_shorten(names, n, 40, width, size_pt);
    for (size_t i = 0; i < n; i++)
        if (!break_name(forest, page, rows[i], longer[i], width))
            set_name(forest, page, rows[i], shorter[i], NULL);
}

/* Rule 4: columns that leave the plot its least width. */
static void fit_columns(struct forest *forest, struct page *page)
{
    double whole = page->right - page->left - INDENT_MM - 2 * PLOT_GAP;
    double plot = fmax(PLOT_LEAST_WIDTH, PLOT_WISH_SHARE * whole);

    forest->scale = scaled(page, 1);
    forest->has_intervals = true;
    measure_columns(forest, page);
    double room = whole - plot - numbers_width(forest);
    if (room < fmin(forest->name_width, 34)) {
        forest->has_intervals = false;
        plot = PLOT_LEAST_WIDTH + 2;
        room = whole - plot - numbers_width(forest);
    }
    fit_names(forest, page, fmin(room, fmax(34, NAME_SHARE * page->right)));
}

/* ---- a page ---- */

struct sheet {
    const struct forest *forest;
    struct page page;
    struct axis axis;
    double plot_left, plot_right;
    double percent_right, interval_left, p_right;
    double top, bottom; /* of the rows */
};

static double row_pitch(const struct forest *forest,
                        const struct forest_row *row)
{
    return forest->scale * (row->second ? ROW_MM + 1.6 : ROW_MM);
}

static void place_columns(struct sheet *sheet)
{
    const struct forest *forest = sheet->forest;
    const struct page *page = &sheet->page;

    sheet->p_right = page->right;
    sheet->interval_left = sheet->p_right - forest->p_width - COLUMN_GAP -
                           (forest->has_intervals ? forest->interval_width : 0);
    sheet->percent_right = forest->has_intervals
                               ? sheet->interval_left - COLUMN_GAP / 2
                               : sheet->interval_left;
    sheet->plot_left = page->left + INDENT_MM + forest->name_width + PLOT_GAP;
    sheet->plot_right = sheet->percent_right - forest->percent_width - PLOT_GAP;
}

static void set_axis(struct sheet *sheet)
{
    const struct forest *forest = sheet->forest;
    struct axis_wish wish = {
        .low = forest->low,
        .high = forest->high,
        .length_mm = fmax(1, sheet->plot_right - sheet->plot_left),
        .ideal_mm = 6,
        .least_mm = 2.5,
        .is_horizontal = true,
        .is_signed = true,
        .label_pt = sheet->page.options->profile.tick_pt,
    };

    axis_linear(&wish, &sheet->axis);
    axis_place(&sheet->axis, sheet->plot_left, sheet->plot_right);
}

static const char *system_words(struct sheet *sheet, const char *template,
                                size_t system, double width_mm, double size_pt)
{
    g_autofree const char **names =
        pick_system_names(&sheet->page, width_mm, size_pt);

    return chart_words_fill(sheet->page.frame, template, names[system], NULL,
                            NULL);
}

static const char *verdict_words(struct sheet *sheet, enum verdict_code code)
{
    const struct page *page = &sheet->page;
    double size_pt = page->options->profile.label_pt;
    double width = 0.3 * (page->right - page->left);

    switch (code) {
    case BETTER:
        return system_words(sheet, page->words->better, sheet->forest->subject,
                            width, size_pt);
    case WORSE:
        return system_words(sheet, page->words->better,
                            page->results->reference, width, size_pt);
    case EQUIVALENT:
        return page->words->equivalent;
    case INCONCLUSIVE:
        return page->words->inconclusive;
    case DIFFERENT:
        return page->words->different;
    case UNTESTABLE:
        break;
    }
    return page->words->untestable;
}

static size_t legend_keys(struct sheet *sheet,
                          struct legend_entry keys[N_VERDICTS + 1])
{
    const struct forest *forest = sheet->forest;
    const struct result_comparison *first[N_VERDICTS] = {NULL};
    const char *margin = pick_margin_words(&sheet->page);
    size_t n = 0;

    for (guint i = 0; i < forest->rows->len; i++) {
        const struct forest_row *row = row_at(forest, i);
        if (row->head || !isfinite(row->estimate))
            continue;
        const struct result_comparison *it =
            comparison_of(forest, row->comparison);
        if (!first[it->code])
            first[it->code] = it;
    }
    for (int code = 0; code < N_VERDICTS; code++) {
        if (!first[code])
            continue;
        struct pick_mark mark = pick_verdict_mark(&sheet->page, first[code]);
        keys[n++] = (struct legend_entry){
            .kind = LEGEND_MARKER,
            .marker = mark.marker,
            .paint = style_marker(mark.fill),
            .text = verdict_words(sheet, (enum verdict_code)code),
        };
    }
    if (margin)
        keys[n++] = (struct legend_entry){
            .kind = LEGEND_BAND,
            .paint = PAINT_FILL(COLOUR_BAND),
            .text = chart_words_fill(sheet->page.frame, sheet->page.words->band,
                                     margin, NULL, NULL),
        };
    return n;
}

static const char *note_words(struct sheet *sheet, size_t page_number,
                              size_t n_pages)
{
    struct page *page = &sheet->page;
    const char *clipped =
        frame_printf(page->frame, "%zu", sheet->forest->n_clipped);
    const char *number = frame_printf(page->frame, "%zu", page_number);
    const char *pages = frame_printf(page->frame, "%zu", n_pages);
    const char *parts[] = {
        sheet->forest->has_intervals ? NULL : page->words->intervals_in_table,
        sheet->forest->n_clipped
            ? chart_words_fill(page->frame, page->words->clipped, clipped, NULL,
                               NULL)
            : NULL,
        n_pages > 1 ? chart_words_fill(page->frame, page->words->page, number,
                                       pages, NULL)
                    : NULL,
    };
    const char *note = pick_join(page, parts, G_N_ELEMENTS(parts));

    return *note ? note : NULL;
}

static void draw_band(struct sheet *sheet)
{
    double margin = sheet->forest->results->options.margin;
    struct paint edge = PAINT_LINE(COLOUR_EDGE, LINE_GRID);

    if (!isfinite(margin))
        return;
    double left = axis_to_page(&sheet->axis, -100 * margin);
    double right = axis_to_page(&sheet->axis, 100 * margin);
    frame_rect(sheet->page.frame, Z_BAND, "band", left, sheet->top,
               right - left, sheet->bottom - sheet->top,
               PAINT_FILL(COLOUR_BAND));
    edge.dash_mm = (const double[]){0.6, 0.4, 0};
    frame_line(sheet->page.frame, Z_GRID, "band-edge", left, sheet->top, left,
               sheet->bottom, edge);
    frame_line(sheet->page.frame, Z_GRID, "band-edge", right, sheet->top, right,
               sheet->bottom, edge);
}

#define SIDE_GAP_MM 3.0 /* from zero to the words of a side */

static double metric_head_end(struct sheet *sheet)
{
    struct page *page = &sheet->page;

    return page->left + INDENT_MM + text_width(page, page->words->head_metric) +
           2;
}

/* The head "Metric" gives way to the words of the left side where both have
 * no room: what is listed below it is plain to see. */
static bool has_metric_head(struct sheet *sheet)
{
    struct page *page = &sheet->page;
    const char *name =
        pick_system(page->results, page->results->reference)->name;
    const char *words = chart_words_fill(
        page->frame, page->words->arrow_left,
        chart_words_fill(page->frame, page->words->better, name, NULL, NULL),
        NULL, NULL);
    double room = axis_to_page(&sheet->axis, 0) - SIDE_GAP_MM;

    return sheet->forest->options->raw_sign ||
           room - metric_head_end(sheet) >= text_width(page, words) ||
           room - page->left < text_width(page, words);
}

/* "← KVM better" and "Xen better →" beside zero, as far as there is room;
 * a side without any goes without. */
static void draw_sides(struct sheet *sheet, double baseline)
{
    struct page *page = &sheet->page;
    double size_pt = page->options->profile.tick_pt;
    double zero = axis_to_page(&sheet->axis, 0), gap = SIDE_GAP_MM;
    double name_end =
        has_metric_head(sheet) ? metric_head_end(sheet) : page->left;
    double room[2] = {zero - gap - name_end,
                      sheet->percent_right -
                          text_width(page, percent_head(sheet->forest, page)) -
                          2 - zero - gap};
    const size_t systems[2] = {page->results->reference,
                               sheet->forest->subject};

    for (int side = 0; side < 2; side++) {
        struct type type = type_tick(page, side ? ANCHOR_START : ANCHOR_END);
        const char *arrow =
            side ? page->words->arrow_right : page->words->arrow_left;
        const char *bare = chart_words_fill(
            page->frame, arrow,
            chart_words_fill(page->frame, page->words->better, "", NULL, NULL),
            NULL, NULL);
        double left = room[side] - text_width(page, bare);
        if (left < 5)
            continue;
        const char *words =
            chart_words_fill(page->frame, arrow,
                             system_words(sheet, page->words->better,
                                          systems[side], left, size_pt),
                             NULL, NULL);
        if (text_width(page, words) > room[side])
            continue;
        type.colour = COLOUR_GREY;
        frame_text(page->frame, "side", zero + (side ? gap : -gap), baseline,
                   words, type);
    }
}

static void draw_heads(struct sheet *sheet)
{
    struct page *page = &sheet->page;
    struct type type = type_tick(page, ANCHOR_START);
    double baseline =
        centred(page->y + scaled(page, ROW_HEADER) / 2 + 0.3, type.size_pt);

    type.colour = COLOUR_GREY;
    if (has_metric_head(sheet))
        frame_text(page->frame, "head", page->left + INDENT_MM, baseline,
                   page->words->head_metric, type);
    if (!sheet->forest->options->raw_sign)
        draw_sides(sheet, baseline);
    if (sheet->forest->has_intervals)
        frame_text(page->frame, "head", sheet->interval_left, baseline,
                   pick_interval_words(page), type);
    type.anchor = ANCHOR_END;
    frame_text(page->frame, "head", sheet->percent_right, baseline,
               percent_head(sheet->forest, page), type);
    frame_text(page->frame, "head", sheet->p_right, baseline,
               page->words->head_p[page->results->options.adjust], type);
    page->y += scaled(page, ROW_HEADER) + 0.8;
}

static void draw_group_head(struct sheet *sheet, const struct forest_row *row,
                            double y)
{
    struct page *page = &sheet->page;
    struct type type = type_label(page, ANCHOR_START);
    struct type small = type_note(page, ANCHOR_START);
    double baseline = centred(y, type.size_pt);

    type.is_bold = true;
    frame_text(page->frame, "group", page->left, baseline, row->head, type);
    double width = font_measure(row->head, type.size_pt, true).width;
    frame_text(page->frame, "group-n", page->left + width + 2.0, baseline,
               pick_n_words(page, row->n), small);
}

/* A small filled arrowhead on the border of the plot. */
static void draw_arrowhead(struct sheet *sheet, double x, double y, double dx)
{
    struct point_mm points[] = {
        {x, y}, {x - 1.6 * dx, y - 0.8}, {x - 1.6 * dx, y + 0.8}};

    frame_polygon(sheet->page.frame, Z_WHISKER, "arrowhead", points, 3,
                  PAINT_FILL(COLOUR_INK));
}

static void draw_row_interval(struct sheet *sheet, const struct forest_row *row,
                              double y)
{
    struct paint paint = PAINT_LINE(COLOUR_INK, LINE_INTERVAL);
    Frame *frame = sheet->page.frame;

    if (!isfinite(row->low) || !isfinite(row->high))
        return;
    double left = row->is_clipped_low ? sheet->plot_left
                                      : axis_to_page(&sheet->axis, row->low);
    double right = row->is_clipped_high ? sheet->plot_right
                                        : axis_to_page(&sheet->axis, row->high);
    if (!row->is_clipped_low && !row->is_clipped_high) {
        draw_interval(frame, true, (struct point_mm){left, y},
                      (struct point_mm){right, y}, row->low, row->high, CAP_MM,
                      paint);
        return;
    }
    frame_line(frame, Z_WHISKER, "whisker", left, y, right, y, paint);
    if (row->is_clipped_low)
        draw_arrowhead(sheet, left, y, -1);
    else
        frame_line(frame, Z_WHISKER, "cap", left, y - CAP_MM / 2, left,
                   y + CAP_MM / 2, paint)
            ->datum = row->low;
    if (row->is_clipped_high)
        draw_arrowhead(sheet, right, y, 1);
    else
        frame_line(frame, Z_WHISKER, "cap", right, y - CAP_MM / 2, right,
                   y + CAP_MM / 2, paint)
            ->datum = row->high;
}

static void draw_row(struct sheet *sheet, const struct forest_row *row,
                     double y)
{
    struct page *page = &sheet->page;
    struct type type = type_tick(page, ANCHOR_START);
    const struct result_comparison *it =
        comparison_of(sheet->forest, row->comparison);
    double baseline = centred(y, type.size_pt);
    double lift = row->second ? line_height(type.size_pt) / 2 : 0;

    frame_text(page->frame, "name", page->left + INDENT_MM, baseline - lift,
               row->name, type);
    if (row->second) {
        frame_text(page->frame, "name", page->left + INDENT_MM, baseline + lift,
                   row->second, type);
        frame_join(page->frame, 2);
    }
    if (isfinite(row->estimate)) {
        struct pick_mark mark = pick_verdict_mark(page, it);
        draw_row_interval(sheet, row, y);
        draw_marker(page->frame, "marker", mark.marker,
                    axis_to_page(&sheet->axis, row->estimate), y, MARK_MM,
                    style_marker(mark.fill))
            ->datum = row->estimate;
    }
    if (sheet->forest->has_intervals)
        frame_text(page->frame, "number", sheet->interval_left, baseline,
                   row->interval, type);
    type.anchor = ANCHOR_END;
    frame_text(page->frame, "number", sheet->percent_right, baseline,
               row->percent, type);
    frame_text(page->frame, "number", sheet->p_right, baseline, row->p, type);
}

static double draw_plot(struct sheet *sheet)
{
    struct page *page = &sheet->page;
    g_autofree const char **names = pick_system_names(
        page, 0.3 * page->right, page->options->profile.label_pt);
    double zero = axis_to_page(&sheet->axis, 0);
    const char *title = chart_words_fill(
        page->frame,
        sheet->forest->options->raw_sign ? page->words->sign_kept
                                         : page->words->advantage,
        names[sheet->forest->subject], names[page->results->reference], NULL);

    draw_band(sheet);
    frame_line(page->frame, Z_AXIS, "zero", zero, sheet->top, zero,
               sheet->bottom, PAINT_LINE(COLOUR_INK, LINE_ZERO));
    frame_plot_area(page->frame, sheet->plot_left, sheet->top,
                    sheet->plot_right - sheet->plot_left,
                    sheet->bottom - sheet->top);
    double y = page_axis_bottom(page, &sheet->axis, sheet->top, sheet->bottom);
    return page_title_bottom(page, title, sheet->plot_left, sheet->plot_right,
                             y);
}

static void write_csv(const struct forest *forest, GString *csv, size_t from,
                      size_t to)
{
    g_string_append(csv, "tool,metric,condition,item,percent,low,high,"
                         "p_adjusted,verdict\n");
    for (size_t i = from; i < to; i++) {
        const struct forest_row *row = row_at(forest, i);
        if (row->head)
            continue;
        const struct result_comparison *it =
            comparison_of(forest, row->comparison);
        const struct result_cell *cell = pick_cell(forest->results, it->cell);
        label_put_field(csv, cell->metric->tool);
        g_string_append_c(csv, ',');
        label_put_field(csv, cell->metric->name);
        g_string_append_c(csv, ',');
        label_put_field(csv, pick_workload(forest->results, cell)->condition);
        g_string_append_c(csv, ',');
        label_put_field(csv, cell->item ? cell->item : "");
        const double numbers[] = {row->estimate, row->low, row->high,
                                  it->p_adjusted.p};
        for (size_t k = 0; k < G_N_ELEMENTS(numbers); k++) {
            g_string_append_c(csv, ',');
            label_put_number(csv, numbers[k]);
        }
        g_string_append_c(csv, ',');
        label_put_field(csv, it->text.verdict);
        g_string_append_c(csv, '\n');
    }
}

static void tell(struct sheet *sheet, size_t from, size_t to)
{
    const struct forest *forest = sheet->forest;
    struct page *page = &sheet->page;
    g_autoptr(GArray) shown = g_array_new(FALSE, FALSE, sizeof(size_t));
    const char *subject = pick_system(forest->results, forest->subject)->name;
    const char *reference =
        pick_system(forest->results, forest->results->reference)->name;
    const char *margin = pick_margin_words(page), *tested = NULL;

    for (size_t i = from; i < to; i++)
        if (!row_at(forest, i)->head) {
            g_array_append_val(shown, row_at(forest, i)->comparison);
            tested = story_tested(
                page,
                comparison_of(forest, row_at(forest, i)->comparison)->family);
        }
    const char *count = frame_printf(page->frame, "%u", shown->len);
    const char *caption[] = {
        chart_words_fill(page->frame, page->words->forest_caption, subject,
                         reference, pick_interval_words(page)),
        margin ? frame_printf(page->frame, "%s.",
                              chart_words_fill(page->frame, page->words->band,
                                               margin, NULL, NULL))
               : NULL,
        tested,
    };
    const char *alt[] = {
        chart_words_fill(page->frame, page->words->forest_alt, subject,
                         reference, count),
        story_findings(page, (const size_t *)(void *)shown->data, shown->len),
    };
    story_tell(page,
               chart_words_fill(page->frame, page->words->forest_title, subject,
                                reference, NULL),
               caption, G_N_ELEMENTS(caption), alt, G_N_ELEMENTS(alt));
}

static char *page_name(const struct forest *forest, size_t number,
                       size_t n_pages)
{
    g_autoptr(GString) name = g_string_new("forest");

    if (forest->options->metric)
        g_string_append_printf(name, "-%s", forest->options->metric);
    if (forest->options->tool)
        g_string_append_printf(name, "-%s", forest->options->tool);
    if (pick_systems(forest->results) > 2)
        g_string_append_printf(
            name, "-%s", pick_system(forest->results, forest->subject)->name);
    return rows_page_name(name->str, number, n_pages);
}

/* One page with rows from..to. All pages share columns and axis. */
static void draw_page(struct forest *forest, struct sheet *sheet, size_t from,
                      size_t to, size_t number, size_t n_pages)
{
    struct page *page = &sheet->page;
    struct legend_entry keys[N_VERDICTS + 1];
    size_t n = legend_keys(sheet, keys);

    place_columns(sheet);
    set_axis(sheet);
    legend_draw(page, keys, n, note_words(sheet, number, n_pages), page->left);
    page->y += 0.8;
    draw_heads(sheet);
    sheet->top = page->y;
    sheet->bottom = sheet->top;
    for (size_t i = from; i < to; i++) {
        double y = sheet->bottom + row_pitch(forest, row_at(forest, i)) / 2;
        sheet->bottom += row_pitch(forest, row_at(forest, i));
        if (row_at(forest, i)->head)
            draw_group_head(sheet, row_at(forest, i), y);
        else
            draw_row(sheet, row_at(forest, i), y);
    }
    double end = draw_plot(sheet);
    page->frame->height_mm = forest->options->profile.fixed_height_mm > 0
                                 ? forest->options->profile.fixed_height_mm
                                 : end + MARGIN_BOTTOM;
    write_csv(forest, page->frame->csv, from, to);
    tell(sheet, from, to);
}

/* Height that rows may take on a page; negative: no limit. */
static double room_for_rows(struct forest *forest, struct sheet *sheet)
{
    const struct chart_profile *profile = &forest->options->profile;
    double height = profile->fixed_height_mm > 0 ? profile->fixed_height_mm
                                                 : profile->max_height_mm;
    struct legend_entry keys[N_VERDICTS + 1];
    size_t n = legend_keys(sheet, keys);
    double beside = sheet->page.y +
                    legend_height(&sheet->page, keys, n,
                                  note_words(sheet, 1, 2), sheet->page.left) +
                    scaled(&sheet->page, ROW_HEADER) + 1.6 + TICK_MM +
                    TICK_GAP + cap_height(profile->tick_pt) + GAP_TITLE +
                    scaled(&sheet->page, ROW_AXIS_TITLE) +
                    line_height(profile->label_pt) + MARGIN_BOTTOM;

    return height > 0 ? fmax(0, height - beside) : -1;
}

/* The first row that does not fit on a page that begins with `from`. */
static size_t page_end(const struct forest *forest, size_t from, double room)
{
    size_t to = from;
    double height = 0;

    while (to < forest->rows->len) {
        height += row_pitch(forest, row_at(forest, to));
        if (room >= 0 && height > room)
            break;
        to++;
    }
    /* A head never closes a page. */
    if (to > from && to < forest->rows->len && row_at(forest, to - 1)->head)
        to--;
    return to;
}

static size_t count_pages(const struct forest *forest, double room)
{
    size_t n = 0;

    for (size_t from = 0; from < forest->rows->len; n++) {
        size_t to = page_end(forest, from, room);
        if (to <= from)
            return 0; /* not even one row */
        from = to;
    }
    return n;
}

/* The least room that still needs no more pages: pages of equal length. */
static double even_room(const struct forest *forest, double room, size_t n)
{
    while (n > 1 && count_pages(forest, room - 1) == n)
        room -= 1;
    return room;
}

static bool draw_pages(struct forest *forest, struct sheet *sheet,
                       GPtrArray *frames, GError **error)
{
    double room = room_for_rows(forest, sheet);
    size_t n_pages = count_pages(forest, room), from = 0;
    Frame *holder = sheet->page.frame; /* its strings are the rows' */

    if (!n_pages || (room >= 0 && room < PLOT_LEAST_HEIGHT)) {
        frame_free(holder);
        return page_refuse(forest->options, "forest",
                           forest->options->profile.width_mm, 60, error);
    }
    room = even_room(forest, room, n_pages);
    for (size_t i = 1; i <= n_pages; i++) {
        size_t to = page_end(forest, from, room);
        g_autofree char *name = page_name(forest, i, n_pages);
        sheet->page = page_open(forest->results, forest->options, name, 0);
        sheet->page.frame->subject = forest->subject;
        draw_page(forest, sheet, from, to, i, n_pages);
        g_ptr_array_add(frames, sheet->page.frame);
        from = to;
    }
    frame_free(holder);
    return true;
}

static bool layout_subject(const Results *results,
                           const struct chart_options *options, size_t subject,
                           GPtrArray *frames, GError **error)
{
    struct forest forest = {
        .results = results, .options = options, .subject = subject};
    struct sheet sheet = {.forest = &forest};
    bool is_done = true;

    forest.rows = g_array_new(FALSE, TRUE, sizeof(struct forest_row));
    sheet.page = page_open(results, options, "forest", 0);
    add_rows(&forest, &sheet.page);
    count_n(&forest);
    sort_rows(&forest);
    keep_top(&forest);
    find_range(&forest);
    fit_columns(&forest, &sheet.page);
    place_columns(&sheet);
    if (!forest.rows->len) {
        frame_free(sheet.page.frame);
    } else if (sheet.plot_right - sheet.plot_left < PLOT_LEAST_WIDTH) {
        double more = PLOT_LEAST_WIDTH - (sheet.plot_right - sheet.plot_left);
        frame_free(sheet.page.frame);
        is_done = page_refuse(options, "forest",
                              options->profile.width_mm + more, 60, error);
    } else {
        is_done = draw_pages(&forest, &sheet, frames, error);
    }
    g_array_free(forest.rows, TRUE);
    return is_done;
}

static bool layout_forest(const Results *results,
                          const struct chart_options *options,
                          GPtrArray *frames, GError **error)
{
    guint before = frames->len;

    for (size_t subject = 0; subject < pick_systems(results); subject++)
        if (subject != results->reference &&
            !layout_subject(results, options, subject, frames, error))
            return false;
    if (frames->len == before)
        return cotejo_fail(error, COTEJO_ERROR_NOTHING,
                           "chart 'forest' needs two systems with a common "
                           "metric");
    return true;
}

const struct chart_kind chart_forest = {
    .name = "forest",
    .summary = "percent differences of all metrics with intervals and verdicts",
    .needs = "two systems or more, metrics of runs or modules",
    .default_profile = "sbc",
    .layout = layout_forest,
};

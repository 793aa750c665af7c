/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many operations of two systems side by side (FIGURES section 9.8): one
 * figure for each subject, a row an operation, in pages.
 *
 * 1. Panel (a): means on a log axis, the two systems a little above and below
 *    the row's middle, so that none hides the other. A mean that is not above
 *    zero has no place there and is counted in the note.
 * 2. Panel (b): the metric's own percent difference with its interval; the
 *    arrows say whose side is which. Percent at the right edge, grey when no
 *    difference stands.
 * 3. Sorted by effect unless asked otherwise. All pages share both axes. More
 *    rows than a page is meant for (60) leave out those without a verdict,
 *    which the note counts, unless all are asked for.
 * 4. A page too narrow for both panels keeps (b): the means are in the table.
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

#define PITCH_MM 3.75
#define PAGE_ROWS 60
#define OFFSET_SHARE 0.2 /* of a row: reference above, subject below */
#define MARK_MM 1.2
#define DIAMOND_MM 1.3
#define CAP_ROW_MM 1.3
#define NAME_GAP 1.4
#define PANEL_GAP 4.0
#define PERCENT_GAP 2.5
#define NAME_SHARE 0.34    /* of the page, at most */
#define BOTH_LEAST_MM 36.0 /* width of a panel when there are two */
#define HEAD_GAP 1.2       /* below the legend */
#define PAD_MM 1.2         /* inside the panels' sides */
#define WIDE_FACTOR 4.0

struct op_row {
    const char *name;
    size_t cell, comparison; /* comparison SIZE_MAX: none */
    double mean[2];          /* reference, subject; shown unit */
    double percent, low, high;
    const char *percent_text;
    bool is_clipped_low, is_clipped_high;
};

struct operations {
    const Results *results;
    const struct chart_options *options;
    const struct metric *metric;
    size_t subject;
    GArray *rows; /* struct op_row */
    double mean_low, mean_high;
    double low, high; /* percent */
    size_t n_clipped, n_not_drawn, n_other, n_empty, n_unjudged;
    struct pick_n n;
    bool has_means; /* rule 4 */
    const char **names;
    double name_width, percent_width, pitch;
    const char *other_median;
};

static struct op_row *row_at(const struct operations *ops, size_t i)
{
    return &g_array_index(ops->rows, struct op_row, i);
}

static const struct result_comparison *
comparison_of(const struct operations *ops, const struct op_row *row)
{
    return row->comparison == SIZE_MAX
               ? NULL
               : &g_array_index(ops->results->comparisons,
                                struct result_comparison, row->comparison);
}

/* ---- rows ---- */

static void add_row(struct operations *ops, size_t cell)
{
    const struct result_comparison *it =
        results_comparison(ops->results, cell, ops->subject);
    const size_t systems[2] = {ops->results->reference, ops->subject};
    struct op_row row = {.cell = cell,
                         .comparison = SIZE_MAX,
                         .percent = NAN,
                         .low = NAN,
                         .high = NAN,
                         .percent_text = WORDS_UNDEFINED};

    for (int s = 0; s < 2; s++) {
        const struct result_sample *sample =
            results_sample(ops->results, cell, systems[s]);
        row.mean[s] = pick_mean(ops->results, sample);
        pick_add_n(&ops->n, sample->data.n);
    }
    if (it) {
        row.comparison =
            (size_t)(it - (const struct result_comparison *)(void *)
                              ops->results->comparisons->data);
        row.percent = 100 * (it->ratio.ratio - 1);
        row.low = 100 * (it->ratio.interval.low - 1);
        row.high = 100 * (it->ratio.interval.high - 1);
        row.percent_text = it->text.percent;
    }
    g_array_append_val(ops->rows, row);
}

static bool collect(struct operations *ops, GError **error)
{
    size_t first =
        pick_first(ops->results, ops->options, METRIC_OPERATION, METRIC_TIME);

    if (first == SIZE_MAX)
        return cotejo_fail(error, COTEJO_ERROR_NOTHING,
                           "chart 'operations' needs a metric of operations");
    ops->metric = pick_cell(ops->results, first)->metric;
    g_autoptr(GArray) cells =
        pick_cells_of(ops->results, ops->options, ops->metric);
    for (guint i = 0; i < cells->len; i++)
        add_row(ops, g_array_index(cells, size_t, i));
    return true;
}

/* Operations too short to have a mean or a percentage on any side would be
 * rows without a mark: the note counts them, the table has them. */
static void drop_empty(struct operations *ops)
{
    guint kept = 0;

    for (guint i = 0; i < ops->rows->len; i++) {
        const struct op_row *row = row_at(ops, i);
        if (!isfinite(row->percent) && !(row->mean[0] > 0) &&
            !(row->mean[1] > 0))
            continue;
        *row_at(ops, kept++) = *row;
    }
    ops->n_empty = ops->rows->len - kept;
    g_array_set_size(ops->rows, kept);
}

static bool is_judged(const struct operations *ops, const struct op_row *row)
{
    const struct result_comparison *it = comparison_of(ops, row);

    return it && it->code != UNTESTABLE;
}

/* Rule 3. */
static void drop_unjudged(struct operations *ops)
{
    guint kept = 0, n_judged = 0;

    for (guint i = 0; i < ops->rows->len; i++)
        n_judged += is_judged(ops, row_at(ops, i));
    if (ops->options->all || ops->rows->len <= PAGE_ROWS || !n_judged)
        return;
    for (guint i = 0; i < ops->rows->len; i++)
        if (is_judged(ops, row_at(ops, i)))
            *row_at(ops, kept++) = *row_at(ops, i);
    ops->n_unjudged = ops->rows->len - kept;
    g_array_set_size(ops->rows, kept);
}

static int by_percent(const void *a, const void *b)
{
    const struct op_row *x = a, *y = b;

    if (isnan(x->percent) || isnan(y->percent) ||
        fabs(x->percent - y->percent) <= 0)
        return isnan(x->percent) != isnan(y->percent)
                   ? isnan(x->percent) - isnan(y->percent)
                   : (x->cell > y->cell) - (x->cell < y->cell);
    return x->percent < y->percent ? -1 : 1;
}

/* Largest absolute difference first; what has none comes last. */
static int by_size(const void *a, const void *b)
{
    const struct op_row *x = a, *y = b;
    double p = isnan(x->percent) ? -1 : fabs(x->percent);
    double q = isnan(y->percent) ? -1 : fabs(y->percent);

    if (p > q || p < q)
        return p > q ? -1 : 1;
    return (x->cell > y->cell) - (x->cell < y->cell);
}

static double larger_mean(const struct op_row *row)
{
    return fmax(isnan(row->mean[0]) ? -INFINITY : row->mean[0],
                isnan(row->mean[1]) ? -INFINITY : row->mean[1]);
}

static int by_value(const void *a, const void *b)
{
    const struct op_row *x = a, *y = b;
    double p = larger_mean(x), q = larger_mean(y);

    if (p > q || p < q)
        return p > q ? -1 : 1;
    return (x->cell > y->cell) - (x->cell < y->cell);
}

static int by_cell(const void *a, const void *b)
{
    const struct op_row *x = a, *y = b;

    return (x->cell > y->cell) - (x->cell < y->cell);
}

static const struct {
    const char *name;
    int (*compare)(const void *, const void *);
} sorts[] = {{"effect", by_percent},
             {"value", by_value},
             {"name", by_cell}, /* cells are in the order of their names */
             {"log", by_cell}};

static void sort_rows(struct operations *ops)
{
    const char *wish = ops->options->sort ? ops->options->sort : "effect";
    int (*compare)(const void *, const void *) = by_percent;

    for (size_t i = 0; i < G_N_ELEMENTS(sorts); i++)
        if (!strcmp(sorts[i].name, wish))
            compare = sorts[i].compare;
    qsort(ops->rows->data, ops->rows->len, sizeof(struct op_row), compare);
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Middle of ascending values. */
static double middle(const double values[], size_t n)
{
    return n ? (values[(n - 1) / 2] + values[n / 2]) / 2 : NAN;
}

/* --top: the N largest differences; the rest is one line in the note. */
static void keep_top(struct operations *ops, struct page *page)
{
    size_t top = ops->options->top, n = 0;
    g_autofree double *rest = g_new(double, ops->rows->len + 1);

    if (!top || ops->rows->len <= top)
        return;
    qsort(ops->rows->data, ops->rows->len, sizeof(struct op_row), by_size);
    for (size_t i = top; i < ops->rows->len; i++)
        if (!isnan(row_at(ops, i)->percent))
            rest[n++] = row_at(ops, i)->percent;
    qsort(rest, n, sizeof *rest, compare_doubles);
    g_autofree char *median = words_signed(middle(rest, n), 1);
    ops->n_other = ops->rows->len - top;
    ops->other_median =
        frame_printf(page->frame, "%s%s", median, n ? WORDS_PERCENT : "");
    g_array_set_size(ops->rows, (guint)top);
}

/* ---- ranges ---- */

static double widest_whole(const struct operations *ops)
{
    g_autofree double *widths = g_new(double, ops->rows->len + 1);
    size_t n = 0;

    for (guint i = 0; i < ops->rows->len; i++) {
        const struct op_row *row = row_at(ops, i);
        if (isfinite(row->low) && isfinite(row->high))
            widths[n++] = row->high - row->low;
    }
    if (n < 5)
        return INFINITY;
    qsort(widths, n, sizeof *widths, compare_doubles);
    return fmax(WIDE_FACTOR * widths[3 * (n - 1) / 4], 1);
}

static void widen(double value, double *low, double *high)
{
    if (!isfinite(value))
        return;
    *low = fmin(*low, value);
    *high = fmax(*high, value);
}

static void find_ranges(struct operations *ops)
{
    double limit = widest_whole(ops), margin = ops->results->options.margin;

    ops->low = ops->high = 0;
    ops->mean_low = INFINITY;
    ops->mean_high = -INFINITY;
    widen(isfinite(margin) ? 100 * margin : 0, &ops->low, &ops->high);
    widen(isfinite(margin) ? -100 * margin : 0, &ops->low, &ops->high);
    for (guint i = 0; i < ops->rows->len; i++) {
        const struct op_row *row = row_at(ops, i);
        widen(row->percent, &ops->low, &ops->high);
        if (row->high - row->low <= limit) {
            widen(row->low, &ops->low, &ops->high);
            widen(row->high, &ops->low, &ops->high);
        }
        for (int s = 0; s < 2; s++) {
            if (row->mean[s] > 0)
                widen(row->mean[s], &ops->mean_low, &ops->mean_high);
            else if (!isnan(row->mean[s]))
                ops->n_not_drawn++;
        }
    }
    for (guint i = 0; i < ops->rows->len; i++) {
        struct op_row *row = row_at(ops, i);
        if (!(row->high - row->low > limit))
            continue;
        row->is_clipped_low = row->low < ops->low;
        row->is_clipped_high = row->high > ops->high;
        ops->n_clipped += row->is_clipped_low || row->is_clipped_high;
    }
}

/* ---- a page ---- */

struct sheet {
    struct operations *ops;
    struct page page;
    struct axis means, percents;
    double names_right;
    double a_left, a_right, b_left, b_right, percent_right;
    double top, bottom;
};

static double note_width(const struct page *page, const char *text)
{
    return font_measure(text, page->options->profile.note_pt, false).width;
}

static void fit_names(struct operations *ops, struct page *page)
{
    g_autofree const char **full = g_new0(const char *, ops->rows->len + 1);

    for (guint i = 0; i < ops->rows->len; i++)
        full[i] =
            pick_cell_name(page, pick_cell(ops->results, row_at(ops, i)->cell));
    ops->names = rows_names(page, full, ops->rows->len,
                            NAME_SHARE * (page->right - page->left),
                            page->options->profile.note_pt, &ops->name_width);
    ops->percent_width = 0;
    ops->pitch = scaled(page, PITCH_MM);
    for (guint i = 0; i < ops->rows->len; i++)
        ops->percent_width = fmax(
            ops->percent_width, note_width(page, row_at(ops, i)->percent_text));
}

static void place_panels(struct sheet *sheet)
{
    struct operations *ops = sheet->ops;
    struct page *page = &sheet->page;
    double left = page->left + ops->name_width + NAME_GAP;
    double right = page->right - ops->percent_width - PERCENT_GAP;
    double panel = (right - left - PANEL_GAP) / 2;

    ops->has_means = panel >= BOTH_LEAST_MM && ops->mean_low <= ops->mean_high;
    sheet->names_right = page->left + ops->name_width;
    sheet->percent_right = page->right;
    sheet->a_left = left;
    sheet->a_right = left + (ops->has_means ? panel : 0);
    sheet->b_left = ops->has_means ? sheet->a_right + PANEL_GAP : left;
    sheet->b_right = right;
}

static void set_axes(struct sheet *sheet)
{
    const struct operations *ops = sheet->ops;
    struct axis_wish wish = {
        .low = ops->low,
        .high = ops->high,
        .length_mm = fmax(1, sheet->b_right - sheet->b_left - 2 * PAD_MM),
        .ideal_mm = 6,
        .least_mm = 2.5,
        .is_horizontal = true,
        .is_signed = true,
        .label_pt = sheet->page.options->profile.tick_pt,
    };

    axis_linear(&wish, &sheet->percents);
    axis_place(&sheet->percents, sheet->b_left + PAD_MM,
               sheet->b_right - PAD_MM);
    if (!ops->has_means)
        return;
    wish.low = ops->mean_low;
    wish.high = ops->mean_high;
    wish.is_signed = false;
    wish.length_mm = sheet->a_right - sheet->a_left;
    axis_log(&wish, &sheet->means);
    axis_place(&sheet->means, sheet->a_left, sheet->a_right);
}

static size_t count_code(const struct operations *ops, int code)
{
    size_t n = 0;

    for (guint i = 0; i < ops->rows->len; i++) {
        const struct result_comparison *it = comparison_of(ops, row_at(ops, i));
        n += it && (int)it->code == code;
    }
    return n;
}

/* "Xen faster", or "Xen better" where the metric is no time. */
static const char *side_words(struct sheet *sheet, size_t system,
                              double width_mm, double size_pt)
{
    g_autofree const char **names =
        pick_system_names(&sheet->page, width_mm, size_pt);
    bool is_time = sheet->ops->metric->class == METRIC_TIME;

    return chart_words_fill(sheet->page.frame,
                            is_time ? sheet->page.words->faster
                                    : sheet->page.words->better,
                            names[system], NULL, NULL);
}

static const char *code_words(struct sheet *sheet, int code)
{
    struct page *page = &sheet->page;
    double width = 0.22 * (page->right - page->left);
    double size_pt = page->options->profile.label_pt;
    const char *margin = pick_margin_words(page);

    switch ((enum verdict_code)code) {
    case BETTER:
        return side_words(sheet, sheet->ops->subject, width, size_pt);
    case WORSE:
        return side_words(sheet, sheet->ops->results->reference, width,
                          size_pt);
    case EQUIVALENT:
        return margin ? chart_words_fill(page->frame,
                                         page->words->equivalent_within, margin,
                                         NULL, NULL)
                      : page->words->equivalent;
    case INCONCLUSIVE:
        return page->words->inconclusive;
    case DIFFERENT:
        return page->words->different;
    case UNTESTABLE:
        break;
    }
    return page->words->untestable;
}

/* The mark of a code is that of any comparison with it; the two systems' own
 * marks are always explained, with their count, since panel (a) uses them. */
static struct pick_mark code_mark(struct sheet *sheet, int code)
{
    struct result_comparison like = {.code = (enum verdict_code)code};

    like.reference = sheet->ops->results->reference;
    like.subject = sheet->ops->subject;
    for (guint i = 0; i < sheet->ops->rows->len; i++) {
        const struct result_comparison *it =
            comparison_of(sheet->ops, row_at(sheet->ops, i));
        if (it) {
            like = *it;
            like.code = (enum verdict_code)code;
            break;
        }
    }
    return pick_verdict_mark(&sheet->page, &like);
}

static size_t legend_keys(struct sheet *sheet,
                          struct legend_entry keys[N_VERDICTS])
{
    struct page *page = &sheet->page;
    double width = 0.16 * (page->right - page->left);
    g_autofree const char **names =
        pick_system_names(page, width, page->options->profile.label_pt);
    size_t n = 0;

    for (int code = 0; code < N_VERDICTS; code++) {
        size_t count = count_code(sheet->ops, code);
        bool is_system = code == BETTER || code == WORSE;
        if (!count && !(is_system && sheet->ops->has_means))
            continue;
        struct pick_mark mark = code_mark(sheet, code);
        const char *words = code_words(sheet, code);
        if (is_system && sheet->ops->has_means)
            words = chart_words_fill(
                page->frame, page->words->either,
                names[code == BETTER ? sheet->ops->subject
                                     : page->results->reference],
                words, NULL);
        keys[n++] = (struct legend_entry){
            .kind = LEGEND_MARKER,
            .marker = mark.marker,
            .paint = style_marker(mark.fill),
            .text =
                chart_words_fill(page->frame, page->words->count, words,
                                 frame_printf(page->frame, "%zu", count), NULL),
        };
    }
    return n;
}

static const char *note_words(struct sheet *sheet, size_t number,
                              size_t n_pages)
{
    struct operations *ops = sheet->ops;
    struct page *page = &sheet->page;
    const char *not_drawn = frame_printf(page->frame, "%zu", ops->n_not_drawn);
    const char *clipped = frame_printf(page->frame, "%zu", ops->n_clipped);
    const char *other = frame_printf(page->frame, "%zu", ops->n_other);
    const char *parts[] = {
        pick_n_words(page, ops->n),
        ops->has_means ? NULL : page->words->means_in_table,
        ops->has_means && ops->n_not_drawn
            ? chart_words_fill(page->frame, page->words->not_drawn, not_drawn,
                               NULL, NULL)
            : NULL,
        ops->n_clipped ? chart_words_fill(page->frame, page->words->clipped,
                                          clipped, NULL, NULL)
                       : NULL,
        ops->n_empty
            ? chart_words_fill(page->frame, page->words->empty_rows,
                               frame_printf(page->frame, "%zu", ops->n_empty),
                               NULL, NULL)
            : NULL,
        ops->n_unjudged
            ? chart_words_fill(
                  page->frame, page->words->unjudged_rows,
                  frame_printf(page->frame, "%zu", ops->n_unjudged), NULL, NULL)
            : NULL,
        ops->n_other ? chart_words_fill(page->frame, page->words->other_rows,
                                        other, ops->other_median, NULL)
                     : NULL,
        rows_page_words(page, number, n_pages),
    };

    return pick_join(page, parts, G_N_ELEMENTS(parts));
}

/* "(a) Time of an operation" above each panel. */
static void draw_panel_heads(struct sheet *sheet)
{
    struct page *page = &sheet->page;
    struct type type = type_label(page, ANCHOR_START);
    double y = centred(page->y + scaled(page, ROW_HEADER) / 2, type.size_pt);
    g_autofree char *capital = label_capital(sheet->ops->metric->label);

    if (!sheet->ops->has_means)
        return;
    type.is_bold = true;
    frame_text(page->frame, "panel", sheet->a_left, y,
               chart_words_fill(page->frame, page->words->panel_means, capital,
                                NULL, NULL),
               type);
    frame_text(page->frame, "panel", sheet->b_left, y,
               page->words->panel_difference, type);
    page->y += scaled(page, ROW_HEADER);
}

/* "← Xen faster" and "KVM faster →" on their sides of zero. */
static void draw_sides(struct sheet *sheet)
{
    struct page *page = &sheet->page;
    double size_pt = page->options->profile.tick_pt, gap = 1.6;
    double zero = axis_to_page(&sheet->percents, 0);
    bool less_is_better = metric_direction(sheet->ops->metric) < 0;
    const size_t systems[2] = {
        less_is_better ? sheet->ops->subject : sheet->ops->results->reference,
        less_is_better ? sheet->ops->results->reference : sheet->ops->subject};
    const double rooms[2] = {zero - gap - page->left,
                             sheet->percent_right - zero - gap};
    double y = centred(page->y + scaled(page, ROW_HEADER) / 2, size_pt);

    for (int side = 0; side < 2; side++) {
        struct type type = type_tick(page, side ? ANCHOR_START : ANCHOR_END);
        const char *arrow =
            side ? page->words->arrow_right : page->words->arrow_left;
        double room = fmin(rooms[side], 50);
        double rest =
            room - font_measure("\u2190 faster better", size_pt, false).width;
        if (rest < 3)
            continue;
        const char *words = chart_words_fill(
            page->frame, arrow, side_words(sheet, systems[side], rest, size_pt),
            NULL, NULL);
        if (font_measure(words, size_pt, false).width > room)
            continue;
        type.colour = COLOUR_GREY;
        frame_text(page->frame, "side", zero + (side ? gap : -gap), y, words,
                   type);
    }
    page->y += scaled(page, ROW_HEADER);
}

static void draw_means(struct sheet *sheet, const struct op_row *row, double y)
{
    const size_t systems[2] = {sheet->ops->results->reference,
                               sheet->ops->subject};
    double leader = sheet->a_right;
    bool is_drawn = false;

    for (int s = 0; s < 2; s++) {
        if (!(row->mean[s] > 0))
            continue;
        double x = axis_to_page(&sheet->means, row->mean[s]);
        struct pick_mark mark = pick_system_mark(&sheet->page, systems[s]);
        double offset = (s ? 1 : -1) * OFFSET_SHARE * sheet->ops->pitch;
        draw_marker(sheet->page.frame, "marker", mark.marker, x, y + offset,
                    MARK_MM, style_marker(mark.fill))
            ->datum = row->mean[s];
        leader = fmin(leader, x);
        is_drawn = true;
    }
    if (!is_drawn)
        return;
    struct paint dots = PAINT_LINE(0xBDBDBD, LINE_GRID);
    dots.dash_mm = (const double[]){0.25, 0.45, 0};
    frame_line(sheet->page.frame, Z_GRID, "leader", sheet->a_left, y, leader, y,
               dots);
}

static void draw_arrowhead(struct sheet *sheet, double x, double y, double dx)
{
    struct point_mm points[] = {
        {x, y}, {x - 1.5 * dx, y - 0.7}, {x - 1.5 * dx, y + 0.7}};

    frame_polygon(sheet->page.frame, Z_WHISKER, "arrowhead", points, 3,
                  PAINT_FILL(COLOUR_INK));
}

static void draw_row_interval(struct sheet *sheet, const struct op_row *row,
                              double y)
{
    Frame *frame = sheet->page.frame;
    struct paint paint = PAINT_LINE(COLOUR_INK, LINE_WHISKER);

    if (!isfinite(row->low) || !isfinite(row->high))
        return;
    double left = row->is_clipped_low
                      ? sheet->b_left
                      : axis_to_page(&sheet->percents, row->low);
    double right = row->is_clipped_high
                       ? sheet->b_right
                       : axis_to_page(&sheet->percents, row->high);
    if (!row->is_clipped_low && !row->is_clipped_high) {
        draw_interval(frame, true, (struct point_mm){left, y},
                      (struct point_mm){right, y}, row->low, row->high,
                      CAP_ROW_MM, paint);
        return;
    }
    frame_line(frame, Z_WHISKER, "whisker", left, y, right, y, paint);
    for (int side = 0; side < 2; side++) {
        double x = side ? right : left;
        if (side ? row->is_clipped_high : row->is_clipped_low)
            draw_arrowhead(sheet, x, y, side ? 1 : -1);
        else
            frame_line(frame, Z_WHISKER, "cap", x, y - CAP_ROW_MM / 2, x,
                       y + CAP_ROW_MM / 2, paint)
                ->datum = side ? row->high : row->low;
    }
}

static void draw_difference(struct sheet *sheet, const struct op_row *row,
                            double y)
{
    const struct result_comparison *it = comparison_of(sheet->ops, row);
    struct type type = type_note(&sheet->page, ANCHOR_END);

    if (it && (it->code == BETTER || it->code == WORSE))
        type.colour = COLOUR_INK;
    frame_text(sheet->page.frame, "number", sheet->percent_right,
               centred(y, type.size_pt), row->percent_text, type);
    if (!it || !isfinite(row->percent))
        return;
    draw_row_interval(sheet, row, y);
    struct pick_mark mark = pick_verdict_mark(&sheet->page, it);
    draw_marker(sheet->page.frame, "marker", mark.marker,
                axis_to_page(&sheet->percents, row->percent), y,
                mark.marker == MARKER_DIAMOND ? DIAMOND_MM : MARK_MM,
                style_marker(mark.fill))
        ->datum = row->percent;
}

static void draw_row(struct sheet *sheet, size_t i, double y)
{
    struct type type = type_note(&sheet->page, ANCHOR_END);

    type.colour = COLOUR_INK;
    frame_text(sheet->page.frame, "name", sheet->names_right,
               centred(y, type.size_pt), sheet->ops->names[i], type);
    if (sheet->ops->has_means)
        draw_means(sheet, row_at(sheet->ops, i), y);
    draw_difference(sheet, row_at(sheet->ops, i), y);
}

static void draw_band(struct sheet *sheet)
{
    double margin = sheet->ops->results->options.margin;
    double zero = axis_to_page(&sheet->percents, 0);

    if (isfinite(margin)) {
        double left = axis_to_page(&sheet->percents, -100 * margin);
        double right = axis_to_page(&sheet->percents, 100 * margin);
        frame_rect(sheet->page.frame, Z_BAND, "band", left, sheet->top,
                   right - left, sheet->bottom - sheet->top,
                   PAINT_FILL(COLOUR_BAND));
    }
    frame_line(sheet->page.frame, Z_AXIS, "zero", zero, sheet->top, zero,
               sheet->bottom, PAINT_LINE(COLOUR_INK, LINE_ZERO));
}

static double draw_panel_means(struct sheet *sheet, size_t n)
{
    struct page *page = &sheet->page;
    const char *unit =
        pick_cell(sheet->ops->results, row_at(sheet->ops, 0)->cell)->unit;
    const char *title = chart_words_fill(
        page->frame, page->words->log_scale,
        *unit ? chart_words_fill(page->frame, page->words->mean_unit, unit,
                                 NULL, NULL)
              : page->words->mean,
        NULL, NULL);

    rows_zebra(page, sheet->a_left, sheet->a_right, sheet->top, n,
               sheet->ops->pitch);
    frame_plot_area(page->frame, sheet->a_left, sheet->top,
                    sheet->a_right - sheet->a_left, sheet->bottom - sheet->top);
    double y = page_axis_bottom(page, &sheet->means, sheet->top, sheet->bottom);
    return page_title_bottom(page, title, sheet->a_left, sheet->a_right, y);
}

static double draw_panel_differences(struct sheet *sheet, size_t n)
{
    struct page *page = &sheet->page;
    double size_pt = page->options->profile.label_pt;
    g_autofree const char **names =
        pick_system_names(page, 0.16 * (page->right - page->left), size_pt);
    const char *title = chart_words_fill(
        page->frame, page->words->difference_axis, names[sheet->ops->subject],
        names[page->results->reference], pick_interval_words(page));

    rows_zebra(page, sheet->b_left, sheet->b_right, sheet->top, n,
               sheet->ops->pitch);
    draw_band(sheet);
    frame_plot_area(page->frame, sheet->b_left, sheet->top,
                    sheet->b_right - sheet->b_left, sheet->bottom - sheet->top);
    double y =
        page_axis_bottom(page, &sheet->percents, sheet->top, sheet->bottom);
    return page_title_bottom(page, title, sheet->b_left, sheet->b_right, y);
}

static void write_csv(const struct operations *ops, GString *csv, size_t from,
                      size_t to)
{
    g_string_append(csv, "operation,condition,mean_reference,mean_subject,"
                         "unit,percent,low,high,p_adjusted,verdict\n");
    for (size_t i = from; i < to; i++) {
        const struct op_row *row = row_at(ops, i);
        const struct result_cell *cell = pick_cell(ops->results, row->cell);
        const struct result_comparison *it = comparison_of(ops, row);
        const double numbers[] = {row->percent, row->low, row->high,
                                  it ? it->p_adjusted.p : NAN};
        label_put_field(csv, cell->item ? cell->item : cell->name);
        g_string_append_c(csv, ',');
        label_put_field(csv, pick_workload(ops->results, cell)->condition);
        for (int s = 0; s < 2; s++) {
            g_string_append_c(csv, ',');
            label_put_number(csv, row->mean[s]);
        }
        g_string_append_c(csv, ',');
        label_put_field(csv, cell->unit);
        for (size_t k = 0; k < G_N_ELEMENTS(numbers); k++) {
            g_string_append_c(csv, ',');
            label_put_number(csv, numbers[k]);
        }
        g_string_append_c(csv, ',');
        label_put_field(csv, it ? it->text.verdict : "");
        g_string_append_c(csv, '\n');
    }
}

static void tell(struct sheet *sheet, size_t from, size_t to)
{
    struct operations *ops = sheet->ops;
    struct page *page = &sheet->page;
    g_autoptr(GArray) shown = g_array_new(FALSE, FALSE, sizeof(size_t));
    g_autofree char *capital = label_capital(ops->metric->label);
    const char *subject = pick_system(ops->results, ops->subject)->name;
    const char *reference =
        pick_system(ops->results, ops->results->reference)->name;
    const char *tested = NULL;

    for (size_t i = from; i < to; i++) {
        const struct result_comparison *it = comparison_of(ops, row_at(ops, i));
        if (!it)
            continue;
        g_array_append_val(shown, row_at(ops, i)->comparison);
        tested = story_tested(page, it->family);
    }
    const char *count = frame_printf(page->frame, "%zu", to - from);
    const char *caption[] = {
        chart_words_fill(page->frame, page->words->operations_caption, capital,
                         subject, reference),
        tested,
        frame_printf(page->frame, "%s.", pick_n_words(page, ops->n)),
    };
    const char *alt[] = {
        chart_words_fill(page->frame, page->words->operations_alt, count,
                         subject, reference),
        story_findings(page, (const size_t *)(void *)shown->data, shown->len),
    };
    story_tell(page,
               chart_words_fill(page->frame, page->words->operations_title,
                                capital, subject, reference),
               caption, G_N_ELEMENTS(caption), alt, G_N_ELEMENTS(alt));
}

static char *page_name(const struct operations *ops, size_t number,
                       size_t n_pages)
{
    g_autoptr(GString) name = g_string_new("operations");

    g_string_append_printf(name, "-%s", ops->metric->name);
    if (pick_systems(ops->results) > 2)
        g_string_append_printf(name, "-%s",
                               pick_system(ops->results, ops->subject)->name);
    return rows_page_name(name->str, number, n_pages);
}

static void draw_page(struct sheet *sheet, size_t from, size_t to,
                      size_t number, size_t n_pages)
{
    struct page *page = &sheet->page;
    const struct chart_profile *profile = &sheet->ops->options->profile;
    struct legend_entry keys[N_VERDICTS];
    size_t n = legend_keys(sheet, keys);

    set_axes(sheet);
    legend_draw(page, keys, n, note_words(sheet, number, n_pages), page->left);
    page->y += HEAD_GAP;
    draw_panel_heads(sheet);
    draw_sides(sheet);
    sheet->top = page->y;
    sheet->bottom = page->y + (double)(to - from) * sheet->ops->pitch;
    for (size_t i = from; i < to; i++)
        draw_row(sheet, i,
                 sheet->top + ((double)(i - from) + 0.5) * sheet->ops->pitch);
    double end = draw_panel_differences(sheet, to - from);
    if (sheet->ops->has_means)
        end = fmax(end, draw_panel_means(sheet, to - from));
    page->frame->height_mm = profile->fixed_height_mm > 0
                                 ? profile->fixed_height_mm
                                 : end + MARGIN_BOTTOM;
    write_csv(sheet->ops, page->frame->csv, from, to);
    tell(sheet, from, to);
}

/* Everything but the rows, at its largest. */
static double beside_rows(struct sheet *sheet)
{
    const struct chart_profile *profile = &sheet->ops->options->profile;
    struct legend_entry keys[N_VERDICTS];
    size_t n = legend_keys(sheet, keys);

    return sheet->page.y +
           legend_height(&sheet->page, keys, n, note_words(sheet, 1, 2),
                         sheet->page.left) +
           HEAD_GAP + 2 * scaled(&sheet->page, ROW_HEADER) + TICK_MM +
           TICK_GAP + cap_height(profile->tick_pt) + GAP_TITLE +
           scaled(&sheet->page, ROW_AXIS_TITLE) +
           line_height(profile->label_pt) + MARGIN_BOTTOM;
}

static bool draw_pages(struct sheet *sheet, GPtrArray *frames, GError **error)
{
    struct operations *ops = sheet->ops;
    double beside = beside_rows(sheet);
    size_t rows = ops->rows->len;
    size_t each = rows_per_page(rows, ops->pitch,
                                rows_room(&ops->options->profile, beside));
    double width = sheet->b_right - sheet->b_left;

    if (!each || width < PLOT_LEAST_WIDTH)
        return page_refuse(ops->options, "operations",
                           ops->options->profile.width_mm +
                               fmax(0, PLOT_LEAST_WIDTH - width),
                           beside + PLOT_LEAST_HEIGHT, error);
    size_t n_pages = (rows + each - 1) / each;
    for (size_t i = 0; i < n_pages; i++) {
        g_autofree char *name = page_name(ops, i + 1, n_pages);
        sheet->page = page_open(ops->results, ops->options, name, 0);
        sheet->page.frame->subject = ops->subject;
        draw_page(sheet, i * each, MIN(rows, (i + 1) * each), i + 1, n_pages);
        g_ptr_array_add(frames, sheet->page.frame);
    }
    return true;
}

static bool layout_subject(const Results *results,
                           const struct chart_options *options, size_t subject,
                           GPtrArray *frames, GError **error)
{
    struct operations ops = {
        .results = results, .options = options, .subject = subject};
    struct sheet sheet = {.ops = &ops};
    bool is_done = true;

    ops.rows = g_array_new(FALSE, TRUE, sizeof(struct op_row));
    sheet.page = page_open(results, options, "operations", 0);
    /* Strings of the rows live as long as this page. */
    Frame *holder = sheet.page.frame;
    is_done = collect(&ops, error);
    if (is_done)
        drop_empty(&ops);
    if (is_done)
        drop_unjudged(&ops);
    if (is_done && !ops.rows->len)
        is_done = cotejo_fail(error, COTEJO_ERROR_NOTHING,
                              "chart 'operations' has no operation with a "
                              "mean above 0");
    if (is_done) {
        keep_top(&ops, &sheet.page);
        sort_rows(&ops);
        find_ranges(&ops);
        fit_names(&ops, &sheet.page);
        place_panels(&sheet);
        is_done = draw_pages(&sheet, frames, error);
    }
    frame_free(holder);
    g_free(ops.names);
    g_array_free(ops.rows, TRUE);
    return is_done;
}

static bool layout_operations(const Results *results,
                              const struct chart_options *options,
                              GPtrArray *frames, GError **error)
{
    if (pick_systems(results) < 2)
        return cotejo_fail(error, COTEJO_ERROR_NOTHING,
                           "chart 'operations' needs two systems");
    for (size_t subject = 0; subject < pick_systems(results); subject++)
        if (subject != results->reference &&
            !layout_subject(results, options, subject, frames, error))
            return false;
    return true;
}

const struct chart_kind chart_operations = {
    .name = "operations",
    .summary = "means and percent differences of many operations, row by row",
    .needs = "two systems or more, a metric of operations (sql-bench)",
    .default_profile = "sbc",
    .layout = layout_operations,
};

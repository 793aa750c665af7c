/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many operations of two systems side by side (FIGURES section 9.8): one
 * figure for each pair that was compared, a row an operation, in pages.
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

#include <math.h>

#include "chart/kinds.h"
#include "chart/label.h"
#include "chart/operations.h"
#include "chart/rows.h"
#include "chart/story.h"

#define OFFSET_SHARE 0.2 /* of a row: reference above, subject below */
#define MARK_MM 1.2
#define DIAMOND_MM 1.3
#define HEAD_GAP 1.2 /* below the legend */

static const struct span_ink ink = {.line_pt = LINE_WHISKER,
                                    .cap_mm = 1.3,
                                    .head_mm = 1.5,
                                    .head_half_mm = 0.7};

static void draw_means(struct operations_sheet *sheet, const struct op_row *row,
                       double y)
{
    const size_t systems[2] = {sheet->ops->pair.reference,
                               sheet->ops->pair.subject};
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

static void draw_difference(struct operations_sheet *sheet,
                            const struct op_row *row, double y)
{
    const struct result_comparison *it = operations_comparison(sheet->ops, row);
    struct type type = type_note(&sheet->page, ANCHOR_END);

    if (it && (it->code == BETTER || it->code == WORSE))
        type.colour = COLOUR_INK;
    frame_text(sheet->page.frame, "number", sheet->percent_right,
               centred(y, type.size_pt), row->percent_text, type);
    if (!it || !isfinite(row->percent))
        return;
    span_draw(sheet->page.frame, &sheet->percents, row->span, sheet->b_left,
              sheet->b_right, y, ink);
    struct pick_mark mark = pick_verdict_mark(&sheet->page, it);
    draw_marker(sheet->page.frame, "marker", mark.marker,
                axis_to_page(&sheet->percents, row->percent), y,
                mark.marker == MARKER_DIAMOND ? DIAMOND_MM : MARK_MM,
                style_marker(mark.fill))
        ->datum = row->percent;
}

static void draw_row(struct operations_sheet *sheet, size_t i, double y)
{
    struct type type = type_note(&sheet->page, ANCHOR_END);

    type.colour = COLOUR_INK;
    frame_text(sheet->page.frame, "name", sheet->names_right,
               centred(y, type.size_pt), sheet->ops->names[i], type);
    if (sheet->ops->has_means)
        draw_means(sheet, operations_row(sheet->ops, i), y);
    draw_difference(sheet, operations_row(sheet->ops, i), y);
}

static struct pick_band band_of(const struct operations *ops, size_t i)
{
    const struct result_comparison *it =
        operations_comparison(ops, operations_row(ops, i));

    return it ? pick_band(ops->results, it) : (struct pick_band){NAN, NAN};
}

/* One where neighbours share it. */
static void draw_bands(struct operations_sheet *sheet, size_t from, size_t to)
{
    double zero = axis_to_page(&sheet->percents, 0);

    for (size_t i = from, next; i < to; i = next) {
        struct pick_band band = band_of(sheet->ops, i);

        for (next = i + 1;
             next < to && pick_same_band(band, band_of(sheet->ops, next));)
            next++;
        rows_band(&sheet->page, &sheet->percents, sheet->b_left, sheet->b_right,
                  sheet->top + (double)(i - from) * sheet->ops->pitch,
                  sheet->top + (double)(next - from) * sheet->ops->pitch, band);
    }
    frame_line(sheet->page.frame, Z_AXIS, "zero", zero, sheet->top, zero,
               sheet->bottom, PAINT_LINE(COLOUR_INK, LINE_ZERO));
}

static double draw_panel_means(struct operations_sheet *sheet, size_t n)
{
    struct page *page = &sheet->page;
    const char *unit = sheet->unit.name;
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

static double draw_panel_differences(struct operations_sheet *sheet,
                                     size_t from, size_t to)
{
    struct page *page = &sheet->page;
    double size_pt = page->options->profile.label_pt;
    g_autofree const char **names =
        pick_system_names(page, 0.16 * (page->right - page->left), size_pt);
    const char *title = chart_words_fill(
        page->frame, page->words->difference_axis,
        names[sheet->ops->pair.subject], names[sheet->ops->pair.reference],
        pick_interval_words(page));

    rows_zebra(page, sheet->b_left, sheet->b_right, sheet->top, to - from,
               sheet->ops->pitch);
    draw_bands(sheet, from, to);
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
        const struct op_row *row = operations_row(ops, i);
        const struct result_cell *cell = pick_cell(ops->results, row->cell);
        const struct result_comparison *it = operations_comparison(ops, row);
        const double numbers[] = {row->percent, row->span.low, row->span.high,
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

static void tell(struct operations_sheet *sheet, size_t from, size_t to)
{
    struct operations *ops = sheet->ops;
    struct page *page = &sheet->page;
    g_autoptr(GArray) shown = g_array_new(FALSE, FALSE, sizeof(size_t));
    g_autofree char *capital = label_capital(ops->metric->label);
    const char *subject = pick_system(ops->results, ops->pair.subject)->name;
    const char *reference =
        pick_system(ops->results, ops->pair.reference)->name;
    const char *tested = NULL;

    for (size_t i = from; i < to; i++) {
        const struct result_comparison *it =
            operations_comparison(ops, operations_row(ops, i));
        if (!it)
            continue;
        g_array_append_val(shown, operations_row(ops, i)->comparison);
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
        g_string_append_printf(
            name, "-%s", pick_system(ops->results, ops->pair.subject)->name);
    if (ops->pair.reference != ops->results->reference)
        g_string_append_printf(
            name, "-against-%s",
            pick_system(ops->results, ops->pair.reference)->name);
    return rows_page_name(name->str, number, n_pages);
}

static void draw_page(struct operations_sheet *sheet, size_t from, size_t to,
                      size_t number, size_t n_pages)
{
    struct page *page = &sheet->page;
    const struct chart_profile *profile = &sheet->ops->options->profile;
    struct legend_entry keys[N_VERDICTS];
    size_t n = operations_legend_keys(sheet, keys);

    operations_set_axes(sheet);
    legend_draw(page, keys, n, operations_note_words(sheet, number, n_pages),
                page->left);
    page->y += HEAD_GAP;
    operations_draw_heads(sheet);
    operations_draw_sides(sheet);
    sheet->top = page->y;
    sheet->bottom = page->y + (double)(to - from) * sheet->ops->pitch;
    for (size_t i = from; i < to; i++)
        draw_row(sheet, i,
                 sheet->top + ((double)(i - from) + 0.5) * sheet->ops->pitch);
    double end = draw_panel_differences(sheet, from, to);
    if (sheet->ops->has_means)
        end = fmax(end, draw_panel_means(sheet, to - from));
    page->frame->height_mm = profile->fixed_height_mm > 0
                                 ? profile->fixed_height_mm
                                 : end + MARGIN_BOTTOM;
    write_csv(sheet->ops, page->frame->csv, from, to);
    tell(sheet, from, to);
}

/* Everything but the rows, at its largest. */
static double beside_rows(struct operations_sheet *sheet)
{
    const struct chart_profile *profile = &sheet->ops->options->profile;
    struct legend_entry keys[N_VERDICTS];
    size_t n = operations_legend_keys(sheet, keys);

    return sheet->page.y +
           legend_height(&sheet->page, keys, n,
                         operations_note_words(sheet, 1, 2), sheet->page.left) +
           HEAD_GAP + 2 * scaled(&sheet->page, ROW_HEADER) + TICK_MM +
           TICK_GAP + cap_height(profile->tick_pt) + GAP_TITLE +
           scaled(&sheet->page, ROW_AXIS_TITLE) +
           line_height(profile->label_pt) + MARGIN_BOTTOM;
}

static bool draw_pages(struct operations_sheet *sheet, GPtrArray *frames,
                       GError **error)
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
        sheet->page.frame->reference = ops->pair.reference;
        sheet->page.frame->subject = ops->pair.subject;
        draw_page(sheet, i * each, MIN(rows, (i + 1) * each), i + 1, n_pages);
        g_ptr_array_add(frames, sheet->page.frame);
    }
    return true;
}

static bool layout_pair(const Results *results,
                        const struct chart_options *options,
                        struct pick_pair pair, GPtrArray *frames,
                        GError **error)
{
    struct operations ops = {
        .results = results, .options = options, .pair = pair};
    struct operations_sheet sheet = {.ops = &ops};
    bool is_done;

    ops.rows = g_array_new(FALSE, TRUE, sizeof(struct op_row));
    sheet.page = page_open(results, options, "operations", 0);
    /* Strings of the rows live as long as this page. */
    Frame *holder = sheet.page.frame;
    is_done = operations_collect(&ops, &sheet.page, error);
    if (is_done) {
        operations_fit_names(&ops, &sheet.page);
        operations_place_panels(&sheet);
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
    g_autoptr(GArray) pairs = pick_pairs(results);
    for (guint i = 0; i < pairs->len; i++)
        if (!layout_pair(results, options,
                         g_array_index(pairs, struct pick_pair, i), frames,
                         error))
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forest plot: who wins where, by how much, how surely (FIGURES section
 * 9.3). One figure for each pair that was compared, a row a comparison, grouped
 * by tool, in pages when there are more rows than the profile is high.
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

#include "chart/font.h"
#include "chart/forest.h"
#include "chart/kinds.h"
#include "chart/label.h"
#include "chart/rows.h"
#include "chart/story.h"
#include "compare/method.h"
#include "compare/words.h"

#define MARK_MM 1.75

static const struct span_ink ink = {.line_pt = LINE_INTERVAL,
                                    .cap_mm = CAP_MM,
                                    .head_mm = 1.6,
                                    .head_half_mm = 0.8};

static void draw_group_head(struct forest_sheet *sheet,
                            const struct forest_row *row, double y)
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

static void draw_row(struct forest_sheet *sheet, const struct forest_row *row,
                     double y)
{
    struct page *page = &sheet->page;
    struct type type = type_tick(page, ANCHOR_START);
    const struct result_comparison *it =
        forest_comparison(sheet->forest, row->comparison);
    double baseline = centred(y, type.size_pt);
    double lift = row->second ? line_height(type.size_pt) / 2 : 0;

    frame_text(page->frame, "name", page->left + FOREST_INDENT_MM,
               baseline - lift, row->name, type);
    if (row->second) {
        frame_text(page->frame, "name", page->left + FOREST_INDENT_MM,
                   baseline + lift, row->second, type);
        frame_join(page->frame, 2);
    }
    if (isfinite(row->estimate)) {
        struct pick_mark mark = pick_verdict_mark(page, it);
        span_draw(page->frame, &sheet->axis, row->span, sheet->plot_left,
                  sheet->plot_right, y, ink);
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

static void write_csv(const struct forest *forest, GString *csv, size_t from,
                      size_t to)
{
    g_string_append(csv, "tool,metric,condition,item,percent,low,high,"
                         "p_adjusted,verdict\n");
    for (size_t i = from; i < to; i++) {
        const struct forest_row *row = forest_row_at(forest, i);
        if (row->head)
            continue;
        const struct result_comparison *it =
            forest_comparison(forest, row->comparison);
        const struct result_cell *cell = pick_cell(forest->results, it->cell);
        label_put_field(csv, cell->metric->tool);
        g_string_append_c(csv, ',');
        label_put_field(csv, cell->metric->name);
        g_string_append_c(csv, ',');
        label_put_field(csv, pick_workload(forest->results, cell)->condition);
        g_string_append_c(csv, ',');
        label_put_field(csv, cell->item ? cell->item : "");
        const double numbers[] = {row->estimate, row->span.low, row->span.high,
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

static void tell(struct forest_sheet *sheet, size_t from, size_t to)
{
    const struct forest *forest = sheet->forest;
    struct page *page = &sheet->page;
    g_autoptr(GArray) shown = g_array_new(FALSE, FALSE, sizeof(size_t));
    const char *subject =
        pick_system(forest->results, forest->pair.subject)->name;
    const char *reference =
        pick_system(forest->results, forest->pair.reference)->name;
    const char *margin = pick_margin_words(page), *tested = NULL;
    const char *method = method_interval(forest->results);

    for (size_t i = from; i < to; i++)
        if (!forest_row_at(forest, i)->head) {
            g_array_append_val(shown, forest_row_at(forest, i)->comparison);
            tested = story_tested(
                page,
                forest_comparison(forest, forest_row_at(forest, i)->comparison)
                    ->family);
        }
    const char *count = frame_printf(page->frame, "%u", shown->len);
    const char *caption[] = {
        chart_words_fill(page->frame, page->words->forest_caption, subject,
                         reference, NULL),
        method ? chart_words_fill(page->frame, page->words->forest_bars,
                                  pick_interval_words(page), method, NULL)
               : NULL,
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
            name, "-%s",
            pick_system(forest->results, forest->pair.subject)->name);
    if (forest->pair.reference != forest->results->reference)
        g_string_append_printf(
            name, "-against-%s",
            pick_system(forest->results, forest->pair.reference)->name);
    return rows_page_name(name->str, number, n_pages);
}

/* One page with rows from..to. All pages share columns and axis. */
static void draw_page(struct forest *forest, struct forest_sheet *sheet,
                      size_t from, size_t to, size_t number, size_t n_pages)
{
    struct page *page = &sheet->page;
    struct legend_entry keys[N_VERDICTS + 1];
    size_t n = forest_legend_keys(sheet, keys);

    forest_place_columns(sheet);
    forest_set_axis(sheet);
    legend_draw(page, keys, n, forest_note_words(sheet, number, n_pages),
                page->left);
    page->y += 0.8;
    forest_draw_heads(sheet);
    sheet->top = page->y;
    sheet->bottom = sheet->top;
    for (size_t i = from; i < to; i++) {
        double y = sheet->bottom +
                   forest_row_pitch(forest, forest_row_at(forest, i)) / 2;
        sheet->bottom += forest_row_pitch(forest, forest_row_at(forest, i));
        if (forest_row_at(forest, i)->head)
            draw_group_head(sheet, forest_row_at(forest, i), y);
        else
            draw_row(sheet, forest_row_at(forest, i), y);
    }
    forest_draw_bands(sheet, from, to);
    double end = forest_draw_plot(sheet);
    page->frame->height_mm = forest->options->profile.fixed_height_mm > 0
                                 ? forest->options->profile.fixed_height_mm
                                 : end + MARGIN_BOTTOM;
    write_csv(forest, page->frame->csv, from, to);
    tell(sheet, from, to);
}

/* Height that rows may take on a page; negative: no limit. */
static double room_for_rows(struct forest *forest, struct forest_sheet *sheet)
{
    const struct chart_profile *profile = &forest->options->profile;
    double height = profile->fixed_height_mm > 0 ? profile->fixed_height_mm
                                                 : profile->max_height_mm;
    struct legend_entry keys[N_VERDICTS + 1];
    size_t n = forest_legend_keys(sheet, keys);
    double beside =
        sheet->page.y +
        legend_height(&sheet->page, keys, n, forest_note_words(sheet, 1, 2),
                      sheet->page.left) +
        scaled(&sheet->page, ROW_HEADER) + 1.6 + TICK_MM + TICK_GAP +
        cap_height(profile->tick_pt) + GAP_TITLE +
        scaled(&sheet->page, ROW_AXIS_TITLE) + line_height(profile->label_pt) +
        MARGIN_BOTTOM;

    return height > 0 ? fmax(0, height - beside) : -1;
}

/* The first row that does not fit on a page that begins with `from`. */
static size_t page_end(const struct forest *forest, size_t from, double room)
{
    size_t to = from;
    double height = 0;

    while (to < forest->rows->len) {
        height += forest_row_pitch(forest, forest_row_at(forest, to));
        if (room >= 0 && height > room)
            break;
        to++;
    }
    /* A head never closes a page. */
    if (to > from && to < forest->rows->len &&
        forest_row_at(forest, to - 1)->head)
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

static bool draw_pages(struct forest *forest, struct forest_sheet *sheet,
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
        sheet->page.frame->reference = forest->pair.reference;
        sheet->page.frame->subject = forest->pair.subject;
        draw_page(forest, sheet, from, to, i, n_pages);
        g_ptr_array_add(frames, sheet->page.frame);
        from = to;
    }
    frame_free(holder);
    return true;
}

static bool layout_pair(const Results *results,
                        const struct chart_options *options,
                        struct pick_pair pair, GPtrArray *frames,
                        GError **error)
{
    struct forest forest = {
        .results = results, .options = options, .pair = pair};
    struct forest_sheet sheet = {.forest = &forest};
    bool is_done = true;

    forest.rows = g_array_new(FALSE, TRUE, sizeof(struct forest_row));
    sheet.page = page_open(results, options, "forest", 0);
    forest_collect(&forest, &sheet.page);
    forest_fit_columns(&forest, &sheet.page);
    forest_place_columns(&sheet);
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
    g_autoptr(GArray) pairs = pick_pairs(results);
    guint before = frames->len;

    for (guint i = 0; i < pairs->len; i++)
        if (!layout_pair(results, options,
                         g_array_index(pairs, struct pick_pair, i), frames,
                         error))
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

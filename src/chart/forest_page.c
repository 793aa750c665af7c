/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands around the rows of a forest plot: columns as wide as what they
 * hold, heads, legend, note, the axis with its band (rule 4 of
 * chart_forest.c).
 */
#include <math.h>

#include "chart/font.h"
#include "chart/forest.h"
#include "chart/label.h"
#include "chart/rows.h"
#include "compare/words.h"

#define COLUMN_GAP 3.0
#define PLOT_GAP 3.0    /* between the names, the plot and the numbers */
#define NAME_SHARE 0.40 /* of the page, at most */
#define PLOT_WISH_SHARE 0.36
#define ROW_MM 5.0

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
        const struct forest_row *row = forest_row_at(forest, i);
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
        struct forest_row *row = forest_row_at(forest, i);
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
void forest_fit_columns(struct forest *forest, struct page *page)
{
    double whole = page->right - page->left - FOREST_INDENT_MM - 2 * PLOT_GAP;
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

double forest_row_pitch(const struct forest *forest,
                        const struct forest_row *row)
{
    return forest->scale * (row->second ? ROW_MM + 1.6 : ROW_MM);
}

void forest_place_columns(struct forest_sheet *sheet)
{
    const struct forest *forest = sheet->forest;
    const struct page *page = &sheet->page;

    sheet->p_right = page->right;
    sheet->interval_left = sheet->p_right - forest->p_width - COLUMN_GAP -
                           (forest->has_intervals ? forest->interval_width : 0);
    sheet->percent_right = forest->has_intervals
                               ? sheet->interval_left - COLUMN_GAP / 2
                               : sheet->interval_left;
    sheet->plot_left =
        page->left + FOREST_INDENT_MM + forest->name_width + PLOT_GAP;
    sheet->plot_right = sheet->percent_right - forest->percent_width - PLOT_GAP;
}

void forest_set_axis(struct forest_sheet *sheet)
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

static const char *system_words(struct forest_sheet *sheet,
                                const char *template, size_t system,
                                double width_mm, double size_pt)
{
    g_autofree const char **names =
        pick_system_names(&sheet->page, width_mm, size_pt);

    return chart_words_fill(sheet->page.frame, template, names[system], NULL,
                            NULL);
}

static const char *verdict_words(struct forest_sheet *sheet,
                                 enum verdict_code code)
{
    const struct page *page = &sheet->page;
    double size_pt = page->options->profile.label_pt;
    double width = 0.3 * (page->right - page->left);

    switch (code) {
    case BETTER:
        return system_words(sheet, page->words->better,
                            sheet->forest->pair.subject, width, size_pt);
    case WORSE:
        return system_words(sheet, page->words->better,
                            sheet->forest->pair.reference, width, size_pt);
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

static bool has_bands(const struct forest *forest)
{
    for (guint i = 0; i < forest->rows->len; i++) {
        if (!forest_row_at(forest, i)->head &&
            pick_has_band(forest_row_at(forest, i)->band))
            return true;
    }
    return false;
}

size_t forest_legend_keys(struct forest_sheet *sheet,
                          struct legend_entry keys[N_VERDICTS + 1])
{
    const struct forest *forest = sheet->forest;
    const struct result_comparison *first[N_VERDICTS] = {NULL};
    const char *margin = pick_margin_words(&sheet->page);
    size_t n = 0;

    for (guint i = 0; i < forest->rows->len; i++) {
        const struct forest_row *row = forest_row_at(forest, i);
        if (row->head || !isfinite(row->estimate))
            continue;
        const struct result_comparison *it =
            forest_comparison(forest, row->comparison);
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
    if (margin && has_bands(forest))
        keys[n++] = (struct legend_entry){
            .kind = LEGEND_BAND,
            .paint = PAINT_FILL(COLOUR_BAND),
            .text = chart_words_fill(sheet->page.frame, sheet->page.words->band,
                                     margin, NULL, NULL),
        };
    return n;
}

const char *forest_note_words(struct forest_sheet *sheet, size_t page_number,
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

void forest_draw_bands(struct forest_sheet *sheet, size_t from, size_t to)
{
    struct pick_band band = {NAN, NAN};
    double top = sheet->top, end = sheet->top, at = sheet->top;

    for (size_t i = from; i < to; i++) {
        const struct forest_row *row = forest_row_at(sheet->forest, i);
        double next = at + forest_row_pitch(sheet->forest, row);

        /* Heads of groups are passed over: a band goes behind those between
         * its rows. */
        if (!row->head && !pick_same_band(band, row->band)) {
            rows_band(&sheet->page, &sheet->axis, sheet->plot_left,
                      sheet->plot_right, top, end, band);
            top = end > sheet->top ? at : sheet->top;
            band = row->band;
        }
        end = row->head ? end : next;
        at = next;
    }
    rows_band(&sheet->page, &sheet->axis, sheet->plot_left, sheet->plot_right,
              top, at, band);
}

#define SIDE_GAP_MM 3.0 /* from zero to the words of a side */

static double metric_head_end(struct forest_sheet *sheet)
{
    struct page *page = &sheet->page;

    return page->left + FOREST_INDENT_MM +
           text_width(page, page->words->head_metric) + 2;
}

/* The head "Metric" gives way to the words of the left side where both have
 * no room: what is listed below it is plain to see. */
static bool has_metric_head(struct forest_sheet *sheet)
{
    struct page *page = &sheet->page;
    const char *name =
        pick_system(page->results, sheet->forest->pair.reference)->name;
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
static void draw_sides(struct forest_sheet *sheet, double baseline)
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
    const size_t systems[2] = {sheet->forest->pair.reference,
                               sheet->forest->pair.subject};

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

void forest_draw_heads(struct forest_sheet *sheet)
{
    struct page *page = &sheet->page;
    struct type type = type_tick(page, ANCHOR_START);
    double baseline =
        centred(page->y + scaled(page, ROW_HEADER) / 2 + 0.3, type.size_pt);

    type.colour = COLOUR_GREY;
    if (has_metric_head(sheet))
        frame_text(page->frame, "head", page->left + FOREST_INDENT_MM, baseline,
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

double forest_draw_plot(struct forest_sheet *sheet)
{
    struct page *page = &sheet->page;
    g_autofree const char **names = pick_system_names(
        page, 0.3 * page->right, page->options->profile.label_pt);
    double zero = axis_to_page(&sheet->axis, 0);
    const char *title = chart_words_fill(
        page->frame,
        sheet->forest->options->raw_sign ? page->words->sign_kept
                                         : page->words->advantage,
        names[sheet->forest->pair.subject],
        names[sheet->forest->pair.reference], NULL);

    frame_line(page->frame, Z_AXIS, "zero", zero, sheet->top, zero,
               sheet->bottom, PAINT_LINE(COLOUR_INK, LINE_ZERO));
    frame_plot_area(page->frame, sheet->plot_left, sheet->top,
                    sheet->plot_right - sheet->plot_left,
                    sheet->bottom - sheet->top);
    double y = page_axis_bottom(page, &sheet->axis, sheet->top, sheet->bottom);
    return page_title_bottom(page, title, sheet->plot_left, sheet->plot_right,
                             y);
}

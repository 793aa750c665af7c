/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands around the rows of the operations chart: panels as wide as the
 * names leave, axes, legend with its counts, note, heads.
 */
#include <math.h>

#include "chart/font.h"
#include "chart/label.h"
#include "chart/operations.h"
#include "chart/rows.h"

#define PITCH_MM 3.75
#define NAME_GAP 1.4
#define PANEL_GAP 4.0
#define PERCENT_GAP 2.5
#define NAME_SHARE 0.34    /* of the page, at most */
#define BOTH_LEAST_MM 36.0 /* width of a panel when there are two */
#define PAD_MM 1.2         /* inside the panels' sides */

static double note_width(const struct page *page, const char *text)
{
    return font_measure(text, page->options->profile.note_pt, false).width;
}

void operations_fit_names(struct operations *ops, struct page *page)
{
    g_autofree const char **full = g_new0(const char *, ops->rows->len + 1);

    for (guint i = 0; i < ops->rows->len; i++)
        full[i] = pick_cell_name(
            page, pick_cell(ops->results, operations_row(ops, i)->cell));
    ops->names = rows_names(page, full, ops->rows->len,
                            NAME_SHARE * (page->right - page->left),
                            page->options->profile.note_pt, &ops->name_width);
    ops->percent_width = 0;
    ops->pitch = scaled(page, PITCH_MM);
    for (guint i = 0; i < ops->rows->len; i++)
        ops->percent_width =
            fmax(ops->percent_width,
                 note_width(page, operations_row(ops, i)->percent_text));
}

void operations_place_panels(struct operations_sheet *sheet)
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

void operations_set_axes(struct operations_sheet *sheet)
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
    sheet->unit =
        pick_unit(pick_cell(ops->results, operations_row(ops, 0)->cell),
                  ops->mean_low, ops->mean_high);
    wish.unit = sheet->unit.size;
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
        const struct result_comparison *it =
            operations_comparison(ops, operations_row(ops, i));
        n += it && (int)it->code == code;
    }
    return n;
}

/* "Xen faster", or "Xen better" where the metric is no time. */
static const char *side_words(struct operations_sheet *sheet, size_t system,
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

static const char *code_words(struct operations_sheet *sheet, int code)
{
    struct page *page = &sheet->page;
    double width = 0.22 * (page->right - page->left);
    double size_pt = page->options->profile.label_pt;
    const char *margin = pick_margin_words(page);

    switch ((enum verdict_code)code) {
    case BETTER:
        return side_words(sheet, sheet->ops->pair.subject, width, size_pt);
    case WORSE:
        return side_words(sheet, sheet->ops->pair.reference, width, size_pt);
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
static struct pick_mark code_mark(struct operations_sheet *sheet, int code)
{
    struct result_comparison like = {.code = (enum verdict_code)code};

    like.reference = sheet->ops->pair.reference; /* of the first cell */
    like.subject = sheet->ops->pair.subject;
    for (guint i = 0; i < sheet->ops->rows->len; i++) {
        const struct result_comparison *it =
            operations_comparison(sheet->ops, operations_row(sheet->ops, i));
        if (it) {
            like = *it;
            like.code = (enum verdict_code)code;
            break;
        }
    }
    return pick_verdict_mark(&sheet->page, &like);
}

size_t operations_legend_keys(struct operations_sheet *sheet,
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
                names[code == BETTER ? sheet->ops->pair.subject
                                     : sheet->ops->pair.reference],
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

const char *operations_note_words(struct operations_sheet *sheet, size_t number,
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
void operations_draw_heads(struct operations_sheet *sheet)
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
void operations_draw_sides(struct operations_sheet *sheet)
{
    struct page *page = &sheet->page;
    double size_pt = page->options->profile.tick_pt, gap = 1.6;
    double zero = axis_to_page(&sheet->percents, 0);
    bool less_is_better =
        results_direction(sheet->page.results, sheet->ops->metric) < 0;
    const size_t systems[2] = {
        less_is_better ? sheet->ops->pair.subject : sheet->ops->pair.reference,
        less_is_better ? sheet->ops->pair.reference : sheet->ops->pair.subject};
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

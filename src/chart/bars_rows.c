/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bars lying in rows, a row a group, for many groups or long names: the mean
 * is printed behind its whisker, differences are left to the table. In pages
 * that share the axis when the rows are more than one holds.
 */
#include <math.h>
#include <string.h>

#include "chart/bars.h"
#include "chart/font.h"
#include "chart/rows.h"
#include "compare/words.h"

#define BAR_MM 2.24
#define BAR_GAP_MM 0.3
#define ROW_GAP_MM 1.9 /* between the bars of two rows */
#define VALUE_GAP 0.9
#define VALUE_CLEAR_MM 0.65
#define NAME_GAP 1.4
#define NAME_SHARE 0.36
#define CAP_ROW_MM 1.2
#define HEAD_GAP 0.8

struct sheet {
    const struct bars *bars;
    struct page page;
    struct axis axis;
    struct pick_unit unit; /* of the axis */
    const char **names;
    double name_width, step, pitch; /* step: from bar to bar */
    double left, right, top, bottom;
    struct legend_entry keys[STYLES];
};

static const struct result_sample *sample_of(const struct sheet *sheet,
                                             size_t group, size_t system)
{
    return results_sample(sheet->bars->results, sheet->bars->cells[group],
                          system);
}

/* The mean as the tables print it; with its unit where the axis has another. */
static const char *value_words(struct sheet *sheet, size_t group, size_t system)
{
    const struct result_sample *sample = sample_of(sheet, group, system);
    const char *unit =
        pick_cell(sheet->bars->results, sheet->bars->cells[group])->unit;

    if (!sample->data.n)
        return sheet->page.words->missing;
    if (!strcmp(unit, sheet->unit.name))
        return sample->text.mean;
    return frame_printf(sheet->page.frame, "%s\u00a0%s", sample->text.mean,
                        unit);
}

/* Where the ink of a bar ends. */
static double bar_end(const struct sheet *sheet, size_t group, size_t system)
{
    const struct result_sample *sample = sample_of(sheet, group, system);
    double mean = pick_mean(sheet->bars->results, sample);
    double high = pick_high(sheet->bars->results, sample), end = 0;

    if (isfinite(mean))
        end = fmax(end, mean);
    return sample->data.n && isfinite(high) ? fmax(end, high) : end;
}

static void fit_names(struct sheet *sheet)
{
    const struct bars *bars = sheet->bars;
    struct page *page = &sheet->page;
    double size_pt = page->options->profile.note_pt;
    struct text_size digits = font_measure("0,8\u00b5g", size_pt, false);
    const char *full[BARS_GROUPS];

    for (size_t g = 0; g < bars->n_groups; g++) {
        const char *n = bars_group_n(page, bars, g);
        full[g] = bars_group_label(bars, g);
        if (n)
            full[g] = frame_printf(page->frame, "%s, %s", full[g], n);
    }
    sheet->names = rows_names(
        page, full, bars->n_groups, NAME_SHARE * (page->right - page->left),
        page->options->profile.tick_pt, &sheet->name_width);
    sheet->step = fmax(BAR_MM + BAR_GAP_MM,
                       digits.ascent + digits.descent + VALUE_CLEAR_MM);
    sheet->pitch = (double)bars->n_systems * sheet->step + ROW_GAP_MM;
    sheet->left = page->left + sheet->name_width + NAME_GAP;
    sheet->right = page->right;
}

/* The end of the axis at which every value has room behind its whisker. */
static double axis_end(struct sheet *sheet)
{
    const struct bars *bars = sheet->bars;
    double length = sheet->right - sheet->left, low = fmin(bars->low, 0);
    double end = bars->high;

    for (size_t g = 0; g < bars->n_groups; g++)
        for (size_t s = 0; s < bars->n_systems; s++) {
            const char *words = value_words(sheet, g, s);
            double size_pt = sheet->page.options->profile.note_pt;
            double room = length - VALUE_GAP - 0.4 -
                          font_measure(words, size_pt, false).width;
            if (room > 1)
                end = fmax(end,
                           low + (bar_end(sheet, g, s) - low) * length / room);
        }
    return end;
}

static void set_axis(struct sheet *sheet)
{
    sheet->unit = bars_unit(sheet->bars);
    struct axis_wish wish = {
        .low = sheet->bars->low,
        .high = axis_end(sheet),
        .length_mm = fmax(1, sheet->right - sheet->left),
        .ideal_mm = 6,
        .least_mm = 2.5,
        .is_horizontal = true,
        .from_zero = true,
        .unit = sheet->unit.size,
        .label_pt = sheet->page.options->profile.tick_pt,
    };

    axis_linear(&wish, &sheet->axis);
    axis_place(&sheet->axis, sheet->left, sheet->right);
}

static void draw_bar(struct sheet *sheet, size_t group, size_t system, double y)
{
    const struct bars *bars = sheet->bars;
    const struct result_sample *sample = sample_of(sheet, group, system);
    struct system_style style = system_style(system, bars->options->is_gray);
    struct type type = type_note(&sheet->page, ANCHOR_START);
    double mean = pick_mean(bars->results, sample);
    double low = pick_low(bars->results, sample);
    double high = pick_high(bars->results, sample);
    double zero = axis_to_page(&sheet->axis, 0);
    double end = axis_to_page(&sheet->axis, bar_end(sheet, group, system));

    if (isfinite(mean)) {
        double x = axis_to_page(&sheet->axis, mean);
        frame_rect(sheet->page.frame, Z_AREA, "bar", fmin(x, zero),
                   y - BAR_MM / 2, fabs(x - zero), BAR_MM, style_area(style))
            ->datum = mean;
    }
    if (sample->data.n && high > low) {
        struct paint paint = PAINT_LINE(COLOUR_INK, LINE_WHISKER);
        paint.halo_mm = UNDERSTROKE_MM;
        draw_interval(sheet->page.frame, true,
                      (struct point_mm){axis_to_page(&sheet->axis, low), y},
                      (struct point_mm){axis_to_page(&sheet->axis, high), y},
                      low, high, CAP_ROW_MM, paint);
    }
    type.colour = COLOUR_INK;
    type.halo_mm = TEXT_HALO_MM;
    frame_text(sheet->page.frame, "number", end + VALUE_GAP,
               centred(y, type.size_pt), value_words(sheet, group, system),
               type);
}

static void draw_row(struct sheet *sheet, size_t group, double middle)
{
    struct page *page = &sheet->page;
    struct type type = type_tick(page, ANCHOR_END);
    double first =
        middle - (double)(sheet->bars->n_systems - 1) / 2 * sheet->step;

    frame_text(page->frame, "name", page->left + sheet->name_width,
               centred(middle, type.size_pt), sheet->names[group], type);
    for (size_t s = 0; s < sheet->bars->n_systems; s++)
        draw_bar(sheet, group, s, first + (double)s * sheet->step);
}

static const char *note_words(struct sheet *sheet, size_t number,
                              size_t n_pages)
{
    struct page *page = &sheet->page;
    const char *parts[] = {
        bars_legend(page, sheet->bars, (page->right - page->left) / 2, false,
                    sheet->keys),
        rows_page_words(page, number, n_pages),
    };

    return pick_join(page, parts, G_N_ELEMENTS(parts));
}

static size_t count_keys(const struct sheet *sheet)
{
    return sheet->bars->n_systems > 1 ? sheet->bars->n_systems : 0;
}

static const char *title_words(struct sheet *sheet)
{
    return pick_axis_title(
        &sheet->page, pick_cell(sheet->bars->results, sheet->bars->cells[0]),
        sheet->unit.name, true);
}

static void draw_page(struct sheet *sheet, size_t from, size_t to,
                      size_t number, size_t n_pages)
{
    struct page *page = &sheet->page;
    const struct chart_profile *profile = &sheet->bars->options->profile;
    const char *note = note_words(sheet, number, n_pages);
    double zero = axis_to_page(&sheet->axis, 0);

    legend_draw(page, sheet->keys, count_keys(sheet), note, page->left);
    page->y += HEAD_GAP;
    sheet->top = page->y;
    sheet->bottom = page->y + (double)(to - from) * sheet->pitch;
    for (size_t g = from; g < to; g++)
        draw_row(sheet, g,
                 sheet->top + ((double)(g - from) + 0.5) * sheet->pitch);
    frame_line(page->frame, Z_AXIS, "axis", zero, sheet->top, zero,
               sheet->bottom, PAINT_LINE(COLOUR_INK, LINE_AXIS));
    frame_plot_area(page->frame, sheet->left, sheet->top,
                    sheet->right - sheet->left, sheet->bottom - sheet->top);
    double end =
        page_axis_bottom(page, &sheet->axis, sheet->top, sheet->bottom);
    end = page_title_bottom(page, title_words(sheet), sheet->left, sheet->right,
                            end);
    page->frame->height_mm = profile->fixed_height_mm > 0
                                 ? profile->fixed_height_mm
                                 : end + MARGIN_BOTTOM;
    bars_tell(page, sheet->bars, from, to);
}

/* Everything but the rows, at its largest. */
static double beside_rows(struct sheet *sheet)
{
    const struct chart_profile *profile = &sheet->bars->options->profile;
    const char *note = note_words(sheet, 1, 2);

    return sheet->page.y +
           legend_height(&sheet->page, sheet->keys, count_keys(sheet), note,
                         sheet->page.left) +
           HEAD_GAP + TICK_MM + TICK_GAP + cap_height(profile->tick_pt) +
           GAP_TITLE + scaled(&sheet->page, ROW_AXIS_TITLE) +
           line_height(profile->label_pt) + MARGIN_BOTTOM;
}

static bool draw_pages(struct sheet *sheet, GPtrArray *frames, GError **error)
{
    const struct bars *bars = sheet->bars;
    double beside = beside_rows(sheet), width = sheet->right - sheet->left;
    size_t each = rows_per_page(bars->n_groups, sheet->pitch,
                                rows_room(&bars->options->profile, beside));
    g_autofree char *base =
        g_strdup_printf("bars-%s-%s", bars->metric->tool, bars->metric->name);

    if (!each || width < PLOT_LEAST_WIDTH)
        return page_refuse(
            bars->options, "bars",
            bars->options->profile.width_mm + fmax(0, PLOT_LEAST_WIDTH - width),
            beside + fmax(PLOT_LEAST_HEIGHT, sheet->pitch), error);
    size_t n_pages = (bars->n_groups + each - 1) / each;
    for (size_t i = 0; i < n_pages; i++) {
        g_autofree char *name = rows_page_name(base, i + 1, n_pages);
        sheet->page = page_open(bars->results, bars->options, name, 0);
        draw_page(sheet, i * each, MIN(bars->n_groups, (i + 1) * each), i + 1,
                  n_pages);
        g_ptr_array_add(frames, sheet->page.frame);
    }
    return true;
}

bool bars_lay_rows(const struct bars *bars, GPtrArray *frames, GError **error)
{
    struct sheet sheet = {.bars = bars};

    sheet.page = page_open(bars->results, bars->options, "bars", 0);
    /* Strings of the rows live as long as this page. */
    Frame *holder = sheet.page.frame;
    fit_names(&sheet);
    set_axis(&sheet);
    bool is_done = draw_pages(&sheet, frames, error);
    frame_free(holder);
    g_free(sheet.names);
    return is_done;
}

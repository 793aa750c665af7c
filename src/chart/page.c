/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/page.h"

#include <math.h>
#include <string.h>

#include "chart/font.h"
#include "chart/label.h"

#define LABEL_PT 8.0     /* for which the rows of section 3 are */
#define CAP_PER_EM 0.688 /* Liberation Sans and its like */
#define LINE_PER_EM 1.06

double scaled(const struct page *page, double mm)
{
    return mm * fmax(1, page->options->profile.label_pt / LABEL_PT);
}

double cap_height(double size_pt)
{
    return CAP_PER_EM * size_pt * MM_PER_PT;
}

double line_height(double size_pt)
{
    return LINE_PER_EM * size_pt * MM_PER_PT;
}

double centred(double y, double size_pt)
{
    return y + cap_height(size_pt) / 2;
}

static struct type type_of(double size_pt, uint32_t colour,
                           enum text_anchor anchor)
{
    return (struct type){
        .size_pt = size_pt, .colour = colour, .anchor = anchor};
}

struct type type_label(const struct page *page, enum text_anchor anchor)
{
    return type_of(page->options->profile.label_pt, COLOUR_INK, anchor);
}

struct type type_tick(const struct page *page, enum text_anchor anchor)
{
    return type_of(page->options->profile.tick_pt, COLOUR_INK, anchor);
}

struct type type_note(const struct page *page, enum text_anchor anchor)
{
    return type_of(page->options->profile.note_pt, COLOUR_GREY, anchor);
}

double page_default_height(const struct chart_profile *profile)
{
    double height = profile->width_mm * (profile->width_mm < 100 ? 0.70 : 0.45);

    if (profile->fixed_height_mm > 0)
        return profile->fixed_height_mm;
    return profile->max_height_mm > 0 ? fmin(height, profile->max_height_mm)
                                      : height;
}

bool page_refuse(const struct chart_options *options, const char *kind,
                 double width_mm, double height_mm, GError **error)
{
    double has_height = options->profile.fixed_height_mm > 0
                            ? options->profile.fixed_height_mm
                            : options->profile.max_height_mm;

    return cotejo_fail(error, COTEJO_ERROR_USAGE,
                       "chart '%s' needs at least %.0fx%.0fmm, profile '%s' "
                       "has %.0fx%.0fmm",
                       kind, ceil(width_mm), ceil(height_mm),
                       options->profile.name, options->profile.width_mm,
                       has_height);
}

static void draw_page_title(struct page *page)
{
    struct type type = type_label(page, ANCHOR_START);
    g_auto(GStrv) fitted = NULL;
    const char *title = page->options->title;

    if (!title)
        return;
    type.is_bold = true;
    /* Bold is wider than what label_shorten measures. */
    fitted = label_shorten(&title, 1, 200, 0.88 * (page->right - page->left),
                           type.size_pt);
    frame_text(page->frame, "title", page->left,
               centred(page->y + scaled(page, ROW_HEADER) / 2, type.size_pt),
               fitted[0], type);
    page->y += scaled(page, ROW_HEADER);
}

struct page page_open(const Results *results,
                      const struct chart_options *options, const char *name,
                      double height_mm)
{
    struct page page = {
        .frame = frame_new(name, options->profile.width_mm, height_mm),
        .results = results,
        .options = options,
        .words = &chart_words_en,
        .left = MARGIN_SIDE,
        .right = options->profile.width_mm - MARGIN_SIDE,
        .y = MARGIN_TOP,
    };

    page.frame->dpi = chart_profile_dpi(&options->profile);
    draw_page_title(&page);
    return page;
}

static struct paint grid_paint(void)
{
    return PAINT_LINE(COLOUR_GRID, LINE_GRID);
}

static struct paint axis_paint(void)
{
    return PAINT_LINE(COLOUR_INK, LINE_AXIS);
}

double page_axis_bottom(struct page *page, const struct axis *axis, double top,
                        double bottom)
{
    Frame *frame = page->frame;
    struct type type = type_tick(page, ANCHOR_MIDDLE);
    double baseline = bottom + TICK_MM + TICK_GAP + cap_height(type.size_pt);

    for (size_t i = 0; i < axis->n_ticks; i++) {
        double x = axis_to_page(axis, axis->ticks[i]);
        g_autofree char *label = axis_label(axis, axis->ticks[i]);

        frame_line(frame, Z_GRID, "grid", x, top, x, bottom, grid_paint());
        frame_line(frame, Z_AXIS, "tick", x, bottom, x, bottom + TICK_MM,
                   axis_paint());
        /* A label at the very edge keeps to the page. */
        double half = font_measure(label, type.size_pt, false).width / 2;
        double centre =
            fmin(fmax(x, page->left - 1 + half), page->right + 1 - half);
        frame_text(frame, "tick-label", centre, baseline, label, type);
    }
    for (size_t i = 0; i < axis->n_minor; i++) {
        double x = axis_to_page(axis, axis->minor[i]);
        frame_line(frame, Z_AXIS, "tick", x, bottom, x, bottom + TICK_MINOR_MM,
                   axis_paint());
    }
    frame_line(frame, Z_AXIS, "axis", axis->page_low, bottom, axis->page_high,
               bottom, axis_paint());
    return baseline + GAP_TITLE;
}

void page_axis_left(struct page *page, const struct axis *axis, double left,
                    double right)
{
    Frame *frame = page->frame;
    struct type type = type_tick(page, ANCHOR_END);

    for (size_t i = 0; i < axis->n_ticks; i++) {
        double y = axis_to_page(axis, axis->ticks[i]);
        g_autofree char *label = axis_label(axis, axis->ticks[i]);

        frame_line(frame, Z_GRID, "grid", left, y, right, y, grid_paint());
        frame_line(frame, Z_AXIS, "tick", left - TICK_MM, y, left, y,
                   axis_paint());
        frame_text(frame, "tick-label", left - TICK_MM - TICK_GAP,
                   centred(y, type.size_pt), label, type);
    }
    /* From the first tick to the last: where an end was dropped the eye must
     * not read a tick that is not there. */
    if (axis->n_ticks > 1)
        frame_line(frame, Z_AXIS, "axis", left,
                   axis_to_page(axis, axis->ticks[0]), left,
                   axis_to_page(axis, axis->ticks[axis->n_ticks - 1]),
                   axis_paint());
}

/* Up to two lines; the last resort is to shorten. */
static size_t break_title(const char *title, double length, double size_pt,
                          char *lines[2])
{
    g_auto(GStrv) fitted = NULL;

    lines[0] = lines[1] = NULL;
    if (label_wrap(title, length, size_pt, &lines[0], &lines[1]))
        return lines[1] ? 2 : 1;
    fitted = label_shorten(&title, 1, 200, length, size_pt);
    lines[0] = g_strdup(fitted[0]);
    return 1;
}

double page_title_bottom(struct page *page, const char *title, double left,
                         double right, double y)
{
    struct type type = type_label(page, ANCHOR_MIDDLE);
    double centre = (left + right) / 2;
    /* It may reach beyond the axis as long as it stays on the page. */
    double length = 2 * fmin(centre - page->left, page->right - centre);
    char *lines[2];
    size_t n = break_title(title, length, type.size_pt, lines);

    for (size_t i = 0; i < n; i++) {
        frame_text(
            page->frame, "axis-title", centre,
            centred(y + scaled(page, ROW_AXIS_TITLE) / 2 + 0.2, type.size_pt),
            lines[i], type);
        y += i + 1 < n ? line_height(type.size_pt)
                       : scaled(page, ROW_AXIS_TITLE);
        g_free(lines[i]);
    }
    frame_join(page->frame, n);
    return y;
}

/* In lines as long as the axis; longer ones only where that needs three. */
static size_t break_beside(const char *title, double axis, double most,
                           double size_pt, char *lines[2])
{
    if (axis < most && label_wrap(title, axis, size_pt, &lines[0], &lines[1]))
        return lines[1] ? 2 : 1;
    return break_title(title, most, size_pt, lines);
}

double page_title_left_width(const struct page *page, const char *title,
                             double axis, double most)
{
    double size_pt = page->options->profile.label_pt;
    char *lines[2];
    size_t n = break_beside(title, axis, most, size_pt, lines);

    for (size_t i = 0; i < n; i++)
        g_free(lines[i]);
    return scaled(page, ROW_AXIS_TITLE) + GAP_TITLE +
           (n > 1 ? line_height(size_pt) : 0);
}

double page_title_left(struct page *page, const char *title, double top,
                       double bottom, double limit)
{
    struct type type = type_label(page, ANCHOR_MIDDLE);
    double x = page->left + 0.9 * type.size_pt * MM_PER_PT;
    char *lines[2];
    size_t n =
        break_beside(title, bottom - top, bottom - limit, type.size_pt, lines);
    double width = 0;

    type.is_rotated = true;
    for (size_t i = 0; i < n; i++)
        width = fmax(width, font_measure(lines[i], type.size_pt, false).width);
    /* Centred on the plot, but not over the page's edge. */
    double centre = fmax((top + bottom) / 2, limit + width / 2);
    centre = fmin(centre, page->frame->height_mm - MARGIN_BOTTOM - width / 2);
    for (size_t i = 0; i < n; i++) {
        frame_text(page->frame, "axis-title",
                   x + (double)i * line_height(type.size_pt), centre, lines[i],
                   type);
        g_free(lines[i]);
    }
    frame_join(page->frame, n);
    return scaled(page, ROW_AXIS_TITLE) + GAP_TITLE +
           (n > 1 ? line_height(type.size_pt) : 0);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ink: strokes what layout decided. On a raster, lines and edges that
 * run along the axes are moved by less than a dot onto the grid of dots.
 */
#include "chart/ink.h"

#include <libdeflate.h>
#include <math.h>
#include <pango/pangocairo.h>

#include "chart/font_pango.h"
#include "chart/hatch.h"
#include "chart/style.h"

struct pen {
    cairo_t *cr;
    double dots_per_mm; /* 0: no raster */
};

struct order {
    const struct frame_item *item;
    guint index;
};

static int compare_order(const void *a, const void *b)
{
    const struct order *x = a, *y = b;

    if (x->item->z != y->item->z)
        return x->item->z < y->item->z ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

const struct frame_item **frame_in_order(const Frame *frame)
{
    guint n = frame->items->len;
    g_autofree struct order *orders = g_new(struct order, n + 1);
    const struct frame_item **items = g_new(const struct frame_item *, n + 1);

    for (guint i = 0; i < n; i++)
        orders[i] = (struct order){
            &g_array_index(frame->items, struct frame_item, i), i};
    qsort(orders, n, sizeof *orders, compare_order);
    for (guint i = 0; i < n; i++)
        items[i] = orders[i].item;
    items[n] = NULL;
    return items;
}

static void set_colour(cairo_t *cr, uint32_t colour)
{
    cairo_set_source_rgb(cr, (colour >> 16 & 0xff) / 255.0,
                         (colour >> 8 & 0xff) / 255.0, (colour & 0xff) / 255.0);
}

/* The width on this surface: whole dots on a raster. */
static double pen_width(const struct pen *pen, double line_pt)
{
    double mm = line_pt * MM_PER_PT;

    if (pen->dots_per_mm <= 0)
        return mm;
    return fmax(1, round(mm * pen->dots_per_mm)) / pen->dots_per_mm;
}

/* The place nearest to v where a line that wide has sharp edges. */
static double snap(const struct pen *pen, double v, double width_mm)
{
    if (pen->dots_per_mm <= 0)
        return v;
    double half = width_mm * pen->dots_per_mm / 2;
    return (round(v * pen->dots_per_mm - half) + half) / pen->dots_per_mm;
}

static void set_pen(const struct pen *pen, const struct frame_item *item,
                    double width_mm)
{
    int n = 0;

    while (n < DASH_LENGTH && item->dash_mm[n] > 0)
        n++;
    cairo_set_dash(pen->cr, item->dash_mm, n, 0);
    cairo_set_line_width(pen->cr, width_mm);
    cairo_set_line_join(pen->cr, CAIRO_LINE_JOIN_MITER);
    cairo_set_line_cap(pen->cr, CAIRO_LINE_CAP_BUTT);
}

static bool is_straight(const struct frame_item *item)
{
    if (item->kind == ITEM_POLYGON || item->n_points > 8)
        return false;
    for (size_t i = 1; i < item->n_points; i++) {
        const struct point_mm *a = &item->points[i - 1], *b = a + 1;
        if (fabs(a->x - b->x) > 0 && fabs(a->y - b->y) > 0)
            return false;
    }
    return true;
}

static void path_points(const struct pen *pen, const struct frame_item *item,
                        double width_mm)
{
    bool snaps = is_straight(item);

    for (size_t i = 0; i < item->n_points; i++) {
        double x = item->points[i].x, y = item->points[i].y;
        if (snaps) {
            x = snap(pen, x, width_mm);
            y = snap(pen, y, width_mm);
        }
        if (i)
            cairo_line_to(pen->cr, x, y);
        else
            cairo_move_to(pen->cr, x, y);
    }
    if (item->kind == ITEM_POLYGON)
        cairo_close_path(pen->cr);
}

static struct box_mm snapped_rect(const struct pen *pen,
                                  const struct frame_item *item,
                                  double width_mm)
{
    return (struct box_mm){snap(pen, item->at.x, width_mm),
                           snap(pen, item->at.y, width_mm),
                           snap(pen, item->at.x + item->width, width_mm),
                           snap(pen, item->at.y + item->height, width_mm)};
}

static void path_item(const struct pen *pen, const struct frame_item *item,
                      double width_mm)
{
    struct box_mm box;

    cairo_new_path(pen->cr);
    switch (item->kind) {
    case ITEM_RECT:
        box = snapped_rect(pen, item, width_mm);
        cairo_rectangle(pen->cr, box.left, box.top, box.right - box.left,
                        box.bottom - box.top);
        break;
    case ITEM_CIRCLE:
        cairo_arc(pen->cr, item->at.x, item->at.y, item->radius, 0, 2 * G_PI);
        cairo_close_path(pen->cr);
        break;
    default:
        path_points(pen, item, width_mm);
    }
}

static void hatch_line(void *data, struct point_mm from, struct point_mm to)
{
    cairo_move_to(data, from.x, from.y);
    cairo_line_to(data, to.x, to.y);
}

static void hatch_dot(void *data, struct point_mm centre, double radius_mm)
{
    cairo_new_sub_path(data);
    cairo_arc(data, centre.x, centre.y, radius_mm, 0, 2 * G_PI);
}

static void paint_hatch(const struct pen *pen, const struct frame_item *item,
                        double width_mm)
{
    struct hatch_ink ink = {hatch_line, hatch_dot, pen->cr};

    cairo_new_path(pen->cr);
    hatch_draw(item->hatch, snapped_rect(pen, item, width_mm), &ink);
    set_colour(pen->cr, COLOUR_INK);
    if (item->hatch == HATCH_DOTS) {
        cairo_fill(pen->cr);
        return;
    }
    cairo_set_dash(pen->cr, NULL, 0, 0);
    cairo_set_line_width(pen->cr, LINE_HATCH * MM_PER_PT);
    cairo_stroke(pen->cr);
}

static void paint_shape(const struct pen *pen, const struct frame_item *item)
{
    bool has_line = item->stroke != COLOUR_NONE;
    double width = has_line ? pen_width(pen, item->line_pt) : 0;

    set_pen(pen, item, width);
    path_item(pen, item, width);
    if (item->halo_mm > 0) {
        set_colour(pen->cr, COLOUR_WHITE);
        cairo_set_line_width(pen->cr, width + 2 * item->halo_mm);
        cairo_stroke_preserve(pen->cr);
        cairo_set_line_width(pen->cr, width);
    }
    if (item->fill != COLOUR_NONE) {
        set_colour(pen->cr, item->fill);
        cairo_fill_preserve(pen->cr);
    }
    if (item->hatch != HATCH_NONE && item->kind == ITEM_RECT) {
        paint_hatch(pen, item, width);
        set_pen(pen, item, width);
        path_item(pen, item, width);
    }
    if (has_line) {
        set_colour(pen->cr, item->stroke);
        cairo_stroke(pen->cr);
    }
    cairo_new_path(pen->cr);
}

static void paint_text(const struct pen *pen, const struct frame_item *item)
{
    cairo_t *cr = pen->cr;
    PangoLayout *layout = font_layout(item->text, item->size_pt, item->is_bold);
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
    double before = item->anchor == ANCHOR_START    ? 0
                    : item->anchor == ANCHOR_MIDDLE ? item->width / 2
                                                    : item->width;

    cairo_save(cr);
    cairo_translate(cr, item->at.x, item->at.y);
    if (item->is_rotated)
        cairo_rotate(cr, -G_PI / 2);
    cairo_translate(cr, -before, 0);
    cairo_scale(cr, MM_PER_PT, MM_PER_PT);
    set_colour(cr, item->fill);
    cairo_move_to(cr, 0, 0);
    pango_cairo_show_layout_line(cr, line);
    cairo_new_path(cr);
    cairo_restore(cr);
}

void ink_paint(const Frame *frame, cairo_t *cr, double dots_per_mm)
{
    struct pen pen = {cr, dots_per_mm};
    g_autofree const struct frame_item **items = frame_in_order(frame);

    set_colour(cr, COLOUR_WHITE);
    cairo_paint(cr);
    for (const struct frame_item **item = items; *item; item++) {
        if ((*item)->kind == ITEM_TEXT)
            paint_text(&pen, *item);
        else
            paint_shape(&pen, *item);
    }
}

void ink_libraries(struct ink_library list[INK_LIBRARIES])
{
    list[0] = (struct ink_library){"cairo", cairo_version_string()};
    list[1] = (struct ink_library){"pango", pango_version_string()};
    list[2] = (struct ink_library){"libdeflate", LIBDEFLATE_VERSION_STRING};
}

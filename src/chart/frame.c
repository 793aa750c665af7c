/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The display list: adding items, and printing the list as JSON.
 */
#include "chart/frame.h"

#include <math.h>
#include <stdarg.h>

#include "chart/font.h"
#include "compare/words.h"

Frame *frame_new(const char *name, double width_mm, double height_mm)
{
    Frame *frame = g_new0(Frame, 1);

    frame->width_mm = width_mm;
    frame->height_mm = height_mm;
    frame->items = g_array_new(FALSE, TRUE, sizeof(struct frame_item));
    frame->plots = g_array_new(FALSE, TRUE, sizeof(struct frame_plot));
    frame->csv = g_string_new(NULL);
    frame->strings = g_string_chunk_new(4096);
    frame->owned = g_ptr_array_new_with_free_func(g_free);
    frame->name = frame_string(frame, name);
    frame->reference = frame->subject = SIZE_MAX;
    frame->dpi = 300.0;
    frame->title = frame->caption = frame->alt = "";
    return frame;
}

void frame_free(Frame *frame)
{
    if (!frame)
        return;
    g_array_free(frame->items, TRUE);
    g_array_free(frame->plots, TRUE);
    g_string_free(frame->csv, TRUE);
    g_string_chunk_free(frame->strings);
    g_ptr_array_free(frame->owned, TRUE);
    g_free(frame);
}

const char *frame_string(Frame *frame, const char *text)
{
    return g_string_chunk_insert_const(frame->strings, text);
}

const char *frame_printf(Frame *frame, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return frame_string(frame, text);
}

static struct frame_item *frame_add(Frame *frame, enum item_kind kind, int z,
                                    const char *role, struct paint paint)
{
    struct frame_item item = {
        .kind = kind,
        .z = z,
        .role = role,
        .fill = paint.fill,
        .stroke = paint.stroke,
        .line_pt = paint.line_pt,
        .hatch = paint.hatch,
        .halo_mm = paint.halo_mm,
        .datum = NAN,
    };

    for (size_t i = 0; paint.dash_mm && paint.dash_mm[i] > 0; i++) {
        g_assert(i + 1 < DASH_LENGTH);
        item.dash_mm[i] = paint.dash_mm[i];
    }
    g_array_append_val(frame->items, item);
    return &g_array_index(frame->items, struct frame_item,
                          frame->items->len - 1);
}

struct frame_item *frame_rect(Frame *frame, int z, const char *role, double x,
                              double y, double width, double height,
                              struct paint paint)
{
    struct frame_item *item = frame_add(frame, ITEM_RECT, z, role, paint);

    item->at = (struct point_mm){x, y};
    item->width = width;
    item->height = height;
    return item;
}

struct frame_item *frame_circle(Frame *frame, int z, const char *role, double x,
                                double y, double radius, struct paint paint)
{
    struct frame_item *item = frame_add(frame, ITEM_CIRCLE, z, role, paint);

    item->at = (struct point_mm){x, y};
    item->radius = radius;
    return item;
}

static struct frame_item *add_points(Frame *frame, enum item_kind kind, int z,
                                     const char *role,
                                     const struct point_mm points[], size_t n,
                                     struct paint paint)
{
    struct frame_item *item = frame_add(frame, kind, z, role, paint);

    item->points = g_memdup2(points, n * sizeof *points);
    item->n_points = n;
    g_ptr_array_add(frame->owned, item->points);
    return item;
}

struct frame_item *frame_line(Frame *frame, int z, const char *role, double x1,
                              double y1, double x2, double y2,
                              struct paint paint)
{
    struct point_mm ends[] = {{x1, y1}, {x2, y2}};

    return add_points(frame, ITEM_LINE, z, role, ends, 2, paint);
}

struct frame_item *frame_polyline(Frame *frame, int z, const char *role,
                                  const struct point_mm points[], size_t n,
                                  struct paint paint)
{
    return add_points(frame, ITEM_POLYLINE, z, role, points, n, paint);
}

struct frame_item *frame_polygon(Frame *frame, int z, const char *role,
                                 const struct point_mm points[], size_t n,
                                 struct paint paint)
{
    return add_points(frame, ITEM_POLYGON, z, role, points, n, paint);
}

static struct box_mm text_box(const struct frame_item *item)
{
    double before = item->anchor == ANCHOR_START    ? 0
                    : item->anchor == ANCHOR_MIDDLE ? item->width / 2
                                                    : item->width;
    double after = item->width - before;

    if (item->is_rotated)
        return (struct box_mm){item->at.x - item->ascent, item->at.y - after,
                               item->at.x + item->descent, item->at.y + before};
    return (struct box_mm){item->at.x - before, item->at.y - item->ascent,
                           item->at.x + after, item->at.y + item->descent};
}

static void add_halo(Frame *frame, struct box_mm box, double halo_mm)
{
    frame_rect(frame, Z_HALO, "halo", box.left - halo_mm, box.top - halo_mm,
               box.right - box.left + 2 * halo_mm,
               box.bottom - box.top + 2 * halo_mm, PAINT_FILL(0xFFFFFF));
}

struct frame_item *frame_text(Frame *frame, const char *role, double x,
                              double y, const char *text, struct type type)
{
    g_autofree char *clean = words_clean(text);
    struct text_size size = font_measure(clean, type.size_pt, type.is_bold);
    struct frame_item it = {
        .at = {x, y},
        .width = size.width,
        .height = size.ascent + size.descent,
        .ascent = size.ascent,
        .descent = size.descent,
        .size_pt = type.size_pt,
        .is_bold = type.is_bold,
        .is_rotated = type.is_rotated,
        .anchor = type.anchor,
    };

    if (type.halo_mm > 0)
        add_halo(frame, text_box(&it), type.halo_mm);
    struct frame_item *item =
        frame_add(frame, ITEM_TEXT, Z_TEXT, role, PAINT_FILL(type.colour));
    it.kind = item->kind;
    it.z = item->z;
    it.role = item->role;
    it.fill = item->fill;
    it.stroke = item->stroke;
    it.datum = item->datum;
    it.text = frame_string(frame, clean);
    *item = it;
    return item;
}

void frame_join(Frame *frame, size_t lines)
{
    frame->n_blocks++;
    for (guint i = frame->items->len; lines && i-- > 0;) {
        struct frame_item *item =
            &g_array_index(frame->items, struct frame_item, i);
        if (item->kind != ITEM_TEXT)
            continue;
        item->block = frame->n_blocks;
        lines--;
    }
}

void frame_plot_area(Frame *frame, double x, double y, double width,
                     double height)
{
    struct frame_plot plot = {x, y, width, height};

    g_array_append_val(frame->plots, plot);
}

struct box_mm item_box(const struct frame_item *item)
{
    double pen =
        item->stroke == COLOUR_NONE ? 0 : item->line_pt * MM_PER_PT / 2;
    struct box_mm box;

    switch (item->kind) {
    case ITEM_TEXT:
        return text_box(item);
    case ITEM_RECT:
        box = (struct box_mm){item->at.x, item->at.y, item->at.x + item->width,
                              item->at.y + item->height};
        break;
    case ITEM_CIRCLE:
        box = (struct box_mm){
            item->at.x - item->radius, item->at.y - item->radius,
            item->at.x + item->radius, item->at.y + item->radius};
        break;
    default:
        box = (struct box_mm){INFINITY, INFINITY, -INFINITY, -INFINITY};
        for (size_t i = 0; i < item->n_points; i++) {
            box.left = fmin(box.left, item->points[i].x);
            box.right = fmax(box.right, item->points[i].x);
            box.top = fmin(box.top, item->points[i].y);
            box.bottom = fmax(box.bottom, item->points[i].y);
        }
    }
    return (struct box_mm){box.left - pen, box.top - pen, box.right + pen,
                           box.bottom + pen};
}

bool box_meets(struct box_mm a, struct box_mm b, double gap_mm)
{
    return a.left < b.right + gap_mm && b.left < a.right + gap_mm &&
           a.top < b.bottom + gap_mm && b.top < a.bottom + gap_mm;
}

/* JSON, written by hand: the list is flat and its order is part of it. */

static void put_string(GString *json, const char *key, const char *text)
{
    g_string_append_printf(json, ", \"%s\": \"", key);
    for (const char *c = text; *c; c++) {
        if (*c == '"' || *c == '\\')
            g_string_append_c(json, '\\');
        if ((unsigned char)*c < 0x20)
            g_string_append_printf(json, "\\u%04x", (unsigned)*c);
        else
            g_string_append_c(json, *c);
    }
    g_string_append_c(json, '"');
}

static void put_mm(GString *json, const char *key, double value)
{
    g_string_append_printf(json, ", \"%s\": %.4f", key, value);
}

static void put_colour(GString *json, const char *key, uint32_t colour)
{
    if (colour != COLOUR_NONE)
        g_string_append_printf(json, ", \"%s\": \"#%06X\"", key,
                               (unsigned)colour);
}

static void put_text(GString *json, const struct frame_item *item)
{
    static const char *const anchors[] = {"start", "middle", "end"};

    put_string(json, "text", item->text);
    put_string(json, "anchor", anchors[item->anchor]);
    put_mm(json, "size_pt", item->size_pt);
    put_mm(json, "width", item->width);
    put_mm(json, "ascent", item->ascent);
    put_mm(json, "descent", item->descent);
    if (item->is_bold)
        g_string_append(json, ", \"bold\": true");
    if (item->is_rotated)
        g_string_append(json, ", \"rotated\": true");
}

static void put_points(GString *json, const struct frame_item *item)
{
    g_string_append(json, ", \"points\": [");
    for (size_t i = 0; i < item->n_points; i++)
        g_string_append_printf(json, "%s[%.4f, %.4f]", i ? ", " : "",
                               item->points[i].x, item->points[i].y);
    g_string_append_c(json, ']');
}

static void put_item(GString *json, const struct frame_item *item)
{
    static const char *const kinds[] = {"rect",    "line",   "polyline",
                                        "polygon", "circle", "text"};

    g_string_append_printf(json, "    {\"kind\": \"%s\", \"z\": %d",
                           kinds[item->kind], item->z);
    put_string(json, "role", item->role);
    put_colour(json, "fill", item->fill);
    put_colour(json, "stroke", item->stroke);
    if (item->stroke != COLOUR_NONE)
        put_mm(json, "line_pt", item->line_pt);
    if (item->hatch)
        g_string_append_printf(json, ", \"hatch\": %d", (int)item->hatch);
    if (item->halo_mm > 0)
        put_mm(json, "halo", item->halo_mm);
    if (item->n_points) {
        put_points(json, item);
    } else {
        put_mm(json, "x", item->at.x);
        put_mm(json, "y", item->at.y);
    }
    if (item->kind == ITEM_RECT) {
        put_mm(json, "width", item->width);
        put_mm(json, "height", item->height);
    }
    if (item->kind == ITEM_CIRCLE)
        put_mm(json, "radius", item->radius);
    if (item->kind == ITEM_TEXT)
        put_text(json, item);
    if (isfinite(item->datum))
        g_string_append_printf(json, ", \"datum\": %.17g", item->datum);
    g_string_append_c(json, '}');
}

void frame_dump(const Frame *frame, GString *json)
{
    g_string_append_printf(json, "{\"width\": %.4f, \"height\": %.4f",
                           frame->width_mm, frame->height_mm);
    put_string(json, "name", frame->name);
    put_string(json, "title", frame->title);
    put_string(json, "caption", frame->caption);
    put_string(json, "alt", frame->alt);
    g_string_append(json, ",\n  \"plots\": [");
    for (guint i = 0; i < frame->plots->len; i++) {
        const struct frame_plot *plot =
            &g_array_index(frame->plots, struct frame_plot, i);
        g_string_append_printf(json,
                               "%s{\"x\": %.4f, \"y\": %.4f, "
                               "\"width\": %.4f, \"height\": %.4f}",
                               i ? ", " : "", plot->x, plot->y, plot->width,
                               plot->height);
    }
    g_string_append(json, "],\n  \"items\": [\n");
    for (guint i = 0; i < frame->items->len; i++) {
        put_item(json, &g_array_index(frame->items, struct frame_item, i));
        g_string_append(json, i + 1 < frame->items->len ? ",\n" : "\n");
    }
    g_string_append(json, "  ]}\n");
}

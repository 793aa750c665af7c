/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SVG from the display list, without cairo, which would turn text into
 * outlines with the same ids in every figure.
 *
 * 1. width and height in mm, the view box in hundredths of a mm.
 * 2. title and desc first, named by aria-labelledby; ids begin with the
 *    figure's name.
 * 3. Text is text, held to its measured width by textLength.
 * 4. Numbers have at most two decimals; no script, class or reference.
 */
#include <math.h>

#include "chart/chart.h"
#include "chart/font.h"
#include "chart/hatch.h"
#include "chart/ink.h"
#include "chart/style.h"

#define PER_MM 100.0

static void put_escaped(GString *svg, const char *text)
{
    for (const char *c = text; *c; c++) {
        switch (*c) {
        case '&':
            g_string_append(svg, "&amp;");
            break;
        case '<':
            g_string_append(svg, "&lt;");
            break;
        case '>':
            g_string_append(svg, "&gt;");
            break;
        case '"':
            g_string_append(svg, "&quot;");
            break;
        case '\'':
            g_string_append(svg, "&#39;");
            break;
        default:
            g_string_append_c(svg, *c);
        }
    }
}

/* mm as hundredths, at most two decimals, no trailing zeros, no "-0". */
static void put_mm(GString *svg, double mm)
{
    char digits[40];
    long hundredths = lround(mm * PER_MM * 100);
    int n = g_snprintf(digits, sizeof digits, "%s%ld.%02ld",
                       hundredths < 0 ? "-" : "", labs(hundredths) / 100,
                       labs(hundredths) % 100);

    while (digits[n - 1] == '0')
        n--;
    if (digits[n - 1] == '.')
        n--;
    g_string_append_len(svg, digits, n);
}

static void put_length(GString *svg, const char *name, double mm)
{
    g_string_append_printf(svg, " %s=\"", name);
    put_mm(svg, mm);
    g_string_append_c(svg, '"');
}

static void put_colour(GString *svg, const char *name, uint32_t colour)
{
    if (colour == COLOUR_NONE)
        g_string_append_printf(svg, " %s=\"none\"", name);
    else
        g_string_append_printf(svg, " %s=\"#%06X\"", name, (unsigned)colour);
}

static void put_dash(GString *svg, const struct frame_item *item)
{
    if (!(item->dash_mm[0] > 0))
        return;
    g_string_append(svg, " stroke-dasharray=\"");
    for (size_t i = 0; i < DASH_LENGTH && item->dash_mm[i] > 0; i++) {
        if (i)
            g_string_append_c(svg, ' ');
        put_mm(svg, item->dash_mm[i]);
    }
    g_string_append_c(svg, '"');
}

static void put_path(GString *svg, const struct frame_item *item)
{
    g_string_append(svg, " d=\"");
    for (size_t i = 0; i < item->n_points; i++) {
        g_string_append(svg, i ? " L" : "M");
        put_mm(svg, item->points[i].x);
        g_string_append_c(svg, ' ');
        put_mm(svg, item->points[i].y);
    }
    if (item->kind == ITEM_POLYGON)
        g_string_append_c(svg, 'Z');
    g_string_append_c(svg, '"');
}

/* The element up to its paint. */
static void open_shape(GString *svg, const struct frame_item *item)
{
    switch (item->kind) {
    case ITEM_RECT:
        g_string_append(svg, "<rect");
        put_length(svg, "x", item->at.x);
        put_length(svg, "y", item->at.y);
        put_length(svg, "width", item->width);
        put_length(svg, "height", item->height);
        break;
    case ITEM_CIRCLE:
        g_string_append(svg, "<circle");
        put_length(svg, "cx", item->at.x);
        put_length(svg, "cy", item->at.y);
        put_length(svg, "r", item->radius);
        break;
    default:
        g_string_append(svg, "<path");
        put_path(svg, item);
    }
}

static void put_stroke(GString *svg, uint32_t colour, double width_mm)
{
    put_colour(svg, "stroke", colour);
    if (colour != COLOUR_NONE)
        put_length(svg, "stroke-width", width_mm);
}

static void hatch_line(void *data, struct point_mm from, struct point_mm to)
{
    GString *svg = data;

    g_string_append_c(svg, 'M');
    put_mm(svg, from.x);
    g_string_append_c(svg, ' ');
    put_mm(svg, from.y);
    g_string_append_c(svg, 'L');
    put_mm(svg, to.x);
    g_string_append_c(svg, ' ');
    put_mm(svg, to.y);
}

/* A dot is a stroke of length zero with round ends. */
static void hatch_dot(void *data, struct point_mm centre, double radius_mm)
{
    (void)radius_mm;
    hatch_line(data, centre, centre);
}

static void put_hatch(GString *svg, const struct frame_item *item)
{
    struct box_mm box = {item->at.x, item->at.y, item->at.x + item->width,
                         item->at.y + item->height};
    struct hatch_ink ink = {hatch_line, hatch_dot, svg};
    bool is_dots = item->hatch == HATCH_DOTS;

    g_string_append(svg, "<path d=\"");
    gsize empty = svg->len;
    hatch_draw(item->hatch, box, &ink);
    if (svg->len == empty) { /* an area between two strokes */
        g_string_append(svg, "M0 0");
    }
    g_string_append(svg, "\" fill=\"none\"");
    put_stroke(svg, COLOUR_INK,
               is_dots ? 2 * HATCH_DOT_MM : LINE_HATCH * MM_PER_PT);
    g_string_append(svg, is_dots ? " stroke-linecap=\"round\"/>\n" : "/>\n");
}

static void put_shape(GString *svg, const struct frame_item *item)
{
    double width = item->line_pt * MM_PER_PT;

    if (item->halo_mm > 0) {
        open_shape(svg, item);
        g_string_append(svg, " fill=\"none\"");
        put_stroke(svg, COLOUR_WHITE, width + 2 * item->halo_mm);
        g_string_append(svg, "/>\n");
    }
    open_shape(svg, item);
    put_colour(svg, "fill", item->fill);
    if (item->kind == ITEM_RECT && item->hatch != HATCH_NONE) {
        g_string_append(svg, "/>\n");
        put_hatch(svg, item);
        open_shape(svg, item);
        g_string_append(svg, " fill=\"none\"");
    }
    put_stroke(svg, item->stroke, width);
    put_dash(svg, item);
    g_string_append(svg, "/>\n");
}

static void put_text(GString *svg, const struct frame_item *item)
{
    static const char *const anchors[] = {"start", "middle", "end"};

    if (!*item->text)
        return;
    g_string_append(svg, "<text");
    put_length(svg, "x", item->at.x);
    put_length(svg, "y", item->at.y);
    put_length(svg, "font-size", item->size_pt * MM_PER_PT);
    if (item->anchor != ANCHOR_START)
        g_string_append_printf(svg, " text-anchor=\"%s\"",
                               anchors[item->anchor]);
    put_length(svg, "textLength", item->width);
    g_string_append(svg, " lengthAdjust=\"spacingAndGlyphs\"");
    put_colour(svg, "fill", item->fill);
    if (item->is_bold)
        g_string_append(svg, " font-weight=\"bold\"");
    if (item->is_rotated) {
        g_string_append(svg, " transform=\"rotate(-90 ");
        put_mm(svg, item->at.x);
        g_string_append_c(svg, ' ');
        put_mm(svg, item->at.y);
        g_string_append(svg, ")\"");
    }
    g_string_append(svg, " xml:space=\"preserve\">");
    put_escaped(svg, item->text);
    g_string_append(svg, "</text>\n");
}

static void put_head(GString *svg, const Frame *frame,
                     const struct chart_provenance *from)
{
    g_string_append(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    g_string_append_printf(svg, " width=\"%.6gmm\" height=\"%.6gmm\"",
                           frame->width_mm, frame->height_mm);
    g_string_append(svg, " viewBox=\"0 0 ");
    put_mm(svg, frame->width_mm);
    g_string_append_c(svg, ' ');
    put_mm(svg, frame->height_mm);
    g_string_append_printf(
        svg, "\" role=\"img\" aria-labelledby=\"%s-title %s-desc\">\n",
        frame->name, frame->name);
    g_string_append_printf(svg, "<title id=\"%s-title\">", frame->name);
    put_escaped(svg, frame->title);
    g_string_append_printf(svg, "</title>\n<desc id=\"%s-desc\">", frame->name);
    put_escaped(svg, frame->alt);
    g_string_append(svg, "</desc>\n<metadata>");
    put_escaped(svg, from->version ? from->version : "");
    if (from->digest)
        g_string_append_printf(svg, " cotejo-results-sha256=%s", from->digest);
    g_string_append(svg, "</metadata>\n");
}

static void put_frame(GString *svg, const Frame *frame)
{
    g_autofree const struct frame_item **items = frame_in_order(frame);

    g_string_append(svg, "<rect width=\"100%\" height=\"100%\" "
                         "fill=\"#FFFFFF\"/>\n<g font-family=\"");
    put_escaped(svg, font_family());
    g_string_append(svg, ", Liberation Sans, Arimo, Arial, Helvetica, "
                         "sans-serif\">\n");
    for (const struct frame_item **item = items; *item; item++) {
        if ((*item)->kind == ITEM_TEXT)
            put_text(svg, *item);
        else
            put_shape(svg, *item);
    }
    g_string_append(svg, "</g>\n</svg>\n");
}

GByteArray *frame_to_svg(const Frame *frame,
                         const struct chart_provenance *from, GError **error)
{
    GString *svg = g_string_sized_new(16384);

    put_head(svg, frame, from);
    put_frame(svg, frame);
    if (svg->len > G_MAXUINT / 2) {
        g_string_free(svg, TRUE);
        cotejo_fail(error, COTEJO_ERROR_WRITE, "figure '%s' as SVG: too large",
                    frame->name);
        return NULL;
    }
    gsize n = svg->len;
    return g_byte_array_new_take((guint8 *)g_string_free(svg, FALSE), n);
}

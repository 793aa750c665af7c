/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The look of systems and marks. Colours are those of Okabe and Ito ("Color
 * Universal Design", 2008), ordered so that neighbours differ in lightness.
 */
#include "chart/style.h"

#include <math.h>

static const struct system_style styles[STYLES] = {
    {0x0072B2, HATCH_NONE, MARKER_CIRCLE, {0}},
    {0xE69F00, HATCH_SLASH, MARKER_SQUARE, {1.8, 0.6}},
    {0x009E73, HATCH_BACKSLASH, MARKER_TRIANGLE_UP, {0.4, 0.5}},
    {0x56B4E9, HATCH_DOTS, MARKER_DIAMOND, {1.8, 0.5, 0.4, 0.5}},
    {0xD55E00, HATCH_HORIZONTAL, MARKER_TRIANGLE_DOWN, {1.0, 0.4}},
    {0xCC79A7, HATCH_CROSSED, MARKER_PLUS, {2.6, 0.6, 0.4, 0.6}},
    {0xF0E442, HATCH_VERTICAL, MARKER_CROSS, {0.4, 0.8}},
    {0xFFFFFF, HATCH_NONE, MARKER_STAR, {1.8, 0.6, 0.4, 0.6, 0.4, 0.6}},
};

static const uint32_t grays[] = {0xFFFFFF, 0x6B6B6B, 0xBDBDBD, 0x3D3D3D};

struct system_style system_style(size_t index, bool is_gray)
{
    struct system_style style = styles[index % STYLES];

    if (is_gray)
        style.fill = grays[index % G_N_ELEMENTS(grays)];
    return style;
}

struct paint style_area(struct system_style style)
{
    return (struct paint){.fill = style.fill,
                          .stroke = COLOUR_INK,
                          .line_pt = LINE_OUTLINE,
                          .hatch = style.hatch};
}

struct paint style_marker(uint32_t fill)
{
    return (struct paint){
        .fill = fill, .stroke = COLOUR_INK, .line_pt = LINE_OUTLINE};
}

static double linear_channel(uint32_t channel)
{
    double c = channel / 255.0;

    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

double colour_lightness(uint32_t colour)
{
    double y = 0.2126 * linear_channel(colour >> 16 & 0xff) +
               0.7152 * linear_channel(colour >> 8 & 0xff) +
               0.0722 * linear_channel(colour & 0xff);

    return y > 216.0 / 24389 ? 116 * cbrt(y) - 16 : y * 24389 / 27;
}

/* Outlines of the markers that are polygons, for a circle of radius 1;
 * sized so that all look equally large. */
static const struct outline {
    size_t n;
    struct point_mm points[12];
} outlines[] = {
    [MARKER_TRIANGLE_UP] = {3, {{0, -1.18}, {1.12, 0.82}, {-1.12, 0.82}}},
    [MARKER_TRIANGLE_DOWN] = {3, {{0, 1.18}, {1.12, -0.82}, {-1.12, -0.82}}},
    [MARKER_DIAMOND] = {4, {{0, -1.25}, {1.25, 0}, {0, 1.25}, {-1.25, 0}}},
    [MARKER_PLUS] = {12,
                     {{-0.4, -1.2},
                      {0.4, -1.2},
                      {0.4, -0.4},
                      {1.2, -0.4},
                      {1.2, 0.4},
                      {0.4, 0.4},
                      {0.4, 1.2},
                      {-0.4, 1.2},
                      {-0.4, 0.4},
                      {-1.2, 0.4},
                      {-1.2, -0.4},
                      {-0.4, -0.4}}},
    [MARKER_CROSS] = {12,
                      {{0, -0.55},
                       {0.6, -1.15},
                       {1.15, -0.6},
                       {0.55, 0},
                       {1.15, 0.6},
                       {0.6, 1.15},
                       {0, 0.55},
                       {-0.6, 1.15},
                       {-1.15, 0.6},
                       {-0.55, 0},
                       {-1.15, -0.6},
                       {-0.6, -1.15}}},
    [MARKER_STAR] = {10,
                     {{0, -1.35},
                      {0.33, -0.45},
                      {1.28, -0.42},
                      {0.53, 0.17},
                      {0.79, 1.09},
                      {0, 0.56},
                      {-0.79, 1.09},
                      {-0.53, 0.17},
                      {-1.28, -0.42},
                      {-0.33, -0.45}}},
};

struct frame_item *draw_marker(Frame *frame, const char *role,
                               enum marker marker, double x, double y,
                               double size_mm, struct paint paint)
{
    double r = size_mm / 2;
    struct point_mm points[12];

    if (marker == MARKER_CIRCLE)
        return frame_circle(frame, Z_MARK, role, x, y, r, paint);
    if (marker == MARKER_SQUARE)
        return frame_rect(frame, Z_MARK, role, x - 0.93 * r, y - 0.93 * r,
                          1.86 * r, 1.86 * r, paint);
    const struct outline *outline = &outlines[marker];
    for (size_t i = 0; i < outline->n; i++)
        points[i] = (struct point_mm){x + r * outline->points[i].x,
                                      y + r * outline->points[i].y};
    return frame_polygon(frame, Z_MARK, role, points, outline->n, paint);
}

static void draw_cap(Frame *frame, struct point_mm at, bool is_horizontal,
                     double cap_mm, double datum, struct paint paint)
{
    double dx = is_horizontal ? 0 : cap_mm / 2;
    double dy = is_horizontal ? cap_mm / 2 : 0;

    frame_line(frame, Z_WHISKER, "cap", at.x - dx, at.y - dy, at.x + dx,
               at.y + dy, paint)
        ->datum = datum;
}

void draw_interval(Frame *frame, bool is_horizontal, struct point_mm from,
                   struct point_mm to, double low, double high, double cap_mm,
                   struct paint paint)
{
    struct paint plain = paint;

    plain.halo_mm = 0;
    /* All white first, or a cap's under-stroke would cut the whisker. */
    if (paint.halo_mm > 0) {
        struct paint white = PAINT_LINE(
            COLOUR_WHITE, paint.line_pt + 2 * paint.halo_mm / MM_PER_PT);
        double dx = is_horizontal ? 0 : cap_mm / 2 + paint.halo_mm;
        double dy = is_horizontal ? cap_mm / 2 + paint.halo_mm : 0;
        frame_line(frame, Z_WHISKER, "under", from.x, from.y, to.x, to.y,
                   white);
        frame_line(frame, Z_WHISKER, "under", from.x - dx, from.y - dy,
                   from.x + dx, from.y + dy, white);
        frame_line(frame, Z_WHISKER, "under", to.x - dx, to.y - dy, to.x + dx,
                   to.y + dy, white);
    }
    frame_line(frame, Z_WHISKER, "whisker", from.x, from.y, to.x, to.y, plain);
    draw_cap(frame, from, is_horizontal, cap_mm, low, plain);
    draw_cap(frame, to, is_horizontal, cap_mm, high, plain);
}

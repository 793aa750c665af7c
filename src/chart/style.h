/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How things look (FIGURES section 5): colours, hatches, markers, dashes and
 * line widths, in tables. Colour is never alone: a system has a colour, a
 * hatch, a marker and a dash.
 */
#pragma once

#include "chart/frame.h"

#define COLOUR_INK 0x1A1A1Au
#define COLOUR_GREY 0x595959u
#define COLOUR_GRID 0xD4D4D4u
#define COLOUR_BAND 0xE2E2E2u
#define COLOUR_ZEBRA 0xF5F5F5u
#define COLOUR_WHITE 0xFFFFFFu
#define COLOUR_PART 0x6B6B6Bu
#define COLOUR_EDGE 0x8C8C8Cu

/* Line widths in points. */
#define LINE_GRID 0.4
#define LINE_AXIS 0.6
#define LINE_OUTLINE 0.55
#define LINE_HATCH 0.6
#define LINE_WHISKER 0.9
#define LINE_BRACKET 0.7
#define LINE_ZERO 0.7
#define LINE_MEDIAN 1.2
#define LINE_INTERVAL 1.1

#define CAP_MM 1.7          /* width of a whisker's cap */
#define UNDERSTROKE_MM 0.25 /* white, each side, over filled areas */
#define TEXT_HALO_MM 0.35   /* white, each side, over grid lines */

enum marker {
    MARKER_CIRCLE,
    MARKER_SQUARE,
    MARKER_TRIANGLE_UP,
    MARKER_DIAMOND,
    MARKER_TRIANGLE_DOWN,
    MARKER_PLUS,
    MARKER_CROSS,
    MARKER_STAR,
};

struct system_style {
    uint32_t fill;
    enum item_hatch hatch;
    enum marker marker;
    double dash_mm[DASH_LENGTH];
};

enum { STYLES = 8 };
/* index below STYLES. is_gray: white, greys and the same hatches. */
struct system_style system_style(size_t index, bool is_gray);

/* The outlined, hatched area of a system. */
struct paint style_area(struct system_style style);
/* The outlined marker of a system. */
struct paint style_marker(uint32_t fill);

/* CIE lightness of a colour, 0 to 100: neighbours must differ in it. */
double colour_lightness(uint32_t colour);

/* A marker of that size (diameter of the circle; the others are drawn to
 * look as large). */
struct frame_item *draw_marker(Frame *frame, const char *role,
                               enum marker marker, double x, double y,
                               double size_mm, struct paint paint);
/* The interval from one end to the other with caps across it. The values of
 * the ends are written into the items. */
void draw_interval(Frame *frame, bool is_horizontal, struct point_mm from,
                   struct point_mm to, double low, double high, double cap_mm,
                   struct paint paint);

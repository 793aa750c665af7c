/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/span.h"

#include <math.h>
#include <stdlib.h>

#define WIDE_FACTOR 4.0
#define WIDE_LEAST 1.0 /* percent: below that nothing is far too wide */

enum { ENOUGH = 5 };

bool span_is_defined(struct span span)
{
    return isfinite(span.low) && isfinite(span.high);
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double span_widest_whole(double widths[], size_t n)
{
    if (n < ENOUGH)
        return INFINITY;
    qsort(widths, n, sizeof *widths, compare_doubles);
    return fmax(WIDE_FACTOR * widths[3 * (n - 1) / 4], WIDE_LEAST);
}

bool span_clip(struct span *span, double widest, double low, double high)
{
    if (!(span->high - span->low > widest))
        return false;
    span->is_clipped_low = span->low < low;
    span->is_clipped_high = span->high > high;
    return span->is_clipped_low || span->is_clipped_high;
}

/* A small filled arrowhead on the border of the plot. */
static void draw_head(Frame *frame, double x, double y, double dx,
                      struct span_ink ink)
{
    double back = x - ink.head_mm * dx;
    struct point_mm points[] = {
        {x, y}, {back, y - ink.head_half_mm}, {back, y + ink.head_half_mm}};

    frame_polygon(frame, Z_WHISKER, "arrowhead", points, 3,
                  PAINT_FILL(COLOUR_INK));
}

void span_draw(Frame *frame, const struct axis *axis, struct span span,
               double left, double right, double y, struct span_ink ink)
{
    struct paint paint = PAINT_LINE(COLOUR_INK, ink.line_pt);

    if (!span_is_defined(span))
        return;
    if (!span.is_clipped_low)
        left = axis_to_page(axis, span.low);
    if (!span.is_clipped_high)
        right = axis_to_page(axis, span.high);
    if (!span.is_clipped_low && !span.is_clipped_high) {
        draw_interval(frame, true, (struct point_mm){left, y},
                      (struct point_mm){right, y}, span.low, span.high,
                      ink.cap_mm, paint);
        return;
    }
    frame_line(frame, Z_WHISKER, "whisker", left, y, right, y, paint);
    for (int side = 0; side < 2; side++) {
        double x = side ? right : left;
        if (side ? span.is_clipped_high : span.is_clipped_low)
            draw_head(frame, x, y, side ? 1 : -1, ink);
        else
            frame_line(frame, Z_WHISKER, "cap", x, y - ink.cap_mm / 2, x,
                       y + ink.cap_mm / 2, paint)
                ->datum = side ? span.high : span.low;
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The interval of a row on an axis shared by all rows: one that is far wider
 * than the others is cut at the plot's side and ends in an arrowhead there,
 * so that the others can be told apart.
 */
#pragma once

#include "chart/axis.h"
#include "chart/style.h"

struct span {
    double low, high; /* in the axis's unit; NaN if undefined */
    bool is_clipped_low, is_clipped_high;
};

bool span_is_defined(struct span span);
/* Width beyond which an interval is cut: four times the upper quartile of
 * the n widths, when there are enough of them to tell what is usual; else
 * infinite. Sorts the widths. */
double span_widest_whole(double widths[], size_t n);
/* Marks the ends that lie outside low..high where the interval is wider than
 * that; true if any. */
bool span_clip(struct span *span, double widest, double low, double high);

struct span_ink {
    double line_pt, cap_mm;
    double head_mm, head_half_mm; /* of an arrowhead: length, half its height */
};
/* Draws it at height y of the plot from left to right. */
void span_draw(Frame *frame, const struct axis *axis, struct span span,
               double left, double right, double y, struct span_ink ink);

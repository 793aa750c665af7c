/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Painting a display list with cairo; PDF and PNG share it. */
#pragma once

#include <cairo.h>

#include "chart/chart.h"

/* The items in painting order: by z, then as they were added. Free with
 * g_free; the frame owns the items. */
const struct frame_item **frame_in_order(const Frame *frame);

/* The libraries that decide how figures come out: name, version. */
struct ink_library {
    const char *name, *version;
};
enum { INK_LIBRARIES = 3 };
void ink_libraries(struct ink_library list[INK_LIBRARIES]);

/* One user unit of cr is a mm. dots_per_mm 0: an unbounded surface; else
 * straight edges are laid on whole dots, which keeps them sharp. */
void ink_paint(const Frame *frame, cairo_t *cr, double dots_per_mm);

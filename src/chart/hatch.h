/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The strokes of a hatched rectangle, already cut to it and anchored to the
 * page, so that neighbours continue each other and no back end clips.
 */
#pragma once

#include "chart/frame.h"

#define HATCH_DOT_MM 0.26 /* radius of a dot */

struct hatch_ink {
    void (*line)(void *data, struct point_mm from, struct point_mm to);
    void (*dot)(void *data, struct point_mm centre, double radius_mm);
    void *data;
};
void hatch_draw(enum item_hatch hatch, struct box_mm box,
                const struct hatch_ink *ink);

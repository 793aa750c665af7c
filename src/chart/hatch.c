/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/hatch.h"

#include <math.h>

/* Slanted lines are x + slant * y = c for every multiple c of the pitch,
 * measured across the lines; slant 0 is vertical. */
struct family {
    double slant, pitch_mm;
    bool is_horizontal;
};
static const struct pattern {
    size_t n;
    struct family families[2];
} patterns[] = {
    [HATCH_SLASH] = {1, {{.slant = 1, .pitch_mm = 1.4}}},
    [HATCH_BACKSLASH] = {1, {{.slant = -1, .pitch_mm = 1.4}}},
    [HATCH_HORIZONTAL] = {1, {{.is_horizontal = true, .pitch_mm = 1.1}}},
    [HATCH_CROSSED] = {2,
                       {{.slant = 1, .pitch_mm = 1.8},
                        {.slant = -1, .pitch_mm = 1.8}}},
    [HATCH_VERTICAL] = {1, {{.slant = 0, .pitch_mm = 1.1}}},
    [HATCH_FINE] = {1, {{.slant = 1, .pitch_mm = 0.75}}},
};
static const double dots_pitch_mm = 1.2;

static void draw_slanted(double slant, double pitch, struct box_mm box,
                         const struct hatch_ink *ink)
{
    double step = pitch * sqrt(1 + slant * slant);
    double low = box.left + fmin(slant * box.top, slant * box.bottom);
    double high = box.right + fmax(slant * box.top, slant * box.bottom);

    for (double k = ceil(low / step); k * step <= high; k++) {
        double c = k * step, top = box.top, bottom = box.bottom;
        double x1 = c - slant * top, x2 = c - slant * bottom;
        /* Cut at the sides: where x leaves the box, y is (c - x) / slant. */
        if (fabs(slant) > 0) {
            double at_left = (c - box.left) / slant;
            double at_right = (c - box.right) / slant;
            top = fmax(top, fmin(at_left, at_right));
            bottom = fmin(bottom, fmax(at_left, at_right));
            x1 = c - slant * top;
            x2 = c - slant * bottom;
        }
        if (bottom > top)
            ink->line(ink->data, (struct point_mm){x1, top},
                      (struct point_mm){x2, bottom});
    }
}

static void draw_horizontal(double pitch, struct box_mm box,
                            const struct hatch_ink *ink)
{
    for (double k = ceil(box.top / pitch); k * pitch < box.bottom; k++)
        ink->line(ink->data, (struct point_mm){box.left, k * pitch},
                  (struct point_mm){box.right, k * pitch});
}

/* Only whole dots: half ones at the edge would read as dirt. */
static void draw_dots(struct box_mm box, const struct hatch_ink *ink)
{
    double p = dots_pitch_mm, r = HATCH_DOT_MM;

    for (double j = ceil((box.top + r) / p * 2); j * p / 2 <= box.bottom - r;
         j++) {
        double shift = fmod(fabs(j), 2) > 0 ? p / 2 : 0;
        double k = ceil((box.left + r - shift) / p);
        for (; k * p + shift <= box.right - r; k++)
            ink->dot(ink->data, (struct point_mm){k * p + shift, j * p / 2}, r);
    }
}

void hatch_draw(enum item_hatch hatch, struct box_mm box,
                const struct hatch_ink *ink)
{
    if (hatch == HATCH_DOTS) {
        draw_dots(box, ink);
        return;
    }
    const struct pattern *pattern = &patterns[hatch];
    for (size_t i = 0; i < pattern->n; i++) {
        const struct family *family = &pattern->families[i];
        if (family->is_horizontal)
            draw_horizontal(family->pitch_mm, box, ink);
        else
            draw_slanted(family->slant, family->pitch_mm, box, ink);
    }
}

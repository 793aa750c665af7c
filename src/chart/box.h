/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The box chart's data: box_data.c collects and places the points,
 * chart_box.c draws.
 */
#pragma once

#include "chart/pick.h"

#define BOX_POINT_MM 1.15

struct box_point {
    double value, x, y;
    size_t repetition;
    bool is_outlier;
};

struct box_system {
    const struct result_sample *sample;
    struct box_point *points; /* ascending */
    size_t n;
    double whisker_low, whisker_high; /* shown unit */
    bool has_box;
};

struct boxes {
    const Results *results;
    const struct chart_options *options;
    size_t cell, n_systems;
    struct box_system systems[STYLES];
    double low, high;
    struct pick_n n;
    size_t n_outliers, n_labelled;
};

/* boxes->cell of all systems; at most STYLES of them. */
bool box_collect(struct boxes *boxes, GError **error);
/* Above 50 runs only outliers are drawn. */
bool box_is_drawn(const struct box_system *it, size_t i);
/* Sets the x of the points, whose y are set, as offsets from the middle of
 * their lane, which reaches that far to each side. */
void box_swarm(struct box_system *it, double half);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a box shows (rules 2 and 3 of chart_box.c): the runs of each system in
 * ascending order, the outliers among them, the places of their points.
 */
#include <math.h>
#include <stdlib.h>

#include "chart/box.h"

enum { BOX_LEAST = 5, POINTS_MOST = 50 };

#define FENCE 1.5
#define POINT_CLEAR_MM 1.5
#define POINT_STEP_MM 0.3
#define BIN_MM 0.8

static int compare_points(const void *a, const void *b)
{
    const struct box_point *x = a, *y = b;

    if (x->value < y->value || x->value > y->value)
        return x->value < y->value ? -1 : 1;
    return (x->repetition > y->repetition) - (x->repetition < y->repetition);
}

static void set_whiskers(const struct boxes *boxes, struct box_system *it)
{
    double factor = pick_cell(boxes->results, boxes->cell)->display_factor;
    double q1 = it->sample->q1 * factor, q3 = it->sample->q3 * factor;
    double reach = FENCE * (q3 - q1);

    it->whisker_low = q1;
    it->whisker_high = q3;
    for (size_t i = 0; i < it->n; i++) {
        double value = it->points[i].value;
        it->points[i].is_outlier = value < q1 - reach || value > q3 + reach;
        if (it->points[i].is_outlier)
            continue;
        it->whisker_low = fmin(it->whisker_low, value);
        it->whisker_high = fmax(it->whisker_high, value);
    }
}

static void widen(struct boxes *boxes, double value)
{
    if (!isfinite(value))
        return;
    boxes->low = fmin(boxes->low, value);
    boxes->high = fmax(boxes->high, value);
}

static void collect_system(struct boxes *boxes, size_t system)
{
    struct box_system *it = &boxes->systems[system];
    double factor = pick_cell(boxes->results, boxes->cell)->display_factor;

    it->sample = results_sample(boxes->results, boxes->cell, system);
    it->n = it->sample->data.n;
    it->has_box = it->n >= BOX_LEAST;
    it->points = g_new0(struct box_point, it->n + 1);
    for (size_t i = 0; i < it->n; i++) {
        it->points[i].value = it->sample->data.x[i] * factor;
        it->points[i].repetition =
            g_array_index(boxes->results->runs, struct result_run,
                          it->sample->runs[i])
                .repetition;
        widen(boxes, it->points[i].value);
    }
    qsort(it->points, it->n, sizeof *it->points, compare_points);
    if (it->has_box)
        set_whiskers(boxes, it);
    widen(boxes, pick_low(boxes->results, it->sample));
    widen(boxes, pick_high(boxes->results, it->sample));
    pick_add_n(&boxes->n, it->n);
}

bool box_collect(struct boxes *boxes, GError **error)
{
    boxes->n_systems = pick_systems(boxes->results);
    if (boxes->n_systems > STYLES)
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "chart 'box' shows at most %d systems, there are "
                           "%zu",
                           STYLES, boxes->n_systems);
    boxes->low = INFINITY;
    boxes->high = -INFINITY;
    for (size_t s = 0; s < boxes->n_systems; s++)
        collect_system(boxes, s);
    return true;
}

bool box_is_drawn(const struct box_system *it, size_t i)
{
    return it->n <= POINTS_MOST || it->points[i].is_outlier;
}

static bool is_clear(const struct box_system *it, size_t upto, double x,
                     double y)
{
    for (size_t j = upto; j-- > 0;) {
        double dx = it->points[j].x - x, dy = it->points[j].y - y;
        if (!box_is_drawn(it, j))
            continue;
        if (dx * dx + dy * dy < POINT_CLEAR_MM * POINT_CLEAR_MM * 0.9999)
            return false;
    }
    return true;
}

/* The k-th offset: 0, -1, +1, -2, +2 ... steps. */
static double swarm_offset(size_t k)
{
    double steps = (double)((k + 1) / 2);

    return k % 2 ? -steps * POINT_STEP_MM : steps * POINT_STEP_MM;
}

/* Rule 3; x are offsets from the lane's centre. False when the lane is
 * full. */
static bool swarm(struct box_system *it, double half)
{
    for (size_t i = 0; i < it->n; i++) {
        size_t k = 0;
        if (!box_is_drawn(it, i))
            continue;
        while (!is_clear(it, i, swarm_offset(k), it->points[i].y)) {
            if (fabs(swarm_offset(++k)) > half)
                return false;
        }
        it->points[i].x = swarm_offset(k);
    }
    return true;
}

/* A full lane: bins from the lowest point up, spread evenly. */
static void fill_bins(struct box_system *it, double half)
{
    for (size_t i = 0; i < it->n;) {
        size_t end = i + 1;
        while (end < it->n && it->points[i].y - it->points[end].y < BIN_MM)
            end++;
        double n = (double)(end - i);
        double step = n > 1 ? fmin(POINT_CLEAR_MM, 2 * half / (n - 1)) : 0;
        for (size_t j = i; j < end; j++)
            it->points[j].x = ((double)(j - i) - (n - 1) / 2) * step;
        i = end;
    }
}

void box_swarm(struct box_system *it, double half)
{
    if (!swarm(it, half))
        fill_bins(it, half);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a forest plot: the comparisons of one pair of systems, grouped by
 * tool, sorted, cut to the largest, and how far the axis must reach for them.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart/forest.h"
#include "chart/label.h"
#include "compare/words.h"

const struct result_comparison *forest_comparison(const struct forest *forest,
                                                  size_t index)
{
    return &g_array_index(forest->results->comparisons,
                          struct result_comparison, index);
}

struct forest_row *forest_row_at(const struct forest *forest, size_t i)
{
    return &g_array_index(forest->rows, struct forest_row, i);
}

static bool is_turned(const struct forest *forest,
                      const struct result_cell *cell)
{
    return !forest->options->raw_sign &&
           pick_direction(forest->results, cell) < 0;
}

static bool is_row(const struct forest *forest,
                   const struct result_comparison *it)
{
    const struct result_cell *cell = pick_cell(forest->results, it->cell);

    struct pick_pair pair = pick_pair_of(forest->results, it);

    return pair.reference == forest->pair.reference &&
           pair.subject == forest->pair.subject &&
           (cell->metric->level == METRIC_RUN ||
            cell->metric->level == METRIC_MODULE) &&
           pick_is_wanted(forest->options, cell);
}

static void set_values(const struct forest *forest, struct page *page,
                       struct forest_row *row,
                       const struct result_comparison *it)
{
    bool turned = is_turned(forest, pick_cell(forest->results, it->cell));
    double sign = turned ? -1 : 1;
    double low = sign * 100 * (it->ratio.interval.low - 1);
    double high = sign * 100 * (it->ratio.interval.high - 1);

    row->estimate = sign * 100 * (it->ratio.ratio - 1);
    row->span.low = turned ? high : low;
    row->span.high = turned ? low : high;
    row->band = pick_band(forest->results, it);
    if (turned)
        row->band = (struct pick_band){-row->band.high, -row->band.low};
    row->p = it->text.p_adjusted;
    row->percent = it->text.percent;
    row->interval = it->text.percent_interval;
    if (!turned)
        return;
    g_autofree char *percent = label_negate(it->text.percent);
    g_autofree char *from = label_negate(it->text.percent_high);
    g_autofree char *to = label_negate(it->text.percent_low);
    row->percent = frame_string(page->frame, percent);
    if (isfinite(low) && isfinite(high))
        row->interval = frame_printf(page->frame, "[%s, %s]", from, to);
}

static const char *row_name(struct page *page, const struct result_cell *cell)
{
    g_autofree char *clean = words_clean(pick_cell_name(page, cell));

    return frame_string(page->frame, clean);
}

static void add_rows(struct forest *forest, struct page *page)
{
    const char *tool = NULL;

    for (guint i = 0; i < forest->results->comparisons->len; i++) {
        const struct result_comparison *it = forest_comparison(forest, i);
        if (!is_row(forest, it))
            continue;
        const struct result_cell *cell = pick_cell(forest->results, it->cell);
        if (!tool || strcmp(tool, cell->metric->tool)) {
            struct forest_row head = {.head = cell->metric->tool};
            tool = cell->metric->tool;
            g_array_append_val(forest->rows, head);
        }
        struct forest_row row = {.comparison = i, .name = row_name(page, cell)};
        set_values(forest, page, &row, it);
        g_array_append_val(forest->rows, row);
        forest->n_rows++;
    }
}

/* n of both sides of every row below its head. */
static void count_n(struct forest *forest)
{
    struct forest_row *head = NULL;

    for (guint i = 0; i < forest->rows->len; i++) {
        struct forest_row *row = forest_row_at(forest, i);
        if (row->head) {
            head = row;
            continue;
        }
        const struct result_comparison *it =
            forest_comparison(forest, row->comparison);
        const size_t samples[] = {it->reference, it->subject};
        for (size_t s = 0; s < 2 && head; s++)
            pick_add_n(&head->n, g_array_index(forest->results->samples,
                                               struct result_sample, samples[s])
                                     .data.n);
    }
}

static double row_size(const struct forest_row *row)
{
    bool is_percent = row->percent && isfinite(row->estimate);

    return is_percent ? fabs(row->estimate) : -1;
}

static int compare_effect(const void *a, const void *b)
{
    const struct forest_row *x = a, *y = b;

    if (isnan(x->estimate) || isnan(y->estimate))
        return isnan(x->estimate) - isnan(y->estimate);
    return (x->estimate > y->estimate) - (x->estimate < y->estimate);
}

static int compare_name(const void *a, const void *b)
{
    const struct forest_row *x = a, *y = b;

    return strcmp(x->name, y->name);
}

static int compare_value(const void *a, const void *b)
{
    double x = row_size(a), y = row_size(b);

    return (x < y) - (x > y);
}

/* Within each group; "log" and none keep the order of the results. */
static void sort_rows(struct forest *forest)
{
    static const struct {
        const char *name;
        int (*compare)(const void *, const void *);
    } sorts[] = {{"effect", compare_effect},
                 {"name", compare_name},
                 {"value", compare_value}};
    int (*compare)(const void *, const void *) = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(sorts); i++)
        if (forest->options->sort &&
            !strcmp(forest->options->sort, sorts[i].name))
            compare = sorts[i].compare;
    for (guint i = 0; compare && i < forest->rows->len;) {
        guint from = ++i; /* behind a head */
        while (i < forest->rows->len && !forest_row_at(forest, i)->head)
            i++;
        if (i > from)
            qsort(forest_row_at(forest, from), i - from,
                  sizeof(struct forest_row), compare);
    }
}

/* --top: only the rows with the largest differences. */
static void keep_top(struct forest *forest)
{
    size_t top = forest->options->top;
    g_autoptr(GArray) sizes = g_array_new(FALSE, FALSE, sizeof(double));
    size_t kept = 0;

    if (!top || forest->n_rows <= top)
        return;
    for (guint i = 0; i < forest->rows->len; i++)
        if (!forest_row_at(forest, i)->head) {
            size_t larger = 0;
            for (guint j = 0; j < forest->rows->len; j++) {
                double other = row_size(forest_row_at(forest, j));
                double mine = row_size(forest_row_at(forest, i));
                larger += !forest_row_at(forest, j)->head &&
                          (other > mine || (!(other < mine) && j < i));
            }
            double rank = (double)larger;
            g_array_append_val(sizes, rank);
        }
    for (guint i = 0, r = 0; i < forest->rows->len;) {
        if (forest_row_at(forest, i)->head) {
            i++;
        } else if (g_array_index(sizes, double, r++) < (double)top) {
            kept++;
            i++;
        } else {
            g_array_remove_index(forest->rows, i);
        }
    }
    for (guint i = forest->rows->len; i-- > 0;)
        if (forest_row_at(forest, i)->head &&
            (i + 1 == forest->rows->len || forest_row_at(forest, i + 1)->head))
            g_array_remove_index(forest->rows, i);
    forest->n_rows = kept;
}

static double widest_whole(const struct forest *forest)
{
    g_autofree double *widths = g_new(double, forest->rows->len + 1);
    size_t n = 0;

    for (guint i = 0; i < forest->rows->len; i++) {
        const struct forest_row *row = forest_row_at(forest, i);
        if (!row->head && span_is_defined(row->span))
            widths[n++] = row->span.high - row->span.low;
    }
    return span_widest_whole(widths, n);
}

static void widen(struct forest *forest, double value)
{
    if (!isfinite(value))
        return;
    forest->low = fmin(forest->low, value);
    forest->high = fmax(forest->high, value);
}

static void find_range(struct forest *forest)
{
    double limit = widest_whole(forest);
    /* One in a unit can be many times a small mean: it is cut. */
    bool is_shown = isfinite(forest->results->options.margin);

    forest->low = forest->high = 0;
    for (guint i = 0; i < forest->rows->len; i++) {
        const struct forest_row *row = forest_row_at(forest, i);
        if (row->head)
            continue;
        widen(forest, row->estimate);
        widen(forest, is_shown ? row->band.low : NAN);
        widen(forest, is_shown ? row->band.high : NAN);
        if (row->span.high - row->span.low <= limit) {
            widen(forest, row->span.low);
            widen(forest, row->span.high);
        }
    }
    for (guint i = 0; i < forest->rows->len; i++) {
        struct forest_row *row = forest_row_at(forest, i);
        if (!row->head)
            forest->n_clipped +=
                span_clip(&row->span, limit, forest->low, forest->high);
    }
}

void forest_collect(struct forest *forest, struct page *page)
{
    add_rows(forest, page);
    count_n(forest);
    sort_rows(forest);
    keep_top(forest);
    find_range(forest);
}

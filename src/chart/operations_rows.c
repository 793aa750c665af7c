/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of the operations chart: which operations are drawn and which only
 * counted, in which order, and how far the axes must reach.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart/operations.h"
#include "compare/words.h"

#define PAGE_ROWS 60

struct op_row *operations_row(const struct operations *ops, size_t i)
{
    return &g_array_index(ops->rows, struct op_row, i);
}

const struct result_comparison *
operations_comparison(const struct operations *ops, const struct op_row *row)
{
    return row->comparison == SIZE_MAX
               ? NULL
               : &g_array_index(ops->results->comparisons,
                                struct result_comparison, row->comparison);
}

static void add_row(struct operations *ops, size_t cell)
{
    const struct result_comparison *it =
        pick_comparison(ops->results, cell, ops->pair);
    const size_t systems[2] = {ops->pair.reference, ops->pair.subject};
    struct op_row row = {.cell = cell,
                         .comparison = SIZE_MAX,
                         .percent = NAN,
                         .span = {.low = NAN, .high = NAN},
                         .percent_text = WORDS_UNDEFINED};

    for (int s = 0; s < 2; s++) {
        const struct result_sample *sample =
            results_sample(ops->results, cell, systems[s]);
        row.mean[s] = pick_mean(ops->results, sample);
        pick_add_n(&ops->n, sample->data.n);
    }
    if (it) {
        row.comparison =
            (size_t)(it - (const struct result_comparison *)(void *)
                              ops->results->comparisons->data);
        row.percent = 100 * (it->ratio.ratio - 1);
        row.span.low = 100 * (it->ratio.interval.low - 1);
        row.span.high = 100 * (it->ratio.interval.high - 1);
        row.percent_text = it->text.percent;
    }
    g_array_append_val(ops->rows, row);
}

static bool collect(struct operations *ops, GError **error)
{
    size_t first =
        pick_first(ops->results, ops->options, METRIC_OPERATION, METRIC_TIME);

    if (first == SIZE_MAX)
        return cotejo_fail(error, COTEJO_ERROR_NOTHING,
                           "chart 'operations' needs a metric of operations");
    ops->metric = pick_cell(ops->results, first)->metric;
    g_autoptr(GArray) cells =
        pick_cells_of(ops->results, ops->options, ops->metric);
    for (guint i = 0; i < cells->len; i++)
        add_row(ops, g_array_index(cells, size_t, i));
    return true;
}

/* Operations too short to have a mean or a percentage on any side would be
 * rows without a mark: the note counts them, the table has them. */
static void drop_empty(struct operations *ops)
{
    guint kept = 0;

    for (guint i = 0; i < ops->rows->len; i++) {
        const struct op_row *row = operations_row(ops, i);
        if (!isfinite(row->percent) && !(row->mean[0] > 0) &&
            !(row->mean[1] > 0))
            continue;
        *operations_row(ops, kept++) = *row;
    }
    ops->n_empty = ops->rows->len - kept;
    g_array_set_size(ops->rows, kept);
}

static bool is_judged(const struct operations *ops, const struct op_row *row)
{
    const struct result_comparison *it = operations_comparison(ops, row);

    return it && it->code != UNTESTABLE;
}

/* Rule 3. */
static void drop_unjudged(struct operations *ops)
{
    guint kept = 0, n_judged = 0;

    for (guint i = 0; i < ops->rows->len; i++)
        n_judged += is_judged(ops, operations_row(ops, i));
    if (ops->options->all || ops->rows->len <= PAGE_ROWS || !n_judged)
        return;
    for (guint i = 0; i < ops->rows->len; i++)
        if (is_judged(ops, operations_row(ops, i)))
            *operations_row(ops, kept++) = *operations_row(ops, i);
    ops->n_unjudged = ops->rows->len - kept;
    g_array_set_size(ops->rows, kept);
}

static int by_percent(const void *a, const void *b)
{
    const struct op_row *x = a, *y = b;

    if (isnan(x->percent) || isnan(y->percent) ||
        fabs(x->percent - y->percent) <= 0)
        return isnan(x->percent) != isnan(y->percent)
                   ? isnan(x->percent) - isnan(y->percent)
                   : (x->cell > y->cell) - (x->cell < y->cell);
    return x->percent < y->percent ? -1 : 1;
}

/* Largest absolute difference first; what has none comes last. */
static int by_size(const void *a, const void *b)
{
    const struct op_row *x = a, *y = b;
    double p = isnan(x->percent) ? -1 : fabs(x->percent);
    double q = isnan(y->percent) ? -1 : fabs(y->percent);

    if (p > q || p < q)
        return p > q ? -1 : 1;
    return (x->cell > y->cell) - (x->cell < y->cell);
}

static double larger_mean(const struct op_row *row)
{
    return fmax(isnan(row->mean[0]) ? -INFINITY : row->mean[0],
                isnan(row->mean[1]) ? -INFINITY : row->mean[1]);
}

static int by_value(const void *a, const void *b)
{
    const struct op_row *x = a, *y = b;
    double p = larger_mean(x), q = larger_mean(y);

    if (p > q || p < q)
        return p > q ? -1 : 1;
    return (x->cell > y->cell) - (x->cell < y->cell);
}

static int by_cell(const void *a, const void *b)
{
    const struct op_row *x = a, *y = b;

    return (x->cell > y->cell) - (x->cell < y->cell);
}

static const struct {
    const char *name;
    int (*compare)(const void *, const void *);
} sorts[] = {{"effect", by_percent},
             {"value", by_value},
             {"name", by_cell}, /* cells are in the order of their names */
             {"log", by_cell}};

static void sort_rows(struct operations *ops)
{
    const char *wish = ops->options->sort ? ops->options->sort : "effect";
    int (*compare)(const void *, const void *) = by_percent;

    for (size_t i = 0; i < G_N_ELEMENTS(sorts); i++)
        if (!strcmp(sorts[i].name, wish))
            compare = sorts[i].compare;
    qsort(ops->rows->data, ops->rows->len, sizeof(struct op_row), compare);
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Middle of ascending values. */
static double middle(const double values[], size_t n)
{
    return n ? (values[(n - 1) / 2] + values[n / 2]) / 2 : NAN;
}

/* --top: the N largest differences; the rest is one line in the note. */
static void keep_top(struct operations *ops, struct page *page)
{
    size_t top = ops->options->top, n = 0;
    g_autofree double *rest = g_new(double, ops->rows->len + 1);

    if (!top || ops->rows->len <= top)
        return;
    qsort(ops->rows->data, ops->rows->len, sizeof(struct op_row), by_size);
    for (size_t i = top; i < ops->rows->len; i++)
        if (!isnan(operations_row(ops, i)->percent))
            rest[n++] = operations_row(ops, i)->percent;
    qsort(rest, n, sizeof *rest, compare_doubles);
    g_autofree char *median = words_signed(middle(rest, n), 1);
    ops->n_other = ops->rows->len - top;
    ops->other_median =
        frame_printf(page->frame, "%s%s", median, n ? WORDS_PERCENT : "");
    g_array_set_size(ops->rows, (guint)top);
}

static double widest_whole(const struct operations *ops)
{
    g_autofree double *widths = g_new(double, ops->rows->len + 1);
    size_t n = 0;

    for (guint i = 0; i < ops->rows->len; i++) {
        const struct op_row *row = operations_row(ops, i);
        if (span_is_defined(row->span))
            widths[n++] = row->span.high - row->span.low;
    }
    return span_widest_whole(widths, n);
}

static void widen(double value, double *low, double *high)
{
    if (!isfinite(value))
        return;
    *low = fmin(*low, value);
    *high = fmax(*high, value);
}

static void find_ranges(struct operations *ops)
{
    /* One in a unit can be many times a small mean: it is cut. */
    bool is_shown = isfinite(ops->results->options.margin);
    double limit = widest_whole(ops);

    ops->low = ops->high = 0;
    ops->mean_low = INFINITY;
    ops->mean_high = -INFINITY;
    for (guint i = 0; i < ops->rows->len; i++) {
        const struct op_row *row = operations_row(ops, i);
        const struct result_comparison *it = operations_comparison(ops, row);
        widen(row->percent, &ops->low, &ops->high);
        if (it && is_shown) {
            widen(pick_band(ops->results, it).low, &ops->low, &ops->high);
            widen(pick_band(ops->results, it).high, &ops->low, &ops->high);
        }
        if (row->span.high - row->span.low <= limit) {
            widen(row->span.low, &ops->low, &ops->high);
            widen(row->span.high, &ops->low, &ops->high);
        }
        for (int s = 0; s < 2; s++) {
            if (row->mean[s] > 0)
                widen(row->mean[s], &ops->mean_low, &ops->mean_high);
            else if (!isnan(row->mean[s]))
                ops->n_not_drawn++;
        }
    }
    for (guint i = 0; i < ops->rows->len; i++)
        ops->n_clipped += span_clip(&operations_row(ops, i)->span, limit,
                                    ops->low, ops->high);
}

bool operations_collect(struct operations *ops, struct page *page,
                        GError **error)
{
    if (!collect(ops, error))
        return false;
    drop_empty(ops);
    drop_unjudged(ops);
    if (!ops->rows->len)
        return cotejo_fail(error, COTEJO_ERROR_NOTHING,
                           "chart 'operations' has no operation with a "
                           "mean above 0");
    keep_top(ops, page);
    sort_rows(ops);
    find_ranges(ops);
    return true;
}

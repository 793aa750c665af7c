/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sheets "Charts" and "Chart data": native charts that follow the data,
 * and the program's own figures beside them.
 *
 * 1. A metric of up to 12 bars is a column chart in which each bar is a
 *    series of its own (values on the diagonal of its block), because a
 *    series has one fixed length of whiskers and the library knows no other.
 *    The categories have two levels, condition and system.
 * 2. More comparisons of one family than that are a bar chart of percentages
 *    without whiskers: those with a verdict, at most 40, the largest. The
 *    sheet Comparisons has them all.
 * 3. Names of systems reach a chart only as references to cells: a name that
 *    begins with "=" would be taken for a formula.
 */
#include "report/workbook.h"

#include <math.h>
#include <string.h>

#include "chart/style.h"
#include "report/view.h"

#define BARS_MAX 12
#define ROWS_MAX 40
#define PERCENT_COLUMN "N" /* of Comparisons */
#define ROW_PX 20
#define CHART_WIDTH_PX 480
#define CHART_HEIGHT_PX 300
#define PICTURE_COLUMN 9
#define PX_PER_MM (96.0 / 25.4)
#define BAR_PX 16
#define GRID_COLOUR 0xD4D4D4

struct charts {
    struct book *book;
    lxw_worksheet *sheet, *data;
    lxw_row_t sheet_row, data_row;
};

/* The cells of one metric over the workloads, from `first` on. */
static GArray *cells_of_metric(const Results *results, size_t first)
{
    const struct result_cell *like = view_cell(results, first);
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(size_t));

    for (size_t i = 0; i < results->cells->len; i++) {
        const struct result_cell *cell = view_cell(results, i);

        if (cell->metric == like->metric && !cell->item && cell->is_selected)
            g_array_append_val(cells, i);
    }
    return cells;
}

static bool is_first_of_metric(const Results *results, size_t at)
{
    const struct result_cell *cell = view_cell(results, at);

    if (cell->item || !cell->is_selected)
        return false;
    for (size_t i = 0; i < at; i++)
        if (view_cell(results, i)->metric == cell->metric &&
            view_cell(results, i)->is_selected)
            return false;
    return true;
}

/* The samples of the metric that have values. */
static GArray *bars_of_metric(const Results *results, size_t first)
{
    g_autoptr(GArray) cells = cells_of_metric(results, first);
    GArray *bars = g_array_new(FALSE, FALSE, sizeof(size_t));

    for (guint i = 0; i < cells->len; i++)
        for (size_t k = 0; k < results->systems->len; k++) {
            size_t sample =
                g_array_index(cells, size_t, i) * results->systems->len + k;

            if (view_sample(results, sample)->data.n)
                g_array_append_val(bars, sample);
        }
    return bars;
}

/* Condition, system, and the mean in the column of its own series. */
static void write_bar(struct charts *charts, lxw_row_t row, size_t sample_at,
                      guint series, bool repeats_condition)
{
    struct book *book = charts->book;
    const Results *results = book->results;
    const struct result_sample *sample = view_sample(results, sample_at);
    const struct result_cell *cell = view_cell(results, sample->cell);
    const struct result_workload *workload = view_workload(results, cell);
    g_autofree char *mean = g_strdup_printf(SHEET_SUMMARY "!G%u",
                                            book->summary_rows[sample_at] + 1);

    if (!repeats_condition)
        book_text(book, charts->data, row, 0,
                  *workload->condition ? workload->condition : workload->tool,
                  STYLE_HELPER);
    book_text(book, charts->data, row, 1,
              view_system(results, sample->system)->name, STYLE_HELPER);
    book_formula(book, charts->data, row, (lxw_col_t)(2 + series), mean,
                 sample->moments.mean * cell->display_factor, STYLE_HELPER);
}

static void add_series(struct charts *charts, lxw_chart *chart, lxw_row_t first,
                       lxw_row_t last, guint series,
                       const struct result_sample *sample)
{
    const struct result_cell *cell =
        view_cell(charts->book->results, sample->cell);
    lxw_col_t column = (lxw_col_t)(2 + series);
    lxw_chart_series *bar = chart_add_series(chart, NULL, NULL);
    double half = 0.5 * (sample->interval.high - sample->interval.low) *
                  cell->display_factor;
    lxw_chart_fill fill = {
        .color = system_style(sample->system % STYLES, false).fill};
    lxw_chart_line line = {.color = COLOUR_INK, .width = 0.75f};

    chart_series_set_categories(bar, SHEET_DATA, first, 0, last, 1);
    chart_series_set_values(bar, SHEET_DATA, first, column, last, column);
    chart_series_set_name_range(bar, SHEET_DATA, first + series, 1);
    chart_series_set_fill(bar, &fill);
    chart_series_set_line(bar, &line);
    if (!isfinite(half) || half <= 0.0)
        return;
    chart_series_set_error_bars(bar->y_error_bars,
                                LXW_CHART_ERROR_BAR_TYPE_FIXED, half);
    chart_series_set_error_bars_line(bar->y_error_bars, &line);
}

/* The legend shows each system once: the bars of the first condition. */
static void trim_legend(struct charts *charts, lxw_chart *chart,
                        const GArray *bars)
{
    const Results *results = charts->book->results;
    const size_t first_cell =
        view_sample(results, g_array_index(bars, size_t, 0))->cell;
    int16_t deleted[BARS_MAX + 1];
    size_t n = 0;

    for (guint i = 0; i < bars->len; i++)
        if (view_sample(results, g_array_index(bars, size_t, i))->cell !=
            first_cell)
            deleted[n++] = (int16_t)i;
    deleted[n] = -1;
    chart_legend_set_position(chart, LXW_CHART_LEGEND_TOP);
    if (n)
        book_check(charts->book, chart_legend_delete_series(chart, deleted));
}

static void set_value_axis(lxw_chart_axis *axis, const char *name)
{
    lxw_chart_line grid = {.color = GRID_COLOUR, .width = 0.5f};
    lxw_chart_font small = {.size = 9, .bold = LXW_FALSE};

    chart_axis_set_name(axis, name);
    chart_axis_set_name_font(axis, &small);
    chart_axis_major_gridlines_set_visible(axis, LXW_TRUE);
    chart_axis_major_gridlines_set_line(axis, &grid);
}

static void set_title(lxw_chart *chart, const char *title)
{
    lxw_chart_font font = {.size = 11, .bold = LXW_TRUE};

    chart_title_set_name(chart, title);
    chart_title_set_name_font(chart, &font);
}

static void insert_chart(struct charts *charts, lxw_chart *chart, int height_px,
                         const char *description)
{
    g_autofree char *text = g_strdup(description);
    lxw_chart_options options = {
        .x_scale = 1.0,
        .y_scale = height_px / 288.0, /* the library's own height */
        .description = text,
    };

    book_check(charts->book,
               worksheet_insert_chart_opt(charts->sheet, charts->sheet_row, 0,
                                          chart, &options));
    charts->sheet_row += (lxw_row_t)(height_px / ROW_PX + 2);
}

static void metric_chart(struct charts *charts, const GArray *bars)
{
    struct book *book = charts->book;
    const Results *results = book->results;
    const struct result_cell *cell = view_cell(
        results, view_sample(results, g_array_index(bars, size_t, 0))->cell);
    lxw_chart *chart = workbook_add_chart(book->workbook, LXW_CHART_COLUMN);
    lxw_row_t first = charts->data_row, last = first + bars->len - 1;
    const char *better = view_better(results, cell->metric);
    g_autofree char *title =
        g_strdup_printf("%s: %s (intervals as exported)", cell->metric->tool,
                        cell->metric->label);
    g_autofree char *axis = g_strdup_printf(
        "%s%s%s%s", cell->metric->label, *cell->metric->unit ? " (" : "",
        cell->metric->unit, *cell->metric->unit ? ")" : "");
    g_autofree char *alt = g_strdup_printf(
        "Columns: means of %s by condition and system, with %g %% "
        "intervals%s%s%s.",
        cell->metric->label, 100.0 * results->options.confidence,
        better ? "; " : "", better ? better : "", better ? " is better" : "");

    for (guint i = 0; i < bars->len; i++) {
        size_t at = g_array_index(bars, size_t, i);
        bool repeats =
            i &&
            view_sample(results, at)->cell ==
                view_sample(results, g_array_index(bars, size_t, i - 1))->cell;

        write_bar(charts, first + i, at, i, repeats);
        add_series(charts, chart, first, last, i, view_sample(results, at));
    }
    charts->data_row = last + 2;
    set_title(chart, title);
    set_value_axis(chart->y_axis, axis);
    chart_axis_set_min(chart->y_axis, 0.0);
    chart_set_series_overlap(chart, 100);
    chart_set_series_gap(chart, 40);
    trim_legend(charts, chart, bars);
    insert_chart(charts, chart, CHART_HEIGHT_PX, alt);
}

/* ---- a family's percentages ---- */

static double percent_of(const Results *results, size_t comparison)
{
    return view_comparison(results, comparison)->ratio.ratio - 1.0;
}

static int by_size(const void *a, const void *b, void *results)
{
    double x = fabs(percent_of(results, *(const size_t *)a));
    double y = fabs(percent_of(results, *(const size_t *)b));

    return (x < y) - (x > y);
}

static int by_percent(const void *a, const void *b, void *results)
{
    double x = percent_of(results, *(const size_t *)a);
    double y = percent_of(results, *(const size_t *)b);

    return (x > y) - (x < y);
}

/* Those of first..last that have a verdict and a percentage, the largest
 * differences, in the order of their percentages. */
static GArray *shown_of_family(const Results *results, size_t first,
                               size_t last)
{
    GArray *shown = g_array_new(FALSE, FALSE, sizeof(size_t));
    void *data = (void *)(uintptr_t)results;

    for (size_t i = first; i <= last; i++)
        if (view_comparison(results, i)->code != UNTESTABLE &&
            isfinite(percent_of(results, i)))
            g_array_append_val(shown, i);
    g_array_sort_with_data(shown, by_size, data);
    if (shown->len > ROWS_MAX)
        g_array_set_size(shown, ROWS_MAX);
    g_array_sort_with_data(shown, by_percent, data);
    return shown;
}

/* Name and percentage, the latter as the sheet Comparisons has it. */
static void write_percent(struct charts *charts, lxw_row_t row,
                          size_t comparison)
{
    struct book *book = charts->book;
    const Results *results = book->results;
    const struct result_cell *cell =
        view_cell(results, view_comparison(results, comparison)->cell);
    g_autofree char *percent =
        g_strdup_printf(SHEET_COMPARISONS "!%s%u", PERCENT_COLUMN,
                        book->comparison_rows[comparison] + 1);

    book_text(book, charts->data, row, 1, cell->name, STYLE_HELPER);
    book_formula(book, charts->data, row, 2, percent,
                 percent_of(results, comparison), STYLE_PERCENT);
}

static void family_chart(struct charts *charts, const GArray *shown,
                         size_t n_all)
{
    struct book *book = charts->book;
    const Results *results = book->results;
    const struct result_family *family = RESULT(
        results->families, result_family,
        view_comparison(results, g_array_index(shown, size_t, 0))->family);
    lxw_chart *chart = workbook_add_chart(book->workbook, LXW_CHART_BAR);
    lxw_row_t from = charts->data_row, to = from + shown->len - 1;
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    lxw_chart_fill fill = {
        .color = system_style(family->subject % STYLES, false).fill};
    /* Begins with a word of ours: rule 3. */
    g_autofree char *title = g_strdup_printf(
        "%s: %s against %s, %u of %zu differences", family->name,
        view_system(results, family->subject)->name,
        view_system(results, family->reference)->name, shown->len, n_all);
    g_autofree char *alt = g_strdup_printf(
        "Bars: %u of %zu differences in percent of the reference, family %s; "
        "those with a verdict, the largest.",
        shown->len, n_all, family->name);

    for (guint i = 0; i < shown->len; i++)
        write_percent(charts, from + i, g_array_index(shown, size_t, i));
    charts->data_row = to + 2;
    chart_series_set_categories(series, SHEET_DATA, from, 1, to, 1);
    chart_series_set_values(series, SHEET_DATA, from, 2, to, 2);
    chart_series_set_fill(series, &fill);
    set_title(chart, title);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    /* A bar chart's categories go up its y axis; reversed, they go down. */
    chart_axis_set_reverse(chart->y_axis);
    chart_axis_major_gridlines_set_visible(chart->y_axis, LXW_FALSE);
    chart_axis_set_label_position(chart->y_axis,
                                  LXW_CHART_AXIS_LABEL_POSITION_LOW);
    chart_axis_set_num_format(chart->x_axis, "+0%;-0%;0%");
    set_value_axis(chart->x_axis, "difference");
    insert_chart(charts, chart, 120 + BAR_PX * (int)shown->len, alt);
}

static void family_charts(struct charts *charts)
{
    const Results *results = charts->book->results;

    for (guint i = 0; i < results->comparisons->len;) {
        g_autoptr(GArray) shown = NULL;
        guint first = i;

        while (i < results->comparisons->len &&
               view_comparison(results, i)->family ==
                   view_comparison(results, first)->family)
            i++;
        if (i - first <= BARS_MAX)
            continue;
        shown = shown_of_family(results, first, i - 1);
        if (shown->len)
            family_chart(charts, shown, i - first);
    }
}

static void metric_charts(struct charts *charts)
{
    const Results *results = charts->book->results;

    for (size_t i = 0; i < results->cells->len; i++) {
        g_autoptr(GArray) bars = NULL;

        if (!is_first_of_metric(results, i))
            continue;
        bars = bars_of_metric(results, i);
        if (bars->len && bars->len <= BARS_MAX)
            metric_chart(charts, bars);
    }
}

static void insert_pictures(struct charts *charts,
                            const struct workbook_picture pictures[], size_t n)
{
    lxw_row_t row = 0;

    for (size_t i = 0; i < n; i++) {
        const struct workbook_picture *picture = &pictures[i];
        g_autofree char *alt = g_strdup(picture->alt);
        lxw_image_options options = {
            .x_scale = 1.0,
            .y_scale = 1.0,
            .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
            .description = alt,
        };

        /* Size: the picture's own pHYs, which the library reads. */
        book_check(charts->book,
                   worksheet_insert_image_buffer_opt(
                       charts->sheet, row, PICTURE_COLUMN, picture->png->data,
                       picture->png->len, &options));
        row += (lxw_row_t)(picture->height_mm * PX_PER_MM / ROW_PX) + 2;
    }
}

void workbook_charts(struct book *book,
                     const struct workbook_picture pictures[], size_t n)
{
    struct charts charts = {.book = book};
    static const struct sheet_column data_heads[] = {
        {"condition", 24, STYLE_HELPER},
        {"system", 14, STYLE_HELPER},
        {"mean, a column a bar", 12, STYLE_HELPER},
    };

    charts.sheet = book_sheet(book, SHEET_CHARTS, NULL, 0);
    workbook_warnings(book);
    charts.data = book_sheet(book, SHEET_DATA, data_heads, 3);
    worksheet_set_tab_color(charts.data, 0x808080);
    charts.data_row = 1;
    metric_charts(&charts);
    family_charts(&charts);
    insert_pictures(&charts, pictures, n);
}

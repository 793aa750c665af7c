/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each system's samples on a terminal, and the requests inside runs. */
#include "compare/words.h"
#include "report/grid.h"
#include "report/report_text_page.h"

static void add_sample(struct page *page, Grid *grid,
                       const struct result_sample *sample, const char *name)
{
    const struct sample_text *text = &sample->text;
    const char *cells[] = {
        text->n,      text->mean_full, text->interval, text->sd,  text->cv,
        text->median, text->q1,        text->q3,       text->min, text->max,
    };

    grid_row(grid);
    grid_cell(grid, name, GRID_PLAIN);
    grid_cell(grid, text_shown(page, text_system(page, sample->system)),
              GRID_PLAIN);
    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++)
        grid_cell(grid, text_shown(page, cells[i]), GRID_PLAIN);
}

static Grid *describe_grid(struct page *page)
{
    Grid *grid = grid_new();

    grid_column(grid, "", false, 0);
    grid_column(grid, "system", false, 0);
    grid_column(grid, "n", true, 0);
    grid_column(grid, "mean", true, 0);
    grid_column(grid,
                text_printed(page, "%g\u00a0%% CI",
                             100 * page->results->options.confidence),
                true, 0);
    grid_column(grid, "sd", true, 0);
    grid_column(grid, "CV", true, 4);
    grid_column(grid, "median", true, 3);
    grid_column(grid, "q1", true, 1);
    grid_column(grid, "q3", true, 1);
    grid_column(grid, "min", true, 2);
    grid_column(grid, "max", true, 2);
    return grid;
}

/* The cells of one workload and level, one line for each system. */
static void print_cells(struct page *page, size_t workload, bool operations)
{
    const Results *results = page->results;
    g_autoptr(Grid) grid = describe_grid(page);
    bool is_empty = true;

    for (guint i = 0; i < results->cells->len; i++) {
        const struct result_cell *cell = text_cell(results, i);
        bool is_operation = cell->metric->level == METRIC_OPERATION;
        const char *name = text_row_name(page, cell, 0);

        if (cell->workload != workload || !cell->is_selected ||
            is_operation != operations)
            continue;
        for (guint s = 0; s < results->systems->len; s++) {
            const struct result_sample *sample = results_sample(results, i, s);

            if (!sample->data.n)
                continue;
            add_sample(page, grid, sample, name);
            name = "";
            is_empty = false;
        }
    }
    if (is_empty)
        return;
    g_string_append(
        page->out,
        text_printed(
            page, "%s%s%s%s\n\n", page->out->len ? "\n" : "",
            g_array_index(results->workloads, struct result_workload, workload)
                .key,
            operations ? " \u00b7 " : "", operations ? "operations (s)" : ""));
    grid_print(grid, page->options->width, page->options->use_colour,
               page->out);
}

/* With -v: what guards the mean of each sample. */
static void print_robust(struct page *page, size_t workload)
{
    const Results *results = page->results;
    bool is_first = true;

    for (guint i = 0; i < results->samples->len; i++) {
        const struct result_sample *sample =
            &g_array_index(results->samples, struct result_sample, i);
        const struct result_cell *cell = text_cell(results, sample->cell);

        if (cell->workload != workload || !cell->is_selected ||
            !sample->text.robust)
            continue;
        g_string_append(page->out,
                        text_printed(page, "%s %s, %s: %s\n",
                                     is_first ? "\n" : "", cell->name,
                                     text_system(page, sample->system),
                                     sample->text.robust));
        is_first = false;
    }
}

/* Quantiles of the requests in runs, over the runs. */
static void add_quantiles(struct page *page, Grid *grid,
                          const struct result_requests *requests)
{
    for (size_t i = 0; i < RESULT_QUANTILES; i++) {
        const struct result_quantile *quantile = &requests->quantiles[i];

        if (!quantile->moments.n)
            continue;
        grid_row(grid);
        grid_cell(grid, text_shown(page, quantile->name), GRID_PLAIN);
        grid_cell(grid, text_shown(page, quantile->mean), GRID_PLAIN);
        grid_cell(grid, text_shown(page, quantile->text_interval), GRID_PLAIN);
        grid_cell(grid, text_shown(page, quantile->range_low), GRID_PLAIN);
        grid_cell(grid, text_shown(page, quantile->range_high), GRID_PLAIN);
    }
}

static void print_requests(struct page *page,
                           const struct result_requests *requests)
{
    const Results *results = page->results;
    const struct metric *metric = requests->metric;
    g_autoptr(Grid) grid = grid_new();
    g_autofree char *fewest = words_number((double)requests->fewest, 0);
    g_autofree char *most = words_number((double)requests->most, 0);
    bool is_equal = requests->fewest == requests->most;

    g_string_append(
        page->out,
        text_printed(page,
                     "%s%s \u00b7 %s (%s) \u00b7 %s \u00b7 %zu run%s of %s%s%s "
                     "requests\n\n",
                     page->out->len ? "\n" : "", requests->key, metric->label,
                     metric->unit, text_system(page, requests->system),
                     requests->n_runs, requests->n_runs == 1 ? "" : "s", fewest,
                     is_equal ? "" : " to ", is_equal ? "" : most));
    grid_column(grid, "of requests within", false, 0);
    grid_column(grid, requests->n_runs == 1 ? "this run" : "mean over runs",
                true, 0);
    grid_column(
        grid,
        text_printed(page, "%g\u00a0%% CI", 100 * results->options.confidence),
        true, 0);
    grid_column(grid, "lowest run", true, 1);
    grid_column(grid, "highest run", true, 1);
    add_quantiles(page, grid, requests);
    grid_print(grid, page->options->width, page->options->use_colour,
               page->out);
    g_string_append(page->out, text_printed(page, " %s\n", requests->words));
}

void report_text_describe(const Results *results,
                          const struct text_options *options, GString *out)
{
    struct page page;

    text_page_init(&page, results, options, out);
    for (guint i = 0; i < results->workloads->len; i++) {
        print_cells(&page, i, false);
        print_cells(&page, i, true);
        if (options->is_verbose)
            print_robust(&page, i);
    }
    for (guint i = 0; i < results->requests->len; i++)
        print_requests(&page, &g_array_index(results->requests,
                                             struct result_requests, i));
    text_warnings(&page);
    text_diagnoses(&page);
    text_page_clear(&page);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The geometric mean of the ratios over a workload's modules.
 *
 * 1. Where every run has every module, per run: it respects that the modules
 *    of a run go together.
 * 2. Where one lacks some, over the modules that both systems have, which are
 *    taken for independent ("fixed").
 * 3. A mean that is not positive allows neither.
 */
#include "compare/study.h"
#include "compare/words.h"

/* Of a workload's modules, those that both systems have. */
static GArray *find_modules(const Results *results, size_t workload,
                            size_t subject)
{
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(size_t));

    for (size_t i = 0; i < results->cells->len; i++) {
        const struct result_cell *cell =
            &g_array_index(results->cells, struct result_cell, i);

        if (cell->workload == workload &&
            cell->metric->level == METRIC_MODULE &&
            cell->metric->use == METRIC_HEADLINE && cell->is_selected &&
            results_sample(results, i, 0)->data.n &&
            results_sample(results, i, subject)->data.n)
            g_array_append_val(cells, i);
    }
    return cells;
}

static size_t module_at(const GArray *cells, guint i)
{
    return g_array_index(cells, size_t, i);
}

/* The mean logarithm of each run over the modules; false when a value is not
 * positive or a run lacks one. */
static bool fill_logs(const Results *results, const GArray *cells,
                      size_t system, GArray *logs)
{
    size_t n_runs =
        results_sample(results, module_at(cells, 0), system)->data.n;

    for (size_t r = 0; r < n_runs; r++) {
        double sum = 0;

        for (guint c = 0; c < cells->len; c++) {
            const struct result_sample *sample =
                results_sample(results, module_at(cells, c), system);

            if (sample->data.n != n_runs || sample->data.x[r] <= 0)
                return false;
            sum += log(sample->data.x[r]);
        }
        sum /= cells->len;
        g_array_append_val(logs, sum);
    }
    return n_runs > 0;
}

/* Does a module lack on one side? Then no run is complete. */
static bool is_complete(const Results *results, size_t workload, size_t subject,
                        const GArray *both)
{
    guint n = 0;

    for (size_t i = 0; i < results->cells->len; i++) {
        const struct result_cell *cell =
            &g_array_index(results->cells, struct result_cell, i);

        n += cell->workload == workload &&
             cell->metric->level == METRIC_MODULE &&
             cell->metric->use == METRIC_HEADLINE && cell->is_selected &&
             (results_sample(results, i, 0)->data.n ||
              results_sample(results, i, subject)->data.n);
    }
    return n == both->len;
}

static bool per_run(const Results *results, const GArray *cells,
                    struct result_overall *overall)
{
    g_autoptr(GArray) a = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) b = g_array_new(FALSE, FALSE, sizeof(double));

    if (!is_complete(results, overall->workload, overall->subject, cells) ||
        !fill_logs(results, cells, 0, a) ||
        !fill_logs(results, cells, overall->subject, b))
        return false;
    overall->method = "per-run";
    overall->ratio = cotejo_geometric_mean_ratio(
        (const double *)(void *)a->data, a->len,
        (const double *)(void *)b->data, b->len, results->options.confidence);
    return true;
}

/* Rule 2. */
static void fixed(const Results *results, const GArray *cells,
                  struct result_overall *overall)
{
    g_autofree struct cotejo_moments *a =
        g_new(struct cotejo_moments, cells->len + 1);
    g_autofree struct cotejo_moments *b =
        g_new(struct cotejo_moments, cells->len + 1);

    for (guint i = 0; i < cells->len; i++) {
        a[i] = results_sample(results, module_at(cells, i), 0)->moments;
        b[i] = results_sample(results, module_at(cells, i), overall->subject)
                   ->moments;
    }
    overall->method = "fixed";
    overall->ratio = cotejo_geometric_mean_fixed(a, b, cells->len,
                                                 results->options.confidence);
}

void study_add_overall(Results *results, size_t workload, size_t subject)
{
    g_autoptr(GArray) cells = find_modules(results, workload, subject);
    struct result_overall overall = {
        .workload = workload, .subject = subject, .n_metrics = cells->len};

    if (cells->len < 2)
        return;
    if (!per_run(results, cells, &overall))
        fixed(results, cells, &overall);
    if (overall.ratio.status != COTEJO_OK)
        return;
    words_of_overall(results, &overall);
    g_array_append_val(results->overall, overall);
}

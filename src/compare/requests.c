/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What single requests took, where logs keep each of them.
 *
 * 1. The run is the unit: a quantile is taken in every run and described over
 *    the runs, with Student's interval. Requests of several runs are never
 *    pooled; 20 runs of 10,000 requests are 20 values, not 200,000.
 * 2. Quantiles are of type 7, from the exact frequency table. One that less
 *    than one request lies beyond is not a quantile but the largest value
 *    under another name: it is left out (99.9 % needs 1,000 requests).
 *    One run has quantiles, and no interval.
 * 3. Components of variance of requests in runs (cotejo/hierarchy.h), from
 *    each run's mean and variance: T1 = mean of the variances, T2 = variance
 *    of the means - T1 / m, of runs with the same number m of requests.
 * 4. A file of ab -g that stands alone is described all the same, apart from
 *    the runs: of its work nothing is known.
 */
#include "compare/study.h"
#include "compare/words.h"

#include <string.h>

static const struct {
    double p;
    const char *name;
} orders[RESULT_QUANTILES] = {
    {0.5, "50\u00a0%"},  {0.9, "90\u00a0%"},     {0.95, "95\u00a0%"},
    {0.99, "99\u00a0%"}, {0.999, "99.9\u00a0%"}, {1, "largest"},
};

static const struct run_distribution *find(const Run *run,
                                           const struct metric *metric)
{
    for (guint i = 0; i < run->distributions->len; i++) {
        const struct run_distribution *it =
            &g_array_index(run->distributions, struct run_distribution, i);

        if (it->metric == metric)
            return it;
    }
    return NULL;
}

static double base_value(const struct run_distribution *of, int64_t value)
{
    struct decimal printed = {value, (int16_t)of->exponent};

    return decimal_to_double(metric_to_base(of->metric, printed));
}

/* ---- one run ---- */

/* The value at a place from 0 in ascending order. */
static double value_at(const struct run_distribution *of, uint64_t place)
{
    uint64_t up_to = 0;
    int64_t value = 0;

    for (guint i = 0; i < of->counts->len && up_to <= place; i++) {
        const struct run_count *count =
            &g_array_index(of->counts, struct run_count, i);

        value = count->value;
        up_to += count->count;
    }
    return base_value(of, value);
}

/* Rule 2; NaN where it does not apply. */
static double quantile_of(const struct run_distribution *of, double p)
{
    double place = (double)(of->total - 1) * p, whole = floor(place);
    double low, high;

    if (p < 1 && (double)of->total * (1 - p) < 1 - 1e-9)
        return NAN;
    low = value_at(of, (uint64_t)whole);
    if (place <= whole)
        return low;
    high = value_at(of, (uint64_t)whole + 1);
    return low + (place - whole) * (high - low);
}

/* Mean and variance of a run's requests, about their first value. */
static void moments_of(const struct run_distribution *of, double *mean,
                       double *variance)
{
    const struct run_count *counts =
        (const struct run_count *)(const void *)of->counts->data;
    double first = base_value(of, counts[0].value), n = (double)of->total;
    double sum = 0, squares = 0;

    for (guint i = 0; i < of->counts->len; i++)
        sum +=
            (double)counts[i].count * (base_value(of, counts[i].value) - first);
    *mean = first + sum / n;
    for (guint i = 0; i < of->counts->len; i++) {
        double away = base_value(of, counts[i].value) - *mean;

        squares += (double)counts[i].count * away * away;
    }
    *variance = squares / (n - 1);
}

/* ---- all runs ---- */

/* A run's frequency table, borrowed. */
static const struct run_distribution *table_at(const GArray *tables, guint i)
{
    return g_array_index(tables, const struct run_distribution *, i);
}

static void fill_quantile(const Results *results, const GArray *tables,
                          double p, struct result_quantile *quantile)
{
    g_autofree double *x = g_new(double, tables->len + 1);
    struct cotejo_sample sample = {.n = tables->len, .x = x};

    for (guint i = 0; i < tables->len; i++) {
        x[i] = quantile_of(table_at(tables, i), p);
        if (isnan(x[i]))
            sample.n = 0;
    }
    cotejo_moments(&sample, &quantile->moments);
    quantile->interval =
        cotejo_mean_interval(&quantile->moments, results->options.confidence);
}

/* Rule 3. */
static void fill_components(const GArray *tables,
                            struct result_requests *requests)
{
    g_autofree double *mean = g_new(double, tables->len + 1);
    struct cotejo_moments means;
    double m = (double)requests->fewest, within = 0, between, all;

    requests->sd_between = requests->sd_within = requests->icc = NAN;
    requests->design_effect = requests->effective_n = NAN;
    if (tables->len < 2 || requests->fewest != requests->most ||
        requests->fewest < 2)
        return;
    for (guint i = 0; i < tables->len; i++) {
        double variance;

        moments_of(table_at(tables, i), &mean[i], &variance);
        within += variance / (double)tables->len;
    }
    cotejo_moments(&(struct cotejo_sample){.n = tables->len, .x = mean},
                   &means);
    between = means.variance - within / m;
    requests->is_negative = between < 0;
    between = fmax(between, 0);
    all = within + between;
    requests->sd_within = sqrt(within);
    requests->sd_between = sqrt(between);
    if (!(all > 0))
        return;
    requests->icc = between / all;
    requests->design_effect = 1 + (m - 1) * requests->icc;
    requests->effective_n = (double)tables->len * m / requests->design_effect;
}

/* The file of ab -g by itself: its report is not there, or is another run's
 * (ab_parts.h). */
static bool is_alone(const Run *run)
{
    if (!run->is_part || run->status != RUN_GOOD)
        return false;
    for (guint i = 0; i < run->notes->len; i++)
        if (!strcmp(g_array_index(run->notes, struct run_note, i).slug,
                    "unjoined"))
            return true;
    return false;
}

/* workload SIZE_MAX: those that stand alone. */
static bool is_of(const struct result_run *run, size_t workload, size_t system)
{
    return run->system == system &&
           (workload == SIZE_MAX ? is_alone(run->run)
                                 : run->is_used && run->workload == workload);
}

static const char *key_of(const Results *results, size_t workload)
{
    return workload == SIZE_MAX
               ? "ab -g without its report"
               : g_array_index(results->workloads, struct result_workload,
                               workload)
                     .key;
}

static void add_requests(Results *results, size_t workload, size_t system,
                         const struct metric *metric)
{
    g_autoptr(GArray) tables =
        g_array_new(FALSE, FALSE, sizeof(const struct run_distribution *));
    struct result_requests requests = {
        .key = key_of(results, workload),
        .system = system,
        .metric = metric,
        .fewest = UINT64_MAX,
    };

    for (guint i = 0; i < results->runs->len; i++) {
        const struct result_run *run =
            &g_array_index(results->runs, struct result_run, i);
        const struct run_distribution *of;

        if (!is_of(run, workload, system))
            continue;
        of = find(run->run, metric);
        if (!of || !of->total)
            continue;
        requests.fewest = MIN(requests.fewest, of->total);
        requests.most = MAX(requests.most, of->total);
        requests.resolution = fmax(requests.resolution, base_value(of, 1));
        g_array_append_val(tables, of);
    }
    if (!tables->len)
        return;
    requests.n_runs = tables->len;
    for (size_t i = 0; i < RESULT_QUANTILES; i++) {
        requests.quantiles[i].p = orders[i].p;
        requests.quantiles[i].name = orders[i].name;
        fill_quantile(results, tables, orders[i].p, &requests.quantiles[i]);
    }
    fill_components(tables, &requests);
    words_of_requests(results, &requests);
    g_array_append_val(results->requests, requests);
}

/* All metrics of requests of a workload, or of those that stand alone. */
static void add_workload(Results *results, size_t workload)
{
    for (size_t m = 0; m < n_metrics; m++) {
        if (metrics[m].level != METRIC_REQUEST)
            continue;
        for (guint s = 0; s < results->systems->len; s++)
            add_requests(results, workload, s, &metrics[m]);
    }
}

static void note_file(Results *results, const struct result_run *run)
{
    const struct result_system *system =
        &g_array_index(results->systems, struct result_system, run->system);

    for (guint k = 0; k < run->run->notes->len; k++) {
        const struct run_note *note =
            &g_array_index(run->run->notes, struct run_note, k);

        if (!strcmp(note->slug, "unjoined"))
            study_warn(
                results, "warning", "unjoined", SIZE_MAX, system->name,
                "%s: %s",
                g_array_index(results->inputs, struct result_input, run->input)
                    .path,
                note->message);
    }
}

bool study_has_alone(const Results *results)
{
    for (guint i = 0; i < results->runs->len; i++) {
        if (is_alone(g_array_index(results->runs, struct result_run, i).run))
            return true;
    }
    return false;
}

/* Why files stand alone, and what they do not tell then. */
static void note_alone(Results *results)
{
    if (!study_has_alone(results))
        return;
    for (guint i = 0; i < results->runs->len; i++) {
        const struct result_run *run =
            &g_array_index(results->runs, struct result_run, i);

        if (is_alone(run->run))
            note_file(results, run);
    }
    study_warn(results, "note", "unjoined", SIZE_MAX, NULL,
               "without its report a file of ab -g tells nothing of the work "
               "(address, requests at a time), of failed requests and of the "
               "rate");
}

void study_add_requests(Results *results)
{
    for (guint w = 0; w < results->workloads->len; w++)
        add_workload(results, w);
    add_workload(results, SIZE_MAX);
    note_alone(results);
    if (!results->requests->len)
        study_warn(results, "warning", "no-requests", SIZE_MAX, NULL,
                   "no log that was used keeps every request (ab -g, httperf "
                   "--verbose)");
}

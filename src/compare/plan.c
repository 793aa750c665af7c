/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare/plan.h"

#include <math.h>

#include "compare/diagnosis.h"
#include "compare/study.h"
#include "cotejo/hierarchy.h"
#include "cotejo/power.h"

/* More requests than this in all runs of a system are not laid out to find
 * what lies between runs and what within. */
#define REQUESTS_MOST 20000000

const double plan_powers[PLAN_POWERS] = {0.8, 0.9};

/* ---- what a spread asks for ---- */

static void fill_row(const Plan *plan, struct plan_row *row)
{
    const struct plan_options *options = &plan->options;

    row->n = options->n ? options->n : row->n_seen;
    for (size_t p = 0; p < PLAN_POWERS; p++) {
        row->detectable[p] =
            row->cv *
            cotejo_detectable_effect(row->n, options->alpha, plan_powers[p]);
        for (size_t t = 0; t < options->n_targets; t++) {
            row->needs[t].target = options->targets[t];
            row->needs[t].runs[p] = cotejo_required_runs(
                options->targets[t] / row->cv, options->alpha, plan_powers[p]);
        }
        if (isfinite(options->margin))
            row->similar[p] = cotejo_required_runs_equivalence(
                row->cv, options->margin, options->alpha, plan_powers[p]);
    }
}

static Plan *plan_empty(const struct plan_options *options)
{
    Plan *plan = g_new0(Plan, 1);

    plan->options = *options;
    plan->rows = g_array_new(FALSE, TRUE, sizeof(struct plan_row));
    plan->strings = g_string_chunk_new(1024);
    return plan;
}

void plan_free(Plan *plan)
{
    g_array_unref(plan->rows);
    g_string_chunk_free(plan->strings);
    g_free(plan);
}

Plan *plan_stated(double cv, const struct plan_options *options)
{
    Plan *plan = plan_empty(options);
    struct plan_row row = {.slug = "stated", .cv = cv};

    fill_row(plan, &row);
    g_array_append_val(plan->rows, row);
    return plan;
}

/* ---- requests in runs ---- */

static const struct run_distribution *
distribution_of(const Run *run, const struct metric *metric)
{
    for (guint i = 0; i < run->distributions->len; i++) {
        const struct run_distribution *it =
            &g_array_index(run->distributions, struct run_distribution, i);

        if (it->metric == metric)
            return it;
    }
    return NULL;
}

/* The values one after the other, base units. */
static size_t lay_out(const struct run_distribution *distribution, double x[])
{
    size_t n = 0;

    for (guint i = 0; i < distribution->counts->len; i++) {
        const struct run_count *count =
            &g_array_index(distribution->counts, struct run_count, i);
        struct decimal printed = {count->value,
                                  (int16_t)distribution->exponent};
        double value =
            decimal_to_double(metric_to_base(distribution->metric, printed));

        for (uint64_t k = 0; k < count->count; k++)
            x[n++] = value;
    }
    return n;
}

/* Standard deviation of a run's mean with so many requests in it. */
static double sd_of_run(const struct plan_inner *inner, double requests)
{
    return sqrt(inner->sd_between * inner->sd_between +
                inner->sd_within * inner->sd_within / requests);
}

static void fill_inner(struct plan_inner *inner,
                       const struct cotejo_hierarchy *h, double setup_s)
{
    double m = (double)inner->requests, now;

    inner->is_known = true;
    inner->mean = h->grand_mean;
    inner->sd_within = sqrt(fmax(0.0, h->t2[0]));
    inner->sd_between = sqrt(fmax(0.0, h->t2[1]));
    inner->icc = h->icc;
    inner->design_effect = h->design_effect;
    now = sd_of_run(inner, m);
    inner->widening = sd_of_run(inner, m / 10.0) / now - 1.0;
    inner->narrowing = 1.0 - sd_of_run(inner, 10.0 * m) / now;
    inner->optimal = (double)NAN;
    if (setup_s > 0.0 && h->grand_mean > 0.0) {
        const double cost[] = {h->grand_mean, setup_s};

        inner->optimal = cotejo_hierarchy_optimal(h, cost, 0);
    }
}

/* The requests that the used runs of a system kept, a pointer a run. */
static GArray *kept_requests(const Results *results, size_t workload,
                             size_t system, const struct metric *metric)
{
    GArray *kept =
        g_array_new(FALSE, FALSE, sizeof(const struct run_distribution *));

    for (guint i = 0; i < results->runs->len; i++) {
        const struct result_run *run =
            &g_array_index(results->runs, struct result_run, i);
        const struct run_distribution *it;

        if (!run->is_used || run->workload != workload || run->system != system)
            continue;
        it = distribution_of(run->run, metric);
        if (it)
            g_array_append_val(kept, it);
    }
    return kept;
}

static const struct run_distribution *kept_at(const GArray *kept, guint i)
{
    return g_array_index(kept, const struct run_distribution *, i);
}

/* Two runs and more of the same number of requests, not too many in all. */
static bool is_balanced(const GArray *kept)
{
    uint64_t total = kept->len ? kept_at(kept, 0)->total : 0;

    for (guint i = 1; i < kept->len; i++)
        if (kept_at(kept, i)->total != total)
            return false;
    return kept->len >= 2 && total >= 2 && total <= REQUESTS_MOST / kept->len;
}

/* False when the runs of the system have no balanced table of requests. */
static bool inner_of(const Results *results, size_t workload, size_t system,
                     const struct metric *metric, double setup_s,
                     struct plan_inner *inner)
{
    g_autoptr(GArray) kept = kept_requests(results, workload, system, metric);
    g_autofree double *x = NULL;
    struct cotejo_hierarchy h;
    size_t at = 0;

    if (!is_balanced(kept))
        return false;
    inner->runs = kept->len;
    inner->requests = (size_t)kept_at(kept, 0)->total;
    x = g_new(double, inner->runs * inner->requests);
    for (guint i = 0; i < kept->len; i++)
        at += lay_out(kept_at(kept, i), x + at);
    h = cotejo_hierarchy(x, (const size_t[]){inner->runs, inner->requests}, 2,
                         results->options.confidence);
    if (h.status != COTEJO_OK)
        return false;
    fill_inner(inner, &h, setup_s);
    return true;
}

/* What a request takes: ab's total time, httperf's lifetime. */
static const struct metric *request_metric(const char *tool)
{
    static const struct {
        const char *tool, *name;
    } of_tool[] = {{"ab", "total_time"}, {"httperf", "connection_lifetime"}};

    for (size_t i = 0; i < G_N_ELEMENTS(of_tool); i++)
        if (!g_strcmp0(of_tool[i].tool, tool))
            return metric_of(tool, of_tool[i].name);
    return NULL;
}

/* Of the systems, the one whose runs differ most beside its requests. */
static void find_inner(const Results *results, const struct result_cell *cell,
                       double setup_s, struct plan_inner *inner)
{
    const struct metric *metric = request_metric(cell->metric->tool);

    if (!metric || cell->metric->level != METRIC_RUN)
        return;
    for (guint s = 0; s < results->systems->len; s++) {
        struct plan_inner it = {.what = metric->label};

        if (!inner_of(results, cell->workload, s, metric, setup_s, &it) ||
            (inner->is_known && !(it.icc > inner->icc)))
            continue;
        it.system =
            g_array_index(results->systems, struct result_system, s).name;
        *inner = it;
    }
}

/* ---- rows from results ---- */

static const char *row_name(Plan *plan, const Results *results,
                            const struct result_cell *cell)
{
    const struct result_workload *workload = &g_array_index(
        results->workloads, struct result_workload, cell->workload);
    g_autofree char *condition =
        *workload->condition ? g_strdup_printf(", %s", workload->condition)
                             : g_strdup("");
    g_autofree char *name =
        g_strdup_printf("%s (%s%s)", cell->name, cell->metric->tool, condition);

    return g_string_chunk_insert_const(plan->strings, name);
}

/* The larger CV of the systems and whose it is. */
static void find_spread(const Results *results, size_t cell,
                        struct plan_row *row)
{
    row->cv = (double)NAN;
    row->why = "fewer than two runs";
    for (guint s = 0; s < results->systems->len; s++) {
        const struct result_sample *sample = results_sample(results, cell, s);
        double cv = sample->moments.cv;

        if (sample->data.n >= 2 && row->why)
            row->why = "no variation";
        if (sample->data.n < 2 || !(cv > 0.0) || row->cv >= cv)
            continue;
        row->cv = cv;
        row->n_seen = sample->data.n;
        row->system =
            g_array_index(results->systems, struct result_system, s).name;
    }
    if (row->cv > 0.0)
        row->why = NULL;
}

/* The reason of the first pair, if all pairs have one. */
static const char *find_withheld(const Results *results, size_t cell)
{
    const char *slug = NULL;

    for (guint i = 0; i < results->comparisons->len; i++) {
        const struct result_comparison *it =
            &g_array_index(results->comparisons, struct result_comparison, i);

        if (it->cell != cell)
            continue;
        if (!it->withheld)
            return NULL;
        if (!slug)
            slug = it->withheld;
    }
    return slug ? diagnosis_find(slug)->withheld : NULL;
}

/* A difference can be looked for without knowing which way is better, as in
 * plain numbers; what only describes a run has none to look for. */
static bool is_planned(const struct result_cell *cell)
{
    return cell->is_selected && cell->metric->level != METRIC_REQUEST &&
           (metric_direction(cell->metric) != 0 ||
            cell->metric->use == METRIC_HEADLINE);
}

Plan *plan_from_results(const Results *results,
                        const struct plan_options *options, GError **error)
{
    g_autoptr(Plan) plan = plan_empty(options);
    size_t inner_workload = SIZE_MAX;
    bool can_plan = false;

    for (guint c = 0; c < results->cells->len; c++) {
        const struct result_cell *cell =
            &g_array_index(results->cells, struct result_cell, c);
        struct plan_row row = {.slug = cell->slug};

        if (!is_planned(cell))
            continue;
        row.name = row_name(plan, results, cell);
        row.slug = g_string_chunk_insert_const(plan->strings, cell->slug);
        row.withheld = find_withheld(results, c);
        find_spread(results, c, &row);
        if (!row.why)
            fill_row(plan, &row);
        if (cell->workload != inner_workload) {
            find_inner(results, cell, options->setup_s, &row.inner);
            inner_workload = cell->workload;
        }
        can_plan = can_plan || !row.why;
        g_array_append_val(plan->rows, row);
    }
    if (can_plan)
        return g_steal_pointer(&plan);
    cotejo_fail(error, COTEJO_ERROR_NOTHING,
                "no metric has two runs that vary: there is nothing to plan "
                "from; a spread can be stated with --cv");
    return NULL;
}

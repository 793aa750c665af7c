/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much runs of a metric really vary: the coefficients of variation in
 * results at hand, the smallest and the largest over their systems.
 *
 * Without a metric in the claim: that of the results' headlines of whole
 * runs whose unit is the claim's, if there is only one.
 */
#include <math.h>
#include <string.h>

#include "compare/claim_judge.h"
#include "compare/study.h"

#define RUNS_LEAST 3

static bool is_metric(const struct claim *claim, const struct result_cell *cell)
{
    g_autofree char *name =
        g_strdup_printf("%s.%s", cell->metric->tool, cell->metric->name);

    return !strcmp(claim->metric, name) &&
           (!claim->item || !g_strcmp0(claim->item, cell->item));
}

static bool may_be_meant(const struct claim *claim,
                         const struct result_cell *cell)
{
    if (claim->metric)
        return is_metric(claim, cell);
    return cell->is_selected && cell->metric->level == METRIC_RUN &&
           claim->unit && !strcmp(claim->unit, cell->unit);
}

/* The one metric that is meant; NULL if none or several. */
static const struct metric *find_metric(const struct claim *claim,
                                        const Results *results)
{
    const struct metric *found = NULL;

    for (guint i = 0; i < results->cells->len; i++) {
        const struct result_cell *cell =
            &g_array_index(results->cells, struct result_cell, i);

        if (!may_be_meant(claim, cell) || cell->metric == found)
            continue;
        if (found)
            return NULL;
        found = cell->metric;
    }
    return found;
}

static void add_sample(struct claim_spread *spread, const Results *results,
                       const struct result_sample *sample, GHashTable *systems)
{
    double cv = sample->moments.cv;
    const char *name =
        g_array_index(results->systems, struct result_system, sample->system)
            .name;

    if (sample->data.n < RUNS_LEAST || !isfinite(cv))
        return;
    g_hash_table_add(systems, study_key(name));
    if (!(spread->high >= cv)) {
        spread->high = cv;
        spread->system = name;
    }
    spread->low = fmin(spread->low, cv); /* passes NaN over */
    if (!spread->n_least || sample->data.n < spread->n_least)
        spread->n_least = sample->data.n;
    spread->n_most = MAX(spread->n_most, sample->data.n);
}

struct claim_spread claim_observe(JudgedSet *judged, const struct claim *claim,
                                  const Results *results)
{
    struct claim_spread spread = {.low = NAN, .high = NAN};
    const struct metric *metric = find_metric(claim, results);
    g_autoptr(GHashTable) systems = g_hash_table_new(g_str_hash, g_str_equal);

    if (!metric)
        return spread;
    for (guint i = 0; i < results->samples->len; i++) {
        const struct result_sample *sample =
            &g_array_index(results->samples, struct result_sample, i);
        const struct result_cell *cell =
            &g_array_index(results->cells, struct result_cell, sample->cell);

        if (cell->metric == metric && may_be_meant(claim, cell))
            add_sample(&spread, results, sample, systems);
    }
    spread.n_systems = g_hash_table_size(systems);
    if (!spread.n_systems)
        return spread;
    spread.words =
        claim_say(judged, "the %s of %s", metric->label, metric->tool);
    spread.system = spread.n_systems > 1
                        ? claim_say(judged, "%zu systems, most in %s",
                                    spread.n_systems, spread.system)
                        : claim_say(judged, "%s", spread.system);
    spread.system =
        spread.n_least == spread.n_most
            ? claim_say(judged, "%s; %zu runs", spread.system, spread.n_most)
            : claim_say(judged, "%s; %zu to %zu runs", spread.system,
                        spread.n_least, spread.n_most);
    return spread;
}

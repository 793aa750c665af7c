/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much runs of a metric really vary: the coefficients of variation in
 * results at hand, the smallest and the largest over their systems.
 *
 * Without a metric in the claim: that of the results' headlines of whole runs
 * that is measured in a unit of the same kind and, if the claim's words name a
 * tool, with that tool. Where that leaves none or several, it is said.
 */
#include <math.h>
#include <string.h>

#include "compare/claim_judge.h"
#include "compare/claim_unit.h"
#include "compare/study.h"

#define RUNS_LEAST 3

/* ---- which metric ---- */

static bool is_metric(const struct claim *claim, const struct result_cell *cell)
{
    g_autofree char *name =
        g_strdup_printf("%s.%s", cell->metric->tool, cell->metric->name);

    return !strcmp(claim->metric, name) &&
           (!claim->item || !g_strcmp0(claim->item, cell->item));
}

/* As a word of its own: "ab" is not in "about". */
static bool has_word(const char *text, const char *word)
{
    size_t len = strlen(word);

    for (const char *at = text; text && (at = strstr(at, word)); at++)
        if ((at == text || !g_ascii_isalnum(at[-1])) &&
            !g_ascii_isalnum(at[len]))
            return true;
    return false;
}

static bool names_tool(const struct claim *claim, const char *tool)
{
    return has_word(claim->name, tool) || has_word(claim->title, tool) ||
           has_word(claim->quote, tool) || has_word(claim->source, tool);
}

/* Of the results' tools, is one named? */
static bool names_any_tool(const struct claim *claim, const Results *results)
{
    for (guint i = 0; i < results->cells->len; i++)
        if (names_tool(claim,
                       g_array_index(results->cells, struct result_cell, i)
                           .metric->tool))
            return true;
    return false;
}

static bool may_be_meant(const struct claim *claim, const Results *results,
                         const struct result_cell *cell)
{
    if (claim->metric)
        return is_metric(claim, cell);
    return cell->is_selected && cell->metric->level == METRIC_RUN &&
           cell->metric->use == METRIC_HEADLINE && claim->unit &&
           unit_is_same_kind(slice_from(claim->unit), slice_from(cell->unit)) &&
           (!names_any_tool(claim, results) ||
            names_tool(claim, cell->metric->tool));
}

/* The metrics that may be meant, each once. */
static GPtrArray *meant_metrics(const struct claim *claim,
                                const Results *results)
{
    GPtrArray *found = g_ptr_array_new();

    for (guint i = 0; i < results->cells->len; i++) {
        const struct result_cell *cell =
            &g_array_index(results->cells, struct result_cell, i);
        /* not written to */
        gpointer metric = (gpointer)(uintptr_t)cell->metric;

        if (may_be_meant(claim, results, cell) &&
            !g_ptr_array_find(found, metric, NULL))
            g_ptr_array_add(found, metric);
    }
    return found;
}

/* Why none of them serves. */
static const char *why_unused(JudgedSet *judged, const struct claim *claim,
                              const GPtrArray *meant)
{
    g_autoptr(GString) names = g_string_new(NULL);

    if (claim->metric)
        return claim_say(judged,
                         "The runs at hand have no part in this: none has %s "
                         "%d times on a system.",
                         claim->metric, RUNS_LEAST);
    if (!meant->len)
        return claim_say(
            judged,
            "The runs at hand have no part in this: no metric that is compared "
            "by itself is measured in '%s' or the like. One is named with "
            "metric = NAME, or --metric NAME (see `cotejo metrics`).",
            claim->unit ? claim->unit : "");
    for (guint i = 0; i < meant->len; i++) {
        const struct metric *metric = meant->pdata[i];

        g_string_append_printf(names, "%s%s.%s", i ? ", " : "", metric->tool,
                               metric->name);
    }
    if (meant->len == 1)
        return claim_say(judged,
                         "The runs at hand have no part in this: none has %s "
                         "%d times on a system.",
                         names->str, RUNS_LEAST);
    return claim_say(judged,
                     "The runs at hand have no part in this, because several "
                     "of their metrics may be meant: %s. One is chosen with "
                     "metric = NAME, or --metric NAME.",
                     names->str);
}

/* ---- its spread ---- */

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

static void observe(JudgedSet *judged, const struct claim *claim,
                    const Results *results, const struct metric *metric,
                    struct claim_spread *spread)
{
    g_autoptr(GHashTable) systems = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < results->samples->len; i++) {
        const struct result_sample *sample =
            &g_array_index(results->samples, struct result_sample, i);
        const struct result_cell *cell =
            &g_array_index(results->cells, struct result_cell, sample->cell);

        if (cell->metric == metric && may_be_meant(claim, results, cell))
            add_sample(spread, results, sample, systems);
    }
    spread->n_systems = g_hash_table_size(systems);
    if (!spread->n_systems)
        return;
    spread->words = claim_say(judged, "%s (%s)", metric->label, metric->tool);
    spread->system = spread->n_systems > 1
                         ? claim_say(judged, "%zu systems, most in %s",
                                     spread->n_systems, spread->system)
                         : claim_say(judged, "%s", spread->system);
    spread->system =
        spread->n_least == spread->n_most
            ? claim_say(judged, "%s; %zu runs", spread->system, spread->n_most)
            : claim_say(judged, "%s; %zu to %zu runs", spread->system,
                        spread->n_least, spread->n_most);
}

struct claim_spread claim_observe(JudgedSet *judged, const struct claim *claim,
                                  const Results *results)
{
    struct claim_spread spread = {.low = NAN, .high = NAN};
    g_autoptr(GPtrArray) meant = meant_metrics(claim, results);

    if (meant->len == 1)
        observe(judged, claim, results, meant->pdata[0], &spread);
    if (!spread.n_systems)
        spread.why_none = why_unused(judged, claim, meant);
    return spread;
}

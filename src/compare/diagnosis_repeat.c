/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The same measurement under another name (ab's time per request is its rate,
 * turned over): shown where it is asked for, never tested beside the headline
 * that it repeats.
 */
#include "compare/diagnosis_test.h"

#include <string.h>

static const char *headline_beside(const Results *results,
                                   const struct metric *like)
{
    for (guint i = 0; i < results->cells->len; i++) {
        const struct result_cell *cell =
            &g_array_index(results->cells, struct result_cell, i);

        if (cell->is_selected && cell->metric->use == METRIC_HEADLINE &&
            cell->metric->level == like->level &&
            !strcmp(cell->metric->tool, like->tool))
            return cell->metric->label;
    }
    return NULL;
}

enum diagnosis_outcome diagnose_repeat(const struct diagnosis_place *place,
                                       struct result_diagnosis *diagnosis)
{
    const struct metric *metric = place->at->metric;
    const char *headline;

    if (metric->use != METRIC_REPEAT)
        return DIAGNOSIS_NO_TEST;
    headline = headline_beside(place->results, metric);
    if (!headline)
        return DIAGNOSIS_SILENT;
    diagnosis_say(place, diagnosis, "%s says what %s says, in another unit",
                  metric->label, headline);
    return DIAGNOSIS_FIRES;
}

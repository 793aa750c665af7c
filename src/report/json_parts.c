/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several parts of results.json hold. */
#include "report/json_parts.h"

#include <math.h>

#include "report/view.h"

void json_words(struct json_writer *json, const char *key, const char *text)
{
    json_open(json, key, '{');
    json_text(json, "en", text);
    json_close(json, '}');
}

void json_place(struct json_writer *json, const Results *results,
                const struct result_cell *cell)
{
    g_autofree char *id = view_metric_id(cell);
    const struct result_workload *workload = view_workload(results, cell);

    json_text(json, "metric", id);
    json_text(json, "condition", workload->condition);
    json_text(json, "cell", cell->slug);
    json_text(json, "workload", workload->key);
}

void json_interval(struct json_writer *json, const char *key,
                   const char *method, const struct cotejo_interval *interval)
{
    json_open(json, key, '{');
    json_number(json, "level", round(interval->level * 1e12) / 1e12);
    json_text(json, "method", method);
    json_number(json, "low", interval->low);
    json_number(json, "high", interval->high);
    json_close(json, '}');
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was read, in results.json: inputs, systems, metrics. */
#include "report/json_parts.h"

#include <string.h>

#include "compare/slug.h"
#include "report/view.h"

/* The first run of each input, and how many lines its format passed over. */
struct input_facts {
    const Run *first;
    size_t runs, skipped_lines;
};

static struct input_facts *input_facts(const Results *results)
{
    struct input_facts *facts =
        g_new0(struct input_facts, results->inputs->len + 1);

    for (guint i = 0; i < results->runs->len; i++) {
        const struct result_run *run = RESULT(results->runs, result_run, i);
        struct input_facts *fact = &facts[run->input];

        if (!fact->first)
            fact->first = run->run;
        fact->runs++;
        for (guint k = 0; k < run->run->notes->len; k++)
            if (!strcmp(RESULT(run->run->notes, run_note, k)->slug,
                        "unknown-line"))
                fact->skipped_lines++;
    }
    return facts;
}

void json_inputs(struct json_writer *json, const Results *results)
{
    g_autofree struct input_facts *facts = input_facts(results);
    g_autofree const char **paths = view_paths(results);

    json_open(json, "inputs", '[');
    for (guint i = 0; i < results->inputs->len; i++) {
        const struct result_input *input =
            RESULT(results->inputs, result_input, i);
        const Run *run = facts[i].first;
        g_autofree char *started = run && run->started_s != RUN_TIME_UNKNOWN
                                       ? view_date(run->started_s)
                                       : NULL;

        json_open(json, NULL, '{');
        json_count(json, "id", i);
        json_text(json, "path", paths[i]);
        json_count(json, "bytes", input->bytes);
        json_text(json, "sha256", input->sha256);
        json_text(json, "format", input->is_foreign ? NULL : input->format);
        json_text(json, "tool_version", run ? run->tool_version : NULL);
        json_text(json, "started", started);
        json_text(json, "system", input->system);
        json_count(json, "skipped_lines", facts[i].skipped_lines);
        json_count(json, "runs", facts[i].runs);
        json_text(json, "refusal", input->refusal);
        json_close(json, '}');
    }
    json_close(json, ']');
}

void json_systems(struct json_writer *json, const Results *results)
{
    json_open(json, "systems", '[');
    for (guint i = 0; i < results->systems->len; i++) {
        const struct result_system *system = view_system(results, i);
        g_autofree char *id = slug_make(system->name, NULL);

        json_open(json, NULL, '{');
        json_text(json, "id", id);
        json_text(json, "name", system->name);
        json_text(json, "role", system->is_reference ? "reference" : "subject");
        json_count(json, "order", i);
        json_count(json, "runs_good", system->n_runs[RUN_GOOD]);
        json_count(json, "runs_gated", system->n_runs[RUN_GATED]);
        json_count(json, "runs_refused", system->n_runs[RUN_REFUSED]);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_metric(struct json_writer *json, const Results *results,
                         const struct result_cell *cell)
{
    g_autofree char *id = view_metric_id(cell);

    json_open(json, NULL, '{');
    json_text(json, "id", id);
    json_text(json, "tool", cell->metric->tool);
    json_words(json, "name", cell->name);
    json_text(json, "unit", cell->metric->base_unit);
    json_text(json, "class", view_class(cell->metric));
    json_text(json, "better", view_better(results, cell->metric));
    json_count(json, "decimals", (uint64_t)MAX(cell->log_decimals, 0));
    json_text(json, "metric", cell->metric->name);
    json_text(json, "item", cell->item);
    json_text(json, "shown_unit", cell->unit);
    json_number(json, "shown_factor", cell->display_factor);
    json_close(json, '}');
}

/* Each metric once, though several workloads may have it. */
void json_metrics(struct json_writer *json, const Results *results)
{
    g_autoptr(GHashTable) known =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    json_open(json, "metrics", '[');
    for (guint i = 0; i < results->cells->len; i++) {
        const struct result_cell *cell = view_cell(results, i);

        if (g_hash_table_add(known, view_metric_id(cell)))
            write_metric(json, results, cell);
    }
    json_close(json, ']');
}

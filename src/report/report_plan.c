/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the writers of plans share, the table, and JSON. */
#include "report/report_plan.h"

#include <math.h>

#include "compare/words.h"
#include "report/json_writer.h"
#include "report/table.h"

/* Fewer runs than this say little of the spread between them. */
#define RUNS_FEW 5

char *plan_share(double fraction)
{
    int decimals = 0;
    g_autofree char *number = NULL;

    if (!isfinite(fraction))
        return g_strdup(WORDS_UNDEFINED);
    if (fraction > 0.0)
        decimals = CLAMP(-(int)floor(log10(fraction)), 0, 4);
    number = words_number(100.0 * fraction, decimals);
    return g_strdup_printf("%s\u00a0%%", number);
}

static char *runs_words(size_t runs)
{
    return runs ? words_number((double)runs, 0) : g_strdup("out of reach");
}

char *plan_runs(const size_t runs[PLAN_POWERS])
{
    g_autofree char *first = runs_words(runs[0]);
    g_autofree char *second = runs_words(runs[1]);

    if (!runs[0])
        return g_steal_pointer(&first);
    return g_strdup_printf("%s (%s)", first, second);
}

const char *plan_row_name(const struct plan_row *row)
{
    return row->name ? row->name : "stated spread";
}

/* ---- runs against requests ---- */

/* Share of the variance of a run's mean that lies between the runs. */
static double between_share(const struct plan_inner *inner)
{
    double between = inner->sd_between * inner->sd_between;
    double within =
        inner->sd_within * inner->sd_within / (double)inner->requests;

    return between + within > 0.0 ? between / (between + within) : 0.0;
}

static char *milliseconds(double seconds)
{
    double ms = 1e3 * seconds;
    int decimals = ms > 0.0 ? CLAMP(2 - (int)floor(log10(ms)), 0, 6) : 0;

    return words_number(ms, decimals);
}

static void append_optimal(GString *words, const struct plan_inner *inner)
{
    g_autofree char *best = NULL;

    if (!isfinite(inner->optimal))
        return;
    best = words_number(fmax(1.0, ceil(inner->optimal)), 0);
    g_string_append_printf(words,
                           " For what a start of a run costs, some %s "
                           "requests a run give the narrowest interval in a "
                           "given time.",
                           best);
}

char *plan_inner_words(const struct plan_inner *inner)
{
    GString *words = g_string_new(NULL);
    g_autofree char *requests = words_number((double)inner->requests, 0);
    g_autofree char *between = milliseconds(inner->sd_between);
    g_autofree char *within = milliseconds(inner->sd_within);
    g_autofree char *share = plan_share(between_share(inner));
    g_autofree char *wider = words_number(100.0 * inner->widening, 1);
    g_autofree char *narrower = words_number(100.0 * inner->narrowing, 1);

    if (!inner->is_known) {
        g_string_free(words, TRUE);
        return NULL;
    }
    g_string_append_printf(
        words,
        "%s, %s: %zu runs of %s requests. The standard deviation is %s ms "
        "between the runs and %s ms inside them: %s of the uncertainty of a "
        "run's mean lies between the runs. A tenth of the requests in each "
        "run would make the interval %s\u00a0%% wider, ten times as many "
        "%s\u00a0%% narrower; four times as many runs halve it.",
        inner->what, inner->system, inner->runs, requests, between, within,
        share, wider, narrower);
    append_optimal(words, inner);
    if (inner->runs < RUNS_FEW)
        g_string_append_printf(words,
                               " With requests kept in %zu runs only, that is "
                               "a rough guess.",
                               inner->runs);
    return g_string_free(words, FALSE);
}

/* ---- the table ---- */

static bool has_withheld(const Plan *plan)
{
    for (guint i = 0; i < plan->rows->len; i++)
        if (g_array_index(plan->rows, struct plan_row, i).withheld)
            return true;
    return false;
}

static void add_columns(Table *table, const Plan *plan)
{
    const struct plan_options *options = &plan->options;

    table_add_column(table, "metric", "Metric", ALIGN_LEFT);
    table_add_column(table, "cv", "Spread (CV)", ALIGN_RIGHT);
    table_add_column(table, "system", "seen in", ALIGN_LEFT);
    table_add_column(table, "n", "n", ALIGN_RIGHT);
    table_add_column(table, "detectable", "n runs show", ALIGN_RIGHT);
    for (size_t t = 0; t < options->n_targets; t++) {
        g_autofree char *head =
            g_strdup_printf("runs for %g\u00a0%%", 100.0 * options->targets[t]);
        g_autofree char *key = g_strdup_printf("runs_%zu", t + 1);

        table_add_column(table, g_string_chunk_insert(table->strings, key),
                         g_string_chunk_insert(table->strings, head),
                         ALIGN_RIGHT);
    }
    if (isfinite(options->margin))
        table_add_column(table, "runs_similar", "runs to show similarity",
                         ALIGN_RIGHT);
    if (has_withheld(plan))
        table_add_column(table, "withheld", "compare gives no verdict",
                         ALIGN_LEFT);
}

static char *detectable_words(const struct plan_row *row)
{
    g_autofree char *first = plan_share(row->detectable[0]);
    g_autofree char *second = plan_share(row->detectable[1]);

    return g_strdup_printf("%s (%s)", first, second);
}

static void add_row(Table *table, const Plan *plan, const struct plan_row *row)
{
    struct table_row *cells = table_add_row(table, NULL);
    g_autofree char *cv = plan_share(row->cv);
    g_autofree char *n = words_number((double)row->n, 0);
    g_autofree char *detectable = detectable_words(row);
    size_t column = 0;

    table_set(table, cells, column++, plan_row_name(row));
    table_set(table, cells, column++, cv);
    table_set(table, cells, column++, row->why ? row->why : row->system);
    if (row->withheld)
        table_set(table, cells, table->columns->len - 1, row->withheld);
    if (row->why)
        return;
    table_set(table, cells, column++, row->n ? n : NULL);
    table_set(table, cells, column++, row->n > 1 ? detectable : NULL);
    for (size_t t = 0; t < plan->options.n_targets; t++) {
        g_autofree char *runs = plan_runs(row->needs[t].runs);

        table_set(table, cells, column++, runs);
    }
    if (isfinite(plan->options.margin)) {
        g_autofree char *runs = plan_runs(row->similar);

        table_set(table, cells, column, runs);
    }
}

Table *report_plan_table(const Plan *plan)
{
    Table *table = table_new("plan", "plan");

    table->digest = "";
    table_set_caption(table,
                      "Runs of each system that show a difference with a "
                      "power of 80 %% (in brackets 90 %%), two-sample t test "
                      "at %g %%.",
                      100.0 * plan->options.alpha);
    add_columns(table, plan);
    for (guint i = 0; i < plan->rows->len; i++)
        add_row(table, plan, &g_array_index(plan->rows, struct plan_row, i));
    table_add_note(table, "CV: standard deviation of the runs over their "
                          "mean, the larger one of the systems.");
    return table;
}

/* ---- JSON ---- */

static void put_runs(struct json_writer *json, const char *key, size_t runs)
{
    if (runs)
        json_count(json, key, runs);
    else
        json_text(json, key, NULL);
}

static void put_needs(struct json_writer *json, const Plan *plan,
                      const struct plan_row *row)
{
    json_open(json, "detect", '[');
    for (size_t t = 0; t < plan->options.n_targets; t++) {
        json_open(json, NULL, '{');
        json_number(json, "difference", row->needs[t].target);
        put_runs(json, "runs_80", row->needs[t].runs[0]);
        put_runs(json, "runs_90", row->needs[t].runs[1]);
        json_close(json, '}');
    }
    json_close(json, ']');
    if (!isfinite(plan->options.margin))
        return;
    json_open(json, "similar", '{');
    json_number(json, "margin", plan->options.margin);
    put_runs(json, "runs_80", row->similar[0]);
    put_runs(json, "runs_90", row->similar[1]);
    json_close(json, '}');
}

static void put_inner(struct json_writer *json, const struct plan_inner *inner)
{
    if (!inner->is_known)
        return;
    json_open(json, "requests", '{');
    json_text(json, "of", inner->what);
    json_text(json, "system", inner->system);
    json_count(json, "runs", inner->runs);
    json_count(json, "requests_per_run", inner->requests);
    json_number(json, "mean_s", inner->mean);
    json_number(json, "sd_between_s", inner->sd_between);
    json_number(json, "sd_within_s", inner->sd_within);
    json_number(json, "icc", inner->icc);
    json_number(json, "design_effect", inner->design_effect);
    json_number(json, "wider_with_a_tenth", inner->widening);
    json_number(json, "narrower_with_tenfold", inner->narrowing);
    json_number(json, "optimal_requests", inner->optimal);
    json_close(json, '}');
}

static void put_row(struct json_writer *json, const Plan *plan,
                    const struct plan_row *row)
{
    json_open(json, NULL, '{');
    json_text(json, "metric", plan_row_name(row));
    json_text(json, "id", row->slug);
    json_number(json, "cv", row->why ? (double)NAN : row->cv);
    if (row->system)
        json_text(json, "seen_in", row->system);
    if (row->n_seen)
        json_count(json, "seen_n", row->n_seen);
    if (row->why)
        json_text(json, "why_not", row->why);
    if (row->withheld)
        json_text(json, "withheld", row->withheld);
    if (!row->why && row->n > 1) {
        json_open(json, "detectable", '{');
        json_count(json, "n", row->n);
        json_number(json, "difference_80", row->detectable[0]);
        json_number(json, "difference_90", row->detectable[1]);
        json_close(json, '}');
    }
    if (!row->why)
        put_needs(json, plan, row);
    put_inner(json, &row->inner);
    json_close(json, '}');
}

void report_plan_json(const Plan *plan, const char *command, GString *out)
{
    struct json_writer json = {.out = out, .flat_from = 4};

    json_open(&json, NULL, '{');
    json_text(&json, "schema", "cotejo.plan/1");
    json_open(&json, "program", '{');
    json_text(&json, "name", "cotejo");
    json_text(&json, "version", COTEJO_VERSION);
    if (command)
        json_text(&json, "command", command);
    json_close(&json, '}');
    json_number(&json, "alpha", plan->options.alpha);
    json_open(&json, "metrics", '[');
    for (guint i = 0; i < plan->rows->len; i++)
        put_row(&json, plan, &g_array_index(plan->rows, struct plan_row, i));
    json_close(&json, ']');
    json_close(&json, '}');
    g_string_append_c(out, '\n');
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Diagnoses and controls: text for a terminal, JSON, and the model of the
 * templates. All words are those of the results.
 *
 * 1. A reader is not drowned: of each slug a few findings, of notes none, and
 *    how many there are; everything with show_all, in JSON and the workbook.
 */
#include "report/report_diagnosis.h"

#include <math.h>
#include <string.h>

#include "report/escape.h"
#include "report/shown.h"
#include "report/view.h"

#define WIDTH_DEFAULT 100
#define WIDTH_LEAST 40
/* Findings of a slug that are shown, by severity; in documents. */
static const size_t findings_shown[] = {
    [DIAGNOSIS_NOTE] = 0,
    [DIAGNOSIS_WARNING] = 3,
    [DIAGNOSIS_SERIOUS] = 4,
};
#define SHOWN_DOCUMENT 4

static const struct result_diagnosis *diagnosis_at(const Results *results,
                                                   size_t i)
{
    return RESULT(results->diagnoses, result_diagnosis, i);
}

char *report_diagnosis_source(const Results *results,
                              const struct result_diagnosis *diagnosis,
                              const char *const *paths)
{
    const struct result_run *run;
    const char *system;

    if (diagnosis->run == SIZE_MAX)
        return NULL;
    run = RESULT(results->runs, result_run, diagnosis->run);
    system = view_system(results, run->system)->name;
    if (!diagnosis->line)
        return g_strdup_printf("%s: %s", system, paths[run->input]);
    return g_strdup_printf("%s: %s:%u", system, paths[run->input],
                           diagnosis->line);
}

/* "saturated: the link's speed, not the systems'; no verdict" */
static char *group_head(const struct diagnosis_group *group)
{
    g_autofree char *chance = diagnosis_chance_words(group);
    GString *head = g_string_new(NULL);

    g_string_append_printf(head, "%s: %s", group->kind->slug,
                           group->kind->title);
    if (group->kind->withheld)
        g_string_append(head, "; no verdict on the systems");
    if (chance)
        g_string_append_printf(head, " (%s)", chance);
    else if (group->n > 1)
        g_string_append_printf(head, " (%zu times)", group->n);
    return g_string_free(head, FALSE);
}

/* "ab, requests per second: what was found" */
static char *finding_words(const Results *results,
                           const struct result_diagnosis *diagnosis,
                           const char *separator)
{
    g_autofree char *place =
        diagnosis_place_words(results, diagnosis, separator);

    return g_strdup_printf("%s%s%s", place, *place ? ": " : "",
                           diagnosis->message);
}

static char *finding_line(const Results *results,
                          const struct result_diagnosis *diagnosis,
                          const char *const *paths)
{
    g_autofree char *words = finding_words(results, diagnosis, " \u00b7 ");
    g_autofree char *source =
        report_diagnosis_source(results, diagnosis, paths);

    return source ? g_strdup_printf("%s (%s)", words, source)
                  : g_steal_pointer(&words);
}

/* ---- text ---- */

static void put(GString *out, const struct diagnoses_shown *shown,
                const char *first, const char *line)
{
    g_autofree char *head = shown_text(first, shown->is_ascii);
    g_autofree char *clean = clean_text(line);
    size_t at = (size_t)g_utf8_strlen(first, -1);

    g_string_append(out, head);
    shown_wrapped(out, clean, shown->is_ascii, at, at,
                  shown->width ? MAX(shown->width, WIDTH_LEAST)
                               : WIDTH_DEFAULT);
}

static const char *severity_sign(enum diagnosis_severity severity)
{
    static const char *const signs[] = {
        [DIAGNOSIS_NOTE] = " \u00b7  ",
        [DIAGNOSIS_WARNING] = " !  ",
        [DIAGNOSIS_SERIOUS] = " !! ",
    };
    return signs[severity];
}

static void put_more(GString *out, const struct diagnoses_shown *shown,
                     size_t n)
{
    g_autofree char *line = g_strdup_printf("\u2026 %zu more: -v", n);

    put(out, shown, "      ", line);
}

static void print_group(const Results *results,
                        const struct diagnosis_group *group,
                        const struct diagnoses_shown *shown,
                        const char *const *paths, GString *out)
{
    size_t limit = shown->show_all ? group->n : findings_shown[group->severity];
    g_autofree char *head = group_head(group);

    put(out, shown, severity_sign(group->severity), head);
    for (size_t i = 0; i < group->n && i < limit; i++) {
        g_autofree char *line = finding_line(
            results, diagnosis_at(results, group->from + i), paths);

        put(out, shown, "      ", line);
    }
    if (limit && group->n > limit)
        put_more(out, shown, group->n - limit);
    if (limit)
        put(out, shown, "      -> ", group->kind->advice);
}

static void print_control(const Results *results,
                          const struct result_control *control,
                          const struct diagnoses_shown *shown, GString *out)
{
    g_autofree char *head = g_strdup_printf("A/A control: %s", control->title);

    put(out, shown, " ", head);
    put(out, shown, "   ", control->noise);
    put(out, shown, "   ", control->verdict);
    for (size_t i = 0; shown->show_all && i < control->n_cells; i++) {
        const struct control_cell *at = &control->cells[i];
        const struct result_cell *cell = view_cell(results, at->cell);
        g_autofree char *line = g_strdup_printf(
            "%s %s: %s %s, sees %s", cell->metric->tool, cell->name,
            at->percent, at->interval, at->detectable_text);

        put(out, shown, "     ", line);
    }
}

void report_diagnoses_text(const Results *results,
                           const struct diagnoses_shown *shown, GString *out)
{
    g_autofree const char **paths = view_paths(results);
    bool is_hidden = false;

    for (guint i = 0; i < results->controls->len; i++) {
        g_string_append_c(out, '\n');
        print_control(results, RESULT(results->controls, result_control, i),
                      shown, out);
    }
    if (results->diagnosis_groups->len)
        g_string_append_c(out, '\n');
    for (guint i = 0; i < results->diagnosis_groups->len; i++) {
        const struct diagnosis_group *group =
            RESULT(results->diagnosis_groups, diagnosis_group, i);

        print_group(results, group, shown, paths, out);
        is_hidden |= !findings_shown[group->severity];
    }
    if (is_hidden && !shown->show_all)
        put(out, shown, "    ", "notes (\u00b7) in full: -v");
}

/* ---- JSON ---- */

static void write_evidence(struct json_writer *json,
                           const struct result_diagnosis *diagnosis)
{
    json_open(json, "evidence", '{');
    for (size_t i = 0; i < diagnosis->n_evidence; i++)
        json_number(json, diagnosis->evidence[i].name,
                    diagnosis->evidence[i].value);
    json_close(json, '}');
}

static void write_words(struct json_writer *json, const char *key,
                        const char *text)
{
    json_open(json, key, '{');
    json_text(json, "en", text);
    json_close(json, '}');
}

static const char *name_or_null(const Results *results, size_t system)
{
    return system == SIZE_MAX ? NULL : view_system(results, system)->name;
}

static void write_source(struct json_writer *json, const Results *results,
                         const struct result_diagnosis *diagnosis)
{
    if (diagnosis->run == SIZE_MAX) {
        json_text(json, "source", NULL);
        return;
    }
    json_open(json, "source", '{');
    json_count(json, "input",
               RESULT(results->runs, result_run, diagnosis->run)->input);
    json_count(json, "line", diagnosis->line);
    json_close(json, '}');
}

static void write_diagnosis(struct json_writer *json, const Results *results,
                            const struct diagnosis_group *group,
                            const struct result_diagnosis *diagnosis)
{
    const struct result_workload *workload =
        diagnosis->workload == SIZE_MAX
            ? NULL
            : RESULT(results->workloads, result_workload, diagnosis->workload);

    json_open(json, NULL, '{');
    json_text(json, "slug", diagnosis->kind->slug);
    json_text(json, "severity", diagnosis_severity_name(group->severity));
    json_text(json, "cell",
              diagnosis->cell == SIZE_MAX
                  ? NULL
                  : view_cell(results, diagnosis->cell)->slug);
    json_text(json, "workload", workload ? workload->key : NULL);
    json_text(json, "system", name_or_null(results, diagnosis->system));
    json_text(json, "subject", name_or_null(results, diagnosis->subject));
    json_text(json, "reference", name_or_null(results, diagnosis->reference));
    json_flag(json, "withholds_verdict", diagnosis->kind->withheld != NULL);
    json_flag(json, "may_be_chance", group->is_chance);
    write_evidence(json, diagnosis);
    write_source(json, results, diagnosis);
    write_words(json, "message", diagnosis->message);
    write_words(json, "advice", group->kind->advice);
    json_close(json, '}');
}

static void write_control_cell(struct json_writer *json, const Results *results,
                               const struct control_cell *at)
{
    json_open(json, NULL, '{');
    json_text(json, "cell", view_cell(results, at->cell)->slug);
    json_count(json, "n_a", at->n_a);
    json_count(json, "n_b", at->n_b);
    json_number(json, "diff", at->welch.difference);
    json_number(json, "rel_diff", at->ratio.ratio - 1);
    json_number(json, "low", at->ratio.interval.low - 1);
    json_number(json, "high", at->ratio.interval.high - 1);
    json_number(json, "p", at->welch.p.p);
    json_number(json, "p_adjusted", at->p_adjusted.p);
    json_flag(json, "differs", at->differs);
    json_number(json, "detectable", at->detectable);
    json_close(json, '}');
}

static void write_control(struct json_writer *json, const Results *results,
                          const struct result_control *control)
{
    json_open(json, NULL, '{');
    json_text(json, "a", view_system(results, control->a)->name);
    json_text(json, "b", view_system(results, control->b)->name);
    json_count(json, "tested", control->n_cells);
    json_count(json, "false_alarms", control->n_alarms);
    json_number(json, "expected_false_alarms", control->expected);
    json_number(json, "p_false_alarms", control->p_alarms.p);
    json_text(json, "fitness", control_fitness_name(control->fitness));
    json_open(json, "cells", '[');
    for (size_t i = 0; i < control->n_cells; i++)
        write_control_cell(json, results, &control->cells[i]);
    json_close(json, ']');
    write_words(json, "noise", control->noise);
    write_words(json, "verdict", control->verdict);
    json_close(json, '}');
}

void report_diagnoses_json(struct json_writer *json, const Results *results)
{
    json_open(json, "controls", '[');
    for (guint i = 0; i < results->controls->len; i++)
        write_control(json, results,
                      RESULT(results->controls, result_control, i));
    json_close(json, ']');
    json_open(json, "diagnoses", '[');
    for (guint i = 0; i < results->diagnosis_groups->len; i++) {
        const struct diagnosis_group *group =
            RESULT(results->diagnosis_groups, diagnosis_group, i);

        for (size_t k = 0; k < group->n; k++)
            write_diagnosis(json, results, group,
                            diagnosis_at(results, group->from + k));
    }
    json_close(json, ']');
}

/* ---- the model of the templates ---- */

static void set_text(json_t *object, const char *key, const char *text)
{
    g_autofree char *clean = clean_text(text ? text : "");

    json_object_set_new(object, key, json_string(clean));
}

static json_t *findings(const Results *results,
                        const struct diagnosis_group *group,
                        const char *const *paths)
{
    json_t *list = json_array();
    bool is_note = group->severity == DIAGNOSIS_NOTE;

    for (size_t i = 0; i < group->n && i < (is_note ? 1 : SHOWN_DOCUMENT);
         i++) {
        const struct result_diagnosis *diagnosis =
            diagnosis_at(results, group->from + i);
        json_t *item = json_object();
        g_autofree char *words = finding_words(results, diagnosis, ", ");
        g_autofree char *source =
            report_diagnosis_source(results, diagnosis, paths);

        set_text(item, "text", words);
        set_text(item, "source", source);
        json_object_set_new(item, "has_source", json_boolean(source != NULL));
        json_array_append_new(list, item);
    }
    return list;
}

json_t *report_diagnoses_model(const Results *results)
{
    g_autofree const char **paths = view_paths(results);
    json_t *list = json_array();

    for (guint i = 0; i < results->diagnosis_groups->len; i++) {
        const struct diagnosis_group *group =
            RESULT(results->diagnosis_groups, diagnosis_group, i);
        json_t *item = json_object();
        json_t *shown = findings(results, group, paths);
        size_t rest = group->n - json_array_size(shown);
        g_autofree char *chance = diagnosis_chance_words(group);
        g_autofree char *more = g_strdup_printf("%zu more such finding%s", rest,
                                                rest == 1 ? "" : "s");

        set_text(item, "slug", group->kind->slug);
        set_text(item, "severity", diagnosis_severity_name(group->severity));
        set_text(item, "title", group->kind->title);
        set_text(item, "advice", group->kind->advice);
        set_text(item, "chance", chance);
        json_object_set_new(item, "may_be_chance",
                            json_boolean(group->is_chance));
        set_text(item, "more", more);
        json_object_set_new(item, "has_chance", json_boolean(chance != NULL));
        json_object_set_new(item, "has_more", json_boolean(rest > 0));
        json_object_set_new(item, "withholds",
                            json_boolean(group->kind->withheld != NULL));
        json_object_set_new(item, "findings", shown);
        json_array_append_new(list, item);
    }
    return list;
}

bool report_has_clear_diagnoses(const Results *results)
{
    for (guint i = 0; i < results->diagnosis_groups->len; i++) {
        if (!RESULT(results->diagnosis_groups, diagnosis_group, i)->is_chance)
            return true;
    }
    return false;
}

json_t *report_controls_model(const Results *results)
{
    json_t *list = json_array();

    for (guint i = 0; i < results->controls->len; i++) {
        const struct result_control *control =
            RESULT(results->controls, result_control, i);
        json_t *item = json_object();

        set_text(item, "title", control->title);
        set_text(item, "noise", control->noise);
        set_text(item, "verdict", control->verdict);
        set_text(item, "fitness", control_fitness_name(control->fitness));
        json_array_append_new(list, item);
    }
    return list;
}

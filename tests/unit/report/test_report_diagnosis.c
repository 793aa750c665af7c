/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Diagnoses and controls as they are written: JSON with all of them, text
 * that does not drown its reader, names that steer no terminal.
 */
#include <string.h>

#include "report/json.h"
#include "report/report.h"
#include "report/report_diagnosis.h"

#include "diagnosis_fixture.h"

#define N 8
#define LOADS 6

/* Two systems at the ceiling of a link, under six loads: six times serious.
 * 11477 KiB/s are 94.02 Mbit/s. */
static Results *saturated(const char *old, const char *new)
{
    static const struct study_capacity network[] = {{"network", 100e6}};
    struct study_control pair[] = {{old, new}};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    const char *const systems[] = {old, new};
    g_autoptr(GError) error = NULL;
    struct bench bench;
    Results *results;

    options.capacities = network;
    options.n_capacities = 1;
    options.controls = pair;
    options.n_controls = 1;
    bench_open(&bench);
    for (int load = 1; load <= LOADS; load++) {
        for (size_t i = 0; i < 2 * N; i++) {
            Run *run = run_new("ab", "ab", 1);
            g_autofree char *c = g_strdup_printf("%d", load);

            run_parameter(run, "c", slice_from(c));
            put_value(run, NULL, "requests_per_second",
                      100 + 2 * score(i / 2, N) + (double)(i % 2), 2);
            put_value(run, NULL, "transfer_rate", 11477, 2);
            bench_add(&bench, systems[i % 2], run);
        }
    }
    results = bench_results(&bench, &options, &error);
    g_assert_no_error(error);
    return results;
}

/* ---- JSON ---- */

static const char *text_at(json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static const char *english(json_t *object, const char *key)
{
    return text_at(json_object_get(object, key), "en");
}

static void check_saturated(json_t *item)
{
    json_t *evidence = json_object_get(item, "evidence");
    json_t *source = json_object_get(item, "source");

    g_assert_cmpstr(text_at(item, "slug"), ==, "saturated");
    g_assert_cmpstr(text_at(item, "severity"), ==, "serious");
    g_assert_true(
        g_str_has_prefix(text_at(item, "cell"), "ab-requests-per-second"));
    g_assert_true(g_str_has_prefix(text_at(item, "workload"), "ab c="));
    g_assert_cmpstr(text_at(item, "subject"), ==, "new");
    g_assert_true(json_is_null(json_object_get(item, "system")));
    g_assert_true(json_is_true(json_object_get(item, "withholds_verdict")));
    g_assert_cmpfloat_with_epsilon(
        json_number_value(json_object_get(evidence, "subject_mbit_per_s")),
        11477 * 1024 * 8 / 1e6, 1e-9);
    g_assert_cmpint(json_integer_value(json_object_get(source, "line")), ==, 7);
    g_assert_nonnull(strstr(english(item, "message"), "94.0"));
    g_assert_nonnull(strstr(english(item, "advice"), "faster link"));
}

static void check_control(json_t *control)
{
    json_t *cells = json_object_get(control, "cells");

    g_assert_cmpstr(text_at(control, "a"), ==, "old");
    g_assert_cmpstr(text_at(control, "b"), ==, "new");
    g_assert_cmpint(json_integer_value(json_object_get(control, "tested")), ==,
                    LOADS);
    g_assert_cmpstr(text_at(control, "fitness"), ==, "fit");
    g_assert_cmpuint(json_array_size(cells), ==, LOADS);
    for (size_t i = 0; i < LOADS; i++) {
        json_t *cell = json_array_get(cells, i);

        /* The means are 100 and 101. */
        g_assert_cmpfloat_with_epsilon(
            json_number_value(json_object_get(cell, "rel_diff")), 0.01, 1e-4);
        g_assert_cmpfloat(json_number_value(json_object_get(cell, "low")), <,
                          0.01);
        g_assert_true(json_is_false(json_object_get(cell, "differs")));
    }
    g_assert_nonnull(strstr(english(control, "verdict"), "fit for"));
}

static void test_json(void)
{
    g_autoptr(Results) results = saturated("old", "new");
    g_autoptr(GString) out = g_string_new(NULL);
    json_t *root, *list;

    report_json(results, "cotejo compare", out);
    root = json_loads(out->str, 0, NULL);
    g_assert_nonnull(root);
    list = json_object_get(root, "diagnoses");
    g_assert_cmpuint(json_array_size(list), ==, LOADS);
    for (size_t i = 0; i < LOADS; i++)
        check_saturated(json_array_get(list, i));
    list = json_object_get(root, "controls");
    g_assert_cmpuint(json_array_size(list), ==, 1);
    check_control(json_array_get(list, 0));
    json_decref(root);
}

/* ---- text ---- */

static size_t count(const char *text, const char *part)
{
    size_t n = 0;

    for (; (text = strstr(text, part)); text += strlen(part))
        n++;
    return n;
}

/* Of six findings four are shown, and that there are two more. */
static void test_text(void)
{
    g_autoptr(Results) results = saturated("old", "new");
    g_autoptr(GString) few = g_string_new(NULL);
    g_autoptr(GString) all = g_string_new(NULL);

    report_diagnoses_text(results, &(struct diagnoses_shown){.width = 200},
                          few);
    report_diagnoses_text(
        results, &(struct diagnoses_shown){.show_all = true, .width = 200},
        all);
    g_assert_cmpuint(count(few->str, "old moved"), ==, 4);
    g_assert_cmpuint(count(few->str, "2 more: -v"), ==, 1);
    g_assert_cmpuint(count(few->str, "saturated: "), ==, 1);
    g_assert_cmpuint(count(few->str, "A/A control: new against old"), ==, 1);
    g_assert_cmpuint(count(all->str, "old moved"), ==, LOADS);
    g_assert_cmpuint(count(all->str, "more: -v"), ==, 0);
}

static void test_width(void)
{
    g_autoptr(Results) results = saturated("old", "new");
    g_autoptr(GString) out = g_string_new(NULL);
    g_auto(GStrv) lines = NULL;

    report_diagnoses_text(
        results, &(struct diagnoses_shown){.width = 60, .is_ascii = true}, out);
    g_assert_true(g_str_is_ascii(out->str));
    lines = g_strsplit(out->str, "\n", -1);
    for (char **line = lines; *line; line++)
        g_assert_cmpuint(strlen(*line), <=, 60);
}

/* Escapes and overrides in names are inert in text. */
static void test_hostile(void)
{
    g_autoptr(Results) results =
        saturated("\033[31mold\033[0m", "new\342\200\256wen\nx");
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GString) json = g_string_new(NULL);
    json_t *root;

    report_diagnoses_text(results, &(struct diagnoses_shown){.show_all = true},
                          out);
    g_assert_null(strchr(out->str, '\033'));
    g_assert_null(strstr(out->str, "\342\200\256"));
    report_json(results, "cotejo compare", json);
    root = json_loads(json->str, 0, NULL);
    g_assert_nonnull(root);
    json_decref(root);
}

/* ---- templates ---- */

static void test_model(void)
{
    g_autoptr(Results) results = saturated("old", "new");
    json_t *groups = report_diagnoses_model(results);
    json_t *controls = report_controls_model(results);
    json_t *group = json_array_get(groups, 0);

    g_assert_cmpuint(json_array_size(groups), ==, 1);
    g_assert_cmpuint(json_array_size(json_object_get(group, "findings")), ==,
                     4);
    g_assert_cmpstr(text_at(group, "more"), ==, "2 more such findings");
    g_assert_true(json_is_true(json_object_get(group, "withholds")));
    g_assert_cmpuint(json_array_size(controls), ==, 1);
    g_assert_cmpstr(text_at(json_array_get(controls, 0), "fitness"), ==, "fit");
    json_decref(groups);
    json_decref(controls);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report-diagnosis/json", test_json);
    g_test_add_func("/report-diagnosis/text", test_text);
    g_test_add_func("/report-diagnosis/width", test_width);
    g_test_add_func("/report-diagnosis/hostile", test_hostile);
    g_test_add_func("/report-diagnosis/model", test_model);
    return g_test_run();
}

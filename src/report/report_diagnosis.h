/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Diagnoses and controls as every output shows them. */
#pragma once

#include <jansson.h>

#include "compare/control.h"
#include "compare/diagnosis.h"
#include "report/json_writer.h"

struct diagnoses_shown {
    bool show_all; /* every finding */
    bool is_ascii;
    size_t width; /* of a line; 0: 100 */
};

/* On a terminal: the controls, then the diagnoses by slug, the most severe
 * first, a few lines each and notes by their heads alone unless all are to be
 * shown. */
void report_diagnoses_text(const Results *results,
                           const struct diagnoses_shown *shown, GString *out);

/* "controls" and "diagnoses" of results.json. */
void report_diagnoses_json(struct json_writer *json, const Results *results);

/* "diagnoses" and "controls" of the templates' model: a list each, of groups
 * with their first findings, and of controls. */
json_t *report_diagnoses_model(const Results *results);
json_t *report_controls_model(const Results *results);
/* Any that are more than chance: "has_clear_diagnoses" of the model. */
bool report_has_clear_diagnoses(const Results *results);

/* "Xen: ab/run-03.log:24", where it shows; NULL where no single log does.
 * paths: of view_paths(). Free with g_free. */
char *report_diagnosis_source(const Results *results,
                              const struct result_diagnosis *diagnosis,
                              const char *const *paths);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Objects and arrays of results.json; json.c says what holds for all of them.
 */
#pragma once

#include "compare/results.h"
#include "report/json_writer.h"

/* {"en": text}; other languages are further keys. */
void json_words(struct json_writer *json, const char *key, const char *text);
/* What both samples and comparisons begin with. */
void json_place(struct json_writer *json, const Results *results,
                const struct result_cell *cell);
void json_interval(struct json_writer *json, const char *key,
                   const char *method, const struct cotejo_interval *interval);

/* What was read: the arrays "inputs", "systems" and "metrics". */
void json_inputs(struct json_writer *json, const Results *results);
void json_systems(struct json_writer *json, const Results *results);
void json_metrics(struct json_writer *json, const Results *results);
/* An object of the array "comparisons". */
void json_comparison(struct json_writer *json, const Results *results,
                     const struct result_comparison *comparison);

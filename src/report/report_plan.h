/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan on the terminal, as a table in every format, and as JSON. */
#pragma once

#include "compare/plan.h"
#include "report/report.h"
#include "report/report_text.h"

void report_plan_text(const Plan *plan, const struct text_options *options,
                      GString *out);
/* schema cotejo.plan/1; command as in report_json, or NULL. */
void report_plan_json(const Plan *plan, const char *command, GString *out);
/* For table_formats; its digest is set. */
Table *report_plan_table(const Plan *plan);

/* "2.1 %": three significant digits, or an en dash; free with g_free. */
char *plan_share(double fraction);
/* "19 (25)": at a power of 80 and, in brackets, of 90 %; "out of reach". */
char *plan_runs(const size_t runs[PLAN_POWERS]);
/* How a row is called: its metric, or "stated spread". */
const char *plan_row_name(const struct plan_row *row);
/* The advice on requests against runs in sentences; NULL if there is none.
 * Free with g_free. */
char *plan_inner_words(const struct plan_inner *inner);

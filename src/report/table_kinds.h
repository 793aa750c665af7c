/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists' members: one file each, table_NAME.c and report_NAME.c. */
#pragma once

#include "report/report.h"

extern const struct table_kind table_compare, table_operations, table_summary,
    table_systems, table_excluded;

/* A table in a language; see struct table_format. */
void report_tex(const Table *table, const Results *results, GString *out);
void report_csv_table(const Table *table, const Results *results, GString *out);
void report_md(const Table *table, const Results *results, GString *out);
void report_html_table(const Table *table, const Results *results,
                       GString *out);
void report_json_table(const Table *table, const Results *results,
                       GString *out);

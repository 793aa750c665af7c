/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists' members: one file each, table_NAME.c and report_NAME.c. */
#pragma once

#include "report/report.h"

extern const struct table_kind table_compare, table_operations, table_summary,
    table_systems, table_excluded;

/* A table in a language; see struct table_format. */
bool report_tex(const Table *table, const Results *results, GString *out,
                GError **error);
bool report_csv_table(const Table *table, const Results *results, GString *out,
                      GError **error);
bool report_md(const Table *table, const Results *results, GString *out,
               GError **error);
bool report_html_table(const Table *table, const Results *results, GString *out,
                       GError **error);
bool report_json_table(const Table *table, const Results *results, GString *out,
                       GError **error);
bool report_txt(const Table *table, const Results *results, GString *out,
                GError **error);
bool report_xlsx_table(const Table *table, const Results *results, GString *out,
                       GError **error);

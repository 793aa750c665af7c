/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building tables; the model itself is in report.h. */
#pragma once

#include "report/report.h"

/* Strings are copied. */
Table *table_new(const char *kind, const char *label);
void table_set_caption(Table *table, const char *format, ...)
    G_GNUC_PRINTF(2, 3);
/* Appends a sentence to the note under the table. */
void table_add_note(Table *table, const char *format, ...) G_GNUC_PRINTF(2, 3);
void table_add_column(Table *table, const char *key, const char *head,
                      enum table_align align);
/* A new last row, its cells NULL; group NULL or empty: none begins. */
struct table_row *table_add_row(Table *table, const char *group);
/* Sets a cell, cleaned; NULL or "" becomes an en dash. */
void table_set(Table *table, struct table_row *row, size_t column,
               const char *text);
const struct table_column *table_column(const Table *table, size_t i);
const struct table_row *table_row(const Table *table, size_t i);

/* True for the dash of what is undefined. */
bool table_is_undefined(const char *cell);
/* A cell as a machine reads it: hyphen for U+2212, no no-break spaces;
 * "" when undefined. Free with g_free. */
char *table_plain(const char *cell);
/* Looks like a number with its sign and unit, so needs no guard in CSV. */
bool table_is_number(const char *plain);
/* The table's digest, or the results' in buffer. */
const char *table_digest(const Table *table, const Results *results,
                         char buffer[65]);

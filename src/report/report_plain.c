/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table as CSV and as JSON: the strings people see, with hyphens. */
#include "report/table.h"
#include "report/table_kinds.h"

#include "report/escape.h"
#include <string.h>
#include "report/json_writer.h"

static void csv_cell(GString *out, const char *cell, enum table_align align)
{
    g_autofree char *plain = table_plain(cell);

    /* A number may begin with its sign; quoting alone is asked for. */
    if (align == ALIGN_RIGHT && table_is_number(plain)) {
        bool quote = strchr(plain, ',') != NULL;

        g_string_append_printf(out, "%s%s%s", quote ? "\"" : "", plain,
                               quote ? "\"" : "");
    } else {
        escape_csv(out, plain);
    }
}

bool report_csv_table(const Table *table, const Results *results, GString *out,
                      GError **error)
{
    (void)results, (void)error;
    g_string_append(out, "group");
    for (guint i = 0; i < table->columns->len; i++) {
        g_string_append_c(out, ',');
        escape_csv(out, table_column(table, i)->key);
    }
    g_string_append_c(out, '\n');
    for (guint r = 0, group = 0; r < table->rows->len; r++) {
        const struct table_row *row = table_row(table, r);

        if (row->group)
            group = r;
        if (table_row(table, group)->group)
            escape_csv(out, table_row(table, group)->group);
        for (guint i = 0; i < table->columns->len; i++) {
            g_string_append_c(out, ',');
            csv_cell(out, row->cells[i], table_column(table, i)->align);
        }
        g_string_append_c(out, '\n');
    }
    return true;
}

static void json_row(struct json_writer *json, const Table *table,
                     const struct table_row *row, const char *group)
{
    json_open(json, NULL, '{');
    json_text(json, "group", group);
    for (guint i = 0; i < table->columns->len; i++) {
        g_autofree char *plain = table_plain(row->cells[i]);

        json_text(json, table_column(table, i)->key, *plain ? plain : NULL);
    }
    json_flag(json, "significant", row->is_significant);
    json_close(json, '}');
}

bool report_json_table(const Table *table, const Results *results, GString *out,
                       GError **error)
{
    struct json_writer json = {.out = out, .flat_from = 2};
    const char *group = NULL;
    char digest[65];

    (void)error;
    json_open(&json, NULL, '{');
    json_text(&json, "schema", "cotejo.table/1");
    json_text(&json, "version", COTEJO_VERSION);
    json_text(&json, "results_sha256", table_digest(table, results, digest));
    json_text(&json, "kind", table->kind);
    json_text(&json, "caption", table->caption);
    json_text(&json, "note", table->note);
    json_open(&json, "columns", '[');
    for (guint i = 0; i < table->columns->len; i++) {
        json_open(&json, NULL, '{');
        json_text(&json, "key", table_column(table, i)->key);
        json_text(&json, "head", table_column(table, i)->head);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_open(&json, "rows", '[');
    for (guint r = 0; r < table->rows->len; r++) {
        const struct table_row *row = table_row(table, r);

        group = row->group ? row->group : group;
        json_row(&json, table, row, group);
    }
    json_close(&json, ']');
    json_close(&json, '}');
    g_string_append_c(out, '\n');
    return true;
}

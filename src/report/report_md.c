/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table in Markdown (pipe table); group heads are rows in emphasis. */
#include "report/table.h"
#include "report/table_kinds.h"

#include "report/escape.h"

static void head(const Table *table, GString *out)
{
    for (guint i = 0; i < table->columns->len; i++) {
        g_string_append(out, "| ");
        escape_markdown(out, table_column(table, i)->head);
        g_string_append_c(out, ' ');
    }
    g_string_append(out, "|\n");
    for (guint i = 0; i < table->columns->len; i++)
        g_string_append(out, table_column(table, i)->align == ALIGN_RIGHT
                                 ? "|---:"
                                 : "|:---");
    g_string_append(out, "|\n");
}

static void group(const Table *table, const char *name, GString *out)
{
    g_string_append(out, "| *");
    escape_markdown(out, name);
    g_string_append(out, "* ");
    for (guint i = 1; i < table->columns->len; i++)
        g_string_append(out, "| ");
    g_string_append(out, "|\n");
}

bool report_md(const Table *table, const Results *results, GString *out,
               GError **error)
{
    (void)results, (void)error;
    g_string_append(out, "**");
    escape_markdown(out, table->caption);
    g_string_append(out, "**\n\n");
    head(table, out);
    for (guint r = 0; r < table->rows->len; r++) {
        const struct table_row *row = table_row(table, r);

        if (row->group)
            group(table, row->group, out);
        for (guint i = 0; i < table->columns->len; i++) {
            g_string_append(out, "| ");
            escape_markdown(out, row->cells[i]);
            g_string_append_c(out, ' ');
        }
        g_string_append(out, "|\n");
    }
    if (*table->note) {
        g_string_append_c(out, '\n');
        escape_markdown(out, table->note);
        g_string_append_c(out, '\n');
    }
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table as an HTML fragment: caption, scoped heads, a tbody a group. */
#include "report/table.h"
#include "report/table_kinds.h"

#include "report/escape.h"

static void element(GString *out, const char *open, const char *text,
                    const char *close)
{
    g_string_append(out, open);
    escape_html(out, text);
    g_string_append(out, close);
}

static void head(const Table *table, GString *out)
{
    g_string_append(out, "<thead>\n<tr>");
    for (guint i = 0; i < table->columns->len; i++)
        element(out, "<th scope=\"col\">", table_column(table, i)->head,
                "</th>");
    g_string_append(out, "</tr>\n</thead>\n");
}

static void group(const Table *table, const char *name, GString *out)
{
    g_string_append_printf(out, "<tr><th scope=\"rowgroup\" colspan=\"%u\">",
                           table->columns->len);
    element(out, "", name, "</th></tr>\n");
}

static void cells(const Table *table, const struct table_row *row, GString *out)
{
    g_string_append(out, row->is_significant ? "<tr class=\"significant\">"
                                             : "<tr>");
    element(out, "<th scope=\"row\">", row->cells[0], "</th>");
    for (guint i = 1; i < table->columns->len; i++)
        element(out,
                table_column(table, i)->align == ALIGN_RIGHT
                    ? "<td class=\"number\">"
                    : "<td>",
                row->cells[i], "</td>");
    g_string_append(out, "</tr>\n");
}

bool report_html_table(const Table *table, const Results *results, GString *out,
                       GError **error)
{
    (void)results, (void)error;
    element(out, "<table id=\"table-", table->label, "\">\n");
    element(out, "<caption>", table->caption, "</caption>\n");
    head(table, out);
    g_string_append(out, "<tbody>\n");
    for (guint r = 0; r < table->rows->len; r++) {
        const struct table_row *row = table_row(table, r);

        if (row->group && r)
            g_string_append(out, "</tbody>\n<tbody>\n");
        if (row->group)
            group(table, row->group, out);
        cells(table, row, out);
    }
    g_string_append(out, "</tbody>\n</table>\n");
    if (*table->note)
        element(out, "<p class=\"note\">", table->note, "</p>\n");
    return true;
}

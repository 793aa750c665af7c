/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/shown.h"

#include "report/escape.h"
#include "report/grid.h"

static const struct {
    const char *utf8, *ascii;
} substitutes[] = {
    {"\u2212", "-"}, {"\u2013", "-"},  {"\u00b1", "+/-"}, {"\u2026", "..."},
    {"\u00b7", "-"}, {"\u2717", "x"},  {"\u2713", "v"},   {"\u2018", "'"},
    {"\u2019", "'"}, {"\u201c", "\""}, {"\u201d", "\""},  {"\u2264", "<="},
};

char *shown_text(const char *text, bool is_ascii)
{
    g_autofree char *clean = clean_text(text);
    GString *it = g_string_new(clean);

    for (size_t i = 0; is_ascii && i < G_N_ELEMENTS(substitutes); i++)
        g_string_replace(it, substitutes[i].utf8, substitutes[i].ascii, 0);
    return g_string_free(it, FALSE);
}

void shown_wrapped(GString *out, const char *text, bool is_ascii, size_t at,
                   size_t indent, size_t width)
{
    g_autofree char *clean = shown_text(text, is_ascii);
    g_auto(GStrv) words = g_strsplit(clean, " ", -1);
    size_t column = at;

    for (char **word = words; *word; word++) {
        GString *solid = g_string_new(*word);
        size_t columns;

        g_string_replace(solid, "\u00a0", " ", 0);
        columns = grid_text_width(solid->str);
        if (column > indent && column + 1 + columns > width) {
            g_string_append_printf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (column > indent && column > at) {
            g_string_append_c(out, ' ');
            column++;
        }
        g_string_append(out, solid->str);
        column += columns;
        g_string_free(solid, TRUE);
    }
    g_string_append_c(out, '\n');
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table as plain text: caption, columns, note.
 *
 * Where the width is short, columns go in the order of `drops`: first what
 * can be had from the others. Texts are never cut.
 */
#include "report/table.h"
#include "report/table_kinds.h"

#include <string.h>

#include "report/grid.h"
#include "report/shown.h"

#define NOTE_WIDTH 80 /* where there is no limit */

static const struct {
    const char *key;
    int order; /* lowest first */
} drops[] = {
    {"max", 1},
    {"min", 1},
    {"median", 2},
    {"reference_mean", 3},
    {"cv", 3},
    {"sd", 4},
    {"subject_mean", 4},
    {"sha256", 5},
    {"interval", 6},
    {"line", 6},
    {"rel_diff_interval", 7},
};

static int drop_of(const char *key)
{
    for (size_t i = 0; i < G_N_ELEMENTS(drops); i++)
        if (!strcmp(drops[i].key, key))
            return drops[i].order;
    return 0;
}

/* A terminal has no use for spaces that do not break. */
static char *cell_text(const char *text, bool is_ascii)
{
    g_autofree char *shown = shown_text(text, is_ascii);
    GString *it = g_string_new(shown);

    g_string_replace(it, "\u00a0", " ", 0);
    return g_string_free(it, FALSE);
}

static void add_row(Grid *grid, const Table *table, const struct table_row *row,
                    bool is_ascii)
{
    grid_row(grid);
    for (guint i = 0; i < table->columns->len; i++) {
        g_autofree char *shown = cell_text(row->cells[i], is_ascii);

        grid_cell(grid, shown, GRID_PLAIN);
    }
}

static Grid *make_grid(const Table *table, bool is_ascii)
{
    Grid *grid = grid_new();

    for (guint i = 0; i < table->columns->len; i++) {
        const struct table_column *column = table_column(table, i);
        g_autofree char *head = cell_text(column->head, is_ascii);

        grid_column(grid, head, column->align == ALIGN_RIGHT,
                    drop_of(column->key));
    }
    for (guint r = 0; r < table->rows->len; r++) {
        const struct table_row *row = table_row(table, r);

        if (row->group) {
            g_autofree char *group = cell_text(row->group, is_ascii);

            if (r)
                grid_span(grid, "");
            grid_span(grid, group);
        }
        add_row(grid, table, row, is_ascii);
    }
    return grid;
}

void table_to_text(const Table *table, size_t width, bool is_ascii,
                   GString *out)
{
    g_autoptr(Grid) grid = make_grid(table, is_ascii);
    size_t wrap = width ? width : NOTE_WIDTH;

    shown_wrapped(out, table->caption, is_ascii, 0, 0, wrap);
    g_string_append_c(out, '\n');
    grid_print(grid, width, false, out);
    if (!*table->note)
        return;
    g_string_append_c(out, '\n');
    shown_wrapped(out, table->note, is_ascii, 0, 0, wrap);
}

bool report_txt(const Table *table, const Results *results, GString *out,
                GError **error)
{
    (void)results, (void)error;
    table_to_text(table, 0, false, out);
    return true;
}

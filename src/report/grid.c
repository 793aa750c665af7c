/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/grid.h"

#include "report/escape.h"

#define GAP 2 /* blanks between columns */

struct column {
    const char *head;
    bool right;
    int drop;
    size_t width;
    bool is_dropped;
};

struct cell {
    const char *text;
    enum grid_colour colour;
};

struct row {
    const char *span; /* instead of cells; NULL */
    GArray *cells;    /* struct cell */
};

struct grid {
    GArray *columns; /* struct column */
    GArray *rows;    /* struct row */
    GStringChunk *strings;
};

static const char *const colour_codes[] = {
    [GRID_PLAIN] = "",      [GRID_GREEN] = "\033[32m",  [GRID_RED] = "\033[31m",
    [GRID_DIM] = "\033[2m", [GRID_YELLOW] = "\033[33m", [GRID_BOLD] = "\033[1m",
};

static void row_clear(void *data)
{
    struct row *row = data;

    g_array_unref(row->cells);
}

Grid *grid_new(void)
{
    Grid *grid = g_new0(Grid, 1);

    grid->columns = g_array_new(FALSE, TRUE, sizeof(struct column));
    grid->rows = g_array_new(FALSE, TRUE, sizeof(struct row));
    g_array_set_clear_func(grid->rows, row_clear);
    grid->strings = g_string_chunk_new(1024);
    return grid;
}

void grid_free(Grid *grid)
{
    g_array_unref(grid->columns);
    g_array_unref(grid->rows);
    g_string_chunk_free(grid->strings);
    g_free(grid);
}

/* What is shown is inert, whatever a log or a command line named. */
static const char *keep(Grid *grid, const char *text)
{
    g_autofree char *clean = clean_text(text);

    return g_string_chunk_insert_const(grid->strings, clean);
}

void grid_column(Grid *grid, const char *head, bool right, int drop)
{
    struct column column = {
        .head = keep(grid, head), .right = right, .drop = drop};

    g_array_append_val(grid->columns, column);
}

static struct row *last_row(Grid *grid)
{
    return &g_array_index(grid->rows, struct row, grid->rows->len - 1);
}

void grid_row(Grid *grid)
{
    struct row row = {.cells = g_array_new(FALSE, TRUE, sizeof(struct cell))};

    g_array_append_val(grid->rows, row);
}

void grid_cell(Grid *grid, const char *text, enum grid_colour colour)
{
    struct cell cell = {.text = keep(grid, text), .colour = colour};

    g_array_append_val(last_row(grid)->cells, cell);
}

void grid_span(Grid *grid, const char *text)
{
    grid_row(grid);
    last_row(grid)->span = keep(grid, text);
}

size_t grid_text_width(const char *text)
{
    size_t width = 0;

    for (; *text; text += g_utf8_skip[*(const guchar *)text]) {
        gunichar c = g_utf8_get_char(text);

        if (!g_unichar_iszerowidth(c))
            width += g_unichar_iswide(c) ? 2 : 1;
    }
    return width;
}

static struct column *column_at(const Grid *grid, size_t i)
{
    return &g_array_index(grid->columns, struct column, i);
}

static void measure(const Grid *grid)
{
    for (guint c = 0; c < grid->columns->len; c++) {
        struct column *column = column_at(grid, c);

        column->is_dropped = false;
        column->width = grid_text_width(column->head);
        for (guint r = 0; r < grid->rows->len; r++) {
            const struct row *row = &g_array_index(grid->rows, struct row, r);
            size_t width;

            if (c >= row->cells->len)
                continue;
            width =
                grid_text_width(g_array_index(row->cells, struct cell, c).text);
            column->width = MAX(column->width, width);
        }
    }
}

static size_t total_width(const Grid *grid)
{
    size_t width = 1;

    for (guint c = 0; c < grid->columns->len; c++) {
        if (!column_at(grid, c)->is_dropped)
            width += column_at(grid, c)->width + GAP;
    }
    return width - GAP;
}

/* Takes the column that may go first; false if none may. */
static bool drop_one(const Grid *grid)
{
    struct column *first = NULL;

    for (guint c = 0; c < grid->columns->len; c++) {
        struct column *column = column_at(grid, c);

        if (column->is_dropped || !column->drop)
            continue;
        if (!first || column->drop < first->drop)
            first = column;
    }
    if (first)
        first->is_dropped = true;
    return first != NULL;
}

static void append_padded(GString *out, const char *text, size_t width,
                          bool right, const char *colour)
{
    size_t pad = width - MIN(width, grid_text_width(text));

    if (right)
        g_string_append_printf(out, "%*s", (int)pad, "");
    g_string_append_printf(out, "%s%s%s", colour, text,
                           *colour ? "\033[0m" : "");
    if (!right)
        g_string_append_printf(out, "%*s", (int)pad, "");
}

static void end_line(GString *out)
{
    while (out->len && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

static void print_cells(const Grid *grid, const GArray *cells, bool use_colour,
                        GString *out)
{
    g_string_append_c(out, ' ');
    for (guint c = 0; c < grid->columns->len; c++) {
        const struct column *column = column_at(grid, c);
        struct cell cell = {"", GRID_PLAIN};

        if (column->is_dropped)
            continue;
        if (!cells)
            cell.text = column->head;
        else if (c < cells->len)
            cell = g_array_index(cells, struct cell, c);
        append_padded(out, cell.text, column->width, column->right,
                      use_colour ? colour_codes[cell.colour] : "");
        g_string_append_printf(out, "%*s", GAP, "");
    }
    end_line(out);
}

static size_t widest_head(const Grid *grid)
{
    size_t widest = 0;

    for (guint c = 1; c < grid->columns->len; c++)
        widest = MAX(widest, grid_text_width(column_at(grid, c)->head));
    return widest;
}

/* A row as lines of its own: its first cell, then a field a line. */
static void print_record(const Grid *grid, const GArray *cells, size_t width,
                         bool use_colour, GString *out)
{
    for (guint c = 0; c < cells->len && c < grid->columns->len; c++) {
        const struct cell *cell = &g_array_index(cells, struct cell, c);

        g_string_append(out, c ? "   " : " ");
        if (c)
            append_padded(out, column_at(grid, c)->head, width + GAP, false,
                          "");
        append_padded(out, cell->text, 0, false,
                      use_colour ? colour_codes[cell->colour] : "");
        end_line(out);
    }
}

static void print_records(const Grid *grid, bool use_colour, GString *out)
{
    size_t width = widest_head(grid);

    for (guint r = 0; r < grid->rows->len; r++) {
        const struct row *row = &g_array_index(grid->rows, struct row, r);

        if (row->span) {
            g_string_append_printf(out, " %s", row->span);
            end_line(out);
        } else {
            print_record(grid, row->cells, width, use_colour, out);
        }
    }
}

void grid_print(const Grid *grid, size_t width, bool use_colour, GString *out)
{
    measure(grid);
    while (width && total_width(grid) > width && drop_one(grid)) {
    }
    if (width && total_width(grid) > width) {
        print_records(grid, use_colour, out);
        return;
    }
    print_cells(grid, NULL, use_colour, out);
    for (guint r = 0; r < grid->rows->len; r++) {
        const struct row *row = &g_array_index(grid->rows, struct row, r);

        if (row->span) {
            g_string_append_printf(out, " %s", row->span);
            end_line(out);
        } else {
            print_cells(grid, row->cells, use_colour, out);
        }
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns of text for a terminal, aligned by display width (wide and
 * combining characters counted). Texts are cleaned and copied.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

enum grid_colour {
    GRID_PLAIN,
    GRID_GREEN,
    GRID_RED,
    GRID_DIM,
    GRID_YELLOW,
    GRID_BOLD
};

typedef struct grid Grid;

Grid *grid_new(void);
void grid_free(Grid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Grid, grid_free)

/* A column; those with the lowest drop (> 0) go first when the width is
 * short, 0 never goes. */
void grid_column(Grid *grid, const char *head, bool right, int drop);
/* The next row, empty; then its cells from the left. */
void grid_row(Grid *grid);
void grid_cell(Grid *grid, const char *text, enum grid_colour colour);
/* A line across all columns (a group's head), as a row of its own. */
void grid_span(Grid *grid, const char *text);

/* width 0: no limit. When even the columns that never go do not fit, each row
 * becomes lines of its own, a field a line. Each line begins with one blank and has no blanks at
 * its end. */
void grid_print(const Grid *grid, size_t width, bool use_colour, GString *out);
/* Columns that text takes on a terminal. */
size_t grid_text_width(const char *text);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns on terminals of several widths. */
#include <string.h>

#include "report/grid.h"

static Grid *sample_grid(void)
{
    Grid *grid = grid_new();

    grid_column(grid, "", false, 0);
    grid_column(grid, "base", true, 1);
    grid_column(grid, "difference", true, 0);
    grid_row(grid);
    grid_cell(grid, "rate", GRID_PLAIN);
    grid_cell(grid, "8,905", GRID_PLAIN);
    grid_cell(grid, "\u221248.0", GRID_BOLD);
    grid_span(grid, "a group");
    grid_row(grid);
    grid_cell(grid, "\u6642\u9593", GRID_PLAIN); /* two wide characters */
    grid_cell(grid, "4", GRID_PLAIN);
    grid_cell(grid, "+1.5", GRID_PLAIN);
    return grid;
}

static void test_widths(void)
{
    static const struct {
        size_t width;
        const char *expected;
    } cases[] = {
        /* no limit, and wide enough */
        {0, "        base  difference\n"
            " rate  8,905       \u221248.0\n"
            " a group\n"
            " \u6642\u9593      4        +1.5\n"},
        {24, "        base  difference\n"
             " rate  8,905       \u221248.0\n"
             " a group\n"
             " \u6642\u9593      4        +1.5\n"},
        /* the column that may go goes */
        {23, "       difference\n"
             " rate       \u221248.0\n"
             " a group\n"
             " \u6642\u9593        +1.5\n"},
        /* a field a line, the dropped one too */
        {12, " rate\n"
             "   base        8,905\n"
             "   difference  \u221248.0\n"
             " a group\n"
             " \u6642\u9593\n"
             "   base        4\n"
             "   difference  +1.5\n"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Grid) grid = sample_grid();
        g_autoptr(GString) out = g_string_new(NULL);

        grid_print(grid, cases[i].width, false, out);
        g_assert_cmpstr(out->str, ==, cases[i].expected);
    }
}

static void test_colour(void)
{
    g_autoptr(Grid) grid = sample_grid();
    g_autoptr(GString) out = g_string_new(NULL);

    grid_print(grid, 0, true, out);
    g_assert_nonnull(strstr(out->str, "\033[1m\u221248.0\033[0m"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/grid/widths", test_widths);
    g_test_add_func("/grid/colour", test_colour);
    return g_test_run();
}

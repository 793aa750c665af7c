/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan on a terminal: a row a metric, then requests against runs. */
#include <math.h>

#include "report/grid.h"
#include "report/report_plan.h"
#include "report/shown.h"
#include "report/table.h"

#define WIDTH_DEFAULT 78
#define WIDTH_MOST 100
#define WIDTH_LEAST 40

struct page {
    const Plan *plan;
    const struct text_options *options;
    size_t width;
    GString *out;
};

static size_t width_of(const struct text_options *options)
{
    if (!options->width)
        return WIDTH_DEFAULT;
    return CLAMP(options->width - 1, WIDTH_LEAST, WIDTH_MOST);
}

static void put(struct page *page, const char *text, size_t indent)
{
    g_string_append_printf(page->out, "%*s", (int)indent, "");
    shown_wrapped(page->out, text, page->options->is_ascii, indent, indent,
                  page->width);
}

/* The table's strings in a grid; they are borrowed by both. */
static void put_table(struct page *page, const Table *table)
{
    g_autoptr(Grid) grid = grid_new();
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < table->columns->len; i++)
        grid_column(grid, table_column(table, i)->head,
                    table_column(table, i)->align == ALIGN_RIGHT, 0);
    for (guint r = 0; r < table->rows->len; r++) {
        grid_row(grid);
        for (guint i = 0; i < table->columns->len; i++) {
            const char *cell = table_row(table, r)->cells[i];
            char *text = shown_text(cell ? cell : "", page->options->is_ascii);
            GString *plain = g_string_new(text);

            g_string_replace(plain, "\u00a0", " ", 0);
            g_free(text);
            g_ptr_array_add(cells, g_string_free(plain, FALSE));
            grid_cell(grid, cells->pdata[cells->len - 1], GRID_PLAIN);
        }
    }
    grid_print(grid, page->options->width, page->options->use_colour,
               page->out);
}

static void put_inner(struct page *page)
{
    for (guint i = 0; i < page->plan->rows->len; i++) {
        g_autofree char *words = plan_inner_words(
            &g_array_index(page->plan->rows, struct plan_row, i).inner);

        if (!words)
            continue;
        g_string_append(page->out, "\nMore requests or more runs?\n");
        put(page, words, 2);
    }
}

static void put_method(struct page *page)
{
    static const char *const lines[] = {
        "CV: standard deviation of the runs over their mean, the larger one "
        "of the systems. It is an estimate: with few runs the true one may "
        "well be half as large again.",
        "n runs show: the smallest difference that so many runs of each "
        "system find in 80 (in brackets 90) of 100 experiments.",
        "runs for: how many runs of each system find a difference of that "
        "size in 80 (90) of 100 experiments.",
    };

    g_string_append_c(page->out, '\n');
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        put(page, lines[i], 1);
    if (isfinite(page->plan->options.margin)) {
        g_autofree char *margin =
            g_strdup_printf("%g\u00a0%%", 100.0 * page->plan->options.margin);
        g_autofree char *words = g_strdup_printf(
            "runs to show similarity: two systems that are alike are found "
            "similar within %s in 80 (90) of 100 experiments.",
            margin);

        put(page, words, 1);
    }
}

void report_plan_text(const Plan *plan, const struct text_options *options,
                      GString *out)
{
    struct page page = {plan, options, width_of(options), out};
    g_autoptr(Table) table = report_plan_table(plan);

    put(&page, table->caption, 0);
    g_string_append_c(out, '\n');
    put_table(&page, table);
    put_inner(&page);
    put_method(&page);
}

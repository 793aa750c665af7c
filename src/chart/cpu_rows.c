/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of the CPU chart: an operation with its user, system and total
 * time, the largest first.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart/cpu.h"

static const char *const part_metrics[CPU_PARTS] = {
    "op_client_usr", "op_client_sys", "op_client_cpu"};

struct cpu_row *cpu_row_at(const struct cpu *cpu, size_t i)
{
    return &g_array_index(cpu->rows, struct cpu_row, i);
}

const struct result_sample *cpu_sample(const struct cpu *cpu,
                                       const struct cpu_row *row,
                                       enum cpu_part part, size_t system)
{
    return row->cells[part] == SIZE_MAX
               ? NULL
               : results_sample(cpu->results, row->cells[part], system);
}

double cpu_mean(const struct cpu *cpu, const struct cpu_row *row,
                enum cpu_part part, size_t system)
{
    const struct result_sample *sample = cpu_sample(cpu, row, part, system);

    return sample ? pick_mean(cpu->results, sample) : NAN;
}

/* The cells of the same operation; cells of one workload stand together. */
static size_t find_part(const struct result_cell *like, GHashTable *parts,
                        enum cpu_part part)
{
    g_autofree char *key = g_strdup_printf(
        "%d %zu %s", (int)part, like->workload, like->item ? like->item : "");
    gpointer found = g_hash_table_lookup(parts, key);

    return found ? GPOINTER_TO_SIZE(found) - 1 : SIZE_MAX;
}

static GHashTable *index_parts(const struct cpu *cpu)
{
    GHashTable *parts =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < cpu->results->cells->len; i++) {
        const struct result_cell *cell = pick_cell(cpu->results, i);
        for (int part = 0; part < CPU_PARTS; part++)
            if (!strcmp(cell->metric->name, part_metrics[part]))
                g_hash_table_insert(
                    parts,
                    g_strdup_printf("%d %zu %s", part, cell->workload,
                                    cell->item ? cell->item : ""),
                    GSIZE_TO_POINTER((size_t)i + 1));
    }
    return parts;
}

static void add_row(struct cpu *cpu, size_t index, GHashTable *parts)
{
    const struct result_cell *cell = pick_cell(cpu->results, index);
    struct cpu_row row = {.total = -INFINITY};

    for (int part = 0; part < CPU_PARTS; part++)
        row.cells[part] = find_part(cell, parts, (enum cpu_part)part);
    for (size_t s = 0; s < cpu->n_systems; s++) {
        double total = cpu_mean(cpu, &row, CPU_TOTAL, s);
        if (isfinite(total))
            row.total = fmax(row.total, total);
        pick_add_n(&cpu->n, cpu_sample(cpu, &row, CPU_TOTAL, s)->data.n);
    }
    cpu->unit = cell->unit;
    if (row.total > 0)
        g_array_append_val(cpu->rows, row);
    else
        cpu->n_empty++;
}

bool cpu_collect(struct cpu *cpu, GError **error)
{
    GHashTable *parts = index_parts(cpu);

    cpu->n_systems = pick_systems(cpu->results);
    for (guint i = 0; i < cpu->results->cells->len; i++) {
        const struct result_cell *cell = pick_cell(cpu->results, i);
        bool is_tool = !cpu->options->tool ||
                       !strcmp(cpu->options->tool, cell->metric->tool);
        if (is_tool && !strcmp(cell->metric->name, part_metrics[CPU_TOTAL]))
            add_row(cpu, i, parts);
    }
    g_hash_table_destroy(parts);
    if (!cpu->rows->len)
        return cotejo_fail(error, COTEJO_ERROR_NOTHING,
                           "chart 'cpu' needs the client CPU times of "
                           "operations (sql-bench), some of them above 0");
    return true;
}

static int by_total(const void *a, const void *b)
{
    const struct cpu_row *x = a, *y = b;

    if (x->total > y->total || x->total < y->total)
        return x->total > y->total ? -1 : 1;
    return (x->cells[CPU_TOTAL] > y->cells[CPU_TOTAL]) -
           (x->cells[CPU_TOTAL] < y->cells[CPU_TOTAL]);
}

/* Cells are in the order of their names. */
static int by_name(const void *a, const void *b)
{
    const struct cpu_row *x = a, *y = b;

    return (x->cells[CPU_TOTAL] > y->cells[CPU_TOTAL]) -
           (x->cells[CPU_TOTAL] < y->cells[CPU_TOTAL]);
}

void cpu_sort(struct cpu *cpu)
{
    const char *sort = cpu->options->sort;
    size_t top = cpu->options->top;
    bool is_named = sort && (!strcmp(sort, "name") || !strcmp(sort, "log"));

    qsort(cpu->rows->data, cpu->rows->len, sizeof(struct cpu_row), by_total);
    if (top && cpu->rows->len > top) {
        cpu->n_hidden = cpu->rows->len - top;
        g_array_set_size(cpu->rows, (guint)top);
    }
    if (is_named)
        qsort(cpu->rows->data, cpu->rows->len, sizeof(struct cpu_row), by_name);
}

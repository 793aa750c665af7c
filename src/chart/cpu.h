/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The CPU chart in its making: cpu_rows.c collects the rows, cpu_page.c gives
 * them their places, chart_cpu.c draws them on pages. Rules are those of
 * chart_cpu.c.
 */
#pragma once

#include "chart/pick.h"

#define CPU_BAR_MM 2.24
#define CPU_TOTAL_GAP 0.9 /* between a whisker and the printed total */

enum { CPU_PARTS = 3 };
enum cpu_part { CPU_USR, CPU_SYS, CPU_TOTAL };

struct cpu_row {
    size_t cells[CPU_PARTS]; /* SIZE_MAX: not logged */
    double total;            /* the larger of the systems' */
};

struct cpu {
    const Results *results;
    const struct chart_options *options;
    GArray *rows; /* struct cpu_row */
    size_t n_systems, n_hidden, n_empty;
    const char *unit; /* of the totals as printed */
    struct pick_n n;
    const char **names;
    double name_width, system_width;
    double pitch, step; /* of rows, of the bars in one */
};

struct cpu_sheet {
    struct cpu *cpu;
    struct page page;
    struct axis axis;
    size_t n_panels;
    double names_right, systems_right;
    double left, right, panel_width; /* of the panels together; of each */
    double top, bottom;
    const char **systems;
    struct pick_unit unit; /* of the axis */
};

struct cpu_row *cpu_row_at(const struct cpu *cpu, size_t i);
/* NULL if the part was not logged. */
const struct result_sample *cpu_sample(const struct cpu *cpu,
                                       const struct cpu_row *row,
                                       enum cpu_part part, size_t system);
/* In the shown unit; NaN where undefined. */
double cpu_mean(const struct cpu *cpu, const struct cpu_row *row,
                enum cpu_part part, size_t system);
/* Whether each system has a panel of its own. */
bool cpu_by_system(const struct cpu *cpu);

bool cpu_collect(struct cpu *cpu, GError **error);
/* Keeps the largest of --top and sorts. */
void cpu_sort(struct cpu *cpu);

void cpu_fit_names(struct cpu_sheet *sheet);
void cpu_place_panels(struct cpu_sheet *sheet);
void cpu_set_axis(struct cpu_sheet *sheet);
double cpu_panel_left(const struct cpu_sheet *sheet, size_t panel);
/* The total as the tables print it, a dash if undefined; with its unit where
 * the axis has another. */
const char *cpu_total_words(struct cpu_sheet *sheet, const struct cpu_row *row,
                            size_t system);
/* Where the ink of a bar ends: its whisker, or the bar itself. */
double cpu_bar_end(const struct cpu *cpu, const struct cpu_row *row,
                   size_t system);

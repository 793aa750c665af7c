/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The operations chart in its making: operations_rows.c collects the rows,
 * operations_page.c sets what stands around them, chart_operations.c draws
 * them on pages. Rules are those of chart_operations.c.
 */
#pragma once

#include "chart/pick.h"
#include "chart/span.h"

struct op_row {
    const char *name;
    size_t cell, comparison; /* comparison SIZE_MAX: none */
    double mean[2];          /* reference, subject; shown unit */
    double percent;          /* NaN if undefined */
    struct span span;        /* its interval */
    const char *percent_text;
};

struct operations {
    const Results *results;
    const struct chart_options *options;
    const struct metric *metric;
    struct pick_pair pair;
    GArray *rows; /* struct op_row */
    double mean_low, mean_high;
    double low, high; /* percent */
    size_t n_clipped, n_not_drawn, n_other, n_empty, n_unjudged;
    struct pick_n n;
    bool has_means; /* rule 4 */
    const char **names;
    double name_width, percent_width, pitch;
    const char *other_median;
};

struct operations_sheet {
    struct operations *ops;
    struct page page;
    struct axis means, percents;
    struct pick_unit unit; /* of the means' axis */
    double names_right;
    double a_left, a_right, b_left, b_right, percent_right;
    double top, bottom;
};

struct op_row *operations_row(const struct operations *ops, size_t i);
/* NULL if the operation was not compared. */
const struct result_comparison *
operations_comparison(const struct operations *ops, const struct op_row *row);

/* The rows in their order and the ranges of the axes; strings live in the
 * page's frame. */
bool operations_collect(struct operations *ops, struct page *page,
                        GError **error);

void operations_fit_names(struct operations *ops, struct page *page);
void operations_place_panels(struct operations_sheet *sheet);
void operations_set_axes(struct operations_sheet *sheet);

/* A key for each verdict that is there, with its count; returns how many. */
size_t operations_legend_keys(struct operations_sheet *sheet,
                              struct legend_entry keys[N_VERDICTS]);
const char *operations_note_words(struct operations_sheet *sheet, size_t number,
                                  size_t n_pages);
/* "(a) Time of an operation" above each panel. */
void operations_draw_heads(struct operations_sheet *sheet);
/* Whose side of zero is which. */
void operations_draw_sides(struct operations_sheet *sheet);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A forest plot in its making: forest_rows.c collects the rows,
 * forest_page.c sets what stands around them, chart_forest.c draws them on
 * pages.
 */
#pragma once

#include "chart/pick.h"
#include "chart/span.h"

#define FOREST_INDENT_MM 2.5 /* of the names under the head of their group */

struct forest_row {
    const char *head;   /* of a group: its tool; else NULL */
    struct pick_n n;    /* of a group */
    size_t comparison;  /* index into results->comparisons */
    const char *name;   /* first line */
    const char *second; /* NULL */
    const char *percent, *interval, *p;
    double estimate;  /* advantage, percent; NaN if undefined */
    struct span span; /* its interval */
    struct pick_band band;
};

struct forest {
    const Results *results;
    const struct chart_options *options;
    struct pick_pair pair;
    GArray *rows;  /* struct forest_row */
    size_t n_rows; /* comparisons */
    size_t n_clipped;
    double scale;       /* of the rows */
    double low, high;   /* of what is drawn */
    bool has_intervals; /* rule 4 */
    double name_width, percent_width, interval_width, p_width;
};

struct forest_sheet {
    const struct forest *forest;
    struct page page;
    struct axis axis;
    double plot_left, plot_right;
    double percent_right, interval_left, p_right;
    double top, bottom; /* of the rows */
};

struct forest_row *forest_row_at(const struct forest *forest, size_t i);
const struct result_comparison *forest_comparison(const struct forest *forest,
                                                  size_t index);

/* The rows of the pair in their order, and the range of the axis; strings
 * live in the page's frame. */
void forest_collect(struct forest *forest, struct page *page);

/* Names and columns that leave the plot its least width. */
void forest_fit_columns(struct forest *forest, struct page *page);
void forest_place_columns(struct forest_sheet *sheet);
void forest_set_axis(struct forest_sheet *sheet);
double forest_row_pitch(const struct forest *forest,
                        const struct forest_row *row);

/* A key for each verdict that is there, and the band; returns how many. */
size_t forest_legend_keys(struct forest_sheet *sheet,
                          struct legend_entry keys[N_VERDICTS + 1]);
/* NULL if there is nothing to say. */
const char *forest_note_words(struct forest_sheet *sheet, size_t page_number,
                              size_t n_pages);
void forest_draw_heads(struct forest_sheet *sheet);
/* The bands of the rows from..to, one where neighbours share it. */
void forest_draw_bands(struct forest_sheet *sheet, size_t from, size_t to);
/* Zero, axis and its title; returns where they end. */
double forest_draw_plot(struct forest_sheet *sheet);

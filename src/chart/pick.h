/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which data a chart takes from the results, and their words. */
#pragma once

#include "chart/page.h"

const struct result_system *pick_system(const Results *results, size_t system);
const struct result_cell *pick_cell(const Results *results, size_t cell);
const struct result_workload *pick_workload(const Results *results,
                                            const struct result_cell *cell);
size_t pick_systems(const Results *results); /* how many */
/* Which way of the cell's metric is better: -1 lower, 1 higher, 0 unknown. */
int pick_direction(const Results *results, const struct result_cell *cell);

/* The pairs of systems that were compared, those with the reference first. */
struct pick_pair {
    size_t reference, subject; /* systems */
};
GArray *pick_pairs(const Results *results);
/* That pair's comparison in the cell, or NULL. */
const struct result_comparison *
pick_comparison(const Results *results, size_t cell, struct pick_pair pair);
struct pick_pair pick_pair_of(const Results *results,
                              const struct result_comparison *it);

/* Whether the options' tool and metric let the cell in. */
bool pick_is_wanted(const struct chart_options *options,
                    const struct result_cell *cell);
/* The first cell of a level that is wanted: of a preferred class if there is
 * one (METRIC_PLAIN: no preference). SIZE_MAX if none. */
size_t pick_first(const Results *results, const struct chart_options *options,
                  enum metric_level level, enum metric_class preferred);
/* All cells of that metric, in the results' order (indices, size_t). */
GArray *pick_cells_of(const Results *results,
                      const struct chart_options *options,
                      const struct metric *metric);

/* In the shown unit; NaN where undefined. */
double pick_mean(const Results *results, const struct result_sample *sample);
double pick_low(const Results *results, const struct result_sample *sample);
double pick_high(const Results *results, const struct result_sample *sample);

/* Smallest and largest n over samples that have values. */
struct pick_n {
    size_t least, most;
};
void pick_add_n(struct pick_n *range, size_t n);
const char *pick_n_words(struct page *page, struct pick_n range);
/* "mean, 95 % CI, n = 20"; "single runs, no interval" where no system has
 * more than one. template: 1 the interval, 2 n. */
const char *pick_note_words(struct page *page, const char *template,
                            struct pick_n n);
/* "95 % CI" */
const char *pick_interval_words(struct page *page);
/* The unit of an axis whose data reach from low to high in the shown unit:
 * with a prefix that leaves labels at most four digits before the mark. */
struct pick_unit {
    const char *name; /* "s" where 12,000 ms are shown as 12 */
    double size;      /* in the shown unit: 1000 */
};
struct pick_unit pick_unit(const struct result_cell *cell, double low,
                           double high);
/* "Requests per second", "Real time (s)" */
const char *pick_axis_title(struct page *page, const struct result_cell *cell,
                            const char *unit, bool with_direction);
/* "requests per second (higher is better)", for a sentence. */
const char *pick_metric_words(struct page *page,
                              const struct result_cell *cell);
/* "requests per second, c = 10" */
const char *pick_cell_name(struct page *page, const struct result_cell *cell);
/* "±3 %", "±5 ms" of the study's margin; NULL if none was given. */
const char *pick_margin_words(struct page *page);
/* The margin of a comparison, in percent of the reference's mean. */
struct pick_band {
    double low, high; /* NaN: none */
};
struct pick_band pick_band(const Results *results,
                           const struct result_comparison *it);
bool pick_has_band(struct pick_band band);
bool pick_same_band(struct pick_band a, struct pick_band b);
/* Names of the systems fit for a figure, by index. */
const char **pick_system_names(struct page *page, double width_mm,
                               double size_pt);

/* The marker of a system; of a verdict: that of the better system. */
struct pick_mark {
    enum marker marker;
    uint32_t fill;
};
struct pick_mark pick_system_mark(const struct page *page, size_t system);
struct pick_mark pick_verdict_mark(const struct page *page,
                                   const struct result_comparison *it);

/* Joined by "; ", skipping NULL. Lives in the frame. */
const char *pick_join(struct page *page, const char *const parts[], size_t n);

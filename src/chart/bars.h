/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bars in their making: bars_data.c collects the groups, chart_bars.c draws
 * up to six as columns, bars_rows.c more, or long names, as rows.
 */
#pragma once

#include "chart/pick.h"

enum { BARS_COLUMNS = 6, BARS_GROUPS = 12 };

struct bars {
    const Results *results;
    const struct chart_options *options;
    const struct metric *metric;
    size_t n_groups, n_systems;
    size_t cells[BARS_GROUPS];
    GArray *pairs;    /* struct pick_pair: what was compared */
    double low, high; /* of bars and whiskers, shown unit */
    int scale;        /* that all groups are on; -1 if none */
    struct pick_n n;
};

bool bars_collect(struct bars *bars, GError **error);
/* Of a group and a pair of bars->pairs; NULL. */
const struct result_comparison *bars_comparison(const struct bars *bars,
                                                size_t group, guint pair);
size_t bars_count_brackets(const struct bars *bars);

/* "c = 10" */
const char *bars_group_label(const struct bars *bars, size_t group);
/* "10" and "Concurrent clients (ab -c)", where there is a scale. */
const char *bars_scale_label(const struct bars *bars, size_t group);
const char *bars_scale_title(const struct bars *bars);
/* n of a group when it is not the same everywhere; NULL. */
const char *bars_group_n(struct page *page, const struct bars *bars,
                         size_t group);
/* A key a system, names up to that width; returns the note. */
const char *bars_legend(struct page *page, const struct bars *bars,
                        double width_mm, bool has_brackets,
                        struct legend_entry keys[STYLES]);
struct pick_unit bars_unit(const struct bars *bars);
/* The data file of the groups from..to, title, caption, alternative text. */
void bars_tell(struct page *page, const struct bars *bars, size_t from,
               size_t to);

/* A row a group, in pages. */
bool bars_lay_rows(const struct bars *bars, GPtrArray *frames, GError **error);

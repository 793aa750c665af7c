/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the accounts on a terminal have in common: strings as this terminal
 * shows them, names of rows, what stands below the tables. */
#pragma once

#include "report/report_text.h"

/* What is printed and the strings made for it. */
struct page {
    const Results *results;
    const struct text_options *options;
    GStringChunk *strings;
    GString *out;
};

void text_page_init(struct page *page, const Results *results,
                    const struct text_options *options, GString *out);
void text_page_clear(struct page *page);

/* A string of ours as this terminal shows it. */
const char *text_shown(struct page *page, const char *text);
/* The same, made by printf's words; each line is cleaned for itself. */
const char *text_printed(struct page *page, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

const struct result_cell *text_cell(const Results *results, size_t i);
const char *text_system(struct page *page, size_t system);
/* "requests per second (1/s) !q" */
const char *text_row_name(struct page *page, const struct result_cell *cell,
                          unsigned marks);

struct text_mark {
    unsigned mark;
    char sign;
    const char *words;
};
extern const struct text_mark text_marks[];
extern const size_t n_text_marks;

void text_warnings(struct page *page);
void text_diagnoses(struct page *page);
/* Below a table of struct result_comparison *; limit: the rows shown. */
void text_tests(struct page *page, GPtrArray *rows, bool is_long, size_t limit);
/* The tests over all systems, each cell's; nothing for two systems. */
void text_groups(struct page *page);
/* The subject's geometric mean over the modules, if there is one. */
void text_overall(struct page *page, size_t subject);

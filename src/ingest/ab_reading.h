/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of ab's report being read: what ab_lines.c (labels and values)
 * and ab_table.c (the tables) have in common.
 */
#pragma once

#include "ingest/ab_report.h"

/* The line being read, and where its findings go. */
struct reading {
    struct ab_log *log;
    struct ab_report *report;
    const Text *text;
    struct slice start;    /* the line */
    uint32_t line, column; /* of its start */
    bool is_cut;           /* the log ends within this line */
};

/* How ab prints a number: digits without a zero too many before them, a
 * point and so many decimals. No plus, no exponent, no thousands marks. */
struct ab_form {
    unsigned least, most; /* decimals */
    bool is_count;        /* of an int: never negative, below 2^31 */
};

struct ab_form ab_form_of(const struct ab_log *log, enum ab_field field);

/* How the warnings call the rows of the table. */
extern const struct slice ab_told_names[AB_N_ROWS];

/* A number in that form; a minus may stand before one that is no count (the
 * sums of bytes wrap). */
bool ab_printed(struct slice word, struct ab_form form, struct decimal *value);

/* Keeps the first problem; returns true: the line was understood as ab's. */
bool ab_reading_fail(struct reading *r, struct slice at, const char *slug,
                     const char *format, ...) G_GNUC_PRINTF(4, 5);
/* What stands behind the label is no number of that form, or was cut. */
bool ab_reading_fail_number(struct reading *r, struct slice word,
                            struct slice label, struct ab_form form);
/* A line that stands twice with different values is a contradiction. */
void ab_reading_keep(struct reading *r, struct ab_number *number,
                     struct slice word, struct decimal value,
                     struct slice label);
/* Columns are bytes but for lines with other characters than ASCII. */
uint32_t ab_reading_column(const struct reading *r, struct slice at);

/* The same words, however many blanks stand between. */
bool ab_same_words(struct slice a, struct slice b);

/* Each reads one kind of line; false if it is another. */
bool ab_read_row(struct reading *r, struct slice line);
bool ab_read_table_head(struct reading *r, struct slice line);
bool ab_read_warning(struct reading *r, struct slice line);
bool ab_read_percentiles(struct reading *r, struct slice line);

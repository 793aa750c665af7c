/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows that reference-values writes: case, method, parameter, quantity,
 * value. A parameter is a list of name=value joined by semicolons.
 */
#pragma once

#include <jansson.h>
#include <stdbool.h>

#include "cotejo/permutation.h"
#include "cotejo/ratio.h"

/* Room for a double as text. */
#define NUMBER_TEXT 40

/* The shortest text, of 15 to 17 digits, that reads back as the same double;
 * NaN, Inf and -Inf as such. Returns buffer. */
const char *number_text(double x, char buffer[NUMBER_TEXT]);
/* The same with ".0" after a whole number that was written as a JSON real,
 * which is how the parameters name the numbers of a case. */
const char *json_text(const json_t *number, char buffer[NUMBER_TEXT]);

/* Starts the rows of a case; id is borrowed until the next one. */
void rows_begin(const char *id);
/* Method and parameter (a format) of the rows that follow. */
void rows_of(const char *method, const char *parameter, ...)
    __attribute__((format(printf, 2, 3)));
void row(const char *quantity, double value);
void row_count(const char *quantity, double value);
void row_text(const char *quantity, const char *value);
/* Below the double range p keeps its exponent, from its logarithm. */
void row_p(const char *quantity, struct cotejo_p p);
/* Quantities "lo" and "hi". */
void row_interval(struct cotejo_interval interval);

/* A JSON array of numbers, or of decimals as strings, as a sample: with its
 * whole numbers (on_grid) if it has at most "decimals" of them after the
 * point, and without. */
struct series {
    size_t n;
    double *x;
    int64_t *k;
    struct cotejo_sample plain; /* doubles; decimals where they are strings */
    struct cotejo_sample grid;  /* decimals wherever there are some */
};
void series_init(struct series *s, const json_t *array, const json_t *decimals);
void series_clear(struct series *s);

/* One for each kind of case. */
void rows_two_sample(const json_t *data);
void rows_one_sample(const json_t *data);
void rows_groups(const json_t *data);
void rows_hierarchical(const json_t *data);
void rows_geomean(const json_t *data);
void rows_padjust(const json_t *data);
void rows_power(const json_t *data);
void rows_summary(const json_t *data);
void rows_link(const json_t *data);
void rows_rate(const json_t *data);

/* Shared by samples and summaries: ratio_*, pct_fieller, tost_ratio. */
void rows_ratio(const struct cotejo_moments *a, const struct cotejo_moments *b);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of tables of plain numbers: their words, and what a word is. */
#pragma once

#include "base/decimal.h"

#define COLUMNS_MAX 4096

struct row {
    struct slice word[COLUMNS_MAX];
    size_t n;
    bool is_too_wide;
};

/* The line without '#' and what follows it (at its start or behind a blank),
 * and without the blanks around. */
struct slice row_content(struct slice line);
/* Cuts a line at the separator, or at runs of blanks with ' '. Quotes around
 * a word are taken off; a separator inside them is none. */
void row_split(struct row *row, struct slice line, char separator);

/* As ministat and R's scan() take it: [+-]digits, with a mark before, among or
 * behind the digits, and an exponent. Digits beyond the 18th are rounded (ties
 * to even) and *is_rounded becomes true; it is left alone otherwise. Not a
 * number: inf, nan, hexadecimal, beyond 1e30 or finer than 1e-30. */
bool word_number(struct slice word, struct decimal *value, bool *is_rounded);
bool word_is_number(struct slice word);
/* A number with a comma for its decimal mark, "12,5", where something else
 * separates columns. *is_sure is false for "1,234", which may be a thousand. */
bool word_comma_number(struct slice word, struct decimal *value,
                       bool *is_rounded, bool *is_sure);
/* Are all digits those of the nearest double to `value`, which word_number()
 * read from this word? Always, up to 15 of them; of "0.10000000000000001" too,
 * which is a double printed with 17. */
bool word_is_kept(struct slice word, struct decimal value);
/* Why word_number() is false: "is not a number", or what it is instead. */
const char *word_fault(struct slice word);
/* Meant for a number though it is none that can be taken: "12,5", "<12",
 * "12ms", "nan", "NA". */
bool word_is_like_number(struct slice word);
/* A unit of time, size, rate or share: "ms", "MiB", "%". */
bool word_is_unit(struct slice word);
/* A name begins with a letter or '_' and is not the mark of a missing value,
 * so that a first value that is damaged is not taken for one. */
bool word_is_name(struct slice word);

/* All words are names; all words are numbers (with_commas: or have a comma for
 * their decimal mark). */
bool row_is_header(const struct row *row);
bool row_is_numeric(const struct row *row, bool with_commas);

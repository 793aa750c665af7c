/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers as papers print them, with their units.
 *
 * 1. The decimal mark is "." or ",". With both in one number, the last one is
 *    it; a mark that is repeated is none. "1,234" and "1.234" could be either:
 *    what the other numbers say decides. Where they say nothing "1,234" is
 *    refused, and "1.234" has a decimal point, as programs print it.
 * 2. A time of several parts ("2 min 3 s", "2:03") becomes seconds, resolved
 *    as finely as its last part.
 * 3. Blanks may be no-break spaces.
 * 4. Thousands may also be divided by blanks or apostrophes: "12 300".
 * 5. Two numbers are divided by "vs", a semicolon, a slash, a comma with a
 *    blank behind it, or a comma alone unless commas are decimal marks there.
 */
#pragma once

#include "base/decimal.h"
#include "base/error.h"

/* Which is the decimal mark, as far as it is known from numbers beside. */
enum number_marks { MARKS_UNKNOWN, MARKS_POINT, MARKS_COMMA };
/* Of the numbers in a text; stays as it is where they do not tell. False when
 * two of them contradict each other. COTEJO_ERROR_USAGE. */
bool quantity_marks(struct slice text, enum number_marks *marks,
                    GError **error);

/* A number and the words behind it, trimmed; unit.len 0: none. */
struct quantity {
    struct decimal value;
    struct slice unit;
    double half; /* once converted: how far rounding reaches; else 0 */
};
bool quantity_read(struct slice text, enum number_marks marks,
                   struct quantity *quantity, GError **error);
/* The bytes of the number that a text begins with; 0: none. */
size_t quantity_number_length(struct slice text);

/* One or two of them: "8", "8, 10", "1.3 vs 1.1 ms", "1,3; 1,1", "1.3/1.1".
 * One counts for both, and a unit behind the second too. */
bool quantity_read_pair(struct slice text, enum number_marks marks,
                        struct quantity pair[2], GError **error);
/* Splits at " vs ", " versus ", " against ", " contra " or one of the
 * characters; false if there is no separator. */
bool quantity_split(struct slice text, const char *characters,
                    struct slice half[2]);

/* "300 %" or "0.03"; above 0, and above 1 only in percent. */
bool quantity_read_ratio(struct slice text, double *ratio);
/* "5 %" or "0.05"; a fraction above 0 and below 1. */
bool quantity_read_share(struct slice text, double *share);

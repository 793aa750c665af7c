/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers as papers print them, with their units.
 *
 * 1. The mark is "." or ",". With both, the last one is the mark. "1,234"
 *    could be either and is refused; a mark that is repeated is none.
 * 2. A time of several parts ("2 min 3 s", "2:03") becomes seconds, resolved
 *    as finely as its last part.
 * 3. Blanks may be no-break spaces.
 */
#pragma once

#include "base/decimal.h"
#include "base/error.h"

/* A number and the words behind it, trimmed; unit.len 0: none. */
struct quantity {
    struct decimal value;
    struct slice unit;
};
bool quantity_read(struct slice text, struct quantity *quantity,
                   GError **error);

/* One or two of them: "8", "8, 10", "1.3 vs 1.1 ms", "1,3; 1,1", "1.3/1.1".
 * One counts for both, and a unit behind the second too. */
bool quantity_read_pair(struct slice text, struct quantity pair[2],
                        GError **error);
/* Splits at " vs ", " versus ", " against ", " contra " or one of the
 * characters; false if there is no separator. */
bool quantity_split(struct slice text, const char *characters,
                    struct slice half[2]);

/* The value in another unit, exact: only between s, ms, us and ns (equal
 * units always). */
bool quantity_convert(struct decimal *value, struct slice from,
                      struct slice to);
/* "5 %" or "0.05"; a fraction above 0. */
bool quantity_read_share(struct slice text, double *share);

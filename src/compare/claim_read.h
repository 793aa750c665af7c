/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the readers of a claim's values and of its keys. */
#pragma once

#include "compare/claim.h"
#include "compare/claim_unit.h"

bool claim_fail(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Brought to an exponent from -15 to 0, as cotejo_printed wants it. */
bool claim_set_number(struct claim_number *number, struct decimal value,
                      GError **error);
/* A number of a claim in the claim's unit. That becomes the unit of the first
 * number that has one; where another one cannot be brought to it exactly, all
 * are brought to that one ("1 h vs 50 min": minutes). */
bool claim_take(struct claim *claim, struct claim_number *number,
                struct quantity quantity, GError **error);
/* Remembers how something was read that could be read otherwise. */
void claim_note_reading(struct claim *claim, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

/* The spread of a side, in the unit of the means or as a share of its mean
 * ("3 %"); kind: what it is. */
bool claim_set_spread(struct claim *claim, size_t side, struct quantity spread,
                      GError **error);
/* "98 to 102", "[98, 102]", "98..102": both ends in the claim's unit. */
bool claim_read_ends(struct claim *claim, struct slice text,
                     struct claim_number *low, struct claim_number *high,
                     GError **error);
/* The same for a confidence interval of a side. */
bool claim_set_interval(struct claim *claim, size_t side, struct slice text,
                        GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Units as papers print them: which are of one kind, what one is in another,
 * and whether more of it is better.
 *
 * A unit is a prefix, a thing, and perhaps a time: "k" "req" "/min",
 * "milhões de " "consultas" " por segundo". Conversions are exact or refused;
 * where they are no step of ten the last printed digit does not stay the last
 * digit, and how far rounding reaches is converted with the value.
 */
#pragma once

#include "base/decimal.h"

enum unit_kind {
    UNIT_OTHER, /* something that is counted and has no kind of its own */
    UNIT_TIME,
    UNIT_BYTES,
    UNIT_BITS,
    UNIT_REQUESTS,
    UNIT_TRANSACTIONS,
    UNIT_OPERATIONS,
    UNIT_QUERIES,
    UNIT_INPUT_OUTPUT,
    UNIT_FLOATING,
    UNIT_FREQUENCY,
    UNIT_POWER,
    UNIT_ENERGY,
    UNIT_SHARE, /* percent */
    UNIT_COUNT, /* "k", "M" without a word behind, or nothing */
};

enum unit_kind unit_kind_of(struct slice unit);
/* Something a second, a minute, an hour, of any kind. */
bool unit_is_rate(struct slice unit);
/* "KB" with a capital letter, a second or not: 1000 or 1024 bytes. */
bool unit_is_kb(struct slice unit);
/* May a step between these be 1024 where 1000 is meant? */
bool unit_is_step_unsaid(struct slice from, struct slice to);
/* +1 higher, -1 lower is better; 0: the unit does not tell. */
int unit_better(struct slice unit);
/* What one of it is in Mbit/s, KB taken for 1024 bytes, as ab and httperf
 * print them; NaN: it is no rate of data. */
double unit_in_mbit(struct slice unit);
/* Bits and bytes are of one kind here. */
bool unit_is_same_kind(struct slice a, struct slice b);
/* The value in another unit of its kind; false where it has no exact one.
 * half (may be NULL): how far rounding reaches, 0 for half of the last place
 * before and behind. Equal units always. */
bool unit_convert(struct decimal *value, double *half, struct slice from,
                  struct slice to);

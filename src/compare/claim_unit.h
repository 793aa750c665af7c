/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Units as papers print them: which are of one kind, how many places apart,
 * and whether more of it is better.
 *
 * Only powers of ten are converted, because the last printed digit stays the
 * last digit then: KiB and MiB, bytes and bits, seconds and minutes are not.
 */
#pragma once

#include "base/decimal.h"

enum unit_kind {
    UNIT_OTHER,
    UNIT_TIME,
    UNIT_BYTES,
    UNIT_BYTES_PER_S,
    UNIT_KIB_PER_S, /* 1024 bytes a second, whatever it is called */
    UNIT_BITS_PER_S,
    UNIT_REQUESTS_PER_S,
    UNIT_TRANSACTIONS_PER_S,
    UNIT_OPERATIONS_PER_S,
    UNIT_INPUT_OUTPUT_PER_S,
    UNIT_FLOATING_PER_S,
    UNIT_COUNT, /* "k", "M" without a word behind */
};

enum unit_kind unit_kind_of(struct slice unit);
/* Something a second, of any kind. */
bool unit_is_rate(struct slice unit);
/* +1 higher, -1 lower is better; 0: the unit does not tell. */
int unit_better(struct slice unit);
/* What one of it is in Mbit/s; NaN: it is no rate of data. */
double unit_in_mbit(struct slice unit);
/* The value in another unit of its kind, exact (equal units always). */
bool unit_convert(struct decimal *value, struct slice from, struct slice to);

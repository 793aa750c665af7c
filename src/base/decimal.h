/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A number as a log prints it: a whole number and a power of ten. Exact, and
 * its exponent is its resolution: "12.50" is 1250 with exponent -2, read to
 * the hundredth.
 *
 * 1. At most 18 significant digits (leading zeros are free) and an exponent
 *    from -30 to 30; everything else is refused, never rounded.
 * 2. The mark is "." (or "," with slice_to_decimal_comma); no thousands
 *    marks, no blanks, no "inf", "nan" or hexadecimal.
 * 3. The locale plays no part, neither reading nor printing.
 */
#pragma once

#include <float.h>

#include "base/slice.h"

struct decimal {
    int64_t digits;   /* the value is digits * 10^exponent */
    int16_t exponent; /* 0 or negative for what a log prints with a mark */
};

/* The whole slice or nothing: [+-]digits[.digits][e[+-]digits]. */
bool slice_to_decimal(struct slice s, struct decimal *value);
/* The same with "," or "." as the mark (logs written in another locale). */
bool slice_to_decimal_comma(struct slice s, struct decimal *value);

/* Powers of ten that a double holds exactly, and the whole numbers. */
enum { DECIMAL_EXACT_TENS = 22 };
#define DECIMAL_EXACT_DIGITS (INT64_C(1) << 53)
extern const double decimal_tens[DECIMAL_EXACT_TENS + 1];
double decimal_to_double_slow(struct decimal d);

/* The nearest double (ties to even); exact input, one rounding. */
static inline double decimal_to_double(struct decimal d)
{
#if defined FLT_EVAL_METHOD && FLT_EVAL_METHOD == 0
    /* Both factors are exact in a double, so one operation rounds once. */
    if (d.exponent <= 0 && d.exponent >= -DECIMAL_EXACT_TENS &&
        d.digits <= DECIMAL_EXACT_DIGITS && d.digits >= -DECIMAL_EXACT_DIGITS)
        return (double)d.digits / decimal_tens[-d.exponent];
    if (d.exponent > 0 && d.exponent <= DECIMAL_EXACT_TENS &&
        d.digits <= DECIMAL_EXACT_DIGITS && d.digits >= -DECIMAL_EXACT_DIGITS)
        return (double)d.digits * decimal_tens[d.exponent];
#endif
    return decimal_to_double_slow(d);
}

/* d * 10^shift, exact. */
struct decimal decimal_shift(struct decimal d, int shift);
/* a + b at the finer exponent; false on overflow. */
bool decimal_add(struct decimal a, struct decimal b, struct decimal *sum);
/* a - b, as decimal_add. */
bool decimal_subtract(struct decimal a, struct decimal b,
                      struct decimal *difference);
/* <0, 0, >0; exact at any exponents ("1.0" equals "1"). */
int decimal_compare(struct decimal a, struct decimal b);
/* The same value at this exponent; false if digits would be lost or overflow.
 */
bool decimal_rescale(struct decimal d, int exponent, struct decimal *value);

/* Room for any decimal as text, with its NUL. */
#define DECIMAL_TEXT 64
/* Writes it as a log would ("12.50", "-3", "1300" for 13e2); returns buffer. */
const char *decimal_print(struct decimal d, char buffer[DECIMAL_TEXT]);

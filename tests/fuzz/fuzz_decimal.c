/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers: what is read is printed back to the same value, its double is the
 * one that the C library finds for the printed text, and both marks agree.
 * Printed in full, "1e20" has more digits than a number may have: then it is
 * refused when it is read again, as decimal.h says.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include <glib.h>

#include "base/decimal.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#define DIGITS_MOST 18

/* From the first that is no zero on. */
static size_t significant_digits(const char *text)
{
    size_t n = 0;

    for (; *text; text++)
        n += g_ascii_isdigit(*text) && (n || *text != '0');
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct slice text = {(const char *)bytes, len};
    char buffer[DECIMAL_TEXT];
    struct decimal value, again, comma;

    if (!slice_to_decimal(text, &value))
        return 0;
    decimal_print(value, buffer);
    g_assert_cmpint(slice_to_decimal(slice_from(buffer), &again), ==,
                    significant_digits(buffer) <= DIGITS_MOST);
    if (significant_digits(buffer) <= DIGITS_MOST)
        g_assert_cmpint(decimal_compare(value, again), ==, 0);
    g_assert_true(isfinite(decimal_to_double(value)));
    g_assert_true(decimal_to_double(value) == g_ascii_strtod(buffer, NULL));
    g_assert_true(slice_to_decimal_comma(text, &comma));
    g_assert_cmpint(decimal_compare(value, comma), ==, 0);
    return 0;
}

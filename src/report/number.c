/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shortest round-trip form: of 15, 16 and 17 significant digits the first
 * that reads back as the same double. 15 always survive decimal to double to
 * decimal and 17 always survive the other way (IEEE 754-2008, 5.12.2).
 */
#include "report/number.h"

#include <math.h>
#include <stdio.h>

#define NUMBER_TEXT 32

static const char *shortest(double value, char text[NUMBER_TEXT])
{
    if (value == 0.0)
        return "0"; /* no "-0" */
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, NUMBER_TEXT, "%.*g", digits, value);
        if (g_ascii_strtod(text, NULL) == value)
            break;
    }
    return text;
}

void number_json(GString *out, double value)
{
    char text[NUMBER_TEXT];
    g_string_append(out, isfinite(value) ? shortest(value, text) : "null");
}

void number_csv(GString *out, double value)
{
    char text[NUMBER_TEXT];
    if (isfinite(value))
        g_string_append(out, shortest(value, text));
}

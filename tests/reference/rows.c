/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing rows, and reading series. */
#include "rows.h"

#include <glib.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static struct {
    const char *id;
    const char *method;
    char parameter[256];
} now;

const char *number_text(double x, char buffer[NUMBER_TEXT])
{
    if (isnan(x))
        return strcpy(buffer, "NaN");
    if (isinf(x))
        return strcpy(buffer, x > 0 ? "Inf" : "-Inf");
    for (int digits = 15; digits <= 17; digits++) {
        g_snprintf(buffer, NUMBER_TEXT, "%.*g", digits, x);
        if (g_ascii_strtod(buffer, NULL) == x)
            break;
    }
    return buffer;
}

const char *json_text(const json_t *number, char buffer[NUMBER_TEXT])
{
    if (json_is_integer(number)) {
        g_snprintf(buffer, NUMBER_TEXT, "%lld",
                   (long long)json_integer_value(number));
        return buffer;
    }
    number_text(json_real_value(number), buffer);
    if (!strpbrk(buffer, ".ein"))
        g_strlcat(buffer, ".0", NUMBER_TEXT);
    return buffer;
}

void rows_begin(const char *id)
{
    now.id = id;
}

void rows_of(const char *method, const char *parameter, ...)
{
    va_list arguments;
    now.method = method;
    va_start(arguments, parameter);
    g_vsnprintf(now.parameter, sizeof now.parameter, parameter, arguments);
    va_end(arguments);
}

void row_text(const char *quantity, const char *value)
{
    printf("%s,%s,%s,%s,%s\n", now.id, now.method, now.parameter, quantity,
           value);
}

void row(const char *quantity, double value)
{
    char text[NUMBER_TEXT];
    row_text(quantity, number_text(value, text));
}

void row_count(const char *quantity, double value)
{
    char text[400];
    g_snprintf(text, sizeof text, "%.0f", value);
    row_text(quantity, isnan(value) ? "NaN" : text);
}

void row_p(const char *quantity, struct cotejo_p p)
{
    if (p.p >= 1e-307 || !isfinite(p.log10_p)) {
        row(quantity, p.p);
        return;
    }
    double exponent = floor(p.log10_p);
    char text[NUMBER_TEXT];
    g_snprintf(text, sizeof text, "%.12ge%.0f", pow(10.0, p.log10_p - exponent),
               exponent);
    row_text(quantity, text);
}

void row_interval(struct cotejo_interval interval)
{
    row("lo", interval.low);
    row("hi", interval.high);
}

/* "-12.50" as -1250 with 2 decimals; false if it is not such a number. */
static bool decimal_from_text(const char *text, int64_t *digits, int *decimals)
{
    bool negative = *text == '-', after_point = false;
    *digits = 0;
    *decimals = 0;
    for (text += negative; *text; text++) {
        if (*text == '.' && !after_point) {
            after_point = true;
            continue;
        }
        if (!g_ascii_isdigit(*text) || *digits > INT64_MAX / 100)
            return false;
        *digits = 10 * *digits + (*text - '0');
        *decimals += after_point;
    }
    *digits = negative ? -*digits : *digits;
    return true;
}

/* The value as a whole number of 10^-decimals; false if it is not one. */
static bool whole_from_json(const json_t *value, int decimals, int64_t *k)
{
    if (json_is_string(value)) {
        int found;
        if (!decimal_from_text(json_string_value(value), k, &found) ||
            found > decimals)
            return false;
        for (; found < decimals; found++)
            *k *= 10;
        return true;
    }
    /* The nearest whole number has the same nearest double, if any has. */
    double power = pow(10.0, decimals), x = json_number_value(value);
    double whole = rint(x * power);
    *k = (int64_t)whole;
    return fabs(whole) <= 0x1p53 && whole / power == x;
}

void series_init(struct series *s, const json_t *array, const json_t *decimals)
{
    size_t n = json_array_size(array);
    bool text = n > 0 && json_is_string(json_array_get(array, 0));
    bool on_grid = json_is_integer(decimals);
    int places = (int)json_integer_value(decimals);
    *s = (struct series){.n = n};
    s->x = g_new(double, n);
    s->k = g_new(int64_t, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *value = json_array_get(array, i);
        on_grid = on_grid && whole_from_json(value, places, &s->k[i]);
        s->x[i] = text ? (double)s->k[i] / pow(10.0, places)
                       : json_number_value(value);
    }
    s->plain = (struct cotejo_sample){.n = n, .x = s->x};
    s->grid = s->plain;
    if (on_grid) {
        s->grid.k = s->k;
        s->grid.exponent = -places;
    }
    if (text)
        s->plain = s->grid;
}

void series_clear(struct series *s)
{
    g_free(s->x);
    g_free(s->k);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/declared.h"

#include "base/decimal.h"
#include "base/nearest.h"

static const char *const units[] = {"bit/s", "kbit/s", "Mbit/s", "Gbit/s",
                                    "B/s",   "kB/s",   "MB/s",   "GB/s"};

static bool unit_value(struct slice unit, double *bits)
{
    static const double thousands[] = {1, 1e3, 1e6, 1e9};

    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        if (!slice_equal(unit, slice_from(units[i])))
            continue;
        *bits = thousands[i % 4] * (i < 4 ? 1 : 8);
        return true;
    }
    return false;
}

bool declared_rate(const char *text, double *bit_per_s, GError **error)
{
    struct slice s = slice_trim(slice_from(text));
    size_t n = strspn(s.at, "0123456789.");
    struct slice unit = slice_trim_left(slice_part(s, n, s.len));
    struct decimal value;
    double bits = 0;

    if (slice_to_decimal(slice_part(s, 0, n), &value) && value.digits > 0 &&
        unit_value(unit, &bits)) {
        *bit_per_s = decimal_to_double(value) * bits;
        return true;
    }
    return cotejo_fail(error, COTEJO_ERROR_USAGE,
                       "'%s' is no rate such as 100Mbit/s (bit/s, kbit/s, "
                       "Mbit/s, Gbit/s, or B/s, kB/s, MB/s, GB/s)",
                       text);
}

/* Units of margins: what one of them is in base units. */
static const struct {
    const char *name, *base;
    double factor;
} margin_units[] = {
    {"ns", "s", 1e-9},
    {"us", "s", 1e-6},
    {"\u00b5s", "s", 1e-6},
    {"ms", "s", 1e-3},
    {"s", "s", 1},
    {"min", "s", 60},
    {"B", "B", 1},
    {"kB", "B", 1e3},
    {"KiB", "B", 1024},
    {"MB", "B", 1e6},
    {"MiB", "B", 1048576},
    {"/s", "1/s", 1},
    {"1/s", "1/s", 1},
    {"B/s", "B/s", 1},
    {"kB/s", "B/s", 1e3},
    {"KiB/s", "B/s", 1024},
    {"MB/s", "B/s", 1e6},
    {"MiB/s", "B/s", 1048576},
    {"bit/s", "bit/s", 1},
    {"kbit/s", "bit/s", 1e3},
    {"Mbit/s", "bit/s", 1e6},
};

bool declared_margin(const char *text, struct study_margin *margin)
{
    static const char *const signs[] = {"\u00b1", "+/-", "+-"};
    struct slice s = slice_trim(slice_from(text)), number;
    struct decimal value;
    bool is_own = false;

    for (size_t i = 0; i < G_N_ELEMENTS(signs) && !is_own; i++)
        is_own = slice_skip(&s, slice_from(signs[i]));
    number = slice_part(s, 0, strspn(s.at, "0123456789."));
    if (!slice_to_decimal(number, &value) || value.digits <= 0)
        return false;
    *margin = (struct study_margin){.value = decimal_to_double(value)};
    s = slice_trim(slice_part(s, number.len, s.len));
    for (size_t i = 0; i < G_N_ELEMENTS(margin_units); i++) {
        if (!slice_equal(s, slice_from(margin_units[i].name)))
            continue;
        margin->value *= margin_units[i].factor;
        margin->base_unit = margin_units[i].base;
        margin->text = g_strdup_printf("%.*s\u00a0%s", SLICE_ARG(number),
                                       margin_units[i].name);
        return true;
    }
    if (s.len || !is_own)
        return false;
    margin->text = slice_dup(number);
    return true;
}

bool declared_capacity(const char *text, struct study_capacity *capacity,
                       GError **error)
{
    const char *sign = strchr(text, '=');
    struct slice name = slice_trim(
        slice_part(slice_from(text), 0, sign ? (size_t)(sign - text) : 0));

    if (!name.len)
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "'%s' is no capacity: NAME=100Mbit/s", text);
    if (!declared_rate(sign + 1, &capacity->bit_per_s, error))
        return false;
    capacity->name = slice_dup(name);
    return true;
}

bool declared_control(const char *text, struct study_control *control,
                      GError **error)
{
    struct slice s = slice_from(text);
    size_t comma = slice_find_char(s, ',');
    struct slice a = slice_trim(slice_part(s, 0, comma));
    struct slice b = slice_trim(slice_part(s, comma + 1, s.len));

    if (!a.len || !b.len || slice_find_char(b, ',') < b.len ||
        slice_equal(a, b))
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "'%s' is no pair of systems: NAME,NAME", text);
    control->a = slice_dup(a);
    control->b = slice_dup(b);
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare/claim_number.h"

#define NO_BREAK_SPACE "\xc2\xa0"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ---- one number ---- */

static size_t count_char(struct slice s, char c)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++)
        n += s.at[i] == c;
    return n;
}

static size_t last_char(struct slice s, char c)
{
    for (size_t i = s.len; i > 0; i--)
        if (s.at[i - 1] == c)
            return i - 1;
    return s.len;
}

/* The characters that a number beginning here may have. */
static size_t number_length(struct slice s)
{
    size_t i = s.len && (*s.at == '+' || *s.at == '-');

    while (i < s.len && (is_digit(s.at[i]) || s.at[i] == '.' || s.at[i] == ','))
        i++;
    if (i && i + 1 < s.len && (s.at[i] == 'e' || s.at[i] == 'E')) {
        size_t sign = s.at[i + 1] == '+' || s.at[i + 1] == '-';
        size_t from = i + 1 + sign, to = from;

        while (to < s.len && is_digit(s.at[to]))
            to++;
        if (to > from)
            i = to;
    }
    return i;
}

/* Digits in groups of three behind a first one of at most three, as marks of
 * thousands divide them. */
static bool is_grouped(struct slice whole, char mark)
{
    size_t first = slice_find_char(whole, mark);

    if (!first || first > 3)
        return false;
    for (size_t i = first; i < whole.len; i++)
        if ((whole.at[i] == mark) != ((i - first) % 4 == 0))
            return false;
    return (whole.len - first) % 4 == 0;
}

/* Appends the digits without the marks of thousands; false if these do not
 * stand where they belong. */
static bool append_whole(GString *plain, struct slice whole, char mark)
{
    if (slice_find_char(whole, mark) < whole.len && !is_grouped(whole, mark))
        return false;
    for (size_t i = 0; i < whole.len; i++)
        if (whole.at[i] != mark)
            g_string_append_c(plain, whole.at[i]);
    return true;
}

/* Rule 1. */
static bool read_marks(struct slice s, struct decimal *value, GError **error)
{
    size_t dots = count_char(s, '.'), commas = count_char(s, ',');
    char mark =
        commas && (!dots || last_char(s, ',') > last_char(s, '.')) ? ',' : '.';
    size_t signs = s.len && (*s.at == '+' || *s.at == '-');
    size_t at = count_char(s, mark) == 1 ? last_char(s, mark) : s.len;
    struct slice whole = slice_part(s, signs, at);
    char group = at < s.len ? (mark == ',' ? '.' : ',') : mark;
    g_autoptr(GString) plain = g_string_new_len(s.at, (gssize)signs);

    if (commas == 1 && !dots && at < s.len && whole.len <= 3 && whole.len &&
        *whole.at != '0' && s.len - at == 4)
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "'%.*s' could be %.*s.%.*s or %.*s%.*s: write it "
                           "without the comma",
                           SLICE_ARG(s), SLICE_ARG(whole), 3, s.at + at + 1,
                           SLICE_ARG(whole), 3, s.at + at + 1);
    if (append_whole(plain, whole, group)) {
        if (at < s.len) {
            g_string_append_c(plain, '.');
            g_string_append_len(plain, s.at + at + 1, (gssize)(s.len - at - 1));
        }
        if (slice_to_decimal((struct slice){plain->str, plain->len}, value))
            return true;
    }
    return cotejo_fail(error, COTEJO_ERROR_USAGE, "'%.*s' is not a number",
                       SLICE_ARG(s));
}

/* ---- times of several parts ---- */

static const struct {
    const char *name;
    int64_t seconds;
} parts_of_time[] = {
    {"h", 3600}, {"min", 60}, {"m", 60}, {"s", 1}, {"sec", 1},
};

static bool add_part(struct decimal *total, struct decimal part,
                     int64_t seconds)
{
    if (seconds > 1 &&
        (part.exponent || part.digits < 0 || part.digits > INT64_MAX / seconds))
        return false;
    part.digits *= seconds;
    return decimal_add(*total, part, total);
}

/* "2:03", "1:02:03.5". */
static bool read_clock(struct slice s, struct quantity *quantity,
                       GError **error)
{
    struct decimal total = {0, 0}, part;
    int64_t seconds = count_char(s, ':') == 2 ? 3600 : 60;
    struct slice rest = s;
    size_t colons = count_char(s, ':');

    for (size_t i = 0; i <= colons && colons <= 2; i++) {
        size_t to = slice_find_char(rest, ':');

        if (!slice_to_decimal(slice_part(rest, 0, to), &part) ||
            !add_part(&total, part, seconds))
            break;
        if (i == colons) {
            *quantity = (struct quantity){total, SLICE("s")};
            return true;
        }
        rest = slice_part(rest, to + 1, rest.len);
        seconds /= 60;
    }
    return cotejo_fail(error, COTEJO_ERROR_USAGE, "'%.*s' is not a time",
                       SLICE_ARG(s));
}

static int64_t part_seconds(struct slice unit)
{
    for (size_t i = 0; i < G_N_ELEMENTS(parts_of_time); i++)
        if (slice_equal(unit, slice_from(parts_of_time[i].name)))
            return parts_of_time[i].seconds;
    return 0;
}

/* The rest begins with the unit of the first part. */
static bool read_parts(struct slice s, struct decimal first, struct slice rest,
                       struct quantity *quantity, GError **error)
{
    struct decimal total = {0, 0}, part = first;
    int64_t before = INT64_MAX;

    for (;;) {
        size_t to = 0;
        int64_t seconds;

        while (to < rest.len && !is_digit(rest.at[to]))
            to++;
        seconds = part_seconds(slice_trim(slice_part(rest, 0, to)));
        if (!seconds || seconds >= before || !add_part(&total, part, seconds))
            break;
        before = seconds;
        rest = slice_part(rest, to, rest.len);
        if (!rest.len && seconds == 1) {
            *quantity = (struct quantity){total, SLICE("s")};
            return true;
        }
        to = number_length(rest);
        if (!to || !read_marks(slice_part(rest, 0, to), &part, error))
            break;
        rest = slice_part(rest, to, rest.len);
    }
    if (error && *error)
        return false;
    return cotejo_fail(error, COTEJO_ERROR_USAGE,
                       "'%.*s' is not a number with its unit", SLICE_ARG(s));
}

static bool has_digit(struct slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (is_digit(s.at[i]))
            return true;
    return false;
}

/* Rule 3. */
static struct slice trim_spaces(struct slice s)
{
    for (;;) {
        struct slice before = s;

        s = slice_trim(s);
        slice_skip(&s, SLICE(NO_BREAK_SPACE));
        if (slice_ends(s, SLICE(NO_BREAK_SPACE)))
            s.len -= sizeof NO_BREAK_SPACE - 1;
        if (s.len == before.len)
            return s;
    }
}

bool quantity_read(struct slice text, struct quantity *quantity, GError **error)
{
    struct slice s = trim_spaces(text), rest;
    size_t length = number_length(s);

    if (!length)
        return cotejo_fail(error, COTEJO_ERROR_USAGE, "'%.*s' is not a number",
                           SLICE_ARG(s));
    if (length < s.len && s.at[length] == ':')
        return read_clock(s, quantity, error);
    if (!read_marks(slice_part(s, 0, length), &quantity->value, error))
        return false;
    rest = trim_spaces(slice_part(s, length, s.len));
    if (has_digit(rest) && !slice_starts(rest, SLICE("10^")))
        return read_parts(s, quantity->value, rest, quantity, error);
    quantity->unit = rest;
    return true;
}

/* ---- two of them ---- */

static const char *const separators[] = {
    " vs. ", " vs ", " versus ", " against ", " contra ",
};

bool quantity_split(struct slice text, const char *characters,
                    struct slice half[2])
{
    for (size_t i = 0; i < G_N_ELEMENTS(separators); i++) {
        struct slice separator = slice_from(separators[i]);
        size_t at = slice_find(text, separator);

        if (at == text.len)
            continue;
        half[0] = trim_spaces(slice_part(text, 0, at));
        half[1] = trim_spaces(slice_part(text, at + separator.len, text.len));
        return true;
    }
    for (; *characters; characters++) {
        size_t at = slice_find_char(text, *characters);

        if (at == text.len)
            continue;
        half[0] = trim_spaces(slice_part(text, 0, at));
        half[1] = trim_spaces(slice_part(text, at + 1, text.len));
        return true;
    }
    return false;
}

/* "1,3": one number or two? */
static bool is_ambiguous(struct slice text, const struct slice half[2])
{
    struct slice comma = {half[0].at + half[0].len, 1};

    return count_char(text, ',') == 1 && !count_char(text, '.') &&
           comma.at[0] == ',' && half[1].at == comma.at + 1 && half[0].len &&
           half[1].len;
}

bool quantity_read_pair(struct slice text, struct quantity pair[2],
                        GError **error)
{
    struct slice half[2];

    text = trim_spaces(text);
    if (!quantity_split(text, ";/,", half)) {
        if (!quantity_read(text, &pair[0], error))
            return false;
        pair[1] = pair[0];
        return true;
    }
    if (is_ambiguous(text, half))
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "'%.*s' could be one number or two: write %.*s.%.*s "
                           "or '%.*s vs %.*s'",
                           SLICE_ARG(text), SLICE_ARG(half[0]),
                           SLICE_ARG(half[1]), SLICE_ARG(half[0]),
                           SLICE_ARG(half[1]));
    if (!quantity_read(half[0], &pair[0], error) ||
        !quantity_read(half[1], &pair[1], error))
        return false;
    if (!pair[0].unit.len)
        pair[0].unit = pair[1].unit;
    if (!pair[1].unit.len)
        pair[1].unit = pair[0].unit;
    return true;
}

/* ---- units ---- */

static const struct {
    const char *name;
    int shift; /* to seconds */
} time_units[] = {
    {"s", 0},   {"sec", 0},      {"seconds", 0}, {"ms", -3},
    {"us", -6}, {"\u00b5s", -6}, {"ns", -9},
};

static bool time_shift(struct slice unit, int *shift)
{
    for (size_t i = 0; i < G_N_ELEMENTS(time_units); i++) {
        if (!slice_equal(unit, slice_from(time_units[i].name)))
            continue;
        *shift = time_units[i].shift;
        return true;
    }
    return false;
}

bool quantity_convert(struct decimal *value, struct slice from, struct slice to)
{
    int shift_from, shift_to;

    if (slice_equal(from, to))
        return true;
    if (!time_shift(from, &shift_from) || !time_shift(to, &shift_to))
        return false;
    *value = decimal_shift(*value, shift_from - shift_to);
    return true;
}

bool quantity_read_share(struct slice text, double *share)
{
    struct slice s = trim_spaces(text);
    bool is_percent = slice_ends(s, SLICE("%"));
    struct decimal value;

    if (is_percent)
        s = trim_spaces(slice_part(s, 0, s.len - 1));
    if (!slice_to_decimal_comma(s, &value) || value.exponent < -28)
        return false;
    if (is_percent)
        value = decimal_shift(value, -2);
    *share = decimal_to_double(value);
    return *share > 0.0 && *share < 1.0;
}

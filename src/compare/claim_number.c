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

/* A blank (or what stands for one) that may divide thousands: its bytes; 0:
 * there is none. Rule 4. */
static size_t group_blank(struct slice s)
{
    static const char *const blanks[] = {
        " ", "'", NO_BREAK_SPACE, "\u202f", "\u2009", "\u2019",
    };

    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
        if (slice_starts(s, slice_from(blanks[i])))
            return slice_from(blanks[i]).len;
    return 0;
}

static size_t digits_length(struct slice s)
{
    size_t i = 0;

    while (i < s.len && is_digit(s.at[i]))
        i++;
    return i;
}

/* " 300" and no fourth digit: its bytes; 0: no group. */
static size_t group_length(struct slice s)
{
    size_t blank = group_blank(s);

    return blank && digits_length(slice_part(s, blank, s.len)) == 3 ? blank + 3
                                                                    : 0;
}

/* "12", or "12 300 450" with blanks between thousands. */
static size_t whole_length(struct slice s)
{
    size_t i = digits_length(s);
    bool is_grouped = i >= 1 && i <= 3 && *s.at != '0';
    size_t group;

    while (is_grouped && (group = group_length(slice_part(s, i, s.len))) > 0)
        i += group;
    return i;
}

/* The characters that a number beginning here may have. */
static size_t number_length(struct slice s)
{
    size_t i = s.len && (*s.at == '+' || *s.at == '-');

    i += whole_length(slice_part(s, i, s.len));
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

size_t quantity_number_length(struct slice text)
{
    return number_length(text);
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

/* The number without the blanks of rule 4. */
static GString *without_blanks(struct slice s)
{
    GString *plain = g_string_new(NULL);

    while (s.len) {
        size_t blank = group_blank(s);

        if (!blank)
            g_string_append_c(plain, *s.at);
        s = slice_part(s, blank ? blank : 1, s.len);
    }
    return plain;
}

/* One mark and three digits behind it, one to three before: either way. */
static bool is_either_way(struct slice s, char mark)
{
    size_t signs = s.len && (*s.at == '+' || *s.at == '-');
    size_t at = last_char(s, mark);

    return count_char(s, mark) == 1 && at > signs && at - signs <= 3 &&
           s.at[signs] != '0' && s.len - at == 4 &&
           digits_length(slice_part(s, at + 1, s.len)) == 3;
}

/* Of a number without blanks: the mark before its decimals, as far as it tells
 * by itself; 0: it does not. */
static char own_mark(struct slice s, bool had_blanks)
{
    size_t dots = count_char(s, '.'), commas = count_char(s, ',');

    if (dots && commas)
        return last_char(s, ',') > last_char(s, '.') ? ',' : '.';
    if (dots + commas == 1)
        return !had_blanks && is_either_way(s, dots ? '.' : ',') ? 0
               : dots                                            ? '.'
                                                                 : ',';
    if (dots + commas > 1) /* marks of thousands */
        return dots ? ',' : '.';
    return 0;
}

static bool fail_either_way(struct slice s, char mark, GError **error)
{
    size_t at = last_char(s, mark);

    return cotejo_fail(
        error, COTEJO_ERROR_USAGE,
        "'%.*s' could be %.*s.%.*s or %.*s%.*s: write it without the %s",
        SLICE_ARG(s), SLICE_ARG(slice_part(s, 0, at)),
        SLICE_ARG(slice_part(s, at + 1, s.len)),
        SLICE_ARG(slice_part(s, 0, at)),
        SLICE_ARG(slice_part(s, at + 1, s.len)),
        mark == ',' ? "comma" : "point");
}

/* The mark before the decimals, by rule 1; 0 with the error: it is not plain
 * which. */
static char decimal_mark(struct slice s, bool had_blanks,
                         enum number_marks marks, GError **error)
{
    char mark = own_mark(s, had_blanks);

    if (mark)
        return mark;
    if (is_either_way(s, ',') && marks == MARKS_UNKNOWN)
        return fail_either_way(s, ',', error) ? '.' : 0;
    if (is_either_way(s, '.') && marks == MARKS_COMMA)
        return fail_either_way(s, '.', error) ? '.' : 0;
    return marks == MARKS_COMMA ? ',' : '.';
}

static bool read_plain(struct slice s, char mark, struct decimal *value)
{
    size_t signs = s.len && (*s.at == '+' || *s.at == '-');
    size_t at = count_char(s, mark) == 1 ? last_char(s, mark) : s.len;
    struct slice whole = slice_part(s, signs, at);
    g_autoptr(GString) plain = g_string_new_len(s.at, (gssize)signs);

    if (!append_whole(plain, whole, mark == ',' ? '.' : ','))
        return false;
    if (at < s.len) {
        g_string_append_c(plain, '.');
        g_string_append_len(plain, s.at + at + 1, (gssize)(s.len - at - 1));
    }
    return slice_to_decimal((struct slice){plain->str, plain->len}, value);
}

/* Rules 1 and 4. */
static bool read_marks(struct slice s, enum number_marks marks,
                       struct decimal *value, GError **error)
{
    g_autoptr(GString) text = without_blanks(s);
    struct slice plain = {text->str, text->len};
    char mark = decimal_mark(plain, plain.len < s.len, marks, error);

    if (!mark)
        return false;
    return read_plain(plain, mark, value) ||
           cotejo_fail(error, COTEJO_ERROR_USAGE, "'%.*s' is not a number",
                       SLICE_ARG(s));
}

/* ---- the mark that several numbers agree on ---- */

/* Numbers begin where no word, number or mark goes on. */
static bool may_begin(struct slice text, size_t i)
{
    char before = i ? text.at[i - 1] : ' ';

    return is_digit(text.at[i]) && !is_digit(before) &&
           !g_ascii_isalpha(before) && before != '.' && before != ',' &&
           before != '_';
}

bool quantity_marks(struct slice text, enum number_marks *marks, GError **error)
{
    struct slice first = {NULL, 0};
    char agreed = 0;

    for (size_t i = 0; i < text.len; i++) {
        struct slice s = slice_part(text, i, text.len);
        char mark;

        if (!may_begin(text, i))
            continue;
        s.len = number_length(s);
        while (s.len && (s.at[s.len - 1] == ',' || s.at[s.len - 1] == '.'))
            s.len--; /* of the sentence */
        g_autoptr(GString) plain = without_blanks(s);
        mark = own_mark((struct slice){plain->str, plain->len},
                        plain->len < s.len);
        if (mark && agreed && mark != agreed)
            return cotejo_fail(error, COTEJO_ERROR_USAGE,
                               "'%.*s' and '%.*s' have different decimal "
                               "marks: write both the same way",
                               SLICE_ARG(first), SLICE_ARG(s));
        if (mark && !agreed) {
            agreed = mark;
            first = s;
        }
        i += s.len ? s.len - 1 : 0;
    }
    *marks = agreed == ',' ? MARKS_COMMA : agreed ? MARKS_POINT : *marks;
    return true;
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
            *quantity = (struct quantity){total, SLICE("s"), 0.0};
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
                       enum number_marks marks, struct quantity *quantity,
                       GError **error)
{
    struct decimal total = {0, 0}, part = first;
    int64_t before = INT64_MAX, first_unit = 0;

    for (;;) {
        size_t to = 0;
        int64_t seconds;

        while (to < rest.len && !is_digit(rest.at[to]))
            to++;
        seconds = part_seconds(slice_trim(slice_part(rest, 0, to)));
        if (!seconds || seconds >= before || !add_part(&total, part, seconds))
            break;
        before = seconds;
        first_unit = first_unit ? first_unit : seconds;
        rest = slice_part(rest, to, rest.len);
        if (!rest.len && total.digits % seconds == 0 && before != first_unit) {
            total.digits /= seconds; /* whole, of the last part */
            *quantity = (struct quantity){
                total, seconds == 1 ? SLICE("s") : SLICE("min"), 0.0};
            return true;
        }
        to = number_length(rest);
        if (!to || !read_marks(slice_part(rest, 0, to), marks, &part, error))
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

bool quantity_read(struct slice text, enum number_marks marks,
                   struct quantity *quantity, GError **error)
{
    struct slice s = trim_spaces(text), rest;
    size_t length = number_length(s);

    quantity->half = 0.0;
    if (!length)
        return cotejo_fail(error, COTEJO_ERROR_USAGE, "'%.*s' is not a number",
                           SLICE_ARG(s));
    if (length < s.len && s.at[length] == ':')
        return read_clock(s, quantity, error);
    if (!read_marks(slice_part(s, 0, length), marks, &quantity->value, error))
        return false;
    rest = trim_spaces(slice_part(s, length, s.len));
    if (has_digit(rest) && !slice_starts(rest, SLICE("10^")))
        return read_parts(s, quantity->value, rest, marks, quantity, error);
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

/* Rule 5: where two numbers without another separator are divided; text.len:
 * nowhere. */
static size_t find_comma(struct slice text, enum number_marks marks)
{
    size_t spaced = slice_find(text, SLICE(", "));

    if (spaced < text.len)
        return spaced;
    return marks != MARKS_COMMA && count_char(text, ',') == 1
               ? slice_find_char(text, ',')
               : text.len;
}

/* "1.3/1.1", not "0.1 GiB/s". */
static bool split_slash(struct slice text, struct slice half[2])
{
    for (size_t i = 0; i + 1 < text.len; i++) {
        struct slice behind = trim_spaces(slice_part(text, i + 1, text.len));

        if (text.at[i] != '/' || !behind.len || !is_digit(*behind.at))
            continue;
        half[0] = trim_spaces(slice_part(text, 0, i));
        half[1] = behind;
        return true;
    }
    return false;
}

static bool split_pair(struct slice text, enum number_marks marks,
                       struct slice half[2])
{
    size_t comma;

    if (quantity_split(text, ";", half) || split_slash(text, half))
        return true;
    comma = find_comma(text, marks);
    if (comma == text.len)
        return false;
    half[0] = trim_spaces(slice_part(text, 0, comma));
    half[1] = trim_spaces(slice_part(text, comma + 1, text.len));
    return true;
}

/* "1,3" among numbers with decimal commas, "1,3,1,1", "100 200". */
static bool check_one(struct slice text, enum number_marks marks,
                      GError **error)
{
    size_t commas = count_char(text, ',');
    size_t blank = slice_find_char(text, ' ');
    size_t length = number_length(text);

    if ((commas == 1 && marks == MARKS_COMMA) ||
        (commas > 1 && !count_char(text, '.') && length == text.len))
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "'%.*s' could be one number or two: write 'A vs B' "
                           "for two, and the same twice for one",
                           SLICE_ARG(text));
    if (blank < length)
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "'%.*s' could be one number or two: write it "
                           "without the blank, or 'A vs B'",
                           SLICE_ARG(text));
    return true;
}

bool quantity_read_pair(struct slice text, enum number_marks marks,
                        struct quantity pair[2], GError **error)
{
    struct slice half[2];

    text = trim_spaces(text);
    if (!split_pair(text, marks, half)) {
        if (!check_one(text, marks, error) ||
            !quantity_read(text, marks, &pair[0], error))
            return false;
        pair[1] = pair[0];
        return true;
    }
    if (!quantity_read(half[0], marks, &pair[0], error) ||
        !quantity_read(half[1], marks, &pair[1], error))
        return false;
    if (!pair[0].unit.len)
        pair[0].unit = pair[1].unit;
    if (!pair[1].unit.len)
        pair[1].unit = pair[0].unit;
    return true;
}

/* ---- shares ---- */

bool quantity_read_ratio(struct slice text, double *share)
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
    return *share > 0.0 && (is_percent || *share < 1.0);
}

bool quantity_read_share(struct slice text, double *share)
{
    return quantity_read_ratio(text, share) && *share < 1.0;
}

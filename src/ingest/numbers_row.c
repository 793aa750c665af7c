/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/numbers_row.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <glib.h>

/* Digits that a decimal keeps, and the longest number that is read. */
#define DIGITS_MAX 18
#define WORD_MAX 400

/* ---- lines ---- */

struct slice row_content(struct slice line)
{
    size_t from = 0;

    while (from < line.len) {
        size_t at =
            from + slice_find_char(slice_part(line, from, line.len), '#');

        if (at == 0 || at >= line.len || line.at[at - 1] == ' ' ||
            line.at[at - 1] == '\t')
            return slice_trim(slice_part(line, 0, at));
        from = at + 1;
    }
    return slice_trim(line);
}

static struct slice without_quotes(struct slice word)
{
    if (word.len >= 2 && word.at[0] == '"' && word.at[word.len - 1] == '"')
        return slice_part(word, 1, word.len - 1);
    return word;
}

static void add_word(struct row *row, struct slice word)
{
    if (row->n < COLUMNS_MAX)
        row->word[row->n++] = without_quotes(slice_trim(word));
    else
        row->is_too_wide = true;
}

/* The end of the word that begins the line: the separator outside quotes. */
static size_t word_end(struct slice line, char separator)
{
    bool is_quoted = false;
    size_t at = 0;

    for (; at < line.len; at++) {
        if (line.at[at] == '"')
            is_quoted = !is_quoted;
        else if (line.at[at] == separator && !is_quoted)
            break;
    }
    /* A quote that nothing closes is a mark of inches. */
    return is_quoted ? slice_find_char(line, separator) : at;
}

void row_split(struct row *row, struct slice line, char separator)
{
    struct slice word;

    row->n = 0;
    row->is_too_wide = false;
    if (separator == ' ') {
        while (slice_word(&line, &word))
            add_word(row, word);
        return;
    }
    while (true) {
        size_t at = word_end(line, separator);

        add_word(row, slice_part(line, 0, at));
        if (at >= line.len)
            return;
        line = slice_part(line, at + 1, line.len);
    }
}

/* ---- words ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A number taken apart. */
struct parts {
    char digits[WORD_MAX + 1]; /* significant ones */
    size_t n;
    bool has_digit, is_negative;
    int64_t exponent; /* of the last of the digits */
};

static bool take_digits(struct slice *word, struct parts *parts, bool behind)
{
    size_t at = 0;

    for (; at < word->len && is_digit(word->at[at]); at++) {
        parts->has_digit = true;
        parts->exponent -= behind ? 1 : 0;
        if (parts->n || word->at[at] != '0')
            parts->digits[parts->n++] = word->at[at];
    }
    *word = slice_part(*word, at, word->len);
    return true;
}

#define EXPONENT_MAX 1000000

static bool take_exponent(struct slice word, struct parts *parts)
{
    uint64_t value;
    bool is_negative;

    if (!word.len)
        return true;
    if (word.at[0] != 'e' && word.at[0] != 'E')
        return false;
    word = slice_part(word, 1, word.len);
    is_negative = slice_skip(&word, SLICE("-"));
    if (!is_negative)
        slice_skip(&word, SLICE("+"));
    for (size_t i = 0; i < word.len; i++)
        if (!is_digit(word.at[i]))
            return false;
    if (!word.len)
        return false;
    /* Beyond all numbers, but one. */
    if (!slice_to_count(word, &value) || value > EXPONENT_MAX)
        value = EXPONENT_MAX;
    parts->exponent += is_negative ? -(int64_t)value : (int64_t)value;
    return true;
}

static bool take_apart(struct slice word, struct parts *parts)
{
    if (word.len > WORD_MAX)
        return false;
    parts->is_negative = slice_skip(&word, SLICE("-"));
    if (!parts->is_negative)
        slice_skip(&word, SLICE("+"));
    take_digits(&word, parts, false);
    if (slice_skip(&word, SLICE(".")))
        take_digits(&word, parts, true);
    return parts->has_digit && take_exponent(word, parts);
}

/* To so many digits, ties to even. */
static void round_digits(struct parts *parts)
{
    const char *rest = &parts->digits[DIGITS_MAX];
    bool is_tie = rest[0] == '5' && strspn(rest + 1, "0") == strlen(rest + 1);
    bool is_up = rest[0] >= '5' &&
                 (!is_tie || (parts->digits[DIGITS_MAX - 1] - '0') % 2);
    size_t at = DIGITS_MAX;

    parts->exponent += (int64_t)parts->n - DIGITS_MAX;
    parts->n = DIGITS_MAX;
    while (is_up && at-- > 0) {
        is_up = parts->digits[at] == '9';
        parts->digits[at] = is_up ? '0' : (char)(parts->digits[at] + 1);
    }
    if (is_up) { /* 999... became 1000... */
        parts->digits[0] = '1';
        parts->exponent++;
    }
}

bool word_number(struct slice word, struct decimal *value, bool *is_rounded)
{
    struct parts parts = {.n = 0};
    char text[DIGITS_MAX + 32];

    if (slice_to_decimal(word, value))
        return true;
    if (!take_apart(word, &parts))
        return false;
    parts.digits[parts.n] = '\0';
    if (parts.n > DIGITS_MAX) {
        round_digits(&parts);
        parts.digits[parts.n] = '\0';
        *is_rounded = true;
    }
    g_snprintf(text, sizeof text, "%s%se%" G_GINT64_FORMAT,
               parts.is_negative ? "-" : "", parts.n ? parts.digits : "0",
               parts.exponent);
    return slice_to_decimal(slice_from(text), value);
}

bool word_is_kept(struct slice word, struct decimal value)
{
    struct parts parts = {.n = 0};
    char format[32], text[WORD_MAX + 32];

    if (word.len <= DBL_DIG || !take_apart(word, &parts) || parts.n <= DBL_DIG)
        return true;
    g_snprintf(format, sizeof format, "%%.%" G_GSIZE_FORMAT "e", parts.n - 1);
    g_ascii_formatd(text, sizeof text, format, fabs(decimal_to_double(value)));
    return text[0] == parts.digits[0] &&
           !memcmp(text + 2, parts.digits + 1, parts.n - 1);
}

const char *word_fault(struct slice word)
{
    struct parts parts = {.n = 0};

    if (take_apart(word, &parts))
        return "is out of the range that is kept (1e-30 to 1e30)";
    if (slice_find_char(word, ',') < word.len ||
        slice_find_char(word, ';') < word.len)
        return "is not one number: it may be two, or have a comma for its "
               "decimal mark; write names above columns, or a point";
    return "is not a number";
}

bool word_is_number(struct slice word)
{
    struct decimal value;
    bool is_rounded;

    return word_number(word, &value, &is_rounded);
}

bool word_comma_number(struct slice word, struct decimal *value,
                       bool *is_rounded, bool *is_sure)
{
    char text[WORD_MAX + 1];
    size_t comma = slice_find_char(word, ','), behind = comma, before;
    const char *sign = word.len ? strchr("+-", word.at[0]) : NULL;

    if (comma >= word.len || word.len > WORD_MAX ||
        slice_find_char(word, '.') < word.len)
        return false;
    before = comma - (sign && *sign ? 1 : 0);
    while (behind + 1 < word.len && is_digit(word.at[behind + 1]))
        behind++;
    *is_sure = behind - comma != 3 || before > 3 || before == 0 ||
               word.at[comma - before] == '0';
    memcpy(text, word.at, word.len);
    text[comma] = '.';
    return word_number((struct slice){text, word.len}, value, is_rounded);
}

static bool is_missing(struct slice word)
{
    static const char *const missing[] = {"nan",  "na",  "inf",     "infinity",
                                          "null", "n/a", "missing", "none"};

    if (word.len && (word.at[0] == '-' || word.at[0] == '+'))
        word = slice_part(word, 1, word.len);
    for (size_t i = 0; i < G_N_ELEMENTS(missing); i++) {
        if (word.len == strlen(missing[i]) &&
            !g_ascii_strncasecmp(word.at, missing[i], word.len))
            return true;
    }
    return false;
}

/* A unit behind the digits: no more characters than this. */
#define UNIT_MAX 3

static size_t span(struct slice word, size_t at, const char *set)
{
    while (at < word.len && word.at[at] && strchr(set, word.at[at]))
        at++;
    return at;
}

bool word_is_like_number(struct slice word)
{
    size_t first = span(word, 0, "<>=~+-.");
    size_t at = span(word, first, "0123456789.,");
    size_t end = at;

    if (is_missing(word) || word_is_number(word))
        return true;
    if (at == first)
        return false;
    if (at < word.len && (word.at[at] == 'e' || word.at[at] == 'E'))
        end = span(word, span(word, at + 1, "+-"), "0123456789");
    if (end == word.len)
        return true;
    /* "2024-01": a date */
    if (word.at[at] == '-' && first == 0)
        return false;
    for (size_t i = at; i < word.len; i++) {
        if (strchr(":/_", word.at[i]) || word.at[i] == '\0')
            return false;
    }
    return word.len - at <= UNIT_MAX;
}

bool word_is_unit(struct slice word)
{
    static const char *const units[] = {
        "ns",  "us",  "\xC2\xB5s", "\xCE\xBCs", "ms",  "s",    "sec",
        "min", "h",   "B",         "kB",        "KB",  "MB",   "GB",
        "KiB", "MiB", "GiB",       "b/s",       "B/s", "kB/s", "MB/s",
        "Hz",  "kHz", "MHz",       "GHz",       "%"};

    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        if (slice_equal(word, slice_from(units[i])))
            return true;
    }
    return false;
}

bool word_is_name(struct slice word)
{
    gunichar first =
        word.len ? g_utf8_get_char_validated(word.at, (gssize)word.len) : 0;

    return word.len && first <= 0x10ffff &&
           (g_unichar_isalpha(first) || first == '_') && !is_missing(word);
}

/* ---- rows ---- */

bool row_is_header(const struct row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        if (!word_is_name(row->word[i]))
            return false;
    }
    return row->n > 0 && !row->is_too_wide;
}

static bool is_comma_number(struct slice word)
{
    struct decimal value;
    bool is_rounded, is_sure;

    return word_comma_number(word, &value, &is_rounded, &is_sure);
}

bool row_is_numeric(const struct row *row, bool with_commas)
{
    for (size_t i = 0; i < row->n; i++) {
        if (!word_is_number(row->word[i]) &&
            !(with_commas && is_comma_number(row->word[i])))
            return false;
    }
    return row->n > 0 && !row->is_too_wide;
}

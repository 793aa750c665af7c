/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line of values: "Xen 695.25 s vs KVM 936.19 s".
 *
 * 1. A side is a name, a number, its unit; name and unit may be missing.
 *    Behind ":" or "=" the number begins; else it is the first number that
 *    has no other one right behind it ("Apache 2 12.3 s").
 * 2. A spread may follow: "12.3 +- 0.4 s", "12.3 s (0.4)", "12.3 s (se 0.4)",
 *    "12.3 s [11.9, 12.7]", "12.3 s (95% CI 11.9 to 12.7)", and so may the
 *    number of runs, "(n = 8)". Digits in brackets right behind decimals,
 *    "12.3(4)", are of the last places: 0.4. A bracket without a number is the
 *    name.
 * 3. What could be read otherwise is remembered, to be told with the answer.
 */
#include <string.h>

#include "compare/claim_number.h"
#include "compare/claim_read.h"
#include "compare/words.h"

#define DECIMALS_MOST 15

bool claim_fail(GError **error, const char *format, ...)
{
    g_autofree char *text = NULL;
    va_list arguments;

    va_start(arguments, format);
    text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return cotejo_fail(error, COTEJO_ERROR_USAGE, "%s", text);
}

void claim_note_reading(struct claim *claim, const char *format, ...)
{
    g_autofree char *text = NULL;
    va_list arguments;

    va_start(arguments, format);
    text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    *text = g_ascii_toupper(*text);
    g_ptr_array_add(claim->readings, words_clean(text));
}

/* ---- spreads ---- */

/* Exact; false on overflow. */
static bool multiply(struct decimal a, struct decimal b,
                     struct decimal *product)
{
    if (__builtin_mul_overflow(a.digits, b.digits, &product->digits))
        return false;
    product->exponent = (int16_t)(a.exponent + b.exponent);
    return product->exponent >= -DECIMALS_MOST;
}

/* "3 %" of the mean; its last digit is worth that share of the mean. */
static bool set_relative(struct claim_side *side, struct decimal share,
                         GError **error)
{
    struct decimal sd;

    if (!side->mean.is_given)
        return claim_fail(error, "a spread in percent takes a mean");
    share = decimal_shift(share, -2);
    if (!multiply(side->mean.value, share, &sd))
        return claim_fail(error, "a number has too many digits");
    if (!claim_set_number(&side->sd, sd, error))
        return false;
    side->sd.half = decimal_to_double(side->mean.value) * 0.5 *
                    decimal_to_double((struct decimal){1, share.exponent});
    return true;
}

bool claim_set_spread(struct claim *claim, size_t i, struct quantity spread,
                      GError **error)
{
    struct claim_side *side = &claim->side[i];

    if (spread.value.digits < 0)
        return claim_fail(error, "a spread is not below zero");
    if (slice_equal(spread.unit, SLICE("%")) && g_strcmp0(claim->unit, "%"))
        return set_relative(side, spread.value, error);
    return claim_take(claim, &side->sd, spread, error);
}

static struct slice trim_brackets(struct slice s)
{
    s = slice_trim(s);
    while (s.len && (*s.at == '[' || *s.at == '('))
        s = slice_trim(slice_part(s, 1, s.len));
    while (s.len && (s.at[s.len - 1] == ']' || s.at[s.len - 1] == ')'))
        s = slice_trim(slice_part(s, 0, s.len - 1));
    return s;
}

static bool split_range(struct slice s, struct slice half[2])
{
    static const char *const marks[] = {
        " to ", "...", "..", "\u2026", "\u2013", "\u2014", " - ", ";", ", ",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        struct slice mark = slice_from(marks[i]);
        size_t at = slice_find(s, mark);

        if (at == s.len)
            continue;
        half[0] = slice_part(s, 0, at);
        half[1] = slice_part(s, at + mark.len, s.len);
        return true;
    }
    for (size_t i = 1; i + 1 < s.len; i++)
        if ((s.at[i] == '-' || s.at[i] == ',') &&
            g_ascii_isdigit(s.at[i - 1]) && g_ascii_isdigit(s.at[i + 1])) {
            half[0] = slice_part(s, 0, i);
            half[1] = slice_part(s, i + 1, s.len);
            return true;
        }
    return false;
}

/* Half of the interval is the spread; each end is off by half a last place at
 * most, and so is half of their distance. */
static bool set_half_width(struct claim_side *side, GError **error)
{
    struct decimal width;

    if (!decimal_subtract(side->high.value, side->low.value, &width) ||
        width.digits > INT64_MAX / 5)
        return claim_fail(error, "a number has too many digits");
    if (!claim_set_number(
            &side->sd,
            (struct decimal){5 * width.digits, (int16_t)(width.exponent - 1)},
            error))
        return false;
    side->sd.half =
        side->low.half > 0.0
            ? side->low.half
            : 0.5 * decimal_to_double((struct decimal){1, width.exponent});
    return true;
}

bool claim_read_ends(struct claim *claim, struct slice text,
                     struct claim_number *low, struct claim_number *high,
                     GError **error)
{
    struct quantity end[2];
    struct slice half[2];

    if (!split_range(trim_brackets(text), half))
        return claim_fail(error,
                          "'%.*s' is not an interval, such as '98 to 102'",
                          SLICE_ARG(text));
    if (!quantity_read(half[0], claim->marks, &end[0], error) ||
        !quantity_read(half[1], claim->marks, &end[1], error))
        return false;
    if (!end[0].unit.len)
        end[0].unit = end[1].unit;
    if (!claim_take(claim, low, end[0], error) ||
        !claim_take(claim, high, end[1], error))
        return false;
    return decimal_compare(low->value, high->value) <= 0 ||
           claim_fail(error, "'%.*s' goes from its upper end to its lower one",
                      SLICE_ARG(text));
}

bool claim_set_interval(struct claim *claim, size_t i, struct slice text,
                        GError **error)
{
    struct claim_side *side = &claim->side[i];

    return claim_read_ends(claim, text, &side->low, &side->high, error) &&
           set_half_width(side, error);
}

/* ---- what stands in brackets, rule 2 ---- */

static const struct {
    const char *word;
    enum claim_spread_kind kind;
} spread_words[] = {
    {"sd", SPREAD_SD},  {"s.d.", SPREAD_SD},   {"stddev", SPREAD_SD},
    {"std", SPREAD_SD}, {"\u03c3", SPREAD_SD}, {"sem", SPREAD_SE},
    {"se", SPREAD_SE},  {"s.e.", SPREAD_SE},   {"stderr", SPREAD_SE},
};

static bool skip_word(struct slice *s, const char *word)
{
    size_t len = strlen(word);

    if (s->len < len || g_ascii_strncasecmp(s->at, word, len))
        return false;
    *s = slice_trim(slice_part(*s, len, s->len));
    while (s->len && (*s->at == '=' || *s->at == ':'))
        *s = slice_trim(slice_part(*s, 1, s->len));
    return true;
}

/* "n = 8" */
static bool read_runs(struct slice s, size_t *n)
{
    uint64_t count;

    if (!skip_word(&s, "n") || !slice_to_count(s, &count) || !count)
        return false;
    *n = (size_t)count;
    return true;
}

/* "95% CI 11.9 to 12.7", "CI95 ..."; the level stays where none is said. */
static bool skip_level(struct claim *claim, struct slice *s)
{
    static const struct {
        const char *word;
        double level;
    } levels[] = {
        {"95% CI", 0.95}, {"95 % CI", 0.95}, {"CI 95%", 0.95}, {"CI95", 0.95},
        {"99% CI", 0.99}, {"99 % CI", 0.99}, {"CI 99%", 0.99}, {"CI99", 0.99},
        {"90% CI", 0.90}, {"90 % CI", 0.90}, {"CI 90%", 0.90}, {"CI90", 0.90},
        {"CI", 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++) {
        if (!skip_word(s, levels[i].word))
            continue;
        if (levels[i].level > 0)
            claim->level = levels[i].level;
        claim->spread_kind = SPREAD_INTERVAL;
        claim->is_spread_said = true;
        return true;
    }
    return false;
}

static bool read_one_spread(struct claim *claim, size_t i, struct slice s,
                            GError **error)
{
    struct quantity spread;

    for (size_t k = 0; k < G_N_ELEMENTS(spread_words); k++) {
        if (!skip_word(&s, spread_words[k].word))
            continue;
        claim->spread_kind = spread_words[k].kind;
        claim->is_spread_said = true;
        break;
    }
    claim->has_plus_minus = true;
    return quantity_read(s, claim->marks, &spread, error) &&
           claim_set_spread(claim, i, spread, error);
}

/* "SD = 0.3, n = 5": one number is the runs', the rest is of the spread. */
static bool split_runs(struct claim_side *side, struct slice *s)
{
    for (size_t at = 0; at < s->len; at++) {
        struct slice before, behind;

        if (s->at[at] != ',' && s->at[at] != ';')
            continue;
        before = slice_trim(slice_part(*s, 0, at));
        behind = slice_trim(slice_part(*s, at + 1, s->len));
        if (read_runs(behind, &side->n))
            *s = before;
        else if (read_runs(before, &side->n))
            *s = behind;
        else
            continue;
        return true;
    }
    return false;
}

static bool read_bracket(struct claim *claim, size_t i, struct slice s,
                         GError **error)
{
    struct slice half[2];
    bool has_runs = split_runs(&claim->side[i], &s);
    bool is_interval = skip_level(claim, &s);

    if (!has_runs && read_runs(s, &claim->side[i].n))
        return true;
    if (is_interval && (skip_word(&s, "\u00b1") || skip_word(&s, "+-")))
        return read_one_spread(claim, i, s, error);
    if (!split_range(trim_brackets(s), half))
        return read_one_spread(claim, i, s, error);
    if (!is_interval && !claim->is_spread_said)
        claim_note_reading(claim,
                           "'%.*s' is taken for a 95 %% confidence interval",
                           SLICE_ARG(s));
    claim->spread_kind = SPREAD_INTERVAL;
    claim->is_spread_said = true;
    return claim_set_interval(claim, i, s, error);
}

/* ---- "Xen 695.25 s" ---- */

static bool is_blank_before(struct slice s, size_t i)
{
    return !i || s.at[i - 1] == ' ' || s.at[i - 1] == ':' ||
           s.at[i - 1] == '=' || (i > 1 && s.at[i - 1] == '\xa0');
}

static bool is_number_at(struct slice s, size_t i)
{
    bool is_signed = (s.at[i] == '-' || s.at[i] == '+') && i + 1 < s.len;

    return is_blank_before(s, i) && g_ascii_isdigit(s.at[i + is_signed]);
}

/* Is the number here a part of the name: another number behind it ("2 12.3"),
 * or more of a word ("1.6.0_20")? */
static bool is_of_name(struct slice s)
{
    size_t length = quantity_number_length(s);
    struct slice rest = slice_part(s, length, s.len);
    struct slice behind = slice_trim_left(rest);

    if (rest.len && (*rest.at == '_' || *rest.at == '-'))
        return true;
    return rest.len > behind.len && behind.len && g_ascii_isdigit(*behind.at);
}

/* Rule 1. */
static size_t number_start(struct slice s)
{
    for (size_t i = s.len; i > 1; i--)
        if ((s.at[i - 2] == ':' || s.at[i - 2] == '=') && s.at[i - 1] == ' ' &&
            slice_find_char(slice_part(s, 0, i - 2), '(') == i - 2)
            return i;
    for (size_t i = 0; i < s.len; i++)
        if (is_number_at(s, i) && !is_of_name(slice_part(s, i, s.len)))
            return i;
    return s.len;
}

struct parts {
    struct slice name, number, brackets[3];
    size_t n_brackets;
    bool is_concise; /* the first one is of the last places */
};

/* "12.3(4)": digits right behind decimals. */
static bool is_concise(struct slice numbers, size_t open, struct slice bracket)
{
    size_t digits = 0;

    while (digits < bracket.len && g_ascii_isdigit(bracket.at[digits]))
        digits++;
    return open && g_ascii_isdigit(numbers.at[open - 1]) && digits &&
           digits == bracket.len;
}

/* Takes the brackets out; what stands behind them is the unit if it does not
 * stand before. */
static bool take_brackets(struct slice numbers, struct parts *parts,
                          struct slice *unit, GError **error)
{
    size_t open;

    parts->number = numbers;
    *unit = (struct slice){"", 0};
    while ((open = MIN(slice_find_char(numbers, '('),
                       slice_find_char(numbers, '['))) < numbers.len) {
        char closing = numbers.at[open] == '(' ? ')' : ']';
        size_t close = slice_find_char(numbers, closing);

        if (close == numbers.len || close < open ||
            parts->n_brackets == G_N_ELEMENTS(parts->brackets))
            return claim_fail(error, "'%.*s' is not a number with its unit",
                              SLICE_ARG(numbers));
        if (!parts->n_brackets)
            parts->number = slice_trim(slice_part(numbers, 0, open));
        else if (slice_trim(slice_part(numbers, 0, open)).len)
            *unit = slice_trim(slice_part(numbers, 0, open));
        parts->brackets[parts->n_brackets] =
            slice_trim(slice_part(numbers, open + 1, close));
        if (!parts->n_brackets)
            parts->is_concise = is_concise(numbers, open, parts->brackets[0]);
        parts->n_brackets++;
        numbers = slice_part(numbers, close + 1, numbers.len);
    }
    if (parts->n_brackets && slice_trim(numbers).len)
        *unit = slice_trim(numbers);
    return true;
}

/* The spread behind the mean: "12.3 +- 0.4 s". */
static bool split_spread(struct slice s, struct slice half[2])
{
    static const char *const marks[] = {"\u00b1", "+/-", "+-"};

    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        struct slice mark = slice_from(marks[i]);
        size_t at = slice_find(s, mark);

        if (at == s.len)
            continue;
        half[0] = slice_part(s, 0, at);
        half[1] = slice_part(s, at + mark.len, s.len);
        return true;
    }
    return false;
}

struct read_side {
    struct parts parts;
    struct quantity mean, sd;
    bool has_sd;
};

/* "Xen is 695.25 s" */
static struct slice without_verb(struct slice name)
{
    static const char *const verbs[] = {
        " is",    " was",      " takes",    " took",     " has",
        " needs", " needed",   " achieves", " achieved", " reaches",
        " at",    " required", " requires", " had",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
        if (slice_ends(name, slice_from(verbs[i])))
            return slice_trim(slice_part(name, 0, name.len - strlen(verbs[i])));
    return name;
}

static bool split_side(const struct claim *claim, struct slice text,
                       struct read_side *side, GError **error)
{
    size_t start = number_start(text);
    struct slice numbers = slice_part(text, start, text.len), unit, half[2];
    struct slice name = slice_trim(slice_part(text, 0, start));

    *side = (struct read_side){.has_sd = false};
    while (slice_ends(name, SLICE(":")) || slice_ends(name, SLICE("=")))
        name = slice_trim(slice_part(name, 0, name.len - 1));
    side->parts.name = without_verb(name);
    if (!numbers.len)
        return claim_fail(error, "there is no number in '%.*s'",
                          SLICE_ARG(text));
    if (!take_brackets(numbers, &side->parts, &unit, error))
        return false;
    side->has_sd = split_spread(side->parts.number, half);
    if (!quantity_read(side->has_sd ? half[0] : side->parts.number,
                       claim->marks, &side->mean, error) ||
        (side->has_sd &&
         !quantity_read(half[1], claim->marks, &side->sd, error)))
        return false;
    if (slice_starts(side->sd.unit, SLICE("% "))) { /* "10.2 +- 0.3% s" */
        unit = slice_trim(slice_part(side->sd.unit, 1, side->sd.unit.len));
        side->sd.unit.len = 1;
    }
    if (!side->mean.unit.len && !slice_equal(side->sd.unit, SLICE("%")))
        side->mean.unit = side->sd.unit;
    if (!side->mean.unit.len)
        side->mean.unit = unit;
    return true;
}

/* "12.3(4)" is 12.3 +- 0.4. */
static bool set_concise(struct claim *claim, size_t i, struct slice digits,
                        GError **error)
{
    struct claim_side *side = &claim->side[i];
    struct decimal mean =
        side->mean.printed_unit ? side->mean.printed : side->mean.value;
    struct quantity spread;
    char text[2][DECIMAL_TEXT];

    if (!quantity_read(digits, claim->marks, &spread, error))
        return false;
    if (side->mean.printed_unit)
        spread.unit = slice_from(side->mean.printed_unit);
    spread.value = decimal_shift(spread.value, mean.exponent);
    claim->has_plus_minus = true;
    claim_note_reading(claim, "'%s(%.*s)' is read as %s \u00b1 %s",
                       decimal_print(mean, text[0]), SLICE_ARG(digits), text[0],
                       decimal_print(spread.value, text[1]));
    return claim_set_spread(claim, i, spread, error);
}

static bool has_digit(struct slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (g_ascii_isdigit(s.at[i]))
            return true;
    return false;
}

static bool set_bracket(struct claim *claim, size_t i,
                        const struct parts *parts, size_t k, GError **error)
{
    struct slice bracket = parts->brackets[k];

    if (!k && parts->is_concise && claim->side[i].mean.value.exponent < 0)
        return set_concise(claim, i, bracket, error);
    if (has_digit(bracket) || claim->side[i].name)
        return read_bracket(claim, i, bracket, error);
    claim->side[i].name = slice_dup(bracket); /* "10.2 s (Xen)" */
    return true;
}

static bool set_side(struct claim *claim, size_t i, struct read_side *from,
                     GError **error)
{
    struct claim_side *side = &claim->side[i];
    const struct parts *parts = &from->parts;

    if (!claim_take(claim, &side->mean, from->mean, error))
        return false;
    if (parts->name.len) {
        g_free(side->name);
        side->name = slice_dup(parts->name);
    }
    claim->has_plus_minus = claim->has_plus_minus || from->has_sd;
    if (from->has_sd && !claim_set_spread(claim, i, from->sd, error))
        return false;
    for (size_t k = 0; k < parts->n_brackets; k++)
        if (!set_bracket(claim, i, parts, k, error))
            return false;
    return true;
}

/* ---- both ---- */

/* "Linux 5 123 s": 5123, or 123 of "Linux 5"? */
static bool check_blanks(struct claim *claim, struct slice half[2],
                         const struct read_side side[2], GError **error)
{
    for (size_t i = 0; i < 2; i++) {
        struct slice number = side[i].parts.number;
        size_t blank = slice_find_char(number, ' ');
        size_t length = quantity_number_length(number);

        if (blank >= length || !side[i].parts.name.len)
            continue;
        if (slice_equal(side[0].parts.name, side[1].parts.name))
            return claim_fail(
                error,
                "'%.*s': which is the number? Write a colon before it, as in "
                "'%.*s %.*s: %.*s'",
                SLICE_ARG(half[i]), SLICE_ARG(side[i].parts.name),
                SLICE_ARG(slice_part(number, 0, blank)),
                SLICE_ARG(slice_part(number, blank + 1, number.len)));
        claim_note_reading(claim,
                           "'%.*s' is read as one number with its thousands "
                           "divided by a blank",
                           SLICE_ARG(slice_part(number, 0, length)));
    }
    return true;
}

/* A unit behind one of them is that of both, but a bare "k" is not. */
static void share_unit(struct quantity *a, const struct quantity *b)
{
    if (a->unit.len)
        return;
    if (unit_kind_of(b->unit) == UNIT_COUNT)
        unit_convert(&a->value, &a->half, a->unit, b->unit);
    a->unit = b->unit;
}

/* "20 +- 3 %" without another unit: both are percentages. */
static void settle_percent(struct claim *claim, struct read_side side[2])
{
    bool is_any = false;

    for (size_t i = 0; i < 2; i++)
        if (side[i].mean.unit.len)
            return;
    for (size_t i = 0; i < 2; i++)
        is_any = is_any || slice_equal(side[i].sd.unit, SLICE("%"));
    if (!is_any)
        return;
    side[0].mean.unit = side[1].mean.unit = SLICE("%");
    claim_note_reading(claim,
                       "means and spreads are all read as percentages; "
                       "a spread that is a share of its mean stands "
                       "behind the unit, '20 s \u00b1 3 %%', or in --sd");
}

/* The decimal mark by the numbers alone: a version in a name has none. */
static bool find_marks(struct claim *claim, const struct slice half[2],
                       GError **error)
{
    g_autoptr(GString) numbers = g_string_new(NULL);

    for (size_t i = 0; i < 2; i++) {
        size_t start = number_start(half[i]);

        g_string_append_len(numbers, half[i].at + start,
                            (gssize)(half[i].len - start));
        g_string_append(numbers, " vs ");
    }
    return quantity_marks((struct slice){numbers->str, numbers->len},
                          &claim->marks, error);
}

bool claim_read_values(struct claim *claim, const char *text, GError **error)
{
    struct slice half[2];
    struct read_side side[2];

    if (!quantity_split(slice_trim(slice_from(text)), "", half))
        return claim_fail(error,
                          "'%s' is not of the form 'A vs B', such as 'Xen "
                          "695.25 s vs KVM 936.19 s'",
                          text);
    if (!find_marks(claim, half, error) ||
        !split_side(claim, half[0], &side[0], error) ||
        !split_side(claim, half[1], &side[1], error) ||
        !check_blanks(claim, half, side, error))
        return false;
    settle_percent(claim, side);
    share_unit(&side[0].mean, &side[1].mean);
    share_unit(&side[1].mean, &side[0].mean);
    claim->has_values = true;
    return set_side(claim, 0, &side[0], error) &&
           set_side(claim, 1, &side[1], error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/label.h"

#include <math.h>
#include <string.h>

#include "base/decimal.h"
#include "chart/font.h"
#include "compare/words.h"

#define ELLIPSIS "\u2026"

/* head characters, what stands between, tail characters. */
static char *elide(const char *text, size_t keep, const char *between)
{
    size_t length = (size_t)g_utf8_strlen(text, -1);
    size_t head = (keep + 1) / 2, tail = keep / 2;
    const char *cut = g_utf8_offset_to_pointer(text, (glong)head);
    const char *rest = g_utf8_offset_to_pointer(text, (glong)(length - tail));

    return g_strdup_printf("%.*s%s%s", (int)(cut - text), text, between, rest);
}

static char *shorten_one(const char *name, size_t characters, double width_mm,
                         double size_pt, const char *between)
{
    size_t length = (size_t)g_utf8_strlen(name, -1);
    size_t extra = (size_t)g_utf8_strlen(between, -1);

    if (length <= characters &&
        font_measure(name, size_pt, false).width <= width_mm)
        return g_strdup(name);
    size_t keep = MIN(length - 1, characters > extra ? characters - extra : 2);
    for (; keep > 2; keep--) {
        g_autofree char *shorter = elide(name, keep, between);
        if (font_measure(shorter, size_pt, false).width <= width_mm)
            return g_steal_pointer(&shorter);
    }
    return elide(name, MIN(keep, length), between);
}

/* Whether the shortened text is that of another name too. */
static bool is_taken(char *const shortened[], char *const clean[], size_t n,
                     size_t me)
{
    for (size_t i = 0; i < n; i++)
        if (i != me && g_str_equal(shortened[i], shortened[me]) &&
            !g_str_equal(clean[i], clean[me]))
            return true;
    return false;
}

static char *with_digest(const char *name, size_t characters, double width_mm,
                         double size_pt)
{
    g_autofree char *digest =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1);
    g_autofree char *between =
        g_strdup_printf(ELLIPSIS "%.4s" ELLIPSIS, digest);

    return shorten_one(name, characters, width_mm, size_pt, between);
}

char **label_shorten(const char *const names[], size_t n, size_t characters,
                     double width_mm, double size_pt)
{
    g_auto(GStrv) clean = g_new0(char *, n + 1);
    g_auto(GStrv) shortened = g_new0(char *, n + 1);
    g_autofree bool *is_twin = g_new0(bool, n);

    for (size_t i = 0; i < n; i++) {
        clean[i] = words_clean(names[i]);
        shortened[i] =
            shorten_one(clean[i], characters, width_mm, size_pt, ELLIPSIS);
    }
    for (size_t i = 0; i < n; i++)
        is_twin[i] = !g_str_equal(clean[i], shortened[i]) &&
                     is_taken(shortened, clean, n, i);
    for (size_t i = 0; i < n; i++) {
        if (!is_twin[i])
            continue;
        g_free(shortened[i]);
        shortened[i] = with_digest(clean[i], characters, width_mm, size_pt);
    }
    return g_steal_pointer(&shortened);
}

/* How bad a break behind *c is, as a factor on the wider line: best behind a
 * comma, at a space next, inside a word last, and not around "=". */
static double break_penalty(const char *text, const char *c)
{
    if (*c == ',' && c[1] == ' ')
        return 1;
    if (*c != ' ')
        return 1.6;
    if (c > text && c[-1] == ',')
        return 1;
    return c[1] == '=' || (c > text && c[-1] == '=') ? 1.8 : 1.2;
}

bool label_wrap(const char *text, double width_mm, double size_pt, char **first,
                char **second)
{
    double best = INFINITY;
    const char *at = NULL;

    if (font_measure(text, size_pt, false).width <= width_mm) {
        *first = g_strdup(text);
        *second = NULL;
        return true;
    }
    for (const char *c = text + 1; *text && *c; c++) {
        if (!strchr(" _-/,", *c) || !c[1] || c[1] == ' ')
            continue;
        g_autofree char *head =
            g_strndup(text, (size_t)(c - text) + (*c != ' '));
        double wider = fmax(font_measure(head, size_pt, false).width,
                            font_measure(c + 1, size_pt, false).width);
        if (wider > width_mm || wider * break_penalty(text, c) >= best)
            continue;
        best = wider * break_penalty(text, c);
        at = c;
    }
    if (!at)
        return false;
    *first = g_strndup(text, (size_t)(at - text) + (*at != ' '));
    *second = g_strdup(at + 1);
    return true;
}

static bool has_digit(const char *text, const char *digits)
{
    return text[strcspn(text, digits)] != '\0';
}

char *label_negate(const char *number)
{
    const char *rest = number;
    bool is_negative = g_str_has_prefix(number, WORDS_MINUS);

    if (is_negative)
        rest += strlen(WORDS_MINUS);
    else if (*number == '+')
        rest++;
    if (!has_digit(rest, "123456789")) /* zero, or no number at all */
        return g_strdup(number);
    return g_strconcat(is_negative ? "+" : WORDS_MINUS, rest, NULL);
}

char *label_cut(const char *text, size_t n)
{
    if ((size_t)g_utf8_strlen(text, -1) <= n)
        return g_strdup(text);
    const char *end = g_utf8_offset_to_pointer(text, (glong)n - 1);
    return g_strdup_printf("%.*s" ELLIPSIS, (int)(end - text), text);
}

char *label_capital(const char *text)
{
    GString *capital = g_string_new(NULL);

    if (!*text)
        return g_string_free(capital, FALSE);
    g_string_append_unichar(capital, g_unichar_toupper(g_utf8_get_char(text)));
    g_string_append(capital, text + g_utf8_skip[*(const guchar *)text]);
    return g_string_free(capital, FALSE);
}

/* Whether these digits read back as the very same double. */
static bool reads_back(const char *digits, double value)
{
    struct decimal decimal;

    return slice_to_decimal(slice_from(digits), &decimal) &&
           fabs(decimal_to_double(decimal) - value) <= 0;
}

void label_put_number(GString *out, double value)
{
    char digits[40];

    if (!isfinite(value))
        return;
    value += 0.0; /* no "-0" */
    for (int precision = 15; precision <= 17; precision++) {
        g_snprintf(digits, sizeof digits, "%.*g", precision, value);
        if (reads_back(digits, value))
            break;
    }
    g_string_append(out, digits);
}

void label_put_field(GString *out, const char *field)
{
    bool is_formula = *field && strchr("=+-@'\t\r", *field);

    if (!strpbrk(field, ",\"\r\n")) {
        g_string_append(out, is_formula ? "'" : "");
        g_string_append(out, field);
        return;
    }
    g_string_append(out, is_formula ? "\"'" : "\"");
    for (; *field; field++) {
        if (*field == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *field);
    }
    g_string_append_c(out, '"');
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cleaning and escaping; see escape.h. */
#include "report/escape.h"

#include <stdbool.h>
#include <string.h>

#include "report/tex_letter.h"
#include "report/tex_width.h"

#define REPLACEMENT 0xFFFDu

/* What must not reach a terminal, an editor or an XML parser. */
static const struct {
    gunichar first, last;
} unprintable[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, /* C0, DEL, C1 */
    {0x061C, 0x061C}, {0x200B, 0x200F}, /* marks without width */
    {0x2028, 0x202E}, {0x2060, 0x2069}, /* separators, bidi controls */
    {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, /* byte order mark, annotations */
    {0xFFFE, 0xFFFF}, {0xD800, 0xDFFF},
};

static bool is_unprintable(gunichar c)
{
    for (size_t i = 0; i < G_N_ELEMENTS(unprintable); i++)
        if (c >= unprintable[i].first && c <= unprintable[i].last)
            return true;
    return (c & 0xFFFE) == 0xFFFE;
}

/* The next character of *at as it stands; REPLACEMENT for a bad byte. */
static gunichar next_raw(const char **at)
{
    gunichar c = g_utf8_get_char_validated(*at, -1);
    if (c == (gunichar)-1 || c == (gunichar)-2) {
        *at += 1;
        return REPLACEMENT;
    }
    *at += g_utf8_skip[(unsigned char)**at];
    return c;
}

/* The same, cleaned. */
static gunichar next_clean(const char **at)
{
    gunichar c = next_raw(at);
    return is_unprintable(c) ? REPLACEMENT : c;
}

void escape_plain(GString *out, const char *text)
{
    while (*text)
        g_string_append_unichar(out, next_clean(&text));
}

/* Most texts need no cleaning: printable ASCII from end to end. */
static bool is_clean(const char *text)
{
    while (*text >= ' ' && *text < 0x7f)
        text++;
    return !*text;
}

char *clean_text(const char *text)
{
    if (is_clean(text))
        return g_strdup(text);

    GString *out = g_string_new(NULL);

    escape_plain(out, text);
    return g_string_free(out, FALSE);
}

char *clean_shortened(const char *text, size_t limit)
{
    g_autofree char *clean = clean_text(text);
    size_t length = (size_t)g_utf8_strlen(clean, -1);
    if (length <= limit || limit < 3)
        return g_steal_pointer(&clean);
    size_t head = (limit - 1) / 2, tail = limit - 1 - head;
    const char *head_end = g_utf8_offset_to_pointer(clean, (glong)head);
    const char *rest = g_utf8_offset_to_pointer(clean, (glong)(length - tail));
    return g_strdup_printf("%.*s…%s", (int)(head_end - clean), clean, rest);
}

/* LaTeX */

/* "--" and ",," would become one dash and one quotation mark, "?`" and "!`"
 * Spanish marks (the back-quote is escaped anyway). */
static bool is_ligature(gunichar last, gunichar c)
{
    return last == c && (c == '-' || c == ',');
}

static void latex_char(GString *out, gunichar c, gunichar last)
{
    if (is_ligature(last, c))
        g_string_append(out, "{}");
    if (c == REPLACEMENT)
        g_string_append_c(out, '?');
    else if (tex_put_letter(out, c) == TEX_MISSING)
        g_string_append_printf(out, "U+%04X", c);
}

/* A line break or tab is a space here, not an intruder. */
static gunichar next_latex(const char **at)
{
    if (**at == '\n' || **at == '\t' || **at == '\r') {
        *at += 1;
        return ' ';
    }
    return next_clean(at);
}

/* A row that begins with "[" or "*" would be taken by the "\\" before it. */
static void latex_guard(GString *out, const char *text)
{
    if (*text == '[' || *text == '*')
        g_string_append(out, "{}");
}

void escape_latex(GString *out, const char *text)
{
    gunichar last = 0;
    latex_guard(out, text);
    while (*text) {
        gunichar c = next_latex(&text);
        latex_char(out, c, last);
        last = c;
    }
}

/* A word wider than this, in thousandths of the type size, would not fit in
 * the narrowest column of a table; it may break after so many letters. */
#define WORD_MOST 8000.0
#define BREAK_AFTER 8

static bool is_break(gunichar c)
{
    return c < 0x80 && c != 0 && strchr("_/-.", (int)c);
}

/* Whether the word that begins here, up to a blank or a mark, is too wide. */
static bool is_wide(const char *text)
{
    const char *end = text;

    while (*end && !strchr(" \n\t\r_/-.", *end))
        end++;
    g_autofree char *word = g_strndup(text, (size_t)(end - text));
    g_autofree char *clean = clean_text(word);
    return tex_width(clean) > WORD_MOST;
}

void escape_latex_name(GString *out, const char *text)
{
    gunichar last = 0;
    int unbroken = 0;
    bool is_broken = is_wide(text);
    latex_guard(out, text);
    while (*text) {
        gunichar c = next_latex(&text);
        bool ends_word = c == ' ' || is_break(c);
        latex_char(out, c, last);
        last = c;
        unbroken = ends_word ? 0 : unbroken + 1;
        if (ends_word)
            is_broken = is_wide(text);
        if (*text && *text != ' ' &&
            (is_break(c) || (is_broken && unbroken >= BREAK_AFTER))) {
            g_string_append(out, "\\allowbreak ");
            unbroken = 0;
        }
    }
}

/* HTML */

void escape_html(GString *out, const char *text)
{
    while (*text) {
        gunichar c = next_clean(&text);
        if (c == '&')
            g_string_append(out, "&amp;");
        else if (c == '<')
            g_string_append(out, "&lt;");
        else if (c == '>')
            g_string_append(out, "&gt;");
        else if (c == '"')
            g_string_append(out, "&quot;");
        else if (c == '\'')
            g_string_append(out, "&#39;");
        else
            g_string_append_unichar(out, c);
    }
}

/* Markdown */

static bool is_markdown_special(gunichar c)
{
    return c < 0x80 && c != 0 && strchr("\\`*_{}[]<>|~&!$", (int)c);
}

/* What is a list, a heading or a quotation only at the start of a line. */
static bool starts_markdown_block(const char *text)
{
    if (*text && strchr("#+-=>", *text))
        return true;
    size_t digits = strspn(text, "0123456789");
    return digits > 0 && (text[digits] == '.' || text[digits] == ')') &&
           (text[digits + 1] == ' ' || text[digits + 1] == '\0');
}

void escape_markdown(GString *out, const char *text)
{
    if (starts_markdown_block(text)) {
        size_t digits = strspn(text, "0123456789");
        g_string_append_len(out, text, (gssize)digits);
        g_string_append_c(out, '\\');
        text += digits;
        g_string_append_c(out, *text++);
    }
    while (*text) {
        gunichar c = next_clean(&text);
        if (is_markdown_special(c))
            g_string_append_c(out, '\\');
        g_string_append_unichar(out, c);
    }
}

/* The longest run of back-quotes, so that the fence is longer. */
static size_t longest_fence(const char *text)
{
    size_t longest = 0;
    while (*text) {
        size_t run = strspn(text, "`");
        longest = MAX(longest, run);
        text += MAX(run, 1);
    }
    return longest;
}

void escape_markdown_code(GString *out, const char *text)
{
    g_autofree char *clean = clean_text(text);
    g_autofree char *fence = g_strnfill(longest_fence(clean) + 1, '`');
    /* A space keeps a back-quote at either end apart from the fence. */
    bool pad = clean[0] == '\0' || strchr("` ", clean[0]) ||
               clean[strlen(clean) - 1] == '`';
    g_string_append(out, fence);
    if (pad)
        g_string_append_c(out, ' ');
    for (const char *at = clean; *at; at++) {
        if (*at == '|')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *at);
    }
    if (pad)
        g_string_append_c(out, ' ');
    g_string_append(out, fence);
}

/* CSV */

void escape_csv(GString *out, const char *text)
{
    g_autoptr(GString) field = g_string_new(NULL);
    if (*text && strchr("=+-@'\t\r", *text))
        g_string_append_c(field, '\'');
    escape_plain(field, text);
    if (!field->str[strcspn(field->str, "\",\n\r;")]) {
        g_string_append_len(out, field->str, (gssize)field->len);
        return;
    }
    g_string_append_c(out, '"');
    for (const char *at = field->str; *at; at++) {
        if (*at == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *at);
    }
    g_string_append_c(out, '"');
}

/* JSON. Written here and not by jansson, which leaves DEL, C1 and bidi
 * controls as they are: JSON too is read on terminals. */

static const char json_short[] = "\b\f\n\r\t\"\\";
static const char json_letter[] = "bfnrt\"\\";

static void json_char(GString *out, gunichar c, bool in_html)
{
    const char *found = c > 0 && c < 0x80 ? strchr(json_short, (int)c) : NULL;
    if (found) {
        g_string_append_c(out, '\\');
        g_string_append_c(out, json_letter[found - json_short]);
    } else if (c == REPLACEMENT || c > 0xFFFF) {
        g_string_append_unichar(out, c);
    } else if (is_unprintable(c) || (in_html && c == '<')) {
        g_string_append_printf(out, "\\u%04x", c);
    } else {
        g_string_append_unichar(out, c);
    }
}

/* How many characters from here on stand for themselves in any JSON. */
static size_t plain_run(const char *text)
{
    size_t len = 0;

    while (text[len] >= ' ' && text[len] < 0x7f && text[len] != '"' &&
           text[len] != '\\' && text[len] != '<')
        len++;
    return len;
}

static void json_string(GString *out, const char *text, bool in_html)
{
    g_string_append_c(out, '"');
    while (*text) {
        size_t plain = plain_run(text);

        g_string_append_len(out, text, (gssize)plain);
        text += plain;
        if (*text)
            json_char(out, next_raw(&text), in_html);
    }
    g_string_append_c(out, '"');
}

void escape_json(GString *out, const char *text)
{
    json_string(out, text, false);
}

void escape_json_in_html(GString *out, const char *text)
{
    json_string(out, text, true);
}

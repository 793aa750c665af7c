/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line as a terminal would still show it (the rules stand in text.c), and
 * with the blanks that the tool printed. A line that is changed is a copy with
 * a table of where each of its bytes came from; all others stay slices of the
 * buffer.
 */
#include "base/text_parts.h"

#include <string.h>

/* Where the escape sequence that begins at raw[at] ends. */
static size_t skip_escape(struct slice raw, size_t at)
{
    char kind;

    at++;
    if (at == raw.len)
        return at;
    kind = raw.at[at++];
    if (kind == '[') {
        while (at < raw.len && !(raw.at[at] >= '@' && raw.at[at] <= '~'))
            at++;
        return at < raw.len ? at + 1 : at;
    }
    if (kind == ']' || kind == 'P' || kind == '_' || kind == '^') {
        for (; at < raw.len; at++) {
            if (raw.at[at] == '\a')
                return at + 1;
            if (raw.at[at] == '\033')
                return at + 1 < raw.len ? at + 2 : at + 1;
        }
        return at;
    }
    while (kind >= ' ' && kind <= '/' && at < raw.len)
        kind = raw.at[at++];
    return at;
}

static void take_back(Text *text)
{
    size_t len = text->clean->len;

    while (len && ((unsigned char)text->clean->str[len - 1] & 0xc0) == 0x80)
        len--;
    if (len)
        len--;
    g_string_truncate(text->clean, len);
    g_array_set_size(text->origin, (guint)len);
}

/* What a terminal would still show of a line; see the rules above. */
static struct slice clean_line(Text *text, struct slice raw)
{
    g_string_truncate(text->clean, 0);
    g_array_set_size(text->origin, 0);
    for (size_t i = 0; i < raw.len;) {
        char c = raw.at[i];
        uint32_t from = (uint32_t)i;

        if (c == '\033') {
            i = skip_escape(raw, i);
            continue;
        }
        i++;
        if (c == '\r') {
            g_string_truncate(text->clean, 0);
            g_array_set_size(text->origin, 0);
        } else if (c == '\b') {
            take_back(text);
        } else if (c != '\a') {
            g_string_append_c(text->clean, c);
            g_array_append_val(text->origin, from);
        }
    }
    return (struct slice){text->clean->str, text->clean->len};
}

/* A raw line that may hold noise, without its line feed. */
struct slice text_clean_noise(Text *text, struct slice raw)
{
    struct slice line = raw;

    while (line.len && line.at[line.len - 1] == '\r')
        line.len--;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.at[i];

        if (c == '\r' || c == '\033' || c == '\b' || c == '\a')
            return clean_line(text, line);
    }
    return line;
}

/* ---- blanks ------------------------------------------------------------ */

/* What programs through which a log was pasted make of blanks. */
static const struct {
    struct slice bytes;
    bool has_width;
} wide[] = {
    {{"\xc2\xa0", 2}, true},     /* U+00A0 no-break space */
    {{"\xe2\x80\x80", 3}, true}, /* U+2000 en quad, and on */
    {{"\xe2\x80\x81", 3}, true},  {{"\xe2\x80\x82", 3}, true},
    {{"\xe2\x80\x83", 3}, true},  {{"\xe2\x80\x84", 3}, true},
    {{"\xe2\x80\x85", 3}, true},  {{"\xe2\x80\x86", 3}, true},
    {{"\xe2\x80\x87", 3}, true},  {{"\xe2\x80\x88", 3}, true},
    {{"\xe2\x80\x89", 3}, true},  {{"\xe2\x80\x8a", 3}, true},
    {{"\xe2\x80\xaf", 3}, true},  /* U+202F narrow no-break space */
    {{"\xe2\x81\x9f", 3}, true},  /* U+205F */
    {{"\xe3\x80\x80", 3}, true},  /* U+3000 ideographic space */
    {{"\xe2\x80\x8b", 3}, false}, /* U+200B without width */
    {{"\xe2\x81\xa0", 3}, false}, /* U+2060 word joiner */
    {{"\xef\xbb\xbf", 3}, false}, /* U+FEFF, a mark between pasted pieces */
};

static bool is_ascii(struct slice line)
{
    size_t i = 0;
    uint64_t high = 0;

    for (; i + 8 <= line.len; i += 8) {
        uint64_t word;

        memcpy(&word, line.at + i, 8);
        high |= word;
    }
    for (; i < line.len; i++)
        high |= (unsigned char)line.at[i];
    return !(high & UINT64_C(0x8080808080808080));
}

/* Steps over one; 0 if there is none here, else 1 with a blank's width, 2
 * without. */
static int skip_wide(struct slice *rest, bool is_latin)
{
    if (!((unsigned char)*rest->at & 0x80))
        return 0;
    if (is_latin && *rest->at == '\xa0') {
        *rest = slice_part(*rest, 1, rest->len);
        return 1;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(wide); i++)
        if (slice_skip(rest, wide[i].bytes))
            return wide[i].has_width ? 1 : 2;
    return 0;
}

/* The line with its blanks, and from where each byte is: an offset in it.
 * False, with nothing done, if it has none that are wide. */
static bool put_blanks(struct slice line, GString *clean, GArray *origin)
{
    struct slice rest = line;
    bool is_latin, is_found = false;

    if (is_ascii(line))
        return false;
    is_latin = !g_utf8_validate_len(line.at, line.len, NULL);
    while (rest.len && !is_found) {
        is_found = skip_wide(&rest, is_latin);
        rest = slice_part(rest, !is_found, rest.len);
    }
    if (!is_found)
        return false;
    for (rest = line; rest.len;) {
        uint32_t from = (uint32_t)(rest.at - line.at);
        char c = *rest.at;
        int kind = skip_wide(&rest, is_latin);

        if (!kind)
            rest = slice_part(rest, 1, rest.len);
        if (kind == 2)
            continue;
        g_string_append_c(clean, kind ? ' ' : c);
        if (origin)
            g_array_append_val(origin, from);
    }
    return true;
}

bool text_put_blanks(struct slice line, GString *out)
{
    return put_blanks(line, out, NULL);
}

bool text_blanks(Text *text, struct slice *line)
{
    g_autoptr(GString) clean = NULL;
    g_autoptr(GArray) origin = NULL;
    struct slice was = text->line;

    if (is_ascii(was))
        return false;
    clean = g_string_sized_new(was.len);
    origin = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    if (!put_blanks(was, clean, origin))
        return false;
    for (guint i = 0; i < origin->len; i++) {
        uint32_t *from = &g_array_index(origin, uint32_t, i);

        *from = (uint32_t)text_place_of(text, was.at + *from);
    }
    g_string_free(text->clean, TRUE);
    g_array_unref(text->origin);
    text->clean = g_steal_pointer(&clean);
    text->origin = g_steal_pointer(&origin);
    text->line = (struct slice){text->clean->str, text->clean->len};
    *line = text->line;
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line as a terminal would still show it; the rules stand in text.c. A line
 * that is changed is a copy with a table of where each of its bytes came
 * from; all others stay slices of the buffer.
 */
#include "base/text_parts.h"

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

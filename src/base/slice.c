/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/slice.h"

#include <glib.h>

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool slice_equal(struct slice a, struct slice b)
{
    return a.len == b.len && (!a.len || !memcmp(a.at, b.at, a.len));
}

int slice_compare(struct slice a, struct slice b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.at, b.at, shorter) : 0;

    if (order)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool slice_ends(struct slice s, struct slice suffix)
{
    return s.len >= suffix.len &&
           !memcmp(s.at + s.len - suffix.len, suffix.at, suffix.len);
}

struct slice slice_trim_left(struct slice s)
{
    while (s.len && is_space(s.at[0])) {
        s.at++;
        s.len--;
    }
    return s;
}

struct slice slice_trim_right(struct slice s)
{
    while (s.len && is_space(s.at[s.len - 1]))
        s.len--;
    return s;
}

struct slice slice_trim(struct slice s)
{
    return slice_trim_right(slice_trim_left(s));
}

size_t slice_find_char(struct slice s, char c)
{
    const char *found = s.len ? memchr(s.at, c, s.len) : NULL;

    return found ? (size_t)(found - s.at) : s.len;
}

size_t slice_find(struct slice s, struct slice needle)
{
    size_t from = 0;

    if (!needle.len)
        return 0;
    while (s.len - from >= needle.len) {
        struct slice rest = slice_part(s, from, s.len - needle.len + 1);
        size_t next = slice_find_char(rest, needle.at[0]);

        if (next == rest.len)
            break;
        from += next;
        if (!memcmp(s.at + from, needle.at, needle.len))
            return from;
        from++;
    }
    return s.len;
}

bool slice_word(struct slice *rest, struct slice *word)
{
    size_t len = 0;

    *rest = slice_trim_left(*rest);
    while (len < rest->len && !is_space(rest->at[len]))
        len++;
    *word = slice_part(*rest, 0, len);
    *rest = slice_part(*rest, len, rest->len);
    return len > 0;
}

bool slice_line(struct slice *rest, struct slice *line)
{
    size_t end;

    if (!rest->len)
        return false;
    end = slice_find_char(*rest, '\n');
    *line = slice_part(*rest, 0, end);
    *rest = slice_part(*rest, end + 1, rest->len);
    if (line->len && line->at[line->len - 1] == '\r')
        line->len--;
    return true;
}

bool slice_to_count(struct slice s, uint64_t *count)
{
    uint64_t value = 0;

    if (!s.len)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9' ||
            __builtin_mul_overflow(value, 10u, &value) ||
            __builtin_add_overflow(value, (uint64_t)(s.at[i] - '0'), &value))
            return false;
    }
    *count = value;
    return true;
}

char *slice_dup(struct slice s)
{
    return g_strndup(s.at, s.len);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/slice.h"

#include <glib.h>

int slice_compare(struct slice a, struct slice b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.at, b.at, shorter) : 0;

    if (order)
        return order;
    return (a.len > b.len) - (a.len < b.len);
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

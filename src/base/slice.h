/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text inside a log: not owned, not NUL-terminated. Bytes, never characters
 * of a locale: "space" is blank, tab, CR, LF, VT and FF, a digit is 0 to 9.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
    const char *at;
    size_t len;
};

/* A string literal as a slice. */
#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})
/* Hands a slice to "%.*s". */
#define SLICE_ARG(s) (int)(s).len, (s).at

/* The shortest ones are here to be inlined: parsers try one label after the
 * other on every line. */

static inline struct slice slice_from(const char *string)
{
    return (struct slice){string, strlen(string)};
}

/* The part from "from" up to but without "to" (both capped to the length). */
static inline struct slice slice_part(struct slice s, size_t from, size_t to)
{
    if (to > s.len)
        to = s.len;
    if (from > to)
        from = to;
    return (struct slice){s.at + from, to - from};
}

static inline bool slice_starts(struct slice s, struct slice prefix)
{
    return s.len >= prefix.len &&
           (!prefix.len ||
            (s.at[0] == prefix.at[0] && !memcmp(s.at, prefix.at, prefix.len)));
}

/* Steps over the prefix and returns true, or leaves *s as it is. */
static inline bool slice_skip(struct slice *s, struct slice prefix)
{
    if (!slice_starts(*s, prefix))
        return false;
    *s = slice_part(*s, prefix.len, s->len);
    return true;
}

static inline bool slice_equal(struct slice a, struct slice b)
{
    return a.len == b.len && (!a.len || !memcmp(a.at, b.at, a.len));
}

static inline bool slice_ends(struct slice s, struct slice suffix)
{
    return s.len >= suffix.len &&
           !memcmp(s.at + s.len - suffix.len, suffix.at, suffix.len);
}

static inline bool slice_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline struct slice slice_trim_left(struct slice s)
{
    while (s.len && slice_is_space(s.at[0])) {
        s.at++;
        s.len--;
    }
    return s;
}

static inline struct slice slice_trim_right(struct slice s)
{
    while (s.len && slice_is_space(s.at[s.len - 1]))
        s.len--;
    return s;
}

static inline struct slice slice_trim(struct slice s)
{
    return slice_trim_right(slice_trim_left(s));
}

static inline size_t slice_find_char(struct slice s, char c)
{
    const char *found = s.len ? (const char *)memchr(s.at, c, s.len) : NULL;

    return found ? (size_t)(found - s.at) : s.len;
}

/* Cuts off the next word (run of non-space) into *word; false at the end. */
static inline bool slice_word(struct slice *rest, struct slice *word)
{
    size_t len = 0;

    *rest = slice_trim_left(*rest);
    while (len < rest->len && !slice_is_space(rest->at[len]))
        len++;
    *word = slice_part(*rest, 0, len);
    *rest = slice_part(*rest, len, rest->len);
    return len > 0;
}

int slice_compare(struct slice a, struct slice b);
/* Where the needle begins in s; s.len if nowhere. */
size_t slice_find(struct slice s, struct slice needle);
/* Cuts off the next line into *line, without LF and one CR before it. */
bool slice_line(struct slice *rest, struct slice *line);
/* All of s, digits only, as a count; false if empty, other or too large. */
bool slice_to_count(struct slice s, uint64_t *count);
/* A NUL-terminated copy; free with g_free. */
char *slice_dup(struct slice s);

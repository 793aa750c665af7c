/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first lines of a log, by which its format is told, and what lines share
 * before it: the prefix that stands in front of where a run begins.
 */
#include "base/text_parts.h"

#include <string.h>

/* In how many lines the start of a run is looked for behind a prefix. */
enum { PREFIX_LINES = 40 };

/* ---- prefixes ---------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool same_shape(const struct prefix *prefix, size_t i, char c)
{
    char shape = prefix->shape[i];

    if (shape == c)
        return true;
    if (!prefix->has_digit)
        return false;
    /* " 9" becomes "10" in a padded number */
    return (is_digit(shape) || shape == ' ') && (is_digit(c) || c == ' ');
}

/* Steps over the prefix. A line that is cut short by the loss of blanks at
 * its end ("ab_1  |") is an empty one. */
bool text_skip_prefix(const struct prefix *prefix, struct slice *line)
{
    size_t n = line->len < prefix->len ? line->len : prefix->len;

    for (size_t i = 0; i < n; i++)
        if (!same_shape(prefix, i, line->at[i]))
            return false;
    for (size_t i = n; i < prefix->len; i++)
        if (prefix->shape[i] != ' ' && prefix->shape[i] != '\t')
            return false;
    *line = slice_part(*line, n, line->len);
    return true;
}

/* ---- the head ---------------------------------------------------------- */

/* As many whole lines as a head may have; a part of one if it is longer. */
static struct slice whole_lines(struct slice window)
{
    size_t len;

    window = slice_part(window, 0, TEXT_HEAD_MAX);
    len = window.len;
    while (len && window.at[len - 1] != '\n')
        len--;
    return len ? slice_part(window, 0, len) : window;
}

/* Cleans the lines that stand in the window into the head. */
static void clean_head(Text *text, struct slice window)
{
    while (window.len) {
        size_t end = slice_find_char(window, '\n');
        struct slice line = slice_part(window, 0, end);

        if (line.len && memchr(line.at, 0, line.len))
            return;
        line = text_clean_noise(text, line);
        g_string_append_len(text->head_made, line.at, (gssize)line.len);
        if (end < window.len)
            g_string_append_c(text->head_made, '\n');
        window = slice_part(window, end + 1, window.len);
    }
}

void text_make_head(Text *text)
{
    struct slice window = {text->buffer + text->start, text->end - text->start};

    if (window.len > TEXT_HEAD_MAX || !text->at_end)
        window = whole_lines(window);
    text->head = window;
    if (text->start >= text->noise_end && text->at_end)
        return; /* nothing will move in the buffer */
    g_string_truncate(text->head_made, 0);
    if (text->start >= text->noise_end)
        g_string_append_len(text->head_made, window.at, (gssize)window.len);
    else
        clean_head(text, window);
    text->head = (struct slice){text->head_made->str, text->head_made->len};
}

/* Takes the prefix out of the head. */
static void strip_head(Text *text)
{
    GString *stripped = g_string_sized_new(text->head.len);
    struct slice rest = text->head;

    while (rest.len) {
        size_t end = slice_find_char(rest, '\n');
        struct slice line = slice_part(rest, 0, end);

        text_skip_prefix(&text->prefix, &line);
        g_string_append_len(stripped, line.at, (gssize)line.len);
        if (end < rest.len)
            g_string_append_c(stripped, '\n');
        rest = slice_part(rest, end + 1, rest.len);
    }
    g_string_free(text->head_made, TRUE);
    text->head_made = stripped;
    text->head = (struct slice){stripped->str, stripped->len};
}

struct slice text_head(Text *text)
{
    return text->head;
}

bool text_bare_cr(const Text *text, GString *lines)
{
    struct slice window = slice_part(
        (struct slice){text->buffer + text->start, text->end - text->start}, 0,
        TEXT_HEAD_MAX);
    size_t first = slice_find_char(window, '\r');

    if (first + 1 >= window.len || slice_find_char(window, '\n') < window.len)
        return false;
    g_string_truncate(lines, 0);
    g_string_append_len(lines, window.at, (gssize)window.len);
    g_strdelimit(lines->str, "\r", '\n');
    return true;
}

/* How many of the lines from here on carry the prefix, of how many. */
static void count_prefixed(const struct prefix *prefix, struct slice rest,
                           size_t *with, size_t *all)
{
    struct slice line;

    *with = *all = 0;
    while (slice_line(&rest, &line)) {
        if (!slice_trim(line).len)
            continue;
        ++*all;
        *with += text_skip_prefix(prefix, &line);
    }
}

static bool prefix_from(struct prefix *prefix, struct slice bytes)
{
    if (!bytes.len || bytes.len > TEXT_PREFIX_MAX)
        return false;
    memcpy(prefix->shape, bytes.at, bytes.len);
    prefix->len = bytes.len;
    prefix->has_digit = false;
    for (size_t i = 0; i < bytes.len; i++)
        prefix->has_digit |= is_digit(bytes.at[i]);
    return true;
}

/* Tries the first `at` bytes of the line, which `from` begins with. */
static bool try_prefix(Text *text, struct slice line, size_t at,
                       struct slice from)
{
    struct prefix prefix;
    size_t with, all;

    if (!prefix_from(&prefix, slice_part(line, 0, at)))
        return false;
    count_prefixed(&prefix, from, &with, &all);
    if (all < 3 || with < all - all / 10)
        return false;
    text->prefix = prefix;
    strip_head(text);
    return true;
}

static bool is_start_at(struct slice line, size_t at, struct slice start)
{
    if (line.len - at < start.len)
        return false;
    for (size_t i = 0; i < start.len; i++)
        if (start.at[i] == '#' ? !is_digit(line.at[at + i])
                               : start.at[i] != line.at[at + i])
            return false;
    return true;
}

/* Where the start stands in the line, or the line's length. */
static size_t find_start(struct slice line, struct slice start)
{
    size_t at = 0;

    if (!memchr(start.at, '#', start.len))
        return slice_find(line, start);
    while (at < line.len && !is_start_at(line, at, start))
        at++;
    return at;
}

bool text_prefix(Text *text, const struct slice starts[], size_t n)
{
    struct slice rest = text_head(text), from = rest, line;

    for (int i = 0; i < PREFIX_LINES && slice_line(&rest, &line); i++) {
        for (size_t s = 0; s < n; s++) {
            /* the start, or as much of it as may stand behind a prefix */
            struct slice front =
                slice_part(line, 0, TEXT_PREFIX_MAX + starts[s].len);
            size_t at = find_start(front, starts[s]);

            if (!at && front.len)
                return false; /* a run begins at the margin: no prefix */
            if (at < front.len && try_prefix(text, line, at, from))
                return true;
        }
        from = rest;
    }
    return false;
}

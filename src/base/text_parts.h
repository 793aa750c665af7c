/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text from inside, for the files that it is made of: text.c (bytes and
 * lines), text_clean.c (what a terminal would show), text_head.c (the first
 * lines, and the prefix that lines share).
 */
#pragma once

#include "base/text.h"

#include <stdint.h>

#include "base/sha256.h"

enum encoding { UTF8, UTF16_LE, UTF16_BE };

/* A prefix that lines share: their first len bytes, where a digit stands for
 * any digit. */
struct prefix {
    char shape[TEXT_PREFIX_MAX];
    size_t len;
    bool has_digit;
};

struct text {
    char *name;
    text_read_fn *read;
    void *data;
    GDestroyNotify free_data;

    Sha256 *sum;   /* of what came so far; NULL: all of it stands in memory, */
    Xxh3Sum *fast; /* borrowed */
    struct slice memory;
    char sha256[65];
    uint64_t bytes;
    GError *error;
    bool at_end;     /* the callback has nothing more, or failed */
    bool read_broke; /* it failed */

    enum encoding encoding;
    uint8_t half[4]; /* bytes of a UTF-16 character not complete yet */
    size_t half_len;

    char *buffer;
    size_t capacity, start, end;
    size_t searched;  /* no line feed in [start, searched) */
    size_t noise_end; /* no control character behind this place */

    size_t line_number;
    size_t line_start;            /* of the current line, in the buffer */
    size_t raw_len;               /* of the current line as it stands there */
    size_t skipped, line_skipped; /* columns before it that are not there: of
                                     the next line, of the current one */
    struct slice line;            /* as handed out */
    struct slice behind;          /* of a line that was split, the rest */
    bool again, cut;

    GString *clean; /* a line that had to be changed, */
    GArray *origin; /* and where its bytes stand in the raw line: uint32_t */

    struct slice head;
    GString *head_made; /* where it had to be made, or would be written over */
    struct prefix prefix;

    bool is_whole; /* all of it stands in the buffer, from `first` on */
    size_t first;

    const struct slice *watch;
    size_t n_watch, watched[TEXT_WATCH_MAX];
    bool is_watched[256]; /* by the first byte */
};

/* What is left of a raw line that may hold noise, without its line feed;
 * where it had to be changed, it stands in text->clean. */
struct slice text_clean_noise(Text *text, struct slice raw);

/* Where in the raw line a place of the line handed out stands. */
size_t text_place_of(const Text *text, const char *at);

/* The head, from what stands in the window. */
void text_make_head(Text *text);

/* Steps over the prefix; false if the line does not carry it. */
bool text_skip_prefix(const struct prefix *prefix, struct slice *line);

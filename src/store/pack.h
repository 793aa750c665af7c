/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The little JSON of the store: arrays of strings, whole numbers and nulls,
 * nested as the tables of schema.sql say. SQLite's json_each reads it for
 * people; these functions write and read it for us, in one pass and without
 * a tree.
 *
 * Strings are bytes, as logs hold them: only '"', '\' and the control bytes
 * are escaped, the rest, valid UTF-8 or not, stands as it is and comes back
 * as it was. There is no zero byte in a text.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

#include "base/slice.h"

/* Writing appends to out, with a comma where one is due; pack_begin opens the
 * outermost array, whatever stands in out before it. */
void pack_begin(GString *out);
void pack_open(GString *out);
void pack_close(GString *out);
void pack_string(GString *out, const char *text); /* NULL: null */
void pack_integer(GString *out, int64_t value);
/* An array of two strings. */
void pack_pair(GString *out, const char *name, const char *value);

/* Reading: each function takes one element, or fails for good. */
struct pack {
    const char *at;  /* the next byte, before the NUL that ends the text */
    bool is_bad;     /* something was not as expected */
    GString *decode; /* room for strings with escapes; owned by the caller */
};

/* The "[" of an array; false (and bad) if there is something else. */
bool pack_enter(struct pack *pack);
/* True while another element stands before the "]"; steps over that too. */
bool pack_more(struct pack *pack);
/* A string, valid until the next call; at is NULL for a null. */
struct slice pack_take_string(struct pack *pack);
int64_t pack_take_integer(struct pack *pack);
/* True if all was read and nothing was bad. */
bool pack_done(const struct pack *pack);

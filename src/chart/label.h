/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text on its way into a figure: shortened, wrapped, negated.
 * What is returned as char * is freed with g_free.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

/* Names for one figure: cleaned, at most `characters` long and `width_mm`
 * wide at that size, shortened in the middle ("count_distinct…on_key_parts").
 * Different names stay different: where shortening would make two alike, a
 * short digest of the name stands between two ellipses. Free with
 * g_strfreev. */
char **label_shorten(const char *const names[], size_t n, size_t characters,
                     double width_mm, double size_pt);

/* Breaks at a space (or behind "_", "-", "/", ",") into at most two lines
 * that fit; second is NULL if one line is enough. False if two do not fit:
 * then nothing is set. */
bool label_wrap(const char *text, double width_mm, double size_pt, char **first,
                char **second);

/* The same number with the other sign: "−25.6 %" to "+25.6 %", "+3.1" to
 * "−3.1"; zero and "–" stay as they are. */
char *label_negate(const char *number);

/* At most n characters, cut at a character, with "…" if it was longer. */
char *label_cut(const char *text, size_t n);

/* The first letter as a capital, for the start of an axis title. */
char *label_capital(const char *text);

/* The value for a data file: the shortest digits that read back the same;
 * empty when it is not finite. */
void label_put_number(GString *out, double value);
/* A CSV field, quoted where RFC 4180 asks for it; what a spreadsheet would
 * take for a formula gets a leading "'". */
void label_put_field(GString *out, const char *field);

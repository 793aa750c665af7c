/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of ours as a terminal shows it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

/* Cleaned and, for a terminal without UTF-8, with our own characters spelt
 * in ASCII ("-" for a minus sign, "+/-", quotation marks). Free with g_free. */
char *shown_text(const char *text, bool is_ascii);
/* Appends the text in lines of at most `width` columns, each but the first
 * behind `indent` blanks; the first goes on at column `at`. No-break spaces
 * do not break, and are printed as blanks. Ends with a line feed. */
void shown_wrapped(GString *out, const char *text, bool is_ascii, size_t at,
                   size_t indent, size_t width);

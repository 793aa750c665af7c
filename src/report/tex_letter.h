/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters and signs as pdflatex can set them in any document, with the fonts
 * of the LaTeX base alone.
 *
 * 1. ASCII stays, its special characters are escaped; Latin letters with one
 *    accent stay UTF-8 up to U+017F and become accent commands beyond.
 * 2. Letters that only the encoding T1 has fall back where it is not used.
 * 3. Greek is set in mathematics; its capitals that look like Latin ones are
 *    Latin.
 * 4. Cyrillic fonts are in no usual TeX: it is printed in Latin letters after
 *    ISO 9:1995, which gives each letter one of its own.
 */
#pragma once

#include <stdbool.h>

#include <glib.h>

enum tex_fate {
    TEX_AS_IS,
    TEX_LATIN,   /* rule 4 */
    TEX_MISSING, /* no letter for it */
};

/* Appends the letter; nothing if it is missing. */
enum tex_fate tex_put_letter(GString *out, gunichar c);

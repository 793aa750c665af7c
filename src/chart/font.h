/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one font of all figures, and how much room a text takes in it.
 */
#pragma once

#include <stdbool.h>

/* In mm. width is the advance, ascent and descent are those of the ink, from
 * the baseline up and down (descent is negative when the ink floats above
 * it, as in "–"). */
struct text_size {
    double width, ascent, descent;
};
struct text_size font_measure(const char *text, double size_pt, bool is_bold);

/* The family in use: the first one installed of FIGURES section 4, else
 * what fontconfig offers for "Sans" (font_is_fallback is true then). */
const char *font_family(void);
bool font_is_fallback(void);
/* Another family for the figures made after this call (--font); call before
 * any figure is laid out. */
void font_use(const char *family);
/* Path of the regular face, for its digest in the results; NULL if unknown.
 * Free with g_free. */
char *font_file(void);

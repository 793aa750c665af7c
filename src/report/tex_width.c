/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/tex_width.h"

#include <glib.h>

#include "report/tex_letter.h"

/* U+0020 to U+007E of cmr10 (\the\wd of each character, TeX Live 2022);
 * where OT1 has another glyph, that of what escape_latex writes instead. */
static const short ascii_widths[] = {
    333, 278, 500, 833, 500, 833, 778, 278, 389, 389, 500, 778, 278, 333,
    278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278,
    778, 778, 778, 472, 778, 750, 708, 722, 764, 681, 653, 785, 750, 361,
    514, 778, 625, 917, 750, 778, 681, 778, 736, 556, 722, 750, 750, 1028,
    750, 750, 611, 278, 500, 278, 500, 500, 278, 500, 556, 444, 556, 444,
    306, 500, 556, 278, 306, 528, 278, 833, 556, 500, 556, 528, 392, 394,
    389, 556, 528, 722, 528, 528, 444, 500, 278, 500, 500,
};

static const struct {
    gunichar c;
    short width;
} other_widths[] = {
    {0x00A0, 333}, {0x202F, 167}, {0x2212, 778},  {0x00B1, 778},
    {0x00D7, 778}, {0x2013, 500}, {0x2014, 1000}, {0x2026, 1170},
};

/* The widest of Greek letters in cmmi10 and cmr10, of other commands. */
#define GREEK_SMALL 660.0
#define GREEK_CAPITAL 780.0
#define COMMAND 1300.0

/* Of the letter in "\\v{Z}". */
static double latin_width(const char *latex)
{
    const char *letter = latex;

    for (const char *at = latex; *at; at++)
        if (g_ascii_isalpha(*at))
            letter = at;
    return ascii_widths[*letter - ' '];
}

/* Of "U+0127" where there is no letter. */
static double letter_width(gunichar c)
{
    g_autoptr(GString) latex = g_string_new(NULL);
    enum tex_fate fate = tex_put_letter(latex, c);

    if (fate == TEX_LATIN)
        return latin_width(latex->str);
    if (fate == TEX_AS_IS && g_unichar_get_script(c) == G_UNICODE_SCRIPT_GREEK)
        return g_unichar_islower(c) ? GREEK_SMALL : GREEK_CAPITAL;
    if (fate == TEX_AS_IS)
        return COMMAND;
    g_autofree char *code = g_strdup_printf("U+%04X", c);
    return tex_width(code);
}

static double char_width(gunichar c)
{
    gunichar base = 0, accent = 0;

    if (c >= 0x20 && c < 0x7F)
        return ascii_widths[c - 0x20];
    for (size_t i = 0; i < G_N_ELEMENTS(other_widths); i++)
        if (other_widths[i].c == c)
            return other_widths[i].width;
    if (g_unichar_decompose(c, &base, &accent) && base > 0x20 && base < 0x7F)
        return ascii_widths[base - 0x20];
    return letter_width(c);
}

double tex_width(const char *text)
{
    double width = 0.0;

    for (; *text; text += g_utf8_skip[(unsigned char)*text])
        width += char_width(g_utf8_get_char(text));
    return width;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/tex_letter.h"

struct form {
    gunichar c;
    const char *latex;
};

static const struct form signs[] = {
    {'\\', "\\textbackslash{}"},
    {'{', "\\{"},
    {'}', "\\}"},
    {'$', "\\$"},
    {'&', "\\&"},
    {'#', "\\#"},
    {'%', "\\%"},
    {'_', "\\_"},
    {'^', "\\textasciicircum{}"},
    {'~', "\\textasciitilde{}"},
    {'<', "\\textless{}"},
    {'>', "\\textgreater{}"},
    {'|', "\\textbar{}"},
    {'"', "\\symbol{34}"},
    {'\'', "\\textquotesingle{}"},
    {'`', "\\textasciigrave{}"},
    {0x00A0, "~"},
    {0x00A1, "\\textexclamdown{}"},
    {0x00A2, "\\textcent{}"},
    {0x00A3, "\\pounds{}"},
    {0x00A5, "\\textyen{}"},
    {0x00A7, "\\S{}"},
    {0x00A9, "\\copyright{}"},
    {0x00AA, "\\textordfeminine{}"},
    {0x00AB, "$\\ll$"},
    {0x00AE, "\\textregistered{}"},
    {0x00B0, "$^\\circ$"},
    {0x00B1, "$\\pm$"},
    {0x00B2, "$^2$"},
    {0x00B3, "$^3$"},
    {0x00B5, "$\\mu$"},
    {0x00B7, "$\\cdot$"},
    {0x00B9, "$^1$"},
    {0x00BA, "\\textordmasculine{}"},
    {0x00BB, "$\\gg$"},
    {0x00BC, "\\textonequarter{}"},
    {0x00BD, "\\textonehalf{}"},
    {0x00BE, "\\textthreequarters{}"},
    {0x00BF, "\\textquestiondown{}"},
    {0x00C6, "\\AE{}"},
    {0x00D7, "$\\times$"},
    {0x00D8, "\\O{}"},
    {0x00DF, "\\ss{}"},
    {0x00E6, "\\ae{}"},
    {0x00F7, "$\\div$"},
    {0x00F8, "\\o{}"},
    {0x0131, "\\i{}"},
    {0x0141, "\\L{}"},
    {0x0142, "\\l{}"},
    {0x0152, "\\OE{}"},
    {0x0153, "\\oe{}"},
    {0x0237, "\\j{}"},
    {0x2009, "\\,"},
    {0x2010, "-{}"},
    {0x2011, "-{}"},
    {0x2013, "--"},
    {0x2014, "---"},
    {0x2018, "`"},
    {0x2019, "'"},
    {0x201C, "``"},
    {0x201D, "''"},
    {0x2020, "\\dag{}"},
    {0x2022, "\\textbullet{}"},
    {0x2026, "\\ldots{}"},
    {0x202F, "\\,"},
    {0x20AC, "\\texteuro{}"},
    {0x2122, "\\texttrademark{}"},
    {0x2190, "$\\leftarrow$"},
    {0x2192, "$\\rightarrow$"},
    {0x2212, "$-$"},
    {0x221E, "$\\infty$"},
    {0x2248, "$\\approx$"},
    {0x2260, "$\\neq$"},
    {0x2264, "$\\leq$"},
    {0x2265, "$\\geq$"},
};

/* Rule 3. */
static const struct form greek[] = {
    {0x0386, "\\'{A}"},
    {0x0388, "\\'{E}"},
    {0x0389, "\\'{H}"},
    {0x038A, "\\'{I}"},
    {0x038C, "\\'{O}"},
    {0x038E, "$\\acute{\\Upsilon}$"},
    {0x038F, "$\\acute{\\Omega}$"},
    {0x0390, "$\\acute{\\ddot{\\iota}}$"},
    {0x0391, "A"},
    {0x0392, "B"},
    {0x0393, "$\\Gamma$"},
    {0x0394, "$\\Delta$"},
    {0x0395, "E"},
    {0x0396, "Z"},
    {0x0397, "H"},
    {0x0398, "$\\Theta$"},
    {0x0399, "I"},
    {0x039A, "K"},
    {0x039B, "$\\Lambda$"},
    {0x039C, "M"},
    {0x039D, "N"},
    {0x039E, "$\\Xi$"},
    {0x039F, "O"},
    {0x03A0, "$\\Pi$"},
    {0x03A1, "P"},
    {0x03A3, "$\\Sigma$"},
    {0x03A4, "T"},
    {0x03A5, "$\\Upsilon$"},
    {0x03A6, "$\\Phi$"},
    {0x03A7, "X"},
    {0x03A8, "$\\Psi$"},
    {0x03A9, "$\\Omega$"},
    {0x03AA, "\\\"{I}"},
    {0x03AB, "$\\ddot{\\Upsilon}$"},
    {0x03AC, "$\\acute{\\alpha}$"},
    {0x03AD, "$\\acute{\\varepsilon}$"},
    {0x03AE, "$\\acute{\\eta}$"},
    {0x03AF, "$\\acute{\\iota}$"},
    {0x03B0, "$\\acute{\\ddot{\\upsilon}}$"},
    {0x03B1, "$\\alpha$"},
    {0x03B2, "$\\beta$"},
    {0x03B3, "$\\gamma$"},
    {0x03B4, "$\\delta$"},
    {0x03B5, "$\\varepsilon$"},
    {0x03B6, "$\\zeta$"},
    {0x03B7, "$\\eta$"},
    {0x03B8, "$\\theta$"},
    {0x03B9, "$\\iota$"},
    {0x03BA, "$\\kappa$"},
    {0x03BB, "$\\lambda$"},
    {0x03BC, "$\\mu$"},
    {0x03BD, "$\\nu$"},
    {0x03BE, "$\\xi$"},
    {0x03BF, "$o$"},
    {0x03C0, "$\\pi$"},
    {0x03C1, "$\\rho$"},
    {0x03C2, "$\\varsigma$"},
    {0x03C3, "$\\sigma$"},
    {0x03C4, "$\\tau$"},
    {0x03C5, "$\\upsilon$"},
    {0x03C6, "$\\varphi$"},
    {0x03C7, "$\\chi$"},
    {0x03C8, "$\\psi$"},
    {0x03C9, "$\\omega$"},
    {0x03CA, "$\\ddot{\\iota}$"},
    {0x03CB, "$\\ddot{\\upsilon}$"},
    {0x03CC, "$\\acute{o}$"},
    {0x03CD, "$\\acute{\\upsilon}$"},
    {0x03CE, "$\\acute{\\omega}$"},
    {0x03D1, "$\\vartheta$"},
    {0x03D5, "$\\phi$"},
    {0x03D6, "$\\varpi$"},
    {0x03F1, "$\\varrho$"},
    {0x03F5, "$\\epsilon$"},
};

/* Rule 4. */
static const struct form cyrillic[] = {
    {0x0401, "\\\"{E}"},  {0x0403, "\\'{G}"},    {0x0404, "\\^{E}"},
    {0x0405, "\\^{Z}"},   {0x0406, "\\`{I}"},    {0x0407, "\\\"{I}"},
    {0x0408, "\\v{J}"},   {0x0409, "\\^{L}"},    {0x040A, "\\^{N}"},
    {0x040B, "\\'{C}"},   {0x040C, "\\'{K}"},    {0x040E, "\\u{U}"},
    {0x040F, "\\^{D}"},   {0x0410, "A"},         {0x0411, "B"},
    {0x0412, "V"},        {0x0413, "G"},         {0x0414, "D"},
    {0x0415, "E"},        {0x0416, "\\v{Z}"},    {0x0417, "Z"},
    {0x0418, "I"},        {0x0419, "J"},         {0x041A, "K"},
    {0x041B, "L"},        {0x041C, "M"},         {0x041D, "N"},
    {0x041E, "O"},        {0x041F, "P"},         {0x0420, "R"},
    {0x0421, "S"},        {0x0422, "T"},         {0x0423, "U"},
    {0x0424, "F"},        {0x0425, "H"},         {0x0426, "C"},
    {0x0427, "\\v{C}"},   {0x0428, "\\v{S}"},    {0x0429, "\\^{S}"},
    {0x042A, "$''$"},     {0x042B, "Y"},         {0x042C, "$'$"},
    {0x042D, "\\`{E}"},   {0x042E, "\\^{U}"},    {0x042F, "\\^{A}"},
    {0x0430, "a"},        {0x0431, "b"},         {0x0432, "v"},
    {0x0433, "g"},        {0x0434, "d"},         {0x0435, "e"},
    {0x0436, "\\v{z}"},   {0x0437, "z"},         {0x0438, "i"},
    {0x0439, "j"},        {0x043A, "k"},         {0x043B, "l"},
    {0x043C, "m"},        {0x043D, "n"},         {0x043E, "o"},
    {0x043F, "p"},        {0x0440, "r"},         {0x0441, "s"},
    {0x0442, "t"},        {0x0443, "u"},         {0x0444, "f"},
    {0x0445, "h"},        {0x0446, "c"},         {0x0447, "\\v{c}"},
    {0x0448, "\\v{s}"},   {0x0449, "\\^{s}"},    {0x044A, "$''$"},
    {0x044B, "y"},        {0x044C, "$'$"},       {0x044D, "\\`{e}"},
    {0x044E, "\\^{u}"},   {0x044F, "\\^{a}"},    {0x0451, "\\\"{e}"},
    {0x0453, "\\'{g}"},   {0x0454, "\\^{e}"},    {0x0455, "\\^{z}"},
    {0x0456, "\\`{\\i}"}, {0x0457, "\\\"{\\i}"}, {0x0458, "\\v{\\j}"},
    {0x0459, "\\^{l}"},   {0x045A, "\\^{n}"},    {0x045B, "\\'{c}"},
    {0x045C, "\\'{k}"},   {0x045E, "\\u{u}"},    {0x045F, "\\^{d}"},
    {0x0490, "\\`{G}"},   {0x0491, "\\`{g}"},
};

/* Rule 2: a command that may be unknown, its argument, what stands for it. */
static const struct {
    gunichar c;
    const char *command, *argument, *else_form;
} of_t1[] = {
    {0x00D0, "\\DH", "", "D"},  {0x00DE, "\\TH", "", "Th"},
    {0x00F0, "\\dh", "", "d"},  {0x00FE, "\\th", "", "th"},
    {0x0104, "\\k", "A", "A"},  {0x0105, "\\k", "a", "a"},
    {0x0110, "\\DJ", "", "D"},  {0x0111, "\\dj", "", "d"},
    {0x0118, "\\k", "E", "E"},  {0x0119, "\\k", "e", "e"},
    {0x012E, "\\k", "I", "I"},  {0x012F, "\\k", "i", "i"},
    {0x014A, "\\NG", "", "Ng"}, {0x014B, "\\ng", "", "ng"},
    {0x0172, "\\k", "U", "U"},  {0x0173, "\\k", "u", "u"},
};

static const struct {
    gunichar accent;
    const char *command;
} accents[] = {
    {0x0300, "\\`"}, {0x0301, "\\'"}, {0x0302, "\\^"}, {0x0303, "\\~"},
    {0x0304, "\\="}, {0x0306, "\\u"}, {0x0307, "\\."}, {0x0308, "\\\""},
    {0x030A, "\\r"}, {0x030B, "\\H"}, {0x030C, "\\v"}, {0x0323, "\\d"},
    {0x0326, "\\c"}, {0x0327, "\\c"}, {0x0331, "\\b"},
};

#define LAST_IN_UTF8 0x017F /* that every release of inputenc knows */

/* Ascending by letter. */
static const char *find(const struct form forms[], size_t n, gunichar c)
{
    size_t low = 0;

    while (low < n) {
        size_t middle = low + (n - low) / 2;
        if (forms[middle].c == c)
            return forms[middle].latex;
        if (forms[middle].c < c)
            low = middle + 1;
        else
            n = middle;
    }
    return NULL;
}

static bool put_of_t1(GString *out, gunichar c)
{
    for (size_t i = 0; i < G_N_ELEMENTS(of_t1); i++)
        if (of_t1[i].c == c) {
            g_string_append_printf(
                out,
                "\\ifcsname\\csname f@encoding\\endcsname\\string%s"
                "\\endcsname%s{%s}\\else %s\\fi{}",
                of_t1[i].command, of_t1[i].command, of_t1[i].argument,
                of_t1[i].else_form);
            return true;
        }
    return false;
}

static const char *find_accent(gunichar accent)
{
    for (size_t i = 0; i < G_N_ELEMENTS(accents); i++)
        if (accents[i].accent == accent)
            return accents[i].command;
    return NULL;
}

/* A Latin letter with one accent. */
static bool put_accented(GString *out, gunichar c)
{
    gunichar base = 0, accent = 0;

    if (!g_unichar_decompose(c, &base, &accent) || base >= 0x80)
        return false;
    const char *command = find_accent(accent);
    if (!command)
        return false;
    if (c <= LAST_IN_UTF8)
        g_string_append_unichar(out, c);
    else
        g_string_append_printf(
            out, "%s{%s%c}", command,
            (base == 'i' || base == 'j') && accent < 0x0323 ? "\\" : "",
            (char)base);
    return true;
}

enum tex_fate tex_put_letter(GString *out, gunichar c)
{
    const char *latin = find(cyrillic, G_N_ELEMENTS(cyrillic), c);
    const char *form = find(greek, G_N_ELEMENTS(greek), c);

    for (size_t i = 0; !form && i < G_N_ELEMENTS(signs); i++)
        if (signs[i].c == c)
            form = signs[i].latex;
    if (latin || form)
        g_string_append(out, latin ? latin : form);
    else if (c < 0x80)
        g_string_append_c(out, (char)c);
    else if (!put_of_t1(out, c) && !put_accented(out, c))
        return TEX_MISSING;
    return latin ? TEX_LATIN : TEX_AS_IS;
}

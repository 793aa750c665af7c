/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/wget_detect.h"

#include <string.h>

#include <glib.h>

#include "ingest/wget_around.h"
#include "ingest/wget_beside.h"

bool wget_is_unknown_timing(struct slice text)
{
    static const char *const words[][3] = {
        {"real", "elapsed", "total"},
        {"user", "usu", "usr"},
        {"sys", "sist", "kernel"},
    };
    g_autofree char *copy = slice_dup(text);
    g_autofree char *lower = g_ascii_strdown(copy, -1);

    if (strchr(g_strstrip(lower), '\n'))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (!strstr(lower, words[i][0]) && !strstr(lower, words[i][1]) &&
            !strstr(lower, words[i][2]))
            return false;
    return strpbrk(lower, "0123456789") != NULL;
}

bool wget_detect(struct slice head)
{
    static const bool sure[] = {
        [WGET_START] = true,     [WGET_LINE] = true,
        [WGET_SPIDER] = true,    [WGET_FINISHED] = true,
        [WGET_NOTHING] = true,   [WGET_BACKGROUND] = true,
        [WGET_SAVED] = true,     [WGET_ERROR] = true,
        [WGET_ELSEWHERE] = true, [WGET_SPIDER_MODE] = true,
    };
    struct slice rest = head, line;
    struct beside beside;

    while (slice_line(&rest, &line)) {
        enum wget_kind kind = wget_line_read(line).kind;

        if (kind < G_N_ELEMENTS(sure) && sure[kind])
            return true;
    }
    beside_read(&beside, head);
    return beside_is_timing(&beside) ||
           (!beside.has_real &&
            head.len < sizeof((struct wget_tally *)0)->unknown &&
            wget_is_unknown_timing(head));
}

char *wget_why_not(struct slice head)
{
    struct beside b;
    struct slice shown;

    beside_read(&b, head);
    if (!b.n_whole)
        return NULL;
    shown = b.foreign_at.line ? b.foreign : b.other;
    shown = slice_part(shown, 0, 60);
    if (!b.foreign_at.line)
        return g_strdup_printf("%zu:%zu: a shell's time among %zu other lines, "
                               "from '%.*s' on: whose it is cannot be told",
                               b.other_at.line, b.other_at.column, b.n_other,
                               SLICE_ARG(shown));
    return g_strdup_printf(
        b.is_command ? "%zu:%zu: a shell's time, of '%.*s' and not of wget"
                     : "%zu:%zu: a shell's time beside '%.*s', of a report in "
                       "no known format",
        b.foreign_at.line, b.foreign_at.column, SLICE_ARG(shown));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/wget_detect.h"

#include <string.h>

#include <glib.h>

#include "ingest/timing.h"
#include "ingest/wget_around.h"

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

/* Nothing but time blocks and headings. Damaged blocks are ours too, or their
 * values would be taken for numbers. */
static bool is_all_timing(struct slice head)
{
    const unsigned all = TIMING_REAL | TIMING_USER | TIMING_SYS;
    struct timing_line said;
    struct slice line, number;
    bool has_real = false;
    unsigned says = 0;

    while (slice_line(&head, &line)) {
        if (!slice_trim(line).len || wget_is_frame(line))
            continue;
        if (!timing_read(line, &said)) {
            unsigned damage = timing_damage(line, &number);

            if (!damage)
                return false;
            says |= damage;
            continue;
        }
        has_real |= (said.says & TIMING_REAL) != 0;
        says |= said.says;
    }
    return has_real || (says & all) == all;
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

    while (slice_line(&rest, &line)) {
        enum wget_kind kind = wget_line_read(line).kind;

        if (kind < G_N_ELEMENTS(sure) && sure[kind])
            return true;
    }
    return is_all_timing(head) ||
           (head.len < sizeof((struct wget_tally *)0)->unknown &&
            wget_is_unknown_timing(head));
}

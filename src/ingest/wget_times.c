/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which block of time a line belongs to, and so where a run ends.
 *
 *  1. A value that the block has already begins another block; but only the
 *     first line of a block can: `user` or `sys` that stand twice are a
 *     damaged block (timing_follows).
 *  2. `real` under `real` is either a list of times that somebody picked out
 *     of many logs, or a line that stands twice: which, tells the line below
 *     it, so that it waits for that (again).
 *  3. `real` alone right under a whole block is that block's, once more.
 */
#include "ingest/wget_times.h"

#include <string.h>

#define ALL_TIMES (TIMING_REAL | TIMING_USER | TIMING_SYS)

bool wget_has_times(const struct wget_tally *t)
{
    return t->timing.has || t->damage;
}

/* zsh times each part of a pipeline in a line of its own: what wget was piped
 * into is no run. */
static bool is_rest_of_pipeline(const struct wget_tally *t,
                                const struct timing_line *said)
{
    return t->timing.has & TIMING_REAL &&
           !g_strcmp0(t->timing.wrapper, "zsh") &&
           !g_strcmp0(said->wrapper, "zsh") && t->command &&
           strstr(t->command, "wget") && said->command.len &&
           slice_find(said->command, SLICE("wget")) == said->command.len;
}

static void tell_twice(struct wget_tally *t, struct text_place at,
                       const char *what)
{
    if (t->twice.line)
        return;
    t->twice = at;
    t->twice_what = what;
}

static const char *name_of(unsigned says)
{
    return says & TIMING_REAL ? "real" : says & TIMING_USER ? "user" : "sys";
}

/* What was held back is another run's (a list of times), or, when the rest of
 * its block follows, the first line of it once more. */
static void settle_again(struct wget_reader *r, unsigned says,
                         wget_finish_fn *finish)
{
    struct wget_tally *t = &r->tally;
    struct timing again = t->again;

    if (!again.has)
        return;
    t->again = (struct timing){0};
    if (!(says & TIMING_REAL) && (says & (TIMING_USER | TIMING_SYS))) {
        tell_twice(t, again.at, "real");
        return;
    }
    finish(r);
    t->line = again.at.line;
    t->begins = again.at;
    t->timing = again;
}

static void see(struct wget_reader *r, const struct timing_line *said,
                wget_finish_fn *finish)
{
    struct wget_tally *t = &r->tally;
    size_t line = text_line_number(r->log);
    enum timing_follows follows;
    bool is_lone;

    if (is_rest_of_pipeline(t, said))
        return;
    settle_again(r, said->says, finish);
    follows = timing_follows(&t->timing, said);
    is_lone = follows == TIMING_BEGINS && said->says == TIMING_REAL &&
              line == t->timing_line + 1;
    if (is_lone && t->timing.has == TIMING_REAL) {
        timing_add(&t->again, said, r->log);
        t->timing_line = line;
        return;
    }
    if (follows == TIMING_STANDS_TWICE) {
        tell_twice(t, text_place(r->log, said->at), name_of(said->says));
        t->timing_line = line;
        return;
    }
    if (follows == TIMING_BEGINS || (t->damage & said->says)) {
        is_lone = is_lone && (t->timing.has & ALL_TIMES) == ALL_TIMES;
        finish(r);
        r->tally.is_under_block = is_lone;
    }
    wget_begin(r);
    timing_add(&t->timing, said, r->log);
    t->timing_line = line;
    if ((said->says & TIMING_COMMAND) && !t->command)
        t->command = slice_dup(said->command);
}

bool wget_see_times(struct wget_reader *r, wget_finish_fn *finish)
{
    struct timing_line said;

    if (!timing_read(r->line, &said))
        return false;
    do
        see(r, &said, finish);
    while (said.rest.len && timing_read(said.rest, &said));
    return true;
}

bool wget_see_damaged_time(struct wget_reader *r, wget_finish_fn *finish)
{
    struct wget_tally *t = &r->tally;
    struct timing_line said = {0};
    struct slice number, line = r->line;

    said.says = timing_damage(line, &number);
    if (!said.says ||
        (text_cut(r->log) && g_ascii_isdigit(line.at[line.len - 1])))
        return false;
    settle_again(r, said.says, finish);
    if ((t->timing.has & said.says & ALL_TIMES) || (t->damage & said.says))
        finish(r);
    wget_begin(r);
    if (!t->damage) {
        t->damage_at = text_place(r->log, number.at);
        memcpy(t->damaged, number.at, MIN(number.len, sizeof t->damaged - 1));
    }
    t->damage |= said.says;
    return true;
}

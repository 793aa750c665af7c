/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A shell's time says nothing of what was timed. In a file of its own it is
 * what somebody put there to be read; among other lines it may be anybody's.
 * It is taken when
 *
 *  1. no more than 3 lines and 2 a block stand beside it that say nothing to
 *     us: a heading a run, a word before and after. Prompts, commands, dates,
 *     frames and messages of wget's are not counted;
 *  2. none of them is "WORDS: VALUE", as in the reports of tools, but for a
 *     heading's ("run: 3");
 *  3. no command that is timed in the text is another's than wget's. A script
 *     or a loop may hold one.
 */
#include "ingest/wget_beside.h"

#include <glib.h>

#include "ingest/date_line.h"
#include "ingest/timing.h"
#include "ingest/wget_around.h"

#define ALL_TIMES (TIMING_REAL | TIMING_USER | TIMING_SYS)

/* ---- commands ----------------------------------------------------------- */

static bool is_wget(struct slice command)
{
    return slice_find(command, SLICE("wget")) < command.len;
}

static bool is_among(struct slice word, const char *const words[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (word.len == strlen(words[i]) &&
            !g_ascii_strncasecmp(word.at, words[i], word.len))
            return true;
    return false;
}

/* A script, a loop or a group, of which nobody knows what is in it. */
static bool may_hold_wget(struct slice command)
{
    static const char *const shells[] = {
        "sh",  "bash", "dash", "ksh",   "mksh",  "zsh", "tcsh",
        "csh", "ash",  "for",  "while", "until", "{",   "."};
    static const char *const ends[] = {".sh",  ".bash", ".ksh", ".zsh",
                                       ".csh", ".pl",   ".py"};
    struct slice word;

    if (!slice_word(&command, &word) || strchr("({", word.at[0]) ||
        slice_starts(word, SLICE("./")) ||
        is_among(word, shells, G_N_ELEMENTS(shells)))
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        if (slice_ends(word, slice_from(ends[i])))
            return true;
    return false;
}

/* The command behind `time` and its options; false if the word is none. */
static bool take_timed(struct slice word, struct slice rest,
                       struct slice *command)
{
    struct slice option;

    if (!slice_equal(word, SLICE("time")) &&
        !slice_ends(word, SLICE("/time")) &&
        !slice_equal(word, SLICE("\\time")))
        return false;
    for (rest = slice_trim(rest); slice_starts(rest, SLICE("-"));
         rest = slice_trim(rest))
        if (!slice_word(&rest, &option))
            return false;
    *command = rest;
    return rest.len != 0;
}

/* "$ time COMMAND", "user@host:~$ time COMMAND", "+ COMMAND": a prompt is a
 * word that ends with a sign, or nothing. */
static bool is_command_line(struct slice line, struct slice *timed)
{
    bool is_prompt = false;
    struct slice rest = line, word;

    *timed = (struct slice){0};
    if (!slice_word(&rest, &word))
        return false;
    if (strchr("$%#>+", word.at[word.len - 1])) {
        is_prompt = true;
        if (!slice_word(&rest, &word))
            return true;
    }
    return take_timed(word, rest, timed) || is_prompt;
}

/* ---- lines of other reports --------------------------------------------- */

/* "WORDS: VALUE", but for what people call their runs. */
static bool is_report_line(struct slice line)
{
    static const char *const headings[] = {
        "run",       "date",      "data",     "host",   "hostname",
        "system",    "sistema",   "machine",  "server", "servidor",
        "client",    "test",      "teste",    "round",  "try",
        "pass",      "start",     "started",  "begin",  "end",
        "ended",     "finish",    "finished", "uptime", "repetition",
        "iteration", "repeticao", "execucao", "rodada", "inicio",
        "fim",       "url",       "command"};
    size_t colon = slice_find(line, SLICE(": "));
    struct slice words = slice_trim(slice_part(line, 0, colon)), word;

    if (colon == line.len || !words.len)
        return false;
    for (size_t i = 0; i < words.len; i++)
        if (!g_ascii_isalpha(words.at[i]) && !strchr(" -_/().", words.at[i]))
            return false;
    return !slice_word(&words, &word) ||
           !is_among(word, headings, G_N_ELEMENTS(headings));
}

/* ---- the text ----------------------------------------------------------- */

struct scan {
    struct beside *beside;
    size_t line_number;
    struct slice line;
    unsigned block; /* TIMING_* of the block that is open */
    bool was_wget;  /* the command that zsh named last */
};

static struct text_place place(const struct scan *s, const char *at)
{
    size_t column = 1;

    for (const char *c = s->line.at; c < at; c++)
        column += ((unsigned char)*c & 0xc0) != 0x80;
    return (struct text_place){s->line_number, column};
}

static void see_foreign(struct scan *s, struct slice what, bool is_command)
{
    if (s->beside->foreign_at.line)
        return;
    s->beside->foreign_at = place(s, what.at);
    s->beside->foreign = what;
    s->beside->is_command = is_command;
}

static void see_command(struct scan *s, struct slice command)
{
    if (command.len && !is_wget(command) && !may_hold_wget(command))
        see_foreign(s, command, true);
}

static void end_block(struct scan *s)
{
    s->beside->n_whole += (s->block & ALL_TIMES) == ALL_TIMES;
    s->block = 0;
}

static void see_timing(struct scan *s, const struct timing_line *said)
{
    if (s->block & said->says & (ALL_TIMES | TIMING_COMMAND))
        end_block(s);
    s->block |= said->says;
    s->beside->has_real |= (said->says & TIMING_REAL) != 0;
    if (!(said->says & TIMING_COMMAND))
        return;
    if (!s->was_wget) /* what a wget was piped into is of its run */
        see_command(s, said->command);
    s->was_wget = is_wget(said->command);
}

static bool is_known(struct slice line)
{
    int64_t ignored;

    return !slice_trim(line).len || wget_is_frame(line) ||
           date_line_read(line, &ignored) ||
           slice_starts(line, SLICE("wget: ")) ||
           wget_line_read(line).kind != WGET_OTHER;
}

/* "bash: line 1: wget: command not found": no download was timed. */
static bool is_of_shell(struct slice line)
{
    return slice_find(line, SLICE(": wget: ")) < line.len;
}

static void see_other(struct scan *s)
{
    struct slice words = slice_trim(s->line), timed;

    if (is_command_line(words, &timed)) {
        see_command(s, timed);
        return;
    }
    if (is_known(s->line) || (is_wget(words) && !is_of_shell(words)))
        return;
    if (is_report_line(words))
        see_foreign(s, words, false);
    if (!s->beside->n_other++) {
        s->beside->other_at = place(s, words.at);
        s->beside->other = words;
    }
}

void beside_read(struct beside *beside, struct slice head)
{
    struct scan s = {.beside = beside};
    unsigned says = 0;

    *beside = (struct beside){0};
    while (slice_line(&head, &s.line)) {
        struct slice line = s.line, number;
        struct timing_line said;
        unsigned damage;

        s.line_number++;
        if (timing_read(line, &said)) {
            for (; said.says; timing_read(said.rest, &said)) {
                says |= said.says;
                see_timing(&s, &said);
            }
            continue;
        }
        damage = timing_damage(line, &number);
        says |= damage;
        s.block |= damage;
        if (!damage)
            see_other(&s);
    }
    end_block(&s);
    beside->has_all = (says & ALL_TIMES) == ALL_TIMES;
}

bool beside_is_timing(const struct beside *b)
{
    if (b->foreign_at.line)
        return false;
    if (!b->n_other)
        return b->has_real || b->has_all;
    return b->n_whole && b->n_other <= 3 + 2 * b->n_whole;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/wget_around.h"

#include <string.h>

#include "ingest/date_line.h"

/* An exclamation mark, also the wide one of UTF-8, GBK and Big5. */
static bool exclaims(struct slice line)
{
    static const struct slice marks[] = {
        {"!", 1}, {"\xef\xbc\x81", 3}, {"\xa3\xa1", 2}, {"\xa1I", 2}};

    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        if (slice_find(line, marks[i]) < line.len)
            return true;
    return false;
}

static bool has_digit(struct slice line)
{
    for (size_t i = 0; i < line.len; i++)
        if (g_ascii_isdigit(line.at[i]))
            return true;
    return false;
}

/* A word such as "5.0K". */
static bool has_size(struct slice line)
{
    struct slice word;
    struct wget_size size;

    while (slice_word(&line, &word)) {
        while (word.len && strchr(".,!", word.at[word.len - 1]))
            word.len--;
        if (wget_size_read(word, &size) && size.unit > 1)
            return true;
    }
    return false;
}

/* "Download quota of 500K EXCEEDED!" in words we have not heard: the one line
 * behind the summary that has a number and exclaims. French and Catalan do
 * not; there it is told from "Converted 5 files in 0.01 seconds." by its
 * size. */
bool wget_see_quota(struct wget_reader *r)
{
    struct wget_tally *t = &r->tally;
    struct slice line = r->line;

    if (!t->sum_at.line || text_line_number(r->log) != t->sum_at.line + 1 ||
        slice_find(line, SLICE("wget ")) < line.len || /* a command */
        !(exclaims(line) ? has_digit(line)
                         : slice_ends(slice_trim_right(line), SLICE(".")) &&
                               has_size(line)))
        return false;
    t->quota = wget_here(r);
    return true;
}

/* "user@host:~$ exit", and a prompt that nothing was typed at. */
static bool is_idle_prompt(struct slice line)
{
    static const char *const ends[] = {"$ exit", "# exit", "% exit", "$ logout",
                                       "$"};

    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        if (slice_ends(line, slice_from(ends[i])))
            return true;
    return false;
}

bool wget_is_frame(struct slice line)
{
    static const char *const starts[] = {
        "#",           "==",         "--- ",       "```",
        "~~~",         "***",        "exit",       "Script started",
        "Script done", "Converted ", "Converting "};

    line = slice_trim(line);
    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
        if (slice_starts(line, slice_from(starts[i])))
            return true;
    return is_idle_prompt(line);
}

/* "user@host:~$ time wget -nv ...": a shell's prompt and the command. */
static bool see_command(struct wget_reader *r, struct slice line)
{
    size_t wget = slice_find(line, SLICE("wget "));

    if (wget == line.len || line.len > 4096 ||
        slice_starts(line, SLICE("wget: ")))
        return false;
    if (!r->tally.command)
        r->tally.command = slice_dup(slice_part(line, wget, line.len));
    return true;
}

/* "failed: Connection refused." in words we have not heard: nobody else says
 * such a thing in the middle of a -nv log. In Chinese colon and stop are
 * wide. */
static bool may_be_failure(const struct wget_tally *t, struct slice line)
{
    static const struct {
        struct slice colon, stop;
    } forms[] = {{{": ", 2}, {".", 1}},
                 {{": ", 2}, {"\xe3\x80\x82", 3}},
                 {{"\xef\xbc\x9a", 3}, {"\xe3\x80\x82", 3}}};

    line = slice_trim(line);
    if (!t->files || t->finished.line)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
        if (slice_find(line, forms[i].colon) < line.len &&
            slice_ends(line, forms[i].stop))
            return true;
    return false;
}

void wget_keep_words(char *words, size_t size, struct slice line)
{
    g_autofree char *shown =
        g_utf8_make_valid(line.at, (gssize)MIN(line.len, size - 16));

    g_strlcpy(words, shown, size);
}

void wget_see_no_run(struct wget_reader *r)
{
    struct wget_tally *t = &r->tally;

    if (t->no_run.line)
        return;
    t->no_run = wget_here(r);
    wget_keep_words(t->complaint, sizeof t->complaint, slice_trim(r->line));
}

/* wget's own complaint, of an option or a file. */
static bool see_complaint(struct wget_reader *r)
{
    if (!slice_starts(r->line, SLICE("wget: ")))
        return false;
    wget_see_no_run(r);
    return true;
}

void wget_see_unknown(struct wget_reader *r)
{
    struct wget_tally *t = &r->tally;
    struct slice line = r->line;
    int64_t ignored;

    if (t->attempt != WGET_ATTEMPT_NONE || wget_is_frame(line) ||
        see_command(r, line) || date_line_read(line, &ignored) ||
        see_complaint(r))
        return;
    if (may_be_failure(t, line))
        wget_see_failure(r);
    if (!t->n_unknown++) {
        t->unknown_at = wget_here(r);
        wget_keep_words(t->unknown, sizeof t->unknown, line);
    }
}

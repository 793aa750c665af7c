/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GNU wget 1.5 to 1.24, and the time blocks around it. The shortest whole
 * log, `time wget -nv -i list | tail -n 4`:
 *
 *   2026-11-23 02:10:33 URL:http://a/f [9208/9208] -> "files/f" [1]
 *   FINISHED --2026-11-23 02:10:33--
 *   Total wall clock time: 3.7s
 *   Downloaded: 10240 files, 533M in 0.5s (1.06 GB/s)
 *
 *   real    0m3.664s
 *   user    0m0.238s
 *   sys     0m1.169s
 *
 * Rules:
 *  1. A run is wget's lines, its summary and one time block behind it. It
 *     ends with the time block, or where another run's lines begin.
 *  2. real_time is the block's; wall_clock and download_time are wget's own
 *     and never stand in for it (download_time leaves out all waiting).
 *  3. The work is the number of files and the size as the summary prints
 *     them, so that a whole log and its last four lines are the same work; of
 *     a single URL, which has no summary, its bytes.
 *  4. Several files without a summary were cut or interrupted, however
 *     ordinary the time block looks.
 *  5. Files are counted and summed, never kept: a log may have millions.
 *  6. A log may be the tail of another, so fewer files than the summary
 *     counts are a note, more are a contradiction.
 */
#include <string.h>

#include "ingest/format.h"
#include "ingest/wget_run.h"

struct reader {
    Text *log;
    GPtrArray *runs;
    size_t n_untimed; /* summaries since the last time block */
    struct wget_tally tally;
};

/* `time` of a loop or a function covers all of its downloads. */
static void tell_shared_time(struct reader *r, Run *run)
{
    const struct wget_tally *t = &r->tally;

    if (!(t->timing.has & TIMING_REAL)) {
        r->n_untimed = t->damage ? 0 : r->n_untimed + (t->sum_line != 0);
        return;
    }
    if (r->n_untimed)
        run_reason(run, "several-runs-timed", t->timing.real_line, 0,
                   "one time block follows %zu downloads", r->n_untimed + 1);
    r->n_untimed = 0;
}

static void finish_run(struct reader *r)
{
    struct wget_tally *t = &r->tally;

    if (t->line) {
        Run *run = wget_run(t);

        g_ptr_array_add(r->runs, run);
        tell_shared_time(r, run);
    }
    wget_tally_clear(t);
}

static size_t line_number(const struct reader *r)
{
    return text_line_number(r->log);
}

static void begin(struct reader *r)
{
    if (!r->tally.line)
        r->tally.line = line_number(r);
}

static void see_stamp(struct wget_tally *t, const struct wget_line *said)
{
    if (t->has_start || !said->has_date)
        return;
    t->has_start = true;
    t->start_s = said->stamp_s;
    t->start_is_begin = said->kind == WGET_START;
}

static void see_start(struct reader *r, const struct wget_line *said)
{
    struct wget_tally *t = &r->tally;

    if (said->tries > 1) {
        t->retries++;
        if (!t->retry_line)
            t->retry_line = line_number(r);
    } else {
        if (t->attempt ==
            WGET_ATTEMPT_OPEN) { /* neither saved nor redirected */
            t->errors++;
            if (!t->error_line)
                t->error_line = t->attempt_line;
        }
        wget_tally_close(t);
    }
    if (!t->attempts++)
        t->url = slice_dup(said->url);
    t->attempt = WGET_ATTEMPT_OPEN;
    t->attempt_line = line_number(r);
    t->tries = said->tries;
}

/* In a -nv log a server that hung up is told of before the try that brought
 * the file. */
static void forgive_hang_ups(struct wget_tally *t, uint64_t retries)
{
    t->errors -= MIN(t->hang_ups, retries);
    if (!t->errors)
        t->error_line = 0;
}

static void see_file(struct reader *r, const struct wget_line *said)
{
    struct wget_tally *t = &r->tally;

    if (said->kind == WGET_LINE)
        wget_tally_close(t);
    t->files++;
    if (__builtin_add_overflow(t->bytes, said->got, &t->bytes))
        t->bytes = UINT64_MAX;
    t->short_files += said->got != said->expected;
    if (said->kind == WGET_LINE && said->tries > 1) {
        t->retries += said->tries - 1;
        if (!t->retry_line)
            t->retry_line = line_number(r);
        forgive_hang_ups(t, said->tries - 1);
    }
    t->hang_ups = 0;
    t->attempt = WGET_ATTEMPT_NONE;
}

static void see_error(struct reader *r)
{
    struct wget_tally *t = &r->tally;

    t->errors++;
    if (!t->error_line)
        t->error_line = line_number(r);
    t->attempt = WGET_ATTEMPT_NONE;
}

/* A verbose log says later whether another address answered; a -nv log has
 * nothing but this line. */
static void see_failure(struct reader *r)
{
    struct wget_tally *t = &r->tally;

    if (t->attempt == WGET_ATTEMPT_NONE)
        see_error(r);
    else
        t->attempt = WGET_ATTEMPT_FAILED;
}

/* The server hung up before its header: another try may follow, of which a
 * verbose log tells. */
static void see_no_reply(struct reader *r)
{
    struct wget_tally *t = &r->tally;

    if (t->attempt == WGET_ATTEMPT_NONE) {
        see_error(r);
        t->hang_ups++;
    } else {
        t->attempt = WGET_ATTEMPT_BROKEN;
    }
}

/* -nv prints the URL before its error. */
static void see_url(struct reader *r)
{
    struct wget_tally *t = &r->tally;

    wget_tally_close(t);
    t->attempt = WGET_ATTEMPT_FAILED;
    t->attempt_line = line_number(r);
}

static void see_spider(struct reader *r)
{
    struct wget_tally *t = &r->tally;

    if (!t->is_spider)
        t->spider_line = line_number(r);
    t->is_spider = true;
}

static void see_status(struct reader *r, const struct wget_line *said)
{
    struct wget_tally *t = &r->tally;

    if (t->attempt == WGET_ATTEMPT_NONE)
        return;
    t->attempt = WGET_ATTEMPT_OPEN;
    if (!t->errors) /* another address answered */
        t->failure_line = 0;
    if (said->code == 304) {
        t->attempt = WGET_ATTEMPT_UNCHANGED;
        t->attempt_line = line_number(r);
    } else if (said->code >= 300 && said->code < 400) {
        t->attempt = WGET_ATTEMPT_MOVED;
    }
    if (said->code == 206 && t->tries <= 1) {
        t->is_partial = true;
        t->partial_line = line_number(r);
    }
}

static void see_remaining(struct reader *r, const struct wget_line *said)
{
    struct wget_tally *t = &r->tally;

    if (!t->is_partial || t->attempt != WGET_ATTEMPT_OPEN)
        return;
    t->remaining += said->got;
    t->whole += said->expected;
}

static void see_nothing(struct reader *r)
{
    r->tally.nothing++;
    r->tally.state_line = line_number(r);
    r->tally.attempt = WGET_ATTEMPT_NONE;
}

static void see_finished(struct reader *r, const struct wget_line *said)
{
    struct wget_tally *t = &r->tally;

    if (t->attempt == WGET_ATTEMPT_OPEN) {
        t->errors++;
        if (!t->error_line)
            t->error_line = t->attempt_line;
        t->attempt = WGET_ATTEMPT_NONE;
    }
    wget_tally_close(t);
    t->finished_line = line_number(r);
    t->has_end = said->has_date;
    t->end_s = said->stamp_s;
}

static void see_state(struct reader *r, bool *state)
{
    *state = true;
    r->tally.state_line = line_number(r);
}

static void see_known(struct reader *r, const struct wget_line *said)
{
    struct wget_tally *t = &r->tally;

    begin(r);
    switch (said->kind) {
    case WGET_START:
        see_stamp(t, said);
        see_start(r, said);
        break;
    case WGET_SAVED:
    case WGET_LINE:
        see_stamp(t, said);
        see_file(r, said);
        break;
    case WGET_BROKEN:
        t->attempt = WGET_ATTEMPT_BROKEN;
        break;
    case WGET_GAVE_UP:
        t->attempt = WGET_ATTEMPT_BROKEN;
        break;
    case WGET_NO_REPLY:
        see_no_reply(r);
        break;
    case WGET_SPIDER:
    case WGET_LOOKED_UP:
        see_spider(r);
        t->attempt = WGET_ATTEMPT_NONE;
        break;
    case WGET_DEAD_LINK:
        see_spider(r);
        see_error(r);
        break;
    case WGET_SPIDER_MODE:
        see_spider(r);
        break;
    case WGET_QUOTA:
        t->quota_line = line_number(r);
        break;
    case WGET_ERROR:
        see_stamp(t, said);
        see_error(r);
        break;
    case WGET_FAILED:
        see_failure(r);
        break;
    case WGET_STATUS:
        see_status(r, said);
        break;
    case WGET_REMAINING:
        see_remaining(r, said);
        break;
    case WGET_FINISHED:
        see_finished(r, said);
        break;
    case WGET_NOTHING:
        see_nothing(r);
        break;
    case WGET_BACKGROUND:
        see_state(r, &t->is_background);
        break;
    case WGET_ELSEWHERE:
        see_state(r, &t->is_elsewhere);
        break;
    case WGET_INTERRUPT:
        see_state(r, &t->is_interrupted);
        break;
    case WGET_URL:
        see_url(r);
        break;
    case WGET_BLANK:
    case WGET_PROSE:
    case WGET_OTHER:
        break;
    }
}

/* At the end of a log that was cut: "105" may have been "105K". */
static bool is_cut_in_number(const struct reader *r, struct slice line)
{
    return text_cut(r->log) && line.len &&
           g_ascii_isalnum(line.at[line.len - 1]);
}

/* The one or two lines behind FINISHED, whatever their language. */
static bool see_summary(struct reader *r, struct slice line)
{
    struct wget_tally *t = &r->tally;
    struct wget_downloaded sum;
    struct slice time;

    if (!t->finished_line || t->sum_line)
        return false;
    if (!t->wall_line && wget_total_time(line, &time)) {
        wget_duration(time, &t->wall);
        t->wall_line = line_number(r);
        return true;
    }
    if (!wget_downloaded_read(line, &sum) || (sum.is_old && t->has_end) ||
        is_cut_in_number(r, line))
        return false;
    if (!sum.is_old && (!wget_size_read(sum.size, &t->size) ||
                        sum.size.len >= sizeof t->size_text ||
                        !wget_duration(sum.time, &t->download)))
        return false;
    t->is_old = sum.is_old;
    t->n_files = sum.files;
    t->has_sum_bytes = sum.has_bytes;
    t->sum_bytes = sum.bytes;
    t->has_rate = !sum.is_old && wget_rate_read(sum.rate, &t->rate);
    if (!sum.is_old) {
        t->size_column = text_column(r->log, sum.size.at);
        t->time_column = text_column(r->log, sum.time.at);
        t->rate_column = text_column(r->log, sum.rate.at);
    }
    for (size_t i = 0; i < sum.size.len; i++)
        t->size_text[i] = sum.size.at[i] == ',' ? '.' : sum.size.at[i];
    t->sum_line = line_number(r);
    return true;
}

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
static bool see_quota(struct reader *r, struct slice line)
{
    struct wget_tally *t = &r->tally;

    if (!t->sum_line || line_number(r) != t->sum_line + 1 ||
        slice_find(line, SLICE("wget ")) < line.len || /* a command */
        !(exclaims(line) ? has_digit(line)
                         : slice_ends(slice_trim_right(line), SLICE(".")) &&
                               has_size(line)))
        return false;
    t->quota_line = line_number(r);
    return true;
}

/* Headings and frames that people and script(1) put around runs. */
static bool is_frame(struct slice line)
{
    static const char *const starts[] = {
        "#",           "==",         "--- ",
        "***",         "exit",       "Script started",
        "Script done", "Converted ", "Converting "};

    line = slice_trim(line);
    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
        if (slice_starts(line, slice_from(starts[i])))
            return true;
    return false;
}

/* "user@host:~$ time wget -nv ...": a shell's prompt and the command. */
static bool see_command(struct reader *r, struct slice line)
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
    if (!t->files || t->finished_line)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
        if (slice_find(line, forms[i].colon) < line.len &&
            slice_ends(line, forms[i].stop))
            return true;
    return false;
}

static void keep_words(char *words, size_t size, struct slice line)
{
    g_autofree char *shown =
        g_utf8_make_valid(line.at, (gssize)MIN(line.len, size - 16));

    g_strlcpy(words, shown, size);
}

/* Why nothing came, in wget's words. */
static void keep_failure(struct reader *r, enum wget_kind kind,
                         struct slice line)
{
    struct wget_tally *t = &r->tally;

    if (t->failure_line ||
        (kind != WGET_FAILED && kind != WGET_ERROR && kind != WGET_NO_REPLY))
        return;
    t->failure_line = line_number(r);
    keep_words(t->failure, sizeof t->failure, slice_trim(line));
}

static void see_unknown(struct reader *r, struct slice line)
{
    struct wget_tally *t = &r->tally;

    if (t->attempt != WGET_ATTEMPT_NONE || is_frame(line) ||
        see_command(r, line) || slice_starts(line, SLICE("wget: ")))
        return;
    if (may_be_failure(t, line))
        see_failure(r);
    if (!t->n_unknown++) {
        t->unknown_line = line_number(r);
        keep_words(t->unknown, sizeof t->unknown, line);
    }
}

/* Kinds that only stand before a summary, so that behind one they begin
 * another run. */
static bool begins_run(enum wget_kind kind)
{
    static const bool begins[] = {
        [WGET_START] = true,      [WGET_SAVED] = true,
        [WGET_LINE] = true,       [WGET_SPIDER] = true,
        [WGET_LOOKED_UP] = true,  [WGET_SPIDER_MODE] = true,
        [WGET_ERROR] = true,      [WGET_URL] = true,
        [WGET_FAILED] = true,     [WGET_FINISHED] = true,
        [WGET_NO_REPLY] = true,   [WGET_NOTHING] = true,
        [WGET_BACKGROUND] = true, [WGET_PROSE] = false,
    };

    return kind < G_N_ELEMENTS(begins) && begins[kind];
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

static void see_timing(struct reader *r, const struct timing_line *said)
{
    struct wget_tally *t = &r->tally;

    if (is_rest_of_pipeline(t, said))
        return;
    if (timing_is_next(&t->timing, said) || (t->damage & said->says))
        finish_run(r);
    begin(r);
    timing_add(&t->timing, said, line_number(r));
    if ((said->says & TIMING_COMMAND) && !t->command)
        t->command = slice_dup(said->command);
}

/* A line of a time block whose value no time program prints. */
static bool see_damage(struct reader *r, struct slice line)
{
    struct wget_tally *t = &r->tally;
    struct timing_line said = {0};
    struct slice number;

    said.says = timing_damage(line, &number);
    if (!said.says ||
        (text_cut(r->log) && g_ascii_isdigit(line.at[line.len - 1])))
        return false;
    if (timing_is_next(&t->timing, &said) || (t->damage & said.says))
        finish_run(r);
    begin(r);
    if (!t->damage) {
        t->damage_line = line_number(r);
        t->damage_column = text_column(r->log, number.at);
        memcpy(t->damaged, number.at, MIN(number.len, sizeof t->damaged - 1));
    }
    t->damage |= said.says;
    return true;
}

/* Lines within an attempt are many and cannot be a time block's. */
static bool may_be_timing(const struct wget_tally *t, struct slice line)
{
    return !(t->attempt == WGET_ATTEMPT_OPEN && line.len && line.at[0] == ' ');
}

/* In the middle of a -nv log, where one plain line follows another. */
static bool is_plain_so_far(const struct wget_tally *t)
{
    return t->files && !t->finished_line && !t->timing.has &&
           t->attempt == WGET_ATTEMPT_NONE;
}

static void see_line(struct reader *r, struct slice line)
{
    struct wget_tally *t = &r->tally;
    struct timing_line timed;
    struct wget_line said;

    if (is_plain_so_far(t) && wget_plain_line(line, NULL, &t->files, &t->bytes))
        return;
    if (may_be_timing(t, line) && timing_read(line, &timed)) {
        see_timing(r, &timed);
        return;
    }
    if (!slice_trim(line).len || see_summary(r, line) || see_quota(r, line))
        return;
    said = wget_line_read(line);
    if (said.kind == WGET_OTHER) {
        if (may_be_timing(t, line) && see_damage(r, line))
            return;
        if (t->timing.has || t->damage)
            finish_run(r);
        see_unknown(r, line);
        return;
    }
    if (t->timing.has || t->damage ||
        (t->finished_line && begins_run(said.kind)))
        finish_run(r);
    if (said.kind == WGET_PROSE)
        return;
    see_known(r, &said);
    keep_failure(r, said.kind, line);
}

/* Whole lines in the buffer, as long as they are plain -nv lines. */
static void see_block(struct reader *r)
{
    struct wget_tally *t = &r->tally;
    struct slice block, rest;
    const char *before = NULL;
    size_t lines = 0;

    if (!is_plain_so_far(t) || !text_is_plain(r->log) ||
        !text_block(r->log, &block))
        return;
    rest = block;
    while (rest.len) {
        const char *end = memchr(rest.at, '\n', rest.len);
        struct slice line;

        if (!end)
            break;
        line = slice_part(rest, 0, (size_t)(end - rest.at));
        if (!wget_plain_line(line, before, &t->files, &t->bytes))
            break;
        before = line.at;
        rest = slice_part(rest, line.len + 1, rest.len);
        lines++;
    }
    text_taken(r->log, (size_t)(rest.at - block.at), lines);
}

/* A user's own TIMEFORMAT: the words of a time block, and a number, in one
 * line of no form that we know. */
static bool is_unknown_timing(struct slice text)
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

/* A log without a run says so itself, as a run that is refused. */
static void tell_no_run(struct reader *r)
{
    const struct wget_tally *t = &r->tally;
    Run *run = run_new("wget", "wget", 1);

    g_ptr_array_add(r->runs, run);
    if (is_unknown_timing(slice_from(t->unknown)))
        run_reason(run, "unknown-timing", t->unknown_line, 0,
                   "the time in '%s' is in no known form", t->unknown);
    else
        run_reason(run, "no-values", 0, 0, "no line is wget's");
}

static void parse(Text *log, GPtrArray *runs)
{
    struct reader r = {.log = log, .runs = runs};
    guint before = runs->len;
    struct slice line;

    while (text_line(log, &line)) {
        see_line(&r, line);
        see_block(&r);
    }
    if (!r.tally.line && runs->len == before)
        tell_no_run(&r);
    finish_run(&r);
}

/* ------------------------------------------------- detection */

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
        if (!slice_trim(line).len || is_frame(line))
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

static bool detect(struct slice head)
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
            is_unknown_timing(head));
}

const struct log_format format_wget = {
    .name = "wget",
    .tool = "wget",
    .summary = "GNU wget's log or summary, with the time block around it",
    .begins = "'--DATE TIME--  URL'",
    .detect = detect,
    .parse = parse,
    .join = NULL,
};

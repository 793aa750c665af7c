/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Logs of ApacheBench (ab), from 1.3 to 2.4 and the development version.
 *
 *     This is ApacheBench, Version 2.3 <$Revision: 1843412 $>
 *     Copyright 1996 Adam Twiss, ...
 *     Licensed to The Apache Software Foundation, ...
 *
 *     Benchmarking 127.0.0.1 (be patient)
 *     Completed 1000 requests
 *     Finished 1000 requests
 *
 *
 *     Server Software:        Apache/2.4.71
 *     ...                                        (see ab_lines.c)
 *      100%     10 (longest request)
 *
 * 1. A run begins at its banner; without one at "Benchmarking", without that
 *    at "Server Software:". It ends with the 100 % row (HTML: </table>), or
 *    where the next begins, or with the log.
 * 2. What stands between runs (dates, prompts, time blocks) is no part of
 *    any. A failed run keeps its place and lends nothing to the next.
 * 3. With -v, replies of the server are part of the log and may hold a whole
 *    false report. Only the last "Server Software:" block counts, and a dump
 *    or "..done" behind a block proves that the block was false. A dump in a
 *    run that never showed its request ("INFO: GET header ==", the first
 *    thing that -v prints) proves even its banner false: all since the last
 *    such request was in its reply.
 * 4. Progress ("Completed", "Finished") comes from standard error: it may be
 *    missing, stand before an HTML banner or after the report.
 * 5. Whether a run went to its end: "Finished" or "..done" says yes; progress
 *    without "Finished", or "(be patient)..." without "..done", says no; with
 *    neither, nothing in the log tells (standard output alone), and the run
 *    says so. In a folder where such a run has another number of requests
 *    than its fellows, it was stopped (format_ab.join).
 * 6. Errors that end a run are quoted. So is what keeps ab from starting: a
 *    usage message, or a shell that does not find it.
 */
#include "ingest/ab_exact.h"
#include "ingest/ab_parts.h"
#include "ingest/ab_report.h"

/* A wrong command line, a file that cannot be opened. */
static const char *const wrong_start[] = {"ab: ", "Usage: ab [options]"};

static const struct slice not_found[] = {
    {"ab: command not found", 21},
    {"ab: not found", 13},
    {"command not found: ab", 21},
};

/* Lines that carry nothing we keep. */
static const char *const silent[] = {
    "Copyright ",
    "Licensed to ",
    "These results are ",
    "deviation apart. ",
};

/* What goes wrong in a run. A summary may still follow; without one, the
 * first such line is the reason. */
static const char *const failures[] = {
    "apr_",
    "socket: ",
    "SSL handshake failed",
    "SSL read failed",
    "SSL write failed",
    "SSL not compiled in",
    "Send request timed out",
    "Send request failed",
    "Could not allocate memory",
    "Request too long",
    "connect: ",
};

/* What -v writes of replies and handshakes. */
static const char *const dumps[] = {
    "SSL/TLS State [",
    "LOG: header received",
    "LOG: Response code",
    "WARNING: Response code not 2xx",
};

enum place { OUTSIDE, BEFORE_REPORT, IN_REPORT, AFTER_REPORT };

struct reader {
    Text *text;
    GPtrArray *runs;
    struct ab_log log;        /* of the current run, unless place is OUTSIDE */
    struct ab_progress loose; /* rule 4: seen before any run */
    /* Rule 3: the last run that showed its request, and its place. */
    struct ab_log shown;
    uint32_t shown_line; /* 0: none */
    guint shown_at;
    char shown_version[32];
    GString *plain; /* the line without its HTML tags */
    bool is_in_tag; /* one that the line before did not close */
    enum place place;
};

static bool starts_any(struct slice s, const char *const prefixes[], size_t n)
{
    for (size_t i = 0; s.len && i < n; i++)
        if (prefixes[i][0] == s.at[0] &&
            slice_starts(s, slice_from(prefixes[i])))
            return true;
    return false;
}

#define STARTS_ANY(s, list) starts_any((s), (list), G_N_ELEMENTS(list))

static bool is_dump(struct slice line)
{
    return STARTS_ANY(line, dumps);
}

/* "INFO: GET header == " */
static bool is_request(struct slice line)
{
    return slice_starts(line, SLICE("INFO: ")) &&
           slice_ends(slice_trim(line), SLICE(" header =="));
}

static uint32_t line_number(const struct reader *r)
{
    return (uint32_t)text_line_number(r->text);
}

/* A column to point at; HTML was taken out of its tags and has none. */
static uint32_t column_of(const struct reader *r, struct slice at)
{
    return r->log.is_html ? 0 : (uint32_t)text_column(r->text, at.at);
}

static void end_run(struct reader *r)
{
    struct ab_log *log = &r->log;

    if (r->place == OUTSIDE)
        return;
    if (!log->progress.step && !log->progress.finished_line &&
        r->loose.finished == (uint64_t)ab_double(log, AB_COMPLETE))
        log->progress = r->loose;
    r->loose = (struct ab_progress){0};
    ab_fill_run(log);
    g_ptr_array_add(r->runs, log->run);
    r->log = (struct ab_log){0};
    r->is_in_tag = false;
    r->place = OUTSIDE;
}

static void begin_run(struct reader *r)
{
    bool is_in_dump = r->place != OUTSIDE && r->log.is_verbose &&
                      ab_log_end(&r->log) != AB_END_WHOLE;

    end_run(r);
    r->log = (struct ab_log){.run = run_new("ab", "ab", line_number(r)),
                             .last_line = line_number(r),
                             .is_verbose = is_in_dump};
    r->place = BEFORE_REPORT;
}

static void begin_report(struct reader *r)
{
    r->log.report = (struct ab_report){.line = line_number(r)};
    r->place = IN_REPORT;
}

/* Rule 3: what looked like a report stood in a reply. */
static void drop_report(struct reader *r)
{
    r->log.report = (struct ab_report){0};
    r->place = BEFORE_REPORT;
}

/* Rule 3, both. */
static void note_request(struct reader *r)
{
    const char *version = r->log.run->tool_version;

    r->log.is_verbose = true;
    r->shown = r->log;
    r->shown_line = r->log.run->line;
    r->shown_at = r->runs->len;
    g_strlcpy(r->shown_version, version ? version : "",
              sizeof r->shown_version);
}

static void return_to_request(struct reader *r)
{
    bool is_later = r->shown_line && r->shown_line != r->log.run->line;

    r->log.is_verbose = true;
    if (r->place != BEFORE_REPORT)
        drop_report(r);
    if (!is_later)
        return;
    run_free(r->log.run);
    g_ptr_array_set_size(r->runs, (gint)r->shown_at);
    r->log = r->shown;
    r->log.fatal = r->log.aborted = NULL;
    r->log.run = run_new("ab", "ab", r->shown_line);
    if (r->shown_version[0])
        r->log.run->tool_version =
            run_string(r->log.run, slice_from(r->shown_version));
}

static bool read_banner(struct reader *r, struct slice line, bool is_html)
{
    struct slice rest = line;

    if (!slice_skip(&rest, SLICE("This is ApacheBench, Version ")))
        return false;
    begin_run(r);
    r->log.has_banner = true;
    r->log.is_html = is_html;
    ab_read_version(&r->log, rest);
    return true;
}

/* What stands behind "(be patient)": nothing, "...", ".....done", or the
 * first line of a dump or an error, glued. */
static void read_rest_of_start(struct reader *r, struct slice rest)
{
    struct ab_log *log = &r->log;

    if (!slice_skip(&rest, SLICE("...")))
        return;
    log->has_dots = true;
    rest = slice_trim(rest);
    log->is_done = slice_equal(rest, SLICE("..done"));
    log->is_broken_off = slice_equal(rest, SLICE("..interrupted"));
    if (is_request(rest))
        note_request(r);
    if (!STARTS_ANY(rest, failures) || log->fatal)
        return;
    log->fatal = run_string(log->run, rest);
    log->fatal_line = line_number(r);
    log->fatal_column = column_of(r, rest);
}

/* "Benchmarking HOST [through PROXY] (be patient)" */
static bool read_start(struct reader *r, struct slice line)
{
    struct slice rest = line;
    size_t at;

    if (!slice_skip(&rest, SLICE("Benchmarking ")))
        return false;
    at = slice_find(line, SLICE("(be patient)"));
    if (at == line.len)
        return false;
    if (r->place == BEFORE_REPORT && r->log.is_verbose)
        return true;
    if (r->place != BEFORE_REPORT || r->log.has_start)
        begin_run(r);
    r->log.has_start = true;
    at += sizeof "(be patient)" - 1;
    read_rest_of_start(r, slice_part(line, at, line.len));
    at = slice_find(line, SLICE("[through "));
    rest = slice_part(line, at + 9, slice_find_char(line, ']'));
    if (rest.len)
        run_context(r->log.run, "proxy", rest);
    return true;
}

/* "N requests", with " (interrupted)" behind Finished. */
static bool read_count(struct slice rest, const char *tail, uint64_t *count)
{
    struct slice word;

    return slice_word(&rest, &word) && slice_to_count(word, count) &&
           slice_starts(slice_trim(rest), slice_from(tail));
}

static bool read_progress(struct reader *r, struct slice line)
{
    /* HTML is written at the end: what follows one table leads to the next. */
    bool is_loose =
        r->place == OUTSIDE || (r->place == AFTER_REPORT && r->log.is_html);
    struct ab_progress *progress = is_loose ? &r->loose : &r->log.progress;
    struct slice rest = line;
    uint64_t count;

    /* Dots mean that progress is off: these lines are of a reply. */
    if (r->place != OUTSIDE && r->log.is_verbose && r->log.has_dots)
        return false;
    if (slice_skip(&rest, SLICE("Completed "))) {
        if (!read_count(rest, "requests", &count))
            return false;
        ab_progress_step(progress, count);
        return true;
    }
    if (!slice_skip(&rest, SLICE("Finished ")) ||
        !read_count(rest, "requests", &count))
        return false;
    progress->finished = count;
    progress->finished_line = line_number(r);
    progress->is_interrupted =
        slice_find(rest, SLICE("(interrupted)")) < rest.len;
    return true;
}

static bool read_failure(struct reader *r, struct slice line)
{
    struct ab_log *log = &r->log;
    struct slice rest = line;
    uint64_t count;

    if (slice_starts(line, SLICE("Test aborted after ")) ||
        (slice_skip(&rest, SLICE("Total of ")) &&
         read_count(rest, "requests completed", &count))) {
        log->aborted_line = line_number(r);
        log->aborted = run_string(log->run, line);
        return true;
    }
    if (!STARTS_ANY(line, failures))
        return false;
    if (!log->fatal) {
        log->fatal = run_string(log->run, line);
        log->fatal_line = line_number(r);
        log->fatal_column = column_of(r, line);
    }
    return true;
}

/* ab did not run at all. The usage text that follows belongs to it. */
static bool read_wrong_start(struct reader *r, struct slice line)
{
    bool is_usage = STARTS_ANY(line, wrong_start);

    for (size_t i = 0; i < G_N_ELEMENTS(not_found) && !is_usage; i++)
        is_usage = slice_ends(line, not_found[i]);
    if (!is_usage || (r->place == BEFORE_REPORT && r->log.is_verbose))
        return false;
    if (r->place == BEFORE_REPORT && r->log.is_usage)
        return true;
    if (r->place != BEFORE_REPORT)
        begin_run(r);
    r->log.is_usage = !r->log.has_start;
    r->log.fatal = run_string(r->log.run, line);
    r->log.fatal_line = line_number(r);
    r->log.fatal_column = column_of(r, line);
    return true;
}

static bool read_done(struct reader *r, struct slice line)
{
    const struct ab_log *log = &r->log;
    bool is_done = slice_equal(line, SLICE("..done"));

    if (!is_done && !slice_equal(line, SLICE("..interrupted")))
        return false;
    /* It ends a line that its own run must have begun, or stands between the
     * banner and the table of HTML. */
    if (log->is_html && r->place == BEFORE_REPORT)
        ;
    else if (!log->has_dots || log->is_done || log->is_broken_off)
        return_to_request(r);
    else if (r->place != BEFORE_REPORT)
        drop_report(r);
    r->log.is_done |= is_done;
    r->log.is_broken_off |= !is_done;
    return true;
}

/* A second block of one run: rule 3 or, where banners were cut away, the
 * next run. */
static void reopen_report(struct reader *r)
{
    if (!r->log.is_verbose && ab_has(&r->log, AB_COMPLETE))
        begin_run(r);
    begin_report(r);
}

/* Behind the table the run may be over already (option -d): what stands
 * there is told of only when the percentiles follow. */
static void note_unknown(struct reader *r, struct slice line)
{
    struct ab_log *log = &r->log;
    bool is_behind = log->report.rows[AB_ALL].is_seen;

    if ((log->is_html && slice_starts(line, SLICE("<"))) || log->is_verbose ||
        log->is_usage || r->place == AFTER_REPORT)
        return;
    if (is_behind) {
        if (!log->n_behind++) {
            log->behind = run_string(log->run, slice_part(line, 0, 60));
            log->behind_line = line_number(r);
        }
        return;
    }
    if (++log->n_unknown > 3)
        return;
    run_note(log->run, "unknown-line", text_line_number(r->text),
             "'%.*s' is no line of ab's", (int)MIN(line.len, 60), line.at);
}

static void note_behind(struct ab_log *log)
{
    if (!log->n_behind || !log->report.has_percentiles)
        return;
    run_note(log->run, "unknown-line", log->behind_line,
             "'%s' is no line of ab's", log->behind);
    log->n_behind = 0;
}

/* "80B5...:error:0A000126:SSL routines:...": OpenSSL's own word on a failure
 * that ab has named in the line before. */
static bool is_openssl(struct slice line)
{
    size_t at = slice_find(line, SLICE(":error:"));

    return at < line.len && slice_find_char(slice_part(line, 0, at), ' ') == at;
}

static void read_in_run(struct reader *r, struct slice raw, struct slice line)
{
    struct ab_log *log = &r->log;

    if (is_request(line)) {
        if (r->place != BEFORE_REPORT)
            drop_report(r);
        note_request(r);
        return;
    }
    if (is_dump(line)) {
        return_to_request(r);
        return;
    }
    if (read_done(r, line))
        return;
    if (!STARTS_ANY(line, silent) && !is_openssl(line) &&
        !read_failure(r, line) &&
        !(r->place == IN_REPORT && ab_report_line(log, r->text, raw)))
        note_unknown(r, line);
    note_behind(log);
    if (log->report.is_closed)
        r->place = AFTER_REPORT;
    /* Until it is closed, a line without its end is a cut one. */
    log->report.is_cut = r->place == IN_REPORT && text_cut(r->text);
}

static void read_line(struct reader *r, struct slice raw, bool is_html)
{
    struct slice line = slice_trim(raw);

    if (!line.len || read_banner(r, line, is_html) || read_start(r, line) ||
        read_progress(r, line) || read_wrong_start(r, line))
        return;
    if (ab_report_opens(line)) {
        if (r->place == OUTSIDE) {
            begin_run(r);
            r->log.is_html = is_html;
        }
        if (r->place == BEFORE_REPORT)
            begin_report(r);
        else
            reopen_report(r);
    }
    if (r->place == OUTSIDE)
        return;
    if (r->place != AFTER_REPORT)
        r->log.last_line = line_number(r);
    read_in_run(r, raw, line);
}

static const struct {
    const char *entity;
    char character;
} entities[] = {
    {"&lt;", '<'},
    {"&gt;", '>'},
    {"&amp;", '&'},
    {"&nbsp;", ' '},
};

/* Each tag becomes a blank; one that is not closed goes on in the next line. */
static void strip_tags(struct reader *r, struct slice line)
{
    g_string_truncate(r->plain, 0);
    while (line.len) {
        size_t end = 1;
        char character = line.at[0];

        if (r->is_in_tag || character == '<') {
            end = slice_find_char(line, '>') + 1;
            r->is_in_tag = end > line.len;
            character = ' ';
        }
        for (size_t i = 0; i < G_N_ELEMENTS(entities) && end == 1; i++)
            if (slice_starts(line, slice_from(entities[i].entity))) {
                end = strlen(entities[i].entity);
                character = entities[i].character;
            }
        g_string_append_c(r->plain, character);
        line = slice_part(line, end, line.len);
    }
}

/* HTML (option -w): "<tr ><th>Label:</th><td>value</td></tr>". */
static bool read_html(struct reader *r, struct slice line)
{
    bool is_banner =
        slice_ends(line, SLICE("<br>")) &&
        slice_find(line, SLICE("This is ApacheBench, Version ")) < line.len;

    if (!is_banner && r->place != OUTSIDE && !r->log.is_html)
        return false;
    if (r->place != OUTSIDE && r->log.is_html &&
        slice_equal(slice_trim(line), SLICE("</table>"))) {
        r->log.report.is_closed = r->log.report.line != 0;
        r->place = r->log.report.line ? AFTER_REPORT : r->place;
        return true;
    }
    if (!is_banner && !r->is_in_tag &&
        !slice_starts(slice_trim_left(line), SLICE("<tr")) &&
        (r->place != IN_REPORT || slice_find_char(line, '<') == line.len))
        return false;
    strip_tags(r, line);
    read_line(r, (struct slice){r->plain->str, r->plain->len}, true);
    return true;
}

/* CR + blanks + CR is how 1.3 wipes its "Benchmarking" line out. In `cat a b`
 * of a log without its last line end, the next run begins behind a report's
 * last row. */
static void read_parts(struct reader *r, struct slice line)
{
    size_t end = slice_find_char(line, '\r');
    size_t next = slice_find(line, SLICE("This is ApacheBench, Version "));

    if (r->place == IN_REPORT && next < line.len &&
        slice_ends(slice_part(line, 0, next), SLICE(" request)"))) {
        read_line(r, slice_part(line, 0, next), false);
        line = slice_part(line, next, line.len);
        end = slice_find_char(line, '\r');
    }
    while (end < line.len) {
        read_line(r, slice_part(line, 0, end), false);
        line = slice_part(line, end + 1, line.len);
        end = slice_find_char(line, '\r');
    }
    read_line(r, line, false);
}

static void parse(Text *text, GPtrArray *runs)
{
    struct reader r = {.text = text, .runs = runs};
    struct slice line;

    r.plain = g_string_new(NULL);
    while (text_line(text, &line)) {
        bool has_no_break = text_blanks(text, &line);

        if (!read_html(&r, line))
            read_parts(&r, line);
        r.log.has_no_break |= has_no_break && r.place != OUTSIDE;
    }
    end_run(&r);
    g_string_free(r.plain, TRUE);
}

static bool has_line(struct slice head, const char *start)
{
    struct slice found = slice_from(start);
    size_t at = slice_find(head, found);

    return at < head.len;
}

/* A shell that does not find ab, or ab that does not find its way, says so
 * in the first line. */
static bool detect_wrong_start(struct slice head)
{
    struct slice line;

    if (!slice_line(&head, &line))
        return false;
    line = slice_trim(line);
    for (size_t i = 0; i < G_N_ELEMENTS(not_found); i++)
        if (slice_ends(line, not_found[i]))
            return true;
    return STARTS_ANY(line, wrong_start);
}

static bool detect(struct slice head)
{
    return has_line(head, "This is ApacheBench, Version ") ||
           (has_line(head, "Server Software:") &&
            has_line(head, "Concurrency Level:")) ||
           /* pasted, with no-break spaces for all blanks */
           (has_line(head, "ApacheBench,") &&
            has_line(head, "Concurrency\xc2\xa0Level:")) ||
           (has_line(head, "Benchmarking ") &&
            has_line(head, " (be patient)")) ||
           detect_wrong_start(head);
}

const struct log_format format_ab = {
    .name = "ab",
    .tool = "ab",
    .summary = "report of ApacheBench, 1.3 to 2.4, plain or HTML",
    .begins = "'This is ApacheBench'",
    .detect = detect,
    .exact = ab_read_exact,
    .parse = parse,
    .reads_blanks = true,
    .join = ab_join_runs,
};

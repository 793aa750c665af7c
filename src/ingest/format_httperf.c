/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Logs of httperf 0.8, 0.9.0 and 0.9.1.
 *
 *     httperf --timeout=2 --client=0/1 --server=... --num-conns=100 ...
 *     Maximum connect burst length: 1
 *
 *     Total: connections 100 requests 200 replies 200 test-duration 9.906 s
 *
 *     Connection rate: 10.1 conn/s (99.1 ms/conn, <=1 concurrent connections)
 *     Connection time [ms]: min 4.3 avg 5.6 max 14.0 median 5.5 stddev 1.3
 *     ...
 *     Errors: total 0 client-timo 0 socket-timo 0 connrefused 0 connreset 0
 *     Errors: fd-unavail 0 addrunavail 0 ftab-full 0 other 0
 *
 * 1. A run begins at the command that httperf echoes with all its options,
 *    without it at the burst length, without that at "Total:". It ends with
 *    the second "Errors:" line; with sessions five lines follow.
 * 2. The echo is the design of the experiment: its options are the
 *    parameters, but for what names the server and the share of the client
 *    in a set of clients when there is only one.
 * 3. A command typed at a prompt before the echo belongs to the same run.
 * 4. Warnings come from standard error and stand before the echo when both
 *    streams share a file: they belong to the run that follows, and without
 *    one they are all that is left of a run that was killed.
 * 5. Lines count at their beginning only: bodies that --print-reply writes
 *    behind "RB0:" may hold a whole false report.
 */
#include "ingest/format.h"
#include "ingest/httperf_report.h"

enum place { OUTSIDE, BEFORE_REPORT, IN_LIFETIMES, IN_REPORT, AFTER_REPORT };

struct reader {
    Text *text;
    GPtrArray *runs;
    struct httperf_log log;   /* of the current run, unless OUTSIDE */
    struct httperf_log loose; /* rule 4: what stands before a run */
    enum place place;
};

/* Messages, what they mean when no report follows, and whether a report can
 * follow at all. */
static const struct {
    const char *start;
    const char *slug; /* NULL: no failure */
} messages[] = {
    {"httperf: warning: ", NULL},
    {"httperf: maximum number of open descriptors", NULL},
    {"httperf: connection failed with unexpected error", NULL},
    {"httperf.core_addr_intern: invalid server address", "unknown-host"},
    {"httperf: illegal ", "no-run"},
    {"httperf: parameter missing", "no-run"},
    {"httperf: unrecognized option", "no-run"},
    {"httperf: invalid option", "no-run"},
    {"httperf: option", "no-run"},
    {"httperf: command not found", "no-run"},
    {"Usage: httperf", "no-run"},
    {"httperf.parse_", NULL},
    {"httperf.", NULL},
    {"httperf: ", "aborted"},
};

/* Lines that carry nothing we keep. */
static const char *const silent[] = {
    "SH",
    "SB",
    "SS",
    "RH",
    "RB",
    "RS", /* --print-request, --print-reply */
    "reply-rate = ",
    "session-rate = ",
    "Periodic stats:",
    "[",
    "Average syscall execution times:",
};

static uint32_t line_number(const struct reader *r)
{
    return (uint32_t)text_line_number(r->text);
}

static void end_run(struct reader *r)
{
    if (r->place == OUTSIDE)
        return;
    httperf_fill_run(&r->log);
    if (r->log.report.lifetimes)
        g_array_free(r->log.report.lifetimes, TRUE);
    g_ptr_array_add(r->runs, r->log.run);
    r->log = (struct httperf_log){0};
    r->place = OUTSIDE;
}

/* What stood before belongs to this run (rule 4). */
static void begin_run(struct reader *r)
{
    end_run(r);
    r->log = r->loose;
    r->loose = (struct httperf_log){0};
    if (!r->log.run)
        r->log.run = run_new("httperf", "httperf", line_number(r));
    r->log.run->line = line_number(r);
    r->log.last_line = line_number(r);
    r->place = BEFORE_REPORT;
}

/* A run of which only messages are left. */
static void end_loose(struct reader *r)
{
    if (!r->loose.run)
        return;
    httperf_fill_run(&r->loose);
    g_ptr_array_add(r->runs, r->loose.run);
    r->loose = (struct httperf_log){0};
}

/* The echo (rules 1 to 3). */

static bool is_context(struct slice name, struct slice value)
{
    static const char *const names[] = {"server", "port", "server_name",
                                        "server-name"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (slice_equal(name, slice_from(names[i])))
            return true;
    return slice_equal(name, SLICE("client")) &&
           slice_equal(value, SLICE("0/1"));
}

static void keep_design(struct httperf_log *log, struct slice name,
                        struct slice value)
{
    struct slice first = slice_part(value, 0, slice_find_char(value, ','));

    if (slice_equal(name, SLICE("num-conns")))
        slice_to_count(value, &log->num_conns);
    else if (slice_equal(name, SLICE("num-calls")))
        slice_to_count(value, &log->num_calls);
    else if (slice_equal(name, SLICE("runtime")))
        log->has_runtime = true;
    else if (slice_equal(name, SLICE("burst-length")))
        log->is_pipelined = true;
    else if (slice_starts(name, SLICE("wsess"))) {
        log->has_sessions = true;
        slice_to_count(first, &log->sessions);
    }
}

static void keep_option(struct httperf_log *log, struct slice option)
{
    size_t at = slice_find_char(option, '=');
    struct slice name = slice_part(option, 0, at);
    struct slice value = slice_part(option, at + 1, option.len);
    g_autofree char *key = slice_dup(name);

    if (at == option.len)
        value = SLICE("yes");
    if (is_context(name, value))
        run_context(log->run, key, value);
    else
        run_parameter(log->run, key, value);
    keep_design(log, name, value);
}

/* Options, each from its "--" to the next (a value may hold blanks). */
static void read_options(struct httperf_log *log, struct slice rest)
{
    while (slice_skip(&rest, SLICE("--"))) {
        size_t end = slice_find(rest, SLICE(" --"));

        keep_option(log, slice_trim(slice_part(rest, 0, end)));
        rest = slice_part(rest, end + 1, rest.len);
    }
}

static bool read_echo(struct reader *r, struct slice line)
{
    struct slice rest = line, word;
    bool is_typed;

    if (!slice_word(&rest, &word) || !slice_ends(word, SLICE("httperf")) ||
        !slice_starts(rest, SLICE(" --")))
        return false;
    is_typed = slice_find(rest, SLICE("--send-buffer=")) == rest.len;
    if (r->place == BEFORE_REPORT && r->log.is_typed) {
        g_array_set_size(r->log.run->parameters, 0);
        g_array_set_size(r->log.run->context, 0);
        r->log.run->line = line_number(r);
    } else {
        begin_run(r);
    }
    r->log.has_echo = true;
    r->log.is_typed = is_typed;
    read_options(&r->log, slice_trim(rest));
    return true;
}

/* Messages (rule 4). */

/* The shells' own, with their names or line numbers before them. */
static bool is_not_found(struct slice line)
{
    static const char *const ends[] = {": httperf: command not found",
                                       ": httperf: not found",
                                       "command not found: httperf"};

    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        if (slice_ends(line, slice_from(ends[i])))
            return true;
    return false;
}

static bool read_message(struct reader *r, struct slice line)
{
    struct httperf_log *log = &r->log;
    size_t i = 0;

    while (i < G_N_ELEMENTS(messages) &&
           !slice_starts(line, slice_from(messages[i].start)))
        i++;
    if (i == G_N_ELEMENTS(messages) && !is_not_found(line))
        return false;
    if (r->place == OUTSIDE || r->place == AFTER_REPORT) {
        /* Each run warns of its descriptors once. */
        if (!messages[MIN(i, G_N_ELEMENTS(messages) - 1)].slug)
            end_loose(r);
        log = &r->loose;
        if (!log->run)
            log->run = run_new("httperf", "httperf", line_number(r));
    }
    log->last_line = line_number(r);
    if (slice_starts(line, SLICE("httperf.parse_"))) {
        log->n_noise++;
    } else if (i == G_N_ELEMENTS(messages) || messages[i].slug) {
        if (log->fatal)
            return true;
        log->fatal = run_string(log->run, line);
        log->fatal_line = line_number(r);
        log->slug = i < G_N_ELEMENTS(messages) ? messages[i].slug : "no-run";
    }
    return true;
}

static bool is_silent(struct slice line)
{
    for (size_t i = 0; i < G_N_ELEMENTS(silent); i++)
        if (slice_starts(line, slice_from(silent[i])))
            return true;
    return line.len && line.at[0] == '\t';
}

static void note_unknown(struct reader *r, struct slice line)
{
    if (r->place == OUTSIDE || r->place == AFTER_REPORT ||
        ++r->log.n_unknown > 3)
        return;
    run_note(r->log.run, "unknown-line", text_line_number(r->text),
             "'%.*s' is no line of httperf's", (int)MIN(line.len, 60), line.at);
}

static bool is_session_line(struct slice line)
{
    return slice_starts(line, SLICE("Session ")) ||
           slice_starts(line, SLICE("Session:"));
}

/* "Maximum connect burst length:" and "Total:" where no echo stands. */
static void begin_without_echo(struct reader *r, struct slice line)
{
    bool is_burst = slice_starts(line, SLICE("Maximum connect burst length:"));
    bool is_total = slice_starts(line, SLICE("Total: connections "));

    if (!is_burst && !is_total)
        return;
    if (r->place == OUTSIDE || r->place == AFTER_REPORT ||
        (is_total && r->place == IN_REPORT &&
         r->log.report.line != line_number(r)))
        begin_run(r);
    if (is_total) {
        r->log.report.line = line_number(r);
        r->place = IN_REPORT;
    }
}

static bool read_lifetimes(struct reader *r, struct slice raw,
                           struct slice line)
{
    if (r->place == BEFORE_REPORT &&
        slice_starts(line, SLICE("Connection lifetime histogram"))) {
        r->place = IN_LIFETIMES;
        if (!r->log.report.lifetimes)
            r->log.report.lifetimes =
                g_array_new(FALSE, FALSE, sizeof(struct run_count));
        return true;
    }
    if (r->place != IN_LIFETIMES)
        return false;
    return httperf_lifetime_line(&r->log, raw);
}

static void read_in_run(struct reader *r, struct slice raw, struct slice line)
{
    if (r->place == AFTER_REPORT && !is_session_line(line)) {
        httperf_histogram_line(&r->log, line);
        return;
    }
    if (is_silent(raw) || read_lifetimes(r, raw, line))
        return;
    begin_without_echo(r, line);
    r->log.last_line = line_number(r);
    if (!httperf_report_line(&r->log, r->text, line)) {
        note_unknown(r, line);
        return;
    }
    if (r->place == IN_REPORT &&
        r->log.report.fields[HTTPERF_FD_UNAVAIL].is_seen)
        r->place = AFTER_REPORT;
}

static void read_line(struct reader *r, struct slice raw)
{
    struct slice line = slice_trim(raw);

    slice_skip(&line, SLICE("^C"));
    line = slice_trim_left(line);
    if (!line.len || read_echo(r, line) || read_message(r, line))
        return;
    if (r->place == OUTSIDE || r->place == AFTER_REPORT)
        begin_without_echo(r, line);
    if (r->place != OUTSIDE)
        read_in_run(r, raw, line);
}

/* `cat a b` of a log without its last line end: the first line of the
 * next run stands behind the last number of this. */
static void read_parts(struct reader *r, struct slice line)
{
    size_t at = slice_find(line, SLICE("httperf"));
    struct slice next = slice_part(line, at, line.len);

    if (at && g_ascii_isdigit(line.at[at - 1]) &&
        (slice_starts(next, SLICE("httperf --")) ||
         slice_starts(next, SLICE("httperf: "))) &&
        slice_starts(slice_trim_left(line), SLICE("Errors: fd-unavail "))) {
        read_line(r, slice_part(line, 0, at));
        line = next;
    }
    read_line(r, line);
}

static void parse(Text *text, GPtrArray *runs)
{
    struct reader r = {.text = text, .runs = runs};
    struct slice line;

    while (text_line(text, &line))
        read_parts(&r, line);
    end_run(&r);
    end_loose(&r);
}

static bool detect(struct slice head)
{
    struct slice line;

    while (slice_line(&head, &line)) {
        struct slice rest = slice_trim(line), word;

        if (slice_starts(rest, SLICE("Maximum connect burst length:")) ||
            slice_starts(rest, SLICE("Total: connections ")) ||
            slice_starts(rest, SLICE("httperf: ")) ||
            slice_starts(rest, SLICE("httperf.")) ||
            slice_starts(rest, SLICE("Usage: httperf")) ||
            is_not_found(slice_trim_right(rest)))
            return true;
        if (slice_word(&rest, &word) && slice_ends(word, SLICE("httperf")) &&
            slice_starts(rest, SLICE(" --")))
            return true;
    }
    return false;
}

const struct log_format format_httperf = {
    .name = "httperf",
    .tool = "httperf",
    .summary = "report of httperf 0.8 to 0.9.1",
    .begins = "'httperf --'",
    .detect = detect,
    .parse = parse,
};

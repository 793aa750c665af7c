/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of httperf's report, by templates: "#" is a number, a blank is
 * one or more blanks, all else is itself.
 *
 * 1. A line counts only when the whole template fits.
 * 2. Each line stands once, but for the burst length, which an interruption
 *    prints twice.
 * 3. "nan" and "-nan" are what cancellation makes of a standard deviation:
 *    0 when minimum and maximum agree, else a missing value.
 */
#include "ingest/httperf_report.h"

#define LINE_MAX_FIELDS 8

/* ALWAYS lines are never omitted from a report. */
static const struct template
{
    const char *text;
    enum { ALWAYS, SESSIONS, SOMETIMES } when;
    enum httperf_field first; /* the numbers follow in the enumeration */
}
templates[] = {
    {"Maximum connect burst length: #", SOMETIMES, HTTPERF_BURST},
    {"Total: connections # requests # replies # test-duration # s", ALWAYS,
     HTTPERF_CONNECTIONS},
    {"Connection rate: # conn/s (# ms/conn, <=# concurrent connections)",
     ALWAYS, HTTPERF_CONNECTION_RATE},
    {"Connection time [ms]: min # avg # max # median # stddev #", ALWAYS,
     HTTPERF_TIME_MIN},
    {"Connection time [ms]: connect #", ALWAYS, HTTPERF_CONNECT},
    {"Connection length [replies/conn]: #", ALWAYS, HTTPERF_LENGTH},
    {"Request rate: # req/s (# ms/req)", ALWAYS, HTTPERF_REQUEST_RATE},
    {"Request size [B]: #", ALWAYS, HTTPERF_REQUEST_SIZE},
    {"Reply rate [replies/s]: min # avg # max # stddev # (# samples)", ALWAYS,
     HTTPERF_REPLY_MIN},
    {"Reply time [ms]: response # transfer #", ALWAYS, HTTPERF_RESPONSE},
    {"Reply size [B]: header # content # footer # (total #)", ALWAYS,
     HTTPERF_HEADER},
    {"Reply status: 1xx=# 2xx=# 3xx=# 4xx=# 5xx=#", ALWAYS, HTTPERF_1XX},
    {"CPU time [s]: user # system # (user #% system #% total #%)", ALWAYS,
     HTTPERF_USER},
    {"Net I/O: # KB/s (#*10^6 bps)", ALWAYS, HTTPERF_NET_IO},
    {"Errors: total # client-timo # socket-timo # connrefused # connreset #",
     ALWAYS, HTTPERF_ERRORS},
    {"Errors: fd-unavail # addrunavail # ftab-full # other #", ALWAYS,
     HTTPERF_FD_UNAVAIL},
    {"Session rate [sess/s]: min # avg # max # stddev # (#/#)", SESSIONS,
     HTTPERF_SESSION_MIN},
    {"Session: avg # connections/session", SESSIONS,
     HTTPERF_SESSION_CONNECTIONS},
    {"Session lifetime [s]: #", SESSIONS, HTTPERF_LIFETIME},
    {"Session failtime [s]: #", SESSIONS, HTTPERF_FAILTIME},
};

/* Where and why a line of the report cannot be read; the first one counts.
 * Returns true: the line was httperf's all the same. */
static bool G_GNUC_PRINTF(5, 6)
    fail(struct httperf_log *log, const Text *text, struct slice at,
         const char *slug, const char *format, ...)
{
    struct httperf_report *report = &log->report;
    g_autofree char *message = NULL;
    va_list arguments;

    if (report->problem_slug)
        return true;
    va_start(arguments, format);
    message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    report->problem_slug = slug;
    report->problem = run_string(log->run, slice_from(message));
    report->problem_line = (uint32_t)text_line_number(text);
    report->problem_column = (uint32_t)text_column(text, at.at);
    return true;
}

/* Length of the number at the start of s, "nan" included. */
static size_t number_length(struct slice s)
{
    static const char allowed[] = "+-.0123456789";
    size_t len = 0;

    if (slice_starts(s, SLICE("nan")))
        return 3;
    if (slice_starts(s, SLICE("-nan")))
        return 4;
    while (len < s.len && s.at[len] && strchr(allowed, s.at[len]))
        len++;
    return len;
}

static bool read_number(struct slice word, struct httperf_number *number)
{
    number->is_seen = true;
    number->is_missing = slice_ends(word, SLICE("nan"));
    return number->is_missing || slice_to_decimal(word, &number->value);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* What stands in the template before its first number. */
static struct slice head_of(const struct template *template)
{
    return (struct slice){template->text, strcspn(template->text, "#")};
}

/* Rule 1. *rest is left where the line and the template part. */
static bool match(const struct template *template, const Text *text,
                  struct slice *rest,
                  struct httperf_number numbers[LINE_MAX_FIELDS], size_t *n)
{
    *n = 0;
    for (const char *t = template->text; *t; t++) {
        struct slice word = *rest;

        if (*t == '#') {
            word.len = number_length(*rest);
            numbers[*n] = (struct httperf_number){
                .line = (uint32_t)text_line_number(text),
                .column = (uint32_t)text_column(text, rest->at)};
            if (!read_number(word, &numbers[*n]))
                return false;
            ++*n;
            *rest = slice_part(*rest, word.len, rest->len);
        } else if (is_blank(*t)) {
            if (!rest->len || !is_blank(rest->at[0]))
                return false;
            while (rest->len && is_blank(rest->at[0]))
                *rest = slice_part(*rest, 1, rest->len);
        } else {
            if (!rest->len || rest->at[0] != *t)
                return false;
            *rest = slice_part(*rest, 1, rest->len);
        }
    }
    return !slice_trim(*rest).len;
}

/* Rule 2. */
static void keep(struct httperf_log *log, const Text *text,
                 const struct template *template,
                 const struct httperf_number numbers[], size_t n)
{
    struct httperf_number *fields = log->report.fields + template->first;

    for (size_t i = 0; i < n; i++) {
        if (fields[i].is_seen && template->first != HTTPERF_BURST &&
            decimal_compare(fields[i].value, numbers[i].value)) {
            fail(log, text, (struct slice){0}, "several-values",
                 "'%.*s' stands twice with different values (first in line "
                 "%u)",
                 SLICE_ARG(slice_trim(head_of(template))), fields[i].line);
            return;
        }
        fields[i] = numbers[i];
    }
}

static bool is_same_start(struct slice line, const struct template *template)
{
    return slice_starts(line, slice_trim_right(head_of(template)));
}

/* Two lines begin "Connection time [ms]:" and two "Errors:"; the word behind
 * is in the head of the template. A line cut before that word fits none. */
static bool is_cut_start(struct slice line)
{
    for (size_t i = 0; i < G_N_ELEMENTS(templates); i++)
        if (line.len && slice_starts(head_of(&templates[i]), line))
            return true;
    return false;
}

static bool read_template(struct httperf_log *log, const Text *text,
                          const struct template *template, struct slice line)
{
    struct httperf_number numbers[LINE_MAX_FIELDS];
    struct slice rest = line, word;
    size_t n;

    if (match(template, text, &rest, numbers, &n)) {
        keep(log, text, template, numbers, n);
        return true;
    }
    word = rest;
    slice_word(&word, &word);
    if (text_cut(text))
        return fail(log, text, rest, "truncated",
                    "the log is cut in the line '%.*s'",
                    SLICE_ARG(slice_trim(head_of(template))));
    return fail(log, text, rest, "bad-number",
                "'%.*s' does not belong in the line '%.*s'", SLICE_ARG(word),
                SLICE_ARG(slice_trim(head_of(template))));
}

/* "Session length histogram: 0 0 0 0 0 30": the i-th tells how many sessions
 * made i calls. */
static bool read_histogram(struct httperf_log *log, const Text *text,
                           struct slice line)
{
    struct httperf_report *report = &log->report;
    struct slice rest = line, word;
    uint64_t calls = 0, count;

    if (!slice_skip(&rest, SLICE("Session length histogram:")))
        return false;
    report->has_histogram = true;
    report->histogram_sessions = report->histogram_calls = 0;
    for (; slice_word(&rest, &word); calls++) {
        if (!slice_to_count(word, &count) || count > UINT32_MAX)
            return fail(log, text, word, "bad-number",
                        "'%.*s' in the histogram is no count", SLICE_ARG(word));
        report->histogram_sessions += count;
        report->histogram_calls += count * calls;
    }
    return true;
}

bool httperf_report_line(struct httperf_log *log, const Text *text,
                         struct slice line)
{
    for (size_t i = 0; i < G_N_ELEMENTS(templates); i++)
        if (is_same_start(line, &templates[i]))
            return read_template(log, text, &templates[i], line);
    if (read_histogram(log, text, line))
        return true;
    return text_cut(text) && is_cut_start(line) &&
           fail(log, text, line, "truncated",
                "the log is cut in the line '%.*s'", SLICE_ARG(line));
}

/* "             1.5 37", with ":" where bins are empty. */
bool httperf_lifetime_line(struct httperf_log *log, struct slice line)
{
    struct slice rest = line, word;
    struct decimal time;
    struct run_count entry;

    if (slice_equal(slice_trim(line), SLICE(":")))
        return true;
    if (!slice_word(&rest, &word) || !slice_to_decimal(word, &time) ||
        !decimal_rescale(time, -1, &time) || !slice_word(&rest, &word) ||
        !slice_to_count(word, &entry.count) || slice_trim(rest).len)
        return false;
    entry.value = time.digits;
    if (log->report.lifetimes->len &&
        g_array_index(log->report.lifetimes, struct run_count,
                      log->report.lifetimes->len - 1)
                .value >= entry.value)
        return false;
    g_array_append_val(log->report.lifetimes, entry);
    return true;
}

const char *httperf_missing_line(const struct httperf_log *log)
{
    for (size_t i = 0; i < G_N_ELEMENTS(templates); i++) {
        bool is_due = templates[i].when == ALWAYS ||
                      (templates[i].when == SESSIONS && log->has_sessions);

        if (is_due && !log->report.fields[templates[i].first].is_seen)
            return templates[i].text;
    }
    if (log->has_sessions && !log->report.has_histogram)
        return "Session length histogram: #";
    return NULL;
}

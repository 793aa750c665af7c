/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of httperf's report, by forms: "#" is a number, a blank is
 * one or more blanks, all else is itself.
 *
 * 1. A line counts only when the whole form fits.
 * 2. Each line stands once, but for the burst length, which an interruption
 *    prints twice.
 * 3. "nan" and "-nan" are what cancellation makes of a standard deviation:
 *    0 when minimum and maximum agree, else a missing value.
 */
#include "ingest/httperf_report.h"

#define LINE_MAX_FIELDS 8

#define TEXT(literal)                                                          \
    {                                                                          \
        (literal), sizeof(literal) - 1                                         \
    }

/* The head is what stands before the first number. ALWAYS lines are never
 * omitted from a report. */
static const struct form {
    struct slice head;
    const char *numbers;
    enum { ALWAYS, SESSIONS, SOMETIMES } when;
    enum httperf_field first; /* the numbers follow in the enumeration */
} forms[] = {
    {TEXT("Maximum connect burst length: "), "#", SOMETIMES, HTTPERF_BURST},
    {TEXT("Total: connections "), "# requests # replies # test-duration # s",
     ALWAYS, HTTPERF_CONNECTIONS},
    {TEXT("Connection rate: "),
     "# conn/s (# ms/conn, <=# concurrent connections)", ALWAYS,
     HTTPERF_CONNECTION_RATE},
    {TEXT("Connection time [ms]: min "), "# avg # max # median # stddev #",
     ALWAYS, HTTPERF_TIME_MIN},
    {TEXT("Connection time [ms]: connect "), "#", ALWAYS, HTTPERF_CONNECT},
    {TEXT("Connection length [replies/conn]: "), "#", ALWAYS, HTTPERF_LENGTH},
    {TEXT("Request rate: "), "# req/s (# ms/req)", ALWAYS,
     HTTPERF_REQUEST_RATE},
    {TEXT("Request size [B]: "), "#", ALWAYS, HTTPERF_REQUEST_SIZE},
    {TEXT("Reply rate [replies/s]: min "), "# avg # max # stddev # (# samples)",
     ALWAYS, HTTPERF_REPLY_MIN},
    {TEXT("Reply time [ms]: response "), "# transfer #", ALWAYS,
     HTTPERF_RESPONSE},
    {TEXT("Reply size [B]: header "), "# content # footer # (total #)", ALWAYS,
     HTTPERF_HEADER},
    {TEXT("Reply status: 1xx="), "# 2xx=# 3xx=# 4xx=# 5xx=#", ALWAYS,
     HTTPERF_1XX},
    {TEXT("CPU time [s]: user "), "# system # (user #% system #% total #%)",
     ALWAYS, HTTPERF_USER},
    {TEXT("Net I/O: "), "# KB/s (#*10^6 bps)", ALWAYS, HTTPERF_NET_IO},
    {TEXT("Errors: total "),
     "# client-timo # socket-timo # connrefused # connreset #", ALWAYS,
     HTTPERF_ERRORS},
    {TEXT("Errors: fd-unavail "), "# addrunavail # ftab-full # other #", ALWAYS,
     HTTPERF_FD_UNAVAIL},
    {TEXT("Session rate [sess/s]: min "), "# avg # max # stddev # (#/#)",
     SESSIONS, HTTPERF_SESSION_MIN},
    {TEXT("Session: avg "), "# connections/session", SESSIONS,
     HTTPERF_SESSION_CONNECTIONS},
    {TEXT("Session lifetime [s]: "), "#", SESSIONS, HTTPERF_LIFETIME},
    {TEXT("Session failtime [s]: "), "#", SESSIONS, HTTPERF_FAILTIME},
};

/* The line being read. */
struct reading {
    struct httperf_log *log;
    const Text *text;
    struct slice start;
    uint32_t line, column; /* of its start */
};

/* Where and why a line of the report cannot be read; the first one counts.
 * Returns true: the line was httperf's all the same. */
static bool G_GNUC_PRINTF(4, 5) fail(const struct reading *r, struct slice at,
                                     const char *slug, const char *format, ...)
{
    struct httperf_report *report = &r->log->report;
    g_autofree char *message = NULL;
    va_list arguments;

    if (report->problem_slug)
        return true;
    va_start(arguments, format);
    message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    report->problem_slug = slug;
    report->problem = run_string(r->log->run, slice_from(message));
    report->problem_line = r->line;
    report->problem_column = (uint32_t)text_column(r->text, at.at);
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

/* Steps over the literal part of a form up to its next number; a blank
 * stands for any number of blanks. */
static bool skip_literal(const char **form, struct slice *rest)
{
    for (; **form && **form != '#'; ++*form) {
        size_t len = 0;

        while (is_blank(**form) && len < rest->len && is_blank(rest->at[len]))
            len++;
        if (!is_blank(**form) && rest->len && rest->at[0] == **form)
            len = 1;
        if (!len)
            return false;
        *rest = slice_part(*rest, len, rest->len);
    }
    return true;
}

/* Rule 1. *rest is left where the line and the form part. */
static bool match(const struct reading *r, const struct form *form,
                  struct slice *rest,
                  struct httperf_number numbers[LINE_MAX_FIELDS], size_t *n)
{
    const char *at = form->numbers;

    *n = 0;
    while (*at == '#') {
        struct slice word = slice_part(*rest, 0, number_length(*rest));
        struct httperf_number *number = &numbers[*n];

        number->line = r->line;
        /* All of the form is ASCII: bytes are columns. */
        number->column = r->column + (uint32_t)(rest->at - r->start.at);
        if (!read_number(word, number))
            return false;
        ++*n;
        *rest = slice_part(*rest, word.len, rest->len);
        at++;
        if (!skip_literal(&at, rest))
            return false;
    }
    return !slice_trim(*rest).len;
}

/* Rule 2. */
static bool keep(const struct reading *r, const struct form *form,
                 const struct httperf_number numbers[], size_t n)
{
    struct httperf_number *fields = r->log->report.fields + form->first;

    for (size_t i = 0; i < n; i++) {
        if (fields[i].is_seen && form->first != HTTPERF_BURST &&
            decimal_compare(fields[i].value, numbers[i].value))
            return fail(r, r->start, "several-values",
                        "'%.*s' stands twice with different values (first in "
                        "line %u)",
                        SLICE_ARG(slice_trim(form->head)), fields[i].line);
        fields[i] = numbers[i];
    }
    return true;
}

/* Two lines begin "Connection time [ms]:" and two "Errors:"; the word behind
 * is in the head of the form. A line cut before that word fits none. */
static bool is_cut_start(struct slice line)
{
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
        if (line.len && slice_starts(forms[i].head, line))
            return true;
    return false;
}

/* The word where the line and the form part, also when that is inside it:
 * all of "20,000". */
static struct slice word_around(const char *start, struct slice rest)
{
    struct slice word = {0};

    while (rest.at > start && !is_blank(rest.at[-1])) {
        rest.at--;
        rest.len++;
    }
    slice_word(&rest, &word);
    return word;
}

static bool read_form(const struct reading *r, const struct form *form,
                      struct slice rest)
{
    struct httperf_number numbers[LINE_MAX_FIELDS] = {0};
    const char *start = rest.at;
    struct slice word;
    size_t n;

    if (match(r, form, &rest, numbers, &n))
        return keep(r, form, numbers, n);
    if (text_cut(r->text))
        return fail(r, rest, "truncated", "the log is cut in the line '%.*s'",
                    SLICE_ARG(slice_trim(form->head)));
    word = word_around(start, rest);
    return fail(r, rest, "bad-number",
                "'%.*s' does not belong in the line '%.*s'", SLICE_ARG(word),
                SLICE_ARG(slice_trim(form->head)));
}

/* "0 0 0 0 0 30": the i-th tells how many sessions made i calls. Returns
 * what is left, from the first word on that is no count. */
static struct slice count_sessions(struct httperf_report *report,
                                   struct slice rest)
{
    struct slice word;
    uint64_t count;

    while (slice_word(&rest, &word)) {
        if (!slice_to_count(word, &count) || count > UINT32_MAX)
            return word;
        report->histogram_sessions += count;
        report->histogram_calls += count * report->histogram_length++;
    }
    return rest;
}

static bool read_histogram(const struct reading *r)
{
    struct slice rest = r->start;

    if (!slice_skip(&rest, SLICE("Session length histogram:")))
        return false;
    if (r->log->report.has_histogram)
        return fail(r, r->start, "several-values",
                    "the session length histogram stands twice");
    r->log->report.has_histogram = true;
    rest = count_sessions(&r->log->report, rest);
    if (rest.len)
        return fail(r, rest, "bad-number",
                    "'%.*s' in the histogram is no count", SLICE_ARG(rest));
    return true;
}

bool httperf_histogram_line(struct httperf_log *log, struct slice line)
{
    struct httperf_report report = log->report;

    if (!report.has_histogram || count_sessions(&report, line).len)
        return false;
    log->report = report;
    return true;
}

bool httperf_report_line(struct httperf_log *log, const Text *text,
                         struct slice line)
{
    const struct reading r = {.log = log,
                              .text = text,
                              .start = line,
                              .line = (uint32_t)text_line_number(text),
                              .column = (uint32_t)text_column(text, line.at)};

    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        struct slice rest = line;

        if (slice_skip(&rest, forms[i].head))
            return read_form(&r, &forms[i], rest);
    }
    if (read_histogram(&r))
        return true;
    return text_cut(text) && is_cut_start(line) &&
           fail(&r, line, "truncated", "the log is cut in the line '%.*s'",
                SLICE_ARG(line));
}

/* "             1.5 37", with ":" where bins are empty: none counts 0. */
bool httperf_lifetime_line(struct httperf_log *log, struct slice line)
{
    struct slice rest = line, word;
    struct decimal time;
    struct run_count entry;

    if (slice_equal(slice_trim(line), SLICE(":")))
        return true;
    if (!slice_word(&rest, &word) || !slice_to_decimal(word, &time) ||
        !decimal_rescale(time, -1, &time) || !slice_word(&rest, &word) ||
        !slice_to_count(word, &entry.count) || !entry.count ||
        slice_trim(rest).len)
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
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        bool is_due = forms[i].when == ALWAYS ||
                      (forms[i].when == SESSIONS && log->has_sessions);

        if (is_due && !log->report.fields[forms[i].first].is_seen)
            return forms[i].head.at;
    }
    if (log->has_sessions && !log->report.has_histogram)
        return "Session length histogram: ";
    return NULL;
}

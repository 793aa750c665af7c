/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ab's log in exactly the form in which ab prints it, read quickly.
 *
 * Nearly all logs are one run of ab 2.x, undamaged: banner, progress, report,
 * tables, each line as ab's own format strings make it. Such a log is walked
 * through once, byte by byte, along `lines`: what is fixed is compared, what
 * is a number is read where it stands. Nothing is copied before all of it has
 * proved to be so.
 *
 * Everything else, from the first byte on that ab would not have written, is
 * left to the reader of format_ab.c, which knows what people, mail programs
 * and terminals do to logs, and which says what is wrong:
 *
 *  1. A log taken here gives the run that format_ab.c would make of it, to
 *     the last column; the tests and the fuzzer compare the two.
 *  2. So what is taken has no more than one way to be read: words have no
 *     colon (a label could stand in them), no tag, no bracket, no byte that
 *     is not printable ASCII; numbers no sign and at most 15 digits.
 *  3. The checks, what is repaired and what the run is worth are the same
 *     code for both (ab_run.c), and work on the numbers.
 */
#include "ingest/ab_exact.h"

#include <string.h>

#include "ingest/ab_reading.h"

#define TEXT(literal)                                                          \
    {                                                                          \
        (literal), sizeof(literal) - 1                                         \
    }

enum { DIGITS_MAX = 15 };

/* How far the log was walked through. Its last byte is a line feed: what
 * looks for one, or for anything that is no digit, need not look for the end
 * as well. */
struct walk {
    const char *at, *end;
    const char *start; /* of the line */
    uint32_t line;
    struct ab_log log;
    struct slice words[AB_N_WORDS]; /* at is NULL where the line is missing */
    struct slice version;           /* to the end of the banner's first line */
};

/* ---- pieces of a line -------------------------------------------------- */

static inline bool take(struct walk *w, struct slice text)
{
    if ((size_t)(w->end - w->at) < text.len || *w->at != *text.at ||
        memcmp(w->at, text.at, text.len) != 0)
        return false;
    w->at += text.len;
    return true;
}

static inline bool take_end(struct walk *w)
{
    if (w->at == w->end || *w->at != '\n')
        return false;
    w->start = ++w->at;
    w->line++;
    return true;
}

static bool take_blanks(struct walk *w)
{
    const char *at = w->at;

    while (*at == ' ')
        at++;
    if (at == w->at)
        return false;
    w->at = at;
    return true;
}

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits up to DIGITS_MAX in all, of which *n are there already. */
static inline bool take_digits(struct walk *w, int64_t *value, unsigned *n)
{
    const char *at = w->at;

    for (; is_digit(*at); at++) {
        if (++*n > DIGITS_MAX)
            return false;
        *value = *value * 10 + (*at - '0');
    }
    if (at == w->at)
        return false;
    w->at = at;
    return true;
}

/* A number of that form, not negative. */
static bool take_decimal(struct walk *w, struct ab_form form,
                         struct decimal *value)
{
    const char *first = w->at;
    unsigned n = 0, whole;

    *value = (struct decimal){0};
    if (w->at == w->end || !take_digits(w, &value->digits, &n) ||
        (n > 1 && *first == '0'))
        return false;
    whole = n;
    if (*w->at == '.') {
        w->at++;
        if (!take_digits(w, &value->digits, &n))
            return false;
    }
    value->exponent = (int16_t)(whole - n);
    return n - whole >= form.least && n - whole <= form.most &&
           !(form.is_count && value->digits > INT32_MAX);
}

static uint32_t column(const struct walk *w)
{
    return (uint32_t)(w->at - w->start) + 1;
}

static bool take_number(struct walk *w, struct ab_form form,
                        struct ab_number *number)
{
    *number = (struct ab_number){
        .line = w->line, .column = column(w), .is_seen = true};
    return take_decimal(w, form, &number->value);
}

/* Rule 2. */
static inline bool is_word(char c)
{
    return c > ' ' && c < 0x7f && c != ':' && c != '<' && c != '>' &&
           c != '(' && c != ')';
}

/* Words with single blanks between them; may be none. */
static struct slice take_words(struct walk *w)
{
    const char *first = w->at, *at = first;

    while (is_word(*at) || (*at == ' ' && at > first && is_word(at[1])))
        at++;
    w->at = at;
    return (struct slice){first, (size_t)(at - first)};
}

/* ---- lines of the report ----------------------------------------------- */

/* One line, or some that stand together. read takes what is behind the label,
 * and keeps it only when it is whole. */
struct line {
    struct slice label;
    bool (*read)(struct walk *w, const struct line *line);
    struct slice tail; /* behind the value */
    int which;         /* enum ab_word, ab_field or ab_row */
    bool is_optional;
};

static bool read_end(struct walk *w, const struct line *line)
{
    (void)line;
    return take_end(w);
}

static bool read_opening(struct walk *w, const struct line *line)
{
    struct slice words = take_words(w);

    w->log.report.line = w->line;
    w->words[line->which] = words;
    return take_end(w);
}

static bool read_words(struct walk *w, const struct line *line)
{
    struct slice words = take_words(w);

    if (!words.len || !take_end(w))
        return false;
    w->words[line->which] = words;
    return true;
}

static bool read_number(struct walk *w, const struct line *line)
{
    enum ab_field field = (enum ab_field)line->which;
    struct ab_number number;

    if (!take_number(w, ab_form_of(&w->log, field), &number) ||
        (line->tail.len && !take(w, line->tail)) || !take_end(w))
        return false;
    w->log.report.fields[field] = number;
    return true;
}

static bool read_length(struct walk *w, const struct line *line)
{
    static const struct slice variable = TEXT("Variable");

    if (!take(w, variable))
        return read_number(w, line);
    w->log.report.is_length_variable = true;
    return take_end(w);
}

/* The kinds of failure, each with what stands before it. */
static const struct {
    struct slice label;
    enum ab_field field;
    bool is_optional; /* old versions do not have it */
} kinds[] = {
    {TEXT("(Connect: "), AB_FAILED_CONNECT, false},
    {TEXT(", Receive: "), AB_FAILED_RECEIVE, true},
    {TEXT(", Length: "), AB_FAILED_LENGTH, false},
    {TEXT(", Exceptions: "), AB_FAILED_EXCEPTIONS, false},
};

/* "(Connect: 0, Receive: 8, Length: 8, Exceptions: 8)" */
static bool read_kinds(struct walk *w, const struct line *line)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        struct ab_number number;

        if (!take(w, kinds[i].label)) {
            if (!kinds[i].is_optional)
                return false;
            continue;
        }
        if (!take_number(w, ab_form_of(&w->log, kinds[i].field), &number))
            return false;
        w->log.report.fields[kinds[i].field] = number;
    }
    return take(w, line->tail) && take_end(w);
}

static bool read_table_head(struct walk *w, const struct line *line)
{
    (void)line;
    w->log.report.has_table = w->log.report.has_sd = true;
    return take_end(w);
}

static bool read_row(struct walk *w, const struct line *line)
{
    static const struct ab_form whole = {0, 0, false}, tenths = {1, 1, false};
    struct ab_table_row *row = &w->log.report.rows[line->which];

    row->line = w->line;
    row->is_seen = true;
    for (size_t i = 0; i < AB_N_CELLS; i++) {
        if (!take_blanks(w))
            return false;
        row->columns[i] = column(w);
        if (!take_decimal(w, i == AB_SD ? tenths : whole, &row->cells[i]))
            return false;
    }
    return take_end(w);
}

/* What ab says of a row, in two lines. */
static const struct {
    struct slice before, behind, next;
    enum ab_told told;
} warnings[] = {
    {TEXT("WARNING: The median and mean for the "),
     TEXT(" are not within a normal deviation"),
     TEXT("        These results are probably not that reliable."),
     AB_TOLD_WARNING},
    {TEXT("ERROR: The median and mean for the "),
     TEXT(" are more than twice the standard"),
     TEXT("       deviation apart. These results are NOT reliable."),
     AB_TOLD_ERROR},
};

/* At most one for each row, in their order. */
static bool read_warnings(struct walk *w, const struct line *line)
{
    (void)line;
    for (size_t row = 0; row < AB_N_ROWS; row++)
        for (size_t i = 0; i < G_N_ELEMENTS(warnings); i++) {
            const struct walk before = {.at = w->at, .start = w->start};
            uint32_t here = w->line;

            if (take(w, warnings[i].before) && take(w, ab_told_names[row]) &&
                take(w, warnings[i].behind) && take_end(w) &&
                take(w, warnings[i].next) && take_end(w)) {
                w->log.report.told[row] = warnings[i].told;
                w->log.report.told_line[row] = here;
                break;
            }
            w->at = before.at;
            w->start = before.start;
            w->line = here;
        }
    return true;
}

static const struct slice percents[AB_N_PERCENTILES] = {
    TEXT("  50%"), TEXT("  66%"), TEXT("  75%"), TEXT("  80%"), TEXT("  90%"),
    TEXT("  95%"), TEXT("  98%"), TEXT("  99%"), TEXT(" 100%"),
};

/* The second table, all of it. */
static bool read_percentiles(struct walk *w, const struct line *line)
{
    static const struct ab_form whole = {0, 0, false};
    struct ab_report *report = &w->log.report;

    if (!take_end(w))
        return false;
    for (size_t i = 0; i < AB_N_PERCENTILES; i++) {
        bool is_last = i + 1 == AB_N_PERCENTILES;

        if (!take(w, percents[i]) || !take_blanks(w) ||
            !take_number(w, whole, &report->percentiles[i]) ||
            (is_last && !take(w, line->tail)) || !take_end(w))
            return false;
    }
    report->has_percentiles = report->is_closed = true;
    return true;
}

#define LINE(label, read)                                                      \
    {                                                                          \
        TEXT(label), (read), TEXT(""), 0, false                                \
    }
#define WORDS(label, which)                                                    \
    {                                                                          \
        TEXT(label), read_words, TEXT(""), which, false                        \
    }
#define ANY_WORDS(label, which)                                                \
    {                                                                          \
        TEXT(label), read_words, TEXT(""), which, true                         \
    }
#define NUMBER(label, tail, which)                                             \
    {                                                                          \
        TEXT(label), read_number, TEXT(tail), which, false                     \
    }
#define ANY_NUMBER(label, tail, which)                                         \
    {                                                                          \
        TEXT(label), read_number, TEXT(tail), which, true                      \
    }
#define ROW(label, which)                                                      \
    {                                                                          \
        TEXT(label), read_row, TEXT(""), which, false                          \
    }

/* As 2.x prints it, 2.0.28 and later: lines that not all of them have, or not
 * for all that is asked of them, are optional. */
static const struct line lines[] = {
    LINE("", read_end),
    LINE("", read_end),
    {TEXT("Server Software:        "), read_opening, TEXT(""), AB_SOFTWARE,
     false},
    WORDS("Server Hostname:        ", AB_HOST),
    NUMBER("Server Port:            ", "", AB_PORT),
    ANY_WORDS("SSL/TLS Protocol:       ", AB_TLS),
    ANY_WORDS("Server Temp Key:        ", AB_TLS_KEY),
    ANY_WORDS("TLS Server Name:        ", AB_TLS_NAME),
    LINE("", read_end),
    WORDS("Document Path:          ", AB_PATH),
    {TEXT("Document Length:        "), read_length, TEXT(" bytes"), AB_LENGTH,
     false},
    LINE("", read_end),
    NUMBER("Concurrency Level:      ", "", AB_CONCURRENCY),
    NUMBER("Time taken for tests:   ", " seconds", AB_TIME),
    NUMBER("Complete requests:      ", "", AB_COMPLETE),
    NUMBER("Failed requests:        ", "", AB_FAILED),
    {TEXT("   "), read_kinds, TEXT(")"), 0, true},
    ANY_NUMBER("Write errors:           ", "", AB_WRITE_ERRORS),
    ANY_NUMBER("Non-2xx responses:      ", "", AB_NON_2XX),
    ANY_NUMBER("Keep-Alive requests:    ", "", AB_KEEPALIVE),
    NUMBER("Total transferred:      ", " bytes", AB_TOTAL),
    ANY_NUMBER("Total POSTed:           ", "", AB_POSTED),
    ANY_NUMBER("Total PUT:              ", "", AB_PUT),
    ANY_NUMBER("Total body sent:        ", "", AB_BODY),
    NUMBER("HTML transferred:       ", " bytes", AB_HTML),
    NUMBER("Requests per second:    ", " [#/sec] (mean)", AB_RATE),
    NUMBER("Time per request:       ", " [ms] (mean)", AB_PER_REQUEST),
    NUMBER("Time per request:       ",
           " [ms] (mean, across all concurrent requests)", AB_PER_REQUEST_ALL),
    NUMBER("Transfer rate:          ", " [Kbytes/sec] received", AB_RECEIVED),
    ANY_NUMBER("                        ", " kb/s sent", AB_SENT),
    ANY_NUMBER("                        ", " kb/s total", AB_SENT_AND_RECEIVED),
    LINE("", read_end),
    LINE("Connection Times (ms)", read_end),
    LINE("              min  mean[+/-sd] median   max", read_table_head),
    ROW("Connect:   ", AB_CONNECT),
    ROW("Processing:", AB_PROCESSING),
    ROW("Waiting:   ", AB_WAITING),
    ROW("Total:     ", AB_ALL),
    LINE("", read_warnings),
};

static bool read_lines(struct walk *w)
{
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        const struct line *line = &lines[i];
        const char *before = w->at;

        if ((!line->label.len || take(w, line->label)) && line->read(w, line))
            continue;
        if (!line->is_optional)
            return false;
        w->at = before;
    }
    return true;
}

/* ---- what stands before and behind it ---------------------------------- */

static const struct slice headers[] = {
    TEXT("Copyright 1996 Adam Twiss, Zeus Technology Ltd, "
         "http://www.zeustech.net/"),
    TEXT("Licensed to The Apache Software Foundation, http://www.apache.org/"),
    TEXT("Copyright (c) 1996 Adam Twiss, Zeus Technology Ltd, "
         "http://www.zeustech.net/"),
    TEXT("Copyright (c) 2006 The Apache Software Foundation, "
         "http://www.apache.org/"),
    TEXT("Copyright 2006 The Apache Software Foundation, "
         "http://www.apache.org/"),
};

static void take_headers(struct walk *w)
{
    for (size_t i = 0; i < G_N_ELEMENTS(headers); i++) {
        const char *before = w->at;

        if (!take(w, headers[i]) || !take_end(w))
            w->at = before;
    }
}

/* "2.3 <$Revision: 1843412 $>", and apache-2.0 behind it. */
static bool take_version(struct walk *w)
{
    static const struct slice begin = TEXT(" <$Revision"), number = TEXT(": "),
                              blank = TEXT(" "), end = TEXT("$>"),
                              old = TEXT(" apache-2.0");
    const char *first = w->at;
    struct slice version = take_words(w);

    w->log.age = ab_age_of(version);
    if (!version.len || w->log.age < AB_AGE_2_0 || !take(w, begin))
        return false;
    if (take(w, number)) {
        while (is_digit(*w->at) || *w->at == '.')
            w->at++;
        if (!take(w, blank))
            return false;
    }
    if (!take(w, end))
        return false;
    take(w, old);
    w->version = (struct slice){first, (size_t)(w->at - first)};
    return take_end(w);
}

static bool take_banner(struct walk *w)
{
    static const struct slice start = TEXT("This is ApacheBench, Version ");

    if (!take(w, start) || !take_version(w))
        return false;
    w->log.has_banner = true;
    take_headers(w);
    return take_end(w);
}

/* "Completed N requests", or "Finished" without a step. */
static bool take_progress(struct walk *w, struct slice before, uint64_t *count)
{
    static const struct slice behind = TEXT(" requests");
    static const struct ab_form whole = {0, 0, true};
    struct decimal value;

    if (!take(w, before) || !take_decimal(w, whole, &value) ||
        !take(w, behind) || !take_end(w))
        return false;
    *count = (uint64_t)value.digits;
    return true;
}

/* "Benchmarking HOST (be patient)", and its progress or "..done". */
static bool take_start(struct walk *w)
{
    static const struct slice start = TEXT("Benchmarking "),
                              wait = TEXT(" (be patient)"),
                              done = TEXT(".....done"),
                              completed = TEXT("Completed "),
                              finished = TEXT("Finished ");
    struct ab_progress *progress = &w->log.progress;
    uint64_t count;

    if (!take(w, start) || !take_words(w).len || !take(w, wait))
        return false;
    w->log.has_start = true;
    if (take(w, done)) {
        w->log.has_dots = w->log.is_done = true;
        return take_end(w);
    }
    if (!take_end(w))
        return false;
    while (take_progress(w, completed, &count))
        ab_progress_step(progress, count);
    progress->finished_line = w->line;
    if (!take_progress(w, finished, &progress->finished))
        progress->finished_line = 0;
    return true;
}

/* The second table, which option -d leaves out, and nothing more. */
static bool take_rest(struct walk *w)
{
    static const struct line percentiles = {
        TEXT("Percentage of the requests served within a certain time (ms)"),
        read_percentiles, TEXT(" (longest request)"), 0, false};

    w->log.last_line = w->line - 1;
    if (w->at == w->end)
        return true;
    if (!take_end(w) || !take(w, percentiles.label) ||
        !percentiles.read(w, &percentiles))
        return false;
    w->log.last_line = w->line - 1;
    return w->at == w->end;
}

/* ---- the run ----------------------------------------------------------- */

static Run *make_run(struct walk *w)
{
    struct ab_log *log = &w->log;

    log->run = run_new("ab", "ab", 1);
    ab_read_version(log, w->version);
    for (size_t i = 0; i < AB_N_WORDS; i++)
        if (w->words[i].at)
            log->report.words[i] = run_string(log->run, w->words[i]);
    ab_fill_run(log);
    return log->run;
}

Run *ab_read_exact(struct slice text)
{
    struct walk w = {
        .at = text.at, .end = text.at + text.len, .start = text.at, .line = 1};

    if (!text.len || text.at[text.len - 1] != '\n' || !take_banner(&w) ||
        !take_start(&w) || !read_lines(&w) || !take_rest(&w))
        return NULL;
    return make_run(&w);
}

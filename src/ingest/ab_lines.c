/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of ab's report.
 *
 *     Complete requests:      10000
 *     Failed requests:        24
 *        (Connect: 0, Receive: 8, Length: 8, Exceptions: 8)
 *     Requests per second:    7828.48 [#/sec] (mean)
 *     Time per request:       0.255 [ms] (mean)
 *     Time per request:       0.128 [ms] (mean, across all concurrent requests)
 *     Transfer rate:          2006315.37 [Kbytes/sec] received
 *                             3476.91 kb/s sent
 *
 *     (the tables are read by ab_table.c)
 *
 * 1. A line counts only when its whole shape is there: the label, the number
 *    and the words behind it. "Requests per second:    580" at the end of a
 *    log is a number that was cut, not a slow server.
 * 2. Two lines share the label "Time per request:"; the words behind the
 *    number tell them apart, never their order.
 * 3. A label may have something glued before it ("^C"), its value or the
 *    words behind that may stand on the next line, the next label on the same
 *    one, blanks may be squeezed: published logs show all that.
 * 4. A line that stands twice with different values is a contradiction.
 * 5. Numbers are in the form that the version prints: counts whole, of an
 *    int and never negative (sums of bytes may wrap, old ports too), rates with
 *    two decimals, times per request with three (1.3: two), the time
 *    taken with three (before 2.2.9 up to six).
 */
#include "ingest/ab_reading.h"

#define TEXT(literal)                                                          \
    {                                                                          \
        (literal), sizeof(literal) - 1                                         \
    }

/* A label, and what ab prints behind its number. */
struct label {
    struct slice label;
    struct slice tail;
    enum ab_field field;
    enum { FOR_ALL, FOR_OLD } use; /* FOR_OLD: HTML and 1.3 print it bare */
};

static const struct label labels[] = {
    {TEXT("Server Port:"), TEXT(""), AB_PORT, FOR_ALL},
    {TEXT("Document Length:"), TEXT("bytes"), AB_LENGTH, FOR_ALL},
    {TEXT("Number of workers:"), TEXT(""), AB_WORKERS, FOR_ALL},
    {TEXT("Concurrency Level:"), TEXT(""), AB_CONCURRENCY, FOR_ALL},
    {TEXT("Concurrency achieved:"), TEXT(""), AB_ACHIEVED, FOR_ALL},
    {TEXT("Rampup delay:"), TEXT("[ms]"), AB_RAMPUP, FOR_ALL},
    {TEXT("Time taken for tests:"), TEXT("seconds"), AB_TIME, FOR_ALL},
    {TEXT("Number of requests:"), TEXT(""), AB_NUMBER, FOR_ALL},
    {TEXT("Number of requests:"), TEXT("(window)"), AB_NUMBER, FOR_ALL},
    {TEXT("Complete requests:"), TEXT(""), AB_COMPLETE, FOR_ALL},
    {TEXT("Failed requests:"), TEXT(""), AB_FAILED, FOR_ALL},
    {TEXT("Broken pipe errors:"), TEXT(""), AB_BROKEN_PIPE, FOR_ALL},
    {TEXT("Write errors:"), TEXT(""), AB_WRITE_ERRORS, FOR_ALL},
    {TEXT("Non-2xx responses:"), TEXT(""), AB_NON_2XX, FOR_ALL},
    {TEXT("Keep-Alive requests:"), TEXT(""), AB_KEEPALIVE, FOR_ALL},
    {TEXT("Keep-Alive aborts:"), TEXT(""), AB_KEEPALIVE_ABORTS, FOR_ALL},
    {TEXT("Total transferred:"), TEXT("bytes"), AB_TOTAL, FOR_ALL},
    {TEXT("Total POSTed:"), TEXT(""), AB_POSTED, FOR_ALL},
    {TEXT("Total PUT:"), TEXT(""), AB_PUT, FOR_ALL},
    {TEXT("Total body sent:"), TEXT(""), AB_BODY, FOR_ALL},
    {TEXT("HTML transferred:"), TEXT("bytes"), AB_HTML, FOR_ALL},
    {TEXT("Requests per second:"), TEXT("[#/sec] (mean)"), AB_RATE, FOR_ALL},
    {TEXT("Requests per second:"), TEXT(""), AB_RATE, FOR_OLD},
    {TEXT("Time per request:"), TEXT("[ms] (mean)"), AB_PER_REQUEST, FOR_ALL},
    {TEXT("Time per request:"),
     TEXT("[ms] (mean, across all concurrent requests)"), AB_PER_REQUEST_ALL,
     FOR_ALL},
    {TEXT("Time per request:"),
     TEXT("[ms] (mean, across all concurent requests)"), AB_PER_REQUEST_ALL,
     FOR_ALL},
    {TEXT("Transfer rate:"), TEXT("[Kbytes/sec] received"), AB_RECEIVED,
     FOR_ALL},
    {TEXT("Transfer rate:"), TEXT("kb/s received"), AB_RECEIVED, FOR_OLD},
};

/* The continuation lines of TEXT("Transfer rate:") have no label of their own.
 */
static const struct label rates[] = {
    {TEXT(""), TEXT("kb/s sent"), AB_SENT, FOR_ALL},
    {TEXT(""), TEXT("kb/s total"), AB_SENT_AND_RECEIVED, FOR_ALL},
};

static const struct word_label {
    struct slice label;
    enum ab_word word;
} word_labels[] = {
    {TEXT("Server Software:"), AB_SOFTWARE},
    {TEXT("Server Hostname:"), AB_HOST},
    {TEXT("SSL/TLS Protocol:"), AB_TLS},
    {TEXT("Server Temp Key:"), AB_TLS_KEY},
    {TEXT("TLS Server Name:"), AB_TLS_NAME},
    {TEXT("Document Path:"), AB_PATH},
};

static const struct {
    struct slice label;
    enum ab_field field;
} failures[] = {
    {TEXT("Connect:"), AB_FAILED_CONNECT},
    {TEXT("Receive:"), AB_FAILED_RECEIVE},
    {TEXT("Length:"), AB_FAILED_LENGTH},
    {TEXT("Exceptions:"), AB_FAILED_EXCEPTIONS},
};

/* Rule 5. */
struct ab_form ab_form_of(const struct ab_log *log, enum ab_field field)
{
    bool is_new = log->age == AB_AGE_2_3;
    bool is_three = is_new || log->age == AB_AGE_2_0;

    switch (field) {
    case AB_TIME:
        return (struct ab_form){3, is_new ? 3 : 6, false};
    case AB_PER_REQUEST:
    case AB_PER_REQUEST_ALL:
        return (struct ab_form){is_three ? 3 : 2, 3, false};
    case AB_RATE:
    case AB_RECEIVED:
    case AB_SENT:
    case AB_SENT_AND_RECEIVED:
        return (struct ab_form){2, 2, false};
    case AB_PORT: /* of a short, before 2.0.41 */
    case AB_LENGTH:
    case AB_KEEPALIVE:
    case AB_RAMPUP:
    case AB_TOTAL:
    case AB_POSTED:
    case AB_PUT:
    case AB_BODY:
    case AB_HTML:
        return (struct ab_form){0, 0, false};
    default:
        return (struct ab_form){0, 0, true};
    }
}

static bool is_old(const struct ab_log *log)
{
    return log->is_html || log->age == AB_AGE_1 || log->age == AB_AGE_UNKNOWN;
}

/* ---- finding labels ---------------------------------------------------- */

/* Most labels differ in the first letter already, and a line is tried against
 * all of them. */
static inline bool may_begin(struct slice line, struct slice label)
{
    return line.len && line.at[0] == label.at[0];
}

/* Where the label's value begins. Lines that begin with it are the rule and
 * found at once; is_glued looks for it further on (rule 3), where a colon
 * before it makes the line something else that quotes the label. */
static bool find_label(struct slice line, struct slice label, bool is_glued,
                       struct slice *value)
{
    size_t at;

    if (!is_glued) {
        if (!may_begin(line, label))
            return false;
        *value = line;
        return slice_skip(value, label);
    }
    at = slice_find(line, label);
    if (at == line.len || slice_find_char(slice_part(line, 0, at), ':') < at)
        return false;
    *value = slice_part(line, at + label.len, line.len);
    return true;
}

bool ab_report_opens(struct slice line)
{
    struct slice label = SLICE("Server Software:"), value;

    return find_label(line, label, false, &value) ||
           find_label(line, label, true, &value);
}

static size_t find_word(struct slice s, struct slice label)
{
    size_t at = slice_find(s, label);

    return at && at < s.len && s.at[at - 1] != ' ' ? s.len : at;
}

/* Where in a value the next line's label begins, when lines were joined;
 * value.len if there is none. */
static size_t next_label(struct slice value)
{
    size_t first = value.len;

    if (slice_find_char(value, ':') == value.len)
        return first;
    for (size_t i = 0; i < G_N_ELEMENTS(word_labels); i++)
        first = MIN(first, find_word(value, word_labels[i].label));
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
        first = MIN(first, find_word(value, labels[i].label));
    return first;
}

static bool read_plain(struct reading *r, struct slice line, bool is_glued);

/* Reads what was joined to a value and takes it off. */
static struct slice take_joined(struct reading *r, struct slice value)
{
    size_t at = next_label(value);

    if (at < value.len)
        read_plain(r, slice_part(value, at, value.len), false);
    return slice_trim(slice_part(value, 0, at));
}

/* ---- values ------------------------------------------------------------ */

/* What fits behind a number: all of a label's tail, or its beginning. */
enum fit { FITS_NOT, FITS_BEGINNING, FITS };

static enum fit fit_tail(struct slice words, struct slice tail)
{
    struct slice word, expected;

    while (slice_word(&words, &word))
        if (!slice_word(&tail, &expected) || !slice_equal(word, expected))
            return FITS_NOT;
    return slice_trim(tail).len ? FITS_BEGINNING : FITS;
}

/* Rules 1 and 2: the first of the labels alike whose tail fits. */
static enum fit find_tail(const struct ab_log *log, const struct label **label,
                          const struct label *end, struct slice words)
{
    struct slice name = (*label)->label;
    enum fit best = FITS_NOT;

    for (const struct label *l = *label; l < end && slice_equal(l->label, name);
         l++) {
        enum fit fit = l->use == FOR_OLD && !is_old(log)
                           ? FITS_NOT
                           : fit_tail(words, l->tail);

        if (fit == FITS) {
            *label = l;
            return FITS;
        }
        best = MAX(best, fit);
    }
    return best;
}

static bool keep_number(struct reading *r, const struct label *label,
                        struct slice word, struct decimal value)
{
    struct ab_number *number = &r->report->fields[label->field];

    if (label->use == FOR_OLD)
        r->report->is_rate_bare = true;
    if (label->field == AB_LENGTH && r->report->is_length_variable)
        return ab_reading_fail(r, word, "several-values",
                               "'%.*s' is a number and 'Variable'",
                               SLICE_ARG(label->label));
    ab_reading_keep(r, number, word, value, label->label);
    /* A number right at the end of the log may lack its last digits. */
    if (r->is_cut && !label->tail.len)
        return ab_reading_fail_number(r, word, label->label,
                                      ab_form_of(r->log, label->field));
    return true;
}

static bool keep_variable(struct reading *r, const struct label *label,
                          struct slice word)
{
    if (ab_has(r->log, AB_LENGTH))
        return ab_reading_fail(r, word, "several-values",
                               "'%.*s' is a number and 'Variable'",
                               SLICE_ARG(label->label));
    r->report->is_length_variable = true;
    return true;
}

/* The words behind the number go on in the next line. */
static void hold(struct reading *r, const struct label *label,
                 struct slice word, struct decimal value, struct slice words)
{
    r->report->held = (struct ab_held){
        .label = label,
        .number = {.value = value,
                   .line = r->line,
                   .column = ab_reading_column(r, word)},
        .word = run_string(r->log->run, word),
        .words = run_string(r->log->run, words),
    };
}

static bool fail_tail(struct reading *r, const struct label *label,
                      struct slice word, struct slice words)
{
    return words.len
               ? ab_reading_fail(r, word, "bad-number",
                                 "the line '%.*s' is not whole: '%.*s' stands "
                                 "behind its number, not '%.*s'",
                                 SLICE_ARG(label->label), SLICE_ARG(words),
                                 SLICE_ARG(label->tail))
               : ab_reading_fail(r, word, "bad-number",
                                 "the line '%.*s' is not whole: '%.*s' does "
                                 "not follow its number",
                                 SLICE_ARG(label->label),
                                 SLICE_ARG(label->tail));
}

static bool read_number(struct reading *r, const struct label *label,
                        const struct label *end, struct slice rest)
{
    struct slice name = label->label, word = {0};
    struct decimal value;
    enum fit fit;

    rest = slice_trim(rest);
    slice_word(&rest, &word);
    rest = slice_trim(rest);
    if (label->field == AB_LENGTH && slice_equal(word, SLICE("Variable")))
        return keep_variable(r, label, word);
    if (!ab_printed(word, ab_form_of(r->log, label->field), &value))
        return ab_reading_fail_number(r, word, name,
                                      ab_form_of(r->log, label->field));
    fit = find_tail(r->log, &label, end, rest);
    if (fit == FITS_NOT && next_label(rest) < rest.len) {
        rest = take_joined(r, rest);
        fit = find_tail(r->log, &label, end, rest);
    }
    if (fit == FITS)
        return keep_number(r, label, word, value);
    if (r->is_cut)
        return ab_reading_fail_number(r, word, name,
                                      ab_form_of(r->log, label->field));
    if (fit == FITS_NOT)
        return fail_tail(r, label, word, rest);
    hold(r, label, word, value, rest);
    return true;
}

/* What is found from now on is found at the number that was held. */
static void stand_at(struct reading *r, const struct ab_held *held)
{
    r->start = slice_from(held->word);
    r->line = held->number.line;
    r->column = held->number.column;
}

/* The line that completes one whose words were wrapped; false if it does
 * not, and then that one was never whole. */
static bool read_held(struct reading *r, struct slice line)
{
    struct ab_held held = r->report->held;
    const struct label *label = held.label;
    const struct label *end = labels + G_N_ELEMENTS(labels);
    g_autofree char *joined = NULL;
    struct slice words;
    enum fit fit;

    r->report->held = (struct ab_held){0};
    joined = g_strdup_printf("%s %.*s", held.words, SLICE_ARG(line));
    words = slice_trim(slice_from(joined));
    fit = find_tail(r->log, &label, end, words);
    if (fit == FITS_NOT || (fit == FITS_BEGINNING && r->is_cut)) {
        ab_report_fail_held(r->log, &held);
        return false;
    }
    if (fit == FITS_BEGINNING) {
        held.words = run_string(r->log->run, words);
        r->report->held = held;
        return true;
    }
    stand_at(r, &held);
    keep_number(r, label, r->start, held.number.value);
    return true;
}

void ab_report_fail_held(struct ab_log *log, const struct ab_held *held)
{
    struct reading r = {.log = log, .report = &log->report};

    stand_at(&r, held);
    fail_tail(&r, held->label, r.start, slice_from(held->words));
}

static bool keep_words(struct reading *r, enum ab_word which,
                       struct slice label, struct slice value)
{
    const char *before = r->report->words[which];

    value = take_joined(r, value);
    if (before && !slice_equal(value, slice_from(before)))
        return ab_reading_fail(
            r, value, "several-values",
            "'%.*s' stands twice with different values ('%s' and '%.*s')",
            SLICE_ARG(label), before, SLICE_ARG(value));
    r->report->words[which] = run_string(r->log->run, value);
    return true;
}

static bool read_word(struct reading *r, struct slice line, bool is_glued)
{
    struct slice value;

    for (size_t i = 0; i < G_N_ELEMENTS(word_labels); i++) {
        if (!is_glued && !may_begin(line, word_labels[i].label))
            continue;
        if (!find_label(line, word_labels[i].label, is_glued, &value))
            continue;
        value = slice_trim(value);
        if (!value.len) {
            r->report->open_word = &word_labels[i];
            return true;
        }
        return keep_words(r, word_labels[i].word, word_labels[i].label, value);
    }
    return false;
}

static bool read_labelled(struct reading *r, struct slice line, bool is_glued)
{
    const struct label *end = labels + G_N_ELEMENTS(labels);
    struct slice value;

    for (const struct label *label = labels; label < end; label++) {
        if (!is_glued && !may_begin(line, label->label))
            continue;
        if (!find_label(line, label->label, is_glued, &value))
            continue;
        if (!slice_trim(value).len && !r->is_cut) {
            r->report->open = label;
            return true;
        }
        return read_number(r, label, end, value);
    }
    return false;
}

/* "(Connect: 0, Receive: 8, Length: 8, Exceptions: 8)" */
static bool read_failures(struct reading *r, struct slice line)
{
    static const struct ab_form whole = {0, 0, true};
    struct slice rest = slice_trim(line);

    if (!slice_skip(&rest, SLICE("(Connect:")) || !rest.len)
        return false;
    rest = slice_part(slice_trim(line), 1, line.len);
    while (rest.len) {
        size_t comma = slice_find_char(rest, ','), i = 0;
        struct slice part = slice_trim(slice_part(rest, 0, comma));
        struct slice value;
        struct decimal count;

        if (comma == rest.len && !slice_ends(part, SLICE(")")))
            return ab_reading_fail_number(r, part, SLICE("Failed requests:"),
                                          whole);
        if (comma == rest.len)
            part.len--;
        rest = slice_part(rest, comma + 1, rest.len);
        while (i < G_N_ELEMENTS(failures) &&
               !find_label(part, failures[i].label, false, &value))
            i++;
        if (i == G_N_ELEMENTS(failures))
            return ab_reading_fail(r, part, "bad-number",
                                   "'%.*s' is no kind of failure ab tells of",
                                   SLICE_ARG(part));
        value = slice_trim(value);
        if (!ab_printed(value, whole, &count))
            return ab_reading_fail_number(r, value, failures[i].label, whole);
        ab_reading_keep(r, &r->report->fields[failures[i].field], value, count,
                        failures[i].label);
    }
    return true;
}

/* "3476.91 kb/s sent" */
static bool read_rate(struct reading *r, struct slice line)
{
    struct slice rest = line, word;

    for (size_t i = 0; i < G_N_ELEMENTS(rates); i++) {
        rest = line;
        if (slice_word(&rest, &word) && ab_same_words(rest, rates[i].tail))
            return read_number(r, &rates[i], &rates[i] + 1, line);
    }
    return false;
}

static bool read_plain(struct reading *r, struct slice line, bool is_glued)
{
    return read_word(r, line, is_glued) || read_labelled(r, line, is_glued);
}

/* A value on the line after its label. */
static bool read_open(struct reading *r, struct slice line)
{
    const struct label *label = r->report->open;

    r->report->open = NULL;
    return read_number(r, label, labels + G_N_ELEMENTS(labels), line);
}

/* The same for words. A server may have no name: then the next line is that
 * of another label. */
static bool read_open_word(struct reading *r, struct slice line)
{
    size_t i =
        (size_t)((const struct word_label *)r->report->open_word - word_labels);

    r->report->open_word = NULL;
    if (!next_label(line)) {
        keep_words(r, word_labels[i].word, word_labels[i].label,
                   slice_part(line, 0, 0));
        return false;
    }
    return keep_words(r, word_labels[i].word, word_labels[i].label, line);
}

/* Rule 3, after the plain ways failed: rare, and slower. */
static bool read_glued(struct reading *r, struct slice line)
{
    return slice_find_char(line, ':') < line.len && read_plain(r, line, true);
}

bool ab_report_line(struct ab_log *log, const Text *text, struct slice line)
{
    struct reading r = {
        .log = log,
        .report = &log->report,
        .text = text,
        .start = line,
        .line = (uint32_t)text_line_number(text),
        .column = log->is_html ? 0 : (uint32_t)text_column(text, line.at),
        .is_cut = text_cut(text)};
    struct slice plain = slice_trim(line);

    if (log->report.open_word && read_open_word(&r, plain))
        return true;
    if (log->report.held.label && read_held(&r, plain))
        return true;
    if (slice_starts(plain, SLICE("Percentage of the req")))
        return log->report.has_percentiles = true;
    if (log->report.open)
        return read_open(&r, plain);
    return ab_read_percentiles(&r, plain) || ab_read_row(&r, line) ||
           read_plain(&r, plain, false) || read_failures(&r, plain) ||
           ab_read_table_head(&r, plain) || read_rate(&r, plain) ||
           ab_read_warning(&r, plain) || read_glued(&r, plain);
}

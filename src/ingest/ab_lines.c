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
 *     Connection Times (ms)
 *                   min  mean[+/-sd] median   max
 *     Total:          0    0   0.5      0      10
 *
 *     Percentage of the requests served within a certain time (ms)
 *       50%      0
 *      100%     10 (longest request)
 *
 * 1. A line counts only when its whole shape is there: the label, the number
 *    and the words behind it. "Requests per second:    580" at the end of a
 *    log is a number that was cut, not a slow server.
 * 2. Two lines share the label "Time per request:"; the words behind the
 *    number tell them apart, never their order.
 * 3. A label may have something glued before it ("^C"), its value may stand
 *    on the next line, blanks may be squeezed: published logs show all that.
 * 4. A line that stands twice with different values is a contradiction.
 * 5. Without sd (option -S, HTML) average and maximum have no blank between
 *    them from five digits on: they are read by the width of the columns.
 * 6. Percentile rows are read as pairs, also when all stand on one line.
 */
#include "ingest/ab_report.h"

const unsigned ab_percentiles[AB_N_PERCENTILES] = {50, 66, 75, 80, 90,
                                                   95, 98, 99, 100};

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

static const struct {
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

static const struct slice row_names[AB_N_ROWS] = {
    TEXT("Connect:"), TEXT("Processing:"), TEXT("Waiting:"), TEXT("Total:")};

/* The line being read, and where its findings go. */
struct reading {
    struct ab_log *log;
    struct ab_report *report;
    const Text *text;
    struct slice start;    /* the line */
    uint32_t line, column; /* of its start */
    bool is_cut;           /* the log ends within this line */
};

/* In a line without other characters than ASCII, as nearly all are, bytes
 * are columns. */
static uint32_t column_of(const struct reading *r, struct slice at)
{
    if (r->log->is_html)
        return 0;
    for (const char *c = r->start.at; c < at.at; c++)
        if ((unsigned char)*c > 127)
            return (uint32_t)text_column(r->text, at.at);
    return r->column + (uint32_t)(at.at - r->start.at);
}

/* Keeps the first problem; returns true: the line was understood as ab's. */
static bool G_GNUC_PRINTF(4, 5) fail(struct reading *r, struct slice at,
                                     const char *slug, const char *format, ...)
{
    struct ab_problem *problem = &r->report->problem;
    g_autofree char *message = NULL;
    va_list arguments;

    if (problem->slug)
        return true;
    va_start(arguments, format);
    message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    problem->slug = slug;
    problem->message = run_string(r->log->run, slice_from(message));
    problem->line = r->line;
    problem->column = column_of(r, at);
    return true;
}

static bool fail_number(struct reading *r, struct slice word,
                        struct slice label)
{
    if (r->is_cut)
        return fail(r, word, "truncated",
                    "'%.*s' is cut off in the middle of a number",
                    SLICE_ARG(word));
    return fail(r, word, "bad-number", "'%.*s' after '%.*s' is not a number",
                SLICE_ARG(word), SLICE_ARG(label));
}

/* The same words, however many blanks stand between. */
static bool same_words(struct slice a, struct slice b)
{
    struct slice word_a, word_b;

    for (;;) {
        bool more_a = slice_word(&a, &word_a);
        bool more_b = slice_word(&b, &word_b);

        if (!more_a || !more_b)
            return more_a == more_b;
        if (!slice_equal(word_a, word_b))
            return false;
    }
}

/* Rule 4. */
static void keep(struct reading *r, struct ab_number *number, struct slice word,
                 struct decimal value, struct slice label)
{
    if (number->is_seen && decimal_compare(number->value, value)) {
        fail(r, word, "several-values",
             "'%.*s' stands twice with different values (first in line %u)",
             SLICE_ARG(label), number->line);
        return;
    }
    *number = (struct ab_number){value, r->line, column_of(r, word), true,
                                 number->is_refused};
}

static bool is_old(const struct ab_log *log)
{
    return log->is_html || log->age == AB_AGE_1 || log->age == AB_AGE_UNKNOWN;
}

/* Rules 1 and 2: the first of the labels alike whose tail fits. */
static bool read_number(struct reading *r, const struct label *label,
                        const struct label *end, struct slice rest)
{
    struct slice name = label->label;
    struct slice word;
    struct decimal value;

    rest = slice_trim(rest);
    slice_word(&rest, &word);
    if (label->field == AB_LENGTH && slice_equal(word, SLICE("Variable"))) {
        r->report->is_length_variable = true;
        return true;
    }
    if (!slice_to_decimal(word, &value))
        return fail_number(r, word, name);
    for (; label < end && slice_equal(label->label, name); label++) {
        if (!same_words(rest, label->tail) ||
            (label->use == FOR_OLD && !is_old(r->log)))
            continue;
        if (label->use == FOR_OLD)
            r->report->is_rate_bare = true;
        keep(r, &r->report->fields[label->field], word, value, name);
        /* A number right at the end of the log may lack its last digits. */
        if (r->is_cut && !label->tail.len)
            return fail_number(r, word, name);
        return true;
    }
    if (r->is_cut)
        return fail_number(r, word, name);
    return fail(r, word, "bad-number",
                "the line '%.*s' is not whole: '%.*s' stands behind its "
                "number",
                SLICE_ARG(name), SLICE_ARG(slice_trim(rest)));
}

/* Where the label's value begins. Lines that begin with it are the rule and
 * found at once; is_glued looks for it further on (rule 3), where a colon
 * before it makes the line something else that quotes the label. */
static bool find_label(struct slice line, struct slice label, bool is_glued,
                       struct slice *value)
{
    size_t at;

    if (!is_glued) {
        /* Most labels differ in the first letter already. */
        if (!line.len || line.at[0] != label.at[0])
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

static bool read_word(struct reading *r, struct slice line, bool is_glued)
{
    struct slice value;

    for (size_t i = 0; i < G_N_ELEMENTS(word_labels); i++) {
        if (!find_label(line, word_labels[i].label, is_glued, &value))
            continue;
        r->report->words[word_labels[i].word] =
            run_string(r->log->run, slice_trim(value));
        return true;
    }
    return false;
}

static bool read_labelled(struct reading *r, struct slice line, bool is_glued)
{
    const struct label *end = labels + G_N_ELEMENTS(labels);
    struct slice value;

    for (const struct label *label = labels; label < end; label++) {
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
    struct slice rest = slice_trim(line);

    if (!slice_skip(&rest, SLICE("(Connect:")) || !rest.len)
        return false;
    rest = slice_part(slice_trim(line), 1, line.len);
    while (rest.len) {
        size_t comma = slice_find_char(rest, ',');
        struct slice part = slice_trim(slice_part(rest, 0, comma));
        struct slice value;
        struct decimal count;

        if (comma == rest.len && !slice_ends(part, SLICE(")")))
            return fail_number(r, part, SLICE("Failed requests:"));
        if (comma == rest.len)
            part.len--;
        rest = slice_part(rest, comma + 1, rest.len);
        for (size_t i = 0; i < G_N_ELEMENTS(failures); i++) {
            if (!find_label(part, failures[i].label, false, &value))
                continue;
            value = slice_trim(value);
            if (!slice_to_decimal(value, &count))
                return fail_number(r, value, failures[i].label);
            keep(r, &r->report->fields[failures[i].field], value, count,
                 failures[i].label);
        }
    }
    return true;
}

/* "3476.91 kb/s sent" */
static bool read_rate(struct reading *r, struct slice line)
{
    struct slice rest = line, word;

    for (size_t i = 0; i < G_N_ELEMENTS(rates); i++) {
        rest = line;
        if (slice_word(&rest, &word) && same_words(rest, rates[i].tail))
            return read_number(r, &rates[i], &rates[i] + 1, line);
    }
    return false;
}

/* The title; 1.3, 2.0.16 and old HTML spell it with three n. */
static bool skip_title(struct slice *line)
{
    return slice_skip(line, SLICE("Connection Times (ms)")) ||
           slice_skip(line, SLICE("Connnection Times (ms)"));
}

/* "min mean[+/-sd] median max" or "min avg max", perhaps behind the title. */
static bool read_table_head(struct reading *r, struct slice line)
{
    bool is_title = skip_title(&line);

    if (is_title)
        r->report->has_table = true;
    if (!r->report->has_table || r->report->rows[AB_CONNECT].is_seen)
        return false;
    if (same_words(line, SLICE("min mean[+/-sd] median max")))
        return r->report->has_sd = true;
    return is_title || same_words(line, SLICE("min avg max"));
}

/* Rule 5: from the row's name on, a cell of five characters begins after 12,
 * the next after a blank, and the last has no blank before it. */
static bool split_wide(struct slice row, struct decimal cells[AB_N_CELLS])
{
    return slice_to_decimal(slice_trim(slice_part(row, 12, 17)),
                            &cells[AB_MIN]) &&
           slice_to_decimal(slice_trim(slice_part(row, 18, 23)),
                            &cells[AB_MEAN]) &&
           slice_to_decimal(slice_trim(slice_part(row, 23, row.len)),
                            &cells[AB_MAX]);
}

static bool in_order(const struct decimal cells[AB_N_CELLS])
{
    return decimal_compare(cells[AB_MIN], cells[AB_MEAN]) <= 0 &&
           decimal_compare(cells[AB_MEAN], cells[AB_MAX]) <= 0;
}

/* How many cells the row has; 0 if they are no numbers or too many. */
static size_t read_cells(struct slice rest, struct decimal cells[AB_N_CELLS])
{
    struct slice word;
    size_t n = 0;

    while (slice_word(&rest, &word))
        if (n == AB_N_CELLS || !slice_to_decimal(word, &cells[n++]))
            return 0;
    return n;
}

/* A row without sd and median; false if it cannot be told apart. */
static bool read_three(struct slice row, size_t n,
                       struct decimal cells[AB_N_CELLS])
{
    if (n == 3) {
        cells[AB_MAX] = cells[2];
        cells[AB_MEAN] = cells[1];
        cells[AB_SD] = cells[AB_MEDIAN] = (struct decimal){0};
        return true;
    }
    if (n != 2)
        return false;
    return split_wide(row, cells) && in_order(cells);
}

static bool read_row(struct reading *r, struct slice line)
{
    struct slice whole = slice_trim(line), row;
    struct decimal cells[AB_N_CELLS] = {0};
    size_t which = 0, n;
    struct ab_table_row *to;
    bool is_read;

    while (which < AB_N_ROWS && !slice_starts(whole, row_names[which]))
        which++;
    if (!r->report->has_table || which == AB_N_ROWS)
        return false;
    row = slice_part(whole, row_names[which].len, whole.len);
    /* The last cell has nothing behind it that would prove it whole. */
    if (r->is_cut)
        return fail(r, row, "truncated", "the log is cut in the row '%.*s'",
                    SLICE_ARG(row_names[which]));
    n = read_cells(row, cells);
    is_read = r->report->has_sd ? n == AB_N_CELLS : read_three(whole, n, cells);
    if (!is_read && (r->report->has_sd || n != 2))
        return fail(r, row, "bad-number",
                    "the row '%.*s' does not have its numbers",
                    SLICE_ARG(row_names[which]));
    to = &r->report->rows[which];
    *to = (struct ab_table_row){
        .line = r->line, .is_seen = true, .is_refused = !is_read};
    memcpy(to->cells, cells, sizeof cells);
    return true;
}

static size_t percentile_index(struct slice word)
{
    uint64_t percent;
    size_t i = 0;

    if (!slice_ends(word, SLICE("%")) ||
        !slice_to_count(slice_part(word, 0, word.len - 1), &percent))
        return AB_N_PERCENTILES;
    while (i < AB_N_PERCENTILES && ab_percentiles[i] != percent)
        i++;
    return i;
}

/* Behind the 100 % row; it proves that the number is whole. */
static bool skip_longest(struct slice *rest)
{
    struct slice s = slice_trim_left(*rest);

    if (!slice_skip(&s, SLICE("(longest request)")) &&
        !slice_skip(&s, SLICE("(last request)")))
        return false;
    *rest = s;
    return true;
}

/* Rule 6. */
static bool read_percentiles(struct reading *r, struct slice line)
{
    struct slice rest = line, word;
    bool any = false;

    while (slice_word(&rest, &word)) {
        size_t i = percentile_index(word);
        struct decimal value;

        if (i == AB_N_PERCENTILES)
            return any ? fail_number(r, word, SLICE("a percentile")) : false;
        any = true;
        if (!slice_word(&rest, &word) || !slice_to_decimal(word, &value)) {
            if (r->is_cut)
                return true;
            return fail_number(r, word, SLICE("a percentile"));
        }
        if (ab_percentiles[i] == 100) {
            if (!skip_longest(&rest))
                return r->is_cut ? true : fail_number(r, word, SLICE("100%"));
            r->report->is_closed = true;
        }
        /* In mid-line at the end of the log, the number may be cut. */
        if (r->is_cut && !rest.len && !r->report->is_closed)
            return true;
        keep(r, &r->report->percentiles[i], word, value, SLICE("a percentile"));
    }
    return any;
}

static bool read_open(struct reading *r, struct slice line)
{
    const struct label *label = r->report->open;

    r->report->open = NULL;
    return read_number(r, label, labels + G_N_ELEMENTS(labels), line);
}

/* Rule 3, after the plain ways failed: rare, and slower. */
static bool read_glued(struct reading *r, struct slice line)
{
    return slice_find_char(line, ':') < line.len &&
           (read_word(r, line, true) || read_labelled(r, line, true));
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

    if (slice_starts(plain, SLICE("Percentage of the req")))
        return log->report.has_percentiles = true;
    if (log->report.open)
        return read_open(&r, plain);
    return (log->report.has_percentiles && read_percentiles(&r, plain)) ||
           read_row(&r, line) || read_word(&r, plain, false) ||
           read_labelled(&r, plain, false) || read_failures(&r, plain) ||
           read_table_head(&r, plain) || read_rate(&r, plain) ||
           read_glued(&r, plain);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a run of ab is worth, and the run it becomes.
 *
 * 1. Without a report there is no result: the run is refused and quotes the
 *    error it ended with. So it is when a line of the report is missing or
 *    cut, a table is not whole, or its numbers contradict each other.
 * 2. Replies counted as failed only because their length differs belong to a
 *    changing page: a note. Any other failure, or a reply that is not 2xx,
 *    gates the run; when all replies are not 2xx, or no byte came, there is
 *    no measurement of the page at all.
 * 3. A run that was stopped (ab_log_end) is gated. A run under option -t
 *    stops early by design: its number of requests is a result, and no
 *    parameter; its time limit is one.
 */
#include "ingest/ab_report.h"

#include <math.h>

enum ab_end ab_log_end(const struct ab_log *log)
{
    const struct ab_progress *progress = &log->progress;

    if (progress->is_interrupted || log->is_broken_off)
        return AB_END_INTERRUPTED;
    if (progress->finished_line || log->is_done)
        return AB_END_WHOLE;
    if (progress->step)
        return AB_END_INTERRUPTED;
    /* 1.3 wipes the line out before "..done". */
    if (log->has_dots && log->age != AB_AGE_1)
        return AB_END_INTERRUPTED;
    return AB_END_UNKNOWN;
}

/* Option -t: it says that it finished, after another number of requests than
 * the steps of its progress (a tenth of what was asked for) belong to. */
static bool is_time_limited(const struct ab_log *log)
{
    const struct ab_progress *progress = &log->progress;
    uint64_t n = (uint64_t)ab_double(log, AB_COMPLETE);

    /* Dumps of replies swallow lines of progress. */
    if (!progress->finished_line || progress->is_interrupted ||
        (log->is_verbose && !progress->step))
        return false;
    if (ab_has(log, AB_NUMBER))
        return n < (uint64_t)ab_double(log, AB_NUMBER);
    return progress->step != MAX(n / 10, 100);
}

/* Whether the report is whole (rule 1). */

static const struct {
    enum ab_field field;
    const char *label;
    enum { ALWAYS, IF_RATE, IF_RATE_AND_UNITS, IF_BODY } when;
} required[] = {
    {AB_CONCURRENCY, "Concurrency Level:", ALWAYS},
    {AB_TIME, "Time taken for tests:", ALWAYS},
    {AB_COMPLETE, "Complete requests:", ALWAYS},
    {AB_FAILED, "Failed requests:", ALWAYS},
    {AB_TOTAL, "Total transferred:", ALWAYS},
    {AB_HTML, "HTML transferred:", ALWAYS},
    {AB_RATE, "Requests per second:", IF_RATE},
    {AB_PER_REQUEST, "Time per request: (mean)", IF_RATE_AND_UNITS},
    {AB_PER_REQUEST_ALL, "Time per request: (all)", IF_RATE_AND_UNITS},
    {AB_RECEIVED, "Transfer rate:", IF_RATE},
    {AB_SENT, "kb/s sent", IF_BODY},
    {AB_SENT_AND_RECEIVED, "kb/s total", IF_BODY},
};

static bool has_body(const struct ab_log *log)
{
    return ab_has(log, AB_POSTED) || ab_has(log, AB_PUT) ||
           ab_has(log, AB_BODY);
}

static bool is_required(const struct ab_log *log, size_t i)
{
    bool has_rate =
        !ab_has(log, AB_COMPLETE) || !ab_has(log, AB_TIME) ||
        (ab_double(log, AB_COMPLETE) > 0 && ab_double(log, AB_TIME) > 0);

    switch (required[i].when) {
    case ALWAYS:
        return true;
    case IF_RATE:
        return has_rate;
    case IF_RATE_AND_UNITS:
        return has_rate && !log->report.is_rate_bare;
    case IF_BODY:
        return has_rate && has_body(log) && !log->is_html;
    }
    return false;
}

static bool is_table_whole(const struct ab_report *report)
{
    const struct ab_table_row *rows = report->rows;

    return rows[AB_CONNECT].is_seen && rows[AB_PROCESSING].is_seen &&
           (!report->has_sd || rows[AB_WAITING].is_seen) &&
           rows[AB_ALL].is_seen;
}

/* Lines that every version prints, and without which the numbers are whole
 * all the same. */
static const struct {
    enum ab_word word;
    enum ab_field field; /* AB_N_FIELDS: it is the word */
    const char *label;
} expected[] = {
    {AB_HOST, AB_N_FIELDS, "Server Hostname:"},
    {AB_N_WORDS, AB_PORT, "Server Port:"},
    {AB_PATH, AB_N_FIELDS, "Document Path:"},
    {AB_N_WORDS, AB_LENGTH, "Document Length:"},
};

static void note_missing(struct ab_log *log)
{
    const struct ab_report *report = &log->report;

    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        bool is_there = expected[i].field == AB_N_FIELDS
                            ? report->words[expected[i].word] != NULL
                            : ab_has(log, expected[i].field);

        is_there |=
            expected[i].field == AB_LENGTH && report->is_length_variable;
        if (!is_there)
            run_note(log->run, "missing-line", report->line,
                     "the report has no line '%s'", expected[i].label);
    }
    if (!report->has_percentiles && report->has_table && !log->is_html &&
        ab_double(log, AB_COMPLETE) > 1)
        run_note(log->run, "no-percentiles", log->last_line,
                 "the report ends with its table: option -d, or the rest was "
                 "lost");
}

/* The reason why the report is not whole, if it is not. */
static void check_whole(struct ab_log *log)
{
    const struct ab_report *report = &log->report;
    const struct ab_problem *problem = &report->problem;

    if (report->held.label)
        ab_report_fail_held(log, &report->held);
    if (problem->slug) {
        run_reason(log->run, problem->slug, problem->line, problem->column,
                   "%s", problem->message);
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(required); i++)
        if (is_required(log, i) && !ab_has(log, required[i].field)) {
            run_reason(log->run, "truncated", log->last_line, 0,
                       "the report has no line '%s'", required[i].label);
            return;
        }
    if (ab_has(log, AB_SENT) && !has_body(log)) {
        run_reason(log->run, "truncated", report->fields[AB_SENT].line, 0,
                   "the report has a rate of sending, but no line of the "
                   "bytes sent");
        return;
    }
    if (report->has_table && !is_table_whole(report))
        run_reason(log->run, "truncated", log->last_line, 0,
                   "the table of connection times is not whole");
    else if (report->is_cut || (log->is_html && !report->is_closed))
        run_reason(log->run, "truncated", log->last_line, 0,
                   "the log ends in the middle of the report");
    else if (!report->has_table && ab_double(log, AB_COMPLETE) > 1)
        run_reason(log->run, "cut-table", log->last_line, 0,
                   "the table of connection times is missing");
}

static void check_percentile_rows(struct ab_log *log)
{
    const struct ab_report *report = &log->report;

    for (size_t i = 0; report->has_percentiles && i < AB_N_PERCENTILES; i++)
        if (!report->percentiles[i].is_seen) {
            run_reason(log->run, "cut-table", log->last_line, 0,
                       "the percentile table is without its %u %% row",
                       ab_percentiles[i]);
            return;
        }
}

/* What it measured (rule 2). */

/* Replies that failed by their length and have no body at all: the server
 * closed the connection. */
static bool are_empty(const struct ab_log *log, double failed)
{
    double length = ab_double(log, AB_LENGTH);

    return length > 0 && ab_double(log, AB_HTML) ==
                             length * (ab_double(log, AB_COMPLETE) - failed);
}

static void judge_failed(struct ab_log *log)
{
    uint32_t line = log->report.fields[AB_FAILED].line;
    double n = ab_double(log, AB_COMPLETE);
    double failed = ab_double(log, AB_FAILED);
    double by_length = ab_double(log, AB_FAILED_LENGTH);

    if (failed <= 0)
        return;
    if (by_length < failed)
        run_reason(log->run, "failed-requests", line, 0,
                   "%.0f failures in %.0f requests", failed, n);
    else if (log->fatal)
        run_reason(log->run, "failed-requests", line, 0,
                   "%.0f failures in %.0f requests: %s", failed, n, log->fatal);
    else if (are_empty(log, failed))
        run_reason(log->run, "failed-requests", line, 0,
                   "%.0f of %.0f replies were empty", failed, n);
    else
        run_note(log->run, "length-failures", line,
                 "%.0f replies differ in length from the first", by_length);
}

static void judge_replies(struct ab_log *log)
{
    const struct ab_number *fields = log->report.fields;
    double n = ab_double(log, AB_COMPLETE);
    double other = ab_double(log, AB_NON_2XX);

    if (other >= n && other > 0)
        run_reason(log->run, "all-non-2xx", fields[AB_NON_2XX].line, 0,
                   "%.0f of %.0f replies are not 2xx", other, n);
    else if (other > 0)
        run_reason(log->run, "non-2xx", fields[AB_NON_2XX].line, 0,
                   "%.0f of %.0f replies are not 2xx", other, n);
    judge_failed(log);
    if (ab_double(log, AB_WRITE_ERRORS) > 0)
        run_reason(log->run, "write-errors", fields[AB_WRITE_ERRORS].line, 0,
                   "%.0f write errors", ab_double(log, AB_WRITE_ERRORS));
    if (ab_double(log, AB_BROKEN_PIPE) > 0)
        run_reason(log->run, "write-errors", fields[AB_BROKEN_PIPE].line, 0,
                   "%.0f broken pipes", ab_double(log, AB_BROKEN_PIPE));
}

static bool is_bodiless(const struct ab_log *log)
{
    return !log->report.is_length_variable && ab_has(log, AB_LENGTH) &&
           ab_double(log, AB_LENGTH) == 0 && ab_double(log, AB_HTML) == 0;
}

static void judge_work(struct ab_log *log)
{
    const struct ab_number *fields = log->report.fields;

    if (ab_double(log, AB_COMPLETE) == 0)
        run_reason(log->run, "no-report", fields[AB_COMPLETE].line, 0,
                   "no request was completed");
    else if (ab_double(log, AB_TIME) <= 0)
        run_reason(log->run, "no-report", fields[AB_TIME].line, 0,
                   "the time taken is zero: there is no rate");
    else if (ab_double(log, AB_TOTAL) == 0)
        run_reason(log->run, "nothing-transferred", fields[AB_TOTAL].line, 0,
                   "no byte was transferred%s%s", log->fatal ? ": " : "",
                   log->fatal ? log->fatal : "");
    else if (is_bodiless(log) &&
             (ab_double(log, AB_FAILED) > 0 || has_body(log)))
        run_reason(log->run, "nothing-transferred", fields[AB_HTML].line, 0,
                   "no document was transferred");
}

static void judge_end(struct ab_log *log)
{
    uint32_t line = log->report.fields[AB_COMPLETE].line;
    double n = ab_double(log, AB_COMPLETE);

    if (log->aborted)
        run_reason(log->run, "aborted", log->aborted_line, 0, "%s",
                   log->aborted);
    switch (ab_log_end(log)) {
    case AB_END_INTERRUPTED:
        run_reason(log->run, "interrupted", line, 0,
                   "stopped after %.0f requests: the log never says that it "
                   "finished",
                   n);
        break;
    case AB_END_UNKNOWN:
        run_note(log->run, "completeness-unknown", line,
                 "nothing tells whether %.0f requests were all that was asked "
                 "for%s",
                 n,
                 fmod(n, 10) > 0 ? "; the number looks like an interruption"
                                 : "");
        break;
    case AB_END_WHOLE:
        break;
    }
}

/* Why there is no report. */
static const struct {
    const char *part;
    const char *slug;
} causes[] = {
    {"Connection refused", "connection-refused"},
    {"apr_sockaddr_info_get", "unknown-host"},
    {"timeout specified has expired", "timeout"},
    {"(70007)", "timeout"},
    {"", "aborted"},
};

static void judge_failure(struct ab_log *log)
{
    struct slice fatal = slice_from(log->fatal ? log->fatal : "");
    size_t i = 0;

    if (log->is_usage) {
        run_reason(log->run, "no-run", log->fatal_line, log->fatal_column, "%s",
                   log->fatal);
        return;
    }
    if (!log->fatal && !log->aborted) {
        run_reason(log->run, "no-report", log->last_line, 0,
                   log->has_banner && !log->has_start
                       ? "there is a banner only: ab -V, or the log was cut"
                       : "the run left no report: killed, or the log was cut");
        return;
    }
    while (causes[i].part[0] &&
           slice_find(fatal, slice_from(causes[i].part)) == fatal.len)
        i++;
    if (!log->fatal)
        run_reason(log->run, "aborted", log->aborted_line, 0, "%s",
                   log->aborted);
    else
        run_reason(log->run, causes[i].slug, log->fatal_line, log->fatal_column,
                   "%s%s%s", log->fatal, log->aborted ? "; " : "",
                   log->aborted ? log->aborted : "");
}

/* What the run is. */

static void add_number(struct ab_log *log, enum ab_field field,
                       const char *name, bool is_parameter)
{
    char text[DECIMAL_TEXT];
    struct slice value;

    if (!ab_has(log, field) || log->report.fields[field].is_refused)
        return;
    value = slice_from(decimal_print(log->report.fields[field].value, text));
    if (is_parameter)
        run_parameter(log->run, name, value);
    else
        run_context(log->run, name, value);
}

static void add_method(struct ab_log *log)
{
    const char *method = ab_has(log, AB_POSTED) ? "POST"
                         : ab_has(log, AB_PUT)  ? "PUT"
                         : ab_has(log, AB_BODY) ? "POST or PUT"
                                                : NULL;

    if (!method && is_bodiless(log) && ab_double(log, AB_TOTAL) > 0) {
        method = "HEAD";
        run_note(log->run, "method-inferred", log->report.fields[AB_HTML].line,
                 "no reply has a body: HEAD, or an empty document");
    }
    if (method)
        run_parameter(log->run, "method", slice_from(method));
}

/* The length of the first reply, unless the page (not an error page among
 * others) changes its length. */
static void add_length(struct ab_log *log)
{
    if (log->report.is_length_variable || ab_double(log, AB_FAILED_LENGTH) > 0)
        run_parameter(log->run, "document_length", SLICE("variable"));
    else
        add_number(log, AB_LENGTH, "document_length", true);
}

static void add_parameters(struct ab_log *log)
{
    Run *run = log->run;
    char text[DECIMAL_TEXT];

    if (is_time_limited(log)) {
        double limit = floor(ab_double(log, AB_TIME));

        run_parameter(run, "time_limit",
                      slice_from(decimal_print(
                          (struct decimal){(int64_t)limit, 0}, text)));
        run_note(run, "time-limited", log->progress.finished_line,
                 "the run ended by its time limit, not by its number of "
                 "requests");
    } else {
        add_number(log, AB_COMPLETE, "n", true);
    }
    add_number(log, AB_CONCURRENCY, "c", true);
    add_number(log, AB_WORKERS, "workers", true);
    if (log->report.words[AB_PATH])
        run_parameter(run, "path", slice_from(log->report.words[AB_PATH]));
    run_parameter(run, "keepalive",
                  slice_from(ab_has(log, AB_KEEPALIVE) ? "yes" : "no"));
    run_parameter(run, "tls",
                  slice_from(log->report.words[AB_TLS] ? "yes" : "no"));
    add_length(log);
    add_method(log);
}

static const struct {
    enum ab_word word;
    const char *name;
} context[] = {
    {AB_SOFTWARE, "software"}, {AB_HOST, "host"},
    {AB_TLS, "tls_protocol"},  {AB_TLS_KEY, "tls_key"},
    {AB_TLS_NAME, "tls_name"},
};

static void add_context(struct ab_log *log)
{
    for (size_t i = 0; i < G_N_ELEMENTS(context); i++)
        if (log->report.words[context[i].word])
            run_context(log->run, context[i].name,
                        slice_from(log->report.words[context[i].word]));
    add_number(log, AB_PORT, "port", false);
}

static void note_reading(struct ab_log *log)
{
    if (log->n_unknown > 3)
        run_note(log->run, "unknown-line", 0, "%u lines in all are not ab's",
                 log->n_unknown);
    if (log->has_no_break)
        run_note(log->run, "no-break-spaces", log->run->line,
                 "no-break spaces are read as blanks: the log was pasted");
    if (log->is_verbose)
        run_note(log->run, "verbose", log->run->line,
                 "dumps of requests and replies were stepped over");
    if (log->fatal && log->report.line)
        run_note(log->run, "failure-line", log->fatal_line, "%s", log->fatal);
}

void ab_fill_run(struct ab_log *log)
{
    note_reading(log);
    if (!log->report.line) {
        judge_failure(log);
        return;
    }
    check_whole(log);
    check_percentile_rows(log);
    if (log->run->status != RUN_REFUSED)
        ab_repair(log);
    add_parameters(log);
    add_context(log);
    if (log->run->status != RUN_REFUSED) {
        note_missing(log);
        ab_check(log);
    }
    if (log->run->status != RUN_REFUSED)
        judge_work(log);
    if (log->run->status != RUN_REFUSED) {
        judge_replies(log);
        judge_end(log);
    }
    if (log->run->status != RUN_REFUSED)
        ab_add_values(log);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which metric each number of ab's report is, and the values of a run.
 *
 * A folder holds very many reports, each of some fifty numbers: the metrics
 * are looked up by name once, and a run gets its values all at once.
 */
#include "ingest/ab_report.h"
#include "ingest/interval.h"

static const struct {
    enum ab_field field;
    const char *metric;
} field_names[] = {
    {AB_RATE, "requests_per_second"},
    {AB_PER_REQUEST, "time_per_request_mean"},
    {AB_PER_REQUEST_ALL, "time_per_request_all"},
    {AB_RECEIVED, "transfer_rate"},
    {AB_SENT, "transfer_rate_sent"},
    {AB_SENT_AND_RECEIVED, "transfer_rate_total"},
    {AB_TIME, "time_taken"},
    {AB_COMPLETE, "complete"},
    {AB_FAILED, "failed"},
    {AB_FAILED_CONNECT, "failed_connect"},
    {AB_FAILED_RECEIVE, "failed_receive"},
    {AB_FAILED_LENGTH, "failed_length"},
    {AB_FAILED_EXCEPTIONS, "failed_exceptions"},
    {AB_BROKEN_PIPE, "broken_pipe"},
    {AB_NON_2XX, "non_2xx"},
    {AB_WRITE_ERRORS, "write_errors"},
    {AB_KEEPALIVE, "keepalive_requests"},
    {AB_KEEPALIVE_ABORTS, "keepalive_aborts"},
    {AB_CONCURRENCY, "concurrency"},
    {AB_ACHIEVED, "concurrency_achieved"},
    {AB_WORKERS, "workers"},
    {AB_RAMPUP, "rampup_delay"},
    {AB_LENGTH, "document_length"},
    {AB_TOTAL, "total_transferred"},
    {AB_HTML, "html_transferred"},
    {AB_POSTED, "body_sent"},
    {AB_PUT, "body_sent"},
    {AB_BODY, "body_sent"},
};

static const char *const cell_names[AB_N_ROWS][AB_N_CELLS] = {
    {"connect_min", "connect_mean", "connect_sd", "connect_median",
     "connect_max"},
    {"processing_min", "processing_mean", "processing_sd", "processing_median",
     "processing_max"},
    {"waiting_min", "waiting_mean", "waiting_sd", "waiting_median",
     "waiting_max"},
    {"total_min", "total_mean", "total_sd", "total_median", "total_max"},
};

static const char *const percentile_names[AB_N_PERCENTILES] = {
    "p50", "p66", "p75", "p80", "p90", "p95", "p98", "p99", "longest"};

enum { N_FIELD_METRICS = G_N_ELEMENTS(field_names) };

/* The metrics by those names, each in its place. */
struct metric_set {
    const struct metric *fields[N_FIELD_METRICS];
    const struct metric *cells[AB_N_ROWS][AB_N_CELLS];
    const struct metric *percentiles[AB_N_PERCENTILES];
    const struct metric *transfer_kb;
};

static const struct metric *look_up(const char *name)
{
    const struct metric *metric = metric_of("ab", name);

    if (!metric)
        g_error("ab has no metric called '%s'", name);
    return metric;
}

static const struct metric_set *metric_set(void)
{
    static struct metric_set set;
    static gsize is_made;

    if (!g_once_init_enter(&is_made))
        return &set;
    for (size_t i = 0; i < N_FIELD_METRICS; i++)
        set.fields[i] = look_up(field_names[i].metric);
    for (size_t i = 0; i < AB_N_ROWS; i++)
        for (size_t k = 0; k < AB_N_CELLS; k++)
            set.cells[i][k] = look_up(cell_names[i][k]);
    for (size_t i = 0; i < AB_N_PERCENTILES; i++)
        set.percentiles[i] = look_up(percentile_names[i]);
    set.transfer_kb = look_up("transfer_rate_kb");
    g_once_init_leave(&is_made, 1);
    return &set;
}

/* 1.3, 2.0.16 and the HTML before 2.2.9 divide by 1000, not by 1024. */
static bool is_transfer_in_kb(const struct ab_log *log)
{
    const struct ab_report *report = &log->report;
    struct interval bytes =
        interval_over(interval_exact(ab_double(log, AB_TOTAL)),
                      interval_exact(ab_double(log, AB_COMPLETE)));
    struct interval kilobytes;

    if (log->age == AB_AGE_1 || log->age == AB_AGE_2_BETA ||
        (log->age == AB_AGE_2_0 && log->is_html))
        return true;
    if (log->age != AB_AGE_UNKNOWN)
        return false;
    kilobytes = interval_times(interval_times(bytes, interval_exact(0.001)),
                               interval_printed(report->fields[AB_RATE].value));
    return interval_meet(interval_printed(report->fields[AB_RECEIVED].value),
                         interval_widen(kilobytes, 1e-5, 0));
}

/* The values of a run, one after the other. */
struct filling {
    struct run_value
        values[N_FIELD_METRICS + AB_N_ROWS * AB_N_CELLS + AB_N_PERCENTILES];
    guint n;
};

static void add(struct filling *to, const struct metric *metric,
                struct decimal value, uint32_t line, bool is_refused)
{
    to->values[to->n++] =
        (struct run_value){.metric = metric,
                           .value = value,
                           .line = line,
                           .marks = is_refused ? VALUE_REFUSED : 0};
}

static void add_fields(struct filling *to, const struct ab_log *log,
                       const struct metric_set *set)
{
    for (size_t i = 0; i < N_FIELD_METRICS; i++) {
        enum ab_field field = field_names[i].field;
        const struct ab_number *number = &log->report.fields[field];
        const struct metric *metric = set->fields[i];

        if (!number->is_seen)
            continue;
        if (field == AB_RECEIVED && is_transfer_in_kb(log))
            metric = set->transfer_kb;
        add(to, metric, number->value, number->line, number->is_refused);
    }
}

static void add_table(struct filling *to, const struct ab_report *report,
                      const struct metric_set *set)
{
    for (size_t which = 0; which < AB_N_ROWS; which++) {
        const struct ab_table_row *row = &report->rows[which];

        for (size_t i = 0; i < AB_N_CELLS && row->is_seen; i++) {
            bool is_there = report->has_sd || (i != AB_SD && i != AB_MEDIAN);

            /* A row that could not be split has no cells to keep. */
            if (is_there && (!row->is_refused || row->cells[AB_MAX].digits))
                add(to, set->cells[which][i], row->cells[i], row->line,
                    row->is_refused);
        }
    }
}

void ab_add_values(const struct ab_log *log)
{
    const struct ab_number *percentiles = log->report.percentiles;
    const struct metric_set *set = metric_set();
    struct filling to;

    to.n = 0;
    add_fields(&to, log, set);
    add_table(&to, &log->report, set);
    for (size_t i = 0; i < AB_N_PERCENTILES; i++)
        if (percentiles[i].is_seen)
            add(&to, set->percentiles[i], percentiles[i].value,
                percentiles[i].line, false);
    g_array_append_vals(log->run->values, to.values, to.n);
}

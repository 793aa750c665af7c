/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one run of ab left in a log, between the reading of its lines
 * (ab_lines.c), the state machine that finds where runs begin and end
 * (format_ab.c), the checks (ab_check.c) and the run it becomes (ab_run.c).
 */
#pragma once

#include "base/text.h"
#include "ingest/run.h"

enum ab_field {
    AB_PORT,
    AB_LENGTH,
    AB_WORKERS,
    AB_CONCURRENCY,
    AB_ACHIEVED,
    AB_RAMPUP,
    AB_TIME,
    AB_NUMBER, /* asked for; only the development version prints it */
    AB_COMPLETE,
    AB_FAILED,
    AB_FAILED_CONNECT,
    AB_FAILED_RECEIVE,
    AB_FAILED_LENGTH,
    AB_FAILED_EXCEPTIONS,
    AB_BROKEN_PIPE,
    AB_WRITE_ERRORS,
    AB_NON_2XX,
    AB_KEEPALIVE,
    AB_KEEPALIVE_ABORTS,
    AB_TOTAL,
    AB_POSTED,
    AB_PUT,
    AB_BODY,
    AB_HTML,
    AB_RATE,
    AB_PER_REQUEST,     /* c * time / n */
    AB_PER_REQUEST_ALL, /* time / n */
    AB_RECEIVED,
    AB_SENT,
    AB_SENT_AND_RECEIVED,
    AB_N_FIELDS,
};

enum ab_word {
    AB_SOFTWARE,
    AB_HOST,
    AB_TLS,
    AB_TLS_KEY,
    AB_TLS_NAME,
    AB_PATH,
    AB_N_WORDS,
};

enum ab_row { AB_CONNECT, AB_PROCESSING, AB_WAITING, AB_ALL, AB_N_ROWS };
enum ab_cell { AB_MIN, AB_MEAN, AB_SD, AB_MEDIAN, AB_MAX, AB_N_CELLS };

/* 50 66 75 80 90 95 98 99 100, the rows of the percentile table. */
#define AB_N_PERCENTILES 9
extern const unsigned ab_percentiles[AB_N_PERCENTILES];

struct ab_number {
    struct decimal value;
    uint32_t line, column;
    bool is_seen;
    bool is_refused; /* printed, but known to be wrong: the line, not the run */
};

struct ab_table_row {
    struct decimal cells[AB_N_CELLS];
    uint32_t columns[AB_N_CELLS];
    uint32_t line;
    bool is_seen;
    bool is_refused;
};

/* The first thing in a report that cannot be read. */
struct ab_problem {
    const char *slug; /* NULL: none */
    const char *message;
    uint32_t line, column;
};

/* A number whose words go on in the next line. */
struct ab_held {
    const void *label; /* NULL: none */
    struct ab_number number;
    const char *word, *words; /* the number as printed, and behind it */
};

/* What ab says about a row: mean and median more than one or two standard
 * deviations apart. */
enum ab_told { AB_TOLD_NOTHING, AB_TOLD_WARNING, AB_TOLD_ERROR };

/* Everything from "Server Software:" on. Words live in the run's chunk. */
struct ab_report {
    struct ab_number fields[AB_N_FIELDS];
    const char *words[AB_N_WORDS]; /* NULL if the line is missing */
    struct ab_table_row rows[AB_N_ROWS];
    struct ab_number percentiles[AB_N_PERCENTILES];
    struct ab_problem problem;
    uint32_t line; /* 0: no report was seen */
    bool is_length_variable;
    bool is_rate_bare;     /* without its unit: HTML and ab up to 1.3.9 */
    bool has_table;        /* its title was seen */
    bool has_sd;           /* five columns */
    bool has_percentiles;  /* their title was seen */
    bool is_cut;           /* the log ends inside this report, in mid-line */
    bool is_closed;        /* by the 100 % row or </table> */
    const void *open;      /* label whose value stands on the next line */
    const void *open_word; /* the same of a value in words */
    struct ab_held held;
    enum ab_told told[AB_N_ROWS];
    uint32_t told_line[AB_N_ROWS];
};

/* Which programs print alike; see format_ab.c. */
enum ab_age {
    AB_AGE_UNKNOWN, /* no banner */
    AB_AGE_1,       /* 1.3 */
    AB_AGE_2_BETA,  /* 2.0.16: milliseconds split like microseconds */
    AB_AGE_2_0,     /* 2.0.28 to 2.2.8: microseconds without their zeros */
    AB_AGE_2_3,     /* 2.2.9 and later */
};

enum ab_end { AB_END_UNKNOWN, AB_END_WHOLE, AB_END_INTERRUPTED };

/* "Completed N requests" and "Finished N requests". */
struct ab_progress {
    uint64_t step; /* from N to N; 0: no such line */
    uint64_t last; /* N */
    uint64_t finished;
    uint32_t finished_line; /* 0: no such line */
    bool is_interrupted;    /* as the line itself says */
};

struct ab_log {
    Run *run;
    enum ab_age age;
    bool has_banner, has_start; /* start: the "Benchmarking" line */
    bool is_html;
    bool has_no_break;  /* no-break spaces in its lines */
    bool is_verbose;    /* request and reply dumps inside */
    bool has_dots;      /* "(be patient)...": progress was off */
    bool is_done;       /* "..done" */
    bool is_broken_off; /* "..interrupted" */
    struct ab_progress progress;
    const char *fatal; /* the first line that tells of a failure */
    uint32_t fatal_line, fatal_column;
    /* "Total of N requests completed", "Test aborted after 10 failures" */
    const char *aborted;
    uint32_t aborted_line;
    bool is_usage; /* ab did not start: a wrong command line */
    unsigned n_unknown;
    /* What stands between the table and the percentiles: the first. */
    unsigned n_behind;
    const char *behind;
    uint32_t behind_line;
    uint32_t last_line; /* the last of the run that is ab's */
    struct ab_report report;
};

enum ab_age ab_age_of(struct slice version);
/* The banner from the version on: "2.3 <$Revision: 1843412 $>". */
void ab_read_version(struct ab_log *log, struct slice rest);
/* "Completed N requests": the step is the least difference between two. */
void ab_progress_step(struct ab_progress *progress, uint64_t count);
/* Reads one line of a report, the current one of text (of HTML, what is left
 * of it without the tags); false if it is none of ab's. */
bool ab_report_line(struct ab_log *log, const Text *text, struct slice line);
/* What was held was never completed. */
void ab_report_fail_held(struct ab_log *log, const struct ab_held *held);
/* "Server Software:" opens a report, also when something is glued before. */
bool ab_report_opens(struct slice line);
/* Undoes, or marks, what the version is known to print wrong. */
void ab_repair(struct ab_log *log);
/* The identities a report keeps; adds a reason for each it does not. */
void ab_check(const struct ab_log *log);
/* Gives the run the numbers of its report. */
void ab_add_values(const struct ab_log *log);
/* Decides what the run is worth and fills it. */
void ab_fill_run(struct ab_log *log);
/* Whether the log tells that the run went to its end. */
enum ab_end ab_log_end(const struct ab_log *log);

static inline bool ab_has(const struct ab_log *log, enum ab_field field)
{
    return log->report.fields[field].is_seen;
}

/* The field's value; 0 if the report does not have it. */
static inline double ab_double(const struct ab_log *log, enum ab_field field)
{
    const struct ab_number *number = &log->report.fields[field];

    return number->is_seen ? decimal_to_double(number->value) : 0;
}

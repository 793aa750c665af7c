/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The numbers of one httperf report, between the reading of its lines
 * (httperf_lines.c), the state machine (format_httperf.c), the checks
 * (httperf_check.c) and the run it becomes (httperf_run.c).
 */
#pragma once

#include "base/text.h"
#include "ingest/run.h"

enum httperf_field {
    HTTPERF_BURST,
    HTTPERF_CONNECTIONS,
    HTTPERF_REQUESTS,
    HTTPERF_REPLIES,
    HTTPERF_DURATION,
    HTTPERF_CONNECTION_RATE,
    HTTPERF_CONNECTION_INTERVAL,
    HTTPERF_CONCURRENT,
    HTTPERF_TIME_MIN,
    HTTPERF_TIME_AVG,
    HTTPERF_TIME_MAX,
    HTTPERF_TIME_MEDIAN,
    HTTPERF_TIME_STDDEV,
    HTTPERF_CONNECT,
    HTTPERF_LENGTH,
    HTTPERF_REQUEST_RATE,
    HTTPERF_REQUEST_INTERVAL,
    HTTPERF_REQUEST_SIZE,
    HTTPERF_REPLY_MIN,
    HTTPERF_REPLY_AVG,
    HTTPERF_REPLY_MAX,
    HTTPERF_REPLY_STDDEV,
    HTTPERF_SAMPLES,
    HTTPERF_RESPONSE,
    HTTPERF_TRANSFER,
    HTTPERF_HEADER,
    HTTPERF_CONTENT,
    HTTPERF_FOOTER,
    HTTPERF_SIZE,
    HTTPERF_1XX,
    HTTPERF_2XX,
    HTTPERF_3XX,
    HTTPERF_4XX,
    HTTPERF_5XX,
    HTTPERF_USER,
    HTTPERF_SYSTEM,
    HTTPERF_USER_SHARE,
    HTTPERF_SYSTEM_SHARE,
    HTTPERF_CPU_SHARE,
    HTTPERF_NET_IO,
    HTTPERF_NET_IO_BITS,
    HTTPERF_ERRORS,
    HTTPERF_CLIENT_TIMO,
    HTTPERF_SOCKET_TIMO,
    HTTPERF_CONNREFUSED,
    HTTPERF_CONNRESET,
    HTTPERF_FD_UNAVAIL,
    HTTPERF_ADDRUNAVAIL,
    HTTPERF_FTAB_FULL,
    HTTPERF_OTHER,
    HTTPERF_SESSION_MIN,
    HTTPERF_SESSION_AVG,
    HTTPERF_SESSION_MAX,
    HTTPERF_SESSION_STDDEV,
    HTTPERF_SESSIONS_OK,
    HTTPERF_SESSIONS,
    HTTPERF_SESSION_CONNECTIONS,
    HTTPERF_LIFETIME,
    HTTPERF_FAILTIME,
    HTTPERF_N_FIELDS,
};

struct httperf_number {
    struct decimal value;
    uint32_t line, column;
    bool is_seen;
    bool is_missing; /* "nan": seen, and no value */
};

struct httperf_report {
    struct httperf_number fields[HTTPERF_N_FIELDS];
    const char *problem_slug; /* NULL: none */
    const char *problem;
    uint32_t problem_line, problem_column;
    uint32_t line; /* of "Total:"; 0: no report was seen */
    /* "Session length histogram": how many, and calls in all. */
    bool has_histogram;
    uint64_t histogram_length, histogram_sessions, histogram_calls;
    GArray *lifetimes; /* struct run_count in 0.1 ms, with -v -v; or NULL */
};

struct httperf_log {
    Run *run;
    bool has_echo;
    bool is_typed;     /* the echo is what was typed, not the normalised one */
    bool has_sessions; /* --wsess, --wsesslog or --wsesspage */
    bool has_runtime;  /* --runtime */
    uint64_t num_conns, num_calls, sessions; /* asked for; 0: not known */
    bool is_pipelined; /* --burst-length: calls of a connection overlap */
    const char *fatal, *slug; /* why there is no report, as far as is known */
    uint32_t fatal_line, last_line;
    unsigned n_unknown, n_noise;
    struct httperf_report report;
};

/* Reads a line of a report; false if it is none of httperf's. */
bool httperf_report_line(struct httperf_log *log, const Text *text,
                         struct slice line);
/* More of the session length histogram, which wraps when it is pasted. */
bool httperf_histogram_line(struct httperf_log *log, struct slice line);
/* A line of the lifetime histogram that -v -v prints before "Total:". */
bool httperf_lifetime_line(struct httperf_log *log, struct slice line);
/* The first line of the report that is missing; NULL if it is whole. */
const char *httperf_missing_line(const struct httperf_log *log);

double httperf_double(const struct httperf_log *log, enum httperf_field field);
bool httperf_has(const struct httperf_log *log, enum httperf_field field);
/* Connections that got a reply; not printed, but replies / length gives it.
 * 0 if there is none. */
double httperf_replied(const struct httperf_log *log);

void httperf_check(const struct httperf_log *log);
void httperf_fill_run(struct httperf_log *log);

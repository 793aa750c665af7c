/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run: one execution of a tool, as its log tells it. Made by a format,
 * kept by the store, and handed out by the store again in the same shape.
 *
 * Names and messages live in the run's own string chunk and go with it.
 */
#pragma once

#include <glib.h>

#include "base/decimal.h"
#include "ingest/metric.h"

enum run_status {
    RUN_GOOD,
    RUN_GATED,   /* readable, not a fair measurement; see reasons */
    RUN_REFUSED, /* no value may be reported; see reasons */
};

/* A reason for a status: fixed, documented, printed by `cotejo formats
 * --reasons` (table in reason.c). */
struct reason {
    const char *slug; /* "truncated", "non-2xx", "contradiction", ... */
    enum run_status status;
    const char *summary; /* one line for people */
};
extern const struct reason reasons[];
extern const size_t n_reasons;
const struct reason *reason_find(const char *slug);

/* Why the run has its status: where and in what words. line and column are 0
 * when no single place shows it. */
struct run_reason {
    const struct reason *reason;
    uint32_t line, column;
    const char *message; /* starts small, no stop: "'580' is cut" */
};

/* Worth knowing, changes nothing. */
struct run_note {
    const char *slug; /* "estimated", "rounded-median", "unknown-line", ... */
    uint32_t line;
    const char *message;
};

/* name=value. Parameters define the work and make the workload; context
 * describes the system or the recording and does not. Both sorted by name. */
struct run_field {
    const char *name, *value;
};

enum {
    VALUE_ESTIMATED = 1, /* extrapolated by the tool: enters no statistic */
    VALUE_WRONG = 2,     /* the tool reported wrong results */
    VALUE_REFUSED = 4,   /* printed but not to be trusted; kept as text only */
};

struct run_value {
    const struct metric *metric;
    const char *item;     /* operation or module; NULL for a value of the run */
    struct decimal value; /* as printed, in the metric's printed unit */
    uint32_t line;
    const char *part; /* path of the file it stands in when that is not the
                         run's own (a module log joined to its summary) */
    uint8_t marks;
};

/* Values inside the run as an exact frequency table: ascending values in
 * units of 10^exponent of the metric's printed unit. */
struct run_count {
    int64_t value;
    uint64_t count;
};
struct run_distribution {
    const struct metric *metric;
    int exponent;
    GArray *counts; /* struct run_count, ascending, no value twice */
    uint64_t total;
};

#define RUN_TIME_UNKNOWN INT64_MIN

typedef struct run Run;
struct run {
    const char *tool;         /* static: "ab", "httperf", "wget", "sql-bench" */
    const char *format;       /* static: name of the log_format */
    const char *tool_version; /* as printed; NULL if unknown */
    uint32_t line;            /* where it begins in its source, from 1 */
    enum run_status status;   /* the worst of its reasons */
    int64_t started_s;        /* wall clock of the log as if UTC, since 1970 */
    bool is_part;             /* only joins another run (an ab -g file, a
                                 module log): no repetition by itself */
    GArray *parameters;       /* struct run_field */
    GArray *context;          /* struct run_field */
    GArray *values;           /* struct run_value */
    GArray *distributions;    /* struct run_distribution */
    GArray *reasons;          /* struct run_reason */
    GArray *notes;            /* struct run_note */
    struct run_strings {
        char *at; /* where the next goes, and how many bytes there are */
        size_t left;
        struct run_block *blocks;
        char first[512];
    } strings;
};

Run *run_new(const char *tool, const char *format, size_t line);
void run_free(Run *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Run, run_free)

/* Copies it; it lives as long as the run. */
const char *run_string(Run *run, struct slice s);
/* Status gets worse, never better. format is printf's. */
void run_reason(Run *run, const char *slug, size_t line, size_t column,
                const char *format, ...) G_GNUC_PRINTF(5, 6);
void run_note(Run *run, const char *slug, size_t line, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
void run_parameter(Run *run, const char *name, struct slice value);
void run_context(Run *run, const char *name, struct slice value);
/* name is of this run's tool and in the catalogue (a program error if not). */
struct run_value *run_value(Run *run, const char *name, struct decimal value,
                            size_t line);
/* The same of a metric that was looked up before. */
struct run_value *run_metric_value(Run *run, const struct metric *metric,
                                   struct decimal value, size_t line);
struct run_value *run_item_value(Run *run, const char *item, const char *name,
                                 struct decimal value, size_t line);
/* NULL if the run has none. item NULL for values of the run itself. */
const struct run_value *run_find(const Run *run, const char *name,
                                 const char *item);
/* NULL if the run has no such field. */
const char *run_find_parameter(const Run *run, const char *name);
const char *run_find_context(const Run *run, const char *name);
/* Takes the counts over. */
void run_distribution(Run *run, const char *name, int exponent, GArray *counts);
/* Nothing that was read may be reported: values stay as text only, marked
 * VALUE_REFUSED, distributions go. The reason is the caller's to give. */
void run_distrust(Run *run);
/* "ab c=2 keepalive=yes n=10000 path=/": tool and parameters, the identity of
 * the work. Free with g_free. */
char *run_workload(const Run *run);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The catalogue of metrics: what each number of a log is, in one const table
 * (metric.c). `cotejo metrics` prints it. A format refers to its metrics by
 * the enumeration; everything behind ingest by the pointer.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/decimal.h"

/* Which way is better, and how a difference is put into words. */
enum metric_class {
    METRIC_RATE,  /* per second; higher is better */
    METRIC_TIME,  /* lower is better */
    METRIC_CPU,   /* CPU seconds; lower is better */
    METRIC_SIZE,  /* bytes; lower is better */
    METRIC_COUNT, /* of errors; lower is better */
    METRIC_SHARE, /* already percent */
    METRIC_PLAIN, /* neither direction: a setting or a description */
};

enum metric_level {
    METRIC_RUN,       /* one value a run */
    METRIC_MODULE,    /* one a run and sql-bench module */
    METRIC_OPERATION, /* one a run and sql-bench operation */
    METRIC_REQUEST,   /* many a run: only as a distribution */
};

enum metric_use {
    METRIC_HEADLINE, /* carries the comparison */
    METRIC_REPEAT, /* the same information as a headline: never tested twice */
    METRIC_DETAIL, /* comparable when asked for, with the reserve of `note` */
    METRIC_GATE,   /* must be equal or zero; not a measurement */
    METRIC_DESCRIBE, /* describes; comparing it means nothing */
};

struct metric {
    const char *tool;  /* "ab", "httperf", "wget", "sql-bench" */
    const char *name;  /* of the format pages: "requests_per_second" */
    const char *label; /* for people: "requests per second" */
    const char *unit;  /* as the tool prints it: "ms", "KiB/s", "" for none */
    const char *base_unit; /* "s", "B", "1/s", "B/s", "" */
    int base_shift;        /* printed * base_factor * 10^base_shift = base */
    int base_factor;       /* 1, or 1024 for KiB */
    enum metric_class class;
    enum metric_level level;
    enum metric_use use;
    const char *note; /* one line of reserve, or NULL */
};

extern const struct metric metrics[];
extern const size_t n_metrics;

/* "ab.requests_per_second", or a bare name that only one tool has; NULL if
 * there is none. */
const struct metric *metric_find(const char *name);
/* The tool's metric of that name; NULL if there is none. */
const struct metric *metric_of(const char *tool, const char *name);
/* Whether a pattern ('*', '?') takes "tool.name" or the bare name. One that is
 * no UTF-8 takes nothing. */
bool metric_matches(const struct metric *metric, const char *pattern);
size_t metric_index(const struct metric *metric);
/* +1 higher is better, -1 lower is better, 0 neither. */
int metric_direction(const struct metric *metric);
/* A printed value in base units; exact. */
struct decimal metric_to_base(const struct metric *metric,
                              struct decimal printed);
/* What a value in base units is multiplied by to be shown in the printed unit.
 */
double metric_display_factor(const struct metric *metric);

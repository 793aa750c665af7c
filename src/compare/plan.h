/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Planning: how many runs of each system show a difference of so many
 * percent, what difference so many runs can show, and whether more requests
 * in a run would do as well as more runs.
 *
 * The spread is that of the runs at hand (the larger of the systems'
 * coefficients of variation, which is named) or one that is stated. The
 * plan is for a two-sample t test with as many runs on each side. The power
 * of a test that was made already is not computed: it says nothing new.
 */
#pragma once

#include "base/error.h"
#include "compare/results.h"

#define PLAN_POWERS 2
extern const double plan_powers[PLAN_POWERS]; /* 0.8, 0.9 */
#define PLAN_TARGETS 8

struct plan_options {
    double targets[PLAN_TARGETS]; /* differences to detect, fractions */
    size_t n_targets;
    size_t n;      /* runs of each system; 0: as many as are at hand */
    double margin; /* for similarity, a fraction; NaN: none */
    double alpha;
    double setup_s; /* what starting a run costs, seconds; NaN: unknown */
};

struct plan_need {
    double target;
    size_t runs[PLAN_POWERS]; /* 0: out of reach */
};

/* Runs against requests, where every run kept its requests. */
struct plan_inner {
    bool is_known;
    const char *what;      /* "total time of a request" */
    const char *system;    /* with the largest spread between runs */
    size_t runs, requests; /* requests in each run */
    double mean;           /* of a request, base units */
    double sd_between, sd_within;
    double icc, design_effect;
    double widening;  /* of the interval with a tenth of the requests: 0.03 */
    double narrowing; /* with ten times as many */
    double optimal;   /* requests a run where a start costs setup_s; NaN */
};

struct plan_row {
    const char *name; /* "requests per second (ab)"; stated: NULL */
    const char *slug;
    const char *system; /* whose spread is used; NULL: stated */
    double cv;          /* a fraction; NaN when nothing can be planned */
    const char *why;    /* why not; NULL */
    /* Why no pair of systems gets a verdict on it, however many the runs (the
     * link is saturated, ...); NULL */
    const char *withheld;
    size_t n_seen;                  /* runs it was seen in; 0: stated */
    size_t n;                       /* runs that detectable is for */
    double detectable[PLAN_POWERS]; /* fractions; NaN for n < 2 */
    struct plan_need needs[PLAN_TARGETS];
    size_t similar[PLAN_POWERS]; /* runs to show similarity; 0: out of reach */
    struct plan_inner inner;
};

typedef struct plan Plan;
struct plan {
    struct plan_options options;
    GArray *rows; /* struct plan_row */
    GStringChunk *strings;
};

/* For a spread that is stated. */
Plan *plan_stated(double cv, const struct plan_options *options);
/* A row for each metric that carries the comparison (or was asked for).
 * COTEJO_ERROR_NOTHING when no metric has two runs. */
Plan *plan_from_results(const Results *results,
                        const struct plan_options *options, GError **error);
void plan_free(Plan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plan, plan_free)

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The result model: one structure feeds every output (terminal, JSON, CSV,
 * LaTeX, workbook, figures). Whoever writes an output computes no statistic
 * and rounds no number: values are here in base units (seconds, bytes, per
 * second, fractions), and their strings beside them, made once (words.h).
 *
 *   system    what is compared; one is the reference
 *   workload  tool + the parameters that define the work
 *   cell      a metric of a workload (and of an operation or module)
 *   sample    a cell's values on one system, over its repetitions
 *   comparison  of one subject with the reference in one cell
 *   family    the comparisons whose p values are adjusted together
 */
#pragma once

#include <math.h>

#include <glib.h>

#include "cotejo/describe.h"
#include "cotejo/family.h"
#include "cotejo/verdict.h"
#include "ingest/metric.h"
#include "store/store.h"

enum adjustment { ADJUST_HOLM, ADJUST_BH, ADJUST_NONE };

/* What a link can carry at most, as the study declares it. */
struct study_capacity {
    const char *name; /* "network" */
    double bit_per_s;
};

/* Two systems declared to be the same: the bench measured against itself. */
struct study_control {
    const char *a, *b; /* names of systems */
};

struct study_options {
    const char *reference; /* NULL: the first system named */
    double confidence;     /* 0.95 */
    double margin;         /* 0.03 for 3 %; NaN: none given */
    bool margin_linear;
    enum adjustment adjust;
    const char *const *metrics; /* NULL-terminated globs; NULL: the headlines */
    const char *const *include; /* reasons whose gated runs enter; NULL: none */
    const struct study_capacity *capacities;
    size_t n_capacities;
    const struct study_control *controls;
    size_t n_controls;
};
#define STUDY_OPTIONS_DEFAULT                                                  \
    {                                                                          \
        .confidence = 0.95, .margin = NAN, .adjust = ADJUST_HOLM               \
    }

struct result_system {
    const char *name;
    bool is_reference;
    size_t n_runs[3]; /* by enum run_status */
};

/* A source as it entered, for "inputs" and the lists of refused logs. */
struct result_input {
    const char *path, *sha256, *format, *system;
    uint64_t bytes;
    const char *refusal; /* NULL */
    bool is_foreign;
};

/* Every run that was read, the ones left out too. */
struct result_run {
    size_t system, input,
        workload;      /* workload SIZE_MAX for a part or refused */
    const Run *run;    /* borrowed from the stored set */
    size_t repetition; /* from 1 within system and workload */
    bool is_used;      /* enters statistics */
};

struct result_workload {
    const char *tool;
    const char *key;       /* run_workload() */
    const char *condition; /* what tells it from the tool's other workloads:
                              "c = 2, path = /"; "" when it is the only one */
    const char *slug;      /* [a-z0-9-], unique */
    const Run *run;        /* one that has it, for its parameters */
};

struct result_cell {
    const struct metric *metric;
    size_t workload;
    const char *item; /* operation or module; NULL */
    const char *slug; /* unique: "ab-requests-per-second", file and key names */
    const char *name; /* for people: "requests per second", "insert" */
    const char *unit; /* shown: "ms"; values * display_factor are in it */
    double display_factor;
    double resolution; /* last printed digit, base units; the coarsest seen */
    int log_decimals;  /* most decimals printed in the log, in the shown unit */
    bool is_selected;  /* asked for (by default: a headline); the others are
                          companions that a chart needs */
};

/* Strings of a sample, in the shown unit. Undefined: an en dash. */
struct sample_text {
    const char *n;
    const char *mean, *low, *high; /* decimals from the interval */
    const char *interval;          /* "[24.3, 27.2]" */
    /* Five digits of the sd, at least the log's decimals: for `describe`. */
    const char *mean_full, *sd, *median, *q1, *q3, *min, *max;
    const char *cv; /* "2.1 %" */
};

struct result_sample {
    size_t cell, system;
    struct cotejo_sample data; /* base units, in the order of repetition */
    const size_t *runs;        /* data.n indices into results->runs */
    const struct run_value **values; /* data.n, borrowed: text, line, marks */
    size_t n_left_out; /* values of this cell that did not enter */
    struct cotejo_moments moments;
    double median, q1, q3;           /* type 7 */
    struct cotejo_interval interval; /* of the mean */
    struct sample_text text;
};

/* Marks after a number; every used mark is explained under its table. */
enum {
    MARK_ESTIMATED = 1, /* + a run was estimated by the tool (left out) */
    MARK_WRONG = 2,     /* ? the tool reported wrong results */
    MARK_UNEQUAL = 4,   /* * different number of tests */
    MARK_QUANTISED = 8, /* q the tool's last digit is coarse beside it */
};

struct comparison_text {
    const char *difference;       /* "-3.15" with U+2212, in the shown unit */
    const char *percent;          /* "−25.6 %", signed */
    const char *percent_interval; /* "[−27.9, −23.2]" */
    const char *percent_low, *percent_high;
    const char *ratio;          /* "0.74" */
    const char *p, *p_adjusted; /* "< 0.001", "0.115" */
    const char *p_short;        /* raw, two digits: "8.8e-12" */
    const char *t, *df;
    const char *smallest_margin; /* "5.2 %" */
    const char *verdict;         /* "Xen better", "no difference shown", ... */
    const char *glyph;           /* "▲" "▼" "≈" "·" "–" */
    const char *glyph_ascii;     /* "^" "v" "=" "?" "-" */
    const char *why;             /* one line more: "small but measurable", why
                                    a verdict is withheld; NULL */
};

/* What everybody prints (REPORTS: verdict codes). */
enum verdict_code { BETTER, WORSE, EQUIVALENT, INCONCLUSIVE, UNTESTABLE };

struct result_comparison {
    size_t cell, family;
    size_t reference, subject;  /* indices into results->samples */
    struct cotejo_t_test welch; /* difference in base units */
    struct cotejo_ratio ratio;  /* Fieller at the confidence */
    struct cotejo_rank_test mann_whitney;
    struct cotejo_p p_adjusted;
    struct cotejo_equivalence equivalence;
    enum cotejo_verdict verdict; /* of the statistics */
    const char *withheld; /* slug why that is no verdict on the systems; NULL */
    enum verdict_code code; /* of the subject; UNTESTABLE when withheld */
    unsigned marks;
    struct comparison_text text;
};

struct result_family {
    const char *name; /* "headlines" (values of runs and modules, all tools
                         together), "sql-bench operations" */
    size_t subject;   /* system */
    size_t size;      /* comparisons that were tested */
    size_t counts[5]; /* by verdict_code */
};

struct result_warning {
    const char *code, *severity; /* "warning", "note" */
    const char *message;
    const char *system; /* NULL */
    size_t cell;        /* SIZE_MAX */
};

/* Geometric mean of the ratios over a workload's modules, per complete run. */
struct result_overall {
    size_t workload, subject, n_metrics;
    struct cotejo_ratio ratio;
    const char *text_ratio, *text_interval;
};

typedef struct results Results;
struct results {
    struct study_options options;
    size_t reference;  /* system; 0 */
    GArray *systems;   /* struct result_system: the reference, then the
                          others in the order named */
    GArray *inputs;    /* struct result_input */
    GArray *runs;      /* struct result_run */
    GArray *workloads; /* struct result_workload, by tool then key */
    GArray *cells;     /* struct result_cell, by tool, workload, metric, item */
    GArray *samples;   /* struct result_sample: cell * systems->len + system */
    GArray *comparisons;     /* struct result_comparison, by family then cell */
    size_t *comparison_at;   /* its index by cell * systems->len + subject;
                                SIZE_MAX where there is none */
    GArray *families;        /* struct result_family */
    GArray *overall;         /* struct result_overall */
    GArray *warnings;        /* struct result_warning */
    int64_t document_date_s; /* SOURCE_DATE_EPOCH, else newest log time, else
                                1980 */
    Stored *stored;          /* owned: what the rest borrows from */
    size_t stored_reference; /* index of the reference in stored->systems */
    GStringChunk *strings;
    GPtrArray *blocks; /* memory of the samples */
    GPtrArray *lists;  /* memory of the options */
};

/* Takes stored over (also on failure). COTEJO_ERROR_USAGE for an unknown
 * reference or metric (with the nearest names), COTEJO_ERROR_NOTHING when no
 * run is usable. One system alone gives no comparisons. */
Results *results_new(Stored *stored, const struct study_options *options,
                     GError **error);
void results_free(Results *results);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Results, results_free)

const struct result_sample *results_sample(const Results *results, size_t cell,
                                           size_t system);
/* The comparison of that cell and subject system, or NULL. */
const struct result_comparison *results_comparison(const Results *results,
                                                   size_t cell, size_t subject);

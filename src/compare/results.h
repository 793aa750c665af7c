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
 *   family    the comparisons of one table: a subject with a reference; the
 *             p of all tables of its kind are adjusted together
 */
#pragma once

#include <math.h>

#include <glib.h>

#include "cotejo/agreement.h"
#include "cotejo/describe.h"
#include "cotejo/effect.h"
#include "cotejo/family.h"
#include "cotejo/groups.h"
#include "cotejo/sequence.h"
#include "cotejo/verdict.h"
#include "ingest/metric.h"
#include "store/store.h"

enum adjustment { ADJUST_HOLM, ADJUST_BH, ADJUST_NONE };

/* Which test decides; the interval that is printed is its inversion. */
enum study_test {
    TEST_DEFAULT, /* Welch's; of pairs the paired t test */
    TEST_WELCH,
    TEST_STUDENT,
    TEST_MANN_WHITNEY,
    TEST_PERMUTATION,
    TEST_PAIRED_T,
    TEST_WILCOXON,
};
/* INTERVAL_DEFAULT: the one that belongs to the test. */
enum study_interval {
    INTERVAL_DEFAULT,
    INTERVAL_FIELLER,
    INTERVAL_LOG_RATIO,
    INTERVAL_BOOTSTRAP,
};
/* Are the runs of two systems pairs, and by what? Only when it is declared. */
enum study_pairing { PAIRING_NONE, PAIRING_REPETITION, PAIRING_TIME };
/* Of three and more systems: each with the reference, or all with all. */
enum study_pairs { PAIRS_REFERENCE, PAIRS_ALL };
/* Of a metric that does not say which way is better. */
enum study_better { BETTER_UNKNOWN, BETTER_HIGHER, BETTER_LOWER };

/* What a link can carry at most, as the study declares it. */
struct study_capacity {
    const char *name; /* "network" */
    double bit_per_s;
};

/* Two systems declared to be the same: the bench measured against itself. */
struct study_control {
    const char *a, *b; /* names of systems */
};

/* A margin in a unit, of the metrics that are measured in it. */
struct study_margin {
    const char *text;      /* "5 ms", as it is to be shown; NULL: none */
    double value;          /* base units */
    const char *base_unit; /* "s"; NULL: each metric's own, as it is shown */
};

struct study_options {
    const char *reference; /* NULL: the first system named */
    double confidence;     /* 0.95 */
    double margin;         /* 0.03 for 3 %; NaN: none given */
    bool margin_linear;
    struct study_margin margin_absolute; /* instead of margin */
    enum adjustment adjust;
    const char *const *metrics; /* NULL-terminated globs; NULL: the headlines */
    const char *const *include; /* reasons whose gated runs enter; NULL: none */
    const struct study_capacity *capacities;
    size_t n_capacities;
    const struct study_control *controls;
    size_t n_controls;
    enum study_test test;
    enum study_interval interval;
    bool simultaneous;  /* intervals at 1 - alpha / m in a family of m */
    unsigned long seed; /* of everything that is drawn */
    enum study_pairing pairing;
    bool pratt; /* pairs without difference are ranked by the signed rank test
                   (Pratt), else left out (Wilcoxon) */
    enum study_pairs pairs;
    enum study_better better;
    const char *column; /* of tables of plain numbers: name, or number from 1;
                           NULL: all */
    bool distributions; /* quantiles of requests are asked for */
    bool is_brief; /* of long tables, leave out what takes longest and only a
                      full account shows: see decide.h */
};
#define STUDY_OPTIONS_DEFAULT                                                  \
    {                                                                          \
        .confidence = 0.95, .margin = NAN, .adjust = ADJUST_HOLM,              \
        .seed = COTEJO_SEED                                                    \
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
    /* "median 11.2 [10.9, 11.8] at 99.2 %, MAD 0.30 (as an sd 0.44); 9
     * stretches above or below the median (runs test: p = 0.64)"; NULL in a
     * brief account. */
    const char *robust;
};

struct result_sample {
    size_t cell, system;
    struct cotejo_sample data; /* base units, in the order of repetition */
    const size_t *runs;        /* data.n indices into results->runs */
    const struct run_value **values; /* data.n, borrowed: text, line, marks */
    size_t n_left_out; /* values of this cell that did not enter */
    struct cotejo_moments moments;
    double median, q1, q3; /* type 7 */
    /* Not in a brief account: */
    struct cotejo_median_interval median_interval;
    double mad;                      /* raw */
    struct cotejo_runs runs_test;    /* about the median */
    struct cotejo_interval interval; /* of the mean */
    struct sample_text text;
};

/* Marks after a number; every used mark is explained under its table. */
enum {
    MARK_ESTIMATED = 1, /* + a run was estimated by the tool (left out) */
    MARK_WRONG = 2,     /* ? the tool reported wrong results */
    MARK_UNEQUAL = 4,   /* * different number of tests */
    MARK_QUANTISED = 8, /* q the tool's last digit is coarse beside it */
    MARK_FRAGILE = 16,  /* ~ the tests beside each other do not agree */
    MARK_CARE = 32,     /* ! a diagnosis asks for care */
};

struct comparison_text {
    const char *difference; /* "-3.15" with U+2212, in the shown unit */
    /* With its interval, five digits of the half-width: beside mean_full. */
    const char *difference_full;  /* "-13.3750 [-17.4004, -9.3496]" */
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
    const char *tests;  /* "all three tests agree", "fragile: ..."; NULL */
    const char *effect; /* "a Xen run beats a KVM run in 97 % of pairs"; NULL */
    const char *hedges; /* "−1.94 [−3.12, −0.71]" */
    const char *shift;  /* "−0.35 [−0.52, −0.18]", in the shown unit */
    const char *touches; /* zero, of the shift's interval; NULL: it does not */
    const char *alike;   /* of pairs without difference, what the signed rank
                            test does with them; NULL */
    const char *needed; /* of an inconclusive one: what would settle it; NULL */
    const char *bases;  /* the percentage from either base; NULL if the same */
};

/* What everybody prints (REPORTS: verdict codes). */
enum verdict_code {
    BETTER,
    WORSE,
    EQUIVALENT,
    INCONCLUSIVE,
    UNTESTABLE,
    DIFFERENT, /* of a metric whose better direction is not known */
};
#define N_VERDICTS 6

/* A test as it stands beside others. */
struct result_test {
    enum study_test which;
    const char *slug; /* "mann-whitney"; "games-howell" for all pairs */
    const char *name; /* "Mann-Whitney" */
    enum cotejo_status status;
    struct cotejo_p p; /* two-sided, not adjusted over the family; of all
                          pairs of systems the one that decides holds for the
                          pairs of its cell */
    /* Of all pairs of systems, by Holm over the n of the cell that are tested;
     * else p, and 1. */
    struct cotejo_p p_of_pairs;
    size_t n_of_pairs;
    double statistic; /* t, U, W+; NaN */
    bool is_exact;
    size_t resamples; /* p is estimated from so many shuffles; 0: it is not */
    double p_se;      /* standard error of that estimate; NaN: none */
    double least_p;   /* the smallest that these sizes give if both tails are
                         alike, or p itself where that is less; 0: none */
    int direction;    /* of the subject: above 0 higher */
};

/* Tests that stand beside each other: three that vote, and Student's when it
 * is the one that decides. */
#define RESULT_TESTS 3

/* What would settle an inconclusive comparison, runs of either system. */
struct result_needed {
    double difference;       /* to be detected, a fraction of the reference */
    bool is_margin;          /* it is the margin; else what was observed */
    size_t runs_80, runs_90; /* at that power; 0: out of reach */
    double detectable; /* with the runs at hand, at 80 % power; a fraction */
    double equal; /* with the runs at hand, the chance that two equal systems
                     are found equivalent within the margin; NaN without one */
};

struct result_comparison {
    size_t cell, family;
    size_t reference, subject; /* indices into results->samples */
    size_t n_pairs;            /* 0: not paired */
    size_t n_alike;            /* of the pairs, those without difference */
    /* The samples of the pairs alone, where some runs have no partner; else
     * NULL. See results_side(). */
    const struct result_sample *sides[2];
    struct cotejo_sample paired[2]; /* reference and subject, if paired */
    struct cotejo_t_test welch;     /* difference of the means in base units;
                                       Student's or the paired test's where those
                                       decide or runs are pairs */
    struct result_test test;        /* decides */
    struct result_test beside[RESULT_TESTS];
    enum cotejo_dissent dissent; /* other than COTEJO_AGREED: fragile */
    struct cotejo_p p_without_outliers;
    struct cotejo_ratio ratio; /* with the interval of the test */
    const char *ratio_method;  /* "fieller", "log-ratio", "bootstrap-bca",
                                  "hodges-lehmann", ... */
    struct {
        double estimate; /* base units */
        struct cotejo_interval interval;
        const char *method;
    } difference;
    struct cotejo_shift shift; /* Hodges-Lehmann; of pairs, Walsh */
    struct cotejo_hedges hedges;
    struct cotejo_dominance dominance;
    struct result_needed needed; /* runs and margin; of inconclusive ones */
    struct cotejo_rank_test mann_whitney;
    struct cotejo_p p_adjusted;
    struct cotejo_equivalence equivalence; /* of the ratio, or */
    bool is_absolute;            /* of the difference, in base units */
    enum cotejo_verdict verdict; /* of the statistics */
    const char *withheld; /* slug why that is no verdict on the systems; NULL */
    enum verdict_code code; /* of the subject; UNTESTABLE when withheld */
    unsigned marks;
    struct comparison_text text;
};

struct result_family {
    const char *name; /* "headlines" (values of runs and modules, all tools
                         together), "sql-bench operations" */
    size_t reference, subject; /* systems */
    size_t from, to;           /* its comparisons, to - 1 the last */
    size_t set_from, set_to;   /* those whose p are adjusted together: the
                                  tables of its kind of all pairs of systems */
    size_t n_tested;           /* of its own, those that were tested */
    size_t size;               /* of the set: what p was adjusted over */
    size_t counts[N_VERDICTS];
    double interval_level; /* 1 - alpha; together, 1 - alpha / size, or for
                              the pairs of a cell together */
};

/* All systems in a cell, three and more with two runs at least: is there any
 * difference at all? Where runs are pairs the tests are undefined, and there
 * are no pairs of them: letters alone. */
struct result_group {
    size_t cell;
    size_t n_systems;
    const size_t *systems;  /* in their order */
    const size_t *left_out; /* systems with one run or none */
    size_t n_left_out;
    struct cotejo_f_test welch;    /* Welch's analysis of variance */
    struct cotejo_anova classical; /* where a system has no variation */
    struct cotejo_kruskal kruskal;
    const struct cotejo_pair *pairs; /* Games and Howell's, of `systems`,
                                        COTEJO_PAIRS(n_systems); Tukey and
                                        Kramer's with Student's test */
    const struct cotejo_dunn *dunn;
    const char *const *letters; /* compact display by place in `systems`:
                                   those that share one are not told apart;
                                   NULL unless all pairs are compared, and
                                   where an alphabet does not suffice */
    const char *words;          /* "Welch F(2, 11.6) = 8.21, p = 0.006; ...";
                                   NULL where runs are pairs: no such test */
};

/* A quantile of the requests of a run, over the runs. */
struct result_quantile {
    double p;                        /* 0.99; 1: the largest */
    struct cotejo_moments moments;   /* of the runs' quantiles, base units */
    struct cotejo_interval interval; /* Student's, over runs */
    const char *name;                /* "99 %", "largest" */
    const char *mean, *range_low, *range_high, *text_interval; /* shown unit */
};
#define RESULT_QUANTILES 6

/* The requests of a system's runs, where the logs keep each of them. */
struct result_requests {
    const char *key; /* of the workload, or "ab -g without its report" */
    size_t system;
    const struct metric *metric;
    size_t n_runs;         /* with requests, at least 1 */
    uint64_t fewest, most; /* requests in a run */
    double resolution;     /* of the log, base units; the coarsest */
    struct result_quantile quantiles[RESULT_QUANTILES];
    /* Components of variance, runs and the requests in them; NaN where the
     * runs hold different numbers of requests. */
    double sd_between, sd_within; /* base units; a negative component is 0 */
    double icc, design_effect, effective_n;
    bool is_negative;  /* the component between runs, as estimated */
    const char *words; /* resolution and components */
};

struct result_warning {
    const char *code, *severity; /* "warning", "note" */
    const char *message;
    const char *system; /* NULL */
    size_t cell;        /* SIZE_MAX */
};

/* Geometric mean of the ratios over a workload's modules. */
struct result_overall {
    size_t workload, subject, n_metrics;
    const char *method; /* "per-run"; "fixed" where runs are not complete */
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
    GArray *comparisons;   /* struct result_comparison, by family then cell;
                              the families of a set follow one another */
    size_t *comparison_at; /* its index by cell * systems->len + subject;
                              SIZE_MAX where there is none */
    GArray *families;      /* struct result_family */
    GArray *overall;       /* struct result_overall */
    GArray *groups;        /* struct result_group, by cell */
    GArray *requests; /* struct result_requests, by workload, metric, system;
                         empty unless options.distributions */
    GArray *warnings; /* struct result_warning */
    /* Of control.h and diagnosis.h: struct result_control; struct
     * result_diagnosis and, by slug, struct diagnosis_group, the most severe
     * first. */
    GArray *controls, *diagnoses, *diagnosis_groups;
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
/* As metric_direction(), with what the options say of a metric that does not
 * tell. */
int results_direction(const Results *results, const struct metric *metric);
/* The test that decides: its name and how it is spoken of ("Welch's test"). */
const char *results_test_name(const Results *results);
const char *results_test_words(const Results *results);
/* What a comparison compares: the sample of the reference (0) or the subject
 * (1), of pairs only the values that have a partner. */
const struct result_sample *
results_side(const Results *results, const struct result_comparison *comparison,
             size_t which);
/* The comparison of that cell and subject system, or NULL. */
const struct result_comparison *results_comparison(const Results *results,
                                                   size_t cell, size_t subject);
/* The comparison of any two systems in that cell, or NULL. */
const struct result_comparison *results_pair(const Results *results,
                                             size_t cell, size_t reference,
                                             size_t subject);

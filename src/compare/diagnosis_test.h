/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of diagnoses are given and use; private to compare. */
#pragma once

#include "compare/diagnosis.h"
#include "cotejo/sequence.h"

/* The trend of a sample, by cell * systems + system. */
struct known_trend {
    bool is_known;
    struct cotejo_trend trend;
};

struct diagnosis_place {
    Results *results; /* for its strings; the tests change nothing else */
    size_t cell;      /* SIZE_MAX outside the scopes of a cell */
    size_t workload;
    size_t reference;
    size_t system;                 /* the subject, or the system looked at */
    const char *tool;              /* SCOPE_TOOL, SCOPE_SYSTEM */
    const struct result_cell *at;  /* of a cell; else NULL */
    const struct result_sample *a; /* SCOPE_PAIR: the reference's; else NULL */
    const struct result_sample *b; /* of the subject, or the system */
    const struct result_comparison *comparison; /* NULL: none, or not yet */
    struct known_trend *trends;                 /* NULL: not kept */
};

void diagnosis_evidence(struct result_diagnosis *diagnosis, const char *name,
                        double value);
void diagnosis_say(const struct diagnosis_place *place,
                   struct result_diagnosis *diagnosis, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
/* The log that shows it best. */
void diagnosis_show(struct result_diagnosis *diagnosis, size_t run,
                    uint32_t line);

/* A system's name; a fraction as "12 %" ("1.2 %" below 10 %); a value of the
 * cell with its unit; a number; "p = 0.012" or "p < 0.001". In the results'
 * strings. */
const char *diagnosis_system(const struct diagnosis_place *place,
                             size_t system);
const char *diagnosis_percent(const struct diagnosis_place *place,
                              double fraction);
const char *diagnosis_signed_percent(const struct diagnosis_place *place,
                                     double fraction);
const char *diagnosis_value(const struct diagnosis_place *place, double value);
const char *diagnosis_number(const struct diagnosis_place *place, double value,
                             int decimals);
const char *diagnosis_p(const struct diagnosis_place *place, double p);

/* A sample in the order in which it was measured: by the times in the logs
 * where all its runs have one, else in the order of the files. */
struct series {
    struct cotejo_sample data; /* of x and k */
    double *x;
    int64_t *k;   /* NULL: no common grid */
    size_t *runs; /* in results->runs */
    bool by_time;
};
/* Clear with series_clear. */
void series_init(struct series *series, const Results *results,
                 const struct result_sample *sample);
void series_clear(struct series *series);
/* "by the logs' times", "in the order of the files" */
const char *series_order(const struct series *series);

/* The step in which a tool counts, where it is coarser than the last printed
 * digit (bins of a histogram); base units. */
double diagnosis_grain(const struct result_cell *cell);
/* A clock whose steps show. */
bool diagnosis_has_ticks(const struct result_cell *cell);

/* diagnosis_load.c: is it the systems that were measured? */
diagnosis_test diagnose_saturated, diagnose_over_capacity, diagnose_near_link,
    diagnose_rate_limited, diagnose_client_side, diagnose_client_bound;
/* diagnosis_clock.c: steps of clocks and bins */
diagnosis_test diagnose_below_clock, diagnose_difference_below_clock,
    diagnose_quantised;
/* diagnosis_repeat.c: tested under another name? */
diagnosis_test diagnose_repeat;
/* diagnosis_work.c: the same work, all of it, often enough, interleaved? */
diagnosis_test diagnose_unequal_work, diagnose_unequal_parameters,
    diagnose_failed_requests, diagnose_single_run, diagnose_few_runs,
    diagnose_confounded_order;
/* diagnosis_series.c: repetitions that are independent and alike? */
diagnosis_test diagnose_common_drift, diagnose_drift, diagnose_autocorrelated,
    diagnose_outlier_run, diagnose_warm_up;
/* diagnosis_shape.c: what the tests assume, and whether they agree */
diagnosis_test diagnose_not_normal, diagnose_unequal_variance,
    diagnose_tests_disagree;

/* control.c: adds a diagnosis for each cell in which a control differs. */
void study_diagnose_controls(Results *results,
                             void (*add)(Results *results,
                                         const struct result_diagnosis *));

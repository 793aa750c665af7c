/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a careful reviewer would say of the numbers, attached to those it
 * concerns. A diagnosis changes no number; one that says that a number does
 * not measure the systems withholds the verdict on them.
 *
 * All kinds stand in one table (diagnosis.c): slug, severity, what is looked
 * at, the test, the words. A new one is one entry, its test in one of the
 * diagnosis_*.c, a row in data/DIAGNOSES.md.
 */
#pragma once

#include "compare/results.h"

enum diagnosis_severity {
    DIAGNOSIS_NOTE,    /* worth knowing; the verdict stands */
    DIAGNOSIS_WARNING, /* read the verdict with care */
    DIAGNOSIS_SERIOUS, /* the number does not carry the conclusion */
};

/* What a test is shown. */
enum diagnosis_scope {
    SCOPE_PAIR,    /* a cell: the samples of two systems that are compared */
    SCOPE_CELL,    /* a cell: the samples of all systems */
    SCOPE_SAMPLE,  /* a cell on one system, its runs in order */
    SCOPE_WORK,    /* a workload: the runs of two systems */
    SCOPE_TOOL,    /* all workloads of a tool: two systems */
    SCOPE_SYSTEM,  /* all runs of a tool on one system */
    SCOPE_CONTROL, /* two systems declared the same (control.h) */
};

struct diagnosis_place;
struct result_diagnosis;

enum diagnosis_outcome { DIAGNOSIS_NO_TEST, DIAGNOSIS_SILENT, DIAGNOSIS_FIRES };

/* Looks at a place; when it fires it fills evidence and message. */
typedef enum diagnosis_outcome
diagnosis_test(const struct diagnosis_place *place,
               struct result_diagnosis *diagnosis);

/* Entries of the same slug stand together; title and advice are the first
 * one's. */
struct diagnosis_kind {
    const char *slug;
    enum diagnosis_severity severity;
    enum diagnosis_scope scope;
    diagnosis_test *test; /* NULL for SCOPE_CONTROL */
    const char *title;    /* what it means, in a few words */
    const char *advice;   /* what to do, one line */
    /* Why there is no verdict on the systems; NULL: there is one. */
    const char *withheld;
    bool in_family;   /* the verdict is withheld, the test counts: what was
                         found decided about it (comparisons.c, rule 3) */
    unsigned mark;    /* of the comparisons it concerns; 0: none */
    double by_chance; /* how often it fires on clean series of 8 to 20 runs,
                         at most; 0: it does not depend on chance */
};
extern const struct diagnosis_kind diagnosis_kinds[];
extern const size_t n_diagnosis_kinds;
/* The first entry of that slug; NULL if there is none. */
const struct diagnosis_kind *diagnosis_find(const char *slug);
const char *diagnosis_severity_name(enum diagnosis_severity severity);

struct diagnosis_evidence {
    const char *name; /* [a-z0-9_], with its unit: "drift_percent" */
    double value;
};
#define EVIDENCE_MAX 10

struct result_diagnosis {
    const struct diagnosis_kind *kind;
    size_t cell;      /* SIZE_MAX: no single one */
    size_t workload;  /* SIZE_MAX: no single one */
    size_t system;    /* SIZE_MAX: several, or all; of two systems' runs
                         (SCOPE_WORK, SCOPE_TOOL) the subject */
    size_t subject;   /* of SCOPE_PAIR: compared with `reference`; else
                         SIZE_MAX */
    size_t reference; /* of two systems the one compared with; else SIZE_MAX */
    struct diagnosis_evidence evidence[EVIDENCE_MAX];
    size_t n_evidence;
    double p;            /* of its test; NaN: none */
    size_t run;          /* whose log shows it; SIZE_MAX: no single one */
    uint32_t line;       /* of that log; 0: no single one */
    const char *message; /* starts small, no stop */
};

/* The diagnoses of one slug. */
struct diagnosis_group {
    const struct diagnosis_kind *kind; /* the first entry of the slug */
    enum diagnosis_severity severity;  /* DIAGNOSIS_NOTE when it is chance */
    size_t from, n;                    /* in results->diagnoses */
    size_t tested;                     /* places that could be tested */
    double expected; /* how many of them would fire by chance; 0: none */
    bool is_chance;  /* no more, and no clearer, than that */
};

/* Fills results->diagnoses (struct result_diagnosis, the most severe first)
 * and ->diagnosis_groups, and marks the comparisons; after the comparisons and
 * the controls. */
void study_add_diagnoses(Results *results);

/* The diagnosis for which a comparison has no verdict on the systems, found
 * from the samples alone; NULL: none. */
const struct diagnosis_kind *diagnosis_withholds(Results *results, size_t cell,
                                                 size_t reference,
                                                 size_t subject);

/* "ab · requests per second · native", with another separator for " · ": what
 * it is about; "" for all. Free with g_free. */
char *diagnosis_place_words(const Results *results,
                            const struct result_diagnosis *diagnosis,
                            const char *separator);
/* "2 of 6 tests say so; by chance 0.3 would": NULL where chance has no part.
 * Free with g_free. */
char *diagnosis_chance_words(const struct diagnosis_group *group);

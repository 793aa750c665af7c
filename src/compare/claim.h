/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Published numbers, and whether what was said of them follows.
 *
 * A claim is two printed means with what else was printed beside them (n,
 * spread, extremes, a percentage) and what was asserted: that they differ,
 * or that they are similar. It is read from a line such as
 * "Xen 695.25 s vs KVM 936.19 s" and a few keys, on the command line or in a
 * key file (claim_file.c), one group a claim; then judged. The numbers stay
 * decimals: their last digit says how far they were rounded.
 *
 * A judged claim is a list of findings, each with one of three answers to a
 * question, in plain words: it follows, it does not, it cannot be decided
 * from what was printed (and what would decide it).
 */
#pragma once

#include "base/decimal.h"
#include "base/error.h"
#include "compare/claim_number.h"
#include "compare/results.h"
#include "cotejo/claim.h"

/* A number that may not have been printed. */
struct claim_number {
    bool is_given;
    struct decimal value; /* in the claim's unit */
    double half; /* how far rounding reaches; 0: half of the last place */
    struct decimal printed;   /* as it stood there, */
    const char *printed_unit; /* if in another unit; the claim's. NULL */
};

struct claim_side {
    char *name; /* NULL: none was given */
    size_t n;   /* runs; 0: not printed */
    struct claim_number mean, sd, median, min, max;
    struct claim_number low, high; /* confidence interval; sd is half of it */
    struct claim_number q1, q3;    /* quartiles of the runs */
    struct claim_number also;      /* a second spread, of claim->also_kind */
    struct claim_number time;      /* per operation, beside a rate */
    struct claim_number duration;  /* of a run */
};

/* Something there are many of inside a run: "100 connections". */
struct claim_count {
    size_t n;
    char *what;
};

enum claim_assertion {
    ASSERTS_DIFFERENCE,
    ASSERTS_SIMILARITY,
    ASSERTS_NOTHING, /* numbers in a table */
};

/* What is printed as a spread, often behind "+-". */
enum claim_spread_kind {
    SPREAD_SD,       /* standard deviation of the runs */
    SPREAD_SE,       /* standard error of their mean */
    SPREAD_INTERVAL, /* half of a confidence interval */
};

/* What stands before a stated number. */
enum claim_bound {
    BOUND_NONE,
    BOUND_LEAST, /* "at least", "more than" */
    BOUND_MOST,  /* "less than" */
    BOUND_ABOUT, /* within a twentieth; open within a fifth */
    BOUND_UP_TO, /* the largest of several */
};

enum claim_denial {
    DENIES_NOTHING,
    DENIES_DIFFERENCE,   /* "no difference" */
    DENIES_SIGNIFICANCE, /* "no significant difference" */
};

struct claim {
    char *name;              /* of the group; NULL on the command line */
    char *title;             /* what was measured */
    char *quote;             /* what was said */
    char *source;            /* where: "table 2" */
    char *remark;            /* what a reader should know besides */
    char *unit;              /* as printed; NULL */
    enum number_marks marks; /* how its numbers are written */
    GPtrArray *readings;     /* char *: how they were read, where they could
                                be read otherwise */
    GStringChunk *strings;   /* other units than the claim's */
    bool has_values;         /* false: a statement without two means */
    struct claim_side side[2];
    enum claim_assertion asserts;
    bool is_asserts_said;         /* by a key */
    struct claim_number percent;  /* stated difference */
    struct claim_number times;    /* stated ratio: "1.35 times as fast" */
    int times_side;               /* whose mean is that multiple; -1: unsaid */
    enum claim_bound bound;       /* of percent or times */
    enum claim_denial denies;     /* beside ASSERTS_SIMILARITY */
    char *unclear;                /* why the sentence is not judged; NULL */
    struct claim_number p, t, df; /* of the test that was printed */
    char p_relation;              /* '=', '<' or '>' */
    bool is_points;               /* that difference is one of two shares */
    char *percent_of;             /* the base stated with it; NULL */
    bool is_truncated;            /* digits were cut off, not rounded */
    GArray *margins;              /* double, fractions, as stated or asked */
    int better;                   /* +1 higher, -1 lower is better, 0 unsaid */
    char *favours;                /* who is said to be the better one; NULL */
    int higher;      /* the side that is said to have the higher mean; -1 */
    int most_higher; /* of "at most 5 % more": that side; -1 */
    enum claim_spread_kind spread_kind, also_kind;
    double level;              /* of the intervals: 0.95 */
    bool is_spread_said;       /* what the spread is was said */
    bool has_plus_minus;       /* it stood behind "+-" */
    struct claim_number grain; /* single values are whole multiples */
    size_t machines;           /* per system, if known; 0 */
    GArray *within;            /* struct claim_count: the spread is inside
                                  a run, of these many */
    double median_bin;         /* NaN: medians are not binned */
    double link_mbit;          /* line rate; NaN */
    double work_mb;            /* moved in a run, 10^6 bytes; NaN */
    size_t connections;        /* a schedule: so many, */
    double rate;               /* so many a second; NaN */
    size_t concurrency;        /* 0: not given */
    size_t operations;         /* in a run; 0 */
    char *metric, *item;       /* for the spread seen in a store; NULL */
    char *repeats;             /* the claim with the same information */
    GPtrArray *rests_on;       /* char *: claims that it concludes from */
    char *measures;            /* slug of what is measured instead of the
                                  systems; NULL */
};

struct claim_set {
    char *title, *authors, *where, *remark; /* of the paper; NULL */
    GPtrArray *claims;                      /* struct claim * */
};
typedef struct claim_set ClaimSet;
void claim_set_free(ClaimSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClaimSet, claim_set_free)

struct claim *claim_new(void);
void claim_free(struct claim *claim);
typedef struct claim Claim;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Claim, claim_free)

/* The keys: in a file "key = value", on the command line "--key value". */
struct claim_key {
    const char *name;
    const char *value; /* how the value looks: "25.6" */
    const char *help;
    bool is_option; /* also on the command line */
    bool (*set)(struct claim *claim, const char *value, GError **error);
};
extern const struct claim_key claim_keys[];
extern const size_t n_claim_keys;
const struct claim_key *claim_key_find(const char *name);

/* "Xen 695.25 s vs KVM 936.19 s"; names and units may be missing, a spread
 * may follow a number ("12.3 s +- 0.4"), times may be "2 min 3 s" or "2:03".
 * COTEJO_ERROR_USAGE. */
bool claim_read_values(struct claim *claim, const char *text, GError **error);
/* Takes from the sentence (says) what no key said; after all keys. */
void claim_read_sentence(struct claim *claim);
/* What the keys together ask of one another. COTEJO_ERROR_USAGE. */
bool claim_check(const struct claim *claim, GError **error);

/* A whole file. Errors name file and line, and for an unknown key the
 * nearest. COTEJO_ERROR_READ, COTEJO_ERROR_USAGE. */
ClaimSet *claim_set_read(const char *path, GError **error);
/* The same from memory; path is how messages call it. */
ClaimSet *claim_set_from(const char *path, const char *bytes, size_t len,
                         GError **error);

/* ---- judging ---- */

enum claim_answer {
    CLAIM_FOLLOWS,
    CLAIM_FAILS,
    CLAIM_OPEN, /* cannot be decided from what was printed */
    CLAIM_NOTE, /* no answer to a claim: an explanation */
};

struct claim_finding {
    const char *about; /* slug: "difference", "percentage", "similarity",
                          "median", ... */
    const char *head;  /* the question, short: "25.6 %?", "similar?" */
    enum claim_answer answer;
    const char *text;   /* whole sentences */
    const char *decide; /* OPEN: what would decide it; else NULL */
};

/* Spread of runs that was measured with the same tool, as a fraction. */
struct claim_spread {
    double low, high;                  /* NaN: none at hand */
    const char *system;                /* with the largest */
    size_t n_systems, n_least, n_most; /* runs each */
    const char *words;    /* "sql-bench total time, 8 runs a system" */
    const char *why_none; /* runs are at hand and do not serve; NULL */
};

struct claim_margin {
    double margin;
    double sd, cv; /* the largest at which equivalence holds; 0: never */
};

struct judged_claim {
    const struct claim *claim;
    double mean[2], sd[2];                   /* NaN: not printed */
    double percent[2];                       /* of base side[i], signed */
    struct cotejo_interval percent_range[2]; /* what rounding leaves open */
    struct cotejo_critical critical;
    GArray *margins;           /* struct claim_margin; where "similar" came
                                  without one, a few usual ones */
    struct cotejo_t_test test; /* where spreads between runs are given */
    struct cotejo_ratio ratio;
    struct cotejo_p_range p_range;
    double smallest_margin; /* NaN */
    struct claim_spread spread;
    const char *withheld;     /* why there is no verdict on the systems; NULL */
    const char *label;        /* "Xen 695.25 s against KVM 936.19 s" */
    const char *given;        /* "8 runs each; standard errors 3 and 2 s", "" */
    GArray *findings;         /* struct claim_finding */
    enum claim_answer answer; /* of the whole: the worst one (of several
                                 margins, the first), NOTE if none */
};

struct judged_set {
    const ClaimSet *set;
    double alpha;
    GPtrArray *claims; /* struct judged_claim * */
    size_t counts[4];  /* findings by enum claim_answer */
    GStringChunk *strings;
};
typedef struct judged_set JudgedSet;
void judged_set_free(JudgedSet *judged);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JudgedSet, judged_set_free)

/* set must outlive the result. results: runs at hand to take the observed
 * spread from, or NULL. */
JudgedSet *claim_judge(const ClaimSet *set, const Results *results,
                       double alpha);
/* The metrics that the claims name, NULL-terminated, for study_options. Free
 * with g_strfreev. */
char **claim_set_metrics(const ClaimSet *set);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What several writers want to know of the results, in one place: names of
 * enumerations, dates, paths as they may be shown, and the single values
 * with the ones that were left out.
 */
#pragma once

#include "compare/results.h"

/* The array's element, read only. */
#define RESULT(array, type, i) (&g_array_index((array), struct type, (i)))

const struct result_system *view_system(const Results *results, size_t i);
const struct result_cell *view_cell(const Results *results, size_t i);
const struct result_workload *view_workload(const Results *results,
                                            const struct result_cell *cell);
const struct result_comparison *view_comparison(const Results *results,
                                                size_t i);
const struct result_sample *view_sample(const Results *results, size_t i);

/* Words of machines: "higher", "lower" or NULL; "rate", "time", ...;
 * "better", ...; "holm", "bh", "none"; "good", "gated", "refused". */
const char *view_better(const Results *results, const struct metric *metric);
const char *view_class(const struct metric *metric);
const char *view_verdict(enum verdict_code code);
const char *view_adjustment(enum adjustment adjust);
const char *view_status(enum run_status status);
/* As the options name them: "welch", ...; "test", "fieller", ...; NULL,
 * "repetition", "time". */
const char *view_test(const Results *results);
const char *view_interval(enum study_interval interval);
const char *view_pairing(enum study_pairing pairing);
/* NULL, "higher", "lower". */
const char *view_better_option(enum study_better better);
/* "Holm", "Benjamini-Hochberg", "" for people. */
const char *view_adjustment_name(enum adjustment adjust);

/* The marks that are set, in their order: slug, sign, explanation. */
struct view_mark {
    unsigned bit;
    const char *slug, *sign, *words;
};
extern const struct view_mark view_marks[];
extern const size_t n_view_marks;

/* "ab.requests_per_second", "sql-bench.seconds/insert"; free with g_free. */
char *view_metric_id(const struct result_cell *cell);

/* "2009-03-14T10:00:00Z"; free with g_free. */
char *view_date(int64_t seconds);

/*
 * The paths of the inputs as they may be shown: below what all logs of their
 * system share, so that neither the place where the logs are kept nor the
 * folder the program was called in shows. One an input, pointing into its
 * path; free the list with g_free.
 */
const char **view_paths(const Results *results);

/* A value of a cell and system, used or left out (gated, estimated). */
struct view_value {
    size_t run;   /* in results->runs */
    double value; /* base units */
    bool is_used;
    const struct run_value *from;
};
/* In order of repetition; a struct view_value a value. Values that may not
 * be reported (refused) are not among them. */
GArray *view_values(const Results *results, size_t cell, size_t system);
/* "estimated", "wrong", "" */
const char *view_flags(const struct view_value *value,
                       const struct result_run *run);
/* A value in the shown unit: as the log prints it where that is the unit. */
double view_shown(const struct result_cell *cell,
                  const struct view_value *value);

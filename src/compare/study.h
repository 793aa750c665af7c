/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps by which results_new fills its structure; private to compare. */
#pragma once

#include "compare/results.h"

/* Checks the options against the systems and the catalogue; finds the
 * reference. */
bool study_options_check(Results *results, GError **error);
/* True when the options ask for this metric (by default: a headline). */
bool study_wants_metric(const struct study_options *options,
                        const struct metric *metric);

/* The place in results->systems of a system of the stored set. */
size_t study_system(const Results *results, size_t stored_system);

/* Systems, inputs, runs, workloads; then cells and their samples. */
void study_add_systems(Results *results);
void study_add_inputs(Results *results);
void study_add_runs(Results *results);
void study_add_cells(Results *results);

/* Moments, quartiles and interval of a sample's data. */
void study_describe_sample(const Results *results,
                           struct result_sample *sample);

/* Comparisons, their families and verdicts, the overall ratios. */
void study_add_comparisons(Results *results);

/* The geometric mean over a workload's modules, if it has some. */
void study_add_overall(Results *results, size_t workload, size_t subject);

/* Quantiles of the requests inside runs. */
void study_add_requests(Results *results);
/* Is there a file of requests that joins no run? */
bool study_has_alone(const Results *results);

/* COTEJO_ERROR_NOTHING with why there is no cell: false. */
bool study_fail_nothing(const Results *results, GError **error);

/* A string as a hash table's key, which is not written to. */
char *study_key(const char *string);
/* A copy in the results' string chunk. */
const char *study_string(Results *results, const char *string);
const char *study_printf(Results *results, const char *format, ...)
    G_GNUC_PRINTF(2, 3);
/* cell SIZE_MAX and system NULL: about all. Takes printf's words. */
void study_warn(Results *results, const char *severity, const char *code,
                size_t cell, const char *system, const char *format, ...)
    G_GNUC_PRINTF(6, 7);

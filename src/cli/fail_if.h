/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A condition that makes a comparison a gate: [METRIC:]VERDICT[>PERCENT].
 *
 * True for a comparison whose verdict is as said and, with a threshold, whose
 * interval of the percentage lies beyond it with its near end: noise does not
 * fail a script. METRIC is a pattern as for --metric.
 */
#pragma once

#include "compare/results.h"

struct fail_condition {
    char *metric; /* NULL: any; owned */
    enum verdict_code verdict;
    double threshold; /* a fraction; NaN: none */
};

/* COTEJO_ERROR_USAGE if it is none. Free metric with g_free. */
bool fail_condition_read(const char *text, struct fail_condition *condition,
                         GError **error);
bool fail_condition_holds(const struct fail_condition *condition,
                          const Results *results,
                          const struct result_comparison *comparison);
/* The verdict of that name ("better", ...); false if there is none. */
bool verdict_code_find(struct slice name, enum verdict_code *code);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A/A controls: two systems declared to be the same. What differs between
 * them is what the bench itself invents.
 *
 * 1. The metrics are those of the study that can be tested: with a direction,
 *    above the clock's ticks, measuring the systems, two runs or more a side.
 * 2. False alarms: how many of the m tests reject at alpha, before p values
 *    are adjusted; more than chance when P(X >= count), X ~ Bin(m, alpha), is
 *    below alpha. The metrics of one run go together, so that the real
 *    chance is larger than that: said where it is printed.
 * 3. A metric differs when its p, adjusted by Holm over the control, is below
 *    alpha.
 * 4. What the bench can see: the difference that is detected with 80 % power
 *    by as many runs as the control has, with the spread of its runs, in
 *    percent of the mean (methods: Student's test, common sd; unequal n by
 *    their harmonic mean).
 * 5. Fit for the question: not when a metric differs or there are too many
 *    false alarms; with a margin, for the metrics whose visible difference is
 *    at most the margin; without one, for differences of that size upward.
 */
#pragma once

#include "compare/results.h"

enum control_fitness {
    CONTROL_UNKNOWN, /* nothing could be tested */
    CONTROL_FIT,
    CONTROL_PARTLY, /* a margin is given, and some metrics cannot see it */
    CONTROL_UNFIT,
};

struct control_cell {
    size_t cell;
    size_t n_a, n_b;
    struct cotejo_t_test welch; /* b - a, base units */
    struct cotejo_ratio ratio;  /* Fieller */
    struct cotejo_p p_adjusted;
    bool differs;      /* rule 3 */
    double detectable; /* rule 4, a fraction; NaN: no spread, or no mean */
    double margin;     /* the same; NaN: none */
    bool is_fit;       /* rule 5 */
    const char *percent, *interval; /* of b against a: "+1.2 %" */
    const char *detectable_text;    /* "6.3 %" */
};

struct result_control {
    size_t a, b; /* systems */
    struct control_cell *cells;
    size_t n_cells; /* tested: m of rule 2 */
    size_t n_alarms, n_differ, n_fit;
    double expected; /* m alpha */
    struct cotejo_p p_alarms;
    enum control_fitness fitness;
    const char *title;   /* "native against native-again" */
    const char *noise;   /* what the control shows, whole sentences */
    const char *verdict; /* whether the bench is fit for the question */
};

/* "unknown", "fit", "partly fit", "unfit" */
const char *control_fitness_name(enum control_fitness fitness);

/* Fills results->controls (struct result_control); after the comparisons. */
void study_add_controls(Results *results);
/* Are the declared systems there, and two? Takes their shown names.
 * COTEJO_ERROR_USAGE with the nearest names. */
bool study_controls_check(const Results *results, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers and verdicts as strings: made here, once, for every output.
 *
 * 1. Decimals come from the interval: two significant digits of its
 *    half-width h, d = max(0, 1 - floor(log10 h)), at most one more than the
 *    log prints. Estimate and ends use the same d; without an interval the
 *    log's own decimals.
 * 2. Percent: one decimal, two when the half-width is below 0.05 points.
 * 3. p: three decimals, "< 0.001" and "> 0.999" at the ends; never 0.000.
 * 4. t: two decimals, one from 10 on. df: whole, or one decimal.
 * 5. Undefined is an en dash. The minus is U+2212; "-0.0" is "0.0".
 * 6. One function rounds (words_number): printf's rounding of the double.
 *
 * In the language of the marks: decimal point, comma for thousands, no-break
 * space before the percent sign.
 */
#pragma once

#include "compare/results.h"

#define WORDS_UNDEFINED "\u2013"
#define WORDS_MINUS "\u2212"
#define WORDS_PERCENT "\u00a0%"

/* Text of a log, fit to be shown anywhere: control characters, bidirectional
 * controls and invalid UTF-8 become U+FFFD, line ends and tabs a blank. Free
 * with g_free. */
char *words_clean(const char *text);

/* Free these with g_free. */
char *words_number(double value, int decimals);
char *words_signed(double value, int decimals); /* "+" where positive */
char *words_p(double p);
char *words_p_short(struct cotejo_p p); /* "8.8e-12", "0.025", "< 1e-15" */
/* The same; of an estimate by shuffles "0.0012 \u00b10.0003" and `sampled`, to
 * the first digit of the standard error, or "\u2264 1.0e-04" and `sampled`. */
char *words_p_of_test(const struct result_test *test, const char *sampled);

/* Rule 1. half_width in the unit that is shown; NaN or 0: none. */
int words_decimals(double half_width, int log_decimals);

/* Fill the text members; strings live in the results. */
void words_of_sample(Results *results, struct result_sample *sample);
void words_of_comparison(Results *results,
                         struct result_comparison *comparison);
void words_of_overall(Results *results, struct result_overall *overall);
/* As rule 1, from the interval of the middle one. */
void words_of_requests(Results *results, struct result_requests *requests);
void words_of_group(Results *results, struct result_group *group);
/* Why a ratio or its interval is not given; NULL: it is, or the verdict says
 * why (too few runs, no variation). */
const char *words_of_ratio_status(enum cotejo_status status);
/* Part of words_of_comparison. */
void words_of_tests(Results *results, struct result_comparison *comparison);

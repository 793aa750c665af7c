/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of claim_judge; private to compare. */
#pragma once

#include "compare/claim_words.h"

struct judging {
    JudgedSet *set;
    struct judged_claim *it;
    const struct claim *claim;
    double alpha;
};

void judging_add(const struct judging *j, const char *about, const char *head,
                 enum claim_answer answer, const char *text,
                 const char *decide);
/* As cotejo_printed wants it. */
struct cotejo_printed judging_printed(struct claim_number number);
double judging_value(struct claim_number number); /* NaN: not given */
double judging_half(struct claim_number number);  /* half a last place */

/* What a spread of that kind is multiplied by to be the standard deviation of
 * n runs; NaN for n < 2 where it depends on n. */
double judging_spread_factor(enum claim_spread_kind kind, size_t n);

/* Each adds its findings, if what it needs was printed. */
void judge_withheld(const struct judging *j);   /* also sets it->withheld */
void judge_percentage(const struct judging *j); /* and the ratio */
void judge_plus_minus(const struct judging *j);
void judge_difference(const struct judging *j);
void judge_similarity(const struct judging *j);
void judge_whole_units(const struct judging *j);
void judge_extremes(const struct judging *j);
void judge_rate(const struct judging *j);

/* The spread seen in the results for the claim's metric. */
struct claim_spread claim_observe(JudgedSet *judged, const struct claim *claim,
                                  const Results *results);

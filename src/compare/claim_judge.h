/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of claim_judge; private to compare. */
#pragma once

#include "compare/claim_words.h"

#define RATIO_SLACK 1e-12 /* touching is overlapping */

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
double judging_spread_factor(const struct claim *claim,
                             enum claim_spread_kind kind, size_t n);

/* ---- claim_test.c: what the questions share ---- */

const char *judging_level(const struct judging *j);       /* "5 %" */
const char *judging_runs(const struct judging *j);        /* "8 runs each" */
const char *judging_p(const struct judging *j, double p); /* "p = 0.032" */
/* "KVM lies +0.7 to +3.9 % from Xen (95 % confidence)" */
const char *judging_interval(const struct judging *j);
/* "Welch's t(14.0) = 2.31, p = 0.037, 8 runs each" */
const char *judging_test(const struct judging *j);
/* Both, or that there is neither. */
const char *judging_as_printed(const struct judging *j);
/* What runs of this kind are seen to do, beside a threshold; "" if none are
 * at hand. */
const char *judging_seen(const struct judging *j, double threshold);
/* What would decide it where no spread was printed. */
const char *judging_spread_wanted(const struct judging *j);

/* Is there a percentage of that side, or of either: a base above zero and
 * the other not below it? */
bool judging_has_percent(const struct judging *j, size_t base);
bool judging_has_ratio(const struct judging *j);   /* both above zero */
bool judging_is_testable(const struct judging *j); /* two runs and more */
bool judging_has_spread(const struct judging *j);  /* of both sides */
/* Is there a spread of which nobody said what it is? */
bool judging_is_spread_unsaid(const struct judging *j);
extern const char judging_spread_unsaid[]; /* what would decide it */
/* Can the means be in the other order, or equal as printed? */
bool judging_order_is_rounding(const struct judging *j);
/* Adds that the claim repeats another one, if it does. */
bool judging_repeats(const struct judging *j);
/* Adds that there are no runs, or one, to say anything from. */
void judging_without_runs(const struct judging *j, const char *head);

/* As printed, of n values. */
void judging_moments(const struct judging *j, size_t side, size_t n,
                     struct cotejo_moments *moments);
/* A side with mean and spread moved by so many half last places; kind: what
 * the spread is. */
void judging_moments_at(const struct judging *j, enum claim_spread_kind kind,
                        size_t side, double mean_halves, double sd_halves,
                        struct cotejo_moments *moments);
/* Both sides with every printed number at one of the ends of its rounding, a
 * bit each; reach 0: as printed. */
void judging_moments_at_corner(const struct judging *j,
                               enum claim_spread_kind kind, unsigned corner,
                               double reach, struct cotejo_moments moments[2]);
/* Welch's p there. */
double judging_p_at(const struct judging *j, enum claim_spread_kind kind,
                    unsigned corner, double reach);
/* Fills test, ratio, p_range and smallest_margin of the judged claim. */
void judging_fill_test(const struct judging *j);

/* ---- claim_stated.c: a printed p or t ---- */

bool judging_has_stated(const struct judging *j);
/* The answer that it gives where there is no spread. */
enum claim_answer judging_by_stated(const struct judging *j, const char **text,
                                    const char **decide);

/* ---- claim_quartiles.c: quartiles instead of a spread ---- */

bool judging_has_quartiles(const struct judging *j);
const char *judging_by_quartiles(const struct judging *j);

/* ---- claim_checks.c: what numbers cannot be ---- */

struct judging_box {
    double low, high; /* what rounding leaves open; NaN: not printed */
};
struct judging_box judging_box(struct claim_number number);
/* How many values the printed spread is of: those inside a run, or runs. */
size_t judging_spread_n(const struct judging *j, size_t side);
/* "the median 12.3 s" */
const char *judging_number_words(const struct judging *j, const char *what,
                                 struct claim_number number);
/* "Impossible as printed, Xen: the median 12.3 s is ...". */
void judging_impossible(const struct judging *j, size_t side, const char *about,
                        const char *what, const char *than);

/* ---- the questions ---- */

/* Each adds its findings, if what it needs was printed. */
void judge_withheld(const struct judging *j);   /* also sets it->withheld */
void judge_percentage(const struct judging *j); /* and the ratio */
void judge_stated(const struct judging *j);
void judge_plus_minus(const struct judging *j);
void judge_intervals(const struct judging *j);
void judge_direction(const struct judging *j);
void judge_difference(const struct judging *j);
void judge_similarity(const struct judging *j);
void judge_whole_units(const struct judging *j);
void judge_extremes(const struct judging *j);
void judge_identities(const struct judging *j, size_t side);
void judge_rate(const struct judging *j);

/* The spread seen in the results for the claim's metric. */
struct claim_spread claim_observe(JudgedSet *judged, const struct claim *claim,
                                  const Results *results);

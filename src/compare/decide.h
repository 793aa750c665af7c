/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests, pairs, intervals and what would settle a question: one comparison.
 * Private to compare, but for the table of tests. */
#pragma once

#include "compare/draws.h"
#include "compare/study.h"

struct study_test_kind {
    const char *slug;  /* as --test takes it; "" for the default */
    const char *name;  /* "Welch" */
    const char *words; /* "Welch's test" */
    bool is_paired;
};
/* By enum study_test. */
extern const struct study_test_kind study_tests[];
extern const size_t n_study_tests;

/* The test that decides with these options; never TEST_DEFAULT. */
enum study_test study_deciding_test(const struct study_options *options);

/* Has it a say at this alpha? Not with so few runs that it cannot come below,
 * unless it did. */
bool study_has_say(const struct result_test *test, double alpha);
/* The tests that vote, the one that decides first; returns how many. */
#define STUDY_VOTERS (RESULT_TESTS + 1)
size_t study_voters(const struct result_comparison *comparison,
                    const struct result_test *voters[STUDY_VOTERS]);
bool study_all_have_say(const struct result_comparison *comparison,
                        double alpha);

/* The margin in a unit that holds for a cell, in base units; NaN: none. */
double study_absolute_margin(const Results *results, size_t cell);

/* Fills tests, sizes of the difference and equivalence, not the intervals. */
void study_decide(Results *results, Draws *draws,
                  struct result_comparison *comparison);

/* Three and more systems: the tests over all of them, before comparisons are
 * made; p of one pair of them, after its own tests; letters at the end. */
void study_add_groups(Results *results);
void study_decide_of_group(const Results *results,
                           struct result_comparison *comparison);
/* Has that test p over the pairs of the cell of its own? */
bool study_is_of_group(const Results *results,
                       const struct result_comparison *comparison);
void study_add_letters(Results *results);
/* Is p of a pair one over all pairs of its cell? Of all pairs of three and more
 * systems, unless the rate of false discoveries is what is held. */
bool study_is_family_wise(const Results *results);
/* Of the comparisons of a set: p over all pairs of systems where the test has
 * none of its own, and whether the tests agree. */
void study_agree(Results *results, size_t from, size_t to);
/* Are all pairs compared by the studentized range (Welch's or Student's test
 * of three and more systems)? */
bool study_uses_range(const Results *results);
/* The intervals of those pairs of a cell, at this level; for
 * study_range_level(). */
void study_widen_group(Results *results, size_t cell, double level);
/* The level of one t interval at which that pair's intervals hold together
 * with those of the cell's other pairs; `level` for any other comparison. */
double study_range_level(const Results *results,
                         const struct result_comparison *comparison,
                         double level);
/* The level of one test of two systems that rejects where the test of all
 * pairs of the cell does at `alpha`; alpha for any other comparison. */
double study_pair_alpha(const Results *results,
                        const struct result_comparison *comparison,
                        double alpha);
/* The samples of a pair as Tukey and Kramer see them, with the sd of all
 * systems of the cell: false unless that test decides. *level becomes the one
 * at which Student's interval of these two is theirs. */
bool study_pooled_sides(const Results *results,
                        const struct result_comparison *comparison,
                        struct cotejo_moments sides[2], double *level);
/* Is this cell one that is tested? */
bool study_is_compared(const Results *results, size_t cell);

/* Adjusts the p of the comparisons from..to-1 together, as the options say. */
void study_adjust(const Results *results, size_t from, size_t to);
/* What a p that is not adjusted must come below for one more of these to be
 * told apart, once they are adjusted; of all pairs, p of a pair in its cell. */
double study_next_alpha(const Results *results, size_t from, size_t to);
/* Of these comparisons, those that are tested. */
size_t study_count_tested(const Results *results, size_t from, size_t to);
/* The level of their intervals: each for itself, or together. */
double study_level(const Results *results, size_t from, size_t to);

/* Finds the pairs of two samples, for study_decide. */
void study_pair(Results *results, struct result_comparison *comparison,
                const struct result_sample *a, const struct result_sample *b);

/* Fills ratio and difference with their intervals at this level. */
void study_intervals(const Results *results, Draws *draws,
                     struct result_comparison *comparison, double level);

/* Comparisons of a family of which everything is computed even when the
 * account is brief (study_options.is_brief). */
#define STUDY_SHORT 40

/* What takes longest: the interval of Hedges' g, and study_needed for an
 * inconclusive one. After the verdict. */
void study_effects(const Results *results,
                   struct result_comparison *comparison);
/* What would settle it, from the spread that was seen. */
void study_needed(const Results *results, struct result_comparison *comparison);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What would settle an inconclusive comparison: how many runs of each system
 * a two-sample t test needs at the spread that was seen (cotejo/power.h).
 *
 * 1. With a margin: enough to detect a difference of the margin, and to find
 *    two equal systems equivalent within it; the larger of the two.
 * 2. Without: enough to detect a difference as large as the one observed.
 *    That is a number for planning, no evidence: the difference is not shown.
 * 3. The spread is the pooled sd over the reference's mean; of pairs, the sd
 *    of the differences over it. Two equal systems are planned for as if
 *    their runs were no pairs, with that sd over the square root of 2.
 * 4. Where ranks or permutations decide, at least as many as their smallest
 *    possible p asks for.
 * 5. To show a difference takes the level at which one more comparison of the
 *    set would be told apart, as the verdict is of the whole set: Holm's step,
 *    and of all pairs of systems that of the test of a pair in its cell, with
 *    the sd of all systems where the test has it. Equivalence is not adjusted.
 */
#include "compare/decide.h"

#include "cotejo/power.h"

#define POWERS 2
static const double powers[POWERS] = {0.8, 0.9};

/* The smaller size speaks for both. */
static size_t runs_at_hand(const struct result_comparison *comparison,
                           const struct cotejo_moments *a,
                           const struct cotejo_moments *b)
{
    return comparison->n_pairs ? comparison->n_pairs : MIN(a->n, b->n);
}

static double spread_of(const struct result_comparison *comparison,
                        const struct cotejo_moments *a,
                        const struct cotejo_moments *b)
{
    double sd = cotejo_pooled_sd(a, b);

    if (comparison->n_pairs)
        sd = comparison->welch.se * sqrt((double)comparison->n_pairs);
    return sd / fabs(a->mean);
}

/* Rule 4. */
static size_t least_runs(const struct result_comparison *comparison,
                         double alpha)
{
    bool is_paired = comparison->n_pairs > 0;
    enum study_test test = comparison->test.which;
    size_t n = 2;

    if (test != TEST_MANN_WHITNEY && test != TEST_PERMUTATION &&
        test != TEST_WILCOXON)
        return n;
    while ((is_paired ? ldexp(2, -(int)n) : cotejo_smallest_p(n, n)) >= alpha)
        n++;
    return n;
}

/* Rule 5. */
static double alpha_to_show(const Results *results,
                            const struct result_comparison *comparison)
{
    const struct result_family *family = &g_array_index(
        results->families, struct result_family, comparison->family);

    return study_pair_alpha(
        results, comparison,
        study_next_alpha(results, family->set_from, family->set_to));
}

void study_needed(const Results *results, struct result_comparison *comparison)
{
    const struct study_options *options = &results->options;
    struct cotejo_moments pooled[2];
    double level = options->confidence;
    bool is_pooled = study_pooled_sides(results, comparison, pooled, &level);
    const struct cotejo_moments *a =
        is_pooled ? &pooled[0] : &results_side(results, comparison, 0)->moments;
    const struct cotejo_moments *b =
        is_pooled ? &pooled[1] : &results_side(results, comparison, 1)->moments;
    struct result_needed *needed = &comparison->needed;
    double cv = spread_of(comparison, a, b), alpha = 1 - options->confidence;
    double show = alpha_to_show(results, comparison);
    bool is_paired = comparison->n_pairs > 0;
    double margin = options->margin;
    size_t runs[POWERS], n;

    *needed = (struct result_needed){
        .difference = NAN, .detectable = NAN, .equal = NAN};
    if (!(cv > 0) || !isfinite(cv))
        return;
    if (comparison->is_absolute)
        margin = comparison->equivalence.bound_high / fabs(a->mean);
    needed->is_margin = !isnan(margin);
    needed->difference = needed->is_margin
                             ? margin
                             : fabs(comparison->welch.difference / a->mean);
    for (size_t i = 0; i < POWERS; i++) {
        runs[i] = (is_paired ? cotejo_required_pairs : cotejo_required_runs)(
            needed->difference / cv, show, powers[i]);
        if (needed->is_margin && runs[i]) {
            size_t equal = cotejo_required_runs_equivalence(
                is_paired ? cv / sqrt(2) : cv, margin, alpha, powers[i]);

            runs[i] = equal ? MAX(runs[i], equal) : 0;
        }
        if (runs[i])
            runs[i] = MAX(runs[i], least_runs(comparison, show));
    }
    needed->runs_80 = runs[0];
    needed->runs_90 = runs[1];
    n = runs_at_hand(comparison, a, b);
    if (needed->is_margin)
        needed->equal = cotejo_equivalence_power(
            n, is_paired ? cv / sqrt(2) : cv, margin, alpha);
    if (n >= least_runs(comparison, show))
        needed->detectable =
            cv * (is_paired ? cotejo_detectable_effect_paired
                            : cotejo_detectable_effect)(n, show, powers[0]);
}

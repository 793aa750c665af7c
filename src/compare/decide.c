/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The test that decides, and those that stand beside it.
 *
 * 1. Welch's decides unless another is asked for; of runs that are declared
 *    to be pairs, the paired t test. The smallest of several p values is
 *    never selected.
 * 2. Beside it stand Welch, Mann-Whitney and the permutation test of the
 *    means; of pairs, the paired t, signed rank and sign-flip tests. If they
 *    are not on the same side of alpha as the one that decides, the verdict is
 *    kept, and fragile (agree.c).
 * 3. Of all pairs of three and more systems, p is family-wise over the pairs
 *    of a cell (groups.c, agree.c).
 * 4. Without variation on either side there is no test, though ranks and
 *    permutations would still give a p.
 */
#include "compare/decide.h"

#include <string.h>

#include "cotejo/distribution.h"

const struct study_test_kind study_tests[] = {
    [TEST_DEFAULT] = {"", "", "", false},
    [TEST_WELCH] = {"welch", "Welch", "Welch's test", false},
    [TEST_STUDENT] = {"student", "Student", "Student's test", false},
    [TEST_MANN_WHITNEY] = {"mann-whitney", "Mann-Whitney",
                           "the Mann-Whitney test", false},
    [TEST_PERMUTATION] = {"permutation", "permutation",
                          "the permutation test of the means", false},
    [TEST_PAIRED_T] = {"paired-t", "paired t", "the paired t test", true},
    [TEST_WILCOXON] = {"wilcoxon", "signed rank", "Wilcoxon's signed rank test",
                       true},
};
const size_t n_study_tests = G_N_ELEMENTS(study_tests);

static int sign(double x)
{
    return (x > 0) - (x < 0);
}

static struct result_test from_t(enum study_test which,
                                 const struct cotejo_t_test *t)
{
    return (struct result_test){
        .which = which,
        .slug = study_tests[which].slug,
        .name = study_tests[which].name,
        .status = t->status,
        .p = t->p,
        .statistic = t->t,
        .p_se = NAN,
        .direction = sign(t->difference),
    };
}

static struct result_test from_ranks(const struct cotejo_rank_test *test,
                                     double pairs)
{
    return (struct result_test){
        .which = TEST_MANN_WHITNEY,
        .slug = study_tests[TEST_MANN_WHITNEY].slug,
        .name = study_tests[TEST_MANN_WHITNEY].name,
        .status = test->status,
        .p = test->p,
        .statistic = test->u,
        .is_exact = test->exact,
        .p_se = NAN,
        .least_p = fmin(test->smallest_p, test->p.p),
        .direction = sign(test->u - pairs / 2),
    };
}

static struct result_test
from_permutation(const struct cotejo_permutation *test, double difference,
                 double least_p, const char *name)
{
    bool is_sampled = test->status == COTEJO_OK && !test->exact;

    return (struct result_test){
        .which = TEST_PERMUTATION,
        .slug = study_tests[TEST_PERMUTATION].slug,
        .name = name,
        .status = test->status,
        .p = test->p,
        .statistic = NAN,
        .is_exact = test->exact,
        .resamples = is_sampled ? (size_t)test->arrangements : 0,
        .p_se = is_sampled ? test->se : (double)NAN,
        .least_p = fmin(least_p, test->p.p),
        .direction = sign(difference),
    };
}

static struct result_test
from_signed_rank(const struct cotejo_signed_rank *test, size_t n)
{
    size_t used = n - test->zeros;

    return (struct result_test){
        .which = TEST_WILCOXON,
        .slug = study_tests[TEST_WILCOXON].slug,
        .name = study_tests[TEST_WILCOXON].name,
        .status = test->status,
        .p = test->p,
        .statistic = test->w_plus,
        .is_exact = test->exact,
        .p_se = NAN,
        .least_p = fmin(ldexp(2, -(int)MIN(used, 1000)), test->p.p),
        .direction = sign(test->w_plus - test->w_middle),
    };
}

/* One of those beside each other, by which it is. */
static const struct result_test *
find_beside(const struct result_comparison *comparison, enum study_test which)
{
    for (size_t i = 0; i < RESULT_TESTS; i++) {
        if (comparison->beside[i].which == which)
            return &comparison->beside[i];
    }
    return &comparison->beside[0];
}

double study_absolute_margin(const Results *results, size_t at)
{
    const struct study_margin *margin = &results->options.margin_absolute;
    const struct result_cell *cell =
        &g_array_index(results->cells, struct result_cell, at);

    if (!margin->text)
        return NAN;
    if (!margin->base_unit)
        return margin->value / cell->display_factor;
    return strcmp(margin->base_unit, cell->metric->base_unit) ? (double)NAN
                                                              : margin->value;
}

/* Two one-sided tests of pairs against an absolute margin. */
static struct cotejo_equivalence tost_of_pairs(const struct cotejo_sample *a,
                                               const struct cotejo_sample *b,
                                               double margin, double alpha)
{
    struct cotejo_t_test test = cotejo_paired_t(a, b, 1 - 2 * alpha);
    struct cotejo_equivalence e = {
        .status = test.status,
        .bound_low = -margin,
        .bound_high = margin,
        .p = cotejo_p_undefined(),
        .smallest_margin =
            fmax(fabs(test.interval.low), fabs(test.interval.high)),
        .interval = test.interval,
        .t_low = (test.difference + margin) / test.se,
        .t_high = (test.difference - margin) / test.se,
    };
    struct cotejo_p low, high;

    if (test.status != COTEJO_OK)
        return e;
    low = cotejo_t_tail(e.t_low, test.df);
    high = cotejo_t_tail(-e.t_high, test.df);
    e.p = low.p > high.p ? low : high;
    return e;
}

static void decide_of_two(const Results *results, Draws *draws,
                          struct result_comparison *comparison,
                          const struct result_sample *a,
                          const struct result_sample *b)
{
    const struct study_options *options = &results->options;
    struct cotejo_agreement agreement = cotejo_agreement_with(
        &a->data, &b->data, 1 - options->confidence,
        draws_shuffles(draws, a->data.n, b->data.n), draws_steps(draws));
    double pairs = (double)a->data.n * (double)b->data.n;
    double margin = study_absolute_margin(results, comparison->cell);
    double alpha = 1 - options->confidence;

    comparison->is_absolute = !isnan(margin);
    comparison->welch = agreement.welch;
    comparison->mann_whitney = agreement.mann_whitney;
    comparison->dissent = agreement.dissent;
    comparison->p_without_outliers = agreement.p_without_outliers;
    comparison->beside[0] = from_t(TEST_WELCH, &agreement.welch);
    comparison->beside[1] = from_ranks(&agreement.mann_whitney, pairs);
    comparison->beside[2] = from_permutation(
        &agreement.permutation, agreement.welch.difference,
        cotejo_smallest_p(a->data.n, b->data.n), "permutation");
    if (options->test == TEST_STUDENT) {
        comparison->welch =
            cotejo_student(&a->moments, &b->moments, options->confidence);
        comparison->test = from_t(TEST_STUDENT, &comparison->welch);
    } else {
        comparison->test = *find_beside(comparison, options->test);
    }
    comparison->shift =
        cotejo_hodges_lehmann(&a->data, &b->data, options->confidence);
    comparison->equivalence =
        comparison->is_absolute
            ? cotejo_tost_difference(&a->moments, &b->moments, margin, alpha)
            : cotejo_tost_ratio(&a->moments, &b->moments, options->margin,
                                options->margin_linear, alpha);
}

static void decide_of_pairs(const Results *results,
                            struct result_comparison *comparison)
{
    const struct study_options *options = &results->options;
    const struct cotejo_sample *a = &comparison->paired[0];
    const struct cotejo_sample *b = &comparison->paired[1];
    struct cotejo_agreement_paired agreement = cotejo_agreement_paired(
        a, b, 1 - options->confidence, options->seed, options->pratt);

    double margin = study_absolute_margin(results, comparison->cell);

    comparison->is_absolute = !isnan(margin);
    comparison->welch = agreement.paired_t;
    comparison->mann_whitney = cotejo_mann_whitney(a, b);
    comparison->dissent = agreement.dissent;
    comparison->p_without_outliers = agreement.p_without_outliers;
    comparison->beside[0] = from_t(TEST_PAIRED_T, &agreement.paired_t);
    comparison->beside[1] = from_signed_rank(&agreement.signed_rank, a->n);
    comparison->beside[2] =
        from_permutation(&agreement.sign_flips, agreement.paired_t.difference,
                         ldexp(2, -(int)MIN(a->n, 1000)), "sign flips");
    comparison->test = *find_beside(comparison, options->test);
    comparison->shift = cotejo_walsh(a, b, options->confidence);
    comparison->equivalence =
        comparison->is_absolute
            ? tost_of_pairs(a, b, margin, 1 - options->confidence)
            : cotejo_tost_paired(a, b, options->margin, options->margin_linear,
                                 1 - options->confidence);
}

static void refuse_test(struct result_test *test, enum cotejo_status status)
{
    test->status = status;
    test->p = cotejo_p_undefined();
    test->statistic = NAN;
    test->is_exact = false;
    test->resamples = 0;
    test->p_se = NAN;
    test->least_p = NAN;
}

static void refuse_all(struct result_comparison *comparison,
                       enum cotejo_status status)
{
    refuse_test(&comparison->test, status);
    for (size_t i = 0; i < RESULT_TESTS; i++)
        refuse_test(&comparison->beside[i], status);
    comparison->welch.status = status;
    comparison->welch.t = comparison->welch.df = NAN;
    comparison->welch.p = cotejo_p_undefined();
    comparison->mann_whitney.status = status;
    comparison->mann_whitney.u = NAN;
    comparison->mann_whitney.exact = false;
    comparison->mann_whitney.p = cotejo_p_undefined();
}

/* Of so many digits a decimal keeps no more (base/decimal.h). */
#define DIGITS_KEPT 100000000000000000

/* May equal values have differed in digits that are not kept? */
static bool may_differ(const struct result_sample *sample)
{
    for (size_t i = 0; i < sample->data.n; i++) {
        int64_t digits = sample->values[i]->value.digits;

        if (digits >= DIGITS_KEPT || digits <= -DIGITS_KEPT)
            return true;
    }
    return false;
}

/* One run says nothing of how runs vary, nor do runs that do not (rule 4). */
static void refuse(const Results *results, struct result_comparison *comparison)
{
    const struct cotejo_moments *a =
        &results_side(results, comparison, 0)->moments;
    const struct cotejo_moments *b =
        &results_side(results, comparison, 1)->moments;
    const struct result_sample *of_a = &g_array_index(
        results->samples, struct result_sample, comparison->reference);
    const struct result_sample *of_b = &g_array_index(
        results->samples, struct result_sample, comparison->subject);

    if (of_a->data.n < 2 || of_b->data.n < 2 || comparison->n_pairs == 1)
        refuse_all(comparison, COTEJO_TOO_FEW);
    else if (a->n && b->n && !(a->sd > 0) && !(b->sd > 0))
        refuse_all(comparison, may_differ(of_a) || may_differ(of_b)
                                   ? COTEJO_UNDEFINED
                               : cotejo_mean_difference(a, b) != 0
                                   ? COTEJO_NO_VARIATION_UNEQUAL
                                   : COTEJO_NO_VARIATION_EQUAL);
}

void study_decide(Results *results, Draws *draws,
                  struct result_comparison *comparison)
{
    const struct result_sample *a = &g_array_index(
        results->samples, struct result_sample, comparison->reference);
    const struct result_sample *b = &g_array_index(
        results->samples, struct result_sample, comparison->subject);

    if (results->options.pairing != PAIRING_NONE) {
        study_pair(results, comparison, a, b);
        decide_of_pairs(results, comparison);
    } else {
        decide_of_two(results, draws, comparison, a, b);
    }
    refuse(results, comparison);
    comparison->hedges = (struct cotejo_hedges){
        .status = COTEJO_UNDEFINED,
        .d = NAN,
        .j = NAN,
        .g = NAN,
        .interval = {NAN, NAN, results->options.confidence},
    };
    comparison->dominance =
        cotejo_vargha_delaney(&results_side(results, comparison, 0)->data,
                              &results_side(results, comparison, 1)->data,
                              results->options.confidence);
}
void study_effects(const Results *results, struct result_comparison *comparison)
{
    if (!comparison->withheld)
        comparison->hedges =
            cotejo_hedges_g(&results_side(results, comparison, 0)->moments,
                            &results_side(results, comparison, 1)->moments,
                            results->options.confidence);
    if (comparison->code == INCONCLUSIVE)
        study_needed(results, comparison);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All pairs of systems together, and do the tests of a comparison agree?
 *
 * 1. Of all pairs of systems the p of a pair holds for the pairs of its cell:
 *    that of the studentized range or Dunn's (groups.c), and of every other
 *    test by Holm over those of the cell's pairs that are tested.
 * 2. Those vote: the test that decides, and those beside it that are not the
 *    same test in another form. All p are on one footing, that of rule 1, and
 *    otherwise not adjusted.
 * 3. One that cannot come below alpha with so few runs has no say. One on the
 *    other side of alpha than the test that decides makes the verdict fragile;
 *    the cause is one of the samples (cotejo/agreement.h).
 */
#include "compare/decide.h"

#include "cotejo/distribution.h"

static struct result_comparison *comparison_of(const Results *results, size_t i)
{
    return &g_array_index(results->comparisons, struct result_comparison, i);
}

/* ---- who votes ---- */

bool study_has_say(const struct result_test *test, double alpha)
{
    return fmin(test->least_p * (double)test->n_of_pairs, test->p_of_pairs.p) <
           alpha;
}

size_t study_voters(const struct result_comparison *comparison,
                    const struct result_test *voters[STUDY_VOTERS])
{
    size_t n = 0;

    voters[n++] = &comparison->test;
    for (size_t i = 0; i < RESULT_TESTS; i++) {
        if (comparison->beside[i].which != comparison->test.which)
            voters[n++] = &comparison->beside[i];
    }
    return n;
}

bool study_all_have_say(const struct result_comparison *comparison,
                        double alpha)
{
    const struct result_test *voters[STUDY_VOTERS];
    size_t n = study_voters(comparison, voters);

    for (size_t i = 0; i < n; i++) {
        if (!study_has_say(voters[i], alpha))
            return false;
    }
    return true;
}

/* ---- rule 1 ---- */

static void set_alone(struct result_test *test)
{
    test->p_of_pairs = test->p;
    test->n_of_pairs = 1;
}

/* A test beside the others, over the pairs of a cell. */
static void adjust_beside(const Results *results, const size_t *pairs, size_t n,
                          size_t which)
{
    g_autofree struct cotejo_p *p = g_new(struct cotejo_p, n);

    for (size_t i = 0; i < n; i++)
        p[i] = comparison_of(results, pairs[i])->beside[which].p;
    cotejo_holm(p, n, p);
    for (size_t i = 0; i < n; i++) {
        struct result_test *test =
            &comparison_of(results, pairs[i])->beside[which];

        test->p_of_pairs = p[i];
        test->n_of_pairs = n;
    }
}

/* The deciding test has no p for all pairs of its own: Holm's. */
static void take_over(struct result_comparison *comparison)
{
    for (size_t i = 0; i < RESULT_TESTS; i++) {
        const struct result_test *test = &comparison->beside[i];

        if (test->which != comparison->test.which)
            continue;
        comparison->test.p = comparison->test.p_of_pairs = test->p_of_pairs;
        comparison->test.n_of_pairs = test->n_of_pairs;
        comparison->p_adjusted = test->p_of_pairs;
    }
}

static void adjust_cell(const Results *results, const size_t *pairs, size_t n)
{
    for (size_t which = 0; which < RESULT_TESTS; which++)
        adjust_beside(results, pairs, n, which);
    for (size_t i = 0; i < n; i++) {
        struct result_comparison *comparison = comparison_of(results, pairs[i]);

        if (!study_is_of_group(results, comparison))
            take_over(comparison);
    }
}

static int by_cell(const void *left, const void *right, void *data)
{
    const Results *results = data;
    const size_t *a = left, *b = right;
    size_t cell_a = comparison_of(results, *a)->cell;
    size_t cell_b = comparison_of(results, *b)->cell;

    return cell_a == cell_b ? (*a > *b) - (*a < *b)
                            : (cell_a > cell_b) - (cell_a < cell_b);
}

static void adjust_pairs(Results *results, size_t from, size_t to)
{
    g_autofree size_t *tested = g_new(size_t, to - from + 1);
    size_t n = 0;

    for (size_t i = from; i < to; i++) {
        if (!isnan(comparison_of(results, i)->p_adjusted.p))
            tested[n++] = i;
    }
    g_qsort_with_data(tested, (int)n, sizeof *tested, by_cell, results);
    for (size_t i = 0, next; i < n; i = next) {
        size_t cell = comparison_of(results, tested[i])->cell;

        for (next = i + 1;
             next < n && comparison_of(results, tested[next])->cell == cell;)
            next++;
        adjust_cell(results, &tested[i], next - i);
    }
}

/* ---- rule 3 ---- */

static bool is_dissent(const struct result_comparison *comparison, double alpha)
{
    const struct result_test *voters[STUDY_VOTERS];
    size_t n = study_voters(comparison, voters);
    bool is_detected = comparison->test.p.p < alpha;

    if (comparison->test.status != COTEJO_OK ||
        !study_has_say(&comparison->test, alpha))
        return false;
    for (size_t i = 1; i < n; i++) {
        if (voters[i]->status == COTEJO_OK && study_has_say(voters[i], alpha) &&
            (voters[i]->p_of_pairs.p < alpha) != is_detected)
            return true;
    }
    return false;
}

static enum cotejo_dissent cause_of(const Results *results,
                                    const struct result_comparison *comparison,
                                    struct cotejo_p *without_outliers)
{
    const struct cotejo_sample *pairs = comparison->paired;

    if (results->options.pairing != PAIRING_NONE)
        return cotejo_dissent_cause_paired(
            &pairs[0], &pairs[1], results->options.pratt, without_outliers);
    return cotejo_dissent_cause(&results_side(results, comparison, 0)->data,
                                &results_side(results, comparison, 1)->data,
                                without_outliers);
}

void study_agree(Results *results, size_t from, size_t to)
{
    double alpha = 1 - results->options.confidence;

    for (size_t i = from; i < to; i++) {
        struct result_comparison *comparison = comparison_of(results, i);

        set_alone(&comparison->test);
        for (size_t k = 0; k < RESULT_TESTS; k++)
            set_alone(&comparison->beside[k]);
    }
    if (study_is_family_wise(results))
        adjust_pairs(results, from, to);
    for (size_t i = from; i < to; i++) {
        struct result_comparison *comparison = comparison_of(results, i);

        if (!is_dissent(comparison, alpha)) {
            comparison->dissent = COTEJO_AGREED;
            comparison->p_without_outliers = cotejo_p_undefined();
            continue;
        }
        /* Else it is known from Welch's test alone. */
        if (comparison->dissent == COTEJO_AGREED)
            comparison->dissent =
                cause_of(results, comparison, &comparison->p_without_outliers);
        if (!comparison->withheld)
            comparison->marks |= MARK_FRAGILE;
    }
}

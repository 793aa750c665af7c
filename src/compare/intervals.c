/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The intervals of a comparison.
 *
 * 1. What stands beside a p is the inversion of that very test, so that the
 *    two never contradict each other: Fieller's of Welch's and of Student's
 *    test, with the covariance of the paired t test, Hodges and Lehmann's of
 *    Mann-Whitney's, the Walsh averages of the signed rank test.
 * 2. Mann-Whitney's percentage: the median of all quotients of a value of the
 *    subject and one of the reference, with the order statistics of Hodges
 *    and Lehmann. That is their shift of the logarithms, and as the test sees
 *    ranks only, it is inverted in percent as it is in units. All values have
 *    to be positive.
 * 3. The signed rank test's percentage: the Walsh averages in percent of the
 *    reference's mean, taken for known.
 * 4. The permutation tests': the shifts and quotients that they do not reject.
 *    Where none is rejected (too few runs) or a value is not positive, there
 *    is no interval.
 * 5. A log-ratio or bootstrap interval is a choice of the user; it may
 *    disagree with the test.
 */
#include "compare/decide.h"

/* ---- by test ---- */

struct sides {
    const Results *results;
    const struct result_sample *a, *b;
    Draws *draws;
    double level;  /* of one t interval */
    bool is_range; /* that is one of the studentized range */
};

static void set_difference(struct result_comparison *comparison,
                           double estimate, struct cotejo_interval interval,
                           const char *method)
{
    comparison->difference.estimate = estimate;
    comparison->difference.interval = interval;
    comparison->difference.method = method;
}

static void set_t_difference(struct result_comparison *comparison,
                             const struct cotejo_t_test *test,
                             const char *method)
{
    set_difference(comparison, test->difference, test->interval, method);
}

static void welch_intervals(struct result_comparison *comparison,
                            const struct sides *s)
{
    struct cotejo_t_test test =
        cotejo_welch(&s->a->moments, &s->b->moments, s->level);

    set_t_difference(comparison, &test, s->is_range ? "games-howell" : "welch");
    comparison->ratio =
        cotejo_fieller(&s->a->moments, &s->b->moments, s->level);
    comparison->ratio_method = s->is_range ? "fieller-range" : "fieller";
}

static void student_intervals(struct result_comparison *comparison,
                              const struct sides *s)
{
    struct cotejo_moments sides[] = {s->a->moments, s->b->moments};
    double level = s->level;
    bool of_all = study_pooled_sides(s->results, comparison, sides, &level);
    struct cotejo_t_test test = cotejo_student(&sides[0], &sides[1], level);

    set_t_difference(comparison, &test, of_all ? "tukey-kramer" : "student");
    comparison->ratio = cotejo_fieller_pooled(&sides[0], &sides[1], level);
    comparison->ratio_method = of_all ? "fieller-pooled-all" : "fieller-pooled";
}

static void paired_intervals(struct result_comparison *comparison,
                             const struct sides *s)
{
    const struct cotejo_sample *pairs = comparison->paired;
    struct cotejo_t_test test = cotejo_paired_t(&pairs[0], &pairs[1], s->level);

    set_t_difference(comparison, &test, "paired-t");
    comparison->ratio = cotejo_fieller_paired(&pairs[0], &pairs[1], s->level);
    comparison->ratio_method = "fieller-paired";
}

static double *logs_of(const struct cotejo_sample *sample)
{
    double *logs = g_new(double, sample->n + 1);

    for (size_t i = 0; i < sample->n; i++)
        logs[i] = log(sample->x[i]);
    return logs;
}

/* Rule 2. */
static struct cotejo_ratio quotients(const struct sides *s)
{
    g_autofree double *logs_a = logs_of(&s->a->data);
    g_autofree double *logs_b = logs_of(&s->b->data);
    struct cotejo_sample a = {.n = s->a->data.n, .x = logs_a};
    struct cotejo_sample b = {.n = s->b->data.n, .x = logs_b};
    struct cotejo_ratio ratio = {
        .status = COTEJO_UNDEFINED,
        .ratio = NAN,
        .interval = {NAN, NAN, s->level},
        .g = NAN,
        .df = NAN,
    };
    struct cotejo_shift shift;

    if (!(s->a->moments.min > 0 && s->b->moments.min > 0))
        return ratio;
    shift = cotejo_hodges_lehmann(&a, &b, s->level);
    ratio.status = shift.status;
    ratio.ratio = exp(shift.shift);
    ratio.interval.low = exp(shift.interval.low);
    ratio.interval.high = exp(shift.interval.high);
    return ratio;
}

static void rank_intervals(struct result_comparison *comparison,
                           const struct sides *s)
{
    comparison->shift =
        cotejo_hodges_lehmann(&s->a->data, &s->b->data, s->level);
    set_difference(comparison, comparison->shift.shift,
                   comparison->shift.interval, "hodges-lehmann");
    comparison->ratio = quotients(s);
    comparison->ratio_method = "hodges-lehmann";
}

/* Rule 3. */
static void walsh_intervals(struct result_comparison *comparison,
                            const struct sides *s)
{
    const struct cotejo_sample *pairs = comparison->paired;
    const struct cotejo_shift *shift = &comparison->shift;
    struct cotejo_moments base;
    bool has_base;

    comparison->shift = cotejo_walsh(&pairs[0], &pairs[1], s->level);
    set_difference(comparison, shift->shift, shift->interval, "walsh");
    cotejo_moments(&pairs[0], &base);
    has_base = base.mean > 0;
    comparison->ratio = (struct cotejo_ratio){
        .status = has_base ? shift->status : COTEJO_UNDEFINED,
        .ratio = has_base ? 1 + shift->shift / base.mean : NAN,
        .interval = {has_base ? 1 + shift->interval.low / base.mean : NAN,
                     has_base ? 1 + shift->interval.high / base.mean : NAN,
                     s->level},
        .g = NAN,
        .df = NAN,
    };
    comparison->ratio_method = "walsh";
}

/* Rule 4. Without a test, as without variation, what the t test says. */
static void permutation_intervals(struct result_comparison *comparison,
                                  const struct sides *s)
{
    const struct cotejo_sample *pairs = comparison->paired;
    struct cotejo_permutation test = {.status = comparison->test.status,
                                      .p = comparison->test.p};
    struct cotejo_inversion inversion;
    bool is_paired = s->results->options.pairing != PAIRING_NONE;

    (is_paired ? paired_intervals : welch_intervals)(comparison, s);
    if (test.status != COTEJO_OK)
        return;
    inversion = cotejo_permutation_interval(is_paired ? &pairs[0] : &s->a->data,
                                            is_paired ? &pairs[1] : &s->b->data,
                                            is_paired, &test, s->level,
                                            s->results->options.seed);
    set_difference(comparison, comparison->difference.estimate, inversion.shift,
                   "permutation");
    comparison->ratio.status = inversion.quotient_status;
    comparison->ratio.interval = inversion.quotient;
    comparison->ratio.g = comparison->ratio.df = NAN;
    comparison->ratio_method = "permutation";
}

static void (*const of_test[])(struct result_comparison *,
                               const struct sides *) = {
    [TEST_DEFAULT] = welch_intervals,
    [TEST_WELCH] = welch_intervals,
    [TEST_STUDENT] = student_intervals,
    [TEST_MANN_WHITNEY] = rank_intervals,
    [TEST_PERMUTATION] = permutation_intervals,
    [TEST_PAIRED_T] = paired_intervals,
    [TEST_WILCOXON] = walsh_intervals,
};

/* ---- by choice ---- */

static void bootstrap_intervals(struct result_comparison *comparison,
                                const struct sides *s, bool is_brief)
{
    const struct cotejo_sample *a = &s->a->data, *b = &s->b->data;
    const struct cotejo_draws *draws;
    struct cotejo_bootstrap ratio;

    if (a->n < 2 || b->n < 2)
        return;
    draws = draws_bootstrap(s->draws, a->n, b->n);
    ratio = cotejo_bootstrap(draws, COTEJO_RATIO, a, b, s->level);
    comparison->ratio.status = ratio.status;
    comparison->ratio.interval = ratio.bca;
    comparison->ratio_method = "bootstrap-bca";
    if (!is_brief) {
        struct cotejo_bootstrap difference =
            cotejo_bootstrap(draws, COTEJO_DIFFERENCE, a, b, s->level);

        set_difference(comparison, difference.estimate, difference.bca,
                       "bootstrap-bca");
    }
}

static void log_ratio_intervals(struct result_comparison *comparison,
                                const struct sides *s)
{
    comparison->ratio =
        cotejo_log_ratio(&s->a->moments, &s->b->moments, s->level);
    comparison->ratio_method = "log-ratio";
}

void study_intervals(const Results *results, Draws *draws,
                     struct result_comparison *comparison, double level)
{
    const struct study_options *options = &results->options;
    const struct result_sample *samples =
        (const struct result_sample *)(void *)results->samples->data;
    bool is_range = comparison->test.which == TEST_WELCH &&
                    options->simultaneous &&
                    study_is_of_group(results, comparison);
    const struct sides s = {
        results,
        &samples[comparison->reference],
        &samples[comparison->subject],
        draws,
        is_range ? study_range_level(results, comparison, level) : level,
        is_range};
    bool is_paired = options->pairing != PAIRING_NONE;
    enum study_test test = comparison->test.which;

    /* One run on a side: a pooled sd or ranks would still give an interval. */
    if (!is_paired && comparison->test.status == COTEJO_TOO_FEW)
        test = TEST_WELCH;
    switch (options->interval) {
    case INTERVAL_DEFAULT:
        of_test[test](comparison, &s);
        break;
    case INTERVAL_FIELLER:
        of_test[is_paired              ? TEST_PAIRED_T
                : test == TEST_STUDENT ? TEST_STUDENT
                                       : TEST_WELCH](comparison, &s);
        break;
    case INTERVAL_LOG_RATIO:
        welch_intervals(comparison, &s);
        log_ratio_intervals(comparison, &s);
        break;
    case INTERVAL_BOOTSTRAP:
        welch_intervals(comparison, &s);
        bootstrap_intervals(comparison, &s, options->is_brief);
        break;
    }
    /* Of all pairs, t was taken at a level of its own to be the quantile that
     * holds for all of them: what they hold together is what was asked for. */
    comparison->difference.interval.level = level;
    comparison->ratio.interval.level = level;
}

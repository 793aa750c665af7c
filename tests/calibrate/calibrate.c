/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * calibrate [SIMULATIONS]: what the tests and intervals really do, by
 * simulation, as Markdown tables (kept in data/CALIBRATION.md).
 *
 * 1. Two systems that are the same are compared many times. A test at 5 %
 *    should call them different in 5 % of the times, and an interval at 95 %
 *    should hold the truth in 95 %.
 * 2. Data: normal (CV 5 %), log-normal (sigma 0.5), whole seconds (normal,
 *    mean 10, sd 1.5, rounded: many ties), and normal with one of all runs
 *    ten standard deviations away. All are decimals, as logs hold.
 * 3. Every rate is printed with half the width of its 95 % interval. What is
 *    slow is simulated less often, which that number shows.
 * 4. --check: fewer simulations, no table; status 1 if a rate is further from
 *    what it must be than chance allows (once in 100,000).
 */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cotejo/bootstrap.h"
#include "cotejo/describe.h"
#include "cotejo/distribution.h"
#include "cotejo/effect.h"
#include "cotejo/family.h"
#include "cotejo/permutation.h"
#include "cotejo/verdict.h"

#define N_MAX 20
#define FAMILY 40
#define ALPHA 0.05
#define LEVEL 0.95
#define MARGIN 0.05
/* Of a permutation test in a large study: 13 against 13 are exact. */
#define STEPS 5e4
/* --check takes a rate for wrong when chance gives it so rarely. */
#define RARE 1e-5

static const size_t sizes[] = {4, 8, 20};
#define N_SIZES (sizeof sizes / sizeof sizes[0])

enum kind { NORMAL, LOG_NORMAL, WHOLE, OUTLIER, N_KINDS };
static const char *const kind_names[N_KINDS] = {
    "normal, CV 5 %", "log-normal, σ 0.5", "whole seconds, tied",
    "normal, one run 10 sd away"};

static gsl_rng *rng;
static bool checks;
static size_t failures;

/* ---- data ---- */

struct series {
    int64_t k[N_MAX];
    double x[N_MAX];
    struct cotejo_sample sample;
    struct cotejo_moments moments;
};

static int64_t draw(enum kind kind)
{
    double z = gsl_ran_ugaussian(rng);
    switch (kind) {
    case LOG_NORMAL:
        return (int64_t)floor(10000.0 * exp(0.5 * z) + 0.5);
    case WHOLE:
        return (int64_t)floor(10.0 + 1.5 * z + 0.5);
    default:
        return (int64_t)floor(10000.0 + 500.0 * z + 0.5);
    }
}

static double mean_of(enum kind kind)
{
    return kind == LOG_NORMAL ? 100.0 * exp(0.125)
           : kind == WHOLE    ? 10.0
                              : 100.0;
}

static void finish(struct series *s, enum kind kind, size_t n)
{
    int exponent = kind == WHOLE ? 0 : -2;
    for (size_t i = 0; i < n; i++)
        s->x[i] = kind == WHOLE ? (double)s->k[i] : (double)s->k[i] / 100.0;
    s->sample = (struct cotejo_sample){n, s->x, s->k, exponent};
    cotejo_moments(&s->sample, &s->moments);
}

static void simulate(struct series pair[2], enum kind kind, size_t n)
{
    for (size_t s = 0; s < 2; s++)
        for (size_t i = 0; i < n; i++)
            pair[s].k[i] = draw(kind);
    if (kind == OUTLIER)
        pair[gsl_rng_uniform_int(rng, 2)].k[gsl_rng_uniform_int(rng, n)] +=
            5000;
    finish(&pair[0], kind, n);
    finish(&pair[1], kind, n);
}

/* ---- rates ---- */

struct rate {
    size_t hits, times;
};

static double percent(struct rate r)
{
    return 100.0 * (double)r.hits / (double)r.times;
}

static double standard_error(double share, size_t times)
{
    return sqrt(share * (1.0 - share) / (double)times);
}

static void print_rate(struct rate r)
{
    double share = (double)r.hits / (double)r.times;
    printf(" %.2f ± %.2f |", percent(r),
           196.0 * standard_error(share, r.times));
}

/* Between low and high, as far as so many simulations can tell. */
static void check(const char *what, enum kind kind, size_t n, struct rate r,
                  double low, double high)
{
    bool is_high = r.hits && high > 0.0 &&
                   cotejo_binomial_tail(r.hits, r.times, high).p < RARE;
    bool is_low =
        low > 0.0 && r.hits < r.times &&
        cotejo_binomial_tail(r.times - r.hits, r.times, 1.0 - low).p < RARE;
    if (is_high || is_low) {
        fprintf(stderr, "%s, %s, n = %zu: %.2f %%, not %.1f to %.1f %%\n", what,
                kind_names[kind], n, percent(r), 100.0 * low, 100.0 * high);
        failures++;
    }
}

/* ---- tests ---- */

enum test {
    WELCH,
    STUDENT,
    MANN_WHITNEY,
    PERMUTATION,
    PAIRED_T,
    SIGNED_RANK,
    SIGN_FLIPS,
    N_TESTS
};
static const char *const test_names[N_TESTS] = {
    "Welch",    "Student",     "Mann-Whitney", "permutation",
    "paired t", "signed rank", "sign flips"};

static double p_of(enum test test, const struct series pair[2],
                   struct cotejo_shuffles *shuffles)
{
    const struct cotejo_sample *a = &pair[0].sample, *b = &pair[1].sample;
    switch (test) {
    case WELCH:
        return cotejo_welch(&pair[0].moments, &pair[1].moments, LEVEL).p.p;
    case STUDENT:
        return cotejo_student(&pair[0].moments, &pair[1].moments, LEVEL).p.p;
    case MANN_WHITNEY:
        return cotejo_mann_whitney(a, b).p.p;
    case PERMUTATION:
        /* As it stands beside another in a large study: 20 against 20 of many
         * digits by shuffles, all else exact. */
        return cotejo_permutation_mean_with(a, b, ALPHA, shuffles, STEPS).p.p;
    case PAIRED_T:
        return cotejo_paired_t(a, b, LEVEL).p.p;
    case SIGNED_RANK:
        return cotejo_signed_rank(a, b, false).p.p;
    default:
        return cotejo_permutation_paired(a, b, ALPHA, COTEJO_SEED).p.p;
    }
}

/* A test that holds its size exactly, one that may not reach it. */
static void check_test(enum test test, enum kind kind, size_t n, struct rate r)
{
    if (kind == NORMAL && (test == STUDENT || test == PAIRED_T))
        check(test_names[test], kind, n, r, 0.047, 0.053);
    else if (test == MANN_WHITNEY || test == PERMUTATION ||
             test == SIGNED_RANK || test == SIGN_FLIPS)
        check(test_names[test], kind, n, r, 0.0, ALPHA);
    else if (kind == NORMAL)
        check(test_names[test], kind, n, r, 0.04, 0.053);
}

static void tests_of(enum kind kind, size_t n, size_t times)
{
    struct rate rate[N_TESTS] = {{0, 0}};
    struct series pair[2];
    struct cotejo_shuffles *shuffles = cotejo_shuffles_new(n, n, COTEJO_SEED);
    for (size_t i = 0; i < times; i++) {
        simulate(pair, kind, n);
        for (int t = 0; t < N_TESTS; t++) {
            rate[t].times++;
            rate[t].hits += p_of((enum test)t, pair, shuffles) < ALPHA ? 1 : 0;
        }
    }
    cotejo_shuffles_free(shuffles);
    if (!checks)
        printf("| %s | %zu |", kind_names[kind], n);
    for (int t = 0; t < N_TESTS; t++) {
        check_test((enum test)t, kind, n, rate[t]);
        if (!checks)
            print_rate(rate[t]);
    }
    if (!checks)
        printf("\n");
}

/* ---- intervals ---- */

enum estimate {
    OF_MEAN,
    OF_MEDIAN,
    OF_DIFFERENCE,
    OF_FIELLER,
    OF_LOG_RATIO,
    OF_PAIRED,
    OF_SHIFT,
    OF_WALSH,
    OF_HEDGES,
    OF_DOMINANCE,
    OF_PERMUTATION,
    OF_BCA,
    N_ESTIMATES
};
static const char *const estimate_names[N_ESTIMATES] = {"mean, t",
                                                        "median",
                                                        "difference, Welch",
                                                        "ratio, Fieller",
                                                        "ratio, log",
                                                        "ratio, paired Fieller",
                                                        "Hodges-Lehmann",
                                                        "Walsh",
                                                        "Hedges g",
                                                        "Vargha-Delaney",
                                                        "ratio, permutation",
                                                        "ratio, BCa 9,999"};

static struct cotejo_interval inverted(const struct cotejo_sample *a,
                                       const struct cotejo_sample *b)
{
    struct cotejo_permutation test = cotejo_permutation_mean_exact(a, b);
    return cotejo_permutation_interval(a, b, false, &test, LEVEL, COTEJO_SEED)
        .quotient;
}

static struct cotejo_interval interval_of(enum estimate what,
                                          const struct series pair[2],
                                          const struct cotejo_draws *draws,
                                          enum kind kind, double *truth)
{
    const struct cotejo_sample *a = &pair[0].sample, *b = &pair[1].sample;
    const struct cotejo_moments *ma = &pair[0].moments, *mb = &pair[1].moments;
    double sorted[N_MAX];
    *truth = 0.0;
    switch (what) {
    case OF_MEAN:
        *truth = mean_of(kind);
        return cotejo_mean_interval(ma, LEVEL);
    case OF_MEDIAN:
        *truth = kind == WHOLE ? 10.0 : 100.0;
        cotejo_sort(a->x, a->n, sorted);
        return cotejo_median_interval(sorted, a->n, LEVEL).interval;
    case OF_DIFFERENCE:
        return cotejo_welch(ma, mb, LEVEL).interval;
    case OF_FIELLER:
        *truth = 1.0;
        return cotejo_fieller(ma, mb, LEVEL).interval;
    case OF_LOG_RATIO:
        *truth = 1.0;
        return cotejo_log_ratio(ma, mb, LEVEL).interval;
    case OF_PAIRED:
        *truth = 1.0;
        return cotejo_fieller_paired(a, b, LEVEL).interval;
    case OF_SHIFT:
        return cotejo_hodges_lehmann(a, b, LEVEL).interval;
    case OF_WALSH:
        return cotejo_walsh(a, b, LEVEL).interval;
    case OF_HEDGES:
        return cotejo_hedges_g(ma, mb, LEVEL).interval;
    case OF_DOMINANCE:
        *truth = 0.5;
        return cotejo_vargha_delaney(a, b, LEVEL).a_interval;
    case OF_PERMUTATION:
        *truth = 1.0;
        return inverted(a, b);
    default:
        *truth = 1.0;
        return cotejo_bootstrap(draws, COTEJO_RATIO, a, b, LEVEL).bca;
    }
}

/* Of one sample that has an outlier in half the cases there is no truth; the
 * inversion of 20 against 20 is too slow, that of tied constants undefined. */
static bool has_truth(enum estimate what, enum kind kind, size_t n)
{
    if (what == OF_PERMUTATION)
        return n <= 8;
    return kind != OUTLIER || (what != OF_MEAN && what != OF_MEDIAN);
}

static bool is_worth(enum estimate what, size_t i)
{
    return what != OF_PERMUTATION || i % 10 == 0;
}

static void intervals_of(enum kind kind, size_t n, size_t times)
{
    struct rate rate[N_ESTIMATES] = {{0, 0}};
    struct series pair[2];
    struct cotejo_draws *draws =
        cotejo_draws_new(n, n, COTEJO_RESAMPLES, COTEJO_SEED);
    for (size_t i = 0; i < times; i++) {
        simulate(pair, kind, n);
        for (int e = 0; e < N_ESTIMATES; e++) {
            double truth;
            if (!has_truth((enum estimate)e, kind, n) ||
                !is_worth((enum estimate)e, i))
                continue;
            struct cotejo_interval it =
                interval_of((enum estimate)e, pair, draws, kind, &truth);
            if (isnan(it.low))
                continue;
            rate[e].times++;
            rate[e].hits += it.low <= truth && truth <= it.high ? 1 : 0;
        }
    }
    cotejo_draws_free(draws);
    if (!checks)
        printf("| %s | %zu |", kind_names[kind], n);
    for (int e = 0; e < N_ESTIMATES; e++) {
        if (kind == NORMAL && (e == OF_MEAN || e == OF_PAIRED))
            check(estimate_names[e], kind, n, rate[e], 0.947, 0.953);
        if (e == OF_PERMUTATION && has_truth(OF_PERMUTATION, kind, n))
            check(estimate_names[e], kind, n, rate[e], LEVEL, 1.0);
        if (!checks && has_truth((enum estimate)e, kind, n))
            print_rate(rate[e]);
        else if (!checks)
            printf(" – |");
    }
    if (!checks)
        printf("\n");
}

/* ---- the verdict of a whole table ---- */

enum adjusting { HOLM, BENJAMINI_HOCHBERG, NONE, N_ADJUSTINGS };

/* Three systems, of which two are compared with the first, as a table of two
 * systems and as one of three, whose comparisons are one family. */
#define SYSTEMS 3
#define COMPARISONS ((SYSTEMS - 1) * FAMILY)

static bool any_different(const struct cotejo_t_test test[],
                          const struct cotejo_equivalence equal[], size_t m,
                          enum adjusting how)
{
    struct cotejo_p p[COMPARISONS];
    for (size_t i = 0; i < m; i++)
        p[i] = test[i].p;
    if (how == HOLM)
        cotejo_holm(p, m, p);
    else if (how == BENJAMINI_HOCHBERG)
        cotejo_benjamini_hochberg(p, m, p);
    for (size_t i = 0; i < m; i++)
        if (cotejo_verdict(&test[i], p[i].p, &equal[i], ALPHA) ==
            COTEJO_DIFFERENT)
            return true;
    return false;
}

static void compare(const struct series *a, const struct series *b,
                    struct cotejo_t_test *test,
                    struct cotejo_equivalence *equal)
{
    *test = cotejo_welch(&a->moments, &b->moments, LEVEL);
    *equal = cotejo_tost_ratio(&a->moments, &b->moments, NAN, false, ALPHA);
}

static void family_of(enum kind kind, size_t n, size_t times)
{
    struct rate rate[2][N_ADJUSTINGS] = {{{0, 0}}};
    struct cotejo_t_test test[COMPARISONS];
    struct cotejo_equivalence equal[COMPARISONS];
    struct series two[2], more[2];
    for (size_t i = 0; i < times; i++) {
        for (size_t o = 0; o < FAMILY; o++) {
            simulate(two, kind, n);
            simulate(more, kind, n);
            compare(&two[0], &two[1], &test[o], &equal[o]);
            compare(&two[0], &more[0], &test[FAMILY + o], &equal[FAMILY + o]);
        }
        for (int how = 0; how < N_ADJUSTINGS; how++)
            for (size_t s = 0; s < 2; s++) {
                rate[s][how].times++;
                rate[s][how].hits += any_different(
                    test, equal, (s + 1) * FAMILY, (enum adjusting)how);
            }
    }
    check("table of 40, Holm", kind, n, rate[0][HOLM], 0.0, ALPHA);
    check("table of 80, Holm", kind, n, rate[1][HOLM], 0.0, ALPHA);
    if (checks)
        return;
    printf("| %s | %zu |", kind_names[kind], n);
    for (size_t s = 0; s < 2; s++)
        for (int how = 0; how < N_ADJUSTINGS; how++)
            print_rate(rate[s][how]);
    printf("\n");
}

/* ---- equivalence at its bound ---- */

/* The second system is slower by exactly the margin: the same, says the
 * verdict, in at most 5 %. */
static void equivalence_of(size_t n, size_t times)
{
    struct rate rate = {0, 0};
    struct series pair[2];
    for (size_t i = 0; i < times; i++) {
        simulate(pair, NORMAL, n);
        for (size_t k = 0; k < n; k++)
            pair[1].k[k] =
                (int64_t)floor((double)pair[1].k[k] * (1.0 + MARGIN) + 0.5);
        finish(&pair[1], NORMAL, n);
        struct cotejo_equivalence e = cotejo_tost_ratio(
            &pair[0].moments, &pair[1].moments, MARGIN, false, ALPHA);
        rate.times++;
        rate.hits += e.p.p < ALPHA ? 1 : 0;
    }
    check("equivalence", NORMAL, n, rate, 0.0, 0.053);
    if (checks)
        return;
    printf("| normal, CV 5 %% | %zu |", n);
    print_rate(rate);
    printf("\n");
}

/* ---- all of it ---- */

static void head(const char *title, const char *const names[], size_t n)
{
    if (checks)
        return;
    printf("\n%s\n\n| data | n |", title);
    for (size_t i = 0; i < n; i++)
        printf(" %s |", names[i]);
    printf("\n|---|---|");
    for (size_t i = 0; i < n; i++)
        printf("---|");
    printf("\n");
}

static void each(void (*of)(enum kind, size_t, size_t), size_t times)
{
    for (int kind = 0; kind < N_KINDS; kind++)
        for (size_t s = 0; s < N_SIZES; s++) {
            of((enum kind)kind, sizes[s], times);
            fflush(stdout);
        }
}

/* A whole number above 0; 0 for anything else. */
static size_t count_of(const char *text)
{
    size_t value = 0;
    for (; *text >= '0' && *text <= '9' && value < 100000000; text++)
        value = 10 * value + (size_t)(*text - '0');
    return *text ? 0 : value;
}

int main(int argc, char **argv)
{
    static const char *const adjustings[] = {
        "two systems, Holm",   "Benjamini-Hochberg", "not adjusted",
        "three systems, Holm", "Benjamini-Hochberg", "not adjusted"};
    static const char *const equivalence[] = {"called equivalent"};
    size_t times = 100000;
    checks = argc > 1 && !strcmp(argv[1], "--check");
    if (argc > 1 + checks)
        times = count_of(argv[1 + checks]);
    if (argc > 2 + checks || !times) {
        fprintf(stderr, "usage: calibrate [--check] [SIMULATIONS]\n");
        return 2;
    }
    rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 20091);
    head("## False alarms of the tests at 5 %, in percent", test_names,
         N_TESTS);
    each(tests_of, times);
    head("## Coverage of the intervals at 95 %, in percent", estimate_names,
         N_ESTIMATES);
    each(intervals_of, times / 5 + 1);
    head("## A table of 40 operations: any false \"different\", in percent",
         adjustings, 2 * N_ADJUSTINGS);
    each(family_of, times / 2 + 1);
    head("## Slower by the margin of 5 %: false \"equivalent\", in percent",
         equivalence, 1);
    for (size_t s = 0; s < N_SIZES; s++)
        equivalence_of(sizes[s], times);
    gsl_rng_free(rng);
    return failures ? 1 : 0;
}

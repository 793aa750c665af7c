/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every reason why there is no number, and the paths few data take. */
#include "cotejo/agreement.h"
#include "cotejo/bootstrap.h"
#include "cotejo/claim.h"
#include "cotejo/describe.h"
#include "cotejo/distribution.h"
#include "cotejo/effect.h"
#include "cotejo/groups.h"
#include "cotejo/hierarchy.h"
#include "cotejo/normality.h"
#include "cotejo/power.h"
#include "cotejo/sequence.h"
#include "cotejo/verdict.h"

#include "near.h"
#include "stats/noncentral.h"

static const double one[] = {3.0}, same[] = {2.0, 2.0}, other[] = {5.0, 5.0};
static const double some[] = {1.0, 2.0, 4.0}, minus[] = {-1.0, -2.0, -4.0};
static const struct cotejo_sample none = {0, one, NULL, 0};

static struct cotejo_moments summary(const double x[], size_t n)
{
    struct cotejo_moments m;
    cotejo_moments(&(struct cotejo_sample){.n = n, .x = x}, &m);
    return m;
}

static void test_ratios(void)
{
    struct cotejo_moments empty = summary(one, 0), single = summary(one, 1);
    struct cotejo_moments flat = summary(same, 2), up = summary(other, 2);
    struct cotejo_moments m = summary(some, 3), unknown, negative;
    cotejo_moments_from_summary(5, 3.0, NAN, &unknown);
    negative = summary(minus, 3);
    g_assert_cmpint(cotejo_fieller(&empty, &m, 0.9).status, ==, COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_fieller(&m, &empty, 0.9).status, ==, COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_fieller(&single, &m, 0.9).status, ==,
                    COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_fieller(&m, &single, 0.9).status, ==,
                    COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_fieller(&m, &unknown, 0.9).status, ==,
                    COTEJO_UNDEFINED);
    g_assert_cmpint(cotejo_fieller(&unknown, &m, 0.9).status, ==,
                    COTEJO_UNDEFINED);
    g_assert_cmpint(cotejo_fieller(&flat, &flat, 0.9).status, ==,
                    COTEJO_NO_VARIATION_EQUAL);
    g_assert_cmpint(cotejo_fieller(&flat, &up, 0.9).status, ==,
                    COTEJO_NO_VARIATION_UNEQUAL);
    g_assert_cmpint(cotejo_log_ratio(&m, &negative, 0.9).status, ==,
                    COTEJO_UNDEFINED);
    g_assert_cmpint(cotejo_log_ratio(&m, &flat, 0.9).status, ==, COTEJO_OK);
    g_assert_cmpint(cotejo_tost_difference(&m, &single, 1.0, 0.05).status, ==,
                    COTEJO_TOO_FEW);
    struct cotejo_equivalence e = cotejo_tost_difference(&m, &flat, NAN, 0.05);
    g_assert_cmpint(e.status, ==, COTEJO_OK);
    assert_nan(e.p.p);
    g_assert_cmpfloat(e.smallest_margin, >, 0.0);
    /* A smallest margin needs a lower end above zero. */
    double wide[] = {1.0, 3.0};
    struct cotejo_moments b = summary(wide, 2), a;
    cotejo_moments_from_summary(100, 1.0, 0.01, &a);
    assert_nan(cotejo_tost_ratio(&a, &b, 0.1, false, 0.05).smallest_margin);
}

static void test_t_tests(void)
{
    struct cotejo_moments empty = summary(one, 0), m = summary(some, 3);
    struct cotejo_moments single = summary(one, 1);
    g_assert_cmpint(cotejo_student(&empty, &m, 0.9).status, ==, COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_student(&m, &empty, 0.9).status, ==, COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_student(&m, &single, 0.9).status, ==, COTEJO_OK);
    assert_nan(cotejo_pooled_sd(&empty, &m));
    assert_nan(cotejo_pooled_sd(&m, &empty));
    assert_nan(cotejo_pooled_sd(&single, &single));
    assert_near(cotejo_pooled_sd(&single, &m), m.sd, 1e-15);
    g_assert_cmpint(cotejo_paired_t(&SAMPLE(one), &SAMPLE(one), 0.9).status, ==,
                    COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_paired_t(&SAMPLE(some), &SAMPLE(some), 0.9).status,
                    ==, COTEJO_NO_VARIATION_EQUAL);
    g_assert_cmpint(cotejo_hedges_g(&empty, &m, 0.9).status, ==,
                    COTEJO_TOO_FEW);
    /* A standardised difference too large for its interval. */
    struct cotejo_moments a, b;
    cotejo_moments_from_summary(9, 1.0, 1e-6, &a);
    cotejo_moments_from_summary(9, 2.0, 1e-6, &b);
    struct cotejo_hedges h = cotejo_hedges_g(&a, &b, 0.95);
    g_assert_cmpint(h.status, ==, COTEJO_OK);
    assert_near(h.d, 1e6, 1e-9);
    assert_nan(h.interval.low);
}

static void test_ranks(void)
{
    g_assert_cmpint(cotejo_mann_whitney(&none, &SAMPLE(some)).status, ==,
                    COTEJO_TOO_FEW);
    g_assert_cmpint(
        cotejo_mann_whitney_normal(&SAMPLE(same), &SAMPLE(same), true).status,
        ==, COTEJO_NO_VARIATION_EQUAL);
    g_assert_cmpint(cotejo_hodges_lehmann(&none, &SAMPLE(some), 0.9).status, ==,
                    COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_hodges_lehmann(&SAMPLE(some), &none, 0.9).status, ==,
                    COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_vargha_delaney(&none, &SAMPLE(some), 0.9).status, ==,
                    COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_vargha_delaney(&SAMPLE(some), &none, 0.9).status, ==,
                    COTEJO_TOO_FEW);
    struct cotejo_dominance d =
        cotejo_vargha_delaney(&SAMPLE(some), &SAMPLE(one), 0.9);
    g_assert_cmpint(d.status, ==, COTEJO_TOO_FEW);
    assert_near(d.a, 2.0 / 3.0, 1e-15);
    assert_nan(d.delta_interval.low);
    d = cotejo_vargha_delaney(&SAMPLE(one), &SAMPLE(some), 0.9);
    assert_near(d.a, 1.0 / 3.0, 1e-15);
    g_assert_cmpint(cotejo_signed_rank(&none, &none, false).status, ==,
                    COTEJO_TOO_FEW);
    g_assert_cmpint(
        cotejo_signed_rank(&SAMPLE(one), &SAMPLE(some), false).status, ==,
        COTEJO_UNDEFINED);
    /* W+ at its very mean: 1 and -1. */
    double x[] = {0, 1}, y[] = {1, 0};
    struct cotejo_signed_rank s =
        cotejo_signed_rank(&SAMPLE(x), &SAMPLE(y), false);
    g_assert_cmpfloat(s.p.p, ==, 1.0);
    g_assert_cmpfloat(s.p_normal.p, ==, 1.0);
}

/* The normal forms come near the exact ones where both exist, and stand alone
 * beyond. */
static void test_beyond_exact(void)
{
    guint64 state = 90;
    double x[60], y[60];
    for (size_t i = 0; i < 60; i++) {
        x[i] = noise(&state);
        y[i] = noise(&state) + 0.15;
    }
    struct cotejo_sample a = {50, x, NULL, 0}, b = {50, y, NULL, 0};
    assert_near(cotejo_mann_whitney(&a, &b).p.p,
                cotejo_mann_whitney_normal(&a, &b, true).p.p, 0.1);
    struct cotejo_signed_rank s = cotejo_signed_rank(&a, &b, false);
    g_assert_true(s.exact);
    assert_near(s.p.p, s.p_normal.p, 0.1);
    struct cotejo_shift shift = cotejo_hodges_lehmann(&a, &b, 0.95);
    a.n = 51;
    g_assert_false(cotejo_mann_whitney(&a, &b).exact);
    struct cotejo_shift beyond = cotejo_hodges_lehmann(&a, &b, 0.95);
    assert_near((double)beyond.k, (double)shift.k, 0.05);
    a.n = 50;
    b.n = 51;
    g_assert_false(cotejo_mann_whitney(&a, &b).exact);
    a.n = 51;
    s = cotejo_signed_rank(&a, &b, false);
    g_assert_false(s.exact);
    g_assert_cmpfloat(s.p.p, ==, s.p_normal.p);
    /* Sampled, it comes near the paired t test. */
    struct cotejo_permutation flips =
        cotejo_permutation_paired(&a, &b, 0.05, 1);
    g_assert_false(flips.exact);
    g_assert_cmpfloat(flips.se, >, 0.0);
    g_assert_cmpfloat(fabs(flips.p.p - cotejo_paired_t(&a, &b, 0.95).p.p), <,
                      4.0 * flips.se);
    struct cotejo_permutation again =
        cotejo_permutation_paired(&a, &b, flips.p.p, 1);
    g_assert_cmpfloat(again.arrangements, ==, 10.0 * COTEJO_RESAMPLES);
    /* One value against sixty: no interval of the level, by either rule. */
    a = (struct cotejo_sample){60, x, NULL, 0};
    b.n = 1;
    beyond = cotejo_hodges_lehmann(&a, &b, 0.99);
    g_assert_false(beyond.reaches_level);
    g_assert_cmpuint(beyond.k, ==, 1);
}

static void test_distributions(void)
{
    assert_nan(cotejo_normal_tail(NAN).p);
    g_assert_cmpfloat(cotejo_f_tail(INFINITY, 2, 3).p, ==, 0.0);
    assert_nan(cotejo_f_tail(NAN, 2, 3).p);
    assert_nan(cotejo_f_tail(1.0, 2, 0.0).p);
    g_assert_cmpfloat(cotejo_chisq_tail(INFINITY, 2).p, ==, 0.0);
    assert_nan(cotejo_chisq_tail(NAN, 2).p);
    assert_nan(cotejo_binomial_tail(1, 2, 1.0).p);
    assert_nan(cotejo_t_quantile(1.0, 5.0));
    /* A t so small that its square vanishes. */
    assert_near(cotejo_t_tail(1e-200, 3.0).p, 0.5, 1e-15);
    /* Quantiles far out, where only the bracket is known. */
    assert_near(cotejo_t_tail(cotejo_t_quantile(1e-300, 3.0), 3.0).log10_p,
                -300.0, 1e-10);
    g_assert_true(isinf(cotejo_t_quantile(1e-300, 0.5)));
    assert_nan(studentized_range_tail(NAN, 3, 5).p);
    assert_nan(studentized_range_tail(1.0, 3, 0.0).p);
    g_assert_cmpfloat(studentized_range_tail(INFINITY, 3, 5).p, ==, 0.0);
    assert_nan(studentized_range_quantile(0.0, 3, 5));
    assert_nan(studentized_range_quantile(1.0, 3, 5));
    assert_nan(studentized_range_quantile(0.5, 1, 5));
    assert_nan(studentized_range_quantile(0.5, 3, -1));
}

static void test_resampling(void)
{
    g_assert_cmpint(
        cotejo_permutation_mean(&none, &SAMPLE(some), 0.05, 1).status, ==,
        COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_permutation_mean_exact(&SAMPLE(some), &none).status,
                    ==, COTEJO_TOO_FEW);
    g_assert_cmpint(
        cotejo_permutation_mean_sampled(&none, &SAMPLE(some), 9, 1).status, ==,
        COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_permutation_paired(&none, &none, 0.05, 1).status, ==,
                    COTEJO_TOO_FEW);
    g_assert_cmpint(
        cotejo_permutation_paired(&SAMPLE(one), &SAMPLE(some), 0.05, 1).status,
        ==, COTEJO_UNDEFINED);
    struct cotejo_draws *draws = cotejo_draws_new(3, 2, 9, 1);
    g_assert_cmpint(
        cotejo_bootstrap(draws, COTEJO_RATIO, &SAMPLE(some), &SAMPLE(one), 0.9)
            .status,
        ==, COTEJO_TOO_FEW);
    g_assert_cmpint(
        cotejo_bootstrap(draws, COTEJO_RATIO, &SAMPLE(some), &SAMPLE(some), 0.9)
            .status,
        ==, COTEJO_TOO_FEW); /* drawn for other sizes */
    cotejo_draws_free(draws);
}

static void test_groups(void)
{
    struct cotejo_sample s = SAMPLE(some), t = SAMPLE(one), f = SAMPLE(same);
    const struct cotejo_sample *alone[] = {&s}, *with_none[] = {&s, &none};
    const struct cotejo_sample *pair[] = {&s, &t}, *flat[] = {&f, &f};
    struct cotejo_moments m[] = {summary(some, 3), summary(one, 1)};
    struct cotejo_moments unknown[2];
    struct cotejo_dunn dunn;
    struct cotejo_pair tukey;
    g_assert_cmpint(cotejo_anova(alone, 1).status, ==, COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_welch_anova(m, 1).status, ==, COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_welch_anova(m, 2).status, ==, COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_kruskal_wallis(alone, 1).status, ==, COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_kruskal_wallis(with_none, 2).status, ==,
                    COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_brown_forsythe(with_none, 2).status, ==,
                    COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_kruskal_wallis(pair, 2).status, ==, COTEJO_OK);
    cotejo_dunn(flat, 2, &dunn);
    g_assert_cmpint(dunn.status, ==, COTEJO_NO_VARIATION_EQUAL);
    assert_nan(dunn.p_holm.p);
    cotejo_dunn(alone, 1, NULL);
    cotejo_tukey_kramer(m, 2, 0.95, &tukey);
    g_assert_cmpint(tukey.status, ==, COTEJO_TOO_FEW);
    cotejo_moments_from_summary(4, 1.0, NAN, &unknown[0]);
    cotejo_moments_from_summary(4, 2.0, NAN, &unknown[1]);
    cotejo_games_howell(unknown, 2, 0.95, &tukey);
    g_assert_cmpint(tukey.status, ==, COTEJO_UNDEFINED);
    struct cotejo_moments equal[] = {summary(same, 2), summary(same, 2)};
    cotejo_games_howell(equal, 2, 0.95, &tukey);
    g_assert_cmpint(tukey.status, ==, COTEJO_NO_VARIATION_EQUAL);
}

static void test_geometric_means(void)
{
    struct cotejo_moments a[] = {summary(some, 3), summary(same, 2)};
    struct cotejo_moments b[] = {summary(some, 3), summary(other, 2)};
    struct cotejo_moments bad[] = {summary(minus, 3), summary(one, 1)};
    struct cotejo_ratio r = cotejo_geometric_mean_fixed(a, b, 2, 0.9);
    g_assert_cmpint(r.status, ==, COTEJO_OK);
    assert_near(r.ratio, sqrt(2.5), 1e-15);
    g_assert_cmpint(cotejo_geometric_mean_fixed(a, bad, 1, 0.9).status, ==,
                    COTEJO_UNDEFINED);
    g_assert_cmpint(cotejo_geometric_mean_fixed(bad, a, 1, 0.9).status, ==,
                    COTEJO_UNDEFINED);
    g_assert_cmpint(cotejo_geometric_mean_fixed(a, b, 0, 0.9).status, ==,
                    COTEJO_UNDEFINED);
    r = cotejo_geometric_mean_fixed(a + 1, bad + 1, 1, 0.9);
    g_assert_cmpint(r.status, ==, COTEJO_TOO_FEW);
    assert_near(r.ratio, 1.5, 1e-15);
    g_assert_cmpint(cotejo_geometric_mean_fixed(bad + 1, a, 1, 0.9).status, ==,
                    COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_geometric_mean_fixed(a + 1, b + 1, 1, 0.9).status,
                    ==, COTEJO_NO_VARIATION_UNEQUAL);
    g_assert_cmpint(cotejo_geometric_mean_fixed(a + 1, a + 1, 1, 0.9).status,
                    ==, COTEJO_NO_VARIATION_EQUAL);
    g_assert_cmpint(cotejo_geometric_mean_across(a, bad, 2, 0.9).status, ==,
                    COTEJO_UNDEFINED);
    r = cotejo_geometric_mean_across(a, b, 1, 0.9);
    g_assert_cmpint(r.status, ==, COTEJO_TOO_FEW);
    g_assert_cmpfloat(r.ratio, ==, 1.0);
}

/* Causes of dissent that the other tests do not meet. */
static void test_dissent(void)
{
    /* Skewed without a value beyond the fences. */
    double a[] = {1, 1.1, 1.2, 1.3, 1.4, 3.0, 4.6, 6.2};
    double b[] = {1.5, 1.6, 1.7, 1.8, 1.9, 3.6, 5.1, 6.7};
    struct cotejo_agreement g =
        cotejo_agreement(&SAMPLE(a), &SAMPLE(b), 0.05, 1);
    double p = g.welch.p.p, q = g.mann_whitney.p.p;
    g = cotejo_agreement(&SAMPLE(a), &SAMPLE(b), 0.5 * (p + q), 1);
    g_assert_cmpint(g.dissent, !=, COTEJO_AGREED);
    g_assert_cmpfloat(cotejo_shape(&SAMPLE(a)).G1, >, 1.0);
    g_assert_cmpint(g.dissent, ==, COTEJO_DISSENT_SKEWNESS);
    /* No say where there is no test. */
    g = cotejo_agreement(&SAMPLE(same), &SAMPLE(other), 0.05, 1);
    g_assert_cmpint(g.status, ==, COTEJO_NO_VARIATION_UNEQUAL);
    g_assert_cmpstr(cotejo_dissent_name(COTEJO_AGREED), ==, "");
    g_assert_cmpstr(cotejo_dissent_name(COTEJO_DISSENT_BORDERLINE), ==,
                    "borderline");
}

static void test_sequences(void)
{
    g_assert_cmpint(cotejo_autocorrelation(&SAMPLE(same)).status, ==,
                    COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_runs(&SAMPLE(same)).status, ==, COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_mann_kendall(&SAMPLE(same)).status, ==,
                    COTEJO_TOO_FEW);
    /* Doubles that tie where the decimals do not. */
    double x[] = {1e16, 1e16, 1e16};
    int64_t k[] = {9007199254740990, 9007199254740991, 9007199254740992};
    g_assert_cmpint(cotejo_autocorrelation(&WHOLE_SAMPLE(x, k, 0)).status, ==,
                    COTEJO_OK);
    /* Decimals: a warm-up, and a slope per repetition. */
    double slow[] = {30, 10.1, 10.2, 9.9};
    int64_t tenths[] = {300, 101, 102, 99};
    g_assert_cmpuint(cotejo_warm_up(&WHOLE_SAMPLE(slow, tenths, -1)), ==, 1);
    double low[] = {-30, 10.1, 10.2, 9.9};
    g_assert_cmpuint(cotejo_warm_up(&SAMPLE(low)), ==, 1);
    double centred[] = {-1, 0, 1};
    assert_nan(cotejo_mann_kendall(&SAMPLE(centred)).drift_percent);
    double long_series[5001];
    for (size_t i = 0; i < 5001; i++)
        long_series[i] = (double)(i * 7919 % 5003);
    g_assert_cmpint(cotejo_shapiro_wilk(&SAMPLE(long_series)).status, ==,
                    COTEJO_UNDEFINED);
    /* W at its least: one far value among eleven. */
    double far[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    struct cotejo_shapiro s = cotejo_shapiro_wilk(&SAMPLE(far));
    g_assert_cmpint(s.status, ==, COTEJO_OK);
    g_assert_cmpfloat(s.p.p, <, 1e-6);
}

static void test_plans(void)
{
    assert_nan(cotejo_power(5, NAN, 0.05));
    assert_nan(cotejo_detectable_effect(1, 0.05, 0.8));
    assert_nan(cotejo_detectable_effect(5, 0.05, 0.04));
    assert_nan(cotejo_detectable_effect(5, 0.05, 1.0));
    assert_nan(cotejo_equivalence_power(1, 0.1, 0.1, 0.05));
    assert_nan(cotejo_equivalence_power(5, 0.0, 0.1, 0.05));
    assert_nan(cotejo_equivalence_power(5, 0.1, 0.0, 0.05));
    g_assert_cmpuint(cotejo_required_runs(1.0, 0.05, 1.0), ==, 0);
    g_assert_cmpuint(cotejo_required_runs_equivalence(0.0, 0.1, 0.05, 0.8), ==,
                     0);
    g_assert_cmpuint(cotejo_required_runs_equivalence(0.1, 0.0, 0.05, 0.8), ==,
                     0);
    g_assert_cmpuint(cotejo_required_runs_equivalence(0.1, 0.1, 0.05, 1.0), ==,
                     0);
    static const size_t two[] = {2, 2}, nine[] = {2, 2, 2, 2, 2, 2, 2, 2, 2};
    double flat[] = {1, 1, 1, 1}, cost[] = {1, 1};
    struct cotejo_hierarchy h = cotejo_hierarchy(flat, two, 2, 0.95);
    assert_nan(h.icc); /* no variance to share */
    assert_nan(cotejo_hierarchy_optimal(&h, cost, 0));
    h = cotejo_hierarchy(flat, nine, 9, 0.95);
    g_assert_cmpint(h.status, ==, COTEJO_UNDEFINED);
    assert_nan(cotejo_hierarchy_optimal(&h, cost, 0));
}

static void test_claims(void)
{
    struct cotejo_printed a = {10, 1}, zero = {0, 1}, unit = {1, 0};
    assert_nan(cotejo_percent(0.0, 1.0));
    assert_nan(cotejo_percent_of_mean(1.0, -1.0));
    assert_near(cotejo_mean_for_percent(100.0, 120.0, 25.0), 125.0, 1e-15);
    struct cotejo_critical c = cotejo_critical_spread(5, 0.0, 5, 0.0, 0.05);
    g_assert_cmpint(c.status, ==, COTEJO_OK);
    assert_nan(c.cv);
    g_assert_cmpint(cotejo_critical_spread(5, 1.0, 1, 2.0, 0.05).status, ==,
                    COTEJO_TOO_FEW);
    assert_nan(cotejo_equivalence_spread(1, 1, 5, 1, 0.1, 0.05));
    assert_nan(cotejo_equivalence_spread(5, 1, 1, 1, 0.1, 0.05));
    assert_nan(cotejo_equivalence_spread(5, -1, 5, 1, 0.1, 0.05));
    /* Spreads printed as 0.0 may be none at all. */
    struct cotejo_printed far = {90, 1};
    struct cotejo_p_range r = cotejo_welch_box(5, a, zero, 5, far, zero, 0.05);
    g_assert_cmpfloat(r.low, ==, 0.0);
    assert_nan(cotejo_welch_box(5, a, a, 1, a, a, 0.05).low);
    g_assert_false(cotejo_grim(a, zero, 5));
    g_assert_true(cotejo_spread_possible(1, 5.0, NAN, 5.0, 5.0));
    g_assert_false(cotejo_spread_possible(5, 1.0, 0.1, 2.0, 5.0));
    g_assert_cmpfloat(cotejo_least_maximum(1, 5.0, NAN, 2.0), ==, 5.0);
    g_assert_cmpfloat(cotejo_least_maximum(9, 5.0, 0.0, 5.0), ==, 5.0);
    g_assert_true(isinf(cotejo_least_maximum(9, 5.0, 1.0, 5.0)));
    assert_near(cotejo_payload_ceiling(1000.0, false), 949.285, 1e-6);
    assert_nan(cotejo_schedule_s(0, 10.0));
    g_assert_true(cotejo_grim(zero, unit, 3));
}

static void test_verdict(void)
{
    struct cotejo_t_test test = {.status = COTEJO_OK};
    g_assert_cmpint(cotejo_verdict(&test, NAN, NULL, 0.05), ==,
                    COTEJO_UNTESTABLE);
    g_assert_cmpint(cotejo_verdict(&test, 0.01, NULL, 0.05), ==,
                    COTEJO_DIFFERENT);
    g_assert_cmpint(cotejo_verdict(&test, 0.1, NULL, 0.05), ==,
                    COTEJO_INCONCLUSIVE);
}

static void test_streams(void)
{
    struct cotejo_stream s = {0};
    struct cotejo_moments m;
    cotejo_stream_add(&s, 2.0);
    cotejo_stream_moments(&s, &m);
    assert_nan(m.sd);
    assert_nan(cotejo_stream_shape(&s).g1);
    cotejo_stream_add(&s, 4.0);
    cotejo_stream_add(&s, 9.0);
    assert_nan(cotejo_stream_shape(&s).g2);
    assert_near(cotejo_stream_shape(&s).g1,
                cotejo_shape(&(struct cotejo_sample){
                                 .n = 3, .x = (const double[]){2, 4, 9}})
                    .g1,
                1e-13);
    struct cotejo_stream flat = {0};
    for (int i = 0; i < 4; i++)
        cotejo_stream_add(&flat, 7.0);
    assert_nan(cotejo_stream_shape(&flat).g1);
}

/* Whole numbers of units that no power of ten of a double reaches. */
static void test_far_exponents(void)
{
    static const int exponents[] = {-300, -40, 30, 250};
    for (size_t i = 0; i < G_N_ELEMENTS(exponents); i++) {
        double unit = pow(10.0, exponents[i]);
        double x[] = {1.0 * unit, 2.0 * unit, 6.0 * unit};
        int64_t k[] = {1, 2, 6};
        struct cotejo_moments m;
        cotejo_moments(&WHOLE_SAMPLE(x, k, exponents[i]), &m);
        assert_near(m.mean, 3.0 * unit, 1e-14);
        assert_near(m.sd, sqrt(7.0) * unit, 1e-14);
        assert_near(m.shift + m.offset, 3.0 * unit, 1e-14);
    }
    double x[] = {4.0};
    int64_t k[] = {4};
    struct cotejo_moments m;
    cotejo_moments(&WHOLE_SAMPLE(x, k, 0), &m);
    g_assert_cmpfloat(m.mean, ==, 4.0);
    assert_nan(m.sd);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/edges/ratios", test_ratios);
    g_test_add_func("/stats/edges/t-tests", test_t_tests);
    g_test_add_func("/stats/edges/ranks", test_ranks);
    g_test_add_func("/stats/edges/beyond-exact", test_beyond_exact);
    g_test_add_func("/stats/edges/distributions", test_distributions);
    g_test_add_func("/stats/edges/resampling", test_resampling);
    g_test_add_func("/stats/edges/groups", test_groups);
    g_test_add_func("/stats/edges/geometric-means", test_geometric_means);
    g_test_add_func("/stats/edges/dissent", test_dissent);
    g_test_add_func("/stats/edges/sequences", test_sequences);
    g_test_add_func("/stats/edges/plans", test_plans);
    g_test_add_func("/stats/edges/claims", test_claims);
    g_test_add_func("/stats/edges/verdict", test_verdict);
    g_test_add_func("/stats/edges/streams", test_streams);
    g_test_add_func("/stats/edges/far-exponents", test_far_exponents);
    return g_test_run();
}

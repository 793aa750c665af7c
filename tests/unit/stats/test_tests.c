/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two samples: t tests, ranks, ratios, equivalence and verdicts. */
#include "cotejo/verdict.h"

#include "cotejo/agreement.h"
#include "cotejo/describe.h"
#include "cotejo/distribution.h"
#include "cotejo/effect.h"
#include "near.h"

/* Student's sleep data (1908), as in R: results of t.test(). */
static const double sleep_1[] = {0.7, -1.6, -0.2, -1.2, -0.1,
                                 3.4, 3.7,  0.8,  0.0,  2.0};
static const double sleep_2[] = {1.9, 0.8, 1.1, 0.1, -0.1,
                                 4.4, 5.5, 1.6, 4.6, 3.4};

static void summarise(const double x[], size_t n, struct cotejo_moments *m)
{
    cotejo_moments(&(struct cotejo_sample){.n = n, .x = x}, m);
}

static void test_sleep(void)
{
    struct cotejo_moments a, b;
    summarise(sleep_1, 10, &a);
    summarise(sleep_2, 10, &b);
    struct cotejo_t_test w = cotejo_welch(&a, &b, 0.95);
    assert_near(w.t, 1.8608, 3e-5);
    assert_near(w.df, 17.776, 3e-5);
    assert_near(w.p.p, 0.07939, 7e-5);
    assert_near(w.interval.low, -0.2054832, 3e-6);
    assert_near(w.interval.high, 3.3654832, 3e-7);
    struct cotejo_t_test p =
        cotejo_paired_t(&SAMPLE(sleep_1), &SAMPLE(sleep_2), 0.95);
    assert_near(p.t, 4.0621, 2e-5);
    g_assert_cmpfloat(p.df, ==, 9.0);
    assert_near(p.p.p, 0.002833, 1e-4);
    struct cotejo_t_test s = cotejo_student(&a, &b, 0.95);
    g_assert_cmpfloat(s.df, ==, 18.0);
    assert_near(s.p.p, 0.07919, 7e-5);
}

static void test_t_edges(void)
{
    double one[] = {5.0}, same[] = {7.0, 7.0, 7.0}, other[] = {8.0, 8.0};
    double some[] = {1.0, 2.0, 4.0, 8.0};
    struct cotejo_moments a, b, c, d;
    summarise(one, 1, &a);
    summarise(same, 3, &b);
    summarise(other, 2, &c);
    summarise(some, 4, &d);
    g_assert_cmpint(cotejo_welch(&a, &b, 0.95).status, ==, COTEJO_TOO_FEW);
    assert_near(cotejo_welch(&a, &b, 0.95).difference, 2.0, 0.0);
    assert_nan(cotejo_welch(&a, &b, 0.95).p.p);
    g_assert_cmpint(cotejo_welch(&b, &b, 0.95).status, ==,
                    COTEJO_NO_VARIATION_EQUAL);
    g_assert_cmpint(cotejo_welch(&b, &c, 0.95).status, ==,
                    COTEJO_NO_VARIATION_UNEQUAL);
    assert_nan(cotejo_welch(&b, &c, 0.95).interval.low);
    /* One side without variation: the other's degrees of freedom. */
    g_assert_cmpfloat(cotejo_welch(&b, &d, 0.95).df, ==, 3.0);
    g_assert_cmpint(cotejo_student(&a, &d, 0.95).status, ==, COTEJO_OK);
    g_assert_cmpint(cotejo_student(&a, &a, 0.95).status, ==, COTEJO_TOO_FEW);
    cotejo_moments_from_summary(5, 3.0, NAN, &a);
    g_assert_cmpint(cotejo_welch(&a, &d, 0.95).status, ==, COTEJO_UNDEFINED);
    g_assert_cmpint(cotejo_paired_t(&SAMPLE(same), &SAMPLE(other), 0.95).status,
                    ==, COTEJO_UNDEFINED);
}

/* Pairs of decimals whose differences in binary are not equal. */
static void test_paired_decimals(void)
{
    double x[] = {11.9, 10.1, 20.3}, y[] = {12.1, 10.3, 20.5};
    int64_t kx[] = {119, 101, 203}, ky[] = {121, 103, 205};
    g_assert_cmpint(cotejo_paired_t(&WHOLE_SAMPLE(x, kx, -1),
                                    &WHOLE_SAMPLE(y, ky, -1), 0.95)
                        .status,
                    ==, COTEJO_NO_VARIATION_UNEQUAL);
}

/* Two noisy summaries, with means from -scale to scale. */
static void random_pair(guint64 *state, double scale, struct cotejo_moments *a,
                        struct cotejo_moments *b)
{
    double x[12], y[12];
    size_t n_a = 2 + (size_t)(10.0 * noise(state));
    size_t n_b = 2 + (size_t)(10.0 * noise(state));
    double mean = scale * (2.0 * noise(state) - 1.0);
    double shift = noise(state) * scale / 5.0, sd = scale * noise(state) / 10;
    for (size_t i = 0; i < 12; i++) {
        x[i] = mean + sd * normal_noise(state);
        y[i] = mean + shift + 2.0 * sd * normal_noise(state);
    }
    summarise(x, n_a, a);
    summarise(y, n_b, b);
}

/* 1 lies in Fieller's interval exactly when Welch does not reject; the
 * interval of the other ratio is its reciprocal. */
static void test_fieller_is_welch(void)
{
    guint64 state = 2;
    size_t rejected = 0, bounded = 0;
    for (int i = 0; i < 3000; i++) {
        struct cotejo_moments a, b;
        random_pair(&state, i % 2 ? 1e-9 : 50.0, &a, &b);
        struct cotejo_t_test w = cotejo_welch(&a, &b, 0.95);
        struct cotejo_ratio f = cotejo_fieller(&a, &b, 0.95);
        struct cotejo_ratio back = cotejo_fieller(&b, &a, 0.95);
        g_assert_cmpfloat(f.df, ==, w.df);
        if (f.status != COTEJO_OK) {
            g_assert_cmpint(f.status, ==, COTEJO_UNBOUNDED);
            g_assert_cmpfloat(f.g, >=, 1.0);
            continue;
        }
        bool one = f.interval.low <= 1.0 && f.interval.high >= 1.0;
        g_assert_true(one == (w.p.p >= 0.05));
        rejected += !one;
        bounded++;
        if (back.status == COTEJO_OK) {
            assert_near(back.interval.low, 1.0 / f.interval.high, 1e-9);
            assert_near(back.interval.high, 1.0 / f.interval.low, 1e-9);
        }
    }
    g_assert_cmpuint(bounded, >, 1000);
    g_assert_cmpuint(rejected, >, 100);
    g_assert_cmpuint(bounded - rejected, >, 100);
}

/* Equivalence exactly when the 90 % interval lies inside the bounds, and
 * when the margin is above the smallest one; from either base. */
static void test_tost_is_fieller(void)
{
    guint64 state = 4;
    size_t equivalent = 0, tested = 0;
    for (int i = 0; i < 3000; i++) {
        struct cotejo_moments a, b;
        random_pair(&state, 10.0, &a, &b);
        bool linear = i % 3 == 0;
        struct cotejo_equivalence e =
            cotejo_tost_ratio(&a, &b, 0.1, linear, 0.05);
        if (e.status != COTEJO_OK)
            continue;
        bool inside =
            e.interval.low > e.bound_low && e.interval.high < e.bound_high;
        g_assert_true(inside == (e.p.p < 0.05));
        if (!isnan(e.smallest_margin))
            g_assert_true(inside == (e.smallest_margin < 0.1));
        if (!linear && b.mean > 0.0)
            g_assert_true(
                inside ==
                (cotejo_tost_ratio(&b, &a, 0.1, false, 0.05).p.p < 0.05));
        equivalent += inside;
        tested++;
    }
    g_assert_cmpuint(equivalent, >, 50);
    g_assert_cmpuint(tested - equivalent, >, 50);
}

static void test_ratio_edges(void)
{
    double zero[] = {-1.0, 1.0}, near_zero[] = {-1.0, 1.5}, some[] = {3, 4, 6};
    double minus[] = {-3.0, -4.0, -6.0};
    struct cotejo_moments a, b, c, d;
    summarise(zero, 2, &a);
    summarise(near_zero, 2, &b);
    summarise(some, 3, &c);
    summarise(minus, 3, &d);
    struct cotejo_ratio r = cotejo_fieller(&a, &c, 0.95);
    g_assert_cmpint(r.status, ==, COTEJO_BASE_ZERO);
    assert_nan(r.ratio);
    r = cotejo_fieller(&b, &c, 0.95);
    g_assert_cmpint(r.status, ==, COTEJO_UNBOUNDED);
    assert_nan(r.interval.high);
    /* Two negative means: the same ratio and interval as the positive ones. */
    struct cotejo_ratio plus = cotejo_fieller(&c, &c, 0.9);
    struct cotejo_ratio both = cotejo_fieller(&d, &d, 0.9);
    assert_near(both.interval.low, plus.interval.low, 1e-15);
    g_assert_cmpint(cotejo_tost_ratio(&d, &d, 0.1, false, 0.05).status, ==,
                    COTEJO_UNDEFINED);
    g_assert_cmpint(cotejo_log_ratio(&d, &d, 0.9).status, ==, COTEJO_UNDEFINED);
    struct cotejo_equivalence e = cotejo_tost_ratio(&c, &c, NAN, false, 0.05);
    assert_nan(e.bound_low);
    assert_nan(e.p.p);
    g_assert_cmpfloat(e.smallest_margin, >, 0.0);
}

/* An absolute margin: Welch's 90 % interval inside -margin to margin. */
static void test_tost_difference(void)
{
    struct cotejo_moments a, b;
    summarise(sleep_1, 10, &a);
    summarise(sleep_2, 10, &b);
    struct cotejo_equivalence e = cotejo_tost_difference(&a, &b, 3.0, 0.05);
    double edge = e.smallest_margin;
    assert_near(cotejo_tost_difference(&a, &b, edge, 0.05).p.p, 0.05, 1e-11);
    assert_near(edge, cotejo_welch(&a, &b, 0.9).interval.high, 1e-15);
}

/* R's help page of wilcox.test: W = 35 of the first sample of 10 against 5,
 * one-sided p = 0.1272. */
static void test_mann_whitney(void)
{
    double x[] = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
    double y[] = {1.15, 0.88, 0.90, 0.74, 1.21};
    struct cotejo_rank_test t = cotejo_mann_whitney(&SAMPLE(y), &SAMPLE(x));
    g_assert_cmpfloat(t.u, ==, 35.0);
    g_assert_true(t.exact);
    assert_near(t.p_greater.p, 0.1272, 3e-4);
    assert_near(t.p.p, 2.0 * t.p_greater.p, 1e-15);
    struct cotejo_rank_test back = cotejo_mann_whitney(&SAMPLE(x), &SAMPLE(y));
    g_assert_cmpfloat(back.u, ==, 15.0);
    assert_near(back.p.p, t.p.p, 1e-15);
    assert_near(back.p_less.p, t.p_greater.p, 1e-15);
    assert_near(t.smallest_p, 2.0 / 3003.0, 1e-15);
}

static void test_mann_whitney_edges(void)
{
    double x[] = {1, 1, 1}, y[] = {1, 1}, none[] = {0};
    struct cotejo_rank_test t = cotejo_mann_whitney(&SAMPLE(x), &SAMPLE(y));
    g_assert_cmpint(t.status, ==, COTEJO_NO_VARIATION_EQUAL);
    g_assert_cmpfloat(t.u, ==, 3.0);
    assert_nan(t.p.p);
    t = cotejo_mann_whitney(&SAMPLE(x),
                            &(struct cotejo_sample){0, none, NULL, 0});
    g_assert_cmpint(t.status, ==, COTEJO_TOO_FEW);
    g_assert_cmpfloat(cotejo_smallest_p(1, 1), ==, 1.0);
    /* C(2000, 1000) is about 4^1000 / sqrt(1000 pi), less 1/8000 of it. */
    assert_near(cotejo_smallest_log10_p(1000, 1000),
                log10(2.0) - 1000.0 * log10(4.0) +
                    0.5 * log10(1000.0 * 3.14159265358979) -
                    log10(1.0 - 1.0 / 8000.0),
                1e-10);
    assert_near(cotejo_smallest_p(3, 3), 0.1, 1e-15);
    /* U at its very mean. */
    double p[] = {1, 4}, q[] = {2, 3};
    g_assert_cmpfloat(cotejo_mann_whitney(&SAMPLE(p), &SAMPLE(q)).p.p, ==, 1);
    g_assert_cmpfloat(
        cotejo_mann_whitney_normal(&SAMPLE(p), &SAMPLE(q), true).p.p, ==, 1);
}

/* Ties, sizes 2 and 4: all 15 choices by hand. Values 1 2 2 3 3 3, b = {1,
 * 2}: doubled midranks 2 5 5 10 10 10, observed sum 7, mean 14. At least as
 * far, 7 or less or 21 or more: {2,5} twice, of 15. */
static void test_mann_whitney_ties(void)
{
    double a[] = {2, 3, 3, 3}, b[] = {1, 2};
    struct cotejo_rank_test t = cotejo_mann_whitney(&SAMPLE(a), &SAMPLE(b));
    g_assert_cmpfloat(t.u, ==, 0.5);
    assert_near(t.p.p, 2.0 / 15.0, 1e-15);
    assert_near(t.p_less.p, 2.0 / 15.0, 1e-15);
    g_assert_cmpfloat(t.p_greater.p, ==, 1.0);
}

/* R's help page of wilcox.test: V = 40, one-sided p = 0.01953. */
static void test_signed_rank(void)
{
    double y[] = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
    double x[] = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
    struct cotejo_signed_rank s =
        cotejo_signed_rank(&SAMPLE(x), &SAMPLE(y), false);
    g_assert_cmpfloat(s.w_plus, ==, 40.0);
    assert_near(s.p.p, 2.0 * 0.01953125, 1e-14);
    g_assert_cmpuint(s.zeros, ==, 0);
    g_assert_cmpint(cotejo_signed_rank(&SAMPLE(x), &SAMPLE(x), false).status,
                    ==, COTEJO_NO_VARIATION_EQUAL);
}

/* Differences 0 1 1 2, decimals: dropped zeros leave ranks 1.5 1.5 3; all
 * positive, so p = 2 / 8. Pratt ranks 2.5 2.5 4 of four. */
static void test_signed_rank_zeros(void)
{
    double x[] = {10.1, 11.9, 10.1, 0.3}, y[] = {10.1, 12.0, 10.2, 0.5};
    int64_t kx[] = {101, 119, 101, 3}, ky[] = {101, 120, 102, 5};
    struct cotejo_sample a = WHOLE_SAMPLE(x, kx, -1);
    struct cotejo_sample b = WHOLE_SAMPLE(y, ky, -1);
    struct cotejo_signed_rank s = cotejo_signed_rank(&a, &b, false);
    g_assert_cmpuint(s.zeros, ==, 1);
    g_assert_cmpfloat(s.w_plus, ==, 6.0);
    assert_near(s.p.p, 0.25, 1e-15);
    s = cotejo_signed_rank(&a, &b, true);
    g_assert_cmpfloat(s.w_plus, ==, 9.0);
    assert_near(s.p.p, 0.25, 1e-15);
}

static int ascending(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* All differences, sorted, give the same median and interval. */
static void test_hodges_lehmann(void)
{
    guint64 state = 8;
    for (size_t n = 1; n < 12; n++) {
        double a[15], b[12], d[15 * 12];
        size_t count = 0;
        for (size_t i = 0; i < 15; i++)
            a[i] = floor(8.0 * noise(&state)) - 5.0;
        for (size_t i = 0; i < n; i++)
            b[i] = n % 2 ? noise(&state) : floor(5.0 * noise(&state));
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < 15; j++)
                d[count++] = b[i] - a[j];
        qsort(d, count, sizeof *d, ascending);
        struct cotejo_shift s = cotejo_hodges_lehmann(
            &SAMPLE(a), &(struct cotejo_sample){.n = n, .x = b}, 0.9);
        double median = 0.5 * (d[(count - 1) / 2] + d[count / 2]);
        g_assert_cmpfloat(fabs(s.shift - median), <, 1e-15);
        g_assert_cmpfloat(s.interval.low, ==, d[s.k - 1]);
        g_assert_cmpfloat(s.interval.high, ==, d[count - s.k]);
        g_assert_true(s.reaches_level == (s.coverage >= 0.9));
    }
}

/* 0 is outside the shift's interval exactly when the exact test rejects. */
static void test_shift_is_mann_whitney(void)
{
    guint64 state = 12;
    size_t rejected = 0;
    for (int i = 0; i < 300; i++) {
        double a[7], b[9];
        for (size_t j = 0; j < 9; j++) {
            a[j % 7] = noise(&state);
            b[j] = noise(&state) + 0.3;
        }
        struct cotejo_shift s =
            cotejo_hodges_lehmann(&SAMPLE(a), &SAMPLE(b), 0.95);
        double p = cotejo_mann_whitney(&SAMPLE(a), &SAMPLE(b)).p.p;
        bool outside = s.interval.low > 0.0 || s.interval.high < 0.0;
        g_assert_true(outside == (p < 0.05));
        rejected += outside;
    }
    g_assert_cmpuint(rejected, >, 20);
    g_assert_cmpuint(rejected, <, 280);
}

/* The interval of g from the test it inverts: at its ends, t is at the tails;
 * exchanging the samples changes signs. */
static void test_hedges(void)
{
    struct cotejo_moments a, b;
    summarise(sleep_1, 10, &a);
    summarise(sleep_2, 10, &b);
    struct cotejo_hedges h = cotejo_hedges_g(&a, &b, 0.95);
    struct cotejo_hedges back = cotejo_hedges_g(&b, &a, 0.95);
    assert_near(h.d, 0.8321811, 1e-7); /* t sqrt(2/10) */
    assert_near(h.j, tgamma(9.0) / (3.0 * tgamma(8.5)), 1e-14);
    assert_near(h.g, h.d * h.j, 1e-15);
    assert_near(back.interval.low, -h.interval.high, 1e-12);
    assert_near(back.interval.high, -h.interval.low, 1e-12);
    /* 3 - 8 / (4 nu) ...: the factor for many degrees of freedom. */
    cotejo_moments_from_summary(100000, 0.0, 1.0, &a);
    cotejo_moments_from_summary(100000, 1.0, 1.0, &b);
    assert_near(cotejo_hedges_g(&a, &b, 0.95).j,
                1.0 - 3.0 / (4.0 * 199998.0 - 1.0), 1e-10);
    double two[] = {1.0, 2.0}, one[] = {4.0};
    summarise(two, 2, &a);
    summarise(one, 1, &b);
    g_assert_cmpint(cotejo_hedges_g(&a, &b, 0.95).status, ==, COTEJO_TOO_FEW);
}

static void test_dominance(void)
{
    double a[] = {1, 2, 3}, b[] = {2, 3, 4}, c[] = {7, 8, 9};
    struct cotejo_dominance d =
        cotejo_vargha_delaney(&SAMPLE(a), &SAMPLE(b), 0.95);
    /* Of nine pairs b wins 6, ties 2. */
    assert_near(d.a, 7.0 / 9.0, 1e-15);
    assert_near(d.delta, 5.0 / 9.0, 1e-15);
    g_assert_cmpfloat(d.delta_interval.low, <, d.delta);
    g_assert_cmpfloat(d.delta_interval.high, >, d.delta);
    g_assert_cmpfloat(d.delta_interval.high, <=, 1.0);
    d = cotejo_vargha_delaney(&SAMPLE(a), &SAMPLE(c), 0.95);
    double t = cotejo_t_quantile(0.025, 4.0);
    g_assert_cmpfloat(d.a, ==, 1.0);
    g_assert_cmpfloat(d.delta_interval.high, ==, 1.0);
    assert_near(d.delta_interval.low, (3.0 - t * t) / (3.0 + t * t), 1e-14);
    d = cotejo_vargha_delaney(&SAMPLE(c), &SAMPLE(a), 0.95);
    g_assert_cmpfloat(d.delta_interval.low, ==, -1.0);
}

static struct cotejo_t_test tested(enum cotejo_status status)
{
    return (struct cotejo_t_test){.status = status};
}

static void test_verdicts(void)
{
    static const struct {
        enum cotejo_status status;
        double p_difference, p_equivalence;
        const char *name;
    } cases[] = {
        {COTEJO_TOO_FEW, 0.01, 0.01, "untestable (n<2)"},
        {COTEJO_NO_VARIATION_EQUAL, 0.01, 0.01, "no variation: equal"},
        {COTEJO_NO_VARIATION_UNEQUAL, NAN, NAN, "no variation: unequal"},
        {COTEJO_OK, 0.3, 0.01, "equivalent"},
        {COTEJO_OK, 0.01, 0.01, "equivalent (difference detectable)"},
        {COTEJO_OK, 0.01, 0.3, "different"},
        {COTEJO_OK, 0.01, NAN, "different"},
        {COTEJO_OK, 0.3, 0.3, "inconclusive"},
        {COTEJO_OK, 0.05, NAN, "inconclusive"}, /* strictly below alpha */
        {COTEJO_OK, 0.05, 0.05, "inconclusive"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct cotejo_t_test test = tested(cases[i].status);
        struct cotejo_equivalence e = {
            .p = cotejo_p_from(cases[i].p_equivalence)};
        enum cotejo_verdict v =
            cotejo_verdict(&test, cases[i].p_difference, &e, 0.05);
        g_assert_cmpstr(cotejo_verdict_name(v), ==, cases[i].name);
    }
}

/* Which of the causes is named when the tests do not agree. */
static void test_agreement(void)
{
    double a[] = {1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8};
    double far[] = {1.9, 2.0, 2.1, 2.2, 2.3, 2.4, 2.5, 2.6};
    double outlier[] = {1.9, 2.0, 2.1, 2.2, 2.3, 2.4, 2.5, 19.0};
    struct cotejo_agreement g =
        cotejo_agreement(&SAMPLE(a), &SAMPLE(far), 0.05, COTEJO_SEED);
    g_assert_cmpint(g.dissent, ==, COTEJO_AGREED);
    assert_nan(g.p_without_outliers.p);
    /* The outlier hides the difference from the tests of means. */
    g = cotejo_agreement(&SAMPLE(a), &SAMPLE(outlier), 0.05, COTEJO_SEED);
    g_assert_cmpfloat(g.welch.p.p, >, 0.05);
    g_assert_cmpfloat(g.mann_whitney.p.p, <, 0.001);
    g_assert_cmpint(g.dissent, ==, COTEJO_DISSENT_OUTLIERS);
    g_assert_cmpfloat(g.p_without_outliers.p, <, 0.001);
    g_assert_cmpstr(cotejo_dissent_name(g.dissent), ==, "outliers");
    /* Few wide runs against many narrow ones. */
    double few[] = {0, 4, 9, 13}, many[20];
    for (size_t i = 0; i < 20; i++)
        many[i] = 1.0 + (double)i * 0.05;
    g = cotejo_agreement(&SAMPLE(few), &SAMPLE(many), 0.05, COTEJO_SEED);
    g_assert_cmpint(g.dissent, ==, COTEJO_DISSENT_SPREAD);
    /* p is 1 / 35, less than the 2 / 35 of tails that are alike: a say. */
    double still[] = {1, 1, 1, 1}, moving[] = {2, 3, 4};
    g = cotejo_agreement(&SAMPLE(still), &SAMPLE(moving), 0.05, COTEJO_SEED);
    assert_near(g.mann_whitney.p.p, 1.0 / 35.0, 1e-15);
    g_assert_cmpfloat(g.welch.p.p, >, 0.05);
    g_assert_cmpint(g.dissent, ==, COTEJO_DISSENT_SPREAD);
    double same[] = {1, 1}, one[] = {1};
    g = cotejo_agreement(&SAMPLE(same), &SAMPLE(one), 0.05, COTEJO_SEED);
    g_assert_cmpint(g.status, ==, COTEJO_TOO_FEW);
    g_assert_cmpint(g.dissent, ==, COTEJO_AGREED);
}

/* Alpha put between the p values of samples without any other cause. */
static void test_borderline(void)
{
    double a[] = {1, 2, 3, 4, 5, 6, 7, 8}, b[] = {4, 5, 6, 7, 8, 9, 10, 10.5};
    struct cotejo_agreement g =
        cotejo_agreement(&SAMPLE(a), &SAMPLE(b), 0.05, COTEJO_SEED);
    double p = g.welch.p.p, q = g.mann_whitney.p.p;
    g_assert_cmpfloat(fabs(p - q), >, 1e-6);
    g = cotejo_agreement(&SAMPLE(a), &SAMPLE(b), 0.5 * (p + q), COTEJO_SEED);
    g_assert_cmpint(g.dissent, ==, COTEJO_DISSENT_BORDERLINE);
}

/* The dominance matrix, written out: delta's variance by its definition. */
static double variance_written_out(const struct cotejo_sample *a,
                                   const struct cotejo_sample *b, double delta)
{
    double n_a = (double)a->n, n_b = (double)b->n;
    double rows = 0, columns = 0, all = 0;
    for (size_t i = 0; i < b->n; i++) {
        double mean = 0;
        for (size_t j = 0; j < a->n; j++) {
            double s = (b->x[i] > a->x[j]) - (b->x[i] < a->x[j]);
            mean += s / n_a;
            all += s * s - delta * delta;
        }
        rows += (mean - delta) * (mean - delta);
    }
    for (size_t j = 0; j < a->n; j++) {
        double mean = 0;
        for (size_t i = 0; i < b->n; i++)
            mean += ((b->x[i] > a->x[j]) - (b->x[i] < a->x[j])) / n_b;
        columns += (mean - delta) * (mean - delta);
    }
    double rest = (all - n_a * rows - n_b * columns) / (n_a - 1) / (n_b - 1);
    return (rows * (n_a - 1) / (n_b - 1) + columns * (n_b - 1) / (n_a - 1) +
            rest) /
           (n_a * n_b);
}

/* Of samples with many ties, and of different sizes. */
static void test_dominance_matrix(void)
{
    guint64 state = 7;
    for (size_t round = 0; round < 40; round++) {
        double x[90], y[60];
        struct cotejo_sample a = {31 + round, x, NULL, 0};
        struct cotejo_sample b = {60 - round, y, NULL, 0};
        double steps = round % 2 ? 3 : 1000, sum = 0;
        for (size_t j = 0; j < a.n; j++)
            x[j] = floor(noise(&state) * steps);
        for (size_t i = 0; i < b.n; i++)
            y[i] = floor(noise(&state) * steps + 0.1 * steps);
        for (size_t i = 0; i < b.n; i++)
            for (size_t j = 0; j < a.n; j++)
                sum += (y[i] > x[j]) - (y[i] < x[j]);
        double delta = sum / (double)(a.n * b.n), t2, v, half, rest;
        struct cotejo_dominance d = cotejo_vargha_delaney(&a, &b, 0.95);
        assert_near(d.delta, delta, 1e-14);
        t2 = pow(cotejo_t_quantile(0.025, (double)(a.n + b.n) - 2), 2);
        v = variance_written_out(&a, &b, delta);
        rest = 1 - delta * delta;
        half = sqrt(t2 * v * (rest * rest + t2 * v));
        assert_near(d.delta_interval.high - d.delta_interval.low,
                    2 * half / (rest + t2 * v), 1e-12);
        assert_near(d.delta_interval.high + d.delta_interval.low,
                    2 * delta * rest / (rest + t2 * v), 1e-12);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/tests/sleep", test_sleep);
    g_test_add_func("/stats/tests/t-edges", test_t_edges);
    g_test_add_func("/stats/tests/paired-decimals", test_paired_decimals);
    g_test_add_func("/stats/tests/fieller-is-welch", test_fieller_is_welch);
    g_test_add_func("/stats/tests/tost-is-fieller", test_tost_is_fieller);
    g_test_add_func("/stats/tests/ratio-edges", test_ratio_edges);
    g_test_add_func("/stats/tests/tost-difference", test_tost_difference);
    g_test_add_func("/stats/tests/mann-whitney", test_mann_whitney);
    g_test_add_func("/stats/tests/mann-whitney-edges", test_mann_whitney_edges);
    g_test_add_func("/stats/tests/mann-whitney-ties", test_mann_whitney_ties);
    g_test_add_func("/stats/tests/signed-rank", test_signed_rank);
    g_test_add_func("/stats/tests/signed-rank-zeros", test_signed_rank_zeros);
    g_test_add_func("/stats/tests/hodges-lehmann", test_hodges_lehmann);
    g_test_add_func("/stats/tests/shift-is-mann-whitney",
                    test_shift_is_mann_whitney);
    g_test_add_func("/stats/tests/hedges", test_hedges);
    g_test_add_func("/stats/tests/dominance", test_dominance);
    g_test_add_func("/stats/tests/dominance-matrix", test_dominance_matrix);
    g_test_add_func("/stats/tests/verdicts", test_verdicts);
    g_test_add_func("/stats/agreement/causes", test_agreement);
    g_test_add_func("/stats/agreement/borderline", test_borderline);
    return g_test_run();
}

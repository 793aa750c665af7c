/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pairs: the ratio with its interval, equivalence, Walsh averages, agreement.
 *
 * R 4.2, a and b as below:
 *   rho where abs(mean(d)) / (sd(d) / sqrt(6)) = qt(0.975, 5), d = b - rho a
 *     (uniroot, tol = 1e-15): 1.03241154842208, 1.12174054917191;
 *     at 0.95: 1.04137930622134, 1.11118641230305
 *   the same with the pooled sd and qt(0.975, 10): 0.935956964980754,
 *     1.236514851400917
 *   max(t.test(b - a / 1.1, alternative = "greater")$p.value,
 *       t.test(b - 1.1 * a, alternative = "less")$p.value): 0.108848120923281
 *   qsignrank(0.025, 6) is 1, 2 * psignrank(0, 6) is 0.03125
 */
#include "cotejo/agreement.h"
#include "cotejo/effect.h"
#include "cotejo/power.h"
#include "cotejo/ratio.h"
#include "near.h"

static const double a_x[] = {12.1, 10.3, 11.4, 13.0, 9.8, 12.7};
static const double b_x[] = {13.0, 10.9, 12.5, 13.1, 10.9, 14.1};
static const int64_t a_k[] = {121, 103, 114, 130, 98, 127};
static const int64_t b_k[] = {130, 109, 125, 131, 109, 141};
static const struct cotejo_sample a = {6, a_x, a_k, -1}, b = {6, b_x, b_k, -1};

static void test_fieller(void)
{
    struct cotejo_ratio r = cotejo_fieller_paired(&a, &b, 0.95);
    g_assert_cmpint(r.status, ==, COTEJO_OK);
    assert_near(r.ratio, 74.5 / 69.3, 1e-14);
    assert_near(r.interval.low, 1.03241154842208, 1e-12);
    assert_near(r.interval.high, 1.12174054917191, 1e-12);
    /* From the other base: the reciprocal. */
    struct cotejo_ratio back = cotejo_fieller_paired(&b, &a, 0.95);
    assert_near(back.interval.low, 1.0 / r.interval.high, 1e-12);
}

/* At the confidence 1 - p of the paired t test an end is exactly 1. */
static void test_inversion(void)
{
    double p = cotejo_paired_t(&a, &b, 0.95).p.p;
    assert_near(cotejo_fieller_paired(&a, &b, 1.0 - p).interval.low, 1.0,
                1e-11);
    struct cotejo_moments of_a, of_b;
    cotejo_moments(&a, &of_a);
    cotejo_moments(&b, &of_b);
    p = cotejo_student(&of_a, &of_b, 0.95).p.p;
    assert_near(cotejo_fieller_pooled(&of_a, &of_b, 1.0 - p).interval.low, 1.0,
                1e-11);
}

static void test_pooled(void)
{
    struct cotejo_moments of_a, of_b;
    cotejo_moments(&a, &of_a);
    cotejo_moments(&b, &of_b);
    struct cotejo_ratio r = cotejo_fieller_pooled(&of_a, &of_b, 0.95);
    g_assert_cmpfloat(r.df, ==, 10.0);
    assert_near(r.interval.low, 0.935956964980754, 1e-12);
    assert_near(r.interval.high, 1.236514851400917, 1e-12);
}

static void test_tost(void)
{
    struct cotejo_equivalence e = cotejo_tost_paired(&a, &b, 0.1, false, 0.05);
    assert_near(e.p.p, 0.108848120923281, 1e-11);
    assert_near(e.interval.low, 1.04137930622134, 1e-12);
    assert_near(e.smallest_margin, 0.11118641230305, 1e-11);
    /* With that margin p is alpha. */
    e = cotejo_tost_paired(&a, &b, e.smallest_margin, false, 0.05);
    assert_near(e.p.p, 0.05, 1e-10);
}

static void test_walsh(void)
{
    struct cotejo_shift s = cotejo_walsh(&a, &b, 0.95);
    g_assert_cmpfloat(s.shift, ==, 0.9);
    g_assert_cmpuint(s.k, ==, 1);
    g_assert_true(s.reaches_level);
    g_assert_cmpfloat(s.interval.low, ==, 0.1);
    g_assert_cmpfloat(s.interval.high, ==, 1.4);
    g_assert_cmpfloat(s.coverage, ==, 1.0 - 0.03125);
    /* Five pairs cannot reach 95 %. */
    struct cotejo_sample five_a = {5, a_x, a_k, -1}, five_b = {5, b_x, b_k, -1};
    s = cotejo_walsh(&five_a, &five_b, 0.95);
    g_assert_false(s.reaches_level);
    g_assert_cmpfloat(s.coverage, ==, 1.0 - 2.0 / 32.0);
}

/* 12.1 - 11.8 and 10.3 - 10.0 are the same: a constant difference. */
static void test_constant(void)
{
    static const double x[] = {11.8, 10.0, 9.9}, y[] = {12.1, 10.3, 10.2};
    static const int64_t j[] = {118, 100, 99}, k[] = {121, 103, 102};
    struct cotejo_sample p = {3, x, j, -1}, q = {3, y, k, -1};
    struct cotejo_ratio r = cotejo_fieller_paired(&p, &q, 0.95);
    g_assert_cmpint(r.status, ==, COTEJO_NO_VARIATION_UNEQUAL);
    assert_nan(r.interval.low);
    g_assert_cmpint(cotejo_agreement_paired(&p, &q, 0.05, 1, false).status, ==,
                    COTEJO_NO_VARIATION_UNEQUAL);
    r = cotejo_fieller_paired(&p, &a, 0.95);
    g_assert_cmpint(r.status, ==, COTEJO_UNDEFINED);
}

/* Without the eighth pair, R: t.test(c(1:7) / 10)$p.value = 0.002713682; with
 * it nothing, though all signs are the same. */
static void test_agreement(void)
{
    static const double zero[8] = {0};
    static const double d[] = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 9.0};
    struct cotejo_sample p = SAMPLE(zero), q = SAMPLE(d);
    struct cotejo_agreement_paired g =
        cotejo_agreement_paired(&p, &q, 0.05, 1, false);
    g_assert_cmpfloat(g.paired_t.p.p, >, 0.05);
    /* All positive: 2 / 2^8. */
    g_assert_cmpfloat(g.signed_rank.p.p, ==, 2.0 / 256.0);
    g_assert_cmpint(g.dissent, ==, COTEJO_DISSENT_OUTLIERS);
    assert_near(g.p_without_outliers.p, 0.002713682035, 1e-9);
    g_assert_cmpint(cotejo_agreement_paired(&a, &b, 0.05, 1, false).dissent, ==,
                    COTEJO_AGREED);
}

/* 3 against 3: no rank test can reach 5 %, so none dissents. */
static void test_no_say(void)
{
    static const double x[] = {1.0, 1.1, 1.2}, y[] = {2.0, 2.1, 2.2};
    struct cotejo_agreement g =
        cotejo_agreement(&SAMPLE(x), &SAMPLE(y), 0.05, 1);
    g_assert_cmpfloat(g.welch.p.p, <, 0.05);
    assert_near(g.mann_whitney.p.p, 0.1, 1e-14);
    g_assert_cmpint(g.dissent, ==, COTEJO_AGREED);
}

/* R: power.t.test(n = 8, delta = 1, sd = 1, type = "paired", strict = TRUE):
 * 0.680833958206; delta = 0.7: n 18.032845733 for power 0.8, 23.4491606462 for
 * 0.9; n = 8: delta 1.15603467799. */
static void test_power(void)
{
    assert_near(cotejo_power_paired(8, 1.0, 0.05), 0.680833958206, 1e-7);
    g_assert_cmpuint(cotejo_required_pairs(0.7, 0.05, 0.8), ==, 19);
    g_assert_cmpuint(cotejo_required_pairs(-0.7, 0.05, 0.9), ==, 24);
    assert_near(cotejo_detectable_effect_paired(8, 0.05, 0.8), 1.15603467799,
                1e-7);
    g_assert_cmpuint(cotejo_required_pairs(0.0, 0.05, 0.8), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/paired/fieller", test_fieller);
    g_test_add_func("/stats/paired/inversion", test_inversion);
    g_test_add_func("/stats/paired/pooled", test_pooled);
    g_test_add_func("/stats/paired/tost", test_tost);
    g_test_add_func("/stats/paired/walsh", test_walsh);
    g_test_add_func("/stats/paired/constant", test_constant);
    g_test_add_func("/stats/paired/agreement", test_agreement);
    g_test_add_func("/stats/paired/power", test_power);
    g_test_add_func("/stats/paired/no-say", test_no_say);
    return g_test_run();
}

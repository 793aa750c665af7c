/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tails against their closed forms, far beyond the range of doubles. */
#include "cotejo/distribution.h"

#include "near.h"
#include "stats/noncentral.h"

static const double pi = 3.14159265358979323846;
static const double ln10 = 2.302585092994045684;

/* df = 1: arc tangent; df = 2: algebraic, written so that nothing cancels. */
static void test_t_closed_forms(void)
{
    static const double ts[] = {1e-8, 0.1, 1.0, 3.0, 40.0, 1e6, 1e120};
    for (size_t i = 0; i < G_N_ELEMENTS(ts); i++) {
        double t = ts[i], root = hypot(sqrt(2.0), t);
        assert_near(cotejo_t_two_sided(t, 1.0).p, 2.0 / pi * atan2(1.0, t),
                    1e-13);
        assert_near(cotejo_t_tail(t, 2.0).p, 1.0 / root / (root + t), 1e-13);
        assert_near(cotejo_t_tail(-t, 2.0).p, 1.0 - 1.0 / root / (root + t),
                    1e-14);
    }
}

static void test_t_below_doubles(void)
{
    /* P(T > t) -> 1 / (2 t^2) for df = 2 */
    struct cotejo_p p = cotejo_t_tail(1e200, 2.0);
    g_assert_cmpfloat(p.p, ==, 0.0);
    assert_near(p.log10_p, -400.0 - log10(2.0), 1e-13);
    p = cotejo_t_two_sided(1e300, 1.0);
    assert_near(p.log10_p, log10(2.0 / pi) - 300.0, 1e-13);
}

static void test_t_edges(void)
{
    g_assert_cmpfloat(cotejo_t_two_sided(0.0, 5.0).p, ==, 1.0);
    g_assert_cmpfloat(cotejo_t_tail(0.0, 5.0).p, ==, 0.5);
    g_assert_cmpfloat(cotejo_t_tail(INFINITY, 5.0).p, ==, 0.0);
    g_assert_cmpfloat(cotejo_t_tail(-INFINITY, 5.0).p, ==, 1.0);
    assert_nan(cotejo_t_tail(NAN, 5.0).p);
    assert_nan(cotejo_t_tail(1.0, 0.0).log10_p);
    assert_nan(cotejo_t_quantile(0.0, 5.0));
    assert_nan(cotejo_t_quantile(0.5, -1.0));
    g_assert_cmpfloat(cotejo_t_quantile(0.5, 3.3), ==, 0.0);
}

/* Quantile and tail undo each other, for df that are not whole too. */
static void test_t_quantile(void)
{
    static const double dfs[] = {0.7,  1.0,  1.47,  2.0, 7.0,
                                 13.9, 38.0, 398.5, 1e6};
    static const double qs[] = {0.4, 0.05, 0.025, 1e-3, 1e-9, 1e-30};
    for (size_t i = 0; i < G_N_ELEMENTS(dfs); i++) {
        for (size_t j = 0; j < G_N_ELEMENTS(qs); j++) {
            double t = cotejo_t_quantile(qs[j], dfs[i]);
            assert_near(cotejo_t_tail(t, dfs[i]).p, qs[j], 2e-12);
            if (qs[j] >= 1e-3)
                assert_near(cotejo_t_quantile(1.0 - qs[j], dfs[i]), -t, 1e-11);
        }
    }
    /* Tables of Student's distribution. */
    assert_near(cotejo_t_quantile(0.025, 7.0), 2.364624251592784, 1e-13);
    assert_near(cotejo_t_quantile(0.005, 30.0), 2.7499956535672246, 1e-13);
}

/* df1 = 2 has the tail (1 + 2 f / df2)^(-df2 / 2); F(1, df) is t^2. */
static void test_f(void)
{
    static const double fs[] = {1e-9, 0.3, 1.0, 5.0, 300.0, 1e9};
    for (size_t i = 0; i < G_N_ELEMENTS(fs); i++) {
        double log10_p = -0.5 * 17.5 * log1p(2.0 * fs[i] / 17.5) / ln10;
        assert_near(cotejo_f_tail(fs[i], 2.0, 17.5).log10_p, log10_p, 1e-12);
        assert_near(cotejo_f_tail(fs[i], 1.0, 9.25).p,
                    cotejo_t_two_sided(sqrt(fs[i]), 9.25).p, 1e-12);
        /* The lower tail is the upper one of 1 / f. */
        assert_near(cotejo_f_tail(fs[i], 3.0, 8.0).p +
                        cotejo_f_tail(1.0 / fs[i], 8.0, 3.0).p,
                    1.0, 1e-13);
    }
    assert_near(cotejo_f_tail(1e30, 2.0, 40.0).log10_p,
                -20.0 * log10(1.0 + 2e30 / 40.0), 1e-12);
    g_assert_cmpfloat(cotejo_f_tail(0.0, 2.0, 3.0).p, ==, 1.0);
    assert_nan(cotejo_f_tail(1.0, 0.0, 3.0).p);
}

/* df = 2: exp(-x/2); df = 4: exp(-x/2) (1 + x/2). */
static void test_chisq(void)
{
    static const double xs[] = {1e-6, 0.5, 2.0, 3.9, 4.1, 20.0, 5000.0};
    for (size_t i = 0; i < G_N_ELEMENTS(xs); i++) {
        double x = xs[i], l = -0.5 * x / ln10;
        assert_near(cotejo_chisq_tail(x, 2.0).log10_p, l, 1e-9);
        assert_near(cotejo_chisq_tail(x, 4.0).p,
                    exp(-0.5 * x) * (1.0 + 0.5 * x), x < 1000 ? 1e-12 : 0.0);
        assert_near(cotejo_chisq_tail(x, 4.0).log10_p - l, log10(1.0 + 0.5 * x),
                    1e-6);
    }
    g_assert_cmpfloat(cotejo_chisq_tail(0.0, 3.0).p, ==, 1.0);
    assert_nan(cotejo_chisq_tail(1.0, -1.0).p);
}

/* Far out, by the asymptotic series of Mills' ratio. */
static void test_normal(void)
{
    for (double z = 30.0; z < 1e5; z *= 1.7) {
        double u = 1.0 / (z * z);
        double series = -u + 3 * u * u - 15 * u * u * u + 105 * u * u * u * u -
                        945 * u * u * u * u * u;
        double log_tail =
            -0.5 * z * z - log(z * sqrt(2.0 * pi)) + log1p(series);
        assert_near(cotejo_normal_tail(z).log10_p, log_tail / ln10, 1e-14);
    }
    assert_near(cotejo_normal_tail(1.959963984540054).p, 0.025, 1e-14);
    assert_near(cotejo_normal_tail(-3.0).p + cotejo_normal_tail(3.0).p, 1.0,
                1e-15);
    g_assert_cmpfloat(cotejo_normal_tail(INFINITY).p, ==, 0.0);
    g_assert_cmpfloat(cotejo_normal_tail(-INFINITY).p, ==, 1.0);
    /* Where the two ways of computing it meet. */
    assert_near(cotejo_normal_tail(nextafter(5.0, 0.0)).p,
                cotejo_normal_tail(5.0).p, 1e-13);
}

/* Sums of the ten terms of Bin(9, 0.3). */
static void test_binomial(void)
{
    double term = pow(0.3, 9.0), tail = 0.0;
    for (size_t count = 9; count > 0; count--) {
        tail += term;
        assert_near(cotejo_binomial_tail(count, 9, 0.3).p, tail, 1e-13);
        term *= (double)count / (double)(10 - count) * 0.7 / 0.3;
    }
    g_assert_cmpfloat(cotejo_binomial_tail(0, 9, 0.3).p, ==, 1.0);
    assert_near(cotejo_binomial_tail(9, 9, 0.3).p, pow(0.3, 9.0), 1e-13);
    assert_near(cotejo_binomial_tail(500, 500, 0.05).log10_p,
                500.0 * log10(0.05), 1e-13);
    g_assert_cmpfloat(cotejo_binomial_tail(10, 9, 0.3).p, ==, 0.0);
    assert_nan(cotejo_binomial_tail(1, 9, 0.0).p);
}

static void test_doubled(void)
{
    g_assert_cmpfloat(cotejo_p_doubled(cotejo_p_from(0.7)).p, ==, 1.0);
    struct cotejo_p tiny = {0.0, -400.0};
    assert_near(cotejo_p_doubled(tiny).log10_p, log10(2.0) - 400.0, 1e-15);
}

/* Noncentrality 0 is Student's t; df without end is a shifted normal. */
static void test_noncentral_t(void)
{
    static const double ts[] = {-3.0, 0.0, 0.5, 2.0, 12.0};
    for (size_t i = 0; i < G_N_ELEMENTS(ts); i++) {
        assert_near(noncentral_t_tail(ts[i], 6.0, 0.0),
                    cotejo_t_tail(ts[i], 6.0).p, 1e-12);
        assert_near(noncentral_t_tail(0.0, 3.0, ts[i]),
                    cotejo_normal_tail(-ts[i]).p, 1e-12);
        assert_near(noncentral_t_tail(ts[i], 1e12, 1.0),
                    cotejo_normal_tail(ts[i] - 1.0).p, 1e-5);
    }
    /* 40-digit quadrature over the chi density. */
    assert_near(noncentral_t_tail(11.127, 14.0, 8.2), 0.11695902044578138,
                1e-12);
    assert_near(noncentral_t_tail(55.0, 10.0, 60.0), 0.70760166220331586,
                1e-12);
    assert_near(noncentral_t_tail(1.97, 398.0, -3.0), 3.5841222866672778e-07,
                1e-12);
    double d = noncentral_t_search(-11.1, 14.0, 0.025);
    assert_near(noncentral_t_tail(-11.1, 14.0, d), 0.025, 1e-11);
}

/* Of two means the range is sqrt 2 times |t|, in the farthest tail too. */
static void test_studentized_range(void)
{
    static const double qs[] = {0.01, 1.0, 3.0, 8.0, 30.0, 200.0};
    static const double dfs[] = {1.5, 2.0, 13.97, 60.0, 4000.0};
    for (size_t i = 0; i < G_N_ELEMENTS(qs); i++) {
        for (size_t j = 0; j < G_N_ELEMENTS(dfs); j++) {
            struct cotejo_p t = cotejo_t_two_sided(qs[i] / sqrt(2.0), dfs[j]);
            struct cotejo_p q = studentized_range_tail(qs[i], 2, dfs[j]);
            assert_near(q.p, t.p, 2e-11);
            assert_near(q.log10_p, t.log10_p, 1e-10);
        }
    }
    /* R 4.2.2: qtukey(0.95, 3, 10), (0.99, 3, 20), (0.95, 10, 20). */
    assert_near(studentized_range_quantile(0.05, 3, 10.0), 3.8767767, 1e-7);
    assert_near(studentized_range_quantile(0.01, 3, 20.0), 4.6392201, 1e-7);
    assert_near(studentized_range_quantile(0.05, 10, 20.0), 5.0078827, 1e-7);
    g_assert_cmpfloat(studentized_range_tail(0.0, 3, 5.0).p, ==, 1.0);
    assert_nan(studentized_range_tail(1.0, 1, 5.0).p);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/distribution/t-closed-forms", test_t_closed_forms);
    g_test_add_func("/stats/distribution/t-below-doubles",
                    test_t_below_doubles);
    g_test_add_func("/stats/distribution/t-edges", test_t_edges);
    g_test_add_func("/stats/distribution/t-quantile", test_t_quantile);
    g_test_add_func("/stats/distribution/f", test_f);
    g_test_add_func("/stats/distribution/chisq", test_chisq);
    g_test_add_func("/stats/distribution/normal", test_normal);
    g_test_add_func("/stats/distribution/binomial", test_binomial);
    g_test_add_func("/stats/distribution/doubled", test_doubled);
    g_test_add_func("/stats/distribution/noncentral-t", test_noncentral_t);
    g_test_add_func("/stats/distribution/studentized-range",
                    test_studentized_range);
    return g_test_run();
}

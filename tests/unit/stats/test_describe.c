/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles, intervals, shape and order of one sample; families. */
#include "cotejo/describe.h"

#include "cotejo/distribution.h"
#include "cotejo/family.h"
#include "cotejo/normality.h"
#include "cotejo/sequence.h"
#include "near.h"

static void test_quantiles(void)
{
    /* 1 to 5 at p = 0.4: n p = 2 is whole. By hand from Hyndman and Fan. */
    static const double expected[] = {
        2.0, 2.5, 2.0, 2.0, 2.5, 2.4, 2.6, 2 + 7.0 / 15.0, 2.475};
    double x[] = {1, 2, 3, 4, 5};
    for (int type = 1; type <= 9; type++) {
        assert_near(cotejo_quantile(x, 5, 0.4, type), expected[type - 1],
                    1e-15);
        g_assert_cmpfloat(cotejo_quantile(x, 5, 0.0, type), ==, 1.0);
        g_assert_cmpfloat(cotejo_quantile(x, 5, 1.0, type), ==, 5.0);
    }
    /* 0.7 * 10 is 7 but for rounding: type 1 must not step to the eighth. */
    double y[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    g_assert_cmpfloat(cotejo_quantile(y, 10, 0.1 + 0.2 + 0.4, 1), ==, 7.0);
    g_assert_cmpfloat(cotejo_quantile(y, 10, 0.7, 2), ==, 7.5);
    assert_nan(cotejo_quantile(x, 0, 0.5, 7));
    assert_nan(cotejo_quantile(x, 5, -0.1, 7));
    assert_nan(cotejo_quantile(x, 5, NAN, 7));
    assert_nan(cotejo_quantile(x, 5, 0.5, 10));
    g_assert_cmpfloat(cotejo_quantile(x, 1, 0.3, 6), ==, 1.0);
}

static void test_robust(void)
{
    double x[] = {9, 1, 4, 2, 2}, sorted[5];
    cotejo_sort(x, 5, sorted);
    g_assert_cmpfloat(sorted[0], ==, 1.0);
    g_assert_cmpfloat(sorted[4], ==, 9.0);
    g_assert_cmpfloat(cotejo_median(sorted, 5), ==, 2.0);
    g_assert_cmpfloat(cotejo_mad(sorted, 5), ==, 1.0);
    g_assert_cmpfloat(cotejo_iqr(sorted, 5), ==, 2.0);
    assert_near(COTEJO_MAD_SCALE, -1.0 / cotejo_normal_quantile(0.75), 1e-15);
}

static void test_harmonic(void)
{
    double x[] = {40, 60}, minus[] = {40, -60}, close[] = {100, 101, 99, 100};
    assert_near(cotejo_harmonic_mean(&SAMPLE(x)), 48.0, 1e-15);
    assert_nan(cotejo_harmonic_mean(&SAMPLE(minus)));
    assert_nan(cotejo_harmonic_mean(&(struct cotejo_sample){.n = 0, .x = x}));
    /* By 2 against an interval of +-127; by 0.005 against +-1.3. */
    g_assert_false(cotejo_rate_means_differ(&SAMPLE(x), 0.95));
    g_assert_false(cotejo_rate_means_differ(&SAMPLE(close), 0.95));
    double spread[30];
    for (size_t i = 0; i < 30; i++)
        spread[i] = i % 2 ? 20.0 : 80.0;
    g_assert_true(cotejo_rate_means_differ(&SAMPLE(spread), 0.95));
}

static void test_mean_interval(void)
{
    double x[] = {1, 2, 3, 4, 5, 6, 7, 8}, same[] = {2, 2};
    struct cotejo_moments m;
    cotejo_moments(&SAMPLE(x), &m);
    struct cotejo_interval i = cotejo_mean_interval(&m, 0.95);
    assert_near(i.high, 4.5 + 2.364624251592784 * sqrt(6.0 / 8.0), 1e-13);
    assert_near(i.low, 9.0 - i.high, 1e-13);
    cotejo_moments(&SAMPLE(same), &m);
    g_assert_cmpfloat(cotejo_mean_interval(&m, 0.95).low, ==, 2.0);
    m.n = 1;
    assert_nan(cotejo_mean_interval(&m, 0.95).low);
}

/* The table of the sign test: n = 8 at 95 % takes the first and last value
 * (2 / 256), n = 20 the sixth (0.0414). */
static void test_median_interval(void)
{
    double x[2000];
    for (size_t i = 0; i < 2000; i++)
        x[i] = (double)i + 1.0;
    struct cotejo_median_interval m = cotejo_median_interval(x, 8, 0.95);
    g_assert_cmpuint(m.order, ==, 1);
    g_assert_true(m.reaches_level);
    assert_near(m.coverage, 1.0 - 2.0 / 256.0, 1e-15);
    m = cotejo_median_interval(x, 20, 0.95);
    g_assert_cmpuint(m.order, ==, 6);
    assert_near(m.coverage, 0.9586105, 1e-7);
    g_assert_cmpfloat(m.interval.high, ==, 15.0);
    m = cotejo_median_interval(x, 5, 0.95);
    g_assert_false(m.reaches_level);
    assert_near(m.coverage, 0.9375, 1e-15);
    g_assert_cmpfloat(m.interval.high, ==, 5.0);
    /* 1 - 2^-9 is met exactly by n = 10. */
    m = cotejo_median_interval(x, 10, 1.0 - 0x1p-9);
    g_assert_true(m.reaches_level);
    /* Where 2^-n has underflowed. R: pbinom(955, 2000, 0.5) = 0.02327641. */
    m = cotejo_median_interval(x, 2000, 0.95);
    g_assert_cmpuint(m.order, ==, 956);
    assert_near(m.coverage, 1.0 - 2.0 * 0.02327641, 1e-8);
    assert_nan(cotejo_median_interval(x, 0, 0.95).coverage);
}

static void test_shapiro(void)
{
    /* R 4.2.2: shapiro.test(c(148, 154, 158, 160, 161, 162, 166, 170, 182,
     * 195, 236)), the weights of Shapiro and Wilk's paper: W = 0.79. */
    double x[] = {148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236};
    struct cotejo_shapiro s = cotejo_shapiro_wilk(&SAMPLE(x));
    assert_near(s.w, 0.78881, 1e-5);
    assert_near(s.p.p, 0.006704, 1e-3);
    /* Of three, the most lopsided and the evenly spaced. */
    double a[] = {0, 0, 1}, b[] = {1, 2, 3}, c[] = {1, 1, 1};
    s = cotejo_shapiro_wilk(&SAMPLE(a));
    assert_near(s.w, 0.75, 1e-15);
    g_assert_cmpfloat(s.p.p, <, 1e-7);
    s = cotejo_shapiro_wilk(&SAMPLE(b));
    assert_near(s.w, 1.0, 1e-15);
    assert_near(s.p.p, 1.0, 1e-7);
    /* Two of three equal, by whatever step: the least W there is. */
    for (int step = 1; step < 200; step++) {
        double tied[] = {7.5, 7.5 + 0.01 * step, 7.5};
        s = cotejo_shapiro_wilk(&SAMPLE(tied));
        g_assert_cmpfloat(s.w, ==, 0.75);
        g_assert_cmpfloat(s.p.p, ==, 0.0);
    }
    g_assert_cmpint(cotejo_shapiro_wilk(&SAMPLE(c)).status, ==,
                    COTEJO_NO_VARIATION_EQUAL);
    g_assert_cmpint(
        cotejo_shapiro_wilk(&(struct cotejo_sample){.n = 2, .x = a}).status, ==,
        COTEJO_TOO_FEW);
}

static void test_outliers(void)
{
    double x[] = {10, 11, 12, 13, 14, 100, 12.5, -3};
    enum cotejo_outlier o[8];
    g_assert_cmpuint(cotejo_outliers_tukey(&SAMPLE(x), o), ==, 2);
    g_assert_cmpint(o[5], ==, COTEJO_FAR);
    g_assert_cmpint(o[7], ==, COTEJO_FAR);
    g_assert_cmpint(o[0], ==, COTEJO_INSIDE);
    g_assert_cmpuint(cotejo_outliers_mad(&SAMPLE(x), o), ==, 2);
    /* On the fence is inside: quartiles 0 and 4, fences -6 and 10; decimals
     * that doubles do not hold. */
    double y[] = {0.0, 0.0, 0.2, 0.4, 1.0};
    int64_t k[] = {0, 0, 2, 4, 10};
    g_assert_cmpuint(cotejo_outliers_tukey(&WHOLE_SAMPLE(y, k, -1), o), ==, 0);
    /* MAD zero: the mean deviation stands in. */
    double z[] = {5, 5, 5, 5, 5, 5, 5, 9};
    g_assert_cmpuint(cotejo_outliers_mad(&SAMPLE(z), o), ==, 1);
    double same[] = {5, 5, 5};
    g_assert_cmpuint(cotejo_outliers_mad(&SAMPLE(same), o), ==, 0);
}

static void test_autocorrelation(void)
{
    /* 1 0 1 0: deviations +-1/2, products -3/4 over squares 1. */
    double x[] = {1, 0, 1, 0};
    int64_t k[] = {1, 0, 1, 0};
    assert_near(cotejo_autocorrelation(&SAMPLE(x)).r1, -0.75, 1e-15);
    assert_near(cotejo_autocorrelation(&WHOLE_SAMPLE(x, k, 0)).r1, -0.75,
                1e-15);
    double slow[40];
    for (size_t i = 0; i < 40; i++)
        slow[i] = sin((double)i / 6.0);
    struct cotejo_autocorrelation a = cotejo_autocorrelation(&SAMPLE(slow));
    g_assert_true(a.flagged);
    assert_near(a.effective_n, 40.0 * (1.0 - a.r1) / (1.0 + a.r1), 1e-15);
    double same[] = {1, 1, 1};
    g_assert_cmpint(cotejo_autocorrelation(&SAMPLE(same)).status, ==,
                    COTEJO_NO_VARIATION_EQUAL);
}

static size_t runs_of(unsigned pattern, size_t n)
{
    size_t runs = 1;
    for (size_t i = 1; i < n; i++)
        runs += (pattern >> i & 1) != (pattern >> (i - 1) & 1);
    return runs;
}

/* All orders of 5 values above and 5 below the median. */
static void test_runs(void)
{
    double x[] = {1, 2, 9, 8, 7, 3, 2.5, 10, 1.5, 11};
    struct cotejo_runs r = cotejo_runs(&SAMPLE(x));
    g_assert_cmpuint(r.above, ==, 5);
    g_assert_cmpuint(r.below, ==, 5);
    g_assert_cmpuint(r.runs, ==, 6);
    double z[] = {1, 2, 1.5, 0, 9, 8, 7, 10, 3, 11};
    r = cotejo_runs(&SAMPLE(z));
    size_t all = 0, low = 0, high = 0;
    for (unsigned pattern = 0; pattern < 1024; pattern++) {
        if (__builtin_popcount(pattern) != 5)
            continue;
        all++;
        low += runs_of(pattern, 10) <= r.runs;
        high += runs_of(pattern, 10) >= r.runs;
    }
    double p = 2.0 * (double)MIN(low, high) / (double)all;
    assert_near(r.p.p, fmin(1.0, p), 1e-13);
    /* Values at the median are dropped: 3 is the middle of seven. */
    double odd[] = {1, 3, 5, 3, 0, 9, 3};
    r = cotejo_runs(&SAMPLE(odd));
    g_assert_cmpuint(r.above + r.below, ==, 4);
    g_assert_cmpuint(r.runs, ==, 4);
    /* Nothing below the median. */
    double lop[] = {2, 2, 2, 5};
    g_assert_cmpint(cotejo_runs(&SAMPLE(lop)).status, ==, COTEJO_UNDEFINED);
}

/* All 120 orders of five values. */
static void test_trend(void)
{
    size_t extreme = 0, all = 0;
    double observed[] = {1, 2, 4, 3, 5};
    struct cotejo_trend t = cotejo_mann_kendall(&SAMPLE(observed));
    g_assert_cmpfloat(t.s, ==, 8.0);
    for (unsigned code = 0; code < 3125; code++) {
        unsigned digit[5], rest = code, seen = 0;
        for (size_t i = 0; i < 5; i++, rest /= 5)
            seen |= 1u << (digit[i] = rest % 5);
        if (seen != 31)
            continue;
        int s = 0;
        for (size_t i = 0; i < 5; i++)
            for (size_t j = i + 1; j < 5; j++)
                s += digit[j] > digit[i] ? 1 : -1;
        all++;
        extreme += ABS(s) >= 8;
    }
    assert_near(t.p_exact.p, (double)extreme / (double)all, 1e-14);
    g_assert_cmpfloat(t.slope, ==, 1.0);
    g_assert_cmpfloat(t.total_drift, ==, 4.0);

    double rising[30], back[30];
    for (size_t i = 0; i < 30; i++)
        rising[i] = back[29 - i] = 100.0 + (double)i;
    t = cotejo_mann_kendall(&SAMPLE(rising));
    /* One order of 30!, twice. */
    assert_near(t.p_exact.log10_p, log10(2.0) - lgamma(31.0) / log(10.0),
                1e-12);
    g_assert_true(t.flagged);
    g_assert_cmpfloat(cotejo_mann_kendall(&SAMPLE(back)).s, ==, -t.s);
    assert_near(cotejo_mann_kendall(&SAMPLE(back)).p.p, t.p.p, 1e-14);
    double same[] = {1, 1, 1, 1};
    g_assert_cmpint(cotejo_mann_kendall(&SAMPLE(same)).status, ==,
                    COTEJO_NO_VARIATION_EQUAL);
}

static void test_warm_up(void)
{
    double x[] = {30, 25, 10.1, 10.2, 9.9, 10.0, 10.1, 9.8, 10.0, 10.2};
    g_assert_cmpuint(cotejo_warm_up(&SAMPLE(x)), ==, 2);
    x[1] = 10.05; /* only the first stands out */
    g_assert_cmpuint(cotejo_warm_up(&SAMPLE(x)), ==, 1);
    x[0] = 10.0;
    g_assert_cmpuint(cotejo_warm_up(&SAMPLE(x)), ==, 0);
    double few[] = {30, 10, 10};
    g_assert_cmpuint(cotejo_warm_up(&SAMPLE(few)), ==, 0);
}

/* Five p values by hand, with a missing one and a tie. */
static void test_families(void)
{
    static const double raw[] = {0.01, NAN, 0.04, 0.03, 0.005, 0.03};
    static const double holm[] = {0.04, NAN, 0.09, 0.09, 0.025, 0.09};
    static const double bh[] = {0.025, NAN, 0.04, 0.0375, 0.025, 0.0375};
    struct cotejo_p p[6], adjusted[6];
    for (size_t i = 0; i < 6; i++)
        p[i] = isnan(raw[i]) ? cotejo_p_undefined() : cotejo_p_from(raw[i]);
    cotejo_holm(p, 6, adjusted);
    for (size_t i = 0; i < 6; i++) {
        if (isnan(holm[i]))
            assert_nan(adjusted[i].p);
        else
            assert_near(adjusted[i].p, holm[i], 1e-14);
    }
    cotejo_benjamini_hochberg(p, 6, adjusted);
    for (size_t i = 0; i < 6; i++)
        if (!isnan(bh[i]))
            assert_near(adjusted[i].p, bh[i], 1e-14);
    cotejo_holm(p, 6, p); /* in place */
    assert_near(p[0].p, 0.04, 1e-14);
    cotejo_holm(NULL, 0, NULL);
}

/* Below the range of doubles the logarithms are adjusted. */
static void test_family_logs(void)
{
    struct cotejo_p p[] = {{0.0, -500.0}, {0.0, -400.0}, {0.5, log10(0.5)}};
    cotejo_holm(p, 3, p);
    assert_near(p[0].log10_p, log10(3.0) - 500.0, 1e-15);
    assert_near(p[1].log10_p, log10(2.0) - 400.0, 1e-15);
    g_assert_cmpfloat(p[2].p, ==, 0.5);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/describe/quantiles", test_quantiles);
    g_test_add_func("/stats/describe/robust", test_robust);
    g_test_add_func("/stats/describe/harmonic", test_harmonic);
    g_test_add_func("/stats/describe/mean-interval", test_mean_interval);
    g_test_add_func("/stats/describe/median-interval", test_median_interval);
    g_test_add_func("/stats/describe/shapiro", test_shapiro);
    g_test_add_func("/stats/describe/outliers", test_outliers);
    g_test_add_func("/stats/sequence/autocorrelation", test_autocorrelation);
    g_test_add_func("/stats/sequence/runs", test_runs);
    g_test_add_func("/stats/sequence/trend", test_trend);
    g_test_add_func("/stats/sequence/warm-up", test_warm_up);
    g_test_add_func("/stats/family/by-hand", test_families);
    g_test_add_func("/stats/family/logs", test_family_logs);
    return g_test_run();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permutation tests and the bootstrap. */
#include "cotejo/bootstrap.h"
#include "cotejo/permutation.h"

#include "near.h"

/* All 252 ways to deal ten values five and five. */
static void test_exact(void)
{
    guint64 state = 21;
    double x[10];
    int64_t k[10];
    for (size_t i = 0; i < 10; i++) {
        k[i] = (int64_t)(40.0 * noise(&state));
        x[i] = (double)k[i] / 10.0;
    }
    gint64 all = 0, observed = 0;
    for (size_t i = 0; i < 10; i++) {
        all += k[i];
        observed += i >= 5 ? k[i] : 0;
    }
    size_t extreme = 0, arrangements = 0;
    for (unsigned pattern = 0; pattern < 1024; pattern++) {
        gint64 sum = 0;
        size_t ones = 0;
        for (size_t i = 0; i < 10; i++) {
            sum += pattern >> i & 1 ? k[i] : 0;
            ones += pattern >> i & 1;
        }
        if (ones != 5)
            continue;
        arrangements++;
        extreme += ABS(2 * sum - all) >= ABS(2 * observed - all);
    }
    struct cotejo_sample a = {5, x, k, -1}, b = {5, x + 5, k + 5, -1};
    struct cotejo_permutation p = cotejo_permutation_mean_exact(&a, &b);
    g_assert_cmpint(p.status, ==, COTEJO_OK);
    g_assert_true(p.exact && p.on_grid);
    g_assert_cmpfloat(p.arrangements, ==, 252.0);
    g_assert_cmpfloat(p.extreme, ==, (double)extreme);
    assert_near(p.p.p, (double)extreme / (double)arrangements, 1e-15);
    /* The same without decimals, by tolerance. */
    a.k = b.k = NULL;
    struct cotejo_permutation q = cotejo_permutation_mean_exact(&a, &b);
    g_assert_false(q.on_grid);
    g_assert_cmpfloat(q.extreme, ==, p.extreme);
}

/* Sampling comes near the exact p, the same each time, and differently with
 * another seed. */
static void test_sampled(void)
{
    double x[] = {12, 15, 9, 18, 11, 14, 16, 13};
    double y[] = {15, 19, 17, 14, 21, 16, 18, 12};
    struct cotejo_sample a = SAMPLE(x), b = SAMPLE(y);
    struct cotejo_permutation exact = cotejo_permutation_mean_exact(&a, &b);
    struct cotejo_permutation one =
        cotejo_permutation_mean_sampled(&a, &b, 9999, COTEJO_SEED);
    struct cotejo_permutation same =
        cotejo_permutation_mean_sampled(&a, &b, 9999, COTEJO_SEED);
    struct cotejo_permutation other =
        cotejo_permutation_mean_sampled(&a, &b, 9999, 1);
    g_assert_cmpfloat(fabs(one.p.p - exact.p.p), <, 5.0 * one.se);
    g_assert_cmpfloat(one.extreme, ==, same.extreme);
    g_assert_cmpfloat(one.extreme, !=, other.extreme);
    assert_near(one.p.p, (one.extreme + 1.0) / 10000.0, 1e-15);
    assert_near(one.se, sqrt(one.p.p * (1.0 - one.p.p) / 10000.0), 1e-14);
}

static void test_choice(void)
{
    guint64 state = 33;
    double x[60], y[60];
    for (size_t i = 0; i < 60; i++) {
        x[i] = noise(&state);
        y[i] = noise(&state) + 0.1;
    }
    struct cotejo_sample a = {8, x, NULL, 0}, b = {8, y, NULL, 0};
    g_assert_true(cotejo_permutation_mean(&a, &b, 0.05, 1).exact);
    a.n = b.n = 60;
    struct cotejo_permutation p = cotejo_permutation_mean(&a, &b, 0.05, 1);
    g_assert_false(p.exact);
    /* alpha right at p: sampled again, ten times as often. */
    struct cotejo_permutation more = cotejo_permutation_mean(&a, &b, p.p.p, 1);
    g_assert_cmpfloat(p.arrangements, ==, COTEJO_RESAMPLES);
    g_assert_cmpfloat(more.arrangements, ==, 10.0 * COTEJO_RESAMPLES);
    g_assert_cmpint(cotejo_permutation_mean_exact(&a, &b).status, ==,
                    COTEJO_UNDEFINED);
    double same[] = {3, 3}, none[] = {0};
    g_assert_cmpint(
        cotejo_permutation_mean(&SAMPLE(same), &SAMPLE(same), 0.05, 1).status,
        ==, COTEJO_NO_VARIATION_EQUAL);
    g_assert_cmpint(
        cotejo_permutation_mean(
            &SAMPLE(same), &(struct cotejo_sample){0, none, NULL, 0}, 0.05, 1)
            .status,
        ==, COTEJO_TOO_FEW);
}

/* Differences 1 1 1 1 -1: of 32 sign patterns, 12 have a sum of 3 or more in
 * size. */
static void test_paired(void)
{
    double x[] = {1, 2, 3, 4, 5}, y[] = {2, 3, 4, 5, 4};
    struct cotejo_permutation p =
        cotejo_permutation_paired(&SAMPLE(x), &SAMPLE(y), 0.05, 1);
    assert_near(p.p.p, 12.0 / 32.0, 1e-15);
    g_assert_cmpfloat(p.arrangements, ==, 32.0);
    /* Pairs that do not differ. */
    p = cotejo_permutation_paired(&SAMPLE(x), &SAMPLE(x), 0.05, 1);
    g_assert_cmpfloat(p.p.p, ==, 1.0);
}

/* The plain interval of the mean of n values is what the 6435 multisets of
 * eight values give, within the noise of 99,999 replicates: compare se with
 * its exact value sqrt(m2 / n). */
static void test_bootstrap_se(void)
{
    double x[] = {40.87, 40.29, 39.87, 40.54, 40.11, 39.96, 39.74, 39.62};
    struct cotejo_draws *draws = cotejo_draws_new(8, 0, 99999, 5);
    struct cotejo_moments m;
    cotejo_moments(&SAMPLE(x), &m);
    struct cotejo_bootstrap r =
        cotejo_bootstrap(draws, COTEJO_MEAN, &SAMPLE(x), NULL, 0.95);
    g_assert_cmpint(r.status, ==, COTEJO_OK);
    assert_near(r.se, m.sd * sqrt(7.0) / 8.0, 0.01);
    assert_near(r.estimate, m.mean, 1e-15);
    g_assert_cmpfloat(r.bca.low, <, m.mean);
    g_assert_cmpfloat(r.bca.high, >, m.mean);
    /* Acceleration of a mean: skewness / (6 sqrt n). */
    assert_near(r.acceleration, cotejo_shape(&SAMPLE(x)).g1 / (6 * sqrt(8.0)),
                1e-9);
    cotejo_draws_free(draws);
}

/* A ratio does not depend on the unit, nor a difference on the origin. */
static void test_bootstrap_units(void)
{
    double x[] = {10, 12, 9, 14, 11}, y[] = {15, 13, 17, 19};
    double x2[5], y2[4];
    for (size_t i = 0; i < 5; i++)
        x2[i] = 3.0 * x[i];
    for (size_t i = 0; i < 4; i++)
        y2[i] = 3.0 * y[i];
    struct cotejo_draws *draws = cotejo_draws_new(5, 4, 999, 1);
    struct cotejo_bootstrap r =
        cotejo_bootstrap(draws, COTEJO_RATIO, &SAMPLE(x), &SAMPLE(y), 0.9);
    struct cotejo_bootstrap s =
        cotejo_bootstrap(draws, COTEJO_RATIO, &SAMPLE(x2), &SAMPLE(y2), 0.9);
    assert_near(s.bca.low, r.bca.low, 1e-13);
    assert_near(s.bca.high, r.bca.high, 1e-13);
    g_assert_cmpuint(s.equal, ==, r.equal);
    struct cotejo_bootstrap d =
        cotejo_bootstrap(draws, COTEJO_DIFFERENCE, &SAMPLE(x), &SAMPLE(y), 0.9);
    struct cotejo_bootstrap e = cotejo_bootstrap(draws, COTEJO_DIFFERENCE,
                                                 &SAMPLE(x2), &SAMPLE(y2), 0.9);
    assert_near(e.bca.low, 3.0 * d.bca.low, 1e-12);
    assert_near(e.se, 3.0 * d.se, 1e-12);
    cotejo_draws_free(draws);
}

static void test_bootstrap_edges(void)
{
    double one[] = {1}, same[] = {2, 2}, mixed[] = {-1, 1}, some[] = {3, 4};
    struct cotejo_draws *draws = cotejo_draws_new(2, 2, 99, 1);
    g_assert_cmpint(
        cotejo_bootstrap(draws, COTEJO_RATIO, &SAMPLE(one), &SAMPLE(same), 0.9)
            .status,
        ==, COTEJO_TOO_FEW);
    struct cotejo_bootstrap r = cotejo_bootstrap(
        draws, COTEJO_DIFFERENCE, &SAMPLE(same), &SAMPLE(same), 0.9);
    g_assert_cmpint(r.status, ==, COTEJO_NO_VARIATION_EQUAL);
    g_assert_cmpfloat(r.bca.low, ==, 0.0);
    g_assert_cmpfloat(r.bca.high, ==, 0.0);
    /* Values whose squares leave the range of doubles. */
    double far[] = {-0x1p1000, 0x1p1000}, farther[] = {0x3p1000, 0x4p1000};
    struct cotejo_bootstrap near = cotejo_bootstrap(
        draws, COTEJO_DIFFERENCE, &SAMPLE(mixed), &SAMPLE(some), 0.8);
    r = cotejo_bootstrap(draws, COTEJO_DIFFERENCE, &SAMPLE(far),
                         &SAMPLE(farther), 0.8);
    g_assert_cmpfloat(r.se, ==, ldexp(near.se, 1000));
    g_assert_cmpfloat(r.bca.low, ==, ldexp(near.bca.low, 1000));
    r = cotejo_bootstrap(draws, COTEJO_RATIO, &SAMPLE(mixed), &SAMPLE(some),
                         0.9);
    g_assert_cmpint(r.status, ==, COTEJO_BASE_ZERO);
    /* A level that 99 replicates cannot give: the extreme one. */
    r = cotejo_bootstrap(draws, COTEJO_DIFFERENCE, &SAMPLE(mixed),
                         &SAMPLE(some), 0.999);
    g_assert_true(r.at_end);
    cotejo_draws_free(draws);
    cotejo_draws_free(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/permutation/exact", test_exact);
    g_test_add_func("/stats/permutation/sampled", test_sampled);
    g_test_add_func("/stats/permutation/choice", test_choice);
    g_test_add_func("/stats/permutation/paired", test_paired);
    g_test_add_func("/stats/bootstrap/se", test_bootstrap_se);
    g_test_add_func("/stats/bootstrap/units", test_bootstrap_units);
    g_test_add_func("/stats/bootstrap/edges", test_bootstrap_edges);
    return g_test_run();
}

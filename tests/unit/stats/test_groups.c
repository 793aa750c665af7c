/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several groups, hierarchies, planning and published numbers. */
#include "cotejo/claim.h"
#include "cotejo/distribution.h"
#include "cotejo/groups.h"
#include "cotejo/hierarchy.h"
#include "cotejo/power.h"

#include "near.h"

/* Two groups are the two-sample tests over again, in any tail. */
static void test_two_groups(void)
{
    guint64 state = 17;
    for (int i = 0; i < 40; i++) {
        double x[8], y[11], far = i * 0.4;
        for (size_t j = 0; j < 11; j++) {
            x[j % 8] = 50.0 + noise(&state);
            y[j] = 50.0 + far + 3.0 * noise(&state);
        }
        struct cotejo_sample a = SAMPLE(x), b = SAMPLE(y);
        const struct cotejo_sample *group[] = {&a, &b};
        struct cotejo_moments m[2];
        cotejo_moments(&a, &m[0]);
        cotejo_moments(&b, &m[1]);
        struct cotejo_t_test w = cotejo_welch(&m[0], &m[1], 0.95);
        struct cotejo_t_test s = cotejo_student(&m[0], &m[1], 0.95);
        struct cotejo_anova classical = cotejo_anova(group, 2);
        struct cotejo_f_test welch = cotejo_welch_anova(m, 2);
        assert_near(classical.f, s.t * s.t, 1e-11);
        assert_near(classical.p.log10_p, s.p.log10_p, 1e-10);
        assert_near(welch.f, w.t * w.t, 1e-11);
        assert_near(welch.df2, w.df, 1e-12);
        struct cotejo_pair pair;
        cotejo_games_howell(m, 2, 0.95, &pair);
        assert_near(pair.p.log10_p, w.p.log10_p, 1e-9);
        assert_near(pair.interval.high, w.interval.high, 1e-9);
        cotejo_tukey_kramer(m, 2, 0.95, &pair);
        assert_near(pair.p.p, s.p.p, 1e-9);
        assert_near(pair.interval.low, s.interval.low, 1e-9);
        double z2 = cotejo_kruskal_wallis(group, 2).h;
        double p = cotejo_mann_whitney_normal(&a, &b, false).p.p;
        assert_near(cotejo_kruskal_wallis(group, 2).p.p, p, 1e-10);
        struct cotejo_dunn dunn;
        cotejo_dunn(group, 2, &dunn);
        assert_near(dunn.z * dunn.z, z2, 1e-12);
    }
}

/* 1 2 3, 2 3 4, 6 7 8 by hand: means 2 3 7, between 42, within 6, F = 21. */
static void test_anova_by_hand(void)
{
    for (int offset = 0; offset < 2; offset++) {
        double x[9];
        int64_t k[9] = {1, 2, 3, 2, 3, 4, 6, 7, 8};
        for (size_t i = 0; i < 9; i++) {
            k[i] += offset ? 3000000000000000 : 0;
            x[i] = (double)k[i] / 10.0;
        }
        struct cotejo_sample g[3];
        const struct cotejo_sample *group[3];
        for (size_t i = 0; i < 3; i++) {
            g[i] = (struct cotejo_sample){3, x + 3 * i, k + 3 * i, -1};
            group[i] = &g[i];
        }
        struct cotejo_anova a = cotejo_anova(group, 3);
        assert_near(a.ss_between, 0.42, 4e-16);
        assert_near(a.ss_within, 0.06, 4e-16);
        assert_near(a.f, 21.0, 1e-15);
        g_assert_cmpfloat(a.df_within, ==, 6.0);
        /* P(F(2, 6) > f) = (1 + f/3)^-3 */
        assert_near(a.p.p, pow(8.0, -3.0), 1e-13);
    }
}

static void test_group_edges(void)
{
    double one[] = {1}, same[] = {2, 2}, other[] = {3, 3}, some[] = {1, 2, 4};
    struct cotejo_sample a = SAMPLE(one), b = SAMPLE(same), c = SAMPLE(other);
    struct cotejo_sample d = SAMPLE(some);
    const struct cotejo_sample *few[] = {&a, &d}, *flat[] = {&b, &c};
    const struct cotejo_sample *equal[] = {&b, &b};
    g_assert_cmpint(cotejo_anova(few, 2).status, ==, COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_anova(flat, 2).status, ==,
                    COTEJO_NO_VARIATION_UNEQUAL);
    g_assert_cmpint(cotejo_anova(equal, 2).status, ==,
                    COTEJO_NO_VARIATION_EQUAL);
    g_assert_cmpint(cotejo_kruskal_wallis(equal, 2).status, ==,
                    COTEJO_NO_VARIATION_EQUAL);
    struct cotejo_moments m[3];
    cotejo_moments(&b, &m[0]);
    cotejo_moments(&d, &m[1]);
    cotejo_moments(&c, &m[2]);
    g_assert_cmpint(cotejo_welch_anova(m, 3).status, ==, COTEJO_UNDEFINED);
    struct cotejo_pair pair[3];
    cotejo_games_howell(m, 3, 0.95, pair);
    g_assert_cmpint(pair[0].status, ==, COTEJO_OK); /* one constant group */
    g_assert_cmpfloat(pair[0].df, ==, 2.0);
    g_assert_cmpint(pair[1].status, ==, COTEJO_NO_VARIATION_UNEQUAL);
    g_assert_cmpuint(pair[1].first, ==, 0);
    g_assert_cmpuint(pair[1].second, ==, 2);
}

/* Equal spreads around unequal medians: F is 0; one wide group: large. */
static void test_brown_forsythe(void)
{
    double x[] = {1, 2, 3, 4, 5}, y[] = {11, 12, 13, 14, 15};
    double wide[] = {0, 500, 1000, 1500, 2000};
    struct cotejo_sample a = SAMPLE(x), b = SAMPLE(y), c = SAMPLE(wide);
    const struct cotejo_sample *alike[] = {&a, &b}, *unlike[] = {&a, &c};
    struct cotejo_f_test f = cotejo_brown_forsythe(alike, 2);
    g_assert_cmpfloat(f.f, ==, 0.0);
    g_assert_cmpfloat(f.p.p, ==, 1.0);
    g_assert_cmpfloat(cotejo_brown_forsythe(unlike, 2).f, >, 5.0);
}

/* The squares of such values leave the range of doubles; no F does. */
static void test_far_scales(void)
{
    static const int exponents[] = {960, 0, -1000};
    double x[5] = {1, 2, 3, 4, 9}, y[4] = {7, 5, 3, 8}, far[2][5];
    struct cotejo_sample a = {5, far[0], NULL, 0}, b = {4, far[1], NULL, 0};
    const struct cotejo_sample *group[] = {&a, &b};
    double f[3], brown_forsythe[3];
    for (size_t e = 0; e < 3; e++) {
        for (size_t i = 0; i < 5; i++) {
            far[0][i] = ldexp(x[i], exponents[e]);
            far[1][i] = i < 4 ? ldexp(y[i], exponents[e]) : 0.0;
        }
        struct cotejo_anova anova = cotejo_anova(group, 2);
        g_assert_cmpint(anova.status, ==, COTEJO_OK);
        f[e] = anova.f;
        brown_forsythe[e] = cotejo_brown_forsythe(group, 2).f;
    }
    g_assert_cmpfloat(f[0], ==, f[1]);
    g_assert_cmpfloat(f[2], ==, f[1]);
    g_assert_cmpfloat(brown_forsythe[0], ==, brown_forsythe[1]);
    g_assert_cmpfloat(brown_forsythe[2], ==, brown_forsythe[1]);
}

/* With two levels S2_2 times the inner n is the mean square between groups;
 * the within one is S2_1. */
static void test_hierarchy(void)
{
    static const size_t repetitions[] = {4, 3};
    double x[12];
    guint64 state = 40;
    struct cotejo_sample g[4];
    const struct cotejo_sample *group[4];
    for (size_t i = 0; i < 12; i++)
        x[i] = (double)(i / 3) + noise(&state);
    for (size_t i = 0; i < 4; i++) {
        g[i] = (struct cotejo_sample){.n = 3, .x = x + 3 * i};
        group[i] = &g[i];
    }
    struct cotejo_anova a = cotejo_anova(group, 4);
    struct cotejo_hierarchy h = cotejo_hierarchy(x, repetitions, 2, 0.95);
    assert_near(h.s2[0], a.ss_within / 8.0, 1e-13);
    assert_near(3.0 * h.s2[1], a.ss_between / 3.0, 1e-13);
    assert_near(h.t2[1], h.s2[1] - h.s2[0] / 3.0, 1e-15);
    assert_near(h.icc, h.t2[1] / (h.t2[1] + h.t2[0]), 1e-15);
    g_assert_cmpfloat(h.df, ==, 3.0);
    double cost[] = {1.0, 25.0};
    assert_near(cotejo_hierarchy_optimal(&h, cost, 0),
                5.0 * sqrt(h.t2[0] / h.t2[1]), 1e-14);
    assert_nan(cotejo_hierarchy_optimal(&h, cost, 1));
    static const size_t single[] = {4, 1};
    g_assert_cmpint(cotejo_hierarchy(x, single, 2, 0.95).status, ==,
                    COTEJO_TOO_FEW);
    g_assert_cmpint(cotejo_hierarchy(x, single, 0, 0.95).status, ==,
                    COTEJO_UNDEFINED);
}

/* R 4.2.2: power.t.test(n = 20, delta = 1, sd = 1, strict = TRUE), and its
 * help page: power 0.90 for the same difference takes n = 22.02110. */
static void test_power(void)
{
    assert_near(cotejo_power(20, 1.0, 0.05), 0.8689530277, 1e-9);
    g_assert_cmpuint(cotejo_required_runs(1.0, 0.05, 0.90), ==, 23);
    g_assert_cmpuint(cotejo_required_runs(-1.0, 0.05, 0.90), ==, 23);
    assert_near(cotejo_power(12, 0.0, 0.05), 0.05, 1e-11);
    double effect = cotejo_detectable_effect(9, 0.01, 0.8);
    assert_near(cotejo_power(9, effect, 0.01), 0.8, 1e-8);
    g_assert_cmpuint(cotejo_required_runs(effect * 1.0001, 0.01, 0.8), ==, 9);
    g_assert_cmpuint(cotejo_required_runs(100.0, 0.05, 0.8), ==, 2);
    g_assert_cmpuint(cotejo_required_runs(1e-4, 0.05, 0.8), ==, 0);
    g_assert_cmpuint(cotejo_required_runs(0.0, 0.05, 0.8), ==, 0);
    size_t many = cotejo_required_runs(0.01, 0.05, 0.8);
    /* 2 (z_0.975 + z_0.8)^2 / effect^2 and about one more */
    assert_near((double)many, 2.0 * 7.8488797 * 1e4 + 1.0, 2e-5);
    assert_nan(cotejo_power(1, 1.0, 0.05));
}

/* Whatever the search starts from, one run less would not have done; and what
 * n runs detect has just that power. */
static void test_power_is_smallest(void)
{
    static const double alphas[] = {0.1, 0.05, 1e-4}, powers[] = {0.5, 0.99};
    for (double effect = 0.05; effect < 30; effect *= 1.7)
        for (size_t i = 0; i < 6; i++) {
            double alpha = alphas[i % 3], power = powers[i / 3];
            size_t n = cotejo_required_runs(effect, alpha, power);
            size_t pairs = cotejo_required_pairs(effect, alpha, power);
            double cv = 0.05 / effect;
            size_t same = cotejo_required_runs_equivalence(cv, 0.05, 0.05, 0.8);
            g_assert_cmpfloat(cotejo_power(n, effect, alpha), >=, power);
            g_assert_cmpfloat(cotejo_power_paired(pairs, effect, alpha), >=,
                              power);
            g_assert_cmpfloat(cotejo_equivalence_power(same, cv, 0.05, 0.05),
                              >=, 0.8);
            if (n > 2)
                g_assert_cmpfloat(cotejo_power(n - 1, effect, alpha), <, power);
            if (pairs > 2)
                g_assert_cmpfloat(cotejo_power_paired(pairs - 1, effect, alpha),
                                  <, power);
            if (same > 2)
                g_assert_cmpfloat(
                    cotejo_equivalence_power(same - 1, cv, 0.05, 0.05), <, 0.8);
            assert_near(cotejo_power(n,
                                     cotejo_detectable_effect(n, alpha, power),
                                     alpha),
                        power, 1e-10);
        }
}

/* Against 4,000 simulated experiments of 8 runs, CV 3 %, margin 5 %. */
static void test_equivalence_power(void)
{
    guint64 state = 77;
    size_t found = 0, experiments = 4000;
    for (size_t e = 0; e < experiments; e++) {
        double x[8], y[8];
        struct cotejo_moments a, b;
        for (size_t i = 0; i < 8; i++) {
            x[i] = 100.0 + 3.0 * normal_noise(&state);
            y[i] = 100.0 + 3.0 * normal_noise(&state);
        }
        cotejo_moments(&SAMPLE(x), &a);
        cotejo_moments(&SAMPLE(y), &b);
        found += cotejo_tost_ratio(&a, &b, 0.05, false, 0.05).p.p < 0.05;
    }
    double simulated = (double)found / (double)experiments;
    double computed = cotejo_equivalence_power(8, 0.03, 0.05, 0.05);
    g_assert_cmpfloat(fabs(simulated - computed), <, 0.03);
    size_t n = cotejo_required_runs_equivalence(0.03, 0.05, 0.05, 0.8);
    g_assert_cmpfloat(cotejo_equivalence_power(n, 0.03, 0.05, 0.05), >=, 0.8);
    g_assert_cmpfloat(cotejo_equivalence_power(n - 1, 0.03, 0.05, 0.05), <,
                      0.8);
    g_assert_cmpuint(cotejo_required_runs_equivalence(10.0, 0.001, 0.05, 0.8),
                     ==, 0);
}

/* 695.25 s against 936.19 s: 25.6 % is neither 34.66 % nor 25.74 %. */
static void test_percent(void)
{
    struct cotejo_printed xen = {69525, 2}, kvm = {93619, 2};
    struct cotejo_printed claimed = {256, 1}, right = {257, 1};
    struct cotejo_interval a = cotejo_percent_range(xen, kvm, false);
    struct cotejo_interval b = cotejo_percent_range(kvm, xen, false);
    g_assert_cmpfloat(a.low, <, 34.6552);
    g_assert_cmpfloat(a.high, >, 34.6551);
    assert_near(0.5 * (b.low + b.high), -25.7362, 1e-5);
    g_assert_false(cotejo_percent_consistent(a, claimed));
    g_assert_false(cotejo_percent_consistent(b, claimed));
    g_assert_true(cotejo_percent_consistent(b, right));
    assert_near(cotejo_mean_for_percent(936.19, 695.25, 25.6), 936.19 * 0.744,
                1e-14);
    /* Cut off, not rounded: the base may be up to a unit larger. */
    struct cotejo_printed two = {2, 0}, three = {3, 0};
    struct cotejo_interval cut = cotejo_percent_range(two, three, true);
    g_assert_cmpfloat(cut.low, ==, 0.0);
    g_assert_cmpfloat(cut.high, ==, 100.0);
    /* A base that could be zero. */
    struct cotejo_printed nought = {0, 0};
    g_assert_true(isinf(cotejo_percent_range(nought, two, false).high));
}

/* At the critical spread the test's p is alpha. */
static void test_critical(void)
{
    struct cotejo_critical c =
        cotejo_critical_spread(8, 695.25, 8, 936.19, 0.05);
    struct cotejo_moments a, b;
    cotejo_moments_from_summary(8, 695.25, c.sd, &a);
    cotejo_moments_from_summary(8, 936.19, c.sd, &b);
    assert_near(cotejo_student(&a, &b, 0.95).p.p, 0.05, 1e-11);
    cotejo_moments_from_summary(8, 695.25, c.cv * 695.25, &a);
    cotejo_moments_from_summary(8, 936.19, c.cv * 936.19, &b);
    assert_near(cotejo_welch(&a, &b, 0.95).p.p, 0.05, 1e-11);
    g_assert_cmpint(cotejo_critical_spread(1, 1, 8, 2, 0.05).status, ==,
                    COTEJO_TOO_FEW);
    double sd = cotejo_equivalence_spread(8, 100.0, 8, 101.0, 0.05, 0.05);
    cotejo_moments_from_summary(8, 100.0, sd, &a);
    cotejo_moments_from_summary(8, 101.0, sd, &b);
    assert_near(cotejo_tost_ratio(&a, &b, 0.05, false, 0.05).p.p, 0.05, 1e-10);
    g_assert_cmpfloat(cotejo_equivalence_spread(8, 100.0, 8, 110.0, 0.05, 0.05),
                      ==, 0.0);
}

static void test_box(void)
{
    struct cotejo_printed a = {120, 1}, b = {135, 1}, sd = {9, 1};
    struct cotejo_p_range r = cotejo_welch_box(8, a, sd, 8, b, sd, 0.05);
    struct cotejo_moments ma, mb;
    cotejo_moments_from_summary(8, 12.0, 0.9, &ma);
    cotejo_moments_from_summary(8, 13.5, 0.9, &mb);
    double p = cotejo_welch(&ma, &mb, 0.95).p.p;
    g_assert_true(r.low < p && p < r.high);
    g_assert_false(r.depends);
    g_assert_true(cotejo_welch_box(8, a, sd, 8, b, sd, p).depends);
    /* Means that rounding may make equal. */
    g_assert_cmpfloat(cotejo_welch_box(8, a, sd, 8, a, sd, 0.05).high, ==, 1);
    assert_nan(cotejo_welch_box(1, a, sd, 8, b, sd, 0.05).low);
}

/* Brown and Heathers: a mean of 5.19 of 28 whole numbers is impossible. */
static void test_grim(void)
{
    struct cotejo_printed unit = {1, 0}, mean = {519, 2};
    g_assert_false(cotejo_grim(mean, unit, 28));
    g_assert_true(cotejo_grim((struct cotejo_printed){518, 2}, unit, 28));
    g_assert_true(cotejo_grim((struct cotejo_printed){69525, 2}, unit, 8));
    g_assert_false(cotejo_grim((struct cotejo_printed){69526, 2}, unit, 8));
    g_assert_false(cotejo_grim(mean, unit, 0));
    /* Against trying every total. */
    for (int64_t m = -120; m <= 120; m++) {
        bool possible = false;
        for (int k = -20; k <= 20; k++)
            possible |= ABS(k * 100 - 9 * m) * 2 <= 9;
        g_assert_true(cotejo_grim((struct cotejo_printed){m, 2}, unit, 9) ==
                      possible);
    }
    struct cotejo_printed means[] = {{125, 2}, {333, 2}};
    g_assert_cmpuint(cotejo_grim_smallest_n(means, 2, unit, 100), ==, 12);
    g_assert_cmpuint(cotejo_grim_smallest_n(means, 2, unit, 5), ==, 0);
    /* Coarser than the mean is printed: tenths in steps of 0.5. */
    g_assert_true(cotejo_grim((struct cotejo_printed){15, 1},
                              (struct cotejo_printed){5, 1}, 1));
    g_assert_false(cotejo_grim((struct cotejo_printed){14, 1},
                               (struct cotejo_printed){5, 1}, 1));
}

static void test_bounds(void)
{
    /* 0 and 10, once each: sd^2 = 50, the most there can be. */
    g_assert_true(cotejo_spread_possible(2, 5.0, sqrt(50.0), 0.0, 10.0));
    g_assert_false(cotejo_spread_possible(2, 5.0, 7.08, 0.0, 10.0));
    g_assert_false(cotejo_spread_possible(2, 11.0, 1.0, 0.0, 10.0));
    assert_near(cotejo_least_maximum(2, 5.0, sqrt(50.0), 0.0), 10.0, 1e-15);
    struct cotejo_interval m = cotejo_binned_median(1.5, 1.0, 1.6);
    g_assert_cmpfloat(m.low, ==, 1.6);
    g_assert_cmpfloat(m.high, ==, 2.0);
    g_assert_cmpfloat(cotejo_binned_median(1.5, 1.0, NAN).low, ==, 1.0);
    assert_near(cotejo_payload_ceiling(100.0, true), 94.148, 1e-5);
    assert_near(cotejo_mbit_per_s(11500.0), 94.208, 1e-6);
    g_assert_true(cotejo_network_limited(91.5, 94.148));
    g_assert_false(cotejo_network_limited(91.0, 94.148));
    g_assert_cmpfloat(cotejo_schedule_s(1001, 100.0), ==, 10.0);
    g_assert_true(cotejo_schedule_limited(10.2, 10.0));
    g_assert_false(cotejo_schedule_limited(10.3, 10.0));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/groups/two", test_two_groups);
    g_test_add_func("/stats/groups/by-hand", test_anova_by_hand);
    g_test_add_func("/stats/groups/edges", test_group_edges);
    g_test_add_func("/stats/groups/brown-forsythe", test_brown_forsythe);
    g_test_add_func("/stats/groups/far-scales", test_far_scales);
    g_test_add_func("/stats/hierarchy", test_hierarchy);
    g_test_add_func("/stats/power/difference", test_power);
    g_test_add_func("/stats/power/smallest", test_power_is_smallest);
    g_test_add_func("/stats/power/equivalence", test_equivalence_power);
    g_test_add_func("/stats/claim/percent", test_percent);
    g_test_add_func("/stats/claim/critical", test_critical);
    g_test_add_func("/stats/claim/box", test_box);
    g_test_add_func("/stats/claim/grim", test_grim);
    g_test_add_func("/stats/claim/bounds", test_bounds);
    return g_test_run();
}

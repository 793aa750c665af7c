/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The intervals of the permutation tests against the tests themselves, which
 * count on whole numbers. */
#include "cotejo/permutation.h"

#include "near.h"

#define N_MAX 12

/* A pair of samples on the grid of twelfths, of which means of up to four
 * values, the places where p steps, are multiples as well. */
struct data {
    double x[2][N_MAX];
    int64_t k[2][N_MAX];
    struct cotejo_sample a, b;
};

static void data_init(struct data *d, size_t n_a, size_t n_b, double shift,
                      guint64 *state)
{
    size_t n[2] = {n_a, n_b};
    for (size_t s = 0; s < 2; s++)
        for (size_t i = 0; i < n[s]; i++) {
            double z = 20.0 + 5.0 * noise(state) + (s ? shift : 0.0);
            d->k[s][i] = (int64_t)z;
            d->x[s][i] = (double)d->k[s][i];
        }
    d->a = (struct cotejo_sample){n_a, d->x[0], d->k[0], 0};
    d->b = (struct cotejo_sample){n_b, d->x[1], d->k[1], 0};
}

static struct cotejo_permutation test_of(const struct cotejo_sample *a,
                                         const struct cotejo_sample *b,
                                         bool paired)
{
    return paired ? cotejo_permutation_paired(a, b, 0.05, 1)
                  : cotejo_permutation_mean_exact(a, b);
}

/* p of the samples when b was moved by -shift, or a multiplied. */
static double p_moved(const struct data *d, bool paired, double shift,
                      double factor)
{
    double x[N_MAX], y[N_MAX];
    struct cotejo_sample a = {d->a.n, x, NULL, 0}, b = {d->b.n, y, NULL, 0};
    for (size_t i = 0; i < a.n; i++)
        x[i] = factor * d->a.x[i];
    for (size_t i = 0; i < b.n; i++)
        y[i] = d->b.x[i] - shift;
    return test_of(&a, &b, paired).p.p;
}

/* Just inside of both ends p is not below alpha, just outside it is. */
static void assert_inverse(const struct data *d, bool paired,
                           const struct cotejo_inversion *r)
{
    double alpha = 1.0 - r->shift.level, inside = alpha * (1 - 1e-9);
    double e = 1e-7;
    g_assert_cmpfloat(p_moved(d, paired, r->shift.low + e, 1), >=, inside);
    g_assert_cmpfloat(p_moved(d, paired, r->shift.low - e, 1), <, inside);
    g_assert_cmpfloat(p_moved(d, paired, r->shift.high - e, 1), >=, inside);
    g_assert_cmpfloat(p_moved(d, paired, r->shift.high + e, 1), <, inside);
    g_assert_cmpfloat(p_moved(d, paired, 0, r->quotient.low + e), >=, inside);
    g_assert_cmpfloat(p_moved(d, paired, 0, r->quotient.low - e), <, inside);
    g_assert_cmpfloat(p_moved(d, paired, 0, r->quotient.high - e), >=, inside);
    g_assert_cmpfloat(p_moved(d, paired, 0, r->quotient.high + e), <, inside);
}

static void assert_no_contradiction(const struct cotejo_permutation *test,
                                    const struct cotejo_inversion *r)
{
    bool detected = test->p.p < 1.0 - r->shift.level;
    g_assert_true(detected == (r->shift.low > 0.0 || r->shift.high < 0.0));
    g_assert_true(detected ==
                  (r->quotient.low > 1.0 || r->quotient.high < 1.0));
}

static void test_exact(void)
{
    static const size_t sizes[][2] = {{5, 5}, {6, 4}, {7, 7}, {4, 6}};
    guint64 state = 71;
    size_t detected = 0;
    for (size_t i = 0; i < 60; i++) {
        struct data d;
        bool paired = i % 3 == 0;
        const size_t *n = sizes[i % 4];
        data_init(&d, n[0] + (paired ? 2 : 0), paired ? n[0] + 2 : n[1],
                  (double)(i % 5), &state);
        struct cotejo_permutation test = test_of(&d.a, &d.b, paired);
        if (test.status != COTEJO_OK)
            continue;
        struct cotejo_inversion r =
            cotejo_permutation_interval(&d.a, &d.b, paired, &test, 0.9, 1);
        g_assert_true(r.exact);
        g_assert_cmpint(r.shift_status, ==, COTEJO_OK);
        g_assert_cmpint(r.quotient_status, ==, COTEJO_OK);
        g_assert_cmpfloat((double)r.arrangements, ==, test.arrangements);
        assert_inverse(&d, paired, &r);
        assert_no_contradiction(&test, &r);
        detected += r.shift.low > 0.0 || r.shift.high < 0.0;
    }
    g_assert_cmpuint(detected, >, 5);
    g_assert_cmpuint(detected, <, 55);
}

/* By hand: 0 1 against 10 12, at 60 %. Of 6 arrangements one may be further
 * out in each direction, so p steps over 0.4 with the second: moving 10 for 1
 * (shift 9) and 12 for 0 (shift 12) are the outermost. */
static void test_by_hand(void)
{
    double x[] = {0, 1}, y[] = {10, 12};
    struct cotejo_permutation test =
        cotejo_permutation_mean_exact(&SAMPLE(x), &SAMPLE(y));
    assert_near(test.p.p, 2.0 / 6.0, 1e-15);
    struct cotejo_inversion r = cotejo_permutation_interval(
        &SAMPLE(x), &SAMPLE(y), false, &test, 0.6, 1);
    assert_near(r.shift.low, 9.0, 1e-10);
    assert_near(r.shift.high, 12.0, 1e-10);
    /* A zero among the values: no quotients. */
    g_assert_cmpint(r.quotient_status, ==, COTEJO_UNDEFINED);
    /* 2 of 6 is the least there is: nothing rejects at 5 %. */
    r = cotejo_permutation_interval(&SAMPLE(x), &SAMPLE(y), false, &test, 0.95,
                                    1);
    g_assert_cmpint(r.shift_status, ==, COTEJO_UNDEFINED);
    assert_nan(r.shift.low);
    /* Constants that differ: rejected everywhere but there. */
    double ones[] = {1, 1, 1, 1}, twos[] = {2, 2, 2, 2};
    test = cotejo_permutation_mean_exact(&SAMPLE(ones), &SAMPLE(twos));
    r = cotejo_permutation_interval(&SAMPLE(ones), &SAMPLE(twos), false, &test,
                                    0.95, 1);
    assert_near(r.shift.low, 1.0, 1e-10);
    assert_near(r.quotient.high, 2.0, 1e-10);
}

/* 12 against 12: of 2,704,156 arrangements a sample. The ends are where the
 * exact p is near alpha, and the p decides about no difference. */
static void test_sampled(void)
{
    guint64 state = 8;
    for (size_t i = 0; i < 12; i++) {
        struct data d;
        data_init(&d, 12, 12, (double)(i % 4), &state);
        struct cotejo_permutation test = test_of(&d.a, &d.b, false);
        struct cotejo_inversion r =
            cotejo_permutation_interval(&d.a, &d.b, false, &test, 0.95, 5 + i);
        g_assert_false(r.exact);
        g_assert_cmpuint(r.arrangements, ==, 99990);
        /* Around the ends, by six standard errors of a p of 5 %. */
        double low = r.shift.low, high = r.quotient.high, e = 0.02;
        g_assert_cmpfloat(p_moved(&d, false, low - e, 1), <, 0.0542);
        g_assert_cmpfloat(p_moved(&d, false, low + e, 1), >, 0.0458);
        g_assert_cmpfloat(p_moved(&d, false, 0, high + e / 20), <, 0.0542);
        g_assert_cmpfloat(p_moved(&d, false, 0, high - e / 20), >, 0.0458);
        assert_no_contradiction(&test, &r);
    }
}

/* An exact p that says otherwise than the sample is obeyed. */
static void test_obeys(void)
{
    double x[] = {1, 2, 3, 4, 5, 6}, y[] = {4, 5, 6, 7, 8, 9};
    struct cotejo_permutation test =
        cotejo_permutation_mean_exact(&SAMPLE(x), &SAMPLE(y));
    for (size_t i = 0; i < 2; i++) {
        test.p.p = i ? 0.2 : 0.001;
        struct cotejo_inversion r = cotejo_permutation_interval(
            &SAMPLE(x), &SAMPLE(y), false, &test, 0.95, 1);
        assert_no_contradiction(&test, &r);
        struct cotejo_inversion s = cotejo_permutation_interval(
            &SAMPLE(y), &SAMPLE(x), false, &test, 0.95, 1);
        assert_no_contradiction(&test, &s);
        assert_near(s.shift.low, -r.shift.high, 1e-10);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/inversion/exact", test_exact);
    g_test_add_func("/stats/inversion/by-hand", test_by_hand);
    g_test_add_func("/stats/inversion/sampled", test_sampled);
    g_test_add_func("/stats/inversion/obeys", test_obeys);
    return g_test_run();
}

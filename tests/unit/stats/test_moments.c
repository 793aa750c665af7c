/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments: edges, large offsets, extreme scales, streams. */
#include "cotejo/moments.h"

#include "near.h"
#include "stats/ranks.h"

static void test_none_and_one(void)
{
    struct cotejo_moments m;
    double x[] = {12.5};
    cotejo_moments(&(struct cotejo_sample){.n = 0, .x = x}, &m);
    g_assert_cmpuint(m.n, ==, 0);
    assert_nan(m.mean);
    assert_nan(m.sd);
    cotejo_moments(&SAMPLE(x), &m);
    g_assert_cmpfloat(m.mean, ==, 12.5);
    g_assert_cmpfloat(m.min, ==, 12.5);
    g_assert_cmpfloat(m.max, ==, 12.5);
    assert_nan(m.variance);
    assert_nan(m.se);
    assert_nan(cotejo_shape(&SAMPLE(x)).g1);
}

static void test_constant(void)
{
    double x[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    int64_t k[] = {1, 1, 1, 1, 1, 1, 1};
    struct cotejo_moments m;
    cotejo_moments(&SAMPLE(x), &m);
    g_assert_cmpfloat(m.sd, ==, 0.0);
    g_assert_cmpfloat(m.mean, ==, 0.1);
    cotejo_moments(&WHOLE_SAMPLE(x, k, -1), &m);
    g_assert_cmpfloat(m.sd, ==, 0.0);
    g_assert_cmpfloat(m.mean, ==, 0.1);
    assert_nan(cotejo_shape(&SAMPLE(x)).g1);
}

/* 1, 2, ..., 9 has the variance 7.5 wherever it stands. */
static void test_offsets(void)
{
    for (int exponent = -12; exponent <= 6; exponent += 6) {
        double unit = pow(10.0, exponent), x[9];
        int64_t k[9];
        for (int i = 0; i < 9; i++) {
            k[i] = 4000000000000000 + i;
            x[i] = (double)k[i] * unit;
        }
        struct cotejo_moments m;
        cotejo_moments(&WHOLE_SAMPLE(x, k, exponent), &m);
        assert_near(m.sd, sqrt(7.5) * unit, 4e-16);
        assert_near(m.variance, 7.5 * unit * unit, 1e-15);
        assert_near(m.mean, 4000000000000004.0 * unit, 4e-16);
    }
}

/* Decimals between two doubles keep their difference. */
static void test_mean_difference(void)
{
    int64_t ka[] = {100000000000000048, 100000000000000052};
    int64_t kb[] = {100000000000000061, 100000000000000063};
    for (int i = 0; i < 2; i++) {
        ka[i] -= 99000000000000000; /* 1e13 with two decimals */
        kb[i] -= 99000000000000000;
    }
    double xa[] = {(double)ka[0] / 100, (double)ka[1] / 100};
    double xb[] = {(double)kb[0] / 100, (double)kb[1] / 100};
    struct cotejo_moments a, b;
    cotejo_moments(&WHOLE_SAMPLE(xa, ka, -2), &a);
    cotejo_moments(&WHOLE_SAMPLE(xb, kb, -2), &b);
    assert_near(cotejo_mean_difference(&a, &b), 0.12, 1e-14);
    assert_near(b.sd, 0.01 * sqrt(2.0), 1e-15);
    assert_near(cotejo_mean_difference(&b, &a), -0.12, 1e-14);
}

/* Nothing overflows, nothing vanishes. */
static void test_scales(void)
{
    static const double scales[] = {1e-300, 1e-160, 1e150, 1e300};
    for (size_t i = 0; i < G_N_ELEMENTS(scales); i++) {
        double s = scales[i];
        double x[] = {4.0 * s, 5.0 * s, 9.0 * s, 2.0 * s};
        struct cotejo_moments m;
        cotejo_moments(&SAMPLE(x), &m);
        assert_near(m.mean, 5.0 * s, 1e-15);
        assert_near(m.sd, sqrt(26.0 / 3.0) * s, 1e-14);
        assert_near(m.cv, sqrt(26.0 / 3.0) / 5.0, 1e-14);
        struct cotejo_shape shape = cotejo_shape(&SAMPLE(x));
        assert_near(shape.g1, 9.0 / pow(6.5, 1.5), 1e-13);
    }
    double far[] = {-1.5e308, 1.5e308};
    struct cotejo_moments m;
    cotejo_moments(&SAMPLE(far), &m);
    g_assert_cmpfloat(m.mean, ==, 0.0);
}

/* Three zeros and a one: a Bernoulli sample with p = 1/4. */
static void test_shape(void)
{
    double x[] = {0, 0, 0, 1};
    int64_t k[] = {0, 0, 0, 1};
    struct cotejo_shape shapes[] = {cotejo_shape(&SAMPLE(x)),
                                    cotejo_shape(&WHOLE_SAMPLE(x, k, 0))};
    for (size_t i = 0; i < 2; i++) {
        assert_near(shapes[i].g1, 2.0 / sqrt(3.0), 1e-14);
        assert_near(shapes[i].G1, 2.0, 1e-14);
        assert_near(shapes[i].g2, -2.0 / 3.0, 1e-13);
        assert_near(shapes[i].G2, 4.0, 1e-13);
    }
    double three[] = {1, 2, 4};
    assert_nan(cotejo_shape(&SAMPLE(three)).g2);
    g_assert_cmpfloat(cotejo_shape(&SAMPLE(three)).g1, >, 0.0);
}

static void test_both_routes(void)
{
    guint64 state = 1;
    double x[200];
    int64_t k[200];
    for (size_t i = 0; i < 200; i++) {
        k[i] = (int64_t)(1e6 * noise(&state)) + 5000000;
        x[i] = (double)k[i] / 1000.0;
    }
    struct cotejo_moments whole, real;
    cotejo_moments(&WHOLE_SAMPLE(x, k, -3), &whole);
    cotejo_moments(&SAMPLE(x), &real);
    assert_near(real.mean, whole.mean, 2e-16);
    assert_near(real.sd, whole.sd, 1e-14);
    assert_near(real.sum, whole.sum, 1e-15);
    /* Beyond 2^53 the doubles are used. */
    k[0] = INT64_MAX;
    cotejo_moments(&WHOLE_SAMPLE(x, k, -3), &whole);
    g_assert_cmpfloat(whole.mean, ==, real.mean);
}

static void test_summary(void)
{
    struct cotejo_moments m;
    cotejo_moments_from_summary(8, 695.25, 9.0, &m);
    assert_near(m.se, 9.0 / sqrt(8.0), 1e-15);
    assert_near(m.cv, 9.0 / 695.25, 1e-15);
    cotejo_moments_from_summary(1, 3.0, 2.0, &m);
    assert_nan(m.sd);
    cotejo_moments_from_summary(5, 0.0, 2.0, &m);
    assert_nan(m.cv);
    assert_nan(m.min);
}

/* A stream in one piece, and merged from uneven pieces, in another order. */
static void test_stream(void)
{
    guint64 state = 9;
    double x[1000];
    for (size_t i = 0; i < 1000; i++)
        x[i] = 1e9 + exp(3.0 * noise(&state));
    struct cotejo_moments expected, got;
    cotejo_moments(&SAMPLE(x), &expected);
    struct cotejo_shape shape = cotejo_shape(&SAMPLE(x));

    struct cotejo_stream one = {0}, part[3] = {{0}, {0}, {0}}, merged = {0};
    for (size_t i = 0; i < 1000; i++) {
        cotejo_stream_add(&one, x[i]);
        cotejo_stream_add(&part[i < 10 ? 0 : i < 700 ? 1 : 2], x[i]);
    }
    cotejo_stream_merge(&merged, &part[2]);
    cotejo_stream_merge(&merged, &part[0]);
    cotejo_stream_merge(&merged, &part[1]);
    cotejo_stream_merge(&merged, &(struct cotejo_stream){0});
    const struct cotejo_stream *streams[] = {&one, &merged};
    for (size_t i = 0; i < 2; i++) {
        cotejo_stream_moments(streams[i], &got);
        g_assert_cmpuint(got.n, ==, 1000);
        assert_near(got.mean, expected.mean, 4e-16);
        assert_near(got.sd, expected.sd, 1e-11);
        g_assert_cmpfloat(got.max, ==, expected.max);
        g_assert_cmpfloat(got.min, ==, expected.min);
        assert_near(cotejo_stream_shape(streams[i]).G1, shape.G1, 1e-9);
        assert_near(cotejo_stream_shape(streams[i]).G2, shape.G2, 1e-8);
    }
    cotejo_stream_moments(&(struct cotejo_stream){0}, &got);
    assert_nan(got.mean);
}

/* Grids of two samples: the finer one, unless that takes too many digits. */
static void test_grids(void)
{
    double x[] = {1.5, 2.0}, y[] = {1.25};
    int64_t k[] = {15, 20}, l[] = {125}, pool[3];
    struct cotejo_sample a = WHOLE_SAMPLE(x, k, -1);
    struct cotejo_sample b = WHOLE_SAMPLE(y, l, -2);
    const struct cotejo_sample *both[] = {&a, &b};
    int exponent;
    g_assert_true(pool_on_grid(both, 2, pool, &exponent));
    g_assert_cmpint(exponent, ==, -2);
    g_assert_cmpint(pool[0], ==, 150);
    g_assert_cmpint(pool[1], ==, 200);
    g_assert_cmpint(pool[2], ==, 125);
    b.exponent = -17;
    g_assert_false(pool_on_grid(both, 2, pool, &exponent));
    b.k = NULL;
    g_assert_false(pool_on_grid(both, 2, pool, &exponent));

    /* Keys of doubles keep order and ties, over zero too. */
    double z[] = {-2.0, -1.0, -0.0, 0.0, 5e-324, 1.0};
    struct cotejo_sample c = SAMPLE(z);
    const struct cotejo_sample *one[] = {&c};
    int64_t key[6];
    pool_keys(one, 1, key);
    for (size_t i = 1; i < 6; i++)
        g_assert_true(i == 3 ? key[i] == key[i - 1] : key[i] > key[i - 1]);
    int64_t rank2[6];
    g_assert_cmpfloat(midranks_doubled(key, 6, rank2), ==, 6.0);
    g_assert_cmpint(rank2[2], ==, 7);
    g_assert_cmpint(rank2[3], ==, 7);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/stats/moments/none-and-one", test_none_and_one);
    g_test_add_func("/stats/moments/constant", test_constant);
    g_test_add_func("/stats/moments/offsets", test_offsets);
    g_test_add_func("/stats/moments/difference", test_mean_difference);
    g_test_add_func("/stats/moments/scales", test_scales);
    g_test_add_func("/stats/moments/shape", test_shape);
    g_test_add_func("/stats/moments/both-routes", test_both_routes);
    g_test_add_func("/stats/moments/summary", test_summary);
    g_test_add_func("/stats/moments/stream", test_stream);
    g_test_add_func("/stats/moments/grids", test_grids);
    return g_test_run();
}

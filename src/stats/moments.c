/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean, variance and shape: the rules are in cotejo/moments.h. */
#include "cotejo/moments.h"

#include <math.h>
#include <stdlib.h>

#include "stats/deviations.h"
#include "stats/memory.h"

static const struct cotejo_moments undefined = {0,   NAN, NAN, NAN, NAN, NAN,
                                                NAN, NAN, NAN, NAN, NAN};

/* k * 10^exponent - x, to all its digits, for x the double nearest to it. */
static double rounding_of(int64_t k, int exponent, double x)
{
    if (exponent == 0)
        return 0.0;
    if (exponent < -22 || exponent > 22)
        return 0.0; /* 10^exponent is not exact: nothing to gain */
    double whole = (double)k;
    if (exponent > 0) {
        double power = scale_by_ten(1.0, exponent);
        double product = whole * power;
        return (product - x) + fma(whole, power, -product);
    }
    double power = scale_by_ten(1.0, -exponent);
    double product = x * power;
    return ((whole - product) - fma(x, power, -product)) / power;
}

/* The spread when the sum of squares is ss * unit^2. */
static void set_spread(struct cotejo_moments *m, double ss, double unit)
{
    double n = (double)m->n;
    double variance = fmax(ss, 0.0) / (n - 1.0);
    m->sd = sqrt(variance) * unit;
    m->variance = variance * unit * unit;
    m->se = sqrt(variance / n) * unit;
    m->cv = m->mean == 0.0 ? NAN : m->sd / fabs(m->mean);
}

/* Rule 1. */
static void whole_moments(const struct cotejo_sample *sample,
                          struct cotejo_moments *m)
{
    struct whole_sums sums = sample_whole_sums(sample);
    double n = (double)m->n;
    double rest = (double)sums.rest;
    int64_t near_mean = sample->k[0] + sums.centre;
    wide total = (wide)near_mean * (wide)m->n + sums.rest;

    m->mean = scale_by_ten((double)near_mean + rest / n, sample->exponent);
    m->sum = scale_by_ten((double)total, sample->exponent);
    m->offset = rounding_of(sample->k[0], sample->exponent, m->shift) +
                scale_by_ten((double)sums.centre + rest / n, sample->exponent);
    if (m->n < 2)
        return;

    double ss = fmax((double)sums.squares - rest * rest / n, 0.0);
    double variance = ss / (n - 1.0);
    m->sd = scale_by_ten(sqrt(variance), sample->exponent);
    m->variance = scale_by_ten(variance, 2 * sample->exponent);
    m->se = scale_by_ten(sqrt(variance / n), sample->exponent);
    m->cv = m->mean == 0.0 ? NAN : m->sd / fabs(m->mean);
}

/* Rule 2. */
static void double_moments(const struct cotejo_sample *sample,
                           struct cotejo_moments *m)
{
    double *d = stats_new(m->n, sizeof *d);
    double n = (double)m->n;
    struct sum total = {0}, first = {0};
    for (size_t i = 0; i < m->n; i++) {
        sum_add(&total, sample->x[i]);
        sum_add(&first, sample->x[i] - m->shift);
    }
    m->sum = sum_value(&total);
    m->offset = sum_value(&first) / n;
    m->mean = isfinite(m->sum) ? m->sum / n : m->shift + m->offset;

    double scale;
    sample_deviations(sample, d, &scale);
    struct sum squares = {0}, rest = {0};
    for (size_t i = 0; i < m->n; i++) {
        sum_add(&squares, d[i] * d[i]);
        sum_add(&rest, d[i]);
    }
    double left = sum_value(&rest);
    if (m->n > 1)
        set_spread(m, sum_value(&squares) - left * left / n, scale);
    free(d);
}

void cotejo_moments(const struct cotejo_sample *sample,
                    struct cotejo_moments *moments)
{
    struct cotejo_moments m = undefined;
    m.n = sample->n;
    if (m.n > 0) {
        m.shift = m.min = m.max = sample->x[0];
        for (size_t i = 1; i < m.n; i++) {
            m.min = fmin(m.min, sample->x[i]);
            m.max = fmax(m.max, sample->x[i]);
        }
        if (sample_is_whole(sample))
            whole_moments(sample, &m);
        else
            double_moments(sample, &m);
    }
    *moments = m;
}

void cotejo_moments_from_summary(size_t n, double mean, double sd,
                                 struct cotejo_moments *moments)
{
    struct cotejo_moments m = undefined;
    m.n = n;
    m.mean = m.shift = mean;
    m.offset = 0.0;
    if (n > 1) {
        m.sd = sd;
        m.variance = sd * sd;
        m.se = sd / sqrt((double)n);
        m.cv = mean == 0.0 ? NAN : sd / fabs(mean);
    }
    *moments = m;
}

double cotejo_mean_difference(const struct cotejo_moments *a,
                              const struct cotejo_moments *b)
{
    return (b->shift - a->shift) + (b->offset - a->offset);
}

/* From the sums of the second to fourth powers of the deviations. */
static struct cotejo_shape shape_from_sums(size_t count, double s2, double s3,
                                           double s4)
{
    struct cotejo_shape shape = {NAN, NAN, NAN, NAN};
    double n = (double)count;
    double m2 = s2 / n;
    if (count < 3 || !(m2 > 0.0))
        return shape;
    shape.g1 = s3 / n / (m2 * sqrt(m2));
    shape.G1 = shape.g1 * sqrt(n * (n - 1.0)) / (n - 2.0);
    if (count < 4)
        return shape;
    shape.g2 = s4 / n / (m2 * m2) - 3.0;
    shape.G2 =
        (n - 1.0) / ((n - 2.0) * (n - 3.0)) * ((n + 1.0) * shape.g2 + 6.0);
    return shape;
}

struct cotejo_shape cotejo_shape(const struct cotejo_sample *sample)
{
    if (sample->n < 3)
        return shape_from_sums(sample->n, 0.0, 0.0, 0.0);
    double *d = stats_new(sample->n, sizeof *d);
    double scale;
    sample_deviations(sample, d, &scale);
    struct sum s2 = {0}, s3 = {0}, s4 = {0};
    for (size_t i = 0; i < sample->n; i++) {
        double square = d[i] * d[i];
        sum_add(&s2, square);
        sum_add(&s3, square * d[i]);
        sum_add(&s4, square * square);
    }
    free(d);
    return shape_from_sums(sample->n, sum_value(&s2), sum_value(&s3),
                           sum_value(&s4));
}

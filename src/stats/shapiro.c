/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Shapiro-Wilk test after Royston (1992, 1995).
 *
 * 1. Blom scores m_i = qnorm((i - 3/8) / (n + 1/4)); the weights are m / |m|,
 *    the outer one (n <= 5) or two replaced by polynomials in 1 / sqrt(n) and
 *    the inner ones scaled to keep the sum of squares 1.
 * 2. W = (sum of a_i (x_(n+1-i) - x_(i)))^2 / sum of (x - mean)^2.
 * 3. ln(1 - W), for n <= 11 its transform -ln(gamma - ln(1 - W)), is close to
 *    normal with mean and sd given by polynomials in n or ln n; n = 3 has an
 *    exact distribution.
 */
#include "cotejo/normality.h"

#include <math.h>
#include <stdlib.h>

#include "cotejo/describe.h"
#include "cotejo/distribution.h"
#include "stats/deviations.h"
#include "stats/memory.h"

#define N_MAX 5000

static double polynomial(const double c[], size_t terms, double x)
{
    double sum = 0.0;
    for (size_t i = terms; i > 0; i--)
        sum = sum * x + c[i - 1];
    return sum;
}
#define POLYNOMIAL(c, x) polynomial(c, sizeof(c) / sizeof *(c), x)

/* Rule 1: half of the weights, those of the largest values first. */
static void weights(size_t n, double a[])
{
    static const double outer[] = {0.0,      0.221157, -0.147981,
                                   -2.07119, 4.434685, -2.706056};
    static const double next[] = {0.0,       0.042981, -0.293762,
                                  -1.752461, 5.682633, -3.582633};
    size_t half = n / 2, replaced = n > 5 ? 2 : 1;
    double squares = 0.0;
    for (size_t i = 0; i < half; i++) {
        a[i] = cotejo_normal_quantile(((double)i + 0.625) / ((double)n + 0.25));
        squares += 2.0 * a[i] * a[i];
    }
    double length = sqrt(squares), u = 1.0 / sqrt((double)n);
    double fixed[] = {a[0] / length + POLYNOMIAL(outer, u),
                      a[1] / length + POLYNOMIAL(next, u)};
    double rest = squares, room = 1.0;
    for (size_t i = 0; i < replaced; i++) {
        rest -= 2.0 * a[i] * a[i];
        room -= 2.0 * fixed[i] * fixed[i];
        a[i] = fixed[i];
    }
    for (size_t i = replaced; i < half; i++)
        a[i] /= sqrt(rest / room);
}

/* Of three, from their differences as parts of the range, so that two equal
 * values give 3/4 to the last bit. */
static double w_of_three(const double sorted[])
{
    double all = sorted[2] - sorted[0];
    double low = (sorted[1] - sorted[0]) / all;
    double high = (sorted[2] - sorted[1]) / all;
    return 1.5 / (low * low + high * high + 1.0);
}

/* Rule 2, from sorted deviations, in any unit. */
static double w_statistic(const double sorted[], size_t n)
{
    if (n == 3)
        return w_of_three(sorted);
    double *a = stats_new(n / 2, sizeof *a);
    struct sum b = {0}, squares = {0};
    weights(n, a);
    for (size_t i = 0; i < n / 2; i++)
        sum_add(&b, a[i] * (sorted[n - 1 - i] - sorted[i]));
    for (size_t i = 0; i < n; i++)
        sum_add(&squares, sorted[i] * sorted[i]);
    free(a);
    return sum_value(&b) * sum_value(&b) / sum_value(&squares);
}

/* 6/pi (asin sqrt(w) - asin sqrt(3/4)), the difference of the angles from its
 * sine, which is 0 where w is 3/4. */
static struct cotejo_p p_of_three(double w)
{
    const double pi = 3.14159265358979323846;
    double above = fmax(0.0, w - 0.75);
    double sine = above / (0.5 * sqrt(w) + sqrt(0.75 * (1.0 - w)));
    return cotejo_p_from(fmin(1.0, 6.0 / pi * asin(fmin(1.0, sine))));
}

/* Rule 3. */
static struct cotejo_p p_of_w(double w, size_t n)
{
    static const double gamma[] = {-2.273, 0.459};
    static const double small_mean[] = {0.544, -0.39978, 0.025054, -6.714e-4};
    static const double small_sd[] = {1.3822, -0.77857, 0.062767, -0.0020322};
    static const double mean[] = {-1.5861, -0.31082, -0.083751, 0.0038915};
    static const double sd[] = {-0.4803, -0.082676, 0.0030302};
    double y = log1p(-w), size = (double)n;
    if (n > 11) {
        double x = log(size);
        return cotejo_normal_tail((y - POLYNOMIAL(mean, x)) /
                                  exp(POLYNOMIAL(sd, x)));
    }
    double least = POLYNOMIAL(gamma, size);
    if (y >= least)
        return cotejo_p_from(1e-99);
    return cotejo_normal_tail((-log(least - y) - POLYNOMIAL(small_mean, size)) /
                              exp(POLYNOMIAL(small_sd, size)));
}

struct cotejo_shapiro cotejo_shapiro_wilk(const struct cotejo_sample *sample)
{
    size_t n = sample->n;
    struct cotejo_shapiro s = {COTEJO_OK, NAN, cotejo_p_undefined()};
    if (n < 3 || n > N_MAX) {
        s.status = n < 3 ? COTEJO_TOO_FEW : COTEJO_UNDEFINED;
        return s;
    }
    double *d = stats_new(n, sizeof *d), scale;
    sample_deviations(sample, d, &scale);
    cotejo_sort(d, n, d);
    if (d[0] == d[n - 1])
        s.status = COTEJO_NO_VARIATION_EQUAL;
    else
        s.w = fmin(1.0, w_statistic(d, n));
    free(d);
    if (s.status == COTEJO_OK) {
        if (n == 3)
            s.w = fmax(s.w, 0.75);
        s.p = n == 3 ? p_of_three(s.w) : p_of_w(s.w, n);
    }
    return s;
}

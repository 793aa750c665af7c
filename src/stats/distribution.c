/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tails of the normal, t, F and chi-squared distributions, in logarithms.
 *
 * 1. Student's two-sided tail is the incomplete beta function I_x(df/2, 1/2)
 *    at x = df / (df + t^2); F's upper tail is I_x(df2/2, df1/2) at
 *    x = df2 / (df2 + df1 f). Abramowitz and Stegun 26.5.27, 26.6.2.
 * 2. I_x(a, b) comes from its continued fraction in the form of DiDonato and
 *    Morris (ACM TOMS 18, 1992, algorithm 708) by Lentz's method, on the side
 *    of the mean where it converges fast; there it is the small one of the
 *    two tails, the other is its complement.
 * 3. x and 1 - x are handed over as logarithms, so that neither end rounds.
 */
#include "cotejo/distribution.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_erf.h>
#include <gsl/gsl_sf_gamma.h>

#include "stats/tails.h"

static const double ln10 = 2.302585092994045684;
static const double ln2 = 0.693147180559945309;

struct cotejo_p cotejo_p_from_log(double log_p)
{
    return (struct cotejo_p){exp(log_p), log_p / ln10};
}

struct cotejo_p cotejo_p_from(double p)
{
    return (struct cotejo_p){p, log10(p)};
}

struct cotejo_p cotejo_p_undefined(void)
{
    return (struct cotejo_p){NAN, NAN};
}

struct cotejo_p cotejo_p_doubled(struct cotejo_p p)
{
    if (p.p >= 0.5)
        return (struct cotejo_p){1.0, 0.0};
    return (struct cotejo_p){2.0 * p.p, p.log10_p + ln2 / ln10};
}

double log_normal_tail(double z)
{
    if (z < 5.0) /* erfc keeps all its digits here */
        return log(0.5 * erfc(z / sqrt(2.0)));
    return isinf(z) ? -INFINITY : gsl_sf_log_erfc(z / sqrt(2.0)) - ln2;
}

struct cotejo_p cotejo_normal_tail(double z)
{
    if (isnan(z))
        return cotejo_p_undefined();
    if (z < 5.0)
        return cotejo_p_from(0.5 * erfc(z / sqrt(2.0)));
    return cotejo_p_from_log(log_normal_tail(z));
}

double cotejo_normal_quantile(double q)
{
    return gsl_cdf_ugaussian_Qinv(q);
}

void log_sum_add(struct log_sum *sum, double term)
{
    if (term == -INFINITY)
        return;
    if (term > sum->largest) {
        sum->sum *= exp(sum->largest - term);
        sum->largest = term;
    }
    sum->sum += exp(term - sum->largest);
}

double log_sum_value(const struct log_sum *sum)
{
    return sum->sum > 0.0 ? sum->largest + log(sum->sum) : -INFINITY;
}

/* One step of Lentz's method for the fraction with numerator a. */
struct lentz {
    double c, d, value;
};

static double not_zero(double x)
{
    return fabs(x) < DBL_MIN ? DBL_MIN : x;
}

static double lentz_step(struct lentz *f, double a, double b)
{
    f->d = 1.0 / not_zero(b + a * f->d);
    f->c = not_zero(b + a / f->c);
    double step = f->c * f->d;
    f->value *= step;
    return step;
}

/* The continued fraction of I_x(a, b), below x^a y^b / B(a, b), y = 1 - x, in
 * the form that takes a - (a + b) x from whichever of x and y is small. */
static double beta_fraction(double a, double b, double x, double y)
{
    double from_mean = x < y ? a - (a + b) * x : (a + b) * y - b;
    double first = a / (a + 1.0) * (from_mean + 1.0);
    struct lentz f = {not_zero(first), 0.0, not_zero(first)};
    for (int i = 1; i < 200000; i++) {
        double n = i, odd = a + 2.0 * n - 1.0, w = n * (b - n) * x;
        double numerator =
            (a + n - 1.0) / odd * ((a + b + n - 1.0) / odd) * w * x;
        double denominator =
            n + w / odd +
            (a + n) / (odd + 2.0) * (from_mean + 1.0 + n * (1.0 + y));
        double step = lentz_step(&f, numerator, denominator);
        if (fabs(step - 1.0) <= DBL_EPSILON)
            break;
    }
    return f.value;
}

/* ln I_x(a, b) with ln x and ln(1 - x). */
static double log_beta_tail(double a, double b, double log_x, double log_y)
{
    double front = a * log_x + b * log_y - gsl_sf_lnbeta(a, b);
    double x = exp(log_x), y = exp(log_y);
    if (x < (a + 1.0) / (a + b + 2.0))
        return front - log(beta_fraction(a, b, x, y));
    double rest = exp(front) / beta_fraction(b, a, y, x);
    return log1p(-fmin(rest, 1.0));
}

/* ln I_x(a, b) at x = 1 / (1 + u), u > 0 given with its logarithm. */
static double log_beta_tail_odds(double a, double b, double u, double log_u)
{
    double log_1u = isinf(u) ? log_u : log1p(u);
    return log_beta_tail(a, b, -log_1u, log_u - log_1u);
}

static double log_t_two_sided(double t, double df)
{
    double size = fabs(t);
    double u = size / df * size;
    double log_u =
        u > DBL_MIN && isfinite(u) ? log(u) : 2.0 * log(size) - log(df);
    return log_beta_tail_odds(0.5 * df, 0.5, u, log_u);
}

struct cotejo_p cotejo_t_two_sided(double t, double df)
{
    if (isnan(t) || !(df > 0.0))
        return cotejo_p_undefined();
    if (t == 0.0)
        return (struct cotejo_p){1.0, 0.0};
    if (isinf(t))
        return (struct cotejo_p){0.0, -INFINITY};
    return cotejo_p_from_log(log_t_two_sided(t, df));
}

struct cotejo_p cotejo_t_tail(double t, double df)
{
    struct cotejo_p both = cotejo_t_two_sided(t, df);
    struct cotejo_p upper = {0.5 * both.p, both.log10_p - ln2 / ln10};
    if (t < 0.0)
        return (struct cotejo_p){1.0 - upper.p, log1p(-upper.p) / ln10};
    return upper;
}

/* ln of the density of Student's t. */
static double log_t_density(double t, double df)
{
    return -gsl_sf_lnbeta(0.5 * df, 0.5) - 0.5 * log(df) -
           0.5 * (df + 1.0) * log1p(t / df * t);
}

/* Newton on ln P(T > t), kept inside a bracket: q below 1/2. Infinite where
 * the quantile is beyond the range of doubles. */
static double t_quantile_search(double log_q, double df, double start)
{
    double low = 0.0, high = fmax(1.0, start);
    while (log_t_two_sided(high, df) - ln2 > log_q) {
        if (high > DBL_MAX / 2.0)
            return INFINITY;
        high *= 2.0;
    }
    double t = start > 0.0 && start < high ? start : 0.5 * (low + high);
    for (int i = 0; i < 400; i++) {
        double log_tail = log_t_two_sided(t, df) - ln2;
        if (log_tail > log_q)
            low = t;
        else
            high = t;
        double next =
            t + (log_tail - log_q) * exp(log_tail - log_t_density(t, df));
        if (!(next >= low && next <= high))
            next = 0.5 * (low + high);
        if (fabs(next - t) <= 2 * DBL_EPSILON * t)
            return next;
        t = next;
    }
    return t;
}

double cotejo_t_quantile(double q, double df)
{
    if (!(q > 0.0 && q < 1.0) || !(df > 0.0))
        return NAN;
    if (q > 0.5)
        return -cotejo_t_quantile(1.0 - q, df);
    if (q == 0.5)
        return 0.0;
    if (df == 1.0)
        return 1.0 / tan(3.14159265358979323846 * q);
    /* GSL's is good to 1e-13 there, and ten times faster than the search. */
    if (q >= 1e-7 && df >= 2.0)
        return gsl_cdf_tdist_Qinv(q, df);
    return t_quantile_search(log(q), df, gsl_cdf_ugaussian_Qinv(q));
}

struct cotejo_p cotejo_f_tail(double f, double df1, double df2)
{
    if (isnan(f) || !(df1 > 0.0) || !(df2 > 0.0))
        return cotejo_p_undefined();
    if (f <= 0.0)
        return (struct cotejo_p){1.0, 0.0};
    if (isinf(f))
        return (struct cotejo_p){0.0, -INFINITY};
    double u = f * (df1 / df2);
    return cotejo_p_from_log(
        log_beta_tail_odds(0.5 * df2, 0.5 * df1, u, log(u)));
}

/* ln Q(a, x), the upper incomplete gamma function, for x > a + 1: continued
 * fraction 6.5.31 of Abramowitz and Stegun in its even form. */
static double log_gamma_tail(double a, double x)
{
    double b = x + 1.0 - a;
    struct lentz f = {1.0 / DBL_MIN, 1.0 / b, 1.0 / b};
    for (int i = 1; i < 200000; i++) {
        double n = i;
        b += 2.0;
        if (fabs(lentz_step(&f, -n * (n - a), b) - 1.0) <= DBL_EPSILON)
            break;
    }
    return a * log(x) - x - gsl_sf_lngamma(a) + log(f.value);
}

struct cotejo_p cotejo_chisq_tail(double x, double df)
{
    if (isnan(x) || !(df > 0.0))
        return cotejo_p_undefined();
    if (x <= 0.0)
        return (struct cotejo_p){1.0, 0.0};
    if (isinf(x))
        return (struct cotejo_p){0.0, -INFINITY};
    if (x <= df + 2.0)
        return cotejo_p_from(gsl_cdf_chisq_Q(x, df));
    return cotejo_p_from_log(log_gamma_tail(0.5 * df, 0.5 * x));
}

struct cotejo_p cotejo_binomial_tail(size_t count, size_t m, double p)
{
    if (!(p > 0.0 && p < 1.0))
        return cotejo_p_undefined();
    if (count == 0)
        return (struct cotejo_p){1.0, 0.0};
    if (count > m)
        return (struct cotejo_p){0.0, -INFINITY};
    /* Abramowitz and Stegun 26.5.24 */
    return cotejo_p_from_log(log_beta_tail(
        (double)count, (double)(m - count) + 1.0, log(p), log1p(-p)));
}

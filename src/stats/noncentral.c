/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Noncentral t and studentized range.
 *
 * 1. Both are averages over the distribution of s = chi / sqrt(df): of
 *    P(Z > t s - noncentrality), and of the tail at w = q s of the range of k
 *    normal variables.
 * 2. The average is taken over x = ln s by the trapezoidal rule, which on
 *    such smooth and quickly falling functions converges faster than any
 *    power of the step (Trefethen and Weideman, SIAM Review 56, 2014). In x
 *    the density has the width 1 / sqrt(2 df) wherever the tail moves it.
 * 3. The tail of the range is
 *        k int phi(z) {Phi(z)^(k-1) - (Phi(z) - Phi(z-w))^(k-1)} dz,
 *    the brace as -expm1((k-1) log1p(-Phi(z-w) / Phi(z))): never 1 - cdf.
 */
#include "stats/noncentral.h"

#include <math.h>

#include <gsl/gsl_sf_gamma.h>

#include "cotejo/distribution.h"
#include "stats/tails.h"

static const double ln2 = 0.693147180559945309;
static const double ln_sqrt_2pi = 0.918938533204672742;

/* Sums of exp(term), of which the largest may be far below the double range. */
struct log_sum {
    double largest, sum;
};

static void log_sum_add(struct log_sum *s, double term)
{
    if (term == -INFINITY)
        return;
    if (term > s->largest) {
        s->sum *= exp(s->largest - term);
        s->largest = term;
    }
    s->sum += exp(term - s->largest);
}

/* ln of a tail given s. */
typedef double log_tail_at(double s, const void *context);

/* ln of the average of exp(log_tail(s)) over s. shift: how far in x the tail
 * draws the mass to the left; step: the largest step it allows. */
static double log_average(double df, log_tail_at *log_tail, const void *context,
                          double shift, double step)
{
    const double negligible = 45.0; /* e^-45 */
    double wide = sqrt(negligible / df);
    double left = shift + (df < 1000.0 ? negligible / df + 0.5 : 1.3 * wide);
    double h = fmin(fmin(step, 0.12), 0.6 / sqrt(2.0 * df));
    double log_c = ln2 + 0.5 * df * log(0.5 * df) - gsl_sf_lngamma(0.5 * df);
    struct log_sum sum = {-INFINITY, 0.0};
    long last = (long)ceil(wide / h);
    for (long i = -(long)ceil(left / h); i <= last; i++) {
        double x = (double)i * h, s = exp(x);
        log_sum_add(&sum,
                    log_c + df * x - 0.5 * df * s * s + log_tail(s, context));
    }
    return sum.largest + log(sum.sum * h);
}

struct noncentral {
    double t, noncentrality;
};

static double log_noncentral_at(double s, const void *context)
{
    const struct noncentral *n = context;
    return log_normal_tail(n->t * s - n->noncentrality);
}

double noncentral_t_tail(double t, double df, double noncentrality)
{
    struct noncentral n = {t, noncentrality};
    double shift = t > 0.0 ? 0.5 * log1p(t / df * t) : 0.0;
    double step = 0.8 / fmax(1.0, fabs(noncentrality));
    return fmin(1.0, exp(log_average(df, log_noncentral_at, &n, shift, step)));
}

double noncentral_t_search(double t, double df, double q)
{
    /* P(T' > t) grows with the noncentrality. */
    double reach = 3.0 + fabs(t) / sqrt(df);
    double low = t - reach, high = t + reach;
    while (noncentral_t_tail(t, df, low) > q)
        low -= reach;
    while (noncentral_t_tail(t, df, high) < q)
        high += reach;
    double f_low = noncentral_t_tail(t, df, low) - q;
    double f_high = noncentral_t_tail(t, df, high) - q;
    double x = low;
    for (int i = 0; i < 200 && high - low > 1e-12 * (1.0 + fabs(x)); i++) {
        /* False position, Illinois variant. */
        x = (low * f_high - high * f_low) / (f_high - f_low);
        double f = noncentral_t_tail(t, df, x) - q;
        if (fabs(f) < 1e-13 * q)
            return x;
        if (f > 0.0) {
            high = x;
            f_high = f;
            f_low *= 0.5;
        } else {
            low = x;
            f_low = f;
            f_high *= 0.5;
        }
    }
    return x;
}

/* ln of the brace of rule 3 over Phi(z)^(k-1), from
 * ln(Phi(z-w) / Phi(z)). */
static double log_brace(double log_ratio, double k)
{
    if (log_ratio < -40.0)
        return log(k - 1.0) + log_ratio;
    return log(-expm1((k - 1.0) * log1p(-exp(fmin(log_ratio, 0.0)))));
}

/* ln P(range of k standard normals > w). */
static double log_range_tail(double w, double k)
{
    const double h = 0.25;
    struct log_sum sum = {-INFINITY, 0.0};
    long last = (long)ceil((0.5 * w + 9.0) / h);
    for (long i = (long)(-9.0 / h); i <= last; i++) {
        double z = (double)i * h;
        double log_below = log_normal_tail(-z);
        double log_ratio = log_normal_tail(w - z) - log_below;
        log_sum_add(&sum, -0.5 * z * z + (k - 1.0) * log_below +
                              log_brace(log_ratio, k));
    }
    double log_tail = log(k * h) - ln_sqrt_2pi + sum.largest + log(sum.sum);
    return fmin(log_tail, 0.0);
}

struct range {
    double q, k;
};

static double log_range_at(double s, const void *context)
{
    const struct range *r = context;
    return log_range_tail(r->q * s, r->k);
}

struct cotejo_p studentized_range_tail(double q, size_t k, double df)
{
    if (isnan(q) || k < 2 || !(df > 0.0))
        return cotejo_p_undefined();
    if (q <= 0.0)
        return (struct cotejo_p){1.0, 0.0};
    if (isinf(q))
        return (struct cotejo_p){0.0, -INFINITY};
    struct range r = {q, (double)k};
    double shift = 0.5 * log1p(0.5 * q / df * q);
    return cotejo_p_from_log(
        fmin(0.0, log_average(df, log_range_at, &r, shift, 1.0)));
}

double studentized_range_quantile(double p, size_t k, double df)
{
    if (!(p > 0.0 && p < 1.0) || k < 2 || !(df > 0.0))
        return NAN;
    double target = log10(p), low = 0.0, high = 4.0;
    double f_low = -target, f_high;
    while ((f_high = studentized_range_tail(high, k, df).log10_p - target) >
           0.0) {
        low = high;
        f_low = f_high;
        high *= 2.0;
    }
    double q = high;
    for (int i = 0; i < 200 && high - low > 1e-13 * high; i++) {
        q = (low * f_high - high * f_low) / (f_high - f_low);
        double f = studentized_range_tail(q, k, df).log10_p - target;
        if (fabs(f) < 1e-14)
            return q;
        if (f > 0.0) {
            low = q;
            f_low = f;
            f_high *= 0.5;
        } else {
            high = q;
            f_high = f;
            f_low *= 0.5;
        }
    }
    return q;
}

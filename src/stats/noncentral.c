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
#include "stats/root.h"
#include "stats/tails.h"

static const double ln2 = 0.693147180559945309;
static const double ln_sqrt_2pi = 0.918938533204672742;

/* e^-45 of the largest term is nothing. */
static const double negligible = 45.0;

/* ln of a tail given s. */
typedef double log_tail_at(double s, const void *context);

struct average {
    double df, log_c;
    log_tail_at *log_tail;
    const void *context;
};

/* ln of density times tail at x. In x the density of s is
 * exp(df (x - (e^2x - 1) / 2)) times a constant in which only the small rest
 * of Stirling's formula remains. */
static double log_term(const struct average *a, double x)
{
    return a->log_c + a->df * (x - 0.5 * expm1(2.0 * x)) +
           a->log_tail(exp(x), a->context);
}

/* Adds the terms from x on in steps of h, up to "steps" of them, until they
 * have fallen away. */
static void add_terms(const struct average *a, double x, double h, long steps,
                      struct log_sum *sum)
{
    double last = -INFINITY;
    for (long i = 0; i < steps; i++) {
        double term = log_term(a, x + (double)i * h);
        if (term < last && term < sum->largest - negligible)
            break;
        log_sum_add(sum, term);
        last = term;
    }
}

/* ln of the average of exp(log_tail(s)) over s. shift: how far in x the tail
 * draws the mass to the left; steepness: 1 / width in x of its steepest
 * step. */
static double log_average(double df, log_tail_at *log_tail, const void *context,
                          double shift, double steepness)
{
    struct average a = {df, 0.0, log_tail, context};
    double wide = sqrt(negligible / df);
    double left = df < 1000.0 ? negligible / df + 0.5 : 1.3 * wide;
    /* Of both widths together; the first bound is for the strip of the
     * complex plane, |Im x| < pi / 4, in which the density is small. */
    double h = fmin(0.08, 0.6 / hypot(sqrt(2.0 * df), steepness));
    a.log_c = ln2 + 0.5 * log(0.5 * df) - ln_sqrt_2pi -
              log(gsl_sf_gammastar(0.5 * df));
    struct log_sum sum = LOG_SUM_EMPTY;
    add_terms(&a, -shift, h, (long)ceil((shift + wide) / h) + 1, &sum);
    add_terms(&a, -shift - h, -h, (long)ceil(left / h), &sum);
    return log_sum_value(&sum) + log(h);
}

struct noncentral {
    double t, noncentrality;
};

static double log_noncentral_at(double s, const void *context)
{
    const struct noncentral *n = context;
    return log_normal_tail(n->t * s - n->noncentrality);
}

static double log_noncentral_tail(double t, double df, double noncentrality)
{
    struct noncentral n = {t, noncentrality};
    double shift = t > 0.0 ? 0.5 * log1p(t / df * t) : 0.0;
    return fmin(0.0, log_average(df, log_noncentral_at, &n, shift,
                                 fabs(noncentrality)));
}

double noncentral_t_tail(double t, double df, double noncentrality)
{
    return exp(log_noncentral_tail(t, df, noncentrality));
}

struct noncentral_target {
    double t, df, log_q;
};

static double log_excess(double noncentrality, const void *context)
{
    const struct noncentral_target *n = context;
    return log_noncentral_tail(n->t, n->df, noncentrality) - n->log_q;
}

double noncentral_t_search(double t, double df, double q)
{
    /* P(T' > t) grows with the noncentrality. */
    struct noncentral_target target = {t, df, log(q)};
    double reach = 3.0 + fabs(t) / sqrt(df);
    double low = t - reach, high = t + reach;
    while (log_excess(low, &target) > 0.0)
        low -= reach;
    while (log_excess(high, &target) < 0.0)
        high += reach;
    return find_root(log_excess, &target, low, high);
}

/* ln of the brace of rule 3 over Phi(z)^(k-1), from
 * ln(Phi(z-w) / Phi(z)). */
static double log_brace(double log_ratio, double k)
{
    if (log_ratio < -40.0)
        return log(k - 1.0) + log_ratio;
    return log(-expm1((k - 1.0) * log1p(-exp(fmin(log_ratio, 0.0)))));
}

/* The rule for the inner integral: steps of z, and ln Phi(z) at those from -9
 * up to where it is 0 in double precision. */
#define RANGE_STEP 0.25
#define RANGE_FROM -36
#define RANGE_TO 36

struct range {
    double q, k;
    double log_below[RANGE_TO - RANGE_FROM];
};

static void range_init(struct range *r, double q, size_t k)
{
    r->q = q;
    r->k = (double)k;
    for (long i = RANGE_FROM; i < RANGE_TO; i++)
        r->log_below[i - RANGE_FROM] = log_normal_tail(-RANGE_STEP * (double)i);
}

/* ln P(range of k standard normals > w), w = q s. The integrand is below
 * exp(-z^2 / 2) and below exp(-(z - w)^2 / 2), its mass near or right of
 * w / 2. */
static double log_range_at(double s, const void *context)
{
    const struct range *r = context;
    double w = r->q * s, k = r->k, middle = 0.5 * w / RANGE_STEP;
    struct log_sum sum = LOG_SUM_EMPTY;
    long first = (long)middle + RANGE_FROM;
    long last = (long)ceil(middle) - RANGE_FROM;
    for (long i = first > RANGE_FROM ? first : RANGE_FROM; i <= last; i++) {
        double z = RANGE_STEP * (double)i;
        double log_below = i < RANGE_TO ? r->log_below[i - RANGE_FROM] : 0.0;
        double log_ratio = log_normal_tail(w - z) - log_below;
        log_sum_add(&sum, -0.5 * z * z + (k - 1.0) * log_below +
                              log_brace(log_ratio, k));
    }
    double log_tail = log(k * RANGE_STEP) - ln_sqrt_2pi + log_sum_value(&sum);
    return fmin(log_tail, 0.0);
}

struct cotejo_p studentized_range_tail(double q, size_t k, double df)
{
    if (isnan(q) || k < 2 || !(df > 0.0))
        return cotejo_p_undefined();
    if (q <= 0.0)
        return (struct cotejo_p){1.0, 0.0};
    if (isinf(q))
        return (struct cotejo_p){0.0, -INFINITY};
    struct range r;
    range_init(&r, q, k);
    double shift = 0.5 * log1p(0.5 * q / df * q);
    return cotejo_p_from_log(
        fmin(0.0, log_average(df, log_range_at, &r, shift, 0.0)));
}

struct range_target {
    double log10_p, df;
    size_t k;
};

static double range_excess(double q, const void *context)
{
    const struct range_target *r = context;
    return studentized_range_tail(q, r->k, r->df).log10_p - r->log10_p;
}

double studentized_range_quantile(double p, size_t k, double df)
{
    if (!(p > 0.0 && p < 1.0) || k < 2 || !(df > 0.0))
        return NAN;
    /* More than the tail of one pair, less than those of all pairs together
     * (Bonferroni), a hair apart from both for their rounding. */
    double pairs = 0.5 * (double)k * ((double)k - 1.0), root2 = sqrt(2.0);
    double low = root2 * cotejo_t_quantile(0.5 * p, df);
    double high = root2 * cotejo_t_quantile(0.5 * p / pairs, df);
    struct range_target target = {log10(p), df, k};
    return find_root(range_excess, &target, low * (1.0 - 1e-9),
                     high * (1.0 + 1e-9));
}

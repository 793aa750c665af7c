/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ratio of two means and its intervals.
 *
 * Fieller: with c_a = (se_a / mean_a)^2, c_b = (se_b / mean_a)^2 and t at
 * Welch's df, g = t^2 c_a,
 *     [r -+ t sqrt(c_b + r^2 c_a - t^2 c_a c_b)] / (1 - g).
 */
#include "cotejo/ratio.h"

#include <math.h>

#include "cotejo/distribution.h"

static struct cotejo_ratio no_interval(enum cotejo_status status, double ratio,
                                       double level)
{
    return (struct cotejo_ratio){status, ratio, {NAN, NAN, level}, NAN, NAN};
}

/* What keeps the two summaries from having an interval of their ratio. */
static enum cotejo_status obstacle(const struct cotejo_moments *a,
                                   const struct cotejo_moments *b)
{
    if (a->n < 1 || b->n < 1)
        return COTEJO_TOO_FEW;
    if (a->mean == 0.0)
        return COTEJO_BASE_ZERO;
    if (a->n < 2 || b->n < 2)
        return COTEJO_TOO_FEW;
    if (isnan(a->se) || isnan(b->se))
        return COTEJO_UNDEFINED;
    if (a->se == 0.0 && b->se == 0.0)
        return a->mean == b->mean ? COTEJO_NO_VARIATION_EQUAL
                                  : COTEJO_NO_VARIATION_UNEQUAL;
    return COTEJO_OK;
}

static double ratio_of(const struct cotejo_moments *a,
                       const struct cotejo_moments *b)
{
    return a->mean == 0.0 ? NAN : b->mean / a->mean;
}

/* Fieller's, from the relative standard errors at df degrees of freedom. */
static void set_interval(struct cotejo_ratio *result, double u_a, double u_b,
                         double df)
{
    double r = result->ratio;
    double t = cotejo_t_quantile(0.5 * (1.0 - result->interval.level), df);
    result->df = df;
    result->g = t * u_a * (t * u_a);
    if (result->g >= 1.0) {
        result->status = COTEJO_UNBOUNDED;
        return;
    }
    double half = t * sqrt(u_b * u_b * (1.0 - result->g) + r * u_a * (r * u_a));
    result->interval.low = (r - half) / (1.0 - result->g);
    result->interval.high = (r + half) / (1.0 - result->g);
}

struct cotejo_ratio cotejo_fieller(const struct cotejo_moments *a,
                                   const struct cotejo_moments *b, double level)
{
    double r = ratio_of(a, b);
    enum cotejo_status status = obstacle(a, b);
    struct cotejo_ratio result = no_interval(status, r, level);
    if (status == COTEJO_BASE_ZERO)
        result.g = INFINITY;
    if (status != COTEJO_OK)
        return result;

    set_interval(&result, a->se / a->mean, b->se / a->mean,
                 cotejo_satterthwaite(a->se, (double)a->n - 1.0, b->se,
                                      (double)b->n - 1.0));
    return result;
}

struct cotejo_ratio cotejo_fieller_pooled(const struct cotejo_moments *a,
                                          const struct cotejo_moments *b,
                                          double level)
{
    double r = ratio_of(a, b), sd = cotejo_pooled_sd(a, b);
    struct cotejo_ratio result = no_interval(COTEJO_OK, r, level);
    if (isnan(r))
        result.status = a->n ? COTEJO_BASE_ZERO : COTEJO_TOO_FEW;
    else if (isnan(sd))
        result.status = COTEJO_TOO_FEW;
    else if (sd == 0.0)
        result.status = a->mean == b->mean ? COTEJO_NO_VARIATION_EQUAL
                                           : COTEJO_NO_VARIATION_UNEQUAL;
    if (result.status == COTEJO_OK)
        set_interval(&result, sd / sqrt((double)a->n) / a->mean,
                     sd / sqrt((double)b->n) / a->mean,
                     (double)(a->n + b->n) - 2.0);
    return result;
}

struct cotejo_ratio cotejo_log_ratio(const struct cotejo_moments *a,
                                     const struct cotejo_moments *b,
                                     double level)
{
    double r = ratio_of(a, b);
    enum cotejo_status status = obstacle(a, b);
    if (status == COTEJO_OK && !(a->mean > 0.0 && b->mean > 0.0))
        status = COTEJO_UNDEFINED;
    struct cotejo_ratio result = no_interval(status, r, level);
    if (status != COTEJO_OK)
        return result;
    double u_a = a->se / a->mean, u_b = b->se / b->mean;
    result.df =
        cotejo_satterthwaite(u_a, (double)a->n - 1.0, u_b, (double)b->n - 1.0);
    double half =
        cotejo_t_quantile(0.5 * (1.0 - level), result.df) * hypot(u_a, u_b);
    result.interval.low = r * exp(-half);
    result.interval.high = r * exp(half);
    return result;
}

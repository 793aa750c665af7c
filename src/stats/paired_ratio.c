/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ratio of the means of pairs.
 *
 * rho is in the interval iff the paired t test of b - rho a does not reject:
 *     (mean_b - rho mean_a)^2 <= t^2 (v_b - 2 rho v_ab + rho^2 v_a),
 * v = (co)variance / n, t at n - 1 degrees of freedom (Fieller 1954, who has
 * the covariance). With r = mean_b / mean_a, u = v / mean_a^2, g = t^2 u_a
 * and v_r the squared standard error of b - r a, divided by mean_a^2:
 *     [r - t^2 u_ab -+ t sqrt(v_r - t^2 (u_a u_b - u_ab^2))] / (1 - g).
 * Spreads come from the deviations of b - rho a, so that pairs that move
 * together lose no digits.
 */
#include "cotejo/ratio.h"

#include <math.h>
#include <stdlib.h>

#include "cotejo/distribution.h"
#include "stats/deviations.h"
#include "stats/memory.h"

/* Deviations from the means, in the unit of the data. */
struct pair_deviations {
    size_t n;
    double *a, *b;
    struct cotejo_moments of_a, of_b;
};

static void deviations_init(struct pair_deviations *d,
                            const struct cotejo_sample *a,
                            const struct cotejo_sample *b)
{
    double scale_a, scale_b;
    d->n = a->n;
    d->a = stats_new(d->n, sizeof *d->a);
    d->b = stats_new(d->n, sizeof *d->b);
    cotejo_moments(a, &d->of_a);
    cotejo_moments(b, &d->of_b);
    sample_deviations(a, d->a, &scale_a);
    sample_deviations(b, d->b, &scale_b);
    for (size_t i = 0; i < d->n; i++) {
        d->a[i] *= scale_a;
        d->b[i] *= scale_b;
    }
}

static void deviations_free(struct pair_deviations *d)
{
    free(d->a);
    free(d->b);
}

/* Standard error of the mean of b - rho a. */
static double se_against(const struct pair_deviations *d, double rho)
{
    struct sum squares = {0};
    for (size_t i = 0; i < d->n; i++) {
        double away = d->b[i] - rho * d->a[i];
        sum_add(&squares, away * away);
    }
    double n = (double)d->n;
    return sqrt(sum_value(&squares) / (n * (n - 1.0)));
}

static double covariance_of_means(const struct pair_deviations *d)
{
    struct sum products = {0};
    for (size_t i = 0; i < d->n; i++)
        sum_add(&products, d->a[i] * d->b[i]);
    double n = (double)d->n;
    return sum_value(&products) / (n * (n - 1.0));
}

static void fill_interval(const struct pair_deviations *d,
                          struct cotejo_ratio *result)
{
    double r = result->ratio, base = d->of_a.mean;
    double t =
        cotejo_t_quantile(0.5 * (1.0 - result->interval.level), result->df);
    double u_a = d->of_a.se / base, u_b = d->of_b.se / base;
    double u_ab = covariance_of_means(d) / base / base;
    double u_r = se_against(d, r) / base;
    result->g = t * u_a * (t * u_a);
    if (result->g >= 1.0) {
        result->status = COTEJO_UNBOUNDED;
        return;
    }
    double apart = fmax(u_a * u_a * (u_b * u_b) - u_ab * u_ab, 0.0);
    double half = t * sqrt(fmax(u_r * u_r - t * t * apart, 0.0));
    double centre = r - t * t * u_ab;
    result->interval.low = (centre - half) / (1.0 - result->g);
    result->interval.high = (centre + half) / (1.0 - result->g);
}

/* status: the paired t test's, from the decimal differences. */
static struct cotejo_ratio fieller(const struct pair_deviations *d,
                                   enum cotejo_status status, double level)
{
    struct cotejo_ratio result = {
        status, d->of_b.mean / d->of_a.mean, {NAN, NAN, level}, NAN, NAN};
    if (d->of_a.mean == 0.0) {
        result.status = COTEJO_BASE_ZERO;
        result.ratio = NAN;
    }
    if (result.status != COTEJO_OK)
        return result;
    result.df = (double)d->n - 1.0;
    fill_interval(d, &result);
    return result;
}

struct cotejo_ratio cotejo_fieller_paired(const struct cotejo_sample *a,
                                          const struct cotejo_sample *b,
                                          double level)
{
    struct cotejo_ratio none = {
        COTEJO_UNDEFINED, NAN, {NAN, NAN, level}, NAN, NAN};
    enum cotejo_status status = cotejo_paired_t(a, b, level).status;
    if (a->n != b->n || a->n < 2) {
        none.status = status;
        return none;
    }
    struct pair_deviations d;
    deviations_init(&d, a, b);
    struct cotejo_ratio result = fieller(&d, status, level);
    deviations_free(&d);
    return result;
}

/* Against rho = 1 + excess. */
static double t_against(const struct pair_deviations *d, double excess)
{
    double away =
        cotejo_mean_difference(&d->of_a, &d->of_b) - excess * d->of_a.mean;
    return away / se_against(d, 1.0 + excess);
}

static double smallest_margin(const struct cotejo_interval *interval,
                              bool linear)
{
    double low = interval->low, high = interval->high;
    if (!(low > 0.0))
        return NAN;
    return fmax(high - 1.0, linear ? 1.0 - low : (1.0 - low) / low);
}

struct cotejo_equivalence cotejo_tost_paired(const struct cotejo_sample *a,
                                             const struct cotejo_sample *b,
                                             double margin, bool linear,
                                             double alpha)
{
    struct cotejo_ratio ratio = cotejo_fieller_paired(a, b, 1.0 - 2.0 * alpha);
    struct cotejo_equivalence e = {
        .status = ratio.status,
        .bound_low = linear ? 1.0 - margin : 1.0 / (1.0 + margin),
        .bound_high = 1.0 + margin,
        .p = cotejo_p_undefined(),
        .smallest_margin = NAN,
        .interval = ratio.interval,
        .t_low = NAN,
        .t_high = NAN,
    };
    if (ratio.status != COTEJO_OK && ratio.status != COTEJO_UNBOUNDED)
        return e;
    struct pair_deviations d;
    deviations_init(&d, a, b);
    if (!(d.of_a.mean > 0.0)) {
        e.status = COTEJO_UNDEFINED;
    } else {
        if (ratio.status == COTEJO_OK)
            e.smallest_margin = smallest_margin(&ratio.interval, linear);
        if (!isnan(margin)) {
            e.t_low =
                t_against(&d, linear ? -margin : -margin / (1.0 + margin));
            e.t_high = t_against(&d, margin);
            struct cotejo_p low = cotejo_t_tail(e.t_low, ratio.df);
            struct cotejo_p high = cotejo_t_tail(-e.t_high, ratio.df);
            e.p = low.log10_p >= high.log10_p ? low : high;
        }
    }
    deviations_free(&d);
    return e;
}

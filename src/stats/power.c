/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power of the two-sample t test and of the equivalence test, and the
 * numbers of runs that follow from them. */
#include "cotejo/power.h"

#include <math.h>

#include <gsl/gsl_sf_gamma.h>

#include "cotejo/distribution.h"
#include "stats/noncentral.h"

double cotejo_power(size_t n, double effect, double alpha)
{
    if (n < 2 || isnan(effect))
        return NAN;
    double df = 2.0 * (double)n - 2.0;
    double noncentrality = effect * sqrt(0.5 * (double)n);
    double t = cotejo_t_quantile(0.5 * alpha, df);
    return fmin(1.0, noncentral_t_tail(t, df, noncentrality) +
                         noncentral_t_tail(t, df, -noncentrality));
}

double cotejo_power_paired(size_t n, double effect, double alpha)
{
    if (n < 2 || isnan(effect))
        return NAN;
    double df = (double)n - 1.0, noncentrality = effect * sqrt((double)n);
    double t = cotejo_t_quantile(0.5 * alpha, df);
    return fmin(1.0, noncentral_t_tail(t, df, noncentrality) +
                         noncentral_t_tail(t, df, -noncentrality));
}

/* A power that grows with n. */
typedef double power_at(size_t n, const void *plan);

/* Doubles n until the power suffices, then halves the last step. */
static size_t smallest_n(power_at *power, const void *plan, double target)
{
    size_t low = 1, high = 2;
    while (power(high, plan) < target) {
        if (high >= COTEJO_RUNS_MAX)
            return 0;
        low = high;
        high = 2 * high < COTEJO_RUNS_MAX ? 2 * high : COTEJO_RUNS_MAX;
    }
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (power(middle, plan) < target)
            low = middle;
        else
            high = middle;
    }
    return high;
}

struct difference_plan {
    double effect, alpha;
};

static double difference_power(size_t n, const void *plan)
{
    const struct difference_plan *p = plan;
    return cotejo_power(n, p->effect, p->alpha);
}

static double paired_power(size_t n, const void *plan)
{
    const struct difference_plan *p = plan;
    return cotejo_power_paired(n, p->effect, p->alpha);
}

size_t cotejo_required_pairs(double effect, double alpha, double power)
{
    struct difference_plan plan = {fabs(effect), alpha};
    if (!(plan.effect > 0.0) || !(power < 1.0))
        return 0;
    return smallest_n(paired_power, &plan, power);
}

size_t cotejo_required_runs(double effect, double alpha, double power)
{
    struct difference_plan plan = {fabs(effect), alpha};
    if (!(plan.effect > 0.0) || !(power < 1.0))
        return 0;
    return smallest_n(difference_power, &plan, power);
}

/* The effect at which a power that grows with it is reached. */
static double effect_for(double (*power_of)(size_t, double, double), size_t n,
                         double alpha, double power)
{
    if (n < 2 || !(power > alpha && power < 1.0))
        return NAN;
    double low = 0.0, high = 1.0;
    while (power_of(n, high, alpha) < power)
        high *= 2.0;
    while (high - low > 1e-10 * high) {
        double middle = 0.5 * (low + high);
        if (power_of(n, middle, alpha) < power)
            low = middle;
        else
            high = middle;
    }
    return high;
}

double cotejo_detectable_effect(size_t n, double alpha, double power)
{
    return effect_for(cotejo_power, n, alpha, power);
}

double cotejo_detectable_effect_paired(size_t n, double alpha, double power)
{
    return effect_for(cotejo_power_paired, n, alpha, power);
}

struct equivalence_plan {
    double cv, margin, alpha;
};

/*
 * With u, v standard normal, the means are 1 + c u and 1 + c v (c the CV over
 * sqrt n), and s the sd over its true value. Both one-sided tests succeed iff
 *     rho_L (1 + c u) + t s c sqrt(1 + rho_L^2) < 1 + c v
 *                     < rho_U (1 + c u) - t s c sqrt(1 + rho_U^2).
 * The inner probability is over v, the sums over u and ln s.
 */
static double both_succeed(double u, double s, double t, double c,
                           double margin)
{
    double upper = 1.0 + margin, lower = 1.0 / upper, base = 1.0 + c * u;
    double from = lower * base - 1.0 + t * s * c * hypot(1.0, lower);
    double to = upper * base - 1.0 - t * s * c * hypot(1.0, upper);
    if (to <= from)
        return 0.0;
    return 0.5 * (erfc(from / c / sqrt(2.0)) - erfc(to / c / sqrt(2.0)));
}

double cotejo_equivalence_power(size_t n, double cv, double margin,
                                double alpha)
{
    if (n < 2 || !(cv > 0.0) || !(margin > 0.0))
        return NAN;
    double df = 2.0 * (double)n - 2.0, c = cv / sqrt((double)n);
    double t = cotejo_t_quantile(alpha, df);
    double log_density =
        log(2.0) + 0.5 * df * log(0.5 * df) - gsl_sf_lngamma(0.5 * df);
    double width = 1.0 / sqrt(2.0 * df), step = 0.05, sum = 0.0;
    for (double x = -8.0 - 8.0 * width; x <= 6.0; x += 0.2) {
        double log_s = x * width, s = exp(log_s);
        double weight =
            exp(log_density + df * log_s - 0.5 * df * s * s) * 0.2 * width;
        for (double u = -6.0; weight > 1e-12 && u <= 6.0; u += step)
            sum += weight * both_succeed(u, s, t, c, margin) * step *
                   exp(-0.5 * u * u) / sqrt(2.0 * 3.14159265358979323846);
    }
    return fmin(1.0, sum);
}

static double equivalence_power(size_t n, const void *plan)
{
    const struct equivalence_plan *p = plan;
    return cotejo_equivalence_power(n, p->cv, p->margin, p->alpha);
}

size_t cotejo_required_runs_equivalence(double cv, double margin, double alpha,
                                        double power)
{
    struct equivalence_plan plan = {cv, margin, alpha};
    if (!(cv > 0.0) || !(margin > 0.0) || !(power < 1.0))
        return 0;
    return smallest_n(equivalence_power, &plan, power);
}

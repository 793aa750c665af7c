/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power of the two-sample t test and of the equivalence test, and the
 * numbers of runs that follow from them. */
#include "cotejo/power.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_sf_gamma.h>

#include "cotejo/distribution.h"
#include "stats/noncentral.h"
#include "stats/root.h"

/* P(|T'| > t), of which the far side is nothing where even a normal variable
 * would have to be nine standard deviations out. */
static double both_tails(double t, double df, double noncentrality)
{
    double size = fabs(noncentrality), tail = noncentral_t_tail(t, df, size);
    if (size < 9.0)
        tail += noncentral_t_tail(t, df, -size);
    return fmin(1.0, tail);
}

double cotejo_power(size_t n, double effect, double alpha)
{
    if (n < 2 || isnan(effect))
        return NAN;
    double df = 2.0 * (double)n - 2.0;
    return both_tails(cotejo_t_quantile(0.5 * alpha, df), df,
                      effect * sqrt(0.5 * (double)n));
}

double cotejo_power_paired(size_t n, double effect, double alpha)
{
    if (n < 2 || isnan(effect))
        return NAN;
    double df = (double)n - 1.0;
    return both_tails(cotejo_t_quantile(0.5 * alpha, df), df,
                      effect * sqrt((double)n));
}

/* A power that grows with n. */
typedef double power_at(size_t n, const void *plan);

/* The smallest n with this power: from a guess in steps that double, to where
 * it suffices and where it does not, and then by halves. */
static size_t smallest_n(power_at *power, const void *plan, double target,
                         double guess)
{
    size_t low = 1, high = COTEJO_RUNS_MAX, step = 1;
    size_t n = guess < 2.0                       ? 2
               : guess < (double)COTEJO_RUNS_MAX ? (size_t)guess
                                                 : COTEJO_RUNS_MAX;
    bool suffices = power(n, plan) >= target;
    *(suffices ? &high : &low) = n;
    for (bool same = suffices; same == suffices && high - low > 1; step *= 2) {
        if (suffices)
            n = high - low > step ? high - step : low + 1;
        else
            n = high - low > step ? low + step : high;
        if (n == COTEJO_RUNS_MAX)
            break;
        same = power(n, plan) >= target;
        *(same ? &high : &low) = n;
    }
    if (high == COTEJO_RUNS_MAX && power(high, plan) < target)
        return 0;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        *(power(middle, plan) < target ? &low : &high) = middle;
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

/* n if the sd were known: (z_(alpha/2) + z_(1-power))^2 over effect^2, and
 * what the t distribution adds to it. */
static double normal_n(const struct difference_plan *plan, double power)
{
    double z = cotejo_normal_quantile(0.5 * plan->alpha);
    double both = z + cotejo_normal_quantile(1.0 - power);
    return pow(both / plan->effect, 2.0) + 0.25 * z * z;
}

size_t cotejo_required_pairs(double effect, double alpha, double power)
{
    struct difference_plan plan = {fabs(effect), alpha};
    if (!(plan.effect > 0.0) || !(power < 1.0))
        return 0;
    return smallest_n(paired_power, &plan, power, normal_n(&plan, power));
}

size_t cotejo_required_runs(double effect, double alpha, double power)
{
    struct difference_plan plan = {fabs(effect), alpha};
    if (!(plan.effect > 0.0) || !(power < 1.0))
        return 0;
    return smallest_n(difference_power, &plan, power,
                      2.0 * normal_n(&plan, power));
}

/* A question for the effect: its power over the one that is wanted. */
struct effect_plan {
    double (*power_of)(size_t n, double effect, double alpha);
    size_t n;
    double alpha, power;
};

static double power_excess(double effect, const void *plan)
{
    const struct effect_plan *p = plan;
    return p->power_of(p->n, effect, p->alpha) - p->power;
}

/* The effect at which a power that grows with it is reached. */
static double effect_for(const struct effect_plan *plan)
{
    if (plan->n < 2 || !(plan->power > plan->alpha && plan->power < 1.0))
        return NAN;
    double low = 0.0, high = 1.0;
    while (power_excess(high, plan) < 0.0) {
        low = high;
        high *= 2.0;
    }
    return find_root(power_excess, plan, low, high);
}

double cotejo_detectable_effect(size_t n, double alpha, double power)
{
    struct effect_plan plan = {cotejo_power, n, alpha, power};
    return effect_for(&plan);
}

double cotejo_detectable_effect_paired(size_t n, double alpha, double power)
{
    struct effect_plan plan = {cotejo_power_paired, n, alpha, power};
    return effect_for(&plan);
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
    double z = cotejo_normal_quantile(alpha) +
               cotejo_normal_quantile(0.5 * (1.0 - power));
    return smallest_n(equivalence_power, &plan, power,
                      2.0 * pow(z * cv / log1p(margin), 2.0));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Equivalence by two one-sided tests. Against a bound rho of the ratio,
 *     t = (mean_b - rho mean_a) / sqrt(se_b^2 + rho^2 se_a^2)
 * at Welch's df, the same for both bounds and for Fieller's interval, so that
 * the test and the interval never disagree.
 */
#include "cotejo/ratio.h"

#include <math.h>

#include "cotejo/distribution.h"

static struct cotejo_p larger(struct cotejo_p a, struct cotejo_p b)
{
    return a.log10_p >= b.log10_p ? a : b;
}

/* Against rho = 1 + excess: from the difference of the means, which has more
 * digits than they have. */
static double t_against(const struct cotejo_moments *a,
                        const struct cotejo_moments *b, double excess)
{
    double away = cotejo_mean_difference(a, b) - excess * a->mean;
    return away / hypot(b->se, (1.0 + excess) * a->se);
}

static double smallest_margin(const struct cotejo_interval *interval,
                              bool linear)
{
    double low = interval->low, high = interval->high;
    if (!(low > 0.0))
        return NAN;
    return fmax(high - 1.0, linear ? 1.0 - low : (1.0 - low) / low);
}

struct cotejo_equivalence cotejo_tost_ratio(const struct cotejo_moments *a,
                                            const struct cotejo_moments *b,
                                            double margin, bool linear,
                                            double alpha)
{
    struct cotejo_ratio ratio = cotejo_fieller(a, b, 1.0 - 2.0 * alpha);
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
    bool bounded = ratio.status == COTEJO_OK;
    if (!bounded && ratio.status != COTEJO_UNBOUNDED)
        return e;
    if (!(a->mean > 0.0)) {
        e.status = COTEJO_UNDEFINED;
        return e;
    }
    if (bounded)
        e.smallest_margin = smallest_margin(&ratio.interval, linear);
    if (isnan(margin))
        return e;
    e.t_low = t_against(a, b, linear ? -margin : -margin / (1.0 + margin));
    e.t_high = t_against(a, b, margin);
    e.p = larger(cotejo_t_tail(e.t_low, ratio.df),
                 cotejo_t_tail(-e.t_high, ratio.df));
    return e;
}

struct cotejo_equivalence cotejo_tost_difference(const struct cotejo_moments *a,
                                                 const struct cotejo_moments *b,
                                                 double margin, double alpha)
{
    struct cotejo_t_test welch = cotejo_welch(a, b, 1.0 - 2.0 * alpha);
    struct cotejo_equivalence e = {
        .status = welch.status,
        .bound_low = -margin,
        .bound_high = margin,
        .p = cotejo_p_undefined(),
        .smallest_margin =
            fmax(fabs(welch.interval.low), fabs(welch.interval.high)),
        .interval = welch.interval,
        .t_low = NAN,
        .t_high = NAN,
    };
    if (welch.status != COTEJO_OK || isnan(margin))
        return e;
    e.t_low = (welch.difference + margin) / welch.se;
    e.t_high = (welch.difference - margin) / welch.se;
    e.p = larger(cotejo_t_tail(e.t_low, welch.df),
                 cotejo_t_tail(-e.t_high, welch.df));
    return e;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Standardised difference of means. */
#include "cotejo/effect.h"

#include <math.h>

#include "stats/noncentral.h"

/* Gamma(x + 1/2) / Gamma(x) / sqrt(x); the series of Tricomi and Erdelyi
 * (1951) where gamma functions would overflow. */
static double half_step_ratio(double x)
{
    if (x < 60.0)
        return tgamma(x + 0.5) / tgamma(x) / sqrt(x);
    static const double c[] = {
        1.0,           -1.0 / 8,        1.0 / 128,      5.0 / 1024,
        -21.0 / 32768, -399.0 / 262144, 869.0 / 4194304};
    double sum = 0.0;
    for (size_t i = sizeof c / sizeof *c; i > 0; i--)
        sum = sum / x + c[i - 1];
    return sum;
}

/* J = Gamma(nu/2) / (sqrt(nu/2) Gamma((nu-1)/2)). */
static double hedges_j(double nu)
{
    double x = 0.5 * (nu - 1.0);
    return half_step_ratio(x) * sqrt(x / (0.5 * nu));
}

struct cotejo_hedges cotejo_hedges_g(const struct cotejo_moments *a,
                                     const struct cotejo_moments *b,
                                     double level)
{
    struct cotejo_t_test t = cotejo_student(a, b, level);
    struct cotejo_hedges h = {t.status, NAN, NAN, NAN, {NAN, NAN, level}};
    if (t.status != COTEJO_OK)
        return h;
    double n_a = (double)a->n, n_b = (double)b->n;
    h.d = t.difference / cotejo_pooled_sd(a, b);
    if (t.df < 2.0) {
        h.status = COTEJO_TOO_FEW;
        return h;
    }
    h.j = hedges_j(t.df);
    h.g = h.j * h.d;
    if (fabs(t.t) > 1000.0)
        return h;
    double q = 0.5 * (1.0 - level);
    double scale = h.j * sqrt(1.0 / n_a + 1.0 / n_b);
    h.interval.low = scale * noncentral_t_search(t.t, t.df, q);
    h.interval.high = -scale * noncentral_t_search(-t.t, t.df, q);
    return h;
}

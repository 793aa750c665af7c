/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The t tests: Welch, Student, paired.
 *
 * Welch's degrees of freedom use w = se_b^2 / (se_a^2 + se_b^2) and
 * 1 / df = (1 - w)^2 / (n_a - 1) + w^2 / (n_b - 1): fourth powers of the data
 * never appear.
 */
#include "cotejo/tests.h"

#include <math.h>

#include "cotejo/distribution.h"
#include "stats/differences.h"

static struct cotejo_t_test no_test(enum cotejo_status status,
                                    double difference, double level)
{
    return (struct cotejo_t_test){
        status,           difference, NAN, NAN, NAN, cotejo_p_undefined(),
        {NAN, NAN, level}};
}

static struct cotejo_t_test t_test(double difference, double se, double df,
                                   double level)
{
    if (isnan(difference) || isnan(se) || !(df > 0.0))
        return no_test(COTEJO_UNDEFINED, difference, level);
    if (se == 0.0) {
        struct cotejo_t_test none =
            no_test(difference == 0.0 ? COTEJO_NO_VARIATION_EQUAL
                                      : COTEJO_NO_VARIATION_UNEQUAL,
                    difference, level);
        none.se = 0.0;
        return none;
    }
    double t = difference / se;
    double half = cotejo_t_quantile(0.5 * (1.0 - level), df) * se;
    return (struct cotejo_t_test){
        COTEJO_OK,
        difference,
        se,
        t,
        df,
        cotejo_t_two_sided(t, df),
        {difference - half, difference + half, level}};
}

double cotejo_satterthwaite(double se_a, double df_a, double se_b, double df_b)
{
    double both = hypot(se_a, se_b);
    double part_a = se_a / both, part_b = se_b / both;
    double w_a = part_a * part_a, w_b = part_b * part_b;
    return 1.0 / (w_a * w_a / df_a + w_b * w_b / df_b);
}

struct cotejo_t_test cotejo_welch(const struct cotejo_moments *a,
                                  const struct cotejo_moments *b, double level)
{
    double difference = cotejo_mean_difference(a, b);
    if (a->n < 2 || b->n < 2)
        return no_test(COTEJO_TOO_FEW, difference, level);
    double se = hypot(a->se, b->se);
    double df = se == 0.0 ? 1.0
                          : cotejo_satterthwaite(a->se, (double)a->n - 1.0,
                                                 b->se, (double)b->n - 1.0);
    return t_test(difference, se, df, level);
}

double cotejo_pooled_sd(const struct cotejo_moments *a,
                        const struct cotejo_moments *b)
{
    if (a->n < 1 || b->n < 1 || a->n + b->n < 3)
        return NAN;
    double df_a = (double)a->n - 1.0, df_b = (double)b->n - 1.0;
    double part_a = a->n > 1 ? a->sd * sqrt(df_a / (df_a + df_b)) : 0.0;
    double part_b = b->n > 1 ? b->sd * sqrt(df_b / (df_a + df_b)) : 0.0;
    return hypot(part_a, part_b);
}

struct cotejo_t_test cotejo_student(const struct cotejo_moments *a,
                                    const struct cotejo_moments *b,
                                    double level)
{
    double difference = cotejo_mean_difference(a, b);
    if (a->n < 1 || b->n < 1 || a->n + b->n < 3)
        return no_test(COTEJO_TOO_FEW, difference, level);
    double n_a = (double)a->n, n_b = (double)b->n;
    double se = cotejo_pooled_sd(a, b) * sqrt(1.0 / n_a + 1.0 / n_b);
    return t_test(difference, se, n_a + n_b - 2.0, level);
}

struct cotejo_t_test cotejo_paired_t(const struct cotejo_sample *a,
                                     const struct cotejo_sample *b,
                                     double level)
{
    if (a->n != b->n)
        return no_test(COTEJO_UNDEFINED, NAN, level);
    if (a->n < 2)
        return no_test(COTEJO_TOO_FEW, NAN, level);
    struct differences d;
    differences_init(&d, a, b);
    struct cotejo_moments m;
    cotejo_moments(&d.sample, &m);
    differences_free(&d);
    return t_test(m.mean, m.se, (double)m.n - 1.0, level);
}

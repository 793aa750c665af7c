/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bootstrap of cotejo/bootstrap.h; its rules are cited by number. */
#include "cotejo/bootstrap.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_rng.h>

#include "cotejo/distribution.h"
#include "stats/deviations.h"
#include "stats/memory.h"
#include "stats/ranks.h"

struct cotejo_draws {
    size_t n_a, n_b, replicates;
    uint32_t *index; /* replicates rows of n_a + n_b */
};

struct cotejo_draws *cotejo_draws_new(size_t n_a, size_t n_b, size_t replicates,
                                      unsigned long seed)
{
    struct cotejo_draws *draws = stats_new(1, sizeof *draws);
    *draws = (struct cotejo_draws){n_a, n_b, replicates, NULL};
    draws->index = stats_new(replicates * (n_a + n_b), sizeof *draws->index);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, seed);
    uint32_t *next = draws->index;
    for (size_t r = 0; r < replicates; r++) {
        for (size_t i = 0; i < n_a; i++)
            *next++ = (uint32_t)gsl_rng_uniform_int(rng, n_a);
        for (size_t i = 0; i < n_b; i++)
            *next++ = (uint32_t)gsl_rng_uniform_int(rng, n_b);
    }
    gsl_rng_free(rng);
    return draws;
}

void cotejo_draws_free(struct cotejo_draws *draws)
{
    if (draws)
        free(draws->index);
    free(draws);
}

/* The samples less the first value of each: whole numbers of 10^exponent
 * where there is a grid, so that sums of them are exact. */
struct shifted {
    double *a, *b;
    double base_a, base_b; /* what was taken away */
    size_t n_a, n_b;
    int exponent; /* of that unit; 0 without a grid */
};

/* One sample into "to"; k: its whole numbers or NULL. Returns what it took
 * away. */
static double shift(const struct cotejo_sample *sample, const int64_t k[],
                    double to[])
{
    double base = k ? (double)k[0] : sample->x[0];
    for (size_t i = 0; i < sample->n; i++)
        to[i] = (k ? (double)k[i] : sample->x[i]) - base;
    return base;
}

static void shifted_init(struct shifted *s, const struct cotejo_sample *a,
                         const struct cotejo_sample *b)
{
    const struct cotejo_sample *both[] = {a, b};
    size_t n_b = b ? b->n : 0, n = a->n + n_b;
    int64_t *k = stats_new(n, sizeof *k);
    *s = (struct shifted){.n_a = a->n, .n_b = n_b};
    bool on_grid = pool_on_grid(both, b ? 2 : 1, k, &s->exponent);
    if (!on_grid)
        s->exponent = 0;
    s->a = stats_new(n, sizeof *s->a);
    s->b = s->a + a->n;
    s->base_a = shift(a, on_grid ? k : NULL, s->a);
    s->base_b = b ? shift(b, on_grid ? k + a->n : NULL, s->b) : 0.0;
    free(k);
}

/* The statistic from the means of the shifted samples. */
static double statistic(const struct shifted *s, enum cotejo_bootstrap_of what,
                        double mean_a, double mean_b)
{
    switch (what) {
    case COTEJO_MEAN:
        return s->base_a + mean_a;
    case COTEJO_DIFFERENCE:
        return (s->base_b - s->base_a) + (mean_b - mean_a);
    case COTEJO_RATIO:
        return (s->base_b + mean_b) / (s->base_a + mean_a);
    }
    return NAN;
}

static double mean_of(const double x[], size_t n)
{
    struct sum sum = {0};
    for (size_t i = 0; i < n; i++)
        sum_add(&sum, x[i]);
    return n ? sum_value(&sum) / (double)n : 0.0;
}

static void replicate_all(const struct cotejo_draws *draws,
                          const struct shifted *s,
                          enum cotejo_bootstrap_of what, double t[])
{
    const uint32_t *index = draws->index;
    for (size_t r = 0; r < draws->replicates; r++) {
        double sum_a = 0.0, sum_b = 0.0;
        for (size_t i = 0; i < s->n_a; i++)
            sum_a += s->a[*index++];
        for (size_t i = 0; i < s->n_b; i++)
            sum_b += s->b[*index++];
        t[r] = statistic(s, what, sum_a / (double)s->n_a,
                         s->n_b ? sum_b / (double)s->n_b : 0.0);
    }
}

/* Rule 3: adds one sample's share. theta(-i) is a function of the mean
 * without value i, mean - d / (n - 1) with d the deviation of value i. */
static void add_jackknife(const struct shifted *s,
                          enum cotejo_bootstrap_of what, bool of_a,
                          struct sum *cubes, struct sum *squares)
{
    const double *x = of_a ? s->a : s->b;
    size_t count = of_a ? s->n_a : s->n_b;
    double n = (double)count;
    double mean_a = mean_of(s->a, s->n_a), mean_b = mean_of(s->b, s->n_b);
    double centre = of_a ? mean_a : mean_b;
    double *theta = stats_new(count, sizeof *theta);
    for (size_t i = 0; i < count; i++) {
        double without = centre - (x[i] - centre) / (n - 1.0);
        theta[i] = statistic(s, what, of_a ? without : mean_a,
                             of_a ? mean_b : without);
    }
    double mean = mean_of(theta, count);
    for (size_t i = 0; i < count; i++) {
        double u = (n - 1.0) * (mean - theta[i]);
        sum_add(cubes, u / n * (u / n) * (u / n));
        sum_add(squares, u / n * (u / n));
    }
    free(theta);
}

static double acceleration(const struct shifted *s,
                           enum cotejo_bootstrap_of what)
{
    struct sum cubes = {0}, squares = {0};
    add_jackknife(s, what, true, &cubes, &squares);
    if (s->n_b > 0)
        add_jackknife(s, what, false, &cubes, &squares);
    double spread = sum_value(&squares);
    return spread > 0.0 ? sum_value(&cubes) / (6.0 * spread * sqrt(spread))
                        : 0.0;
}

/* Moves the k-th smallest (from 0) to its place, smaller ones before it and
 * larger ones behind (Hoare, CACM 4, 1961): an end point needs no full sort. */
static double select_kth(double x[], size_t n, size_t k)
{
    size_t low = 0, high = n - 1;
    while (low < high) {
        double pivot = x[low + (high - low) / 2];
        size_t i = low, j = high;
        for (;; i++, j--) {
            while (x[i] < pivot)
                i++;
            while (x[j] > pivot)
                j--;
            if (i >= j)
                break;
            double swap = x[i];
            x[i] = x[j];
            x[j] = swap;
        }
        /* x[low..j] <= pivot <= x[j + 1..high] */
        if (k <= j)
            high = j;
        else
            low = j + 1;
    }
    return x[k];
}

/* Rule 4. */
static double end_point(double t[], size_t replicates, double alpha,
                        bool *at_end)
{
    double all = (double)replicates + 1.0, place = all * alpha;
    double k = floor(place);
    if (k < 1.0 || k >= (double)replicates) {
        *at_end = true;
        return select_kth(t, replicates, k < 1.0 ? 0 : replicates - 1);
    }
    size_t order = (size_t)k;
    double at = select_kth(t, replicates, order - 1);
    double above = t[order];
    for (size_t i = order + 1; i < replicates; i++)
        above = fmin(above, t[i]);
    if (place - k < 1e-12 || at == above)
        return at;
    double here = cotejo_normal_quantile(k / all);
    double next = cotejo_normal_quantile((k + 1.0) / all);
    double way = (cotejo_normal_quantile(alpha) - here) / (next - here);
    return at + way * (above - at);
}

/* The order alpha' of a BCa end for the plain order alpha. */
static double corrected(double alpha, double z0, double a)
{
    double z = z0 - cotejo_normal_quantile(alpha);
    return cotejo_normal_tail(-(z0 + z / (1.0 - a * z))).p;
}

static void set_intervals(struct cotejo_bootstrap *r, double t[], double level)
{
    double low = 0.5 * (1.0 - level), high = 0.5 * (1.0 + level);
    bool ignored = false;
    r->percentile = (struct cotejo_interval){
        end_point(t, r->replicates, low, &ignored),
        end_point(t, r->replicates, high, &ignored), level};
    r->bca = (struct cotejo_interval){
        end_point(t, r->replicates, corrected(low, r->z0, r->acceleration),
                  &r->at_end),
        end_point(t, r->replicates, corrected(high, r->z0, r->acceleration),
                  &r->at_end),
        level};
}

/* sd of the replicates, around the estimate next to their mean. */
static double spread(const double t[], size_t n, double estimate)
{
    double sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < n; i++) {
        double d = t[i] - estimate;
        sum += d;
        squares += d * d;
    }
    return sqrt(fmax(0.0, squares - sum * sum / (double)n) / ((double)n - 1.0));
}

static bool all_equal(const double t[], size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (t[i] != t[0])
            return false;
    return true;
}

/* Rule 2. */
static void set_bias(struct cotejo_bootstrap *r, const double t[])
{
    double near = 1e-12 * (fabs(r->estimate) + r->se);
    for (size_t i = 0; i < r->replicates; i++) {
        double d = t[i] - r->estimate;
        r->less += d < -near;
        r->equal += fabs(d) <= near;
    }
    double below =
        ((double)r->less + 0.5 * (double)r->equal) / (double)r->replicates;
    r->z0 = -cotejo_normal_quantile(below);
}

/* From the replicates, in units of the shifted samples; reorders them. */
static void evaluate(struct cotejo_bootstrap *r, const struct shifted *s,
                     enum cotejo_bootstrap_of what, double t[], double level)
{
    if (all_equal(t, r->replicates)) {
        r->se = 0.0;
        r->status = r->estimate == 0.0 ? COTEJO_NO_VARIATION_EQUAL
                                       : COTEJO_NO_VARIATION_UNEQUAL;
        r->percentile = (struct cotejo_interval){t[0], t[0], level};
        r->bca = r->percentile;
        return;
    }
    r->se = spread(t, r->replicates, r->estimate);
    set_bias(r, t);
    r->acceleration = acceleration(s, what);
    set_intervals(r, t, level);
}

static bool any_not_finite(const double x[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]))
            return true;
    return false;
}

/* The results so far are in units of 10^exponent. */
static void rescale(struct cotejo_bootstrap *r, int exponent)
{
    double *value[] = {&r->estimate,       &r->se,
                       &r->bca.low,        &r->bca.high,
                       &r->percentile.low, &r->percentile.high};
    for (size_t i = 0; i < sizeof value / sizeof *value; i++)
        *value[i] = scale_by_ten(*value[i], exponent);
}

struct cotejo_bootstrap cotejo_bootstrap(const struct cotejo_draws *draws,
                                         enum cotejo_bootstrap_of what,
                                         const struct cotejo_sample *a,
                                         const struct cotejo_sample *b,
                                         double level)
{
    struct cotejo_bootstrap r = {.status = COTEJO_TOO_FEW,
                                 .estimate = NAN,
                                 .se = NAN,
                                 .replicates = draws->replicates,
                                 .z0 = NAN,
                                 .acceleration = NAN,
                                 .percentile = {NAN, NAN, level},
                                 .bca = {NAN, NAN, level}};
    if (what == COTEJO_MEAN)
        b = NULL;
    if (a->n < 2 || (b && b->n < 2) || draws->n_a != a->n ||
        draws->n_b != (b ? b->n : 0) || draws->replicates < 2)
        return r;

    struct shifted s;
    shifted_init(&s, a, b);
    double *t = stats_new(draws->replicates, sizeof *t);
    r.estimate = statistic(&s, what, mean_of(s.a, s.n_a), mean_of(s.b, s.n_b));
    replicate_all(draws, &s, what, t);
    r.status = COTEJO_OK;
    if (!isfinite(r.estimate) || any_not_finite(t, draws->replicates))
        r.status = COTEJO_BASE_ZERO;
    else
        evaluate(&r, &s, what, t, level);
    if (what != COTEJO_RATIO)
        rescale(&r, s.exponent);
    free(t);
    free(s.a);
    return r;
}

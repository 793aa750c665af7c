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

/* Replicates that are summed side by side, so that a compiler can put several
 * into one register; rows of the table are filled up to a multiple. */
#define LANES 32

/* How often each value is drawn in each replicate: a row for a value, so that
 * the sums of all replicates are a product of this table with the values. */
struct cotejo_draws {
    size_t n_a, n_b, replicates;
    size_t row;   /* replicates, filled up to whole LANES with zeros */
    float *count; /* n_a + n_b rows: small whole numbers, exact */
};

static void draw_sample(gsl_rng *rng, struct cotejo_draws *draws, size_t from,
                        size_t n, size_t replicate)
{
    for (size_t i = 0; i < n; i++) {
        size_t drawn = from + gsl_rng_uniform_int(rng, n);
        draws->count[drawn * draws->row + replicate] += 1.0F;
    }
}

struct cotejo_draws *cotejo_draws_new(size_t n_a, size_t n_b, size_t replicates,
                                      unsigned long seed)
{
    struct cotejo_draws *draws = stats_new(1, sizeof *draws);
    *draws = (struct cotejo_draws){n_a, n_b, replicates, 0, NULL};
    draws->row = (replicates + LANES - 1) / LANES * LANES;
    draws->count = stats_new0(draws->row * (n_a + n_b), sizeof *draws->count);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, seed);
    for (size_t r = 0; r < replicates; r++) {
        draw_sample(rng, draws, 0, n_a, r);
        draw_sample(rng, draws, n_a, n_b, r);
    }
    gsl_rng_free(rng);
    return draws;
}

void cotejo_draws_free(struct cotejo_draws *draws)
{
    if (draws)
        free(draws->count);
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

/* Sums of whole numbers that stay below 2^24 are exact in single precision,
 * of which twice as many fit into a register. */
static bool fits_single(const double x[], size_t n)
{
    double largest = 0.0;
    for (size_t i = 0; i < n; i++) {
        if (x[i] != floor(x[i]))
            return false;
        largest = fmax(largest, fabs(x[i]));
    }
    return largest * (double)n < 16777216.0;
}

static void add_single(const float count[], size_t row, const double x[],
                       size_t n, double sum[])
{
    float total[LANES] = {0.0F};
    for (size_t i = 0; i < n; i++) {
        const float *c = &count[i * row];
        float value = (float)x[i];
        for (size_t k = 0; k < LANES; k++)
            total[k] += c[k] * value;
    }
    for (size_t k = 0; k < LANES; k++)
        sum[k] = (double)total[k];
}

static void add_double(const float count[], size_t row, const double x[],
                       size_t n, double sum[])
{
    double total[LANES] = {0.0};
    for (size_t i = 0; i < n; i++) {
        const float *c = &count[i * row];
        for (size_t k = 0; k < LANES; k++)
            total[k] += (double)c[k] * x[i];
    }
    for (size_t k = 0; k < LANES; k++)
        sum[k] = total[k];
}

/* LANES replicates from the sums of their shifted samples. A ratio of means
 * is one of sums, with one division less to wait for. */
static void finish_lanes(const struct shifted *s, enum cotejo_bootstrap_of what,
                         const double *restrict sum_a,
                         const double *restrict sum_b, double *restrict t)
{
    double n_a = (double)s->n_a, n_b = (double)s->n_b;
    if (what == COTEJO_RATIO) {
        double all_a = s->base_a * n_a, all_b = s->base_b * n_b;
        double weight = n_a / n_b;
        for (size_t k = 0; k < LANES; k++)
            t[k] = (all_b + sum_b[k]) / (all_a + sum_a[k]) * weight;
        return;
    }
    for (size_t k = 0; k < LANES; k++)
        t[k] =
            statistic(s, what, sum_a[k] / n_a, s->n_b ? sum_b[k] / n_b : 0.0);
}

/* t has room for draws->row values. */
static void replicate_all(const struct cotejo_draws *draws,
                          const struct shifted *s,
                          enum cotejo_bootstrap_of what, double t[])
{
    bool single = fits_single(s->a, s->n_a) && fits_single(s->b, s->n_b);
    void (*add)(const float *, size_t, const double *, size_t, double *) =
        single ? add_single : add_double;
    const float *count_b = draws->count + s->n_a * draws->row;
    double sum_a[LANES], sum_b[LANES];
    for (size_t r = 0; r < draws->row; r += LANES) {
        add(draws->count + r, draws->row, s->a, s->n_a, sum_a);
        add(count_b + r, draws->row, s->b, s->n_b, sum_b);
        finish_lanes(s, what, sum_a, sum_b, t + r);
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

/* The replicates, and those far out on either side, in which the ends of an
 * interval nearly always lie: a tenth of the values to search. */
struct replicates {
    double *t;
    size_t n;
    double *low, *high; /* n_low smallest, n_high largest, in no order */
    size_t n_low, n_high;
};

#define TAIL_SD 1.6 /* from the estimate: a twentieth on either side */

static void replicates_init(struct replicates *r, double t[], size_t n,
                            double estimate, double se)
{
    double below = estimate - TAIL_SD * se, above = estimate + TAIL_SD * se;
    *r = (struct replicates){.t = t, .n = n};
    r->low = stats_new(2 * n, sizeof *r->low);
    r->high = r->low + n;
    /* Without a branch that could be mispredicted. */
    for (size_t i = 0; i < n; i++) {
        r->low[r->n_low] = t[i];
        r->n_low += t[i] <= below ? 1 : 0;
        r->high[r->n_high] = t[i];
        r->n_high += t[i] >= above ? 1 : 0;
    }
}

/* Where the k-th smallest (from 0) is to be looked for: moves *k there. */
static double *part_with(struct replicates *r, size_t *k, size_t *n)
{
    if (*k + 1 < r->n_low) {
        *n = r->n_low;
        return r->low;
    }
    if (*k >= r->n - r->n_high) {
        *k -= r->n - r->n_high;
        *n = r->n_high;
        return r->high;
    }
    *n = r->n;
    return r->t;
}

/* The k-th smallest and the next above it (the same at the end). */
static double order_statistics(struct replicates *r, size_t k, double *next)
{
    size_t n;
    double *x = part_with(r, &k, &n);
    double at = select_kth(x, n, k);
    *next = k + 1 < n ? x[k + 1] : at;
    for (size_t i = k + 2; i < n; i++)
        *next = x[i] < *next ? x[i] : *next;
    return at;
}

/* Rule 4. */
static double end_point(struct replicates *r, double alpha, bool *at_end)
{
    size_t replicates = r->n;
    double all = (double)replicates + 1.0, place = all * alpha;
    double k = floor(place), above;
    if (k < 1.0 || k >= (double)replicates) {
        *at_end = true;
        return order_statistics(r, k < 1.0 ? 0 : replicates - 1, &above);
    }
    size_t order = (size_t)k;
    double at = order_statistics(r, order - 1, &above);
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
    struct replicates all;
    replicates_init(&all, t, r->replicates, r->estimate, r->se);
    double low = 0.5 * (1.0 - level), high = 0.5 * (1.0 + level);
    bool ignored = false;
    r->percentile = (struct cotejo_interval){
        end_point(&all, low, &ignored), end_point(&all, high, &ignored), level};
    r->bca = (struct cotejo_interval){
        end_point(&all, corrected(low, r->z0, r->acceleration), &r->at_end),
        end_point(&all, corrected(high, r->z0, r->acceleration), &r->at_end),
        level};
    free(all.low);
}

/* sd of the replicates, around the estimate next to their mean. */
static double spread(const double t[], size_t n, double estimate)
{
    double sums[8] = {0.0}, squared[8] = {0.0}, sum = 0.0, squares = 0.0;
    for (size_t i = 0; i + 8 <= n; i += 8)
        for (size_t k = 0; k < 8; k++) {
            double d = t[i + k] - estimate;
            sums[k] += d;
            squared[k] += d * d;
        }
    for (size_t i = n - n % 8; i < n; i++) {
        sums[0] += t[i] - estimate;
        squared[0] += (t[i] - estimate) * (t[i] - estimate);
    }
    for (size_t k = 0; k < 8; k++) {
        sum += sums[k];
        squares += squared[k];
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
    double *t = stats_new(draws->row, sizeof *t);
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

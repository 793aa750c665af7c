/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bootstrap of cotejo/bootstrap.h; its rules are cited by number. */
#include "cotejo/bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_rng.h>

#include "cotejo/distribution.h"
#include "stats/deviations.h"
#include "stats/lanes.h"
#include "stats/memory.h"
#include "stats/ranks.h"

/* How often each value is drawn in each replicate: a row for a value, so that
 * the sums of all replicates are a product of this table with the values. */
struct cotejo_draws {
    size_t n_a, n_b, replicates;
    size_t row; /* replicates, filled up to whole LANES (lanes.h) with zeros */
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
    double unit;  /* without a grid a power of two near the largest value, so
                     that no square leaves the range of doubles */
};

/* One sample into "to"; k: its whole numbers or NULL. Returns what it took
 * away. */
static double shift(const struct cotejo_sample *sample, const int64_t k[],
                    double unit, double to[])
{
    double base = k ? (double)k[0] : sample->x[0] / unit;
    for (size_t i = 0; i < sample->n; i++)
        to[i] = (k ? (double)k[i] : sample->x[i] / unit) - base;
    return base;
}

static double unit_of(const struct cotejo_sample *const sample[], size_t count)
{
    double largest = 0.0;
    for (size_t s = 0; s < count; s++)
        for (size_t i = 0; i < sample[s]->n; i++)
            largest = fmax(largest, fabs(sample[s]->x[i]));
    return largest > 0.0 ? ldexp(1.0, ilogb(largest)) : 1.0;
}

static void shifted_init(struct shifted *s, const struct cotejo_sample *a,
                         const struct cotejo_sample *b)
{
    const struct cotejo_sample *both[] = {a, b};
    size_t n_b = b ? b->n : 0, n = a->n + n_b;
    int64_t *k = stats_new(n, sizeof *k);
    *s = (struct shifted){.n_a = a->n, .n_b = n_b, .unit = 1.0};
    bool on_grid = pool_on_grid(both, b ? 2 : 1, k, &s->exponent);
    if (!on_grid) {
        s->exponent = 0;
        s->unit = unit_of(both, b ? 2 : 1);
    }
    s->a = stats_new(n, sizeof *s->a);
    s->b = s->a + a->n;
    s->base_a = shift(a, on_grid ? k : NULL, s->unit, s->a);
    s->base_b = b ? shift(b, on_grid ? k + a->n : NULL, s->unit, s->b) : 0.0;
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

/* What is left of the replicates to do for means and differences of them. */
static void finish(const struct shifted *s, enum cotejo_bootstrap_of what,
                   const double *restrict sum_a, double *restrict t, size_t n)
{
    double n_a = (double)s->n_a, n_b = (double)s->n_b;
    for (size_t i = 0; i < n; i++)
        t[i] = statistic(s, what, sum_a[i] / n_a, s->n_b ? t[i] / n_b : 0.0);
}

/* t has room for draws->row values. A ratio of means is one of sums, with one
 * division less to wait for. */
static void replicate_all(const struct lanes *lanes,
                          const struct cotejo_draws *draws,
                          const struct shifted *s,
                          enum cotejo_bootstrap_of what, double t[])
{
    bool single = fits_single(s->a, s->n_a) && fits_single(s->b, s->n_b);
    const float *count_b = draws->count + s->n_a * draws->row;
    double n_a = (double)s->n_a, n_b = (double)s->n_b;
    double *sum_a = stats_new(draws->row, sizeof *sum_a);
    lanes->weigh(draws->count, draws->row, s->a, s->n_a, single, sum_a);
    lanes->weigh(count_b, draws->row, s->b, s->n_b, single, t);
    if (what == COTEJO_RATIO)
        lanes->divide(sum_a, s->base_a * n_a, t, s->base_b * n_b, n_a / n_b,
                      draws->row);
    else
        finish(s, what, sum_a, t, draws->replicates);
    free(sum_a);
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

/* Throws away, of n numbers, those that are not near the k-th smallest (from
 * 0) until few are left or it stands alone; k becomes its place among them,
 * and the next above it stays as well. A quick selection again, but every
 * step without a branch that could be mispredicted. */
static void narrow(const struct lanes *lanes, double x[], size_t *n, size_t *k)
{
    while (*n > 2 * LANES) {
        double first = x[0], middle = x[*n / 2], last = x[*n - 1];
        double pivot =
            fmax(fmin(first, middle), fmin(fmax(first, middle), last));
        struct lane_places places = lanes->place(x, *n, pivot, pivot);
        size_t above = *n - places.above; /* the first place of these */
        if (*k + 1 < places.below) {
            *n = lanes->take_low(x, *n, nextafter(pivot, -INFINITY), x);
        } else if (*k >= above) {
            *n = lanes->take_high(x, *n, nextafter(pivot, INFINITY), x);
            *k -= above;
        } else {
            return;
        }
    }
}

/* The replicates, and those far out on either side, in which the ends of an
 * interval nearly always lie: a tenth of the values to search. */
struct replicates {
    const struct lanes *lanes;
    double *t;
    size_t n;
    double *low, *high; /* n_low smallest, n_high largest, in no order */
    size_t n_low, n_high;
    double *copy; /* room for one search */
};

/* How far inside of where the end is expected the tail begins, in standard
 * errors: skewed replicates are not where a normal distribution has them. */
#define TAIL_MARGIN 0.45

/* low, high: the orders between which no end will be asked for. */
static void replicates_init(struct replicates *r, const struct lanes *lanes,
                            double t[], const struct cotejo_bootstrap *of,
                            double low, double high)
{
    double below = -cotejo_normal_quantile(low) + TAIL_MARGIN;
    double above = -cotejo_normal_quantile(high) - TAIL_MARGIN;
    size_t n = of->replicates;
    *r = (struct replicates){.lanes = lanes, .t = t, .n = n};
    r->low = stats_new(3 * (n + LANES), sizeof *r->low);
    r->high = r->low + n + LANES;
    r->copy = r->high + n + LANES;
    r->n_low = lanes->take_low(t, n, of->estimate + below * of->se, r->low);
    r->n_high = lanes->take_high(t, n, of->estimate + above * of->se, r->high);
}

/* The numbers in which the k-th smallest (from 0) is to be looked for, copied
 * as the search throws numbers away; moves *k there. */
static double *part_with(struct replicates *r, size_t *k, size_t *n)
{
    const double *part = r->t;
    *n = r->n;
    if (*k + 1 < r->n_low) {
        part = r->low;
        *n = r->n_low;
    } else if (*k >= r->n - r->n_high) {
        part = r->high;
        *n = r->n_high;
        *k -= r->n - r->n_high;
    }
    return memcpy(r->copy, part, *n * sizeof *part);
}

/* The k-th smallest and the next above it (the same at the end). */
static double order_statistics(struct replicates *r, size_t k, double *next)
{
    size_t n;
    double *x = part_with(r, &k, &n);
    narrow(r->lanes, x, &n, &k);
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

static void set_intervals(struct cotejo_bootstrap *r, const struct lanes *lanes,
                          double t[], double level)
{
    double low = 0.5 * (1.0 - level), high = 0.5 * (1.0 + level);
    double bca_low = corrected(low, r->z0, r->acceleration);
    double bca_high = corrected(high, r->z0, r->acceleration);
    bool ignored = false;
    struct replicates all;
    replicates_init(&all, lanes, t, r, fmax(low, bca_low),
                    fmin(high, bca_high));
    r->bca =
        (struct cotejo_interval){end_point(&all, bca_low, &r->at_end),
                                 end_point(&all, bca_high, &r->at_end), level};
    r->percentile = (struct cotejo_interval){
        end_point(&all, low, &ignored), end_point(&all, high, &ignored), level};
    free(all.low);
}

/* sd of n numbers from sums around a place next to their mean. */
static double spread(struct lane_sums sums, size_t n)
{
    double squares = sums.squares - sums.sum * sums.sum / (double)n;
    return sqrt(fmax(0.0, squares) / ((double)n - 1.0));
}

/* Rule 2. */
static void set_bias(struct cotejo_bootstrap *r, struct lane_places places)
{
    double n = (double)r->replicates;
    r->less = places.below;
    r->equal = r->replicates - places.below - places.above;
    r->z0 =
        -cotejo_normal_quantile(((double)r->less + 0.5 * (double)r->equal) / n);
}

static bool any_not_finite(const double x[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]))
            return true;
    return false;
}

/* From the replicates, in units of the shifted samples; reorders them. */
static void evaluate(struct cotejo_bootstrap *r, const struct lanes *lanes,
                     const struct shifted *s, enum cotejo_bootstrap_of what,
                     double t[], double level)
{
    size_t n = r->replicates;
    struct lane_sums sums = lanes->sum(t, n, r->estimate);
    if (!isfinite(sums.squares) && any_not_finite(t, n)) {
        r->status = COTEJO_BASE_ZERO;
        return;
    }
    r->se = spread(sums, n);
    double near = 1e-12 * (fabs(r->estimate) + r->se);
    struct lane_places places =
        lanes->place(t, n, r->estimate - near, r->estimate + near);
    if (places.as_first == n) {
        r->se = 0.0;
        r->status = r->estimate == 0.0 ? COTEJO_NO_VARIATION_EQUAL
                                       : COTEJO_NO_VARIATION_UNEQUAL;
        r->bca = (struct cotejo_interval){t[0], t[0], level};
        r->percentile = r->bca;
        return;
    }
    set_bias(r, places);
    r->acceleration = acceleration(s, what);
    set_intervals(r, lanes, t, level);
}

/* The results so far are in units of the shifted samples. */
static void rescale(struct cotejo_bootstrap *r, const struct shifted *s)
{
    double *value[] = {&r->estimate,       &r->se,
                       &r->bca.low,        &r->bca.high,
                       &r->percentile.low, &r->percentile.high};
    for (size_t i = 0; i < sizeof value / sizeof *value; i++)
        *value[i] = scale_by_ten(*value[i], s->exponent) * s->unit;
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
    const struct lanes *lanes = lanes_best();
    replicate_all(lanes, draws, &s, what, t);
    r.status = COTEJO_OK;
    if (!isfinite(r.estimate))
        r.status = COTEJO_BASE_ZERO;
    else
        evaluate(&r, lanes, &s, what, t, level);
    if (what != COTEJO_RATIO)
        rescale(&r, &s);
    free(t);
    free(s.a);
    return r;
}

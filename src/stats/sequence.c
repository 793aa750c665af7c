/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Autocorrelation, runs and warm-up of a series of repetitions. */
#include "cotejo/sequence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cotejo/describe.h"
#include "cotejo/distribution.h"
#include "stats/counting.h"
#include "stats/deviations.h"
#include "stats/memory.h"
#include "stats/ranks.h"
#include "stats/tails.h"

/* With d = k - k0 - centre, whole, and mean rest / n: products of neighbours
 * and squares of d - rest / n, the whole part exact. */
static double whole_r1(const struct cotejo_sample *sample)
{
    struct whole_sums sums = sample_whole_sums(sample);
    const int64_t *k = sample->k;
    size_t n = sample->n;
    int64_t zero = k[0] + sums.centre;
    wide products = 0;
    for (size_t i = 0; i + 1 < n; i++)
        products += (wide)(k[i] - zero) * (k[i + 1] - zero);
    double rest = (double)sums.rest, mean = rest / (double)n;
    double ends = (double)(k[0] - zero) + (double)(k[n - 1] - zero);
    double covariance = (double)products - mean * (2.0 * rest - ends) +
                        ((double)n - 1.0) * mean * mean;
    return covariance / ((double)sums.squares - rest * mean);
}

static double double_r1(const struct cotejo_sample *sample)
{
    double *d = stats_new(sample->n, sizeof *d), scale;
    sample_deviations(sample, d, &scale);
    struct sum products = {0}, squares = {0};
    for (size_t i = 0; i < sample->n; i++) {
        sum_add(&squares, d[i] * d[i]);
        if (i + 1 < sample->n)
            sum_add(&products, d[i] * d[i + 1]);
    }
    free(d);
    return sum_value(&products) / sum_value(&squares);
}

static enum cotejo_status obstacle(const struct cotejo_sample *sample)
{
    if (sample->n < 3)
        return COTEJO_TOO_FEW;
    for (size_t i = 1; i < sample->n; i++)
        if (sample->x[i] != sample->x[0] ||
            (sample->k && sample->k[i] != sample->k[0]))
            return COTEJO_OK;
    return COTEJO_NO_VARIATION_EQUAL;
}

struct cotejo_autocorrelation
cotejo_autocorrelation(const struct cotejo_sample *sample)
{
    struct cotejo_autocorrelation a = {.status = obstacle(sample),
                                       .r1 = NAN,
                                       .z = NAN,
                                       .p = cotejo_p_undefined(),
                                       .effective_n = NAN};
    if (a.status != COTEJO_OK)
        return a;
    double n = (double)sample->n;
    a.r1 = sample_is_whole(sample) ? whole_r1(sample) : double_r1(sample);
    a.z = (a.r1 + 1.0 / n) / ((n - 2.0) / (n * sqrt(n - 1.0)));
    a.p = cotejo_p_doubled(cotejo_normal_tail(fabs(a.z)));
    a.effective_n = a.r1 > 0.0 ? n * (1.0 - a.r1) / (1.0 + a.r1) : n;
    a.flagged = a.p.p < 0.05 && fabs(a.r1) > 0.3;
    return a;
}

/* ln of the number of arrangements of above and below values with r runs. */
static double log_runs_ways(size_t above, size_t below, size_t r)
{
    size_t h = r / 2;
    if (h < 1 || h > above || h > below)
        return -INFINITY;
    if (r % 2 == 0)
        return log(2.0) + log_choose(above - 1, h - 1) +
               log_choose(below - 1, h - 1);
    struct log_sum ways = LOG_SUM_EMPTY;
    if (h < above)
        log_sum_add(&ways,
                    log_choose(above - 1, h) + log_choose(below - 1, h - 1));
    if (h < below)
        log_sum_add(&ways,
                    log_choose(above - 1, h - 1) + log_choose(below - 1, h));
    return log_sum_value(&ways);
}

/* ln P(from <= R <= to). */
static double log_runs_tail(size_t above, size_t below, size_t from, size_t to)
{
    struct log_sum sum = LOG_SUM_EMPTY;
    for (size_t r = from; r <= to; r++)
        log_sum_add(&sum, log_runs_ways(above, below, r));
    return log_sum_value(&sum) - log_choose(above + below, above);
}

/* At most two runs for each value of the smaller side, and one more. */
static struct cotejo_p runs_exact(const struct cotejo_runs *r)
{
    size_t less = r->above < r->below ? r->above : r->below;
    size_t most = 2 * less + (r->above != r->below);
    double low = log_runs_tail(r->above, r->below, 2, r->runs);
    double high = log_runs_tail(r->above, r->below, r->runs, most);
    return cotejo_p_doubled(cotejo_p_from_log(fmin(0.0, fmin(low, high))));
}

static void runs_normal(struct cotejo_runs *r)
{
    double a = (double)r->above, b = (double)r->below, n = a + b;
    double mean = 2.0 * a * b / n + 1.0;
    double variance = 2.0 * a * b * (2.0 * a * b - n) / (n * n * (n - 1.0));
    if (variance <= 0.0)
        return;
    r->z = ((double)r->runs - mean) / sqrt(variance);
    r->p_normal = cotejo_p_doubled(cotejo_normal_tail(fabs(r->z)));
}

/* 1 above, -1 below, 0 at the median. Of an even number the median lies
 * between the two in the middle: at neither, unless they are equal. */
static void sides_of_median(const struct cotejo_sample *sample, int side[])
{
    size_t n = sample->n;
    const struct cotejo_sample *one[] = {sample};
    int64_t *key = stats_new(2 * n, sizeof *key), *sorted = key + n;
    pool_keys(one, 1, key);
    memcpy(sorted, key, n * sizeof *key);
    sort_keys(sorted, n);
    int64_t low = sorted[(n - 1) / 2], high = sorted[n / 2];
    for (size_t i = 0; i < n; i++) {
        bool at_median = key[i] == low && low == high;
        side[i] = at_median ? 0 : key[i] >= high ? 1 : -1;
    }
    free(key);
}

struct cotejo_runs cotejo_runs(const struct cotejo_sample *sample)
{
    struct cotejo_runs r = {.status = obstacle(sample),
                            .z = NAN,
                            .p = cotejo_p_undefined(),
                            .p_normal = cotejo_p_undefined()};
    if (r.status != COTEJO_OK)
        return r;
    int *side = stats_new(sample->n, sizeof *side), last = 0;
    sides_of_median(sample, side);
    for (size_t i = 0; i < sample->n; i++) {
        if (side[i] == 0)
            continue;
        r.above += side[i] > 0;
        r.below += side[i] < 0;
        r.runs += side[i] != last;
        last = side[i];
    }
    free(side);
    if (r.above == 0 || r.below == 0) {
        r.status = COTEJO_UNDEFINED;
        return r;
    }
    r.p = runs_exact(&r);
    runs_normal(&r);
    return r;
}

/* Beyond the far Tukey fence of the n values? */
static bool far_outside(double x, const double sorted[], size_t n)
{
    double q1 = cotejo_quantile(sorted, n, 0.25, 7);
    double q3 = cotejo_quantile(sorted, n, 0.75, 7);
    double reach = 3.0 * (q3 - q1);
    return x < q1 - reach || x > q3 + reach;
}

static bool is_warm_up(const struct cotejo_sample *sample,
                       const struct cotejo_moments *all, size_t k,
                       double sorted[])
{
    struct cotejo_sample rest = {sample->n - k, sample->x + k,
                                 sample->k ? sample->k + k : NULL,
                                 sample->exponent};
    struct cotejo_moments m;
    cotejo_moments(&rest, &m);
    if (!(fabs(cotejo_mean_difference(all, &m)) > m.se))
        return false;
    cotejo_sort(rest.x, rest.n, sorted);
    for (size_t i = 0; i < k; i++)
        if (!far_outside(sample->x[i], sorted, rest.n))
            return false;
    return true;
}

size_t cotejo_warm_up(const struct cotejo_sample *sample)
{
    struct cotejo_moments all;
    cotejo_moments(sample, &all);
    double *sorted = stats_new(sample->n, sizeof *sorted);
    size_t k = sample->n / 4;
    while (k > 0 && !is_warm_up(sample, &all, k, sorted))
        k--;
    free(sorted);
    return k;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The Mann-Kendall trend test with Sen's slope.
 *
 * Exact: the number of discordant pairs among n values without ties is the
 * number of inversions of a permutation, whose probabilities follow from
 * those for n - 1 by averaging over the n places of the last one.
 */
#include "cotejo/sequence.h"

#include <math.h>
#include <stdlib.h>

#include "cotejo/describe.h"
#include "cotejo/distribution.h"
#include "stats/deviations.h"
#include "stats/memory.h"
#include "stats/ranks.h"

#define EXACT_N_MAX 50

/* probability[i] = P(i inversions) for i from 0 to n (n - 1) / 2. */
static void inversions(size_t n, double probability[])
{
    size_t top = n * (n - 1) / 2, reach = 0;
    double *next = stats_new0(top + 1, sizeof *next);
    for (size_t i = 0; i <= top; i++)
        probability[i] = i == 0;
    for (size_t m = 2; m <= n; m++) {
        for (size_t i = 0; i <= reach + m - 1; i++) {
            next[i] = 0.0;
            for (size_t j = i >= m ? i - m + 1 : 0; j <= i && j <= reach; j++)
                next[i] += probability[j];
        }
        reach += m - 1;
        for (size_t i = 0; i <= reach; i++)
            probability[i] = next[i] / (double)m;
    }
    free(next);
}

/* Twice the smaller tail. */
static struct cotejo_p trend_exact(size_t n, double s)
{
    size_t top = n * (n - 1) / 2;
    size_t discordant = (size_t)((double)top - s) / 2;
    double *probability = stats_new(top + 1, sizeof *probability);
    inversions(n, probability);
    /* Symmetric: both tails from the small end, where no digit is lost. */
    size_t far = discordant < top - discordant ? discordant : top - discordant;
    double tail = 0.0;
    for (size_t i = 0; i <= far; i++)
        tail += probability[i];
    free(probability);
    return cotejo_p_doubled(cotejo_p_from(tail));
}

/* S, by pairs. */
static double kendall_s(const int64_t key[], size_t n)
{
    int64_t s = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            s += (key[j] > key[i]) - (key[j] < key[i]);
    return (double)s;
}

/* Sums over the ties, each of t equal values, of t (t - 1) / 2 and of
 * t (t - 1) (2 t + 5). Sorts the keys. */
static void tie_sums(int64_t key[], size_t n, double *pairs, double *variance)
{
    sort_keys(key, n);
    *pairs = *variance = 0.0;
    for (size_t first = 0, next; first < n; first = next) {
        for (next = first + 1; next < n && key[next] == key[first];)
            next++;
        double t = (double)(next - first);
        *pairs += t * (t - 1.0) / 2.0;
        *variance += t * (t - 1.0) * (2.0 * t + 5.0);
    }
}

static double sen_slope(const struct cotejo_sample *sample)
{
    size_t n = sample->n, count = 0;
    bool whole = sample_is_whole(sample);
    double *slope = stats_new(n * (n - 1) / 2, sizeof *slope);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            double rise = whole ? (double)(sample->k[j] - sample->k[i])
                                : sample->x[j] - sample->x[i];
            slope[count++] = rise / (double)(j - i);
        }
    }
    cotejo_sort(slope, count, slope);
    double median = cotejo_median(slope, count);
    free(slope);
    return whole ? scale_by_ten(median, sample->exponent) : median;
}

static void set_drift(struct cotejo_trend *t,
                      const struct cotejo_sample *sample)
{
    struct cotejo_moments m;
    double *sorted = stats_new(sample->n, sizeof *sorted);
    cotejo_sort(sample->x, sample->n, sorted);
    double median = cotejo_median(sorted, sample->n);
    free(sorted);
    cotejo_moments(sample, &m);
    t->slope = sen_slope(sample);
    t->total_drift = t->slope * ((double)sample->n - 1.0);
    t->drift_percent =
        median == 0.0 ? NAN : 100.0 * t->total_drift / fabs(median);
    t->flagged = t->p.p < 0.05 && fabs(t->total_drift) > 0.5 * m.sd;
}

struct cotejo_trend cotejo_mann_kendall(const struct cotejo_sample *sample)
{
    struct cotejo_trend t = {COTEJO_TOO_FEW,
                             NAN,
                             NAN,
                             NAN,
                             NAN,
                             cotejo_p_undefined(),
                             cotejo_p_undefined(),
                             cotejo_p_undefined(),
                             NAN,
                             NAN,
                             NAN,
                             false};
    if (sample->n < 3)
        return t;
    const struct cotejo_sample *one[] = {sample};
    int64_t *key = stats_new(sample->n, sizeof *key);
    double tied_pairs, tied_variance, n = (double)sample->n;
    pool_keys(one, 1, key);
    t.s = kendall_s(key, sample->n);
    tie_sums(key, sample->n, &tied_pairs, &tied_variance);
    free(key);

    double pairs = n * (n - 1.0) / 2.0;
    t.var_s = (n * (n - 1.0) * (2.0 * n + 5.0) - tied_variance) / 18.0;
    if (tied_pairs == pairs) {
        t.status = COTEJO_NO_VARIATION_EQUAL;
        return t;
    }
    t.status = COTEJO_OK;
    t.tau_b = t.s / sqrt(pairs * (pairs - tied_pairs));
    double sign = (double)((t.s > 0.0) - (t.s < 0.0));
    t.z = (t.s - sign) / sqrt(t.var_s);
    t.p_normal = cotejo_p_doubled(cotejo_normal_tail(fabs(t.z)));
    bool exact = tied_pairs == 0.0 && sample->n <= EXACT_N_MAX;
    if (exact)
        t.p_exact = trend_exact(sample->n, t.s);
    t.p = exact ? t.p_exact : t.p_normal;
    set_drift(&t, sample);
    return t;
}

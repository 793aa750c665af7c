/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting subsets by their sums: the methods are listed in counting.h. */
#include "stats/counting.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_sf_gamma.h>

#include "stats/half_tables.h"
#include "stats/memory.h"
#include "stats/ranks.h"

#define STEPS_MAX 2e9
#define CELLS_MAX ((double)(1 << 24))
#define CHOICES_MAX 5e6
#define HALVES_N_MAX 44
#define SIGNS_N_MAX 126   /* 2^n fits */
#define SUBSETS_N_MAX 256 /* their sum stays below 2^63 */

double choose(size_t n, size_t k)
{
    if (k > n)
        return 0.0;
    if (k > n - k)
        k = n - k;
    double ways = 1.0;
    for (size_t i = 1; i <= k; i++)
        ways = ways * (double)(n - k + i) / (double)i;
    return ways;
}

double log_choose(size_t n, size_t k)
{
    double ways = n <= 1000 ? choose(n, k) : INFINITY;
    if (isfinite(ways))
        return log(ways);
    return gsl_sf_lngamma((double)n + 1.0) - gsl_sf_lngamma((double)k + 1.0) -
           gsl_sf_lngamma((double)(n - k) + 1.0);
}

bool choose_exact(size_t n, size_t k, uwide *ways)
{
    if (k > n - k)
        k = n - k;
    uwide c = 1;
    for (size_t i = 1; i <= k; i++) {
        if (c > ((uwide)1 << 127) / (n - k + i))
            return false;
        c = c * (n - k + i) / i;
    }
    *ways = c;
    return true;
}

struct cotejo_p p_from_counts(uwide count, uwide total)
{
    double p = (double)count / (double)total;
    return (struct cotejo_p){p, log10(p)};
}

/* A question to one of the methods: weights from 0 up, chosen k. */
struct question {
    int64_t *weight; /* ascending, the smallest is 0 */
    size_t n, k;
    int64_t most;  /* largest sum of k weights */
    wide limit[4]; /* count the sums at or below each */
    size_t n_limits;
    uwide count[4];
};

/* table[c * width + s]: ways to choose c of the weights so far with sum s. */
static void fill_table(const struct question *q, uwide table[], size_t width)
{
    table[0] = 1;
    size_t reach = 0; /* largest sum so far */
    for (size_t i = 0; i < q->n; i++) {
        size_t w = (size_t)q->weight[i];
        reach = reach + w < width ? reach + w : width - 1;
        size_t c = i + 1 < q->k ? i + 1 : q->k;
        for (; c > 0; c--) {
            uwide *to = table + c * width;
            const uwide *from = to - width;
            for (size_t s = w; s <= reach; s++)
                to[s] += from[s - w];
        }
    }
}

static void count_by_table(struct question *q)
{
    size_t width = (size_t)q->most + 1;
    uwide *table = stats_new0((q->k + 1) * width, sizeof *table);
    fill_table(q, table, width);
    const uwide *ways = table + q->k * width;
    for (size_t s = 0; s < width; s++)
        for (size_t i = 0; i < q->n_limits; i++)
            if ((wide)s <= q->limit[i])
                q->count[i] += ways[s];
    free(table);
}

/* All sums of a part of the weights but its last one, which is not worth
 * twice the memory: grouped by how many were taken (or all in group 0),
 * ascending in each group. Group c is sum[start[c]] to sum[start[c + 1]]. */
struct half {
    int64_t *sum;
    size_t start[HALVES_N_MAX / 2 + 3];
    size_t groups;
    int64_t last; /* 0 of no weights at all */
    bool has_last;
};

static int64_t *merge(const int64_t *a, const int64_t *a_end, const int64_t *b,
                      const int64_t *b_end, int64_t b_plus, int64_t *to)
{
    while (a < a_end && b < b_end) {
        int64_t shifted = *b + b_plus;
        bool take_a = *a <= shifted;
        *to++ = take_a ? *a : shifted;
        a += take_a;
        b += !take_a;
    }
    while (a < a_end)
        *to++ = *a++;
    while (b < b_end)
        *to++ = *b++ + b_plus;
    return to;
}

/* One more weight: each group is joined by the one with an element less, or
 * itself when all sums are in one group, each sum plus the weight. */
static void half_extend(const struct half *old, int64_t weight, bool grouped,
                        struct half *next)
{
    int64_t *to = next->sum;
    next->groups = grouped ? old->groups + 1 : 1;
    for (size_t c = 0; c < next->groups; c++) {
        size_t end_a = c < old->groups ? c + 1 : old->groups;
        size_t from = grouped ? c - (c > 0) : 0;
        size_t end_b = grouped && c == 0 ? from : from + 1;
        size_t begin_a = c < old->groups ? c : old->groups;
        next->start[c] = (size_t)(to - next->sum);
        to = merge(old->sum + old->start[begin_a], old->sum + old->start[end_a],
                   old->sum + old->start[from], old->sum + old->start[end_b],
                   weight, to);
    }
    next->start[next->groups] = (size_t)(to - next->sum);
}

static void half_init(struct half *half, const int64_t weight[], size_t n,
                      bool grouped)
{
    struct half now = {.groups = 1, .start = {0, 1}}, next = {0};
    size_t all = n ? n - 1 : 0;
    now.sum = stats_new((size_t)1 << all, sizeof *now.sum);
    next.sum = stats_new((size_t)1 << all, sizeof *next.sum);
    now.sum[0] = 0;
    for (size_t i = 0; i < all; i++) {
        half_extend(&now, weight[i], grouped, &next);
        struct half swap = now;
        now = next;
        next = swap;
    }
    free(next.sum);
    *half = now;
    half->has_last = n > 0;
    half->last = n ? weight[all] : 0;
}

/* Pairs of one sum from a and one from b that are together at most limit. */
static uwide pairs_at_most(const int64_t *a, const int64_t *a_end,
                           const int64_t *b, const int64_t *b_end, wide limit)
{
    if (a == a_end || b == b_end || limit < (wide)*a + *b)
        return 0;
    wide largest = (wide)a_end[-1] + b_end[-1];
    if (limit >= largest)
        return (uwide)(size_t)(a_end - a) * (size_t)(b_end - b);
    int64_t bound = (int64_t)limit; /* between two sums: it fits */
    uwide pairs = 0;
    for (; a < a_end && b < b_end; a++) {
        while (b_end > b && *a + b_end[-1] > bound)
            b_end--;
        pairs += (size_t)(b_end - b);
    }
    return pairs;
}

/* The same of all groups of both that take k weights together. */
static uwide grouped_pairs(const struct half *low, const struct half *high,
                           size_t k, wide limit)
{
    uwide pairs = 0;
    for (size_t c = 0; c <= k && c < low->groups; c++) {
        size_t rest = k - c;
        if (rest < high->groups)
            pairs += pairs_at_most(low->sum + low->start[c],
                                   low->sum + low->start[c + 1],
                                   high->sum + high->start[rest],
                                   high->sum + high->start[rest + 1], limit);
    }
    return pairs;
}

/* With and without the last weight of each half; grouped: those that take k
 * weights, else k = 0 and all. */
static uwide half_pairs(const struct half *low, const struct half *high,
                        bool grouped, size_t k, wide limit)
{
    uwide pairs = 0;
    for (size_t takes_low = 0; takes_low <= low->has_last; takes_low++) {
        for (size_t takes = 0; takes <= high->has_last; takes++) {
            size_t taken = grouped ? takes_low + takes : 0;
            wide rest =
                limit - (takes_low ? low->last : 0) - (takes ? high->last : 0);
            if (taken <= k)
                pairs += grouped_pairs(low, high, k - taken, rest);
        }
    }
    return pairs;
}

static void count_by_halves(struct question *q)
{
    struct half low, high;
    size_t n_low = q->n / 2;
    /* Taking every second weight keeps the two halves' sums alike. */
    int64_t *mixed = stats_new(q->n, sizeof *mixed);
    for (size_t i = 0; i < q->n; i++)
        mixed[i % 2 ? i / 2 : n_low + i / 2] = q->weight[i];
    half_init(&low, mixed, n_low, true);
    half_init(&high, mixed + n_low, q->n - n_low, true);
    for (size_t i = 0; i < q->n_limits; i++)
        q->count[i] = half_pairs(&low, &high, true, q->k, q->limit[i]);
    free(low.sum);
    free(high.sum);
    free(mixed);
}

static void count_sum(struct question *q, int64_t sum)
{
    for (size_t i = 0; i < q->n_limits; i++)
        q->count[i] += (wide)sum <= q->limit[i];
}

/* Visits all choices of "left" more weights from place "from" on. */
static void enumerate(struct question *q, size_t from, size_t left, int64_t sum)
{
    if (left == 0) {
        count_sum(q, sum);
        return;
    }
    for (size_t i = from; i + left <= q->n; i++)
        enumerate(q, i + 1, left - 1, sum + q->weight[i]);
}

/* Of the halves, for each sum of one of them. */
#define HALVES_STEPS 3.0
/* An addition of two long rows, of which several go into a register, against
 * a step of the other methods. */
#define ROW_STEP 0.1

/* Runs the cheapest method; false if none is cheap enough. */
static bool answer(struct question *q, double most_steps)
{
    double n = (double)q->n, k = (double)q->k, most = (double)q->most;
    double table =
        (k + 1.0) * (most + 1.0) > CELLS_MAX ? INFINITY : n * k * (most + 1.0);
    double halves =
        q->n <= HALVES_N_MAX ? HALVES_STEPS * exp2(ceil(n / 2)) : INFINITY;
    double choices = choose(q->n, q->k);
    double rows = ROW_STEP * half_tables_steps(q->weight, q->n, q->k);
    if (table > STEPS_MAX)
        table = INFINITY;
    if (choices > CHOICES_MAX)
        choices = INFINITY;
    double least = fmin(fmin(table, rows), fmin(halves, choices));
    if (isinf(least) || least > most_steps)
        return false;
    if (rows == least)
        half_tables_count(q->weight, q->n, q->k, q->limit, q->count,
                          q->n_limits);
    else if (table == least)
        count_by_table(q);
    else if (halves <= choices)
        count_by_halves(q);
    else
        enumerate(q, 0, q->k, 0);
    return true;
}

/* Rounds toward minus infinity; divisor > 0. */
static wide floor_quotient(wide dividend, wide divisor)
{
    wide quotient = dividend / divisor;
    return quotient * divisor > dividend ? quotient - 1 : quotient;
}

/* The four limits: far below, far above (exclusive), observed, below it. */
static void set_limits(struct question *q, int64_t observed, wide total_weight,
                       int64_t tolerance)
{
    wide n = (wide)q->n, centre = (wide)q->k * total_weight;
    wide distance = n * observed - centre;
    distance = (distance < 0 ? -distance : distance) - n * tolerance;
    if (distance < 0)
        distance = 0;
    q->limit[0] = floor_quotient(centre - distance, n);
    q->limit[1] = -floor_quotient(-(centre + distance), n) - 1;
    q->limit[2] = (wide)observed + tolerance;
    q->limit[3] = (wide)observed - tolerance - 1;
}

static int64_t greatest_divisor(int64_t a, int64_t b)
{
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Sorted copy of the weights, less the smallest, in units of their greatest
 * common divisor: smaller sums, the same order. Returns that divisor. */
static int64_t question_init(struct question *q, const int64_t weight[],
                             size_t n, size_t k, bool in_units)
{
    *q = (struct question){.n = n, .k = k};
    q->weight = stats_new(n, sizeof *q->weight);
    memcpy(q->weight, weight, n * sizeof *weight);
    sort_keys(q->weight, n);
    int64_t smallest = q->weight[0], unit = 0;
    for (size_t i = 0; i < n; i++) {
        q->weight[i] -= smallest;
        unit = greatest_divisor(q->weight[i], unit);
    }
    if (unit == 0 || !in_units)
        unit = 1;
    for (size_t i = 0; i < n; i++)
        q->weight[i] /= unit;
    for (size_t i = n - k; i < n; i++)
        q->most += q->weight[i];
    return unit;
}

static int64_t sum_of(const int64_t x[], size_t n)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum;
}

/* For k <= n / 2. */
static bool count_smaller_side(const int64_t weight[], size_t n, size_t k,
                               int64_t observed, int64_t tolerance,
                               bool with_sides, double most_steps,
                               struct subset_counts *counts)
{
    struct question q;
    int64_t smallest = weight[0];
    for (size_t i = 1; i < n; i++)
        smallest = weight[i] < smallest ? weight[i] : smallest;
    int64_t unit = question_init(&q, weight, n, k, tolerance == 0);
    int64_t shifted = (observed - (int64_t)k * smallest) / unit;
    wide total_weight = sum_of(q.weight, n);
    set_limits(&q, shifted, total_weight, tolerance);
    /* Half of the weights: what is left behind mirrors what is chosen, and the
     * far side is as the near one. */
    bool mirrored = 2 * k == n;
    q.n_limits = with_sides ? 4 : mirrored ? 1 : 2;
    bool done = answer(&q, most_steps);
    free(q.weight);
    if (!done)
        return false;
    bool all = q.limit[0] >= q.limit[1] + 1; /* nothing nearer to the mean */
    uwide above = q.n_limits == 1 ? q.count[0] : counts->total - q.count[1];
    counts->extreme = all ? counts->total : q.count[0] + above;
    counts->at_most = with_sides ? q.count[2] : 0;
    counts->at_least = with_sides ? counts->total - q.count[3] : 0;
    return true;
}

bool subsets_count(const int64_t weight[], size_t n, size_t k, int64_t observed,
                   int64_t tolerance, bool with_sides, double most_steps,
                   struct subset_counts *counts)
{
    if (k > n || n == 0 || n > SUBSETS_N_MAX ||
        !choose_exact(n, k, &counts->total))
        return false;
    if (2 * k <= n)
        return count_smaller_side(weight, n, k, observed, tolerance, with_sides,
                                  most_steps, counts);
    /* What is left behind is as extreme, on the other side. */
    if (!count_smaller_side(weight, n, n - k, sum_of(weight, n) - observed,
                            tolerance, with_sides, most_steps, counts))
        return false;
    uwide swap = counts->at_most;
    counts->at_most = counts->at_least;
    counts->at_least = swap;
    return true;
}

/* Signs: sizes of n weights and their sum, in units of their greatest common
 * divisor. A signed sum is twice that of the positive ones less all of them;
 * the positive ones are to be at most "below" or more than "above". */
struct signs {
    int64_t *size;
    size_t n;
    int64_t all;
    wide below, above;
    uwide total;
};

static void signs_init(struct signs *q, const int64_t weight[], size_t n,
                       int64_t tolerance)
{
    int64_t unit = 0, kept = sum_of(weight, n);
    *q = (struct signs){.n = n, .total = (uwide)1 << n};
    q->size = stats_new(n, sizeof *q->size);
    for (size_t i = 0; i < n; i++) {
        q->size[i] = weight[i] < 0 ? -weight[i] : weight[i];
        unit = greatest_divisor(q->size[i], unit);
    }
    if (unit == 0 || tolerance > 0)
        unit = 1;
    for (size_t i = 0; i < n; i++) {
        q->size[i] /= unit;
        q->all += q->size[i];
    }
    wide distance = (wide)(kept < 0 ? -kept : kept) / unit - tolerance;
    if (distance < 0)
        distance = 0;
    q->below = floor_quotient(q->all - distance, 2);
    q->above = -floor_quotient(-(q->all + distance), 2) - 1;
}

/* ways[s]: of the weights so far, to have positive ones of sum s. */
static uwide signs_by_table(const struct signs *q)
{
    size_t width = (size_t)q->all + 1, reach = 0;
    uwide *ways = stats_new0(width, sizeof *ways), nearer = 0;
    ways[0] = 1;
    for (size_t i = 0; i < q->n; i++) {
        size_t w = (size_t)q->size[i];
        reach += w;
        for (size_t s = reach + 1; s-- > w;)
            ways[s] += ways[s - w];
    }
    for (size_t s = 0; s < width; s++)
        if ((wide)s > q->below && (wide)s <= q->above)
            nearer += ways[s];
    free(ways);
    return q->total - nearer;
}

static uwide signs_by_halves(const struct signs *q)
{
    struct half low, high;
    half_init(&low, q->size, q->n / 2, false);
    half_init(&high, q->size + q->n / 2, q->n - q->n / 2, false);
    uwide below = half_pairs(&low, &high, false, 0, q->below);
    uwide above = half_pairs(&low, &high, false, 0, q->above);
    free(low.sum);
    free(high.sum);
    return below + q->total - above;
}

bool signs_count(const int64_t weight[], size_t n, int64_t tolerance,
                 uwide *extreme, uwide *total)
{
    if (n > SIGNS_N_MAX)
        return false;
    struct signs q;
    signs_init(&q, weight, n, tolerance);
    double width = (double)q.all + 1.0, table = (double)n * width;
    double halves = n <= HALVES_N_MAX
                        ? HALVES_STEPS * exp2(ceil((double)n / 2.0))
                        : (double)INFINITY;
    if (table > STEPS_MAX || width > CELLS_MAX)
        table = INFINITY;
    bool done = table < INFINITY || halves < INFINITY;
    *total = q.total;
    if (q.below >= q.above)
        *extreme = q.total; /* nothing nearer to 0 */
    else if (done)
        *extreme = table <= halves ? signs_by_table(&q) : signs_by_halves(&q);
    free(q.size);
    return done;
}

/* Multiplies by (1 - q^(n+i)) / (1 - q^i) for i from 1 to m: each product is
 * a Gaussian binomial again, and wrapping around in between is harmless. */
void rank_sum_ways(size_t m, size_t n, uwide ways[])
{
    size_t top = m * n;
    memset(ways, 0, (top + 1) * sizeof *ways);
    ways[0] = 1;
    for (size_t i = 1; i <= m; i++) {
        for (size_t u = top; u >= n + i; u--)
            ways[u] -= ways[u - n - i];
        for (size_t u = i; u <= top; u++)
            ways[u] += ways[u - i];
    }
}

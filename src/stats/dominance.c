/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often does one sample beat the other?
 *
 * The variance of delta comes from the dominance matrix s_ij = sign(b_i -
 * a_j), its row means, column means and residuals, whose sums of squares are
 * whole multiples of 1 / (n_a n_b) and are summed as such. As s_ij^2 is 1 or
 * 0, the residuals' sum of squares follows from the number of ties, the rows
 * and the columns.
 */
#include "cotejo/effect.h"

#include <math.h>
#include <stdlib.h>

#include "cotejo/distribution.h"
#include "stats/deviations.h"
#include "stats/memory.h"
#include "stats/ranks.h"

/* Row sums and column sums, each in ascending order of the values that they
 * are of, and what is in them. */
struct matrix {
    size_t n_a, n_b;
    int64_t *row; /* of each b, then the columns, of each a */
    int64_t *column;
    int64_t sum, unequal;
};

/* total[i]: how many of the other keys lie below key i, less those above.
 * Both are sorted. Returns how many pairs are equal. */
static int64_t place_among(const int64_t key[], size_t n, const int64_t other[],
                           size_t n_other, int64_t total[])
{
    int64_t equal = 0;
    size_t below = 0, upto = 0;
    for (size_t i = 0; i < n; i++) {
        while (below < n_other && other[below] < key[i])
            below++;
        while (upto < n_other && other[upto] <= key[i])
            upto++;
        total[i] = (int64_t)below - (int64_t)(n_other - upto);
        equal += (int64_t)(upto - below);
    }
    return equal;
}

static void matrix_init(struct matrix *m, const struct cotejo_sample *a,
                        const struct cotejo_sample *b)
{
    const struct cotejo_sample *both[] = {a, b};
    int64_t *key = stats_new(a->n + b->n, sizeof *key);
    int64_t *key_b = key + a->n;
    *m = (struct matrix){.n_a = a->n, .n_b = b->n};
    m->row = stats_new(a->n + b->n, sizeof *m->row);
    m->column = m->row + b->n;
    pool_keys(both, 2, key);
    sort_keys(key, a->n);
    sort_keys(key_b, b->n);
    m->unequal =
        (int64_t)(a->n * b->n) - place_among(key_b, b->n, key, a->n, m->row);
    place_among(key, a->n, key_b, b->n, m->column);
    for (size_t j = 0; j < a->n; j++)
        m->column[j] = -m->column[j]; /* s_ij has b on the left */
    for (size_t i = 0; i < b->n; i++)
        m->sum += m->row[i];
    free(key);
}

/* Sum over the n marginal means total[i] / width of the squared distance
 * from delta. */
static double marginal_squares(const int64_t total[], size_t n, double width,
                               double delta)
{
    struct sum squares = {0};
    for (size_t i = 0; i < n; i++) {
        double d = (double)total[i] / width - delta;
        sum_add(&squares, d * d);
    }
    return sum_value(&squares);
}

static double delta_variance(const struct matrix *m, double delta)
{
    double n_a = (double)m->n_a, n_b = (double)m->n_b;
    double rows = marginal_squares(m->row, m->n_b, n_a, delta);
    double columns = marginal_squares(m->column, m->n_a, n_b, delta);
    double all = (double)m->unequal - n_a * n_b * delta * delta;
    double residual = fmax(0.0, all - n_a * rows - n_b * columns);
    double s_ab = residual / ((n_a - 1.0) * (n_b - 1.0));
    return (rows * (n_a - 1.0) / (n_b - 1.0) +
            columns * (n_b - 1.0) / (n_a - 1.0) + s_ab) /
           (n_a * n_b);
}

/* Limits of delta, t the quantile at n_a + n_b - 2 degrees of freedom. */
static void delta_limits(const struct matrix *m, double delta, double t,
                         struct cotejo_interval *limits)
{
    double t2 = t * t;
    if (fabs(delta) == 1.0) {
        double least = (double)(m->n_a < m->n_b ? m->n_a : m->n_b);
        double far = (least - t2) / (least + t2);
        limits->low = delta > 0.0 ? far : -1.0;
        limits->high = delta > 0.0 ? 1.0 : -far;
        return;
    }
    double v = delta_variance(m, delta), rest = 1.0 - delta * delta;
    double half = t * sqrt(v) * sqrt(rest * rest + t2 * v);
    limits->low = (delta * rest - half) / (rest + t2 * v);
    limits->high = (delta * rest + half) / (rest + t2 * v);
}

struct cotejo_dominance cotejo_vargha_delaney(const struct cotejo_sample *a,
                                              const struct cotejo_sample *b,
                                              double level)
{
    struct cotejo_dominance d = {
        COTEJO_TOO_FEW, NAN, NAN, {NAN, NAN, level}, {NAN, NAN, level}};
    if (a->n == 0 || b->n == 0)
        return d;
    struct matrix m;
    matrix_init(&m, a, b);
    double pairs = (double)a->n * (double)b->n;
    d.delta = (double)m.sum / pairs;
    d.a = 0.5 * ((double)m.sum + pairs) / pairs;
    if (a->n > 1 && b->n > 1) {
        double df = (double)(a->n + b->n) - 2.0;
        double t = cotejo_t_quantile(0.5 * (1.0 - level), df);
        d.status = COTEJO_OK;
        delta_limits(&m, d.delta, t, &d.delta_interval);
        d.a_interval.low = 0.5 * (1.0 + d.delta_interval.low);
        d.a_interval.high = 0.5 * (1.0 + d.delta_interval.high);
    }
    free(m.row);
    return d;
}

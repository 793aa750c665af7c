/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many comparisons at once: their p values together, and the level at which
 * their intervals hold together.
 *
 * 1. One set is all that a kind of table tests, of every pair of systems: the
 *    error rate that is promised is that of the whole answer, not of the
 *    table of one subject.
 * 2. Each subject with the reference: Holm over all of them, or Benjamini and
 *    Hochberg; theirs over all pairs of systems too, of p that are not
 *    adjusted.
 * 3. All pairs of three and more systems by Holm: the p of a pair holds for all
 *    pairs of its cell already (groups.c, agree.c), so that only the cells
 * remain to be counted. Holm's step down goes from cell to cell: a cell is done
 * when all of its pairs are told apart, and c cells that are not done make the
 *    factor c. That the factor does not sink with the pairs of a cell that are
 *    done is what keeps the rate when some differ and others do not: the first
 *    false alarm comes while all cells that hold equal systems still count.
 * 4. Intervals that hold together: at 1 - alpha / m for m comparisons; of all
 *    pairs by Welch's or Student's test with the studentized range in place of
 *    t, and m cells.
 */
#include "compare/decide.h"

#include <stdlib.h>

static struct result_comparison *comparison_of(const Results *results, size_t i)
{
    return &g_array_index(results->comparisons, struct result_comparison, i);
}

/* ---- all pairs, rule 3 ---- */

static struct cotejo_p larger(struct cotejo_p p, struct cotejo_p q)
{
    return p.log10_p >= q.log10_p ? p : q;
}

static struct cotejo_p times(struct cotejo_p p, size_t factor)
{
    if (p.p * (double)factor >= 1)
        return (struct cotejo_p){1, 0};
    return (struct cotejo_p){p.p * (double)factor,
                             p.log10_p + log10((double)factor)};
}

static int by_size(const void *left, const void *right)
{
    const struct cotejo_p *a = left, *b = right;

    return (a->log10_p > b->log10_p) - (a->log10_p < b->log10_p);
}

/* The largest p of each cell, in any order; NaN where a cell tests none. */
static struct cotejo_p *cell_maxima(const Results *results, size_t from,
                                    size_t to, size_t *n)
{
    struct cotejo_p *p = g_new(struct cotejo_p, results->cells->len + 1);
    g_autofree size_t *place = g_new0(size_t, results->cells->len + 1);

    *n = 0;
    for (size_t i = from; i < to; i++) {
        const struct result_comparison *it = comparison_of(results, i);

        if (isnan(it->p_adjusted.p))
            continue;
        if (!place[it->cell]) {
            p[*n] = it->p_adjusted;
            place[it->cell] = ++*n;
        } else {
            struct cotejo_p *most = &p[place[it->cell] - 1];

            *most = larger(*most, it->p_adjusted);
        }
    }
    return p;
}

/* The least alpha at which p is told apart: done[j] is the least at which j
 * cells are done, and then m - j count. */
static struct cotejo_p least_alpha(struct cotejo_p p,
                                   const struct cotejo_p *done, size_t m)
{
    struct cotejo_p least = {1, 0};

    for (size_t j = 0; j < m; j++) {
        struct cotejo_p needed = times(p, m - j);

        if (j)
            needed = larger(needed, done[j - 1]);
        if (needed.log10_p < least.log10_p)
            least = needed;
    }
    return least;
}

static void adjust_cells(const Results *results, size_t from, size_t to)
{
    size_t m;
    g_autofree struct cotejo_p *done = cell_maxima(results, from, to, &m);

    cotejo_holm(done, m, done);
    qsort(done, m, sizeof *done, by_size);
    for (size_t i = from; i < to; i++) {
        struct cotejo_p *p = &comparison_of(results, i)->p_adjusted;

        if (!isnan(p->p))
            *p = least_alpha(*p, done, m);
    }
}

/* ---- p ---- */

void study_adjust(const Results *results, size_t from, size_t to)
{
    g_autofree struct cotejo_p *p = NULL;

    if (results->options.adjust == ADJUST_NONE)
        return;
    if (results->options.adjust == ADJUST_HOLM &&
        study_is_family_wise(results)) {
        adjust_cells(results, from, to);
        return;
    }
    p = g_new(struct cotejo_p, to - from + 1);
    for (size_t i = from; i < to; i++)
        p[i - from] = comparison_of(results, i)->p_adjusted;
    if (results->options.adjust == ADJUST_HOLM)
        cotejo_holm(p, to - from, p);
    else
        cotejo_benjamini_hochberg(p, to - from, p);
    for (size_t i = from; i < to; i++)
        comparison_of(results, i)->p_adjusted = p[i - from];
}

size_t study_count_tested(const Results *results, size_t from, size_t to)
{
    size_t n = 0;

    for (size_t i = from; i < to; i++)
        n += isnan(comparison_of(results, i)->p_adjusted.p) ? 0 : 1;
    return n;
}

/* ---- the level of the next p ---- */

double study_next_alpha(const Results *results, size_t from, size_t to)
{
    double alpha = 1 - results->options.confidence;
    size_t m = 0, n_done = 0;
    g_autofree struct cotejo_p *p = NULL;

    if (results->options.adjust == ADJUST_NONE)
        return alpha;
    if (results->options.adjust == ADJUST_HOLM &&
        study_is_family_wise(results)) {
        p = cell_maxima(results, from, to, &m);
    } else {
        p = g_new(struct cotejo_p, to - from + 1);
        for (size_t i = from; i < to; i++) {
            if (!isnan(comparison_of(results, i)->p_adjusted.p))
                p[m++] = comparison_of(results, i)->p_adjusted;
        }
    }
    for (size_t i = 0; i < m; i++)
        n_done += p[i].p < alpha ? 1 : 0;
    if (n_done == m)
        return alpha;
    return results->options.adjust == ADJUST_HOLM
               ? alpha / (double)(m - n_done)
               : alpha * (double)(n_done + 1) / (double)m;
}

/* ---- the level of intervals, rule 4 ---- */

double study_level(const Results *results, size_t from, size_t to)
{
    double alpha = 1 - results->options.confidence;
    size_t m;

    if (!results->options.simultaneous)
        return 1 - alpha;
    if (study_uses_range(results))
        g_free(cell_maxima(results, from, to, &m));
    else
        m = study_count_tested(results, from, to);
    return 1 - alpha / (double)MAX(m, 1);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Adjusted p values. All methods walk the p values in order of size, multiply
 * each by a factor of its rank and keep the products monotone: step-down ones
 * from the smallest by running maxima, step-up ones from the largest by
 * running minima. Order and ties are those of the logarithms, which go on
 * where p underflows.
 */
#include "cotejo/family.h"

#include <math.h>
#include <stdlib.h>

#include "stats/memory.h"

struct entry {
    struct cotejo_p p;
    size_t place;
};

static int by_size(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = (a->p.log10_p > b->p.log10_p) - (a->p.log10_p < b->p.log10_p);
    return order ? order : (a->p.p > b->p.p) - (a->p.p < b->p.p);
}

/* factor * p, at most 1. */
static struct cotejo_p times(struct cotejo_p p, double factor)
{
    struct cotejo_p product = {p.p * factor, p.log10_p + log10(factor)};
    if (product.p >= 1.0 || product.log10_p >= 0.0)
        return (struct cotejo_p){1.0, 0.0};
    return product;
}

/* The testable entries, ascending; *others are copied as NaN. */
static size_t testable(const struct cotejo_p p[], size_t m,
                       struct entry entry[], struct cotejo_p adjusted[])
{
    size_t count = 0;
    for (size_t i = 0; i < m; i++) {
        if (isnan(p[i].p))
            adjusted[i] = (struct cotejo_p){NAN, NAN};
        else
            entry[count++] = (struct entry){p[i], i};
    }
    qsort(entry, count, sizeof *entry, by_size);
    return count;
}

/* Factor of the p value of rank 1 to m. */
typedef double factor_of_rank(size_t rank, size_t m);

static double all(size_t rank, size_t m)
{
    (void)rank;
    return (double)m;
}

static double those_left(size_t rank, size_t m)
{
    return (double)(m - rank + 1);
}

static double share(size_t rank, size_t m)
{
    return (double)m / (double)rank;
}

static double share_any_dependence(size_t rank, size_t m)
{
    double harmonic = 0.0;
    for (size_t i = m; i > 0; i--)
        harmonic += 1.0 / (double)i;
    return share(rank, m) * harmonic;
}

static void step_down(const struct cotejo_p p[], size_t m,
                      factor_of_rank *factor, struct cotejo_p adjusted[])
{
    struct entry *entry = stats_new(m, sizeof *entry);
    size_t count = testable(p, m, entry, adjusted);
    struct cotejo_p running = {0.0, -INFINITY};
    for (size_t i = 0; i < count; i++) {
        struct cotejo_p next = times(entry[i].p, factor(i + 1, count));
        if (next.log10_p > running.log10_p)
            running = next;
        adjusted[entry[i].place] = running;
    }
    free(entry);
}

static void step_up(const struct cotejo_p p[], size_t m, factor_of_rank *factor,
                    struct cotejo_p adjusted[])
{
    struct entry *entry = stats_new(m, sizeof *entry);
    size_t count = testable(p, m, entry, adjusted);
    struct cotejo_p running = {1.0, 0.0};
    for (size_t i = count; i > 0; i--) {
        struct cotejo_p next = times(entry[i - 1].p, factor(i, count));
        if (next.log10_p < running.log10_p)
            running = next;
        adjusted[entry[i - 1].place] = running;
    }
    free(entry);
}

void cotejo_holm(const struct cotejo_p p[], size_t m,
                 struct cotejo_p adjusted[])
{
    step_down(p, m, those_left, adjusted);
}

void cotejo_bonferroni(const struct cotejo_p p[], size_t m,
                       struct cotejo_p adjusted[])
{
    step_down(p, m, all, adjusted);
}

void cotejo_hochberg(const struct cotejo_p p[], size_t m,
                     struct cotejo_p adjusted[])
{
    step_up(p, m, those_left, adjusted);
}

void cotejo_benjamini_hochberg(const struct cotejo_p p[], size_t m,
                               struct cotejo_p adjusted[])
{
    step_up(p, m, share, adjusted);
}

void cotejo_benjamini_yekutieli(const struct cotejo_p p[], size_t m,
                                struct cotejo_p adjusted[])
{
    step_up(p, m, share_any_dependence, adjusted);
}

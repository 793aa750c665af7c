/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The inversion of the permutation tests: which shifts and quotients of the
 * two systems would they not reject?
 *
 * 1. Given that b is a, shifted by theta or multiplied by it, the values that
 *    are dealt anew are p - theta q, linear in theta: a and b - theta, or
 *    theta a and b. So is the difference of means of every arrangement,
 *    u - theta v. p(theta) is the share of arrangements that lie as far from
 *    zero as the one observed.
 * 2. Where theta is the observed difference or quotient, p is 1. From there
 *    it falls to both sides, down to that of groups that do not overlap: for
 *    shifts always, for quotients of positive values where both samples are
 *    of a size. (Moving m of b's values out and m of a's in, the new mean
 *    reaches the observed one where theta passes the difference, or quotient,
 *    of their means, and its opposite likewise.) The ends are therefore found
 *    by halving.
 * 3. At no shift, or a quotient of one, the p of the test itself decides on
 *    which side of an end it lies: also where the test counts all
 *    arrangements and the interval a sample of them.
 * 4. All arrangements up to 200,000 (10 against 10 runs, 17 pairs), else a
 *    sample of 99,990, the observed one included.
 */
#include "cotejo/permutation.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_rng.h>

#include "stats/counting.h"
#include "stats/lanes.h"
#include "stats/memory.h"

#define ALL_MAX 200000
#define SAMPLED (10 * (size_t)COTEJO_RESAMPLES)

/* A value that is dealt, or a pair's difference whose sign is: p - theta q.
 * The two questions have their own. */
struct element {
    double p[2], q[2];
};

/* The differences of means of all arrangements, u - theta v; the observed one
 * first. */
struct lines {
    double *u[2], *v[2];
    size_t n;
};

struct deal {
    struct element *element;
    size_t n, n_b; /* of pairs n alone */
    struct element total;
    struct lines lines;
};

static void element_add(struct element *to, const struct element *x,
                        double factor)
{
    for (size_t i = 0; i < 2; i++) {
        to->p[i] += factor * x->p[i];
        to->q[i] += factor * x->q[i];
    }
}

static struct element total_of(const struct element x[], size_t n)
{
    struct element total = {{0.0, 0.0}, {0.0, 0.0}};
    for (size_t i = 0; i < n; i++)
        element_add(&total, &x[i], 1.0);
    return total;
}

/* ---- two samples ---- */

static void deal_samples(struct deal *deal, const struct cotejo_sample *a,
                         const struct cotejo_sample *b)
{
    double first = a->x[0];
    deal->n = a->n + b->n;
    deal->n_b = b->n;
    deal->element = stats_new(deal->n, sizeof *deal->element);
    /* b first: the observed arrangement is the first one. */
    for (size_t i = 0; i < b->n; i++)
        deal->element[i] =
            (struct element){{b->x[i] - first, b->x[i]}, {1.0, 0.0}};
    for (size_t i = 0; i < a->n; i++)
        deal->element[b->n + i] =
            (struct element){{a->x[i] - first, 0.0}, {0.0, -a->x[i]}};
    deal->total = total_of(deal->element, deal->n);
}

/* mean(b*) - mean(a*) when the values dealt to b have this sum. */
static void add_samples(struct deal *deal, const struct element *sum)
{
    double n_a = (double)(deal->n - deal->n_b), n_b = (double)deal->n_b;
    struct lines *lines = &deal->lines;
    for (size_t i = 0; i < 2; i++) {
        lines->u[i][lines->n] =
            sum->p[i] / n_b - (deal->total.p[i] - sum->p[i]) / n_a;
        lines->v[i][lines->n] =
            sum->q[i] / n_b - (deal->total.q[i] - sum->q[i]) / n_a;
    }
    lines->n++;
}

/* All choices of "left" more values from place "from" on. Of samples of one
 * size half of them will do, those with the first value: the others are the
 * same with a and b exchanged, and as far out. */
static void add_choices(struct deal *deal, size_t from, size_t left,
                        const struct element *sum)
{
    if (left == 0) {
        add_samples(deal, sum);
        return;
    }
    for (size_t i = from; i + left <= deal->n; i++) {
        struct element more = *sum;
        element_add(&more, &deal->element[i], 1.0);
        add_choices(deal, i + 1, left - 1, &more);
    }
}

/* The values of b in a sampled arrangement: its first n_b after so many steps
 * of Fisher and Yates. */
static void add_shuffles(struct deal *deal, gsl_rng *rng)
{
    struct element *x = deal->element;
    struct element sum = total_of(x, deal->n_b);
    add_samples(deal, &sum);
    while (deal->lines.n < SAMPLED) {
        for (size_t i = 0; i < deal->n_b; i++) {
            size_t j = i + gsl_rng_uniform_int(rng, deal->n - i);
            struct element swap = x[i];
            x[i] = x[j];
            x[j] = swap;
        }
        sum = total_of(x, deal->n_b);
        add_samples(deal, &sum);
    }
}

/* ---- pairs ---- */

static void deal_pairs(struct deal *deal, const struct cotejo_sample *a,
                       const struct cotejo_sample *b)
{
    deal->n = a->n;
    deal->element = stats_new(deal->n, sizeof *deal->element);
    for (size_t i = 0; i < a->n; i++)
        deal->element[i] =
            (struct element){{b->x[i] - a->x[i], b->x[i]}, {1.0, a->x[i]}};
    deal->total = total_of(deal->element, deal->n);
}

static void add_pairs(struct deal *deal, const struct element *sum)
{
    double n = (double)deal->n;
    struct lines *lines = &deal->lines;
    for (size_t i = 0; i < 2; i++) {
        lines->u[i][lines->n] = sum->p[i] / n;
        lines->v[i][lines->n] = sum->q[i] / n;
    }
    lines->n++;
}

/* All signs of the pairs from "from" on. */
static void add_signs(struct deal *deal, size_t from, const struct element *sum)
{
    if (from == deal->n) {
        add_pairs(deal, sum);
        return;
    }
    struct element flipped = *sum;
    element_add(&flipped, &deal->element[from], -2.0);
    add_signs(deal, from + 1, sum);
    add_signs(deal, from + 1, &flipped);
}

static void add_flips(struct deal *deal, gsl_rng *rng)
{
    add_pairs(deal, &deal->total);
    while (deal->lines.n < SAMPLED) {
        struct element sum = deal->total;
        unsigned long bits = 0;
        for (size_t i = 0; i < deal->n; i++, bits >>= 1) {
            if (i % 32 == 0)
                bits = gsl_rng_get(rng);
            element_add(&sum, &deal->element[i], bits & 1 ? -2.0 : 0.0);
        }
        add_pairs(deal, &sum);
    }
}

/* ---- arrangements ---- */

/* How many there are, if not too many to take all. */
static bool takes_all(const struct deal *deal, bool paired, size_t *all)
{
    uwide ways = 0;
    bool fits = paired ? deal->n < 60 : choose_exact(deal->n, deal->n_b, &ways);
    if (fits && paired)
        ways = (uwide)1 << deal->n;
    *all = fits && ways <= ALL_MAX ? (size_t)ways : 0;
    return *all > 0;
}

/* Returns true if all are there. */
static bool arrange(struct deal *deal, bool paired, unsigned long seed,
                    size_t *arrangements)
{
    size_t all;
    bool takes = takes_all(deal, paired, &all);
    *arrangements = takes ? all : SAMPLED;
    size_t room = takes ? all : SAMPLED;
    double *block = stats_new(4 * room, sizeof *block);
    for (size_t i = 0; i < 2; i++) {
        deal->lines.u[i] = block + i * room;
        deal->lines.v[i] = block + (2 + i) * room;
    }
    if (takes) {
        struct element none = {{0.0, 0.0}, {0.0, 0.0}};
        if (paired)
            add_signs(deal, 0, &deal->total);
        else if (2 * deal->n_b == deal->n)
            add_choices(deal, 1, deal->n_b - 1, &deal->element[0]);
        else
            add_choices(deal, 0, deal->n_b, &none);
        return true;
    }
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, seed);
    (paired ? add_flips : add_shuffles)(deal, rng);
    gsl_rng_free(rng);
    return false;
}

/* ---- ends ---- */

/* One question: of shifts or of quotients. */
struct question {
    const struct lanes *lanes;
    const double *u, *v;
    size_t n;
    double least;              /* arrangements as far out that do not reject */
    double centre, null;       /* where p is 1; no difference */
    double largest, largest_v; /* what rounding is measured by */
    bool keeps_null;           /* the test does not reject it */
};

static void question_init(struct question *q, const struct lines *lines,
                          size_t which)
{
    q->u = lines->u[which];
    q->v = lines->v[which];
    q->n = lines->n;
    q->centre = q->u[0] / q->v[0];
    for (size_t i = 0; i < q->n; i++) {
        q->largest = fmax(q->largest, fabs(q->u[i]));
        q->largest_v = fmax(q->largest_v, fabs(q->v[i]));
    }
}

/* Sums in double precision: what differs by less than their rounding is
 * equal, and as far out. */
static bool accepts(const struct question *q, double theta)
{
    double rounding = 1e-13 * (q->largest + fabs(theta) * q->largest_v);
    double bound = fabs(q->u[0] - theta * q->v[0]) - rounding;
    size_t far =
        bound > 0.0 ? q->lanes->far(q->u, q->v, q->n, theta, bound) : q->n;
    return (double)far >= q->least;
}

/* The end between the centre and a place beyond it that is rejected. */
static double find_end(const struct question *q, double rejected)
{
    double accepted = q->centre, width = fabs(rejected - accepted);
    if ((q->null - q->centre) * (rejected - q->centre) > 0.0)
        *(q->keeps_null ? &accepted : &rejected) = q->null;
    while (fabs(rejected - accepted) > 1e-12 * width) {
        double middle = 0.5 * (accepted + rejected);
        if (middle == accepted || middle == rejected)
            break;
        *(accepts(q, middle) ? &accepted : &rejected) = middle;
    }
    bool at_null = q->keeps_null && fabs(accepted - q->null) <= 2e-12 * width;
    return at_null ? q->null : accepted;
}

/* low, high: beyond them the groups do not overlap. */
static void invert(const struct question *q, double low, double high,
                   struct cotejo_interval *interval, enum cotejo_status *status)
{
    *status = COTEJO_UNDEFINED;
    if (accepts(q, low) || accepts(q, high))
        return;
    interval->low = find_end(q, low);
    interval->high = find_end(q, high);
    *status = COTEJO_OK;
}

/* The least and the largest value. */
static void range_of(const struct cotejo_sample *sample, double *low,
                     double *high)
{
    *low = *high = sample->x[0];
    for (size_t i = 1; i < sample->n; i++) {
        *low = fmin(*low, sample->x[i]);
        *high = fmax(*high, sample->x[i]);
    }
}

static void invert_both(struct cotejo_inversion *r, const struct deal *deal,
                        const struct cotejo_sample *a,
                        const struct cotejo_sample *b, bool keeps_null)
{
    double low_a, high_a, low_b, high_b;
    range_of(a, &low_a, &high_a);
    range_of(b, &low_b, &high_b);
    struct question q = {.lanes = lanes_best(), .keeps_null = keeps_null};
    /* p >= 1 - level, but for what rounding makes of the level. */
    q.least = (1.0 - r->shift.level) * (double)deal->lines.n * (1.0 - 1e-12);
    double beyond =
        0.5 * (high_a - low_a + high_b - low_b) + fabs(low_b - high_a);
    question_init(&q, &deal->lines, 0);
    invert(&q, low_b - high_a - beyond, high_b - low_a + beyond, &r->shift,
           &r->shift_status);
    if (!(low_a > 0.0 && low_b > 0.0))
        return;
    question_init(&q, &deal->lines, 1);
    q.null = 1.0;
    invert(&q, 0.5 * low_b / high_a, 2.0 * high_b / low_a, &r->quotient,
           &r->quotient_status);
}

struct cotejo_inversion cotejo_permutation_interval(
    const struct cotejo_sample *a, const struct cotejo_sample *b, bool paired,
    const struct cotejo_permutation *test, double level, unsigned long seed)
{
    struct cotejo_inversion r = {
        .shift_status = test->status,
        .quotient_status = test->status,
        .shift = {NAN, NAN, level},
        .quotient = {NAN, NAN, level},
    };
    if (test->status != COTEJO_OK)
        return r;
    r.quotient_status = COTEJO_UNDEFINED;
    struct deal deal = {0};
    (paired ? deal_pairs : deal_samples)(&deal, a, b);
    r.exact = arrange(&deal, paired, seed, &r.arrangements);
    invert_both(&r, &deal, a, b, test->p.p >= 1.0 - level);
    free(deal.lines.u[0]);
    free(deal.element);
    return r;
}

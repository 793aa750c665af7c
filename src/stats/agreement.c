/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement of the three tests, and why they disagree. */
#include "cotejo/agreement.h"

#include <math.h>
#include <stdlib.h>

#include "cotejo/distribution.h"
#include "cotejo/effect.h"
#include "cotejo/normality.h"
#include "stats/differences.h"
#include "stats/memory.h"

/* Of an exact permutation test beside the one that decides: some hundredths of
 * a second, as for 20 values against 20. */
#define QUICK_STEPS 5e6

/* The moments of the values inside the fences; false if all are. */
static bool moments_inside(const struct cotejo_sample *sample,
                           struct cotejo_moments *moments)
{
    size_t n = sample->n, kept = 0;
    enum cotejo_outlier *outlier = stats_new(n, sizeof *outlier);
    size_t outside = cotejo_outliers_tukey(sample, outlier);
    double *x = stats_new(n, sizeof *x);
    int64_t *k = stats_new(n, sizeof *k);
    for (size_t i = 0; i < n; i++) {
        if (outlier[i] != COTEJO_INSIDE)
            continue;
        x[kept] = sample->x[i];
        k[kept++] = sample->k ? sample->k[i] : 0;
    }
    struct cotejo_sample rest = {kept, x, sample->k ? k : NULL,
                                 sample->exponent};
    cotejo_moments(&rest, moments);
    free(k);
    free(x);
    free(outlier);
    return outside > 0;
}

static bool is_skewed(const struct cotejo_sample *sample)
{
    return fabs(cotejo_shape(sample).G1) > 1.0;
}

enum cotejo_dissent cotejo_dissent_cause(const struct cotejo_sample *a,
                                         const struct cotejo_sample *b,
                                         struct cotejo_p *without_outliers)
{
    struct cotejo_moments of_a, of_b, inside_a, inside_b;
    bool outliers_a = moments_inside(a, &inside_a);
    bool outliers_b = moments_inside(b, &inside_b);
    *without_outliers = cotejo_p_undefined();
    if (outliers_a || outliers_b) {
        *without_outliers = cotejo_welch(&inside_a, &inside_b, 0.95).p;
        return COTEJO_DISSENT_OUTLIERS;
    }
    cotejo_moments(a, &of_a);
    cotejo_moments(b, &of_b);
    if (a->n != b->n && fmax(of_a.sd, of_b.sd) > 2.0 * fmin(of_a.sd, of_b.sd))
        return COTEJO_DISSENT_SPREAD;
    if (is_skewed(a) || is_skewed(b))
        return COTEJO_DISSENT_SKEWNESS;
    double shift = cotejo_hodges_lehmann(a, b, 0.95).shift;
    double difference = cotejo_welch(&of_a, &of_b, 0.95).difference;
    if ((shift > 0.0 && difference < 0.0) || (shift < 0.0 && difference > 0.0))
        return COTEJO_DISSENT_DIRECTION;
    return COTEJO_DISSENT_BORDERLINE;
}

/* least: the smallest p that the test gives of such sizes when both tails are
 * alike. Where they are not, as with many ties, p can be half of it: a p below
 * alpha has a say whatever least is. */
static bool dissents(enum cotejo_status status, double p, double least,
                     bool detected, double alpha)
{
    return status == COTEJO_OK && fmin(least, p) < alpha &&
           (p < alpha) != detected;
}

struct cotejo_agreement cotejo_agreement_with(const struct cotejo_sample *a,
                                              const struct cotejo_sample *b,
                                              double alpha,
                                              struct cotejo_shuffles *shuffles,
                                              double most_steps)
{
    struct cotejo_moments of_a, of_b;
    cotejo_moments(a, &of_a);
    cotejo_moments(b, &of_b);
    struct cotejo_agreement agreement = {
        .welch = cotejo_welch(&of_a, &of_b, 1.0 - alpha),
        .mann_whitney = cotejo_mann_whitney(a, b),
        .permutation =
            cotejo_permutation_mean_with(a, b, alpha, shuffles, most_steps),
        .dissent = COTEJO_AGREED,
        .p_without_outliers = cotejo_p_undefined(),
    };
    agreement.status = agreement.welch.status;
    if (agreement.status != COTEJO_OK)
        return agreement;
    bool detected = agreement.welch.p.p < alpha;
    double least = cotejo_smallest_p(a->n, b->n);
    if (dissents(agreement.mann_whitney.status, agreement.mann_whitney.p.p,
                 least, detected, alpha) ||
        dissents(agreement.permutation.status, agreement.permutation.p.p, least,
                 detected, alpha))
        agreement.dissent =
            cotejo_dissent_cause(a, b, &agreement.p_without_outliers);
    return agreement;
}

struct cotejo_agreement cotejo_agreement(const struct cotejo_sample *a,
                                         const struct cotejo_sample *b,
                                         double alpha, unsigned long seed)
{
    struct cotejo_shuffles *shuffles = cotejo_shuffles_new(a->n, b->n, seed);
    struct cotejo_agreement agreement =
        cotejo_agreement_with(a, b, alpha, shuffles, QUICK_STEPS);
    cotejo_shuffles_free(shuffles);
    return agreement;
}

static enum cotejo_dissent cause_in(const struct cotejo_sample *differences,
                                    const struct cotejo_signed_rank *ranks,
                                    struct cotejo_p *without_outliers)
{
    struct cotejo_moments all, inside;
    if (moments_inside(differences, &inside)) {
        if (inside.n > 1 && inside.se > 0.0)
            *without_outliers = cotejo_t_two_sided(inside.mean / inside.se,
                                                   (double)inside.n - 1.0);
        return COTEJO_DISSENT_OUTLIERS;
    }
    if (is_skewed(differences))
        return COTEJO_DISSENT_SKEWNESS;
    cotejo_moments(differences, &all);
    if ((ranks->w_plus - ranks->w_middle) * all.mean < 0.0)
        return COTEJO_DISSENT_DIRECTION;
    return COTEJO_DISSENT_BORDERLINE;
}

enum cotejo_dissent
cotejo_dissent_cause_paired(const struct cotejo_sample *a,
                            const struct cotejo_sample *b, bool pratt,
                            struct cotejo_p *without_outliers)
{
    struct cotejo_signed_rank ranks = cotejo_signed_rank(a, b, pratt);
    struct differences d;
    *without_outliers = cotejo_p_undefined();
    differences_init(&d, a, b);
    enum cotejo_dissent cause = cause_in(&d.sample, &ranks, without_outliers);
    differences_free(&d);
    return cause;
}

struct cotejo_agreement_paired
cotejo_agreement_paired(const struct cotejo_sample *a,
                        const struct cotejo_sample *b, double alpha,
                        unsigned long seed, bool pratt)
{
    struct cotejo_agreement_paired agreement = {
        .paired_t = cotejo_paired_t(a, b, 1.0 - alpha),
        .signed_rank = cotejo_signed_rank(a, b, pratt),
        .sign_flips = cotejo_permutation_paired(a, b, alpha, seed),
        .dissent = COTEJO_AGREED,
        .p_without_outliers = cotejo_p_undefined(),
    };
    agreement.status = agreement.paired_t.status;
    if (agreement.status != COTEJO_OK)
        return agreement;
    bool detected = agreement.paired_t.p.p < alpha;
    double least = ldexp(2.0, -(int)a->n);
    double least_ranks = ldexp(2.0, -(int)(a->n - agreement.signed_rank.zeros));
    if (!dissents(agreement.signed_rank.status, agreement.signed_rank.p.p,
                  least_ranks, detected, alpha) &&
        !dissents(agreement.sign_flips.status, agreement.sign_flips.p.p, least,
                  detected, alpha))
        return agreement;
    agreement.dissent =
        cotejo_dissent_cause_paired(a, b, pratt, &agreement.p_without_outliers);
    return agreement;
}

const char *cotejo_dissent_name(enum cotejo_dissent dissent)
{
    static const char *const names[] = {
        [COTEJO_AGREED] = "",
        [COTEJO_DISSENT_OUTLIERS] = "outliers",
        [COTEJO_DISSENT_SPREAD] = "unequal spread",
        [COTEJO_DISSENT_SKEWNESS] = "skewness",
        [COTEJO_DISSENT_DIRECTION] = "mean and median differ in direction",
        [COTEJO_DISSENT_BORDERLINE] = "borderline",
    };
    return names[dissent];
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranks of several groups: Kruskal and Wallis, Dunn. Mean ranks enter as
 * their distances from (N + 1) / 2, so that nothing large cancels. */
#include "cotejo/groups.h"

#include <math.h>
#include <stdlib.h>

#include "cotejo/distribution.h"
#include "cotejo/family.h"
#include "stats/memory.h"
#include "stats/ranks.h"

struct ranked_groups {
    double *away; /* mean rank of each group less (N + 1) / 2 */
    double n, ties;
    enum cotejo_status status;
};

static void ranked_groups_init(struct ranked_groups *r,
                               const struct cotejo_sample *const group[],
                               size_t k)
{
    size_t n = 0;
    *r = (struct ranked_groups){.status = k < 2 ? COTEJO_TOO_FEW : COTEJO_OK};
    for (size_t g = 0; g < k; g++) {
        n += group[g]->n;
        if (group[g]->n < 1)
            r->status = COTEJO_TOO_FEW;
    }
    int64_t *key = stats_new(n, sizeof *key);
    int64_t *rank2 = stats_new(n, sizeof *rank2);
    r->away = stats_new(k, sizeof *r->away);
    r->n = (double)n;
    pool_keys(group, k, key);
    r->ties = midranks_doubled(key, n, rank2);
    const int64_t *next = rank2;
    for (size_t g = 0; g < k; g++) {
        int64_t sum2 = 0;
        for (size_t i = 0; i < group[g]->n; i++)
            sum2 += *next++ - (int64_t)(n + 1);
        r->away[g] = 0.5 * (double)sum2 / (double)group[g]->n;
    }
    if (r->status == COTEJO_OK && r->ties == r->n * (r->n * r->n - 1.0))
        r->status = COTEJO_NO_VARIATION_EQUAL;
    free(key);
    free(rank2);
}

struct cotejo_kruskal
cotejo_kruskal_wallis(const struct cotejo_sample *const group[], size_t k)
{
    struct ranked_groups r;
    ranked_groups_init(&r, group, k);
    struct cotejo_kruskal test = {r.status, NAN, NAN, cotejo_p_undefined()};
    if (r.status == COTEJO_OK) {
        double spread = 0.0, n = r.n;
        for (size_t g = 0; g < k; g++)
            spread += (double)group[g]->n * r.away[g] * r.away[g];
        test.h = 12.0 / (n * (n + 1.0)) * spread /
                 (1.0 - r.ties / (n * (n * n - 1.0)));
        test.df = (double)k - 1.0;
        test.p = cotejo_chisq_tail(test.h, test.df);
    }
    free(r.away);
    return test;
}

void cotejo_dunn(const struct cotejo_sample *const group[], size_t k,
                 struct cotejo_dunn pair[])
{
    struct ranked_groups r;
    ranked_groups_init(&r, group, k);
    double n = r.n;
    double variance = n * (n + 1.0) / 12.0 - r.ties / (12.0 * (n - 1.0));
    size_t count = 0, all = k < 2 ? 0 : COTEJO_PAIRS(k);
    struct cotejo_p *p = stats_new(all, sizeof *p);
    for (size_t i = 0; i < k; i++) {
        for (size_t j = i + 1; j < k; j++, count++) {
            struct cotejo_dunn d = {r.status,
                                    i,
                                    j,
                                    NAN,
                                    cotejo_p_undefined(),
                                    cotejo_p_undefined()};
            if (r.status == COTEJO_OK) {
                double share =
                    1.0 / (double)group[i]->n + 1.0 / (double)group[j]->n;
                d.z = (r.away[j] - r.away[i]) / sqrt(variance * share);
                d.p = cotejo_p_doubled(cotejo_normal_tail(fabs(d.z)));
            }
            pair[count] = d;
            p[count] = d.p;
        }
    }
    cotejo_holm(p, all, p);
    for (size_t i = 0; i < all; i++)
        pair[i].p_holm = p[i];
    free(p);
    free(r.away);
}

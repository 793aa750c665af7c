/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences of pairs, formed on the decimals: 12.1 - 11.9 and 10.3 - 10.1
 * are a tie. */
#include "stats/differences.h"

#include <stdlib.h>

#include "stats/deviations.h"
#include "stats/memory.h"
#include "stats/ranks.h"

void differences_init(struct differences *d, const struct cotejo_sample *a,
                      const struct cotejo_sample *b)
{
    size_t n = a->n;
    const struct cotejo_sample *both[] = {a, b};
    int64_t *pool = stats_new(2 * n, sizeof *pool);
    *d = (struct differences){.sample = {.n = n}};
    d->x = stats_new(n, sizeof *d->x);
    d->sample.x = d->x;
    if (!pool_on_grid(both, 2, pool, &d->sample.exponent)) {
        for (size_t i = 0; i < n; i++)
            d->x[i] = b->x[i] - a->x[i];
        free(pool);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        pool[i] = pool[n + i] - pool[i];
        d->x[i] = scale_by_ten((double)pool[i], d->sample.exponent);
    }
    d->k = pool;
    d->sample.k = pool;
}

void differences_free(struct differences *d)
{
    free(d->x);
    free(d->k);
}

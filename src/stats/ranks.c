/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decimal grids, keys and midranks. */
#include "stats/ranks.h"

#include <stdlib.h>
#include <string.h>

#include "stats/memory.h"

#define K_MAX ((int64_t)1 << 53)

static bool fits(int64_t k)
{
    return k <= K_MAX && k >= -K_MAX;
}

/* k * 10^steps, or false when it leaves the exact range. */
static bool refine(int64_t k, int steps, int64_t *fine)
{
    if (k == 0)
        steps = 0;
    for (; steps > 0 && fits(k); steps--)
        k *= 10;
    *fine = k;
    return fits(k);
}

bool pool_on_grid(const struct cotejo_sample *const sample[], size_t count,
                  int64_t k[], int *exponent)
{
    for (size_t s = 0; s < count; s++) {
        if (!sample[s]->k)
            return false;
        if (s == 0 || sample[s]->exponent < *exponent)
            *exponent = sample[s]->exponent;
    }
    for (size_t s = 0; s < count; s++) {
        int steps = sample[s]->exponent - *exponent;
        for (size_t i = 0; i < sample[s]->n; i++)
            if (!refine(sample[s]->k[i], steps, k++))
                return false;
    }
    return true;
}

/* The bits of a double are ordered like its value, but for the sign. */
static int64_t double_key(double x)
{
    int64_t bits;
    x += 0.0; /* -0 becomes +0: they tie */
    memcpy(&bits, &x, sizeof bits);
    return bits < 0 ? INT64_MIN - bits : bits;
}

void pool_keys(const struct cotejo_sample *const sample[], size_t count,
               int64_t key[])
{
    int exponent = 0;
    if (pool_on_grid(sample, count, key, &exponent))
        return;
    for (size_t s = 0; s < count; s++)
        for (size_t i = 0; i < sample[s]->n; i++)
            *key++ = double_key(sample[s]->x[i]);
}

static int ascending(const void *left, const void *right)
{
    const int64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

void sort_keys(int64_t key[], size_t n)
{
    qsort(key, n, sizeof *key, ascending);
}

struct ranked {
    int64_t key;
    size_t place;
};

static int by_key(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    return (a->key > b->key) - (a->key < b->key);
}

double midranks_doubled(const int64_t key[], size_t n, int64_t rank2[])
{
    struct ranked *order = stats_new(n, sizeof *order);
    for (size_t i = 0; i < n; i++)
        order[i] = (struct ranked){key[i], i};
    qsort(order, n, sizeof *order, by_key);

    double ties = 0.0;
    for (size_t first = 0, next; first < n; first = next) {
        for (next = first + 1; next < n; next++)
            if (order[next].key != order[first].key)
                break;
        for (size_t i = first; i < next; i++)
            rank2[order[i].place] = (int64_t)(first + next + 1);
        double t = (double)(next - first);
        ties += t * (t * t - 1.0);
    }
    free(order);
    return ties;
}

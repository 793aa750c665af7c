/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables of what is drawn by chance, and how much is counted instead.
 *
 * Where the permutation test stands beside another it is exact in every
 * comparison of up to 14 runs against 14. Larger ones share STUDY_STEPS, some
 * 80 ms: five comparisons of 20 against 20 values of any digits are exact, and
 * more of fewer runs or digits; in a study of more of them shuffles are drawn.
 * Where it decides it is exact wherever that is within reach.
 */
#include "compare/draws.h"

#include "compare/decide.h"

#define STUDY_STEPS 1.5e7
#define LEAST_STEPS 5e4
#define SMALL_N 28 /* of both sides: exact with the least steps */

struct table {
    size_t n_a, n_b;
    struct cotejo_draws *bootstrap; /* NULL until asked for, as is the next */
    struct cotejo_shuffles *shuffles;
};

struct draws {
    unsigned long seed;
    double steps;
    GArray *tables; /* struct table */
};

/* The comparisons of more values than the least steps are enough for. */
static size_t count_large(const Results *results)
{
    size_t systems = results->systems->len, count = 0;
    size_t references = results->options.pairs == PAIRS_ALL ? systems : 1;

    for (size_t cell = 0; cell < results->cells->len; cell++) {
        if (!study_is_compared(results, cell))
            continue;
        for (size_t a = 0; a < references; a++) {
            for (size_t b = a + 1; b < systems; b++)
                count += results_sample(results, cell, a)->data.n +
                             results_sample(results, cell, b)->data.n >
                         SMALL_N;
        }
    }
    return count;
}

Draws *draws_new(const Results *results)
{
    Draws *draws = g_new0(Draws, 1);
    size_t large = count_large(results);

    draws->seed = results->options.seed;
    draws->steps = results->options.test == TEST_PERMUTATION
                       ? (double)INFINITY
                       : MAX(STUDY_STEPS / (double)MAX(large, 1), LEAST_STEPS);
    draws->tables = g_array_new(FALSE, FALSE, sizeof(struct table));
    return draws;
}

void draws_free(Draws *draws)
{
    for (guint i = 0; i < draws->tables->len; i++) {
        struct table *table = &g_array_index(draws->tables, struct table, i);

        cotejo_draws_free(table->bootstrap);
        cotejo_shuffles_free(table->shuffles);
    }
    g_array_unref(draws->tables);
    g_free(draws);
}

static struct table *table_for(Draws *draws, size_t n_a, size_t n_b)
{
    struct table table = {.n_a = n_a, .n_b = n_b};

    for (guint i = 0; i < draws->tables->len; i++) {
        struct table *known = &g_array_index(draws->tables, struct table, i);

        if (known->n_a == n_a && known->n_b == n_b)
            return known;
    }
    g_array_append_val(draws->tables, table);
    return &g_array_index(draws->tables, struct table, draws->tables->len - 1);
}

const struct cotejo_draws *draws_bootstrap(Draws *draws, size_t n_a, size_t n_b)
{
    struct table *table = table_for(draws, n_a, n_b);

    if (!table->bootstrap)
        table->bootstrap =
            cotejo_draws_new(n_a, n_b, COTEJO_RESAMPLES, draws->seed);
    return table->bootstrap;
}

struct cotejo_shuffles *draws_shuffles(Draws *draws, size_t n_a, size_t n_b)
{
    struct table *table = table_for(draws, n_a, n_b);

    if (!table->shuffles)
        table->shuffles = cotejo_shuffles_new(n_a, n_b, draws->seed);
    return table->shuffles;
}

double draws_steps(const Draws *draws)
{
    return draws->steps;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which runs of two systems are a pair. Never inferred: only when pairs were
 * declared.
 *
 * 1. By repetition: the runs of the same number within system and workload,
 *    gated and refused ones counted too, so that a run that is left out takes
 *    its partner with it and does not shift the others.
 * 2. By time: the first of each system by the clock, the second, and so on;
 *    a run whose time is not known has no partner.
 */
#include "compare/decide.h"
#include "compare/words.h"

/* A value and what it is matched by. */
struct member {
    int64_t key;
    size_t at; /* in the sample */
};

static int compare_members(const void *a, const void *b)
{
    const struct member *left = a, *right = b;
    int order = (left->key > right->key) - (left->key < right->key);

    return order ? order : (left->at > right->at) - (left->at < right->at);
}

/* The members of a sample in order, each key once; returns how many. */
static size_t members_of(const Results *results,
                         const struct result_sample *sample,
                         struct member *members)
{
    bool by_time = results->options.pairing == PAIRING_TIME;
    size_t n = 0;

    for (size_t i = 0; i < sample->data.n; i++) {
        const struct result_run *run =
            &g_array_index(results->runs, struct result_run, sample->runs[i]);

        if (by_time && run->run->started_s == RUN_TIME_UNKNOWN)
            continue;
        members[n].key =
            by_time ? run->run->started_s : (int64_t)run->repetition;
        members[n++].at = i;
    }
    qsort(members, n, sizeof *members, compare_members);
    for (size_t i = 0; by_time && i < n; i++)
        members[i].key = (int64_t)i;
    return n;
}

static void *block(Results *results, size_t n, size_t size)
{
    void *memory = g_malloc0_n(n + 1, size);

    g_ptr_array_add(results->blocks, memory);
    return memory;
}

/* The values of the chosen places as a sample of their own. */
static struct cotejo_sample chosen(Results *results,
                                   const struct cotejo_sample *from,
                                   const size_t *at, size_t n)
{
    double *x = block(results, n, sizeof *x);
    int64_t *k = block(results, n, sizeof *k);

    for (size_t i = 0; i < n; i++) {
        x[i] = from->x[at[i]];
        if (from->k)
            k[i] = from->k[at[i]];
    }
    return (struct cotejo_sample){n, x, from->k ? k : NULL, from->exponent};
}

/* The sample of the pairs alone; NULL if every value has a partner. */
static const struct result_sample *side(Results *results,
                                        const struct result_sample *from,
                                        const struct cotejo_sample *paired,
                                        const size_t *at)
{
    struct result_sample *sample;
    const struct run_value **values;
    size_t *runs;

    if (paired->n == from->data.n)
        return NULL;
    sample = block(results, 1, sizeof *sample);
    values = block(results, paired->n, sizeof *values);
    runs = block(results, paired->n, sizeof *runs);
    for (size_t i = 0; i < paired->n; i++) {
        values[i] = from->values[at[i]];
        runs[i] = from->runs[at[i]];
    }
    *sample = *from;
    sample->data = *paired;
    sample->values = values;
    sample->runs = runs;
    study_describe_sample(results, sample);
    words_of_sample(results, sample);
    return sample;
}

static size_t count_alike(const struct cotejo_sample *a,
                          const struct cotejo_sample *b)
{
    bool is_whole = a->k && b->k && a->exponent == b->exponent;
    size_t n = 0;

    for (size_t i = 0; i < a->n; i++)
        n += is_whole ? a->k[i] == b->k[i]
                      : !(a->x[i] < b->x[i] || a->x[i] > b->x[i]);
    return n;
}

static const char *system_name(const Results *results,
                               const struct result_sample *sample)
{
    return g_array_index(results->systems, struct result_system, sample->system)
        .name;
}

void study_pair(Results *results, struct result_comparison *comparison,
                const struct result_sample *a, const struct result_sample *b)
{
    g_autofree struct member *left = g_new(struct member, a->data.n + 1);
    g_autofree struct member *right = g_new(struct member, b->data.n + 1);
    g_autofree size_t *at_a = g_new(size_t, a->data.n + 1);
    g_autofree size_t *at_b = g_new(size_t, a->data.n + 1);
    size_t n_a = members_of(results, a, left);
    size_t n_b = members_of(results, b, right);
    size_t n = 0;

    for (size_t i = 0, j = 0; i < n_a && j < n_b;) {
        if (left[i].key == right[j].key) {
            at_a[n] = left[i++].at;
            at_b[n++] = right[j++].at;
        } else if (left[i].key < right[j].key) {
            i++;
        } else {
            j++;
        }
    }
    comparison->n_pairs = n;
    if (n < MAX(a->data.n, b->data.n))
        study_warn(results, "note", "unpaired", comparison->cell, NULL,
                   "%s and %s: %zu of %zu and %zu runs are pairs; the others "
                   "have no partner by %s and are left out of tests",
                   system_name(results, a), system_name(results, b), n,
                   a->data.n, b->data.n,
                   results->options.pairing == PAIRING_TIME ? "time"
                                                            : "repetition");
    comparison->paired[0] = chosen(results, &a->data, at_a, n);
    comparison->paired[1] = chosen(results, &b->data, at_b, n);
    comparison->n_alike =
        count_alike(&comparison->paired[0], &comparison->paired[1]);
    comparison->sides[0] = side(results, a, &comparison->paired[0], at_a);
    comparison->sides[1] = side(results, b, &comparison->paired[1], at_b);
}

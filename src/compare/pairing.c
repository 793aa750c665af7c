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

/* The values of the chosen places as a sample of their own. */
static struct cotejo_sample chosen(Results *results,
                                   const struct cotejo_sample *from,
                                   const size_t *at, size_t n)
{
    double *x = g_new(double, n + 1);
    int64_t *k = g_new0(int64_t, n + 1);

    for (size_t i = 0; i < n; i++) {
        x[i] = from->x[at[i]];
        if (from->k)
            k[i] = from->k[at[i]];
    }
    g_ptr_array_add(results->blocks, x);
    g_ptr_array_add(results->blocks, k);
    return (struct cotejo_sample){n, x, from->k ? k : NULL, from->exponent};
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
                   "%zu of %zu and %zu runs are pairs; the others have no "
                   "partner by %s and are left out of tests",
                   n, a->data.n, b->data.n,
                   results->options.pairing == PAIRING_TIME ? "time"
                                                            : "repetition");
    comparison->paired[0] = chosen(results, &a->data, at_a, n);
    comparison->paired[1] = chosen(results, &b->data, at_b, n);
}

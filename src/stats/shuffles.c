/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arrangements of two samples' values, as rows of bits.
 *
 * 1. Up to FISHER_YATES_N_MAX values: Fisher and Yates's shuffle of their
 *    places, from the last one down, a fresh copy each time; b has the places
 *    behind those of a.
 * 2. Beyond, where a draw for each value is too dear: each value goes to b
 *    with a chance that is a multiple of 1/16, near b's share, from a few bits
 *    of a drawn number; then values drawn at random change sides until b has
 *    its size. As no value is treated otherwise than any other, all sets of
 *    that size are as likely.
 * 3. Rows of up to KEPT_N_MAX values are kept, and more are drawn when more
 *    are asked for; others are drawn anew, from the seed, for each comparison.
 */
#include "stats/shuffles.h"

#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_rng.h>

#include "stats/memory.h"

#define FISHER_YATES_N_MAX 400
#define KEPT_N_MAX 4096
#define SHARES 16 /* rule 2: chances are multiples of 1 / 16 */

struct cotejo_shuffles {
    size_t n, n_a, n_b;
    unsigned long seed;
    size_t row; /* bytes; in rule 2 whole drawn numbers of 32 bits */
    gsl_rng *rng;
    uint8_t *bits;
    size_t drawn, room;      /* rows so far, and that there is room for */
    uint32_t *fresh, *place; /* rule 1: 0 1 2 ..., and its copy */
    unsigned share;          /* rule 2 */
};

static bool is_shuffled(const struct cotejo_shuffles *s)
{
    return s->n <= FISHER_YATES_N_MAX;
}

static bool is_kept(const struct cotejo_shuffles *s)
{
    return s->n <= KEPT_N_MAX;
}

struct cotejo_shuffles *cotejo_shuffles_new(size_t n_a, size_t n_b,
                                            unsigned long seed)
{
    struct cotejo_shuffles *s = stats_new(1, sizeof *s);
    size_t n = n_a + n_b;
    *s = (struct cotejo_shuffles){.n = n, .n_a = n_a, .n_b = n_b, .seed = seed};
    s->row = is_shuffled(s) ? (n + 7) / 8 : (n + 31) / 32 * 4;
    s->rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(s->rng, seed);
    if (is_shuffled(s)) {
        s->fresh = stats_new(2 * n, sizeof *s->fresh);
        s->place = s->fresh + n;
        for (size_t i = 0; i < n; i++)
            s->fresh[i] = (uint32_t)i;
    } else {
        s->share = (unsigned)((SHARES * n_b + n / 2) / n);
    }
    return s;
}

void cotejo_shuffles_free(struct cotejo_shuffles *s)
{
    if (!s)
        return;
    gsl_rng_free(s->rng);
    free(s->fresh);
    free(s->bits);
    free(s);
}

bool shuffles_fit(const struct cotejo_shuffles *s, size_t n_a, size_t n_b)
{
    return s->n_a == n_a && s->n_b == n_b;
}

size_t shuffles_row(const struct cotejo_shuffles *s)
{
    return s->row;
}

static void set_bit(uint8_t row[], size_t i)
{
    row[i / 8] = (uint8_t)(row[i / 8] | 1u << i % 8);
}

/* Rule 1. */
static void shuffle(struct cotejo_shuffles *s, uint8_t row[])
{
    memcpy(s->place, s->fresh, s->n * sizeof *s->place);
    for (size_t i = s->n - 1; i > 0; i--) {
        size_t j = gsl_rng_uniform_int(s->rng, i + 1);
        uint32_t swap = s->place[i];
        s->place[i] = s->place[j];
        s->place[j] = swap;
    }
    memset(row, 0, s->row);
    for (size_t i = s->n_a; i < s->n; i++)
        set_bit(row, s->place[i]);
}

/* Bits that are each set with a chance of share / 16: from the last digit of
 * the share, in base two, that is not 0 up to its first, a digit of 1 adds
 * half of what is missing and one of 0 takes away half. */
static uint32_t sixteenths(gsl_rng *rng, unsigned share)
{
    uint32_t bits = 0;
    if (share >= SHARES)
        return UINT32_MAX;
    for (unsigned digit = share & -share; digit && digit < SHARES; digit *= 2) {
        uint32_t drawn = (uint32_t)gsl_rng_get(rng);
        bits = share & digit ? bits | drawn : bits & drawn;
    }
    return bits;
}

/* Digits of 1: pairs of bits, of these, and of these, side by side. */
static size_t count_bits(uint32_t bits)
{
    bits -= (bits >> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >> 2) & 0x33333333);
    return ((bits + (bits >> 4)) & 0x0f0f0f0f) * 0x01010101 >> 24;
}

static size_t draw_bits(struct cotejo_shuffles *s, uint8_t row[])
{
    size_t set = 0;
    for (size_t from = 0; from < s->n; from += 32) {
        uint32_t bits = sixteenths(s->rng, s->share);
        if (s->n - from < 32)
            bits &= (1u << (s->n - from)) - 1;
        set += count_bits(bits);
        for (size_t i = 0; i < 4; i++)
            row[from / 8 + i] = (uint8_t)(bits >> 8 * i);
    }
    return set;
}

/* Rule 2. */
static void deal(struct cotejo_shuffles *s, uint8_t row[])
{
    size_t set = draw_bits(s, row);
    while (set != s->n_b) {
        bool is_short = set < s->n_b;
        size_t i = gsl_rng_uniform_int(s->rng, s->n);
        bool is_set = row[i / 8] >> i % 8 & 1;
        if (is_set == is_short)
            continue;
        row[i / 8] = (uint8_t)(row[i / 8] ^ 1u << i % 8);
        set = is_short ? set + 1 : set - 1;
    }
}

static void make_room(struct cotejo_shuffles *s, size_t rows)
{
    if (rows <= s->room)
        return;
    size_t room = 2 * s->room > rows ? 2 * s->room : rows;
    uint8_t *bits = stats_new(room, s->row);
    if (s->drawn)
        memcpy(bits, s->bits, s->drawn * s->row);
    free(s->bits);
    s->bits = bits;
    s->room = room;
}

const uint8_t *shuffles_rows(struct cotejo_shuffles *s, size_t first, size_t n)
{
    size_t from = is_kept(s) ? first : 0; /* rule 3 */
    if (!is_kept(s)) {
        s->drawn = 0;
        if (first == 0)
            gsl_rng_set(s->rng, s->seed);
    }
    make_room(s, from + n);
    for (; s->drawn < from + n; s->drawn++)
        (is_shuffled(s) ? shuffle : deal)(s, s->bits + s->drawn * s->row);
    return s->bits + from * s->row;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open addressing, step by step from where the key points. */
#include "store/keys.h"

#include <glib.h>

enum { SLOTS_MIN = 256 };

/* 0 marks a free place; one other key shares its mark with it, which only
 * makes a question be asked that need not be. */
static uint64_t mark_of(uint64_t key)
{
    return key ? key : 1;
}

static size_t place_of(const struct keys *keys, uint64_t mark)
{
    /* Fibonacci hashing: Knuth, The Art of Computer Programming, 6.4. */
    size_t at = (size_t)(mark * UINT64_C(0x9e3779b97f4a7c15) >> 20) &
                (keys->n_slots - 1);

    while (keys->slots[at] && keys->slots[at] != mark)
        at = (at + 1) & (keys->n_slots - 1);
    return at;
}

static void grow(struct keys *keys)
{
    struct keys larger = {
        .n_slots = keys->n_slots ? 2 * keys->n_slots : SLOTS_MIN, .n = keys->n};

    larger.slots = g_new0(uint64_t, larger.n_slots);
    for (size_t i = 0; i < keys->n_slots; i++)
        if (keys->slots[i])
            larger.slots[place_of(&larger, keys->slots[i])] = keys->slots[i];
    g_free(keys->slots);
    *keys = larger;
}

void keys_add(struct keys *keys, uint64_t key)
{
    uint64_t mark = mark_of(key);
    size_t at;

    if (2 * (keys->n + 1) > keys->n_slots)
        grow(keys);
    at = place_of(keys, mark);
    keys->n += !keys->slots[at];
    keys->slots[at] = mark;
}

bool keys_has(const struct keys *keys, uint64_t key)
{
    uint64_t mark = mark_of(key);

    return keys->n_slots && keys->slots[place_of(keys, mark)] == mark;
}

void keys_clear(struct keys *keys)
{
    g_free(keys->slots);
    *keys = (struct keys){0};
}

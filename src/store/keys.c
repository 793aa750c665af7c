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
    if (keys->ids)
        larger.ids = g_new0(uint32_t, larger.n_slots);
    for (size_t i = 0; i < keys->n_slots; i++) {
        size_t at;

        if (!keys->slots[i])
            continue;
        at = place_of(&larger, keys->slots[i]);
        larger.slots[at] = keys->slots[i];
        if (keys->ids)
            larger.ids[at] = keys->ids[i];
    }
    g_free(keys->slots);
    g_free(keys->ids);
    *keys = larger;
}

/* Where it is now; *is_new if it was not there. */
static size_t add(struct keys *keys, uint64_t key, bool *is_new)
{
    uint64_t mark = mark_of(key);
    size_t at;

    if (2 * (keys->n + 1) > keys->n_slots)
        grow(keys);
    at = place_of(keys, mark);
    *is_new = !keys->slots[at];
    keys->n += *is_new;
    keys->slots[at] = mark;
    return at;
}

void keys_add(struct keys *keys, uint64_t key)
{
    bool is_new;

    add(keys, key, &is_new);
}

void keys_put(struct keys *keys, uint64_t key, uint32_t id)
{
    bool is_new;
    size_t at = add(keys, key, &is_new);

    if (!keys->ids)
        keys->ids = g_new0(uint32_t, keys->n_slots);
    if (is_new)
        keys->ids[at] = id;
}

uint32_t keys_get(const struct keys *keys, uint64_t key)
{
    return keys->ids && keys_has(keys, key)
               ? keys->ids[place_of(keys, mark_of(key))]
               : 0;
}

bool keys_has(const struct keys *keys, uint64_t key)
{
    uint64_t mark = mark_of(key);

    return keys->n_slots && keys->slots[place_of(keys, mark)] == mark;
}

void keys_clear(struct keys *keys)
{
    g_free(keys->slots);
    g_free(keys->ids);
    *keys = (struct keys){0};
}

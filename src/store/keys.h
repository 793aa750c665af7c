/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A set of 64-bit keys, eight bytes each and at most half full: which contents
 * a store holds, so that the usual answer (it is new) needs no query; in a set
 * that is made from nothing, each with the id it was given.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct keys {
    uint64_t *slots; /* 0: free; owned */
    size_t n_slots;  /* a power of two, or 0 */
    size_t n;
    uint32_t *ids; /* of those that were put with one; owned; NULL: none was */
};

void keys_add(struct keys *keys, uint64_t key);
/* The same with an id, which is not 0; the first one stays. */
void keys_put(struct keys *keys, uint64_t key, uint32_t id);
bool keys_has(const struct keys *keys, uint64_t key);
/* 0 if it has none. */
uint32_t keys_get(const struct keys *keys, uint64_t key);
void keys_clear(struct keys *keys);

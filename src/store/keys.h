/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A set of 64-bit keys, eight bytes each and at most half full: which contents
 * a store holds, so that the usual answer (it is new) needs no query.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct keys {
    uint64_t *slots; /* 0: free; owned */
    size_t n_slots;  /* a power of two, or 0 */
    size_t n;
};

void keys_add(struct keys *keys, uint64_t key);
bool keys_has(const struct keys *keys, uint64_t key);
void keys_clear(struct keys *keys);

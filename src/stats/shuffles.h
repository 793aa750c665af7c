/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arrangements of the values of two samples, drawn once for all comparisons
 * of samples of these sizes (cotejo/permutation.h): private to stats. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "cotejo/permutation.h"

/* Arrangements that are asked for at a time, at most. */
#define SHUFFLES_BLOCK 256

/* The arrangements first to first + n - 1, n <= SHUFFLES_BLOCK, a row of
 * shuffles_row() bytes each: bit i % 8 of byte i / 8 is set when value i, those
 * of a first, is dealt to b. They are the same whoever asks, and in whatever
 * blocks; but after a first one of 0 each has to follow on the one before. The
 * rows stay until the next call. */
const uint8_t *shuffles_rows(struct cotejo_shuffles *shuffles, size_t first,
                             size_t n);
size_t shuffles_row(const struct cotejo_shuffles *shuffles);
/* Are they for samples of these sizes? */
bool shuffles_fit(const struct cotejo_shuffles *shuffles, size_t n_a,
                  size_t n_b);

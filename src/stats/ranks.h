/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole numbers out of samples: common decimal grids, keys that order and tie
 * as the values do, and midranks. */
#pragma once

#include <stdbool.h>

#include "cotejo/sample.h"

/* All values of the samples, one sample after the other, as whole numbers of
 * 10^*exponent. False if a sample has no grid or the finest one is too fine
 * for the others (|k| > 2^53). */
bool pool_on_grid(const struct cotejo_sample *const sample[], size_t count,
                  int64_t k[], int *exponent);

/* Numbers in the same order as all values of the samples, equal where they
 * are: from the common grid if there is one, else from the doubles. */
void pool_keys(const struct cotejo_sample *const sample[], size_t count,
               int64_t key[]);

void sort_keys(int64_t key[], size_t n);

/* Twice the midranks of n keys (whole numbers then), from 2 to 2n. Returns
 * the sum over the ties, each of t equal keys, of t^3 - t. */
double midranks_doubled(const int64_t key[], size_t n, int64_t rank2[]);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting choices by two tables, each of the sums of half of the weights. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "stats/wide.h"

#define HALF_TABLES_N_MAX 64 /* counts of a half fit into 32 bits */

/* Of the choices of k of n weights (ascending, from 0 up, n at most
 * HALF_TABLES_N_MAX, k <= n / 2): count[i] is how many have a sum of at most
 * limit[i]. */
void half_tables_count(const int64_t weight[], size_t n, size_t k,
                       const wide limit[], uwide count[], size_t n_limits);

/* How many additions that takes, and INFINITY where the tables would be larger
 * than 64 MB. */
double half_tables_steps(const int64_t weight[], size_t n, size_t k);

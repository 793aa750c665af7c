/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a study draws by chance: once for each pair of sizes, and used by all
 * comparisons of samples of these sizes. Private to compare. */
#pragma once

#include "compare/results.h"
#include "cotejo/bootstrap.h"

typedef struct draws Draws;
/* The results' cells and samples have to be there. */
Draws *draws_new(const Results *results);
void draws_free(Draws *draws);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Draws, draws_free)

/* Borrowed; for samples of n_a and n_b values. */
const struct cotejo_draws *draws_bootstrap(Draws *draws, size_t n_a,
                                           size_t n_b);
struct cotejo_shuffles *draws_shuffles(Draws *draws, size_t n_a, size_t n_b);
/* The steps that a permutation test may take to be exact
 * (cotejo_permutation_mean_with). */
double draws_steps(const Draws *draws);

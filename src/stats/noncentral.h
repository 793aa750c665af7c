/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distributions that GSL lacks: noncentral t and the studentized range. */
#pragma once

#include <stddef.h>

#include "cotejo/probability.h"

/* P(T' > t) of the noncentral t distribution with df > 0 degrees of freedom
 * and this noncentrality; 11 digits. The lower tail is the upper one of
 * (-t, -noncentrality). */
double noncentral_t_tail(double t, double df, double noncentrality);

/* The noncentrality at which P(T' > t) = q; 10 digits. */
double noncentral_t_search(double t, double df, double q);

/* P(Q > q), studentized range of k means with df > 0 degrees of freedom, from
 * the upper tail itself (k >= 2); 9 digits. q <= 0: 1. */
struct cotejo_p studentized_range_tail(double q, size_t k, double df);
/* q with P(Q > q) = p. */
double studentized_range_quantile(double p, size_t k, double df);

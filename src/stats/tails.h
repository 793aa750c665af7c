/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of distribution functions that several statistics need. */
#pragma once

#include <math.h>

/* ln P(Z > z), standard normal. */
double log_normal_tail(double z);

/* ln of a sum of exp(term), of which the largest may be far below the double
 * range. Start with LOG_SUM_EMPTY. */
struct log_sum {
    double largest, sum;
};
#define LOG_SUM_EMPTY ((struct log_sum){-INFINITY, 0.0})
void log_sum_add(struct log_sum *sum, double term);
/* -infinity when nothing was added. */
double log_sum_value(const struct log_sum *sum);

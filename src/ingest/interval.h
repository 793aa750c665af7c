/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a printed number says: not a point but all that would have been
 * rounded to it. A log's identities (rate = count / time) hold when the two
 * sides, computed from such intervals, have a point in common; then no
 * tolerance has to be invented. Only for numbers that are not negative.
 */
#pragma once

#include "base/decimal.h"

struct interval {
    double low, high;
};

/* The number and half a unit of its last digit on both sides, not below 0. */
struct interval interval_printed(struct decimal d);
/* A number without error, such as a count. */
struct interval interval_exact(double x);
/* The number and slack on both sides, not below 0. */
struct interval interval_about(double x, double slack);
struct interval interval_add(struct interval a, struct interval b);
struct interval interval_times(struct interval a, struct interval b);
/* high is infinite when b reaches down to 0. */
struct interval interval_over(struct interval a, struct interval b);
/* Wider by a share of itself (0.01 is 1 %) and by an amount. */
struct interval interval_widen(struct interval a, double share, double amount);
bool interval_meet(struct interval a, struct interval b);

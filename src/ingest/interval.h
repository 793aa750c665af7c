/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a printed number says: not a point but all that would have been
 * rounded to it. A log's identities (rate = count / time) hold when the two
 * sides, computed from such intervals, have a point in common; then no
 * tolerance has to be invented. Only for numbers that are not negative.
 *
 * Every report of a folder is checked with some hundred of them, which is why
 * they stand here.
 */
#pragma once

#include <math.h>

#include "base/decimal.h"

struct interval {
    double low, high;
};

/* The number and slack on both sides, not below 0. */
static inline struct interval interval_about(double x, double slack)
{
    return (struct interval){x > slack ? x - slack : 0, x + slack};
}

/* The number and half a unit of its last digit on both sides, not below 0. */
static inline struct interval interval_printed(struct decimal d)
{
    /* Half a unit of the last digit is 5 at the next exponent. */
    struct decimal half = {5, (int16_t)(d.exponent - 1)};

    return interval_about(decimal_to_double(d), decimal_to_double(half));
}

/* A number without error, such as a count. */
static inline struct interval interval_exact(double x)
{
    return (struct interval){x, x};
}

static inline struct interval interval_add(struct interval a, struct interval b)
{
    return (struct interval){a.low + b.low, a.high + b.high};
}

static inline struct interval interval_times(struct interval a,
                                             struct interval b)
{
    return (struct interval){a.low * b.low, a.high * b.high};
}

/* high is infinite when b reaches down to 0. */
static inline struct interval interval_over(struct interval a,
                                            struct interval b)
{
    return (struct interval){b.high > 0 ? a.low / b.high : 0,
                             b.low > 0 ? a.high / b.low : INFINITY};
}

/* Wider by a share of itself (0.01 is 1 %) and by an amount. */
static inline struct interval interval_widen(struct interval a, double share,
                                             double amount)
{
    double low = a.low * (1 - share) - amount;

    return (struct interval){low > 0 ? low : 0, a.high * (1 + share) + amount};
}

static inline bool interval_meet(struct interval a, struct interval b)
{
    return a.low <= b.high && b.low <= a.high;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/interval.h"

#include <math.h>

struct interval interval_printed(struct decimal d)
{
    /* Half a unit of the last digit is 5 at the next exponent. */
    struct decimal half = {5, (int16_t)(d.exponent - 1)};

    return interval_about(decimal_to_double(d), decimal_to_double(half));
}

struct interval interval_exact(double x)
{
    return (struct interval){x, x};
}

struct interval interval_about(double x, double slack)
{
    return (struct interval){fmax(x - slack, 0), x + slack};
}

struct interval interval_add(struct interval a, struct interval b)
{
    return (struct interval){a.low + b.low, a.high + b.high};
}

struct interval interval_times(struct interval a, struct interval b)
{
    return (struct interval){a.low * b.low, a.high * b.high};
}

struct interval interval_over(struct interval a, struct interval b)
{
    return (struct interval){b.high > 0 ? a.low / b.high : 0,
                             b.low > 0 ? a.high / b.low : INFINITY};
}

struct interval interval_widen(struct interval a, double share, double amount)
{
    return (struct interval){fmax(a.low * (1 - share) - amount, 0),
                             a.high * (1 + share) + amount};
}

bool interval_meet(struct interval a, struct interval b)
{
    return a.low <= b.high && b.low <= a.high;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* False position in its Illinois form (Dowell and Jarratt, BIT 11, 1971). */
#include "stats/root.h"

#include <math.h>

double find_root(function_of *f, const void *context, double low, double high)
{
    double f_low = f(low, context), f_high = f(high, context), x = low;
    int side = 0; /* the end that stayed last time */
    for (int i = 0; i < 100; i++) {
        x = (low * f_high - high * f_low) / (f_high - f_low);
        if (fabs(high - low) <= 1e-14 * (1.0 + fabs(x)))
            break;
        double f_x = f(x, context);
        if (f_x == 0.0)
            break;
        if ((f_x < 0.0) == (f_low < 0.0)) {
            low = x;
            f_low = f_x;
            f_high *= side == 1 ? 0.5 : 1.0;
            side = 1;
        } else {
            high = x;
            f_high = f_x;
            f_low *= side == -1 ? 0.5 : 1.0;
            side = -1;
        }
    }
    return x;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a falling or rising function is 0. */
#pragma once

typedef double function_of(double x, const void *context);

/* x between low and high with f(x) = 0, to 1e-14 (1 + |x|). f(low) and f(high)
 * have different signs. */
double find_root(function_of *f, const void *context, double low, double high);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One sample: shape and odd values. Diagnostics only. */
#ifndef COTEJO_NORMALITY_H
#define COTEJO_NORMALITY_H

#include "cotejo/tests.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Shapiro and Wilk's W (Biometrika 52, 1965) with Royston's weights and
 * normalising transformation (Applied Statistics 44, 1995, AS R94), for
 * 3 <= n <= 5000. p = 1e-99 where the transformation has no value (W near its
 * least, n <= 11). Other n: COTEJO_TOO_FEW, COTEJO_UNDEFINED; all values
 * equal: COTEJO_NO_VARIATION_EQUAL. */
struct cotejo_shapiro {
    enum cotejo_status status;
    double w;
    struct cotejo_p p;
};
struct cotejo_shapiro cotejo_shapiro_wilk(const struct cotejo_sample *sample);

enum cotejo_outlier {
    COTEJO_INSIDE,
    COTEJO_OUTSIDE, /* beyond 1.5 IQR, or |modified z| > 3.5 */
    COTEJO_FAR,     /* beyond 3 IQR (Tukey's only) */
};

/* Tukey's fences (1977), quartiles of type 7. Marks the n values in the order
 * of the sample; returns how many are not inside. Exact on a decimal grid: a
 * value on the fence is inside. */
size_t cotejo_outliers_tukey(const struct cotejo_sample *sample,
                             enum cotejo_outlier outlier[]);
/* Modified z = 0.6745 (x - median) / MAD beyond 3.5 (Iglewicz and Hoaglin
 * 1993); if the MAD is zero, (x - median) / (1.253314 mean absolute
 * deviation). */
size_t cotejo_outliers_mad(const struct cotejo_sample *sample,
                           enum cotejo_outlier outlier[]);

#ifdef __cplusplus
}
#endif
#endif

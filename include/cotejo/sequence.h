/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One sample in the order it was measured: are the repetitions independent
 * and alike? Diagnostics only; none of them chooses a test.
 *
 * Each returns COTEJO_TOO_FEW below n = 3 and COTEJO_NO_VARIATION_EQUAL when
 * all values are equal.
 */
#ifndef COTEJO_SEQUENCE_H
#define COTEJO_SEQUENCE_H

#include "cotejo/tests.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Lag-1 autocorrelation r1 = sum (x_i - m)(x_i+1 - m) / sum (x_i - m)^2, with
 * z = (r1 + 1/n) / ((n - 2) / (n sqrt(n - 1))) (Moran, Biometrika 35, 1948),
 * two-sided. Exact sums on a decimal grid. */
struct cotejo_autocorrelation {
    enum cotejo_status status;
    double r1, z;
    struct cotejo_p p;
    double effective_n; /* n (1 - r1) / (1 + r1) for r1 > 0, else n */
    bool flagged;       /* p < 0.05 and |r1| > 0.3 */
};
struct cotejo_autocorrelation
cotejo_autocorrelation(const struct cotejo_sample *sample);

/* Runs above and below the median, values equal to it dropped (Wald and
 * Wolfowitz, Ann. Math. Stat. 11, 1940). p is exact, twice the smaller tail,
 * at most 1; p_normal without continuity correction, undefined where the
 * normal variance is 0. All values on one side: COTEJO_UNDEFINED. */
struct cotejo_runs {
    enum cotejo_status status;
    size_t above, below, runs;
    double z;
    struct cotejo_p p, p_normal;
};
struct cotejo_runs cotejo_runs(const struct cotejo_sample *sample);

/* Trend: Mann (1945) and Kendall (1975), S = sum of sign(x_j - x_i), i < j,
 * variance corrected for ties, z = (S - sign S) / sd. Exact without ties to
 * n = 50 (p_exact, else NaN); p is the exact one where there is one. Slope of
 * Sen (JASA 63, 1968): median of (x_j - x_i) / (j - i), unit per repetition;
 * total_drift = slope (n - 1); slope_percent of the median over the whole
 * series, NaN for a median of 0. */
struct cotejo_trend {
    enum cotejo_status status;
    double s, var_s, z, tau_b;
    struct cotejo_p p, p_normal, p_exact;
    double slope, total_drift, drift_percent;
    bool flagged; /* p < 0.05 and |total drift| above half an sd */
};
struct cotejo_trend cotejo_mann_kendall(const struct cotejo_sample *sample);

/* Warm-up: the largest k <= n/4 such that leaving out the first k values
 * changes the mean by more than the standard error of the mean that is left,
 * and each of them lies beyond the far Tukey fence (3 IQR) of the rest. 0:
 * none. (The standard error of all n values would not do: a single far value
 * changes the mean by no more than that, however far it is.) */
size_t cotejo_warm_up(const struct cotejo_sample *sample);

#ifdef __cplusplus
}
#endif
#endif

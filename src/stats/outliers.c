/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values far from the others: flagged, never dropped. */
#include "cotejo/normality.h"

#include <math.h>
#include <stdlib.h>

#include "cotejo/describe.h"
#include "stats/deviations.h"
#include "stats/memory.h"

/* The values as they are compared: whole numbers on a decimal grid (as
 * doubles, exact), else themselves. */
static double *comparable(const struct cotejo_sample *sample)
{
    double *x = stats_new(sample->n, sizeof *x);
    bool whole = sample_is_whole(sample);
    for (size_t i = 0; i < sample->n; i++)
        x[i] = whole ? (double)(sample->k[i] - sample->k[0])
                     : sample->x[i] - sample->x[0];
    return x;
}

size_t cotejo_outliers_tukey(const struct cotejo_sample *sample,
                             enum cotejo_outlier outlier[])
{
    size_t n = sample->n, count = 0;
    double *x = comparable(sample), *sorted = stats_new(n, sizeof *sorted);
    cotejo_sort(x, n, sorted);
    double q1 = cotejo_quantile(sorted, n, 0.25, 7);
    double q3 = cotejo_quantile(sorted, n, 0.75, 7);
    double iqr = q3 - q1;
    for (size_t i = 0; i < n; i++) {
        double beyond = fmax(q1 - x[i], x[i] - q3);
        outlier[i] = beyond > 3.0 * iqr   ? COTEJO_FAR
                     : beyond > 1.5 * iqr ? COTEJO_OUTSIDE
                                          : COTEJO_INSIDE;
        count += outlier[i] != COTEJO_INSIDE;
    }
    free(sorted);
    free(x);
    return count;
}

/* What a deviation is divided by to be a modified z; 0 if all are equal. */
static double robust_sd(const double x[], const double sorted[], size_t n)
{
    double median = cotejo_median(sorted, n), mad = cotejo_mad(sorted, n);
    if (mad > 0.0)
        return mad / 0.6744897501960817; /* qnorm(3/4) */
    struct sum sum = {0};
    for (size_t i = 0; i < n; i++)
        sum_add(&sum, fabs(x[i] - median));
    /* sqrt(pi / 2) times the mean deviation of a normal sample is its sd. */
    return 1.2533141373155003 * sum_value(&sum) / (double)n;
}

size_t cotejo_outliers_mad(const struct cotejo_sample *sample,
                           enum cotejo_outlier outlier[])
{
    size_t n = sample->n, count = 0;
    double *x = comparable(sample), *sorted = stats_new(n, sizeof *sorted);
    cotejo_sort(x, n, sorted);
    double median = cotejo_median(sorted, n), sd = robust_sd(x, sorted, n);
    for (size_t i = 0; i < n; i++) {
        bool far = fabs(x[i] - median) > 3.5 * sd;
        outlier[i] = far ? COTEJO_OUTSIDE : COTEJO_INSIDE;
        count += far;
    }
    free(sorted);
    free(x);
    return count;
}

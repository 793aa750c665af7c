/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deviations from the mean. Whole numbers are centred on the whole number
 * next to their mean, exactly; doubles on their first value, where the
 * subtraction loses nothing that the data had.
 */
#include "stats/deviations.h"

#include <math.h>

#define N_MAX ((size_t)1 << 20)
#define K_MAX ((int64_t)1 << 53)

void sum_add(struct sum *sum, double x)
{
    double total = sum->total + x;
    if (fabs(sum->total) >= fabs(x))
        sum->lost += (sum->total - total) + x;
    else
        sum->lost += (x - total) + sum->total;
    sum->total = total;
}

double sum_value(const struct sum *sum)
{
    return sum->total + sum->lost;
}

/* 10^n is exact in a double for n <= 22. */
static double power_of_ten(int n)
{
    static const double exact[] = {
        1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    return exact[n];
}

double scale_by_ten(double x, int exponent)
{
    for (; exponent > 22; exponent -= 22)
        x *= power_of_ten(22);
    for (; exponent < -22; exponent += 22)
        x /= power_of_ten(22);
    return exponent < 0 ? x / power_of_ten(-exponent)
                        : x * power_of_ten(exponent);
}

bool sample_is_whole(const struct cotejo_sample *sample)
{
    if (!sample->k || sample->n > N_MAX)
        return false;
    for (size_t i = 0; i < sample->n; i++)
        if (sample->k[i] > K_MAX || sample->k[i] < -K_MAX)
            return false;
    return true;
}

/* The whole number nearest to sum / n. */
static int64_t nearest_quotient(wide sum, size_t n)
{
    wide count = (wide)n;
    wide twice = 2 * sum + count;
    wide quotient = twice / (2 * count);
    if (twice < 0 && quotient * 2 * count != twice)
        quotient--; /* C rounds toward zero */
    return (int64_t)quotient;
}

struct whole_sums sample_whole_sums(const struct cotejo_sample *sample)
{
    wide sum = 0;
    for (size_t i = 0; i < sample->n; i++)
        sum += sample->k[i] - sample->k[0];

    struct whole_sums sums = {nearest_quotient(sum, sample->n), 0, 0};
    sums.rest = (int64_t)(sum - (wide)sums.centre * (wide)sample->n);
    for (size_t i = 0; i < sample->n; i++) {
        wide d = (wide)sample->k[i] - sample->k[0] - sums.centre;
        sums.squares += (uwide)(d * d);
    }
    return sums;
}

/* A power of two not below the largest |value|; 1 if all are zero. */
static double binary_scale(const double value[], size_t n)
{
    double largest = 0.0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(value[i]));
    if (largest == 0.0)
        return 1.0;
    int exponent;
    frexp(largest, &exponent);
    return ldexp(1.0, exponent > 1023 ? 1023 : exponent);
}

static void whole_deviations(const struct cotejo_sample *sample,
                             double deviation[])
{
    struct whole_sums sums = sample_whole_sums(sample);
    double rest = (double)sums.rest / (double)sample->n;
    for (size_t i = 0; i < sample->n; i++) {
        int64_t d = sample->k[i] - sample->k[0] - sums.centre;
        deviation[i] = scale_by_ten((double)d - rest, sample->exponent);
    }
}

/* Twice: the second pass takes away what the first one rounded. */
static void centre_doubles(double deviation[], size_t n)
{
    for (int pass = 0; pass < 2; pass++) {
        struct sum sum = {0};
        for (size_t i = 0; i < n; i++)
            sum_add(&sum, deviation[i]);
        double mean = sum_value(&sum) / (double)n;
        for (size_t i = 0; i < n; i++)
            deviation[i] -= mean;
    }
}

void sample_deviations(const struct cotejo_sample *sample, double deviation[],
                       double *scale)
{
    size_t n = sample->n;
    bool whole = sample_is_whole(sample);
    if (whole) {
        whole_deviations(sample, deviation);
    } else {
        for (size_t i = 0; i < n; i++)
            deviation[i] = sample->x[i] - sample->x[0];
    }
    *scale = binary_scale(deviation, n);
    for (size_t i = 0; i < n; i++)
        deviation[i] /= *scale;
    if (!whole)
        centre_doubles(deviation, n);
}

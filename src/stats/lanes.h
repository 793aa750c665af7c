/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Loops over thousands of numbers, several in a register: what resampling
 * spends its time in. Each loop exists once, is compiled for several widths
 * of register, and the widest that the processor has is chosen at run time.
 *
 * All give the same bits: sums of whole numbers are exact in any order, other
 * sums have a fixed order of partial sums, and the rest works on each
 * number for itself, without fused multiplication (-ffp-contract=off).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Numbers side by side. Counts and sums of whole lanes have room for a
 * multiple of it. */
#define LANES 32

/* Of n numbers: sums of d = t - centre and of its square. */
struct lane_sums {
    double sum, squares;
};

/* How many are less than low, greater than high (low <= high), and equal to
 * the first. */
struct lane_places {
    size_t below, above, as_first;
};

struct lanes {
    const char *name; /* of the registers' instructions */
    bool (*is_there)(void);

    /* to[r] = sum over n values of count[i * row + r] * x[i], for r < row, a
     * multiple of LANES. single: the sums are whole numbers below 2^24, and
     * are formed in single precision. */
    void (*weigh)(const float count[], size_t row, const double x[], size_t n,
                  bool single, double to[]);
    /* b[r] = (b[r] + more_b) / (a[r] + more_a) * factor; row as above. */
    void (*divide)(const double a[], double more_a, double b[], double more_b,
                   double factor, size_t row);
    struct lane_sums (*sum)(const double t[], size_t n, double centre);
    struct lane_places (*place)(const double t[], size_t n, double low,
                                double high);
    /* How many |u - theta v| are at least bound (> 0). */
    size_t (*far)(const double u[], const double v[], size_t n, double theta,
                  double bound);
    /* Copies the numbers <= low or those >= high, in their order; returns how
     * many. to has room for n + LANES, and may be t itself. */
    size_t (*take_low)(const double t[], size_t n, double low, double to[]);
    size_t (*take_high)(const double t[], size_t n, double high, double to[]);
    /* sum[r] = that of the k[i], i < 8 * eights, of which bit i % 8 of byte
     * bits[r * row + i / 8] is set, for r < rows. */
    void (*choose)(const uint8_t bits[], size_t row, size_t rows,
                   const int64_t k[], size_t eights, int64_t sum[]);
};

/* From the plainest, which is everywhere, to the widest. */
extern const struct lanes lanes_known[];
extern const size_t n_lanes_known;

/* The widest of this processor. */
const struct lanes *lanes_best(void);

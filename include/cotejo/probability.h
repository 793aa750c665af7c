/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A probability with its logarithm, and an interval with its level: what
 * tests and estimates return.
 */
#ifndef COTEJO_PROBABILITY_H
#define COTEJO_PROBABILITY_H

#ifdef __cplusplus
extern "C" {
#endif

/* p computed from the tail it describes, never as 1 - cdf. Where p underflows
 * the double range, log10_p goes on. Undefined: both NaN. */
struct cotejo_p {
    double p;
    double log10_p;
};

/* Undefined: NaN ends. Unbounded: infinite ends. */
struct cotejo_interval {
    double low, high;
    double level;
};

#ifdef __cplusplus
}
#endif
#endif

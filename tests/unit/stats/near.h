/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the statistics share. */
#pragma once

#include <glib.h>
#include <math.h>

#include "cotejo/sample.h"

/* Within this relative distance of the expected value. */
#define assert_near(got, expected, relative)                                   \
    do {                                                                       \
        double got_ = (got), expected_ = (expected);                           \
        double room_ = (relative)*fabs(expected_);                             \
        if (!(fabs(got_ - expected_) <= room_))                                \
            g_error("%s:%d: %s is %.17g, expected %.17g", __FILE__, __LINE__,  \
                    #got, got_, expected_);                                    \
    } while (0)
#define assert_nan(got)                                                        \
    do {                                                                       \
        double got_ = (got);                                                   \
        if (!isnan(got_))                                                      \
            g_error("%s:%d: %s is %.17g, expected NaN", __FILE__, __LINE__,    \
                    #got, got_);                                               \
    } while (0)

/* A sample of doubles from an array, or of whole numbers of 10^exponent. */
#define SAMPLE(array)                                                          \
    ((struct cotejo_sample){.n = G_N_ELEMENTS(array), .x = (array)})
#define WHOLE_SAMPLE(array, whole, power)                                      \
    ((struct cotejo_sample){G_N_ELEMENTS(array), (array), (whole), (power)})

/* Repeatable noise: the next of a sequence, from 0 to 1 (Knuth's MMIX). */
static inline double noise(guint64 *state)
{
    *state = *state * G_GUINT64_CONSTANT(6364136223846793005) +
             G_GUINT64_CONSTANT(1442695040888963407);
    return (double)(*state >> 11) * 0x1p-53;
}
/* The same, near to a standard normal: twelve of them less six. */
static inline double normal_noise(guint64 *state)
{
    double sum = -6.0;
    for (int i = 0; i < 12; i++)
        sum += noise(state);
    return sum;
}

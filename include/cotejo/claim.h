/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Judging published numbers: what printed means, spreads and percentages can
 * and cannot be. a is the base, b what is compared with it; percentages are
 * in percent.
 */
#ifndef COTEJO_CLAIM_H
#define COTEJO_CLAIM_H

#include "cotejo/ratio.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A number as printed: digits * 10^-decimals; the true one lies within half a
 * unit of the last place, or, when the printer cut digits off, up to one unit
 * above. decimals from 0 to 15. */
struct cotejo_printed {
    int64_t digits;
    int decimals;
};
double cotejo_printed_value(struct cotejo_printed number);
/* Half a unit of the last place. */
double cotejo_printed_half_unit(struct cotejo_printed number);

/* 100 (b - a) / a and 200 (b - a) / (a + b). */
double cotejo_percent(double base, double other);
double cotejo_percent_of_mean(double a, double b);

/* The percent differences of other to base that the printing leaves open,
 * both positive: [100 ((o-h)/(b+h) - 1), 100 ((o+h)/(b-h) - 1)], or with
 * truncation [100 (o/(b+2h) - 1), 100 ((o+2h)/b - 1)]. level is NaN.
 * A base that could be zero: an infinite end. */
struct cotejo_interval cotejo_percent_range(struct cotejo_printed base,
                                            struct cotejo_printed other,
                                            bool truncated);
/* Is a percentage, printed too, one of them? Only its size counts: prose
 * seldom states the sign. */
bool cotejo_percent_consistent(struct cotejo_interval range,
                               struct cotejo_printed claimed);
/* The mean nearest to other whose percent difference to base has this size
 * and the sign of the printed difference. */
double cotejo_mean_for_percent(double base, double other, double percent);

/* The spread above which a difference stops being significant. */
struct cotejo_critical {
    enum cotejo_status status; /* COTEJO_TOO_FEW: n < 2 on a side */
    /* Both systems with this sd, pooled test of n_a + n_b - 2. */
    double sd, sd_t, sd_df;
    /* Both systems with this CV (a fraction), Welch's test. */
    double cv, cv_t, cv_df;
};
struct cotejo_critical cotejo_critical_spread(size_t n_a, double mean_a,
                                              size_t n_b, double mean_b,
                                              double alpha);
/* The largest common sd at which the two one-sided tests within the margin (a
 * fraction; reciprocal bounds) succeed; 0 when the ratio itself is outside.
 * NaN for n < 2 on a side or a base mean that is not positive. */
double cotejo_equivalence_spread(size_t n_a, double mean_a, size_t n_b,
                                 double mean_b, double margin, double alpha);

/* Welch's p over the corners of the rounding box of means and sds: what the
 * printing leaves open. depends: alpha lies between the two. */
struct cotejo_p_range {
    double low, high;
    bool depends;
};
struct cotejo_p_range cotejo_welch_box(size_t n_a, struct cotejo_printed mean_a,
                                       struct cotejo_printed sd_a, size_t n_b,
                                       struct cotejo_printed mean_b,
                                       struct cotejo_printed sd_b,
                                       double alpha);

/* GRIM (Brown and Heathers 2017): is there a whole number of units whose n-th
 * part prints as this mean? unit as a printed number (1 second: {1, 0}), by
 * which all values are known to be counted. Exact. */
bool cotejo_grim(struct cotejo_printed mean, struct cotejo_printed unit,
                 size_t n);
/* The smallest n, at least 1, for which all the means are possible; 0 if none
 * up to limit. */
size_t cotejo_grim_smallest_n(const struct cotejo_printed mean[], size_t count,
                              struct cotejo_printed unit, size_t limit);

/* GRIMMER (Anaya 2016, Allard 2018): are there n whole multiples of the unit
 * with this mean and this standard deviation? Their squares add up to a whole
 * number that is odd when their sum is: false where there is none, true where
 * nothing speaks against it, where the mean alone is impossible (that is
 * GRIM's) and for n < 2. */
bool cotejo_grimmer(struct cotejo_printed mean, struct cotejo_printed sd,
                    struct cotejo_printed unit, size_t n);

/* Bhatia and Davis (2000): sd^2 <= n/(n-1) (max - mean)(mean - min). True if
 * that holds; the least possible maximum given the rest, mean +
 * (n-1)/n sd^2 / (mean - min), infinite for mean = min and sd > 0. */
bool cotejo_spread_possible(size_t n, double mean, double sd, double min,
                            double max);
double cotejo_least_maximum(size_t n, double mean, double sd, double min);

/* Where a median that is printed as the middle of a histogram's bin can be,
 * not below the minimum (NaN: unknown). low > high: it contradicts it. */
struct cotejo_interval cotejo_binned_median(double median, double bin,
                                            double min);

/* Payload rate of a saturated Ethernet of 1500-byte MTU, in the unit of the
 * line rate: 1448/1538 of it with TCP time stamps, 1460/1538 without. */
double cotejo_payload_ceiling(double line_rate, bool time_stamps);
/* KB/s of 1024 bytes, as ab and httperf print them, in Mbit/s. */
double cotejo_mbit_per_s(double kib_per_s);
/* Goodput of 97 % of the ceiling or more: limited by the network. */
bool cotejo_network_limited(double rate, double ceiling);
/* The line rate of a link of a usual speed (10, 100, 1000 Mbit/s, ...) whose
 * payload this is: from 97 % of its ceiling with time stamps to the one
 * without. In Mbit/s; NaN: of none. */
double cotejo_usual_link(double mbit_per_s);
/* With a constant rate of connections the last one starts at (n-1)/rate. */
double cotejo_schedule_s(size_t connections, double rate_per_s);
/* A duration within 2 % of that: the schedule, not the system. */
bool cotejo_schedule_limited(double duration_s, double schedule_s);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arithmetic of published numbers. */
#include "cotejo/claim.h"

#include <math.h>

#include "cotejo/distribution.h"
#include "stats/deviations.h"
#include "stats/wide.h"

double cotejo_printed_value(struct cotejo_printed number)
{
    return scale_by_ten((double)number.digits, -number.decimals);
}

double cotejo_printed_half_unit(struct cotejo_printed number)
{
    return scale_by_ten(5.0, -number.decimals - 1);
}

double cotejo_percent(double base, double other)
{
    return base == 0.0 ? NAN : 100.0 * (other - base) / base;
}

double cotejo_percent_of_mean(double a, double b)
{
    return a + b == 0.0 ? NAN : 200.0 * (b - a) / (a + b);
}

/* Whole numbers of half a unit in the finer of the two last places: sums and
 * differences of printed numbers and their rounding are exact in them. */
static double in_half_units(struct cotejo_printed number, int decimals,
                            int64_t halves)
{
    double coarse = 2.0 * (double)number.digits + (double)halves;
    return scale_by_ten(coarse, decimals - number.decimals);
}

/* 100 (other / base - 1) of two such numbers. */
static double percent_between(double base, double other)
{
    return base > 0.0 ? 100.0 * (other - base) / base : INFINITY;
}

struct cotejo_interval cotejo_percent_range(struct cotejo_printed base,
                                            struct cotejo_printed other,
                                            bool truncated)
{
    int64_t down = truncated ? 0 : -1, up = truncated ? 2 : 1;
    int d = base.decimals > other.decimals ? base.decimals : other.decimals;
    return (struct cotejo_interval){
        percent_between(in_half_units(base, d, up),
                        in_half_units(other, d, down)),
        percent_between(in_half_units(base, d, down),
                        in_half_units(other, d, up)),
        NAN};
}

bool cotejo_percent_consistent(struct cotejo_interval range,
                               struct cotejo_printed claimed)
{
    double low = fmin(fabs(range.low), fabs(range.high));
    double high = fmax(fabs(range.low), fabs(range.high));
    if (range.low <= 0.0 && range.high >= 0.0)
        low = 0.0;
    double size = fabs(cotejo_printed_value(claimed));
    double half = cotejo_printed_half_unit(claimed);
    double slack = 1e-12 * (high + size); /* touching is overlapping */
    return size - half <= high + slack && size + half >= low - slack;
}

double cotejo_mean_for_percent(double base, double other, double percent)
{
    double size = fabs(percent) / 100.0;
    return base * (other < base ? 1.0 - size : 1.0 + size);
}

struct cotejo_critical cotejo_critical_spread(size_t n_a, double mean_a,
                                              size_t n_b, double mean_b,
                                              double alpha)
{
    struct cotejo_critical c = {COTEJO_TOO_FEW, NAN, NAN, NAN, NAN, NAN, NAN};
    if (n_a < 2 || n_b < 2)
        return c;
    double a = (double)n_a, b = (double)n_b;
    double difference = fabs(mean_b - mean_a);
    c.status = COTEJO_OK;
    c.sd_df = a + b - 2.0;
    c.sd_t = cotejo_t_quantile(0.5 * alpha, c.sd_df);
    c.sd = difference / (c.sd_t * sqrt(1.0 / a + 1.0 / b));
    if (mean_a == 0.0 && mean_b == 0.0)
        return c;
    double se_a = fabs(mean_a) / sqrt(a), se_b = fabs(mean_b) / sqrt(b);
    c.cv_df = cotejo_satterthwaite(se_a, a - 1.0, se_b, b - 1.0);
    c.cv_t = cotejo_t_quantile(0.5 * alpha, c.cv_df);
    c.cv = difference / (c.cv_t * hypot(se_a, se_b));
    return c;
}

double cotejo_equivalence_spread(size_t n_a, double mean_a, size_t n_b,
                                 double mean_b, double margin, double alpha)
{
    if (n_a < 2 || n_b < 2 || !(mean_a > 0.0))
        return NAN;
    double a = (double)n_a, b = (double)n_b;
    double upper = 1.0 + margin, lower = 1.0 / upper;
    double df =
        cotejo_satterthwaite(1.0 / sqrt(a), a - 1.0, 1.0 / sqrt(b), b - 1.0);
    double t = cotejo_t_quantile(alpha, df);
    double above =
        (mean_b - lower * mean_a) / sqrt(1.0 / b + lower * lower / a);
    double below =
        (upper * mean_a - mean_b) / sqrt(1.0 / b + upper * upper / a);
    return fmax(0.0, fmin(above, below) / t);
}

/* The corner numbered 0 to 15 of the box: a bit for each number's side. */
static double p_at_corner(const size_t n[2],
                          const struct cotejo_printed number[4],
                          unsigned corner)
{
    double value[4];
    for (unsigned i = 0; i < 4; i++) {
        double half = cotejo_printed_half_unit(number[i]);
        value[i] =
            cotejo_printed_value(number[i]) + (corner >> i & 1 ? half : -half);
    }
    struct cotejo_moments a, b;
    cotejo_moments_from_summary(n[0], value[0], fmax(0.0, value[1]), &a);
    cotejo_moments_from_summary(n[1], value[2], fmax(0.0, value[3]), &b);
    struct cotejo_t_test test = cotejo_welch(&a, &b, 0.95);
    if (test.status == COTEJO_NO_VARIATION_UNEQUAL)
        return 0.0; /* the limit as the spread vanishes */
    return test.status == COTEJO_NO_VARIATION_EQUAL ? 1.0 : test.p.p;
}

/* Can rounding alone make the means equal? p reaches 1 inside the box then,
 * not at a corner. */
static bool means_may_be_equal(struct cotejo_printed a, struct cotejo_printed b)
{
    double distance = fabs(cotejo_printed_value(a) - cotejo_printed_value(b));
    return distance <=
           cotejo_printed_half_unit(a) + cotejo_printed_half_unit(b);
}

struct cotejo_p_range cotejo_welch_box(size_t n_a, struct cotejo_printed mean_a,
                                       struct cotejo_printed sd_a, size_t n_b,
                                       struct cotejo_printed mean_b,
                                       struct cotejo_printed sd_b, double alpha)
{
    const size_t n[] = {n_a, n_b};
    const struct cotejo_printed number[] = {mean_a, sd_a, mean_b, sd_b};
    struct cotejo_p_range range = {NAN, NAN, false};
    if (n_a < 2 || n_b < 2)
        return range;
    for (unsigned corner = 0; corner < 16; corner++) {
        double p = p_at_corner(n, number, corner);
        range.low = fmin(range.low, p); /* fmin passes NaN over */
        range.high = fmax(range.high, p);
    }
    if (means_may_be_equal(mean_a, mean_b))
        range.high = 1.0;
    range.depends = range.low < alpha && range.high >= alpha;
    return range;
}

static wide power_of_ten(int n)
{
    wide power = 1;
    for (; n > 0; n--)
        power *= 10;
    return power;
}

/* Rounds toward minus infinity; divisor > 0. */
static wide floor_quotient(wide dividend, wide divisor)
{
    wide quotient = dividend / divisor;
    return quotient * divisor > dividend ? quotient - 1 : quotient;
}

bool cotejo_grim(struct cotejo_printed mean, struct cotejo_printed unit,
                 size_t n)
{
    if (n == 0 || unit.digits <= 0)
        return false;
    /* |k unit / n - mean| <= half a last place, in halves of the finest last
     * place: is there a whole k between the two bounds? */
    int d = mean.decimals > unit.decimals ? mean.decimals : unit.decimals;
    wide count = (wide)n, place = power_of_ten(d - mean.decimals);
    wide step = 2 * (wide)unit.digits * power_of_ten(d - unit.decimals);
    wide low = (2 * (wide)mean.digits - 1) * place * count;
    wide high = (2 * (wide)mean.digits + 1) * place * count;
    return -floor_quotient(-low, step) <= floor_quotient(high, step);
}

size_t cotejo_grim_smallest_n(const struct cotejo_printed mean[], size_t count,
                              struct cotejo_printed unit, size_t limit)
{
    for (size_t n = 1; n <= limit; n++) {
        size_t possible = 0;
        while (possible < count && cotejo_grim(mean[possible], unit, n))
            possible++;
        if (possible == count)
            return n;
    }
    return 0;
}

/* Is there a sum of squares of whole numbers that add up to total, for a
 * standard deviation from low to high? */
static bool has_squares(double total, double n, double low, double high)
{
    double least = (n - 1.0) * low * low + total * total / n;
    double most = (n - 1.0) * high * high + total * total / n;
    double slack = 1e-12 * most;
    double parity = fmod(fabs(total), 2.0);
    /* the smallest whole number of that parity, from least on */
    double squares = 2.0 * ceil((least - slack - parity) / 2.0) + parity;

    return squares <= most + slack;
}

bool cotejo_grimmer(struct cotejo_printed mean, struct cotejo_printed sd,
                    struct cotejo_printed unit, size_t n)
{
    double size = (double)n, grain = cotejo_printed_value(unit);
    double m = cotejo_printed_value(mean) / grain;
    double m_half = cotejo_printed_half_unit(mean) / grain;
    double s = cotejo_printed_value(sd) / grain;
    double s_half = cotejo_printed_half_unit(sd) / grain;
    double first = ceil(size * (m - m_half) * (1.0 - 1e-15));
    double last = floor(size * (m + m_half) * (1.0 + 1e-15));

    /* Two neighbours of a parity are 2 apart: a wide range has one. */
    if (n < 2 || !(first <= last) || (size - 1.0) * 4.0 * s * s_half >= 2.0 ||
        last - first > 1e6)
        return true;
    for (double total = first; total <= last; total += 1.0)
        if (has_squares(total, size, fmax(0.0, s - s_half), s + s_half))
            return true;
    return false;
}

bool cotejo_spread_possible(size_t n, double mean, double sd, double min,
                            double max)
{
    if (!(mean >= min && mean <= max))
        return false;
    if (n < 2)
        return true;
    double size = (double)n;
    double bound = size / (size - 1.0) * (max - mean) * (mean - min);
    return sd * sd <= bound * (1.0 + 1e-12);
}

double cotejo_least_maximum(size_t n, double mean, double sd, double min)
{
    double size = (double)n;
    if (n < 2 || sd == 0.0)
        return mean;
    return mean + (size - 1.0) / size * sd * (sd / (mean - min));
}

struct cotejo_interval cotejo_binned_median(double median, double bin,
                                            double min)
{
    double low = median - 0.5 * bin;
    return (struct cotejo_interval){isnan(min) ? low : fmax(low, min),
                                    median + 0.5 * bin, NAN};
}

double cotejo_payload_ceiling(double line_rate, bool time_stamps)
{
    /* 1500 less 20 (IP), 20 (TCP) and 12 (time stamps); on the wire also 14
     * (header), 4 (check sum), 8 (preamble), 12 (gap). */
    return line_rate * (time_stamps ? 1448.0 : 1460.0) / 1538.0;
}

double cotejo_mbit_per_s(double kib_per_s)
{
    return kib_per_s * 8192.0 / 1e6;
}

bool cotejo_network_limited(double rate, double ceiling)
{
    return rate >= 0.97 * ceiling;
}

/* Line rates that are sold, Mbit/s. */
static const double usual_mbit[] = {10,    100,   1000,  2500,  5000,
                                    10000, 25000, 40000, 100000};

double cotejo_usual_link(double mbit_per_s)
{
    for (size_t i = 0; i < sizeof usual_mbit / sizeof *usual_mbit; i++) {
        double line = usual_mbit[i];

        if (cotejo_network_limited(mbit_per_s,
                                   cotejo_payload_ceiling(line, true)) &&
            mbit_per_s <= 1.001 * cotejo_payload_ceiling(line, false))
            return line;
    }
    return NAN;
}

double cotejo_schedule_s(size_t connections, double rate_per_s)
{
    return connections == 0 ? NAN : ((double)connections - 1.0) / rate_per_s;
}

bool cotejo_schedule_limited(double duration_s, double schedule_s)
{
    return fabs(duration_s - schedule_s) <= 0.02 * schedule_s;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare/claim_unit.h"

#include <math.h>

static const struct {
    const char *name;
    enum unit_kind kind;
    int shift; /* to the one that is 0 */
} units[] = {
    {"s", UNIT_TIME, 0},
    {"sec", UNIT_TIME, 0},
    {"secs", UNIT_TIME, 0},
    {"second", UNIT_TIME, 0},
    {"seconds", UNIT_TIME, 0},
    {"ms", UNIT_TIME, -3},
    {"msec", UNIT_TIME, -3},
    {"us", UNIT_TIME, -6},
    {"usec", UNIT_TIME, -6},
    {"\u00b5s", UNIT_TIME, -6}, /* micro sign */
    {"\u03bcs", UNIT_TIME, -6}, /* mu */
    {"ns", UNIT_TIME, -9},
    {"B", UNIT_BYTES, 0},
    {"bytes", UNIT_BYTES, 0},
    {"kB", UNIT_BYTES, 3},
    {"MB", UNIT_BYTES, 6},
    {"GB", UNIT_BYTES, 9},
    {"TB", UNIT_BYTES, 12},
    {"B/s", UNIT_BYTES_PER_S, 0},
    {"kB/s", UNIT_BYTES_PER_S, 3},
    {"MB/s", UNIT_BYTES_PER_S, 6},
    {"MB/sec", UNIT_BYTES_PER_S, 6},
    {"MBps", UNIT_BYTES_PER_S, 6},
    {"GB/s", UNIT_BYTES_PER_S, 9},
    {"GB/sec", UNIT_BYTES_PER_S, 9},
    {"GBps", UNIT_BYTES_PER_S, 9},
    {"KB/s", UNIT_KIB_PER_S, 0},
    {"KB/sec", UNIT_KIB_PER_S, 0},
    {"KiB/s", UNIT_KIB_PER_S, 0},
    {"Kbytes/sec", UNIT_KIB_PER_S, 0},
    {"bit/s", UNIT_BITS_PER_S, 0},
    {"bps", UNIT_BITS_PER_S, 0},
    {"kbit/s", UNIT_BITS_PER_S, 3},
    {"kbps", UNIT_BITS_PER_S, 3},
    {"Kbps", UNIT_BITS_PER_S, 3},
    {"Mbit/s", UNIT_BITS_PER_S, 6},
    {"Mbps", UNIT_BITS_PER_S, 6},
    {"Mb/s", UNIT_BITS_PER_S, 6},
    {"10^6 bps", UNIT_BITS_PER_S, 6},
    {"Gbit/s", UNIT_BITS_PER_S, 9},
    {"Gbps", UNIT_BITS_PER_S, 9},
    {"Gb/s", UNIT_BITS_PER_S, 9},
    {"/s", UNIT_REQUESTS_PER_S, 0},
    {"1/s", UNIT_REQUESTS_PER_S, 0},
    {"per second", UNIT_REQUESTS_PER_S, 0},
    {"req/s", UNIT_REQUESTS_PER_S, 0},
    {"reqs/s", UNIT_REQUESTS_PER_S, 0},
    {"req/sec", UNIT_REQUESTS_PER_S, 0},
    {"requests/s", UNIT_REQUESTS_PER_S, 0},
    {"requests/sec", UNIT_REQUESTS_PER_S, 0},
    {"requests per second", UNIT_REQUESTS_PER_S, 0},
    {"rps", UNIT_REQUESTS_PER_S, 0},
    {"k req/s", UNIT_REQUESTS_PER_S, 3},
    {"kreq/s", UNIT_REQUESTS_PER_S, 3},
    {"K req/s", UNIT_REQUESTS_PER_S, 3},
    {"krps", UNIT_REQUESTS_PER_S, 3},
    {"Krps", UNIT_REQUESTS_PER_S, 3},
    {"tps", UNIT_TRANSACTIONS_PER_S, 0},
    {"TPS", UNIT_TRANSACTIONS_PER_S, 0},
    {"tx/s", UNIT_TRANSACTIONS_PER_S, 0},
    {"transactions/s", UNIT_TRANSACTIONS_PER_S, 0},
    {"transactions per second", UNIT_TRANSACTIONS_PER_S, 0},
    {"ktps", UNIT_TRANSACTIONS_PER_S, 3},
    {"kTPS", UNIT_TRANSACTIONS_PER_S, 3},
    {"op/s", UNIT_OPERATIONS_PER_S, 0},
    {"ops/s", UNIT_OPERATIONS_PER_S, 0},
    {"ops/sec", UNIT_OPERATIONS_PER_S, 0},
    {"kops/s", UNIT_OPERATIONS_PER_S, 3},
    {"Kops/s", UNIT_OPERATIONS_PER_S, 3},
    {"k ops/s", UNIT_OPERATIONS_PER_S, 3},
    {"Mops/s", UNIT_OPERATIONS_PER_S, 6},
    {"M ops/s", UNIT_OPERATIONS_PER_S, 6},
    {"FLOPS", UNIT_FLOATING_PER_S, 0},
    {"MFLOPS", UNIT_FLOATING_PER_S, 6},
    {"MFlops", UNIT_FLOATING_PER_S, 6},
    {"MFLOP/s", UNIT_FLOATING_PER_S, 6},
    {"GFLOPS", UNIT_FLOATING_PER_S, 9},
    {"GFlops", UNIT_FLOATING_PER_S, 9},
    {"GFLOP/s", UNIT_FLOATING_PER_S, 9},
    {"TFLOPS", UNIT_FLOATING_PER_S, 12},
    {"IOPS", UNIT_INPUT_OUTPUT_PER_S, 0},
    {"kIOPS", UNIT_INPUT_OUTPUT_PER_S, 3},
    {"KIOPS", UNIT_INPUT_OUTPUT_PER_S, 3},
    {"k IOPS", UNIT_INPUT_OUTPUT_PER_S, 3},
    {"MIOPS", UNIT_INPUT_OUTPUT_PER_S, 6},
    {"", UNIT_COUNT, 0},
    {"k", UNIT_COUNT, 3},
    {"K", UNIT_COUNT, 3},
    {"M", UNIT_COUNT, 6},
};

/* Its place in the table, or one behind it. */
static size_t find(struct slice unit)
{
    size_t i = 0;

    while (i < sizeof units / sizeof *units &&
           !slice_equal(unit, slice_from(units[i].name)))
        i++;
    return i;
}

static bool is_known(size_t place)
{
    return place < sizeof units / sizeof *units;
}

enum unit_kind unit_kind_of(struct slice unit)
{
    size_t place = find(unit);

    return is_known(place) ? units[place].kind : UNIT_OTHER;
}

/* "conn/s", "pages/sec": whatever they count. */
static bool ends_as_rate(struct slice unit)
{
    static const char *const ends[] = {"/s", "/sec", " per second"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (slice_ends(unit, slice_from(ends[i])))
            return true;
    return false;
}

bool unit_is_rate(struct slice unit)
{
    switch (unit_kind_of(unit)) {
    case UNIT_OTHER:
        return ends_as_rate(unit);
    case UNIT_TIME:
    case UNIT_BYTES:
    case UNIT_COUNT:
        return false;
    default:
        return true;
    }
}

int unit_better(struct slice unit)
{
    if (unit_kind_of(unit) == UNIT_TIME)
        return -1;
    return unit_is_rate(unit) ? 1 : 0;
}

double unit_in_mbit(struct slice unit)
{
    size_t place = find(unit);

    if (slice_equal(unit, SLICE("MiB/s"))) /* no power of ten of KiB */
        return 8.388608;
    if (!is_known(place))
        return (double)NAN;
    switch (units[place].kind) {
    case UNIT_BITS_PER_S:
        return decimal_to_double(
            (struct decimal){1, (int16_t)(units[place].shift - 6)});
    case UNIT_BYTES_PER_S:
        return decimal_to_double(
            (struct decimal){8, (int16_t)(units[place].shift - 6)});
    case UNIT_KIB_PER_S:
        return 8192e-6;
    default:
        return (double)NAN;
    }
}

bool unit_convert(struct decimal *value, struct slice from, struct slice to)
{
    size_t a = find(from), b = find(to);

    if (slice_equal(from, to))
        return true;
    if (!is_known(a) || !is_known(b) || units[a].kind != units[b].kind)
        return false;
    *value = decimal_shift(*value, units[a].shift - units[b].shift);
    return true;
}

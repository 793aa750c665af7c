/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare/claim_unit.h"

#include <math.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define DIGITS_LEAST (-15) /* the finest that a claim's number may be */

/* times / by * 10^shift of the first unit of its kind */
struct factor {
    int64_t times, by;
    int shift;
};

struct unit {
    enum unit_kind kind;
    struct slice noun; /* of UNIT_OTHER */
    struct factor factor;
    bool is_rate;
    bool is_decimal_prefix; /* "MB", "k": 1000, unless 1024 is meant */
    bool is_binary_prefix;
    bool is_kb;
};

/* ---- the parts of a unit ---- */

/* Whole units, which no prefix goes with; before the others. */
static const struct {
    const char *name;
    enum unit_kind kind;
    struct factor factor;
} fixed[] = {
    {"", UNIT_COUNT, {1, 1, 0}},        {"%", UNIT_SHARE, {1, 1, 0}},
    {"percent", UNIT_SHARE, {1, 1, 0}}, {"per cent", UNIT_SHARE, {1, 1, 0}},
    {"\u2030", UNIT_SHARE, {1, 1, -1}}, {"min", UNIT_TIME, {60, 1, 0}},
    {"mins", UNIT_TIME, {60, 1, 0}},    {"minute", UNIT_TIME, {60, 1, 0}},
    {"minutes", UNIT_TIME, {60, 1, 0}}, {"minuto", UNIT_TIME, {60, 1, 0}},
    {"minutos", UNIT_TIME, {60, 1, 0}}, {"h", UNIT_TIME, {3600, 1, 0}},
    {"hr", UNIT_TIME, {3600, 1, 0}},    {"hrs", UNIT_TIME, {3600, 1, 0}},
    {"hour", UNIT_TIME, {3600, 1, 0}},  {"hours", UNIT_TIME, {3600, 1, 0}},
    {"hora", UNIT_TIME, {3600, 1, 0}},  {"horas", UNIT_TIME, {3600, 1, 0}},
    {"d", UNIT_TIME, {86400, 1, 0}},    {"day", UNIT_TIME, {86400, 1, 0}},
    {"days", UNIT_TIME, {86400, 1, 0}}, {"dia", UNIT_TIME, {86400, 1, 0}},
    {"dias", UNIT_TIME, {86400, 1, 0}}, {"rpm", UNIT_OTHER, {1, 60, 0}},
};

/* What prefixes go with. is_rate: it has its "per second" in it. */
static const struct {
    const char *name;
    enum unit_kind kind;
    bool is_rate;
    struct factor factor;
} things[] = {
    {"s", UNIT_TIME, false, {1, 1, 0}},
    {"sec", UNIT_TIME, false, {1, 1, 0}},
    {"secs", UNIT_TIME, false, {1, 1, 0}},
    {"second", UNIT_TIME, false, {1, 1, 0}},
    {"seconds", UNIT_TIME, false, {1, 1, 0}},
    {"seg", UNIT_TIME, false, {1, 1, 0}},
    {"segundo", UNIT_TIME, false, {1, 1, 0}},
    {"segundos", UNIT_TIME, false, {1, 1, 0}},
    {"B", UNIT_BYTES, false, {1, 1, 0}},
    {"byte", UNIT_BYTES, false, {1, 1, 0}},
    {"bytes", UNIT_BYTES, false, {1, 1, 0}},
    {"Byte", UNIT_BYTES, false, {1, 1, 0}},
    {"Bytes", UNIT_BYTES, false, {1, 1, 0}},
    {"octets", UNIT_BYTES, false, {1, 1, 0}},
    {"Bps", UNIT_BYTES, true, {1, 1, 0}},
    {"bit", UNIT_BITS, false, {1, 1, 0}},
    {"bits", UNIT_BITS, false, {1, 1, 0}},
    {"Bit", UNIT_BITS, false, {1, 1, 0}},
    {"b", UNIT_BITS, false, {1, 1, 0}},
    {"bps", UNIT_BITS, true, {1, 1, 0}},
    {"req", UNIT_REQUESTS, false, {1, 1, 0}},
    {"reqs", UNIT_REQUESTS, false, {1, 1, 0}},
    {"request", UNIT_REQUESTS, false, {1, 1, 0}},
    {"requests", UNIT_REQUESTS, false, {1, 1, 0}},
    {"Requests", UNIT_REQUESTS, false, {1, 1, 0}},
    {"HTTP requests", UNIT_REQUESTS, false, {1, 1, 0}},
    {"requisi\u00e7\u00f5es", UNIT_REQUESTS, false, {1, 1, 0}},
    {"requisicoes", UNIT_REQUESTS, false, {1, 1, 0}},
    {"peticiones", UNIT_REQUESTS, false, {1, 1, 0}},
    {"solicitudes", UNIT_REQUESTS, false, {1, 1, 0}},
    {"rps", UNIT_REQUESTS, true, {1, 1, 0}},
    {"RPS", UNIT_REQUESTS, true, {1, 1, 0}},
    {"tx", UNIT_TRANSACTIONS, false, {1, 1, 0}},
    {"txn", UNIT_TRANSACTIONS, false, {1, 1, 0}},
    {"txns", UNIT_TRANSACTIONS, false, {1, 1, 0}},
    {"trans", UNIT_TRANSACTIONS, false, {1, 1, 0}},
    {"transactions", UNIT_TRANSACTIONS, false, {1, 1, 0}},
    {"transa\u00e7\u00f5es", UNIT_TRANSACTIONS, false, {1, 1, 0}},
    {"transacciones", UNIT_TRANSACTIONS, false, {1, 1, 0}},
    {"tps", UNIT_TRANSACTIONS, true, {1, 1, 0}},
    {"TPS", UNIT_TRANSACTIONS, true, {1, 1, 0}},
    {"tpm", UNIT_TRANSACTIONS, true, {1, 60, 0}},
    {"op", UNIT_OPERATIONS, false, {1, 1, 0}},
    {"ops", UNIT_OPERATIONS, false, {1, 1, 0}},
    {"operations", UNIT_OPERATIONS, false, {1, 1, 0}},
    {"opera\u00e7\u00f5es", UNIT_OPERATIONS, false, {1, 1, 0}},
    {"operaciones", UNIT_OPERATIONS, false, {1, 1, 0}},
    {"queries", UNIT_QUERIES, false, {1, 1, 0}},
    {"query", UNIT_QUERIES, false, {1, 1, 0}},
    {"consultas", UNIT_QUERIES, false, {1, 1, 0}},
    {"qps", UNIT_QUERIES, true, {1, 1, 0}},
    {"QPS", UNIT_QUERIES, true, {1, 1, 0}},
    {"IO", UNIT_INPUT_OUTPUT, false, {1, 1, 0}},
    {"IOs", UNIT_INPUT_OUTPUT, false, {1, 1, 0}},
    {"IOPS", UNIT_INPUT_OUTPUT, true, {1, 1, 0}},
    {"iops", UNIT_INPUT_OUTPUT, true, {1, 1, 0}},
    {"FLOP", UNIT_FLOATING, false, {1, 1, 0}},
    {"FLOPS", UNIT_FLOATING, true, {1, 1, 0}},
    {"Flops", UNIT_FLOATING, true, {1, 1, 0}},
    {"FLOPs", UNIT_FLOATING, true, {1, 1, 0}},
    {"Hz", UNIT_FREQUENCY, true, {1, 1, 0}},
    {"W", UNIT_POWER, false, {1, 1, 0}},
    {"J", UNIT_ENERGY, false, {1, 1, 0}},
    {"Wh", UNIT_ENERGY, false, {3600, 1, 0}},
};

/* Which a unit of time wants small ones, one of bytes large ones. */
static const struct {
    const char *name;
    int shift;
    int64_t binary; /* 0: a power of ten */
} prefixes[] = {
    {"kibi", 0, INT64_C(1) << 10},
    {"mebi", 0, INT64_C(1) << 20},
    {"gibi", 0, INT64_C(1) << 30},
    {"tebi", 0, INT64_C(1) << 40},
    {"Ki", 0, INT64_C(1) << 10},
    {"Mi", 0, INT64_C(1) << 20},
    {"Gi", 0, INT64_C(1) << 30},
    {"Ti", 0, INT64_C(1) << 40},
    {"milli", -3, 0},
    {"milis", -3, 0}, /* milissegundos */
    {"mili", -3, 0},
    {"micros", -6, 0},
    {"micro", -6, 0},
    {"nanos", -9, 0},
    {"nano", -9, 0},
    {"kilo", 3, 0},
    {"mega", 6, 0},
    {"giga", 9, 0},
    {"tera", 12, 0},
    {"10^3 ", 3, 0},
    {"10^6 ", 6, 0},
    {"10^9 ", 9, 0},
    {"thousand ", 3, 0},
    {"million ", 6, 0},
    {"billion ", 9, 0},
    {"mil ", 3, 0},
    {"milh\u00f5es de ", 6, 0},
    {"millones de ", 6, 0},
    {"k ", 3, 0},
    {"K ", 3, 0},
    {"M ", 6, 0},
    {"m", -3, 0},
    {"u", -6, 0},
    {"\u00b5", -6, 0}, /* micro sign */
    {"\u03bc", -6, 0}, /* mu */
    {"n", -9, 0},
    {"p", -12, 0},
    {"k", 3, 0},
    {"K", 3, 0},
    {"M", 6, 0},
    {"G", 9, 0},
    {"T", 12, 0},
    {"P", 15, 0},
};

/* What stands behind a thing that is counted by the time. */
static const struct {
    const char *name;
    int64_t seconds;
    int shift;
} per[] = {
    {"/s", 1, 0},
    {"/sec", 1, 0},
    {"/seg", 1, 0},
    {"/second", 1, 0},
    {" per second", 1, 0},
    {" per sec", 1, 0},
    {" a second", 1, 0},
    {" por segundo", 1, 0},
    {"\u00b7s\u207b\u00b9", 1, 0},
    {" s\u207b\u00b9", 1, 0},
    {"/ms", 1, -3},
    {" per millisecond", 1, -3},
    {"/min", 60, 0},
    {"/minute", 60, 0},
    {" per minute", 60, 0},
    {" a minute", 60, 0},
    {" por minuto", 60, 0},
    {"/h", 3600, 0},
    {"/hr", 3600, 0},
    {"/hour", 3600, 0},
    {" per hour", 3600, 0},
    {" an hour", 3600, 0},
    {" por hora", 3600, 0},
    {"/day", 86400, 0},
    {" per day", 86400, 0},
    {" por dia", 86400, 0},
};

/* ---- reading ---- */

static bool find_fixed(struct slice s, struct unit *unit)
{
    for (size_t i = 0; i < COUNT(fixed); i++)
        if (slice_equal(s, slice_from(fixed[i].name))) {
            unit->kind = fixed[i].kind;
            unit->factor = fixed[i].factor;
            unit->is_rate = unit->kind == UNIT_OTHER;
            if (unit->is_rate)
                unit->noun = SLICE("r");
            return true;
        }
    return false;
}

static bool find_thing(struct slice s, struct unit *unit)
{
    for (size_t i = 0; i < COUNT(things); i++)
        if (slice_equal(s, slice_from(things[i].name))) {
            unit->kind = things[i].kind;
            unit->factor = things[i].factor;
            unit->is_rate = things[i].is_rate;
            return true;
        }
    return false;
}

/* Is it what such a prefix stands before? Seconds are never counted in
 * thousands, bytes never in thousandths. */
static bool is_prefix_fit(enum unit_kind kind, size_t i)
{
    if (prefixes[i].binary)
        return kind == UNIT_BYTES || kind == UNIT_BITS;
    if (prefixes[i].shift > 0)
        return kind != UNIT_TIME;
    return kind == UNIT_TIME || kind == UNIT_POWER || kind == UNIT_ENERGY;
}

static void apply_prefix(struct unit *unit, struct slice thing, size_t i)
{
    unit->factor.shift += prefixes[i].shift;
    if (prefixes[i].binary)
        unit->factor.times *= prefixes[i].binary;
    unit->is_binary_prefix = prefixes[i].binary != 0;
    unit->is_decimal_prefix = !unit->is_binary_prefix;
    unit->is_kb = unit->kind == UNIT_BYTES && *prefixes[i].name == 'K' &&
                  !prefixes[i].binary && thing.len;
}

/* "k", "M": a count in thousands or millions. */
static bool find_bare_prefix(struct slice s, struct unit *unit)
{
    static const struct {
        const char *name;
        int shift;
    } bare[] = {
        {"k", 3},        {"K", 3},       {"M", 6},   {"million", 6},
        {"thousand", 3}, {"billion", 9}, {"mil", 3}, {"milh\u00f5es", 6},
        {"millones", 6}};

    for (size_t i = 0; i < COUNT(bare); i++)
        if (slice_equal(s, slice_from(bare[i].name))) {
            unit->kind = UNIT_COUNT;
            unit->factor = (struct factor){1, 1, bare[i].shift};
            return true;
        }
    return false;
}

static bool find_prefixed(struct slice s, struct unit *unit)
{
    for (size_t i = 0; i < COUNT(prefixes); i++) {
        struct slice rest = s;

        if (!slice_skip(&rest, slice_from(prefixes[i].name)) ||
            !find_thing(rest, unit) || !is_prefix_fit(unit->kind, i))
            continue;
        apply_prefix(unit, rest, i);
        return true;
    }
    return false;
}

/* The longest end that says by which time is counted; COUNT(per): none. */
static size_t find_per(struct slice s)
{
    size_t best = COUNT(per), longest = 0;

    for (size_t i = 0; i < COUNT(per); i++) {
        struct slice end = slice_from(per[i].name);

        if (!slice_ends(s, end) || end.len <= longest)
            continue;
        best = i;
        longest = end.len;
    }
    return best;
}

/* What is counted has no kind of its own, but perhaps "million " before it. */
static void find_noun(struct slice s, struct unit *unit)
{
    *unit = (struct unit){.kind = UNIT_OTHER, .noun = s, .factor = {1, 1, 0}};
    for (size_t i = 0; i < COUNT(prefixes); i++) {
        struct slice prefix = slice_from(prefixes[i].name);

        if (!slice_ends(prefix, SLICE(" ")) || !slice_skip(&unit->noun, prefix))
            continue;
        unit->factor.shift = prefixes[i].shift;
        return;
    }
}

static void read_thing(struct slice s, struct unit *unit)
{
    *unit = (struct unit){.factor = {1, 1, 0}};
    if (!find_fixed(s, unit) && !find_thing(s, unit) &&
        !find_prefixed(s, unit) && !find_bare_prefix(s, unit))
        find_noun(s, unit);
}

static struct unit read_unit(struct slice text)
{
    struct unit unit;
    size_t place = find_per(text);
    struct slice thing = text;

    if (place == COUNT(per)) {
        read_thing(text, &unit);
        return unit;
    }
    thing.len -= slice_from(per[place].name).len;
    if (slice_equal(thing, SLICE("1")))
        thing.len = 0;
    read_thing(slice_trim(thing), &unit);
    if (unit.kind == UNIT_COUNT) /* "/s" */
        unit.kind = UNIT_REQUESTS;
    unit.factor.by *= per[place].seconds;
    unit.factor.shift -= per[place].shift;
    unit.is_rate = true;
    return unit;
}

/* ---- what is asked of a unit ---- */

enum unit_kind unit_kind_of(struct slice unit)
{
    return read_unit(unit).kind;
}

bool unit_is_rate(struct slice unit)
{
    return read_unit(unit).is_rate;
}

bool unit_is_kb(struct slice unit)
{
    return read_unit(unit).is_kb;
}

static bool is_data(enum unit_kind kind)
{
    return kind == UNIT_BYTES || kind == UNIT_BITS;
}

bool unit_is_step_unsaid(struct slice from, struct slice to)
{
    struct unit a = read_unit(from), b = read_unit(to);

    if (!is_data(a.kind) || !is_data(b.kind))
        return false;
    return (a.kind == UNIT_BYTES && a.is_decimal_prefix &&
            (a.factor.shift != b.factor.shift || b.is_binary_prefix)) ||
           (b.kind == UNIT_BYTES && b.is_decimal_prefix &&
            (a.factor.shift != b.factor.shift || a.is_binary_prefix));
}

int unit_better(struct slice unit)
{
    struct unit read = read_unit(unit);

    if (read.kind == UNIT_TIME && !read.is_rate)
        return -1;
    return read.is_rate && read.kind != UNIT_FREQUENCY ? 1 : 0;
}

double unit_in_mbit(struct slice unit)
{
    struct unit read = read_unit(unit);
    double bits = (double)read.factor.times / (double)read.factor.by *
                  (read.kind == UNIT_BYTES ? 8.0 : 1.0);

    if (!is_data(read.kind) || !read.is_rate)
        return (double)NAN;
    if (read.is_kb)
        bits *= 1.024;
    return bits * decimal_to_double(
                      (struct decimal){1, (int16_t)(read.factor.shift - 6)});
}

/* ---- converting ---- */

static bool is_same_kind(const struct unit *a, const struct unit *b)
{
    if (a->is_rate != b->is_rate)
        return false;
    if (is_data(a->kind) && is_data(b->kind))
        return true;
    return a->kind == b->kind &&
           (a->kind != UNIT_OTHER || slice_equal(a->noun, b->noun));
}

bool unit_is_same_kind(struct slice a, struct slice b)
{
    struct unit x = read_unit(a), y = read_unit(b);

    return slice_equal(a, b) || is_same_kind(&x, &y);
}

static int64_t greatest_divisor(int64_t a, int64_t b)
{
    while (b) {
        int64_t rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

/* a / b with b reduced to 1 by powers of ten; false: it has no end. */
static bool make_decimal(struct factor *f)
{
    int64_t common = greatest_divisor(f->times, f->by);

    f->times /= common;
    f->by /= common;
    while (f->by > 1) {
        int64_t by = f->by % 10 == 0  ? 10
                     : f->by % 2 == 0 ? 2
                     : f->by % 5 == 0 ? 5
                                      : 0;

        if (!by || __builtin_mul_overflow(f->times, 10 / by, &f->times))
            return false;
        f->by /= by;
        f->shift--;
    }
    while (f->times % 10 == 0) {
        f->times /= 10;
        f->shift++;
    }
    return true;
}

/* What one of a is in b; false: no decimal. */
static bool factor_between(const struct unit *a, const struct unit *b,
                           struct factor *f)
{
    int64_t a_times = a->factor.times, b_times = b->factor.times;

    if (a->kind != b->kind) { /* bytes and bits */
        a_times *= a->kind == UNIT_BYTES ? 8 : 1;
        b_times *= b->kind == UNIT_BYTES ? 8 : 1;
    }
    f->shift = a->factor.shift - b->factor.shift;
    return !__builtin_mul_overflow(a_times, b->factor.by, &f->times) &&
           !__builtin_mul_overflow(b_times, a->factor.by, &f->by) &&
           make_decimal(f);
}

static double half_in(struct decimal value, double half, struct factor f)
{
    double last =
        decimal_to_double((struct decimal){5, (int16_t)(value.exponent - 1)});

    if (f.times == 1 && half <= 0.0)
        return 0.0;
    return (half > 0.0 ? half : last) * (double)f.times *
           decimal_to_double((struct decimal){1, (int16_t)f.shift});
}

bool unit_convert(struct decimal *value, double *half, struct slice from,
                  struct slice to)
{
    struct unit a = read_unit(from), b = read_unit(to);
    struct decimal converted;
    struct factor f;

    if (slice_equal(from, to))
        return true;
    if (!is_same_kind(&a, &b) || !factor_between(&a, &b, &f) ||
        __builtin_mul_overflow(value->digits, f.times, &converted.digits) ||
        value->exponent + f.shift < DIGITS_LEAST ||
        value->exponent + f.shift > -DIGITS_LEAST)
        return false;
    converted.exponent = value->exponent;
    converted = decimal_shift(converted, f.shift);
    if (half)
        *half = half_in(*value, *half, f);
    *value = converted;
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decimals: reading, exact arithmetic, and the one rounding to a double.
 *
 * decimal_to_double: the value is digits * 5^e * 2^e. The power of two is
 * exact in a double, so only digits * 5^e has to be rounded. It is computed
 * in a fixed whole number of 32-bit limbs: multiplied out for e >= 0; for
 * e < 0 the digits are moved far to the left first and divided by 5 in
 * steps, and a bit that remembers whether anything was left over decides
 * what a rounding to nearest, ties to even, needs to know. No step depends
 * on the platform's floating point.
 */
#include "base/decimal.h"

#include <math.h>
#include <stdlib.h>

#include <glib.h>

/* Digits and powers of ten that fit. */
#define DIGITS_MAX 18
#define READ_EXPONENT_MAX 30
/* What shifts and sums may reach; see DECIMAL_TEXT. */
#define EXPONENT_MAX 40

__extension__ typedef unsigned __int128 wide;

/* 10^0 to 10^19. */
static const uint64_t powers[] = {
    UINT64_C(1),
    UINT64_C(10),
    UINT64_C(100),
    UINT64_C(1000),
    UINT64_C(10000),
    UINT64_C(100000),
    UINT64_C(1000000),
    UINT64_C(10000000),
    UINT64_C(100000000),
    UINT64_C(1000000000),
    UINT64_C(10000000000),
    UINT64_C(100000000000),
    UINT64_C(1000000000000),
    UINT64_C(10000000000000),
    UINT64_C(100000000000000),
    UINT64_C(1000000000000000),
    UINT64_C(10000000000000000),
    UINT64_C(100000000000000000),
    UINT64_C(1000000000000000000),
    UINT64_C(10000000000000000000),
};
enum { N_POWERS = sizeof powers / sizeof powers[0] };

static uint64_t magnitude(int64_t x)
{
    return x < 0 ? -(uint64_t)x : (uint64_t)x;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Steps over digits, adding them to *value; false when there are more than
 * DIGITS_MAX significant ones. */
static bool take_digits(struct slice *s, int64_t *value, int *significant,
                        size_t *taken)
{
    const char *at = s->at, *end = s->at + s->len;
    bool fits = true;

    for (; at < end && is_digit(*at); at++) {
        if (!*significant && *at == '0')
            continue;
        if (++*significant > DIGITS_MAX) {
            fits = false;
            break;
        }
        *value = *value * 10 + (*at - '0');
    }
    *taken = (size_t)(at - s->at);
    *s = slice_part(*s, *taken, s->len);
    return fits;
}

/* "e[+-]digits" at the front of s, which it must be all of. */
static bool take_exponent(struct slice s, int *exponent)
{
    bool negative;
    int64_t value = 0;
    int significant = 0;
    size_t taken;

    if (s.at[0] != 'e' && s.at[0] != 'E')
        return false;
    s = slice_part(s, 1, s.len);
    negative = slice_starts(s, SLICE("-"));
    if (negative || slice_starts(s, SLICE("+")))
        s = slice_part(s, 1, s.len);
    if (!take_digits(&s, &value, &significant, &taken) || !taken || s.len ||
        value > 1000)
        return false;
    *exponent = negative ? -(int)value : (int)value;
    return true;
}

static bool read_decimal(struct slice s, bool comma, struct decimal *value)
{
    bool negative;
    int64_t digits = 0;
    int significant = 0, exponent = 0;
    size_t whole, fraction = 0;

    negative = s.len && s.at[0] == '-';
    if (negative || (s.len && s.at[0] == '+'))
        s = slice_part(s, 1, s.len);
    if (!take_digits(&s, &digits, &significant, &whole) || !whole)
        return false;
    if (s.len && (s.at[0] == '.' || (comma && s.at[0] == ','))) {
        s = slice_part(s, 1, s.len);
        if (!take_digits(&s, &digits, &significant, &fraction) || !fraction ||
            fraction > 1000)
            return false;
    }
    if (s.len && !take_exponent(s, &exponent))
        return false;
    exponent -= (int)fraction;
    if (exponent < -READ_EXPONENT_MAX || exponent > READ_EXPONENT_MAX)
        return false;
    value->digits = negative ? -digits : digits;
    value->exponent = (int16_t)exponent;
    return true;
}

bool slice_to_decimal(struct slice s, struct decimal *value)
{
    return read_decimal(s, false, value);
}

bool slice_to_decimal_comma(struct slice s, struct decimal *value)
{
    return read_decimal(s, true, value);
}

/* A whole number of 32-bit limbs, the lowest first: digits (64 bits) and
 * 5^40 (93 bits) need 5, digits moved left by 192 bits need 8. */
enum { N_LIMBS = 8, LEFT_LIMBS = 6 };

static void limbs_multiply(uint32_t limbs[N_LIMBS], uint32_t factor)
{
    uint64_t carry = 0;

    for (int i = 0; i < N_LIMBS; i++) {
        carry += (uint64_t)limbs[i] * factor;
        limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
    g_assert(!carry);
}

/* Returns the remainder. */
static uint32_t limbs_divide(uint32_t limbs[N_LIMBS], uint32_t divisor)
{
    uint64_t rest = 0;

    for (int i = N_LIMBS - 1; i >= 0; i--) {
        rest = rest << 32 | limbs[i];
        limbs[i] = (uint32_t)(rest / divisor);
        rest %= divisor;
    }
    return (uint32_t)rest;
}

/* The highest 64 bits, the top one set, as bits * 2^*scale; *sticky becomes
 * true when a lower bit is set. */
static uint64_t limbs_top(const uint32_t limbs[N_LIMBS], int *scale,
                          bool *sticky)
{
    int top = N_LIMBS - 1, shift;
    wide bits;
    uint64_t high;

    while (!limbs[top])
        top--;
    bits = 0;
    for (int i = top; i > top - 4; i--)
        bits = bits << 32 | (i >= 0 ? limbs[i] : 0);
    for (int i = top - 4; i >= 0; i--)
        *sticky |= limbs[i] != 0;
    shift = __builtin_clz(limbs[top]);
    bits <<= shift;
    high = (uint64_t)(bits >> 64);
    *sticky |= (uint64_t)bits != 0;
    *scale = 32 * (top - 1) - shift;
    return high;
}

/* bits * 2^scale with the top bit set, rounded to 53 bits, ties to even. */
static double round_to_double(uint64_t bits, int scale, bool sticky)
{
    uint64_t kept = bits >> 11, rest = bits & 0x7ff;

    if (rest > 0x400 || (rest == 0x400 && (sticky || (kept & 1))))
        kept++;
    return ldexp((double)kept, scale + 11);
}

static double round_limbs(uint64_t digits, int exponent)
{
    uint32_t limbs[N_LIMBS] = {0};
    int at = exponent < 0 ? LEFT_LIMBS : 0, left = abs(exponent), scale;
    bool sticky = false;
    uint64_t top;

    limbs[at] = (uint32_t)digits;
    limbs[at + 1] = (uint32_t)(digits >> 32);
    while (left) {
        int step = left < 13 ? left : 13;
        uint32_t five = 1;

        for (int i = 0; i < step; i++)
            five *= 5;
        if (exponent < 0)
            sticky |= limbs_divide(limbs, five) != 0;
        else
            limbs_multiply(limbs, five);
        left -= step;
    }
    top = limbs_top(limbs, &scale, &sticky);
    return round_to_double(top, scale - 32 * at + exponent, sticky);
}

const double decimal_tens[DECIMAL_EXACT_TENS + 1] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

double decimal_to_double_slow(struct decimal d)
{
    uint64_t digits = magnitude(d.digits);
    double value;

    g_assert(abs(d.exponent) <= EXPONENT_MAX);
    if (!digits)
        return 0.0;
    value = round_limbs(digits, d.exponent);
    return d.digits < 0 ? -value : value;
}

struct decimal decimal_shift(struct decimal d, int shift)
{
    int exponent = d.exponent + shift;

    g_assert(abs(exponent) <= EXPONENT_MAX);
    return (struct decimal){d.digits, (int16_t)exponent};
}

bool decimal_rescale(struct decimal d, int exponent, struct decimal *value)
{
    int up = d.exponent - exponent;
    int64_t digits = d.digits;

    g_assert(abs(exponent) <= EXPONENT_MAX);
    if (digits) {
        for (; up > 0; up--)
            if (__builtin_mul_overflow(digits, 10, &digits))
                return false;
        for (; up < 0; up++) {
            if (digits % 10)
                return false;
            digits /= 10;
        }
    }
    *value = (struct decimal){digits, (int16_t)exponent};
    return true;
}

/* Both at the finer of the two exponents. */
static bool align(struct decimal *a, struct decimal *b)
{
    int finer = a->exponent < b->exponent ? a->exponent : b->exponent;

    return decimal_rescale(*a, finer, a) && decimal_rescale(*b, finer, b);
}

bool decimal_add(struct decimal a, struct decimal b, struct decimal *sum)
{
    int64_t digits;

    if (!align(&a, &b) || __builtin_add_overflow(a.digits, b.digits, &digits))
        return false;
    *sum = (struct decimal){digits, a.exponent};
    return true;
}

bool decimal_subtract(struct decimal a, struct decimal b,
                      struct decimal *difference)
{
    int64_t digits;

    if (!align(&a, &b) || __builtin_sub_overflow(a.digits, b.digits, &digits))
        return false;
    *difference = (struct decimal){digits, a.exponent};
    return true;
}

/* Orders a * 10^shift against b, both above zero, shift >= 0. */
static int compare_magnitudes(uint64_t a, int shift, uint64_t b)
{
    wide scaled;

    if (shift >= N_POWERS)
        return 1; /* at least 10^20, and b is below 2^64 < 10^20 */
    scaled = (wide)a * powers[shift];
    return (scaled > b) - (scaled < b);
}

int decimal_compare(struct decimal a, struct decimal b)
{
    int sign_a = (a.digits > 0) - (a.digits < 0);
    int sign_b = (b.digits > 0) - (b.digits < 0);
    int shift = a.exponent - b.exponent, order;

    if (!shift)
        return (a.digits > b.digits) - (a.digits < b.digits);
    if (sign_a != sign_b || !sign_a)
        return (sign_a > sign_b) - (sign_a < sign_b);
    order = shift >= 0 ? compare_magnitudes(magnitude(a.digits), shift,
                                            magnitude(b.digits))
                       : -compare_magnitudes(magnitude(b.digits), -shift,
                                             magnitude(a.digits));
    return sign_a * order;
}

const char *decimal_print(struct decimal d, char buffer[DECIMAL_TEXT])
{
    char reversed[DECIMAL_TEXT];
    uint64_t rest = magnitude(d.digits);
    int n = 0, fraction = d.exponent < 0 ? -d.exponent : 0, at = 0;

    g_assert(abs(d.exponent) <= EXPONENT_MAX);
    for (int i = 0; rest && i < d.exponent; i++)
        reversed[n++] = '0';
    for (int place = 0; rest || place <= fraction; place++) {
        if (place == fraction && fraction)
            reversed[n++] = '.';
        reversed[n++] = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (d.digits < 0)
        buffer[at++] = '-';
    while (n)
        buffer[at++] = reversed[--n];
    buffer[at] = '\0';
    return buffer;
}

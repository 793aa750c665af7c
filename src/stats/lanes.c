/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The loops of lanes.h. Each is an inlined body, of which a function is made
 * for each kind of register: so all have one text. That is kept apart from
 * `target_clones`, of which a test could not call the single clones.
 */
#include "stats/lanes.h"

#include <math.h>
#include <stdint.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define HAS_WIDE 1
#include <immintrin.h>
#else
#define HAS_WIDE 0
#endif

#define BODY static inline __attribute__((always_inline))

/* ---- bodies ---- */

BODY void weigh_single(const float *restrict count, size_t row,
                       const double *restrict x, size_t n, double *restrict to)
{
    float total[LANES] = {0.0F};
    for (size_t i = 0; i < n; i++) {
        const float *c = &count[i * row];
        float value = (float)x[i];
        for (size_t k = 0; k < LANES; k++)
            total[k] += c[k] * value;
    }
    for (size_t k = 0; k < LANES; k++)
        to[k] = (double)total[k];
}

BODY void weigh_double(const float *restrict count, size_t row,
                       const double *restrict x, size_t n, double *restrict to)
{
    double total[LANES] = {0.0};
    for (size_t i = 0; i < n; i++) {
        const float *c = &count[i * row];
        double value = x[i];
        for (size_t k = 0; k < LANES; k++)
            total[k] += (double)c[k] * value;
    }
    for (size_t k = 0; k < LANES; k++)
        to[k] = total[k];
}

BODY void weigh(const float *count, size_t row, const double *x, size_t n,
                bool single, double *to)
{
    for (size_t r = 0; r < row && single; r += LANES)
        weigh_single(count + r, row, x, n, to + r);
    for (size_t r = 0; r < row && !single; r += LANES)
        weigh_double(count + r, row, x, n, to + r);
}

BODY void divide(const double *restrict a, double more_a, double *restrict b,
                 double more_b, double factor, size_t row)
{
    for (size_t r = 0; r < row; r += LANES)
        for (size_t k = 0; k < LANES; k++)
            b[r + k] = (b[r + k] + more_b) / (a[r + k] + more_a) * factor;
}

/* Eight numbers, which the compiler spreads over registers: left to itself it
 * must not change the order of a sum. In an array of double. */
#define PACK 8
typedef double pack __attribute__((vector_size(PACK * sizeof(double))));
typedef double packed
    __attribute__((vector_size(PACK * sizeof(double)), aligned(8), may_alias));

BODY struct lane_sums sum(const double *t, size_t n, double centre)
{
    pack sums[2] = {{0.0}}, squares[2] = {{0.0}};
    size_t whole = n - n % (2 * PACK);
    for (size_t r = 0; r < whole; r += 2 * PACK)
        for (size_t half = 0; half < 2; half++) {
            pack d = *(const packed *)(t + r + half * PACK) - centre;
            sums[half] += d;
            squares[half] += d * d;
        }
    struct lane_sums all = {0.0, 0.0};
    for (size_t r = whole; r < n; r++) {
        double d = t[r] - centre;
        all.sum += d;
        all.squares += d * d;
    }
    sums[0] += sums[1];
    squares[0] += squares[1];
    for (size_t k = 0; k < PACK; k++) {
        all.sum += sums[0][k];
        all.squares += squares[0][k];
    }
    return all;
}

BODY struct lane_places place(const double *t, size_t n, double low,
                              double high)
{
    uint64_t below = 0, above = 0, equal = 0;
    double first = n ? t[0] : 0.0;
    for (size_t i = 0; i < n; i++) {
        below += t[i] < low;
        above += t[i] > high;
        equal += t[i] == first;
    }
    return (struct lane_places){below, above, equal};
}

BODY size_t far(const double *u, const double *v, size_t n, double theta,
                double bound)
{
    uint64_t all = 0;
    for (size_t i = 0; i < n; i++)
        all += fabs(u[i] - theta * v[i]) >= bound;
    return all;
}

/* Without a branch that could be mispredicted. */
BODY size_t take_low(const double *t, size_t n, double low, double *to)
{
    size_t taken = 0;
    for (size_t i = 0; i < n; i++) {
        to[taken] = t[i];
        taken += t[i] <= low;
    }
    return taken;
}

BODY size_t take_high(const double *t, size_t n, double high, double *to)
{
    size_t taken = 0;
    for (size_t i = 0; i < n; i++) {
        to[taken] = t[i];
        taken += t[i] >= high;
    }
    return taken;
}

typedef int64_t whole_pack __attribute__((vector_size(PACK * sizeof(int64_t))));
typedef int64_t whole_packed
    __attribute__((vector_size(PACK * sizeof(int64_t)), aligned(8), may_alias));

BODY void choose(const uint8_t *bits, size_t row, size_t rows, const int64_t *k,
                 size_t eights, int64_t *to)
{
    const whole_pack bit = {1, 2, 4, 8, 16, 32, 64, 128};
    for (size_t r = 0; r < rows; r++) {
        whole_pack total = {0};
        for (size_t i = 0; i < eights; i++) {
            whole_pack byte = (whole_pack){0} + bits[r * row + i];
            whole_pack is_in = (byte & bit) == bit;
            total += *(const whole_packed *)(k + PACK * i) & is_in;
        }
        to[r] = 0;
        for (size_t j = 0; j < PACK; j++)
            to[r] += total[j];
    }
}

/* ---- functions, for a kind of register each ---- */

/* KIND: the end of their names; TARGET: an attribute or nothing. */
#define FUNCTIONS(KIND, TARGET)                                                \
    TARGET static void weigh_##KIND(const float count[], size_t row,           \
                                    const double x[], size_t n, bool single,   \
                                    double to[])                               \
    {                                                                          \
        weigh(count, row, x, n, single, to);                                   \
    }                                                                          \
    TARGET static void divide_##KIND(const double a[], double more_a,          \
                                     double b[], double more_b, double factor, \
                                     size_t row)                               \
    {                                                                          \
        divide(a, more_a, b, more_b, factor, row);                             \
    }                                                                          \
    TARGET static struct lane_sums sum_##KIND(const double t[], size_t n,      \
                                              double centre) {                 \
        return sum(t, n, centre);                                              \
    } TARGET static struct lane_places place_##KIND(                           \
        const double t[], size_t n, double low, double high) {                 \
        return place(t, n, low, high);                                         \
    } TARGET static size_t far_##KIND(const double u[], const double v[],      \
                                      size_t n, double theta, double bound)    \
    {                                                                          \
        return far(u, v, n, theta, bound);                                     \
    }

#define TAKING(KIND, TARGET)                                                   \
    TARGET static size_t take_low_##KIND(const double t[], size_t n,           \
                                         double low, double to[])              \
    {                                                                          \
        return take_low(t, n, low, to);                                        \
    }                                                                          \
    TARGET static size_t take_high_##KIND(const double t[], size_t n,          \
                                          double high, double to[])            \
    {                                                                          \
        return take_high(t, n, high, to);                                      \
    }

#define CHOOSING(KIND, TARGET)                                                 \
    TARGET static void choose_##KIND(const uint8_t bits[], size_t row,         \
                                     size_t rows, const int64_t k[],           \
                                     size_t eights, int64_t to[])              \
    {                                                                          \
        choose(bits, row, rows, k, eights, to);                                \
    }

FUNCTIONS(plain, )
TAKING(plain, )
CHOOSING(plain, )

static bool always(void)
{
    return true;
}

#if HAS_WIDE
#define AVX2 __attribute__((target("avx2")))
#define AVX512 __attribute__((target("avx512f,avx512dq")))

FUNCTIONS(avx2, AVX2)
TAKING(avx2, AVX2)
CHOOSING(avx2, AVX2)
FUNCTIONS(avx512, AVX512)

/* No compiler makes the compressing instruction of a loop. Into a register
 * and then to memory: straight to memory it is slow on some processors. */
AVX512 static size_t take_low_avx512(const double t[], size_t n, double low,
                                     double to[])
{
    __m512d bound = _mm512_set1_pd(low);
    size_t taken = 0, whole = n - n % 8;
    for (size_t i = 0; i < whole; i += 8) {
        __m512d x = _mm512_loadu_pd(t + i);
        __mmask8 is_in = _mm512_cmp_pd_mask(x, bound, _CMP_LE_OQ);
        _mm512_storeu_pd(to + taken, _mm512_maskz_compress_pd(is_in, x));
        taken += (size_t)__builtin_popcount(is_in);
    }
    return taken + take_low(t + whole, n - whole, low, to + taken);
}

AVX512 static size_t take_high_avx512(const double t[], size_t n, double high,
                                      double to[])
{
    __m512d bound = _mm512_set1_pd(high);
    size_t taken = 0, whole = n - n % 8;
    for (size_t i = 0; i < whole; i += 8) {
        __m512d x = _mm512_loadu_pd(t + i);
        __mmask8 is_in = _mm512_cmp_pd_mask(x, bound, _CMP_GE_OQ);
        _mm512_storeu_pd(to + taken, _mm512_maskz_compress_pd(is_in, x));
        taken += (size_t)__builtin_popcount(is_in);
    }
    return taken + take_high(t + whole, n - whole, high, to + taken);
}

/* A byte is the mask of eight numbers. */
AVX512 static void choose_avx512(const uint8_t bits[], size_t row, size_t rows,
                                 const int64_t k[], size_t eights, int64_t to[])
{
    for (size_t r = 0; r < rows; r++) {
        __m512i total = _mm512_setzero_si512();
        for (size_t i = 0; i < eights; i++)
            total = _mm512_mask_add_epi64(total, bits[r * row + i], total,
                                          _mm512_loadu_si512(k + 8 * i));
        to[r] = _mm512_reduce_add_epi64(total);
    }
}

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2");
}

static bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f") &&
           __builtin_cpu_supports("avx512dq");
}
#endif

#define ROW(KIND, IS_THERE)                                                    \
    {                                                                          \
#KIND, IS_THERE, weigh_##KIND, divide_##KIND, sum_##KIND,              \
            place_##KIND, far_##KIND, take_low_##KIND, take_high_##KIND,       \
            choose_##KIND,                                                     \
    }

const struct lanes lanes_known[] = {
    ROW(plain, always),
#if HAS_WIDE
    ROW(avx2, has_avx2),
    ROW(avx512, has_avx512),
#endif
};
const size_t n_lanes_known = sizeof lanes_known / sizeof *lanes_known;

const struct lanes *lanes_best(void)
{
    size_t i = n_lanes_known - 1;
    while (!lanes_known[i].is_there())
        i--;
    return &lanes_known[i];
}

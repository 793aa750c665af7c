/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SHA-256 (FIPS 180-4, section 6.2) by the SHA instructions of x86-64, four
 * rounds at a time, or by GChecksum.
 *
 * The instructions keep the eight words of the state as two vectors, ABEF
 * and CDGH (Intel, "Intel SHA Extensions", 2013).
 */
#include "base/sha256.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

#if defined __x86_64__ && defined __GNUC__
#define HAS_SHA_CODE 1
#include <cpuid.h>
#include <immintrin.h>
#else
#define HAS_SHA_CODE 0
#endif

enum { BLOCK = 64 };

struct sha256 {
    GChecksum *other; /* NULL where the processor does it */
    uint32_t state[8];
    uint64_t bytes;
    uint8_t waiting[BLOCK]; /* less than a block, bytes % BLOCK of it */
    char text[65];
};

#if HAS_SHA_CODE

/* The first 32 bits of the fractional parts of the cube roots of the first
 * 64 primes (FIPS 180-4, section 4.2.2). */
static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
    0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static bool ask_processor(void)
{
    unsigned a, b, c, d;

    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & (1u << 19))) /* SSE4.1 */
        return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & (1u << 29));
}

/* Asked once: in a virtual machine the question takes a thousand times as
 * long as an ordinary instruction. */
static bool has_sha(void)
{
    static gsize answer; /* 1: no, 2: yes */

    if (g_once_init_enter(&answer))
        g_once_init_leave(&answer, ask_processor() ? 2 : 1);
    return answer == 2;
}

#define SHA_CODE __attribute__((target("sha,sse4.1")))

SHA_CODE static inline __m128i load(const void *from)
{
    return _mm_loadu_si128(from);
}

/* Four words of the message, whose bytes stand high to low. */
SHA_CODE static inline __m128i load_words(const uint8_t *bytes)
{
    return _mm_shuffle_epi8(
        load(bytes), _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203));
}

/* Four rounds with the message words `w` and the constants from k on. */
SHA_CODE static inline void rounds(__m128i *abef, __m128i *cdgh, __m128i w,
                                   const uint32_t *k)
{
    __m128i sum = _mm_add_epi32(w, load(k));

    *cdgh = _mm_sha256rnds2_epu32(*cdgh, *abef, sum);
    *abef = _mm_sha256rnds2_epu32(*abef, *cdgh, _mm_shuffle_epi32(sum, 0x0e));
}

/* The next four message words from the sixteen before them. */
SHA_CODE static inline __m128i next_words(__m128i w0, __m128i w1, __m128i w2,
                                          __m128i w3)
{
    __m128i sum =
        _mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), _mm_alignr_epi8(w3, w2, 4));

    return _mm_sha256msg2_epu32(sum, w3);
}

SHA_CODE static void hash_blocks(uint32_t state[8], const uint8_t *bytes,
                                 size_t blocks)
{
    __m128i dcba = load(state), hgfe = load(state + 4);
    __m128i cdab = _mm_shuffle_epi32(dcba, 0xb1);
    __m128i efgh = _mm_shuffle_epi32(hgfe, 0x1b);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
    __m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);

    for (; blocks; blocks--, bytes += BLOCK) {
        __m128i abef_before = abef, cdgh_before = cdgh;
        __m128i w0 = load_words(bytes), w1 = load_words(bytes + 16);
        __m128i w2 = load_words(bytes + 32), w3 = load_words(bytes + 48);
        const uint32_t *k = constants;

        for (;;) {
            rounds(&abef, &cdgh, w0, k);
            rounds(&abef, &cdgh, w1, k + 4);
            rounds(&abef, &cdgh, w2, k + 8);
            rounds(&abef, &cdgh, w3, k + 12);
            k += 16;
            if (k == constants + 64)
                break;
            w0 = next_words(w0, w1, w2, w3);
            w1 = next_words(w1, w2, w3, w0);
            w2 = next_words(w2, w3, w0, w1);
            w3 = next_words(w3, w0, w1, w2);
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    {
        __m128i feba = _mm_shuffle_epi32(abef, 0x1b);
        __m128i dchg = _mm_shuffle_epi32(cdgh, 0xb1);

        _mm_storeu_si128((__m128i *)(void *)state,
                         _mm_blend_epi16(feba, dchg, 0xf0));
        _mm_storeu_si128((__m128i *)(void *)(state + 4),
                         _mm_alignr_epi8(dchg, feba, 8));
    }
}

#else

static bool has_sha(void)
{
    return false;
}

static void hash_blocks(uint32_t state[8], const uint8_t *bytes, size_t blocks)
{
    (void)state;
    (void)bytes;
    (void)blocks;
    g_assert_not_reached();
}

#endif

static void begin(Sha256 *sum)
{
    /* The same of the square roots of the first eight primes (5.3.3). */
    static const uint32_t start[8] = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    };

    memcpy(sum->state, start, sizeof start);
    sum->bytes = 0;
    sum->text[0] = '\0';
    sum->other = has_sha() ? NULL : g_checksum_new(G_CHECKSUM_SHA256);
}

Sha256 *sha256_new(void)
{
    Sha256 *sum = g_new(Sha256, 1);

    begin(sum);
    return sum;
}

void sha256_free(Sha256 *sum)
{
    if (!sum)
        return;
    g_clear_pointer(&sum->other, g_checksum_free);
    g_free(sum);
}

void sha256_update(Sha256 *sum, const void *bytes, size_t len)
{
    const uint8_t *at = bytes;
    size_t waiting = sum->bytes % BLOCK;

    if (sum->other) {
        g_checksum_update(sum->other, bytes, (gssize)len);
        return;
    }
    sum->bytes += len;
    if (waiting) {
        size_t n = BLOCK - waiting < len ? BLOCK - waiting : len;

        memcpy(sum->waiting + waiting, at, n);
        at += n;
        len -= n;
        if (waiting + n < BLOCK)
            return;
        hash_blocks(sum->state, sum->waiting, 1);
    }
    hash_blocks(sum->state, at, len / BLOCK);
    if (len % BLOCK)
        memcpy(sum->waiting, at + len / BLOCK * BLOCK, len % BLOCK);
}

/* A one bit, zeros, and the length in bits as 64 bits end the last block
 * (FIPS 180-4, section 5.1.1). */
static void pad(Sha256 *sum)
{
    static const uint8_t one_bit[BLOCK] = {0x80};
    uint64_t bits = sum->bytes * 8;
    size_t waiting = sum->bytes % BLOCK;
    size_t zeros = (waiting < 56 ? 56 : 120) - waiting;
    uint8_t length[8];

    for (int i = 0; i < 8; i++)
        length[i] = (uint8_t)(bits >> (56 - 8 * i));
    sha256_update(sum, one_bit, zeros);
    sha256_update(sum, length, sizeof length);
}

const char *sha256_string(Sha256 *sum)
{
    if (sum->text[0])
        return sum->text;
    if (sum->other) {
        g_strlcpy(sum->text, g_checksum_get_string(sum->other),
                  sizeof sum->text);
        return sum->text;
    }
    pad(sum);
    for (int i = 0; i < 64; i++)
        sum->text[i] =
            "0123456789abcdef"[sum->state[i / 8] >> (28 - 4 * (i % 8)) & 15];
    sum->text[64] = '\0';
    return sum->text;
}

void sha256_of(const void *bytes, size_t len, char text[65])
{
    Sha256 sum;

    begin(&sum);
    sha256_update(&sum, bytes, len);
    memcpy(text, sha256_string(&sum), sizeof sum.text);
    g_clear_pointer(&sum.other, g_checksum_free);
}

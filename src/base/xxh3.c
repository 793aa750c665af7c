/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XXH3, compiled in from the library's header: a call per log is too much for
 * another shared library to be loaded at every start. */
#include "base/xxh3.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <glib.h>

struct xxh3_sum {
    XXH3_state_t *state;
};

static struct xxh3 canonical(XXH128_hash_t hash)
{
    XXH128_canonical_t bytes;
    struct xxh3 result;

    XXH128_canonicalFromHash(&bytes, hash);
    memcpy(result.bytes, bytes.digest, sizeof result.bytes);
    return result;
}

uint64_t xxh3_short(const void *bytes, size_t len)
{
    return XXH3_64bits(bytes, len);
}

struct xxh3 xxh3_of(const void *bytes, size_t len)
{
    return canonical(XXH3_128bits(bytes, len));
}

Xxh3Sum *xxh3_sum_new(void)
{
    Xxh3Sum *sum = g_new(Xxh3Sum, 1);

    sum->state = XXH3_createState(); /* aligned as its vectors want it */
    if (!sum->state || XXH3_128bits_reset(sum->state) == XXH_ERROR)
        g_error("no memory for a hash");
    return sum;
}

void xxh3_sum_free(Xxh3Sum *sum)
{
    if (!sum)
        return;
    XXH3_freeState(sum->state);
    g_free(sum);
}

void xxh3_sum_add(Xxh3Sum *sum, const void *bytes, size_t len)
{
    XXH3_128bits_update(sum->state, bytes, len);
}

struct xxh3 xxh3_sum_get(const Xxh3Sum *sum)
{
    return canonical(XXH3_128bits_digest(sum->state));
}

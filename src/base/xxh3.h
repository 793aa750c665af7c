/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * XXH3 (xxhash.com), a hash at the speed of memory, by the xxHash library.
 *
 * It tells bytes apart that differ by accident. Who wants to can make two
 * different logs with one XXH3, so what must stand up to that is named by
 * its SHA-256 (sha256.h).
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* 128 bits, most significant byte first (xxHash's canonical form). */
struct xxh3 {
    uint8_t bytes[16];
};

uint64_t xxh3_short(const void *bytes, size_t len);
struct xxh3 xxh3_of(const void *bytes, size_t len);

/* The same of bytes that come piece by piece. */
typedef struct xxh3_sum Xxh3Sum;
Xxh3Sum *xxh3_sum_new(void);
void xxh3_sum_free(Xxh3Sum *sum);
void xxh3_sum_add(Xxh3Sum *sum, const void *bytes, size_t len);
struct xxh3 xxh3_sum_get(const Xxh3Sum *sum);

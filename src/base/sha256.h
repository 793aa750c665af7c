/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SHA-256 (FIPS 180-4) at the speed of the processor.
 *
 * With the SHA instructions of x86-64 a log is hashed at some 2 GB/s, by
 * GLib's GChecksum at 0.3: hashing would take most of the time of reading.
 * Where there are no such instructions, GChecksum does the work.
 */
#pragma once

#include <stddef.h>

typedef struct sha256 Sha256;

Sha256 *sha256_new(void);
void sha256_free(Sha256 *sum);
void sha256_update(Sha256 *sum, const void *bytes, size_t len);
/* 64 hexadecimal digits, valid until sha256_free; ends the sum: no update may
 * follow. */
const char *sha256_string(Sha256 *sum);
/* The same of bytes in memory, into text. */
void sha256_of(const void *bytes, size_t len, char text[65]);

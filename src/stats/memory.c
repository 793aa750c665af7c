/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scratch memory that is there or ends the program. */
#include "stats/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static void *checked(void *block, size_t count, size_t size)
{
    if (!block) {
        fprintf(stderr, "cotejo: out of memory (%zu x %zu bytes)\n", count,
                size);
        abort();
    }
    return block;
}

void *stats_new(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return checked(NULL, count, size);
    size_t bytes = count * size;
    return checked(malloc(bytes ? bytes : 1), count, size);
}

void *stats_new0(size_t count, size_t size)
{
    return checked(calloc(count ? count : 1, size ? size : 1), count, size);
}

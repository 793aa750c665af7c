/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scratch memory of the statistics. Running out of it ends the program, as
 * everywhere else in cotejo, so that no statistic needs an error path. */
#pragma once

#include <stddef.h>

/* count * size bytes, not initialised; at least one byte. Free with free(). */
void *stats_new(size_t count, size_t size);
/* The same, zeroed. */
void *stats_new0(size_t count, size_t size);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a format reads exactly (struct log_format) against what its parse makes
 * of the same bytes: they must agree to the last column. For the tests and the
 * fuzzer.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Whether a format takes the bytes exactly; ends the program where its run is
 * not the one that the log's format and its parse give. */
bool expect_exact_agrees(const char *bytes, size_t len);

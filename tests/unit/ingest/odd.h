/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of odd logs have in common: reading below tests/data, and
 * comparing runs with expectations written as text.
 */
#pragma once

#include "ingest/ingest.h"

/* The sources that tests/data/NAME holds, joined; free with
 * g_ptr_array_unref. */
GPtrArray *odd_read(const char *name);
/* The same of any path. */
GPtrArray *odd_read_path(const char *path);
/* The same of bytes in memory, called NAME. */
GPtrArray *odd_read_bytes(const char *name, const char *bytes, size_t len);
/* The content of tests/data/NAME; free with g_free. */
char *odd_bytes(const char *name, size_t *len);

/* The n-th run that is no part of another, NULL beyond the last. */
const Run *odd_run(const GPtrArray *sources, size_t n);
size_t odd_count(const GPtrArray *sources);

bool odd_has_reason(const Run *run, const char *slug);
bool odd_has_note(const Run *run, const char *slug);

/* Asserts "NAME=TEXT|NAME:ITEM=TEXT+|!NAME": the value as printed, "+" behind
 * it for an estimated one, "?" for a wrong one; "!" before a name that the
 * run must not have. */
void odd_expect(const Run *run, const char *expected);

/* All values of a run in one text, for comparing two runs; g_free. */
char *odd_values(const Run *run);

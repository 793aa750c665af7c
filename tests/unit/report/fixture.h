/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results to write reports of. */
#pragma once

#include "compare/results.h"

/* Two folders of the demo's logs; subject NULL: only the first. */
Results *fixture_demo(const char *reference, const char *subject);
/*
 * Names that are code somewhere, as systems, operations and paths: their
 * values are whole, so that every number stays checkable by hand. One
 * operation has no variation, one has a single run, one run is gated.
 */
Results *fixture_hostile(void);
/* The names, for tests that look for them in what was written. */
extern const char *const evil_names[];
extern const size_t n_evil_names;

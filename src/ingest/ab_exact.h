/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run of ab as ab itself wrote it, read quickly; see ab_exact.c. */
#pragma once

#include "base/slice.h"
#include "ingest/run.h"

/* The run of a log that is this run and nothing else, the one that format_ab's
 * parse would make of it; NULL if it is anything else. */
Run *ab_read_exact(struct slice text);

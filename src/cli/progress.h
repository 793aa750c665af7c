/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far the reading of logs is: one line on the terminal, after half a
 * second, gone when it is over.
 *
 * Only where standard error is a terminal, and not with -q. A thread of its
 * own draws the line from the counters of the ingest, and finds out meanwhile
 * how much there is to read, so that the work itself waits for nothing.
 */
#pragma once

#include "ingest/ingest.h"

typedef struct progress Progress;

/* sources: struct cli_source, only read. NULL where nothing is to be shown. */
Progress *progress_start(const GPtrArray *sources,
                         const struct ingest_counters *counters);
void progress_stop(Progress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Progress, progress_stop)

/* "reading: 1,234 files, 1.2 of 3.4 GB, 12 s left"; all_bytes 0: not known
 * yet. Free with g_free. */
char *progress_text(const struct ingest_counters *done, uint64_t all_bytes,
                    double elapsed_s);

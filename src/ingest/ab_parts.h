/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The logs of ab in one folder: the files that -g and -e write join the run
 * they belong to, and runs are compared with their fellows.
 */
#pragma once

#include "ingest/ingest.h"

extern const struct log_format format_ab_requests;
extern const struct log_format format_ab_percentiles;

/* struct log_format's join, each for its format. sources: LogSource. */
void ab_join_requests(GPtrArray *sources);
void ab_join_percentiles(GPtrArray *sources);
/* Gates a run that may have been stopped when the others of its kind in the
 * folder did another number of requests. */
void ab_join_runs(GPtrArray *sources);

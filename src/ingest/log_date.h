/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When runs were whose tool does not say so, from the dates beside them. */
#pragma once

#include "ingest/ingest.h"

/* Gives the runs of a log that have no time of their own that of the line of
 * date(1) above each of them or, if none stands above the first, behind each,
 * with a note. A few lines are looked at, and not into a report. is_all: the
 * head is the whole log. */
void log_date_runs(LogSource *source, struct slice head, bool is_all);

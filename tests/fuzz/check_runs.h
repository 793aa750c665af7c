/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for every run, whatever bytes it was read from. */
#pragma once

#include "ingest/ingest.h"

/* Aborts unless
 *
 * 1. the run's status is the worst of its reasons;
 * 2. lines of reasons, notes and values lie inside the log of n_lines;
 * 3. every value is a finite number;
 * 4. distributions are ascending, their counts add up to their total. */
void check_run(const Run *run, size_t n_lines);
/* A refused run that was just read reports no value. */
void check_refused(const Run *run);
/* Aborts unless both have the same format, runs, values, reasons and places. */
void check_same_source(const LogSource *a, const LogSource *b);

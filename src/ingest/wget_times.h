/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time blocks in a wget log, line by line. */
#pragma once

#include "ingest/wget_tally.h"

/* If the current line is of a time block, damaged or not, reads it, after
 * finish if the block begins another run; false if not. */
typedef void wget_finish_fn(struct wget_reader *r);
bool wget_see_times(struct wget_reader *r, wget_finish_fn *finish);
bool wget_see_damaged_time(struct wget_reader *r, wget_finish_fn *finish);
/* Some of a block was read. */
bool wget_has_times(const struct wget_tally *tally);

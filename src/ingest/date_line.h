/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line that date(1) printed, as people put them around their runs. */
#pragma once

#include "base/slice.h"

/* If the line is a date with a clock, alone or behind a few words ("begin:",
 * "=== run 3 - "), in one of these forms, that second as if UTC, since 1970:
 * its zone, whichever it is, is left aside, as no log of a tool has one.
 *
 *   Mon Nov 23 02:10:00 UTC 2026        date, date -u
 *   Mon, 23 Nov 2026 02:10:00 +0000     date -R
 *   2026-11-23T02:10:00+00:00           date -Is, --rfc-3339
 *   seg 23 nov 2026 02:10:00 -03        in Portuguese, Spanish or German
 *
 * False for any other line: a date without a clock, or in digits alone of
 * which nobody knows whether day or month comes first, and one whose weekday
 * is not that of its day. */
bool date_line_read(struct slice line, int64_t *seconds);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days and clocks in digits, as wget and date(1) print them. All seconds are
 * as if UTC, since 1970.
 */
#pragma once

#include "base/slice.h"

/* Two digits below limit; -1 if they are none. */
int stamp_two_digits(const char *at, int limit);
/* "HH:MM:SS" at the start: seconds of the day. */
#define STAMP_CLOCK_LEN 8
bool stamp_clock(struct slice s, int64_t *seconds);
/* "YYYY-MM-DD" at the start: the day's first second. */
#define STAMP_DATE_LEN 10
bool stamp_date(struct slice s, int64_t *seconds);
/* "YYYY-MM-DD HH:MM:SS", NUL-terminated; free with g_free. */
char *stamp_print(int64_t seconds);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/stamp.h"

#include <glib.h>

#include "ingest/timing.h"

int stamp_two_digits(const char *at, int limit)
{
    int value;

    if (!g_ascii_isdigit(at[0]) || !g_ascii_isdigit(at[1]))
        return -1;
    value = (at[0] - '0') * 10 + at[1] - '0';
    return value < limit ? value : -1;
}

bool stamp_clock(struct slice s, int64_t *seconds)
{
    int h, m, sec;

    if (s.len < STAMP_CLOCK_LEN || s.at[2] != ':' || s.at[5] != ':')
        return false;
    h = stamp_two_digits(s.at, 24);
    m = stamp_two_digits(s.at + 3, 60);
    sec = stamp_two_digits(s.at + 6, 61);
    *seconds = h * 3600 + m * 60 + sec;
    return h >= 0 && m >= 0 && sec >= 0;
}

bool stamp_date(struct slice s, int64_t *seconds)
{
    int century, year, month, day;

    if (s.len < STAMP_DATE_LEN || s.at[4] != '-' || s.at[7] != '-')
        return false;
    century = stamp_two_digits(s.at, 100);
    year = stamp_two_digits(s.at + 2, 100);
    month = stamp_two_digits(s.at + 5, 13);
    day = stamp_two_digits(s.at + 8, 32);
    if (century < 0 || year < 0 || month < 1 || day < 1)
        return false;
    *seconds = timing_days(century * 100 + year, month, day) * 86400;
    return true;
}

char *stamp_print(int64_t seconds)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(seconds);

    return time ? g_date_time_format(time, "%Y-%m-%d %H:%M:%S") : g_strdup("?");
}

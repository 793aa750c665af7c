/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of wget's summary, in every language. */
#pragma once

#include "base/decimal.h"

/* "533M" as bytes: lowest and highest the rounding allows. */
struct wget_size {
    struct decimal printed; /* 533 */
    uint64_t unit;          /* 1048576 */
};
bool wget_size_read(struct slice text, struct wget_size *size);

/* "1.06 GB/s", "3.66 Gb/s" (bits, 1000-based). */
struct wget_rate {
    struct decimal printed;
    uint64_t unit;
    bool bits;
};
bool wget_rate_read(struct slice text, struct wget_rate *rate);

/* A time as wget prints it: timing_duration's, or "6e-04s". */
bool wget_duration(struct slice text, struct decimal *seconds);

/* ": TIME", the line after FINISHED since 1.13. */
bool wget_total_time(struct slice line, struct slice *time);

/* ": N files, SIZE in TIME (RATE)" or, up to 1.10, ": N bytes in N files". */
struct wget_downloaded {
    bool is_old;
    uint64_t files;
    bool has_bytes;
    uint64_t bytes; /* old form, unless it says <overflow> */
    struct slice count, size, time, rate; /* size: bytes in the old form */
};
bool wget_downloaded_read(struct slice line, struct wget_downloaded *sum);

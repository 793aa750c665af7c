/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines that wget prints, read by their structure rather than by their
 * words, so that every language and version is read by the same code.
 */
#pragma once

#include "base/decimal.h"

enum wget_kind {
    WGET_OTHER,      /* prose; within a file's entry it carries nothing */
    WGET_BLANK,      /* nothing at all */
    WGET_START,      /* "--DATE TIME--  URL": an attempt begins */
    WGET_SAVED,      /* "DATE TIME (RATE) - FILE saved [got/expected]" */
    WGET_BROKEN,     /* "DATE TIME (RATE) - ...": the attempt ended early */
    WGET_LINE,       /* "DATE TIME URL:... [got/expected] -> FILE [tries]" */
    WGET_SPIDER,     /* "DATE TIME URL: ... 200 OK": looked, not fetched */
    WGET_ERROR,      /* "DATE TIME ERROR 404: ..." */
    WGET_URL,        /* "URL:" alone, before an error */
    WGET_FAILED,     /* "... failed: ...": no connection, no such host */
    WGET_GAVE_UP,    /* "Giving up.": tries exhausted */
    WGET_STATUS,     /* "... 206 Partial Content" */
    WGET_REMAINING,  /* "Length: N (H), M (H) remaining" */
    WGET_FINISHED,   /* "FINISHED --DATE TIME--" */
    WGET_NOTHING,    /* "already there; not retrieving" and its like */
    WGET_BACKGROUND, /* "Continuing in background, pid N." */
    WGET_ELSEWHERE,  /* "Redirecting output to 'wget-log'." */
    WGET_INTERRUPT,  /* "^C" */
};

struct wget_line {
    enum wget_kind kind;
    bool has_date;
    int64_t stamp_s; /* as if UTC, since 1970; of the day without a date */
    struct slice url;
    uint64_t got, expected; /* bytes; expected == got if it was not told */
    uint64_t tries;
    uint64_t code; /* HTTP status */
};

struct wget_line wget_line_read(struct slice line);

/* One line of a -nv log in the usual form, which is most of them: a whole
 * file, fetched at the first try. Adds to the counters; false when it is
 * anything else, and then wget_line_read tells. before: a line of this form
 * that was read already, whose stamp need not be read twice; may be NULL. */
bool wget_plain_line(struct slice line, const char *before, uint64_t *files,
                     uint64_t *bytes);

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

/* ": TIME", the line after FINISHED since 1.13. */
bool wget_total_time(struct slice line, struct slice *time);

/* ": N files, SIZE in TIME (RATE)" or, up to 1.10, ": N bytes in N files". */
struct wget_downloaded {
    bool is_old;
    uint64_t files;
    bool has_bytes;
    uint64_t bytes; /* old form, unless it says <overflow> */
    struct slice size, time, rate;
};
bool wget_downloaded_read(struct slice line, struct wget_downloaded *sum);

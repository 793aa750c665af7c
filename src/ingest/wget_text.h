/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines that wget prints, read by their structure rather than by their
 * words, so that every language and version is read by the same code.
 */
#pragma once

#include "base/decimal.h"

enum wget_kind {
    WGET_OTHER,       /* prose; within a file's entry it carries nothing */
    WGET_BLANK,       /* nothing at all */
    WGET_START,       /* "--DATE TIME--  URL": an attempt begins */
    WGET_SAVED,       /* "DATE TIME (RATE) - FILE saved [got/expected]" */
    WGET_BROKEN,      /* "DATE TIME (RATE) - ...": the attempt ended early */
    WGET_LINE,        /* "DATE TIME URL:... [got/expected] -> FILE [tries]" */
    WGET_SPIDER,      /* "DATE TIME URL: ... 200 OK": looked, not fetched */
    WGET_LOOKED_UP,   /* "Remote file exists.": the same of a verbose log */
    WGET_DEAD_LINK,   /* "Remote file does not exist -- broken link!!!" */
    WGET_SPIDER_MODE, /* "Spider mode enabled. ...": before each URL */
    WGET_ERROR,       /* "DATE TIME ERROR 404: ..." */
    WGET_URL,         /* "URL:" alone, before an error */
    WGET_FAILED,      /* "... failed: ...": no connection, no such host */
    WGET_NO_REPLY,    /* "No data received.": hung up before the header */
    WGET_GAVE_UP,     /* "Giving up.": tries exhausted */
    WGET_STATUS,      /* "... 206 Partial Content" */
    WGET_REMAINING,   /* "Length: N (H), M (H) remaining" */
    WGET_FINISHED,    /* "FINISHED --DATE TIME--" */
    WGET_QUOTA,       /* "Download quota of 5.0K EXCEEDED!" */
    WGET_NOTHING,     /* "already there; not retrieving" and its like */
    WGET_BACKGROUND,  /* "Continuing in background, pid N." */
    WGET_ELSEWHERE,   /* "Redirecting output to 'wget-log'." */
    WGET_INTERRUPT,   /* "^C" */
    WGET_NO_RUN,      /* "wget: missing URL": nothing was begun */
    WGET_PROSE,       /* one of wget's messages that carries nothing */
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
 * anything else, and then wget_line_read tells. before: the line of this form
 * that stands above it, so that its stamp need not be read where it is the
 * same, and a stamp that goes back is not taken; may be NULL. */
bool wget_plain_line(struct slice line, const char *before, uint64_t *files,
                     uint64_t *bytes);
/* The stamp of such a line; false if it begins otherwise. */
bool wget_plain_stamp(struct slice line, int64_t *seconds);

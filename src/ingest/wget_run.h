/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A wget run as far as its lines have been read, and the run it comes to. */
#pragma once

#include "ingest/run.h"
#include "ingest/timing.h"
#include "ingest/wget_summary.h"
#include "ingest/wget_text.h"

/* What one attempt to fetch a file has come to. */
enum wget_attempt {
    WGET_ATTEMPT_NONE,      /* no attempt is open */
    WGET_ATTEMPT_OPEN,      /* begun; nothing known yet */
    WGET_ATTEMPT_BROKEN,    /* ended early: a retry follows, or it has failed */
    WGET_ATTEMPT_MOVED,     /* redirected: the next attempt goes on */
    WGET_ATTEMPT_FAILED,    /* no connection, no such host */
    WGET_ATTEMPT_UNCHANGED, /* 304: the file that was there is the same */
};

/* A run as far as it has been read. */
struct wget_tally {
    size_t line;           /* where it begins; 0 before */
    uint64_t files, bytes; /* saved, and their sum */
    uint64_t short_files;  /* of those, not as long as announced */
    uint64_t errors, retries, attempts, nothing, given_up;
    uint64_t hang_ups;         /* of the errors, since the last file */
    uint64_t remaining, whole; /* of a continued download, bytes */
    bool is_partial;           /* 206 at the first try */
    bool is_background, is_elsewhere, is_interrupted, is_spider;
    enum wget_attempt attempt;
    uint64_t tries; /* of the open attempt */
    size_t error_line, retry_line, attempt_line, state_line, partial_line,
        spider_line;

    bool has_start, has_end;
    int64_t start_s, end_s; /* stamps: the first, and the summary's */
    bool start_is_begin;    /* of an attempt, not of a file's end */

    /* The summary. */
    size_t finished_line, wall_line, sum_line, quota_line;
    size_t size_column, time_column, rate_column; /* in sum_line */
    struct decimal wall, download;
    bool is_old;
    uint64_t n_files;
    bool has_sum_bytes;
    uint64_t sum_bytes;
    struct wget_size size;
    struct wget_rate rate;
    bool has_rate;
    char size_text[24];

    size_t failure_line; /* the first that tells why a download failed */
    char failure[160];

    size_t n_unknown, unknown_line;
    char unknown[96];
    struct timing timing;
    unsigned damage; /* TIMING_* of lines whose values are no times */
    size_t damage_line, damage_column; /* the first of them */
    char damaged[32];
    char *command; /* owned */
    char *url;     /* of the first attempt; owned */
};

/* Frees what it owns and makes it ready for another run. */
void wget_tally_clear(struct wget_tally *tally);
/* An attempt that ended early and that no retry followed has failed. */
void wget_tally_close(struct wget_tally *tally);
/* The run, with its values and all that speaks against it. */
Run *wget_run(struct wget_tally *tally);

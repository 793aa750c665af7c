/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A wget run as far as its lines have been read, and what each of wget's own
 * lines does to it. Where a thing stands is kept of all that may speak
 * against the run.
 */
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

/* A stamp, and where it stands; line 0: none. */
struct wget_stamp {
    struct text_place at;
    bool has_date;
    int64_t s; /* as if UTC; without dates days count from the first stamp's */
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
    struct text_place begins, error, retry, attempt_at, state, partial, spider,
        short_file, last; /* last: of the files */

    struct wget_stamp first, stamp, end;  /* stamp: the latest; the summary's */
    struct wget_stamp step_from, stepped; /* the first that went back */
    bool first_is_begin; /* of an attempt, not of a file's end */

    /* The summary. */
    struct text_place finished, wall_at, sum_at, quota;
    struct text_place count_at, size_at, time_at, rate_at;
    struct decimal wall, download;
    bool is_old;
    uint64_t n_files;
    bool has_sum_bytes;
    uint64_t sum_bytes;
    struct wget_size size;
    struct wget_rate rate;
    bool has_rate;
    char size_text[24], time_text[24], rate_text[24]; /* as printed */

    struct text_place no_run; /* what tells that nothing was begun */
    char complaint[96];
    struct text_place failure_at; /* the first that tells why one failed */
    char failure[160];

    size_t n_unknown;
    struct text_place unknown_at;
    char unknown[96];
    struct timing timing, again; /* again: see wget_times.c, rule 2 */
    size_t timing_line;          /* of the block's latest */
    struct text_place twice;     /* a line of it that stands twice, */
    const char *twice_what;      /* and its word */
    bool is_under_block;         /* right under the block before */
    unsigned damage; /* TIMING_* of lines whose values are no times */
    struct text_place damage_at; /* the first of them */
    char damaged[32];
    char *command; /* owned */
    char *url;     /* of the first attempt; owned */
};

/* A log that is being read. */
struct wget_reader {
    Text *log;
    struct slice line; /* the current one */
    GPtrArray *runs;
    size_t n_untimed; /* summaries since the last time block */
    struct wget_tally tally;
};

/* Where the words of the current line begin. */
struct text_place wget_here(const struct wget_reader *r);

/* The current line is the tally's first, if it has none. */
void wget_begin(struct wget_reader *r);
/* A stamp that follows those before; at: where it stands. */
void wget_see_stamp(struct wget_tally *tally, struct wget_stamp stamp);
/* One of wget's lines, which is the current one. */
void wget_see(struct wget_reader *r, const struct wget_line *said);
/* If the current line is one of the two behind FINISHED, whatever their
 * language, reads it; false if not. */
bool wget_see_summary(struct wget_reader *r);
/* "failed: Connection refused." */
void wget_see_failure(struct wget_reader *r);

/* Frees what it owns and makes it ready for another run. */
void wget_tally_clear(struct wget_tally *tally);
/* An attempt that ended early and that no retry followed has failed. */
void wget_tally_close(struct wget_tally *tally);

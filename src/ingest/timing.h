/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The blocks that shells and time programs print around a command: bash,
 * ksh, mksh, zsh, tcsh, busybox, `time -p` and GNU time in its default and
 * -v forms. One line is read at a time; a block is what its lines add up to.
 */
#pragma once

#include "base/decimal.h"
#include "base/text.h"

/* What one line says; a block may say all of it in one line. */
enum {
    TIMING_REAL = 1,     /* elapsed seconds: a block has it once */
    TIMING_USER = 2,     /* CPU seconds in user mode */
    TIMING_SYS = 4,      /* CPU seconds in the kernel */
    TIMING_EXIT = 8,     /* the command's exit status */
    TIMING_SIGNAL = 16,  /* the command was ended by a signal */
    TIMING_COMMAND = 32, /* the command itself, quoted */
    TIMING_PERCENT = 64, /* of one processor that the command used */
    TIMING_OTHER = 128,  /* belongs to a block, carries nothing we keep */
};

struct timing_line {
    unsigned says;       /* TIMING_*; 0 when the line is no part of a block */
    const char *wrapper; /* static: "bash", "gnu", ... */
    struct decimal real, user, sys; /* s */
    struct decimal percent;
    uint64_t exit_status, signal;
    struct slice command;
    const char *at; /* where its words begin, and those of its values */
    const char *real_at, *user_at, *percent_at;
    struct slice rest; /* another block of mksh's in the same line, or empty */
};

/* Reads one line, without its end. False: not a line of a time block. A
 * value that is cut short ("0m3.6", "0.1") is no value. */
bool timing_read(struct slice line, struct timing_line *said);

/* What a line would say if its value were a time ("real\t-0m3.361s"), and that
 * value; 0 for every other line. */
unsigned timing_damage(struct slice line, struct slice *number);

/* A duration in seconds, exact: "3.361s", "0m3,361s", "125m3.456s",
 * "0m 3.36s", "1h 2m 5s", "1d 1h 2m 5s", "0:03.36", "1:02:03". A number
 * without unit or colons is none, nor is one with a sign, an exponent, or
 * 60 seconds behind minutes. False on overflow too. */
bool timing_duration(struct slice text, struct decimal *seconds);

/* Days from 1970-01-01 to a day of the Gregorian calendar. */
int64_t timing_days(int64_t year, int month, int day);

/* A block, gathered from its lines. */
struct timing {
    unsigned has; /* TIMING_* seen so far */
    const char *wrapper;
    struct decimal real, user, sys, percent;
    uint64_t exit_status, signal;
    struct text_place at; /* its first line, and its values */
    struct text_place real_at, user_at, percent_at, exit_at;
    size_t sys_line;
};

/* How a line follows those of a block. */
enum timing_follows {
    TIMING_BELONGS,      /* it is of the block */
    TIMING_BEGINS,       /* of the next one: the block is over */
    TIMING_STANDS_TWICE, /* the block has it, and no other begins with it */
};
enum timing_follows timing_follows(const struct timing *block,
                                   const struct timing_line *said);
/* said is of the log's current line. */
void timing_add(struct timing *block, const struct timing_line *said,
                const Text *log);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What goes to standard error, and what the exit status becomes.
 *
 * Every message is one line behind "cotejo: ". Bytes that could steer a
 * terminal never get there: names from files and logs pass through the
 * cleaning of report/escape.h.
 */
#pragma once

#include "base/error.h"

enum exit_status {
    EXIT_DONE = 0,
    EXIT_CONDITION = 1, /* --fail-if, verify differs, --strict */
    EXIT_USAGE = 2,
    EXIT_REFUSED = 3,   /* some input was refused, the rest was done */
    EXIT_NOTHING = 4,   /* no usable run, no common metric */
    EXIT_UNWRITTEN = 5, /* an output or the store */
    EXIT_SIGNAL = 128,  /* and the number of the signal: 130 */
};

/* -q silences message_note, -v lets message_detail speak. */
void message_setup(bool is_quiet, bool is_verbose);

bool message_is_quiet(void);

/* A line that the next message or status takes the place of, for a terminal;
 * NULL takes it away. Short and clean. From any thread. */
void message_status(const char *text);

/* Always printed. */
void message_error(const GError *error);
void message_text(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* Printed unless -q. */
void message_note(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* Printed with -v. */
void message_detail(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* One input that was refused: the first twenty are printed, all are counted.
 * what is "path:line:column: reason". */
void message_refused(const char *what);
/* A warning, which --strict counts: printed like those that were refused. */
void message_warning(const char *what);
/* One warning more for --strict; says nothing. */
void message_count_warning(void);
/* The line that stands for the refusals which were not printed. */
void message_end(void);

/* The status of a command that ended with this error, printed here. */
int status_of(const GError *error);
/* The status of a command that did its work: 0, or what refused inputs and
 * warnings make of it. */
int status_done(bool allow_refused, bool is_strict);

/* Number of the signal that asked to stop; 0. */
extern volatile int cli_stop;
/* Nothing is half written, and nobody would look at cli_stop for long. */
extern volatile bool cli_may_end;

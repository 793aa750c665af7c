/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One log; what ingest.c and its jobs share. See ingest.h for the result. */
#pragma once

#include "ingest/ingest.h"

LogSource *log_source_new(const char *path);
/* The same; takes the path over. */
LogSource *log_source_take(char *path);
/* What could not be opened; reason is an errno. */
LogSource *log_failed(const char *path, int reason);
/* A log that is damaged in one place is not believed in another. */
void log_refuse_runs(LogSource *source, const GError *error);

/* What a refused run printed stays as text; no value of it may be reported.
 * After joining, which may refuse a run and looks at what its parts say. */
void log_distrust_refused(LogSource *source);

/* The same bytes once more, from their start; NULL if that is not to be had. */
typedef Text *read_again_fn(void *data);

/* Never NULL. format: its name, or NULL to recognise it. is_named: the user
 * named this file itself. again may be NULL: then only what stands whole in
 * memory is read a second time. */
LogSource *log_read(Text *text, const char *format, bool is_named,
                    read_again_fn *again, void *data);
/* A log that stands in memory, where it is exactly as its tool prints it;
 * NULL if it is not, or nobody can tell so quickly. Takes the path over if
 * it is. */
LogSource *log_read_exact(char *path, struct slice bytes, const char *format);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files being read: opened by the thread that walks, parsed by others, waited
 * for in order.
 *
 * A small file that the page cache holds is read whole as it is opened, which
 * is all the system has to be asked for it (open, read, close); any other is
 * announced to the kernel, so that a cold disk reads many side by side, and
 * read by the thread that parses it. Small ones are handed over many at once:
 * waking a thread for each would cost more than parsing it.
 */
#pragma once

#include "ingest/ingest.h"

/* Handles that may be open, files that may be ahead of the one waited for. */
enum { JOB_HANDLES = 64, JOB_AHEAD = 256 };

struct job {
    char *path;
    LogSource *source;  /* what became of it, when it is done; NULL if it */
    GPtrArray *members; /* is an archive: its LogSources */
    int handle;         /* -1: it stands in bytes, or there is nothing to do */
    bool is_begun;      /* the handle is no longer the job's */
    bool is_named;      /* by the user, itself */
    bool is_wanted;     /* to be read though it is known */
    uint64_t size;      /* of the file as it was opened; UINT64_MAX: unknown */
    struct slice bytes; /* all of it, in the batch; at is NULL if it is not */
    struct batch *batch;
};

typedef struct crew Crew;

Crew *crew_new(const struct ingest_options *options, bool is_alone);
void crew_free(Crew *crew);

/* Opens a regular file of the folder; what cannot be opened is done, with the
 * reason. NULL when it may wait and there is no handle left for it. path is
 * taken over. */
struct job *crew_open(Crew *crew, int folder, const char *name, char *path,
                      bool may_wait);
/* Takes over an open handle of what the user named, which may be anything that
 * can be read, and the path. */
struct job *crew_take(Crew *crew, int handle, char *path);
/* Until it is done. */
void crew_wait(Crew *crew, struct job *job);
/* Until no thread has it; it need not be done. */
void crew_settle(Crew *crew, struct job *job);
unsigned crew_handles(const Crew *crew);    /* open now */
void crew_end(Crew *crew, struct job *job); /* frees it; done or never begun */
/* Reads a known log (ingest.h) as a log after all. */
LogSource *crew_reread(Crew *crew, int folder, const LogSource *known);

/* True with the error when the user wants it to stop. */
bool ingest_stopped(const struct ingest_options *options, GError **error);

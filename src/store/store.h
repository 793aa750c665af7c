/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where runs are kept: the only stage that knows SQL (schema.sql, which is
 * part of the interface). ":memory:" or a file; one ingest is one
 * transaction, all or nothing. A report straight from logs goes through a
 * store in memory, so that what is computed from files and from a database
 * cannot differ.
 *
 * The functions are few on purpose: another engine implements these.
 */
#pragma once

#include "base/error.h"
#include "ingest/ingest.h"

typedef struct store Store;

enum store_mode {
    STORE_CREATE, /* made if missing; an empty file is a new store */
    STORE_READ,   /* must exist, is not written, may be read-only */
};

/* A store that is in use is waited for, up to ten seconds; after one second
 * `tell` is called once with its path. *stop, set by a signal handler, ends
 * the waiting. For the whole process; either may be NULL. */
typedef void store_waiting_fn(const char *path);
void store_set_waiting(store_waiting_fn *tell, volatile int *stop);

/* `tell` is called for each store of an earlier version that is opened: to
 * read, a copy in memory is brought up to date and the file left as it is; to
 * write, the file itself. For the whole process; may be NULL. */
typedef void store_old_fn(const char *path, int version, bool is_written);
void store_set_old(store_old_fn *tell);

/* True for a file that is a store of cotejo (of any version). */
bool store_is(const char *path);

/* NULL with COTEJO_ERROR_STORE; a file that is no store is left as it is. */
Store *store_open(const char *path, enum store_mode mode, GError **error);
void store_close(Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_close)

bool store_begin(Store *store, GError **error);
bool store_commit(Store *store, GError **error);
void store_rollback(Store *store); /* also what store_close does */

/* What became of one source. */
enum store_added {
    STORE_ADDED,    /* new content: its runs are stored */
    STORE_KNOWN,    /* this content, already in this system under this path or
                       another: nothing changed */
    STORE_COPY,     /* within this ingest, the same bytes under another name */
    STORE_REPEATED, /* the bytes of another, which say too little to call this
                       a copy: both are kept */
};

#define N_STORE_ADDED 4

/* Adds a source and its runs to the named system, inside a transaction. The
 * source's runs are only read.
 *
 * The same bytes are the same source, under any name. Only a log that says too
 * little to tell a copy from a repetition (no time, no numbers but a shell's
 * real, user and sys) is told apart by its name as well: it is known if one
 * path is the end of the other ("kvm/a.log", "lab/kvm/a.log") and that one was
 * not met in this transaction yet; otherwise it is added, with a note. */
bool store_add(Store *store, const char *system, const LogSource *source,
               enum store_added *added, GError **error);
/* Adds all of another store, by content; inside a transaction. Adds to
 * n_sources, by enum store_added, what became of its sources. */
bool store_merge(Store *store, const char *path,
                 size_t n_sources[N_STORE_ADDED], GError **error);

/* Everything a study needs, in a fixed order: systems in order of first
 * appearance, runs by system, tool, then natural order of path and line. */
struct stored_source {
    int64_t id;
    char *path, *sha256, *format, *system; /* format "" if foreign */
    uint64_t bytes;
    char *refusal; /* why it could not be read whole; NULL */
    bool is_foreign;
    int refusal_code; /* enum cotejo_error */
    GPtrArray *notes; /* char *: copies and repetitions of it */
    struct xxh3 xxh3; /* if it is kept; see schema.sql */
    bool has_xxh3;
};
struct stored_run {
    Run *run;
    size_t system;  /* index into systems */
    size_t source;  /* index into sources */
    size_t ordinal; /* when it was added, from 0 */
};
typedef struct stored Stored;
struct stored {
    GPtrArray *systems; /* char * */
    GArray *sources;    /* struct stored_source */
    GArray *runs;       /* struct stored_run */
};
Stored *store_load(Store *store, GError **error);
void stored_free(Stored *stored);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stored, stored_free)

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
    STORE_READ,   /* must exist; works on a read-only file */
};

/* NULL with COTEJO_ERROR_STORE; a file that is no store is left as it is. */
Store *store_open(const char *path, enum store_mode mode, GError **error);
void store_close(Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_close)

bool store_begin(Store *store, GError **error);
bool store_commit(Store *store, GError **error);
void store_rollback(Store *store); /* also what store_close does */

/* What became of one source. */
enum store_added {
    STORE_ADDED,   /* new content: its runs are stored */
    STORE_KNOWN,   /* this content, already in this system under this path or
                      another: nothing changed */
    STORE_COPY,    /* within this ingest, the same bytes under another name */
};

/* Adds a source and its runs to the named system, inside a transaction. The
 * source's runs are only read. */
bool store_add(Store *store, const char *system, const LogSource *source,
               enum store_added *added, GError **error);
/* Adds all of another store, by content; inside a transaction. */
bool store_merge(Store *store, const char *path, GError **error);

/* Everything a study needs, in a fixed order: systems in order of first
 * appearance, runs by system, tool, then natural order of path and line. */
struct stored_source {
    int64_t id;
    char *path, *sha256, *format, *system; /* format "" if foreign */
    uint64_t bytes;
    char *refusal; /* why it could not be read whole; NULL */
    bool is_foreign;
};
struct stored_run {
    Run *run;
    size_t system; /* index into systems */
    size_t source; /* index into sources */
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

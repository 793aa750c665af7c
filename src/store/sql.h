/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SQLite tamed: what the files of this stage share, and nobody else includes.
 * A statement is named by the enumeration, prepared at its first use and kept;
 * every failure of the library becomes a GError in one function.
 */
#pragma once

#include <sqlite3.h>

#include "store/keys.h"
#include "store/store.h"

#define STORE_APPLICATION_ID 0x436f746a /* "Cotj" */
#define STORE_VERSION 2

enum statement {
    FIND_SYSTEM,
    ADD_SYSTEM,
    FIND_SOURCES,
    FIND_OWN,
    FIND_INDEX,
    FIND_PATH,
    LOAD_KEYS,
    LOAD_KNOWN,
    ADD_SOURCE,
    DROP_UNREAD_DISTRIBUTIONS, /* in this order: what refers goes first */
    DROP_UNREAD_RUNS,
    DROP_UNREAD_NOTES,
    DROP_UNREAD,
    FIND_WORKLOAD,
    ADD_WORKLOAD,
    FIND_COMMON,
    ADD_COMMON,
    ADD_RUN,
    ADD_DISTRIBUTION,
    ADD_NOTE,
    LOAD_SYSTEMS,
    LOAD_SOURCES,
    LOAD_RUNS,
    LOAD_RUNS_OF_SOURCE,
    LOAD_DISTRIBUTIONS,
    LOAD_NOTES,
    N_STATEMENTS
};

typedef struct common Common;

#define N_LARGE_INDEXES 2

struct store {
    sqlite3 *db;
    char *path;
    bool is_open_transaction;
    sqlite3_stmt *statements[N_STATEMENTS];
    /* What the open transaction knows; forgotten when it ends. */
    char *system; /* the last one, and its id; NULL: none */
    int64_t system_id;
    Common *common;
    struct keys keys; /* of all contents, unless they are too many */
    enum { KEYS_UNKNOWN, KEYS_LOADED, KEYS_TOO_MANY } keys_state;
    bool began_empty;               /* there was no log: keys know their ids */
    char *dropped[N_LARGE_INDEXES]; /* by what each is made again; NULL */
    int64_t first_new;     /* from this id on, sources are its own; 0: none */
    struct keys met_alike; /* sources of before met under their stored path, */
    GHashTable *met;       /* int64_t * of one -> another path of it */
    enum { UNREAD_UNKNOWN, UNREAD_NONE, UNREAD_THERE } unread;
    GString *text, *decode; /* scratch */
    int64_t wait_since;     /* of the busy handler, monotonic microseconds */
    bool has_told;
};

/* False with COTEJO_ERROR_STORE, in SQLite's words. */
bool store_fail(const Store *store, GError **error);
/* The same for what the store holds and should not. */
bool store_damaged(const Store *store, GError **error, const char *what);

/* NULL with the error set. Ready to be bound: it was reset. */
sqlite3_stmt *store_statement(Store *store, enum statement which,
                              GError **error);
enum store_step { STEP_ERROR, STEP_ROW, STEP_DONE };
enum store_step store_step(const Store *store, sqlite3_stmt *statement,
                           GError **error);
/* Runs to the end and resets. */
bool store_run(const Store *store, sqlite3_stmt *statement, GError **error);
/* The id in the first column of a bound query; 0 if there is no row. */
bool store_id(const Store *store, sqlite3_stmt *query, int64_t *id,
              GError **error);
/* One or more statements without results. */
bool store_exec(const Store *store, const char *sql, GError **error);
/* The first column of the first row as a whole number; 0 if there is none. */
bool store_number(const Store *store, const char *sql, int64_t *number,
                  GError **error);

/* Text stays the caller's until the statement was run; NULL binds NULL. */
void bind_text(sqlite3_stmt *statement, int column, const char *text);
void bind_packed(sqlite3_stmt *statement, int column, const GString *text);
/* "" for NULL; valid until the next step. */
const char *column_text(sqlite3_stmt *statement, int column);

/* Brings an opened store of an earlier version to ours, a file with a copy of
 * what it was beside it; see migrate.c. */
struct migration {
    int from; /* to from + 1 */
    bool (*step)(const Store *store, GError **error);
};
bool store_migrate(const Store *store, const struct migration migrations[],
                   size_t n, int target, GError **error);
bool store_migrate_1(const Store *store, GError **error);

/* The first eight bytes of a SHA-256, given as hexadecimal digits, as a
 * number; 0 of "". */
int64_t store_key(const char *sha256);
/* Drops the large indexes if this is the moment; see indexes.c. */
bool store_defer_indexes(Store *store, GError **error);
bool store_is_deferring(const Store *store);
/* Makes those that were dropped: before their answers are needed, and before
 * the transaction ends. */
bool store_make_indexes(Store *store, GError **error);
void store_forget_indexes(Store *store); /* they came back by themselves */
bool store_add_run(Store *store, int64_t source, const Run *run,
                   GError **error);
bool store_add_note(Store *store, int64_t source, const char *slug,
                    const char *message, GError **error);
/* The rows of LOAD_SOURCES, in the order of their adding; false to stop. */
typedef bool stored_source_fn(struct stored_source *source, void *data,
                              GError **error);
bool store_each_source(Store *store, stored_source_fn *each, void *data,
                       GError **error);
/* Whether these are all runs and distributions there are: those of no source
 * and no run are met by nobody. */
bool store_is_all(const Store *store, size_t n_runs, size_t n_distributions,
                  GError **error);
void stored_source_clear(struct stored_source *source);
/* store_merge from a store that is open already. */
bool store_merge_from(Store *store, Store *from,
                      size_t n_sources[N_STORE_ADDED], GError **error);
/* The runs of one source, in their order. */
bool store_load_runs(Store *store, int64_t source, GPtrArray *runs,
                     GError **error);

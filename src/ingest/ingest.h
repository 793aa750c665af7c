/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a named source (a file, a folder, "-") to runs, in parallel.
 *
 * Folders are walked by handles, in natural order of names ("run-2" before
 * "run-10"), symbolic links below a named folder are not followed, only
 * regular files are read, archives are never extracted. Each file is one
 * `struct log_source`, delivered to the caller's function in that order and
 * in the calling thread, whatever the number of threads that parse: the
 * store has one writer.
 *
 * Before they are delivered the sources of one folder are joined (format.h);
 * in a folder of more than some 4000 files, those of each 4000 neighbours.
 */
#pragma once

#include "base/xxh3.h"
#include "ingest/format.h"

/* What the caller has of some bytes already. */
struct known_log {
    int64_t id;      /* the caller's; 0: it has nothing */
    uint64_t path;   /* xxh3_short of the path it has them under */
    uint32_t usable; /* runs that are good or gated, no parts */
    bool is_foreign;
};

typedef struct log_source LogSource;
struct log_source {
    char *path;   /* as messages show it: what was named, joined with '/' */
    char *folder; /* path without its last part; "" if none */
    const char *format; /* static; NULL if none was recognised */
    char sha256[65];
    struct xxh3 xxh3; /* of the same bytes */
    bool has_xxh3;
    uint64_t bytes;
    GPtrArray *runs; /* Run, in the order of the file; may be empty */
    GError *error;   /* why it could not be read to its end; NULL */
    /* Nothing of ours (a README, a manifest, a picture): no format claimed
     * it. Named files are refused then; inside folders they are counted. */
    bool is_foreign;
    char *first_words; /* of a foreign text: "LINE:COLUMN: 'its first'" */
    char *why_foreign; /* of one that has something of a log: "LINE:COLUMN: "
                          and why it is none; inside folders it is told */
    /* If it was known by its XXH3: then it was not read as a log, and what
     * this says without it are path, folder, bytes and is_foreign. */
    struct known_log known;
};
void log_source_free(LogSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LogSource, log_source_free)

/* Whether the walk of a folder should take what it met. path is below the
 * named folder, without it ("run-1/ab.log"). A folder of which nothing is
 * wanted need not be opened; one that is taken is still asked about piece by
 * piece. Called in the calling thread. */
typedef bool ingest_filter(const char *path, bool is_folder, void *data);

/* How far it is, for somebody who watches from another thread. */
struct ingest_counters {
    uint64_t n_files; /* read to their end */
    uint64_t n_bytes; /* of files, as they are stored */
};

/* Logs that need not be read again: called from several threads. has_size:
 * whether one may have so many bytes, asked before a large file is hashed.
 * A known log is read all the same when another of its part of the folder is
 * new, because they may belong together. */
struct ingest_known {
    bool (*has_size)(const struct ingest_known *known, uint64_t bytes);
    bool (*find)(const struct ingest_known *known, struct xxh3 hash,
                 struct known_log *log);
};

struct ingest_options {
    const char *format;    /* NULL: recognise */
    unsigned jobs;         /* threads; 0: as many as processors */
    volatile int *stop;    /* set by a signal handler: end early; may be NULL */
    ingest_filter *filter; /* NULL: all */
    void *filter_data;
    struct ingest_counters *counters; /* added to, atomically; NULL */
    const struct ingest_known *known; /* NULL: nothing is */
};

/* Takes the source over; false stops the walk with the error set. */
typedef bool ingest_sink(LogSource *source, void *data, GError **error);

/* One NAME=PATH's PATH. Fails only when the path itself cannot be opened or
 * the sink says so; what is wrong inside is told per source. */
bool ingest_path(const char *path, const struct ingest_options *options,
                 ingest_sink *sink, void *data, GError **error);
/* One log from a handle or memory, for "-" and tests; never NULL. The text
 * stays the caller's. */
LogSource *ingest_text(Text *text, const char *format);
/* What was named was meant to be a log: a foreign source is refused with where
 * it parts from all logs and how those begin. */
void ingest_refuse_foreign(LogSource *source);
/* Natural order: runs of digits compare as numbers. */
int natural_compare(const char *a, const char *b);
/* The same but for leading zeros ("run-01" and "run-1"). */
bool natural_equal(const char *a, const char *b);

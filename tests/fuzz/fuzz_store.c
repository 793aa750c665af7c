/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A store that was damaged, in the file's bytes or, by hand, in its tables.
 * The input is lines "OFFSET BYTES", which overwrite bytes of a sound store
 * at a multiple of 1/65536 of its size, and "TABLE.COLUMN ROWID VALUE", which
 * set a value without its checks. Besides surviving, and ending soon:
 *
 * 1. what is not opened or not loaded has a message;
 * 2. what is loaded holds together: places inside their lists, statuses of
 *    their reasons, numbers finite (check_runs.h);
 * 3. what is loaded merges into another store, or says why not; for one input
 *    in four, as making that store takes as long as all the rest.
 */
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "check_runs.h"
#include "store/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const char *const columns[] = {
    "system.name",        "source.system",       "source.key",
    "source.sha256",      "source.repetition",   "source.path",
    "source.bytes",       "source.format",       "source.is_foreign",
    "source.refusal",     "source.refusal_code", "source.usable",
    "workload.tool",      "workload.parameters", "workload.name",
    "common.key",         "common.json",         "run.source",
    "run.workload",       "run.format",          "run.line",
    "run.status",         "run.is_part",         "run.started_s",
    "run.tool_version",   "run.layout",          "run.digits",
    "run.context",        "run.reasons",         "run.notes",
    "distribution.run",   "distribution.metric", "distribution.exponent",
    "distribution.total", "distribution.counts", "source_note.source",
    "source_note.slug",   "source_note.message",
};

/* Logs of the sound store: values of runs, a distribution, a refused one. */
static const char *const logs[] = {
    ("12.5\n13.1\n12.9\n"),
    ("starttime\tseconds\tctime\tdtime\tttime\twait\n"
     "Mon Nov 23 02:09:47 2026\t1795399787\t0\t1\t1\t1\n"
     "Mon Nov 23 02:09:47 2026\t1795399787\t0\t2\t2\t1\n"),
    ("--2026-11-23 02:10:32--  http://127.0.0.1:8080/a\n"
     "FINISHED --2026-11-23 02:10:33--\nTotal wall clock time: 1.1s\n"
     "Downloaded: 3 files, 12K in 0.5s (24 KB/s)\n"
     "\nreal\t0m1.164s\nuser\t0m0.238s\nsys\t0m0.169s\n"),
    ("This is ApacheBench, Version 2.3 <$Revision: 1843412 $>\n"
     "Benchmarking localhost (be patient)\n"),
};

static char *path;  /* where the store to be opened stands */
static char *sound; /* its bytes when nothing is wrong */
static size_t n_sound;

static void add_logs(Store *store)
{
    for (size_t i = 0; i < G_N_ELEMENTS(logs); i++) {
        g_autofree char *name = g_strdup_printf("lab/%zu.log", i);
        g_autoptr(Text) text = text_new_memory(name, logs[i], strlen(logs[i]));
        g_autoptr(LogSource) source = ingest_text(text, i ? NULL : "numbers");
        enum store_added added;

        g_assert_cmpuint(source->runs->len, >, 0);
        g_assert_true(
            store_add(store, i % 2 ? "B" : "A", source, &added, NULL));
    }
}

static void remove_store(void)
{
    g_autofree char *log = g_strconcat(path, "-wal", NULL);
    g_autofree char *index = g_strconcat(path, "-shm", NULL);
    g_autofree char *journal = g_strconcat(path, "-journal", NULL);

    g_unlink(path);
    g_unlink(log);
    g_unlink(index);
    g_unlink(journal);
}

static void make_sound(void)
{
    const char *folder = g_file_test("/dev/shm", G_FILE_TEST_IS_DIR)
                             ? "/dev/shm"
                             : g_get_tmp_dir();
    g_autofree char *name =
        g_strdup_printf("cotejo-fuzz-%ld.db", (long)getpid());
    Store *store;

    path = g_build_filename(folder, name, NULL);
    remove_store();
    store = store_open(path, STORE_CREATE, NULL);
    g_assert_nonnull(store);
    g_assert_true(store_begin(store, NULL));
    add_logs(store);
    g_assert_true(store_commit(store, NULL));
    store_close(store);
    g_assert_true(g_file_get_contents(path, &sound, &n_sound, NULL));
    atexit(remove_store);
}

/* "OFFSET BYTES" */
static void damage_bytes(char *copy, struct slice line)
{
    struct slice word;
    uint64_t place;

    if (!slice_word(&line, &word) || !slice_to_count(word, &place))
        return;
    line = slice_part(line, 1, line.len);
    place = (place & 0xffff) * n_sound >> 16;
    memcpy(copy + place, line.at, MIN(line.len, n_sound - place));
}

/* "TABLE.COLUMN ROWID VALUE" */
static void damage_value(sqlite3 *db, struct slice column, struct slice rest)
{
    struct slice row, name = {"", 0};
    const char *dot;
    g_autofree char *sql = NULL;
    sqlite3_stmt *set = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        if (slice_equal(column, slice_from(columns[i])))
            name = slice_from(columns[i]);
    if (!name.len || !slice_word(&rest, &row))
        return;
    rest = slice_part(rest, 1, rest.len);
    dot = memchr(name.at, '.', name.len);
    sql =
        g_strdup_printf("UPDATE %.*s SET %s = ? WHERE rowid = %d",
                        (int)(dot - name.at), name.at, dot + 1, *row.at - '0');
    if (sqlite3_prepare_v2(db, sql, -1, &set, NULL))
        return;
    if (!slice_equal(rest, SLICE("NULL")))
        sqlite3_bind_text(set, 1, rest.at ? rest.at : "", (int)rest.len,
                          SQLITE_STATIC);
    sqlite3_step(set);
    sqlite3_finalize(set);
}

static void write_store(const char *bytes)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    g_assert_cmpint(file, >=, 0);
    g_assert_cmpint(write(file, bytes, n_sound), ==, (ssize_t)n_sound);
    close(file);
}

/* All lines: bytes first, then values, of a file that SQLite still opens. */
static void make_damaged(struct slice input)
{
    g_autofree char *copy = g_memdup2(sound, n_sound);
    struct slice rest = input, line;
    sqlite3 *db = NULL;

    remove_store();
    while (slice_line(&rest, &line))
        if (line.len && g_ascii_isdigit(*line.at))
            damage_bytes(copy, line);
    write_store(copy);
    for (rest = input; slice_line(&rest, &line);) {
        struct slice word;

        if (!line.len || g_ascii_isdigit(*line.at) || !slice_word(&line, &word))
            continue;
        if (!db) {
            sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL);
            sqlite3_exec(db,
                         "PRAGMA ignore_check_constraints = 1;"
                         "PRAGMA synchronous = off;"
                         "PRAGMA journal_mode = memory; BEGIN",
                         NULL, NULL, NULL);
        }
        damage_value(db, word, line);
    }
    if (db)
        sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    sqlite3_close(db);
}

static void check_stored(const Stored *stored)
{
    for (guint i = 0; i < stored->runs->len; i++) {
        const struct stored_run *run =
            &g_array_index(stored->runs, struct stored_run, i);

        g_assert_cmpuint(run->system, <, stored->systems->len);
        g_assert_cmpuint(run->source, <, stored->sources->len);
        check_run(run->run, UINT32_MAX);
    }
}

static void check_merge(void)
{
    g_autoptr(Store) all = store_open(":memory:", STORE_CREATE, NULL);
    g_autoptr(GError) error = NULL;
    size_t n[N_STORE_ADDED] = {0};

    g_assert_true(store_begin(all, NULL));
    if (!store_merge(all, path, n, &error))
        g_assert_nonnull(error);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    g_autoptr(Store) store = NULL;
    g_autoptr(Stored) stored = NULL;
    g_autoptr(GError) error = NULL;

    if (!sound)
        make_sound();
    make_damaged((struct slice){len ? (const char *)bytes : "", len});
    store = store_open(path, STORE_READ, &error);
    stored = store ? store_load(store, &error) : NULL;
    g_assert_true(!stored == !!error);
    if (!stored)
        return 0;
    check_stored(stored);
    if (len % 4 == 0)
        check_merge();
    return 0;
}

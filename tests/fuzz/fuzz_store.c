/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A store that was damaged, in the file's bytes or, by hand, in its tables.
 * The input is lines "@OFFSET BYTES", which overwrite bytes of a sound store
 * at a multiple of 1/65536 of its size, and "TABLE.COLUMN ROWID VALUE", which
 * set a value. Besides surviving, and ending soon:
 *
 * 1. what is not opened or not loaded has a message;
 * 2. what is loaded holds together: places inside their lists, statuses of
 *    their reasons, numbers finite (check_runs.h);
 * 3. what is loaded merges into another store, or says why not; for one input
 *    in four, as that takes as long as all the rest.
 *
 * Opening a store takes ten times as long as that. So there are two targets:
 * one (FUZZ_FILE) writes and opens a file, whose values may break the checks
 * of the schema, as opening finds that; the other takes no bytes, and changes
 * values of a store that stays open in memory, where each change is rolled
 * back.
 */
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "check_runs.h"
#include "store/sql.h"

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

static Store *sound;                             /* in memory */
static sqlite3_stmt *set[G_N_ELEMENTS(columns)]; /* its values; as needed */
static Store *merged;                            /* empty, for rule 3 */
static char *path; /* where the store to be opened stands */

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

static void remove_logs(void)
{
    static const char *const ends[] = {"-wal", "-shm", "-journal"};

    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *name = g_strconcat(path, ends[i], NULL);

        g_unlink(name);
    }
}

static void remove_store(void)
{
    g_unlink(path);
    remove_logs();
}

static void make_sound(void)
{
    sound = store_open(":memory:", STORE_CREATE, NULL);
    g_assert_nonnull(sound);
    g_assert_true(store_begin(sound, NULL));
    add_logs(sound);
    g_assert_true(store_commit(sound, NULL));
    /* Nobody reads the views here, and parsing them takes time. */
    g_assert_true(store_exec(sound,
                             "DROP VIEW value; DROP VIEW bin; DROP VIEW note;"
                             "DROP VIEW parameter; DROP VIEW context;"
                             "DROP VIEW reason; DROP VIEW runs; VACUUM",
                             NULL));
    if (FUZZ_FILE)
        g_assert_true(
            store_exec(sound, "PRAGMA ignore_check_constraints = 1", NULL));
}

static void make_stores(void)
{
    const char *folder = g_file_test("/dev/shm", G_FILE_TEST_IS_DIR)
                             ? "/dev/shm"
                             : g_get_tmp_dir();
    g_autofree char *name =
        g_strdup_printf("cotejo-fuzz-%ld.db", (long)getpid());

    path = g_build_filename(folder, name, NULL);
    atexit(remove_store);
    make_sound();
    merged = store_open(":memory:", STORE_CREATE, NULL);
    g_assert_nonnull(merged);
}

/* "@OFFSET BYTES" */
static void damage_bytes(unsigned char *copy, size_t n, struct slice line)
{
    struct slice word;
    uint64_t place;

    line = slice_part(line, 1, line.len); /* without its '@' */
    if (!slice_word(&line, &word) || !slice_to_count(word, &place))
        return;
    line = slice_part(line, 1, line.len);
    place = (place & 0xffff) * n >> 16;
    memcpy(copy + place, line.at, MIN(line.len, n - place));
}

/* Ready to set the column of that name; NULL if there is none. */
static sqlite3_stmt *setter(struct slice column)
{
    size_t i = 0;

    while (i < G_N_ELEMENTS(columns) &&
           !slice_equal(column, slice_from(columns[i])))
        i++;
    if (i == G_N_ELEMENTS(columns))
        return NULL;
    if (!set[i]) {
        const char *dot = strchr(columns[i], '.');
        g_autofree char *sql =
            g_strdup_printf("UPDATE %.*s SET %s = ?1 WHERE rowid = ?2",
                            (int)(dot - columns[i]), columns[i], dot + 1);

        sqlite3_prepare_v2(sound->db, sql, -1, &set[i], NULL);
        g_assert_nonnull(set[i]);
    }
    return set[i];
}

/* "TABLE.COLUMN ROWID VALUE" */
static void set_value(struct slice line)
{
    struct slice column, row;
    sqlite3_stmt *update;

    if (!slice_word(&line, &column) || !(update = setter(column)) ||
        !slice_word(&line, &row))
        return;
    line = slice_part(line, 1, line.len);
    if (slice_equal(line, SLICE("NULL")))
        sqlite3_bind_null(update, 1);
    else
        sqlite3_bind_text(update, 1, line.at ? line.at : "", (int)line.len,
                          SQLITE_STATIC);
    sqlite3_bind_int(update, 2, *row.at - '0');
    sqlite3_step(update);
    sqlite3_reset(update);
}

static bool is_of_bytes(struct slice line)
{
    return line.len && *line.at == '@';
}

static void set_values(struct slice input)
{
    struct slice line;

    g_assert_true(store_begin(sound, NULL));
    while (slice_line(&input, &line))
        if (!is_of_bytes(line))
            set_value(line);
}

/* A file is written over, not made anew: that is quicker. */
static void write_store(const unsigned char *bytes, size_t n)
{
    int file = open(path, O_WRONLY | O_CREAT, 0600);

    g_assert_cmpint(file, >=, 0);
    g_assert_cmpint(write(file, bytes, n), ==, (ssize_t)n);
    g_assert_cmpint(ftruncate(file, (off_t)n), ==, 0);
    close(file);
}

/* The file, with all lines done: values first, then bytes. */
static void make_damaged(struct slice input)
{
    sqlite3_int64 n = 0;
    unsigned char *copy;
    struct slice line;

    set_values(input);
    copy = sqlite3_serialize(sound->db, "main", &n, 0);
    store_rollback(sound);
    g_assert_nonnull(copy);
    while (slice_line(&input, &line))
        if (is_of_bytes(line))
            damage_bytes(copy, (size_t)n, line);
    remove_logs();
    write_store(copy, (size_t)n);
    sqlite3_free(copy);
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

/* Rule 3. */
static void check_merge(Store *from)
{
    g_autoptr(GError) error = NULL;
    size_t n[N_STORE_ADDED] = {0};
    bool is_done;

    g_assert_true(store_begin(merged, NULL));
    is_done = store_merge_from(merged, from, n, &error);
    g_assert_true(is_done == !error);
    store_rollback(merged);
}

static void check_store(Store *store, bool is_merged)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Stored) stored = store_load(store, &error);

    g_assert_true(!stored == !!error);
    if (!stored)
        return;
    check_stored(stored);
    if (is_merged)
        check_merge(store);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct slice input = {len ? (const char *)bytes : "", len};
    bool is_merged = len % 4 == 0;

    if (!path)
        make_stores();
    if (FUZZ_FILE) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Store) store = NULL;

        make_damaged(input);
        store = store_open(path, STORE_READ, &error);
        g_assert_true(!store == !!error);
        if (store)
            check_store(store, is_merged);
    } else {
        set_values(input);
        check_store(sound, is_merged);
        store_rollback(sound);
    }
    return 0;
}

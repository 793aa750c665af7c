/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening, closing and transactions.
 *
 *  1. A file that is no store is left untouched: its head is looked at before
 *     SQLite may write to it. An empty file, or none, is a new store.
 *  2. A new store is made in one transaction under a rollback journal, so that
 *     the file is empty or a whole store, and only then switched to a
 *     write-ahead log.
 *  3. What stands in the file is not trusted: no triggers, no views, no
 *     extensions, no functions called by the schema, bounded sizes, and a
 *     check of every page before anything is read.
 *  4. Whoever finds the store in use waits up to ten seconds.
 *  5. The references of the schema are kept by what is written (ids that were
 *     just found or made), not checked by SQLite with every row: that would
 *     take most of the time of adding a run.
 */
#include "store/sql.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/common.h"
#include "store/schema.h"

#define WAIT_US (10 * G_USEC_PER_SEC)
#define TELL_US G_USEC_PER_SEC

static struct {
    store_waiting_fn *tell;
    volatile int *stop;
} waiting;

void store_set_waiting(store_waiting_fn *tell, volatile int *stop)
{
    waiting.tell = tell;
    waiting.stop = stop;
}

static int wait_in_turn(void *data, int tries)
{
    Store *store = data;
    int64_t now = g_get_monotonic_time();

    if (!tries) {
        store->wait_since = now;
        store->has_told = false;
    }
    if (now - store->wait_since > WAIT_US || (waiting.stop && *waiting.stop))
        return 0;
    if (waiting.tell && !store->has_told && now - store->wait_since > TELL_US) {
        store->has_told = true;
        waiting.tell(store->path);
    }
    g_usleep((gulong)MIN(tries + 1, 25) * 1000);
    return 1;
}

static store_old_fn *tell_old;

void store_set_old(store_old_fn *tell)
{
    tell_old = tell;
}

/* What a file is, by its first bytes (https://sqlite.org/fileformat2.html). */
enum file_kind { FILE_MISSING, FILE_EMPTY, FILE_STORE, FILE_OTHER };

static enum file_kind head_kind(const unsigned char head[100], ssize_t size)
{
    static const char magic[16] = "SQLite format 3";
    uint32_t id;

    if (!size)
        return FILE_EMPTY;
    if (size < 100 || memcmp(head, magic, sizeof(magic)))
        return FILE_OTHER;
    id = (uint32_t)head[68] << 24 | (uint32_t)head[69] << 16 |
         (uint32_t)head[70] << 8 | (uint32_t)head[71];
    return id == STORE_APPLICATION_ID ? FILE_STORE : FILE_OTHER;
}

static ssize_t read_head(int file, unsigned char head[100])
{
    ssize_t got;

    do
        got = pread(file, head, 100, 0);
    while (got < 0 && errno == EINTR);
    return got;
}

static bool fail_errno(const char *path, GError **error)
{
    return cotejo_fail(error, COTEJO_ERROR_STORE, "%s: %s", path,
                       g_strerror(errno));
}

static bool file_kind(const char *path, enum file_kind *kind, GError **error)
{
    unsigned char head[100];
    struct stat status;
    ssize_t got = -1;
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

    *kind = FILE_MISSING;
    if (file < 0)
        return errno == ENOENT || fail_errno(path, error);
    if (!fstat(file, &status)) {
        if (!S_ISREG(status.st_mode)) {
            close(file);
            return cotejo_fail(error, COTEJO_ERROR_STORE, "%s: not a file",
                               path);
        }
        got = read_head(file, head);
    }
    if (got < 0)
        fail_errno(path, error);
    close(file);
    if (got >= 0)
        *kind = head_kind(head, got);
    return got >= 0;
}

bool store_is(const char *path)
{
    enum file_kind kind;

    return file_kind(path, &kind, NULL) && kind == FILE_STORE;
}

static bool check_file(const char *path, enum store_mode mode, GError **error)
{
    enum file_kind kind;

    if (!file_kind(path, &kind, error))
        return false;
    if (kind == FILE_OTHER)
        return cotejo_fail(error, COTEJO_ERROR_STORE,
                           "%s: not a store of cotejo; left as it is", path);
    if (mode == STORE_READ && kind == FILE_MISSING)
        return cotejo_fail(error, COTEJO_ERROR_STORE, "%s: no such store",
                           path);
    if (mode == STORE_READ && kind == FILE_EMPTY)
        return cotejo_fail(error, COTEJO_ERROR_STORE, "%s: an empty file",
                           path);
    return true;
}

/* Rule 3. */
static void distrust(Store *store)
{
    static const struct {
        int what, value;
    } settings[] = {
        {SQLITE_DBCONFIG_ENABLE_FKEY, 0}, /* rule 5 */
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
    };
    static const struct {
        int what, value;
    } limits[] = {
        {SQLITE_LIMIT_LENGTH, 256 << 20}, {SQLITE_LIMIT_SQL_LENGTH, 100000},
        {SQLITE_LIMIT_COLUMN, 64},        {SQLITE_LIMIT_EXPR_DEPTH, 64},
        {SQLITE_LIMIT_VDBE_OP, 25000},    {SQLITE_LIMIT_ATTACHED, 1},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 8},  {SQLITE_LIMIT_WORKER_THREADS, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(settings); i++)
        sqlite3_db_config(store->db, settings[i].what, settings[i].value, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(limits); i++)
        sqlite3_limit(store->db, limits[i].what, limits[i].value);
}

static Store *store_new(const char *path)
{
    Store *store = g_new0(Store, 1);

    store->path = g_strdup(path);
    store->common = common_new();
    store->met =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    store->text = g_string_new(NULL);
    store->decode = g_string_new(NULL);
    return store;
}

static bool connect(Store *store, const char *name, int flags, GError **error)
{
    flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    if (sqlite3_open_v2(name, &store->db, flags, NULL))
        return store_fail(store, error);
    sqlite3_busy_handler(store->db, wait_in_turn, store);
    distrust(store);
    return store_exec(store,
                      "PRAGMA cell_size_check = 1; PRAGMA mmap_size = 0;"
                      "PRAGMA temp_store = memory; PRAGMA cache_size = -16000",
                      error);
}

/* Rule 2. Another process may have been here first. */
static bool make_schema(const Store *store, GError **error)
{
    g_autofree char *mark =
        g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d",
                        STORE_APPLICATION_ID, STORE_VERSION);
    int64_t n_objects;

    if (!store_exec(store, "BEGIN IMMEDIATE", error))
        return false;
    if (!store_number(store, "SELECT count(*) FROM sqlite_schema", &n_objects,
                      error))
        return false;
    if (!n_objects && (!store_exec(store, store_schema, error) ||
                       !store_exec(store, mark, error)))
        return false;
    return store_exec(store, "COMMIT", error);
}

static bool check_pages(const Store *store, GError **error)
{
    sqlite3_stmt *check = NULL;
    enum store_step step;
    bool is_sound;

    if (sqlite3_prepare_v2(store->db, "PRAGMA quick_check(1)", -1, &check,
                           NULL))
        return store_fail(store, error);
    step = store_step(store, check, error);
    is_sound = step == STEP_ROW && !strcmp(column_text(check, 0), "ok");
    if (step == STEP_ROW && !is_sound)
        store_damaged(store, error, column_text(check, 0));
    sqlite3_finalize(check);
    return is_sound;
}

/* Versions are told apart before anything else of the file is believed. */
static bool check_version(const Store *store, enum store_mode mode,
                          GError **error)
{
    int64_t version;

    if (!store_number(store, "PRAGMA user_version", &version, error))
        return false;
    if (version > STORE_VERSION)
        return cotejo_fail(error, COTEJO_ERROR_STORE,
                           "%s: a store of version %d; this cotejo knows "
                           "versions up to %d",
                           store->path, (int)version, STORE_VERSION);
    if (version < STORE_VERSION && mode == STORE_READ)
        return cotejo_fail(error, COTEJO_ERROR_STORE,
                           "%s: a store of version %d, which no cotejo made",
                           store->path, (int)version);
    return true;
}

static bool open_memory(Store *store, GError **error)
{
    return connect(store, ":memory:", SQLITE_OPEN_READWRITE, error) &&
           store_exec(store, "PRAGMA synchronous = off", error) &&
           make_schema(store, error);
}

static bool bring_up_to_date(const Store *store, GError **error)
{
    static const struct migration migrations[] = {{1, store_migrate_1}};

    return store_migrate(store, migrations, G_N_ELEMENTS(migrations),
                         STORE_VERSION, error);
}

static bool open_to_write(Store *store, GError **error)
{
    int64_t version;

    if (!connect(store, store->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                 error) ||
        !store_exec(store, "PRAGMA synchronous = full", error) ||
        !store_number(store, "PRAGMA user_version", &version, error))
        return false;
    if (sqlite3_db_readonly(store->db, "main"))
        return cotejo_fail(error, COTEJO_ERROR_STORE,
                           "%s: may only be read, not written", store->path);
    if (!version && !make_schema(store, error))
        return false;
    if (!check_version(store, STORE_CREATE, error) ||
        !check_pages(store, error) || !bring_up_to_date(store, error))
        return false;
    /* A new store is filled under a rollback journal, which writes new pages
     * once where a log would write them twice, and nobody reads it yet. Where
     * a log is not to be had, the journal is as safe too. */
    if (version)
        sqlite3_exec(store->db, "PRAGMA journal_mode = wal", NULL, NULL, NULL);
    if (version && version < STORE_VERSION && tell_old)
        tell_old(store->path, (int)version, true);
    return true;
}

/* Puts a copy in memory in the place of the open file. */
static bool copy_to_memory(Store *store, GError **error)
{
    sqlite3 *file = g_steal_pointer(&store->db);
    sqlite3_backup *backup = NULL;
    bool is_done = false;

    if (!connect(store, ":memory:", SQLITE_OPEN_READWRITE, error)) {
        sqlite3_close(file);
        return false;
    }
    backup = sqlite3_backup_init(store->db, "main", file, "main");
    if (backup) {
        is_done = sqlite3_backup_step(backup, -1) == SQLITE_DONE;
        sqlite3_backup_finish(backup);
    }
    sqlite3_close(file);
    return is_done || store_fail(store, error);
}

/* What is read is not written, not even to be brought up to date. */
static bool open_old(Store *store, int version, GError **error)
{
    if (!check_pages(store, error) || !copy_to_memory(store, error) ||
        !bring_up_to_date(store, error) ||
        !store_exec(store, "PRAGMA query_only = 1", error))
        return false;
    if (tell_old)
        tell_old(store->path, version, false);
    return true;
}

static bool open_checked(Store *store, GError **error)
{
    int64_t version;

    if (!store_number(store, "PRAGMA user_version", &version, error))
        return false;
    if (version > 0 && version < STORE_VERSION)
        return open_old(store, (int)version, error);
    return check_version(store, STORE_READ, error) && check_pages(store, error);
}

/* Opened for writing where that is allowed, because only then SQLite clears
 * its log files away; what must not be written is said by query_only. */
static bool open_live(Store *store, GError **error)
{
    return connect(store, store->path, SQLITE_OPEN_READWRITE, error) &&
           store_exec(store, "PRAGMA query_only = 1", error) &&
           open_checked(store, error);
}

/* On a medium that cannot be written, a log beside the store cannot be made;
 * and without one there is nothing but the file itself. */
static bool open_immutable(Store *store, GError **error)
{
    g_autofree char *escaped = g_uri_escape_string(store->path, "/", false);
    g_autofree char *uri = g_strdup_printf("file:%s?immutable=1", escaped);

    return connect(store, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error) &&
           open_checked(store, error);
}

static bool open_to_read(Store *store, GError **error)
{
    g_autofree char *log = g_strconcat(store->path, "-wal", NULL);
    g_autoptr(GError) first = NULL;
    struct stat status;
    int code;

    if (open_live(store, &first))
        return true;
    code = sqlite3_errcode(store->db) & 0xff;
    if ((code == SQLITE_CANTOPEN || code == SQLITE_READONLY) &&
        (stat(log, &status) || !status.st_size)) {
        sqlite3_close(g_steal_pointer(&store->db));
        return open_immutable(store, error);
    }
    g_propagate_error(error, g_steal_pointer(&first));
    return false;
}

Store *store_open(const char *path, enum store_mode mode, GError **error)
{
    bool is_memory = !strcmp(path, ":memory:");
    g_autoptr(Store) store = store_new(path);

    if (!is_memory && !check_file(path, mode, error))
        return NULL;
    if (is_memory            ? !open_memory(store, error)
        : mode == STORE_READ ? !open_to_read(store, error)
                             : !open_to_write(store, error))
        return NULL;
    return g_steal_pointer(&store);
}

static void forget(Store *store)
{
    store->is_open_transaction = false;
    g_clear_pointer(&store->system, g_free);
    common_forget(store->common);
    keys_clear(&store->keys);
    store->keys_state = KEYS_UNKNOWN;
    store_forget_indexes(store);
    store->first_new = 0;
    keys_clear(&store->met_alike);
    g_hash_table_remove_all(store->met);
    store->unread = UNREAD_UNKNOWN;
}

void store_close(Store *store)
{
    store_rollback(store);
    for (size_t i = 0; i < N_STATEMENTS; i++)
        sqlite3_finalize(store->statements[i]);
    sqlite3_close(store->db);
    forget(store);
    common_free(store->common);
    g_hash_table_unref(store->met);
    g_string_free(store->text, true);
    g_string_free(store->decode, true);
    g_free(store->path);
    g_free(store);
}

bool store_begin(Store *store, GError **error)
{
    g_assert(!store->is_open_transaction);
    store->is_open_transaction = store_exec(store, "BEGIN IMMEDIATE", error);
    return store->is_open_transaction;
}

/* A statement that was left in the middle would keep a transaction open. */
static void reset_statements(Store *store)
{
    for (size_t i = 0; i < N_STATEMENTS; i++)
        sqlite3_reset(store->statements[i]);
}

bool store_commit(Store *store, GError **error)
{
    g_assert(store->is_open_transaction);
    reset_statements(store);
    if (!store_make_indexes(store, error) ||
        !store_exec(store, "COMMIT", error))
        return false;
    forget(store);
    return true;
}

void store_rollback(Store *store)
{
    if (!store->is_open_transaction)
        return;
    reset_statements(store);
    /* Some failures have rolled back already; then this one says so. */
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    forget(store);
}

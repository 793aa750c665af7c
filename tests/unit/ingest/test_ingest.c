/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walking files, folders, compressed files and archives. */
#include "ingest/ingest.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <zlib.h>

/* The smallest log there is: the shell's time of a silent wget. */
static const char log_text[] =
    "\nreal\t0m3.361s\nuser\t0m0.344s\nsys\t0m1.072s\n";

/* ---- a room to put files in -------------------------------------------- */

struct room {
    char *folder;
};

static void set_up(struct room *room, gconstpointer unused)
{
    (void)unused;
    room->folder = g_dir_make_tmp("cotejo-XXXXXX", NULL);
    g_assert_nonnull(room->folder);
}

static void remove_all(const char *path)
{
    g_autoptr(GDir) entries = NULL;
    const char *name;

    if (!g_file_test(path, G_FILE_TEST_IS_SYMLINK))
        entries = g_dir_open(path, 0, NULL);
    while (entries && (name = g_dir_read_name(entries))) {
        g_autofree char *below = g_build_filename(path, name, NULL);

        remove_all(below);
    }
    g_remove(path);
}

static void tear_down(struct room *room, gconstpointer unused)
{
    (void)unused;
    remove_all(room->folder);
    g_free(room->folder);
}

static char *in_room(const struct room *room, const char *name)
{
    return g_build_filename(room->folder, name, NULL);
}

/* Without g_file_set_contents's fsync: thousands of files are written here. */
static void write_file(const char *path, const void *bytes, size_t len)
{
    FILE *file = g_fopen(path, "wb");

    g_assert_nonnull(file);
    g_assert_cmpuint(fwrite(bytes, 1, len, file), ==, len);
    g_assert_cmpint(fclose(file), ==, 0);
}

static void put_bytes(const struct room *room, const char *name,
                      const void *bytes, size_t len)
{
    g_autofree char *path = in_room(room, name);
    g_autofree char *folder = g_path_get_dirname(path);

    g_assert_cmpint(g_mkdir_with_parents(folder, 0777), ==, 0);
    write_file(path, bytes, len);
}

static void put(const struct room *room, const char *name, const char *text)
{
    put_bytes(room, name, text, strlen(text));
}

/* ---- compressed files, made by the libraries themselves ---------------- */

static GByteArray *gzip(const void *bytes, size_t len)
{
    GByteArray *out = g_byte_array_new();
    z_stream z = {.next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)len};
    guint8 piece[4096];
    int result;

    g_assert_cmpint(
        deflateInit2(&z, 9, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY),
        ==, Z_OK);
    do {
        z.next_out = piece;
        z.avail_out = sizeof piece;
        result = deflate(&z, Z_FINISH);
        g_byte_array_append(out, piece, (guint)(sizeof piece - z.avail_out));
    } while (result == Z_OK || result == Z_BUF_ERROR);
    deflateEnd(&z);
    return out;
}

struct member {
    const char *name, *bytes;
    size_t len;
    unsigned type; /* AE_IFREG, ... */
};

typedef int set_format(struct archive *);

static GByteArray *pack(set_format *format, set_format *filter,
                        const struct member members[], size_t n)
{
    GByteArray *out = g_byte_array_sized_new(4 << 20);
    struct archive *archive = archive_write_new();
    size_t used = 0;

    g_byte_array_set_size(out, 4 << 20);
    g_assert_cmpint(format(archive), ==, ARCHIVE_OK);
    if (filter)
        g_assert_cmpint(filter(archive), ==, ARCHIVE_OK);
    g_assert_cmpint(
        archive_write_open_memory(archive, out->data, out->len, &used), ==,
        ARCHIVE_OK);
    for (size_t i = 0; i < n; i++) {
        struct archive_entry *entry = archive_entry_new();

        archive_entry_set_pathname(entry, members[i].name);
        archive_entry_set_size(entry, (la_int64_t)members[i].len);
        archive_entry_set_filetype(entry, members[i].type);
        archive_entry_set_perm(entry, 0644);
        if (members[i].type == AE_IFLNK)
            archive_entry_set_symlink(entry, "/etc/passwd");
        g_assert_cmpint(archive_write_header(archive, entry), ==, ARCHIVE_OK);
        if (members[i].len)
            g_assert_cmpint(
                archive_write_data(archive, members[i].bytes, members[i].len),
                ==, (la_ssize_t)members[i].len);
        archive_entry_free(entry);
    }
    g_assert_cmpint(archive_write_close(archive), ==, ARCHIVE_OK);
    archive_write_free(archive);
    g_byte_array_set_size(out, (guint)used);
    return out;
}

/* ---- what was delivered ------------------------------------------------ */

struct delivered {
    GPtrArray *sources;
    guint stop_after;
    GThread *thread;
};

static bool keep(LogSource *source, void *data, GError **error)
{
    struct delivered *delivered = data;

    g_assert_true(g_thread_self() == delivered->thread);
    g_ptr_array_add(delivered->sources, source);
    if (delivered->sources->len == delivered->stop_after)
        return cotejo_fail(error, COTEJO_ERROR_STORE, "enough");
    return true;
}

static GPtrArray *ingest_with(const char *path,
                              const struct ingest_options *options)
{
    struct delivered delivered = {
        g_ptr_array_new_with_free_func((GDestroyNotify)log_source_free), 0,
        g_thread_self()};
    g_autoptr(GError) error = NULL;

    ingest_path(path, options, keep, &delivered, &error);
    g_assert_no_error(error);
    return delivered.sources;
}

static GPtrArray *ingest(const char *path)
{
    return ingest_with(path, NULL);
}

static const LogSource *nth(const GPtrArray *sources, guint i)
{
    g_assert_cmpuint(i, <, sources->len);
    return sources->pdata[i];
}

/* The paths below the room, "a|b|". */
static char *paths(const struct room *room, const GPtrArray *sources)
{
    GString *text = g_string_new(NULL);
    size_t from = strlen(room->folder) + 1;

    for (guint i = 0; i < sources->len; i++)
        g_string_append_printf(text, "%s|", nth(sources, i)->path + from);
    return g_string_free(text, FALSE);
}

static void assert_paths(const struct room *room, const GPtrArray *sources,
                         const char *expected)
{
    g_autofree char *found = paths(room, sources);

    g_assert_cmpstr(found, ==, expected);
}

/* The log above was read from it, whole. */
static void assert_log(const LogSource *source)
{
    g_autofree char *digest =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, log_text, -1);
    const struct run_value *real;

    g_assert_no_error(source->error);
    g_assert_false(source->is_foreign);
    g_assert_cmpstr(source->format, ==, "wget");
    g_assert_cmpstr(source->sha256, ==, digest);
    g_assert_cmpuint(source->bytes, ==, strlen(log_text));
    g_assert_cmpuint(source->runs->len, ==, 1);
    real = run_find(source->runs->pdata[0], "real_time", NULL);
    g_assert_nonnull(real);
    g_assert_cmpint(real->value.digits, ==, 3361);
    g_assert_cmpint(real->value.exponent, ==, -3);
}

static void assert_no_good_run(const LogSource *source)
{
    for (guint i = 0; i < source->runs->len; i++) {
        const Run *run = source->runs->pdata[i];

        g_assert_cmpint(run->status, ==, RUN_REFUSED);
        g_assert_cmpuint(run->distributions->len, ==, 0);
        for (guint v = 0; v < run->values->len; v++)
            g_assert_true(
                g_array_index(run->values, struct run_value, v).marks &
                VALUE_REFUSED);
    }
}

static void assert_refused(const LogSource *source, const char *words)
{
    g_assert_error(source->error, COTEJO_ERROR, COTEJO_ERROR_REFUSED);
    g_test_message("%s", source->error->message);
    g_assert_nonnull(strstr(source->error->message, words));
}

/* ---- order ------------------------------------------------------------- */

static void test_natural(void)
{
    static const char *const sorted[] = {
        "",
        "-1",
        "01",
        "1",
        "2",
        "10",
        "a",
        "a0",
        "a1b2",
        "a1b10",
        "a2",
        "a10",
        "run",
        "run-01",
        "run-1",
        "run-2",
        "run-2.log",
        "run-002a",
        "run-9",
        "run-10",
        "run-18446744073709551616",
        "run-18446744073709551617",
        "run-a",
        "\xc3\xa9",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(sorted); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(sorted); j++) {
            int order = natural_compare(sorted[i], sorted[j]);

            g_test_message("'%s' '%s'", sorted[i], sorted[j]);
            g_assert_cmpint((order > 0) - (order < 0), ==, (i > j) - (i < j));
        }
}

static void test_folder(struct room *room, gconstpointer jobs)
{
    struct ingest_options options = {.jobs = GPOINTER_TO_UINT(jobs)};
    g_autoptr(GPtrArray) sources = NULL;
    g_autofree char *below = in_room(room, "b");

    put(room, "run-10.log", log_text);
    put(room, "run-2.log", log_text);
    put(room, "b/run-1.log", log_text);
    put(room, "b/c/run-1.log", log_text);
    put(room, "a10/x.log", log_text);
    put(room, "a9/x.log", log_text);
    put(room, "README", "What this folder holds.\n");
    put(room, ".hidden", log_text);
    put(room, ".git/x.log", log_text);
    sources = ingest_with(room->folder, &options);
    assert_paths(room, sources,
                 "README|run-2.log|run-10.log|a9/x.log|a10/x.log|b/run-1.log|"
                 "b/c/run-1.log|");
    g_assert_true(nth(sources, 0)->is_foreign);
    g_assert_no_error(nth(sources, 0)->error);
    g_assert_null(nth(sources, 0)->format);
    for (guint i = 1; i < sources->len; i++)
        assert_log(nth(sources, i));
    g_assert_cmpstr(nth(sources, 5)->folder, ==, below);
}

/* Files around the sizes that are read at once, each whole and with the sum of
 * its bytes. */
static void test_sizes(struct room *room, gconstpointer jobs)
{
    static const size_t sizes[] = {0,    1,     4095,  4096,  4097,   8192,
                                   8193, 16383, 16384, 16385, 131072, 300001};
    struct ingest_options options = {.jobs = GPOINTER_TO_UINT(jobs)};
    g_autofree char *text = g_malloc(400000);
    g_autoptr(GPtrArray) sources = NULL;

    for (size_t i = 0; i < 400000; i++)
        text[i] = i % 37 ? (char)('a' + i % 23) : '\n';
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autofree char *name = g_strdup_printf("%02zu", i);

        put_bytes(room, name, text, sizes[i]);
    }
    sources = ingest_with(room->folder, &options);
    g_assert_cmpuint(sources->len, ==, G_N_ELEMENTS(sizes));
    for (guint i = 0; i < sources->len; i++) {
        const LogSource *source = nth(sources, i);
        g_autofree char *sum = g_compute_checksum_for_data(
            G_CHECKSUM_SHA256, (const guchar *)text, sizes[i]);
        struct xxh3 hash = xxh3_of(text, sizes[i]);

        g_assert_cmpuint(source->bytes, ==, sizes[i]);
        g_assert_cmpstr(source->sha256, ==, sum);
        g_assert_true(source->has_xxh3 &&
                      !memcmp(&source->xxh3, &hash, sizeof hash));
    }
}

static bool any_size(const struct ingest_known *known, uint64_t bytes)
{
    (void)known;
    return bytes > 0;
}

/* Knows the log of this file's start, and a large one. */
static bool knows_log_text(const struct ingest_known *known, struct xxh3 hash,
                           struct known_log *log)
{
    struct xxh3 wanted = xxh3_of(log_text, strlen(log_text));

    (void)known;
    *log = (struct known_log){.id = 7, .usable = 1};
    return !memcmp(&wanted, &hash, sizeof hash);
}

static bool knows_large(const struct ingest_known *known, struct xxh3 hash,
                        struct known_log *log)
{
    g_autofree char *large = g_strnfill(50000, 'x');
    struct xxh3 wanted = xxh3_of(large, 50000);

    (void)known;
    *log = (struct known_log){.id = 8, .is_foreign = true};
    return !memcmp(&wanted, &hash, sizeof hash);
}

/* What is known is not read as a log. */
static void test_known(struct room *room, gconstpointer jobs)
{
    static const struct ingest_known small = {any_size, knows_log_text};
    static const struct ingest_known large = {any_size, knows_large};
    struct ingest_options options = {.jobs = GPOINTER_TO_UINT(jobs),
                                     .known = &small};
    g_autofree char *bytes = g_strnfill(50000, 'x');
    g_autoptr(GPtrArray) sources = NULL;

    put(room, "a/1.log", log_text);
    put_bytes(room, "a/2.bin", bytes, 50000);
    sources = ingest_with(room->folder, &options);
    g_assert_cmpuint(sources->len, ==, 2);
    g_assert_cmpint(nth(sources, 0)->known.id, ==, 7);
    g_assert_cmpuint(nth(sources, 0)->runs->len, ==, 0);
    g_assert_cmpuint(nth(sources, 0)->bytes, ==, strlen(log_text));
    g_assert_cmpint(nth(sources, 1)->known.id, ==, 0);
    g_assert_true(nth(sources, 1)->is_foreign);

    options.known = &large;
    g_ptr_array_unref(sources);
    sources = ingest_with(room->folder, &options);
    assert_log(nth(sources, 0));
    g_assert_cmpint(nth(sources, 1)->known.id, ==, 8);
    g_assert_true(nth(sources, 1)->is_foreign);
}

/* Beside a new log that may belong together with others it is read all the
 * same. */
static void test_known_beside_new(struct room *room, gconstpointer jobs)
{
    static const struct ingest_known known = {any_size, knows_log_text};
    struct ingest_options options = {.jobs = GPOINTER_TO_UINT(jobs),
                                     .known = &known};
    g_autoptr(GPtrArray) sources = NULL;

    put(room, "1.log", log_text);
    put(room, "2.tsv",
        "starttime\tseconds\tctime\tdtime\tttime\twait\n"
        "Mon Nov 23 02:33:00 2026\t1795401180\t0\t2\t2\t1\n");
    put(room, "below/1.log", log_text);
    sources = ingest_with(room->folder, &options);
    g_assert_cmpuint(sources->len, ==, 3);
    assert_log(nth(sources, 0));
    g_assert_cmpint(nth(sources, 0)->known.id, ==, 0);
    g_assert_cmpstr(nth(sources, 1)->format, ==, "ab-requests");
    g_assert_cmpint(nth(sources, 2)->known.id, ==, 7);
}

/* More files than are opened ahead, more threads than processors. */
static void test_many(struct room *room, gconstpointer unused)
{
    struct ingest_options options = {.jobs = 8};
    g_autoptr(GPtrArray) sources = NULL;

    (void)unused;
    for (int i = 0; i < 500; i++) {
        g_autofree char *name = g_strdup_printf("%d.log", i);
        g_autofree char *text = g_strdup_printf("\nreal\t0m%d.%03ds\n"
                                                "user\t0m0.000s\n"
                                                "sys\t0m0.000s\n",
                                                i % 60, i);

        put(room, name, text);
    }
    sources = ingest_with(room->folder, &options);
    g_assert_cmpuint(sources->len, ==, 500);
    for (guint i = 0; i < 500; i++) {
        Run *run = nth(sources, i)->runs->pdata[0];

        g_assert_cmpint(run_find(run, "real_time", NULL)->value.digits, ==,
                        i % 60 * 1000 + i);
    }
}

/* More than are held back at a time. */
static void test_very_many(struct room *room, gconstpointer unused)
{
    enum { FILES = 9001 };
    struct ingest_options options = {.jobs = 2};
    g_autoptr(GPtrArray) sources = NULL;

    (void)unused;
    for (int i = 0; i < FILES; i++) {
        g_autofree char *path = g_strdup_printf("%s/%d.txt", room->folder, i);

        write_file(path, "a", 1);
    }
    sources = ingest_with(room->folder, &options);
    g_assert_cmpuint(sources->len, ==, FILES);
    for (guint i = 0; i < FILES; i++) {
        g_autofree char *path = g_strdup_printf("%s/%u.txt", room->folder, i);

        g_assert_cmpstr(nth(sources, i)->path, ==, path);
        g_assert_true(nth(sources, i)->is_foreign);
    }
}

static void test_natural_equal(void)
{
    g_assert_true(natural_equal("run-01", "run-1"));
    g_assert_true(natural_equal("", ""));
    g_assert_false(natural_equal("run-1", "run-10"));
    g_assert_false(natural_equal("run-1", "run-1a"));
    g_assert_cmpint(natural_compare("run-01", "run-1"), <, 0);
}

/* Handles run out long before the files that are opened ahead: all are read
 * all the same. */
static void test_few_handles(struct room *room, gconstpointer unused)
{
    struct ingest_options options = {.jobs = 4};
    g_autoptr(GPtrArray) sources = NULL;
    struct rlimit old, few;

    (void)unused;
    for (int i = 0; i < 200; i++) {
        g_autofree char *name = g_strdup_printf("%d.log", i);

        put(room, name, log_text);
    }
    g_assert_cmpint(getrlimit(RLIMIT_NOFILE, &old), ==, 0);
    few = (struct rlimit){16, old.rlim_max};
    g_assert_cmpint(setrlimit(RLIMIT_NOFILE, &few), ==, 0);
    sources = ingest_with(room->folder, &options);
    g_assert_cmpint(setrlimit(RLIMIT_NOFILE, &old), ==, 0);
    g_assert_cmpuint(sources->len, ==, 200);
    for (guint i = 0; i < sources->len; i++)
        assert_log(nth(sources, i));
}

/* The sink's refusal ends the walk; nothing leaks. */
static void test_sink_stops(struct room *room, gconstpointer unused)
{
    struct delivered delivered = {
        g_ptr_array_new_with_free_func((GDestroyNotify)log_source_free), 2,
        g_thread_self()};
    struct ingest_options options = {.jobs = 4};
    g_autoptr(GError) error = NULL;

    (void)unused;
    for (int i = 0; i < 100; i++) {
        g_autofree char *name = g_strdup_printf("%d.log", i);

        put(room, name, log_text);
    }
    g_assert_false(
        ingest_path(room->folder, &options, keep, &delivered, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_STORE);
    g_assert_cmpuint(delivered.sources->len, ==, 2);
    g_ptr_array_unref(delivered.sources);
}

static void test_interrupted(struct room *room, gconstpointer unused)
{
    struct delivered delivered = {
        g_ptr_array_new_with_free_func((GDestroyNotify)log_source_free), 0,
        g_thread_self()};
    volatile int stop = 1;
    struct ingest_options options = {.jobs = 2, .stop = &stop};
    g_autoptr(GError) error = NULL;

    (void)unused;
    put(room, "a.log", log_text);
    g_assert_false(
        ingest_path(room->folder, &options, keep, &delivered, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_INTERRUPTED);
    g_assert_cmpuint(delivered.sources->len, ==, 0);
    g_ptr_array_unref(delivered.sources);
}

static gpointer raise_flag(gpointer stop)
{
    g_usleep(50000);
    *(volatile int *)stop = 1;
    return NULL;
}

/* A large file does not hold up somebody who wants to stop. */
static void test_interrupted_inside(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "a.log");
    g_autofree int *stop = g_new0(int, 1);
    struct ingest_options options = {.jobs = 1, .stop = stop};
    struct delivered delivered = {
        g_ptr_array_new_with_free_func((GDestroyNotify)log_source_free), 0,
        g_thread_self()};
    g_autoptr(GError) error = NULL;
    GThread *thread;
    gint64 before;

    (void)unused;
    put(room, "a.log", "x\n");
    g_assert_cmpint(truncate(path, (off_t)1 << 40), ==, 0); /* a hole */
    thread = g_thread_new("raise", raise_flag, stop);
    before = g_get_monotonic_time();
    g_assert_false(ingest_path(path, &options, keep, &delivered, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_INTERRUPTED);
    g_assert_cmpint(g_get_monotonic_time() - before, <, 10 * G_USEC_PER_SEC);
    g_thread_join(thread);
    g_assert_cmpuint(delivered.sources->len, ==, 0);
    g_ptr_array_unref(delivered.sources);
}

/* ---- what is no ordinary file ------------------------------------------ */

static void test_links_and_pipes(struct room *room, gconstpointer unused)
{
    g_autofree char *loop = in_room(room, "in/loop");
    g_autofree char *dangling = in_room(room, "in/dangling.log");
    g_autofree char *outside = in_room(room, "in/outside.log");
    g_autofree char *pipe_path = in_room(room, "in/pipe");
    g_autofree char *folder = in_room(room, "in");
    g_autofree char *link = in_room(room, "link");
    g_autoptr(GPtrArray) sources = NULL, by_link = NULL;

    (void)unused;
    put(room, "in/a.log", log_text);
    put(room, "out.log", log_text);
    g_assert_cmpint(symlink("..", loop), ==, 0);
    g_assert_cmpint(symlink("none", dangling), ==, 0);
    g_assert_cmpint(symlink("../out.log", outside), ==, 0);
    g_assert_cmpint(symlink("in", link), ==, 0);
    g_assert_cmpint(mkfifo(pipe_path, 0666), ==, 0);
    sources = ingest(folder);
    assert_paths(room, sources, "in/a.log|");
    /* what is named itself may be a link */
    by_link = ingest(link);
    assert_paths(room, by_link, "link/a.log|");
}

static void assert_not_opened(const char *path)
{
    struct delivered delivered = {g_ptr_array_new(), 0, g_thread_self()};
    g_autoptr(GError) error = NULL;

    g_assert_false(ingest_path(path, NULL, keep, &delivered, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_READ);
    g_assert_nonnull(strstr(error->message, path));
    g_assert_cmpuint(delivered.sources->len, ==, 0);
    g_ptr_array_unref(delivered.sources);
}

static void test_named(struct room *room, gconstpointer unused)
{
    g_autofree char *none = in_room(room, "none");
    g_autofree char *pipe_path = in_room(room, "pipe");
    g_autofree char *readme = in_room(room, "README");
    g_autofree char *empty = in_room(room, "empty.log");
    g_autofree char *picture = in_room(room, "a.png");
    g_autoptr(GPtrArray) foreign = NULL, nothing = NULL, binary = NULL;

    (void)unused;
    assert_not_opened(none);
    assert_not_opened("/dev/zero");
    g_assert_cmpint(mkfifo(pipe_path, 0666), ==, 0);
    assert_not_opened(pipe_path);
    put(room, "README", "\n  What this folder holds, and why it is there.\n");
    foreign = ingest(readme);
    assert_refused(nth(foreign, 0),
                   "README:2:3: 'What this folder holds, and why it is th...': "
                   "no log format recognises the content; logs begin like ");
    assert_refused(nth(foreign, 0), "'httperf --' (httperf)");
    put(room, "empty.log", "");
    nothing = ingest(empty);
    assert_refused(nth(nothing, 0), "the file is empty");
    put_bytes(room, "a.png", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
    binary = ingest(picture);
    g_assert_true(nth(binary, 0)->is_foreign);
    g_assert_nonnull(nth(binary, 0)->error);
}

/* Deeper than a path may be long. */
static void test_deep(struct room *room, gconstpointer unused)
{
    g_autofree char *name = g_strnfill(200, 'd');
    g_autofree char *home = g_get_current_dir();
    g_autoptr(GPtrArray) sources = NULL;

    (void)unused;
    g_assert_cmpint(chdir(room->folder), ==, 0);
    for (int i = 0; i < 30; i++) {
        g_assert_cmpint(mkdir(name, 0777), ==, 0);
        g_assert_cmpint(chdir(name), ==, 0);
    }
    g_assert_true(g_file_set_contents("a.log", log_text, -1, NULL));
    sources = ingest(room->folder);
    g_assert_cmpuint(sources->len, ==, 1);
    assert_log(nth(sources, 0));
    g_assert_cmpint(unlink("a.log"), ==, 0);
    for (int i = 0; i < 30; i++) {
        g_assert_cmpint(chdir(".."), ==, 0);
        g_assert_cmpint(rmdir(name), ==, 0);
    }
    g_assert_cmpint(chdir(home), ==, 0);
}

/* ---- compression ------------------------------------------------------- */

static void test_gzip(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "a.log"); /* the name says nothing */
    size_t half = strlen(log_text) / 2;
    g_autoptr(GByteArray) whole = gzip(log_text, strlen(log_text));
    g_autoptr(GByteArray) first = gzip(log_text, half);
    g_autoptr(GByteArray) second =
        gzip(log_text + half, strlen(log_text) - half);
    g_autoptr(GPtrArray) plain = NULL, parts = NULL;

    (void)unused;
    put_bytes(room, "a.log", whole->data, whole->len);
    plain = ingest(path);
    assert_log(nth(plain, 0));
    /* two members in a row and zeros behind are gzip too */
    g_byte_array_append(first, second->data, second->len);
    g_byte_array_append(first, (const guint8 *)"\0\0\0", 3);
    put_bytes(room, "a.log", first->data, first->len);
    parts = ingest(path);
    assert_log(nth(parts, 0));
}

/* Cut anywhere or changed anywhere, nothing of it is believed. */
static void test_gzip_damaged(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "a.log.gz");
    g_autoptr(GByteArray) whole = gzip(log_text, strlen(log_text));

    (void)unused;
    for (guint len = 3; len < whole->len; len++) {
        g_autoptr(GPtrArray) sources = NULL;

        put_bytes(room, "a.log.gz", whole->data, len);
        sources = ingest(path);
        assert_refused(nth(sources, 0), "damaged or cut");
        assert_no_good_run(nth(sources, 0));
    }
    for (guint at = 10; at < whole->len; at++) { /* behind the header */
        g_autoptr(GPtrArray) sources = NULL;

        whole->data[at] ^= 0x10;
        put_bytes(room, "a.log.gz", whole->data, whole->len);
        sources = ingest(path);
        g_assert_nonnull(nth(sources, 0)->error);
        assert_no_good_run(nth(sources, 0));
        whole->data[at] ^= 0x10;
    }
    g_byte_array_append(whole, (const guint8 *)"rubbish", 7);
    put_bytes(room, "a.log.gz", whole->data, whole->len);
    {
        g_autoptr(GPtrArray) sources = ingest(path);

        assert_refused(nth(sources, 0), "damaged or cut");
    }
}

static void test_gzip_bomb(struct room *room, gconstpointer unused)
{
    size_t len = 64 << 20;
    g_autofree char *zeros = g_malloc(len);
    g_autofree char *path = in_room(room, "bomb.gz");
    g_autoptr(GByteArray) bomb = NULL;
    g_autoptr(GPtrArray) sources = NULL;

    (void)unused;
    memset(zeros, '\n', len);
    bomb = gzip(zeros, len);
    put_bytes(room, "bomb.gz", bomb->data, bomb->len);
    sources = ingest(path);
    assert_refused(nth(sources, 0), "grows more than 1000 times");
    g_assert_cmpuint(nth(sources, 0)->bytes, <, 8 << 20);
}

static const struct {
    const char *name;
    set_format *filter;
} filters[] = {
    {"xz", archive_write_add_filter_xz},
    {"zstd", archive_write_add_filter_zstd},
    {"bzip2", archive_write_add_filter_bzip2},
};

static void test_filters(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "a.log");
    struct member member = {"x", log_text, strlen(log_text), AE_IFREG};

    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(filters); i++) {
        g_autoptr(GByteArray) bytes =
            pack(archive_write_set_format_raw, filters[i].filter, &member, 1);
        g_autoptr(GPtrArray) sources = NULL, cut = NULL;

        g_test_message("%s", filters[i].name);
        put_bytes(room, "a.log", bytes->data, bytes->len);
        sources = ingest(path);
        assert_log(nth(sources, 0));
        put_bytes(room, "a.log", bytes->data, bytes->len / 2);
        cut = ingest(path);
        assert_refused(nth(cut, 0), "damaged or cut");
    }
}

/* ---- archives ---------------------------------------------------------- */

static const struct {
    const char *name;
    set_format *format, *filter;
} archives[] = {
    {"tar", archive_write_set_format_ustar, NULL},
    {"old tar", archive_write_set_format_v7tar, NULL},
    {"pax", archive_write_set_format_pax_restricted, NULL},
    {"gnu tar", archive_write_set_format_gnutar, NULL},
    {"tar.gz", archive_write_set_format_ustar, archive_write_add_filter_gzip},
    {"tar.xz", archive_write_set_format_ustar, archive_write_add_filter_xz},
    {"tar.zst", archive_write_set_format_ustar, archive_write_add_filter_zstd},
    {"tar.bz2", archive_write_set_format_ustar, archive_write_add_filter_bzip2},
    {"zip", archive_write_set_format_zip, NULL},
};

/* What tells of a cut: the member it is in, or else the archive. */
static const LogSource *last_refused(const GPtrArray *sources)
{
    guint n = sources->len;

    while (n > 1 && !nth(sources, n - 1)->error)
        n--;
    return nth(sources, n - 1);
}

static void test_archives(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "lab");
    g_autoptr(GByteArray) packed = gzip(log_text, strlen(log_text));
    size_t len = strlen(log_text);
    struct member members[] = {
        {"x/run-10.log", log_text, len, AE_IFREG},
        {"x/run-2.log", log_text, len, AE_IFREG},
        {"../../climbs.log", log_text, len, AE_IFREG},
        {"/etc/absolute.log", log_text, len, AE_IFREG},
        {"x/packed.log.gz", (const char *)packed->data, packed->len, AE_IFREG},
        {"x/link.log", NULL, 0, AE_IFLNK},
        {"README", "Read me.\n", 9, AE_IFREG},
    };

    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(archives); i++) {
        bool is_zip = archives[i].format == archive_write_set_format_zip;
        /* a link in a zip is marked at the end only: no stream knows it */
        size_t n = G_N_ELEMENTS(members);
        g_autoptr(GByteArray) bytes = NULL;
        g_autoptr(GPtrArray) sources = NULL, cut = NULL;

        if (is_zip) {
            members[5] = members[6];
            n--;
        }
        bytes = pack(archives[i].format, archives[i].filter, members, n);
        g_test_message("%s", archives[i].name);
        put_bytes(room, "lab", bytes->data, bytes->len);
        sources = ingest(path);
        assert_paths(room, sources,
                     "lab/README|lab/../../climbs.log|lab//etc/absolute.log|"
                     "lab/x/packed.log.gz|lab/x/run-2.log|lab/x/run-10.log|");
        g_assert_true(nth(sources, 0)->is_foreign);
        for (guint s = 1; s < sources->len; s++)
            assert_log(nth(sources, s));
        put_bytes(room, "lab", bytes->data, bytes->len / 2);
        cut = ingest(path);
        assert_refused(last_refused(cut), "damaged or cut");
    }
}

/* Cut at any byte, also just between two members, an archive is told to be;
 * its members before the cut are good, the others are not there. */
static void test_archive_cut(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "lab");
    size_t len = strlen(log_text);
    const struct member members[] = {
        {"a.log", log_text, len, AE_IFREG},
        {"b.log", log_text, len, AE_IFREG},
        {"c.log", log_text, len, AE_IFREG},
    };

    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(archives); i++) {
        bool is_tar = !archives[i].filter &&
                      archives[i].format != archive_write_set_format_zip;
        g_autoptr(GByteArray) bytes =
            pack(archives[i].format, archives[i].filter, members, 3);
        bool is_zip = archives[i].format == archive_write_set_format_zip;
        /* behind that, nothing of the members is missing */
        guint whole = is_zip ? bytes->len - 18 : bytes->len;

        guint n_before = 0;

        while (is_tar && !bytes->data[whole - 1])
            whole--;
        g_test_message("%s, %u bytes", archives[i].name, whole);
        for (guint cut = is_tar ? 270 : 7; cut < whole; cut++) {
            g_autoptr(GPtrArray) sources = NULL;
            bool is_refused = false;
            guint n_good = 0;

            if (is_tar && cut % 512 && cut % 29)
                continue;
            put_bytes(room, "lab", bytes->data, cut);
            sources = ingest(path);
            for (guint s = 0; s < sources->len; s++) {
                const LogSource *source = nth(sources, s);

                if (!source->error) {
                    assert_log(source);
                    n_good++;
                    continue;
                }
                is_refused = true;
                assert_no_good_run(source);
            }
            g_assert_cmpuint(n_good, >=, n_before);
            n_before = is_tar ? n_good : 0; /* a longer tar has no fewer */
            g_test_message("cut at %u", cut);
            g_assert_true(is_refused);
        }
        g_assert_true(!is_tar || n_before >= 2);
    }
}

/* A wrong check sum behind a tar is that of all its members. */
static void test_archive_doubtful(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "lab.tgz");
    struct member member = {"a.log", log_text, strlen(log_text), AE_IFREG};
    g_autoptr(GByteArray) bytes =
        pack(archive_write_set_format_ustar, archive_write_add_filter_gzip,
             &member, 1);
    g_autoptr(GPtrArray) sources = NULL;

    (void)unused;
    bytes->data[bytes->len - 8] ^= 1; /* RFC 1952: CRC32, then the size */
    put_bytes(room, "lab.tgz", bytes->data, bytes->len);
    sources = ingest(path);
    g_assert_cmpuint(sources->len, ==, 2);
    assert_refused(nth(sources, 0), "a.log: the archive around it is damaged");
    assert_no_good_run(nth(sources, 0));
    assert_refused(nth(sources, 1), "lab.tgz: the compressed data are damaged");
}

/* What is told of a damaged zip: which member, and what about it. */
static void test_zip_damaged(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "lab.zip");
    struct member members[] = {
        {"a.log", log_text, strlen(log_text), AE_IFREG},
        {"b.log", log_text, strlen(log_text), AE_IFREG},
    };
    g_autoptr(GByteArray) bytes =
        pack(archive_write_set_format_zip, NULL, members, 2);
    g_autoptr(GPtrArray) sources = NULL, encrypted = NULL;

    (void)unused;
    /* APPNOTE 4.3.9: this, and then the CRC-32 of what stands before it */
    bytes->data[slice_find((struct slice){(char *)bytes->data, bytes->len},
                           (struct slice){"PK\x07\x08", 4}) +
                4] ^= 0x01;
    put_bytes(room, "lab.zip", bytes->data, bytes->len);
    sources = ingest(path);
    g_assert_cmpuint(sources->len, ==, 2);
    assert_refused(nth(sources, 0),
                   "lab.zip/a.log: damaged or cut: ZIP bad CRC");
    assert_no_good_run(nth(sources, 0));
    assert_log(nth(sources, 1));

    bytes->data[6] |= 1; /* APPNOTE 4.4.4: encrypted */
    put_bytes(room, "lab.zip", bytes->data, bytes->len);
    encrypted = ingest(path);
    assert_refused(nth(encrypted, 0), "lab.zip/a.log: encrypted");
}

static void test_archive_in_archive(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "lab.tar");
    struct member inside = {"a.log", log_text, strlen(log_text), AE_IFREG};

    (void)unused;
    for (size_t i = 0; i < G_N_ELEMENTS(archives); i++) {
        g_autoptr(GByteArray) inner =
            pack(archives[i].format, archives[i].filter, &inside, 1);
        struct member members[] = {
            {"inner", (const char *)inner->data, inner->len, AE_IFREG},
            inside,
        };
        g_autoptr(GByteArray) outer =
            pack(archive_write_set_format_ustar, NULL, members, 2);
        g_autoptr(GPtrArray) sources = NULL;

        put_bytes(room, "lab.tar", outer->data, outer->len);
        sources = ingest(path);
        g_assert_cmpuint(sources->len, ==, 2);
        assert_log(nth(sources, 0));
        assert_refused(nth(sources, 1), "an archive inside an archive");
    }
}

/* In a folder an archive is a folder. */
static void test_archive_in_folder(struct room *room, gconstpointer unused)
{
    struct member member = {"a.log", log_text, strlen(log_text), AE_IFREG};
    g_autoptr(GByteArray) bytes =
        pack(archive_write_set_format_ustar, NULL, &member, 1);
    g_autoptr(GPtrArray) sources = NULL;

    (void)unused;
    put_bytes(room, "b.tar", bytes->data, bytes->len);
    put(room, "a.log", log_text);
    sources = ingest(room->folder);
    g_assert_cmpuint(sources->len, ==, 2);
    assert_log(nth(sources, 0));
    assert_log(nth(sources, 1));
}

/* ---- one text ---------------------------------------------------------- */

/* The same run, however it was recorded. */
static void test_recordings(void)
{
    g_autoptr(GString) crlf = g_string_new(log_text);
    g_autoptr(GString) marked = g_string_new(log_text);
    g_autoptr(GString) cut = g_string_new(log_text);
    g_autofree gunichar2 *units = NULL;
    glong n;

    g_string_replace(crlf, "\n", "\r\n", 0);
    g_string_prepend(marked, "\xef\xbb\xbf");
    units = g_utf8_to_utf16(marked->str, -1, NULL, &n, NULL);
    g_string_truncate(cut, cut->len - 1);
    {
        const struct slice recordings[] = {
            slice_from(crlf->str),
            slice_from(marked->str),
            {(const char *)units, (size_t)n * 2},
        };

        for (size_t i = 0; i < G_N_ELEMENTS(recordings); i++) {
            g_autoptr(Text) text =
                text_new_memory("a.log", recordings[i].at, recordings[i].len);
            g_autoptr(LogSource) source = ingest_text(text, NULL);
            const struct run_value *real;

            g_assert_no_error(source->error);
            g_assert_cmpuint(source->runs->len, ==, 1);
            real = run_find(source->runs->pdata[0], "real_time", NULL);
            g_assert_cmpint(real->value.digits, ==, 3361);
            g_assert_cmpuint(real->line, ==, 2);
        }
    }
}

/* Copied out of a container's log or a mail. */
static void test_prefixes(void)
{
    static const char *const logs[] = {
        "wget_1  | \nwget_1  | real\t0m3.361s\nwget_1  | user\t0m0.344s\n"
        "wget_1  | sys\t0m1.072s\n",
        "> \n> real\t0m3.361s\n> user\t0m0.344s\n> sys\t0m1.072s\n",
        "[10:59:59.1] real\t0m3.361s\n[11:00:00.2] user\t0m0.344s\n"
        "[11:00:00.3] sys\t0m1.072s\n",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(logs); i++) {
        g_autoptr(Text) text =
            text_new_memory("a.log", logs[i], strlen(logs[i]));
        g_autoptr(LogSource) source = ingest_text(text, NULL);

        g_assert_no_error(source->error);
        g_assert_cmpstr(source->format, ==, "wget");
        g_assert_cmpuint(source->runs->len, ==, 1);
        g_assert_cmpint(
            run_find(source->runs->pdata[0], "real_time", NULL)->value.digits,
            ==, 3361);
    }
}

/* A NUL byte behind a run that was read spoils the file. */
static void test_damaged_behind(void)
{
    g_autoptr(GString) bytes = g_string_new(log_text);
    g_autoptr(Text) text = NULL;
    g_autoptr(LogSource) source = NULL;

    for (int i = 0; i < 10; i++)
        g_string_append(bytes, log_text);
    g_string_append_len(bytes, "a\0b\n", 4);
    text = text_new_memory("a.log", bytes->str, bytes->len);
    source = ingest_text(text, NULL);
    assert_refused(source, "a.log:45:2: a NUL byte");
    g_assert_cmpuint(source->runs->len, >, 0);
    assert_no_good_run(source);
}

/* A time block without its elapsed time: what was read stays as text, and
 * none of it is a value any more. */
static void test_refused(void)
{
    static const char log[] = "FINISHED --2026-11-23 02:10:33--\n"
                              "Total wall clock time: 1.1s\n"
                              "Downloaded: 3 files, 12K in 0.5s (24 KB/s)\n"
                              "user\t0m0.238s\nsys\t0m1.169s\n";
    g_autoptr(Text) text = text_new_memory("a.log", log, sizeof log - 1);
    g_autoptr(LogSource) source = ingest_text(text, NULL);
    const Run *run;

    g_assert_cmpuint(source->runs->len, ==, 1);
    run = source->runs->pdata[0];
    g_assert_cmpint(run->status, ==, RUN_REFUSED);
    g_assert_nonnull(run_find(run, "sys_time", NULL));
    for (guint i = 0; i < run->values->len; i++)
        g_assert_true(g_array_index(run->values, struct run_value, i).marks &
                      VALUE_REFUSED);
}

static void test_format_named(void)
{
    g_autoptr(Text) text = text_new_memory("a.log", log_text, strlen(log_text));
    g_autoptr(LogSource) source = ingest_text(text, "wget");

    assert_log(source);
    g_assert_cmpstr(source->folder, ==, "");
}

#define ADD(path, data, function)                                              \
    g_test_add(path, struct room, data, set_up, function, tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/natural", test_natural);
    g_test_add_func("/ingest/natural/equal", test_natural_equal);
    ADD("/ingest/folder/1", GUINT_TO_POINTER(1), test_folder);
    ADD("/ingest/folder/3", GUINT_TO_POINTER(3), test_folder);
    ADD("/ingest/folder/sizes/1", GUINT_TO_POINTER(1), test_sizes);
    ADD("/ingest/folder/sizes/2", GUINT_TO_POINTER(2), test_sizes);
    ADD("/ingest/folder/known/1", GUINT_TO_POINTER(1), test_known);
    ADD("/ingest/folder/known/2", GUINT_TO_POINTER(2), test_known);
    ADD("/ingest/folder/known-beside-new/1", GUINT_TO_POINTER(1),
        test_known_beside_new);
    ADD("/ingest/folder/known-beside-new/2", GUINT_TO_POINTER(2),
        test_known_beside_new);
    ADD("/ingest/folder/many", NULL, test_many);
    ADD("/ingest/folder/very-many", NULL, test_very_many);
    ADD("/ingest/folder/few-handles", NULL, test_few_handles);
    ADD("/ingest/folder/sink-stops", NULL, test_sink_stops);
    ADD("/ingest/folder/interrupted", NULL, test_interrupted);
    ADD("/ingest/interrupted-inside", NULL, test_interrupted_inside);
    ADD("/ingest/folder/links-and-pipes", NULL, test_links_and_pipes);
    ADD("/ingest/folder/deep", NULL, test_deep);
    ADD("/ingest/named", NULL, test_named);
    ADD("/ingest/gzip", NULL, test_gzip);
    ADD("/ingest/gzip/damaged", NULL, test_gzip_damaged);
    ADD("/ingest/gzip/bomb", NULL, test_gzip_bomb);
    ADD("/ingest/filters", NULL, test_filters);
    ADD("/ingest/archives", NULL, test_archives);
    ADD("/ingest/archives/cut", NULL, test_archive_cut);
    ADD("/ingest/archives/doubtful", NULL, test_archive_doubtful);
    ADD("/ingest/archives/zip-damaged", NULL, test_zip_damaged);
    ADD("/ingest/archives/nested", NULL, test_archive_in_archive);
    ADD("/ingest/archives/in-folder", NULL, test_archive_in_folder);
    g_test_add_func("/ingest/recordings", test_recordings);
    g_test_add_func("/ingest/prefixes", test_prefixes);
    g_test_add_func("/ingest/damaged-behind", test_damaged_behind);
    g_test_add_func("/ingest/refused", test_refused);
    g_test_add_func("/ingest/format-named", test_format_named);
    return g_test_run();
}

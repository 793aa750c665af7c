/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Up to four logs in one folder, which are brought together: an ab -g file
 * and percentiles with their run, module logs with their summary. The input
 * is the logs, parted by lines "=NAME" whose last character chooses a name.
 * Besides surviving:
 *
 * 1. what check_runs.h says of every run, its lines aside: a run may have
 *    values of another file;
 * 2. each file is told of once, in the order of names;
 * 3. reading twice gives the same; for one input in four, as reading is
 *    nearly all that takes time.
 */
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "check_runs.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const char *const names[] = {
    "ATIS-mysql-a", "RUN-mysql-a", "create-mysql-a",       "run-1.csv",
    "run-1.log",    "run-1.tsv",   "transactions-mysql-a", "wisconsin-mysql-a",
};
enum { N_NAMES = G_N_ELEMENTS(names), FILES_MAX = 4 };

static char *folder;
static int folder_handle;

static void remove_folder(void)
{
    for (size_t i = 0; i < N_NAMES; i++) {
        g_autofree char *file = g_build_filename(folder, names[i], NULL);

        g_unlink(file);
    }
    g_rmdir(folder);
}

static void make_folder(void)
{
    const char *above = g_file_test("/dev/shm", G_FILE_TEST_IS_DIR)
                            ? "/dev/shm"
                            : g_get_tmp_dir();

    folder = g_build_filename(above, "cotejo-fuzz-XXXXXX", NULL);
    g_assert_nonnull(g_mkdtemp(folder));
    folder_handle = open(folder, O_RDONLY | O_DIRECTORY);
    g_assert_cmpint(folder_handle, >=, 0);
    atexit(remove_folder);
}

static bool keep(LogSource *source, void *data, GError **error)
{
    (void)error;
    g_ptr_array_add(data, source);
    return true;
}

static GPtrArray *read_folder(void)
{
    static const struct ingest_options options = {.jobs = 1};
    GPtrArray *sources =
        g_ptr_array_new_with_free_func((GDestroyNotify)log_source_free);

    g_assert_true(ingest_path(folder, &options, keep, sources, NULL));
    return sources;
}

static void write_log(const char *name, struct slice log)
{
    int file = openat(folder_handle, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    g_assert_cmpint(file, >=, 0);
    g_assert_cmpint(write(file, log.at, log.len), ==, (ssize_t)log.len);
    close(file);
}

/* Writes the logs; which of the names are used. */
static unsigned write_logs(struct slice rest)
{
    unsigned used = 0;

    for (int n = 0; rest.len && n < FILES_MAX; n++) {
        size_t end = slice_find(rest, SLICE("\n="));
        struct slice log = slice_part(rest, 0, end), name = {"", 0};
        unsigned which;

        if (log.len && *log.at == '=')
            slice_line(&log, &name);
        which =
            name.len > 1 ? (unsigned char)name.at[name.len - 1] % N_NAMES : 0;
        rest = slice_part(rest, end + 1, rest.len);
        if (used & 1u << which)
            continue;
        used |= 1u << which;
        write_log(names[which], log);
    }
    return used;
}

/* Of those that are there from before. */
static void remove_others(unsigned used)
{
    static unsigned there;

    for (size_t i = 0; i < N_NAMES; i++)
        if (there & ~used & 1u << i)
            unlinkat(folder_handle, names[i], 0);
    there = used;
}

/* Rule 2. */
static void check_order(const GPtrArray *sources, unsigned used)
{
    guint n = 0;

    for (size_t i = 0; i < N_NAMES; i++) {
        g_autofree char *file = g_build_filename(folder, names[i], NULL);

        if (!(used & 1u << i))
            continue;
        g_assert_cmpuint(n, <, sources->len);
        g_assert_cmpstr(((LogSource *)sources->pdata[n++])->path, ==, file);
    }
    g_assert_cmpuint(n, ==, sources->len);
}

static void check_source(const LogSource *source)
{
    for (guint i = 0; i < source->runs->len; i++) {
        check_run(source->runs->pdata[i], UINT32_MAX);
        check_refused(source->runs->pdata[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    g_autoptr(GPtrArray) sources = NULL;
    g_autoptr(GPtrArray) again = NULL;
    struct slice input = {len ? (const char *)bytes : "", len};
    unsigned used;

    /* An archive is a folder of its own, with names of its own. */
    if (slice_find(input, SLICE("ustar")) < len ||
        slice_find(input, SLICE("PK")) < len)
        return 0;
    if (!folder)
        make_folder();
    used = write_logs(input);
    remove_others(used);
    sources = read_folder();
    check_order(sources, used);
    for (guint i = 0; i < sources->len; i++)
        check_source(sources->pdata[i]);
    if (len % 4)
        return 0;
    again = read_folder();
    g_assert_cmpuint(sources->len, ==, again->len);
    for (guint i = 0; i < sources->len; i++)
        check_same_source(sources->pdata[i], again->pdata[i]);
    return 0;
}

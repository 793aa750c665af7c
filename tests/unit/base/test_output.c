/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files and folders that are whole or not there. */
#include "base/output.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <signal.h>
#include <unistd.h>

#include <glib/gstdio.h>

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

static void assert_content(const char *path, const char *expected)
{
    g_autofree char *content = NULL;

    g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
    g_assert_cmpstr(content, ==, expected);
}

/* Nothing else lies in the folder: no temporary file stayed. */
static void assert_entries(const char *folder, guint expected)
{
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    guint n = 0;

    g_assert_nonnull(entries);
    while (g_dir_read_name(entries))
        n++;
    g_assert_cmpuint(n, ==, expected);
}

static void test_file(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "t.tex");
    mode_t mask = umask(027);
    struct stat status;

    (void)unused;
    g_assert_true(output_file(path, "one", 3, NULL));
    assert_content(path, "one");
    g_assert_cmpint(stat(path, &status), ==, 0);
    g_assert_cmpint(status.st_mode & 0777, ==, 0640);
    g_assert_true(output_file(path, "", 0, NULL));
    assert_content(path, "");
    umask(mask);
    assert_entries(room->folder, 1);
}

static void test_file_missing_folder(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "none/t.tex");
    g_autoptr(GError) error = NULL;

    (void)unused;
    g_assert_false(output_file(path, "one", 3, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_WRITE);
    g_assert_nonnull(strstr(error->message, "none/t.tex"));
}

static void test_file_over_folder(struct room *room, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;

    (void)unused;
    g_assert_false(output_file(room->folder, "one", 3, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_WRITE);
    g_assert_true(g_file_test(room->folder, G_FILE_TEST_IS_DIR));
}

/* No room: the older file stays, nothing else is left behind. */
static void test_file_too_large(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "t.tex");
    g_autofree char *bytes = g_malloc0(100000);
    struct rlimit old, small;
    g_autoptr(GError) error = NULL;
    bool written;

    (void)unused;
    g_assert_true(output_file(path, "older", 5, NULL));
    g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &old), ==, 0);
    small = (struct rlimit){4096, old.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
    written = output_file(path, bytes, 100000, &error);
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &old), ==, 0);
    g_assert_false(written);
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_WRITE);
    assert_content(path, "older");
    assert_entries(room->folder, 1);
}

/* A link stays a link; what it points to is written. */
static void test_file_link(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "t.tex");
    g_autofree char *link = in_room(room, "link");

    (void)unused;
    g_assert_true(output_file(path, "older", 5, NULL));
    g_assert_cmpint(symlink("t.tex", link), ==, 0);
    g_assert_true(output_file(link, "newer", 5, NULL));
    g_assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
    assert_content(path, "newer");
}

/* A device is written to and never replaced. */
static void test_file_device(struct room *room, gconstpointer unused)
{
    g_autoptr(GError) error = NULL;
    struct stat status;

    (void)room;
    (void)unused;
    g_assert_true(output_file("/dev/null", "one", 3, NULL));
    g_assert_false(output_file("/dev/full", "one", 3, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_WRITE);
    g_assert_cmpint(stat("/dev/full", &status), ==, 0);
    g_assert_true(S_ISCHR(status.st_mode));
}

static void put(const OutputFolder *folder, const char *name, const char *text)
{
    g_autofree char *path =
        g_build_filename(output_folder_path(folder), name, NULL);

    g_assert_true(output_file(path, text, strlen(text), NULL));
}

static void put_below(const OutputFolder *folder, const char *below)
{
    g_autofree char *path =
        g_build_filename(output_folder_path(folder), below, NULL);
    g_autofree char *name = g_build_filename(below, "a", NULL);

    g_assert_cmpint(g_mkdir(path, 0777), ==, 0);
    put(folder, name, "a");
}

static void test_folder(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "out/paper/");
    g_autofree char *file = in_room(room, "out/paper/data/a");
    g_autofree char *parent = in_room(room, "out");
    g_autoptr(OutputFolder) folder = output_folder_new(path, NULL);

    (void)unused;
    g_assert_nonnull(folder);
    put(folder, "paper.tex", "one");
    put_below(folder, "data");
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    g_assert_true(output_folder_commit(folder, false, NULL));
    assert_content(file, "a");
    assert_entries(path, 2);
    assert_entries(parent, 1);
}

static void test_folder_not_committed(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "paper");
    OutputFolder *folder = output_folder_new(path, NULL);

    (void)unused;
    put_below(folder, "data");
    output_folder_free(folder);
    assert_entries(room->folder, 0);
}

/* Removing what was not committed does not go through a link. */
static void test_folder_link(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "paper");
    g_autofree char *precious = in_room(room, "precious");
    g_autofree char *link = NULL;
    OutputFolder *folder = output_folder_new(path, NULL);

    (void)unused;
    g_assert_cmpint(g_mkdir(precious, 0777), ==, 0);
    link = g_build_filename(output_folder_path(folder), "link", NULL);
    g_assert_cmpint(symlink(precious, link), ==, 0);
    output_folder_free(folder);
    g_assert_true(g_file_test(precious, G_FILE_TEST_IS_DIR));
    assert_entries(room->folder, 1);
}

static OutputFolder *older_and_newer(const char *path)
{
    g_autoptr(OutputFolder) older = output_folder_new(path, NULL);
    OutputFolder *newer;

    put(older, "old", "old");
    put_below(older, "data");
    g_assert_true(output_folder_commit(older, false, NULL));
    newer = output_folder_new(path, NULL);
    put(newer, "new", "new");
    return newer;
}

static void test_folder_kept(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "paper");
    g_autofree char *file = in_room(room, "paper/old");
    OutputFolder *folder = older_and_newer(path);
    g_autoptr(GError) error = NULL;

    (void)unused;
    g_assert_false(output_folder_commit(folder, false, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_WRITE);
    output_folder_free(folder);
    assert_content(file, "old");
    assert_entries(room->folder, 1);
}

static void test_folder_replaced(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "paper");
    g_autofree char *file = in_room(room, "paper/new");
    g_autoptr(OutputFolder) folder = older_and_newer(path);

    (void)unused;
    g_assert_true(output_folder_commit(folder, true, NULL));
    assert_content(file, "new");
    assert_entries(path, 1);
    assert_entries(room->folder, 1);
}

/* An empty folder in the way is as good as none; a file is not. */
static void test_folder_in_the_way(struct room *room, gconstpointer unused)
{
    g_autofree char *path = in_room(room, "paper");
    g_autofree char *file = in_room(room, "file");
    g_autoptr(OutputFolder) over_empty = output_folder_new(path, NULL);
    g_autoptr(OutputFolder) over_file = output_folder_new(file, NULL);
    g_autoptr(GError) error = NULL;

    (void)unused;
    g_assert_cmpint(g_mkdir(path, 0777), ==, 0);
    put(over_empty, "new", "new");
    g_assert_true(output_folder_commit(over_empty, false, NULL));
    g_assert_true(output_file(file, "precious", 8, NULL));
    g_assert_false(output_folder_commit(over_file, true, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_WRITE);
    assert_content(file, "precious");
}

#define ADD(path, function)                                                    \
    g_test_add(path, struct room, NULL, set_up, function, tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("/output/file", test_file);
    ADD("/output/file/missing-folder", test_file_missing_folder);
    ADD("/output/file/over-folder", test_file_over_folder);
    ADD("/output/file/too-large", test_file_too_large);
    ADD("/output/file/link", test_file_link);
    ADD("/output/file/device", test_file_device);
    ADD("/output/folder", test_folder);
    ADD("/output/folder/not-committed", test_folder_not_committed);
    ADD("/output/folder/link", test_folder_link);
    ADD("/output/folder/kept", test_folder_kept);
    ADD("/output/folder/replaced", test_folder_replaced);
    ADD("/output/folder/in-the-way", test_folder_in_the_way);
    return g_test_run();
}

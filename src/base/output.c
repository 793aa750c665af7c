/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole files and whole folders: temporary name, sync, rename.
 *
 * 1. A symbolic link named as output stays: what it points to is written.
 * 2. What is no regular file (a terminal, a pipe, /dev/full) is written to
 *    in place: there is nothing to keep, and a rename would replace a device.
 * 3. An older folder is renamed aside, the new one takes its name, and only
 *    then is the older one removed; if the second step fails, the first is
 *    undone.
 */
#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

static bool write_fail(GError **error, const char *path)
{
    return cotejo_fail(error, COTEJO_ERROR_WRITE, "cannot write '%s': %s", path,
                       g_strerror(errno));
}

static bool write_all(int handle, const char *bytes, size_t len)
{
    while (len) {
        ssize_t n = write(handle, bytes, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        bytes += n;
        len -= (size_t)n;
    }
    return true;
}

/* The folder's entry itself must reach the disk too. Not every file system
 * can sync a folder, and none of those is worth a failure. */
static void sync_folder(const char *path)
{
    int handle = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (handle < 0)
        return;
    (void)fsync(handle);
    close(handle);
}

/* Writes, and syncs when asked to; closes in any case. */
static bool write_and_close(int handle, const void *bytes, size_t len,
                            bool sync)
{
    bool good = write_all(handle, bytes, len) && (!sync || !fsync(handle));
    int reason = errno;

    if (close(handle) && good)
        return false;
    errno = reason;
    return good;
}

static bool replace_file(const char *path, const void *bytes, size_t len,
                         GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *name = g_path_get_basename(path);
    g_autofree char *temporary =
        g_strdup_printf("%s/.%.200s.XXXXXX", folder, name);
    int handle = g_mkstemp_full(temporary, O_WRONLY | O_CLOEXEC, 0666);

    if (handle < 0)
        return write_fail(error, path);
    if (!write_and_close(handle, bytes, len, true) ||
        g_rename(temporary, path)) {
        int reason = errno;

        g_unlink(temporary);
        errno = reason;
        return write_fail(error, path);
    }
    sync_folder(folder);
    return true;
}

bool output_file(const char *path, const void *bytes, size_t len,
                 GError **error)
{
    g_autofree char *target = NULL;
    char *real;
    struct stat status;

    if (!strcmp(path, "-"))
        return write_all(STDOUT_FILENO, bytes, len) ||
               write_fail(error, "standard output");
    if (stat(path, &status))
        return replace_file(path, bytes, len, error);
    if (!S_ISREG(status.st_mode)) {
        int handle = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);

        if (handle < 0 || !write_and_close(handle, bytes, len, false))
            return write_fail(error, path);
        return true;
    }
    real = realpath(path, NULL);
    if (!real)
        return write_fail(error, path);
    target = g_strdup(real);
    free(real);
    return replace_file(target, bytes, len, error);
}

struct output_folder {
    char *path;      /* where it will be */
    char *parent;    /* of path */
    char *temporary; /* NULL once committed */
};

static int remove_entry(const char *path, const struct stat *status, int kind,
                        struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

/* Does not follow links: only what lies in the folder goes. */
static bool remove_folder(const char *path)
{
    return !nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static int sync_entry(const char *path, const struct stat *status, int kind,
                      struct FTW *place)
{
    int handle, result;

    (void)status;
    (void)place;
    if (kind == FTW_DP) {
        sync_folder(path);
        return 0;
    }
    if (kind != FTW_F)
        return 0;
    handle = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (handle < 0)
        return -1;
    result = fsync(handle);
    if (result) {
        int reason = errno;

        close(handle);
        errno = reason;
        return -1;
    }
    return close(handle);
}

/* A new folder beside path under a name that nothing has; NULL with errno. */
static char *make_beside(const char *parent, const char *path)
{
    g_autofree char *name = g_path_get_basename(path);

    for (int attempt = 0; attempt < 100; attempt++) {
        char *made =
            g_strdup_printf("%s/.%.200s.%08x", parent, name, g_random_int());

        if (!mkdir(made, 0777))
            return made;
        g_free(made);
        if (errno != EEXIST)
            break;
    }
    return NULL;
}

OutputFolder *output_folder_new(const char *path, GError **error)
{
    g_autoptr(OutputFolder) folder = g_new0(OutputFolder, 1);
    size_t len = strlen(path);

    while (len > 1 && path[len - 1] == '/')
        len--;
    folder->path = g_strndup(path, len);
    folder->parent = g_path_get_dirname(folder->path);
    if (g_mkdir_with_parents(folder->parent, 0777)) {
        write_fail(error, folder->parent);
        return NULL;
    }
    folder->temporary = make_beside(folder->parent, folder->path);
    if (!folder->temporary) {
        write_fail(error, folder->path);
        return NULL;
    }
    return g_steal_pointer(&folder);
}

const char *output_folder_path(const OutputFolder *folder)
{
    return folder->temporary;
}

/* Moves the older folder out of the way and puts the new one there. */
static bool change_places(OutputFolder *folder, GError **error)
{
    g_autofree char *aside = make_beside(folder->parent, folder->path);

    /* rename replaces the empty folder just made */
    if (!aside || g_rename(folder->path, aside)) {
        write_fail(error, folder->path);
        if (aside)
            g_rmdir(aside);
        return false;
    }
    if (g_rename(folder->temporary, folder->path)) {
        write_fail(error, folder->path);
        (void)g_rename(aside, folder->path);
        return false;
    }
    g_clear_pointer(&folder->temporary, g_free);
    sync_folder(folder->parent);
    if (!remove_folder(aside))
        return cotejo_fail(error, COTEJO_ERROR_WRITE,
                           "cannot remove the older '%s', now '%s': %s",
                           folder->path, aside, g_strerror(errno));
    return true;
}

bool output_folder_commit(OutputFolder *folder, bool replace, GError **error)
{
    struct stat status;

    g_assert(folder->temporary);
    if (nftw(folder->temporary, sync_entry, 16, FTW_DEPTH | FTW_PHYS))
        return write_fail(error, folder->path);
    /* An empty folder in the way is as good as none: rename replaces it. */
    if (!g_rename(folder->temporary, folder->path)) {
        g_clear_pointer(&folder->temporary, g_free);
        sync_folder(folder->parent);
        return true;
    }
    if (errno != EEXIST && errno != ENOTEMPTY)
        return write_fail(error, folder->path);
    if (!replace)
        return cotejo_fail(error, COTEJO_ERROR_WRITE,
                           "'%s' exists and is not empty", folder->path);
    if (lstat(folder->path, &status) || !S_ISDIR(status.st_mode)) {
        errno = ENOTDIR;
        return write_fail(error, folder->path);
    }
    return change_places(folder, error);
}

void output_folder_free(OutputFolder *folder)
{
    if (!folder)
        return;
    if (folder->temporary)
        (void)remove_folder(folder->temporary);
    g_free(folder->temporary);
    g_free(folder->parent);
    g_free(folder->path);
    g_free(folder);
}

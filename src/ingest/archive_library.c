/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ingest/archive_library.h"

#include <dlfcn.h>

/* POSIX lets a pointer to a function come out of dlsym as one to an object;
 * C wants it copied. */
static bool find(void *library, const char *name, void *function)
{
    void *found = dlsym(library, name);

    memcpy(function, &found, sizeof found);
    return found != NULL;
}

static gpointer load(gpointer unused)
{
    static struct archive_library calls;
    void *library = dlopen(COTEJO_LIBARCHIVE, RTLD_NOW | RTLD_LOCAL);
    bool has_all = library != NULL;

    (void)unused;
#define X(name)                                                                \
    has_all = has_all && find(library, "archive_" #name, &calls.name);
    ARCHIVE_FUNCTIONS(X)
#undef X
    return has_all ? &calls : NULL;
}

const struct archive_library *archive_library(GError **error)
{
    static GOnce once = G_ONCE_INIT;
    const struct archive_library *calls = g_once(&once, load, NULL);

    if (!calls)
        cotejo_fail(error, COTEJO_ERROR_REFUSED,
                    "%s cannot be loaded, and without it no tar, zip, xz, "
                    "zstd or bzip2 is read",
                    COTEJO_LIBARCHIVE);
    return calls;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Walking a named source and parsing its logs in parallel.
 *
 *  1. A folder is walked by handles: names are looked up in the open folder,
 *     never by a path that somebody could change meanwhile. Its files come
 *     first, then its folders, each in natural order.
 *  2. The calling thread opens files some way ahead of the one that is
 *     needed next (job.h); a pool of threads parses them.
 *  3. All sources of one folder are brought together (`join` of their
 *     formats) and then handed to the caller in order. A folder of very many
 *     files is done in parts of some HOLD_MAX, so that memory has a bound;
 *     files of one stem ("run-1.log", "run-1.tsv.gz") stay together.
 *  4. An archive is walked like a folder: members sorted by path, joined
 *     folder by folder.
 */
#define _DEFAULT_SOURCE /* d_type, beyond POSIX; see kind_of_entry */

#include "ingest/ingest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/ingest_log.h"
#include "ingest/job.h"

enum { DEPTH_MAX = 512, HOLD_MAX = 4096 };

/* O_NONBLOCK: opening a pipe that somebody put there must not wait. */
#define OPEN_FLAGS (O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)

/* ---- joining and delivering -------------------------------------------- */

struct walk {
    const struct ingest_options *options;
    ingest_sink *sink;
    void *data;
    size_t named_len; /* of the paths, what was named and its '/' */
    Crew *crew;
};

static void join_sources(GPtrArray *sources)
{
    for (size_t i = 0; i < n_log_formats; i++) {
        if (!log_formats[i]->join)
            continue;
        for (guint s = 0; s < sources->len; s++) {
            const LogSource *source = sources->pdata[s];

            if (source->format == log_formats[i]->name) {
                log_formats[i]->join(sources);
                break;
            }
        }
    }
}

/* Joins and hands over all of them, which empties the array; what the sink no
 * longer wants is freed. */
static bool deliver(struct walk *walk, GPtrArray *sources, GError **error)
{
    join_sources(sources);
    for (guint i = 0; i < sources->len; i++) {
        LogSource *source = sources->pdata[i];

        if (ingest_stopped(walk->options, error))
            return false;
        sources->pdata[i] = NULL;
        log_distrust_refused(source);
        if (!walk->sink(source, walk->data, error))
            return false;
    }
    g_ptr_array_set_size(sources, 0);
    return true;
}

static GPtrArray *source_array(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)log_source_free);
}

/* ---- folders ----------------------------------------------------------- */

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return natural_compare(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *name_array(void)
{
    return g_ptr_array_new_with_free_func(g_free);
}

enum entry { OTHER_ENTRY, FILE_ENTRY, FOLDER_ENTRY };

/* What a name in the open folder is. Most file systems tell with the name;
 * whether it is still so is asked again when it is opened. */
static enum entry kind_of_entry(int folder, const struct dirent *entry)
{
    struct stat status;

#ifdef DT_UNKNOWN
    if (entry->d_type == DT_REG || entry->d_type == DT_DIR)
        return entry->d_type == DT_REG ? FILE_ENTRY : FOLDER_ENTRY;
    if (entry->d_type != DT_UNKNOWN)
        return OTHER_ENTRY;
#endif
    if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW))
        return OTHER_ENTRY;
    return S_ISREG(status.st_mode)   ? FILE_ENTRY
           : S_ISDIR(status.st_mode) ? FOLDER_ENTRY
                                     : OTHER_ENTRY;
}

/* The names in a folder, files and folders apart, each in natural order.
 * Links, pipes, sockets and devices are passed over, and so is what is
 * hidden. */
static bool list_folder(int folder, GPtrArray *files, GPtrArray *folders)
{
    int copy = fcntl(folder, F_DUPFD_CLOEXEC, 0);
    DIR *listing = copy < 0 ? NULL : fdopendir(copy);
    const struct dirent *entry;
    int reason;

    if (!listing) {
        if (copy >= 0)
            close(copy);
        return false;
    }
    for (errno = 0; (entry = readdir(listing)); errno = 0) {
        enum entry kind = entry->d_name[0] == '.'
                              ? OTHER_ENTRY
                              : kind_of_entry(folder, entry);

        if (kind == FILE_ENTRY)
            g_ptr_array_add(files, g_strdup(entry->d_name));
        else if (kind == FOLDER_ENTRY)
            g_ptr_array_add(folders, g_strdup(entry->d_name));
    }
    reason = errno;
    closedir(listing);
    errno = reason;
    if (reason)
        return false;
    g_ptr_array_sort(files, compare_names);
    g_ptr_array_sort(folders, compare_names);
    return true;
}

/* What stands in the current folder is called by its name alone. */
static char *join_path(const char *folder, const char *name)
{
    if (!strcmp(folder, "."))
        return g_strdup(name);
    return g_str_has_suffix(folder, "/") ? g_strconcat(folder, name, NULL)
                                         : g_strconcat(folder, "/", name, NULL);
}

/* Leaves of the names in a folder those that are wanted. */
static void filter_names(const struct walk *walk, const char *path,
                         GPtrArray *names, bool is_folder)
{
    const struct ingest_options *options = walk->options;
    guint n = 0;

    if (!options->filter)
        return;
    for (guint i = 0; i < names->len; i++) {
        char *name = names->pdata[i];
        g_autofree char *whole = join_path(path, name);

        names->pdata[i] = NULL;
        if (options->filter(whole + walk->named_len, is_folder,
                            options->filter_data))
            names->pdata[n++] = name;
        else
            g_free(name);
    }
    g_ptr_array_set_size(names, (gint)n);
}

/* Archives are folders of their own: theirs are joined among themselves. */
static bool deliver_archive(struct walk *walk, GPtrArray *sources,
                            GError **error)
{
    guint from = 0;

    while (from < sources->len) {
        g_autoptr(GPtrArray) folder = source_array();
        const char *name = ((LogSource *)sources->pdata[from])->folder;
        guint to = from;

        for (; to < sources->len; to++) {
            LogSource *source = sources->pdata[to];

            if (strcmp(source->folder, name))
                break;
            g_ptr_array_add(folder, source);
            sources->pdata[to] = NULL;
        }
        from = to;
        if (!deliver(walk, folder, error))
            return false;
    }
    return true;
}

/* Moves what a job read to the folder's sources, or, from an archive, to the
 * caller. */
static bool collect(struct walk *walk, struct job *job, GPtrArray *sources,
                    GError **error)
{
    if (job->members)
        return deliver_archive(walk, job->members, error);
    if (job->source)
        g_ptr_array_add(sources, g_steal_pointer(&job->source));
    return true;
}

/* The name up to its first dot, leading zeros of numbers aside. */
static bool same_stem(const char *a, const char *b)
{
    g_autofree char *x = g_strndup(a, strcspn(a, "."));
    g_autofree char *y = g_strndup(b, strcspn(b, "."));

    return natural_equal(x, y);
}

/* Whether what is held before file `next` should be handed over now. */
static bool is_enough(const GPtrArray *sources, const GPtrArray *names,
                      guint next)
{
    return sources->len >= HOLD_MAX && next < names->len &&
           !same_stem(names->pdata[next - 1], names->pdata[next]);
}

/* Whether a log was read that may belong together with others. */
static bool any_to_join(const GPtrArray *sources)
{
    for (guint i = 0; i < sources->len; i++) {
        const LogSource *source = sources->pdata[i];
        const struct log_format *format =
            source->format ? log_format_find(source->format) : NULL;

        if (format && format->join)
            return true;
    }
    return false;
}

/* Reads known logs as logs, where one that is new may need them. */
static void read_known(struct walk *walk, int folder, GPtrArray *sources)
{
    if (!walk->options->known || !any_to_join(sources))
        return;
    for (guint i = 0; i < sources->len; i++) {
        LogSource *source = sources->pdata[i];

        if (!source->known.id || source->is_foreign)
            continue;
        sources->pdata[i] = crew_reread(walk->crew, folder, source);
        log_source_free(source);
    }
}

/* Opens files ahead of the one that is waited for. Handles may run out: then
 * those that are open are read first. */
static void open_ahead(struct walk *walk, int folder, const char *path,
                       const GPtrArray *names, GPtrArray *jobs, guint waited)
{
    while (jobs->len < names->len && jobs->len < waited + JOB_AHEAD &&
           (crew_handles(walk->crew) < JOB_HANDLES || jobs->len <= waited)) {
        const char *name = names->pdata[jobs->len];
        struct job *job = crew_open(walk->crew, folder, name,
                                    join_path(path, name), jobs->len > waited);

        if (!job)
            break;
        g_ptr_array_add(jobs, job);
    }
}

/* Threads may still hold what was opened ahead. */
static void end_jobs(struct walk *walk, GPtrArray *jobs, guint from)
{
    for (guint i = from; i < jobs->len; i++)
        crew_settle(walk->crew, jobs->pdata[i]);
    for (guint i = from; i < jobs->len; i++)
        crew_end(walk->crew, jobs->pdata[i]);
    g_ptr_array_set_size(jobs, (gint)from);
}

static bool walk_files(struct walk *walk, int folder, const char *path,
                       GPtrArray *names, GError **error)
{
    g_autoptr(GPtrArray) jobs = g_ptr_array_new();
    g_autoptr(GPtrArray) sources = source_array();
    bool good = true;
    guint i;

    for (i = 0; i < names->len && good; i++) {
        struct job *job;

        open_ahead(walk, folder, path, names, jobs, i);
        job = jobs->pdata[i];
        crew_wait(walk->crew, job);
        good = !ingest_stopped(walk->options, error) &&
               collect(walk, job, sources, error);
        crew_end(walk->crew, job);
        if (good && is_enough(sources, names, i + 1)) {
            read_known(walk, folder, sources);
            good = deliver(walk, sources, error);
        }
    }
    end_jobs(walk, jobs, i);
    if (good)
        read_known(walk, folder, sources);
    return good && deliver(walk, sources, error);
}

static bool deliver_failure(struct walk *walk, const char *path, int reason,
                            GError **error)
{
    return walk->sink(log_failed(path, reason), walk->data, error);
}

static bool walk_folder(struct walk *walk, int folder, const char *path,
                        unsigned depth, GError **error)
{
    g_autoptr(GPtrArray) files = name_array();
    g_autoptr(GPtrArray) folders = name_array();

    if (depth > DEPTH_MAX)
        return deliver_failure(walk, path, ELOOP, error);
    if (!list_folder(folder, files, folders))
        return deliver_failure(walk, path, errno, error);
    filter_names(walk, path, files, false);
    filter_names(walk, path, folders, true);
    if (!walk_files(walk, folder, path, files, error))
        return false;
    for (guint i = 0; i < folders->len; i++) {
        const char *name = folders->pdata[i];
        g_autofree char *below = join_path(path, name);
        int inner = openat(folder, name, OPEN_FLAGS | O_NOFOLLOW | O_DIRECTORY);
        bool good = inner < 0
                        ? deliver_failure(walk, below, errno, error)
                        : walk_folder(walk, inner, below, depth + 1, error);

        if (inner >= 0)
            close(inner);
        if (!good)
            return false;
    }
    return true;
}

/* ---- what was named ---------------------------------------------------- */

/* One file, named by the user: what is no log is an error here. */
static bool walk_file(struct walk *walk, int handle, const char *path,
                      GError **error)
{
    g_autoptr(GPtrArray) sources = source_array();
    struct job *job = crew_take(walk->crew, handle, g_strdup(path));
    bool good;

    crew_wait(walk->crew, job);
    if (job->source && job->source->is_foreign)
        ingest_refuse_foreign(job->source);
    good = collect(walk, job, sources, error) && deliver(walk, sources, error);
    crew_end(walk->crew, job);
    return good;
}

static int open_input(GError **error)
{
    int handle = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);

    if (handle < 0)
        cotejo_fail(error, COTEJO_ERROR_READ, "cannot read standard input: %s",
                    g_strerror(errno));
    return handle;
}

static int open_named(const char *path, bool *is_folder, GError **error)
{
    struct stat status;
    int handle;

    *is_folder = false;
    if (!strcmp(path, "-"))
        return open_input(error);
    /* Asked before opening: opening a device can do things. */
    if (!stat(path, &status) && !S_ISREG(status.st_mode) &&
        !S_ISDIR(status.st_mode)) {
        cotejo_fail(error, COTEJO_ERROR_READ,
                    "'%s' is neither a file nor a folder", path);
        return -1;
    }
    handle = open(path, OPEN_FLAGS);
    if (handle < 0 || fstat(handle, &status)) {
        cotejo_fail(error, COTEJO_ERROR_READ, "cannot open '%s': %s", path,
                    g_strerror(errno));
        if (handle >= 0)
            close(handle);
        return -1;
    }
    *is_folder = S_ISDIR(status.st_mode);
    return handle;
}

static bool walk_named(struct walk *walk, int handle, bool is_folder,
                       const char *path, GError **error)
{
    bool good;

    if (!is_folder)
        return walk_file(walk, handle, path, error);
    walk->named_len = !strcmp(path, ".")            ? 0
                      : g_str_has_suffix(path, "/") ? strlen(path)
                                                    : strlen(path) + 1;
    good = walk_folder(walk, handle, path, 0, error);
    close(handle);
    return good;
}

bool ingest_path(const char *path, const struct ingest_options *options,
                 ingest_sink *sink, void *data, GError **error)
{
    static const struct ingest_options usual;
    struct walk walk = {
        .options = options ? options : &usual, .sink = sink, .data = data};
    bool is_folder, good;
    int handle = open_named(path, &is_folder, error);

    if (handle < 0)
        return false;
    walk.crew = crew_new(walk.options, !is_folder);
    good = walk_named(&walk, handle, is_folder, path, error);
    crew_free(walk.crew);
    return good;
}

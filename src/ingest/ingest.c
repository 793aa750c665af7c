/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Walking a named source and parsing its logs in parallel.
 *
 *  1. A folder is walked by handles: names are looked up in the open folder,
 *     never by a path that somebody could change meanwhile. Its files come
 *     first, then its folders, each in natural order.
 *  2. The calling thread opens up to AHEAD files before they are needed and
 *     tells the kernel so (a cold disk then reads them side by side); a pool
 *     of threads parses them.
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

#include "ingest/source.h"

enum { AHEAD = 64, DEPTH_MAX = 512, HOLD_MAX = 4096 };

/* What a thread takes at once: waking one for every small file costs more
 * than reading it. */
enum { BATCH_FILES = 16, BATCH_BYTES = 256 * 1024 };

/* O_NONBLOCK: opening a pipe that somebody put there must not wait. */
#define OPEN_FLAGS (O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)

/* ---- one log ----------------------------------------------------------- */

/* How the first line of a run begins in each format, for prefixes. */
static const struct slice run_starts[] = {
    {"This is ApacheBench, Version", 28},
    {"Benchmarking ", 13},
    {"Server Software:", 16},
    {"httperf --", 10},
    {"Maximum connect burst length:", 29},
    {"Benchmark DBD suit", 18},
    {"Testing server '", 16},
    {"--20", 4}, /* wget: --2026-11-23 02:37:30--  URL */
    {"FINISHED --", 11},
    {"real\t", 5},
};

static LogSource *source_new(const char *path)
{
    LogSource *source = g_new0(LogSource, 1);
    const char *slash = strrchr(path, '/');

    source->path = g_strdup(path);
    source->folder =
        slash ? g_strndup(path, (size_t)(slash - path)) : g_strdup("");
    source->runs = g_ptr_array_new_with_free_func((GDestroyNotify)run_free);
    return source;
}

void log_source_free(LogSource *source)
{
    if (!source)
        return;
    g_clear_error(&source->error);
    g_ptr_array_unref(source->runs);
    g_free(source->folder);
    g_free(source->path);
    g_free(source);
}

static const struct log_format *recognise(Text *text, const char *name,
                                          bool is_named)
{
    text_prefix(text, run_starts, G_N_ELEMENTS(run_starts));
    if (name)
        return log_format_find(name);
    return (is_named ? log_format_detect_named
                     : log_format_detect)(text_head(text));
}

/* A log with the line ends of old Macs is one line, of which a terminal would
 * show the last piece: whose log it is, told by the others. */
static const struct log_format *recognise_bare_cr(Text *text)
{
    g_autoptr(GString) lines = g_string_new(NULL);

    if (!text_bare_cr(text, lines))
        return NULL;
    return log_format_detect((struct slice){lines->str, lines->len});
}

/* A log that is damaged in one place is not believed in another. */
static void refuse_runs(LogSource *source, const GError *error)
{
    for (guint i = 0; i < source->runs->len; i++) {
        run_reason(source->runs->pdata[i], "unreadable", 0, 0, "%s",
                   error->message);
        run_distrust(source->runs->pdata[i]);
    }
}

/* ---- other tools in the same log (rule 5) ------------------------------ */

/* How their runs begin; NULL: a dump of a server's reply, or a part of it. */
static const char *const other_formats[] = {
    "ab",   "httperf", "httperf", "sqlbench-run", "sqlbench-module",
    "wget", "wget",    NULL,      NULL,           NULL,
    NULL,
};
static const struct slice other_starts[] = {
    {"This is ApacheBench, Version", 28},
    {"httperf --", 10},
    {"Maximum connect burst length:", 29},
    {"Benchmark DBD suit", 18},
    {"Testing server '", 16},
    {"FINISHED --", 11},
    {"--20", 4},
    {"LOG: header received", 20},
    {"INFO: ", 6},
    {"RB0:", 4},
    {"RB1:", 4},
};

/* The same bytes once more, from their start; NULL if that is not to be had. */
typedef Text *read_again_fn(void *data);

static bool has_dump(const Text *text)
{
    for (size_t i = 0; i < G_N_ELEMENTS(other_starts); i++)
        if (!other_formats[i] && text_watched(text, i))
            return true;
    return false;
}

/* What a shell measured beside another tool is no run of wget. */
static bool is_bare_timing(const Run *run)
{
    return !strcmp(run->tool, "wget") && !run_find(run, "files", NULL) &&
           !run_find(run, "wall_clock", NULL);
}

/* Lines that the other format did not know are those of the first. */
static void drop_unknown_lines(Run *run)
{
    for (guint i = run->notes->len; i > 0; i--)
        if (!strcmp(g_array_index(run->notes, struct run_note, i - 1).slug,
                    "unknown-line"))
            g_array_remove_index(run->notes, i - 1);
}

static void take_runs(LogSource *source, GPtrArray *runs)
{
    for (guint i = 0; i < runs->len; i++) {
        Run *run = runs->pdata[i];

        if (is_bare_timing(run))
            continue;
        runs->pdata[i] = NULL;
        drop_unknown_lines(run);
        g_ptr_array_add(source->runs, run);
    }
}

/* The other format's runs; false when the bytes are no longer the same. */
static bool parse_again(LogSource *source, Text *text,
                        const struct log_format *format, const char *sha256)
{
    g_autoptr(GPtrArray) runs =
        g_ptr_array_new_with_free_func((GDestroyNotify)run_free);

    format->parse(text, runs);
    take_runs(source, runs);
    return text_drain(text) && !strcmp(text_sha256(text), sha256);
}

static void note_unread(LogSource *source, const char *tool, size_t line)
{
    if (source->runs->len)
        run_note(source->runs->pdata[0], "other-tool", line,
                 "runs of %s, not read: give them a file of their own", tool);
}

static gint compare_lines(gconstpointer a, gconstpointer b)
{
    const Run *const *x = a, *const *y = b;

    return ((*x)->line > (*y)->line) - ((*x)->line < (*y)->line);
}

static void read_other(LogSource *source, Text *text,
                       const struct log_format *format, size_t line,
                       read_again_fn *again, void *data)
{
    bool is_here = !has_dump(text) && text_rewind(text);
    g_autoptr(Text) other =
        is_here || has_dump(text) || !again ? NULL : again(data);

    if (other)
        text_prefix(other, run_starts, G_N_ELEMENTS(run_starts));
    if (!is_here && !other)
        note_unread(source, format->tool, line);
    else if (!parse_again(source, is_here ? text : other, format,
                          source->sha256) &&
             !source->error)
        cotejo_fail(&source->error, COTEJO_ERROR_READ,
                    "%s: changed while it was read", source->path);
}

static void read_others(LogSource *source, Text *text,
                        const struct log_format *first, read_again_fn *again,
                        void *data)
{
    const char *done = first->tool;
    size_t lines[G_N_ELEMENTS(other_starts)];
    guint n = source->runs->len;

    for (size_t i = 0; i < G_N_ELEMENTS(other_starts); i++)
        lines[i] = text_watched(text, i);
    for (size_t i = 0; i < G_N_ELEMENTS(other_starts); i++) {
        const struct log_format *format =
            other_formats[i] && lines[i] ? log_format_find(other_formats[i])
                                         : NULL;

        if (!format || !strcmp(format->tool, first->tool) ||
            !strcmp(format->tool, done))
            continue;
        done = format->tool;
        read_other(source, text, format, lines[i], again, data);
    }
    if (source->runs->len > n)
        g_ptr_array_sort(source->runs, compare_lines);
}

/* ---- one log, all of it ------------------------------------------------ */

static void refuse_bare_cr(LogSource *source)
{
    if (!source->error)
        cotejo_fail(&source->error, COTEJO_ERROR_REFUSED,
                    "%s:1: the lines end with CR alone, as on old Macs: "
                    "convert them (tr '\\r' '\\n')",
                    source->path);
}

static void finish_source(LogSource *source, Text *text, bool is_known)
{
    text_drain(text);
    g_strlcpy(source->sha256, text_sha256(text), sizeof source->sha256);
    source->bytes = text_bytes(text);
    source->is_foreign = !is_known && source->bytes;
    if (text_error(text))
        source->error = g_error_copy(text_error(text));
    else if (!source->bytes)
        cotejo_fail(&source->error, COTEJO_ERROR_REFUSED,
                    "%s: the file is empty", source->path);
}

static LogSource *ingest_again(Text *text, const char *name, bool is_named,
                               read_again_fn *again, void *data)
{
    LogSource *source = source_new(text_name(text));
    const struct log_format *found = recognise(text, name, is_named);
    const struct log_format *bare_cr = found ? NULL : recognise_bare_cr(text);

    if (found) {
        source->format = found->name;
        text_watch(text, other_starts, G_N_ELEMENTS(other_starts));
        found->parse(text, source->runs);
    }
    finish_source(source, text, found || bare_cr);
    if (bare_cr) {
        source->format = bare_cr->name;
        refuse_bare_cr(source);
    }
    if (found && !name && !source->error)
        read_others(source, text, found, again, data);
    if (source->error)
        refuse_runs(source, source->error);
    return source;
}

/* What a refused run printed stays as text; no value of it may be reported.
 * After joining, which may refuse a run and looks at what its parts say. */
static void distrust_refused(LogSource *source)
{
    for (guint i = 0; i < source->runs->len; i++) {
        Run *run = source->runs->pdata[i];

        if (run->status == RUN_REFUSED)
            run_distrust(run);
    }
}

LogSource *ingest_text(Text *text, const char *format)
{
    LogSource *source = ingest_again(text, format, false, NULL, NULL);

    distrust_refused(source);
    return source;
}

static LogSource *failed_source(const char *path, int reason)
{
    LogSource *source = source_new(path);

    cotejo_fail(&source->error, COTEJO_ERROR_READ, "cannot read '%s': %s", path,
                g_strerror(reason));
    return source;
}

/* ---- joining and delivering -------------------------------------------- */

struct walk {
    const struct ingest_options *options;
    ingest_sink *sink;
    void *data;
    size_t named_len;  /* of the paths, what was named and its '/' */
    GThreadPool *pool; /* NULL with one thread */
    GPtrArray *batch;  /* struct job: not yet given to the pool; NULL: none */
    uint64_t batch_bytes;
    GMutex lock;
    GCond done;
};

static bool stopped(const struct walk *walk, GError **error)
{
    if (!walk->options->stop || !*walk->options->stop)
        return false;
    cotejo_fail(error, COTEJO_ERROR_INTERRUPTED, "interrupted");
    return true;
}

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

        if (stopped(walk, error))
            return false;
        sources->pdata[i] = NULL;
        distrust_refused(source);
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

/* ---- one file ---------------------------------------------------------- */

struct job {
    char *path;
    int handle;
    uint64_t bytes;     /* of the file as it was opened */
    GPtrArray *sources; /* one, or the members of an archive */
    bool is_named;      /* by the user, itself */
    bool is_archive;
    bool done;
};

static void job_free(void *data)
{
    struct job *job = data;

    if (!job)
        return;
    if (job->handle >= 0)
        close(job->handle);
    g_free(job->path);
    if (job->sources)
        g_ptr_array_unref(job->sources);
    g_free(job);
}

struct members {
    const struct walk *walk;
    GPtrArray *sources;
};

static bool keep_member(Text *text, void *data, GError **error)
{
    struct members *members = data;

    if (stopped(members->walk, error))
        return false;
    g_ptr_array_add(
        members->sources,
        ingest_again(text, members->walk->options->format, false, NULL, NULL));
    return true;
}

static gint compare_paths(gconstpointer a, gconstpointer b)
{
    const LogSource *const *x = a, *const *y = b;
    int order = natural_compare((*x)->folder, (*y)->folder);

    return order ? order : natural_compare((*x)->path, (*y)->path);
}

/* A check sum that fails at the end of an archive may be of any member. Takes
 * the error over. */
static void refuse_archive(struct job *job, GError *error)
{
    LogSource *archive = source_new(job->path);

    for (guint i = 0; i < job->sources->len; i++) {
        LogSource *source = job->sources->pdata[i];

        if (source->is_foreign)
            continue;
        refuse_runs(source, error);
        if (!source->error)
            source->error = g_error_copy(error);
    }
    archive->error = error;
    g_ptr_array_add(job->sources, archive);
}

static void read_archive(const struct walk *walk, struct job *job,
                         Stream *stream)
{
    struct members members = {walk, job->sources};
    GError *error = NULL;
    bool good;

    job->is_archive = true;
    good = stream_members(stream, keep_member, &members, &error);
    g_ptr_array_sort(job->sources, compare_paths);
    if (!good)
        refuse_archive(job, error);
}

/* Larger than what a text reads at once, or than that when compressed. */
#define MAY_NOT_BE_WHOLE 4096

struct again {
    const struct walk *walk;
    const struct job *job;
    int handle; /* of the same file; -1 */
};

static Text *open_again(void *data)
{
    const struct again *again = data;
    int handle =
        again->handle < 0 ? -1 : fcntl(again->handle, F_DUPFD_CLOEXEC, 0);

    if (handle < 0)
        return NULL;
    if (lseek(handle, 0, SEEK_SET)) {
        close(handle); /* a pipe is read once */
        return NULL;
    }
    return stream_text(
        stream_new(handle, again->job->path, again->walk->options->stop, NULL));
}

static void read_log(const struct walk *walk, struct job *job, Stream *stream,
                     int handle)
{
    g_autoptr(Text) text = stream_text(stream);
    struct again again = {walk, job, handle};

    g_ptr_array_add(job->sources,
                    ingest_again(text, walk->options->format, job->is_named,
                                 open_again, &again));
}

static void run_job(struct job *job, const struct walk *walk)
{
    struct ingest_counters *counters = walk->options->counters;
    Stream *stream;
    int handle = -1;

    if (job->handle < 0)
        return;
    if (job->bytes > MAY_NOT_BE_WHOLE)
        handle = fcntl(job->handle, F_DUPFD_CLOEXEC, 0);
    stream = stream_new(job->handle, job->path, walk->options->stop,
                        counters ? &counters->n_bytes : NULL);
    job->handle = -1;
    if (stream_is_archive(stream))
        read_archive(walk, job, stream);
    else
        read_log(walk, job, stream, handle);
    if (handle >= 0)
        close(handle);
    if (counters)
        __atomic_fetch_add(&counters->n_files, 1, __ATOMIC_RELAXED);
}

/* Takes a batch over, not its jobs. */
static void pool_batch(gpointer data, gpointer user_data)
{
    g_autoptr(GPtrArray) batch = data;
    struct walk *walk = user_data;

    for (guint i = 0; i < batch->len; i++)
        run_job(batch->pdata[i], walk);
    g_mutex_lock(&walk->lock);
    for (guint i = 0; i < batch->len; i++)
        ((struct job *)batch->pdata[i])->done = true;
    g_cond_broadcast(&walk->done);
    g_mutex_unlock(&walk->lock);
}

static void push_batch(struct walk *walk)
{
    if (walk->batch)
        g_thread_pool_push(walk->pool, g_steal_pointer(&walk->batch), NULL);
    walk->batch_bytes = 0;
}

static void start_job(struct walk *walk, struct job *job)
{
    if (job->handle >= 0)
        posix_fadvise(job->handle, 0, 0, POSIX_FADV_WILLNEED);
    if (!walk->pool)
        return;
    if (!walk->batch)
        walk->batch = g_ptr_array_new();
    g_ptr_array_add(walk->batch, job);
    walk->batch_bytes += job->bytes;
    if (walk->batch->len == BATCH_FILES || walk->batch_bytes >= BATCH_BYTES)
        push_batch(walk);
}

static bool is_done(struct walk *walk, const struct job *job)
{
    bool done;

    g_mutex_lock(&walk->lock);
    done = job->done;
    g_mutex_unlock(&walk->lock);
    return done;
}

static void wait_for_job(struct walk *walk, struct job *job)
{
    if (!walk->pool) {
        run_job(job, walk);
        return;
    }
    if (is_done(walk, job))
        return;
    push_batch(walk); /* the job may be in it */
    g_mutex_lock(&walk->lock);
    while (!job->done)
        g_cond_wait(&walk->done, &walk->lock);
    g_mutex_unlock(&walk->lock);
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

/* Opens a regular file of the folder; what cannot be opened is a source with
 * the reason. NULL when it may wait and there is no handle left for it. */
static struct job *open_job(int folder, const char *path, const char *name,
                            bool may_wait)
{
    int handle = openat(folder, name, OPEN_FLAGS | O_NOFOLLOW);
    int reason = handle < 0 ? errno : 0;
    struct job *job;
    struct stat status;

    if (may_wait && (reason == EMFILE || reason == ENFILE))
        return NULL;
    if (handle >= 0 && (fstat(handle, &status) || !S_ISREG(status.st_mode))) {
        reason = ENOENT; /* it was one a moment ago */
        close(handle);
    }
    job = g_new0(struct job, 1);
    job->path = join_path(path, name);
    job->sources = source_array();
    job->handle = reason ? -1 : handle;
    job->bytes = reason ? 0 : (uint64_t)status.st_size;
    if (reason)
        g_ptr_array_add(job->sources, failed_source(job->path, reason));
    return job;
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
    if (job->is_archive)
        return deliver_archive(walk, job->sources, error);
    for (guint i = 0; i < job->sources->len; i++) {
        g_ptr_array_add(sources, job->sources->pdata[i]);
        job->sources->pdata[i] = NULL;
    }
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

/* Opens files up to AHEAD before the one that is waited for. Handles may run
 * out: then those that are open are read first. */
static void open_ahead(struct walk *walk, int folder, const char *path,
                       const GPtrArray *names, GPtrArray *jobs, guint waited)
{
    while (jobs->len < names->len && jobs->len < waited + AHEAD) {
        struct job *job =
            open_job(folder, path, names->pdata[jobs->len], jobs->len > waited);

        if (!job)
            break;
        g_ptr_array_add(jobs, job);
        start_job(walk, job);
    }
}

static bool walk_files(struct walk *walk, int folder, const char *path,
                       GPtrArray *names, GError **error)
{
    g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func(job_free);
    g_autoptr(GPtrArray) sources = source_array();
    bool good = true;

    for (guint i = 0; i < names->len && good; i++) {
        open_ahead(walk, folder, path, names, jobs, i);
        wait_for_job(walk, jobs->pdata[i]);
        good = !stopped(walk, error) &&
               collect(walk, jobs->pdata[i], sources, error);
        if (good) {
            job_free(jobs->pdata[i]);
            jobs->pdata[i] = NULL;
        }
        if (good && is_enough(sources, names, i + 1))
            good = deliver(walk, sources, error);
    }
    /* Threads may still hold what was opened ahead. */
    for (guint i = 0; i < jobs->len && walk->pool; i++)
        if (jobs->pdata[i])
            wait_for_job(walk, jobs->pdata[i]);
    return good && deliver(walk, sources, error);
}

static bool deliver_failure(struct walk *walk, const char *path, int reason,
                            GError **error)
{
    return walk->sink(failed_source(path, reason), walk->data, error);
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
    struct job *job = g_new0(struct job, 1);
    bool good;

    job->path = g_strdup(path);
    job->sources = source_array();
    job->handle = handle;
    job->bytes = UINT64_MAX; /* not asked */
    job->is_named = true;
    run_job(job, walk);
    for (guint i = 0; i < job->sources->len && !job->is_archive; i++) {
        LogSource *source = job->sources->pdata[i];

        if (source->is_foreign && !source->error)
            cotejo_fail(&source->error, COTEJO_ERROR_REFUSED,
                        "%s: no log format recognises the content", path);
    }
    good = job->is_archive ? deliver_archive(walk, job->sources, error)
                           : deliver(walk, job->sources, error);
    job_free(job);
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

static unsigned threads(const struct ingest_options *options)
{
    return options->jobs ? options->jobs : g_get_num_processors();
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
    if (threads(walk->options) > 1)
        walk->pool = g_thread_pool_new(
            pool_batch, walk, (gint)threads(walk->options), FALSE, NULL);
    good = walk_folder(walk, handle, path, 0, error);
    if (walk->pool)
        g_thread_pool_free(walk->pool, FALSE, TRUE);
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
    g_mutex_init(&walk.lock);
    g_cond_init(&walk.done);
    good = walk_named(&walk, handle, is_folder, path, error);
    g_cond_clear(&walk.done);
    g_mutex_clear(&walk.lock);
    return good;
}

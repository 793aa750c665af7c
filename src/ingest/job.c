/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opening, reading and parsing files, by one thread or several.
 *
 *  1. A batch holds files that were read whole, one behind the other, and
 *     goes to a thread when it is full. Files that are not in memory yet, or
 *     too large, go by their handle.
 *  2. Whether the page cache has a file is asked by reading it without
 *     waiting (RWF_NOWAIT). A read that ends inside a page has met the end of
 *     the file; any other leaves the file to the careful way.
 *  3. Bytes that the caller knows are not parsed. Large files are hashed for
 *     that only if the caller knows one of their size.
 */
#define _GNU_SOURCE /* preadv2, beyond POSIX; see read_whole */

#include "ingest/job.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "ingest/ingest_log.h"
#include "ingest/source.h"

enum {
    BATCH_FILES = 64,
    SMALL = 16 * 1024, /* what is read at once */
    PAGE = 4096,       /* no file system caches in smaller pieces */
    SLAB = 128 * 1024, /* what a batch holds of them */
    BATCH_BYTES = 256 * 1024,
    HASH_PIECE = 256 * 1024,
};

/* O_NONBLOCK: opening a pipe that somebody put there must not wait. */
#define OPEN_FLAGS (O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW)

struct batch {
    struct job *jobs[BATCH_FILES];
    guint n_jobs, n_ended; /* ended: freed by the thread that walks */
    uint64_t size;         /* of the files that go by handle */
    size_t used;           /* of the slab */
    bool is_done;          /* guarded by the crew's lock */
    struct batch *next;
    char slab[SLAB];
};

struct crew {
    const struct ingest_options *options;
    GThreadPool *pool;     /* NULL with one thread */
    struct batch *filling; /* NULL: none */
    struct batch *spare;
    unsigned n_handles;
    Text *text;      /* of the one thread */
    bool is_reading; /* known logs are read, too */
    GMutex lock;
    GCond done;
};

bool ingest_stopped(const struct ingest_options *options, GError **error)
{
    if (!options->stop || !*options->stop)
        return false;
    cotejo_fail(error, COTEJO_ERROR_INTERRUPTED, "interrupted");
    return true;
}

/* ---- archives and large files ------------------------------------------ */

struct members {
    const struct ingest_options *options;
    GPtrArray *sources;
};

static bool keep_member(Text *text, void *data, GError **error)
{
    struct members *members = data;

    if (ingest_stopped(members->options, error))
        return false;
    g_ptr_array_add(members->sources, log_read(text, members->options->format,
                                               false, NULL, NULL));
    return true;
}

static gint compare_paths(gconstpointer a, gconstpointer b)
{
    const LogSource *const *x = a, *const *y = b;
    int order = natural_compare((*x)->folder, (*y)->folder);

    return order ? order : natural_compare((*x)->path, (*y)->path);
}

/* A check sum that fails at the end of an archive may be of any member. */
static void refuse_members(struct job *job)
{
    for (guint i = 0; i < job->members->len; i++) {
        LogSource *source = job->members->pdata[i];

        if (source->is_foreign || source->error)
            continue;
        cotejo_fail(&source->error, COTEJO_ERROR_REFUSED,
                    "%s: the archive around it is damaged", source->path);
        log_refuse_runs(source, source->error);
    }
}

/* An archive to which a file was added again (tar -r, -u) holds it twice, and
 * unpacked only the last is there: what it took the place of is no repetition.
 * The members are sorted, those of one path as they stood. */
static void refuse_replaced(const GPtrArray *members)
{
    for (guint i = 0; i + 1 < members->len; i++) {
        LogSource *source = members->pdata[i];
        const LogSource *next = members->pdata[i + 1];

        if (source->is_foreign || source->error ||
            strcmp(source->path, next->path) ||
            !strcmp(source->sha256, next->sha256))
            continue;
        cotejo_fail(&source->error, COTEJO_ERROR_REFUSED,
                    "%s: the archive holds it again, and that one counts",
                    source->path);
        log_refuse_runs(source, source->error);
    }
}

/* Two messages behind their paths; how many bytes lacked differs. */
static bool is_same_cause(const char *a, const char *a_path, const char *b,
                          const char *b_path)
{
    static const char cut[] = ": damaged or cut: ";

    if (!g_str_has_prefix(a, a_path) || !g_str_has_prefix(b, b_path))
        return false;
    a += strlen(a_path);
    b += strlen(b_path);
    return !strcmp(a, b) ||
           (g_str_has_prefix(a, cut) && g_str_has_prefix(b, cut));
}

/* Whether the last member was refused for what ended the archive. */
static bool is_told(const struct job *job, const GError *error)
{
    const LogSource *last =
        job->members->len ? job->members->pdata[job->members->len - 1] : NULL;

    return last && last->error && !last->is_foreign &&
           is_same_cause(last->error->message, last->path, error->message,
                         job->path);
}

/* What ends an archive before its end refuses the member it stands in; the
 * members before are good unless they are in doubt. Takes the error over. */
static void end_archive(struct job *job, GError *error)
{
    LogSource *archive = is_told(job, error) ? NULL : log_source_new(job->path);

    g_ptr_array_sort(job->members, compare_paths);
    if (!archive) {
        g_error_free(error);
        return;
    }
    archive->error = error;
    g_ptr_array_add(job->members, archive);
}

static void read_archive(const struct ingest_options *options, struct job *job,
                         Stream *stream)
{
    struct members members = {.options = options};
    GError *error = NULL;
    bool good, doubtful;

    job->members =
        g_ptr_array_new_with_free_func((GDestroyNotify)log_source_free);
    members.sources = job->members;
    good = stream_members(stream, keep_member, &members, &doubtful, &error);
    if (!good && (doubtful || ingest_stopped(options, NULL)))
        refuse_members(job);
    if (!good)
        end_archive(job, error);
    else
        g_ptr_array_sort(job->members, compare_paths);
    refuse_replaced(job->members);
}

/* Larger than what a text reads at once, or than that when compressed. */
#define MAY_NOT_BE_WHOLE 4096

struct again {
    const struct ingest_options *options;
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
        stream_new(handle, again->job->path, again->options->stop, NULL));
}

static void read_log(const struct ingest_options *options, struct job *job,
                     Stream *stream, int handle)
{
    g_autoptr(Text) text = stream_text(stream);
    struct again again = {options, job, handle};

    job->source =
        log_read(text, options->format, job->is_named, open_again, &again);
}

/* ---- what is known (rule 3) -------------------------------------------- */

static bool is_known(const struct ingest_options *options, struct job *job,
                     struct xxh3 hash, uint64_t size)
{
    struct known_log known;

    if (!options->known->find(options->known, hash, &known))
        return false;
    job->source = log_source_new(job->path);
    job->source->known = known;
    job->source->is_foreign = known.is_foreign;
    job->source->bytes = size;
    return true;
}

/* Reads the file to its end, and goes back to its start. */
static bool hash_file(int handle, const volatile int *stop, struct xxh3 *hash)
{
    g_autofree char *piece = g_malloc(HASH_PIECE);
    Xxh3Sum *sum = xxh3_sum_new();
    ssize_t n = 1;

    while ((!stop || !*stop) && (n = read(handle, piece, HASH_PIECE)) > 0)
        xxh3_sum_add(sum, piece, (size_t)n);
    *hash = xxh3_sum_get(sum);
    xxh3_sum_free(sum);
    return !lseek(handle, 0, SEEK_SET) && n == 0 && (!stop || !*stop);
}

static bool is_known_file(const struct ingest_options *options, struct job *job)
{
    struct xxh3 hash;

    return options->known && job->size != UINT64_MAX &&
           options->known->has_size(options->known, job->size) &&
           hash_file(job->handle, options->stop, &hash) &&
           is_known(options, job, hash, job->size);
}

/* ---- a job ------------------------------------------------------------- */

/* bytes: those that nobody else counts. */
static void count_file(const struct ingest_options *options, uint64_t bytes)
{
    struct ingest_counters *counters = options->counters;

    if (!counters)
        return;
    __atomic_fetch_add(&counters->n_files, 1, __ATOMIC_RELAXED);
    __atomic_fetch_add(&counters->n_bytes, bytes, __ATOMIC_RELAXED);
}

static void read_handle(const struct ingest_options *options, struct job *job)
{
    struct ingest_counters *counters = options->counters;
    Stream *stream;
    int handle = -1;

    if (job->size > MAY_NOT_BE_WHOLE)
        handle = fcntl(job->handle, F_DUPFD_CLOEXEC, 0);
    stream = stream_new(job->handle, job->path, options->stop,
                        counters ? &counters->n_bytes : NULL);
    if (stream_is_archive(stream))
        read_archive(options, job, stream);
    else
        read_log(options, job, stream, handle);
    if (handle >= 0)
        close(handle);
}

/* *text is used again for logs that stand in memory. */
static void run_job(const struct ingest_options *options, struct job *job,
                    Text **text)
{
    job->is_begun = true;
    if (job->bytes.at) {
        job->source = log_read_exact(job->path, job->bytes, options->format);
        if (job->source) {
            job->path = NULL;
            return;
        }
        *text = text_again(*text, job->path, job->bytes.at, job->bytes.len);
        job->source = log_read(*text, options->format, false, NULL, NULL);
        return;
    }
    if (job->handle < 0)
        return;
    if (!job->is_wanted && is_known_file(options, job))
        close(job->handle);
    else
        read_handle(options, job);
    count_file(options, 0);
}

/* ---- batches and threads ----------------------------------------------- */

static void pool_batch(gpointer data, gpointer user_data)
{
    struct batch *batch = data;
    Crew *crew = user_data;
    Text *text = NULL;

    for (guint i = 0; i < batch->n_jobs; i++)
        run_job(crew->options, batch->jobs[i], &text);
    text_free(text);
    g_mutex_lock(&crew->lock);
    batch->is_done = true;
    g_cond_signal(&crew->done);
    g_mutex_unlock(&crew->lock);
}

static unsigned threads(const struct ingest_options *options)
{
    return options->jobs ? options->jobs : g_get_num_processors();
}

Crew *crew_new(const struct ingest_options *options, bool is_alone)
{
    Crew *crew = g_new0(Crew, 1);

    crew->options = options;
    g_mutex_init(&crew->lock);
    g_cond_init(&crew->done);
    if (!is_alone && threads(options) > 1)
        crew->pool = g_thread_pool_new(pool_batch, crew, (gint)threads(options),
                                       FALSE, NULL);
    return crew;
}

void crew_free(Crew *crew)
{
    if (crew->pool)
        g_thread_pool_free(crew->pool, FALSE, TRUE);
    while (crew->spare) {
        struct batch *batch = crew->spare;

        crew->spare = batch->next;
        g_free(batch);
    }
    g_free(crew->filling);
    text_free(crew->text);
    g_cond_clear(&crew->done);
    g_mutex_clear(&crew->lock);
    g_free(crew);
}

static void keep_spare(Crew *crew, struct batch *batch)
{
    batch->next = crew->spare;
    crew->spare = batch;
}

/* Hands over the one that was filled; with one thread its jobs are run as they
 * are waited for. */
static void push_batch(Crew *crew)
{
    struct batch *batch = g_steal_pointer(&crew->filling);

    if (crew->pool)
        g_thread_pool_push(crew->pool, batch, NULL);
    else if (batch->n_ended == batch->n_jobs)
        keep_spare(crew, batch);
}

static bool is_full(const struct batch *batch)
{
    return batch->n_jobs == BATCH_FILES || batch->used + SMALL > SLAB ||
           batch->size >= BATCH_BYTES;
}

/* The one that is being filled, with room for a small file. */
static struct batch *filling_batch(Crew *crew)
{
    struct batch *batch = crew->filling;

    if (batch && !is_full(batch))
        return batch;
    if (batch)
        push_batch(crew);
    batch = crew->spare;
    if (batch)
        crew->spare = batch->next;
    else
        batch = g_malloc(sizeof *batch);
    batch->n_jobs = batch->n_ended = 0;
    batch->size = 0;
    batch->used = 0;
    batch->is_done = false;
    return crew->filling = batch;
}

static void put_in_batch(struct batch *batch, struct job *job)
{
    batch->jobs[batch->n_jobs++] = job;
    job->batch = batch;
    if (job->bytes.at)
        batch->used += job->bytes.len;
    else
        batch->size += MIN(job->size, BATCH_BYTES);
}

void crew_wait(Crew *crew, struct job *job)
{
    if (job->batch && !crew->pool)
        run_job(crew->options, job, &crew->text);
    else
        crew_settle(crew, job);
}

void crew_settle(Crew *crew, struct job *job)
{
    struct batch *batch = job->batch;

    if (!batch || !crew->pool)
        return;
    if (batch == crew->filling)
        push_batch(crew);
    g_mutex_lock(&crew->lock);
    while (!batch->is_done)
        g_cond_wait(&crew->done, &crew->lock);
    g_mutex_unlock(&crew->lock);
}

void crew_end(Crew *crew, struct job *job)
{
    struct batch *batch = job->batch;

    crew->n_handles -= job->handle >= 0;
    if (job->handle >= 0 && !job->is_begun)
        close(job->handle);
    if (batch && ++batch->n_ended == batch->n_jobs && batch != crew->filling)
        keep_spare(crew, batch);
    if (job->source)
        log_source_free(job->source);
    if (job->members)
        g_ptr_array_unref(job->members);
    g_free(job->path);
    g_free(job);
}

unsigned crew_handles(const Crew *crew)
{
    return crew->n_handles;
}

/* ---- opening ----------------------------------------------------------- */

/* All of a small file that is in memory; 0 when it is not so, or not sure. */
static size_t read_whole(int handle, char *room)
{
#ifdef RWF_NOWAIT
    struct iovec place = {room, SMALL};
    ssize_t n = preadv2(handle, &place, 1, 0, RWF_NOWAIT);

    if (n > 0 && n < SMALL && n % PAGE &&
        stream_is_plain((struct slice){room, (size_t)n}))
        return (size_t)n;
#else
    (void)handle;
    (void)room;
#endif
    return 0;
}

static struct job *job_new(char *path)
{
    struct job *job = g_new0(struct job, 1);

    job->path = path;
    job->handle = -1;
    return job;
}

/* A file that was read whole as it was opened. */
static void take_whole(Crew *crew, struct batch *batch, struct job *job,
                       size_t n)
{
    const struct ingest_options *options = crew->options;

    job->size = n;
    job->bytes = (struct slice){batch->slab + batch->used, n};
    count_file(options, n);
    if (options->known && !crew->is_reading &&
        is_known(options, job, xxh3_of(job->bytes.at, n), n)) {
        job->bytes = (struct slice){0};
        return;
    }
    put_in_batch(batch, job);
}

/* One that is to be read when its turn comes. */
static void take_handle(Crew *crew, struct batch *batch, struct job *job,
                        int handle)
{
    struct stat status;

    if (fstat(handle, &status) || !S_ISREG(status.st_mode)) {
        close(handle); /* it was one a moment ago */
        job->source = log_failed(job->path, ENOENT);
        return;
    }
    posix_fadvise(handle, 0, 0, POSIX_FADV_WILLNEED);
    job->handle = handle;
    job->size = (uint64_t)status.st_size;
    job->is_wanted = crew->is_reading;
    crew->n_handles++;
    put_in_batch(batch, job);
}

struct job *crew_open(Crew *crew, int folder, const char *name, char *path,
                      bool may_wait)
{
    int handle = openat(folder, name, OPEN_FLAGS);
    struct batch *batch;
    struct job *job;
    size_t n;

    if (handle < 0 && may_wait && (errno == EMFILE || errno == ENFILE)) {
        g_free(path);
        return NULL;
    }
    job = job_new(path);
    if (handle < 0) {
        job->source = log_failed(path, errno);
        return job;
    }
    batch = filling_batch(crew);
    n = read_whole(handle, batch->slab + batch->used);
    if (!n) {
        take_handle(crew, batch, job, handle);
        return job;
    }
    close(handle);
    take_whole(crew, batch, job, n);
    return job;
}

struct job *crew_take(Crew *crew, int handle, char *path)
{
    struct job *job = job_new(path);

    job->handle = handle;
    job->size = UINT64_MAX;
    job->is_named = true;
    crew->n_handles++;
    put_in_batch(filling_batch(crew), job);
    return job;
}

LogSource *crew_reread(Crew *crew, int folder, const LogSource *known)
{
    const char *slash = strrchr(known->path, '/');
    struct job *job;
    LogSource *source;

    crew->is_reading = true;
    job = crew_open(crew, folder, slash ? slash + 1 : known->path,
                    g_strdup(known->path), false);
    crew->is_reading = false;
    crew_wait(crew, job);
    source = g_steal_pointer(&job->source);
    if (!source) { /* now an archive */
        source = log_source_new(known->path);
        cotejo_fail(&source->error, COTEJO_ERROR_READ,
                    "%s: changed while it was read", known->path);
    }
    crew_end(crew, job);
    return source;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a handle to text.
 *
 *  1. What a file is, its first bytes tell: gzip, xz, zstd, bzip2, tar, zip,
 *     or plain text.
 *  2. gzip, by far the most common, goes straight through zlib; everything
 *     else through libarchive, as a stream. Nothing is ever extracted, the
 *     names of members are labels only.
 *  3. A member gives at most SOURCE_MEMBER_MAX bytes and, after the first
 *     MiB, at most SOURCE_RATIO_MAX bytes for each byte read: a bomb is
 *     refused before it costs much.
 *  4. Damaged data refuse the whole log. Archives are read to their very
 *     end, where check sums stand and where a cut one shows. Of one that is
 *     cut, the members before the cut are good; of one whose compression is
 *     damaged, none is sure to be.
 *  5. A compressed log inside an archive is read, an archive inside an
 *     archive is not.
 */
#include "ingest/source.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zlib.h>

#include "ingest/archive_library.h"

/* What is looked at; what one read gets of a file, mostly all of it. */
enum { PEEK = 512, FIRST = 16 * 1024, LOAD = 64 * 1024 };

struct stream {
    char *path;
    text_read_fn *read;
    void *data;
    GDestroyNotify free_data;
    size_t peeked_at, peeked_len;
    char peeked[FIRST];
};

/* ---- streams ----------------------------------------------------------- */

static Stream *stream_over(const char *path, text_read_fn *read, void *data,
                           GDestroyNotify free_data)
{
    Stream *stream = g_new(Stream, 1);

    stream->path = g_strdup(path);
    stream->read = read;
    stream->data = data;
    stream->free_data = free_data;
    stream->peeked_at = 0;
    stream->peeked_len = 0;
    return stream;
}

void stream_free(Stream *stream)
{
    if (!stream)
        return;
    if (stream->free_data)
        stream->free_data(stream->data);
    g_free(stream->path);
    g_free(stream);
}

static void free_stream(void *stream)
{
    stream_free(stream);
}

static ptrdiff_t stream_read(void *data, char *buffer, size_t size,
                             GError **error)
{
    Stream *stream = data;
    size_t waiting = stream->peeked_len - stream->peeked_at;

    if (waiting) {
        size_t n = waiting < size ? waiting : size;

        memcpy(buffer, stream->peeked + stream->peeked_at, n);
        stream->peeked_at += n;
        return (ptrdiff_t)n;
    }
    return stream->read(stream->data, buffer, size, error);
}

/* The first bytes, PEEK or more where there are as many, without taking
 * them. An error is left for the read that follows to find again. */
static struct slice stream_peek(Stream *stream)
{
    while (!stream->peeked_at && stream->peeked_len < PEEK) {
        ptrdiff_t n =
            stream->read(stream->data, stream->peeked + stream->peeked_len,
                         FIRST - stream->peeked_len, NULL);

        if (n <= 0)
            break;
        stream->peeked_len += (size_t)n;
    }
    return (struct slice){stream->peeked, stream->peeked_len};
}

/* ---- a file handle ----------------------------------------------------- */

struct file {
    int handle;
    char *path;
    const volatile int *stop; /* or NULL */
    uint64_t *n_read;         /* or NULL */
    bool may_wait;            /* a pipe or a terminal, not a file on disk */
};

static void file_free(void *data)
{
    struct file *file = data;

    close(file->handle);
    g_free(file->path);
    g_free(file);
}

static bool is_stopped(const struct file *file)
{
    return file->stop && *file->stop;
}

/* Until there is something to read, or reading is to stop. A read that waits
 * cannot be told to: the signal may come to another thread, or just before. So
 * the flag is looked at ten times a second. */
static void await_input(const struct file *file)
{
    struct pollfd wanted = {.fd = file->handle, .events = POLLIN};

    int n = 0;

    while (!is_stopped(file) && (n == 0 || (n < 0 && errno == EINTR)))
        n = poll(&wanted, 1, 100);
}

static ptrdiff_t file_read(void *data, char *buffer, size_t size,
                           GError **error)
{
    struct file *file = data;
    ssize_t n;

    do {
        if (file->may_wait && file->stop)
            await_input(file);
        if (is_stopped(file)) {
            cotejo_fail(error, COTEJO_ERROR_INTERRUPTED, "interrupted");
            return -1;
        }
        n = read(file->handle, buffer, size);
    } while (n < 0 && errno == EINTR);
    if (n < 0)
        cotejo_fail(error, COTEJO_ERROR_READ, "cannot read '%s': %s",
                    file->path, g_strerror(errno));
    else if (file->n_read)
        __atomic_fetch_add(file->n_read, (uint64_t)n, __ATOMIC_RELAXED);
    return n;
}

/* ---- limits ------------------------------------------------------------ */

/* Rule 3; false with the error when `out` bytes from `in` are too many. */
static bool within_limits(const char *path, uint64_t in, uint64_t out,
                          uint64_t out_max, GError **error)
{
    if (out > out_max)
        return cotejo_fail(error, COTEJO_ERROR_REFUSED,
                           "%s: more than %" G_GUINT64_FORMAT
                           " GiB when decompressed",
                           path, out_max >> 30);
    if (out > 1024 * 1024 && out / SOURCE_RATIO_MAX > in)
        return cotejo_fail(error, COTEJO_ERROR_REFUSED,
                           "%s: grows more than %d times when decompressed",
                           path, SOURCE_RATIO_MAX);
    return true;
}

/* ---- gzip -------------------------------------------------------------- */

struct gunzip {
    Stream *in;
    uint64_t out_max;
    z_stream z;
    uint64_t bytes_in, bytes_out;
    bool at_end, member_open;
    bool is_wrong; /* zlib found the data damaged, not only cut */
    char load[LOAD];
};

static void gunzip_free(void *data)
{
    struct gunzip *gunzip = data;

    inflateEnd(&gunzip->z);
    stream_free(gunzip->in);
    g_free(gunzip);
}

static bool damaged(const char *path, GError **error)
{
    return cotejo_fail(error, COTEJO_ERROR_REFUSED,
                       "%s: the compressed data are damaged or cut", path);
}

/* More compressed bytes; false at the end or with the error. */
static bool gunzip_load(struct gunzip *gunzip, GError **error)
{
    ptrdiff_t n = stream_read(gunzip->in, gunzip->load, LOAD, error);

    if (n <= 0)
        return false;
    gunzip->z.next_in = (Bytef *)gunzip->load;
    gunzip->z.avail_in = (uInt)n;
    gunzip->bytes_in += (uint64_t)n;
    return true;
}

/* Between two members: 1 when another begins, 0 at the end, -1 on an error.
 * Zero bytes after the last member are padding. */
static int gunzip_next(struct gunzip *gunzip, GError **error)
{
    g_autoptr(GError) problem = NULL;

    for (;;) {
        while (gunzip->z.avail_in && !*gunzip->z.next_in && gunzip->bytes_out) {
            gunzip->z.next_in++;
            gunzip->z.avail_in--;
        }
        if (gunzip->z.avail_in)
            break;
        if (!gunzip_load(gunzip, &problem)) {
            if (!problem)
                return 0;
            g_propagate_error(error, g_steal_pointer(&problem));
            return -1;
        }
    }
    if (inflateReset(&gunzip->z) != Z_OK) {
        damaged(gunzip->in->path, error);
        return -1;
    }
    gunzip->member_open = true;
    return 1;
}

/* One step of zlib; false with the error. */
static bool gunzip_step(struct gunzip *gunzip, GError **error)
{
    g_autoptr(GError) problem = NULL;
    int result;

    if (!gunzip->z.avail_in && !gunzip_load(gunzip, &problem)) {
        if (!problem)
            return damaged(gunzip->in->path, error);
        g_propagate_error(error, g_steal_pointer(&problem));
        return false;
    }
    result = inflate(&gunzip->z, Z_NO_FLUSH);
    if (result == Z_STREAM_END)
        gunzip->member_open = false;
    else if (result != Z_OK && result != Z_BUF_ERROR) {
        gunzip->is_wrong = true;
        return damaged(gunzip->in->path, error);
    }
    return true;
}

static ptrdiff_t gunzip_read(void *data, char *buffer, size_t size,
                             GError **error)
{
    struct gunzip *gunzip = data;
    size_t n;

    gunzip->z.next_out = (Bytef *)buffer;
    gunzip->z.avail_out = (uInt)(size < LOAD * 4 ? size : LOAD * 4);
    n = gunzip->z.avail_out;
    while (gunzip->z.avail_out == n && !gunzip->at_end) {
        if (!gunzip->member_open) {
            int next = gunzip_next(gunzip, error);

            if (next < 0)
                return -1;
            gunzip->at_end = !next;
            continue;
        }
        /* what came before an error is given; the next read finds it again */
        if (!gunzip_step(gunzip, gunzip->z.avail_out < n ? NULL : error)) {
            if (gunzip->z.avail_out == n)
                return -1;
            break;
        }
    }
    n -= gunzip->z.avail_out;
    gunzip->bytes_out += n;
    if (!within_limits(gunzip->in->path, gunzip->bytes_in - gunzip->z.avail_in,
                       gunzip->bytes_out, gunzip->out_max, error))
        return -1;
    return (ptrdiff_t)n;
}

/* Takes the stream over. */
static Stream *gunzip_stream(Stream *in)
{
    struct gunzip *gunzip = g_new0(struct gunzip, 1);

    gunzip->in = in;
    gunzip->member_open = true;
    gunzip->out_max = SOURCE_TOTAL_MAX;
    /* 16: expect the header and check sum of gzip */
    if (inflateInit2(&gunzip->z, 16 + MAX_WBITS) != Z_OK)
        g_error("zlib cannot start");
    return stream_over(in->path, gunzip_read, gunzip, gunzip_free);
}

/* ---- libarchive -------------------------------------------------------- */

struct unpack {
    const struct archive_library *calls; /* NULL: there are none, see problem */
    GError *problem;
    GError *cause;      /* why no more bytes could be loaded */
    const char *member; /* whose bytes are read, or NULL */
    GError *failure;    /* of them: libarchive tells it once */
    Stream *in;
    struct archive *archive;
    uint64_t member_out, all_out; /* bytes given */
    uint64_t out_max;             /* of a member */
    bool at_end;                  /* there were no more bytes to load */
    size_t zeros;                 /* the last bytes loaded that are 0 */
    bool tar_end, zip_end;        /* what ends an archive was loaded */
    char last[3];                 /* bytes loaded before these */
    char load[LOAD];
};

static void unpack_free(void *data)
{
    struct unpack *unpack = data;

    if (unpack->calls)
        unpack->calls->read_free(unpack->archive);
    g_clear_error(&unpack->problem);
    g_clear_error(&unpack->cause);
    g_clear_error(&unpack->failure);
    stream_free(unpack->in);
    g_free(unpack);
}

/* A tar ends in zeros, a zip in a directory and its mark. What libarchive
 * reads as a stream may be cut before them and look whole. */
static void watch_for_end(struct unpack *unpack, size_t loaded)
{
    static const struct slice mark = {"PK\x05\x06", 4};
    struct slice load = {unpack->load, loaded};
    char seam[2 * sizeof unpack->last] = {0};
    size_t n = 0;

    while (n < loaded && !load.at[loaded - n - 1])
        n++;
    unpack->zeros = n == loaded ? unpack->zeros + n : n;
    unpack->at_end |= !loaded;
    unpack->tar_end = unpack->zeros >= 512;

    memcpy(seam, unpack->last, sizeof unpack->last);
    for (size_t i = 0; i < sizeof unpack->last && i < loaded; i++)
        seam[sizeof unpack->last + i] = load.at[i];
    unpack->zip_end |=
        slice_find(load, mark) < loaded ||
        slice_find((struct slice){seam, sizeof seam}, mark) < sizeof seam;
    if (loaded >= sizeof unpack->last)
        memcpy(unpack->last, load.at + loaded - sizeof unpack->last,
               sizeof unpack->last);
}

static la_ssize_t unpack_load(struct archive *archive, void *data,
                              const void **bytes)
{
    struct unpack *unpack = data;
    ptrdiff_t n;

    g_clear_error(&unpack->cause);
    n = stream_read(unpack->in, unpack->load, LOAD, &unpack->cause);
    if (n < 0)
        unpack->calls->set_error(archive, EIO, "%s", unpack->cause->message);
    else
        watch_for_end(unpack, (size_t)n);
    *bytes = unpack->load;
    return n;
}

/* The stream's own reason where it gave one, told of what is being read. */
static bool unpack_fail(const struct unpack *unpack, GError **error)
{
    const char *given = unpack->calls->error_string(unpack->archive);
    g_autofree char *reason = g_strchomp(g_strdup(given ? given : "no reason"));
    const char *path = unpack->in->path;
    g_autofree char *where = unpack->member
                                 ? g_strconcat(path, "/", unpack->member, NULL)
                                 : g_strdup(path);

    if (!unpack->cause)
        return cotejo_fail(error, COTEJO_ERROR_REFUSED,
                           "%s: damaged or cut: %s", where, reason);
    if (g_str_has_prefix(unpack->cause->message, path))
        g_set_error(error, COTEJO_ERROR, unpack->cause->code, "%s%s", where,
                    unpack->cause->message + strlen(path));
    else if (error)
        *error = g_error_copy(unpack->cause);
    return false;
}

/* Takes the stream over. */
static struct unpack *unpack_new(Stream *in)
{
    struct unpack *unpack = g_new0(struct unpack, 1);

    unpack->in = in;
    unpack->out_max = SOURCE_MEMBER_MAX;
    unpack->calls = archive_library(&unpack->problem);
    unpack->archive = unpack->calls ? unpack->calls->read_new() : NULL;
    if (unpack->calls && !unpack->archive)
        g_error("libarchive cannot start");
    return unpack;
}

static bool unpack_open(struct unpack *unpack, GError **error)
{
    if (!unpack->calls)
        return cotejo_fail(error, COTEJO_ERROR_REFUSED, "%s: %s",
                           unpack->in->path, unpack->problem->message);
    if (unpack->calls->read_open(unpack->archive, unpack, NULL, unpack_load,
                                 NULL) == ARCHIVE_OK)
        return true;
    return unpack_fail(unpack, error);
}

/* The bytes behind the last member, which libarchive leaves: a compression
 * around the archive has its check sum there. */
static bool load_rest(struct unpack *unpack, GError **error)
{
    while (!unpack->at_end) {
        ptrdiff_t n = stream_read(unpack->in, unpack->load, LOAD, error);

        if (n < 0)
            return false;
        watch_for_end(unpack, (size_t)n);
    }
    return true;
}

static bool has_end(const struct unpack *unpack)
{
    switch (unpack->calls->format(unpack->archive) & ARCHIVE_FORMAT_BASE_MASK) {
    case ARCHIVE_FORMAT_TAR:
        return unpack->tar_end;
    case ARCHIVE_FORMAT_ZIP:
        return unpack->zip_end;
    default:
        return true;
    }
}

/* What stands for the next member behind the last: 0, or -1 with the error
 * when the archive lacks its end. */
static int unpack_end(struct unpack *unpack, GError **error)
{
    if (!load_rest(unpack, error))
        return -1;
    if (has_end(unpack))
        return 0;
    cotejo_fail(error, COTEJO_ERROR_REFUSED,
                "%s: damaged or cut: the end of the archive is missing",
                unpack->in->path);
    return -1;
}

/* The next member; 1, 0 at the end, -1 with the error. */
static int unpack_next(struct unpack *unpack, struct archive_entry **entry,
                       GError **error)
{
    int result = unpack->calls->read_next_header(unpack->archive, entry);

    unpack->member = NULL;
    if (result == ARCHIVE_EOF)
        return unpack_end(unpack, error);
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
        unpack_fail(unpack, error);
        return -1;
    }
    unpack->member_out = 0;
    g_clear_error(&unpack->failure);
    return 1;
}

static ptrdiff_t unpack_read(void *data, char *buffer, size_t size,
                             GError **error)
{
    struct unpack *unpack = data;
    la_ssize_t n = unpack->failure ? -1
                                   : unpack->calls->read_data(unpack->archive,
                                                              buffer, size);
    uint64_t in;

    if (n < 0) {
        if (!unpack->failure)
            unpack_fail(unpack, &unpack->failure);
        if (error)
            *error = g_error_copy(unpack->failure);
        return -1;
    }
    in = (uint64_t)unpack->calls->filter_bytes(unpack->archive, -1);
    unpack->member_out += (uint64_t)n;
    unpack->all_out += (uint64_t)n;
    if (!within_limits(unpack->in->path, in, unpack->member_out,
                       unpack->out_max, error) ||
        !within_limits(unpack->in->path, in, unpack->all_out, SOURCE_TOTAL_MAX,
                       error))
        return -1;
    return n;
}

/* A compressed file without its compression, by libarchive's filters. The
 * first read opens it. */
static ptrdiff_t unfilter_read(void *data, char *buffer, size_t size,
                               GError **error)
{
    struct unpack *unpack = data;
    struct archive_entry *entry;

    if (!unpack->calls || !unpack->calls->format(unpack->archive)) {
        if (!unpack_open(unpack, error) ||
            unpack_next(unpack, &entry, error) <= 0)
            return -1;
    }
    return unpack_read(unpack, buffer, size, error);
}

/* Only filters that are built into the library are asked for: it would start
 * a program for one that is not, and says so with ARCHIVE_WARN. */
static void support_filters(const struct unpack *unpack)
{
    const struct archive_library *calls = unpack->calls;

    if (calls->read_support_filter_bzip2(unpack->archive) != ARCHIVE_OK ||
        calls->read_support_filter_xz(unpack->archive) != ARCHIVE_OK ||
        calls->read_support_filter_zstd(unpack->archive) != ARCHIVE_OK)
        g_error("libarchive was built without bzip2, xz or zstd");
    calls->read_support_format_raw(unpack->archive);
}

/* Takes the stream over. */
static Stream *unfilter_stream(Stream *in)
{
    struct unpack *unpack = unpack_new(in);

    unpack->out_max = SOURCE_TOTAL_MAX;
    if (unpack->calls)
        support_filters(unpack);
    return stream_over(in->path, unfilter_read, unpack, unpack_free);
}

/* ---- what it is -------------------------------------------------------- */

enum kind { PLAIN, GZIP, COMPRESSED, ARCHIVE };

static const struct {
    size_t at;
    struct slice magic;
    enum kind kind;
} magics[] = {
    {0, {"\x1f\x8b\x08", 3}, GZIP},
    {0, {"\xfd\x37zXZ\0", 6}, COMPRESSED},
    {0, {"\x28\xb5\x2f\xfd", 4}, COMPRESSED},
    {0, {"BZh", 3}, COMPRESSED},
    {0, {"PK\x03\x04", 4}, ARCHIVE},
    {0, {"PK\x05\x06", 4}, ARCHIVE},
    {257, {"ustar", 5}, ARCHIVE},
};

/* A header of tar before POSIX (--format=v7) has no mark, but the sum of its
 * bytes, in octal, with the sum itself taken as eight blanks. */
static bool is_old_tar(struct slice head)
{
    enum { HEADER = 512, SUM = 148, SUM_LEN = 8 };
    unsigned sum = 0, told = 0;
    size_t i = SUM;

    if (head.len < HEADER || head.at[HEADER - 1])
        return false; /* no log has a NUL there */
    for (size_t k = 0; k < HEADER; k++)
        sum += k - SUM < SUM_LEN ? ' ' : (unsigned char)head.at[k];
    while (i < SUM + SUM_LEN && head.at[i] == ' ')
        i++;
    for (; i < SUM + SUM_LEN && head.at[i] >= '0' && head.at[i] <= '7'; i++)
        told = told * 8 + (unsigned)(head.at[i] - '0');
    return told && told == sum;
}

static enum kind kind_of_bytes(struct slice head)
{
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++)
        if (slice_starts(slice_part(head, magics[i].at, head.len),
                         magics[i].magic))
            return magics[i].kind;
    return is_old_tar(head) ? ARCHIVE : PLAIN;
}

bool stream_is_plain(struct slice head)
{
    return kind_of_bytes(head) == PLAIN;
}

static enum kind kind_of(Stream *stream)
{
    return kind_of_bytes(stream_peek(stream));
}

/* Without its compression, if it has any. Takes the stream over. */
static Stream *decompressed(Stream *stream)
{
    switch (kind_of(stream)) {
    case GZIP:
        stream = gunzip_stream(stream);
        break;
    case COMPRESSED:
        stream = unfilter_stream(stream);
        break;
    case ARCHIVE:
    case PLAIN:
        break;
    }
    return stream;
}

/* One log must stay below the limit of a member; an archive inside the
 * compression has a limit for each member of its own. */
static void limit_to_member(Stream *stream)
{
    if (stream->read == gunzip_read)
        ((struct gunzip *)stream->data)->out_max = SOURCE_MEMBER_MAX;
    else if (stream->read == unfilter_read)
        ((struct unpack *)stream->data)->out_max = SOURCE_MEMBER_MAX;
}

Stream *stream_new(int handle, const char *path, const volatile int *stop,
                   uint64_t *n_read)
{
    struct file *file = g_new(struct file, 1);
    struct stat status;
    Stream *stream;

    file->handle = handle;
    file->may_wait = !fstat(handle, &status) && !S_ISREG(status.st_mode);
    file->path = g_strdup(path);
    file->stop = stop;
    file->n_read = n_read;
    stream = decompressed(stream_over(path, file_read, file, file_free));
    if (!stream_is_archive(stream))
        limit_to_member(stream);
    return stream;
}

bool stream_is_archive(Stream *stream)
{
    return kind_of(stream) == ARCHIVE;
}

/* ---- logs -------------------------------------------------------------- */

Text *stream_text(Stream *stream)
{
    g_autofree char *path = g_strdup(stream->path);

    return text_new(path, stream_read, stream, free_stream);
}

static ptrdiff_t nested_read(void *data, char *buffer, size_t size,
                             GError **error)
{
    Stream *stream = data;

    (void)buffer;
    (void)size;
    cotejo_fail(error, COTEJO_ERROR_REFUSED,
                "%s: an archive inside an archive is not read", stream->path);
    return -1;
}

/* The text of the member that the archive stands at. */
static Text *member_text(struct unpack *unpack, const char *name)
{
    g_autofree char *path = g_strdup_printf("%s/%s", unpack->in->path, name);
    Stream *stream = decompressed(stream_over(path, unpack_read, unpack, NULL));

    limit_to_member(stream);
    if (stream_is_archive(stream))
        return text_new(path, nested_read, stream, free_stream);
    return text_new(path, stream_read, stream, free_stream);
}

/* A member that is no file (a folder, a link, a device) is passed over. */
static bool visit_member(struct unpack *unpack, struct archive_entry *entry,
                         stream_visit *visit, void *data, GError **error)
{
    const struct archive_library *calls = unpack->calls;
    const char *name = calls->entry_pathname(entry);
    g_autoptr(Text) text = NULL;

    if (calls->entry_filetype(entry) != AE_IFREG ||
        calls->entry_hardlink(entry))
        return true;
    unpack->member = name ? name : "?";
    if (calls->entry_is_encrypted(entry))
        cotejo_fail(&unpack->failure, COTEJO_ERROR_REFUSED,
                    "%s/%s: encrypted: give it without its password",
                    unpack->in->path, unpack->member);
    text = member_text(unpack, unpack->member);
    return visit(text, data, error);
}

/* Whether what was given may be wrong, too: a check sum or the decompression
 * failed before the end of the bytes. */
static bool is_doubtful(const Stream *stream)
{
    if (stream->read == gunzip_read)
        return ((const struct gunzip *)stream->data)->is_wrong;
    if (stream->read == unfilter_read) {
        const struct unpack *unpack = stream->data;

        return unpack->failure && !unpack->at_end;
    }
    return false;
}

bool stream_members(Stream *stream, stream_visit *visit, void *data,
                    bool *doubtful, GError **error)
{
    struct unpack *unpack = unpack_new(stream);
    struct archive_entry *entry;
    size_t entries = 0;
    int more = -1;

    if (unpack->calls) {
        unpack->calls->read_support_format_tar(unpack->archive);
        unpack->calls->read_support_format_zip_streamable(unpack->archive);
    }
    if (unpack_open(unpack, error)) {
        while ((more = unpack_next(unpack, &entry, error)) > 0) {
            if (++entries > SOURCE_ENTRIES_MAX) {
                cotejo_fail(error, COTEJO_ERROR_REFUSED,
                            "%s: more than %d entries", stream->path,
                            SOURCE_ENTRIES_MAX);
                more = -1;
            } else if (!visit_member(unpack, entry, visit, data, error)) {
                more = -1;
            }
            if (more < 0)
                break;
        }
    }
    *doubtful = is_doubtful(stream);
    unpack_free(unpack);
    return more == 0;
}

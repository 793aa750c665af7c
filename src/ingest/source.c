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
#include "ingest/source_parts.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PEEK = 512 }; /* what is looked at */

/* ---- streams ----------------------------------------------------------- */

Stream *stream_over(const char *path, text_read_fn *read, void *data,
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

void stream_free_data(void *stream)
{
    stream_free(stream);
}

ptrdiff_t stream_read(void *data, char *buffer, size_t size, GError **error)
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
bool stream_within_limits(const char *path, uint64_t in, uint64_t out,
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

bool stream_damaged(const char *path, GError **error)
{
    return cotejo_fail(error, COTEJO_ERROR_REFUSED,
                       "%s: the compressed data are damaged or cut", path);
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
Stream *stream_decompressed(Stream *stream)
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
void stream_limit_to_member(Stream *stream)
{
    if (!gunzip_limit(stream, SOURCE_MEMBER_MAX))
        unfilter_limit(stream, SOURCE_MEMBER_MAX);
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
    stream = stream_decompressed(stream_over(path, file_read, file, file_free));
    if (!stream_is_archive(stream))
        stream_limit_to_member(stream);
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

    return text_new(path, stream_read, stream, stream_free_data);
}

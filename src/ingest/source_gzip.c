/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gzip, straight through zlib: of several members, too, as gzip makes them of
 * `cat a.gz b.gz`. The rules stand in source.c.
 */
#include "ingest/source_parts.h"

#include <zlib.h>

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
        stream_damaged(gunzip->in->path, error);
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
            return stream_damaged(gunzip->in->path, error);
        g_propagate_error(error, g_steal_pointer(&problem));
        return false;
    }
    result = inflate(&gunzip->z, Z_NO_FLUSH);
    if (result == Z_STREAM_END)
        gunzip->member_open = false;
    else if (result != Z_OK && result != Z_BUF_ERROR) {
        gunzip->is_wrong = true;
        return stream_damaged(gunzip->in->path, error);
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
    if (!stream_within_limits(gunzip->in->path,
                              gunzip->bytes_in - gunzip->z.avail_in,
                              gunzip->bytes_out, gunzip->out_max, error))
        return -1;
    return (ptrdiff_t)n;
}

Stream *gunzip_stream(Stream *in)
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

static struct gunzip *gunzip_of(const Stream *stream)
{
    return stream->read == gunzip_read ? stream->data : NULL;
}

bool gunzip_limit(Stream *stream, uint64_t out_max)
{
    struct gunzip *gunzip = gunzip_of(stream);

    if (gunzip)
        gunzip->out_max = out_max;
    return gunzip != NULL;
}

bool gunzip_is_wrong(const Stream *stream)
{
    const struct gunzip *gunzip = gunzip_of(stream);

    return gunzip && gunzip->is_wrong;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Streams from inside, for the files that make them: source.c (files, and
 * what they are), source_gzip.c, source_archive.c.
 */
#pragma once

#include "ingest/source.h"

/* What one read gets of a file, mostly all of it. */
enum { FIRST = 16 * 1024, LOAD = 64 * 1024 };

struct stream {
    char *path;
    text_read_fn *read;
    void *data;
    GDestroyNotify free_data;
    size_t peeked_at, peeked_len;
    char peeked[FIRST];
};

/* A stream of what `read` gives. data is freed with free_data. */
Stream *stream_over(const char *path, text_read_fn *read, void *data,
                    GDestroyNotify free_data);
/* A stream as the data of another or of a text: a text_read_fn, and what
 * frees it. */
ptrdiff_t stream_read(void *data, char *buffer, size_t size, GError **error);
void stream_free_data(void *stream);
/* Without its compression, if it has any. Takes the stream over. */
Stream *stream_decompressed(Stream *stream);
/* One log must stay below the limit of a member; an archive inside the
 * compression has a limit for each member of its own. */
void stream_limit_to_member(Stream *stream);

/* False with the error when `out` bytes from `in` are too many. */
bool stream_within_limits(const char *path, uint64_t in, uint64_t out,
                          uint64_t out_max, GError **error);
/* The compressed data are; returns false. */
bool stream_damaged(const char *path, GError **error);

/* The stream decompressed, which it is taken over for; by zlib, and by the
 * filters of libarchive. */
Stream *gunzip_stream(Stream *in);
Stream *unfilter_stream(Stream *in);
/* Sets how much it may give; false if it is no such stream. */
bool gunzip_limit(Stream *stream, uint64_t out_max);
bool unfilter_limit(Stream *stream, uint64_t out_max);
/* Whether what was given may be wrong, too: a check sum or the decompression
 * failed before the end of the bytes. */
bool gunzip_is_wrong(const Stream *stream);
bool unfilter_is_wrong(const Stream *stream);

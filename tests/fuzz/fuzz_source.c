/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reader of files, compressed files and archives under arbitrary bytes.
 * Besides surviving, and ending soon:
 *
 * 1. what is compressed or an archive gives the same members, bytes and
 *    errors when it is read twice;
 * 2. no member grows beyond the limits;
 * 3. what is neither compressed nor an archive comes out as it went in;
 * 4. the bytes compressed by zlib, in two members, come out as they went in;
 *    one input in four, as zlib takes longer than all the rest.
 *
 * With FUZZ_BZIP2 the first four bytes are made "BZh1", the head of a file of
 * bzip2: by the digit the library makes room, which for a "9" takes longer
 * than all the rest. One input in sixteen keeps its own.
 */
#define _GNU_SOURCE /* memfd_create: a file without a disk */

#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include <zlib.h>

#include "ingest/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* Everything that was read, as one text: names, digests, errors. */
struct reading {
    GString *story;
    uint64_t in; /* bytes of the file */
};

static void read_text(Text *text, struct reading *reading)
{
    struct slice line;

    while (text_line(text, &line))
        ;
    text_drain(text);
    g_assert_cmpuint(text_bytes(text), <=, SOURCE_MEMBER_MAX);
    if (text_bytes(text) > 2 * 1024 * 1024)
        g_assert_cmpuint(text_bytes(text), <=,
                         (reading->in + 65536) * (SOURCE_RATIO_MAX + 1));
    g_string_append_printf(
        reading->story, "%s %s %s\n", text_name(text), text_sha256(text),
        text_error(text) ? text_error(text)->message : "whole");
}

static bool visit(Text *text, void *data, GError **error)
{
    (void)error;
    read_text(text, data);
    return true;
}

/* One file without a name for all inputs, which is written anew. */
static int file_of(const void *bytes, size_t len)
{
    static int file = -1;
    int handle;

    if (file < 0)
        file = memfd_create("fuzz", MFD_CLOEXEC);
    g_assert_cmpint(pwrite(file, bytes, len, 0), ==, (ssize_t)len);
    g_assert_cmpint(ftruncate(file, (off_t)len), ==, 0);
    g_assert_cmpint(lseek(file, 0, SEEK_SET), ==, 0);
    handle = fcntl(file, F_DUPFD_CLOEXEC, 0);
    g_assert_cmpint(handle, >=, 0);
    return handle;
}

static char *read_file(const void *bytes, size_t len)
{
    struct reading reading = {g_string_new(NULL), len};
    bool doubtful;
    g_autoptr(GError) error = NULL;
    Stream *stream = stream_new(file_of(bytes, len), "f", NULL, NULL);

    if (!stream_is_archive(stream)) {
        g_autoptr(Text) text = stream_text(stream);

        read_text(text, &reading);
    } else if (!stream_members(stream, visit, &reading, &doubtful, &error)) {
        g_assert_nonnull(error);
        g_string_append(reading.story, error->message);
    }
    return g_string_free(reading.story, FALSE);
}

static char *digest_of(const uint8_t *bytes, size_t len)
{
    return g_compute_checksum_for_data(G_CHECKSUM_SHA256, len ? bytes : NULL,
                                       len);
}

/* One stream for all: what it takes to make one is more than the rest. */
static void add_member(GByteArray *out, const uint8_t *bytes, size_t len)
{
    static z_stream z;
    static uint8_t room[65536];

    if (!z.state)
        g_assert_cmpint(
            deflateInit2(&z, 1, Z_DEFLATED, 16 + 9, 1, Z_DEFAULT_STRATEGY), ==,
            Z_OK);
    deflateReset(&z);
    z.next_in = (Bytef *)(uintptr_t)bytes;
    z.avail_in = (uInt)len;
    z.next_out = room;
    z.avail_out = sizeof room;
    g_assert_cmpint(deflate(&z, Z_FINISH), ==, Z_STREAM_END);
    g_byte_array_append(out, room, (guint)(sizeof room - z.avail_out));
}

/* Rules 3 and 4: unless the bytes themselves are an archive. */
static void check_whole(const uint8_t *bytes, size_t len, const char *story)
{
    g_autofree char *digest = digest_of(bytes, len);
    g_autoptr(GByteArray) packed = g_byte_array_new();
    g_autofree char *unpacked = NULL;

    g_assert_nonnull(strstr(story, digest));
    if (len % 4)
        return;
    add_member(packed, bytes, len / 2);
    add_member(packed, bytes + len / 2, len - len / 2);
    unpacked = read_file(packed->data, packed->len);
    g_assert_cmpstr(unpacked, ==, story);
}

static void check_bytes(const uint8_t *bytes, size_t len)
{
    g_autofree char *story = read_file(bytes, len);
    g_autofree char *again = NULL;

    if (stream_is_plain((struct slice){(const char *)bytes, MIN(len, 512)})) {
        check_whole(bytes, len, story);
        return;
    }
    again = read_file(bytes, len);
    g_assert_cmpstr(story, ==, again);
}

static void check_bzip2(const uint8_t *bytes, size_t len)
{
    g_autofree uint8_t *copy = g_memdup2(bytes, len);

    if (len < 4)
        return;
    memcpy(copy, "BZh", 3);
    if (len % 16)
        copy[3] = '1';
    check_bytes(copy, len);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct slice head = {(const char *)bytes, len};

    if (len > 32768)
        return 0;
    if (FUZZ_BZIP2)
        check_bzip2(bytes, len);
    else if (!slice_starts(head, SLICE("BZh")))
        check_bytes(bytes, len);
    return 0;
}

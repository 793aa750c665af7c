/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What libarchive reads: xz, zstd and bzip2, tar and zip, as streams; nothing
 * is ever extracted. The rules stand in source.c.
 */
#include "ingest/source_parts.h"

#include <errno.h>
#include <string.h>

#include "ingest/archive_library.h"

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
    if (!stream_within_limits(unpack->in->path, in, unpack->member_out,
                              unpack->out_max, error) ||
        !stream_within_limits(unpack->in->path, in, unpack->all_out,
                              SOURCE_TOTAL_MAX, error))
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

Stream *unfilter_stream(Stream *in)
{
    struct unpack *unpack = unpack_new(in);

    unpack->out_max = SOURCE_TOTAL_MAX;
    if (unpack->calls)
        support_filters(unpack);
    return stream_over(in->path, unfilter_read, unpack, unpack_free);
}

static struct unpack *unfilter_of(const Stream *stream)
{
    return stream->read == unfilter_read ? stream->data : NULL;
}

bool unfilter_limit(Stream *stream, uint64_t out_max)
{
    struct unpack *unpack = unfilter_of(stream);

    if (unpack)
        unpack->out_max = out_max;
    return unpack != NULL;
}

bool unfilter_is_wrong(const Stream *stream)
{
    const struct unpack *unpack = unfilter_of(stream);

    return unpack && unpack->failure && !unpack->at_end;
}

/* ---- members ----------------------------------------------------------- */

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
    Stream *stream =
        stream_decompressed(stream_over(path, unpack_read, unpack, NULL));

    stream_limit_to_member(stream);
    if (stream_is_archive(stream))
        return text_new(path, nested_read, stream, stream_free_data);
    return text_new(path, stream_read, stream, stream_free_data);
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
    *doubtful = gunzip_is_wrong(stream) || unfilter_is_wrong(stream);
    unpack_free(unpack);
    return more == 0;
}

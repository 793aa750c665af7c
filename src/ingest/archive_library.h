/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libarchive, loaded when the first archive is met.
 *
 * With what it needs itself (libxml2, ICU, nettle, ...) it takes two
 * milliseconds to start, twice as long as all the rest of an ingest's start;
 * most studies hold plain or gzip logs, which zlib reads. The functions are
 * those of <archive.h>, of the same types and names without "archive_".
 */
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include "base/error.h"

#define ARCHIVE_FUNCTIONS(X)                                                   \
    X(entry_filetype)                                                          \
    X(entry_hardlink)                                                          \
    X(entry_is_encrypted)                                                      \
    X(entry_pathname)                                                          \
    X(error_string)                                                            \
    X(filter_bytes)                                                            \
    X(format)                                                                  \
    X(read_data)                                                               \
    X(read_free)                                                               \
    X(read_new)                                                                \
    X(read_next_header)                                                        \
    X(read_open)                                                               \
    X(read_support_filter_bzip2)                                               \
    X(read_support_filter_xz)                                                  \
    X(read_support_filter_zstd)                                                \
    X(read_support_format_raw)                                                 \
    X(read_support_format_tar)                                                 \
    X(read_support_format_zip_streamable)                                      \
    X(set_error)

struct archive_library {
#define X(name) __typeof__(archive_##name) *name;
    ARCHIVE_FUNCTIONS(X)
#undef X
};

/* The same for every thread, for the rest of the program. NULL with
 * COTEJO_ERROR_REFUSED where it is not installed. */
const struct archive_library *archive_library(GError **error);

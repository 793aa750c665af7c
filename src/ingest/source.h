/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes of a file handle, decompressed when their first bytes say so. The
 * content decides, never the name.
 */
#pragma once

#include "base/text.h"

#define SOURCE_MEMBER_MAX (UINT64_C(1) << 30) /* decompressed bytes */
#define SOURCE_TOTAL_MAX (UINT64_C(16) << 30) /* of all members together */
#define SOURCE_RATIO_MAX 1000                 /* after the first MiB */
#define SOURCE_ENTRIES_MAX 1000000            /* of an archive */

typedef struct stream Stream;

/* Takes the handle over. path: how messages call it. stop: reading ends with
 * COTEJO_ERROR_INTERRUPTED when it becomes true; NULL if never. n_read: what
 * is read of the file is added to it, by several threads; NULL. */
Stream *stream_new(int handle, const char *path, const volatile int *stop,
                   uint64_t *n_read);
void stream_free(Stream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stream, stream_free)

/* True if a file that begins so is neither compressed nor an archive. */
bool stream_is_plain(struct slice head);

/* Several logs in one: tar (compressed or not) or zip. */
bool stream_is_archive(Stream *stream);

/* One log: takes the stream over. Never NULL: what is wrong
 * shows as text_error. */
Text *stream_text(Stream *stream);

/* Calls visit for each regular member, which must read or leave its text;
 * the text's name is the path of the archive and the member. False with an
 * error when the archive is damaged or too large, or visit returned false
 * (which sets its own); *doubtful then tells whether members that were read
 * as whole may be wrong. Takes the stream over. */
typedef bool stream_visit(Text *text, void *data, GError **error);
bool stream_members(Stream *stream, stream_visit *visit, void *data,
                    bool *doubtful, GError **error);

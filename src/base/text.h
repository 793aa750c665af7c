/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A log, read forward line by line through a bounded buffer.
 *
 * Memory does not grow with the log: only the current line, and what stands
 * in the buffer behind it, is there to be looked at. A slice handed out is
 * valid until the next call that moves forward. What a parser wants to keep
 * it copies (numbers are copied by being read).
 *
 * The bytes come from a callback (a file, a decompressor, memory), and every
 * byte goes through the SHA-256 that names the log's content.
 *
 * Recording artefacts are undone here, for all formats alike, and positions
 * still name the line and column of the file itself:
 *  1. a UTF-8 byte order mark is skipped; UTF-16 with a mark becomes UTF-8;
 *  2. CR before LF is no part of a line, nor is a missing last LF an error
 *     (but text_cut tells that it is missing);
 *  3. a prefix that all lines share (indentation, "> ", "ab_1  | ", a time
 *     stamp) is stepped over when text_prefix has found one;
 *  4. terminal recordings lose escape sequences and overwritten text.
 * A line over 1 MiB and a NUL byte are errors (text_error).
 */
#pragma once

#include "base/error.h"
#include "base/slice.h"
#include "base/xxh3.h"

#define TEXT_LINE_MAX (1024 * 1024)
#define TEXT_HEAD_MAX (64 * 1024)
#define TEXT_PREFIX_MAX 80

typedef struct text Text;

/* Fills buffer with up to size bytes; 0 at the end, -1 with an error. */
typedef ptrdiff_t text_read_fn(void *data, char *buffer, size_t size,
                               GError **error);

/* name: how messages call the log, copied. data is freed with free_data. */
Text *text_new(const char *name, text_read_fn *read, void *data,
               GDestroyNotify free_data);
/* Bytes in memory, not copied, not owned; for tests and small things. */
Text *text_new_memory(const char *name, const char *bytes, size_t len);
/* A log that stands in memory, whole: bytes are not copied and must outlive
 * it. old, a text of before or NULL, is taken over and used again: what is
 * made anew for each of very many small logs takes longer than reading them. */
Text *text_again(Text *old, const char *name, const char *bytes, size_t len);
void text_free(Text *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Text, text_free)

const char *text_name(const Text *text);
/* The first bytes (up to 64 KiB, whole lines where possible), cleaned; does
 * not move. Stays valid until text_prefix or text_free. */
struct slice text_head(Text *text);
/* True when the bytes of the head hold line ends of old Macs only, CR without
 * LF; `lines` is then what the head would be with LF in their place. Before
 * the first line is read. */
bool text_bare_cr(const Text *text, GString *lines);
/* Looks for a prefix that the lines of the head share: what stands before
 * one of these starts of a run in the first 40 lines, and on nine of ten
 * lines, at least three, from there on. A '#' in a start is any digit. A
 * digit in the prefix stands for any digit,
 * so that a time stamp is a prefix too. Lines that carry it lose it from then
 * on, others stay. Before the first line is read; false if there is none. */
bool text_prefix(Text *text, const struct slice starts[], size_t n);

/* Remembers the first line that each of these begins, for what is read after
 * this; at most TEXT_WATCH_MAX. starts must outlive the text. Lines that are
 * taken by the block are not looked at. */
#define TEXT_WATCH_MAX 16
void text_watch(Text *text, const struct slice starts[], size_t n);
size_t text_watched(const Text *text, size_t i); /* its number; 0: none */
/* Back to before the first line, where that is still to be had: in a log that
 * was read at once, whole. */
bool text_rewind(Text *text);

/* The next line without its end; false at the end of the log or on an error
 * (text_error tells which). */
bool text_line(Text *text, struct slice *line);
/* Blanks that no tool prints (U+00A0 and the other wide ones, the A0 of
 * ISO 8859-1) become blanks in the current line, as they were before a web
 * page or an office program had it, and those without width go; false if
 * there is none. For formats in which they are never part of a number. */
bool text_blanks(Text *text, struct slice *line);
/* All of the log, where it stands in memory, whole, and its lines are handed
 * out as they stand there: nothing of it is cleaned. Before the first line is
 * read. */
bool text_whole(const Text *text, struct slice *all);
/* Appends what text_blanks would make of these lines; false, with nothing
 * done, if there is nothing for it to do. */
bool text_put_blanks(struct slice lines, GString *out);
/* The current line ends at this place inside it: text_unread hands that part
 * out again, and the text_line after it what stands behind, as a line of the
 * same number. For a log that lacked its last line end where the next one was
 * put behind it. */
void text_split(Text *text, const char *at);
/* Hands the current line out again at the next text_line. */
void text_unread(Text *text);
/* All whole lines that stand in the buffer behind the current one, raw with
 * their ends, for parsers of long regular files. They count as read up to
 * what text_taken is told afterwards. False when there is none: at the end,
 * before a last line without its end, on an error, or when what comes needs
 * cleaning (text_is_plain is false then: a prefix, a control character, a
 * conversion). In each case text_line goes on from there. */
bool text_is_plain(const Text *text);
bool text_block(Text *text, struct slice *lines);
void text_taken(Text *text, size_t bytes, size_t lines);

/* Where something stands: both from 1, 0 for none. */
struct text_place {
    size_t line, column;
};
/* Number of the current line, from 1; 0 before the first. */
size_t text_line_number(const Text *text);
/* Column, from 1 in characters, of a place inside the current line. */
size_t text_column(const Text *text, const char *at);
struct text_place text_place(const Text *text, const char *at);
/* True when the current line was overwritten: a carriage return stands inside
 * it, and what stood before that is not in the line. */
bool text_overwritten(const Text *text);
/* True when the last line handed out lacked its line feed. */
bool text_cut(const Text *text);
/* NULL, or why reading stopped before the end. */
const GError *text_error(const Text *text);
/* Reads on to the end, for the digest; false on an error. */
bool text_drain(Text *text);
/* SHA-256 of all bytes, 64 hexadecimal digits, and their XXH3; after the end
 * was reached. */
const char *text_sha256(Text *text);
struct xxh3 text_xxh3(Text *text);
/* Bytes read so far, before any cleaning. */
uint64_t text_bytes(const Text *text);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reader of logs: bytes in, clean lines out.
 *
 * The window [start, end) of one buffer holds what was read and not yet
 * handed out. It is filled in large steps; what is left of a line is moved
 * to the front first, and the buffer grows only for a line that is longer
 * than itself, up to TEXT_LINE_MAX.
 *
 * Every new byte is looked at once for control characters other than TAB and
 * LF. Behind the last of them ("noise") lines are handed out as they stand,
 * found by memchr alone. Before it each line is looked at by itself:
 *
 *  1. a NUL byte is an error;
 *  2. CRs at its end go;
 *  3. of text overwritten by CR the last state stays: what stands behind the
 *     last CR (progress bars; the blanks that ab 1.3 wipes a line with);
 *  4. a backspace takes the character before it, the bell goes;
 *  5. escape sequences go: CSI (ESC [ ... letter), OSC (ESC ] ... BEL or
 *     ESC \), and the short ones.
 *
 * A line changed by 3 to 5 is a copy with a table of where each of its bytes
 * came from; all others are slices of the buffer.
 */
#include "base/text_parts.h"

#include <string.h>

/* Most logs fit the small buffer. It stays below what makes free() tidy the
 * whole heap. */
enum { CHUNK = 256 * 1024, PIECE = 32 * 1024, SMALL = 32 * 1024 };

/* ---- messages ---------------------------------------------------------- */

/* Keeps the first error only. column 0: no place in the line to name. */
static void refuse(Text *text, size_t line, size_t column, const char *message)
{
    if (text->error)
        return;
    if (column)
        cotejo_fail(&text->error, COTEJO_ERROR_REFUSED, "%s:%zu:%zu: %s",
                    text->name, line, column, message);
    else
        cotejo_fail(&text->error, COTEJO_ERROR_REFUSED, "%s:%zu: %s",
                    text->name, line, message);
}

/* ---- bytes ------------------------------------------------------------- */

static void reserve(Text *text, size_t room)
{
    if (text->capacity - text->end >= room)
        return;
    text->capacity = text->end + room;
    text->buffer = g_realloc(text->buffer, text->capacity);
}

/* True if a byte is a control character other than TAB and LF. */
static bool is_noise(unsigned char c)
{
    return c < 0x20 && c != '\t' && c != '\n';
}

/* Many bytes at once, as the compiler's vectors do it everywhere: a lane
 * compared is all ones where it holds. */
typedef uint8_t lanes __attribute__((vector_size(16)));

static lanes lanes_of_noise(const char *bytes)
{
    lanes c;

    memcpy(&c, bytes, sizeof c);
    return (lanes)(c < 0x20) & (lanes)(c != '\t') & (lanes)(c != '\n');
}

static bool any_lane(lanes found)
{
    uint64_t words[sizeof(lanes) / sizeof(uint64_t)];
    uint64_t any = 0;

    memcpy(words, &found, sizeof words);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        any |= words[i];
    return any != 0;
}

/* Notes noise among the bytes from `from` to the end of the window, searched
 * from the end. */
static void look_for_noise(Text *text, size_t from)
{
    enum { STEP = 4 * sizeof(lanes) };
    const char *bytes = text->buffer;
    size_t at = text->end;

    while (at - from >= STEP) {
        const char *step = bytes + at - STEP;
        lanes found = lanes_of_noise(step);

        for (size_t i = sizeof(lanes); i < STEP; i += sizeof(lanes))
            found |= lanes_of_noise(step + i);
        if (any_lane(found))
            break;
        at -= STEP;
    }
    while (at > from) {
        if (is_noise((unsigned char)bytes[at - 1])) {
            text->noise_end = at;
            return;
        }
        at--;
    }
}

static size_t put_utf8(char *out, uint32_t c)
{
    return (size_t)g_unichar_to_utf8(c, out);
}

static uint32_t unit_of(const Text *text, const uint8_t *at)
{
    return text->encoding == UTF16_LE ? (uint32_t)(at[0] | at[1] << 8)
                                      : (uint32_t)(at[1] | at[0] << 8);
}

/* Appends UTF-16 bytes to the window as UTF-8. Half a surrogate pair becomes
 * U+FFFD. What is not complete waits in `half`. */
static void decode(Text *text, const uint8_t *bytes, size_t len)
{
    size_t at = 0;

    reserve(text, len * 3 / 2 + 8);
    while (at < len || text->half_len >= 4) {
        uint32_t unit, next;

        while (text->half_len < 4 && at < len)
            text->half[text->half_len++] = bytes[at++];
        while (text->half_len >= 2) {
            size_t used = 2;

            unit = unit_of(text, text->half);
            if (unit >= 0xd800 && unit < 0xdc00) {
                if (text->half_len < 4)
                    break;
                next = unit_of(text, text->half + 2);
                if (next >= 0xdc00 && next < 0xe000) {
                    unit = 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00);
                    used = 4;
                } else {
                    unit = 0xfffd;
                }
            } else if (unit >= 0xdc00 && unit < 0xe000) {
                unit = 0xfffd;
            }
            text->end += put_utf8(text->buffer + text->end, unit);
            text->half_len -= used;
            memmove(text->half, text->half + used, text->half_len);
        }
    }
}

/* One call of the callback, hashed and counted; 0 at the end. */
static size_t read_raw(Text *text, char *bytes, size_t size)
{
    g_autoptr(GError) error = NULL;
    ptrdiff_t n;

    if (text->at_end)
        return 0;
    n = text->read(text->data, bytes, size, &error);
    if (n <= 0) {
        text->at_end = true;
        if (n < 0) {
            text->read_broke = true;
            if (!text->error)
                text->error = g_steal_pointer(&error);
        }
        return 0;
    }
    sha256_update(text->sum, bytes, (size_t)n);
    xxh3_sum_add(text->fast, bytes, (size_t)n);
    text->bytes += (uint64_t)n;
    return (size_t)n;
}

/* Moves what must stay to the front of the buffer. */
static void compact(Text *text)
{
    size_t keep = text->again ? text->line_start : text->start;

    if (!keep)
        return;
    memmove(text->buffer, text->buffer + keep, text->end - keep);
    text->start -= keep;
    text->end -= keep;
    text->searched -= keep;
    text->line_start = text->again ? 0 : text->line_start;
    text->noise_end = text->noise_end > keep ? text->noise_end - keep : 0;
}

/* More bytes behind the window; false when there are none. */
static bool fill(Text *text)
{
    size_t from, n;

    if (text->at_end)
        return false;
    compact(text);
    from = text->end;
    if (text->encoding == UTF8) {
        if (text->end == text->capacity)
            reserve(text, text->capacity);
        n = read_raw(text, text->buffer + text->end,
                     text->capacity - text->end);
        text->end += n;
    } else {
        char piece[PIECE];

        n = read_raw(text, piece, sizeof piece);
        decode(text, (const uint8_t *)piece, n);
        if (!n && text->half_len)
            refuse(text, text->line_number + 1, 0,
                   "the UTF-16 text ends inside a character");
    }
    look_for_noise(text, from);
    return n > 0;
}

/* ---- the start: byte order marks --------------------------------------- */

static void begin_utf16(Text *text, enum encoding encoding)
{
    size_t len = text->end - 2;
    g_autofree char *raw = g_new(char, len + 1);

    memcpy(raw, text->buffer + 2, len);
    text->encoding = encoding;
    text->end = 0;
    text->noise_end = 0;
    decode(text, (const uint8_t *)raw, len);
    look_for_noise(text, 0);
}

static void begin(Text *text)
{
    struct slice window;

    while (text->end < 3 && fill(text))
        ;
    window = (struct slice){text->buffer, text->end};
    if (slice_starts(window, SLICE("\xef\xbb\xbf")))
        text->start = text->searched = 3;
    else if (slice_starts(window, SLICE("\xff\xfe")))
        begin_utf16(text, UTF16_LE);
    else if (slice_starts(window, SLICE("\xfe\xff")))
        begin_utf16(text, UTF16_BE);
    while (text->end - text->start < TEXT_HEAD_MAX && fill(text))
        ;
}

/* ---- making and unmaking ----------------------------------------------- */

static Text *text_made(const char *name)
{
    Text *text = g_new0(Text, 1);

    text->name = g_strdup(name);
    text->clean = g_string_new(NULL);
    text->origin = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    text->head_made = g_string_new(NULL);
    return text;
}

Text *text_new(const char *name, text_read_fn *read, void *data,
               GDestroyNotify free_data)
{
    Text *text = text_made(name);

    text->read = read;
    text->data = data;
    text->free_data = free_data;
    text->sum = sha256_new();
    text->fast = xxh3_sum_new();
    reserve(text, SMALL);
    begin(text);
    text_make_head(text);
    text->first = text->start;
    text->is_whole = text->at_end;
    if (!text->at_end)
        reserve(text, CHUNK);
    return text;
}

static bool is_utf16(const char *bytes, size_t len)
{
    struct slice s = {bytes, len};

    return slice_starts(s, SLICE("\xff\xfe")) ||
           slice_starts(s, SLICE("\xfe\xff"));
}

/* Whether the next may use it: nothing but its name and scratch is its own. */
static bool is_reusable(const Text *text)
{
    return text && text->memory.at;
}

/* What a text begins with, but for its scratch and what find nothing has. */
static void reset(Text *text, const char *name)
{
    struct text fresh = {.clean = text->clean,
                         .origin = text->origin,
                         .head_made = text->head_made};

    g_free(text->name);
    g_clear_error(&text->error);
    *text = fresh;
    text->name = g_strdup(name);
}

Text *text_again(Text *old, const char *name, const char *bytes, size_t len)
{
    Text *text = old;

    if (is_utf16(bytes, len)) { /* must be rewritten */
        text_free(old);
        return text_new_memory(name, bytes, len);
    }
    if (is_reusable(old)) {
        reset(text, name);
    } else {
        text_free(old);
        text = text_made(name);
    }
    text->memory = (struct slice){bytes, len};
    /* Nothing is written to it: there is nothing more to fill it with. */
    text->buffer = (char *)(uintptr_t)bytes;
    text->capacity = text->end = len;
    text->bytes = len;
    text->at_end = text->is_whole = true;
    look_for_noise(text, 0);
    begin(text);
    text_make_head(text);
    text->first = text->start;
    return text;
}

static ptrdiff_t read_memory(void *data, char *buffer, size_t size,
                             GError **error)
{
    struct slice *rest = data;
    size_t n = rest->len < size ? rest->len : size;

    (void)error;
    if (n)
        memcpy(buffer, rest->at, n);
    *rest = slice_part(*rest, n, rest->len);
    return (ptrdiff_t)n;
}

Text *text_new_memory(const char *name, const char *bytes, size_t len)
{
    struct slice *rest = g_new(struct slice, 1);

    *rest = (struct slice){bytes ? bytes : "", len};
    return text_new(name, read_memory, rest, g_free);
}

void text_free(Text *text)
{
    if (!text)
        return;
    if (text->free_data)
        text->free_data(text->data);
    g_clear_error(&text->error);
    sha256_free(text->sum);
    xxh3_sum_free(text->fast);
    g_string_free(text->clean, TRUE);
    g_array_free(text->origin, TRUE);
    g_string_free(text->head_made, TRUE);
    if (!text->memory.at)
        g_free(text->buffer);
    g_free(text->name);
    g_free(text);
}

const char *text_name(const Text *text)
{
    return text->name;
}

/* ---- lines ------------------------------------------------------------- */

/* How many characters, or bytes where it is no UTF-8. */
static size_t count_columns(const char *bytes, size_t len)
{
    if (g_utf8_validate_len(bytes, len, NULL))
        return (size_t)g_utf8_strlen(bytes, (gssize)len);
    return len;
}

/* A progress bar that was redrawn for an hour is longer than a line may be:
 * the states before its last one go at once. False if there are none. */
static bool skip_overwritten(Text *text)
{
    const char *line = text->buffer + text->start;
    size_t len = text->end - text->start, at = len;

    while (at && line[at - 1] == '\r')
        at--;
    while (at && line[at - 1] != '\r')
        at--;
    if (!at || memchr(line, 0, at))
        return false;
    text->skipped += count_columns(line, at);
    text->start += at;
    return true;
}

/* The length of the raw line at the start of the window, filling it as
 * needed; *cut when no line feed ends it. False at the end. */
static bool find_line(Text *text, size_t *len, bool *cut)
{
    for (;;) {
        const char *feed = memchr(text->buffer + text->searched, '\n',
                                  text->end - text->searched);

        if (feed) {
            *len = (size_t)(feed - (text->buffer + text->start));
            *cut = false;
            return true;
        }
        text->searched = text->end;
        if (text->end - text->start > TEXT_LINE_MAX && !skip_overwritten(text))
            break;
        if (!fill(text))
            break;
    }
    *len = text->end - text->start;
    *cut = true;
    return *len > 0 && !text->read_broke;
}

void text_watch(Text *text, const struct slice starts[], size_t n)
{
    g_assert(n <= TEXT_WATCH_MAX);
    text->watch = starts;
    text->n_watch = n;
    memset(text->watched, 0, sizeof text->watched);
    memset(text->is_watched, 0, sizeof text->is_watched);
    for (size_t i = 0; i < n; i++)
        text->is_watched[(unsigned char)starts[i].at[0]] = true;
}

size_t text_watched(const Text *text, size_t i)
{
    return text->watched[i];
}

static void look_out(Text *text, struct slice line)
{
    if (!line.len || !text->is_watched[(unsigned char)line.at[0]])
        return;
    for (size_t i = 0; i < text->n_watch; i++)
        if (!text->watched[i] && slice_starts(line, text->watch[i]))
            text->watched[i] = text->line_number;
}

bool text_rewind(Text *text)
{
    if (!text->is_whole || text->read_broke)
        return false;
    text->start = text->searched = text->line_start = text->first;
    text->line_number = text->raw_len = 0;
    text->skipped = text->line_skipped = 0;
    text->again = text->cut = false;
    text->behind.len = 0;
    g_clear_error(&text->error);
    return true;
}

/* Where in the raw line a place of the line handed out stands. */
size_t text_place_of(const Text *text, const char *at)
{
    const char *raw = text->buffer + text->line_start;
    const char *clean = text->clean->str;
    guint len = text->origin->len;

    if (at >= raw && at <= raw + text->raw_len)
        return (size_t)(at - raw);
    if (at >= clean && at < clean + len)
        return g_array_index(text->origin, uint32_t, at - clean);
    /* the end of a changed line: behind its last byte */
    return len ? g_array_index(text->origin, uint32_t, len - 1) + 1 : 0;
}

bool text_line(Text *text, struct slice *line)
{
    struct slice raw;
    size_t len;
    bool cut;

    if (text->again || text->behind.len) {
        if (!text->again) {
            text->line = text->behind;
            text->behind.len = 0;
        }
        text->again = false;
        *line = text->line;
        return true;
    }
    if (text->error || !find_line(text, &len, &cut) || text->error)
        return false;
    raw = (struct slice){text->buffer + text->start, len};
    text->line_number++;
    text->line_start = text->start;
    text->raw_len = len;
    text->line_skipped = text->skipped;
    text->skipped = 0;
    text->cut = cut;
    text->start += len + !cut;
    text->searched = text->start;
    if (len > TEXT_LINE_MAX) {
        refuse(text, text->line_number, 0, "the line is longer than 1 MiB");
        return false;
    }
    text->line = raw;
    if (text->line_start < text->noise_end) {
        const char *nul = len ? memchr(raw.at, 0, len) : NULL;

        if (nul) {
            refuse(text, text->line_number, text_column(text, nul),
                   "a NUL byte: no text, or damaged");
            return false;
        }
        text->line = text_clean_noise(text, raw);
    }
    if (text->prefix.len)
        text_skip_prefix(&text->prefix, &text->line);
    *line = text->line;
    look_out(text, *line);
    return true;
}

void text_split(Text *text, const char *at)
{
    size_t len = (size_t)(at - text->line.at);

    text->behind = slice_part(text->line, len, text->line.len);
    text->line.len = len;
}

void text_unread(Text *text)
{
    text->again = text->line_number > 0;
}

bool text_is_plain(const Text *text)
{
    return text->encoding == UTF8 && !text->prefix.len &&
           text->start >= text->noise_end;
}

bool text_whole(const Text *text, struct slice *all)
{
    *all = (struct slice){text->buffer + text->start, text->end - text->start};
    return text->is_whole && !text->line_number && !text->error &&
           text_is_plain(text);
}

bool text_block(Text *text, struct slice *lines)
{
    size_t start, len;

    if (text->again) {
        text->start = text->searched = text->line_start;
        text->line_number--;
        text->again = false;
    }
    if (text->error || text->behind.len || !text_is_plain(text))
        return false;
    /* Whole lines already here first, else another load. */
    for (int loads = 0; loads < 2; loads++) {
        start = text->start;
        len = text->end - start;
        while (len && text->buffer[start + len - 1] != '\n')
            len--;
        if (len) {
            *lines = (struct slice){text->buffer + start, len};
            return true;
        }
        if (!fill(text) || !text_is_plain(text))
            return false;
    }
    return false;
}

void text_taken(Text *text, size_t bytes, size_t lines)
{
    g_assert(bytes <= text->end - text->start);
    text->start += bytes;
    text->searched = text->start;
    text->line_number += lines;
    text->line_start = text->start;
    text->raw_len = 0;
    text->line_skipped = 0;
    text->line = (struct slice){text->buffer + text->start, 0};
    text->behind.len = 0;
    text->cut = false;
}

/* ---- places ------------------------------------------------------------ */

size_t text_line_number(const Text *text)
{
    return text->line_number;
}

size_t text_column(const Text *text, const char *at)
{
    return text->line_skipped +
           count_columns(text->buffer + text->line_start,
                         text_place_of(text, at)) +
           1;
}

struct text_place text_place(const Text *text, const char *at)
{
    return (struct text_place){text_line_number(text), text_column(text, at)};
}

bool text_overwritten(const Text *text)
{
    const char *line = text->buffer + text->line_start;
    size_t len = text->raw_len;

    while (len && line[len - 1] == '\r')
        len--;
    return text->line_skipped || (len && memchr(line, '\r', len));
}

bool text_cut(const Text *text)
{
    return text->cut;
}

const GError *text_error(const Text *text)
{
    return text->error;
}

/* ---- the whole --------------------------------------------------------- */

static void read_rest(Text *text)
{
    char piece[PIECE];

    while (read_raw(text, piece, sizeof piece))
        ;
}

bool text_drain(Text *text)
{
    if (!text->at_end)
        read_rest(text);
    text->start = text->searched = text->end;
    text->again = false;
    return !text->error;
}

const char *text_sha256(Text *text)
{
    if (!text->at_end)
        text_drain(text);
    if (text->sum)
        return sha256_string(text->sum);
    if (!text->sha256[0])
        sha256_of(text->memory.at, text->memory.len, text->sha256);
    return text->sha256;
}

struct xxh3 text_xxh3(Text *text)
{
    if (!text->at_end)
        text_drain(text);
    return text->sum ? xxh3_sum_get(text->fast)
                     : xxh3_of(text->memory.at, text->memory.len);
}

uint64_t text_bytes(const Text *text)
{
    return text->bytes;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wget's messages, told by their words.
 *
 * There are more than a thousand (wget_phrases.inc) and most lines are none
 * of them, so each is on a shelf with those that share its first byte, or, if
 * it begins with a name, its last. A line is held against two shelves.
 *
 * Logs of locales that are not UTF-8 hold the same messages in other bytes.
 * These are made from the table when the first line comes up that is not
 * UTF-8; a line itself is never converted, for a log does not say its charset.
 */
#include "ingest/wget_phrases.h"

#include <glib.h>

#define ANYTHING '%'

struct phrase {
    enum wget_kind kind;
    const char *languages, *words;
};

static const struct phrase phrases[] = {
#include "ingest/wget_phrases.inc"
};

/* The charsets of the locales before UTF-8. */
static const struct {
    const char *language, *charset;
} charsets[] = {
    {"be", "CP1251"},        {"bg", "CP1251"},      {"ca", "ISO-8859-1"},
    {"cs", "ISO-8859-2"},    {"da", "ISO-8859-1"},  {"de", "ISO-8859-1"},
    {"el", "ISO-8859-7"},    {"eo", "ISO-8859-3"},  {"es", "ISO-8859-1"},
    {"et", "ISO-8859-15"},   {"eu", "ISO-8859-1"},  {"fi", "ISO-8859-1"},
    {"fi", "ISO-8859-15"},   {"fr", "ISO-8859-1"},  {"fr", "ISO-8859-15"},
    {"ga", "ISO-8859-1"},    {"gl", "ISO-8859-1"},  {"he", "ISO-8859-8"},
    {"hr", "ISO-8859-2"},    {"hu", "ISO-8859-2"},  {"id", "ISO-8859-1"},
    {"it", "ISO-8859-1"},    {"ja", "EUC-JP"},      {"ja", "SHIFT_JIS"},
    {"ko", "EUC-KR"},        {"lt", "ISO-8859-13"}, {"nb", "ISO-8859-1"},
    {"nl", "ISO-8859-1"},    {"pl", "ISO-8859-2"},  {"pt", "ISO-8859-1"},
    {"pt_BR", "ISO-8859-1"}, {"ro", "ISO-8859-2"},  {"ru", "KOI8-R"},
    {"ru", "CP1251"},        {"ru", "ISO-8859-5"},  {"sk", "ISO-8859-2"},
    {"sl", "ISO-8859-2"},    {"sr", "ISO-8859-5"},  {"sv", "ISO-8859-1"},
    {"tr", "ISO-8859-9"},    {"uk", "KOI8-U"},      {"uk", "CP1251"},
    {"zh_CN", "GB18030"},    {"zh_TW", "BIG5"},
};

/* Row numbers in the order of a byte: those of byte b from start[b] up to
 * start[b + 1]. */
struct shelf {
    size_t start[257];
    size_t *rows; /* never freed: it lives as long as the program */
};

struct book {
    const struct phrase *rows;
    size_t n;
    struct shelf first, last; /* last: those that begin with anything */
};

static bool begins_with_name(const struct phrase *p)
{
    return p->words[0] == ANYTHING;
}

static unsigned first_byte(const struct phrase *p)
{
    return (unsigned char)p->words[0];
}

static unsigned last_byte(const struct phrase *p)
{
    return (unsigned char)p->words[strlen(p->words) - 1];
}

static void fill_shelf(struct shelf *shelf, const struct book *book,
                       bool by_last, unsigned (*byte)(const struct phrase *))
{
    size_t next[256];

    for (size_t i = 0; i < book->n; i++)
        if (begins_with_name(&book->rows[i]) == by_last)
            shelf->start[byte(&book->rows[i]) + 1]++;
    for (size_t b = 0; b < 256; b++) {
        shelf->start[b + 1] += shelf->start[b];
        next[b] = shelf->start[b];
    }
    shelf->rows = g_new(size_t, shelf->start[256] + 1);
    for (size_t i = 0; i < book->n; i++)
        if (begins_with_name(&book->rows[i]) == by_last)
            shelf->rows[next[byte(&book->rows[i])]++] = i;
}

static struct book *book_new(const struct phrase *rows, size_t n)
{
    struct book *book = g_new0(struct book, 1);

    book->rows = rows;
    book->n = n;
    fill_shelf(&book->first, book, false, first_byte);
    fill_shelf(&book->last, book, true, last_byte);
    return book;
}

static bool is_ascii(struct slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.at[i] >= 0x80)
            return false;
    return true;
}

/* Whether a word is among these, which are set apart by blanks. */
static bool is_among(const char *words, const char *word)
{
    struct slice rest = slice_from(words), one;

    while (slice_word(&rest, &one))
        if (slice_equal(one, slice_from(word)))
            return true;
    return false;
}

/* NULL if it cannot be. g_convert takes a character that becomes another
 * (three dots for an ellipsis) for a failure, as gettext does not. */
static char *convert(GIConv converter, const char *words)
{
    size_t len = strlen(words), room = 3 * len;
    char *from = g_strdup(words), *in = from;
    char *to = g_malloc0(room + 1), *out = to;
    size_t failed = g_iconv(converter, &in, &len, &out, &room);

    g_free(from);
    if (failed != (size_t)-1 && out > to)
        return to;
    g_free(to);
    return NULL;
}

/* One language's phrases in one charset, in the way gettext converts them. */
static void add_converted(GArray *rows, const char *language,
                          const char *charset)
{
    g_autofree char *to = g_strconcat(charset, "//TRANSLIT", NULL);
    GIConv converter = g_iconv_open(to, "UTF-8");

    if (converter == (GIConv)-1) /* a system without this charset */
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++) {
        struct phrase row = phrases[i];

        if (is_ascii(slice_from(row.words)) ||
            !is_among(row.languages, language))
            continue;
        row.words = convert(converter, row.words);
        if (row.words)
            g_array_append_val(rows, row);
    }
    g_iconv_close(converter);
}

static const struct book *utf8_book(void)
{
    static struct book *book;

    if (g_once_init_enter(&book))
        g_once_init_leave(&book, book_new(phrases, G_N_ELEMENTS(phrases)));
    return book;
}

static const struct book *charset_book(void)
{
    static struct book *book;

    if (g_once_init_enter(&book)) {
        GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct phrase));
        size_t n;

        for (size_t i = 0; i < G_N_ELEMENTS(charsets); i++)
            add_converted(rows, charsets[i].language, charsets[i].charset);
        n = rows->len;
        g_once_init_leave(
            &book,
            book_new((struct phrase *)(void *)g_array_free(rows, FALSE), n));
    }
    return book;
}

/* The literal parts in their order, the first at the start, the last at the
 * end. */
static bool is_like(struct slice line, struct slice words)
{
    size_t mark = slice_find_char(words, ANYTHING);

    if (mark == words.len)
        return slice_equal(line, words);
    if (!slice_skip(&line, slice_part(words, 0, mark)))
        return false;
    for (;;) {
        struct slice part;
        size_t at;

        words = slice_part(words, mark + 1, words.len);
        mark = slice_find_char(words, ANYTHING);
        part = slice_part(words, 0, mark);
        if (mark == words.len)
            return slice_ends(line, part);
        at = slice_find(line, part);
        if (at == line.len)
            return false;
        line = slice_part(line, at + part.len, line.len);
    }
}

static enum wget_kind look_up(const struct book *book,
                              const struct shelf *shelf, unsigned char byte,
                              struct slice line)
{
    for (size_t i = shelf->start[byte]; i < shelf->start[byte + 1]; i++) {
        const struct phrase *row = &book->rows[shelf->rows[i]];

        if (is_like(line, slice_from(row->words)))
            return row->kind;
    }
    return WGET_OTHER;
}

static enum wget_kind kind_in(const struct book *book, struct slice line)
{
    enum wget_kind kind =
        look_up(book, &book->first, (unsigned char)line.at[0], line);

    if (kind != WGET_OTHER)
        return kind;
    return look_up(book, &book->last, (unsigned char)line.at[line.len - 1],
                   line);
}

enum wget_kind wget_phrase_kind(struct slice line)
{
    enum wget_kind kind;

    if (!line.len)
        return WGET_OTHER;
    kind = kind_in(utf8_book(), line);
    if (kind == WGET_OTHER && !is_ascii(line) &&
        !g_utf8_validate(line.at, (gssize)line.len, NULL))
        kind = kind_in(charset_book(), line);
    return kind;
}

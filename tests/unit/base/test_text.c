/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reader of logs. Besides cases of its own it is compared with a slow
 * reader that cannot be wrong: the plain text split at its line feeds,
 * whatever sizes the bytes arrive in and whatever a recorder did to them.
 */
#include "base/text.h"

#include <string.h>

#include <glib.h>

/* ---- helpers ----------------------------------------------------------- */

/* Gives out bytes in pieces of random size, and fails at fail_at. */
struct dribble {
    const char *bytes;
    size_t len, at, fail_at;
    int largest;
};

static ptrdiff_t dribble_read(void *data, char *buffer, size_t size,
                              GError **error)
{
    struct dribble *dribble = data;
    size_t n = dribble->len - dribble->at;

    if (dribble->at >= dribble->fail_at) {
        cotejo_fail(error, COTEJO_ERROR_READ, "the disk is gone");
        return -1;
    }
    if (n > size)
        n = size;
    if (n > (size_t)dribble->largest)
        n = (size_t)g_test_rand_int_range(1, dribble->largest + 1);
    if (n)
        memcpy(buffer, dribble->bytes + dribble->at, n);
    dribble->at += n;
    return (ptrdiff_t)n;
}

static Text *open_slowly(const char *bytes, size_t len, int largest)
{
    struct dribble *dribble = g_new(struct dribble, 1);

    *dribble = (struct dribble){bytes, len, 0, SIZE_MAX, largest};
    return text_new("a.log", dribble_read, dribble, g_free);
}

/* All lines, each with a '|' behind it. */
static char *all_lines(Text *text)
{
    GString *lines = g_string_new(NULL);
    struct slice line;

    while (text_line(text, &line)) {
        g_string_append_len(lines, line.at, (gssize)line.len);
        g_string_append_c(lines, '|');
    }
    return g_string_free(lines, FALSE);
}

/* The same text through a text that served for all before it. */
static Text *again;

static void assert_lines(const char *bytes, size_t len, const char *expected)
{
    g_autoptr(Text) text = text_new_memory("a.log", bytes, len);
    g_autofree char *lines = all_lines(text);
    g_autofree char *lines_again = NULL;
    struct slice head = text_head(text), head_again;
    struct xxh3 hash = text_xxh3(text), hash_again;

    g_assert_no_error(text_error(text));
    g_assert_cmpstr(lines, ==, expected);
    again = text_again(again, "b.log", bytes, len);
    head_again = text_head(again);
    g_assert_true(slice_equal(head, head_again));
    lines_again = all_lines(again);
    g_assert_no_error(text_error(again));
    g_assert_cmpstr(lines_again, ==, expected);
    g_assert_cmpstr(text_name(again), ==, "b.log");
    g_assert_cmpuint(text_bytes(again), ==, len);
    g_assert_cmpstr(text_sha256(again), ==, text_sha256(text));
    hash_again = text_xxh3(again);
    g_assert_true(!memcmp(&hash, &hash_again, sizeof hash));
    if (text_rewind(again)) {
        g_autofree char *rewound = all_lines(again);

        g_assert_cmpstr(rewound, ==, expected);
    }
}

#define ASSERT_LINES(literal, expected)                                        \
    assert_lines(literal, sizeof(literal) - 1, expected)

/* ---- plain text -------------------------------------------------------- */

static void test_ends(void)
{
    ASSERT_LINES("", "");
    ASSERT_LINES("\n", "|");
    ASSERT_LINES("a", "a|");
    ASSERT_LINES("a\n", "a|");
    ASSERT_LINES("a\n\nb", "a||b|");
    ASSERT_LINES("a\r\nb\r\n", "a|b|");
    ASSERT_LINES("a\r\r\nb\r", "a|b|");
    ASSERT_LINES("\r\n", "|");
    ASSERT_LINES("\xef\xbb\xbf"
                 "a\n",
                 "a|");
    ASSERT_LINES("\xef\xbb\xbf", "");
    ASSERT_LINES("a\tb \n", "a\tb |");
}

static void test_cut(void)
{
    g_autoptr(Text) text = text_new_memory("a.log", "a\nb", 3);
    struct slice line;

    g_assert_true(text_line(text, &line));
    g_assert_false(text_cut(text));
    g_assert_true(text_line(text, &line));
    g_assert_true(text_cut(text));
    g_assert_false(text_line(text, &line));
    g_assert_cmpuint(text_line_number(text), ==, 2);
}

static void test_unread(void)
{
    g_autoptr(Text) text = text_new_memory("a.log", "a\nb\n", 4);
    struct slice line;

    text_unread(text); /* before the first line: nothing to hand out */
    g_assert_true(text_line(text, &line));
    text_unread(text);
    g_assert_true(text_line(text, &line));
    g_assert_true(slice_equal(line, SLICE("a")));
    g_assert_cmpuint(text_line_number(text), ==, 1);
    g_assert_true(text_line(text, &line));
    g_assert_true(slice_equal(line, SLICE("b")));
    text_unread(text);
    g_assert_true(text_line(text, &line));
    g_assert_true(slice_equal(line, SLICE("b")));
    g_assert_false(text_line(text, &line));
}

/* SHA-256 of "abc": FIPS 180-2, appendix B.1. */
static void test_sha256(void)
{
    static const char abc[] = "ba7816bf8f01cfea414140de5dae2223"
                              "b00361a396177a9cb410ff61f20015ad";
    g_autoptr(Text) read = text_new_memory("a.log", "abc", 3);
    g_autoptr(Text) unread = text_new_memory("a.log", "abc", 3);
    g_autofree char *lines = all_lines(read);

    g_assert_cmpstr(lines, ==, "abc|");
    g_assert_cmpstr(text_sha256(read), ==, abc);
    g_assert_cmpstr(text_sha256(unread), ==, abc);
    g_assert_cmpuint(text_bytes(read), ==, 3);
}

/* The digest is of the file, marks and line ends included. */
static void test_sha256_raw(void)
{
    static const char raw[] = "\xef\xbb\xbf"
                              "a\r\n";
    g_autoptr(Text) text = text_new_memory("a.log", raw, sizeof raw - 1);
    g_autofree char *expected = g_compute_checksum_for_data(
        G_CHECKSUM_SHA256, (const guchar *)raw, sizeof raw - 1);

    g_assert_true(text_drain(text));
    g_assert_cmpstr(text_sha256(text), ==, expected);
}

/* ---- errors ------------------------------------------------------------ */

static void test_long_line(void)
{
    g_autofree char *bytes = g_malloc(TEXT_LINE_MAX + 10);
    g_autoptr(Text) longest = NULL, longer = NULL;
    struct slice line;

    memset(bytes, 'x', TEXT_LINE_MAX + 10);
    bytes[0] = '\n';
    bytes[TEXT_LINE_MAX + 1] = '\n';
    longest = open_slowly(bytes, TEXT_LINE_MAX + 5, 100000);
    g_assert_true(text_line(longest, &line));
    g_assert_true(text_line(longest, &line));
    g_assert_cmpuint(line.len, ==, TEXT_LINE_MAX);
    g_assert_true(text_line(longest, &line));
    g_assert_cmpuint(line.len, ==, 3);

    bytes[TEXT_LINE_MAX + 1] = 'x';
    bytes[TEXT_LINE_MAX + 2] = '\n';
    longer = open_slowly(bytes, TEXT_LINE_MAX + 5, 100000);
    g_assert_true(text_line(longer, &line));
    g_assert_false(text_line(longer, &line));
    g_assert_error(text_error(longer), COTEJO_ERROR, COTEJO_ERROR_REFUSED);
    g_assert_cmpstr(text_error(longer)->message, ==,
                    "a.log:2: the line is longer than 1 MiB");
    /* the digest is of the whole file all the same */
    g_assert_false(text_drain(longer));
    g_assert_cmpuint(text_bytes(longer), ==, TEXT_LINE_MAX + 5);
}

/* The states of a progress bar are no long line, whatever is between them
 * and the end. */
static void test_long_progress(void)
{
    g_autoptr(GString) bytes = g_string_new("first\n");
    g_autoptr(Text) text = NULL;
    struct slice line;
    size_t last;

    while (bytes->len < 3 * TEXT_LINE_MAX)
        g_string_append_printf(bytes, "\rt.1 %zu [\xe2\x96\x88  ]", bytes->len);
    last = bytes->len;
    g_string_append(bytes, "\rt.1 100% in 0s\r\nrate: fast\n");
    text = open_slowly(bytes->str, bytes->len, 300000);
    g_assert_true(text_line(text, &line));
    g_assert_true(text_line(text, &line));
    g_assert_true(slice_equal(line, SLICE("t.1 100% in 0s")));
    g_assert_cmpuint(text_column(text, line.at), ==,
                     (size_t)g_utf8_strlen(bytes->str, (gssize)last) - 6 + 2);
    g_assert_true(text_line(text, &line));
    g_assert_true(slice_equal(line, SLICE("rate: fast")));
    g_assert_cmpuint(text_column(text, line.at), ==, 1);
    g_assert_cmpuint(text_line_number(text), ==, 3);
    g_assert_false(text_line(text, &line));
    g_assert_no_error(text_error(text));
}

/* A line without end is given up after a bounded amount. */
static void test_endless_line(void)
{
    size_t len = 64 * 1024 * 1024;
    g_autofree char *bytes = g_malloc(len);
    struct dribble *dribble = g_new(struct dribble, 1);
    g_autoptr(Text) text = NULL;
    struct slice line;

    memset(bytes, 'x', len);
    *dribble = (struct dribble){bytes, len, 0, SIZE_MAX, 1 << 20};
    text = text_new("a.log", dribble_read, dribble, g_free);
    g_assert_false(text_line(text, &line));
    g_assert_error(text_error(text), COTEJO_ERROR, COTEJO_ERROR_REFUSED);
    g_assert_cmpuint(dribble->at, <, 4 * 1024 * 1024);
}

static void test_nul(void)
{
    static const char bytes[] = "good\nb\xc3\xa9 \0d\nmore\n";
    g_autoptr(Text) text = text_new_memory("a.log", bytes, sizeof bytes - 1);
    g_autofree char *lines = all_lines(text);

    g_assert_cmpstr(lines, ==, "good|");
    g_assert_error(text_error(text), COTEJO_ERROR, COTEJO_ERROR_REFUSED);
    g_assert_cmpstr(text_error(text)->message, ==,
                    "a.log:2:4: a NUL byte: no text, or damaged");
}

static void test_read_error(void)
{
    struct dribble *dribble = g_new(struct dribble, 1);
    g_autoptr(Text) text = NULL;
    g_autofree char *lines = NULL;

    *dribble = (struct dribble){"a\nb\nc", 5, 0, 3, 1};
    text = text_new("a.log", dribble_read, dribble, g_free);
    lines = all_lines(text);
    g_assert_cmpstr(lines, ==, "");
    g_assert_error(text_error(text), COTEJO_ERROR, COTEJO_ERROR_READ);
    g_assert_false(text_drain(text));
}

/* ---- UTF-16 ------------------------------------------------------------ */

/* UTF-8 as UTF-16 with its mark. */
static GByteArray *to_utf16(const char *utf8, bool big)
{
    GByteArray *bytes = g_byte_array_new();
    g_autofree gunichar2 *units = NULL;
    g_autofree char *marked = g_strconcat("\xef\xbb\xbf", utf8, NULL);
    glong n;

    units = g_utf8_to_utf16(marked, -1, NULL, &n, NULL);
    for (glong i = 0; i < n; i++) {
        guint8 low = (guint8)(units[i] & 0xff), high = (guint8)(units[i] >> 8);
        guint8 pair[2] = {big ? high : low, big ? low : high};

        g_byte_array_append(bytes, pair, 2);
    }
    return bytes;
}

static void test_utf16(void)
{
    /* one, two, three and four bytes of UTF-8 */
    static const char utf8[] =
        "Tamanho: \xc3\xa9\r\n\xe2\x80\x98t.1\xe2\x80\x99"
        "\r\n\xf0\x9f\x90\x98 end";
    static const char expected[] =
        "Tamanho: \xc3\xa9|\xe2\x80\x98t.1\xe2\x80\x99|\xf0\x9f\x90\x98 end|";

    for (int big = 0; big < 2; big++) {
        g_autoptr(GByteArray) bytes = to_utf16(utf8, big);

        for (int round = 0; round < 50; round++) {
            g_autoptr(Text) text =
                open_slowly((const char *)bytes->data, bytes->len, 5);
            g_autofree char *lines = all_lines(text);

            g_assert_no_error(text_error(text));
            g_assert_cmpstr(lines, ==, expected);
            g_assert_false(text_is_plain(text));
        }
    }
}

static void test_utf16_broken(void)
{
    /* a high surrogate before a letter, a low one alone */
    ASSERT_LINES("\xff\xfe\x3d\xd8\x61\x00\x18\xdc\x0a\x00", "\xef\xbf\xbd"
                                                             "a\xef\xbf\xbd|");
    {
        g_autoptr(Text) half =
            text_new_memory("a.log", "\xff\xfe\x61\x00\x62", 5);
        g_autofree char *lines = all_lines(half);

        g_assert_cmpstr(lines, ==, "");
        g_assert_error(text_error(half), COTEJO_ERROR, COTEJO_ERROR_REFUSED);
    }
    {
        g_autoptr(Text) nul =
            text_new_memory("a.log", "\xff\xfe\x61\x00\x00\x00", 6);
        g_autofree char *lines = all_lines(nul);

        g_assert_cmpstr(lines, ==, "");
        g_assert_error(text_error(nul), COTEJO_ERROR, COTEJO_ERROR_REFUSED);
    }
}

/* ---- terminals --------------------------------------------------------- */

static void test_terminal(void)
{
    /* the prompt of a recording, with the banner behind an escape and a CR */
    ASSERT_LINES("\033[?2004l\rThis is ApacheBench, Version 2.3\r\n",
                 "This is ApacheBench, Version 2.3|");
    ASSERT_LINES("\033[?2004h\033]0;joao@cliente: ~\a\033[01;32mjoao@cliente"
                 "\033[00m$ ab -k\r\n",
                 "joao@cliente$ ab -k|");
    ASSERT_LINES("\033]0;title\033\\a\n", "a|");
    ASSERT_LINES("\033(Ba\033=b\033", "ab|");
    ASSERT_LINES("a\033[", "a|");
    ASSERT_LINES("a\033]0;never ended", "a|");
    /* ab 1.3 wipes the line */
    ASSERT_LINES("Benchmarking h (be patient)...\r          \rServer: x\n",
                 "Server: x|");
    /* a progress bar: the last state stays */
    ASSERT_LINES("\rt.1   0%[  ]  \rt.1 100%[=>]  in 0s  \r\n",
                 "t.1 100%[=>]  in 0s  |");
    ASSERT_LINES("lx\bs -\b\b\b\b\b\bcd\n", "cd|");
    /* a backspace takes a character, not a byte */
    ASSERT_LINES("caf\xc3\xa9\b\xc3\xaa\n", "caf\xc3\xaa|");
    ASSERT_LINES("done\a\n", "done|");
    /* what is indented for a reason stays */
    ASSERT_LINES("     0K .....\n    50K .....\n",
                 "     0K .....|    50K .....|");
}

static size_t column_of(const char *bytes, size_t len, const char *word)
{
    g_autoptr(Text) text = text_new_memory("a.log", bytes, len);
    struct slice line;
    size_t at;

    g_assert_true(text_line(text, &line));
    at = slice_find(line, slice_from(word));
    return text_column(text, line.at + at);
}

#define COLUMN_OF(literal, word) column_of(literal, sizeof(literal) - 1, word)

static void test_columns(void)
{
    g_assert_cmpuint(COLUMN_OF("rate: fast\n", "fast"), ==, 7);
    g_assert_cmpuint(COLUMN_OF("rate: fast\n", "none"), ==, 11);
    g_assert_cmpuint(COLUMN_OF("\xef\xbb\xbfrate: fast\n", "fast"), ==, 7);
    /* characters where it is UTF-8, bytes where it is not */
    g_assert_cmpuint(COLUMN_OF("\xc3\xa9\xc3\xa9 fast\n", "fast"), ==, 4);
    g_assert_cmpuint(COLUMN_OF("\xe9\xe9 fast\n", "fast"), ==, 4);
    /* places are those of the file, not of what is left of the line */
    g_assert_cmpuint(COLUMN_OF("old state\rrate: fast\r\n", "fast"), ==, 17);
    g_assert_cmpuint(COLUMN_OF("\033[0mrate: fast\r\n", "fast"), ==, 11);
    g_assert_cmpuint(COLUMN_OF("old\rrate: fast\r\n", "none"), ==, 15);
}

/* ---- prefixes ---------------------------------------------------------- */

static const struct slice starts[] = {
    {"This is", 7}, {"Total:", 6}, {"20##: a", 7}};

static void assert_prefix(const char *bytes, bool found, const char *expected)
{
    g_autoptr(Text) text = text_new_memory("a.log", bytes, strlen(bytes));
    g_autofree char *lines = NULL;
    struct slice head, line;
    g_autoptr(GString) from_head = g_string_new(NULL);

    g_assert_cmpint(text_prefix(text, starts, G_N_ELEMENTS(starts)), ==, found);
    head = text_head(text);
    while (slice_line(&head, &line)) {
        g_string_append_len(from_head, line.at, (gssize)line.len);
        g_string_append_c(from_head, '|');
    }
    g_assert_cmpstr(from_head->str, ==, expected);
    g_assert_cmpint(text_is_plain(text), ==, !found);
    lines = all_lines(text);
    g_assert_cmpstr(lines, ==, expected);
}

static void test_prefixes(void)
{
    assert_prefix("    This is\n    \n      50%  3\n     100%  4\n", true,
                  "This is||  50%  3| 100%  4|");
    assert_prefix("\tThis is\n\n\ta\n\tb\n", true, "This is||a|b|");
    assert_prefix("> This is\n>\n> a\n> b\n", true, "This is||a|b|");
    assert_prefix("ab_1  | This is\nab_1  | \nab_1  |\nab_1  | a\n", true,
                  "This is|||a|");
    /* the container's log begins with a line of its own */
    assert_prefix("Attaching to ab_1\nab_1  | This is\nab_1  | b\nab_1  | a\n",
                  true, "Attaching to ab_1|This is|b|a|");
    /* time stamps, also into the next hour and with a padded day */
    assert_prefix("\n> This is\n> a\n> b\n", true, "|This is|a|b|");
    assert_prefix("a note\n\n> This is\n> a\n> b\n", true,
                  "a note||This is|a|b|");
    assert_prefix("Nov  9 23:59:59 This is\nNov 10 00:00:00 a\n"
                  "Nov 10 00:00:01 b\n",
                  true, "This is|a|b|");
    assert_prefix("[12:00:00.123] Total: 1\n[12:00:00.456]\n"
                  "[12:00:01.000]   50%\n[12:00:01.001] z\n",
                  true, "Total: 1||  50%|z|");
    /* a start with digits of any kind in it, which is not stepped over */
    assert_prefix("> 2026: a\n> 2027: b\n> c\n", true, "2026: a|2027: b|c|");
}

static void test_no_prefix(void)
{
    assert_prefix("2026: a\n> 2026: a\n> b\n> c\n", false,
                  "2026: a|> 2026: a|> b|> c|");
    assert_prefix("> 20x6: a\n> b\n> c\n", false, "> 20x6: a|> b|> c|");
    assert_prefix("> a\n> b\n> 2026\n", false, "> a|> b|> 2026|");
    /* no start of a run among the lines */
    assert_prefix("    a\n    b\n    c\n", false, "    a|    b|    c|");
    /* a run that begins at the margin */
    assert_prefix("This is\n    This is\n    a\n    b\n", false,
                  "This is|    This is|    a|    b|");
    /* not shared */
    assert_prefix("RB1:This is\nRB2:a\nRB3:b\nnot\nthis\nmany\n", false,
                  "RB1:This is|RB2:a|RB3:b|not|this|many|");
    assert_prefix("$ This is\na\nb\nc\n", false, "$ This is|a|b|c|");
    /* too few lines to tell */
    assert_prefix("    This is\n    a\n", false, "    This is|    a|");
}

static void test_prefix_columns(void)
{
    static const char bytes[] = "> This is\n> a\n> rate: fast\n";
    g_autoptr(Text) text = text_new_memory("a.log", bytes, sizeof bytes - 1);
    struct slice line;

    g_assert_true(text_prefix(text, starts, G_N_ELEMENTS(starts)));
    for (int i = 0; i < 3; i++)
        g_assert_true(text_line(text, &line));
    g_assert_cmpuint(
        text_column(text, line.at + slice_find(line, SLICE("fast"))), ==, 9);
}

/* ---- blocks ------------------------------------------------------------ */

/* Lines by blocks where there are any, else one by one. */
static char *lines_by_blocks(Text *text)
{
    GString *lines = g_string_new(NULL);
    struct slice block, line;

    for (;;) {
        while (text_block(text, &block)) {
            /* take a part only, now and then */
            size_t left = (size_t)g_test_rand_int_range(1, 20), n = 0;
            struct slice rest = block;

            while (left-- && slice_line(&rest, &line)) {
                g_string_append_len(lines, line.at, (gssize)line.len);
                g_string_append_c(lines, '|');
                n++;
            }
            text_taken(text, block.len - rest.len, n);
        }
        if (!text_line(text, &line))
            break;
        if (g_test_rand_int_range(0, 4) == 0) {
            text_unread(text);
            continue;
        }
        g_string_append_len(lines, line.at, (gssize)line.len);
        g_string_append_c(lines, '|');
    }
    return g_string_free(lines, FALSE);
}

/* Random lines, mostly short; letters only, so that each recorder's doing
 * can be put on top. */
static char *random_text(GPtrArray *lines)
{
    GString *text = g_string_new(NULL);
    int n = g_test_rand_int_range(0, 200);

    for (int i = 0; i < n; i++) {
        int len = g_test_rand_int_range(0, 20) ? g_test_rand_int_range(0, 60)
                                               : g_test_rand_int_range(0, 9000);
        GString *line = g_string_new(NULL);

        while (len--)
            g_string_append_c(line, (char)g_test_rand_int_range(' ', '~'));
        g_string_append_printf(text, "%s\n", line->str);
        g_ptr_array_add(lines, g_string_free(line, FALSE));
    }
    return g_string_free(text, FALSE);
}

static char *expected_lines(const GPtrArray *lines)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < lines->len; i++)
        g_string_append_printf(text, "%s|", (char *)lines->pdata[i]);
    return g_string_free(text, FALSE);
}

/* Every way of recording the same text. */
static GByteArray *record(const char *plain, int way)
{
    GByteArray *bytes;
    g_autoptr(GString) text = g_string_new(plain);

    if (way == 1 || way == 3)
        g_string_replace(text, "\n", "\r\n", 0);
    if (way == 2 || way == 3)
        g_string_prepend(text, "\xef\xbb\xbf");
    if (way == 4 && text->len)
        g_string_truncate(text, text->len - 1);
    if (way == 5) /* colours and a state that is overwritten */
        g_string_replace(text, "\n", "\033[0m\r\nold\033[1m state\r", 0);
    if (way == 6 || way == 7)
        return to_utf16(plain, way == 7);
    bytes = g_byte_array_new();
    g_byte_array_append(bytes, (const guint8 *)text->str, (guint)text->len);
    return bytes;
}

static void test_any_recording(void)
{
    for (int round = 0; round < 150; round++) {
        g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func(g_free);
        g_autofree char *plain = random_text(kept);
        g_autofree char *expected = expected_lines(kept);
        int way = round % 8;
        g_autoptr(GByteArray) bytes = record(plain, way);
        int largest = g_test_rand_int_range(1, 5000);
        const char *data = bytes->len ? (const char *)bytes->data : "";
        g_autoptr(Text) by_line = open_slowly(data, bytes->len, largest);
        g_autoptr(Text) by_block = open_slowly(data, bytes->len, largest);
        g_autofree char *first = all_lines(by_line);
        g_autofree char *second = lines_by_blocks(by_block);
        g_autofree char *digest = g_compute_checksum_for_data(
            G_CHECKSUM_SHA256, (const guchar *)data, bytes->len);

        if (way == 4 && kept->len && !*(char *)kept->pdata[kept->len - 1]) {
            /* an empty last line without its end is none */
            expected[strlen(expected) - 1] = '\0';
        }
        g_assert_no_error(text_error(by_line));
        g_assert_no_error(text_error(by_block));
        if (way == 5 && kept->len) {
            /* and the state behind the last line feed */
            g_autofree char *more = g_strconcat(expected, "old state|", NULL);

            g_assert_cmpstr(first, ==, more);
        } else {
            g_assert_cmpstr(first, ==, expected);
        }
        g_assert_cmpuint(text_line_number(by_line), ==,
                         text_line_number(by_block));
        g_assert_cmpstr(second, ==, first);
        g_assert_cmpstr(text_sha256(by_line), ==, digest);
        g_assert_cmpstr(text_sha256(by_block), ==, digest);
    }
}

/* Lines with the column of each place in them, and the error at the end. */
static char *lines_and_columns(Text *text)
{
    GString *lines = g_string_new(NULL);
    struct slice line;

    while (text_line(text, &line)) {
        g_string_append_printf(lines, "%zu:", text_line_number(text));
        for (size_t i = 0; i <= line.len; i++)
            g_string_append_printf(lines, "%zu ",
                                   text_column(text, line.at + i));
        g_string_append_len(lines, line.at, (gssize)line.len);
        g_string_append(lines, text_cut(text) ? "$|" : "|");
    }
    if (text_error(text))
        g_string_append(lines, text_error(text)->message);
    return g_string_free(lines, FALSE);
}

/* Whatever the bytes are, how they arrive does not show. */
static void test_any_pieces(void)
{
    static const char alphabet[] = "ab0 \t\n\n\r\r\b\a\033[]m;\xc3\xa9\xff\xfe";

    for (int round = 0; round < 2000; round++) {
        char bytes[200];
        size_t len = (size_t)g_test_rand_int_range(0, sizeof bytes);
        g_autoptr(Text) whole = NULL, pieces = NULL;
        g_autofree char *first = NULL, *second = NULL;

        for (size_t i = 0; i < len; i++) /* the NUL at its end, too, at times */
            bytes[i] = alphabet[g_test_rand_int_range(0, (int)sizeof alphabet -
                                                             (round % 4 != 0))];
        whole = text_new_memory("a.log", bytes, len);
        pieces = open_slowly(bytes, len, g_test_rand_int_range(1, 20));
        first = lines_and_columns(whole);
        second = lines_and_columns(pieces);
        g_assert_cmpstr(first, ==, second);
    }
}

/* Noise in the middle of a long plain file ends the blocks, and no line is
 * lost or cleaned that should not be. */
static void test_late_noise(void)
{
    g_autoptr(GString) bytes = g_string_new(NULL);
    g_autoptr(Text) text = NULL;
    g_autofree char *lines = NULL;
    struct slice block;

    while (bytes->len < 700000)
        g_string_append(bytes, "12\t34\n");
    g_string_append(bytes, "a\rb\n");
    while (bytes->len < 1400000)
        g_string_append(bytes, "12\t34\n");
    text = open_slowly(bytes->str, bytes->len, 300000);
    g_assert_true(text_is_plain(text));
    g_assert_true(text_block(text, &block));
    g_assert_true(slice_starts(block, SLICE("12\t34\n")));
    lines = lines_by_blocks(text);
    g_assert_nonnull(strstr(lines, "|12\t34|b|12\t34|"));
    g_assert_null(strchr(lines, '\r'));
}

static void test_head(void)
{
    g_autoptr(GString) bytes = g_string_new(NULL);
    g_autoptr(Text) text = NULL;
    struct slice head;

    while (bytes->len < 300000)
        g_string_append(bytes, "0123456789\n");
    text = open_slowly(bytes->str, bytes->len, 1000);
    head = text_head(text);
    g_assert_cmpuint(head.len, >, TEXT_HEAD_MAX - 11);
    g_assert_cmpuint(head.len, <=, TEXT_HEAD_MAX);
    g_assert_true(slice_ends(head, SLICE("0123456789\n")));
    g_assert_cmpuint(text_line_number(text), ==, 0);
}

/* Columns count characters of the file, and each no-break space is one. */
static void test_blanks(void)
{
    static const char bytes[] = "ab\n\xc2\xa0 x:\xc2\xa0\xc2\xa0"
                                "12\xc2\xa0km\n\xc2\xa9 y\n";
    g_autoptr(Text) text = text_new_memory("a.log", bytes, sizeof bytes - 1);
    struct slice line;

    g_assert_true(text_line(text, &line));
    g_assert_false(text_blanks(text, &line));
    g_assert_true(text_line(text, &line));
    g_assert_true(text_blanks(text, &line));
    g_assert_true(slice_equal(line, SLICE("  x:  12 km")));
    g_assert_cmpuint(text_column(text, line.at + 6), ==, 7);
    g_assert_cmpuint(text_column(text, line.at + line.len), ==, 12);
    text_unread(text);
    g_assert_true(text_line(text, &line));
    g_assert_true(slice_equal(line, SLICE("  x:  12 km")));
    g_assert_true(text_line(text, &line));
    g_assert_false(text_blanks(text, &line));
    g_assert_true(slice_equal(line, SLICE("\xc2\xa9 y")));
}

/* Every wide blank, those without width, and the A0 of ISO 8859-1, which in
 * UTF-8 is a part of a letter (a with a grave accent is C3 A0). */
static void test_other_blanks(void)
{
    static const struct {
        const char *bytes, *line; /* line NULL: nothing to do */
    } cases[] = {
        {"a\xe2\x80\x83"
         "b",
         "a b"},
        {"a\xe2\x80\xaf"
         "b\xe3\x80\x80",
         "a b "},
        {"a\xe2\x80\x8b"
         "b\xef\xbb\xbf",
         "ab"},
        {"a\xa0"
         "b",
         "a b"},
        {"\xe9\xa0 12", "\xe9  12"},
        {"\xc3\xa0 12", NULL},
        {"\xe2\x80\x93", NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Text) text =
            text_new_memory("a.log", cases[i].bytes, strlen(cases[i].bytes));
        g_autoptr(GString) lines = g_string_new(NULL);
        struct slice line;

        g_assert_true(text_line(text, &line));
        g_assert_cmpint(text_blanks(text, &line), ==, cases[i].line != NULL);
        g_assert_true(slice_equal(
            line, slice_from(cases[i].line ? cases[i].line : cases[i].bytes)));
        g_assert_cmpint(text_put_blanks(slice_from(cases[i].bytes), lines), ==,
                        cases[i].line != NULL);
        g_assert_cmpstr(lines->str, ==, cases[i].line ? cases[i].line : "");
    }
}

static void test_split(void)
{
    g_autoptr(Text) text = text_new_memory("a.log", "one two\nthree\n", 14);
    struct slice line;

    g_assert_true(text_line(text, &line));
    text_split(text, line.at + 4);
    text_unread(text);
    g_assert_true(text_line(text, &line));
    g_assert_true(slice_equal(line, SLICE("one ")));
    g_assert_true(text_line(text, &line));
    g_assert_true(slice_equal(line, SLICE("two")));
    g_assert_cmpuint(text_line_number(text), ==, 1);
    g_assert_cmpuint(text_column(text, line.at), ==, 5);
    text_unread(text);
    g_assert_true(text_line(text, &line));
    g_assert_true(slice_equal(line, SLICE("two")));
    g_assert_true(text_line(text, &line));
    g_assert_true(slice_equal(line, SLICE("three")));
    g_assert_cmpuint(text_line_number(text), ==, 2);
    g_assert_false(text_line(text, &line));
}

static void test_bare_cr(void)
{
    static const struct {
        const char *bytes;
        const char *lines; /* NULL: they are others */
    } cases[] = {
        {"a\rb\r", "a\nb\n"}, {"a\rb", "a\nb"}, {"a\r\nb\r\n", NULL},
        {"a\r", NULL},        {"a\n", NULL},    {"", NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Text) text =
            text_new_memory("a.log", cases[i].bytes, strlen(cases[i].bytes));
        g_autoptr(GString) lines = g_string_new(NULL);

        g_assert_cmpint(text_bare_cr(text, lines), ==, cases[i].lines != NULL);
        if (cases[i].lines)
            g_assert_cmpstr(lines->str, ==, cases[i].lines);
    }
}

int main(int argc, char **argv)
{
    int result;

    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text/ends", test_ends);
    g_test_add_func("/text/cut", test_cut);
    g_test_add_func("/text/unread", test_unread);
    g_test_add_func("/text/sha256", test_sha256);
    g_test_add_func("/text/sha256/raw", test_sha256_raw);
    g_test_add_func("/text/long-line", test_long_line);
    g_test_add_func("/text/long-progress", test_long_progress);
    g_test_add_func("/text/endless-line", test_endless_line);
    g_test_add_func("/text/nul", test_nul);
    g_test_add_func("/text/read-error", test_read_error);
    g_test_add_func("/text/utf16", test_utf16);
    g_test_add_func("/text/utf16/broken", test_utf16_broken);
    g_test_add_func("/text/terminal", test_terminal);
    g_test_add_func("/text/columns", test_columns);
    g_test_add_func("/text/prefix", test_prefixes);
    g_test_add_func("/text/prefix/none", test_no_prefix);
    g_test_add_func("/text/prefix/columns", test_prefix_columns);
    g_test_add_func("/text/any-recording", test_any_recording);
    g_test_add_func("/text/any-pieces", test_any_pieces);
    g_test_add_func("/text/late-noise", test_late_noise);
    g_test_add_func("/text/head", test_head);
    g_test_add_func("/text/blanks", test_blanks);
    g_test_add_func("/text/other-blanks", test_other_blanks);
    g_test_add_func("/text/split", test_split);
    g_test_add_func("/text/bare-cr", test_bare_cr);
    result = g_test_run();
    text_free(again);
    return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of GNU wget 1.5 to 1.24. Messages follow LC_MESSAGES and the decimal
 * mark LC_NUMERIC, each for itself, so that nothing here is decided once for
 * a whole log:
 *
 *  1. a stamp is "YYYY-MM-DD HH:MM:SS" in every language, up to 1.10 the time
 *     alone; "--" stand around it where a file or the summary begins (in
 *     French dashes and no-break spaces);
 *  2. a stamp in dashes with a URL behind it begins an attempt, without one
 *     it begins the summary; the number in parentheses between them counts
 *     the tries;
 *  3. a stamp, a rate in parentheses and "[a/b]" is a saved file, without the
 *     brackets an attempt that ended early;
 *  4. a stamp, a word and three digits before a colon is an HTTP error, where
 *     languages may move the stamp, or the colon;
 *  5. -nv lines of saved files are not translated;
 *  6. what has no such structure (refused connections, "nothing to do") is
 *     told by its words (wget_phrases.h).
 *
 * A colon may be a wide one, and a blank one that does not break, in any
 * charset: hence the lists of bytes.
 */
#include "ingest/wget_text.h"

#include <glib.h>

#include "ingest/stamp.h"
#include "ingest/wget_phrases.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

#define DATE_LEN (STAMP_DATE_LEN + 1) /* and a blank */

static bool read_date(struct slice s, int64_t *seconds)
{
    return s.len >= DATE_LEN && s.at[DATE_LEN - 1] == ' ' &&
           stamp_date(s, seconds);
}

/* Steps over "[YYYY-MM-DD ]HH:MM:SS". */
static bool take_stamp(struct slice *rest, struct wget_line *line)
{
    int64_t date = 0, clock;
    size_t len = 0;

    line->has_date = read_date(*rest, &date);
    if (line->has_date)
        len = DATE_LEN;
    if (!stamp_clock(slice_part(*rest, len, rest->len), &clock))
        return false;
    line->stamp_s = date + clock;
    *rest = slice_part(*rest, len + STAMP_CLOCK_LEN, rest->len);
    return true;
}

static bool has_url(struct slice s)
{
    return slice_find(s, SLICE("://")) < s.len;
}

/* Steps over one of these, if it is there. */
static bool skip_any(struct slice *s, const struct slice words[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (slice_skip(s, words[i]))
            return true;
    return false;
}

/* Blanks and no-break spaces, of UTF-8 and of Latin-1. */
static struct slice trim_wide(struct slice s)
{
    static const struct slice spaces[] = {
        {"\xc2\xa0", 2}, {"\xe2\x80\xaf", 3}, {"\xa0", 1}};

    do
        s = slice_trim_left(s);
    while (skip_any(&s, spaces, G_N_ELEMENTS(spaces)));
    return s;
}

/* A colon, also the wide one of UTF-8, GBK and Big5. */
static bool skip_colon(struct slice *s)
{
    static const struct slice colons[] = {
        {":", 1}, {"\xef\xbc\x9a", 3}, {"\xa3\xba", 2}, {"\xa1G", 2}};

    return skip_any(s, colons, G_N_ELEMENTS(colons));
}

static size_t digits_at(struct slice s, size_t from)
{
    size_t to = from;

    while (to < s.len && is_digit(s.at[to]))
        to++;
    return to - from;
}

/* Where the first digit stands; s.len if nowhere. */
static size_t find_digit(struct slice s)
{
    size_t at = 0;

    while (at < s.len && !is_digit(s.at[at]))
        at++;
    return at;
}

/* "(try: 2)": the one number in it. */
static bool take_tries(struct slice *rest, uint64_t *tries)
{
    size_t end = slice_find_char(*rest, ')');
    struct slice inner = slice_part(*rest, 0, end);
    size_t at = find_digit(inner);

    if (!slice_to_count(slice_part(inner, at, at + digits_at(inner, at)),
                        tries))
        return false;
    *rest = slice_trim(slice_part(*rest, end + 1, rest->len));
    return true;
}

/* "--STAMP--" at the start: an attempt; in an old right-to-left language, the
 * summary, with its word behind. */
static bool read_dashes(struct slice line, struct wget_line *said)
{
    struct slice rest = line;

    if (!slice_skip(&rest, SLICE("--")) || !take_stamp(&rest, said) ||
        !slice_skip(&rest, SLICE("--")))
        return false;
    rest = slice_trim(rest);
    said->tries = 1;
    if (slice_starts(rest, SLICE("(")) && !take_tries(&rest, &said->tries))
        return false;
    if (has_url(rest) && slice_word(&rest, &said->url))
        said->kind = WGET_START;
    else if (rest.len && !said->has_date)
        said->kind = WGET_FINISHED;
    return said->kind != WGET_OTHER;
}

/* The dashes around the summary's stamp; the French ones are em dashes,
 * which Latin-1 lacks and iconv turns into "-" or "--". */
static const struct {
    struct slice open, close;
} summary_marks[] = {
    {{"--", 2}, {"--", 2}},
    {{"\xe2\x80\x94\xc2\xa0", 5}, {"\xc2\xa0\xe2\x80\x94", 5}},
    {{"--\xa0", 3}, {"\xa0--", 3}},
    {{"-\xa0", 2}, {"\xa0-", 2}},
    {{"\xe2\x94\x80", 3}, {"\xe2\x94\x80", 3}}, /* zh_TW, old */
    {{"\xa2w", 2}, {"\xa2w", 2}},               /* the same in Big5 */
};

/* "WORD --STAMP--" and nothing behind. */
static bool read_finished(struct slice line, struct wget_line *said)
{
    line = slice_trim(line);
    for (size_t i = 0; i < G_N_ELEMENTS(summary_marks); i++) {
        size_t open = slice_find(line, summary_marks[i].open);
        struct slice rest =
            slice_part(line, open + summary_marks[i].open.len, line.len);

        if (open == 0 || open == line.len || !take_stamp(&rest, said) ||
            !slice_equal(rest, summary_marks[i].close))
            continue;
        said->kind = WGET_FINISHED;
        return true;
    }
    return false;
}

/* "[a/b]" or "[a]" at the very end, in German also "[/a]"; *rest is what
 * stands before it. */
static bool take_brackets(struct slice *rest, uint64_t *a, uint64_t *b)
{
    struct slice s = slice_trim_right(*rest), inner;
    size_t open = s.len, slash;

    if (!slice_ends(s, SLICE("]")))
        return false;
    while (open && s.at[open - 1] != '[')
        open--;
    if (!open)
        return false;
    inner = slice_part(s, open, s.len - 1);
    slash = slice_find_char(inner, '/');
    if (slash && !slice_to_count(slice_part(inner, 0, slash), a))
        return false;
    if (slash < inner.len
            ? !slice_to_count(slice_part(inner, slash + 1, inner.len), b)
            : !slash)
        return false;
    if (!slash)
        *a = *b;
    if (slash == inner.len)
        *b = *a;
    *rest = slice_part(s, 0, open - 1);
    return true;
}

/* Behind "STAMP URL:". With a blank after the colon it is --spider's, or an
 * FTP listing's ordinary line. */
static bool read_url_line(struct slice rest, struct wget_line *said)
{
    uint64_t ignored;
    size_t arrow;

    said->url = slice_trim(rest);
    if (!take_brackets(&rest, &said->tries, &ignored)) {
        said->kind = WGET_SPIDER;
        return true;
    }
    rest = slice_trim_right(rest);
    arrow = slice_find(rest, SLICE(" -> \""));
    if (arrow == rest.len || !slice_ends(rest, SLICE("\"")))
        return false;
    rest = slice_part(rest, 0, arrow);
    if (!take_brackets(&rest, &said->got, &said->expected))
        return false;
    said->url = slice_trim(rest);
    said->kind = WGET_LINE;
    return true;
}

/* "(RATE) - FILE saved [a/b]", or its tale of woe. The brackets are the last
 * there are; a few languages put a word or a parenthesis behind them. */
static bool read_result(struct slice rest, struct wget_line *said)
{
    size_t end = slice_find_char(rest, ')');

    if (end == rest.len || !slice_ends(slice_part(rest, 0, end), SLICE("/s")))
        return false;
    rest = slice_part(rest, end + 1, rest.len);
    while (rest.len && rest.at[rest.len - 1] != ']')
        rest.len--;
    said->kind = take_brackets(&rest, &said->got, &said->expected)
                     ? WGET_SAVED
                     : WGET_BROKEN;
    return true;
}

/* "WORD 404: ..." or "WORD: 404 ...", and Basque, which has no colon. */
static bool read_error(struct slice rest, struct wget_line *said)
{
    bool has_colon = slice_skip(&rest, SLICE("ERROREA "));
    size_t at = 0;

    while (at < rest.len && !is_digit(rest.at[at]) && rest.at[at] != ':')
        at++;
    rest = slice_part(rest, at, rest.len);
    if (skip_colon(&rest)) {
        has_colon = true;
        rest = trim_wide(rest);
    }
    if (digits_at(rest, 0) != 3 ||
        !slice_to_count(slice_part(rest, 0, 3), &said->code))
        return false;
    rest = trim_wide(slice_part(rest, 3, rest.len));
    said->kind = WGET_ERROR;
    return has_colon || skip_colon(&rest);
}

/* "URL: http://a/f 200 OK", what --spider -nv has found. */
static bool read_looked_up(struct slice rest, struct wget_line *said)
{
    struct slice url, code;

    rest = slice_part(rest, slice_find(rest, SLICE("://")), rest.len);
    if (!slice_word(&rest, &url) || !slice_word(&rest, &code) ||
        code.len != 3 || digits_at(code, 0) != 3)
        return false;
    said->kind = WGET_SPIDER;
    return true;
}

/* Where "YYYY-MM-DD HH:MM:SS" stands behind a word or two, as in "EROARE
 * STAMP 404: ..." and "URL STAMP: ..."; at the end if nowhere. */
static size_t find_stamp(struct slice line)
{
    size_t at = find_digit(slice_part(line, 0, 40));
    struct wget_line ignored = {0};
    struct slice rest = slice_part(line, at, line.len);

    return at && take_stamp(&rest, &ignored) && ignored.has_date ? at
                                                                 : line.len;
}

static bool read_inner_stamp(struct slice line, struct wget_line *said)
{
    struct slice rest = slice_part(line, find_stamp(line), line.len);

    if (!take_stamp(&rest, said))
        return false;
    rest = trim_wide(rest);
    skip_colon(&rest);
    rest = slice_trim_left(rest);
    if (slice_starts(rest, SLICE("("))) /* a slash before it, in Russian */
        return read_result(rest, said);
    return read_looked_up(rest, said) || read_error(rest, said);
}

/* Whatever begins with a bare stamp. */
static bool read_stamped(struct slice line, struct wget_line *said)
{
    struct slice rest = line;

    if (!line.len || !is_digit(line.at[0]))
        return read_inner_stamp(line, said);
    if (!take_stamp(&rest, said))
        return false;
    rest = slice_trim_left(rest);
    if (slice_skip(&rest, SLICE("URL:")))
        return read_url_line(rest, said);
    if (slice_starts(rest, SLICE("(")))
        return read_result(rest, said);
    return read_looked_up(rest, said) || read_error(rest, said);
}

/* "http://...:" alone, before the error that -nv prints for it; with words
 * behind the colon, what is wrong with the URL itself. */
static bool read_bare_url(struct slice line, struct wget_line *said)
{
    size_t scheme = slice_find(line, SLICE("://"));
    struct slice url;

    if (scheme == line.len || scheme > 5 || !slice_word(&line, &url) ||
        !slice_ends(url, SLICE(":")))
        return false;
    said->kind = slice_trim(line).len ? WGET_FAILED : WGET_URL;
    return true;
}

/* The dots of CP1251 and CP1252 are one byte, which in UTF-8 is the second or
 * third of a letter. */
static bool is_narrow_dots(struct slice line, size_t at)
{
    unsigned char before = at ? (unsigned char)line.at[at - 1] : 0;

    return line.at[at] == '\x85' && (before < 0x80 || before >= 0xe0) &&
           at + 1 < line.len && line.at[at + 1] == ' ';
}

/* Where what follows "Connecting to ... " begins: at the end if there are no
 * such dots. */
static size_t behind_dots(struct slice line)
{
    static const struct slice dots[] = {{"...", 3}, {"\xe2\x80\xa6", 3}};

    for (size_t at = line.len; at-- > 0;) {
        if (is_narrow_dots(line, at))
            return at + 1;
        for (size_t i = 0; i < G_N_ELEMENTS(dots); i++)
            if (slice_starts(slice_part(line, at, line.len), dots[i]))
                return at + dots[i].len;
    }
    return line.len;
}

/* Words that have no structure to go by (rule 6): a line of their own, or
 * what became of a connection. */
static bool read_phrase(struct slice line, struct wget_line *said)
{
    struct slice words = trim_wide(slice_trim_right(line));

    if (slice_starts(words, SLICE("^C"))) {
        said->kind = WGET_INTERRUPT;
        return true;
    }
    said->kind = wget_phrase_kind(words);
    if (said->kind == WGET_OTHER) {
        words = slice_part(words, behind_dots(words), words.len);
        said->kind = wget_phrase_kind(trim_wide(words));
    }
    return said->kind != WGET_OTHER;
}

/* "200 OK" */
static bool read_code(struct slice rest, uint64_t *code)
{
    rest = trim_wide(rest);
    return digits_at(rest, 0) == 3 && (rest.len == 3 || rest.at[3] == ' ') &&
           slice_to_count(slice_part(rest, 0, 3), code) && *code >= 100 &&
           *code <= 599;
}

/* "..., awaiting response... 206 Partial Content", and with -S the reply's
 * own first line. Written from right to left, the dots come first. */
static bool read_status(struct slice line, struct wget_line *said)
{
    struct slice rest = slice_trim_left(line), word;

    said->kind = WGET_STATUS;
    if (slice_starts(rest, SLICE("HTTP/1.")))
        return slice_word(&rest, &word) && read_code(rest, &said->code);
    if (!slice_starts(rest, SLICE("...")))
        return read_code(slice_part(rest, behind_dots(rest), rest.len),
                         &said->code);
    while (slice_word(&rest, &word))
        if (read_code(word, &said->code))
            return true;
    return false;
}

/* "WORD: 1000000 (977K), 700000 (684K) remaining [type]": the one length
 * line with two counts; small ones lack their human form. */
static bool read_remaining(struct slice line, struct wget_line *said)
{
    size_t at = find_digit(line);
    struct slice rest = slice_part(line, at, line.len);
    size_t len = digits_at(rest, 0);

    if (!at || at == line.len || line.at[0] == ' ' ||
        !slice_to_count(slice_part(rest, 0, len), &said->expected))
        return false;
    rest = slice_part(rest, len, rest.len);
    if (!rest.len ||
        (!slice_starts(rest, SLICE(" (")) && !slice_starts(rest, SLICE(", ")) &&
         (unsigned char)rest.at[0] < 0x80))
        return false;
    if (slice_skip(&rest, SLICE(" (")))
        rest = slice_part(rest, slice_find_char(rest, ')') + 1, rest.len);
    rest = slice_part(rest, 0, slice_find_char(rest, '['));
    at = find_digit(rest);
    if (!at || at == rest.len ||
        !slice_to_count(slice_part(rest, at, at + digits_at(rest, at)),
                        &said->got))
        return false;
    said->kind = WGET_REMAINING;
    return said->got < said->expected;
}

/* "    50K .......... ": most of a log, and of no other reader's concern. */
static bool is_dots(struct slice line)
{
    struct slice rest = slice_trim_left(line);
    size_t len = digits_at(rest, 0);

    return rest.len < line.len && len && len + 1 < rest.len &&
           rest.at[len] == 'K' && rest.at[len + 1] == ' ';
}

struct wget_line wget_line_read(struct slice line)
{
    static bool (*const readers[])(struct slice, struct wget_line *) = {
        read_dashes, read_stamped, read_finished, read_bare_url,
        read_status, read_phrase,  read_remaining};
    struct wget_line said = {0};

    if (!slice_trim(line).len) {
        said.kind = WGET_BLANK;
        return said;
    }
    if (is_dots(line)) {
        said.kind = WGET_PROSE;
        return said;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(readers); i++) {
        said = (struct wget_line){0};
        if (readers[i](line, &said))
            return said;
    }
    return (struct wget_line){0};
}

/* "[9208/9208" ending at end: the same count twice. Where it begins is left
 * to the digits, so that nothing before them is looked at. */
static bool read_same_counts(const char *start, const char *end,
                             uint64_t *count)
{
    const char *digits = end;
    size_t len;

    while (digits > start && is_digit(digits[-1]))
        digits--;
    len = (size_t)(end - digits);
    if (!len || len > 18 || (size_t)(digits - start) < len + 2 ||
        digits[-1] != '/' || digits[-(ptrdiff_t)len - 2] != '[' ||
        memcmp(digits - len - 1, digits, len))
        return false;
    *count = 0;
    for (size_t i = 0; i < len; i++)
        *count = *count * 10 + (uint64_t)(digits[i] - '0');
    return true;
}

/* "YYYY-MM-DD HH:MM:SS URL:" with any digits. */
static const char plain_shape[] = "0000-00-00 00:00:00 URL:";
#define PLAIN_LEN (sizeof(plain_shape) - 1)

static bool has_plain_shape(const char *at)
{
    for (size_t i = 0; i < PLAIN_LEN; i++)
        if (plain_shape[i] == '0' ? !is_digit(at[i]) : at[i] != plain_shape[i])
            return false;
    return true;
}

bool wget_plain_stamp(struct slice line, int64_t *seconds)
{
    int64_t clock;

    if (line.len < PLAIN_LEN || !has_plain_shape(line.at) ||
        !read_date(line, seconds) ||
        !stamp_clock(slice_part(line, DATE_LEN, line.len), &clock))
        return false;
    *seconds += clock;
    return true;
}

/* Of two stamps the later one is the greater text. */
static bool has_plain_start(struct slice line, const char *before)
{
    int order = before ? memcmp(line.at, before, PLAIN_LEN) : 1;
    int64_t ignored;

    return !order || (order > 0 && wget_plain_stamp(line, &ignored));
}

/* Read from its end, so that the length of the URL costs nothing. Names with
 * a quote in them are left to the slow reader. */
bool wget_plain_line(struct slice line, const char *before, uint64_t *files,
                     uint64_t *bytes)
{
    const char *start = line.at + PLAIN_LEN, *end = line.at + line.len;
    uint64_t count;

    if (line.len < PLAIN_LEN + 8 || *start == ' ' ||
        memcmp(end - 5, "\" [1]", 5) || !has_plain_start(line, before))
        return false;
    for (end -= 5; end > start && end[-1] != '"'; end--)
        ;
    if (end - start < 6 || memcmp(end - 6, "] -> \"", 6) ||
        !read_same_counts(start, end - 6, &count) ||
        __builtin_add_overflow(*bytes, count, bytes))
        return false;
    ++*files;
    return true;
}

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
 *     it begins the summary;
 *  3. a stamp, a rate in parentheses and "[a/b]" at the end is a saved file,
 *     without the brackets an attempt that ended early;
 *  4. a stamp, a word and three digits before a colon is an HTTP error;
 *  5. -nv lines are not translated;
 *  6. what has no such structure (refused connections, "nothing to do") is
 *     told by the words of the languages that people have sent logs in.
 */
#include "ingest/wget_text.h"

#include <glib.h>

#include "ingest/timing.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Two digits at a place, below limit; -1 if not. */
static int two_digits(const char *at, int limit)
{
    int value;

    if (!is_digit(at[0]) || !is_digit(at[1]))
        return -1;
    value = (at[0] - '0') * 10 + at[1] - '0';
    return value < limit ? value : -1;
}

#define CLOCK_LEN 8 /* HH:MM:SS */
#define DATE_LEN 11 /* YYYY-MM-DD and a blank */

static bool read_clock(struct slice s, int64_t *seconds)
{
    int h, m, sec;

    if (s.len < CLOCK_LEN || s.at[2] != ':' || s.at[5] != ':')
        return false;
    h = two_digits(s.at, 24);
    m = two_digits(s.at + 3, 60);
    sec = two_digits(s.at + 6, 61);
    *seconds = h * 3600 + m * 60 + sec;
    return h >= 0 && m >= 0 && sec >= 0;
}

static bool read_date(struct slice s, int64_t *seconds)
{
    int century, year, month, day;

    if (s.len < DATE_LEN || s.at[4] != '-' || s.at[7] != '-' || s.at[10] != ' ')
        return false;
    century = two_digits(s.at, 100);
    year = two_digits(s.at + 2, 100);
    month = two_digits(s.at + 5, 13);
    day = two_digits(s.at + 8, 32);
    if (century < 0 || year < 0 || month < 1 || day < 1)
        return false;
    *seconds = timing_days(century * 100 + year, month, day) * 86400;
    return true;
}

/* Steps over "[YYYY-MM-DD ]HH:MM:SS". */
static bool take_stamp(struct slice *rest, struct wget_line *line)
{
    int64_t date = 0, clock;
    size_t len = 0;

    line->has_date = read_date(*rest, &date);
    if (line->has_date)
        len = DATE_LEN;
    if (!read_clock(slice_part(*rest, len, rest->len), &clock))
        return false;
    line->stamp_s = date + clock;
    *rest = slice_part(*rest, len + CLOCK_LEN, rest->len);
    return true;
}

static bool has_url(struct slice s)
{
    return slice_find(s, SLICE("://")) < s.len;
}

/* Blanks and no-break spaces, of UTF-8 and of Latin-1. */
static struct slice trim_wide(struct slice s)
{
    for (;;) {
        struct slice before = s = slice_trim_left(s);

        if (!slice_skip(&s, SLICE("\xc2\xa0")))
            slice_skip(&s, SLICE("\xa0"));
        if (s.len == before.len)
            return s;
    }
}

/* "--STAMP--" at the start: an attempt, or in old logs a bare summary. */
static bool read_dashes(struct slice line, struct wget_line *said)
{
    struct slice rest = line, url;

    if (!slice_skip(&rest, SLICE("--")) || !take_stamp(&rest, said) ||
        !slice_skip(&rest, SLICE("--")))
        return false;
    rest = slice_trim(rest);
    said->tries = 1;
    if (rest.len && rest.at[0] == '(') { /* "(try: 2)" */
        size_t colon = slice_find_char(rest, ':');
        size_t end = slice_find_char(rest, ')');
        struct slice number =
            slice_trim(trim_wide(slice_part(rest, colon + 1, end)));

        if (!slice_to_count(number, &said->tries))
            return false;
        rest = slice_trim(slice_part(rest, end + 1, rest.len));
    }
    if (!has_url(rest) || !slice_word(&rest, &url))
        return false;
    said->url = url;
    said->kind = WGET_START;
    return true;
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

/* "[a/b]" or "[a]" at the very end; *rest is what stands before it. */
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
    if (!slice_to_count(slice_part(inner, 0, slash), a))
        return false;
    *b = *a;
    if (slash < inner.len &&
        !slice_to_count(slice_part(inner, slash + 1, inner.len), b))
        return false;
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

/* "(RATE) - FILE saved [a/b]", or its tale of woe. */
static bool read_result(struct slice rest, struct wget_line *said)
{
    size_t end = slice_find_char(rest, ')');

    if (end == rest.len || !slice_ends(slice_part(rest, 0, end), SLICE("/s")))
        return false;
    rest = slice_part(rest, end + 1, rest.len);
    said->kind = take_brackets(&rest, &said->got, &said->expected)
                     ? WGET_SAVED
                     : WGET_BROKEN;
    return true;
}

/* "WORD 404: ...": three digits behind a word, then a colon. */
static bool read_error(struct slice rest, struct wget_line *said)
{
    struct slice word = rest;
    size_t i = 0;

    while (i < word.len && !is_digit(word.at[i]) && word.at[i] != ':')
        i++;
    if (!i || i + 3 > word.len ||
        !slice_to_count(slice_part(word, i, i + 3), &said->code))
        return false;
    rest = trim_wide(slice_part(word, i + 3, word.len));
    said->kind = WGET_ERROR;
    return slice_starts(rest, SLICE(":"));
}

/* Whatever begins with a bare stamp. */
static bool read_stamped(struct slice line, struct wget_line *said)
{
    struct slice rest = line;

    if (!line.len || !is_digit(line.at[0]) || !take_stamp(&rest, said))
        return false;
    rest = slice_trim_left(rest);
    if (slice_skip(&rest, SLICE("URL:")))
        return read_url_line(rest, said);
    if (rest.len && rest.at[0] == '(')
        return read_result(rest, said);
    return read_error(rest, said);
}

/* "http://...:" alone, before the error that -nv prints for it. */
static bool read_bare_url(struct slice line, struct wget_line *said)
{
    size_t scheme = slice_find(line, SLICE("://"));

    if (scheme == line.len || scheme > 5 || !slice_ends(line, SLICE(":")) ||
        slice_find_char(line, ' ') < line.len)
        return false;
    said->kind = WGET_URL;
    return true;
}

/* Words that have no structure to go by (rule 6), where a line begins or
 * ends. */
static const struct {
    struct slice words;
    enum wget_kind kind;
} beginnings[] = {
    {{"^C", 2}, WGET_INTERRUPT},
    {{"Cannot write to ", 16}, WGET_FAILED},
    {{"Unable to establish SSL connection", 34}, WGET_FAILED},
    {{"Continuing in background, pid ", 30}, WGET_BACKGROUND},
    {{"Continuando em segundo plano, ", 30}, WGET_BACKGROUND},
    {{"Continuando en segundo plano, ", 30}, WGET_BACKGROUND},
    {{"A continuar em segundo plano, ", 30}, WGET_BACKGROUND},
    {{"Im Hintergrund geht's weiter", 28}, WGET_BACKGROUND},
    {{"Redirecting output to ", 22}, WGET_ELSEWHERE},
    {{"SIGHUP received, redirecting output to ", 39}, WGET_ELSEWHERE},
    {{"Redirecionando a sa\xc3\xad\x64\x61 para ", 28}, WGET_ELSEWHERE},
};
static const struct {
    struct slice words;
    enum wget_kind kind;
} endings[] = {
    {{"Giving up.", 10}, WGET_GAVE_UP},
    {{"Desistindo.", 11}, WGET_GAVE_UP},  /* pt_BR */
    {{"A desistir.", 11}, WGET_GAVE_UP},  /* pt_PT */
    {{"Abandonando.", 12}, WGET_GAVE_UP}, /* es */
    {{"Aufgegeben.", 11}, WGET_GAVE_UP},  /* de */
    {{"Abandon.", 8}, WGET_GAVE_UP},      /* fr */
    {{"; not retrieving.", 17}, WGET_NOTHING},
    {{" -- not retrieving.", 19}, WGET_NOTHING},
    {{"already fully retrieved; nothing to do.", 39}, WGET_NOTHING},
    {{"not modified on server. Omitting download.", 42}, WGET_NOTHING},
};

static bool read_phrase(struct slice line, struct wget_line *said)
{
    struct slice trimmed = slice_trim(line);

    for (size_t i = 0; i < G_N_ELEMENTS(beginnings); i++)
        if (slice_starts(trimmed, beginnings[i].words)) {
            said->kind = beginnings[i].kind;
            return true;
        }
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
        if (slice_ends(trimmed, endings[i].words)) {
            said->kind = endings[i].kind;
            return true;
        }
    return false;
}

/* "failed: ..." and its translations: the word before a colon. */
static bool read_failed(struct slice line, struct wget_line *said)
{
    static const struct slice words[] = {
        {"failed", 6},                  /* */
        {"falha", 5},                   /* pt_BR */
        {"falhou", 6},                  /* pt_PT, older pt_BR */
        {"fall\xc3\xb3", 6},            /* es */
        {"fall\xf3", 5},                /* es, Latin-1 */
        {"fehlgeschlagen", 14},         /* de */
        {"\xc3\xa9\x63hec\xc2\xa0", 8}, /* fr */
        {"\xe9\x63hec\xa0", 6},         /* fr, Latin-1 */
    };
    size_t from = 0;

    for (;;) {
        struct slice rest = slice_part(line, from, line.len);
        size_t colon = slice_find(rest, SLICE(": "));

        if (colon == rest.len)
            return false;
        for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
            if (slice_ends(slice_part(line, 0, from + colon), words[i])) {
                said->kind = WGET_FAILED;
                return true;
            }
        from += colon + 2;
    }
}

/* "..., awaiting response... 206 Partial Content", and with -S the reply's
 * own first line. */
static bool read_status(struct slice line, struct wget_line *said)
{
    struct slice rest = line;
    size_t dots = slice_find(line, SLICE("... "));

    if (slice_starts(slice_trim_left(rest), SLICE("HTTP/1."))) {
        rest = slice_trim_left(rest);
        rest = slice_part(rest, slice_find_char(rest, ' ') + 1, rest.len);
    } else if (dots < line.len) {
        rest = slice_part(line, dots + 4, line.len);
    } else {
        return false;
    }
    if (rest.len < 4 || rest.at[3] != ' ' ||
        !slice_to_count(slice_part(rest, 0, 3), &said->code) ||
        said->code < 100 || said->code > 599)
        return false;
    said->kind = WGET_STATUS;
    return true;
}

/* "WORD: 1000000 (977K), 700000 (684K) remaining [type]": the one length
 * line with two counts, each with its human form. */
static bool read_remaining(struct slice line, struct wget_line *said)
{
    size_t colon = slice_find(line, SLICE(": "));
    size_t comma = slice_find(line, SLICE("), "));
    struct slice whole, left;

    if (colon == line.len || comma == line.len || comma < colon)
        return false;
    whole = slice_part(line, colon + 2, comma);
    left = slice_part(line, comma + 3, line.len);
    if (!slice_to_count(slice_part(whole, 0, slice_find(whole, SLICE(" ("))),
                        &said->expected) ||
        !slice_to_count(slice_part(left, 0, slice_find_char(left, ' ')),
                        &said->got))
        return false;
    said->kind = WGET_REMAINING;
    return true;
}

struct wget_line wget_line_read(struct slice line)
{
    static bool (*const readers[])(struct slice, struct wget_line *) = {
        read_dashes, read_stamped,   read_finished, read_bare_url,
        read_status, read_remaining, read_failed,   read_phrase};
    struct wget_line said = {0};

    if (!slice_trim(line).len) {
        said.kind = WGET_BLANK;
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

static bool has_plain_start(const char *at, const char *before)
{
    if (before && !memcmp(at, before, PLAIN_LEN))
        return true;
    for (size_t i = 0; i < PLAIN_LEN; i++)
        if (plain_shape[i] == '0' ? !is_digit(at[i]) : at[i] != plain_shape[i])
            return false;
    return true;
}

/* Read from its end, so that the length of the URL costs nothing. Names with
 * a quote in them are left to the slow reader. */
bool wget_plain_line(struct slice line, const char *before, uint64_t *files,
                     uint64_t *bytes)
{
    const char *start = line.at + PLAIN_LEN, *end = line.at + line.len;
    uint64_t count;

    if (line.len < PLAIN_LEN + 8 || *start == ' ' ||
        memcmp(end - 5, "\" [1]", 5) || !has_plain_start(line.at, before))
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

bool wget_size_read(struct slice text, struct wget_size *size)
{
    static const char letters[] = "KMGTPE";
    const char *letter;

    size->unit = 1;
    if (!text.len)
        return false;
    letter = memchr(letters, text.at[text.len - 1], sizeof(letters) - 1);
    if (letter) {
        size->unit = (uint64_t)1 << (10 * (letter - letters + 1));
        text.len--;
    }
    return slice_to_decimal_comma(text, &size->printed) &&
           size->printed.digits >= 0;
}

bool wget_rate_read(struct slice text, struct wget_rate *rate)
{
    static const struct {
        struct slice name;
        uint64_t unit;
        bool bits;
    } units[] = {
        {{"B/s", 3}, 1, false},
        {{"KB/s", 4}, 1024, false},
        {{"K/s", 3}, 1024, false},
        {{"MB/s", 4}, 1 << 20, false},
        {{"M/s", 3}, 1 << 20, false},
        {{"GB/s", 4}, 1 << 30, false},
        {{"G/s", 3}, 1 << 30, false},
        {{"TB/s", 4}, 1ULL << 40, false},
        {{"b/s", 3}, 1, true},
        {{"Kb/s", 4}, 1000, true},
        {{"Mb/s", 4}, 1000000, true},
        {{"Gb/s", 4}, 1000000000, true},
        {{"Tb/s", 4}, 1000000000000, true},
    };
    struct slice number, unit;

    if (!slice_word(&text, &number) || !slice_word(&text, &unit) ||
        slice_trim(text).len || !slice_to_decimal_comma(number, &rate->printed))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        if (!slice_equal(unit, units[i].name))
            continue;
        rate->unit = units[i].unit;
        rate->bits = units[i].bits;
        return rate->printed.digits >= 0;
    }
    return false;
}

bool wget_total_time(struct slice line, struct slice *time)
{
    struct decimal seconds;
    size_t colon = slice_find_char(line, ':');

    *time = slice_trim(trim_wide(slice_part(line, colon + 1, line.len)));
    return colon && colon < line.len &&
           slice_find_char(*time, ':') == time->len &&
           timing_duration(*time, &seconds);
}

/* "5,123,456" with marks of thousands; false for "<overflow>". */
static bool count_with_marks(struct slice text, uint64_t *count)
{
    char digits[24];
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++) {
        if ((text.at[i] == ',' || text.at[i] == '.') && i &&
            (text.len - i) % 4 == 0)
            continue;
        if (n == sizeof(digits))
            return false;
        digits[n++] = text.at[i];
    }
    return slice_to_count((struct slice){digits, n}, count);
}

/* "5,123,456 bytes in 40 files": five words. */
static bool read_old_sum(struct slice rest, struct wget_downloaded *sum)
{
    struct slice word[5];

    for (size_t i = 0; i < G_N_ELEMENTS(word); i++)
        if (!slice_word(&rest, &word[i]))
            return false;
    if (slice_trim(rest).len || !slice_equal(word[1], SLICE("bytes")) ||
        !slice_to_count(word[3], &sum->files))
        return false;
    sum->is_old = true;
    sum->has_bytes = count_with_marks(word[0], &sum->bytes);
    return sum->has_bytes || slice_equal(word[0], SLICE("<overflow>"));
}

bool wget_downloaded_read(struct slice line, struct wget_downloaded *sum)
{
    size_t colon = slice_find_char(line, ':'), end = 0, comma, open;
    struct slice rest, word;

    *sum = (struct wget_downloaded){0};
    line = slice_trim_right(line);
    if (!colon || colon >= line.len)
        return false;
    rest = trim_wide(slice_part(line, colon + 1, line.len));
    if (read_old_sum(rest, sum))
        return true;

    while (end < rest.len && is_digit(rest.at[end]))
        end++;
    comma = slice_find(rest, SLICE(", "));
    open = slice_find_char(rest, '(');
    if (comma == rest.len || open == rest.len || open < comma || end > comma ||
        !slice_ends(rest, SLICE(")")) ||
        !slice_to_count(slice_part(rest, 0, end), &sum->files))
        return false;
    sum->rate = slice_part(rest, open + 1, rest.len - 1);
    rest = slice_part(rest, comma + 1, open);
    if (!slice_word(&rest, &sum->size) || !slice_word(&rest, &word))
        return false;
    sum->time = slice_trim(rest);
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two or three lines of wget's summary. Languages put their numbers in
 * another order and glue their words to them:
 *
 *   Downloaded: 8 files, 105K in 0.001s (194 MB/s)
 *   다운로드: 8 파일, 0.001s중 105K (194 MB/s)
 *   下载了：8 个文件，0.001s (194 MB/s) 中的 105K
 *   Downloaded: 5,123,456 bytes in 40 files            (up to 1.10)
 *
 * so only the numbers are looked at, each with the letters that stand right
 * behind it, which tell what it is:
 *
 *  1. the count of files comes first and is a whole number;
 *  2. a rate is the one that stands in parentheses;
 *  3. d, h, m and s make a time, of which the parts stand side by side;
 *  4. no letter, or one of K to E, makes a size;
 *  5. two whole numbers and no rate are the old form, bytes before files in
 *     every language.
 */
#include "ingest/wget_summary.h"

#include <glib.h>

#include "ingest/timing.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
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

/* A number and the letters behind it. */
struct token {
    struct slice all, number, unit;
};

static size_t digits_at(struct slice s, size_t from)
{
    size_t to = from;

    while (to < s.len && is_digit(s.at[to]))
        to++;
    return to - from;
}

/* "e-04" or nothing: only what is small is printed so. */
static size_t exponent_at(struct slice s, size_t from)
{
    size_t digits = from + 2;

    if (!slice_starts(slice_part(s, from, s.len), SLICE("e-")))
        return 0;
    return digits_at(s, digits) ? 2 + digits_at(s, digits) : 0;
}

bool wget_duration(struct slice text, struct decimal *seconds)
{
    size_t mark = slice_find(text, SLICE("e-"));

    if (mark == text.len)
        return timing_duration(text, seconds);
    return is_digit(text.at[0]) &&
           mark + 2 + digits_at(text, mark + 2) + 1 == text.len &&
           slice_ends(text, SLICE("s")) &&
           slice_to_decimal_comma(slice_part(text, 0, text.len - 1), seconds);
}

/* The next number; false if there is none. */
static bool take_token(struct slice *rest, struct token *token)
{
    size_t from = 0, to, end;

    while (from < rest->len && !is_digit(rest->at[from]))
        from++;
    if (from == rest->len)
        return false;
    to = from + digits_at(*rest, from);
    while (to + 1 < rest->len && strchr(".,", rest->at[to]) &&
           digits_at(*rest, to + 1))
        to += 1 + digits_at(*rest, to + 1);
    to += exponent_at(*rest, to);
    for (end = to; end < rest->len && g_ascii_isalpha(rest->at[end]); end++)
        ;
    token->all = slice_part(*rest, from, end);
    token->number = slice_part(*rest, from, to);
    token->unit = slice_part(*rest, to, end);
    *rest = slice_part(*rest, end, rest->len);
    return true;
}

static bool is_unit(struct slice unit, const char *letters)
{
    return unit.len == 1 && strchr(letters, unit.at[0]);
}

/* The parts of a time, from the first to this one, if only blanks stand
 * between them. */
static bool extend_time(struct slice *time, struct slice part)
{
    struct slice gap;

    if (!time->len) {
        *time = part;
        return true;
    }
    gap.at = time->at + time->len;
    gap.len = (size_t)(part.at - gap.at);
    time->len = (size_t)(part.at + part.len - time->at);
    return !slice_trim(gap).len;
}

bool wget_total_time(struct slice line, struct slice *time)
{
    struct slice rest = line;
    struct decimal seconds;
    struct token token;

    *time = (struct slice){0};
    while (take_token(&rest, &token))
        if (!is_unit(token.unit, "dhms") || !extend_time(time, token.all))
            return false;
    return time->len && time->at > line.at && !slice_trim(rest).len &&
           wget_duration(*time, &seconds);
}

/* "5,123,456 bytes in 40 files". */
static bool read_old_sum(struct slice line, struct wget_downloaded *sum)
{
    size_t overflow = slice_find(line, SLICE("<overflow>"));
    struct token token;

    if (overflow == line.len) {
        if (!take_token(&line, &token) || token.unit.len ||
            !count_with_marks(token.number, &sum->bytes))
            return false;
        sum->has_bytes = true;
        sum->size = token.number;
    }
    if (!take_token(&line, &token) || token.unit.len ||
        !slice_to_count(token.number, &sum->files))
        return false;
    sum->count = token.number;
    sum->is_old = !take_token(&line, &token);
    return sum->is_old;
}

/* Where "(194 MB/s)" stands; false if nowhere. */
static bool find_rate(struct slice line, size_t *open, size_t *close)
{
    struct wget_rate rate;

    for (*open = 0; *open < line.len; ++*open) {
        if (line.at[*open] != '(')
            continue;
        *close =
            *open + slice_find_char(slice_part(line, *open, line.len), ')');
        if (*close < line.len &&
            wget_rate_read(slice_part(line, *open + 1, *close), &rate))
            return true;
    }
    return false;
}

/* The numbers of one side of the rate. */
static bool read_side(struct slice side, struct wget_downloaded *sum,
                      bool *has_files)
{
    struct token token;

    while (take_token(&side, &token)) {
        if (!*has_files) {
            if (token.unit.len || !slice_to_count(token.number, &sum->files))
                return false;
            sum->count = token.number;
            *has_files = true;
        } else if (is_unit(token.unit, "dhms")) {
            if (!extend_time(&sum->time, token.all))
                return false;
        } else if (!token.unit.len || is_unit(token.unit, "KMGTPE")) {
            if (sum->size.len)
                return false;
            sum->size = token.all;
        } else {
            return false;
        }
    }
    return true;
}

bool wget_downloaded_read(struct slice line, struct wget_downloaded *sum)
{
    bool has_files = false;
    size_t open, close;

    *sum = (struct wget_downloaded){0};
    line = slice_trim_right(line);
    if (!line.len || is_digit(line.at[0])) /* a word comes first */
        return false;
    if (!find_rate(line, &open, &close))
        return read_old_sum(line, sum);
    sum->rate = slice_part(line, open + 1, close);
    return read_side(slice_part(line, 0, open), sum, &has_files) &&
           read_side(slice_part(line, close + 1, line.len), sum, &has_files) &&
           has_files && sum->size.len && sum->time.len;
}

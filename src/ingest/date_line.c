/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Languages put the parts of a date in several orders, but no part looks like
 * another: so each word is asked what it is, in whatever order they come, and
 * each part must come once. The weekday tells a date from what only resembles
 * one: it has to be that of the day.
 */
#include "ingest/date_line.h"

#include <glib.h>

#include "ingest/stamp.h"
#include "ingest/timing.h"

#define LINE_MAX_LEN 120
#define WORDS_MAX 12

/* Beginnings of names as date(1) shortens them, of en, pt, es and de; a name
 * that goes on from there is the same in full. Latin-1 as well as UTF-8. */
static const char *const weekdays[7][6] = {
    {"sun", "dom", "so"},
    {"mon", "seg", "lun", "mo"},
    {"tue", "ter", "mar", "di"},
    {"wed", "qua", "mi\xc3\xa9", "mi\xe9", "mi"},
    {"thu", "qui", "jue", "do"},
    {"fri", "sex", "vie", "fr"},
    {"sat",
     "s\xc3\xa1"
     "b",
     "s\xe1"
     "b",
     "sa"},
};
static const char *const months[12][6] = {
    {"jan", "ene", "j\xc3\xa4n"},
    {"feb", "fev"},
    {"mar", "m\xc3\xa4r"},
    {"apr", "abr"},
    {"may", "mai"},
    {"jun"},
    {"jul"},
    {"aug", "ago"},
    {"sep", "set"},
    {"oct", "out", "okt"},
    {"nov"},
    {"dec", "dez", "dic"},
};

static bool begins_with(struct slice word, const char *name)
{
    size_t len = strlen(name);

    return word.len >= len && !g_ascii_strncasecmp(word.at, name, len);
}

/* Which row of names a word is of; -1 if of none. A name of two letters is
 * never the start of a longer one. */
static int find_name(struct slice word, const char *const names[][6], int n)
{
    for (int i = 0; i < n; i++)
        for (size_t k = 0; k < 6 && names[i][k]; k++)
            if (begins_with(word, names[i][k]) &&
                (strlen(names[i][k]) > 2 || word.len == 2))
                return i;
    return -1;
}

/* ---- in words ----------------------------------------------------------- */

struct parts {
    int weekday, month, day; /* from 0, 0 and 1; -1: not there */
    int64_t year, clock_s;   /* -1: not there */
    int half;                /* 0, or 12 behind noon; -1 */
    bool has_zone;
};

static bool is_zone(struct slice word)
{
    bool is_sign = word.len && strchr("+-", word.at[0]);

    if (word.len < 2 || word.len > 6)
        return false;
    for (size_t i = is_sign; i < word.len; i++)
        if (is_sign ? !g_ascii_isdigit(word.at[i]) && word.at[i] != ':'
                    : !g_ascii_isupper(word.at[i]))
            return false;
    return true;
}

static bool is_half(struct slice word, int *half)
{
    *half = word.len == 2 && begins_with(word, "pm") ? 12 : 0;
    return word.len == 2 && (begins_with(word, "am") || *half);
}

/* A part that is not there yet; false if there is one. */
static bool put(int *part, int value)
{
    bool is_new = *part < 0;

    *part = value;
    return is_new;
}

static bool put_number(struct parts *p, struct slice word)
{
    uint64_t number;

    if (!slice_to_count(word, &number) || !number)
        return false;
    if (word.len == 4 && number >= 1970 && number < 2200 && p->year < 0)
        p->year = (int64_t)number;
    else if (word.len <= 2 && number <= 31)
        return put(&p->day, (int)number);
    else
        return false;
    return true;
}

static bool put_word(struct parts *p, struct slice word, bool is_first)
{
    int half, weekday = is_first ? find_name(word, weekdays, 7) : -1;
    int month = find_name(word, months, 12);

    if (weekday >= 0)
        return put(&p->weekday, weekday);
    if (g_ascii_isdigit(word.at[0]) && slice_find_char(word, ':') < word.len)
        return word.len == STAMP_CLOCK_LEN && p->clock_s < 0 &&
               stamp_clock(word, &p->clock_s);
    if (g_ascii_isdigit(word.at[0]))
        return put_number(p, word);
    if (p->clock_s >= 0 && is_half(word, &half))
        return put(&p->half, half);
    if (p->clock_s >= 0 && !p->has_zone && is_zone(word)) {
        p->has_zone = true;
        return true;
    }
    if (slice_equal(word, SLICE("de"))) /* "23 de novembro de 2026" */
        return true;
    return month >= 0 && put(&p->month, month);
}

static int weekday_of(int64_t days)
{
    return (int)((days % 7 + 11) % 7); /* 1970 began on a Thursday */
}

/* All words from here on are a date; only the first may be its weekday. */
static bool read_words(const struct slice words[], size_t n, bool is_alone,
                       int64_t *seconds)
{
    struct parts p = {-1, -1, -1, -1, -1, -1, false};
    int64_t days;

    for (size_t i = 0; i < n; i++)
        if (!put_word(&p, words[i], i == 0))
            return false;
    if (p.month < 0 || p.day < 0 || p.year < 0 || p.clock_s < 0 ||
        (p.weekday < 0 && !is_alone))
        return false;
    days = timing_days(p.year, p.month + 1, p.day);
    if (p.weekday >= 0 && p.weekday != weekday_of(days))
        return false;
    if (p.half >= 0 && (p.clock_s < 3600 || p.clock_s >= 13 * 3600))
        return false;
    if (p.half >= 0)
        p.clock_s = p.clock_s % (12 * 3600) + p.half * 3600;
    *seconds = days * 86400 + p.clock_s;
    return true;
}

/* ---- in digits ---------------------------------------------------------- */

/* "02:10:00", "02:10:00,123456789+00:00", "02:10+00:00" */
static bool read_clock(struct slice s, int64_t *seconds)
{
    size_t at = STAMP_CLOCK_LEN;

    if (!stamp_clock(s, seconds)) {
        int h = s.len > 5 ? stamp_two_digits(s.at, 24) : -1;
        int m = h >= 0 && s.at[2] == ':' ? stamp_two_digits(s.at + 3, 60) : -1;

        if (m < 0 || !strchr("+-Z", s.at[5]))
            return false;
        *seconds = h * 3600 + m * 60;
        at = 5;
    }
    s = slice_part(s, at, s.len);
    if (s.len > 1 && strchr(".,", s.at[0]))
        for (s = slice_part(s, 1, s.len); s.len && g_ascii_isdigit(s.at[0]);)
            s = slice_part(s, 1, s.len);
    return !s.len || slice_equal(s, SLICE("Z")) || is_zone(s);
}

/* "2026-11-23T02:10:00+00:00", and with a blank or an underscore between. */
static bool read_digits(struct slice text, int64_t *seconds)
{
    int64_t day, clock;
    struct slice rest = slice_part(text, STAMP_DATE_LEN + 1, text.len), word;

    if (!stamp_date(text, &day) || text.len <= STAMP_DATE_LEN ||
        !strchr("T _", text.at[STAMP_DATE_LEN]) || !slice_word(&rest, &word) ||
        !read_clock(word, &clock))
        return false;
    rest = slice_trim(rest);
    *seconds = day + clock;
    return !rest.len || is_zone(rest);
}

/* ---- lines -------------------------------------------------------------- */

/* Frames that people draw around headings, and what script(1) says behind its
 * date: ' [TERM="xterm"]'. */
static struct slice take_frame_off(struct slice line)
{
    size_t bracket = slice_find(line, SLICE(" ["));

    line = slice_trim(slice_part(line, 0, bracket));
    while (line.len && strchr("#=*->| \t", line.at[0]))
        line = slice_part(line, 1, line.len);
    while (line.len && strchr("#=*-<| \t.", line.at[line.len - 1]))
        line.len--;
    return line;
}

/* Commas and the points of short names are no part of a word. */
static struct slice bare(struct slice word)
{
    while (word.len && strchr(",.", word.at[word.len - 1]))
        word.len--;
    return word;
}

bool date_line_read(struct slice line, int64_t *seconds)
{
    struct slice rest, word, words[WORDS_MAX];
    size_t n = 0;

    if (line.len > LINE_MAX_LEN || slice_find_char(line, ':') == line.len)
        return false;
    line = take_frame_off(line);
    for (rest = line; slice_word(&rest, &word); n++) {
        if (n == WORDS_MAX || !bare(word).len)
            return false;
        words[n] = bare(word);
    }
    for (size_t i = 0; i < n; i++) {
        size_t from = (size_t)(words[i].at - line.at);

        if (read_digits(slice_part(line, from, line.len), seconds) ||
            (n - i >= 4 && read_words(words + i, n - i, i == 0, seconds)))
            return true;
    }
    return false;
}

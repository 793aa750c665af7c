/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Time blocks, one line at a time. The shapes, as printed:
 *
 *   bash       real<TAB>0m3.361s           user<TAB>...   sys<TAB>...
 *   ksh93      real<TAB>0m03.36s
 *   busybox    real<TAB>0m 3.36s
 *   time -p    real 3.36
 *   mksh           0m03.36s real     0m00.34s user     0m01.07s system
 *   zsh        wget ... 0.34s user 1.07s system 42% cpu 3.361 total
 *   tcsh       0.344u 1.072s 0:03.36 41.9% 0+0k 0+0io 0pf+0w
 *   GNU        0.34user 1.07system 0:03.36elapsed 42%CPU (0avgtext+...
 *              0inputs+0outputs (0major+357minor)pagefaults 0swaps
 *   GNU -v     <TAB>Elapsed (wall clock) time (h:mm:ss or m:ss): 0:03.36
 *
 * 1. The decimal mark is a point or, from shells in other locales, a comma.
 * 2. Minutes of the "m s" form grow without bound; "a:b:c" is hours, minutes
 *    and seconds, "a:b" minutes and seconds.
 * 3. Values without a unit (`time -p`) have exactly two decimals in every
 *    implementation, so one with fewer was cut and is not taken.
 * 4. No value has a sign or an exponent, and below minutes stand fewer than
 *    60 seconds; zsh alone rounds up to "1:60.00".
 * 5. TIMEFORMAT and GNU's -f can print anything: such lines are none of ours.
 */
#include "ingest/timing.h"

#include <string.h>

#include <glib.h>

/* Steps over one "NUMBER" or "NUMBER unit" part of a duration. */
static bool take_part(struct slice *rest, struct slice *number, char *unit)
{
    size_t len = 0;

    *rest = slice_trim_left(*rest);
    while (len < rest->len && !strchr("dhms", rest->at[len]) &&
           rest->at[len] != ' ')
        len++;
    if (!len || len == rest->len)
        return false;
    *number = slice_part(*rest, 0, len);
    *unit = rest->at[len];
    *rest = slice_part(*rest, len + 1, rest->len);
    return *unit != ' ';
}

static const struct {
    char unit;
    int64_t seconds;
    int64_t below; /* how many of it the next larger unit has */
} units[] = {
    {'d', 86400, INT64_MAX}, {'h', 3600, 24}, {'m', 60, 60}, {'s', 1, 60}};

/* Digits, and perhaps a mark with digits behind it (rule 4). */
static bool plain_number(struct slice text, struct decimal *value)
{
    for (size_t i = 0; i < text.len; i++)
        if (!g_ascii_isdigit(text.at[i]) && !strchr(".,", text.at[i]))
            return false;
    return slice_to_decimal_comma(text, value);
}

/* sum += number * factor, exact. Only seconds have decimals. */
static bool add_scaled(struct decimal *sum, struct slice number, int64_t factor,
                       int64_t below)
{
    struct decimal value;

    return plain_number(number, &value) && (factor == 1 || !value.exponent) &&
           decimal_compare(value, (struct decimal){below, 0}) < 0 &&
           !__builtin_mul_overflow(value.digits, factor, &value.digits) &&
           decimal_add(*sum, value, sum);
}

static bool unit_duration(struct slice text, struct decimal *seconds)
{
    size_t next = 0; /* units come in falling order, each at most once */
    struct slice number;
    bool is_first = true;
    char unit;

    *seconds = (struct decimal){0, 0};
    text = slice_trim(text);
    do {
        if (!take_part(&text, &number, &unit))
            return false;
        while (next < G_N_ELEMENTS(units) && units[next].unit != unit)
            next++;
        if (next == G_N_ELEMENTS(units) ||
            !add_scaled(seconds, number, units[next].seconds,
                        is_first ? INT64_MAX : units[next].below))
            return false;
        is_first = false;
        next++;
    } while (text.len);
    return unit == 's'; /* the last part; without it the rest was cut off */
}

/* "m:ss.cc" or "h:mm:ss". Without hours there always is a fraction, of two
 * digits or more: what lacks it was cut, unless more of the line follows. */
static bool clock_duration(struct slice text, bool is_whole,
                           struct decimal *seconds)
{
    struct slice part[3];
    size_t n = 0, mark, decimals;

    *seconds = (struct decimal){0, 0};
    for (; n < 3 && text.len; n++) {
        size_t end = slice_find_char(text, ':');

        part[n] = slice_part(text, 0, end);
        text = slice_part(text, end + 1, text.len);
    }
    if (n < 2 || text.len)
        return false;
    for (mark = 0; mark < part[n - 1].len; mark++)
        if (part[n - 1].at[mark] == '.' || part[n - 1].at[mark] == ',')
            break;
    decimals = part[n - 1].len - mark;
    if (mark != 2 || (!is_whole && (decimals ? decimals < 3 : n == 2)))
        return false;
    for (size_t i = 0, factor = n == 3 ? 3600 : 60; i < n; i++, factor /= 60)
        if (!add_scaled(seconds, part[i], (int64_t)factor, i ? 60 : INT64_MAX))
            return false;
    return true;
}

bool timing_duration(struct slice text, struct decimal *seconds)
{
    if (slice_find_char(text, ':') < text.len)
        return clock_duration(text, false, seconds);
    return unit_duration(text, seconds);
}

/* "3.36": two decimals, no unit (rule 3). */
static bool bare_duration(struct slice text, struct decimal *seconds)
{
    return plain_number(text, seconds) && seconds->exponent == -2;
}

static bool any_duration(struct slice text, struct decimal *seconds)
{
    return timing_duration(text, seconds) || bare_duration(text, seconds);
}

/* at: where it stands in the line. */
static void keep(struct timing_line *said, unsigned what, struct decimal value,
                 const char *at)
{
    if (what == TIMING_REAL) {
        said->real = value;
        said->real_at = at;
    } else if (what == TIMING_USER) {
        said->user = value;
        said->user_at = at;
    } else if (what == TIMING_PERCENT) {
        said->percent = value;
        said->percent_at = at;
    } else {
        said->sys = value;
    }
    said->says |= what;
}

/* "42%", or whatever its end is; "?%" and its like carry nothing. */
static void keep_percent(struct timing_line *said, struct slice word,
                         struct slice end)
{
    struct decimal value;

    if (plain_number(slice_part(word, 0, word.len - end.len), &value))
        keep(said, TIMING_PERCENT, value, word.at);
}

/* bash, ksh93, busybox ash, `time -p`: the word stands first. */
static bool read_word_first(struct slice line, struct timing_line *said)
{
    static const struct {
        struct slice word;
        unsigned what;
    } words[] = {
        {{"real", 4}, TIMING_REAL},
        {{"user", 4}, TIMING_USER},
        {{"sys", 3}, TIMING_SYS},
    };
    struct decimal value;

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        struct slice rest = line;

        if (!slice_skip(&rest, words[i].word) || !rest.len ||
            !strchr("\t ", rest.at[0]))
            continue;
        if (!any_duration(slice_trim(rest), &value))
            return false;
        said->wrapper = slice_find_char(rest, 's') < rest.len ? "bash" : "-p";
        keep(said, words[i].what, value, slice_trim(rest).at);
        return true;
    }
    return false;
}

/* Six words, each value before its name. */
static bool take_mksh(struct slice *line, struct timing_line *said)
{
    static const struct {
        const char *name;
        unsigned what;
    } order[] = {
        {"real", TIMING_REAL}, {"user", TIMING_USER}, {"system", TIMING_SYS}};
    struct slice word;
    struct decimal value;

    for (size_t i = 0; i < G_N_ELEMENTS(order); i++) {
        if (!slice_word(line, &word) || !timing_duration(word, &value))
            return false;
        keep(said, order[i].what, value, word.at);
        if (!slice_word(line, &word) ||
            !slice_equal(word, slice_from(order[i].name)))
            return false;
    }
    said->wrapper = "mksh";
    return true;
}

/* The shell ends its line, but $(...) takes the end off again, so that blocks
 * come to stand in one line, and behind a heading ("run 3: "). */
static bool read_mksh(struct slice line, struct timing_line *said)
{
    enum { HEADING_WORDS = 6 };
    struct slice rest = line, next, word;
    struct timing_line ignored;
    size_t n = 0;

    if (!slice_ends(line, SLICE(" system")))
        return false;
    while (!take_mksh(&rest, said)) {
        *said = (struct timing_line){0};
        if (n++ == HEADING_WORDS || !slice_word(&line, &word))
            return false;
        rest = line;
    }
    for (next = said->rest = slice_trim(rest); next.len;
         next = slice_trim(next))
        if (!take_mksh(&next, &ignored))
            return false;
    return true;
}

/* Cuts the last word off. */
static struct slice last_word(struct slice *rest)
{
    size_t from;

    *rest = slice_trim_right(*rest);
    for (from = rest->len; from && !strchr(" \t", rest->at[from - 1]); from--)
        ;
    struct slice word = slice_part(*rest, from, rest->len);
    *rest = slice_part(*rest, 0, from);
    return word;
}

/* zsh prints the seconds behind the minutes with "%05.2f", so 119.996 s are
 * "1:60.00". */
static bool rounded_clock(struct slice text, struct decimal *seconds)
{
    static const struct decimal second = {1, 0};
    char before[32] = "";

    if (!slice_ends(text, SLICE(":60.00")) || text.len >= sizeof before)
        return clock_duration(text, false, seconds);
    memcpy(before, text.at, text.len);
    memcpy(before + text.len - 5, "59.00", 5);
    return clock_duration((struct slice){before, text.len}, false, seconds) &&
           decimal_add(*seconds, second, seconds);
}

/* The command comes first and may be anything, so read from the end. */
static bool read_zsh(struct slice line, struct timing_line *said)
{
    struct slice real, user, sys, percent;
    struct decimal value;

    if (!slice_ends(line, SLICE(" total")))
        return false;
    last_word(&line);
    real = last_word(&line);
    if (!slice_equal(last_word(&line), SLICE("cpu")))
        return false;
    percent = last_word(&line);
    if (!slice_ends(percent, SLICE("%")) ||
        !slice_equal(last_word(&line), SLICE("system")))
        return false;
    sys = last_word(&line);
    if (!slice_equal(last_word(&line), SLICE("user")))
        return false;
    user = last_word(&line);

    if (slice_find_char(real, ':') < real.len ? !rounded_clock(real, &value)
                                              : !plain_number(real, &value))
        return false;
    keep(said, TIMING_REAL, value, real.at);
    if (!timing_duration(user, &value))
        return false;
    keep(said, TIMING_USER, value, user.at);
    if (!timing_duration(sys, &value))
        return false;
    keep(said, TIMING_SYS, value, sys.at);
    keep_percent(said, percent, SLICE("%"));
    said->command = slice_trim(line);
    if (said->command.len)
        said->says |= TIMING_COMMAND;
    said->wrapper = "zsh";
    return true;
}

/* A word that is a plain number and this ending. */
static bool number_ending(struct slice word, struct slice ending,
                          struct decimal *value)
{
    return slice_ends(word, ending) &&
           plain_number(slice_part(word, 0, word.len - ending.len), value);
}

/* tcsh and GNU time print CPU, CPU, elapsed, percent in one line. */
static bool read_one_line(struct slice line, struct timing_line *said)
{
    static const struct {
        struct slice user, sys, real, percent, end;
        const char *wrapper;
    } shapes[] = {
        {{"u", 1}, {"s", 1}, {"", 0}, {"%", 1}, {"w", 1}, "tcsh"},
        {{"user", 4},
         {"system", 6},
         {"elapsed", 7},
         {"%CPU", 4},
         {"k", 1},
         "gnu"},
    };
    struct slice word[4];

    for (size_t i = 0; i < 4; i++)
        if (!slice_word(&line, &word[i]))
            return false;
    for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++) {
        if (!number_ending(word[0], shapes[i].user, &said->user) ||
            !number_ending(word[1], shapes[i].sys, &said->sys) ||
            !slice_ends(word[2], shapes[i].real) ||
            !clock_duration(
                slice_part(word[2], 0, word[2].len - shapes[i].real.len),
                slice_ends(line, shapes[i].end), &said->real) ||
            !slice_ends(word[3], shapes[i].percent))
            continue;
        said->says = TIMING_REAL | TIMING_USER | TIMING_SYS;
        said->wrapper = shapes[i].wrapper;
        said->user_at = word[0].at;
        said->real_at = word[2].at;
        keep_percent(said, word[3], shapes[i].percent);
        return true;
    }
    return false;
}

/* The second line of GNU time's default form. */
static bool read_gnu_second(struct slice line, struct timing_line *said)
{
    struct slice word;

    if (!slice_word(&line, &word) || !word.len || word.at[0] < '0' ||
        word.at[0] > '9' || slice_find(word, SLICE("inputs+")) == word.len ||
        !slice_ends(word, SLICE("outputs")))
        return false;
    said->wrapper = "gnu";
    said->says = TIMING_OTHER;
    return true;
}

/* The lines of `time -v`, GNU's and busybox's. */
static const struct {
    const char *label;
    unsigned what;
} verbose_labels[] = {
    {"Command being timed", TIMING_COMMAND},
    {"User time (seconds)", TIMING_USER},
    {"System time (seconds)", TIMING_SYS},
    {"Percent of CPU this job got", TIMING_PERCENT},
    {"Elapsed (wall clock) time (h:mm:ss or m:ss)", TIMING_REAL},
    {"Average shared text size (kbytes)", TIMING_OTHER},
    {"Average unshared data size (kbytes)", TIMING_OTHER},
    {"Average stack size (kbytes)", TIMING_OTHER},
    {"Average total size (kbytes)", TIMING_OTHER},
    {"Maximum resident set size (kbytes)", TIMING_OTHER},
    {"Average resident set size (kbytes)", TIMING_OTHER},
    {"Major (requiring I/O) page faults", TIMING_OTHER},
    {"Minor (reclaiming a frame) page faults", TIMING_OTHER},
    {"Voluntary context switches", TIMING_OTHER},
    {"Involuntary context switches", TIMING_OTHER},
    {"Swaps", TIMING_OTHER},
    {"File system inputs", TIMING_OTHER},
    {"File system outputs", TIMING_OTHER},
    {"Socket messages sent", TIMING_OTHER},
    {"Socket messages received", TIMING_OTHER},
    {"Signals delivered", TIMING_OTHER},
    {"Page size (bytes)", TIMING_OTHER},
    {"Exit status", TIMING_EXIT},
};

static bool verbose_value(struct slice value, unsigned what,
                          struct timing_line *said)
{
    struct decimal seconds;

    switch (what) {
    case TIMING_COMMAND:
        if (value.len >= 2 && value.at[0] == '"')
            value = slice_part(value, 1, value.len - 1);
        said->command = value;
        break;
    case TIMING_EXIT:
        if (!slice_to_count(value, &said->exit_status))
            return false;
        break;
    case TIMING_REAL:
    case TIMING_USER:
    case TIMING_SYS:
        if (!any_duration(value, &seconds))
            return false;
        keep(said, what, seconds, value.at);
        break;
    case TIMING_PERCENT:
        keep_percent(said, value, SLICE("%"));
        said->says |= TIMING_OTHER;
        return true;
    default:
        break;
    }
    said->says |= what;
    return true;
}

static bool read_verbose(struct slice line, struct timing_line *said)
{
    line = slice_trim(line);
    for (size_t i = 0; i < G_N_ELEMENTS(verbose_labels); i++) {
        struct slice rest = line;

        if (line.at[0] != verbose_labels[i].label[0] ||
            !slice_skip(&rest, slice_from(verbose_labels[i].label)) ||
            !slice_skip(&rest, SLICE(": ")))
            continue;
        said->wrapper = "gnu -v";
        return verbose_value(slice_trim(rest), verbose_labels[i].what, said);
    }
    return false;
}

/* What time programs say before the block of a command that failed. */
static bool read_failure(struct slice line, struct timing_line *said)
{
    struct slice rest = line;

    said->wrapper = "gnu";
    if (slice_skip(&rest, SLICE("Command exited with non-zero status "))) {
        said->says = TIMING_EXIT;
        return slice_to_count(slice_trim(rest), &said->exit_status);
    }
    if (slice_skip(&rest, SLICE("Command terminated by signal ")) ||
        slice_skip(&rest, SLICE("Command stopped by signal "))) {
        said->says = TIMING_SIGNAL;
        return slice_to_count(slice_trim(rest), &said->signal);
    }
    return false;
}

/* Which readers a line may be for, by how it begins; wget's logs are long. */
static const struct {
    bool (*read)(struct slice line, struct timing_line *said);
    const char *first; /* NULL: anything */
} readers[] = {
    {read_word_first, "rus"},
    {read_mksh, NULL},
    {read_one_line, "0123456789"},
    {read_gnu_second, "0123456789"},
    {read_verbose, "ACEFIMPSUV"},
    {read_failure, "C"},
    {read_zsh, NULL},
};

bool timing_read(struct slice line, struct timing_line *said)
{
    line = slice_trim(line);
    *said = (struct timing_line){0};
    if (line.len < 7) /* "sys 0.0" is cut already */
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(readers); i++) {
        if (readers[i].first && !strchr(readers[i].first, line.at[0]))
            continue;
        if (readers[i].read(line, said)) {
            said->at = line.at;
            return true;
        }
        *said = (struct timing_line){0};
    }
    return false;
}

/* "-0m3.361s", "1e3": of the letters of a time, with a digit, but no time. */
static bool looks_like_time(struct slice text)
{
    bool has_digit = false;

    for (size_t i = 0; i < text.len; i++) {
        if (!strchr("0123456789+-.,: edhms", text.at[i]))
            return false;
        has_digit |= g_ascii_isdigit(text.at[i]);
    }
    return has_digit;
}

/* A word that ends so, its number being the damaged one if it is none. */
static bool ends_named(struct slice word, struct slice name,
                       struct slice *number)
{
    struct slice front;
    struct decimal value;

    if (!slice_ends(word, name))
        return false;
    front = slice_part(word, 0, word.len - name.len);
    if (!number->len && !plain_number(front, &value) &&
        !clock_duration(front, true, &value))
        *number = front;
    return looks_like_time(front);
}

/* GNU time's line, which nothing else resembles. */
static bool damaged_gnu(struct slice line, struct slice *number)
{
    static const struct slice names[] = {
        {"user", 4}, {"system", 6}, {"elapsed", 7}};
    struct slice word;

    *number = (struct slice){0};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (!slice_word(&line, &word) || !ends_named(word, names[i], number))
            return false;
    return number->len != 0;
}

unsigned timing_damage(struct slice line, struct slice *number)
{
    static const struct {
        struct slice label;
        unsigned what;
    } labels[] = {
        {{"real", 4}, TIMING_REAL},
        {{"user", 4}, TIMING_USER},
        {{"sys", 3}, TIMING_SYS},
        {{"User time (seconds):", 20}, TIMING_USER},
        {{"System time (seconds):", 22}, TIMING_SYS},
        {{"Elapsed (wall clock) time (h:mm:ss or m:ss):", 44}, TIMING_REAL},
    };
    struct timing_line said;

    line = slice_trim(line);
    if (!line.len || !strchr("0123456789+-.rusUSE", line.at[0]) ||
        timing_read(line, &said))
        return 0;
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
        struct slice rest = line;

        if (!slice_skip(&rest, labels[i].label) || !rest.len ||
            !strchr("\t ", rest.at[0]))
            continue;
        *number = slice_trim(rest);
        return looks_like_time(*number) ? labels[i].what : 0;
    }
    return damaged_gnu(line, number) ? TIMING_REAL | TIMING_USER | TIMING_SYS
                                     : 0;
}

/* Whether a block may begin with this line. Those of several lines begin with
 * real; that of time -v with the command, or, where that was cut off, user. */
static bool may_begin(const struct timing *block,
                      const struct timing_line *said)
{
    const unsigned all = TIMING_REAL | TIMING_USER | TIMING_SYS;
    bool is_verbose = !strcmp(said->wrapper, "gnu -v");

    if ((said->says & all) == all || (said->says & TIMING_COMMAND))
        return true;
    if (!is_verbose)
        return said->says & TIMING_REAL;
    return (said->says & all) == (block->has & all) || /* a list of one value */
           ((said->says & TIMING_USER) && (block->has & TIMING_REAL));
}

enum timing_follows timing_follows(const struct timing *block,
                                   const struct timing_line *said)
{
    unsigned both = block->has & said->says;

    if (both & (TIMING_REAL | TIMING_USER | TIMING_SYS | TIMING_COMMAND))
        return may_begin(block, said) ? TIMING_BEGINS : TIMING_STANDS_TWICE;
    /* GNU time tells of a failure before its block, -v after it. */
    return (block->has & TIMING_REAL) &&
                   ((said->says & TIMING_SIGNAL) ||
                    ((said->says & TIMING_EXIT) &&
                     !g_str_equal(said->wrapper, "gnu -v")))
               ? TIMING_BEGINS
               : TIMING_BELONGS;
}

void timing_add(struct timing *block, const struct timing_line *said,
                const Text *log)
{
    if (!block->has)
        block->at = text_place(log, said->at);
    if (said->says & TIMING_REAL) {
        block->real = said->real;
        block->real_at = text_place(log, said->real_at);
        block->wrapper = said->wrapper;
    }
    if (said->says & TIMING_USER) {
        block->user = said->user;
        block->user_at = text_place(log, said->user_at);
    }
    if (said->says & TIMING_SYS) {
        block->sys = said->sys;
        block->sys_line = text_line_number(log);
    }
    if (said->says & TIMING_PERCENT) {
        block->percent = said->percent;
        block->percent_at = text_place(log, said->percent_at);
    }
    if (said->says & (TIMING_EXIT | TIMING_SIGNAL))
        block->exit_at = text_place(log, said->at);
    if (said->says & TIMING_EXIT)
        block->exit_status = said->exit_status;
    if (said->says & TIMING_SIGNAL)
        block->signal = said->signal;
    block->has |= said->says;
}

/* Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
 * days_from_civil. */
int64_t timing_days(int64_t year, int month, int day)
{
    int64_t era, year_of_era, day_of_year;

    year -= month <= 2;
    era = (year >= 0 ? year : year - 399) / 400;
    year_of_era = year - era * 400;
    day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 -
           year_of_era / 100 + day_of_year - 719468;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of sql-bench. The time string is Perl's Benchmark::timestr:
 *
 *  1. 75 secs ( 5.52 usr 18.40 sys = 23.92 cpu)
 *  2. 64 wallclock secs (12.66 usr  5.60 sys +  0.00 cusr  0.00 csys =  0.00
 *     CPU secs)
 *  3. 33 wallclock secs ( 8.41 usr  2.89 sys +  0.00 cusr  0.00 csys = 11.30
 *     CPU)
 *  4. 71 wallclock secs (16.88 usr +  8.22 sys = 25.11 CPU)
 *  5.  3 wallclock secs ( 0.50 cusr +  0.25 csys =  0.75 CPU)
 *  6. any of them + " @ 33.33/s (n=100)"
 *
 * Numbers are separated by white space and words, never found by position:
 * they grow beyond their columns. The suite's own summary reads an operation
 * line by one regular expression, and what that leaves out (no colon, a name
 * with a blank, "(2.5)", exponents, negative seconds) is in no table; such
 * lines are read all the same and told apart by is_counted.
 */
#include "ingest/sqlbench_lines.h"

#include "ingest/timing.h"

const char *const sqlbench_modules[SQLBENCH_N_MODULES] = {
    "alter-table",   "ATIS",   "big-tables",   "connect",   "create",
    "insert",        "select", "transactions", "wisconsin", "table-elimination",
    "count-distinct"};

static bool word_is(struct slice word, const char *name)
{
    return word.len == strlen(name) &&
           !g_ascii_strncasecmp(word.at, name, word.len);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_number_char(char c)
{
    return is_digit(c) || c == '.' || c == '-' || c == '+' || c == 'e' ||
           c == 'E' || c == ',';
}

/* Digits with at most one point, no sign, no exponent. */
static bool is_plain_number(struct slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_digit(s.at[i]) && s.at[i] != '.')
            return false;
    return s.len > 0;
}

bool sqlbench_hundredths(struct slice word, bool may_be_whole,
                         struct decimal *value)
{
    size_t point = slice_find_char(word, '.');
    size_t decimals = word.len - point;

    return is_plain_number(word) && point &&
           !(point > 1 && word.at[0] == '0') &&
           (decimals == 3 || (!decimals && may_be_whole)) &&
           slice_to_decimal(word, value);
}

/* "%d" and "%g" of the wall clock: "15", "-1", "0.300424", "1.23457e+06". */
static bool is_wall(struct slice word)
{
    size_t e = slice_find_char(word, 'e');
    struct slice digits = slice_part(word, 0, e), power = word;
    size_t point;

    slice_skip(&digits, SLICE("-"));
    point = slice_find_char(digits, '.');
    if (!is_plain_number(digits) || !point ||
        (point > 1 && digits.at[0] == '0') ||
        (point < digits.len && slice_ends(digits, SLICE("0"))) ||
        slice_ends(digits, SLICE(".")))
        return false;
    if (point < digits.len && digits.len > 12) /* 0.000123456 */
        return false;
    if (e == word.len)
        return true;
    power = slice_part(word, e + 1, word.len);
    return power.len >= 3 && (power.at[0] == '+' || power.at[0] == '-') &&
           is_plain_number(slice_part(power, 1, power.len));
}

/* The values between the parentheses of a time string, "+" and "=" between. */
static bool read_parts(struct slice inside, struct sqlbench_time *time)
{
    const struct {
        const char *name;
        struct decimal *value;
    } parts[] = {
        {"usr", &time->usr},   {"sys", &time->sys}, {"cusr", &time->cusr},
        {"csys", &time->csys}, {"cpu", &time->cpu},
    };
    unsigned seen = 0;
    struct slice word, name;

    while (slice_word(&inside, &word)) {
        struct decimal value;
        size_t i = 0;

        if (slice_equal(word, SLICE("+")) || slice_equal(word, SLICE("=")))
            continue;
        if (seen && word_is(word, "secs")) /* "CPU secs" */
            break;
        if (!sqlbench_hundredths(word, false, &value) ||
            !slice_word(&inside, &name))
            return false;
        while (i < G_N_ELEMENTS(parts) && !word_is(name, parts[i].name))
            i++;
        if (i == G_N_ELEMENTS(parts) || seen & 1u << i)
            return false;
        *parts[i].value = value;
        seen |= 1u << i;
    }
    time->has_parts = (seen & 3) == 3;
    time->has_children = (seen & 12) == 12;
    return seen & 16 && (time->has_parts || time->has_children) &&
           !slice_trim(inside).len;
}

bool sqlbench_time_read(struct slice text, struct sqlbench_time *time)
{
    struct slice number, word, rest = slice_trim(text);
    size_t len = 0, close;

    *time = (struct sqlbench_time){0};
    while (len < rest.len && is_number_char(rest.at[len]))
        len++;
    number = slice_part(rest, 0, len);
    rest = slice_part(rest, len, rest.len);
    if (!is_wall(number) || !slice_to_decimal(number, &time->wall) ||
        !rest.len || rest.at[0] != ' ')
        return false;
    time->is_plain = is_plain_number(number);
    if (!slice_word(&rest, &word))
        return false;
    if (word_is(word, "wallclock") && !slice_word(&rest, &word))
        return false;
    rest = slice_trim_left(rest);
    close = slice_find_char(rest, ')');
    if (!word_is(word, "secs") || !slice_skip(&rest, SLICE("(")) ||
        close > rest.len)
        return false;
    if (!read_parts(slice_part(rest, 0, close - 1), time))
        return false;
    rest = slice_trim(slice_part(rest, close, rest.len));
    return !rest.len || rest.at[0] == '@';
}

struct decimal sqlbench_time_client(const struct sqlbench_time *time)
{
    struct decimal sum = {0, 0};

    if (time->has_parts)
        decimal_add(time->usr, time->sys, &sum);
    return sum;
}

enum sqlbench_cpu sqlbench_cpu_check(struct decimal usr, struct decimal sys,
                                     struct decimal cpu, double slack,
                                     double *gap)
{
    double sum = decimal_to_double(usr) + decimal_to_double(sys);

    *gap = decimal_to_double(cpu) - sum;
    if (*gap <= slack + 1e-9 && *gap >= -slack - 1e-9)
        return SQLBENCH_CPU_RIGHT;
    return cpu.digits ? SQLBENCH_CPU_WRONG : SQLBENCH_CPU_DEAD;
}

enum sqlbench_cpu sqlbench_time_check(const struct sqlbench_time *time)
{
    struct decimal own = sqlbench_time_client(time), children = {0, -2};
    bool has_any = time->cusr.digits || time->csys.digits;
    double gap;

    decimal_add(time->cusr, time->csys, &children);
    /* An old Perl counts the children alone. */
    if (own.digits && !decimal_compare(time->cpu, children))
        return SQLBENCH_CPU_DEAD;
    return sqlbench_cpu_check(own, children, time->cpu, has_any ? 0.025 : 0.015,
                              &gap);
}

int64_t sqlbench_date(struct slice text)
{
    static const struct {
        char before; /* the mark that ends the field before */
        uint64_t low, high;
    } fields[] = {{0, 1970, 9999}, {'-', 1, 12}, {'-', 1, 31},
                  {' ', 0, 23},    {':', 0, 59}, {':', 0, 60}};
    uint64_t value[G_N_ELEMENTS(fields)];

    text = slice_trim(text);
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        size_t len = 0;

        if (fields[i].before &&
            !slice_skip(&text, (struct slice){&fields[i].before, 1}))
            return RUN_TIME_UNKNOWN;
        if (fields[i].before == ' ') /* the hour is padded with a blank */
            text = slice_trim_left(text);
        while (len < text.len && is_digit(text.at[len]))
            len++;
        if (!slice_to_count(slice_part(text, 0, len), &value[i]) ||
            value[i] < fields[i].low || value[i] > fields[i].high)
            return RUN_TIME_UNKNOWN;
        text = slice_part(text, len, text.len);
    }
    return timing_days((int64_t)value[0], (int)value[1], (int)value[2]) *
               86400 +
           (int64_t)(value[3] * 3600 + value[4] * 60 + value[5]);
}

/* Steps over a word in any case. */
static bool skip_words(struct slice *rest, const char *words)
{
    size_t len = strlen(words);

    if (rest->len < len || g_ascii_strncasecmp(rest->at, words, len))
        return false;
    *rest = slice_part(*rest, len, rest->len);
    return true;
}

/* "COUNT", "COUNT:ROWS", "a:b:c"; *whole is true for digits and colons. */
static bool read_counts(struct slice inside,
                        struct sqlbench_operation *operation, bool *whole)
{
    size_t colon = slice_find_char(inside, ':');
    struct slice rows = slice_part(inside, colon + 1, inside.len);

    *whole = true;
    for (size_t i = 0; i < inside.len; i++)
        *whole &= is_digit(inside.at[i]) || inside.at[i] == ':';
    rows = slice_part(rows, 0, slice_find_char(rows, ':'));
    operation->has_rows =
        is_plain_number(rows) && slice_to_decimal(rows, &operation->rows);
    if (rows.len && !operation->has_rows)
        return false;
    return is_plain_number(slice_part(inside, 0, colon)) &&
           slice_to_decimal(slice_part(inside, 0, colon), &operation->tests);
}

/* Where the time string begins: the last run of number characters before
 * "wallclock secs (" or "secs (". */
static size_t time_start(struct slice rest)
{
    size_t at = slice_find(rest, SLICE(" wallclock secs ("));

    if (at == rest.len)
        at = slice_find(rest, SLICE(" secs ("));
    if (at == rest.len)
        return rest.len;
    while (at && is_number_char(rest.at[at - 1]))
        at--;
    return at;
}

bool sqlbench_operation_read(struct slice line,
                             struct sqlbench_operation *operation)
{
    struct slice rest = line, between, blank;
    size_t open, close, start;
    bool whole;

    *operation = (struct sqlbench_operation){0};
    if (!rest.len || !strchr("TtEe", rest.at[0])) /* nearly every line */
        return false;
    operation->is_estimated = skip_words(&rest, "estimated ");
    if (!skip_words(&rest, "time for ") && !skip_words(&rest, "time to "))
        return false;
    open = slice_find_char(rest, '(');
    operation->name = slice_trim(slice_part(rest, 0, open));
    rest = slice_part(rest, open + 1, rest.len);
    close = slice_find_char(rest, ')');
    if (!operation->name.len || close == rest.len ||
        !read_counts(slice_part(rest, 0, close), operation, &whole))
        return false;
    rest = slice_part(rest, close + 1, rest.len);
    start = time_start(rest);
    between = slice_part(rest, 0, start);
    if (!sqlbench_time_read(slice_part(rest, start, rest.len),
                            &operation->time))
        return false;
    blank = operation->name;
    operation->is_counted = whole && slice_find_char(blank, ' ') == blank.len &&
                            slice_find_char(blank, ':') == blank.len &&
                            slice_find_char(between, ':') < between.len &&
                            operation->time.is_plain &&
                            operation->time.has_parts;
    return true;
}

bool sqlbench_has_time(struct slice line)
{
    return slice_find(line, SLICE("wallclock")) < line.len ||
           slice_find(line, SLICE("secs (")) < line.len;
}

struct slice sqlbench_operation_name(struct slice line)
{
    skip_words(&line, "estimated ");
    if (!skip_words(&line, "time for ") && !skip_words(&line, "time to "))
        return (struct slice){line.at, 0};
    return slice_trim(slice_part(line, 0, slice_find_char(line, '(')));
}

enum sqlbench_total_kind sqlbench_total_read(struct slice text,
                                             struct sqlbench_total *total)
{
    struct slice rest = slice_trim(text);

    *total = (struct sqlbench_total){0};
    if (skip_words(&rest, "done: ")) {
        size_t at = slice_find(rest, SLICE("otal time:"));

        if (at == rest.len)
            return SQLBENCH_NO_TOTAL;
        total->is_estimated =
            slice_find(slice_part(rest, 0, at), SLICE("estimated ")) < at;
        rest = slice_part(rest, at + 10, rest.len);
    } else {
        total->is_estimated = skip_words(&rest, "estimated ");
        if (!skip_words(&rest, "total time:"))
            return SQLBENCH_NO_TOTAL;
    }
    return sqlbench_time_read(rest, &total->time) ? SQLBENCH_TOTAL
                                                  : SQLBENCH_BAD_TOTAL;
}

static bool is_module(struct slice name)
{
    for (size_t i = 0; i < SQLBENCH_N_MODULES; i++)
        if (slice_equal(name, slice_from(sqlbench_modules[i])))
            return true;
    return false;
}

bool sqlbench_is_module(const char *name)
{
    return is_module(slice_from(name));
}

bool sqlbench_is_run_start(struct slice line)
{
    if (!slice_skip(&line, SLICE("Benchmark DBD suit")))
        return false;
    slice_skip(&line, SLICE("e"));
    return slice_starts(line, SLICE(":"));
}

bool sqlbench_is_module_start(struct slice line)
{
    size_t at;

    if (!slice_skip(&line, SLICE("Testing server '")))
        return false;
    at = slice_find(line, SLICE("' at "));
    return at < line.len && sqlbench_date(slice_part(line, at + 5, line.len)) !=
                                RUN_TIME_UNKNOWN;
}

bool sqlbench_is_module_line(struct slice line)
{
    size_t colon = slice_find_char(line, ':');
    struct slice rest = slice_trim(slice_part(line, colon + 1, line.len));
    struct sqlbench_total total;

    return is_module(slice_part(line, 0, colon)) &&
           (sqlbench_total_read(rest, &total) == SQLBENCH_TOTAL ||
            slice_starts(rest, SLICE("Failed")) ||
            slice_starts(rest, SLICE("Test skipped")));
}

/* Whether a log may end with this line: a total, TOTALS, or a module that was
 * killed, whose name is printed before it runs. */
static bool may_be_last(struct slice line)
{
    struct slice trimmed = slice_trim(line);

    return slice_starts(trimmed, SLICE("TOTALS ")) ||
           slice_find(trimmed, SLICE("otal time:")) < trimmed.len ||
           (slice_find_char(trimmed, ':') + 1 == trimmed.len &&
            slice_find_char(trimmed, ' ') == trimmed.len);
}

static void split_glued(Text *log, struct slice *line)
{
    static const struct slice starts[] = {{"Benchmark DBD suit", 18},
                                          {"Testing server '", 16}};

    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++) {
        size_t at = slice_find(*line, starts[i]);
        struct slice next = slice_part(*line, at, line->len);

        if (!at || at == line->len ||
            !(sqlbench_is_run_start(next) || sqlbench_is_module_start(next)) ||
            !may_be_last(slice_part(*line, 0, at)))
            continue;
        text_split(log, next.at);
        line->len = at;
        return;
    }
}

bool sqlbench_line(Text *log, struct slice *line, bool *is_pasted)
{
    if (!text_line(log, line))
        return false;
    *is_pasted |= text_blanks(log, line);
    split_glued(log, line);
    return true;
}

bool sqlbench_is_table_head(struct slice line)
{
    static const char *const words[] = {"Operation", "seconds", "usr",
                                        "sys",       "cpu",     "tests"};
    struct slice word;

    line = slice_trim_left(line);
    if (!line.len || line.at[0] != words[0][0]) /* nearly every line */
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (!slice_word(&line, &word) ||
            !slice_equal(word, slice_from(words[i])))
            return false;
    return !slice_trim(line).len;
}

/* a / b to the digit of this exponent, half up; both from 0 on. */
static bool quotient(struct decimal a, struct decimal b, int exponent,
                     struct decimal *q)
{
    int shift = a.exponent - b.exponent - exponent;
    int64_t top = a.digits, bottom = b.digits;

    if (bottom <= 0 || top < 0)
        return false;
    for (; shift > 0; shift--)
        if (__builtin_mul_overflow(top, 10, &top))
            return false;
    for (; shift < 0; shift++)
        if (__builtin_mul_overflow(bottom, 10, &bottom))
            return false;
    q->digits = top / bottom + (top % bottom >= bottom - top % bottom);
    q->exponent = (int16_t)exponent;
    return true;
}

struct run_value *sqlbench_add_per_test(Run *run, const char *item,
                                        struct decimal wall,
                                        struct decimal tests, size_t line)
{
    int exponent = MIN(wall.exponent, -2) - 1;
    struct decimal value;

    for (int64_t n = tests.digits; n; n /= 10)
        exponent--;
    if (exponent < -30 || !quotient(wall, tests, exponent, &value))
        return NULL;
    return run_item_value(run, item, "op_time_per_test", value, line);
}

void sqlbench_add_module(Run *run, const char *module,
                         const struct sqlbench_total *total, bool has_cpu,
                         uint8_t marks, size_t line)
{
    struct decimal client = sqlbench_time_client(&total->time), wait, share;
    bool is_refused = total->time.wall.digits < 0;
    uint8_t wall_marks = marks | (is_refused ? VALUE_REFUSED : 0);

    run_item_value(run, module, "module_wall", total->time.wall, line)->marks =
        wall_marks;
    if (!has_cpu || !total->time.has_parts)
        return;
    run_item_value(run, module, "module_client_usr", total->time.usr, line)
        ->marks = marks;
    run_item_value(run, module, "module_client_sys", total->time.sys, line)
        ->marks = marks;
    run_item_value(run, module, "module_client_cpu", client, line)->marks =
        marks;
    if (!is_refused && decimal_subtract(total->time.wall, client, &wait))
        run_item_value(run, module, "module_wait", wait, line)->marks = marks;
    /* in percent, to a tenth */
    if (!is_refused &&
        quotient(decimal_shift(client, 2), total->time.wall, -1, &share))
        run_item_value(run, module, "cpu_share", share, line)->marks = marks;
}

/* Prose between blocks carries nothing. A module log written with --silent
 * has no first line, so that an operation line begins one too. */
void sqlbench_parse(Text *log, GPtrArray *runs)
{
    struct sqlbench_operation operation;
    struct slice line;
    bool is_pasted = false;

    while (sqlbench_line(log, &line, &is_pasted)) {
        if (sqlbench_is_run_start(line) || sqlbench_is_table_head(line) ||
            sqlbench_is_module_line(line)) {
            text_unread(log);
            sqlbench_run_block(log, runs);
        } else if (sqlbench_is_module_start(line) ||
                   sqlbench_operation_read(line, &operation)) {
            text_unread(log);
            sqlbench_module_block(log, runs);
        }
    }
}

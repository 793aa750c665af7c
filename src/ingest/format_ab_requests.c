/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The file that ab -g writes: one line for each completed request.
 *
 *     starttime<TAB>seconds<TAB>ctime<TAB>dtime<TAB>ttime<TAB>wait
 *     Mon Nov 23 02:08:04 2026<TAB>1795399684<TAB>0<TAB>1<TAB>1<TAB>1
 *
 * 1. starttime is local time, as ctime(3) writes it; seconds are since 1970,
 *    up to 2.2.8 microseconds (16 digits). The earliest is when the run
 *    began; its place among the rows says nothing, for since 2.2.9 they are
 *    sorted by ttime.
 * 2. ctime, dtime, ttime and wait are whole milliseconds: connecting,
 *    processing, both, and waiting for the first byte. ttime = ctime + dtime
 *    within 1, by rounding.
 * 3. The rows are kept as tables of frequencies: a million requests take few
 *    different times.
 * 4. It is a part of a run, never a repetition. In a folder it joins the run
 *    of the log with the same stem ("run-01.tsv.gz" to "run-01.log") when
 *    that has as many complete requests and the same longest one.
 * 5. Long files are read by the block: what is fixed (the date, ten digits
 *    of seconds) is stepped over, checked by the tabs behind it. A row that
 *    looks otherwise is read again by the careful way, which alone decides
 *    what is wrong.
 */
#include "ingest/ab_parts.h"
#include "ingest/format.h"

#define HEADER "starttime\tseconds\tctime\tdtime\tttime\twait"
#define DATE_LENGTH 24
#define SECONDS_LENGTH 10
#define MICROSECONDS_LENGTH 16
#define N_TIMES 4

/* In the order of the file. */
enum { CONNECT, PROCESSING, TOTAL, WAITING };

static const char *const time_metrics[N_TIMES] = {
    "connect_time", "processing_time", "total_time", "waiting_time"};

/* How often each number of milliseconds occurred. Below SMALL it is an
 * index; slower requests are rare and kept one by one until the end. */
#define SMALL 4096
struct frequencies {
    uint64_t small[SMALL];
    GArray *large; /* int64_t */
};

struct row {
    int64_t times[N_TIMES];
};

struct reader {
    Text *text;
    GPtrArray *runs;
    Run *run; /* NULL before the header and after something wrong */
    struct frequencies tables[N_TIMES];
    uint64_t n_rows;
    uint64_t first_us;   /* the earliest start, */
    size_t first_length; /* its digits, and the first and the last eight of */
    uint64_t first_head, first_tail; /* them as numbers that sort like them */
};

/* The careful way, one line. */

static const struct {
    char name[4];
    int number;
} months[] = {
    {"Jan", 1}, {"Feb", 2}, {"Mar", 3}, {"Apr", 4},  {"May", 5},  {"Jun", 6},
    {"Jul", 7}, {"Aug", 8}, {"Sep", 9}, {"Oct", 10}, {"Nov", 11}, {"Dec", 12},
};

/* "Mon Nov 23 02:08:04 2026" as if it were UTC; RUN_TIME_UNKNOWN if it is no
 * date. */
static int64_t read_date(struct slice date)
{
    struct slice rest = date, word, day, clock, year;
    uint64_t numbers[5];
    int month = 0;
    g_autoptr(GDateTime) time = NULL;

    if (!slice_word(&rest, &word) || !slice_word(&rest, &word) ||
        !slice_word(&rest, &day) || !slice_word(&rest, &clock) ||
        !slice_word(&rest, &year) || clock.len != 8)
        return RUN_TIME_UNKNOWN;
    for (size_t i = 0; i < G_N_ELEMENTS(months); i++)
        if (slice_equal(word, slice_from(months[i].name)))
            month = months[i].number;
    if (!slice_to_count(day, &numbers[0]) || numbers[0] > 31 ||
        !slice_to_count(slice_part(clock, 0, 2), &numbers[1]) ||
        !slice_to_count(slice_part(clock, 3, 5), &numbers[2]) ||
        !slice_to_count(slice_part(clock, 6, 8), &numbers[3]) ||
        !slice_to_count(year, &numbers[4]) || numbers[4] > 9999)
        return RUN_TIME_UNKNOWN;
    time = g_date_time_new_utc((int)numbers[4], month, (int)numbers[0],
                               (int)numbers[1], (int)numbers[2],
                               (double)numbers[3]);
    return time ? g_date_time_to_unix(time) : RUN_TIME_UNKNOWN;
}

static void refuse(struct reader *r, size_t line, const char *slug,
                   const char *format, ...) G_GNUC_PRINTF(4, 5);

static void refuse(struct reader *r, size_t line, const char *slug,
                   const char *format, ...)
{
    g_autofree char *message = NULL;
    va_list arguments;

    va_start(arguments, format);
    message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    run_reason(r->run, slug, line, 0, "%s", message);
}

/* Whole milliseconds; old versions could print negative differences. */
static bool read_time(struct slice word, int64_t *time)
{
    struct decimal value;

    if (!slice_to_decimal(word, &value) || value.exponent != 0 ||
        slice_find_char(word, '.') < word.len ||
        slice_find_char(word, 'e') < word.len ||
        slice_find_char(word, 'E') < word.len)
        return false;
    *time = value.digits;
    return true;
}

static bool fits(const struct row *row)
{
    int64_t sum = row->times[CONNECT] + row->times[PROCESSING];

    return row->times[TOTAL] - sum >= -1 && row->times[TOTAL] - sum <= 1;
}

static inline void count_time(struct frequencies *table, int64_t time)
{
    if (time >= 0 && time < SMALL)
        table->small[time]++;
    else
        g_array_append_val(table->large, time);
}

/* Written out, as what is done for each row is: the compiler would loop. */
static inline void count_row(struct reader *r, const struct row *row)
{
    count_time(&r->tables[CONNECT], row->times[CONNECT]);
    count_time(&r->tables[PROCESSING], row->times[PROCESSING]);
    count_time(&r->tables[TOTAL], row->times[TOTAL]);
    count_time(&r->tables[WAITING], row->times[WAITING]);
    r->n_rows++;
}

/* Eight bytes as a number that sorts as they do. */
static inline uint64_t sortable(const char *bytes)
{
    uint64_t number;

    memcpy(&number, bytes, sizeof number);
    return GUINT64_FROM_BE(number);
}

static void keep_first(struct reader *r, struct slice seconds)
{
    r->first_length = seconds.len;
    if (seconds.len != SECONDS_LENGTH && seconds.len != MICROSECONDS_LENGTH)
        return;
    r->first_head = sortable(seconds.at);
    r->first_tail = sortable(seconds.at + seconds.len - sizeof(uint64_t));
}

/* Is it the earliest start? False if these are no seconds. */
static bool note_start(struct reader *r, struct slice date,
                       struct slice seconds)
{
    uint64_t us;

    if (!slice_to_count(seconds, &us))
        return false;
    if (seconds.len <= SECONDS_LENGTH)
        us *= 1000000;
    if (us < r->first_us) {
        r->first_us = us;
        r->run->started_s = read_date(date);
        keep_first(r, seconds);
    }
    return true;
}

static bool next_cell(struct slice *rest, struct slice *cell)
{
    size_t tab = slice_find_char(*rest, '\t');

    *cell = slice_part(*rest, 0, tab);
    if (tab == rest->len && !rest->len)
        return false;
    *rest = slice_part(*rest, tab + 1, rest->len);
    return true;
}

/* Decides what is wrong; line is its number, for the message. */
static void read_row(struct reader *r, struct slice line, size_t number)
{
    struct slice rest = line, date, seconds, cell;
    struct row row;

    if (!next_cell(&rest, &date) || !next_cell(&rest, &seconds) ||
        !note_start(r, date, seconds)) {
        refuse(r, number, "unknown-line", "'%.*s' is no row of ab -g",
               (int)MIN(line.len, 60), line.at);
        return;
    }
    for (size_t i = 0; i < N_TIMES; i++)
        if (!next_cell(&rest, &cell) || !read_time(cell, &row.times[i])) {
            refuse(r, number, "bad-number",
                   "'%.*s' is not a number of milliseconds", SLICE_ARG(cell));
            return;
        }
    if (cell.at + cell.len < line.at + line.len) {
        refuse(r, number, "unknown-line", "the row has more than six columns");
        return;
    }
    if (!fits(&row)) {
        refuse(r, number, "contradiction",
               "ttime %" G_GINT64_FORMAT " is not ctime %" G_GINT64_FORMAT
               " + dtime %" G_GINT64_FORMAT,
               row.times[TOTAL], row.times[CONNECT], row.times[PROCESSING]);
        return;
    }
    count_row(r, &row);
}

/* The fast way, over whole lines (rule 5). */

/* A number of up to nine digits up to the byte that must follow; moves *at
 * behind that. The line feed at the end of the block stops it in any case. */
static inline bool scan_time(const char **at, char end, int64_t *time)
{
    const char *p = *at;
    unsigned digit = (unsigned)(unsigned char)*p - '0';
    uint32_t value = 0;

    while (digit <= 9 && p - *at < 9) {
        value = value * 10 + digit;
        digit = (unsigned)(unsigned char)*++p - '0';
    }
    if (p == *at || *p != end)
        return false;
    *time = value;
    *at = p + 1;
    return true;
}

static inline bool are_digits(uint64_t bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);

    /* 0x30 to 0x39: the high half is 3, and 6 more do not carry into it. */
    return (bytes & (ones * 0xf0)) == ones * 0x30 &&
           ((bytes + ones * 6) & (ones * 0xf0)) == ones * 0x30;
}

/* Whole seconds, not before the earliest: there is nothing to note. In two
 * halves of eight bytes, which overlap. */
static inline bool is_later(const struct reader *r, const char *seconds,
                            size_t length)
{
    uint64_t head = sortable(seconds);
    uint64_t tail = sortable(seconds + length - sizeof(uint64_t));

    return length == r->first_length && are_digits(head) && are_digits(tail) &&
           (head > r->first_head ||
            (head == r->first_head && tail >= r->first_tail));
}

/* Whether one of eight bytes is a tab or a line feed: below a blank. */
static inline uint64_t ends_in(const char *bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t word;

    memcpy(&word, bytes, sizeof word);
    return (word - ones * ' ') & ~word & (ones << 7);
}

/* The same of the date's bytes. */
static inline bool has_end(const char date[DATE_LENGTH])
{
    return (ends_in(date) | ends_in(date + 8) | ends_in(date + 16)) != 0;
}

/* Steps over the date and the seconds; the tabs behind them, and none within,
 * prove that they were there. */
static inline const char *skip_start(struct reader *r, const char *line,
                                     const char *end)
{
    const char *seconds = line + DATE_LENGTH + 1;
    size_t length = SECONDS_LENGTH;

    if (end - line < DATE_LENGTH + MICROSECONDS_LENGTH + 10 ||
        seconds[-1] != '\t')
        return NULL;
    if (seconds[length] != '\t')
        length = MICROSECONDS_LENGTH;
    if (seconds[length] != '\t' || has_end(line))
        return NULL;
    if (!is_later(r, seconds, length) &&
        !note_start(r, (struct slice){line, DATE_LENGTH},
                    (struct slice){seconds, length}))
        return NULL;
    return seconds + length + 1;
}

/* Where the next line begins, or NULL if the row is not as usual. */
static inline const char *scan_row(struct reader *r, const char *line,
                                   const char *end)
{
    const char *at = skip_start(r, line, end);
    struct row row;

    if (!at || !scan_time(&at, '\t', &row.times[CONNECT]) ||
        !scan_time(&at, '\t', &row.times[PROCESSING]) ||
        !scan_time(&at, '\t', &row.times[TOTAL]) ||
        !scan_time(&at, '\n', &row.times[WAITING]) || !fits(&row))
        return NULL;
    count_row(r, &row);
    return at;
}

/* Rows until one that is not as usual; returns false at the end of blocks
 * too, and the careful way goes on from there. */
static void read_block(struct reader *r, struct slice lines)
{
    const char *at = lines.at, *end = lines.at + lines.len, *next;
    size_t n = 0;

    while (at < end && (next = scan_row(r, at, end))) {
        at = next;
        n++;
    }
    text_taken(r->text, (size_t)(at - lines.at), n);
}

/* Runs. */

static gint compare_times(gconstpointer a, gconstpointer b)
{
    const int64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static void add_count(GArray *counts, int64_t value, uint64_t count)
{
    struct run_count entry = {value, count};

    if (counts->len) {
        struct run_count *last =
            &g_array_index(counts, struct run_count, counts->len - 1);

        if (last->value == value) {
            last->count += count;
            return;
        }
    }
    g_array_append_val(counts, entry);
}

static GArray *take_counts(struct frequencies *table)
{
    GArray *counts = g_array_new(FALSE, FALSE, sizeof(struct run_count));
    GArray *large = table->large;
    guint i = 0;

    g_array_sort(large, compare_times);
    for (; i < large->len && g_array_index(large, int64_t, i) < 0; i++)
        add_count(counts, g_array_index(large, int64_t, i), 1);
    for (int64_t time = 0; time < SMALL; time++)
        if (table->small[time])
            add_count(counts, time, table->small[time]);
    for (; i < large->len; i++)
        add_count(counts, g_array_index(large, int64_t, i), 1);
    return counts;
}

static void end_run(struct reader *r)
{
    if (!r->run)
        return;
    if (!r->n_rows && r->run->status == RUN_GOOD)
        refuse(r, text_line_number(r->text), "truncated", "there is no row");
    /* The last number could lack digits. */
    if (text_cut(r->text) && r->run->status == RUN_GOOD)
        refuse(r, text_line_number(r->text), "truncated",
               "the last row is not ended by a line feed");
    for (size_t i = 0; i < N_TIMES; i++) {
        if (r->run->status == RUN_GOOD)
            run_distribution(r->run, time_metrics[i], 0,
                             take_counts(&r->tables[i]));
        memset(r->tables[i].small, 0, sizeof r->tables[i].small);
        g_array_set_size(r->tables[i].large, 0);
    }
    g_ptr_array_add(r->runs, r->run);
    r->run = NULL;
}

static void begin_run(struct reader *r)
{
    end_run(r);
    r->run = run_new("ab", format_ab_requests.name, text_line_number(r->text));
    r->run->is_part = true;
    r->n_rows = 0;
    r->first_length = 0;
    r->first_us = UINT64_MAX;
}

static bool is_header(struct slice line)
{
    return slice_equal(slice_trim(line), SLICE(HEADER));
}

static void parse(Text *text, GPtrArray *runs)
{
    g_autofree struct reader *r = g_new0(struct reader, 1);
    struct slice line;

    r->text = text;
    r->runs = runs;
    for (size_t i = 0; i < N_TIMES; i++)
        r->tables[i].large = g_array_new(FALSE, FALSE, sizeof(int64_t));
    while (text_line(text, &line)) {
        if (is_header(line))
            begin_run(r);
        else if (r->run && r->run->status == RUN_GOOD && line.len)
            read_row(r, line, text_line_number(text));
        while (r->run && r->run->status == RUN_GOOD &&
               text_block(text, &line)) {
            size_t before = text_line_number(text);

            read_block(r, line);
            if (text_line_number(text) == before)
                break; /* the careful way takes the next line */
        }
    }
    end_run(r);
    for (size_t i = 0; i < N_TIMES; i++)
        g_array_free(r->tables[i].large, TRUE);
}

static bool detect(struct slice head)
{
    return slice_starts(slice_trim_left(head), SLICE(HEADER));
}

const struct log_format format_ab_requests = {
    .name = "ab-requests",
    .tool = "ab",
    .summary = "times of single requests that ab -g writes",
    .detect = detect,
    .parse = parse,
    .join = ab_join_requests,
};

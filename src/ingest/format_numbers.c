/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plain numbers, as ministat takes them: what any program printed, one
 * repetition a line.
 *
 *     # seconds of the build
 *     12.81
 *     12.77    # warm
 *
 * or a table, with or without a line of names over it:
 *
 *     real   user
 *     12.81  11.02
 *     12.77  11.05
 *
 * 1. Blanks and tabs separate. Commas and semicolons do only under a line of
 *    names that they separate too: without one "1,5" may be one number.
 *    A name begins with a letter.
 * 2. '#' begins a comment, at the start of a line or behind a blank. Empty
 *    lines say nothing.
 * 3. Strict: every line has the same number of columns, and every word is a
 *    number; a file with one that is not is refused as a whole. Digits are
 *    kept as they stand.
 * 4. A file is recognised by two lines of numbers at least: a single number
 *    in a file (a process id, a version) is no series. Read on request, one
 *    is enough, and columns whose first word is no number are passed over.
 * 5. Each line is a run of the tool "numbers" with the metric "value", by
 *    column where there are several: its name, or its place from 1.
 */
#include "ingest/format.h"

#define FORMAT "numbers"
#define COLUMNS_MAX 4096
/* Names of columns in a run's context, separated by semicolons. */
#define CONTEXT_COLUMNS "columns"

/* A line's words. */
struct row {
    struct slice word[COLUMNS_MAX];
    size_t n;
    bool is_too_wide;
};

static struct slice without_comment(struct slice line)
{
    size_t from = 0;

    while (from < line.len) {
        size_t at =
            from + slice_find_char(slice_part(line, from, line.len), '#');

        if (at == 0 || at >= line.len || line.at[at - 1] == ' ' ||
            line.at[at - 1] == '\t')
            return slice_trim(slice_part(line, 0, at));
        from = at + 1;
    }
    return slice_trim(line);
}

/* ',' or ';' where the line has one, else a blank. */
static char separator_of(struct slice line)
{
    static const char separators[] = {';', ','};

    for (size_t i = 0; i < G_N_ELEMENTS(separators); i++) {
        if (slice_find_char(line, separators[i]) < line.len)
            return separators[i];
    }
    return ' ';
}

static struct slice without_quotes(struct slice word)
{
    if (word.len >= 2 && word.at[0] == '"' && word.at[word.len - 1] == '"')
        return slice_part(word, 1, word.len - 1);
    return word;
}

static void add_word(struct row *row, struct slice word)
{
    if (row->n < COLUMNS_MAX)
        row->word[row->n++] = without_quotes(slice_trim(word));
    else
        row->is_too_wide = true;
}

static void split_row(struct row *row, struct slice line, char separator)
{
    struct slice word;

    row->n = 0;
    row->is_too_wide = false;
    if (separator == ' ') {
        while (slice_word(&line, &word))
            add_word(row, word);
        return;
    }
    while (true) {
        size_t at = slice_find_char(line, separator);

        add_word(row, slice_part(line, 0, at));
        if (at == line.len)
            return;
        line = slice_part(line, at + 1, line.len);
    }
}

static bool is_number(struct slice word)
{
    struct decimal value;

    return slice_to_decimal(word, &value);
}

/* A name begins with a letter, so that a first value that is damaged ("12,5",
 * "<12", a byte order mark) is not taken for one; nor is a missing one. */
static bool is_name(struct slice word)
{
    static const char *const missing[] = {"nan", "na", "inf", "null", "n/a"};
    gunichar first =
        word.len ? g_utf8_get_char_validated(word.at, (gssize)word.len) : 0;

    if (!word.len || first > 0x10ffff ||
        !(g_unichar_isalpha(first) || first == '_'))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(missing); i++) {
        if (word.len == strlen(missing[i]) &&
            !g_ascii_strncasecmp(word.at, missing[i], word.len))
            return false;
    }
    return true;
}

static bool is_header(const struct row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        if (!is_name(row->word[i]))
            return false;
    }
    return row->n > 0 && !row->is_too_wide;
}

static bool is_numeric(const struct row *row, size_t columns)
{
    for (size_t i = 0; i < row->n; i++) {
        if (!is_number(row->word[i]))
            return false;
    }
    return row->n == columns && !row->is_too_wide;
}

/* ---- recognising ---- */

static bool detect(struct slice head)
{
    struct slice line;
    struct row row;
    size_t n = 0, columns = 0;
    char separator = ' ';
    bool has_header = false;

    while (slice_line(&head, &line)) {
        line = without_comment(line);
        if (!line.len)
            continue;
        if (!columns) {
            split_row(&row, line, separator_of(line));
            has_header = is_header(&row);
            separator = has_header ? separator_of(line) : ' ';
            if (!has_header)
                split_row(&row, line, separator);
            columns = row.n;
            n += has_header ? 0 : 1;
            if (has_header || is_numeric(&row, columns))
                continue;
            return false;
        }
        split_row(&row, line, separator);
        if (!is_numeric(&row, columns))
            return false;
        n++;
    }
    return n >= 2;
}

/* ---- reading ---- */

struct reader {
    Text *text;
    GPtrArray *runs; /* of this file, until all of it is read */
    Run *refused;
    char separator;
    size_t columns; /* 0: no line yet */
    size_t n_numeric;
    bool numeric[COLUMNS_MAX];
    GPtrArray *names; /* of all columns */
    char *context;
    bool is_begun; /* a line of numbers was read */
};

static void refuse(struct reader *r, const char *slug, struct slice word,
                   const char *what)
{
    size_t line = text_line_number(r->text);

    if (r->refused)
        return;
    r->refused = run_new("numbers", FORMAT, line);
    run_reason(r->refused, slug, line, text_column(r->text, word.at),
               "'%.*s' %s", (int)MIN(word.len, 60), word.at, what);
}

static void name_columns(struct reader *r, const struct row *row,
                         bool has_header)
{
    r->columns = row->n;
    for (size_t i = 0; i < row->n; i++)
        g_ptr_array_add(r->names, has_header ? slice_dup(row->word[i])
                                             : g_strdup_printf("%zu", i + 1));
    g_ptr_array_add(r->names, NULL);
    r->context = g_strjoinv(";", (char **)r->names->pdata);
}

/* Rule 4: the first line of values tells which columns hold numbers. */
static void find_numeric(struct reader *r, const struct row *row)
{
    g_assert(row->n > 0); /* the line is not empty */
    r->is_begun = true;
    for (size_t i = 0; i < row->n; i++) {
        r->numeric[i] = is_number(row->word[i]);
        r->n_numeric += r->numeric[i] ? 1 : 0;
    }
    if (!r->n_numeric)
        refuse(r, "bad-number", row->word[0], "is not a number");
}

static void add_run(struct reader *r, const struct row *row)
{
    size_t line = text_line_number(r->text);
    Run *run = run_new("numbers", FORMAT, line);

    run_context(run, CONTEXT_COLUMNS, slice_from(r->context));
    g_ptr_array_add(r->runs, run);
    for (size_t i = 0; i < row->n; i++) {
        struct decimal value;

        if (!r->numeric[i])
            continue;
        if (!slice_to_decimal(row->word[i], &value))
            refuse(r, "bad-number", row->word[i], "is not a number");
        else if (r->columns == 1)
            run_value(run, "value", value, line);
        else
            run_item_value(run, r->names->pdata[i], "value", value, line);
    }
    if (line == 1 || r->runs->len == 1)
        for (size_t i = 0; i < row->n; i++)
            if (!r->numeric[i])
                run_note(run, "text-column", line,
                         "column %s holds no numbers and is passed over",
                         (const char *)r->names->pdata[i]);
}

static void read_line(struct reader *r, struct slice line)
{
    struct row row;
    bool has_header = false;

    if (!r->columns) {
        split_row(&row, line, separator_of(line));
        has_header = is_header(&row);
        r->separator = has_header ? separator_of(line) : ' ';
    }
    split_row(&row, line, r->separator);
    if (row.is_too_wide) {
        refuse(r, "unknown-line", line, "has more than 4096 columns");
        return;
    }
    if (!r->columns)
        name_columns(r, &row, has_header);
    if (has_header)
        return;
    if (row.n != r->columns) {
        refuse(r, "unknown-line", line,
               "has not as many columns as the lines before it");
        return;
    }
    if (!r->is_begun)
        find_numeric(r, &row);
    if (!r->refused)
        add_run(r, &row);
}

static void run_release(void *run)
{
    run_free(run);
}

/* The runs to the caller, or the one that says what is wrong. */
static void hand_over(struct reader *r, GPtrArray *runs)
{
    if (!r->refused && !r->runs->len) {
        r->refused = run_new("numbers", FORMAT, 1);
        run_reason(r->refused, "no-values", 0, 0, "there is no number");
    }
    if (r->refused) {
        g_ptr_array_add(runs, r->refused);
        return;
    }
    g_ptr_array_set_free_func(r->runs, NULL);
    for (guint i = 0; i < r->runs->len; i++)
        g_ptr_array_add(runs, r->runs->pdata[i]);
}

static void parse(Text *text, GPtrArray *runs)
{
    struct reader r = {
        .text = text,
        .runs = g_ptr_array_new_with_free_func(run_release),
        .names = g_ptr_array_new_with_free_func(g_free),
    };
    struct slice line;

    while (text_line(text, &line)) {
        line = without_comment(line);
        if (line.len && !r.refused)
            read_line(&r, line);
    }
    hand_over(&r, runs);
    g_ptr_array_unref(r.runs);
    g_ptr_array_unref(r.names);
    g_free(r.context);
}

const struct log_format format_numbers = {
    .name = FORMAT,
    .tool = "numbers",
    .summary = "plain numbers, one repetition a line, or columns of them",
    .detect = detect,
    .parse = parse,
};

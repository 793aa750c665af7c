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
 * 1. Blanks and tabs separate, and commas and semicolons where they can be
 *    nothing else (numbers_table.h): "1,5" may be one number. Where something
 *    else than blanks separates, a comma is a decimal mark; but not beside
 *    points, and not where all may be thousands ("1,234"). A name begins with
 *    a letter.
 * 2. '#' begins a comment, at the start of a line or behind a blank. Empty
 *    lines say nothing.
 * 3. Strict: every line has the same number of columns, and every word of a
 *    column of numbers is one; a file with one that is not is refused as a
 *    whole. Digits are kept as they stand (numbers_row.h).
 * 4. A file is recognised by lines that are numbers from end to end: two of
 *    them at least, and three in four. The others are damaged then, and the
 *    first of them is named: a file of numbers with a bad line must not be
 *    passed over as no log.
 * 5. Where the user named the file itself and no format claims it, lines that
 *    hold a number are enough, most of them: one value alone (in a folder
 *    that is a process id or a version), columns of words beside the numbers.
 *    A column whose first word is neither a number nor meant for one ("nan",
 *    "12ms") holds words and is passed over, with a note.
 * 6. Lines end in a line feed: a carriage return alone would join runs to one
 *    line, and is refused. So is a unit that changes down its column.
 * 7. Values that a double tells apart too coarsely, or not at all, are refused:
 *    printed with more digits than it keeps, and as good as equal in those
 *    that it does. They would be judged equal, or of a spread that is made of
 *    rounding. Of one value alone that holds for whole numbers: the digits of
 *    a fraction are a division's more often than a measurement's.
 * 8. Each line is a run of the tool "numbers" with the metric "value", by
 *    column where there are several: its name, or its place from 1.
 */
#include <float.h>
#include <math.h>
#include <string.h>

#include "ingest/format.h"
#include "ingest/numbers_row.h"
#include "ingest/numbers_table.h"

#define FORMAT "numbers"
/* Rule 7: so many steps of a double make a spread. */
#define STEPS_MIN 1000
/* Names of columns in a run's context, separated by semicolons. */
#define CONTEXT_COLUMNS "columns"

/* ---- recognising ---- */

/* Lines but for comments and names. */
struct tally {
    size_t lines;
    size_t numeric; /* numbers from end to end */
    size_t likely;  /* that hold a number, and as many words as the first */
};

static bool has_number(const struct row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        if (word_is_like_number(row->word[i]))
            return true;
    }
    return false;
}

static struct tally count_lines(struct slice head)
{
    const struct numbers_table table = numbers_table(head);
    struct tally tally = {0};
    struct slice line;
    struct row row;
    bool is_names = table.has_names;
    size_t columns = 0;

    while (slice_line(&head, &line)) {
        line = row_content(line);
        if (!line.len)
            continue;
        row_split(&row, line, table.separator);
        columns = columns ? columns : row.n;
        if (is_names) {
            is_names = false;
            continue;
        }
        tally.lines++;
        tally.numeric +=
            row_is_numeric(&row, numbers_table_has_commas(&table)) ? 1 : 0;
        tally.likely += row.n == columns && has_number(&row) ? 1 : 0;
    }
    return tally;
}

/* Rule 4; one line of three or four may be the damaged one. */
static bool detect(struct slice head)
{
    struct tally tally = count_lines(head);

    return tally.numeric >= 2 && (tally.numeric * 4 >= tally.lines * 3 ||
                                  tally.lines - tally.numeric == 1);
}

/* Rule 5. */
static bool detect_named(struct slice head)
{
    struct tally tally = count_lines(head);

    return tally.likely * 2 > tally.lines;
}

/* ---- reading ---- */

/* Rule 7: of a column, its range and the first word of which digits are not
 * kept. */
struct kept {
    double low, high;
    char *word; /* NULL: none */
    size_t line, column;
};

struct reader {
    Text *text;
    GPtrArray *runs; /* of this file, until all of it is read */
    Run *refused;
    struct numbers_table table;
    size_t columns; /* 0: no line yet */
    size_t n_numeric;
    bool numeric[COLUMNS_MAX];
    GPtrArray *units;  /* of columns that hold one, as text; else NULL */
    struct kept *kept; /* of all columns */
    GPtrArray *names;  /* of all columns */
    char *context;
    bool is_begun; /* a line of numbers was read */
    bool has_rounded;
    /* Rule 1: decimal commas, the first of them, and whether one is surely
     * none of thousands; points. */
    struct kept comma;
    bool is_comma_sure, has_point;
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
    r->kept = g_new0(struct kept, row->n);
    for (size_t i = 0; i < row->n; i++)
        g_ptr_array_add(r->names, has_header ? slice_dup(row->word[i])
                                             : g_strdup_printf("%zu", i + 1));
    g_ptr_array_add(r->names, NULL);
    r->context = g_strjoinv(";", (char **)r->names->pdata);
}

/* Rule 5: the first line of values tells which columns hold numbers. */
static void find_numeric(struct reader *r, const struct row *row)
{
    g_assert(row->n > 0); /* the line is not empty */
    r->is_begun = true;
    for (size_t i = 0; i < row->n; i++) {
        r->numeric[i] = word_is_like_number(row->word[i]);
        r->n_numeric += r->numeric[i] ? 1 : 0;
        g_ptr_array_add(r->units, i && r->numeric[i - 1] && !r->numeric[i] &&
                                          word_is_unit(row->word[i])
                                      ? slice_dup(row->word[i])
                                      : NULL);
    }
    if (!r->n_numeric)
        refuse(r, "bad-number", row->word[0], word_fault(row->word[0]));
}

/* What there is to say of the first run, for all of them. */
static void add_notes(struct reader *r, Run *run, const struct row *row,
                      size_t line)
{
    for (size_t i = 0; i < row->n; i++) {
        if (!r->numeric[i])
            run_note(run, "text-column", line,
                     "column %s holds no numbers and is passed over",
                     (const char *)r->names->pdata[i]);
    }
}

/* Rule 6: "1.5 ms" and "2 s" are no two values of one thing. */
static void check_units(struct reader *r, const struct row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        const char *unit = r->units->pdata[i];

        if (unit && !slice_equal(row->word[i], slice_from(unit)))
            refuse(r, "unknown-line", row->word[i],
                   "is not the unit of the lines before it");
    }
}

static void keep(struct reader *r, size_t column, struct slice word,
                 struct decimal value)
{
    struct kept *kept = &r->kept[column];
    double x = decimal_to_double(value);
    bool is_first = r->runs->len == 1;

    kept->low = is_first ? x : fmin(kept->low, x);
    kept->high = is_first ? x : fmax(kept->high, x);
    if (kept->word || word_is_kept(word, value))
        return;
    kept->word = slice_dup(word);
    kept->line = text_line_number(r->text);
    kept->column = text_column(r->text, word.at);
}

static bool read_number(struct reader *r, struct slice word,
                        struct decimal *value, bool *is_rounded)
{
    bool is_sure;

    if (word_number(word, value, is_rounded)) {
        r->has_point |= slice_find_char(word, '.') < word.len;
        return true;
    }
    if (!numbers_table_has_commas(&r->table) ||
        !word_comma_number(word, value, is_rounded, &is_sure))
        return false;
    r->is_comma_sure |= is_sure;
    if (!r->comma.word) {
        r->comma.word = slice_dup(word);
        r->comma.line = text_line_number(r->text);
        r->comma.column = text_column(r->text, word.at);
    }
    return true;
}

static void add_run(struct reader *r, const struct row *row)
{
    size_t line = text_line_number(r->text);
    Run *run = run_new("numbers", FORMAT, line);
    bool is_rounded = false;

    run_context(run, CONTEXT_COLUMNS, slice_from(r->context));
    g_ptr_array_add(r->runs, run);
    for (size_t i = 0; i < row->n; i++) {
        struct decimal value;

        if (!r->numeric[i])
            continue;
        if (!read_number(r, row->word[i], &value, &is_rounded)) {
            refuse(r, "bad-number", row->word[i], word_fault(row->word[i]));
            continue;
        }
        keep(r, i, row->word[i], value);
        if (r->columns == 1)
            run_value(run, "value", value, line);
        else
            run_item_value(run, r->names->pdata[i], "value", value, line);
    }
    if (r->runs->len == 1)
        add_notes(r, run, row, line);
    if (is_rounded && !r->has_rounded)
        run_note(run, "rounded-digits", line,
                 "more than 18 significant digits: the others are rounded, "
                 "here and further down");
    r->has_rounded = r->has_rounded || is_rounded;
}

static void read_line(struct reader *r, struct slice line)
{
    bool is_names = !r->columns && r->table.has_names;
    struct row row;

    row_split(&row, line, r->table.separator);
    if (row.is_too_wide) {
        refuse(r, "unknown-line", line, "has more than 4096 columns");
        return;
    }
    if (!r->columns)
        name_columns(r, &row, is_names);
    if (is_names)
        return;
    if (row.n != r->columns) {
        refuse(r, "unknown-line", line,
               "has not as many columns as the lines before it");
        return;
    }
    if (!r->is_begun)
        find_numeric(r, &row);
    if (!r->refused)
        check_units(r, &row);
    if (!r->refused)
        add_run(r, &row);
}

static void run_release(void *run)
{
    run_free(run);
}

/* Rule 7. */
static void check_kept(struct reader *r)
{
    for (size_t i = 0; i < r->columns && !r->refused; i++) {
        const struct kept *kept = &r->kept[i];
        double size = fmax(fabs(kept->low), fabs(kept->high));

        if (!kept->word ||
            kept->high - kept->low >= STEPS_MIN * DBL_EPSILON * size ||
            (r->runs->len == 1 && strchr(kept->word, '.')))
            continue;
        r->refused = run_new("numbers", FORMAT, kept->line);
        run_reason(r->refused, "bad-number", kept->line, kept->column,
                   "'%.60s' has more digits than are kept (about 16), and the "
                   "values hardly differ in those: subtract what they have in "
                   "common",
                   kept->word);
    }
}

/* Rule 1. */
static void check_commas(struct reader *r)
{
    if (r->refused || !r->comma.word || (r->is_comma_sure && !r->has_point))
        return;
    r->refused = run_new("numbers", FORMAT, r->comma.line);
    run_reason(r->refused, "bad-number", r->comma.line, r->comma.column,
               r->has_point
                   ? "'%.60s' has a comma for its decimal mark, and others a "
                     "point"
                   : "'%.60s' may be a thousand or a fraction: write a point "
                     "for the decimal mark",
               r->comma.word);
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
        .table = numbers_table(text_head(text)),
        .runs = g_ptr_array_new_with_free_func(run_release),
        .units = g_ptr_array_new_with_free_func(g_free),
        .names = g_ptr_array_new_with_free_func(g_free),
    };
    struct slice line;

    while (text_line(text, &line)) {
        if (text_overwritten(text))
            refuse(&r, "unknown-line", line,
                   "stands behind a carriage return alone: lines end in a "
                   "line feed");
        line = row_content(line);
        if (line.len && !r.refused)
            read_line(&r, line);
    }
    check_commas(&r);
    check_kept(&r);
    hand_over(&r, runs);
    for (size_t i = 0; i < r.columns; i++)
        g_free(r.kept[i].word);
    g_free(r.kept);
    g_free(r.comma.word);
    g_ptr_array_unref(r.runs);
    g_ptr_array_unref(r.units);
    g_ptr_array_unref(r.names);
    g_free(r.context);
}

const struct log_format format_numbers = {
    .name = FORMAT,
    .tool = "numbers",
    .summary = "plain numbers, one repetition a line, or columns of them",
    .begins = "numbers alone",
    .detect = detect,
    .detect_named = detect_named,
    .parse = parse,
};

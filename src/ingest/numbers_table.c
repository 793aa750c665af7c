/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What separates the columns of a table of plain numbers. No guess: what may
 * be one number is one word.
 *
 * 1. The first line is one of names if all its words are (numbers_row.h); what
 *    separates those, separates the numbers below: ';', ',' or single tabs
 *    where the line has them, else blanks. (Tabs that only align, several in a
 *    row, are blanks.)
 * 2. Without names a ';' separates: no number holds one.
 * 3. A ',' does where a line of the head shows that it does: with it the line
 *    is surely not one number, neither with a decimal comma ("1,5") nor with
 *    thousands ("1,234.5").
 * 4. A tab alone does where it sets apart words that hold blanks ("2024-01-01
 *    10:00<tab>1.5"), else blanks and tabs do.
 */
#include "ingest/numbers_table.h"

#include "ingest/numbers_row.h"

static bool has_char(struct slice line, char c)
{
    return slice_find_char(line, c) < line.len;
}

static bool has_single_tabs(struct slice line)
{
    return has_char(line, '\t') && slice_find(line, SLICE("\t\t")) == line.len;
}

/* Rule 1. */
static char names_separator(struct slice line)
{
    if (has_char(line, ';'))
        return ';';
    if (has_char(line, ','))
        return ',';
    return has_single_tabs(line) ? '\t' : ' ';
}

static size_t count_digits(struct slice word)
{
    size_t n = 0;

    while (n < word.len && word.at[n] >= '0' && word.at[n] <= '9')
        n++;
    return n;
}

static bool is_letters(struct slice word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (word.at[i] >= '0' && word.at[i] <= '9')
            return false;
    }
    return true;
}

/* Digits, and behind them an exponent or a unit, or nothing. */
static bool ends_number(struct slice word)
{
    size_t n = count_digits(word);
    struct slice rest = slice_part(word, n, word.len);

    return n > 0 &&
           (is_letters(rest) || rest.at[0] == 'e' || rest.at[0] == 'E');
}

/* "234" or, the last of them, "234.5" */
static bool is_thousand(struct slice word, bool is_last)
{
    size_t n = count_digits(word);

    return n == 3 && (n == word.len || (is_last && word.at[n] == '.'));
}

/* Rule 3; of the words between commas. */
static bool may_be_one_number(const struct row *row)
{
    struct slice first = row->word[0];
    size_t n;

    if (first.len && (first.at[0] == '-' || first.at[0] == '+'))
        first = slice_part(first, 1, first.len);
    n = count_digits(first);
    if (n < first.len)
        return false;
    if (row->n == 2 && ends_number(row->word[1]))
        return true;
    if (n == 0 || n > 3)
        return false;
    for (size_t i = 1; i < row->n; i++) {
        if (!is_thousand(row->word[i], i + 1 == row->n))
            return false;
    }
    return true;
}

static bool has_surely_commas(struct slice head)
{
    struct slice line;
    struct row row;

    while (slice_line(&head, &line)) {
        line = row_content(line);
        row_split(&row, line, ',');
        if (row.n > 1 && !may_be_one_number(&row))
            return true;
    }
    return false;
}

/* Rule 4. */
static bool has_words_with_blanks(struct slice line)
{
    struct row row;

    if (!has_single_tabs(line))
        return false;
    row_split(&row, line, '\t');
    for (size_t i = 0; i < row.n; i++) {
        struct slice words = row.word[i], word;

        if (!has_char(words, ' '))
            continue;
        while (slice_word(&words, &word)) {
            if (!word_is_like_number(word))
                return true;
        }
    }
    return false;
}

static char separator_without_names(struct slice first, struct slice head)
{
    if (has_char(first, ';'))
        return ';';
    if (has_char(first, ',') && has_surely_commas(head))
        return ',';
    return has_words_with_blanks(first) ? '\t' : ' ';
}

struct numbers_table numbers_table(struct slice head)
{
    struct numbers_table table = {.separator = ' '};
    struct slice rest = head, line;
    struct row row;

    while (slice_line(&rest, &line)) {
        line = row_content(line);
        if (!line.len)
            continue;
        table.separator = names_separator(line);
        row_split(&row, line, table.separator);
        table.has_names = row_is_header(&row);
        if (!table.has_names)
            table.separator = separator_without_names(line, head);
        break;
    }
    return table;
}

bool numbers_table_has_commas(const struct numbers_table *table)
{
    return table->separator != ' ';
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all lines of ab's report need: numbers in the form that ab prints, a
 * place for the first thing that cannot be read, values that stand once.
 */
#include "ingest/ab_reading.h"

/* In a line without other characters than ASCII, as nearly all are, bytes
 * are columns. */
uint32_t ab_reading_column(const struct reading *r, struct slice at)
{
    size_t place = (size_t)((uintptr_t)at.at - (uintptr_t)r->start.at);

    /* Words that were joined from two lines stand in none of them. */
    if (r->log->is_html || place > r->start.len)
        return 0;
    for (const char *c = r->start.at; c < at.at; c++)
        if ((unsigned char)*c > 127)
            return (uint32_t)text_column(r->text, at.at);
    return r->column + (uint32_t)place;
}

bool ab_reading_fail(struct reading *r, struct slice at, const char *slug,
                     const char *format, ...)
{
    struct ab_problem *problem = &r->report->problem;
    g_autofree char *message = NULL;
    va_list arguments;

    if (problem->slug)
        return true;
    va_start(arguments, format);
    message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    problem->slug = slug;
    problem->message = run_string(r->log->run, slice_from(message));
    problem->line = r->line;
    problem->column = ab_reading_column(r, at);
    return true;
}

/* "a whole number", "a number with 2 decimals", "... with 3 to 6 decimals". */
static const char *form_name(struct ab_form form, char text[48])
{
    if (!form.most)
        return form.is_count ? "a count" : "a whole number";
    if (form.least == form.most)
        g_snprintf(text, 48, "a number with %u decimal%s", form.most,
                   form.most > 1 ? "s" : "");
    else
        g_snprintf(text, 48, "a number with %u to %u decimals", form.least,
                   form.most);
    return text;
}

bool ab_reading_fail_number(struct reading *r, struct slice word,
                            struct slice label, struct ab_form form)
{
    char text[48];

    if (r->is_cut)
        return ab_reading_fail(r, word, "truncated",
                               "'%.*s' is cut off in the middle of a number",
                               SLICE_ARG(word));
    return ab_reading_fail(
        r, word, "bad-number", "'%.*s' after '%.*s' is not %s, as ab prints it",
        SLICE_ARG(word), SLICE_ARG(label), form_name(form, text));
}

bool ab_printed(struct slice word, struct ab_form form, struct decimal *value)
{
    struct slice digits = word;
    bool is_negative = slice_skip(&digits, SLICE("-"));
    size_t point = slice_find_char(digits, '.');
    size_t decimals = digits.len - point;

    if (!point || (point > 1 && digits.at[0] == '0'))
        return false;
    for (size_t i = 0; i < digits.len; i++)
        if (i != point && (digits.at[i] < '0' || digits.at[i] > '9'))
            return false;
    if (decimals && --decimals == 0)
        return false;
    return decimals >= form.least && decimals <= form.most &&
           slice_to_decimal(word, value) &&
           !(is_negative && (form.is_count || !value->digits)) &&
           !(form.is_count && value->digits > INT32_MAX);
}

void ab_reading_keep(struct reading *r, struct ab_number *number,
                     struct slice word, struct decimal value,
                     struct slice label)
{
    if (number->is_seen && decimal_compare(number->value, value)) {
        ab_reading_fail(
            r, word, "several-values",
            "'%.*s' stands twice with different values (first in line %u)",
            SLICE_ARG(label), number->line);
        return;
    }
    *number = (struct ab_number){value, r->line, ab_reading_column(r, word),
                                 true, number->is_refused};
}

bool ab_same_words(struct slice a, struct slice b)
{
    struct slice word_a, word_b;

    for (;;) {
        bool more_a = slice_word(&a, &word_a);
        bool more_b = slice_word(&b, &word_b);

        if (!more_a || !more_b)
            return more_a == more_b;
        if (!slice_equal(word_a, word_b))
            return false;
    }
}

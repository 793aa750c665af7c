/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In ASCII mode our own characters are replaced (minus, dash, arrows); names
 * stay as they are.
 */
#include "report/report_text_page.h"

#include "report/escape.h"
#include "report/report_diagnosis.h"

void text_page_init(struct page *page, const Results *results,
                    const struct text_options *options, GString *out)
{
    page->results = results;
    page->options = options;
    page->strings = g_string_chunk_new(4096);
    page->out = out;
}

void text_page_clear(struct page *page)
{
    g_string_chunk_free(page->strings);
}

/* ---- characters ---- */

static const struct {
    const char *utf8, *ascii;
} substitutes[] = {
    {"\u2212", "-"}, {"\u2013", "-"}, {"\u00b1", "+/-"}, {"\u2026", "..."},
    {"\u00a0", " "}, {"\u00b7", "-"}, {"\u25b2", "^"},   {"\u25bc", "v"},
    {"\u2248", "="}, {"\u00d7", "x"}, {"\u2264", "<="},  {"\u2265", ">="},
    {"\u2260", "#"},
};

static char *to_ascii(const char *text)
{
    GString *out = g_string_new(text);

    for (size_t i = 0; i < G_N_ELEMENTS(substitutes); i++)
        g_string_replace(out, substitutes[i].utf8, substitutes[i].ascii, 0);
    return g_string_free(out, FALSE);
}

/* A string of ours as this terminal shows it. */
const char *text_shown(struct page *page, const char *text)
{
    g_autofree char *ascii = NULL;

    if (!page->options->is_ascii)
        return text;
    ascii = to_ascii(text);
    return g_string_chunk_insert_const(page->strings, ascii);
}

/* Each line for itself: the line feeds are ours. */
static void clean_lines(char **text)
{
    g_auto(GStrv) lines = g_strsplit(*text, "\n", -1);

    for (size_t i = 0; lines[i]; i++) {
        char *clean = clean_text(lines[i]);

        g_free(lines[i]);
        lines[i] = clean;
    }
    g_free(*text);
    *text = g_strjoinv("\n", lines);
}

const char *text_printed(struct page *page, const char *format, ...)
{
    g_autofree char *text = NULL;
    va_list arguments;

    va_start(arguments, format);
    text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    clean_lines(&text);
    return text_shown(page, g_string_chunk_insert_const(page->strings, text));
}

/* ---- names ---- */

const struct result_cell *text_cell(const Results *results, size_t i)
{
    return &g_array_index(results->cells, struct result_cell, i);
}

const char *text_system(struct page *page, size_t system)
{
    g_autofree char *clean = clean_text(
        g_array_index(page->results->systems, struct result_system, system)
            .name);

    return g_string_chunk_insert_const(page->strings, clean);
}

const struct text_mark text_marks[] = {
    {MARK_ESTIMATED, '+', "runs that the tool estimated were left out"},
    {MARK_WRONG, '?', "the tool reported wrong results"},
    {MARK_UNEQUAL, '*', "the systems did a different number of tests"},
    {MARK_QUANTISED, 'q',
     "the steps of the tool's clock or bins are coarse beside the mean"},
    {MARK_FRAGILE, '~', "fragile: the tests do not agree"},
    {MARK_CARE, '!', "read with care: see the diagnoses below"},
};

const size_t n_text_marks = G_N_ELEMENTS(text_marks);

/* " +q", or "". */
static const char *marks_text(struct page *page, unsigned marks)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (size_t i = 0; i < n_text_marks; i++) {
        if (marks & text_marks[i].mark)
            g_string_append_c(text, text_marks[i].sign);
    }
    if (text->len)
        g_string_prepend_c(text, ' ');
    return g_string_chunk_insert_const(page->strings, text->str);
}

const char *text_row_name(struct page *page, const struct result_cell *cell,
                          unsigned marks)
{
    const char *unit = cell->metric->level == METRIC_RUN ? cell->unit : "";

    return text_printed(page, "%s%s%s%s%s", cell->name, *unit ? " (" : "", unit,
                        *unit ? ")" : "", marks_text(page, marks));
}

/* ---- below the tables ---- */

void text_warnings(struct page *page)
{
    GArray *warnings = page->results->warnings;

    if (warnings->len)
        g_string_append_c(page->out, '\n');
    for (guint i = 0; i < warnings->len; i++)
        g_string_append(
            page->out,
            text_printed(
                page, " ! %s\n",
                g_array_index(warnings, struct result_warning, i).message));
}

void text_diagnoses(struct page *page)
{
    report_diagnoses_text(
        page->results,
        &(struct diagnoses_shown){.show_all = page->options->is_verbose,
                                  .is_ascii = page->options->is_ascii,
                                  .width = page->options->width},
        page->out);
}

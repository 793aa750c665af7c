/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of a table say together, below it: whether they agree, what
 * an interval only touches, what would settle the inconclusive ones, how large
 * the differences are in other measures. A long table has these lines with
 * --all.
 */
#include "report/report_text_page.h"

#include "compare/decide.h"

#define LINES_MAX 8 /* of a kind, without --all */

/* A line for a row: its name, then what there is to say. */
static void print_line(struct page *page,
                       const struct result_comparison *comparison,
                       const char *words)
{
    g_string_append(
        page->out,
        text_printed(page, "   %s: %s\n",
                     text_cell(page->results, comparison->cell)->name, words));
}

static void print_more(struct page *page, size_t n)
{
    if (n)
        g_string_append(page->out,
                        text_printed(page, "   \u2026 %zu more: --all\n", n));
}

/* All had a say, or those that had disagree. */
static bool is_voted(const struct result_comparison *comparison, double alpha)
{
    return comparison->text.tests && comparison->code != UNTESTABLE &&
           (comparison->dissent != COTEJO_AGREED ||
            study_all_have_say(comparison, alpha));
}

/* Student's decides beside the three that stand by every test. */
static const char *voters_name(const Results *results)
{
    return study_deciding_test(&results->options) == TEST_STUDENT ? "four"
                                                                  : "three";
}

/* Whether the tests agree, and where they do not, which and why. */
static void print_tests(struct page *page, GPtrArray *rows, bool is_long)
{
    double alpha = 1 - page->results->options.confidence;
    size_t n = 0, fragile = 0, told = 0;

    for (guint i = 0; i < rows->len; i++) {
        const struct result_comparison *comparison = rows->pdata[i];

        n += is_voted(comparison, alpha) ? 1 : 0;
        fragile +=
            is_voted(comparison, alpha) && comparison->dissent != COTEJO_AGREED
                ? 1
                : 0;
    }
    if (n)
        g_string_append(
            page->out,
            fragile ? text_printed(page, " all %s tests agree in %zu of %zu\n",
                                   voters_name(page->results), n - fragile, n)
                    : text_printed(page, " all %s tests agree%s\n",
                                   voters_name(page->results),
                                   n > 1 ? " in every comparison" : ""));
    for (guint i = 0; i < rows->len; i++) {
        const struct result_comparison *comparison = rows->pdata[i];
        bool is_cut = is_long && !page->options->show_all;

        if (!comparison->text.tests || comparison->code == UNTESTABLE ||
            (is_voted(comparison, alpha) &&
             comparison->dissent == COTEJO_AGREED))
            continue;
        if (is_cut && told >= LINES_MAX) {
            told++;
            continue;
        }
        told++;
        print_line(page, comparison, comparison->text.tests);
    }
    if (is_long && !page->options->show_all && told > LINES_MAX)
        print_more(page, told - LINES_MAX);
}

/* Few runs have no interval by ranks at the level: theirs goes from the least
 * to the largest difference, and holds less. */
static void print_coverage(struct page *page, GPtrArray *rows)
{
    double least = 1;

    for (guint i = 0; i < rows->len; i++) {
        const struct result_comparison *comparison = rows->pdata[i];

        if (comparison->shift.status == COTEJO_OK &&
            !comparison->shift.reaches_level)
            least = fmin(least, comparison->shift.coverage);
    }
    if (least < 1)
        g_string_append(
            page->out,
            text_printed(
                page,
                " with so few runs these intervals hold %.3g\u00a0%% at "
                "best, not %g\u00a0%%\n",
                100 * least, 100 * page->results->options.confidence));
}

/* What is compared, where it is not the means. */
static void print_measure(struct page *page, GPtrArray *rows)
{
    static const struct {
        const char *method, *words;
    } measures[] = {
        {"hodges-lehmann", "differences: the median of the quotients of all "
                           "pairs of runs (Hodges-Lehmann), not of the means"},
        {"walsh", "differences: the median of the pairs' averaged differences "
                  "(Walsh), in percent of the reference's mean"},
    };

    for (size_t i = 0; rows->len && i < G_N_ELEMENTS(measures); i++) {
        const struct result_comparison *first = rows->pdata[0];

        if (g_strcmp0(first->ratio_method, measures[i].method) != 0)
            continue;
        g_string_append_printf(page->out, " %s\n", measures[i].words);
        print_coverage(page, rows);
    }
}

static bool is_of_ranks(const struct result_comparison *comparison)
{
    return comparison->test.which == TEST_MANN_WHITNEY ||
           comparison->test.which == TEST_WILCOXON;
}

/* Where ranks decide, their interval stands beside p. */
static void print_touches(struct page *page, GPtrArray *rows, bool is_long)
{
    for (guint i = 0; i < rows->len; i++) {
        const struct result_comparison *comparison = rows->pdata[i];

        if (comparison->text.touches && is_of_ranks(comparison) &&
            (!is_long || page->options->show_all))
            print_line(page, comparison, comparison->text.touches);
    }
}

/* Pairs without difference, and what becomes of them. */
static void print_alike(struct page *page, GPtrArray *rows, bool is_long)
{
    for (guint i = 0; i < rows->len; i++) {
        const struct result_comparison *comparison = rows->pdata[i];

        if (comparison->text.alike && (!is_long || page->options->show_all))
            print_line(page, comparison, comparison->text.alike);
    }
}

/* What would settle the inconclusive ones; of a long table only with --all. */
static void print_needed(struct page *page, GPtrArray *rows, bool is_long)
{
    bool is_first = true;

    for (guint i = 0; i < rows->len; i++) {
        const struct result_comparison *comparison = rows->pdata[i];

        if (!comparison->text.needed || (is_long && !page->options->show_all))
            continue;
        if (is_first)
            g_string_append(page->out, " what would settle it:\n");
        is_first = false;
        print_line(page, comparison, comparison->text.needed);
    }
}

/* How large, in other measures than percent. */
static void print_effects(struct page *page, GPtrArray *rows, size_t limit)
{
    if (rows->len)
        g_string_append(page->out, " how large:\n");
    for (guint i = 0; i < rows->len && i < limit; i++) {
        const struct result_comparison *comparison = rows->pdata[i];
        const struct comparison_text *text = &comparison->text;

        /* Where there is no verdict on the systems, nor is there an effect. */
        if (comparison->withheld)
            continue;
        if (text->bases)
            print_line(page, comparison, text->bases);
        if (text->effect)
            print_line(
                page, comparison,
                text_printed(page, "%s; Hedges' g %s; %s %s%s%s", text->effect,
                             text->hedges,
                             comparison->n_pairs ? "Walsh median"
                                                 : "Hodges-Lehmann shift",
                             text->shift,
                             *text_cell(page->results, comparison->cell)->unit
                                 ? " "
                                 : "",
                             text_cell(page->results, comparison->cell)->unit));
        if (text->touches && !is_of_ranks(comparison))
            print_line(page, comparison, text->touches);
    }
}

void text_tests(struct page *page, GPtrArray *rows, bool is_long, size_t limit)
{
    print_measure(page, rows);
    print_tests(page, rows, is_long);
    print_touches(page, rows, is_long);
    print_alike(page, rows, is_long);
    print_needed(page, rows, is_long);
    if (page->options->explain || page->options->is_verbose)
        print_effects(page, rows, limit);
}

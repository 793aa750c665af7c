/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three and more systems on a terminal: the tests over all of them, letters,
 * and the geometric mean over the modules. */
#include "report/report_text_page.h"

#include <string.h>

#include "compare/decide.h"

static const char *letters_text(struct page *page,
                                const struct result_group *group)
{
    const char *text = "";

    for (size_t i = 0; group->letters && i < group->n_systems; i++)
        text = text_printed(page, "%s%s%s %s", text, i ? ", " : "",
                            text_system(page, group->systems[i]),
                            group->letters[i]);
    return text;
}

/* Is every verdict of the cell withheld? */
static bool is_withheld(const Results *results, size_t cell)
{
    for (guint i = 0; i < results->comparisons->len; i++) {
        const struct result_comparison *comparison =
            &g_array_index(results->comparisons, struct result_comparison, i);

        if (comparison->cell == cell && !comparison->withheld)
            return false;
    }
    return true;
}

/* What the letters stand for, and over what p of a pair holds. */
static void print_letters_note(struct page *page, size_t n)
{
    const struct study_options *options = &page->results->options;
    const char *over = options->adjust == ADJUST_HOLM && n > 1
                           ? " and all rows of a table"
                           : "";

    g_string_append(page->out, " systems that share a letter are not told "
                               "apart; a comes first\n");
    if (study_is_family_wise(page->results))
        g_string_append_printf(page->out,
                               " p of a pair is family-wise over all pairs of "
                               "systems%s",
                               over);
    else
        g_string_append(page->out, " p of a pair is its own; q holds the rate "
                                   "of false discoveries over all pairs");
    g_string_append_printf(page->out, "; intervals %s\n",
                           options->simultaneous
                               ? "hold for all together"
                               : "are each for itself (see --simultaneous)");
}

static void print_group(struct page *page, const struct result_group *group)
{
    g_string_append(page->out,
                    text_printed(page, " %s\n",
                                 text_cell(page->results, group->cell)->name));
    if (group->words)
        g_string_append(page->out, text_printed(page, "   %s\n", group->words));
    if (group->letters)
        g_string_append(page->out, text_printed(page, "   letters: %s\n",
                                                letters_text(page, group)));
    else if (page->results->options.pairs == PAIRS_ALL)
        g_string_append(page->out,
                        "   letters: an alphabet does not suffice\n");
}

void text_groups(struct page *page)
{
    const Results *results = page->results;
    size_t n = 0;
    bool has_letters = false;

    if (results->systems->len > 2 && results->options.pairing != PAIRING_NONE)
        g_string_append(
            page->out,
            "No test over all systems: runs are pairs, and analysis of "
            "variance\nand Kruskal-Wallis take all runs for independent.\n\n");
    for (guint i = 0; i < results->groups->len; i++) {
        const struct result_group *group =
            &g_array_index(results->groups, struct result_group, i);

        if ((text_cell(results, group->cell)->metric->level ==
                 METRIC_OPERATION &&
             !page->options->show_all) ||
            is_withheld(results, group->cell))
            continue;
        if (!n++)
            g_string_append(page->out,
                            text_printed(page, "All %zu systems\n\n",
                                         (size_t)results->systems->len));
        print_group(page, group);
        has_letters |= group->letters != NULL;
    }
    if (has_letters)
        print_letters_note(page, n);
    if (n)
        g_string_append_c(page->out, '\n');
}

void text_overall(struct page *page, size_t subject)
{
    GArray *all = page->results->overall;

    for (guint i = 0; i < all->len; i++) {
        const struct result_overall *overall =
            &g_array_index(all, struct result_overall, i);

        if (overall->subject != subject)
            continue;
        g_string_append(
            page->out,
            text_printed(
                page,
                " geometric mean of the ratios of %zu modules, %s to %s: "
                "%s, %g\u00a0%% CI %s\n",
                overall->n_metrics, text_system(page, subject),
                text_system(page, 0), overall->text_ratio,
                100 * page->results->options.confidence,
                overall->text_interval));
        if (!strcmp(overall->method, "fixed"))
            g_string_append(page->out,
                            " (not every run has every module: those that "
                            "both systems have, taken for independent)\n");
    }
}

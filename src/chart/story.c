/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/story.h"

#include <math.h>
#include <string.h>

#include "chart/label.h"
#include "compare/words.h"

enum { ALT_MOST = 600, NAME_MOST = 60 };

const char *story_systems(struct page *page)
{
    size_t n = pick_systems(page->results);
    g_autoptr(GString) list = g_string_new(NULL);
    const char *last = "";

    for (size_t i = 0; i < n; i++) {
        g_autofree char *clean =
            words_clean(pick_system(page->results, i)->name);
        g_autofree char *name = label_cut(clean, NAME_MOST);
        if (i + 1 == n)
            last = frame_string(page->frame, name);
        else
            g_string_append_printf(list, "%s%s", i ? ", " : "", name);
    }
    if (n < 2)
        return last;
    return chart_words_fill(page->frame, page->words->and_words, list->str,
                            last, NULL);
}

const char *story_tested(struct page *page, size_t family)
{
    const struct result_family *it =
        &g_array_index(page->results->families, struct result_family, family);
    const char *size = frame_printf(page->frame, "%zu", it->size);

    return chart_words_fill(
        page->frame, page->words->tested,
        page->words->adjusting[page->results->options.adjust], size,
        results_test_words(page->results));
}

static const struct result_comparison *comparison_at(const Results *results,
                                                     size_t index)
{
    return &g_array_index(results->comparisons, struct result_comparison,
                          index);
}

/* The code's words for a pair: the subject's name for better, the
 * reference's for worse. */
static const char *count_words(struct page *page, int code, size_t count,
                               struct pick_pair pair)
{
    size_t system = code == WORSE ? pair.reference : pair.subject;
    g_autofree char *clean =
        words_clean(pick_system(page->results, system)->name);
    g_autofree char *name = label_cut(clean, NAME_MOST);
    const char *number = frame_printf(page->frame, "%zu", count);

    return chart_words_fill(page->frame, page->words->counts[code], number,
                            name, NULL);
}

static const char *largest_words(struct page *page, size_t index)
{
    const struct result_comparison *it = comparison_at(page->results, index);
    const struct result_cell *cell = pick_cell(page->results, it->cell);
    g_autofree char *name = label_cut(pick_cell_name(page, cell), NAME_MOST);
    const char *interval =
        frame_printf(page->frame, "%s %s", pick_interval_words(page),
                     it->text.percent_interval);

    return chart_words_fill(page->frame, page->words->largest, name,
                            it->text.percent, interval);
}

/* Where the counts of a pair begin. */
static size_t count_at(const struct page *page, struct pick_pair pair)
{
    return N_VERDICTS *
           (pair.reference * pick_systems(page->results) + pair.subject);
}

static bool is_decided(const struct result_comparison *it)
{
    return it->code == BETTER || it->code == WORSE;
}

const char *story_findings(struct page *page, const size_t comparisons[],
                           size_t n)
{
    size_t systems = pick_systems(page->results), largest = SIZE_MAX;
    g_autoptr(GArray) pairs = pick_pairs(page->results);
    g_autofree size_t *counts =
        g_new0(size_t, N_VERDICTS * (systems * systems + 1));
    g_autoptr(GString) text = g_string_new(NULL);

    for (size_t i = 0; i < n; i++) {
        const struct result_comparison *it =
            comparison_at(page->results, comparisons[i]);
        counts[count_at(page, pick_pair_of(page->results, it)) + it->code]++;
        if (!is_decided(it) || !isfinite(it->ratio.ratio))
            continue;
        if (largest == SIZE_MAX ||
            fabs(it->ratio.ratio - 1) >
                fabs(comparison_at(page->results, largest)->ratio.ratio - 1))
            largest = comparisons[i];
    }
    for (guint i = 0; i < pairs->len; i++)
        for (int code = 0; code < N_VERDICTS; code++) {
            struct pick_pair pair = g_array_index(pairs, struct pick_pair, i);
            size_t count = counts[count_at(page, pair) + (size_t)code];
            if (count)
                g_string_append_printf(text, "%s%s", text->len ? ", " : "",
                                       count_words(page, code, count, pair));
        }
    if (text->len)
        g_string_append_c(text, '.');
    if (largest != SIZE_MAX)
        g_string_append_printf(text, " %s", largest_words(page, largest));
    return frame_string(page->frame, text->str);
}

static char *join_sentences(const char *const parts[], size_t n)
{
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < n; i++)
        if (parts[i] && *parts[i])
            g_string_append_printf(text, "%s%s", text->len ? " " : "",
                                   parts[i]);
    return g_string_free(text, FALSE);
}

void story_tell(struct page *page, const char *title,
                const char *const caption[], size_t n_caption,
                const char *const alt[], size_t n_alt)
{
    Frame *frame = page->frame;
    g_autofree char *words = join_sentences(caption, n_caption);
    g_autofree char *body = join_sentences(alt, n_alt);
    const char *file = chart_words_fill(frame, page->words->data_file,
                                        frame->name, NULL, NULL);
    size_t room = ALT_MOST - 1 - (size_t)g_utf8_strlen(file, -1);
    g_autofree char *clean_title = words_clean(title);
    g_autofree char *clean_words = words_clean(words);
    g_autofree char *clean_body = words_clean(body);
    g_autofree char *cut = label_cut(clean_body, room);

    frame->title = frame_string(frame, clean_title);
    frame->caption = frame_string(frame, clean_words);
    frame->alt = frame_printf(frame, "%s %s", cut, file);
}

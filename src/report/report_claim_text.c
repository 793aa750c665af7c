/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Judged claims on a terminal: for each its numbers, then the findings with
 * their question on the left; at the end the summary, if there are several,
 * and what the words mean.
 */
#include <string.h>

#include "compare/claim_words.h"
#include "report/grid.h"
#include "report/report_claim.h"
#include "report/shown.h"

#define WIDTH_DEFAULT 78
#define WIDTH_MOST 100
#define WIDTH_LEAST 40
#define INDENT 2
#define QUESTION_MOST 22

struct page {
    const struct text_options *options;
    size_t width;
    GString *out;
};

static char *shown(const struct page *page, const char *text)
{
    return shown_text(text, page->options->is_ascii);
}

static void put_wrapped(struct page *page, const char *text, size_t at,
                        size_t indent)
{
    shown_wrapped(page->out, text, page->options->is_ascii, at, indent,
                  page->width);
}

static void put_colour(struct page *page, const char *code, const char *text)
{
    if (page->options->use_colour && code)
        g_string_append_printf(page->out, "\033[%sm%s\033[0m", code, text);
    else
        g_string_append(page->out, text);
}

/* ---- findings ---- */

static const char *colour_of(enum claim_answer answer)
{
    static const char *const codes[] = {
        [CLAIM_FOLLOWS] = "32",
        [CLAIM_FAILS] = "31",
        [CLAIM_OPEN] = "33",
        [CLAIM_NOTE] = NULL,
    };

    return codes[answer];
}

static size_t question_width(const struct judged_claim *it)
{
    size_t widest = 0;

    for (guint i = 0; i < it->findings->len; i++) {
        size_t width = grid_text_width(
            g_array_index(it->findings, struct claim_finding, i).head);

        widest = MAX(widest, MIN(width, QUESTION_MOST));
    }
    return widest;
}

static void put_finding(struct page *page, const struct claim_finding *finding,
                        size_t questions)
{
    const struct claim_part *part = claim_part_of(finding->answer);
    const char *glyph = !part                     ? " "
                        : page->options->is_ascii ? part->glyph_ascii
                                                  : part->glyph;
    g_autofree char *head = shown(page, finding->head);
    size_t column = INDENT + 2 + questions + 2;
    GString *plain = g_string_new(head);
    size_t width;

    g_string_replace(plain, "\u00a0", " ", 0);
    width = grid_text_width(plain->str);
    g_string_append_printf(page->out, "%*s", INDENT, "");
    put_colour(page, colour_of(finding->answer), glyph);
    g_string_append_printf(page->out, " %s", plain->str);
    if (width <= questions)
        g_string_append_printf(page->out, "%*s", (int)(questions - width + 2),
                               "");
    else
        g_string_append_printf(page->out, "\n%*s", (int)column, "");
    put_wrapped(page, finding->text, column, column);
    g_string_free(plain, TRUE);
    if (finding->decide) {
        g_autofree char *decide =
            g_strdup_printf("Would decide it: %s.", finding->decide);

        g_string_append_printf(page->out, "%*s", (int)column, "");
        put_wrapped(page, decide, column, column);
    }
}

static void put_claim(struct page *page, const struct judged_claim *it,
                      bool has_heading)
{
    g_autofree char *line = claim_line(it);
    size_t questions = question_width(it);

    if (has_heading) {
        g_autofree char *head = shown(page, claim_heading(it));

        put_colour(page, "1", head);
        if (it->claim->source)
            g_string_append_printf(page->out, " (%s)", it->claim->source);
        g_string_append_c(page->out, '\n');
    }
    if (it->claim->quote) {
        g_autofree char *quote =
            g_strdup_printf("\u201c%s\u201d", it->claim->quote);

        put_wrapped(page, quote, 0, 0);
    }
    if (*line)
        put_wrapped(page, line, 0, 0);
    if (it->claim->remark)
        put_wrapped(page, it->claim->remark, 0, 0);
    g_string_append_c(page->out, '\n');
    for (guint i = 0; i < it->findings->len; i++)
        put_finding(page, &g_array_index(it->findings, struct claim_finding, i),
                    questions);
    g_string_append_c(page->out, '\n');
}

/* ---- around them ---- */

static void put_paper(struct page *page, const ClaimSet *set)
{
    const char *const lines[] = {set->title, set->authors, set->where};

    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        if (lines[i])
            put_wrapped(page, lines[i], 0, 0);
    if (set->remark) {
        g_string_append_c(page->out, '\n');
        put_wrapped(page, set->remark, 0, 0);
    }
    if (set->title)
        g_string_append_c(page->out, '\n');
}

static void put_part(struct page *page, const JudgedSet *judged,
                     const struct claim_part *part)
{
    if (!judged->counts[part->answer])
        return;
    g_string_append_printf(page->out, "%s (%zu)\n", part->head,
                           judged->counts[part->answer]);
    for (guint i = 0; i < judged->claims->len; i++) {
        const struct judged_claim *it = judged->claims->pdata[i];

        for (guint f = 0; f < it->findings->len; f++) {
            const struct claim_finding *finding =
                &g_array_index(it->findings, struct claim_finding, f);
            g_autofree char *row = NULL;

            if (finding->answer != part->answer)
                continue;
            row = g_strdup_printf("%s: %s", claim_heading(it), finding->head);
            g_string_append_printf(page->out, "  %s ",
                                   page->options->is_ascii ? part->glyph_ascii
                                                           : part->glyph);
            put_wrapped(page, row, 4, 4);
        }
    }
    g_string_append_c(page->out, '\n');
}

static void put_glossary(struct page *page)
{
    for (size_t i = 0; claim_glossary[i]; i++) {
        g_string_append(page->out, "  ");
        put_wrapped(page, claim_glossary[i], 2, 2);
    }
}

static size_t width_of(const struct text_options *options)
{
    if (!options->width)
        return WIDTH_DEFAULT;
    return CLAMP(options->width - 1, WIDTH_LEAST, WIDTH_MOST);
}

void report_claim_text(const JudgedSet *judged,
                       const struct text_options *options, GString *out)
{
    struct page page = {options, width_of(options), out};
    bool are_many = judged->claims->len > 1;

    put_paper(&page, judged->set);
    for (guint i = 0; i < judged->claims->len; i++)
        put_claim(&page, judged->claims->pdata[i],
                  are_many || judged->set->title);
    for (size_t i = 0; are_many && i < G_N_ELEMENTS(claim_parts); i++)
        put_part(&page, judged, &claim_parts[i]);
    if (are_many || options->explain)
        put_glossary(&page);
}

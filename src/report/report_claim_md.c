/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Judged claims as Markdown: a summary first, then each claim. */
#include "compare/claim_words.h"
#include "report/escape.h"
#include "report/report_claim.h"

static void put(GString *out, const char *text)
{
    escape_markdown(out, text);
}

static void put_paragraph(GString *out, const char *before, const char *text,
                          const char *after)
{
    if (!text || !*text)
        return;
    g_string_append(out, before);
    put(out, text);
    g_string_append(out, after);
    g_string_append(out, "\n\n");
}

/* Paragraphs of an item are indented by its mark. */
static void put_finding(GString *out, const struct claim_finding *finding)
{
    const char *answer = claim_answer_words(finding->answer);

    g_string_append(out, "- **");
    put(out, finding->head);
    g_string_append(out, "** ");
    if (*answer) {
        g_string_append(out, "*");
        put(out, answer);
        g_string_append(out, ".* ");
    }
    put(out, finding->text);
    if (finding->decide) {
        g_string_append(out, " *Would decide it:* ");
        put(out, finding->decide);
        g_string_append_c(out, '.');
    }
    g_string_append_c(out, '\n');
}

static void put_claim(GString *out, const struct judged_claim *it)
{
    g_autofree char *line = claim_line(it);

    g_string_append(out, "## ");
    put(out, claim_heading(it));
    if (it->claim->source) {
        g_string_append(out, " (");
        put(out, it->claim->source);
        g_string_append_c(out, ')');
    }
    g_string_append(out, "\n\n");
    put_paragraph(out, "> ", it->claim->quote, "");
    put_paragraph(out, "", line, "");
    put_paragraph(out, "", it->claim->remark, "");
    for (guint i = 0; i < it->findings->len; i++)
        put_finding(out, &g_array_index(it->findings, struct claim_finding, i));
    g_string_append_c(out, '\n');
}

static void put_part(GString *out, const JudgedSet *judged,
                     const struct claim_part *part)
{
    g_string_append_printf(out, "**%s** (%zu): %s\n\n", part->head,
                           judged->counts[part->answer], part->meaning);
    for (guint i = 0; i < judged->claims->len; i++) {
        const struct judged_claim *it = judged->claims->pdata[i];

        for (guint f = 0; f < it->findings->len; f++) {
            const struct claim_finding *finding =
                &g_array_index(it->findings, struct claim_finding, f);

            if (finding->answer != part->answer)
                continue;
            g_string_append(out, "- ");
            put(out, claim_heading(it));
            g_string_append(out, ": ");
            put(out, finding->head);
            g_string_append_c(out, '\n');
        }
    }
    if (judged->counts[part->answer])
        g_string_append_c(out, '\n');
}

static void put_row(GString *out, const char *const cells[N_ZONE_CELLS])
{
    for (size_t i = 0; i < N_ZONE_CELLS; i++) {
        g_string_append(out, i ? " | " : "| ");
        put(out, cells[i]);
    }
    g_string_append(out, " |\n");
}

static void put_zones(GString *out, const JudgedSet *judged)
{
    bool has_head = false;

    for (guint i = 0; i < judged->claims->len; i++) {
        char *cells[N_ZONE_CELLS];

        if (!claim_zone_cells(judged->claims->pdata[i], cells))
            continue;
        if (!has_head) {
            g_string_append(out, "How much runs may vary (coefficient of "
                                 "variation):\n\n");
            put_row(out, claim_zone_heads);
            g_string_append(out, "|---|--:|--:|--:|\n");
        }
        has_head = true;
        put_row(out, (const char *const *)cells);
        for (size_t c = 0; c < N_ZONE_CELLS; c++)
            g_free(cells[c]);
    }
    if (has_head)
        g_string_append_c(out, '\n');
}

void report_claim_md(const JudgedSet *judged, GString *out)
{
    const ClaimSet *set = judged->set;

    g_string_append(out, "# ");
    put(out, set->title ? set->title : "Published numbers, judged");
    g_string_append(out, "\n\n");
    put_paragraph(out, "", set->authors, "");
    put_paragraph(out, "", set->where, "");
    put_paragraph(out, "", set->remark, "");
    for (size_t i = 0; i < G_N_ELEMENTS(claim_parts); i++)
        put_part(out, judged, &claim_parts[i]);
    put_zones(out, judged);
    for (guint i = 0; i < judged->claims->len; i++)
        put_claim(out, judged->claims->pdata[i]);
    g_string_append(out, "## Words\n\n");
    for (size_t i = 0; claim_glossary[i]; i++) {
        g_string_append(out, "- ");
        put(out, claim_glossary[i]);
        g_string_append_c(out, '\n');
    }
}

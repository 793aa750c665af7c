/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Judged claims as a text to read, in Markdown or as LaTeX to be \input into
 * a paper (needs booktabs): a summary first, the table of zones, then each
 * claim. One walk; what stands around the parts is a table for each of them.
 */
#include <string.h>

#include "compare/claim_words.h"
#include "report/escape.h"
#include "report/report_claim.h"

struct around {
    const char *before, *after;
};

struct marks {
    void (*put)(GString *out, const char *text); /* escaped */
    const char *start, *end;
    struct around title, paragraph, part, claim, quote, remark, words;
    struct around list, item, question, answer, decide, meant;
    struct around table, row;
    const char *cell, *head_rule;
    bool has_stops; /* a paragraph that has no stop gets one */
};

struct prose {
    const struct marks *marks;
    GString *out;
};

static void put_around(const struct prose *to, struct around around,
                       const char *text)
{
    g_string_append(to->out, around.before);
    to->marks->put(to->out, text);
    g_string_append(to->out, around.after);
}

/* Empty ones are left out; "N. N." has its stop already. */
static void put_paragraph(const struct prose *to, struct around around,
                          const char *text)
{
    size_t len = text ? strlen(text) : 0;

    if (!len)
        return;
    g_string_append(to->out, around.before);
    to->marks->put(to->out, text);
    if (to->marks->has_stops && text[len - 1] != '.' && !*around.before)
        g_string_append_c(to->out, '.');
    g_string_append(to->out, around.after);
}

/* ---- the summary ---- */

static void put_part_row(const struct prose *to, const struct judged_claim *it,
                         const struct claim_finding *finding)
{
    g_string_append(to->out, to->marks->item.before);
    to->marks->put(to->out, claim_heading(it));
    g_string_append(to->out, ": ");
    put_around(to, to->marks->meant, finding->head);
    g_string_append(to->out, to->marks->item.after);
}

static void put_part_rows(const struct prose *to, const JudgedSet *judged,
                          enum claim_answer answer)
{
    g_string_append(to->out, to->marks->list.before);
    for (guint i = 0; i < judged->claims->len; i++) {
        const struct judged_claim *it = judged->claims->pdata[i];

        for (guint f = 0; f < it->findings->len; f++) {
            const struct claim_finding *finding =
                &g_array_index(it->findings, struct claim_finding, f);

            if (finding->answer == answer)
                put_part_row(to, it, finding);
        }
    }
    g_string_append(to->out, to->marks->list.after);
}

static void put_part(const struct prose *to, const JudgedSet *judged,
                     const struct claim_part *part)
{
    size_t n = judged->counts[part->answer];

    put_around(to, to->marks->part, part->head);
    g_string_append_printf(to->out, " (%zu): ", n);
    put_around(to, to->marks->paragraph, part->meaning);
    if (n)
        put_part_rows(to, judged, part->answer);
}

/* ---- the zones ---- */

static void put_row(const struct prose *to,
                    const char *const cells[N_ZONE_CELLS])
{
    g_string_append(to->out, to->marks->row.before);
    for (size_t i = 0; i < N_ZONE_CELLS; i++) {
        if (i)
            g_string_append(to->out, to->marks->cell);
        to->marks->put(to->out, cells[i]);
    }
    g_string_append(to->out, to->marks->row.after);
}

static void put_zones(const struct prose *to, const JudgedSet *judged)
{
    bool has_head = false;

    for (guint i = 0; i < judged->claims->len; i++) {
        char *cells[N_ZONE_CELLS];

        if (!claim_zone_cells(judged->claims->pdata[i], cells))
            continue;
        if (!has_head) {
            g_string_append(to->out, to->marks->table.before);
            put_row(to, claim_zone_heads);
            g_string_append(to->out, to->marks->head_rule);
        }
        has_head = true;
        put_row(to, (const char *const *)cells);
        for (size_t c = 0; c < N_ZONE_CELLS; c++)
            g_free(cells[c]);
    }
    if (has_head)
        g_string_append(to->out, to->marks->table.after);
}

/* ---- a claim ---- */

static void put_finding(const struct prose *to,
                        const struct claim_finding *finding)
{
    const char *answer = claim_answer_words(finding->answer);

    g_string_append(to->out, to->marks->item.before);
    put_around(to, to->marks->question, finding->head);
    if (*answer)
        put_around(to, to->marks->answer, answer);
    to->marks->put(to->out, finding->text);
    if (finding->decide)
        put_around(to, to->marks->decide, finding->decide);
    g_string_append(to->out, to->marks->item.after);
}

static void put_claim(const struct prose *to, const struct judged_claim *it)
{
    g_autofree char *line = claim_line(it);
    g_autofree char *heading =
        it->claim->source
            ? g_strdup_printf("%s (%s)", claim_heading(it), it->claim->source)
            : g_strdup(claim_heading(it));

    put_around(to, to->marks->claim, heading);
    put_paragraph(to, to->marks->quote, it->claim->quote);
    put_paragraph(to, to->marks->paragraph, line);
    put_paragraph(to, to->marks->remark, it->claim->remark);
    if (!it->findings->len)
        return;
    g_string_append(to->out, to->marks->list.before);
    for (guint i = 0; i < it->findings->len; i++)
        put_finding(to, &g_array_index(it->findings, struct claim_finding, i));
    g_string_append(to->out, to->marks->list.after);
}

/* ---- the whole ---- */

static void put_words(const struct prose *to)
{
    put_around(to, to->marks->words, "Words");
    g_string_append(to->out, to->marks->list.before);
    for (size_t i = 0; claim_glossary[i]; i++)
        put_around(to, to->marks->item, claim_glossary[i]);
    g_string_append(to->out, to->marks->list.after);
}

static void put_all(const struct marks *marks, const JudgedSet *judged,
                    GString *out)
{
    const struct prose to = {marks, out};
    const ClaimSet *set = judged->set;

    g_string_append(out, marks->start);
    put_around(&to, marks->title,
               set->title ? set->title : "Published numbers, judged");
    put_paragraph(&to, marks->paragraph, set->authors);
    put_paragraph(&to, marks->paragraph, set->where);
    put_paragraph(&to, marks->remark, set->remark);
    for (size_t i = 0; i < G_N_ELEMENTS(claim_parts); i++)
        put_part(&to, judged, &claim_parts[i]);
    put_zones(&to, judged);
    for (guint i = 0; i < judged->claims->len; i++)
        put_claim(&to, judged->claims->pdata[i]);
    put_words(&to);
    if (g_str_has_suffix(out->str, "\n\n")) /* no empty line at the end */
        g_string_truncate(out, out->len - 1);
    g_string_append(out, marks->end);
}

/* ---- Markdown ---- */

static void put_markdown(GString *out, const char *text)
{
    escape_markdown(out, text);
}

static const struct marks markdown = {
    .put = put_markdown,
    .start = "",
    .end = "",
    .title = {"# ", "\n\n"},
    .paragraph = {"", "\n\n"},
    .part = {"**", "**"},
    .claim = {"## ", "\n\n"},
    .quote = {"> ", "\n\n"},
    .remark = {"", "\n\n"},
    .words = {"## ", "\n\n"},
    .list = {"", "\n"},
    .item = {"- ", "\n"},
    .question = {"**", "** "},
    .answer = {"*", ".* "},
    .decide = {" *Would decide it:* ", "."},
    .meant = {"", ""},
    .table = {"How much runs may vary (coefficient of variation):\n\n", "\n"},
    .row = {"| ", " |\n"},
    .cell = " | ",
    .head_rule = "|---|--:|--:|--:|\n",
};

void report_claim_md(const JudgedSet *judged, GString *out)
{
    put_all(&markdown, judged, out);
}

/* ---- LaTeX ---- */

static void put_latex(GString *out, const char *text)
{
    escape_latex(out, text);
}

/* The columns of the table wrap: titles and lists of margins are long. */
static const struct marks latex = {
    .put = put_latex,
    .start = "% cotejo " COTEJO_VERSION " | claims | needs: booktabs\n"
             "{\\sloppy\n",
    .end = "\\par}\n",
    .title = {"\\textbf{", "}\n"},
    .paragraph = {"", "\n"},
    .part = {"\n\\noindent\\textbf{", "}"},
    .claim = {"\n\\paragraph{", ".}\n"},
    .quote = {"``", "''.\n"},
    .remark = {"", "\n"},
    .words = {"\n\\paragraph{", ".}\n"},
    .list = {"\\begin{itemize}\n", "\\end{itemize}\n"},
    .item = {"  \\item ", "\n"},
    .question = {"\\textbf{", "} "},
    .answer = {"\\emph{", ".} "},
    .decide = {" \\emph{Would decide it:} ", "."},
    .meant = {"\\emph{", "}"},
    .table = {"\\begin{table}[htbp]\n  \\centering\n"
              "  \\caption{How much runs of one system may vary (coefficient "
              "of variation) before an answer changes.}\n"
              "  \\label{tab:claim-zones}\n  \\small\n"
              "  \\begin{tabular}{@{}p{0.34\\columnwidth}"
              "p{0.18\\columnwidth}p{0.24\\columnwidth}p{0.1\\columnwidth}"
              "@{}}\n    \\toprule\n",
              "    \\bottomrule\n  \\end{tabular}\n\\end{table}\n"},
    .row = {"    ", " \\\\\n"},
    .cell = " & ",
    .head_rule = "    \\midrule\n",
    .has_stops = true,
};

void report_claim_tex(const JudgedSet *judged, GString *out)
{
    put_all(&latex, judged, out);
}

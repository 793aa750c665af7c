/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Judged claims as LaTeX, to be \input into a paper: a summary, the table of
 * zones, a paragraph a claim. Needs booktabs.
 */
#include <string.h>

#include "compare/claim_words.h"
#include "report/escape.h"
#include "report/report_claim.h"

static void put(GString *out, const char *text)
{
    escape_latex(out, text);
}

static void put_line(GString *out, const char *before, const char *text,
                     const char *after)
{
    if (!text || !*text)
        return;
    g_string_append(out, before);
    put(out, text);
    /* "N. N." has its stop already. */
    if (strcmp(after, ".") != 0 || text[strlen(text) - 1] != '.')
        g_string_append(out, after);
    g_string_append_c(out, '\n');
}

static void put_finding(GString *out, const struct claim_finding *finding)
{
    const char *answer = claim_answer_words(finding->answer);

    g_string_append(out, "  \\item \\textbf{");
    put(out, finding->head);
    g_string_append(out, "} ");
    if (*answer)
        g_string_append_printf(out, "\\emph{%s.} ", answer);
    put(out, finding->text);
    if (finding->decide) {
        g_string_append(out, " \\emph{Would decide it:} ");
        put(out, finding->decide);
        g_string_append_c(out, '.');
    }
    g_string_append_c(out, '\n');
}

static void put_claim(GString *out, const struct judged_claim *it)
{
    g_autofree char *line = claim_line(it);

    g_string_append(out, "\n\\paragraph{");
    put(out, claim_heading(it));
    if (it->claim->source) {
        g_string_append(out, " (");
        put(out, it->claim->source);
        g_string_append_c(out, ')');
    }
    g_string_append(out, ".}\n");
    put_line(out, "``", it->claim->quote, "''.");
    put_line(out, "", line, ".");
    put_line(out, "", it->claim->remark, "");
    if (!it->findings->len)
        return;
    g_string_append(out, "\\begin{itemize}\n");
    for (guint i = 0; i < it->findings->len; i++)
        put_finding(out, &g_array_index(it->findings, struct claim_finding, i));
    g_string_append(out, "\\end{itemize}\n");
}

static void put_row(GString *out, const char *const cells[N_ZONE_CELLS])
{
    for (size_t i = 0; i < N_ZONE_CELLS; i++) {
        g_string_append(out, i ? " & " : "    ");
        put(out, cells[i]);
    }
    g_string_append(out, " \\\\\n");
}

static void put_zone_rows(GString *out, const JudgedSet *judged)
{
    for (guint i = 0; i < judged->claims->len; i++) {
        char *cells[N_ZONE_CELLS];

        if (!claim_zone_cells(judged->claims->pdata[i], cells))
            continue;
        put_row(out, (const char *const *)cells);
        for (size_t c = 0; c < N_ZONE_CELLS; c++)
            g_free(cells[c]);
    }
}

/* Columns that wrap: titles and lists of margins are long. */
static void put_zones(GString *out, const JudgedSet *judged)
{
    g_autoptr(GString) rows = g_string_new(NULL);

    put_zone_rows(rows, judged);
    if (!rows->len)
        return;
    g_string_append(
        out, "\\begin{table}[htbp]\n  \\centering\n"
             "  \\caption{How much runs of one system may vary (coefficient "
             "of variation) before an answer changes.}\n"
             "  \\label{tab:claim-zones}\n  \\small\n"
             "  \\begin{tabular}{@{}p{0.34\\columnwidth}"
             "p{0.18\\columnwidth}p{0.24\\columnwidth}p{0.1\\columnwidth}@{}}\n"
             "    \\toprule\n");
    put_row(out, claim_zone_heads);
    g_string_append(out, "    \\midrule\n");
    g_string_append(out, rows->str);
    g_string_append(out, "    \\bottomrule\n  \\end{tabular}\n\\end{table}\n");
}

static void put_part(GString *out, const JudgedSet *judged,
                     const struct claim_part *part)
{
    bool is_first = true;

    g_string_append_printf(out, "  \\item \\textbf{%s} (%zu)", part->head,
                           judged->counts[part->answer]);
    for (guint i = 0; i < judged->claims->len; i++) {
        const struct judged_claim *it = judged->claims->pdata[i];

        for (guint f = 0; f < it->findings->len; f++) {
            const struct claim_finding *finding =
                &g_array_index(it->findings, struct claim_finding, f);

            if (finding->answer != part->answer)
                continue;
            g_string_append(out, is_first ? ": " : "; ");
            is_first = false;
            put(out, claim_heading(it));
            g_string_append(out, ", \\emph{");
            put(out, finding->head);
            g_string_append_c(out, '}');
        }
    }
    g_string_append(out, ".\n");
}

void report_claim_tex(const JudgedSet *judged, GString *out)
{
    const ClaimSet *set = judged->set;

    g_string_append(out, "% cotejo " COTEJO_VERSION
                         " | claims | needs: booktabs\n{\\sloppy\n");
    put_line(out, "\\textbf{", set->title, "}");
    put_line(out, "", set->authors, ".");
    put_line(out, "", set->where, ".");
    put_line(out, "", set->remark, "");
    g_string_append(out, "\\begin{itemize}\n");
    for (size_t i = 0; i < G_N_ELEMENTS(claim_parts); i++)
        put_part(out, judged, &claim_parts[i]);
    g_string_append(out, "\\end{itemize}\n");
    put_zones(out, judged);
    for (guint i = 0; i < judged->claims->len; i++)
        put_claim(out, judged->claims->pdata[i]);
    g_string_append(out, "\n\\paragraph{Words.}\n");
    for (size_t i = 0; claim_glossary[i]; i++)
        put_line(out, "", claim_glossary[i], "");
    g_string_append(out, "\\par}\n");
}

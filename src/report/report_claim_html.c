/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Judged claims as a page: one file, no request to anywhere, no script. The
 * answer first (what follows, what does not, what cannot be decided), then
 * the chart and each claim.
 */
#include <string.h>

#include "compare/claim_words.h"
#include "report/escape.h"
#include "report/report_claim.h"

static const char head_start[] =
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, "
    "initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
    "'none'; style-src 'unsafe-inline'; img-src data:\">\n<title>";

static const char style[] =
    "</title>\n<style>\n"
    ":root{--ink:#1a1a1a;--paper:#fff;--dim:#595959;--line:#d4d4d4;"
    "--follows:#00603f;--fails:#a3210f;--open:#6b4e00}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#ececec;--paper:#161616;"
    "--dim:#b0b0b0;--line:#444;--follows:#62d3a4;--fails:#ff9c8a;"
    "--open:#e8c15a}}\n"
    "body{margin:0 auto;max-width:50rem;padding:1rem;background:var(--paper);"
    "color:var(--ink);font:1rem/1.5 system-ui,sans-serif}\n"
    "h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2rem;"
    "border-top:1px solid var(--line);padding-top:1rem}h3{font-size:1rem}\n"
    ".dim,blockquote{color:var(--dim)}blockquote{margin:0 0 .5rem;"
    "padding-left:.8rem;border-left:3px solid var(--line)}\n"
    "ul{padding-left:1.2rem}li{margin:.35rem 0}\n"
    ".follows{color:var(--follows)}.fails{color:var(--fails)}"
    ".open{color:var(--open)}.answer{font-weight:600}\n"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
    "td,th{padding:.25rem .7rem .25rem 0;text-align:left;vertical-align:top;"
    "border-bottom:1px solid var(--line)}\n"
    ".scroll{overflow-x:auto}figure{margin:1rem 0}"
    "figure svg{max-width:100%;height:auto;background:#fff}\n"
    "a{color:inherit}.skip{position:absolute;left:-99rem}"
    ".skip:focus{left:1rem}\n"
    "@media print{body{max-width:none}li,tr,figure{break-inside:avoid}}\n"
    "</style>\n</head>\n<body>\n"
    "<a class=\"skip\" href=\"#claims\">To the claims</a>\n";

static void put(GString *out, const char *text)
{
    escape_html(out, text);
}

static void put_element(GString *out, const char *open, const char *text,
                        const char *close)
{
    if (!text || !*text)
        return;
    g_string_append(out, open);
    put(out, text);
    g_string_append(out, close);
    g_string_append_c(out, '\n');
}

/* "<span class="answer fails">✗ does not follow.</span> " */
static void put_answer(GString *out, enum claim_answer answer)
{
    const struct claim_part *part = claim_part_of(answer);

    if (!part)
        return;
    g_string_append_printf(out, "<span class=\"answer %s\">%s %s.</span> ",
                           claim_answer_slug(answer), part->glyph,
                           claim_answer_words(answer));
}

static void put_finding(GString *out, const struct claim_finding *finding)
{
    g_string_append(out, "<li><strong>");
    put(out, finding->head);
    g_string_append(out, "</strong> ");
    put_answer(out, finding->answer);
    put(out, finding->text);
    if (finding->decide) {
        g_string_append(out, " <em>Would decide it:</em> ");
        put(out, finding->decide);
        g_string_append_c(out, '.');
    }
    g_string_append(out, "</li>\n");
}

static void put_claim(GString *out, const struct judged_claim *it, guint place)
{
    g_autofree char *line = claim_line(it);

    g_string_append_printf(out,
                           "<section aria-labelledby=\"claim-%u\">\n"
                           "<h3 id=\"claim-%u\">",
                           place + 1, place + 1);
    put(out, claim_heading(it));
    if (it->claim->source) {
        g_string_append(out, " <span class=\"dim\">(");
        put(out, it->claim->source);
        g_string_append(out, ")</span>");
    }
    g_string_append(out, "</h3>\n");
    put_element(out, "<blockquote>", it->claim->quote, "</blockquote>");
    put_element(out, "<p>", line, "</p>");
    put_element(out, "<p class=\"dim\">", it->claim->remark, "</p>");
    g_string_append(out, "<ul>\n");
    for (guint i = 0; i < it->findings->len; i++)
        put_finding(out, &g_array_index(it->findings, struct claim_finding, i));
    g_string_append(out, "</ul>\n</section>\n");
}

static void put_part(GString *out, const JudgedSet *judged,
                     const struct claim_part *part)
{
    if (!judged->counts[part->answer])
        return;
    g_string_append_printf(out,
                           "<h3><span class=\"%s\">%s %s</span> (%zu)</h3>\n"
                           "<p class=\"dim\">%s</p>\n<ul>\n",
                           claim_answer_slug(part->answer), part->glyph,
                           part->head, judged->counts[part->answer],
                           part->meaning);
    for (guint i = 0; i < judged->claims->len; i++) {
        const struct judged_claim *it = judged->claims->pdata[i];

        for (guint f = 0; f < it->findings->len; f++) {
            const struct claim_finding *finding =
                &g_array_index(it->findings, struct claim_finding, f);

            if (finding->answer != part->answer)
                continue;
            g_string_append_printf(out, "<li><a href=\"#claim-%u\">", i + 1);
            put(out, claim_heading(it));
            g_string_append(out, "</a>: ");
            put(out, finding->head);
            g_string_append(out, "</li>\n");
        }
    }
    g_string_append(out, "</ul>\n");
}

static void put_row(GString *out, const char *const cells[N_ZONE_CELLS],
                    const char *tag)
{
    g_string_append(out, "<tr>");
    for (size_t i = 0; i < N_ZONE_CELLS; i++) {
        g_string_append_printf(out, "<%s%s>", tag,
                               *tag == 't' && tag[1] == 'h' ? " scope=\"col\""
                                                            : "");
        put(out, cells[i]);
        g_string_append_printf(out, "</%s>", tag);
    }
    g_string_append(out, "</tr>\n");
}

static void put_zones(GString *out, const JudgedSet *judged)
{
    bool has_head = false;

    for (guint i = 0; i < judged->claims->len; i++) {
        char *cells[N_ZONE_CELLS];

        if (!claim_zone_cells(judged->claims->pdata[i], cells))
            continue;
        if (!has_head) {
            g_string_append(
                out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
                     "aria-label=\"Table of spreads\">\n<table>\n<caption>How "
                     "much runs of one system may vary (coefficient of "
                     "variation) before an answer changes</caption>\n<thead>");
            put_row(out, claim_zone_heads, "th");
            g_string_append(out, "</thead>\n<tbody>\n");
        }
        has_head = true;
        put_row(out, (const char *const *)cells, "td");
        for (size_t c = 0; c < N_ZONE_CELLS; c++)
            g_free(cells[c]);
    }
    if (has_head)
        g_string_append(out, "</tbody>\n</table>\n</div>\n");
}

/* The picture's own XML head is for files. */
static void put_figure(GString *out, const char *svg)
{
    const char *start = svg ? strstr(svg, "<svg") : NULL;

    if (!start)
        return;
    g_string_append(out, "<figure>\n");
    g_string_append(out, start);
    g_string_append(out, "</figure>\n");
}

static void put_head(GString *out, const ClaimSet *set)
{
    const char *title = set->title ? set->title : "Published numbers, judged";

    g_string_append(out, head_start);
    put(out, title);
    g_string_append(out, style);
    put_element(out, "<h1>", title, "</h1>");
    put_element(out, "<p>", set->authors, "</p>");
    put_element(out, "<p>", set->where, "</p>");
    put_element(out, "<p class=\"dim\">", set->remark, "</p>");
}

void report_claim_html(const JudgedSet *judged, const char *svg, GString *out)
{
    put_head(out, judged->set);
    g_string_append(out, "<h2>What follows from the numbers</h2>\n");
    for (size_t i = 0; i < G_N_ELEMENTS(claim_parts); i++)
        put_part(out, judged, &claim_parts[i]);
    g_string_append(out, "<h2>How much runs may vary</h2>\n");
    put_figure(out, svg);
    put_zones(out, judged);
    g_string_append(out, "<h2 id=\"claims\">Claim by claim</h2>\n");
    for (guint i = 0; i < judged->claims->len; i++)
        put_claim(out, judged->claims->pdata[i], i);
    g_string_append(out, "<h2>Words</h2>\n<ul>\n");
    for (size_t i = 0; claim_glossary[i]; i++)
        put_element(out, "<li>", claim_glossary[i], "</li>");
    g_string_append(out, "</ul>\n<p class=\"dim\">cotejo " COTEJO_VERSION
                         "</p>\n</body>\n</html>\n");
}

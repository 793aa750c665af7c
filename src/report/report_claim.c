/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the writers of claims share, and their list. */
#include "report/report_claim.h"

#include <math.h>

#include "compare/claim_words.h"

const struct claim_part claim_parts[3] = {
    {CLAIM_FAILS, "Does not follow",
     "The printed numbers contradict it, or cannot speak of it.", "\u2717",
     "x"},
    {CLAIM_OPEN, "Cannot be decided",
     "What was printed is not enough; what would decide it is named.", "?",
     "?"},
    {CLAIM_FOLLOWS, "Follows", "The printed numbers support it.", "\u2713",
     "v"},
};

const struct claim_part *claim_part_of(enum claim_answer answer)
{
    for (size_t i = 0; i < G_N_ELEMENTS(claim_parts); i++)
        if (claim_parts[i].answer == answer)
            return &claim_parts[i];
    return NULL;
}

const char *const claim_glossary[] = {
    "Significant: a difference this large would come up by chance, between "
    "two systems that are alike, in fewer than 5 of 100 such experiments "
    "(another share where a confidence was given).",
    "Coefficient of variation (CV): the standard deviation of the runs of one "
    "system as a percentage of their mean; how much runs differ that should "
    "be alike.",
    "Similar within 5\u00a0%: the numbers rule out, at the same level, that "
    "the "
    "systems are more than 5\u00a0% apart (two one-sided tests). That no "
    "difference was found is no proof of that.",
    "p: the chance of a difference at least this large if there were none.",
    NULL,
};

const char *claim_heading(const struct judged_claim *it)
{
    if (it->claim->title)
        return it->claim->title;
    return it->claim->name ? it->claim->name : it->label;
}

char *claim_line(const struct judged_claim *it)
{
    if (!it->label)
        return g_strdup("");
    return g_strdup_printf("%s%s%s", it->label, *it->given ? ", " : "",
                           it->given);
}

const char *const claim_zone_heads[N_ZONE_CELLS] = {
    [ZONE_CLAIM] = "Claim",
    [ZONE_DETECTED] = "Difference significant below",
    [ZONE_SIMILAR] = "Similar below",
    [ZONE_SEEN] = "Seen at most",
};

/* Three significant digits, as everywhere in the findings. */
static char *share(double fraction)
{
    int decimals = 0;

    if (isnan(fraction))
        return g_strdup(WORDS_UNDEFINED);
    if (fraction > 0.0)
        decimals = CLAMP(-(int)floor(log10(fraction)), 0, 6);
    g_autofree char *number = words_number(100.0 * fraction, decimals);
    return g_strdup_printf("%s" CLAIM_PERCENT, number);
}

static char *similar_cell(const struct judged_claim *it)
{
    GString *cell = g_string_new(NULL);

    for (guint i = 0; i < it->margins->len; i++) {
        const struct claim_margin *margin =
            &g_array_index(it->margins, struct claim_margin, i);
        g_autofree char *cv =
            margin->cv > 0.0 ? share(margin->cv) : g_strdup("never");

        g_string_append_printf(cell, "%s%s (\u00b1%g" CLAIM_PERCENT ")",
                               i ? ", " : "", cv, 100.0 * margin->margin);
    }
    if (!cell->len)
        g_string_append(cell, WORDS_UNDEFINED);
    return g_string_free(cell, FALSE);
}

bool claim_zone_cells(const struct judged_claim *it, char *cells[N_ZONE_CELLS])
{
    if (!it->claim->has_values || it->withheld || it->claim->repeats ||
        it->claim->within->len || !isfinite(it->critical.cv))
        return false;
    cells[ZONE_CLAIM] = g_strdup(claim_heading(it));
    cells[ZONE_DETECTED] = share(it->critical.cv);
    cells[ZONE_SIMILAR] = similar_cell(it);
    cells[ZONE_SEEN] = share(it->spread.high);
    return true;
}

static void render_json(const JudgedSet *judged, GString *out)
{
    report_claim_json(judged, NULL, out);
}

static void render_html(const JudgedSet *judged, GString *out)
{
    report_claim_html(judged, NULL, out);
}

static void render_text(const JudgedSet *judged, GString *out)
{
    const struct text_options plain = {0};

    report_claim_text(judged, &plain, out);
}

const struct claim_format claim_formats[] = {
    {"html", render_html}, {"tex", report_claim_tex}, {"md", report_claim_md},
    {"txt", render_text},  {"json", render_json},
};
const size_t n_claim_formats = G_N_ELEMENTS(claim_formats);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Judged claims in every format. Writers take the strings of the findings
 * as they are; JSON has the numbers besides.
 */
#pragma once

#include "compare/claim.h"
#include "report/report_text.h"

/* For a terminal; one claim alone gets no headings. */
void report_claim_text(const JudgedSet *judged,
                       const struct text_options *options, GString *out);
/* schema cotejo.claims/1; command as in report_json, or NULL. */
void report_claim_json(const JudgedSet *judged, const char *command,
                       GString *out);
void report_claim_md(const JudgedSet *judged, GString *out);
/* Sections of a paper: a fragment to be \input; needs booktabs. */
void report_claim_tex(const JudgedSet *judged, GString *out);
/* A whole page; svg: the zone chart to stand in it, or NULL. */
void report_claim_html(const JudgedSet *judged, const char *svg, GString *out);

struct claim_format {
    const char *name; /* also the suffix */
    void (*render)(const JudgedSet *judged, GString *out);
};
extern const struct claim_format claim_formats[];
extern const size_t n_claim_formats;

/* ---- between the writers ---- */

/* The three lists of the summary, in the order in which they are shown. */
struct claim_part {
    enum claim_answer answer;
    const char *head;    /* "Does not follow" */
    const char *meaning; /* a sentence */
    const char *glyph, *glyph_ascii;
};
extern const struct claim_part claim_parts[3];
const struct claim_part *claim_part_of(enum claim_answer answer);

/* How a claim is called: its title, else its name, else its values. */
const char *claim_heading(const struct judged_claim *it);
/* What the words mean, a sentence each; NULL-terminated. */
extern const char *const claim_glossary[];
/* "Xen 695.25 s against KVM 936.19 s, 8 runs each"; free with g_free. */
char *claim_line(const struct judged_claim *it);
/* The zones of the spread as a row of the table; dashes where there is no
 * number. Free each with g_free. */
enum {
    ZONE_CLAIM,
    ZONE_DETECTED, /* a difference is significant below this CV */
    ZONE_SIMILAR,  /* similar within the widest margin below this CV */
    ZONE_SEEN,     /* largest CV at hand */
    N_ZONE_CELLS
};
extern const char *const claim_zone_heads[N_ZONE_CELLS];
bool claim_zone_cells(const struct judged_claim *it, char *cells[N_ZONE_CELLS]);

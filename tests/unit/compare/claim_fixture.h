/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A claim written down as a user would, judged, and what was found. */
#pragma once

#include "compare/claim.h"

#define KEYS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* A set of one claim from its values and "key", "value", ..., NULL. */
ClaimSet *claim_set_of(const char *values, const char *const keys[]);

struct judged {
    ClaimSet *set;
    JudgedSet *judged;
    const struct judged_claim *it;
};
/* At 5 %, without runs at hand; clear with judged_done. */
struct judged judge_claim(const char *values, const char *const keys[]);
void judged_done(struct judged *j);

/* NULL: there is none. */
const struct claim_finding *finding_about(const struct judged_claim *it,
                                          const char *about);
void assert_answer(const struct judged *j, const char *about,
                   enum claim_answer answer);
/* Its text holds these words; no-break spaces are taken for blanks. */
void assert_says(const struct judged *j, const char *about, const char *words);
/* The finding with that question: its answer, and words in its text. */
void assert_asked(const struct judged *j, const char *question,
                  enum claim_answer answer, const char *words);
void assert_silent(const struct judged *j, const char *about);
void assert_near(double value, double expected, double tolerance);

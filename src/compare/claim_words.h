/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How judged claims are put into words. */
#pragma once

#include "compare/claim.h"
#include "compare/words.h"

/* Behind a number in a format of printf. */
#define CLAIM_PERCENT "\u00a0%%"

/* What the number of that slug measures, as a clause; NULL if unknown. */
const char *claim_measures_words(const char *slug);
/* What would be needed to speak of the systems. */
const char *claim_measures_decide(const char *slug);

/* "follows", "does not follow", "cannot be decided", "". */
const char *claim_answer_words(enum claim_answer answer);
/* "follows", "fails", "open", "note". */
const char *claim_answer_slug(enum claim_answer answer);

/* "at least ", "" */
const char *claim_bound_words(enum claim_bound bound);

/* Strings of the set. */
const char *claim_say(JudgedSet *judged, const char *format, ...)
    G_GNUC_PRINTF(2, 3);
/* Three significant digits, at most `most` decimals (thresholds). */
const char *claim_three(JudgedSet *judged, double value);
const char *claim_fixed(JudgedSet *judged, double value, int decimals);
/* A fraction as percent with three significant digits: "27.0 %". */
const char *claim_share(JudgedSet *judged, double fraction);
/* The number as printed, with its unit. */
const char *claim_printed(JudgedSet *judged, const struct claim *claim,
                          struct decimal value);
/* As printed, whatever the unit of the claim. */
const char *claim_as_printed(JudgedSet *judged, const struct claim *claim,
                             struct claim_number number);
/* " s", or "" without a unit. */
const char *claim_unit(JudgedSet *judged, const struct claim *claim);
/* How a side is called: its name, else its mean. */
const char *claim_side_name(JudgedSet *judged, const struct claim *claim,
                            size_t side);
/* "Xen (695.25 s)" or "695.25 s". */
const char *claim_side_words(JudgedSet *judged, const struct claim *claim,
                             size_t side);

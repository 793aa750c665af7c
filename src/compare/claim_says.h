/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the parts that read a sentence: what is matched, and how. */
#pragma once

#include "compare/claim_read.h"
#include "compare/claim_roles.h"

#define CLAIM_NUMBER "(\\d+(?:[.,]\\d+)?)"
#define CLAIM_PERCENT_SIGN " ?(?:%|percent\\b|per cent\\b)"

/* The first match of a pattern, whatever the case; NULL: there is none. */
GMatchInfo *claim_says_match(const char *text, const char *pattern);
bool claim_says_has(const char *text, const char *pattern);
size_t claim_says_count(const char *text, const char *pattern);
bool claim_says_number(const struct claim *claim, const char *text,
                       struct claim_number *number);

/* Percentage, ratio and who is ahead, where they are said in a form that is
 * understood; else claim->unclear says why not. What was taken is appended,
 * each after "; ". */
bool claim_read_compared(struct claim *claim, const SaySentence *sentence,
                         GString *taken);

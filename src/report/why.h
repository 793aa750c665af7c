/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why comparisons have no verdict, counted by reason. */
#pragma once

#include "compare/results.h"

struct why {
    const char *words; /* borrowed from the results */
    size_t n;
};

/* An empty list: GArray of struct why. */
GArray *why_list_new(void);
/* Counts the comparison if it has no verdict; reasons stay in the order in
 * which they are met. */
void why_list_add(GArray *list, const struct result_comparison *comparison);
/* "143: below the clock's resolution; 47: too few runs"; free with g_free. */
char *why_list_words(const GArray *list);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody may have meant: the names nearest to an unknown one. */
#pragma once

#include <stddef.h>

/* ", did you mean 'a' or 'b'?" from the names within a third of the word's
 * length (Levenshtein's distance, at least 1; a name that begins with the
 * word counts as near), at most three; "" if none. Free with g_free. */
char *nearest_names(const char *word, const char *const names[], size_t n);

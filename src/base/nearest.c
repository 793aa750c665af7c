/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nearest.h"

#include <string.h>

#include <glib.h>

#define WORD_MAX 64
#define NEAREST_MAX 3

static size_t least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;

    return ab < c ? ab : c;
}

/* Levenshtein's distance of the first WORD_MAX bytes. */
static size_t distance(const char *a, const char *b)
{
    size_t row[WORD_MAX + 1];
    size_t n_a = strnlen(a, WORD_MAX), n_b = strnlen(b, WORD_MAX);

    for (size_t j = 0; j <= n_b; j++)
        row[j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        size_t diagonal = row[0];

        row[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            size_t above = row[j];
            size_t change = diagonal + (a[i - 1] != b[j - 1]);

            row[j] = least(above + 1, row[j - 1] + 1, change);
            diagonal = above;
        }
    }
    return row[n_b];
}

char *nearest_names(const char *word, const char *const names[], size_t n)
{
    size_t limit = strnlen(word, WORD_MAX) / 3;
    size_t found = 0;
    GString *words = g_string_new(NULL);

    if (limit < 1)
        limit = 1;
    for (size_t want = 0; want <= limit && found < NEAREST_MAX; want++) {
        for (size_t i = 0; i < n && found < NEAREST_MAX; i++) {
            size_t far = word[0] && g_str_has_prefix(names[i], word)
                             ? 0
                             : distance(word, names[i]);

            if (far != want)
                continue;
            g_string_append_printf(
                words, "%s'%s'", found ? " or " : ", did you mean ", names[i]);
            found++;
        }
    }
    if (found)
        g_string_append_c(words, '?');
    return g_string_free(words, FALSE);
}

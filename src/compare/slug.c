/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare/slug.h"

#define SLUG_MAX 60
#define DIGEST_LEN 6

static void append_cleaned(GString *slug, const char *name)
{
    for (const char *at = name; *at; at++) {
        if (g_ascii_isalnum(*at))
            g_string_append_c(slug, g_ascii_tolower(*at));
        else if (*at == '+')
            g_string_append(slug, slug->len ? "-plus-" : "plus-");
        else if (slug->len && slug->str[slug->len - 1] != '-')
            g_string_append_c(slug, '-');
    }
    while (slug->len && slug->str[slug->len - 1] == '-')
        g_string_truncate(slug, slug->len - 1);
    if (!slug->len)
        g_string_append(slug, "x");
}

static void append_digest(GString *slug, const char *name)
{
    g_autofree char *digest =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1);

    if (slug->len > SLUG_MAX - DIGEST_LEN - 1)
        g_string_truncate(slug, SLUG_MAX - DIGEST_LEN - 1);
    g_string_append_printf(slug, "-%.*s", DIGEST_LEN, digest);
}

char *slug_make(const char *name, GHashTable *taken)
{
    GString *slug = g_string_new(NULL);

    append_cleaned(slug, name);
    if (slug->len > SLUG_MAX ||
        (taken && g_hash_table_contains(taken, slug->str)))
        append_digest(slug, name);
    if (taken)
        g_hash_table_add(taken, g_strdup(slug->str));
    return g_string_free(slug, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/why.h"

#include <string.h>

GArray *why_list_new(void)
{
    return g_array_new(FALSE, FALSE, sizeof(struct why));
}

void why_list_add(GArray *list, const struct result_comparison *comparison)
{
    const struct comparison_text *text = &comparison->text;
    struct why new = {text->why ? text->why : text->verdict, 1};

    if (comparison->code != UNTESTABLE)
        return;
    for (guint i = 0; i < list->len; i++) {
        struct why *known = &g_array_index(list, struct why, i);

        if (!strcmp(known->words, new.words)) {
            known->n++;
            return;
        }
    }
    g_array_append_val(list, new);
}

char *why_list_words(const GArray *list)
{
    GString *words = g_string_new(NULL);

    for (guint i = 0; i < list->len; i++) {
        const struct why *why = &g_array_index(list, struct why, i);

        g_string_append_printf(words, "%s%zu: %s", i ? "; " : "", why->n,
                               why->words);
    }
    return g_string_free(words, FALSE);
}

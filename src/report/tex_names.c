/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/tex_names.h"

#include "report/escape.h"
#include "report/tex_letter.h"
#include "report/view.h"

struct told {
    GPtrArray *sentences;
    GHashTable *known; /* names that were looked at */
    size_t n_missing;
};

static void tell(struct told *told, const char *what, const char *name)
{
    g_autofree char *clean = clean_text(name);
    g_autoptr(GString) scratch = g_string_new(NULL);
    bool is_latin = false;

    if (!g_hash_table_add(told->known, g_strdup(name)))
        return;
    for (char *at = clean, *next; *at; at = next) {
        gunichar c = g_utf8_get_char(at);
        enum tex_fate fate = tex_put_letter(scratch, c);

        next = g_utf8_next_char(at);
        is_latin = is_latin || fate == TEX_LATIN;
        if (fate != TEX_MISSING || c == 0xFFFD)
            continue;
        told->n_missing++;
        g_ptr_array_add(told->sentences,
                        g_strdup_printf("LaTeX has no letter '%.*s' for %s "
                                        "'%s': U+%04X stands in its place",
                                        (int)(next - at), at, what, clean, c));
        return;
    }
    if (is_latin)
        g_ptr_array_add(told->sentences,
                        g_strdup_printf("in LaTeX %s '%s' is in Latin letters "
                                        "(ISO 9)",
                                        what, clean));
}

GPtrArray *tex_names_told(const Results *results, size_t *n_missing)
{
    struct told told = {
        .sentences = g_ptr_array_new_with_free_func(g_free),
        .known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
    };

    for (guint i = 0; i < results->systems->len; i++)
        tell(&told, "system", view_system(results, i)->name);
    for (guint i = 0; i < results->cells->len; i++) {
        const struct result_cell *cell = view_cell(results, i);

        if (!cell->is_selected)
            continue;
        if (cell->item)
            tell(&told, "operation", cell->item);
        tell(&told, "workload", view_workload(results, cell)->condition);
    }
    g_hash_table_destroy(told.known);
    *n_missing = told.n_missing;
    return told.sentences;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "odd.h"

#include <string.h>

static bool keep(LogSource *source, void *data, GError **error)
{
    (void)error;
    g_ptr_array_add(data, source);
    return true;
}

static char *data_path(const char *name)
{
    const char *tests = g_getenv("COTEJO_TESTS");

    g_assert_nonnull(tests);
    return g_build_filename(tests, "data", name, NULL);
}

GPtrArray *odd_read_path(const char *path)
{
    GPtrArray *sources =
        g_ptr_array_new_with_free_func((GDestroyNotify)log_source_free);
    struct ingest_options options = {.jobs = 1};
    GError *error = NULL;

    ingest_path(path, &options, keep, sources, &error);
    g_assert_no_error(error);
    return sources;
}

GPtrArray *odd_read(const char *name)
{
    g_autofree char *path = data_path(name);

    return odd_read_path(path);
}

GPtrArray *odd_read_bytes(const char *name, const char *bytes, size_t len)
{
    GPtrArray *sources =
        g_ptr_array_new_with_free_func((GDestroyNotify)log_source_free);
    g_autoptr(Text) text = text_new_memory(name, bytes, len);

    g_ptr_array_add(sources, ingest_text(text, NULL));
    return sources;
}

char *odd_bytes(const char *name, size_t *len)
{
    g_autofree char *path = data_path(name);
    GError *error = NULL;
    char *bytes;

    g_file_get_contents(path, &bytes, len, &error);
    g_assert_no_error(error);
    return bytes;
}

const Run *odd_run(const GPtrArray *sources, size_t n)
{
    for (guint i = 0; i < sources->len; i++) {
        const LogSource *source = sources->pdata[i];

        for (guint k = 0; k < source->runs->len; k++) {
            const Run *run = source->runs->pdata[k];

            if (!run->is_part && !n--)
                return run;
        }
    }
    return NULL;
}

size_t odd_count(const GPtrArray *sources)
{
    size_t n = 0;

    while (odd_run(sources, n))
        n++;
    return n;
}

bool odd_has_reason(const Run *run, const char *slug)
{
    for (guint i = 0; i < run->reasons->len; i++)
        if (!strcmp(
                g_array_index(run->reasons, struct run_reason, i).reason->slug,
                slug))
            return true;
    return false;
}

bool odd_has_note(const Run *run, const char *slug)
{
    for (guint i = 0; i < run->notes->len; i++)
        if (!strcmp(g_array_index(run->notes, struct run_note, i).slug, slug))
            return true;
    return false;
}

static char *value_text(const struct run_value *value)
{
    char text[DECIMAL_TEXT];

    return g_strdup_printf("%s%s%s", decimal_print(value->value, text),
                           value->marks & VALUE_ESTIMATED ? "+" : "",
                           value->marks & VALUE_WRONG ? "?" : "");
}

static void expect_one(const Run *run, const char *expected)
{
    bool is_absent = *expected == '!';
    g_auto(GStrv) sides = g_strsplit(expected + is_absent, "=", 2);
    g_auto(GStrv) names = g_strsplit(sides[0], ":", 2);
    const struct run_value *value = run_find(run, names[0], names[1]);
    g_autofree char *text = value ? value_text(value) : g_strdup("nothing");

    g_test_message("%s: %s", expected, text);
    if (is_absent)
        g_assert_null(value);
    else
        g_assert_cmpstr(text, ==, sides[1]);
}

void odd_expect(const Run *run, const char *expected)
{
    g_auto(GStrv) each = g_strsplit(expected, "|", -1);

    for (char **one = each; *one; one++)
        if (**one)
            expect_one(run, *one);
}

char *odd_values(const Run *run)
{
    GString *all = g_string_new(NULL);

    for (guint i = 0; i < run->values->len; i++) {
        const struct run_value *value =
            &g_array_index(run->values, struct run_value, i);
        g_autofree char *text = value_text(value);

        g_string_append_printf(all, "%s %s %s line %u\n", value->metric->name,
                               value->item ? value->item : "", text,
                               value->line);
    }
    return g_string_free(all, FALSE);
}

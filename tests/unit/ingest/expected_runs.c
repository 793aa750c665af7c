/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expected_runs.h"

static const char *const status_names[] = {"good", "gated", "refused"};

GBytes *data_bytes(const char *folder, const char *file)
{
    g_autofree char *path =
        g_build_filename(g_getenv("COTEJO_TESTS"), "data", folder, file, NULL);
    g_autoptr(GError) error = NULL;
    char *bytes;
    gsize len;

    if (!g_file_get_contents(path, &bytes, &len, &error))
        g_error("%s", error->message);
    return g_bytes_new_take(bytes, len);
}

LogSource *read_bytes(const char *name, const void *bytes, size_t len)
{
    g_autoptr(Text) text = text_new_memory(name, bytes, len);

    return ingest_text(text, NULL);
}

static bool has_reason(const Run *run, const char *slug)
{
    for (guint i = 0; i < run->reasons->len; i++)
        if (!strcmp(
                g_array_index(run->reasons, struct run_reason, i).reason->slug,
                slug))
            return true;
    return false;
}

static bool has_note(const Run *run, const char *slug)
{
    for (guint i = 0; i < run->notes->len; i++)
        if (!strcmp(g_array_index(run->notes, struct run_note, i).slug, slug))
            return true;
    return false;
}

/* "refused:truncated" */
static void expect_status(const char *name, const Run *run, const char *words)
{
    g_auto(GStrv) parts = g_strsplit(words, ":", 2);

    if (strcmp(parts[0], status_names[run->status]))
        g_error("%s:%u: the run is %s, not %s%s%s", name, run->line,
                status_names[run->status], parts[0],
                run->reasons->len ? ": " : "",
                run->reasons->len
                    ? g_array_index(run->reasons, struct run_reason, 0).message
                    : "");
    if (parts[1] && !has_reason(run, parts[1]))
        g_error("%s:%u: '%s' is no reason of the run", name, run->line,
                parts[1]);
}

static void expect_value(const char *name, const Run *run, const char *metric,
                         const char *text)
{
    const struct run_value *value = run_find(run, metric, NULL);
    char printed[DECIMAL_TEXT] = "-";

    if (value && !(value->marks & VALUE_REFUSED))
        decimal_print(value->value, printed);
    if (strcmp(printed, text))
        g_error("%s:%u: %s is %s, not %s", name, run->line, metric, printed,
                text);
}

static void expect_parameter(const char *name, const Run *run,
                             const char *parameter, const char *text)
{
    const char *value = run_find_parameter(run, parameter);

    if (strcmp(value ? value : "-", text))
        g_error("%s:%u: %s is %s, not %s", name, run->line, parameter,
                value ? value : "-", text);
}

void expect_run(const char *name, const Run *run, const char *words)
{
    g_auto(GStrv) list = g_strsplit(words, " ", -1);

    expect_status(name, run, list[0]);
    for (size_t i = 1; list[i]; i++) {
        g_auto(GStrv) pair = g_strsplit(list[i], "=", 2);

        if (list[i][0] == '+') {
            if (!has_note(run, list[i] + 1))
                g_error("%s:%u: there is no note '%s'", name, run->line,
                        list[i] + 1);
        } else if (list[i][0] == '@') {
            expect_parameter(name, run, pair[0] + 1, pair[1]);
        } else {
            expect_value(name, run, pair[0], pair[1]);
        }
    }
    if (run->status == RUN_REFUSED)
        for (guint i = 0; i < run->values->len; i++)
            g_assert_true(
                g_array_index(run->values, struct run_value, i).marks &
                VALUE_REFUSED);
}

void expect_log(const char *folder, const struct expected_log *expected)
{
    g_autoptr(GBytes) bytes = data_bytes(folder, expected->file);
    gsize len;
    const char *data = g_bytes_get_data(bytes, &len);
    g_autoptr(LogSource) source = read_bytes(expected->file, data, len);
    size_t n = 0;

    while (expected->runs[n])
        n++;
    if (source->runs->len != n)
        g_error("%s: %u runs, not %zu", expected->file, source->runs->len, n);
    for (size_t i = 0; i < n; i++)
        expect_run(expected->file, g_ptr_array_index(source->runs, i),
                   expected->runs[i]);
}

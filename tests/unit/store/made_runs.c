/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "made_runs.h"

#include <stdio.h>

LogSource *made_source(const char *path, unsigned seed)
{
    LogSource *source = g_new0(LogSource, 1);
    const char *slash = strrchr(path, '/');

    source->path = g_strdup(path);
    source->folder =
        slash ? g_strndup(path, (size_t)(slash - path)) : g_strdup("");
    source->format = log_format_find("ab")->name;
    snprintf(source->sha256, sizeof(source->sha256), "%064x", seed);
    source->bytes = 1000 + seed;
    source->runs = g_ptr_array_new_with_free_func((GDestroyNotify)run_free);
    return source;
}

Run *made_run(size_t line, int64_t digits)
{
    Run *run = run_new("ab", "ab", line);

    run_parameter(run, "n", SLICE("1000"));
    run_value(run, "requests_per_second", (struct decimal){digits, -2}, 20);
    return run;
}

LogSource *made_log(const char *path, unsigned seed, int64_t digits)
{
    LogSource *source = made_source(path, seed);

    g_ptr_array_add(source->runs, made_run(1, digits));
    return source;
}

LogSource *made_timing(const char *path, unsigned seed)
{
    LogSource *source = made_source(path, seed);
    Run *run = run_new("wget", "wget", 1);

    source->format = log_format_find("wget")->name;
    run_value(run, "real_time", (struct decimal){336, -2}, 2);
    run_value(run, "user_time", (struct decimal){34, -2}, 3);
    run_value(run, "sys_time", (struct decimal){107, -2}, 4);
    g_ptr_array_add(source->runs, run);
    return source;
}

static void add_distribution(Run *run)
{
    static const struct run_count counts[] = {
        {INT64_MIN, 1}, {-5, 2}, {0, 10000000000}, {INT64_MAX, 3}};
    GArray *array = g_array_new(false, false, sizeof(struct run_count));

    g_array_append_vals(array, counts, G_N_ELEMENTS(counts));
    run_distribution(run, "total_time", -3, array);
}

Run *made_full_run(void)
{
    static const struct decimal odd[] = {
        {999999999999999999, -30}, {-999999999999999999, 30}, {0, -2}, {-1, 0}};
    Run *run = run_new("ab", "ab", 4294967295u);
    struct run_value *value;

    run->tool_version = run_string(run, SLICE("2.3 \"odd\" \xff\x1b[31m"));
    run->started_s = -62135596800;
    run->is_part = true;
    run_parameter(run, "path", SLICE("/a b?c=d&e=\"f\\"));
    run_parameter(run, "n", SLICE(""));
    run_context(run, "host", SLICE("h\xc3\xb4te\n"));
    for (size_t i = 0; i < G_N_ELEMENTS(odd); i++)
        run_value(run, "requests_per_second", odd[i], i);
    value = run_item_value(run, "insert \"x\"", "time_taken",
                           (struct decimal){1, 0}, 7);
    value->marks = VALUE_ESTIMATED | VALUE_WRONG | VALUE_REFUSED;
    value = run_value(run, "transfer_rate", (struct decimal){5, -2}, 9);
    value->part = run_string(run, SLICE("lab/insert-mysql \xfe.log"));
    add_distribution(run);
    run_reason(run, "truncated", 12, 5, "'%s' is cut", "5\"80\\");
    run_reason(run, "non-2xx", 0, 0, "%s", "");
    run_note(run, "rounded", 3, "a note with [brackets], \"quotes\"");
    run_note(run, "", 0, "%s", "\t");
    return run;
}

Store *opened(const char *path)
{
    g_autoptr(GError) error = NULL;
    Store *store = store_open(path, STORE_CREATE, &error);

    g_assert_no_error(error);
    g_assert_nonnull(store);
    return store;
}

enum store_added added_to(Store *store, const char *system,
                          const LogSource *source)
{
    g_autoptr(GError) error = NULL;
    enum store_added added;
    bool is_done = store_add(store, system, source, &added, &error);

    g_assert_no_error(error);
    g_assert_true(is_done);
    return added;
}

Stored *loaded(Store *store)
{
    g_autoptr(GError) error = NULL;
    Stored *stored = store_load(store, &error);

    g_assert_no_error(error);
    g_assert_nonnull(stored);
    return stored;
}

char *scratch_path(const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("cotejo-store-XXXXXX", &error);

    g_assert_no_error(error);
    return g_build_filename(folder, name, NULL);
}

void assert_same_stored(const Stored *a, const Stored *b)
{
    g_assert_cmpuint(a->systems->len, ==, b->systems->len);
    g_assert_cmpuint(a->sources->len, ==, b->sources->len);
    g_assert_cmpuint(a->runs->len, ==, b->runs->len);
    for (size_t i = 0; i < a->systems->len; i++)
        g_assert_cmpstr(g_ptr_array_index(a->systems, i), ==,
                        g_ptr_array_index(b->systems, i));
    for (size_t i = 0; i < a->sources->len; i++) {
        g_assert_cmpstr(SOURCE_AT(a, i)->path, ==, SOURCE_AT(b, i)->path);
        g_assert_cmpstr(SOURCE_AT(a, i)->sha256, ==, SOURCE_AT(b, i)->sha256);
        g_assert_cmpstr(SOURCE_AT(a, i)->format, ==, SOURCE_AT(b, i)->format);
        g_assert_cmpstr(SOURCE_AT(a, i)->system, ==, SOURCE_AT(b, i)->system);
        g_assert_cmpstr(SOURCE_AT(a, i)->refusal, ==, SOURCE_AT(b, i)->refusal);
        g_assert_cmpuint(SOURCE_AT(a, i)->bytes, ==, SOURCE_AT(b, i)->bytes);
    }
    for (size_t i = 0; i < a->runs->len; i++) {
        g_assert_cmpuint(RUN_AT(a, i)->system, ==, RUN_AT(b, i)->system);
        g_assert_cmpuint(RUN_AT(a, i)->source, ==, RUN_AT(b, i)->source);
        assert_same_run(RUN_AT(a, i)->run, RUN_AT(b, i)->run);
    }
}

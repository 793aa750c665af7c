/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo_fixture.h"

static bool keep_source(LogSource *source, void *data, GError **error)
{
    void **to = data;
    enum store_added added;
    bool stored = store_add(to[0], to[1], source, &added, error);

    log_source_free(source);
    return stored;
}

Results *compare_folders(const char *a, const char *b)
{
    const char *names[] = {a, b};
    struct ingest_options ingest = {.jobs = 2};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Store) store = store_open(":memory:", STORE_CREATE, NULL);
    g_autoptr(GError) error = NULL;
    Results *results;

    g_assert_true(store_begin(store, NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *name = g_strdup(names[i]);
        g_autofree char *path =
            g_build_filename(g_getenv("COTEJO_DATA"), "demo", name, NULL);
        void *to[] = {store, name};

        g_assert_true(ingest_path(path, &ingest, keep_source, to, &error));
        g_assert_no_error(error);
    }
    g_assert_true(store_commit(store, NULL));
    results = results_new(store_load(store, NULL), &options, &error);
    g_assert_no_error(error);
    return results;
}

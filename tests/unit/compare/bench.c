/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

void bench_open(struct bench *bench)
{
    bench->store = store_open(":memory:", STORE_CREATE, NULL);
    bench->n_sources = 0;
    g_assert_nonnull(bench->store);
    g_assert_true(store_begin(bench->store, NULL));
}

static Run *ab_run(const char *rate, int64_t mean_ms)
{
    Run *run = run_new("ab", "ab", 1);
    struct decimal value;

    g_assert_true(slice_to_decimal(slice_from(rate), &value));
    run_value(run, "requests_per_second", value, 1);
    if (mean_ms) {
        GArray *counts = g_array_new(FALSE, FALSE, sizeof(struct run_count));
        const struct run_count low = {mean_ms - 1, 2}, high = {mean_ms + 1, 2};

        g_array_append_val(counts, low);
        g_array_append_val(counts, high);
        run_distribution(run, "total_time", 0, counts);
    }
    return run;
}

void bench_add(struct bench *bench, const char *system, const char *rate,
               int64_t mean_ms)
{
    g_autoptr(LogSource) source = g_new0(LogSource, 1);
    Run *run = ab_run(rate, mean_ms);
    enum store_added added;

    source->path = g_strdup_printf("%s/run-%zu.log", system, bench->n_sources);
    source->folder = g_strdup(system);
    source->format = run->format;
    g_snprintf(source->sha256, sizeof source->sha256, "%064zx",
               ++bench->n_sources);
    source->bytes = 1;
    source->runs = g_ptr_array_new_with_free_func(
        (GDestroyNotify)(void (*)(void))run_free);
    g_ptr_array_add(source->runs, run);
    g_assert_true(store_add(bench->store, system, source, &added, NULL));
    g_assert_cmpint(added, ==, STORE_ADDED);
}

Results *bench_results(struct bench *bench)
{
    static const struct study_options defaults = STUDY_OPTIONS_DEFAULT;
    g_autoptr(GError) error = NULL;
    Stored *stored;
    Results *results;

    g_assert_true(store_commit(bench->store, NULL));
    stored = store_load(bench->store, NULL);
    g_assert_nonnull(stored);
    results = results_new(stored, &defaults, &error);
    g_assert_no_error(error);
    store_close(bench->store);
    return results;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "series.h"

static struct decimal decimal_of(double value)
{
    g_autofree char *text = g_strdup_printf("%.10g", value);
    struct decimal d;

    g_assert_true(slice_to_decimal(slice_from(text), &d));
    return d;
}

static Run *number_run(const struct series *series, size_t i)
{
    Run *run = run_new("numbers", "numbers", i + 1);

    run_context(run, "columns", series->y ? SLICE("x;y") : SLICE("1"));
    if (series->y) {
        run_item_value(run, "x", "value", decimal_of(series->x[i]), i + 1);
        run_item_value(run, "y", "value", decimal_of(series->y[i]), i + 1);
    } else {
        run_value(run, "value", decimal_of(series->x[i]), i + 1);
    }
    return run;
}

static void run_release(void *run)
{
    run_free(run);
}

static void add_system(Store *store, const struct series *series)
{
    g_autoptr(LogSource) source = g_new0(LogSource, 1);
    enum store_added added;

    source->path = g_strdup_printf("%s.txt", series->name);
    source->folder = g_strdup(".");
    source->format = "numbers";
    g_snprintf(source->sha256, sizeof source->sha256, "%064x",
               g_str_hash(series->name));
    source->bytes = 1;
    source->runs = g_ptr_array_new_with_free_func(run_release);
    for (size_t i = 0; i < series->n; i++)
        g_ptr_array_add(source->runs, number_run(series, i));
    g_assert_true(store_add(store, series->name, source, &added, NULL));
    g_assert_cmpint(added, ==, STORE_ADDED);
}

Results *results_of(const struct series *series, size_t n,
                    const struct study_options *options, GError **error)
{
    Store *store = store_open(":memory:", STORE_CREATE, NULL);
    Results *results;

    g_assert_true(store_begin(store, NULL));
    for (size_t i = 0; i < n; i++)
        add_system(store, &series[i]);
    g_assert_true(store_commit(store, NULL));
    results = results_new(store_load(store, NULL), options, error);
    store_close(store);
    return results;
}

const struct result_comparison *comparison_at(const Results *results, guint i)
{
    g_assert_cmpuint(results->comparisons->len, >, i);
    return &g_array_index(results->comparisons, struct result_comparison, i);
}

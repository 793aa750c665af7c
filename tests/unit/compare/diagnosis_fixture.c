/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnosis_fixture.h"

#include <math.h>

#include "cotejo/distribution.h"

void bench_open(struct bench *bench)
{
    bench->store = store_open(":memory:", STORE_CREATE, NULL);
    bench->n_sources = 0;
    g_assert_nonnull(bench->store);
    g_assert_true(store_begin(bench->store, NULL));
}

static void free_run(void *run)
{
    run_free(run);
}

void bench_add(struct bench *bench, const char *system, Run *run)
{
    g_autoptr(LogSource) source = g_new0(LogSource, 1);
    enum store_added added;

    source->path =
        g_strdup_printf("%s/run-%03zu.log", system, bench->n_sources);
    source->folder = g_strdup(system);
    source->format = run->format;
    g_snprintf(source->sha256, sizeof source->sha256, "%064zx",
               ++bench->n_sources);
    source->bytes = 1;
    source->runs = g_ptr_array_new_with_free_func(free_run);
    g_ptr_array_add(source->runs, run);
    g_assert_true(store_add(bench->store, system, source, &added, NULL));
    g_assert_cmpint(added, ==, STORE_ADDED);
}

Results *bench_results(struct bench *bench, const struct study_options *options,
                       GError **error)
{
    Stored *stored;

    g_assert_true(store_commit(bench->store, NULL));
    stored = store_load(bench->store, NULL);
    g_assert_nonnull(stored);
    store_close(bench->store);
    return results_new(stored, options, error);
}

struct decimal decimal_of(const char *text)
{
    struct decimal d;

    g_assert_true(slice_to_decimal(slice_from(text), &d));
    return d;
}

void put_value(Run *run, const char *item, const char *metric, double value,
               int decimals)
{
    g_autofree char *text = g_strdup_printf("%.*f", decimals, value);

    if (item)
        run_item_value(run, item, metric, decimal_of(text), 7);
    else
        run_value(run, metric, decimal_of(text), 7);
}

double score(size_t i, size_t n)
{
    static const size_t order[] = {3,  6,  19, 9, 15, 13, 1,  7, 14, 16,
                                   10, 17, 0,  4, 5,  18, 11, 2, 8,  12};
    size_t rank = 0;

    for (size_t k = 0; k < n; k++)
        rank += order[k] < order[i];
    return -cotejo_normal_quantile(((double)rank + 0.5) / (double)n);
}

const struct result_diagnosis *find_diagnosis(const Results *results,
                                              const char *slug, size_t *n)
{
    const struct result_diagnosis *first = NULL;

    *n = 0;
    for (guint i = 0; i < results->diagnoses->len; i++) {
        const struct result_diagnosis *diagnosis =
            &g_array_index(results->diagnoses, struct result_diagnosis, i);

        if (strcmp(diagnosis->kind->slug, slug))
            continue;
        if (!first)
            first = diagnosis;
        ++*n;
    }
    return first;
}

double find_evidence(const struct result_diagnosis *diagnosis, const char *name)
{
    for (size_t i = 0; i < diagnosis->n_evidence; i++) {
        if (!strcmp(diagnosis->evidence[i].name, name))
            return diagnosis->evidence[i].value;
    }
    g_error("no evidence is called %s", name);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <math.h>

const char *const evil_names[] = {
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2*3",
    "@SUM(A1:A9)",
    "'quoted'",
    "\\input{/etc/passwd}",
    "\\immediate\\write18{touch pwned}",
    "$\\catcode`\\%=12$ & # _ ^ ~ % { }",
    "[x] * at a row's start",
    "*starred",
    "a--b ,, ?` !` << >> | \" ' `",
    "</script><script>alert(1)</script>",
    "{{mustache}} {{{x}}} {{#a}}",
    "<<x>> <<&x>> <<#s>>",
    "]]> <!-- -->",
    "\033[31mred\033[0m \007 \302\233K",
    "abc\342\200\256fed", /* right-to-left override */
    "bad \377\376 utf-8 \303",
    "line\nbreak\ttab\rreturn",
    "'); DROP TABLE run;--",
    "acentua\303\247\303\243o \304\205\304\231 \316\251 \346\274\242 "
    "\360\237\230\200",
    "# heading",
    "1. list",
    "| pipe | `code` |",
    "**bold** _em_ [l](u)",
    "../../etc/passwd",
    "CON",
    "a,b;c\"d",
    "select_key_prefix_with_a_name_that_never_seems_to_end_at_all_and_goes_on_"
    "and_on_until_it_is_a_hundred_and_twenty_characters",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
};
const size_t n_evil_names = G_N_ELEMENTS(evil_names);

struct bench {
    Store *store;
    size_t n_sources;
};

static struct decimal decimal(const char *text)
{
    struct decimal d;

    g_assert_true(slice_to_decimal(slice_from(text), &d));
    return d;
}

static void bench_add(struct bench *bench, const char *system, Run *run)
{
    g_autoptr(LogSource) source = g_new0(LogSource, 1);
    enum store_added added;

    source->path = g_strdup_printf("lab/%zu/%s.log", bench->n_sources / 8,
                                   evil_names[bench->n_sources % 20]);
    source->folder = g_strdup("lab");
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

/* Operation k of run r takes 100 + 3 k + (r * (k + 3)) % 7 seconds, on the
 * second system a tenth of k more. */
static Run *sqlbench_run(size_t r, size_t system)
{
    Run *run = run_new("sql-bench", "sqlbench-run", 1);

    for (size_t k = 0; k < n_evil_names; k++) {
        g_autofree char *text = g_strdup_printf(
            "%zu.%zu", 100 + 3 * k + (k == 3 ? 0 : (r * (k + 3)) % 7),
            system ? k % 10 : 0);

        if (k == 4 && r)
            continue;
        run_item_value(run, run_string(run, slice_from(evil_names[k])),
                       "op_wall", decimal(text), k + 1);
    }
    return run;
}

static Run *ab_run(size_t r, size_t system, bool is_gated)
{
    Run *run = run_new("ab", "ab", 1);
    g_autofree char *rate =
        g_strdup_printf("%zu.25", 1466 + 370 * system + (r * 5) % 11);

    run_parameter(run, "c", SLICE("10"));
    run_parameter(run, "path", slice_from(evil_names[5]));
    run->started_s = 1237024800 + 60 * (int64_t)r;
    run_value(run, "requests_per_second", decimal(rate), 23);
    if (is_gated)
        run_reason(run, "failed-requests", 17, 1, "%s", evil_names[6]);
    return run;
}

Results *fixture_hostile(void)
{
    const char *systems[] = {evil_names[0], "B & \\write18{x} 100% </script>"};
    struct bench bench = {.store = store_open(":memory:", STORE_CREATE, NULL)};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(GError) error = NULL;
    Stored *stored;
    Results *results;

    options.margin = 0.03;
    g_assert_true(store_begin(bench.store, NULL));
    for (size_t system = 0; system < G_N_ELEMENTS(systems); system++)
        for (size_t r = 0; r < 8; r++) {
            bench_add(&bench, systems[system], ab_run(r, system, r == 7));
            bench_add(&bench, systems[system], sqlbench_run(r, system));
        }
    g_assert_true(store_commit(bench.store, NULL));
    stored = store_load(bench.store, &error);
    g_assert_no_error(error);
    results = results_new(stored, &options, &error);
    g_assert_no_error(error);
    store_close(bench.store);
    return results;
}

static bool keep_source(LogSource *source, void *data, GError **error)
{
    void **to = data;
    enum store_added added;
    bool stored = store_add(to[0], to[1], source, &added, error);

    log_source_free(source);
    return stored;
}

Results *fixture_demo(const char *reference, const char *subject)
{
    const char *names[] = {reference, subject};
    struct ingest_options ingest = {.jobs = 2};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    g_autoptr(Store) store = store_open(":memory:", STORE_CREATE, NULL);
    g_autoptr(GError) error = NULL;
    Results *results;

    g_assert_true(store_begin(store, NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(names) && names[i]; i++) {
        g_autofree char *name = g_strdup(names[i]);
        g_autofree char *path =
            g_build_filename(g_getenv("COTEJO_DATA"), "demo", name, NULL);
        void *to[] = {store, name};

        ingest_path(path, &ingest, keep_source, to, &error);
        g_assert_no_error(error);
    }
    g_assert_true(store_commit(store, NULL));
    results = results_new(store_load(store, NULL), &options, &error);
    g_assert_no_error(error);
    return results;
}

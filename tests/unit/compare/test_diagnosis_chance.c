/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often each statistical diagnosis fires on clean series: 10,000 times
 * two systems of n = 8 and 20 independent normal values (mean 100, sd 5, two
 * decimals; the second system 10 % higher), seeded. What is found
 *
 * 1. is what data/DIAGNOSES.md states, within four standard errors;
 * 2. is no more than the table of diagnoses says (by_chance), within three.
 *
 * The tests are called directly: nothing but they runs 20,000 times.
 */
#include <math.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "compare/diagnosis_test.h"
#include "compare/study.h"
#include "cotejo/describe.h"

#define SIMULATIONS 10000
#define N_MAX 20

/* One cell on two systems, as results_new() would have made it. */
struct world {
    Results *results;
    double x[2][N_MAX];
    int64_t k[2][N_MAX];
    size_t runs[2][N_MAX];
    const struct run_value *values[2][N_MAX];
};

static void add_system(struct world *world, size_t system)
{
    Results *results = world->results;
    struct result_system named = {.name = system ? "new" : "old"};
    struct result_sample sample = {.system = system};

    for (size_t i = 0; i < N_MAX; i++) {
        Run *run = run_new("ab", "ab", 1);
        struct result_run entry = {
            .system = system, .run = run, .is_used = true};

        world->values[system][i] =
            run_value(run, "requests_per_second", (struct decimal){1, -2}, 1);
        world->runs[system][i] = results->runs->len;
        g_array_append_val(results->runs, entry);
    }
    g_array_append_val(results->systems, named);
    g_array_append_val(results->samples, sample);
}

static void world_init(struct world *world)
{
    Results *results = g_new0(Results, 1);
    struct result_cell cell = {
        .metric = metric_of("ab", "requests_per_second"),
        .unit = "1/s",
        .display_factor = 1,
        .resolution = 0.01,
        .log_decimals = 2,
    };

    world->results = results;
    results->options = (struct study_options)STUDY_OPTIONS_DEFAULT;
    results->strings = g_string_chunk_new(4096);
    results->systems = g_array_new(FALSE, TRUE, sizeof(struct result_system));
    results->runs = g_array_new(FALSE, TRUE, sizeof(struct result_run));
    results->cells = g_array_new(FALSE, TRUE, sizeof(struct result_cell));
    results->samples = g_array_new(FALSE, TRUE, sizeof(struct result_sample));
    g_array_append_val(results->cells, cell);
    add_system(world, 0);
    add_system(world, 1);
}

static void world_clear(struct world *world)
{
    Results *results = world->results;

    for (guint i = 0; i < results->runs->len; i++)
        run_free(
            (Run *)(uintptr_t)g_array_index(results->runs, struct result_run, i)
                .run);
    g_array_unref(results->systems);
    g_array_unref(results->runs);
    g_array_unref(results->cells);
    g_array_unref(results->samples);
    g_string_chunk_free(results->strings);
    g_free(results);
}

static void draw(struct world *world, size_t system, size_t n, gsl_rng *rng)
{
    struct result_sample *sample =
        &g_array_index(world->results->samples, struct result_sample, system);
    double sorted[N_MAX];

    for (size_t i = 0; i < n; i++) {
        double value = (system ? 110 : 100) + gsl_ran_gaussian(rng, 5);

        world->k[system][i] = (int64_t)floor(100 * value + 0.5);
        world->x[system][i] = (double)world->k[system][i] / 100;
    }
    sample->data =
        (struct cotejo_sample){n, world->x[system], world->k[system], -2};
    sample->runs = world->runs[system];
    sample->values = world->values[system];
    cotejo_moments(&sample->data, &sample->moments);
    cotejo_sort(sample->data.x, n, sorted);
    sample->median = cotejo_median(sorted, n);
}

static struct diagnosis_place place_in(struct world *world, size_t system)
{
    Results *results = world->results;

    return (struct diagnosis_place){
        .results = results,
        .system = system,
        .tool = "ab",
        .at = &g_array_index(results->cells, struct result_cell, 0),
        .a = results_sample(results, 0, 0),
        .b = results_sample(results, 0, system),
    };
}

struct rate {
    size_t tested, fired;
};

static void look(struct world *world, size_t kind, struct rate *rate)
{
    bool is_sample = diagnosis_kinds[kind].scope == SCOPE_SAMPLE;

    for (size_t s = is_sample ? 0 : 1; s < 2; s++) {
        struct diagnosis_place place = place_in(world, s);
        struct result_diagnosis found = {.kind = &diagnosis_kinds[kind]};
        enum diagnosis_outcome outcome =
            diagnosis_kinds[kind].test(&place, &found);

        rate->tested += outcome != DIAGNOSIS_NO_TEST;
        rate->fired += outcome == DIAGNOSIS_FIRES;
    }
}

static void measure(size_t n, struct rate *rates)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct world world;

    gsl_rng_set(rng, 20091 + n);
    world_init(&world);
    for (int i = 0; i < SIMULATIONS; i++) {
        draw(&world, 0, n, rng);
        draw(&world, 1, n, rng);
        for (size_t k = 0; k < n_diagnosis_kinds; k++) {
            if (diagnosis_kinds[k].by_chance > 0)
                look(&world, k, &rates[k]);
        }
    }
    world_clear(&world);
    gsl_rng_free(rng);
}

/* ---- what the page states ---- */

/* Rows such as "| drift, of one system | 3.4 | 4.9 |" in percent; names by
 * place in the table, since a slug may have two entries. */
static double stated(const char *page, const char *name, size_t column)
{
    g_autofree char *start = g_strdup_printf("\n| %s |", name);
    const char *table = strstr(page, "\n## How often");
    const char *row = table ? strstr(table, start) : NULL;
    g_auto(GStrv) cells = NULL;
    struct decimal value;

    g_assert_nonnull(row);
    cells = g_strsplit(row + 1, "|", 6);
    g_assert_true(
        slice_to_decimal(slice_trim(slice_from(cells[2 + column])), &value));
    return decimal_to_double(value) / 100;
}

static char *name_of(const struct diagnosis_kind *kind)
{
    return g_strdup_printf("`%s`%s", kind->slug,
                           kind->scope == SCOPE_CELL ? ", of all systems" : "");
}

static void check(const struct diagnosis_kind *kind, const struct rate *rate,
                  const char *page, size_t column)
{
    double p = (double)rate->fired / (double)rate->tested;
    double error = sqrt(fmax(p, 1e-4) * (1 - p) / (double)rate->tested);
    g_autofree char *name = name_of(kind);

    g_test_message("%s: %.2f %% of %zu", name, 100 * p, rate->tested);
    g_assert_cmpuint(rate->tested, >=, SIMULATIONS);
    g_assert_cmpfloat(p, <=, kind->by_chance + 3 * error);
    /* The page rounds to 0.1 %. */
    g_assert_cmpfloat(fabs(p - stated(page, name, column)), <=,
                      4 * error + 0.0005);
}

static void test_by_chance(void)
{
    static const size_t sizes[] = {8, 20};
    g_autofree char *path =
        g_build_filename(g_getenv("COTEJO_DATA"), "DIAGNOSES.md", NULL);
    g_autofree char *page = NULL;

    g_assert_true(g_file_get_contents(path, &page, NULL, NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autofree struct rate *rates = g_new0(struct rate, n_diagnosis_kinds);

        g_test_message("n = %zu", sizes[i]);
        measure(sizes[i], rates);
        for (size_t k = 0; k < n_diagnosis_kinds; k++) {
            if (diagnosis_kinds[k].by_chance > 0)
                check(&diagnosis_kinds[k], &rates[k], page, i);
        }
    }
}

static void assert_line(const char *text, const char *line)
{
    if (!strstr(text, line))
        g_error("there is no line '%s'", line);
}

/* Every slug has a row that says when, what it means, what to do, and a place
 * in the manual. */
static void test_page(void)
{
    g_autofree char *manual_path =
        g_build_filename(g_getenv("COTEJO_DATA"), "cotejo.1", NULL);
    g_autofree char *manual = NULL;
    g_autofree char *path =
        g_build_filename(g_getenv("COTEJO_DATA"), "DIAGNOSES.md", NULL);
    g_autofree char *page = NULL;

    g_assert_true(g_file_get_contents(path, &page, NULL, NULL));
    g_assert_true(g_file_get_contents(manual_path, &manual, NULL, NULL));
    for (size_t i = 0; i < n_diagnosis_kinds; i++) {
        const struct diagnosis_kind *kind =
            diagnosis_find(diagnosis_kinds[i].slug);
        g_autofree char *start =
            g_strdup_printf("\n| `%s` | %s |", kind->slug,
                            diagnosis_severity_name(kind->severity));

        g_auto(GStrv) words = g_strsplit(kind->slug, "-", -1);
        g_autofree char *slug = g_strjoinv("\\-", words);
        g_autofree char *entry =
            g_strdup_printf("\n.BR %s \" (%s)\"\n", slug,
                            diagnosis_severity_name(kind->severity));

        assert_line(page, start);
        assert_line(manual, entry);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/diagnosis/by-chance", test_by_chance);
    g_test_add_func("/diagnosis/page", test_page);
    return g_test_run();
}

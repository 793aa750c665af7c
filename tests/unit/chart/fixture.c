/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <math.h>

static void clear_source(gpointer data)
{
    struct stored_source *source = data;

    g_free(source->path);
    g_free(source->sha256);
    g_free(source->format);
    g_free(source->system);
    g_free(source->refusal);
}

static void clear_run(gpointer data)
{
    run_free(((struct stored_run *)data)->run);
}

void fixture_begin(struct fixture *fixture, const char *const systems[],
                   size_t n_systems)
{
    Stored *stored = g_new0(Stored, 1);
    struct stored_source source = {
        .id = 1,
        .path = g_strdup("made-up.log"),
        .sha256 = g_strnfill(64, '0'),
        .format = g_strdup("ab"),
        .system = g_strdup(systems[0]),
    };

    stored->systems = g_ptr_array_new_with_free_func(g_free);
    stored->sources = g_array_new(FALSE, TRUE, sizeof(struct stored_source));
    stored->runs = g_array_new(FALSE, TRUE, sizeof(struct stored_run));
    g_array_set_clear_func(stored->sources, clear_source);
    g_array_set_clear_func(stored->runs, clear_run);
    g_array_append_val(stored->sources, source);
    for (size_t i = 0; i < n_systems; i++)
        g_ptr_array_add(stored->systems, g_strdup(systems[i]));
    *fixture = (struct fixture){stored, 20091};
}

Run *fixture_run(struct fixture *fixture, size_t system, const char *tool)
{
    struct stored_run stored = {.run = run_new(tool, tool, 1),
                                .system = system};

    g_array_append_val(fixture->stored->runs, stored);
    return stored.run;
}

void fixture_value(Run *run, const char *item, const char *metric, double value,
                   int decimals)
{
    struct decimal decimal = {llround(value * pow(10, decimals)),
                              (int16_t)-decimals};

    if (item)
        run_item_value(run, item, metric, decimal, 1);
    else
        run_value(run, metric, decimal, 1);
}

/* Knuth's 64-bit congruential generator, upper bits. */
static double uniform(struct fixture *fixture)
{
    fixture->seed = fixture->seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(fixture->seed >> 11) / 9007199254740992.0;
}

double fixture_normal(struct fixture *fixture, double mean, double sd)
{
    double sum = 0;

    for (int i = 0; i < 12; i++)
        sum += uniform(fixture);
    return mean + sd * (sum - 6);
}

static Results *end(struct fixture *fixture,
                    const struct study_options *options)
{
    GError *error = NULL;
    Results *results = results_new(fixture->stored, options, &error);

    g_assert_no_error(error);
    return results;
}

Results *fixture_end(struct fixture *fixture, double margin)
{
    struct study_options options = STUDY_OPTIONS_DEFAULT;

    options.margin = margin;
    return end(fixture, &options);
}

/* ---- a paper ---- */

static const char *const two_systems[] = {"KVM", "Xen"};

struct measured {
    const char *key, *value; /* the parameter */
    double mean[2], sd[2];
};

static void add_measured(struct fixture *fixture, const char *tool,
                         const char *metric, const struct measured *it,
                         int decimals, size_t n)
{
    for (size_t system = 0; system < 2; system++)
        for (size_t i = 0; i < n; i++) {
            Run *run = fixture_run(fixture, system, tool);
            if (it->key)
                run_parameter(run, it->key, slice_from(it->value));
            fixture_value(
                run, NULL, metric,
                fixture_normal(fixture, it->mean[system], it->sd[system]),
                decimals);
        }
}

static const struct measured clients[] = {
    {"c", "1", {815, 818}, {14, 13}},
    {"c", "10", {1466, 1852}, {36, 42}},
    {"c", "50", {1501, 1794}, {44, 60}},
    {"c", "100", {1494, 1547}, {78, 82}},
};
static const struct measured downloads[] = {
    {"path", "/1g.bin", {62.9, 62.4}, {1.0, 0.9}},
    {"path", "/10m.bin", {0.702, 0.752}, {0.021, 0.022}},
};

static const struct {
    const char *name;
    double mean[2], sd;
} modules[] = {
    {"alter-table", {695, 517}, 30}, {"ATIS", {41, 41.4}, 0.8},
    {"big-tables", {38, 37}, 1.4},   {"connect", {212, 199.8}, 4.2},
    {"create", {310, 320}, 24},      {"insert", {2410, 2198}, 50},
    {"select", {1180, 1158}, 11},    {"transactions", {61, 61}, 3},
    {"wisconsin", {31, 30.8}, 0.6},
};

/* Names as sql-bench writes them; mean in s on KVM, change in percent. */
static const struct operation {
    const char *name;
    double mean, percent;
} operations[] = {
    {"alter_table_add", 60.1, 11.2},
    {"alter_table_drop", 53.4, 5.8},
    {"connect", 12.1, -19.0},
    {"connect+select_1_row", 14.4, -22.6},
    {"connect+select_simple", 13.9, -12.7},
    {"count", 22.2, -15.7},
    {"count_distinct", 29.9, -21.5},
    {"count_distinct_2", 32.2, 6.1},
    {"count_distinct_big", 40.9, 3.1},
    {"count_distinct_group", 49.5, -22.9},
    {"count_distinct_group_on_key", 25.9, -3.3},
    {"count_distinct_key_prefix", 24.7, -3.8},
    {"count_group_on_key_parts", 48.0, -23.9},
    {"count_on_key", 243.1, 0.3},
    {"create+drop", 11.2, 17.0},
    {"create_MANY_tables", 14.1, 17.4},
    {"create_index", 2.5, 18.0},
    {"create_key+drop", 11.0, 14.8},
    {"create_table", 0.4, 6.7},
    {"delete_all_many_keys", 25.5, -3.7},
    {"delete_big", 0.6, 0.5},
    {"delete_key", 2.1, -6.1},
    {"drop_index", 2.6, 12.2},
    {"drop_table_when_MANY_tables", 8.9, 13.6},
    {"insert", 68.0, 0.7},
    {"insert_duplicates", 13.2, -0.3},
    {"insert_key", 51.2, 8.6},
    {"insert_many_fields", 16.5, -16.9},
    {"insert_select_1_key", 12.9, -5.8},
    {"min_max", 12.0, -6.1},
    {"min_max_on_key", 94.3, -3.8},
    {"multiple_value_insert", 13.4, 1.2},
    {"order_by_big", 30.2, 3.2},
    {"order_by_big_key", 24.1, -3.2},
    {"order_by_key_prefix", 15.8, -11.6},
    {"order_by_range", 15.5, -9.7},
    {"outer_join", 31.0, -9.2},
    {"outer_join_on_key", 27.2, -7.6},
    {"select_big", 28.0, -7.2},
    {"select_distinct", 17.1, 8.1},
    {"select_group", 61.5, 2.2},
    {"select_join", 11.9, -18.3},
    {"select_key", 68.8, -0.4},
    {"select_key_prefix_join", 15.3, -3.1},
    {"select_range", 85.9, 4.0},
    {"update_big", 12.9, 13.3},
    {"update_with_key", 60.8, -12.8},
    {"wisc_benchmark", 12.2, -3.6},
};

static void add_operation(struct fixture *fixture, Run *run, size_t system,
                          const struct operation *it)
{
    double mean = it->mean * (system ? 1 + it->percent / 100 : 1);
    double wall = fmax(0.01, fixture_normal(fixture, mean, 0.025 * mean));
    double usr = 0.3 * it->mean * (1 + 0.02 * (double)(system == 0));
    double sys = 0.25 * it->mean * (system ? 0.7 : 1);

    usr = fmax(0, fixture_normal(fixture, usr, 0.03 * usr));
    sys = fmax(0, fixture_normal(fixture, sys, 0.04 * sys));
    fixture_value(run, it->name, "op_wall", wall, 2);
    fixture_value(run, it->name, "op_client_usr", usr, 2);
    fixture_value(run, it->name, "op_client_sys", sys, 2);
    fixture_value(run, it->name, "op_client_cpu",
                  round(usr * 100) / 100 + round(sys * 100) / 100, 2);
}

static void add_sqlbench(struct fixture *fixture)
{
    for (size_t system = 0; system < 2; system++)
        for (int i = 0; i < 8; i++) {
            Run *run = fixture_run(fixture, system, "sql-bench");
            for (size_t m = 0; m < G_N_ELEMENTS(modules); m++)
                fixture_value(run, modules[m].name, "module_wall",
                              fixture_normal(fixture, modules[m].mean[system],
                                             modules[m].sd),
                              0);
            for (size_t o = 0; o < G_N_ELEMENTS(operations); o++)
                add_operation(fixture, run, system, &operations[o]);
        }
}

Results *fixture_paper(void)
{
    static const struct measured connection = {
        "rate", "800", {4.06, 3.31}, {0.2, 0.15}};
    struct fixture fixture;

    fixture_begin(&fixture, two_systems, 2);
    for (size_t i = 0; i < G_N_ELEMENTS(clients); i++)
        add_measured(&fixture, "ab", "requests_per_second", &clients[i], 2, 20);
    add_measured(&fixture, "httperf", "connection_time_avg", &connection, 1,
                 20);
    for (size_t i = 0; i < G_N_ELEMENTS(downloads); i++)
        add_measured(&fixture, "wget", "real_time", &downloads[i], 3, 20);
    add_sqlbench(&fixture);
    return fixture_end(&fixture, 0.03);
}

Results *fixture_download(void)
{
    static const char *const systems[] = {"Bare metal", "Xen", "KVM"};
    static const double means[] = {61.15, 62.7, 63.0}, sds[] = {0.45, 1.0, 0.7};
    struct fixture fixture;

    fixture_begin(&fixture, systems, 3);
    for (size_t system = 0; system < 3; system++)
        for (int i = 0; i < 20; i++) {
            Run *run = fixture_run(&fixture, system, "wget");
            double value = fixture_normal(&fixture, means[system], sds[system]);
            if (system == 2 && i == 3)
                value = 66.35;
            if (system == 1 && i == 7)
                value = 65.9;
            fixture_value(run, NULL, "real_time", value, 3);
        }
    return fixture_end(&fixture, NAN);
}

Results *fixture_pairs(void)
{
    static const char *const systems[] = {"Bare metal", "Xen", "KVM"};
    static const double times[] = {30, 36, 45};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    struct fixture fixture;

    fixture_begin(&fixture, systems, 3);
    for (size_t system = 0; system < 3; system++)
        for (int i = 0; i < 8; i++) {
            Run *run = fixture_run(&fixture, system, "wget");
            double time = fixture_normal(&fixture, times[system], 1);
            fixture_value(run, NULL, "real_time", time, 3);
            run = fixture_run(&fixture, system, "sql-bench");
            fixture_value(run, "insert", "op_wall", 10 * time, 0);
            fixture_value(run, "select", "op_wall", 900 - 10 * time, 0);
        }
    options.pairs = PAIRS_ALL;
    return end(&fixture, &options);
}

Results *fixture_many(void)
{
    static const char *const systems[] = {"Bare metal", "Xen", "KVM"};
    struct fixture fixture;

    fixture_begin(&fixture, systems, 3);
    for (size_t system = 0; system < 3; system++)
        for (int c = 1; c <= 12; c++)
            for (int i = 0; i < 5; i++) {
                Run *run = fixture_run(&fixture, system, "ab");
                double mean = 1000.0 * c / (1 + 0.1 * (double)system);
                g_autofree char *number = g_strdup_printf("%d", 10 * c);
                run_parameter(run, "c", slice_from(number));
                fixture_value(run, NULL, "requests_per_second",
                              fixture_normal(&fixture, mean, 20), 2);
            }
    return fixture_end(&fixture, NAN);
}

Results *fixture_plain(void)
{
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    struct fixture fixture;

    fixture_begin(&fixture, two_systems, 2);
    for (size_t system = 0; system < 2; system++)
        for (int i = 0; i < 5; i++)
            fixture_value(fixture_run(&fixture, system, "numbers"), NULL,
                          "value", 80 + 20 * (double)system + i, 0);
    options.better = BETTER_LOWER;
    return end(&fixture, &options);
}

Results *fixture_short(void)
{
    struct fixture fixture;

    fixture_begin(&fixture, two_systems, 2);
    for (size_t system = 0; system < 2; system++)
        for (int i = 0; i < 4; i++) {
            Run *run = fixture_run(&fixture, system, "sql-bench");
            double more = 0.001 * i + 0.01 * (double)system;
            fixture_value(run, "insert", "op_wall", 0.05 + more, 3);
            fixture_value(run, "select", "op_wall", 0.002 + more / 10, 4);
            fixture_value(run, "insert", "op_client_usr", 0.02 + more, 3);
            fixture_value(run, "insert", "op_client_sys", 0.01, 3);
            fixture_value(run, "insert", "op_client_cpu", 0.03 + more, 3);
        }
    return fixture_end(&fixture, NAN);
}

Results *fixture_small(void)
{
    struct fixture fixture;

    fixture_begin(&fixture, two_systems, 2);
    for (size_t system = 0; system < 2; system++)
        for (int i = 0; i < 2; i++) {
            Run *run = fixture_run(&fixture, system, "ab");
            fixture_value(run, NULL, "requests_per_second",
                          100 + 10 * (double)system + i, 2);
            run = fixture_run(&fixture, system, "sql-bench");
            fixture_value(run, "insert", "op_wall", 20 + (double)system + i, 0);
            fixture_value(run, "insert", "op_client_usr", 2 + i, 2);
            fixture_value(run, "insert", "op_client_sys", 1, 2);
            fixture_value(run, "insert", "op_client_cpu", 3 + i, 2);
        }
    return fixture_end(&fixture, NAN);
}

/* Means of 10 and 12 s, of 40 and 41 s, and of a rate. */
Results *fixture_margin(void)
{
    static const double means[2][2] = {{10, 12}, {40, 41}};
    struct study_options options = STUDY_OPTIONS_DEFAULT;
    struct fixture fixture;

    fixture_begin(&fixture, two_systems, 2);
    for (size_t system = 0; system < 2; system++)
        for (int i = -1; i < 2; i++) {
            Run *run = fixture_run(&fixture, system, "ab");
            fixture_value(run, NULL, "requests_per_second",
                          100 + 10 * (double)system + i, 2);
            for (size_t m = 0; m < 2; m++) {
                run = fixture_run(&fixture, system, "wget");
                run_parameter(run, "path", m ? SLICE("/b") : SLICE("/a"));
                fixture_value(run, NULL, "real_time",
                              means[m][system] + 0.1 * i, 3);
            }
        }
    options.margin_absolute = (struct study_margin){"0.5 s", 0.5, "s"};
    return end(&fixture, &options);
}

/* ---- what nobody measures ---- */

static const char *const hostile_systems[] = {
    "\xe4\xbb\xae\xe6\x83\xb3\xe6\xa9\x9f\xe6\xa2\xb0 \xd0\xa1\xd0\xb8\xd1\x81"
    "\xd1\x82\xd0\xb5\xd0\xbc\xd0\xb0",
    "a_system_with_a_name_of_one_hundred_and_twenty_characters_which_nobody_"
    "would_type_but_which_a_folder_of_logs_can_easily_have_1",
    "a_system_with_a_name_of_one_hundred_and_twenty_characters_which_nobody_"
    "would_type_but_which_a_folder_of_logs_can_easily_have_2",
    "one\x1b[31mred<&>\"'",
};

static void add_hostile_operations(struct fixture *fixture, size_t system)
{
    for (int i = 0; i < 3; i++) {
        Run *run = fixture_run(fixture, system, "sql-bench");
        for (int o = 0; o < 60; o++) {
            g_autofree char *name =
                o % 7 == 0
                    ? g_strdup_printf("operation_%d_with_a_very_long_name_%0*d",
                                      o, 85, o)
                    : g_strdup_printf("op+%d_<&>", o);
            double wall = o % 5 == 0 ? 0
                          : o % 5 == 1
                              ? 7
                              : (o + 1) * (1 + 0.1 * i) * (1 + (double)system);
            if (o == 33 && system == 1)
                continue;
            if (o == 50)
                wall = 123456789;
            fixture_value(run, name, "op_wall", wall, 2);
            fixture_value(run, name, "op_client_usr", o % 4 ? o : 0, 2);
            fixture_value(run, name, "op_client_sys", 0, 2);
            fixture_value(run, name, "op_client_cpu", o % 4 ? o : 0, 2);
        }
    }
}

Results *fixture_hostile(void)
{
    static const double scales[] = {1e9, 1e-9, 0, 5, 1};
    struct fixture fixture;

    fixture_begin(&fixture, hostile_systems, 4);
    for (size_t system = 0; system < 4; system++) {
        for (size_t w = 0; w < G_N_ELEMENTS(scales); w++) {
            /* The last workload is missing on one system, single on one. */
            size_t n = w == 4 ? system : 6;
            for (size_t i = 0; i < n; i++) {
                Run *run = fixture_run(&fixture, system, "ab");
                g_autofree char *path = g_strdup_printf(
                    "/a/very/long/path/that/does/not/fit/anywhere/%zu?q=<%zu>",
                    w, w);
                run_parameter(run, "path", slice_from(path));
                double value =
                    w == 3 ? 5
                           : scales[w] * (1 + (double)system + 0.1 * (double)i);
                fixture_value(run, NULL, "requests_per_second", value,
                              w == 1 ? 10 : 2);
            }
        }
        add_hostile_operations(&fixture, system);
    }
    return fixture_end(&fixture, 0.5);
}

Results *fixture_lonely(void)
{
    static const char *const one[] = {"KVM"};
    struct fixture fixture;

    fixture_begin(&fixture, one, 1);
    Run *run = fixture_run(&fixture, 0, "ab");
    fixture_value(run, NULL, "requests_per_second", 1234.5, 2);
    run = fixture_run(&fixture, 0, "sql-bench");
    fixture_value(run, "insert", "op_wall", 12, 0);
    fixture_value(run, "insert", "op_client_usr", 1.5, 2);
    fixture_value(run, "insert", "op_client_sys", 0.5, 2);
    fixture_value(run, "insert", "op_client_cpu", 2, 2);
    return fixture_end(&fixture, NAN);
}

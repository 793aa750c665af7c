/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From runs to samples. Runs of one workload on one system are repetitions;
 * a cell is one metric of one workload (and of one operation or module); its
 * sample on a system holds the values of the repetitions that may be used.
 *
 * 1. Good runs are used; gated ones when every reason they have was asked
 *    for with `include`; refused ones and parts of other runs never.
 * 2. Values that the tool estimated, or that are not to be trusted, are left
 *    out and counted.
 * 3. A sample's values are brought to base units and to one power of ten, so
 *    that statistics work on whole numbers.
 */
#include "compare/slug.h"
#include "compare/study.h"
#include "compare/words.h"
#include "ingest/ingest.h"

size_t study_system(const Results *results, size_t stored_system)
{
    if (stored_system == results->stored_reference)
        return 0;
    return stored_system < results->stored_reference ? stored_system + 1
                                                     : stored_system;
}

void study_add_systems(Results *results)
{
    GPtrArray *names = results->stored->systems;

    g_array_set_size(results->systems, names->len);
    for (guint i = 0; i < names->len; i++) {
        size_t at = study_system(results, i);
        struct result_system *system =
            &g_array_index(results->systems, struct result_system, at);

        system->name = names->pdata[i];
        system->is_reference = at == 0;
    }
}

void study_add_inputs(Results *results)
{
    GArray *sources = results->stored->sources;

    for (guint i = 0; i < sources->len; i++) {
        const struct stored_source *source =
            &g_array_index(sources, struct stored_source, i);
        struct result_input input = {
            .path = source->path,
            .sha256 = source->sha256,
            .format = source->format,
            .system = source->system,
            .bytes = source->bytes,
            .refusal = source->refusal,
            .is_foreign = source->is_foreign,
        };

        g_array_append_val(results->inputs, input);
    }
}

/* ---- runs and workloads ---- */

static bool is_included(const struct study_options *options,
                        const struct reason *reason)
{
    const char *const *slug = options->include;

    while (slug && *slug && strcmp(*slug, reason->slug))
        slug++;
    return slug && *slug;
}

static bool is_usable(const struct study_options *options, const Run *run)
{
    if (run->is_part || run->status == RUN_REFUSED)
        return false;
    for (guint i = 0; i < run->reasons->len; i++) {
        const struct run_reason *reason =
            &g_array_index(run->reasons, struct run_reason, i);

        if (reason->reason->status == RUN_GATED &&
            !is_included(options, reason->reason))
            return false;
    }
    return true;
}

static int compare_workloads(const void *a, const void *b)
{
    const struct result_workload *left = a, *right = b;
    int order = strcmp(left->tool, right->tool);

    /* 2 clients before 10, as people count. */
    if (!order)
        order = natural_compare(left->key, right->key);
    return order ? order : strcmp(left->key, right->key);
}

/* The workloads of all runs that could be used, sorted by tool and key. */
static void add_workloads(Results *results)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    GArray *runs = results->stored->runs;

    for (guint i = 0; i < runs->len; i++) {
        const Run *run = g_array_index(runs, struct stored_run, i).run;
        g_autofree char *key = NULL;
        struct result_workload workload = {.tool = run->tool};

        if (run->is_part || run->status == RUN_REFUSED)
            continue;
        key = run_workload(run);
        if (g_hash_table_contains(seen, key))
            continue;
        workload.key = study_string(results, key);
        workload.run = run;
        g_array_append_val(results->workloads, workload);
        g_hash_table_add(seen, study_key(workload.key));
    }
    g_array_sort(results->workloads, compare_workloads);
}

static size_t find_workload(GHashTable *index, const Run *run)
{
    g_autofree char *key = run_workload(run);

    return GPOINTER_TO_SIZE(g_hash_table_lookup(index, key)) - 1;
}

static void add_run(Results *results, const struct stored_run *stored,
                    GHashTable *index, size_t *repetitions)
{
    struct result_run run = {
        .system = study_system(results, stored->system),
        .input = stored->source,
        .workload = SIZE_MAX,
        .run = stored->run,
    };
    struct result_system *system =
        &g_array_index(results->systems, struct result_system, run.system);

    if (!run.run->is_part) {
        system->n_runs[run.run->status]++;
        if (run.run->status != RUN_REFUSED) {
            run.workload = find_workload(index, run.run);
            run.repetition =
                ++repetitions[run.workload * results->systems->len +
                              run.system];
            run.is_used = is_usable(&results->options, run.run);
        }
    }
    g_array_append_val(results->runs, run);
}

/* A parameter on which workloads of the same tool differ. */
static bool parameter_differs(const Results *results, const char *tool,
                              const struct run_field *field)
{
    for (guint i = 0; i < results->workloads->len; i++) {
        const struct result_workload *other =
            &g_array_index(results->workloads, struct result_workload, i);
        const char *value;

        if (strcmp(other->tool, tool))
            continue;
        value = run_find_parameter(other->run, field->name);
        if (!value || strcmp(value, field->value))
            return true;
    }
    return false;
}

/* "c = 2, path = /": what tells this workload from the tool's others. */
static char *workload_condition(const Results *results,
                                const struct result_workload *workload)
{
    GString *words = g_string_new(NULL);
    GArray *fields = workload->run->parameters;

    for (guint i = 0; i < fields->len; i++) {
        const struct run_field *field =
            &g_array_index(fields, struct run_field, i);

        if (!parameter_differs(results, workload->tool, field))
            continue;
        g_string_append_printf(words, "%s%s = %s", words->len ? ", " : "",
                               field->name, field->value);
    }
    return g_string_free(words, FALSE);
}

static void name_workloads(Results *results)
{
    g_autoptr(GHashTable) taken =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < results->workloads->len; i++) {
        struct result_workload *workload =
            &g_array_index(results->workloads, struct result_workload, i);
        g_autofree char *condition = workload_condition(results, workload);
        g_autofree char *clean = words_clean(condition);
        g_autofree char *full =
            g_strdup_printf("%s %s", workload->tool, condition);
        g_autofree char *slug = slug_make(full, taken);

        workload->condition = study_string(results, clean);
        workload->slug = study_string(results, slug);
    }
}

void study_add_runs(Results *results)
{
    g_autoptr(GHashTable) index = g_hash_table_new(g_str_hash, g_str_equal);
    g_autofree size_t *repetitions = NULL;
    GArray *runs = results->stored->runs;

    add_workloads(results);
    name_workloads(results);
    for (guint i = 0; i < results->workloads->len; i++) {
        const struct result_workload *workload =
            &g_array_index(results->workloads, struct result_workload, i);

        g_hash_table_insert(index, study_key(workload->key),
                            GSIZE_TO_POINTER((size_t)i + 1));
    }
    repetitions =
        g_new0(size_t, results->workloads->len * results->systems->len + 1);
    for (guint i = 0; i < runs->len; i++)
        add_run(results, &g_array_index(runs, struct stored_run, i), index,
                repetitions);
}

/* ---- cells ---- */

/* What the CPU chart stacks, kept beside the headlines. */
static const char *const companions[] = {"op_client_usr", "op_client_sys",
                                         "op_client_cpu"};

static bool is_companion(const struct metric *metric)
{
    for (size_t i = 0; i < G_N_ELEMENTS(companions); i++) {
        if (!strcmp(metric->name, companions[i]))
            return true;
    }
    return false;
}

/* A value on its way into a sample. */
struct entry {
    size_t workload, run;
    const struct metric *metric;
    const struct run_value *value;
};

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_entries(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    int order = compare_sizes(left->workload, right->workload);

    if (!order)
        order = compare_sizes(metric_index(left->metric),
                              metric_index(right->metric));
    if (!order)
        order = g_strcmp0(left->value->item, right->value->item);
    return order ? order : compare_sizes(left->run, right->run);
}

static bool same_cell(const struct entry *a, const struct entry *b)
{
    return a->workload == b->workload && a->metric == b->metric &&
           !g_strcmp0(a->value->item, b->value->item);
}

/* Of a table of plain numbers, the column that was asked for: by its name,
 * else by its place. Where there is one column it has no name. */
static bool is_column(const Run *run, const struct run_value *value,
                      const char *column)
{
    const char *names = run_find_context(run, "columns");
    g_auto(GStrv) name = names ? g_strsplit(names, ";", -1) : NULL;
    uint64_t place;

    if (!name)
        return true;
    for (size_t i = 0; name[i]; i++) {
        if (!strcmp(name[i], column))
            return !value->item || !strcmp(value->item, column);
    }
    return slice_to_count(slice_from(column), &place) && place >= 1 &&
           place <= g_strv_length(name) &&
           (!value->item || !strcmp(value->item, name[place - 1]));
}

/* The values of all usable runs for the metrics that are wanted. */
static GArray *collect_entries(const Results *results)
{
    GArray *entries = g_array_new(FALSE, FALSE, sizeof(struct entry));
    g_autofree bool *is_wanted = g_new(bool, n_metrics);
    const char *column = results->options.column;

    for (size_t i = 0; i < n_metrics; i++)
        is_wanted[i] = study_wants_metric(&results->options, &metrics[i]) ||
                       is_companion(&metrics[i]);
    for (guint i = 0; i < results->runs->len; i++) {
        const struct result_run *run =
            &g_array_index(results->runs, struct result_run, i);

        for (guint j = 0; run->is_used && j < run->run->values->len; j++) {
            const struct run_value *value =
                &g_array_index(run->run->values, struct run_value, j);
            struct entry entry = {run->workload, i, value->metric, value};

            if (column && !is_column(run->run, value, column))
                continue;
            if (is_wanted[metric_index(value->metric)])
                g_array_append_val(entries, entry);
        }
    }
    g_array_sort(entries, compare_entries);
    return entries;
}

static bool may_enter(const struct run_value *value)
{
    return !(value->marks & (VALUE_ESTIMATED | VALUE_REFUSED));
}

/* Brings the values to whole numbers at their finest power of ten; leaves k
 * NULL where they have no common one. */
static void fill_numbers(Results *results, struct result_sample *sample)
{
    const struct metric *metric =
        g_array_index(results->cells, struct result_cell, sample->cell).metric;
    size_t n = sample->data.n;
    double *x = g_new(double, n + 1);
    int64_t *k = g_new(int64_t, n + 1);
    int exponent = 0;
    bool is_whole = true;

    for (size_t i = 0; i < n; i++) {
        struct decimal d = metric_to_base(metric, sample->values[i]->value);

        x[i] = decimal_to_double(d);
        if (!i || d.exponent < exponent)
            exponent = d.exponent;
    }
    for (size_t i = 0; i < n && is_whole; i++) {
        struct decimal d = metric_to_base(metric, sample->values[i]->value);

        is_whole = decimal_rescale(d, exponent, &d);
        k[i] = d.digits;
    }
    sample->data.x = x;
    sample->data.k = is_whole ? k : NULL;
    sample->data.exponent = exponent;
    g_ptr_array_add(results->blocks, x);
    g_ptr_array_add(results->blocks, k);
}

void study_describe_sample(const Results *results, struct result_sample *sample)
{
    size_t n = sample->data.n;
    g_autofree double *sorted = g_new(double, n + 1);

    cotejo_moments(&sample->data, &sample->moments);
    cotejo_sort(sample->data.x, n, sorted);
    sample->median = cotejo_quantile(sorted, n, 0.5, 7);
    sample->q1 = cotejo_quantile(sorted, n, 0.25, 7);
    sample->q3 = cotejo_quantile(sorted, n, 0.75, 7);
    sample->interval =
        cotejo_mean_interval(&sample->moments, results->options.confidence);
    if (results->options.is_brief)
        return;
    sample->median_interval =
        cotejo_median_interval(sorted, n, results->options.confidence);
    sample->mad = cotejo_mad(sorted, n);
    sample->runs_test = cotejo_runs(&sample->data);
}

/* The sample of one system from the cell's entries. */
static void add_sample(Results *results, size_t system,
                       const struct entry *entries, size_t n)
{
    struct result_sample sample = {.cell = results->cells->len - 1,
                                   .system = system};
    size_t *runs = g_new(size_t, n + 1);
    const struct run_value **values = g_new(const struct run_value *, n + 1);

    for (size_t i = 0; i < n; i++) {
        const struct result_run *run =
            &g_array_index(results->runs, struct result_run, entries[i].run);

        if (run->system != system)
            continue;
        if (!may_enter(entries[i].value)) {
            sample.n_left_out++;
            continue;
        }
        runs[sample.data.n] = entries[i].run;
        values[sample.data.n++] = entries[i].value;
    }
    sample.runs = runs;
    sample.values = values;
    g_ptr_array_add(results->blocks, runs);
    g_ptr_array_add(results->blocks, values);
    fill_numbers(results, &sample);
    study_describe_sample(results, &sample);
    g_array_append_val(results->samples, sample);
}

/* The value with no digit behind the mark that only pads ("3.00" is "3"). */
static struct decimal without_padding(struct decimal value)
{
    struct decimal whole;

    return decimal_rescale(value, 0, &whole) ? whole : value;
}

/* The coarsest last digit and the most decimals among the values; of plain
 * numbers the finest, as programs leave zeros at the end out. sql-bench
 * prints its whole seconds with two decimals in some tables: where all values
 * of a cell are whole, so is its clock. */
static void fill_resolution(struct result_cell *cell,
                            const struct entry *entries, size_t n)
{
    bool is_plain = cell->metric->class == METRIC_PLAIN;
    bool is_padded =
        cell->metric->class == METRIC_TIME && cell->metric->level != METRIC_RUN;

    for (size_t i = 0; i < n && is_padded; i++)
        is_padded = without_padding(entries[i].value->value).exponent >= 0;
    for (size_t i = 0; i < n; i++) {
        struct decimal printed = entries[i].value->value;
        struct decimal last;
        double resolution;

        if (is_padded)
            printed = without_padding(printed);
        last =
            metric_to_base(cell->metric, (struct decimal){1, printed.exponent});
        resolution = decimal_to_double(last);
        if (is_plain ? !i || resolution < cell->resolution
                     : resolution > cell->resolution)
            cell->resolution = resolution;
        if (-printed.exponent > cell->log_decimals)
            cell->log_decimals = -printed.exponent;
    }
}

/* A double has fifteen significant digits, whatever a program prints. */
static void limit_decimals(struct result_cell *cell,
                           const struct entry *entries, size_t n)
{
    double largest = 0;
    int most;

    for (size_t i = 0; i < n; i++)
        largest =
            fmax(largest, fabs(decimal_to_double(entries[i].value->value)));
    most = largest > 0 ? 14 - (int)floor(log10(largest)) : cell->log_decimals;
    cell->log_decimals = MAX(MIN(cell->log_decimals, most), 0);
}

/* What is measured of an operation or module besides its time: said behind
 * its name where it was asked for, so that rows can be told apart. */
static const struct {
    const char *metric, *words;
} aspects[] = {
    {"module_client_usr", "client CPU, user"},
    {"module_client_sys", "client CPU, system"},
    {"module_client_cpu", "client CPU"},
    {"module_wait", "outside the client"},
    {"op_client_usr", "client CPU, user"},
    {"op_client_sys", "client CPU, system"},
    {"op_client_cpu", "client CPU"},
    {"op_time_per_test", "per test"},
};

/* Free with g_free. */
static char *cell_name(const struct result_cell *cell)
{
    g_autofree char *name =
        words_clean(cell->item ? cell->item : cell->metric->label);

    for (size_t i = 0;
         cell->item && cell->is_selected && i < G_N_ELEMENTS(aspects); i++) {
        if (!strcmp(aspects[i].metric, cell->metric->name))
            return g_strdup_printf("%s: %s", name, aspects[i].words);
    }
    return g_steal_pointer(&name);
}

static void add_cell(Results *results, const struct entry *entries, size_t n,
                     GHashTable *taken)
{
    const struct metric *metric = entries->metric;
    const struct result_workload *workload = &g_array_index(
        results->workloads, struct result_workload, entries->workload);
    struct result_cell cell = {
        .metric = metric,
        .workload = entries->workload,
        .item = study_string(results, entries->value->item),
        .unit = metric->unit,
        .display_factor = metric_display_factor(metric),
        .is_selected = study_wants_metric(&results->options, metric),
    };
    g_autofree char *name = cell_name(&cell);
    g_autofree char *full =
        g_strdup_printf("%s-%s%s%s%s%s", workload->tool, metric->name,
                        *workload->condition ? "-" : "", workload->condition,
                        cell.item ? "-" : "", cell.item ? cell.item : "");
    g_autofree char *slug = slug_make(full, taken);

    cell.name = study_string(results, name);
    cell.slug = study_string(results, slug);
    fill_resolution(&cell, entries, n);
    limit_decimals(&cell, entries, n);
    g_array_append_val(results->cells, cell);
    for (size_t system = 0; system < results->systems->len; system++)
        add_sample(results, system, entries, n);
}

void study_add_cells(Results *results)
{
    g_autoptr(GArray) entries = collect_entries(results);
    g_autoptr(GHashTable) taken =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const struct entry *all = (const struct entry *)(void *)entries->data;

    for (size_t from = 0, to; from < entries->len; from = to) {
        for (to = from + 1; to < entries->len; to++) {
            if (!same_cell(&all[from], &all[to]))
                break;
        }
        add_cell(results, &all[from], to - from, taken);
    }
    for (guint i = 0; i < results->samples->len; i++)
        words_of_sample(
            results, &g_array_index(results->samples, struct result_sample, i));
}

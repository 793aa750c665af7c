/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/view.h"

#include <string.h>

const struct result_system *view_system(const Results *results, size_t i)
{
    return RESULT(results->systems, result_system, i);
}

const struct result_cell *view_cell(const Results *results, size_t i)
{
    return RESULT(results->cells, result_cell, i);
}

const struct result_workload *view_workload(const Results *results,
                                            const struct result_cell *cell)
{
    return RESULT(results->workloads, result_workload, cell->workload);
}

const struct result_comparison *view_comparison(const Results *results,
                                                size_t i)
{
    return RESULT(results->comparisons, result_comparison, i);
}

const struct result_sample *view_sample(const Results *results, size_t i)
{
    return RESULT(results->samples, result_sample, i);
}

const char *view_better(const Results *results, const struct metric *metric)
{
    int direction = results_direction(results, metric);

    if (!direction)
        return NULL;
    return direction > 0 ? "higher" : "lower";
}

const char *view_class(const struct metric *metric)
{
    static const char *const names[] = {
        [METRIC_RATE] = "rate",   [METRIC_TIME] = "time",
        [METRIC_CPU] = "cpu",     [METRIC_SIZE] = "size",
        [METRIC_COUNT] = "count", [METRIC_SHARE] = "share",
        [METRIC_PLAIN] = "plain",
    };
    return names[metric->class];
}

const char *view_verdict(enum verdict_code code)
{
    static const char *const names[] = {
        [BETTER] = "better",         [WORSE] = "worse",
        [EQUIVALENT] = "equivalent", [INCONCLUSIVE] = "inconclusive",
        [UNTESTABLE] = "untestable",
    };
    /* What is left differs, in no direction that is known to be better. */
    return (size_t)code < G_N_ELEMENTS(names) ? names[code] : "different";
}

const char *view_adjustment(enum adjustment adjust)
{
    static const char *const names[] = {
        [ADJUST_HOLM] = "holm",
        [ADJUST_BH] = "bh",
        [ADJUST_NONE] = "none",
    };
    return names[adjust];
}

const char *view_adjustment_name(enum adjustment adjust)
{
    static const char *const names[] = {
        [ADJUST_HOLM] = "Holm",
        [ADJUST_BH] = "Benjamini-Hochberg",
        [ADJUST_NONE] = "",
    };
    return names[adjust];
}

const char *view_status(enum run_status status)
{
    static const char *const names[] = {
        [RUN_GOOD] = "good",
        [RUN_GATED] = "gated",
        [RUN_REFUSED] = "refused",
    };
    return names[status];
}

const struct view_mark view_marks[] = {
    {MARK_ESTIMATED, "estimated", "+",
     "the tool estimated at least one run, which was left out"},
    {MARK_WRONG, "wrong-results", "?", "the tool reported wrong results"},
    {MARK_UNEQUAL, "unequal-work", "*",
     "the number of tests differs between the systems"},
    {MARK_QUANTISED, "quantised", "q",
     "the last digit the tool prints is coarse beside the difference"},
    {MARK_CARE, "diagnosed", "!",
     "read with care: `cotejo compare` and the threats to validity say why"},
    {MARK_FRAGILE, "fragile", "~",
     "fragile: a test beside the one that decides says otherwise"},
};
const size_t n_view_marks = G_N_ELEMENTS(view_marks);

char *view_metric_id(const struct result_cell *cell)
{
    const struct metric *metric = cell->metric;

    if (!cell->item)
        return g_strdup_printf("%s.%s", metric->tool, metric->name);
    return g_strdup_printf("%s.%s/%s", metric->tool, metric->name, cell->item);
}

char *view_date(int64_t seconds)
{
    g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(seconds);

    if (!date)
        return g_strdup("1980-01-01T00:00:00Z");
    return g_date_time_format(date, "%Y-%m-%dT%H:%M:%SZ");
}

/* How many bytes of folders both paths begin with, of `length` at most. */
static size_t shared_folders(const char *a, const char *b, size_t length)
{
    size_t same = 0, folders = 0;

    for (; same < length && a[same] && a[same] == b[same]; same++)
        if (a[same] == '/')
            folders = same + 1;
    return folders;
}

const char **view_paths(const Results *results)
{
    guint n = results->inputs->len;
    const char **paths = g_new0(const char *, n + 1);
    g_autoptr(GHashTable) firsts =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree size_t *shared = g_new0(size_t, n + 1);

    /* Of each system the first log, and how much the others share with it. */
    for (guint i = 0; i < n; i++) {
        const struct result_input *input =
            RESULT(results->inputs, result_input, i);
        void *found = g_hash_table_lookup(firsts, input->system);
        guint first = found ? GPOINTER_TO_UINT(found) - 1 : i;

        if (!found) {
            g_hash_table_insert(firsts, g_strdup(input->system),
                                GUINT_TO_POINTER(i + 1));
            shared[i] = strlen(input->path);
        }
        paths[i] = input->path;
        shared[first] =
            shared_folders(paths[first], input->path, shared[first]);
    }
    for (guint i = 0; i < n; i++) {
        const char *system = RESULT(results->inputs, result_input, i)->system;
        void *found = g_hash_table_lookup(firsts, system);

        paths[i] += shared[GPOINTER_TO_UINT(found) - 1];
    }
    return paths;
}

static double base_value(const struct run_value *value)
{
    return decimal_to_double(metric_to_base(value->metric, value->value));
}

static void add_used(const struct result_sample *sample, GArray *values)
{
    for (size_t i = 0; i < sample->data.n; i++) {
        struct view_value value = {
            .run = sample->runs[i],
            .value = sample->data.x[i],
            .is_used = true,
            .from = sample->values[i],
        };
        g_array_append_val(values, value);
    }
}

static bool is_among(const struct result_sample *sample, size_t run)
{
    for (size_t i = 0; i < sample->data.n; i++)
        if (sample->runs[i] == run)
            return true;
    return false;
}

static void add_left_out(const Results *results, const struct result_cell *cell,
                         const struct result_sample *sample, GArray *values)
{
    for (guint i = 0; i < results->runs->len; i++) {
        const struct result_run *run = RESULT(results->runs, result_run, i);
        const struct run_value *found;
        struct view_value value;

        if (run->workload != cell->workload || run->system != sample->system ||
            run->run->status == RUN_REFUSED || is_among(sample, i))
            continue;
        found = run_find(run->run, cell->metric->name, cell->item);
        if (!found || found->marks & VALUE_REFUSED)
            continue;
        value = (struct view_value){
            .run = i, .value = base_value(found), .from = found};
        g_array_append_val(values, value);
    }
}

static int by_run(const void *a, const void *b)
{
    const struct view_value *first = a, *second = b;

    return (first->run > second->run) - (first->run < second->run);
}

GArray *view_values(const Results *results, size_t cell, size_t system)
{
    GArray *values = g_array_new(FALSE, FALSE, sizeof(struct view_value));
    const struct result_sample *sample = results_sample(results, cell, system);

    add_used(sample, values);
    if (sample->n_left_out || view_system(results, system)->n_runs[RUN_GATED]) {
        add_left_out(results, view_cell(results, cell), sample, values);
        g_array_sort(values, by_run);
    }
    return values;
}

const char *view_flags(const struct view_value *value,
                       const struct result_run *run)
{
    if (value->from->marks & VALUE_ESTIMATED)
        return "estimated";
    if (value->from->marks & VALUE_WRONG)
        return "wrong-results";
    if (run->run->status == RUN_GATED && run->run->reasons->len)
        return g_array_index(run->run->reasons, struct run_reason, 0)
            .reason->slug;
    return "";
}

double view_shown(const struct result_cell *cell,
                  const struct view_value *value)
{
    if (!g_strcmp0(cell->unit, cell->metric->unit))
        return decimal_to_double(value->from->value);
    return value->value * cell->display_factor;
}

const char *view_test(const Results *results)
{
    static const char *const slugs[] = {
        [TEST_DEFAULT] = "welch",
        [TEST_WELCH] = "welch",
        [TEST_STUDENT] = "student",
        [TEST_MANN_WHITNEY] = "mann-whitney",
        [TEST_PERMUTATION] = "permutation",
        [TEST_PAIRED_T] = "paired-t",
        [TEST_WILCOXON] = "wilcoxon",
    };
    enum study_test test = results->options.test;

    if (test == TEST_DEFAULT && results->options.pairing != PAIRING_NONE)
        test = TEST_PAIRED_T;
    return slugs[test];
}

const char *view_interval(enum study_interval interval)
{
    static const char *const slugs[] = {
        [INTERVAL_DEFAULT] = "test",
        [INTERVAL_FIELLER] = "fieller",
        [INTERVAL_LOG_RATIO] = "log-ratio",
        [INTERVAL_BOOTSTRAP] = "bootstrap",
    };

    return slugs[interval];
}

const char *view_pairing(enum study_pairing pairing)
{
    static const char *const slugs[] = {
        [PAIRING_NONE] = NULL,
        [PAIRING_REPETITION] = "repetition",
        [PAIRING_TIME] = "time",
    };

    return slugs[pairing];
}

const char *view_better_option(enum study_better better)
{
    static const char *const slugs[] = {
        [BETTER_UNKNOWN] = NULL,
        [BETTER_HIGHER] = "higher",
        [BETTER_LOWER] = "lower",
    };

    return slugs[better];
}

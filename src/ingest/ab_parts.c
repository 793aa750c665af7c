/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that belong together: "run-01.log" is a run, "run-01.tsv.gz" its
 * requests (ab -g) and "run-01.csv" its percentiles (ab -e).
 *
 * 1. The stem is the file's name without the ending of its compression and
 *    one more ending.
 * 2. A part joins when exactly one run of the log with its stem agrees with
 *    it: requests by their number and the longest of them, percentiles by
 *    the least and the longest, rounded.
 * 3. A part keeps what it holds, so that it can be looked at by itself; the
 *    run gets a copy, and says from which file.
 * 4. A part that finds no run says so and stays alone.
 * 5. Runs that nothing says were finished, with a number of requests that is
 *    neither round nor that of most of their fellows in the folder, were
 *    stopped.
 */
#include "ingest/ab_parts.h"

/* ---- names ------------------------------------------------------------- */

static struct slice base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slice_from(slash ? slash + 1 : path);
}

static bool cut_ending(struct slice *name)
{
    for (size_t i = name->len; i > 1; i--)
        if (name->at[i - 1] == '.') {
            *name = slice_part(*name, 0, i - 1);
            return true;
        }
    return false;
}

/* Rule 1. */
static struct slice stem_of(const char *path)
{
    static const char *const compressed[] = {".gz", ".xz", ".zst", ".bz2"};
    struct slice name = base_name(path);

    for (size_t i = 0; i < G_N_ELEMENTS(compressed); i++)
        if (slice_ends(name, slice_from(compressed[i]))) {
            cut_ending(&name);
            break;
        }
    cut_ending(&name);
    return name;
}

/* ---- finding the run --------------------------------------------------- */

/* Whether this part is of this run. */
typedef bool agree_fn(const Run *run, const Run *part);

static bool is_run(const LogSource *source, const Run *run)
{
    return !g_strcmp0(source->format, "ab") && !strcmp(run->format, "ab") &&
           run->status != RUN_REFUSED;
}

/* The one run of the logs with this stem that agrees; NULL if there is none
 * or more than one. *other: a run of a log of that stem that does not agree;
 * NULL if there is none. *n: how many agree. */
static Run *find_run(GPtrArray *sources, struct slice stem, const Run *part,
                     agree_fn *agree, const Run **other, guint *n)
{
    Run *found = NULL;

    *other = NULL;
    *n = 0;
    for (guint i = 0; i < sources->len; i++) {
        LogSource *source = g_ptr_array_index(sources, i);

        if (g_strcmp0(source->format, "ab") ||
            !slice_equal(stem_of(source->path), stem))
            continue;
        for (guint k = 0; k < source->runs->len; k++) {
            Run *run = g_ptr_array_index(source->runs, k);

            if (strcmp(run->tool, "ab") != 0) /* the same log, another tool */
                continue;
            if (!is_run(source, run) || !agree(run, part)) {
                *other = run;
                continue;
            }
            found = run;
            ++*n;
        }
    }
    return *n == 1 ? found : NULL;
}

/* ---- what they agree in ------------------------------------------------ */

static const struct run_distribution *find_distribution(const Run *run,
                                                        const char *name)
{
    const struct metric *metric = metric_of("ab", name);

    for (guint i = 0; i < run->distributions->len; i++) {
        const struct run_distribution *distribution =
            &g_array_index(run->distributions, struct run_distribution, i);

        if (distribution->metric == metric)
            return distribution;
    }
    return NULL;
}

static bool is_value(const Run *run, const char *name, int64_t whole)
{
    const struct run_value *value = run_find(run, name, NULL);

    return value && !decimal_compare(value->value, (struct decimal){whole, 0});
}

/* The longest by the table, or without one by the percentiles. */
static bool is_longest(const Run *run, int64_t ms)
{
    return is_value(
        run, run_find(run, "total_max", NULL) ? "total_max" : "longest", ms);
}

static bool agree_requests(const Run *run, const Run *part)
{
    const struct run_distribution *total =
        find_distribution(part, "total_time");

    return total && total->counts->len &&
           !find_distribution(run, "total_time") &&
           is_value(run, "complete", (int64_t)total->total) &&
           is_longest(run, g_array_index(total->counts, struct run_count,
                                         total->counts->len - 1)
                               .value);
}

/* Half up, as ab rounds its table. */
static int64_t round_ms(struct decimal ms)
{
    struct decimal micro;

    if (!decimal_rescale(ms, -3, &micro))
        return -1;
    return (micro.digits + 500) / 1000;
}

static bool agree_percentiles(const Run *run, const Run *part)
{
    const struct run_value *least = run_find(part, "csv_p0", NULL);
    const struct run_value *longest = run_find(part, "csv_p100", NULL);
    const struct run_value *complete = run_find(run, "complete", NULL);
    bool is_small = complete && decimal_to_double(complete->value) <= 50;
    bool is_whole = part->values->len >= 100;

    if (!least || run_find(run, "csv_p0", NULL) ||
        !is_value(run, "total_min", round_ms(least->value)))
        return false;
    /* Without row 100 (before 2.4.16) only the least is there to compare;
     * rows that fell are of a run of up to 50 requests. */
    return (!longest || is_longest(run, round_ms(longest->value))) &&
           (is_small || is_whole);
}

/* ---- joining ----------------------------------------------------------- */

static void copy_distributions(Run *run, const Run *part)
{
    for (guint i = 0; i < part->distributions->len; i++) {
        const struct run_distribution *from =
            &g_array_index(part->distributions, struct run_distribution, i);

        run_distribution(run, from->metric->name, from->exponent,
                         g_array_copy(from->counts));
    }
}

static void copy_values(Run *run, const Run *part, const char *path)
{
    for (guint i = 0; i < part->values->len; i++) {
        const struct run_value *from =
            &g_array_index(part->values, struct run_value, i);
        struct run_value *to =
            run_value(run, from->metric->name, from->value, from->line);

        to->part = run_string(run, slice_from(path));
        to->marks = from->marks;
    }
}

/* "200 requests, the longest 20 ms" */
static char *requests_words(uint64_t n, const char *longest)
{
    return g_strdup_printf("%" G_GUINT64_FORMAT " requests, the longest %s ms",
                           n, longest);
}

/* In what a file of requests and the run of its name differ; NULL if the run
 * does not tell. */
static char *difference_words(const Run *run, const Run *part)
{
    const struct run_distribution *total =
        find_distribution(part, "total_time");
    const struct run_value *complete = run_find(run, "complete", NULL);
    const struct run_value *longest = run_find(
        run, run_find(run, "total_max", NULL) ? "total_max" : "longest", NULL);
    char text[DECIMAL_TEXT];
    g_autofree char *own = NULL, *most = NULL, *theirs = NULL;

    if (!total || !total->counts->len || !complete || !longest)
        return NULL;
    most = g_strdup_printf(
        "%" G_GINT64_FORMAT,
        g_array_index(total->counts, struct run_count, total->counts->len - 1)
            .value);
    own = requests_words(total->total, most);
    theirs = requests_words((uint64_t)decimal_to_double(complete->value),
                            decimal_print(longest->value, text));
    return g_strdup_printf("it has %s, the run of the same name %s", own,
                           theirs);
}

/* Why a part stays alone; n runs agree with it. */
static void note_unjoined(Run *part, const Run *other, guint n,
                          const LogSource *source)
{
    g_autofree char *difference = other ? difference_words(other, part) : NULL;
    struct slice stem = stem_of(source->path);

    if (n > 1)
        run_note(part, "unjoined", part->line,
                 "%u runs of the same name agree with it", n);
    else if (!other)
        run_note(part, "unjoined", part->line,
                 "no report of ab of the same name (%.*s...) stands beside it",
                 SLICE_ARG(stem));
    else if (difference)
        run_note(part, "unjoined", part->line, "%s", difference);
    else
        run_note(part, "unjoined", part->line,
                 "it does not agree with the run of the same name");
}

static void join_part(GPtrArray *sources, const LogSource *source, Run *part,
                      agree_fn *agree)
{
    const Run *other;
    guint n;
    Run *run =
        find_run(sources, stem_of(source->path), part, agree, &other, &n);

    if (!run) {
        note_unjoined(part, other, n, source);
        return;
    }
    copy_distributions(run, part);
    copy_values(run, part, source->path);
    if (run->started_s == RUN_TIME_UNKNOWN)
        run->started_s = part->started_s;
    run_note(run, "joined", run->line, "with %s", base_name(source->path).at);
}

static void join_format(GPtrArray *sources, const char *format, agree_fn *agree)
{
    for (guint i = 0; i < sources->len; i++) {
        const LogSource *source = g_ptr_array_index(sources, i);

        if (g_strcmp0(source->format, format))
            continue;
        for (guint k = 0; k < source->runs->len; k++) {
            Run *part = g_ptr_array_index(source->runs, k);

            if (part->status == RUN_GOOD)
                join_part(sources, source, part, agree);
        }
    }
}

void ab_join_requests(GPtrArray *sources)
{
    join_format(sources, format_ab_requests.name, agree_requests);
}

void ab_join_percentiles(GPtrArray *sources)
{
    join_format(sources, format_ab_percentiles.name, agree_percentiles);
}

/* ---- runs that may have been stopped (rule 5) -------------------------- */

static bool has_note(const Run *run, const char *slug)
{
    for (guint i = 0; i < run->notes->len; i++)
        if (!strcmp(g_array_index(run->notes, struct run_note, i).slug, slug))
            return true;
    return false;
}

/* The workload but for the number of requests. Free with g_free. */
static char *work_without_n(const Run *run)
{
    GString *work = g_string_new(NULL);

    for (guint i = 0; i < run->parameters->len; i++) {
        const struct run_field *field =
            &g_array_index(run->parameters, struct run_field, i);

        if (strcmp(field->name, "n"))
            g_string_append_printf(work, "%s=%s\n", field->name, field->value);
    }
    return g_string_free(work, FALSE);
}

/* How many runs of a kind did each number of requests. */
struct fellows {
    GHashTable *numbers; /* n -> how many runs, as pointers to counts */
};

static void fellows_free(void *data)
{
    struct fellows *fellows = data;

    g_hash_table_unref(fellows->numbers);
    g_free(fellows);
}

static void count_fellow(GHashTable *kinds, const Run *run)
{
    const char *n = run_find_parameter(run, "n");
    char *work = work_without_n(run);
    struct fellows *fellows = g_hash_table_lookup(kinds, work);

    if (!fellows) {
        fellows = g_new0(struct fellows, 1);
        fellows->numbers =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        g_hash_table_insert(kinds, work, fellows);
    } else {
        g_free(work);
    }
    g_hash_table_insert(
        fellows->numbers, g_strdup(n),
        GUINT_TO_POINTER(
            GPOINTER_TO_UINT(g_hash_table_lookup(fellows->numbers, n)) + 1));
}

/* What most runs of the kind did; NULL if no number leads. */
static const char *usual_number(const struct fellows *fellows)
{
    const char *usual = NULL;
    guint most = 1;
    GHashTableIter iter;
    gpointer n, count;

    g_hash_table_iter_init(&iter, fellows->numbers);
    while (g_hash_table_iter_next(&iter, &n, &count)) {
        guint k = GPOINTER_TO_UINT(count);

        if (k == most)
            usual = NULL;
        if (k > most) {
            usual = n;
            most = k;
        }
    }
    return usual;
}

/* Numbers that people ask for end in 0. */
static bool is_round(const char *n)
{
    return slice_ends(slice_from(n), SLICE("0"));
}

static void gate_stopped(GHashTable *kinds, Run *run)
{
    g_autofree char *work = work_without_n(run);
    const struct fellows *fellows = g_hash_table_lookup(kinds, work);
    const char *n = run_find_parameter(run, "n");
    const char *usual = fellows ? usual_number(fellows) : NULL;

    if (usual && strcmp(usual, n) && !is_round(n) &&
        has_note(run, "completeness-unknown"))
        run_reason(run, "interrupted", run->line, 0,
                   "%s requests, where the other runs of the folder did %s, "
                   "and nothing says that it finished",
                   n, usual);
}

static void for_runs(GPtrArray *sources, void (*visit)(GHashTable *, Run *),
                     GHashTable *kinds)
{
    for (guint i = 0; i < sources->len; i++) {
        const LogSource *source = g_ptr_array_index(sources, i);

        for (guint k = 0; k < source->runs->len; k++) {
            Run *run = g_ptr_array_index(source->runs, k);

            if (is_run(source, run) && run->status == RUN_GOOD &&
                run_find_parameter(run, "n"))
                visit(kinds, run);
        }
    }
}

static void visit_count(GHashTable *kinds, Run *run)
{
    count_fellow(kinds, run);
}

/* Nearly always all runs say that they finished, and nothing is to be done. */
static bool any_unfinished(const GPtrArray *sources)
{
    for (guint i = 0; i < sources->len; i++) {
        const LogSource *source = g_ptr_array_index(sources, i);

        for (guint k = 0; k < source->runs->len; k++)
            if (has_note(source->runs->pdata[k], "completeness-unknown"))
                return true;
    }
    return false;
}

void ab_join_runs(GPtrArray *sources)
{
    g_autoptr(GHashTable) kinds = NULL;

    if (!any_unfinished(sources))
        return;
    kinds =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, fellows_free);
    for_runs(sources, visit_count, kinds);
    for_runs(sources, gate_stopped, kinds);
}

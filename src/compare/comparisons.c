/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each subject against the reference, cell by cell.
 *
 * 1. A family is one table: a subject's values of runs and modules, of all
 *    tools together, or its operations of one tool. The tables of all
 *    subjects are adjusted together (adjust.c); untestable and withheld
 *    comparisons do not count.
 * 2. A metric that repeats a headline that is also asked for is shown and not
 *    tested. Settings and descriptions are never tested.
 * 3. A diagnosis may withhold the verdict on the systems (diagnosis.h). If what
 *    was found decided about it (a difference below the clock's tick), the
 *    comparison stays in its family all the same: a family may not be chosen
 *    by what was found.
 */
#include "compare/decide.h"
#include "compare/diagnosis.h"
#include "compare/study.h"
#include "compare/words.h"

static const struct result_cell *cell_at(const Results *results, size_t cell)
{
    return &g_array_index(results->cells, struct result_cell, cell);
}

static bool is_compared(const struct result_cell *cell)
{
    if (!cell->is_selected)
        return false;
    switch (cell->metric->use) {
    case METRIC_HEADLINE:
        return true;
    case METRIC_DETAIL:
    case METRIC_REPEAT:
        return metric_direction(cell->metric) != 0;
    case METRIC_GATE:
    case METRIC_DESCRIBE:
        break;
    }
    return false;
}

bool study_is_compared(const Results *results, size_t cell)
{
    return is_compared(cell_at(results, cell));
}

/* Those that the values carry; tests and diagnoses add theirs. */
static unsigned find_marks(const struct result_sample *reference,
                           const struct result_sample *subject)
{
    const struct result_sample *samples[] = {reference, subject};
    unsigned marks = 0;

    for (size_t s = 0; s < G_N_ELEMENTS(samples); s++) {
        if (samples[s]->n_left_out)
            marks |= MARK_ESTIMATED;
        for (size_t i = 0; i < samples[s]->data.n; i++) {
            if (samples[s]->values[i]->marks & VALUE_WRONG)
                marks |= MARK_WRONG;
        }
    }
    return marks;
}

/* ---- one comparison ---- */

static struct cotejo_p no_p(void)
{
    return (struct cotejo_p){NAN, NAN};
}

/* In the family? Rule 3: not decided by the difference that was found. */
static bool is_tested(const struct result_comparison *comparison)
{
    return comparison->test.status == COTEJO_OK &&
           (!comparison->withheld ||
            diagnosis_find(comparison->withheld)->in_family);
}

static void add_comparison(Results *results, Draws *draws, size_t cell_index,
                           const struct result_family *family)
{
    const struct diagnosis_kind *withheld = diagnosis_withholds(
        results, cell_index, family->reference, family->subject);
    const struct result_sample *a =
        results_sample(results, cell_index, family->reference);
    const struct result_sample *b =
        results_sample(results, cell_index, family->subject);
    size_t samples = cell_index * results->systems->len;
    struct result_comparison comparison = {
        .cell = cell_index,
        .family = results->families->len,
        .reference = samples + family->reference,
        .subject = samples + family->subject,
        .withheld = withheld ? withheld->slug : NULL,
    };

    study_decide(results, draws, &comparison);
    study_decide_of_group(results, &comparison);
    comparison.marks = find_marks(a, b);
    comparison.p_adjusted = is_tested(&comparison) ? comparison.test.p : no_p();
    if (family->reference == 0)
        results->comparison_at[samples + family->subject] =
            results->comparisons->len;
    g_array_append_val(results->comparisons, comparison);
}

static bool has_both(const Results *results, size_t cell,
                     const struct result_family *family)
{
    return results_sample(results, cell, family->reference)->data.n &&
           results_sample(results, cell, family->subject)->data.n;
}

/* ---- a family ---- */

static struct result_comparison *comparison_of(Results *results, size_t i)
{
    return &g_array_index(results->comparisons, struct result_comparison, i);
}

static enum verdict_code
verdict_code(const Results *results, const struct result_comparison *comparison,
             const struct metric *metric)
{
    if (comparison->withheld)
        return UNTESTABLE;
    switch (comparison->verdict) {
    case COTEJO_DIFFERENT:
        if (!results_direction(results, metric))
            return DIFFERENT;
        return comparison->test.direction * results_direction(results, metric) >
                       0
                   ? BETTER
                   : WORSE;
    case COTEJO_EQUIVALENT:
    case COTEJO_EQUIVALENT_DETECTABLE:
        return EQUIVALENT;
    case COTEJO_INCONCLUSIVE:
        return INCONCLUSIVE;
    case COTEJO_UNTESTABLE:
    case COTEJO_CONSTANT_EQUAL:
    case COTEJO_CONSTANT_UNEQUAL:
        break;
    }
    return UNTESTABLE;
}

static void judge(Results *results, struct result_family *family, Draws *draws)
{
    double alpha = 1 - results->options.confidence;
    size_t from = family->from, to = family->to;
    bool is_full = !results->options.is_brief || to - from <= STUDY_SHORT;

    for (size_t i = from; i < to; i++) {
        struct result_comparison *comparison = comparison_of(results, i);
        const struct result_cell *cell = cell_at(results, comparison->cell);

        struct cotejo_t_test gate = comparison->welch;

        gate.status = comparison->test.status;
        comparison->verdict = cotejo_verdict(&gate, comparison->p_adjusted.p,
                                             &comparison->equivalence, alpha);
        comparison->code = verdict_code(results, comparison, cell->metric);
        family->counts[comparison->code]++;
        study_intervals(results, draws, comparison, family->interval_level);
        if (is_full)
            study_effects(results, comparison);
        words_of_comparison(results, comparison);
    }
}

/* tool NULL: runs and modules of all tools; else its operations. */
static bool belongs(const struct result_cell *cell, const char *tool)
{
    if (!tool)
        return cell->metric->level != METRIC_OPERATION;
    return cell->metric->level == METRIC_OPERATION &&
           !strcmp(cell->metric->tool, tool);
}

static void add_family(Results *results, Draws *draws, const char *tool,
                       size_t reference, size_t subject)
{
    struct result_family family = {.reference = reference,
                                   .subject = subject,
                                   .from = results->comparisons->len};

    family.name =
        tool ? study_printf(results, "%s operations", tool) : "headlines";
    for (guint i = 0; i < results->cells->len; i++) {
        const struct result_cell *cell = cell_at(results, i);

        if (belongs(cell, tool) && is_compared(cell) &&
            has_both(results, i, &family))
            add_comparison(results, draws, i, &family);
    }
    family.to = results->comparisons->len;
    if (family.to > family.from)
        g_array_append_val(results->families, family);
}

/* Each subject with the reference; then, if asked for, the others. */
static void add_families(Results *results, Draws *draws, const char *tool)
{
    size_t n = results->options.pairs == PAIRS_ALL ? results->systems->len : 1;

    for (size_t a = 0; a < n; a++) {
        for (size_t b = a + 1; b < results->systems->len; b++)
            add_family(results, draws, tool, a, b);
    }
}

/* Rule 1: the tables of all pairs of systems, adjusted together. */
static void add_set(Results *results, const char *tool, Draws *draws)
{
    size_t from = results->comparisons->len, to;
    guint first = results->families->len;
    size_t size;
    double level;

    add_families(results, draws, tool);
    to = results->comparisons->len;
    study_agree(results, from, to);
    size = study_count_tested(results, from, to);
    level = study_level(results, from, to);
    study_adjust(results, from, to);
    for (size_t i = from; i < to; i++)
        study_widen_group(results, comparison_of(results, i)->cell, level);
    for (guint i = first; i < results->families->len; i++) {
        struct result_family *family =
            &g_array_index(results->families, struct result_family, i);

        family->set_from = from;
        family->set_to = to;
        family->size = size;
        family->n_tested =
            study_count_tested(results, family->from, family->to);
        family->interval_level = level;
        judge(results, family, draws);
    }
}

/* ---- what could not be compared ---- */

static void warn_unmatched(Results *results, size_t subject)
{
    const struct result_system *systems =
        (const struct result_system *)(void *)results->systems->data;

    for (guint i = 0; i < results->cells->len; i++) {
        const struct result_cell *cell = cell_at(results, i);
        size_t n_a = results_sample(results, i, 0)->data.n;
        size_t n_b = results_sample(results, i, subject)->data.n;
        const char *owner = systems[n_a ? 0 : subject].name;

        if (!cell->is_selected || (n_a > 0) == (n_b > 0))
            continue;
        if (cell->metric->level == METRIC_OPERATION)
            study_warn(results, "note", "no-counterpart", i, owner,
                       "operation %s was only run on %s", cell->name, owner);
        else
            study_warn(results, "warning", "no-counterpart", i, owner,
                       "%s (%s) was only measured on %s", cell->name,
                       g_array_index(results->workloads, struct result_workload,
                                     cell->workload)
                           .key,
                       owner);
    }
}

/* Of a rate with fixed work the harmonic mean is total work over total time;
 * where the two means differ by a tenth of the half-width of the interval, it
 * is worth knowing which one is meant. */
static void note_rate_means(Results *results)
{
    for (guint i = 0; i < results->samples->len; i++) {
        const struct result_sample *sample =
            &g_array_index(results->samples, struct result_sample, i);
        const struct result_cell *cell = cell_at(results, sample->cell);
        const char *system = g_array_index(results->systems,
                                           struct result_system, sample->system)
                                 .name;

        if (cell->metric->class != METRIC_RATE || !cell->is_selected ||
            !cotejo_rate_means_differ(&sample->data,
                                      results->options.confidence))
            continue;
        study_warn(results, "note", "rate-mean", sample->cell, system,
                   "%s on %s: the mean of the rates is %.5g %s, total work "
                   "over total time %.5g (harmonic mean); tests use the rates",
                   cell->name, system,
                   sample->moments.mean * cell->display_factor, cell->unit,
                   cotejo_harmonic_mean(&sample->data) * cell->display_factor);
    }
}

/* Logs that were left out, counted by status and system. */
static void warn_left_out(Results *results)
{
    for (guint i = 0; i < results->systems->len; i++) {
        const struct result_system *system =
            &g_array_index(results->systems, struct result_system, i);

        if (system->n_runs[RUN_REFUSED])
            study_warn(results, "warning", "refused-runs", SIZE_MAX,
                       system->name, "%zu of %s's runs were refused",
                       system->n_runs[RUN_REFUSED], system->name);
        if (system->n_runs[RUN_GATED])
            study_warn(results, "warning", "gated-runs", SIZE_MAX, system->name,
                       "%zu of %s's runs are readable but no fair measurement"
                       " (see `cotejo inspect`)",
                       system->n_runs[RUN_GATED], system->name);
    }
}

static void allocate_index(Results *results)
{
    size_t n = results->cells->len * results->systems->len;

    results->comparison_at = g_new(size_t, n + 1);
    for (size_t i = 0; i < n; i++)
        results->comparison_at[i] = SIZE_MAX;
    g_ptr_array_add(results->blocks, results->comparison_at);
}

void study_add_comparisons(Results *results)
{
    static const char *const tools[] = {NULL, "sql-bench"};
    g_autoptr(Draws) draws = draws_new(results);

    allocate_index(results);
    study_add_groups(results);
    warn_left_out(results);
    note_rate_means(results);
    for (size_t i = 0; i < G_N_ELEMENTS(tools); i++)
        add_set(results, tools[i], draws);
    for (size_t subject = 1; subject < results->systems->len; subject++) {
        for (size_t i = 0; i < results->workloads->len; i++)
            study_add_overall(results, i, subject);
        warn_unmatched(results, subject);
    }
    if (results->options.pairs == PAIRS_ALL)
        study_add_letters(results);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare/control.h"

#include <math.h>
#include <string.h>

#include "base/nearest.h"
#include "compare/decide.h"
#include "compare/diagnosis_test.h"
#include "compare/study.h"
#include "compare/words.h"
#include "cotejo/distribution.h"
#include "cotejo/power.h"

#define POWER 0.8

const char *control_fitness_name(enum control_fitness fitness)
{
    static const char *const names[] = {
        [CONTROL_UNKNOWN] = "unknown",
        [CONTROL_FIT] = "fit",
        [CONTROL_PARTLY] = "partly fit",
        [CONTROL_UNFIT] = "unfit",
    };
    return names[fitness];
}

/* ---- the declared pairs ---- */

static bool is_system(const Results *results, const char *name)
{
    GPtrArray *names = results->stored->systems;

    for (guint i = 0; i < names->len; i++) {
        if (!strcmp(names->pdata[i], name))
            return true;
    }
    return false;
}

static bool check_system(const Results *results, const char *name,
                         GError **error)
{
    GPtrArray *names = results->stored->systems;
    g_autofree char *nearest = NULL;

    if (is_system(results, name))
        return true;
    nearest =
        nearest_names(name, (const char *const *)names->pdata, names->len);
    return cotejo_fail(error, COTEJO_ERROR_USAGE,
                       "control: there is no system '%s'%s", name, nearest);
}

bool study_controls_check(const Results *results, GError **error)
{
    const struct study_options *options = &results->options;

    for (size_t i = 0; i < options->n_controls; i++) {
        const struct study_control *control = &options->controls[i];

        if (!check_system(results, control->a, error) ||
            !check_system(results, control->b, error))
            return false;
        if (!strcmp(control->a, control->b))
            return cotejo_fail(error, COTEJO_ERROR_USAGE,
                               "control: '%s' is one system, a control takes "
                               "two that were measured apart",
                               control->a);
    }
    return true;
}

static size_t find_system(const Results *results, const char *name)
{
    size_t i = 0;

    while (strcmp(g_array_index(results->systems, struct result_system, i).name,
                  name) != 0)
        i++;
    return i;
}

static const char *system_name(const Results *results, size_t system)
{
    return g_array_index(results->systems, struct result_system, system).name;
}

static const struct result_cell *cell_at(const Results *results, size_t cell)
{
    return &g_array_index(results->cells, struct result_cell, cell);
}

/* ---- rules 1 to 4 ---- */

/* Compared by the study with some system, and no verdict withheld for what the
 * metric is: then two runs of a control can be compared as well. */
static bool is_testable(const Results *results, size_t cell,
                        const struct result_sample *a,
                        const struct result_sample *b)
{
    const struct metric *metric = cell_at(results, cell)->metric;
    double tick = cell_at(results, cell)->resolution;
    bool is_compared = false;

    for (size_t i = 1; i < results->systems->len; i++)
        is_compared |= results_comparison(results, cell, i) != NULL;
    if (!is_compared || metric->class == METRIC_CPU || a->data.n < 2 ||
        b->data.n < 2)
        return false;
    return !diagnosis_has_ticks(cell_at(results, cell)) ||
           (a->moments.mean + b->moments.mean) / 2 >= tick;
}

/* Over all runs of both. */
static double common_mean(const struct result_sample *a,
                          const struct result_sample *b)
{
    return (a->moments.sum + b->moments.sum) /
           ((double)a->data.n + (double)b->data.n);
}

static double margin_of(const Results *results, size_t cell,
                        const struct result_sample *a,
                        const struct result_sample *b)
{
    return results->options.margin_absolute.text
               ? study_absolute_margin(results, cell) / fabs(common_mean(a, b))
               : results->options.margin;
}

static double detectable_of(const Results *results,
                            const struct result_sample *a,
                            const struct result_sample *b)
{
    double n_a = (double)a->data.n, n_b = (double)b->data.n;
    double n = floor(2 / (1 / n_a + 1 / n_b));
    double mean = common_mean(a, b);
    double effect = cotejo_detectable_effect(
        (size_t)fmax(n, 2), 1 - results->options.confidence, POWER);
    double visible = effect * cotejo_pooled_sd(&a->moments, &b->moments) / mean;

    return visible > 0 && isfinite(visible) ? visible : (double)NAN;
}

static const char *percent_words(Results *results, double fraction,
                                 bool is_signed)
{
    double percent = fabs(100 * fraction);
    int decimals = percent < 9.95 && fabs(percent - round(percent)) > 1e-9;
    g_autofree char *number = is_signed
                                  ? words_signed(100 * fraction, decimals)
                                  : words_number(100 * fraction, decimals);

    if (!isfinite(fraction))
        return WORDS_UNDEFINED;
    return study_printf(results, "%s%s", number, WORDS_PERCENT);
}

static const char *interval_words(Results *results,
                                  const struct cotejo_ratio *ratio)
{
    g_autofree char *low = words_signed(100 * (ratio->interval.low - 1), 1);
    g_autofree char *high = words_signed(100 * (ratio->interval.high - 1), 1);

    if (!isfinite(ratio->interval.low) || !isfinite(ratio->interval.high))
        return WORDS_UNDEFINED;
    return study_printf(results, "[%s, %s]", low, high);
}

static void add_cell(Results *results, struct result_control *control,
                     size_t cell)
{
    const struct result_sample *a = results_sample(results, cell, control->a);
    const struct result_sample *b = results_sample(results, cell, control->b);
    double confidence = results->options.confidence;
    struct control_cell *at;

    if (!is_testable(results, cell, a, b))
        return;
    at = &control->cells[control->n_cells];
    *at = (struct control_cell){
        .cell = cell,
        .n_a = a->data.n,
        .n_b = b->data.n,
        .welch = cotejo_welch(&a->moments, &b->moments, confidence),
        .ratio = cotejo_fieller(&a->moments, &b->moments, confidence),
        .detectable = detectable_of(results, a, b),
        .margin = margin_of(results, cell, a, b),
    };
    if (at->welch.status != COTEJO_OK)
        return;
    at->percent = percent_words(results, at->ratio.ratio - 1, true);
    at->interval = interval_words(results, &at->ratio);
    at->detectable_text = percent_words(results, at->detectable, false);
    control->n_cells++;
}

static void adjust(struct result_control *control)
{
    size_t n = control->n_cells;
    g_autofree struct cotejo_p *p = g_new(struct cotejo_p, n + 1);

    for (size_t i = 0; i < n; i++)
        p[i] = control->cells[i].welch.p;
    cotejo_holm(p, n, p);
    for (size_t i = 0; i < n; i++)
        control->cells[i].p_adjusted = p[i];
}

static void count_alarms(const Results *results, struct result_control *control)
{
    double alpha = 1 - results->options.confidence;

    for (size_t i = 0; i < control->n_cells; i++) {
        struct control_cell *at = &control->cells[i];

        control->n_alarms += at->welch.p.p < alpha;
        at->differs = at->p_adjusted.p < alpha;
        control->n_differ += at->differs;
    }
    control->expected = alpha * (double)control->n_cells;
    control->p_alarms =
        control->n_cells
            ? cotejo_binomial_tail(control->n_alarms, control->n_cells, alpha)
            : cotejo_p_undefined();
}

/* ---- rule 5 ---- */

static void judge(const Results *results, struct result_control *control)
{
    double alpha = 1 - results->options.confidence;

    for (size_t i = 0; i < control->n_cells; i++) {
        struct control_cell *at = &control->cells[i];

        at->is_fit =
            !at->differs && (isnan(at->margin) || at->detectable <= at->margin);
        control->n_fit += at->is_fit;
    }
    if (!control->n_cells)
        control->fitness = CONTROL_UNKNOWN;
    else if (control->n_differ || control->p_alarms.p < alpha ||
             !control->n_fit)
        control->fitness = CONTROL_UNFIT;
    else
        control->fitness =
            control->n_fit < control->n_cells ? CONTROL_PARTLY : CONTROL_FIT;
}

/* ---- words ---- */

/* The metric with the largest difference between the two. */
static const struct control_cell *largest(const struct result_control *control)
{
    const struct control_cell *most = &control->cells[0];

    for (size_t i = 1; i < control->n_cells; i++) {
        const struct control_cell *at = &control->cells[i];

        if (fabs(at->ratio.ratio - 1) > fabs(most->ratio.ratio - 1))
            most = at;
    }
    return most;
}

/* "ab requests per second, c = 2" */
static char *cell_words(const Results *results, size_t cell)
{
    const struct result_cell *at = cell_at(results, cell);
    const char *condition =
        g_array_index(results->workloads, struct result_workload, at->workload)
            .condition;

    return g_strdup_printf("%s %s%s%s", at->metric->tool, at->name,
                           *condition ? ", " : "", condition);
}

/* How likely so many false alarms are. */
static const char *alarm_words(Results *results,
                               const struct result_control *control)
{
    if (!control->n_alarms)
        return "";
    return study_printf(results,
                        " (so many or more with probability %.2g, if the "
                        "metrics were independent)",
                        control->p_alarms.p);
}

static const char *noise_words(Results *results,
                               const struct result_control *control)
{
    const char *alpha =
        percent_words(results, 1 - results->options.confidence, false);
    const struct control_cell *most;
    g_autofree char *name = NULL;

    if (!control->n_cells)
        return study_printf(results,
                            "%s and %s are declared the same, but no metric "
                            "could be tested on both.",
                            system_name(results, control->a),
                            system_name(results, control->b));
    most = largest(control);
    name = cell_words(results, most->cell);
    return study_printf(
        results,
        "%s and %s are the same system: %zu of %zu tests find a difference "
        "between them at %s, where chance would give %.2g%s. The largest "
        "difference is %s, in %s (%g%s CI %s).",
        system_name(results, control->a), system_name(results, control->b),
        control->n_alarms, control->n_cells, alpha, control->expected,
        alarm_words(results, control), most->percent, name,
        100 * results->options.confidence, WORDS_PERCENT, most->interval);
}

/* The cell with the smallest, or largest, difference that can be seen. */
static const struct control_cell *
visible_cell(const struct result_control *control, bool is_largest)
{
    const struct control_cell *found = NULL;

    for (size_t i = 0; i < control->n_cells; i++) {
        const struct control_cell *at = &control->cells[i];

        if (isnan(at->detectable))
            continue;
        if (!found || (is_largest ? at->detectable > found->detectable
                                  : at->detectable < found->detectable))
            found = at;
    }
    return found;
}

/* "6.5 % (ab requests per second) to 16 % (wget real time)" */
static const char *visible_words(Results *results,
                                 const struct result_control *control)
{
    const struct control_cell *least = visible_cell(control, false);
    const struct control_cell *most = visible_cell(control, true);
    g_autofree char *least_name = NULL;
    g_autofree char *most_name = NULL;

    if (!least)
        return NULL;
    least_name = cell_words(results, least->cell);
    most_name = cell_words(results, most->cell);
    if (least == most)
        return study_printf(results, "%s (%s)", least->detectable_text,
                            least_name);
    return study_printf(results, "%s (%s) to %s (%s)", least->detectable_text,
                        least_name, most->detectable_text, most_name);
}

/* "3 %", or as it was given in a unit. */
static const char *margin_words(Results *results)
{
    return results->options.margin_absolute.text
               ? results->options.margin_absolute.text
               : percent_words(results, results->options.margin, false);
}

/* In a unit, of the metrics that are measured in it. */
static bool has_margin(const struct result_control *control)
{
    for (size_t i = 0; i < control->n_cells; i++) {
        if (!isnan(control->cells[i].margin))
            return true;
    }
    return false;
}

static const char *unfit_words(Results *results,
                               const struct result_control *control)
{
    double alpha = 1 - results->options.confidence;

    if (control->n_differ)
        return study_printf(results,
                            "The bench is not fit for the question: it finds a "
                            "difference in %zu of %zu metrics where there is "
                            "none.",
                            control->n_differ, control->n_cells);
    if (control->p_alarms.p < alpha)
        return study_printf(results,
                            "The bench is not fit for the question: %zu false "
                            "alarms in %zu tests are more than chance.",
                            control->n_alarms, control->n_cells);
    return study_printf(results,
                        "The bench is not fit for the question: in no metric "
                        "would it see a difference of the margin, %s.",
                        margin_words(results));
}

static const char *fitness_words(Results *results,
                                 const struct result_control *control)
{
    switch (control->fitness) {
    case CONTROL_UNKNOWN:
        return "Whether the bench is fit for the question is not known.";
    case CONTROL_UNFIT:
        return unfit_words(results, control);
    case CONTROL_PARTLY:
        return study_printf(
            results,
            "The bench is fit for the question in %zu of %zu metrics: in the "
            "others it would miss a difference of the margin, %s, more often "
            "than one time in five.",
            control->n_fit, control->n_cells, margin_words(results));
    case CONTROL_FIT:
        break;
    }
    if (has_margin(control))
        return study_printf(
            results,
            "The bench is fit for the question: it would see a difference of "
            "the margin, %s, in every metric%s four times in five.",
            margin_words(results),
            results->options.margin_absolute.text ? " of its unit" : "");
    return visible_cell(control, false)
               ? "The bench is fit for large differences."
               : "The bench is fit for the question: its runs do not vary.";
}

/* Is it fit, and, whatever was asked, how small a difference it can see. */
static const char *verdict_words(Results *results,
                                 const struct result_control *control)
{
    const char *fitness = fitness_words(results, control);
    const char *visible = visible_words(results, control);

    if (!visible)
        return fitness;
    return study_printf(results,
                        "%s With as many runs it sees %s four times in five, "
                        "and may miss smaller ones.",
                        fitness, visible);
}

static void add_control(Results *results, const struct study_control *declared)
{
    struct result_control control = {
        .a = find_system(results, declared->a),
        .b = find_system(results, declared->b),
        .cells = g_new0(struct control_cell, results->cells->len + 1),
    };

    g_ptr_array_add(results->blocks, control.cells);
    for (size_t cell = 0; cell < results->cells->len; cell++)
        add_cell(results, &control, cell);
    adjust(&control);
    count_alarms(results, &control);
    judge(results, &control);
    control.title =
        study_printf(results, "%s against %s", system_name(results, control.b),
                     system_name(results, control.a));
    control.noise = noise_words(results, &control);
    control.verdict = verdict_words(results, &control);
    g_array_append_val(results->controls, control);
}

void study_add_controls(Results *results)
{
    for (size_t i = 0; i < results->options.n_controls; i++)
        add_control(results, &results->options.controls[i]);
}

/* ---- the diagnosis ---- */

static void diagnose(Results *results, const struct result_control *control,
                     const struct control_cell *at,
                     void (*add)(Results *results,
                                 const struct result_diagnosis *))
{
    struct diagnosis_place place = {.results = results};
    struct result_diagnosis diagnosis = {
        .kind = diagnosis_find("control-differs"),
        .cell = at->cell,
        .workload = cell_at(results, at->cell)->workload,
        .system = SIZE_MAX,
        .subject = SIZE_MAX,
        .reference = SIZE_MAX,
        .p = at->p_adjusted.p,
        .run = SIZE_MAX,
    };

    diagnosis_evidence(&diagnosis, "difference_percent",
                       100 * (at->ratio.ratio - 1));
    diagnosis_evidence(&diagnosis, "low_percent",
                       100 * (at->ratio.interval.low - 1));
    diagnosis_evidence(&diagnosis, "high_percent",
                       100 * (at->ratio.interval.high - 1));
    diagnosis_evidence(&diagnosis, "p", at->welch.p.p);
    diagnosis_evidence(&diagnosis, "p_adjusted", at->p_adjusted.p);
    diagnosis_say(
        &place, &diagnosis,
        "%s and %s are declared the same and differ by %s (%g%s CI "
        "%s, %s after Holm over %zu)",
        system_name(results, control->a), system_name(results, control->b),
        at->percent, 100 * results->options.confidence, WORDS_PERCENT,
        at->interval, diagnosis_p(&place, at->p_adjusted.p), control->n_cells);
    add(results, &diagnosis);
}

void study_diagnose_controls(Results *results,
                             void (*add)(Results *results,
                                         const struct result_diagnosis *))
{
    for (guint i = 0; i < results->controls->len; i++) {
        const struct result_control *control =
            &g_array_index(results->controls, struct result_control, i);

        for (size_t c = 0; c < control->n_cells; c++) {
            if (control->cells[c].differs)
                diagnose(results, control, &control->cells[c], add);
        }
    }
}

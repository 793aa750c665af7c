/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A comparison in results.json: the tests, equivalence, effects, verdict. */
#include "report/json_parts.h"

#include <math.h>

#include "compare/words.h"
#include "report/view.h"

static void write_difference(struct json_writer *json,
                             const struct result_comparison *comparison)
{
    const struct cotejo_ratio *ratio = &comparison->ratio;

    json_open(json, "diff", '{');
    json_number(json, "estimate", comparison->difference.estimate);
    json_number(json, "low", comparison->difference.interval.low);
    json_number(json, "high", comparison->difference.interval.high);
    json_number(json, "level",
                round(comparison->difference.interval.level * 1e12) / 1e12);
    json_text(json, "method", comparison->difference.method);
    json_close(json, '}');
    json_open(json, "rel_diff", '{');
    json_number(json, "estimate", ratio->ratio - 1.0);
    json_number(json, "low", ratio->interval.low - 1.0);
    json_number(json, "high", ratio->interval.high - 1.0);
    json_number(json, "level", round(ratio->interval.level * 1e12) / 1e12);
    json_text(json, "method", comparison->ratio_method);
    json_text(json, "undefined", words_of_ratio_status(ratio->status));
    json_close(json, '}');
}

static bool is_t(const struct result_test *test)
{
    return test->which == TEST_WELCH || test->which == TEST_STUDENT ||
           test->which == TEST_PAIRED_T;
}

/* How exact p is: counted, or estimated from shuffles. */
static void write_sampling(struct json_writer *json,
                           const struct result_test *test)
{
    json_flag(json, "exact", test->is_exact);
    json_number(json, "resamples",
                test->resamples ? (double)test->resamples : (double)NAN);
    json_number(json, "standard_error", test->p_se);
}

/* The tests beside each other, and whether they are on one side of alpha. */
static void write_beside(struct json_writer *json, const Results *results,
                         const struct result_comparison *comparison)
{
    json_open(json, "tests", '[');
    for (size_t i = 0; i < RESULT_TESTS; i++) {
        const struct result_test *test = &comparison->beside[i];

        json_open(json, NULL, '{');
        json_text(json, "name", test->slug);
        json_number(json, "statistic", test->statistic);
        json_number(json, "p", test->p.p);
        json_number(json, "log10_p", test->p.log10_p);
        if (results->options.pairs == PAIRS_ALL)
            json_number(json, "p_of_pairs", test->p_of_pairs.p);
        write_sampling(json, test);
        json_number(json, "least_p", test->least_p);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_open(json, "agreement", '{');
    json_flag(json, "fragile", comparison->dissent != COTEJO_AGREED);
    json_text(json, "cause",
              comparison->dissent == COTEJO_AGREED
                  ? NULL
                  : cotejo_dissent_name(comparison->dissent));
    json_number(json, "p_without_outliers", comparison->p_without_outliers.p);
    json_close(json, '}');
}

static void write_tests(struct json_writer *json, const Results *results,
                        const struct result_comparison *comparison)
{
    const struct result_test *test = &comparison->test;
    const struct result_family *family =
        RESULT(results->families, result_family, comparison->family);

    json_open(json, "test", '{');
    json_text(json, "name", test->slug);
    json_number(json, "statistic", test->statistic);
    json_number(json, "df", is_t(test) ? comparison->welch.df : (double)NAN);
    json_number(json, "p", test->p.p);
    json_number(json, "log10_p", test->p.log10_p);
    write_sampling(json, test);
    json_number(json, "p_adjusted", comparison->p_adjusted.p);
    json_text(json, "adjustment", view_adjustment(results->options.adjust));
    json_text(json, "family", family->name);
    json_count(json, "family_size", family->size);
    json_close(json, '}');
    json_open(json, "mann_whitney", '{');
    json_number(json, "u", comparison->mann_whitney.u);
    json_number(json, "p", comparison->mann_whitney.p.p);
    json_flag(json, "exact", comparison->mann_whitney.exact);
    json_close(json, '}');
}

static void write_needed(struct json_writer *json,
                         const struct result_comparison *comparison)
{
    const struct result_needed *needed = &comparison->needed;

    if (comparison->code != INCONCLUSIVE)
        return;
    json_open(json, "needed", '{');
    json_number(json, "difference", needed->difference);
    json_text(json, "difference_is", needed->is_margin ? "margin" : "observed");
    json_count(json, "runs_80", needed->runs_80);
    json_count(json, "runs_90", needed->runs_90);
    json_number(json, "detectable", needed->detectable);
    json_number(json, "equivalence_power", needed->equal);
    json_close(json, '}');
}

static void write_estimate(struct json_writer *json, const char *key,
                           double estimate,
                           const struct cotejo_interval *interval)
{
    json_open(json, key, '{');
    json_number(json, "estimate", estimate);
    json_number(json, "low", interval->low);
    json_number(json, "high", interval->high);
    json_close(json, '}');
}

static void write_effect(struct json_writer *json,
                         const struct result_comparison *comparison)
{
    const struct cotejo_dominance *dominance = &comparison->dominance;

    json_open(json, "effect", '{');
    json_number(json, "cliffs_delta", dominance->delta);
    write_estimate(json, "vargha_delaney_a", dominance->a,
                   &dominance->a_interval);
    write_estimate(json, "hedges_g", comparison->hedges.g,
                   &comparison->hedges.interval);
    write_estimate(json,
                   comparison->n_pairs ? "walsh_median" : "hodges_lehmann",
                   comparison->shift.shift, &comparison->shift.interval);
    json_number(json, "shift_coverage", comparison->shift.coverage);
    json_close(json, '}');
}

static void write_equivalence(struct json_writer *json, const Results *results,
                              const struct result_comparison *comparison)
{
    const struct cotejo_equivalence *equivalence = &comparison->equivalence;
    /* Of the ratio low and high are told from 1; of a difference they are in
     * base units, as the margin is. */
    double from = comparison->is_absolute ? 0.0 : 1.0;

    json_open(json, "equivalence", '{');
    json_text(json, "of", comparison->is_absolute ? "difference" : "ratio");
    json_number(json, "margin",
                comparison->is_absolute ? equivalence->bound_high
                                        : results->options.margin);
    json_number(json, "level",
                round(equivalence->interval.level * 1e12) / 1e12);
    json_number(json, "low", equivalence->interval.low - from);
    json_number(json, "high", equivalence->interval.high - from);
    json_number(json, "p", equivalence->p.p);
    json_number(json, "smallest_margin", equivalence->smallest_margin);
    json_close(json, '}');
}

static void write_comparison_text(struct json_writer *json,
                                  const struct comparison_text *text)
{
    json_open(json, "text", '{');
    json_open(json, "en", '{');
    json_text(json, "difference", text->difference);
    json_text(json, "difference_full", text->difference_full);
    json_text(json, "percent", text->percent);
    json_text(json, "percent_interval", text->percent_interval);
    json_text(json, "ratio", text->ratio);
    json_text(json, "t", text->t);
    json_text(json, "df", text->df);
    json_text(json, "p", text->p);
    json_text(json, "p_adjusted", text->p_adjusted);
    json_text(json, "smallest_margin", text->smallest_margin);
    json_text(json, "verdict", text->verdict);
    json_text(json, "why", text->why);
    json_text(json, "tests", text->tests);
    json_text(json, "effect", text->effect);
    json_text(json, "hedges", text->hedges);
    json_text(json, "shift", text->shift);
    json_text(json, "needed", text->needed);
    json_text(json, "touches_zero", text->touches);
    json_text(json, "alike", text->alike);
    json_text(json, "bases", text->bases);
    json_close(json, '}');
    json_close(json, '}');
}

void json_comparison(struct json_writer *json, const Results *results,
                     const struct result_comparison *comparison)
{
    const struct result_sample *reference =
        results_side(results, comparison, 0);
    const struct result_sample *subject = results_side(results, comparison, 1);

    json_open(json, NULL, '{');
    json_place(json, results, view_cell(results, comparison->cell));
    json_text(json, "reference", view_system(results, reference->system)->name);
    json_text(json, "subject", view_system(results, subject->system)->name);
    json_count(json, "n_reference", reference->data.n);
    json_count(json, "n_subject", subject->data.n);
    if (comparison->n_pairs) {
        json_count(json, "n_pairs", comparison->n_pairs);
        json_count(json, "n_alike", comparison->n_alike);
    }
    write_difference(json, comparison);
    write_tests(json, results, comparison);
    write_equivalence(json, results, comparison);
    write_beside(json, results, comparison);
    write_effect(json, comparison);
    write_needed(json, comparison);
    json_text(json, "verdict", view_verdict(comparison->code));
    json_text(json, "statistics", cotejo_verdict_name(comparison->verdict));
    json_text(json, "withheld", comparison->withheld);
    json_open(json, "marks", '[');
    for (size_t i = 0; i < n_view_marks; i++)
        if (comparison->marks & view_marks[i].bit)
            json_text(json, NULL, view_marks[i].slug);
    json_close(json, ']');
    write_comparison_text(json, &comparison->text);
    json_close(json, '}');
}

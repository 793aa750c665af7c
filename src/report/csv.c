/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * raw.csv, summary.csv, comparisons.csv: RFC 4180 with LF, UTF-8, one header
 * row, every row as wide as it, point and comma, base units and fractions.
 * Undefined is empty. Numbers are never touched; text is guarded (escape.h).
 */
#include "report/report.h"

#include "report/escape.h"
#include "report/number.h"
#include "report/view.h"

static void text(GString *out, const char *value)
{
    if (value)
        escape_csv(out, value);
    g_string_append_c(out, ',');
}

static void number(GString *out, double value)
{
    number_csv(out, value);
    g_string_append_c(out, ',');
}

static void count(GString *out, size_t value)
{
    g_string_append_printf(out, "%zu,", value);
}

/* The last comma becomes the end of the row. */
static void end(GString *out)
{
    out->str[out->len - 1] = '\n';
}

/* tool, metric, condition */
static void place(GString *out, const Results *results,
                  const struct result_cell *cell)
{
    text(out, cell->metric->tool);
    text(out, cell->metric->name);
    text(out, view_workload(results, cell)->condition);
}

static void raw_sample(const Results *results, const char *const *paths,
                       size_t at, GString *out)
{
    size_t n_systems = results->systems->len;
    size_t cell_at = at / n_systems, system = at % n_systems;
    const struct result_cell *cell = view_cell(results, cell_at);
    g_autoptr(GArray) values = view_values(results, cell_at, system);

    for (guint i = 0; i < values->len; i++) {
        const struct view_value *value = RESULT(values, view_value, i);
        const struct result_run *run =
            RESULT(results->runs, result_run, value->run);

        place(out, results, cell);
        text(out, view_system(results, system)->name);
        count(out, run->repetition);
        number(out, value->value);
        text(out, cell->metric->base_unit);
        count(out, value->is_used);
        text(out, view_flags(value, run));
        text(out, paths[run->input]);
        count(out, value->from->line);
        text(out, cell->item);
        end(out);
    }
}

void report_csv_raw(const Results *results, GString *out)
{
    g_autofree const char **paths = view_paths(results);

    g_string_append(out, "tool,metric,condition,system,rep,value,unit,use,"
                         "flags,source,line,item\n");
    for (guint i = 0; i < results->samples->len; i++)
        raw_sample(results, paths, i, out);
}

static void summary_row(const Results *results,
                        const struct result_sample *sample, GString *out)
{
    const struct result_cell *cell = view_cell(results, sample->cell);
    const struct cotejo_moments *moments = &sample->moments;
    const double values[] = {
        moments->mean,
        moments->sd,
        moments->se,
        sample->interval.low,
        sample->interval.high,
        sample->interval.level,
        sample->median,
        sample->q1,
        sample->q3,
        moments->min,
        moments->max,
        moments->cv,
    };

    place(out, results, cell);
    text(out, view_system(results, sample->system)->name);
    count(out, sample->data.n);
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        number(out, values[i]);
    text(out, cell->metric->base_unit);
    count(out, sample->n_left_out);
    text(out, cell->item);
    end(out);
}

void report_csv_summary(const Results *results, GString *out)
{
    g_string_append(out, "tool,metric,condition,system,n,mean,sd,se,ci_low,"
                         "ci_high,ci_level,median,q1,q3,min,max,cv,unit,"
                         "left_out,item\n");
    for (guint i = 0; i < results->samples->len; i++) {
        const struct result_sample *sample = view_sample(results, i);

        if (sample->data.n || sample->n_left_out)
            summary_row(results, sample, out);
    }
}

static void comparison_numbers(const Results *results,
                               const struct result_comparison *comparison,
                               GString *out)
{
    const struct cotejo_t_test *welch = &comparison->welch;
    const struct cotejo_ratio *ratio = &comparison->ratio;
    const double values[] = {
        results_side(results, comparison, 0)->moments.mean,
        results_side(results, comparison, 1)->moments.mean,
        comparison->difference.estimate,
        comparison->difference.interval.low,
        comparison->difference.interval.high,
        ratio->ratio - 1.0,
        ratio->interval.low - 1.0,
        ratio->interval.high - 1.0,
        ratio->interval.level,
        welch->t,
        welch->df,
        comparison->test.p.p,
        comparison->p_adjusted.p,
    };

    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        number(out, values[i]);
}

static void comparison_marks(unsigned marks, GString *out)
{
    g_autoptr(GString) joined = g_string_new(NULL);

    for (size_t i = 0; i < n_view_marks; i++)
        if (marks & view_marks[i].bit)
            g_string_append_printf(joined, "%s%s", joined->len ? " " : "",
                                   view_marks[i].slug);
    text(out, joined->str);
}

static void comparison_row(const Results *results,
                           const struct result_comparison *comparison,
                           GString *out)
{
    const struct result_cell *cell = view_cell(results, comparison->cell);
    const struct result_sample *reference =
        results_side(results, comparison, 0);
    const struct result_sample *subject = results_side(results, comparison, 1);
    const struct result_family *family =
        RESULT(results->families, result_family, comparison->family);

    place(out, results, cell);
    text(out, view_system(results, reference->system)->name);
    text(out, view_system(results, subject->system)->name);
    count(out, reference->data.n);
    count(out, subject->data.n);
    comparison_numbers(results, comparison, out);
    text(out, view_adjustment(results->options.adjust));
    text(out, family->name);
    count(out, family->size);
    number(out, comparison->mann_whitney.p.p);
    number(out, results->options.margin);
    number(out, comparison->equivalence.p.p);
    number(out, comparison->equivalence.smallest_margin);
    text(out, view_verdict(comparison->code));
    comparison_marks(comparison->marks, out);
    text(out, comparison->withheld);
    text(out, cell->metric->base_unit);
    text(out, cell->item);
    text(out, comparison->test.slug);
    number(out, comparison->beside[2].p.p);
    text(out, cotejo_dissent_name(comparison->dissent));
    number(out, comparison->dominance.a);
    number(out, comparison->hedges.g);
    end(out);
}

void report_csv_comparisons(const Results *results, GString *out)
{
    g_string_append(
        out, "tool,metric,condition,reference,subject,n_reference,n_subject,"
             "mean_reference,mean_subject,diff,diff_low,diff_high,rel_diff,"
             "rel_diff_low,rel_diff_high,level,t,df,p,p_adjusted,adjustment,"
             "family,family_size,mann_whitney_p,margin,equivalence_p,"
             "smallest_margin,verdict,marks,withheld,unit,item,test,"
             "permutation_p,fragile,vargha_delaney_a,hedges_g\n");
    for (guint i = 0; i < results->comparisons->len; i++)
        comparison_row(results, view_comparison(results, i), out);
}

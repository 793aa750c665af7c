/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Results on a terminal: a table for each family of comparisons, grouped by
 * workload, the samples behind the headlines, the count of verdicts, and the
 * warnings. Numbers and verdicts are the results' own strings.
 */
#include "report/report_text.h"

#include "compare/decide.h"
#include "compare/words.h"
#include "report/grid.h"
#include "report/report_diagnosis.h"
#include "report/report_text_page.h"

/* Rows of a long table (of operations, or of more metrics than these) that are
 * shown without --all; those without a verdict only where there is no other. */
#define ROWS_MAX 40

static const struct result_workload *workload_of(const Results *results,
                                                 const struct result_cell *cell)
{
    return &g_array_index(results->workloads, struct result_workload,
                          cell->workload);
}

/* ---- the table of a family ---- */

static enum grid_colour verdict_colour(enum verdict_code code)
{
    switch (code) {
    case BETTER:
        return GRID_GREEN;
    case WORSE:
        return GRID_RED;
    case INCONCLUSIVE:
    case UNTESTABLE:
        return GRID_DIM;
    case EQUIVALENT:
    case DIFFERENT:
        break;
    }
    return GRID_PLAIN;
}

static const char *verdict_text(struct page *page,
                                const struct result_comparison *comparison)
{
    const struct comparison_text *text = &comparison->text;
    const char *glyph =
        page->options->is_ascii ? text->glyph_ascii : text->glyph;

    if (!text->why)
        return text_printed(page, "%s %s", glyph, text->verdict);
    /* Parentheses are not put into parentheses. */
    return strchr(text->why, '(') ? text_printed(page, "%s %s; %s", glyph,
                                                 text->verdict, text->why)
                                  : text_printed(page, "%s %s (%s)", glyph,
                                                 text->verdict, text->why);
}

static void add_comparison(struct page *page, Grid *grid,
                           const struct result_comparison *comparison)
{
    const Results *results = page->results;
    const struct result_cell *cell = text_cell(results, comparison->cell);
    const struct comparison_text *text = &comparison->text;
    bool stands = comparison->code == BETTER || comparison->code == WORSE;

    grid_row(grid);
    grid_cell(grid, text_row_name(page, cell, comparison->marks), GRID_PLAIN);
    grid_cell(grid,
              text_shown(page, results_side(results, comparison, 0)->text.mean),
              GRID_PLAIN);
    grid_cell(grid,
              text_shown(page, results_side(results, comparison, 1)->text.mean),
              GRID_PLAIN);
    grid_cell(grid, text_shown(page, text->percent),
              stands ? GRID_BOLD : GRID_PLAIN);
    grid_cell(grid, text_shown(page, text->percent_interval), GRID_PLAIN);
    grid_cell(grid, text_shown(page, text->p_short), GRID_PLAIN);
    if (results->options.adjust != ADJUST_NONE)
        grid_cell(grid, text_shown(page, text->p_adjusted), GRID_PLAIN);
    grid_cell(grid, text_shown(page, text->smallest_margin), GRID_PLAIN);
    grid_cell(grid, verdict_text(page, comparison),
              verdict_colour(comparison->code));
}

static const char *adjusted_head(const Results *results)
{
    static const char *const heads[] = {
        [ADJUST_HOLM] = "p (Holm)",
        [ADJUST_BH] = "q (BH)",
    };

    return heads[results->options.adjust];
}

static Grid *comparison_grid(struct page *page,
                             const struct result_family *family,
                             const char *first)
{
    const Results *results = page->results;
    Grid *grid = grid_new();

    grid_column(grid, first, false, 0);
    grid_column(grid, text_shown(page, text_system(page, family->reference)),
                true, 1);
    grid_column(grid, text_shown(page, text_system(page, family->subject)),
                true, 2);
    grid_column(grid, "difference", true, 0);
    grid_column(grid,
                text_printed(page, "%.4g\u00a0%% CI (%%)",
                             100 * family->interval_level),
                true, 0);
    grid_column(grid, "p", true, 3);
    if (results->options.adjust != ADJUST_NONE)
        grid_column(grid, adjusted_head(results), true, 0);
    grid_column(grid, "margin", true, 4);
    grid_column(grid, "", false, 0);
    return grid;
}

static int by_text(const char *a, const char *b)
{
    return strcmp(a, b);
}

static int by_number(double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(a) - isnan(b);
    return (a > b) - (a < b);
}

struct sorting {
    const Results *results;
    enum text_sort sort;
};

static int compare_rows(const void *a, const void *b, void *data)
{
    const struct sorting *sorting = data;
    const struct result_comparison *left =
        *(const struct result_comparison *const *)a;
    const struct result_comparison *right =
        *(const struct result_comparison *const *)b;
    int order = (left->code == UNTESTABLE) - (right->code == UNTESTABLE);

    if (order && sorting->sort != SORT_LOG)
        return order;
    order = 0;
    switch (sorting->sort) {
    case SORT_EFFECT:
        order = by_number(left->ratio.ratio, right->ratio.ratio);
        break;
    case SORT_P:
        order = by_number(left->test.p.log10_p, right->test.p.log10_p);
        break;
    case SORT_NAME:
        order = by_text(text_cell(sorting->results, left->cell)->name,
                        text_cell(sorting->results, right->cell)->name);
        break;
    case SORT_LOG:
        break;
    }
    return order ? order
                 : (left->cell > right->cell) - (left->cell < right->cell);
}

/* The family's comparisons that are wanted, in order. */
static GPtrArray *family_rows(struct page *page, size_t family, bool sorted)
{
    GPtrArray *rows = g_ptr_array_new();
    GArray *comparisons = page->results->comparisons;
    struct sorting sorting = {page->results,
                              sorted ? page->options->sort : SORT_LOG};

    for (guint i = 0; i < comparisons->len; i++) {
        struct result_comparison *comparison =
            &g_array_index(comparisons, struct result_comparison, i);

        if (comparison->family == family &&
            (!page->options->only ||
             page->options->only & (1u << comparison->code)))
            g_ptr_array_add(rows, comparison);
    }
    g_ptr_array_sort_with_data(rows, compare_rows, &sorting);
    return rows;
}

static bool is_operations(const Results *results, size_t family)
{
    for (guint i = 0; i < results->comparisons->len; i++) {
        const struct result_comparison *comparison =
            &g_array_index(results->comparisons, struct result_comparison, i);

        if (comparison->family == family)
            return text_cell(results, comparison->cell)->metric->level ==
                   METRIC_OPERATION;
    }
    return false;
}

static const char *runs_text(struct page *page,
                             const struct result_comparison *comparison)
{
    const struct result_sample *samples =
        (const struct result_sample *)(void *)page->results->samples->data;
    size_t a = samples[comparison->reference].data.n;
    size_t b = samples[comparison->subject].data.n;

    if (comparison->n_pairs)
        return text_printed(page, "%zu pair%s", comparison->n_pairs,
                            comparison->n_pairs == 1 ? "" : "s");
    if (a == b)
        return text_printed(page, "n = %zu", a);
    return text_printed(page, "n = %zu and %zu", a, b);
}

static void add_group_head(struct page *page, Grid *grid,
                           const struct result_comparison *comparison)
{
    const Results *results = page->results;
    const struct result_cell *cell = text_cell(results, comparison->cell);
    const struct result_workload *workload = workload_of(results, cell);

    grid_span(grid,
              text_printed(page, "%s%s%s \u00b7 %s", workload->tool,
                           *workload->condition ? " \u00b7 " : "",
                           workload->condition, runs_text(page, comparison)));
}

static void print_rows(struct page *page, GPtrArray *rows,
                       const struct result_family *family, size_t limit,
                       const char *first)
{
    g_autoptr(Grid) grid = comparison_grid(page, family, first);
    size_t workload = SIZE_MAX;

    for (guint i = 0; i < rows->len && i < limit; i++) {
        const struct result_comparison *comparison = rows->pdata[i];
        size_t next = text_cell(page->results, comparison->cell)->workload;

        if (next != workload)
            add_group_head(page, grid, comparison);
        workload = next;
        add_comparison(page, grid, comparison);
    }
    grid_print(grid, page->options->width, page->options->use_colour,
               page->out);
    if (rows->len > limit)
        g_string_append(page->out,
                        text_printed(page, " \u2026 %zu more rows: --all\n",
                                     rows->len - limit));
}

/* ---- the samples behind the headlines ---- */

static const char *sample_text(struct page *page,
                               const struct result_sample *sample)
{
    return text_printed(page, "%s (sd %s), n = %s", sample->text.mean_full,
                        sample->text.sd, sample->text.n);
}

static const char *p_short(struct page *page, struct cotejo_p p)
{
    g_autofree char *words = words_p_short(p);

    return text_shown(page, g_string_chunk_insert_const(page->strings, words));
}

static const char *p_beside(struct page *page, const struct result_test *test)
{
    g_autofree char *words = words_p_of_test(test, " (sampled)");

    return text_shown(page, g_string_chunk_insert_const(page->strings, words));
}

static const char *first_letter_up(struct page *page, const char *name)
{
    return text_printed(page, "%c%s", g_ascii_toupper(*name), name + 1);
}

/* The t test's name, then the two that stand beside it. */
static void samples_columns(struct page *page, Grid *grid,
                            const struct result_comparison *comparison,
                            const struct result_family *family)
{
    const struct result_test *t = comparison->test.which == TEST_STUDENT
                                      ? &comparison->test
                                      : &comparison->beside[0];

    grid_column(grid, "samples", false, 0);
    grid_column(grid, text_shown(page, text_system(page, family->reference)),
                true, 0);
    grid_column(grid, text_shown(page, text_system(page, family->subject)),
                true, 0);
    grid_column(grid,
                text_printed(page, "difference, %g\u00a0%% CI",
                             100 * page->results->options.confidence),
                true, 1);
    grid_column(grid,
                t->which == TEST_PAIRED_T
                    ? "paired t"
                    : text_printed(page, "%s t", study_tests[t->which].name),
                true, 1);
    grid_column(grid, "df", true, 2);
    grid_column(grid, "p", true, 3);
    for (size_t i = 1; i < RESULT_TESTS; i++)
        grid_column(
            grid,
            text_printed(page, "%s p",
                         first_letter_up(page, comparison->beside[i].name)),
            true, 4);
}

static void print_samples(struct page *page, GPtrArray *rows,
                          const struct result_family *family)
{
    const Results *results = page->results;
    g_autoptr(Grid) grid = grid_new();

    if (!rows->len)
        return;
    samples_columns(page, grid, rows->pdata[0], family);
    for (guint i = 0; i < rows->len; i++) {
        const struct result_comparison *comparison = rows->pdata[i];
        const struct comparison_text *text = &comparison->text;

        grid_row(grid);
        grid_cell(grid,
                  text_row_name(page, text_cell(results, comparison->cell), 0),
                  GRID_PLAIN);
        grid_cell(grid, sample_text(page, results_side(results, comparison, 0)),
                  GRID_PLAIN);
        grid_cell(grid, sample_text(page, results_side(results, comparison, 1)),
                  GRID_PLAIN);
        grid_cell(grid, text_shown(page, text->difference_full), GRID_PLAIN);
        grid_cell(grid, text_shown(page, text->t), GRID_PLAIN);
        grid_cell(grid, text_shown(page, text->df), GRID_PLAIN);
        grid_cell(grid, p_short(page, comparison->welch.p), GRID_PLAIN);
        for (size_t k = 1; k < RESULT_TESTS; k++)
            grid_cell(grid, p_beside(page, &comparison->beside[k]), GRID_PLAIN);
    }
    g_string_append_c(page->out, '\n');
    grid_print(grid, page->options->width, page->options->use_colour,
               page->out);
}

/* ---- below the tables ---- */

static void append_count(struct page *page, size_t count, const char *words,
                         bool *is_first)
{
    if (!count)
        return;
    g_string_append_printf(page->out, "%s%zu %s", *is_first ? "" : ", ", count,
                           text_shown(page, words));
    *is_first = false;
}

/* Over what p was adjusted: where there are several tables it is not plain,
 * and where there are many tests it matters. */
static void print_adjustment(struct page *page,
                             const struct result_family *family)
{
    const Results *results = page->results;
    bool of_several =
        family->set_to - family->set_from > family->to - family->from;

    if (results->options.adjust != ADJUST_HOLM || family->size < 2 ||
        results->options.pairs == PAIRS_ALL ||
        (family->size < 5 && !of_several))
        return;
    g_string_append_printf(
        page->out,
        " p adjusted by Holm over %zu tests%s; without it, %.2g false "
        "alarms would be expected; intervals %s\n",
        family->size, of_several ? ", those of all systems together" : "",
        (double)family->size * (1 - results->options.confidence),
        results->options.simultaneous
            ? "hold for all together"
            : "are each for itself (see --simultaneous)");
}

static void print_counts(struct page *page, const struct result_family *family,
                         size_t n)
{
    const char *subject = text_system(page, family->subject);
    bool is_first = true;

    g_string_append_printf(page->out, "\n %zu comparison%s: ", n,
                           n == 1 ? "" : "s");
    append_count(page, family->counts[BETTER],
                 text_printed(page, "%s better", subject), &is_first);
    append_count(
        page, family->counts[WORSE],
        text_printed(page, "%s better", text_system(page, family->reference)),
        &is_first);
    append_count(page, family->counts[DIFFERENT], "different", &is_first);
    append_count(page, family->counts[EQUIVALENT], "equivalent", &is_first);
    append_count(page, family->counts[INCONCLUSIVE], "no difference shown",
                 &is_first);
    append_count(page, family->counts[UNTESTABLE], "without a verdict",
                 &is_first);
    g_string_append_c(page->out, '\n');
    print_adjustment(page, family);
}

static void print_marks(struct page *page, GPtrArray *rows, size_t limit)
{
    unsigned used = 0;

    for (guint i = 0; i < rows->len && i < limit; i++)
        used |= ((const struct result_comparison *)rows->pdata[i])->marks;
    for (size_t i = 0; i < n_text_marks; i++) {
        if (used & text_marks[i].mark)
            g_string_append_printf(page->out, " %c %s\n", text_marks[i].sign,
                                   text_marks[i].words);
    }
}

static size_t rows_shown(const GPtrArray *rows)
{
    size_t n = 0;

    for (guint i = 0; i < rows->len; i++) {
        const struct result_comparison *comparison = rows->pdata[i];

        n += comparison->code != UNTESTABLE;
    }
    return n && n < ROWS_MAX ? n : ROWS_MAX;
}

static void print_family(struct page *page, size_t index)
{
    const Results *results = page->results;
    const struct result_family *family =
        &g_array_index(results->families, struct result_family, index);
    bool operations = is_operations(results, index);
    g_autoptr(GPtrArray) rows = family_rows(page, index, operations);
    bool is_long = operations || rows->len > ROWS_MAX;
    bool is_cut = is_long && !page->options->show_all;
    size_t limit = is_cut ? rows_shown(rows) : SIZE_MAX;
    size_t n = 0;

    for (size_t code = 0; code < G_N_ELEMENTS(family->counts); code++)
        n += family->counts[code];
    g_string_append(page->out,
                    text_printed(page, "%s%s against %s%s%s\n\n",
                                 index ? "\n" : "",
                                 text_system(page, family->subject),
                                 text_system(page, family->reference),
                                 operations ? " \u00b7 " : "",
                                 operations ? family->name : ""));
    print_rows(page, rows, family, limit, operations ? "operation (s)" : "");
    if (!is_long)
        print_samples(page, rows, family);
    print_counts(page, family, n);
    print_marks(page, rows, limit);
    text_tests(page, rows, is_long, limit);
    if (!operations && family->reference == 0)
        text_overall(page, family->subject);
}

/* Four lines on method, as it was. */
static void print_method(struct page *page)
{
    static const char *const intervals[] = {
        [INTERVAL_DEFAULT] = "those of that test",
        [INTERVAL_FIELLER] = "Fieller's",
        [INTERVAL_LOG_RATIO] = "those of the ratio's\n"
                               " logarithm, which can disagree with p",
        [INTERVAL_BOOTSTRAP] = "of the bootstrap\n"
                               " (BCa), which can disagree with p and cover "
                               "less than they say",
    };
    const struct study_options *options = &page->results->options;

    g_string_append_printf(
        page->out,
        "\n Differences are in percent of the reference; p is that of\n"
        " %s, two-sided, and the intervals are %s%s.\n"
        " A verdict follows the adjusted p; \"margin\" is the smallest margin "
        "within\n"
        " which two one-sided tests would call the systems equivalent.\n",
        results_test_words(page->results), intervals[options->interval],
        options->simultaneous ? ", all of a table together" : "");
}

void report_text_compare(const Results *results,
                         const struct text_options *options, GString *out)
{
    struct page page;

    text_page_init(&page, results, options, out);
    text_groups(&page);
    for (guint i = 0; i < results->families->len; i++)
        print_family(&page, i);
    text_warnings(&page);
    text_diagnoses(&page);
    if (options->explain)
        print_method(&page);
    text_page_clear(&page);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheets "Read me", which holds alpha and margin, and "Warnings". */
#include "report/workbook.h"

#include <math.h>
#include <string.h>

#include "report/table.h"
#include "report/report_diagnosis.h"
#include "report/table_kinds.h"
#include "compare/method.h"
#include "report/view.h"

/* Rows of the named cells. */
#define ALPHA_ROW 4
#define MARGIN_ROW 5
#define LINE_CHARS 95 /* in the second column */

#define PERCENT_LINE                                                           \
    "The difference in percent of the reference's mean, with %s."
#define P_LINE                                                                 \
    "That of %s, two-sided; \"p adjusted\" for all that are adjusted "         \
    "together."

static const struct {
    const char *term, *meaning; /* meaning NULL: a head */
} lines[] = {
    {"Sheets", NULL},
    {SHEET_COMPARISONS,
     "One row a comparison. Everything but the verdict is a formula over Raw; "
     "the grey columns at the right are steps of the computation."},
    {SHEET_SUMMARY, "Each metric on each system, as formulas over Raw."},
    {SHEET_RAW, "Every value, one a row, with the log and line it stands in."},
    {SHEET_CHARTS, "Charts that follow the data, and the figures as drawn."},
    {SHEET_WARNINGS, "What to know before trusting a number; runs left out."},
    {SHEET_DATA, "Helper ranges of the charts."},
    {"To leave a run out", NULL},
    {"use", "Set \"use\" to 0 in Raw: all numbers follow. 1 takes it back."},
    {"check", "\"ok\" while p is the one the program computed, \"edited\" "
              "once the data were changed: then the verdict may not hold, "
              "read \"p adjusted\" and \"significant\"."},
    {"Definitions", NULL},
    {"n", "Runs (repetitions of the whole measurement), never requests."},
    {"interval", "Student's interval of the mean at level 1 - alpha."},
    {"difference", "Mean of the subject minus mean of the reference."},
    {"percent", PERCENT_LINE},
    {"p", P_LINE},
    {"CV", "Standard deviation divided by the mean."},
    {"–", "Undefined: too few runs, or no variation."},
    {"Values", "In the unit of their row; percentages are fractions."},
    {"Colours", NULL},
    {"green, red", "The column check: ok, edited."},
    {"grey", "Steps of the computation."},
};

/* What a line says with the method of these results; free with g_free. */
static char *fill_line(const Results *results, const char *meaning)
{
    const char *interval = method_interval(results);
    const char *test = results_test_words(results);

    if (meaning && !strcmp(meaning, PERCENT_LINE))
        return g_strdup_printf(PERCENT_LINE,
                               interval ? interval : "no interval");
    if (meaning && !strcmp(meaning, P_LINE))
        return g_strdup_printf(P_LINE, test);
    return g_strdup(meaning);
}

static void write_pair(struct book *book, lxw_worksheet *sheet, lxw_row_t row,
                       const char *term, const char *meaning)
{
    book_text(book, sheet, row, 0, term, meaning ? STYLE_TEXT : STYLE_TITLE);
    if (!meaning)
        return;
    book_text(book, sheet, row, 1, meaning, STYLE_WRAP);
    book_check(book,
               worksheet_set_row(
                   sheet, row,
                   15.0 * (double)(1 + strlen(meaning) / LINE_CHARS), NULL));
}

/* Twelve digits: 0.05, where 1 - 0.95 is 0.050000000000000044. */
static double tidy(double value)
{
    return round(value * 1e12) / 1e12;
}

static void write_settings(struct book *book, lxw_worksheet *sheet)
{
    const struct study_options *options = &book->results->options;

    book_text(book, sheet, ALPHA_ROW, 0, "alpha", STYLE_TEXT);
    book_number(book, sheet, ALPHA_ROW, 1, tidy(1.0 - options->confidence),
                STYLE_NUMBER);
    book_text(book, sheet, MARGIN_ROW, 0, "margin", STYLE_TEXT);
    if (options->margin_absolute.text)
        book_text(book, sheet, MARGIN_ROW, 1, options->margin_absolute.text,
                  STYLE_TEXT);
    else if (isfinite(options->margin))
        book_number(book, sheet, MARGIN_ROW, 1, options->margin, STYLE_SHARE);
    else
        book_text(book, sheet, MARGIN_ROW, 1, "none given", STYLE_TEXT);
    book_check(book, workbook_define_name(book->workbook, "alpha",
                                          "='" SHEET_README "'!$B$5"));
    book_check(book, workbook_define_name(book->workbook, "margin",
                                          "='" SHEET_README "'!$B$6"));
}

static char *systems_line(const Results *results)
{
    GString *line = g_string_new(NULL);

    for (guint i = 0; i < results->systems->len; i++)
        g_string_append_printf(
            line, "%s%s%s", i ? ", " : "", view_system(results, i)->name,
            view_system(results, i)->is_reference ? " (reference)" : "");
    return g_string_free(line, FALSE);
}

static lxw_row_t write_provenance(struct book *book, lxw_worksheet *sheet,
                                  lxw_row_t row)
{
    g_autofree char *date = view_date(book->results->document_date_s);
    const char *adjustment =
        view_adjustment_name(book->results->options.adjust);

    write_pair(book, sheet, row++, "Where this comes from", NULL);
    write_pair(book, sheet, row++, "program", "cotejo " COTEJO_VERSION);
    write_pair(book, sheet, row++, "results sha256", book->digest);
    write_pair(book, sheet, row++, "document date", date);
    write_pair(book, sheet, row++, "adjustment",
               *adjustment ? adjustment : "none");
    return row;
}

void workbook_readme(struct book *book)
{
    lxw_worksheet *sheet = book_sheet(book, SHEET_README, NULL, 0);
    g_autofree char *systems = systems_line(book->results);
    lxw_row_t row = MARGIN_ROW + 2;

    book_check(book, worksheet_set_column(sheet, 0, 0, 24, NULL));
    book_check(book, worksheet_set_column(sheet, 1, 1, 90, NULL));
    book_text(book, sheet, 0, 0, "Results of cotejo", STYLE_TITLE);
    write_pair(book, sheet, 1, "systems", systems);
    write_pair(book, sheet, 3, "Settings", NULL);
    write_settings(book, sheet);
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autofree char *meaning = fill_line(book->results, lines[i].meaning);

        write_pair(book, sheet, row++, lines[i].term, meaning);
    }
    if (!workbook_has_chain(book->results))
        write_pair(book, sheet, row++, "values",
                   "Differences, intervals and p of this test (or level, or "
                   "pairs that lack runs) are values, no formulas: \"use\" "
                   "leaves them as they are.");
    write_provenance(book, sheet, row);
}

enum column { SEVERITY, CODE, METRIC, SYSTEM, MESSAGE, N_COLUMNS };

static const struct sheet_column columns[N_COLUMNS] = {
    [SEVERITY] = {"severity", 11, STYLE_TEXT},
    [CODE] = {"code", 20, STYLE_TEXT},
    [METRIC] = {"metric or log", 36, STYLE_TEXT},
    [SYSTEM] = {"system", 14, STYLE_TEXT},
    [MESSAGE] = {"message", 80, STYLE_WRAP},
};

static void write_line(struct book *book, lxw_worksheet *sheet, lxw_row_t row,
                       const char *const texts[N_COLUMNS])
{
    for (lxw_col_t i = 0; i < N_COLUMNS; i++)
        book_text(book, sheet, row, i, texts[i], columns[i].style);
}

/* What the table "excluded" says, as rows here. */
static lxw_row_t write_excluded(struct book *book, lxw_worksheet *sheet,
                                lxw_row_t row)
{
    g_autoptr(Table) table = table_excluded.build(book->results, NULL, NULL);

    for (guint i = 0; table && i < table->rows->len; i++) {
        const char *const *cells = table_row(table, i)->cells;
        const char *const texts[N_COLUMNS] = {
            [SEVERITY] = "left out", [CODE] = cells[2],    [METRIC] = cells[1],
            [SYSTEM] = cells[0],     [MESSAGE] = cells[3],
        };

        write_line(book, sheet, row++, texts);
    }
    return row;
}

static lxw_row_t write_controls(struct book *book, lxw_worksheet *sheet,
                                lxw_row_t row)
{
    GArray *controls = book->results->controls;

    for (guint i = 0; i < controls->len; i++) {
        const struct result_control *control =
            RESULT(controls, result_control, i);
        g_autofree char *message =
            g_strdup_printf("%s %s", control->noise, control->verdict);
        const char *const texts[N_COLUMNS] = {
            [SEVERITY] = "control",
            [CODE] = control_fitness_name(control->fitness),
            [METRIC] = control->title,
            [SYSTEM] = "",
            [MESSAGE] = message,
        };

        write_line(book, sheet, row++, texts);
    }
    return row;
}

static void write_diagnosis(struct book *book, lxw_worksheet *sheet,
                            lxw_row_t row, const struct diagnosis_group *group,
                            const struct result_diagnosis *diagnosis,
                            const char *const *paths)
{
    const Results *results = book->results;
    g_autofree char *place =
        diagnosis_place_words(results, diagnosis, " \u00b7 ");
    g_autofree char *source =
        report_diagnosis_source(results, diagnosis, paths);
    g_autofree char *message = g_strdup_printf(
        "%s%s%s%s. To do: %s.", diagnosis->message, source ? " (" : "",
        source ? source : "", source ? ")" : "", group->kind->advice);
    const char *const texts[N_COLUMNS] = {
        [SEVERITY] = diagnosis_severity_name(group->severity),
        [CODE] = group->kind->slug,
        [METRIC] = place,
        [SYSTEM] = diagnosis->system == SIZE_MAX
                       ? ""
                       : view_system(results, diagnosis->system)->name,
        [MESSAGE] = message,
    };

    write_line(book, sheet, row, texts);
}

/* All of them: this is where a reader looks for the rest. */
static lxw_row_t write_diagnoses(struct book *book, lxw_worksheet *sheet,
                                 lxw_row_t row)
{
    const Results *results = book->results;
    g_autofree const char **paths = view_paths(results);

    for (guint i = 0; i < results->diagnosis_groups->len; i++) {
        const struct diagnosis_group *group =
            RESULT(results->diagnosis_groups, diagnosis_group, i);

        for (size_t k = 0; k < group->n; k++)
            write_diagnosis(
                book, sheet, row++, group,
                RESULT(results->diagnoses, result_diagnosis, group->from + k),
                paths);
    }
    return row;
}

void workbook_warnings(struct book *book)
{
    const Results *results = book->results;
    lxw_worksheet *sheet = book_sheet(book, SHEET_WARNINGS, columns, N_COLUMNS);
    lxw_row_t row = 1;

    for (guint i = 0; i < results->warnings->len; i++) {
        const struct result_warning *warning =
            RESULT(results->warnings, result_warning, i);
        const char *const texts[N_COLUMNS] = {
            [SEVERITY] = warning->severity,
            [CODE] = warning->code,
            [METRIC] = warning->cell == SIZE_MAX
                           ? ""
                           : view_cell(results, warning->cell)->name,
            [SYSTEM] = warning->system,
            [MESSAGE] = warning->message,
        };

        write_line(book, sheet, row++, texts);
    }
    row = write_controls(book, sheet, row);
    row = write_diagnoses(book, sheet, row);
    row = write_excluded(book, sheet, row);
    book_finish_sheet(book, sheet, row - 1, N_COLUMNS);
}

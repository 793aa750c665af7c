/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet "Summary": each sample's numbers, as formulas over its range. */
#include "report/workbook.h"

#include <math.h>
#include <string.h>

#include "report/view.h"

enum column {
    TOOL,
    METRIC,
    CONDITION,
    SYSTEM,
    UNIT,
    N,
    MEAN,
    SD,
    SE,
    LOW,
    HIGH,
    MEDIAN,
    Q1,
    Q3,
    MIN,
    MAX,
    CV,
    RANGE,
    N_COLUMNS
};

/*
 * Formulas: @ is the sample's range, # the row. The t quantile comes from
 * the beta distribution, since T.INV.2T takes whole degrees of freedom only
 * in some programs and the same chain serves Welch's fractional ones.
 */
#define HALF_WIDTH "SQRT((F#-1)*(1/_xlfn.BETA.INV(alpha,(F#-1)/2,0.5)-1))*I#"

static const struct {
    struct sheet_column column;
    const char *formula;
} columns[N_COLUMNS] = {
    [TOOL] = {{"tool", 11, STYLE_TEXT}, NULL},
    [METRIC] = {{"metric", 30, STYLE_TEXT}, NULL},
    [CONDITION] = {{"condition", 24, STYLE_TEXT}, NULL},
    [SYSTEM] = {{"system", 14, STYLE_TEXT}, NULL},
    [UNIT] = {{"unit", 9, STYLE_TEXT}, NULL},
    [N] = {{"n", 8, STYLE_WHOLE}, "COUNT(@)"},
    [MEAN] = {{"mean", 13, STYLE_NUMBER}, "IFERROR(AVERAGE(@),\"–\")"},
    [SD] = {{"sd", 12, STYLE_NUMBER}, "IFERROR(_xlfn.STDEV.S(@),\"–\")"},
    [SE] = {{"se", 12, STYLE_NUMBER}, "IFERROR(H#/SQRT(F#),\"–\")"},
    [LOW] = {{"interval low", 13, STYLE_NUMBER},
             "IFERROR(G#-" HALF_WIDTH ",\"–\")"},
    [HIGH] = {{"interval high", 13, STYLE_NUMBER},
              "IFERROR(G#+" HALF_WIDTH ",\"–\")"},
    [MEDIAN] = {{"median", 13, STYLE_NUMBER}, "IFERROR(MEDIAN(@),\"–\")"},
    [Q1] = {{"quartile 1", 12, STYLE_NUMBER}, "IFERROR(QUARTILE(@,1),\"–\")"},
    [Q3] = {{"quartile 3", 12, STYLE_NUMBER}, "IFERROR(QUARTILE(@,3),\"–\")"},
    [MIN] = {{"min", 12, STYLE_NUMBER}, "IF(F#>0,MIN(@),\"–\")"},
    [MAX] = {{"max", 12, STYLE_NUMBER}, "IF(F#>0,MAX(@),\"–\")"},
    [CV] = {{"CV", 9, STYLE_SHARE}, "IFERROR(H#/ABS(G#),\"–\")"},
    [RANGE] = {{"range", 40, STYLE_TEXT}, NULL},
};

/* What the formulas come to, in the shown unit. */
static void fill_values(const struct result_cell *cell,
                        const struct result_sample *sample,
                        double values[N_COLUMNS])
{
    const double factor = cell->display_factor;
    const struct cotejo_moments *moments = &sample->moments;

    values[N] = (double)sample->data.n;
    values[MEAN] = moments->mean * factor;
    values[SD] = moments->sd * factor;
    values[SE] = moments->se * factor;
    values[LOW] = sample->interval.low * factor;
    values[HIGH] = sample->interval.high * factor;
    values[MEDIAN] = sample->median * factor;
    values[Q1] = sample->q1 * factor;
    values[Q3] = sample->q3 * factor;
    values[MIN] = moments->min * factor;
    values[MAX] = moments->max * factor;
    values[CV] = moments->cv;
}

static char *expand(const char *formula, const char *range, lxw_row_t row)
{
    g_autoptr(GString) text = g_string_new(formula);
    g_autofree char *number = g_strdup_printf("%u", row + 1);

    g_string_replace(text, "@", range, 0);
    g_string_replace(text, "#", number, 0);
    return g_strdup(text->str);
}

static void write_row(struct book *book, lxw_worksheet *sheet, lxw_row_t row,
                      guint at)
{
    const Results *results = book->results;
    const struct result_sample *sample = view_sample(results, at);
    const struct result_cell *cell = view_cell(results, sample->cell);
    enum style decimals = book_decimals(cell->log_decimals + 2);
    double values[N_COLUMNS] = {0};

    book_text(book, sheet, row, TOOL, cell->metric->tool, STYLE_TEXT);
    book_text(book, sheet, row, METRIC, cell->name, STYLE_TEXT);
    book_text(book, sheet, row, CONDITION,
              view_workload(results, cell)->condition, STYLE_TEXT);
    book_text(book, sheet, row, SYSTEM,
              view_system(results, sample->system)->name, STYLE_TEXT);
    book_text(book, sheet, row, UNIT, cell->unit, STYLE_TEXT);
    book_text(book, sheet, row, RANGE, book->ranges[at], STYLE_TEXT);
    fill_values(cell, sample, values);
    for (lxw_col_t i = 0; i < N_COLUMNS; i++) {
        g_autofree char *formula = NULL;

        if (!columns[i].formula)
            continue;
        formula = expand(columns[i].formula, book->ranges[at], row);
        book_formula(book, sheet, row, i, formula, values[i],
                     columns[i].column.style == STYLE_NUMBER
                         ? decimals
                         : columns[i].column.style);
    }
    book->summary_rows[at] = row;
}

void workbook_summary(struct book *book)
{
    struct sheet_column heads[N_COLUMNS];
    lxw_worksheet *sheet;
    lxw_row_t row = 1;

    for (size_t i = 0; i < N_COLUMNS; i++)
        heads[i] = columns[i].column;
    sheet = book_sheet(book, SHEET_SUMMARY, heads, N_COLUMNS);
    for (guint i = 0; i < book->results->samples->len; i++)
        if (book->ranges[i])
            write_row(book, sheet, row++, i);
    book_finish_sheet(book, sheet, row - 1, N_COLUMNS);
}

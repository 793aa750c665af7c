/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sheet "Raw": every value, one a row, those of one sample together.
 * "use" is 1 or 0 and may be changed; "used" is the value or nothing, and
 * carries the name that the formulas of the other sheets use.
 */
#include "report/workbook.h"

#include <math.h>

#include "report/view.h"

enum column {
    TOOL,
    METRIC,
    CONDITION,
    SYSTEM,
    REP,
    VALUE,
    UNIT,
    USE,
    USED,
    FLAGS,
    SOURCE,
    LINE,
    N_COLUMNS
};

static const struct sheet_column columns[N_COLUMNS] = {
    [TOOL] = {"tool", 11, STYLE_TEXT},
    [METRIC] = {"metric", 30, STYLE_TEXT},
    [CONDITION] = {"condition", 24, STYLE_TEXT},
    [SYSTEM] = {"system", 14, STYLE_TEXT},
    [REP] = {"rep", 8, STYLE_WHOLE},
    [VALUE] = {"value", 14, STYLE_NUMBER},
    [UNIT] = {"unit", 9, STYLE_TEXT},
    [USE] = {"use", 8, STYLE_WHOLE},
    [USED] = {"used", 14, STYLE_NUMBER},
    [FLAGS] = {"flags", 12, STYLE_TEXT},
    [SOURCE] = {"source", 32, STYLE_TEXT},
    [LINE] = {"line", 8, STYLE_WHOLE},
};

static void write_value(struct book *book, lxw_worksheet *sheet, lxw_row_t row,
                        const struct result_sample *sample,
                        const struct view_value *value, const char *path)
{
    const Results *results = book->results;
    const struct result_cell *cell = view_cell(results, sample->cell);
    const struct result_run *run =
        RESULT(results->runs, result_run, value->run);
    double shown = view_shown(cell, value);
    enum style style = book_decimals(cell->log_decimals);
    g_autofree char *used =
        g_strdup_printf("IF(H%u=1,F%u,\"\")", row + 1, row + 1);

    book_text(book, sheet, row, TOOL, cell->metric->tool, STYLE_TEXT);
    book_text(book, sheet, row, METRIC, cell->name, STYLE_TEXT);
    book_text(book, sheet, row, CONDITION,
              view_workload(results, cell)->condition, STYLE_TEXT);
    book_text(book, sheet, row, SYSTEM,
              view_system(results, sample->system)->name, STYLE_TEXT);
    book_number(book, sheet, row, REP, (double)run->repetition, STYLE_WHOLE);
    book_number(book, sheet, row, VALUE, shown, style);
    book_text(book, sheet, row, UNIT, cell->unit, STYLE_TEXT);
    book_number(book, sheet, row, USE, value->is_used, STYLE_WHOLE);
    if (value->is_used)
        book_formula(book, sheet, row, USED, used, shown, style);
    else
        book_formula_text(book, sheet, row, USED, used, "", style);
    book_text(book, sheet, row, FLAGS, view_flags(value, run), STYLE_TEXT);
    book_text(book, sheet, row, SOURCE, path, STYLE_TEXT);
    book_number(book, sheet, row, LINE, (double)value->from->line, STYLE_WHOLE);
}

static lxw_row_t write_sample(struct book *book, lxw_worksheet *sheet,
                              lxw_row_t row, guint at, const char *const *paths)
{
    const struct result_sample *sample = view_sample(book->results, at);
    g_autoptr(GArray) values =
        view_values(book->results, sample->cell, sample->system);
    g_autofree char *range = NULL;

    if (row + values->len > LXW_ROW_MAX) {
        if (!book->error)
            cotejo_fail(&book->error, COTEJO_ERROR_WRITE,
                        "results.xlsx: more than %d values do not fit a "
                        "sheet; raw.csv holds them",
                        LXW_ROW_MAX - 1);
        return row;
    }
    for (guint i = 0; i < values->len; i++) {
        const struct view_value *value = RESULT(values, view_value, i);
        size_t input =
            RESULT(book->results->runs, result_run, value->run)->input;

        write_value(book, sheet, row + i, sample, value, paths[input]);
    }
    if (!book->ranges[at])
        return row + values->len;
    range = g_strdup_printf("=" SHEET_RAW "!$I$%u:$I$%u", row + 1,
                            row + values->len);
    book_check(book,
               workbook_define_name(book->workbook, book->ranges[at], range));
    return row + values->len;
}

/* "use" takes 1 or 0 and nothing else. */
static void validate_use(struct book *book, lxw_worksheet *sheet,
                         lxw_row_t last_row)
{
    char one[] = "1", zero[] = "0";
    char title[] = "use", message[] = "1: enters the statistics, 0: does not";
    char *list[] = {one, zero, NULL};
    lxw_data_validation validation = {
        .validate = LXW_VALIDATION_TYPE_LIST,
        .value_list = list,
        .error_title = title,
        .error_message = message,
    };

    book_check(book, worksheet_data_validation_range(sheet, 1, USE, last_row,
                                                     USE, &validation));
}

void workbook_raw(struct book *book)
{
    lxw_worksheet *sheet = book_sheet(book, SHEET_RAW, columns, N_COLUMNS);
    g_autofree const char **paths = view_paths(book->results);
    lxw_row_t row = 1;

    for (guint i = 0; i < book->results->samples->len && !book->error; i++)
        row = write_sample(book, sheet, row, i, paths);
    if (row > 1)
        validate_use(book, sheet, row - 1);
    book_finish_sheet(book, sheet, row - 1, N_COLUMNS);
}

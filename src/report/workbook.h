/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * results.xlsx, between its sheets: what each sheet's file shares.
 *
 * 1. Text goes through book_text and nothing else (always a string cell,
 *    cleaned, never a formula or a link); formulas are built only from our
 *    own words, cell addresses and range names.
 * 2. Every formula is written with the value the program computed, so that
 *    viewers that do not calculate show it.
 * 3. Values are in the shown unit, percentages are fractions.
 */
#pragma once

#include <xlsxwriter.h>

#include "report/report.h"

enum style {
    STYLE_TEXT,
    STYLE_WRAP,
    STYLE_NUMBER, /* general; in tables of columns: by the metric */
    STYLE_WHOLE,
    STYLE_PERCENT, /* +0.0% */
    STYLE_SHARE,   /* 0.0% */
    STYLE_P,
    STYLE_HEAD,
    STYLE_TITLE,
    STYLE_HELPER, /* numbers of helper columns, grey */
    STYLE_HELPER_P,
    STYLE_OK,
    STYLE_EDITED,
    STYLE_DECIMALS_0, /* and the following: that many decimals */
    N_STYLES = STYLE_DECIMALS_0 + 10
};

/* Names of the sheets; formulas and charts refer to them. */
#define SHEET_README "Read me"
#define SHEET_COMPARISONS "Comparisons"
#define SHEET_SUMMARY "Summary"
#define SHEET_RAW "Raw"
#define SHEET_CHARTS "Charts"
#define SHEET_WARNINGS "Warnings"
#define SHEET_DATA "Chart data"

struct book {
    const Results *results;
    const char *digest;
    lxw_workbook *workbook;
    lxw_format *styles[N_STYLES];
    GPtrArray *strings;      /* what the library only borrows until it closes */
    char **ranges;           /* of each sample "raw_..."; NULL without values */
    lxw_row_t *summary_rows; /* of each sample in Summary; 0: none */
    lxw_row_t *comparison_rows; /* of each comparison in Comparisons */
    GError *error;              /* the first thing that went wrong */
};

struct sheet_column {
    const char *head;
    double width;
    enum style style;
};

/* The style of numbers with so many decimals. */
enum style book_decimals(int decimals);
/* A sheet with its heads, frozen row and column, filter, print settings. */
lxw_worksheet *book_sheet(struct book *book, const char *name,
                          const struct sheet_column columns[], size_t n);
/* After its last row: the filter over all of it. */
void book_finish_sheet(struct book *book, lxw_worksheet *sheet,
                       lxw_row_t last_row, size_t n_columns);
void book_text(struct book *book, lxw_worksheet *sheet, lxw_row_t row,
               lxw_col_t column, const char *text, enum style style);
/* An en dash when value is not finite. */
void book_number(struct book *book, lxw_worksheet *sheet, lxw_row_t row,
                 lxw_col_t column, double value, enum style style);
/* formula without "="; value NaN: it shows an en dash. */
void book_formula(struct book *book, lxw_worksheet *sheet, lxw_row_t row,
                  lxw_col_t column, const char *formula, double value,
                  enum style style);
/* The same, with a text as its value. */
void book_formula_text(struct book *book, lxw_worksheet *sheet, lxw_row_t row,
                       lxw_col_t column, const char *formula, const char *value,
                       enum style style);
/* Keeps text (taken over) until the workbook is closed. */
const char *book_keep(struct book *book, char *text);
/* The library's answer, into book->error. */
void book_check(struct book *book, lxw_error status);

/* The sheets, in this order. */
void workbook_readme(struct book *book);
void workbook_comparisons(struct book *book);
/* Are differences, intervals and p formulas? Not of tests that no chain of
 * functions of a spreadsheet computes. */
bool workbook_has_chain(const Results *results);
void workbook_summary(struct book *book);
void workbook_raw(struct book *book);
void workbook_charts(struct book *book,
                     const struct workbook_picture pictures[], size_t n);
void workbook_warnings(struct book *book);

/* Before all of them: where each sample will stand. */
void workbook_name_ranges(struct book *book);

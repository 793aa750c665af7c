/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One table as a workbook: a sheet with its rows, a sheet with its caption
 * and note.
 *
 * 1. A cell that people read as a number is a number, with the decimals it is
 *    printed with: what the strings of the table say, no more. Percentages
 *    become fractions in a percent format.
 * 2. Every other text is a string cell, never a formula or a link.
 */
#include "report/table.h"
#include "report/table_kinds.h"

#include <string.h>

#include <glib/gstdio.h>
#include <xlsxwriter.h>

#include "base/decimal.h"
#include "base/slice.h"
#include "report/escape.h"

#define WIDTH_MIN 8.0
#define WIDTH_MAX 40.0
#define DECIMALS_MAX 9
#define TEXT_MAX 1000
#define DATE_UNKNOWN_S 315532800 /* 1980-01-01T00:00:00Z */

struct sheet {
    const Table *table;
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *head, *text, *wrap;
    lxw_format *numbers[2][DECIMALS_MAX + 1]; /* plain, percent; on demand */
    bool has_groups;
    lxw_error status; /* the first that was wrong */
};

static void check(struct sheet *sheet, lxw_error status)
{
    if (sheet->status == LXW_NO_ERROR)
        sheet->status = status;
}

static void write_text(struct sheet *sheet, lxw_worksheet *page, lxw_row_t row,
                       lxw_col_t column, const char *text, lxw_format *format)
{
    g_autofree char *clean = clean_shortened(text, TEXT_MAX);

    check(sheet, worksheet_write_string(page, row, column, clean, format));
}

static lxw_format *number_format(struct sheet *sheet, bool is_percent,
                                 int decimals)
{
    lxw_format **format = &sheet->numbers[is_percent][decimals];

    if (!*format) {
        g_autofree char *zeros = g_strnfill((gsize)decimals, '0');
        const char *mark = decimals ? "." : "";
        g_autofree char *words =
            is_percent ? g_strdup_printf("+0%s%s%%;-0%s%s%%;0%s%s%%", mark,
                                         zeros, mark, zeros, mark, zeros)
                       : g_strdup_printf("#,##0%s%s", mark, zeros);

        *format = workbook_add_format(sheet->book);
        format_set_num_format(*format, words);
    }
    return *format;
}

/* "-1,234.5" and "+5.3 %", as table_plain() writes them. */
static bool read_number(const char *cell, double *value, int *decimals,
                        bool *is_percent)
{
    g_autofree char *plain = table_plain(cell);
    g_autoptr(GString) digits = g_string_new(plain);
    struct decimal number;
    const char *mark;

    if (!table_is_number(plain))
        return false;
    *is_percent = g_str_has_suffix(plain, "%");
    g_string_replace(digits, ",", "", 0);
    g_string_replace(digits, "%", "", 0);
    g_string_replace(digits, " ", "", 0);
    if (*digits->str == '+')
        g_string_erase(digits, 0, 1);
    if (!slice_to_decimal(slice_from(digits->str), &number))
        return false;
    mark = strchr(digits->str, '.');
    *decimals = mark ? (int)MIN(strlen(mark + 1), DECIMALS_MAX) : 0;
    *value = decimal_to_double(number) / (*is_percent ? 100.0 : 1.0);
    return true;
}

static void write_cell(struct sheet *sheet, lxw_row_t row, lxw_col_t column,
                       const char *cell, enum table_align align)
{
    double value;
    int decimals;
    bool is_percent;

    if (align == ALIGN_RIGHT &&
        read_number(cell, &value, &decimals, &is_percent))
        check(sheet, worksheet_write_number(
                         sheet->sheet, row, column, value,
                         number_format(sheet, is_percent, decimals)));
    else
        write_text(sheet, sheet->sheet, row, column, cell, sheet->text);
}

static double column_width(const Table *table, guint column)
{
    double width = (double)g_utf8_strlen(table_column(table, column)->head, -1);

    for (guint r = 0; r < table->rows->len; r++)
        width =
            MAX(width,
                (double)g_utf8_strlen(table_row(table, r)->cells[column], -1));
    return CLAMP(width + 2.0, WIDTH_MIN, WIDTH_MAX);
}

static void write_heads(struct sheet *sheet)
{
    lxw_col_t first = sheet->has_groups;

    if (sheet->has_groups) {
        check(sheet, worksheet_set_column(sheet->sheet, 0, 0, WIDTH_MAX, NULL));
        write_text(sheet, sheet->sheet, 0, 0, "group", sheet->head);
    }
    for (guint i = 0; i < sheet->table->columns->len; i++) {
        lxw_col_t at = (lxw_col_t)(first + i);

        check(sheet, worksheet_set_column(sheet->sheet, at, at,
                                          column_width(sheet->table, i), NULL));
        write_text(sheet, sheet->sheet, 0, at,
                   table_column(sheet->table, i)->head, sheet->head);
    }
    worksheet_freeze_panes(sheet->sheet, 1, first + 1);
    check(sheet, worksheet_repeat_rows(sheet->sheet, 0, 0));
}

static void write_rows(struct sheet *sheet)
{
    const Table *table = sheet->table;
    const char *group = NULL;

    for (guint r = 0; r < table->rows->len; r++) {
        const struct table_row *row = table_row(table, r);
        lxw_col_t first = sheet->has_groups;

        group = row->group ? row->group : group;
        if (sheet->has_groups)
            write_text(sheet, sheet->sheet, r + 1, 0, group ? group : "",
                       sheet->text);
        for (guint i = 0; i < table->columns->len; i++)
            write_cell(sheet, r + 1, (lxw_col_t)(first + i), row->cells[i],
                       table_column(table, i)->align);
    }
    if (table->rows->len)
        check(sheet,
              worksheet_autofilter(
                  sheet->sheet, 0, 0, table->rows->len,
                  (lxw_col_t)(sheet->has_groups + table->columns->len - 1)));
}

static void write_about(struct sheet *sheet, const char *digest)
{
    lxw_worksheet *page = workbook_add_worksheet(sheet->book, "About");
    g_autofree char *origin = g_strdup_printf(
        "Made by cotejo %s; results sha256 %s", COTEJO_VERSION, digest);
    const char *const lines[] = {sheet->table->caption, sheet->table->note,
                                 origin};

    check(sheet, worksheet_set_column(page, 0, 0, 100.0, NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        write_text(sheet, page, (lxw_row_t)i, 0, lines[i], sheet->wrap);
}

/* No clock: the document's date, as everywhere. Of a plan without runs there
 * are no results. */
static void set_properties(struct sheet *sheet, const Results *results)
{
    char author[] = "";
    g_autofree char *title = g_strdup(sheet->table->kind);
    lxw_doc_properties properties = {
        .title = title,
        .author = author,
        .created = results ? (time_t)results->document_date_s : DATE_UNKNOWN_S,
    };

    check(sheet, workbook_set_properties(sheet->book, &properties));
}

static void add_formats(struct sheet *sheet)
{
    sheet->head = workbook_add_format(sheet->book);
    format_set_bold(sheet->head);
    format_set_text_wrap(sheet->head);
    format_set_bottom(sheet->head, LXW_BORDER_THIN);
    sheet->text = workbook_add_format(sheet->book);
    format_set_num_format(sheet->text, "@");
    sheet->wrap = workbook_add_format(sheet->book);
    format_set_text_wrap(sheet->wrap);
}

static bool write_book(const Table *table, const Results *results,
                       const char *folder, const char *path)
{
    g_autofree char *tmpdir = g_strdup(folder);
    lxw_workbook_options options = {.tmpdir = tmpdir};
    struct sheet sheet = {.table = table,
                          .book = workbook_new_opt(path, &options)};
    char digest[65];

    for (guint r = 0; r < table->rows->len; r++)
        sheet.has_groups = sheet.has_groups || table_row(table, r)->group;
    add_formats(&sheet);
    set_properties(&sheet, results);
    sheet.sheet = workbook_add_worksheet(sheet.book, "Table");
    worksheet_set_landscape(sheet.sheet);
    worksheet_set_paper(sheet.sheet, 9); /* A4 */
    worksheet_fit_to_pages(sheet.sheet, 1, 0);
    write_heads(&sheet);
    write_rows(&sheet);
    write_about(&sheet, table_digest(table, results, digest));
    check(&sheet, workbook_close(sheet.book));
    return sheet.status == LXW_NO_ERROR;
}

/* The library writes only to a file. */
bool report_xlsx_table(const Table *table, const Results *results, GString *out,
                       GError **error)
{
    g_autofree char *folder = g_dir_make_tmp("cotejo-XXXXXX", NULL);
    g_autofree char *path =
        folder ? g_build_filename(folder, "table.xlsx", NULL) : NULL;
    g_autofree char *bytes = NULL;
    gsize len = 0;
    bool is_written = path && write_book(table, results, folder, path) &&
                      g_file_get_contents(path, &bytes, &len, NULL);

    if (path)
        g_unlink(path);
    if (folder)
        g_rmdir(folder);
    if (!is_written)
        return cotejo_fail(error, COTEJO_ERROR_WRITE,
                           "no room for a temporary workbook");
    g_string_append_len(out, bytes, (gssize)len);
    return true;
}

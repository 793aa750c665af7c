/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbook's frame: styles, properties, cells, and its bytes. */
#include "report/workbook.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "report/escape.h"
#include "report/view.h"

/* Cells hold 32,767 characters; a name that long is no name. */
#define TEXT_MAX 1000
#define ZOOM 100
#define HEAD_HEIGHT_PT 30 /* two lines */
#define EN_DASH "–"

static const struct {
    const char *number_format; /* NULL: general */
    bool is_bold, is_wrapped, is_head;
    uint32_t colour;
} style_facts[STYLE_DECIMALS_0] = {
    [STYLE_TEXT] = {.number_format = "@"},
    [STYLE_WRAP] = {.is_wrapped = true},
    [STYLE_NUMBER] = {.number_format = NULL},
    [STYLE_WHOLE] = {.number_format = "0"},
    [STYLE_PERCENT] = {.number_format = "+0.0%;-0.0%;0.0%"},
    [STYLE_SHARE] = {.number_format = "0.0%"},
    [STYLE_P] = {.number_format = "[<0.001]\"< 0.001\";[>0.999]\"> 0.999\";"
                                  "0.000"},
    [STYLE_HEAD] = {.is_bold = true, .is_wrapped = true, .is_head = true},
    [STYLE_TITLE] = {.is_bold = true},
    [STYLE_HELPER] = {.colour = 0x595959},
    [STYLE_HELPER_P] = {.number_format = "0.00000E+00", .colour = 0x595959},
    [STYLE_OK] = {.colour = 0x006B3C},
    [STYLE_EDITED] = {.is_bold = true, .colour = 0xB00020},
};

void book_check(struct book *book, lxw_error status)
{
    if (status != LXW_NO_ERROR && !book->error)
        cotejo_fail(&book->error, COTEJO_ERROR_WRITE, "results.xlsx: %s",
                    lxw_strerror(status));
}

const char *book_keep(struct book *book, char *text)
{
    g_ptr_array_add(book->strings, text);
    return text;
}

static lxw_format *add_style(struct book *book, int style)
{
    lxw_format *format = workbook_add_format(book->workbook);

    if (style >= STYLE_DECIMALS_0) {
        int decimals = style - STYLE_DECIMALS_0;
        g_autofree char *zeros = g_strnfill((gsize)decimals, '0');
        g_autofree char *number_format =
            g_strdup_printf("#,##0%s%s", decimals ? "." : "", zeros);

        format_set_num_format(format, number_format);
        return format;
    }
    if (style_facts[style].number_format)
        format_set_num_format(format, style_facts[style].number_format);
    if (style_facts[style].is_bold)
        format_set_bold(format);
    if (style_facts[style].is_wrapped) {
        format_set_text_wrap(format);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    }
    if (style_facts[style].is_head)
        format_set_bottom(format, LXW_BORDER_THIN);
    if (style_facts[style].colour)
        format_set_font_color(format, style_facts[style].colour);
    return format;
}

static void add_styles(struct book *book)
{
    for (int i = 0; i < N_STYLES; i++)
        book->styles[i] = add_style(book, i);
}

enum style book_decimals(int decimals)
{
    return (enum style)(STYLE_DECIMALS_0 +
                        CLAMP(decimals, 0, N_STYLES - STYLE_DECIMALS_0 - 1));
}

void book_text(struct book *book, lxw_worksheet *sheet, lxw_row_t row,
               lxw_col_t column, const char *text, enum style style)
{
    g_autofree char *clean = clean_shortened(text ? text : "", TEXT_MAX);

    book_check(book, worksheet_write_string(sheet, row, column, clean,
                                            book->styles[style]));
}

void book_number(struct book *book, lxw_worksheet *sheet, lxw_row_t row,
                 lxw_col_t column, double value, enum style style)
{
    if (isfinite(value))
        book_check(book, worksheet_write_number(sheet, row, column, value,
                                                book->styles[style]));
    else
        book_text(book, sheet, row, column, EN_DASH, style);
}

void book_formula(struct book *book, lxw_worksheet *sheet, lxw_row_t row,
                  lxw_col_t column, const char *formula, double value,
                  enum style style)
{
    g_autofree char *whole = NULL;

    if (!isfinite(value)) {
        book_formula_text(book, sheet, row, column, formula, EN_DASH, style);
        return;
    }
    whole = g_strconcat("=", formula, NULL);
    book_check(book, worksheet_write_formula_num(sheet, row, column, whole,
                                                 book->styles[style], value));
}

void book_formula_text(struct book *book, lxw_worksheet *sheet, lxw_row_t row,
                       lxw_col_t column, const char *formula, const char *value,
                       enum style style)
{
    g_autofree char *whole = g_strconcat("=", formula, NULL);

    book_check(book, worksheet_write_formula_str(sheet, row, column, whole,
                                                 book->styles[style], value));
}

lxw_worksheet *book_sheet(struct book *book, const char *name,
                          const struct sheet_column columns[], size_t n)
{
    lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, name);
    g_autofree char *footer = g_strdup_printf(
        "&L&8cotejo %s&C&8%.16s…&R&8&P / &N", COTEJO_VERSION, book->digest);

    for (size_t i = 0; i < n; i++) {
        lxw_col_t column = (lxw_col_t)i;

        book_check(book, worksheet_set_column(sheet, column, column,
                                              columns[i].width, NULL));
        book_text(book, sheet, 0, column, columns[i].head, STYLE_HEAD);
    }
    if (n) {
        book_check(book, worksheet_set_row(sheet, 0, HEAD_HEIGHT_PT, NULL));
        worksheet_freeze_panes(sheet, 1, 1);
        book_check(book, worksheet_repeat_rows(sheet, 0, 0));
    }
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_fit_to_pages(sheet, 1, 0);
    book_check(book, worksheet_set_footer(sheet, footer));
    worksheet_set_zoom(sheet, ZOOM);
    return sheet;
}

void book_finish_sheet(struct book *book, lxw_worksheet *sheet,
                       lxw_row_t last_row, size_t n_columns)
{
    if (last_row)
        book_check(book, worksheet_autofilter(sheet, 0, 0, last_row,
                                              (lxw_col_t)(n_columns - 1)));
}

static void set_properties(struct book *book)
{
    char title[] = "cotejo results", author[] = "",
         comments[] = "Formulas over the sheet Raw; see Read me.";
    const char *subject =
        book->results->systems->len > 1 ? "benchmark comparison" : "benchmark";
    g_autofree char *subject_copy = g_strdup(subject);
    g_autofree char *keywords =
        g_strdup_printf("cotejo-results-sha256=%s", book->digest);
    lxw_doc_properties properties = {
        .title = title,
        .subject = subject_copy,
        .author = author,
        .keywords = keywords,
        .comments = comments,
        .created = (time_t)book->results->document_date_s,
    };

    book_check(book, workbook_set_properties(book->workbook, &properties));
    book_check(book, workbook_set_custom_property_string(
                         book->workbook, "cotejo.version", COTEJO_VERSION));
    book_check(book,
               workbook_set_custom_property_string(
                   book->workbook, "cotejo.results_sha256", book->digest));
}

/* raw_CELL_SYSTEM, of letters, digits and underscores; unique. */
static char *range_name(const Results *results, size_t sample,
                        GHashTable *taken)
{
    const struct result_sample *at = view_sample(results, sample);
    const struct result_cell *cell = view_cell(results, at->cell);
    g_autofree char *system =
        g_utf8_strdown(view_system(results, at->system)->name, -1);
    g_autofree char *name =
        g_strdup_printf("raw_%.100s_%.60s", cell->slug, system);

    for (char *c = name; *c; c++)
        if (!g_ascii_isalnum(*c))
            *c = '_';
    if (g_hash_table_contains(taken, name)) {
        char *other = g_strdup_printf("%s_%zu", name, sample);

        g_free(name);
        name = other;
    }
    g_hash_table_add(taken, g_strdup(name));
    return g_steal_pointer(&name);
}

void workbook_name_ranges(struct book *book)
{
    const Results *results = book->results;
    g_autoptr(GHashTable) taken =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < results->samples->len; i++) {
        const struct result_sample *sample = view_sample(results, i);

        if (sample->data.n)
            book->ranges[i] = range_name(results, i, taken);
    }
}

static void add_sheets(struct book *book,
                       const struct workbook_picture pictures[], size_t n)
{
    workbook_name_ranges(book);
    workbook_readme(book);
    workbook_comparisons(book);
    workbook_summary(book);
    workbook_raw(book);
    workbook_charts(book, pictures, n);
}

/* The library writes only to a file. */
static GByteArray *read_and_remove(const char *path, GError **error)
{
    g_autofree char *bytes = NULL;
    gsize len = 0;
    GByteArray *array = NULL;

    if (g_file_get_contents(path, &bytes, &len, NULL))
        array = g_byte_array_new_take((guint8 *)g_steal_pointer(&bytes), len);
    else
        cotejo_fail(error, COTEJO_ERROR_WRITE,
                    "results.xlsx: no room for a temporary file");
    g_unlink(path);
    return array;
}

static void book_clear(struct book *book)
{
    for (guint i = 0; i < book->results->samples->len; i++)
        g_free(book->ranges[i]);
    g_free(book->ranges);
    g_free(book->summary_rows);
    g_free(book->comparison_rows);
    g_ptr_array_unref(book->strings);
}

static GByteArray *write_book(struct book *book, const char *folder,
                              const struct workbook_picture pictures[],
                              size_t n_pictures, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "results.xlsx", NULL);
    g_autofree char *tmpdir = g_strdup(folder);
    lxw_workbook_options options = {.tmpdir = tmpdir};
    g_autoptr(GByteArray) bytes = NULL;

    book->workbook = workbook_new_opt(path, &options);
    add_styles(book);
    set_properties(book);
    add_sheets(book, pictures, n_pictures);
    book_check(book, workbook_close(book->workbook));
    bytes = read_and_remove(path, book->error ? NULL : error);
    if (book->error) {
        g_propagate_error(error, g_steal_pointer(&book->error));
        return NULL;
    }
    return g_steal_pointer(&bytes);
}

GByteArray *report_workbook(const Results *results,
                            const struct workbook_picture pictures[],
                            size_t n_pictures, const char *digest,
                            GError **error)
{
    g_autofree char *folder = g_dir_make_tmp("cotejo-XXXXXX", NULL);
    char own_digest[65];
    struct book book = {.results = results, .digest = digest};
    GByteArray *bytes;

    if (!folder) {
        cotejo_fail(error, COTEJO_ERROR_WRITE,
                    "results.xlsx: no temporary folder can be made");
        return NULL;
    }
    if (!digest) {
        report_digest(results, own_digest);
        book.digest = own_digest;
    }
    book.strings = g_ptr_array_new_with_free_func(g_free);
    book.ranges = g_new0(char *, results->samples->len + 1);
    book.summary_rows = g_new0(lxw_row_t, results->samples->len + 1);
    book.comparison_rows = g_new0(lxw_row_t, results->comparisons->len + 1);
    bytes = write_book(&book, folder, pictures, n_pictures, error);
    book_clear(&book);
    g_rmdir(folder);
    return bytes;
}

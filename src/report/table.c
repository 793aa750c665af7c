/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/table.h"

#include <stdarg.h>
#include <string.h>

#include "report/escape.h"
#include "report/table_kinds.h"

#define EN_DASH "–"

static const char *keep(Table *table, const char *text)
{
    g_autofree char *clean = clean_text(text);

    return g_string_chunk_insert(table->strings, clean);
}

static void row_free(void *row)
{
    g_free(((struct table_row *)row)->cells);
    g_free(row);
}

Table *table_new(const char *kind, const char *label)
{
    Table *table = g_new0(Table, 1);

    table->strings = g_string_chunk_new(1024);
    table->columns = g_array_new(FALSE, FALSE, sizeof(struct table_column));
    table->rows = g_ptr_array_new_with_free_func(row_free);
    table->kind = keep(table, kind);
    table->label = keep(table, label);
    table->caption = "";
    table->note = "";
    return table;
}

void table_free(Table *table)
{
    g_array_unref(table->columns);
    g_ptr_array_unref(table->rows);
    g_string_chunk_free(table->strings);
    g_free(table);
}

void table_set_caption(Table *table, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    table->caption = keep(table, text);
}

void table_add_note(Table *table, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *joined =
        g_strconcat(table->note, *table->note ? " " : "", text, NULL);
    table->note = keep(table, joined);
}

void table_add_column(Table *table, const char *key, const char *head,
                      enum table_align align)
{
    struct table_column column = {
        .key = keep(table, key), .head = keep(table, head), .align = align};

    g_array_append_val(table->columns, column);
}

struct table_row *table_add_row(Table *table, const char *group)
{
    struct table_row *row = g_new0(struct table_row, 1);

    row->cells = g_new(const char *, table->columns->len);
    for (guint i = 0; i < table->columns->len; i++)
        row->cells[i] = EN_DASH;
    if (group && *group)
        row->group = keep(table, group);
    g_ptr_array_add(table->rows, row);
    return row;
}

void table_set(Table *table, struct table_row *row, size_t column,
               const char *text)
{
    g_assert(column < table->columns->len);
    row->cells[column] = text && *text ? keep(table, text) : EN_DASH;
}

const struct table_column *table_column(const Table *table, size_t i)
{
    return &g_array_index(table->columns, struct table_column, i);
}

const struct table_row *table_row(const Table *table, size_t i)
{
    return g_ptr_array_index(table->rows, i);
}

bool table_is_undefined(const char *cell)
{
    return !strcmp(cell, EN_DASH);
}

char *table_plain(const char *cell)
{
    g_autoptr(GString) plain = g_string_new(cell);

    if (table_is_undefined(cell))
        return g_strdup("");
    g_string_replace(plain, "\u2212", "-", 0);
    g_string_replace(plain, "\u00a0", " ", 0);
    g_string_replace(plain, "\u202f", " ", 0);
    return g_strdup(plain->str);
}

bool table_is_number(const char *plain)
{
    const char *digits = plain + strspn(plain, "+-");

    return g_ascii_isdigit(*digits) && digits - plain <= 1 &&
           !digits[strspn(digits, "0123456789.,e+- %")];
}

const char *table_digest(const Table *table, const Results *results,
                         char buffer[65])
{
    if (table->digest)
        return table->digest;
    report_digest(results, buffer);
    return buffer;
}

const struct table_kind *const table_kinds[] = {
    &table_compare, &table_operations, &table_summary,
    &table_systems, &table_excluded,
};
const size_t n_table_kinds = G_N_ELEMENTS(table_kinds);

const struct table_kind *table_kind_find(const char *name)
{
    for (size_t i = 0; i < n_table_kinds; i++)
        if (!strcmp(table_kinds[i]->name, name))
            return table_kinds[i];
    return NULL;
}

const struct table_format table_formats[] = {
    {"txt", report_txt},         {"tex", report_tex},
    {"csv", report_csv_table},   {"md", report_md},
    {"html", report_html_table}, {"json", report_json_table},
    {"xlsx", report_xlsx_table},
};
const size_t n_table_formats = G_N_ELEMENTS(table_formats);

const struct table_format *table_format_find(const char *name)
{
    for (size_t i = 0; i < n_table_formats; i++)
        if (!strcmp(table_formats[i].name, name))
            return &table_formats[i];
    return NULL;
}

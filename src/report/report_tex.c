/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table in LaTeX: floats with booktabs' three rules and nothing else.
 *
 * 1. Nothing may be overfull in 150 mm at 12 pt (SBC's page, the narrowest of
 *    our one-column pages for its type). Widths are estimated (tex_width.h),
 *    and the first of these that fits is taken: normal size, \small,
 *    \footnotesize with narrower gaps, the interval under its estimate, the
 *    columns in several tables. Texts wider than a share of the page are set
 *    in a box of that width at any size.
 * 2. What is longer than a page becomes several floats, "(continued)".
 * 3. Every text goes through escape_latex or escape_latex_name.
 */
#include "report/table.h"
#include "report/table_kinds.h"

#include <math.h>
#include <string.h>

#include "report/escape.h"
#include "report/tex_width.h"

#define PAGE_PT 426.79        /* 150 mm */
#define SAFETY 1.015          /* rounding, kerning */
#define FLOAT_HEIGHT_PT 590.0 /* of SBC's 674 pt; the rest for the caption */
#define NOTE_LINE_PT 12.0
#define FLOATS_MAX 10 /* in a row; LaTeX keeps some 18 waiting for a page */

static const struct type_size {
    const char *command;
    double pt, line_pt, gap_pt; /* gap: \tabcolsep */
} sizes[] = {
    {NULL, 12.0, 14.5, 6.0},
    {"\\small", 10.95, 13.6, 6.0},
    {"\\footnotesize", 10.0, 12.0, 4.0},
};

/* The widest texts before they wrap, tried in turn: those that name the row,
 * and the others. */
static const struct {
    double key_pt, other_pt;
} text_limits[] = {
    {165.0, 165.0}, {165.0, 95.0}, {120.0, 95.0}, {120.0, 84.0}, {95.0, 84.0},
};

/* A head wider than this and than its cells is set in lines. */
#define HEAD_MAX_PT 86.0

/* Columns that can stand above one another. */
static const struct {
    const char *above, *below;
    int level; /* how much the table is in want of room */
} stackable[] = {
    {"rel_diff", "rel_diff_interval", 1},
    {"mean", "interval", 1},
    {"p_adjusted", "verdict", 2},
    {"sd", "cv", 2},
    {"min", "max", 2},
};
#define STACK_LEVEL_MAX 2

/* How the table is set: decided once, then written. */
struct layout {
    const struct type_size *size;
    size_t limit;    /* of text_limits */
    int stack_level; /* of stackable; 0: none */
    size_t n_columns;
    double *widths;        /* of each column, pt; 0: stacked in another */
    bool *is_wrapped;      /* set in a box of its width */
    size_t first, n_shown; /* which columns besides the keys, in this part */
};

static size_t find_column(const Table *table, const char *key)
{
    for (guint i = 0; i < table->columns->len; i++)
        if (!strcmp(table_column(table, i)->key, key))
            return i;
    return SIZE_MAX;
}

/* The column whose cells stand under this one's, or SIZE_MAX. */
static size_t stacked_under(const Table *table, const struct layout *layout,
                            size_t column)
{
    for (size_t i = 0; i < G_N_ELEMENTS(stackable); i++)
        if (stackable[i].level <= layout->stack_level &&
            !strcmp(table_column(table, column)->key, stackable[i].above))
            return find_column(table, stackable[i].below);
    return SIZE_MAX;
}

/* The leading text columns name the row: repeated in every part. */
static size_t n_keys(const Table *table)
{
    size_t n = 0;

    while (n < table->columns->len &&
           table_column(table, n)->align == ALIGN_LEFT)
        n++;
    return MIN(n, 2);
}

static double text_pt(const char *text, const struct type_size *size)
{
    return tex_width(text) * size->pt / 1000.0 * SAFETY;
}

/* Of the cells, without the head. */
static double natural_width(const Table *table, size_t column,
                            const struct type_size *size)
{
    double width = 0.0;

    for (guint r = 0; r < table->rows->len; r++)
        width = fmax(width, text_pt(table_row(table, r)->cells[column], size));
    return width;
}

static void measure(const Table *table, struct layout *layout)
{
    for (size_t i = 0; i < layout->n_columns; i++) {
        double width = natural_width(table, i, layout->size);
        double head = text_pt(table_column(table, i)->head, layout->size);
        bool is_text = table_column(table, i)->align == ALIGN_LEFT;
        double limit = i < n_keys(table) ? text_limits[layout->limit].key_pt
                                         : text_limits[layout->limit].other_pt;

        width = fmax(width, fmin(head, HEAD_MAX_PT));
        layout->is_wrapped[i] = is_text && width > limit;
        layout->widths[i] = layout->is_wrapped[i] ? limit : width;
    }
    for (size_t i = 0; i < layout->n_columns; i++) {
        size_t under = stacked_under(table, layout, i);

        if (under == SIZE_MAX)
            continue;
        layout->widths[i] = fmax(layout->widths[i], layout->widths[under]);
        layout->widths[under] = 0.0;
    }
}

static double total_width(const struct layout *layout, size_t keys)
{
    double total = 0.0;
    size_t shown = 0;

    for (size_t i = 0; i < layout->n_columns; i++) {
        bool in_part = i < keys || (i >= layout->first &&
                                    i < layout->first + layout->n_shown);
        if (!in_part || layout->widths[i] <= 0.0)
            continue;
        total += layout->widths[i];
        shown++;
    }
    return total + 2.0 * layout->size->gap_pt * (double)(shown ? shown - 1 : 0);
}

static bool fits(const Table *table, struct layout *layout, size_t size,
                 size_t limit, int stack_level)
{
    layout->size = &sizes[size];
    layout->limit = limit;
    layout->stack_level = stack_level;
    measure(table, layout);
    return total_width(layout, n_keys(table)) <= PAGE_PT;
}

/* All columns in one table, in the first way they fit; false if in none. */
static bool fit_whole(const Table *table, struct layout *layout)
{
    const size_t smallest = G_N_ELEMENTS(sizes) - 1;

    layout->first = n_keys(table);
    layout->n_shown = layout->n_columns - layout->first;
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
        if (fits(table, layout, i, 0, 0))
            return true;
    for (int level = 0; level <= STACK_LEVEL_MAX; level++)
        for (size_t i = 0; i < G_N_ELEMENTS(text_limits); i++)
            if (fits(table, layout, smallest, i, level))
                return true;
    return false;
}

/* The columns from layout->first on, n of them: the first size they fit. */
static bool fit_part(const Table *table, struct layout *layout, size_t n)
{
    const size_t smallest = G_N_ELEMENTS(sizes) - 1;

    layout->n_shown = MIN(n, layout->n_columns - layout->first);
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
        if (fits(table, layout, i, 0, 0))
            return true;
    for (size_t i = 1; i < G_N_ELEMENTS(text_limits); i++)
        if (fits(table, layout, smallest, i, 0))
            return true;
    return false;
}

/* How many columns a part holds, so that all parts fit and are alike. */
static size_t part_size(const Table *table, struct layout *layout)
{
    const size_t keys = n_keys(table), n = layout->n_columns - keys;

    for (size_t parts = 2; parts < n; parts++) {
        size_t size = (n + parts - 1) / parts;
        bool all = true;

        for (layout->first = keys; layout->first < layout->n_columns;
             layout->first += size)
            all = all && fit_part(table, layout, size);
        if (all)
            return size;
    }
    return 1;
}

static bool is_shown(const Table *table, const struct layout *layout, size_t i)
{
    if (i < n_keys(table))
        return true;
    return layout->widths[i] > 0.0 && i >= layout->first &&
           i < layout->first + layout->n_shown;
}

static void write_text(GString *out, const struct layout *layout, size_t column,
                       const char *text, enum table_align align)
{
    bool wrap = layout->is_wrapped[column] ||
                text_pt(text, layout->size) > layout->widths[column] + 0.01;

    if (wrap)
        g_string_append_printf(
            out, "\\parbox[t]{%.1fpt}{%s ", layout->widths[column],
            align == ALIGN_LEFT ? "\\raggedright" : "\\raggedleft");
    if (wrap)
        escape_latex_name(out, text);
    else
        escape_latex(out, text);
    if (wrap)
        g_string_append(out, "\\strut}");
}

/* A cell, or two of one row above one another. */
static void write_cell(GString *out, const Table *table,
                       const struct layout *layout, size_t column,
                       const char *text, const char *below)
{
    enum table_align align = table_column(table, column)->align;

    if (below)
        g_string_append(out, "\\begin{tabular}[t]{@{}r@{}}");
    write_text(out, layout, column, text, align);
    if (below) {
        g_string_append(out, " \\\\ ");
        write_text(out, layout, column, below, align);
        g_string_append(out, "\\end{tabular}");
    }
}

/* What stands under a cell; NULL where it is undefined. row NULL: a head. */
static const char *below_text(const Table *table, const struct table_row *row,
                              size_t column)
{
    if (!row)
        return table_column(table, column)->head;
    return table_is_undefined(row->cells[column]) ? NULL : row->cells[column];
}

/* row NULL: the heads. */
static void write_row(GString *out, const Table *table,
                      const struct layout *layout, const struct table_row *row)
{
    bool is_first = true;

    g_string_append(out, "    ");
    for (size_t i = 0; i < layout->n_columns; i++) {
        size_t under = stacked_under(table, layout, i);
        const char *above, *below;

        if (!is_shown(table, layout, i))
            continue;
        if (!is_first)
            g_string_append(out, " & ");
        is_first = false;
        above = row ? row->cells[i] : table_column(table, i)->head;
        below = under == SIZE_MAX ? NULL : below_text(table, row, under);
        if (below && table_is_undefined(above))
            above = below, below = NULL;
        write_cell(out, table, layout, i, above, below);
    }
    g_string_append(out, " \\\\\n");
}

static size_t count_shown(const Table *table, const struct layout *layout)
{
    size_t n = 0;

    for (size_t i = 0; i < layout->n_columns; i++)
        n += is_shown(table, layout, i);
    return n;
}

/* A group's head over all columns; in a box where it is wider than they. */
static void write_group(GString *out, const Table *table,
                        const struct layout *layout, const char *group)
{
    double width = total_width(layout, n_keys(table));
    bool wrap = text_pt(group, layout->size) > width;

    g_string_append_printf(out, "    \\multicolumn{%zu}{@{}l@{}}{",
                           count_shown(table, layout));
    if (wrap)
        g_string_append_printf(out, "\\parbox[t]{%.1fpt}{\\raggedright ",
                               width);
    g_string_append(out, "\\emph{");
    escape_latex_name(out, group);
    g_string_append(out, wrap ? "}\\strut}} \\\\\n" : "}} \\\\\n");
}

static double row_height(const Table *table, const struct layout *layout,
                         const struct table_row *row)
{
    double lines = 1.0;

    for (size_t i = 0; i < layout->n_columns; i++) {
        size_t under = stacked_under(table, layout, i);

        if (under != SIZE_MAX && below_text(table, row, under) &&
            !table_is_undefined(row->cells[i]))
            lines = 2.0;
    }
    for (size_t i = 0; i < layout->n_columns; i++)
        if (layout->is_wrapped[i] && is_shown(table, layout, i))
            lines =
                fmax(lines, ceil(1.1 * text_pt(row->cells[i], layout->size) /
                                 layout->widths[i]));
    return lines * layout->size->line_pt;
}

static double note_height(const Table *table)
{
    double lines = ceil(text_pt(table->note, &sizes[2]) / PAGE_PT);

    return lines * NOTE_LINE_PT;
}

static void begin_group(GString *out, const Table *table, size_t part)
{
    if (table->tex == TEX_FRAGMENT) {
        g_string_append(out, "{");
        return;
    }
    g_string_append(out, "\\begin{table}[htbp]\n  \\centering\n  \\caption{");
    escape_latex(out, table->caption);
    g_string_append(out, part ? " (continued)}\n" : "}\n");
    g_string_append_printf(out, "  \\label{tab:%s", table->label);
    if (part)
        g_string_append_printf(out, "-%zu", part + 1);
    g_string_append(out, "}\n");
}

static void begin_float(GString *out, const Table *table,
                        const struct layout *layout, size_t part)
{
    begin_group(out, table, part);
    if (layout->size->command)
        g_string_append_printf(out, "  %s\n", layout->size->command);
    g_string_append_printf(out, "  \\setlength{\\tabcolsep}{%gpt}\n",
                           layout->size->gap_pt);
    g_string_append(out, "  \\begin{tabular}{@{}");
    for (size_t i = 0; i < layout->n_columns; i++)
        if (is_shown(table, layout, i))
            g_string_append_c(
                out, table_column(table, i)->align == ALIGN_LEFT ? 'l' : 'r');
    g_string_append(out, "@{}}\n    \\toprule\n");
    write_row(out, table, layout, NULL);
    g_string_append(out, "    \\midrule\n");
}

static void end_float(GString *out, const Table *table, bool is_last)
{
    g_string_append(out, "    \\bottomrule\n  \\end{tabular}\n");
    if (table->tex == TEX_FRAGMENT) {
        g_string_append(out, "}\n");
        return;
    }
    if (is_last && *table->note) {
        g_string_append(out, "  \\par\\smallskip\n  \\begin{minipage}"
                             "{\\linewidth}\\footnotesize\\raggedright ");
        escape_latex_name(out, table->note);
        g_string_append(out, "\\par\\end{minipage}\n");
    }
    g_string_append(out, "\\end{table}\n");
}

/* The rows from `at` on that one float holds; returns the next. */
static guint write_rows(GString *out, const Table *table,
                        const struct layout *layout, guint at,
                        const char **group)
{
    double room = FLOAT_HEIGHT_PT - note_height(table);
    guint begin = at;

    for (; at < table->rows->len; at++) {
        const struct table_row *row = table_row(table, at);
        bool is_head = row->group || (at == begin && *group);
        double height = row_height(table, layout, row) +
                        (is_head ? 1.5 * layout->size->line_pt : 0.0);

        if (at > begin && height > room)
            break;
        room -= height;
        if (row->group)
            *group = row->group;
        if (is_head) {
            if (at > begin)
                g_string_append(out, "    \\addlinespace\n");
            write_group(out, table, layout, *group);
        }
        write_row(out, table, layout, row);
    }
    return at;
}

/* All rows of the columns that the layout shows; returns the next part. */
static size_t write_floats(GString *out, const Table *table,
                           const struct layout *layout, size_t part)
{
    const char *group = NULL;
    bool all_columns = layout->first + layout->n_shown >= layout->n_columns;

    for (guint at = 0; at < table->rows->len; part++) {
        if (part)
            g_string_append(out, part % FLOATS_MAX ? "\n" : "\\clearpage\n");
        begin_float(out, table, layout, part);
        at = write_rows(out, table, layout, at, &group);
        end_float(out, table, all_columns && at == table->rows->len);
    }
    return part;
}

static void write_tables(GString *out, const Table *table,
                         struct layout *layout)
{
    size_t n = layout->n_columns, part = 0, size;

    if (fit_whole(table, layout)) {
        write_floats(out, table, layout, 0);
        return;
    }
    size = part_size(table, layout);
    for (layout->first = n_keys(table); layout->first < n;
         layout->first += size) {
        fit_part(table, layout, size);
        part = write_floats(out, table, layout, part);
    }
}

/* Nothing but what the tables of every paper need, on SBC's page. */
static const char standalone_head[] =
    "\\documentclass[12pt]{article}\n"
    "\\usepackage[utf8]{inputenc}\n"
    "\\usepackage{textcomp}\n"
    "\\usepackage{booktabs}\n"
    "\\IfFileExists{lmodern.sty}{\\usepackage[T1]{fontenc}"
    "\\usepackage{lmodern}}{}\n"
    "\\setlength{\\textwidth}{150mm}\\setlength{\\textheight}{237mm}\n"
    "\\setlength{\\oddsidemargin}{4.6mm}\\setlength{\\topmargin}{-15mm}\n"
    "\\pagestyle{empty}\n"
    "\\begin{document}\n";

bool report_tex(const Table *table, const Results *results, GString *out,
                GError **error)
{
    size_t n = table->columns->len;
    g_autofree double *widths = g_new0(double, n);
    g_autofree bool *is_wrapped = g_new0(bool, n);
    struct layout layout = {
        .n_columns = n, .widths = widths, .is_wrapped = is_wrapped};
    char digest[65];

    (void)error;
    g_string_append_printf(out,
                           "%% cotejo %s | table %s | results sha256 %s | "
                           "needs: booktabs\n",
                           COTEJO_VERSION, table->kind,
                           table_digest(table, results, digest));
    if (table->tex == TEX_STANDALONE)
        g_string_append(out, standalone_head);
    write_tables(out, table, &layout);
    if (table->tex == TEX_STANDALONE)
        g_string_append(out, "\\end{document}\n");
    return true;
}

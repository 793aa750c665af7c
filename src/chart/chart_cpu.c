/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Client CPU time per operation, user and system mode stacked (FIGURES
 * section 9.7).
 *
 * 1. A row an operation; in it a bar a system, or, with by_system, a panel a
 *    system with one bar a row. All panels and pages share one scale.
 * 2. Parts are not systems: neutral grey and white hatched, whatever the
 *    system. The interval is that of the total; the total is printed behind
 *    its whisker, and the axis is long enough for the longest.
 *    Operations without any CPU time on either side are only counted.
 * 3. Sorted by the larger total; --top keeps the first N and says how many
 *    are not shown.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart/font.h"
#include "chart/kinds.h"
#include "chart/label.h"
#include "chart/rows.h"
#include "chart/story.h"
#include "compare/words.h"

#define BAR_MM 2.24
#define BAR_GAP_MM 0.4
#define ROW_GAP_MM 1.32 /* between the bars of two rows */
#define NAME_CLEAR_MM 0.65
#define SYSTEM_GAP 1.2
#define NAME_GAP 2.0
#define NAME_SHARE 0.33
#define TOTAL_GAP 0.9
#define CAP_ROW_MM 1.2
#define PANEL_GAP 3.0

enum { PARTS = 3 };
enum part { PART_USR, PART_SYS, PART_TOTAL };
static const char *const part_metrics[PARTS] = {
    "op_client_usr", "op_client_sys", "op_client_cpu"};

struct cpu_row {
    size_t cells[PARTS]; /* SIZE_MAX: not logged */
    double total;        /* the larger of the systems' */
};

struct cpu {
    const Results *results;
    const struct chart_options *options;
    GArray *rows; /* struct cpu_row */
    size_t n_systems, n_hidden, n_empty;
    const char *unit;
    struct pick_n n;
    const char **names;
    double name_width, system_width;
    double pitch, step; /* of rows, of the bars in one */
};

static struct cpu_row *row_at(const struct cpu *cpu, size_t i)
{
    return &g_array_index(cpu->rows, struct cpu_row, i);
}

static const struct result_sample *sample_of(const struct cpu *cpu,
                                             const struct cpu_row *row,
                                             enum part part, size_t system)
{
    return row->cells[part] == SIZE_MAX
               ? NULL
               : results_sample(cpu->results, row->cells[part], system);
}

static double mean_of(const struct cpu *cpu, const struct cpu_row *row,
                      enum part part, size_t system)
{
    const struct result_sample *sample = sample_of(cpu, row, part, system);

    return sample ? pick_mean(cpu->results, sample) : NAN;
}

/* ---- rows ---- */

/* The cells of the same operation; cells of one workload stand together. */
static size_t find_part(const struct cpu *cpu, const struct result_cell *like,
                        GHashTable *parts, enum part part)
{
    g_autofree char *key = g_strdup_printf(
        "%d %zu %s", (int)part, like->workload, like->item ? like->item : "");
    gpointer found = g_hash_table_lookup(parts, key);

    (void)cpu;
    return found ? GPOINTER_TO_SIZE(found) - 1 : SIZE_MAX;
}

static GHashTable *index_parts(const struct cpu *cpu)
{
    GHashTable *parts =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < cpu->results->cells->len; i++) {
        const struct result_cell *cell = pick_cell(cpu->results, i);
        for (int part = 0; part < PARTS; part++)
            if (!strcmp(cell->metric->name, part_metrics[part]))
                g_hash_table_insert(
                    parts,
                    g_strdup_printf("%d %zu %s", part, cell->workload,
                                    cell->item ? cell->item : ""),
                    GSIZE_TO_POINTER((size_t)i + 1));
    }
    return parts;
}

static void add_row(struct cpu *cpu, size_t index, GHashTable *parts)
{
    const struct result_cell *cell = pick_cell(cpu->results, index);
    struct cpu_row row = {.total = -INFINITY};

    for (int part = 0; part < PARTS; part++)
        row.cells[part] = find_part(cpu, cell, parts, (enum part)part);
    for (size_t s = 0; s < cpu->n_systems; s++) {
        double total = mean_of(cpu, &row, PART_TOTAL, s);
        if (isfinite(total))
            row.total = fmax(row.total, total);
        pick_add_n(&cpu->n, sample_of(cpu, &row, PART_TOTAL, s)->data.n);
    }
    cpu->unit = cell->unit;
    if (row.total > 0)
        g_array_append_val(cpu->rows, row);
    else
        cpu->n_empty++;
}

static bool collect(struct cpu *cpu, GError **error)
{
    GHashTable *parts = index_parts(cpu);

    cpu->n_systems = pick_systems(cpu->results);
    for (guint i = 0; i < cpu->results->cells->len; i++) {
        const struct result_cell *cell = pick_cell(cpu->results, i);
        bool is_tool = !cpu->options->tool ||
                       !strcmp(cpu->options->tool, cell->metric->tool);
        if (is_tool && !strcmp(cell->metric->name, part_metrics[PART_TOTAL]))
            add_row(cpu, i, parts);
    }
    g_hash_table_destroy(parts);
    if (!cpu->rows->len)
        return cotejo_fail(error, COTEJO_ERROR_NOTHING,
                           "chart 'cpu' needs the client CPU times of "
                           "operations (sql-bench), some of them above 0");
    return true;
}

static int by_total(const void *a, const void *b)
{
    const struct cpu_row *x = a, *y = b;

    if (x->total > y->total || x->total < y->total)
        return x->total > y->total ? -1 : 1;
    return (x->cells[PART_TOTAL] > y->cells[PART_TOTAL]) -
           (x->cells[PART_TOTAL] < y->cells[PART_TOTAL]);
}

/* Cells are in the order of their names. */
static int by_name(const void *a, const void *b)
{
    const struct cpu_row *x = a, *y = b;

    return (x->cells[PART_TOTAL] > y->cells[PART_TOTAL]) -
           (x->cells[PART_TOTAL] < y->cells[PART_TOTAL]);
}

static void sort_rows(struct cpu *cpu)
{
    const char *sort = cpu->options->sort;
    size_t top = cpu->options->top;
    bool is_named = sort && (!strcmp(sort, "name") || !strcmp(sort, "log"));

    qsort(cpu->rows->data, cpu->rows->len, sizeof(struct cpu_row), by_total);
    if (top && cpu->rows->len > top) {
        cpu->n_hidden = cpu->rows->len - top;
        g_array_set_size(cpu->rows, (guint)top);
    }
    if (is_named)
        qsort(cpu->rows->data, cpu->rows->len, sizeof(struct cpu_row), by_name);
}

/* ---- a page ---- */

struct sheet {
    struct cpu *cpu;
    struct page page;
    struct axis axis;
    size_t n_panels;
    double names_right, systems_right;
    double left, right, panel_width; /* of the panels together; of each */
    double top, bottom;
    const char **systems;
};

static bool by_system(const struct cpu *cpu)
{
    return cpu->options->by_system && cpu->n_systems > 1;
}

static size_t bars_per_row(const struct cpu *cpu)
{
    return by_system(cpu) ? 1 : cpu->n_systems;
}

static double text_width(const struct page *page, const char *text)
{
    return font_measure(text, page->options->profile.note_pt, false).width;
}

/* From bar to bar: names of systems that stand one above the other keep
 * clear of each other. */
static double bar_step(const struct sheet *sheet)
{
    double size_pt = sheet->page.options->profile.note_pt;
    double ascent = 0, descent = 0;

    for (size_t s = 0; s < sheet->cpu->n_systems; s++) {
        struct text_size size = font_measure(sheet->systems[s], size_pt, false);
        ascent = fmax(ascent, size.ascent);
        descent = fmax(descent, size.descent);
    }
    return fmax(BAR_MM + BAR_GAP_MM, ascent + descent + NAME_CLEAR_MM);
}

static void fit_names(struct sheet *sheet)
{
    struct cpu *cpu = sheet->cpu;
    struct page *page = &sheet->page;
    g_autofree const char **full = g_new0(const char *, cpu->rows->len + 1);
    double whole = page->right - page->left;
    double n = (double)bars_per_row(cpu);

    for (guint i = 0; i < cpu->rows->len; i++)
        full[i] = pick_cell_name(
            page, pick_cell(cpu->results, row_at(cpu, i)->cells[PART_TOTAL]));
    cpu->names = rows_names(page, full, cpu->rows->len, NAME_SHARE * whole,
                            page->options->profile.tick_pt, &cpu->name_width);
    cpu->system_width = 0;
    sheet->systems =
        pick_system_names(page, 0.14 * whole, page->options->profile.note_pt);
    for (size_t s = 0; !by_system(cpu) && s < cpu->n_systems; s++)
        cpu->system_width =
            fmax(cpu->system_width, text_width(page, sheet->systems[s]));
    cpu->step = bar_step(sheet);
    /* Never below the type. */
    cpu->pitch =
        fmax(BAR_MM + (n - 1) * cpu->step + ROW_GAP_MM, scaled(page, 3.75));
    cpu->pitch = fmax(cpu->pitch, n * cpu->step);
}

static void place_panels(struct sheet *sheet)
{
    struct cpu *cpu = sheet->cpu;
    double gap = by_system(cpu) ? 0 : NAME_GAP;

    sheet->n_panels = by_system(cpu) ? cpu->n_systems : 1;
    sheet->names_right = sheet->page.left + cpu->name_width;
    sheet->systems_right = sheet->names_right + gap + cpu->system_width;
    sheet->left = sheet->systems_right + SYSTEM_GAP;
    sheet->right = sheet->page.right;
    sheet->panel_width = (sheet->right - sheet->left -
                          PANEL_GAP * (double)(sheet->n_panels - 1)) /
                         (double)sheet->n_panels;
}

static const char *total_words(const struct cpu *cpu, const struct cpu_row *row,
                               size_t system)
{
    const struct result_sample *sample =
        sample_of(cpu, row, PART_TOTAL, system);

    return sample->data.n ? sample->text.mean : WORDS_UNDEFINED;
}

/* Where the ink of a bar ends: its whisker, or the bar itself. */
static double bar_end(const struct cpu *cpu, const struct cpu_row *row,
                      size_t system)
{
    const struct result_sample *sample =
        sample_of(cpu, row, PART_TOTAL, system);
    double high = pick_high(cpu->results, sample);
    double mean = pick_mean(cpu->results, sample);

    if (!isfinite(mean))
        return 0;
    return isfinite(high) ? fmax(high, mean) : mean;
}

/* The end of the axis at which every total has room behind its whisker. */
static double axis_end(struct sheet *sheet)
{
    const struct cpu *cpu = sheet->cpu;
    double end = 0;

    for (guint i = 0; i < cpu->rows->len; i++)
        for (size_t s = 0; s < cpu->n_systems; s++) {
            double value = bar_end(cpu, row_at(cpu, i), s);
            double words =
                TOTAL_GAP + 0.4 +
                text_width(&sheet->page, total_words(cpu, row_at(cpu, i), s));
            double room = sheet->panel_width - words;
            if (room > 1)
                end = fmax(end, value * sheet->panel_width / room);
        }
    return end;
}

static void set_axis(struct sheet *sheet)
{
    const struct cpu *cpu = sheet->cpu;
    double low = 0;

    for (guint i = 0; i < cpu->rows->len; i++)
        for (size_t s = 0; s < cpu->n_systems; s++) {
            double value = pick_low(
                cpu->results, sample_of(cpu, row_at(cpu, i), PART_TOTAL, s));
            if (isfinite(value))
                low = fmin(low, value);
        }
    struct axis_wish wish = {
        .low = low,
        .high = axis_end(sheet),
        .length_mm = fmax(1, sheet->panel_width),
        .ideal_mm = 6,
        .least_mm = 2.5,
        .is_horizontal = true,
        .from_zero = true,
        .label_pt = sheet->page.options->profile.tick_pt,
    };
    axis_linear(&wish, &sheet->axis);
}

static double panel_left(const struct sheet *sheet, size_t panel)
{
    return sheet->left + (double)panel * (sheet->panel_width + PANEL_GAP);
}

static struct paint part_paint(enum part part)
{
    return (struct paint){
        .fill = part == PART_USR ? COLOUR_PART : COLOUR_WHITE,
        .stroke = COLOUR_INK,
        .line_pt = 0.5,
        .hatch = part == PART_USR ? HATCH_NONE : HATCH_FINE,
    };
}

static void draw_parts(struct sheet *sheet, const struct cpu_row *row,
                       size_t system, double y)
{
    double from = 0;

    for (int part = PART_USR; part <= PART_SYS; part++) {
        double mean = mean_of(sheet->cpu, row, (enum part)part, system);
        if (!isfinite(mean) || mean <= 0)
            continue;
        double left = axis_to_page(&sheet->axis, from);
        double right = axis_to_page(&sheet->axis, from + mean);
        frame_rect(sheet->page.frame, Z_AREA, "bar", left, y - BAR_MM / 2,
                   right - left, BAR_MM, part_paint((enum part)part))
            ->datum = from + mean;
        from += mean;
    }
}

static void draw_bar(struct sheet *sheet, const struct cpu_row *row,
                     size_t system, double y)
{
    const struct cpu *cpu = sheet->cpu;
    const struct result_sample *sample =
        sample_of(cpu, row, PART_TOTAL, system);
    double low = pick_low(cpu->results, sample);
    double high = pick_high(cpu->results, sample);
    double end = axis_to_page(&sheet->axis, bar_end(cpu, row, system));
    struct type type = type_note(&sheet->page, ANCHOR_START);

    draw_parts(sheet, row, system, y);
    if (sample->data.n && high > low) {
        struct paint paint = PAINT_LINE(COLOUR_INK, LINE_WHISKER);
        paint.halo_mm = UNDERSTROKE_MM;
        draw_interval(sheet->page.frame, true,
                      (struct point_mm){axis_to_page(&sheet->axis, low), y},
                      (struct point_mm){axis_to_page(&sheet->axis, high), y},
                      low, high, CAP_ROW_MM, paint);
    }
    type.colour = COLOUR_INK;
    type.halo_mm = TEXT_HALO_MM;
    frame_text(sheet->page.frame, "number", end + TOTAL_GAP,
               centred(y, type.size_pt), total_words(cpu, row, system), type);
}

static void draw_row(struct sheet *sheet, size_t i, double middle)
{
    const struct cpu *cpu = sheet->cpu;
    struct page *page = &sheet->page;
    struct type type = type_tick(page, ANCHOR_END);
    struct type small = type_note(page, ANCHOR_END);

    frame_text(page->frame, "name", sheet->names_right,
               centred(middle, type.size_pt), cpu->names[i], type);
    for (size_t s = 0; s < cpu->n_systems; s++) {
        size_t panel = by_system(cpu) ? s : 0;
        double place =
            by_system(cpu) ? 0 : (double)s - (double)(cpu->n_systems - 1) / 2;
        double y = middle + place * cpu->step;
        double left = panel_left(sheet, panel);
        axis_place(&sheet->axis, left, left + sheet->panel_width);
        draw_bar(sheet, row_at(cpu, i), s, y);
        if (!by_system(cpu) && cpu->n_systems > 1)
            frame_text(page->frame, "system", sheet->systems_right,
                       centred(y, small.size_pt), sheet->systems[s], small);
    }
}

/* Grid lines between the rows, axis, title; of every panel. */
static double draw_panels(struct sheet *sheet, size_t rows)
{
    struct page *page = &sheet->page;
    struct paint grid = PAINT_LINE(COLOUR_GRID, LINE_GRID);
    double end = sheet->bottom;
    const char *title =
        chart_words_fill(page->frame, page->words->title_with_unit,
                         page->words->cpu_axis, sheet->cpu->unit, NULL);

    for (size_t p = 0; p < sheet->n_panels; p++) {
        double left = panel_left(sheet, p), right = left + sheet->panel_width;
        axis_place(&sheet->axis, left, right);
        for (size_t i = 1; i < rows; i++)
            frame_line(page->frame, Z_GRID, "grid", left,
                       sheet->top + (double)i * sheet->cpu->pitch, right,
                       sheet->top + (double)i * sheet->cpu->pitch, grid);
        double zero = axis_to_page(&sheet->axis, 0);
        frame_line(page->frame, Z_AXIS, "axis", zero, sheet->top, zero,
                   sheet->bottom, PAINT_LINE(COLOUR_INK, LINE_AXIS));
        frame_plot_area(page->frame, left, sheet->top, sheet->panel_width,
                        sheet->bottom - sheet->top);
        end = page_axis_bottom(page, &sheet->axis, sheet->top, sheet->bottom);
    }
    return page_title_bottom(page, title, sheet->left, sheet->right, end);
}

static void legend_keys(struct sheet *sheet, struct legend_entry keys[2])
{
    const char *const words[2] = {sheet->page.words->cpu_usr,
                                  sheet->page.words->cpu_sys};

    for (int part = 0; part < 2; part++)
        keys[part] = (struct legend_entry){.kind = LEGEND_AREA,
                                           .paint = part_paint((enum part)part),
                                           .text = words[part]};
}

static const char *note_words(struct sheet *sheet, size_t number,
                              size_t n_pages)
{
    const struct cpu *cpu = sheet->cpu;
    struct page *page = &sheet->page;
    const char *shown = frame_printf(page->frame, "%u", cpu->rows->len);
    const char *hidden = frame_printf(page->frame, "%zu", cpu->n_hidden);
    const char *parts[] = {
        pick_note_words(page, page->words->cpu_note, cpu->n),
        cpu->n_hidden ? chart_words_fill(page->frame, page->words->cpu_shown,
                                         shown, hidden, NULL)
                      : NULL,
        cpu->n_empty
            ? chart_words_fill(page->frame, page->words->empty_rows,
                               frame_printf(page->frame, "%zu", cpu->n_empty),
                               NULL, NULL)
            : NULL,
        rows_page_words(page, number, n_pages),
    };

    return pick_join(page, parts, G_N_ELEMENTS(parts));
}

/* The keys begin at the plot where the row then holds them. */
static double legend_left(const struct sheet *sheet,
                          const struct legend_entry keys[2], const char *note)
{
    const struct page *page = &sheet->page;

    return legend_height(page, keys, 2, note, sheet->left) <=
                   legend_height(page, keys, 2, note, page->left)
               ? sheet->left
               : page->left;
}

/* Names of the systems above their panels. */
static void draw_panel_heads(struct sheet *sheet)
{
    struct page *page = &sheet->page;
    struct type type = type_label(page, ANCHOR_START);
    /* Bold is wider than what is measured for the fit. */
    g_autofree const char **names =
        pick_system_names(page, 0.85 * sheet->panel_width, type.size_pt);

    if (!by_system(sheet->cpu))
        return;
    type.is_bold = true;
    for (size_t p = 0; p < sheet->n_panels; p++)
        frame_text(
            page->frame, "panel", panel_left(sheet, p),
            centred(page->y + scaled(page, ROW_HEADER) / 2, type.size_pt),
            names[p], type);
    page->y += scaled(page, ROW_HEADER);
}

static void write_csv(const struct cpu *cpu, GString *csv, size_t from,
                      size_t to)
{
    g_string_append(csv, "operation,condition,system,n,usr,sys,total,low,high,"
                         "unit\n");
    for (size_t i = from; i < to; i++)
        for (size_t s = 0; s < cpu->n_systems; s++) {
            const struct cpu_row *row = row_at(cpu, i);
            const struct result_cell *cell =
                pick_cell(cpu->results, row->cells[PART_TOTAL]);
            const struct result_sample *sample =
                sample_of(cpu, row, PART_TOTAL, s);
            const double numbers[] = {mean_of(cpu, row, PART_USR, s),
                                      mean_of(cpu, row, PART_SYS, s),
                                      mean_of(cpu, row, PART_TOTAL, s),
                                      pick_low(cpu->results, sample),
                                      pick_high(cpu->results, sample)};
            label_put_field(csv, cell->item ? cell->item : cell->name);
            g_string_append_c(csv, ',');
            label_put_field(csv, pick_workload(cpu->results, cell)->condition);
            g_string_append_c(csv, ',');
            label_put_field(csv, pick_system(cpu->results, s)->name);
            g_string_append_printf(csv, ",%zu", sample->data.n);
            for (size_t k = 0; k < G_N_ELEMENTS(numbers); k++) {
                g_string_append_c(csv, ',');
                label_put_number(csv, numbers[k]);
            }
            g_string_append_c(csv, ',');
            label_put_field(csv, cell->unit);
            g_string_append_c(csv, '\n');
        }
}

/* The operation that takes the most, for the alternative text. */
static const char *largest_words(struct sheet *sheet, size_t from, size_t to)
{
    const struct cpu *cpu = sheet->cpu;
    struct page *page = &sheet->page;
    size_t largest = from, system = 0;

    for (size_t i = from; i < to; i++)
        if (row_at(cpu, i)->total > row_at(cpu, largest)->total)
            largest = i;
    for (size_t s = 1; s < cpu->n_systems; s++)
        if (mean_of(cpu, row_at(cpu, largest), PART_TOTAL, s) >
            mean_of(cpu, row_at(cpu, largest), PART_TOTAL, system))
            system = s;
    const struct cpu_row *row = row_at(cpu, largest);
    const struct result_sample *sample =
        sample_of(cpu, row, PART_TOTAL, system);
    if (!sample->data.n)
        return NULL;
    return chart_words_fill(
        page->frame, page->words->largest, cpu->names[largest],
        frame_printf(page->frame, "%s %s", sample->text.mean, cpu->unit),
        frame_printf(page->frame, "%s, %s %s", sheet->systems[system],
                     pick_interval_words(page), sample->text.interval));
}

static void tell(struct sheet *sheet, size_t from, size_t to)
{
    struct page *page = &sheet->page;
    const char *systems = story_systems(page);
    const char *count = frame_printf(page->frame, "%zu", to - from);
    const char *caption[] = {
        chart_words_fill(page->frame, page->words->cpu_caption,
                         pick_n_words(page, sheet->cpu->n),
                         pick_interval_words(page), NULL),
    };
    const char *alt[] = {
        chart_words_fill(page->frame, page->words->cpu_alt, count, systems,
                         NULL),
        largest_words(sheet, from, to),
    };

    story_tell(page,
               chart_words_fill(page->frame, page->words->cpu_title, systems,
                                NULL, NULL),
               caption, G_N_ELEMENTS(caption), alt, G_N_ELEMENTS(alt));
}

static void draw_page(struct sheet *sheet, size_t from, size_t to,
                      size_t number, size_t n_pages)
{
    struct page *page = &sheet->page;
    const struct chart_profile *profile = &sheet->cpu->options->profile;
    const char *note = note_words(sheet, number, n_pages);
    struct legend_entry keys[2];

    legend_keys(sheet, keys);
    legend_draw(page, keys, 2, note, legend_left(sheet, keys, note));
    page->y += 0.8;
    draw_panel_heads(sheet);
    sheet->top = page->y;
    sheet->bottom = page->y + (double)(to - from) * sheet->cpu->pitch;
    for (size_t i = from; i < to; i++)
        draw_row(sheet, i,
                 sheet->top + ((double)(i - from) + 0.5) * sheet->cpu->pitch);
    double end = draw_panels(sheet, to - from);
    page->frame->height_mm = profile->fixed_height_mm > 0
                                 ? profile->fixed_height_mm
                                 : end + MARGIN_BOTTOM;
    write_csv(sheet->cpu, page->frame->csv, from, to);
    tell(sheet, from, to);
}

static double beside_rows(struct sheet *sheet)
{
    const struct chart_profile *profile = &sheet->cpu->options->profile;
    const char *note = note_words(sheet, 1, 2);
    struct legend_entry keys[2];

    legend_keys(sheet, keys);
    return sheet->page.y +
           legend_height(&sheet->page, keys, 2, note,
                         legend_left(sheet, keys, note)) +
           0.8 +
           (by_system(sheet->cpu) ? scaled(&sheet->page, ROW_HEADER) : 0) +
           TICK_MM + TICK_GAP + cap_height(profile->tick_pt) + GAP_TITLE +
           scaled(&sheet->page, ROW_AXIS_TITLE) +
           line_height(profile->label_pt) + MARGIN_BOTTOM;
}

static bool draw_pages(struct sheet *sheet, GPtrArray *frames, GError **error)
{
    struct cpu *cpu = sheet->cpu;
    double beside = beside_rows(sheet);
    size_t rows = cpu->rows->len;
    size_t each = rows_per_page(rows, cpu->pitch,
                                rows_room(&cpu->options->profile, beside));

    if (!each || sheet->panel_width < PLOT_LEAST_WIDTH)
        return page_refuse(
            cpu->options, "cpu",
            cpu->options->profile.width_mm +
                (double)sheet->n_panels *
                    fmax(0, PLOT_LEAST_WIDTH - sheet->panel_width),
            beside + fmax(PLOT_LEAST_HEIGHT, cpu->pitch), error);
    size_t n_pages = (rows + each - 1) / each;
    for (size_t i = 0; i < n_pages; i++) {
        g_autofree char *name = rows_page_name("cpu", i + 1, n_pages);
        sheet->page = page_open(cpu->results, cpu->options, name, 0);
        draw_page(sheet, i * each, MIN(rows, (i + 1) * each), i + 1, n_pages);
        g_ptr_array_add(frames, sheet->page.frame);
    }
    return true;
}

static bool layout_cpu(const Results *results,
                       const struct chart_options *options, GPtrArray *frames,
                       GError **error)
{
    struct cpu cpu = {.results = results, .options = options};
    struct sheet sheet = {.cpu = &cpu};
    bool is_done;

    cpu.rows = g_array_new(FALSE, TRUE, sizeof(struct cpu_row));
    is_done = collect(&cpu, error);
    if (is_done) {
        sheet.page = page_open(results, options, "cpu", 0);
        /* Strings of the rows live as long as this page. */
        Frame *holder = sheet.page.frame;
        sort_rows(&cpu);
        fit_names(&sheet);
        place_panels(&sheet);
        set_axis(&sheet);
        is_done = draw_pages(&sheet, frames, error);
        frame_free(holder);
    }
    g_free(cpu.names);
    g_free(sheet.systems);
    g_array_free(cpu.rows, TRUE);
    return is_done;
}

const struct chart_kind chart_cpu = {
    .name = "cpu",
    .summary = "client CPU time per operation, user and system mode stacked",
    .needs = "sql-bench's CPU times of operations",
    .default_profile = "sbc",
    .layout = layout_cpu,
};

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
#include <math.h>

#include "chart/cpu.h"
#include "chart/kinds.h"
#include "chart/label.h"
#include "chart/rows.h"
#include "chart/story.h"

#define CAP_ROW_MM 1.2

static struct paint part_paint(enum cpu_part part)
{
    return (struct paint){
        .fill = part == CPU_USR ? COLOUR_PART : COLOUR_WHITE,
        .stroke = COLOUR_INK,
        .line_pt = 0.5,
        .hatch = part == CPU_USR ? HATCH_NONE : HATCH_FINE,
    };
}

static void draw_parts(struct cpu_sheet *sheet, const struct cpu_row *row,
                       size_t system, double y)
{
    double from = 0;

    for (int part = CPU_USR; part <= CPU_SYS; part++) {
        double mean = cpu_mean(sheet->cpu, row, (enum cpu_part)part, system);
        if (!isfinite(mean) || mean <= 0)
            continue;
        double left = axis_to_page(&sheet->axis, from);
        double right = axis_to_page(&sheet->axis, from + mean);
        frame_rect(sheet->page.frame, Z_AREA, "bar", left, y - CPU_BAR_MM / 2,
                   right - left, CPU_BAR_MM, part_paint((enum cpu_part)part))
            ->datum = from + mean;
        from += mean;
    }
}

static void draw_bar(struct cpu_sheet *sheet, const struct cpu_row *row,
                     size_t system, double y)
{
    const struct cpu *cpu = sheet->cpu;
    const struct result_sample *sample =
        cpu_sample(cpu, row, CPU_TOTAL, system);
    double low = pick_low(cpu->results, sample);
    double high = pick_high(cpu->results, sample);
    double end = axis_to_page(&sheet->axis, cpu_bar_end(cpu, row, system));
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
    frame_text(sheet->page.frame, "number", end + CPU_TOTAL_GAP,
               centred(y, type.size_pt), cpu_total_words(sheet, row, system),
               type);
}

static void draw_row(struct cpu_sheet *sheet, size_t i, double middle)
{
    const struct cpu *cpu = sheet->cpu;
    struct page *page = &sheet->page;
    struct type type = type_tick(page, ANCHOR_END);
    struct type small = type_note(page, ANCHOR_END);

    frame_text(page->frame, "name", sheet->names_right,
               centred(middle, type.size_pt), cpu->names[i], type);
    for (size_t s = 0; s < cpu->n_systems; s++) {
        size_t panel = cpu_by_system(cpu) ? s : 0;
        double place = cpu_by_system(cpu)
                           ? 0
                           : (double)s - (double)(cpu->n_systems - 1) / 2;
        double y = middle + place * cpu->step;
        double left = cpu_panel_left(sheet, panel);
        axis_place(&sheet->axis, left, left + sheet->panel_width);
        draw_bar(sheet, cpu_row_at(cpu, i), s, y);
        if (!cpu_by_system(cpu) && cpu->n_systems > 1)
            frame_text(page->frame, "system", sheet->systems_right,
                       centred(y, small.size_pt), sheet->systems[s], small);
    }
}

/* Grid lines between the rows, axis, title; of every panel. */
static double draw_panels(struct cpu_sheet *sheet, size_t rows)
{
    struct page *page = &sheet->page;
    struct paint grid = PAINT_LINE(COLOUR_GRID, LINE_GRID);
    double end = sheet->bottom;
    const char *title =
        chart_words_fill(page->frame, page->words->title_with_unit,
                         page->words->cpu_axis, sheet->unit.name, NULL);

    for (size_t p = 0; p < sheet->n_panels; p++) {
        double left = cpu_panel_left(sheet, p),
               right = left + sheet->panel_width;
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

static void legend_keys(struct cpu_sheet *sheet, struct legend_entry keys[2])
{
    const char *const words[2] = {sheet->page.words->cpu_usr,
                                  sheet->page.words->cpu_sys};

    for (int part = 0; part < 2; part++)
        keys[part] =
            (struct legend_entry){.kind = LEGEND_AREA,
                                  .paint = part_paint((enum cpu_part)part),
                                  .text = words[part]};
}

static const char *note_words(struct cpu_sheet *sheet, size_t number,
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
static double legend_left(const struct cpu_sheet *sheet,
                          const struct legend_entry keys[2], const char *note)
{
    const struct page *page = &sheet->page;

    return legend_height(page, keys, 2, note, sheet->left) <=
                   legend_height(page, keys, 2, note, page->left)
               ? sheet->left
               : page->left;
}

/* Names of the systems above their panels. */
static void draw_panel_heads(struct cpu_sheet *sheet)
{
    struct page *page = &sheet->page;
    struct type type = type_label(page, ANCHOR_START);
    /* Bold is wider than what is measured for the fit. */
    g_autofree const char **names =
        pick_system_names(page, 0.85 * sheet->panel_width, type.size_pt);

    if (!cpu_by_system(sheet->cpu))
        return;
    type.is_bold = true;
    for (size_t p = 0; p < sheet->n_panels; p++)
        frame_text(
            page->frame, "panel", cpu_panel_left(sheet, p),
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
            const struct cpu_row *row = cpu_row_at(cpu, i);
            const struct result_cell *cell =
                pick_cell(cpu->results, row->cells[CPU_TOTAL]);
            const struct result_sample *sample =
                cpu_sample(cpu, row, CPU_TOTAL, s);
            const double numbers[] = {cpu_mean(cpu, row, CPU_USR, s),
                                      cpu_mean(cpu, row, CPU_SYS, s),
                                      cpu_mean(cpu, row, CPU_TOTAL, s),
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
static const char *largest_words(struct cpu_sheet *sheet, size_t from,
                                 size_t to)
{
    const struct cpu *cpu = sheet->cpu;
    struct page *page = &sheet->page;
    size_t largest = from, system = 0;

    for (size_t i = from; i < to; i++)
        if (cpu_row_at(cpu, i)->total > cpu_row_at(cpu, largest)->total)
            largest = i;
    for (size_t s = 1; s < cpu->n_systems; s++)
        if (cpu_mean(cpu, cpu_row_at(cpu, largest), CPU_TOTAL, s) >
            cpu_mean(cpu, cpu_row_at(cpu, largest), CPU_TOTAL, system))
            system = s;
    const struct cpu_row *row = cpu_row_at(cpu, largest);
    const struct result_sample *sample =
        cpu_sample(cpu, row, CPU_TOTAL, system);
    if (!sample->data.n)
        return NULL;
    return chart_words_fill(
        page->frame, page->words->largest, cpu->names[largest],
        frame_printf(page->frame, "%s %s", sample->text.mean, cpu->unit),
        frame_printf(page->frame, "%s, %s %s", sheet->systems[system],
                     pick_interval_words(page), sample->text.interval));
}

static void tell(struct cpu_sheet *sheet, size_t from, size_t to)
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

static void draw_page(struct cpu_sheet *sheet, size_t from, size_t to,
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

static double beside_rows(struct cpu_sheet *sheet)
{
    const struct chart_profile *profile = &sheet->cpu->options->profile;
    const char *note = note_words(sheet, 1, 2);
    struct legend_entry keys[2];

    legend_keys(sheet, keys);
    return sheet->page.y +
           legend_height(&sheet->page, keys, 2, note,
                         legend_left(sheet, keys, note)) +
           0.8 +
           (cpu_by_system(sheet->cpu) ? scaled(&sheet->page, ROW_HEADER) : 0) +
           TICK_MM + TICK_GAP + cap_height(profile->tick_pt) + GAP_TITLE +
           scaled(&sheet->page, ROW_AXIS_TITLE) +
           line_height(profile->label_pt) + MARGIN_BOTTOM;
}

static bool draw_pages(struct cpu_sheet *sheet, GPtrArray *frames,
                       GError **error)
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
    struct cpu_sheet sheet = {.cpu = &cpu};
    bool is_done;

    cpu.rows = g_array_new(FALSE, TRUE, sizeof(struct cpu_row));
    is_done = cpu_collect(&cpu, error);
    if (is_done) {
        sheet.page = page_open(results, options, "cpu", 0);
        /* Strings of the rows live as long as this page. */
        Frame *holder = sheet.page.frame;
        cpu_sort(&cpu);
        cpu_fit_names(&sheet);
        cpu_place_panels(&sheet);
        cpu_set_axis(&sheet);
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

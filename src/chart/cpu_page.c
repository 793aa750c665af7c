/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the rows of the CPU chart stand: names, panels, the bars in a row,
 * the axis with room for the totals behind the whiskers.
 */
#include <math.h>
#include <string.h>

#include "chart/cpu.h"
#include "chart/font.h"
#include "chart/rows.h"
#include "compare/words.h"

#define BAR_GAP_MM 0.4
#define ROW_GAP_MM 1.32 /* between the bars of two rows */
#define NAME_CLEAR_MM 0.65
#define SYSTEM_GAP 1.2
#define NAME_GAP 2.0
#define NAME_SHARE 0.33
#define PANEL_GAP 3.0

bool cpu_by_system(const struct cpu *cpu)
{
    return cpu->options->by_system && cpu->n_systems > 1;
}

static size_t bars_per_row(const struct cpu *cpu)
{
    return cpu_by_system(cpu) ? 1 : cpu->n_systems;
}

static double text_width(const struct page *page, const char *text)
{
    return font_measure(text, page->options->profile.note_pt, false).width;
}

/* From bar to bar: names of systems that stand one above the other keep
 * clear of each other. */
static double bar_step(const struct cpu_sheet *sheet)
{
    double size_pt = sheet->page.options->profile.note_pt;
    double ascent = 0, descent = 0;

    for (size_t s = 0; s < sheet->cpu->n_systems; s++) {
        struct text_size size = font_measure(sheet->systems[s], size_pt, false);
        ascent = fmax(ascent, size.ascent);
        descent = fmax(descent, size.descent);
    }
    return fmax(CPU_BAR_MM + BAR_GAP_MM, ascent + descent + NAME_CLEAR_MM);
}

void cpu_fit_names(struct cpu_sheet *sheet)
{
    struct cpu *cpu = sheet->cpu;
    struct page *page = &sheet->page;
    g_autofree const char **full = g_new0(const char *, cpu->rows->len + 1);
    double whole = page->right - page->left;
    double n = (double)bars_per_row(cpu);

    for (guint i = 0; i < cpu->rows->len; i++)
        full[i] = pick_cell_name(
            page,
            pick_cell(cpu->results, cpu_row_at(cpu, i)->cells[CPU_TOTAL]));
    cpu->names = rows_names(page, full, cpu->rows->len, NAME_SHARE * whole,
                            page->options->profile.tick_pt, &cpu->name_width);
    cpu->system_width = 0;
    sheet->systems =
        pick_system_names(page, 0.14 * whole, page->options->profile.note_pt);
    for (size_t s = 0; !cpu_by_system(cpu) && s < cpu->n_systems; s++)
        cpu->system_width =
            fmax(cpu->system_width, text_width(page, sheet->systems[s]));
    cpu->step = bar_step(sheet);
    /* Never below the type. */
    cpu->pitch =
        fmax(CPU_BAR_MM + (n - 1) * cpu->step + ROW_GAP_MM, scaled(page, 3.75));
    cpu->pitch = fmax(cpu->pitch, n * cpu->step);
}

void cpu_place_panels(struct cpu_sheet *sheet)
{
    struct cpu *cpu = sheet->cpu;
    double gap = cpu_by_system(cpu) ? 0 : NAME_GAP;

    sheet->n_panels = cpu_by_system(cpu) ? cpu->n_systems : 1;
    sheet->names_right = sheet->page.left + cpu->name_width;
    sheet->systems_right = sheet->names_right + gap + cpu->system_width;
    sheet->left = sheet->systems_right + SYSTEM_GAP;
    sheet->right = sheet->page.right;
    sheet->panel_width = (sheet->right - sheet->left -
                          PANEL_GAP * (double)(sheet->n_panels - 1)) /
                         (double)sheet->n_panels;
}

const char *cpu_total_words(struct cpu_sheet *sheet, const struct cpu_row *row,
                            size_t system)
{
    const struct cpu *cpu = sheet->cpu;
    const struct result_sample *sample =
        cpu_sample(cpu, row, CPU_TOTAL, system);

    if (!sample->data.n)
        return WORDS_UNDEFINED;
    if (!strcmp(sheet->unit.name, cpu->unit))
        return sample->text.mean;
    return frame_printf(sheet->page.frame, "%s\u00a0%s", sample->text.mean,
                        cpu->unit);
}

/* Where the ink of a bar ends: its whisker, or the bar itself. */
double cpu_bar_end(const struct cpu *cpu, const struct cpu_row *row,
                   size_t system)
{
    const struct result_sample *sample =
        cpu_sample(cpu, row, CPU_TOTAL, system);
    double high = pick_high(cpu->results, sample);
    double mean = pick_mean(cpu->results, sample);

    if (!isfinite(mean))
        return 0;
    return isfinite(high) ? fmax(high, mean) : mean;
}

/* The end of the axis at which every total has room behind its whisker. */
static double axis_end(struct cpu_sheet *sheet)
{
    const struct cpu *cpu = sheet->cpu;
    double end = 0;

    for (guint i = 0; i < cpu->rows->len; i++)
        for (size_t s = 0; s < cpu->n_systems; s++) {
            double value = cpu_bar_end(cpu, cpu_row_at(cpu, i), s);
            double words =
                CPU_TOTAL_GAP + 0.4 +
                text_width(&sheet->page,
                           cpu_total_words(sheet, cpu_row_at(cpu, i), s));
            double room = sheet->panel_width - words;
            if (room > 1)
                end = fmax(end, value * sheet->panel_width / room);
        }
    return end;
}

void cpu_set_axis(struct cpu_sheet *sheet)
{
    const struct cpu *cpu = sheet->cpu;
    double low = 0, high = 0;

    for (guint i = 0; i < cpu->rows->len; i++)
        for (size_t s = 0; s < cpu->n_systems; s++) {
            double value =
                pick_low(cpu->results,
                         cpu_sample(cpu, cpu_row_at(cpu, i), CPU_TOTAL, s));
            if (isfinite(value))
                low = fmin(low, value);
            high = fmax(high, cpu_bar_end(cpu, cpu_row_at(cpu, i), s));
        }
    sheet->unit =
        pick_unit(pick_cell(cpu->results, cpu_row_at(cpu, 0)->cells[CPU_TOTAL]),
                  low, high);
    struct axis_wish wish = {
        .low = low,
        .high = axis_end(sheet),
        .length_mm = fmax(1, sheet->panel_width),
        .ideal_mm = 6,
        .least_mm = 2.5,
        .is_horizontal = true,
        .from_zero = true,
        .unit = sheet->unit.size,
        .label_pt = sheet->page.options->profile.tick_pt,
    };
    axis_linear(&wish, &sheet->axis);
}

double cpu_panel_left(const struct cpu_sheet *sheet, size_t panel)
{
    return sheet->left + (double)panel * (sheet->panel_width + PANEL_GAP);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Zones of claims: for how much variation of the runs does an answer hold?
 *
 * 1. A row a claim. Its first strip reaches as far as the coefficient of
 *    variation may grow before the difference is no longer significant; one
 *    strip a margin below it, as far as the two are found similar. Where
 *    both reach: different, but within the margin. Beyond both: undecided.
 * 2. The spread of runs at hand, smallest to largest, is drawn across them.
 * 3. The axis is logarithmic when the ends are far apart: strips go on to
 *    its left end, which stands for "and less".
 */
#include <math.h>
#include <string.h>

#include "chart/claims.h"
#include "chart/font.h"
#include "chart/label.h"
#include "chart/page.h"
#include "compare/claim_words.h"

#define STRIP_MM 2.4
#define STRIP_PITCH 3.3
#define ROW_GAP 2.2
#define NAME_SHARE 0.34
#define COLUMN_GAP 2.0
#define LOG_FROM 8.0 /* rule 3 */
#define STRIPS_MOST 8

struct strip {
    double cv; /* percent; 0: never */
    double margin;
    const char *text;
};

struct claim_row {
    const struct judged_claim *it;
    char *first, *second; /* the name's lines */
    struct strip strips[STRIPS_MOST];
    size_t n_strips;
};

struct zones {
    const JudgedSet *judged;
    const struct chart_options *options;
    GArray *rows; /* struct claim_row */
    double low, high;
    bool has_margins, has_seen;
    double text_width, name_width;
};

static struct claim_row *row_at(const struct zones *zones, guint i)
{
    return &g_array_index(zones->rows, struct claim_row, i);
}

static void clear_row(void *data)
{
    struct claim_row *row = data;

    g_free(row->first);
    g_free(row->second);
}

/* ---- what is drawn ---- */

static bool has_zones(const struct judged_claim *it)
{
    return it->claim->has_values && !it->withheld && !it->claim->repeats &&
           !it->claim->within->len && it->critical.cv > 0.0;
}

static void widen(struct zones *zones, double value)
{
    if (!(value > 0.0) || !isfinite(value))
        return;
    zones->low = fmin(zones->low, value);
    zones->high = fmax(zones->high, value);
}

/* Three significant digits, as in the findings. */
static const char *percent_text(Frame *frame, double percent)
{
    int decimals =
        percent > 0.0 ? CLAMP(2 - (int)floor(log10(percent)), 0, 4) : 0;
    g_autofree char *number = words_number(percent, decimals);

    return frame_printf(frame, "%s" CLAIM_PERCENT, number);
}

static void add_strip(struct claim_row *row, double cv, double margin,
                      const char *text)
{
    if (row->n_strips < STRIPS_MOST)
        row->strips[row->n_strips++] = (struct strip){cv, margin, text};
}

static void fill_strips(struct zones *zones, Frame *frame,
                        struct claim_row *row)
{
    const struct judged_claim *it = row->it;
    double cv = 100.0 * it->critical.cv;

    add_strip(row, cv, NAN, percent_text(frame, cv));
    widen(zones, cv);
    for (guint i = 0; i < it->margins->len; i++) {
        const struct claim_margin *margin =
            &g_array_index(it->margins, struct claim_margin, i);
        const char *limit = margin->cv > 0.0
                                ? percent_text(frame, 100.0 * margin->cv)
                                : "never";

        add_strip(row, 100.0 * margin->cv, margin->margin,
                  frame_printf(frame, "\u00b1%g" CLAIM_PERCENT ": %s",
                               100.0 * margin->margin, limit));
        widen(zones, 100.0 * margin->cv);
        zones->has_margins = true;
    }
    widen(zones, 100.0 * it->spread.low);
    widen(zones, 100.0 * it->spread.high);
    zones->has_seen = zones->has_seen || isfinite(it->spread.high);
}

static const char *name_of(const struct judged_claim *it)
{
    if (it->claim->title)
        return it->claim->title;
    return it->claim->name ? it->claim->name : it->label;
}

static void collect(struct zones *zones, struct page *page)
{
    double size_pt = page->options->profile.tick_pt;
    double most = NAME_SHARE * (page->right - page->left);

    for (guint i = 0; i < zones->judged->claims->len; i++) {
        struct claim_row row = {.it = zones->judged->claims->pdata[i]};
        const char *name;

        if (!has_zones(row.it))
            continue;
        name = name_of(row.it);
        if (!label_wrap(name, most, size_pt, &row.first, &row.second)) {
            g_auto(GStrv) shorter = label_shorten(&name, 1, 60, most, size_pt);

            row.first = g_strdup(shorter[0]);
        }
        fill_strips(zones, page->frame, &row);
        g_array_append_val(zones->rows, row);
    }
}

static void measure(struct zones *zones, const struct page *page)
{
    double size_pt = page->options->profile.tick_pt;

    for (guint i = 0; i < zones->rows->len; i++) {
        const struct claim_row *row = row_at(zones, i);
        const char *lines[] = {row->first, row->second};

        for (size_t k = 0; k < G_N_ELEMENTS(lines); k++)
            if (lines[k])
                zones->name_width =
                    fmax(zones->name_width,
                         font_measure(lines[k], size_pt, false).width);
        for (size_t k = 0; k < row->n_strips; k++)
            zones->text_width =
                fmax(zones->text_width,
                     font_measure(row->strips[k].text, size_pt, false).width);
    }
}

/* ---- a page ---- */

struct sheet {
    struct zones *zones;
    struct page page;
    struct axis axis;
    double plot_left, plot_right;
    guint from, to; /* rows */
};

static double row_height(const struct zones *zones, const struct page *page,
                         guint i)
{
    const struct claim_row *row = row_at(zones, i);
    double strips = (double)row->n_strips * STRIP_PITCH;
    double lines =
        (row->second ? 2.0 : 1.0) * line_height(page->options->profile.tick_pt);

    return fmax(strips, lines) + ROW_GAP;
}

static size_t legend_keys(const struct zones *zones,
                          struct legend_entry keys[3])
{
    struct system_style detected = system_style(0, zones->options->is_gray);
    struct system_style similar = system_style(1, zones->options->is_gray);
    size_t n = 0;

    keys[n++] = (struct legend_entry){.kind = LEGEND_AREA,
                                      .paint = style_area(detected),
                                      .text = "difference significant"};
    if (zones->has_margins)
        keys[n++] = (struct legend_entry){.kind = LEGEND_AREA,
                                          .paint = style_area(similar),
                                          .text = "similar within the margin"};
    if (zones->has_seen)
        keys[n++] = (struct legend_entry){.kind = LEGEND_MARKER,
                                          .marker = MARKER_DIAMOND,
                                          .paint = style_marker(COLOUR_WHITE),
                                          .text = "seen in the runs at hand"};
    return n;
}

static void set_axis(struct sheet *sheet)
{
    struct zones *zones = sheet->zones;
    struct axis_wish wish = {
        .low = 0,
        .high = zones->high,
        .length_mm = fmax(1, sheet->plot_right - sheet->plot_left),
        .ideal_mm = 6,
        .least_mm = 2.5,
        .from_zero = true,
        .is_horizontal = true,
        .label_pt = sheet->page.options->profile.tick_pt,
    };

    if (zones->high / zones->low >= LOG_FROM) {
        wish.low = zones->low / 2.0;
        wish.high = zones->high * 1.2;
        wish.from_zero = false;
        axis_log(&wish, &sheet->axis);
    } else {
        axis_linear(&wish, &sheet->axis);
    }
    axis_place(&sheet->axis, sheet->plot_left, sheet->plot_right);
}

static double x_of(const struct sheet *sheet, double cv)
{
    return fmin(axis_to_page(&sheet->axis, cv), sheet->plot_right);
}

/* Rule 2. */
static void draw_seen(struct sheet *sheet, const struct judged_claim *it,
                      double y)
{
    double low = 100.0 * it->spread.low, high = 100.0 * it->spread.high;
    Frame *frame = sheet->page.frame;

    if (!(low > 0.0))
        return;
    if (high > low) {
        struct paint paint = PAINT_LINE(COLOUR_INK, LINE_INTERVAL);

        paint.halo_mm = UNDERSTROKE_MM;
        draw_interval(frame, true, (struct point_mm){x_of(sheet, low), y},
                      (struct point_mm){x_of(sheet, high), y}, low, high,
                      CAP_MM, paint);
    }
    draw_marker(frame, "seen", MARKER_DIAMOND, x_of(sheet, high), y, 1.75,
                style_marker(COLOUR_WHITE))
        ->datum = high;
}

static void draw_strip(struct sheet *sheet, const struct strip *strip,
                       size_t place, double y)
{
    struct page *page = &sheet->page;
    struct type type = type_tick(page, ANCHOR_START);
    struct system_style style = system_style(place > 0, page->options->is_gray);

    if (strip->cv > 0.0)
        frame_rect(page->frame, Z_AREA, "strip", sheet->plot_left,
                   y - STRIP_MM / 2, x_of(sheet, strip->cv) - sheet->plot_left,
                   STRIP_MM, style_area(style))
            ->datum = strip->cv;
    frame_text(page->frame, "limit", sheet->plot_right + COLUMN_GAP,
               centred(y, type.size_pt), strip->text, type);
}

static void draw_name(struct sheet *sheet, const struct claim_row *row,
                      double y)
{
    struct page *page = &sheet->page;
    struct type type = type_tick(page, ANCHOR_START);
    double baseline = centred(y, type.size_pt);

    frame_text(page->frame, "name", page->left, baseline, row->first, type);
    if (!row->second)
        return;
    frame_text(page->frame, "name", page->left,
               baseline + line_height(type.size_pt), row->second, type);
    frame_join(page->frame, 2);
}

static void draw_row(struct sheet *sheet, guint i, double top)
{
    const struct claim_row *row = row_at(sheet->zones, i);
    double y = top + ROW_GAP / 2 + STRIP_PITCH / 2;

    draw_name(sheet, row, y);
    for (size_t k = 0; k < row->n_strips; k++)
        draw_strip(sheet, &row->strips[k], k, y + (double)k * STRIP_PITCH);
    draw_seen(sheet, row->it, y);
}

static void write_csv(const struct sheet *sheet)
{
    GString *csv = sheet->page.frame->csv;

    g_string_append(csv, "claim,margin,cv_limit_percent,seen_low_percent,"
                         "seen_high_percent\n");
    for (guint i = sheet->from; i < sheet->to; i++) {
        const struct claim_row *row = row_at(sheet->zones, i);

        for (size_t k = 0; k < row->n_strips; k++) {
            const double numbers[] = {row->strips[k].margin, row->strips[k].cv,
                                      100.0 * row->it->spread.low,
                                      100.0 * row->it->spread.high};

            label_put_field(csv, name_of(row->it));
            for (size_t n = 0; n < G_N_ELEMENTS(numbers); n++) {
                g_string_append_c(csv, ',');
                label_put_number(csv, numbers[n]);
            }
            g_string_append_c(csv, '\n');
        }
    }
}

static void tell(const struct sheet *sheet)
{
    Frame *frame = sheet->page.frame;
    const struct judged_claim *first = row_at(sheet->zones, sheet->from)->it;
    const char *level = frame_printf(frame, "%g" CLAIM_PERCENT,
                                     100.0 * sheet->zones->judged->alpha);
    const char *example =
        frame_printf(frame, "%s: significant below %s. ", name_of(first),
                     row_at(sheet->zones, sheet->from)->strips[0].text);
    g_autofree char *cut = label_cut(example, 300);

    frame->title = "How much runs may vary";
    frame->caption = frame_printf(frame,
                                  "How much runs of one system may vary, as a "
                                  "coefficient of variation, before an answer "
                                  "changes. Upper strip: a difference is "
                                  "significant at %s up to there; strips "
                                  "below: the systems are found similar within "
                                  "the margin up to there. Beyond the strips "
                                  "the numbers do not decide.",
                                  level);
    frame->alt =
        frame_printf(frame,
                     "Horizontal strips for %u claim%s on an axis of "
                     "the coefficient of variation. %sData: %s.csv.",
                     sheet->to - sheet->from,
                     sheet->to - sheet->from == 1 ? "" : "s", cut, frame->name);
}

static double rows_height(const struct zones *zones, const struct page *page,
                          guint from, guint to)
{
    double height = 0;

    for (guint i = from; i < to; i++)
        height += row_height(zones, page, i);
    return height;
}

static double beside_rows(const struct page *page,
                          const struct legend_entry keys[], size_t n)
{
    return page->y + legend_height(page, keys, n, NULL, page->left) + 1.0 +
           TICK_MM + TICK_GAP + cap_height(page->options->profile.tick_pt) +
           GAP_TITLE + scaled(page, ROW_AXIS_TITLE) + MARGIN_BOTTOM;
}

static void draw_sheet(struct sheet *sheet, const struct legend_entry keys[],
                       size_t n)
{
    struct page *page = &sheet->page;
    struct zones *zones = sheet->zones;
    double top, bottom, y;

    legend_draw(page, keys, n, NULL, page->left);
    top = y = page->y + 1.0;
    bottom = top + rows_height(zones, page, sheet->from, sheet->to);
    sheet->plot_left = page->left + zones->name_width + COLUMN_GAP;
    sheet->plot_right = page->right - zones->text_width - COLUMN_GAP;
    set_axis(sheet);
    frame_plot_area(page->frame, sheet->plot_left, top,
                    sheet->plot_right - sheet->plot_left, bottom - top);
    for (guint i = sheet->from; i < sheet->to; i++) {
        draw_row(sheet, i, y);
        y += row_height(zones, page, i);
    }
    y = page_axis_bottom(page, &sheet->axis, top, bottom);
    page_title_bottom(page,
                      sheet->axis.is_log
                          ? "Coefficient of variation of the runs (%), log "
                            "scale"
                          : "Coefficient of variation of the runs (%)",
                      sheet->plot_left, sheet->plot_right, y);
}

/* Rows from `from` on that a page holds. */
static guint rows_that_fit(const struct zones *zones, const struct page *page,
                           guint from, double room)
{
    guint to = from + 1;

    while (to < zones->rows->len &&
           (room <= 0.0 || rows_height(zones, page, from, to + 1) <= room))
        to++;
    return to;
}

static bool lay_out_page(struct zones *zones, guint *from, GPtrArray *frames,
                         GError **error)
{
    const struct chart_options *options = zones->options;
    const struct chart_profile *profile = &options->profile;
    struct legend_entry keys[3];
    size_t n = legend_keys(zones, keys);
    struct page page = page_open(NULL, options, "claims", 10);
    double beside = beside_rows(&page, keys, n), most, height;
    double width = zones->name_width + zones->text_width + 2 * COLUMN_GAP +
                   PLOT_LEAST_WIDTH + 2 * MARGIN_SIDE;
    struct sheet sheet = {.zones = zones, .from = *from};

    most = profile->fixed_height_mm > 0 ? profile->fixed_height_mm
                                        : profile->max_height_mm;
    sheet.to = rows_that_fit(zones, &page, *from, most - beside);
    height = beside + rows_height(zones, &page, sheet.from, sheet.to);
    frame_free(page.frame);
    if (width > profile->width_mm || (most > 0 && height > most))
        return page_refuse(options, "claims", width, height, error);
    sheet.page = page_open(
        NULL, options, "claims",
        profile->fixed_height_mm > 0 ? profile->fixed_height_mm : height);
    draw_sheet(&sheet, keys, n);
    write_csv(&sheet);
    tell(&sheet);
    g_ptr_array_add(frames, sheet.page.frame);
    *from = sheet.to;
    return true;
}

bool chart_claim_layout(const JudgedSet *judged,
                        const struct chart_options *options, GPtrArray *frames,
                        GError **error)
{
    struct zones zones = {
        .judged = judged,
        .options = options,
        .rows = g_array_new(FALSE, FALSE, sizeof(struct claim_row)),
        .low = INFINITY};
    struct page holder = page_open(NULL, options, "claims", 10);
    bool fits = true;

    g_array_set_clear_func(zones.rows, clear_row);
    collect(&zones, &holder);
    measure(&zones, &holder);
    for (guint from = 0; fits && from < zones.rows->len;)
        fits = lay_out_page(&zones, &from, frames, error);
    if (!zones.rows->len)
        fits = cotejo_fail(error, COTEJO_ERROR_NOTHING,
                           "no claim has two means and runs whose variation "
                           "would decide");
    g_array_unref(zones.rows);
    frame_free(holder.frame);
    return fits;
}

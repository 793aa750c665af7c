/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/rows.h"

#include <math.h>
#include <string.h>

#include "chart/font.h"
#include "chart/label.h"
#include "compare/slug.h"

enum { NAME_CHARACTERS = 40, ZEBRA_ROWS = 5, SLUG_MOST = 60, DIGEST = 7 };

size_t rows_per_page(size_t n_rows, double pitch_mm, double room_mm)
{
    if (room_mm < 0)
        return n_rows;
    size_t most = (size_t)floor(room_mm / pitch_mm + 1e-9);
    if (!most || !n_rows)
        return 0;
    size_t n_pages = (n_rows + most - 1) / most;
    return (n_rows + n_pages - 1) / n_pages;
}

double rows_room(const struct chart_profile *profile, double beside_mm)
{
    double height = profile->fixed_height_mm > 0 ? profile->fixed_height_mm
                                                 : profile->max_height_mm;

    return height > 0 ? fmax(0, height - beside_mm) : -1;
}

const char **rows_names(struct page *page, const char *const names[], size_t n,
                        double width_mm, double size_pt, double *widest_mm)
{
    g_auto(GStrv) fitted =
        label_shorten(names, n, NAME_CHARACTERS, width_mm, size_pt);
    const char **kept = g_new0(const char *, n + 1);

    *widest_mm = 0;
    for (size_t i = 0; i < n; i++) {
        kept[i] = frame_string(page->frame, fitted[i]);
        *widest_mm =
            fmax(*widest_mm, font_measure(kept[i], size_pt, false).width);
    }
    return kept;
}

void rows_zebra(struct page *page, double left, double right, double top,
                size_t n, double pitch_mm)
{
    for (size_t i = 0; i < n; i += 2 * ZEBRA_ROWS) {
        size_t rows = MIN(ZEBRA_ROWS, n - i);
        frame_rect(page->frame, Z_ZEBRA, "zebra", left,
                   top + (double)i * pitch_mm, right - left,
                   (double)rows * pitch_mm, PAINT_FILL(COLOUR_ZEBRA));
    }
}

/* An end that is cut has no edge. */
static void draw_edge(struct page *page, double x, double end, double top,
                      double bottom)
{
    struct paint edge = PAINT_LINE(COLOUR_EDGE, LINE_GRID);

    edge.dash_mm = (const double[]){0.6, 0.4, 0};
    if (fabs(x - end) < 1e-9)
        frame_line(page->frame, Z_GRID, "band-edge", x, top, x, bottom, edge);
}

void rows_band(struct page *page, const struct axis *axis, double left,
               double right, double top, double bottom, struct pick_band band)
{
    double low = axis_to_page(axis, band.low);
    double high = axis_to_page(axis, band.high);
    double from = fmax(left, low), to = fmin(right, high);

    if (!pick_has_band(band))
        return;
    frame_rect(page->frame, Z_BAND, "band", from, top, to - from, bottom - top,
               PAINT_FILL(COLOUR_BAND));
    draw_edge(page, low, from, top, bottom);
    draw_edge(page, high, to, top, bottom);
}

char *rows_page_name(const char *base, size_t number, size_t n_pages)
{
    g_autofree char *slug = slug_make(base, NULL);
    g_autofree char *suffix = g_strdup_printf("-%zu", number);
    size_t length = strlen(slug), most = SLUG_MOST - strlen(suffix);

    if (n_pages < 2)
        return g_steal_pointer(&slug);
    if (length <= most)
        return g_strconcat(slug, suffix, NULL);
    /* The digest that a long slug ends in stays. */
    return g_strdup_printf("%.*s%s%s", (int)(most - DIGEST), slug,
                           slug + length - DIGEST, suffix);
}

const char *rows_page_words(struct page *page, size_t number, size_t n_pages)
{
    if (n_pages < 2)
        return NULL;
    return chart_words_fill(page->frame, page->words->page,
                            frame_printf(page->frame, "%zu", number),
                            frame_printf(page->frame, "%zu", n_pages), NULL);
}

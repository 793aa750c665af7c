/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows above the plot: keys in the order of the systems, then the note
 * (FIGURES section 7.1). Never inside the plot, never right of it.
 */
#include <math.h>
#include <string.h>

#include "chart/font.h"
#include "chart/label.h"
#include "chart/page.h"

#define KEY_WIDTH 4.2
#define KEY_HEIGHT 2.5
#define KEY_MARKER 1.6
#define KEY_GAP 1.4   /* from a key to its words */
#define ENTRY_GAP 3.6 /* from words to the next key */
#define NOTE_GAP 2.5  /* between the keys and the note */
#define NOTE_ROW 3.4

static double key_width(const struct legend_entry *entry)
{
    return entry->kind == LEGEND_MARKER ? KEY_MARKER : KEY_WIDTH;
}

static double entry_width(const struct page *page,
                          const struct legend_entry *entry)
{
    return key_width(entry) + KEY_GAP +
           font_measure(entry->text, page->options->profile.label_pt, false)
               .width;
}

static void draw_key(struct page *page, const struct legend_entry *entry,
                     double x, double y)
{
    if (entry->kind == LEGEND_MARKER) {
        draw_marker(page->frame, "key", entry->marker, x + KEY_MARKER / 2, y,
                    KEY_MARKER, entry->paint);
        return;
    }
    frame_rect(page->frame, Z_AREA, "key", x, y - KEY_HEIGHT / 2, KEY_WIDTH,
               KEY_HEIGHT, entry->paint);
    if (entry->kind != LEGEND_BAND)
        return;
    struct paint edge = PAINT_LINE(COLOUR_EDGE, LINE_GRID);
    edge.dash_mm = (const double[]){0.6, 0.4, 0};
    for (int side = 0; side < 2; side++)
        frame_line(page->frame, Z_AXIS, "key", x + side * KEY_WIDTH,
                   y - KEY_HEIGHT / 2, x + side * KEY_WIDTH, y + KEY_HEIGHT / 2,
                   edge);
}

/* The note in lines that fit. */
static GPtrArray *note_lines(const struct page *page, const char *note,
                             double width)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) words = g_strsplit(note, " ", -1);
    g_autoptr(GString) line = g_string_new(NULL);
    double size_pt = page->options->profile.note_pt;

    for (char **word = words; *word; word++) {
        g_autofree char *longer =
            g_strdup_printf("%s%s%s", line->str, line->len ? " " : "", *word);
        if (line->len && font_measure(longer, size_pt, false).width > width) {
            g_ptr_array_add(lines, g_strdup(line->str));
            g_string_assign(line, *word);
        } else {
            g_string_assign(line, longer);
        }
    }
    g_ptr_array_add(lines, g_strdup(line->str));
    return lines;
}

static void draw_note_rows(struct page *page, const char *note, bool draws)
{
    g_autoptr(GPtrArray) lines =
        note_lines(page, note, page->right - page->left);
    struct type type = type_note(page, ANCHOR_END);

    for (guint i = 0; i < lines->len; i++) {
        if (draws)
            frame_text(
                page->frame, "note", page->right,
                centred(page->y + scaled(page, NOTE_ROW) / 2, type.size_pt),
                lines->pdata[i], type);
        page->y += scaled(page, NOTE_ROW);
    }
}

static void draw_entry(struct page *page, const struct legend_entry *entry,
                       double x)
{
    double y = page->y + scaled(page, ROW_LEGEND) / 2 - 0.2;
    struct type type = type_label(page, ANCHOR_START);

    draw_key(page, entry, x, y);
    frame_text(page->frame, "legend", x + key_width(entry) + KEY_GAP,
               centred(y, type.size_pt), entry->text, type);
}

static void run(struct page *page, const struct legend_entry entries[],
                size_t n, const char *note, double left, bool draws)
{
    double x = left;

    for (size_t i = 0; i < n; i++) {
        double width = entry_width(page, &entries[i]);
        if (x > left && x + width > page->right) {
            page->y += scaled(page, ROW_LEGEND);
            x = left;
        }
        if (draws)
            draw_entry(page, &entries[i], x);
        x += width + ENTRY_GAP;
    }
    if (!note) {
        page->y += n ? scaled(page, ROW_LEGEND) : 0;
        return;
    }
    struct type type = type_note(page, ANCHOR_END);
    double width = font_measure(note, type.size_pt, false).width;
    double keys_end = n ? x - ENTRY_GAP + NOTE_GAP : page->left;
    if (page->right - width >= keys_end) {
        if (draws)
            frame_text(page->frame, "note", page->right,
                       centred(page->y + scaled(page, ROW_LEGEND) / 2 - 0.2,
                               type.size_pt),
                       note, type);
        page->y += scaled(page, ROW_LEGEND);
        return;
    }
    page->y += n ? scaled(page, ROW_LEGEND) : 0;
    draw_note_rows(page, note, draws);
}

void legend_draw(struct page *page, const struct legend_entry entries[],
                 size_t n, const char *note, double left)
{
    run(page, entries, n, note, left, true);
}

double legend_height(const struct page *page,
                     const struct legend_entry entries[], size_t n,
                     const char *note, double left)
{
    struct page copy = *page;

    run(&copy, entries, n, note, left, false);
    return copy.y - page->y;
}

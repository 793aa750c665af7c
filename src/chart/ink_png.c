/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * PNG with its resolution and its words, which cairo's writer lacks.
 *
 * 1. RGB without alpha; a palette when the page has at most 256 colours,
 *    which it nearly always has once the blends at soft edges, which are in
 *    no table of ours, are rounded to 32 steps a channel.
 * 2. Compression 6, no filter: our pages are runs of flat colour.
 * 3. pHYs, sRGB and iTXt; no tIME.
 */
#include <cairo.h>
#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <string.h>

#include "chart/ink.h"
#include "chart/style.h"

enum { PALETTE = 256, SLOTS = 4096, COMPRESSION = 6 };

/* Colours found so far, an open hash by colour. */
struct palette {
    size_t n;
    uint32_t colours[PALETTE];
    uint32_t keys[SLOTS]; /* colour + 1; 0 is free */
    uint8_t index[SLOTS];
};

static size_t slot_of(const struct palette *palette, uint32_t colour)
{
    size_t slot = (colour * 2654435761u) >> 20;

    while (palette->keys[slot] && palette->keys[slot] != colour + 1)
        slot = (slot + 1) % SLOTS;
    return slot;
}

/* False when the palette is full. */
static bool palette_add(struct palette *palette, uint32_t colour,
                        uint8_t *index)
{
    size_t slot = slot_of(palette, colour);

    if (!palette->keys[slot]) {
        if (palette->n == PALETTE)
            return false;
        palette->keys[slot] = colour + 1;
        palette->index[slot] = (uint8_t)palette->n;
        palette->colours[palette->n++] = colour;
    }
    *index = palette->index[slot];
    return true;
}

/* 32 steps a channel, ends kept. */
static uint32_t coarse(uint32_t colour)
{
    uint32_t high = colour & 0xf8f8f8;

    return high | (high >> 5 & 0x070707);
}

static void add_exact(GHashTable *exact, uint32_t colour)
{
    if (colour != COLOUR_NONE)
        g_hash_table_add(exact, GUINT_TO_POINTER(colour));
}

/* The colours that layout named: they stay as they are. */
static GHashTable *exact_colours(const Frame *frame)
{
    GHashTable *exact = g_hash_table_new(NULL, NULL);

    add_exact(exact, COLOUR_WHITE);
    add_exact(exact, COLOUR_INK);
    for (guint i = 0; i < frame->items->len; i++) {
        const struct frame_item *item =
            &g_array_index(frame->items, struct frame_item, i);
        add_exact(exact, item->fill);
        add_exact(exact, item->stroke);
    }
    return exact;
}

/* One byte a pixel, or NULL when there are too many colours. */
static uint8_t *to_palette(const uint32_t *pixels, size_t width, size_t height,
                           size_t stride, GHashTable *exact,
                           struct palette *palette)
{
    g_autofree uint8_t *indices = g_malloc(width * height);
    uint8_t *out = indices, index = 0;
    uint32_t last = UINT32_MAX;

    memset(palette, 0, sizeof *palette);
    for (size_t y = 0; y < height; y++) {
        const uint32_t *row = pixels + y * stride;
        for (size_t x = 0; x < width; x++) {
            uint32_t colour = row[x] & 0xffffff;
            if (colour != last) {
                last = colour;
                if (exact &&
                    !g_hash_table_contains(exact, GUINT_TO_POINTER(colour)))
                    colour = coarse(colour);
                if (!palette_add(palette, colour, &index))
                    return NULL;
            }
            *out++ = index;
        }
    }
    return g_steal_pointer(&indices);
}

static uint8_t *to_rgb(const uint32_t *pixels, size_t width, size_t height,
                       size_t stride)
{
    uint8_t *bytes = g_malloc(width * height * 3), *out = bytes;

    for (size_t y = 0; y < height; y++)
        for (size_t x = 0; x < width; x++) {
            uint32_t colour = pixels[y * stride + x];
            *out++ = (uint8_t)(colour >> 16);
            *out++ = (uint8_t)(colour >> 8);
            *out++ = (uint8_t)colour;
        }
    return bytes;
}

static void write_bytes(png_structp png, png_bytep bytes, png_size_t n)
{
    g_byte_array_append(png_get_io_ptr(png), bytes, (guint)n);
}

static void flush_nothing(png_structp png)
{
    (void)png;
}

static void put_text(png_structp png, png_infop info, const char *key,
                     const char *text)
{
    if (!text || !*text)
        return;
    g_autofree char *name = g_strdup(key);
    g_autofree char *words = g_strdup(text);
    g_autofree char *none = g_strdup("");
    png_text chunk = {
        .compression = PNG_ITXT_COMPRESSION_NONE,
        .key = name,
        .text = words,
        .itxt_length = strlen(words),
        .lang = none,
        .lang_key = none,
    };
    png_set_text(png, info, &chunk, 1);
}

struct picture {
    size_t width, height;
    uint8_t *rows;
    const struct palette *palette; /* NULL: rows are RGB */
    double dpi;
};

static void set_palette(png_structp png, png_infop info,
                        const struct palette *palette)
{
    png_color colours[PALETTE];

    for (size_t i = 0; i < palette->n; i++)
        colours[i] = (png_color){.red = (uint8_t)(palette->colours[i] >> 16),
                                 .green = (uint8_t)(palette->colours[i] >> 8),
                                 .blue = (uint8_t)palette->colours[i]};
    png_set_PLTE(png, info, colours, (int)palette->n);
}

static void set_info(png_structp png, png_infop info,
                     const struct picture *picture, const Frame *frame,
                     const struct chart_provenance *from)
{
    png_uint_32 per_metre = (png_uint_32)lround(picture->dpi / 0.0254);

    png_set_compression_level(png, COMPRESSION);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_IHDR(png, info, (png_uint_32)picture->width,
                 (png_uint_32)picture->height, 8,
                 picture->palette ? PNG_COLOR_TYPE_PALETTE : PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    if (picture->palette)
        set_palette(png, info, picture->palette);
    png_set_sRGB(png, info, PNG_sRGB_INTENT_RELATIVE);
    png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
    put_text(png, info, "Title", frame->title);
    put_text(png, info, "Description", frame->alt);
    put_text(png, info, "Software", from->version);
    if (from->digest) {
        g_autofree char *source =
            g_strdup_printf("cotejo-results-sha256=%s", from->digest);
        put_text(png, info, "Source", source);
    }
}

/* Everything that setjmp must not see changing lives with the caller. */
static bool encode(png_structp png, png_infop info,
                   const struct picture *picture, png_bytepp rows,
                   const Frame *frame, const struct chart_provenance *from)
{
    if (setjmp(png_jmpbuf(png)))
        return false;
    set_info(png, info, picture, frame, from);
    png_write_info(png, info);
    png_write_image(png, rows);
    png_write_end(png, NULL);
    return true;
}

static void keep_silent(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void fail_silent(png_structp png, png_const_charp message)
{
    (void)message;
    png_longjmp(png, 1);
}

static GByteArray *write_png(const struct picture *picture, const Frame *frame,
                             const struct chart_provenance *from)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    size_t stride = picture->width * (picture->palette ? 1 : 3);
    g_autofree png_bytepp rows = g_new(png_bytep, picture->height);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL,
                                              fail_silent, keep_silent);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    bool is_done = false;

    for (size_t y = 0; y < picture->height; y++)
        rows[y] = picture->rows + y * stride;
    if (info) {
        png_set_write_fn(png, bytes, write_bytes, flush_nothing);
        is_done = encode(png, info, picture, rows, frame, from);
    }
    png_destroy_write_struct(&png, &info);
    return is_done ? g_steal_pointer(&bytes) : NULL;
}

static cairo_surface_t *paint(const Frame *frame, double dots_per_mm)
{
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, (int)lround(frame->width_mm * dots_per_mm),
        (int)lround(frame->height_mm * dots_per_mm));
    cairo_t *cr = cairo_create(surface);

    cairo_set_antialias(cr, CAIRO_ANTIALIAS_GRAY);
    cairo_scale(cr, dots_per_mm, dots_per_mm);
    ink_paint(frame, cr, dots_per_mm);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    return surface;
}

/* The fewest bytes a pixel that keep the picture; palette is room for it. */
static void set_rows(struct picture *picture, const uint32_t *pixels,
                     size_t stride, const Frame *frame, struct palette *palette)
{
    picture->rows = to_palette(pixels, picture->width, picture->height, stride,
                               NULL, palette);
    if (!picture->rows) {
        GHashTable *exact = exact_colours(frame);
        picture->rows = to_palette(pixels, picture->width, picture->height,
                                   stride, exact, palette);
        g_hash_table_destroy(exact);
    }
    picture->palette = picture->rows ? palette : NULL;
    if (!picture->rows)
        picture->rows = to_rgb(pixels, picture->width, picture->height, stride);
}

GByteArray *frame_to_png(const Frame *frame,
                         const struct chart_provenance *from, double dpi,
                         GError **error)
{
    cairo_surface_t *surface = paint(frame, dpi / 25.4);
    cairo_status_t status = cairo_surface_status(surface);
    GByteArray *bytes = NULL;

    if (status == CAIRO_STATUS_SUCCESS) {
        struct palette palette;
        struct picture picture = {
            .width = (size_t)cairo_image_surface_get_width(surface),
            .height = (size_t)cairo_image_surface_get_height(surface),
            .dpi = dpi,
        };
        const void *pixels = cairo_image_surface_get_data(surface);
        size_t stride =
            (size_t)cairo_image_surface_get_stride(surface) / sizeof(uint32_t);
        set_rows(&picture, pixels, stride, frame, &palette);
        bytes = write_png(&picture, frame, from);
        g_free(picture.rows);
    }
    cairo_surface_destroy(surface);
    if (!bytes)
        cotejo_fail(
            error, COTEJO_ERROR_WRITE, "figure '%s' as PNG: %s", frame->name,
            status == CAIRO_STATUS_SUCCESS ? "the encoder failed"
                                           : cairo_status_to_string(status));
    return bytes;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * PNG with its resolution and its words, which cairo's writer lacks.
 *
 * 1. RGB without alpha, as a palette: the colours that layout named stay as
 *    they are, the blends at soft edges are rounded to 16 steps a channel,
 *    which nobody sees at 300 dpi and which leaves fewer than 256 colours and
 *    a smaller file. Should there be more all the same, plain RGB, unrounded.
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

enum { PALETTE = 256, SLOTS = 8192, COMPRESSION = 6 };

/* An open hash from the colour of a pixel to its place in the palette. */
struct palette {
    size_t n, n_used;
    uint32_t colours[PALETTE];
    uint32_t keys[SLOTS]; /* colour + 1; 0 is free */
    uint8_t index[SLOTS];
};

static size_t slot_of(const struct palette *palette, uint32_t colour)
{
    size_t slot = (colour * 2654435761u) >> 19;

    while (palette->keys[slot] && palette->keys[slot] != colour + 1)
        slot = (slot + 1) % SLOTS;
    return slot;
}

/* 16 steps a channel, ends kept. */
static uint32_t coarse(uint32_t colour)
{
    uint32_t high = colour & 0xf0f0f0;

    return high | high >> 4;
}

/* The place of the colour itself, added if there is room; PALETTE if not. */
static size_t palette_place(struct palette *palette, uint32_t colour)
{
    for (size_t i = 0; i < palette->n; i++)
        if (palette->colours[i] == colour)
            return i;
    if (palette->n < PALETTE)
        palette->colours[palette->n++] = colour;
    else
        return PALETTE;
    return palette->n - 1;
}

/* Binds a pixel's colour to its place; false when there is no room. */
static bool palette_bind(struct palette *palette, uint32_t pixel,
                         uint32_t colour)
{
    size_t slot = slot_of(palette, pixel);
    size_t place = palette_place(palette, colour);

    if (place == PALETTE || palette->n_used == SLOTS / 2)
        return false;
    if (!palette->keys[slot])
        palette->n_used++;
    palette->keys[slot] = pixel + 1;
    palette->index[slot] = (uint8_t)place;
    return true;
}

/* The colours that layout named: they stay as they are. */
static bool bind_named(struct palette *palette, const Frame *frame)
{
    bool fits = palette_bind(palette, COLOUR_WHITE, COLOUR_WHITE) &&
                palette_bind(palette, COLOUR_INK, COLOUR_INK);

    for (guint i = 0; i < frame->items->len && fits; i++) {
        const struct frame_item *item =
            &g_array_index(frame->items, struct frame_item, i);
        if (item->fill != COLOUR_NONE)
            fits = palette_bind(palette, item->fill, item->fill);
        if (item->stroke != COLOUR_NONE)
            fits = fits && palette_bind(palette, item->stroke, item->stroke);
    }
    return fits;
}

/* One byte a pixel, or NULL when there are too many colours. */
static uint8_t *to_palette(const uint32_t *pixels, size_t width, size_t height,
                           size_t stride, const Frame *frame,
                           struct palette *palette)
{
    g_autofree uint8_t *indices = g_malloc(width * height);
    uint8_t *out = indices, index = 0;
    uint32_t last = UINT32_MAX;

    memset(palette, 0, sizeof *palette);
    if (!bind_named(palette, frame))
        return NULL;
    for (size_t y = 0; y < height; y++) {
        const uint32_t *row = pixels + y * stride;
        for (size_t x = 0; x < width; x++) {
            uint32_t pixel = row[x] & 0xffffff;
            if (pixel != last) {
                size_t slot = slot_of(palette, pixel);
                if (!palette->keys[slot] &&
                    !palette_bind(palette, pixel, coarse(pixel)))
                    return NULL;
                index = palette->index[slot];
                last = pixel;
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
                               frame, palette);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * PNG with its resolution and its words, which cairo's writer lacks.
 *
 * 1. RGB without alpha, as a palette: the colours that layout named stay as
 *    they are, the blends at soft edges are rounded to 16 steps a channel,
 *    which nobody sees at 300 dpi and which leaves fewer than 256 colours and
 *    a smaller file. Should there be more all the same, plain RGB, unrounded.
 * 2. Our pages are runs of flat colour: a row that repeats the one above it
 *    takes the filter "up" and is zeros, the others take none. One zlib
 *    stream at level 6, by libdeflate, which knows the whole picture.
 * 3. Chunks in the order of the specification (PNG, second edition, 2003):
 *    IHDR, sRGB, pHYs, iTXt, PLTE, IDAT, IEND; no tIME.
 */
#include <cairo.h>
#include <libdeflate.h>
#include <math.h>
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

struct picture {
    size_t width, height;
    uint8_t *rows;
    const struct palette *palette; /* NULL: rows are RGB */
    double dpi;
};

/* ---- chunks ---- */

enum { FILTER_NONE = 0, FILTER_UP = 2, COLOUR_RGB = 2, COLOUR_PALETTE = 3 };

static void put_u32(uint8_t bytes[4], uint32_t value)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(value >> (24 - 8 * i));
}

/* Length, type, data, and the checksum of type and data. */
static void put_chunk(GByteArray *png, const char type[4], const void *data,
                      size_t len)
{
    uint8_t number[4];
    guint from;

    put_u32(number, (uint32_t)len);
    g_byte_array_append(png, number, 4);
    from = png->len;
    g_byte_array_append(png, (const uint8_t *)type, 4);
    g_byte_array_append(png, data, (guint)len);
    put_u32(number, libdeflate_crc32(0, png->data + from, len + 4));
    g_byte_array_append(png, number, 4);
}

static void put_header(GByteArray *png, const struct picture *picture)
{
    /* Depth 8; compression, filter and interlace method 0. */
    uint8_t header[13] = {[8] = 8};
    uint8_t resolution[9] = {[8] = 1}; /* per metre */
    uint8_t intent = 1;                /* relative colorimetric */
    uint32_t per_metre = (uint32_t)lround(picture->dpi / 0.0254);

    put_u32(header, (uint32_t)picture->width);
    put_u32(header + 4, (uint32_t)picture->height);
    header[9] = picture->palette ? COLOUR_PALETTE : COLOUR_RGB;
    put_chunk(png, "IHDR", header, sizeof header);
    put_chunk(png, "sRGB", &intent, 1);
    put_u32(resolution, per_metre);
    put_u32(resolution + 4, per_metre);
    put_chunk(png, "pHYs", resolution, sizeof resolution);
}

/* Keyword, no compression, no language: then the text in UTF-8. */
static void put_text(GByteArray *png, const char *key, const char *text)
{
    g_autoptr(GByteArray) chunk = NULL;

    if (!text || !*text)
        return;
    chunk = g_byte_array_new();
    g_byte_array_append(chunk, (const uint8_t *)key, (guint)strlen(key));
    g_byte_array_append(chunk, (const uint8_t *)"\0\0\0\0", 5);
    g_byte_array_append(chunk, (const uint8_t *)text, (guint)strlen(text));
    put_chunk(png, "iTXt", chunk->data, chunk->len);
}

static void put_words(GByteArray *png, const Frame *frame,
                      const struct chart_provenance *from)
{
    put_text(png, "Title", frame->title);
    put_text(png, "Description", frame->alt);
    put_text(png, "Software", from->version);
    if (from->digest) {
        g_autofree char *source =
            g_strdup_printf("cotejo-results-sha256=%s", from->digest);
        put_text(png, "Source", source);
    }
}

static void put_palette(GByteArray *png, const struct palette *palette)
{
    uint8_t colours[3 * PALETTE];

    for (size_t i = 0; i < palette->n; i++)
        for (size_t k = 0; k < 3; k++)
            colours[3 * i + k] = (uint8_t)(palette->colours[i] >> (16 - 8 * k));
    put_chunk(png, "PLTE", colours, 3 * palette->n);
}

/* The rows, each behind the byte of its filter. */
static uint8_t *filter_rows(const struct picture *picture, size_t stride)
{
    uint8_t *filtered = g_malloc((stride + 1) * picture->height);
    uint8_t *out = filtered;

    for (size_t y = 0; y < picture->height; y++) {
        const uint8_t *row = picture->rows + y * stride;

        if (y && !memcmp(row, row - stride, stride)) {
            *out++ = FILTER_UP;
            memset(out, 0, stride);
        } else {
            *out++ = FILTER_NONE;
            memcpy(out, row, stride);
        }
        out += stride;
    }
    return filtered;
}

static bool put_pixels(GByteArray *png, const struct picture *picture)
{
    size_t stride = picture->width * (picture->palette ? 1 : 3);
    size_t len = (stride + 1) * picture->height, bound, n;
    g_autofree uint8_t *filtered = filter_rows(picture, stride);
    g_autofree uint8_t *packed = NULL;
    struct libdeflate_compressor *compressor =
        libdeflate_alloc_compressor(COMPRESSION);

    if (!compressor)
        return false;
    bound = libdeflate_zlib_compress_bound(compressor, len);
    packed = g_malloc(bound);
    n = libdeflate_zlib_compress(compressor, filtered, len, packed, bound);
    libdeflate_free_compressor(compressor);
    put_chunk(png, "IDAT", packed, n);
    return n > 0;
}

static GByteArray *write_png(const struct picture *picture, const Frame *frame,
                             const struct chart_provenance *from)
{
    static const uint8_t signature[8] = {0x89, 'P',  'N',  'G',
                                         '\r', '\n', 0x1a, '\n'};
    g_autoptr(GByteArray) png = g_byte_array_new();

    g_byte_array_append(png, signature, sizeof signature);
    put_header(png, picture);
    put_words(png, frame, from);
    if (picture->palette)
        put_palette(png, picture->palette);
    if (!put_pixels(png, picture))
        return NULL;
    put_chunk(png, "IEND", NULL, 0);
    return g_steal_pointer(&png);
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

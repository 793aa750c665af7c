/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files: their sizes, metadata and bytes (FIGURES sections 10 and 13).
 * PNG chunks and PDF objects are read here, without the libraries that wrote
 * them.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "chart/chart.h"
#include "fixture.h"

static const struct chart_provenance provenance = {
    .version = "cotejo 0.1.0",
    .digest = "0123456789abcdef0123456789abcdef"
              "0123456789abcdef0123456789abcdef",
    .date_s = 1259798400, /* 2009-12-03 */
};

static const struct chart_kind *kind_at(size_t i)
{
    return chart_kinds[i];
}

/* The first page of every chart that the study has data for. */
static GPtrArray *all_frames(const Results *results, const char *profile)
{
    GPtrArray *frames =
        g_ptr_array_new_with_free_func((GDestroyNotify)frame_free);
    struct chart_options options = {0};

    g_assert_true(chart_profile_find(profile, &options.profile));
    for (size_t k = 0; k < n_chart_kinds; k++) {
        g_autoptr(GError) error = NULL;
        if (!kind_at(k)->layout(results, &options, frames, &error))
            g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_NOTHING);
    }
    g_assert_cmpuint(frames->len, >=, 2);
    return frames;
}

static bool begins(const GByteArray *bytes, const char *text)
{
    return bytes->len >= strlen(text) &&
           !memcmp(bytes->data, text, strlen(text));
}

static bool same(const GByteArray *a, const GByteArray *b)
{
    return a->len == b->len && !memcmp(a->data, b->data, a->len);
}

/* ---- PNG ---- */

static uint32_t big_endian(const guint8 *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
           (uint32_t)at[2] << 8 | at[3];
}

/* The data of the first chunk of that type; NULL if there is none. */
static const guint8 *find_chunk(const GByteArray *png, const char *type,
                                size_t *length)
{
    size_t at = 8;

    while (at + 12 <= png->len) {
        *length = big_endian(png->data + at);
        if (!memcmp(png->data + at + 4, type, 4))
            return png->data + at + 8;
        at += *length + 12;
    }
    return NULL;
}

static bool has_text(const GByteArray *png, const char *key)
{
    for (size_t at = 8; at + 12 <= png->len;) {
        const guint8 *chunk = png->data + at;
        if (!memcmp(chunk + 4, "iTXt", 4) &&
            !strcmp((const char *)chunk + 8, key))
            return true;
        at += big_endian(chunk) + 12;
    }
    return false;
}

static void check_png(const Frame *frame)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GByteArray) png = frame_to_png(frame, &provenance, 300, &error);
    size_t length = 0;

    g_assert_no_error(error);
    g_assert_true(begins(png, "\x89PNG\r\n\x1a\n"));
    const guint8 *head = find_chunk(png, "IHDR", &length);
    g_assert_cmpuint(big_endian(head), ==,
                     (uint32_t)lround(frame->width_mm / 25.4 * 300));
    g_assert_cmpuint(big_endian(head + 4), ==,
                     (uint32_t)lround(frame->height_mm / 25.4 * 300));
    g_assert_cmpuint(head[8], ==, 8);
    g_assert_true(head[9] == 2 || head[9] == 3); /* RGB, palette: no alpha */
    const guint8 *physical = find_chunk(png, "pHYs", &length);
    g_assert_nonnull(physical);
    g_assert_cmpuint(big_endian(physical), ==, 11811);
    g_assert_cmpuint(big_endian(physical + 4), ==, 11811);
    g_assert_cmpuint(physical[8], ==, 1);
    g_assert_nonnull(find_chunk(png, "sRGB", &length));
    g_assert_null(find_chunk(png, "tIME", &length));
    g_assert_null(find_chunk(png, "tRNS", &length));
    g_assert_true(has_text(png, "Title"));
    g_assert_true(has_text(png, "Description"));
    g_assert_true(has_text(png, "Software"));
    g_assert_true(has_text(png, "Source"));
    g_assert_cmpuint(png->len, <, 400 * 1024);
}

/* ---- PDF ---- */

static bool contains(const GByteArray *bytes, const char *text)
{
    size_t n = strlen(text);

    for (size_t i = 0; i + n <= bytes->len; i++)
        if (!memcmp(bytes->data + i, text, n))
            return true;
    return false;
}

/* The page's size from "/MediaBox [ 0 0 W H ]", in points. */
static void media_box(const GByteArray *pdf, double *width, double *height)
{
    g_autofree char *text = g_malloc0(pdf->len + 1);
    g_autoptr(GRegex) regex = g_regex_new(
        "/MediaBox \\[ 0 0 ([0-9.]+) ([0-9.]+) \\]", G_REGEX_RAW, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;

    memcpy(text, pdf->data, pdf->len);
    g_assert_true(
        g_regex_match_full(regex, text, (gssize)pdf->len, 0, 0, &match, NULL));
    g_autofree char *first = g_match_info_fetch(match, 1);
    g_autofree char *second = g_match_info_fetch(match, 2);
    struct decimal decimal;
    g_assert_true(slice_to_decimal(slice_from(first), &decimal));
    *width = decimal_to_double(decimal);
    g_assert_true(slice_to_decimal(slice_from(second), &decimal));
    *height = decimal_to_double(decimal);
}

static void check_pdf(const Frame *frame)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GByteArray) pdf = frame_to_pdf(frame, &provenance, &error);
    double width, height;

    g_assert_no_error(error);
    g_assert_true(begins(pdf, "%PDF-1.5"));
    media_box(pdf, &width, &height);
    g_assert_cmpfloat_with_epsilon(width * MM_PER_PT, frame->width_mm, 0.01);
    g_assert_cmpfloat_with_epsilon(height * MM_PER_PT, frame->height_mm, 0.01);
    g_assert_true(contains(pdf, "/FontFile"));
    g_assert_false(contains(pdf, "/Type3"));
    g_assert_false(contains(pdf, "/Subtype /Image"));
    g_assert_false(contains(pdf, "/SMask"));
    g_assert_true(contains(pdf, "/CreationDate (20091203000000Z)") ||
                  contains(pdf, "/CreationDate (D:20091203000000Z)"));
    g_assert_true(contains(pdf, "/ModDate (20091203000000Z)") ||
                  contains(pdf, "/ModDate (D:20091203000000Z)"));
    g_assert_true(contains(pdf, "cotejo-results-sha256=0123456789abcdef"));
}

/* ---- SVG ---- */

struct svg_seen {
    size_t n_elements, n_texts;
    GHashTable *ids;
    const char *name;
    GString *order; /* the first elements */
};

static void start_element(GMarkupParseContext *context, const char *element,
                          const char **names, const char **values,
                          gpointer data, GError **error)
{
    struct svg_seen *seen = data;

    (void)context;
    (void)error;
    if (seen->n_elements++ < 3)
        g_string_append_printf(seen->order, "%s ", element);
    seen->n_texts += !strcmp(element, "text");
    g_assert_cmpstr(element, !=, "script");
    for (size_t i = 0; names[i]; i++) {
        g_assert_cmpstr(names[i], !=, "class");
        g_assert_cmpstr(names[i], !=, "href");
        if (strcmp(names[i], "id"))
            continue;
        g_assert_true(g_str_has_prefix(values[i], seen->name));
        g_assert_true(g_hash_table_add(seen->ids, g_strdup(values[i])));
    }
}

static size_t count_texts(const Frame *frame)
{
    size_t n = 0;

    for (guint i = 0; i < frame->items->len; i++) {
        const struct frame_item *item =
            &g_array_index(frame->items, struct frame_item, i);
        n += item->kind == ITEM_TEXT && *item->text;
    }
    return n;
}

/* ids is shared by the figures of a study: none may come twice when all are
 * put into one page. */
static void check_svg(const Frame *frame, GHashTable *ids)
{
    static const GMarkupParser parser = {.start_element = start_element};
    g_autoptr(GError) error = NULL;
    g_autoptr(GByteArray) svg = frame_to_svg(frame, &provenance, &error);
    g_autoptr(GString) order = g_string_new(NULL);
    struct svg_seen seen = {.ids = ids, .name = frame->name, .order = order};
    g_autofree char *width =
        g_strdup_printf("width=\"%.6gmm\"", frame->width_mm);

    g_assert_no_error(error);
    g_autoptr(GMarkupParseContext) context =
        g_markup_parse_context_new(&parser, 0, &seen, NULL);
    g_assert_true(g_markup_parse_context_parse(context, (const char *)svg->data,
                                               (gssize)svg->len, &error));
    g_assert_true(g_markup_parse_context_end_parse(context, &error));
    g_assert_cmpstr(order->str, ==, "svg title desc ");
    g_assert_cmpuint(seen.n_texts, ==, count_texts(frame));
    g_assert_true(contains(svg, width));
    g_assert_true(contains(svg, "role=\"img\""));
    g_assert_true(contains(svg, "lengthAdjust=\"spacingAndGlyphs\""));
    g_assert_false(contains(svg, "nan"));
    g_assert_false(contains(svg, "-0\""));
}

/* ---- */

static void test_formats(gconstpointer data)
{
    Results *(*const *make)(void) = data;
    g_autoptr(Results) results = (*make)();
    g_autoptr(GPtrArray) frames = all_frames(results, "ieee1");
    g_autoptr(GHashTable) ids =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < frames->len; i++) {
        check_png(frames->pdata[i]);
        check_pdf(frames->pdata[i]);
        check_svg(frames->pdata[i], ids);
    }
}

static void append_bytes(GByteArray *all, GByteArray *bytes)
{
    g_assert_nonnull(bytes);
    g_byte_array_append(all, bytes->data, bytes->len);
    g_byte_array_unref(bytes);
}

static GByteArray *everything(void)
{
    g_autoptr(Results) results = fixture_paper();
    g_autoptr(GPtrArray) frames = all_frames(results, "sbc");
    GByteArray *all = g_byte_array_new();

    for (guint i = 0; i < frames->len; i++) {
        const Frame *frame = frames->pdata[i];
        append_bytes(all, frame_to_png(frame, &provenance, 150, NULL));
        append_bytes(all, frame_to_pdf(frame, &provenance, NULL));
        append_bytes(all, frame_to_svg(frame, &provenance, NULL));
        g_byte_array_append(all, (const guint8 *)frame->csv->str,
                            (guint)frame->csv->len);
        g_byte_array_append(all, (const guint8 *)frame->caption,
                            (guint)strlen(frame->caption));
    }
    return all;
}

static gpointer everything_threaded(gpointer data)
{
    (void)data;
    return everything();
}

/* Same bytes again, in another time zone, and from another thread. */
static void test_same_bytes(void)
{
    g_autoptr(GByteArray) first = everything();
    g_setenv("TZ", "America/Sao_Paulo", TRUE);
    tzset();
    g_autoptr(GByteArray) again = everything();
    GThread *thread = g_thread_new("figures", everything_threaded, NULL);
    GByteArray *threaded = g_thread_join(thread);

    g_assert_true(same(first, again));
    g_assert_true(same(first, threaded));
    g_byte_array_unref(threaded);
}

/* Rows of a file: all with as many fields as the head, one a plotted thing. */
static void test_csv(void)
{
    g_autoptr(Results) results = fixture_paper();
    g_autoptr(GPtrArray) frames = all_frames(results, "sbc");

    for (guint i = 0; i < frames->len; i++) {
        const Frame *frame = frames->pdata[i];
        g_auto(GStrv) rows = g_strsplit(frame->csv->str, "\n", -1);
        size_t fields = 0, n = 0;
        for (; rows[n] && *rows[n]; n++) {
            g_auto(GStrv) cells = g_strsplit(rows[n], ",", -1);
            size_t count = g_strv_length(cells);
            if (!n)
                fields = count;
            /* Conditions and names of this study hold no comma. */
            g_assert_cmpuint(count, ==, fields);
        }
        g_assert_cmpuint(n, >, 1);
    }
}

static void test_dump(void)
{
    g_autoptr(Results) results = fixture_hostile();
    g_autoptr(GPtrArray) frames = all_frames(results, "sbc");

    for (guint i = 0; i < frames->len; i++) {
        g_autoptr(GString) json = g_string_new(NULL);
        frame_dump(frames->pdata[i], json);
        g_assert_true(g_utf8_validate(json->str, -1, NULL));
        g_assert_null(strstr(json->str, "nan"));
        g_assert_null(strstr(json->str, "inf,"));
        g_assert_true(g_str_has_prefix(json->str, "{\"width\": 150.0000"));
        g_assert_true(g_str_has_suffix(json->str, "]}\n"));
    }
}

typedef Results *make_fn(void);
static make_fn *const makers[] = {fixture_paper, fixture_download,
                                  fixture_small, fixture_hostile};

int main(int argc, char **argv)
{
    static const char *const names[] = {"paper", "download", "small",
                                        "hostile"};

    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(makers); i++) {
        g_autofree char *path = g_strdup_printf("/files/%s", names[i]);
        g_test_add_data_func(path, &makers[i], test_formats);
    }
    g_test_add_func("/files/same-bytes", test_same_bytes);
    g_test_add_func("/files/csv", test_csv);
    g_test_add_func("/files/dump", test_dump);
    return g_test_run();
}

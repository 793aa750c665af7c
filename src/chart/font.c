/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The font: chosen once for the process, set up once for each thread.
 *
 * Layouts are made in a space where one unit is a point, without hinting and
 * without rounding, so that a width is the same at every resolution. They
 * are kept by text, size and weight: layout measures a text, then each back
 * end paints the same shaped glyphs.
 */
#include "chart/font.h"

#include <fontconfig/fontconfig.h>
#include <glib.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "chart/font_pango.h"
#include "chart/frame.h"

/* FIGURES section 4: metric-compatible faces first. */
static const char *const families[] = {
    "Liberation Sans", "Arimo",       "Arial",       "Helvetica",
    "TeX Gyre Heros",  "Nimbus Sans", "DejaVu Sans",
};

static GMutex choice_lock;
static char *chosen; /* lives as long as the process */
static bool chosen_is_fallback;

/* Texts a thread keeps before it starts afresh. */
enum { CACHE_TEXTS = 8192 };

struct text_key {
    const char *text;
    double size_pt;
    bool is_bold;
};

struct text_entry {
    struct text_key key;
    PangoLayout *layout;
    struct text_size size;
};

/* One thread's set-up: pango's font maps belong to a thread. */
struct font_room {
    PangoContext *context;
    GHashTable *texts; /* struct text_key * -> struct text_entry * */
};

static bool is_installed(const char *family)
{
    FcPattern *pattern = FcPatternBuild(NULL, FC_FAMILY, FcTypeString, family,
                                        FC_SCALABLE, FcTypeBool, FcTrue, NULL);
    FcObjectSet *wanted = FcObjectSetBuild(FC_FAMILY, NULL);
    FcFontSet *found = FcFontList(NULL, pattern, wanted);
    bool is = found && found->nfont > 0;

    if (found)
        FcFontSetDestroy(found);
    FcObjectSetDestroy(wanted);
    FcPatternDestroy(pattern);
    return is;
}

static void choose(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(families) && !chosen; i++)
        if (is_installed(families[i]))
            chosen = g_strdup(families[i]);
    if (!chosen) {
        chosen = g_strdup("Sans");
        chosen_is_fallback = true;
    }
}

const char *font_family(void)
{
    g_mutex_lock(&choice_lock);
    if (!chosen)
        choose();
    const char *family = chosen;
    g_mutex_unlock(&choice_lock);
    return family;
}

bool font_is_fallback(void)
{
    font_family();
    return chosen_is_fallback;
}

void font_use(const char *family)
{
    g_mutex_lock(&choice_lock);
    g_free(chosen);
    chosen = g_strdup(family);
    chosen_is_fallback = !is_installed(family);
    g_mutex_unlock(&choice_lock);
}

char *font_file(void)
{
    FcPattern *pattern =
        FcPatternBuild(NULL, FC_FAMILY, FcTypeString, font_family(), NULL);
    FcResult result;
    FcChar8 *file = NULL;
    char *path = NULL;

    FcConfigSubstitute(NULL, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    FcPattern *match = FcFontMatch(NULL, pattern, &result);
    if (match && FcPatternGetString(match, FC_FILE, 0, &file) == FcResultMatch)
        path = g_strdup((const char *)file);
    if (match)
        FcPatternDestroy(match);
    FcPatternDestroy(pattern);
    return path;
}

static guint text_hash(gconstpointer data)
{
    const struct text_key *key = data;

    return g_str_hash(key->text) ^ (guint)(key->size_pt * 64) ^
           (key->is_bold ? 0x5bd1e995u : 0);
}

static gboolean text_equal(gconstpointer a, gconstpointer b)
{
    const struct text_key *x = a, *y = b;

    return x->is_bold == y->is_bold && !(x->size_pt < y->size_pt) &&
           !(x->size_pt > y->size_pt) && g_str_equal(x->text, y->text);
}

static void entry_free(gpointer data)
{
    struct text_entry *entry = data;

    g_object_unref(entry->layout);
    g_free(entry);
}

static void room_free(gpointer data)
{
    struct font_room *room = data;

    g_hash_table_destroy(room->texts);
    g_object_unref(room->context);
    g_free(room);
}

static GPrivate room_key = G_PRIVATE_INIT(room_free);

static PangoContext *context_new(void)
{
    PangoFontMap *map = pango_cairo_font_map_get_default();
    PangoContext *context = pango_font_map_create_context(map);
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    /* One unit is a point: 72 of them an inch. */
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_round_glyph_positions(context, FALSE);
    /* Names are drawn in the order they are written, whatever the locale. */
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    pango_context_set_language(context, pango_language_from_string("en"));
    return context;
}

static struct font_room *font_room(void)
{
    struct font_room *room = g_private_get(&room_key);

    if (!room) {
        room = g_new0(struct font_room, 1);
        room->context = context_new();
        room->texts =
            g_hash_table_new_full(text_hash, text_equal, NULL, entry_free);
        g_private_set(&room_key, room);
    }
    return room;
}

static struct text_size measure(PangoLayout *layout)
{
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
    PangoRectangle ink, logical;

    pango_layout_line_get_extents(line, &ink, &logical);
    return (struct text_size){
        .width = logical.width * MM_PER_PT / PANGO_SCALE,
        .ascent = -ink.y * MM_PER_PT / PANGO_SCALE,
        .descent = (ink.y + ink.height) * MM_PER_PT / PANGO_SCALE,
    };
}

static struct text_entry *entry_new(PangoContext *context, struct text_key key)
{
    struct text_entry *entry = g_malloc0(sizeof *entry + strlen(key.text) + 1);
    char *text = (char *)(entry + 1);
    PangoFontDescription *font = pango_font_description_new();

    memcpy(text, key.text, strlen(key.text) + 1);
    entry->key = key;
    entry->key.text = text;
    pango_font_description_set_family(font, font_family());
    pango_font_description_set_absolute_size(font, key.size_pt * PANGO_SCALE);
    if (key.is_bold)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    entry->layout = pango_layout_new(context);
    pango_layout_set_font_description(entry->layout, font);
    pango_layout_set_single_paragraph_mode(entry->layout, TRUE);
    pango_layout_set_auto_dir(entry->layout, FALSE);
    pango_layout_set_text(entry->layout, text, -1);
    pango_font_description_free(font);
    entry->size = measure(entry->layout);
    return entry;
}

static const struct text_entry *entry_find(const char *text, double size_pt,
                                           bool is_bold)
{
    struct font_room *room = font_room();
    struct text_key key = {text, size_pt, is_bold};
    struct text_entry *entry = g_hash_table_lookup(room->texts, &key);

    if (entry)
        return entry;
    if (g_hash_table_size(room->texts) >= CACHE_TEXTS)
        g_hash_table_remove_all(room->texts);
    entry = entry_new(room->context, key);
    g_hash_table_insert(room->texts, &entry->key, entry);
    return entry;
}

struct text_size font_measure(const char *text, double size_pt, bool is_bold)
{
    return entry_find(text, size_pt, is_bold)->size;
}

PangoLayout *font_layout(const char *text, double size_pt, bool is_bold)
{
    return entry_find(text, size_pt, is_bold)->layout;
}

/* fontconfig keeps its caches to the end of the process and pango reads them
 * from a thread of its own, so that FcFini cannot be called safely; the leak
 * sanitizer is told (a development build only). */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define COUNTS_LEAKS
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define COUNTS_LEAKS
#endif
#ifdef COUNTS_LEAKS
const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
    return "print_suppressions=0";
}

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}
#endif

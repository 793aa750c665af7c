/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/figures.h"

#include <math.h>
#include <string.h>

#include "base/output.h"
#include "base/slice.h"
#include "chart/font.h"
#include "cli/messages.h"

#define DATE_UNKNOWN_S INT64_C(315532800) /* 1980-01-01T00:00:00Z */

void figure_font(const char *family)
{
    if (family)
        font_use(family);
    if (!font_is_fallback())
        return;
    message_count_warning();
    if (family)
        message_note("the font '%s' is not installed; another stands in for "
                     "it in the figures",
                     family);
    else
        message_note("none of the fonts that suit the figures is installed "
                     "(Liberation Sans, for one); '%s' stands in",
                     font_family());
}

static GByteArray *to_png(const Frame *frame,
                          const struct chart_provenance *from, GError **error)
{
    return frame_to_png(frame, from, frame->dpi, error);
}

static const struct {
    const char *suffix;
    GByteArray *(*make)(const Frame *, const struct chart_provenance *,
                        GError **);
} back_ends[] = {
    {".pdf", frame_to_pdf},
    {".png", to_png},
    {".svg", frame_to_svg},
};

static int back_end_of(const char *path)
{
    for (size_t i = 0; path && i < G_N_ELEMENTS(back_ends); i++)
        if (g_str_has_suffix(path, back_ends[i].suffix))
            return (int)i;
    return -1;
}

bool figure_is_path(const char *path)
{
    return back_end_of(path) >= 0;
}

GByteArray *figure_bytes(const Frame *frame, const char *path,
                         const struct chart_provenance *from, GError **error)
{
    return back_ends[back_end_of(path)].make(frame, from, error);
}

/* FIGURE.pdf becomes FIGURE-2.pdf. */
static char *page_path(const char *path, size_t page, size_t n_pages)
{
    const char *suffix = back_ends[back_end_of(path)].suffix;
    size_t stem = strlen(path) - strlen(suffix);

    if (n_pages == 1)
        return g_strdup(path);
    return g_strdup_printf("%.*s-%zu%s", (int)stem, path, page + 1, suffix);
}

bool figures_write(const struct cli_options *options, const GPtrArray *frames,
                   const struct chart_provenance *from, GError **error)
{
    for (guint i = 0; i < frames->len; i++) {
        g_autofree char *path = page_path(options->output, i, frames->len);
        g_autoptr(GByteArray) bytes = NULL;

        if (options->dry_run) {
            message_text("would write %s", path);
            continue;
        }
        bytes = figure_bytes(frames->pdata[i], path, from, error);
        if (!bytes || !output_file(path, bytes->data, bytes->len, error))
            return false;
        message_note("wrote %s", path);
    }
    return true;
}

bool figure_profile(const char *name, const char *fallback,
                    struct chart_profile *profile, GError **error)
{
    const char *wanted = name ? name : fallback;

    return chart_profile_find(wanted, profile) ||
           cotejo_fail(error, COTEJO_ERROR_USAGE,
                       "'%s' is neither a profile nor a size such as 120x70mm",
                       wanted);
}

double figure_alpha(const struct cli_options *options)
{
    return round((1.0 - options->confidence) * 1e12) / 1e12;
}

int64_t figure_date(void)
{
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
    uint64_t seconds;

    if (epoch && slice_to_count(slice_from(epoch), &seconds) &&
        seconds <= INT32_MAX * UINT64_C(100))
        return (int64_t)seconds;
    return DATE_UNKNOWN_S;
}

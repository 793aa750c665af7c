/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Draws the made-up studies into a folder, to be looked at:
 *
 *     draw-exemplars FOLDER [PROFILE...]
 */
#include <stdio.h>
#include <string.h>

#include "chart/chart.h"
#include "fixture.h"

static bool write_bytes(const char *folder, const char *name,
                        const char *suffix, GByteArray *bytes, GError **error)
{
    g_autofree char *file = g_strdup_printf("%s.%s", name, suffix);
    g_autofree char *path = g_build_filename(folder, file, NULL);
    bool is_done = g_file_set_contents(path, (const char *)bytes->data,
                                       (gssize)bytes->len, error);

    g_byte_array_unref(bytes);
    return is_done;
}

static bool write_frame(const char *folder, const char *prefix,
                        const Frame *frame, GError **error)
{
    struct chart_provenance from = {"cotejo 0.1.0", NULL, 1259798400};
    g_autofree char *name = g_strdup_printf("%s-%s", prefix, frame->name);
    GByteArray *bytes = frame_to_png(frame, &from, 300, error);

    if (!bytes || !write_bytes(folder, name, "png", bytes, error))
        return false;
    bytes = frame_to_pdf(frame, &from, error);
    if (!bytes || !write_bytes(folder, name, "pdf", bytes, error))
        return false;
    bytes = frame_to_svg(frame, &from, error);
    return bytes && write_bytes(folder, name, "svg", bytes, error);
}

static void draw(const char *folder, const char *study, const Results *results,
                 const char *profile)
{
    struct chart_options options = {0};

    if (!chart_profile_find(profile, &options.profile)) {
        fprintf(stderr, "no profile '%s'\n", profile);
        return;
    }
    for (size_t k = 0; k < n_chart_kinds; k++) {
        g_autoptr(GPtrArray) frames =
            g_ptr_array_new_with_free_func((GDestroyNotify)frame_free);
        g_autoptr(GError) error = NULL;
        g_autofree char *prefix = g_strdup_printf("%s-%s", study, profile);
        if (!chart_kinds[k]->layout)
            continue;
        if (!chart_kinds[k]->layout(results, &options, frames, &error))
            fprintf(stderr, "%s: %s\n", prefix, error->message);
        for (guint i = 0; i < frames->len; i++)
            if (!write_frame(folder, prefix, frames->pdata[i], &error)) {
                fprintf(stderr, "%s: %s\n", prefix, error->message);
                return;
            }
    }
}

static const struct {
    const char *name;
    Results *(*make)(void);
} studies[] = {
    {"paper", fixture_paper},   {"download", fixture_download},
    {"small", fixture_small},   {"hostile", fixture_hostile},
    {"lonely", fixture_lonely}, {"many", fixture_many},
    {"short", fixture_short},   {"pairs", fixture_pairs},
};

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: draw-exemplars FOLDER [PROFILE...]\n");
        return 2;
    }
    for (size_t s = 0; s < G_N_ELEMENTS(studies); s++) {
        g_autoptr(Results) results = studies[s].make();
        if (argc == 2) {
            draw(argv[1], studies[s].name, results, "sbc");
            draw(argv[1], studies[s].name, results, "ieee1");
        }
        for (int i = 2; i < argc; i++)
            draw(argv[1], studies[s].name, results, argv[i]);
    }
    return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of charts and the list of page profiles (FIGURES section 3).
 */
#include "chart/chart.h"

#include <string.h>

#include "base/decimal.h"
#include "chart/kinds.h"

const struct chart_kind *const chart_kinds[] = {
    &chart_bars,       &chart_box, &chart_forest,
    &chart_operations, &chart_cpu, &chart_runs,
};
const size_t n_chart_kinds = G_N_ELEMENTS(chart_kinds);

const struct chart_kind *chart_kind_find(const char *name)
{
    for (size_t i = 0; i < n_chart_kinds; i++)
        if (!strcmp(chart_kinds[i]->name, name))
            return chart_kinds[i];
    return NULL;
}

const struct chart_profile chart_profiles[] = {
    {"sbc", 150.0, 212, 0, 8, 7.5, 7},   {"ieee1", 88.5, 216, 0, 8, 7.5, 7},
    {"ieee2", 181.0, 216, 0, 8, 7.5, 7}, {"acm1", 84.5, 200, 0, 8, 7.5, 7},
    {"acm2", 177.5, 200, 0, 8, 7.5, 7},  {"acmsmall", 139.0, 185, 0, 8, 7.5, 7},
    {"slide", 160.0, 90, 90, 10, 9, 8},  {"web", 150.0, 0, 0, 8, 7.5, 7},
};
const size_t n_chart_profiles = G_N_ELEMENTS(chart_profiles);

double chart_profile_dpi(const struct chart_profile *profile)
{
    return strcmp(profile->name, "slide") ? 300.0 : 1920 / 160.0 * 25.4;
}

#define SIDE_LEAST_MM 40
#define SIDE_MOST_MM 420
#define TYPE_LEAST_PT 7.0

static bool read_side(struct slice text, double *side_mm)
{
    struct decimal value;

    if (!slice_to_decimal(text, &value))
        return false;
    *side_mm = decimal_to_double(value);
    return *side_mm >= SIDE_LEAST_MM && *side_mm <= SIDE_MOST_MM;
}

/* "120x70mm" or "120x70"; type is scaled from sbc, at most to 1.5. */
static bool read_size(const char *name, struct chart_profile *profile)
{
    struct slice size = slice_from(name);
    size_t mark = slice_find_char(size, 'x');
    struct slice height = slice_part(size, mark + 1, size.len);
    double scale;

    if (mark == size.len)
        return false;
    if (slice_ends(height, SLICE("mm")))
        height.len -= 2;
    if (!read_side(slice_part(size, 0, mark), &profile->width_mm) ||
        !read_side(height, &profile->fixed_height_mm))
        return false;
    scale = CLAMP(profile->width_mm / chart_profiles[0].width_mm, 1.0, 1.5);
    profile->name = "size";
    profile->max_height_mm = profile->fixed_height_mm;
    profile->label_pt = MAX(TYPE_LEAST_PT, chart_profiles[0].label_pt * scale);
    profile->tick_pt = MAX(TYPE_LEAST_PT, chart_profiles[0].tick_pt * scale);
    profile->note_pt = MAX(TYPE_LEAST_PT, chart_profiles[0].note_pt * scale);
    return true;
}

bool chart_profile_find(const char *name, struct chart_profile *profile)
{
    for (size_t i = 0; i < n_chart_profiles; i++) {
        if (!strcmp(chart_profiles[i].name, name)) {
            *profile = chart_profiles[i];
            return true;
        }
    }
    return read_size(name, profile);
}

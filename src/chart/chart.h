/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A chart kind: one file chart_NAME.c defining chart_NAME, one line in the
 * list of chart.c. Drawing computes nothing: values and strings come from
 * the result model.
 */
#pragma once

#include "base/error.h"
#include "chart/frame.h"
#include "compare/results.h"

/* Width exact, height at most max_height (FIGURES: profiles). */
struct chart_profile {
    const char *name;                                /* "sbc", "ieee1", ... */
    double width_mm, max_height_mm, fixed_height_mm; /* 0: follows content */
    double label_pt, tick_pt, note_pt;
};
extern const struct chart_profile chart_profiles[];
extern const size_t n_chart_profiles;
/* A name, or "120x70mm"; false if neither. */
bool chart_profile_find(const char *name, struct chart_profile *profile);
/* Of its PNG: 300, but what makes 1920 x 1080 of a slide. */
double chart_profile_dpi(const struct chart_profile *profile);

struct chart_options {
    struct chart_profile profile;
    const char *title; /* NULL: none inside the figure */
    bool is_gray;
    bool all;           /* operations: rows without a verdict too */
    size_t top;         /* 0: all; else the N largest plus one row "other" */
    const char *sort;   /* "effect" (default), "name", "log", "value" */
    const char *metric; /* a metric name or glob; NULL: the kind's own choice */
    const char *tool;   /* restrict to a tool; NULL */
    bool by_system;     /* cpu: a panel per system */
    bool raw_sign;      /* forest */
};

struct chart_kind {
    const char *name, *summary;
    const char *needs; /* what data it wants, for `cotejo charts` */
    const char *default_profile;
    /* Appends one Frame a page; false with COTEJO_ERROR_NOTHING when the data
     * are not there, COTEJO_ERROR_USAGE when the size cannot hold it. */
    bool (*layout)(const Results *results, const struct chart_options *options,
                   GPtrArray *frames, GError **error);
};
extern const struct chart_kind *const chart_kinds[];
extern const size_t n_chart_kinds;
const struct chart_kind *chart_kind_find(const char *name);

/* What is written into files about where they come from. */
struct chart_provenance {
    const char *version; /* "cotejo 0.1.0" */
    const char *digest;  /* sha256 of the results; NULL */
    int64_t date_s;
};

/* The three back ends: bytes of a whole file. COTEJO_ERROR_WRITE. */
GByteArray *frame_to_pdf(const Frame *frame,
                         const struct chart_provenance *from, GError **error);
GByteArray *frame_to_png(const Frame *frame,
                         const struct chart_provenance *from, double dpi,
                         GError **error);
GByteArray *frame_to_svg(const Frame *frame,
                         const struct chart_provenance *from, GError **error);

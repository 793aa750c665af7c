/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames written as figures: the suffix of the path chooses the back end. */
#pragma once

#include "chart/chart.h"
#include "cli/options.h"

/* --font: the family of all figures from here on; NULL leaves the choice.
 * Warns when it is not installed and another stands in for it. */
void figure_font(const char *family);
/* Ends in .pdf, .png or .svg. */
bool figure_is_path(const char *path);
/* The bytes of one, by suffix. COTEJO_ERROR_WRITE. */
GByteArray *figure_bytes(const Frame *frame, const char *path,
                         const struct chart_provenance *from, GError **error);
/* One file a frame: FIGURE.pdf, or FIGURE-1.pdf, FIGURE-2.pdf, ... Tells what
 * was written, or would be with --dry-run. */
bool figures_write(const struct cli_options *options, const GPtrArray *frames,
                   const struct chart_provenance *from, GError **error);
/* The profile named, or the default; COTEJO_ERROR_USAGE. */
bool figure_profile(const char *name, const char *fallback,
                    struct chart_profile *profile, GError **error);
/* 1 less the confidence, without the noise of the subtraction: 0.05. */
double figure_alpha(const struct cli_options *options);
/* Date for documents not made from logs: SOURCE_DATE_EPOCH, else 1980. */
int64_t figure_date(void);

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What templates see: decisions as booleans, numbers as the strings of the
 * results, every item of a list with "first", "last", "index" and "odd".
 */
#pragma once

#include <jansson.h>

#include "report/json.h"

struct model_figure {
    const char *name, *kind, *caption, *alt;
    double width_mm;
    size_t reference, subject; /* of frame.h */
    const char *data_file;     /* below the bundle */
};

struct model_parts {
    const char *title, *command, *digest;
    unsigned parts; /* of enum bundle_part: what else is in the folder */
    const struct model_figure *figures;
    size_t n_figures;
    const struct json_table *tables;
    size_t n_tables;
    const char *const *skipped; /* figures that could not be drawn, and why */
    size_t n_skipped;
};

/* A new object; json_decref. */
json_t *report_model(const Results *results, const struct model_parts *parts);

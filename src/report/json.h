/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results.json with what only a bundle knows: its figures, tables, files. */
#pragma once

#include "report/report.h"

struct json_figure {
    const char *name, *chart, *alt, *caption;
    const char *const *files; /* NULL-terminated */
};
struct json_table {
    const char *name, *file;
};
struct json_file {
    const char *path;
    char sha256[65];
};

struct json_bundle {
    const char *command; /* NULL */
    const struct json_figure *figures;
    size_t n_figures;
    const struct json_table *tables;
    size_t n_tables;
    const struct json_file *files;
    size_t n_files;
};

void report_json_bundle(const Results *results,
                        const struct json_bundle *bundle, GString *out);

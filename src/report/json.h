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

/* What the figures were made with. */
struct json_ink {
    const char *font_family, *font_sha256; /* NULL: the file is not known */
    const char *const *libraries;          /* name, version, ..., NULL */
};

struct json_bundle {
    const char *command;        /* NULL */
    const char *digest;         /* NULL: computed */
    const struct json_ink *ink; /* NULL: no figures */
    const struct json_figure *figures;
    size_t n_figures;
    const struct json_table *tables;
    size_t n_tables;
    const struct json_file *files;
    size_t n_files;
};

void report_json_bundle(const Results *results,
                        const struct json_bundle *bundle, GString *out);

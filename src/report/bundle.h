/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The paper bundle, between its files. */
#pragma once

#include "report/report.h"

/* A file of the bundle, in memory until the folder is written. */
struct bundle_file {
    char *path; /* below the folder */
    GByteArray *bytes;
};

/* The files, in the order they were added. */
typedef struct bundle_files BundleFiles;
BundleFiles *bundle_files_new(void);
void bundle_files_free(BundleFiles *files);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BundleFiles, bundle_files_free)
/* Takes the bytes over. */
void bundle_files_add(BundleFiles *files, const char *path, GByteArray *bytes);
void bundle_files_add_text(BundleFiles *files, const char *path,
                           const char *text, size_t len);
size_t bundle_files_count(const BundleFiles *files);
const struct bundle_file *bundle_files_get(const BundleFiles *files, size_t i);
void bundle_files_digest(const struct bundle_file *file, char sha256[65]);

/* One page of a figure. */
struct bundle_figure {
    const char *kind;
    char *name;            /* unique in the bundle */
    Frame *frame;          /* owned */
    GByteArray *images[3]; /* PDF, PNG, SVG; see bundle_draw */
};
enum { IMAGE_PDF, IMAGE_PNG, IMAGE_SVG, N_IMAGES };
extern const char *const image_suffixes[N_IMAGES];

/* The figures that suit the results, none unless they are wanted: GArray of
 * struct bundle_figure. Why one is not there goes to skipped (char *). */
GArray *bundle_layout(const Results *results, const char *profile,
                      bool is_wanted, GPtrArray *skipped, GError **error);
/* Paints all of them with so many threads (0: as many as processors). */
bool bundle_draw(GArray *figures, const struct chart_provenance *from,
                 unsigned jobs, GError **error);

/* Writes the files into a folder that appears at once. An older bundle is
 * replaced if none of its files was changed since; with force, changed files
 * are kept as NAME.orig. Files that are not of the bundle stay. */
bool bundle_write(const BundleFiles *files, const char *folder, bool force,
                  GError **error);
#define BUNDLE_MANIFEST "MANIFEST.sha256"

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that are whole or not there: written under a temporary name in the
 * same folder, synced, renamed. "-" is standard output.
 */
#pragma once

#include "base/error.h"

/* Writes all of it or leaves what was there. COTEJO_ERROR_WRITE. */
bool output_file(const char *path, const void *bytes, size_t len,
                 GError **error);

/* A folder that appears at once: everything is written below temporary, then
 * output_folder_commit renames it to path (replacing is the caller's
 * decision: `replace`). */
typedef struct output_folder OutputFolder;
OutputFolder *output_folder_new(const char *path, GError **error);
const char *output_folder_path(const OutputFolder *folder); /* the temporary */
bool output_folder_commit(OutputFolder *folder, bool replace, GError **error);
void output_folder_free(
    OutputFolder *folder); /* removes what was not committed */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OutputFolder, output_folder_free)

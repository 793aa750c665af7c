/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file in GLib's key-file syntax that knows where its lines are, so that
 * what is wrong with it is told as file:line.
 *
 * Stricter than GLib: a group or a key that is there twice, a line that is
 * neither, control characters but tabs and bytes that are no UTF-8 are errors.
 * At most 1 MiB.
 */
#pragma once

#include "base/error.h"

typedef struct keyfile Keyfile;

/* NULL with COTEJO_ERROR_READ when it cannot be read, COTEJO_ERROR_USAGE when
 * it is wrong. */
Keyfile *keyfile_read(const char *path, GError **error);
/* The same from memory; path is how messages call it. */
Keyfile *keyfile_from(const char *path, const char *bytes, size_t len,
                      GError **error);
void keyfile_free(Keyfile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Keyfile, keyfile_free)

const char *keyfile_path(const Keyfile *file);
/* From 1; key NULL: of the group's head. 0 if it is not there. */
size_t keyfile_line(const Keyfile *file, const char *group, const char *key);
/* In the file's order; free with g_strfreev. */
char **keyfile_groups(const Keyfile *file);
char **keyfile_keys(const Keyfile *file, const char *group);
/* NULL if it is not there, or, with the error, when an escape is wrong. */
char *keyfile_text(const Keyfile *file, const char *group, const char *key,
                   GError **error);
/* Parts between ';', blanks around them cut ("\\s" is one that stays), empty
 * ones left out. NULL like keyfile_text. */
char **keyfile_list(const Keyfile *file, const char *group, const char *key,
                    GError **error);
/* A part of a list, or a text without ';', as a file holds it; free with
 * g_free. Of control characters only tabs and line ends can be written. */
char *keyfile_quote(const char *text);
/* "path:line: words", COTEJO_ERROR_USAGE; returns false. */
bool keyfile_fail(const Keyfile *file, const char *group, const char *key,
                  GError **error, const char *format, ...) G_GNUC_PRINTF(5, 6);

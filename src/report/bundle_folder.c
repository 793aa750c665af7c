/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bundle's files, and the folder they are written to.
 *
 * A folder is ours if it has a manifest in which results.json stands. It is
 * replaced when all files of the manifest are as it says; what else lies
 * there (the paper's PDF, notes) is carried over, never lost.
 */
#include "report/bundle.h"

#include <errno.h>
#include <string.h>

#include <glib/gstdio.h>

#include "base/output.h"

#define FOLDER_DEPTH_MAX 16

struct bundle_files {
    GArray *list; /* struct bundle_file */
};

static void file_clear(void *data)
{
    struct bundle_file *file = data;

    g_free(file->path);
    g_byte_array_unref(file->bytes);
}

BundleFiles *bundle_files_new(void)
{
    BundleFiles *files = g_new0(BundleFiles, 1);

    files->list = g_array_new(FALSE, FALSE, sizeof(struct bundle_file));
    g_array_set_clear_func(files->list, file_clear);
    return files;
}

void bundle_files_free(BundleFiles *files)
{
    g_array_unref(files->list);
    g_free(files);
}

void bundle_files_add(BundleFiles *files, const char *path, GByteArray *bytes)
{
    struct bundle_file file = {.path = g_strdup(path), .bytes = bytes};

    g_array_append_val(files->list, file);
}

void bundle_files_add_text(BundleFiles *files, const char *path,
                           const char *text, size_t len)
{
    GByteArray *bytes = g_byte_array_sized_new((guint)len);

    g_byte_array_append(bytes, (const guint8 *)text, (guint)len);
    bundle_files_add(files, path, bytes);
}

size_t bundle_files_count(const BundleFiles *files)
{
    return files->list->len;
}

const struct bundle_file *bundle_files_get(const BundleFiles *files, size_t i)
{
    return &g_array_index(files->list, struct bundle_file, i);
}

void bundle_files_digest(const struct bundle_file *file, char sha256[65])
{
    g_autofree char *sum = g_compute_checksum_for_data(
        G_CHECKSUM_SHA256, file->bytes->data, file->bytes->len);

    g_strlcpy(sha256, sum, 65);
}

/* ---- an older bundle ---- */

/* What its manifest says: path to digest. NULL if there is none of ours. */
static GHashTable *read_manifest(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, BUNDLE_MANIFEST, NULL);
    g_autofree char *text = NULL;
    g_auto(GStrv) lines = NULL;
    g_autoptr(GHashTable) known =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

    if (!g_file_get_contents(path, &text, NULL, NULL))
        return NULL;
    lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        if (strlen(*line) > 66 && !strncmp(*line + 64, "  ", 2))
            g_hash_table_insert(known, g_strdup(*line + 66),
                                g_strndup(*line, 64));
    if (!g_hash_table_contains(known, "results.json"))
        return NULL;
    return g_steal_pointer(&known);
}

static bool is_unchanged(const char *folder, const char *path,
                         const char *digest)
{
    g_autofree char *whole = g_build_filename(folder, path, NULL);
    g_autofree char *bytes = NULL;
    g_autofree char *sum = NULL;
    gsize len = 0;

    if (!g_file_get_contents(whole, &bytes, &len, NULL))
        return !g_file_test(whole, G_FILE_TEST_EXISTS);
    sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes,
                                      len);
    return !strcmp(sum, digest);
}

/* The first file, by name, that was changed since; NULL if none was. */
static const char *first_changed(const char *folder, GHashTable *known)
{
    const char *first = NULL;
    GHashTableIter iter;
    void *path, *digest;

    g_hash_table_iter_init(&iter, known);
    while (g_hash_table_iter_next(&iter, &path, &digest))
        if (!is_unchanged(folder, path, digest) &&
            (!first || strcmp(path, first) < 0))
            first = path;
    return first;
}

static bool is_empty_folder(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    bool is_empty = dir && !g_dir_read_name(dir);

    if (dir)
        g_dir_close(dir);
    return is_empty;
}

static bool may_replace(const char *folder, GHashTable *known, bool force,
                        GError **error)
{
    const char *changed = known ? first_changed(folder, known) : NULL;

    if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
        return cotejo_fail(error, COTEJO_ERROR_WRITE,
                           "'%s' exists and is no folder", folder);
    if (is_empty_folder(folder) || (known && !changed))
        return true;
    if (!known)
        return cotejo_fail(error, COTEJO_ERROR_WRITE,
                           "'%s' exists and is no report of cotejo", folder);
    if (!force)
        return cotejo_fail(error, COTEJO_ERROR_WRITE,
                           "'%s/%s' was changed since it was written; --force "
                           "replaces the report and keeps it as '%s.orig'",
                           folder, changed, changed);
    return true;
}

/* ---- carrying over ---- */

struct carry {
    const char *from, *to; /* folders: the older bundle, the new one */
    GHashTable *known;     /* the older manifest */
    GError *error;
};

static void copy_file(struct carry *carry, const char *path,
                      const char *new_path)
{
    g_autofree char *from = g_build_filename(carry->from, path, NULL);
    g_autofree char *to = g_build_filename(carry->to, new_path, NULL);
    g_autofree char *folder = g_path_get_dirname(to);
    g_autofree char *bytes = NULL;
    gsize len = 0;

    if (!g_file_get_contents(from, &bytes, &len, NULL)) {
        if (!carry->error)
            cotejo_fail(&carry->error, COTEJO_ERROR_WRITE,
                        "'%s' cannot be read to be kept", from);
        return;
    }
    if (g_mkdir_with_parents(folder, 0777)) {
        cotejo_fail(carry->error ? NULL : &carry->error, COTEJO_ERROR_WRITE,
                    "'%s' cannot be made: %s", folder, g_strerror(errno));
        return;
    }
    output_file(to, bytes, len, carry->error ? NULL : &carry->error);
}

static void carry_file(struct carry *carry, const char *path)
{
    const char *digest = g_hash_table_lookup(carry->known, path);
    g_autofree char *to = g_build_filename(carry->to, path, NULL);
    g_autofree char *orig = g_strconcat(path, ".orig", NULL);

    if (!strcmp(path, BUNDLE_MANIFEST))
        return;
    if (digest && is_unchanged(carry->from, path, digest))
        return;
    /* Changed by somebody, or not ours but now in the way. */
    if (digest || g_file_test(to, G_FILE_TEST_EXISTS))
        copy_file(carry, path, orig);
    else
        copy_file(carry, path, path);
}

static void carry_folder(struct carry *carry, const char *below, int depth)
{
    g_autofree char *folder = g_build_filename(carry->from, below, NULL);
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;

    if (!dir || depth > FOLDER_DEPTH_MAX) {
        cotejo_fail(carry->error ? NULL : &carry->error, COTEJO_ERROR_WRITE,
                    "'%s' cannot be kept", folder);
        if (dir)
            g_dir_close(dir);
        return;
    }
    while ((name = g_dir_read_name(dir))) {
        g_autofree char *path =
            *below ? g_build_filename(below, name, NULL) : g_strdup(name);
        g_autofree char *whole = g_build_filename(carry->from, path, NULL);

        if (g_file_test(whole, G_FILE_TEST_IS_SYMLINK))
            cotejo_fail(carry->error ? NULL : &carry->error, COTEJO_ERROR_WRITE,
                        "'%s' is a link, which is not kept; move it away",
                        whole);
        else if (g_file_test(whole, G_FILE_TEST_IS_DIR))
            carry_folder(carry, path, depth + 1);
        else
            carry_file(carry, path);
    }
    g_dir_close(dir);
}

/* ---- writing ---- */

static int by_path(const void *a, const void *b)
{
    const struct bundle_file *const *first = a, *const *second = b;

    return strcmp((*first)->path, (*second)->path);
}

/* As sha256sum writes and checks it. */
static GString *manifest(const BundleFiles *files)
{
    GString *text = g_string_new(NULL);
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();

    for (guint i = 0; i < files->list->len; i++)
        g_ptr_array_add(sorted,
                        &g_array_index(files->list, struct bundle_file, i));
    g_ptr_array_sort(sorted, by_path);
    for (guint i = 0; i < sorted->len; i++) {
        const struct bundle_file *file = g_ptr_array_index(sorted, i);
        char sha256[65];

        bundle_files_digest(file, sha256);
        g_string_append_printf(text, "%s  %s\n", sha256, file->path);
    }
    return text;
}

static bool write_file(const char *folder, const char *path, const void *bytes,
                       size_t len, GError **error)
{
    g_autofree char *whole = g_build_filename(folder, path, NULL);
    g_autofree char *parent = g_path_get_dirname(whole);

    if (g_mkdir_with_parents(parent, 0777))
        return cotejo_fail(error, COTEJO_ERROR_WRITE, "'%s' cannot be made: %s",
                           parent, g_strerror(errno));
    return output_file(whole, bytes, len, error);
}

static bool write_files(const BundleFiles *files, const char *folder,
                        GError **error)
{
    g_autoptr(GString) list = manifest(files);

    for (guint i = 0; i < files->list->len; i++) {
        const struct bundle_file *file = bundle_files_get(files, i);

        if (!write_file(folder, file->path, file->bytes->data, file->bytes->len,
                        error))
            return false;
    }
    return write_file(folder, BUNDLE_MANIFEST, list->str, list->len, error);
}

bool bundle_write(const BundleFiles *files, const char *folder, bool force,
                  GError **error)
{
    bool exists = g_file_test(folder, G_FILE_TEST_EXISTS);
    g_autoptr(GHashTable) known = exists ? read_manifest(folder) : NULL;
    g_autoptr(OutputFolder) output = NULL;

    if (exists && !may_replace(folder, known, force, error))
        return false;
    output = output_folder_new(folder, error);
    if (!output || !write_files(files, output_folder_path(output), error))
        return false;
    if (known) {
        struct carry carry = {
            .from = folder, .to = output_folder_path(output), .known = known};

        carry_folder(&carry, "", 0);
        if (carry.error) {
            g_propagate_error(error, carry.error);
            return false;
        }
    }
    return output_folder_commit(output, exists, error);
}

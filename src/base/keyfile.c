/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines are walked through once before GLib reads them, because GLib
 * neither tells the line of an error nor minds a key that is there twice.
 */
#include "base/keyfile.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/slice.h"

#define SIZE_MOST (1024 * 1024)

struct keyfile {
    char *path;
    GKeyFile *keys;
    GHashTable *lines; /* "group" and "group\nkey" to their line */
};

void keyfile_free(Keyfile *file)
{
    if (!file)
        return;
    g_hash_table_unref(file->lines);
    g_key_file_unref(file->keys);
    g_free(file->path);
    g_free(file);
}

const char *keyfile_path(const Keyfile *file)
{
    return file->path;
}

size_t keyfile_line(const Keyfile *file, const char *group, const char *key)
{
    g_autofree char *place =
        key ? g_strdup_printf("%s\n%s", group, key) : g_strdup(group);

    return GPOINTER_TO_SIZE(g_hash_table_lookup(file->lines, place));
}

/* ---- lines ------------------------------------------------------------- */

static bool fail_line(const Keyfile *file, size_t line, GError **error,
                      const char *what)
{
    return cotejo_fail(error, COTEJO_ERROR_USAGE, "%s:%zu: %s", file->path,
                       line, what);
}

/* Remembers where a name stands; false if it is there twice. Takes place. */
static bool note_line(const Keyfile *file, char *place, size_t line,
                      struct slice name, GError **error)
{
    size_t before = GPOINTER_TO_SIZE(g_hash_table_lookup(file->lines, place));

    if (before) {
        g_free(place);
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "%s:%zu: '%.*s' is already in line %zu", file->path,
                           line, SLICE_ARG(name), before);
    }
    g_hash_table_insert(file->lines, place, GSIZE_TO_POINTER(line));
    return true;
}

static bool walk_line(const Keyfile *file, struct slice line, size_t number,
                      struct slice *group, GError **error)
{
    struct slice s = slice_trim(line);
    struct slice key = slice_trim(slice_part(s, 0, slice_find_char(s, '=')));

    if (!s.len || *s.at == '#')
        return true;
    if (*s.at == '[' && s.len > 2 && slice_ends(s, SLICE("]"))) {
        *group = slice_part(s, 1, s.len - 1);
        return note_line(file, slice_dup(*group), number, *group, error);
    }
    if (slice_find_char(s, '=') == s.len || !key.len)
        return fail_line(file, number, error,
                         "this is neither '[group]' nor 'key = value'");
    if (!group->len)
        return fail_line(file, number, error, "a key before the first [group]");
    return note_line(
        file, g_strdup_printf("%.*s\n%.*s", SLICE_ARG(*group), SLICE_ARG(key)),
        number, key, error);
}

/* A form feed or a vertical tab is a blank to some and a letter to others. */
static bool has_control(struct slice line)
{
    for (size_t i = 0; i < line.len; i++)
        if ((unsigned char)line.at[i] < ' ' && line.at[i] != '\t')
            return true;
    return false;
}

static bool walk(const Keyfile *file, struct slice text, GError **error)
{
    struct slice line, group = {"", 0};

    for (size_t number = 1; slice_line(&text, &line); number++) {
        if (!g_utf8_validate_len(line.at, line.len, NULL))
            return fail_line(file, number, error, "this line is not UTF-8");
        if (has_control(line))
            return fail_line(file, number, error,
                             "there is a control character in this line");
        if (!walk_line(file, line, number, &group, error))
            return false;
    }
    return true;
}

/* ---- reading ----------------------------------------------------------- */

Keyfile *keyfile_from(const char *path, const char *bytes, size_t len,
                      GError **error)
{
    g_autoptr(Keyfile) file = g_new0(Keyfile, 1);
    g_autoptr(GError) reason = NULL;

    file->path = g_strdup(path);
    file->keys = g_key_file_new();
    file->lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (!walk(file, (struct slice){bytes, len}, error))
        return NULL;
    if (!g_key_file_load_from_data(file->keys, len ? bytes : "", len,
                                   G_KEY_FILE_NONE, &reason)) {
        fail_line(file, 1, error, reason->message);
        return NULL;
    }
    return g_steal_pointer(&file);
}

/* Never waits for a pipe, never reads more than a file of settings has. */
static bool read_bytes(int handle, GByteArray *bytes)
{
    struct stat status;
    ssize_t n;

    if (fstat(handle, &status))
        return false;
    if (!S_ISREG(status.st_mode)) {
        errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
        return false;
    }
    g_byte_array_set_size(bytes, SIZE_MOST + 1);
    for (size_t at = 0; at <= SIZE_MOST; at += (size_t)n) {
        n = read(handle, bytes->data + at, SIZE_MOST + 1 - at);
        if (n < 0)
            return false;
        if (!n) {
            g_byte_array_set_size(bytes, (guint)at);
            return true;
        }
    }
    errno = EFBIG;
    return false;
}

Keyfile *keyfile_read(const char *path, GError **error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    int handle = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    bool is_read = handle >= 0 && read_bytes(handle, bytes);
    int reason = errno;

    if (handle >= 0)
        close(handle);
    if (!is_read) {
        cotejo_fail(error, COTEJO_ERROR_READ, "cannot read '%s': %s", path,
                    g_strerror(reason));
        return NULL;
    }
    return keyfile_from(path, (const char *)bytes->data, bytes->len, error);
}

/* ---- what it holds ----------------------------------------------------- */

char **keyfile_groups(const Keyfile *file)
{
    return g_key_file_get_groups(file->keys, NULL);
}

char **keyfile_keys(const Keyfile *file, const char *group)
{
    return g_key_file_get_keys(file->keys, group, NULL, NULL);
}

char *keyfile_text(const Keyfile *file, const char *group, const char *key,
                   GError **error)
{
    g_autoptr(GError) reason = NULL;
    char *text = NULL;

    if (!keyfile_line(file, group, key))
        return NULL;
    text = g_key_file_get_string(file->keys, group, key, &reason);
    if (!text)
        keyfile_fail(file, group, key, error, "%s", reason->message);
    return text;
}

/* Where the part that s begins with ends: at a ';' without a backslash. */
static size_t part_end(struct slice s)
{
    size_t at = 0;

    while (at < s.len && s.at[at] != ';')
        at += s.at[at] == '\\' ? 2 : 1;
    return at < s.len ? at : s.len;
}

/* One part without its escapes; NULL with GLib's error. */
static char *unescape(struct slice part, GError **error)
{
    g_autoptr(GKeyFile) keys = g_key_file_new();
    g_autofree char *raw = slice_dup(part);
    g_auto(GStrv) list = NULL;

    g_key_file_set_value(keys, "a", "b", raw);
    list = g_key_file_get_string_list(keys, "a", "b", NULL, error);
    return list ? g_strdup(list[0] ? list[0] : "") : NULL;
}

char **keyfile_list(const Keyfile *file, const char *group, const char *key,
                    GError **error)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *raw = g_key_file_get_value(file->keys, group, key, NULL);
    struct slice rest = slice_from(raw ? raw : "");

    if (!raw)
        return NULL;
    while (rest.len) {
        size_t end = part_end(rest);
        struct slice part = slice_trim(slice_part(rest, 0, end));
        g_autoptr(GError) reason = NULL;
        char *text = part.len ? unescape(part, &reason) : NULL;

        rest = slice_part(rest, end + 1, rest.len);
        if (reason) {
            keyfile_fail(file, group, key, error, "%s", reason->message);
            return NULL;
        }
        if (text)
            g_ptr_array_add(parts, text);
    }
    g_ptr_array_add(parts, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&parts), FALSE);
}

char *keyfile_quote(const char *text)
{
    g_autoptr(GKeyFile) keys = g_key_file_new();
    g_autofree char *raw = NULL;
    size_t len;

    g_key_file_set_string_list(keys, "a", "b", &text, 1);
    raw = g_key_file_get_value(keys, "a", "b", NULL);
    len = strlen(raw) - 1; /* without the ';' behind each part */
    /* GLib escapes the blanks at the start, not the last one. */
    if (len && (raw[len - 1] == ' ' || raw[len - 1] == '\t'))
        return g_strdup_printf("%.*s%s", (int)len - 1, raw,
                               raw[len - 1] == ' ' ? "\\s" : "\\t");
    return g_strndup(raw, len);
}

bool keyfile_fail(const Keyfile *file, const char *group, const char *key,
                  GError **error, const char *format, ...)
{
    g_autofree char *text = NULL;
    va_list arguments;

    va_start(arguments, format);
    text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return fail_line(file, keyfile_line(file, group, key), error, text);
}

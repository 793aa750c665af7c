/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * claims.conf: GLib key-file syntax. A group [paper] says what was published
 * (title, authors, where, remark), every other group is a claim with the keys
 * of claim_read.c:
 *
 *   [sql-bench-total]
 *   values = Xen 695.25 s vs KVM 936.19 s
 *   n = 8
 *   percent = 25.6
 *
 * 1. The lines are walked through once before GLib reads them, because GLib
 *    neither tells the line of an error nor minds a key that is there twice.
 * 2. "values" is set before the other keys of its group, which may need its
 *    unit and names.
 */
#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "base/nearest.h"
#include "compare/claim_judge.h"

#define SIZE_MOST (4 * 1024 * 1024)

struct reading {
    const char *path;
    GKeyFile *keys;
    GHashTable *lines; /* "group" and "group\nkey" to their line */
};

static bool fail_at(const struct reading *r, size_t line, GError **error,
                    const char *format, ...) G_GNUC_PRINTF(4, 5);

static bool fail_at(const struct reading *r, size_t line, GError **error,
                    const char *format, ...)
{
    g_autofree char *text = NULL;
    va_list arguments;

    va_start(arguments, format);
    text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return cotejo_fail(error, COTEJO_ERROR_USAGE, "%s:%zu: %s", r->path, line,
                       text);
}

static size_t line_of(const struct reading *r, const char *group,
                      const char *key)
{
    g_autofree char *place =
        key ? g_strdup_printf("%s\n%s", group, key) : g_strdup(group);

    return GPOINTER_TO_SIZE(g_hash_table_lookup(r->lines, place));
}

/* ---- rule 1 ---- */

/* Remembers where a name stands; false if it is there twice. */
static bool note_line(const struct reading *r, char *place, size_t line,
                      const char *what, struct slice name, GError **error)
{
    size_t before = GPOINTER_TO_SIZE(g_hash_table_lookup(r->lines, place));

    if (before) {
        g_free(place);
        return fail_at(r, line, error, "%s '%.*s' is already in line %zu", what,
                       SLICE_ARG(name), before);
    }
    g_hash_table_insert(r->lines, place, GSIZE_TO_POINTER(line));
    return true;
}

static bool walk_line(const struct reading *r, struct slice line, size_t number,
                      struct slice *group, GError **error)
{
    struct slice s = slice_trim(line);
    struct slice key = slice_trim(slice_part(s, 0, slice_find_char(s, '=')));

    if (!s.len || *s.at == '#')
        return true;
    if (*s.at == '[' && slice_ends(s, SLICE("]"))) {
        *group = slice_part(s, 1, s.len - 1);
        return note_line(r, slice_dup(*group), number, "the group", *group,
                         error);
    }
    if (slice_find_char(s, '=') == s.len || !key.len)
        return fail_at(r, number, error,
                       "this is neither '[group]' nor 'key = value'");
    if (!group->len)
        return fail_at(r, number, error, "a key before the first [group]");
    return note_line(
        r, g_strdup_printf("%.*s\n%.*s", SLICE_ARG(*group), SLICE_ARG(key)),
        number, "the key", key, error);
}

static bool walk(const struct reading *r, struct slice text, GError **error)
{
    struct slice line, group = {"", 0};

    for (size_t number = 1; slice_line(&text, &line); number++) {
        if (!g_utf8_validate(line.at, (gssize)line.len, NULL))
            return fail_at(r, number, error, "this line is not UTF-8");
        if (!walk_line(r, line, number, &group, error))
            return false;
    }
    return true;
}

/* ---- a group ---- */

static bool unknown_key(const struct reading *r, const char *group,
                        const char *key, const char *const names[], size_t n,
                        GError **error)
{
    g_autofree char *near = nearest_names(key, names, n);

    return fail_at(r, line_of(r, group, key), error, "there is no key '%s'%s",
                   key, near);
}

static bool read_paper(const struct reading *r, ClaimSet *set, GError **error)
{
    static const char *const names[] = {"title", "authors", "where", "remark"};
    char **places[] = {&set->title, &set->authors, &set->where, &set->remark};
    g_auto(GStrv) keys = g_key_file_get_keys(r->keys, "paper", NULL, NULL);

    for (char **key = keys; key && *key; key++) {
        size_t i = 0;
        g_autofree char *value = NULL;

        while (i < G_N_ELEMENTS(names) && strcmp(names[i], *key) != 0)
            i++;
        if (i == G_N_ELEMENTS(names))
            return unknown_key(r, "paper", *key, names, i, error);
        value = g_key_file_get_string(r->keys, "paper", *key, error);
        if (!value)
            return false;
        *places[i] = words_clean(value);
    }
    return true;
}

static bool set_key(const struct reading *r, struct claim *claim,
                    const char *name, GError **error)
{
    const struct claim_key *key = claim_key_find(name);
    g_autofree char *value = NULL;
    g_autoptr(GError) reason = NULL;

    if (!key) {
        g_autofree const char **names = g_new(const char *, n_claim_keys);

        for (size_t i = 0; i < n_claim_keys; i++)
            names[i] = claim_keys[i].name;
        return unknown_key(r, claim->name, name, names, n_claim_keys, error);
    }
    value = g_key_file_get_string(r->keys, claim->name, name, &reason);
    if (value && key->set(claim, value, &reason))
        return true;
    return fail_at(r, line_of(r, claim->name, name), error, "%s: %s", name,
                   reason->message);
}

static struct claim *read_group(const struct reading *r, const char *group,
                                GError **error)
{
    g_autoptr(Claim) claim = claim_new();
    g_autoptr(GError) reason = NULL;
    g_auto(GStrv) keys = g_key_file_get_keys(r->keys, group, NULL, NULL);

    claim->name = words_clean(group);
    if (g_key_file_has_key(r->keys, group, "values", NULL) &&
        !set_key(r, claim, "values", error)) /* rule 2 */
        return NULL;
    for (char **key = keys; key && *key; key++)
        if (strcmp(*key, "values") != 0 && !set_key(r, claim, *key, error))
            return NULL;
    if (claim_check(claim, &reason))
        return g_steal_pointer(&claim);
    fail_at(r, line_of(r, group, NULL), error, "[%s]: %s", group,
            reason->message);
    return NULL;
}

/* A claim may refer to those before it: nothing goes round in circles. */
static bool is_before(const ClaimSet *set, guint place, const char *name)
{
    for (guint i = 0; i < place; i++)
        if (!g_strcmp0(((const struct claim *)set->claims->pdata[i])->name,
                       name))
            return true;
    return false;
}

static bool check_references(const struct reading *r, const ClaimSet *set,
                             guint place, GError **error)
{
    const struct claim *claim = set->claims->pdata[place];

    if (claim->repeats && !is_before(set, place, claim->repeats))
        return fail_at(r, line_of(r, claim->name, "repeats"), error,
                       "repeats: there is no claim '%s' before this one",
                       claim->repeats);
    for (guint i = 0; i < claim->rests_on->len; i++)
        if (!is_before(set, place, claim->rests_on->pdata[i]))
            return fail_at(r, line_of(r, claim->name, "rests-on"), error,
                           "rests-on: there is no claim '%s' before this one",
                           (const char *)claim->rests_on->pdata[i]);
    return true;
}

static bool read_groups(const struct reading *r, ClaimSet *set, GError **error)
{
    g_auto(GStrv) groups = g_key_file_get_groups(r->keys, NULL);

    for (char **group = groups; *group; group++) {
        struct claim *claim;

        if (!strcmp(*group, "paper"))
            continue;
        claim = read_group(r, *group, error);
        if (!claim)
            return false;
        g_ptr_array_add(set->claims, claim);
    }
    for (guint i = 0; i < set->claims->len; i++)
        if (!check_references(r, set, i, error))
            return false;
    return set->claims->len ||
           fail_at(r, 1, error, "there is no claim in this file");
}

static void free_claim(void *claim)
{
    claim_free(claim);
}

static ClaimSet *read_text(const struct reading *r, struct slice text,
                           GError **error)
{
    g_autoptr(ClaimSet) set = g_new0(ClaimSet, 1);
    g_autoptr(GError) reason = NULL;

    set->claims = g_ptr_array_new_with_free_func(free_claim);
    if (!walk(r, text, error))
        return NULL;
    if (!g_key_file_load_from_data(r->keys, text.at, text.len, G_KEY_FILE_NONE,
                                   &reason)) {
        fail_at(r, 1, error, "%s", reason->message);
        return NULL;
    }
    if (!read_paper(r, set, error) || !read_groups(r, set, error))
        return NULL;
    return g_steal_pointer(&set);
}

/* A regular file of a size that somebody may have written. */
static bool read_file(const char *path, char **bytes, gsize *len,
                      GError **error)
{
    GStatBuf status;
    g_autoptr(GError) reason = NULL;
    const char *why;

    if (!g_stat(path, &status) && !S_ISREG(status.st_mode))
        return cotejo_fail(error, COTEJO_ERROR_READ,
                           "cannot read '%s': it is no regular file", path);
    if (!g_stat(path, &status) && status.st_size > SIZE_MOST)
        return cotejo_fail(error, COTEJO_ERROR_READ,
                           "cannot read '%s': it is longer than %d bytes", path,
                           SIZE_MOST);
    if (g_file_get_contents(path, bytes, len, &reason))
        return true;
    why = strrchr(reason->message, ':');
    return cotejo_fail(error, COTEJO_ERROR_READ, "cannot read '%s'%s", path,
                       why ? why : "");
}

ClaimSet *claim_set_read(const char *path, GError **error)
{
    g_autoptr(GKeyFile) keys = g_key_file_new();
    g_autoptr(GHashTable) lines =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const struct reading r = {path, keys, lines};
    g_autofree char *bytes = NULL;
    gsize len;

    if (!read_file(path, &bytes, &len, error))
        return NULL;
    return read_text(&r, (struct slice){bytes, len}, error);
}

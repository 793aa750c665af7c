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
 * "values" is set before the other keys of its group, which may need its unit
 * and names.
 */
#include <string.h>

#include "base/keyfile.h"
#include "base/nearest.h"
#include "compare/claim_judge.h"

static bool unknown_key(const Keyfile *file, const char *group, const char *key,
                        const char *const names[], size_t n, GError **error)
{
    g_autofree char *near = nearest_names(key, names, n);

    return keyfile_fail(file, group, key, error, "there is no key '%s'%s", key,
                        near);
}

static bool read_paper(const Keyfile *file, ClaimSet *set, GError **error)
{
    static const char *const names[] = {"title", "authors", "where", "remark"};
    char **places[] = {&set->title, &set->authors, &set->where, &set->remark};
    g_auto(GStrv) keys = keyfile_keys(file, "paper");

    for (char **key = keys; key && *key; key++) {
        size_t i = 0;
        g_autofree char *value = NULL;

        while (i < G_N_ELEMENTS(names) && strcmp(names[i], *key) != 0)
            i++;
        if (i == G_N_ELEMENTS(names))
            return unknown_key(file, "paper", *key, names, i, error);
        value = keyfile_text(file, "paper", *key, error);
        if (!value)
            return false;
        *places[i] = words_clean(value);
    }
    return true;
}

static bool set_key(const Keyfile *file, struct claim *claim, const char *group,
                    const char *name, GError **error)
{
    const struct claim_key *key = claim_key_find(name);
    g_autofree char *value = NULL;
    g_autoptr(GError) reason = NULL;

    if (!key) {
        g_autofree const char **names = g_new(const char *, n_claim_keys);

        for (size_t i = 0; i < n_claim_keys; i++)
            names[i] = claim_keys[i].name;
        return unknown_key(file, group, name, names, n_claim_keys, error);
    }
    value = keyfile_text(file, group, name, error);
    if (!value)
        return false;
    return key->set(claim, value, &reason) ||
           keyfile_fail(file, group, name, error, "%s: %s", name,
                        reason->message);
}

static struct claim *read_group(const Keyfile *file, const char *group,
                                GError **error)
{
    g_autoptr(Claim) claim = claim_new();
    g_autoptr(GError) reason = NULL;
    g_auto(GStrv) keys = keyfile_keys(file, group);

    claim->name = words_clean(group);
    if (keyfile_line(file, group, "values") &&
        !set_key(file, claim, group, "values", error))
        return NULL;
    for (char **key = keys; key && *key; key++)
        if (strcmp(*key, "values") != 0 &&
            !set_key(file, claim, group, *key, error))
            return NULL;
    claim_read_sentence(claim);
    if (claim_check(claim, &reason))
        return g_steal_pointer(&claim);
    keyfile_fail(file, group, NULL, error, "[%s]: %s", group, reason->message);
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

static bool check_references(const Keyfile *file, const ClaimSet *set,
                             guint place, GError **error)
{
    const struct claim *claim = set->claims->pdata[place];

    if (claim->repeats && !is_before(set, place, claim->repeats))
        return keyfile_fail(file, claim->name, "repeats", error,
                            "repeats: there is no claim '%s' before this one",
                            claim->repeats);
    for (guint i = 0; i < claim->rests_on->len; i++)
        if (!is_before(set, place, claim->rests_on->pdata[i]))
            return keyfile_fail(
                file, claim->name, "rests-on", error,
                "rests-on: there is no claim '%s' before this one",
                (const char *)claim->rests_on->pdata[i]);
    return true;
}

static bool read_groups(const Keyfile *file, ClaimSet *set, GError **error)
{
    g_auto(GStrv) groups = keyfile_groups(file);

    for (char **group = groups; *group; group++) {
        struct claim *claim;

        if (!strcmp(*group, "paper"))
            continue;
        claim = read_group(file, *group, error);
        if (!claim)
            return false;
        g_ptr_array_add(set->claims, claim);
    }
    for (guint i = 0; i < set->claims->len; i++)
        if (!check_references(file, set, i, error))
            return false;
    return set->claims->len || cotejo_fail(error, COTEJO_ERROR_USAGE,
                                           "%s: there is no claim in this file",
                                           keyfile_path(file));
}

static void free_claim(void *claim)
{
    claim_free(claim);
}

/* Takes the file over; NULL after its own error. */
static ClaimSet *read_set(Keyfile *opened, GError **error)
{
    g_autoptr(Keyfile) file = opened;
    g_autoptr(ClaimSet) set = g_new0(ClaimSet, 1);

    set->claims = g_ptr_array_new_with_free_func(free_claim);
    if (!file || !read_paper(file, set, error) ||
        !read_groups(file, set, error))
        return NULL;
    return g_steal_pointer(&set);
}

ClaimSet *claim_set_read(const char *path, GError **error)
{
    return read_set(keyfile_read(path, error), error);
}

ClaimSet *claim_set_from(const char *path, const char *bytes, size_t len,
                         GError **error)
{
    return read_set(keyfile_from(path, bytes, len, error), error);
}

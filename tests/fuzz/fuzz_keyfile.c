/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reader of key files against GLib's, which is more lenient. What ours
 * accepts:
 *
 * 1. GLib reads too, with the same groups, keys and texts, in the same order;
 * 2. each group and key stands in the line that is told;
 * 3. a text that is quoted reads back as it was.
 */
#include <stdint.h>
#include <string.h>

#include "base/keyfile.h"
#include "base/slice.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* Rule 3. */
static void check_quoted(const char *text)
{
    g_autofree char *quoted = keyfile_quote(text);
    g_autofree char *file = g_strdup_printf("[g]\nk = %s\n", quoted);
    g_autoptr(GError) error = NULL;
    g_autoptr(Keyfile) again = keyfile_from("q", file, strlen(file), &error);
    g_auto(GStrv) list = NULL;

    g_assert_no_error(error);
    list = keyfile_list(again, "g", "k", &error);
    g_assert_no_error(error);
    if (!*text)
        return;
    g_assert_cmpuint(g_strv_length(list), ==, 1);
    g_assert_cmpstr(list[0], ==, text);
}

/* Rule 2. */
static void check_line(struct slice rest, size_t number, const char *start)
{
    struct slice line = {"", 0};

    g_assert_cmpuint(number, >, 0);
    for (size_t i = 0; i < number; i++)
        g_assert_true(slice_line(&rest, &line));
    g_assert_true(slice_starts(slice_trim(line), slice_from(start)));
}

static void check_key(const Keyfile *file, GKeyFile *plain, struct slice whole,
                      const char *group, const char *key)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = keyfile_text(file, group, key, &error);
    g_autofree char *expected = g_key_file_get_string(plain, group, key, NULL);
    g_auto(GStrv) list = keyfile_list(file, group, key, NULL);

    check_line(whole, keyfile_line(file, group, key), key);
    g_assert_true(!text == !!error);
    g_assert_cmpstr(text, ==, expected);
    if (text)
        check_quoted(text);
    for (char **part = list; part && *part; part++)
        check_quoted(*part);
}

static void check_group(const Keyfile *file, GKeyFile *plain,
                        struct slice whole, const char *group)
{
    g_autofree char *head = g_strdup_printf("[%s]", group);
    g_auto(GStrv) keys = keyfile_keys(file, group);
    g_auto(GStrv) expected = g_key_file_get_keys(plain, group, NULL, NULL);

    check_line(whole, keyfile_line(file, group, NULL), head);
    g_assert_nonnull(keys);
    g_assert_true(
        g_strv_equal((const char *const *)keys, (const char *const *)expected));
    for (char **key = keys; *key; key++)
        check_key(file, plain, whole, group, *key);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct slice whole = {len ? (const char *)bytes : "", len};
    g_autoptr(GError) error = NULL;
    g_autoptr(Keyfile) file =
        keyfile_from("fuzz.conf", whole.at, whole.len, &error);
    g_autoptr(GKeyFile) plain = g_key_file_new();
    g_auto(GStrv) groups = NULL, expected = NULL;

    if (!file) {
        g_assert_nonnull(error);
        return 0;
    }
    groups = keyfile_groups(file);
    if (len)
        g_assert_true(g_key_file_load_from_data(plain, whole.at, whole.len,
                                                G_KEY_FILE_NONE, NULL));
    expected = g_key_file_get_groups(plain, NULL);
    g_assert_true(g_strv_equal((const char *const *)groups,
                               (const char *const *)expected));
    for (char **group = groups; *group; group++)
        check_group(file, plain, whole, *group);
    return 0;
}

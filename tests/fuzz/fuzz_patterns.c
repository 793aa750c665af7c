/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The patterns of cotejo.conf, "PATTERN\nPATH", against a plain matcher that
 * tries every way; and the order of file names.
 *
 * 1. A path is taken exactly where some way to spend the wildcards takes it.
 * 2. A folder that is not entered holds no path that is taken.
 * 3. A path quoted as a pattern takes that path.
 * 4. Natural order is an order: two names compare alike from both sides, and
 *    names that are equal but for zeros differ in nothing else.
 */
#include <stdint.h>
#include <string.h>

#include "cli/conf.h"
#include "ingest/ingest.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { LONGEST = 24 };

static bool is_special(char c)
{
    return c == '*' || c == '?' || c == '\\';
}

/* A name against a part of a pattern. */
static bool name_fits(const char *part, const char *part_end, const char *name,
                      const char *name_end)
{
    if (part == part_end)
        return name == name_end;
    while (*part == '*' && part + 1 < part_end && part[1] == '*')
        part++; /* one of them is enough */
    if (*part == '*')
        return name_fits(part + 1, part_end, name, name_end) ||
               (name < name_end &&
                name_fits(part, part_end, name + 1, name_end));
    if (name == name_end)
        return false;
    if (*part == '?')
        return name_fits(part + 1, part_end, name + 1, name_end);
    if (*part == '\\' && part + 1 < part_end && is_special(part[1]))
        part++;
    return *part == *name && name_fits(part + 1, part_end, name + 1, name_end);
}

/* Parts of a pattern against parts of a path: all of the pattern spent is
 * enough, for it then names the path or a folder above it. */
static bool parts_fit(char **parts, char **names)
{
    if (!*parts)
        return true;
    if (!strcmp(*parts, "**")) {
        for (char **at = names; *at; at++)
            if (!parts[1] || parts_fit(parts + 1, at))
                return true;
        return false;
    }
    return *names &&
           name_fits(*parts, *parts + strlen(*parts), *names,
                     *names + strlen(*names)) &&
           parts_fit(parts + 1, names + 1);
}

/* Below a folder, as the walk gives them: no empty part, none that is a dot. */
static bool is_path(const char *path)
{
    g_auto(GStrv) names = g_strsplit(path, "/", -1);

    for (char **name = names; *name; name++)
        if (!**name || !strcmp(*name, ".") || !strcmp(*name, ".."))
            return false;
    return *path;
}

/* Empty parts and "." mean nothing in a pattern. */
static char **pattern_parts(const char *pattern)
{
    g_auto(GStrv) all = g_strsplit(pattern, "/", -1);
    g_autoptr(GStrvBuilder) parts = g_strv_builder_new();

    for (char **part = all; *part; part++)
        if (**part && strcmp(*part, ".") != 0)
            g_strv_builder_add(parts, *part);
    return g_strv_builder_end(parts);
}

static void check_pattern(const char *pattern, const char *path)
{
    g_auto(GStrv) parts = pattern_parts(pattern);
    g_auto(GStrv) names = g_strsplit(path, "/", -1);
    bool is_taken = conf_pattern_takes(pattern, path, false);
    g_autofree char *folder = g_strdup(path);
    char *slash;

    g_assert_cmpint(is_taken, ==, parts_fit(parts, names));
    while (is_taken && (slash = strrchr(folder, '/'))) {
        *slash = '\0';
        g_assert_true(conf_pattern_takes(pattern, folder, true));
    }
}

static int sign(int order)
{
    return (order > 0) - (order < 0);
}

static void check_order(const char *a, const char *b)
{
    g_assert_cmpint(sign(natural_compare(a, b)), ==,
                    -sign(natural_compare(b, a)));
    g_assert_cmpint(natural_compare(a, a), ==, 0);
    g_assert_true(natural_equal(a, a));
    g_assert_cmpint(natural_equal(a, b), ==, natural_equal(b, a));
    if (!natural_compare(a, b))
        g_assert_true(natural_equal(a, b));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    g_autofree char *text = g_strndup((const char *)bytes, len);
    char *path = strchr(text, '\n');
    g_autofree char *quoted = NULL;

    if (!path || path - text > LONGEST || strlen(path) > LONGEST)
        return 0;
    *path++ = '\0';
    check_order(text, path);
    if (!is_path(path) || *text == '/')
        return 0;
    check_pattern(text, path);
    quoted = conf_pattern_quote(path);
    g_assert_true(conf_pattern_takes(quoted, path, false));
    return 0;
}

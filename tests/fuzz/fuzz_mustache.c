/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Templates: JSON, a line feed, the template; no line feed: a fixed model.
 * Besides surviving, and ending soon:
 *
 * 1. a template without "{{" comes out as it is;
 * 2. what is refused has a message with the template's name;
 * 3. twice rendered is the same;
 * 4. where nothing is raw, no "<" of the data gets through.
 */
#include <stdint.h>
#include <string.h>

#include "report/mustache.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const char fixed[] =
    "{\"a\":\"<x>\",\"n\":1.5,\"t\":true,\"f\":false,\"e\":[],"
    "\"l\":[{\"a\":\"1\"},{\"a\":\"<2>\"}],\"o\":{\"a\":{\"b\":\"c\"}}}";

static char *partial(const char *name, void *data)
{
    (void)data;
    if (!strcmp(name, "p"))
        return g_strdup("({{a}})\n");
    return strcmp(name, "r") ? NULL : g_strdup("{{#o}}{{>r}}{{/o}}");
}

static GString *render(const char *template, const json_t *model, bool *good)
{
    static const struct mustache mustache = {escape_html, partial, NULL, NULL};
    GString *out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    *good = mustache_render(&mustache, "fuzz", template, model, out, &error);
    g_assert_true(*good == !error);
    /* Of the template, or of the partials. */
    if (error)
        g_assert_true(g_str_has_prefix(error->message, "fuzz:") ||
                      g_str_has_prefix(error->message, "p:") ||
                      g_str_has_prefix(error->message, "r:"));
    return out;
}

/* Rule 4: neither "{{{" nor "&", and no "<" of the template's own. */
static bool is_tame(const char *template)
{
    return !strstr(template, "{{{") && !strpbrk(template, "&<=");
}

static void check(const char *template, const json_t *model)
{
    bool good, again;
    g_autoptr(GString) out = render(template, model, &good);
    g_autoptr(GString) twice = render(template, model, &again);

    g_assert_cmpint(good, ==, again);
    g_assert_cmpstr(out->str, ==, twice->str);
    if (!strstr(template, "{{")) {
        g_assert_true(good);
        g_assert_cmpstr(out->str, ==, template);
    }
    if (is_tame(template))
        g_assert_null(strchr(out->str, '<'));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    g_autofree char *text = g_strndup((const char *)bytes, len);
    char *end = *text == '{' && text[1] != '{' ? strchr(text, '\n') : NULL;
    json_t *model;

    if (end)
        *end = '\0';
    model = json_loads(end ? text : fixed, 0, NULL);
    if (model)
        check(end ? end + 1 : text, model);
    json_decref(model);
    return 0;
}

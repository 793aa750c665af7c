/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The core modules of the Mustache specification 1.4 (the folder mustache, from
 * github.com/mustache/spec under the MIT licence), and our own edges.
 */
#include "report/mustache.h"

#include <string.h>

/* How the specification escapes: it does not touch the apostrophe. */
static void escape_spec(GString *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '&')
            g_string_append(out, "&amp;");
        else if (*text == '"')
            g_string_append(out, "&quot;");
        else if (*text == '<')
            g_string_append(out, "&lt;");
        else if (*text == '>')
            g_string_append(out, "&gt;");
        else
            g_string_append_c(out, *text);
    }
}

static char *find_partial(const char *name, void *data)
{
    const json_t *text = json_object_get(data, name);

    return text ? g_strdup(json_string_value(text)) : NULL;
}

static void test_case(const void *data)
{
    json_t *test = json_deep_copy(data);
    struct mustache mustache = {
        .escape = escape_spec,
        .partial = find_partial,
        .data = json_object_get(test, "partials"),
    };
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    mustache_render(&mustache, "test",
                    json_string_value(json_object_get(test, "template")),
                    json_object_get(test, "data"), out, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(out->str, ==,
                    json_string_value(json_object_get(test, "expected")));
    json_decref(test);
}

/* The cases of one module; returns the file, whose parts the tests use. */
static json_t *add_module(const char *module, size_t n)
{
    g_autofree char *file = g_strdup_printf("%s.json", module);
    g_autofree char *path = g_build_filename(g_getenv("COTEJO_TESTS"), "unit",
                                             "report", "mustache", file, NULL);
    json_t *root = json_load_file(path, 0, NULL);
    json_t *tests = json_object_get(root, "tests");

    g_assert_nonnull(root);
    g_assert_cmpuint(json_array_size(tests), ==, n);
    for (size_t i = 0; i < n; i++) {
        json_t *test = json_array_get(tests, i);
        g_autofree char *name =
            g_strdup_printf("/mustache/%s/%zu %s", module, i + 1,
                            json_string_value(json_object_get(test, "name")));

        for (char *c = name + strlen("/mustache/") + strlen(module) + 1; *c;
             c++)
            if (*c == '/')
                *c = '-';
        g_test_add_data_func(name, test, test_case);
    }
    return root;
}

static void assert_fails(const char *template, const char *message)
{
    struct mustache mustache = {.escape = escape_plain};
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    json_t *model = json_object();

    g_assert_false(
        mustache_render(&mustache, "t", template, model, out, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_USAGE);
    g_assert_cmpstr(error->message, ==, message);
    json_decref(model);
}

static void test_errors(void)
{
    assert_fails("a\nb {{x", "t:2:3: a tag is not closed");
    assert_fails("{{#a}}x", "t:1:1: a section is not closed");
    assert_fails("{{/a}}", "t:1:1: no section is open to be closed: a");
    assert_fails("{{#a}}{{/b}}", "t:1:7: another section is open: a");
    assert_fails("{{=<<=}}", "t:1:1: two delimiters are wanted");
    assert_fails("{{=<< >>}}", "t:1:1: a tag of delimiters is not closed");
    assert_fails("{{>../etc/passwd}}", "t: '../etc/passwd' is no name of a "
                                       "partial");
}

/* A partial that includes itself ends in an error, not in the stack's end. */
static void test_endless_partial(void)
{
    json_t *partials = json_pack("{s:s}", "a", "x{{>a}}");
    struct mustache mustache = {
        .escape = escape_plain, .partial = find_partial, .data = partials};
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    g_assert_false(
        mustache_render(&mustache, "t", "{{>a}}", partials, out, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_USAGE);
    json_decref(partials);
}

static void test_latex(void)
{
    static const char template[] = "{{=<< >>=}}\n"
                                   "\\emph{{<<name>>}} <<&raw>>\n"
                                   "<<#rows>>\n"
                                   "<<v>> & \\\\\n"
                                   "<</rows>>\n";
    json_t *model = json_pack("{s:s,s:s,s:[{s:i},{s:f}]}", "name", "50% {x}_",
                              "raw", "\\LaTeX", "rows", "v", 1, "v", 0.1);
    GHashTable *unknown =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    struct mustache mustache = {.escape = escape_latex, .unknown = unknown};
    g_autoptr(GString) out = g_string_new(NULL);

    g_assert_true(mustache_render(&mustache, "t", template, model, out, NULL));
    g_assert_cmpstr(out->str, ==,
                    "\\emph{{50\\% \\{x\\}\\_}} \\LaTeX\n1 & \\\\\n0.1 & "
                    "\\\\\n");
    g_assert_cmpuint(g_hash_table_size(unknown), ==, 0);
    g_assert_true(
        mustache_render(&mustache, "t", "{{nothing}}", model, out, NULL));
    g_assert_true(g_hash_table_contains(unknown, "nothing"));
    g_hash_table_unref(unknown);
    json_decref(model);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        size_t n;
    } modules[] = {
        {"comments", 12}, {"delimiters", 14}, {"interpolation", 42},
        {"inverted", 22}, {"partials", 12},   {"sections", 34},
    };
    json_t *files[G_N_ELEMENTS(modules)];
    int status;

    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(modules); i++)
        files[i] = add_module(modules[i].name, modules[i].n);
    g_test_add_func("/mustache/errors", test_errors);
    g_test_add_func("/mustache/endless-partial", test_endless_partial);
    g_test_add_func("/mustache/latex", test_latex);
    status = g_test_run();
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
        json_decref(files[i]);
    return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/templates.h"

#include <string.h>

#include "report/mustache.h"

static const struct {
    const char *suffix;
    escape_fn *escape;
} escapes[] = {
    {"tex", escape_latex}, {"html", escape_html}, {"md", escape_markdown},
    {"txt", escape_plain}, {"csv", escape_csv},
};

/* Where a template is looked for, and with which suffix. */
struct search {
    const char *folder, *suffix;
};

/* NULL if the folder has no such file. */
static char *read_below(const char *folder, const char *file)
{
    g_autofree char *name = g_strconcat(file, ".mustache", NULL);
    g_autofree char *path = NULL;
    char *text = NULL;

    if (!folder || !*folder)
        return NULL;
    path = g_build_filename(folder, name, NULL);
    return g_file_get_contents(path, &text, NULL, NULL) ? text : NULL;
}

static char *read_of_user(const char *folder, const char *file)
{
    g_autofree char *path =
        g_build_filename(folder, "cotejo", "templates", NULL);

    return read_below(path, file);
}

/* Where the templates of an installed tree are, as seen from its programs in
 * libexec/cotejo and bin, wherever the tree was moved to. */
static char *read_of_program(const char *file)
{
    static const char *const places[] = {"../../share/cotejo/templates",
                                         "../share/cotejo/templates"};
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = self ? g_path_get_dirname(self) : NULL;
    char *text = NULL;

    for (size_t i = 0; folder && !text && i < G_N_ELEMENTS(places); i++) {
        g_autofree char *place = g_build_filename(folder, places[i], NULL);

        text = read_below(place, file);
    }
    return text;
}

static char *find_text(const char *folder, const char *file)
{
    char *text = read_below(folder, file);
    const char *const *data_dirs = g_get_system_data_dirs();

    if (!text)
        text = read_below(g_getenv("COTEJO_TEMPLATES"), file);
    if (!text)
        text = read_of_user(g_get_user_config_dir(), file);
    for (; !text && *data_dirs; data_dirs++)
        text = read_of_user(*data_dirs, file);
    if (!text)
        text = read_of_program(file);
    if (!text)
        text = read_below(COTEJO_DATADIR "/templates", file);
    if (!text)
        text = read_below(COTEJO_SOURCE_TEMPLATES, file);
    return text;
}

/* Partials have the suffix of what includes them. */
static char *find_partial(const char *name, void *data)
{
    const struct search *search = data;
    g_autofree char *file = g_strdup_printf("%s.%s", name, search->suffix);

    return find_text(search->folder, file);
}

static escape_fn *escape_of(const char *suffix)
{
    for (size_t i = 0; i < G_N_ELEMENTS(escapes); i++)
        if (!strcmp(escapes[i].suffix, suffix))
            return escapes[i].escape;
    return NULL;
}

bool template_render(const char *folder, const char *file, const json_t *model,
                     GString *out, GError **error)
{
    const char *dot = strrchr(file, '.');
    struct search search = {.folder = folder, .suffix = dot ? dot + 1 : ""};
    struct mustache mustache = {
        .escape = escape_of(search.suffix),
        .partial = find_partial,
        .data = &search,
    };
    g_autofree char *text = find_text(folder, file);
    g_autofree char *name = g_strconcat(file, ".mustache", NULL);

    if (!text || !mustache.escape)
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "there is no template '%s'", name);
    if (!g_utf8_validate(text, -1, NULL))
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "template '%s' is not UTF-8", name);
    return mustache_render(&mustache, name, text, model, out, error);
}

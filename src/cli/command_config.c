/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cotejo config: the settings in force, each with where it comes from; with
 * --write, the commented cotejo.conf that the sources and options amount to.
 */
#include "cli/command.h"

#include <string.h>

#include "base/output.h"
#include "cli/messages.h"
#include "cli/settings.h"
#include "cli/sources.h"
#include "cli/study.h"

static gboolean shows_origin, writes;

static const GOptionEntry own[] = {
    {"show-origin", 0, 0, G_OPTION_ARG_NONE, &shows_origin,
     "say where each value comes from", NULL},
    {"write", 0, 0, G_OPTION_ARG_NONE, &writes,
     "print the cotejo.conf that SOURCEs and options amount to", NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

static const struct cli_usage usage = {
    .name = "config",
    .arguments = "[SOURCE...]",
    .summary =
        "Prints the settings in force for these SOURCEs, or for the study of\n"
        "the current folder. With --write it prints a cotejo.conf to start\n"
        "from, with paths relative to where -o puts it.",
    .examples =
        "  cotejo config --show-origin lab\n"
        "  cotejo config --write KVM=lab/kvm Xen=lab/xen -o lab/cotejo.conf\n"
        "  cotejo compare lab\n",
    .groups = OPTIONS_INPUT | OPTIONS_STUDY | OPTIONS_OUTPUT | OPTIONS_HERE,
    .own = own,
};

/* ---- what is in force -------------------------------------------------- */

struct page {
    GString *out;
    const char *group; /* of the last line; NULL */
};

static void print_line(struct page *page, const char *group, const char *key,
                       const char *value, const char *origin)
{
    if (!page->group || strcmp(page->group, group) != 0)
        g_string_append_printf(page->out, "%s[%s]\n", page->group ? "\n" : "",
                               group);
    page->group = group;
    if (shows_origin)
        g_string_append_printf(page->out, "%-24s ", origin);
    g_string_append_printf(page->out, "%s = %s\n", key, value);
}

static char *origin_in(const Conf *conf, const char *group, const char *key)
{
    return g_strdup_printf("%s:%zu", keyfile_path(conf->file),
                           keyfile_line(conf->file, group, key));
}

static void print_settings(struct page *page)
{
    for (size_t i = 0; i < n_cli_settings; i++) {
        const struct setting *setting = &cli_settings[i];
        g_autofree char *text = setting->origin ? setting_text(setting) : NULL;

        print_line(page, CONF_STUDY, setting->key,
                   text ? text : setting->built_in,
                   setting->origin ? setting->origin : "built in");
    }
}

static void print_system(struct page *page, const struct conf_system *system)
{
    g_autofree char *group = g_strconcat("system ", system->key, NULL);
    g_autofree char *logs = origin_in(system->conf, group, "logs");
    g_autofree char *name = origin_in(system->conf, group, "name");
    g_autoptr(GString) list = g_string_new(NULL);

    for (guint i = 0; i < system->patterns->len; i++) {
        const struct conf_pattern *pattern = system->patterns->pdata[i];

        g_string_append_printf(list, "%s%s", i ? "; " : "",
                               *pattern->text ? pattern->text : ".");
    }
    print_line(page, group, "logs", list->str, logs);
    if (strcmp(system->name, system->key) != 0)
        print_line(page, group, "name", system->name, name);
    page->group = "system";
}

static void print_declared(struct page *page, const struct cli_options *options)
{
    const struct study_capacity *capacities =
        (const void *)options->capacities->data;
    const struct study_control *controls =
        (const void *)options->controls->data;

    for (guint i = 0; i < options->capacities->len; i++) {
        g_autofree char *rate =
            g_strdup_printf("%.17g bit/s", capacities[i].bit_per_s);

        print_line(page, CONF_CAPACITY, capacities[i].name, rate,
                   options->conf ? keyfile_path(options->conf->file)
                                 : "--capacity");
    }
    for (guint i = 0; i < options->controls->len; i++) {
        g_autofree char *pair =
            g_strdup_printf("%s, %s", controls[i].a, controls[i].b);

        print_line(page, CONF_CONTROL, "pairs", pair,
                   options->conf ? keyfile_path(options->conf->file)
                                 : "--control");
    }
}

static bool print_config(const struct cli_options *options, GString *out)
{
    struct page page = {out, NULL};

    print_settings(&page);
    for (guint i = 0; options->conf && i < options->conf->systems->len; i++)
        print_system(&page, options->conf->systems->pdata[i]);
    print_declared(&page, options);
    return true;
}

/* ---- a file to start from ---------------------------------------------- */

static const char head[] =
    "# A study of cotejo: `cotejo compare` and `cotejo report` in this "
    "folder,\n"
    "# or with it as their SOURCE, read it. Paths are relative to this file.\n"
    "# See cotejo(1), \"THE STUDY'S FILE\".\n\n";

static void write_text(GString *out, const char *key, const char *value)
{
    g_autofree char *raw = keyfile_quote(value);

    g_string_append_printf(out, "%s = %s\n", key, raw);
}

static void write_list(GString *out, const char *key, char *const values[],
                       size_t n)
{
    g_string_append_printf(out, "%s =", key);
    for (size_t i = 0; i < n; i++) {
        g_autofree char *raw = keyfile_quote(values[i]);

        g_string_append_printf(out, "%s %s", i ? ";" : "", raw);
    }
    g_string_append_c(out, '\n');
}

/* The path as the file's folder sees it. */
static char *seen_from(const char *folder, const char *path)
{
    g_autofree char *whole = g_canonicalize_filename(path, NULL);
    g_autofree char *base = g_canonicalize_filename(folder, NULL);
    size_t len = strlen(base);

    if (!strcmp(whole, base))
        return g_strdup(".");
    if (g_str_has_prefix(whole, base) && whole[len] == '/')
        return conf_pattern_quote(whole + len + 1);
    return conf_pattern_quote(whole);
}

/* What the group of a system may be called: a head ends at its ']'. */
static char *group_of(const char *name, size_t number)
{
    bool is_plain = !strpbrk(name, "[]") && *name &&
                    !g_ascii_isspace(name[0]) &&
                    !g_ascii_isspace(name[strlen(name) - 1]);

    for (const char *c = name; *c; c++)
        is_plain &= !g_ascii_iscntrl(*c);
    return is_plain ? g_strconcat("system ", name, NULL)
                    : g_strdup_printf("system system-%zu", number);
}

static void write_system(GString *out, const char *name, size_t number,
                         GPtrArray *logs)
{
    g_autofree char *group = group_of(name, number);

    g_string_append_printf(out, "\n[%s]\n", group);
    write_list(out, "logs", (char *const *)logs->pdata, logs->len);
    if (strcmp(group + strlen("system "), name) != 0)
        write_text(out, "name", name);
}

static void add_logs(GPtrArray *logs, const struct cli_source *source,
                     const char *folder)
{
    if (!source->wanted) {
        g_ptr_array_add(logs, seen_from(folder, source->path));
        return;
    }
    for (guint i = 0; i < source->wanted->patterns->len; i++) {
        const struct conf_pattern *pattern = source->wanted->patterns->pdata[i];
        g_autofree char *inside = seen_from(folder, source->path);

        if (pattern->is_apart)
            continue;
        g_ptr_array_add(logs,
                        !strcmp(inside, ".")
                            ? g_strdup(pattern->text)
                            : g_build_filename(inside, pattern->text, NULL));
    }
}

static bool write_systems(GString *out, GPtrArray *sources, const char *folder,
                          GError **error)
{
    for (guint i = 0; i < sources->len; i++) {
        const struct cli_source *first = sources->pdata[i];
        g_autoptr(GPtrArray) logs = g_ptr_array_new_with_free_func(g_free);
        bool is_done = false;

        if (!first->system || !strcmp(first->path, "-"))
            return cotejo_fail(error, COTEJO_ERROR_USAGE,
                               "%s cannot be written down: name files and "
                               "folders",
                               first->system ? "standard input" : "a store");
        for (guint j = 0; j < i && !is_done; j++)
            is_done =
                !strcmp(((const struct cli_source *)sources->pdata[j])->system,
                        first->system);
        for (guint j = i; j < sources->len && !is_done; j++) {
            const struct cli_source *source = sources->pdata[j];

            if (!g_strcmp0(source->system, first->system))
                add_logs(logs, source, folder);
        }
        if (!is_done)
            write_system(out, first->system, i + 1, logs);
    }
    return true;
}

/* What is not set stands there as a comment, ready to be used. */
static void write_settings(GString *out)
{
    g_string_append_printf(out, "[%s]\n", CONF_STUDY);
    for (size_t i = 0; i < n_cli_settings; i++) {
        const struct setting *setting = &cli_settings[i];
        g_autofree char *text = setting->origin ? setting_text(setting) : NULL;

        g_string_append_printf(out, "%s# %s\n", i ? "\n" : "",
                               setting->summary);
        if (!text)
            g_string_append_printf(out, "# %s = %s\n", setting->key,
                                   setting->built_in);
        else if (setting->kind == SETTING_LIST)
            write_list(out, setting->key, *(char ***)setting->at,
                       g_strv_length(*(char ***)setting->at));
        else
            write_text(out, setting->key, text);
    }
}

static void write_declared(GString *out, const struct cli_options *options)
{
    const struct study_capacity *capacities =
        (const void *)options->capacities->data;
    const struct study_control *controls =
        (const void *)options->controls->data;

    if (options->capacities->len)
        g_string_append_printf(out, "\n[%s]\n", CONF_CAPACITY);
    for (guint i = 0; i < options->capacities->len; i++)
        g_string_append_printf(out, "%s = %.17g bit/s\n", capacities[i].name,
                               capacities[i].bit_per_s);
    if (options->controls->len)
        g_string_append_printf(out, "\n[%s]\npairs =", CONF_CONTROL);
    for (guint i = 0; i < options->controls->len; i++) {
        g_autofree char *a = keyfile_quote(controls[i].a);
        g_autofree char *b = keyfile_quote(controls[i].b);

        g_string_append_printf(out, "%s %s, %s", i ? ";" : "", a, b);
    }
    if (options->controls->len)
        g_string_append_c(out, '\n');
}

static bool write_config(const struct cli_options *options, GString *out,
                         GError **error)
{
    g_autoptr(GPtrArray) sources = cli_sources(options, error);
    g_autofree char *folder =
        options->output && strcmp(options->output, "-") != 0
            ? g_path_get_dirname(options->output)
            : g_strdup(".");

    g_string_append(out, head);
    write_settings(out);
    if (!sources || !write_systems(out, sources, folder, error))
        return false;
    write_declared(out, options);
    return true;
}

/* ---- the command ------------------------------------------------------- */

static int put(const struct cli_options *options, const GString *out)
{
    g_autoptr(GError) error = NULL;

    if (!options->output)
        return cli_print_status(out);
    if (options->dry_run) {
        message_text("would write %s", options->output);
        return EXIT_DONE;
    }
    if (!options->force && g_file_test(options->output, G_FILE_TEST_EXISTS)) {
        message_text("%s is there already; --force replaces it",
                     options->output);
        return EXIT_UNWRITTEN;
    }
    if (!output_file(options->output, out->str, out->len, &error))
        return status_of(error);
    message_note("wrote %s", options->output);
    return EXIT_DONE;
}

static int run(int argc, char **argv)
{
    struct cli_options options;
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    int status = cli_parse(&usage, argc, argv, &options);

    if (status >= 0)
        return status;
    if (!(writes ? write_config(&options, out, &error)
                 : print_config(&options, out)))
        return status_of(error);
    return put(&options, out);
}

const struct command command_config = {
    "config", "the settings in force and their origins; a file to start from",
    run};

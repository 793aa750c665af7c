/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `cotejo table KIND`: one table, in any of its formats. */
#include <string.h>

#include "base/nearest.h"
#include "base/output.h"
#include "cli/command.h"
#include "cli/messages.h"
#include "cli/study.h"
#include "report/report.h"

static char *tool;

static gboolean all, fragment, standalone;

static const GOptionEntry own[] = {
    {"tool", 0, 0, G_OPTION_ARG_FILENAME, &tool,
     "only this tool: ab, httperf, wget, sql-bench", "NAME"},
    {"all", 0, 0, G_OPTION_ARG_NONE, &all,
     "operations: rows without a verdict too, however many", NULL},
    {"fragment", 0, 0, G_OPTION_ARG_NONE, &fragment,
     "tex: from \\begin{tabular} on, for a float of your own", NULL},
    {"standalone", 0, 0, G_OPTION_ARG_NONE, &standalone,
     "tex: a document that compiles alone", NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

static const struct cli_usage usage = {
    .name = "table",
    .arguments = "KIND [SOURCE...]",
    .summary = "Writes one table. The suffix of -o or --format chooses how; "
               "without\neither it is plain text on standard output.",
    .examples =
        "  cotejo table compare KVM=lab/kvm Xen=lab/xen -o compare.tex\n"
        "  cotejo table summary -d lab.db --format csv\n"
        "  cotejo table operations KVM=lab/kvm Xen=lab/xen -o ops.md\n",
    .groups = OPTIONS_INPUT | OPTIONS_STUDY | OPTIONS_HERE | OPTIONS_PRINT |
              OPTIONS_OUTPUT,
    .own = own,
};

static const char *format_name(const struct cli_options *options)
{
    const char *dot = options->output ? strrchr(options->output, '.') : NULL;

    if (options->json)
        return "json";
    if (options->format)
        return options->format;
    return dot && !strchr(dot, '/') ? dot + 1 : "txt";
}

/* Kind and format, told before any log is read. */
static bool find_parts(const struct cli_options *options,
                       const struct table_kind **kind,
                       const struct table_format **format, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    const char *name = options->arguments[0];
    g_autofree char *nearest = NULL;

    *kind = table_kind_find(name);
    *format = table_format_find(format_name(options));
    for (size_t i = 0; !*kind && i < n_table_kinds; i++)
        g_ptr_array_add(names, g_strdup(table_kinds[i]->name));
    for (size_t i = 0; *kind && !*format && i < n_table_formats; i++)
        g_ptr_array_add(names, g_strdup(table_formats[i].name));
    if (*kind && *format)
        return true;
    name = *kind ? format_name(options) : name;
    nearest =
        nearest_names(name, (const char *const *)names->pdata, names->len);
    return cotejo_fail(error, COTEJO_ERROR_USAGE, "no table %s '%s'%s",
                       *kind ? "can be written as" : "is called", name,
                       nearest);
}

/* For a terminal as wide as it is; elsewhere nothing is cut. */
static bool render(const struct cli_options *options,
                   const struct table_format *format, const Table *table,
                   const Results *results, GString *out, GError **error)
{
    struct text_options text;

    if (options->output || strcmp(format->name, "txt") != 0)
        return format->render(table, results, out, error);
    text = cli_text_options(options);
    table_to_text(table, text.width, text.is_ascii, out);
    return true;
}

static int write_table(const struct cli_options *options,
                       const struct table_kind *kind,
                       const struct table_format *format,
                       const Results *results)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(Table) table = kind->build(
        results, &(struct table_options){.tool = tool, .all = all}, &error);

    if (table)
        table->tex = fragment     ? TEX_FRAGMENT
                     : standalone ? TEX_STANDALONE
                                  : TEX_FLOAT;
    if (!table || !render(options, format, table, results, out, &error))
        return status_of(error);
    if (!strcmp(format->name, "tex"))
        cli_tell_tex_names(results);
    if (table->n_left_out)
        message_note("%zu rows without a verdict are not shown; --all shows "
                     "them",
                     table->n_left_out);
    if (!options->output)
        return cli_print_status(out);
    if (options->dry_run)
        message_text("would write %s", options->output);
    else if (!output_file(options->output, out->str, out->len, &error))
        return status_of(error);
    else
        message_note("wrote %s", options->output);
    return 0;
}

static int table(struct cli_options *options)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Results) results = NULL;
    const struct table_kind *kind;
    const struct table_format *format;
    int status = 0;

    if (!options->arguments[0])
        return cli_misused(&usage, "a kind of table is missing");
    if (fragment && standalone)
        return cli_misused(&usage, "--fragment or --standalone, not both");
    if (!find_parts(options, &kind, &format, &error))
        return status_of(error);
    options->arguments++;
    results = cli_study(options, &status);
    if (!results)
        return status;
    status = write_table(options, kind, format, results);
    return status ? status : cli_study_status(options, results);
}

static int run(int argc, char **argv)
{
    struct cli_options options;
    int status = cli_parse(&usage, argc, argv, &options);

    return status >= 0 ? status : table(&options);
}

const struct command command_table = {
    "table", "one table: txt, tex, csv, md, html, json, xlsx", run};

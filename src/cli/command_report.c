/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `cotejo report`: the paper bundle. */
#include "cli/command.h"
#include "cli/figures.h"
#include "cli/messages.h"
#include "cli/study.h"
#include "report/report.h"

static char *title, *profile, *font, *templates, *only, *without;

static const GOptionEntry own[] = {
    {"title", 0, 0, G_OPTION_ARG_FILENAME, &title, "of the report", "TEXT"},
    {"profile", 0, 0, G_OPTION_ARG_FILENAME, &profile,
     "size of the figures (see `cotejo chart --help`)", "SIZE"},
    {"font", 0, 0, G_OPTION_ARG_FILENAME, &font,
     "the family of text in figures", "NAME"},
    {"only", 0, 0, G_OPTION_ARG_FILENAME, &only,
     "of figures,tables,paper,xlsx,data", "PARTS"},
    {"without", 0, 0, G_OPTION_ARG_FILENAME, &without, "all but these parts",
     "PARTS"},
    {"templates", 0, 0, G_OPTION_ARG_FILENAME, &templates,
     "a folder whose templates come first", "DIR"},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

static const struct cli_usage usage = {
    .name = "report",
    .arguments = "[SOURCE...] -o DIR",
    .summary =
        "Writes the paper bundle: figures, LaTeX tables, a paper that "
        "compiles,\n"
        "a workbook with live formulas, JSON and CSV. The folder appears at\n"
        "once, whole, or not at all.",
    .examples =
        "  cotejo report KVM=lab/kvm Xen=lab/xen -o paper\n"
        "  cotejo report KVM=lab/kvm Xen=lab/xen --margin 3% -o paper --force\n"
        "  cotejo report -d lab.db --reference KVM -o paper\n",
    .groups = OPTIONS_INPUT | OPTIONS_STUDY | OPTIONS_HERE | OPTIONS_OUTPUT,
    .own = own,
};

static void tell_file(const char *path, uint64_t bytes, void *data)
{
    const struct cli_options *options = data;

    if (!options->dry_run)
        message_detail("wrote %s/%s (%" G_GUINT64_FORMAT " bytes)",
                       options->output, path, (guint64)bytes);
    else if (bytes)
        message_text("would write %s/%s (%" G_GUINT64_FORMAT " bytes)",
                     options->output, path, (guint64)bytes);
    else
        message_text("would write %s/%s (? bytes)", options->output, path);
}

/* "figures,tables" as a bit set. */
static bool read_parts(const char *list, unsigned *parts, GError **error)
{
    g_auto(GStrv) names = g_strsplit(list, ",", -1);

    *parts = 0;
    for (char **name = names; *name; name++) {
        unsigned part = bundle_part_find(g_strstrip(*name));

        if (!part)
            return cotejo_fail(error, COTEJO_ERROR_USAGE,
                               "'%s' is none of figures, tables, paper, xlsx, "
                               "data",
                               *name);
        *parts |= part;
    }
    return true;
}

static bool choose_parts(unsigned *parts, GError **error)
{
    unsigned left_out = 0;

    *parts = BUNDLE_ALL;
    if ((only && !read_parts(only, parts, error)) ||
        (without && !read_parts(without, &left_out, error)))
        return false;
    *parts &= ~left_out;
    return *parts || cotejo_fail(error, COTEJO_ERROR_USAGE,
                                 "--only and --without leave nothing");
}

static int report(struct cli_options *options, const char *command)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Results) results = NULL;
    struct bundle_options bundle = {
        .folder = options->output,
        .command = command,
        .title = title ? title : options->title,
        .profile = profile,
        .templates = templates,
        .force = options->force,
        .dry_run = options->dry_run,
        .jobs = options->jobs,
        .on_file = tell_file,
        .data = options,
    };
    int status = 0;

    if (!options->output)
        return cli_misused(&usage, "-o DIR is missing");
    if (!choose_parts(&bundle.parts, &error))
        return status_of(error);
    figure_font(font);
    results = cli_study(options, &status);
    if (!results)
        return status;
    if (!report_bundle(results, &bundle, &error))
        return status_of(error);
    if (!bundle.parts || bundle.parts & (BUNDLE_TABLES | BUNDLE_PAPER))
        cli_tell_tex_names(results);
    if (!options->dry_run)
        message_note("wrote %s", options->output);
    return cli_study_status(options, results);
}

static int run(int argc, char **argv)
{
    g_autofree char *command = cli_command_text(argc, argv);
    struct cli_options options;
    int status = cli_parse(&usage, argc, argv, &options);

    return status >= 0 ? status : report(&options, command);
}

const struct command command_report = {
    "report", "the paper bundle: figures, tables, workbook, paper, data", run};

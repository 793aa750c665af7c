/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cotejo inspect: what is read from each log, with the place where it stands.
 * Text for people, or with --json one object a file, each on a line.
 */
#include "cli/command.h"

#include <stdio.h>

#include "cli/inspect.h"
#include "cli/messages.h"
#include "cli/sources.h"

static gboolean wants_json;
static char *format;

static const GOptionEntry own[] = {
    {"json", 0, 0, G_OPTION_ARG_NONE, &wants_json,
     "print one JSON object a file", NULL},
    {"format", 0, 0, G_OPTION_ARG_FILENAME, &format, "the same as --log-format",
     "NAME"},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

static const struct cli_usage usage = {
    .name = "inspect",
    .arguments = "PATH...",
    .summary =
        "Shows what is read from each log: runs and whether they are good,\n"
        "gated or refused and why, the work, every value and its line.",
    .examples =
        "  cotejo inspect lab/kvm/run-01.log\n"
        "  cotejo inspect lab.tar.gz -q | less\n"
        "  cotejo inspect --json lab | jq '.runs[].metrics.real_time.value'\n",
    .groups = OPTIONS_INPUT,
    .own = own,
};

struct view {
    const char *named; /* the PATH that is walked */
    size_t n_shown, n_foreign;
    GString *out;
};

static bool show(LogSource *given, void *data, GError **error)
{
    g_autoptr(LogSource) source = given;
    struct view *view = data;
    bool is_named = !strcmp(source->path, view->named);

    (void)error;
    if (source->is_foreign && !is_named) {
        view->n_foreign++;
        cli_tell_foreign(source);
        message_detail("%s: no log", source->path);
        return true;
    }
    if (source->is_foreign)
        cli_refuse_foreign(source);
    cli_tell_source(source);
    view->n_shown++;
    g_string_truncate(view->out, 0);
    if (wants_json)
        inspect_json(view->out, source);
    else
        inspect_text(view->out, source);
    fwrite(view->out->str, 1, view->out->len, stdout);
    return true;
}

static bool inspect_path(const char *path, const struct cli_options *options,
                         struct view *view, GError **error)
{
    struct ingest_options how = {.format = options->log_format,
                                 .jobs = options->jobs,
                                 .stop = &cli_stop};
    g_autoptr(GError) problem = NULL;

    view->named = path;
    if (ingest_path(path, &how, show, view, &problem))
        return true;
    if (cli_stop || problem->code == COTEJO_ERROR_INTERRUPTED) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return false;
    }
    message_refused(problem->message);
    return true;
}

static bool inspect_all(const struct cli_options *options, struct view *view,
                        GError **error)
{
    for (size_t i = 0; options->arguments[i]; i++)
        if (!inspect_path(options->arguments[i], options, view, error))
            return false;
    return true;
}

static int run(int argc, char **argv)
{
    struct cli_options options;
    struct view view = {0};
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    int status = cli_parse(&usage, argc, argv, &options);

    if (status >= 0)
        return status;
    if (!options.arguments[0])
        return cli_misused(&usage, "no path to look at");
    if (format)
        options.log_format = format;
    status = cli_check_format(&usage, options.log_format);
    if (status >= 0)
        return status;
    view.out = out;
    if (!inspect_all(&options, &view, &error))
        return status_of(error);
    if (view.n_foreign)
        message_note("%zu other file%s passed over; -v names %s",
                     view.n_foreign, view.n_foreign == 1 ? "" : "s",
                     view.n_foreign == 1 ? "it" : "them");
    status = status_done(options.allow_refused, options.strict);
    if (view.n_shown)
        return status;
    message_text("no log to show");
    return EXIT_NOTHING;
}

const struct command command_inspect = {
    "inspect", "what is read from each log, line by line", run};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `cotejo describe`: each system's samples. */
#include "cli/command.h"
#include "cli/study.h"
#include "report/report.h"

static gboolean distribution;

static const GOptionEntry own[] = {
    {"distribution", 0, 0, G_OPTION_ARG_NONE, &distribution,
     "quantiles of single requests, where logs keep each (ab -g)", NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

static const struct cli_usage usage = {
    .name = "describe",
    .arguments = "[SOURCE...]",
    .summary =
        "Describes each system's runs: n, mean with its interval, standard\n"
        "deviation, coefficient of variation, median, quartiles, extremes.",
    .examples = "  cotejo describe lab/xen\n"
                "  cotejo describe KVM=lab/kvm Xen=lab/xen --metric 'ab.*'\n"
                "  cotejo describe KVM=lab/kvm Xen=lab/xen --distribution\n"
                "  cotejo describe -d lab.db --json\n",
    .groups = OPTIONS_INPUT | OPTIONS_STUDY | OPTIONS_HERE | OPTIONS_PRINT,
    .own = own,
};

static int run(int argc, char **argv)
{
    g_autofree char *command = cli_command_text(argc, argv);
    g_autoptr(Results) results = NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    struct cli_options options;
    struct text_options text;
    int status = cli_parse(&usage, argc, argv, &options);

    if (status < 0)
        status = cli_print_format(&usage, &options);
    if (status >= 0)
        return status;
    options.distributions = distribution;
    results = cli_study(&options, &status);
    if (!results)
        return status;
    text = cli_text_options(&options);
    text.is_verbose = options.verbose;
    if (options.json)
        report_json(results, command, out);
    else
        report_text_describe(results, &text, out);
    status = cli_print_status(out);
    return status ? status : cli_study_status(&options, results);
}

const struct command command_describe = {
    "describe", "each system's mean, interval, spread, quartiles", run};

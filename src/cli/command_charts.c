/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cotejo charts: the kinds of figures and the data they want. */
#include "cli/command.h"

#include <stdio.h>

#include "chart/chart.h"
#include "cli/messages.h"
#include "cli/options.h"

static gboolean wants_profiles;

static const GOptionEntry own[] = {
    {"profiles", 0, 0, G_OPTION_ARG_NONE, &wants_profiles,
     "list the sizes that --profile knows", NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

static const struct cli_usage usage = {
    .name = "charts",
    .arguments = "",
    .summary = "Lists the figures that `cotejo chart KIND` draws, with the\n"
               "data each of them wants.",
    .examples = "  cotejo charts\n"
                "  cotejo charts --profiles\n",
    .own = own,
};

static void print_kinds(void)
{
    for (size_t i = 0; i < n_chart_kinds; i++) {
        const struct chart_kind *kind = chart_kinds[i];

        printf("%-14s %s\n", kind->name, kind->summary);
        printf("%-14s needs %s; size %s\n", "", kind->needs,
               kind->default_profile);
    }
}

static void print_profiles(void)
{
    for (size_t i = 0; i < n_chart_profiles; i++)
        printf("%-14s %5.1f mm wide, at most %5.1f mm high\n",
               chart_profiles[i].name, chart_profiles[i].width_mm,
               chart_profiles[i].max_height_mm);
}

static int run(int argc, char **argv)
{
    struct cli_options options;
    int status = cli_parse(&usage, argc, argv, &options);

    if (status >= 0)
        return status;
    if (options.arguments[0])
        return cli_misused(&usage, "takes no argument");
    if (wants_profiles)
        print_profiles();
    else
        print_kinds();
    return EXIT_DONE;
}

const struct command command_charts = {
    "charts", "the figures it draws, and the data they want", run};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cotejo formats: the logs that are recognised, and the reasons for a run's
 * status. */
#include "cli/command.h"

#include <stdio.h>

#include "cli/messages.h"
#include "cli/options.h"
#include "ingest/format.h"
#include "report/json_writer.h"

static gboolean wants_reasons, wants_json;

static const GOptionEntry own[] = {
    {"reasons", 0, 0, G_OPTION_ARG_NONE, &wants_reasons,
     "list why a run may be gated or refused", NULL},
    {"json", 0, 0, G_OPTION_ARG_NONE, &wants_json, "print JSON", NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

static const struct cli_usage usage = {
    .name = "formats",
    .arguments = "",
    .summary = "Lists the log formats, or the reasons why a run is not good.\n"
               "A gated run enters statistics with --include REASON; a\n"
               "refused one never does.",
    .examples = "  cotejo formats\n"
                "  cotejo formats --reasons\n"
                "  cotejo formats --json\n",
    .own = own,
};

static const char *status_word(const struct reason *reason)
{
    return reason->status == RUN_REFUSED ? "refused" : "gated";
}

static void print_formats(void)
{
    for (size_t i = 0; i < n_log_formats; i++)
        printf("%-18s %-10s %s\n", log_formats[i]->name, log_formats[i]->tool,
               log_formats[i]->summary);
}

static void print_reasons(void)
{
    for (size_t i = 0; i < n_reasons; i++)
        printf("%-20s %-8s %s\n", reasons[i].slug, status_word(&reasons[i]),
               reasons[i].summary);
}

static void write_json(bool of_reasons)
{
    g_autoptr(GString) out = g_string_new(NULL);
    struct json_writer json = {.out = out, .flat_from = 1};
    size_t n = of_reasons ? n_reasons : n_log_formats;

    json_open(&json, NULL, '[');
    for (size_t i = 0; i < n; i++) {
        json_open(&json, NULL, '{');
        json_text(&json, of_reasons ? "reason" : "name",
                  of_reasons ? reasons[i].slug : log_formats[i]->name);
        json_text(&json, of_reasons ? "status" : "tool",
                  of_reasons ? status_word(&reasons[i]) : log_formats[i]->tool);
        json_text(&json, "summary",
                  of_reasons ? reasons[i].summary : log_formats[i]->summary);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    puts(out->str);
}

static int run(int argc, char **argv)
{
    struct cli_options options;
    int status = cli_parse(&usage, argc, argv, &options);

    if (status >= 0)
        return status;
    if (options.arguments[0])
        return cli_misused(&usage, "takes no argument");
    if (wants_json)
        write_json(wants_reasons);
    else if (wants_reasons)
        print_reasons();
    else
        print_formats();
    return EXIT_DONE;
}

const struct command command_formats = {
    "formats", "the logs that are recognised, and reasons", run};

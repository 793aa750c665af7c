/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cotejo diagnoses: what it may say about numbers beside their verdicts. */
#include "cli/command.h"

#include <stdio.h>

#include "cli/messages.h"
#include "cli/options.h"
#include "compare/diagnosis.h"

static const struct cli_usage usage = {
    .name = "diagnoses",
    .arguments = "",
    .summary = "Lists the diagnoses: name, severity, what each means, what to\n"
               "do. When each is told, and how often for no reason, stands in\n"
               "DIAGNOSES.md.",
    .examples = "  cotejo diagnoses\n",
};

static void print_kind(const struct diagnosis_kind *kind)
{
    printf("%-23s %-8s %s%s\n", kind->slug,
           diagnosis_severity_name(kind->severity), kind->title,
           kind->withheld ? "; no verdict on the systems" : "");
    printf("%-23s %-8s to do: %s\n", "", "", kind->advice);
}

static int run(int argc, char **argv)
{
    struct cli_options options;
    int status = cli_parse(&usage, argc, argv, &options);

    if (status >= 0)
        return status;
    if (options.arguments[0])
        return cli_misused(&usage, "takes no argument");
    for (size_t i = 0; i < n_diagnosis_kinds; i++) {
        const struct diagnosis_kind *kind = &diagnosis_kinds[i];

        if (diagnosis_find(kind->slug) == kind)
            print_kind(kind);
    }
    return EXIT_DONE;
}

const struct command command_diagnoses = {
    "diagnoses", "what it may say about numbers beside their verdicts", run};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cotejo metrics: the catalogue, or the part of it that a glob names. */
#include "cli/command.h"

#include <stdio.h>

#include "cli/messages.h"
#include "cli/options.h"
#include "ingest/metric.h"

static const struct cli_usage usage = {
    .name = "metrics",
    .arguments = "[GLOB...]",
    .summary =
        "Lists every number that is read: its name for --metric, its unit as\n"
        "the tool prints it, which way is better, whether there is one a\n"
        "run, module, operation or request, and what it is good for:\n"
        "  headline  carries the comparison\n"
        "  repeat    the same information as a headline, never tested twice\n"
        "  detail    compared when asked for\n"
        "  gate      must be equal or zero, no measurement\n"
        "  describe  describes, comparing it means nothing",
    .examples = "  cotejo metrics\n"
                "  cotejo metrics 'ab.*'\n",
};

static const char *const levels[] = {
    [METRIC_RUN] = "run",
    [METRIC_MODULE] = "module",
    [METRIC_OPERATION] = "operation",
    [METRIC_REQUEST] = "request",
};

static const char *const uses[] = {
    [METRIC_HEADLINE] = "headline", [METRIC_REPEAT] = "repeat",
    [METRIC_DETAIL] = "detail",     [METRIC_GATE] = "gate",
    [METRIC_DESCRIBE] = "describe",
};

static const char *direction(const struct metric *metric)
{
    int way = metric_direction(metric);

    return way > 0 ? "higher" : way < 0 ? "lower" : "-";
}

static void print_metric(const struct metric *metric)
{
    g_autofree char *name =
        g_strdup_printf("%s.%s", metric->tool, metric->name);

    printf("%-34s %-8s %-7s %-10s %-9s %s", name,
           *metric->unit ? metric->unit : "-", direction(metric),
           levels[metric->level], uses[metric->use], metric->label);
    if (metric->note)
        printf(" (%s)", metric->note);
    putchar('\n');
}

static bool matches(const struct metric *metric, const char *glob)
{
    g_autofree char *name =
        g_strdup_printf("%s.%s", metric->tool, metric->name);

    return g_pattern_match_simple(glob, name) ||
           g_pattern_match_simple(glob, metric->name);
}

static size_t print_matching(const char *glob)
{
    size_t n = 0;

    for (size_t i = 0; i < n_metrics; i++)
        if (matches(&metrics[i], glob)) {
            print_metric(&metrics[i]);
            n++;
        }
    return n;
}

static int run(int argc, char **argv)
{
    struct cli_options options;
    int status = cli_parse(&usage, argc, argv, &options);

    if (status >= 0)
        return status;
    if (!options.arguments[0])
        print_matching("*");
    for (size_t i = 0; options.arguments[i]; i++)
        if (!print_matching(options.arguments[i]))
            return cli_misused(&usage, "no metric is called '%s'",
                               options.arguments[i]);
    return EXIT_DONE;
}

const struct command command_metrics = {
    "metrics", "the numbers that are read, and what they are", run};

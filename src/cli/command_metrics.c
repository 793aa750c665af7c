/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cotejo metrics: the catalogue, or the part of it that a glob names. */
#include "cli/command.h"

#include <stdio.h>

#include "cli/messages.h"
#include "cli/options.h"
#include "ingest/metric.h"
#include "report/json_writer.h"

static gboolean wants_json;

static const GOptionEntry own[] = {
    {"json", 0, 0, G_OPTION_ARG_NONE, &wants_json, "print JSON", NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

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
                "  cotejo metrics 'ab.*'\n"
                "  cotejo metrics --json\n",
    .own = own,
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

static void write_metric(struct json_writer *json, const struct metric *metric)
{
    g_autofree char *name =
        g_strdup_printf("%s.%s", metric->tool, metric->name);
    int way = metric_direction(metric);

    json_open(json, NULL, '{');
    json_text(json, "name", name);
    json_text(json, "unit", *metric->unit ? metric->unit : NULL);
    json_text(json, "better", way ? direction(metric) : NULL);
    json_text(json, "level", levels[metric->level]);
    json_text(json, "use", uses[metric->use]);
    json_text(json, "label", metric->label);
    json_text(json, "note", metric->note);
    json_close(json, '}');
}

/* json NULL: as text. */
static size_t print_matching(const char *glob, struct json_writer *json)
{
    size_t n = 0;

    for (size_t i = 0; i < n_metrics; i++)
        if (metric_matches(&metrics[i], glob)) {
            if (json)
                write_metric(json, &metrics[i]);
            else
                print_metric(&metrics[i]);
            n++;
        }
    return n;
}

static int run(int argc, char **argv)
{
    static const char *all[] = {"*", NULL};
    g_autoptr(GString) out = g_string_new(NULL);
    struct json_writer json = {.out = out, .flat_from = 1};
    struct cli_options options;
    int status = cli_parse(&usage, argc, argv, &options);
    const char *const *globs;

    if (status >= 0)
        return status;
    globs = options.arguments[0] ? (const char *const *)options.arguments : all;
    json_open(&json, NULL, '[');
    for (size_t i = 0; globs[i]; i++)
        if (!print_matching(globs[i], wants_json ? &json : NULL))
            return cli_misused(&usage, "no metric is called '%s'", globs[i]);
    json_close(&json, ']');
    if (wants_json)
        puts(out->str);
    return EXIT_DONE;
}

const struct command command_metrics = {
    "metrics", "the numbers that are read, and what they are", run};

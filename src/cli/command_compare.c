/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `cotejo compare`: differences and verdicts, on the terminal. */
#include "base/nearest.h"
#include "cli/command.h"
#include "cli/fail_if.h"
#include "cli/messages.h"
#include "cli/study.h"
#include "compare/decide.h"
#include "compare/diagnosis.h"
#include "report/report.h"

static gboolean show_all, explain;
static char *sort_name, *only_names;
static char **conditions;

static const GOptionEntry own[] = {
    {"all", 0, 0, G_OPTION_ARG_NONE, &show_all, "every row of a long table",
     NULL},
    {"sort", 0, 0, G_OPTION_ARG_FILENAME, &sort_name,
     "operations by effect (default), name, log, p", "ORDER"},
    {"only", 0, 0, G_OPTION_ARG_FILENAME, &only_names,
     "only rows with these verdicts: better,worse,...", "VERDICTS"},
    {"fail-if", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &conditions,
     "status 1 if a comparison is so: [METRIC:]worse>5%", "CONDITION"},
    {"explain", 0, 0, G_OPTION_ARG_NONE, &explain, "add four lines on method",
     NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

static const struct cli_usage usage = {
    .name = "compare",
    .arguments = "[SOURCE...]",
    .summary =
        "Compares each system with the reference: differences with intervals,\n"
        "p values and verdicts. A SOURCE is NAME=PATH: a system's name and "
        "its\n"
        "logs.",
    .examples =
        "  cotejo compare KVM=lab/kvm Xen=lab/xen\n"
        "  cotejo compare KVM=lab/kvm Xen=lab/xen --margin 3% --explain\n"
        "  cotejo compare -d lab.db --reference KVM --metric 'ab.*'\n"
        "  cotejo compare old=base new=head --fail-if 'worse>5%'\n",
    .groups = OPTIONS_INPUT | OPTIONS_STUDY | OPTIONS_HERE | OPTIONS_PRINT,
    .own = own,
};

static const char *const sort_names[] = {
    [SORT_EFFECT] = "effect",
    [SORT_NAME] = "name",
    [SORT_LOG] = "log",
    [SORT_P] = "p",
};

static bool read_sort(enum text_sort *sort, GError **error)
{
    g_autofree char *nearest = NULL;

    for (size_t i = 0; sort_name && i < G_N_ELEMENTS(sort_names); i++) {
        if (strcmp(sort_name, sort_names[i]) != 0)
            continue;
        *sort = (enum text_sort)i;
        return true;
    }
    if (!sort_name)
        return true;
    nearest = nearest_names(sort_name, sort_names, G_N_ELEMENTS(sort_names));
    return cotejo_fail(error, COTEJO_ERROR_USAGE, "no order is called '%s'%s",
                       sort_name, nearest);
}

static bool read_only(unsigned *only, GError **error)
{
    g_auto(GStrv) names = only_names ? g_strsplit(only_names, ",", -1) : NULL;

    for (char **name = names; name && *name; name++) {
        enum verdict_code code;

        if (!verdict_code_find(slice_trim(slice_from(*name)), &code))
            return cotejo_fail(
                error, COTEJO_ERROR_USAGE,
                "'%s' is none of better, worse, equivalent, inconclusive, "
                "untestable",
                *name);
        *only |= 1u << code;
    }
    return true;
}

static void condition_clear(void *data)
{
    struct fail_condition *condition = data;

    g_free(condition->metric);
}

static bool read_conditions(GArray *read, GError **error)
{
    for (char **text = conditions; text && *text; text++) {
        struct fail_condition condition;

        if (!fail_condition_read(*text, &condition, error))
            return false;
        g_array_append_val(read, condition);
    }
    return true;
}

/* Tells each comparison for which a condition holds; true if there is one. */
static bool tell_failed(const Results *results, const GArray *read)
{
    bool failed = false;

    for (guint i = 0; i < results->comparisons->len; i++) {
        const struct result_comparison *comparison =
            &g_array_index(results->comparisons, struct result_comparison, i);
        const struct result_cell *cell = &g_array_index(
            results->cells, struct result_cell, comparison->cell);

        for (guint c = 0; c < read->len; c++) {
            if (!fail_condition_holds(
                    &g_array_index(read, struct fail_condition, c), results,
                    comparison))
                continue;
            message_text("condition '%s' holds: %s %s %s", conditions[c],
                         cell->metric->tool, cell->name,
                         comparison->text.percent);
            failed = true;
        }
    }
    return failed;
}

static int print_results(const struct cli_options *options,
                         struct text_options text, const Results *results,
                         const char *command)
{
    g_autoptr(GString) out = g_string_new(NULL);

    if (options->json)
        report_json(results, command, out);
    else
        report_text_compare(results, &text, out);
    return cli_print_status(out);
}

/* Is there anything selected that can be compared? */
static bool has_measurement(const Results *results)
{
    for (guint i = 0; i < results->cells->len; i++)
        if (study_is_compared(results, i))
            return true;
    return false;
}

/* "ab was never run with the same parameters on both: ..."; NULL: nothing is
 * known to be unequal. */
static const char *unequal_work(const Results *results)
{
    for (guint i = 0; results->diagnoses && i < results->diagnoses->len; i++) {
        const struct result_diagnosis *diagnosis =
            &g_array_index(results->diagnoses, struct result_diagnosis, i);

        if (!strcmp(diagnosis->kind->slug, "unequal-work"))
            return diagnosis->message;
    }
    return NULL;
}

static const char *why_nothing(const Results *results)
{
    if (results->systems->len < 2)
        return "one system alone has nothing to be compared with";
    if (results->options.metrics && results->options.metrics[0] &&
        !has_measurement(results))
        return "the metrics asked for only describe the runs (see `cotejo "
               "metrics`); `cotejo describe` shows them";
    return "no metric was measured on two systems with the same work";
}

static int compare(const struct cli_options *options, const char *command)
{
    struct cli_options asked = *options;
    g_autoptr(GError) error = NULL;
    g_autoptr(Results) results = NULL;
    g_autoptr(GArray) read =
        g_array_new(FALSE, FALSE, sizeof(struct fail_condition));
    struct text_options text = cli_text_options(options);
    int status = 0;

    g_array_set_clear_func(read, condition_clear);
    text.show_all = show_all;
    text.explain = explain;
    text.is_verbose = options->verbose;
    asked.is_brief =
        !options->json && !options->verbose && !show_all && !explain;
    if (!read_sort(&text.sort, &error) || !read_only(&text.only, &error) ||
        !read_conditions(read, &error))
        return status_of(error);
    results = cli_study(&asked, &status);
    if (!results)
        return status;
    if (!results->comparisons->len) {
        const char *unequal =
            results->systems->len > 1 ? unequal_work(results) : NULL;

        cotejo_fail(&error, COTEJO_ERROR_NOTHING, "%s%s%s",
                    why_nothing(results), unequal ? " (unequal-work): " : "",
                    unequal ? unequal : "");
        return status_of(error);
    }
    status = print_results(options, text, results, command);
    if (!status)
        status = cli_study_status(options, results);
    return tell_failed(results, read) && !status ? EXIT_CONDITION : status;
}

static int run(int argc, char **argv)
{
    g_autofree char *command = cli_command_text(argc, argv);
    struct cli_options options;
    int status = cli_parse(&usage, argc, argv, &options);

    if (status < 0)
        status = cli_print_format(&usage, &options);
    return status >= 0 ? status : compare(&options, command);
}

const struct command command_compare = {
    "compare", "differences between systems, with intervals and verdicts", run};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `cotejo plan`: how many repetitions are needed; what so many can show. */
#include <math.h>
#include <string.h>

#include "base/output.h"
#include "chart/claims.h"
#include "cli/command.h"
#include "cli/figures.h"
#include "cli/messages.h"
#include "cli/study.h"
#include "compare/claim_number.h"
#include "compare/claim_unit.h"
#include "report/report_plan.h"

#define TARGET_DEFAULT 0.05

static char *cv_text, *detect_text, *n_text, *setup_text, *profile_name;

static const GOptionEntry own[] = {
    {"cv", 0, 0, G_OPTION_ARG_FILENAME, &cv_text,
     "a stated spread of the runs instead of logs", "3%"},
    {"detect", 0, 0, G_OPTION_ARG_FILENAME, &detect_text,
     "differences to be shown (default: 5%)", "2%"},
    {"n", 0, 0, G_OPTION_ARG_FILENAME, &n_text,
     "runs of each system (default: as many as there are)", "N"},
    {"setup", 0, 0, G_OPTION_ARG_FILENAME, &setup_text,
     "time that starting a run costs, for runs against requests", "30s"},
    {"profile", 0, 0, G_OPTION_ARG_FILENAME, &profile_name,
     "page of the chart: sbc (default), ieee1, ... or 120x70mm", "NAME"},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

static const struct cli_usage usage = {
    .name = "plan",
    .arguments = "[SOURCE...]",
    .summary =
        "Says how many runs of each system show a difference of so many "
        "percent, and\n"
        "what difference so many runs can show, from the spread of the runs "
        "at hand\n"
        "(the larger one of the systems) or a stated one. --margin 3% adds "
        "the runs\n"
        "that show similarity. -o writes the table (.tex .csv .md .html .txt "
        ".json) or\n"
        "the power over the number of runs (.pdf .png .svg).",
    .examples = "  cotejo plan KVM=lab/kvm Xen=lab/xen --detect 2%\n"
                "  cotejo plan --cv 3% --detect '1%, 2%, 5%' --n 20\n"
                "  cotejo plan -d lab.db --margin 3% -o power.pdf\n",
    .wants_share = true,
    .groups = OPTIONS_INPUT | OPTIONS_STUDY | OPTIONS_PRINT | OPTIONS_OUTPUT,
    .own = own,
};

/* ---- what is asked ---- */

/* "3%", "0.03", and 3, which can hardly be three times the mean. */
static bool read_share(const char *option, const char *text, double *share)
{
    g_autofree char *percent = g_strdup_printf("%s%%", text);

    if (quantity_read_ratio(slice_from(text), share))
        return true;
    if (!quantity_read_ratio(slice_from(percent), share))
        return false;
    message_note("%s %s is read as %s %%", option, text, text);
    return true;
}

static bool read_targets(struct plan_options *plan, GError **error)
{
    g_auto(GStrv) items = detect_text ? g_strsplit(detect_text, ",", -1) : NULL;

    if (!items) {
        plan->targets[plan->n_targets++] = TARGET_DEFAULT;
        return true;
    }
    for (char **item = items; *item; item++) {
        double target;

        if (!read_share("--detect", g_strstrip(*item), &target) ||
            target >= 1.0)
            return cotejo_fail(error, COTEJO_ERROR_USAGE,
                               "--detect takes percentages such as 2%% or "
                               "'1%%, 5%%', not '%s'",
                               *item);
        if (plan->n_targets == PLAN_TARGETS)
            return cotejo_fail(error, COTEJO_ERROR_USAGE,
                               "--detect takes at most %d differences",
                               PLAN_TARGETS);
        plan->targets[plan->n_targets++] = target;
    }
    return true;
}

static bool read_n(struct plan_options *plan, GError **error)
{
    uint64_t n;

    if (!n_text)
        return true;
    if (!slice_to_count(slice_from(n_text), &n) || n < 2 || n > 1000000)
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "--n takes a number of runs from 2 to 1000000, not "
                           "'%s'",
                           n_text);
    plan->n = (size_t)n;
    return true;
}

static bool read_setup(struct plan_options *plan, GError **error)
{
    struct quantity setup;

    plan->setup_s = (double)NAN;
    if (!setup_text)
        return true;
    if (!quantity_read(slice_from(setup_text), MARKS_UNKNOWN, &setup, NULL) ||
        !unit_convert(&setup.value, NULL, setup.unit, SLICE("s")) ||
        setup.value.digits <= 0)
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "--setup takes a time such as 30s, not '%s'",
                           setup_text);
    plan->setup_s = decimal_to_double(setup.value);
    return true;
}

static bool read_plan(const struct cli_options *options,
                      struct plan_options *plan, double *cv, GError **error)
{
    *plan = (struct plan_options){
        .margin = options->margin,
        .alpha = figure_alpha(options),
    };
    *cv = (double)NAN;
    if (cv_text && !read_share("--cv", cv_text, cv))
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "--cv takes a share of the mean above zero, such "
                           "as 3%% or 0.03, not '%s'",
                           cv_text);
    if (cv_text && (options->arguments[0] || options->store))
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "a stated --cv and runs to take it from: one of "
                           "the two");
    return read_targets(plan, error) && read_n(plan, error) &&
           read_setup(plan, error);
}

/* ---- output ---- */

static const char *format_name(const struct cli_options *options)
{
    const char *base = options->output ? strrchr(options->output, '/') : NULL;
    const char *dot =
        options->output ? strrchr(base ? base : options->output, '.') : NULL;

    if (options->json)
        return "json";
    if (options->format)
        return options->format;
    return dot ? dot + 1 : "text";
}

static bool check_output(const struct cli_options *options, GError **error)
{
    const char *name = format_name(options);

    return figure_is_path(options->output) || !strcmp(name, "text") ||
           table_format_find(name) ||
           cotejo_fail(error, COTEJO_ERROR_USAGE,
                       "a plan is written as tex, csv, md, html, txt, json, "
                       "xlsx, pdf, png or svg, not as '%s'",
                       name);
}

static void free_frame(void *frame)
{
    frame_free(frame);
}

static bool write_chart(const struct cli_options *options, const Plan *plan,
                        int64_t date_s, GError **error)
{
    g_autoptr(GPtrArray) frames = g_ptr_array_new_with_free_func(free_frame);
    struct chart_options chart = {0};
    const struct chart_provenance from = {
        .version = "cotejo " COTEJO_VERSION,
        .date_s = date_s,
    };

    return figure_profile(profile_name, "sbc", &chart.profile, error) &&
           chart_power_layout(plan, &chart, frames, error) &&
           figures_write(options, frames, &from, error);
}

static bool render(const struct cli_options *options, const Plan *plan,
                   const char *command, GString *out, GError **error)
{
    const char *name = format_name(options);
    struct text_options text = cli_text_options(options);
    g_autoptr(Table) table = NULL;

    if (!strcmp(name, "json")) {
        report_plan_json(plan, command, out);
    } else if (!strcmp(name, "text") || !strcmp(name, "txt")) {
        if (options->output)
            text = (struct text_options){0};
        report_plan_text(plan, &text, out);
    } else {
        table = report_plan_table(plan);
        return table_format_find(name)->render(table, NULL, out, error);
    }
    return true;
}

static int write_plan(const struct cli_options *options, const Plan *plan,
                      const char *command, int64_t date_s)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) out = g_string_new(NULL);

    if (figure_is_path(options->output))
        return write_chart(options, plan, date_s, &error) ? 0
                                                          : status_of(error);
    if (!render(options, plan, command, out, &error))
        return status_of(error);
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

static int plan_runs_at_hand(const struct cli_options *options,
                             const struct plan_options *wanted,
                             const char *command)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Results) results = NULL;
    g_autoptr(Plan) plan = NULL;
    int status = 0;

    results = cli_study(options, &status);
    if (!results)
        return status;
    plan = plan_from_results(results, wanted, &error);
    if (!plan)
        return status_of(error);
    status = write_plan(options, plan, command, results->document_date_s);
    return status ? status : cli_study_status(options, results);
}

static int plan_command(const struct cli_options *options, const char *command)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Plan) plan = NULL;
    struct plan_options wanted;
    double cv;

    if (!read_plan(options, &wanted, &cv, &error) ||
        !check_output(options, &error))
        return status_of(error);
    if (!cv_text)
        return plan_runs_at_hand(options, &wanted, command);
    plan = plan_stated(cv, &wanted);
    return write_plan(options, plan, command, figure_date());
}

static int run(int argc, char **argv)
{
    g_autofree char *command = cli_command_text(argc, argv);
    struct cli_options options;
    int status = cli_parse(&usage, argc, argv, &options);

    return status >= 0 ? status : plan_command(&options, command);
}

const struct command command_plan = {
    "plan", "how many runs are needed, what so many can show", run};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `cotejo chart KIND`: one figure. */
#include <stdio.h>

#include "base/nearest.h"
#include "cli/command.h"
#include "cli/figures.h"
#include "cli/messages.h"
#include "cli/study.h"
#include "report/report.h"

static char *profile_name, *font, *title, *sort_name, *tool;
static int top;
static gboolean is_gray, all, by_system, raw_sign, dump_layout;

static const GOptionEntry own[] = {
    {"profile", 0, 0, G_OPTION_ARG_FILENAME, &profile_name,
     "sbc, ieee1, ieee2, acm1, acm2, acmsmall, slide, web, or 120x70mm",
     "SIZE"},
    {"title", 0, 0, G_OPTION_ARG_FILENAME, &title,
     "a title inside the figure, for slides", "TEXT"},
    {"font", 0, 0, G_OPTION_ARG_FILENAME, &font,
     "the family of its text (default: Liberation Sans or one like it)",
     "NAME"},
    {"gray", 0, 0, G_OPTION_ARG_NONE, &is_gray, "no colour", NULL},
    {"tool", 0, 0, G_OPTION_ARG_FILENAME, &tool,
     "only this tool: ab, httperf, wget, sql-bench", "NAME"},
    {"sort", 0, 0, G_OPTION_ARG_FILENAME, &sort_name,
     "rows by effect (default), name, log, value", "ORDER"},
    {"top", 0, 0, G_OPTION_ARG_INT, &top, "only the N largest rows", "N"},
    {"all", 0, 0, G_OPTION_ARG_NONE, &all,
     "operations: rows without a verdict too", NULL},
    {"by-system", 0, 0, G_OPTION_ARG_NONE, &by_system,
     "cpu: a panel for each system", NULL},
    {"raw-sign", 0, 0, G_OPTION_ARG_NONE, &raw_sign,
     "forest: the metric's own sign, not \"right is better\"", NULL},
    {"dump-layout", 0, 0, G_OPTION_ARG_NONE, &dump_layout,
     "print the figure's geometry as JSON instead", NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

static const struct cli_usage usage = {
    .name = "chart",
    .arguments = "[KIND] [SOURCE...]",
    .summary =
        "Draws one figure (see `cotejo charts`); the suffix of -o chooses "
        "pdf,\n"
        "png or svg. Without KIND the data choose. A figure of several pages\n"
        "becomes NAME-1.pdf, NAME-2.pdf, and so on.",
    .examples =
        "  cotejo chart forest KVM=lab/kvm Xen=lab/xen -o forest.pdf\n"
        "  cotejo chart box KVM=lab/kvm Xen=lab/xen --metric real_time -o "
        "w.png\n"
        "  cotejo chart operations -d lab.db --profile ieee2 -o ops.svg\n",
    .groups = OPTIONS_INPUT | OPTIONS_STUDY | OPTIONS_HERE | OPTIONS_OUTPUT,
    .own = own,
};

static bool write_frames(const struct cli_options *options, GPtrArray *frames,
                         const Results *results, GError **error)
{
    char digest[65];
    const struct chart_provenance from = {
        .version = "cotejo " COTEJO_VERSION,
        .digest = digest,
        .date_s = results->document_date_s,
    };

    report_digest(results, digest);
    return figures_write(options, frames, &from, error);
}

static int print_layout(GPtrArray *frames)
{
    g_autoptr(GString) out = g_string_new(NULL);

    for (guint i = 0; i < frames->len; i++)
        frame_dump(frames->pdata[i], out);
    return cli_print_status(out);
}

/* ---- which chart ---- */

/* What suits the data when no kind was named. */
static const char *choose_kind(const Results *results)
{
    size_t n_operations = 0, n_others = 0;

    for (guint i = 0; i < results->comparisons->len; i++) {
        const struct result_comparison *comparison =
            &g_array_index(results->comparisons, struct result_comparison, i);
        const struct result_cell *cell = &g_array_index(
            results->cells, struct result_cell, comparison->cell);

        if (cell->metric->level == METRIC_OPERATION)
            n_operations++;
        else
            n_others++;
    }
    if (n_others > 1)
        return "forest";
    return n_operations > 12 ? "operations" : "box";
}

/* The first argument is a kind, or already a source. */
static bool find_kind(struct cli_options *options,
                      const struct chart_kind **kind, GError **error)
{
    const char *word = options->arguments[0];
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *nearest = NULL;

    *kind = word ? chart_kind_find(word) : NULL;
    if (*kind)
        options->arguments++;
    if (*kind || !word || strchr(word, '=') ||
        g_file_test(word, G_FILE_TEST_EXISTS))
        return true;
    for (size_t i = 0; i < n_chart_kinds; i++)
        g_ptr_array_add(names, g_strdup(chart_kinds[i]->name));
    nearest =
        nearest_names(word, (const char *const *)names->pdata, names->len);
    return cotejo_fail(error, COTEJO_ERROR_USAGE, "no chart is called '%s'%s",
                       word, nearest);
}

static bool draw(const struct cli_options *options,
                 const struct chart_kind *kind, const Results *results,
                 int *status, GError **error)
{
    g_autoptr(GPtrArray) frames = g_ptr_array_new_with_free_func(
        (GDestroyNotify)(void (*)(void))frame_free);
    struct chart_options chart = {
        .title = title,
        .is_gray = is_gray,
        .top = top > 0 ? (size_t)top : 0,
        .sort = sort_name ? sort_name : "effect",
        .metric = options->metrics ? options->metrics[0] : NULL,
        .tool = tool,
        .all = all,
        .by_system = by_system,
        .raw_sign = raw_sign,
    };

    if (!kind)
        kind = chart_kind_find(choose_kind(results));
    figure_font(font);
    if (!figure_profile(profile_name, kind->default_profile, &chart.profile,
                        error) ||
        !kind->layout(results, &chart, frames, error))
        return false;
    if (dump_layout)
        *status = print_layout(frames);
    else if (!write_frames(options, frames, results, error))
        return false;
    return true;
}

static int chart(struct cli_options *options)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Results) results = NULL;
    const struct chart_kind *kind;
    int status = 0;

    if (!find_kind(options, &kind, &error))
        return status_of(error);
    if (!dump_layout && !figure_is_path(options->output))
        return cli_misused(&usage,
                           "-o FILE is wanted, ending in .pdf, .png or .svg");
    results = cli_study(options, &status);
    if (!results)
        return status;
    if (!draw(options, kind, results, &status, &error))
        return status_of(error);
    return status ? status : cli_study_status(options, results);
}

static int run(int argc, char **argv)
{
    struct cli_options options;
    int status = cli_parse(&usage, argc, argv, &options);

    return status >= 0 ? status : chart(&options);
}

const struct command command_chart = {"chart", "one figure: pdf, png, svg",
                                      run};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `cotejo claim`: published numbers judged, one claim from the command line
 * or many from a file. The keys of claims.conf are the options.
 */
#include <string.h>

#include "base/nearest.h"
#include "base/output.h"
#include "chart/claims.h"
#include "cli/command.h"
#include "cli/figures.h"
#include "cli/messages.h"
#include "cli/study.h"
#include "compare/claim.h"
#include "report/report_claim.h"

#define KEYS_MOST 64

static char *file, *profile_name;
static gboolean explain;
static char *negative;         /* values that look like an option */
static char *given[KEYS_MOST]; /* beside claim_keys */

/* The options of the keys, then these. */
static GOptionEntry own[KEYS_MOST + 4];

static struct cli_usage usage = {
    .name = "claim",
    .arguments = "'A vs B' [SOURCE...]",
    .summary =
        "Judges published numbers: is the percentage right, do the numbers "
        "show a\n"
        "difference, are they similar, can they be what they are said to be? "
        "With\n"
        "-d or SOURCEs, the spread of the runs at hand is set beside the one "
        "that\n"
        "the claim could bear. -f FILE.conf judges many; -o writes a page "
        "(.html "
        ".md .tex\n"
        ".txt .json), a chart (.pdf .png .svg) or, without suffix, a folder "
        "of all.",
    .examples =
        "  cotejo claim '695.25 s vs 936.19 s' --n 8 --percent 25.6 --unit "
        "1s\n"
        "  cotejo claim 'Xen 123 s vs KVM 126 s' --n 20 --similar '5%, 3%'\n"
        "  cotejo claim '41.2 +- 0.9 vs 44.9 +- 1.1 ms' --n 5 --json\n"
        "  cotejo claim -f claims.conf -d lab.db -o page.html\n",
    .wants_share = true,
    .groups = OPTIONS_INPUT | OPTIONS_STUDY | OPTIONS_PRINT | OPTIONS_OUTPUT,
    .own = own,
};

static void fill_options(void)
{
    size_t n = 0;

    own[n++] =
        (GOptionEntry){"file", 'f',
                       0,      G_OPTION_ARG_FILENAME,
                       &file,  "judge the claims of this file (claims.conf)",
                       "FILE"};
    own[n++] = (GOptionEntry){
        "explain", 0, 0, G_OPTION_ARG_NONE, &explain, "add what the words mean",
        NULL};
    own[n++] = (GOptionEntry){
        "profile",
        0,
        0,
        G_OPTION_ARG_FILENAME,
        &profile_name,
        "page of the chart: sbc (default), ieee1, ... or 120x70mm",
        "NAME"};
    for (size_t i = 0; i < n_claim_keys && i < KEYS_MOST; i++)
        if (claim_keys[i].is_option)
            own[n++] = (GOptionEntry){
                claim_keys[i].name,    0,         0,
                G_OPTION_ARG_FILENAME, &given[i], claim_keys[i].help,
                claim_keys[i].value};
}

/* ---- the claims ---- */

static bool set_option(struct claim *claim, const char *name, const char *value,
                       GError **error)
{
    g_autoptr(GError) reason = NULL;

    if (!value || claim_key_find(name)->set(claim, value, &reason))
        return true;
    return cotejo_fail(error, COTEJO_ERROR_USAGE, "--%s: %s", name,
                       reason->message);
}

static void free_claim(void *claim)
{
    claim_free(claim);
}

/* By the value of --better; 0: not given. */
static const char *const better_words[] = {NULL, "higher", "lower"};

static ClaimSet *from_options(const struct cli_options *options,
                              const char *values, GError **error)
{
    g_autoptr(ClaimSet) set = g_new0(ClaimSet, 1);
    struct claim *claim = claim_new();

    set->claims = g_ptr_array_new_with_free_func(free_claim);
    g_ptr_array_add(set->claims, claim);
    if (!claim_read_values(claim, values, error))
        return NULL;
    for (size_t i = 0; i < n_claim_keys; i++)
        if (!set_option(claim, claim_keys[i].name, given[i], error))
            return NULL;
    if (options->metrics &&
        !set_option(claim, "metric", options->metrics[0], error))
        return NULL;
    /* The word is common to all commands: of plain numbers it says the same. */
    if (!set_option(claim, "better", better_words[options->better], error))
        return NULL;
    claim_read_sentence(claim);
    if (!claim_check(claim, error))
        return NULL;
    return g_steal_pointer(&set);
}

static bool any_given(void)
{
    for (size_t i = 0; i < n_claim_keys; i++)
        if (given[i])
            return true;
    return false;
}

/* `cotejo claim claims.conf`: what else could be meant? */
static void take_file(struct cli_options *options)
{
    const char *values = options->arguments[0];

    if (file || !values || !g_str_has_suffix(values, ".conf") ||
        !g_file_test(values, G_FILE_TEST_IS_REGULAR))
        return;
    file = g_strdup(values);
    options->arguments++;
}

static ClaimSet *read_claims(struct cli_options *options, GError **error)
{
    const char *values;

    take_file(options);
    values = options->arguments[0];
    if (file && any_given()) {
        cotejo_fail(error, COTEJO_ERROR_USAGE,
                    "with -f the claims' own keys are in the file");
        return NULL;
    }
    if (file)
        return claim_set_read(file, error);
    if (!values) {
        cotejo_fail(error, COTEJO_ERROR_USAGE,
                    "the values are missing: 'A vs B', or -f FILE");
        return NULL;
    }
    if (g_file_test(values, G_FILE_TEST_EXISTS)) {
        cotejo_fail(error, COTEJO_ERROR_USAGE,
                    "'%s' is a file, not two values 'A vs B'; a file of claims "
                    "is judged with -f",
                    values);
        return NULL;
    }
    options->arguments++;
    return from_options(options, values, error);
}

/* --margin also tests similarity where a claim brings no margin. */
static void add_margin(const struct cli_options *options, ClaimSet *set)
{
    for (guint i = 0; i < set->claims->len; i++) {
        struct claim *claim = set->claims->pdata[i];

        if (!claim->margins->len && options->margin > 0.0)
            g_array_append_val(claim->margins, options->margin);
    }
}

/* ---- the runs at hand ---- */

static Results *load_runs(struct cli_options options, const ClaimSet *set,
                          int *status)
{
    g_auto(GStrv) wanted = claim_set_metrics(set);

    options.metrics = *wanted ? wanted : NULL;
    options.reference = NULL;
    return cli_study(&options, status);
}

/* ---- output ---- */

#define CHART_PROFILE "sbc"

static const struct chart_provenance *provenance(void)
{
    static struct chart_provenance from = {.version = "cotejo " COTEJO_VERSION};

    from.date_s = figure_date();
    return &from;
}

static void free_frame(void *frame)
{
    frame_free(frame);
}

/* The chart's frames; none when no claim has something to draw and the chart
 * is only one part of more. */
static GPtrArray *draw(const JudgedSet *judged, bool is_wanted, GError **error)
{
    g_autoptr(GPtrArray) frames = g_ptr_array_new_with_free_func(free_frame);
    g_autoptr(GError) reason = NULL;
    struct chart_options options = {0};

    if (!figure_profile(profile_name, CHART_PROFILE, &options.profile, error))
        return NULL;
    if (!chart_claim_layout(judged, &options, frames, &reason) &&
        (is_wanted ||
         !g_error_matches(reason, COTEJO_ERROR, COTEJO_ERROR_NOTHING))) {
        g_propagate_error(error, g_steal_pointer(&reason));
        return NULL;
    }
    return g_steal_pointer(&frames);
}

static const struct claim_format *find_format(const char *name)
{
    for (size_t i = 0; i < n_claim_formats; i++)
        if (!strcmp(claim_formats[i].name, name))
            return &claim_formats[i];
    return NULL;
}

/* The page with its chart, one format's text, or JSON with the command. */
static bool render(const struct claim_format *format, const JudgedSet *judged,
                   const GPtrArray *frames, const char *command, GString *out,
                   GError **error)
{
    g_autoptr(GByteArray) svg = NULL;

    if (!strcmp(format->name, "json")) {
        report_claim_json(judged, command, out);
    } else if (!strcmp(format->name, "html") && frames->len == 1) {
        svg = frame_to_svg(frames->pdata[0], provenance(), error);
        if (!svg)
            return false;
        g_byte_array_append(svg, (const guint8 *)"", 1);
        report_claim_html(judged, (const char *)svg->data, out);
    } else {
        format->render(judged, out);
    }
    return true;
}

static bool write_one(const char *folder, const char *name, const void *bytes,
                      size_t len, GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    return output_file(path, bytes, len, error);
}

static bool write_figures(const char *folder, const GPtrArray *frames,
                          GError **error)
{
    static const char *const suffixes[] = {"pdf", "png", "svg"};

    for (guint i = 0; i < frames->len; i++) {
        const Frame *frame = frames->pdata[i];
        g_autofree char *number =
            frames->len > 1 ? g_strdup_printf("-%u", i + 1) : g_strdup("");
        g_autofree char *csv = g_strdup_printf("claims%s.csv", number);

        for (size_t k = 0; k < G_N_ELEMENTS(suffixes); k++) {
            g_autofree char *name =
                g_strdup_printf("claims%s.%s", number, suffixes[k]);
            g_autoptr(GByteArray) bytes =
                figure_bytes(frame, name, provenance(), error);

            if (!bytes ||
                !write_one(folder, name, bytes->data, bytes->len, error))
                return false;
        }
        if (!write_one(folder, csv, frame->csv->str, frame->csv->len, error))
            return false;
    }
    return true;
}

static bool write_folder(const struct cli_options *options,
                         const JudgedSet *judged, const GPtrArray *frames,
                         const char *command, GError **error)
{
    g_autoptr(OutputFolder) folder = output_folder_new(options->output, error);

    for (size_t i = 0; folder && i < n_claim_formats; i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        g_autofree char *name =
            g_strdup_printf("claims.%s", claim_formats[i].name);

        if (!render(&claim_formats[i], judged, frames, command, out, error) ||
            !write_one(output_folder_path(folder), name, out->str, out->len,
                       error))
            return false;
    }
    return folder && write_figures(output_folder_path(folder), frames, error) &&
           output_folder_commit(folder, options->force, error);
}

static bool write_text(const struct cli_options *options,
                       const struct claim_format *format,
                       const JudgedSet *judged, const GPtrArray *frames,
                       const char *command, GError **error)
{
    g_autoptr(GString) out = g_string_new(NULL);

    return render(format, judged, frames, command, out, error) &&
           output_file(options->output, out->str, out->len, error);
}

/* What -o names: a chart, a text in one format, or a folder of all. */
static const char *suffix_of(const char *path)
{
    const char *base = strrchr(path, '/');
    const char *dot = strrchr(base ? base + 1 : path, '.');

    return dot && dot != path ? dot + 1 : NULL;
}

static bool check_output(const struct cli_options *options, GError **error)
{
    const char *name = options->format ? options->format
                       : options->output && !figure_is_path(options->output)
                           ? suffix_of(options->output)
                           : NULL;

    return !name || find_format(name) ||
           cotejo_fail(error, COTEJO_ERROR_USAGE,
                       "claims are written as html, md, tex, txt, json, pdf, "
                       "png, svg or, without a suffix, a folder; not as '%s'",
                       name);
}

static bool write_claims(const struct cli_options *options,
                         const JudgedSet *judged, const char *command,
                         GError **error)
{
    bool is_figure = figure_is_path(options->output);
    const char *suffix =
        options->format ? options->format : suffix_of(options->output);
    g_autoptr(GPtrArray) frames = draw(judged, is_figure, error);
    bool is_written;

    if (!frames)
        return false;
    if (is_figure && !options->format)
        return figures_write(options, frames, provenance(), error);
    if (options->dry_run) {
        message_text("would write %s", options->output);
        return true;
    }
    is_written = suffix ? write_text(options, find_format(suffix), judged,
                                     frames, command, error)
                        : write_folder(options, judged, frames, command, error);
    if (is_written && strcmp(options->output, "-") != 0)
        message_note("wrote %s", options->output);
    return is_written;
}

static int print_claims(const struct cli_options *options,
                        const JudgedSet *judged, const char *command)
{
    g_autoptr(GString) out = g_string_new(NULL);
    struct text_options text = cli_text_options(options);

    text.explain = explain;
    if (options->json)
        report_claim_json(judged, command, out);
    else if (options->format)
        find_format(options->format)->render(judged, out);
    else
        report_claim_text(judged, &text, out);
    return cli_print_status(out);
}

static void count_failures(const JudgedSet *judged)
{
    for (size_t i = 0; i < judged->counts[CLAIM_FAILS]; i++)
        message_count_warning();
}

static int judge(struct cli_options *options, const char *command)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Results) results = NULL;
    g_autoptr(ClaimSet) set = read_claims(options, &error);
    g_autoptr(JudgedSet) judged = NULL;
    int status = 0;

    if (!set || !check_output(options, &error))
        return status_of(error);
    add_margin(options, set);
    if (options->store || options->arguments[0]) {
        results = load_runs(*options, set, &status);
        if (!results)
            return status;
    }
    judged = claim_judge(set, results, figure_alpha(options));
    if (!options->output)
        status = print_claims(options, judged, command);
    else if (!write_claims(options, judged, command, &error))
        return status_of(error);
    count_failures(judged);
    return status ? status
                  : status_done(options->allow_refused, options->strict);
}

/* "-5 vs 5" is no option: with a blank before it, it does not look like one. */
static void mark_negative(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (argv[i][0] == '-' && g_ascii_isdigit(argv[i][1]) &&
            strstr(argv[i], " vs "))
            argv[i] = negative = g_strconcat(" ", argv[i], NULL);
}

static int run(int argc, char **argv)
{
    g_autofree char *command = cli_command_text(argc, argv);
    struct cli_options options;
    int status;

    fill_options();
    mark_negative(argc, argv);
    status = cli_parse(&usage, argc, argv, &options);
    return status >= 0 ? status : judge(&options, command);
}

const struct command command_claim = {
    "claim", "judge published numbers: does what is said follow?", run};

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `cotejo claim`: published numbers judged, one claim from the command line
 * or many from a file. The keys of claims.conf are the options.
 */
#include <string.h>

#include "base/nearest.h"
#include "base/output.h"
#include "cli/command.h"
#include "cli/messages.h"
#include "cli/study.h"
#include "compare/claim.h"
#include "report/report_claim.h"

#define KEYS_MOST 64

static char *file;
static gboolean explain;
static char *given[KEYS_MOST]; /* beside claim_keys */

/* The options of the keys, then these. */
static GOptionEntry own[KEYS_MOST + 3];

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
        "the claim could bear. -f FILE judges many; -o writes a page (.html "
        ".md .tex\n"
        ".txt .json), a chart (.pdf .png .svg) or, without suffix, a folder "
        "of all.",
    .examples =
        "  cotejo claim '695.25 s vs 936.19 s' --n 8 --percent 25.6 --unit "
        "1s\n"
        "  cotejo claim 'Xen 123 s vs KVM 126 s' --n 20 --similar '5%, 3%'\n"
        "  cotejo claim '41.2 +- 0.9 vs 44.9 +- 1.1 ms' --n 5 --json\n"
        "  cotejo claim -f claims.conf -d lab.db -o page.html\n",
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

static ClaimSet *read_claims(struct cli_options *options, GError **error)
{
    const char *values = options->arguments[0];

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
    g_autofree const char **names = claim_set_metrics(set);
    g_autofree char **metric_names = NULL;
    size_t n = 0;

    while (names[n])
        n++;
    metric_names = g_new0(char *, n + 1);
    for (size_t i = 0; i < n; i++)
        metric_names[i] = (char *)(uintptr_t)names[i];
    options.metrics = n ? metric_names : NULL;
    options.reference = NULL;
    return cli_study(&options, status);
}

/* ---- output ---- */

static int print_claims(const struct cli_options *options,
                        const JudgedSet *judged, const char *command)
{
    g_autoptr(GString) out = g_string_new(NULL);
    struct text_options text = cli_text_options(options);

    text.explain = explain;
    if (options->json)
        report_claim_json(judged, command, out);
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

    if (!set)
        return status_of(error);
    add_margin(options, set);
    if (options->store || options->arguments[0]) {
        results = load_runs(*options, set, &status);
        if (!results)
            return status;
    }
    judged = claim_judge(set, results, 1.0 - options->confidence);
    status = print_claims(options, judged, command);
    count_failures(judged);
    return status ? status
                  : status_done(options->allow_refused, options->strict);
}

static int run(int argc, char **argv)
{
    g_autofree char *command = cli_command_text(argc, argv);
    struct cli_options options;
    int status;

    fill_options();
    status = cli_parse(&usage, argc, argv, &options);
    return status >= 0 ? status : judge(&options, command);
}

const struct command command_claim = {
    "claim", "judge published numbers: does what is said follow?", run};

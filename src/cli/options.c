/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/decimal.h"
#include "base/nearest.h"
#include "cli/declared.h"
#include "cli/messages.h"
#include "cli/settings.h"
#include "ingest/format.h"

/* GOption writes through addresses that its tables hold. All texts are taken
 * as file names are, byte by byte: as "strings" GLib would convert them from
 * the locale's character set, and refuse a UTF-8 name in the C locale. */
static struct cli_options given;
static gboolean wants_help;
static int jobs;
static char *confidence, *margin, *color;
static char **capacities, **controls;
static char *conf_file;
static char *test, *interval, *seed, *paired, *which_pairs, *better, *zeros;
static gboolean ignores_conf;

/* What [study] of a cotejo.conf may hold; see settings.h. */
static struct setting settings[] = {
    {"title", "--title", SETTING_TEXT, &given.title, "", "of the report", NULL},
    {"reference", "--reference", SETTING_TEXT, &given.reference,
     "the first system", "the system to compare with", NULL},
    {"confidence", "--confidence", SETTING_TEXT, &confidence, "0.95",
     "confidence of the intervals", NULL},
    {"margin", "--margin", SETTING_TEXT, &margin, "none",
     "differences below this are called equivalent", NULL},
    {"margin-linear", "--margin-linear", SETTING_FLAG, &given.margin_linear,
     "false", "the margin goes from 1-m to 1+m instead of 1/(1+m) to 1+m",
     NULL},
    {"adjust", "--adjust", SETTING_TEXT, &given.adjust, "holm",
     "for many comparisons: holm, bh, none", NULL},
    {"metrics", "--metric", SETTING_LIST, &given.metrics, "the headlines",
     "metrics to compare (see `cotejo metrics`), '*' and '?' allowed", NULL},
    {"include", "--include", SETTING_LIST, &given.include, "none",
     "reasons whose gated runs enter (see `cotejo formats --reasons`)", NULL},
    {"test", "--test", SETTING_TEXT, &test, "welch",
     "which test decides: welch, student, mann-whitney, permutation; of pairs "
     "paired-t, wilcoxon, permutation",
     NULL},
    {"interval", "--interval", SETTING_TEXT, &interval, "test",
     "intervals: test (that of the test), fieller, log-ratio, bootstrap", NULL},
    {"simultaneous", "--simultaneous", SETTING_FLAG, &given.simultaneous,
     "false", "intervals that hold for all comparisons of a table together",
     NULL},
    {"seed", "--seed", SETTING_TEXT, &seed, "20091", "of what is drawn", NULL},
    {"paired", "--paired", SETTING_TEXT, &paired, "no",
     "what makes runs of two systems a pair: repetition, time, no", NULL},
    {"zeros", "--zeros", SETTING_TEXT, &zeros, "drop",
     "of pairs without difference, in the signed rank test: drop, pratt", NULL},
    {"pairs", "--pairs", SETTING_TEXT, &which_pairs, "reference",
     "of three and more systems: reference (each with it), all (with all)",
     NULL},
    {"better", "--better", SETTING_TEXT, &better, "unknown",
     "of plain numbers: higher, lower, unknown", NULL},
    {"column", "--column", SETTING_TEXT, &given.column, "all",
     "of tables of plain numbers: a name, or a number from 1", NULL},
};

struct setting *const cli_settings = settings;
const size_t n_cli_settings = G_N_ELEMENTS(settings);

/* A number, or one of percent; false unless low < it < high. */
static bool read_share(const char *text, double low, double high, double *share)
{
    struct slice s = slice_from(text);
    bool is_percent = slice_ends(s, SLICE("%"));
    struct decimal value;

    if (is_percent)
        s = slice_trim(slice_part(s, 0, s.len - 1));
    if (!slice_to_decimal(s, &value) || value.exponent < -28)
        return false;
    if (is_percent)
        value = decimal_shift(value, -2);
    *share = decimal_to_double(value);
    return *share > low && *share < high;
}

static const GOptionEntry entries_input[] = {
    {"database", 'd', 0, G_OPTION_ARG_FILENAME, &given.store,
     "the store of runs", "FILE"},
    {"log-format", 0, 0, G_OPTION_ARG_FILENAME, &given.log_format,
     "read every log as this format (see `cotejo formats`)", "NAME"},
    {"jobs", 'j', 0, G_OPTION_ARG_INT, &jobs,
     "threads that read logs (default: one a processor)", "N"},
    {"allow-refused", 0, 0, G_OPTION_ARG_NONE, &given.allow_refused,
     "end with status 0 although some logs were refused", NULL},
    {"strict", 0, 0, G_OPTION_ARG_NONE, &given.strict,
     "end with status 1 if there were warnings", NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

static const GOptionEntry entries_study[] = {
    {"reference", 0, 0, G_OPTION_ARG_FILENAME, &given.reference,
     "the system to compare with (default: the first named)", "NAME"},
    {"confidence", 0, 0, G_OPTION_ARG_FILENAME, &confidence,
     "confidence of the intervals (default: 0.95)", "C"},
    {"margin", 0, 0, G_OPTION_ARG_FILENAME, &margin,
     "differences below this are called equivalent; also in a unit: 5ms, or "
     "+-5 in each metric's own",
     "3%"},
    {"margin-linear", 0, 0, G_OPTION_ARG_NONE, &given.margin_linear,
     "margin bounds 1-m to 1+m instead of 1/(1+m) to 1+m", NULL},
    {"adjust", 0, 0, G_OPTION_ARG_FILENAME, &given.adjust,
     "for many comparisons: holm (default), bh, none", "METHOD"},
    {"metric", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &given.metrics,
     "metrics to compare, '*' and '?' allowed; may be repeated", "GLOB"},
    {"include", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &given.include,
     "let runs gated for this reason enter; may be repeated", "REASON"},
    {"test", 0, 0, G_OPTION_ARG_FILENAME, &test,
     "which test decides: welch (default), student, mann-whitney, "
     "permutation; of pairs paired-t (default), wilcoxon, permutation",
     "TEST"},
    {"interval", 0, 0, G_OPTION_ARG_FILENAME, &interval,
     "test (that of the test, default), fieller, log-ratio, bootstrap", "KIND"},
    {"simultaneous", 0, 0, G_OPTION_ARG_NONE, &given.simultaneous,
     "widen intervals so that those of a table hold together", NULL},
    {"seed", 0, 0, G_OPTION_ARG_FILENAME, &seed,
     "of what is drawn (default: 20091)", "N"},
    {"paired", 0, 0, G_OPTION_ARG_FILENAME, &paired,
     "runs are pairs, by repetition or by time (default: no)", "BY"},
    {"zeros", 0, 0, G_OPTION_ARG_FILENAME, &zeros,
     "pairs without difference are dropped by the signed rank test (default: "
     "drop), or ranked: pratt",
     "HOW"},
    {"pairs", 0, 0, G_OPTION_ARG_FILENAME, &which_pairs,
     "of three and more systems: reference (default) or all", "WHICH"},
    {"better", 0, 0, G_OPTION_ARG_FILENAME, &better,
     "of plain numbers: higher or lower", "WAY"},
    {"column", 0, 0, G_OPTION_ARG_FILENAME, &given.column,
     "of tables of plain numbers: this one (default: all)", "N|NAME"},
    {"capacity", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &capacities,
     "what a link carries at most; may be repeated", "NAME=100Mbit/s"},
    {"control", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &controls,
     "two systems that are the same; may be repeated", "NAME,NAME"},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

static const GOptionEntry entries_conf[] = {
    {"config", 0, 0, G_OPTION_ARG_FILENAME, &conf_file,
     "the study's file (default: the nearest cotejo.conf above the logs)",
     "FILE"},
    {"no-config", 0, 0, G_OPTION_ARG_NONE, &ignores_conf,
     "heed no cotejo.conf, not the user's own either", NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

static const GOptionEntry entries_print[] = {
    {"json", 0, 0, G_OPTION_ARG_NONE, &given.json, "print JSON", NULL},
    {"format", 0, 0, G_OPTION_ARG_FILENAME, &given.format,
     "print in this format", "NAME"},
    {"color", 0, 0, G_OPTION_ARG_FILENAME, &color,
     "auto (default), always or never", "WHEN"},
    {"ascii", 0, 0, G_OPTION_ARG_NONE, &given.ascii,
     "print no character beyond ASCII", NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

static const GOptionEntry entries_output[] = {
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, &given.output,
     "where to write it", "PATH"},
    {"force", 0, 0, G_OPTION_ARG_NONE, &given.force,
     "replace what is there and was not made by cotejo", NULL},
    {"dry-run", 0, 0, G_OPTION_ARG_NONE, &given.dry_run,
     "only list what would be written", NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

static const GOptionEntry entries_common[] = {
    {"quiet", 'q', 0, G_OPTION_ARG_NONE, &given.quiet, "say nothing but errors",
     NULL},
    {"verbose", 'v', 0, G_OPTION_ARG_NONE, &given.verbose, "say more", NULL},
    {"help", 'h', 0, G_OPTION_ARG_NONE, &wants_help, "print this", NULL},
    {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &given.arguments,
     NULL, NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

#define N_TABLES 7

static bool takes_conf(const struct cli_usage *usage)
{
    return usage->groups & (OPTIONS_STUDY | OPTIONS_CONF);
}

/* The tables of a usage, in the order in which help shows them. */
static size_t tables_of(const struct cli_usage *usage,
                        const GOptionEntry *tables[N_TABLES])
{
    size_t n = 0;

    if (usage->own)
        tables[n++] = usage->own;
    if (usage->groups & OPTIONS_INPUT)
        tables[n++] = entries_input;
    if (usage->groups & OPTIONS_STUDY)
        tables[n++] = entries_study;
    if (takes_conf(usage))
        tables[n++] = entries_conf;
    if (usage->groups & OPTIONS_PRINT)
        tables[n++] = entries_print;
    if (usage->groups & OPTIONS_OUTPUT)
        tables[n++] = entries_output;
    tables[n++] = entries_common;
    return n;
}

static GOptionContext *context_of(const struct cli_usage *usage)
{
    GOptionContext *context = g_option_context_new(usage->arguments);
    const GOptionEntry *tables[N_TABLES];
    size_t n = tables_of(usage, tables);
    g_autofree char *examples =
        g_strconcat("Examples:\n", usage->examples, NULL);

    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_set_summary(context, usage->summary);
    g_option_context_set_description(context, examples);
    for (size_t i = 0; i < n; i++)
        g_option_context_add_main_entries(context, tables[i], NULL);
    return context;
}

/* The nearest options to an unknown one; free with g_free. */
static char *nearest_options(const struct cli_usage *usage, const char *word)
{
    const GOptionEntry *tables[N_TABLES];
    size_t n = tables_of(usage, tables);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *name = g_strndup(word, strcspn(word, "="));

    for (size_t i = 0; i < n; i++)
        for (const GOptionEntry *entry = tables[i]; entry->long_name; entry++)
            if (*entry->long_name)
                g_ptr_array_add(names,
                                g_strconcat("--", entry->long_name, NULL));
    return nearest_names(name, (const char *const *)names->pdata, names->len);
}

int cli_misused(const struct cli_usage *usage, const char *format, ...)
{
    g_autofree char *text = NULL;
    va_list arguments;

    va_start(arguments, format);
    text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    message_text("%s: %s; see `cotejo %s --help`", usage->name, text,
                 usage->name);
    return EXIT_USAGE;
}

/* GLib: "Unknown option --foo". */
static int unknown_option(const struct cli_usage *usage, const char *message)
{
    const char *word = strstr(message, " -");
    g_autofree char *near = nearest_options(usage, word ? word + 1 : message);

    if (!word)
        return cli_misused(usage, "%s", message);
    return cli_misused(usage, "unknown option '%s'%s", word + 1, near);
}

/* GLib's messages begin with a capital; ours do not. */
static int refuse_line(const struct cli_usage *usage, GError *error)
{
    if (g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
        return unknown_option(usage, error->message);
    if (g_ascii_isupper(error->message[0]) &&
        g_ascii_islower(error->message[1]))
        error->message[0] = g_ascii_tolower(error->message[0]);
    return cli_misused(usage, "%s", error->message);
}

static struct setting *setting_find(const char *key)
{
    for (size_t i = 0; i < n_cli_settings; i++)
        if (!strcmp(settings[i].key, key))
            return &settings[i];
    return NULL;
}

/* A value that cannot be, told with the place it comes from: "--margin takes
 * ...", "lab/cotejo.conf:4: margin takes ...", "COTEJO_MARGIN takes ...". */
static int wrong_value(const struct cli_usage *usage, const char *key,
                       const char *format, ...) G_GNUC_PRINTF(3, 4);

static int wrong_value(const struct cli_usage *usage, const char *key,
                       const char *format, ...)
{
    const struct setting *setting = setting_find(key);
    const char *origin = setting->origin ? setting->origin : setting->option;
    g_autofree char *text = NULL;
    va_list arguments;

    va_start(arguments, format);
    text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    if (!strcmp(origin, setting->option))
        return cli_misused(usage, "%s %s", origin, text);
    if (g_str_has_prefix(origin, "COTEJO_"))
        message_text("%s %s", origin, text);
    else
        message_text("%s: %s %s", origin, key, text);
    return EXIT_USAGE;
}

int cli_check_format(const struct cli_usage *usage, const char *name)
{
    g_autofree const char **names = g_new(const char *, n_log_formats);
    g_autofree char *near = NULL;

    if (!name || log_format_find(name))
        return -1;
    for (size_t i = 0; i < n_log_formats; i++)
        names[i] = log_formats[i]->name;
    near = nearest_names(name, names, n_log_formats);
    return cli_misused(usage, "there is no log format '%s'%s", name, near);
}

static int check_log_format(const struct cli_usage *usage)
{
    return cli_check_format(usage, given.log_format);
}

static int check_reasons(const struct cli_usage *usage)
{
    g_autofree const char **names = g_new(const char *, n_reasons);

    for (size_t i = 0; i < n_reasons; i++)
        names[i] = reasons[i].slug;
    for (size_t i = 0; given.include && given.include[i]; i++) {
        const struct reason *reason = reason_find(given.include[i]);
        g_autofree char *near = NULL;

        if (reason && reason->status == RUN_REFUSED)
            return wrong_value(usage, "include",
                               "%s: refused runs have no values that could "
                               "enter",
                               reason->slug);
        if (reason)
            continue;
        near = nearest_names(given.include[i], names, n_reasons);
        return wrong_value(usage, "include", "takes a reason, not '%s'%s",
                           given.include[i], near);
    }
    return -1;
}

/* The place of a word in a list of words; n if it is none of them. */
static size_t place_of(const char *word, const char *const words[], size_t n)
{
    size_t place = 0;

    while (place < n && strcmp(word, words[place]) != 0)
        place++;
    return place;
}

static int check_words(const struct cli_usage *usage)
{
    static const char *const adjusts[] = {"holm", "bh", "none"};
    static const char *const colors[] = {
        [COLOR_AUTO] = "auto",
        [COLOR_ALWAYS] = "always",
        [COLOR_NEVER] = "never",
    };

    if (place_of(given.adjust, adjusts, G_N_ELEMENTS(adjusts)) ==
        G_N_ELEMENTS(adjusts))
        return wrong_value(usage, "adjust", "takes holm, bh or none, not '%s'",
                           given.adjust);
    given.color =
        color ? (enum cli_color)place_of(color, colors, G_N_ELEMENTS(colors))
              : COLOR_AUTO;
    if (given.color > COLOR_NEVER)
        return cli_misused(
            usage, "--color takes auto, always or never, not '%s'", color);
    return -1;
}

/* Settings that are one of some words, in the order of their enumerations. */
static const struct {
    const char *key;
    char **at;
    int *place;
    const char *words[8]; /* the first: when nothing is said */
} choices[] = {
    {"test",
     &test,
     &given.test,
     {"default", "welch", "student", "mann-whitney", "permutation", "paired-t",
      "wilcoxon"}},
    {"interval",
     &interval,
     &given.interval,
     {"test", "fieller", "log-ratio", "bootstrap"}},
    {"paired", &paired, &given.pairing, {"no", "repetition", "time"}},
    {"zeros", &zeros, &given.zeros, {"drop", "pratt"}},
    {"pairs", &which_pairs, &given.pairs, {"reference", "all"}},
    {"better", &better, &given.better, {"unknown", "higher", "lower"}},
};

static int check_choices(const struct cli_usage *usage)
{
    for (size_t i = 0; i < G_N_ELEMENTS(choices); i++) {
        const char *const *words = choices[i].words;
        size_t n = 0, place;
        g_autofree char *near = NULL;

        while (n < G_N_ELEMENTS(choices[i].words) && words[n])
            n++;
        place = *choices[i].at ? place_of(*choices[i].at, words, n) : 0;
        *choices[i].place = (int)place;
        if (place < n)
            continue;
        near = nearest_names(*choices[i].at, words, n);
        return wrong_value(usage, choices[i].key, "does not take '%s'%s",
                           *choices[i].at, near);
    }
    return -1;
}

static int check_seed(const struct cli_usage *usage)
{
    uint64_t value = COTEJO_SEED;

    if (seed && (!slice_to_count(slice_from(seed), &value) || !value ||
                 value > UINT32_MAX))
        return wrong_value(usage, "seed",
                           "takes a whole number from 1 to 4294967295, not "
                           "'%s'",
                           seed);
    given.seed = (unsigned long)value;
    return -1;
}

static int check_numbers(const struct cli_usage *usage)
{
    if (confidence && !read_share(confidence, 0.5, 1.0, &given.confidence))
        return wrong_value(usage, "confidence",
                           "takes a number between 0.5 and 1, such as 0.95, "
                           "not '%s'",
                           confidence);
    if (margin && !read_share(margin, 0.0, 1.0, &given.margin)) {
        given.margin = (double)NAN;
        if (!declared_margin(margin, &given.margin_absolute))
            return wrong_value(usage, "margin",
                               "takes a share such as 3%% or 0.03, or a "
                               "number with its unit such as 5ms (+-5 for "
                               "each metric's own), not '%s'",
                               margin);
        /* That of a study is for its own comparisons. */
        if (usage->wants_share &&
            !strcmp(setting_find("margin")->origin, "--margin"))
            return wrong_value(usage, "margin",
                               "takes a share such as 3%% here, not '%s'",
                               margin);
    }
    if (jobs < 0 || jobs > 1024)
        return cli_misused(usage, "--jobs takes a number from 1 to 1024");
    given.jobs = (unsigned)jobs;
    return -1;
}

const char *cli_source_split(const char *argument)
{
    const char *sign = strchr(argument, '=');
    const char *slash = strchr(argument, '/');

    return sign && (!slash || sign < slash) ? sign : NULL;
}

const char *cli_source_path(const char *argument)
{
    const char *sign = cli_source_split(argument);

    return sign ? sign + 1 : argument;
}

/* ---- what the study's file says ---- */

/* The one cotejo.conf of these arguments; two are one too many. *path stays
 * NULL if there is none. */
static bool find_conf(const struct cli_usage *usage, char **path,
                      GError **error)
{
    bool has_sources = false;

    for (char **word = given.arguments; word && *word; word++) {
        const char *source = cli_source_path(*word);
        g_autofree char *found = NULL;

        if (!strcmp(source, "-") || !g_file_test(source, G_FILE_TEST_EXISTS))
            continue;
        has_sources = true;
        found = conf_find(source);
        if (*path && found && strcmp(*path, found) != 0)
            return cotejo_fail(error, COTEJO_ERROR_USAGE,
                               "%s and %s are two studies: --config FILE "
                               "chooses one, --no-config none",
                               *path, found);
        if (found && !*path)
            *path = g_steal_pointer(&found);
    }
    if (given.store && !strchr(given.store, ':'))
        *path = *path ? *path : conf_find(given.store);
    else if (!has_sources && usage->groups & OPTIONS_HERE)
        *path = *path ? *path : conf_find(".");
    return true;
}

static Conf *read_conf(const char *path, bool is_study, GError **error)
{
    const char *keys[G_N_ELEMENTS(settings)];

    for (size_t i = 0; i < n_cli_settings; i++)
        keys[i] = settings[i].key;
    return path ? conf_read(path, keys, n_cli_settings, is_study, error) : NULL;
}

static char *conf_path(const struct cli_usage *usage, GError **error)
{
    char *path = NULL;

    if (conf_file)
        return g_strdup(conf_file);
    find_conf(usage, &path, error);
    return path;
}

/* A system may be called by its key in the file too. Takes name over. */
static char *shown_name(const char *name)
{
    const char *shown = name && given.conf ? conf_name(given.conf, name) : NULL;

    if (!shown)
        return (char *)(uintptr_t)name;
    g_free((void *)(uintptr_t)name);
    return g_strdup(shown);
}

static bool read_capacities(GError **error)
{
    GArray *read = g_array_new(FALSE, FALSE, sizeof(struct study_capacity));
    g_auto(GStrv) keys = NULL;
    struct study_capacity one;

    given.capacities = read;
    for (char **text = capacities; text && *text; text++) {
        if (!declared_capacity(*text, &one, error))
            return false;
        g_array_append_val(read, one);
    }
    if (capacities || !given.conf)
        return true;
    keys = keyfile_keys(given.conf->file, CONF_CAPACITY);
    for (char **key = keys; key && *key; key++) {
        g_autoptr(GError) reason = NULL;
        g_autofree char *text =
            keyfile_text(given.conf->file, CONF_CAPACITY, *key, error);

        if (!text)
            return false;
        if (!declared_rate(text, &one.bit_per_s, &reason))
            return keyfile_fail(given.conf->file, CONF_CAPACITY, *key, error,
                                "%s", reason->message);
        one.name = g_strdup(*key);
        g_array_append_val(read, one);
    }
    return true;
}

static bool read_controls(GError **error)
{
    GArray *read = g_array_new(FALSE, FALSE, sizeof(struct study_control));
    bool from_file = !controls && given.conf;
    g_auto(GStrv) pairs = NULL;
    GError *problem = NULL;

    given.controls = read;
    if (from_file)
        pairs = keyfile_list(given.conf->file, CONF_CONTROL, "pairs", &problem);
    for (char **text = from_file ? pairs : controls; text && *text && !problem;
         text++) {
        struct study_control one;

        if (!declared_control(*text, &one, &problem))
            break;
        one.a = shown_name(one.a);
        one.b = shown_name(one.b);
        g_array_append_val(read, one);
    }
    if (!problem)
        return true;
    if (from_file && pairs)
        keyfile_fail(given.conf->file, CONF_CONTROL, "pairs", error, "%s",
                     problem->message);
    else
        cotejo_fail(error, COTEJO_ERROR_USAGE, "%s", problem->message);
    g_error_free(problem);
    return false;
}

static bool settle(const struct cli_usage *usage, GError **error)
{
    g_autofree char *path = NULL, *user_path = NULL;
    g_autoptr(Conf) user = NULL;
    GError *problem = NULL;

    if (takes_conf(usage) && !ignores_conf) {
        path = conf_path(usage, &problem);
        user_path = conf_find_user();
        given.conf = problem ? NULL : read_conf(path, true, &problem);
        user = problem ? NULL : read_conf(user_path, false, &problem);
    }
    if (!problem && takes_conf(usage))
        settings_fill(settings, n_cli_settings, given.conf, user, &problem);
    if (problem) {
        g_propagate_error(error, problem);
        return false;
    }
    given.reference = shown_name(given.reference);
    return read_capacities(error) && read_controls(error);
}

static int check_values(const struct cli_usage *usage)
{
    int (*const checks[])(const struct cli_usage *) = {
        check_log_format, check_reasons, check_words,
        check_numbers,    check_choices, check_seed};
    int status = -1;

    for (size_t i = 0; i < G_N_ELEMENTS(checks) && status < 0; i++)
        status = checks[i](usage);
    return status;
}

static void print_help(GOptionContext *context, const char *name)
{
    g_autofree char *program = g_strconcat("cotejo ", name, NULL);
    g_autofree char *help = NULL;

    g_set_prgname(program);
    help = g_option_context_get_help(context, FALSE, NULL);
    fputs(help, stdout);
}

/* The option that a word such as "-j2" or "-o-" begins with: a letter that
 * takes a value, which GOption wants in a word of its own. */
static bool is_joined(const struct cli_usage *usage, const char *word)
{
    const GOptionEntry *tables[N_TABLES];
    size_t n = tables_of(usage, tables);

    if (word[0] != '-' || !word[1] || word[1] == '-' || !word[2])
        return false;
    for (size_t i = 0; i < n; i++)
        for (const GOptionEntry *entry = tables[i]; entry->long_name; entry++)
            if (entry->short_name == word[1])
                return entry->arg != G_OPTION_ARG_NONE;
    return false;
}

/* The words with such ones parted. GOption takes words out of the array that
 * it is given: it gets a copy, which the options own. */
static char **part_words(const struct cli_usage *usage, int *argc, char **argv)
{
    GPtrArray *words = g_ptr_array_new();
    bool is_option = true;

    for (int i = 0; i < *argc; i++) {
        is_option = is_option && strcmp(argv[i], "--") != 0;
        if (i && is_option && is_joined(usage, argv[i])) {
            g_ptr_array_add(words, g_strndup(argv[i], 2));
            g_ptr_array_add(words, g_strdup(argv[i] + 2));
        } else {
            g_ptr_array_add(words, argv[i]);
        }
    }
    *argc = (int)words->len;
    g_ptr_array_add(words, NULL);
    given.words = words;
    given.parsed = g_new(char *, words->len);
    memcpy(given.parsed, words->pdata, words->len * sizeof *given.parsed);
    return given.parsed;
}

int cli_parse(const struct cli_usage *usage, int argc, char **argv,
              struct cli_options *options)
{
    static char *none[] = {NULL}, holm[] = "holm";
    g_autoptr(GOptionContext) context = context_of(usage);
    g_autoptr(GError) error = NULL;
    int status;

    given = (struct cli_options){.confidence = 0.95, .margin = (double)NAN};
    argv = part_words(usage, &argc, argv);
    if (!g_option_context_parse(context, &argc, &argv, &error))
        return refuse_line(usage, error);
    if (wants_help) {
        print_help(context, usage->name);
        return EXIT_DONE;
    }
    if (!settle(usage, &error))
        return status_of(error);
    if (!given.adjust)
        given.adjust = holm;
    status = check_values(usage);
    if (status >= 0)
        return status;
    *options = given;
    if (!options->arguments)
        options->arguments = none;
    message_setup(options->quiet, options->verbose);
    return -1;
}

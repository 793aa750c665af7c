/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/study.h"

#include <errno.h>
#include <langinfo.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/nearest.h"
#include "cli/messages.h"
#include "cli/sources.h"
#include "compare/diagnosis.h"
#include "report/tex_names.h"

/* Where a line is cut to when the terminal does not tell its width. */
#define WIDTH_DEFAULT 100

static const struct {
    const char *name;
    enum adjustment adjust;
} adjustments[] = {
    {"holm", ADJUST_HOLM},
    {"bh", ADJUST_BH},
    {"none", ADJUST_NONE},
};

static bool read_adjustment(const char *name, enum adjustment *adjust,
                            GError **error)
{
    const char *names[G_N_ELEMENTS(adjustments)];
    g_autofree char *nearest = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(adjustments); i++) {
        names[i] = adjustments[i].name;
        if (strcmp(names[i], name) != 0)
            continue;
        *adjust = adjustments[i].adjust;
        return true;
    }
    nearest = nearest_names(name, names, G_N_ELEMENTS(names));
    return cotejo_fail(error, COTEJO_ERROR_USAGE,
                       "no adjustment is called '%s'%s", name, nearest);
}

static bool read_study(const struct cli_options *options,
                       struct study_options *study, GError **error)
{
    *study = (struct study_options)STUDY_OPTIONS_DEFAULT;
    study->reference = options->reference;
    study->confidence = options->confidence;
    study->margin = options->margin;
    study->margin_linear = options->margin_linear;
    study->margin_absolute = options->margin_absolute;
    study->metrics = (const char *const *)options->metrics;
    study->include = (const char *const *)options->include;
    study->capacities = (const void *)options->capacities->data;
    study->n_capacities = options->capacities->len;
    study->controls = (const void *)options->controls->data;
    study->n_controls = options->controls->len;
    study->test = (enum study_test)options->test;
    study->interval = (enum study_interval)options->interval;
    study->pairing = (enum study_pairing)options->pairing;
    study->pratt = options->zeros;
    study->pairs = (enum study_pairs)options->pairs;
    study->better = (enum study_better)options->better;
    study->simultaneous = options->simultaneous;
    study->seed = options->seed;
    study->column = options->column;
    study->distributions = options->distributions;
    study->is_brief = options->is_brief;
    return !options->adjust ||
           read_adjustment(options->adjust, &study->adjust, error);
}

static Results *load_and_compute(const struct cli_options *options,
                                 GError **error)
{
    struct study_options study;
    Stored *stored = NULL;
    Results *results;

    if (!read_study(options, &study, error) ||
        !cli_load(options, &stored, error))
        return NULL;
    cli_may_end = true;
    if (cli_stop) {
        stored_free(stored);
        cotejo_fail(error, COTEJO_ERROR_INTERRUPTED, "interrupted");
        return NULL;
    }
    results = results_new(stored, &study, error);
    cli_may_end = false;
    return results;
}

Results *cli_study(const struct cli_options *options, int *status)
{
    g_autoptr(GError) error = NULL;
    Results *results = load_and_compute(options, &error);

    message_end();
    if (!results)
        *status = status_of(error);
    return results;
}

void cli_tell_tex_names(const Results *results)
{
    size_t n_missing;
    g_autoptr(GPtrArray) told = tex_names_told(results, &n_missing);

    for (guint i = 0; i < told->len; i++)
        message_note("%s", (const char *)told->pdata[i]);
    for (size_t i = 0; i < n_missing; i++)
        message_count_warning();
}

int cli_study_status(const struct cli_options *options, const Results *results)
{
    for (guint i = 0; i < results->warnings->len; i++) {
        const struct result_warning *warning =
            &g_array_index(results->warnings, struct result_warning, i);

        if (!strcmp(warning->severity, "warning"))
            message_count_warning();
    }
    for (guint i = 0; i < results->diagnosis_groups->len; i++) {
        if (g_array_index(results->diagnosis_groups, struct diagnosis_group, i)
                .severity == DIAGNOSIS_SERIOUS)
            message_count_warning();
    }
    return status_done(options->allow_refused, options->strict);
}

/* ---- the command line as text ---- */

/* Options that leave the results as they are; those with a value of their
 * own word are followed by it. */
static const struct {
    const char *name;
    bool has_value;
} silent_options[] = {
    {"-o", true},         {"--output", true},   {"-j", true},
    {"--jobs", true},     {"-q", false},        {"--quiet", false},
    {"-v", false},        {"--verbose", false}, {"--force", false},
    {"--color", true},    {"--ascii", false},   {"--json", false},
    {"--dry-run", false},
};

/* How many words of the command line begin here that are left out. */
static int silent_words(const char *word)
{
    for (size_t i = 0; i < G_N_ELEMENTS(silent_options); i++) {
        const char *name = silent_options[i].name;

        if (!strcmp(word, name))
            return silent_options[i].has_value ? 2 : 1;
        if (silent_options[i].has_value && g_str_has_prefix(word, name) &&
            (name[1] != '-' || word[strlen(name)] == '='))
            return 1;
    }
    return 0;
}

/* NAME=/a/b/c becomes NAME=c, and /a/b/c becomes c. */
static char *without_folder(const char *word)
{
    const char *path = strchr(word, '=');

    path = path ? path + 1 : word;
    if (path[0] == '/') {
        g_autofree char *last = g_path_get_basename(path);

        return g_strdup_printf("%.*s%s", (int)(path - word), word, last);
    }
    return g_strdup(word);
}

char *cli_command_text(int argc, char *const argv[])
{
    GString *text = g_string_new("cotejo");

    for (int i = 0; i < argc; i++) {
        int silent = i ? silent_words(argv[i]) : 0;
        g_autofree char *word = NULL;
        g_autofree char *quoted = NULL;

        if (silent) {
            i += silent - 1;
            continue;
        }
        word = without_folder(argv[i]);
        quoted = strpbrk(word, " '\"\\$*?&|<>;()`\t\n") ? g_shell_quote(word)
                                                        : g_strdup(word);
        g_string_append_printf(text, " %s", quoted);
    }
    return g_string_free(text, FALSE);
}

/* ---- standard output ---- */

static size_t terminal_width(void)
{
    const char *columns = g_getenv("COLUMNS");
    struct winsize size = {0};
    uint64_t width;

    if (!isatty(STDOUT_FILENO))
        return 0;
    if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col)
        return size.ws_col;
    if (columns && slice_to_count(slice_from(columns), &width) && width)
        return width;
    return WIDTH_DEFAULT;
}

static bool wants_colour(enum cli_color color)
{
    const char *no_color = g_getenv("NO_COLOR");
    const char *force = g_getenv("CLICOLOR_FORCE");
    const char *term = g_getenv("TERM");

    if (color != COLOR_AUTO)
        return color == COLOR_ALWAYS;
    if (force && *force && strcmp(force, "0") != 0)
        return true;
    return isatty(STDOUT_FILENO) && !(no_color && *no_color) &&
           !(term && !strcmp(term, "dumb"));
}

int cli_print_format(const struct cli_usage *usage, struct cli_options *options)
{
    const char *format = options->format;

    if (!format || !strcmp(format, "text") || !strcmp(format, "txt"))
        return -1;
    if (strcmp(format, "json") != 0)
        return cli_misused(usage,
                           "--format takes text or json, not '%s'; `cotejo "
                           "table` writes csv, md, tex and others",
                           format);
    options->json = TRUE;
    return -1;
}

struct text_options cli_text_options(const struct cli_options *options)
{
    return (struct text_options){
        .width = terminal_width(),
        .use_colour = wants_colour(options->color),
        .is_ascii =
            options->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0,
    };
}

bool cli_print(const GString *text, GError **error)
{
    if (fwrite(text->str, 1, text->len, stdout) == text->len &&
        fflush(stdout) == 0)
        return true;
    int problem = errno;

    cotejo_fail(error, COTEJO_ERROR_WRITE,
                "cannot write to standard output: %s", g_strerror(problem));
    errno = problem;
    return false;
}

int cli_print_status(const GString *text)
{
    g_autoptr(GError) error = NULL;

    if (cli_print(text, &error))
        return 0;
    /* Whoever reads has seen enough: nobody to tell. */
    return errno == EPIPE ? EXIT_UNWRITTEN : status_of(error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sources.h"

#include <stdlib.h>

#include "cli/messages.h"
#include "cli/progress.h"
#include "store/known.h"

/* Logs that are parsed before the store is locked: a small ingest then holds
 * the lock for the time of its writing alone. */
#define QUEUE_MAX 1000

/* ---- names ------------------------------------------------------------- */

static void source_free(void *data)
{
    struct cli_source *source = data;

    g_free(source->system);
    g_free(source->path);
    g_free(source);
}

/* Ends that a file's name may lose: "kvm.tar.gz" is the system "kvm". */
static void cut_suffixes(char *name)
{
    static const char *const suffixes[] = {".gz",  ".xz",  ".zst", ".bz2",
                                           ".tar", ".tgz", ".txz", ".zip",
                                           ".log", ".txt"};

    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++)
        if (g_str_has_suffix(name, suffixes[i]) &&
            strlen(name) > strlen(suffixes[i]))
            name[strlen(name) - strlen(suffixes[i])] = '\0';
}

/* The system named after a path. */
static char *name_of(const char *path)
{
    g_autofree char *whole = NULL;
    char *name = g_path_get_basename(path);

    if (!strcmp(path, "-")) {
        g_free(name);
        return g_strdup("standard input");
    }
    if (!strcmp(name, ".") || !strcmp(name, "..")) {
        g_free(name);
        whole = g_canonicalize_filename(path, NULL);
        name = g_path_get_basename(whole);
    }
    if (!g_file_test(path, G_FILE_TEST_IS_DIR))
        cut_suffixes(name);
    return name;
}

static struct cli_source *parse_source(const char *argument, GError **error)
{
    const char *sign = cli_source_split(argument);
    struct cli_source *source;

    if (!*argument || sign == argument || (sign && !sign[1])) {
        cotejo_fail(error, COTEJO_ERROR_USAGE,
                    "'%s' is no source: NAME=PATH, or a path", argument);
        return NULL;
    }
    source = g_new0(struct cli_source, 1);
    source->path = g_strdup(sign ? sign + 1 : argument);
    if (sign)
        source->system = g_strndup(argument, (size_t)(sign - argument));
    else if (!store_is(source->path))
        source->system = name_of(source->path);
    return source;
}

static void add_source(GPtrArray *sources, const char *system, const char *path,
                       const struct conf_system *wanted)
{
    struct cli_source *source = g_new0(struct cli_source, 1);

    source->system = g_strdup(system);
    source->path = g_strdup(path);
    source->wanted = wanted;
    g_ptr_array_add(sources, source);
}

/* One walk for the patterns below the file's folder, one for each path that
 * lies elsewhere. */
static void add_system(GPtrArray *sources, const struct conf_system *system)
{
    bool is_walked = false;

    for (guint i = 0; i < system->patterns->len; i++) {
        const struct conf_pattern *pattern = system->patterns->pdata[i];

        if (pattern->is_apart)
            add_source(sources, system->name, pattern->path, NULL);
        is_walked |= !pattern->is_apart;
    }
    if (is_walked)
        add_source(sources, system->name, system->conf->folder, system);
}

static void add_study(GPtrArray *sources, const Conf *conf)
{
    for (guint i = 0; i < conf->systems->len; i++)
        add_system(sources, conf->systems->pdata[i]);
}

/* A system that the study's file describes is shown under the name there. */
static void use_shown_name(struct cli_source *source, const Conf *conf)
{
    const char *name =
        source->system && conf ? conf_name(conf, source->system) : NULL;

    if (!name)
        return;
    g_free(source->system);
    source->system = g_strdup(name);
}

static bool is_study(const Conf *conf, const char *argument)
{
    return conf && conf->systems->len && !cli_source_split(argument) &&
           conf_is_at(conf, argument);
}

GPtrArray *cli_sources(const struct cli_options *options, GError **error)
{
    g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func(source_free);
    const Conf *conf = options->conf;

    for (size_t i = 0; options->arguments[i]; i++) {
        struct cli_source *source;

        if (is_study(conf, options->arguments[i])) {
            add_study(sources, conf);
            continue;
        }
        source = parse_source(options->arguments[i], error);
        if (!source)
            return NULL;
        use_shown_name(source, conf);
        g_ptr_array_add(sources, source);
    }
    if (!options->arguments[0] && !options->store && conf)
        add_study(sources, conf);
    return g_steal_pointer(&sources);
}

/* ---- what was wrong ---------------------------------------------------- */

static void tell_reason(const char *path, const struct run_reason *reason)
{
    g_autoptr(GString) text = g_string_new(path);

    if (reason->line)
        g_string_append_printf(text, ":%u", reason->line);
    if (reason->line && reason->column)
        g_string_append_printf(text, ":%u", reason->column);
    g_string_append_printf(text, ": %s", reason->message);
    message_refused(text->str);
}

/* A run is refused once, for the first of its reasons; the runs of a log that
 * is refused itself are so for that. */
static void tell_run(const char *path, const Run *run)
{
    if (run->status == RUN_GATED)
        message_count_warning();
    for (size_t i = 0; i < run->reasons->len; i++) {
        const struct run_reason *reason =
            &g_array_index(run->reasons, struct run_reason, i);

        if (reason->reason->status == RUN_REFUSED) {
            tell_reason(path, reason);
            return;
        }
        message_detail("%s:%u: gated: %s", path, reason->line, reason->message);
    }
}

void cli_tell_source(const LogSource *source)
{
    if (source->error)
        message_refused(source->error->message);
    for (size_t i = 0; i < source->runs->len && !source->error; i++)
        tell_run(source->path, g_ptr_array_index(source->runs, i));
}

void cli_tell_foreign(const LogSource *source)
{
    g_autofree char *text = NULL;

    if (!source->why_foreign)
        return;
    text =
        g_strdup_printf("%s:%s; not read", source->path, source->why_foreign);
    message_warning(text);
}

static void tell_stored(const Stored *stored)
{
    for (size_t i = 0; i < stored->sources->len; i++) {
        const struct stored_source *source =
            &g_array_index(stored->sources, struct stored_source, i);

        if (source->refusal)
            message_refused(source->refusal);
        for (size_t n = 0; n < source->notes->len; n++)
            message_note("%s", (char *)g_ptr_array_index(source->notes, n));
    }
    for (size_t i = 0; i < stored->runs->len; i++) {
        const struct stored_run *run =
            &g_array_index(stored->runs, struct stored_run, i);

        const struct stored_source *source =
            &g_array_index(stored->sources, struct stored_source, run->source);

        if (!source->refusal)
            tell_run(source->path, run->run);
    }
}

/* ---- reading into a store ---------------------------------------------- */

struct waiting_log {
    const char *system; /* of the cli_source */
    LogSource *source;
};

struct intake {
    const struct cli_source *from;
    Store *store;
    bool tell, has_begun;
    size_t n_logs; /* met in this source, known or not */
    struct cli_tally *tally;
    GArray *queue; /* struct waiting_log */
};

static void clear_waiting(void *data)
{
    log_source_free(((struct waiting_log *)data)->source);
}

static void count(struct cli_tally *tally, const LogSource *source,
                  enum store_added added)
{
    switch (added) {
    case STORE_KNOWN:
        tally->n_known++;
        break;
    case STORE_COPY:
        tally->n_copies++;
        break;
    case STORE_REPEATED:
        tally->n_added++;
        tally->n_repeated++;
        break;
    case STORE_ADDED:
        if (source->is_foreign)
            tally->n_foreign++;
        else if (source->error && !source->runs->len)
            tally->n_unread++;
        else
            tally->n_added++;
    }
    tally->n_usable += source->known.usable;
    for (size_t i = 0; i < source->runs->len; i++) {
        const Run *run = g_ptr_array_index(source->runs, i);

        if (run->is_part)
            continue;
        if (added == STORE_ADDED || added == STORE_REPEATED)
            tally->n_runs[run->status]++;
        tally->n_usable += run->status != RUN_REFUSED;
    }
}

static bool add_waiting(struct intake *intake,
                        const struct waiting_log *waiting, GError **error)
{
    static const char *const words[] = {
        [STORE_ADDED] = "added",
        [STORE_KNOWN] = "already there",
        [STORE_COPY] = "a copy of what was just read",
        [STORE_REPEATED] = "added, although its bytes are those of another log",
    };
    enum store_added added;

    if (!store_add(intake->store, waiting->system, waiting->source, &added,
                   error))
        return false;
    count(intake->tally, waiting->source, added);
    if (intake->tell)
        message_detail("%s: %s", waiting->source->path,
                       waiting->source->is_foreign ? "no log" : words[added]);
    return true;
}

static bool begin(struct intake *intake, GError **error)
{
    intake->has_begun = intake->has_begun || store_begin(intake->store, error);
    return intake->has_begun;
}

static bool flush(struct intake *intake, GError **error)
{
    if (!begin(intake, error))
        return false;
    for (size_t i = 0; i < intake->queue->len; i++) {
        if (cli_stop)
            return cotejo_fail(error, COTEJO_ERROR_INTERRUPTED, "interrupted");
        if (!add_waiting(intake,
                         &g_array_index(intake->queue, struct waiting_log, i),
                         error))
            return false;
    }
    g_array_set_size(intake->queue, 0);
    return true;
}

/* What was named was meant to be a log; what stood beside logs was not. */
void cli_refuse_foreign(LogSource *source)
{
    ingest_refuse_foreign(source);
    source->is_foreign = false;
}

static bool is_named(const struct cli_source *from, const char *path)
{
    return !strcmp(path, from->path) ||
           (from->wanted && conf_names(from->wanted, path));
}

static bool take(LogSource *source, void *data, GError **error)
{
    struct intake *intake = data;
    struct waiting_log waiting = {intake->from->system, source};

    if (source->is_foreign && !source->error &&
        is_named(intake->from, source->path))
        cli_refuse_foreign(source);
    intake->n_logs += !source->is_foreign;
    if (intake->tell)
        cli_tell_source(source);
    if (intake->tell && source->is_foreign)
        cli_tell_foreign(source);
    g_array_append_val(intake->queue, waiting);
    return intake->queue->len < QUEUE_MAX || flush(intake, error);
}

static bool merge(struct intake *intake, GError **error)
{
    size_t n[N_STORE_ADDED] = {0};

    if (!flush(intake, error) ||
        !store_merge(intake->store, intake->from->path, n, error))
        return false;
    intake->tally->n_added += n[STORE_ADDED] + n[STORE_REPEATED];
    intake->tally->n_repeated += n[STORE_REPEATED];
    intake->tally->n_known += n[STORE_KNOWN];
    intake->tally->n_copies += n[STORE_COPY];
    return true;
}

static bool wants(const char *path, bool is_folder, void *data)
{
    return conf_wants(data, path, is_folder);
}

static void tell_missing(const char *what)
{
    message_refused(what);
}

static bool read_logs(struct intake *intake, struct ingest_options how,
                      GError **error)
{
    const struct conf_system *wanted = intake->from->wanted;
    g_autoptr(StoreKnown) known =
        store_known_new(intake->store, intake->from->system, error);

    if (!known)
        return false;
    how.known = store_known_logs(known);
    how.filter = wanted ? wants : NULL;
    how.filter_data = (void *)(uintptr_t)wanted;
    if (!ingest_path(intake->from->path, &how, take, intake, error))
        return false;
    if (wanted)
        conf_tell_missing(wanted, tell_missing);
    return true;
}

/* A system that was named and has no log must not vanish in silence. */
static void tell_empty(const struct cli_source *source)
{
    g_autofree char *words = g_strdup_printf(
        "%s: there is no log here for '%s'", source->path, source->system);

    message_refused(words);
}

/* False only for what ends the command. */
static bool read_source(struct intake *intake, const struct ingest_options *how,
                        GError **error)
{
    g_autoptr(GError) problem = NULL;
    bool is_read = intake->from->system ? read_logs(intake, *how, &problem)
                                        : merge(intake, &problem);

    if (is_read && !intake->n_logs && intake->from->system)
        tell_empty(intake->from);
    if (is_read)
        return true;
    if (problem->domain == COTEJO_ERROR &&
        (problem->code == COTEJO_ERROR_READ ||
         problem->code == COTEJO_ERROR_REFUSED)) {
        message_refused(problem->message);
        return true;
    }
    g_propagate_error(error, g_steal_pointer(&problem));
    return false;
}

bool cli_ingest(const struct cli_options *options, GPtrArray *sources,
                Store *store, bool tell, struct cli_tally *tally,
                GError **error)
{
    g_autoptr(GArray) queue =
        g_array_new(false, false, sizeof(struct waiting_log));
    struct intake intake = {
        .store = store, .tell = tell, .tally = tally, .queue = queue};
    struct ingest_counters counters = {0};
    struct ingest_options how = {.format = options->log_format,
                                 .jobs = options->jobs,
                                 .stop = &cli_stop,
                                 .counters = &counters};
    g_autoptr(Progress) progress = progress_start(sources, &counters);

    (void)progress; /* shown until it is freed */
    g_array_set_clear_func(queue, clear_waiting);
    for (size_t i = 0; i < sources->len; i++) {
        intake.from = g_ptr_array_index(sources, i);
        intake.n_logs = 0;
        if (!read_source(&intake, &how, error))
            return false;
    }
    return flush(&intake, error);
}

/* ---- everything -------------------------------------------------------- */

static Store *open_store(const struct cli_options *options, GError **error)
{
    g_autoptr(GPtrArray) sources = cli_sources(options, error);
    g_autoptr(Store) store = NULL;
    struct cli_tally tally = {0};

    if (!sources)
        return NULL;
    if (options->store && sources->len) {
        cotejo_fail(error, COTEJO_ERROR_USAGE,
                    "sources or -d, not both: `cotejo ingest -d` adds to a "
                    "store");
        return NULL;
    }
    if (options->store)
        return store_open(options->store, STORE_READ, error);
    if (!sources->len) {
        cotejo_fail(error, COTEJO_ERROR_USAGE,
                    "no source: NAME=PATH for each system, -d STORE, or a "
                    "folder with a cotejo.conf");
        return NULL;
    }
    store = store_open(":memory:", STORE_CREATE, error);
    if (!store || !cli_ingest(options, sources, store, false, &tally, error) ||
        !store_commit(store, error))
        return NULL;
    return g_steal_pointer(&store);
}

bool cli_load(const struct cli_options *options, Stored **stored,
              GError **error)
{
    g_autoptr(Store) store = open_store(options, error);

    *stored = store ? store_load(store, error) : NULL;
    if (!*stored)
        return false;
    tell_stored(*stored);
    return true;
}

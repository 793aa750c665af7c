/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One log, from its text to its runs: which format it is, what that format
 * reads of it, and what other tools left in the same log.
 */
#include "ingest/ingest_log.h"

#include <string.h>

#include "base/sha256.h"
#include "ingest/log_date.h"

/* ---- one log ----------------------------------------------------------- */

/* How the first line of a run begins in each format, for prefixes. */
static const struct slice run_starts[] = {
    {"This is ApacheBench, Version", 28},
    {"Benchmarking ", 13},
    {"Server Software:", 16},
    {"httperf --", 10},
    {"Maximum connect burst length:", 29},
    {"Benchmark DBD suit", 18},
    {"Testing server '", 16},
    {"--20", 4},                     /* wget: --2026-11-23 02:37:30--  URL */
    {"20##-##-## ##:##:## URL", 23}, /* wget -nv */
    {"FINISHED --", 11},
    {"real\t", 5},
    {"real #", 6},
    {"\tCommand being timed: ", 22},
};

LogSource *log_source_new(const char *path)
{
    return log_source_take(g_strdup(path));
}

LogSource *log_source_take(char *path)
{
    LogSource *source = g_new0(LogSource, 1);
    const char *slash = strrchr(path, '/');

    source->path = path;
    source->folder =
        slash ? g_strndup(path, (size_t)(slash - path)) : g_strdup("");
    source->runs = g_ptr_array_new_with_free_func((GDestroyNotify)run_free);
    return source;
}

void log_source_free(LogSource *source)
{
    if (!source)
        return;
    g_clear_error(&source->error);
    g_free(source->first_words);
    g_free(source->why_foreign);
    g_ptr_array_unref(source->runs);
    g_free(source->folder);
    g_free(source->path);
    g_free(source);
}

/* A log that was pasted through an office program, with its blanks. */
static const struct log_format *recognise_pasted(Text *text)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    const struct log_format *found = NULL;

    if (text_put_blanks(text_head(text), lines))
        found = log_format_detect((struct slice){lines->str, lines->len});
    return found && found->reads_blanks ? found : NULL;
}

/* A log with the line ends of old Macs is one line, of which a terminal would
 * show the last piece: whose log it is, told by the others. */
static const struct log_format *recognise_bare_cr(Text *text)
{
    g_autoptr(GString) lines = g_string_new(NULL);

    if (!text_bare_cr(text, lines))
        return NULL;
    return log_format_detect((struct slice){lines->str, lines->len});
}

static const struct log_format *recognise(Text *text, const char *name,
                                          bool is_named)
{
    const struct log_format *found;

    text_prefix(text, run_starts, G_N_ELEMENTS(run_starts));
    if (name)
        return log_format_find(name);
    found = (is_named ? log_format_detect_named
                      : log_format_detect)(text_head(text));
    return found ? found : recognise_pasted(text);
}

/* A log that is damaged in one place is not believed in another. */
void log_refuse_runs(LogSource *source, const GError *error)
{
    for (guint i = 0; i < source->runs->len; i++) {
        run_reason(source->runs->pdata[i], "unreadable", 0, 0, "%s",
                   error->message);
        run_distrust(source->runs->pdata[i]);
    }
}

/* ---- other tools in the same log (rule 5) ------------------------------ */

/* How their runs begin; NULL: a dump of a server's reply, or a part of it. */
static const char *const other_formats[] = {
    "ab",   "httperf", "httperf", "sqlbench-run", "sqlbench-module",
    "wget", "wget",    NULL,      NULL,           NULL,
    NULL,
};
static const struct slice other_starts[] = {
    {"This is ApacheBench, Version", 28},
    {"httperf --", 10},
    {"Maximum connect burst length:", 29},
    {"Benchmark DBD suit", 18},
    {"Testing server '", 16},
    {"FINISHED --", 11},
    {"--20", 4},
    {"LOG: header received", 20},
    {"INFO: ", 6},
    {"RB0:", 4},
    {"RB1:", 4},
};

static bool has_dump(const Text *text)
{
    for (size_t i = 0; i < G_N_ELEMENTS(other_starts); i++)
        if (!other_formats[i] && text_watched(text, i))
            return true;
    return false;
}

/* What a shell measured beside another tool is no run of wget. */
static bool is_bare_timing(const Run *run)
{
    return !strcmp(run->tool, "wget") && !run_find(run, "files", NULL) &&
           !run_find(run, "wall_clock", NULL);
}

/* Lines that the other format did not know are those of the first. */
static void drop_unknown_lines(Run *run)
{
    for (guint i = run->notes->len; i > 0; i--)
        if (!strcmp(g_array_index(run->notes, struct run_note, i - 1).slug,
                    "unknown-line"))
            g_array_remove_index(run->notes, i - 1);
}

static void take_runs(LogSource *source, GPtrArray *runs)
{
    for (guint i = 0; i < runs->len; i++) {
        Run *run = runs->pdata[i];

        if (is_bare_timing(run))
            continue;
        runs->pdata[i] = NULL;
        drop_unknown_lines(run);
        g_ptr_array_add(source->runs, run);
    }
}

/* The other format's runs; false when the bytes are no longer the same. */
static bool parse_again(LogSource *source, Text *text,
                        const struct log_format *format, const char *sha256)
{
    g_autoptr(GPtrArray) runs =
        g_ptr_array_new_with_free_func((GDestroyNotify)run_free);

    format->parse(text, runs);
    take_runs(source, runs);
    return text_drain(text) && !strcmp(text_sha256(text), sha256);
}

static void note_unread(LogSource *source, const char *tool, size_t line)
{
    if (source->runs->len)
        run_note(source->runs->pdata[0], "other-tool", line,
                 "runs of %s, not read: give them a file of their own", tool);
}

static gint compare_lines(gconstpointer a, gconstpointer b)
{
    const Run *const *x = a, *const *y = b;

    return ((*x)->line > (*y)->line) - ((*x)->line < (*y)->line);
}

static void read_other(LogSource *source, Text *text,
                       const struct log_format *format, size_t line,
                       read_again_fn *again, void *data)
{
    bool is_here = !has_dump(text) && text_rewind(text);
    g_autoptr(Text) other =
        is_here || has_dump(text) || !again ? NULL : again(data);

    if (other)
        text_prefix(other, run_starts, G_N_ELEMENTS(run_starts));
    if (!is_here && !other)
        note_unread(source, format->tool, line);
    else if (!parse_again(source, is_here ? text : other, format,
                          source->sha256) &&
             !source->error)
        cotejo_fail(&source->error, COTEJO_ERROR_READ,
                    "%s: changed while it was read", source->path);
}

static void read_others(LogSource *source, Text *text,
                        const struct log_format *first, read_again_fn *again,
                        void *data)
{
    const char *done = first->tool;
    size_t lines[G_N_ELEMENTS(other_starts)];
    guint n = source->runs->len;

    for (size_t i = 0; i < G_N_ELEMENTS(other_starts); i++)
        lines[i] = text_watched(text, i);
    for (size_t i = 0; i < G_N_ELEMENTS(other_starts); i++) {
        const struct log_format *format =
            other_formats[i] && lines[i] ? log_format_find(other_formats[i])
                                         : NULL;

        if (!format || !strcmp(format->tool, first->tool) ||
            !strcmp(format->tool, done))
            continue;
        done = format->tool;
        read_other(source, text, format, lines[i], again, data);
    }
    if (source->runs->len > n)
        g_ptr_array_sort(source->runs, compare_lines);
}

/* ---- one log, all of it ------------------------------------------------ */

static void refuse_bare_cr(LogSource *source)
{
    if (!source->error)
        cotejo_fail(&source->error, COTEJO_ERROR_REFUSED,
                    "%s:1: the lines end with CR alone, as on old Macs: "
                    "convert them (tr '\\r' '\\n')",
                    source->path);
}

static void finish_source(LogSource *source, Text *text, bool is_known)
{
    text_drain(text);
    g_strlcpy(source->sha256, text_sha256(text), sizeof source->sha256);
    source->bytes = text_bytes(text);
    source->xxh3 = text_xxh3(text);
    source->has_xxh3 = !text_error(text);
    source->is_foreign = !is_known && source->bytes;
    if (text_error(text))
        source->error = g_error_copy(text_error(text));
    else if (!source->bytes)
        cotejo_fail(&source->error, COTEJO_ERROR_REFUSED,
                    "%s: the file is empty", source->path);
}

/* ---- what is no log ---------------------------------------------------- */

#define WORDS_MAX 40 /* bytes of a foreign text that a message shows */

/* Where the first line with something in it stands, and what. */
static char *first_words(struct slice head)
{
    struct slice line = {0}, words = {0};
    size_t n = 0, column;

    while (!words.len && slice_line(&head, &line)) {
        words = slice_trim(line);
        n++;
    }
    if (!words.len)
        return NULL;
    column = (size_t)(words.at - line.at) + 1; /* blanks are one byte each */

    bool is_long = words.len > WORDS_MAX;
    g_autofree char *shown =
        g_utf8_make_valid(words.at, (gssize)MIN(words.len, WORDS_MAX));
    return g_strdup_printf("%" G_GSIZE_FORMAT ":%" G_GSIZE_FORMAT ": '%s%s'", n,
                           column, shown, is_long ? "..." : "");
}

static char *why_foreign(struct slice head)
{
    char *why = NULL;

    for (size_t i = 0; i < n_log_formats && !why; i++)
        if (log_formats[i]->why_not)
            why = log_formats[i]->why_not(head);
    return why;
}

void ingest_refuse_foreign(LogSource *source)
{
    g_autoptr(GString) begins = g_string_new(NULL);

    if (source->error)
        return;
    if (source->why_foreign) {
        cotejo_fail(&source->error, COTEJO_ERROR_REFUSED, "%s:%s", source->path,
                    source->why_foreign);
        return;
    }
    for (size_t i = 0; i < n_log_formats; i++)
        if (log_formats[i]->begins)
            g_string_append_printf(begins, "%s%s (%s)", begins->len ? ", " : "",
                                   log_formats[i]->begins,
                                   log_formats[i]->name);
    cotejo_fail(&source->error, COTEJO_ERROR_REFUSED,
                "%s:%s: no log format recognises the content; logs begin "
                "like %s",
                source->path, source->first_words ? source->first_words : "1:1",
                begins->str);
}

/* Most logs of a large folder: no line of them has to be looked for. */
static Run *read_exact(struct slice bytes, const char *name,
                       const char **format)
{
    Run *run = NULL;

    for (size_t i = 0; i < n_log_formats && !run; i++) {
        if (!log_formats[i]->exact ||
            (name && strcmp(name, log_formats[i]->name) != 0))
            continue;
        run = log_formats[i]->exact(bytes);
        *format = log_formats[i]->name;
    }
    return run;
}

static void take_exact(LogSource *source, Run *run, const char *format)
{
    source->format = format;
    g_ptr_array_add(source->runs, run);
}

LogSource *log_read_exact(char *path, struct slice bytes, const char *name)
{
    const char *format;
    Run *run = read_exact(bytes, name, &format);
    LogSource *source;

    if (!run)
        return NULL;
    source = log_source_take(path);
    take_exact(source, run, format);
    sha256_of(bytes.at, bytes.len, source->sha256);
    source->bytes = bytes.len;
    source->xxh3 = xxh3_of(bytes.at, bytes.len);
    source->has_xxh3 = true;
    return source;
}

static void read_any(LogSource *source, Text *text, const char *name,
                     bool is_named, read_again_fn *again, void *data)
{
    const struct log_format *found = recognise(text, name, is_named);
    const struct log_format *bare_cr = found ? NULL : recognise_bare_cr(text);

    if (found) {
        source->format = found->name;
        text_watch(text, other_starts, G_N_ELEMENTS(other_starts));
        found->parse(text, source->runs);
    }
    if (!found && !bare_cr) {
        source->first_words = first_words(text_head(text));
        source->why_foreign = why_foreign(text_head(text));
    }
    finish_source(source, text, found || bare_cr);
    if (bare_cr) {
        source->format = bare_cr->name;
        refuse_bare_cr(source);
    }
    if (found && !name && !source->error)
        read_others(source, text, found, again, data);
    if (source->runs->len)
        log_date_runs(source, text_head(text), source->bytes <= TEXT_HEAD_MAX);
    if (source->error)
        log_refuse_runs(source, source->error);
}

LogSource *log_read(Text *text, const char *name, bool is_named,
                    read_again_fn *again, void *data)
{
    LogSource *source = log_source_new(text_name(text));
    const char *format;
    struct slice all;
    Run *run = text_whole(text, &all) ? read_exact(all, name, &format) : NULL;

    if (!run) {
        read_any(source, text, name, is_named, again, data);
        return source;
    }
    take_exact(source, run, format);
    finish_source(source, text, true);
    return source;
}

void log_distrust_refused(LogSource *source)
{
    for (guint i = 0; i < source->runs->len; i++) {
        Run *run = source->runs->pdata[i];

        if (run->status == RUN_REFUSED)
            run_distrust(run);
    }
}

LogSource *ingest_text(Text *text, const char *format)
{
    LogSource *source = log_read(text, format, false, NULL, NULL);

    log_distrust_refused(source);
    return source;
}

LogSource *log_failed(const char *path, int reason)
{
    LogSource *source = log_source_new(path);

    cotejo_fail(&source->error, COTEJO_ERROR_READ, "cannot read '%s': %s", path,
                g_strerror(reason));
    return source;
}

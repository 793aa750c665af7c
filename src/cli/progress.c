/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/progress.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/messages.h"
#include "cli/sources.h"

/* Nothing is shown before, then it is drawn anew this often. */
#define WAIT_US (500 * G_TIME_SPAN_MILLISECOND)
#define STEP_US (200 * G_TIME_SPAN_MILLISECOND)

#define DEPTH_MOST 512

struct progress {
    const GPtrArray *sources; /* struct cli_source; only read */
    const struct ingest_counters *counters;
    GThread *thread;
    GMutex lock;
    GCond end;
    bool is_over;
    gint64 started_us;
};

/* ---- how much there is ------------------------------------------------- */

struct place {
    struct progress *progress;
    const struct cli_source *source;
    GString *path; /* below the source's */
    unsigned depth;
};

static uint64_t bytes_below(struct place *place, int folder);

static bool is_over(struct progress *progress)
{
    bool over;

    g_mutex_lock(&progress->lock);
    over = progress->is_over;
    g_mutex_unlock(&progress->lock);
    return over;
}

static bool is_wanted_there(const struct place *place, bool is_folder)
{
    const struct conf_system *wanted = place->source->wanted;

    return !wanted || !place->path->len ||
           conf_takes(wanted, place->path->str, is_folder);
}

static uint64_t bytes_of(struct place *place, int folder, const char *name,
                         int flags)
{
    struct stat status;

    if (fstatat(folder, name, &status, flags) ||
        !is_wanted_there(place, S_ISDIR(status.st_mode)))
        return 0;
    if (S_ISREG(status.st_mode))
        return (uint64_t)status.st_size;
    if (!S_ISDIR(status.st_mode) || place->depth > DEPTH_MOST)
        return 0;
    return bytes_below(place, openat(folder, name,
                                     O_RDONLY | O_DIRECTORY | O_CLOEXEC |
                                         (flags ? O_NOFOLLOW : 0)));
}

/* Takes the handle over. What cannot be read counts as nothing. */
static uint64_t bytes_below(struct place *place, int folder)
{
    DIR *listing = folder < 0 ? NULL : fdopendir(folder);
    gsize len = place->path->len;
    const struct dirent *entry;
    uint64_t bytes = 0;

    if (!listing && folder >= 0)
        close(folder);
    place->depth++;
    while (listing && !is_over(place->progress) && (entry = readdir(listing))) {
        if (entry->d_name[0] == '.')
            continue;
        g_string_append_printf(place->path, "%s%s", len ? "/" : "",
                               entry->d_name);
        bytes +=
            bytes_of(place, dirfd(listing), entry->d_name, AT_SYMLINK_NOFOLLOW);
        g_string_truncate(place->path, len);
    }
    place->depth--;
    if (listing)
        closedir(listing);
    return bytes;
}

static uint64_t all_bytes(struct progress *progress)
{
    g_autoptr(GString) path = g_string_new(NULL);
    uint64_t bytes = 0;

    for (guint i = 0; i < progress->sources->len; i++) {
        struct place place = {.progress = progress,
                              .source = progress->sources->pdata[i],
                              .path = path};

        if (place.source->system && strcmp(place.source->path, "-") != 0)
            bytes += bytes_of(&place, AT_FDCWD, place.source->path, 0);
    }
    return bytes;
}

/* ---- the line ---------------------------------------------------------- */

static void append_count(GString *out, uint64_t n)
{
    g_autofree char *digits = g_strdup_printf("%" G_GUINT64_FORMAT, n);
    size_t len = strlen(digits);

    for (size_t i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0)
            g_string_append_c(out, ',');
        g_string_append_c(out, digits[i]);
    }
}

static void append_bytes(GString *out, uint64_t done, uint64_t all)
{
    static const char *const units[] = {"kB", "MB", "GB", "TB"};
    double size = (double)MAX(done, all) / 1e3, scale = 1e-3;
    size_t unit = 0;

    for (; size >= 1e3 && unit + 1 < G_N_ELEMENTS(units); unit++) {
        size /= 1e3;
        scale /= 1e3;
    }
    g_string_append_printf(out, ", %.1f", (double)done * scale);
    if (all)
        g_string_append_printf(out, " of %.1f", (double)all * scale);
    g_string_append_printf(out, " %s", units[unit]);
}

static void append_left(GString *out, double left_s)
{
    if (left_s >= 3600)
        g_string_append_printf(out, ", %.0f h %.0f min left", left_s / 3600,
                               left_s / 60 - 60 * (double)(int)(left_s / 3600));
    else if (left_s >= 100)
        g_string_append_printf(out, ", %.0f min left", left_s / 60);
    else
        g_string_append_printf(out, ", %.0f s left", left_s);
}

char *progress_text(const struct ingest_counters *done, uint64_t all,
                    double elapsed_s)
{
    GString *out = g_string_new("reading: ");

    if (all < done->n_bytes)
        all = 0; /* files grew: no guess */
    append_count(out, done->n_files);
    g_string_append(out, done->n_files == 1 ? " file" : " files");
    append_bytes(out, done->n_bytes, all);
    if (all && done->n_bytes)
        append_left(out, elapsed_s * (double)(all - done->n_bytes) /
                             (double)done->n_bytes);
    return g_string_free(out, FALSE);
}

static void draw(const struct progress *progress, uint64_t all)
{
    struct ingest_counters now = {
        __atomic_load_n(&progress->counters->n_files, __ATOMIC_RELAXED),
        __atomic_load_n(&progress->counters->n_bytes, __ATOMIC_RELAXED)};
    double elapsed_s =
        (double)(g_get_monotonic_time() - progress->started_us) / 1e6;
    g_autofree char *text = progress_text(&now, all, elapsed_s);

    message_status(text);
}

/* True when it is over; waits until then or the time. */
static bool wait_until(struct progress *progress, gint64 time_us)
{
    bool over;

    g_mutex_lock(&progress->lock);
    while (!progress->is_over &&
           g_cond_wait_until(&progress->end, &progress->lock, time_us))
        ;
    over = progress->is_over;
    g_mutex_unlock(&progress->lock);
    return over;
}

static gpointer watch(gpointer data)
{
    struct progress *progress = data;
    uint64_t all;

    if (wait_until(progress, progress->started_us + WAIT_US))
        return NULL;
    draw(progress, 0);
    all = all_bytes(progress);
    do
        draw(progress, all);
    while (!wait_until(progress, g_get_monotonic_time() + STEP_US));
    message_status(NULL);
    return NULL;
}

/* ---- beginning and end ------------------------------------------------- */

static bool is_wanted(void)
{
    const char *term = g_getenv("TERM");

    return !message_is_quiet() && isatty(STDERR_FILENO) &&
           !(term && !strcmp(term, "dumb"));
}

Progress *progress_start(const GPtrArray *sources,
                         const struct ingest_counters *counters)
{
    struct progress *progress;

    if (!is_wanted())
        return NULL;
    progress = g_new0(struct progress, 1);
    progress->sources = sources;
    progress->counters = counters;
    progress->started_us = g_get_monotonic_time();
    g_mutex_init(&progress->lock);
    g_cond_init(&progress->end);
    progress->thread = g_thread_new("progress", watch, progress);
    return progress;
}

void progress_stop(Progress *progress)
{
    if (!progress)
        return;
    g_mutex_lock(&progress->lock);
    progress->is_over = true;
    g_cond_signal(&progress->end);
    g_mutex_unlock(&progress->lock);
    g_thread_join(progress->thread);
    g_cond_clear(&progress->end);
    g_mutex_clear(&progress->lock);
    g_free(progress);
}

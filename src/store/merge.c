/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All of another store into this one, source by source and by content: what
 * is known stays as it is, so that merging twice, or in another order, gives
 * the same set of runs.
 */
#include "store/sql.h"

#include <sys/stat.h>

struct merge {
    Store *from, *to;
    size_t *n_sources;
    size_t n_runs, n_distributions;
};

static LogSource *to_log_source(const struct stored_source *stored)
{
    LogSource *source = g_new0(LogSource, 1);
    const char *slash = strrchr(stored->path, '/');
    const struct log_format *format = log_format_find(stored->format);

    source->path = g_strdup(stored->path);
    source->folder =
        slash ? g_strndup(stored->path, (size_t)(slash - stored->path))
              : g_strdup("");
    source->format = format ? format->name : NULL;
    g_strlcpy(source->sha256, stored->sha256, sizeof(source->sha256));
    source->bytes = stored->bytes;
    source->has_xxh3 = stored->has_xxh3;
    source->xxh3 = stored->xxh3;
    source->runs = g_ptr_array_new_with_free_func((GDestroyNotify)run_free);
    source->is_foreign = stored->is_foreign;
    if (stored->refusal)
        source->error = g_error_new_literal(COTEJO_ERROR, stored->refusal_code,
                                            stored->refusal);
    return source;
}

static bool merge_source(struct stored_source *stored, void *data,
                         GError **error)
{
    struct merge *merge = data;
    g_autoptr(LogSource) source = to_log_source(stored);
    enum store_added added;

    if (!store_load_runs(merge->from, stored->id, source->runs, error) ||
        !store_add(merge->to, stored->system, source, &added, error))
        return false;
    merge->n_sources[added]++;
    merge->n_runs += source->runs->len;
    for (guint i = 0; i < source->runs->len; i++)
        merge->n_distributions +=
            ((const Run *)source->runs->pdata[i])->distributions->len;
    return true;
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat status_a, status_b;

    return !stat(a, &status_a) && !stat(b, &status_b) &&
           status_a.st_dev == status_b.st_dev &&
           status_a.st_ino == status_b.st_ino;
}

bool store_merge_from(Store *store, Store *from,
                      size_t n_sources[N_STORE_ADDED], GError **error)
{
    struct merge merge = {.from = from, .to = store, .n_sources = n_sources};

    return store_each_source(from, merge_source, &merge, error) &&
           store_is_all(from, merge.n_runs, merge.n_distributions, error);
}

bool store_merge(Store *store, const char *path,
                 size_t n_sources[N_STORE_ADDED], GError **error)
{
    g_autoptr(Store) from = NULL;
    bool is_done;

    /* Opening it again would release the locks that this process holds. */
    if (is_same_file(store->path, path))
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "%s: a store cannot be added to itself", path);
    if (!(from = store_open(path, STORE_READ, error)) ||
        !store_exec(from, "BEGIN", error))
        return false;
    is_done = store_merge_from(store, from, n_sources, error);
    sqlite3_exec(from->db, "ROLLBACK", NULL, NULL, NULL);
    return is_done;
}

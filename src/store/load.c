/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From rows to runs, deep equal to what was added. What stands in a store is
 * checked as it is read: it may come from anywhere.
 */
#include "store/sql.h"

#include "ingest/format.h"
#include "store/pack.h"

/* The columns of LOAD_RUNS. */
enum {
    RUN_ID,
    RUN_SOURCE,
    RUN_TOOL,
    RUN_PARAMETERS,
    RUN_FORMAT,
    RUN_LINE,
    RUN_STATUS,
    RUN_IS_PART,
    RUN_STARTED,
    RUN_TOOL_VERSION,
    RUN_LAYOUT,
    RUN_COLUMNS,
    RUN_DIGITS,
    RUN_CONTEXT,
    RUN_REASONS,
    RUN_NOTES
};

static const char *keep(Run *run, struct slice text)
{
    return text.at ? run_string(run, text) : NULL;
}

static uint32_t take_place(struct pack *pack)
{
    int64_t place = pack_take_integer(pack);

    pack->is_bad |= place < 0 || place > UINT32_MAX;
    return (uint32_t)place;
}

static int take_exponent(struct pack *pack)
{
    int64_t exponent = pack_take_integer(pack);

    pack->is_bad |= exponent < -30 || exponent > 30;
    return pack->is_bad ? 0 : (int)exponent;
}

/* A metric of the run's tool by name; bad if the catalogue has none. */
static const struct metric *take_metric(struct pack *pack, const char *tool)
{
    struct slice name = pack_take_string(pack);
    char text[64] = "";
    const struct metric *metric;

    if (name.at && name.len < sizeof(text))
        memcpy(text, name.at, name.len);
    metric = metric_of(tool, text);
    pack->is_bad |= !metric;
    return metric;
}

/* One column of the layout, and its number from the digits. */
static void take_value(struct pack *layout, struct pack *digits, Run *run)
{
    struct run_value value = {.metric = take_metric(layout, run->tool)};
    int64_t line;

    value.item = keep(run, pack_take_string(layout));
    value.value.exponent = (int16_t)take_exponent(layout);
    line = pack_take_integer(layout);
    layout->is_bad |=
        line < -(int64_t)run->line || line > (int64_t)UINT32_MAX - run->line;
    value.line = (uint32_t)(run->line + line);
    if (pack_more(layout)) {
        value.marks = (uint8_t)(pack_take_integer(layout) & 0xff);
        if (pack_more(layout)) {
            value.part = keep(run, pack_take_string(layout));
            layout->is_bad |= pack_more(layout);
        }
    }
    layout->is_bad |= !pack_more(digits);
    value.value.digits = pack_take_integer(digits);
    if (!layout->is_bad && !digits->is_bad)
        g_array_append_val(run->values, value);
}

static bool take_values(Store *store, sqlite3_stmt *row, Run *run)
{
    struct pack layout = {.at = column_text(row, RUN_COLUMNS),
                          .decode = store->decode};
    struct pack digits = {.at = column_text(row, RUN_DIGITS),
                          .decode = store->decode};

    pack_enter(&layout);
    pack_enter(&digits);
    while (pack_more(&layout))
        if (pack_enter(&layout))
            take_value(&layout, &digits, run);
    return !pack_more(&digits) && pack_done(&layout) && pack_done(&digits);
}

static void take_field(struct pack *pack, Run *run, GArray *fields)
{
    struct run_field field;

    field.name = keep(run, pack_take_string(pack));
    field.value = keep(run, pack_take_string(pack));
    pack->is_bad |= pack_more(pack) || !field.name || !field.value;
    if (!pack->is_bad)
        g_array_append_val(fields, field);
}

static void take_parameter(struct pack *pack, Run *run)
{
    take_field(pack, run, run->parameters);
}

static void take_context(struct pack *pack, Run *run)
{
    take_field(pack, run, run->context);
}

static void take_reason(struct pack *pack, Run *run)
{
    struct run_reason reason;
    const char *slug = keep(run, pack_take_string(pack));

    reason.reason = slug ? reason_find(slug) : NULL;
    reason.line = take_place(pack);
    reason.column = take_place(pack);
    reason.message = keep(run, pack_take_string(pack));
    pack->is_bad |= pack_more(pack) || !reason.reason || !reason.message;
    if (!pack->is_bad)
        g_array_append_val(run->reasons, reason);
}

static void take_note(struct pack *pack, Run *run)
{
    struct run_note note;

    note.slug = keep(run, pack_take_string(pack));
    note.line = take_place(pack);
    note.message = keep(run, pack_take_string(pack));
    pack->is_bad |= pack_more(pack) || !note.slug || !note.message;
    if (!pack->is_bad)
        g_array_append_val(run->notes, note);
}

/* An array of arrays, each read by take. */
static bool take_all(Store *store, sqlite3_stmt *row, int column, Run *run,
                     void (*take)(struct pack *, Run *))
{
    struct pack pack = {.at = column_text(row, column),
                        .decode = store->decode};

    pack_enter(&pack);
    while (pack_more(&pack))
        if (pack_enter(&pack))
            take(&pack, run);
    return pack_done(&pack);
}

static bool take_counts(Store *store, const char *text,
                        struct run_distribution *distribution)
{
    struct pack pack = {.at = text, .decode = store->decode};
    GArray *counts = distribution->counts;
    uint64_t total = 0;

    pack_enter(&pack);
    while (pack_more(&pack)) {
        struct run_count count;
        int64_t n;

        pack_enter(&pack);
        count.value = pack_take_integer(&pack);
        n = pack_take_integer(&pack);
        pack.is_bad |= pack_more(&pack) || n <= 0;
        if (counts->len)
            pack.is_bad |=
                g_array_index(counts, struct run_count, counts->len - 1)
                    .value >= count.value;
        count.count = (uint64_t)n;
        total += count.count;
        g_array_append_val(counts, count);
    }
    return pack_done(&pack) && total == distribution->total;
}

static bool load_distribution(Store *store, sqlite3_stmt *row, Run *run)
{
    struct run_distribution distribution = {
        .metric = metric_of(run->tool, column_text(row, 0)),
        .exponent = sqlite3_column_int(row, 1),
        .total = (uint64_t)sqlite3_column_int64(row, 2),
        .counts = g_array_new(false, false, sizeof(struct run_count))};

    g_array_append_val(run->distributions, distribution);
    return distribution.metric && distribution.exponent >= -30 &&
           distribution.exponent <= 30 &&
           take_counts(store, column_text(row, 3),
                       &g_array_index(run->distributions,
                                      struct run_distribution,
                                      run->distributions->len - 1));
}

static bool load_distributions(Store *store, int64_t id, Run *run,
                               GError **error)
{
    sqlite3_stmt *rows = store_statement(store, LOAD_DISTRIBUTIONS, error);
    enum store_step step;

    if (!rows)
        return false;
    sqlite3_bind_int64(rows, 1, id);
    while ((step = store_step(store, rows, error)) == STEP_ROW)
        if (!load_distribution(store, rows, run))
            return store_damaged(store, error,
                                 "a distribution that cannot be read");
    return step == STEP_DONE;
}

/* The names that live as long as the program. */
static const char *static_tool(const char *name)
{
    for (size_t i = 0; i < n_metrics; i++)
        if (!strcmp(metrics[i].tool, name))
            return metrics[i].tool;
    return NULL;
}

static const char *static_format(const char *name)
{
    const struct log_format *format = log_format_find(name);

    return format ? format->name : NULL;
}

static bool take_packed(Store *store, sqlite3_stmt *row, Run *run)
{
    static const struct {
        int column;
        void (*take)(struct pack *, Run *);
    } packed[] = {
        {RUN_PARAMETERS, take_parameter},
        {RUN_CONTEXT, take_context},
        {RUN_REASONS, take_reason},
        {RUN_NOTES, take_note},
    };

    if (!take_values(store, row, run))
        return false;

    for (size_t i = 0; i < G_N_ELEMENTS(packed); i++)
        if (!take_all(store, row, packed[i].column, run, packed[i].take))
            return false;
    return true;
}

/* The worst of the reasons, or somebody made a refused run good by hand. */
static bool is_status_sound(const Run *run)
{
    enum run_status worst = RUN_GOOD;

    for (guint i = 0; i < run->reasons->len; i++)
        worst = MAX(
            worst,
            g_array_index(run->reasons, struct run_reason, i).reason->status);
    return run->status == worst;
}

static Run *read_run(Store *store, sqlite3_stmt *row, GError **error)
{
    const char *tool = static_tool(column_text(row, RUN_TOOL));
    const char *format = static_format(column_text(row, RUN_FORMAT));
    int64_t line = sqlite3_column_int64(row, RUN_LINE);
    g_autoptr(Run) run = NULL;
    bool is_sound = tool && format && line >= 0 && line <= UINT32_MAX;

    if (is_sound) {
        run = run_new(tool, format, (size_t)line);
        run->status = (enum run_status)sqlite3_column_int(row, RUN_STATUS);
        run->is_part = sqlite3_column_int(row, RUN_IS_PART) != 0;
        run->started_s = sqlite3_column_type(row, RUN_STARTED) == SQLITE_NULL
                             ? RUN_TIME_UNKNOWN
                             : sqlite3_column_int64(row, RUN_STARTED);
        if (sqlite3_column_type(row, RUN_TOOL_VERSION) != SQLITE_NULL)
            run->tool_version =
                run_string(run, slice_from(column_text(row, RUN_TOOL_VERSION)));
        is_sound = run->status <= RUN_REFUSED && take_packed(store, row, run) &&
                   is_status_sound(run);
    }
    if (!is_sound) {
        g_autofree char *what =
            g_strdup_printf("run %" G_GINT64_FORMAT " cannot be read",
                            (gint64)sqlite3_column_int64(row, RUN_ID));

        store_damaged(store, error, what);
        return NULL;
    }
    if (!load_distributions(store, sqlite3_column_int64(row, RUN_ID), run,
                            error))
        return NULL;
    return g_steal_pointer(&run);
}

bool store_load_runs(Store *store, int64_t source, GPtrArray *runs,
                     GError **error)
{
    sqlite3_stmt *rows = store_statement(store, LOAD_RUNS_OF_SOURCE, error);
    enum store_step step;

    if (!rows)
        return false;
    sqlite3_bind_int64(rows, 1, source);
    while ((step = store_step(store, rows, error)) == STEP_ROW) {
        Run *run = read_run(store, rows, error);

        if (!run) {
            sqlite3_reset(rows);
            return false;
        }
        g_ptr_array_add(runs, run);
    }
    return step == STEP_DONE;
}

static bool load_notes(Store *store, struct stored_source *source,
                       GError **error)
{
    sqlite3_stmt *rows = store_statement(store, LOAD_NOTES, error);
    enum store_step step;

    if (!rows)
        return false;
    source->notes = g_ptr_array_new_with_free_func(g_free);
    sqlite3_bind_int64(rows, 1, source->id);
    while ((step = store_step(store, rows, error)) == STEP_ROW)
        g_ptr_array_add(source->notes, g_strdup(column_text(rows, 1)));
    return step == STEP_DONE;
}

void stored_source_clear(struct stored_source *source)
{
    g_free(source->path);
    g_free(source->sha256);
    g_free(source->format);
    g_free(source->system);
    g_free(source->refusal);
    if (source->notes)
        g_ptr_array_unref(source->notes);
}

static struct stored_source read_source(sqlite3_stmt *row)
{
    struct stored_source source = {
        .id = sqlite3_column_int64(row, 0),
        .system = g_strdup(column_text(row, 1)),
        .sha256 = g_strdup(column_text(row, 2)),
        .path = g_strdup(column_text(row, 3)),
        .bytes = (uint64_t)sqlite3_column_int64(row, 4),
        .format = g_strdup(column_text(row, 5)),
        .is_foreign = sqlite3_column_int(row, 6) != 0,
        .refusal_code = sqlite3_column_int(row, 8)};

    if (sqlite3_column_type(row, 7) != SQLITE_NULL)
        source.refusal = g_strdup(column_text(row, 7));
    source.has_xxh3 =
        sqlite3_column_bytes(row, 9) == (int)sizeof source.xxh3.bytes;
    if (source.has_xxh3)
        memcpy(source.xxh3.bytes, sqlite3_column_blob(row, 9),
               sizeof source.xxh3.bytes);
    return source;
}

static bool is_all(const Store *store, const char *sql, size_t n,
                   const char *what, GError **error)
{
    int64_t there;

    return store_number(store, sql, &there, error) &&
           (there == (int64_t)n || store_damaged(store, error, what));
}

bool store_is_all(const Store *store, size_t n_runs, size_t n_distributions,
                  GError **error)
{
    return is_all(store, "SELECT count(*) FROM run", n_runs, "a run of no log",
                  error) &&
           is_all(store, "SELECT count(*) FROM distribution", n_distributions,
                  "a distribution of no run", error);
}

bool store_each_source(Store *store, stored_source_fn *each, void *data,
                       GError **error)
{
    sqlite3_stmt *rows = store_statement(store, LOAD_SOURCES, error);
    enum store_step step;

    if (!rows)
        return false;
    while ((step = store_step(store, rows, error)) == STEP_ROW) {
        struct stored_source source = read_source(rows);

        if (!*source.system) {
            stored_source_clear(&source);
            sqlite3_reset(rows);
            return store_damaged(store, error, "a log of no system");
        }
        if (!load_notes(store, &source, error) || !each(&source, data, error)) {
            stored_source_clear(&source);
            sqlite3_reset(rows);
            return false;
        }
        stored_source_clear(&source);
    }
    return step == STEP_DONE;
}

/* Everything, in the fixed order of store.h. */

static void stored_run_clear(void *data)
{
    run_free(((struct stored_run *)data)->run);
}

static void clear_source(void *data)
{
    stored_source_clear(data);
}

static Stored *stored_new(void)
{
    Stored *stored = g_new0(Stored, 1);

    stored->systems = g_ptr_array_new_with_free_func(g_free);
    stored->sources = g_array_new(false, false, sizeof(struct stored_source));
    stored->runs = g_array_new(false, false, sizeof(struct stored_run));
    g_array_set_clear_func(stored->sources, clear_source);
    g_array_set_clear_func(stored->runs, stored_run_clear);
    return stored;
}

void stored_free(Stored *stored)
{
    g_ptr_array_unref(stored->systems);
    g_array_unref(stored->sources);
    g_array_unref(stored->runs);
    g_free(stored);
}

static bool load_systems(Store *store, Stored *stored, GHashTable *indices,
                         GError **error)
{
    sqlite3_stmt *rows = store_statement(store, LOAD_SYSTEMS, error);
    enum store_step step;

    if (!rows)
        return false;
    while ((step = store_step(store, rows, error)) == STEP_ROW) {
        char *name = g_strdup(column_text(rows, 1));

        g_hash_table_insert(indices, name,
                            GSIZE_TO_POINTER(stored->systems->len));
        g_ptr_array_add(stored->systems, name);
    }
    return step == STEP_DONE;
}

static bool collect_source(struct stored_source *source, void *data,
                           GError **error)
{
    (void)error;
    g_array_append_val((GArray *)data, *source);
    *source = (struct stored_source){0};
    return true;
}

static size_t system_of(GHashTable *systems, const struct stored_source *source)
{
    return GPOINTER_TO_SIZE(g_hash_table_lookup(systems, source->system));
}

static int compare_sources(const void *a, const void *b, void *systems)
{
    const struct stored_source *x = a, *y = b;
    size_t system_x = system_of(systems, x), system_y = system_of(systems, y);
    int order;

    if (system_x != system_y)
        return system_x < system_y ? -1 : 1;
    order = natural_compare(x->path, y->path);
    return order ? order : (x->id > y->id) - (x->id < y->id);
}

static int compare_runs(const void *a, const void *b)
{
    const struct stored_run *x = a, *y = b;
    int tool;

    if (x->system != y->system)
        return x->system < y->system ? -1 : 1;
    tool = strcmp(x->run->tool, y->run->tool);
    if (tool)
        return tool;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    if (x->run->line != y->run->line)
        return x->run->line < y->run->line ? -1 : 1;
    return (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
}

static bool load_runs(Store *store, Stored *stored, GHashTable *systems,
                      GHashTable *places, GError **error)
{
    sqlite3_stmt *rows = store_statement(store, LOAD_RUNS, error);
    enum store_step step;
    size_t n_distributions = 0;

    if (!rows)
        return false;
    while ((step = store_step(store, rows, error)) == STEP_ROW) {
        int64_t source = sqlite3_column_int64(rows, RUN_SOURCE);
        struct stored_run stored_run = {.ordinal = stored->runs->len};
        void *place;

        if (!g_hash_table_lookup_extended(places, &source, NULL, &place)) {
            sqlite3_reset(rows);
            return store_damaged(store, error, "a run of no log");
        }
        stored_run.run = read_run(store, rows, error);
        if (!stored_run.run) {
            sqlite3_reset(rows);
            return false;
        }
        n_distributions += stored_run.run->distributions->len;
        stored_run.source = GPOINTER_TO_SIZE(place);
        stored_run.system = system_of(
            systems, &g_array_index(stored->sources, struct stored_source,
                                    stored_run.source));
        g_array_append_val(stored->runs, stored_run);
    }
    g_array_sort(stored->runs, compare_runs);
    return step == STEP_DONE &&
           store_is_all(store, stored->runs->len, n_distributions, error);
}

static bool load_all(Store *store, Stored *stored, GError **error)
{
    g_autoptr(GHashTable) systems = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) places =
        g_hash_table_new(g_int64_hash, g_int64_equal);

    if (!load_systems(store, stored, systems, error) ||
        !store_each_source(store, collect_source, stored->sources, error))
        return false;
    g_array_sort_with_data(stored->sources, compare_sources, systems);
    for (size_t i = 0; i < stored->sources->len; i++)
        g_hash_table_insert(
            places, &g_array_index(stored->sources, struct stored_source, i).id,
            GSIZE_TO_POINTER(i));
    return load_runs(store, stored, systems, places, error);
}

Stored *store_load(Store *store, GError **error)
{
    g_autoptr(Stored) stored = stored_new();
    bool is_ours = !store->is_open_transaction;
    bool is_done;

    /* One transaction, so that all is of one moment. */
    if (is_ours && !store_exec(store, "BEGIN", error))
        return NULL;
    is_done = load_all(store, stored, error);
    if (is_ours)
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return is_done ? g_steal_pointer(&stored) : NULL;
}

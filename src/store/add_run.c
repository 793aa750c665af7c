/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Adding a run: its digits by themselves, and the ids of all that it shares
 * with others.
 */
#include "store/sql.h"

#include "store/common.h"
#include "store/pack.h"

/* The parameters of ADD_RUN. */
enum {
    BIND_SOURCE = 1,
    BIND_WORKLOAD,
    BIND_FORMAT,
    BIND_LINE,
    BIND_STATUS,
    BIND_IS_PART,
    BIND_STARTED,
    BIND_TOOL_VERSION,
    BIND_LAYOUT,
    BIND_DIGITS,
    BIND_CONTEXT,
    BIND_REASONS,
    BIND_NOTES
};

static void pack_fields(GString *out, const GArray *fields)
{
    pack_begin(out);
    for (size_t i = 0; i < fields->len; i++) {
        const struct run_field *field =
            &g_array_index(fields, struct run_field, i);

        pack_pair(out, field->name, field->value);
    }
    pack_close(out);
}

static void pack_reasons(GString *out, const GArray *reasons_given)
{
    pack_begin(out);
    for (size_t i = 0; i < reasons_given->len; i++) {
        const struct run_reason *reason =
            &g_array_index(reasons_given, struct run_reason, i);

        pack_open(out);
        pack_string(out, reason->reason->slug);
        pack_integer(out, reason->line);
        pack_integer(out, reason->column);
        pack_string(out, reason->message);
        pack_close(out);
    }
    pack_close(out);
}

static void pack_notes(GString *out, const GArray *notes)
{
    pack_begin(out);
    for (size_t i = 0; i < notes->len; i++) {
        const struct run_note *note = &g_array_index(notes, struct run_note, i);

        pack_open(out);
        pack_string(out, note->slug);
        pack_integer(out, note->line);
        pack_string(out, note->message);
        pack_close(out);
    }
    pack_close(out);
}

static void pack_digits(GString *out, const GArray *values)
{
    pack_begin(out);
    for (size_t i = 0; i < values->len; i++)
        pack_integer(out,
                     g_array_index(values, struct run_value, i).value.digits);
    pack_close(out);
}

static void pack_counts(GString *out, const GArray *counts)
{
    pack_begin(out);
    for (size_t i = 0; i < counts->len; i++) {
        const struct run_count *count =
            &g_array_index(counts, struct run_count, i);

        pack_open(out);
        pack_integer(out, count->value);
        pack_integer(out, (int64_t)count->count);
        pack_close(out);
    }
    pack_close(out);
}

static bool add_distribution(Store *store, int64_t run,
                             const struct run_distribution *distribution,
                             GError **error)
{
    sqlite3_stmt *add = store_statement(store, ADD_DISTRIBUTION, error);

    if (!add)
        return false;
    g_string_truncate(store->text, 0);
    pack_counts(store->text, distribution->counts);
    sqlite3_bind_int64(add, 1, run);
    bind_text(add, 2, distribution->metric->name);
    sqlite3_bind_int(add, 3, distribution->exponent);
    sqlite3_bind_int64(add, 4, (int64_t)distribution->total);
    bind_packed(add, 5, store->text);
    return store_run(store, add, error);
}

/* Binds the id of what pack writes of the items, NULL if there are none. */
static bool bind_common(Store *store, sqlite3_stmt *add, int parameter,
                        enum common_kind kind, const GArray *items,
                        void (*pack)(GString *, const GArray *), GError **error)
{
    GString *text = store->text;
    int64_t id;

    if (!items->len) {
        sqlite3_bind_null(add, parameter);
        return true;
    }
    g_string_truncate(text, 0);
    pack(text, items);
    if (!common_text(store, kind, (struct slice){text->str, text->len}, &id,
                     error))
        return false;
    sqlite3_bind_int64(add, parameter, id);
    return true;
}

static bool bind_shared(Store *store, sqlite3_stmt *add, const Run *run,
                        GError **error)
{
    GString *text = store->text;
    int64_t workload, layout;

    g_string_truncate(text, 0);
    pack_fields(text, run->parameters);
    if (!common_workload(store, run, text->str, &workload, error) ||
        !common_layout(store, run, &layout, error))
        return false;
    sqlite3_bind_int64(add, BIND_WORKLOAD, workload);
    sqlite3_bind_int64(add, BIND_LAYOUT, layout);
    return bind_common(store, add, BIND_CONTEXT, COMMON_CONTEXT, run->context,
                       pack_fields, error) &&
           bind_common(store, add, BIND_REASONS, COMMON_REASONS, run->reasons,
                       pack_reasons, error) &&
           bind_common(store, add, BIND_NOTES, COMMON_NOTES, run->notes,
                       pack_notes, error);
}

bool store_add_run(Store *store, int64_t source, const Run *run, GError **error)
{
    sqlite3_stmt *add = store_statement(store, ADD_RUN, error);
    int64_t id;

    if (!add || !bind_shared(store, add, run, error))
        return false;
    sqlite3_bind_int64(add, BIND_SOURCE, source);
    bind_text(add, BIND_FORMAT, run->format);
    sqlite3_bind_int64(add, BIND_LINE, run->line);
    sqlite3_bind_int(add, BIND_STATUS, (int)run->status);
    sqlite3_bind_int(add, BIND_IS_PART, run->is_part);
    if (run->started_s == RUN_TIME_UNKNOWN)
        sqlite3_bind_null(add, BIND_STARTED);
    else
        sqlite3_bind_int64(add, BIND_STARTED, run->started_s);
    bind_text(add, BIND_TOOL_VERSION, run->tool_version);
    g_string_truncate(store->text, 0);
    pack_digits(store->text, run->values);
    bind_packed(add, BIND_DIGITS, store->text);
    if (!store_run(store, add, error))
        return false;
    if (!run->distributions->len)
        return true;
    id = sqlite3_last_insert_rowid(store->db);
    for (size_t i = 0; i < run->distributions->len; i++)
        if (!add_distribution(
                store, id,
                &g_array_index(run->distributions, struct run_distribution, i),
                error))
            return false;
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From version 1 to 2. A run of version 1 held all about its numbers,
 *
 *     scalars  [metric, item, digits, exponent, line (, marks (, file))]
 *
 * with lines of the log, and its context, reasons and notes as texts of its
 * own; a source was found by its whole SHA-256. The tables are made anew, the
 * rows copied over in their order, with their ids.
 */
#include "store/sql.h"

#include "base/xxh3.h"
#include "store/pack.h"
#include "store/schema.h"

static const char move_away[] =
    "DROP VIEW note; DROP VIEW reason; DROP VIEW context; DROP VIEW parameter;"
    "DROP VIEW bin; DROP VIEW value; DROP VIEW runs;"
    "DROP INDEX run_by_source; DROP INDEX distribution_by_run;"
    "ALTER TABLE source_note RENAME TO old_source_note;"
    "ALTER TABLE distribution RENAME TO old_distribution;"
    "ALTER TABLE run RENAME TO old_run;"
    "ALTER TABLE workload RENAME TO old_workload;"
    "ALTER TABLE source RENAME TO old_source;"
    "ALTER TABLE system RENAME TO old_system;";

static const char copy_over[] =
    "INSERT INTO system SELECT id, name FROM old_system;"
    "INSERT INTO source SELECT id, system, old_key(sha256), sha256, repetition,"
    " path, bytes, format, is_foreign, refusal, refusal_code, NULL,"
    " (SELECT count(*) FROM old_run WHERE old_run.source = old_source.id"
    " AND status < 2 AND NOT is_part) FROM old_source ORDER BY id;"
    "INSERT INTO workload SELECT id, tool, parameters, name FROM old_workload;"
    "INSERT INTO common (key, json) SELECT text_key(json), json FROM"
    " (SELECT old_layout(scalars, line) AS json FROM old_run"
    " UNION SELECT context FROM old_run WHERE context <> '[]'"
    " UNION SELECT reasons FROM old_run WHERE reasons <> '[]'"
    " UNION SELECT notes FROM old_run WHERE notes <> '[]');"
    "INSERT INTO run SELECT id, source, workload, format, line, status,"
    " is_part, started_s, tool_version,"
    " (SELECT id FROM common WHERE key = text_key(old_layout(scalars, line))"
    " AND json = old_layout(scalars, line)), old_digits(scalars),"
    " (SELECT id FROM common WHERE key = text_key(context)"
    " AND json = context),"
    " (SELECT id FROM common WHERE key = text_key(reasons)"
    " AND json = reasons),"
    " (SELECT id FROM common WHERE key = text_key(notes) AND json = notes)"
    " FROM old_run ORDER BY id;"
    "INSERT INTO distribution SELECT id, run, metric, exponent, total, counts"
    " FROM old_distribution ORDER BY id;"
    "INSERT INTO source_note SELECT source, slug, message"
    " FROM old_source_note;"
    "DROP TABLE old_source_note; DROP TABLE old_distribution;"
    "DROP TABLE old_run; DROP TABLE old_workload; DROP TABLE old_source;"
    "DROP TABLE old_system;";

static const char *text_of(sqlite3_value *value)
{
    const unsigned char *text = sqlite3_value_text(value);

    return text ? (const char *)text : "";
}

static void old_key(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    sqlite3_result_int64(context, store_key(text_of(values[0])));
}

static void text_key(sqlite3_context *context, int n, sqlite3_value **values)
{
    const char *text = text_of(values[0]);

    (void)n;
    sqlite3_result_int64(context, (int64_t)xxh3_short(text, strlen(text)));
}

static void move_string(struct pack *from, GString *to)
{
    struct slice s = pack_take_string(from);
    g_autofree char *text = s.at ? slice_dup(s) : NULL;

    pack_string(to, text);
}

/* One of the scalars, shared out to the two texts. */
static void split_scalar(struct pack *from, int64_t line, GString *layout,
                         GString *digits)
{
    pack_open(layout);
    move_string(from, layout);
    move_string(from, layout);
    pack_integer(digits, pack_take_integer(from));
    pack_integer(layout, pack_take_integer(from));
    pack_integer(layout, pack_take_integer(from) - line);
    if (pack_more(from)) {
        pack_integer(layout, pack_take_integer(from));
        if (pack_more(from)) {
            move_string(from, layout);
            from->is_bad |= pack_more(from);
        }
    }
    pack_close(layout);
}

/* False if they are not what version 1 wrote. */
static bool split_scalars(const char *scalars, int64_t line, GString *layout,
                          GString *digits)
{
    g_autoptr(GString) decode = g_string_new(NULL);
    struct pack from = {.at = scalars, .decode = decode};

    pack_begin(layout);
    pack_begin(digits);
    pack_enter(&from);
    while (pack_more(&from))
        if (pack_enter(&from))
            split_scalar(&from, line, layout, digits);
    pack_close(layout);
    pack_close(digits);
    return pack_done(&from);
}

static void answer(sqlite3_context *context, sqlite3_value **values,
                   int64_t line, bool is_layout)
{
    g_autoptr(GString) layout = g_string_new(NULL);
    g_autoptr(GString) digits = g_string_new(NULL);
    const GString *part = is_layout ? layout : digits;

    if (split_scalars(text_of(values[0]), line, layout, digits))
        sqlite3_result_text(context, part->str, (int)part->len,
                            SQLITE_TRANSIENT);
    else
        sqlite3_result_error(context, "the numbers of a run cannot be read",
                             -1);
}

static void old_layout(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    answer(context, values, sqlite3_value_int64(values[1]), true);
}

static void old_digits(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    answer(context, values, 0, false);
}

bool store_migrate_1(const Store *store, GError **error)
{
    static const struct {
        const char *name;
        int n;
        void (*call)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {
        {"old_key", 1, old_key},
        {"text_key", 1, text_key},
        {"old_layout", 2, old_layout},
        {"old_digits", 1, old_digits},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(functions); i++)
        if (sqlite3_create_function(
                store->db, functions[i].name, functions[i].n,
                SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
                functions[i].call, NULL, NULL))
            return store_fail(store, error);
    return store_exec(store, move_away, error) &&
           store_exec(store, store_schema, error) &&
           store_exec(store, copy_over, error);
}

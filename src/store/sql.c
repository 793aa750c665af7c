/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL but the schema, and the few calls through which it runs.
 */
#include "store/sql.h"

/* What is referred to is joined to the left: a row that refers to nothing is
 * met, and told as damage, where it would otherwise be left out in silence. */
#define SELECT_RUN                                                             \
    "SELECT run.id, run.source, workload.tool, workload.parameters,"           \
    " run.format, run.line, run.status, run.is_part, run.started_s,"           \
    " run.tool_version, run.layout, layout.json, run.digits,"                  \
    " iif(run.context IS NULL, '[]', context.json),"                           \
    " iif(run.reasons IS NULL, '[]', reasons.json),"                           \
    " iif(run.notes IS NULL, '[]', notes.json)"                                \
    " FROM run LEFT JOIN workload ON workload.id = run.workload"               \
    " LEFT JOIN common AS layout ON layout.id = run.layout"                    \
    " LEFT JOIN common AS context ON context.id = run.context"                 \
    " LEFT JOIN common AS reasons ON reasons.id = run.reasons"                 \
    " LEFT JOIN common AS notes ON notes.id = run.notes "

#define SELECT_SOURCE                                                          \
    "SELECT source.id, system.name, source.sha256, source.path, source.bytes," \
    " source.format, source.is_foreign, source.refusal, source.refusal_code,"  \
    " source.xxh3"                                                             \
    " FROM source LEFT JOIN system ON system.id = source.system "

#define SELECT_UNREAD                                                          \
    "SELECT id FROM source"                                                    \
    " WHERE system = ?1 AND key = 0 AND sha256 = '' AND path = ?2"

static const char *const texts[N_STATEMENTS] = {
    [FIND_SYSTEM] = "SELECT id FROM system WHERE name = ?1",
    [ADD_SYSTEM] = "INSERT INTO system (name) VALUES (?1)",
    [FIND_SOURCES] = "SELECT id, repetition, path FROM source"
                     " WHERE system = ?1 AND key = ?2 AND sha256 = ?3"
                     " ORDER BY repetition",
    [FIND_OWN] = "SELECT path FROM source"
                 " WHERE id = ?1 AND system = ?2 AND sha256 = ?3",
    [FIND_INDEX] =
        "SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?1",
    [FIND_PATH] = "SELECT path FROM source WHERE id = ?1",
    [LOAD_KEYS] = "SELECT system, key FROM source",
    [LOAD_KNOWN] =
        "SELECT xxh3, id, usable, is_foreign, bytes, path FROM source"
        " WHERE system = (SELECT id FROM system WHERE name = ?1)"
        " AND xxh3 IS NOT NULL",
    [ADD_SOURCE] =
        "INSERT INTO source (system, key, sha256, repetition, path, bytes,"
        " format, is_foreign, refusal, refusal_code, xxh3, usable)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    [DROP_UNREAD_DISTRIBUTIONS] =
        "DELETE FROM distribution WHERE run IN (SELECT id FROM run"
        " WHERE source IN (" SELECT_UNREAD "))",
    [DROP_UNREAD_RUNS] = "DELETE FROM run WHERE source IN (" SELECT_UNREAD ")",
    [DROP_UNREAD_NOTES] =
        "DELETE FROM source_note WHERE source IN (" SELECT_UNREAD ")",
    [DROP_UNREAD] = "DELETE FROM source WHERE id IN (" SELECT_UNREAD ")",
    [FIND_WORKLOAD] =
        "SELECT id FROM workload WHERE tool = ?1 AND parameters = ?2",
    [ADD_WORKLOAD] =
        "INSERT INTO workload (tool, parameters, name) VALUES (?1, ?2, ?3)",
    [FIND_COMMON] = "SELECT id, json FROM common WHERE key = ?1",
    [ADD_COMMON] = "INSERT INTO common (key, json) VALUES (?1, ?2)",
    [ADD_RUN] =
        "INSERT INTO run (source, workload, format, line, status, is_part,"
        " started_s, tool_version, layout, digits, context, reasons, notes)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    [ADD_DISTRIBUTION] = "INSERT INTO distribution (run, metric, exponent,"
                         " total, counts) VALUES (?1, ?2, ?3, ?4, ?5)",
    [ADD_NOTE] = "INSERT OR IGNORE INTO source_note (source, slug, message)"
                 " VALUES (?1, ?2, ?3)",
    [LOAD_SYSTEMS] = "SELECT id, name FROM system ORDER BY id",
    [LOAD_SOURCES] = SELECT_SOURCE "ORDER BY source.id",
    [LOAD_RUNS] = SELECT_RUN "ORDER BY run.id",
    [LOAD_RUNS_OF_SOURCE] = SELECT_RUN "WHERE run.source = ?1 ORDER BY run.id",
    [LOAD_DISTRIBUTIONS] = "SELECT metric, exponent, total, counts"
                           " FROM distribution WHERE run = ?1 ORDER BY id",
    [LOAD_NOTES] = "SELECT slug, message FROM source_note"
                   " WHERE source = ?1 ORDER BY slug, message",
};

bool store_fail(const Store *store, GError **error)
{
    int code = sqlite3_errcode(store->db) & 0xff;

    if (code == SQLITE_BUSY)
        return cotejo_fail(error, COTEJO_ERROR_STORE,
                           "%s: in use by another program", store->path);
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
        return cotejo_fail(error, COTEJO_ERROR_STORE,
                           "%s: damaged: %s; the file was left as it is",
                           store->path, sqlite3_errmsg(store->db));
    return cotejo_fail(error, COTEJO_ERROR_STORE, "%s: %s", store->path,
                       sqlite3_errmsg(store->db));
}

bool store_damaged(const Store *store, GError **error, const char *what)
{
    return cotejo_fail(error, COTEJO_ERROR_STORE, "%s: damaged: %s",
                       store->path, what);
}

sqlite3_stmt *store_statement(Store *store, enum statement which,
                              GError **error)
{
    sqlite3_stmt **statement = &store->statements[which];

    if (*statement) {
        sqlite3_reset(*statement);
        return *statement;
    }
    if (sqlite3_prepare_v3(store->db, texts[which], -1,
                           SQLITE_PREPARE_PERSISTENT, statement, NULL))
        store_fail(store, error);
    return *statement;
}

enum store_step store_step(const Store *store, sqlite3_stmt *statement,
                           GError **error)
{
    switch (sqlite3_step(statement)) {
    case SQLITE_ROW:
        return STEP_ROW;
    case SQLITE_DONE:
        sqlite3_reset(statement);
        return STEP_DONE;
    default:
        store_fail(store, error);
        sqlite3_reset(statement);
        return STEP_ERROR;
    }
}

bool store_run(const Store *store, sqlite3_stmt *statement, GError **error)
{
    enum store_step step;

    do
        step = store_step(store, statement, error);
    while (step == STEP_ROW);
    return step == STEP_DONE;
}

bool store_id(const Store *store, sqlite3_stmt *query, int64_t *id,
              GError **error)
{
    enum store_step step = store_step(store, query, error);

    *id = step == STEP_ROW ? sqlite3_column_int64(query, 0) : 0;
    sqlite3_reset(query);
    return step != STEP_ERROR;
}

bool store_exec(const Store *store, const char *sql, GError **error)
{
    return !sqlite3_exec(store->db, sql, NULL, NULL, NULL) ||
           store_fail(store, error);
}

bool store_number(const Store *store, const char *sql, int64_t *number,
                  GError **error)
{
    sqlite3_stmt *statement = NULL;
    enum store_step step;

    *number = 0;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL))
        return store_fail(store, error);
    step = store_step(store, statement, error);
    if (step == STEP_ROW)
        *number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return step != STEP_ERROR;
}

void bind_text(sqlite3_stmt *statement, int column, const char *text)
{
    sqlite3_bind_text(statement, column, text, -1, SQLITE_STATIC);
}

void bind_packed(sqlite3_stmt *statement, int column, const GString *text)
{
    sqlite3_bind_text64(statement, column, text->str, text->len, SQLITE_STATIC,
                        SQLITE_UTF8);
}

const char *column_text(sqlite3_stmt *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement, column);

    return text ? (const char *)text : "";
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files of a run of sql-bench, for what brings them together:
 * sqlbench_join.c (which belongs to which), sqlbench_summary.c (a summary and
 * its logs), sqlbench_assemble.c (logs without one), sqlbench_sums.c.
 */
#pragma once

#include "ingest/ingest.h"
#include "ingest/sqlbench_lines.h"

/* A run and the file it stands in. */
struct member {
    LogSource *source;  /* borrowed */
    Run *run;           /* borrowed */
    const char *module; /* of a module log; borrowed from the run */
    struct member *summary;
};

enum { OP_WALL, OP_TESTS = 4, N_OP };

/* The values of one operation, summed over lines and logs. */
struct op_sum {
    const char *item; /* borrowed from the first run */
    struct decimal value[N_OP];
    bool has[N_OP];
    uint8_t marks;
    uint32_t line;
    const char *path; /* of the first log; borrowed */
};

static inline const struct run_value *value_at(const Run *run, guint i)
{
    return &g_array_index(run->values, struct run_value, i);
}

/* ---- members ---- */

/* How messages call a file: its folder is the summary's own, and a report
 * must not change with the place where the logs lie. */
const char *sqlbench_file_name(const char *path);
/* The text behind "PREFIX-" in a file's name; NULL if it begins otherwise.
 * Free with g_free. */
char *sqlbench_file_id(const LogSource *source, const char *prefix);
/* Of two that began in the same second the one that took none was first. */
int sqlbench_compare_started(gconstpointer a, gconstpointer b);
/* The module names of a run, from its workload; free with g_strfreev. */
char **sqlbench_module_list(const Run *run);
/* Whether one of the members is the log of that module. */
bool sqlbench_has_part(const GPtrArray *parts, const char *module);

/* Brings the logs, which are sorted here, to their summary. */
void sqlbench_join_summary(struct member *summary, GPtrArray *parts);
/* Makes runs of the logs that have no summary. */
void sqlbench_assemble(GPtrArray *parts);

/* ---- sums ---- */

/* Which of op_sum's values that is; N_OP if none. */
size_t sqlbench_op_metric(const struct run_value *value);
/* Names to struct op_sum. */
GHashTable *sqlbench_sums_new(void);
/* Suites up to 2.5 cut names to 20 characters. */
size_t sqlbench_name_width(const Run *run);
/* The rows of a summary's table. */
GHashTable *sqlbench_table_rows(const Run *run);
/* The counted lines of a module log, by their cut names. */
void sqlbench_add_counted(GHashTable *sums, const struct member *part,
                          size_t width);
/* Gives the run what only the log knows; `known` are the names that have
 * values already. */
void sqlbench_add_uncounted(Run *run, GHashTable *known,
                            const struct member *part, size_t width);
void sqlbench_add_all_counted(Run *run, GHashTable *sums);
/* The keys in alphabetical order, borrowed. */
GPtrArray *sqlbench_sorted_keys(GHashTable *table);
int sqlbench_compare_keys(gconstpointer a, gconstpointer b);

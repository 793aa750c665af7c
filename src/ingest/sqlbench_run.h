/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A RUN file of sql-bench as read: what its reader (format_sqlbench_run.c)
 * hands to its checks (sqlbench_run_check.c).
 */
#pragma once

#include "ingest/sqlbench_lines.h"

enum module_state {
    MODULE_TOTAL,
    MODULE_FAILED,
    MODULE_SKIPPED,
    MODULE_UNFINISHED,
};

struct module {
    const char *name;
    enum module_state state;
    struct sqlbench_total total;
    size_t line;
};

enum { WALL, USR, SYS, CPU, TESTS, N_COLUMNS };
extern const char *const sqlbench_column_names[N_COLUMNS];

struct row {
    const char *name;
    struct decimal column[N_COLUMNS];
    unsigned plus, question; /* markers */
    size_t line;
};

enum part {
    PART_HEADER,
    PART_COMMENT,
    PART_MODULES,
    PART_STATUS, /* behind the modules, before the table */
    PART_TABLE,
    PART_DONE,
};

struct summary {
    Text *log;
    Run *run;
    enum part part;
    size_t next_label;
    GString *comment;
    GArray *modules, *rows;
    bool has_no_break; /* wide blanks: pasted */
    bool has_header;
    bool has_status;
    uint64_t n_told, n_failed_told;
    size_t status_line;
    bool plus_legend, question_legend;
    bool has_table, has_totals, totals_cut;
    struct row totals;
    char totals_markers[64];
    size_t n_unknown, unknown_line;
    char unknown[96];
};

static inline const struct module *module_at(const struct summary *s, guint i)
{
    return &g_array_index(s->modules, struct module, i);
}

static inline const struct row *row_at(const struct summary *s, guint i)
{
    return &g_array_index(s->rows, struct row, i);
}

size_t sqlbench_count_modules(const struct summary *s, enum module_state state);

/* What the CPU columns are worth. */
struct cpu_use {
    bool is_dead; /* the cpu column; usr and sys are good */
    bool is_wall; /* usr is the wall clock: nothing is good */
};
struct cpu_use sqlbench_cpu_use(const struct summary *s);

/* Gives the run a reason for each identity that is broken, and notes. */
void sqlbench_check_run(struct summary *s, struct cpu_use use);

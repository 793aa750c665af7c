/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of MySQL's sql-bench, suite 2.0 (1998) to 2.15, that more than
 * one of its files holds: time strings, dates, operation lines, and where a
 * summary or a module log begins.
 */
#pragma once

#include "base/text.h"
#include "ingest/run.h"

/* Perl's Benchmark::timestr, in any of its forms. */
struct sqlbench_time {
    struct decimal wall, usr, sys, cpu; /* s, as printed */
    struct decimal cusr, csys;          /* of children: 0.00 in practice */
    bool has_parts;                     /* usr and sys were printed */
    bool has_children;                  /* cusr and csys were */
    bool is_plain; /* wall is an unsigned number without exponent */
};

/* "33 wallclock secs ( 8.41 usr  2.89 sys + ... = 11.30 CPU)", whole slice;
 * false when it is anything else, a hand-edited "( 249.00 463.00 713.00)"
 * included. */
bool sqlbench_time_read(struct slice text, struct sqlbench_time *time);

/* A number as a module log or a table prints it: "0.07", "15" if it may be
 * whole, never "0.070", ".07", "+0.07" or "7e-2". */
bool sqlbench_hundredths(struct slice word, bool may_be_whole,
                         struct decimal *value);

/* usr + sys; zero without parts. */
struct decimal sqlbench_time_client(const struct sqlbench_time *time);

/* How the printed cpu relates to its parts. */
enum sqlbench_cpu {
    SQLBENCH_CPU_RIGHT, /* their sum, to the rounding */
    SQLBENCH_CPU_DEAD,  /* zero although they are not: an old Perl */
    SQLBENCH_CPU_WRONG, /* neither */
};
/* slack: of the rounding, s. *gap: by how much they differ. */
enum sqlbench_cpu sqlbench_cpu_check(struct decimal usr, struct decimal sys,
                                     struct decimal cpu, double slack,
                                     double *gap);
/* The same for a time string, with what its children used. */
enum sqlbench_cpu sqlbench_time_check(const struct sqlbench_time *time);

/* "2026-11-23  2:28:52" (blanks as they come), seconds since 1970 as if UTC;
 * RUN_TIME_UNKNOWN if it is no date. */
int64_t sqlbench_date(struct slice text);

/* "Time for NAME (COUNT:ROWS): TIME" and its many variations. */
struct sqlbench_operation {
    struct slice name;    /* without blanks around, whole */
    struct decimal tests; /* the first number in parentheses */
    struct decimal rows;  /* the second */
    bool has_rows;
    bool is_estimated;
    bool is_counted; /* the suite's own summary reads the line */
    struct sqlbench_time time;
};
bool sqlbench_operation_read(struct slice line,
                             struct sqlbench_operation *operation);

/* Whether there is something of a time string in the line. */
bool sqlbench_has_time(struct slice line);
/* The name in a line that begins like an operation and need not be whole;
 * empty if it does not. */
struct slice sqlbench_operation_name(struct slice line);

/* "Total time: TIME", "Estimated total time: TIME", "Done: N tests ...". */
struct sqlbench_total {
    bool is_estimated;
    struct sqlbench_time time;
};
enum sqlbench_total_kind {
    SQLBENCH_NO_TOTAL,
    SQLBENCH_TOTAL,
    SQLBENCH_BAD_TOTAL, /* begins like one, but its time cannot be read */
};
enum sqlbench_total_kind sqlbench_total_read(struct slice text,
                                             struct sqlbench_total *total);

#define SQLBENCH_N_MODULES 11
extern const char *const sqlbench_modules[SQLBENCH_N_MODULES];
/* Whether the suite, of any version, has a module of that name. */
bool sqlbench_is_module(const char *name);
/* First lines of a summary and of a module log. */
bool sqlbench_is_run_start(struct slice line);
bool sqlbench_is_module_start(struct slice line);
bool sqlbench_is_table_head(struct slice line);

/* "insert: Total time: ...", of a module that the suite has: what a summary
 * without its header begins with. */
bool sqlbench_is_module_line(struct slice line);

/* The next line with the suite's own blanks; *is_pasted becomes true where
 * there were others. `cat a b` of a log without its last line end (a run that
 * was killed leaves "insert: ") puts the start of the next behind it, which is
 * parted here. */
bool sqlbench_line(Text *log, struct slice *line, bool *is_pasted);

/* Reads a log that may hold summaries and module logs in any order. */
void sqlbench_parse(Text *log, GPtrArray *runs);
/* Each reads one block, whose first line is the next to be handed out. */
void sqlbench_run_block(Text *log, GPtrArray *runs);
void sqlbench_module_block(Text *log, GPtrArray *runs);

/* Brings module logs to their summaries, and what is left over together. */
void sqlbench_join(GPtrArray *sources);
/* The same for a folder that has no summary at all. */
void sqlbench_join_modules(GPtrArray *sources);

/* The values of a module, under its name: all but the wall clock when that is
 * refused. Returns the marks given to them. */
void sqlbench_add_module(Run *run, const char *module,
                         const struct sqlbench_total *total, bool has_cpu,
                         uint8_t marks, size_t line);

/* The time per test of an operation, with a digit more than its wall clock
 * has; nothing without tests, or where the clock ran backwards. Its value is
 * returned to be marked like the rest, NULL if there is none. */
struct run_value *sqlbench_add_per_test(Run *run, const char *item,
                                        struct decimal wall,
                                        struct decimal tests, size_t line);

/* The widths to which suites cut the names of operations. */
#define SQLBENCH_NAME_MAX 35
#define SQLBENCH_OLD_NAME_MAX 20

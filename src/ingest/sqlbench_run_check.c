/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a RUN file of sql-bench owes itself. A broken identity refuses the
 * run; they are numbered as in format_sqlbench_run.c, and carry the numbers
 * that contradict each other in their messages.
 */
#include "ingest/sqlbench_run.h"

const char *const sqlbench_column_names[N_COLUMNS] = {"seconds", "usr", "sys",
                                                      "cpu", "tests"};

size_t sqlbench_count_modules(const struct summary *s, enum module_state state)
{
    size_t n = 0;

    for (guint i = 0; i < s->modules->len; i++)
        n += module_at(s, i)->state == state;
    return n;
}

/* I1 for one column. Seconds of a refined clock or of estimates are rounded
 * row by row. */
static void check_column(struct summary *s, size_t column)
{
    struct decimal sum = {0, 0}, gap, half = {0, -3};
    char was[DECIMAL_TEXT], is[DECIMAL_TEXT];

    for (guint i = 0; i < s->rows->len; i++) {
        struct decimal value = row_at(s, i)->column[column];

        if (!decimal_add(sum, value, &sum)) {
            run_reason(s->run, "impossible-value", row_at(s, i)->line, 0,
                       "the %s do not add up: too large",
                       sqlbench_column_names[column]);
            return;
        }
        if (column == WALL && value.exponent == -2 && value.digits % 100)
            half.digits += 5;
    }
    if (!decimal_subtract(sum, s->totals.column[column], &gap))
        return;
    if (gap.digits < 0)
        gap.digits = -gap.digits;
    if (decimal_compare(gap, half) <= 0)
        return;
    run_reason(s->run, s->totals_cut ? "truncated" : "contradiction",
               s->totals.line, 0,
               "the %s of the rows add up to %s, TOTALS says %s",
               sqlbench_column_names[column], decimal_print(sum, is),
               decimal_print(s->totals.column[column], was));
}

/* TOTALS repeats the markers of all rows. */
static void check_markers(struct summary *s)
{
    unsigned plus = 0, question = 0;
    bool has_estimate = false;

    for (guint i = 0; i < s->rows->len; i++) {
        plus += row_at(s, i)->plus;
        question += row_at(s, i)->question;
    }
    for (guint i = 0; i < s->modules->len; i++)
        has_estimate |= module_at(s, i)->total.is_estimated;
    if (plus != s->totals.plus || question != s->totals.question)
        run_reason(s->run, s->totals_cut ? "truncated" : "contradiction",
                   s->totals.line, 0,
                   "the markers of TOTALS are not those of the rows");
    if (!s->has_status)
        return;
    if ((plus > 0) != s->plus_legend || (question > 0) != s->question_legend)
        run_reason(s->run, "contradiction", s->status_line, 0,
                   "the legend of markers does not fit the rows");
    if (plus && !has_estimate)
        run_reason(s->run, "contradiction", s->status_line, 0,
                   "rows are estimated, but no module is");
}

/* I12. Two names of exactly the width to which names are cut may be equal. */
static void check_order(struct summary *s)
{
    for (guint i = 1; i < s->rows->len; i++) {
        const char *before = row_at(s, i - 1)->name;
        const char *name = row_at(s, i)->name;
        int order = strcmp(before, name);
        size_t len = strlen(name);

        if (order < 0)
            continue;
        if (order == 0 &&
            (len == SQLBENCH_NAME_MAX || len == SQLBENCH_OLD_NAME_MAX))
            run_note(s->run, "ambiguous-name", row_at(s, i)->line,
                     "two operations are called '%s' where names are cut",
                     name);
        else
            run_reason(s->run, "contradiction", row_at(s, i)->line, 0,
                       order ? "the row '%s' is out of order"
                             : "the row '%s' stands twice",
                       name);
    }
}

static void check_status(struct summary *s)
{
    size_t failed = sqlbench_count_modules(s, MODULE_FAILED);

    if (!s->has_status || !s->modules->len)
        return;
    if (s->n_told != s->modules->len || s->n_failed_told != failed)
        run_reason(s->run, "contradiction", s->status_line, 0,
                   "%" G_GUINT64_FORMAT
                   " modules are told of, %" G_GUINT64_FORMAT
                   " failed; there are %u, %zu failed",
                   s->n_told, s->n_failed_told, s->modules->len, failed);
}

static void count_wall(struct decimal wall, struct decimal usr,
                       struct decimal sys, size_t *n, size_t *same, bool *idle)
{
    double gap = decimal_to_double(usr) - decimal_to_double(wall);

    *idle &= sys.digits == 0;
    if (decimal_to_double(wall) < 10)
        return;
    ++*n;
    *same += gap <= 1 && gap >= -1;
}

struct cpu_use sqlbench_cpu_use(const struct summary *s)
{
    struct cpu_use use = {.is_dead = true};
    size_t n = 0, same = 0;
    bool idle = true;

    for (guint i = 0; i < s->rows->len; i++) {
        const struct decimal *c = row_at(s, i)->column;

        use.is_dead &= c[CPU].digits == 0;
        count_wall(c[WALL], c[USR], c[SYS], &n, &same, &idle);
    }
    for (guint i = 0; i < s->modules->len; i++) {
        const struct sqlbench_time *time = &module_at(s, i)->total.time;

        if (module_at(s, i)->state != MODULE_TOTAL)
            continue;
        use.is_dead &= time->cpu.digits == 0;
        count_wall(time->wall, time->usr, time->sys, &n, &same, &idle);
    }
    use.is_wall = n && idle && 10 * same >= 9 * n;
    return use;
}

/* I2. From the table alone nobody knows how many lines a row is the sum of:
 * what is more than seven of them could lose by rounding is wrong, what is
 * more than the archive of the suite ever showed is told. */
static void check_row_cpu(struct summary *s, const struct row *row)
{
    const struct decimal *c = row->column;
    double gap;

    if (sqlbench_cpu_check(c[USR], c[SYS], c[CPU], 0.1, &gap) !=
        SQLBENCH_CPU_RIGHT)
        run_reason(s->run, "contradiction", row->line, 0,
                   "cpu of '%s' is not usr + sys, but %+.2f s off", row->name,
                   gap);
    else if (gap > 0.035 || gap < -0.035)
        run_note(s->run, "cpu-gap", row->line,
                 "cpu of '%s' is %+.2f s off usr + sys: more than rounding of "
                 "a few lines",
                 row->name, gap);
}

/* I3 and I7. */
static void check_module_cpu(struct summary *s, const struct module *module,
                             struct cpu_use use)
{
    const struct sqlbench_time *time = &module->total.time;
    double client = decimal_to_double(sqlbench_time_client(time));
    double wall = decimal_to_double(time->wall);

    if (!use.is_dead && sqlbench_time_check(time) != SQLBENCH_CPU_RIGHT)
        run_reason(s->run, "contradiction", module->line, 0,
                   "CPU of '%s' is %.2f, but usr + sys %.2f", module->name,
                   decimal_to_double(time->cpu), client);
    if (!use.is_wall && !module->total.is_estimated && wall >= 0 &&
        client > wall + 1.02)
        run_reason(s->run, "contradiction", module->line, 0,
                   "'%s' used more CPU, %.2f s, than time went by, %g s",
                   module->name, client, wall);
}

static void check_cpu(struct summary *s, struct cpu_use use)
{
    for (guint i = 0; i < s->rows->len && !use.is_dead; i++)
        check_row_cpu(s, row_at(s, i));
    for (guint i = 0; i < s->modules->len; i++)
        if (module_at(s, i)->state == MODULE_TOTAL &&
            module_at(s, i)->total.time.has_parts)
            check_module_cpu(s, module_at(s, i), use);
}

/* I6. Rows and modules of healthy runs differ by -13 % to +12 %; by twice
 * that, and more than the clocks of all of them, one of them was changed, or
 * much of the work is in no line. */
static void check_totals(struct summary *s)
{
    double modules = 0, table = decimal_to_double(s->totals.column[WALL]);
    double room = (double)s->modules->len;

    for (guint i = 0; i < s->modules->len; i++) {
        const struct module *module = module_at(s, i);

        if (module->state != MODULE_TOTAL || module->total.is_estimated)
            return;
        modules += decimal_to_double(module->total.time.wall);
    }
    if (!s->has_status || modules < 20)
        return;
    if (table < 0.75 * modules - room || table > 1.25 * modules + room)
        run_note(s->run, "totals-apart", s->totals.line,
                 "the operations took %.0f s, the modules %.0f s: one of them "
                 "may have been changed",
                 table, modules);
}

/* I9: the same numbers for two modules are a copy, not a chance. */
static void check_copies(struct summary *s)
{
    for (guint i = 0; i < s->modules->len; i++) {
        for (guint j = i + 1; j < s->modules->len; j++) {
            const struct sqlbench_time *a = &module_at(s, i)->total.time;
            const struct sqlbench_time *b = &module_at(s, j)->total.time;

            if (decimal_to_double(sqlbench_time_client(a)) < 1 ||
                decimal_compare(a->wall, b->wall) ||
                decimal_compare(a->usr, b->usr) ||
                decimal_compare(a->sys, b->sys))
                continue;
            run_note(s->run, "copied-module", module_at(s, j)->line,
                     "'%s' and '%s' have the same times to the last digit",
                     module_at(s, i)->name, module_at(s, j)->name);
        }
    }
}

static void check_whole(struct summary *s)
{
    /* Only the module that was running when the run was killed lacks one. */
    for (guint i = 0; i < s->modules->len; i++)
        if (module_at(s, i)->state == MODULE_UNFINISHED &&
            (s->has_status || i + 1 < s->modules->len))
            run_reason(s->run, "truncated", module_at(s, i)->line, 0,
                       "'%s' has no total", module_at(s, i)->name);
    if (!s->modules->len)
        run_reason(s->run, "no-modules", s->run->line, 0,
                   s->has_header ? "no module has a line"
                                 : "a table of operations alone: the lines of "
                                   "the modules before it are wanted");
    else if (!s->has_status)
        run_reason(s->run, "incomplete-run", 0, 0,
                   "the summary ends before its status line: modules may be "
                   "missing");
    if (s->modules->len && s->has_status && !s->has_totals &&
        (s->has_table || sqlbench_count_modules(s, MODULE_TOTAL)))
        run_reason(s->run, "partial-table", 0, 0,
                   "the table of operations has no TOTALS: its rows cannot "
                   "be checked");
    if (s->modules->len && !s->has_header)
        run_reason(s->run, "no-header", s->run->line, 0,
                   "the header is missing: the suite's version, its arguments "
                   "and the server are not known");
}

void sqlbench_check_run(struct summary *s, struct cpu_use use)
{
    check_whole(s);
    check_status(s);
    check_cpu(s, use);
    check_copies(s);
    if (!s->has_totals)
        return;
    for (size_t i = 0; i < N_COLUMNS; i++)
        if (i != CPU || !use.is_dead)
            check_column(s, i);
    check_markers(s);
    check_order(s);
    check_totals(s);
}
